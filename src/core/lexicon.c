/*-------------------------------------------------------------------------
 *
 * lexicon.c
 *	  Phrase rules compiled for matching.
 *
 * All tables are sized before they are filled, at most a quarter full, and
 * probed linearly; none grows.
 *
 *-------------------------------------------------------------------------
 */
#include "core/lexicon.h"

#include <stdlib.h>

#include "core/phrase.h"

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define FIRST_BYTES(n) (~(UINT64_MAX << (8 * (n))))
#else
#define FIRST_BYTES(n) (~(UINT64_MAX >> (8 * (n))))
#endif
#define EIGHT UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, \
	UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX

const uint64_t sm_key_masks[65] = {
	0, FIRST_BYTES(1), FIRST_BYTES(2), FIRST_BYTES(3), FIRST_BYTES(4),
	FIRST_BYTES(5), FIRST_BYTES(6), FIRST_BYTES(7), UINT64_MAX,
	EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT
};

/*
 * Factors of the hashes.  The first will do unless somebody has chosen words
 * that it puts side by side: then another does, as no words suit them all.
 */
#define LONGEST_PROBE 64

static const uint64_t factors[] = {
	UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xD6E8FEB86659FD93),
	UINT64_C(0xA0761D6478BD642F), UINT64_C(0xE7037ED1A0B428DB),
	UINT64_C(0x8EBC6AF09C88C6E3), UINT64_C(0x589965CC75374CC3),
	UINT64_C(0x1D8E4E27C47D124F), UINT64_C(0xEB44ACCAB455D165)
};

#define FACTORS (sizeof(factors) / sizeof(factors[0]))

typedef struct builder
{
	sm_lexicon *lexicon;
	const sm_memory *memory;
	bool		failed;			/* an allocation returned NULL */
	uint32_t	nwords;			/* words of all phrases */
} builder;

/*
 * Memory that belongs to the lexicon, every byte the same; NULL, and a note
 * in the builder, where there is none.
 */
static void *
take(builder *b, size_t count, size_t size, int fill)
{
	void	   *block = NULL;

	if (!b->failed)
		block = b->memory->allocate(b->memory->context, count * size);
	if (block == NULL)
	{
		b->failed = true;
		return NULL;
	}
	memset(block, fill, count * size);
	b->lexicon->size += count * size;
	return block;
}

/* The mask of an open table for so many members: a quarter full at most. */
static uint32_t
table_mask(uint32_t members)
{
	uint32_t	size = 4;

	while (size / 4 < members)
		size *= 2;
	return size - 1;
}

static const char *
rule_name(const sm_rules *rules, const sm_rule *rule)
{
	return sm_rules_pool(rules) + rule->name;
}

/* Steps over the words of the phrases, one phrase after the other. */
typedef struct word_walk
{
	uint32_t	phrase;			/* of the word */
	size_t		position;
	sm_word		word;
	bool		star;
} word_walk;

/* The next word of the walk's phrase. */
static bool
next_word(const sm_lexicon *lexicon, word_walk *walk)
{
	const sm_rules *rules = lexicon->rules;
	const sm_rule *rule = &rules->rule[walk->phrase];
	sm_phrase_fault fault = SM_PHRASE_FINE;

	return sm_phrase_next(rule_name(rules, rule), rule->name_length,
						  &walk->position, lexicon->encoding, &walk->word,
						  &walk->star, &fault);
}

/* A symbol while symbols are sorted. */
typedef struct symbol_order
{
	const char *text;
	uint32_t	prefix;			/* 0 for a stem that is in no group */
	uint32_t	length;
	bool		stem;
} symbol_order;

static int
compare_symbols(const void *a, const void *b)
{
	const symbol_order *left = a;
	const symbol_order *right = b;

	if (left->stem != right->stem)
		return left->stem ? -1 : 1;
	if (left->prefix != right->prefix)
		return left->prefix < right->prefix ? -1 : 1;
	if (left->length != right->length)
		return left->length < right->length ? -1 : 1;
	return memcmp(left->text, right->text, left->length);
}

/* Counts the words of all phrases and the bytes that their texts take. */
static size_t
measure(builder *b)
{
	word_walk	walk;
	size_t		bytes = 0;

	for (walk.phrase = 0; walk.phrase < b->lexicon->rules->nphrases;
		 walk.phrase++)
	{
		walk.position = 0;
		while (next_word(b->lexicon, &walk))
		{
			b->nwords++;
			bytes += walk.word.length + 8;
		}
	}
	return bytes;
}

