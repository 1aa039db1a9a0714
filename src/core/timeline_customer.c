/*-------------------------------------------------------------------------
 *
 * timeline_customer.c
 *	  Friction within a customer's timeline: double touches, too many
 *	  touches, and a pitch that nobody listened before.
 *
 * Each sweep looks at every moment once, whatever the windows.
 *
 *-------------------------------------------------------------------------
 */
#include "core/severity.h"
#include "core/sweep.h"

/* Whether two touches are of one and the same known thread. */
static bool
same_thread(const sm_touch_record *a, const sm_touch_record *b)
{
	return a->length[SM_TOUCH_THREAD] > 0 &&
		sm_touch_same(a, b, SM_TOUCH_THREAD);
}

/* Whether a touch is by one of the two functions that can clash. */
static bool
of_two_functions(const sm_touch_record *touch)
{
	return touch->function == SM_SALES || touch->function == SM_MARKETING;
}

/* Whether two touches can be told to be of one person or of two. */
static bool
told_apart(const sm_touch_record *a, const sm_touch_record *b)
{
	return a->length[SM_TOUCH_ACTOR] > 0 || b->length[SM_TOUCH_ACTOR] > 0;
}

/*
 * Consecutive outbound touches of sales and marketing, joint ones and those
 * of others left out.  The unit is a pair of different functions, of which at
 * least one actor is known.
 */
sm_next
sm_sweep_double_touch(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	int64_t		limit = timeline->question.policy->limit[SM_LIMIT_DOUBLE_TOUCH];

	while (sweep->next < timeline->count)
	{
		const sm_moment *moment = &timeline->moments[sweep->next];
		const sm_moment *before = sweep->previous;
		bool		flagged;
		uint64_t	gap;
		double		severity;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		sweep->next++;
		if (!(moment->is & SM_IS_OUTREACH) || !of_two_functions(moment->touch))
			continue;
		sweep->previous = moment;
		if (before == NULL ||
			before->touch->function == moment->touch->function ||
			!told_apart(before->touch, moment->touch))
			continue;

		gap = sm_lapse(before->at, moment->at);
		severity = sm_severity_shortfall((double) gap, (double) limit);
		flagged = gap < (uint64_t) limit &&
			!sm_touch_same(before->touch, moment->touch, SM_TOUCH_ACTOR) &&
			!same_thread(before->touch, moment->touch);
		sm_expose(timeline, SM_DOUBLE_TOUCH, flagged, severity);
		if (!flagged)
			continue;

		sm_event_begin(event, timeline, SM_DOUBLE_TOUCH, SM_LIMIT_DOUBLE_TOUCH,
					   moment->at);
		event->severity = severity;
		event->observed = (double) gap / (double) SM_HOUR;
		event->sales = moment->touch->function == SM_SALES ?
			moment->touch : before->touch;
		event->marketing = moment->touch->function == SM_SALES ?
			before->touch : moment->touch;
		sm_evidence_add(&event->evidence, before->touch);
		sm_evidence_add(&event->evidence, moment->touch);
		return SM_NEXT_EVENT;
	}
	return SM_NEXT_NONE;
}

/* The windows over which touches are summed. */
enum window
{
	PRESSURE,					/* weights, over the time of the policy */
	CALLS_OF_DAY,				/* calls, over 24 hours */
	CALLS_OF_WEEK,				/* calls, over 7 times 24 hours */
	WINDOWS
};

/* The limit of each, and the unit of its sum. */
static const sm_limit window_limit[WINDOWS] = {
	SM_LIMIT_OVER_CONTACT, SM_LIMIT_CALLS_PER_DAY, SM_LIMIT_CALLS_PER_WEEK
};

/* How long a window is. */
static uint64_t
window_length(const sm_timeline *timeline, int window)
{
	return (uint64_t)
		(window == PRESSURE ?
		 timeline->question.policy->limit[SM_LIMIT_OVER_CONTACT] :
		 window == CALLS_OF_DAY ? SM_DAY : 7 * SM_DAY);
}

/* What a moment weighs in a window. */
static int64_t
weight_in(const sm_timeline *timeline, int window, const sm_moment *moment)
{
	if (!(moment->is & SM_IS_OUTREACH))
		return 0;
	if (window == PRESSURE)
		return timeline->scale.weight[moment->touch->way];
	return moment->touch->way == SM_BY_PHONE;
}

/* Adds a moment to every window, and takes out what is too old by now. */
static void
move_windows(sm_timeline *timeline, const sm_moment *moment)
{
	sm_sweep   *sweep = &timeline->sweep;
	int			function = moment->touch->function;

	for (int window = 0; window < WINDOWS; window++)
	{
		uint64_t	length = window_length(timeline, window);

		if (window != PRESSURE && moment->touch->way != SM_BY_PHONE)
			continue;			/* looked at only when somebody calls */
		sweep->units[window][function] += weight_in(timeline, window, moment);
		for (;; sweep->tail[window]++)
		{
			const sm_moment *old = &timeline->moments[sweep->tail[window]];

			if (sm_lapse(old->at, moment->at) < length)
				break;
			sweep->units[window][old->touch->function] -=
				weight_in(timeline, window, old);
		}
	}
	sweep->last[0][function] = sweep->next + 1;
	if (moment->touch->way == SM_BY_PHONE)
		sweep->last[1][function] = sweep->next + 1;
}

/* The latest touch in a window by a function, or NULL. */
static const sm_touch_record *
last_in(const sm_timeline *timeline, int window, sm_function function)
{
	const sm_sweep *sweep = &timeline->sweep;
	size_t		last = sweep->last[window != PRESSURE][function];

	return last > sweep->tail[window] ? sm_moment_touch(timeline, last) :
		NULL;
}

