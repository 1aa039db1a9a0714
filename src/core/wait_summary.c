/*-------------------------------------------------------------------------
 *
 * wait_summary.c
 *	  Payouts added up: what has to be known of many to say how long each
 *	  function waits for its pay.
 *
 * A payout is looked at once and changes at most five records.
 *
 *-------------------------------------------------------------------------
 */
#include "core/wait_summary.h"

#include <string.h>

/* Sums in a struct, in the order of a layout. */
#define WIDE(type, field) \
	((uint8_t) (offsetof(type, field) / sizeof(sm_int128)))
#define NARROW(type, field) \
	((uint8_t) ((sizeof(type) - offsetof(type, field)) / sizeof(int64_t)))

const sm_keyed_layout sm_wait_layout = {
	.head_bytes = sizeof(sm_wait_summary),
	.most = SM_WAIT_RECORDS,
	.kinds = SM_WAIT_KINDS,
	.wide_bits = 108,			/* a fraction of two of these is exact */
	.narrow_bits = 58,
	.sums = {
		{WIDE(sm_function_sums, in_periods),
		NARROW(sm_function_sums, in_periods)},
		{WIDE(sm_payee_waits, paid), NARROW(sm_payee_waits, paid)},
		{WIDE(sm_unpaid_waits, payouts), NARROW(sm_unpaid_waits, payouts)},
		{0, 1},
		{0, 1}
	}
};

/* The scheduled day of an unpaid payout that has none. */
#define NO_SCHEDULE		INT32_MIN

/* Writes a number so that bytes sort as numbers do. */
static void
put_number(char *to, int32_t number)
{
	uint32_t	biased = (uint32_t) number ^ UINT32_C(0x80000000);

	for (int i = 0; i < 4; i++)
		to[i] = (char) (unsigned char) (biased >> (24 - 8 * i));
}

static int32_t
get_number(const char *from)
{
	uint32_t	biased = 0;

	for (int i = 0; i < 4; i++)
		biased = biased << 8 | (unsigned char) from[i];
	return (int32_t) (biased ^ UINT32_C(0x80000000));
}

sm_wait_key
sm_wait_key_of(unsigned kind, const char *key, size_t length)
{
	sm_wait_key parts = {0};
	size_t		numbers = kind == SM_WAIT_UNPAID ? 8 :
		kind >= SM_WAIT_HALF_DAYS ? 4 : 0;
	const char *tail = key + length - numbers;

	parts.function = (sm_person_function) tail[-1];
	if (kind == SM_WAIT_PAYEE || kind == SM_WAIT_UNPAID)
	{
		parts.payee = key;
		parts.payee_length = length - numbers - 2;
	}
	if (numbers > 0)
		parts.days = get_number(tail);
	if (kind == SM_WAIT_UNPAID && get_number(tail + 4) != NO_SCHEDULE)
	{
		parts.has_schedule = true;
		parts.scheduled = get_number(tail + 4);
	}
	return parts;
}

size_t
sm_wait_key_bytes(unsigned kind, const sm_wait_key *key,
				  char bytes[SM_WAIT_KEY_BYTES])
{
	size_t		length = 0;

	if (kind == SM_WAIT_PAYEE || kind == SM_WAIT_UNPAID)
	{
		memcpy(bytes, key->payee, key->payee_length);
		length = key->payee_length;
		bytes[length++] = '\0';
	}
	bytes[length++] = (char) key->function;
	if (kind >= SM_WAIT_UNPAID)
	{
		put_number(bytes + length, key->days);
		length += 4;
	}
	if (kind == SM_WAIT_UNPAID)
	{
		put_number(bytes + length, key->has_schedule ? key->scheduled :
				   NO_SCHEDULE);
		length += 4;
	}
	return length;
}

bool
sm_wait_is_of(const sm_keyed_record *unpaid, const sm_keyed_record *payee)
{
	return unpaid->key_length == payee->key_length + 8 &&
		memcmp(sm_keyed_key(&sm_wait_layout, unpaid),
			   sm_keyed_key(&sm_wait_layout, payee), payee->key_length) == 0;
}

/*
 * The record of a key that is known to have room.  The record of another
 * key moves nothing, so several may be held at once.
 */
static void *
sums_of(sm_wait_summary *summary, size_t size, unsigned kind,
		const sm_wait_key *key)
{
	char		bytes[SM_WAIT_KEY_BYTES];
	size_t		length = sm_wait_key_bytes(kind, key, bytes);
	sm_keyed_record *record = NULL;

	(void) sm_keyed_find(&sm_wait_layout, &summary->keyed, size, kind, bytes,
						 length, &record);
	return record + 1;
}

static bool
add_wide(sm_int128 *sum, sm_int128 more)
{
	return sm_keyed_sum_wide(&sm_wait_layout, sum, more);
}

