/*-------------------------------------------------------------------------
 *
 * civil.h
 *	  Days as numbers, and the years, months and weeks they fall into.
 *
 * A day is the number of days since 2000-01-01, as in the server's date, in
 * the Gregorian calendar reckoned backwards and forwards without end.  Years
 * are counted as astronomers do: 0 is 1 BC, -1 is 2 BC.  Nothing here
 * overflows for a day within a million times the range of a date.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_CIVIL_H
#define SM_CORE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

/* The first and the last day that a date of the server can be. */
#define SM_FIRST_DAY	INT64_C(-2451545)	/* 4714-11-24 BC */
#define SM_LAST_DAY		INT64_C(2145031948) /* 5874897-12-31 */

/* Given, or returned, instead of a day that is not known. */
#define SM_NO_DAY		INT64_MIN

#define SM_DAYS_A_WEEK		7
#define SM_MONTHS_A_YEAR	12

typedef struct sm_civil
{
	int64_t		year;
	int			month;			/* 1 to 12 */
	int			day;			/* 1 to 31 */
} sm_civil;

/* Whether a day can be a date of the server. */
static inline bool
sm_is_date(int64_t day)
{
	return day >= SM_FIRST_DAY && day <= SM_LAST_DAY;
}

/* The quotient rounded down, also of what is negative; divisor > 0. */
static inline int64_t
sm_floor_divide(int64_t number, int64_t divisor)
{
	return number / divisor - (number % divisor < 0);
}

/* The remainder of that division, never negative. */
static inline int64_t
sm_floor_modulo(int64_t number, int64_t divisor)
{
	return number - divisor * sm_floor_divide(number, divisor);
}

/* From 0, Monday, to 6, Sunday. */
static inline int
sm_weekday(int64_t day)
{
	return (int) sm_floor_modulo(day + 5, SM_DAYS_A_WEEK);
}

/* How many days a month (1 to 12) has. */
static inline int
sm_month_length(int64_t year, int month)
{
	static const int lengths[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool		leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return lengths[month - 1] + (month == 2 && leap);
}

/*
 * The day of a year, month and day.
 *
 * Years that begin in March have their leap day last, and 400 of them have
 * always 146097 days; day 0 of the formula is 0000-03-01.
 */
static inline int64_t
sm_day_of(int64_t year, int month, int day)
{
	int64_t		from_march = year - (month <= 2);
	int64_t		era = sm_floor_divide(from_march, 400);
	int64_t		year_of_era = from_march - era * 400;
	int64_t		month_from_march = (month + 9) % SM_MONTHS_A_YEAR;
	int64_t		day_of_year = (153 * month_from_march + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 -
		year_of_era / 100 + day_of_year - 730425;
}

/* The year, month and day of a day. */
static inline sm_civil
sm_civil_of(int64_t day)
{
	int64_t		from_march = day + 730425;
	int64_t		era = sm_floor_divide(from_march, 146097);
	int64_t		day_of_era = from_march - era * 146097;
	int64_t		year_of_era = (day_of_era - day_of_era / 1460 +
							   day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t		day_of_year = day_of_era - (365 * year_of_era +
											year_of_era / 4 -
											year_of_era / 100);
	int64_t		month_from_march = (5 * day_of_year + 2) / 153;
	sm_civil	civil;

	civil.day = (int) (day_of_year - (153 * month_from_march + 2) / 5 + 1);
	civil.month = (int) (month_from_march < 10 ? month_from_march + 3 :
						 month_from_march - 9);
	civil.year = year_of_era + era * 400 + (civil.month <= 2);
	return civil;
}

/* Months since January of the year 0, of any day. */
static inline int64_t
sm_month_of(int64_t day)
{
	sm_civil	civil = sm_civil_of(day);

	return civil.year * SM_MONTHS_A_YEAR + civil.month - 1;
}

/*
 * A day of a month that is counted from January of the year 0; the month's
 * last day, where it is shorter.
 */
static inline int64_t
sm_day_in_month(int64_t months, int day)
{
	int64_t		year = sm_floor_divide(months, SM_MONTHS_A_YEAR);
	int			month = (int) (months - year * SM_MONTHS_A_YEAR) + 1;
	int			length = sm_month_length(year, month);

	return sm_day_of(year, month, day < length ? day : length);
}

#endif							/* SM_CORE_CIVIL_H */
