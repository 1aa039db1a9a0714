/*-------------------------------------------------------------------------
 *
 * test_match.c
 *	  Which phrases stand in a text: by example, and as the oracle has it.
 *
 * Whatever is matched here is matched by the oracle too.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_text.h"

#include "core/match.h"
#include "core/word_mask.h"
#include "dense.h"
#include "oracle.h"

#define LEAST_ROOM ((size_t) 2 * SM_PHRASE_WORDS)
#define LARGE_ROOM ((size_t) 1000)

/* Compares a text with the oracle, in small steps and in large ones. */
static size_t
compare(const sm_rules *rules, const sm_lexicon *lexicon,
		sm_encoding encoding, const void *text, size_t length)
{
	uint8_t    *copy = exact_copy(text, length);
	oracle_hits hits = oracle_match(rules, copy, length, encoding);
	const char *small = oracle_compare(&hits, lexicon, copy, length,
									   LEAST_ROOM);
	const char *large = oracle_compare(&hits, lexicon, copy, length,
									   LARGE_ROOM);
	size_t		count = hits.count;

	if (small != NULL || large != NULL)
	{
		print_error("text of %zu bytes:", length);
		for (size_t i = 0; i < length && i < 300; i++)
			print_error(copy[i] > ' ' && copy[i] < 127 ? " %c" : " %02X",
						copy[i]);
		print_error("\n");
		for (uint32_t i = 0; i < rules->nphrases; i++)
			print_error("phrase \"%.*s\"\n", (int) rules->rule[i].name_length,
						sm_rules_pool(rules) + rules->rule[i].name);
		fail_msg("%s", small != NULL ? small : large);
	}
	oracle_free(&hits);
	free(copy);
	return count;
}

static size_t
compare_text(const rules_text *r, const void *text, size_t length)
{
	return compare(r->rules, r->lexicon, r->encoding, text, length);
}

/* "cold call at 0; call at 5 in cold call": all that is found. */
static void
print_found(const sm_lexicon *lexicon, const uint8_t *text, size_t length,
			char *to, size_t room)
{
	const sm_rules *rules = lexicon->rules;
	const char *pool = sm_rules_pool(rules);
	sm_found	found[LEAST_ROOM];
	size_t		used = 0;
	sm_match	match;

	to[0] = '\0';
	sm_match_begin(&match, lexicon, text, length);
	while (!match.done)
	{
		size_t		count = sm_match_next(&match, found, LEAST_ROOM);

		for (size_t i = 0; i < count; i++)
		{
			const sm_rule *rule = &rules->rule[found[i].phrase];
			const sm_rule *by = found[i].silenced_by == SM_NO_PHRASE ? NULL :
				&rules->rule[found[i].silenced_by];

			used += (size_t) snprintf(to + used, room - used,
									  "%s%.*s at %zu%s%.*s",
									  used > 0 ? "; " : "",
									  (int) rule->name_length,
									  pool + rule->name, found[i].start,
									  by != NULL ? " in " : "",
									  by != NULL ? (int) by->name_length : 0,
									  by != NULL ? pool + by->name : "");
		}
	}
}

static void
check_found(const char *json, sm_encoding encoding, const char *text,
			size_t length, const char *expected)
{
	char		found[1024];
	uint8_t    *copy = exact_copy(text, length);
	rules_text	r;

	rules_open(&r, json, strlen(json), encoding);
	print_found(r.lexicon, copy, length, found, sizeof(found));
	assert_string_equal(found, expected);
	(void) compare_text(&r, text, length);
	rules_close(&r);
	free(copy);
}

/* Phrases as a list of JSON members; a text; what is found in it. */
#define assert_found(phrases, text, expected) \
	check_found("{\"phrases\": {" phrases "}}", SM_ENCODING_UTF8, text, \
				sizeof(text) - 1, expected)

#define EMAIL "\"email\": {}, \"email campaign*\": {}, \"sent\": {}"
#define PAPERS "\"call\": {}, \"call for papers\": {}, \"papers\": {}, " \
	"\"cold call\": {}"

