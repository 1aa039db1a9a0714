/*-------------------------------------------------------------------------
 *
 * calendar.c
 *	  The type business_calendar, business days and business hours.
 *
 * A value is the flat block of the core.  Its time zone was known to the
 * server that read it, and is written as that server writes it; a server
 * that does not know it says so when hours are asked for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "pg/calendar.h"
#include "pg/compat.h"
#include "pg/days.h"
#include "pg/errors.h"
#include "pg/line.h"
#include "pg/operators.h"
#include "pg/quote.h"
#include "pg/state.h"
#include "pg/zone.h"

PG_FUNCTION_INFO_V1(sm_business_calendar_in);
PG_FUNCTION_INFO_V1(sm_business_calendar_out);
PG_FUNCTION_INFO_V1(sm_business_calendar_recv);
PG_FUNCTION_INFO_V1(sm_business_calendar_send);
PG_FUNCTION_INFO_V1(sm_is_business_day);
PG_FUNCTION_INFO_V1(sm_add_business_days);
PG_FUNCTION_INFO_V1(sm_business_days);
PG_FUNCTION_INFO_V1(sm_business_hours);

#define HINT "An example is \"mon-fri 09:00-17:30 Europe/Berlin except " \
	"2026-12-25 2026-12-28..2027-01-01\"."

/* Seconds from the epoch of the server's time zones to that of its dates. */
#define EPOCH_SECONDS \
	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY)

#define MICROSECONDS_AN_HOUR	3600000000.0

StaticAssertDecl(offsetof(sm_calendar, ranges) == sizeof(SmState),
				 "a calendar must start as every value does");

static const char *
calendar_flaw(const void *state)
{
	return sm_calendar_flaw(state, VARSIZE(state));
}

static const SmStateType calendar_type = {
	.name = "business_calendar",
	.version = SM_CALENDAR_VERSION,
	.grows = false,
	.fixed_size = SM_CALENDAR_SIZE(0),
	.max_size = SM_CALENDAR_SIZE(SM_CALENDAR_RANGES),
	.flaw = calendar_flaw
};

SM_STATE_OPERATORS(business_calendar, &calendar_type);

const sm_calendar *
sm_calendar_argument(FunctionCallInfo fcinfo, int argument)
{
	if (PG_ARGISNULL(argument))
		return &sm_usual_calendar;
	return sm_state_for_reading(fcinfo, argument, &calendar_type);
}

/* The calendar of the last call, in fn_extra. */
typedef struct SmKeptCalendar
{
	MemoryContext context;		/* of what follows */
	struct varlena *value;		/* the argument as it came */
	Size		size;			/* of that; 0 where no calendar is kept */
	const sm_calendar *calendar;
} SmKeptCalendar;

/* What is kept for this call site, made at the first call. */
static SmKeptCalendar *
kept_calendar(FmgrInfo *flinfo)
{
	SmKeptCalendar *kept = flinfo->fn_extra;

	if (kept == NULL)
	{
		kept = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(*kept));
		kept->context = AllocSetContextCreate(flinfo->fn_mcxt,
											  "sales_marketing calendar",
											  ALLOCSET_SMALL_SIZES);
		flinfo->fn_extra = kept;
	}
	return kept;
}

const sm_calendar *
sm_kept_calendar_argument(FunctionCallInfo fcinfo, int argument)
{
	SmKeptCalendar *kept;
	struct varlena *value;
	MemoryContext caller;
	Size		size;

	if (PG_ARGISNULL(argument))
		return &sm_usual_calendar;

	/* bytes tell values apart, but not addresses of values in memory */
	value = (struct varlena *) PG_GETARG_POINTER(argument);
	if (VARATT_IS_EXTERNAL(value) && !VARATT_IS_EXTERNAL_ONDISK(value))
		return sm_calendar_argument(fcinfo, argument);
	kept = kept_calendar(fcinfo->flinfo);
	size = VARSIZE_ANY(value);
	if (size == kept->size && memcmp(value, kept->value, size) == 0)
		return kept->calendar;

	/* nothing may be found half done after an error */
	kept->size = 0;
	MemoryContextReset(kept->context);
	caller = MemoryContextSwitchTo(kept->context);
	kept->value = palloc(size);
	memcpy(kept->value, value, size);
	kept->calendar = sm_state_of_datum(PointerGetDatum(kept->value),
									   &calendar_type);
	MemoryContextSwitchTo(caller);
	kept->size = size;
	return kept->calendar;
}

/*
 * The calendar of a text.  Raises 22P02, and 54000 if it is too long.
 */
static sm_calendar *
calendar_of_text(const char *text)
{
	sm_calendar *calendar;
	sm_line_error error;

	sm_check_line_length(calendar_type.name, text);
	calendar = palloc0(sm_calendar_room(text));
	if (!sm_calendar_read(text, calendar, &error))
		sm_raise_line_error(calendar_type.name, text, &error, HINT);
	if (calendar->zone[0] != '\0')
	{
		pg_tz	   *zone = sm_find_zone(calendar->zone);

		if (zone == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"",
							calendar_type.name,
							sm_quotable(text, strlen(text))),
					 errdetail("There is no time zone \"%s\".",
							   calendar->zone),
					 errhint("pg_timezone_names lists the names of time "
							 "zones.")));
		/* the same but for case */
		strlcpy(calendar->zone, pg_get_timezone_name(zone),
				sizeof(calendar->zone));
	}
	calendar->version = SM_CALENDAR_VERSION;
	SET_VARSIZE(calendar, SM_CALENDAR_SIZE(calendar->ranges));
	return calendar;
}

/*
 * business_calendar_in(cstring) returns business_calendar
 */
Datum
sm_business_calendar_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(calendar_of_text(PG_GETARG_CSTRING(0)));
}

