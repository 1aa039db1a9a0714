/*-------------------------------------------------------------------------
 *
 * line.h
 *	  What is wrong with a text form of one line, as an error.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_LINE_H
#define SM_PG_LINE_H

#include "postgres.h"

#include "core/line.h"
#include "pg/compat.h"

/* No line has more bytes; that is enough for the longest calendar. */
#define SM_LINE_BYTES	131072

/*
 * Raises 54000 for a text that is longer, before anybody spends time on it
 * that no cancel could end.
 */
extern void sm_check_line_length(const char *type, const char *text);

/*
 * Raises 22P02 with the line, at which character what stands, what was
 * expected there, and a hint.
 */
pg_noreturn extern void sm_raise_line_error(const char *type,
											const char *text,
											const sm_line_error *error,
											const char *hint);

#endif							/* SM_PG_LINE_H */
