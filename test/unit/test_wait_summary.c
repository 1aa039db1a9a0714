/*-------------------------------------------------------------------------
 *
 * test_wait_summary.c
 *	  Payouts added up, and what their summary says, against plain loops over
 *	  the same payouts (naive_gap.h).
 *
 * The bytes of a summary depend on what was added and on nothing else; and
 * whatever bytes pass sm_wait_summary_flaw can be read and written.
 *
 *-------------------------------------------------------------------------
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/compensation.h"
#include "arena.h"
#include "naive_gap.h"

/* 2026-01-01 as in civil.h; everything here is within 100 days of it. */
#define DAY		9497

/* The names of payees; the order of bytes is another than that of numbers. */
static const char *const names[NAIVE_PAYEES] = {
	"b", "", "a", "ab", "a\"\\", "\xc3\xa9t\xc3\xa9", "zzzzzzzzzzzzzzz", "a b"
};

/* A payout with room for a name. */
typedef union room
{
	sm_payout_row payout;
	char		bytes[SM_PAYOUT_BYTES];
} room;

static int
chance(int of)
{
	return rand() % of == 0;
}

/* A random row, of the sort of company that is wanted. */
static void
make_row(naive_row *row, bool on_schedule)
{
	static const int amounts[] = {
		NAIVE_UNKNOWN, 0, 1, 1, 3, 100, 10000, -1, -500, 12345678
	};

	row->payee = chance(40) ? -1 : rand() % NAIVE_PAYEES;
	row->function = chance(40) ? -1 : chance(4) ?
		rand() % SM_PERSON_FUNCTIONS : rand() % 2;
	row->earned_from = DAY + rand() % 60;
	row->earned_to = row->earned_from + (chance(3) ? rand() % 6 : 0);
	if (chance(40))
		row->earned_from = row->earned_to = NAIVE_UNKNOWN;
	row->scheduled = chance(3) ? NAIVE_UNKNOWN : DAY + rand() % 90 - 5;
	row->paid = chance(3) ? NAIVE_UNKNOWN : DAY + rand() % 90 - 10;
	row->amount = amounts[(size_t) rand() %
						  (sizeof(amounts) / sizeof(amounts[0]))];
	row->kind = chance(8) ? SM_DRAW + rand() % 5 : rand() % SM_DRAW;
	if (on_schedule)
	{
		row->scheduled = DAY + 70 + rand() % 5;
		row->paid = row->scheduled - chance(80);
	}
}

/* The payout that a row is. */
static void
make_payout(const naive_row *row, room *to)
{
	sm_payout_row *payout = &to->payout;

	memset(to, 0, sizeof(*to));
	if (row->payee >= 0)
	{
		payout->known |= SM_HAS_PAYEE;
		payout->payee_length = (uint16_t) strlen(names[row->payee]);
		memcpy(payout->names, names[row->payee], payout->payee_length);
	}
	if (row->function >= 0)
	{
		payout->known |= SM_HAS_FUNCTION;
		payout->function = (uint8_t) row->function;
	}
	if (row->earned_from != NAIVE_UNKNOWN)
	{
		payout->known |= SM_HAS_EARNED;
		payout->earned_from = row->earned_from;
		payout->earned_to = row->earned_to;
	}
	if (row->scheduled != NAIVE_UNKNOWN)
	{
		payout->known |= SM_HAS_SCHEDULED;
		payout->scheduled_on = row->scheduled;
	}
	if (row->paid != NAIVE_UNKNOWN)
	{
		payout->known |= SM_HAS_PAID;
		payout->paid_on = row->paid;
	}
	if (row->amount != NAIVE_UNKNOWN)
	{
		payout->known |= SM_HAS_AMOUNT;
		payout->amount = row->amount;
	}
	payout->kind = (uint8_t) row->kind;
	assert_null(sm_payout_flaw(payout, sm_payout_size(payout)));
}

/* An empty summary in room of that size. */
static sm_wait_summary *
new_summary(size_t size)
{
	sm_wait_summary *summary = calloc(1, size);

	summary->keyed.used = sizeof(sm_wait_summary);
	sm_keyed_open(&sm_wait_layout, &summary->keyed, size, (uint64_t) rand(),
				  NULL);
	return summary;
}

/* A summary in twice the room. */
static sm_wait_summary *
grow(sm_wait_summary *summary, size_t *size)
{
	sm_wait_summary *larger = calloc(1, *size * 2);

	memcpy(larger, summary, summary->keyed.used);
	free(summary);
	*size *= 2;
	sm_keyed_open(&sm_wait_layout, &larger->keyed, *size,
				  (uint64_t) rand(), NULL);
	return larger;
}

