/*-------------------------------------------------------------------------
 *
 * amount.h
 *	  Amounts of money: numeric outside, ten-thousandths in integers inside.
 *
 * One unit is 0.0001 of a currency.  An amount is finite and its absolute
 * value below 9e14, so that it fits an int64 of units; sums of amounts are
 * kept in 128 bits.  Everything here that is given something else raises
 * 22003 and says what it was given.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_AMOUNT_H
#define SM_PG_AMOUNT_H

#include "postgres.h"

#include "utils/numeric.h"

/* Units of an amount of 1. */
#define SM_AMOUNT_SCALE		4
#define SM_AMOUNT_UNITS		10000

/* No amount has this many units or more, and none minus that or less. */
#define SM_AMOUNT_LIMIT		INT64CONST(9000000000000000000)

/*
 * The units of an amount, rounded half away from zero.  name is what the
 * message calls it, such as "amount".  Raises 22003 for NaN, infinity and
 * what is too large.  Allocates, if anything, a few small values in the
 * current memory context.  The numeric may have a short header, as
 * PG_GETARG_VARLENA_PP gives it.
 */
extern int64 sm_amount_units(Numeric amount, const char *name);

/*
 * Raises 22003 unless a numeric is finite.  For what is not kept in units.
 */
extern void sm_check_finite(Numeric number, const char *name);

/*
 * The numeric of a number of units, with four digits behind the point, in
 * the current memory context.  The second raises 22003 for 1e36 units or
 * more.
 */
extern Numeric sm_units_numeric(int64 units);
extern Numeric sm_wide_units_numeric(int128 units);

/*
 * The sum of units that a message has sent in two halves, the upper one
 * first.
 */
static inline int128
sm_wide_units(int64 high, uint64 low)
{
	return (int128) (((uint128) (uint64) high << 64) | low);
}

#endif							/* SM_PG_AMOUNT_H */
