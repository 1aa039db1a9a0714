/*-------------------------------------------------------------------------
 *
 * json_text.c
 *	  What has to hold for a JSON text before cJSON sees it.
 *
 * cJSON takes more than JSON: these are the things that would change the
 * meaning of a document without a word.
 *
 *-------------------------------------------------------------------------
 */
#include "core/json_text.h"

#include <stdbool.h>
#include <stdint.h>

#include "core/rules.h"

/* As many as the largest rules can have; cJSON takes memory for each. */
#define MOST_VALUES ((SM_RULES_PHRASES + SM_RULES_CHANNELS) * 12)

/* Whether a JSON string escape \uXXXX at text names a character we take. */
static bool
escape_allowed(const char *text, sm_encoding encoding)
{
	unsigned	code = 0;

	for (int i = 0; i < 4; i++)
	{
		char		c = text[i];
		unsigned	digit = c >= '0' && c <= '9' ? (unsigned) (c - '0') :
			(c | 0x20) >= 'a' && (c | 0x20) <= 'f' ?
			(unsigned) ((c | 0x20) - 'a' + 10) : 16;

		if (digit > 15)
			return true;		/* not JSON: cJSON will say so */
		code = code * 16 + digit;
	}
	return code != 0 && (encoding == SM_ENCODING_UTF8 || code < 0x80);
}

/*
 * What cJSON would let through: nesting up to 1000, \u0000 (which cuts the
 * string), raw control characters, which it takes for white space outside of
 * strings, and escapes that would bring UTF-8 into another encoding.
 */
sm_status
sm_json_check(const char *json, size_t length, sm_encoding encoding,
			  sm_error *error)
{
	bool		quoted = false;
	int			depth = 0;
	int			commas = 0;
	size_t		bad;

	if (length > SM_RULES_JSON_BYTES)
		return sm_fail(error, SM_TOO_LARGE,
					"The document has %zu bytes; the limit is %d.", length,
					SM_RULES_JSON_BYTES);
	if (encoding == SM_ENCODING_UTF8 &&
		!sm_valid_utf8((const uint8_t *) json, length, &bad))
		return sm_fail(error, SM_BAD_ENCODING,
					"The text is not valid UTF-8 at byte %zu.", bad + 1);
	for (size_t i = 0; i < length; i++)
	{
		unsigned char c = (unsigned char) json[i];

		if (c < 0x20 && (quoted || (c != '\t' && c != '\n' && c != '\r')))
			return sm_fail(error, SM_BAD_JSON,
						"There is a control character at byte %zu.", i + 1);
		if (quoted && c == '\\' && i + 1 < length)
		{
			i++;
			if (json[i] == 'u' && i + 4 < length &&
				!escape_allowed(json + i + 1, encoding))
				return sm_fail(error, SM_BAD_JSON,
							   "The escape \\%.5s at byte %zu cannot be "
							   "used in the encoding of this database.",
							   json + i, i);
		}
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && (c == '}' || c == ']'))
			depth--;
		else if (!quoted && c == ',' && ++commas >= MOST_VALUES)
			return sm_fail(error, SM_TOO_LARGE,
						   "The document has more than %d values.",
						   MOST_VALUES);
		if (depth > SM_RULES_JSON_DEPTH)
			return sm_fail(error, SM_TOO_LARGE,
						"The document is nested deeper than %d levels.",
						SM_RULES_JSON_DEPTH);
	}
	return SM_OK;
}
