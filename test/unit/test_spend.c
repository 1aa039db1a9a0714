/*-------------------------------------------------------------------------
 *
 * test_spend.c
 *	  Tests of src/core/spend.c, spend_text.c and spend_focus.c.
 *
 * Figures are compared with those of plain arrays, computed by the
 * definitions: the Gini coefficient from all pairs, the Herfindahl index from
 * shares.
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

#include "core/spend_focus.h"

#define ROOM	(1024 * 1024)
#define KEYS	60

/* The next of a row of numbers that is the same in every run. */
static uint64_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (*seed ^ *seed >> 29) >> 8;
}

/* Memory that is given back at the end of a test. */
static void *
allocate(void *context, size_t size)
{
	void	   *memory = malloc(size);

	free(*(void **) context);
	*(void **) context = memory;
	return memory;
}

static sm_spend_summary *
new_summary(void)
{
	sm_spend_summary *summary = calloc(1, ROOM);

	summary->block.used = sizeof(*summary);
	sm_keyed_open(&sm_spend_layout, &summary->block, ROOM, 99, NULL);
	return summary;
}

/* A line of a text, in a buffer that stays until the next one. */
static const sm_spend_line *
line_of(const char *text)
{
	static union
	{
		sm_spend_line line;
		char		room[SM_SPEND_MAX_BYTES];
	}			buffer;
	const char *detail = NULL;

	memset(&buffer, 0, sizeof(buffer));
	assert_int_equal(sm_spend_read(text, &buffer.line, &detail),
					 SM_COUNTS_READ);
	assert_null(sm_spend_flaw(&buffer.line));
	return &buffer.line;
}

/* Adds a line as the aggregate does. */
static void
add(sm_spend_summary *summary, const char *text)
{
	const sm_spend_line *line = line_of(text);
	sm_keyed_record *record;

	if (!(line->given & SM_SPEND_AMOUNT))
	{
		assert_true(sm_spend_skip(summary));
		return;
	}
	assert_true(sm_spend_currency(summary, line->text + line->key_length,
								  line->currency_length));
	assert_true(sm_spend_add(summary, line));
	if (!(line->given & SM_SPEND_KEY))
		return;
	assert_int_equal(sm_keyed_find(&sm_spend_layout, &summary->block, ROOM,
								   line->function, line->text,
								   line->key_length, &record),
					 SM_KEYED_DONE);
	assert_true(sm_spend_add_to_key(record, line));
}

/* The packed form, in place. */
static sm_spend_summary *
packed(sm_spend_summary *summary)
{
	void	   *used = NULL;
	sm_memory	memory = {allocate, &used, NULL};
	sm_spend_summary *result = calloc(1, ROOM);

	assert_int_equal(sm_keyed_pack(&sm_spend_layout, &summary->block,
								   &result->block, &memory), SM_OK);
	free(used);
	free(summary);
	assert_null(sm_keyed_flaw(&sm_spend_layout, &result->block, NULL));
	assert_null(sm_spend_summary_flaw(result));
	return result;
}

static sm_focus
focus_of(const sm_spend_summary *summary, int function)
{
	void	   *used = NULL;
	sm_memory	memory = {allocate, &used, NULL};
	sm_focus	focus;

	assert_int_equal(sm_spend_focus_of(summary, function, &memory, &focus),
					 SM_OK);
	free(used);
	return focus;
}

static void
assert_near(sm_figure figure, double expected)
{
	assert_true(figure.known);
	assert_true(fabs(figure.value - expected) <=
				1e-12 * fabs(expected) + 1e-15);
}

static void
test_a_line(void **state)
{
	static const char *const same[] = {
		"function=unclassified",
		"key=\"\" amount=0 function=sales",
		"key=\"a\\\"b\\\\\" amount=-12.5 reached=3 function=marketing "
		"currency=\"EUR\"",
		"amount=899999999999999.9999 reached=9223372036854775807 "
		"function=other",
		"amount=-899999999999999.9999 function=joint "
		"currency=\"123456789012345\""
	};
	char		text[SM_SPEND_TEXT];

	(void) state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
	{
		sm_spend_write(line_of(same[i]), text);
		assert_string_equal(text, same[i]);
	}
	sm_spend_write(line_of(" currency=\"EUR\"  amount=1.50 "), text);
	assert_string_equal(text, "amount=1.5 function=unclassified "
						"currency=\"EUR\"");
}

