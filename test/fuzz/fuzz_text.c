/*-------------------------------------------------------------------------
 *
 * fuzz_text.c
 *	  Any bytes as a text, matched against fixed rules.
 *
 * The byte 1F, a number and a byte stand for that many times 257 bytes, the
 * first time, so that a short input reaches the limits of words and of a
 * call; later ones stand for that many.
 *
 *-------------------------------------------------------------------------
 */
#include "arena.h"
#include "made_rules.h"
#include "oracle.h"

#define MOST 300000

static const char *const phrases[] = {
	"cold call", "call", "call for papers", "email", "email campaign*",
	"a* b", "a b* c", "ab", "abcdefgh", "abcdefghi*", "\xC3\xA9*",
	"\xE6\xBC\xA2 \xE5\xAD\x97", "\xE5\xAD\x97", "x* x* x* x* x* x* x* x*",
	"0", "\xFF\xFE"
};

/* Writes the text that the input stands for and returns its length. */
static size_t
expand(const uint8_t *data, size_t size, uint8_t *to)
{
	size_t		length = 0;
	int			expanded = 0;

	for (size_t i = 0; i < size && length < MOST; i++)
	{
		size_t		count = 1;
		uint8_t		byte = data[i];

		if (byte == 0x1F && i + 2 < size)
		{
			count = (size_t) data[i + 1] * (expanded++ < 1 ? 257 : 1);
			byte = data[i + 2];
			i += 2;
		}
		count = count < MOST - length ? count : MOST - length;
		memset(to + length, byte, count);
		length += count;
	}
	return length;
}

static void
try_encoding(const uint8_t *text, size_t length, sm_encoding encoding)
{
	static made_rules made;
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_lexicon *lexicon;
	sm_error	error;
	sm_rules   *rules;
	oracle_hits hits;

	made_begin(&made);
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
	{
		sm_evidence evidence = {.rows = -1, .shorter = i % 5 == 0};

		(void) made_add(&made, phrases[i], strlen(phrases[i]), encoding,
						false, &evidence);
	}
	rules = made_finish(&made);
	if (sm_lexicon_build(rules, encoding, &memory, &lexicon, &error) != SM_OK)
		abort();
	hits = oracle_match(rules, text, length, encoding);
	if (oracle_compare(&hits, lexicon, text, length,
					   2 * SM_PHRASE_WORDS) != NULL ||
		oracle_compare(&hits, lexicon, text, length, 500) != NULL)
		abort();
	oracle_free(&hits);
	arena_free(&blocks);
	free(rules);
}

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t room[MOST];
	size_t		length = expand(data, size, room);
	uint8_t    *text = exact_copy(room, length);

	try_encoding(text, length, SM_ENCODING_UTF8);
	try_encoding(text, length, SM_ENCODING_BYTES);
	free(text);
	return 0;
}
