/*-------------------------------------------------------------------------
 *
 * zone.c
 *	  Time zones of the server, and days and months in them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "core/civil.h"
#include "pg/compat.h"
#include "pg/quote.h"
#include "pg/zone.h"

PG_FUNCTION_INFO_V1(sm_month_start);

/*
 * The last call's time zone and month, in fn_extra: rows mostly come in the
 * order of time, and from one zone.
 */
typedef struct SmKeptMonth
{
	pg_tz	   *zone;
	char		name[TZ_STRLEN_MAX + 1];
	size_t		size;			/* of name */
	TimestampTz from,			/* within these is the same month */
				to;
	DateADT		start;
} SmKeptMonth;

/* No two offsets of a zone are further apart than this many days. */
#define ZONE_DAYS 2

/* The shortest month. */
#define MONTH_DAYS 28

pg_tz *
sm_find_zone(const char *name)
{
	pg_tz	   *zone = pg_tzset(name);
	const char *found;

	if (zone == NULL || !pg_tz_acceptable(zone))
		return NULL;
	found = pg_get_timezone_name(zone);
	if ((strpbrk(found, "abcdefghijklmnopqrstuvwxyz") == NULL &&
		 strpbrk(found, "0123456789") != NULL) ||
		pg_strcasecmp(found, "localtime") == 0)
		return NULL;
	return zone;
}

pg_tz *
sm_zone_of_name(const char *name)
{
	pg_tz	   *zone = sm_find_zone(name);

	if (zone == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown time zone \"%s\"",
						sm_quotable(name, strlen(name))),
				 errhint("Take the name of a place in pg_timezone_names, such as "
						 "Europe/Berlin.")));
	return zone;
}

int32
sm_day_in_zone(pg_tz *zone, TimestampTz at, int *day_of_month)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int			offset;

	/* beyond the range of dates any zone will do */
	if (timestamp2tm(at, &offset, &tm, &fsec, NULL, zone) != 0)
		j2date((int) sm_floor_divide(at, USECS_PER_DAY) + POSTGRES_EPOCH_JDATE,
			   &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	if (day_of_month != NULL)
		*day_of_month = tm.tm_mday;
	return date2j(tm.tm_year, tm.tm_mon, tm.tm_mday) - POSTGRES_EPOCH_JDATE;
}

/* The state of the calls of a month_start in a query. */
static SmKeptMonth *
kept_month(FmgrInfo *flinfo, const text *name)
{
	SmKeptMonth *kept = flinfo->fn_extra;
	size_t		size = VARSIZE_ANY_EXHDR(name);

	if (kept == NULL)
	{
		kept = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(SmKeptMonth));
		flinfo->fn_extra = kept;
	}
	if (kept->zone == NULL || kept->size != size ||
		memcmp(kept->name, VARDATA_ANY(name), size) != 0)
	{
		/* nothing may be found half done after an error */
		kept->zone = NULL;
		kept->from = kept->to = 0;
		kept->zone = sm_zone_of_name(text_to_cstring(name));
		/* no name that the server knows is longer */
		kept->size = Min(size, TZ_STRLEN_MAX);
		memcpy(kept->name, VARDATA_ANY(name), kept->size);
	}
	return kept;
}

/*
 * month_start(occurred_at timestamptz, time_zone text) returns date
 */
Datum
sm_month_start(PG_FUNCTION_ARGS)
{
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(0);
	SmKeptMonth *kept;
	int			day;

	kept = kept_month(fcinfo->flinfo, PG_GETARG_TEXT_PP(1));
	if (TIMESTAMP_IS_NOBEGIN(at))
		PG_RETURN_DATEADT(DATEVAL_NOBEGIN);
	if (TIMESTAMP_IS_NOEND(at))
		PG_RETURN_DATEADT(DATEVAL_NOEND);
	if (at >= kept->from && at < kept->to)
		PG_RETURN_DATEADT(kept->start);

	kept->start = sm_day_in_zone(kept->zone, at, &day) - (day - 1);
	/* what is this month whatever the clocks did since its start */
	kept->from = at - (day - 1 - ZONE_DAYS) * USECS_PER_DAY;
	kept->to = at + (MONTH_DAYS - day - ZONE_DAYS) * USECS_PER_DAY;
	PG_RETURN_DATEADT(kept->start);
}
