/*-------------------------------------------------------------------------
 *
 * normal.h
 *	  Tails of the normal distribution.
 *
 * The same argument gives the same bits on every machine, which erfc() of
 * the C library does not: what can be is computed in integers, and no
 * product of floating point numbers is added to anything.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_NORMAL_H
#define SM_CORE_NORMAL_H

/* The point that leaves 2.5 % above it: what a 95 % interval reaches. */
#define SM_95_PERCENT_POINT	1.959963984540054

/*
 * How likely a standard normal number is to be at least as far from zero as
 * z, on either side: erfc(|z| / sqrt(2)), to 13 digits.
 */
extern double sm_two_sided(double z);

#endif							/* SM_CORE_NORMAL_H */