static void
test_a_line_that_is_wrong(void **state)
{
	static const char *const wrong[] = {
		"sales", "key=a", "key=\"a", "amount=x", "amount=1.23456",
		"amount=900000000000000", "reached=-1", "reached=1.5",
		"function=slaes", "function=", "currency=EUR", "currency=\"\"",
		"currency=\"1234567890123456\"", "amount=1 amount=1",
		"amount=1,reached=1", "key=\"a\"amount=1", "=1"
	};
	sm_spend_line *line = malloc(SM_SPEND_MAX_BYTES);
	char		long_key[SM_KEY_BYTES + 8];
	const char *detail;

	(void) state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
	{
		memset(line, 0, SM_SPEND_MAX_BYTES);
		detail = NULL;
		assert_int_not_equal(sm_spend_read(wrong[i], line, &detail),
							 SM_COUNTS_READ);
		assert_non_null(detail);
	}
	memset(long_key, 'k', sizeof(long_key));
	memcpy(long_key, "key=\"", 5);
	strcpy(long_key + SM_KEY_BYTES + 6, "\"");
	memset(line, 0, SM_SPEND_MAX_BYTES);
	assert_int_equal(sm_spend_read(long_key, line, &detail),
					 SM_COUNTS_MALFORMED);
	free(line);
}

static void
test_flaws_of_a_line(void **state)
{
	sm_spend_line line;

	(void) state;
#define FLAWED(change) \
	do { \
		line = *line_of("amount=1"); \
		assert_null(sm_spend_flaw(&line)); \
		change; \
		assert_non_null(sm_spend_flaw(&line)); \
	} while (0)
	FLAWED(line.count = 1);
	FLAWED(line.given = 4);
	FLAWED(line.given = 0);
	FLAWED(line.unused[2] = 1);
	FLAWED(line.used++);
	FLAWED(line.key_length = 1);
	FLAWED((line.key_length = 1, line.used++));
	FLAWED(line.currency_length = SM_SPEND_CURRENCY_BYTES + 1);
	FLAWED(line.function = SM_FUNCTIONS);
	FLAWED(line.reached = -2);
	FLAWED(line.amount = INT64_MAX);
	FLAWED(line.amount = INT64_MIN);
#undef FLAWED
}

/* The figures of a few lines by hand. */
static void
test_a_few_lines(void **state)
{
	sm_spend_summary *summary = new_summary();
	sm_focus	all;
	sm_focus	sales;
	sm_focus	marketing;

	(void) state;
	add(summary, "key=\"a\" amount=10 reached=1 function=sales");
	add(summary, "key=\"b\" amount=30 function=sales");
	add(summary, "key=\"a\" amount=-3 reached=2 function=marketing");
	add(summary, "amount=100 reached=1000 function=marketing");
	add(summary, "key=\"x\" reached=5 function=sales");
	summary = packed(summary);
	sales = focus_of(summary, SM_SALES);
	marketing = focus_of(summary, SM_MARKETING);
	all = focus_of(summary, SM_ALL_FUNCTIONS);

	assert_int_equal(summary->skipped, 1);
	assert_true(sales.lines == 2 && sales.keys == 2 && sales.nonpositive == 0);
	assert_true(sales.amount == 400000 && sales.without_reached == 1);
	assert_true(sales.hhi.value == 0.625 && sales.effective.value == 1.6);
	assert_true(sales.evenness.value == 0.8 && sales.gini.value == 0.25);
	assert_true(sales.top_decile.value == 0.75 && sales.per_key.value == 20);
	assert_true(sales.unallocated_share.value == 0);
	assert_true(sales.reach_per_money.value == 1.0 / 40);
	assert_true(sales.cost_per_reached.value == 40);

	assert_true(marketing.keys == 0 && marketing.nonpositive == 1);
	assert_false(marketing.hhi.known || marketing.gini.known ||
				 marketing.per_key.known || marketing.top_decile.known);
	assert_false(marketing.unallocated_share.known);	/* 100 of 97 */

	/* the credit is on a key that sales pays for */
	assert_true(all.keys == 2 && all.nonpositive == 0);
	assert_true(all.hhi.value == (49.0 + 900) / (37.0 * 37));
	assert_true(all.reached == 1003 && all.amount == 1370000);
	free(summary);
}

static void
test_nothing(void **state)
{
	sm_spend_summary *summary = packed(new_summary());
	sm_focus	focus = focus_of(summary, SM_ALL_FUNCTIONS);

	(void) state;
	assert_true(focus.lines == 0 && focus.keys == 0 && focus.amount == 0);
	assert_false(focus.hhi.known || focus.reached_known ||
				 focus.unallocated_share.known ||
				 focus.reach_per_money.known || focus.cost_per_reached.known);
	free(summary);
}

