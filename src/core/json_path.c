/*-------------------------------------------------------------------------
 *
 * json_path.c
 *	  Where in a document something is, as an error shows it.
 *
 * What is shown of a name is valid in its encoding if the name is.
 *
 *-------------------------------------------------------------------------
 */
#include "core/json_path.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Bytes of a name that an error shows at most. */
#define SHOWN_BYTES 64

/*
 * Where the encoding is not UTF-8, only a byte below 128 is known to end a
 * character.
 */
int
sm_json_shown(sm_encoding encoding, const char *name)
{
	size_t		length = strlen(name);

	if (length <= SHOWN_BYTES)
		return (int) length;
	length = SHOWN_BYTES;
	if (encoding == SM_ENCODING_UTF8)
		while (length > 0 && ((unsigned char) name[length] & 0xC0) == 0x80)
			length--;
	else
		while (length > 0 && (unsigned char) name[length - 1] >= 0x80)
			length--;
	return (int) length;
}

void
sm_json_path_print(const sm_json_path *path, sm_encoding encoding, char *to,
				   size_t room)
{
	bool		plain = true;
	size_t		used;

	if (path == NULL)
	{
		(void) snprintf(to, room, "$");
		return;
	}
	sm_json_path_print(path->parent, encoding, to, room);
	used = strlen(to);
	for (const char *c = path->key; *c != '\0'; c++)
		plain = plain && ((*c >= 'a' && *c <= 'z') || *c == '_');
	(void) snprintf(to + used, room - used,
					plain && path->key[0] != '\0' ? ".%.*s" : ".\"%.*s\"",
					sm_json_shown(encoding, path->key), path->key);
}
