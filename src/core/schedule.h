/*-------------------------------------------------------------------------
 *
 * schedule.h
 *	  Pay schedules: the period a day is in, when it is paid, and by when it
 *	  has to be.
 *
 * A schedule is a fixed struct without pointers or padding, so that other
 * values can hold one.  Every day is in exactly one period, and a later
 * period is never scheduled before an earlier one.  Days are numbers as in
 * civil.h; results may lie outside of what a date can be.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_SCHEDULE_H
#define SM_CORE_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/calendar.h"
#include "core/line.h"

/* Numbers of these lists are stored: append to them, never reorder. */

typedef enum sm_cadence
{
	SM_WEEKLY,
	SM_BIWEEKLY,
	SM_SEMIMONTHLY,
	SM_MONTHLY,
	SM_QUARTERLY,
	SM_SEMIANNUAL,
	SM_ANNUAL
} sm_cadence;

#define SM_CADENCES 7

/* How a quarter of 13 weeks is divided into months. */
typedef enum sm_retail
{
	SM_NOT_RETAIL,				/* periods of the civil calendar */
	SM_445,
	SM_454,
	SM_544
} sm_retail;

#define SM_RETAILS 4

/* Which weekday ends a retail year. */
typedef enum sm_year_end
{
	SM_NO_YEAR_END,
	SM_NEAREST,					/* the one nearest to the end of the month */
	SM_LAST						/* the last one in the month */
} sm_year_end;

#define SM_YEAR_ENDS 3

typedef enum sm_offset
{
	SM_LAG,						/* calendar days after the end of a period */
	SM_BUSINESS_LAG,			/* business days after it */
	SM_DAY_OF_MONTH				/* a day of a month after it */
} sm_offset;

#define SM_OFFSETS 3

typedef enum sm_roll
{
	SM_NO_ROLL,
	SM_FOLLOWING,
	SM_PRECEDING,
	SM_MODIFIED_FOLLOWING,		/* unless that is in the next month */
	SM_MODIFIED_PRECEDING
} sm_roll;

#define SM_ROLLS 5

typedef enum sm_deadline
{
	SM_NO_DEADLINE,
	SM_MONTH_END_PLUS,
	SM_QUARTER_END_PLUS,		/* quarters from January */
	SM_ANCHORED_QUARTER_END_PLUS	/* quarters from deadline_anchor */
} sm_deadline;

#define SM_DEADLINES 4

/* Limits of what can be written. */
#define SM_LAG_DAYS			3660	/* of lag and blag, either way */
#define SM_MONTHS_LATER		120		/* of dom and deadlines */

/* What is not used is zero, so that equal schedules have equal bytes. */
typedef struct sm_pay_schedule
{
	int32_t		anchor;			/* first day of a weekly or biweekly period */
	int32_t		deadline_anchor;	/* first day of a quarter */
	int16_t		days;			/* of lag or blag */
	int16_t		months;			/* of dom: months after the period's last */
	int16_t		deadline_months;
	uint8_t		day;			/* of dom, 1 to 31 */
	uint8_t		deadline_day;	/* 1 to 31 */
	uint8_t		cadence;		/* sm_cadence; of retail months SM_MONTHLY */
	uint8_t		retail;			/* sm_retail */
	uint8_t		year_end;		/* sm_year_end */
	uint8_t		weekday;		/* that ends a retail year, 0 is Monday */
	uint8_t		month;			/* a fiscal year starts with, or a retail year
								 * ends in, 1 to 12; else 0 */
	uint8_t		offset;			/* sm_offset */
	uint8_t		roll;			/* sm_roll */
	uint8_t		deadline;		/* sm_deadline */
} sm_pay_schedule;

/* A buffer that holds the text of any schedule, with its zero. */
#define SM_PAY_SCHEDULE_TEXT	192

/* The names of cadences, as they are written, ended by a null pointer. */
extern const char *const sm_cadence_names[SM_CADENCES + 1];

/*
 * Reads the text form into schedule, which then is valid, or fills error
 * and returns false.
 */
extern bool sm_pay_schedule_read(const char *text, sm_pay_schedule *schedule,
								 sm_line_error *error);

/*
 * Writes the text form of a valid schedule, in one order and without what
 * goes without saying.  Reading it gives the same schedule again.
 */
extern void sm_pay_schedule_write(const sm_pay_schedule *schedule,
								  char text[SM_PAY_SCHEDULE_TEXT]);

/* One sentence on why a schedule is not valid, or a null pointer. */
extern const char *sm_pay_schedule_flaw(const sm_pay_schedule *schedule);

/* The first and the last day of the period that a day is in. */
extern void sm_schedule_period(const sm_pay_schedule *schedule, int64_t day,
							   int64_t *first, int64_t *last);

/*
 * The pay day of a period that ends on this day.  A calendar that is a null
 * pointer is sm_usual_calendar.
 */
extern int64_t sm_schedule_pay_day(const sm_pay_schedule *schedule,
								   int64_t last, const sm_calendar *calendar);

/*
 * The day on which what was earned, and released if that has a day, is
 * scheduled to be paid.  released may be SM_NO_DAY.
 */
extern int64_t sm_schedule_payout(const sm_pay_schedule *schedule,
								  int64_t earned, int64_t released,
								  const sm_calendar *calendar);

/*
 * The last day on which what was earned may be paid, SM_NO_DAY without a
 * deadline.
 */
extern int64_t sm_schedule_deadline(const sm_pay_schedule *schedule,
									int64_t earned);

#endif							/* SM_CORE_SCHEDULE_H */
