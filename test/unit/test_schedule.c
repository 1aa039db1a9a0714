/*-------------------------------------------------------------------------
 *
 * test_schedule.c
 *	  Tests of src/core/schedule.c and schedule_text.c.
 *
 * Golden vectors, published years of 53 weeks, what each cadence does by
 * itself, and what must hold for every day of every schedule.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/civil.h"
#include "core/schedule.h"
#include "random.h"

/* The schedule of a text. */
static sm_pay_schedule
schedule_of(const char *text)
{
	sm_pay_schedule schedule;
	sm_line_error error;

	if (!sm_pay_schedule_read(text, &schedule, &error))
		fail_msg("\"%s\" at %zu: %s", text, error.position, error.expected);
	assert_null(sm_pay_schedule_flaw(&schedule));
	return schedule;
}

/* The day of a date. */
static int64_t
day_of(const char *date)
{
	int64_t		day;

	assert_true(sm_line_date(date, strlen(date), &day));
	return day;
}

/* Checks that a text is written as another one, which is written as itself. */
static void
assert_written(const char *text, const char *expected)
{
	sm_pay_schedule schedule = schedule_of(text);
	sm_pay_schedule again = schedule_of(expected);
	char		written[SM_PAY_SCHEDULE_TEXT];

	sm_pay_schedule_write(&schedule, written);
	assert_string_equal(written, expected);
	assert_memory_equal(&schedule, &again, sizeof(again));
}

static void
test_text(void **state)
{
	(void) state;
	assert_written("weekly", "weekly");
	assert_written("weekly anchor 2000-01-03", "weekly");
	assert_written("Weekly Anchor 2026-01-04 LAG 5",
				   "weekly anchor 2026-01-04 lag 5");
	assert_written("biweekly anchor 2026-01-05 blag 5",
				   "biweekly anchor 2026-01-05 blag 5");
	assert_written("biweekly blag 5 anchor 2026-01-05",
				   "biweekly anchor 2026-01-05 blag 5");
	assert_written("semimonthly lag 0", "semimonthly");
	assert_written("semimonthly blag 0", "semimonthly");
	assert_written(" monthly\tlag  15\n", "monthly lag 15");
	assert_written("monthly lag -3", "monthly lag -3");
	assert_written("quarterly fiscal january", "quarterly");
	assert_written("quarterly fiscal Sept dom 31+1 modified_following",
				   "quarterly fiscal sep dom 31+1 modified_following");
	assert_written("semiannual following lag 45 fiscal apr",
				   "semiannual fiscal apr lag 45 following");
	assert_written("annual deadline month_end_plus 15+0 preceding lag 60",
				   "annual lag 60 preceding deadline month_end_plus 15+0");
	assert_written("annual deadline quarter_end_plus 31+1",
				   "annual deadline quarter_end_plus 31+1");
	assert_written("biweekly deadline quarter_end_plus 31+1 anchor "
				   "2026-02-17 anchor 2026-01-05",
				   "biweekly anchor 2026-01-05 deadline quarter_end_plus "
				   "31+1 anchor 2026-02-17");
	assert_written("454 nearest saturday january lag 10",
				   "454 nearest sat jan lag 10");
	assert_written("monthly 445 last sun dec", "445 last sun dec");
	assert_written("quarterly 544 LAST fri aug modified_preceding blag -5",
				   "quarterly 544 last fri aug blag -5 modified_preceding");
}

static void
test_longest_text(void **state)
{
	static const char longest[] =
		"semiannual 445 nearest wed sep blag -3660 modified_preceding "
		"deadline quarter_end_plus 31+120 anchor 9999-12-31";

	(void) state;
	assert_true(sizeof(longest) <= SM_PAY_SCHEDULE_TEXT);
	assert_written(longest, longest);
}

/* Checks that a text is refused at a word, and what is expected there. */
static void
assert_refused(const char *text, const char *at, const char *expected,
			   const char *because)
{
	sm_pay_schedule schedule;
	sm_line_error error = {0};

	assert_false(sm_pay_schedule_read(text, &schedule, &error));
	if (error.length != strlen(at) ||
		memcmp(text + error.position, at, error.length) != 0 ||
		strstr(error.expected, expected) == NULL)
		fail_msg("\"%s\" at \"%.*s\": %s", text, (int) error.length,
				 text + error.position, error.expected);
	if (because == NULL)
		assert_null(error.because);
	else if (strstr(error.because, because) == NULL)
		fail_msg("\"%s\": %s", text, error.because);
}

