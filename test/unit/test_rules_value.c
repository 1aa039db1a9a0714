/*-------------------------------------------------------------------------
 *
 * test_rules_value.c
 *	  Rules as values: what is printed reads back, and what merging obeys.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_text.h"

#include "core/phrase.h"
#include "dense.h"
#include "oracle.h"

#define ROUNDS 2000

static void
assert_same_rules(const sm_rules *a, const sm_rules *b)
{
	assert_int_equal(sm_rules_size(a), sm_rules_size(b));
	assert_memory_equal(a, b, sm_rules_size(a));
}

/* The document of rules; the caller frees it. */
static char *
print_rules(const sm_rules *rules, size_t *length)
{
	char	   *text;

	*length = sm_rules_print(rules, NULL);
	text = malloc(*length);
	assert_non_null(text);
	assert_int_equal(sm_rules_print(rules, text), *length);
	return text;
}

static sm_rules *
parse_rules(const char *text, size_t length, sm_encoding encoding,
			const sm_memory *memory)
{
	sm_error	error = {SM_OK, "", ""};
	sm_rules   *rules;

	if (sm_rules_parse(text, length, encoding, memory, &rules,
					   &error) != SM_OK)
		fail_msg("%s: %s", error.path, error.detail);
	return rules;
}

static sm_encoding
encoding_of(uint64_t round)
{
	return round % 4 == 0 ? SM_ENCODING_BYTES : SM_ENCODING_UTF8;
}

static void
printed_rules_read_back_as_the_same_bytes(void **state)
{
	made_rules *made = malloc(sizeof(made_rules));

	(void) state;
	assert_non_null(made);
	for (uint64_t round = 0; round < ROUNDS; round++)
	{
		sm_encoding encoding = encoding_of(round);
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);
		size_t		length;
		char	   *text;
		sm_rules   *rules;
		dense		d;

		dense_begin(&d, round, encoding);
		rules = dense_rules(&d, made, dense_below(&d, 20));
		text = print_rules(rules, &length);
		assert_same_rules(parse_rules(text, length, encoding, &memory),
						  rules);
		arena_free(&blocks);
		free(text);
		free(rules);
	}
	free(made);
}

static sm_rules *
merge(const sm_rules *left, const sm_rules *right, const sm_memory *memory)
{
	sm_rules   *merged;
	sm_error	error;

	assert_int_equal(sm_rules_merge(left, right, memory, &merged, &error),
					 SM_OK);
	return merged;
}

static void
merging_obeys_its_laws(void **state)
{
	made_rules *made = malloc(sizeof(made_rules));

	(void) state;
	assert_non_null(made);
	for (uint64_t round = 0; round < ROUNDS; round++)
	{
		sm_encoding encoding = encoding_of(round);
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);
		sm_rules   *none = parse_rules("{}", 2, encoding, &memory);
		sm_rules   *r[3];
		sm_rules   *m;
		size_t		length;
		char	   *text;
		dense		d;

		dense_begin(&d, round, encoding);
		for (int i = 0; i < 3; i++)
			r[i] = dense_rules(&d, made, dense_below(&d, 12));
		assert_same_rules(merge(r[0], none, &memory), r[0]);
		assert_same_rules(merge(none, r[0], &memory), r[0]);
		assert_same_rules(merge(r[0], r[0], &memory), r[0]);
		m = merge(r[0], r[1], &memory);
		assert_same_rules(merge(m, r[2], &memory),
						  merge(r[0], merge(r[1], r[2], &memory), &memory));
		assert_same_rules(merge(m, r[1], &memory), m);
		text = print_rules(m, &length);
		assert_same_rules(parse_rules(text, length, encoding, &memory), m);
		free(text);
		arena_free(&blocks);
		for (int i = 0; i < 3; i++)
			free(r[i]);
	}
	free(made);
}

