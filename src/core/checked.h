/*-------------------------------------------------------------------------
 *
 * checked.h
 *	  Integer sums that say when they do not fit.
 *
 * Nothing here depends on what a signed overflow does.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_CHECKED_H
#define SM_CORE_CHECKED_H

#include <stdbool.h>
#include <stdint.h>

#include "core/wide.h"

/*
 * Puts a + b into sum and returns true, or returns false and leaves sum
 * alone if that does not fit.  sum may point to a or b.
 */
static inline bool
sm_add_int64(int64_t a, int64_t b, int64_t *sum)
{
	if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
		return false;
	*sum = a + b;
	return true;
}

/*
 * The same for sums of 128 bits.
 */
static inline bool
sm_add_int128(sm_int128 a, sm_int128 b, sm_int128 *sum)
{
	if (b > 0 ? a > SM_INT128_MAX - b : a < SM_INT128_MIN - b)
		return false;
	*sum = a + b;
	return true;
}

/*
 * Adds all values to sum and returns true, or returns false if a running sum
 * does not fit; sum then holds the part that did.
 */
static inline bool
sm_sum_int64(const int64_t *values, int count, int64_t *sum)
{
	for (int i = 0; i < count; i++)
	{
		if (!sm_add_int64(*sum, values[i], sum))
			return false;
	}
	return true;
}

#endif							/* SM_CORE_CHECKED_H */