static void
test_refused_text(void **state)
{
	(void) state;
	assert_refused("", "", "weekly, biweekly", NULL);
	assert_refused("fortnightly", "fortnightly", "weekly, biweekly", NULL);
	assert_refused("month", "month", "weekly, biweekly", NULL);
	assert_refused("biweekly", "", "anchor", "semimonthly");
	assert_refused("biweekly lag 5", "", "anchor", "semimonthly");
	assert_refused("weekly anchor", "", "a date", NULL);
	assert_refused("weekly anchor monday", "monday", "a date", NULL);
	assert_refused("weekly anchor 2026-02-30", "2026-02-30", "a date", NULL);
	assert_refused("weekly anchor 2026-01-05 anchor 2026-01-06", "anchor",
				   "lag, blag", "one anchor");
	assert_refused("monthly anchor 2026-01-05", "anchor", "lag, blag",
				   "Only weekly and biweekly");
	assert_refused("monthly fiscal feb", "fiscal", "lag, blag",
				   "Only quarterly");
	assert_refused("weekly fiscal feb", "fiscal", "anchor, lag",
				   "Only quarterly");
	assert_refused("quarterly fiscal 2", "2", "the month", NULL);
	assert_refused("quarterly fiscal", "", "the month", NULL);
	assert_refused("quarterly fiscal feb fiscal mar", "fiscal", "lag",
				   "once");
	assert_refused("quarterly 445 last sun dec fiscal mar", "fiscal", "lag",
				   "445");
	assert_refused("weekly 445 last sun dec", "445", "anchor, lag",
				   "monthly or longer");
	assert_refused("445", "", "nearest or last", NULL);
	assert_refused("445 sat jan", "sat", "nearest or last", NULL);
	assert_refused("445 last jan", "jan", "the weekday", NULL);
	assert_refused("445 last sat", "", "the month", NULL);
	assert_refused("454 quarterly last sat jan", "quarterly",
				   "nearest or last", NULL);
	assert_refused("monthly lag", "", "a number", NULL);
	assert_refused("monthly lag 1.5", "1.5", "a number", NULL);
	assert_refused("monthly lag 3661", "3661", "a number", NULL);
	assert_refused("monthly lag 99999999999999999999999", "9999999999999999"
				   "9999999", "a number", NULL);
	assert_refused("monthly lag - 5", "-", "a number", NULL);
	assert_refused("monthly lag 5 blag 5", "blag", "following", "one of");
	assert_refused("monthly lag 5 lag 5", "lag", "following", "one of");
	assert_refused("monthly dom 31", "31", "such as 31+1", "1 to 31");
	assert_refused("monthly dom 0+1", "0+1", "such as 31+1", "1 to 31");
	assert_refused("monthly dom 32+1", "32+1", "such as 31+1", "1 to 31");
	assert_refused("monthly dom 31+121", "31+121", "such as 31+1", "1 to 31");
	assert_refused("monthly dom 31+-1", "31+-1", "such as 31+1", "1 to 31");
	assert_refused("monthly following preceding", "preceding", "lag",
				   "one way");
	assert_refused("monthly modified", "modified", "modified_following", NULL);
	assert_refused("monthly deadline", "", "month_end_plus", NULL);
	assert_refused("monthly deadline 31+1", "31+1", "month_end_plus", NULL);
	assert_refused("monthly deadline month_end_plus", "", "such as 31+1",
				   "1 to 31");
	assert_refused("monthly deadline month_end_plus 31+1 anchor 2026-01-01",
				   "anchor", "lag", "Only weekly");
	assert_refused("monthly deadline month_end_plus 31+1 deadline", "deadline",
				   "or the end", "one deadline");
	assert_refused("monthly lag 15 following deadline month_end_plus 31+1 now",
				   "now", "the end", NULL);
}

