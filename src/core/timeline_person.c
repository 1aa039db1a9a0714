/*-------------------------------------------------------------------------
 *
 * timeline_person.c
 *	  Friction within a person's timeline: a drift into the other function's
 *	  work, and days of switching between the two.
 *
 * Days and quarters are those of the time zone that the question gives.
 * Nothing is collapsed: each row is a task of its own.
 *
 *-------------------------------------------------------------------------
 */
#include "core/civil.h"
#include "core/proportion.h"
#include "core/severity.h"
#include "core/sweep.h"

#define MONTHS_A_QUARTER 3

/* The quarter of a moment, counted from the year 0. */
static int64_t
quarter_of(const sm_timeline *timeline, const sm_moment *moment)
{
	const sm_friction_question *question = &timeline->question;
	int64_t		day = question->day_of(question->zone, moment->at);

	return sm_floor_divide(sm_month_of(day), MONTHS_A_QUARTER);
}

/* Says whose event it is, on the side or sides of the person's function. */
static void
set_person(const sm_timeline *timeline, const sm_touch_record *touch,
		   sm_friction *event)
{
	int			person = timeline->question.person;

	if (person != SM_MARKETING_PERSON)
		event->sales = touch;
	if (person != SM_SALES_PERSON)
		event->marketing = touch;
}

/* Forgets the tasks of a period that is over. */
static void
begin_period(sm_sweep *sweep)
{
	memset(sweep->tasks, 0, sizeof(sweep->tasks));
	memset(&sweep->evidence, 0, sizeof(sweep->evidence));
	sweep->switches = 0;
	sweep->previous = NULL;
}

/* Decides about a quarter; true, with an event, if the person drifted. */
static bool
judge_quarter(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	double		limit = sm_limit_shown(timeline->question.policy,
									   SM_LIMIT_ROLE_DRIFT);
	int			other = timeline->question.person == SM_SALES_PERSON ?
		SM_MARKETING : SM_SALES;
	int64_t		all = 0;
	double		severity;
	sm_proportion share;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		all += sweep->tasks[i];
	if (all == 0)
		return false;
	share = sm_proportion_of(sweep->tasks[other], all, SM_95_PERCENT);
	severity = sm_severity_excess(share.share, limit);
	sm_expose(timeline, SM_ROLE_DRIFT, share.low > limit, severity);
	if (share.low <= limit)
		return false;
	sm_event_begin(event, timeline, SM_ROLE_DRIFT, SM_LIMIT_ROLE_DRIFT,
				   sweep->previous->at);
	event->observed = share.share;
	event->severity = severity;
	set_person(timeline, sweep->previous->touch, event);
	event->evidence = sweep->evidence;
	return true;
}

/*
 * The share of the other function's tasks among those of a quarter that are
 * classified.  The unit is a quarter of a person of one function with any.
 */
sm_next
sm_sweep_role_drift(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	int			person = timeline->question.person;
	int			other = person == SM_SALES_PERSON ? SM_MARKETING : SM_SALES;

	if (person != SM_SALES_PERSON && person != SM_MARKETING_PERSON)
		return SM_NEXT_NONE;
	while (sweep->next <= timeline->count)
	{
		const sm_moment *moment = &timeline->moments[sweep->next];
		bool		over = sweep->next == timeline->count;
		int64_t		quarter = 0;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		if (!over && (moment->touch->event != SM_CONTACT ||
					  moment->touch->function >= SM_EVIDENCE_CLASSES))
		{
			sweep->next++;
			continue;
		}
		if (!over)
			quarter = quarter_of(timeline, moment);
		if (sweep->previous != NULL && (over || quarter != sweep->period))
		{
			bool		flagged = judge_quarter(timeline, event);

			begin_period(sweep);
			if (flagged)
				return SM_NEXT_EVENT;
		}
		sweep->next++;
		if (over)
			break;
		sweep->period = quarter;
		sweep->previous = moment;
		sweep->tasks[moment->touch->function]++;
		if (moment->touch->function == other)
			sm_evidence_add(&sweep->evidence, moment->touch);
	}
	return SM_NEXT_NONE;
}

/* How many tasks of either function a day of switching has at least. */
#define TASKS_OF_EACH 2

/* Decides about a day; true, with an event, if it was all switching. */
static bool
judge_day(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	const sm_policy *policy = timeline->question.policy;
	int64_t		sales = sweep->tasks[SM_SALES];
	int64_t		marketing = sweep->tasks[SM_MARKETING];
	int64_t		all = sales + marketing;
	double		severity;
	bool		flagged;

	if (all < policy->limit[SM_LIMIT_TASKS_PER_DAY] || all < 2)
		return false;
	severity = (double) sweep->switches / (double) (all - 1);
	flagged = sweep->switches >= policy->limit[SM_LIMIT_TASK_SWITCHING] &&
		sales >= TASKS_OF_EACH && marketing >= TASKS_OF_EACH;
	sm_expose(timeline, SM_TASK_SWITCHING, flagged, severity);
	if (!flagged)
		return false;
	sm_event_begin(event, timeline, SM_TASK_SWITCHING,
				   SM_LIMIT_TASK_SWITCHING, sweep->previous->at);
	event->observed = (double) sweep->switches;
	event->severity = severity;
	event->shares_known = true;
	event->sales_share = (double) sales / (double) all;
	event->marketing_share = (double) marketing / (double) all;
	set_person(timeline, sweep->previous->touch, event);
	event->evidence = sweep->evidence;
	return true;
}

/*
 * Switches between tasks of sales and of marketing, all others left out.  The
 * unit is a day of a person with enough of them.
 */
sm_next
sm_sweep_task_switching(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	const sm_friction_question *question = &timeline->question;

	while (sweep->next <= timeline->count)
	{
		const sm_moment *moment = &timeline->moments[sweep->next];
		bool		over = sweep->next == timeline->count;
		int64_t		day = 0;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		if (!over && (moment->touch->event != SM_CONTACT ||
					  (moment->touch->function != SM_SALES &&
					   moment->touch->function != SM_MARKETING)))
		{
			sweep->next++;
			continue;
		}
		if (!over)
			day = question->day_of(question->zone, moment->at);
		if (sweep->previous != NULL && (over || day != sweep->period))
		{
			bool		flagged = judge_day(timeline, event);

			begin_period(sweep);
			if (flagged)
				return SM_NEXT_EVENT;
		}
		sweep->next++;
		if (over)
			break;
		sweep->period = day;
		if (sweep->previous != NULL &&
			sweep->previous->touch->function != moment->touch->function)
			sweep->switches++;
		sweep->previous = moment;
		sweep->tasks[moment->touch->function]++;
		sm_evidence_add(&sweep->evidence, moment->touch);
	}
	return SM_NEXT_NONE;
}
