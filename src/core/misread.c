/*-------------------------------------------------------------------------
 *
 * misread.c
 *	  How many clashes between sales and marketing are misread activities.
 *
 * Counts become floating point numbers at once: the largest products of four
 * of them are far from what a double can hold.
 *
 *-------------------------------------------------------------------------
 */
#include "core/misread.h"

#include <math.h>

/*
 * The share of pairs taken for a clash that are none.
 */
bool
sm_false_clash_share(const sm_quality_counts *counts, double persistence,
					 double *share)
{
	double		rows[SM_FUNCTIONS][2];	/* by actual: as sales, marketing */
	double		all = 0;
	double		taken[2] = {0, 0};
	double		repeated = 0;	/* sum of C[a][S] C[a][M] / C[a] */
	double		real;
	double		seen;

	for (int a = 0; a < SM_FUNCTIONS; a++)
	{
		double		actual = 0;

		for (int p = 0; p < SM_FUNCTIONS; p++)
			actual += (double) counts->rows[a][p];
		rows[a][0] = (double) counts->rows[a][SM_SALES];
		rows[a][1] = (double) counts->rows[a][SM_MARKETING];
		taken[0] += rows[a][0];
		taken[1] += rows[a][1];
		all += actual;
		if (actual > 0)
			repeated += rows[a][0] * rows[a][1] / actual;
	}

	seen = persistence * all * repeated +
		(1 - persistence) * taken[0] * taken[1];
	if (!(seen > 0))
		return false;
	real = (1 - persistence) *
		(rows[SM_SALES][0] * rows[SM_MARKETING][1] +
		 rows[SM_SALES][1] * rows[SM_MARKETING][0]);
	*share = fmin(1, fmax(0, 1 - real / seen));
	return true;
}
