/*-------------------------------------------------------------------------
 *
 * ratio.h
 *	  Products and quotients of sums too large for 128 bits.
 *
 * Nothing is rounded before the end, and then once: the double that is
 * nearest to the true quotient, on every machine.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_RATIO_H
#define SM_CORE_RATIO_H

#include <stdbool.h>
#include <stdint.h>

#include "core/wide.h"

/* A number that is not negative and less than 2^256, lowest part first. */
typedef struct sm_huge
{
	uint64_t	part[4];
} sm_huge;

/* Each expects that the result is less than 2^256, and not negative. */
extern sm_huge sm_huge_of(sm_uint128 number);
extern sm_huge sm_huge_product(sm_uint128 a, sm_uint128 b);
extern sm_huge sm_huge_sum(sm_huge a, sm_huge b);
extern sm_huge sm_huge_difference(sm_huge a, sm_huge b);

/* The product with a number that leaves it less than 2^256. */
extern sm_huge sm_huge_times(sm_huge a, uint64_t factor);

/*
 * The double nearest to a / b.  Both are less than 2^255 and b is not zero.
 */
extern double sm_huge_ratio(sm_huge a, sm_huge b);

#endif							/* SM_CORE_RATIO_H */