/* Adds a payout. */
static sm_wait_summary *
add(sm_wait_summary *summary, size_t *size, const sm_payout_row *payout)
{
	sm_keyed_step step;

	assert_true(payout == NULL || sm_wait_currency(summary, payout));
	while ((step = sm_wait_summary_add(summary, *size, payout)) !=
		   SM_KEYED_DONE)
	{
		assert_int_equal(step, SM_KEYED_FULL);
		summary = grow(summary, size);
	}
	return summary;
}

/* Adds another summary. */
static sm_wait_summary *
merge(sm_wait_summary *summary, size_t *size, const sm_wait_summary *from)
{
	size_t		offset = 0;
	sm_keyed_step step;

	assert_true(sm_wait_currency_of(summary, from));
	assert_true(sm_wait_summary_add_head(summary, from));
	while ((step = sm_keyed_merge(&sm_wait_layout, &summary->keyed, *size,
								  &from->keyed, &offset)) != SM_KEYED_DONE)
	{
		assert_int_equal(step, SM_KEYED_FULL);
		summary = grow(summary, size);
	}
	return summary;
}

/* The packed form in exactly its bytes, or NULL if a key is there twice. */
static sm_wait_summary *
try_pack(const sm_wait_summary *summary)
{
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_wait_summary *packed = malloc(summary->keyed.used);
	sm_status	status = sm_keyed_pack(&sm_wait_layout, &summary->keyed,
									   &packed->keyed, &memory);

	arena_free(&blocks);
	if (status == SM_OK)
		return packed;
	assert_int_equal(status, SM_BAD_RECORDS);
	free(packed);
	return NULL;
}

/* The packed form of a good summary, which is freed. */
static sm_wait_summary *
pack(sm_wait_summary *summary)
{
	sm_wait_summary *packed;

	assert_null(sm_wait_summary_flaw(summary, NULL));
	packed = try_pack(summary);
	assert_non_null(packed);
	assert_null(sm_wait_summary_flaw(packed, NULL));
	free(summary);
	return packed;
}

/* The summary of some rows. */
static sm_wait_summary *
summary_of(const naive_row *rows, int count)
{
	size_t		size = 256;
	sm_wait_summary *summary = new_summary(size);

	for (int i = 0; i < count; i++)
	{
		room		payout;

		make_payout(&rows[i], &payout);
		summary = add(summary, &size, &payout.payout);
	}
	return pack(summary);
}

/* The summary that a text says, in exactly its bytes, or NULL. */
static sm_wait_summary *
read_text(const char *text)
{
	size_t		size = sizeof(sm_wait_summary) + sm_keyed_room(text);
	sm_wait_summary *summary = calloc(1, size);
	sm_wait_summary *packed = NULL;
	const char *records = text;
	const char *detail;
	sm_counts_read result;

	summary->keyed.used = sizeof(sm_wait_summary);
	result = sm_wait_read_head(&records, summary, &detail);
	while (result == SM_COUNTS_READ && *records != '\0')
		result = sm_keyed_read(&sm_wait_layout, &sm_wait_words, &records,
							   &summary->keyed, size, &detail);
	if (result == SM_COUNTS_READ &&
		sm_wait_summary_flaw(summary, NULL) == NULL)
		packed = try_pack(summary);
	free(summary);
	if (packed != NULL && sm_wait_summary_flaw(packed, NULL) != NULL)
	{
		free(packed);
		packed = NULL;
	}
	return packed;
}

/* The text form of a packed summary. */
static char *
write_text(const sm_wait_summary *summary)
{
	size_t		head = sm_wait_write_head(summary, NULL);
	size_t		length = 0;
	size_t		counted = 0;
	char	   *text;

	assert_int_equal(sm_keyed_write(&sm_wait_layout, &sm_wait_words,
									&summary->keyed, NULL, NULL, &counted),
					 SM_OK);
	text = malloc(head + counted + 1);

	assert_int_equal(sm_wait_write_head(summary, text), head);
	assert_int_equal(sm_keyed_write(&sm_wait_layout, &sm_wait_words,
									&summary->keyed, text + head, NULL,
									&length), SM_OK);
	assert_int_equal(length, counted);
	text[head + length] = '\0';
	return text;
}

/* Whether two packed summaries are the same but for their headers. */
static bool
are_same(const sm_wait_summary *a, const sm_wait_summary *b)
{
	return a->keyed.used == b->keyed.used &&
		memcmp(&a->keyed.used, &b->keyed.used, a->keyed.used -
			   offsetof(sm_keyed, used)) == 0;
}

