/*-------------------------------------------------------------------------
 *
 * test_keyed_text.c
 *	  The text form of sums under keys, of quoted names and of integers of
 *	  128 bits.
 *
 * What is written is read back as the same bytes; what is not written so is
 * refused.
 *
 *-------------------------------------------------------------------------
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/keyed_text.h"
#include "core/quoted.h"
#include "arena.h"

/* Records of two sums, of one, and of none. */
static const sm_keyed_layout layout = {
	.head_bytes = sizeof(sm_keyed),
	.most = 100,
	.kinds = 3,
	.wide_bits = 126,
	.narrow_bits = 62,
	.sums = {{1, 1}, {0, 1}, {0, 0}}
};

static const char *const kinds[] = {"both", "narrow", "bare", NULL};

static size_t
write_key(unsigned kind, const char *key, size_t length, char *to)
{
	(void) kind;
	return sm_write_quoted(key, length, to);
}

static bool
read_key(unsigned kind, const char **text, char *key, size_t *length)
{
	(void) kind;
	return sm_read_quoted(text, key, SM_KEY_BYTES, length);
}

static const sm_keyed_words words = {
	.kinds = kinds,
	.write_key = write_key,
	.read_key = read_key
};

/* The limits of 128 bits as decimal digits, from bc. */
#define MOST	"170141183460469231731687303715884105727"
#define LEAST	"-170141183460469231731687303715884105728"

static void
wide_numbers(void **state)
{
	static const struct
	{
		const char *text;
		sm_counts_read result;
		const char *written;	/* if read */
		const char *rest;
	}			cases[] = {
		{"0", SM_COUNTS_READ, "0", ""},
		{"-0", SM_COUNTS_READ, "0", ""},
		{"007/8", SM_COUNTS_READ, "7", "/8"},
		{"-1 ", SM_COUNTS_READ, "-1", " "},
		{"1.5", SM_COUNTS_READ, "1", ".5"},
		{"18446744073709551616", SM_COUNTS_READ, "18446744073709551616", ""},
		{MOST, SM_COUNTS_READ, MOST, ""},
		{LEAST, SM_COUNTS_READ, LEAST, ""},
		{"170141183460469231731687303715884105728", SM_COUNTS_OUT_OF_RANGE,
		NULL, NULL},
		{"-170141183460469231731687303715884105729", SM_COUNTS_OUT_OF_RANGE,
		NULL, NULL},
		{MOST "0", SM_COUNTS_OUT_OF_RANGE, NULL, NULL},
		{"99999999999999999999999999999999999999999999999999999999999999999",
		SM_COUNTS_OUT_OF_RANGE, NULL, NULL},
		{"", SM_COUNTS_MALFORMED, NULL, NULL},
		{"-", SM_COUNTS_MALFORMED, NULL, NULL},
		{"--1", SM_COUNTS_MALFORMED, NULL, NULL},
		{"+1", SM_COUNTS_MALFORMED, NULL, NULL},
		{" 1", SM_COUNTS_MALFORMED, NULL, NULL},
		{"x", SM_COUNTS_MALFORMED, NULL, NULL}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const char *text = cases[i].text;
		sm_int128	number = 0;
		char		written[SM_WIDE_TEXT];
		size_t		length;

		assert_int_equal(sm_read_wide(&text, &number), cases[i].result);
		if (cases[i].result != SM_COUNTS_READ)
			continue;
		assert_string_equal(text, cases[i].rest);
		length = sm_write_wide(number, written);
		assert_int_equal(length, strlen(written));
		assert_string_equal(written, cases[i].written);
	}
}

/* Numbers of all sizes come back. */
static void
wide_numbers_come_back(void **state)
{
	(void) state;
	srand(21);
	for (int round = 0; round < 20000; round++)
	{
		sm_uint128	bits = 0;
		sm_int128	number;
		sm_int128	again;
		char		written[SM_WIDE_TEXT];
		const char *text = written;

		for (int i = 0; i < 9; i++)
			bits = bits << 15 ^ (unsigned) rand();
		number = (sm_int128) (bits >> rand() % 128);
		if (rand() % 2 == 0)
			number = -1 - number;
		(void) sm_write_wide(number, written);
		assert_int_equal(sm_read_wide(&text, &again), SM_COUNTS_READ);
		assert_true(number == again && *text == '\0');
	}
}

