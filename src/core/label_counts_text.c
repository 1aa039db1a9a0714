/*-------------------------------------------------------------------------
 *
 * label_counts_text.c
 *	  What makes counts valid, and their text form.
 *
 * The text form is "sales=12 marketing=9 joint=0 other=4 skipped=1; call=
 * 3/0/0/1; cold call=3/0/0/0": rows of each label, then for each phrase the
 * rows it is in.
 *
 *-------------------------------------------------------------------------
 */
#include "core/label_counts.h"

#include <stdio.h>
#include <string.h>

#include "core/count_text.h"
#include "core/phrase.h"
#include "core/rules.h"

/* Words in front of the phrases, those of the labels first. */
#define HEAD_SKIPPED SM_EVIDENCE_CLASSES
#define HEAD_LIMIT (SM_EVIDENCE_CLASSES + 1)

static const char *const head_names[] = {
	"sales", "marketing", "joint", "other", "skipped", "limit", NULL
};

/* Whether a text is one or two words as they are printed. */
static bool
is_phrase(const char *text, size_t length, sm_encoding encoding)
{
	char		again[SM_PHRASE_BYTES];
	size_t		again_length;
	const char *space = memchr(text, ' ', length);

	if (space != NULL && memchr(space + 1, ' ', length -
								(size_t) (space + 1 - text)) != NULL)
		return false;
	return sm_phrase_normalise(text, length, encoding, false, again,
							   &again_length) == SM_PHRASE_FINE &&
		again_length == length && memcmp(text, again, length) == 0;
}

/* What is wrong with one record of that many bytes. */
static const char *
phrase_flaw(const sm_label_counts *counts, const sm_label_phrase *phrase,
			sm_encoding encoding)
{
	size_t		end = offsetof(sm_label_phrase, text) + phrase->length;
	uint32_t	sum = 0;

	for (; end < sm_label_record(phrase->length); end++)
		if (((const char *) phrase)[end] != 0)
			return "Its padding is not zero.";
	if (!is_phrase(phrase->text, phrase->length, encoding))
		return "A phrase is not one or two folded words.";
	if (phrase->hash != sm_label_hash(phrase->text, phrase->length))
		return "A hash is not that of its phrase.";
	if (phrase->hash >= counts->limit)
		return "A phrase is not below the limit.";
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		if (phrase->count[i] > counts->rows[i])
			return "A phrase is in more rows than there are.";
		sum |= phrase->count[i];
	}
	return sum == 0 ? "A phrase is in no row." : NULL;
}

/* What is wrong with the head. */
static const char *
head_flaw(const sm_label_counts *counts, uint32_t most)
{
	uint64_t	rows = 0;

	if (counts->most != most)
		return "It keeps another number of phrases than this release.";
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		rows += counts->rows[i];
	if (rows > UINT32_MAX)
		return "It has more than 4294967295 rows.";
	if (counts->skipped < 0)
		return "A number is negative.";
	if (counts->limit < 0)
		return "Its limit is negative.";
	return NULL;
}

const char *
sm_label_counts_flaw(const sm_label_counts *counts, uint32_t most,
					 sm_encoding encoding)
{
	const char *flaw = head_flaw(counts, most);
	size_t		offset = sizeof(*counts);
	uint32_t	count = 0;

	while (flaw == NULL && offset < counts->used)
	{
		const sm_label_phrase *phrase = (const sm_label_phrase *)
			((const char *) counts + offset);
		size_t		left = counts->used - offset;

		if (left < offsetof(sm_label_phrase, text) + 1 ||
			phrase->length == 0 || phrase->length > SM_LABEL_PHRASE_BYTES ||
			sm_label_record(phrase->length) > left)
			return "Its sizes contradict each other.";
		flaw = phrase_flaw(counts, phrase, encoding);
		offset += sm_label_record(phrase->length);
		count++;
	}
	if (flaw == NULL && count != counts->count)
		return "Its sizes contradict each other.";
	return flaw;
}

/* Reads a number that fits in 32 bits. */
static sm_counts_read
read_count(const char **text, uint32_t *count, const char **detail)
{
	int64_t		number = 0;
	sm_counts_read result = sm_read_number(text, &number);

	if (result == SM_COUNTS_MALFORMED)
		*detail = "A number is missing.";
	else if (result == SM_COUNTS_OUT_OF_RANGE || number > UINT32_MAX)
	{
		*detail = "A number of rows is larger than 4294967295.";
		return SM_COUNTS_OUT_OF_RANGE;
	}
	*count = (uint32_t) number;
	return result;
}

