/*-------------------------------------------------------------------------
 *
 * keyed_text.h
 *	  The text form of records of sums under keys.
 *
 * A record is a semicolon, the name of its kind, its key as the type writes
 * it, and its sums: "; payee "anna" sales=1200/24000/2".
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_KEYED_TEXT_H
#define SM_CORE_KEYED_TEXT_H

#include "core/count_text.h"
#include "core/keyed.h"

/* How a type writes what its keys mean.  One constant per type. */
typedef struct sm_keyed_words
{
	const char *const *kinds;	/* names, ended by a null pointer */

	/*
	 * Writes a key that the type has checked, at most 2 * SM_KEY_BYTES + 64
	 * bytes, and returns how many; with to NULL it only counts.
	 */
	size_t		(*write_key) (unsigned kind, const char *key, size_t length,
							  char *to);

	/*
	 * Reads such words at *text into SM_KEY_BYTES bytes and moves *text
	 * behind them, up to the equals sign.  False if they are none.
	 */
	bool		(*read_key) (unsigned kind, const char **text, char *key,
							 size_t *length);
} sm_keyed_words;

/*
 * Writes the records of a packed block, without a zero, and sets the length;
 * with to NULL it only counts.  SM_OK or SM_STOPPED.
 */
extern sm_status sm_keyed_write(const sm_keyed_layout *layout,
								const sm_keyed_words *words,
								const sm_keyed *block, char *to,
								const volatile sig_atomic_t *stop,
								size_t *length);

/*
 * Reads the records at *text, or the first few thousand of them, and appends
 * them to a block of that size, which is enough if it has room for the head
 * and sm_keyed_room(text) bytes.  They are neither sorted nor checked yet.
 * *text moves on, and at its end all are read.  On failure *detail is one
 * sentence.
 */
extern sm_counts_read sm_keyed_read(const sm_keyed_layout *layout,
									const sm_keyed_words *words,
									const char **text, sm_keyed *block,
									size_t size, const char **detail);

/* Bytes that the records in a text can take. */
extern size_t sm_keyed_room(const char *text);

/* The longest text of an integer of 128 bits, its zero included. */
#define SM_WIDE_TEXT	48

/* Writes an integer of 128 bits and a zero; returns its length. */
extern size_t sm_write_wide(sm_int128 number, char to[SM_WIDE_TEXT]);

/* Reads digits, perhaps behind a minus sign, and moves *text behind them. */
extern sm_counts_read sm_read_wide(const char **text, sm_int128 *number);

#endif							/* SM_CORE_KEYED_TEXT_H */