/* Any bytes but zero are a name. */
static void
names_come_back(void **state)
{
	static const char bytes[] = "\"\\ab \xc3\xa9\xff\n;=";

	(void) state;
	srand(22);
	for (int round = 0; round < 20000; round++)
	{
		char		name[40];
		size_t		length = (size_t) rand() % sizeof(name);
		char	   *written;
		size_t		size;
		char		again[40];
		const char *text;
		size_t		read;

		for (size_t i = 0; i < length; i++)
			name[i] = bytes[(size_t) rand() % (sizeof(bytes) - 1)];
		size = sm_write_quoted(name, length, NULL);
		assert_true(size <= 2 * length + 2);
		written = malloc(size + 1);
		assert_int_equal(sm_write_quoted(name, length, written), size);
		written[size] = '\0';
		text = written;
		assert_true(sm_read_quoted(&text, again, length, &read));
		assert_int_equal(read, length);
		assert_memory_equal(name, again, length);
		assert_ptr_equal(text, written + size);
		if (length > 0)
		{
			text = written;
			assert_false(sm_read_quoted(&text, again, length - 1, &read));
			assert_ptr_equal(text, written);
		}
		free(written);
	}
}

static void
names_that_are_none(void **state)
{
	static const char *const texts[] = {
		"", "a", "a\"", "\"", "\"a", "\"\\", "\"\\\"", "\"a\\\\\\\"", " \"a\""
	};

	(void) state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		char	   *text = (char *) exact_copy(texts[i],
											   strlen(texts[i]) + 1);
		const char *at = text;
		char		name[10];
		size_t		length;

		assert_false(sm_read_quoted(&at, name, sizeof(name), &length));
		assert_ptr_equal(at, text);
		free(text);
	}
}

/* Reads records into just the room that is promised to be enough. */
static sm_counts_read
read_records(const char *text, sm_keyed **block, size_t *size)
{
	const char *detail = NULL;
	char	   *exact = (char *) exact_copy(text, strlen(text) + 1);
	const char *rest = exact;
	sm_counts_read result;

	*size = layout.head_bytes + sm_keyed_room(text);
	*block = calloc(1, *size);
	(*block)->used = layout.head_bytes;
	do
		result = sm_keyed_read(&layout, &words, &rest, *block, *size, &detail);
	while (result == SM_COUNTS_READ && *rest != '\0');
	assert_int_equal(result == SM_COUNTS_READ, detail == NULL);
	free(exact);
	return result;
}

/* Writes records, or only counts, and returns the length. */
static size_t
write_records(const sm_keyed *block, char *to)
{
	size_t		length = 0;

	assert_int_equal(sm_keyed_write(&layout, &words, block, to, NULL, &length),
					 SM_OK);
	return length;
}

static void
records_come_back(void **state)
{
	static const char *const texts[] = {
		"",
		"; both \"\"=0/0",
		"; both \"a \\\"b\\\"\"=-12345678901234567890123/-5; both \"b\"=1/2; "
		"narrow \"\"=4611686018427387904; narrow \"\xc3\xa9\"=-7; bare \"\"; "
		"bare \"x;y=z\""
	};

	(void) state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		sm_keyed   *block;
		size_t		size;
		size_t		length = strlen(texts[i]);
		char	   *written = malloc(length + 1);

		assert_int_equal(read_records(texts[i], &block, &size),
						 SM_COUNTS_READ);
		assert_null(sm_keyed_flaw(&layout, block, NULL));
		assert_int_equal(sm_keyed_check_packed(&layout, block, NULL), SM_OK);
		assert_int_equal(write_records(block, NULL), length);
		assert_int_equal(write_records(block, written), length);
		written[length] = '\0';
		assert_string_equal(written, texts[i]);
		free(written);
		free(block);
	}
}

/* White space may stand around all parts but the sums. */
static void
white_space(void **state)
{
	sm_keyed   *block;
	size_t		size;
	char		written[64] = "";

	(void) state;
	assert_int_equal(read_records(" \n;\tboth\n\"a\"=1/2  ;narrow \"b\"=3 ",
								  &block, &size), SM_COUNTS_READ);
	write_records(block, written);
	assert_string_equal(written, "; both \"a\"=1/2; narrow \"b\"=3");
	free(block);
}

