/*-------------------------------------------------------------------------
 *
 * friction_rows.c
 *	  Kinds of friction that one row of the user's tells of.
 *
 * Whether a row is flagged is decided in integers; only what is shown is a
 * floating point number.
 *
 *-------------------------------------------------------------------------
 */
#include "core/friction_rows.h"

#include <math.h>

#include "core/severity.h"
#include "core/wide.h"

/* A row that is not exposed, with its threshold. */
static sm_friction_row
not_exposed(double threshold)
{
	sm_friction_row row = {false, false, 0, 0, threshold};

	return row;
}

int64_t
sm_elapsed(int64_t from, int64_t to)
{
	sm_int128	elapsed = (sm_int128) to - from;

	if (elapsed > INT64_MAX)
		return INT64_MAX;
	return elapsed < INT64_MIN ? INT64_MIN : (int64_t) elapsed;
}

/*
 * Flagged when smaller / larger > limit.
 */
sm_friction_row
sm_row_budget_overlap(const sm_policy *policy, int64_t sales,
					  int64_t marketing)
{
	int64_t		limit = policy->limit[SM_LIMIT_BUDGET_OVERLAP];
	int64_t		larger = sales > marketing ? sales : marketing;
	int64_t		smaller = sales > marketing ? marketing : sales;
	sm_friction_row row;

	row = not_exposed(sm_limit_shown(policy, SM_LIMIT_BUDGET_OVERLAP));
	if (larger <= 0)
		return row;
	row.exposed = true;
	if (smaller <= 0)
		return row;
	row.observed = (double) smaller / (double) larger;
	row.flagged = (sm_int128) smaller * SM_WHOLE > (sm_int128) larger * limit;
	if (row.flagged)
		row.severity = 2 * (double) smaller /
			((double) smaller + (double) larger);
	return row;
}

/*
 * By how much actual spend is off plan, as a share of the plan.
 */
static double
off_plan(const sm_budget *budget)
{
	sm_int128	difference = (sm_int128) budget->actual - budget->plan;

	return fabs((double) difference / (double) budget->plan);
}

/*
 * -1, 0 or 1: below plan, at most as far off as the limit, above plan.
 */
static int
off_plan_side(const sm_budget *budget, int64_t limit)
{
	sm_int128	off = ((sm_int128) budget->actual - budget->plan) * SM_WHOLE;
	sm_int128	most = (sm_int128) budget->plan * limit;

	return off > most ? 1 : off < -most ? -1 : 0;
}

/*
 * Flagged when one is above plan by more than the limit and the other below.
 */
sm_friction_row
sm_row_budget_contention(const sm_policy *policy, const sm_budget *sales,
						 const sm_budget *marketing)
{
	int64_t		limit = policy->limit[SM_LIMIT_BUDGET_CONTENTION];
	sm_friction_row row;

	row = not_exposed(sm_limit_shown(policy, SM_LIMIT_BUDGET_CONTENTION));
	if (!sales->known || !marketing->known || sales->plan <= 0 ||
		marketing->plan <= 0)
		return row;
	row.exposed = true;
	if (off_plan_side(sales, 0) * off_plan_side(marketing, 0) < 0)
		row.observed = fmin(off_plan(sales), off_plan(marketing));
	row.flagged = off_plan_side(sales, limit) *
		off_plan_side(marketing, limit) < 0;
	if (row.flagged)
		row.severity = sm_severity_excess(row.observed, row.threshold);
	return row;
}

/*
 * Flagged when nothing happened within the limit, and that is over.
 */
sm_friction_row
sm_row_feedback_dropped(const sm_policy *policy, int64_t captured,
						int64_t routed, int64_t actioned, int64_t as_of)
{
	int64_t		limit = policy->limit[SM_LIMIT_FEEDBACK_DROPPED];
	int64_t		age = sm_elapsed(captured, as_of);
	sm_friction_row row;

	row = not_exposed(sm_limit_shown(policy, SM_LIMIT_FEEDBACK_DROPPED));
	if (captured == SM_NEVER || age < limit)
		return row;
	row.exposed = true;
	if (routed > as_of)
		routed = SM_NEVER;
	if (actioned > as_of)
		actioned = SM_NEVER;
	if (routed != SM_NEVER || actioned != SM_NEVER)
		age = sm_elapsed(captured, routed < actioned ? routed : actioned);
	row.flagged = age > limit;
	if (row.flagged && actioned != SM_NEVER)
		age = sm_elapsed(captured, actioned);
	row.observed = sm_limit_in_units(SM_LIMIT_FEEDBACK_DROPPED, age);
	if (row.flagged)
		row.severity = sm_severity_excess((double) age, (double) limit);
	return row;
}

/*
 * Whether so many days are longer than a time.
 */
static bool
longer(int64_t days, int64_t time)
{
	return (sm_int128) days * SM_DAY > time;
}

/*
 * Flagged when it is late by more than the grace, or later than a deadline
 * that is stricter, or all that is known.
 */
sm_friction_row
sm_row_pay_late(const sm_policy *policy, const sm_pay_days *days)
{
	int64_t		grace = policy->limit[SM_LIMIT_PAY_LATE];
	int64_t		due = days->scheduled;
	bool		paid = days->paid != SM_UNKNOWN && days->paid <= days->as_of;
	int64_t		end = paid ? days->paid : days->as_of;
	sm_friction_row row;

	if (days->deadline != SM_UNKNOWN &&
		(due == SM_UNKNOWN || longer(due - days->deadline, -grace)))
	{
		due = days->deadline;
		grace = 0;
	}
	row = not_exposed(sm_limit_in_units(SM_LIMIT_PAY_LATE, grace));
	if (days->earned == SM_UNKNOWN || due == SM_UNKNOWN)
		return row;
	row.flagged = longer(end - due, grace);
	row.exposed = paid || row.flagged;
	if (!row.exposed)
		return row;
	row.observed = (double) (end - due);
	if (row.flagged)
	{
		if (days->scheduled != SM_UNKNOWN && days->scheduled < due)
			due = days->scheduled;
		row.severity = due <= days->earned ? 1 :
			(double) (end - due) / (double) (end - days->earned);
	}
	return row;
}

bool
sm_is_interval(double shift, double low, double high)
{
	return isfinite(low) && isfinite(high) && low <= shift && shift <= high;
}

/*
 * Flagged when the interval leaves out zero and the shift is past the limit.
 */
sm_friction_row
sm_row_pay_gap(const sm_policy *policy, bool known, double shift, double low,
			   double high)
{
	sm_friction_row row;

	row = not_exposed(sm_limit_shown(policy, SM_LIMIT_PAY_GAP));
	if (!known)
		return row;
	row.exposed = true;
	row.observed = fabs(shift);
	row.flagged = (low > 0 || high < 0) && row.observed > row.threshold;
	if (row.flagged)
		row.severity = sm_severity_excess(row.observed, row.threshold);
	return row;
}

/*
 * Flagged when nobody was credited, and no measure is shared.
 */
sm_friction_row
sm_row_uncredited_assist(const sm_assist *deal)
{
	sm_friction_row row = not_exposed(1);
	bool		started = deal->marketing_sourced ||
		(deal->opened != SM_UNKNOWN &&
		 deal->first_marketing_touch < deal->opened);

	if (!deal->won || !started || deal->credited == SM_UNKNOWN)
		return row;
	row.exposed = true;
	row.observed = (double) deal->credited;
	row.flagged = deal->credited == 0 && !deal->shared_measure;
	row.severity = row.flagged ? 1 : 0;
	return row;
}
