/*-------------------------------------------------------------------------
 *
 * test_learn.c
 *	  Tests of src/core/learn.c and wide.h.
 *
 * Weights are computed a second time in floating point, by the formula as
 * learn.h gives it.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "core/classify.h"
#include "core/editions.h"
#include "core/learn.h"
#include "core/wide.h"
#include "label_counts.h"
#include "rules_text.h"

/* Rules learned from a text form and a prior, printed; the caller frees. */
static char *
learned(const char *counts_text, const char *prior_text, uint32_t top,
		int32_t margin)
{
	sm_label_counts *counts = counts_of_text(counts_text);
	rules_text	prior;
	arena		a;
	sm_memory	memory = arena_memory(&a, -1);
	sm_error	error = {SM_OK, "", ""};
	sm_rules   *rules;
	char	   *text;
	size_t		length;

	rules_open(&prior, prior_text, strlen(prior_text), SM_ENCODING_UTF8);
	if (sm_learn(counts, prior.lexicon, top, margin, &memory, &rules,
				 &error) != SM_OK)
		fail_msg("%s", error.detail);
	length = sm_rules_print(rules, NULL);
	text = malloc(length + 1);
	sm_rules_print(rules, text);
	text[length] = '\0';
	arena_free(&a);
	rules_close(&prior);
	free(counts);
	return text;
}

static void
assert_learned(const char *counts, const char *prior, uint32_t top,
			   const char *expected)
{
	char	   *text = learned(counts, prior, top, 0);

	assert_string_equal(text, expected);
	free(text);
}

static void
test_logarithms(void **state)
{
	(void) state;
	assert_true(sm_ln(1) == 0);
	for (double x = 1; x < 1e30; x *= 1.37)
	{
		sm_uint128	number = (sm_uint128) x;
		double		ln = (double) sm_ln(number) / 4294967296.0;

		assert_true(fabs(ln - log((double) number)) < 1e-9);
		assert_true(ln <= log((double) number) + 1e-12);
	}
}

static void
test_margins(void **state)
{
	(void) state;
	assert_int_equal(sm_margin_of_confidence(0), 0);
	assert_int_equal(sm_margin_of_confidence(0.5), 0);
	assert_int_equal(sm_margin_of_confidence(0.8), 1386);
	assert_int_equal(sm_margin_of_confidence(0.9), 2197);
	assert_int_equal(sm_margin_of_confidence(1 - 1e-16), 13816);
}

#define THRESHOLDS \
	"\"thresholds\": {\"evidence\": 0, \"margin\": 0, \"joint\": 1}}"

static void
test_small_examples(void **state)
{
	(void) state;
	/* all counts are 5, so the smoothing is 0.505: ln(1 + 5 / 2.02) */
	assert_learned("sales=3 marketing=2; call=3/0/0/0; newsletter=0/2/0/0",
				   "{}", 200,
				   "{\"phrases\": {\"call\": {\"sales\": 1.246, \"rows\": 3}, "
				   "\"newsletter\": {\"marketing\": 1.246, \"rows\": 2}}, "
				   "\"base\": {\"sales\": 1.946, \"marketing\": 1.609}, "
				   THRESHOLDS);
	/* what is as frequent everywhere says nothing */
	assert_learned("sales=2 marketing=2 joint=2 other=2; the=2/2/2/2", "{}",
				   200, "{" THRESHOLDS);
	/* the largest effect first, and of equals the first by name */
	assert_learned("sales=4 other=4; b=2/0/0/0; a=2/0/0/0; c=0/0/0/4", "{}",
				   2,
				   "{\"phrases\": {\"a\": {\"sales\": 1.088, \"rows\": 2}, "
				   "\"c\": {\"other\": 1.597, \"rows\": 4}}, "
				   "\"base\": {\"sales\": 2.197, \"other\": 2.197}, "
				   THRESHOLDS);
	/* one label only */
	assert_learned("sales=1; hello=1/0/0/0", "{}", 200,
				   "{\"phrases\": {\"hello\": {\"sales\": 0.405, \"rows\": 1}}, "
				   "\"base\": {\"sales\": 1.099}, " THRESHOLDS);
}

