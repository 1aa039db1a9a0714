/*-------------------------------------------------------------------------
 *
 * test_payout.c
 *	  A payout: its text form, its order, and what can be wrong with it.
 *
 * Whatever sm_payout_flaw lets pass has a text form that gives the same bytes
 * again; the order is compared with the equality of bytes.
 *
 *-------------------------------------------------------------------------
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/payout.h"
#include "arena.h"

/* A payout with room for the longest names. */
typedef union room
{
	sm_payout_row payout;
	char		bytes[SM_PAYOUT_BYTES];
} room;

/* 2026-01-31 as in civil.h */
#define DAY		9527

/* Adds a name of random bytes, those that need quoting among them. */
static void
add_name(sm_payout_row *payout, uint16_t *length, int most)
{
	static const char bytes[] = "\"\\ =;.\n\taZ\x01\x7f\x80\xc3\xa9\xff";
	char	   *to = (char *) payout + sm_payout_size(payout);
	int			wanted = rand() % 10 == 0 ? most : rand() % 6;

	for (int i = 0; i < wanted; i++)
		to[i] = bytes[(size_t) rand() % (sizeof(bytes) - 1)];
	*length = (uint16_t) wanted;
}

/* A random payout without a flaw, of few different values. */
static void
make_payout(room *to)
{
	static const int64_t amounts[] = {
		0, 1, -1, 9999, -10000, 12345678, SM_PAYOUT_AMOUNT - 1,
		1 - SM_PAYOUT_AMOUNT
	};
	sm_payout_row *payout = &to->payout;
	int			first = rand() % 20 == 0 ? SM_PAYOUT_FIRST_DAY :
		rand() % 20 == 0 ? SM_PAYOUT_LAST_DAY - SM_PAYOUT_DAYS : DAY;

	memset(to, 0, sizeof(*to));
	payout->known = (uint16_t) (rand() % (SM_HAS_ALL + 1));
	payout->kind = (uint8_t) (rand() % SM_PAYOUT_KINDS);
	if (sm_payout_has(payout, SM_HAS_FUNCTION))
		payout->function = (uint8_t) (rand() % SM_PERSON_FUNCTIONS);
	if (sm_payout_has(payout, SM_HAS_EARNED))
	{
		payout->earned_from = first + rand() % 2;
		payout->earned_to = first + 1 + (rand() % 3 == 0) * (rand() % 300);
	}
	if (sm_payout_has(payout, SM_HAS_RELEASED))
		payout->released_on = first + rand() % 3;
	if (sm_payout_has(payout, SM_HAS_SCHEDULED))
		payout->scheduled_on = first + rand() % 2 * SM_PAYOUT_DAYS;
	if (sm_payout_has(payout, SM_HAS_PAID))
		payout->paid_on = first + rand() % 3;
	if (sm_payout_has(payout, SM_HAS_AMOUNT))
		payout->amount = amounts[(size_t) rand() %
								 (sizeof(amounts) / sizeof(amounts[0]))];
	if (sm_payout_has(payout, SM_HAS_PAYEE))
		add_name(payout, &payout->payee_length, SM_PAYEE_BYTES);
	if (sm_payout_has(payout, SM_HAS_CURRENCY))
		add_name(payout, &payout->currency_length, SM_CURRENCY_BYTES);
	if (sm_payout_has(payout, SM_HAS_PLAN))
		add_name(payout, &payout->plan_length, SM_PLAN_BYTES);
	assert_null(sm_payout_flaw(payout, sm_payout_size(payout)));
}

/* Whether two payouts are the same but for their headers. */
static bool
are_same(const sm_payout_row *a, const sm_payout_row *b)
{
	return sm_payout_size(a) == sm_payout_size(b) &&
		memcmp(&a->amount, &b->amount, sm_payout_size(a) -
			   offsetof(sm_payout_row, amount)) == 0;
}

/* Writes and reads a payout: the same comes back, in room that just fits. */
static void
check_round_trip(const sm_payout_row *payout)
{
	char	   *text = malloc(SM_PAYOUT_TEXT);
	room	   *again = malloc(sizeof(room));
	size_t		length;

	sm_payout_write(payout, text);
	length = strlen(text);
	assert_true(length < SM_PAYOUT_TEXT);
	text = realloc(text, length + 1);
	assert_null(sm_payout_read(text, &again->payout));
	assert_true(are_same(payout, &again->payout));
	free(again);
	free(text);
}

