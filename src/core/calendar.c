/*-------------------------------------------------------------------------
 *
 * calendar.c
 *	  Business days and business hours.
 *
 * Days are counted by whole weeks and by ranges of days off, never one by
 * one, so that a century costs what a month does.
 *
 *-------------------------------------------------------------------------
 */
#include "core/calendar.h"

#include "core/civil.h"

#define MICROSECONDS		INT64_C(1000000)
#define MICROSECONDS_A_DAY	(86400 * MICROSECONDS)
#define SECONDS_A_YEAR		INT64_C(31556952)	/* on the average */
#define MICROSECONDS_A_MINUTE (60 * MICROSECONDS)

const sm_calendar sm_usual_calendar = {
	.version = SM_CALENDAR_VERSION,
	.closes = SM_MINUTES_A_DAY,
	.weekdays = 0x1F
};

/* Whether a day is one of the calendar's weekdays, off or not. */
static bool
is_weekday(const sm_calendar *calendar, int64_t day)
{
	return calendar->weekdays >> sm_weekday(day) & 1;
}

/* How many of the seven weekdays are business days. */
static int
weekdays_a_week(const sm_calendar *calendar)
{
	int			count = 0;

	for (int weekday = 0; weekday < SM_DAYS_A_WEEK; weekday++)
		count += calendar->weekdays >> weekday & 1;
	return count;
}

/* Weekdays from first to last, off or not; 0 if last is before first. */
static int64_t
count_weekdays(const sm_calendar *calendar, int64_t first, int64_t last)
{
	int64_t		weeks;
	int64_t		count;

	if (last < first)
		return 0;
	weeks = (last - first + 1) / SM_DAYS_A_WEEK;
	count = weeks * weekdays_a_week(calendar);
	for (int64_t day = first + weeks * SM_DAYS_A_WEEK; day <= last; day++)
		count += is_weekday(calendar, day);
	return count;
}

/*
 * The count-th weekday, off or not, after a day in the direction of step, 1
 * or -1; the day itself for 0.
 */
static int64_t
add_weekdays(const sm_calendar *calendar, int64_t day, int64_t count,
			 int step)
{
	int			a_week = weekdays_a_week(calendar);
	int64_t		weeks = count / a_week;
	int64_t		rest = count % a_week;

	/* end on a weekday, not up to six days later */
	if (rest == 0 && weeks > 0)
	{
		weeks--;
		rest = a_week;
	}
	day += step * weeks * SM_DAYS_A_WEEK;
	while (rest > 0)
	{
		day += step;
		rest -= is_weekday(calendar, day);
	}
	return day;
}

