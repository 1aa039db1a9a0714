/*-------------------------------------------------------------------------
 *
 * test_fold_oracle.c
 *	  Folding compared with utf8proc: every code point, and random texts.
 *
 * The extension itself does not use utf8proc; where the library is of another
 * Unicode version than the tables, what depends on it is skipped.
 *
 *-------------------------------------------------------------------------
 */
#include "fold_words.h"

#include <utf8proc.h>

/* Deterministic random numbers below a limit (xorshift). */
static uint32_t
random_below(uint32_t limit)
{
	static uint32_t seed = 2463534242U;

	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % limit;
}

/* A code point, mostly one that can do harm. */
static utf8proc_int32_t
random_code_point(void)
{
	static const utf8proc_int32_t special[] = {
		'a', 'I', 'z', '7', ' ', '-', 0xAD, 0xC5, 0xDF, 0xE9, 0x130, 0x131,
		0x1C4, 0x300, 0x301, 0x304, 0x308, 0x316, 0x323, 0x327, 0x334, 0x338,
		0x344, 0x345, 0x34F, 0x390, 0x3A3, 0x3B1, 0x3C2, 0x5B0, 0x5B4, 0x93C,
		0x958, 0x9C7, 0x9D7, 0xF71, 0xF72, 0xF73, 0x1100, 0x1161, 0x11A8,
		0x1E9E, 0x1EC7, 0x1FB3, 0x1F82, 0x200D, 0x212B, 0x304B, 0x30AB, 0x3099,
		0x30FC, 0x4E00, 0xAC00, 0xAC01, 0xF900, 0xFB2C, 0xFE0F, 0xFF21, 0xFF76,
		0xFF9E, 0xFF70, 0x110A5, 0x110BA, 0x1D165, 0x20000, 0x2F800, 0x1F600
	};
	utf8proc_int32_t code;

	if (random_below(4) > 0)
		return special[random_below(sizeof(special) / sizeof(special[0]))];
	do
		code = (utf8proc_int32_t) random_below(0x20000);
	while (code == 0 || (code >= 0xD800 && code <= 0xDFFF));
	return code;
}

/* What utf8proc makes of a text; the caller frees it. */
static uint8_t *
mapped(const uint8_t *text, size_t length, int options, size_t *result_length)
{
	uint8_t    *result = NULL;
	utf8proc_ssize_t size;

	size = utf8proc_map(text, (utf8proc_ssize_t) length, &result,
						(utf8proc_option_t) (options | UTF8PROC_STABLE));
	assert_true(size >= 0);
	*result_length = (size_t) size;
	return result;
}

static void
folding_is_stable_for_random_texts(void **state)
{
	(void) state;
	for (int round = 0; round < 100000; round++)
	{
		uint8_t		text[64];
		size_t		length = 0;
		size_t		size;
		words		plain;
		words		composed;
		uint8_t    *other;

		for (uint32_t count = random_below(12); count > 0; count--)
			length += (size_t) utf8proc_encode_char(random_code_point(),
													text + length);
		assert_true(sm_valid_utf8(text, length, &size));
		plain = words_of(text, length, SM_ENCODING_UTF8, false);
		assert_false(plain.cut);

		/* fold(fold(x)) and fold(compose(fold(x))) */
		check_same_words(&plain, plain.bytes, plain.length);
		composed = words_of(text, length, SM_ENCODING_UTF8, true);
		check_same_words(&plain, composed.bytes, composed.length);

		/* composition is NFC, also of all words at once */
		other = mapped(plain.bytes, plain.length, UTF8PROC_COMPOSE, &size);
		assert_int_equal(size, composed.length);
		assert_memory_equal(other, composed.bytes, size);
		free(other);
		size = sm_compose(plain.bytes, plain.length);
		assert_int_equal(size, composed.length);
		assert_memory_equal(plain.bytes, composed.bytes, size);
		plain = words_of(text, length, SM_ENCODING_UTF8, false);

		/* canonically equivalent spellings */
		other = mapped(text, length, UTF8PROC_COMPOSE, &size);
		check_same_words(&plain, other, size);
		free(other);
		other = mapped(text, length, UTF8PROC_DECOMPOSE, &size);
		check_same_words(&plain, other, size);
		free(other);
	}
}