static void
the_longer_phrase_silences(void **state)
{
	(void) state;
	assert_found(EMAIL, "An email to Ann", "email at 3");
	assert_found(EMAIL, "Email campaigns to all",
				 "email campaign* at 0; email at 0 in email campaign*");
	assert_found(EMAIL, "email event sent", "email at 0; sent at 12");
	assert_found(EMAIL, "E-mail", "");
	assert_found(PAPERS, "Call for papers!",
				 "call for papers at 0; call at 0 in call for papers; "
				 "papers at 9 in call for papers");
	assert_found(PAPERS, "a cold call for papers",
				 "cold call at 2; call for papers at 7; "
				 "call at 7 in call for papers; "
				 "papers at 16 in call for papers");
	assert_found(PAPERS, "cold call, then call",
				 "cold call at 0; call at 5 in cold call; call at 16");
}

static void
the_longer_phrase_may_let_count(void **state)
{
	(void) state;
	assert_found("\"sales\": {}, \"sales call\": {\"shorter\": \"count\"}, "
				 "\"call\": {}", "sales call",
				 "sales call at 0; sales at 0; call at 6");
	/* two around it: one that lets it count and one that does not */
	assert_found("\"a b c d\": {\"shorter\": \"count\"}, \"b c\": {}, "
				 "\"c\": {}", "a b c d",
				 "a b c d at 0; b c at 2; c at 4 in b c");
	assert_found("\"a b c d\": {}, \"b c\": {\"shorter\": \"count\"}, "
				 "\"c\": {}", "a b c d",
				 "a b c d at 0; b c at 2 in a b c d; c at 4 in a b c d");
}

static void
overlaps_without_containment_count(void **state)
{
	(void) state;
	assert_found("\"a b\": {}, \"b c\": {}, \"c d e\": {}", "a b c d e",
				 "a b at 0; b c at 2; c d e at 4");
	assert_found("\"a b c\": {}, \"b c d\": {}, \"c\": {}", "a b c d",
				 "a b c at 0; b c d at 2; c at 4 in b c d");
	assert_found("\"a a\": {}, \"a\": {}", "a a a",
				 "a a at 0; a at 0 in a a; a a at 2; a at 2 in a a; "
				 "a at 4 in a a");
	assert_found("\"x x x\": {}", "x x x x",
				 "x x x at 0; x x x at 2");
}

static void
over_the_same_words_the_most_literal_counts(void **state)
{
	(void) state;
	assert_found("\"demo*\": {}, \"demonstrat*\": {}, \"demonstration\": {}",
				 "demo demonstrate demonstration demonstrations",
				 "demo* at 0; demonstrat* at 5; demonstration at 17; "
				 "demonstrat* at 31");
	assert_found("\"call\": {}, \"call*\": {}", "call calls",
				 "call at 0; call* at 5");
	assert_found("\"a* c\": {}, \"ab c*\": {}", "ab c", "ab c* at 0");
	assert_found("\"a* cd\": {}, \"ab c*\": {}", "ab cd",
				 "a* cd at 0");
	/* as literal, but the bytes of one come first */
	assert_found("\"a* bc*\": {}, \"ab* b*\": {}", "ab bc", "a* bc* at 0");
	/* characters, not bytes: four and four against three and six */
	assert_found("\"\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2* a*\": {}, "
				 "\"\xD0\xBF\xD1\x80* abcd*\": {}",
				 "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2 abcde",
				 "\xD0\xBF\xD1\x80* abcd* at 0");
	/* a mark is a character too: the longer stem is the closer one */
	assert_found("\"e*\": {}, \"\xC3\xA9*\": {}", "\xC3\xA9t\xC3\xA9 et",
				 "\xC3\xA9* at 0; e* at 6");
}

