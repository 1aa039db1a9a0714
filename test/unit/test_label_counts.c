/*-------------------------------------------------------------------------
 *
 * test_label_counts.c
 *	  Tests of src/core/label_counts.c and label_counts_text.c.
 *
 * The oracle keeps every phrase as a string and counts by comparing strings.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/label_counts.h"
#include "label_counts.h"

#define ROWS 400
#define ROW_BYTES 200
#define KEPT 40

static uint32_t seed = 1;

static uint32_t
random_below(uint32_t bound)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % bound;
}

/* Words of few and of many rows, in some disorder of case and separators. */
static void
make_row(char *row)
{
	int			words = 1 + (int) random_below(12);
	size_t		used = 0;

	for (int i = 0; i < words; i++)
	{
		uint32_t	word = random_below(random_below(2) ? 8 : 90);

		used += (size_t) snprintf(row + used, ROW_BYTES - used, "%s%s%u",
								  i == 0 ? "" : random_below(3) ? " " : ", ",
								  random_below(2) ? "w" : "W", word);
	}
}

static char rows[ROWS][ROW_BYTES];
static sm_function labels[ROWS];

static int
make_rows(void **state)
{
	(void) state;
	for (int i = 0; i < ROWS; i++)
	{
		make_row(rows[i]);
		labels[i] = (sm_function) random_below(SM_EVIDENCE_CLASSES);
	}
	return 0;
}

static void
add_rows(counts_block *b, int first, int step)
{
	for (int i = first; i < ROWS; i += step)
		block_add(b, rows[i], strlen(rows[i]), labels[i]);
}

/* Whether a row has the phrase, looked for in its lower-case text. */
static bool
row_has(const char *row, const char *phrase)
{
	char		plain[ROW_BYTES + 2] = " ";
	char		wanted[ROW_BYTES];
	size_t		used = 1;

	for (const char *c = row; *c != '\0'; c++)
	{
		if (*c == ',')
			continue;
		plain[used++] = *c == 'W' ? 'w' : *c;
	}
	plain[used++] = ' ';
	plain[used] = '\0';
	(void) snprintf(wanted, sizeof(wanted), " %s ", phrase);
	return strstr(plain, wanted) != NULL;
}

static void
test_counts_agree_with_the_oracle(void **state)
{
	counts_block b = block_new(SM_LABEL_PHRASES);
	sm_label_counts *packed;
	const sm_label_phrase *phrase;

	(void) state;
	add_rows(&b, 0, 1);
	packed = block_pack(&b);
	assert_int_equal(sm_label_rows(packed), ROWS);
	assert_true(packed->limit == SM_NO_LIMIT);
	phrase = sm_label_first(packed);
	for (uint32_t i = 0; i < packed->count; i++)
	{
		uint32_t	expected[SM_EVIDENCE_CLASSES] = {0};
		char		text[SM_LABEL_PHRASE_BYTES + 1];

		memcpy(text, phrase->text, phrase->length);
		text[phrase->length] = '\0';
		for (int r = 0; r < ROWS; r++)
			expected[labels[r]] += row_has(rows[r], text);
		assert_memory_equal(phrase->count, expected, sizeof(expected));
		phrase = sm_label_next(phrase);
	}
	/* every single word is there: "w0" to "w89" */
	for (int w = 0; w < 90; w++)
	{
		char		text[8];
		bool		found = false;
		int			length = snprintf(text, sizeof(text), "w%d", w);

		phrase = sm_label_first(packed);
		for (uint32_t i = 0; i < packed->count && !found; i++)
		{
			found = phrase->length == length &&
				memcmp(phrase->text, text, (size_t) length) == 0;
			phrase = sm_label_next(phrase);
		}
		assert_true(found);
	}
	free(packed);
	free(b.counts);
}

static int
compare_hashes(const void *a, const void *b)
{
	int64_t		left = *(const int64_t *) a;
	int64_t		right = *(const int64_t *) b;

	return (left > right) - (left < right);
}