/* Random bytes are walked to the end, and what is kept stays what it is. */
static void
anything_can_be_walked(void **state)
{
	(void) state;
	for (int round = 0; round < 100000; round++)
	{
		uint8_t		text[256];
		size_t		length = random_below(round % 16 == 0 ? 250 : 25);
		words		found;

		for (size_t i = 0; i < length; i++)
			text[i] = (uint8_t) random_below(256);
		for (uint32_t i = random_below(20); i > 0 && length > 4; i--)
			utf8proc_encode_char(random_code_point(),
								 text + random_below((uint32_t) length - 4));
		(void) words_of(text, length, SM_ENCODING_BYTES, false);
		found = words_of(text, length, SM_ENCODING_UTF8, false);
		check_same_words(&found, found.bytes, found.length);
		(void) sm_compose(text, length);
	}
}

/* Every lead byte with every second and third byte, and some fourth bytes. */
static void
well_formed_is_what_the_standard_says(void **state)
{
	static const uint8_t last[] = {0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF};
	size_t		offset = 99;

	(void) state;
	for (uint32_t front = 0x010000; front <= 0xFFFFFF; front++)
	{
		uint8_t		text[4] = {(uint8_t) (front >> 16), (uint8_t) (front >> 8),
			(uint8_t) front};

		for (size_t i = 0; i < sizeof(last); i++)
		{
			size_t		good = 0;
			utf8proc_int32_t code = 1;

			text[3] = last[i];
			while (good < 4 && code > 0)
			{
				utf8proc_ssize_t size = utf8proc_iterate(
					text + good, (utf8proc_ssize_t) (4 - good), &code);

				if (size > 0 && code > 0)
					good += (size_t) size;
			}
			if (sm_valid_utf8(text, 4, &offset))
				offset = 4;
			if (offset != good)
				fail_msg("%06X %02X: %zu for %zu",
						 front, last[i], offset, good);
			if (text[0] < 0xF0)
				break;			/* the fourth byte stands alone */
		}
	}
}

/* The oracle needs the Unicode version that the tables were made from. */
static void
need_same_unicode(void)
{
	if (strcmp(sm_unicode_version, utf8proc_unicode_version()) != 0)
	{
		print_message("skipped: utf8proc here is of Unicode %s, not %s\n",
					  utf8proc_unicode_version(), sm_unicode_version);
		skip();
	}
}

static bool
lies_in(utf8proc_int32_t code, utf8proc_int32_t first, utf8proc_int32_t last)
{
	return code >= first && code <= last;
}

/* Han, Hiragana and Katakana, half-width forms aside. */
static bool
is_ideographic(utf8proc_int32_t code)
{
	return lies_in(code, 0x3005, 0x3007) || lies_in(code, 0x3021, 0x3029) ||
		lies_in(code, 0x3031, 0x3035) || lies_in(code, 0x3038, 0x303C) ||
		lies_in(code, 0x3041, 0x30FF) || lies_in(code, 0x31F0, 0x31FF) ||
		lies_in(code, 0x3400, 0x4DBF) || lies_in(code, 0x4E00, 0x9FFF) ||
		lies_in(code, 0xF900, 0xFAFF) || lies_in(code, 0x1AFF0, 0x1B16F) ||
		lies_in(code, 0x20000, 0x3FFFF);
}

/* The ordinary form of a wide or narrow character, by the code charts. */
static utf8proc_int32_t
without_width(utf8proc_int32_t code)
{
	utf8proc_int32_t letter[2] = {code, 0};

	if (lies_in(code, 0xFF01, 0xFF5E))
		return code - 0xFF01 + 0x21;
	if (lies_in(code, 0xFF66, 0xFF9F))
		(void) utf8proc_decompose_char(code, letter, 2,
									   UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
									   NULL);
	if (lies_in(code, 0xFFA1, 0xFFBE))
		return code - 0xFFA1 + 0x3131;
	if (lies_in(code, 0xFFC2, 0xFFDC) && (code - 0xFFC2) % 8 < 6)
		return code - 0xFFC2 + 0x314F - (code - 0xFFC2) / 8 * 2;
	return letter[0];
}

