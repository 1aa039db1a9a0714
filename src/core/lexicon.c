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

/* Bits of a filter for each of its members: about one in 32 is let by. */
#define FILTER_BITS_EACH 32

typedef struct builder
{
	sm_lexicon *lexicon;
	const sm_memory *memory;
	bool		failed;			/* an allocation returned NULL */
	uint32_t	nwords;			/* words of all phrases */
	size_t		text_length;	/* bytes of all symbols so far */
	uint32_t   *interned;		/* open table of exact words and stems */
	uint32_t	interned_mask;
} builder;

/* Memory that belongs to the lexicon, every byte the same; NULL and a note
 * in the builder where there is none. */
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

/* A filter for so many members, and how far to shift a 32-bit hash. */
static uint64_t *
take_filter(builder *b, uint32_t members, unsigned *shift)
{
	unsigned	bits = 9;

	while ((UINT32_C(1) << bits) / FILTER_BITS_EACH < members && bits < 24)
		bits++;
	*shift = 32 - bits;
	return take(b, (size_t) 1 << (bits - 6), sizeof(uint64_t), 0);
}

static void
filter_add(uint64_t *filter, uint64_t bit)
{
	filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
}

/* The hash of a symbol's text, which is followed by eight zeros. */
static uint32_t
symbol_hash(const sm_lexicon *lexicon, const sm_symbol *symbol)
{
	return (uint32_t) sm_folded_hash((const uint8_t *) lexicon->text +
									 symbol->text, symbol->length);
}

static bool
symbol_equal(const sm_lexicon *lexicon, const sm_symbol *symbol,
			 uint64_t key, const uint8_t *folded, size_t length)
{
	return symbol->key == key && symbol->length == length &&
		(length <= 8 ||
		 memcmp(lexicon->text + symbol->text, folded, length) == 0);
}

/* The symbol of an exact word or a stem; it is new the first time. */
static uint32_t
intern(builder *b, const sm_word *word, bool stem)
{
	sm_lexicon *lexicon = b->lexicon;
	uint64_t	key = sm_word_key(word->folded);
	uint32_t	slot = (uint32_t) sm_folded_hash(word->folded, word->length);
	sm_symbol  *symbol;

	for (;; slot++)
	{
		slot &= b->interned_mask;
		if (b->interned[slot] == SM_NO_SYMBOL)
			break;
		symbol = &lexicon->symbols[b->interned[slot]];
		if (symbol->stem == (stem ? 1u : 0u) &&
			symbol_equal(lexicon, symbol, key, word->folded, word->length))
			return b->interned[slot];
	}
	b->interned[slot] = lexicon->nsymbols;
	symbol = &lexicon->symbols[lexicon->nsymbols];
	symbol->key = key;
	symbol->text = (uint32_t) b->text_length;
	symbol->length = word->length;
	symbol->root = SM_NO_NODE;
	symbol->stem = stem;
	memcpy(lexicon->text + b->text_length, word->folded, word->length);
	b->text_length += word->length + 8;
	return lexicon->nsymbols++;
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

	node->phrase = SM_NO_PHRASE;
	node->specificity = 0;
	node->children = 0;
	node->stem_children = 0;
	return lexicon->nnodes++;
}

/* The node behind a node by a symbol, made where there is none. */
static uint32_t
descend(sm_lexicon *lexicon, uint32_t parent, uint32_t symbol)
{
	uint32_t	node;
	uint32_t	slot;

	if (parent == SM_NO_NODE)
	{
		if (lexicon->symbols[symbol].root == SM_NO_NODE)
			lexicon->symbols[symbol].root = add_node(lexicon);
		return lexicon->symbols[symbol].root;
	}
	node = sm_lexicon_child(lexicon, parent, symbol);
	if (node != SM_NO_NODE)
		return node;
	slot = edge_hash(parent, symbol) & lexicon->edges_mask;
	while (lexicon->edges[slot].node != SM_NO_NODE)
		slot = (slot + 1) & lexicon->edges_mask;
	node = add_node(lexicon);
	lexicon->edges[slot].parent = parent;
	lexicon->edges[slot].symbol = symbol;
	lexicon->edges[slot].node = node;
	lexicon->nodes[parent].children++;
	lexicon->nodes[parent].stem_children += lexicon->symbols[symbol].stem;
	return node;
}