/* Lines at random, and the sums they should have. */
static void
random_lines(sm_spend_summary *summary, sm_spend_summary *parts[2],
			 double sums[KEYS], uint64_t seed)
{
	memset(sums, 0, KEYS * sizeof(double));
	for (int i = 0; i < 2000; i++)
	{
		int			key = (int) (next_random(&seed) % KEYS *
								 (next_random(&seed) % KEYS) / KEYS);
		int			units = (int) (next_random(&seed) % 200000) - 20000;
		char		text[128];

		snprintf(text, sizeof(text), "key=\"k%d\" amount=%s%d.%04d "
				 "reached=%d function=%s currency=\"EUR\"", key,
				 units < 0 ? "-" : "", abs(units) / 10000, abs(units) % 10000,
				 i % 5, sm_function_names[i % 3]);
		add(summary, text);
		add(parts[next_random(&seed) % 2], text);
		sums[key] += units;
	}
}

static void
test_figures_by_their_definitions(void **state)
{
	(void) state;
	for (uint64_t seed = 1; seed <= 20; seed++)
	{
		sm_spend_summary *summary = new_summary();
		sm_spend_summary *parts[2] = {new_summary(), new_summary()};
		double		sums[KEYS];
		double		total = 0;
		double		squares = 0;
		double		differences = 0;
		int			keys = 0;
		size_t		offset = 0;
		sm_focus	focus;

		random_lines(summary, parts, sums, seed);
		for (int i = 0; i < KEYS; i++)
		{
			if (sums[i] <= 0)
				continue;
			keys++;
			total += sums[i];
			squares += sums[i] * sums[i];
			for (int j = 0; j < KEYS; j++)
			{
				if (sums[j] > 0)
					differences += fabs(sums[i] - sums[j]);
			}
		}
		summary = packed(summary);
		focus = focus_of(summary, SM_ALL_FUNCTIONS);
		assert_int_equal(focus.keys, keys);
		assert_near(focus.hhi, squares / total / total);
		assert_near(focus.effective, total * total / squares);
		assert_near(focus.evenness, total * total / squares / keys);
		assert_near(focus.gini, differences / (2.0 * keys * total));
		assert_near(focus.per_key, total / 10000 / keys);

		/* two parts, merged, are the same bytes */
		assert_true(sm_spend_merge_head(parts[0], parts[1]));
		assert_int_equal(sm_keyed_merge(&sm_spend_layout, &parts[0]->block,
										ROOM, &parts[1]->block, &offset),
						 SM_KEYED_DONE);
		parts[0] = packed(parts[0]);
		assert_memory_equal(parts[0], summary, summary->block.used);
		free(parts[0]);
		free(parts[1]);
		free(summary);
	}
}

/* 25 keys that get 1 to 25: the top tenth is three of them. */
static void
test_top_decile(void **state)
{
	sm_spend_summary *summary = new_summary();
	sm_focus	focus;

	(void) state;
	for (int i = 1; i <= 25; i++)
	{
		char		text[64];

		snprintf(text, sizeof(text), "key=\"%d\" amount=%d function=sales", i,
				 i);
		add(summary, text);
	}
	summary = packed(summary);
	focus = focus_of(summary, SM_SALES);
	assert_true(focus.top_decile.value == (23.0 + 24 + 25) / 325);
	assert_near(focus.gini, 24.0 / 75);	/* (n - 1) / (3 n) for 1 to n */
	free(summary);
}

static void
test_text_of_a_summary(void **state)
{
	sm_spend_summary *summary = new_summary();
	sm_spend_summary *parts[2] = {new_summary(), new_summary()};
	sm_spend_summary *again = calloc(1, ROOM);
	double		sums[KEYS];
	const char *detail;
	char	   *text;

	(void) state;
	random_lines(summary, parts, sums, 77);
	add(summary, "amount=5 function=other currency=\"EUR\"");
	add(summary, "key=\"x\"");
	summary = packed(summary);
	text = malloc(sm_spend_summary_text_room(summary));
	assert_int_equal(sm_spend_summary_write(summary, text, NULL), SM_OK);
	assert_true(strlen(text) < sm_spend_summary_text_room(summary));
	assert_int_equal(sm_spend_summary_read(text, again,
										   sm_spend_summary_room(text), NULL,
										   &detail), SM_COUNTS_READ);
	again = packed(again);
	assert_memory_equal(again, summary, summary->block.used);
	free(again);
	free(summary);
	free(parts[0]);
	free(parts[1]);
	free(text);
}

