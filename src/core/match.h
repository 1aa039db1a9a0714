/*-------------------------------------------------------------------------
 *
 * match.h
 *	  Which phrases of a lexicon stand in a text, in one pass over it.
 *
 * Matching allocates nothing and reads nothing outside the text.  A call
 * returns after a bounded amount of work, so that the caller can answer a
 * cancel in between, however long the text is.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_MATCH_H
#define SM_CORE_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lexicon.h"

/*
 * A phrase in the text.  It is silenced where it lies wholly inside a longer
 * one that does not say otherwise.  Of two phrases over the very same words
 * only the one with more literal characters is found.
 */
typedef struct sm_found
{
	size_t		start;			/* first byte */
	size_t		end;			/* first byte behind it */
	uint32_t	phrase;			/* index in the rules */
	uint32_t	silenced_by;	/* the longer phrase, or SM_NO_PHRASE */
} sm_found;

typedef struct sm_match
{
	const sm_lexicon *lexicon;
	const uint8_t *text;
	size_t		length;
	bool		done;			/* nothing more will be found */
	const volatile sig_atomic_t *stop;	/* the lexicon's; NULL to go on */

	/* private */
	size_t		position;		/* words before it have been looked at */
	size_t		run_end;		/* end of a run with bytes above 127 */
	size_t		wordless;		/* no word begins from position to here */
	unsigned	work;			/* places in the trie seen by this call */
	bool		stopped;		/* the caller wants to be asked: a search
								 * is given up, to be made again */
	size_t		covered;		/* what lies before it is silenced ... */
	uint32_t	covered_by;		/* ... by this phrase */
} sm_match;

/* Starts on a text, which must stay where it is until the match is done. */
extern void sm_match_begin(sm_match *match, const sm_lexicon *lexicon,
						   const uint8_t *text, size_t length);

/*
 * Writes phrases in the order of where they start, the longest first, and
 * returns how many; there must be room for twice SM_PHRASE_WORDS.  It may
 * return none and not be done yet.
 */
extern size_t sm_match_next(sm_match *match, sm_found *found, size_t room);

#endif							/* SM_CORE_MATCH_H */
