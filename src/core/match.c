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

/* The best phrase that spans so many words from where a search began. */
typedef struct candidate
{
	uint32_t	phrase;
	uint32_t	specificity;
	size_t		end;
} candidate;

/* The phrases that begin with one word of the text. */
typedef struct search
{
	sm_match   *match;
	size_t		start;			/* of the word */
	size_t		end;
	sm_term		term;
	candidate	best[SM_PHRASE_WORDS];
	int			longest;		/* words of the longest found, 0 for none */
	int			nwords;			/* of word, the words behind the first */
	bool		ended;			/* there is no word behind them */
	sm_word		word[SM_PHRASE_WORDS - 1];
} search;

void
sm_match_begin(sm_match *match, const sm_lexicon *lexicon,
			   const uint8_t *text, size_t length)
{
	match->lexicon = lexicon;
	match->text = text;
	match->length = length;
	match->done = length == 0;
	match->position = 0;
	match->run_end = 0;
	match->covered = 0;
	match->covered_by = SM_NO_PHRASE;
}

/* Whether a byte belongs to a run of letters, digits and all above 127. */
static inline bool
in_run(uint8_t byte)
{
	return byte >= 128 || (uint8_t) ((byte | 0x20) - 'a') < 26 ||
		(uint8_t) (byte - '0') < 10;
}

/*
 * The next word that begins within SM_WORD_SPAN bytes of position: neither a
 * word nor the gap before it is longer, so a look ahead has an end.
 */
static bool
next_word(const sm_match *match, size_t position, sm_word *word)
{
	size_t		length = match->length;

	if (length - position > 2 * SM_WORD_SPAN)
		length = position + 2 * SM_WORD_SPAN;
	return sm_next_word(match->text, length, position,
						match->lexicon->encoding, word) &&
		word->start - position <= SM_WORD_SPAN;
}

/* A word that sm_next_word has folded, to be looked up. */
static sm_term
term_of(const sm_word *word)
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

/* The word behind so many words of the search, or NULL; each is read once. */
static const sm_word *
word_behind(search *s, int words, size_t end)
{
	if (s->nwords >= words)
		return &s->word[words - 1];
	if (s->ended)
		return NULL;
	s->ended = !next_word(s->match, end, &s->word[s->nwords]);
	return s->ended ? NULL : &s->word[s->nwords++];
}

/*
 * Whether the next word may lead on from a node: a glance at its first bytes
 * where it is ASCII and near.
 */
static inline bool
may_lead_on(const search *s, const sm_node *node, size_t end)
{
	const sm_match *match = s->match;
	uint8_t		prefix[SM_PREFIX] = {0};
	uint32_t	value;

	if (match->length - end < 8)
		return true;
	for (int skipped = 0; !in_run(match->text[end]); end++)
		if (++skipped == 4)
			return true;
	for (int i = 0; i < SM_PREFIX; i++)
	{
		uint8_t		byte = match->text[end + (size_t) i];

		if (byte >= 128)
			return true;
		if (!in_run(byte))
			break;
		prefix[i] = byte | 0x20;
	}
	memcpy(&value, prefix, sizeof(value));
	return (node->children & sm_child_bit(value)) != 0;
}

static void follow(search *s, const sm_node *node, int words, size_t end);

/* Goes on from a node by a symbol that the next word is. */
static void
follow_symbol(search *s, const sm_node *node, const sm_symbol *symbol,
			  int words, size_t end)
{
	const sm_lexicon *lexicon = s->match->lexicon;
	uint32_t	child =
		sm_lexicon_child(lexicon, (uint32_t) (node - lexicon->nodes),
						 (uint32_t) (symbol - lexicon->symbols));

	if (child != SM_NO_NODE)
		follow(s, &lexicon->nodes[child], words + 1, end);
}

