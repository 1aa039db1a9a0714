/*-------------------------------------------------------------------------
 *
 * test_day_list.c
 *	  Days collected in any order, against a plain count of each day.
 *
 * Negative days come first, and the extremes of an integer are days, too.
 *
 *-------------------------------------------------------------------------
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/day_list.h"
#include "arena.h"

#define SPAN	50				/* days from -SPAN to SPAN */

/* A histogram has every day once, in order, with what was added of it. */
static void
a_list_becomes_a_histogram(void **state)
{
	(void) state;
	srand(1);
	for (int round = 0; round < 500; round++)
	{
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);
		int64_t		expected[2 * SPAN + 1] = {0};
		int64_t		total = 0;
		size_t		length = (size_t) (rand() % 200);
		size_t		i = 0;
		sm_day_list list;
		sm_histogram histogram;

		assert_true(sm_day_list_init(&list, length, &memory));
		for (size_t n = 0; n < length; n++)
		{
			int			day = rand() % (2 * SPAN + 1) - SPAN;
			int64_t		count = rand() % 4;

			sm_day_list_add(&list, day, count);
			expected[day + SPAN] += count;
			total += count;
		}
		assert_int_equal(sm_day_list_histogram(&list, NULL, &histogram),
						 SM_OK);
		assert_int_equal(histogram.total, total);
		for (int day = -SPAN; day <= SPAN; day++)
		{
			if (expected[day + SPAN] == 0)
				continue;
			assert_int_equal(histogram.days[i].day, day);
			assert_int_equal(histogram.days[i].count, expected[day + SPAN]);
			i++;
		}
		assert_int_equal(histogram.length, i);
		arena_free(&blocks);
	}
}

/* Any integer is a day, and the least one comes first. */
static void
extremes_are_in_order(void **state)
{
	static const int32_t sorted[] = {
		INT32_MIN, INT32_MIN + 1, -65536, -256, -1, 0, 1, 255, 256, 65535,
		INT32_MAX - 1, INT32_MAX
	};
	const size_t length = sizeof(sorted) / sizeof(sorted[0]);
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_day_list list;
	sm_histogram histogram;

	(void) state;
	assert_true(sm_day_list_init(&list, length, &memory));
	for (size_t i = 0; i < length; i++)
		sm_day_list_add(&list, sorted[(i * 7 + 3) % length], 1);
	assert_int_equal(sm_day_list_histogram(&list, NULL, &histogram), SM_OK);
	for (size_t i = 0; i < length; i++)
		assert_int_equal(histogram.days[i].day, sorted[i]);
	arena_free(&blocks);
}

/* One day, or all together, may have so many and no more. */
static void
totals_have_a_limit(void **state)
{
	static const struct
	{
		int32_t		days[2];
		int64_t		counts[2];
		sm_status	status;
	}			cases[] = {
		{{1, 2}, {SM_HISTOGRAM_TOTAL - 1, 1}, SM_OK},
		{{1, 1}, {SM_HISTOGRAM_TOTAL - 1, 1}, SM_OK},
		{{1, 2}, {SM_HISTOGRAM_TOTAL, 1}, SM_TOO_LARGE},
		{{1, 1}, {SM_HISTOGRAM_TOTAL, 1}, SM_TOO_LARGE},
		{{1, 1}, {INT64_MAX, INT64_MAX}, SM_TOO_LARGE},
		{{1, 2}, {0, INT64_MAX}, SM_TOO_LARGE}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);
		sm_day_list list;
		sm_histogram histogram;

		assert_true(sm_day_list_init(&list, 2, &memory));
		for (int n = 0; n < 2; n++)
			sm_day_list_add(&list, cases[i].days[n], cases[i].counts[n]);
		assert_int_equal(sm_day_list_histogram(&list, NULL, &histogram),
						 cases[i].status);
		arena_free(&blocks);
	}
}

/* A list of none needs no memory; one without memory is refused. */
static void
nothing_at_all(void **state)
{
	static const sm_day_list empty;
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, 0);
	sm_day_list list = empty;
	sm_histogram histogram;

	(void) state;
	assert_int_equal(sm_day_list_histogram(&list, NULL, &histogram), SM_OK);
	assert_int_equal(histogram.total, 0);
	assert_false(sm_day_list_init(&list, 5, &memory));
}

/* Sorting ends where it is told to, and can be begun again. */
static void
sorting_stops(void **state)
{
	volatile sig_atomic_t stop = 1;
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_day_list list;
	sm_histogram histogram;

	(void) state;
	assert_true(sm_day_list_init(&list, 2, &memory));
	sm_day_list_add(&list, 9, 1);
	sm_day_list_add(&list, -9, 2);
	assert_int_equal(sm_day_list_histogram(&list, &stop, &histogram),
					 SM_STOPPED);
	stop = 0;
	assert_int_equal(sm_day_list_histogram(&list, &stop, &histogram), SM_OK);
	assert_int_equal(histogram.days[0].day, -9);
	assert_int_equal(histogram.total, 3);
	arena_free(&blocks);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_becomes_a_histogram),
		cmocka_unit_test(extremes_are_in_order),
		cmocka_unit_test(totals_have_a_limit),
		cmocka_unit_test(nothing_at_all),
		cmocka_unit_test(sorting_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
