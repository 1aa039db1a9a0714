/*-------------------------------------------------------------------------
 *
 * timeline.h
 *	  From a timeline of touches to its friction events, and to how often
 *	  each kind could have happened.
 *
 * A timeline is opened with a summary and a question, and then asked for one
 * event after another until there is none.  Repeats are collapsed and limits
 * applied here, so another policy is another question to the same summary.
 * Time is elapsed time; nothing knows a calendar but the days and quarters
 * of a person, whose time zone is the caller's to give.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_TIMELINE_H
#define SM_CORE_TIMELINE_H

#include "core/friction_policy.h"
#include "core/pressure.h"
#include "core/status.h"
#include "core/touch_summary.h"

/* A time during which something is open; SM_NO_TIME where it has no end. */
typedef struct sm_open_range
{
	int64_t		opened;
	int64_t		closed;
} sm_open_range;

/* What is asked of a timeline. */
typedef struct sm_friction_question
{
	const sm_policy *policy;
	int64_t		as_of;			/* later touches are not seen; SM_NO_TIME:
								 * all are */
	const sm_open_range *ranges;	/* deals beside those on the timeline, in
									 * order */
	size_t		range_count;

	/* The function of the person whose timeline it is; -1 for a customer's. */
	int			person;			/* sm_person_function */

	/* Of a person: the day, since 2000-01-01, of a point in time. */
	int64_t		(*day_of) (const void *zone, int64_t at);
	const void *zone;
} sm_friction_question;

#define SM_A_CUSTOMER	(-1)

/* How many touches stand as evidence beside an event. */
#define SM_EVIDENCE_TOUCHES 8

/* The latest touches that speak for something. */
typedef struct sm_evidence
{
	const sm_touch_record *touch[SM_EVIDENCE_TOUCHES];
	uint64_t	count;			/* that were added; touch is a ring of the last */
	bool		more;			/* and there were others before */
} sm_evidence;

/* A friction event. */
typedef struct sm_friction
{
	sm_friction_kind kind;
	int64_t		at;
	double		severity;
	bool		observed_known;
	double		observed;		/* in the unit */
	double		threshold;		/* in the unit */
	const char *unit;
	const sm_touch_record *sales;	/* whose actor it concerns, or NULL */
	const sm_touch_record *marketing;
	bool		shares_known;
	double		sales_share;
	double		marketing_share;
	sm_evidence evidence;
} sm_friction;

/* How often a kind could have happened, and did. */
typedef struct sm_exposure
{
	int64_t		exposed;
	int64_t		flagged;
	int64_t		severity;		/* sum over the flagged, in billionths */
} sm_exposure;

#define SM_SEVERITY_WHOLE	INT64_C(1000000000)

/* Flagged over exposed, and severity over exposed; not of none. */
static inline double
sm_exposure_rate(const sm_exposure *exposure)
{
	return (double) exposure->flagged / (double) exposure->exposed;
}

static inline double
sm_exposure_severity(const sm_exposure *exposure)
{
	return (double) exposure->severity / (double) SM_SEVERITY_WHOLE /
		(double) exposure->exposed;
}

/* A touch in its place. */
typedef struct sm_moment
{
	int64_t		at;
	const sm_touch_record *touch;
	uint32_t	is;				/* SM_IS_... */
	uint32_t	last_sales;		/* 1 + place of the last one by sales that
								 * ends a silence, up to here; 0: none */
	uint32_t	last_marketing; /* likewise by marketing */
} sm_moment;

#define SM_IS_TOUCH		1		/* a contact, not a repeat */
#define SM_IS_OUTREACH	2		/* such a one, reaching out */
#define SM_IS_SPEECH	4		/* such a one, by which a silence ends */

/* A step in the life of a deal or lead, in the order of time. */
typedef struct sm_life
{
	const sm_touch_record *touch;
	bool		opens;			/* something is open from here on */
	bool		hands_off;		/* the first hand-off of a lead */
	int64_t		deal_opened;	/* if it opens: when it was a deal, SM_NO_TIME
								 * if it never was */
	const sm_touch_record *deal;	/* the touch that says so */
	int64_t		closed;			/* if it opens: when it closed */
	size_t		group;			/* place among steps sorted by lead */
} sm_life;

