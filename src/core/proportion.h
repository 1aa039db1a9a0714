/*-------------------------------------------------------------------------
 *
 * proportion.h
 *	  How large a share is, and between what limits it may really lie.
 *
 * The same counts give the same bits on every machine: no product is added
 * to anything, so there is nothing that a compiler could fuse.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_PROPORTION_H
#define SM_CORE_PROPORTION_H

#include <stdbool.h>
#include <stdint.h>

/* A share of rows, from 0 to 1, with its interval. */
typedef struct sm_proportion
{
	bool		known;			/* false, and the rest zero, without rows */
	double		share;
	double		low;			/* low <= share <= high */
	double		high;
} sm_proportion;

/*
 * How sure an interval is to be: the square of the point of the normal
 * distribution that leaves half of the rest above it.
 */
#define SM_95_PERCENT	3.841458820694126

/* So many comparisons sm_sureness_of knows. */
#define SM_MOST_COMPARISONS	16

/*
 * How sure each of that many intervals is to be, 1 to SM_MOST_COMPARISONS,
 * if all of them together are to be right at least 95 times in 100: the
 * level is 1 - 0.05 / comparisons, after Bonferroni.
 */
extern double sm_sureness_of(int comparisons);

/*
 * The share of hits among rows, 0 <= hits <= rows, with Wilson's score
 * interval.  Its limits stay within 0 and 1, and differ also where the share
 * is 0 or 1.
 */
extern sm_proportion sm_proportion_of(int64_t hits, int64_t rows,
									  double sureness);

#endif							/* SM_CORE_PROPORTION_H */
