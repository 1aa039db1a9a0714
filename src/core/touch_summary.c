/*-------------------------------------------------------------------------
 *
 * touch_summary.c
 *	  A timeline: the touches of one customer, or of one person.
 *
 * Sorting takes time n log n whatever the order, touches that come in order
 * being merely looked at, and can be stopped.
 *
 *-------------------------------------------------------------------------
 */
#include "core/touch_summary.h"

/* Runs of so many are sorted by insertion. */
#define RUN 8

/* A stop is looked for after so many touches. */
#define STOP_EVERY 4096

const char *
sm_touch_summary_flaw(const sm_touch_summary *summary)
{
	size_t		offset = sizeof(*summary);

	if (summary->skipped < 0)
		return "A count is negative.";
	for (uint32_t i = 0; i < summary->count; i++)
	{
		const sm_touch_record *touch = (const sm_touch_record *)
			((const char *) summary + offset);
		const char *flaw = sm_touch_flaw(touch, summary->used - offset);

		if (flaw != NULL)
			return flaw;
		if (touch->at == SM_NO_TIME)
			return "A touch has no time.";
		offset += sm_touch_bytes(touch);
	}
	return offset == summary->used ? NULL : "Its sizes contradict each other.";
}

bool
sm_touch_summary_sorted(const sm_touch_summary *summary)
{
	const sm_touch_record *touch = sm_touch_first(summary);

	for (uint32_t i = 1; i < summary->count; i++)
	{
		const sm_touch_record *next = sm_touch_next(touch);

		if (touch->at > next->at ||
			(touch->at == next->at && sm_touch_order(touch, next) > 0))
			return false;
		touch = next;
	}
	return true;
}

/* The order of two places. */
static inline bool
comes_before(const sm_touch_place *a, const sm_touch_place *b,
			 sm_touch_compare order)
{
	if (a->at != b->at)
		return a->at < b->at;
	return order(a->touch, b->touch) < 0;
}

/* Sorts a few places by insertion. */
static void
sort_run(sm_touch_place *places, size_t count, sm_touch_compare order)
{
	for (size_t i = 1; i < count; i++)
	{
		sm_touch_place place = places[i];
		size_t		j = i;

		for (; j > 0 && comes_before(&place, &places[j - 1], order); j--)
			places[j] = places[j - 1];
		places[j] = place;
	}
}

/* Merges from[0..middle) and from[middle..count) into to, unless stopped. */
static bool
merge_runs(const sm_touch_place *from, size_t middle, size_t count,
		   sm_touch_place *to, sm_touch_compare order,
		   const volatile sig_atomic_t *stop)
{
	size_t		left = 0;
	size_t		right = middle;

	/* in order already, as rows usually come */
	if (middle >= count ||
		!comes_before(&from[middle], &from[middle - 1], order))
	{
		memcpy(to, from, count * sizeof(*to));
		return true;
	}
	for (size_t i = 0; i < count; i++)
	{
		if (i % STOP_EVERY == 0 && sm_stop_wanted(stop))
			return false;
		if (right == count ||
			(left < middle && !comes_before(&from[right], &from[left], order)))
			to[i] = from[left++];
		else
			to[i] = from[right++];
	}
	return true;
}

bool
sm_touch_sort(sm_touch_place *places, sm_touch_place *scratch, size_t count,
			  sm_touch_compare order, const volatile sig_atomic_t *stop)
{
	sm_touch_place *from = places;
	sm_touch_place *to = scratch;

	for (size_t i = 0; i < count; i += RUN)
		sort_run(places + i, count - i < RUN ? count - i : RUN, order);
	for (size_t width = RUN; width < count; width *= 2)
	{
		sm_touch_place *other = from;

		for (size_t i = 0; i < count; i += 2 * width)
		{
			size_t		rest = count - i;

			if (!merge_runs(from + i, rest < width ? rest : width,
							rest < 2 * width ? rest : 2 * width, to + i,
							order, stop))
				return false;
		}
		from = to;
		to = other;
	}
	if (from != places)
		memcpy(places, from, count * sizeof(*places));
	return true;
}

bool
sm_touch_summary_pack(const sm_touch_summary *from, sm_touch_summary *to,
					  sm_touch_place *places,
					  const volatile sig_atomic_t *stop)
{
	const sm_touch_record *touch = sm_touch_first(from);

	for (uint32_t i = 0; i < from->count; i++)
	{
		places[i].at = touch->at;
		places[i].touch = touch;
		touch = sm_touch_next(touch);
	}
	if (!sm_touch_sort(places, places + from->count, from->count,
					   sm_touch_order, stop))
		return false;
	memcpy(to, from, sizeof(*to));
	to->used = sizeof(*to);
	to->count = 0;
	for (uint32_t i = 0; i < from->count; i++)
	{
		if (i % STOP_EVERY == 0 && sm_stop_wanted(stop))
			return false;
		sm_touch_summary_add(to, places[i].touch,
							 sm_touch_bytes(places[i].touch));
	}
	return true;
}
