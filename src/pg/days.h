/*-------------------------------------------------------------------------
 *
 * days.h
 *	  Dates as arguments and results: days of the core.
 *
 * A day of the core is the number of days since 2000-01-01, which is what a
 * finite date is to the server.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_DAYS_H
#define SM_PG_DAYS_H

#include "postgres.h"

#include "fmgr.h"

#include "core/civil.h"

/*
 * The day of an argument, SM_NO_DAY for a NULL.  Raises 22008, calling the
 * argument by its name, for infinity and -infinity.
 */
extern int64 sm_day_argument(FunctionCallInfo fcinfo, int argument,
							 const char *name);

/*
 * The date of a day, for a function to return.  Raises 22008, calling the
 * day by its name, if no date is so early or so late.
 */
extern Datum sm_date_datum(int64 day, const char *name);

/* What a date looks like, for messages. */
extern const char *sm_date_text(int64 day);

#endif							/* SM_PG_DAYS_H */
