/*-------------------------------------------------------------------------
 *
 * payout.h
 *	  One payout: who earned it and when, and when it was due and paid.
 *
 * A payout is one flat block: the fields below, then the bytes of payee,
 * currency and plan.  Days are numbers as in civil.h, all in the years 1 to
 * 9999 and no two of them further apart than SM_PAYOUT_DAYS; amounts are
 * 0.0001 of the currency, less than SM_PAYOUT_AMOUNT either way.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_PAYOUT_H
#define SM_CORE_PAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/labels.h"

/* The largest distance of two days of a payout: a hundred years. */
#define SM_PAYOUT_DAYS		36525

/* The first and the last day a payout may have: 0001-01-01, 9999-12-31. */
#define SM_PAYOUT_FIRST_DAY	(-730119)
#define SM_PAYOUT_LAST_DAY	2921939

/* No amount has this many units, or minus that. */
#define SM_PAYOUT_AMOUNT	INT64_C(9000000000000000000)

/* Longest names, in bytes. */
#define SM_PAYEE_BYTES		255
#define SM_CURRENCY_BYTES	31
#define SM_PLAN_BYTES		255

/* What of a payout is known, one bit each. */
enum
{
	SM_HAS_PAYEE = 1,
	SM_HAS_FUNCTION = 2,
	SM_HAS_EARNED = 4,
	SM_HAS_RELEASED = 8,
	SM_HAS_SCHEDULED = 16,
	SM_HAS_PAID = 32,
	SM_HAS_AMOUNT = 64,
	SM_HAS_CURRENCY = 128,
	SM_HAS_PLAN = 256
};

#define SM_HAS_ALL			511

typedef struct sm_payout_row
{
	uint64_t	header;			/* the caller's */
	int64_t		amount;			/* what is not known is zero */
	int32_t		earned_from;	/* the same day as earned_to, unless it was */
	int32_t		earned_to;		/* earned evenly through a period */
	int32_t		released_on;
	int32_t		scheduled_on;
	int32_t		paid_on;
	uint16_t	known;
	uint8_t		function;		/* sm_person_function */
	uint8_t		kind;			/* sm_payout_kind */
	uint16_t	payee_length;
	uint16_t	currency_length;
	uint16_t	plan_length;
	uint16_t	unused;			/* zero */
	char		names[];		/* payee, currency, plan */
} sm_payout_row;

static inline bool
sm_payout_has(const sm_payout_row *payout, unsigned bits)
{
	return (payout->known & bits) == bits;
}

static inline const char *
sm_payout_currency(const sm_payout_row *payout)
{
	return payout->names + payout->payee_length;
}

static inline const char *
sm_payout_plan(const sm_payout_row *payout)
{
	return sm_payout_currency(payout) + payout->currency_length;
}

/* Bytes of a payout. */
static inline size_t
sm_payout_size(const sm_payout_row *payout)
{
	return offsetof(sm_payout_row, names) + (size_t) payout->payee_length +
		payout->currency_length + payout->plan_length;
}

/* The bytes that no payout exceeds. */
#define SM_PAYOUT_BYTES \
	(offsetof(sm_payout_row, names) + SM_PAYEE_BYTES + SM_CURRENCY_BYTES + \
	 SM_PLAN_BYTES)

/*
 * Whether people wait for it: a reward that is not taken back.  Draws,
 * recoveries, guarantees, adjustments and clawbacks are not, nor is anything
 * with a negative amount.
 */
static inline bool
sm_payout_is_reward(const sm_payout_row *payout)
{
	return payout->kind < SM_DRAW && payout->amount >= 0;
}

/*
 * The day it was earned, in half days: the middle of a period through which
 * it was earned evenly.
 */
static inline int64_t
sm_payout_earned2(const sm_payout_row *payout)
{
	return (int64_t) payout->earned_from + payout->earned_to;
}

/*
 * Whether a payout is as long as it says and its labels have a meaning: all
 * that has to be looked at again of one that was checked when it was made.
 */
static inline bool
sm_payout_is_whole(const sm_payout_row *payout, size_t size)
{
	return size == sm_payout_size(payout) &&
		payout->payee_length <= SM_PAYEE_BYTES &&
		payout->currency_length <= SM_CURRENCY_BYTES &&
		payout->function < SM_PERSON_FUNCTIONS &&
		payout->kind < SM_PAYOUT_KINDS;
}

/* One sentence on what is wrong with its days, or a null pointer. */
extern const char *sm_payout_days_flaw(const sm_payout_row *payout);

/*
 * One sentence on why a block of this size, at least that of the fields, is
 * not a payout, or a null pointer.  Looks at everything but the header.
 */
extern const char *sm_payout_flaw(const sm_payout_row *payout, size_t size);

/*
 * Reads the text form into a block of SM_PAYOUT_BYTES bytes; header is left
 * alone.  Returns NULL, or one sentence on what is wrong.  names may hold
 * anything in any encoding.
 */
extern const char *sm_payout_read(const char *text, sm_payout_row *payout);

/*
 * Writes the text form and a zero into room for SM_PAYOUT_TEXT bytes.
 * Reading it gives the same payout.
 */
#define SM_PAYOUT_TEXT		2048
extern void sm_payout_write(const sm_payout_row *payout, char *to);

/* A total order: by payee, then by days, then by all the rest. */
extern int	sm_payout_order(const sm_payout_row *a, const sm_payout_row *b);

#endif							/* SM_CORE_PAYOUT_H */
