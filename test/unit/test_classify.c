/*-------------------------------------------------------------------------
 *
 * test_classify.c
 *	  From an activity to its function: by example, and as the oracle has it.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_text.h"

#include "core/classify.h"
#include "dense.h"
#include "oracle_classify.h"

/* Runs a classification and checks what holds for all of its evidence. */
static sm_classification
classify(const sm_lexicon *lexicon, const sm_activity *activity, bool traits)
{
	int64_t		total[SM_EVIDENCE_CLASSES] = {0};
	size_t		calls = 0;
	sm_item		items[SM_ITEMS];
	sm_classification c = {.activity = *activity};

	sm_classify_begin(&c, lexicon, traits);
	while (!c.done)
	{
		size_t		count = sm_classify_next(&c, items);

		assert_true(count <= SM_ITEMS);
		assert_true(++calls <= activity->text_length + 2);
		for (size_t i = 0; i < count; i++)
		{
			if (items[i].source == SM_SOURCE_TEXT)
				assert_true(items[i].start < items[i].end &&
							items[i].end <= activity->text_length);
			assert_true((items[i].count == SM_SILENCED) ==
						(items[i].silenced_by != NULL));
			if (items[i].count == SM_COUNTED)
				for (int e = 0; e < SM_EVIDENCE_CLASSES; e++)
					total[e] += items[i].evidence->weight[e];
		}
	}
	assert_memory_equal(total, c.total, sizeof(total));
	return c;
}

/* The parts of the score of all evidence, added up. */
static int32_t
parts_of_score(const sm_classification *whole, bool traits)
{
	int64_t		running = 0;
	int32_t		sum = 0;
	sm_item		items[SM_ITEMS];
	sm_classification c = {.activity = whole->activity};

	sm_classify_begin(&c, whole->lexicon, traits);
	while (!c.done)
	{
		size_t		count = sm_classify_next(&c, items);

		for (size_t i = 0; i < count; i++)
			if (items[i].count == SM_COUNTED)
				sum += sm_classify_part(whole, items[i].evidence, &running);
	}
	return sum;
}

/* Checks that the answer is the same where the evidence is not wanted. */
static void
check_without_items(const sm_classification *whole, bool traits)
{
	sm_classification c = {.activity = whole->activity};

	sm_classify_begin(&c, whole->lexicon, traits);
	while (!c.done)
		(void) sm_classify_next(&c, NULL);
	assert_int_equal(c.function, whole->function);
	assert_int_equal(c.any, whole->any);
	assert_memory_equal(c.total, whole->total, sizeof(c.total));
	if (traits)
	{
		assert_int_equal(c.mode, whole->mode);
		assert_int_equal(c.purpose, whole->purpose);
		assert_int_equal(c.place, whole->place);
	}
}

/* Compares with the oracle; returns the function. */
static sm_function
compare(const sm_rules *rules, const sm_lexicon *lexicon,
		sm_encoding encoding, const sm_activity *activity)
{
	oracle_answer expected = oracle_classify(rules, activity, encoding);

	for (int traits = 0; traits < 2; traits++)
	{
		sm_classification c = classify(lexicon, activity, traits);
		int32_t		score;
		int32_t		confidence;

		check_without_items(&c, traits);
		assert_int_equal(c.function, expected.function);
		assert_memory_equal(c.total, expected.total, sizeof(c.total));
		assert_int_equal(sm_classify_score(&c, &score), expected.any);
		assert_int_equal(parts_of_score(&c, traits),
						 expected.any ? score : 0);
		if (expected.any)
			assert_int_equal(score, expected.score);
		assert_int_equal(sm_classify_confidence(&c, &confidence),
						 expected.confidence >= 0);
		if (expected.confidence >= 0)
			assert_int_equal(confidence, expected.confidence);
		if (traits)
		{
			assert_int_equal(c.mode, expected.mode);
			assert_int_equal(c.purpose, expected.purpose);
			assert_int_equal(c.place, expected.place);
		}
	}
	return expected.function;
}

