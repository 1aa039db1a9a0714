/*-------------------------------------------------------------------------
 *
 * test_function_counts.c
 *	  Tests of src/core/function_counts.c, labels.c and checked.h.
 *
 * Every refusal is checked to change nothing.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/checked.h"
#include "core/function_counts.h"

/* The counts a text stands for. */
static sm_function_counts
counts_of(const char *text)
{
	sm_function_counts counts;
	const char *detail = NULL;

	assert_int_equal(sm_function_counts_read(text, &counts, &detail),
					 SM_COUNTS_READ);
	assert_null(detail);
	assert_null(sm_function_counts_flaw(&counts));
	return counts;
}

/* Checks that counts have exactly this text. */
static void
assert_text(const sm_function_counts *counts, const char *expected)
{
	char		text[SM_FUNCTION_COUNTS_TEXT];
	sm_function_counts again;

	sm_function_counts_write(counts, text);
	assert_string_equal(text, expected);
	again = counts_of(text);
	assert_memory_equal(counts, &again, sizeof(again));
}

static void
test_checked_sums(void **state)
{
	static const int64_t pairs[][2] = {
		{INT64_MAX, 1}, {1, INT64_MAX}, {INT64_MIN, -1}, {-1, INT64_MIN},
		{INT64_MAX, INT64_MAX}, {INT64_MIN, INT64_MIN}
	};
	int64_t		sum = 7;

	(void) state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_false(sm_add_int64(pairs[i][0], pairs[i][1], &sum));
	assert_true(sum == 7);
	assert_true(sm_add_int64(INT64_MAX, INT64_MIN, &sum) && sum == -1);
	assert_true(sm_add_int64(INT64_MAX - 1, 1, &sum) && sum == INT64_MAX);
	assert_true(sm_add_int64(INT64_MIN, 0, &sum) && sum == INT64_MIN);
	assert_true(sm_add_int64(0, INT64_MAX, &sum) && sum == INT64_MAX);
}

static void
test_labels(void **state)
{
	(void) state;
	for (int i = 0; i < SM_FUNCTIONS; i++)
		assert_int_equal(sm_label_find(sm_function_names,
									   sm_function_names[i],
									   strlen(sm_function_names[i])), i);
	assert_int_equal(sm_label_find(sm_mode_names, "interactive", 11),
					 SM_INTERACTIVE);
	assert_int_equal(sm_label_find(sm_purpose_names, "plan", 4), SM_PLAN);
	assert_int_equal(sm_label_find(sm_place_names, "remote", 6), SM_REMOTE);

	assert_int_equal(sm_label_find(sm_function_names, "sale", 4),
					 SM_NO_LABEL);
	assert_int_equal(sm_label_find(sm_function_names, "saless", 6),
					 SM_NO_LABEL);
	assert_int_equal(sm_label_find(sm_function_names, "sal\0s", 5),
					 SM_NO_LABEL);
	assert_int_equal(sm_label_find(sm_mode_names, "", 0), SM_NO_LABEL);
	assert_int_equal(sm_label_find(sm_mode_names, "\0", 1), SM_NO_LABEL);
}

static void
test_counting(void **state)
{
	sm_function_counts counts = {0};

	(void) state;
	assert_text(&counts, "sales=0 marketing=0 joint=0 other=0 unclassified=0 "
				"skipped=0");
	assert_true(sm_function_counts_add(&counts, SM_SALES, SM_NO_MINUTES));
	assert_true(sm_function_counts_skip(&counts));
	assert_text(&counts, "sales=1 marketing=0 joint=0 other=0 unclassified=0 "
				"skipped=1");
	assert_true(sm_function_counts_add(&counts, SM_UNCLASSIFIED, 0));
	assert_true(sm_function_counts_add(&counts, SM_UNCLASSIFIED, 30));
	assert_text(&counts, "sales=1/0 marketing=0/0 joint=0/0 other=0/0 "
				"unclassified=2/30 skipped=1 without_minutes=1");
}

static void
test_limits(void **state)
{
	static const char *const full[] = {
		"sales=9223372036854775807", "skipped=9223372036854775807",
		"other=9223372036854775000 joint=806 skipped=1"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(full) / sizeof(full[0]); i++)
	{
		sm_function_counts counts = counts_of(full[i]);
		sm_function_counts before = counts;
		sm_function_counts one = counts_of("marketing=1");

		for (int f = 0; f < SM_FUNCTIONS; f++)
			assert_false(sm_function_counts_add(&counts, f, 0));
		assert_false(sm_function_counts_skip(&counts));
		assert_false(sm_function_counts_merge(&counts, &one));
		one = counts_of("skipped=1");
		assert_false(sm_function_counts_merge(&counts, &one));
		assert_memory_equal(&counts, &before, sizeof(counts));
	}
}