static void
check_merged(const char *left, const char *right, const char *expected)
{
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_rules   *merged = merge(parse_rules(left, strlen(left),
										   SM_ENCODING_UTF8, &memory),
							   parse_rules(right, strlen(right),
										   SM_ENCODING_UTF8, &memory),
							   &memory);
	char		text[512];

	text[sm_rules_print(merged, text)] = '\0';
	assert_string_equal(text, expected);
	arena_free(&blocks);
}

static void
the_right_side_wins(void **state)
{
	(void) state;
	check_merged("{\"phrases\": {\"a\": {\"sales\": 1, \"rows\": 3}, "
				 "\"b\": {\"other\": 1}}}",
				 "{\"phrases\": {\"A\": {\"mode\": \"one_way\"}, "
				 "\"c\": {}}}",
				 "{\"phrases\": {\"a\": {\"mode\": \"one_way\"}, "
				 "\"b\": {\"other\": 1}, \"c\": {}}}");
	check_merged("{\"channels\": {\"a\": {\"sales\": 1}}, "
				 "\"facts\": {\"bulk\": {\"sales\": 1}, \"single\": {}}, "
				 "\"base\": {\"sales\": 1}, "
				 "\"thresholds\": {\"evidence\": 1, \"margin\": 1}}",
				 "{\"channels\": {\"a\": {}}, \"facts\": {\"bulk\": {}}, "
				 "\"base\": {}, "
				 "\"thresholds\": {\"margin\": 0, \"joint\": 0.5}}",
				 "{\"channels\": {\"a\": {}}, \"facts\": {\"bulk\": {}, "
				 "\"single\": {}}, \"base\": {}, \"thresholds\": "
				 "{\"evidence\": 1, \"margin\": 0, \"joint\": 0.5}}");
	/* a phrase and a channel of the same name, a word and its stem */
	check_merged("{\"phrases\": {\"a\": {\"sales\": 1}}}",
				 "{\"channels\": {\"a\": {}}, \"phrases\": {\"a*\": {}}}",
				 "{\"phrases\": {\"a\": {\"sales\": 1}, \"a*\": {}}, "
				 "\"channels\": {\"a\": {}}}");
}

/* Rules of many phrases: numbers from a first one on. */
static sm_rules *
numbers(int first, int count, const sm_memory *memory)
{
	char	   *json = malloc((size_t) count * 16 + 64);
	int			length = sprintf(json, "{\"phrases\": {");
	sm_rules   *rules;

	for (int i = 0; i < count; i++)
		length += sprintf(json + length, "%s\"%d\":{}", i > 0 ? "," : "",
						  first + i);
	length += sprintf(json + length, "}}");
	rules = parse_rules(json, (size_t) length, SM_ENCODING_UTF8, memory);
	free(json);
	return rules;
}

static void
merged_rules_have_limits_too(void **state)
{
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_rules   *left = numbers(100000, SM_RULES_PHRASES, &memory);
	sm_rules   *right = numbers(100000 + SM_RULES_PHRASES, 1, &memory);
	sm_rules   *inside = numbers(100000 + SM_RULES_PHRASES - 1, 1, &memory);
	sm_rules   *merged;
	sm_error	error;

	(void) state;
	assert_int_equal(sm_rules_merge(left, right, &memory, &merged, &error),
					 SM_TOO_LARGE);
	assert_null(merged);
	assert_string_equal(error.detail, "50001 phrases and 0 channels; the "
						"limits are 50000 and 1000.");
	assert_same_rules(merge(left, inside, &memory), left);
	arena_free(&blocks);
}