static void
records_that_are_none(void **state)
{
	static const struct
	{
		const char *text;
		sm_counts_read result;
	}			cases[] = {
		{"x", SM_COUNTS_MALFORMED}, {";", SM_COUNTS_MALFORMED},
		{"; neither \"a\"=1", SM_COUNTS_MALFORMED},
		{"; both", SM_COUNTS_MALFORMED}, {"; both a=1/2", SM_COUNTS_MALFORMED},
		{"; both \"a\"", SM_COUNTS_MALFORMED},
		{"; both \"a\"=1", SM_COUNTS_MALFORMED},
		{"; both \"a\"=1/", SM_COUNTS_MALFORMED},
		{"; both \"a\"=1/2/3", SM_COUNTS_MALFORMED},
		{"; both \"a\"/1=2", SM_COUNTS_MALFORMED},
		{"; both \"a\"=1/2.5", SM_COUNTS_MALFORMED},
		{"; both \"a\"=1/2, both \"b\"=1/2", SM_COUNTS_MALFORMED},
		{"; bare \"a\"=1", SM_COUNTS_MALFORMED},
		{"; narrow \"a\"=9223372036854775807", SM_COUNTS_READ},
		{"; narrow \"a\"=9223372036854775808", SM_COUNTS_OUT_OF_RANGE},
		{"; narrow \"a\"=-9223372036854775809", SM_COUNTS_OUT_OF_RANGE},
		{"; both \"a\"=" MOST "/1", SM_COUNTS_READ},
		{"; both \"a\"=" MOST "0/1", SM_COUNTS_OUT_OF_RANGE}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		sm_keyed   *block;
		size_t		size;

		if (read_records(cases[i].text, &block, &size) != cases[i].result)
			fail_msg("%s", cases[i].text);
		/* what can be written down may still be out of range for a sum */
		if (cases[i].result == SM_COUNTS_READ)
			assert_non_null(sm_keyed_flaw(&layout, block, NULL));
		free(block);
	}
}

/* As many records as the layout has room for, and as long a key. */
static void
limits_of_a_text(void **state)
{
	char		text[100 * 16 + SM_KEY_BYTES + 100] = "";
	char		key[SM_KEY_BYTES + 2] = "";
	sm_keyed   *block;
	size_t		size;

	(void) state;
	for (uint32_t i = 0; i < layout.most; i++)
		snprintf(text + strlen(text), 16, "; bare \"%03u\"", i);
	assert_int_equal(read_records(text, &block, &size), SM_COUNTS_READ);
	assert_null(sm_keyed_flaw(&layout, block, NULL));
	free(block);
	strcat(text, "; bare \"100\"");
	assert_int_equal(read_records(text, &block, &size),
					 SM_COUNTS_OUT_OF_RANGE);
	free(block);

	memset(key, 'k', SM_KEY_BYTES);
	snprintf(text, sizeof(text), "; bare \"%s\"", key);
	assert_int_equal(read_records(text, &block, &size), SM_COUNTS_READ);
	free(block);
	key[SM_KEY_BYTES] = 'k';
	snprintf(text, sizeof(text), "; bare \"%s\"", key);
	assert_int_equal(read_records(text, &block, &size), SM_COUNTS_MALFORMED);
	free(block);
}

/* Every changed byte of a text gives records or an answer. */
static void
spoilt_texts(void **state)
{
	static const char good[] = "; both \"a\\\"b\"=-12/7; narrow \"\"=1; "
		"bare \"z\"";

	(void) state;
	for (size_t at = 0; at < sizeof(good); at++)
	{
		for (int byte = 0; byte < 256; byte++)
		{
			char		text[sizeof(good)];
			sm_keyed   *block;
			size_t		size;

			memcpy(text, good, sizeof(good));
			text[at] = (char) byte;
			text[sizeof(good) - 1] = '\0';
			if (read_records(text, &block, &size) == SM_COUNTS_READ)
				(void) sm_keyed_flaw(&layout, block, NULL);
			free(block);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wide_numbers),
		cmocka_unit_test(wide_numbers_come_back),
		cmocka_unit_test(names_come_back),
		cmocka_unit_test(names_that_are_none),
		cmocka_unit_test(records_come_back),
		cmocka_unit_test(white_space),
		cmocka_unit_test(records_that_are_none),
		cmocka_unit_test(limits_of_a_text),
		cmocka_unit_test(spoilt_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