static void
test_golden_vectors(void **state)
{
	static const struct
	{
		const char *earned;
		const char *schedule;
		const char *first;
		const char *last;
		const char *scheduled;
		int			design;
	}			golden[] = {
		{"2026-03-31", "monthly lag 15",
		"2026-03-01", "2026-03-31", "2026-04-15", 15},
		{"2026-04-01", "monthly lag 15",
		"2026-04-01", "2026-04-30", "2026-05-15", 44},
		{"2026-01-10", "monthly dom 15+1 preceding",
		"2026-01-01", "2026-01-31", "2026-02-13", 34},
		{"2026-01-10", "monthly dom 31+1 modified_following",
		"2026-01-01", "2026-01-31", "2026-02-27", 48},
		{"2026-02-28", "semimonthly lag 10 following",
		"2026-02-16", "2026-02-28", "2026-03-10", 10},
		{"2028-02-29", "semimonthly lag 10",
		"2028-02-16", "2028-02-29", "2028-03-10", 10},
		{"2026-05-20", "quarterly dom 31+1",
		"2026-04-01", "2026-06-30", "2026-07-31", 72},
		{"2026-05-20", "quarterly fiscal feb lag 30",
		"2026-05-01", "2026-07-31", "2026-08-30", 102},
		{"2026-01-31", "quarterly fiscal feb lag 30",
		"2025-11-01", "2026-01-31", "2026-03-02", 30},
		{"2026-06-30", "semiannual fiscal apr lag 45 following",
		"2026-04-01", "2026-09-30", "2026-11-16", 139},
		{"2026-02-14", "annual lag 60 following",
		"2026-01-01", "2026-12-31", "2027-03-01", 380},
		{"2026-02-14", "annual fiscal jul lag 75 following",
		"2025-07-01", "2026-06-30", "2026-09-14", 212},
		{"2026-01-01", "biweekly anchor 2026-01-05 blag 5",
		"2025-12-22", "2026-01-04", "2026-01-09", 8},
		{"2026-01-05", "biweekly anchor 2026-01-05 blag 5",
		"2026-01-05", "2026-01-18", "2026-01-23", 18},
		/* a year of 53 weeks: period 12 has five, the next year begins */
		{"2024-02-03", "454 nearest sat jan",
		"2023-12-31", "2024-02-03", "2024-02-03", 0},
		{"2024-02-04", "454 nearest sat jan",
		"2024-02-04", "2024-03-02", "2024-03-02", 27}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(golden) / sizeof(golden[0]); i++)
	{
		sm_pay_schedule schedule = schedule_of(golden[i].schedule);
		int64_t		earned = day_of(golden[i].earned);
		int64_t		first;
		int64_t		last;
		int64_t		scheduled;

		sm_schedule_period(&schedule, earned, &first, &last);
		scheduled = sm_schedule_payout(&schedule, earned, SM_NO_DAY, NULL);
		assert_int_equal(first, day_of(golden[i].first));
		assert_int_equal(last, day_of(golden[i].last));
		assert_int_equal(scheduled, day_of(golden[i].scheduled));
		assert_int_equal(scheduled - earned, golden[i].design);
	}
}

/* The weeks of the retail year that a day is in. */
static int64_t
weeks_of_year(const char *text, int64_t day)
{
	sm_pay_schedule schedule = schedule_of(text);
	int64_t		first;
	int64_t		last;

	sm_schedule_period(&schedule, day, &first, &last);
	assert_int_equal((last - first + 1) % 7, 0);
	return (last - first + 1) / 7;
}

static void
test_53_weeks(void **state)
{
	/* fiscal years are called by the year in which they begin */
	static const int long_years[] = {2006, 2012, 2017, 2023, 2028, 2034, 2040};
	size_t		next = 0;
	sm_pay_schedule august = schedule_of("annual 445 last sat aug");
	int64_t		first;
	int64_t		last;

	(void) state;
	for (int year = 2001; year <= 2044; year++)
	{
		bool		is_long = next < 7 && year == long_years[next];

		next += is_long;
		assert_int_equal(weeks_of_year("annual 454 nearest sat jan",
									   sm_day_of(year, 6, 30)),
						 is_long ? 53 : 52);
	}
	assert_int_equal(next, 7);

	sm_schedule_period(&august, day_of("2007-01-01"), &first, &last);
	assert_int_equal(first, day_of("2006-08-26") + 1);
	assert_int_equal(last, day_of("2007-08-25"));
}

/* The months of a retail year have these weeks, the last one a week 53 too. */
static void
assert_weeks(const char *text, int64_t day, const int weeks[12])
{
	sm_pay_schedule schedule = schedule_of(text);
	int64_t		first;
	int64_t		last;

	for (int month = 0; month < 12; month++)
	{
		sm_schedule_period(&schedule, day, &first, &last);
		assert_int_equal(first, day);
		assert_int_equal(last - first + 1, 7 * weeks[month]);
		day = last + 1;
	}
}

