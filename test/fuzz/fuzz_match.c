/*-------------------------------------------------------------------------
 *
 * fuzz_match.c
 *	  Any lines as phrases and any bytes as a text, against the oracle.
 *
 * The first byte chooses the encoding, facts and thresholds.  Lines follow,
 * a phrase each, up to an empty one; the rest is the text.
 *
 *-------------------------------------------------------------------------
 */
#include "arena.h"
#include "core/classify.h"
#include "made_rules.h"
#include "oracle.h"
#include "oracle_classify.h"

/* Evidence that follows from a phrase's bytes. */
static sm_evidence
evidence_of(const char *line, size_t length)
{
	sm_evidence evidence = {.rows = -1};
	uint32_t	hash = 1;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (uint8_t) line[i]) * UINT32_C(16777619);
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		evidence.weight[i] = (int32_t) ((hash >> (7 * i)) % 5) * 500 - 1000;
	evidence.mode = hash % 4;
	evidence.purpose = (hash >> 9) % 6;
	evidence.place = (hash >> 13) % 4;
	evidence.shorter = (hash >> 17) % 2;
	return evidence;
}

/* Reads the lines into rules; returns where the text begins. */
static size_t
read_lines(made_rules *made, const char *data, size_t size, uint8_t choice)
{
	sm_encoding encoding = choice & 1 ? SM_ENCODING_BYTES : SM_ENCODING_UTF8;
	size_t		at = 0;

	made_begin(made);
	while (at < size)
	{
		const char *newline = memchr(data + at, '\n', size - at);
		size_t		length = newline == NULL ? size - at :
			(size_t) (newline - (data + at));
		sm_evidence evidence = evidence_of(data + at, length);

		(void) made_add(made, data + at, length, encoding, false, &evidence);
		at += length + 1;
		if (length == 0)
			break;
	}
	if (choice & 2)
	{
		made->head.fact[SM_FACT_INBOUND] = evidence_of("inbound", 7);
		made->head.given |= SM_GIVEN_FACT(SM_FACT_INBOUND);
	}
	if (choice & 4)
	{
		made->head.base = evidence_of("base", 4);
		made->head.given |= SM_GIVEN_BASE;
	}
	for (int i = 0; i < SM_THRESHOLDS; i++)
		if (choice & (8 << i))
		{
			made->head.threshold[i] = 1 + (choice >> 3) * 30;
			made->head.given |= SM_GIVEN_THRESHOLD(i);
		}
	return at < size ? at : size;
}

static void
compare_answers(const sm_rules *rules, const sm_lexicon *lexicon,
				sm_encoding encoding, const uint8_t *text, size_t length)
{
	sm_activity activity = {.text = text, .text_length = length,
	.direction = SM_INBOUND};
	oracle_answer expected = oracle_classify(rules, &activity, encoding);
	sm_item		items[SM_ITEMS];
	sm_classification c = {.activity = activity};
	int32_t		score;
	int32_t		confidence = -1;

	sm_classify_begin(&c, lexicon, true);
	while (!c.done)
		(void) sm_classify_next(&c, items);
	if (!sm_classify_confidence(&c, &confidence))
		confidence = -1;
	if (c.function != expected.function || c.mode != expected.mode ||
		c.purpose != expected.purpose || c.place != expected.place ||
		sm_classify_score(&c, &score) != expected.any ||
		(expected.any && score != expected.score) ||
		confidence != expected.confidence)
		abort();
}

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static made_rules made;
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	uint8_t		choice = size > 0 ? data[0] : 0;
	sm_encoding encoding = choice & 1 ? SM_ENCODING_BYTES : SM_ENCODING_UTF8;
	sm_lexicon *lexicon;
	sm_error	error;
	sm_rules   *rules;
	oracle_hits hits;
	uint8_t    *text;
	size_t		at;

	if (size == 0)
		return 0;
	at = 1 + read_lines(&made, (const char *) data + 1, size - 1, choice);
	rules = made_finish(&made);
	text = exact_copy(data + at, size - at);
	if (sm_lexicon_build(rules, encoding, &memory, &lexicon, &error) != SM_OK)
		abort();
	hits = oracle_match(rules, text, size - at, encoding);
	if (oracle_compare(&hits, lexicon, text, size - at,
					   2 * SM_PHRASE_WORDS) != NULL ||
		oracle_compare(&hits, lexicon, text, size - at, 500) != NULL)
		abort();
	compare_answers(rules, lexicon, encoding, text, size - at);
	oracle_free(&hits);
	arena_free(&blocks);
	free(rules);
	free(text);
	return 0;
}
