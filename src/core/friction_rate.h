/*-------------------------------------------------------------------------
 *
 * friction_rate.h
 *	  How often one kind of friction happens, and how bad it is.
 *
 * Counts are of one kind: severities of different kinds have nothing in
 * common but their range, and are never added.  Counts are valid when none
 * is negative, exposed with skipped items fit in an int64, no more are
 * flagged than exposed, none without severity but flagged ones, and the sum
 * of severities is at most one for each of the others.  Everything here
 * keeps valid counts valid, and everything but sm_friction_counts_flaw
 * expects them so.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_FRICTION_RATE_H
#define SM_CORE_FRICTION_RATE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/count_text.h"
#include "core/proportion.h"

/* Severities are added as whole numbers of this part of one. */
#define SM_SEVERITY_PARTS	INT64_C(1000000000000000)

typedef struct sm_friction_counts
{
	int64_t		exposed;		/* items it could have happened to */
	int64_t		flagged;		/* those it did happen to */
	int64_t		skipped;		/* items not exposed, not above */
	int64_t		without_severity;	/* flagged, severity unknown */
	int64_t		severity_whole; /* the sum of severities: the whole part */
	int64_t		severity_parts; /* and the rest, less than SM_SEVERITY_PARTS */
} sm_friction_counts;

/* Given instead of a severity where it is not known. */
#define SM_NO_SEVERITY	(-1.0)

/* A buffer that holds the text of any counts, terminating zero included. */
#define SM_FRICTION_COUNTS_TEXT	256

/*
 * Counts one exposed item: flagged, with its severity (0 to 1) or
 * SM_NO_SEVERITY, or not flagged.  sm_friction_counts_skip counts one that
 * was not exposed, sm_friction_counts_merge adds the counts of from.  Each
 * returns false, changing nothing, if a sum does not fit.
 */
extern bool sm_friction_counts_add(sm_friction_counts *counts, bool flagged,
								   double severity);
extern bool sm_friction_counts_skip(sm_friction_counts *counts);
extern bool sm_friction_counts_merge(sm_friction_counts *counts,
									 const sm_friction_counts *from);

/* One sentence on why the counts are not valid, or a null pointer. */
extern const char *sm_friction_counts_flaw(const sm_friction_counts *counts);

/* Less than, equal to or greater than zero: a total order of all counts. */
extern int	sm_friction_counts_order(const sm_friction_counts *a,
									 const sm_friction_counts *b);

/*
 * Reads the text form, words such as "exposed=10 flagged=3 severity=1.25" in
 * any order; a word that is left out is zero.  Fills counts, which then are
 * valid, or points detail to one sentence.
 */
extern sm_counts_read sm_friction_counts_read(const char *text,
											  sm_friction_counts *counts,
											  const char **detail);

/*
 * Writes the text form of valid counts.  Reading it gives the same counts
 * again.
 */
extern void sm_friction_counts_write(const sm_friction_counts *counts,
									 char text[SM_FRICTION_COUNTS_TEXT]);

/* Why a rate is not there. */
typedef enum sm_rate_reason
{
	SM_RATE_KNOWN,
	SM_RATE_NOTHING_EXPOSED,
	SM_RATE_TOO_FEW				/* exposed items, fewer than asked for */
} sm_rate_reason;

#define SM_RATE_REASONS	3

/* Their names; none of a rate that is there. */
extern const char *const sm_rate_reason_names[SM_RATE_REASONS];

typedef struct sm_incidence
{
	sm_rate_reason reason;
	sm_proportion rate;			/* flagged among exposed, if known */
	bool		severity_known;
	double		mean_severity;	/* of all exposed items, 0 where not flagged */
} sm_incidence;

/* Kinds that can be looked at together. */
#define SM_RATE_KINDS	16

/* Exposed items below which nothing is told unless somebody says otherwise. */
#define SM_RATE_MINIMUM	5

/*
 * The rate of flagged among exposed items (0 <= flagged <= exposed), with
 * Wilson's interval at 1 - 0.05 / kinds: so the intervals of as many kinds (1
 * to SM_RATE_KINDS) all hold together in 95 of 100 periods.  Not known where
 * nothing, or fewer than the minimum, was exposed.
 */
extern sm_incidence sm_incidence_of(int64_t flagged, int64_t exposed,
									int64_t minimum, int kinds);

/*
 * Whether a number can be the sum of the severities of so many flagged items:
 * none is over one, and adding them may have rounded.
 */
extern bool sm_severity_sum_fits(double sum, int64_t flagged);

/* Adds the mean severity to a rate, if this is known. */
extern void sm_incidence_severity(sm_incidence *incidence, double sum,
								  int64_t exposed);

/* The same of counts, with the mean severity. */
extern sm_incidence sm_incidence_of_counts(const sm_friction_counts *counts,
										   int64_t minimum, int kinds);

#endif							/* SM_CORE_FRICTION_RATE_H */
