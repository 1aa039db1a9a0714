/*-------------------------------------------------------------------------
 *
 * test_friction_rate.c
 *	  Tests of src/core/friction_rate.c and misread.c.
 *
 * Sums of severities are compared with sums of whole numbers, the share of
 * misread clashes with timelines that are drawn at random and misread.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "core/friction_rate.h"
#include "core/misread.h"
#include "core/wide.h"

/* The counts a text stands for. */
static sm_friction_counts
counts_of(const char *text)
{
	sm_friction_counts counts;
	const char *detail = NULL;

	assert_int_equal(sm_friction_counts_read(text, &counts, &detail),
					 SM_COUNTS_READ);
	assert_null(detail);
	assert_null(sm_friction_counts_flaw(&counts));
	return counts;
}

/* Checks that counts have exactly this text. */
static void
assert_text(const sm_friction_counts *counts, const char *expected)
{
	char		text[SM_FRICTION_COUNTS_TEXT];
	sm_friction_counts again;

	sm_friction_counts_write(counts, text);
	assert_string_equal(text, expected);
	again = counts_of(text);
	assert_memory_equal(counts, &again, sizeof(again));
}

/* A number from 0 to 1, the same in every run. */
static double
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (double) ((*seed ^ *seed >> 29) >> 11) / 9007199254740992.0;
}

static void
test_counting(void **state)
{
	sm_friction_counts counts = {0};

	(void) state;
	assert_text(&counts, "exposed=0 flagged=0 skipped=0 without_severity=0 "
				"severity=0");
	assert_true(sm_friction_counts_add(&counts, true, 0.75));
	assert_true(sm_friction_counts_add(&counts, true, 0.5));
	assert_true(sm_friction_counts_add(&counts, true, SM_NO_SEVERITY));
	assert_true(sm_friction_counts_add(&counts, false, 0.9));
	assert_true(sm_friction_counts_skip(&counts));
	assert_text(&counts, "exposed=4 flagged=3 skipped=1 without_severity=1 "
				"severity=1.25");
	counts = counts_of("flagged=1 exposed=1 severity=0.000000000000001");
	assert_text(&counts, "exposed=1 flagged=1 skipped=0 without_severity=0 "
				"severity=0.000000000000001");
}

/* However rows are ordered and split, the sum is that of whole numbers. */
static void
test_sums_are_exact(void **state)
{
	enum
	{
		ROWS = 20000
	};
	static double severity[ROWS];
	sm_friction_counts forwards = {0};
	sm_friction_counts backwards = {0};
	sm_friction_counts parts[7] = {{0}};
	sm_uint128	sum = 0;
	uint64_t	seed = 5;

	(void) state;
	for (int i = 0; i < ROWS; i++)
	{
		severity[i] = pow(next_random(&seed), 6);
		sum += (sm_uint128) rint(severity[i] * 1e15);
	}
	for (int i = 0; i < ROWS; i++)
	{
		assert_true(sm_friction_counts_add(&forwards, true, severity[i]));
		assert_true(sm_friction_counts_add(&backwards, true,
										   severity[ROWS - 1 - i]));
		assert_true(sm_friction_counts_add(&parts[i * 31 % 7], true,
										   severity[i]));
	}
	for (int i = 1; i < 7; i++)
		assert_true(sm_friction_counts_merge(&parts[0], &parts[i]));
	assert_memory_equal(&forwards, &backwards, sizeof(forwards));
	assert_memory_equal(&forwards, &parts[0], sizeof(forwards));
	assert_true((sm_uint128) forwards.severity_whole * 1000000000000000 +
				(sm_uint128) forwards.severity_parts == sum);
}

static void
test_limits(void **state)
{
	sm_friction_counts counts = counts_of("exposed=9223372036854775800 "
										  "skipped=7");
	sm_friction_counts one = counts_of("exposed=1 flagged=1 severity=1");
	sm_friction_counts before = counts;

	(void) state;
	assert_false(sm_friction_counts_add(&counts, true, 1));
	assert_false(sm_friction_counts_skip(&counts));
	assert_false(sm_friction_counts_merge(&counts, &one));
	assert_memory_equal(&counts, &before, sizeof(counts));
}