/* The packed form of all rows when only the smallest hashes are kept. */
static sm_label_counts *
kept_of_all(void)
{
	counts_block b = block_new(SM_LABEL_PHRASES);
	sm_label_counts *all;
	sm_label_counts *kept;
	const sm_label_phrase *phrase;
	int64_t    *hashes;
	uint32_t	taken = 0;

	add_rows(&b, 0, 1);
	all = block_pack(&b);
	free(b.counts);
	hashes = malloc(all->count * sizeof(*hashes));
	phrase = sm_label_first(all);
	for (uint32_t i = 0; i < all->count; i++)
	{
		hashes[i] = phrase->hash;
		phrase = sm_label_next(phrase);
	}
	qsort(hashes, all->count, sizeof(*hashes), compare_hashes);
	kept = calloc(1, all->used);
	memcpy(kept, all, sizeof(*all));
	kept->used = sizeof(*kept);
	kept->count = 0;
	kept->most = KEPT;
	kept->limit = hashes[KEPT];
	phrase = sm_label_first(all);
	for (uint32_t i = 0; i < all->count; i++)
	{
		if (phrase->hash < kept->limit)
		{
			assert_true(sm_label_counts_append(kept, all->used, phrase->text,
											   phrase->length, phrase->count));
			taken++;
		}
		phrase = sm_label_next(phrase);
	}
	assert_int_equal(taken, KEPT);
	free(hashes);
	free(all);
	return kept;
}

static void
assert_same(const sm_label_counts *a, const sm_label_counts *b)
{
	assert_int_equal(a->used, b->used);
	assert_memory_equal(a, b, a->used);
}

static void
test_what_is_kept_does_not_depend_on_order(void **state)
{
	sm_label_counts *expected = kept_of_all();

	(void) state;
	for (int shards = 1; shards < 9; shards++)
	{
		counts_block whole = block_new(KEPT);
		sm_label_counts *packed;

		for (int shard = shards - 1; shard >= 0; shard--)
		{
			counts_block part = block_new(KEPT);

			add_rows(&part, shard, shards);
			/* every other part is merged as it is, without being packed */
			if (shard % 2)
				block_merge(&whole, part.counts);
			else
			{
				packed = block_pack(&part);
				block_merge(&whole, packed);
				free(packed);
			}
			free(part.counts);
		}
		packed = block_pack(&whole);
		assert_same(packed, expected);
		free(packed);
		free(whole.counts);
	}
	free(expected);
}

static void
test_rows_can_follow_a_merge(void **state)
{
	counts_block one = block_new(KEPT);
	counts_block two = block_new(KEPT);
	sm_label_counts *expected = kept_of_all();
	sm_label_counts *packed;

	(void) state;
	add_rows(&one, 0, 2);
	block_merge(&two, one.counts);
	add_rows(&two, 1, 2);
	packed = block_pack(&two);
	assert_same(packed, expected);
	free(packed);
	free(expected);
	free(one.counts);
	free(two.counts);
}

static void
assert_text(const counts_block *b, const char *expected)
{
	sm_label_counts *packed = block_pack(b);
	size_t		length = sm_label_counts_write(packed, NULL);
	char	   *text = malloc(length + 1);

	assert_int_equal(sm_label_counts_write(packed, text), length);
	text[length] = '\0';
	assert_string_equal(text, expected);
	free(text);
	free(packed);
}

static void
test_words_of_all_kinds(void **state)
{
	counts_block b = block_new(SM_LABEL_PHRASES);
	char		long_word[SM_WORD_BYTES + 8];

	(void) state;
	block_add(&b, "Call, call CALL", 15, SM_SALES);
	block_add(&b, "", 0, SM_JOINT);
	/* composed and decomposed are one */
	block_add(&b, "Caf\xC3\xA9", 5, SM_OTHER);
	block_add(&b, "cafe\xCC\x81", 6, SM_OTHER);
	/* broken UTF-8 separates */
	block_add(&b, "a\xC3 b\xFF", 5, SM_MARKETING);
	assert_text(&b, "sales=1 marketing=1 joint=1 other=2 skipped=0; "
				"a=0/1/0/0; a b=0/1/0/0; b=0/1/0/0; "
				"caf\xC3\xA9=0/0/0/2; call=1/0/0/0; call call=1/0/0/0");
	free(b.counts);

	/* a word that rules cannot name, and no pair across it */
	b = block_new(SM_LABEL_PHRASES);
	memset(long_word, 'x', sizeof(long_word));
	memcpy(long_word, "a ", 2);
	memcpy(long_word + sizeof(long_word) - 2, " b", 2);
	block_add(&b, long_word, sizeof(long_word), SM_SALES);
	assert_text(&b, "sales=1 marketing=0 joint=0 other=0 skipped=0; "
				"a=1/0/0/0; b=1/0/0/0");
	free(b.counts);
}

