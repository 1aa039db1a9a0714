/*-------------------------------------------------------------------------
 *
 * json_path.h
 *	  Where in a document something is, as an error shows it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_JSON_PATH_H
#define SM_CORE_JSON_PATH_H

#include <stddef.h>

#include "core/fold.h"

/* The way to a value in a document, innermost first; NULL is the root. */
typedef struct sm_json_path
{
	const struct sm_json_path *parent;
	const char *key;
} sm_json_path;

/*
 * How many bytes of a name an error shows: all of a short one, else whole
 * characters.
 */
extern int	sm_json_shown(sm_encoding encoding, const char *name);

/*
 * Writes a path in the manner of SQL/JSON, plain keys as they are, others in
 * quotes, with a NUL and cut to the given room.
 */
extern void sm_json_path_print(const sm_json_path *path, sm_encoding encoding,
							   char *to, size_t room);

#endif							/* SM_CORE_JSON_PATH_H */