/* The first range of days off that ends on or after a day. */
static uint32_t
range_from(const sm_calendar *calendar, int64_t day)
{
	uint32_t	low = 0;
	uint32_t	high = calendar->ranges;

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;

		if (calendar->off[middle].last < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The range of days off that a day is in, or a null pointer. */
static const sm_days_off *
range_of(const sm_calendar *calendar, int64_t day)
{
	uint32_t	range = range_from(calendar, day);

	if (range < calendar->ranges && calendar->off[range].first <= day)
		return &calendar->off[range];
	return NULL;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
greatest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Business days from first to last, both included. */
static int64_t
count_business_days(const sm_calendar *calendar, int64_t first, int64_t last)
{
	int64_t		count = count_weekdays(calendar, first, last);

	for (uint32_t i = range_from(calendar, first);
		 i < calendar->ranges && calendar->off[i].first <= last; i++)
	{
		const sm_days_off *off = &calendar->off[i];

		count -= count_weekdays(calendar, greatest(first, off->first),
								least(last, off->last));
	}
	return count;
}

bool
sm_calendar_has(const sm_calendar *calendar, int64_t day)
{
	return is_weekday(calendar, day) && range_of(calendar, day) == NULL;
}

int64_t
sm_calendar_next_day(const sm_calendar *calendar, int64_t day)
{
	while (!sm_calendar_has(calendar, day))
	{
		const sm_days_off *off = range_of(calendar, day);

		day = off == NULL ? day + 1 : (int64_t) off->last + 1;
	}
	return day;
}

int64_t
sm_calendar_previous_day(const sm_calendar *calendar, int64_t day)
{
	while (!sm_calendar_has(calendar, day))
	{
		const sm_days_off *off = range_of(calendar, day);

		day = off == NULL ? day - 1 : (int64_t) off->first - 1;
	}
	return day;
}

/* The count-th business day after a day; count is not negative. */
static int64_t
later_business_day(const sm_calendar *calendar, int64_t day, int64_t count)
{
	for (uint32_t i = range_from(calendar, day + 1);
		 i < calendar->ranges; i++)
	{
		const sm_days_off *off = &calendar->off[i];
		int64_t		before = count_weekdays(calendar, day + 1,
											(int64_t) off->first - 1);

		if (before >= count)
			break;
		count -= before;
		day = off->last;
	}
	return add_weekdays(calendar, day, count, 1);
}

/* The count-th business day before a day; count is not negative. */
static int64_t
earlier_business_day(const sm_calendar *calendar, int64_t day, int64_t count)
{
	for (uint32_t i = range_from(calendar, day); i-- > 0;)
	{
		const sm_days_off *off = &calendar->off[i];
		int64_t		between = count_weekdays(calendar,
											 (int64_t) off->last + 1, day - 1);

		if (between >= count)
			break;
		count -= between;
		day = off->first;
	}
	return add_weekdays(calendar, day, count, -1);
}

int64_t
sm_calendar_add_days(const sm_calendar *calendar, int64_t day, int64_t count)
{
	const sm_days_off *off;

	if (count == 0)
		return day;
	if (count > 0)
		return later_business_day(calendar, day, count);

	/* before a range that the day itself is in */
	off = range_of(calendar, day);
	return earlier_business_day(calendar, off == NULL ? day : off->first,
								-count);
}

int64_t
sm_calendar_days(const sm_calendar *calendar, int64_t from, int64_t to)
{
	if (from <= to)
		return count_business_days(calendar, from + 1, to);
	return -count_business_days(calendar, to, from - 1);
}

/*
 * Business time, in microseconds, between two local times of one unchanging
 * clock, from <= to.
 */
static int64_t
local_time(const sm_calendar *calendar, int64_t from, int64_t to)
{
	int64_t		opens = calendar->opens * MICROSECONDS_A_MINUTE;
	int64_t		hours = calendar->closes * MICROSECONDS_A_MINUTE - opens;
	int64_t		first = sm_floor_divide(from, MICROSECONDS_A_DAY);
	int64_t		last = sm_floor_divide(to, MICROSECONDS_A_DAY);
	int64_t		time = hours * count_business_days(calendar, first, last - 1);

	/* the first day does not count before from, the last one up to to */
	if (sm_calendar_has(calendar, first))
	{
		int64_t		clock = from - first * MICROSECONDS_A_DAY;

		time -= least(hours, greatest(0, clock - opens));
	}
	if (sm_calendar_has(calendar, last))
	{
		int64_t		clock = to - last * MICROSECONDS_A_DAY;

		time += least(hours, greatest(0, clock - opens));
	}
	return time;
}

sm_status
sm_calendar_time(const sm_calendar *calendar, int64_t from, int64_t to,
				 const sm_zone *zone, const volatile sig_atomic_t *stop,
				 int64_t *time)
{
	int64_t		seconds = to / MICROSECONDS - from / MICROSECONDS;
	int			sign = 1;

	if (seconds / SECONDS_A_YEAR > SM_BUSINESS_YEARS ||
		seconds / SECONDS_A_YEAR < -SM_BUSINESS_YEARS)
		return SM_TOO_LARGE;
	if (to < from)
	{
		int64_t		later = from;

		from = to;
		to = later;
		sign = -1;
	}

	*time = 0;
	while (from < to)
	{
		int64_t		until;
		int64_t		ahead;
		int64_t		end = to;

		if (sm_stop_wanted(stop))
			return SM_STOPPED;
		ahead = zone->ahead(zone->context,
							sm_floor_divide(from, MICROSECONDS), &until);
		if (until <= sm_floor_divide(to, MICROSECONDS))
			end = until * MICROSECONDS;
		*time += sign * local_time(calendar, from + ahead * MICROSECONDS,
								   end + ahead * MICROSECONDS);
		from = end;
	}
	return SM_OK;
}

const char *
sm_calendar_flaw(const sm_calendar *calendar, size_t size)
{
	bool		ended = false;

	if (calendar->ranges > SM_CALENDAR_RANGES ||
		size != SM_CALENDAR_SIZE(calendar->ranges))
		return "Its size contradicts its days off.";
	if (calendar->weekdays == 0 || calendar->weekdays > 0x7F)
		return "It has no weekdays, or more than seven.";
	if (calendar->opens >= calendar->closes ||
		calendar->closes > SM_MINUTES_A_DAY)
		return "It closes before it opens.";
	for (size_t i = 0; i <= SM_CALENDAR_ZONE; i++)
	{
		char		letter = calendar->zone[i];

		if ((ended && letter != '\0') ||
			(letter != '\0' && (letter <= ' ' || letter > '~')))
			return "Its time zone is not a name.";
		ended = ended || letter == '\0';
	}
	if (!ended)
		return "Its time zone is not a name.";
	for (uint32_t i = 0; i < calendar->ranges; i++)
	{
		const sm_days_off *off = &calendar->off[i];

		if (off->first > off->last || off->first < sm_day_of(1, 1, 1) ||
			off->last > sm_day_of(9999, 12, 31))
			return "A range of days off is impossible.";
		if (i > 0 && off->first <= (int64_t) off[-1].last + 1)
			return "Its days off are not in order.";
	}
	return NULL;
}
