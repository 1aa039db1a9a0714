/*-------------------------------------------------------------------------
 *
 * test_keyed.c
 *	  Records of sums under keys, against a plain array of the same.
 *
 * Blocks are filled in many orders, split and merged; whatever the way, the
 * packed bytes must be those of the sorted array.
 *
 *-------------------------------------------------------------------------
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/keyed.h"

/* A head with a number behind it, and two kinds of records. */
typedef struct head
{
	sm_keyed	keyed;
	int64_t		number;
} head;

static const sm_keyed_layout layout = {
	.head_bytes = sizeof(head),
	.most = 5000,
	.kinds = 3,
	.wide_bits = 100,
	.narrow_bits = 60,
	.sums = {{1, 2}, {0, 1}, {0, 0}}
};

/* Memory that is handed out in order and given back at the end. */
static void *
allocate(void *context, size_t size)
{
	void	   *memory = malloc(size);

	*(void **) context = memory;
	return memory;
}

/* An empty block in room of that size. */
static head *
new_block(size_t size)
{
	head	   *block = calloc(1, size);

	block->keyed.used = sizeof(head);
	sm_keyed_open(&layout, &block->keyed, size, 17, NULL);
	return block;
}

/* The block in twice the room. */
static head *
grow(head *block, size_t *size, uint64_t seed)
{
	head	   *larger = calloc(1, *size * 2);

	memcpy(larger, block, block->keyed.used);
	free(block);
	*size *= 2;
	sm_keyed_open(&layout, &larger->keyed, *size, seed, NULL);
	return larger;
}

/* Adds one to every sum of a key, growing as needed. */
static head *
add(head *block, size_t *size, unsigned kind, const char *key)
{
	sm_keyed_record *record = NULL;

	while (sm_keyed_find(&layout, &block->keyed, *size, kind, key,
						 strlen(key), &record) == SM_KEYED_FULL)
		block = grow(block, size, (uint64_t) rand());
	assert_non_null(record);
	for (int i = 0; i < layout.sums[kind].wide; i++)
		sm_keyed_wide(record)[i] += (sm_int128) 1 << 70;
	for (int i = 0; i < layout.sums[kind].narrow; i++)
		sm_keyed_narrow(&layout, record)[i]++;
	return block;
}

/* The packed form; the given block is freed. */
static head *
pack(head *block)
{
	void	   *list = NULL;
	sm_memory	memory = {allocate, &list, NULL};
	head	   *packed = malloc(block->keyed.used);

	assert_null(sm_keyed_flaw(&layout, &block->keyed, NULL));
	assert_int_equal(sm_keyed_pack(&layout, &block->keyed, &packed->keyed,
								   &memory), SM_OK);
	assert_int_equal(sm_keyed_check_packed(&layout, &packed->keyed, NULL),
					 SM_OK);
	assert_null(sm_keyed_flaw(&layout, &packed->keyed, NULL));
	free(list);
	free(block);
	return packed;
}

/* The same keys in any order, split and merged, are the same bytes. */
static void
order_never_shows(void **state)
{
	head	   *expected = NULL;

	(void) state;
	srand(4);
	for (int round = 0; round < 40; round++)
	{
		size_t		size = 256;
		size_t		other_size = 512;
		head	   *block = new_block(size);
		head	   *other = new_block(other_size);
		size_t		offset = 0;
		sm_keyed_step step;

		for (int i = 0; i < 900; i++)
		{
			int			n = (i * 7 + round * 31) % 900;
			char		key[16];

			snprintf(key, sizeof(key), "%.*s%d", n % 9, "-padding-", n % 150);
			if (rand() % 3 == 0)
				other = add(other, &other_size, (unsigned) n % 3, key);
			else
				block = add(block, &size, (unsigned) n % 3, key);
		}
		if (round % 2 == 0)
			other = pack(other);
		while ((step = sm_keyed_merge(&layout, &block->keyed, size,
									  &other->keyed, &offset)) !=
			   SM_KEYED_DONE)
		{
			assert_int_equal(step, SM_KEYED_FULL);
			block = grow(block, &size, 99);
		}
		free(other);
		block = pack(block);
		if (expected == NULL)
			expected = block;
		else
		{
			assert_int_equal(block->keyed.used, expected->keyed.used);
			assert_memory_equal(block, expected, expected->keyed.used);
			free(block);
		}
	}
	assert_int_equal(expected->keyed.count, 450);
	free(expected);
}

