/*-------------------------------------------------------------------------
 *
 * test_calendar.c
 *	  Tests of src/core/calendar.c, calendar_text.c and line.c.
 *
 * Business days and business time are compared with what walking day by day
 * and minute by minute gives, for calendars of every shape.
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

#include "core/calendar.h"
#include "core/civil.h"
#include "random.h"

#define MINUTE		(INT64_C(60) * 1000000)
#define DAY			(SM_MINUTES_A_DAY * MINUTE)

/* The calendar of a text, to be freed. */
static sm_calendar *
calendar_of(const char *text)
{
	sm_calendar *calendar = calloc(1, sm_calendar_room(text));
	sm_line_error error;

	assert_non_null(calendar);
	assert_true(sm_calendar_read(text, calendar, &error));
	assert_null(sm_calendar_flaw(calendar,
								 SM_CALENDAR_SIZE(calendar->ranges)));
	return calendar;
}

/* Checks that a text is written as another one, which is written as itself. */
static void
assert_written(const char *text, const char *expected)
{
	sm_calendar *calendar = calendar_of(text);
	sm_calendar *again = calendar_of(expected);
	char	   *written = malloc(sm_calendar_text_room(calendar));

	assert_non_null(written);
	sm_calendar_write(calendar, written);
	assert_string_equal(written, expected);
	assert_memory_equal(calendar, again, SM_CALENDAR_SIZE(calendar->ranges));
	free(written);
	free(again);
	free(calendar);
}

static void
test_text(void **state)
{
	(void) state;
	assert_written("mon-fri", "mon-fri");
	assert_written("  MON-Friday\t", "mon-fri");
	assert_written("mon,tue,wed,thu,fri", "mon-fri");
	assert_written("sun-thu", "sun-thu");
	assert_written("sunday,monday,tues,wed,thursday", "sun-thu");
	assert_written("sat,sun", "sat,sun");
	assert_written("sun,mon", "sun,mon");
	assert_written("fri,sun,mon,wed", "wed,fri,sun,mon");
	assert_written("mon-sun", "mon-sun");
	assert_written("wed-tue", "mon-sun");
	assert_written("tue", "tue");
	assert_written("mon-fri 00:00-24:00 utc", "mon-fri");
	assert_written("mon-fri 9:00-17:30", "mon-fri 09:00-17:30");
	assert_written("mon-fri 0:00-0:01 Europe/Berlin",
				   "mon-fri 00:00-00:01 Europe/Berlin");
	assert_written("mon-fri Etc/GMT+5 EXCEPT 2026-12-25",
				   "mon-fri Etc/GMT+5 except 2026-12-25");
	assert_written("mon-fri except 2026-12-26 2026-12-25 2026-12-25",
				   "mon-fri except 2026-12-25 2026-12-26");
	assert_written("mon-fri except 2026-12-26 2026-12-25 2026-12-24",
				   "mon-fri except 2026-12-24..2026-12-26");
	assert_written("mon-fri except 2027-05-01 2026-12-24..2027-01-01 "
				   "2026-12-30..2027-01-02 2027-01-03..2027-01-04",
				   "mon-fri except 2026-12-24..2027-01-04 2027-05-01");
	assert_written("mon-fri except 0001-01-01..9999-12-31",
				   "mon-fri except 0001-01-01..9999-12-31");
}

/* Checks that a text is refused at a place, and what is expected there. */
static void
assert_refused(const char *text, size_t position, size_t length,
			   const char *expected)
{
	sm_calendar *calendar = calloc(1, sm_calendar_room(text));
	sm_line_error error;

	assert_non_null(calendar);
	assert_false(sm_calendar_read(text, calendar, &error));
	assert_int_equal(error.position, position);
	assert_int_equal(error.length, length);
	assert_non_null(strstr(error.expected, expected));
	free(calendar);
}

