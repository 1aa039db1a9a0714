/*-------------------------------------------------------------------------
 *
 * labels.c
 *	  Labels as SQL arguments.
 *
 * Every label that comes in is checked, with the same words everywhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/labels.h"

#include "mb/pg_wchar.h"

#include "pg/compat.h"

/* How much of an unknown label is quoted, in bytes. */
#define QUOTED_LABEL	64

int
sm_label_argument(const text *label, const char *kind,
				  const char *const *names, const char *hint)
{
	const char *name = VARDATA_ANY(label);
	int			length = VARSIZE_ANY_EXHDR(label);
	int			found = sm_label_find(names, name, length);

	if (found == SM_NO_LABEL)
	{
		int			quoted = pg_mbcliplen(name, length, QUOTED_LABEL);

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown %s \"%.*s%s\"", kind, quoted, name,
						quoted < length ? "..." : ""),
				 errhint("%s", hint)));
	}
	return found;
}

sm_function
sm_function_argument(const text *label)
{
	return (sm_function)
		sm_label_argument(label, "function", sm_function_names,
						  "Functions are sales, marketing, joint, other and "
						  "unclassified.");
}
