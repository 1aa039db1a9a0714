/*-------------------------------------------------------------------------
 *
 * timeline_deals.c
 *	  Friction around what is open: silence in a deal or an accepted lead,
 *	  mass marketing into a deal, and leads that come back.
 *
 * What belongs to one deal or lead has the same thread.  It is open from
 * "opened", or from "accepted" if that comes first, until it is closed,
 * rejected or returned; it may open again.
 *
 *-------------------------------------------------------------------------
 */
#include "core/severity.h"
#include "core/sweep.h"

/* Steps at the same time: what begins something comes before what ends it. */
static int
phase_of(const sm_touch_record *touch)
{
	switch (touch->event)
	{
		case SM_HANDED_OFF:
			return 0;
		case SM_ACCEPTED:
			return 1;
		case SM_OPENED:
			return 2;
		default:
			return 3;
	}
}

/* Steps of one thread stand together, the earlier first. */
static int
thread_order(const sm_touch_record *a, const sm_touch_record *b)
{
	sm_span		x = sm_touch_text(a, SM_TOUCH_THREAD);
	sm_span		y = sm_touch_text(b, SM_TOUCH_THREAD);
	int			order = sm_compare_bytes(x.text, x.length, y.text, y.length);

	if (order == 0 && a->at == b->at)
		order = phase_of(a) - phase_of(b);
	/* records lie in the order of time */
	return order != 0 ? order : (a > b) - (a < b);
}

/* The step of a touch; touches lie in the order of time. */
static sm_life *
life_of(const sm_timeline *timeline, const sm_touch_record *touch)
{
	size_t		low = 0;
	size_t		high = timeline->life_count;

	while (high - low > 1)
	{
		size_t		middle = low + (high - low) / 2;

		if (timeline->lives[middle].touch <= touch)
			low = middle;
		else
			high = middle;
	}
	return &timeline->lives[low];
}

/* Follows the steps of one thread, which are those of groups[from..to). */
static void
follow_thread(sm_timeline *timeline, size_t from, size_t to)
{
	sm_life    *open = NULL;
	bool		handed_off = false;

	for (size_t i = from; i < to; i++)
	{
		const sm_touch_record *touch = timeline->groups[i].touch;
		sm_life    *life = life_of(timeline, touch);

		switch (touch->event)
		{
			case SM_OPENED:
			case SM_ACCEPTED:
				if (open == NULL)
				{
					open = life;
					open->opens = true;
				}
				if (touch->event == SM_OPENED && open->deal == NULL)
				{
					open->deal = touch;
					open->deal_opened = touch->at;
				}
				break;
			case SM_CLOSED:
			case SM_REJECTED:
			case SM_RETURNED:
				if (open != NULL)
					open->closed = touch->at;
				open = NULL;
				break;
			case SM_HANDED_OFF:
				life->hands_off = !handed_off;
				life->group = i;
				handed_off = true;
				break;
			default:
				break;
		}
	}
}

sm_status
sm_timeline_lives(sm_timeline *timeline, size_t count,
				  const sm_memory *memory)
{
	sm_touch_place *scratch;
	size_t		start = 0;

	timeline->lives = memory->allocate(memory->context,
									   count * sizeof(sm_life));
	timeline->groups = memory->allocate(memory->context,
										count * 2 * sizeof(sm_touch_place));
	if (timeline->lives == NULL || timeline->groups == NULL)
		return SM_OUT_OF_MEMORY;
	scratch = timeline->groups + count;
	for (size_t i = 0; i < timeline->count; i++)
	{
		const sm_touch_record *touch = timeline->moments[i].touch;
		sm_life		life = {touch, false, false, SM_NO_TIME, NULL,
		SM_NO_TIME, 0};
		sm_touch_place place = {0, touch};

		if (touch->event == SM_CONTACT)
			continue;
		place.at = (int64_t)
			sm_span_hash(sm_touch_text(touch, SM_TOUCH_THREAD), 0);
		timeline->groups[timeline->life_count] = place;
		timeline->lives[timeline->life_count++] = life;
	}
	if (!sm_touch_sort(timeline->groups, scratch, timeline->life_count,
					   thread_order, memory->stop))
		return SM_STOPPED;
	for (size_t i = 1; i <= timeline->life_count; i++)
	{
		if (i < timeline->life_count &&
			sm_touch_same(timeline->groups[start].touch,
						  timeline->groups[i].touch, SM_TOUCH_THREAD))
			continue;
		follow_thread(timeline, start, i);
		start = i;
	}
	return SM_OK;
}

