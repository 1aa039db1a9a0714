/*-------------------------------------------------------------------------
 *
 * payout_days.h
 *	  Days between earning and being paid, and what they are due to.
 *
 * Days are numbers as in civil.h; SM_NO_DAY stands for what is not known,
 * of a result as well.  wait = design + lateness wherever all three are
 * known.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_PAYOUT_DAYS_H
#define SM_CORE_PAYOUT_DAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/civil.h"

/* The days that are known of one payout. */
typedef struct sm_payout_days
{
	int64_t		earned;			/* always known */
	int64_t		released;		/* not known: nothing had to be waited for */
	int64_t		scheduled;
	int64_t		paid;			/* not known: not yet */
	int64_t		as_of;			/* what is later has not happened yet */
} sm_payout_days;

/* How long a payout took, in days. */
typedef struct sm_wait_parts
{
	int64_t		wait;			/* from earned to paid, or up to as_of */
	int64_t		design;			/* from earned to scheduled */
	int64_t		lateness;		/* from scheduled to paid, or up to as_of */
	int64_t		tardiness;		/* the same, or 0 if it is negative */
	int64_t		release;		/* from earned to released */
	int64_t		cycle;			/* from released, or earned, to scheduled */
	bool		censored;		/* not paid at as_of, or ever: wait, lateness
								 * and tardiness are at least that */
} sm_wait_parts;

/* What the days of a payout say. */
extern sm_wait_parts sm_wait_parts_of(const sm_payout_days *days);

/*
 * The days from from up to but not including to on which what was earned
 * was owed; negative, if it was paid before it was earned, those on which it
 * was advanced.  Days from as_of on do not count.  SM_NO_DAY if it is not
 * paid and as_of is not known.  from and to may be anything.
 */
extern int64_t sm_exposure_days(const sm_payout_days *days, int64_t from,
								int64_t to);

/*
 * What share of the amount is owed at the end of a day: 1 from the day it
 * was earned to the day before it was paid, -1 from the day it was paid to
 * the day before it was earned, else 0.  as_of does not matter.
 */
extern int	sm_owed_on(const sm_payout_days *days, int64_t day);

#endif							/* SM_CORE_PAYOUT_DAYS_H */
