/*-------------------------------------------------------------------------
 *
 * calendar_text.c
 *	  The text form of business calendars.
 *
 *		WEEKDAYS [HH:MM-HH:MM] [ZONE] [except DATE | DATE..DATE ...]
 *
 * A calendar has one text form, whatever it was written as.
 *
 *-------------------------------------------------------------------------
 */
#include "core/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/civil.h"

/* Room for weekdays, hours, zone and "except", with much to spare. */
#define HEAD_ROOM	192

/* A date, two dots, a date, and a space. */
#define RANGE_ROOM	(2 * SM_LINE_DATE + 3)

/* Days off that are next to each other are written as a range from here on. */
#define DAYS_OF_A_RANGE	3

/* Likewise weekdays. */
#define WEEKDAYS_OF_A_RANGE	3

#define EVERY_WEEKDAY	0x7F

size_t
sm_calendar_room(const char *text)
{
	/* a day off takes at least its date and a space */
	size_t		ranges = strlen(text) / (SM_LINE_DATE + 1);

	return SM_CALENDAR_SIZE(ranges < SM_CALENDAR_RANGES ? ranges :
							SM_CALENDAR_RANGES);
}

/*
 * Reads one weekday or range of weekdays of a list into weekdays; false if
 * it is none.
 */
static bool
read_weekday_range(const char *text, size_t length, uint8_t *weekdays)
{
	const char *dash = memchr(text, '-', length);
	size_t		first_length = dash == NULL ? length : (size_t) (dash - text);
	int			first = sm_line_name(sm_weekday_names, text, first_length);
	int			last = first;

	if (dash != NULL)
		last = sm_line_name(sm_weekday_names, dash + 1,
							length - first_length - 1);
	if (first < 0 || last < 0)
		return false;
	for (int weekday = first;; weekday = (weekday + 1) % SM_DAYS_A_WEEK)
	{
		*weekdays |= (uint8_t) (1 << weekday);
		if (weekday == last)
			return true;
	}
}

/* Reads the list of weekdays. */
static bool
read_weekdays(sm_line *line, sm_calendar *calendar, sm_line_error *error)
{
	const char *item = line->word;
	const char *end = line->word + line->length;

	while (item <= end)
	{
		const char *comma = memchr(item, ',', end - item);
		const char *item_end = comma == NULL ? end : comma;

		if (!read_weekday_range(item, item_end - item, &calendar->weekdays))
			return sm_line_fail(line, error, NULL,
								"weekdays such as mon-fri or mon,wed-fri");
		item = item_end + 1;
	}
	sm_line_next(line);
	return true;
}

/*
 * Reads a time of day such as 9:00 or 17:30 into minutes after midnight;
 * false if it is none.
 */
static bool
read_clock(const char *text, size_t length, uint16_t *minutes)
{
	const char *colon = memchr(text, ':', length);
	size_t		hour_length;
	int64_t		hour;
	int64_t		minute;

	if (colon == NULL)
		return false;
	hour_length = colon - text;
	if (hour_length > 2 || length - hour_length != 3 ||
		!sm_line_number(text, hour_length, 0, 24, &hour) ||
		!sm_line_number(colon + 1, 2, 0, 59, &minute) ||
		hour * 60 + minute > SM_MINUTES_A_DAY)
		return false;
	*minutes = (uint16_t) (hour * 60 + minute);
	return true;
}

/* Reads opening hours, if they stand next. */
static bool
read_hours(sm_line *line, sm_calendar *calendar, sm_line_error *error)
{
	const char *dash = memchr(line->word, '-', line->length);
	size_t		opens_length;

	calendar->closes = SM_MINUTES_A_DAY;
	if (line->length == 0 || line->word[0] < '0' || line->word[0] > '9')
		return true;
	opens_length = dash == NULL ? line->length : (size_t) (dash - line->word);
	if (dash == NULL ||
		!read_clock(line->word, opens_length, &calendar->opens) ||
		!read_clock(dash + 1, line->length - opens_length - 1,
					&calendar->closes))
		return sm_line_fail(line, error, NULL,
							"hours such as 09:00-17:30, a time zone, except "
							"or the end");
	if (calendar->opens >= calendar->closes)
		return sm_line_fail(line, error,
							"Hours do not go beyond midnight, which is 24:00.",
							"hours that begin before they end");
	sm_line_next(line);
	return true;
}

