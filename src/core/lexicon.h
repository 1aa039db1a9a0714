/*-------------------------------------------------------------------------
 *
 * lexicon.h
 *	  Phrase rules compiled for matching.
 *
 * Every word that a phrase is made of is a symbol: an exact word, or a stem
 * where the phrase has a star.  Exact words stand in a hash table, stems in
 * groups by their first four bytes, and phrases form a trie over symbols.  A
 * word of a text passes two bit filters before any of these is looked at,
 * and most words do not.  All of it is built once and then only read.
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

#define SM_NO_SYMBOL UINT32_MAX

/* Stems are grouped by so many bytes; shorter ones are in no group. */
#define SM_PREFIX 4

/* Stems of at least so many bytes have a filter that asks for them all. */
#define SM_LONG_PREFIX 6

/*
 * More symbols than this of one hash, stems of one prefix or short stems are
 * a crowd.  One of it stands in a table for all; they are sorted, and looked
 * for by halving.  What only has neighbouring hashes is told apart by
 * another factor.  So nobody's choice of phrases makes a lookup slow.
 */
#define SM_CROWD 8

/*
 * Bits of the filters: 8 kB and twice 1 kB stay in the first cache.  Of the
 * words that are not in 1,000 phrases about one in thirty gets by.
 */
#define SM_WORD_FILTER_BITS 16
#define SM_STEM_FILTER_BITS 13

/*
 * One word or stem of some phrase.  If it begins phrases, what its node says
 * is repeated here together with what the nodes of its stems say: mostly
 * nothing more has to be looked at.
 */
typedef struct sm_symbol
{
	uint64_t	key;			/* first eight bytes, zeros behind them */
	uint64_t	mask;			/* the bits of a word's key that count */
	uint64_t	next_words;		/* filters of what may follow it */
	uint64_t	next_stems;
	uint32_t	phrase;			/* the best phrase of this one word */
	uint32_t	specificity;	/* of that phrase */
	uint32_t	root;			/* its node as the first word of phrases */
	uint32_t	text;			/* offset of its bytes */
	uint16_t	length;
	uint16_t	more;			/* how much longer a word may be: 0, or any
								 * length for a stem */
	bool		crowded;		/* hashes do not tell it from many others */
	bool		mixed;			/* some of what may follow is a stem's */
} sm_symbol;

static inline bool
sm_is_stem(const sm_symbol *symbol)
{
	return symbol->more != 0;
}

/* Stems that begin with the same bytes. */
typedef struct sm_group
{
	uint32_t	prefix;
	uint32_t	first;			/* the first of them */
	uint32_t	end;			/* behind the last; 0 where there is none */
} sm_group;

