/*-------------------------------------------------------------------------
 *
 * count_text.c
 *	  What the text forms of all summaries have in common.
 *
 * Nothing here reads past the terminating zero.
 *
 *-------------------------------------------------------------------------
 */
#include "core/count_text.h"

#include <string.h>

#define SPACE	" \t\n\v\f\r"

/*
 * Moves *text behind white space.
 */
void
sm_skip_space(const char **text)
{
	*text += strspn(*text, SPACE);
}

/*
 * The name up to the equals sign.
 */
size_t
sm_read_name(const char **text)
{
	size_t		length = strcspn(*text, "=" SPACE);

	if ((*text)[length] != '=')
		return 0;
	*text += length + 1;
	return length;
}

/*
 * Reads the digits at *text.
 */
sm_counts_read
sm_read_number(const char **text, int64_t *number)
{
	int64_t		value = 0;

	if (**text < '0' || **text > '9')
		return SM_COUNTS_MALFORMED;
	for (; **text >= '0' && **text <= '9'; (*text)++)
	{
		int			digit = **text - '0';

		if (value > (INT64_MAX - digit) / 10)
			return SM_COUNTS_OUT_OF_RANGE;
		value = value * 10 + digit;
	}
	*number = value;
	return SM_COUNTS_READ;
}

/*
 * Whether white space or the end of the text stands at text.
 */
bool
sm_at_word_end(const char *text)
{
	return *text == '\0' || strspn(text, SPACE) > 0;
}

/*
 * The order of two numbers.
 */
int
sm_number_order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}
