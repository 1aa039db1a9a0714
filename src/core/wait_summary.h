/*-------------------------------------------------------------------------
 *
 * wait_summary.h
 *	  Payouts added up: what has to be known of many to say how long each
 *	  function waits for its pay.
 *
 * A summary is a keyed block (keyed.h).  Payouts of one person are not
 * independent of each other, so the sums are kept per payee; what has not
 * been paid is kept by its days, so that a summary can be read as of any day
 * from the last payment on.
 * All sums are integers: the same payouts in any order, split and merged in
 * any way, are the same bytes.
 *
 * What counts: rewards only (sm_payout_is_reward).  Draws, recoveries,
 * guarantees, adjustments, clawbacks and negative amounts are counted beside
 * them.  Rows without payee, function or earning day are skipped.
 *
 * Waits are kept in half days, since what is earned evenly through a period
 * is earned, on average, in its middle.  wait = design wait + lateness: from
 * the earning to the scheduled day, and from that to the day of payment.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_WAIT_SUMMARY_H
#define SM_CORE_WAIT_SUMMARY_H

#include "core/keyed.h"
#include "core/keyed_text.h"
#include "core/payout.h"

/* Payees, days of unpaid payouts and days of waits of one summary. */
#define SM_WAIT_RECORDS		6000000

/* Kinds of records, in the order in which they are sorted. */
enum
{
	SM_WAIT_FUNCTION = 0,		/* key: function */
	SM_WAIT_PAYEE = 1,			/* payee, zero byte, function */
	SM_WAIT_UNPAID = 2,			/* those of a payee, earned in half days,
								 * scheduled or the least integer; also for
								 * each there is a payee */
	SM_WAIT_HALF_DAYS = 3,		/* function, wait in half days */
	SM_WAIT_LATENESS = 4,		/* function, lateness in days */
	SM_WAIT_KINDS = 5
};

/* The sums of a function: of what is not seen in its payees. */
typedef struct sm_function_sums
{
	sm_int128	taken_back;		/* clawbacks and rewards with a negative
								 * amount, counted positive */
	sm_int128	advanced;		/* draws and guarantees less recoveries and
								 * adjustments, as their amounts are signed */
	int64_t		in_periods;		/* rewards earned through a period */
	int64_t		without_amount; /* rewards, such as a trip */
	int64_t		not_rewards;	/* payouts, clawbacks aside */
	int64_t		clawbacks;
	int64_t		paid_before_earned; /* rewards */
	int64_t		scheduled_before_earned;
} sm_function_sums;

/* The sums of a payee's rewards that were paid. */
typedef struct sm_payee_waits
{
	sm_int128	amount;
	sm_int128	amount_half_days;	/* amount times wait */
	sm_int128	scheduled_amount;	/* of those with a scheduled day */
	sm_int128	amount_design;	/* amount times design wait, in half days */
	sm_int128	amount_lateness;	/* amount times lateness, in days */
	int64_t		paid;
	int64_t		half_days;		/* of waits */
	int64_t		scheduled;
	int64_t		design;			/* half days */
	int64_t		lateness;		/* days */
	int64_t		late;			/* those paid after their scheduled day */
} sm_payee_waits;

/* The sums of unpaid rewards with the same days. */
typedef struct sm_unpaid_waits
{
	sm_int128	amount;
	int64_t		payouts;
} sm_unpaid_waits;

/* What is known of the currency of the amounts in a summary. */
enum
{
	SM_NO_CURRENCY = 0,			/* there are no amounts yet */
	SM_UNSTATED_CURRENCY = 1,
	SM_STATED_CURRENCY = 2
};

/* The head of a summary. */
typedef struct sm_wait_summary
{
	sm_keyed	keyed;
	int64_t		skipped;		/* rows without payee, function or day */
	int32_t		as_of;			/* asked for while a one-shot aggregate runs, */
	int32_t		minimum_payees; /* zero in any other summary */
	uint8_t		asked;			/* 0, 1, or 2 with an as_of */
	uint8_t		currency_known;
	uint8_t		currency_length;
	uint8_t		unused[5];		/* zero */
	char		currency[SM_CURRENCY_BYTES + 1];	/* filled up with zeros */
} sm_wait_summary;

