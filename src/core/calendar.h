/*-------------------------------------------------------------------------
 *
 * calendar.h
 *	  Business days and business hours.
 *
 * A calendar is one flat block: weekdays, opening hours, the name of a time
 * zone, and days off as sorted ranges that neither meet nor overlap.  It has
 * at least one business weekday.  Days are numbers as in civil.h, instants
 * microseconds since 2000-01-01 00:00 UTC.
 *
 * What a zone does is asked of the caller; an instant is within business
 * hours when the local date is a business day and the local time of day is
 * from opening to closing.  So the hour that a spring takes away is never
 * counted, and the one an autumn repeats twice, as it is worked twice.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_CALENDAR_H
#define SM_CORE_CALENDAR_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/line.h"
#include "core/status.h"

#define SM_CALENDAR_VERSION	1

#define SM_MINUTES_A_DAY	1440

/* Days off, or ranges of them, that a calendar may have. */
#define SM_CALENDAR_RANGES	4000

/* Bytes that the name of a zone may have. */
#define SM_CALENDAR_ZONE	62

/* Days off from one to another, both included. */
typedef struct sm_days_off
{
	int32_t		first;
	int32_t		last;
} sm_days_off;

typedef struct sm_calendar
{
	int32_t		header;			/* the caller's: a varlena header */
	uint8_t		version;		/* SM_CALENDAR_VERSION */
	uint8_t		unused[3];		/* zero */
	uint32_t	ranges;			/* of days off */
	uint16_t	opens;			/* minutes after midnight */
	uint16_t	closes;			/* likewise, later; at most 1440 */
	uint8_t		weekdays;		/* bit 0 is Monday; never zero */
	char		zone[SM_CALENDAR_ZONE + 1]; /* filled up with zeros; empty is
											 * UTC */
	sm_days_off off[];
} sm_calendar;

/* Bytes of a calendar with so many ranges of days off. */
#define SM_CALENDAR_SIZE(ranges) \
	(sizeof(sm_calendar) + (size_t) (ranges) * sizeof(sm_days_off))

/*
 * Monday to Friday, around the clock in UTC, without days off: what holds
 * where nobody says anything else.
 */
extern const sm_calendar sm_usual_calendar;

/*
 * The bytes that the calendar of a text may need, at most those of one with
 * SM_CALENDAR_RANGES.
 */
extern size_t sm_calendar_room(const char *text);

/*
 * Reads the text form into a zeroed block of sm_calendar_room bytes.  Does
 * not know which zones exist: where a name stands, zone is that name, and
 * the caller has to check it.  Fills calendar but its header, or fills error
 * and returns false.
 */
extern bool sm_calendar_read(const char *text, sm_calendar *calendar,
							 sm_line_error *error);

/* A buffer that holds the text of a calendar with its zero has this size. */
extern size_t sm_calendar_text_room(const sm_calendar *calendar);

/*
 * Writes the text form of a valid calendar and a zero.  Reading it gives the
 * same bytes again.
 */
extern void sm_calendar_write(const sm_calendar *calendar, char *text);

/*
 * One sentence on why a block of this size, at least SM_CALENDAR_SIZE(0), is
 * not a valid calendar, or a null pointer.  Looks at neither header nor
 * version.
 */
extern const char *sm_calendar_flaw(const sm_calendar *calendar, size_t size);

/* Whether a day is one of the weekdays and not off. */
extern bool sm_calendar_has(const sm_calendar *calendar, int64_t day);

/* The first business day on or after a day, and the last on or before it. */
extern int64_t sm_calendar_next_day(const sm_calendar *calendar, int64_t day);
extern int64_t sm_calendar_previous_day(const sm_calendar *calendar,
										int64_t day);

/*
 * The count-th business day strictly after a day, or strictly before it for
 * a negative count; the day itself, whatever it is, for 0.
 */
extern int64_t sm_calendar_add_days(const sm_calendar *calendar, int64_t day,
									int64_t count);

/*
 * How many business days have to be added to get from one business day to
 * another: those after from up to and with to, or minus those from to up to
 * but without from, if to is the earlier one.
 */
extern int64_t sm_calendar_days(const sm_calendar *calendar, int64_t from,
								int64_t to);

/*
 * What a time zone does.  at is a number of seconds since 2000-01-01 00:00
 * UTC; the function answers with the seconds that local time is ahead of UTC
 * at that instant, and puts into until the first instant later than at from
 * which that may be different, INT64_MAX if it never is.
 */
typedef struct sm_zone
{
	int64_t		(*ahead) (void *context, int64_t at, int64_t *until);
	void	   *context;
} sm_zone;

/* Two instants may be so many years apart, and then some. */
#define SM_BUSINESS_YEARS	10000

/*
 * The microseconds within business hours between two instants, negative if
 * to is the earlier one, into time.  Costs as much as the clock changes
 * between them.  Returns SM_TOO_LARGE for instants that are too far apart,
 * and SM_STOPPED if stop was set on the way.
 */
extern sm_status sm_calendar_time(const sm_calendar *calendar, int64_t from,
								  int64_t to, const sm_zone *zone,
								  const volatile sig_atomic_t *stop,
								  int64_t *time);

#endif							/* SM_CORE_CALENDAR_H */
