/*-------------------------------------------------------------------------
 *
 * payout_days.c
 *	  How long one payout took, and what waiting for it was worth.
 *
 * Days are the core's; money is multiplied by the server's own numeric.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "core/payout_days.h"
#include "pg/amount.h"
#include "pg/calendar.h"
#include "pg/compat.h"
#include "pg/days.h"
#include "pg/figures.h"
#include "pg/schedule.h"

PG_FUNCTION_INFO_V1(sm_payout_wait);
PG_FUNCTION_INFO_V1(sm_payout_exposure);
PG_FUNCTION_INFO_V1(sm_liability);
PG_FUNCTION_INFO_V1(sm_waiting_cost);

/* Days of a year over which an annual rate is spread. */
#define DAYS_OF_A_RATE	365

/* A rate is rounded to so many digits behind the point. */
#define RATE_DIGITS		18

/* No annual rate is as high. */
#define RATE_LIMIT		1000000

/*
 * payout_wait(earned_on date, paid_on date, schedule pay_schedule,
 *			   scheduled_on date, released_on date, as_of date,
 *			   calendar business_calendar) returns wait_parts
 *		NULL for a NULL day of earning.
 */
Datum
sm_payout_wait(PG_FUNCTION_ARGS)
{
	SmFigures	row = {0};
	sm_payout_days days;
	sm_wait_parts parts;

	days.earned = sm_day_argument(fcinfo, 0, "earned_on");
	if (days.earned == SM_NO_DAY)
		PG_RETURN_NULL();
	days.paid = sm_day_argument(fcinfo, 1, "paid_on");
	days.scheduled = sm_day_argument(fcinfo, 3, "scheduled_on");
	days.released = sm_day_argument(fcinfo, 4, "released_on");
	days.as_of = sm_day_argument(fcinfo, 5, "as_of");
	if (days.scheduled == SM_NO_DAY && !PG_ARGISNULL(2))
	{
		days.scheduled = sm_schedule_payout(sm_pay_schedule_argument(fcinfo,
																	 2),
											days.earned, days.released,
											sm_calendar_argument(fcinfo, 6));
		(void) sm_date_datum(days.scheduled, "scheduled payout");
	}

	parts = sm_wait_parts_of(&days);
	sm_put_days(&row, parts.wait);
	sm_put_days(&row, parts.design);
	sm_put_days(&row, parts.lateness);
	sm_put_days(&row, parts.tardiness);
	sm_put_days(&row, parts.release);
	sm_put_days(&row, parts.cycle);
	sm_put_flag(&row, parts.censored);
	sm_put_date(&row, days.scheduled, "scheduled payout");
	return sm_figures_datum(fcinfo, &row);
}

/*
 * The amount of an argument that is not NULL.  Raises 22003 unless it is a
 * number.
 */
static Numeric
amount_argument(FunctionCallInfo fcinfo, int argument)
{
	Numeric		amount = PG_GETARG_NUMERIC(argument);

	sm_check_finite(amount, "amount");
	return amount;
}

/* The product of an amount and a whole number. */
static Datum
multiply(Numeric amount, int64 factor)
{
	return DirectFunctionCall2(numeric_mul, NumericGetDatum(amount),
							   NumericGetDatum(int64_to_numeric(factor)));
}

/*
 * One end of a window of days: an infinite one, or the one that a NULL
 * stands for, is open.
 */
static int64
window_argument(FunctionCallInfo fcinfo, int argument, int64 open)
{
	DateADT		date;

	if (PG_ARGISNULL(argument))
		return open;
	date = PG_GETARG_DATEADT(argument);
	if (DATE_IS_NOBEGIN(date))
		return PG_INT64_MIN;
	if (DATE_IS_NOEND(date))
		return PG_INT64_MAX;
	return date;
}

/*
 * Raises 22023 unless a window begins before it ends.
 */
static void
check_window(FunctionCallInfo fcinfo, int64 from, int64 to)
{
	if (from > to)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("from_date must not be after to_date"),
				 errdetail("They are %s and %s.",
						   sm_date_text(PG_GETARG_DATEADT(4)),
						   sm_date_text(PG_GETARG_DATEADT(5)))));
}

