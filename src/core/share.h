/*-------------------------------------------------------------------------
 *
 * share.h
 *	  Numbers from -1 to 1 as exact decimals of nine digits.
 *
 * A share is an integer, its number of billionths.  So it is compared, stored,
 * written and read without rounding, and 0.33 is exactly that.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_SHARE_H
#define SM_CORE_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t sm_share;

#define SM_SHARE_ONE	1000000000

/* A buffer that holds the text of any share, terminating zero included. */
#define SM_SHARE_TEXT	16

/*
 * Puts the share nearest to a number into share and returns true, or returns
 * false, where the number is not within lowest and 1 or not a number.
 */
extern bool sm_share_of(double number, sm_share lowest, sm_share *share);

/* The number nearest to a share. */
extern double sm_share_number(sm_share share);

/*
 * Reads a share such as -0.625 at *text, at most nine digits behind the
 * point, and moves *text behind it.  False, and *text stays, if there is none
 * from -1 to 1.
 */
extern bool sm_share_read(const char **text, sm_share *share);

/* Writes the shortest text that reads as the share; returns its length. */
extern size_t sm_share_write(sm_share share, char text[SM_SHARE_TEXT]);

#endif							/* SM_CORE_SHARE_H */
