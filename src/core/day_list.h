/*-------------------------------------------------------------------------
 *
 * day_list.h
 *	  Days collected in any order, to become a histogram.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_DAY_LIST_H
#define SM_CORE_DAY_LIST_H

#include "core/inference.h"
#include "core/status.h"

/* A list with room for so many days.  All zero is one without any. */
typedef struct sm_day_list
{
	sm_day_count *days;
	sm_day_count *spare;		/* as much room again, for sorting */
	size_t		length;
} sm_day_list;

/* Gets room for so many days; false if there is no memory. */
extern bool sm_day_list_init(sm_day_list *list, size_t room,
							 const sm_memory *memory);

/* Adds a day that so many have, if any; there is room for it. */
static inline void
sm_day_list_add(sm_day_list *list, int32_t day, int64_t count)
{
	if (count <= 0)
		return;
	list->days[list->length].day = day;
	list->days[list->length++].count = count;
}

/*
 * Sorts the list, adds up what has the same day, and makes the histogram of
 * it, which lies in the list.  SM_OK, SM_STOPPED, or SM_TOO_LARGE past
 * SM_HISTOGRAM_TOTAL.
 */
extern sm_status sm_day_list_histogram(sm_day_list *list,
									   const volatile sig_atomic_t *stop,
									   sm_histogram *histogram);

#endif							/* SM_CORE_DAY_LIST_H */
