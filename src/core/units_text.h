/*-------------------------------------------------------------------------
 *
 * units_text.h
 *	  Amounts and names in the text forms of values.
 *
 * What is written reads again as the same; amounts have no more digits than
 * they need.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_UNITS_TEXT_H
#define SM_CORE_UNITS_TEXT_H

#include <stddef.h>

#include "core/count_text.h"
#include "core/wide.h"

/* A buffer that holds any amount, terminating zero included. */
#define SM_UNITS_TEXT	48

/* Writes an amount of ten-thousandths, such as -12.5; returns its length. */
extern size_t sm_write_units(sm_int128 units, char text[SM_UNITS_TEXT]);

/*
 * Reads digits with or without a sign and up to four digits behind a point,
 * and moves *text behind them.
 */
extern sm_counts_read sm_read_units(const char **text, sm_int128 *units);

/*
 * Writes a name in double quotes, with a backslash before quotes and
 * backslashes, and a zero; returns the length.  There is room for
 * SM_KEY_ROOM(length) bytes.
 */
#define SM_KEY_ROOM(length)	((length) * 2 + 3)
extern size_t sm_write_key(const char *name, size_t length, char *text);

/*
 * Reads what sm_write_key writes into a buffer of room bytes and moves
 * *text behind it.  Returns SM_COUNTS_OUT_OF_RANGE where the name is longer
 * than that, and SM_COUNTS_MALFORMED where no such name stands at *text.
 */
extern sm_counts_read sm_read_key(const char **text, char *name,
									 size_t room, size_t *length);

#endif							/* SM_CORE_UNITS_TEXT_H */