/* What a summary says; it can be had. */
static sm_status
gap_of(const sm_wait_summary *summary, const sm_pay_question *question,
	   sm_pay_gap *gap)
{
	arena		blocks;
	sm_memory	memory = arena_memory(&blocks, -1);
	sm_status	status = sm_pay_gap_of(summary, question, &memory, gap);

	arena_free(&blocks);
	return status;
}

static void
check_figure(const sm_figure *a, const sm_figure *b)
{
	assert_int_equal(a->known, b->known);
	if (a->known && !(fabs(a->value - b->value) <=
					  1e-12 * fmax(1, fabs(b->value))))
		fail_msg("%.17g is not %.17g", a->value, b->value);
}

/* Compares what is said of a function with what should be. */
static void
check_function(const sm_function_pay *pay, const sm_function_pay *expected)
{
	assert_int_equal(pay->payees, expected->payees);
	assert_int_equal(pay->payouts, expected->payouts);
	assert_int_equal(pay->paid, expected->paid);
	assert_int_equal(pay->overdue, expected->overdue);
	assert_int_equal(pay->not_due, expected->not_due);
	assert_int_equal(pay->not_yet_earned, expected->not_yet_earned);
	assert_int_equal(pay->scheduled, expected->scheduled);
	assert_int_equal(pay->late, expected->late);
	assert_int_equal(pay->waiting_payees, expected->waiting_payees);
	assert_memory_equal(&pay->beside, &expected->beside,
						sizeof(pay->beside));
	assert_true(pay->amount == expected->amount);
	check_figure(&pay->unpaid_share, &expected->unpaid_share);
	check_figure(&pay->mean, &expected->mean);
	check_figure(&pay->median, &expected->median);
	check_figure(&pay->p90, &expected->p90);
	check_figure(&pay->weighted, &expected->weighted);
	check_figure(&pay->kaplan_meier, &expected->kaplan_meier);
	check_figure(&pay->late_rate, &expected->late_rate);
	check_figure(&pay->tardiness_p90, &expected->tardiness_p90);
	check_figure(&pay->design, &expected->design);
	check_figure(&pay->lateness, &expected->lateness);
	if (expected->payouts + expected->not_yet_earned == 0)
		assert_null(sm_earned_basis(pay));
	else
		assert_string_equal(sm_earned_basis(pay),
							expected->beside.in_periods == 0 ? "day" :
							expected->beside.in_periods ==
							expected->payouts + expected->not_yet_earned ?
							"period" : "mixed");
}

/* A gap of two means, if both are known. */
static void
check_difference(const sm_figure *gap, const sm_figure *marketing,
				 const sm_figure *sales, bool compared)
{
	sm_figure	expected = {
		compared && marketing->known && sales->known,
		marketing->value - sales->value
	};

	check_figure(gap, &expected);
}

static void
check_gap(const sm_pay_gap *gap, const sm_pay_gap *expected)
{
	const sm_function_pay *sales = &expected->pay[SM_SALES_PERSON];
	const sm_function_pay *marketing = &expected->pay[SM_MARKETING_PERSON];

	for (int i = 0; i < SM_PERSON_FUNCTIONS; i++)
	{
		check_function(&gap->pay[i], &expected->pay[i]);
		assert_int_equal(gap->suppressed[i], expected->suppressed[i]);
	}
	assert_int_equal(gap->payees_of_two, expected->payees_of_two);
	assert_int_equal(gap->reason, expected->reason);
	assert_int_equal(gap->compared, expected->compared);
	assert_int_equal(gap->intervals, expected->intervals);
	check_difference(&gap->mean_gap, &marketing->mean, &sales->mean,
					 expected->compared);
	check_difference(&gap->design_gap, &marketing->design, &sales->design,
					 expected->compared);
	check_difference(&gap->lateness_gap, &marketing->lateness,
					 &sales->lateness, expected->compared);
	if (expected->reason != SM_GAP_COMPLETE)
		assert_false(gap->test.known);
	if (!expected->compared)
		return;
	assert_int_equal(gap->shift.twice_days, expected->shift.twice_days);
	assert_true(fabs(gap->dominance.delta - expected->dominance.delta) <
				1e-12);
	assert_true(fabs(gap->dominance.a12 -
					 (expected->dominance.delta + 1) / 2) < 1e-12);
	assert_true(gap->shift.low <= gap->shift.high);
	assert_true(gap->dominance.low <= gap->dominance.delta &&
				gap->dominance.delta <= gap->dominance.high);
}

