/*-------------------------------------------------------------------------
 *
 * test_pay_dates.c
 *	  Tests of src/core/pay_dates.c.
 *
 * What a schedule pays on must be found to be its cadence, wherever one
 * starts to look.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/civil.h"
#include "core/keyed_text.h"
#include "core/pay_dates.h"
#include "core/schedule.h"

#define ROOM	100000

static void *
allocate(void *context, size_t size)
{
	void	  **last = context;

	free(*last);
	*last = malloc(size);
	return *last;
}

/* A block of pay dates that nothing is in. */
static sm_pay_dates *
no_dates(void)
{
	sm_pay_dates *dates = calloc(1, ROOM);

	assert_non_null(dates);
	dates->block.used = sizeof(sm_pay_dates);
	sm_keyed_open(&sm_pay_dates_layout, &dates->block, ROOM, 1, NULL);
	return dates;
}

/* Counts a payment. */
static void
pay(sm_pay_dates *dates, int64_t day, bool known, int64_t amount)
{
	char		key[SM_PAY_DATE_KEY];
	sm_keyed_record *record;

	sm_pay_date_key(day, key);
	assert_int_equal(sm_keyed_find(&sm_pay_dates_layout, &dates->block, ROOM,
								   0, key, sizeof(key), &record),
					 SM_KEYED_DONE);
	assert_true(sm_pay_date_add(record, known, amount));
}

/* The packed form, to be freed. */
static sm_pay_dates *
pack(const sm_pay_dates *dates)
{
	sm_pay_dates *packed = calloc(1, dates->block.used);
	void	   *last = NULL;
	sm_memory	memory = {allocate, &last, NULL};

	assert_non_null(packed);
	assert_int_equal(sm_keyed_pack(&sm_pay_dates_layout, &dates->block,
								   &packed->block, &memory), SM_OK);
	free(last);
	assert_null(sm_keyed_flaw(&sm_pay_dates_layout, &packed->block, NULL));
	assert_null(sm_pay_dates_flaw(packed));
	return packed;
}

/* The cadence found, by name; frees the dates. */
static const char *
cadence_of(sm_pay_dates *dates)
{
	sm_pay_dates *packed = pack(dates);
	void	   *last = NULL;
	sm_memory	memory = {allocate, &last, NULL};
	int			cadence;

	assert_int_equal(sm_pay_dates_cadence(packed, &memory, &cadence), SM_OK);
	free(last);
	free(packed);
	free(dates);
	return sm_inferred_cadence_names[cadence];
}

/* The first pay days of a schedule from a day on, whatever the amount. */
static sm_pay_dates *
paid_by(const char *text, int64_t from, int payments)
{
	sm_pay_dates *dates = no_dates();
	sm_pay_schedule schedule;
	sm_line_error error;
	int64_t		first;
	int64_t		last = from;

	assert_true(sm_pay_schedule_read(text, &schedule, &error));
	for (int i = 0; i < payments; i++)
	{
		sm_schedule_period(&schedule, last + (i > 0), &first, &last);
		pay(dates, sm_schedule_pay_day(&schedule, last, NULL), false, 0);
	}
	return dates;
}

/* What a schedule pays on is found, wherever one starts to look. */
static void
assert_found(const char *text, int payments, const char *cadence)
{
	int64_t		from = sm_day_of(2020, 1, 1);

	for (int64_t day = from; day < from + 1461; day++)
	{
		const char *found = cadence_of(paid_by(text, day, payments));

		if (strcmp(found, cadence) != 0)
			fail_msg("%s from %ld: %s", text, (long) day, found);
	}
}

static void
test_schedules_are_found(void **state)
{
	(void) state;
	assert_found("weekly lag 5", 3, "weekly");
	assert_found("biweekly anchor 2020-01-06 lag 7", 3, "biweekly");
	assert_found("semimonthly", 7, "semimonthly");
	assert_found("semimonthly lag 5", 7, "semimonthly");
	assert_found("semimonthly preceding", 9, "semimonthly");
	assert_found("semimonthly lag 1", 9, "semimonthly");
	assert_found("monthly lag 15", 3, "monthly");
	assert_found("monthly dom 31+1 modified_following", 3, "monthly");
	assert_found("445 nearest sat jan lag 10", 3, "monthly");
	assert_found("quarterly lag 30", 3, "quarterly");
	assert_found("quarterly 445 nearest sat jan following", 3, "quarterly");
	assert_found("semiannual dom 15+1 preceding", 3, "semiannual");
	assert_found("annual lag 60 following", 3, "annual");
	assert_found("annual 445 nearest sat jan", 3, "annual");
}

static void
test_biweekly_with_holidays(void **state)
{
	sm_pay_dates *dates = no_dates();

	/* paid a day early around two holidays of thirteen pay days */
	(void) state;
	for (int i = 0; i < 13; i++)
		pay(dates, 14 * i - (i == 4 || i == 9), false, 0);
	assert_string_equal(cadence_of(dates), "biweekly");
}

static void
test_too_few(void **state)
{
	sm_pay_dates *dates = no_dates();

	(void) state;
	assert_string_equal(cadence_of(no_dates()), "unknown");
	pay(dates, 0, true, 100);
	pay(dates, 31, true, 100);
	pay(dates, 31, true, 100);	/* the same date again */
	pay(dates, 50, true, 5);	/* a correction */
	assert_string_equal(cadence_of(dates), "unknown");
}

static void
test_irregular(void **state)
{
	sm_pay_dates *dates = no_dates();
	static const int days[] = {0, 7, 37, 128, 138};

	(void) state;
	for (int i = 0; i < 5; i++)
		pay(dates, days[i], false, 0);
	assert_string_equal(cadence_of(dates), "irregular");

	dates = no_dates();			/* no more of one than of the other */
	pay(dates, 0, false, 0);
	pay(dates, 7, false, 0);
	pay(dates, 37, false, 0);
	assert_string_equal(cadence_of(dates), "irregular");
}