/* "sales 1.000 1.000 one_way pitch field", "-" for what there is not. */
static void
check_answer(const char *json, const sm_activity *activity,
			 const char *expected)
{
	char		answer[128];
	char		score_text[16] = "-";
	char		confidence_text[16] = "-";
	sm_classification c;
	rules_text	r;
	int32_t		value;

	rules_open(&r, json, strlen(json), SM_ENCODING_UTF8);
	c = classify(r.lexicon, activity, true);
	if (sm_classify_score(&c, &value))
		(void) snprintf(score_text, sizeof(score_text), "%.3f",
						value / 1000.0);
	if (sm_classify_confidence(&c, &value))
		(void) snprintf(confidence_text, sizeof(confidence_text), "%.3f",
						value / 1000.0);
	(void) snprintf(answer, sizeof(answer), "%s %s %s %s %s %s",
					sm_function_names[c.function], score_text,
					confidence_text,
					c.mode ? sm_mode_names[c.mode] : "-",
					c.purpose ? sm_purpose_names[c.purpose] : "-",
					c.place ? sm_place_names[c.place] : "-");
	assert_string_equal(answer, expected);
	(void) compare(r.rules, r.lexicon, SM_ENCODING_UTF8, activity);
	rules_close(&r);
}

/* What words of the given weights are classified as. */
static void
check_text(const char *json, const char *text, const char *expected)
{
	sm_activity activity = {.text = (const uint8_t *) text,
	.text_length = strlen(text)};

	check_answer(json, &activity, expected);
}

#define FOUR "{\"phrases\": {\"s\": {\"sales\": 1}, " \
	"\"m\": {\"marketing\": 1}, \"j\": {\"joint\": 1}, " \
	"\"o\": {\"other\": 1}, \"hm\": {\"marketing\": 0.5}, " \
	"\"no\": {\"sales\": -1}, \"nil\": {}}"

static void
the_top_has_it(void **state)
{
	(void) state;
	check_text(FOUR "}", "s", "sales 1.000 1.000 - - -");
	check_text(FOUR "}", "m", "marketing -1.000 1.000 - - -");
	check_text(FOUR "}", "j", "joint 0.000 1.000 - - -");
	check_text(FOUR "}", "o", "other 0.000 1.000 - - -");
	check_text(FOUR "}", "s s m", "sales 0.333 0.667 - - -");
	check_text(FOUR "}", "o o s", "other 0.333 0.667 - - -");
	check_text(FOUR "}", "s hm s hm s hm s hm s hm o o",
			   "sales 0.263 0.526 - - -");
	check_text(FOUR "}", "s s s hm hm", "sales 0.500 0.750 - - -");
	/* a sixteenth, rounded half away from zero */
	check_text("{\"phrases\": {\"a\": {\"sales\": 8.5, \"marketing\": 7.5}}}",
			   "a", "sales 0.063 0.531 - - -");
	check_text("{\"phrases\": {\"a\": {\"sales\": 7.5, \"marketing\": 8.5}}}",
			   "a", "marketing -0.063 0.531 - - -");
}

static void
ties_go_to_joint_then_sales(void **state)
{
	(void) state;
	check_text(FOUR "}", "s j", "joint 0.500 0.500 - - -");
	check_text(FOUR "}", "j o", "joint 0.000 0.500 - - -");
	check_text(FOUR "}", "s o", "sales 0.500 0.500 - - -");
	check_text(FOUR "}", "m o", "marketing -0.500 0.500 - - -");
	/* as much for sales as for marketing */
	check_text(FOUR "}", "s m", "joint 0.000 0.500 - - -");
	check_text(FOUR "}", "s m o", "joint 0.000 0.333 - - -");
	check_text(FOUR "}", "s m o o", "other 0.000 0.500 - - -");
}

static void
little_evidence_is_none(void **state)
{
	(void) state;
	check_text(FOUR "}", "nothing known", "unclassified - - - - -");
	check_text(FOUR "}", "", "unclassified - - - - -");
	check_text(FOUR "}", "nil", "unclassified - - - - -");
	check_text(FOUR "}", "no", "unclassified -1.000 - - - -");
	check_text(FOUR "}", "s no", "unclassified 0.000 - - - -");
	check_text(FOUR "}", "hm", "marketing -1.000 1.000 - - -");
	check_text(FOUR ", \"thresholds\": {\"evidence\": 0.501}}", "hm",
			   "unclassified -1.000 - - - -");
	check_text(FOUR ", \"thresholds\": {\"evidence\": 0}}", "no",
			   "unclassified -1.000 - - - -");
	check_text(FOUR ", \"thresholds\": {\"margin\": 1}}", "s s m",
			   "sales 0.333 0.667 - - -");
	check_text(FOUR ", \"thresholds\": {\"margin\": 1.001}}", "s s m",
			   "unclassified 0.333 - - - -");
	/* joint has it before the margin is asked for */
	check_text(FOUR ", \"thresholds\": {\"margin\": 1}}", "s m",
			   "joint 0.000 0.500 - - -");
}