static void
test_retail_months(void **state)
{
	(void) state;
	assert_weeks("445 nearest sat jan", day_of("2024-02-04"), (const int[])
				 {4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5});
	assert_weeks("454 nearest sat jan", day_of("2024-02-04"), (const int[])
				 {4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4});
	assert_weeks("544 nearest sat jan", day_of("2024-02-04"), (const int[])
				 {5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4});
	assert_weeks("454 nearest sat jan", day_of("2023-01-29"), (const int[])
				 {4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5});
	assert_weeks("445 nearest sat jan", day_of("2023-01-29"), (const int[])
				 {4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6});
}

/* The order of two numbers, for qsort. */
static int
order_numbers(const void *a, const void *b)
{
	const int64_t *left = a;
	const int64_t *right = b;

	return (*left > *right) - (*left < *right);
}

static void
test_design_waits(void **state)
{
	/* every day of earning from 2025 to 2028; means in tenths */
	static const struct
	{
		const char *schedule;
		int64_t		least;
		int64_t		mean;
		int64_t		median;
		int64_t		most;
	}			expected[] = {
		{"weekly lag 5", 5, 80, 8, 11},
		{"biweekly anchor 2026-01-05 lag 7", 7, 135, 13, 20},
		{"semimonthly lag 10", 10, 171, 17, 25},
		{"monthly lag 15", 15, 297, 30, 45},
		{"quarterly lag 30", 30, 752, 75, 121},
		{"semiannual lag 30", 30, 1208, 121, 213},
		{"annual lag 60", 60, 2421, 242, 425}
	};
	int64_t		from = sm_day_of(2025, 1, 1);
	int64_t		days = sm_day_of(2029, 1, 1) - from;
	int64_t    *waits = malloc(days * sizeof(int64_t));

	(void) state;
	assert_non_null(waits);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
	{
		sm_pay_schedule schedule = schedule_of(expected[i].schedule);
		int64_t		sum = 0;

		for (int64_t day = 0; day < days; day++)
		{
			waits[day] = sm_schedule_payout(&schedule, from + day, SM_NO_DAY,
											NULL) - (from + day);
			sum += waits[day];
		}
		qsort(waits, days, sizeof(int64_t), order_numbers);
		assert_int_equal(waits[0], expected[i].least);
		assert_int_equal((sum * 20 + days) / (2 * days), expected[i].mean);
		assert_int_equal(waits[(days - 1) / 2], expected[i].median);
		assert_int_equal(waits[days - 1], expected[i].most);
	}
	free(waits);
}

/* A schedule of any kind, valid; its text goes into text. */
static sm_pay_schedule
any_schedule(uint64_t *sequence, char text[SM_PAY_SCHEDULE_TEXT])
{
	static const char *const rolls[] = {
		"", " following", " preceding", " modified_following",
		" modified_preceding"
	};
	static const char *const retails[] = {"445", "454", "544"};
	int			cadence = (int) random_between(sequence, 0, SM_CADENCES - 1);
	char	   *end = text;
	char	   *limit = text + SM_PAY_SCHEDULE_TEXT;

	end += snprintf(end, limit - end, "%s", sm_cadence_names[cadence]);
	if (cadence >= SM_MONTHLY && random_between(sequence, 0, 1))
		end += snprintf(end, limit - end, " %s %s %s %s",
						retails[random_between(sequence, 0, 2)],
						random_between(sequence, 0, 1) ? "nearest" : "last",
						sm_weekday_names[random_between(sequence, 0, 6)],
						sm_month_names[random_between(sequence, 0, 11)]);
	else if (cadence >= SM_QUARTERLY)
		end += snprintf(end, limit - end, " fiscal %s",
						sm_month_names[random_between(sequence, 0, 11)]);
	else if (cadence <= SM_BIWEEKLY)
	{
		end += snprintf(end, limit - end, " anchor ");
		sm_line_write_date(random_between(sequence, -700000, 2900000), end);
		end += SM_LINE_DATE;
	}
	switch (random_between(sequence, 0, 2))
	{
		case 0:
			end += snprintf(end, limit - end, " lag %d",
							(int) random_between(sequence, -40, 400));
			break;
		case 1:
			end += snprintf(end, limit - end, " blag %d",
							(int) random_between(sequence, -40, 400));
			break;
		default:
			end += snprintf(end, limit - end, " dom %d+%d",
							(int) random_between(sequence, 1, 31),
							(int) random_between(sequence, 0, 12));
			break;
	}
	snprintf(end, limit - end, "%s deadline %s %d+%d",
			 rolls[random_between(sequence, 0, 4)],
			 random_between(sequence, 0, 1) ? "month_end_plus" :
			 "quarter_end_plus", (int) random_between(sequence, 1, 31),
			 (int) random_between(sequence, 0, 12));
	return schedule_of(text);
}

