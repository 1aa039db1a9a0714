/*-------------------------------------------------------------------------
 *
 * quoted.h
 *	  Names of people, plans and customers inside the text form of a value.
 *
 * A name stands in double quotes; a quote or a backslash inside it has a
 * backslash in front.  So any name comes back as the same bytes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_QUOTED_H
#define SM_CORE_QUOTED_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes a name in quotes, without a zero, and returns the bytes this takes,
 * at most 2 * length + 2; with to NULL it only counts.
 */
extern size_t sm_write_quoted(const char *name, size_t length, char *to);

/*
 * Reads the quoted name at *text into so much room, without a zero, and
 * moves *text behind it.  False, and *text stays, if none is there or it does
 * not fit.
 */
extern bool sm_read_quoted(const char **text, char *to, size_t room,
						   size_t *length);

#endif							/* SM_CORE_QUOTED_H */
