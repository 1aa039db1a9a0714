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

typedef struct search
{
	sm_match   *match;
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

static void follow(search *s, uint32_t node, int words, size_t end);

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

/* Goes on from a node by every symbol that the next word is. */
static void
follow_word(search *s, uint32_t node, int words, size_t end)
{
	const sm_lexicon *lexicon = s->match->lexicon;
	const sm_word *word = word_behind(s, words, end);
	uint32_t	symbol;
	uint32_t	child;
	sm_stem_walk walk;

	if (word == NULL)
		return;
	if (!word->cut)
	{
		symbol = sm_lexicon_word(lexicon, word->folded, word->length);
		child = symbol == SM_NO_SYMBOL ? SM_NO_NODE :
			sm_lexicon_child(lexicon, node, symbol);
		if (child != SM_NO_NODE)
			follow(s, child, words + 1, word->end);
	}
	if (lexicon->nodes[node].stem_children == 0)
		return;
	sm_stems_begin(lexicon, &walk, word->folded, word->length);
	while ((symbol = sm_stems_next(lexicon, &walk)) != SM_NO_SYMBOL)
	{
		child = sm_lexicon_child(lexicon, node, symbol);
		if (child != SM_NO_NODE)
			follow(s, child, words + 1, word->end);
	}
}

/* Notes the phrase that ends at a node and goes on behind it. */
static void
follow(search *s, uint32_t node, int words, size_t end)
{
	const sm_node *n = &s->match->lexicon->nodes[node];

	s->match->work++;
	if (n->phrase != SM_NO_PHRASE)
	{
		candidate  *best = &s->best[words - 1];

		for (; s->longest < words; s->longest++)
			s->best[s->longest].phrase = SM_NO_PHRASE;
		if (best->phrase == SM_NO_PHRASE ||
			n->specificity > best->specificity ||
			(n->specificity == best->specificity &&
			 n->phrase < best->phrase))
		{
			best->phrase = n->phrase;
			best->specificity = n->specificity;
			best->end = end;
		}
	}
	if (n->children > 0)
		follow_word(s, node, words, end);
}

/* Writes what a search found, the longest first, and what silences it. */
static size_t
report(sm_match *match, const search *s, size_t start, sm_found *found)
{
	size_t		count = 0;

	for (int words = s->longest; words > 0; words--)
	{
		const candidate *c = &s->best[words - 1];
		const sm_evidence *evidence;

		if (c->phrase == SM_NO_PHRASE)
			continue;
		evidence = &match->lexicon->rules->rule[c->phrase].evidence;
		found[count].start = start;
		found[count].end = c->end;
		found[count].phrase = c->phrase;
		found[count].silenced_by = SM_NO_PHRASE;
		if (c->end <= match->covered)
			found[count].silenced_by = match->covered_by;
		else if (evidence->shorter == SM_SHORTER_SILENCE)
		{
			match->covered = c->end;
			match->covered_by = c->phrase;
		}
		count++;
	}
	return count;
}

/* The phrases that begin with a word. */
static size_t
search_word(sm_match *match, const sm_word *word, sm_found *found)
{
	const sm_lexicon *lexicon = match->lexicon;
	search		s;
	sm_stem_walk walk;
	uint32_t	symbol;

	s.match = match;
	s.longest = 0;
	s.nwords = 0;
	s.ended = false;
	if (!word->cut)
	{
		symbol = sm_lexicon_word(lexicon, word->folded, word->length);
		if (symbol != SM_NO_SYMBOL &&
			lexicon->symbols[symbol].root != SM_NO_NODE)
			follow(&s, lexicon->symbols[symbol].root, 1, word->end);
	}
	sm_stems_begin(lexicon, &walk, word->folded, word->length);
	while ((symbol = sm_stems_next(lexicon, &walk)) != SM_NO_SYMBOL)
		if (lexicon->symbols[symbol].root != SM_NO_NODE)
			follow(&s, lexicon->symbols[symbol].root, 1, word->end);
	return s.longest == 0 ? 0 : report(match, &s, word->start, found);
}

/* The phrases that begin with an ASCII word, let by a filter. */
static size_t
search_ascii(sm_match *match, size_t start, size_t length, sm_found *found)
{
	sm_word		word;
	size_t		kept = length < SM_WORD_BYTES ? length : SM_WORD_BYTES;

	word.start = start;
	word.end = start + length;
	word.length = (uint32_t) kept;
	word.cut = kept < length;
	for (size_t i = 0; i < kept; i++)
		word.folded[i] = match->text[start + i] | 0x20;
	memset(word.folded + kept, 0, 8);
	return search_word(match, &word, found);
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
		if (sm_may_begin_stem(lexicon, sm_word_key(word.folded)) ||
			sm_may_begin(lexicon, sm_folded_hash(word.folded, word.length)))
			count += search_word(match, &word, found + count);
	}
	return count;
}

