/*-------------------------------------------------------------------------
 *
 * test_fold.c
 *	  What a word is and what it is folded to, by example.
 *
 *-------------------------------------------------------------------------
 */
#include "fold_words.h"

#define assert_words(text, expected) \
	check_words(text, sizeof(text) - 1, SM_ENCODING_UTF8, expected)
#define assert_words_of_bytes(text, expected) \
	check_words(text, sizeof(text) - 1, SM_ENCODING_BYTES, expected)

static void
check_words(const char *text, size_t length, sm_encoding encoding,
			const char *expected)
{
	words		found = words_of(text, length, encoding, true);

	found.bytes[found.length] = 0;
	assert_string_equal((char *) found.bytes, expected);
}

static void
ascii_words_are_letters_and_digits(void **state)
{
	(void) state;
	assert_words("", "");
	assert_words(" \t\n,.;", "");
	assert_words("Cold Call", "cold call");
	assert_words("E-Mail: 2nd follow_up!", "e mail 2nd follow up");
	assert_words("don't", "don t");
	assert_words("@[`{/:AZaz09", "azaz09");
	assert_words("a\0b", "a b");
}

static void
words_know_where_they_stand(void **state)
{
	static const uint8_t text[] = "  Caf\xC3\xA9\xC2\xAD, \xE6\xBC\xA2x";
	sm_word		word;

	(void) state;
	assert_true(sm_next_word(text, 15, 0, SM_ENCODING_UTF8, &word));
	assert_int_equal(word.start, 2);
	assert_int_equal(word.end, 9);	/* with the soft hyphen */
	assert_int_equal(word.length, 6);	/* e and its accent are two */
	assert_true(sm_next_word(text, 15, word.end, SM_ENCODING_UTF8, &word));
	assert_int_equal(word.start, 11);
	assert_int_equal(word.end, 14);
	assert_true(sm_next_word(text, 15, word.end, SM_ENCODING_UTF8, &word));
	assert_int_equal(word.start, 14);
	assert_false(sm_next_word(text, 15, word.end, SM_ENCODING_UTF8, &word));
	assert_false(sm_next_word(text, 15, 99, SM_ENCODING_UTF8, &word));
}

static void
case_folding_is_full(void **state)
{
	(void) state;
	assert_words("STRASSE Straße STRAẞE", "strasse strasse strasse");
	assert_words("ΟΣ ος οσ", "οσ οσ οσ");	/* final sigma */
	assert_words("ﬁnance OﬀER", "finance offer");
	assert_words("ПРОДАЖИ", "продажи");
	assert_words("Ǆ ǅ ǆ", "ǆ ǆ ǆ");

	/*
	 * Turkish: no language is assumed.  Capital I is i; dotted capital I is i
	 * with a dot above, hence not i; dotless i stays apart.
	 */
	assert_words("I i", "i i");
	assert_words("İ", "i\xCC\x87");
	assert_words("ı", "ı");

	/* an iota subscript is a letter iota, as it is in capitals */
	assert_words("ᾳ ᾼ ΑΙ", "αι αι αι");
	assert_words("ᾴ ᾳ\xCC\x81 α\xCD\x85\xCC\x81 ά\xCD\x85",
				 "άι άι άι άι");
}

static void
composed_and_decomposed_are_equal(void **state)
{
	(void) state;
	assert_words("Cafe\xCC\x81 CAFÉ", "café café");
	assert_words("A\xCC\x8Angstro\xCC\x88m Ångström Ångström",
				 "ångström ångström ångström");
	assert_words("ệ e\xCC\xA3\xCC\x82 e\xCC\x82\xCC\xA3", "ệ ệ ệ");
	assert_words("ê\xCC\xA3 ẹ\xCC\x82", "ệ ệ");
	/* marks of one class keep their order */
	assert_words("o\xCC\x84\xCC\x88 o\xCC\x88\xCC\x84", "ō\xCC\x88 ȫ");
	/* a mark that does not compose stays, and moves when others do */
	assert_words("q\xCC\x81 a\xCC\xB4\xCC\x81", "q\xCC\x81 á\xCC\xB4");
}

