/*-------------------------------------------------------------------------
 *
 * match.c
 *	  Which phrases of a lexicon stand in a text, in one pass over it.
 *
 * Words of ASCII are found 64 bytes at a time by a mask, and all but a few
 * are let go after two bits have been tested.  A run of letters that holds a
 * byte above 127 goes word by word through sm_next_word.
 *
 *-------------------------------------------------------------------------
 */
#include "core/match.h"

#include <string.h>

#include "core/search.h"
#include "core/word_mask.h"

/*
 * Work of one call: bytes of text, words of a run, places in the trie.  Each
 * alone takes a millisecond or so.
 */
#define CALL_BYTES ((size_t) 64 * 1024)
#define CALL_WORDS 2048
#define CALL_NODES 100000

/* Lower-case ASCII letters in all eight bytes; digits have the bit already. */
#define FOLD_EIGHT UINT64_C(0x2020202020202020)

void
sm_match_begin(sm_match *match, const sm_lexicon *lexicon,
			   const uint8_t *text, size_t length)
{
	match->lexicon = lexicon;
	match->text = text;
	match->length = length;
	match->done = length == 0;
	match->stop = lexicon->stop;
	match->position = 0;
	match->run_end = 0;
	match->wordless = 0;
	match->covered = 0;
	match->covered_by = SM_NO_PHRASE;
}

/* Whether a word may begin a phrase, by itself or by its stem. */
static inline bool
may_begin(const sm_lexicon *lexicon, const sm_term *term)
{
	return (sm_first_word_bit(lexicon,
							  sm_word_hash(lexicon, term->key,
										   term->length)) |
			sm_first_stem_bit(lexicon, term->key)) & 1;
}

/*
 * The words of a run that holds bytes above 127, from match->position on.
 * Returns how many phrases were written; the run is done when position has
 * reached run_end.
 */
static size_t
search_run(sm_match *match, sm_found *found, size_t room)
{
	const sm_lexicon *lexicon = match->lexicon;
	size_t		count = 0;

	for (int words = 0; words < CALL_WORDS; words++)
	{
		sm_word		word;
		sm_term		term;
		size_t		start = match->position;

		if (start >= match->run_end || room - count < SM_PHRASE_WORDS ||
			match->work > CALL_NODES)
			return count;
		/* a look past many runs without a word is taken once, not by each */
		if (match->wordless >= match->run_end)
		{
			match->position = match->run_end;
			return count;
		}
		if (!sm_next_near_word(match, start, &word))
		{
			match->wordless = match->length - start > SM_WORD_SPAN ?
				start + SM_WORD_SPAN : match->length;
			/* only separators: skip them, but not into a character */
			start = match->run_end - start > SM_WORD_SPAN ?
				start + SM_WORD_SPAN : match->run_end;
			while (start > match->position + 1 && start < match->run_end &&
				   (match->text[start] & 0xC0) == 0x80)
				start--;
			match->position = start;
			continue;
		}
		if (word.start >= match->run_end)
		{
			match->wordless = word.start;
			match->position = match->run_end;
			return count;
		}
		match->position = word.end;
		term = sm_term_of(&word);
		if (may_begin(lexicon, &term))
			count += sm_search_term(match, word.start, word.end, &term,
									found + count);
		if (match->stopped)
		{
			match->position = word.start;
			return count;
		}
	}
	return count;
}

/* Where a run of letters ends, or SM_WORD_SPAN bytes on. */
static size_t
run_end(const sm_match *match, size_t from, bool *high)
{
	size_t		end = from;
	size_t		most = match->length - from > SM_WORD_SPAN ?
		from + SM_WORD_SPAN : match->length;

	for (; end < most && sm_in_run(match->text[end]); end++)
		*high = *high || match->text[end] >= 128;
	return end;
}

/* Where a run is longer than one look at it, takes in the next part. */
static void
extend_run(sm_match *match)
{
	size_t		from = match->position > match->run_end ?
		match->position : match->run_end;
	bool		high = true;

	if (from < match->length && sm_in_run(match->text[from]))
		match->run_end = run_end(match, from, &high);
}

/* Where a text is shorter, a copy with zeros behind it is looked at. */
#define LEAST_LENGTH SM_LANE

/* A block of the text from match->position on, or what is left of it. */
typedef struct view
{
	const uint8_t *text;		/* the whole text, at least LEAST_LENGTH */
	size_t		length;
	size_t		position;		/* of the block in it */
	sm_mask		mask;
	bool		last;			/* the text ends in this block, which has an
								 * edge for the end of its last word */
	bool		near_end;		/* eight bytes of it may reach behind the text */
} view;

/*
 * The first eight bytes of an ASCII word of the view, folded, zeros behind
 * it.  At the end of the text they are read from before the word.
 */
static inline uint64_t
view_key(const view *v, size_t start, size_t length)
{
	size_t		at = v->position + start;
	size_t		from = at;
	uint64_t	key;

	if (v->near_end)
		from = at < v->length - sizeof(key) ? at : v->length - sizeof(key);
	memcpy(&key, v->text + from, sizeof(key));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	key >>= 8 * (at - from);
#else
	key <<= 8 * (at - from);
#endif
	return (key | FOLD_EIGHT) & sm_key_masks[length];
}

