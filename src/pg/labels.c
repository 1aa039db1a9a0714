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

#include "pg/compat.h"
#include "pg/quote.h"

int
sm_label_argument(const text *label, const char *kind,
				  const char *const *names, const char *hint)
{
	const char *name = VARDATA_ANY(label);
	int			length = VARSIZE_ANY_EXHDR(label);
	int			found = sm_label_find(names, name, length);

	if (found == SM_NO_LABEL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown %s \"%s\"", kind,
						sm_quotable(name, length)),
				 errhint("%s", hint)));
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

sm_person_function
sm_person_function_argument(const text *label)
{
	return (sm_person_function)
		sm_label_argument(label, "function of a person",
						  sm_person_function_names,
						  "Functions of people are sales, marketing, both and "
						  "other.");
}