/* Something open: a deal or an accepted lead. */
typedef struct sm_open_item
{
	int64_t		opened;
	int64_t		deal_opened;
	int64_t		closed;
	bool		is_deal;
	const sm_touch_record *deal;	/* the touch that opened it, or NULL */
} sm_open_item;

/* Touches of marketing of one mode that may disturb a deal. */
typedef struct sm_campaigns
{
	uint32_t   *moments;		/* their places, in the order of time */
	size_t		count;
	sm_touch_place *threads;	/* those with a thread, sorted by it */
	size_t		thread_count;
	sm_touch_place *tagged;		/* those with a campaign, sorted by it */
	size_t		tagged_count;
} sm_campaigns;

/* Where the sweep for one kind stands; all zero at its start. */
typedef struct sm_sweep
{
	size_t		next;			/* moment, step or item to look at */
	size_t		inner;			/* what ends a silence, within an item */
	int			stage;			/* within one moment or item */
	double		worst;			/* severity of the unit so far */
	size_t		tail[3];		/* first moment of each window */
	int64_t		units[3][SM_FUNCTIONS]; /* in each window, by function */
	size_t		last[2][SM_FUNCTIONS];	/* 1 + place of the last weighty touch,
										 * and of the last call, by function */
	const sm_moment *previous;
	const sm_moment *listened[2];	/* the last one, and the last one before
									 * its time */
	sm_evidence evidence;
	int64_t		period;			/* day or quarter */
	int64_t		tasks[SM_FUNCTIONS];
	int64_t		switches;
} sm_sweep;

/* An opened timeline. */
typedef struct sm_timeline
{
	sm_friction_question question;
	sm_pressure_scale scale;
	const volatile sig_atomic_t *stop;
	sm_moment  *moments;
	size_t		count;
	sm_life    *lives;
	sm_touch_place *groups;		/* the same steps, sorted by lead */
	size_t		life_count;
	uint32_t   *speech;			/* moments that end a silence */
	uint32_t   *quiet;			/* for each, which of these from it on is the
								 * first one before a silence past the limit */
	size_t		speech_count;
	sm_campaigns one_way;		/* mass marketing, if there are deals */
	sm_campaigns unknown;		/* what may be */
	int			step;			/* which kind is being swept for */
	sm_sweep	sweep;
	sm_exposure exposure[SM_FRICTION_KINDS];
} sm_timeline;

/* What sm_timeline_next answers. */
typedef enum sm_next
{
	SM_NEXT_EVENT,				/* there is one */
	SM_NEXT_NONE,				/* no more; the exposures are complete */
	SM_NEXT_STOPPED				/* stop was set: call again */
} sm_next;

/*
 * Opens a valid, packed summary, which must stay where it is, as must what
 * the question points to.  SM_OK, SM_STOPPED or SM_OUT_OF_MEMORY.
 */
extern sm_status sm_timeline_open(sm_timeline *timeline,
								  const sm_touch_summary *summary,
								  const sm_friction_question *question,
								  const sm_memory *memory);

/* The next event, kind by kind. */
extern sm_next sm_timeline_next(sm_timeline *timeline, sm_friction *event);

/* Whether the question is about this kind. */
extern bool sm_timeline_has(const sm_timeline *timeline,
							sm_friction_kind kind);

/*
 * The touch in a place of the evidence, the oldest that is kept being 0, and
 * how many are kept.
 */
static inline uint64_t
sm_evidence_kept(const sm_evidence *evidence)
{
	return evidence->count < SM_EVIDENCE_TOUCHES ? evidence->count :
		SM_EVIDENCE_TOUCHES;
}

static inline const sm_touch_record *
sm_evidence_at(const sm_evidence *evidence, uint64_t place)
{
	return evidence->touch[(evidence->count - sm_evidence_kept(evidence) +
							place) % SM_EVIDENCE_TOUCHES];
}

static inline void
sm_evidence_add(sm_evidence *evidence, const sm_touch_record *touch)
{
	evidence->touch[evidence->count++ % SM_EVIDENCE_TOUCHES] = touch;
}

#endif							/* SM_CORE_TIMELINE_H */