/* Records come out by kind and key, with the sums that went in. */
static void
sorted_with_their_sums(void **state)
{
	static const char *const keys[] = {"", "a", "a", "ab", "b", "a"};
	size_t		size = 64;
	head	   *block = new_block(size);
	const sm_keyed_record *record;

	(void) state;
	block->number = 42;
	for (unsigned i = 0; i < 6; i++)
		block = add(block, &size, i == 4 ? 0 : 1, keys[i]);
	block = pack(block);
	assert_int_equal(block->number, 42);
	assert_int_equal(block->keyed.count, 4);
	record = sm_keyed_first(&layout, &block->keyed);
	assert_int_equal(record->kind, 0);
	assert_true(sm_keyed_wide(record)[0] == (sm_int128) 1 << 70);
	assert_int_equal(sm_keyed_narrow(&layout, record)[1], 1);
	record = sm_keyed_next(&layout, record);
	assert_int_equal(record->key_length, 0);
	record = sm_keyed_next(&layout, record);
	assert_memory_equal(sm_keyed_key(&layout, record), "a", 1);
	assert_int_equal(sm_keyed_narrow(&layout, record)[0], 3);
	record = sm_keyed_next(&layout, record);
	assert_memory_equal(sm_keyed_key(&layout, record), "ab", 2);
	free(block);
}

/* A sum that does not fit is told, not wrapped. */
static void
sums_do_not_wrap(void **state)
{
	size_t		size = 1024;
	head	   *block = new_block(size);
	head	   *other = new_block(size);
	sm_keyed_record *record = NULL;
	size_t		offset = 0;

	(void) state;
	assert_int_equal(sm_keyed_find(&layout, &block->keyed, size, 0, "k", 1,
								   &record), SM_KEYED_DONE);
	sm_keyed_wide(record)[0] = (sm_int128) 1 << 100;
	other = add(other, &size, 0, "k");
	assert_int_equal(sm_keyed_merge(&layout, &block->keyed, size,
									&other->keyed, &offset),
					 SM_KEYED_OVERFLOW);
	sm_keyed_wide(record)[0] = 0;
	sm_keyed_narrow(&layout, record)[1] = (int64_t) 1 << 60;
	assert_null(sm_keyed_flaw(&layout, &block->keyed, NULL));
	offset = 0;
	assert_int_equal(sm_keyed_merge(&layout, &block->keyed, size,
									&other->keyed, &offset),
					 SM_KEYED_OVERFLOW);
	sm_keyed_narrow(&layout, record)[1] = INT64_MIN;
	assert_non_null(sm_keyed_flaw(&layout, &block->keyed, NULL));
	free(block);
	free(other);
}

/* There is a most of records, and of bytes in a key. */
static void
limits_hold(void **state)
{
	size_t		size = 256;
	head	   *block = new_block(size);
	sm_keyed_record *record = NULL;
	static char long_key[SM_KEY_BYTES + 1];
	char		key[16];

	(void) state;
	for (uint32_t i = 0; i < layout.most; i++)
	{
		snprintf(key, sizeof(key), "%u", i);
		block = add(block, &size, 2, key);
	}
	assert_int_equal(sm_keyed_find(&layout, &block->keyed, size, 2, "one",
								   3, &record), SM_KEYED_TOO_MANY);
	assert_int_equal(sm_keyed_find(&layout, &block->keyed, size, 2, "7", 1,
								   &record), SM_KEYED_DONE);
	assert_int_equal(sm_keyed_find(&layout, &block->keyed, size, 2, long_key,
								   sizeof(long_key), &record),
					 SM_KEYED_TOO_MANY);
	assert_null(sm_keyed_append(&layout, &block->keyed, size, 3, "", 0));
	free(block);
}

