/*-------------------------------------------------------------------------
 *
 * test_friction_rows.c
 *	  Tests of src/core/friction_rows.c and follow_up.c.
 *
 * The values of the specification, what lies on and next to each limit, and
 * times at the ends of what there is.
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

#include "core/follow_up.h"
#include "core/friction_rows.h"

/* The defaults, or what a text changes of them. */
static const sm_policy *
policy(const char *text)
{
	static sm_policy made;
	sm_policy_fault fault;

	assert_int_equal(sm_policy_read(text, strlen(text), &made, &fault),
					 SM_POLICY_READ);
	return &made;
}

static void
assert_not_exposed(sm_friction_row row)
{
	assert_false(row.exposed || row.flagged);
	assert_true(row.severity == 0);
}

static void
assert_fine(sm_friction_row row, double observed)
{
	assert_true(row.exposed && !row.flagged);
	assert_true(row.severity == 0 && row.observed == observed);
}

static void
assert_flagged(sm_friction_row row, double observed, double severity)
{
	assert_true(row.exposed && row.flagged);
	assert_true(fabs(row.observed - observed) < 1e-9);
	assert_true(fabs(row.severity - severity) < 1e-9);
}

static void
test_budget_overlap(void **state)
{
	const sm_policy *half = policy("");

	(void) state;
	assert_fine(sm_row_budget_overlap(half, 50, 100), 0.5);
	assert_flagged(sm_row_budget_overlap(half, 51, 100), 0.51, 102.0 / 151);
	assert_flagged(sm_row_budget_overlap(half, 100, 100), 1, 1);
	assert_fine(sm_row_budget_overlap(half, 0, 100), 0);
	assert_fine(sm_row_budget_overlap(half, 100, -100), 0);
	assert_not_exposed(sm_row_budget_overlap(half, 0, 0));
	assert_not_exposed(sm_row_budget_overlap(half, -1, 0));
	assert_flagged(sm_row_budget_overlap(half, INT64_MAX, INT64_MAX / 2 + 1),
				   0.5, 2.0 / 3);
	assert_fine(sm_row_budget_overlap(half, INT64_MAX / 2, INT64_MAX), 0.5);
	assert_fine(sm_row_budget_overlap(policy("budget_overlap 1"), 7, 7), 1);
}

static void
test_budget_contention(void **state)
{
	sm_budget	plans[] = {
		{true, 100, 110}, {true, 100, 111}, {true, 100, 90}, {true, 100, 89},
		{true, 100, -5}, {true, 100, 150}, {false, 100, 50}, {true, 0, 50}
	};
	const sm_policy *tenth = policy("");

	(void) state;
	/* 110 / 100 - 1 is more than 0.1 in floating point, but not here */
	assert_fine(sm_row_budget_contention(tenth, &plans[0], &plans[3]), 0.1);
	assert_fine(sm_row_budget_contention(tenth, &plans[1], &plans[2]), 0.1);
	assert_flagged(sm_row_budget_contention(tenth, &plans[1], &plans[3]),
				   0.11, 1 - 0.1 / 0.11);
	assert_flagged(sm_row_budget_contention(tenth, &plans[4], &plans[5]),
				   0.5, 0.8);
	assert_fine(sm_row_budget_contention(tenth, &plans[1], &plans[5]), 0);
	assert_fine(sm_row_budget_contention(tenth, &plans[3], &plans[4]), 0);
	assert_not_exposed(sm_row_budget_contention(tenth, &plans[5], &plans[6]));
	assert_not_exposed(sm_row_budget_contention(tenth, &plans[7], &plans[4]));
}

