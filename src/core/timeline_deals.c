/*-------------------------------------------------------------------------
 *
 * timeline_deals.c
 *	  What is open when, and leads that come back.
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

/* How far the steps of a thread have been followed. */
typedef struct sm_thread_state
{
	sm_life    *open;			/* what is open now */
	sm_life    *early_closed;	/* the first deal, while all that is known to
								 * close it comes before */
	bool		begun;			/* something was open */
	bool		closed;			/* there was a closing before that */
	bool		handed_off;
} sm_thread_state;

/* Whether a step ends what is open. */
static bool
is_end(const sm_touch_record *touch)
{
	return touch->event == SM_CLOSED || touch->event == SM_REJECTED ||
		touch->event == SM_RETURNED;
}

/* Follows a step by which something is open. */
static void
follow_beginning(sm_thread_state *thread, sm_life *life)
{
	const sm_touch_record *touch = life->touch;

	if (thread->open == NULL)
	{
		thread->open = life;
		life->opens = true;
		if (!thread->begun && thread->closed && touch->event == SM_OPENED)
			thread->early_closed = life;
		thread->begun = true;
	}
	if (touch->event == SM_OPENED && thread->open->deal == NULL)
	{
		thread->open->deal = touch;
		thread->open->deal_opened = touch->at;
	}
}

/* Follows a step that ends what is open. */
static void
follow_end(sm_thread_state *thread, const sm_touch_record *touch)
{
	if (thread->open != NULL)
		thread->open->closed = touch->at;
	else if (touch->event == SM_CLOSED)
		thread->closed = true;
	if (thread->open == thread->early_closed)
		thread->early_closed = NULL;
	thread->open = NULL;
}

/*
 * Whether something that is open already begins again in groups[from..to),
 * which are of one time: then what ends it comes before.
 */
static bool
begins_again(const sm_timeline *timeline, const sm_life *open, size_t from,
			 size_t to)
{
	for (size_t i = from; i < to && open != NULL; i++)
	{
		if (timeline->groups[i].touch->event ==
			(open->deal != NULL ? SM_OPENED : SM_ACCEPTED))
			return true;
	}
	return false;
}

/* Follows the steps groups[from..to), or those of them that are ends or not. */
static void
follow_steps(sm_timeline *timeline, sm_thread_state *thread, size_t from,
			 size_t to, bool ends)
{
	for (size_t i = from; i < to; i++)
	{
		const sm_touch_record *touch = timeline->groups[i].touch;
		sm_life    *life = life_of(timeline, touch);

		if (is_end(touch) != ends)
			continue;
		if (ends)
			follow_end(thread, touch);
		else if (touch->event == SM_HANDED_OFF)
		{
			life->hands_off = !thread->handed_off;
			life->group = i;
			thread->handed_off = true;
		}
		else
			follow_beginning(thread, life);
	}
}

/*
 * Follows the steps of one thread, which are those of groups[from..to).
 *
 * A deal that nothing closes but what comes before it was opened was never
 * open for a known time: dates of closing have no hours, and deals are
 * entered late.
 */
static void
follow_thread(sm_timeline *timeline, size_t from, size_t to)
{
	sm_thread_state thread = {NULL, NULL, false, false, false};

	while (from < to)
	{
		size_t		next = from + 1;
		bool		ends_first;

		while (next < to && timeline->groups[next].touch->at ==
			   timeline->groups[from].touch->at)
			next++;
		ends_first = begins_again(timeline, thread.open, from, next);
		follow_steps(timeline, &thread, from, next, ends_first);
		follow_steps(timeline, &thread, from, next, !ends_first);
		from = next;
	}
	if (thread.early_closed != NULL)
		thread.early_closed->closed = thread.early_closed->touch->at;
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

bool
sm_item_at(const sm_timeline *timeline, size_t place, sm_open_item *item)
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

size_t
sm_item_places(const sm_timeline *timeline)
{
	return timeline->question.range_count + timeline->life_count;
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
			/* a lead comes back once at a time, however often it is logged */
			if (touch->event != SM_RETURNED ||
				(last != NULL && last->at == touch->at))
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