static bool
add_narrow(int64_t *sum, int64_t more)
{
	return sm_keyed_sum_narrow(&sm_wait_layout, sum, more);
}

/* What is seen of a payout in the record of its function; false: nothing. */
static bool
concerns_function(const sm_payout_row *payout)
{
	int64_t		earned = sm_payout_earned2(payout);

	return !sm_payout_is_reward(payout) ||
		payout->earned_from < payout->earned_to ||
		!sm_payout_has(payout, SM_HAS_AMOUNT) ||
		(sm_payout_has(payout, SM_HAS_PAID) &&
		 2 * (int64_t) payout->paid_on < earned) ||
		(sm_payout_has(payout, SM_HAS_SCHEDULED) &&
		 2 * (int64_t) payout->scheduled_on < earned);
}

/* Adds to the sums of a function. */
static bool
add_to_function(sm_function_sums *sums, const sm_payout_row *payout)
{
	int64_t		earned = sm_payout_earned2(payout);
	bool		fits = true;

	if (payout->kind == SM_CLAWBACK ||
		(payout->kind < SM_DRAW && payout->amount < 0))
		return add_narrow(&sums->clawbacks, 1) &&
			add_wide(&sums->taken_back, payout->amount < 0 ?
					 -(sm_int128) payout->amount : payout->amount);
	if (!sm_payout_is_reward(payout))
		return add_narrow(&sums->not_rewards, 1) &&
			add_wide(&sums->advanced, payout->amount);
	if (payout->earned_from < payout->earned_to)
		fits = fits && add_narrow(&sums->in_periods, 1);
	if (!sm_payout_has(payout, SM_HAS_AMOUNT))
		fits = fits && add_narrow(&sums->without_amount, 1);
	if (sm_payout_has(payout, SM_HAS_PAID) &&
		2 * (int64_t) payout->paid_on < earned)
		fits = fits && add_narrow(&sums->paid_before_earned, 1);
	if (sm_payout_has(payout, SM_HAS_SCHEDULED) &&
		2 * (int64_t) payout->scheduled_on < earned)
		fits = fits && add_narrow(&sums->scheduled_before_earned, 1);
	return fits;
}

/* Adds a paid reward to the sums of its payee. */
static bool
add_to_payee(sm_payee_waits *sums, const sm_payout_row *payout)
{
	int64_t		earned = sm_payout_earned2(payout);
	int64_t		wait = 2 * (int64_t) payout->paid_on - earned;
	int64_t		design;
	int64_t		lateness;
	sm_int128	amount = payout->amount;

	if (!add_narrow(&sums->paid, 1) || !add_narrow(&sums->half_days, wait) ||
		!add_wide(&sums->amount, amount) ||
		!add_wide(&sums->amount_half_days, amount * wait))
		return false;
	if (!sm_payout_has(payout, SM_HAS_SCHEDULED))
		return true;
	design = 2 * (int64_t) payout->scheduled_on - earned;
	lateness = (int64_t) payout->paid_on - payout->scheduled_on;
	return add_narrow(&sums->scheduled, 1) &&
		add_narrow(&sums->design, design) &&
		add_narrow(&sums->lateness, lateness) &&
		add_narrow(&sums->late, lateness > 0) &&
		add_wide(&sums->scheduled_amount, amount) &&
		add_wide(&sums->amount_design, amount * design) &&
		add_wide(&sums->amount_lateness, amount * lateness);
}

/* Adds an unpaid reward to those with the same days. */
static bool
add_unpaid(sm_unpaid_waits *sums, const sm_payout_row *payout)
{
	return add_narrow(&sums->payouts, 1) &&
		add_wide(&sums->amount, payout->amount);
}

/*
 * Counts the wait and the lateness of a paid reward.  Meanwhile the record of
 * its payee, of whom there are many, is fetched.
 */
static bool
count_days(sm_wait_summary *summary, size_t size, const sm_payout_row *payout,
		   const sm_wait_key *payee)
{
	char		bytes[SM_WAIT_KEY_BYTES];
	size_t		length = sm_wait_key_bytes(SM_WAIT_PAYEE, payee, bytes);
	uint32_t	hash = sm_keyed_hash(&summary->keyed, SM_WAIT_PAYEE, bytes,
									 length);
	sm_wait_key key = *payee;

	sm_keyed_fetch_slot(&summary->keyed, size, hash);
	key.days = (int32_t) (2 * (int64_t) payout->paid_on -
						  sm_payout_earned2(payout));
	if (!add_narrow(sums_of(summary, size, SM_WAIT_HALF_DAYS, &key), 1))
		return false;
	sm_keyed_fetch_record(&summary->keyed, size, hash);
	if (!sm_payout_has(payout, SM_HAS_SCHEDULED))
		return true;
	key.days = payout->paid_on - payout->scheduled_on;
	return add_narrow(sums_of(summary, size, SM_WAIT_LATENESS, &key), 1);
}

