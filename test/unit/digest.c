/*-------------------------------------------------------------------------
 *
 * digest.c
 *	  What the core answers for many generated texts, in a few numbers.
 *
 * The numbers are the same on every machine: whatever the order of bytes in
 * a word, the sign of char or the instructions that look for words.  Needs
 * neither a test framework nor cJSON, so that it can be built for machines
 * that are only emulated.  test/check/portable compares its output.
 *
 *-------------------------------------------------------------------------
 */
#include <inttypes.h>
#include <stdio.h>

#include "arena.h"
#include "core/classify.h"
#include "core/word_mask.h"
#include "dense.h"
#include "oracle.h"

#define RULES 1500
#define TEXTS 10

typedef struct digest
{
	uint64_t	fold;
	uint64_t	print;
	uint64_t	match;
	uint64_t	classify;
	uint64_t	wrong;			/* texts that the oracle sees otherwise */
} digest;

/* Adds a number to a digest. */
static void
add(uint64_t *to, uint64_t value)
{
	*to = (*to ^ value) * UINT64_C(0x9E3779B97F4A7C15);
	*to ^= *to >> 29;
}

static void
add_bytes(uint64_t *to, const void *bytes, size_t length)
{
	const uint8_t *byte = bytes;

	add(to, length);
	for (size_t i = 0; i < length; i++)
		add(to, byte[i]);
}

static void
add_words(digest *to, const uint8_t *text, size_t length,
		  sm_encoding encoding)
{
	size_t		at = 0;
	sm_word		word;

	while (sm_next_word(text, length, at, encoding, &word))
	{
		add(&to->fold, word.start);
		add(&to->fold, word.end);
		add_bytes(&to->fold, word.folded, word.length);
		at = word.end;
	}
}

static void
add_found(digest *to, const sm_rules *rules, const sm_lexicon *lexicon,
		  const uint8_t *text, size_t length, sm_encoding encoding)
{
	oracle_hits hits = oracle_match(rules, text, length, encoding);

	for (size_t i = 0; i < hits.count; i++)
	{
		sm_found	found = oracle_found(&hits, i);

		add(&to->match, found.start);
		add(&to->match, found.end);
		add(&to->match, found.phrase);
		add(&to->match, found.silenced_by);
	}
	if (oracle_compare(&hits, lexicon, text, length, 100) != NULL)
		to->wrong++;
	oracle_free(&hits);
}

static void
add_answer(digest *to, const sm_lexicon *lexicon, const sm_activity *activity)
{
	sm_item		items[SM_ITEMS];
	sm_classification c = {.activity = *activity};
	int32_t		score;
	int32_t		confidence = 0;

	sm_classify_begin(&c, lexicon, true);
	while (!c.done)
		(void) sm_classify_next(&c, items);
	add(&to->classify, c.function);
	add(&to->classify, c.mode + 10u * c.purpose + 100u * c.place);
	add(&to->classify, sm_classify_score(&c, &score));
	add(&to->classify, (uint64_t) score);
	add(&to->classify, sm_classify_confidence(&c, &confidence));
	add(&to->classify, (uint64_t) confidence);
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		add(&to->classify, (uint64_t) c.total[i]);
}

/* One set of rules and its texts. */
static void
add_rules(digest *to, made_rules *made, uint64_t seed)
{
	sm_encoding encoding = seed % 4 == 0 ? SM_ENCODING_BYTES :
		SM_ENCODING_UTF8;
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_lexicon *lexicon;
	sm_error	error;
	sm_rules   *rules;
	char	   *printed;
	size_t		length;
	dense		d;

	dense_begin(&d, seed, encoding);
	rules = dense_rules(&d, made, 1 + dense_below(&d, 12));
	length = sm_rules_print(rules, NULL);
	printed = malloc(length);
	if (printed == NULL ||
		sm_lexicon_build(rules, encoding, &memory, &lexicon,
						 &error) != SM_OK)
		abort();
	(void) sm_rules_print(rules, printed);
	add_bytes(&to->print, printed, length);
	for (int i = 0; i < TEXTS; i++)
	{
		char		text[1024];
		uint8_t    *copy;
		sm_activity activity;

		length = dense_text(&d, 60, text, sizeof(text));
		copy = exact_copy(text, length);
		activity = dense_activity(&d, copy, length);
		add_words(to, copy, length, encoding);
		add_found(to, rules, lexicon, copy, length, encoding);
		add_answer(to, lexicon, &activity);
		free(copy);
	}
	arena_free(&blocks);
	free(printed);
	free(rules);
}

int
main(void)
{
	made_rules *made = malloc(sizeof(made_rules));
	digest		d = {0};

	if (made == NULL)
		return 1;
	for (uint64_t seed = 0; seed < RULES; seed++)
		add_rules(&d, made, seed);
	free(made);
	printf("masks %s\n", SM_MASK_NAME);
	printf("fold %016" PRIx64 "\n", d.fold);
	printf("print %016" PRIx64 "\n", d.print);
	printf("match %016" PRIx64 "\n", d.match);
	printf("classify %016" PRIx64 "\n", d.classify);
	printf("wrong %" PRIu64 "\n", d.wrong);
	return d.wrong > 0;
}
