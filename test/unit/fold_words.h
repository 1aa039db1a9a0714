/*-------------------------------------------------------------------------
 *
 * fold_words.h
 *	  All words of a text, for the tests of folding.
 *
 * Every text is put at the end of an allocation of its own, so that the
 * address sanitizer sees the first byte read too many.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FOLD_WORDS_H
#define FOLD_WORDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/fold.h"

#define ROOM 4096

/* The words of a text, each recomposed, joined by one space. */
typedef struct words
{
	size_t		count;
	size_t		length;
	uint8_t		bytes[ROOM];
	bool		cut;			/* one of them is */
} words;

/* A copy of exactly the text's size; the caller frees it. */
static inline uint8_t *
tight_copy(const void *text, size_t length)
{
	uint8_t    *copy = malloc(length > 0 ? length : 1);

	assert_non_null(copy);
	memcpy(copy, text, length);
	return copy;
}

/* Checks what holds for every word, wherever it comes from. */
static inline void
check_word(const sm_word *word, size_t from, size_t length)
{
	assert_true(from <= word->start);
	assert_true(word->start < word->end);
	assert_true(word->end <= length);
	assert_in_range(word->length, 1, SM_WORD_BYTES);
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(word->folded[word->length + i], 0);
}

static inline words
words_of(const void *text, size_t length, sm_encoding encoding, bool compose)
{
	uint8_t    *copy = tight_copy(text, length);
	words		found = {0};
	size_t		at = 0;
	sm_word		word;

	while (sm_next_word(copy, length, at, encoding, &word))
	{
		size_t		kept = word.length;

		check_word(&word, at, length);
		assert_true(found.length + 1 + kept < ROOM);
		if (found.count++ > 0)
			found.bytes[found.length++] = ' ';
		if (compose)
			kept = sm_compose(word.folded, kept);
		memcpy(found.bytes + found.length, word.folded, kept);
		found.length += kept;
		found.cut = found.cut || word.cut;
		at = word.end;
	}
	free(copy);
	return found;
}

/* Checks that another spelling of a text has the same words. */
static inline void
check_same_words(const words *expected, const uint8_t *text, size_t length)
{
	words		found = words_of(text, length, SM_ENCODING_UTF8, false);

	assert_int_equal(found.count, expected->count);
	assert_int_equal(found.length, expected->length);
	assert_memory_equal(found.bytes, expected->bytes, found.length);
}

#endif							/* FOLD_WORDS_H */