static const char *
rule_name(const sm_rules *rules, const sm_rule *rule)
{
	return sm_rules_pool(rules) + rule->name;
}

/* Adds one phrase to the trie. */
static void
add_phrase(builder *b, uint32_t phrase)
{
	const sm_rules *rules = b->lexicon->rules;
	const sm_rule *rule = &rules->rule[phrase];
	sm_phrase_fault fault = SM_PHRASE_FINE;
	uint32_t	node = SM_NO_NODE;
	uint32_t	literal = 0;
	uint32_t	exact = 0;
	size_t		position = 0;
	sm_word		word;
	bool		star;

	while (sm_phrase_next(rule_name(rules, rule), rule->name_length,
						  &position, b->lexicon->encoding, &word, &star,
						  &fault))
	{
		node = descend(b->lexicon, node, intern(b, &word, star));
		literal += word.length;
		exact += !star;
	}
	if (node == SM_NO_NODE)
		return;					/* no name that was parsed is empty */
	b->lexicon->nodes[node].phrase = phrase;
	/* more literal bytes first, then fewer stars */
	b->lexicon->nodes[node].specificity = literal * 16 + exact;
}

/* Counts the words of all phrases and the bytes of their text. */
static size_t
measure(builder *b)
{
	const sm_rules *rules = b->lexicon->rules;
	size_t		bytes = 0;

	for (uint32_t i = 0; i < rules->nphrases; i++)
	{
		const sm_rule *rule = &rules->rule[i];
		sm_phrase_fault fault = SM_PHRASE_FINE;
		size_t		position = 0;
		sm_word		word;
		bool		star;

		while (sm_phrase_next(rule_name(rules, rule), rule->name_length,
							  &position, b->lexicon->encoding, &word, &star,
							  &fault))
		{
			b->nwords++;
			bytes += word.length + 8;
		}
	}
	return bytes;
}

/* Fills the table and the filter of exact words. */
static void
add_words(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;

	lexicon->words_mask = table_mask(lexicon->nsymbols);
	lexicon->words = take(b, (size_t) lexicon->words_mask + 1,
						  sizeof(uint32_t), 0xFF);
	lexicon->first_words = take_filter(b, lexicon->nsymbols,
									   &lexicon->first_words_shift);
	if (b->failed)
		return;
	for (uint32_t i = 0; i < lexicon->nsymbols; i++)
	{
		const sm_symbol *symbol = &lexicon->symbols[i];
		uint32_t	hash = symbol_hash(lexicon, symbol);
		uint32_t	slot = hash & lexicon->words_mask;

		if (symbol->stem)
			continue;
		while (lexicon->words[slot] != SM_NO_SYMBOL)
			slot = (slot + 1) & lexicon->words_mask;
		lexicon->words[slot] = i;
		if (symbol->root != SM_NO_NODE)
			filter_add(lexicon->first_words,
					   hash >> lexicon->first_words_shift);
	}
}

/* A stem while stems are sorted. */
typedef struct stem_order
{
	uint32_t	prefix;			/* 0 for one shorter than SM_STEM_PREFIX */
	uint32_t	length;
	uint32_t	symbol;
} stem_order;

static int
compare_stems(const void *a, const void *b)
{
	const stem_order *left = a;
	const stem_order *right = b;

	if (left->prefix != right->prefix)
		return left->prefix < right->prefix ? -1 : 1;
	if (left->length != right->length)
		return left->length < right->length ? -1 : 1;
	return (left->symbol > right->symbol) - (left->symbol < right->symbol);
}