/* The latest touches that weigh something in a window, the oldest first. */
static void
gather_evidence(const sm_timeline *timeline, int window,
				sm_evidence *evidence)
{
	const sm_sweep *sweep = &timeline->sweep;
	const sm_touch_record *found[SM_EVIDENCE_TOUCHES];
	int			count = 0;

	for (size_t i = sweep->next + 1; i > sweep->tail[window]; i--)
	{
		if (weight_in(timeline, window, &timeline->moments[i - 1]) == 0)
			continue;
		if (count == SM_EVIDENCE_TOUCHES)
		{
			evidence->more = true;
			break;
		}
		found[count++] = timeline->moments[i - 1].touch;
	}
	for (int i = count - 1; i >= 0; i--)
		sm_evidence_add(evidence, found[i]);
}

/* Looks at one window; true, with an event, if it holds too much. */
static bool
over_limit(sm_timeline *timeline, int window, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	const sm_moment *moment = &timeline->moments[sweep->next];
	const int64_t *units = sweep->units[window];
	int64_t		limit = window == PRESSURE ? timeline->scale.limit :
		timeline->question.policy->limit[window_limit[window]];
	int64_t		sum = 0;

	for (int i = 0; i < SM_FUNCTIONS; i++)
		sum += units[i];
	if (sum <= limit || weight_in(timeline, window, moment) == 0)
		return false;

	sm_event_begin(event, timeline, SM_OVER_CONTACT, window_limit[window],
				   moment->at);
	event->severity = sm_severity_excess((double) sum, (double) limit);
	event->observed = (double) sum;
	if (window == PRESSURE)
	{
		event->observed = (double) sum / (double) limit;
		event->threshold = 1;
		event->unit = "tolerance";
	}
	event->shares_known = true;
	event->sales_share = (double) units[SM_SALES] / (double) sum;
	event->marketing_share = (double) units[SM_MARKETING] / (double) sum;
	event->sales = last_in(timeline, window, SM_SALES);
	event->marketing = last_in(timeline, window, SM_MARKETING);
	gather_evidence(timeline, window, &event->evidence);
	if (event->severity > sweep->worst)
		sweep->worst = event->severity;
	return true;
}

/*
 * The sum of what a customer was exposed to, at each outbound touch that
 * weighs something: that touch is the unit, and up to three limits are
 * looked at.
 */
sm_next
sm_sweep_over_contact(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;

	for (; sweep->next < timeline->count; sweep->next++)
	{
		const sm_moment *moment = &timeline->moments[sweep->next];

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		if (weight_in(timeline, PRESSURE, moment) == 0)
			continue;
		if (sweep->stage == 0)
			move_windows(timeline, moment);
		while (sweep->stage < WINDOWS)
		{
			if (over_limit(timeline, sweep->stage++, event))
				return SM_NEXT_EVENT;
		}
		sm_expose(timeline, SM_OVER_CONTACT, sweep->worst > 0, sweep->worst);
		sweep->stage = 0;
		sweep->worst = 0;
	}
	return SM_NEXT_NONE;
}

/* Remembers the last listening, and the last one before its time. */
static void
remember_listening(sm_sweep *sweep, const sm_moment *moment)
{
	if (sweep->listened[0] == NULL || sweep->listened[0]->at < moment->at)
		sweep->listened[1] = sweep->listened[0];
	sweep->listened[0] = moment;
}

/* Decides about the first pitch. */
static sm_next
judge_pitch(sm_timeline *timeline, const sm_moment *pitch, sm_friction *event)
{
	const sm_moment *listened = timeline->sweep.listened[0];
	uint64_t	limit = (uint64_t) timeline->question.policy->limit
		[SM_LIMIT_PITCH_WITHOUT_LISTENING];
	uint64_t	since = 0;

	if (listened != NULL && listened->at == pitch->at)
		listened = timeline->sweep.listened[1];
	if (listened != NULL)
		since = sm_lapse(listened->at, pitch->at);
	if (listened != NULL && since <= limit)
	{
		sm_expose(timeline, SM_PITCH_WITHOUT_LISTENING, false, 0);
		return SM_NEXT_NONE;
	}
	sm_expose(timeline, SM_PITCH_WITHOUT_LISTENING, true, 1);
	sm_event_begin(event, timeline, SM_PITCH_WITHOUT_LISTENING,
				   SM_LIMIT_PITCH_WITHOUT_LISTENING, pitch->at);
	event->severity = 1;
	event->observed_known = listened != NULL;
	event->observed = (double) since / (double) SM_DAY;
	event->sales = pitch->touch;
	if (listened != NULL)
		sm_evidence_add(&event->evidence, listened->touch);
	sm_evidence_add(&event->evidence, pitch->touch);
	return SM_NEXT_EVENT;
}

/*
 * The first pitch of sales: had anybody listened in the time before?  The
 * unit is a customer who has had one.
 */
sm_next
sm_sweep_pitch(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;

	while (sweep->next < timeline->count)
	{
		const sm_moment *moment = &timeline->moments[sweep->next];
		const sm_touch_record *touch = moment->touch;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		sweep->next++;
		if (touch->event != SM_CONTACT)
			continue;
		if (touch->purpose == SM_PITCH && touch->function == SM_SALES &&
			touch->direction != SM_INBOUND)
		{
			sweep->next = timeline->count;	/* only the first one matters */
			return judge_pitch(timeline, moment, event);
		}
		if (touch->purpose == SM_LISTEN || touch->direction == SM_INBOUND)
			remember_listening(sweep, moment);
	}
	return SM_NEXT_NONE;
}