static void
texts_come_back(void **state)
{
	(void) state;
	srand(11);
	for (int round = 0; round < 20000; round++)
	{
		room		payout;

		make_payout(&payout);
		check_round_trip(&payout.payout);
	}
}

/* What is read and what is written of it. */
static void
texts_have_one_form(void **state)
{
	static const char *const pairs[][2] = {
		{"", ""},
		{" \t\n", ""},
		{"payee=\"anna\" function=sales earned=2026-01-31 "
			"scheduled=2026-02-15 paid=2026-02-17 amount=1200 "
			"currency=\"EUR\" kind=commission",
			"payee=\"anna\" function=sales earned=2026-01-31 "
			"scheduled=2026-02-15 paid=2026-02-17 amount=1200.0000 "
		"currency=\"EUR\" kind=commission"},
		{"kind=bonus\nearned=2026-01-01..2026-12-31 payee=\"a \\\"b\\\" \\\\\"",
			"payee=\"a \\\"b\\\" \\\\\" earned=2026-01-01..2026-12-31 "
		"kind=bonus"},
		{"earned=2026-01-01..2026-01-01", "earned=2026-01-01"},
		{"amount=-0.5", "amount=-0.5000"},
		{"amount=-0", "amount=0.0000"},
		{"amount=000899999999999999.9999", "amount=899999999999999.9999"},
		{"payee=\"\" currency=\"\" plan=\"\"",
		"payee=\"\" currency=\"\" plan=\"\""},
		{"released=0001-01-01", "released=0001-01-01"},
		{"paid=9999-12-31", "paid=9999-12-31"},
		{"payee=\"\\a\"", "payee=\"a\""}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		room		payout;
		char		text[SM_PAYOUT_TEXT];

		assert_null(sm_payout_read(pairs[i][0], &payout.payout));
		sm_payout_write(&payout.payout, text);
		assert_string_equal(text, pairs[i][1]);
	}
}

/* Texts that are none say so, and nothing is read behind their end. */
static void
malformed_texts(void **state)
{
	static const char *const texts[] = {
		"payee", "payee=", "payee=anna", "payee=\"anna", "payee=\"anna\\",
		"payee=\"anna\\\"", "payee=\"a\"x", "payee=\"a\" payee=\"b\"",
		"Payee=\"a\"", "=\"a\"", "payee =\"a\"", "boss=\"a\"",
		"function=", "function=sale", "function=Sales", "function=sales,",
		"function=\"sales\"", "kind=", "kind=payday", "kind=draw kind=draw",
		"earned=", "earned=2026-01-3", "earned=2026-02-29",
		"earned=2026-01-311", "earned=2026-13-01", "earned=0000-01-01",
		"earned=infinity", "earned=2026-01-31..", "earned=2026-01-31..2026",
		"earned=2026-01-31...2026-02-01", "earned=2026-02-01..2026-01-31",
		"earned=2026-01-31 paid=2226-01-31", "paid=26-01-31",
		"paid=2026-01-31..2026-02-01", "paid=-infinity",
		"amount=", "amount=x", "amount=-", "amount=--1", "amount=+1",
		"amount=.5", "amount=1.00001", "amount=1e3", "amount=NaN",
		"amount=900000000000000", "amount=-900000000000000",
		"amount=99999999999999999999", "amount=1,000",
		"payee=\"a\" function=sales;", "payee=\"a\"function=sales", "x=1"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		char	   *text = (char *) exact_copy(texts[i],
											   strlen(texts[i]) + 1);
		room		payout;

		if (sm_payout_read(text, &payout.payout) == NULL)
			fail_msg("%s was read", texts[i]);
		free(text);
	}
}

/* Names may have so many bytes and no more. */
static void
names_have_a_limit(void **state)
{
	static const struct
	{
		const char *word;
		int			most;
	}			names[] = {
		{"payee", SM_PAYEE_BYTES}, {"currency", SM_CURRENCY_BYTES},
		{"plan", SM_PLAN_BYTES}
	};

	(void) state;
	for (size_t i = 0; i < 3; i++)
	{
		for (int more = 0; more < 2; more++)
		{
			char		text[SM_PAYOUT_TEXT];
			char		name[SM_PAYEE_BYTES + 2] = "";
			room		payout;

			memset(name, 'x', (size_t) (names[i].most + more));
			snprintf(text, sizeof(text), "%s=\"%s\"", names[i].word, name);
			assert_int_equal(sm_payout_read(text, &payout.payout) == NULL,
							 more == 0);
		}
	}
}

