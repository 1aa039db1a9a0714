/*-------------------------------------------------------------------------
 *
 * lexicon.h
 *	  Phrase rules compiled for matching.
 *
 * Every word that a phrase is made of is a symbol: an exact word, or a stem
 * where the phrase has a star.  Phrases form a trie over symbols.  A word of
 * a text passes two bit filters, then a table of exact words and one of
 * stems by their first bytes, before the trie is looked at.  All of it is
 * built once and then only read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_LEXICON_H
#define SM_CORE_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/fold.h"
#include "core/rules.h"
#include "core/status.h"

#define SM_NO_PHRASE UINT32_MAX
#define SM_NO_SYMBOL UINT32_MAX
#define SM_NO_NODE UINT32_MAX

/* Stems at least this long are found by their first bytes. */
#define SM_STEM_PREFIX 4

/* One word or stem of some phrase. */
typedef struct sm_symbol
{
	uint64_t	key;			/* first eight bytes */
	uint32_t	text;			/* offset of its bytes */
	uint32_t	length;
	uint32_t	root;			/* its node as the first word of phrases */
	uint32_t	stem;			/* 1 for a stem, 0 for an exact word */
} sm_symbol;

/* A place in the trie: what has been read so far. */
typedef struct sm_node
{
	uint32_t	phrase;			/* the phrase that ends here */
	uint32_t	specificity;	/* of that phrase: its literal characters */
	uint32_t	children;
	uint32_t	stem_children;	/* those of them that are stems */
} sm_node;

/* An edge of the trie, in an open table; node SM_NO_NODE where it is free. */
typedef struct sm_edge
{
	uint32_t	parent;
	uint32_t	symbol;
	uint32_t	node;
} sm_edge;

/* Stems with the same first bytes, shortest first. */
typedef struct sm_stem_group
{
	uint32_t	prefix;
	uint32_t	first;			/* index in the list of stems */
	uint32_t	count;			/* 0 where the place in the table is free */
} sm_stem_group;

typedef struct sm_lexicon
{
	size_t		size;			/* bytes of everything */
	sm_encoding encoding;
	const sm_rules *rules;		/* a copy of its own */

	uint64_t   *first_words;	/* filter: exact words that begin a phrase */
	unsigned	first_words_shift;
	uint64_t   *first_stems;	/* filter: first bytes of such stems */
	unsigned	first_stems_shift;

	uint32_t   *words;			/* open table of symbols, exact words */
	uint32_t	words_mask;
	sm_symbol  *symbols;
	uint32_t	nsymbols;
	char	   *text;			/* bytes of all symbols */

	uint32_t   *stems;			/* symbols: short ones first, then groups */
	uint32_t	nshort_stems;
	sm_stem_group *groups;		/* open table */
	uint32_t	groups_mask;

	sm_node    *nodes;
	uint32_t	nnodes;
	sm_edge    *edges;			/* open table */
	uint32_t	edges_mask;

	uint32_t   *channels;		/* open table of indexes */
	uint32_t	channels_mask;
} sm_lexicon;

/*
 * Compiles rules.  The lexicon is made of blocks from memory and keeps no
 * pointer to the rules; SM_OUT_OF_MEMORY is all that can go wrong.
 */
extern sm_status sm_lexicon_build(const sm_rules *rules, sm_encoding encoding,
								  const sm_memory *memory,
								  sm_lexicon **lexicon, sm_error *error);

/* The evidence of a channel by its name as a user writes it, or NULL. */
extern const sm_rule *sm_lexicon_channel(const sm_lexicon *lexicon,
										 const char *name, size_t length);

/* The first eight folded bytes of a word, zeros behind a shorter one. */
static inline uint64_t
sm_word_key(const uint8_t *folded)
{
	uint64_t	key;

	memcpy(&key, folded, sizeof(key));
	return key;
}

/*
 * Hash of a word: its first eight bytes and, of a longer one, its length and
 * last eight bytes as well.
 */
static inline uint64_t
sm_word_hash(uint64_t key, uint64_t last, size_t length)
{
	if (length > 8)
		key ^= (last * UINT64_C(0x9E3779B97F4A7C15)) + length;
	key *= UINT64_C(0xD6E8FEB86659FD93);
	return key ^ (key >> 32);
}

/* The same of folded bytes, which are followed by at least eight zeros. */
static inline uint64_t
sm_folded_hash(const uint8_t *folded, size_t length)
{
	return sm_word_hash(sm_word_key(folded),
						length > 8 ? sm_word_key(folded + length - 8) : 0,
						length);
}

/* The first SM_STEM_PREFIX bytes of a word, from its key. */
static inline uint32_t
sm_stem_prefix(uint64_t key)
{
	uint32_t	prefix;
	uint8_t		bytes[sizeof(key)];

	memcpy(bytes, &key, sizeof(key));
	memcpy(&prefix, bytes, sizeof(prefix));
	return prefix;
}

static inline uint32_t
sm_prefix_hash(uint32_t prefix)
{
	prefix *= UINT32_C(0x9E3779B1);
	return prefix;
}

static inline bool
sm_filter_has(const uint64_t *filter, uint64_t bit)
{
	return (filter[bit >> 6] >> (bit & 63)) & 1;
}

/* Whether a word with this hash may begin a phrase as an exact word. */
static inline bool
sm_may_begin(const sm_lexicon *lexicon, uint64_t hash)
{
	return sm_filter_has(lexicon->first_words,
						 (hash & UINT32_MAX) >> lexicon->first_words_shift);
}

/* Whether a word with this key may begin a phrase by its stem. */
static inline bool
sm_may_begin_stem(const sm_lexicon *lexicon, uint64_t key)
{
	return sm_filter_has(lexicon->first_stems,
						 sm_prefix_hash(sm_stem_prefix(key)) >>
						 lexicon->first_stems_shift);
}

/* The exact word with these folded bytes, or SM_NO_SYMBOL. */
extern uint32_t sm_lexicon_word(const sm_lexicon *lexicon,
								const uint8_t *folded, size_t length);

/* The node reached from a node by a symbol, or SM_NO_NODE. */
extern uint32_t sm_lexicon_child(const sm_lexicon *lexicon, uint32_t parent,
								 uint32_t symbol);

/* A walk over the stems that a word begins with. */
typedef struct sm_stem_walk
{
	const uint8_t *folded;
	size_t		length;
	uint32_t	next;			/* in the list of stems */
	uint32_t	end;
	bool		last;			/* nothing follows what ends there */
} sm_stem_walk;

extern void sm_stems_begin(const sm_lexicon *lexicon, sm_stem_walk *walk,
						   const uint8_t *folded, size_t length);

/* The next stem's symbol, or SM_NO_SYMBOL. */
extern uint32_t sm_stems_next(const sm_lexicon *lexicon, sm_stem_walk *walk);

#endif							/* SM_CORE_LEXICON_H */
