/*-------------------------------------------------------------------------
 *
 * line.c
 *	  What is wrong with a text form of one line, as an error.
 *
 * Places are counted in characters from 1, as an editor counts columns.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/line.h"

#include "mb/pg_wchar.h"

#include "pg/quote.h"

void
sm_check_line_length(const char *type, const char *text)
{
	Size		length = strlen(text);

	if (length > SM_LINE_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%s value is too long", type),
				 errdetail("It has %zu bytes; the limit is %d.", length,
						   SM_LINE_BYTES)));
}

void
sm_raise_line_error(const char *type, const char *text,
					const sm_line_error *error, const char *hint)
{
	int			place = pg_mbstrlen_with_len(text, (int) error->position) + 1;
	const char *word = sm_quotable(text + error->position, error->length);
	const char *space = error->because == NULL ? "" : " ";
	const char *because = error->because == NULL ? "" : error->because;

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"", type,
					sm_quotable(text, strlen(text))),
			 error->length > 0 ?
			 errdetail("At character %d stands \"%s\"; expected %s.%s%s",
					   place, word, error->expected, space, because) :
			 errdetail("The line ends at character %d; expected %s.%s%s",
					   place, error->expected, space, because),
			 errhint("%s", hint)));
}