/*
 * What must hold for a day: its period contains it, is the period of its
 * first and last day, touches the one before and the one behind, which are
 * paid no later and no earlier.
 */
static void
assert_period(const sm_pay_schedule *schedule, int64_t day, const char *text)
{
	int64_t		first;
	int64_t		last;
	int64_t		from;
	int64_t		to;
	int64_t		paid;

	sm_schedule_period(schedule, day, &first, &last);
	if (day < first || day > last || last - first > 373)
		fail_msg("%s: %ld is not in its period", text, (long) day);
	sm_schedule_period(schedule, first, &from, &to);
	assert_true(from == first && to == last);
	sm_schedule_period(schedule, last, &from, &to);
	assert_true(from == first && to == last);

	paid = sm_schedule_pay_day(schedule, last, NULL);
	assert_true(sm_schedule_payout(schedule, day, SM_NO_DAY, NULL) == paid);
	sm_schedule_period(schedule, first - 1, &from, &to);
	assert_true(to == first - 1);
	assert_true(sm_schedule_pay_day(schedule, to, NULL) <= paid);
	sm_schedule_period(schedule, last + 1, &from, &to);
	assert_true(from == last + 1);
	assert_true(sm_schedule_pay_day(schedule, to, NULL) >= paid);
	assert_true(schedule->roll == SM_NO_ROLL ||
				sm_calendar_has(&sm_usual_calendar, paid));
}

static void
test_million_days(void **state)
{
	uint64_t	sequence = 3;

	(void) state;
	for (int run = 0; run < 20000; run++)
	{
		char		text[SM_PAY_SCHEDULE_TEXT];
		sm_pay_schedule schedule = any_schedule(&sequence, text);

		for (int i = 0; i < 50; i++)
		{
			/* half of them of our time, half of any that a date can be */
			int64_t		day = i % 2 == 0 ?
				random_between(&sequence, -36525, 36525) :
				random_between(&sequence, SM_FIRST_DAY, SM_LAST_DAY);

			assert_period(&schedule, day, text);
		}
	}
}

static void
test_texts_of_any(void **state)
{
	uint64_t	sequence = 4;

	(void) state;
	for (int run = 0; run < 20000; run++)
	{
		char		text[SM_PAY_SCHEDULE_TEXT];
		char		written[SM_PAY_SCHEDULE_TEXT];
		sm_pay_schedule schedule = any_schedule(&sequence, text);

		sm_pay_schedule_write(&schedule, written);
		assert_written(written, written);
	}
}

static void
test_released(void **state)
{
	sm_pay_schedule schedule = schedule_of("monthly lag 15");
	int64_t		earned = day_of("2026-01-31");

	(void) state;
	assert_int_equal(sm_schedule_payout(&schedule, earned, earned + 1, NULL),
					 day_of("2026-03-15"));
	assert_int_equal(sm_schedule_payout(&schedule, earned, earned - 60, NULL),
					 day_of("2026-02-15"));
}

static void
test_calendar(void **state)
{
	static const char text[] = "mon-fri except 2026-04-03 2026-04-06";
	sm_calendar *easter = calloc(1, sm_calendar_room(text));
	sm_line_error error;
	sm_pay_schedule rolled = schedule_of("monthly dom 3+1 following");
	sm_pay_schedule lagged = schedule_of("monthly blag 4");
	int64_t		earned = day_of("2026-03-10");

	(void) state;
	assert_non_null(easter);
	assert_true(sm_calendar_read(text, easter, &error));
	assert_int_equal(sm_schedule_payout(&rolled, earned, SM_NO_DAY, NULL),
					 day_of("2026-04-03"));
	assert_int_equal(sm_schedule_payout(&rolled, earned, SM_NO_DAY, easter),
					 day_of("2026-04-07"));
	assert_int_equal(sm_schedule_payout(&lagged, earned, SM_NO_DAY, NULL),
					 day_of("2026-04-06"));
	assert_int_equal(sm_schedule_payout(&lagged, earned, SM_NO_DAY, easter),
					 day_of("2026-04-08"));
	free(easter);
}

