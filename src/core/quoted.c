/*-------------------------------------------------------------------------
 *
 * quoted.c
 *	  Names of people, plans and customers inside the text form of a value.
 *
 * Quotes and backslashes are ASCII, and no byte of a longer character is, in
 * any encoding that a database can have.
 *
 *-------------------------------------------------------------------------
 */
#include "core/quoted.h"

#include "core/bytes.h"

size_t
sm_write_quoted(const char *name, size_t length, char *to)
{
	size_t		used = sm_append_bytes(to, 0, "\"", 1);

	for (size_t i = 0; i < length; i++)
	{
		if (name[i] == '"' || name[i] == '\\')
			used = sm_append_bytes(to, used, "\\", 1);
		used = sm_append_bytes(to, used, &name[i], 1);
	}
	return sm_append_bytes(to, used, "\"", 1);
}

bool
sm_read_quoted(const char **text, char *to, size_t room, size_t *length)
{
	const char *from = *text;

	if (*from++ != '"')
		return false;
	for (*length = 0; *from != '"'; from++)
	{
		if (*from == '\\')
			from++;
		if (*from == '\0' || *length == room)
			return false;
		to[(*length)++] = *from;
	}
	*text = from + 1;
	return true;
}
