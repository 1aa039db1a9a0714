/*-------------------------------------------------------------------------
 *
 * test_payout_days.c
 *	  Tests of src/core/payout_days.c.
 *
 * Both identities, for every combination of days of a short month: wait =
 * design + lateness, and the liabilities of the days of a window add up to
 * its exposure.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/payout_days.h"

/* A day, or no day for -1. */
static int64_t
known(int64_t day)
{
	return day < 0 ? SM_NO_DAY : day;
}

static void
test_wait(void **state)
{
	sm_payout_days days = {
		.earned = 10, .released = 30, .scheduled = 45, .paid = 50,
		.as_of = SM_NO_DAY
	};
	sm_wait_parts parts = sm_wait_parts_of(&days);

	(void) state;
	assert_int_equal(parts.wait, 40);
	assert_int_equal(parts.design, 35);
	assert_int_equal(parts.lateness, 5);
	assert_int_equal(parts.tardiness, 5);
	assert_int_equal(parts.release, 20);
	assert_int_equal(parts.cycle, 15);
	assert_false(parts.censored);

	days.paid = 41;				/* early */
	parts = sm_wait_parts_of(&days);
	assert_int_equal(parts.lateness, -4);
	assert_int_equal(parts.tardiness, 0);

	days.as_of = 40;			/* it has not happened yet */
	parts = sm_wait_parts_of(&days);
	assert_true(parts.censored);
	assert_int_equal(parts.wait, 30);
	assert_int_equal(parts.lateness, -5);

	days.as_of = 9;				/* nor has it been earned */
	parts = sm_wait_parts_of(&days);
	assert_true(parts.censored && parts.wait == SM_NO_DAY &&
				parts.lateness == SM_NO_DAY && parts.tardiness == SM_NO_DAY);
	assert_int_equal(parts.design, 35);
}

static void
test_unknown(void **state)
{
	sm_payout_days days = {10, SM_NO_DAY, SM_NO_DAY, SM_NO_DAY, SM_NO_DAY};
	sm_wait_parts parts = sm_wait_parts_of(&days);

	(void) state;
	assert_true(parts.censored);
	assert_true(parts.wait == SM_NO_DAY && parts.design == SM_NO_DAY &&
				parts.lateness == SM_NO_DAY && parts.tardiness == SM_NO_DAY &&
				parts.cycle == SM_NO_DAY);
	assert_int_equal(parts.release, 0);

	days.released = 3;			/* before it was earned */
	assert_int_equal(sm_wait_parts_of(&days).release, 0);
}

static void
test_wait_identity(void **state)
{
	(void) state;
	for (int64_t code = 0; code < 9 * 9 * 9 * 9; code++)
	{
		sm_payout_days days = {
			.earned = 4, .released = known(code % 9 - 1),
			.scheduled = known(code / 9 % 9 - 1),
			.paid = known(code / 81 % 9 - 1), .as_of = known(code / 729 - 1)
		};
		sm_wait_parts parts = sm_wait_parts_of(&days);

		if (days.scheduled != SM_NO_DAY)
		{
			assert_int_equal(parts.design, parts.release + parts.cycle);
			if (parts.wait != SM_NO_DAY)
				assert_int_equal(parts.wait, parts.design + parts.lateness);
		}
		if (parts.lateness != SM_NO_DAY)
			assert_int_equal(parts.tardiness,
							 parts.lateness > 0 ? parts.lateness : 0);
	}
}

static void
test_exposure_identity(void **state)
{
	(void) state;
	for (int64_t code = 0; code < 9 * 9 * 9 * 9; code++)
	{
		sm_payout_days days = {
			.earned = 4, .released = SM_NO_DAY, .scheduled = SM_NO_DAY,
			.paid = known(code % 9 - 1), .as_of = known(code / 9 % 9 - 1)
		};
		int64_t		from = code / 81 % 9;
		int64_t		to = code / 729;
		int64_t		exposure = sm_exposure_days(&days, from, to);
		int64_t		owed = 0;

		if (days.paid == SM_NO_DAY && days.as_of == SM_NO_DAY)
		{
			assert_true(exposure == SM_NO_DAY);
			continue;
		}
		for (int64_t day = from; day < to; day++)
		{
			if (days.as_of == SM_NO_DAY || day < days.as_of)
				owed += sm_owed_on(&days, day);
		}
		assert_int_equal(exposure, owed);
	}
}

static void
test_open_window(void **state)
{
	sm_payout_days days = {10, SM_NO_DAY, SM_NO_DAY, 25, SM_NO_DAY};

	(void) state;
	assert_int_equal(sm_exposure_days(&days, INT64_MIN, INT64_MAX), 15);
	assert_int_equal(sm_exposure_days(&days, 12, INT64_MAX), 13);
	assert_int_equal(sm_exposure_days(&days, INT64_MIN, 12), 2);
	assert_int_equal(sm_exposure_days(&days, INT64_MAX, INT64_MIN), 0);
	days.paid = 3;				/* a draw */
	assert_int_equal(sm_exposure_days(&days, INT64_MIN, INT64_MAX), -7);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wait),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_wait_identity),
		cmocka_unit_test(test_exposure_identity),
		cmocka_unit_test(test_open_window)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
