/*-------------------------------------------------------------------------
 *
 * rules_text.h
 *	  Rules of a JSON text, compiled and at hand for a test.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEST_RULES_TEXT_H
#define TEST_RULES_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "arena.h"
#include "core/lexicon.h"

typedef struct rules_text
{
	arena		memory;
	sm_encoding encoding;
	sm_rules   *rules;
	sm_lexicon *lexicon;
} rules_text;

/* Reads and compiles rules; to be closed with rules_close. */
static inline void
rules_open(rules_text *r, const char *json, size_t length,
		   sm_encoding encoding)
{
	sm_memory	memory = arena_memory(&r->memory, -1);
	uint8_t    *copy = exact_copy(json, length);
	sm_error	error = {SM_OK, "", ""};

	r->encoding = encoding;
	if (sm_rules_parse((const char *) copy, length, encoding, &memory,
					   &r->rules, &error) != SM_OK)
		fail_msg("%s: %s", error.path, error.detail);
	free(copy);
	assert_int_equal(sm_lexicon_build(r->rules, encoding, &memory,
									  &r->lexicon, &error), SM_OK);
}

static inline void
rules_close(rules_text *r)
{
	arena_free(&r->memory);
}

#endif							/* TEST_RULES_TEXT_H */