static void
memory_may_run_out_anywhere(void **state)
{
	static const char json[] = "{\"phrases\": {\"a b\": {}, \"c*\": {}}, "
		"\"channels\": {\"d\": {}}}";
	sm_status	status = SM_OUT_OF_MEMORY;
	int			left = 0;

	(void) state;
	for (; status != SM_OK; left++)
	{
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, left);
		sm_rules   *rules;
		sm_rules   *merged = NULL;
		sm_lexicon *lexicon = NULL;
		sm_error	error = {SM_OK, "", ""};

		status = sm_rules_parse(json, sizeof(json) - 1, SM_ENCODING_UTF8,
								&memory, &rules, &error);
		assert_int_equal(status == SM_OK, rules != NULL);
		if (status == SM_OK)
			status = sm_rules_merge(rules, rules, &memory, &merged, &error);
		if (status == SM_OK)
			status = sm_lexicon_build(merged, SM_ENCODING_UTF8, &memory,
									  &lexicon, &error);
		assert_int_equal(status == SM_OK, lexicon != NULL);
		if (status != SM_OK)
		{
			assert_int_equal(status, SM_OUT_OF_MEMORY);
			assert_int_equal(error.status, SM_OUT_OF_MEMORY);
			assert_true(error.detail[0] != '\0');
		}
		arena_free(&blocks);
	}
	assert_true(left > 8);
}

