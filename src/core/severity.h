/*-------------------------------------------------------------------------
 *
 * severity.h
 *	  How far a value is past its limit: one formula for every kind.
 *
 * A severity has no unit, grows with the distance, and lies between 0 (at the
 * limit, or on its good side) and 1; 0.5 is twice the limit, or half of it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_SEVERITY_H
#define SM_CORE_SEVERITY_H

/* By how much a value that is not negative exceeds a positive limit. */
static inline double
sm_severity_excess(double value, double limit)
{
	return value > limit ? 1 - limit / value : 0;
}

/* By how much a value that is not negative falls short of a positive limit. */
static inline double
sm_severity_shortfall(double value, double limit)
{
	return value < limit ? 1 - value / limit : 0;
}

#endif							/* SM_CORE_SEVERITY_H */
