/*-------------------------------------------------------------------------
 *
 * inference.c
 *	  Two groups of people, a whole number of days each: who waits longer,
 *	  how often, and how sure that is.
 *
 * What can be counted is counted in integers; floating point begins where a
 * figure leaves.
 *
 *-------------------------------------------------------------------------
 */
#include "core/inference.h"

#include <math.h>

#include "core/normal.h"

/* How near to one half an estimated share counts as one half. */
#define HALF_TOLERANCE		1e-9

const char *const sm_magnitude_names[5] = {
	"negligible", "small", "medium", "large", NULL
};

bool
sm_histogram_of(const sm_day_count *days, size_t length,
				sm_histogram *histogram)
{
	int64_t		total = 0;

	for (size_t i = 0; i < length; i++)
	{
		if (days[i].count <= 0 ||
			days[i].count > SM_HISTOGRAM_TOTAL - total ||
			(i > 0 && days[i - 1].day >= days[i].day))
			return false;
		total += days[i].count;
	}
	histogram->days = days;
	histogram->length = length;
	histogram->total = total;
	return true;
}

bool
sm_quantile(const sm_histogram *histogram, int32_t numerator,
			int32_t denominator, double *value)
{
	int64_t		position;		/* times the denominator */
	int64_t		rank;
	int64_t		part;			/* of the way to the next, likewise */
	int64_t		seen = 0;
	size_t		i = 0;
	int64_t		lower;
	int64_t		upper;

	if (histogram->total == 0)
		return false;
	position = (histogram->total - 1) * numerator;
	rank = position / denominator;
	part = position % denominator;

	while (seen + histogram->days[i].count <= rank)
		seen += histogram->days[i++].count;
	lower = histogram->days[i].day;
	upper = lower;
	if (part > 0 && seen + histogram->days[i].count == rank + 1)
		upper = histogram->days[i + 1].day;

	*value = (double) (lower * denominator + (upper - lower) * part) /
		(double) denominator;
	return true;
}

static sm_uint128
cube(int64_t count)
{
	return (sm_uint128) count * (uint64_t) count * (uint64_t) count;
}

sm_status
sm_pairs_of(const sm_histogram *a, const sm_histogram *b,
			const volatile sig_atomic_t *stop, sm_pairs *pairs)
{
	sm_pairs	sum = {a->total, b->total, 0, 0, 0, 0};
	int64_t		below = 0;		/* members of B with fewer days */
	size_t		i = 0;
	size_t		j = 0;

	while (i < a->length || j < b->length)
	{
		int64_t		of_a = 0;
		int64_t		of_b = 0;
		int			order;		/* which group has the next day */

		if (sm_stop_wanted(stop))
			return SM_STOPPED;
		if (i == a->length)
			order = 1;
		else if (j == b->length)
			order = -1;
		else
			order = (a->days[i].day > b->days[j].day) -
				(a->days[i].day < b->days[j].day);

		if (order <= 0)
			of_a = a->days[i++].count;
		if (order >= 0)
			of_b = b->days[j++].count;
		sum.longer += (sm_uint128) of_a * (uint64_t) below;
		sum.equal += (sm_uint128) of_a * (uint64_t) of_b;
		sum.cubes += cube(of_a + of_b);
		below += of_b;
	}
	sum.shorter = (sm_uint128) sum.a * (uint64_t) sum.b -
		sum.longer - sum.equal;
	*pairs = sum;
	return SM_OK;
}

/* The number of pairs. */
static double
all_pairs(const sm_pairs *pairs)
{
	return (double) (pairs->longer + pairs->shorter + pairs->equal);
}

/* Pairs in which the one of A has more days, less the others. */
static double
surplus(const sm_pairs *pairs)
{
	return pairs->longer >= pairs->shorter ?
		(double) (pairs->longer - pairs->shorter) :
		-(double) (pairs->shorter - pairs->longer);
}

/*
 * The lower limit of a share of pairs, by bisection until two neighbouring
 * numbers are left.  The upper limit is what remains of the lower limit of
 * the opposite share, since V(t) = V(1 - t).
 */
static double
lower_limit(double share, const sm_pairs *pairs, double z)
{
	double		h = (double) (pairs->a + pairs->b - 2) / 2;
	double		outside = 0;
	double		inside = share;

	for (;;)
	{
		double		t = (outside + inside) / 2;
		double		variance;

		if (t <= outside || t >= inside)
			return outside;
		variance = t * (1 - t) *
			(1 + h * (1 - t) / (2 - t) + h * t / (1 + t)) / all_pairs(pairs);
		if (share - t > z * sqrt(variance))
			outside = t;
		else
			inside = t;
	}
}

