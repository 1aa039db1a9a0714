/*-------------------------------------------------------------------------
 *
 * timeline_campaign.c
 *	  Friction around what is open: mass marketing into a deal.
 *
 * Touches of marketing are listed once, and those with a thread or a campaign
 * sorted by it, so that a deal costs a few searches: how many lie within it,
 * less those that belong to it.
 *
 *-------------------------------------------------------------------------
 */
#include "core/severity.h"
#include "core/sweep.h"

/* Whether a moment is a touch of marketing that the customer did not begin. */
static bool
is_by_marketing(const sm_moment *moment, sm_mode mode)
{
	const sm_touch_record *touch = moment->touch;

	return (moment->is & SM_IS_TOUCH) && touch->function == SM_MARKETING &&
		touch->mode == mode && touch->direction != SM_INBOUND;
}

/* Texts of one kind in the order of bytes, equal ones in that of time. */
static int
text_order(const sm_touch_record *a, const sm_touch_record *b,
		   sm_touch_text_field field)
{
	sm_span		x = sm_touch_text(a, field);
	sm_span		y = sm_touch_text(b, field);
	int			order = sm_compare_bytes(x.text, x.length, y.text, y.length);

	/* records lie in the order of time */
	return order != 0 ? order : (a > b) - (a < b);
}

static int
thread_order(const sm_touch_record *a, const sm_touch_record *b)
{
	return text_order(a, b, SM_TOUCH_THREAD);
}

static int
campaign_order(const sm_touch_record *a, const sm_touch_record *b)
{
	return text_order(a, b, SM_TOUCH_CAMPAIGN);
}

/* The number under which a text is sorted. */
static int64_t
number_of(const sm_touch_record *touch, sm_touch_text_field field)
{
	return (int64_t) sm_span_hash(sm_touch_text(touch, field), 0);
}

/* Sorts those of the listed touches that have a text by it. */
static sm_status
sort_by_text(const sm_timeline *timeline, const sm_campaigns *campaigns,
			 sm_touch_text_field field, const sm_memory *memory,
			 sm_touch_place **sorted, size_t *count)
{
	for (size_t i = 0; i < campaigns->count; i++)
		*count += timeline->moments[campaigns->moments[i]].touch->length
			[field] > 0;
	if (*count == 0)
		return SM_OK;
	*sorted = memory->allocate(memory->context,
							   *count * 2 * sizeof(sm_touch_place));
	if (*sorted == NULL)
		return SM_OUT_OF_MEMORY;
	*count = 0;
	for (size_t i = 0; i < campaigns->count; i++)
	{
		sm_touch_place place;

		place.touch = timeline->moments[campaigns->moments[i]].touch;
		if (place.touch->length[field] == 0)
			continue;
		place.at = number_of(place.touch, field);
		(*sorted)[(*count)++] = place;
	}
	return sm_touch_sort(*sorted, *sorted + *count, *count,
						 field == SM_TOUCH_THREAD ? thread_order :
						 campaign_order, memory->stop) ? SM_OK : SM_STOPPED;
}

/* Lists the touches of marketing of one mode. */
static sm_status
list_campaigns(const sm_timeline *timeline, sm_mode mode,
			   const sm_memory *memory, sm_campaigns *campaigns)
{
	sm_status	status;

	for (size_t i = 0; i < timeline->count; i++)
		campaigns->count += is_by_marketing(&timeline->moments[i], mode);
	if (campaigns->count == 0)
		return SM_OK;
	campaigns->moments = memory->allocate(memory->context, campaigns->count *
										  sizeof(uint32_t));
	if (campaigns->moments == NULL)
		return SM_OUT_OF_MEMORY;
	campaigns->count = 0;
	for (size_t i = 0; i < timeline->count; i++)
	{
		if (is_by_marketing(&timeline->moments[i], mode))
			campaigns->moments[campaigns->count++] = (uint32_t) i;
	}
	status = sort_by_text(timeline, campaigns, SM_TOUCH_THREAD, memory,
						  &campaigns->threads, &campaigns->thread_count);
	if (status != SM_OK)
		return status;
	return sort_by_text(timeline, campaigns, SM_TOUCH_CAMPAIGN, memory,
						&campaigns->tagged, &campaigns->tagged_count);
}

sm_status
sm_timeline_campaigns(sm_timeline *timeline, const sm_memory *memory)
{
	sm_status	status = list_campaigns(timeline, SM_ONE_WAY, memory,
										&timeline->one_way);

	if (status != SM_OK)
		return status;
	return list_campaigns(timeline, SM_MODE_NONE, memory, &timeline->unknown);
}

/* A deal, and the time strictly within it: from <= at < to. */
typedef struct deal_time
{
	const sm_touch_record *deal;	/* NULL: it has no thread or campaign */
	int64_t		from;
	int64_t		to;
} deal_time;

/*
 * The first of some sorted touches that has the text of the deal at or after
 * a point in time, or else comes after it.
 */