/* An ASCII word, to be looked up. */
static inline sm_term
ascii_term(const uint8_t *word, size_t length, uint64_t key)
{
	sm_term		term = {
		.bytes = word,
		.key = key,
		.length = (uint32_t) (length < SM_WORD_BYTES ?
							  length : SM_WORD_BYTES),
		.cut = length > SM_WORD_BYTES,
		.fold = FOLD_EIGHT
	};

	return term;
}

/*
 * A word that is longer than a block.  It becomes a run where it is not ASCII
 * or is longer than one word may be.
 */
static size_t
search_long(sm_match *match, const view *v, sm_found *found)
{
	size_t		start = match->position;
	bool		high = v->mask.high != 0;
	size_t		end = run_end(match, start, &high);
	size_t		count = 0;
	sm_term		term;

	if (high || end - start >= SM_WORD_SPAN)
	{
		match->run_end = end;
		return 0;
	}
	term = ascii_term(match->text + start, end - start,
					  view_key(v, 0, SM_BLOCK));
	if (may_begin(match->lexicon, &term))
		count = sm_search_term(match, start, end, &term, found);
	if (!match->stopped)
		match->position = end;
	return count;
}

/* A word of a view that the filters have let by. */
typedef struct suspect
{
	uint64_t	key;
	uint64_t	edges;			/* those behind it */
	uint32_t	exact;			/* 1 if let by as an exact word */
	uint16_t	start;
	uint16_t	length;
} suspect;

/* The ASCII words of a view that are to be looked up. */
typedef struct suspects
{
	unsigned	count;
	size_t		end;			/* where the next view begins */
	size_t		run;			/* bytes of a run that is not ASCII there */
	suspect		word[SM_BLOCK / 2];
} suspects;

/*
 * Finds the words of a view that the filters let by.  They are gathered
 * without a branch on the filters' answer, which nothing predicts; looking
 * them up comes later.  A view without bytes above 127 is common enough for
 * a loop that does not ask for them.
 */
static inline void
gather(const sm_lexicon *lexicon, const view *v, bool high, suspects *found)
{
	/* where words begin and end, in turns */
	uint64_t	edges = v->mask.word ^ v->mask.word << 1;
	unsigned	count = 0;

	found->end = SM_BLOCK;
	found->run = 0;
	while (edges != 0)
	{
		unsigned	start = (unsigned) __builtin_ctzll(edges);
		uint64_t	rest = edges & (edges - 1);
		suspect    *word = &found->word[count];
		unsigned	length;
		uint64_t	exact;

		if (rest == 0)
		{
			found->end = start;	/* it goes on behind the block */
			break;
		}
		length = (unsigned) __builtin_ctzll(rest) - start;
		if (high && (v->mask.high >> start &
					 (UINT64_MAX >> (SM_BLOCK - length))) != 0)
		{
			found->end = start;
			found->run = length;
			break;
		}
		edges = rest & (rest - 1);
		word->key = view_key(v, start, length);
		word->edges = edges;
		word->start = (uint16_t) start;
		word->length = (uint16_t) length;
		exact = sm_first_word_bit(lexicon, sm_word_hash(lexicon, word->key,
														length));
		word->exact = exact & 1;
		count += (exact |
				  sm_first_stem_bit(lexicon, word->key)) & 1;
	}
	found->count = count;
}

/* How a view's word goes on, as far as one more word tells. */
typedef enum continuation
{
	ALONE,						/* no phrase has the next word, too */
	PAIR,						/* one may, of these two words and no more */
	OPEN						/* it takes a closer look */
} continuation;

/*
 * Looks whether phrases go on behind a symbol with the word between the next
 * two edges.  For a pair, *node is where its phrase ends and *end where it
 * does in the text.
 */
static inline continuation
look_ahead(const sm_match *match, const view *v, const sm_symbol *symbol,
		   uint64_t edges, const sm_node **node, size_t *end)
{
	const sm_lexicon *lexicon = match->lexicon;
	const sm_symbol *next;
	unsigned	start;
	unsigned	length;
	uint64_t	key;
	uint32_t	child;
	sm_term		term;

	if ((symbol->next_words | symbol->next_stems) == 0 || edges == 0)
		return ALONE;
	start = (unsigned) __builtin_ctzll(edges);
	length = (unsigned) __builtin_ctzll(edges & (edges - 1)) - start;
	if (v->mask.high >> start & (UINT64_MAX >> (SM_BLOCK - length)))
		return OPEN;
	key = view_key(v, start, length);
	if (symbol->next_stems & sm_next_stem_bit(lexicon, key))
		return OPEN;
	if ((symbol->next_words & sm_next_word_bit(lexicon, key, length)) == 0)
		return ALONE;
	if (symbol->mixed)
		return OPEN;
	term = ascii_term(match->text + match->position + start, length, key);
	next = sm_exact_symbol(lexicon, &term,
						   sm_word_hash(lexicon, key, length));
	child = next == NULL ? SM_NO_NODE :
		sm_lexicon_child(lexicon, symbol->root,
						 (uint32_t) (next - lexicon->symbols));
	if (child == SM_NO_NODE)
		return ALONE;
	*node = &lexicon->nodes[child];
	*end = match->position + start + length;
	return ((*node)->next_words | (*node)->next_stems) != 0 ? OPEN : PAIR;
}

