/*-------------------------------------------------------------------------
 *
 * function_counts.h
 *	  How many activities, and how many minutes, fall to each function.
 *
 * Counts are valid when none is negative, all activities with the skipped
 * rows fit in an int64, so do all minutes, and minutes stand only where
 * there are activities to have spent them.  Everything here keeps valid
 * counts valid, and everything but sm_function_counts_flaw expects them so.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_FUNCTION_COUNTS_H
#define SM_CORE_FUNCTION_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/count_text.h"
#include "core/labels.h"

typedef struct sm_function_counts
{
	int64_t		activities[SM_FUNCTIONS];	/* rows of each function */
	int64_t		minutes[SM_FUNCTIONS];	/* what those rows took */
	int64_t		skipped;		/* rows without a function, not above */
	int64_t		without_minutes;	/* rows counted above, minutes unknown */
} sm_function_counts;

/* Given instead of minutes where they are not known. */
#define SM_NO_MINUTES		(-1)

/* A buffer that holds the text of any counts, terminating zero included. */
#define SM_FUNCTION_COUNTS_TEXT	384

/*
 * Counts one activity of a function, with its minutes (zero or more) or
 * SM_NO_MINUTES.  Returns false, changing nothing, if a sum does not fit.
 */
extern bool sm_function_counts_add(sm_function_counts *counts,
								   sm_function function, int64_t minutes);

/*
 * Counts one row whose function is not known.  Returns false, changing
 * nothing, if the sum does not fit.
 */
extern bool sm_function_counts_skip(sm_function_counts *counts);

/*
 * Adds the counts of from.  Returns false, changing nothing, if a sum does
 * not fit.
 */
extern bool sm_function_counts_merge(sm_function_counts *counts,
									 const sm_function_counts *from);

/* One sentence on why the counts are not valid, or a null pointer. */
extern const char *sm_function_counts_flaw(const sm_function_counts *counts);

/* Less than, equal to or greater than zero: a total order of all counts. */
extern int	sm_function_counts_order(const sm_function_counts *a,
									 const sm_function_counts *b);

/* The sum of one of the two arrays of valid counts. */
extern int64_t sm_counts_total(const int64_t values[SM_FUNCTIONS]);

/* Whether minutes are known for any activity. */
extern bool sm_counts_timed(const sm_function_counts *counts);

/*
 * The shares of one of the two arrays of valid counts.  Each puts its answer
 * into share and returns true, or returns false where it would divide by
 * zero.
 *
 * share: of sales, marketing, joint or other among these four, of
 * unclassified among all; coverage: of the four among all; balance: (sales -
 * marketing) / (sales + marketing), from -1 (marketing only) to 1 (sales
 * only).
 */
extern bool sm_counts_share(const int64_t values[SM_FUNCTIONS],
							sm_function function, double *share);
extern bool sm_counts_coverage(const int64_t values[SM_FUNCTIONS],
							   double *share);
extern bool sm_counts_balance(const int64_t values[SM_FUNCTIONS],
							  double *share);

/*
 * Reads the text form, words such as "sales=12/340" (activities/minutes) in
 * any order; a word that is left out is zero, and without_minutes, if no
 * word has minutes, is all activities.  Fills counts, which then are valid,
 * or points detail to one sentence.
 */
extern sm_counts_read sm_function_counts_read(const char *text,
											  sm_function_counts *counts,
											  const char **detail);

/*
 * Writes the text form of valid counts: every word, in the order of the
 * list, with minutes only where any are known.  Reading it gives the same
 * counts again.
 */
extern void sm_function_counts_write(const sm_function_counts *counts,
									 char text[SM_FUNCTION_COUNTS_TEXT]);

#endif							/* SM_CORE_FUNCTION_COUNTS_H */
