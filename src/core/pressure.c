/*-------------------------------------------------------------------------
 *
 * pressure.c
 *	  How much of a customer's tolerance touches use up.
 *
 * Tolerances are at most a thousand, so a sum of pressures over more touches
 * than a summary holds is far from what an int64 holds.
 *
 *-------------------------------------------------------------------------
 */
#include "core/pressure.h"

/* The greatest common divisor of two numbers, at least 1. */
static int64_t
common_divisor(int64_t a, int64_t b)
{
	while (b != 0)
	{
		int64_t		remainder = a % b;

		a = b;
		b = remainder;
	}
	return a < 1 ? 1 : a;
}

/* The least common multiple of two positive numbers. */
static int64_t
common_multiple(int64_t a, int64_t b)
{
	return a / common_divisor(a, b) * b;
}

sm_pressure_scale
sm_pressure_scale_of(const sm_policy *policy)
{
	int64_t		phone = policy->limit[SM_LIMIT_PHONE];
	int64_t		email = policy->limit[SM_LIMIT_EMAIL];
	int64_t		mail = policy->limit[SM_LIMIT_MAIL];
	sm_pressure_scale scale = {{0}, 0};

	scale.limit = common_multiple(common_multiple(phone, email), mail);
	scale.weight[SM_BY_PHONE] = scale.limit / phone;
	scale.weight[SM_BY_EMAIL] = scale.limit / email;
	scale.weight[SM_BY_MAIL] = scale.limit / mail;
	return scale;
}