static void
test_feedback_dropped(void **state)
{
	const sm_policy *month = policy("");
	int64_t		d = SM_DAY;

	(void) state;
	assert_not_exposed(sm_row_feedback_dropped(month, 0, SM_NEVER, SM_NEVER,
											   30 * d - 1));
	assert_fine(sm_row_feedback_dropped(month, 0, SM_NEVER, SM_NEVER, 30 * d),
				30);
	assert_flagged(sm_row_feedback_dropped(month, 0, SM_NEVER, SM_NEVER,
										   60 * d), 60, 0.5);
	assert_fine(sm_row_feedback_dropped(month, 0, 30 * d, SM_NEVER, 60 * d),
				30);
	assert_fine(sm_row_feedback_dropped(month, 0, SM_NEVER, 3 * d, 60 * d), 3);
	assert_fine(sm_row_feedback_dropped(month, 0, 10 * d, 90 * d, 99 * d), 10);
	assert_flagged(sm_row_feedback_dropped(month, 0, 40 * d, 60 * d, 99 * d),
				   60, 0.5);
	assert_flagged(sm_row_feedback_dropped(month, 0, 40 * d, SM_NEVER,
										   99 * d), 40, 0.25);
	/* what is later than as_of has not happened */
	assert_flagged(sm_row_feedback_dropped(month, 0, 40 * d, 60 * d, 45 * d),
				   40, 0.25);
	assert_flagged(sm_row_feedback_dropped(month, 0, 61 * d, 61 * d, 60 * d),
				   60, 0.5);
	assert_not_exposed(sm_row_feedback_dropped(month, SM_NEVER, 0, 0,
											   60 * d));
	assert_not_exposed(sm_row_feedback_dropped(month, 99 * d, 0, 0, 60 * d));
	assert_true(sm_row_feedback_dropped(month, INT64_MIN + 1, SM_NEVER,
										SM_NEVER, INT64_MAX - 1).flagged);
}

static void
test_pay_late(void **state)
{
	sm_pay_days days = {0, 30, 40, SM_UNKNOWN, 365};
	const sm_policy *none = policy("");

	(void) state;
	assert_flagged(sm_row_pay_late(none, &days), 10, 0.25);
	days.paid = 30;
	assert_fine(sm_row_pay_late(none, &days), 0);
	days.paid = -5;
	assert_fine(sm_row_pay_late(none, &days), -35);
	days.paid = SM_UNKNOWN;
	assert_flagged(sm_row_pay_late(none, &days), 335, 335.0 / 365);
	days.as_of = 30;
	assert_not_exposed(sm_row_pay_late(none, &days));
	days.as_of = 31;
	assert_flagged(sm_row_pay_late(none, &days), 1, 1.0 / 31);
	days.paid = 90;				/* later than as_of: not yet */
	assert_flagged(sm_row_pay_late(none, &days), 1, 1.0 / 31);
	days.earned = 30;
	assert_flagged(sm_row_pay_late(none, &days), 1, 1);
	days.earned = SM_UNKNOWN;
	assert_not_exposed(sm_row_pay_late(none, &days));
	days.earned = 0;
	days.scheduled = SM_UNKNOWN;
	assert_not_exposed(sm_row_pay_late(none, &days));
	days.deadline = 3;			/* all that is known is the law */
	days.as_of = 12;
	assert_flagged(sm_row_pay_late(none, &days), 9, 0.75);
	days.as_of = 3;
	assert_not_exposed(sm_row_pay_late(none, &days));
	days.paid = 2;
	assert_fine(sm_row_pay_late(none, &days), -1);
}

static void
test_pay_late_with_grace_and_deadline(void **state)
{
	sm_pay_days days = {0, 30, 40, SM_UNKNOWN, 365};

	(void) state;
	assert_fine(sm_row_pay_late(policy("pay_late 10d"), &days), 10);
	assert_flagged(sm_row_pay_late(policy("pay_late 239h"), &days), 10, 0.25);
	assert_true(sm_row_pay_late(policy("pay_late 12h"), &days).threshold ==
				0.5);

	/* a schedule that comes after the deadline is late by itself */
	days.deadline = 20;
	days.paid = 25;
	assert_flagged(sm_row_pay_late(policy("pay_late 10d"), &days), 5, 0.2);
	assert_true(sm_row_pay_late(policy("pay_late 10d"), &days).threshold ==
				0);
	days.paid = 20;
	assert_fine(sm_row_pay_late(policy("pay_late 10d"), &days), 0);

	/* a deadline within the grace; the wait is still that of the schedule */
	days.deadline = 35;
	days.paid = 40;
	assert_flagged(sm_row_pay_late(policy("pay_late 10d"), &days), 5, 0.25);

	/* a deadline past the grace adds nothing */
	days.deadline = 41;
	assert_fine(sm_row_pay_late(policy("pay_late 10d"), &days), 10);

	days.scheduled = -2451545;	/* the ends of what is a date */
	days.earned = -2451545;
	days.paid = SM_UNKNOWN;
	days.as_of = 2145031948;
	assert_flagged(sm_row_pay_late(policy(""), &days), 2145031948 + 2451545.0,
				   1);
}

