/*-------------------------------------------------------------------------
 *
 * timeline.c
 *	  Opening a timeline, and asking it for one event after another.
 *
 * Collapsing takes time n log n at most: where more touches than a few lie
 * within the time in which repeats collapse, they are sorted instead of being
 * compared with each other.
 *
 *-------------------------------------------------------------------------
 */
#include "core/timeline.h"

#include "core/sweep.h"

/* How many touches before one are compared with it. */
#define LOOK_BACK 16

/* The sweeps in the order of the kinds. */
typedef struct sweep_of
{
	sm_friction_kind kind;
	bool		of_person;
	sm_next		(*sweep) (sm_timeline *timeline, sm_friction *event);
} sweep_of;

static const sweep_of sweeps[] = {
	{SM_CAMPAIGN_IN_DEAL, false, sm_sweep_campaign},
	{SM_PITCH_WITHOUT_LISTENING, false, sm_sweep_pitch},
	{SM_DOUBLE_TOUCH, false, sm_sweep_double_touch},
	{SM_OVER_CONTACT, false, sm_sweep_over_contact},
	{SM_WENT_DARK, false, sm_sweep_went_dark},
	{SM_ROLE_DRIFT, true, sm_sweep_role_drift},
	{SM_TASK_SWITCHING, true, sm_sweep_task_switching},
	{SM_BOUNCED_LEAD, false, sm_sweep_bounced}
};

#define SWEEPS ((int) (sizeof(sweeps) / sizeof(sweeps[0])))

uint64_t
sm_span_hash(sm_span span, uint64_t seed)
{
	uint64_t	hash = seed ^ UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < span.length; i++)
		hash = (hash ^ (unsigned char) span.text[i]) * UINT64_C(0x100000001B3);
	return hash;
}

/*
 * Whether an earlier moment repeats into this one; -1 if too many would have
 * to be looked at.
 */
static int
find_repeated(const sm_timeline *timeline, size_t place, uint64_t collapse)
{
	const sm_moment *moment = &timeline->moments[place];

	for (size_t back = 1; back <= place; back++)
	{
		const sm_moment *earlier = moment - back;

		if (sm_lapse(earlier->at, moment->at) >= collapse)
			return 0;
		if (back > LOOK_BACK)
			return -1;
		if (earlier->touch->event == SM_CONTACT &&
			sm_touch_repeats(earlier->touch, moment->touch))
			return 1;
	}
	return 0;
}

/* Marks what repeats nothing as a touch; false if sorting is better. */
static bool
mark_by_looking(sm_timeline *timeline, uint64_t collapse)
{
	for (size_t i = 0; i < timeline->count; i++)
	{
		int			repeated;

		if (timeline->moments[i].touch->event != SM_CONTACT)
			continue;
		repeated = find_repeated(timeline, i, collapse);
		if (repeated < 0)
			return false;
		timeline->moments[i].is = repeated ? 0 : SM_IS_TOUCH;
	}
	return true;
}

/*
 * An order in which touches that may repeat each other stand together, the
 * earlier first: records lie in the order of time.
 */
static int
repeat_order(const sm_touch_record *a, const sm_touch_record *b)
{
	static const sm_touch_text_field fields[] = {
		SM_TOUCH_ACTOR, SM_TOUCH_CHANNEL
	};
	int			order = a->way - b->way;

	if (order == 0)
		order = a->direction - b->direction;
	for (int i = 0; i < 2 && order == 0; i++)
	{
		sm_span		x = sm_touch_text(a, fields[i]);
		sm_span		y = sm_touch_text(b, fields[i]);

		order = sm_compare_bytes(x.text, x.length, y.text, y.length);
	}
	if (order == 0 && a->length[SM_TOUCH_ACTOR] == 0)
		order = a->function - b->function;
	return order != 0 ? order : (a > b) - (a < b);
}

