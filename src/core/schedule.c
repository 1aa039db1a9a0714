/*-------------------------------------------------------------------------
 *
 * schedule.c
 *	  Pay schedules: periods, pay days, deadlines.
 *
 * Every kind of period is found by division, never by walking from one to
 * the next, so that a day of the year 5874897 costs what today does.
 *
 *-------------------------------------------------------------------------
 */
#include "core/schedule.h"

#include "core/civil.h"

#define WEEKS_A_QUARTER		13
#define QUARTERS_A_YEAR		4
#define MONTHS_A_QUARTER	3
#define WEEKS_A_YEAR		(WEEKS_A_QUARTER * QUARTERS_A_YEAR)

/* The last day of the first half of a month. */
#define HALF_MONTH			15

/* Of the civil year y, the day on which the retail year with that end ends. */
static int64_t
retail_year_end(const sm_pay_schedule *schedule, int64_t year)
{
	int64_t		month_end = sm_day_in_month(year * SM_MONTHS_A_YEAR +
											schedule->month - 1, 31);
	int			since = (int) sm_floor_modulo(sm_weekday(month_end) -
											  schedule->weekday,
											  SM_DAYS_A_WEEK);

	/* the next one is nearer from four days on */
	if (schedule->year_end == SM_NEAREST && since > SM_DAYS_A_WEEK / 2)
		since -= SM_DAYS_A_WEEK;
	return month_end - since;
}

/* The retail year that a day is in: the civil year whose year end ends it. */
static int64_t
retail_year(const sm_pay_schedule *schedule, int64_t day)
{
	int64_t		year = sm_civil_of(day).year - 1;

	while (retail_year_end(schedule, year) < day)
		year++;
	return year;
}

/*
 * Weeks of a retail quarter before its n-th month, from 0; before the next
 * quarter for 3.
 */
static int
weeks_before(const sm_pay_schedule *schedule, int month)
{
	static const uint8_t weeks[SM_RETAILS][MONTHS_A_QUARTER + 1] = {
		[SM_445] = {0, 4, 8, 13},
		[SM_454] = {0, 4, 9, 13},
		[SM_544] = {0, 5, 9, 13}
	};

	return weeks[schedule->retail][month];
}

/* How many months of a year a period has, from monthly on. */
static int
months_a_period(const sm_pay_schedule *schedule)
{
	switch (schedule->cadence)
	{
		case SM_QUARTERLY:
			return MONTHS_A_QUARTER;
		case SM_SEMIANNUAL:
			return 2 * MONTHS_A_QUARTER;
		case SM_ANNUAL:
			return SM_MONTHS_A_YEAR;
		default:
			return 1;
	}
}

/* The week, from 0, of a retail year with which its n-th month begins. */
static int
first_week(const sm_pay_schedule *schedule, int month)
{
	return month / MONTHS_A_QUARTER * WEEKS_A_QUARTER +
		weeks_before(schedule, month % MONTHS_A_QUARTER);
}

/* The period of a retail calendar. */
static void
retail_period(const sm_pay_schedule *schedule, int64_t day, int64_t *first,
			  int64_t *last)
{
	int64_t		year = retail_year(schedule, day);
	int64_t		start = retail_year_end(schedule, year - 1) + 1;
	int64_t		end = retail_year_end(schedule, year);
	int64_t		week = (day - start) / SM_DAYS_A_WEEK;
	int			months = months_a_period(schedule);
	int			month = SM_MONTHS_A_YEAR - 1;

	while (first_week(schedule, month) > week)
		month--;
	month -= month % months;
	*first = start + (int64_t) first_week(schedule, month) * SM_DAYS_A_WEEK;

	/* a week 53 belongs to the last period */
	*last = end;
	if (month + months < SM_MONTHS_A_YEAR)
		*last = start - 1 + (int64_t) first_week(schedule, month + months) *
			SM_DAYS_A_WEEK;
}

/* The period of so many days from the anchor on. */
static void
anchored_period(int64_t anchor, int days, int64_t day, int64_t *first,
				int64_t *last)
{
	*first = anchor + sm_floor_divide(day - anchor, days) * days;
	*last = *first + days - 1;
}

/* The half of a month. */
static void
half_month(int64_t day, int64_t *first, int64_t *last)
{
	int64_t		month = sm_month_of(day);

	*first = sm_day_in_month(month, 1);
	*last = sm_day_in_month(month, HALF_MONTH);
	if (day > *last)
	{
		*first = *last + 1;
		*last = sm_day_in_month(month, 31);
	}
}