static void
test_pay_gap(void **state)
{
	const sm_policy *month = policy("");

	(void) state;
	assert_flagged(sm_row_pay_gap(month, true, 62, 1, 99), 62, 0.5);
	assert_flagged(sm_row_pay_gap(month, true, -62, -99, -1), 62, 0.5);
	assert_fine(sm_row_pay_gap(month, true, 62, 0, 99), 62);
	assert_fine(sm_row_pay_gap(month, true, 62, -1, 99), 62);
	assert_fine(sm_row_pay_gap(month, true, 31, 1, 99), 31);
	assert_not_exposed(sm_row_pay_gap(month, false, 62, 1, 99));
	assert_true(sm_is_interval(0, 0, 0) && sm_is_interval(-1, -2, 3));
	assert_false(sm_is_interval(4, -2, 3) || sm_is_interval(NAN, -2, 3) ||
				 sm_is_interval(0, -INFINITY, 3) ||
				 sm_is_interval(0, NAN, NAN));
}

static void
test_uncredited_assist(void **state)
{
	sm_assist	deal = {true, 100, 99, false, 0, false};

	(void) state;
	assert_flagged(sm_row_uncredited_assist(&deal), 0, 1);
	deal.shared_measure = true;
	assert_fine(sm_row_uncredited_assist(&deal), 0);
	deal.shared_measure = false;
	deal.credited = 2;
	assert_fine(sm_row_uncredited_assist(&deal), 2);
	deal.credited = SM_UNKNOWN;
	assert_not_exposed(sm_row_uncredited_assist(&deal));
	deal.credited = 0;
	deal.first_marketing_touch = 100;
	assert_not_exposed(sm_row_uncredited_assist(&deal));
	deal.marketing_sourced = true;
	assert_flagged(sm_row_uncredited_assist(&deal), 0, 1);
	deal.won = false;
	assert_not_exposed(sm_row_uncredited_assist(&deal));
}

/* What became of a lead handed off at 0; times in hours, -1 for never. */
static sm_answer
lead(double touched, double rejected, double as_of)
{
	sm_lead		one = {0, SM_NEVER, SM_NEVER,
		(int64_t) (as_of * (double) SM_HOUR)};
	sm_answer	answer;

	if (touched >= 0)
		one.touched = (int64_t) (touched * (double) SM_HOUR);
	if (rejected >= 0)
		one.rejected = (int64_t) (rejected * (double) SM_HOUR);
	answer = sm_follow_up_of(policy(""), &one);
	sm_follow_up_wait(&answer, sm_elapsed(answer.from, answer.to));
	return answer;
}

static void
assert_answer(sm_answer answer, sm_follow_up_outcome outcome, double hours,
			  double severity, bool slow_exposed, bool never_exposed)
{
	assert_int_equal(answer.outcome, outcome);
	assert_true(answer.waited == (int64_t) (hours * (double) SM_HOUR));
	assert_true(fabs(answer.severity - severity) < 0.005);
	assert_int_equal(answer.slow_exposed, slow_exposed);
	assert_int_equal(answer.never_exposed, never_exposed);
}

static void
test_follow_up(void **state)
{
	(void) state;
	assert_answer(lead(42, -1, 9999), SM_FOLLOW_UP_SLOW, 42, 0.43, true, true);
	assert_answer(lead(72, -1, 9999), SM_FOLLOW_UP_SLOW, 72, 0.67, true, true);
	assert_answer(lead(168, -1, 200), SM_FOLLOW_UP_SLOW, 168, 0.86, true,
				  false);
	assert_answer(lead(24, -1, 200), SM_FOLLOW_UP_ON_TIME, 24, 0, true, false);
	assert_answer(lead(24.5, -1, 200), SM_FOLLOW_UP_SLOW, 24.5, 0.02, true,
				  false);
	assert_answer(lead(-1, -1, 24), SM_FOLLOW_UP_OPEN, 24, 0, true, false);
	assert_answer(lead(-1, -1, 48), SM_FOLLOW_UP_SLOW, 48, 0.5, true, false);
	assert_answer(lead(720, -1, 720), SM_FOLLOW_UP_SLOW, 720, 0.967, true,
				  true);
	assert_answer(lead(-1, -1, 720), SM_FOLLOW_UP_NEVER, 720, 1, false, true);
	assert_answer(lead(721, -1, 999), SM_FOLLOW_UP_NEVER, 721, 1, false, true);
	assert_answer(lead(50, -1, 48), SM_FOLLOW_UP_SLOW, 48, 0.5, true, false);
	assert_true(lead(50, -1, 48).censored && !lead(50, -1, 50).censored);
	assert_int_equal(lead(0, -1, -1).outcome, SM_FOLLOW_UP_NONE);
}