/* Whether a word can be the name of a time zone. */
static bool
is_zone_name(const char *word, size_t length)
{
	if (length > SM_CALENDAR_ZONE)
		return false;
	for (size_t i = 0; i < length; i++)
	{
		bool		letter = (word[i] >= 'a' && word[i] <= 'z') ||
			(word[i] >= 'A' && word[i] <= 'Z');

		if (!letter && (i == 0 || strchr("/_-+0123456789", word[i]) == NULL))
			return false;
	}
	return true;
}

/* Reads the name of a time zone, if one stands next. */
static bool
read_zone(sm_line *line, sm_calendar *calendar, sm_line_error *error)
{
	if (line->length == 0 || sm_line_at(line, "except"))
		return true;
	if (!is_zone_name(line->word, line->length))
		return sm_line_fail(line, error, NULL,
							"a time zone such as Europe/Berlin, except or "
							"the end");
	if (!sm_line_at(line, "UTC"))
		memcpy(calendar->zone, line->word, line->length);
	sm_line_next(line);
	return true;
}

/* Reads one day off or a range of them. */
static bool
read_days_off(sm_line *line, sm_calendar *calendar, sm_line_error *error)
{
	sm_days_off *off = &calendar->off[calendar->ranges];
	int64_t		first;
	int64_t		last;

	if (line->length < SM_LINE_DATE ||
		!sm_line_date(line->word, SM_LINE_DATE, &first))
		return sm_line_fail(line, error, NULL,
							"a date such as 2026-12-25, or two with .. "
							"between them%s",
							calendar->ranges > 0 ? ", or the end" : "");
	last = first;
	if (line->length > SM_LINE_DATE &&
		(line->length != 2 * SM_LINE_DATE + 2 ||
		 memcmp(line->word + SM_LINE_DATE, "..", 2) != 0 ||
		 !sm_line_date(line->word + SM_LINE_DATE + 2, SM_LINE_DATE, &last) ||
		 last < first))
		return sm_line_fail(line, error, NULL,
							"a date such as 2026-12-25, or two in order, such "
							"as 2026-12-24..2027-01-01");
	if (calendar->ranges == SM_CALENDAR_RANGES)
		return sm_line_fail(line, error,
							"A calendar has at most 4000 days off or ranges "
							"of them.", "the end");
	off->first = (int32_t) first;
	off->last = (int32_t) last;
	calendar->ranges++;
	sm_line_next(line);
	return true;
}

/* The order of two ranges of days off, for qsort. */
static int
order_days_off(const void *a, const void *b)
{
	const sm_days_off *left = a;
	const sm_days_off *right = b;

	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	return (left->last > right->last) - (left->last < right->last);
}

/* Sorts days off and joins those that meet or overlap. */
static void
join_days_off(sm_calendar *calendar)
{
	uint32_t	joined = 0;

	qsort(calendar->off, calendar->ranges, sizeof(sm_days_off),
		  order_days_off);
	for (uint32_t i = 0; i < calendar->ranges; i++)
	{
		sm_days_off *before = &calendar->off[joined - (joined > 0)];
		sm_days_off off = calendar->off[i];

		if (joined == 0 || off.first > (int64_t) before->last + 1)
			calendar->off[joined++] = off;
		else if (off.last > before->last)
			before->last = off.last;
	}
	calendar->ranges = joined;
}

