/*-------------------------------------------------------------------------
 *
 * test_quality_counts.c
 *	  Tests of src/core/quality_counts.c, proportion.c and count_text.c.
 *
 * Figures are checked against published ones, or against the definition
 * computed another way; every refusal is checked to change nothing.
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

#include "core/count_text.h"
#include "core/quality_counts.h"

#define assert_close(a, b) assert_true(fabs((a) - (b)) < 5e-5)

/* The counts a text stands for. */
static sm_quality_counts
counts_of(const char *text)
{
	sm_quality_counts counts;
	const char *detail = NULL;

	assert_int_equal(sm_quality_counts_read(text, &counts, &detail),
					 SM_COUNTS_READ);
	assert_null(detail);
	assert_null(sm_quality_counts_flaw(&counts));
	return counts;
}

/* Checks that counts have exactly this text. */
static void
check_text(const sm_quality_counts *counts, const char *expected)
{
	char		text[SM_QUALITY_COUNTS_TEXT];
	sm_quality_counts again;

	sm_quality_counts_write(counts, text);
	assert_string_equal(text, expected);
	again = counts_of(text);
	assert_memory_equal(counts, &again, sizeof(again));
}

/* Checks that a text is refused for a reason that contains the sentence. */
static void
check_refused(const char *text, sm_counts_read expected, const char *reason)
{
	sm_quality_counts counts;
	const char *detail = "";

	assert_int_equal(sm_quality_counts_read(text, &counts, &detail),
					 expected);
	assert_non_null(strstr(detail, reason));
}

/* Checks a proportion against four decimals. */
static void
check_proportion(const sm_proportion *p, double share, double low,
				 double high)
{
	assert_true(p->known);
	assert_close(p->share, share);
	assert_close(p->low, low);
	assert_close(p->high, high);
}

/* The examples of Newcombe, Statistics in Medicine 17 (1998), table I. */
static void
intervals_are_the_published_ones(void **state)
{
	static const struct
	{
		int64_t		hits;
		int64_t		rows;
		double		low;
		double		high;
	}			examples[] = {
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	};

	(void) state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
	{
		sm_proportion p = sm_proportion_of(examples[i].hits,
										   examples[i].rows, SM_95_PERCENT);
		sm_proportion rest;

		check_proportion(&p, (double) examples[i].hits /
						 (double) examples[i].rows,
						 examples[i].low, examples[i].high);
		rest = sm_proportion_of(examples[i].rows - examples[i].hits,
								examples[i].rows, SM_95_PERCENT);
		check_proportion(&rest, 1 - p.share, 1 - p.high, 1 - p.low);
	}
}

static void
intervals_stay_within_bounds(void **state)
{
	static const int64_t sizes[] = {
		1, 2, 3, 10, 1000, 1000000007, INT64_C(1) << 53, INT64_MAX
	};

	(void) state;
	assert_false(sm_proportion_of(0, 0, SM_95_PERCENT).known);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
	{
		const int64_t n = sizes[i];
		const int64_t hits[] = {0, 1, n / 2, n - 1, n};

		for (int j = 0; j < 5; j++)
		{
			sm_proportion p = sm_proportion_of(hits[j], n, SM_95_PERCENT);
			sm_proportion surer = sm_proportion_of(hits[j], n, 6.6349);

			assert_true(p.known);
			assert_true(0 <= p.low && p.low <= p.share);
			assert_true(p.share <= p.high && p.high <= 1);
			assert_true(surer.low <= p.low && p.high <= surer.high);
			assert_true(hits[j] > 0 || p.low == 0);
			assert_true(hits[j] < n || p.high == 1);
		}
	}
}

static void
rows_are_counted(void **state)
{
	sm_quality_counts counts = {0};

	(void) state;
	check_text(&counts, "skipped=0 unpredicted=0");
	assert_true(sm_quality_counts_add(&counts, SM_SALES, SM_SALES));
	assert_true(sm_quality_counts_add(&counts, SM_SALES, SM_SALES));
	assert_true(sm_quality_counts_add(&counts, SM_SALES, SM_JOINT));
	assert_true(sm_quality_counts_add(&counts, SM_OTHER, SM_UNCLASSIFIED));
	assert_true(sm_quality_counts_add(&counts, SM_OTHER, SM_NO_LABEL));
	assert_true(sm_quality_counts_skip(&counts));
	check_text(&counts, "sales>sales=2 sales>joint=1 "
			   "other>unclassified=2 skipped=1 unpredicted=1");
	assert_true(sm_quality_counts_merge(&counts, &counts));
	check_text(&counts, "sales>sales=4 sales>joint=2 "
			   "other>unclassified=4 skipped=2 unpredicted=2");
}