static void
test_rejected_leads(void **state)
{
	(void) state;
	assert_answer(lead(-1, 5, 999), SM_FOLLOW_UP_REJECTED, 5, 0, false, true);
	assert_answer(lead(-1, 5, 48), SM_FOLLOW_UP_REJECTED, 5, 0, false, false);
	assert_answer(lead(-1, 900, 999), SM_FOLLOW_UP_REJECTED, 900, 0, false,
				  true);
	assert_answer(lead(-1, 900, 800), SM_FOLLOW_UP_NEVER, 800, 1, false, true);
	assert_answer(lead(800, 5, 999), SM_FOLLOW_UP_REJECTED, 5, 0, false, true);
	/* who was in touch was in touch */
	assert_answer(lead(48, 5, 999), SM_FOLLOW_UP_SLOW, 48, 0.5, true, true);
	assert_answer(lead(4, 5, 999), SM_FOLLOW_UP_ON_TIME, 4, 0, true, true);
}

/* No lead is flagged twice, and each flag is exposed, wherever times lie. */
static void
test_kinds_are_disjoint(void **state)
{
	static const double times[] = {
		-1, 0, 1, 24, 25, 719.5, 720, 720.5, 5000
	};
	int			n = sizeof(times) / sizeof(times[0]);

	(void) state;
	for (int t = 0; t < n; t++)
	{
		for (int r = 0; r < n; r++)
		{
			for (int a = 1; a < n; a++)
			{
				sm_answer	answer = lead(times[t], times[r], times[a]);
				bool		slow = answer.outcome == SM_FOLLOW_UP_SLOW;
				bool		never = answer.outcome == SM_FOLLOW_UP_NEVER;

				assert_true(!slow || answer.slow_exposed);
				assert_true(!never || answer.never_exposed);
				assert_true(!never || !answer.slow_exposed);
				assert_int_equal(answer.severity > 0, slow || never);
				assert_int_equal(answer.never_exposed, times[a] >= 720);
			}
		}
	}
}

/* A touch before the hand-off is no wait; the wait may be in other hours. */
static void
test_waits(void **state)
{
	sm_lead		early = {10 * SM_HOUR, 4 * SM_HOUR, SM_NEVER, 99 * SM_HOUR};
	sm_answer	answer = sm_follow_up_of(policy("slow_follow_up 8h"), &early);

	(void) state;
	sm_follow_up_wait(&answer, sm_elapsed(answer.from, answer.to));
	assert_int_equal(answer.outcome, SM_FOLLOW_UP_ON_TIME);
	assert_true(answer.waited == -6 * SM_HOUR);

	early.touched = 60 * SM_HOUR;
	answer = sm_follow_up_of(policy("slow_follow_up 8h"), &early);
	assert_true(answer.business);
	sm_follow_up_wait(&answer, 8 * SM_HOUR);
	assert_int_equal(answer.outcome, SM_FOLLOW_UP_ON_TIME);
	sm_follow_up_wait(&answer, 16 * SM_HOUR);
	assert_int_equal(answer.outcome, SM_FOLLOW_UP_SLOW);
	assert_true(answer.severity == 0.5);
	assert_true(sm_elapsed(INT64_MIN, INT64_MAX) == INT64_MAX);
	assert_true(sm_elapsed(INT64_MAX, INT64_MIN) == INT64_MIN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_budget_overlap),
		cmocka_unit_test(test_budget_contention),
		cmocka_unit_test(test_feedback_dropped),
		cmocka_unit_test(test_pay_late),
		cmocka_unit_test(test_pay_late_with_grace_and_deadline),
		cmocka_unit_test(test_pay_gap),
		cmocka_unit_test(test_uncredited_assist),
		cmocka_unit_test(test_follow_up),
		cmocka_unit_test(test_rejected_leads),
		cmocka_unit_test(test_kinds_are_disjoint),
		cmocka_unit_test(test_waits)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
