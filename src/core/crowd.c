/*-------------------------------------------------------------------------
 *
 * crowd.c
 *	  Symbols of a lexicon that hashes do not tell apart.
 *
 * Symbols of one prefix are sorted by their length, then by their bytes; so
 * are short stems, which have none.  No function here takes more steps than
 * the logarithm of their number for each length there is.
 *
 *-------------------------------------------------------------------------
 */
#include "core/lexicon.h"

/* A word's bytes, folded. */
typedef struct folded_word
{
	uint8_t		bytes[SM_WORD_BYTES];
} folded_word;

static folded_word
fold(const sm_term *term)
{
	folded_word word = {{0}};

	for (uint32_t i = 0; i < term->length; i++)
		word.bytes[i] = term->bytes[i] | (uint8_t) term->fold;
	return word;
}

/*
 * Where the first of some symbols of one prefix stands that does not come
 * before the first length bytes of a word; with bytes NULL, before all of
 * that length.
 */
static uint32_t
find_place(const sm_lexicon *lexicon, uint32_t from, uint32_t end,
		   const uint8_t *bytes, uint32_t length)
{
	while (from < end)
	{
		uint32_t	middle = from + (end - from) / 2;
		const sm_symbol *symbol = &lexicon->symbols[middle];

		if (symbol->length < length ||
			(bytes != NULL && symbol->length == length &&
			 memcmp(lexicon->text + symbol->text, bytes, length) < 0))
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

static bool
is_at(const sm_lexicon *lexicon, uint32_t place, uint32_t end,
	  const uint8_t *bytes, uint32_t length)
{
	const sm_symbol *symbol = &lexicon->symbols[place];

	return place < end && symbol->length == length &&
		memcmp(lexicon->text + symbol->text, bytes, length) == 0;
}

uint32_t
sm_crowd_stem(const sm_lexicon *lexicon, const sm_term *term, uint32_t from,
			  uint32_t end)
{
	folded_word word = fold(term);

	while (from < end && lexicon->symbols[from].length <= term->length)
	{
		uint32_t	length = lexicon->symbols[from].length;
		uint32_t	place = find_place(lexicon, from, end, word.bytes,
									   length);

		if (is_at(lexicon, place, end, word.bytes, length))
			return place;
		from = find_place(lexicon, place, end, NULL, length + 1);
	}
	return end;
}

const sm_symbol *
sm_crowd_word(const sm_lexicon *lexicon, const sm_term *term)
{
	folded_word word = fold(term);
	uint32_t	prefix = sm_prefix(term->key);
	uint32_t	from = lexicon->nstems;
	uint32_t	end = lexicon->nsymbols;
	uint32_t	place;

	/* the exact words of the prefix, then the word among them */
	while (from < end)
	{
		uint32_t	middle = from + (end - from) / 2;

		if (sm_prefix(lexicon->symbols[middle].key) < prefix)
			from = middle + 1;
		else
			end = middle;
	}
	place = from;
	end = lexicon->nsymbols;
	while (place < end)
	{
		uint32_t	middle = place + (end - place) / 2;

		if (sm_prefix(lexicon->symbols[middle].key) <= prefix)
			place = middle + 1;
		else
			end = middle;
	}
	place = find_place(lexicon, from, end, word.bytes, term->length);
	return is_at(lexicon, place, end, word.bytes, term->length) ?
		&lexicon->symbols[place] : NULL;
}

const sm_symbol *
sm_crowd_first(const sm_lexicon *lexicon, const sm_term *term, bool exact)
{
	const sm_symbol *first = NULL;
	const sm_symbol *symbol;
	sm_stem_walk walk;

	if (exact)
	{
		symbol = sm_crowd_word(lexicon, term);
		return symbol != NULL && symbol->root != SM_NO_NODE ? symbol : NULL;
	}
	sm_stems_begin(lexicon, sm_prefix(term->key), false, &walk);
	while ((symbol = sm_stems_next(lexicon, term, &walk)) != NULL)
		if (symbol->root != SM_NO_NODE)
			first = symbol;
	return first;
}