/* Notes a group of stems in the table of groups. */
static void
add_group(sm_lexicon *lexicon, uint32_t prefix, uint32_t first,
		  uint32_t count)
{
	uint32_t	slot = sm_prefix_hash(prefix) >> 8;

	while (lexicon->groups[slot & lexicon->groups_mask].count != 0)
		slot++;
	slot &= lexicon->groups_mask;
	lexicon->groups[slot].prefix = prefix;
	lexicon->groups[slot].first = first;
	lexicon->groups[slot].count = count;
}

/* Cuts the sorted stems into groups of the same first bytes. */
static void
group_stems(sm_lexicon *lexicon, const stem_order *order, uint32_t count)
{
	uint32_t	first = 0;

	while (first < count && order[first].prefix == 0)
		first++;
	lexicon->nshort_stems = first;
	for (uint32_t i = first; i < count; i++)
	{
		if (i + 1 < count && order[i + 1].prefix == order[first].prefix)
			continue;
		add_group(lexicon, order[first].prefix, first, i + 1 - first);
		first = i + 1;
	}
	for (uint32_t i = 0; i < count; i++)
	{
		lexicon->stems[i] = order[i].symbol;
		if (lexicon->symbols[order[i].symbol].root != SM_NO_NODE)
			filter_add(lexicon->first_stems,
					   sm_prefix_hash(order[i].prefix) >>
					   lexicon->first_stems_shift);
	}
}

