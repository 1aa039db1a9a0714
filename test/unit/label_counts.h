/*-------------------------------------------------------------------------
 *
 * label_counts.h
 *	  Counts of phrases by label for tests, in blocks that grow.
 *
 * Every block is of its own size to the byte, so that the address sanitizer
 * sees what is read or written behind it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEST_LABEL_COUNTS_H
#define TEST_LABEL_COUNTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/label_counts.h"

typedef struct counts_block
{
	sm_label_counts *counts;
	size_t		size;
} counts_block;

static inline counts_block
block_new(uint32_t most)
{
	counts_block b = {calloc(1, 256), 256};

	sm_label_counts_init(b.counts, most);
	sm_label_counts_open(b.counts, b.size);
	return b;
}

static inline void
block_grow(counts_block *b)
{
	sm_label_counts *larger = calloc(2, b->size);

	memcpy(larger, b->counts, b->counts->used);
	free(b->counts);
	b->counts = larger;
	b->size *= 2;
	sm_label_counts_open(b->counts, b->size);
}

/* Counts a row of so many bytes. */
static inline void
block_add(counts_block *b, const char *text, size_t length,
		  sm_function label)
{
	uint8_t    *copy = malloc(length > 0 ? length : 1);
	sm_label_row row;
	sm_label_step step;

	memcpy(copy, text, length);
	sm_label_row_begin(&row, copy, length, SM_ENCODING_UTF8, label);
	while ((step = sm_label_counts_add(b->counts, b->size, &row)) !=
		   SM_LABEL_DONE)
	{
		assert_int_not_equal(step, SM_LABEL_TOO_MANY);
		if (step == SM_LABEL_FULL)
			block_grow(b);
	}
	free(copy);
}

static inline void
block_merge(counts_block *b, const sm_label_counts *from)
{
	size_t		offset = 0;
	sm_label_step step;

	while ((step = sm_label_counts_merge(b->counts, b->size, from,
										 &offset)) != SM_LABEL_DONE)
	{
		assert_int_not_equal(step, SM_LABEL_TOO_MANY);
		if (step == SM_LABEL_FULL)
			block_grow(b);
	}
}

/* The packed form; the caller frees it. */
static inline sm_label_counts *
block_pack(const counts_block *b)
{
	sm_label_counts *packed = malloc(b->counts->used);
	sm_label_place *sorted = malloc((b->counts->count + 1) *
									sizeof(sm_label_place));

	assert_true(sm_label_counts_pack(b->counts, packed, sorted));
	free(sorted);
	packed = realloc(packed, packed->used);
	assert_true(sm_label_counts_packed(packed));
	assert_null(sm_label_counts_flaw(packed, packed->most,
									 SM_ENCODING_UTF8));
	return packed;
}

/* The packed counts of a text form; the caller frees them. */
static inline sm_label_counts *
counts_of_text(const char *text)
{
	size_t		size = sizeof(sm_label_counts) + 4 * strlen(text);
	counts_block b = {calloc(1, size), size};
	const char *detail = NULL;
	sm_label_counts *packed;

	sm_label_counts_init(b.counts, SM_LABEL_PHRASES);
	if (sm_label_counts_read(text, b.counts, size, &detail) !=
		SM_COUNTS_READ)
		fail_msg("%s: %s", text, detail);
	packed = block_pack(&b);
	free(b.counts);
	return packed;
}

#endif							/* TEST_LABEL_COUNTS_H */
