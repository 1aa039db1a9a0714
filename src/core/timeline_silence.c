/*-------------------------------------------------------------------------
 *
 * timeline_silence.c
 *	  Friction around what is open: silence in a deal or an accepted lead.
 *
 * What ends a silence is listed once, with the next long silence beside each,
 * so that an item costs a search and its events, however many touches lie
 * within it.
 *
 *-------------------------------------------------------------------------
 */
#include "core/severity.h"
#include "core/sweep.h"

/* The limit, as an elapsed time. */
static uint64_t
limit_of(const sm_timeline *timeline)
{
	return (uint64_t) timeline->question.policy->limit[SM_LIMIT_WENT_DARK];
}

/* The moment of something that ends a silence. */
static const sm_moment *
speech_at(const sm_timeline *timeline, size_t place)
{
	return &timeline->moments[timeline->speech[place]];
}

sm_status
sm_timeline_silences(sm_timeline *timeline, const sm_memory *memory)
{
	uint64_t	limit = limit_of(timeline);
	size_t		count = 0;

	timeline->speech = memory->allocate(memory->context,
										(timeline->count + 1) * 2 *
										sizeof(uint32_t));
	if (timeline->speech == NULL)
		return SM_OUT_OF_MEMORY;
	timeline->quiet = timeline->speech + timeline->count + 1;
	for (size_t i = 0; i < timeline->count; i++)
	{
		if (timeline->moments[i].is & SM_IS_SPEECH)
			timeline->speech[count++] = (uint32_t) i;
	}
	timeline->speech_count = count;
	for (size_t i = count; i > 0; i--)
	{
		bool		is_long = i < count &&
			sm_lapse(speech_at(timeline, i - 1)->at,
					 speech_at(timeline, i)->at) > limit;

		timeline->quiet[i - 1] = is_long || i == count ? (uint32_t) i - 1 :
			timeline->quiet[i];
	}
	return SM_OK;
}

/* How far a sweep is within an item. */
enum stage
{
	BEFORE_ITEM,
	IN_ITEM,
	ITEM_OVER
};

/* An item, and what is said in it: places low up to high of speech. */
typedef struct said_item
{
	sm_open_item item;
	size_t		low;
	size_t		high;
	int64_t		end;			/* when it ends, or is looked at */
} said_item;

/* When an item ends, as far as is known; else when it is looked at. */
static int64_t
item_end(const sm_timeline *timeline, const sm_open_item *item)
{
	int64_t		as_of = timeline->question.as_of;

	if (item->closed != SM_NO_TIME &&
		(as_of == SM_NO_TIME || item->closed <= as_of))
		return item->closed;
	return as_of;
}

/* Completes what is known of an item. */
static void
listen_to(const sm_timeline *timeline, said_item *said)
{
	const sm_open_item *item = &said->item;

	said->low = item->opened == SM_NO_TIME ? 0 :
		sm_first_since(timeline, timeline->speech, timeline->speech_count,
					   item->opened);
	said->high = item->closed == SM_NO_TIME ? timeline->speech_count :
		sm_first_since(timeline, timeline->speech, timeline->speech_count,
					   item->closed + 1);
	said->end = item_end(timeline, item);
}

/* Whether an item was open for some time that is known. */
static bool
is_measured(const sm_timeline *timeline, const said_item *said)
{
	int64_t		start = said->item.opened;
	int64_t		end = said->end;

	if (said->low < said->high && start == SM_NO_TIME)
		start = speech_at(timeline, said->low)->at;
	if (said->low < said->high && end == SM_NO_TIME)
		end = speech_at(timeline, said->high - 1)->at;
	return start != SM_NO_TIME && end != SM_NO_TIME && end > start;
}

/*
 * Fills an event for a silence from one time to another, and from and to what
 * is said then, NULL at the ends of an item.
 */
static void
silence(const sm_timeline *timeline, const sm_moment *from, const sm_moment *to,
		int64_t start, int64_t end, sm_friction *event)
{
	size_t		before = from != NULL ?
		(size_t) (from - timeline->moments) + 1 :
		sm_first_since(timeline, NULL, timeline->count, start);
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
 * Goes on to the next stretch of an item that may be a silence: up to what is
 * said first, between two things said, or from the last one to the end.
 */
static void
next_stretch(sm_timeline *timeline, const said_item *said,
			 const sm_moment **from, const sm_moment **to)
{
	sm_sweep   *sweep = &timeline->sweep;

	*from = NULL;
	*to = NULL;
	if (said->low >= said->high)
		sweep->stage = ITEM_OVER;
	else if (sweep->stage == BEFORE_ITEM)
	{
		sweep->stage = IN_ITEM;
		sweep->inner = said->low;
		*to = speech_at(timeline, said->low);
	}
	else
	{
		size_t		quiet = timeline->quiet[sweep->inner];

		if (quiet + 1 < said->high)
		{
			*to = speech_at(timeline, quiet + 1);
			sweep->inner = quiet + 1;
		}
		else
		{
			quiet = said->high - 1;
			sweep->stage = ITEM_OVER;
		}
		*from = speech_at(timeline, quiet);
	}
}

/*
 * Goes on to the next silence of an item that is longer than the limit; false
 * at its end.
 */
static bool
next_silence(sm_timeline *timeline, const said_item *said, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;

	while (sweep->stage != ITEM_OVER)
	{
		const sm_moment *from;
		const sm_moment *to;
		int64_t		start;
		int64_t		end;

		next_stretch(timeline, said, &from, &to);
		start = from != NULL ? from->at : said->item.opened;
		end = to != NULL ? to->at : said->end;
		if (start == SM_NO_TIME || end == SM_NO_TIME || end <= start ||
			sm_lapse(start, end) <= limit_of(timeline))
			continue;			/* short, or not known */
		silence(timeline, from, to, start, end, event);
		if (event->severity > sweep->worst)
			sweep->worst = event->severity;
		return true;
	}
	return false;
}

/*
 * Silences within what is open.  The unit is a deal or an accepted lead that
 * was open for some time that is known.
 */
sm_next
sm_sweep_went_dark(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;

	for (; sweep->next < sm_item_places(timeline); sweep->next++)
	{
		said_item	said;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		if (!sm_item_at(timeline, sweep->next, &said.item))
			continue;
		listen_to(timeline, &said);
		if (next_silence(timeline, &said, event))
			return SM_NEXT_EVENT;
		if (is_measured(timeline, &said))
			sm_expose(timeline, SM_WENT_DARK, sweep->worst > 0, sweep->worst);
		sweep->stage = BEFORE_ITEM;
		sweep->worst = 0;
	}
	return SM_NEXT_NONE;
}
