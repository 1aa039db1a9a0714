/*-------------------------------------------------------------------------
 *
 * fuzz_rules.c
 *	  Any bytes as a rules document, in both encodings.
 *
 * What is taken prints, reads back as the same bytes, merges with itself to
 * itself and compiles.  What is refused says why.
 *
 *-------------------------------------------------------------------------
 */
#include "arena.h"
#include "core/lexicon.h"
#include "core/rules.h"

/* Ends the run, and keeps its input, unless a condition holds. */
static void
check(bool holds)
{
	if (!holds)
		abort();
}

static void
check_same(const sm_rules *a, const sm_rules *b)
{
	check(sm_rules_size(a) == sm_rules_size(b));
	check(memcmp(a, b, sm_rules_size(a)) == 0);
}

static void
try_encoding(const char *json, size_t length, sm_encoding encoding)
{
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_error	error = {SM_OK, "", ""};
	sm_rules   *rules;
	sm_rules   *again;
	sm_lexicon *lexicon;

	if (sm_rules_parse(json, length, encoding, &memory, &rules,
					   &error) == SM_OK)
	{
		size_t		size = sm_rules_print(rules, NULL);
		char	   *text = malloc(size);

		check(text != NULL && sm_rules_print(rules, text) == size);
		check(sm_rules_parse(text, size, encoding, &memory, &again,
							 &error) == SM_OK);
		check_same(rules, again);
		check(sm_rules_merge(rules, again, &memory, &again,
							 &error) == SM_OK);
		check_same(rules, again);
		check(sm_lexicon_build(rules, encoding, &memory, &lexicon,
							   &error) == SM_OK);
		free(text);
	}
	else
	{
		size_t		offset;

		check(rules == NULL && error.status != SM_OK &&
			  error.detail[0] != '\0');
		if (encoding == SM_ENCODING_UTF8)
			check(sm_valid_utf8((uint8_t *) error.detail,
								strlen(error.detail), &offset) &&
				  sm_valid_utf8((uint8_t *) error.path,
								strlen(error.path), &offset));
	}
	arena_free(&blocks);
}

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_encoding((const char *) data, size, SM_ENCODING_UTF8);
	try_encoding((const char *) data, size, SM_ENCODING_BYTES);
	return 0;
}
