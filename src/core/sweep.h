/*-------------------------------------------------------------------------
 *
 * sweep.h
 *	  What the sweeps of a timeline, one for each kind, have in common.
 *
 * A sweep goes on from where it stands until it finds an event, has none
 * left, or is stopped, and counts every unit that could have been one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_SWEEP_H
#define SM_CORE_SWEEP_H

#include "core/timeline.h"

/* Those of timeline_customer.c. */
extern sm_next sm_sweep_double_touch(sm_timeline *timeline,
									 sm_friction *event);
extern sm_next sm_sweep_over_contact(sm_timeline *timeline,
									 sm_friction *event);
extern sm_next sm_sweep_pitch(sm_timeline *timeline, sm_friction *event);

/* Those around what is open. */
extern sm_next sm_sweep_went_dark(sm_timeline *timeline, sm_friction *event);
extern sm_next sm_sweep_campaign(sm_timeline *timeline, sm_friction *event);
extern sm_next sm_sweep_bounced(sm_timeline *timeline, sm_friction *event);

/* Those of timeline_person.c. */
extern sm_next sm_sweep_role_drift(sm_timeline *timeline, sm_friction *event);
extern sm_next sm_sweep_task_switching(sm_timeline *timeline,
									   sm_friction *event);

/*
 * Finds out what is open when, and which steps belong to one lead.  SM_OK,
 * SM_STOPPED or SM_OUT_OF_MEMORY.
 */
extern sm_status sm_timeline_lives(sm_timeline *timeline, size_t count,
								   const sm_memory *memory);

/*
 * Prepare for looking for silences, and for campaigns, within what is open.
 * SM_OK, SM_STOPPED or SM_OUT_OF_MEMORY.
 */
extern sm_status sm_timeline_silences(sm_timeline *timeline,
									  const sm_memory *memory);
extern sm_status sm_timeline_campaigns(sm_timeline *timeline,
									   const sm_memory *memory);

/*
 * What is open in this place, first the ranges of the question, then what
 * the timeline says; false if nothing begins there.
 */
extern bool sm_item_at(const sm_timeline *timeline, size_t place,
					   sm_open_item *item);

/* How many places sm_item_at knows. */
extern size_t sm_item_places(const sm_timeline *timeline);

/*
 * The first of so many places of moments, or of all moments where places is
 * NULL, that is at or after a point in time.
 */
extern size_t sm_first_since(const sm_timeline *timeline,
							 const uint32_t *places, size_t count, int64_t at);

/* A hash of a text, the same on every machine; it only saves comparisons. */
extern uint64_t sm_span_hash(sm_span span, uint64_t seed);

/* Starts an event of a kind with its limit. */
static inline void
sm_event_begin(sm_friction *event, const sm_timeline *timeline,
			   sm_friction_kind kind, sm_limit limit, int64_t at)
{
	memset(event, 0, sizeof(*event));
	event->kind = kind;
	event->at = at;
	event->observed_known = true;
	event->threshold = sm_limit_shown(timeline->question.policy, limit);
	event->unit = sm_limit_table[limit].shown_in;
}

/* Counts a unit that could have been an event; 0 if it was none. */
static inline void
sm_expose(sm_timeline *timeline, sm_friction_kind kind, bool flagged,
		  double severity)
{
	sm_exposure *exposure = &timeline->exposure[kind];

	exposure->exposed++;
	if (!flagged)
		return;
	exposure->flagged++;
	exposure->severity += (int64_t) (severity * (double) SM_SEVERITY_WHOLE +
									 0.5);
}

/* The touch that is 1 + so many places from the start, or NULL for 0. */
static inline const sm_touch_record *
sm_moment_touch(const sm_timeline *timeline, size_t place)
{
	return place == 0 ? NULL : timeline->moments[place - 1].touch;
}

#endif							/* SM_CORE_SWEEP_H */
