/*-------------------------------------------------------------------------
 *
 * quality_counts.h
 *	  How well predicted functions agree with actual ones.
 *
 * Counts are valid when none is negative, all rows with the skipped ones fit
 * in an int64, and no more rows are unpredicted than count as predicted to
 * be unclassified.  Everything here keeps valid counts valid, and everything
 * but sm_quality_counts_flaw expects them so.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_QUALITY_COUNTS_H
#define SM_CORE_QUALITY_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/count_text.h"
#include "core/labels.h"
#include "core/proportion.h"

typedef struct sm_quality_counts
{
	int64_t		rows[SM_FUNCTIONS][SM_FUNCTIONS];	/* [actual][predicted] */
	int64_t		skipped;		/* rows without an actual one, not above */
	int64_t		unpredicted;	/* rows above that had no prediction: they
								 * stand there as unclassified */
} sm_quality_counts;

/* A buffer that holds the text of any counts, terminating zero included. */
#define SM_QUALITY_COUNTS_TEXT	1024

/* Figures over all classes. */
typedef struct sm_quality
{
	int64_t		rows;			/* with an actual function */
	int64_t		covered;		/* those predicted, but not unclassified */
	int64_t		correct;		/* predicted as they are */
	int			classes;		/* functions that occur as actual ones */
	double		macro_f1;		/* mean F1 of these; 0 without any */
	sm_proportion coverage;		/* covered among rows */
	sm_proportion accuracy;		/* correct among rows */
	sm_proportion covered_accuracy; /* correct among covered */
} sm_quality;

/*
 * Figures of one class.  F1 is 2 correct / (actual + predicted), the harmonic
 * mean of precision and recall; it grows with correct / (actual or
 * predicted), a share of rows, whose limits become those of F1.
 */
typedef struct sm_class_figures
{
	int64_t		actual;			/* rows that are of the class */
	int64_t		predicted;		/* rows predicted to be */
	int64_t		correct;		/* both */
	sm_proportion precision;	/* correct among predicted */
	sm_proportion recall;		/* correct among actual */
	sm_proportion f1;
} sm_class_figures;

/*
 * Counts one row of an actual and a predicted function, the latter
 * SM_NO_LABEL where there is no prediction.  Returns false, changing nothing,
 * if a sum does not fit.
 */
extern bool sm_quality_counts_add(sm_quality_counts *counts,
								  sm_function actual, int predicted);

/*
 * Counts one row whose actual function is not known.  Returns false, changing
 * nothing, if the sum does not fit.
 */
extern bool sm_quality_counts_skip(sm_quality_counts *counts);

/*
 * Adds the counts of from.  Returns false, changing nothing, if a sum does
 * not fit.
 */
extern bool sm_quality_counts_merge(sm_quality_counts *counts,
									const sm_quality_counts *from);

/* One sentence on why the counts are not valid, or a null pointer. */
extern const char *sm_quality_counts_flaw(const sm_quality_counts *counts);

/* Less than, equal to or greater than zero: a total order of all counts. */
extern int	sm_quality_counts_order(const sm_quality_counts *a,
									const sm_quality_counts *b);

/* What is read from counts. */
extern sm_quality sm_quality_of(const sm_quality_counts *counts);
extern sm_class_figures sm_class_figures_of(const sm_quality_counts *counts,
											sm_function class);

/*
 * Reads the text form, words such as "sales>marketing=3" (actual>predicted)
 * in any order, "skipped=1" and "unpredicted=2"; a word that is left out is
 * zero.  Fills counts, which then are valid, or points detail to one
 * sentence.
 */
extern sm_counts_read sm_quality_counts_read(const char *text,
											 sm_quality_counts *counts,
											 const char **detail);

/*
 * Writes the text form of valid counts: the pairs that occur, in the order of
 * the list, then skipped and unpredicted.  Reading it gives the same counts
 * again.
 */
extern void sm_quality_counts_write(const sm_quality_counts *counts,
									char text[SM_QUALITY_COUNTS_TEXT]);

#endif							/* SM_CORE_QUALITY_COUNTS_H */
