/*-------------------------------------------------------------------------
 *
 * inference.h
 *	  Two groups of people, a whole number of days each: who waits longer,
 *	  how often, and how sure that is.
 *
 * A group comes as a histogram: its distinct days in ascending order, and
 * how many have each.  Counts of pairs are exact; the same histograms give
 * the same bits on every machine, since no product of floating point numbers
 * is added to anything that a compiler could fuse it with.
 *
 * Everything here supposes that the values of a group are independent of
 * each other: one value a person, never one a payment.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_INFERENCE_H
#define SM_CORE_INFERENCE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "core/wide.h"

/* How many have the same number of days. */
typedef struct sm_day_count
{
	int32_t		day;
	int64_t		count;			/* above zero */
} sm_day_count;

/* A group.  days belongs to whoever made it. */
typedef struct sm_histogram
{
	const sm_day_count *days;	/* day ascending, each once */
	size_t		length;
	int64_t		total;			/* the sum of the counts */
} sm_histogram;

/* The largest total: cubes of two of them still fit in 128 bits. */
#define SM_HISTOGRAM_TOTAL	(INT64_C(1) << 40)

/*
 * Makes a group of days and counts.  Returns false if days do not ascend, a
 * count is not above zero, or the total is past SM_HISTOGRAM_TOTAL.
 */
extern bool sm_histogram_of(const sm_day_count *days, size_t length,
							sm_histogram *histogram);

/*
 * The value with the share numerator / denominator of the group at or below
 * it, interpolated between neighbours as percentile_cont does: with n values
 * and p the share, the one at p * (n - 1), counted from zero.  It is the
 * exact value rounded once, so medians are exact.  The share lies from 0 to
 * 1, its denominator from 1 to SM_SHARE_LARGEST.  Returns false for an empty
 * group.
 */
#define SM_SHARE_LARGEST	1000000
extern bool sm_quantile(const sm_histogram *histogram, int32_t numerator,
						int32_t denominator, double *value);

/*
 * All pairs of one of A and one of B, counted.  A is asked about: marketing
 * where marketing is compared with sales.
 */
typedef struct sm_pairs
{
	int64_t		a;				/* members of A */
	int64_t		b;
	sm_uint128	longer;			/* pairs in which the one of A has more days */
	sm_uint128	shorter;
	sm_uint128	equal;
	sm_uint128	cubes;			/* over both groups together, the sum of
								 * count^3 over the distinct days */
} sm_pairs;

/* Counts the pairs, in one pass.  SM_OK, or SM_STOPPED. */
extern sm_status sm_pairs_of(const sm_histogram *a, const sm_histogram *b,
							 const volatile sig_atomic_t *stop,
							 sm_pairs *pairs);

/* How large a difference is in words. */
typedef enum sm_magnitude
{
	SM_NEGLIGIBLE = 0,
	SM_SMALL = 1,
	SM_MEDIUM = 2,
	SM_LARGE = 3
} sm_magnitude;

extern const char *const sm_magnitude_names[5];

/* How often the one of A has more days than the one of B. */
typedef struct sm_dominance
{
	bool		known;			/* false, and the rest zero, if a group is
								 * empty */
	double		delta;			/* Cliff's: -1 never, 0 as often as not, 1
								 * always */
	double		low;			/* low <= delta <= high */
	double		high;
	double		a12;			/* the same as a share, ties counted half:
								 * (delta + 1) / 2 */
	sm_magnitude magnitude;
} sm_dominance;

/*
 * Cliff's delta (Psychological Bulletin 114, 1993) = (longer - shorter) /
 * pairs; A12 (Vargha and Delaney 2000) = (longer + equal / 2) / pairs.
 *
 * The interval is Newcombe's score interval (Statistics in Medicine 25, 2006,
 * method 5).  With h = (a + b) / 2 - 1, the limits of A12 are the roots t of
 *
 *		|A12 - t| = z sqrt(V(t))
 *		V(t) = t (1 - t) (1 + h (1-t) / (2-t) + h t / (1+t)) / (a b)
 *
 * and those of delta are 2 t - 1.  It needs no variance of the sample, so it
 * also stands where delta is -1 or 1.  Whether so few members can tell
 * anything at all is for sm_samples_suffice to say.
 *
 * Magnitudes by Romano and others (2006): |delta| below 0.147 is negligible,
 * below 0.33 small, below 0.474 medium, else large.
 */
extern sm_dominance sm_dominance_of(const sm_pairs *pairs, double z);

/* The test of Mann and Whitney. */
typedef struct sm_rank_test
{
	double		u;				/* longer + equal / 2 */
	double		variance;		/* of u, if both groups were alike; 0 if a
								 * group is empty or all days are equal */
	bool		known;			/* false, and the rest zero, if it is 0 */
	double		z;
	double		p;				/* two-sided, normal approximation */
} sm_rank_test;

/*
 * Mann and Whitney's U with the variance corrected for ties (Lehmann,
 * Nonparametrics, 1975): with N = a + b and t the counts of distinct days,
 *
 *		variance = a b / 12 (N + 1 - sum(t^3 - t) / (N (N - 1)))
 *		z = (u - a b / 2) / sqrt(variance)
 *
 * without a correction for continuity.
 */
extern sm_rank_test sm_rank_test_of(const sm_pairs *pairs);

/*
 * Whether so many members can show a difference at the level of 5 % at all:
 * the most extreme of C(a + b, a) orders, on either side, must be rarer than
 * that, so there must be 40 or more.  Below that a report has estimates, but
 * no intervals; its reason is too_few.
 */
extern bool sm_samples_suffice(int64_t a, int64_t b);

/* Half of a group, some of whom are still waiting. */
typedef struct sm_waiting_median
{
	bool		known;			/* false if so many wait that it can't be had */
	int64_t		twice_days;		/* the median in half days */
} sm_waiting_median;

/*
 * Kaplan and Meier's median (Journal of the American Statistical Association
 * 53, 1958): finished says after how many days it was over, waiting how many
 * days those have waited whose wait isn't over.  It is the first day after
 * which at most half are estimated to wait.  Where exactly half wait from
 * that day to the next on which a wait ends, or to the last day known of
 * anyone if none ends, it is the middle between both, as in R's survfit; so
 * it is the plain median where nobody waits.
 *
 * The totals of both fit in SM_HISTOGRAM_TOTAL together.  SM_OK, or
 * SM_STOPPED.
 */
extern sm_status sm_waiting_median_of(const sm_histogram *finished,
									  const sm_histogram *waiting,
									  const volatile sig_atomic_t *stop,
									  sm_waiting_median *median);

#endif							/* SM_CORE_INFERENCE_H */
