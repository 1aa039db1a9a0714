/*-------------------------------------------------------------------------
 *
 * random.h
 *	  Numbers that look random and are the same in every run.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_UNIT_RANDOM_H
#define SM_UNIT_RANDOM_H

#include <stdint.h>

/* The next number of a sequence: the finalizer of splitmix64. */
static inline uint64_t
next_random(uint64_t *sequence)
{
	uint64_t	number = *sequence += UINT64_C(0x9E3779B97F4A7C15);

	number = (number ^ number >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	number = (number ^ number >> 27) * UINT64_C(0x94D049BB133111EB);
	return number ^ number >> 31;
}

/* A number from least to most. */
static inline int64_t
random_between(uint64_t *sequence, int64_t least, int64_t most)
{
	return least + (int64_t) (next_random(sequence) %
							  (uint64_t) (most - least + 1));
}

#endif							/* SM_UNIT_RANDOM_H */
