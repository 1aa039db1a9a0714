/*-------------------------------------------------------------------------
 *
 * errors.c
 *	  What the core gets from the server, and what becomes of its errors.
 *
 * No function of the core is on the stack when an error is raised here, so
 * nothing of what the core holds can leak.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/errors.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "pg/compat.h"

static void *
allocate(void *context, size_t size)
{
	if (!AllocHugeSizeIsValid(size))
		return NULL;
	return MemoryContextAllocExtended((MemoryContext) context, size,
									  MCXT_ALLOC_NO_OOM | MCXT_ALLOC_HUGE);
}

sm_memory
sm_memory_in(MemoryContext context)
{
	sm_memory	memory = {allocate, context, &InterruptPending};

	return memory;
}

void
sm_answer_stop(const volatile sig_atomic_t **stop)
{
	CHECK_FOR_INTERRUPTS();

	/*
	 * Nobody wanted to cancel, or it can't be done now.  The caller starts
	 * anew, so that whatever comes again and again, such as a look at whether
	 * the client is still there, must not stop it again.
	 */
	*stop = QueryCancelPending ? NULL : &QueryCancelPending;
}

sm_encoding
sm_database_encoding(void)
{
	return GetDatabaseEncoding() == PG_UTF8 ?
		SM_ENCODING_UTF8 : SM_ENCODING_BYTES;
}

/* The SQLSTATE of a fault in activity rules. */
static int
rules_sqlstate(sm_status status)
{
	switch (status)
	{
		case SM_TOO_LARGE:
			return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
		case SM_BAD_ENCODING:
			return ERRCODE_CHARACTER_NOT_IN_REPERTOIRE;
		case SM_BAD_JSON:
			return ERRCODE_INVALID_TEXT_REPRESENTATION;
		default:
			return ERRCODE_INVALID_PARAMETER_VALUE;
	}
}

/* A text of the core with no character cut in half at its end. */
static const char *
whole_characters(const char *text)
{
	int			length = (int) strlen(text);

	return pnstrdup(text, pg_mbcliplen(text, length, length));
}

void
sm_raise_rules_error(const sm_error *error)
{
	const char *path = whole_characters(error->path);

	if (error->status == SM_OUT_OF_MEMORY)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory"),
				 errdetail("%s", error->detail)));
	ereport(ERROR,
			(errcode(rules_sqlstate(error->status)),
			 path[0] == '\0' ? errmsg("invalid activity rules") :
			 errmsg("invalid activity rules at %s", path),
			 errdetail("%s", whole_characters(error->detail)),
			 error->status == SM_BAD_RULES || error->status == SM_BAD_JSON ?
			 errhint("Rules are an object such as {\"phrases\": {\"cold call\": {\"sales\": 1.2, \"mode\": \"two_way\"}}}.") : 0));
}

void
sm_raise_learning_error(const sm_error *error)
{
	if (error->status != SM_TOO_LARGE)
		sm_raise_rules_error(error);
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("learned activity rules would be too large"),
			 errdetail("%s", whole_characters(error->detail)),
			 errhint("Learn with a smaller top, or from a prior with fewer "
					 "phrases.")));
}
