/*-------------------------------------------------------------------------
 *
 * line.c
 *	  What the text forms of one line have in common.
 *
 * Only ASCII letters have case here; every other byte stands for itself.
 *
 *-------------------------------------------------------------------------
 */
#include "core/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/civil.h"

const char *const sm_weekday_names[8] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
	"sunday", NULL
};

const char *const sm_month_names[13] = {
	"january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december", NULL
};

static char
lower(char letter)
{
	return letter >= 'A' && letter <= 'Z' ? (char) (letter - 'A' + 'a') :
		letter;
}

/* Whether length bytes of a and b are the same but for case. */
static bool
same(const char *a, const char *b, size_t length)
{
	for (size_t i = 0; i < length; i++)
	{
		if (lower(a[i]) != lower(b[i]))
			return false;
	}
	return true;
}

/*
 * Makes the word at or behind from the next one.
 */
static void
find_word(sm_line *line, const char *from)
{
	line->word = from + strspn(from, " \t\r\n\f\v");
	line->length = strcspn(line->word, " \t\r\n\f\v");
}

sm_line
sm_line_start(const char *text)
{
	sm_line		line = {text, text, 0};

	find_word(&line, text);
	return line;
}

void
sm_line_next(sm_line *line)
{
	find_word(line, line->word + line->length);
}

bool
sm_line_at(const sm_line *line, const char *word)
{
	return line->length == strlen(word) &&
		same(line->word, word, line->length);
}

bool
sm_line_take(sm_line *line, const char *word)
{
	if (!sm_line_at(line, word))
		return false;
	sm_line_next(line);
	return true;
}

bool
sm_line_fail(const sm_line *line, sm_line_error *error, const char *because,
			 const char *expected,...)
{
	va_list		arguments;

	error->position = line->word - line->text;
	error->length = line->length;
	error->because = because;
	va_start(arguments, expected);
	(void) vsnprintf(error->expected, SM_LINE_EXPECTED, expected, arguments);
	va_end(arguments);
	return false;
}

int
sm_line_name(const char *const *names, const char *text, size_t length)
{
	if (length < SM_NAME_LETTERS)
		return -1;
	for (int i = 0; names[i] != NULL; i++)
	{
		if (length <= strlen(names[i]) && same(names[i], text, length))
			return i;
	}
	return -1;
}

bool
sm_line_number(const char *text, size_t length, int64_t least, int64_t most,
			   int64_t *number)
{
	bool		negative = length > 1 && text[0] == '-' && least < 0;
	int64_t		value = 0;

	if (length == 0)
		return false;
	for (size_t i = negative; i < length; i++)
	{
		if (text[i] < '0' || text[i] > '9' || value > (INT64_MAX - 9) / 10)
			return false;
		value = value * 10 + (text[i] - '0');
	}
	if (negative)
		value = -value;
	if (value < least || value > most)
		return false;
	*number = value;
	return true;
}

bool
sm_line_date(const char *text, size_t length, int64_t *day)
{
	int64_t		year;
	int64_t		month;
	int64_t		day_of_month;

	if (length != SM_LINE_DATE || text[4] != '-' || text[7] != '-' ||
		!sm_line_number(text, 4, 1, 9999, &year) ||
		!sm_line_number(text + 5, 2, 1, SM_MONTHS_A_YEAR, &month) ||
		!sm_line_number(text + 8, 2, 1, sm_month_length(year, (int) month),
						&day_of_month))
		return false;
	*day = sm_day_of(year, (int) month, (int) day_of_month);
	return true;
}

bool
sm_line_take_date(const char **text, int64_t *day)
{
	if (memchr(*text, '\0', SM_LINE_DATE) != NULL ||
		!sm_line_date(*text, SM_LINE_DATE, day))
		return false;
	*text += SM_LINE_DATE;
	return true;
}

void
sm_line_write_date(int64_t day, char to[SM_LINE_DATE + 1])
{
	sm_civil	civil = sm_civil_of(day);

	(void) snprintf(to, SM_LINE_DATE + 1, "%04u-%02u-%02u",
					(unsigned) civil.year % 10000,
					(unsigned) civil.month % 100, (unsigned) civil.day % 100);
}