/* As of any day or none, with any minimum, a summary says what rows say. */
static void
figures_are_those_of_the_rows(void **state)
{
	int			reasons[6] = {0};

	(void) state;
	srand(31);
	for (int round = 0; round < 6000; round++)
	{
		naive_row	rows[NAIVE_ROWS];
		int			count = rand() % (NAIVE_ROWS + 1);
		bool		on_schedule = chance(4);
		sm_wait_summary *summary;

		for (int i = 0; i < count; i++)
			make_row(&rows[i], on_schedule);
		summary = summary_of(rows, count);
		for (int i = 0; i < 4; i++)
		{
			sm_pay_question question = {
				i > 0, i > 0 ? DAY - 5 + rand() % 110 : 0, rand() % 5
			};
			sm_pay_gap	gap;
			sm_pay_gap	expected;

			assert_int_equal(gap_of(summary, &question, &gap), SM_OK);
			naive_gap_of(rows, count, &question, &expected);
			check_gap(&gap, &expected);
			reasons[gap.reason]++;
		}
		free(summary);
	}
	for (int i = 0; i < 6; i++)
		assert_true(reasons[i] > 100);
}

/* Rows in any order, split and merged in any way, are the same bytes. */
static void
order_never_shows(void **state)
{
	(void) state;
	srand(32);
	for (int round = 0; round < 2000; round++)
	{
		naive_row	rows[NAIVE_ROWS];
		int			count = rand() % (NAIVE_ROWS + 1);
		sm_wait_summary *whole;
		sm_wait_summary *parts[4];
		size_t		sizes[4];

		for (int i = 0; i < count; i++)
			make_row(&rows[i], false);
		whole = summary_of(rows, count);

		for (int i = 0; i < 4; i++)
		{
			sizes[i] = (size_t) 256 << rand() % 6;
			parts[i] = new_summary(sizes[i]);
		}
		for (int left = count; left > 0; left--)
		{
			int			next = rand() % left;
			int			part = rand() % 4;
			room		payout;

			make_payout(&rows[next], &payout);
			parts[part] = add(parts[part], &sizes[part], &payout.payout);
			rows[next] = rows[left - 1];
		}
		for (int i = 1; i < 4; i++)
		{
			if (chance(2))
				parts[i] = pack(parts[i]);
			parts[0] = merge(parts[0], &sizes[0], parts[i]);
			free(parts[i]);
		}
		parts[0] = pack(parts[0]);
		assert_true(are_same(parts[0], whole));
		free(parts[0]);
		free(whole);
	}
}

/* What is written is read back as the same bytes. */
static void
texts_come_back(void **state)
{
	(void) state;
	srand(33);
	for (int round = 0; round < 2000; round++)
	{
		naive_row	rows[NAIVE_ROWS];
		int			count = rand() % (NAIVE_ROWS + 1);
		sm_wait_summary *summary;
		sm_wait_summary *again;
		char	   *text;

		for (int i = 0; i < count; i++)
			make_row(&rows[i], false);
		summary = summary_of(rows, count);
		text = write_text(summary);
		again = read_text(text);
		assert_non_null(again);
		assert_true(are_same(summary, again));
		free(again);
		free(text);
		free(summary);
	}
}

/* One of each kind of record, and both signs of half a day. */
#define GOOD_TEXT	"skipped=3 currency=\"EUR\"" \
	"; function sales=5/7/1/0/1/1/1/0" \
	"; payee \"a\\\"b\" sales=30/-30/30/60/-45/2/-2/2/4/-3/0" \
	"; payee \"carl\" both=0/0/0/0/0/0/0/0/0/0/0" \
	"; unpaid \"carl\" both 2026-01-31.5=12/1" \
	"; unpaid \"carl\" both 2026-01-31.5 scheduled 2026-02-15=0/2" \
	"; wait sales -0.5=2" \
	"; lateness sales -2=1" \
	"; lateness sales -1=1"

static void
a_text_has_one_form(void **state)
{
	static const char *const pairs[][2] = {
		{GOOD_TEXT, GOOD_TEXT},
		{"skipped=0", "skipped=0"},
		{" skipped=007\n currency=none ", "skipped=7 currency=none"},
		{"skipped=0 currency=\"\"", "skipped=0 currency=\"\""},
		{"skipped=0;function other=1/0/0/0/0/1/0/0;function sales=0/0/0/2/0/"
			"0/0/0", "skipped=0; function sales=0/0/0/2/0/0/0/0; "
		"function other=1/0/0/0/0/1/0/0"}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		sm_wait_summary *summary = read_text(pairs[i][0]);
		char	   *text;

		assert_non_null(summary);
		text = write_text(summary);
		assert_string_equal(text, pairs[i][1]);
		free(text);
		free(summary);
	}
}

/* A payee's record of so many paid payouts, of which nothing else is said. */
#define PAID(name, count) \
	"; payee \"" name "\" sales=0/0/0/0/0/" count "/0/0/0/0/0"