/* Every beginning of a text, and every changed byte, is read or refused. */
static void
spoilt_texts(void **state)
{
	static const char good[] = "payee=\"a\\\"b\" function=both "
		"earned=2026-01-01..2026-02-01 released=2026-02-02 "
		"scheduled=2026-02-03 paid=2026-02-04 amount=-12.5 currency=\"EUR\" "
		"kind=clawback plan=\"p\"";

	(void) state;
	for (size_t at = 0; at < sizeof(good); at++)
	{
		for (int byte = 0; byte < 256; byte++)
		{
			char	   *text = (char *) exact_copy(good, sizeof(good));
			room	   *payout = malloc(sizeof(room));

			text[at] = (char) byte;
			text[sizeof(good) - 1] = '\0';
			if (sm_payout_read(text, &payout->payout) == NULL)
				check_round_trip(&payout->payout);
			free(payout);
			free(text);
		}
	}
}

/*
 * The order is total, and what is in the same place of it has the same
 * bytes.
 */
static void
the_order_is_total(void **state)
{
	enum
	{
		COUNT = 150
	};
	static room payouts[COUNT];
	int			equal = 0;

	(void) state;
	srand(12);
	for (int i = 0; i < COUNT; i++)
	{
		if (i % 3 < 2 || i < 6)
			make_payout(&payouts[i]);
		else
		{
			/* the same with one field changed, or none */
			payouts[i] = payouts[i - 1];
			if (payouts[i].payout.kind > 0 && rand() % 2 == 0)
				payouts[i].payout.kind--;
		}
	}
	for (int a = 0; a < COUNT; a++)
	{
		for (int b = 0; b < COUNT; b++)
		{
			int			order = sm_payout_order(&payouts[a].payout,
												&payouts[b].payout);
			int			opposite = sm_payout_order(&payouts[b].payout,
												   &payouts[a].payout);

			assert_true((order < 0) == (opposite > 0));
			assert_int_equal(order == 0, are_same(&payouts[a].payout,
												  &payouts[b].payout));
			equal += order == 0 && a != b;
			for (int c = 0; c < COUNT && order <= 0; c++)
			{
				if (sm_payout_order(&payouts[b].payout,
									&payouts[c].payout) <= 0)
					assert_true(sm_payout_order(&payouts[a].payout,
												&payouts[c].payout) <= 0);
			}
		}
	}
	assert_true(equal > 0);
}

/* By payee, then by the day it was earned, then by the day it was due. */
static void
the_order_is_by_payee_and_days(void **state)
{
	static const char *const sorted[] = {
		"payee=\"a\"",
		"payee=\"a\" earned=2026-01-01",
		"payee=\"a\" earned=2026-01-01..2026-01-02",
		"payee=\"a\" earned=2026-01-02",
		"payee=\"a\" earned=2026-01-02 scheduled=2026-01-05",
		"payee=\"a\" earned=2026-01-02 scheduled=2026-01-05 paid=2026-01-01",
		"payee=\"ab\" earned=2020-01-01",
		"payee=\"b\" amount=-1",
		"payee=\"b\" amount=0",
		"payee=\"b\" amount=1"
	};
	const int	count = sizeof(sorted) / sizeof(sorted[0]);

	(void) state;
	for (int i = 0; i < count; i++)
	{
		for (int j = 0; j < count; j++)
		{
			room		a;
			room		b;
			int			order;

			assert_null(sm_payout_read(sorted[i], &a.payout));
			assert_null(sm_payout_read(sorted[j], &b.payout));
			order = sm_payout_order(&a.payout, &b.payout);
			assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
		}
	}
}