/* Whether a byte belongs to a run of letters, digits and all above 127. */
static inline bool
in_run(uint8_t byte)
{
	return byte >= 128 || (uint8_t) ((byte | 0x20) - 'a') < 26 ||
		(uint8_t) (byte - '0') < 10;
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

/* The first eight bytes of a word, folded, zeros behind a shorter one. */
static inline uint64_t
ascii_key(const sm_match *match, size_t start, size_t length)
{
	uint64_t	key = 0;

	if (match->length - start < sizeof(key))
	{
		uint8_t		bytes[sizeof(key)] = {0};

		memcpy(bytes, match->text + start, match->length - start);
		memcpy(&key, bytes, sizeof(key));
	}
	else
		memcpy(&key, match->text + start, sizeof(key));
	key |= FOLD_EIGHT;
	if (length >= sizeof(key))
		return key;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return key & ((UINT64_C(1) << (8 * length)) - 1);
#else
	return key & ~(UINT64_MAX >> (8 * length));
#endif
}

/* The last eight bytes of a word of at least eight, folded. */
static inline uint64_t
ascii_last(const sm_match *match, size_t start, size_t length)
{
	uint64_t	last;

	if (length > SM_WORD_BYTES)
		length = SM_WORD_BYTES;
	memcpy(&last, match->text + start + length - sizeof(last), sizeof(last));
	return last | FOLD_EIGHT;
}

/* The masks of the block at match->block, which may be the last, short one. */
static inline sm_mask
block_mask(const sm_match *match)
{
	size_t		left = match->length - match->block;
	uint8_t		padded[SM_BLOCK];

	if (left >= SM_BLOCK)
		return sm_word_mask(match->text + match->block);
	memset(padded, 0, sizeof(padded));
	memcpy(padded, match->text + match->block, left);
	return sm_word_mask(padded);
}

/*
 * The words that begin in the block at match->block.  It is done when
 * position is behind the last of them.
 */
static size_t
search_block(sm_match *match, sm_mask mask, sm_found *found, size_t room)
{
	const sm_lexicon *lexicon = match->lexicon;
	uint64_t	starts = mask.word & ~(mask.word << 1 |
									   (match->in_word ? 1 : 0));
	size_t		count = 0;

	if (match->position > match->block)
	{
		size_t		seen = match->position - match->block;

		starts &= seen < SM_BLOCK ? UINT64_MAX << seen : 0;
	}
	for (; starts != 0; starts &= starts - 1)
	{
		int			bit = __builtin_ctzll(starts);
		size_t		start = match->block + (size_t) bit;
		uint64_t	rest = ~(mask.word >> bit);
		size_t		length;
		bool		high;
		uint64_t	key;

		if (room - count < SM_PHRASE_WORDS || match->work > CALL_NODES)
			return count;
		/* shifted in from the left are zeros, so rest has a bit set there */
		length = bit == 0 && rest == 0 ? SM_BLOCK :
			(size_t) __builtin_ctzll(rest);
		high = ((mask.high >> bit) & ~(length < SM_BLOCK ?
									   UINT64_MAX << length : 0)) != 0;
		if ((size_t) bit + length == SM_BLOCK)
			length = run_end(match, start + length, &high) - start;
		if (high || length > SM_WORD_SPAN)
		{
			match->position = start;
			match->run_end = start + length;
			return count;
		}
		match->position = start + length;
		key = ascii_key(match, start, length);
		if (sm_may_begin_stem(lexicon, key) ||
			sm_may_begin(lexicon, sm_word_hash(key, length > 8 ?
											   ascii_last(match, start,
														  length) : 0,
											   length < SM_WORD_BYTES ?
											   length : SM_WORD_BYTES)))
			count += search_ascii(match, start, length, found + count);
	}
	match->in_word = mask.word >> (SM_BLOCK - 1);
	match->block += SM_BLOCK;
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
		count += search_block(match, block_mask(match), found + count,
							  room - count);
	}
	match->done = match->block >= match->length &&
		match->position >= match->run_end;
	return count;
}
