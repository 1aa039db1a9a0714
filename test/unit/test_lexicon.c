/*-------------------------------------------------------------------------
 *
 * test_lexicon.c
 *	  Compiling rules: channels, crowds of alike words, nobody's choice slow.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_text.h"

#include <time.h>

#include "core/match.h"
#include "dense.h"
#include "oracle.h"

/* Seconds that a hostile document may take; without care it takes minutes. */
#define PATIENCE 10.0

static const char *
channel_of(const rules_text *r, const char *name)
{
	static char found[SM_PHRASE_BYTES + 1];
	uint8_t    *copy = exact_copy(name, strlen(name));
	const sm_rule *channel = sm_lexicon_channel(r->lexicon,
												(const char *) copy,
												strlen(name));

	free(copy);
	if (channel == NULL)
		return "none";
	memcpy(found, sm_rules_pool(r->lexicon->rules) + channel->name,
		   channel->name_length);
	found[channel->name_length] = '\0';
	return found;
}

static void
channels_are_found_as_people_spell_them(void **state)
{
	const char *json = "{\"phrases\": {\"fax\": {}}, \"channels\": "
		"{\"E-Mail\": {}, \"caf\xC3\xA9\": {}, \"phone\": {}, "
		"\"1 2 3 4 5 6 7 8\": {}}}";
	char		text[1024] = "";
	rules_text	r;

	(void) state;
	rules_open(&r, json, strlen(json), SM_ENCODING_UTF8);
	assert_string_equal(channel_of(&r, "e-mail"), "e mail");
	assert_string_equal(channel_of(&r, " E_MAIL! "), "e mail");
	assert_string_equal(channel_of(&r, "email"), "none");
	assert_string_equal(channel_of(&r, "e mail x"), "none");
	assert_string_equal(channel_of(&r, "e"), "none");
	assert_string_equal(channel_of(&r, "Cafe\xCC\x81"), "caf\xC3\xA9");
	assert_string_equal(channel_of(&r, "PHONE*"), "phone");
	assert_string_equal(channel_of(&r, "fax"), "none");
	assert_string_equal(channel_of(&r, ""), "none");
	assert_string_equal(channel_of(&r, "-"), "none");
	assert_string_equal(channel_of(&r, "1 2 3 4 5 6 7 8"),
						"1 2 3 4 5 6 7 8");
	assert_string_equal(channel_of(&r, "1 2 3 4 5 6 7 8 9"), "none");
	memset(text, 'e', SM_WORD_BYTES + 1);
	assert_string_equal(channel_of(&r, text), "none");
	rules_close(&r);

	rules_open(&r, "{}", 2, SM_ENCODING_UTF8);
	assert_string_equal(channel_of(&r, "phone"), "none");
	rules_close(&r);
}

/* A thousand channels, which share the slots of a small table. */
static void
as_many_channels_as_there_may_be(void **state)
{
	char	   *json = malloc(SM_RULES_CHANNELS * 32);
	int			length = sprintf(json, "{\"channels\": {");
	char		name[32];
	rules_text	r;

	(void) state;
	for (int i = 0; i < SM_RULES_CHANNELS; i++)
		length += sprintf(json + length, "%s\"channel %d\": {}",
						  i > 0 ? ", " : "", i);
	length += sprintf(json + length, "}}");
	rules_open(&r, json, (size_t) length, SM_ENCODING_UTF8);
	for (int i = 0; i < SM_RULES_CHANNELS; i++)
	{
		(void) snprintf(name, sizeof(name), "channel %d", i);
		assert_string_equal(channel_of(&r, name), name);
	}
	assert_string_equal(channel_of(&r, "channel 1000"), "none");
	rules_close(&r);
	free(json);
}

/* The lexicon keeps nothing of the rules it was made of. */
static void
rules_may_go_once_they_are_compiled(void **state)
{
	arena		first;
	arena		second;
	sm_memory	memory = arena_memory(&first, -1);
	const char *json = "{\"phrases\": {\"cold call\": {}, \"call\": {}}}";
	sm_found	found[2 * SM_PHRASE_WORDS];
	sm_lexicon *lexicon;
	sm_error	error;
	sm_rules   *rules;
	sm_match	match;

	(void) state;
	assert_int_equal(sm_rules_parse(json, strlen(json), SM_ENCODING_UTF8,
									&memory, &rules, &error), SM_OK);
	memory = arena_memory(&second, -1);
	assert_int_equal(sm_lexicon_build(rules, SM_ENCODING_UTF8, &memory,
									  &lexicon, &error), SM_OK);
	arena_free(&first);
	sm_match_begin(&match, lexicon, (const uint8_t *) "cold call", 9);
	assert_int_equal(sm_match_next(&match, found, 2 * SM_PHRASE_WORDS), 2);
	arena_free(&second);
}

/*
 * Words with the same first eight bytes and the same length, stems with the
 * same first four, short stems: so many that they are crowds, and about as
 * many that they are just none.
 */
