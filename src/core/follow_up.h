/*-------------------------------------------------------------------------
 *
 * follow_up.h
 *	  What became of a lead that was handed to sales.
 *
 * Two kinds of friction in one answer.  With t the first touch by sales:
 *
 *   slow_follow_up     exposed: touched within the horizon, or untouched and
 *                      younger than that; flagged: waited longer than the
 *                      limit, until t or so far
 *   never_followed_up  exposed: as old as the horizon; flagged: not touched
 *                      within it, and not rejected
 *
 * No lead is flagged as both.  A lead that was rejected without a touch
 * within the horizon is neither slow nor never followed up; it is exposed to
 * the second kind only.  Nothing later than as_of has happened.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_FOLLOW_UP_H
#define SM_CORE_FOLLOW_UP_H

#include "core/friction_rows.h"

typedef enum sm_follow_up_outcome
{
	SM_FOLLOW_UP_NONE = 0,		/* not handed off, or not yet */
	SM_FOLLOW_UP_ON_TIME = 1,
	SM_FOLLOW_UP_SLOW = 2,
	SM_FOLLOW_UP_NEVER = 3,
	SM_FOLLOW_UP_OPEN = 4,		/* untouched, and there is time left */
	SM_FOLLOW_UP_REJECTED = 5
} sm_follow_up_outcome;

#define SM_FOLLOW_UP_OUTCOMES	6

extern const char *const sm_follow_up_names[SM_FOLLOW_UP_OUTCOMES + 1];

/* A lead's times; SM_NEVER where something has not happened. */
typedef struct sm_lead
{
	int64_t		handed_off;
	int64_t		touched;
	int64_t		rejected;
	int64_t		as_of;
} sm_lead;

typedef struct sm_answer
{
	sm_follow_up_outcome outcome;
	int64_t		from;			/* the wait: what is to be measured */
	int64_t		to;
	bool		business;		/* in business hours, if there are any */
	bool		censored;		/* the wait was not over at as_of */
	bool		slow_exposed;
	bool		never_exposed;
	int64_t		waited;			/* microseconds */
	int64_t		limit;
	double		severity;
} sm_answer;

/*
 * All but how long was waited, and what follows from that: sm_follow_up_wait
 * adds it, given the microseconds from from to to, of business hours if the
 * lead's are counted in these.
 */
extern sm_answer sm_follow_up_of(const sm_policy *policy,
									const sm_lead *lead);
extern void sm_follow_up_wait(sm_answer *follow_up, int64_t waited);

#endif							/* SM_CORE_FOLLOW_UP_H */
