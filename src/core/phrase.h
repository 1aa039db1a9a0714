/*-------------------------------------------------------------------------
 *
 * phrase.h
 *	  Phrases: words with a space between two and perhaps a star behind each.
 *
 * A star says that any ending, also none, may follow.  The normalised form
 * of a phrase reads back as itself, so it serves as its name.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_PHRASE_H
#define SM_CORE_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/fold.h"

/* What is wrong with a text that was meant to be a phrase. */
typedef enum sm_phrase_fault
{
	SM_PHRASE_FINE,
	SM_PHRASE_EMPTY,			/* it has no word */
	SM_PHRASE_STAR,				/* a star that does not end a word */
	SM_PHRASE_LONG_WORD,		/* a word of more than SM_WORD_BYTES */
	SM_PHRASE_MANY_WORDS		/* more than SM_PHRASE_WORDS words */
} sm_phrase_fault;

/*
 * The next word of a phrase at or after *position, which moves behind the
 * word and its star.  False at the end, or at a fault, which *fault names.
 */
extern bool sm_phrase_next(const char *text, size_t length, size_t *position,
						   sm_encoding encoding, sm_word *word, bool *star,
						   sm_phrase_fault *fault);

/*
 * Writes the normalised form of a phrase into room for SM_PHRASE_BYTES and
 * sets its length.  With stars false a star is a separator like any other.
 */
extern sm_phrase_fault sm_phrase_normalise(const char *text, size_t length,
										   sm_encoding encoding, bool stars,
										   char *to, size_t *to_length);

#endif							/* SM_CORE_PHRASE_H */
