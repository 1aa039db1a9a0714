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
 * The server's time zone of a name, which lives as long as the process, or a
 * null pointer.
 *
 * What the server does not find it takes for a rule such as CET-1CEST, or
 * +02:00, which is west of Greenwich; that also makes a zone of many a slip
 * of the pen.  It calls a rule by its name in capitals; no zone of the time
 * zone database has such a name with a digit, but for a few like EST5EDT that
 * stand for a place now.  Nor is localtime a zone: it is another one on every
 * machine.
 */
extern pg_tz *sm_find_zone(const char *name);

/* The same; raises 22023 if there is none. */
extern pg_tz *sm_zone_of_name(const char *name);

/*
 * The day of a finite point in time in a time zone, as days since
 * 2000-01-01; day_of_month, which may be a null pointer, gets 1 to 31.
 */
extern int32 sm_day_in_zone(pg_tz *zone, TimestampTz at, int *day_of_month);

#endif							/* SM_PG_ZONE_H */
