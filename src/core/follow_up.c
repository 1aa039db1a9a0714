/*-------------------------------------------------------------------------
 *
 * follow_up.c
 *	  What became of a lead that was handed to sales.
 *
 * The horizon is elapsed time, whatever hours the wait is counted in.
 *
 *-------------------------------------------------------------------------
 */
#include "core/follow_up.h"

#include "core/severity.h"

const char *const sm_follow_up_names[SM_FOLLOW_UP_OUTCOMES + 1] = {
	"", "on_time", "slow", "never", "open", "rejected", NULL
};

/*
 * All but how long was waited.
 */
sm_answer
sm_follow_up_of(const sm_policy *policy, const sm_lead *lead)
{
	int64_t		horizon = policy->limit[SM_LIMIT_NEVER_FOLLOWED_UP];
	sm_answer result = {.outcome = SM_FOLLOW_UP_NONE};
	bool		touched = lead->touched <= lead->as_of;
	bool		rejected = lead->rejected <= lead->as_of &&
		lead->rejected >= lead->handed_off;
	bool		in_time;

	result.limit = policy->limit[SM_LIMIT_SLOW_FOLLOW_UP];
	if (lead->handed_off > lead->as_of)
		return result;
	result.from = lead->handed_off;
	result.to = touched ? lead->touched : lead->as_of;
	result.business = true;
	result.censored = !touched;
	result.never_exposed = sm_elapsed(lead->handed_off, lead->as_of) >=
		horizon;
	in_time = touched ? sm_elapsed(lead->handed_off, lead->touched) <= horizon
		: !result.never_exposed;

	if (rejected && !(touched && in_time))
	{
		result.outcome = SM_FOLLOW_UP_REJECTED;
		result.to = lead->rejected;
		result.censored = false;
	}
	else if (in_time)
	{
		result.outcome = touched ? SM_FOLLOW_UP_ON_TIME : SM_FOLLOW_UP_OPEN;
		result.slow_exposed = true;
	}
	else
	{
		result.outcome = SM_FOLLOW_UP_NEVER;
		result.limit = horizon;
		result.business = false;
		result.severity = 1;
	}
	return result;
}

/*
 * How long was waited.
 */
void
sm_follow_up_wait(sm_answer *follow_up, int64_t waited)
{
	follow_up->waited = waited;
	if (follow_up->slow_exposed && waited > follow_up->limit)
	{
		follow_up->outcome = SM_FOLLOW_UP_SLOW;
		follow_up->severity = sm_severity_excess((double) waited,
												 (double) follow_up->limit);
	}
}