/*
 * The phrases that begin with an ASCII word of the view, which the filters
 * have let by and whose next word is in the view unless the text ends before.
 */
static inline size_t
search_ascii(sm_match *match, const view *v, const suspect *word,
			 sm_found *found)
{
	const sm_lexicon *lexicon = match->lexicon;
	size_t		from = match->position + word->start;
	size_t		end = from + word->length;
	size_t		count = 0;
	sm_term		term = ascii_term(match->text + from, word->length,
								  word->key);
	const sm_symbol *symbol = sm_first_symbol(lexicon, &term,
											  word->exact != 0);
	const sm_node *pair;
	size_t		pair_end;

	if (symbol == NULL && word->exact)
		symbol = sm_first_symbol(lexicon, &term, false);
	if (lexicon->nshort_stems > 0)
		return sm_search_term(match, from, end, &term, found);
	if (symbol == NULL)
		return 0;
	switch (look_ahead(match, v, symbol, word->edges, &pair, &pair_end))
	{
		case OPEN:
			return sm_search_term(match, from, end, &term, found);
		case PAIR:
			sm_report_found(match, from, pair_end, pair->phrase,
							&found[count++]);
			break;
		case ALONE:
			break;
	}
	if (symbol->phrase != SM_NO_PHRASE)
		sm_report_found(match, from, end, symbol->phrase, &found[count++]);
	return count;
}

/*
 * A word at the beginning of a view behind which no other is to be seen,
 * although the text goes on.
 */
static size_t
search_lonely(sm_match *match, const suspect *word, sm_found *found)
{
	size_t		count;
	size_t		start = match->position;
	sm_term		term = ascii_term(match->text + start, word->length,
								  word->key);

	count = sm_search_term(match, start, start + word->length, &term, found);
	if (!match->stopped)
		match->position += word->length;
	return count;
}

/*
 * The words of a view, until one of which not enough can be seen: it goes on,
 * or the next word does, behind the block.  Then the next view begins there.
 */
static size_t
search_view(sm_match *match, const view *v, sm_found *found, size_t room)
{
	size_t		count = 0;
	suspects	words;

	if (v->mask.high == 0)
		gather(match->lexicon, v, false, &words);
	else
		gather(match->lexicon, v, true, &words);
	for (unsigned i = 0; i < words.count; i++)
	{
		const suspect *word = &words.word[i];

		/* NOLINTNEXTLINE: words.count says that gather filled it */
		if ((word->edges & (word->edges - 1)) == 0 && !v->last)
		{
			if (word->start == 0)
				return count + search_lonely(match, word, found + count);
			match->position += word->start;
			return count;
		}
		count += search_ascii(match, v, word, found + count);
		if (match->stopped)
		{
			match->position += word->start;
			return count;
		}
		if (room - count < SM_PHRASE_WORDS || match->work > CALL_NODES)
		{
			match->position += word->start + word->length;
			return count;
		}
	}
	if (words.end == 0 && words.run == 0)
		return count + search_long(match, v, found + count);
	match->position += words.end;
	match->run_end = match->position + words.run;
	return count;
}

/* Looks at a block and takes in its words. */
static size_t
search_block(sm_match *match, sm_found *found, size_t room)
{
	uint8_t		padded[LEAST_LENGTH];
	size_t		left = match->length - match->position;
	view		v = {
		.text = match->text,
		.length = match->length,
		.position = match->position,
		.last = left < SM_BLOCK,
		.near_end = left < SM_BLOCK + sizeof(uint64_t)
	};

	if (v.length < LEAST_LENGTH)
	{
		memset(padded, 0, sizeof(padded));
		memcpy(padded, v.text, v.length);
		v.text = padded;
		v.length = sizeof(padded);
	}
	v.mask = v.near_end ? sm_tail_mask(v.text, v.position, v.length) :
		sm_word_mask(v.text + v.position);
	return search_view(match, &v, found, room);
}

size_t
sm_match_next(sm_match *match, sm_found *found, size_t room)
{
	size_t		stop = match->position + CALL_BYTES;
	size_t		count = 0;

	match->work = 0;
	match->stopped = false;
	while (match->position < match->length && match->position < stop &&
		   match->work <= CALL_NODES && !match->stopped &&
		   room - count >= SM_PHRASE_WORDS)
	{
		if (match->position < match->run_end)
		{
			count += search_run(match, found + count, room - count);
			if (match->position < match->run_end)
				return count;
			extend_run(match);
			continue;
		}
		count += search_block(match, found + count, room - count);
	}
	match->done = match->position >= match->length;
	return count;
}
