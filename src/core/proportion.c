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
 * From a list: what a C library makes of an inverse normal distribution
 * differs between machines in the last bits.
 */
double
sm_sureness_of(int comparisons)
{
	static const double sureness[SM_MOST_COMPARISONS] = {
		SM_95_PERCENT, 5.0238861873148890, 5.7311392819390707,
		6.2385326369095365, 6.6348966010212151, 6.9604014410529743,
		7.2366892681108955, 7.4767726607669473, 7.6890925060941766,
		7.8794385766224174, 8.0519562403481472, 8.2097162345132169,
		8.3550570824925877, 8.4898010581541754, 8.6153959220353927,
		8.7330110965503120
	};

	return sureness[comparisons - 1];
}

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
