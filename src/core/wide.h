/*-------------------------------------------------------------------------
 *
 * wide.h
 *	  Integers of 128 bits, and hashes and logarithms made of them.
 *
 * A logarithm here is the same to the last bit on every machine, which the
 * one of the C library is not.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_WIDE_H
#define SM_CORE_WIDE_H

#include <stdint.h>

__extension__ typedef unsigned __int128 sm_uint128;

/* Sums in flat values, which are aligned to eight bytes, not to sixteen. */
__extension__ typedef __int128 sm_int128 __attribute__((aligned(8)));

#define SM_INT128_MAX ((sm_int128) (~(sm_uint128) 0 >> 1))
#define SM_INT128_MIN (-SM_INT128_MAX - 1)

/* Odd constants without a pattern, for hashes. */
#define SM_HASH_ONE UINT64_C(0xA0761D6478BD642F)
#define SM_HASH_TWO UINT64_C(0xE7037ED1A0B428DB)

/* The product of two numbers, its halves laid over each other. */
static inline uint64_t
sm_mix(uint64_t a, uint64_t b)
{
	sm_uint128	product = (sm_uint128) a * b;

	return (uint64_t) product ^ (uint64_t) (product >> 64);
}

/* The natural logarithm of 2, times 2^64. */
#define SM_LN2 UINT64_C(0xB17217F7D1CF79AB)

/*
 * The natural logarithm of a positive number times 2^32, at most three too
 * small.
 */
static inline uint64_t
sm_ln(sm_uint128 number)
{
	uint64_t	exponent = 127;
	uint64_t	mantissa;		/* 1 to 2, times 2^63 */
	uint64_t	log2;

	while (!(number >> 127))
	{
		number <<= 1;
		exponent--;
	}
	mantissa = (uint64_t) (number >> 64);
	log2 = exponent << 32;
	for (int bit = 31; bit >= 0; bit--)
	{
		/* squaring the number doubles its logarithm */
		sm_uint128	square = (sm_uint128) mantissa * mantissa;

		if (square >> 127)
		{
			log2 |= UINT64_C(1) << bit;
			mantissa = (uint64_t) (square >> 64);
		}
		else
			mantissa = (uint64_t) (square >> 63);
	}
	return (uint64_t) ((sm_uint128) log2 * SM_LN2 >> 64);
}

#endif							/* SM_CORE_WIDE_H */
