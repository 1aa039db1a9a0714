/*-------------------------------------------------------------------------
 *
 * units_text.h
 *	  Amounts of ten-thousandths in the text forms of values.
 *
 * What is written reads again as the same, and has no more digits than it
 * needs.
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

#endif							/* SM_CORE_UNITS_TEXT_H */