/* Reads one word in front of the phrases. */
static sm_counts_read
read_head_word(const char **text, sm_label_counts *counts, unsigned *seen,
			   const char **detail)
{
	const char *name = *text;
	size_t		length = sm_read_name(text);
	int			word = sm_label_find(head_names, name, length);
	int64_t		number = 0;
	sm_counts_read result;

	if (word == SM_NO_LABEL)
	{
		*detail = "Expected sales, marketing, joint, other, skipped or limit "
			"and an equals sign.";
		return SM_COUNTS_MALFORMED;
	}
	if (*seen & (1u << word))
	{
		*detail = SM_WORD_TWICE;
		return SM_COUNTS_MALFORMED;
	}
	*seen |= 1u << word;
	if (word < SM_EVIDENCE_CLASSES)
		return read_count(text, &counts->rows[word], detail);
	result = sm_read_number(text, &number);
	if (result == SM_COUNTS_OUT_OF_RANGE)
		*detail = SM_NUMBER_TOO_LARGE;
	else if (result == SM_COUNTS_MALFORMED)
		*detail = "A number is missing.";
	else if (word == HEAD_SKIPPED)
		counts->skipped = number;
	else
		counts->limit = number;
	return result;
}

/* Reads one phrase and its counts. */
static sm_counts_read
read_phrase(const char **text, sm_label_counts *counts, size_t size,
			const char **detail)
{
	const char *name = *text;
	size_t		length = strcspn(name, "=;");
	uint32_t	count[SM_EVIDENCE_CLASSES];

	*detail = "Expected a phrase, an equals sign and four numbers with a "
		"slash between two.";
	if (name[length] != '=')
		return SM_COUNTS_MALFORMED;
	*text += length + 1;
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		sm_counts_read result;

		if (i > 0 && *(*text)++ != '/')
			return SM_COUNTS_MALFORMED;
		result = read_count(text, &count[i], detail);
		if (result != SM_COUNTS_READ)
			return result;
		*detail = "A phrase has less than four numbers.";
	}
	if (counts->count == counts->most)
	{
		*detail = "It has more phrases than are ever kept.";
		return SM_COUNTS_MALFORMED;
	}
	if (!sm_label_counts_append(counts, size, name, length, count))
	{
		*detail = "A phrase is not one or two folded words.";
		return SM_COUNTS_MALFORMED;
	}
	return SM_COUNTS_READ;
}

sm_counts_read
sm_label_counts_read(const char *text, sm_label_counts *counts, size_t size,
					 const char **detail)
{
	unsigned	seen = 0;
	sm_counts_read result = SM_COUNTS_READ;

	sm_skip_space(&text);
	while (*text != '\0' && *text != ';')
	{
		const char *before;

		result = read_head_word(&text, counts, &seen, detail);
		if (result != SM_COUNTS_READ)
			return result;
		before = text;
		sm_skip_space(&text);
		if (text == before && *text != '\0' && *text != ';')
		{
			*detail = "A number is followed by something else.";
			return SM_COUNTS_MALFORMED;
		}
	}
	while (*text == ';')
	{
		text++;
		sm_skip_space(&text);
		result = read_phrase(&text, counts, size, detail);
		if (result != SM_COUNTS_READ)
			return result;
		sm_skip_space(&text);
	}
	if (*text != '\0')
	{
		*detail = "A number is followed by something else.";
		return SM_COUNTS_MALFORMED;
	}
	return SM_COUNTS_READ;
}

/* Appends text, or only counts it where to is NULL. */
static size_t
put(char *to, size_t used, const char *text, size_t length)
{
	if (to != NULL)
		memcpy(to + used, text, length);
	return used + length;
}

size_t
sm_label_counts_write(const sm_label_counts *counts, char *to)
{
	const sm_label_phrase *phrase = sm_label_first(counts);
	char		part[160];
	int			length;
	size_t		used;

	length = snprintf(part, sizeof(part),
					  "sales=%u marketing=%u joint=%u other=%u skipped=%lld",
					  (unsigned) counts->rows[0], (unsigned) counts->rows[1],
					  (unsigned) counts->rows[2], (unsigned) counts->rows[3],
					  (long long) counts->skipped);
	used = put(to, 0, part, (size_t) length);
	if (counts->limit < SM_NO_LIMIT)
	{
		length = snprintf(part, sizeof(part), " limit=%lld",
						  (long long) counts->limit);
		used = put(to, used, part, (size_t) length);
	}
	for (uint32_t i = 0; i < counts->count; i++)
	{
		used = put(to, used, "; ", 2);
		used = put(to, used, phrase->text, phrase->length);
		length = snprintf(part, sizeof(part), "=%u/%u/%u/%u",
						  (unsigned) phrase->count[0],
						  (unsigned) phrase->count[1],
						  (unsigned) phrase->count[2],
						  (unsigned) phrase->count[3]);
		used = put(to, used, part, (size_t) length);
		phrase = sm_label_next(phrase);
	}
	return used;
}