static void
test_text_that_is_wrong(void **state)
{
	static const char *const malformed[] = {
		"", " ", "exposed", "exposed=", "exposed=x", "exposed=-1",
		"exposed=1 exposed=1", "flagged=1", "exposed=1 flagged=2",
		"exposed=1 severity=0.1", "exposed=1 flagged=1 severity=1.1",
		"exposed=1 flagged=1 severity=0.", "exposed=1.5", "severity=.5",
		"exposed=1 flagged=1 severity=0.0000000000000001",
		"exposed=1 without_severity=1", "Exposed=1",
		"exposed=2 flagged=2 without_severity=1 severity=1.5"
	};
	static const char *const too_large[] = {
		"exposed=9223372036854775808",
		"exposed=9223372036854775807 skipped=1"
	};
	sm_friction_counts counts;

	(void) state;
	for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
	{
		const char *detail = NULL;

		assert_int_equal(sm_friction_counts_read(malformed[i], &counts,
												 &detail),
						 SM_COUNTS_MALFORMED);
		assert_non_null(detail);
	}
	for (size_t i = 0; i < sizeof(too_large) / sizeof(too_large[0]); i++)
	{
		const char *detail = NULL;

		assert_int_equal(sm_friction_counts_read(too_large[i], &counts,
												 &detail),
						 SM_COUNTS_OUT_OF_RANGE);
		assert_non_null(detail);
	}
}

static void
test_flaws(void **state)
{
	sm_friction_counts counts;
	int64_t    *fields = (int64_t *) &counts;

	(void) state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(int64_t); i++)
	{
		counts = counts_of("exposed=9 flagged=5 skipped=1 without_severity=1 "
						   "severity=2.5");
		fields[i] = -1;
		assert_non_null(sm_friction_counts_flaw(&counts));
		fields[i] = INT64_MAX;
		assert_non_null(sm_friction_counts_flaw(&counts));
	}
}

/* The interval of one of K kinds leaves 0.05 / K of the normal outside. */
static void
test_sureness(void **state)
{
	(void) state;
	for (int kinds = 1; kinds <= SM_RATE_KINDS; kinds++)
	{
		sm_incidence some = sm_incidence_of(3, 40, 0, kinds);
		double		p = some.rate.low;
		double		z2 = (0.075 - p) * (0.075 - p) * 40 / (p * (1 - p));

		assert_true(fabs(erfc(sqrt(z2 / 2)) * kinds - 0.05) < 1e-12);
		p = some.rate.high;
		z2 = (0.075 - p) * (0.075 - p) * 40 / (p * (1 - p));
		assert_true(fabs(erfc(sqrt(z2 / 2)) * kinds - 0.05) < 1e-12);
	}
}

static void
test_rates(void **state)
{
	sm_friction_counts counts = counts_of("exposed=8 flagged=2 severity=1.5");
	sm_incidence rate = sm_incidence_of_counts(&counts, 5, 1);

	(void) state;
	assert_int_equal(rate.reason, SM_RATE_KNOWN);
	assert_true(rate.rate.share == 0.25 && rate.severity_known);
	assert_true(rate.mean_severity == 1.5 / 8);
	assert_int_equal(sm_incidence_of_counts(&counts, 8, 1).reason,
					 SM_RATE_KNOWN);
	rate = sm_incidence_of_counts(&counts, 9, 1);
	assert_int_equal(rate.reason, SM_RATE_TOO_FEW);
	assert_false(rate.rate.known || rate.severity_known);
	rate = sm_incidence_of(0, 0, 0, 1);
	assert_int_equal(rate.reason, SM_RATE_NOTHING_EXPOSED);
	assert_false(rate.rate.known);
	counts = counts_of("exposed=8 flagged=2 without_severity=1 severity=1");
	assert_false(sm_incidence_of_counts(&counts, 0, 1).severity_known);

	assert_true(sm_severity_sum_fits(2, 2) && sm_severity_sum_fits(0, 0));
	assert_false(sm_severity_sum_fits(2.1, 2) ||
				 sm_severity_sum_fits(-0.1, 2) ||
				 sm_severity_sum_fits(NAN, 2));
}