static void
stars_take_any_ending_also_none(void **state)
{
	(void) state;
	assert_found("\"price* list*\": {}", "price list; Prices, listing",
				 "price* list* at 0; price* list* at 12");
	assert_found("\"a*\": {}, \"ab*\": {}, \"abc*\": {}, \"abcde*\": {}",
				 "a ab abc abcd abcde abcdef b",
				 "a* at 0; ab* at 2; abc* at 5; abc* at 9; abcde* at 14; "
				 "abcde* at 20");
	assert_found("\"1* 2* 3* 4* 5* 6* 7* 8*\": {}, \"1 2 3 4 5 6 7 8\": {}",
				 "1 2 3 4 5 6 7 8; 1a 2b 3c 4d 5e 6f 7g 8h; 1 2 3 4 5 6 7",
				 "1 2 3 4 5 6 7 8 at 0; 1* 2* 3* 4* 5* 6* 7* 8* at 17");
}

static void
words_are_found_whatever_stands_between(void **state)
{
	(void) state;
	assert_found("\"cold call\": {}", "cold-call COLD_CALL \"cold\" (call)",
				 "cold call at 0; cold call at 10; cold call at 21");
	assert_found("\"cold call\": {}", "cold\0call\1cold\ncall",
				 "cold call at 0; cold call at 10");
	assert_found("\"e mail\": {}", "e-mail E\xE2\x80\x91Mail e\xC2\xADmail",
				 "e mail at 0; e mail at 7");
	assert_found("\"call\": {}", "recall calls call", "call at 13");
	assert_found("\"call\": {}", "call", "call at 0");
	assert_found("\"call\": {}", "", "");
	assert_found("\"call\": {}", " \t\n.,;:-*\0\1\x7F", "");
	assert_found("", "call", "");
}

static void
accents_widths_and_ideographs(void **state)
{
	(void) state;
	assert_found("\"caf\xC3\xA9\": {}", "cafe CAFE\xCC\x81 caf\xC3\xA9s "
				 "Caf\xC3\xA9", "caf\xC3\xA9 at 5; caf\xC3\xA9 at 19");
	assert_found("\"call\": {}", "\xEF\xBD\x83\xEF\xBD\x81\xEF\xBD\x8C"
				 "\xEF\xBD\x8C ca\xC2\xADll", "call at 0; call at 13");
	assert_found("\"stra\xC3\x9F" "e\": {}", "STRASSE", "strasse at 0");
	/* every ideograph is a word */
	assert_found("\"\xE5\x96\xB6\xE6\xA5\xAD\": {}, \"\xE6\xA5\xAD\": {}",
				 "x\xE5\x96\xB6\xE6\xA5\xAD" "y",
				 "\xE5\x96\xB6 \xE6\xA5\xAD at 1; "
				 "\xE6\xA5\xAD at 4 in \xE5\x96\xB6 \xE6\xA5\xAD");
}

static void
bytes_that_are_no_characters_separate(void **state)
{
	(void) state;
	assert_found("\"a b\": {}", "a\xFF" "b a\xC3(b a\xE6\xBC" "b a\x80\x80",
				 "a b at 0; a b at 4; a b at 9");
	check_found("{\"phrases\": {\"a\xFF" "b\": {}, \"b\": {}}}",
				SM_ENCODING_BYTES, "A\xFF" "B b", 5,
				"a\xFF" "b at 0; b at 4");
}

/* A phrase at every place around the ends of the first two blocks. */
static void
phrases_cross_blocks(void **state)
{
	static const char *const texts[] = {
		"cold call", "cold-calls x", "caf\xC3\xA9 caf\xC3\xA9",
		"abcdefghijklmnopqrstuvwxyz cold call", "\xE6\xBC\xA2\xE5\xAD\x97",
		"call\xC2\xAD", "call\xCC\x81", "cold \xFF call"
	};
	static const char json[] =
		"{\"phrases\": {\"cold call*\": {}, \"call\": {}, "
		"\"caf\xC3\xA9\": {}, \"abcdefghijklmnopqrstuvwxyz\": {}, "
		"\"\xE6\xBC\xA2\xE5\xAD\x97\": {}, \"x\": {}, \"c*\": {}}}";
	rules_text	r;
	size_t		found = 0;

	(void) state;
	rules_open(&r, json, sizeof(json) - 1, SM_ENCODING_UTF8);
	for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++)
		for (size_t at = 0; at <= 2 * SM_BLOCK; at++)
			for (size_t fill = 0; fill < 3; fill++)
			{
				static const char fills[] = {' ', 'x', '\xC3'};
				char		text[4 * SM_BLOCK];
				size_t		length = strlen(texts[t]);

				memset(text, fills[fill], at);
				memcpy(text + at, texts[t], length);
				found += compare_text(&r, text, at + length);
				memset(text + at + length, fills[fill], SM_BLOCK);
				found += compare_text(&r, text, at + length + SM_BLOCK);
			}
	assert_true(found > 10000);
	rules_close(&r);
}

