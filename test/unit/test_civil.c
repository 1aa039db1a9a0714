/*-------------------------------------------------------------------------
 *
 * test_civil.c
 *	  Tests of src/core/civil.h, against the calendar of the C library and
 *	  against one that is walked day by day.
 *
 *-------------------------------------------------------------------------
 */
#define _DEFAULT_SOURCE

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "core/civil.h"

#define SECONDS_A_DAY	86400

/* Days from 1970-01-01 to 2000-01-01. */
#define UNIX_DAYS		10957

/* Checks one day against the C library, which knows only Gregorian days. */
static void
assert_day(int64_t day)
{
	time_t		seconds = (time_t) ((day + UNIX_DAYS) * SECONDS_A_DAY);
	struct tm	expected;
	sm_civil	civil = sm_civil_of(day);

	assert_non_null(gmtime_r(&seconds, &expected));
	assert_int_equal(civil.year, (int64_t) expected.tm_year + 1900);
	assert_int_equal(civil.month, expected.tm_mon + 1);
	assert_int_equal(civil.day, expected.tm_mday);
	assert_int_equal(sm_weekday(day), (expected.tm_wday + 6) % 7);
	assert_true(sm_day_of(civil.year, civil.month, civil.day) == day);
}

static void
test_walked(void **state)
{
	int64_t		year = -4713;
	int			month = 11;
	int			day_of_month = 24;

	(void) state;
	for (int64_t day = SM_FIRST_DAY; day < 1500000; day++)
	{
		sm_civil	civil = sm_civil_of(day);

		assert_true(civil.year == year && civil.month == month &&
					civil.day == day_of_month);
		if (++day_of_month > sm_month_length(year, month))
		{
			day_of_month = 1;
			if (++month > SM_MONTHS_A_YEAR)
			{
				month = 1;
				year++;
			}
		}
	}
}

static void
test_whole_range(void **state)
{
	(void) state;
	for (int64_t day = SM_FIRST_DAY; day <= SM_LAST_DAY; day += 9973)
		assert_day(day);
	for (int64_t day = SM_LAST_DAY - 1000; day <= SM_LAST_DAY; day++)
		assert_day(day);
	for (int64_t day = SM_FIRST_DAY; day <= SM_FIRST_DAY + 1000; day++)
		assert_day(day);
}

static void
test_edges(void **state)
{
	sm_civil	first = sm_civil_of(SM_FIRST_DAY);
	sm_civil	last = sm_civil_of(SM_LAST_DAY);

	(void) state;
	assert_true(first.year == -4713 && first.month == 11 && first.day == 24);
	assert_true(last.year == 5874897 && last.month == 12 && last.day == 31);
	assert_true(sm_is_date(SM_FIRST_DAY) && !sm_is_date(SM_FIRST_DAY - 1));
	assert_true(sm_is_date(SM_LAST_DAY) && !sm_is_date(SM_LAST_DAY + 1));
	assert_false(sm_is_date(SM_NO_DAY));
	assert_int_equal(sm_day_of(2000, 1, 1), 0);
	assert_int_equal(sm_weekday(0), 5);		/* a Saturday */
}

static void
test_months(void **state)
{
	int64_t		february = 2026 * SM_MONTHS_A_YEAR + 1;

	(void) state;
	assert_true(sm_month_of(sm_day_of(2026, 2, 28)) == february);
	assert_true(sm_day_in_month(february, 31) == sm_day_of(2026, 2, 28));
	assert_true(sm_day_in_month(february, 1) == sm_day_of(2026, 2, 1));
	assert_true(sm_day_in_month(february + 24, 31) == sm_day_of(2028, 2, 29));
	assert_true(sm_day_in_month(-1, 31) == sm_day_of(-1, 12, 31));
	assert_true(sm_day_in_month(-13, 30) == sm_day_of(-2, 12, 30));
}

static void
test_division(void **state)
{
	(void) state;
	for (int64_t number = -50; number <= 50; number++)
	{
		int64_t		quotient = sm_floor_divide(number, 7);
		int64_t		rest = sm_floor_modulo(number, 7);

		assert_true(rest >= 0 && rest < 7);
		assert_int_equal(quotient * 7 + rest, number);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walked),
		cmocka_unit_test(test_whole_range),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_division)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
