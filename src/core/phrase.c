/*-------------------------------------------------------------------------
 *
 * phrase.c
 *	  Phrases: words with a space between two and perhaps a star behind each.
 *
 * Nothing here reads behind the text or writes more than SM_PHRASE_BYTES.
 *
 *-------------------------------------------------------------------------
 */
#include "core/phrase.h"

#include <string.h>

#include "core/rules.h"

bool
sm_phrase_next(const char *text, size_t length, size_t *position,
			   sm_encoding encoding, sm_word *word, bool *star,
			   sm_phrase_fault *fault)
{
	const uint8_t *bytes = (const uint8_t *) text;
	size_t		from = *position;
	size_t		end = length;
	bool		found = sm_next_word(bytes, length, from, encoding, word);

	if (found)
		end = word->start;
	if (end > from && memchr(text + from, '*', end - from) != NULL)
	{
		*fault = SM_PHRASE_STAR;
		return false;
	}
	if (!found)
		return false;
	if (word->cut)
	{
		*fault = SM_PHRASE_LONG_WORD;
		return false;
	}

	*star = word->end < length && text[word->end] == '*';
	*position = word->end + (*star ? 1 : 0);
	if (*star)
	{
		sm_word		behind;

		/* "dem*o" is no phrase: the star has to end its word */
		if (sm_next_word(bytes, length, *position, encoding, &behind) &&
			behind.start == *position)
		{
			*fault = SM_PHRASE_STAR;
			return false;
		}
	}
	return true;
}

sm_phrase_fault
sm_phrase_normalise(const char *text, size_t length, sm_encoding encoding,
					bool stars, char *to, size_t *to_length)
{
	sm_phrase_fault fault = SM_PHRASE_FINE;
	size_t		position = 0;
	size_t		used = 0;
	int			words = 0;
	sm_word		word;
	bool		star = false;

	for (;;)
	{
		if (stars)
		{
			if (!sm_phrase_next(text, length, &position, encoding, &word,
								&star, &fault))
				break;
		}
		else
		{
			if (!sm_next_word((const uint8_t *) text, length, position,
							  encoding, &word))
				break;
			position = word.end;
			if (word.cut)
				return SM_PHRASE_LONG_WORD;
		}
		if (++words > SM_PHRASE_WORDS)
			return SM_PHRASE_MANY_WORDS;
		if (used > 0)
			to[used++] = ' ';
		memcpy(to + used, word.folded, word.length);
		used += word.length;
		if (star)
			to[used++] = '*';
	}
	if (fault != SM_PHRASE_FINE)
		return fault;
	if (words == 0)
		return SM_PHRASE_EMPTY;

	if (encoding == SM_ENCODING_UTF8)
		used = sm_compose((uint8_t *) to, used);
	*to_length = used;
	return SM_PHRASE_FINE;
}
