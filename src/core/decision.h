/*-------------------------------------------------------------------------
 *
 * decision.h
 *	  Evidence on whether to separate two functions, row by row and summed up.
 *
 * A row of evidence is about one dimension: how different the work of the two
 * functions is, and, or, how often one kind of friction occurs.  A summary
 * has the difference of each dimension once and each kind once.  All zero is
 * an empty summary, and two equal ones are equal bytes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_DECISION_H
#define SM_CORE_DECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/labels.h"
#include "core/share.h"

/* Names of missing inputs: so many, and of so many bytes with a zero. */
#define SM_MISSING_NAMES	8
#define SM_MISSING_BYTES	64

/* In the order of their bytes, none twice, zeros behind. */
typedef struct sm_missing
{
	char		name[SM_MISSING_NAMES][SM_MISSING_BYTES];
} sm_missing;

/* How much is known of a difference. */
#define SM_EXTENT_NOTHING	0
#define SM_EXTENT_POINT		1
#define SM_EXTENT_INTERVAL	2

/* How different the two functions are; signed, sales above marketing. */
typedef struct sm_difference
{
	int32_t		extent;
	int32_t		by_design;		/* 1: a rule says so, no work was looked at */
	sm_share	distinctness;
	sm_share	low;			/* low <= distinctness <= high */
	sm_share	high;
	int32_t		counted;		/* 1: the two numbers below are known */
	int64_t		n_sales;
	int64_t		n_marketing;
} sm_difference;

/* How often a kind of friction occurs. */
typedef struct sm_incidence
{
	int32_t		counted;		/* 0: nothing is known, and all is zero */
	sm_share	limit;			/* 0: that of the kind */
	int64_t		flagged;
	int64_t		exposed;
} sm_incidence;

/* What share of the rows behind a dimension is classified. */
typedef struct sm_coverage
{
	int32_t		known;			/* 0: nothing, and the share is zero */
	sm_share	share;
} sm_coverage;

typedef struct sm_evidence_row
{
	int32_t		dimension;
	int32_t		basis;
	int32_t		kind;
	int32_t		unused;			/* zero */
	sm_coverage coverage;
	sm_difference difference;
	sm_incidence incidence;
	sm_missing	missing;
} sm_evidence_row;

typedef struct sm_decision_summary
{
	int32_t		basis;			/* of all that has numbers */
	int32_t		unused;			/* zero */
	struct
	{
		sm_difference difference;
		sm_coverage coverage;	/* the lowest */
		sm_missing	missing;
	}			dimension[SM_DIMENSIONS];
	sm_incidence kind[SM_FRICTION_KINDS];	/* the first one stays empty */
} sm_decision_summary;

/* What became of evidence that should be added. */
typedef enum sm_evidence_step
{
	SM_EVIDENCE_ADDED,
	SM_EVIDENCE_OTHER_BASIS,
	SM_EVIDENCE_OTHER_DIFFERENCE,
	SM_EVIDENCE_KIND_TWICE,
	SM_EVIDENCE_MISSING_MANY
} sm_evidence_step;

/* Where it went wrong: a dimension or a kind, as the step says. */
typedef struct sm_evidence_place
{
	sm_dimension dimension;
	sm_friction_kind kind;
} sm_evidence_place;

/*
 * Adds a name, unless it is there.  False if it is no such name, or there is
 * no room: a name has 1 to 63 bytes, none of them white space, a control
 * character, comma, semicolon or equals sign.
 */
extern bool sm_missing_name(const char *name, size_t length);
extern bool sm_missing_add(sm_missing *missing, const char *name,
						   size_t length);

/* One sentence on what is wrong with evidence or a summary, or NULL. */
extern const char *sm_evidence_flaw(const sm_evidence_row *evidence);
extern const char *sm_decision_flaw(const sm_decision_summary *summary);

/*
 * Adds valid evidence, or a valid summary, to a valid summary.  Where
 * anything but SM_EVIDENCE_ADDED is returned, the summary is not to be used.
 */
extern sm_evidence_step sm_decision_add(sm_decision_summary *summary,
										const sm_evidence_row *evidence,
										sm_evidence_place *place);
extern sm_evidence_step sm_decision_merge(sm_decision_summary *summary,
										  const sm_decision_summary *from,
										  sm_evidence_place *place);

/*
 * A summary as the rows of evidence it can be made of again: each dimension
 * without its kinds, then each kind.  Fills the part of that number, 0 to
 * SM_DECISION_PARTS - 1, or returns false where there is nothing.
 */
#define SM_DECISION_PARTS	(SM_DIMENSIONS + SM_FRICTION_KINDS - 1)

extern bool sm_decision_part(const sm_decision_summary *summary, int number,
							 sm_evidence_row *part);

/* Buffers that hold the texts of any, terminating zero included. */
#define SM_EVIDENCE_TEXT	1024
#define SM_DECISION_TEXT	8192

/*
 * Reads and writes the text forms: words such as "focus people
 * distinctness=0.62 low=0.45 high=0.75 budget_overlap=12/400", and those of a
 * summary with semicolons between.  Reading false points detail to one
 * sentence; reading gives valid ones, and again what was written.
 */
extern bool sm_evidence_read(const char *text, sm_evidence_row *evidence,
							 const char **detail);
extern void sm_evidence_write(const sm_evidence_row *evidence,
							  char text[SM_EVIDENCE_TEXT]);
extern bool sm_decision_read(const char *text, sm_decision_summary *summary,
							 const char **detail);
extern void sm_decision_write(const sm_decision_summary *summary,
							  char text[SM_DECISION_TEXT]);

#endif							/* SM_CORE_DECISION_H */
