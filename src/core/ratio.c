/*-------------------------------------------------------------------------
 *
 * ratio.c
 *	  Products and quotients of sums too large for 128 bits.
 *
 * A quotient is made digit by digit, 64 of them, and one more that says
 * whether anything is left: enough to round once and rightly.
 *
 *-------------------------------------------------------------------------
 */
#include "core/ratio.h"

#include <math.h>

sm_huge
sm_huge_of(sm_uint128 number)
{
	sm_huge		huge = {{(uint64_t) number, (uint64_t) (number >> 64), 0, 0}};

	return huge;
}

sm_huge
sm_huge_sum(sm_huge a, sm_huge b)
{
	sm_uint128	carry = 0;

	for (int i = 0; i < 4; i++)
	{
		carry += (sm_uint128) a.part[i] + b.part[i];
		a.part[i] = (uint64_t) carry;
		carry >>= 64;
	}
	return a;
}

sm_huge
sm_huge_difference(sm_huge a, sm_huge b)
{
	uint64_t	borrow = 0;

	for (int i = 0; i < 4; i++)
	{
		sm_uint128	part = (sm_uint128) a.part[i] - b.part[i] - borrow;

		a.part[i] = (uint64_t) part;
		borrow = (uint64_t) (part >> 64) & 1;
	}
	return a;
}

sm_huge
sm_huge_times(sm_huge a, uint64_t factor)
{
	sm_uint128	carry = 0;

	for (int i = 0; i < 4; i++)
	{
		carry += (sm_uint128) a.part[i] * factor;
		a.part[i] = (uint64_t) carry;
		carry >>= 64;
	}
	return a;
}

sm_huge
sm_huge_product(sm_uint128 a, sm_uint128 b)
{
	sm_huge		low = sm_huge_times(sm_huge_of(a), (uint64_t) b);
	sm_huge		high = sm_huge_times(sm_huge_of(a), (uint64_t) (b >> 64));
	sm_huge		moved = {{0, high.part[0], high.part[1], high.part[2]}};

	return sm_huge_sum(low, moved);
}

/* Less than, equal to or greater than zero, as a is to b. */
static int
huge_order(const sm_huge *a, const sm_huge *b)
{
	for (int i = 3; i >= 0; i--)
	{
		if (a->part[i] != b->part[i])
			return a->part[i] < b->part[i] ? -1 : 1;
	}
	return 0;
}

/* Twice a number less than 2^255. */
static sm_huge
doubled(sm_huge a)
{
	for (int i = 3; i > 0; i--)
		a.part[i] = a.part[i] << 1 | a.part[i - 1] >> 63;
	a.part[0] <<= 1;
	return a;
}

/*
 * The double nearest to a / b.
 */
double
sm_huge_ratio(sm_huge a, sm_huge b)
{
	static const sm_huge zero;
	uint64_t	digits = 0;
	int			exponent = 0;	/* of the first digit */

	if (huge_order(&a, &zero) == 0)
		return 0;
	for (; huge_order(&a, &b) < 0; exponent--)
		a = doubled(a);
	for (;; exponent++)
	{
		sm_huge		twice = doubled(b);

		if (huge_order(&a, &twice) < 0)
			break;
		b = twice;
	}

	/* now b <= a < 2 b, and b is less than 2^255 as it was */
	for (int i = 0; i < 64; i++)
	{
		bool		more = huge_order(&a, &b) >= 0;

		digits = digits << 1 | (more ? 1 : 0);
		if (more)
			a = sm_huge_difference(a, b);
		a = doubled(a);
	}
	if (huge_order(&a, &zero) != 0)
		digits |= 1;
	return ldexp((double) digits, exponent - 63);
}