static void
test_corrections(void **state)
{
	/* a tenth of the median is a payment, less is a correction */
	static const struct
	{
		int64_t		amount;
		const char *cadence;
	}			cases[] = {
		{99999, "monthly"}, {-99999, "monthly"}, {100000, "irregular"},
		{-100000, "irregular"}, {0, "monthly"}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		sm_pay_dates *dates = no_dates();

		for (int month = 0; month < 9; month++)
		{
			pay(dates, 30 * month, true, 600000);
			pay(dates, 30 * month, true, 400000);
			if (month % 2 == 1)
				pay(dates, 30 * month + 11, true, cases[i].amount);
			if (month % 4 == 1)
				pay(dates, 30 * month + 21, true, cases[i].amount);
		}
		assert_string_equal(cadence_of(dates), cases[i].cadence);
	}
}

static void
test_unknown_amounts_count(void **state)
{
	sm_pay_dates *dates = no_dates();

	(void) state;
	for (int month = 0; month < 6; month++)
		pay(dates, 30 * month, month % 2 == 0, 1000000);
	assert_string_equal(cadence_of(dates), "monthly");
}

/* Checks that a text is written as another one. */
static void
assert_written(const char *text, const char *expected)
{
	size_t		size = sizeof(sm_pay_dates) + sm_keyed_room(text);
	sm_pay_dates *dates = calloc(1, size);
	sm_pay_dates *packed;
	const char *detail = NULL;
	char		written[400];

	assert_non_null(dates);
	dates->block.used = sizeof(sm_pay_dates);
	assert_int_equal(sm_pay_dates_read(text, dates, size, &detail),
					 SM_COUNTS_READ);
	packed = pack(dates);
	assert_true(sm_pay_dates_write(packed, NULL) < sizeof(written));
	written[sm_pay_dates_write(packed, written)] = '\0';
	assert_string_equal(written, expected);
	free(packed);
	free(dates);
}

static void
test_text(void **state)
{
	(void) state;
	assert_written("skipped=0", "skipped=0");
	assert_written(" skipped=9223372036854775807 ;  date 2026-02-28=-5/1/0;"
				   "date 0001-01-01=0/2/2 ; date 9999-12-31=7/3/1",
				   "skipped=9223372036854775807; date 0001-01-01=0/2/2; date "
				   "2026-02-28=-5/1/0; date 9999-12-31=7/3/1");
}

static void
test_refused_text(void **state)
{
	static const char *const refused[] = {
		"", "skipped", "skipped=", "skipped=-1", "skip=0",
		"skipped=0; date 2026-02-30=1/1/0", "skipped=0; date 2026-02-2",
		"skipped=0; day 2026-02-28=1/1/0", "skipped=0; date 2026-02-28=1/1",
		"skipped=0 date 2026-02-28=1/1/0", "skipped=9223372036854775808",
		"skipped=0; date 2026-02-28=1/1/9223372036854775808"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
	{
		size_t		size = sizeof(sm_pay_dates) + sm_keyed_room(refused[i]);
		sm_pay_dates *dates = calloc(1, size);
		const char *detail = NULL;

		assert_non_null(dates);
		dates->block.used = sizeof(sm_pay_dates);
		assert_int_not_equal(sm_pay_dates_read(refused[i], dates, size,
											   &detail), SM_COUNTS_READ);
		assert_non_null(detail);
		free(dates);
	}
}

static void
test_flaws(void **state)
{
	sm_pay_dates *good = no_dates();
	sm_pay_dates *bad;
	sm_keyed_record *record;

	(void) state;
	pay(good, 0, true, 1);
#define ASSERT_FLAW(change) \
	do { \
		bad = pack(good); \
		record = (sm_keyed_record *) \
			sm_keyed_first(&sm_pay_dates_layout, &bad->block); \
		change; \
		assert_non_null(sm_pay_dates_flaw(bad)); \
		free(bad); \
	} while (0)
	ASSERT_FLAW(bad->skipped = -1);
	ASSERT_FLAW(sm_keyed_narrow(&sm_pay_dates_layout, record)[0] = 0);
	ASSERT_FLAW(sm_keyed_narrow(&sm_pay_dates_layout, record)[1] = 1);
	ASSERT_FLAW(sm_keyed_narrow(&sm_pay_dates_layout, record)[1] = 2);
	ASSERT_FLAW(sm_keyed_narrow(&sm_pay_dates_layout, record)[1] = -1);
	ASSERT_FLAW(record->key_length = 3);
	ASSERT_FLAW(memset((char *) sm_keyed_key(&sm_pay_dates_layout, record),
					   0xFF, SM_PAY_DATE_KEY));
	free(good);
}

/* An allocator without memory. */
static void *
allocate_nothing(void *context, size_t size)
{
	(void) context;
	(void) size;
	return NULL;
}

static void
test_no_memory(void **state)
{
	sm_pay_dates *dates = no_dates();
	sm_memory	memory = {allocate_nothing, NULL, NULL};
	int			cadence;

	(void) state;
	assert_int_equal(sm_pay_dates_cadence(dates, &memory, &cadence),
					 SM_OUT_OF_MEMORY);
	free(dates);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_schedules_are_found),
		cmocka_unit_test(test_biweekly_with_holidays),
		cmocka_unit_test(test_too_few),
		cmocka_unit_test(test_irregular),
		cmocka_unit_test(test_corrections),
		cmocka_unit_test(test_unknown_amounts_count),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_refused_text),
		cmocka_unit_test(test_flaws),
		cmocka_unit_test(test_no_memory)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