static void
test_gaps_and_long_rows(void **state)
{
	size_t		length = 3 * SM_WORD_SPAN;
	char	   *text = malloc(length);
	counts_block b = block_new(SM_LABEL_PHRASES);

	(void) state;
	/* as near as rules can see, and one byte further */
	memset(text, ' ', length);
	text[0] = 'a';
	text[1 + SM_WORD_SPAN] = 'b';
	text[3 + 2 * SM_WORD_SPAN] = 'c';
	block_add(&b, text, length, SM_SALES);
	assert_text(&b, "sales=1 marketing=0 joint=0 other=0 skipped=0; "
				"a=1/0/0/0; a b=1/0/0/0; b=1/0/0/0; c=1/0/0/0");
	free(b.counts);

	/* no word at all, of characters of several bytes */
	b = block_new(SM_LABEL_PHRASES);
	for (size_t i = 0; i + 3 <= length; i += 3)
		memcpy(text + i, "\xE2\x80\x94", 3);
	block_add(&b, text, length, SM_SALES);
	assert_text(&b, "sales=1 marketing=0 joint=0 other=0 skipped=0");
	free(b.counts);

	/* many different words in one row */
	b = block_new(KEPT);
	for (size_t i = 0; i < length; i++)
		text[i] = i % 8 == 7 ? ' ' : (char) ('a' + random_below(26));
	block_add(&b, text, length, SM_SALES);
	assert_true(b.counts->count <= KEPT + KEPT / 4 + 2);
	free(b.counts);
	free(text);
}

static void
test_rows_that_do_not_fit(void **state)
{
	counts_block b = block_new(SM_LABEL_PHRASES);
	sm_label_counts *full = counts_of_text("other=4294967295; a=0/0/0/7");
	sm_label_row row;
	size_t		offset = 0;

	(void) state;
	block_add(&b, "a", 1, SM_SALES);
	assert_int_equal(sm_label_counts_merge(b.counts, b.size, full, &offset),
					 SM_LABEL_TOO_MANY);
	assert_int_equal(sm_label_rows(b.counts), 1);
	b.counts->rows[SM_SALES] = UINT32_MAX;
	sm_label_row_begin(&row, (const uint8_t *) "b", 1, SM_ENCODING_UTF8,
					   SM_SALES);
	assert_int_equal(sm_label_counts_add(b.counts, b.size, &row),
					 SM_LABEL_TOO_MANY);
	free(full);
	free(b.counts);
}

static void
test_text_that_is_read(void **state)
{
	sm_label_counts *counts = counts_of_text(
		" other=2 sales=3 ;b a=1/0/0/0 ; a=3/0/0/2;b=1/0/0/0 ");
	char		text[200];

	(void) state;
	text[sm_label_counts_write(counts, text)] = '\0';
	assert_string_equal(text, "sales=3 marketing=0 joint=0 other=2 "
						"skipped=0; a=3/0/0/2; b=1/0/0/0; b a=1/0/0/0");
	free(counts);
	counts = counts_of_text("");
	assert_int_equal(counts->count, 0);
	free(counts);
}

/* Whether a text is refused, when it is read or when it is checked. */
static bool
refused(const char *text)
{
	size_t		size = sizeof(sm_label_counts) + 4 * strlen(text);
	sm_label_counts *counts = calloc(1, size);
	sm_label_counts *packed = calloc(1, size);
	sm_label_place sorted[16];
	const char *detail = NULL;
	bool		good;

	sm_label_counts_init(counts, SM_LABEL_PHRASES);
	good = sm_label_counts_read(text, counts, size, &detail) ==
		SM_COUNTS_READ &&
		sm_label_counts_flaw(counts, SM_LABEL_PHRASES,
							 SM_ENCODING_UTF8) == NULL &&
		sm_label_counts_pack(counts, packed, sorted);
	free(counts);
	free(packed);
	return !good;
}