static void
test_deadlines(void **state)
{
	static const struct
	{
		const char *earned;
		const char *deadline;
		const char *expected;
	}			golden[] = {
		{"2026-01-31", "month_end_plus 31+1", "2026-02-28"},
		{"2026-02-01", "month_end_plus 31+1", "2026-03-31"},
		{"2026-02-01", "month_end_plus 15+2", "2026-04-15"},
		{"2026-02-11", "month_end_plus 31+0", "2026-02-28"},
		{"2026-03-31", "quarter_end_plus 31+1", "2026-04-30"},
		{"2026-07-01", "quarter_end_plus 31+1", "2026-10-31"},
		/* the first quarter runs from the day the contract takes effect */
		{"2026-02-17", "quarter_end_plus 31+1 anchor 2026-02-17",
		"2026-06-30"},
		{"2026-05-16", "quarter_end_plus 31+1 anchor 2026-02-17",
		"2026-06-30"},
		{"2026-05-17", "quarter_end_plus 31+1 anchor 2026-02-17",
		"2026-09-30"},
		{"2026-02-16", "quarter_end_plus 31+1 anchor 2026-02-17",
		"2026-03-31"},
		/* a quarter that begins on the 31st begins on the 28th of February */
		{"2026-02-27", "quarter_end_plus 31+1 anchor 2025-08-31",
		"2026-03-31"},
		{"2026-02-28", "quarter_end_plus 31+1 anchor 2025-08-31",
		"2026-06-30"}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(golden) / sizeof(golden[0]); i++)
	{
		char		text[SM_PAY_SCHEDULE_TEXT];
		sm_pay_schedule schedule;

		snprintf(text, sizeof(text), "monthly deadline %s",
				 golden[i].deadline);
		schedule = schedule_of(text);
		assert_int_equal(sm_schedule_deadline(&schedule,
											  day_of(golden[i].earned)),
						 day_of(golden[i].expected));
	}
}

static void
test_deadline_spans(void **state)
{
	sm_pay_schedule month = schedule_of("monthly deadline month_end_plus "
										"31+1");
	sm_pay_schedule quarter = schedule_of("monthly deadline quarter_end_plus "
										  "31+1");
	sm_pay_schedule none = schedule_of("monthly");
	int64_t		least[2] = {INT64_MAX, INT64_MAX};
	int64_t		most[2] = {0, 0};

	(void) state;
	assert_true(sm_schedule_deadline(&none, 0) == SM_NO_DAY);
	for (int64_t day = 0; day < 146097; day++)
	{
		int64_t		wait[2];

		wait[0] = sm_schedule_deadline(&month, day) - day;
		wait[1] = sm_schedule_deadline(&quarter, day) - day;
		for (int i = 0; i < 2; i++)
		{
			least[i] = wait[i] < least[i] ? wait[i] : least[i];
			most[i] = wait[i] > most[i] ? wait[i] : most[i];
		}
	}
	assert_int_equal(least[0], 28);
	assert_int_equal(most[0], 61);
	assert_int_equal(least[1], 30);
	assert_int_equal(most[1], 122);
}

static void
test_flaws(void **state)
{
	uint64_t	sequence = 5;
	char		text[SM_PAY_SCHEDULE_TEXT];
	int			flawed = 0;

	/* whatever is not refused can be used, and written and read again */
	(void) state;
	for (int run = 0; run < 200000; run++)
	{
		sm_pay_schedule schedule = any_schedule(&sequence, text);
		unsigned char *bytes = (unsigned char *) &schedule;

		bytes[next_random(&sequence) % sizeof(schedule)] ^=
			(unsigned char) (1 << next_random(&sequence) % 8);
		if (sm_pay_schedule_flaw(&schedule) == NULL)
		{
			sm_pay_schedule_write(&schedule, text);
			assert_written(text, text);
			assert_period(&schedule, 0, text);
		}
		else
			flawed++;
	}
	assert_true(flawed > 50000);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_longest_text),
		cmocka_unit_test(test_refused_text),
		cmocka_unit_test(test_golden_vectors),
		cmocka_unit_test(test_53_weeks),
		cmocka_unit_test(test_retail_months),
		cmocka_unit_test(test_design_waits),
		cmocka_unit_test(test_million_days),
		cmocka_unit_test(test_texts_of_any),
		cmocka_unit_test(test_released),
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_deadlines),
		cmocka_unit_test(test_deadline_spans),
		cmocka_unit_test(test_flaws)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
