/*-------------------------------------------------------------------------
 *
 * test_inference.c
 *	  Tests of src/core/inference.c, shift.c and normal.c.
 *
 * Thousands of small random groups are written out, one number a member, and
 * every figure is computed a second time from all pairs; what is large is
 * checked where the answer is known beforehand, and figures that somebody
 * published against what they published.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/inference.h"
#include "core/normal.h"
#include "core/shift.h"

#define LENGTH(array)	(sizeof(array) / sizeof((array)[0]))
#define MEMBERS			14		/* of a random group, at most */
#define ROUNDS			20000

#define Z				SM_95_PERCENT_POINT

__extension__ typedef __int128 int128;

/* A group written out, and as the core wants it. */
typedef struct group
{
	int			size;
	int32_t		members[MEMBERS];
	sm_day_count days[MEMBERS];
	sm_histogram histogram;
} group;

static uint64_t seed = 1;

/* A number below a bound, the same ones in every run. */
static uint32_t
random_below(uint32_t bound)
{
	seed = seed * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (uint32_t) ((seed >> 33) % bound);
}

/* A day: few, many, or any at all, negative ones among them. */
static int32_t
random_day(uint32_t kind)
{
	switch (kind)
	{
		case 0:
			return (int32_t) random_below(4);
		case 1:
			return (int32_t) random_below(40) - 20;
		case 2:
			return (int32_t) random_below(800);
		default:
			return (int32_t) (random_below(UINT32_C(1) << 16) << 16 |
							  random_below(UINT32_C(1) << 16));
	}
}

