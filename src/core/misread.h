/*-------------------------------------------------------------------------
 *
 * misread.h
 *	  How many clashes between sales and marketing are misread activities.
 *
 * A clash is seen where two neighbouring activities are taken for one of
 * sales and one of marketing.  If the functions come from a classifier, some
 * of these pairs are no such thing: two calls of one seller look like a
 * clash as soon as one of them is taken for marketing.
 *
 * Let C[a][p] be the rows of a labelled sample that are a and were taken for
 * p, C[a] those that are a, C'[p] those taken for p, N all of them.  Assume
 *
 * - the timeline has the shares of the sample: an activity is a with
 *   probability w(a) = C[a] / N;
 * - an activity repeats the function of the one before it, because the same
 *   person or campaign goes on, with probability s (persistence), and else
 *   is drawn anew: P(a, b) = (1 - s) w(a) w(b) + [a = b] s w(a);
 * - given what it is, what an activity is taken for depends on nothing else:
 *   r(a, p) = C[a][p] / C[a].
 *
 * With S for sales and M for marketing, in either order and times N^2 / 2,
 *
 *   taken for S and M:  seen = s N sum_a C[a][S] C[a][M] / C[a]
 *                              + (1 - s) C'[S] C'[M]
 *   and are S and M:    real = (1 - s) (C[S][S] C[M][M] + C[S][M] C[M][S])
 *   false share = 1 - real / seen
 *
 * Where sales and marketing are the only functions that occur, these false
 * ones are exactly the pairs of one function, one of which is misread.  A
 * joint activity taken for marketing beside one of sales is false as well.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_MISREAD_H
#define SM_CORE_MISREAD_H

#include <stdbool.h>

#include "core/quality_counts.h"

/*
 * Puts the false share, 0 to 1, into share and returns true, or returns
 * false where no pair would be taken for a clash.  persistence is 0 to 1.
 */
extern bool sm_false_clash_share(const sm_quality_counts *counts,
								 double persistence, double *share);

#endif							/* SM_CORE_MISREAD_H */
