/*-------------------------------------------------------------------------
 *
 * search.c
 *	  The phrases that begin with one word of a text.
 *
 * A search walks the trie as far as the text goes along.  Every word behind
 * the first is read once, however many ways lead to it.
 *
 *-------------------------------------------------------------------------
 */
#include "core/search.h"

#include <string.h>

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
	size_t		end;			/* of the word */
	candidate	best[SM_PHRASE_WORDS];
	int			longest;		/* words of the longest found, 0 for none */
	int			nwords;			/* of word, the words behind the first */
	bool		ended;			/* there is no word behind them */
	sm_word		word[SM_PHRASE_WORDS - 1];
} search;

bool
sm_next_near_word(const sm_match *match, size_t position, sm_word *word)
{
	size_t		length = match->length;

	if (length - position > 2 * SM_WORD_SPAN)
		length = position + 2 * SM_WORD_SPAN;
	return sm_next_word(match->text, length, position,
						match->lexicon->encoding, word) &&
		word->start - position <= SM_WORD_SPAN;
}

/* The word behind so many words of the search, or NULL; each is read once. */
static const sm_word *
word_behind(search *s, int words, size_t end)
{
	if (s->nwords >= words)
		return &s->word[words - 1];
	if (s->ended)
		return NULL;
	s->ended = !sm_next_near_word(s->match, end, &s->word[s->nwords]);
	return s->ended ? NULL : &s->word[s->nwords++];
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
	term = sm_term_of(word);
	if (node->next_words & sm_next_word_bit(lexicon, term.key, term.length))
	{
		symbol = sm_exact_symbol(lexicon, &term,
								 sm_word_hash(lexicon, term.key,
											  term.length));
		if (symbol != NULL)
			follow_symbol(s, node, symbol, words, word->end);
	}
	if ((node->next_stems & sm_next_stem_bit(lexicon, term.key)) == 0)
		return;
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
	if (++s->match->work % 1024 == 0 &&
		sm_stop_wanted(s->match->stop))
		s->match->stopped = true;
	if (s->match->stopped)
		return;
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
	if ((node->next_words | node->next_stems) != 0)
		follow_word(s, node, words, end);
}

/* Looks at the phrases that begin with a symbol that the word is. */
static void
search_symbol(search *s, const sm_symbol *symbol)
{
	if (symbol->root != SM_NO_NODE)
		follow(s, &s->match->lexicon->nodes[symbol->root], 1, s->end);
}

size_t
sm_search_term(sm_match *match, size_t start, size_t end, const sm_term *term,
			   sm_found *found)
{
	const sm_lexicon *lexicon = match->lexicon;
	size_t		count = 0;
	const sm_symbol *symbol;
	sm_stem_walk walk;
	search		s;

	s.match = match;
	s.end = end;
	s.longest = 0;
	s.nwords = 0;
	s.ended = false;
	symbol = sm_exact_symbol(lexicon, term,
							 sm_word_hash(lexicon, term->key, term->length));
	if (symbol != NULL)
		search_symbol(&s, symbol);
	for (int short_ones = 0; short_ones < 2; short_ones++)
	{
		sm_stems_begin(lexicon, sm_prefix(term->key), short_ones, &walk);
		while ((symbol = sm_stems_next(lexicon, term, &walk)) != NULL)
			search_symbol(&s, symbol);
	}
	if (match->stopped)
		return 0;
	for (int words = s.longest; words > 0; words--)
		if (s.best[words - 1].phrase != SM_NO_PHRASE)
			sm_report_found(match, start, s.best[words - 1].end,
							s.best[words - 1].phrase, &found[count++]);
	return count;
}
