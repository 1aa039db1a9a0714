/*-------------------------------------------------------------------------
 *
 * share.c
 *	  Numbers from -1 to 1 as exact decimals of nine digits.
 *
 * Floating point numbers come in and go out here and are not kept.
 *
 *-------------------------------------------------------------------------
 */
#include "core/share.h"

#include <math.h>
#include <stdio.h>

#define DIGITS	9				/* behind the point */

/*
 * The nearest share, halves to the even one.
 */
bool
sm_share_of(double number, sm_share lowest, sm_share *share)
{
	/* not a number is neither */
	if (!(number >= (double) lowest / SM_SHARE_ONE && number <= 1))
		return false;
	*share = (sm_share) rint(number * SM_SHARE_ONE);
	return true;
}

double
sm_share_number(sm_share share)
{
	return (double) share / SM_SHARE_ONE;
}

/*
 * Reads a sign, digits, and a point with digits, in which a zero in front of
 * the point may be missing but not all digits.
 */
bool
sm_share_read(const char **text, sm_share *share)
{
	const char *at = *text;
	bool		negative = *at == '-';
	int64_t		value = 0;
	int			digits = 0;
	int			behind = 0;

	if (negative)
		at++;
	for (; *at >= '0' && *at <= '9' && value < 2; at++, digits++)
		value = value * 10 + (*at - '0');
	if (*at == '.')
	{
		at++;
		for (; *at >= '0' && *at <= '9' && behind < DIGITS; at++, behind++)
			value = value * 10 + (*at - '0');
	}
	if (digits + behind == 0 || (*at >= '0' && *at <= '9'))
		return false;
	for (; behind < DIGITS; behind++)
		value *= 10;
	if (value > SM_SHARE_ONE)
		return false;
	*share = (sm_share) (negative ? -value : value);
	*text = at;
	return true;
}

size_t
sm_share_write(sm_share share, char text[SM_SHARE_TEXT])
{
	int			magnitude = share < 0 ? -share : share;
	int			length = snprintf(text, SM_SHARE_TEXT, "%s%d.%09d",
								  share < 0 ? "-" : "",
								  magnitude / SM_SHARE_ONE,
								  magnitude % SM_SHARE_ONE);

	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	text[length] = '\0';
	return (size_t) length;
}
