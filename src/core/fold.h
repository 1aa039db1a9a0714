/*-------------------------------------------------------------------------
 *
 * fold.h
 *	  Words of a text, folded so that equal words are equal bytes.
 *
 * A word is a run of letters, marks and digits.  Its folded form does not
 * depend on case, on whether accents are composed, on the order in which
 * marks were typed, on wide or narrow forms, or on invisible characters.
 * Folding a folded word changes nothing, recomposed or not.
 *
 * The rules come from one pinned Unicode version, never from a locale or a
 * library of the machine: a stored answer stays right when those change.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_FOLD_H
#define SM_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum sm_encoding
{
	SM_ENCODING_UTF8,			/* letters, marks and digits of Unicode */
	SM_ENCODING_BYTES			/* bytes above 127 are letters, folded to
								 * themselves */
} sm_encoding;

#define SM_WORD_BYTES 96		/* folded bytes of a word that are kept */

/*
 * A word ends at the latest so many bytes behind its first one, and what
 * follows is another word: a call takes a bounded time.
 */
#define SM_WORD_SPAN ((size_t) 65536)

typedef struct sm_word
{
	size_t		start;			/* first byte in the text */
	size_t		end;			/* first byte behind the word and what vanishes
								 * at its end */
	uint32_t	length;			/* folded bytes kept */
	bool		cut;			/* the word is longer than what was kept; the
								 * kept part ends at a character boundary */
	uint8_t		folded[SM_WORD_BYTES + 8];	/* the bytes kept, then at least 8
											 * zero bytes */
} sm_word;

/* The Unicode version of the tables, such as "15.0.0". */
extern const char sm_unicode_version[];

/*
 * Finds the first word that begins at or after position, which must be the
 * start of the text or the end of a word or separator; false, with *word
 * undefined, when there is none.
 *
 * Bytes that are not well-formed UTF-8 separate words, one byte at a time.
 * Reads nothing outside the text and nothing behind the word but the one
 * character that ends it, so walking a text is linear in its length.
 */
extern bool sm_next_word(const uint8_t *text, size_t length, size_t position,
						 sm_encoding encoding, sm_word *word);

/*
 * Recomposes folded UTF-8 in place (to normalization form C) and returns the
 * new length, which is never larger.  Bytes that are not well-formed stay as
 * they are.
 */
extern size_t sm_compose(uint8_t *text, size_t length);

/*
 * True if the bytes are well-formed UTF-8 (table 3-7 of the Unicode Standard:
 * no overlong form, no surrogate, nothing above 10FFFF) without a zero byte;
 * else *offset is where the first bad sequence begins.
 */
extern bool sm_valid_utf8(const uint8_t *text, size_t length, size_t *offset);

#endif							/* SM_FOLD_H */