/* Adds a reward. */
static bool
add_reward(sm_wait_summary *summary, size_t size,
		   const sm_payout_row *payout)
{
	sm_wait_key key = {
		.payee = payout->names,
		.payee_length = payout->payee_length,
		.function = (sm_person_function) payout->function
	};

	if (sm_payout_has(payout, SM_HAS_PAID))
		return count_days(summary, size, payout, &key) &&
			add_to_payee(sums_of(summary, size, SM_WAIT_PAYEE, &key),
						 payout);

	/* the payee's record is there for all who have any payout */
	(void) sums_of(summary, size, SM_WAIT_PAYEE, &key);
	key.days = (int32_t) sm_payout_earned2(payout);
	key.has_schedule = sm_payout_has(payout, SM_HAS_SCHEDULED);
	key.scheduled = payout->scheduled_on;
	return add_unpaid(sums_of(summary, size, SM_WAIT_UNPAID, &key), payout);
}

sm_keyed_step
sm_wait_summary_add(sm_wait_summary *summary, size_t size,
					const sm_payout_row *payout)
{
	sm_keyed_step step;
	size_t		bytes;

	if (payout == NULL ||
		!sm_payout_has(payout, SM_HAS_PAYEE | SM_HAS_FUNCTION |
					   SM_HAS_EARNED))
		return sm_add_int64(summary->skipped, 1, &summary->skipped) ?
			SM_KEYED_DONE : SM_KEYED_OVERFLOW;

	/* at most a record of each kind, with keys and what they are padded by */
	bytes = sizeof(sm_function_sums) + sizeof(sm_payee_waits) +
		sizeof(sm_unpaid_waits) + 2 * sizeof(int64_t) +
		SM_WAIT_KINDS * (sizeof(sm_keyed_record) + 24) +
		2 * (size_t) payout->payee_length;
	step = sm_keyed_room_for(&summary->keyed, &sm_wait_layout, size,
							 SM_WAIT_KINDS, bytes);
	if (step != SM_KEYED_DONE)
		return step;

	if (concerns_function(payout))
	{
		sm_wait_key key = {
			.function = (sm_person_function) payout->function
		};

		if (!add_to_function(sums_of(summary, size, SM_WAIT_FUNCTION, &key),
							 payout))
			return SM_KEYED_OVERFLOW;
	}
	if (sm_payout_is_reward(payout) && !add_reward(summary, size, payout))
		return SM_KEYED_OVERFLOW;
	return SM_KEYED_DONE;
}

/* Makes a currency that of a summary, if that can be. */
static bool
set_currency(sm_wait_summary *summary, uint8_t known, const char *currency,
			 size_t length)
{
	if (known == SM_NO_CURRENCY)
		return true;
	if (summary->currency_known == SM_NO_CURRENCY)
	{
		summary->currency_known = known;
		summary->currency_length = (uint8_t) length;
		memcpy(summary->currency, currency, length);
		return true;
	}
	return summary->currency_known == known &&
		summary->currency_length == length &&
		memcmp(summary->currency, currency, length) == 0;
}

bool
sm_wait_currency(sm_wait_summary *summary, const sm_payout_row *payout)
{
	if (!sm_payout_has(payout, SM_HAS_PAYEE | SM_HAS_FUNCTION |
					   SM_HAS_EARNED | SM_HAS_AMOUNT))
		return true;
	return set_currency(summary, sm_payout_has(payout, SM_HAS_CURRENCY) ?
						SM_STATED_CURRENCY : SM_UNSTATED_CURRENCY,
						sm_payout_currency(payout), payout->currency_length);
}

bool
sm_wait_currency_of(sm_wait_summary *summary, const sm_wait_summary *from)
{
	return set_currency(summary, from->currency_known, from->currency,
						from->currency_length);
}

bool
sm_wait_summary_ask(sm_wait_summary *summary,
					const sm_pay_question *question)
{
	uint8_t		asked = question->has_as_of ? 2 : 1;
	int32_t		as_of = question->has_as_of ? question->as_of : 0;

	if (summary->asked == 0)
	{
		summary->asked = asked;
		summary->as_of = as_of;
		summary->minimum_payees = question->minimum_payees;
	}
	return summary->asked == asked && summary->as_of == as_of &&
		summary->minimum_payees == question->minimum_payees;
}

void
sm_wait_summary_asked(const sm_wait_summary *summary,
					  sm_pay_question *question)
{
	question->has_as_of = summary->asked == 2;
	question->as_of = summary->as_of;
	question->minimum_payees = summary->minimum_payees;
}

bool
sm_wait_summary_add_head(sm_wait_summary *summary,
						 const sm_wait_summary *from)
{
	sm_pay_question question;

	sm_wait_summary_asked(from, &question);
	if (from->asked != 0 && !sm_wait_summary_ask(summary, &question))
		return false;
	return sm_add_int64(summary->skipped, from->skipped, &summary->skipped);
}