static void
test_limits_of_minutes(void **state)
{
	sm_function_counts counts = counts_of("sales=1/9223372036854775800");
	sm_function_counts before;
	sm_function_counts eight = counts_of("joint=1/8");

	(void) state;
	assert_false(sm_function_counts_add(&counts, SM_OTHER, 8));
	assert_true(sm_function_counts_add(&counts, SM_OTHER, 7));
	before = counts;
	assert_false(sm_function_counts_add(&counts, SM_SALES, INT64_MAX));
	assert_false(sm_function_counts_add(&counts, SM_SALES, 1));
	assert_false(sm_function_counts_merge(&counts, &eight));
	assert_memory_equal(&counts, &before, sizeof(counts));
	assert_true(sm_function_counts_add(&counts, SM_SALES, 0));
}

static void
test_merging(void **state)
{
	sm_function_counts counts = counts_of("sales=1/2 marketing=3 skipped=4 "
										  "without_minutes=2");
	sm_function_counts from = counts_of("marketing=1/5 other=2/7 skipped=1");
	sm_function_counts nothing = {0};
	sm_function_counts before;

	(void) state;
	assert_true(sm_function_counts_merge(&counts, &from));
	assert_text(&counts, "sales=1/2 marketing=4/5 joint=0/0 other=2/7 "
				"unclassified=0/0 skipped=5 without_minutes=2");
	before = counts;
	assert_true(sm_function_counts_merge(&counts, &nothing));
	assert_memory_equal(&counts, &before, sizeof(counts));
	assert_true(sm_function_counts_merge(&counts, &counts));
	assert_int_equal(counts.activities[SM_MARKETING], 8);
}

static void
test_flaws(void **state)
{
	sm_function_counts counts;
	int64_t    *fields = (int64_t *) &counts;

	(void) state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(int64_t); i++)
	{
		counts = counts_of("sales=1/1 marketing=1/1 joint=1/1 other=1/1 "
						   "unclassified=1/1 skipped=1 without_minutes=1");
		fields[i] = -1;
		assert_non_null(sm_function_counts_flaw(&counts));
		fields[i] = INT64_MIN;
		assert_non_null(sm_function_counts_flaw(&counts));
		fields[i] = INT64_MAX;
		assert_non_null(sm_function_counts_flaw(&counts));
	}
	counts = counts_of("sales=1/1");
	counts.without_minutes = 1;
	assert_non_null(sm_function_counts_flaw(&counts));
	counts = counts_of("sales=2/1 other=1/0");
	counts.activities[SM_SALES] = 0;
	assert_non_null(sm_function_counts_flaw(&counts));
}

static void
test_shares(void **state)
{
	sm_function_counts counts = counts_of("sales=3 marketing=1 other=1 "
										  "unclassified=3");
	double		share = -1;

	(void) state;
	assert_true(sm_counts_share(counts.activities, SM_SALES, &share));
	assert_true(share == 0.6);
	assert_true(sm_counts_share(counts.activities, SM_UNCLASSIFIED, &share));
	assert_true(share == 0.375);
	assert_true(sm_counts_coverage(counts.activities, &share));
	assert_true(share == 0.625);
	assert_true(sm_counts_balance(counts.activities, &share));
	assert_true(share == 0.5);
	assert_false(sm_counts_share(counts.minutes, SM_SALES, &share));
	assert_false(sm_counts_coverage(counts.minutes, &share));
	assert_false(sm_counts_balance(counts.minutes, &share));
	assert_true(share == 0.5);
}

static void
test_order(void **state)
{
	static const char *const sorted[] = {
		"skipped=0", "skipped=1", "unclassified=1", "other=1", "joint=5",
		"marketing=1", "sales=1/0", "sales=1", "sales=1/1", "sales=2"
	};
	int			n = sizeof(sorted) / sizeof(sorted[0]);

	(void) state;
	for (int i = 0; i < n; i++)
	{
		for (int j = 0; j < n; j++)
		{
			sm_function_counts a = counts_of(sorted[i]);
			sm_function_counts b = counts_of(sorted[j]);

			assert_int_equal(sm_function_counts_order(&a, &b),
							 (i > j) - (i < j));
		}
	}
}

