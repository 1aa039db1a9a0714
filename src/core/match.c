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
	match->block = 0;
	match->position = 0;
	match->run_end = 0;
	match->in_word = false;
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

/* Goes on from a node by every symbol that the next word is. */
static void
follow_word(search *s, const sm_node *node, int words, size_t end)
{
	const sm_lexicon *lexicon = s->match->lexicon;
	const sm_word *word = word_behind(s, words, end);
	const sm_symbol *symbol;
	sm_symbol_walk walk;
	sm_term		term;

	if (word == NULL)
		return;
	term = term_of(word);
	if ((node->children & sm_child_bit(sm_prefix(term.key))) == 0)
		return;
	sm_symbols_begin(lexicon, &term, &walk);
	while ((symbol = sm_symbols_next(lexicon, &term, &walk)) != NULL)
	{
		uint32_t	child =
			sm_lexicon_child(lexicon, (uint32_t) (node - lexicon->nodes),
							 (uint32_t) (symbol - lexicon->symbols));

		if (child != SM_NO_NODE)
			follow(s, &lexicon->nodes[child], words + 1, word->end);
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
			node->specificity > best->specificity ||
			(node->specificity == best->specificity &&
			 node->phrase < best->phrase))
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
static void
report(sm_match *match, size_t start, const candidate *c, sm_found *found)
{
	found->start = start;
	found->end = c->end;
	found->phrase = c->phrase;
	found->silenced_by = SM_NO_PHRASE;
	if (c->end <= match->covered)
		found->silenced_by = match->covered_by;
	else if (match->lexicon->rules->rule[c->phrase].evidence.shorter ==
			 SM_SHORTER_SILENCE)
	{
		match->covered = c->end;
		match->covered_by = c->phrase;
	}
}

/* The phrases that begin with the search's word, the longest first. */
static size_t
search_word(search *s, sm_found *found)
{
	const sm_lexicon *lexicon = s->match->lexicon;
	size_t		count = 0;
	const sm_symbol *symbol;
	sm_symbol_walk walk;

	s->longest = 0;
	s->nwords = 0;
	s->ended = false;
	sm_symbols_begin(lexicon, &s->term, &walk);
	while ((symbol = sm_symbols_next(lexicon, &s->term, &walk)) != NULL)
		if (symbol->root != SM_NO_NODE)
			follow(s, &lexicon->nodes[symbol->root], 1, s->end);
	for (int words = s->longest; words > 0; words--)
		if (s->best[words - 1].phrase != SM_NO_PHRASE)
			report(s->match, s->start, &s->best[words - 1], &found[count++]);
	return count;
}

/* The phrases that begin with an ASCII word, let by a filter. */
static size_t
search_ascii(sm_match *match, size_t start, size_t length, uint64_t key,
			 sm_found *found)
{
	search		s;

	s.match = match;
	s.start = start;
	s.end = start + length;
	s.term.bytes = match->text + start;
	s.term.key = key;
	s.term.length = (uint32_t) (length < SM_WORD_BYTES ?
								length : SM_WORD_BYTES);
	s.term.fold = 0x20;
	s.term.cut = length > SM_WORD_BYTES;
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
		if (sm_may_begin(lexicon, sm_word_key(word.folded), word.length))
		{
			search		s;

			s.match = match;
			s.start = word.start;
			s.end = word.end;
			s.term = term_of(&word);
			count += search_word(&s, found + count);
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

/* A block and eight bytes more, so that a key can be read at any of them. */
typedef struct block_view
{
	const uint8_t *bytes;
	uint8_t		padded[SM_BLOCK + sizeof(uint64_t)];
} block_view;

/* Looks at the block at match->block: in the text, or a copy near its end. */
static inline void
view_block(const sm_match *match, block_view *view)
{
	const uint8_t *bytes = match->text + match->block;
	size_t		left = match->length - match->block;

	view->bytes = bytes;
	if (left < sizeof(view->padded))
	{
		memset(view->padded, 0, sizeof(view->padded));
		memcpy(view->padded, bytes, left);
		view->bytes = view->padded;
	}
}

/* The first eight bytes of an ASCII word, folded, zeros behind it. */
static inline uint64_t
ascii_key(const uint8_t *word, size_t length)
{
	return (sm_word_key(word) | FOLD_EIGHT) & sm_key_mask(length);
}

/*
 * A word that goes on behind its block.  Returns false, and makes it a run,
 * where it is not ASCII or is longer than one word may be.
 */
static bool
search_crossing(sm_match *match, const uint8_t *bytes, size_t start,
				bool high, sm_found *found, size_t *count)
{
	size_t		end = run_end(match, match->block + SM_BLOCK, &high);
	size_t		length = end - start;
	uint64_t	key;

	if (high || length > SM_WORD_SPAN)
	{
		match->position = start;
		match->run_end = end;
		return false;
	}
	key = ascii_key(bytes, length);
	if (sm_may_begin(match->lexicon, key, length))
		*count += search_ascii(match, start, length, key,
							   found + *count);
	match->position = end;
	return true;
}

/*
 * The words that begin in the block at match->block, from match->position
 * on.  It is done when match->block has moved on; it stops early at a run
 * that is not ASCII, and where room or time is up.
 */
static size_t
search_block(sm_match *match, sm_found *found, size_t room)
{
	const sm_lexicon *lexicon = match->lexicon;
	size_t		block = match->block;
	size_t		count = 0;
	block_view	view;
	sm_mask		mask;
	uint64_t	edges;

	view_block(match, &view);
	mask = sm_word_mask(view.bytes);
	/* where words begin and end, in turns */
	edges = mask.word ^ (mask.word << 1 | (match->in_word ? 1 : 0));
	if (match->position > block)
		edges &= match->position - block < SM_BLOCK ?
			UINT64_MAX << (match->position - block) : 0;
	if (edges != 0 && !(mask.word >> __builtin_ctzll(edges) & 1))
		edges &= edges - 1;		/* the end of what has been looked at */

	while (edges != 0)
	{
		unsigned	start = (unsigned) __builtin_ctzll(edges);
		unsigned	length;
		uint64_t	key;

		edges &= edges - 1;
		if (edges == 0)
		{
			/* it has no end here: its last byte is the block's last */
			if (!search_crossing(match, view.bytes + start, block + start,
								 mask.high >> start != 0, found, &count))
				return count;
			break;
		}
		length = (unsigned) __builtin_ctzll(edges) - start;
		edges &= edges - 1;
		if (mask.high != 0 &&
			(mask.high >> start & (UINT64_MAX >> (SM_BLOCK - length))) != 0)
		{
			match->position = block + start;
			match->run_end = block + start + length;
			return count;
		}
		key = ascii_key(view.bytes + start, length);
		if (!sm_may_begin(lexicon, key, length))
			continue;
		count += search_ascii(match, block + start, length, key,
							  found + count);
		if (room - count < SM_PHRASE_WORDS || match->work > CALL_NODES)
		{
			match->position = block + start + length;
			return count;
		}
	}
	match->in_word = mask.word >> (SM_BLOCK - 1);
	match->block = block + SM_BLOCK;
	return count;
}

size_t
sm_match_next(sm_match *match, sm_found *found, size_t room)
{
	size_t		stop = match->block + CALL_BYTES;
	size_t		count = 0;

	match->work = 0;
	while (match->block < match->length && match->block < stop &&
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
		/* blocks that a long run has swallowed */
		if (match->position >= match->block + 2 * SM_BLOCK)
		{
			match->block = match->position / SM_BLOCK * SM_BLOCK - SM_BLOCK;
			match->in_word = true;
		}
		count += search_block(match, found + count, room - count);
	}
	match->done = match->block >= match->length &&
		match->position >= match->run_end;
	return count;
}