static void
hangul_is_composed_and_decomposed(void **state)
{
	(void) state;
	assert_words("한국어", "한국어");
	assert_words("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한");
	assert_words("하\xE1\x86\xAB", "한");
	/* a second tail, and what comes right before the tails, stay apart */
	assert_words("한\xE1\x86\xAB", "한\xE1\x86\xAB");
	assert_words("하\xE1\x86\xA7", "하\xE1\x86\xA7");
	assert_words("ﾡﾢ ㄱㄲ", "ㄱㄲ ㄱㄲ");
}

static void
ideographs_are_words(void **state)
{
	(void) state;
	assert_words("電話会議", "電 話 会 議");
	assert_words("CRMの導入2024年", "crm の 導 入 2024 年");
	assert_words("人々〇", "人 々 〇");
	assert_words("豈 \xEF\xA4\x80 \xF0\xAF\xA0\x80", "豈 豈 丽");
	assert_words("\xF0\xA0\x80\x80\xF0\xB1\x8D\x90",
				 "\xF0\xA0\x80\x80 \xF0\xB1\x8D\x90");
	/* the prolonged sound mark goes with what it prolongs, else apart */
	assert_words("メール", "メ\xE3\x83\xBC ル");
	assert_words("ﾒｰﾙ", "メ\xE3\x83\xBC ル");
	assert_words("ー ル", "ル");
	/* voiced marks, in each of their forms */
	assert_words("ガ カ\xE3\x82\x99 ｶﾞ", "ガ ガ ガ");
	assert_words("パ ﾊﾟ ぱ", "パ パ ぱ");
	assert_words("漢\xF3\xA0\x84\x80字", "漢 字");	/* a variation */
	assert_words("漢\xCD\x85\xCC\x81x", "漢\xCC\x81 x");
}

static void
other_scripts_are_runs(void **state)
{
	(void) state;
	assert_words("שָׁלוֹם", "שָׁלוֹם");
	assert_words("שלום, עולם\xE2\x80\x8F!", "שלום עולם");
	assert_words("مكالمة؟ ٢٠٢٤", "مكالمة ٢٠٢٤");
	assert_words("बिक्री", "बिक्री");
	assert_words("การขาย", "การขาย");
	assert_words("ⅷ Ⅷ", "ⅷ ⅷ");
}

static void
wide_and_narrow_are_ordinary(void **state)
{
	(void) state;
	assert_words("ＣＯＬＤ　ｃａｌｌ，４２", "cold call 42");
	assert_words("ｱｲ･ｳ", "ア イ ウ");
}

static void
ignorable_characters_vanish(void **state)
{
	(void) state;
	assert_words("news\xC2\xADletter", "newsletter");
	assert_words("a\xE2\x80\x8D" "b\xE2\x80\x8C" "c\xE2\x81\xA0" "d", "abcd");
	assert_words("\xEF\xBB\xBFsale\xEF\xB8\x8F", "sale");
	assert_words("\xC2\xAD \xE2\x80\x8D\xEF\xB8\x8F", "");
	assert_words("e\xC2\xAD\xCC\x81 e\xCD\x8F\xCC\x81", "é é");
}

static void
symbols_and_stray_marks_separate(void **state)
{
	(void) state;
	assert_words("Acme™Corp m² ½ ① Ⓐ", "acme corp m");
	assert_words("win👍🏽win ❤️x", "win win x");
	assert_words("l’été «oui» a–b", "l été oui a b");
	assert_words("\xCC\x81", "");
	assert_words("\xCC\x81 -\xCC\x81x", "x");
	assert_words("-\xC2\xAD\xCC\x81x", "x");
	assert_words("\xEE\x80\x80x\xEF\xBF\xBE", "x");	/* private, no character */
}

static void
bytes_are_letters_in_other_encodings(void **state)
{
	(void) state;
	assert_words_of_bytes("Caf\xE9 OL\xC9!", "caf\xE9 ol\xC9");
	assert_words_of_bytes("\xC2\xAD \xFF", "\xC2\xAD \xFF");
	assert_words_of_bytes("", "");
}

