/*-------------------------------------------------------------------------
 *
 * payout_days.c
 *	  Days between earning and being paid, and what they are due to.
 *
 * The liabilities of the days of a window add up to its exposure, so both
 * count half-open spans of days.
 *
 *-------------------------------------------------------------------------
 */
#include "core/payout_days.h"

/* a - b, if both are known. */
static int64_t
days_between(int64_t a, int64_t b)
{
	return a == SM_NO_DAY || b == SM_NO_DAY ? SM_NO_DAY : a - b;
}

sm_wait_parts
sm_wait_parts_of(const sm_payout_days *days)
{
	int64_t		basis = days->earned;
	int64_t		end = days->paid;
	sm_wait_parts wait;

	wait.censored = end == SM_NO_DAY ||
		(days->as_of != SM_NO_DAY && end > days->as_of);
	if (wait.censored)
		end = days->as_of < days->earned ? SM_NO_DAY : days->as_of;
	if (days->released > basis)
		basis = days->released;

	wait.wait = days_between(end, days->earned);
	wait.design = days_between(days->scheduled, days->earned);
	wait.lateness = days_between(end, days->scheduled);
	wait.tardiness = wait.lateness;
	if (wait.lateness != SM_NO_DAY && wait.lateness < 0)
		wait.tardiness = 0;
	wait.release = basis - days->earned;
	wait.cycle = days_between(days->scheduled, basis);
	return wait;
}

int64_t
sm_exposure_days(const sm_payout_days *days, int64_t from, int64_t to)
{
	int64_t		paid = days->paid == SM_NO_DAY ? INT64_MAX : days->paid;
	int64_t		first = days->earned < paid ? days->earned : paid;
	int64_t		end = days->earned < paid ? paid : days->earned;

	if (days->as_of != SM_NO_DAY && end > days->as_of)
		end = days->as_of;
	if (end == INT64_MAX)
		return SM_NO_DAY;
	if (first < from)
		first = from;
	if (end > to)
		end = to;
	if (end <= first)
		return 0;
	return paid < days->earned ? first - end : end - first;
}

int
sm_owed_on(const sm_payout_days *days, int64_t day)
{
	int64_t		paid = days->paid == SM_NO_DAY ? INT64_MAX : days->paid;

	if (days->earned <= day && day < paid)
		return 1;
	return paid <= day && day < days->earned ? -1 : 0;
}