/*
 * payout_exposure(amount numeric, earned_on date, paid_on date, as_of date,
 *				   from_date date, to_date date) returns numeric
 *		NULL for a NULL amount or day of earning, or if it is not paid and
 *		as_of is NULL.
 */
Datum
sm_payout_exposure(PG_FUNCTION_ARGS)
{
	sm_payout_days days = {.released = SM_NO_DAY, .scheduled = SM_NO_DAY};
	int64		from;
	int64		to;
	int64		exposure;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	days.earned = sm_day_argument(fcinfo, 1, "earned_on");
	days.paid = sm_day_argument(fcinfo, 2, "paid_on");
	days.as_of = sm_day_argument(fcinfo, 3, "as_of");
	from = window_argument(fcinfo, 4, PG_INT64_MIN);
	to = window_argument(fcinfo, 5, PG_INT64_MAX);
	check_window(fcinfo, from, to);

	exposure = sm_exposure_days(&days, from, to);
	if (exposure == SM_NO_DAY)
		PG_RETURN_NULL();
	return multiply(amount_argument(fcinfo, 0), exposure);
}

/*
 * liability(amount numeric, earned_on date, paid_on date, on_date date)
 * returns numeric
 *		NULL for a NULL amount, day of earning or day asked for.
 */
Datum
sm_liability(PG_FUNCTION_ARGS)
{
	sm_payout_days days = {.released = SM_NO_DAY, .scheduled = SM_NO_DAY};
	int64		day;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	days.earned = sm_day_argument(fcinfo, 1, "earned_on");
	days.paid = sm_day_argument(fcinfo, 2, "paid_on");
	days.as_of = SM_NO_DAY;
	day = sm_day_argument(fcinfo, 3, "on_date");
	return multiply(amount_argument(fcinfo, 0), sm_owed_on(&days, day));
}

/*
 * An annual rate, rounded, so that its digits cost no more time than they
 * are worth.  Raises 22023 for one that no money can have.
 */
static Datum
rate_argument(FunctionCallInfo fcinfo, int argument)
{
	Numeric		rate = PG_GETARG_NUMERIC(argument);
	Datum		datum = NumericGetDatum(rate);
	Datum		lowest = NumericGetDatum(int64_to_numeric(-1));
	Datum		limit = NumericGetDatum(int64_to_numeric(RATE_LIMIT));

	sm_check_finite(rate, "annual_rate");
	datum = DirectFunctionCall2(numeric_round, datum,
								Int32GetDatum(RATE_DIGITS));
	if (DatumGetBool(DirectFunctionCall2(numeric_le, datum, lowest)) ||
		DatumGetBool(DirectFunctionCall2(numeric_ge, datum, limit)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("annual_rate must be greater than -1 and less than "
						"%d", RATE_LIMIT),
				 errhint("8 %% is 0.08.")));
	return datum;
}

/*
 * waiting_cost(amount numeric, days integer, annual_rate numeric)
 * returns numeric
 *		amount * (1 - (1 + annual_rate) ^ (-days / 365)).  Declared STRICT.
 */
Datum
sm_waiting_cost(PG_FUNCTION_ARGS)
{
	Numeric		amount = amount_argument(fcinfo, 0);
	int64		days = PG_GETARG_INT32(1);
	Datum		rate = rate_argument(fcinfo, 2);
	Datum		one = NumericGetDatum(int64_to_numeric(1));
	Datum		years = NumericGetDatum(int64_to_numeric(-days));
	Datum		a_year = NumericGetDatum(int64_to_numeric(DAYS_OF_A_RATE));
	Datum		discount;

	years = DirectFunctionCall2(numeric_div, years, a_year);
	discount = DirectFunctionCall2(numeric_power,
								   DirectFunctionCall2(numeric_add, one, rate),
								   years);
	return DirectFunctionCall2(numeric_mul, NumericGetDatum(amount),
							   DirectFunctionCall2(numeric_sub, one,
												   discount));
}