extern const sm_keyed_layout sm_wait_layout;

/* What the key of a record says, as far as its kind has it. */
typedef struct sm_wait_key
{
	const char *payee;			/* not ended by a zero */
	size_t		payee_length;
	sm_person_function function;
	int32_t		days;			/* half days, but of SM_WAIT_LATENESS; of
								 * SM_WAIT_UNPAID the day it was earned */
	bool		has_schedule;
	int32_t		scheduled;		/* day; zero if there is none */
} sm_wait_key;

/* The longest key. */
#define SM_WAIT_KEY_BYTES	(SM_PAYEE_BYTES + 10)

/* What the bytes of a key say, and the bytes that say it. */
extern sm_wait_key sm_wait_key_of(unsigned kind, const char *key,
								  size_t length);
extern size_t sm_wait_key_bytes(unsigned kind, const sm_wait_key *key,
								char bytes[SM_WAIT_KEY_BYTES]);

/* What the key of a record says. */
static inline sm_wait_key
sm_wait_key_in(const sm_keyed_record *record)
{
	return sm_wait_key_of(record->kind,
						  sm_keyed_key(&sm_wait_layout, record),
						  record->key_length);
}

/* Whether an SM_WAIT_UNPAID is one of an SM_WAIT_PAYEE. */
extern bool sm_wait_is_of(const sm_keyed_record *unpaid,
						  const sm_keyed_record *payee);

/*
 * Adds a payout to a summary in a block of that size, or counts it among
 * those skipped; a null pointer is skipped, too.  Where this returns anything
 * but SM_KEYED_DONE or SM_KEYED_OVERFLOW, nothing was changed.  The currency
 * has been looked at (sm_wait_currency).
 */
extern sm_keyed_step sm_wait_summary_add(sm_wait_summary *summary,
										 size_t size,
										 const sm_payout_row *payout);

/*
 * Makes the currency of a payout, or of another summary, that of a summary,
 * if that can be.  False if the amounts cannot be added.
 */
extern bool sm_wait_currency(sm_wait_summary *summary,
							 const sm_payout_row *payout);
extern bool sm_wait_currency_of(sm_wait_summary *summary,
								const sm_wait_summary *from);

/* What is asked of a summary. */
typedef struct sm_pay_question
{
	bool		has_as_of;
	int32_t		as_of;			/* day, in the years 1 to 9999 */
	int32_t		minimum_payees;
} sm_pay_question;

/*
 * Notes what a one-shot aggregate asks.  False if the summary was asked for
 * something else before.  And what it was asked; nothing, if nothing.
 */
extern bool sm_wait_summary_ask(sm_wait_summary *summary,
								const sm_pay_question *question);
extern void sm_wait_summary_asked(const sm_wait_summary *summary,
								  sm_pay_question *question);

/*
 * Adds the head of another summary, but its currency.  False if the sum does
 * not fit or the two were not asked for the same.
 */
extern bool sm_wait_summary_add_head(sm_wait_summary *summary,
									 const sm_wait_summary *from);

/*
 * One sentence on why a block is not a summary, a null pointer, or
 * sm_flaw_stopped.  Its used bytes are there and hold at least the head;
 * nothing else is taken for granted.  What different records say of the same
 * is compared only where they are sorted.
 */
extern const char *sm_wait_summary_flaw(const sm_wait_summary *summary,
										const volatile sig_atomic_t *stop);

/* How keys are written. */
extern const sm_keyed_words sm_wait_words;

/*
 * Writes what of the head has a text form, without a zero, and returns its
 * length; with to NULL it only counts.
 */
extern size_t sm_wait_write_head(const sm_wait_summary *summary, char *to);

/*
 * Reads that, and moves *text to the records.  On failure *detail is one
 * sentence.
 */
extern sm_counts_read sm_wait_read_head(const char **text,
										sm_wait_summary *summary,
										const char **detail);

#endif							/* SM_CORE_WAIT_SUMMARY_H */