static void
test_text_that_is_refused(void **state)
{
	static const char *const bad[] = {
		"x", "sales", "sales=", "sales=x", "sales=1 sales=1", "sales=-1",
		"sales=1x", "sales=4294967296", "sales=4294967295 other=1",
		"skipped=9223372036854775808", "sales=1;", "sales=1; ;",
		"sales=1; a", "sales=1; a=1", "sales=1; a=1/0/0", "sales=1; =1/0/0/0",
		"sales=1; a=1/0/0/0/0", "sales=1; a=0/0/0/0", "sales=1; a=2/0/0/0",
		"sales=1; a=1/0/0/0; a=1/0/0/0", "sales=1; A=1/0/0/0",
		"sales=1; a b c=1/0/0/0", "sales=1; a  b=1/0/0/0",
		"sales=1; a =1/0/0/0", "sales=1; cafe\xCC\x81=1/0/0/0",
		"sales=1; a*=1/0/0/0", "sales=1; -=1/0/0/0",
		"sales=1 limit=5; a=1/0/0/0", "sales=1 limit=-5", "\xFF=1",
		"sales=1; \xFF=1/0/0/0",
	};

	(void) state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (!refused(bad[i]))
			fail_msg("\"%s\" was read", bad[i]);
}

static void
test_hostile_bytes(void **state)
{
	sm_label_counts *good = counts_of_text(
		"sales=3 other=2; a=3/0/0/2; b=1/0/0/0; b a=1/0/0/0");
	size_t		size = good->used;
	sm_label_counts *bad = malloc(size);
	size_t		passed = 0;

	(void) state;
	/* bytes from the used size on; the caller vouches for that one only */
	for (size_t i = offsetof(sm_label_counts, count); i < size; i++)
	{
		for (int bit = 0; bit < 8; bit++)
		{
			memcpy(bad, good, size);
			((uint8_t *) bad)[i] ^= (uint8_t) (1 << bit);
			if (sm_label_counts_flaw(bad, SM_LABEL_PHRASES,
									 SM_ENCODING_UTF8) == NULL)
			{
				counts_block b = block_new(SM_LABEL_PHRASES);

				block_merge(&b, bad);
				(void) sm_label_counts_packed(bad);
				free(b.counts);
				passed++;
			}
		}
	}
	/* rows, skipped rows, stamps, slots, limit and some counts can differ */
	assert_true(passed < size * 8 / 2);
	for (uint32_t used = sizeof(*bad); used < size; used++)
	{
		memcpy(bad, good, size);
		bad->used = used;
		assert_non_null(sm_label_counts_flaw(bad, SM_LABEL_PHRASES,
											 SM_ENCODING_UTF8));
	}
	memcpy(bad, good, size);
	assert_string_equal(sm_label_counts_flaw(bad, 7, SM_ENCODING_UTF8),
						"It keeps another number of phrases than this "
						"release.");
	free(bad);
	free(good);
}

/* Where there is no room for all: phrases with digits go first, then pairs. */
static void
test_words_stay_longest(void **state)
{
	static const char *const kept_longest[] = {
		"call", "newsletter", "\xC3\xA9t\xC3\xA9", "cold call", "call the",
		"q3", "4711", "invoice 4711", "4711 invoice"
	};
	static const int rank[] = {0, 0, 0, 1, 1, 2, 2, 2, 2};

	(void) state;
	for (int i = 0; i < 9; i++)
		assert_int_equal(sm_label_hash(kept_longest[i],
									   strlen(kept_longest[i])) >> 61,
						 rank[i]);
}

/* The hash is part of the value: it must not change between releases. */
static void
test_hash_is_pinned(void **state)
{
	(void) state;
	assert_true(sm_label_hash("cold", 4) != sm_label_hash("cold call", 9));
	assert_true(sm_label_hash("a b", 3) != sm_label_hash("b a", 3));
	assert_true(sm_label_hash("cold call", 9) ==
				INT64_C(3258379244833669072));
	assert_true(sm_label_hash("newsletter", 10) ==
				INT64_C(1791889340327310494));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts_agree_with_the_oracle),
		cmocka_unit_test(test_what_is_kept_does_not_depend_on_order),
		cmocka_unit_test(test_rows_can_follow_a_merge),
		cmocka_unit_test(test_words_of_all_kinds),
		cmocka_unit_test(test_gaps_and_long_rows),
		cmocka_unit_test(test_rows_that_do_not_fit),
		cmocka_unit_test(test_text_that_is_read),
		cmocka_unit_test(test_text_that_is_refused),
		cmocka_unit_test(test_hostile_bytes),
		cmocka_unit_test(test_words_stay_longest),
		cmocka_unit_test(test_hash_is_pinned),
	};

	return cmocka_run_group_tests(tests, make_rows, NULL);
}
