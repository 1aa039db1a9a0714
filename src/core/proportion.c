/*-------------------------------------------------------------------------
 *
 * proportion.c
 *	  How large a share is, and between what limits it may really lie.
 *
 * Counts become floating point numbers here and nowhere before.
 *
 *-------------------------------------------------------------------------
 */
#include "core/proportion.h"

#include <math.h>

/*
 * Solves (share - limit)^2 = z^2 * limit * (1 - limit) / rows for both
 * limits; sureness is z^2.
 */
sm_proportion
sm_proportion_of(int64_t hits, int64_t rows, double sureness)
{
	sm_proportion result = {false, 0, 0, 0};
	double		h = (double) hits;
	double		n = (double) rows;
	double		half_width;

	if (rows == 0)
		return result;

	half_width = sqrt(sureness * (h * (n - h) / n + sureness / 4));
	result.known = true;
	result.share = h / n;
	result.low = (h + sureness / 2 - half_width) / (n + sureness);
	result.high = (h + sureness / 2 + half_width) / (n + sureness);

	/* Where rounding could go past what the formula gives exactly. */
	if (hits == 0)
		result.low = 0;
	if (hits == rows)
		result.high = 1;
	result.low = fmin(result.low, result.share);
	result.high = fmax(result.high, result.share);
	return result;
}
