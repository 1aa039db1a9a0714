/*-------------------------------------------------------------------------
 *
 * units_text.c
 *	  Amounts of ten-thousandths in the text forms of values.
 *
 * Nothing here reads past the terminating zero.
 *
 *-------------------------------------------------------------------------
 */
#include "core/units_text.h"

#include <stdbool.h>

#define UNITS	10000
#define SCALE	4

/*
 * Writes an amount of ten-thousandths.
 */
size_t
sm_write_units(sm_int128 units, char text[SM_UNITS_TEXT])
{
	char		digits[SM_UNITS_TEXT];
	sm_uint128	rest = units < 0 ? -(sm_uint128) units : (sm_uint128) units;
	size_t		count = 0;
	size_t		length = 0;
	size_t		zeros = 0;

	for (; rest > 0 || count <= SCALE; rest /= 10)
		digits[count++] = (char) ('0' + (int) (rest % 10));
	while (zeros < SCALE && digits[zeros] == '0')
		zeros++;

	if (units < 0)
		text[length++] = '-';
	for (size_t i = count; i > zeros; i--)
	{
		if (i == SCALE)
			text[length++] = '.';
		text[length++] = digits[i - 1];
	}
	for (size_t i = zeros; i > SCALE; i--)
		text[length++] = '0';
	text[length] = '\0';
	return length;
}

/*
 * Appends a digit to a number that is not positive, which has room for one
 * value more than a positive one.
 */
static bool
append_digit(sm_int128 *number, int digit)
{
	if (*number < (SM_INT128_MIN + digit) / 10)
		return false;
	*number = *number * 10 - digit;
	return true;
}

/*
 * Reads an amount.
 */
sm_counts_read
sm_read_units(const char **text, sm_int128 *units)
{
	bool		negative = **text == '-';
	sm_int128	number = 0;
	int			behind = -1;	/* digits behind the point, if there is one */

	if (negative || **text == '+')
		(*text)++;
	if (**text < '0' || **text > '9')
		return SM_COUNTS_MALFORMED;
	for (;; (*text)++)
	{
		if (**text == '.' && behind < 0)
			behind = 0;
		else if (**text < '0' || **text > '9')
			break;
		else if (behind == SCALE)
			return SM_COUNTS_MALFORMED;
		else
		{
			if (!append_digit(&number, **text - '0'))
				return SM_COUNTS_OUT_OF_RANGE;
			if (behind >= 0)
				behind++;
		}
	}
	if (behind == 0)
		return SM_COUNTS_MALFORMED;
	for (int i = behind < 0 ? 0 : behind; i < SCALE; i++)
	{
		if (!append_digit(&number, 0))
			return SM_COUNTS_OUT_OF_RANGE;
	}
	if (!negative && number == SM_INT128_MIN)
		return SM_COUNTS_OUT_OF_RANGE;
	*units = negative ? number : -number;
	return SM_COUNTS_READ;
}