static void
texts_that_contradict_themselves(void **state)
{
	static const char *const texts[] = {
		"", "skipped", "skipped=", "skipped=-1", "skipped=1 skipped=1",
		"skipped=9223372036854775808", "currency=none skipped=0",
		"skipped=0 currency", "skipped=0 currency=", "skipped=0 currency=EUR",
		"skipped=0 currency=\"12345678901234567890123456789012\"",
		"skipped=0 currency=none none", "skipped=0; ",
		"skipped=0; payee \"a\" nobody=0/0/0/0/0/0/0/0/0/0/0",
		"skipped=0; payee a sales=0/0/0/0/0/0/0/0/0/0/0",
		/* the same payee twice */
		"skipped=0" PAID("a", "0") PAID("a", "0"),
		/* counts and amounts that are negative, or of nothing */
		"skipped=0; function sales=-1/0/0/0/0/1/0/0",
		"skipped=0; function sales=0/0/0/-1/0/0/0/0",
		"skipped=0; function sales=1/0/0/0/0/0/0/0",
		"skipped=0; function sales=0/1/0/0/0/0/0/0",
		"skipped=0; payee \"a\" sales=1/0/0/0/0/0/0/0/0/0/0",
		"skipped=0; payee \"a\" sales=0/0/0/0/0/0/1/0/0/0/0",
		"skipped=0; wait sales 5=0", "skipped=0; wait sales 5=-1",
		"skipped=0; lateness sales 5=0",
		/* a wait without its payee, and a payee without his wait */
		"skipped=0; wait sales 5=1", "skipped=0" PAID("a", "1"),
		"skipped=0" PAID("a", "2") "; wait sales 0=1",
		"skipped=0" PAID("a", "1") "; wait marketing 0=1",
		"skipped=0; lateness sales 0=1",
		/* unpaid, but nobody's, or no payout */
		"skipped=0; unpaid \"a\" sales 2026-01-01=0/1",
		"skipped=0" PAID("a", "0") "; unpaid \"a\" both 2026-01-01=0/1",
		"skipped=0" PAID("a", "0") "; unpaid \"b\" sales 2026-01-01=0/1",
		"skipped=0" PAID("a", "0") "; unpaid \"a\" sales 2026-01-01=0/0",
		"skipped=0" PAID("a", "0") "; unpaid \"a\" sales 2026-01-01=-1/1",
		/* days that no payout can have */
		"skipped=0" PAID("a", "0") "; unpaid \"a\" sales 2026-02-30=0/1",
		"skipped=0" PAID("a", "0") "; unpaid \"a\" sales 9999-12-31.5=0/1",
		"skipped=0" PAID("a", "0") "; unpaid \"a\" sales 1926-01-01 "
		"scheduled 2026-01-03=0/1",
		"skipped=0" PAID("a", "1") "; wait sales 36525.5=1",
		"skipped=0" PAID("a", "1") "; wait sales -36526=1",
		"skipped=0" PAID("a", "1") "; wait sales 1.25=1",
		/* waits of more than a hundred years */
		"skipped=0; payee \"a\" sales=0/0/0/0/0/1/73051/0/0/0/0; "
		"wait sales 0=1",
		"skipped=0; payee \"a\" sales=1/73051/0/0/0/1/0/0/0/0/0; "
		"wait sales 0=1",
		/* more amount than one payout can have */
		"skipped=0; payee \"a\" sales=9000000000000000001/0/0/0/0/1/0/0/0/0/0"
		"; wait sales 0=1",
		/* sums past the limits of the layout */
		"skipped=0" PAID("a", "288230376151711745")
		"; wait sales 0=288230376151711745"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		char	   *text = (char *) exact_copy(texts[i],
											   strlen(texts[i]) + 1);
		sm_wait_summary *summary = read_text(text);

		if (summary != NULL)
			fail_msg("%s was read", texts[i]);
		free(text);
	}
}

/* Whatever passes can be read as of any day, and has a text form. */
static void
check_usable(const sm_wait_summary *summary)
{
	static const sm_pay_question questions[] = {
		{false, 0, 0}, {true, DAY, 0}, {true, SM_PAYOUT_FIRST_DAY, 5},
		{true, SM_PAYOUT_LAST_DAY, 0}
	};
	sm_wait_summary *again;
	char	   *text;

	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
	{
		sm_pay_gap	gap;
		sm_status	status = gap_of(summary, &questions[i], &gap);

		assert_true(status == SM_OK || status == SM_TOO_LARGE);
	}
	if (summary->asked != 0)
		return;					/* of which no text speaks */
	text = write_text(summary);
	again = read_text(text);
	if (again == NULL || !are_same(summary, again))
		fail_msg("%s does not come back", text);
	free(again);
	free(text);
}