static sm_magnitude
magnitude_of(double delta)
{
	double		size = fabs(delta);

	if (size < 0.147)
		return SM_NEGLIGIBLE;
	if (size < 0.33)
		return SM_SMALL;
	if (size < 0.474)
		return SM_MEDIUM;
	return SM_LARGE;
}

sm_dominance
sm_dominance_of(const sm_pairs *pairs, double z)
{
	sm_dominance result = {false, 0, 0, 0, 0, SM_NEGLIGIBLE};
	double		opposite;

	if (pairs->a == 0 || pairs->b == 0)
		return result;

	result.known = true;
	result.delta = surplus(pairs) / all_pairs(pairs);
	result.a12 = (double) (2 * pairs->longer + pairs->equal) / 2 /
		all_pairs(pairs);
	opposite = (double) (2 * pairs->shorter + pairs->equal) / 2 /
		all_pairs(pairs);
	/* twice a number is exact, fused or not */
	result.low = 2 * lower_limit(result.a12, pairs, z) - 1;
	result.high = 1 - 2 * lower_limit(opposite, pairs, z);

	/* Where rounding could go past what the formula gives exactly. */
	result.low = fmin(result.low, result.delta);
	result.high = fmax(result.high, result.delta);
	result.magnitude = magnitude_of(result.delta);
	return result;
}

/*
 * With sum(t) = N the variance is a b (N^3 - sum(t^3)) / (12 N (N - 1)), and
 * that is a quotient of integers.
 */
sm_rank_test
sm_rank_test_of(const sm_pairs *pairs)
{
	sm_rank_test result = {0, 0, false, 0, 0};
	int64_t		all = pairs->a + pairs->b;
	sm_uint128	untied = cube(all) - pairs->cubes;

	result.u = (double) (2 * pairs->longer + pairs->equal) / 2;
	if (pairs->a == 0 || pairs->b == 0 || untied == 0)
		return result;

	result.variance = all_pairs(pairs) * (double) untied /
		(double) ((sm_uint128) all * (uint64_t) (all - 1) * 12);
	result.known = true;
	result.z = surplus(pairs) / 2 / sqrt(result.variance);
	result.p = sm_two_sided(result.z);
	return result;
}

bool
sm_samples_suffice(int64_t a, int64_t b)
{
	const int64_t enough = 40;
	int64_t		fewer = a < b ? a : b;
	int64_t		more = a < b ? b : a;
	int64_t		orders = 1;

	if (fewer <= 0)
		return false;
	if (more >= enough)
		return true;
	for (int64_t i = 1; i <= fewer && orders < enough; i++)
		orders = orders * (more + i) / i;
	return orders >= enough;
}

/* Where a walk through the days of the finished and the waiting stands. */
typedef struct walk
{
	double		before;			/* share still waiting when the last of those
								 * left who did not finish */
	int64_t		start;			/* how many were left then */
	int64_t		left;			/* how many are now */
} walk;

/* Those who are known to wait up to a day, and no longer, leave. */
static void
leave(walk *at, int64_t count)
{
	at->before = at->before * (double) at->left / (double) at->start;
	at->left -= count;
	at->start = at->left;
}

/* The share still waiting: exact as long as nobody has left. */
static double
share_waiting(const walk *at)
{
	return at->before * (double) at->left / (double) at->start;
}

sm_status
sm_waiting_median_of(const sm_histogram *finished,
					 const sm_histogram *waiting,
					 const volatile sig_atomic_t *stop,
					 sm_waiting_median *median)
{
	int64_t		everyone = finished->total + waiting->total;
	walk		at = {1, everyone, everyone};
	size_t		j = 0;

	median->known = false;
	median->twice_days = 0;
	for (size_t i = 0; i < finished->length; i++)
	{
		int64_t		day = finished->days[i].day;
		double		share;

		for (; j < waiting->length && waiting->days[j].day < day; j++)
		{
			if (sm_stop_wanted(stop))
				return SM_STOPPED;
			leave(&at, waiting->days[j].count);
		}
		if (sm_stop_wanted(stop))
			return SM_STOPPED;
		at.left -= finished->days[i].count;
		share = share_waiting(&at);
		if (share > 0.5 + HALF_TOLERANCE)
			continue;

		median->known = true;
		median->twice_days = 2 * day;
		if (share < 0.5 - HALF_TOLERANCE)
			break;
		if (i + 1 < finished->length)
			median->twice_days = day + finished->days[i + 1].day;
		else if (j < waiting->length)
			median->twice_days = day +
				waiting->days[waiting->length - 1].day;
		break;
	}
	return SM_OK;
}
