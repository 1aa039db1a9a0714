/*-------------------------------------------------------------------------
 *
 * calendar.h
 *	  Business calendars as arguments, and their time zones.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_CALENDAR_H
#define SM_PG_CALENDAR_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "fmgr.h"

#include "core/calendar.h"

/*
 * The calendar of an argument, checked; sm_usual_calendar for a NULL, which
 * is Monday to Friday, around the clock in UTC, without days off.
 */
extern const sm_calendar *sm_calendar_argument(FunctionCallInfo fcinfo,
											   int argument);

/*
 * The same, detoasted and checked only where the value differs from that of
 * the last call, for functions that have no other use for fn_extra.  It lives
 * until the next call for the same fcinfo->flinfo.
 */
extern const sm_calendar *sm_kept_calendar_argument(FunctionCallInfo fcinfo,
													int argument);

/*
 * The microseconds within business hours between two finite instants,
 * negative if to is the earlier one.  Answers a cancel.  Raises 22023 if the
 * server does not know the calendar's time zone, and 22008 if the instants
 * are further apart than SM_BUSINESS_YEARS.
 */
extern int64 sm_business_microseconds(const sm_calendar *calendar,
									  TimestampTz from, TimestampTz to);

#endif							/* SM_PG_CALENDAR_H */
