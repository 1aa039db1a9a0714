/*-------------------------------------------------------------------------
 *
 * normal.c
 *	  Tails of the normal distribution.
 *
 * Sums here are of quotients, never of products: a compiler may fuse a
 * product with a sum, and then rounds once where others round twice.
 *
 *-------------------------------------------------------------------------
 */
#include "core/normal.h"

#include <math.h>
#include <stdint.h>

#include "core/wide.h"

#define SQUARE_ROOT_OF_TWO_PI	2.5066282746310002

/* Past this, e^-x is less than the smallest number above zero. */
#define LARGEST_EXPONENT		746

/* From here on the continued fraction is used, below it the series. */
#define WHERE_TAILS_BEGIN		2.0

/* Levels of the continued fraction that give all digits from there on. */
#define FRACTION_LEVELS			100

/*
 * e^-x for 0 <= x < LARGEST_EXPONENT: 2^-halvings times e^-rest, the rest
 * below ln 2, in integers times 2^64.
 */
static double
exp_minus(double x)
{
	sm_uint128	fixed = (sm_uint128) ldexp(x, 64);
	uint64_t	halvings = (uint64_t) (fixed / SM_LN2);
	uint64_t	rest = (uint64_t) (fixed % SM_LN2);
	sm_uint128	term = (sm_uint128) 1 << 64;
	sm_uint128	even = term;
	sm_uint128	odd = 0;

	for (unsigned k = 1; term > 0; k++)
	{
		term = (term * rest >> 64) / k;
		if (k % 2 == 0)
			even += term;
		else
			odd += term;
	}
	return ldexp((double) (even - odd), -64 - (int) halvings);
}

/*
 * The chance to be nearer to zero than z > 0, as a series of positive terms:
 * 2 phi(z) (z + z^3/3 + z^5/(3*5) + ...), phi being the density.
 */
static double
within(double z, double density)
{
	double		term = z;
	double		sum = z;

	for (int odd = 3; term > sum / 1e17; odd += 2)
	{
		term = term * z * z / odd;
		sum += term;
	}
	return 2 * density * sum / SQUARE_ROOT_OF_TWO_PI;
}

/*
 * The chance to be farther from zero than z, as a continued fraction:
 * 2 phi(z) / (z + 1/(z + 2/(z + 3/(z + ...)))).
 */
static double
beyond(double z, double density)
{
	double		fraction = z;

	for (int level = FRACTION_LEVELS; level > 0; level--)
		fraction = z + level / fraction;
	return 2 * density / fraction / SQUARE_ROOT_OF_TWO_PI;
}

double
sm_two_sided(double z)
{
	double		distance = fabs(z);
	double		exponent = distance * distance / 2;
	double		density;		/* times the square root of 2 pi */

	if (!(exponent < LARGEST_EXPONENT))
		return isnan(z) ? z : 0;
	density = exp_minus(exponent);
	if (distance < WHERE_TAILS_BEGIN)
		return 1 - within(distance, density);
	return beyond(distance, density);
}
