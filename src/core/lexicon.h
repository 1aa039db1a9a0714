/*-------------------------------------------------------------------------
 *
 * lexicon.h
 *	  Phrase rules compiled for matching.
 *
 * Every word that a phrase is made of is a symbol: an exact word, or a stem
 * where the phrase has a star.  Symbols are grouped by their first four
 * bytes, and phrases form a trie over symbols.  A word of a text passes two
 * bit filters before a group is looked at, and most words do not.  All of it
 * is built once and then only read.
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
#define SM_NO_NODE UINT32_MAX

/* Symbols are grouped by so many bytes; shorter stems are in no group. */
#define SM_PREFIX 4

/*
 * Bits of the filters: 8 kB and 1 kB stay in the first cache.  Of the words
 * that are not in 1,000 phrases about one in thirty gets by.
 */
#define SM_WORD_FILTER_BITS 16
#define SM_STEM_FILTER_BITS 13

/* One word or stem of some phrase. */
typedef struct sm_symbol
{
	uint64_t	key;			/* first eight bytes, zeros behind them */
	uint64_t	mask;			/* which bits of a word's key have to be so */
	uint32_t	text;			/* offset of its bytes */
	uint32_t	length;
	uint32_t	root;			/* its node as the first word of phrases */
	bool		stem;
} sm_symbol;

/* Symbols that begin with the same bytes. */
typedef struct sm_group
{
	uint32_t	prefix;
	uint32_t	first;			/* the first of them */
	uint32_t	end;			/* behind the last; 0 where there is none */
} sm_group;

/* A place in the trie: what has been read so far. */
typedef struct sm_node
{
	uint64_t	children;		/* filter of the words that lead on */
	uint32_t	phrase;			/* the phrase that ends here */
	uint32_t	specificity;	/* of that phrase: its literal characters */
} sm_node;

/* An edge of the trie, in an open table; node SM_NO_NODE where it is free. */
typedef struct sm_edge
{
	uint32_t	parent;
	uint32_t	symbol;
	uint32_t	node;
} sm_edge;

typedef struct sm_lexicon
{
	/* filters: exact words that begin a phrase, first bytes of such stems */
	uint64_t	first_words[1 << (SM_WORD_FILTER_BITS - 6)];
	uint64_t	first_stems[1 << (SM_STEM_FILTER_BITS - 6)];

	size_t		size;			/* bytes of everything */
	sm_encoding encoding;
	const sm_rules *rules;		/* a copy of its own */
	int32_t		threshold[SM_THRESHOLDS];	/* those of the rules */

	sm_symbol  *symbols;		/* short stems, then group by group */
	uint32_t	nsymbols;
	uint32_t	nshort_stems;
	char	   *text;			/* bytes of all symbols */
	sm_group   *groups;			/* open table */
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

/* The node reached from a node by a symbol, or SM_NO_NODE. */
extern uint32_t sm_lexicon_child(const sm_lexicon *lexicon, uint32_t parent,
								 uint32_t symbol);

/*
 * A word to be looked up.  Its bytes are folded by or-ing fold into them: 0
 * for bytes that are folded already, 0x20 for plain ASCII letters and digits.
 */
typedef struct sm_term
{
	const uint8_t *bytes;
	uint64_t	key;			/* first eight, folded, zeros behind them */
	uint32_t	length;			/* at most SM_WORD_BYTES */
	uint8_t		fold;
	bool		cut;			/* the word is longer: it is only a stem's */
} sm_term;

/* A walk over the symbols that a word is. */
typedef struct sm_symbol_walk
{
	uint32_t	next;
	uint32_t	end;
	bool		grouped;		/* behind the short stems */
} sm_symbol_walk;

/* The first eight bytes of a word that is followed by zeros. */
static inline uint64_t
sm_word_key(const uint8_t *folded)
{
	uint64_t	key;

	memcpy(&key, folded, sizeof(key));
	return key;
}

/* Which bits of a key are those of the first so many bytes. */
static inline uint64_t
sm_key_mask(size_t length)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return length < 8 ? ~(UINT64_MAX << (8 * length)) : UINT64_MAX;
#else
	return length < 8 ? ~(UINT64_MAX >> (8 * length)) : UINT64_MAX;
#endif
}

