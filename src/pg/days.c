/*-------------------------------------------------------------------------
 *
 * days.c
 *	  Dates as arguments and results: days of the core.
 *
 * Nothing infinite reaches the core, and nothing that is no date leaves.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/days.h"

#include "utils/builtins.h"
#include "utils/date.h"

int64
sm_day_argument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	DateADT		date;

	if (PG_ARGISNULL(argument))
		return SM_NO_DAY;
	date = PG_GETARG_DATEADT(argument);
	if (DATE_NOT_FINITE(date))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite date", name),
				 errdetail("It is %s.",
						   DATE_IS_NOBEGIN(date) ? "-infinity" : "infinity"),
				 errhint("Where a date is not known, or not yet, give "
						 "NULL.")));
	return date;
}

Datum
sm_date_datum(int64 day, const char *name)
{
	if (!sm_is_date(day))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s is out of range of a date", name),
				 errdetail("It would be " INT64_FORMAT " days %s 2000-01-01; "
						   "dates go from 4714-11-24 BC to 5874897-12-31.",
						   day < 0 ? -day : day,
						   day < 0 ? "before" : "after")));
	return DateADTGetDatum((DateADT) day);
}

const char *
sm_date_text(int64 day)
{
	Datum		date = DateADTGetDatum((DateADT) day);

	return DatumGetCString(DirectFunctionCall1(date_out, date));
}