static void
joint_is_when_both_have_enough(void **state)
{
	(void) state;
	check_text(FOUR ", \"thresholds\": {\"joint\": 0.5}}", "s hm",
			   "joint 0.333 0.667 - - -");
	check_text(FOUR ", \"thresholds\": {\"joint\": 0.501}}", "s hm",
			   "sales 0.333 0.667 - - -");
	check_text(FOUR ", \"thresholds\": {\"joint\": 0.5, \"evidence\": 0.6}}",
			   "s hm", "sales 0.333 0.667 - - -");
	/* not where another is larger than one of the two */
	check_text(FOUR ", \"thresholds\": {\"joint\": 0.5}}", "s hm o",
			   "sales 0.200 0.400 - - -");
}

#define SOURCES "{\"channels\": {\"phone\": {\"sales\": 1, " \
	"\"mode\": \"two_way\"}, " \
	"\"e mail\": {\"joint\": 0.4, \"place\": \"office\"}, \"odd\": {}}, " \
	"\"facts\": {\"bulk\": {\"marketing\": 2, \"mode\": \"one_way\"}, " \
	"\"single\": {\"sales\": 0.3}, \"inbound\": {\"mode\": \"interactive\", " \
	"\"purpose\": \"listen\"}}, \"phrases\": {\"news\": {\"marketing\": 1, " \
	"\"purpose\": \"inform\"}, \"deal\": {\"sales\": 2, " \
	"\"purpose\": \"transact\", \"mode\": \"interactive\"}}, " \
	"\"base\": {\"sales\": 0.1}}"

static void
sources_are_asked_in_order(void **state)
{
	sm_activity a = {.text = (const uint8_t *) "news", .text_length = 4};

	(void) state;
	a.channel = "Phone";
	a.channel_length = 5;
	check_answer(SOURCES, &a, "sales 1.000 1.000 two_way inform -");
	a.channel = "E-Mail";
	a.channel_length = 6;
	/* 0.4 joint is not enough, and goes on counting */
	check_answer(SOURCES, &a, "marketing -0.600 0.667 - inform office");
	a.recipients = 2;
	a.campaign = true;
	check_answer(SOURCES, &a, "marketing -0.833 0.833 one_way inform office");
	a.direction = SM_INBOUND;
	check_answer(SOURCES, &a, "marketing -0.833 0.833 one_way listen office");
	a.channel = "phone";
	a.channel_length = 5;
	check_answer(SOURCES, &a, "sales 1.000 1.000 two_way listen -");
	a.channel = "fax";
	a.channel_length = 3;
	check_answer(SOURCES, &a, "marketing -1.000 1.000 one_way listen -");
	a.recipients = 1;
	check_answer(SOURCES, &a,
				 "marketing -0.818 0.909 interactive listen -");
	a.campaign = false;
	check_answer(SOURCES, &a,
				 "marketing -0.429 0.714 interactive listen -");
	a.text = NULL;
	check_answer(SOURCES, &a, "unclassified 1.000 - interactive listen -");
}

#define DECISIVE(single) "{\"channels\": {\"fax\": {\"sales\": 0.6}}, " \
	"\"facts\": {\"single\": {\"sales\": " single "}}, " \
	"\"phrases\": {\"invoice\": {\"other\": 2}}}"

/* Channel and facts decide alone with what is decisive, else with the text. */
static void
the_text_is_read_unless_the_rest_is_decisive(void **state)
{
	sm_activity a = {.text = (const uint8_t *) "invoice", .text_length = 7};

	(void) state;
	a.recipients = 1;
	check_answer(DECISIVE("0.999"), &a, "other 0.333 0.667 - - -");
	check_answer(DECISIVE("1"), &a, "sales 1.000 1.000 - - -");
	a.channel = "fax";
	a.channel_length = 3;
	/* 0.6 and 0.4 more */
	check_answer(DECISIVE("0.4"), &a, "sales 1.000 1.000 - - -");
	check_answer(DECISIVE("0.399"), &a, "other 0.333 0.667 - - -");
	a.text = (const uint8_t *) "no word known";
	a.text_length = 13;
	check_answer(DECISIVE("0.399"), &a, "sales 1.000 1.000 - - -");
	a.text = NULL;
	check_answer(DECISIVE("0.399"), &a, "sales 1.000 1.000 - - -");
}