/* 'L'etter, 'I'deograph, 'M'ark, '-' for ignorable, ' ' for a separator. */
static char
expected_kind(utf8proc_int32_t code)
{
	const char *category;

	if (utf8proc_get_property(code)->ignorable)
		return '-';
	code = without_width(code);
	category = utf8proc_category_string(code);
	if (category[0] == 'M' || code == 0x30FC)
		return 'M';
	if (category[0] == 'L' || strcmp(category, "Nd") == 0 ||
		strcmp(category, "Nl") == 0)
		return is_ideographic(code) ? 'I' : 'L';
	return ' ';
}

/* The words of a, the code point and b: as it should be. */
static size_t
expected_words(utf8proc_int32_t code, char kind, uint8_t *expected)
{
	uint8_t		text[8];
	size_t		size = 0;
	size_t		length = 0;

	if (kind == 'L' || kind == 'M' || kind == 'I')
		size = (size_t) utf8proc_encode_char(without_width(code), text);
	expected[length++] = 'a';
	if (kind == 'I' || kind == ' ')
		expected[length++] = ' ';
	if (size > 0)
	{
		size_t		folded_size;
		uint8_t    *folded = mapped(text, size, UTF8PROC_DECOMPOSE |
									UTF8PROC_CASEFOLD, &folded_size);

		memcpy(expected + length, folded, folded_size);
		length += folded_size;
		free(folded);
	}
	if (kind == 'I')
		expected[length++] = ' ';
	expected[length++] = 'b';
	return length;
}

static void
every_code_point_is_as_the_oracle_says(void **state)
{
	(void) state;
	need_same_unicode();
	for (utf8proc_int32_t code = 0; code <= 0x10FFFF; code++)
	{
		uint8_t		text[8] = "A";
		uint8_t		expected[64];
		char		kind = expected_kind(code);
		size_t		size;
		size_t		length;
		words		found;
		sm_word		word;

		/* surrogates are written out too: they are not well-formed */
		size = 1 + (size_t) utf8proc_encode_char(code, text + 1);
		if (lies_in(code, 0xD800, 0xDFFF))
		{
			text[1] = 0xED;
			text[2] = (uint8_t) (0x80 | (code >> 6 & 0x3F));
			text[3] = (uint8_t) (0x80 | (code & 0x3F));
			size = 4;
		}
		if (sm_next_word(text, size, 1, SM_ENCODING_UTF8, &word) !=
			(kind == 'L' || kind == 'I'))
			fail_msg("U+%04X alone is '%c'", code, kind);

		text[size++] = 'B';
		found = words_of(text, size, SM_ENCODING_UTF8, false);
		length = expected_words(code, kind, expected);
		if (found.length != length ||
			memcmp(found.bytes, expected, length) != 0)
			fail_msg("U+%04X within a word is '%c': \"%.*s\" for \"%.*s\"",
					 code, kind, (int) found.length, (char *) found.bytes,
					 (int) length, (char *) expected);
	}
}

/* Whatever has a canonical form of its own, composed and not. */
static void
every_composition_is_undone(void **state)
{
	size_t		composable = 0;

	(void) state;
	need_same_unicode();
	for (utf8proc_int32_t code = 0x80; code <= 0x10FFFF; code++)
	{
		uint8_t		text[4];
		uint8_t    *decomposed;
		size_t		size;
		size_t		length;
		words		found;

		if (lies_in(code, 0xD800, 0xDFFF))
			continue;
		size = (size_t) utf8proc_encode_char(code, text);
		decomposed = mapped(text, size, UTF8PROC_DECOMPOSE, &length);
		if (length != size || memcmp(decomposed, text, size) != 0)
		{
			uint8_t    *composed;

			composable++;
			found = words_of(text, size, SM_ENCODING_UTF8, false);
			check_same_words(&found, decomposed, length);
			composed = mapped(decomposed, length, UTF8PROC_COMPOSE, &size);
			length = sm_compose(decomposed, length);
			assert_int_equal(length, size);
			assert_memory_equal(decomposed, composed, size);
			free(composed);
		}
		free(decomposed);
	}
	print_message("%zu code points have a decomposition\n", composable);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folding_is_stable_for_random_texts),
		cmocka_unit_test(anything_can_be_walked),
		cmocka_unit_test(well_formed_is_what_the_standard_says),
		cmocka_unit_test(every_code_point_is_as_the_oracle_says),
		cmocka_unit_test(every_composition_is_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