static void
test_refused_text(void **state)
{
	char		zone[80] = "mon ";

	(void) state;
	assert_refused("", 0, 0, "weekdays");
	assert_refused("   ", 3, 0, "weekdays");
	assert_refused("mo-fri", 0, 6, "weekdays");
	assert_refused("mondays", 0, 7, "weekdays");
	assert_refused("mon,", 0, 4, "weekdays");
	assert_refused("mon-", 0, 4, "weekdays");
	assert_refused("mon-wed-fri", 0, 11, "weekdays");
	assert_refused("mon-fri 9-17", 8, 4, "hours");
	assert_refused("mon-fri 09:00", 8, 5, "hours");
	assert_refused("mon-fri 09:00-24:01", 8, 11, "hours");
	assert_refused("mon-fri 09:60-17:00", 8, 11, "hours");
	assert_refused("mon-fri 17:00-09:00", 8, 11, "begin before they end");
	assert_refused("mon-fri 09:00-09:00", 8, 11, "begin before they end");
	assert_refused("mon-fri Berlin Paris", 15, 5, "except");
	assert_refused("mon-fri $", 8, 1, "a time zone");
	assert_refused("mon-fri except", 14, 0, "a date");
	assert_refused("mon-fri except Christmas", 15, 9, "a date");
	assert_refused("mon-fri except 2026-02-29", 15, 10, "a date");
	assert_refused("mon-fri except 0000-01-01", 15, 10, "a date");
	assert_refused("mon-fri except 2026-01-01 UTC", 26, 3, "the end");
	assert_refused("mon-fri except 2026-01-02..2026-01-01", 15, 22,
				   "in order");
	assert_refused("mon-fri except 2026-01-02...2026-01-04", 15, 23, "a date");

	memset(zone + 4, 'z', SM_CALENDAR_ZONE + 1);
	assert_refused(zone, 4, SM_CALENDAR_ZONE + 1, "a time zone");
	zone[4 + SM_CALENDAR_ZONE] = '\0';
	assert_written(zone, zone);
}

static void
test_limit_of_days_off(void **state)
{
	/* every other day, so that none joins another */
	size_t		size = 32 + (SM_CALENDAR_RANGES + 1) * 11;
	char	   *text = malloc(size);
	char	   *end = text;
	sm_calendar *calendar;

	(void) state;
	assert_non_null(text);
	end += snprintf(end, 32, "mon-sun except");
	for (int i = 0; i <= SM_CALENDAR_RANGES; i++)
	{
		*end++ = ' ';
		sm_line_write_date(2 * i, end);
		end += SM_LINE_DATE;
	}
	assert_refused(text, end - text - SM_LINE_DATE, SM_LINE_DATE, "the end");
	end[-SM_LINE_DATE - 1] = '\0';
	assert_written(text, text);

	calendar = calendar_of(text);
	assert_true(sm_calendar_add_days(calendar, -1, SM_CALENDAR_RANGES) ==
				2 * SM_CALENDAR_RANGES - 1);
	free(calendar);
	free(text);
}

static void
test_flaws(void **state)
{
	sm_calendar *good = calendar_of("mon-fri 09:00-17:00 Europe/Berlin "
									"except 2026-01-01 2026-05-01");
	size_t		size = SM_CALENDAR_SIZE(2);
	sm_calendar *bad = malloc(size);

	(void) state;
	assert_non_null(bad);
	assert_non_null(sm_calendar_flaw(good, size - 1));
	assert_non_null(sm_calendar_flaw(good, size + 1));
#define ASSERT_FLAW(change) \
	do { \
		memcpy(bad, good, size); \
		change; \
		assert_non_null(sm_calendar_flaw(bad, size)); \
	} while (0)
	ASSERT_FLAW(bad->ranges = 3);
	ASSERT_FLAW(bad->ranges = UINT32_MAX);
	ASSERT_FLAW(bad->weekdays = 0);
	ASSERT_FLAW(bad->weekdays = 0x80);
	ASSERT_FLAW(bad->opens = bad->closes);
	ASSERT_FLAW(bad->closes = SM_MINUTES_A_DAY + 1);
	ASSERT_FLAW(bad->zone[20] = 'x');
	ASSERT_FLAW(bad->zone[2] = '\n');
	ASSERT_FLAW(memset(bad->zone, 'x', sizeof(bad->zone)));
	ASSERT_FLAW(bad->off[0].last = bad->off[0].first - 1);
	ASSERT_FLAW(bad->off[0].last = bad->off[1].first - 1);
	ASSERT_FLAW(bad->off[1].first = INT32_MIN);
	ASSERT_FLAW(bad->off[1].last = INT32_MAX);
	free(bad);
	free(good);
}