static int
compare_days(const void *a, const void *b)
{
	int32_t		x = *(const int32_t *) a;
	int32_t		y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

static int
compare_long(const void *a, const void *b)
{
	int64_t		x = *(const int64_t *) a;
	int64_t		y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

/* Sorts the members of a group and counts them. */
static void
group_finish(group *g)
{
	size_t		length = 0;

	qsort(g->members, (size_t) g->size, sizeof(int32_t), compare_days);
	for (int i = 0; i < g->size; i++)
	{
		if (length == 0 || g->days[length - 1].day != g->members[i])
		{
			g->days[length].day = g->members[i];
			g->days[length++].count = 0;
		}
		g->days[length - 1].count++;
	}
	assert_true(sm_histogram_of(g->days, length, &g->histogram));
	assert_int_equal(g->histogram.total, g->size);
}

static void
group_of(group *g, const int32_t *members, size_t size)
{
	g->size = (int) size;
	memcpy(g->members, members, size * sizeof(int32_t));
	group_finish(g);
}

static void
group_random(group *g, uint32_t kind, int smallest)
{
	g->size = smallest +
		(int) random_below((uint32_t) (MEMBERS + 1 - smallest));
	for (int i = 0; i < g->size; i++)
		g->members[i] = random_day(kind);
	group_finish(g);
}

static void
assert_near(long double figure, long double expected, long double tolerance)
{
	long double scale = fabsl(expected) > 1 ? fabsl(expected) : 1;

	if (!(fabsl(figure - expected) <= tolerance * scale))
		fail_msg("%.20Lg is not %.20Lg", figure, expected);
}

/* Relative to the expected figure, also where that is tiny. */
static void
assert_same_digits(long double figure, long double expected,
				   long double tolerance)
{
	if (!(fabsl(figure - expected) <= tolerance * fabsl(expected)))
		fail_msg("%.20Lg is not %.20Lg", figure, expected);
}

static sm_pairs
pairs_of(const sm_histogram *a, const sm_histogram *b)
{
	sm_pairs	pairs;

	assert_int_equal(sm_pairs_of(a, b, NULL, &pairs), SM_OK);
	return pairs;
}

static sm_shift
shift_of(const sm_histogram *a, const sm_histogram *b, double z)
{
	sm_pairs	pairs = pairs_of(a, b);
	sm_shift	shift;

	assert_int_equal(sm_shift_of(a, b, &pairs, z, NULL, &shift), SM_OK);
	return shift;
}

/*
 * The variance of U from the ranks themselves: that of a sum of a members
 * drawn without replacement from all ranks, ties at their middle rank.
 */
static long double
variance_of_ranks(const group *a, const group *b)
{
	int			all = a->size + b->size;
	long double squares = 0;

	for (int i = 0; i < all; i++)
	{
		int32_t		day = i < a->size ? a->members[i] :
			b->members[i - a->size];
		int			twice_rank = 1;

		for (int j = 0; j < all; j++)
		{
			int32_t		other = j < a->size ? a->members[j] :
				b->members[j - a->size];

			twice_rank += 2 * (other < day) + (other == day);
		}
		squares += powl((long double) (twice_rank - all - 1) / 2, 2);
	}
	return all < 2 ? 0 :
		squares * a->size * b->size / ((long double) all * (all - 1));
}

/* Counts, delta, A12, U, its variance and z of two groups, from all pairs. */
static void
check_pairs(const group *a, const group *b)
{
	sm_pairs	pairs = pairs_of(&a->histogram, &b->histogram);
	sm_dominance dominance = sm_dominance_of(&pairs, Z);
	sm_rank_test test = sm_rank_test_of(&pairs);
	int			all = a->size * b->size;
	int			longer = 0;
	int			shorter = 0;

	for (int i = 0; i < a->size; i++)
		for (int j = 0; j < b->size; j++)
		{
			longer += a->members[i] > b->members[j];
			shorter += a->members[i] < b->members[j];
		}
	assert_int_equal(pairs.a, a->size);
	assert_int_equal(pairs.b, b->size);
	assert_true(pairs.longer == (sm_uint128) longer);
	assert_true(pairs.shorter == (sm_uint128) shorter);
	assert_true(pairs.equal == (sm_uint128) (all - longer - shorter));

	assert_true(test.u == (longer + all - shorter) / 2.0);
	assert_near(test.variance, variance_of_ranks(a, b), 1e-14L);
	assert_true(test.known == (test.variance > 0));
	assert_true(dominance.known == (all > 0));
	if (dominance.known)
	{
		assert_true(dominance.delta == (double) (longer - shorter) / all);
		assert_near(dominance.a12, (dominance.delta + 1) / 2, 1e-15L);
		assert_true(-1 <= dominance.low);
		assert_true(dominance.low <= dominance.delta);
		assert_true(dominance.delta <= dominance.high);
		assert_true(dominance.high <= 1);
	}
	if (test.known)
	{
		assert_near(test.z, (test.u - all / 2.0L) /
					sqrtl(variance_of_ranks(a, b)), 1e-14L);
		assert_near(test.p, erfcl(fabsl(test.z) / sqrtl(2)), 1e-14L);
	}
}

/* Shift and interval of two groups, from the sorted list of differences. */
static void
check_shift(const group *a, const group *b, double z)
{
	sm_shift	shift = shift_of(&a->histogram, &b->histogram, z);
	int64_t		differences[MEMBERS * MEMBERS];
	int			all = 0;
	int			rank;

	for (int i = 0; i < a->size; i++)
		for (int j = 0; j < b->size; j++)
			differences[all++] = (int64_t) a->members[i] - b->members[j];
	assert_true(shift.known == (all > 0));
	if (all == 0)
		return;
	qsort(differences, (size_t) all, sizeof(int64_t), compare_long);
	assert_int_equal(shift.twice_days,
					 differences[(all - 1) / 2] + differences[all / 2]);
	rank = (int) fmaxl(1, floorl(all / 2.0L -
								 z * sqrtl(variance_of_ranks(a, b))));
	assert_int_equal(shift.low, differences[rank - 1]);
	assert_int_equal(shift.high, differences[all - rank]);
}

/* What changes places with the groups, to the last bit. */
static void
check_mirrored(const group *a, const group *b)
{
	sm_pairs	pairs = pairs_of(&a->histogram, &b->histogram);
	sm_pairs	mirrored = pairs_of(&b->histogram, &a->histogram);
	sm_dominance one = sm_dominance_of(&pairs, Z);
	sm_dominance other = sm_dominance_of(&mirrored, Z);
	sm_shift	shift = shift_of(&a->histogram, &b->histogram, Z);
	sm_shift	back = shift_of(&b->histogram, &a->histogram, Z);

	assert_true(pairs.longer == mirrored.shorter);
	assert_true(pairs.cubes == mirrored.cubes);
	assert_true(one.delta == -other.delta);
	assert_true(one.low == -other.high);
	assert_true(one.high == -other.low);
	assert_int_equal(one.magnitude, other.magnitude);
	assert_true(sm_rank_test_of(&pairs).p == sm_rank_test_of(&mirrored).p);
	assert_int_equal(shift.twice_days, -back.twice_days);
	assert_int_equal(shift.low, -back.high);
	assert_int_equal(shift.high, -back.low);
}

static void
pairs_are_as_if_listed(void **state)
{
	static const double levels[] = {0, 0.5, 1, Z, 2.5758293035489004, 40};

	(void) state;
	for (int round = 0; round < ROUNDS; round++)
	{
		group		a;
		group		b;
		uint32_t	kind = random_below(4);

		group_random(&a, kind, 0);
		group_random(&b, random_below(8) ? kind : random_below(4), 0);
		check_pairs(&a, &b);
		check_shift(&a, &b, levels[random_below(LENGTH(levels))]);
		check_mirrored(&a, &b);
	}
}

/* Quantiles of the members in order, interpolated as percentile_cont does. */
static void
quantiles_are_those_of_members(void **state)
{
	static const int32_t shares[][2] = {
		{1, 2}, {9, 10}, {0, 1}, {1, 1}, {1, 4}, {99, 100}, {1, 3},
		{123456, SM_SHARE_LARGEST}
	};

	(void) state;
	for (int round = 0; round < ROUNDS; round++)
	{
		const int32_t *share = shares[random_below(LENGTH(shares))];
		group		g;
		double		value = 0;
		long double position;
		int			rank;
		long double expected;

		group_random(&g, random_below(4), 1);
		position = (long double) share[0] * (g.size - 1) / share[1];
		rank = (int) floorl(position);
		expected = g.members[rank];
		if (rank + 1 < g.size)
			expected += (position - rank) *
				((long double) g.members[rank + 1] - g.members[rank]);
		assert_true(sm_quantile(&g.histogram, share[0], share[1], &value));
		assert_near(value, expected, 1e-15L);
		if (share[0] == 1 && share[1] == 2)
			assert_true(value == ((double) g.members[(g.size - 1) / 2] +
								  (double) g.members[g.size / 2]) / 2);
	}
}

static void
an_empty_group_has_no_quantile(void **state)
{
	sm_histogram empty;
	double		value = 7;

	(void) state;
	assert_true(sm_histogram_of(NULL, 0, &empty));
	assert_false(sm_quantile(&empty, 1, 2, &value));
	assert_true(value == 7);
}

static void
wrong_histograms_are_refused(void **state)
{
	static const sm_day_count descending[] = {{2, 1}, {1, 1}};
	static const sm_day_count twice[] = {{1, 1}, {1, 1}};
	static const sm_day_count none[] = {{1, 1}, {2, 0}};
	static const sm_day_count negative[] = {{1, -1}};
	static const sm_day_count too_many[] = {{1, SM_HISTOGRAM_TOTAL}, {2, 1}};
	static const sm_day_count most[] = {{1, SM_HISTOGRAM_TOTAL - 1}, {2, 1}};
	static const sm_day_count enormous[] = {{1, 1}, {2, INT64_MAX}};
	sm_histogram histogram;

	(void) state;
	assert_false(sm_histogram_of(descending, 2, &histogram));
	assert_false(sm_histogram_of(twice, 2, &histogram));
	assert_false(sm_histogram_of(none, 2, &histogram));
	assert_false(sm_histogram_of(negative, 1, &histogram));
	assert_false(sm_histogram_of(too_many, 2, &histogram));
	assert_false(sm_histogram_of(enormous, 2, &histogram));
	assert_true(sm_histogram_of(most, 2, &histogram));
	assert_int_equal(histogram.total, SM_HISTOGRAM_TOTAL);
}

/*
 * Newcombe's equation squared and freed of its quotients: above zero outside
 * of the interval, below zero inside.
 */
static long double
newcombe_equation(long double share, const sm_pairs *pairs, long double z,
				  long double t)
{
	long double all = (long double) pairs->a * pairs->b;
	long double h = (pairs->a + pairs->b) / 2.0L - 1;

	return (share - t) * (share - t) * all * (2 - t) * (1 + t) -
		z * z * t * (1 - t) *
		((2 - t) * (1 + t) + h * (1 - t) * (1 + t) + h * t * (2 - t));
}

/*
 * Its root between the share and 0 or 1, by regula falsi (the Illinois
 * variant) in long double.
 */
static long double
newcombe_limit(long double share, const sm_pairs *pairs, long double z,
			   long double edge)
{
	long double outside = edge;
	long double inside = share + (edge - share) / 1e12L;	/* 0, 1: roots */
	long double at_outside = newcombe_equation(share, pairs, z, outside);
	long double at_inside = newcombe_equation(share, pairs, z, inside);
	long double t = edge;
	int			side = 0;		/* which end moved last */

	for (int i = 0; i < 400; i++)
	{
		long double at;

		t = (outside * at_inside - inside * at_outside) /
			(at_inside - at_outside);
		if (t == outside || t == inside)
			break;
		at = newcombe_equation(share, pairs, z, t);
		if (at > 0)
		{
			outside = t;
			at_outside = at;
			at_inside /= side == 1 ? 2 : 1;
			side = 1;
		}
		else
		{
			inside = t;
			at_inside = at;
			at_outside /= side == -1 ? 2 : 1;
			side = -1;
		}
	}
	return t;
}

/* Limits against the other way to find them, for groups of many sizes. */
static void
limits_solve_the_equation(void **state)
{
	static const double levels[] = {1, Z, 2.5758293035489004};

	(void) state;
	for (int round = 0; round < ROUNDS; round++)
	{
		const double z = levels[random_below(LENGTH(levels))];
		sm_pairs	pairs = {0};
		uint64_t	all;
		uint64_t	half;
		sm_dominance dominance;
		long double share;

		pairs.a = 1 + random_below(random_below(2) ? 10 : 2000);
		pairs.b = 1 + random_below(random_below(2) ? 10 : 2000);
		all = (uint64_t) pairs.a * (uint64_t) pairs.b;
		pairs.longer = random_below((uint32_t) all + 1);
		half = all - (uint64_t) pairs.longer;
		pairs.equal = random_below(2) ? 0 : random_below((uint32_t) half + 1);
		pairs.shorter = half - pairs.equal;

		dominance = sm_dominance_of(&pairs, z);
		share = (pairs.longer + pairs.equal / 2.0L) / all;
		if (pairs.longer + pairs.equal == 0)
			assert_true(dominance.low == -1 && dominance.high < 1);
		else
			assert_near(dominance.low,
						2 * newcombe_limit(share, &pairs, z, 0) - 1, 1e-14L);
		if (pairs.shorter + pairs.equal == 0)
			assert_true(dominance.high == 1 && dominance.low > -1);
		else
			assert_near(dominance.high,
						2 * newcombe_limit(share, &pairs, z, 1) - 1, 1e-14L);
	}
}

/* The same limits, computed with 50 digits elsewhere. */
static void
limits_are_those_of_fifty_digits(void **state)
{
	static const struct
	{
		int64_t		twice_u;
		int64_t		a;
		int64_t		b;
		long double low;
		long double high;
	}			examples[] = {
		{79, 12, 11, -0.718658560868554632L, 0.0791859595157167927L},
		{0, 4, 4, -1.0L, -0.164568091166915594L},
		{32, 4, 4, 0.164568091166915594L, 1.0L},
		{16, 4, 4, -0.634880149797057334L, 0.634880149797057334L},
		{2, 1, 1, -0.586901371245525145L, 1.0L},
		{0, 1, 1, -1.0L, 0.586901371245525145L},
		{25, 5, 5, -0.588773885421057122L, 0.588773885421057122L},
		{1999, 50, 20, 0.857911925920216828L, 0.999992871684345954L},
		{2000, 50, 20, 0.859900809106013308L, 1.0L},
		{6, 3, 5, -0.919618287204995329L, 0.245795641669479897L},
		{1, 1000, 1000, -0.999999999740077458L, -0.9961490734184282L},
		{INT64_C(11123168604160), 4000000, 4000000,
		-0.305555817501794228L, -0.304047644501557494L},
	};

	(void) state;
	for (size_t i = 0; i < LENGTH(examples); i++)
	{
		sm_pairs	pairs = {0};
		sm_dominance dominance;

		pairs.a = examples[i].a;
		pairs.b = examples[i].b;
		pairs.longer = (sm_uint128) (examples[i].twice_u / 2);
		pairs.equal = (sm_uint128) (examples[i].twice_u % 2);
		pairs.shorter = (sm_uint128) (pairs.a * pairs.b) -
			pairs.longer - pairs.equal;
		dominance = sm_dominance_of(&pairs, Z);
		assert_near(dominance.low, examples[i].low, 1e-15L);
		assert_near(dominance.high, examples[i].high, 1e-15L);
	}
}

/* The word for a delta of so many thousandths, of one against a thousand. */
static sm_magnitude
magnitude_of_thousandths(int thousandths)
{
	int			fewer = (999 - abs(thousandths)) / 2;
	int			more = fewer + abs(thousandths);
	sm_day_count one[] = {{0, 1}};
	sm_day_count thousand[] = {
		{-1, thousandths > 0 ? more : fewer},
		{0, 1000 - fewer - more},
		{1, thousandths > 0 ? fewer : more}
	};
	sm_histogram a;
	sm_histogram b;
	sm_pairs	pairs;

	assert_true(sm_histogram_of(one, LENGTH(one), &a));
	assert_true(sm_histogram_of(thousand, LENGTH(thousand), &b));
	pairs = pairs_of(&a, &b);
	assert_true(sm_dominance_of(&pairs, Z).delta == thousandths / 1000.0);
	return sm_dominance_of(&pairs, Z).magnitude;
}

static void
words_change_at_their_limits(void **state)
{
	(void) state;
	assert_int_equal(magnitude_of_thousandths(0), SM_NEGLIGIBLE);
	assert_int_equal(magnitude_of_thousandths(146), SM_NEGLIGIBLE);
	assert_int_equal(magnitude_of_thousandths(147), SM_SMALL);
	assert_int_equal(magnitude_of_thousandths(-147), SM_SMALL);
	assert_int_equal(magnitude_of_thousandths(329), SM_SMALL);
	assert_int_equal(magnitude_of_thousandths(330), SM_MEDIUM);
	assert_int_equal(magnitude_of_thousandths(473), SM_MEDIUM);
	assert_int_equal(magnitude_of_thousandths(474), SM_LARGE);
	assert_int_equal(magnitude_of_thousandths(-997), SM_LARGE);
	assert_string_equal(sm_magnitude_names[SM_NEGLIGIBLE], "negligible");
	assert_string_equal(sm_magnitude_names[SM_LARGE], "large");
	assert_null(sm_magnitude_names[SM_LARGE + 1]);
}

/* What Feng and Cliff call the variance of delta, as they define it. */
static long double
cliff_variance(const group *a, const group *b, long double delta)
{
	long double rows = 0;
	long double columns = 0;
	long double cells = 0;
	long double n = a->size;
	long double m = b->size;

	for (int i = 0; i < a->size; i++)
	{
		long double mean = 0;

		for (int j = 0; j < b->size; j++)
		{
			int			sign = compare_days(&a->members[i], &b->members[j]);

			mean += sign / m;
			cells += (sign - delta) * (sign - delta);
		}
		rows += (mean - delta) * (mean - delta);
	}
	for (int j = 0; j < b->size; j++)
	{
		long double mean = 0;

		for (int i = 0; i < a->size; i++)
			mean += compare_days(&a->members[i], &b->members[j]) / n;
		columns += (mean - delta) * (mean - delta);
	}
	return (m * m * rows + n * n * columns - cells) /
		(n * m * (n - 1) * (m - 1));
}

/*
 * The example of real-statistics.com, Cliff's delta, examples 1 and 2: a
 * drug and a control group.  U 39.5, rank sum 117.5, delta -0.40152, standard
 * error .225, intervals (-.842, .0388) and (-.730, .0778).
 */
static void
the_example_of_cliffs_delta_is_met(void **state)
{
	static const int32_t control[] = {
		11, 15, 9, 4, 34, 17, 18, 14, 12, 13, 26, 31
	};
	static const int32_t drug[] = {
		34, 31, 35, 29, 28, 12, 18, 30, 14, 22, 10
	};
	group		a;
	group		b;
	sm_pairs	pairs;
	sm_dominance dominance;
	long double delta;
	long double error;
	long double center;
	long double reach;
	long double scale;

	(void) state;
	group_of(&a, control, LENGTH(control));
	group_of(&b, drug, LENGTH(drug));
	pairs = pairs_of(&a.histogram, &b.histogram);
	assert_true(sm_rank_test_of(&pairs).u == 39.5);
	assert_true(sm_rank_test_of(&pairs).u + 12 * 13 / 2.0 == 117.5);
	dominance = sm_dominance_of(&pairs, Z);
	assert_near(dominance.delta, -0.40152L, 5e-6L);
	assert_int_equal(dominance.magnitude, SM_MEDIUM);

	delta = dominance.delta;
	error = sqrtl(cliff_variance(&a, &b, delta));
	assert_near(error, .225L, 5e-4L);
	assert_near(delta - Z * error, -.842L, 5e-4L);
	assert_near(delta + Z * error, .0388L, 5e-5L);
	center = delta - delta * delta * delta;
	scale = 1 - delta * delta + Z * Z * error * error;
	reach = Z * error * sqrtl(powl(1 - delta * delta, 2) +
							  Z * Z * error * error);
	assert_near((center - reach) / scale, -.730L, 5e-4L);
	assert_near((center + reach) / scale, .0778L, 5e-5L);

	/* the score interval is near it, and needed no variance */
	assert_near(dominance.low, -.730L, 0.02L);
	assert_near(dominance.high, .0778L, 0.02L);
}

/*
 * SAS/STAT 14.1, the NPAR1WAY procedure, example 71.3: reaction times to two
 * stimulants, many of them tied, without a correction for continuity.  Rank
 * sum 79.5 of the smaller group, 60 expected, z 1.7718, p 0.0764 two-sided.
 */
static void
the_example_of_mann_and_whitney_is_met(void **state)
{
	static const int32_t one[] = {
		194, 194, 292, 292, 292, 292, 327, 327, 327, 327, 370, 370, 374
	};
	static const int32_t two[] = {327, 327, 327, 370, 370, 374};
	group		a;
	group		b;
	sm_pairs	pairs;
	sm_rank_test test;

	(void) state;
	group_of(&a, two, LENGTH(two));
	group_of(&b, one, LENGTH(one));
	pairs = pairs_of(&a.histogram, &b.histogram);
	test = sm_rank_test_of(&pairs);
	assert_true(test.u + 6 * 7 / 2.0 == 79.5);
	assert_true(test.u - 6 * 13 / 2.0 == 79.5 - 60);
	assert_near(test.p, 0.0764L, 5e-5L);
	assert_near(test.p / 2, 0.0382L, 5e-5L);
}

/* Where everybody waits as long, there is nothing to test. */
static void
equal_days_leave_nothing_to_test(void **state)
{
	static const int32_t same[] = {30, 30, 30, 30, 30};
	group		a;
	group		b;
	sm_pairs	pairs;
	sm_shift	shift;

	(void) state;
	group_of(&a, same, LENGTH(same));
	group_of(&b, same, 4);
	pairs = pairs_of(&a.histogram, &b.histogram);
	assert_false(sm_rank_test_of(&pairs).known);
	assert_true(sm_rank_test_of(&pairs).variance == 0);
	assert_true(sm_rank_test_of(&pairs).p == 0);
	assert_true(sm_dominance_of(&pairs, Z).delta == 0);
	assert_true(sm_dominance_of(&pairs, Z).a12 == 0.5);
	shift = shift_of(&a.histogram, &b.histogram, Z);
	assert_true(shift.known);
	assert_int_equal(shift.twice_days, 0);
	assert_int_equal(shift.low, 0);
	assert_int_equal(shift.high, 0);
}

/* Tails against 17 digits computed elsewhere, and against the C library. */
static void
tails_are_those_of_the_normal_distribution(void **state)
{
	static const struct
	{
		double		z;
		double		p;
	}			examples[] = {
		{0, 1},
		{1e-9, 0.99999999920211544},
		{0.1, 0.92034432544594204},
		{0.5, 0.61707507745197379},
		{1, 0.3173105078629141},
		{Z, 0.050000000000000028},
		{2, 0.045500263896358414},
		{2.5, 0.01241933065155227},
		{2.9999, 0.0027006825659098479},
		{3, 0.0026997960632601891},
		{3.0001, 0.0026989098265214362},
		{3.5, 0.00046525815807105007},
		{4, 6.3342483666239843e-5},
		{5, 5.7330314375838782e-7},
		{8, 1.2441921148543568e-15},
		{15, 7.3419323986255018e-51},
		{20, 5.5072482372124674e-89},
		{30, 9.8134278542963741e-198},
		{37, 1.1451142445049154e-299},
	};

	(void) state;
	for (size_t i = 0; i < LENGTH(examples); i++)
	{
		assert_same_digits(sm_two_sided(examples[i].z), examples[i].p, 2e-14L);
		assert_true(sm_two_sided(-examples[i].z) ==
					sm_two_sided(examples[i].z));
	}
	for (int i = 0; i < 3700; i++)
		assert_same_digits(sm_two_sided(i / 100.0),
						   erfcl(i / 100.0L / sqrtl(2)), 5e-13L);
	assert_true(sm_two_sided(39) == 0);
	assert_true(sm_two_sided(-1e300) == 0);
	assert_true(sm_two_sided(INFINITY) == 0);
	assert_true(isnan(sm_two_sided(NAN)));
}

/* C(a + b, a) by Pascal's triangle. */
static void
samples_suffice_from_forty_orders_on(void **state)
{
	enum
	{
		side = 45
	};
	static double orders[side][side];

	(void) state;
	for (int a = 0; a < side; a++)
		for (int b = 0; b < side; b++)
		{
			orders[a][b] = a == 0 || b == 0 ? 1 :
				orders[a - 1][b] + orders[a][b - 1];
			assert_true(sm_samples_suffice(a, b) == (orders[a][b] >= 40));
		}
	assert_true(sm_samples_suffice(4, 4));
	assert_false(sm_samples_suffice(3, 4));
	assert_true(sm_samples_suffice(3, 5));
	assert_false(sm_samples_suffice(2, 7));
	assert_true(sm_samples_suffice(2, 8));
	assert_true(sm_samples_suffice(INT64_MAX, INT64_MAX));
	assert_false(sm_samples_suffice(INT64_MAX, 0));
	assert_false(sm_samples_suffice(0, 0));
}

/* A quotient of integers in lowest terms, and its product with another. */
typedef struct quotient
{
	int128		above;
	int128		below;
} quotient;

static quotient
times(quotient q, int above, int below)
{
	int128		x = q.above *= above;
	int128		y = q.below *= below;

	while (y != 0)
	{
		int128		rest = x % y;

		x = y;
		y = rest;
	}
	q.above /= x;
	q.below /= x;
	return q;
}

/*
 * The median as the definition has it, person by person and in quotients.
 * Returns false where it can't be had.
 */
static bool
waiting_median(const group *finished, const group *waiting,
			   int64_t *twice_days)
{
	quotient	share = {1, 1};

	for (int i = 0; i < finished->size; i++)
	{
		int32_t		day = finished->members[i];
		int			ends = 0;
		int			at_risk = 0;
		int64_t		last = day;

		if (i > 0 && finished->members[i - 1] == day)
			continue;
		for (int j = 0; j < finished->size; j++)
		{
			ends += finished->members[j] == day;
			at_risk += finished->members[j] >= day;
		}
		for (int j = 0; j < waiting->size; j++)
			at_risk += waiting->members[j] >= day;
		share = times(share, at_risk - ends, at_risk);
		if (2 * share.above > share.below)
			continue;

		if (2 * share.above == share.below)
		{
			if (i + ends < finished->size)
				last = finished->members[i + ends];
			else if (waiting->size > 0 &&
					 waiting->members[waiting->size - 1] > day)
				last = waiting->members[waiting->size - 1];
		}
		*twice_days = day + last;
		return true;
	}
	return false;
}

static sm_waiting_median
waiting_median_of(const group *finished, const group *waiting)
{
	sm_waiting_median median;

	assert_int_equal(sm_waiting_median_of(&finished->histogram,
										  &waiting->histogram, NULL, &median),
					 SM_OK);
	return median;
}

static void
medians_of_the_waiting_are_as_defined(void **state)
{
	int			halves = 0;

	(void) state;
	for (int round = 0; round < ROUNDS; round++)
	{
		group		finished;
		group		waiting;
		uint32_t	kind = random_below(4);
		int64_t		expected = 0;
		sm_waiting_median median;

		group_random(&finished, kind, 0);
		group_random(&waiting, kind, 0);
		median = waiting_median_of(&finished, &waiting);
		assert_true(median.known ==
					waiting_median(&finished, &waiting, &expected));
		assert_int_equal(median.twice_days, expected);
		halves += expected % 2 != 0;
	}
	assert_true(halves > 100);
}

/* Nobody waits: the plain median.  Everybody waits: none. */
static void
medians_at_the_ends_of_waiting(void **state)
{
	group		nobody;

	(void) state;
	group_of(&nobody, (const int32_t[]) {0}, 0);
	for (int round = 0; round < ROUNDS; round++)
	{
		group		g;
		sm_waiting_median median;
		double		value;

		group_random(&g, random_below(4), 1);
		median = waiting_median_of(&g, &nobody);
		assert_true(sm_quantile(&g.histogram, 1, 2, &value));
		assert_true(median.known);
		assert_true((double) median.twice_days / 2 == value);
		assert_false(waiting_median_of(&nobody, &g).known);
	}
	assert_false(waiting_median_of(&nobody, &nobody).known);
}

/*
 * The leukaemia patients given 6-MP (Freireich and others 1963), whose
 * median is printed everywhere: 23 weeks.
 */
static void
the_example_of_kaplan_and_meier_is_met(void **state)
{
	static const sm_day_count ended[] = {
		{6, 3}, {7, 1}, {10, 1}, {13, 1}, {16, 1}, {22, 1}, {23, 1}
	};
	static const sm_day_count lasting[] = {
		{6, 1}, {9, 1}, {10, 1}, {11, 1}, {17, 1}, {19, 1}, {20, 1}, {25, 1},
		{32, 2}, {34, 1}, {35, 1}
	};
	sm_histogram finished;
	sm_histogram waiting;
	sm_waiting_median median;

	(void) state;
	assert_true(sm_histogram_of(ended, LENGTH(ended), &finished));
	assert_true(sm_histogram_of(lasting, LENGTH(lasting), &waiting));
	assert_int_equal(finished.total + waiting.total, 21);
	assert_int_equal(sm_waiting_median_of(&finished, &waiting, NULL, &median),
					 SM_OK);
	assert_true(median.known);
	assert_int_equal(median.twice_days, 2 * 23);
}

/*
 * 70,000 days and four million members: B is A moved by some days, so the
 * differences lie evenly around that.
 */
static void
large_groups_are_compared(void **state)
{
	const size_t length = 70000;
	const int32_t moved = 17;
	sm_day_count *days = malloc(length * sizeof(*days));
	sm_day_count *others = malloc(length * sizeof(*others));
	sm_histogram a;
	sm_histogram b;
	sm_pairs	pairs;
	sm_shift	shift;
	int64_t		first = 0;

	(void) state;
	for (size_t i = 0; i < length; i++)
	{
		first += 1 + random_below(500);
		others[i].day = (int32_t) (first - 9000000);
		others[i].count = 1 + random_below(114);
		days[i] = others[i];
		days[i].day += moved;
	}
	assert_true(sm_histogram_of(days, length, &a));
	assert_true(sm_histogram_of(others, length, &b));
	assert_true(a.total > 3900000);
	pairs = pairs_of(&a, &b);
	assert_true(pairs.longer + pairs.shorter + pairs.equal ==
				(sm_uint128) (a.total * b.total));
	shift = shift_of(&a, &b, Z);
	assert_int_equal(shift.twice_days, 2 * moved);
	assert_int_equal(moved - shift.low, shift.high - moved);
	assert_true(shift.low < moved);
	free(days);
	free(others);
}

/* The largest groups that there are, as far apart as days can be. */
static void
the_largest_groups_are_compared(void **state)
{
	static const sm_day_count latest[] = {{INT32_MAX, SM_HISTOGRAM_TOTAL}};
	static const sm_day_count earliest[] = {
		{INT32_MIN, SM_HISTOGRAM_TOTAL - 1}, {INT32_MAX, 1}
	};
	const sm_uint128 total = SM_HISTOGRAM_TOTAL;
	sm_histogram a;
	sm_histogram b;
	sm_pairs	pairs;
	sm_dominance dominance;
	sm_rank_test test;
	sm_shift	shift;
	double		value;

	(void) state;
	assert_true(sm_histogram_of(latest, 1, &a));
	assert_true(sm_histogram_of(earliest, 2, &b));
	pairs = pairs_of(&a, &b);
	assert_true(pairs.longer == total * (total - 1));
	assert_true(pairs.equal == total);
	assert_true(pairs.shorter == 0);
	dominance = sm_dominance_of(&pairs, Z);
	assert_true(dominance.delta < 1 && dominance.delta > 0.999999);
	assert_true(dominance.low > 0.999 && dominance.high <= 1);
	test = sm_rank_test_of(&pairs);
	assert_same_digits(test.variance, ldexpl(1, 117), 1e-11L);
	assert_true(test.p == 0);
	shift = shift_of(&a, &b, Z);
	assert_int_equal(shift.twice_days, 2 * (int64_t) UINT32_MAX);
	assert_int_equal(shift.low, UINT32_MAX);
	assert_int_equal(shift.high, UINT32_MAX);
	assert_true(sm_quantile(&b, 1, SM_SHARE_LARGEST, &value));
	assert_true(value == INT32_MIN);
	assert_true(sm_quantile(&b, 1, 1, &value));
	assert_true(value == INT32_MAX);
}

/* Whatever is asked to stop says so, and has not filled in a figure. */
static void
everything_can_be_stopped(void **state)
{
	static const int32_t members[] = {1, 2, 2, 3, 9};
	const volatile sig_atomic_t stop = 1;
	group		g;
	sm_pairs	pairs;
	sm_shift	shift;
	sm_waiting_median median;

	(void) state;
	group_of(&g, members, LENGTH(members));
	assert_int_equal(sm_pairs_of(&g.histogram, &g.histogram, &stop, &pairs),
					 SM_STOPPED);
	pairs = pairs_of(&g.histogram, &g.histogram);
	assert_int_equal(sm_shift_of(&g.histogram, &g.histogram, &pairs, Z, &stop,
								 &shift), SM_STOPPED);
	assert_false(shift.known);
	assert_int_equal(sm_waiting_median_of(&g.histogram, &g.histogram, &stop,
										  &median), SM_STOPPED);
	assert_false(median.known);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_as_if_listed),
		cmocka_unit_test(quantiles_are_those_of_members),
		cmocka_unit_test(an_empty_group_has_no_quantile),
		cmocka_unit_test(wrong_histograms_are_refused),
		cmocka_unit_test(limits_solve_the_equation),
		cmocka_unit_test(limits_are_those_of_fifty_digits),
		cmocka_unit_test(words_change_at_their_limits),
		cmocka_unit_test(the_example_of_cliffs_delta_is_met),
		cmocka_unit_test(the_example_of_mann_and_whitney_is_met),
		cmocka_unit_test(equal_days_leave_nothing_to_test),
		cmocka_unit_test(tails_are_those_of_the_normal_distribution),
		cmocka_unit_test(samples_suffice_from_forty_orders_on),
		cmocka_unit_test(medians_of_the_waiting_are_as_defined),
		cmocka_unit_test(medians_at_the_ends_of_waiting),
		cmocka_unit_test(the_example_of_kaplan_and_meier_is_met),
		cmocka_unit_test(large_groups_are_compared),
		cmocka_unit_test(the_largest_groups_are_compared),
		cmocka_unit_test(everything_can_be_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