static void
test_what_the_prior_gives(void **state)
{
	static const char prior[] = "{\"phrases\": {"
		"\"sell*\": {\"sales\": 1, \"mode\": \"two_way\"}, "
		"\"call for papers\": {}, "
		"\"cold call\": {\"sales\": 0.5, \"place\": \"remote\"}, "
		"\"unseen\": {\"other\": 1, \"marketing\": -1}}, "
		"\"channels\": {\"phone\": {\"sales\": 1}}, "
		"\"facts\": {\"bulk\": {\"marketing\": 2}}, "
		"\"base\": {\"joint\": 0.1}, \"thresholds\": {\"evidence\": 3}}";
	char	   *text = learned("sales=2 marketing=2; selling=1/0/0/0; "
							   "sell=1/0/0/0; news=0/2/0/0; "
							   "cold call=1/1/0/0", prior, 1, 2197);

	(void) state;
	assert_non_null(strstr(text, "\"call for papers\": {}"));
	assert_non_null(strstr(text, "\"channels\": {\"phone\": {\"sales\": 1}}"));
	assert_non_null(strstr(text, "\"facts\": {\"bulk\": {\"marketing\": 2}}"));
	assert_non_null(strstr(text, "\"margin\": 2.197"));
	assert_non_null(strstr(text, "\"evidence\": 0,"));
	/* the stem has the rows of its words, the pair its own */
	assert_non_null(strstr(text, "\"mode\": \"two_way\", \"rows\": 2}"));
	assert_non_null(strstr(text, "\"place\": \"remote\", "
						   "\"shorter\": \"count\", \"rows\": 2}"));
	/* ln(1 + 40 / 0.506) and ln(1 + 20 / 0.506) */
	assert_non_null(strstr(text, "\"unseen\": {\"sales\": 3.702, "
						   "\"joint\": 3.702, \"other\": 4.383, "
						   "\"rows\": 0}"));
	/* a word that a stem covers keeps what the stem says besides weights */
	free(text);
	text = learned("sales=2 marketing=2; selling=2/0/0/0", prior, 1, 0);
	assert_non_null(strstr(text, "\"selling\": {"));
	assert_null(strstr(strstr(text, "\"selling\": {"), "\"rows\": 2, "));
	assert_non_null(strstr(strstr(text, "\"selling\": {"),
						   "\"mode\": \"two_way\", \"rows\": 2}"));
	free(text);
}

/* The weights of a phrase by the formula, in floating point. */
static void
formula(const double *count, const double *total, const double *prior,
		double *weight)
{
	double		all = total[0] + total[1] + total[2] + total[3];
	double		smoothing = fmin(0.5 + all / 1000, 6);
	double		least = INFINITY;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		double		rate = (total[i] > 0 ? count[i] / total[i] : 0) +
			4 * (smoothing + 20 * prior[i]) / all;

		weight[i] = log(rate);
		least = fmin(least, weight[i]);
	}
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		weight[i] -= least;
}

static void
test_weights_agree_with_the_formula(void **state)
{
	static const uint32_t most_rows[] = {3, 50, 1000, 1000000, 1000000000};
	sm_error	error;
	rules_text	none;

	(void) state;
	srand(1);
	rules_open(&none, "{}", 2, SM_ENCODING_UTF8);
	for (int turn = 0; turn < 50; turn++)
	{
		char		text[2000] = "sales=1000000000 marketing=1000000000 "
			"joint=1000000000 other=1000000000";
		uint32_t	most = most_rows[turn % 5];
		double		count[20][SM_EVIDENCE_CLASSES];
		double		total[SM_EVIDENCE_CLASSES] = {0};
		const double nothing[SM_EVIDENCE_CLASSES] = {0};
		sm_label_counts *counts;
		arena		a;
		sm_memory	memory = arena_memory(&a, -1);
		sm_rules   *rules;

		for (int p = 0; p < 20; p++)
		{
			size_t		used = strlen(text);

			(void) snprintf(text + used, sizeof(text) - used, "; p%02d=", p);
			for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
			{
				uint32_t	n = (uint32_t) rand() % most + (i == p % 4);

				count[p][i] = n;
				total[i] += n;
				used = strlen(text);
				(void) snprintf(text + used, sizeof(text) - used, "%s%u",
								i == 0 ? "" : "/", (unsigned) n);
			}
		}
		counts = counts_of_text(text);
		assert_int_equal(sm_learn(counts, none.lexicon, 50000, 0, &memory,
								  &rules, &error), SM_OK);
		for (uint32_t n = 0; n < rules->nphrases; n++)
		{
			const char *name = sm_rules_pool(rules) + rules->rule[n].name;
			int			p = (name[1] - '0') * 10 + name[2] - '0';
			double		weight[SM_EVIDENCE_CLASSES];

			formula(count[p], total, nothing, weight);
			for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
				assert_true(fabs(weight[i] * 1000 -
								 rules->rule[n].evidence.weight[i]) < 0.6);
		}
		arena_free(&a);
		free(counts);
	}
	rules_close(&none);
}