/* Goes on from a node by every symbol that the next word is. */
static void
follow_word(search *s, const sm_node *node, int words, size_t end)
{
	const sm_lexicon *lexicon = s->match->lexicon;
	const sm_word *word = word_behind(s, words, end);
	const sm_symbol *symbol;
	sm_stem_walk walk;
	sm_term		term;

	if (word == NULL)
		return;
	term = term_of(word);
	if ((node->children & sm_child_bit(sm_prefix(term.key))) == 0)
		return;
	symbol = sm_exact_symbol(lexicon, &term,
							 sm_word_hash(term.key, term.length));
	if (symbol != NULL)
		follow_symbol(s, node, symbol, words, word->end);
	for (int short_ones = 0; short_ones < 2; short_ones++)
	{
		sm_stems_begin(lexicon, sm_prefix(term.key), short_ones, &walk);
		while ((symbol = sm_stems_next(lexicon, &term, &walk)) != NULL)
			follow_symbol(s, node, symbol, words, word->end);
	}
}

/* Notes the phrase that ends at a node and goes on behind it. */
static void
follow(search *s, const sm_node *node, int words, size_t end)
{
	s->match->work++;
	if (node->phrase != SM_NO_PHRASE)
	{
		candidate  *best = &s->best[words - 1];

		for (; s->longest < words; s->longest++)
			s->best[s->longest].phrase = SM_NO_PHRASE;
		if (best->phrase == SM_NO_PHRASE ||
			sm_is_better(node->specificity, node->phrase,
						 best->specificity, best->phrase))
		{
			best->phrase = node->phrase;
			best->specificity = node->specificity;
			best->end = end;
		}
	}
	if (node->children != 0 && may_lead_on(s, node, end))
		follow_word(s, node, words, end);
}

/* Writes one phrase that was found, and what silences it. */
static inline void
report(sm_match *match, size_t start, size_t end, uint32_t phrase,
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

/* Looks at the phrases that begin with a symbol that the word is. */
static void
search_symbol(search *s, const sm_symbol *symbol)
{
	if (symbol->root != SM_NO_NODE)
		follow(s, &s->match->lexicon->nodes[symbol->root], 1, s->end);
}

/* The phrases that begin with the search's word, the longest first. */
static size_t
search_word(search *s, sm_found *found)
{
	const sm_lexicon *lexicon = s->match->lexicon;
	const sm_term *term = &s->term;
	size_t		count = 0;
	const sm_symbol *symbol;
	sm_stem_walk walk;

	s->longest = 0;
	s->nwords = 0;
	s->ended = false;
	symbol = sm_exact_symbol(lexicon, term,
							 sm_word_hash(term->key, term->length));
	if (symbol != NULL)
		search_symbol(s, symbol);
	for (int short_ones = 0; short_ones < 2; short_ones++)
	{
		sm_stems_begin(lexicon, sm_prefix(term->key), short_ones, &walk);
		while ((symbol = sm_stems_next(lexicon, term, &walk)) != NULL)
			search_symbol(s, symbol);
	}
	for (int words = s->longest; words > 0; words--)
		if (s->best[words - 1].phrase != SM_NO_PHRASE)
			report(s->match, s->start, s->best[words - 1].end,
				   s->best[words - 1].phrase, &found[count++]);
	return count;
}

/* Whether a word may begin a phrase, by itself or by its stem. */
static inline bool
may_begin(const sm_lexicon *lexicon, const sm_term *term)
{
	return (sm_first_word_bit(lexicon,
							  sm_word_hash(term->key, term->length)) |
			sm_first_stem_bit(lexicon, sm_prefix(term->key))) & 1;
}

/* The phrases that begin with a word let by the filter. */
static size_t
search_term(sm_match *match, size_t start, size_t end, const sm_term *term,
			sm_found *found)
{
	search		s;

	s.match = match;
	s.start = start;
	s.end = end;
	s.term = *term;
	return search_word(&s, found);
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
		if (!next_word(match, start, &word))
		{
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
			match->position = match->run_end;
			return count;
		}
		match->position = word.end;
		term = term_of(&word);
		if (may_begin(lexicon, &term))
			count += search_term(match, word.start, word.end, &term,
								 found + count);
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

	for (; end < most && in_run(match->text[end]); end++)
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

	if (from < match->length && in_run(match->text[from]))
		match->run_end = run_end(match, from, &high);
}

/* Bytes of the text from match->position on. */
typedef struct view
{
	const uint8_t *bytes;		/* eight more than a block can be read */
	sm_mask		mask;
	bool		last;			/* the text ends in this block, which has an
								 * edge for the end of its last word */
	uint8_t		padded[SM_BLOCK + sizeof(uint64_t)];
} view;

/* Looks at the next block: in the text, or in a copy near its end. */
static inline void
view_block(const sm_match *match, view *v)
{
	size_t		left = match->length - match->position;

	v->bytes = match->text + match->position;
	v->last = left < SM_BLOCK;
	if (left < sizeof(v->padded))
	{
		memset(v->padded, 0, sizeof(v->padded));
		memcpy(v->padded, v->bytes, left);
		v->bytes = v->padded;
	}
	v->mask = sm_word_mask(v->bytes);
}

/*
 * The first eight bytes of an ASCII word, of which at most 64 are in this
 * block, folded, zeros behind it.
 */
static inline uint64_t
ascii_key(const uint8_t *word, size_t length)
{
	return (sm_word_key(word) | FOLD_EIGHT) & sm_key_masks[length];
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
	sm_term		term;

	if (high || end - start >= SM_WORD_SPAN)
	{
		match->run_end = end;
		return 0;
	}
	term = ascii_term(match->text + start, end - start,
					  ascii_key(v->bytes, SM_BLOCK));
	match->position = end;
	return may_begin(match->lexicon, &term) ?
		search_term(match, start, end, &term, found) : 0;
}

/*
 * The bit by which a filter of children knows the word between the next two
 * edges; there are two unless the text ends before.
 */
static inline uint64_t
next_child_bit(const view *v, uint64_t edges)
{
	unsigned	start;
	unsigned	length;

	if (edges == 0)
		return 0;
	start = (unsigned) __builtin_ctzll(edges);
	length = (unsigned) __builtin_ctzll(edges & (edges - 1)) - start;
	if (v->mask.high >> start & 0xF)
		return UINT64_MAX;
	return sm_child_bit(sm_prefix(ascii_key(v->bytes + start, length)));
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
		word->key = ascii_key(v->bytes + start, length);
		word->edges = edges;
		word->start = (uint16_t) start;
		word->length = (uint16_t) length;
		exact = sm_first_word_bit(lexicon, sm_word_hash(word->key, length));
		word->exact = exact & 1;
		count += (exact |
				  sm_first_stem_bit(lexicon, sm_prefix(word->key))) & 1;
	}
	found->count = count;
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
	sm_term		term = ascii_term(v->bytes + word->start, word->length,
								  word->key);
	const sm_symbol *symbol = sm_first_symbol(lexicon, &term,
											  word->exact != 0);

	if (symbol == NULL && word->exact)
		symbol = sm_first_symbol(lexicon, &term, false);
	if (lexicon->nshort_stems > 0 ||
		(symbol != NULL &&
		 (symbol->children & next_child_bit(v, word->edges)) != 0))
		return search_term(match, from, from + word->length, &term, found);
	if (symbol == NULL || symbol->phrase == SM_NO_PHRASE)
		return 0;
	report(match, from, from + word->length, symbol->phrase, found);
	return 1;
}