/* Appends count times the same bytes. */
static size_t
repeat(uint8_t *to, size_t at, const char *what, size_t count)
{
	size_t		length = strlen(what);

	for (size_t i = 0; i < count; i++)
		memcpy(to + at + i * length, what, length);
	return at + count * length;
}

/* Words of every length around the limits, alone and with a mark behind. */
static void
long_words(void **state)
{
	static const size_t lengths[] = {
		7, 8, 9, 63, 64, 65, 94, 95, 96, 97, 98, 127, 128, 65535, 65536,
		65537, 65600, 131071, 131072, 131073, 200000
	};
	static const char *const behind[] = {
		"", " cold", "\xCC\x81", "\xC2\xAD cold", "\xC3\xA9", "cold", "\xFF"
	};
	char		json[1024];
	char		word[SM_WORD_BYTES + 1];
	uint8_t    *text = malloc(3 * 200000);
	rules_text	r;

	(void) state;
	assert_non_null(text);
	memset(word, 'a', SM_WORD_BYTES);
	word[SM_WORD_BYTES] = '\0';
	(void) snprintf(json, sizeof(json), "{\"phrases\": {\"%s\": {}, "
					"\"%s*\": {}, \"%.95s\": {}, \"cold\": {}, \"a\": {}, "
					"\"aaaaaaa\": {}, \"%.64s cold\": {}, \"\xC3\xA9*\": {}, "
					"\"a* cold\": {}, \"\xE6\xBC\xA2 \xE6\xBC\xA2\": {}}}",
					word, word, word, word);
	rules_open(&r, json, strlen(json), SM_ENCODING_UTF8);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		for (size_t b = 0; b < sizeof(behind) / sizeof(behind[0]); b++)
		{
			size_t		end = repeat(text, 0, "a", lengths[i]);

			end = repeat(text, end, behind[b], 1);
			(void) compare_text(&r, text, end);
			(void) compare_text(&r, text + 1, end - 1);
			end = repeat(text, 0, "\xC3\xA9", lengths[i] / 2);
			end = repeat(text, end, behind[b], 1);
			(void) compare_text(&r, text, end);
			(void) compare_text(&r, text + 1, end - 1);
		}
	rules_close(&r);
	free(text);
}

/* Two words of a phrase stand at most SM_WORD_SPAN bytes apart. */
static void
words_far_apart(void **state)
{
	static const char *const gaps[] = {
		" ", "\xE2\x80\x93", "\x80", "\xCC\x81"
	};
	static const char json[] =
		"{\"phrases\": {\"cold call\": {}, \"call\": {}, \"a b c\": {}}}";
	uint8_t    *text = malloc(3 * SM_WORD_SPAN);
	size_t		found[2] = {0, 0};
	rules_text	r;

	(void) state;
	assert_non_null(text);
	rules_open(&r, json, sizeof(json) - 1, SM_ENCODING_UTF8);
	for (size_t g = 0; g < sizeof(gaps) / sizeof(gaps[0]); g++)
		for (size_t far = SM_WORD_SPAN - 3; far < SM_WORD_SPAN + 4; far++)
		{
			size_t		end = repeat(text, 0, " cold", 1);
			size_t		size = strlen(gaps[g]);

			end = repeat(text, end, gaps[g], far / size);
			end = repeat(text, end, ".", far % size);
			end = repeat(text, end, "call", 1);
			found[far > SM_WORD_SPAN] += compare_text(&r, text, end);
			end = repeat(text, end, gaps[g], far / size);
			(void) compare_text(&r, text, end);
		}
	/* the gap of marks belongs to "cold" itself, which is no "cold" then */
	assert_int_equal(found[0], 3 * 4 * 2 + 4);
	assert_int_equal(found[1], 4 * 3);
	rules_close(&r);
	free(text);
}