/* Hash of an exact word: its first eight bytes and its length. */
static inline uint32_t
sm_word_hash(uint64_t key, size_t length)
{
	return (uint32_t) ((key + length) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

/* The first SM_PREFIX bytes of a word, from its key. */
static inline uint32_t
sm_prefix(uint64_t key)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (uint32_t) key;
#else
	return (uint32_t) (key >> 32);
#endif
}

static inline uint32_t
sm_prefix_hash(uint32_t prefix)
{
	return prefix * UINT32_C(0x9E3779B1);
}

/* The bit of a node's filter of children for a word with this prefix. */
static inline uint64_t
sm_child_bit(uint32_t prefix)
{
	return UINT64_C(1) << (sm_prefix_hash(prefix) >> 26);
}

/* The bit of a filter for a hash, in its lowest place. */
static inline uint64_t
sm_filter_bit(const uint64_t *filter, uint32_t hash, unsigned bits)
{
	uint32_t	bit = hash >> (32 - bits);

	return filter[bit >> 6] >> (bit & 63);
}

/* Whether a word may begin a phrase, by itself or by its stem. */
static inline bool
sm_may_begin(const sm_lexicon *lexicon, uint64_t key, size_t length)
{
	return (sm_filter_bit(lexicon->first_words, sm_word_hash(key, length),
						  SM_WORD_FILTER_BITS) |
			sm_filter_bit(lexicon->first_stems,
						  sm_prefix_hash(sm_prefix(key)),
						  SM_STEM_FILTER_BITS)) & 1;
}

/* Whether a word is a symbol; its key has been compared. */
static inline bool
sm_is_symbol(const sm_lexicon *lexicon, const sm_symbol *symbol,
			 const sm_term *term)
{
	const uint8_t *text = (const uint8_t *) lexicon->text + symbol->text;

	if (symbol->stem ? term->length < symbol->length :
		term->length != symbol->length || term->cut)
		return false;
	for (uint32_t i = 8; i < symbol->length; i++)
		if ((term->bytes[i] | term->fold) != text[i])
			return false;
	return true;
}

/* The group of a prefix; both ends are 0 where there is none. */
static inline void
sm_enter_group(const sm_lexicon *lexicon, uint32_t prefix,
			   sm_symbol_walk *walk)
{
	uint32_t	slot = sm_prefix_hash(prefix) >> 12;
	const sm_group *group = &lexicon->groups[slot & lexicon->groups_mask];

	while (group->end != 0 && group->prefix != prefix)
		group = &lexicon->groups[++slot & lexicon->groups_mask];
	walk->next = group->first;
	walk->end = group->end;
	walk->grouped = true;
}

static inline void
sm_symbols_begin(const sm_lexicon *lexicon, const sm_term *term,
				 sm_symbol_walk *walk)
{
	walk->next = 0;
	walk->end = lexicon->nshort_stems;
	walk->grouped = false;
	if (walk->end == 0)
		sm_enter_group(lexicon, sm_prefix(term->key), walk);
}

/* The next symbol that the word is, or NULL. */
static inline const sm_symbol *
sm_symbols_next(const sm_lexicon *lexicon, const sm_term *term,
				sm_symbol_walk *walk)
{
	for (;;)
	{
		const sm_symbol *symbol;

		if (walk->next == walk->end)
		{
			if (walk->grouped)
				return NULL;
			sm_enter_group(lexicon, sm_prefix(term->key), walk);
			continue;
		}
		symbol = &lexicon->symbols[walk->next++];
		if ((term->key & symbol->mask) == symbol->key &&
			sm_is_symbol(lexicon, symbol, term))
			return symbol;
	}
}

#endif							/* SM_CORE_LEXICON_H */