static void
figures_follow_their_definitions(void **state)
{
	sm_quality_counts counts = counts_of(
		"sales>sales=40 sales>marketing=5 sales>unclassified=5 "
		"marketing>sales=10 marketing>marketing=30 "
		"unclassified>unclassified=6 unclassified>joint=4 "
		"skipped=9 unpredicted=2");
	sm_quality	q = sm_quality_of(&counts);
	sm_class_figures sales = sm_class_figures_of(&counts, SM_SALES);
	sm_class_figures joint = sm_class_figures_of(&counts, SM_JOINT);
	sm_class_figures other = sm_class_figures_of(&counts, SM_OTHER);

	(void) state;
	assert_true(q.rows == 100 && q.correct == 76 && q.covered == 89);
	assert_int_equal(q.classes, 3);
	check_proportion(&q.accuracy, 0.76, 0.6677, 0.8331);
	assert_close(q.coverage.share, 0.89);
	assert_close(q.covered_accuracy.share, 70 / 89.0);
	assert_true(q.macro_f1 ==
				(80 / 100.0 + 60 / 75.0 + 12 / 21.0) / 3);

	assert_true(sales.actual == 50 && sales.predicted == 50);
	assert_true(sales.correct == 40 && sales.f1.share == 0.8);
	check_proportion(&sales.precision, 0.8, 0.6696, 0.8876);

	/* never actual: wrong wherever it is predicted, but no class of its own */
	assert_true(joint.actual == 0 && joint.predicted == 4);
	assert_false(joint.recall.known);
	assert_true(joint.precision.known && joint.precision.share == 0);
	assert_true(joint.f1.known && joint.f1.share == 0 && joint.f1.low == 0);
	assert_false(other.precision.known || other.recall.known ||
				 other.f1.known);
}

/* Limits of F1 are those of its share of rows: 40 of 60 here. */
static void
f1_has_the_limits_of_a_share(void **state)
{
	sm_quality_counts counts = counts_of(
		"sales>sales=40 sales>joint=12 other>sales=8");
	sm_class_figures sales = sm_class_figures_of(&counts, SM_SALES);
	sm_proportion share = sm_proportion_of(40, 60, SM_95_PERCENT);

	(void) state;
	assert_close(sales.f1.share, 2 * sales.precision.share *
				 sales.recall.share /
				 (sales.precision.share + sales.recall.share));
	assert_close(sales.f1.low, 2 / (1 + 1 / share.low));
	assert_close(sales.f1.high, 2 / (1 + 1 / share.high));

	counts = counts_of("sales>sales=7");
	sales = sm_class_figures_of(&counts, SM_SALES);
	assert_true(sales.f1.share == 1 && sales.f1.high == 1 &&
				sales.f1.low < 1);
}

static void
nothing_gives_nothing(void **state)
{
	sm_quality_counts counts = counts_of("skipped=3");
	sm_quality	q = sm_quality_of(&counts);

	(void) state;
	assert_true(q.rows == 0 && q.classes == 0 && q.macro_f1 == 0);
	assert_false(q.coverage.known || q.accuracy.known ||
				 q.covered_accuracy.known);

	counts = counts_of("sales>unclassified=3");
	q = sm_quality_of(&counts);
	assert_true(q.rows == 3 && q.covered == 0 && q.classes == 1);
	assert_true(q.coverage.known && q.accuracy.known && q.macro_f1 == 0);
	assert_false(q.covered_accuracy.known);
}

static void
sums_that_do_not_fit_change_nothing(void **state)
{
	sm_quality_counts full = counts_of("sales>other=9223372036854775807");
	sm_quality_counts skipped = counts_of("skipped=9223372036854775807");
	sm_quality_counts one = counts_of("joint>joint=1");
	sm_quality_counts spare = one;

	(void) state;
	assert_false(sm_quality_counts_add(&full, SM_JOINT, SM_JOINT));
	assert_false(sm_quality_counts_add(&skipped, SM_JOINT, SM_NO_LABEL));
	assert_false(sm_quality_counts_skip(&full));
	assert_false(sm_quality_counts_merge(&full, &one));
	assert_false(sm_quality_counts_merge(&one, &skipped));
	assert_false(sm_quality_counts_merge(&full, &full));
	check_text(&full,
			   "sales>other=9223372036854775807 skipped=0 unpredicted=0");
	check_text(&skipped, "skipped=9223372036854775807 unpredicted=0");
	assert_memory_equal(&one, &spare, sizeof(one));
	assert_true(sm_quality_of(&full).rows == INT64_MAX);
	assert_true(sm_class_figures_of(&full, SM_OTHER).predicted == INT64_MAX);
}