/*
 * A word at the beginning of a view behind which no other is to be seen,
 * although the text goes on.
 */
static size_t
search_lonely(sm_match *match, const view *v, const suspect *word,
			  sm_found *found)
{
	size_t		start = match->position;
	sm_term		term = ascii_term(v->bytes, word->length, word->key);

	match->position += word->length;
	return search_term(match, start, match->position, &term, found);
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

		if ((word->edges & (word->edges - 1)) == 0 && !v->last)
		{
			if (word->start == 0)
				return count + search_lonely(match, v, word, found + count);
			match->position += word->start;
			return count;
		}
		count += search_ascii(match, v, word, found + count);
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

size_t
sm_match_next(sm_match *match, sm_found *found, size_t room)
{
	size_t		stop = match->position + CALL_BYTES;
	size_t		count = 0;
	view		v;

	match->work = 0;
	while (match->position < match->length && match->position < stop &&
		   match->work <= CALL_NODES && room - count >= SM_PHRASE_WORDS)
	{
		if (match->position < match->run_end)
		{
			count += search_run(match, found + count, room - count);
			if (match->position < match->run_end)
				return count;
			extend_run(match);
			continue;
		}
		view_block(match, &v);
		count += search_view(match, &v, found + count, room - count);
	}
	match->done = match->position >= match->length;
	return count;
}