bool
sm_calendar_read(const char *text, sm_calendar *calendar,
				 sm_line_error *error)
{
	sm_line		line = sm_line_start(text);

	if (!read_weekdays(&line, calendar, error) ||
		!read_hours(&line, calendar, error) ||
		!read_zone(&line, calendar, error))
		return false;
	if (line.length > 0)
	{
		if (!sm_line_take(&line, "except"))
			return sm_line_fail(&line, error, NULL, "except or the end");
		do
		{
			if (!read_days_off(&line, calendar, error))
				return false;
		} while (line.length > 0);
		join_days_off(calendar);
	}
	return true;
}

size_t
sm_calendar_text_room(const sm_calendar *calendar)
{
	return HEAD_ROOM + calendar->ranges * RANGE_ROOM;
}

/* Writes text at end, and returns the new end. */
static char *
append(char *end, const char *text, size_t length)
{
	memcpy(end, text, length);
	end[length] = '\0';
	return end + length;
}

/* Writes a separator and the name of a weekday, and returns the end. */
static char *
append_weekday(char *end, char separator, int weekday)
{
	*end++ = separator;
	return append(end, sm_weekday_names[weekday % SM_DAYS_A_WEEK],
				  SM_NAME_LETTERS);
}

/* Writes weekdays, each or each range behind a comma; returns the end. */
static char *
write_weekdays(const sm_calendar *calendar, char *end)
{
	if (calendar->weekdays == EVERY_WEEKDAY)
		return append(end, ",mon-sun", strlen(",mon-sun"));
	for (int first = 0; first < SM_DAYS_A_WEEK; first++)
	{
		int			before = (first + SM_DAYS_A_WEEK - 1) % SM_DAYS_A_WEEK;
		int			days = 0;

		/* a run of weekdays begins behind one that is not in it */
		if (calendar->weekdays >> before & 1)
			continue;
		while (calendar->weekdays >> (first + days) % SM_DAYS_A_WEEK & 1)
			days++;
		if (days >= WEEKDAYS_OF_A_RANGE)
		{
			end = append_weekday(end, ',', first);
			end = append_weekday(end, '-', first + days - 1);
		}
		else
		{
			for (int i = 0; i < days; i++)
				end = append_weekday(end, ',', first + i);
		}
	}
	return end;
}

/* Writes one range of days off and returns the end of it. */
static char *
write_days_off(const sm_days_off *off, char *end)
{
	char		date[SM_LINE_DATE + 1];

	if ((int64_t) off->last - off->first + 1 >= DAYS_OF_A_RANGE)
	{
		*end++ = ' ';
		sm_line_write_date(off->first, date);
		end = append(end, date, SM_LINE_DATE);
		end = append(end, "..", 2);
		sm_line_write_date(off->last, date);
		return append(end, date, SM_LINE_DATE);
	}
	for (int64_t day = off->first; day <= off->last; day++)
	{
		*end++ = ' ';
		sm_line_write_date(day, date);
		end = append(end, date, SM_LINE_DATE);
	}
	return end;
}

void
sm_calendar_write(const sm_calendar *calendar, char *text)
{
	char		weekdays[HEAD_ROOM];
	char	   *end;

	end = write_weekdays(calendar, weekdays);
	end = append(text, weekdays + 1, end - weekdays - 1);
	if (calendar->opens > 0 || calendar->closes < SM_MINUTES_A_DAY)
		end += snprintf(end, HEAD_ROOM / 2, " %02d:%02d-%02d:%02d",
						calendar->opens / 60, calendar->opens % 60,
						calendar->closes / 60, calendar->closes % 60);
	if (calendar->zone[0] != '\0')
		end += snprintf(end, HEAD_ROOM / 2, " %s", calendar->zone);
	if (calendar->ranges > 0)
		end = append(end, " except", strlen(" except"));
	for (uint32_t i = 0; i < calendar->ranges; i++)
		end = write_days_off(&calendar->off[i], end);
}
