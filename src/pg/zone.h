/*-------------------------------------------------------------------------
 *
 * zone.h
 *	  Time zones of the server, and days and months in them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_ZONE_H
#define SM_PG_ZONE_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "pgtime.h"

/*
 * The server's time zone of a name, which lives as long as the process.
 * Raises 22023 if there is none.
 */
extern pg_tz *sm_zone_of_name(const char *name);

/*
 * The day of a finite point in time in a time zone, as days since
 * 2000-01-01; day_of_month, which may be a null pointer, gets 1 to 31.
 */
extern int32 sm_day_in_zone(pg_tz *zone, TimestampTz at, int *day_of_month);

#endif							/* SM_PG_ZONE_H */
