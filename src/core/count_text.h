/*-------------------------------------------------------------------------
 *
 * count_text.h
 *	  What the text forms of all summaries have in common.
 *
 * A text form is words, each a name, an equals sign and a count, in any
 * order, with white space between them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_COUNT_TEXT_H
#define SM_CORE_COUNT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What became of a text that should be counts. */
typedef enum sm_counts_read
{
	SM_COUNTS_READ,
	SM_COUNTS_MALFORMED,		/* not the text form, or not valid counts */
	SM_COUNTS_OUT_OF_RANGE		/* a number or a sum does not fit */
} sm_counts_read;

/* Sentences for what is wrong with a text. */
#define SM_NUMBER_TOO_LARGE	"A number is larger than 9223372036854775807."
#define SM_SUM_TOO_LARGE	"A sum is larger than 9223372036854775807."
#define SM_WORD_TWICE		"A word stands there twice."

/* Moves *text behind white space. */
extern void sm_skip_space(const char **text);

/*
 * The length of the name that stands at *text, whose equals sign *text is
 * moved behind; 0 if none does, and *text stays.
 */
extern size_t sm_read_name(const char **text);

/*
 * Reads the digits at *text, at least one, and moves *text behind them.
 */
extern sm_counts_read sm_read_number(const char **text, int64_t *number);

/* Whether white space or the end of the text stands at text. */
extern bool sm_at_word_end(const char *text);

/* Less than, equal to or greater than zero, as a is to b. */
extern int	sm_number_order(int64_t a, int64_t b);

#endif							/* SM_CORE_COUNT_TEXT_H */