static size_t
crowded_document(dense *d, char *to)
{
	size_t		length = (size_t) sprintf(to, "{\"phrases\": {\"zz\": {}");
	unsigned	words = dense_below(d, 30);
	unsigned	stems = dense_below(d, 30);
	unsigned	short_stems = dense_below(d, 20);
	unsigned	pairs = dense_below(d, 30);

	for (unsigned i = 0; i < words; i++)
		length += (size_t) sprintf(to + length, ", \"abcdefgh%02u%s\": {}",
								   i, i % 3 ? "" : " b");
	for (unsigned i = 0; i < stems; i++)
		length += (size_t) sprintf(to + length, ", \"abcd%.*s%c*%s\": {}",
								   (int) (i % 5), "efghi", 'a' + (char) i % 7,
								   i % 4 ? "" : " b");
	for (unsigned i = 0; i < short_stems; i++)
		length += (size_t) sprintf(to + length, ", \"%.*s%c*\": {}",
								   (int) (i % 3), "ab", 'a' + (char) i / 3);
	for (unsigned i = 0; i < pairs; i++)
		length += (size_t) sprintf(to + length, ", \"b abcdefgh%02u\": {}, "
								   "\"b abcdz%02u*\": {}", i, i);
	return length + (size_t) sprintf(to + length, "}}");
}

static size_t
crowded_text(dense *d, char *to)
{
	size_t		length = 0;

	for (unsigned i = dense_below(d, 30); i > 0; i--)
		switch (dense_below(d, 4))
		{
			case 0:
				length += (size_t) sprintf(to + length, "abcdEFgh%02u ",
										   dense_below(d, 32));
				break;
			case 1:
				length += (size_t) sprintf(to + length, "abcd%.*s%c%s ",
										   (int) dense_below(d, 6), "efghi",
										   'a' + (char) dense_below(d, 8),
										   dense_below(d, 2) ? "" : "x");
				break;
			case 2:
				length += (size_t) sprintf(to + length, "b abcdz%02u%s ",
										   dense_below(d, 32),
										   dense_below(d, 2) ? "" : "y");
				break;
			default:
				length += (size_t) sprintf(to + length, "%.*s%c ",
										   (int) dense_below(d, 3), "ab",
										   'a' + (char) dense_below(d, 8));
		}
	return length;
}

static void
crowds_are_as_the_oracle_has_them(void **state)
{
	size_t		seen = 0;

	(void) state;
	for (uint64_t round = 0; round < 600; round++)
	{
		dense		d = {.seed = round};
		char		json[8192];
		char		again[512];
		size_t		length = crowded_document(&d, json);
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);
		sm_lexicon *lexicon;
		sm_rules   *rules;
		sm_error	error;

		/* names may come twice: then these rules are none */
		if (sm_rules_parse(json, length, SM_ENCODING_UTF8, &memory, &rules,
						   &error) != SM_OK)
		{
			arena_free(&blocks);
			continue;
		}
		assert_int_equal(sm_lexicon_build(rules, SM_ENCODING_UTF8, &memory,
										  &lexicon, &error), SM_OK);
		for (int i = 0; i < 10; i++)
		{
			size_t		size = crowded_text(&d, again);
			uint8_t    *text = exact_copy(again, size);
			oracle_hits hits = oracle_match(rules, text, size,
											SM_ENCODING_UTF8);
			const char *fault = oracle_compare(&hits, lexicon, text, size,
											   100);

			if (fault != NULL)
				fail_msg("round %d, \"%.*s\": %s", (int) round, (int) size,
						 again, fault);
			seen += hits.count;
			oracle_free(&hits);
			free(text);
		}
		arena_free(&blocks);
	}
	assert_true(seen > 20000);
}

/* Compiles a document, matches a text of one piece, within PATIENCE. */
static void
check_patience(const char *json, size_t length, const char *piece)
{
	clock_t		begin = clock();
	size_t		size = 1 << 16;
	uint8_t    *text = malloc(size);
	size_t		used = 0;
	sm_found	found[2 * SM_PHRASE_WORDS];
	rules_text	r;
	sm_match	match;

	assert_non_null(text);
	for (; used + strlen(piece) <= size; used += strlen(piece))
		memcpy(text + used, piece, strlen(piece));
	rules_open(&r, json, length, SM_ENCODING_UTF8);
	sm_match_begin(&match, r.lexicon, text, used);
	while (!match.done)
		(void) sm_match_next(&match, found, 2 * SM_PHRASE_WORDS);
	rules_close(&r);
	free(text);
	assert_true((double) (clock() - begin) / CLOCKS_PER_SEC < PATIENCE);
}

