/*-------------------------------------------------------------------------
 *
 * pressure.h
 *	  How much of a customer's tolerance touches use up.
 *
 * Pressure is phone / 3 + email / 4 + mail / 10 with the tolerances of the
 * policy, in units of one over their least common multiple: whole numbers, so
 * that three calls are exactly the limit, in whatever order they are added.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_PRESSURE_H
#define SM_CORE_PRESSURE_H

#include "core/friction_policy.h"
#include "core/touch.h"

/* What a touch weighs, and what a customer tolerates. */
typedef struct sm_pressure_scale
{
	int64_t		weight[SM_WAYS];	/* by sm_way; 0 where it weighs nothing */
	int64_t		limit;
} sm_pressure_scale;

/* The scale of a valid policy. */
extern sm_pressure_scale sm_pressure_scale_of(const sm_policy *policy);

/*
 * Whether a touch reaches out to a customer: it is ours, it comes unasked,
 * and nobody meets.
 */
static inline bool
sm_touch_reaches_out(const sm_touch_record *touch)
{
	return touch->event == SM_CONTACT &&
		touch->direction == SM_OUTBOUND &&
		touch->way != SM_BY_MEETING && touch->mode != SM_INTERACTIVE;
}

/*
 * Whether one may repeat the other: same person, same channel, same way.  Two
 * functions are two people, where nobody is known.
 */
static inline bool
sm_touch_repeats(const sm_touch_record *a, const sm_touch_record *b)
{
	return a->way == b->way && a->direction == b->direction &&
		sm_touch_same(a, b, SM_TOUCH_ACTOR) &&
		(a->length[SM_TOUCH_ACTOR] > 0 || a->function == b->function) &&
		sm_touch_same(a, b, SM_TOUCH_CHANNEL);
}

/* Elapsed time, which may be more than an int64 holds; from <= to. */
static inline uint64_t
sm_lapse(int64_t from, int64_t to)
{
	return (uint64_t) to - (uint64_t) from;
}

#endif							/* SM_CORE_PRESSURE_H */
