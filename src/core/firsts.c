/*-------------------------------------------------------------------------
 *
 * firsts.c
 *	  The words of a lexicon that begin phrases.
 *
 * What stands here is looked at for every word of a text that gets by the
 * filters, so a symbol says all that is to be known of one word.
 *
 *-------------------------------------------------------------------------
 */
#include "core/lexicon.h"

static void
filter_add(uint64_t *filter, uint32_t hash, unsigned bits)
{
	uint32_t	bit = hash >> (32 - bits);

	filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
}

/* Adds a word that begins phrases to its filter. */
static void
add_to_filter(sm_lexicon *lexicon, uint32_t number)
{
	const sm_symbol *symbol = &lexicon->symbols[number];

	if (!sm_is_stem(symbol))
		filter_add(lexicon->first_words,
				   sm_word_hash(lexicon, symbol->key, symbol->length),
				   SM_WORD_FILTER_BITS);
	else if (symbol->length >= SM_LONG_PREFIX)
		filter_add(lexicon->first_long_stems,
				   sm_long_prefix_hash(lexicon, symbol->key),
				   SM_STEM_FILTER_BITS);
	else if (number >= lexicon->nshort_stems)
		filter_add(lexicon->first_stems,
				   sm_prefix_hash(lexicon, sm_prefix(symbol->key)),
				   SM_STEM_FILTER_BITS);
	else						/* no prefix to go by: look at every word */
		memset(lexicon->first_stems, 0xFF, sizeof(lexicon->first_stems));
}

/* Adds a word that begins phrases to the table of firsts. */
static void
add_to_table(sm_lexicon *lexicon, uint32_t number)
{
	const sm_symbol *symbol = &lexicon->symbols[number];
	uint32_t	slot;

	if (number < lexicon->nshort_stems)
		return;
	slot = (sm_is_stem(symbol) ?
			sm_prefix_hash(lexicon, sm_prefix(symbol->key)) :
			sm_word_hash(lexicon, symbol->key, symbol->length)) >> 8;
	while (lexicon->firsts[slot & lexicon->firsts_mask] != SM_NO_SYMBOL)
		slot++;
	lexicon->firsts[slot & lexicon->firsts_mask] = number;
}

/* Lets a symbol say what a stem of it says, too. */
static void
inherit(sm_symbol *symbol, const sm_symbol *stem)
{
	symbol->mixed = symbol->mixed ||
		(stem->next_words | stem->next_stems) != 0;
	symbol->next_words |= stem->next_words;
	symbol->next_stems |= stem->next_stems;
	if (stem->phrase != SM_NO_PHRASE &&
		(symbol->phrase == SM_NO_PHRASE ||
		 sm_is_better(stem->specificity, stem->phrase, symbol->specificity,
					  symbol->phrase)))
	{
		symbol->phrase = stem->phrase;
		symbol->specificity = stem->specificity;
	}
}

/* Lets a symbol say what its stems say; these have been done before. */
static void
inherit_all(const sm_lexicon *lexicon, sm_symbol *symbol)
{
	sm_term		term = {
		.bytes = (const uint8_t *) lexicon->text + symbol->text,
		.key = symbol->key,
		.length = symbol->length
	};
	const sm_symbol *stem;
	sm_stem_walk stems;

	for (int short_ones = 0; short_ones < 2; short_ones++)
	{
		sm_stems_begin(lexicon, sm_prefix(term.key), short_ones, &stems);
		while ((stem = sm_stems_next(lexicon, &term, &stems)) != NULL)
			if (stem != symbol)
				inherit(symbol, stem);
	}
}

/*
 * Fills the filters, the table of firsts, and what symbols repeat of nodes.
 * Symbols of one prefix are sorted by length, stems before exact words.  The
 * longest stems enter the table first, so that they are found first.
 */
void
sm_add_firsts(sm_lexicon *lexicon)
{
	const sm_symbol *last = NULL;

	for (uint32_t i = 0; i < lexicon->nsymbols; i++)
	{
		sm_symbol  *symbol = &lexicon->symbols[i];

		if (symbol->root == SM_NO_NODE)
			continue;
		symbol->next_words = lexicon->nodes[symbol->root].next_words;
		symbol->next_stems = lexicon->nodes[symbol->root].next_stems;
		symbol->phrase = lexicon->nodes[symbol->root].phrase;
		symbol->specificity = lexicon->nodes[symbol->root].specificity;
		inherit_all(lexicon, symbol);
	}
	for (uint32_t i = lexicon->nsymbols; i-- > 0;)
	{
		const sm_symbol *symbol = &lexicon->symbols[i];

		if (symbol->root == SM_NO_NODE)
			continue;
		add_to_filter(lexicon, i);
		/* one of a crowd is enough: the last, which is the longest stem */
		if (symbol->crowded && last != NULL && sm_are_alike(last, symbol))
			continue;
		add_to_table(lexicon, i);
		last = symbol;
	}
}