/* Plain bytes are folded several at a time; where they stand is no matter. */
static void
every_byte_is_folded_alike_at_every_place(void **state)
{
	(void) state;
	for (unsigned byte = 0; byte < 256; byte++)
	{
		bool		is_small = byte >= 'a' && byte <= 'z';
		bool		is_capital = byte >= 'A' && byte <= 'Z';
		bool		is_digit = byte >= '0' && byte <= '9';
		bool		is_plain = is_small || is_capital || is_digit;

		for (size_t at = 1; at < 20; at++)
		{
			uint8_t		text[21];
			uint8_t		expected[21];
			words		found;

			memset(text, 'Q', 21);
			memset(expected, 'q', 21);
			text[at] = (uint8_t) byte;
			expected[at] = (uint8_t) (is_capital ? byte + 32 : byte);
			if (!is_plain)
				expected[at] = ' ';
			found = words_of(text, 21, SM_ENCODING_UTF8, false);
			assert_int_equal(found.length, 21);
			assert_memory_equal(found.bytes, expected, found.length);
			if (byte >= 0x80)
				expected[at] = (uint8_t) byte;
			found = words_of(text, 21, SM_ENCODING_BYTES, false);
			assert_int_equal(found.length, 21);
			assert_memory_equal(found.bytes, expected, 21);
		}
	}
}

/* Checks a word made of a unit repeated, and how much of it is kept. */
static void
check_cut(const char *unit, size_t times, sm_encoding encoding,
		  size_t kept, bool cut)
{
	size_t		size = strlen(unit);
	uint8_t    *text = malloc(times * size);
	sm_word		word;

	assert_non_null(text);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * size, unit, size);
	assert_true(sm_next_word(text, times * size, 0, encoding, &word));
	check_word(&word, 0, times * size);
	assert_int_equal(word.end, times * size);
	assert_int_equal(word.length, kept);
	assert_int_equal(word.cut, cut);
	free(text);
}

static void
long_words_are_cut_at_a_character(void **state)
{
	(void) state;
	for (int encoding = SM_ENCODING_UTF8; encoding <= SM_ENCODING_BYTES;
		 encoding++)
	{
		check_cut("x", 95, (sm_encoding) encoding, 95, false);
		check_cut("x", 96, (sm_encoding) encoding, 96, false);
		check_cut("x", 97, (sm_encoding) encoding, 96, true);
		check_cut("x", SM_WORD_SPAN, (sm_encoding) encoding, 96, true);
	}
	check_cut("\xE9", 97, SM_ENCODING_BYTES, 96, true);
	check_cut("ж", 48, SM_ENCODING_UTF8, 96, false);
	check_cut("ж", 49, SM_ENCODING_UTF8, 96, true);
	check_cut("xж", 33, SM_ENCODING_UTF8, 96, true);
	check_cut("\xF0\x90\x8C\xB0x", 30, SM_ENCODING_UTF8, 95, true);
	check_cut("é", 32, SM_ENCODING_UTF8, 96, false);
	check_cut("éx", 100, SM_ENCODING_UTF8, 96, true);
	check_cut("각", 11, SM_ENCODING_UTF8, 96, true);	/* nine bytes each */
	check_cut("漢\xCC\x81", 1, SM_ENCODING_UTF8, 5, false);
	check_cut("a\xCC\x81\xCC\xA3", 1000, SM_ENCODING_UTF8, 96, true);
}

/* However long a run of letters is, a call ends: the rest is another word. */
static void
a_word_spans_a_bounded_piece_of_text(void **state)
{
	size_t		length = SM_WORD_SPAN + 3;
	uint8_t    *text = malloc(length);
	sm_word		word;

	(void) state;
	assert_non_null(text);
	memset(text, 'x', length);
	assert_true(sm_next_word(text, length, 0, SM_ENCODING_UTF8, &word));
	assert_int_equal(word.end, SM_WORD_SPAN);
	assert_true(sm_next_word(text, length, word.end, SM_ENCODING_UTF8,
							 &word));
	assert_int_equal(word.start, SM_WORD_SPAN);
	assert_int_equal(word.length, 3);
	free(text);
}

