/*-------------------------------------------------------------------------
 *
 * labels.h
 *	  The closed lists of words that go in and come out as text.
 *
 * Every label a user can write or read stands in exactly one of these lists,
 * in lower-case ASCII, and its number is its place in the list.  The numbers
 * are stored in values on disk: append to a list, never reorder it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_LABELS_H
#define SM_CORE_LABELS_H

#include <stddef.h>

/* The function of an activity.  The first four are what evidence is for. */
typedef enum sm_function
{
	SM_SALES = 0,
	SM_MARKETING = 1,
	SM_JOINT = 2,
	SM_OTHER = 3,
	SM_UNCLASSIFIED = 4
} sm_function;

#define SM_EVIDENCE_CLASSES	4	/* sales, marketing, joint, other */
#define SM_FUNCTIONS		5	/* those and unclassified */

/* Whether an activity speaks, or speaks and listens.  Zero: not known. */
typedef enum sm_mode
{
	SM_MODE_NONE = 0,
	SM_ONE_WAY = 1,
	SM_TWO_WAY = 2,
	SM_INTERACTIVE = 3
} sm_mode;

/* What an activity is for.  Zero: not known. */
typedef enum sm_purpose
{
	SM_PURPOSE_NONE = 0,
	SM_LISTEN = 1,
	SM_PITCH = 2,
	SM_INFORM = 3,
	SM_TRANSACT = 4,
	SM_PLAN = 5
} sm_purpose;

/* Where an activity happens.  Zero: not known. */
typedef enum sm_place
{
	SM_PLACE_NONE = 0,
	SM_FIELD = 1,
	SM_OFFICE = 2,
	SM_REMOTE = 3
} sm_place;

/* Which way an activity goes.  Zero: not known. */
typedef enum sm_direction
{
	SM_DIRECTION_NONE = 0,
	SM_INBOUND = 1,
	SM_OUTBOUND = 2
} sm_direction;

/* What happened: somebody was in touch, or a deal or a lead moved on. */
typedef enum sm_touch_event
{
	SM_CONTACT = 0,
	SM_OPENED = 1,
	SM_CLOSED = 2,
	SM_HANDED_OFF = 3,
	SM_ACCEPTED = 4,
	SM_REJECTED = 5,
	SM_RETURNED = 6
} sm_touch_event;

#define SM_TOUCH_EVENTS		7

/* The function of a person. */
typedef enum sm_person_function
{
	SM_SALES_PERSON = 0,
	SM_MARKETING_PERSON = 1,
	SM_BOTH_PERSON = 2,			/* of one who officially does both */
	SM_OTHER_PERSON = 3
} sm_person_function;

#define SM_PERSON_FUNCTIONS	4

/*
 * What a payout is.  Zero: not known.  Those before SM_DRAW are rewards, for
 * which people wait; the others move money without rewarding anything.
 */
typedef enum sm_payout_kind
{
	SM_PAYOUT_NONE = 0,
	SM_COMMISSION = 1,
	SM_BONUS = 2,
	SM_AWARD = 3,				/* a trip, shares, a watch */
	SM_SALARY = 4,
	SM_OTHER_REWARD = 5,
	SM_DRAW = 6,				/* paid before it is earned */
	SM_DRAW_RECOVERY = 7,
	SM_GUARANTEE = 8,
	SM_ADJUSTMENT = 9,
	SM_CLAWBACK = 10
} sm_payout_kind;

#define SM_PAYOUT_KINDS		11

/*
 * What the work of the two functions can differ in, and what hands it over.
 * The first five can vote on whether to separate them.
 */
typedef enum sm_dimension
{
	SM_FOCUS = 0,
	SM_CUSTOMER_APPROACH = 1,
	SM_COMMUNICATION = 2,
	SM_SKILL_SETS = 3,
	SM_REWARDS = 4,
	SM_HAND_OFF = 5
} sm_dimension;

