/*-------------------------------------------------------------------------
 *
 * friction_policy.h
 *	  Where friction begins: the limits of all kinds, as one value.
 *
 * A policy is an array of integers, one for each limit, in the unit that the
 * table of limits gives: microseconds of elapsed time (a day is 24 hours,
 * never a date), millionths of a share, or a count.  A valid policy has every
 * limit within its bounds, and has one text form: the limits that differ from
 * the defaults, such as "double_touch 12h, went_dark 21d".
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_FRICTION_POLICY_H
#define SM_CORE_FRICTION_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/labels.h"

/*
 * The limits.  Their order is that of the arguments of the SQL constructor,
 * and of the fields of values on disk: append, never reorder.
 */
typedef enum sm_limit
{
	SM_LIMIT_BUDGET_OVERLAP,	/* share: smaller over larger spend */
	SM_LIMIT_BUDGET_CONTENTION, /* share: off plan, both ways */
	SM_LIMIT_CAMPAIGN_IN_DEAL,	/* count: one-way touches within a deal */
	SM_LIMIT_PITCH_WITHOUT_LISTENING,	/* time: to have listened in */
	SM_LIMIT_FEEDBACK_DROPPED,	/* time: from captured to routed */
	SM_LIMIT_DOUBLE_TOUCH,		/* time: between the functions' touches */
	SM_LIMIT_OVER_CONTACT,		/* time: that pressure is summed over */
	SM_LIMIT_WENT_DARK,			/* time: of silence in an open deal */
	SM_LIMIT_ROLE_DRIFT,		/* share: of the other function's tasks */
	SM_LIMIT_TASK_SWITCHING,	/* count: switches in a day */
	SM_LIMIT_PAY_LATE,			/* time: of grace, may be zero */
	SM_LIMIT_PAY_GAP,			/* time: by which one function waits longer */
	SM_LIMIT_SLOW_FOLLOW_UP,	/* time: to the first sales touch */
	SM_LIMIT_NEVER_FOLLOWED_UP, /* time: after which "never" is said */
	SM_LIMIT_BOUNCED_LEAD,		/* count: returns of a lead */
	SM_LIMIT_COLLAPSE,			/* time: repeats within it are one touch */
	SM_LIMIT_PHONE,				/* count: phone calls that are tolerated */
	SM_LIMIT_EMAIL,				/* count: e-mails that are tolerated */
	SM_LIMIT_MAIL,				/* count: letters that are tolerated */
	SM_LIMIT_CALLS_PER_DAY,		/* count: phone calls in 24 hours */
	SM_LIMIT_CALLS_PER_WEEK,	/* count: phone calls in 7 times 24 hours */
	SM_LIMIT_TASKS_PER_DAY,		/* count: tasks of a day worth looking at */
	SM_LIMIT_BOUNCED_WITHIN,	/* time: after a hand-off that returns count */
	SM_LIMIT_ACCEPTANCE,		/* share: of decided leads to be accepted */
	SM_LIMIT_MINIMUM_GROUP		/* count: smaller groups are suppressed */
} sm_limit;

#define SM_LIMITS 25

/* What a limit is measured in. */
typedef enum sm_limit_unit
{
	SM_UNIT_TIME,				/* microseconds */
	SM_UNIT_SHARE,				/* millionths */
	SM_UNIT_COUNT
} sm_limit_unit;

#define SM_SECOND	INT64_C(1000000)
#define SM_MINUTE	(60 * SM_SECOND)
#define SM_HOUR		(60 * SM_MINUTE)
#define SM_DAY		(24 * SM_HOUR)
#define SM_WHOLE	INT64_C(1000000)	/* the share 1 */

/* What a limit that is shared by kinds has in place of one. */
#define SM_EVERY_KIND	(-1)

/* What is known of a limit. */
typedef struct sm_limit_info
{
	const char *name;			/* as in the text form and the constructor */
	int			kind;			/* sm_friction_kind or SM_EVERY_KIND */
	sm_limit_unit unit;
	int64_t		standard;		/* the default */
	int64_t		least;			/* bounds, included */
	int64_t		most;
	const char *shown_in;		/* name of the unit of sm_limit_shown */
	int64_t		scale;			/* how many make one of those */
	const char *source;			/* why the default is what it is */
} sm_limit_info;

extern const sm_limit_info sm_limit_table[SM_LIMITS];

/* A policy.  All zero is not valid: start from the defaults. */
typedef struct sm_policy
{
	int64_t		limit[SM_LIMITS];	/* indexed by sm_limit */
} sm_policy;

/* Fills in the defaults. */
extern void sm_policy_standard(sm_policy *policy);

/* What is wrong with a text that should be a policy. */
typedef enum sm_policy_read_status
{
	SM_POLICY_READ,
	SM_POLICY_MALFORMED,		/* not the text form, or a name unknown */
	SM_POLICY_OUT_OF_BOUNDS		/* a limit that cannot be */
} sm_policy_read_status;

#define SM_POLICY_DETAIL 256

/* One sentence, naming the place in the text. */
typedef struct sm_policy_fault
{
	char		detail[SM_POLICY_DETAIL];
} sm_policy_fault;

/*
 * Reads a text of so many bytes: "default" or nothing, or names of limits
 * each with its value, commas between, each name once.  Fills the fault
 * unless it answers SM_POLICY_READ.
 */
extern sm_policy_read_status sm_policy_read(const char *text, size_t length,
											sm_policy *policy,
											sm_policy_fault *fault);

/* Room for any policy's text, its terminating zero included. */
#define SM_POLICY_TEXT 1024

/* Writes the text form, at most SM_POLICY_TEXT bytes with the zero. */
extern void sm_policy_write(const sm_policy *policy, char *text);

/* Room for the text of one value or of one limit's bounds. */
#define SM_LIMIT_TEXT 32
#define SM_BOUNDS_TEXT 96

/* Writes a value of a limit as in the text form, such as 12h or 0.25. */
extern void sm_limit_write(sm_limit limit, int64_t value, char *text);

/* Writes "between X and Y", the bounds of a limit. */
extern void sm_limit_bounds_write(sm_limit limit, char *text);

/* The limit of that name, or -1. */
extern int	sm_limit_find(const char *name, size_t length);

/* Whether a value is within the bounds of a limit. */
extern bool sm_limit_valid(sm_limit limit, int64_t value);

/* One sentence if a limit is out of bounds, else a null pointer. */
extern const char *sm_policy_flaw(const sm_policy *policy);

/* A total order, for the operators. */
extern int	sm_policy_order(const sm_policy *a,
							const sm_policy *b);

/* A share from 0 to 1 in millionths, rounded. */
static inline int64_t
sm_share_of(double share)
{
	return (int64_t) (share * (double) SM_WHOLE + 0.5);
}

/* A value of a limit in the unit it is shown in, such as hours. */
static inline double
sm_limit_in_units(sm_limit limit, int64_t value)
{
	return (double) value / (double) sm_limit_table[limit].scale;
}

/* A limit of a policy in the unit it is shown in. */
static inline double
sm_limit_shown(const sm_policy *policy, sm_limit limit)
{
	return sm_limit_in_units(limit, policy->limit[limit]);
}

#endif							/* SM_CORE_FRICTION_POLICY_H */