/*
 * What is open in this place, first the ranges of the question, then what
 * the timeline says; false if nothing begins there.
 */
static bool
item_at(const sm_timeline *timeline, size_t place, sm_open_item *item)
{
	const sm_friction_question *question = &timeline->question;
	const sm_life *life;

	memset(item, 0, sizeof(*item));
	if (place < question->range_count)
	{
		const sm_open_range *range = &question->ranges[place];

		item->opened = range->opened;
		item->deal_opened = range->opened;
		item->closed = range->closed;
		item->is_deal = true;
	}
	else
	{
		life = &timeline->lives[place - question->range_count];
		if (!life->opens)
			return false;
		item->opened = life->touch->at;
		item->deal_opened = life->deal_opened;
		item->closed = life->closed;
		item->is_deal = life->deal != NULL;
		item->deal = life->deal;
	}
	/* a range that begins later than what is seen */
	return question->as_of == SM_NO_TIME || item->opened <= question->as_of;
}

/* How many places item_at knows. */
static size_t
item_places(const sm_timeline *timeline)
{
	return timeline->question.range_count + timeline->life_count;
}

/* The first moment at or after a point in time. */
static size_t
first_since(const sm_timeline *timeline, int64_t at)
{
	size_t		low = 0;
	size_t		high = timeline->count;

	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;

		if (timeline->moments[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* How far a sweep is within an item. */
enum stage
{
	BEFORE_ITEM,
	IN_ITEM,
	ITEM_OVER
};

/* Makes a sweep ready for the next item. */
static void
leave_item(sm_sweep *sweep)
{
	sweep->stage = BEFORE_ITEM;
	sweep->worst = 0;
	sweep->measured = false;
	sweep->previous = NULL;
	memset(&sweep->evidence, 0, sizeof(sweep->evidence));
}

/* Fills an event for a silence from one time to another. */
static void
silence(const sm_timeline *timeline, const sm_moment *from, const sm_moment *to,
		size_t before, int64_t start, int64_t end, sm_friction *event)
{
	const sm_moment *known = before == 0 ? NULL :
		&timeline->moments[before - 1];

	sm_event_begin(event, timeline, SM_WENT_DARK, SM_LIMIT_WENT_DARK, start);
	event->observed = (double) sm_lapse(start, end) / (double) SM_DAY;
	event->severity = sm_severity_excess(event->observed, event->threshold);
	if (known != NULL)
	{
		event->sales = sm_moment_touch(timeline, known->last_sales);
		event->marketing = sm_moment_touch(timeline, known->last_marketing);
	}
	if (from != NULL)
		sm_evidence_add(&event->evidence, from->touch);
	if (to != NULL)
		sm_evidence_add(&event->evidence, to->touch);
}

/*
 * The next moment of an item that ends a silence; the sweep stands behind it
 * then.  NULL at the end of the item.
 */
static const sm_moment *
next_speech(sm_timeline *timeline, const sm_open_item *item)
{
	sm_sweep   *sweep = &timeline->sweep;

	while (sweep->inner < timeline->count)
	{
		const sm_moment *moment = &timeline->moments[sweep->inner];

		if (item->closed != SM_NO_TIME && moment->at > item->closed)
			return NULL;
		sweep->inner++;
		if (moment->is & SM_IS_SPEECH)
			return moment;
	}
	return NULL;
}

/* When an item ends, as far as is known; else at its last touch. */
static int64_t
item_end(const sm_timeline *timeline, const sm_open_item *item)
{
	int64_t		as_of = timeline->question.as_of;

	if (item->closed != SM_NO_TIME &&
		(as_of == SM_NO_TIME || item->closed <= as_of))
		return item->closed;
	return as_of;
}

/*
 * Goes on to the next silence of an item that is longer than the limit.
 * SM_NEXT_NONE at the end of the item.
 */
static sm_next
next_silence(sm_timeline *timeline, const sm_open_item *item,
			 sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	uint64_t	limit = (uint64_t)
		timeline->question.policy->limit[SM_LIMIT_WENT_DARK];

	while (sweep->stage != ITEM_OVER)
	{
		const sm_moment *from = sweep->previous;
		size_t		before = from != NULL ?
			(size_t) (from - timeline->moments) + 1 : sweep->inner;
		int64_t		start = from != NULL ? from->at : item->opened;
		const sm_moment *to;
		int64_t		end;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		to = next_speech(timeline, item);
		end = to != NULL ? to->at : item_end(timeline, item);
		if (to == NULL)
			sweep->stage = ITEM_OVER;
		sweep->previous = to;
		if (start == SM_NO_TIME || end == SM_NO_TIME)
			continue;			/* how long is not known */
		sweep->measured |= end > start;
		if (end <= start || sm_lapse(start, end) <= limit)
			continue;
		silence(timeline, from, to, before, start, end, event);
		if (event->severity > sweep->worst)
			sweep->worst = event->severity;
		return SM_NEXT_EVENT;
	}
	return SM_NEXT_NONE;
}

/*
 * Silences within what is open.  The unit is a deal or an accepted lead that
 * was open for some time that is known.
 */
sm_next
sm_sweep_went_dark(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;

	for (; sweep->next < item_places(timeline); sweep->next++)
	{
		sm_open_item item;
		sm_next		next;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		if (!item_at(timeline, sweep->next, &item))
			continue;
		if (sweep->stage == BEFORE_ITEM)
		{
			sweep->stage = IN_ITEM;
			sweep->inner = item.opened == SM_NO_TIME ? 0 :
				first_since(timeline, item.opened);
		}
		next = next_silence(timeline, &item, event);
		if (next != SM_NEXT_NONE)
			return next;
		if (sweep->measured)
			sm_expose(timeline, SM_WENT_DARK, sweep->worst > 0, sweep->worst);
		leave_item(sweep);
	}
	return SM_NEXT_NONE;
}

/* Whether a touch is mass marketing that has nothing to do with a deal. */
static bool
is_stray_campaign(const sm_moment *moment, const sm_touch_record *deal)
{
	const sm_touch_record *touch = moment->touch;

	if (!(moment->is & SM_IS_TOUCH) || touch->function != SM_MARKETING ||
		touch->mode != SM_ONE_WAY || touch->direction == SM_INBOUND)
		return false;
	if (deal == NULL)
		return true;
	return !(touch->length[SM_TOUCH_CAMPAIGN] > 0 &&
			 sm_touch_same(touch, deal, SM_TOUCH_CAMPAIGN)) &&
		!(touch->length[SM_TOUCH_THREAD] > 0 &&
		  sm_touch_same(touch, deal, SM_TOUCH_THREAD));
}

/* Collects the campaigns within a deal; false if stopped on the way. */
static bool
gather_campaigns(sm_timeline *timeline, const sm_open_item *item)
{
	sm_sweep   *sweep = &timeline->sweep;

	for (; sweep->inner < timeline->count; sweep->inner++)
	{
		const sm_moment *moment = &timeline->moments[sweep->inner];

		if (sm_stop_wanted(timeline->stop))
			return false;
		if (item->closed != SM_NO_TIME && moment->at >= item->closed)
			break;
		if (item->deal_opened != SM_NO_TIME &&
			moment->at <= item->deal_opened)
			continue;
		if (!is_stray_campaign(moment, item->deal))
			continue;
		sm_evidence_add(&sweep->evidence, moment->touch);
		sweep->previous = moment;
	}
	return true;
}

/*
 * One-way touches of marketing strictly within a deal.  The unit is a deal.
 */
sm_next
sm_sweep_campaign(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	int64_t		limit = timeline->question.policy->limit
		[SM_LIMIT_CAMPAIGN_IN_DEAL];

	while (sweep->next < item_places(timeline))
	{
		const sm_moment *last;
		sm_open_item item;
		double		severity;
		bool		flagged;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		if (!item_at(timeline, sweep->next, &item) || !item.is_deal)
		{
			sweep->next++;
			continue;
		}
		if (sweep->stage == BEFORE_ITEM)
		{
			sweep->stage = IN_ITEM;
			sweep->inner = item.deal_opened == SM_NO_TIME ? 0 :
				first_since(timeline, item.deal_opened);
		}
		if (!gather_campaigns(timeline, &item))
			return SM_NEXT_STOPPED;
		last = sweep->previous;
		severity = sm_severity_excess((double) sweep->evidence.count,
									  (double) limit);
		flagged = last != NULL && sweep->evidence.count > (uint64_t) limit;
		sm_expose(timeline, SM_CAMPAIGN_IN_DEAL, flagged, severity);
		if (flagged)
		{
			sm_event_begin(event, timeline, SM_CAMPAIGN_IN_DEAL,
						   SM_LIMIT_CAMPAIGN_IN_DEAL, last->at);
			event->observed = (double) sweep->evidence.count;
			event->severity = severity;
			event->sales = sm_moment_touch(timeline, last->last_sales);
			event->marketing = last->touch;
			event->evidence = sweep->evidence;
		}
		leave_item(sweep);
		sweep->next++;
		if (flagged)
			return SM_NEXT_EVENT;
	}
	return SM_NEXT_NONE;
}

/*
 * Returns of a lead in the time after it was first handed off.  The unit is a
 * lead that was handed off.
 */
sm_next
sm_sweep_bounced(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	const sm_policy *policy = timeline->question.policy;
	int64_t		limit = policy->limit[SM_LIMIT_BOUNCED_LEAD];
	uint64_t	within = (uint64_t) policy->limit[SM_LIMIT_BOUNCED_WITHIN];

	while (sweep->next < timeline->life_count)
	{
		const sm_life *life = &timeline->lives[sweep->next++];
		const sm_touch_record *first = life->touch;
		const sm_touch_record *last = NULL;
		sm_evidence evidence;
		double		severity;

		if (!life->hands_off)
			continue;
		memset(&evidence, 0, sizeof(evidence));
		for (size_t i = life->group + 1; i < timeline->life_count; i++)
		{
			const sm_touch_record *touch = timeline->groups[i].touch;

			if (sm_stop_wanted(timeline->stop))
			{
				sweep->next--;
				return SM_NEXT_STOPPED;
			}
			if (!sm_touch_same(first, touch, SM_TOUCH_THREAD) ||
				sm_lapse(first->at, touch->at) >= within)
				break;
			if (touch->event != SM_RETURNED)
				continue;
			last = touch;
			sm_evidence_add(&evidence, touch);
		}
		severity = sm_severity_excess((double) evidence.count,
									  (double) limit);
		sm_expose(timeline, SM_BOUNCED_LEAD,
				  evidence.count > (uint64_t) limit, severity);
		if (last == NULL || evidence.count <= (uint64_t) limit)
			continue;
		sm_event_begin(event, timeline, SM_BOUNCED_LEAD,
					   SM_LIMIT_BOUNCED_LEAD, last->at);
		event->observed = (double) evidence.count;
		event->severity = severity;
		event->sales = last;
		event->marketing = first;
		event->evidence = evidence;
		return SM_NEXT_EVENT;
	}
	return SM_NEXT_NONE;
}