/* Days lie in the years 1 to 9999, and within a hundred years. */
static void
days_have_limits(void **state)
{
	static const struct
	{
		int32_t		earned_from;
		int32_t		earned_to;
		int32_t		paid_on;
		bool		good;
	}			cases[] = {
		{0, 0, 0, true},
		{0, 1, 0, true},
		{1, 0, 0, false},
		{0, 0, SM_PAYOUT_DAYS, true},
		{0, 0, SM_PAYOUT_DAYS + 1, false},
		{0, 0, -SM_PAYOUT_DAYS, true},
		{0, 0, -SM_PAYOUT_DAYS - 1, false},
		{0, SM_PAYOUT_DAYS, 0, true},
		{0, SM_PAYOUT_DAYS + 1, 0, false},
		{SM_PAYOUT_FIRST_DAY, SM_PAYOUT_FIRST_DAY, SM_PAYOUT_FIRST_DAY, true},
		{SM_PAYOUT_FIRST_DAY - 1, SM_PAYOUT_FIRST_DAY, SM_PAYOUT_FIRST_DAY,
		false},
		{SM_PAYOUT_LAST_DAY, SM_PAYOUT_LAST_DAY, SM_PAYOUT_LAST_DAY, true},
		{SM_PAYOUT_LAST_DAY, SM_PAYOUT_LAST_DAY, SM_PAYOUT_LAST_DAY + 1,
		false},
		{INT32_MIN, INT32_MAX, 0, false},
		{INT32_MIN, INT32_MIN, INT32_MAX, false}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		room		room = {{0}};
		sm_payout_row *payout = &room.payout;

		payout->known = SM_HAS_EARNED | SM_HAS_PAID;
		payout->earned_from = cases[i].earned_from;
		payout->earned_to = cases[i].earned_to;
		payout->paid_on = cases[i].paid_on;
		assert_int_equal(sm_payout_days_flaw(payout) == NULL, cases[i].good);
		assert_int_equal(sm_payout_flaw(payout, sm_payout_size(payout)) ==
						 NULL, cases[i].good);
	}
}

/* Every bit of a payout that is changed is seen, or makes another payout. */
static void
damage_is_seen_or_harmless(void **state)
{
	(void) state;
	srand(13);
	for (int round = 0; round < 60; round++)
	{
		room		good;
		size_t		size;

		make_payout(&good);
		size = sm_payout_size(&good.payout);
		for (size_t bit = 64; bit < 8 * size; bit++)
		{
			sm_payout_row *payout = (sm_payout_row *) exact_copy(&good, size);

			((unsigned char *) payout)[bit / 8] ^=
				(unsigned char) (1 << bit % 8);
			if (sm_payout_flaw(payout, size) == NULL)
			{
				assert_true(sm_payout_is_whole(payout, size));
				assert_false(are_same(payout, &good.payout));
				check_round_trip(payout);
			}
			free(payout);
		}
		for (size_t length = offsetof(sm_payout_row, names); length < size;
			 length++)
		{
			sm_payout_row *payout = (sm_payout_row *) exact_copy(&good,
																 length);

			assert_non_null(sm_payout_flaw(payout, length));
			assert_false(sm_payout_is_whole(payout, length));
			free(payout);
		}
	}
}

/* Which payouts people wait for. */
static void
rewards_are_what_is_waited_for(void **state)
{
	static const struct
	{
		const char *text;
		bool		reward;
	}			cases[] = {
		{"amount=1", true}, {"amount=0", true}, {"amount=-0.0001", false},
		{"", true}, {"kind=commission amount=1", true},
		{"kind=bonus", true}, {"kind=award", true}, {"kind=salary", true},
		{"kind=other", true}, {"kind=bonus amount=-1", false},
		{"kind=draw amount=1", false}, {"kind=draw_recovery", false},
		{"kind=guarantee", false}, {"kind=adjustment", false},
		{"kind=clawback amount=1", false}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		room		payout;

		assert_null(sm_payout_read(cases[i].text, &payout.payout));
		assert_int_equal(sm_payout_is_reward(&payout.payout),
						 cases[i].reward);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_come_back),
		cmocka_unit_test(texts_have_one_form),
		cmocka_unit_test(malformed_texts),
		cmocka_unit_test(names_have_a_limit),
		cmocka_unit_test(spoilt_texts),
		cmocka_unit_test(the_order_is_total),
		cmocka_unit_test(the_order_is_by_payee_and_days),
		cmocka_unit_test(days_have_limits),
		cmocka_unit_test(damage_is_seen_or_harmless),
		cmocka_unit_test(rewards_are_what_is_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