/* A place in the trie: what has been read so far. */
typedef struct sm_node
{
	uint64_t	next_words;		/* filters of the exact words and the stems */
	uint64_t	next_stems;		/* that lead on */
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
	uint64_t	first_long_stems[1 << (SM_STEM_FILTER_BITS - 6)];

	size_t		size;			/* bytes of everything */
	uint64_t	factor;			/* of hashes, chosen for these symbols */
	uint32_t	longest_probe;	/* in the tables of words and groups */
	const volatile sig_atomic_t *stop;	/* the caller's, see sm_memory */
	sm_encoding encoding;
	const sm_rules *rules;		/* a copy of its own */
	int32_t		threshold[SM_THRESHOLDS];	/* those of the rules */

	sm_symbol  *symbols;		/* short stems, other stems, exact words */
	uint32_t	nsymbols;
	uint32_t	nshort_stems;
	uint32_t	nstems;			/* the short ones, too */
	char	   *text;			/* bytes of all symbols */
	uint32_t   *firsts;			/* open table of those that begin phrases */
	uint32_t	firsts_mask;
	uint32_t   *words;			/* open table of exact words */
	uint32_t	words_mask;
	sm_group   *groups;			/* open table of stems */
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
 * pointer to the rules; SM_OUT_OF_MEMORY or SM_STOPPED is all that can go
 * wrong.
 */
extern sm_status sm_lexicon_build(const sm_rules *rules, sm_encoding encoding,
								  const sm_memory *memory,
								  sm_lexicon **lexicon, sm_error *error);

/* The evidence of a channel by its name as a user writes it, or NULL. */
extern const sm_rule *sm_lexicon_channel(const sm_lexicon *lexicon,
										 const char *name, size_t length);

/* Fills the filters, the table of firsts, and what symbols repeat of nodes. */
extern void sm_add_firsts(sm_lexicon *lexicon);

/* Fills the table of channels, which is empty. */
extern void sm_add_channels(sm_lexicon *lexicon);

/* The node reached from a node by a symbol, or SM_NO_NODE. */
extern uint32_t sm_lexicon_child(const sm_lexicon *lexicon, uint32_t parent,
								 uint32_t symbol);

/*
 * A word to be looked up.  Its bytes are folded by or-ing fold into them, 8
 * at a time: 0 for bytes that are folded already, 0x20 in each for plain
 * ASCII letters and digits.
 */
typedef struct sm_term
{
	const uint8_t *bytes;
	uint64_t	key;			/* first eight, folded, zeros behind them */
	uint32_t	length;			/* at most SM_WORD_BYTES */
	bool		cut;			/* the word is longer: it is only a stem's */
	uint64_t	fold;
} sm_term;

/* A walk over the stems that a word begins with. */
typedef struct sm_stem_walk
{
	uint32_t	next;
	uint32_t	end;
} sm_stem_walk;

/* The first eight bytes of a word that is followed by zeros. */
static inline uint64_t
sm_word_key(const uint8_t *folded)
{
	uint64_t	key;

	memcpy(&key, folded, sizeof(key));
	return key;
}

/*
 * Which bits of a key are those of the first so many bytes, at most 64 of
 * them: a table, as a branch on the length of a word is often mispredicted.
 */
extern const uint64_t sm_key_masks[65];

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

/* Hash of an exact word: its first eight bytes and its length. */
static inline uint32_t
sm_word_hash(const sm_lexicon *lexicon, uint64_t key, size_t length)
{
	return (uint32_t) ((key + length) * lexicon->factor >> 32);
}

static inline uint32_t
sm_prefix_hash(const sm_lexicon *lexicon, uint32_t prefix)
{
	return prefix * (uint32_t) lexicon->factor;
}

/* The bit of a word in a filter of next words, of its prefix in the other. */
static inline uint64_t
sm_next_word_bit(const sm_lexicon *lexicon, uint64_t key, size_t length)
{
	return UINT64_C(1) << (sm_word_hash(lexicon, key, length) >> 26);
}

static inline uint64_t
sm_next_stem_bit(const sm_lexicon *lexicon, uint64_t key)
{
	return UINT64_C(1) << (sm_prefix_hash(lexicon, sm_prefix(key)) >> 26);
}

/* The bit of a filter for a hash, in its lowest place. */
static inline uint64_t
sm_filter_bit(const uint64_t *filter, uint32_t hash, unsigned bits)
{
	uint32_t	bit = hash >> (32 - bits);

	return filter[bit >> 6] >> (bit & 63);
}

/* Of two phrases over the same words: the one with more literal characters. */
static inline bool
sm_is_better(uint32_t specificity, uint32_t phrase, uint32_t than_specificity,
			 uint32_t than_phrase)
{
	return specificity > than_specificity ||
		(specificity == than_specificity && phrase < than_phrase);
}

/* Whether an exact word with this hash may begin a phrase: the lowest bit. */
static inline uint64_t
sm_first_word_bit(const sm_lexicon *lexicon, uint32_t hash)
{
	return sm_filter_bit(lexicon->first_words, hash, SM_WORD_FILTER_BITS);
}

/* Hash of the first SM_LONG_PREFIX bytes of a word. */
static inline uint32_t
sm_long_prefix_hash(const sm_lexicon *lexicon, uint64_t key)
{
	return sm_word_hash(lexicon, key & sm_key_masks[SM_LONG_PREFIX], 0);
}

/* Whether a stem of a word may begin a phrase: the lowest bit. */
static inline uint64_t
sm_first_stem_bit(const sm_lexicon *lexicon, uint64_t key)
{
	return sm_filter_bit(lexicon->first_stems,
						 sm_prefix_hash(lexicon, sm_prefix(key)),
						 SM_STEM_FILTER_BITS) |
		sm_filter_bit(lexicon->first_long_stems,
					  sm_long_prefix_hash(lexicon, key),
					  SM_STEM_FILTER_BITS);
}

/* Whether the bytes of a word behind its key are those of a symbol. */
static inline bool
sm_same_rest(const sm_lexicon *lexicon, const sm_symbol *symbol,
			 const sm_term *term)
{
	const uint8_t *text = (const uint8_t *) lexicon->text + symbol->text;

	for (uint32_t i = 8; i < symbol->length; i += 8)
	{
		uint32_t	at = i + 8 <= symbol->length ? i : symbol->length - 8u;

		if ((sm_word_key(term->bytes + at) | term->fold) !=
			sm_word_key(text + at))
			return false;
	}
	return true;
}

/* Whether a word, which is not cut, is a symbol. */
static inline bool
sm_is_symbol(const sm_lexicon *lexicon, const sm_symbol *symbol,
			 const sm_term *term)
{
	return (term->key & symbol->mask) == symbol->key &&
		term->length - symbol->length <= symbol->more &&
		sm_same_rest(lexicon, symbol, term);
}

/* Whether a symbol has the hash of an exact word, or the prefix of a stem. */
static inline bool
sm_is_alike(const sm_symbol *symbol, const sm_term *term, bool exact)
{
	return exact ? !sm_is_stem(symbol) && symbol->key == term->key &&
		symbol->length == term->length :
		sm_is_stem(symbol) && sm_prefix(symbol->key) == sm_prefix(term->key);
}

/* Whether hashes do not tell two symbols apart, as neighbours may be. */
static inline bool
sm_are_alike(const sm_symbol *a, const sm_symbol *b)
{
	return sm_is_stem(a) ?
		sm_is_stem(b) && sm_prefix(a->key) == sm_prefix(b->key) :
		a->key == b->key && a->length == b->length && !sm_is_stem(b);
}

/* The exact word in a crowd, or NULL. */
extern const sm_symbol *sm_crowd_word(const sm_lexicon *lexicon,
									  const sm_term *term);

/* The first of the stems from .. end-1 that a word begins with, or end. */
extern uint32_t sm_crowd_stem(const sm_lexicon *lexicon, const sm_term *term,
							  uint32_t from, uint32_t end);

/* What sm_first_symbol answers where a crowd is alike. */
extern const sm_symbol *sm_crowd_first(const sm_lexicon *lexicon,
									   const sm_term *term, bool exact);

/*
 * The symbol that begins phrases with a word that is not cut: the word itself,
 * or the longest of its stems that is not short.  NULL where there is none.
 */
static inline const sm_symbol *
sm_first_symbol(const sm_lexicon *lexicon, const sm_term *term, bool exact)
{
	uint32_t	slot = (exact ? sm_word_hash(lexicon, term->key, term->length) :
						sm_prefix_hash(lexicon, sm_prefix(term->key))) >> 8;

	for (;; slot++)
	{
		uint32_t	number = lexicon->firsts[slot & lexicon->firsts_mask];
		const sm_symbol *symbol;

		if (number == SM_NO_SYMBOL)
			return NULL;
		symbol = &lexicon->symbols[number];
		if (sm_is_symbol(lexicon, symbol, term) &&
			sm_is_stem(symbol) != exact)
			return symbol;
		if (symbol->crowded && sm_is_alike(symbol, term, exact))
			return sm_crowd_first(lexicon, term, exact);
	}
}

/* The symbol that is exactly a word with this hash, or NULL. */
static inline const sm_symbol *
sm_exact_symbol(const sm_lexicon *lexicon, const sm_term *term, uint32_t hash)
{
	for (uint32_t slot = hash >> 8;; slot++)
	{
		uint32_t	number = lexicon->words[slot & lexicon->words_mask];
		const sm_symbol *symbol;

		if (number == SM_NO_SYMBOL)
			return NULL;
		symbol = &lexicon->symbols[number];
		if (!term->cut && sm_is_symbol(lexicon, symbol, term))
			return symbol;
		if (symbol->crowded && sm_is_alike(symbol, term, true))
			return term->cut ? NULL : sm_crowd_word(lexicon, term);
	}
}

/* Starts on the stems of a group, or the short ones. */
static inline void
sm_stems_begin(const sm_lexicon *lexicon, uint32_t prefix, bool short_ones,
			   sm_stem_walk *walk)
{
	uint32_t	slot = sm_prefix_hash(lexicon, prefix) >> 12;
	const sm_group *group = &lexicon->groups[slot & lexicon->groups_mask];

	walk->next = 0;
	walk->end = lexicon->nshort_stems;
	if (short_ones)
		return;
	while (group->prefix != prefix && group->end != 0)
		group = &lexicon->groups[++slot & lexicon->groups_mask];
	walk->next = group->first;
	walk->end = group->end;
}

/* The next stem of the walk that the word begins with, or NULL. */
static inline const sm_symbol *
sm_stems_next(const sm_lexicon *lexicon, const sm_term *term,
			  sm_stem_walk *walk)
{
	while (walk->next < walk->end)
	{
		const sm_symbol *symbol;

		if (walk->end - walk->next > SM_CROWD)
		{
			walk->next = sm_crowd_stem(lexicon, term, walk->next, walk->end);
			if (walk->next == walk->end)
				return NULL;
		}
		symbol = &lexicon->symbols[walk->next++];
		if (sm_is_symbol(lexicon, symbol, term))
			return symbol;
	}
	return NULL;
}

#endif							/* SM_CORE_LEXICON_H */