#define SM_DIMENSIONS		6
#define SM_HAND_OFF_BESIDE	5	/* dimensions without the hand-off */

/* How the functions get in each other's way.  Zero: none is meant. */
typedef enum sm_friction_kind
{
	SM_FRICTION_NONE = 0,
	SM_BUDGET_OVERLAP = 1,
	SM_BUDGET_CONTENTION = 2,
	SM_CAMPAIGN_IN_DEAL = 3,
	SM_PITCH_WITHOUT_LISTENING = 4,
	SM_FEEDBACK_DROPPED = 5,
	SM_DOUBLE_TOUCH = 6,
	SM_OVER_CONTACT = 7,
	SM_WENT_DARK = 8,
	SM_ROLE_DRIFT = 9,
	SM_TASK_SWITCHING = 10,
	SM_PAY_LATE = 11,
	SM_PAY_GAP = 12,
	SM_UNCREDITED_ASSIST = 13,
	SM_SLOW_FOLLOW_UP = 14,
	SM_NEVER_FOLLOWED_UP = 15,
	SM_BOUNCED_LEAD = 16
} sm_friction_kind;

#define SM_FRICTION_KINDS	17	/* SM_FRICTION_NONE included */

/* Who or what is compared.  Zero: not said. */
typedef enum sm_basis
{
	SM_BASIS_NONE = 0,
	SM_PEOPLE = 1,				/* sales people with marketing people */
	SM_WORK = 2					/* their activities, within persons */
} sm_basis;

/* What follows from evidence, for a dimension or for all. */
typedef enum sm_verdict
{
	SM_INSUFFICIENT_EVIDENCE = 0,
	SM_KEEP_SEPARATE = 1,
	SM_ALIGN = 2,
	SM_INTEGRATE = 3,
	SM_EITHER = 4
} sm_verdict;

#define SM_VERDICTS			5

/* How close the two functions are, after Kotler, Rackham, Krishnaswamy. */
typedef enum sm_relation
{
	SM_UNDEFINED = 0,
	SM_DEFINED = 1,
	SM_ALIGNED = 2,
	SM_INTEGRATED = 3
} sm_relation;

/* What sm_label_find answers for a word that is in no list. */
#define SM_NO_LABEL		(-1)

/*
 * The names in the order of the enums, ended by a null pointer.  The name of
 * a zero that means "not known" is the empty string, which no text matches.
 */
extern const char *const sm_function_names[SM_FUNCTIONS + 1];
extern const char *const sm_mode_names[5];
extern const char *const sm_purpose_names[7];
extern const char *const sm_place_names[5];
extern const char *const sm_direction_names[4];
extern const char *const sm_touch_event_names[SM_TOUCH_EVENTS + 1];
extern const char *const sm_person_function_names[SM_PERSON_FUNCTIONS + 1];
extern const char *const sm_payout_kind_names[SM_PAYOUT_KINDS + 1];
extern const char *const sm_dimension_names[SM_DIMENSIONS + 1];
extern const char *const sm_friction_kind_names[SM_FRICTION_KINDS + 1];
extern const char *const sm_basis_names[4];
extern const char *const sm_verdict_names[SM_VERDICTS + 1];
extern const char *const sm_relation_names[5];

/* The dimension a kind of friction belongs to; the kind is not none. */
extern sm_dimension sm_dimension_of(sm_friction_kind kind);

/*
 * The number of the label whose name is exactly the given bytes, which need
 * no terminating zero, or SM_NO_LABEL.  No bytes at all are never a label.
 */
extern int	sm_label_find(const char *const *names, const char *text,
						  size_t length);

/*
 * Writes "a, b or c" of the first count names, without the empty one, with a
 * NUL and cut to the given room.
 */
extern void sm_label_join(const char *const *names, size_t count, char *to,
						  size_t room);

#endif							/* SM_CORE_LABELS_H */
