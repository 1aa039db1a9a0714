/*-------------------------------------------------------------------------
 *
 * test_word_mask.c
 *	  The masks of 64 bytes against a loop over them.
 *
 * The mask of this machine and the portable one are both here.
 *
 *-------------------------------------------------------------------------
 */
#include "core/word_mask.h"

static const char *const native_name = SM_MASK_NAME;

/* The same header once more, with the names of the portable mask. */
#undef SM_CORE_WORD_MASK_H
#undef SM_MASK_NAME
#undef SM_MASK_SSE2
#undef SM_MASK_NEON
#undef SM_MASK_PORTABLE
#undef SM_PORTABLE
#define SM_PORTABLE
#define sm_mask portable_mask
#define sm_lane_mask portable_lane_mask
#define sm_add_lane portable_add_lane
#define sm_word_mask portable_word_mask
#define sm_tail_mask portable_tail_mask
#include "core/word_mask.h"
#undef sm_mask
#undef sm_lane_mask
#undef sm_add_lane
#undef sm_word_mask
#undef sm_tail_mask

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

#include "arena.h"
#include "dense.h"

static bool
is_word_byte(uint8_t byte)
{
	return byte >= 128 || (byte >= '0' && byte <= '9') ||
		(byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Compares the masks of a block, which stands in memory of its own. */
static void
check_block(const uint8_t *bytes)
{
	uint8_t    *block = exact_copy(bytes, SM_BLOCK);
	sm_mask		native = sm_word_mask(block);
	portable_mask portable = portable_word_mask(block);
	uint64_t	word = 0;
	uint64_t	high = 0;

	for (int i = 0; i < SM_BLOCK; i++)
	{
		word |= (uint64_t) is_word_byte(block[i]) << i;
		high |= (uint64_t) (block[i] >= 128) << i;
	}
	free(block);
	assert_true(native.word == word && native.high == high);
	assert_true(portable.word == word && portable.high == high);
}

static void
every_byte_at_every_place(void **state)
{
	static const uint8_t around[] = {' ', 'a', 0xFF, 0};

	(void) state;
	print_message("masks: %s and %s\n", native_name, SM_MASK_NAME);
	for (int byte = 0; byte < 256; byte++)
		for (int place = 0; place < SM_BLOCK; place++)
			for (size_t i = 0; i < sizeof(around); i++)
			{
				uint8_t		block[SM_BLOCK];

				memset(block, around[i], SM_BLOCK);
				block[place] = (uint8_t) byte;
				check_block(block);
			}
}

static void
random_blocks(void **state)
{
	dense		d = {.seed = 1};

	(void) state;
	for (int round = 0; round < 100000; round++)
	{
		uint8_t		block[SM_BLOCK];

		for (int i = 0; i < SM_BLOCK; i += 8)
		{
			uint64_t	eight = dense_next(&d);

			memcpy(block + i, &eight, sizeof(eight));
		}
		check_block(block);
	}
}

/* The end of a text, in memory that ends with it, from every position. */
static void
ends_of_texts(void **state)
{
	dense		d = {.seed = 2};

	(void) state;
	for (size_t length = SM_LANE; length < 3 * SM_BLOCK; length++)
	{
		uint8_t		text[3 * SM_BLOCK];
		uint8_t    *copy;

		for (size_t i = 0; i < length; i++)
			text[i] = (uint8_t) dense_next(&d);
		copy = exact_copy(text, length);
		for (size_t position = 0; position < length; position++)
		{
			sm_mask		native = sm_tail_mask(copy, position, length);
			portable_mask portable = portable_tail_mask(copy, position,
														length);
			uint64_t	word = 0;
			uint64_t	high = 0;

			if (length - position > SM_BLOCK + 8)
				continue;
			for (size_t i = 0; i < SM_BLOCK && position + i < length; i++)
			{
				word |= (uint64_t) is_word_byte(copy[position + i]) << i;
				high |= (uint64_t) (copy[position + i] >= 128) << i;
			}
			assert_true(native.word == word && native.high == high);
			assert_true(portable.word == word && portable.high == high);
		}
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_at_every_place),
		cmocka_unit_test(random_blocks),
		cmocka_unit_test(ends_of_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