/* A number drawn with the shares of a row of counts. */
static int
draw(const int64_t counts[SM_FUNCTIONS], uint64_t *seed)
{
	int64_t		all = 0;
	double		point;

	for (int i = 0; i < SM_FUNCTIONS; i++)
		all += counts[i];
	point = next_random(seed) * (double) all;
	for (int i = 0; i < SM_FUNCTIONS - 1; i++)
	{
		point -= (double) counts[i];
		if (point < 0)
			return i;
	}
	return SM_FUNCTIONS - 1;
}

/* The share of false clashes in a timeline that is drawn at random. */
static double
simulated_share(const sm_quality_counts *counts, double persistence,
				int activities)
{
	int64_t		actual_rows[SM_FUNCTIONS] = {0};
	uint64_t	seed = 11;
	int			before = 0;
	int			taken_before = SM_OTHER;
	int			seen = 0;
	int			wrong = 0;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		for (int j = 0; j < SM_FUNCTIONS; j++)
			actual_rows[i] += counts->rows[i][j];
	}
	for (int i = 0; i < activities; i++)
	{
		int			actual = before;
		int			taken;

		if (i == 0 || next_random(&seed) >= persistence)
			actual = draw(actual_rows, &seed);
		taken = draw(counts->rows[actual], &seed);
		if (taken + taken_before == SM_SALES + SM_MARKETING &&
			taken != taken_before && i > 0)
		{
			seen++;
			if (actual == before || actual + before != SM_SALES + SM_MARKETING)
				wrong++;
		}
		before = actual;
		taken_before = taken;
	}
	return (double) wrong / (double) seen;
}

static void
test_misread_against_simulation(void **state)
{
	static const char *const samples[] = {
		"sales>sales=80 sales>marketing=20 marketing>marketing=80 "
		"marketing>sales=20",
		"sales>sales=300 sales>marketing=15 marketing>marketing=90 "
		"marketing>sales=30 sales>unclassified=40",
		"sales>sales=100 sales>other=20 marketing>marketing=70 "
		"marketing>joint=10 joint>marketing=15 joint>joint=20 joint>sales=5 "
		"other>sales=10 other>other=40 unclassified>marketing=5"
	};
	static const double persistence[] = {0, 0.3, 0.8, 0.97};

	(void) state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
	{
		for (size_t j = 0; j < sizeof(persistence) / sizeof(double); j++)
		{
			sm_quality_counts counts;
			const char *detail;
			double		share;

			assert_int_equal(sm_quality_counts_read(samples[i], &counts,
													&detail),
							 SM_COUNTS_READ);
			assert_true(sm_false_clash_share(&counts, persistence[j],
											 &share));
			assert_true(fabs(share - simulated_share(&counts, persistence[j],
													 1000000)) < 0.01);
		}
	}
}

static void
test_misread_at_the_edges(void **state)
{
	sm_quality_counts counts = {0};
	double		share = -1;

	(void) state;
	assert_false(sm_false_clash_share(&counts, 0, &share));
	counts.rows[SM_SALES][SM_SALES] = 10;
	assert_false(sm_false_clash_share(&counts, 0, &share));
	counts.rows[SM_MARKETING][SM_MARKETING] = INT64_MAX / 2;
	assert_true(sm_false_clash_share(&counts, 0, &share));
	assert_true(share == 0);	/* nothing is misread */
	assert_false(sm_false_clash_share(&counts, 1, &share));
	counts.rows[SM_SALES][SM_MARKETING] = 10;
	assert_true(sm_false_clash_share(&counts, 1, &share));
	assert_true(share == 1);	/* nothing ever changes */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counting),
		cmocka_unit_test(test_sums_are_exact),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_text_that_is_wrong),
		cmocka_unit_test(test_flaws),
		cmocka_unit_test(test_sureness),
		cmocka_unit_test(test_rates),
		cmocka_unit_test(test_misread_against_simulation),
		cmocka_unit_test(test_misread_at_the_edges)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