/* Texts of several calls: runs and gaps around the limits, words between. */
static void
long_texts_are_as_the_oracle_has_it(void **state)
{
	static const char *const pieces[] = {
		"a", "\xC3\xA9", "\xE6\xBC\xA2", " ", "\xE2\x80\x93", "\x80",
		"ab ", "\xC3\xA9 ", "\xCC\x81", "\xC2\xAD", "\xF0\x90\x90\x80", "a-"
	};
	made_rules *made = malloc(sizeof(made_rules));
	size_t		most = 500000;
	char	   *text = malloc(most);

	(void) state;
	assert_non_null(made);
	assert_non_null(text);
	for (uint64_t round = 0; round < 36; round++)
	{
		sm_encoding encoding = round % 4 == 0 ? SM_ENCODING_BYTES :
			SM_ENCODING_UTF8;
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);
		size_t		length = 0;
		sm_lexicon *lexicon;
		sm_error	error;
		sm_rules   *rules;
		dense		d;

		dense_begin(&d, round, encoding);
		rules = dense_rules(&d, made, 6);
		assert_int_equal(sm_lexicon_build(rules, encoding, &memory, &lexicon,
										  &error), SM_OK);
		while (length < 150000)
		{
			const char *piece = pieces[dense_below(&d, 12)];
			size_t		size = strlen(piece);
			size_t		bytes = dense_below(&d, 3) == 0 ?
				SM_WORD_SPAN - 4 + dense_below(&d, 9) :
				dense_below(&d, 3000);

			length = repeat((uint8_t *) text, length, piece, bytes / size);
			length += dense_text(&d, 40, text + length, 2000);
		}
		(void) compare(rules, lexicon, encoding, text, length);
		arena_free(&blocks);
		free(rules);
	}
	free(text);
	free(made);
}

/* Rules and texts in which everything overlaps. */
static void
dense_texts_are_as_the_oracle_has_it(void **state)
{
	made_rules *made = malloc(sizeof(made_rules));
	size_t		found = 0;
	size_t		pairs = 0;

	(void) state;
	assert_non_null(made);
	for (uint64_t round = 0; round < 13000; round++)
	{
		sm_encoding encoding = round % 4 == 0 ? SM_ENCODING_BYTES :
			SM_ENCODING_UTF8;
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);
		sm_lexicon *lexicon;
		sm_error	error;
		sm_rules   *rules;
		dense		d;

		dense_begin(&d, round, encoding);
		rules = dense_rules(&d, made, 1 + dense_below(&d, 12));
		assert_int_equal(sm_lexicon_build(rules, encoding, &memory, &lexicon,
										  &error), SM_OK);
		for (int i = 0; i < 16; i++, pairs++)
		{
			char		text[512];
			size_t		length = dense_text(&d, 24, text, sizeof(text));

			found += compare(rules, lexicon, encoding, text, length);
		}
		arena_free(&blocks);
		free(rules);
	}
	print_message("masks: %s; %zu rules and texts, %zu phrases found\n",
				  SM_MASK_NAME, pairs, found);
	assert_true(pairs >= 200000 && found > pairs);
	free(made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longer_phrase_silences),
		cmocka_unit_test(the_longer_phrase_may_let_count),
		cmocka_unit_test(overlaps_without_containment_count),
		cmocka_unit_test(over_the_same_words_the_most_literal_counts),
		cmocka_unit_test(stars_take_any_ending_also_none),
		cmocka_unit_test(words_are_found_whatever_stands_between),
		cmocka_unit_test(accents_widths_and_ideographs),
		cmocka_unit_test(bytes_that_are_no_characters_separate),
		cmocka_unit_test(phrases_cross_blocks),
		cmocka_unit_test(long_words),
		cmocka_unit_test(words_far_apart),
		cmocka_unit_test(long_texts_are_as_the_oracle_has_it),
		cmocka_unit_test(dense_texts_are_as_the_oracle_has_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