/*
 * The text form of the argument.
 */
static char *
calendar_text(FunctionCallInfo fcinfo)
{
	const sm_calendar *calendar = sm_calendar_argument(fcinfo, 0);
	char	   *text = palloc(sm_calendar_text_room(calendar));

	sm_calendar_write(calendar, text);
	return text;
}

/*
 * business_calendar_out(business_calendar) returns cstring
 */
Datum
sm_business_calendar_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(calendar_text(fcinfo));
}

/*
 * business_calendar_recv(internal) returns business_calendar
 *		A version byte, then the text form.
 */
Datum
sm_business_calendar_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			length;

	sm_state_receive_version(&calendar_type, message);
	PG_RETURN_POINTER(calendar_of_text(pq_getmsgtext(message, message->len -
													 message->cursor,
													 &length)));
}

/*
 * business_calendar_send(business_calendar) returns bytea
 */
Datum
sm_business_calendar_send(PG_FUNCTION_ARGS)
{
	char	   *text = calendar_text(fcinfo);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, SM_CALENDAR_VERSION);
	pq_sendtext(&message, text, (int) strlen(text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * is_business_day(day date, calendar business_calendar) returns boolean
 *		NULL for a NULL day.
 */
Datum
sm_is_business_day(PG_FUNCTION_ARGS)
{
	int64		day = sm_day_argument(fcinfo, 0, "day");

	if (day == SM_NO_DAY)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(sm_calendar_has(sm_kept_calendar_argument(fcinfo, 1),
								   day));
}

/*
 * add_business_days(day date, days integer, calendar business_calendar)
 * returns date
 *		NULL for a NULL day or number.
 */
Datum
sm_add_business_days(PG_FUNCTION_ARGS)
{
	int64		day = sm_day_argument(fcinfo, 0, "day");

	if (day == SM_NO_DAY || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	day = sm_calendar_add_days(sm_kept_calendar_argument(fcinfo, 2), day,
							   PG_GETARG_INT32(1));
	return sm_date_datum(day, "business day");
}

/*
 * business_days(from_day date, to_day date, calendar business_calendar)
 * returns integer
 *		NULL for a NULL day.
 */
Datum
sm_business_days(PG_FUNCTION_ARGS)
{
	int64		from = sm_day_argument(fcinfo, 0, "from_day");
	int64		to = sm_day_argument(fcinfo, 1, "to_day");
	const sm_calendar *calendar;

	if (from == SM_NO_DAY || to == SM_NO_DAY)
		PG_RETURN_NULL();
	calendar = sm_kept_calendar_argument(fcinfo, 2);
	PG_RETURN_INT32((int32) sm_calendar_days(calendar, from, to));
}

/*
 * What a time zone of the server does, for the core.
 */
static int64_t
ahead_of_utc(void *context, int64_t at, int64_t *until)
{
	pg_time_t	instant = (pg_time_t) (at + EPOCH_SECONDS);
	pg_time_t	change;
	long		ahead = 0;
	long		ahead_after;
	int			summer;
	int			summer_after;

	*until = PG_INT64_MAX;
	if (pg_next_dst_boundary(&instant, &ahead, &summer, &change,
							 &ahead_after, &summer_after, context) > 0)
		*until = change - EPOCH_SECONDS;
	return ahead;
}

/*
 * The time zone of a calendar.  Raises 22023 if the server has none of the
 * name, as after a restore elsewhere.
 */
static sm_zone
calendar_zone(const sm_calendar *calendar)
{
	const char *name = calendar->zone[0] == '\0' ? "UTC" : calendar->zone;
	sm_zone		zone = {ahead_of_utc, sm_find_zone(name)};

	if (zone.context == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" is not known to this server",
						name),
				 errhint("pg_timezone_names lists the names of time "
						 "zones.")));
	return zone;
}

int64
sm_business_microseconds(const sm_calendar *calendar, TimestampTz from,
						 TimestampTz to)
{
	const volatile sig_atomic_t *stop = &InterruptPending;
	sm_zone		zone = calendar_zone(calendar);
	sm_status	status;
	int64		time;

	while ((status = sm_calendar_time(calendar, from, to, &zone, stop,
									  &time)) == SM_STOPPED)
		sm_answer_stop(&stop);
	if (status == SM_TOO_LARGE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("business hours of more than %d years",
						SM_BUSINESS_YEARS),
				 errdetail("They are from %s to %s.",
						   pstrdup(timestamptz_to_str(from)),
						   pstrdup(timestamptz_to_str(to)))));
	return time;
}

/*
 * The instant of an argument that is not NULL.  Raises 22008 for infinity.
 */
static TimestampTz
instant_argument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	TimestampTz instant = PG_GETARG_TIMESTAMPTZ(argument);

	if (TIMESTAMP_NOT_FINITE(instant))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite time", name),
				 errdetail("It is %s.",
						   TIMESTAMP_IS_NOBEGIN(instant) ? "-infinity" :
						   "infinity"),
				 errhint("Where a time is not known, or not yet, give "
						 "NULL.")));
	return instant;
}

/*
 * business_hours(from_time timestamptz, to_time timestamptz,
 *				  calendar business_calendar) returns double precision
 *		NULL for a NULL time.
 */
Datum
sm_business_hours(PG_FUNCTION_ARGS)
{
	const sm_calendar *calendar;
	TimestampTz from;
	TimestampTz to;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	from = instant_argument(fcinfo, 0, "from_time");
	to = instant_argument(fcinfo, 1, "to_time");
	calendar = sm_kept_calendar_argument(fcinfo, 2);
	PG_RETURN_FLOAT8(sm_business_microseconds(calendar, from, to) /
					 MICROSECONDS_AN_HOUR);
}