/* Fills the list, the table and the filter of stems. */
static void
add_stems(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;
	uint32_t	count = 0;
	uint32_t	filter_words;
	stem_order *order = malloc(((size_t) lexicon->nsymbols + 1) *
							   sizeof(stem_order));

	for (uint32_t i = 0; order != NULL && i < lexicon->nsymbols; i++)
	{
		const sm_symbol *symbol = &lexicon->symbols[i];

		if (!symbol->stem)
			continue;
		order[count].prefix = symbol->length < SM_STEM_PREFIX ? 0 :
			sm_stem_prefix(symbol->key);
		order[count].length = symbol->length;
		order[count++].symbol = i;
	}
	lexicon->stems = take(b, (size_t) count + 1, sizeof(uint32_t), 0);
	lexicon->groups_mask = table_mask(count);
	lexicon->groups = take(b, (size_t) lexicon->groups_mask + 1,
						   sizeof(sm_stem_group), 0);
	lexicon->first_stems = take_filter(b, count,
									   &lexicon->first_stems_shift);
	if (order == NULL)
		b->failed = true;
	if (!b->failed)
	{
		qsort(order, count, sizeof(stem_order), compare_stems);
		group_stems(lexicon, order, count);
		/* a short stem has no first bytes to go by: look at every word */
		filter_words = UINT32_C(1) << (32 - lexicon->first_stems_shift - 6);
		if (lexicon->nshort_stems > 0)
			memset(lexicon->first_stems, 0xFF,
				   filter_words * sizeof(uint64_t));
	}
	free(order);
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

/* Room for symbols, their text, nodes and edges, by the number of words. */
static void
reserve(builder *b)
{
	sm_lexicon *lexicon = b->lexicon;
	size_t		bytes = measure(b);

	lexicon->symbols = take(b, (size_t) b->nwords + 1, sizeof(sm_symbol), 0);
	lexicon->text = take(b, bytes + 8, 1, 0);
	lexicon->nodes = take(b, (size_t) b->nwords + 1, sizeof(sm_node), 0);
	lexicon->edges_mask = table_mask(b->nwords);
	lexicon->edges = take(b, (size_t) lexicon->edges_mask + 1,
						  sizeof(sm_edge), 0xFF);
	b->interned_mask = table_mask(b->nwords);
	b->interned = malloc(((size_t) b->interned_mask + 1) * sizeof(uint32_t));
	if (b->interned == NULL)
		b->failed = true;
	else
		memset(b->interned, 0xFF,
			   ((size_t) b->interned_mask + 1) * sizeof(uint32_t));
}

sm_status
sm_lexicon_build(const sm_rules *rules, sm_encoding encoding,
				 const sm_memory *memory, sm_lexicon **lexicon,
				 sm_error *error)
{
	builder		b = {.memory = memory};
	sm_rules   *copy;

	*lexicon = NULL;
	b.lexicon = memory->allocate(memory->context, sizeof(sm_lexicon));
	if (b.lexicon == NULL)
		return sm_fail(error, SM_OUT_OF_MEMORY, "The lexicon needs memory.");
	memset(b.lexicon, 0, sizeof(sm_lexicon));
	b.lexicon->size = sizeof(sm_lexicon);
	b.lexicon->encoding = encoding;
	copy = take(&b, sm_rules_size(rules), 1, 0);
	if (copy != NULL)
	{
		memcpy(copy, rules, sm_rules_size(rules));
		b.lexicon->rules = copy;
		reserve(&b);
	}
	for (uint32_t i = 0; !b.failed && i < rules->nphrases; i++)
		add_phrase(&b, i);
	free(b.interned);
	if (!b.failed)
	{
		add_words(&b);
		add_stems(&b);
		add_channels(&b);
	}
	if (b.failed)
		return sm_fail(error, SM_OUT_OF_MEMORY,
					   "A lexicon of %u phrases takes more than %zu bytes.",
					   (unsigned) rules->nphrases, b.lexicon->size);
	*lexicon = b.lexicon;
	return SM_OK;
}

uint32_t
sm_lexicon_word(const sm_lexicon *lexicon, const uint8_t *folded,
				size_t length)
{
	uint64_t	key = sm_word_key(folded);
	uint32_t	slot = (uint32_t) sm_folded_hash(folded, length);

	for (;; slot++)
	{
		uint32_t	symbol = lexicon->words[slot & lexicon->words_mask];

		if (symbol == SM_NO_SYMBOL ||
			symbol_equal(lexicon, &lexicon->symbols[symbol], key, folded,
						 length))
			return symbol;
	}
}

void
sm_stems_begin(const sm_lexicon *lexicon, sm_stem_walk *walk,
			   const uint8_t *folded, size_t length)
{
	walk->folded = folded;
	walk->length = length;
	walk->next = 0;
	walk->end = lexicon->nshort_stems;
	walk->last = false;
}

/* Goes on from the short stems to the group of the word's first bytes. */
static void
enter_group(const sm_lexicon *lexicon, sm_stem_walk *walk)
{
	uint32_t	prefix = sm_stem_prefix(sm_word_key(walk->folded));
	uint32_t	slot = sm_prefix_hash(prefix) >> 8;

	walk->last = true;
	walk->next = walk->end = 0;
	if (walk->length < SM_STEM_PREFIX)
		return;
	for (;; slot++)
	{
		const sm_stem_group *group =
			&lexicon->groups[slot & lexicon->groups_mask];

		if (group->count == 0)
			return;
		if (group->prefix == prefix)
		{
			walk->next = group->first;
			walk->end = group->first + group->count;
			return;
		}
	}
}

uint32_t
sm_stems_next(const sm_lexicon *lexicon, sm_stem_walk *walk)
{
	for (;;)
	{
		uint32_t	stem;
		const sm_symbol *symbol;

		if (walk->next == walk->end)
		{
			if (walk->last)
				return SM_NO_SYMBOL;
			enter_group(lexicon, walk);
			continue;
		}
		stem = lexicon->stems[walk->next++];
		symbol = &lexicon->symbols[stem];
		if (symbol->length <= walk->length &&
			memcmp(lexicon->text + symbol->text, walk->folded,
				   symbol->length) == 0)
			return stem;
	}
}
