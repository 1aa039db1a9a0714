/*-------------------------------------------------------------------------
 *
 * lexicon.c
 *	  Phrase rules compiled for matching.
 *
 * All tables are sized before they are filled, at most half full, and probed
 * linearly; none grows.
 *
 *-------------------------------------------------------------------------
 */
#include "core/lexicon.h"

#include <stdlib.h>

#include "core/phrase.h"

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

/* The mask of an open table for so many members: half full at most. */
static uint32_t
table_mask(uint32_t members)
{
	uint32_t	size = 4;

	while (size / 2 < members)
		size *= 2;
	return size - 1;
}

static void
filter_add(uint64_t *filter, uint32_t hash, unsigned bits)
{
	uint32_t	bit = hash >> (32 - bits);

	filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
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
	int			order;

	if (left->prefix != right->prefix)
		return left->prefix < right->prefix ? -1 : 1;
	if (left->length != right->length)
		return left->length < right->length ? -1 : 1;
	order = memcmp(left->text, right->text, left->length);
	return order != 0 ? order : (int) left->stem - (int) right->stem;
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
		symbol->mask = order[i].stem ? sm_key_mask(order[i].length) :
			UINT64_MAX;
		symbol->text = (uint32_t) (order[i].text - lexicon->text);
		symbol->length = order[i].length;
		symbol->root = SM_NO_NODE;
		symbol->stem = order[i].stem;
		lexicon->nshort_stems += order[i].prefix == 0;
	}
}

/* Notes where the symbols of one prefix are. */
static void
add_group(sm_lexicon *lexicon, uint32_t prefix, uint32_t first, uint32_t end)
{
	uint32_t	slot = sm_prefix_hash(prefix) >> 12;

	while (lexicon->groups[slot & lexicon->groups_mask].end != 0)
		slot++;
	slot &= lexicon->groups_mask;
	lexicon->groups[slot].prefix = prefix;
	lexicon->groups[slot].first = first;
	lexicon->groups[slot].end = end;
}

/* Finds all symbols and groups them. */
static void
add_symbols(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;
	symbol_order *order = malloc(((size_t) b->nwords + 1) *
								 sizeof(symbol_order));
	uint32_t	first;

	if (order == NULL)
	{
		b->failed = true;
		return;
	}
	collect(lexicon, order);
	qsort(order, b->nwords, sizeof(symbol_order), compare_symbols);
	make_symbols(lexicon, order, b->nwords);
	free(order);

	first = lexicon->nshort_stems;
	for (uint32_t i = first; i < lexicon->nsymbols; i++)
	{
		uint32_t	prefix = sm_prefix(lexicon->symbols[first].key);

		if (i + 1 < lexicon->nsymbols &&
			sm_prefix(lexicon->symbols[i + 1].key) == prefix)
			continue;
		add_group(lexicon, prefix, first, i + 1);
		first = i + 1;
	}
}

/* The symbol of a phrase's word: the one that has a star where it has. */
static sm_symbol *
symbol_of(const sm_lexicon *lexicon, const word_walk *walk)
{
	sm_term		term = {
		.bytes = walk->word.folded,
		.key = sm_word_key(walk->word.folded),
		.length = walk->word.length
	};
	sm_symbol_walk symbols;
	const sm_symbol *symbol;

	sm_symbols_begin(lexicon, &term, &symbols);
	do
		symbol = sm_symbols_next(lexicon, &term, &symbols);
	while (symbol != NULL && (symbol->stem != walk->star ||
							  symbol->length != term.length));
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

	node->children = 0;
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
	/* a short stem has no prefix to go by: any word may lead on */
	lexicon->nodes[parent].children |= number < lexicon->nshort_stems ?
		UINT64_MAX : sm_child_bit(sm_prefix(symbol->key));
	return node;
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
		literal += walk.word.length;
		exact += !walk.star;
	}
	if (node == SM_NO_NODE)
		return;					/* cannot be: no name is empty */
	lexicon->nodes[node].phrase = phrase;
	/* more literal bytes first, then fewer stars */
	lexicon->nodes[node].specificity = literal * 16 + exact;
}

/* Fills the filters of words that begin phrases. */
static void
add_filters(sm_lexicon *lexicon)
{
	for (uint32_t i = 0; i < lexicon->nsymbols; i++)
	{
		const sm_symbol *symbol = &lexicon->symbols[i];

		if (symbol->root == SM_NO_NODE)
			continue;
		if (!symbol->stem)
			filter_add(lexicon->first_words,
					   sm_word_hash(symbol->key, symbol->length),
					   SM_WORD_FILTER_BITS);
		else if (i >= lexicon->nshort_stems)
			filter_add(lexicon->first_stems,
					   sm_prefix_hash(sm_prefix(symbol->key)),
					   SM_STEM_FILTER_BITS);
		else					/* no prefix to go by: look at every word */
			memset(lexicon->first_stems, 0xFF, sizeof(lexicon->first_stems));
	}
}

/* FNV-1a: channel names are short and looked up once a row. */
static uint32_t
name_hash(const char *name, size_t length)
{
	uint32_t	hash = UINT32_C(2166136261);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (uint8_t) name[i]) * UINT32_C(16777619);
	return hash;
}

static void
add_channels(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;
	const sm_rules *rules = lexicon->rules;
	const sm_rule *channel = sm_rules_channels(rules);

	lexicon->channels_mask = table_mask(rules->nchannels);
	lexicon->channels = take(b, (size_t) lexicon->channels_mask + 1,
							 sizeof(uint32_t), 0xFF);
	for (uint32_t i = 0; !b->failed && i < rules->nchannels; i++)
	{
		uint32_t	slot = name_hash(rule_name(rules, &channel[i]),
									 channel[i].name_length);

		while (lexicon->channels[slot & lexicon->channels_mask] != UINT32_MAX)
			slot++;
		lexicon->channels[slot & lexicon->channels_mask] = i;
	}
}

const sm_rule *
sm_lexicon_channel(const sm_lexicon *lexicon, const char *name, size_t length)
{
	const sm_rule *channels = sm_rules_channels(lexicon->rules);
	char		normal[SM_PHRASE_BYTES];
	size_t		normal_length;

	if (sm_phrase_normalise(name, length, lexicon->encoding, false, normal,
							&normal_length) != SM_PHRASE_FINE)
		return NULL;
	for (uint32_t slot = name_hash(normal, normal_length);; slot++)
	{
		uint32_t	i = lexicon->channels[slot & lexicon->channels_mask];

		if (i == UINT32_MAX)
			return NULL;
		if (channels[i].name_length == normal_length &&
			memcmp(rule_name(lexicon->rules, &channels[i]), normal,
				   normal_length) == 0)
			return &channels[i];
	}
}

/* Room for everything, by the number of words in all phrases. */
static void
reserve(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;
	size_t		bytes = measure(b);

	lexicon->symbols = take(b, (size_t) b->nwords + 1, sizeof(sm_symbol), 0);
	lexicon->text = take(b, bytes + 8, 1, 0);
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
	keep_rules(&b, rules);
	if (!b.failed)
		reserve(&b);
	if (!b.failed)
		add_symbols(&b);
	for (uint32_t i = 0; !b.failed && i < rules->nphrases; i++)
		add_phrase(b.lexicon, i);
	if (!b.failed)
		add_channels(&b);
	if (b.failed)
		return sm_fail(error, SM_OUT_OF_MEMORY,
					   "A lexicon of %u phrases takes more than %zu bytes.",
					   (unsigned) rules->nphrases, b.lexicon->size);
	add_filters(b.lexicon);
	*lexicon = b.lexicon;
	return SM_OK;
}