/* Writes a code point as UTF-8. */
static size_t
put_code(uint32_t code, char *to)
{
	if (code < 0x80)
	{
		to[0] = (char) code;
		return 1;
	}
	if (code < 0x800)
	{
		to[0] = (char) (0xC0 | code >> 6);
		to[1] = (char) (0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000)
	{
		to[0] = (char) (0xE0 | code >> 12);
		to[1] = (char) (0x80 | (code >> 6 & 0x3F));
		to[2] = (char) (0x80 | (code & 0x3F));
		return 3;
	}
	to[0] = (char) (0xF0 | code >> 18);
	to[1] = (char) (0x80 | (code >> 12 & 0x3F));
	to[2] = (char) (0x80 | (code >> 6 & 0x3F));
	to[3] = (char) (0x80 | (code & 0x3F));
	return 4;
}

/* Normalises some text; its length must be at most three times as much. */
static size_t
check_growth(const char *text, size_t length)
{
	char		name[SM_PHRASE_BYTES];
	size_t		name_length = 0;

	if (sm_phrase_normalise(text, length, SM_ENCODING_UTF8, true, name,
							&name_length) != SM_PHRASE_FINE)
		return 0;
	if (name_length > 3 * length)
		fail_msg("%zu bytes became %zu", length, name_length);
	return name_length;
}

/*
 * The room that is reserved for names is three times the document's.  Folded
 * text is the sum of what its characters fold to, and composing never makes
 * it longer, so characters one by one tell; those that grow, in pairs too.
 */
static void
folding_at_most_trebles(void **state)
{
	static uint32_t growing[2000];
	size_t		ngrowing = 0;

	(void) state;
	for (uint32_t code = 1; code < 0x110000; code++)
	{
		char		text[16];
		size_t		size = put_code(code, text);
		size_t		alone;
		sm_word		word;

		alone = check_growth(text, size);
		memcpy(text + size, text, size);
		(void) check_growth(text, 2 * size);
		if (sm_next_word((uint8_t *) text, size, 0, SM_ENCODING_UTF8, &word))
			assert_true(word.length <= 3 * size);
		text[2 * size] = 'a';
		(void) check_growth(text, 2 * size + 1);
		text[0] = 'a';
		(void) put_code(code, text + 1);
		alone = check_growth(text, 1 + size);
		if (alone > 1 + size + size / 2 && (code < 0xAC00 || code > 0xD7A3) &&
			ngrowing < sizeof(growing) / sizeof(growing[0]))
			growing[ngrowing++] = code;
	}
	assert_true(ngrowing > 0);
	for (size_t i = 0; i < ngrowing; i++)
		for (size_t j = 0; j < ngrowing; j++)
		{
			char		text[16];
			size_t		size = put_code(growing[i], text);

			size += put_code(growing[j], text + size);
			(void) check_growth(text, size);
		}
}

/* Names of letters that grow and stay so: the room reserved is not for one. */
static void
many_names_that_grow(void **state)
{
	char	   *json = malloc(200 * 1024);
	size_t		length = (size_t) sprintf(json, "{\"phrases\": {");
	size_t		original = 0;
	rules_text	r;

	(void) state;
	for (int phrase = 0; phrase < 200; phrase++)
	{
		size_t		begin;

		length += (size_t) sprintf(json + length, "%s\"%d", phrase ? "," : "",
								   phrase);
		begin = length;
		for (int word = 1; word < SM_PHRASE_WORDS; word++)
		{
			json[length++] = ' ';
			for (int letter = 0; letter < 16; letter++)
				length += put_code(0xFB2C, json + length);
		}
		original += length - begin;
		length += (size_t) sprintf(json + length, "\": {}");
	}
	length += (size_t) sprintf(json + length, "}}");
	rules_open(&r, json, length, SM_ENCODING_UTF8);
	assert_true(r.rules->pool_length > original + original / 2);
	rules_close(&r);
	free(json);
}

/* A document as learning from labelled rows makes it, and a text for it. */
#define LEARNED 5000

static size_t
learned_document(dense *d, char *to)
{
	static const char *const functions[] = {
		"sales", "marketing", "joint", "other"
	};
	size_t		length = (size_t) sprintf(to, "{\"phrases\": {");

	for (int i = 0; i < LEARNED; i++)
	{
		length += (size_t) sprintf(to + length, i % 2 ?
								   "%s\"word%d\": {" :
								   "%s\"word%d next%d\": {",
								   i > 0 ? ", " : "", i / 2, i % 7);
		for (int f = 0; f < 4; f++)
			length += (size_t) sprintf(to + length, "\"%s\": %.3f, ",
									   functions[f],
									   (int) dense_below(d, 4000) / 1000.0 -
									   2);
		length += (size_t) sprintf(to + length, "\"rows\": %u, "
								   "\"shorter\": \"count\"}",
								   dense_below(d, 10000));
	}
	length += (size_t) sprintf(to + length, "}, \"base\": {\"sales\": 0.693, "
							   "\"marketing\": -0.288, \"joint\": -1.1, "
							   "\"other\": -0.405}, \"thresholds\": "
							   "{\"evidence\": 0, \"margin\": 1.386}}");
	return length;
}

static void
learned_rules(void **state)
{
	char	   *json = malloc(LEARNED * 200);
	dense		d = {.seed = 1};
	size_t		length = learned_document(&d, json);
	size_t		printed_length;
	char	   *printed;
	char		text[4000];
	size_t		text_length = 0;
	rules_text	r;
	oracle_hits hits;

	(void) state;
	rules_open(&r, json, length, SM_ENCODING_UTF8);
	assert_int_equal(r.rules->nphrases, LEARNED);
	printed = print_rules(r.rules, &printed_length);
	{
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);

		assert_same_rules(parse_rules(printed, printed_length,
									  SM_ENCODING_UTF8, &memory), r.rules);
		arena_free(&blocks);
	}
	for (int i = 0; i < 200; i++)
		text_length += (size_t) sprintf(text + text_length, "Word%u Next%u ",
										dense_below(&d, LEARNED / 2),
										dense_below(&d, 8));
	hits = oracle_match(r.rules, (uint8_t *) text, text_length,
						SM_ENCODING_UTF8);
	assert_true(hits.count > 200);
	for (size_t i = 0; i < hits.count; i++)
		assert_int_equal(hits.hit[i].silenced_by, SM_NO_PHRASE);
	assert_null(oracle_compare(&hits, r.lexicon, (uint8_t *) text,
							   text_length, 64));
	oracle_free(&hits);
	rules_close(&r);
	free(printed);
	free(json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printed_rules_read_back_as_the_same_bytes),
		cmocka_unit_test(merging_obeys_its_laws),
		cmocka_unit_test(the_right_side_wins),
		cmocka_unit_test(merged_rules_have_limits_too),
		cmocka_unit_test(memory_may_run_out_anywhere),
		cmocka_unit_test(folding_at_most_trebles),
		cmocka_unit_test(many_names_that_grow),
		cmocka_unit_test(learned_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