/* All words of all phrases, each as often as it occurs, and their texts. */
static void
collect(const sm_lexicon *lexicon, symbol_order *order)
{
	word_walk	walk;
	char	   *text = lexicon->text;

	for (walk.phrase = 0; walk.phrase < lexicon->rules->nphrases;
		 walk.phrase++)
	{
		walk.position = 0;
		while (next_word(lexicon, &walk))
		{
			memcpy(text, walk.word.folded, walk.word.length);
			order->text = text;
			order->length = walk.word.length;
			order->stem = walk.star;
			order->prefix = walk.star && walk.word.length < SM_PREFIX ? 0 :
				sm_prefix(sm_word_key(walk.word.folded));
			order++;
			text += walk.word.length + 8;	/* zeros, so that it has a key */
		}
	}
}

/* Makes symbols of the sorted words, one of those that are equal. */
static void
make_symbols(sm_lexicon *lexicon, const symbol_order *order, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		sm_symbol  *symbol;

		if (i > 0 && compare_symbols(&order[i - 1], &order[i]) == 0)
			continue;
		symbol = &lexicon->symbols[lexicon->nsymbols++];
		symbol->key = sm_word_key((const uint8_t *) order[i].text);
		symbol->text = (uint32_t) (order[i].text - lexicon->text);
		symbol->length = (uint16_t) order[i].length;
		symbol->phrase = SM_NO_PHRASE;
		symbol->root = SM_NO_NODE;
		symbol->more = order[i].stem ? SM_WORD_BYTES : 0;
		symbol->mask = order[i].stem && order[i].length < 8 ?
			sm_key_masks[order[i].length] : UINT64_MAX;
		lexicon->nstems += order[i].stem;
		lexicon->nshort_stems += order[i].prefix == 0;
	}
}

/* Notes how far from its place an entry of a table had to go. */
static void
note_probe(sm_lexicon *lexicon, uint32_t distance)
{
	if (distance > lexicon->longest_probe)
		lexicon->longest_probe = distance;
}

/* Notes where the stems of one prefix are. */
static void
add_group(sm_lexicon *lexicon, uint32_t prefix, uint32_t first, uint32_t end)
{
	uint32_t	home = sm_prefix_hash(lexicon, prefix) >> 12;
	uint32_t	slot = home;

	while (lexicon->groups[slot & lexicon->groups_mask].end != 0)
		slot++;
	note_probe(lexicon, slot - home);
	slot &= lexicon->groups_mask;
	lexicon->groups[slot].prefix = prefix;
	lexicon->groups[slot].first = first;
	lexicon->groups[slot].end = end;
	for (uint32_t i = first; i < end; i++)
		lexicon->symbols[i].crowded = end - first > SM_CROWD;
}

/* Fills the table of exact words, as far as no probe is longer than most. */
static void
add_words(sm_lexicon *lexicon, uint32_t most)
{
	uint32_t	first = lexicon->nstems;

	for (uint32_t i = first;
		 i < lexicon->nsymbols && lexicon->longest_probe <= most; i++)
	{
		sm_symbol  *symbol = &lexicon->symbols[i];
		uint32_t	home = sm_word_hash(lexicon, symbol->key,
										symbol->length) >> 8;
		uint32_t	slot = home;

		if (!sm_are_alike(symbol, &lexicon->symbols[first]))
			first = i;
		if (i - first == SM_CROWD)
			for (uint32_t j = first; j < i; j++)
				lexicon->symbols[j].crowded = true;
		if (i - first >= SM_CROWD)
		{
			symbol->crowded = true;
			continue;
		}
		while (lexicon->words[slot & lexicon->words_mask] != SM_NO_SYMBOL)
			slot++;
		note_probe(lexicon, slot - home);
		lexicon->words[slot & lexicon->words_mask] = i;
	}
}

/* Fills the table of groups, as far as no probe is longer than most. */
static void
add_groups(sm_lexicon *lexicon, uint32_t most)
{
	uint32_t	first = lexicon->nshort_stems;

	for (uint32_t i = first;
		 i < lexicon->nstems && lexicon->longest_probe <= most; i++)
	{
		uint32_t	prefix = sm_prefix(lexicon->symbols[first].key);

		if (i + 1 < lexicon->nstems &&
			sm_prefix(lexicon->symbols[i + 1].key) == prefix)
			continue;
		add_group(lexicon, prefix, first, i + 1);
		first = i + 1;
	}
}