/* A calendar of any shape around 2000, to be freed. */
static sm_calendar *
any_calendar(uint64_t *sequence)
{
	char		text[400];
	char	   *end = text;
	int			days_off = (int) random_between(sequence, 0, 9);
	sm_calendar *calendar;

	end += snprintf(end, 32, "mon-fri");
	if (days_off > 0)
		end += snprintf(end, 32, " except");
	for (int i = 0; i < days_off; i++)
	{
		int64_t		first = random_between(sequence, -60, 60);
		int64_t		last = first + random_between(sequence, 0, 20);

		*end++ = ' ';
		sm_line_write_date(first, end);
		end += snprintf(end + SM_LINE_DATE, 3, "..") + SM_LINE_DATE;
		sm_line_write_date(last, end);
		end += SM_LINE_DATE;
	}
	calendar = calendar_of(text);
	calendar->weekdays = (uint8_t) random_between(sequence, 1, 0x7F);
	calendar->opens = (uint16_t) random_between(sequence, 0, 1439);
	calendar->closes = (uint16_t) random_between(sequence, calendar->opens + 1,
												 1440);
	return calendar;
}

/* Whether a day is a business day, looked up in the plainest way. */
static bool
is_business_day(const sm_calendar *calendar, int64_t day)
{
	for (uint32_t i = 0; i < calendar->ranges; i++)
	{
		if (day >= calendar->off[i].first && day <= calendar->off[i].last)
			return false;
	}
	return (calendar->weekdays & 1 << sm_weekday(day)) != 0;
}

static void
test_business_days(void **state)
{
	uint64_t	sequence = 1;

	(void) state;
	for (int run = 0; run < 3000; run++)
	{
		sm_calendar *calendar = any_calendar(&sequence);
		int64_t		day = random_between(&sequence, -90, 90);
		int64_t		other = random_between(&sequence, -90, 90);
		int			step = other < day ? -1 : 1;
		int64_t		count = 0;
		int64_t		walked = day;

		assert_true(sm_calendar_has(calendar, day) ==
					is_business_day(calendar, day));
		while (walked != other)
		{
			walked += step;
			if (is_business_day(calendar, walked))
			{
				count += step;
				assert_true(sm_calendar_add_days(calendar, day, count) ==
							walked);
			}
			assert_true(sm_calendar_days(calendar, day, walked) == count);
		}
		assert_true(sm_calendar_add_days(calendar, day, 0) == day);

		for (walked = day; !is_business_day(calendar, walked);)
			walked++;
		assert_true(sm_calendar_next_day(calendar, day) == walked);
		for (walked = day; !is_business_day(calendar, walked);)
			walked--;
		assert_true(sm_calendar_previous_day(calendar, day) == walked);
		free(calendar);
	}
}

static void
test_far_business_days(void **state)
{
	const sm_calendar *usual = &sm_usual_calendar;
	sm_calendar *closed = calendar_of("tue except 0001-01-01..9999-12-31");

	(void) state;
	assert_null(sm_calendar_flaw(usual, SM_CALENDAR_SIZE(0)));
	for (int64_t count = INT32_MIN; count <= INT32_MAX; count += 104729 * 997)
	{
		int64_t		day = sm_calendar_add_days(usual, 0, count);

		assert_true(count == 0 || sm_calendar_has(usual, day));
		assert_true(sm_calendar_days(usual, 0, day) == count);
	}

	/* a day off is as long as it likes */
	assert_true(sm_calendar_next_day(closed, 0) > sm_day_of(9999, 12, 31));
	assert_true(sm_calendar_previous_day(closed, 0) < sm_day_of(1, 1, 1));
	assert_true(sm_calendar_add_days(closed, 0, 2) ==
				sm_calendar_next_day(closed, 0) + 7);
	assert_true(sm_calendar_add_days(closed, 0, -2) ==
				sm_calendar_previous_day(closed, 0) - 7);
	free(closed);
}

/* A clock that is set forward and back at odd times, by odd amounts. */
static const struct
{
	int64_t		from;			/* seconds */
	int64_t		ahead;
}			clock_changes[] = {
	{INT64_MIN, -3600}, {-3 * 86400 - 1800, 7200}, {-7200, 3600},
	{86400 + 60 * 11, 12 * 3600}, {5 * 86400, -11 * 3600},
	{12 * 86400 + 3600, 0}
};

#define CLOCK_CHANGES (sizeof(clock_changes) / sizeof(clock_changes[0]))