/* A key that stands there twice is found when packing. */
static void
a_key_twice(void **state)
{
	size_t		size = 1024;
	head	   *block = calloc(1, size);
	void	   *list = NULL;
	sm_memory	memory = {allocate, &list, NULL};
	head	   *packed = malloc(size);

	(void) state;
	block->keyed.used = sizeof(head);
	for (int i = 0; i < 2; i++)
		assert_non_null(sm_keyed_append(&layout, &block->keyed, size, 1,
										"twice", 5));
	assert_null(sm_keyed_flaw(&layout, &block->keyed, NULL));
	assert_int_equal(sm_keyed_check_packed(&layout, &block->keyed, NULL),
					 SM_BAD_RECORDS);
	assert_int_equal(sm_keyed_pack(&layout, &block->keyed, &packed->keyed,
								   &memory), SM_BAD_RECORDS);
	free(list);
	free(packed);
	free(block);
}

/* Packing stops when it is told to. */
static void
packing_stops(void **state)
{
	size_t		size = 256;
	head	   *block = new_block(size);
	void	   *list = NULL;
	volatile sig_atomic_t stop = 1;
	sm_memory	memory = {allocate, &list, &stop};
	head	   *packed;
	char		key[16];

	(void) state;
	for (int i = 0; i < 3000; i++)
	{
		snprintf(key, sizeof(key), "%d", i);
		block = add(block, &size, 0, key);
	}
	packed = malloc(block->keyed.used);
	assert_int_equal(sm_keyed_pack(&layout, &block->keyed, &packed->keyed,
								   &memory), SM_STOPPED);
	free(list);
	free(packed);
	free(block);
}

/* So do checking, and building a table, after which there is none. */
static void
checking_stops(void **state)
{
	size_t		size = 4096;
	head	   *block = add(new_block(size), &size, 0, "x");
	volatile sig_atomic_t stop = 1;

	(void) state;
	assert_int_equal(sm_keyed_open(&layout, &block->keyed, size, 3, &stop),
					 SM_STOPPED);
	assert_int_equal(block->keyed.slots, 0);
	assert_ptr_equal(sm_keyed_flaw(&layout, &block->keyed, &stop),
					 sm_flaw_stopped);
	block = pack(block);
	assert_int_equal(sm_keyed_check_packed(&layout, &block->keyed, &stop),
					 SM_STOPPED);
	stop = 0;
	assert_null(sm_keyed_flaw(&layout, &block->keyed, &stop));
	assert_int_equal(sm_keyed_check_packed(&layout, &block->keyed, &stop),
					 SM_OK);
	free(block);
}

/*
 * No damaged block is read past its end: every byte of a small one is
 * changed, and every shorter length tried.
 */
static void
damage_is_seen_or_harmless(void **state)
{
	size_t		size = 1024;
	head	   *block = new_block(size);
	size_t		used;

	(void) state;
	block = add(block, &size, 0, "anna");
	block = add(block, &size, 1, "bertha and carl");
	block = pack(block);
	used = block->keyed.used;
	for (size_t at = offsetof(sm_keyed, used); at < used; at++)
	{
		for (int bit = 0; bit < 8; bit++)
		{
			head	   *copy = malloc(used);

			memcpy(copy, block, used);
			((unsigned char *) copy)[at] ^= (unsigned char) (1 << bit);
			if (copy->keyed.used == used &&
				sm_keyed_flaw(&layout, &copy->keyed, NULL) == NULL)
				(void) sm_keyed_check_packed(&layout, &copy->keyed, NULL);
			free(copy);
		}
	}
	for (size_t length = sizeof(head); length < used; length++)
	{
		head	   *copy = malloc(length);

		memcpy(copy, block, length);
		copy->keyed.used = (uint32_t) length;
		assert_non_null(sm_keyed_flaw(&layout, &copy->keyed, NULL));
		free(copy);
	}
	free(block);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_never_shows),
		cmocka_unit_test(sorted_with_their_sums),
		cmocka_unit_test(sums_do_not_wrap),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(a_key_twice),
		cmocka_unit_test(packing_stops),
		cmocka_unit_test(checking_stops),
		cmocka_unit_test(damage_is_seen_or_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