/* Fills both tables with the first factor that scatters these symbols. */
static void
add_tables(sm_lexicon *lexicon)
{
	for (size_t i = 0; i < FACTORS; i++)
	{
		uint32_t	most = i + 1 < FACTORS ? LONGEST_PROBE : UINT32_MAX;

		lexicon->factor = factors[i];
		lexicon->longest_probe = 0;
		memset(lexicon->groups, 0, ((size_t) lexicon->groups_mask + 1) *
			   sizeof(sm_group));
		memset(lexicon->words, 0xFF, ((size_t) lexicon->words_mask + 1) *
			   sizeof(uint32_t));
		add_groups(lexicon, most);
		add_words(lexicon, most);
		if (lexicon->longest_probe <= most)
			return;
	}
}

/* Finds all symbols and the ways to them. */
static void
add_symbols(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;
	symbol_order *order = malloc(((size_t) b->nwords + 1) *
								 sizeof(symbol_order));

	if (order == NULL)
	{
		b->failed = true;
		return;
	}
	collect(lexicon, order);
	qsort(order, b->nwords, sizeof(symbol_order), compare_symbols);
	make_symbols(lexicon, order, b->nwords);
	free(order);
	add_tables(lexicon);
}

/* The symbol of a phrase's word. */
static sm_symbol *
symbol_of(const sm_lexicon *lexicon, const word_walk *walk)
{
	sm_term		term = {
		.bytes = walk->word.folded,
		.key = sm_word_key(walk->word.folded),
		.length = walk->word.length
	};
	const sm_symbol *symbol;
	sm_stem_walk stems;

	if (!walk->star)
		symbol = sm_exact_symbol(lexicon, &term,
								 sm_word_hash(lexicon, term.key,
											  term.length));
	else
	{
		sm_stems_begin(lexicon, sm_prefix(term.key), term.length < SM_PREFIX,
					   &stems);
		do
			symbol = sm_stems_next(lexicon, &term, &stems);
		while (symbol != NULL && symbol->length != term.length);
	}
	return symbol == NULL ? NULL :
		&lexicon->symbols[symbol - lexicon->symbols];
}

static uint32_t
edge_hash(uint32_t parent, uint32_t symbol)
{
	uint64_t	hash = ((uint64_t) parent << 32 | symbol) *
		UINT64_C(0xD6E8FEB86659FD93);

	return (uint32_t) (hash >> 32);
}

uint32_t
sm_lexicon_child(const sm_lexicon *lexicon, uint32_t parent, uint32_t symbol)
{
	for (uint32_t slot = edge_hash(parent, symbol);; slot++)
	{
		const sm_edge *edge = &lexicon->edges[slot & lexicon->edges_mask];

		if (edge->node == SM_NO_NODE)
			return SM_NO_NODE;
		if (edge->parent == parent && edge->symbol == symbol)
			return edge->node;
	}
}

static uint32_t
add_node(sm_lexicon *lexicon)
{
	sm_node    *node = &lexicon->nodes[lexicon->nnodes];

	node->next_words = 0;
	node->next_stems = 0;
	node->phrase = SM_NO_PHRASE;
	node->specificity = 0;
	return lexicon->nnodes++;
}

/* The node behind a node by a symbol, made where there is none. */
static uint32_t
descend(sm_lexicon *lexicon, uint32_t parent, sm_symbol *symbol)
{
	uint32_t	number = (uint32_t) (symbol - lexicon->symbols);
	uint32_t	node;
	uint32_t	slot;

	if (parent == SM_NO_NODE)
	{
		if (symbol->root == SM_NO_NODE)
			symbol->root = add_node(lexicon);
		return symbol->root;
	}
	node = sm_lexicon_child(lexicon, parent, number);
	if (node != SM_NO_NODE)
		return node;
	slot = edge_hash(parent, number) & lexicon->edges_mask;
	while (lexicon->edges[slot].node != SM_NO_NODE)
		slot = (slot + 1) & lexicon->edges_mask;
	node = add_node(lexicon);
	lexicon->edges[slot].parent = parent;
	lexicon->edges[slot].symbol = number;
	lexicon->edges[slot].node = node;
	if (!sm_is_stem(symbol))
		lexicon->nodes[parent].next_words |=
			sm_next_word_bit(lexicon, symbol->key, symbol->length);
	else						/* a short one has no prefix to go by */
		lexicon->nodes[parent].next_stems |= number < lexicon->nshort_stems ?
			UINT64_MAX : sm_next_stem_bit(lexicon, symbol->key);
	return node;
}

/* The characters of a folded word. */
static uint32_t
count_characters(const sm_lexicon *lexicon, const sm_word *word)
{
	uint32_t	count = 0;

	for (uint32_t i = 0; i < word->length; i++)
		count += lexicon->encoding != SM_ENCODING_UTF8 ||
			(word->folded[i] & 0xC0) != 0x80;
	return count;
}