static int64_t
odd_clock(void *context, int64_t at, int64_t *until)
{
	size_t		i = CLOCK_CHANGES - 1;

	(void) context;
	while (clock_changes[i].from > at)
		i--;
	*until = i + 1 < CLOCK_CHANGES ? clock_changes[i + 1].from : INT64_MAX;
	return clock_changes[i].ahead;
}

static const sm_zone odd_zone = {odd_clock, NULL};

/* Business time between two whole minutes, minute by minute. */
static int64_t
walked_time(const sm_calendar *calendar, int64_t from, int64_t to)
{
	int64_t		time = 0;

	for (int64_t at = from; at < to; at += MINUTE)
	{
		int64_t		until;
		int64_t		local = at / 1000000;
		int64_t		minute;

		local += odd_clock(NULL, local, &until);
		minute = sm_floor_modulo(local, 86400) / 60;
		if (is_business_day(calendar, sm_floor_divide(local, 86400)) &&
			minute >= calendar->opens && minute < calendar->closes)
			time += MINUTE;
	}
	return time;
}

static void
test_business_time(void **state)
{
	uint64_t	sequence = 2;

	(void) state;
	for (int run = 0; run < 1000; run++)
	{
		sm_calendar *calendar = any_calendar(&sequence);
		int64_t		from = random_between(&sequence, -10000, 20000) * MINUTE;
		int64_t		to = from + random_between(&sequence, 0, 9000) * MINUTE;
		int64_t		expected = walked_time(calendar, from, to);
		int64_t		time;

		assert_int_equal(sm_calendar_time(calendar, from, to, &odd_zone, NULL,
										  &time), SM_OK);
		assert_true(time == expected);
		assert_int_equal(sm_calendar_time(calendar, to, from, &odd_zone, NULL,
										  &time), SM_OK);
		assert_true(time == -expected);
		free(calendar);
	}
}

static void
test_microseconds(void **state)
{
	sm_calendar *calendar = calendar_of("mon-sun 09:00-17:00");
	int64_t		nine = 20 * DAY + 9 * 60 * MINUTE;
	int64_t		time;

	(void) state;
	assert_int_equal(sm_calendar_time(calendar, nine - 7, nine + 5, &odd_zone,
									  NULL, &time), SM_OK);
	assert_int_equal(time, 5);
	assert_int_equal(sm_calendar_time(calendar, nine + 5, nine - 7, &odd_zone,
									  NULL, &time), SM_OK);
	assert_int_equal(time, -5);
	assert_int_equal(sm_calendar_time(calendar, nine, nine, &odd_zone, NULL,
									  &time), SM_OK);
	assert_int_equal(time, 0);
	free(calendar);
}

/* A clock that changes every minute, so that long spans take long. */
static int64_t
restless_clock(void *context, int64_t at, int64_t *until)
{
	volatile sig_atomic_t *stop = context;

	*until = at + 60;
	*stop = at >= 600;
	return 0;
}

static void
test_long_spans(void **state)
{
	int64_t		most = (int64_t) SM_BUSINESS_YEARS * 31556952 * 1000000;
	volatile sig_atomic_t stop = 0;
	sm_zone		restless = {restless_clock, (void *) &stop};
	int64_t		time;

	(void) state;
	assert_int_equal(sm_calendar_time(&sm_usual_calendar, -most / 2, most / 2,
									  &odd_zone, NULL, &time), SM_OK);
	assert_int_equal(sm_calendar_time(&sm_usual_calendar, -2 * most,
									  2 * most, &odd_zone, NULL, &time),
					 SM_TOO_LARGE);
	assert_int_equal(sm_calendar_time(&sm_usual_calendar, INT64_MAX,
									  INT64_MIN, &odd_zone, NULL, &time),
					 SM_TOO_LARGE);
	assert_int_equal(sm_calendar_time(&sm_usual_calendar, 0, most, &restless,
									  &stop, &time), SM_STOPPED);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_refused_text),
		cmocka_unit_test(test_limit_of_days_off),
		cmocka_unit_test(test_flaws),
		cmocka_unit_test(test_business_days),
		cmocka_unit_test(test_far_business_days),
		cmocka_unit_test(test_business_time),
		cmocka_unit_test(test_microseconds),
		cmocka_unit_test(test_long_spans)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
