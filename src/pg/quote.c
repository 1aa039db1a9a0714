/*-------------------------------------------------------------------------
 *
 * quote.c
 *	  What of a user's text stands in a message.
 *
 * No character is cut in half, in any encoding.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/quote.h"

#include "mb/pg_wchar.h"

/* How much of a text is quoted, in bytes. */
#define QUOTED	64

const char *
sm_quotable(const char *text, Size length)
{
	int			seen = (int) Min(length, QUOTED + MAX_MULTIBYTE_CHAR_LEN);
	int			quoted = pg_mbcliplen(text, seen, QUOTED);

	return psprintf("%.*s%s", quoted, text,
					(Size) quoted < length ? "..." : "");
}