/* Adds one phrase to the trie. */
static void
add_phrase(sm_lexicon *lexicon, uint32_t phrase)
{
	word_walk	walk = {.phrase = phrase};
	uint32_t	node = SM_NO_NODE;
	uint32_t	literal = 0;
	uint32_t	exact = 0;

	while (next_word(lexicon, &walk))
	{
		sm_symbol  *symbol = symbol_of(lexicon, &walk);

		if (symbol == NULL)
			return;				/* cannot be: it was collected */
		node = descend(lexicon, node, symbol);
		literal += count_characters(lexicon, &walk.word);
		exact += !walk.star;
	}
	if (node == SM_NO_NODE)
		return;					/* cannot be: no name is empty */
	lexicon->nodes[node].phrase = phrase;
	/* more literal characters first, then fewer stars */
	lexicon->nodes[node].specificity = literal * 16 + exact;
}

static void
add_channels(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;

	lexicon->channels_mask = table_mask(lexicon->rules->nchannels);
	lexicon->channels = take(b, (size_t) lexicon->channels_mask + 1,
							 sizeof(uint32_t), 0xFF);
	if (!b->failed)
		sm_add_channels(lexicon);
}

/* Room for everything, by the number of words in all phrases. */
static void
reserve(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;
	size_t		bytes = measure(b);

	lexicon->symbols = take(b, (size_t) b->nwords + 1, sizeof(sm_symbol), 0);
	lexicon->text = take(b, bytes + 8, 1, 0);
	lexicon->firsts_mask = table_mask(b->nwords);
	lexicon->firsts = take(b, (size_t) lexicon->firsts_mask + 1,
						   sizeof(uint32_t), 0xFF);
	lexicon->words_mask = table_mask(b->nwords);
	lexicon->words = take(b, (size_t) lexicon->words_mask + 1,
						  sizeof(uint32_t), 0xFF);
	lexicon->groups_mask = table_mask(b->nwords);
	lexicon->groups = take(b, (size_t) lexicon->groups_mask + 1,
						   sizeof(sm_group), 0);
	lexicon->nodes = take(b, (size_t) b->nwords + 1, sizeof(sm_node), 0);
	lexicon->edges_mask = table_mask(b->nwords);
	lexicon->edges = take(b, (size_t) lexicon->edges_mask + 1,
						  sizeof(sm_edge), 0xFF);
}

/* A copy of the rules that belongs to the lexicon. */
static void
keep_rules(builder *b, const sm_rules *rules)
{
	sm_rules   *copy = take(b, sm_rules_size(rules), 1, 0);

	if (copy == NULL)
		return;
	memcpy(copy, rules, sm_rules_size(rules));
	b->lexicon->rules = copy;
	for (int t = 0; t < SM_THRESHOLDS; t++)
		b->lexicon->threshold[t] = sm_rules_threshold(rules,
													  (sm_threshold) t);
}

sm_status
sm_lexicon_build(const sm_rules *rules, sm_encoding encoding,
				 const sm_memory *memory, sm_lexicon **lexicon,
				 sm_error *error)
{
	builder		b = {.memory = memory};

	*lexicon = NULL;
	b.lexicon = memory->allocate(memory->context, sizeof(sm_lexicon));
	if (b.lexicon == NULL)
		return sm_fail(error, SM_OUT_OF_MEMORY, "The lexicon needs memory.");
	memset(b.lexicon, 0, sizeof(sm_lexicon));
	b.lexicon->size = sizeof(sm_lexicon);
	b.lexicon->encoding = encoding;
	b.lexicon->stop = memory->stop;
	keep_rules(&b, rules);
	if (!b.failed)
		reserve(&b);
	if (!b.failed)
		add_symbols(&b);
	for (uint32_t i = 0; !b.failed && i < rules->nphrases; i++)
	{
		if (i % 256 == 255 && sm_stop_wanted(memory->stop))
			return sm_fail(error, SM_STOPPED, "The rules are compiled.");
		add_phrase(b.lexicon, i);
	}
	if (!b.failed)
		add_channels(&b);
	if (b.failed)
		return sm_fail(error, SM_OUT_OF_MEMORY,
					   "A lexicon of %u phrases takes more than %zu bytes.",
					   (unsigned) rules->nphrases, b.lexicon->size);
	sm_add_firsts(b.lexicon);
	*lexicon = b.lexicon;
	return SM_OK;
}