static size_t
first_of_text(const sm_touch_place *sorted, size_t count,
			  const sm_touch_record *deal, sm_touch_text_field field,
			  int64_t at)
{
	int64_t		number = number_of(deal, field);
	sm_span		text = sm_touch_text(deal, field);
	size_t		low = 0;
	size_t		high = count;

	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;
		const sm_touch_place *place = &sorted[middle];
		sm_span		other = sm_touch_text(place->touch, field);
		int			order = (place->at > number) - (place->at < number);

		if (order == 0)
			order = sm_compare_bytes(other.text, other.length, text.text,
									 text.length);
		if (order < 0 || (order == 0 && place->touch->at < at))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether a touch has the campaign of a deal. */
static bool
has_campaign(const sm_touch_record *touch, const sm_touch_record *deal)
{
	return touch->length[SM_TOUCH_CAMPAIGN] > 0 &&
		sm_touch_same(touch, deal, SM_TOUCH_CAMPAIGN);
}

/* Whether a touch belongs to a deal. */
static bool
belongs(const sm_touch_record *touch, const sm_touch_record *deal)
{
	return deal != NULL &&
		(has_campaign(touch, deal) ||
		 (touch->length[SM_TOUCH_THREAD] > 0 &&
		  sm_touch_same(touch, deal, SM_TOUCH_THREAD)));
}

/* How many of the touches within a deal belong to it. */
static size_t
count_own(const sm_campaigns *campaigns, const deal_time *within)
{
	const sm_touch_record *deal = within->deal;
	size_t		own = 0;

	if (deal == NULL)
		return 0;
	if (deal->length[SM_TOUCH_CAMPAIGN] > 0)
		own = first_of_text(campaigns->tagged, campaigns->tagged_count, deal,
							SM_TOUCH_CAMPAIGN, within->to) -
			first_of_text(campaigns->tagged, campaigns->tagged_count, deal,
						  SM_TOUCH_CAMPAIGN, within->from);
	if (deal->length[SM_TOUCH_THREAD] > 0)
	{
		size_t		end = first_of_text(campaigns->threads,
										campaigns->thread_count, deal,
										SM_TOUCH_THREAD, within->to);

		for (size_t i = first_of_text(campaigns->threads,
									  campaigns->thread_count, deal,
									  SM_TOUCH_THREAD, within->from);
			 i < end; i++)
			own += !has_campaign(campaigns->threads[i].touch, deal);
	}
	return own;
}

/* Which of the listed touches lie within a deal: low up to high. */
static void
find_within(const sm_timeline *timeline, const sm_campaigns *campaigns,
			const deal_time *within, size_t *low, size_t *high)
{
	*low = sm_first_since(timeline, campaigns->moments, campaigns->count,
						  within->from);
	*high = sm_first_since(timeline, campaigns->moments, campaigns->count,
						   within->to);
}

/* How many touches within a deal have nothing to do with it. */
static size_t
count_stray(const sm_timeline *timeline, const sm_campaigns *campaigns,
			const deal_time *within)
{
	size_t		low;
	size_t		high;

	find_within(timeline, campaigns, within, &low, &high);
	return high - low - count_own(campaigns, within);
}

/* Fills an event of so many campaigns within a deal, which are too many. */
static void
disturbed(const sm_timeline *timeline, const deal_time *within, size_t stray,
		  sm_friction *event)
{
	const sm_campaigns *campaigns = &timeline->one_way;
	const sm_touch_record *found[SM_EVIDENCE_TOUCHES];
	const sm_moment *last;
	size_t		count = 0;
	size_t		low;
	size_t		high;

	find_within(timeline, campaigns, within, &low, &high);
	last = &timeline->moments[campaigns->moments[high - 1]];
	for (size_t i = high; i > low && count < SM_EVIDENCE_TOUCHES; i--)
	{
		const sm_moment *moment =
			&timeline->moments[campaigns->moments[i - 1]];

		if (belongs(moment->touch, within->deal))
			continue;
		if (count == 0)
			last = moment;
		found[count++] = moment->touch;
	}
	sm_event_begin(event, timeline, SM_CAMPAIGN_IN_DEAL,
				   SM_LIMIT_CAMPAIGN_IN_DEAL, last->at);
	event->observed = (double) stray;
	event->sales = sm_moment_touch(timeline, last->last_sales);
	event->marketing = last->touch;
	event->evidence.count = stray - count;
	for (size_t i = count; i > 0; i--)
		sm_evidence_add(&event->evidence, found[i - 1]);
}

/*
 * The time within a deal; false if it is none, or was never open for a time
 * that is known.
 */
static bool
time_within(const sm_timeline *timeline, size_t place, deal_time *within)
{
	sm_open_item item;

	if (!sm_item_at(timeline, place, &item) || !item.is_deal)
		return false;
	within->deal = item.deal;
	within->from = item.deal_opened == SM_NO_TIME ? INT64_MIN :
		item.deal_opened + 1;
	within->to = item.closed == SM_NO_TIME ? INT64_MAX : item.closed;
	return within->from <= within->to;
}

/*
 * One-way touches of marketing strictly within a deal.  The unit is a deal of
 * which it is certain whether they are too many, though not of each touch
 * whether it was one-way.
 */
sm_next
sm_sweep_campaign(sm_timeline *timeline, sm_friction *event)
{
	sm_sweep   *sweep = &timeline->sweep;
	int64_t		limit = timeline->question.policy->limit
		[SM_LIMIT_CAMPAIGN_IN_DEAL];

	while (sweep->next < sm_item_places(timeline))
	{
		deal_time	within;
		double		severity;
		size_t		stray;

		if (sm_stop_wanted(timeline->stop))
			return SM_NEXT_STOPPED;
		if (!time_within(timeline, sweep->next++, &within))
			continue;
		stray = count_stray(timeline, &timeline->one_way, &within);
		if (stray <= (uint64_t) limit)
		{
			size_t		unknown = count_stray(timeline, &timeline->unknown,
											  &within);

			if (stray + unknown <= (uint64_t) limit)
				sm_expose(timeline, SM_CAMPAIGN_IN_DEAL, false, 0);
			continue;
		}
		severity = sm_severity_excess((double) stray, (double) limit);
		sm_expose(timeline, SM_CAMPAIGN_IN_DEAL, true, severity);
		disturbed(timeline, &within, stray, event);
		event->severity = severity;
		return SM_NEXT_EVENT;
	}
	return SM_NEXT_NONE;
}
