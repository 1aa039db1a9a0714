/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  What differs between the servers this builds for: 15 and newer.
 *
 * Conditions on the version of the server stand here and nowhere else.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_COMPAT_H
#define SM_PG_COMPAT_H

#include "postgres.h"

#if PG_VERSION_NUM < 150000
#error "sales_marketing needs PostgreSQL 15 or newer"
#endif

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* 15.1 gave it this name */
#if PG_VERSION_NUM < 150001
#define InitMaterializedSRF SetSingleFuncCall
#endif

/* 16 can report an error without raising it */
#if PG_VERSION_NUM >= 160000
#define sm_make_range(cache, lower, upper) \
	make_range(cache, lower, upper, false, NULL)
#else
#define sm_make_range(cache, lower, upper) \
	make_range(cache, lower, upper, false)
#endif

/* 17 no longer asks whether a count includes itself */
#if PG_VERSION_NUM >= 170000
#define sm_send_counted_text(message, text, size) \
	pq_sendcountedtext(message, text, size)
#else
#define sm_send_counted_text(message, text, size) \
	pq_sendcountedtext(message, text, size, false)
#endif

/* 18 has it in front of a declaration, earlier servers another one behind */
#if PG_VERSION_NUM < 180000 && !defined(pg_noreturn)
#define pg_noreturn __attribute__((noreturn))
#endif

#endif							/* SM_PG_COMPAT_H */