/* Every bit and every byte of a summary is changed, and every end cut. */
static void
damage_is_seen_or_harmless(void **state)
{
	sm_wait_summary *good = read_text(GOOD_TEXT);
	size_t		used = good->keyed.used;
	int			harmless = 0;

	(void) state;
	for (size_t at = offsetof(sm_keyed, used); at < used; at++)
	{
		for (int change = 1; change < 256; change++)
		{
			sm_wait_summary *copy = (sm_wait_summary *) exact_copy(good,
																   used);
			sm_wait_summary *packed = NULL;

			((unsigned char *) copy)[at] ^= (unsigned char) change;
			/* the header of the server says how much there is */
			if (copy->keyed.used >= sizeof(sm_wait_summary) &&
				copy->keyed.used <= used &&
				sm_wait_summary_flaw(copy, NULL) == NULL)
				packed = try_pack(copy);
			if (packed != NULL && sm_wait_summary_flaw(packed, NULL) == NULL)
			{
				check_usable(packed);
				harmless++;
			}
			free(packed);
			free(copy);
		}
	}
	assert_true(harmless > 100);
	for (size_t length = sizeof(sm_wait_summary); length < used; length++)
	{
		sm_wait_summary *copy = (sm_wait_summary *) exact_copy(good, length);

		copy->keyed.used = (uint32_t) length;
		assert_non_null(sm_wait_summary_flaw(copy, NULL));
		free(copy);
	}
	free(good);
}

/* Every changed byte of the text form, too. */
static void
spoilt_texts(void **state)
{
	(void) state;
	for (size_t at = 0; at < sizeof(GOOD_TEXT); at++)
	{
		for (int byte = 1; byte < 128; byte++)
		{
			char		text[] = GOOD_TEXT;
			sm_wait_summary *summary;

			text[at] = (char) byte;
			text[sizeof(text) - 1] = '\0';
			summary = read_text(text);
			if (summary != NULL)
				check_usable(summary);
			free(summary);
		}
	}
}

/* Nothing is due before the year 1 or after 9999: it could not be written. */
static void
days_without_a_date(void **state)
{
	static const struct
	{
		int32_t		earned;		/* half days */
		int32_t		scheduled;
		bool		good;
	}			cases[] = {
		{2 * SM_PAYOUT_FIRST_DAY, SM_PAYOUT_FIRST_DAY, true},
		{2 * SM_PAYOUT_FIRST_DAY, SM_PAYOUT_FIRST_DAY - 1, false},
		{2 * SM_PAYOUT_FIRST_DAY - 1, SM_PAYOUT_FIRST_DAY, false},
		{2 * SM_PAYOUT_LAST_DAY, SM_PAYOUT_LAST_DAY, true},
		{2 * SM_PAYOUT_LAST_DAY, SM_PAYOUT_LAST_DAY + 1, false},
		{2 * SM_PAYOUT_LAST_DAY + 1, SM_PAYOUT_LAST_DAY, false}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		sm_wait_key key = {
			.payee = "a",
			.payee_length = 1,
			.days = cases[i].earned,
			.has_schedule = true,
			.scheduled = cases[i].scheduled
		};
		size_t		size = 1024;
		sm_wait_summary *summary = calloc(1, size);

		summary->keyed.used = sizeof(sm_wait_summary);
		for (unsigned kind = SM_WAIT_PAYEE; kind <= SM_WAIT_UNPAID; kind++)
		{
			char		bytes[SM_WAIT_KEY_BYTES];
			size_t		length = sm_wait_key_bytes(kind, &key, bytes);
			sm_keyed_record *record = sm_keyed_append(&sm_wait_layout,
													  &summary->keyed, size,
													  kind, bytes, length);

			assert_non_null(record);
			*sm_keyed_narrow(&sm_wait_layout, record) =
				kind == SM_WAIT_UNPAID;
		}
		assert_int_equal(sm_wait_summary_flaw(summary, NULL) == NULL,
						 cases[i].good);
		if (cases[i].good)
			check_usable(summary);
		free(summary);
	}
}

/*
 * Counts as large as records can have are read, or told to be too large;
 * none wraps around to another count, or to nothing.
 */
