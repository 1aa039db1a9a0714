/*-------------------------------------------------------------------------
 *
 * day_list.c
 *	  Days collected in any order, to become a histogram.
 *
 * Sorted byte by byte, which takes the same time whatever the days are.
 *
 *-------------------------------------------------------------------------
 */
#include "core/day_list.h"

#include <string.h>

bool
sm_day_list_init(sm_day_list *list, size_t room, const sm_memory *memory)
{
	list->length = 0;
	list->days = memory->allocate(memory->context,
								  (2 * room + 1) * sizeof(sm_day_count));
	if (list->days == NULL)
		return false;
	list->spare = list->days + room;
	return true;
}

/* One of four bytes of a day, in an order that negative days come first. */
static inline unsigned
byte_of(int32_t day, int byte)
{
	return ((uint32_t) day ^ UINT32_C(0x80000000)) >> (8 * byte) & 255;
}

/*
 * Puts the days in the order of one byte, into the spare room.  False if it
 * was stopped.
 */
static bool
sort_by_byte(const sm_day_list *list, int byte,
			 const volatile sig_atomic_t *stop)
{
	size_t		next[256] = {0};
	size_t		before = 0;

	for (size_t i = 0; i < list->length; i++)
	{
		if (sm_stop_wanted_at(i, stop))
			return false;
		next[byte_of(list->days[i].day, byte)]++;
	}
	for (int i = 0; i < 256; i++)
	{
		size_t		count = next[i];

		next[i] = before;
		before += count;
	}
	for (size_t i = 0; i < list->length; i++)
	{
		if (sm_stop_wanted_at(i, stop))
			return false;
		list->spare[next[byte_of(list->days[i].day, byte)]++] = list->days[i];
	}
	return true;
}

sm_status
sm_day_list_histogram(sm_day_list *list, const volatile sig_atomic_t *stop,
					  sm_histogram *histogram)
{
	size_t		length = 0;

	for (int byte = 0; byte < 4; byte++)
	{
		sm_day_count *swap = list->days;

		if (sm_stop_wanted(stop) || !sort_by_byte(list, byte, stop))
			return SM_STOPPED;
		list->days = list->spare;
		list->spare = swap;
	}
	for (size_t i = 0; i < list->length; i++)
	{
		if (length > 0 && list->days[length - 1].day == list->days[i].day)
		{
			int64_t    *sum = &list->days[length - 1].count;

			if (list->days[i].count > SM_HISTOGRAM_TOTAL - *sum)
				return SM_TOO_LARGE;
			*sum += list->days[i].count;
		}
		else if (list->days[i].count > SM_HISTOGRAM_TOTAL)
			return SM_TOO_LARGE;
		else
			list->days[length++] = list->days[i];
	}
	list->length = length;
	return sm_histogram_of(list->days, length, histogram) ? SM_OK :
		SM_TOO_LARGE;
}