static void
invalid_bytes_separate(void **state)
{
	(void) state;
	assert_words("a\x80" "b\xFFz", "a b z");
	assert_words("a\xC3" "b", "a b");
	assert_words("a\xC0\xAF" "b\xC1\xA1", "a b");	/* overlong */
	assert_words("a\xE0\x81\xA1" "b\xF0\x80\x81\xA1", "a b");
	assert_words("a\xED\xA0\x80" "b", "a b");	/* surrogate */
	assert_words("a\xF4\x90\x80\x80" "b\xF5", "a b");	/* above 10FFFF */
	assert_words("a\xE6\xBC\xE6\xBC\xA2", "a 漢");
	assert_words("\xC3\xC3\xA9", "é");
}

static void
truncated_characters_are_not_read_beyond(void **state)
{
	static const char *const starts[] = {
		"", "x", "é", "漢", "가", "xxxxxxxxxxxxxxx"
	};
	static const char *const characters[] = {
		"é", "\xCC\x81", "漢", "가", "\xE2\x80\x8D", "\xF0\xAF\xA0\x80",
		"\xF4\x8F\xBF\xBF", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xC0\x80"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
	{
		for (size_t j = 0; j < sizeof(characters) / sizeof(characters[0]); j++)
		{
			size_t		whole = strlen(starts[i]);

			for (size_t kept = 1; kept < strlen(characters[j]); kept++)
			{
				uint8_t		text[64] = {0};
				uint8_t    *copy;
				words		found;
				size_t		offset;

				memcpy(text, starts[i], whole);
				memcpy(text + whole, characters[j], kept);
				found = words_of(text, whole + kept, SM_ENCODING_UTF8, true);
				assert_int_equal(found.length, whole);
				assert_memory_equal(found.bytes, starts[i], whole);

				copy = tight_copy(text, whole + kept);
				assert_false(sm_valid_utf8(copy, whole + kept, &offset));
				assert_int_equal(offset, whole);
				assert_int_equal(sm_compose(copy, whole + kept), whole + kept);
				assert_memory_equal(copy, text, whole + kept);
				free(copy);
			}
		}
	}
}

static void
the_first_bad_byte_is_found_anywhere(void **state)
{
	(void) state;
	for (size_t length = 0; length < 40; length++)
	{
		size_t		offset = 99;
		uint8_t    *text = malloc(length + 1);

		assert_non_null(text);
		memset(text, 0x7F, length);
		text[length] = 1;
		assert_true(sm_valid_utf8(text, length + 1, &offset));
		assert_int_equal(offset, 99);
		for (size_t at = 0; at <= length; at++)
		{
			text[at] = at % 2 == 0 ? 0 : 0x80;
			assert_false(sm_valid_utf8(text, length + 1, &offset));
			assert_int_equal(offset, at);
			text[at] = 1;
		}
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascii_words_are_letters_and_digits),
		cmocka_unit_test(words_know_where_they_stand),
		cmocka_unit_test(case_folding_is_full),
		cmocka_unit_test(composed_and_decomposed_are_equal),
		cmocka_unit_test(hangul_is_composed_and_decomposed),
		cmocka_unit_test(ideographs_are_words),
		cmocka_unit_test(other_scripts_are_runs),
		cmocka_unit_test(wide_and_narrow_are_ordinary),
		cmocka_unit_test(ignorable_characters_vanish),
		cmocka_unit_test(symbols_and_stray_marks_separate),
		cmocka_unit_test(bytes_are_letters_in_other_encodings),
		cmocka_unit_test(every_byte_is_folded_alike_at_every_place),
		cmocka_unit_test(long_words_are_cut_at_a_character),
		cmocka_unit_test(a_word_spans_a_bounded_piece_of_text),
		cmocka_unit_test(invalid_bytes_separate),
		cmocka_unit_test(truncated_characters_are_not_read_beyond),
		cmocka_unit_test(the_first_bad_byte_is_found_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
