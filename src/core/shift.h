/*-------------------------------------------------------------------------
 *
 * shift.h
 *	  By how many days one group waits longer than another.
 *
 * Exact: the answer is what sorting all pairs would give, without a list of
 * pairs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_SHIFT_H
#define SM_CORE_SHIFT_H

#include "core/inference.h"

/* Days of the one of A less days of the one of B, over all pairs. */
typedef struct sm_shift
{
	bool		known;			/* false, and the rest zero, if a group is
								 * empty */
	int64_t		twice_days;		/* the median, in half days */
	int64_t		low;			/* its interval, in days */
	int64_t		high;
} sm_shift;

/*
 * Hodges and Lehmann's shift (Annals of Mathematical Statistics 34, 1963):
 * the median of the differences of all pairs, the mean of the two middle
 * ones where the number of pairs is even.  With D the differences in
 * ascending order, the interval is D[C] to D[a b + 1 - C],
 *
 *		C = greatest(1, floor(a b / 2 - z sqrt(variance)))
 *
 * with the variance of U, ties corrected, as in sm_rank_test_of (Lehmann,
 * Nonparametrics, 1975).  Whether so few members can tell anything at all is
 * for sm_samples_suffice to say.
 *
 * pairs are those of A and B.  The time is that of some 100 passes over the
 * distinct days of both, however many members they have.  SM_OK, or
 * SM_STOPPED.
 */
extern sm_status sm_shift_of(const sm_histogram *a, const sm_histogram *b,
							 const sm_pairs *pairs, double z,
							 const volatile sig_atomic_t *stop,
							 sm_shift *shift);

#endif							/* SM_CORE_SHIFT_H */
