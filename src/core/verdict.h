/*-------------------------------------------------------------------------
 *
 * verdict.h
 *	  From evidence to a verdict per dimension, and to one for all.
 *
 * Two questions per dimension: is the work of the two functions different,
 * and does it collide?  Each is answered yes or no only where a whole
 * interval lies on one side of its limit.
 *
 *			  | no friction	  | friction
 *	different | keep_separate | align
 *	the same  | either		  | integrate
 *
 * The same evidence gives the same bits on every machine.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_VERDICT_H
#define SM_CORE_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/decision.h"
#include "core/labels.h"
#include "core/proportion.h"

/* Limits that are no property of the evidence. */
typedef struct sm_decision_limits
{
	sm_share	distinctness;	/* different from here on */
	sm_share	coverage;		/* a dimension with less abstains */
	int			votes;			/* needed; 0: half of those there can be */
	sm_share	friction[SM_FRICTION_KINDS];	/* 0: that of the evidence */
} sm_decision_limits;

typedef enum sm_answer
{
	SM_ANSWER_UNKNOWN,
	SM_ANSWER_NO,
	SM_ANSWER_YES
} sm_answer;

/* Why an answer is not known. */
typedef enum sm_gap
{
	SM_GAP_NONE,
	SM_GAP_MISSING_INPUT,		/* nothing is known */
	SM_GAP_TOO_FEW,				/* for an interval */
	SM_GAP_STRADDLES			/* the limit is within the interval */
} sm_gap;

/* An estimate, its interval, and the limit it is held against. */
typedef struct sm_bounds
{
	bool		estimated;
	bool		bounded;		/* only where it is estimated */
	double		point;
	double		low;
	double		high;
	double		limit;
} sm_bounds;

/*
 * All that decides: bounds of each dimension's distinctness, as a magnitude,
 * and of each kind of friction.
 */
typedef struct sm_judged
{
	bool		votes[SM_DIMENSIONS];	/* by design or hand-off: no */
	bool		covered[SM_DIMENSIONS];	/* not below the minimum */
	sm_bounds	different[SM_DIMENSIONS];
	sm_bounds	colliding[SM_FRICTION_KINDS];
	int			voters;			/* dimensions that vote, or could */
	int			needed;			/* votes for a verdict */
} sm_judged;

/* The votes, and what becomes of them. */
typedef struct sm_tally
{
	int			votes[SM_VERDICTS];	/* the first one: undecided */
	bool		tie;			/* two had as many: align, if three voted */
	bool		veto;			/* align, because the hand-off fails */
	bool		open;			/* none, because the hand-off may fail */
	sm_verdict	verdict;
} sm_tally;

/* What there is to say of one dimension. */
typedef struct sm_dimension_finding
{
	sm_answer	different;
	sm_answer	colliding;
	sm_gap		different_gap;
	sm_gap		colliding_gap;
	sm_friction_kind worst;		/* kind, none without cases */
	bool		decided;		/* its vote, or whether the hand-off fails */
	sm_verdict	verdict;		/* insufficient unless decided */
	sm_verdict	leaning;
} sm_dimension_finding;

/* The smallest change of one bound that changes the verdict. */
typedef struct sm_flip
{
	bool		found;
	sm_dimension dimension;
	sm_friction_kind kind;		/* none: the distinctness */
	bool		upper;			/* which bound */
	bool		below;			/* moves below the limit, not onto it */
	double		from;
	double		limit;
	double		distance;
	sm_verdict	verdict;		/* that it would be */
} sm_flip;

typedef struct sm_finding
{
	sm_judged	judged;
	sm_dimension_finding dimension[SM_DIMENSIONS];
	sm_tally	tally;
	sm_tally	leaning;		/* the same of the estimates alone */
	bool		stable;			/* without any one dimension the same */
	sm_flip		flip;
} sm_finding;

/* Limits as they are unless somebody says otherwise. */
extern void sm_decision_defaults(sm_decision_limits *limits);

/* The limit of a kind that is not none. */
extern sm_share sm_friction_rate_share(sm_friction_kind kind);

/*
 * Reads limits such as "double_touch=0.2, went_dark=0.3" into an array of
 * SM_FRICTION_KINDS; others stay.  False points to the limit that is wrong,
 * and detail to one sentence.
 */
extern bool sm_friction_limits_read(const char *text, sm_share *friction,
									const char **item, const char **detail);

/* Turns a valid summary into bounds. */
extern void sm_judge(const sm_decision_summary *summary,
					 const sm_decision_limits *limits, sm_judged *judged);

/* Which side of its limit an interval is on, or the estimate alone. */
extern sm_answer sm_answer_of(const sm_bounds *bounds, bool estimate);

/* The kind that decides whether a dimension collides, or none. */
extern sm_friction_kind sm_worst_kind(const sm_judged *judged,
									  sm_dimension dimension);

/* The verdict of a dimension, of intervals or of estimates alone. */
extern sm_verdict sm_cell(const sm_judged *judged, sm_dimension dimension,
						  bool estimate);

/*
 * Counts the votes of all dimensions but one, SM_DIMENSIONS meaning of all.
 */
extern void sm_count_votes(const sm_judged *judged, int left_out,
						   bool estimate, sm_tally *tally);

/* All of it. */
extern void sm_find(const sm_decision_summary *summary,
					const sm_decision_limits *limits, sm_finding *finding);

/*
 * The findings in words, in buffers of SM_WORDS bytes: the votes cast
 * ("focus=align communication=keep_separate"), why the verdict is what it is,
 * what would change it, what must be kept in mind, and, of one dimension, why
 * it does not vote and its missing inputs.  False, and an empty text, where
 * there is nothing to say.
 */
#define SM_WORDS	1024

extern bool sm_votes_text(const sm_finding *finding, char text[SM_WORDS]);
extern bool sm_reason_text(const sm_finding *finding, char text[SM_WORDS]);
extern bool sm_flip_text(const sm_finding *finding, char text[SM_WORDS]);
extern bool sm_caveats_text(const sm_finding *finding,
							const sm_decision_summary *summary,
							char text[SM_WORDS]);
extern bool sm_dimension_reason(const sm_finding *finding,
								sm_dimension dimension, char text[SM_WORDS]);
extern bool sm_missing_text(const sm_missing *missing, char text[SM_WORDS]);

#endif							/* SM_CORE_VERDICT_H */