static void
test_learned_rules_classify(void **state)
{
	char	   *text = learned("sales=20 marketing=10 other=10; call=20/1/0/0; "
							   "news=0/9/0/0; invoice=0/0/0/10", "{}", 200, 0);
	static const struct
	{
		const char *text;
		sm_function function;
	}			example[] = {
		{"a call", SM_SALES}, {"NEWS", SM_MARKETING},
		{"the invoice", SM_OTHER}, {"unknown words", SM_UNCLASSIFIED},
	};
	rules_text	r;

	(void) state;
	rules_open(&r, text, strlen(text), SM_ENCODING_UTF8);
	for (size_t i = 0; i < sizeof(example) / sizeof(example[0]); i++)
	{
		sm_classification c;
		sm_item		items[SM_ITEMS];

		memset(&c.activity, 0, sizeof(c.activity));
		c.activity.text = (const uint8_t *) example[i].text;
		c.activity.text_length = strlen(example[i].text);
		sm_classify_begin(&c, r.lexicon, false);
		while (!c.done)
			(void) sm_classify_next(&c, items);
		assert_int_equal(c.function, example[i].function);
	}
	rules_close(&r);
	free(text);
}

static void
test_standard_rules_as_prior(void **state)
{
	char	   *prior = calloc(1, sm_standard_1_length + 1);
	char	   *text;
	rules_text	r;

	(void) state;
	memcpy(prior, sm_standard_1, sm_standard_1_length);
	text = learned("sales=1; zzz call=1/0/0/0; zzz=1/0/0/0", prior, 200, 0);
	/* it is a document like any other */
	rules_open(&r, text, strlen(text), SM_ENCODING_UTF8);
	assert_true(r.rules->nphrases > 2);
	rules_close(&r);
	free(text);
	free(prior);
}

static void
test_limits(void **state)
{
	sm_label_counts *counts = counts_of_text("sales=2; a=2/0/0/0; b=1/0/0/0");
	size_t		size = 64 + (size_t) SM_RULES_PHRASES * 24;
	char	   *json = malloc(size);
	size_t		used = 0;
	sm_error	error = {SM_OK, "", ""};
	rules_text	prior;
	sm_rules   *rules;
	arena		a;
	sm_memory	memory;
	int			left = 0;
	sm_status	status;

	(void) state;
	used += (size_t) snprintf(json, size, "{\"phrases\": {");
	for (int i = 0; i < SM_RULES_PHRASES - 1; i++)
		used += (size_t) snprintf(json + used, size - used, "%s\"x%d\":{}",
								  i == 0 ? "" : ",", i);
	used += (size_t) snprintf(json + used, size - used, "}}");
	rules_open(&prior, json, used, SM_ENCODING_UTF8);
	memory = arena_memory(&a, -1);
	assert_int_equal(sm_learn(counts, prior.lexicon, 1, 0, &memory, &rules,
							  &error), SM_OK);
	assert_int_equal(rules->nphrases, SM_RULES_PHRASES);
	assert_int_equal(sm_learn(counts, prior.lexicon, 2, 0, &memory, &rules,
							  &error), SM_TOO_LARGE);
	assert_null(rules);
	arena_free(&a);
	do
	{
		memory = arena_memory(&a, left++);
		status = sm_learn(counts, prior.lexicon, 1, 0, &memory, &rules,
						  &error);
		assert_true(status == SM_OK || status == SM_OUT_OF_MEMORY);
		arena_free(&a);
	} while (status != SM_OK);
	assert_true(left > 3);
	rules_close(&prior);
	free(json);
	free(counts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_logarithms),
		cmocka_unit_test(test_margins),
		cmocka_unit_test(test_small_examples),
		cmocka_unit_test(test_what_the_prior_gives),
		cmocka_unit_test(test_weights_agree_with_the_formula),
		cmocka_unit_test(test_learned_rules_classify),
		cmocka_unit_test(test_standard_rules_as_prior),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
