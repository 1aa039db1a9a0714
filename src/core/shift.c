/*-------------------------------------------------------------------------
 *
 * shift.c
 *	  By how many days one group waits longer than another.
 *
 * How many pairs differ by at most d days takes one pass over both groups to
 * count, and grows with d; so the difference of any rank is found by halving
 * the range it lies in.
 *
 *-------------------------------------------------------------------------
 */
#include "core/shift.h"

#include <math.h>

/* What is searched. */
typedef struct search
{
	const sm_histogram *a;
	const sm_histogram *b;
	const volatile sig_atomic_t *stop;
} search;

/*
 * Counts the pairs that differ by at most so many days.  For each day of A,
 * ascending, those of B that are too early to be near enough are left behind.
 * Returns false if it is to stop.
 */
static bool
count_within(const search *in, int64_t days, sm_uint128 *pairs)
{
	const sm_day_count *early = in->b->days;
	const sm_day_count *end = early + in->b->length;
	int64_t		others = in->b->total;
	sm_uint128	sum = 0;

	for (size_t i = 0; i < in->a->length && others > 0; i++)
	{
		int64_t		first = in->a->days[i].day - days;

		if (sm_stop_wanted(in->stop))
			return false;
		while (early < end && early->day < first)
			others -= (early++)->count;
		sum += (sm_uint128) in->a->days[i].count * (uint64_t) others;
	}
	*pairs = sum;
	return true;
}

/*
 * Finds the difference of the given rank, from one on, which lies between
 * low and high, both included.  Returns false if it is to stop.
 */
static bool
difference_at(const search *in, sm_uint128 rank, int64_t low, int64_t high,
			  int64_t *difference)
{
	while (low < high)
	{
		int64_t		middle = low + (high - low) / 2;
		sm_uint128	pairs;

		if (!count_within(in, middle, &pairs))
			return false;
		if (pairs >= rank)
			high = middle;
		else
			low = middle + 1;
	}
	*difference = low;
	return true;
}

/*
 * The rank C of the lower limit.  floor(p / 2 - w) is floor((p - 2 w) / 2),
 * and rounding 2 w up to an integer changes nothing but takes the rest out
 * of floating point.
 */
static sm_uint128
rank_of_limit(const sm_pairs *pairs, sm_uint128 all, double z)
{
	double		reach = 2 * (z * sqrt(sm_rank_test_of(pairs).variance));
	sm_uint128	rank;

	if (!(reach < (double) all))
		return 1;
	rank = (all - (sm_uint128) ceil(reach)) / 2;
	return rank > 0 ? rank : 1;
}

sm_status
sm_shift_of(const sm_histogram *a, const sm_histogram *b,
			const sm_pairs *pairs, double z,
			const volatile sig_atomic_t *stop, sm_shift *shift)
{
	const search in = {a, b, stop};
	const sm_uint128 all = (sm_uint128) a->total * (uint64_t) b->total;
	const sm_uint128 middle = (all + 1) / 2;
	sm_uint128	rank;
	int64_t		least;
	int64_t		most;
	int64_t		lower;
	int64_t		upper;
	sm_shift	found = {false, 0, 0, 0};

	*shift = found;
	if (all == 0)
		return SM_OK;

	rank = rank_of_limit(pairs, all, z);
	least = (int64_t) a->days[0].day - b->days[b->length - 1].day;
	most = (int64_t) a->days[a->length - 1].day - b->days[0].day;
	if (!difference_at(&in, middle, least, most, &lower) ||
		!difference_at(&in, all / 2 + 1, lower, most, &upper) ||
		!difference_at(&in, rank, least, lower, &found.low) ||
		!difference_at(&in, all + 1 - rank, upper, most, &found.high))
		return SM_STOPPED;

	found.known = true;
	found.twice_days = lower + upper;
	*shift = found;
	return SM_OK;
}