static void
test_text_of_a_summary_that_is_wrong(void **state)
{
	static const char *const wrong[] = {
		"sales", "sales=1", "sales=1/1/1", "sales=1/1/1/x", "sales=1/0/2/0",
		"sales=1/5/1/0", "sales=0/0/0/1", "sales:\"a\"=1", "sales:\"a\"",
		"sales:a=1", "slaes:\"a\"=1",
		"sales=1/0/0/0 sales:\"a\"=1 sales:\"b\"=1",
		"currency=\"EUR\"", "currency=EUR sales=1/0/0/0", "skipped=x",
		"skipped=1 skipped=1", "sales=1/0/0/0,skipped=1", "sales=-1/0/0/0",
		"sales=9223372036854775807/0/0/0 skipped=1",
		"sales=9223372036854775808/0/0/0",
		"sales=1/0/0/0 sales:\"a\"=99999999999999999999999999999999999999",
		/* 2^110 and one more */
		"sales=1/0/0/0 sales:\"a\"=129807421463370690713262408230.5025",
		"sales=1/0/0/0 sales:\"a\"=-129807421463370690713262408230.5025"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
	{
		sm_spend_summary *summary = calloc(1, ROOM);
		const char *detail = NULL;

		assert_int_not_equal(sm_spend_summary_read(wrong[i], summary, ROOM,
												   NULL, &detail), SM_COUNTS_READ);
		assert_non_null(detail);
		free(summary);
	}
}

static void
test_currencies(void **state)
{
	sm_spend_summary *summary = new_summary();

	(void) state;
	assert_true(sm_spend_currency(summary, "EUR", 3));
	assert_true(sm_spend_currency(summary, "EUR", 3));
	assert_false(sm_spend_currency(summary, "EURO", 4));
	assert_false(sm_spend_currency(summary, "EU", 2));
	assert_false(sm_spend_currency(summary, "", 0));
	free(summary);
	summary = new_summary();
	assert_true(sm_spend_currency(summary, "", 0));
	assert_false(sm_spend_currency(summary, "EUR", 3));
	free(summary);
}

/* What is too large is refused and changes nothing. */
static void
test_limits(void **state)
{
	sm_spend_summary *summary = new_summary();
	sm_spend_summary before;
	const sm_spend_line *line;
	void	   *used = NULL;
	sm_memory	memory = {allocate, &used, NULL};
	sm_focus	focus;

	(void) state;
	summary->totals[SM_SALES].lines = INT64_MAX - 1;
	summary->totals[SM_OTHER].reached = INT64_MAX - 2;
	summary->skipped = 1;
	before = *summary;
	line = line_of("amount=1 reached=1 function=sales");
	assert_false(sm_spend_add(summary, line));
	assert_false(sm_spend_skip(summary));
	assert_false(sm_spend_merge_head(summary, &before));
	assert_memory_equal(summary, &before, sizeof(before));
	summary->totals[SM_SALES].lines = 5;
	line = line_of("amount=1 reached=3 function=sales");
	assert_false(sm_spend_add(summary, line));
	summary->totals[SM_SALES].unallocated = (sm_int128) 1 << 112;
	assert_int_equal(sm_spend_focus_of(summary, SM_ALL_FUNCTIONS, &memory,
									   &focus), SM_TOO_LARGE);
	free(used);
	free(summary);
}

/* A cancel is answered within the sums of a few thousand keys. */
static void
test_stopping(void **state)
{
	volatile sig_atomic_t stop = 1;
	void	   *used = NULL;
	sm_memory	memory = {allocate, &used, &stop};
	sm_spend_summary *summary = new_summary();
	sm_focus	focus;

	(void) state;
	for (int i = 0; i < 10000; i++)
	{
		char		text[64];

		snprintf(text, sizeof(text), "key=\"%d\" amount=%d", i, i % 77 + 1);
		add(summary, text);
	}
	summary = packed(summary);
	assert_int_equal(sm_spend_focus_of(summary, SM_ALL_FUNCTIONS, &memory,
									   &focus), SM_STOPPED);
	stop = 0;
	assert_int_equal(sm_spend_focus_of(summary, SM_ALL_FUNCTIONS, &memory,
									   &focus), SM_OK);
	assert_int_equal(focus.keys, 10000);
	free(used);
	free(summary);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line),
		cmocka_unit_test(test_a_line_that_is_wrong),
		cmocka_unit_test(test_flaws_of_a_line),
		cmocka_unit_test(test_a_few_lines),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_figures_by_their_definitions),
		cmocka_unit_test(test_top_decile),
		cmocka_unit_test(test_text_of_a_summary),
		cmocka_unit_test(test_text_of_a_summary_that_is_wrong),
		cmocka_unit_test(test_currencies),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_stopping)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