static void
huge_counts(void **state)
{
	/* 2^58; sixty-four of them are nothing in 64 bits */
	char		text[8192] = "skipped=0";
	sm_wait_summary *summary;
	sm_pay_question question = {true, SM_PAYOUT_LAST_DAY, 0};
	sm_pay_gap	gap;

	(void) state;
	for (int i = 0; i < 64; i++)
		snprintf(text + strlen(text), 64,
				 "; wait sales %d=288230376151711744", i);
	assert_null(read_text(text));

	/* unpaid since the year 1 and read in the year 9999 */
	summary = read_text("skipped=0" PAID("a", "0")
						"; unpaid \"a\" sales 0001-01-01 scheduled 0001-01-02"
						"=0/288230376151711744");
	assert_non_null(summary);
	assert_int_equal(gap_of(summary, &question, &gap), SM_TOO_LARGE);
	free(summary);

	/* so many payouts that their days are no histogram any more */
	summary = read_text("skipped=0" PAID("a", "1099511627777")
						"; wait sales 0=1099511627777");
	assert_non_null(summary);
	assert_int_equal(gap_of(summary, &question, &gap), SM_TOO_LARGE);
	free(summary);
	summary = read_text("skipped=0" PAID("a", "1099511627776")
						"; wait sales 0=1099511627776");
	assert_non_null(summary);
	assert_int_equal(gap_of(summary, &question, &gap), SM_OK);
	assert_int_equal(gap.pay[SM_SALES_PERSON].paid, 1099511627776);
	free(summary);

	/* paid and unpaid are one histogram when it comes to the median */
	summary = read_text("skipped=0" PAID("a", "1099511627776")
						"; unpaid \"a\" sales 2026-01-01=0/1"
						"; wait sales 0=1099511627776");
	assert_non_null(summary);
	assert_int_equal(gap_of(summary, &question, &gap), SM_TOO_LARGE);
	free(summary);
}

/* A sum that does not fit any more is told, in whichever record it is. */
static void
sums_have_limits(void **state)
{
	size_t		size = 4096;
	sm_wait_summary *summary = new_summary(size);
	naive_row	row = {0, SM_SALES_PERSON, DAY, DAY, DAY, DAY, 1, SM_BONUS};
	const sm_keyed_record *record;
	room		payout;

	(void) state;
	make_payout(&row, &payout);
	summary = add(summary, &size, &payout.payout);
	record = sm_keyed_first(&sm_wait_layout, &summary->keyed);
	for (uint32_t n = 0; n < summary->keyed.count; n++)
	{
		int64_t    *count = sm_keyed_narrow(&sm_wait_layout, record);
		int64_t		before = *count;

		*count = (int64_t) 1 << sm_wait_layout.narrow_bits;
		assert_int_equal(sm_wait_summary_add(summary, size, &payout.payout),
						 SM_KEYED_OVERFLOW);
		*count = before;
		record = sm_keyed_next(&sm_wait_layout, record);
	}
	summary->skipped = INT64_MAX;
	assert_int_equal(sm_wait_summary_add(summary, size, NULL),
					 SM_KEYED_OVERFLOW);
	free(summary);
}

/*
 * Six million records are the most.  Whether another one may be added is
 * seen from numbers in the head, which here say more than there is.
 */
static void
records_have_a_limit(void **state)
{
	size_t		size = 4096;
	sm_wait_summary *summary = new_summary(size);
	naive_row	row = {0, SM_SALES_PERSON, DAY, DAY, DAY, DAY, 1, SM_BONUS};
	size_t		huge = (size_t) 1 << 31;
	room		payout;

	(void) state;
	make_payout(&row, &payout);
	summary->keyed.slots = 1 << 24;
	summary->keyed.count = SM_WAIT_RECORDS - SM_WAIT_KINDS + 1;
	assert_int_equal(sm_wait_summary_add(summary, huge, &payout.payout),
					 SM_KEYED_TOO_MANY);
	summary->keyed.slots = 1 << 22;
	assert_int_equal(sm_wait_summary_add(summary, huge, &payout.payout),
					 SM_KEYED_FULL);
	/* what is skipped takes no record */
	assert_int_equal(sm_wait_summary_add(summary, huge, NULL),
					 SM_KEYED_DONE);
	assert_int_equal(summary->skipped, 1);
	free(summary);
}

/* The longest payee fits in, in every kind of record. */
static void
the_longest_payee(void **state)
{
	for (int unpaid = 0; unpaid < 2; unpaid++)
	{
		size_t		size = 256;
		sm_wait_summary *summary = new_summary(size);
		room		payout = {{0}};
		sm_wait_summary *again;
		char	   *text;

		(void) state;
		payout.payout.known = SM_HAS_PAYEE | SM_HAS_FUNCTION | SM_HAS_EARNED |
			SM_HAS_SCHEDULED;
		if (!unpaid)
			payout.payout.known |= SM_HAS_PAID;
		payout.payout.payee_length = SM_PAYEE_BYTES;
		memset(payout.payout.names, '"', SM_PAYEE_BYTES);
		summary = pack(add(summary, &size, &payout.payout));
		text = write_text(summary);
		again = read_text(text);
		assert_non_null(again);
		assert_true(are_same(summary, again));
		free(again);
		free(text);
		free(summary);
	}
}