/* The period of whole civil months. */
static void
civil_period(const sm_pay_schedule *schedule, int64_t day, int64_t *first,
			 int64_t *last)
{
	int			months = months_a_period(schedule);
	int64_t		start = schedule->month == 0 ? 0 : schedule->month - 1;
	int64_t		period = sm_floor_divide(sm_month_of(day) - start, months);

	*first = sm_day_in_month(start + period * months, 1);
	*last = sm_day_in_month(start + (period + 1) * months, 1) - 1;
}

void
sm_schedule_period(const sm_pay_schedule *schedule, int64_t day,
				   int64_t *first, int64_t *last)
{
	if (schedule->retail != SM_NOT_RETAIL)
		retail_period(schedule, day, first, last);
	else if (schedule->cadence == SM_WEEKLY)
		anchored_period(schedule->anchor, SM_DAYS_A_WEEK, day, first, last);
	else if (schedule->cadence == SM_BIWEEKLY)
		anchored_period(schedule->anchor, 2 * SM_DAYS_A_WEEK, day, first,
						last);
	else if (schedule->cadence == SM_SEMIMONTHLY)
		half_month(day, first, last);
	else
		civil_period(schedule, day, first, last);
}

/* A day moved to a business day by the roll convention. */
static int64_t
roll(const sm_pay_schedule *schedule, int64_t day, const sm_calendar *calendar)
{
	int64_t		following;
	int64_t		preceding;

	if (schedule->roll == SM_NO_ROLL || sm_calendar_has(calendar, day))
		return day;
	following = sm_calendar_next_day(calendar, day);
	preceding = sm_calendar_previous_day(calendar, day);
	switch (schedule->roll)
	{
		case SM_FOLLOWING:
			return following;
		case SM_PRECEDING:
			return preceding;
		case SM_MODIFIED_FOLLOWING:
			return sm_month_of(following) == sm_month_of(day) ?
				following : preceding;
		default:
			return sm_month_of(preceding) == sm_month_of(day) ?
				preceding : following;
	}
}

int64_t
sm_schedule_pay_day(const sm_pay_schedule *schedule, int64_t last,
					const sm_calendar *calendar)
{
	int64_t		day;

	if (calendar == NULL)
		calendar = &sm_usual_calendar;
	switch (schedule->offset)
	{
		case SM_DAY_OF_MONTH:
			day = sm_day_in_month(sm_month_of(last) + schedule->months,
								  schedule->day);
			break;
		case SM_BUSINESS_LAG:
			day = sm_calendar_add_days(calendar, last, schedule->days);
			break;
		default:
			day = last + schedule->days;
			break;
	}
	return roll(schedule, day, calendar);
}

int64_t
sm_schedule_payout(const sm_pay_schedule *schedule, int64_t earned,
				   int64_t released, const sm_calendar *calendar)
{
	int64_t		basis = released > earned ? released : earned;
	int64_t		first;
	int64_t		last;

	sm_schedule_period(schedule, basis, &first, &last);
	return sm_schedule_pay_day(schedule, last, calendar);
}

/*
 * The last day of the quarter, from the anchor on, that a day is in.  Each
 * quarter begins on the anchor's day of a month, or on the month's last day.
 */
static int64_t
anchored_quarter_end(int64_t anchor, int64_t day)
{
	sm_civil	start = sm_civil_of(anchor);
	int64_t		from = sm_month_of(anchor);
	int64_t		quarters = sm_floor_divide(sm_month_of(day) - from,
										   MONTHS_A_QUARTER);
	int64_t		month = from + quarters * MONTHS_A_QUARTER;

	/* before its first day in the quarter's first month */
	if (day < sm_day_in_month(month, start.day))
		return sm_day_in_month(month, start.day) - 1;
	return sm_day_in_month(month + MONTHS_A_QUARTER, start.day) - 1;
}

int64_t
sm_schedule_deadline(const sm_pay_schedule *schedule, int64_t earned)
{
	int64_t		month = sm_month_of(earned);

	switch (schedule->deadline)
	{
		case SM_NO_DEADLINE:
			return SM_NO_DAY;
		case SM_QUARTER_END_PLUS:
			month += MONTHS_A_QUARTER - 1 -
				sm_floor_modulo(month, MONTHS_A_QUARTER);
			break;
		case SM_ANCHORED_QUARTER_END_PLUS:
			month = sm_month_of(anchored_quarter_end(schedule->deadline_anchor,
													 earned));
			break;
		default:
			break;
	}
	return sm_day_in_month(month + schedule->deadline_months,
						   schedule->deadline_day);
}
