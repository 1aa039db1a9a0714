/*-------------------------------------------------------------------------
 *
 * search.h
 *	  The phrases that begin with one word of a text.
 *
 * What match.c needs to look further than at that word; for nobody else.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_SEARCH_H
#define SM_CORE_SEARCH_H

#include "core/match.h"

/* Whether a byte belongs to a run of letters, digits and all above 127. */
static inline bool
sm_in_run(uint8_t byte)
{
	return byte >= 128 || (uint8_t) ((byte | 0x20) - 'a') < 26 ||
		(uint8_t) (byte - '0') < 10;
}

/* A word that sm_next_word has folded, to be looked up. */
static inline sm_term
sm_term_of(const sm_word *word)
{
	sm_term		term = {
		.bytes = word->folded,
		.key = sm_word_key(word->folded),
		.length = word->length,
		.fold = 0,
		.cut = word->cut
	};

	return term;
}

/* Writes one phrase that was found, and what silences it. */
static inline void
sm_report_found(sm_match *match, size_t start, size_t end, uint32_t phrase,
				sm_found *found)
{
	found->start = start;
	found->end = end;
	found->phrase = phrase;
	found->silenced_by = SM_NO_PHRASE;
	if (end <= match->covered)
		found->silenced_by = match->covered_by;
	else if (match->lexicon->rules->rule[phrase].evidence.shorter ==
			 SM_SHORTER_SILENCE)
	{
		match->covered = end;
		match->covered_by = phrase;
	}
}

/*
 * The next word that begins within SM_WORD_SPAN bytes of position: neither a
 * word nor the gap before it is longer, so a look ahead has an end.
 */
extern bool sm_next_near_word(const sm_match *match, size_t position,
							  sm_word *word);

/*
 * All phrases that begin with a word, the longest first; returns how many.
 * There is room for SM_PHRASE_WORDS.  None where match->stopped is set.
 */
extern size_t sm_search_term(sm_match *match, size_t start, size_t end,
							 const sm_term *term, sm_found *found);

#endif							/* SM_CORE_SEARCH_H */