static void
texts_are_read(void **state)
{
	sm_quality_counts counts = counts_of(
		"\n unpredicted=01 skipped=0\tother>unclassified=1 ");
	sm_quality_counts again;
	char		text[SM_QUALITY_COUNTS_TEXT];

	(void) state;
	check_text(&counts, "other>unclassified=1 skipped=0 unpredicted=1");
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		for (int j = 0; j < SM_FUNCTIONS; j++)
			counts.rows[i][j] = INT64_MAX / 27;
	}
	counts.skipped = INT64_MAX / 27;
	counts.unpredicted = INT64_MAX / 27;
	assert_null(sm_quality_counts_flaw(&counts));
	sm_quality_counts_write(&counts, text);
	again = counts_of(text);
	assert_memory_equal(&again, &counts, sizeof(counts));
}

static void
bad_texts_are_refused(void **state)
{
	static const char *const malformed[] = {
		"sales", "sales=1", "sales>=1", ">sales=1", ">=1", "=1", "=",
		"sales>slaes=1", "sales>sales>sales=1", "sales> sales=1",
		"sales>sales", "skipped", "skippe=1", "skipped>sales=1", "Sales>sales=1"
	};
	static const char *const bad_numbers[] = {
		"sales>sales=", "sales>sales=-1", "sales>sales=1.5",
		"sales>sales= 1", "sales>sales=1,skipped=1", "skipped=1/1",
		"sales>sales=x"
	};

	(void) state;
	check_refused("", SM_COUNTS_MALFORMED, "There is no word");
	check_refused(" \t\r\n", SM_COUNTS_MALFORMED, "There is no word");
	for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
		check_refused(malformed[i], SM_COUNTS_MALFORMED, "Words are");
	for (size_t i = 0; i < sizeof(bad_numbers) / sizeof(bad_numbers[0]); i++)
		check_refused(bad_numbers[i], SM_COUNTS_MALFORMED, "decimal digits");
	check_refused("skipped=1 skipped=1", SM_COUNTS_MALFORMED,
				  SM_WORD_TWICE);
	check_refused("sales>sales=9223372036854775808", SM_COUNTS_OUT_OF_RANGE,
				  SM_NUMBER_TOO_LARGE);
	check_refused("sales>sales=9223372036854775807 skipped=1",
				  SM_COUNTS_OUT_OF_RANGE, SM_SUM_TOO_LARGE);
	check_refused("sales>unclassified=1 unpredicted=2", SM_COUNTS_MALFORMED,
				  "unpredicted");
}

static void
invalid_counts_are_recognised(void **state)
{
	sm_quality_counts counts = {0};

	(void) state;
	counts.rows[4][4] = -1;
	assert_non_null(sm_quality_counts_flaw(&counts));
	counts.rows[4][4] = INT64_MAX;
	assert_null(sm_quality_counts_flaw(&counts));
	counts.rows[0][0] = 1;
	assert_non_null(sm_quality_counts_flaw(&counts));
	counts.rows[0][0] = 0;
	counts.unpredicted = -1;
	assert_non_null(sm_quality_counts_flaw(&counts));
	counts.unpredicted = INT64_MAX;
	assert_null(sm_quality_counts_flaw(&counts));
	counts.skipped = -1;
	assert_non_null(sm_quality_counts_flaw(&counts));
}

static void
the_order_is_field_by_field(void **state)
{
	static const char *const ordered[] = {
		"skipped=0", "skipped=1", "unclassified>unclassified=1",
		"unclassified>unclassified=1 unpredicted=1",
		"sales>marketing=1", "sales>sales=1", "sales>sales=1 other>joint=1",
		"sales>sales=2"
	};

	(void) state;
	for (int i = 0; i < 8; i++)
	{
		for (int j = 0; j < 8; j++)
		{
			sm_quality_counts a = counts_of(ordered[i]);
			sm_quality_counts b = counts_of(ordered[j]);

			assert_int_equal(sm_quality_counts_order(&a, &b),
							 (i > j) - (i < j));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals_are_the_published_ones),
		cmocka_unit_test(intervals_stay_within_bounds),
		cmocka_unit_test(rows_are_counted),
		cmocka_unit_test(figures_follow_their_definitions),
		cmocka_unit_test(f1_has_the_limits_of_a_share),
		cmocka_unit_test(nothing_gives_nothing),
		cmocka_unit_test(sums_that_do_not_fit_change_nothing),
		cmocka_unit_test(texts_are_read),
		cmocka_unit_test(bad_texts_are_refused),
		cmocka_unit_test(invalid_counts_are_recognised),
		cmocka_unit_test(the_order_is_field_by_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