static void
test_text_that_is_wrong(void **state)
{
	static const char *const malformed[] = {
		"", " \t\n", "sales", "sales=", "sales=x", "sales=-1", "sales=+1",
		"sales=1.0", "sales=1/", "sales=1/x", "sales=1/2/3", "sales=1 sales=2",
		"sales=1,other=1", "skipped=1/2", "without_minutes=1/1", "=1", "=",
		"Sales=1", "sales= 1", "sales=1 /2", "sales=0/5",
		"without_minutes=1", "sales=1/5 without_minutes=1", "sales=1 ="
	};
	static const char *const too_large[] = {
		"sales=9223372036854775808", "sales=99999999999999999999999999",
		"sales=1/9223372036854775808", "skipped=18446744073709551616",
		"sales=9223372036854775807 skipped=1",
		"sales=1/9223372036854775807 joint=1/1"
	};
	sm_function_counts counts;

	(void) state;
	for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
	{
		const char *detail = NULL;

		assert_int_equal(sm_function_counts_read(malformed[i], &counts,
												 &detail),
						 SM_COUNTS_MALFORMED);
		assert_non_null(detail);
	}
	for (size_t i = 0; i < sizeof(too_large) / sizeof(too_large[0]); i++)
	{
		const char *detail = NULL;

		assert_int_equal(sm_function_counts_read(too_large[i], &counts,
												 &detail),
						 SM_COUNTS_OUT_OF_RANGE);
		assert_non_null(detail);
	}
}

/* A number below limit, the same in every run. */
static uint32_t
next_random(uint32_t *seed, uint32_t limit)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % limit;
}

/* A text that mostly is right: some words, each with a number or two. */
static void
random_text(uint32_t *seed, char *text)
{
	static const char *const words[] = {
		"sales", "marketing", "joint", "other", "unclassified", "skipped",
		"without_minutes", "x"
	};
	static const char *const numbers[] = {
		"0", "1", "2", "007", "9223372036854775800", "9223372036854775808",
		"4000000000000000000", "-1", ""
	};

	text[0] = '\0';
	for (int i = next_random(seed, 4); i >= 0; i--)
	{
		strcat(text, words[next_random(seed, 8)]);
		strcat(text, next_random(seed, 20) > 0 ? "=" : " ");
		strcat(text, numbers[next_random(seed, next_random(seed, 9) + 1)]);
		if (next_random(seed, 2) > 0)
		{
			strcat(text, "/");
			strcat(text, numbers[next_random(seed, 6)]);
		}
		strcat(text, next_random(seed, 20) > 0 ? " " : "");
	}
}

/* Whatever is read is valid, and reads again as it was written. */
static void
test_random_text(void **state)
{
	uint32_t	seed = 7;
	int			readable = 0;

	(void) state;
	for (int round = 0; round < 200000; round++)
	{
		char		text[512];
		char		written[SM_FUNCTION_COUNTS_TEXT];
		const char *detail = NULL;
		sm_function_counts counts;
		sm_function_counts again;

		random_text(&seed, text);
		if (sm_function_counts_read(text, &counts, &detail) != SM_COUNTS_READ)
		{
			assert_non_null(detail);
			continue;
		}
		assert_null(sm_function_counts_flaw(&counts));
		sm_function_counts_write(&counts, written);
		again = counts_of(written);
		assert_memory_equal(&counts, &again, sizeof(counts));
		readable++;
	}
	assert_true(readable > 10000);
}

/* The longest text there can be fits in its buffer. */
static void
test_longest_text(void **state)
{
	sm_function_counts counts = counts_of(
		"sales=1111111111111111111/1111111111111111111 "
		"marketing=1111111111111111111/1111111111111111111 "
		"joint=1111111111111111111/1111111111111111111 "
		"other=1111111111111111111/1111111111111111111 "
		"unclassified=1111111111111111111/1111111111111111111 "
		"skipped=1111111111111111111 without_minutes=1111111111111111111");
	char		text[SM_FUNCTION_COUNTS_TEXT];

	(void) state;
	sm_function_counts_write(&counts, text);
	assert_true(strlen(text) + 1 < sizeof(text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_checked_sums),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_counting),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_limits_of_minutes),
		cmocka_unit_test(test_merging),
		cmocka_unit_test(test_flaws),
		cmocka_unit_test(test_shares),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_text_that_is_wrong),
		cmocka_unit_test(test_random_text),
		cmocka_unit_test(test_longest_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
