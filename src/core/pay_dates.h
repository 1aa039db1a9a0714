/*-------------------------------------------------------------------------
 *
 * pay_dates.h
 *	  On which dates somebody was paid, how much, and which cadence that is.
 *
 * Pay dates are a block of keyed.h: a record for each date, with the sum of
 * what was paid on it in 0.0001 of the currency, the payments, and how many
 * of these are of an unknown amount.  Dates lie in the years 1 to 9999.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_PAY_DATES_H
#define SM_CORE_PAY_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/count_text.h"
#include "core/keyed.h"
#include "core/schedule.h"
#include "core/status.h"

/* The most dates: those of a hundred years. */
#define SM_PAY_DATES		36525

/* The first and the last of all pay dates. */
#define SM_FIRST_PAY_DATE	(-730119)	/* 0001-01-01 */
#define SM_LAST_PAY_DATE	2921939		/* 9999-12-31 */

typedef struct sm_pay_dates
{
	sm_keyed	block;
	int64_t		skipped;		/* rows without a date */
} sm_pay_dates;

/* What the records look like, for keyed.h. */
#define SM_PAY_DATES_LAYOUT \
	{ \
		.head_bytes = sizeof(sm_pay_dates), .most = SM_PAY_DATES, \
		.kinds = 1, .wide_bits = 120, .narrow_bits = 62, \
		.sums = {{.wide = 1, .narrow = 2}} \
	}

extern const sm_keyed_layout sm_pay_dates_layout;

/* The key of a date. */
#define SM_PAY_DATE_KEY		4

extern void sm_pay_date_key(int64_t day, char key[SM_PAY_DATE_KEY]);

/*
 * Counts a payment in the record of its date; amount is ignored unless it is
 * known.  False, and the record is broken, if a sum does not fit.
 */
extern bool sm_pay_date_add(sm_keyed_record *record, bool known,
							int64_t amount);

/*
 * One sentence on why a block that is made of records is not one of pay
 * dates, or a null pointer.
 */
extern const char *sm_pay_dates_flaw(const sm_pay_dates *dates);

/*
 * Reads the text form into an empty block of that size, of at least the head
 * and sm_keyed_room(text) bytes, to be checked and packed.
 */
extern sm_counts_read sm_pay_dates_read(const char *text, sm_pay_dates *dates,
										size_t size, const char **detail);

/*
 * Writes the text form of a packed block, without a zero, and returns its
 * length; with to NULL it only counts.
 */
extern size_t sm_pay_dates_write(const sm_pay_dates *dates, char *to);

/* A cadence, or why there is none; numbers go on behind sm_cadence. */
#define SM_IRREGULAR		SM_CADENCES	/* most gaps are of no one cadence */
#define SM_UNKNOWN_CADENCE	(SM_CADENCES + 1)	/* fewer than three dates */

extern const char *const sm_inferred_cadence_names[SM_CADENCES + 3];

/*
 * The cadence of a packed block: that of at least half of the gaps between
 * dates, corrections aside, into cadence.  Needs memory for a few integers a
 * date.
 */
extern sm_status sm_pay_dates_cadence(const sm_pay_dates *dates,
									  const sm_memory *memory, int *cadence);

#endif							/* SM_CORE_PAY_DATES_H */