static void
the_strongest_phrase_names_the_purpose(void **state)
{
	(void) state;
	check_text(SOURCES, "news deal",
			   "sales 0.355 0.677 interactive transact -");
	check_text(SOURCES, "deal news",
			   "sales 0.355 0.677 interactive transact -");
	check_text("{\"phrases\": {\"a\": {\"sales\": -1, \"mode\": \"one_way\"}, "
			   "\"b\": {\"sales\": 1, \"mode\": \"two_way\"}, "
			   "\"c\": {\"place\": \"field\"}, \"b c\": {\"other\": 3}}}",
			   "b, a; c", "unclassified 0.000 - two_way - field");
}

/* Base comes once, with the first phrase, and is no evidence by itself. */
static void
base_counts_once(void **state)
{
	static const char json[] = "{\"base\": {\"marketing\": 0.5, "
		"\"place\": \"remote\"}, \"phrases\": {\"a\": {\"sales\": 0.5}, "
		"\"b\": {}}, \"channels\": {\"c\": {\"sales\": 1}}}";
	sm_activity a = {.text = (const uint8_t *) "a a", .text_length = 3};

	(void) state;
	check_text(json, "a a", "sales 0.333 0.667 - - remote");
	check_text(json, "c", "unclassified - - - - -");
	check_text(json, "b", "unclassified - - - - remote");
	a.channel = "c";
	a.channel_length = 1;
	check_answer(json, &a, "sales 1.000 1.000 - - remote");
}

/* Largest weights as often as a call may bring them. */
static void
sums_do_not_overflow(void **state)
{
	size_t		length = 2000000;
	char	   *text = malloc(length);
	sm_activity a = {.text = (const uint8_t *) text, .text_length = length};
	sm_classification c;
	rules_text	r;
	const char *json = "{\"phrases\": {\"a\": {\"sales\": 100, "
		"\"joint\": -100}, \"a a\": {\"sales\": 100, \"joint\": -100, "
		"\"shorter\": \"count\"}}}";
	int32_t		value;

	(void) state;
	assert_non_null(text);
	for (size_t i = 0; i < length; i++)
		text[i] = i % 2 ? ' ' : 'A';
	rules_open(&r, json, strlen(json), SM_ENCODING_UTF8);
	c = classify(r.lexicon, &a, true);
	assert_true(c.total[SM_SALES] == INT64_C(199999900000));
	assert_true(sm_classify_score(&c, &value));
	assert_int_equal(value, 500);
	assert_true(sm_classify_confidence(&c, &value));
	assert_int_equal(value, 1000);
	rules_close(&r);
	free(text);
}

static void
dense_activities_are_as_the_oracle_has_it(void **state)
{
	made_rules *made = malloc(sizeof(made_rules));
	size_t		seen[SM_FUNCTIONS] = {0};

	(void) state;
	assert_non_null(made);
	for (uint64_t round = 0; round < 4000; round++)
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
		for (int i = 0; i < 16; i++)
		{
			char		text[512];
			size_t		length = dense_text(&d, 24, text, sizeof(text));
			uint8_t    *copy = exact_copy(text, length);
			sm_activity activity = dense_activity(&d, copy, length);

			seen[compare(rules, lexicon, encoding, &activity)]++;
			free(copy);
		}
		arena_free(&blocks);
		free(rules);
	}
	for (int i = 0; i < SM_FUNCTIONS; i++)
		assert_true(seen[i] > 1000);
	free(made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_top_has_it),
		cmocka_unit_test(ties_go_to_joint_then_sales),
		cmocka_unit_test(little_evidence_is_none),
		cmocka_unit_test(joint_is_when_both_have_enough),
		cmocka_unit_test(sources_are_asked_in_order),
		cmocka_unit_test(the_text_is_read_unless_the_rest_is_decisive),
		cmocka_unit_test(the_strongest_phrase_names_the_purpose),
		cmocka_unit_test(base_counts_once),
		cmocka_unit_test(sums_do_not_overflow),
		cmocka_unit_test(dense_activities_are_as_the_oracle_has_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
