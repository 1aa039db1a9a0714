/*-------------------------------------------------------------------------
 *
 * line.h
 *	  What the text forms of one line have in common: words, and where
 *	  something else was expected.
 *
 * A line is words with white space between them.  Case does not matter to
 * anything here.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_LINE_H
#define SM_CORE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SM_LINE_EXPECTED 256

/* A line that is being read, and the word that stands next. */
typedef struct sm_line
{
	const char *text;			/* all of it, ended by a zero */
	const char *word;			/* the next word, or the zero at the end */
	size_t		length;			/* of the word; 0 at the end of the line */
} sm_line;

/* What is wrong with a line. */
typedef struct sm_line_error
{
	size_t		position;		/* bytes before the word that is wrong */
	size_t		length;			/* of that word; 0: the line ends there */
	char		expected[SM_LINE_EXPECTED]; /* a phrase: what should stand
											 * there */
	const char *because;		/* a sentence more, or a null pointer */
} sm_line_error;

/* Starts to read a line. */
extern sm_line sm_line_start(const char *text);

/* Moves on to the next word. */
extern void sm_line_next(sm_line *line);

/* Whether the next word is this one; does not move on. */
extern bool sm_line_at(const sm_line *line, const char *word);

/* Moves on and returns true if the next word is this one. */
extern bool sm_line_take(sm_line *line, const char *word);

/*
 * Fills an error about the next word and returns false, so that a reader can
 * return what this returns.
 */
extern bool sm_line_fail(const sm_line *line, sm_line_error *error,
						 const char *because, const char *expected,...)
			__attribute__((format(printf, 4, 5)));

/*
 * The place of a text in a list of names ended by a null pointer, or -1.  At
 * least three letters of a name will do.
 */
extern int	sm_line_name(const char *const *names, const char *text,
						 size_t length);

/*
 * Reads a whole number that a text of this length is, with an optional minus
 * sign if least is negative; false if it is none or not within the limits.
 */
extern bool sm_line_number(const char *text, size_t length, int64_t least,
						   int64_t most, int64_t *number);

/* Characters of a date of the years 1 to 9999, such as 2026-12-25. */
#define SM_LINE_DATE	10

/* The day of such a date that a text of this length is; false if none. */
extern bool sm_line_date(const char *text, size_t length, int64_t *day);

/* Moves *text behind such a date, if one stands there; false if none does. */
extern bool sm_line_take_date(const char **text, int64_t *day);

/* Writes the date of a day in those years, and a zero. */
extern void sm_line_write_date(int64_t day, char to[SM_LINE_DATE + 1]);

/* mon to sun and jan to dec in full, ended by null pointers. */
extern const char *const sm_weekday_names[8];
extern const char *const sm_month_names[13];

/* Letters of such a name that are written. */
#define SM_NAME_LETTERS	3

#endif							/* SM_CORE_LINE_H */