/* Phrases chosen so that all their words look alike. */
static void
hostile_phrases_are_not_slow(void **state)
{
	char	   *json = malloc(SM_RULES_JSON_BYTES);
	size_t		length;

	(void) state;
	assert_non_null(json);
	length = (size_t) sprintf(json, "{\"phrases\": {");
	for (int i = 0; i < 30000; i++)
	{
		length += (size_t) sprintf(json + length, "%s\"", i > 0 ? "," : "");
		for (int w = 0; w < SM_PHRASE_WORDS; w++)
			length += (size_t) sprintf(json + length, "aaaaaaaa%06d ",
									   i * SM_PHRASE_WORDS + w);
		length += (size_t) sprintf(json + length, "\":{}");
	}
	length += (size_t) sprintf(json + length, "}}");
	check_patience(json, length, "aaaaaaaa000009 ");

	length = (size_t) sprintf(json, "{\"phrases\": {");
	for (int i = 0; i < SM_RULES_PHRASES; i++)
		length += (size_t) sprintf(json + length, "%s\"aaaa%06d*\":{}",
								   i > 0 ? "," : "", i);
	length += (size_t) sprintf(json + length, "}}");
	check_patience(json, length, "aaaazzzzzzz ");

	length = (size_t) sprintf(json, "{\"phrases\": {");
	for (int i = 0; i < 36 * 36 * 35; i++)
	{
		static const char *const digits =
			"0123456789abcdefghijklmnopqrstuvwxyz";

		length += (size_t) sprintf(json + length, "%s\"%c%c%c*\":{}",
								   i > 0 ? "," : "", digits[i / 36 / 36],
								   digits[i / 36 % 36], digits[i % 36]);
	}
	length += (size_t) sprintf(json + length, "}}");
	check_patience(json, length, "zz ");
	free(json);
}

/* Words that one factor would put side by side are scattered by another. */
static void
chosen_words_are_scattered(void **state)
{
	const size_t room = 1000000;
	char	   *json = malloc(room);
	size_t		length;
	uint64_t	first;
	rules_text	r;
	int			chosen = 0;

	(void) state;
	assert_non_null(json);
	rules_open(&r, "{\"phrases\": {\"a\": {}}}", 22, SM_ENCODING_UTF8);
	first = r.lexicon->factor;
	rules_close(&r);

	length = (size_t) sprintf(json, "{\"phrases\": {");
	for (uint32_t i = 0; chosen < 4000; i++)
	{
		char		word[16];
		uint64_t	key;

		(void) sprintf(word, "%08x", i * UINT32_C(2654435761));
		memcpy(&key, word, sizeof(key));
		/* the table has 16,384 places: take the first 128 */
		if ((((key + 8) * first >> 40) & 16383) >= 128)
			continue;
		length += (size_t) sprintf(json + length, "%s\"%s\":{}",
								   chosen++ > 0 ? "," : "", word);
	}
	length += (size_t) sprintf(json + length, "}}");
	rules_open(&r, json, length, SM_ENCODING_UTF8);
	assert_true(r.lexicon->factor != first);
	assert_true(r.lexicon->longest_probe <= 64);
	rules_close(&r);
	free(json);
}

/* A search that takes long is given up when asked, and made again. */
static void
a_search_can_be_stopped(void **state)
{
	const size_t room = 4000000;
	char	   *json = malloc(room);
	const char *text = "aaaaaaaa aaaaaaaa aaaaaaaa aaaaaaaa aaaaaaaa";
	volatile sig_atomic_t stop = 1;
	size_t		length;
	sm_found	found[2 * SM_PHRASE_WORDS];
	sm_match	match;
	rules_text	r;

	(void) state;
	assert_non_null(json);
	length = (size_t) sprintf(json, "{\"phrases\": {");
	for (int i = 0; i < 8 * 8 * 8 * 8; i++)
	{
		length += (size_t) sprintf(json + length, "%s\"", i > 0 ? "," : "");
		for (int w = 0, rest = i; w < 4; w++, rest /= 8)
			length += (size_t) sprintf(json + length, "%.*s* ", rest % 8 + 1,
									   "aaaaaaaa");
		length += (size_t) sprintf(json + length, "\":{\"sales\":1}");
	}
	length += (size_t) sprintf(json + length, "}}");
	rules_open(&r, json, length, SM_ENCODING_UTF8);
	r.lexicon->stop = &stop;
	sm_match_begin(&match, r.lexicon, (const uint8_t *) text, strlen(text));
	assert_int_equal(sm_match_next(&match, found, 2 * SM_PHRASE_WORDS), 0);
	assert_true(match.stopped && !match.done);
	stop = 0;
	assert_int_equal(sm_match_next(&match, found, 2 * SM_PHRASE_WORDS), 2);
	assert_int_equal(found[0].start, 0);
	assert_int_equal(found[1].start, 9);
	assert_true(match.done);
	rules_close(&r);
	free(json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(channels_are_found_as_people_spell_them),
		cmocka_unit_test(as_many_channels_as_there_may_be),
		cmocka_unit_test(rules_may_go_once_they_are_compiled),
		cmocka_unit_test(crowds_are_as_the_oracle_has_them),
		cmocka_unit_test(hostile_phrases_are_not_slow),
		cmocka_unit_test(chosen_words_are_scattered),
		cmocka_unit_test(a_search_can_be_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