/* Payouts whose amounts are in one currency, or in none, but not in both. */
static void
currencies_do_not_mix(void **state)
{
	static const char *const texts[] = {
		"skipped=0", "skipped=0 currency=none", "skipped=0 currency=\"\"",
		"skipped=0 currency=\"EUR\"", "skipped=0 currency=\"EURO\"",
		"skipped=0 currency=\"eur\""
	};
	const size_t count = sizeof(texts) / sizeof(texts[0]);

	(void) state;
	for (size_t i = 0; i < count; i++)
	{
		for (size_t j = 0; j < count; j++)
		{
			sm_wait_summary *a = read_text(texts[i]);
			sm_wait_summary *b = read_text(texts[j]);

			assert_int_equal(sm_wait_currency_of(a, b),
							 i == j || i == 0 || j == 0);
			if (i == 0)
				assert_true(are_same(a, b));
			free(a);
			free(b);
		}
	}
}

/* A summary that was asked for one thing cannot be asked for another. */
static void
one_question(void **state)
{
	static const sm_pay_question questions[] = {
		{false, 0, 5}, {false, 0, 0}, {true, 0, 5}, {true, DAY, 5},
		{true, DAY, 6}
	};
	const size_t count = sizeof(questions) / sizeof(questions[0]);

	(void) state;
	for (size_t i = 0; i < count; i++)
	{
		for (size_t j = 0; j < count; j++)
		{
			sm_wait_summary a = {.keyed = {.used = sizeof(a)}};
			sm_wait_summary b = a;
			sm_pay_question asked;

			assert_true(sm_wait_summary_ask(&a, &questions[i]));
			assert_null(sm_wait_summary_flaw(&a, NULL));
			assert_int_equal(sm_wait_summary_ask(&a, &questions[j]), i == j);
			assert_true(sm_wait_summary_add_head(&a, &b));
			assert_true(sm_wait_summary_ask(&b, &questions[j]));
			assert_int_equal(sm_wait_summary_add_head(&a, &b), i == j);
			sm_wait_summary_asked(&a, &asked);
			assert_int_equal(asked.has_as_of, questions[i].has_as_of);
			assert_int_equal(asked.as_of, questions[i].as_of);
			assert_int_equal(asked.minimum_payees,
							 questions[i].minimum_payees);
		}
	}
}

/* Memory that runs out is told; so is a wish to stop. */
static void
scarce_memory_and_stops(void **state)
{
	naive_row	rows[NAIVE_ROWS];
	sm_wait_summary *summary;
	sm_pay_question question = {true, DAY + 50, 0};
	volatile sig_atomic_t stop = 1;
	sm_status	status = SM_OUT_OF_MEMORY;
	arena		blocks;
	sm_memory	memory;
	sm_pay_gap	gap;
	int			tried = 0;

	(void) state;
	srand(34);
	for (int i = 0; i < NAIVE_ROWS; i++)
		make_row(&rows[i], false);
	summary = summary_of(rows, NAIVE_ROWS);
	for (; status == SM_OUT_OF_MEMORY; tried++)
	{
		memory = arena_memory(&blocks, tried);
		status = sm_pay_gap_of(summary, &question, &memory, &gap);
		arena_free(&blocks);
	}
	assert_int_equal(status, SM_OK);
	assert_int_equal(tried, 4 * SM_PERSON_FUNCTIONS + 1);

	memory = arena_memory(&blocks, -1);
	memory.stop = &stop;
	assert_int_equal(sm_pay_gap_of(summary, &question, &memory, &gap),
					 SM_STOPPED);
	stop = 0;
	assert_int_equal(sm_pay_gap_of(summary, &question, &memory, &gap),
					 SM_OK);
	arena_free(&blocks);
	free(summary);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_those_of_the_rows),
		cmocka_unit_test(order_never_shows),
		cmocka_unit_test(texts_come_back),
		cmocka_unit_test(a_text_has_one_form),
		cmocka_unit_test(texts_that_contradict_themselves),
		cmocka_unit_test(damage_is_seen_or_harmless),
		cmocka_unit_test(spoilt_texts),
		cmocka_unit_test(days_without_a_date),
		cmocka_unit_test(huge_counts),
		cmocka_unit_test(sums_have_limits),
		cmocka_unit_test(records_have_a_limit),
		cmocka_unit_test(the_longest_payee),
		cmocka_unit_test(currencies_do_not_mix),
		cmocka_unit_test(one_question),
		cmocka_unit_test(scarce_memory_and_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