size_t
sm_first_since(const sm_timeline *timeline, const uint32_t *places,
			   size_t count, int64_t at)
{
	size_t		low = 0;
	size_t		high = count;

	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;
		size_t		place = places == NULL ? middle : places[middle];

		if (timeline->moments[place].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The moment of a touch. */
static sm_moment *
moment_of(const sm_timeline *timeline, const sm_touch_record *touch)
{
	size_t		low = 0;
	size_t		high = timeline->count;

	while (high - low > 1)
	{
		size_t		middle = low + (high - low) / 2;

		if (timeline->moments[middle].touch <= touch)
			low = middle;
		else
			high = middle;
	}
	return &timeline->moments[low];
}

/* The same as mark_by_looking, for any number at once. */
static sm_status
mark_by_sorting(sm_timeline *timeline, uint64_t collapse,
				const sm_memory *memory)
{
	size_t		count = 0;
	sm_touch_place *places = memory->allocate(memory->context,
											  timeline->count * 2 *
											  sizeof(*places));

	if (places == NULL)
		return SM_OUT_OF_MEMORY;
	for (size_t i = 0; i < timeline->count; i++)
	{
		const sm_touch_record *touch = timeline->moments[i].touch;

		timeline->moments[i].is = 0;
		if (touch->event != SM_CONTACT)
			continue;
		places[count].at = (int64_t)
			sm_span_hash(sm_touch_text(touch, SM_TOUCH_ACTOR), touch->way);
		places[count++].touch = touch;
	}
	if (!sm_touch_sort(places, places + count, count, repeat_order,
					   memory->stop))
		return SM_STOPPED;
	for (size_t i = 0; i < count; i++)
	{
		const sm_touch_record *touch = places[i].touch;

		if (i == 0 || !sm_touch_repeats(places[i - 1].touch, touch) ||
			sm_lapse(places[i - 1].touch->at, touch->at) >= collapse)
			moment_of(timeline, touch)->is = SM_IS_TOUCH;
	}
	return SM_OK;
}

/* Whether a touch ends a silence: anything but a mere inbound one. */
static bool
is_speech(const sm_touch_record *touch)
{
	return touch->direction != SM_INBOUND || touch->way == SM_BY_MEETING ||
		touch->mode == SM_TWO_WAY || touch->mode == SM_INTERACTIVE;
}

/* Completes the moments once it is known which are touches. */
static void
mark_roles(sm_timeline *timeline)
{
	uint32_t	last_sales = 0;
	uint32_t	last_marketing = 0;

	for (size_t i = 0; i < timeline->count; i++)
	{
		sm_moment  *moment = &timeline->moments[i];

		if (moment->is & SM_IS_TOUCH)
		{
			if (sm_touch_reaches_out(moment->touch))
				moment->is |= SM_IS_OUTREACH;
			if (is_speech(moment->touch))
			{
				moment->is |= SM_IS_SPEECH;
				if (moment->touch->function == SM_SALES)
					last_sales = (uint32_t) i + 1;
				else if (moment->touch->function == SM_MARKETING)
					last_marketing = (uint32_t) i + 1;
			}
		}
		moment->last_sales = last_sales;
		moment->last_marketing = last_marketing;
	}
}

/* Finds out what every moment of a customer's timeline is. */
static sm_status
mark(sm_timeline *timeline, const sm_memory *memory)
{
	uint64_t	collapse = (uint64_t)
		timeline->question.policy->limit[SM_LIMIT_COLLAPSE];

	if (!mark_by_looking(timeline, collapse))
	{
		sm_status	status = mark_by_sorting(timeline, collapse, memory);

		if (status != SM_OK)
			return status;
	}
	mark_roles(timeline);
	return SM_OK;
}

sm_status
sm_timeline_open(sm_timeline *timeline, const sm_touch_summary *summary,
				 const sm_friction_question *question,
				 const sm_memory *memory)
{
	const sm_touch_record *touch = sm_touch_first(summary);
	size_t		lives = 0;
	sm_status	status;

	memset(timeline, 0, sizeof(*timeline));
	timeline->question = *question;
	timeline->scale = sm_pressure_scale_of(question->policy);
	timeline->stop = memory->stop;
	timeline->moments = memory->allocate(memory->context,
										 ((size_t) summary->count + 1) *
										 sizeof(sm_moment));
	if (timeline->moments == NULL)
		return SM_OUT_OF_MEMORY;
	for (uint32_t i = 0; i < summary->count; i++)
	{
		sm_moment	moment = {touch->at, touch, 0, 0, 0};

		if (question->as_of != SM_NO_TIME && touch->at > question->as_of)
			break;
		timeline->moments[timeline->count++] = moment;
		lives += touch->event != SM_CONTACT;
		touch = sm_touch_next(touch);
	}
	if (question->person != SM_A_CUSTOMER)
		return SM_OK;
	status = mark(timeline, memory);
	if (status == SM_OK && lives > 0)
		status = sm_timeline_lives(timeline, lives, memory);
	if (status == SM_OK && sm_item_places(timeline) > 0)
		status = sm_timeline_silences(timeline, memory);
	if (status == SM_OK && sm_item_places(timeline) > 0)
		status = sm_timeline_campaigns(timeline, memory);
	return status;
}

bool
sm_timeline_has(const sm_timeline *timeline, sm_friction_kind kind)
{
	bool		of_person = timeline->question.person != SM_A_CUSTOMER;

	for (int i = 0; i < SWEEPS; i++)
	{
		if (sweeps[i].kind == kind)
			return sweeps[i].of_person == of_person;
	}
	return false;
}

sm_next
sm_timeline_next(sm_timeline *timeline, sm_friction *event)
{
	bool		of_person = timeline->question.person != SM_A_CUSTOMER;

	for (; timeline->step < SWEEPS; timeline->step++)
	{
		const sweep_of *sweep = &sweeps[timeline->step];

		if (sweep->of_person == of_person)
		{
			sm_next		next = sweep->sweep(timeline, event);

			if (next != SM_NEXT_NONE)
				return next;
		}
		memset(&timeline->sweep, 0, sizeof(timeline->sweep));
	}
	return SM_NEXT_NONE;
}
