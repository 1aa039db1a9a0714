/*-------------------------------------------------------------------------
 *
 * keyed_text.c
 *	  The text form of records of sums under keys.
 *
 * What is written is read back as the same bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "core/keyed_text.h"

#include <string.h>

#include "core/bytes.h"
#include "core/labels.h"

/* Records read in one call. */
#define CALL_WORK 4096

size_t
sm_write_wide(sm_int128 number, char to[SM_WIDE_TEXT])
{
	sm_uint128	size = number < 0 ? -(sm_uint128) number :
		(sm_uint128) number;
	char		digits[SM_WIDE_TEXT];
	size_t		count = 0;
	size_t		length = 0;

	do
	{
		digits[count++] = (char) ('0' + (int) (size % 10));
		size /= 10;
	} while (size > 0);
	if (number < 0)
		to[length++] = '-';
	while (count > 0)
		to[length++] = digits[--count];
	to[length] = '\0';
	return length;
}

sm_counts_read
sm_read_wide(const char **text, sm_int128 *number)
{
	const char *from = *text;
	bool		negative = *from == '-';
	sm_uint128	most = (sm_uint128) SM_INT128_MAX + negative;
	sm_uint128	size = 0;

	from += negative;
	if (*from < '0' || *from > '9')
		return SM_COUNTS_MALFORMED;
	for (; *from >= '0' && *from <= '9'; from++)
	{
		unsigned	digit = (unsigned) (*from - '0');

		if (size > (most - digit) / 10)
			return SM_COUNTS_OUT_OF_RANGE;
		size = size * 10 + digit;
	}
	*number = negative ? (sm_int128) -size : (sm_int128) size;
	*text = from;
	return SM_COUNTS_READ;
}

sm_status
sm_keyed_write(const sm_keyed_layout *layout, const sm_keyed_words *words,
			   const sm_keyed *block, char *to,
			   const volatile sig_atomic_t *stop, size_t *length)
{
	const sm_keyed_record *record = sm_keyed_first(layout, block);
	size_t		used = 0;

	for (uint32_t n = 0; n < block->count; n++)
	{
		unsigned	wide = layout->sums[record->kind].wide;
		unsigned	sums = wide + layout->sums[record->kind].narrow;
		const char *kind = words->kinds[record->kind];

		if (sm_stop_wanted_at(n, stop))
			return SM_STOPPED;
		used = sm_append_bytes(to, used, "; ", 2);
		used = sm_append_bytes(to, used, kind, strlen(kind));
		used = sm_append_bytes(to, used, " ", 1);
		used += words->write_key(record->kind, sm_keyed_key(layout, record),
								 record->key_length,
								 to == NULL ? NULL : to + used);
		for (unsigned i = 0; i < sums; i++)
		{
			sm_int128	sum = i < wide ? sm_keyed_wide(record)[i] :
				sm_keyed_narrow(layout, record)[i - wide];
			char		number[SM_WIDE_TEXT];
			size_t		digits = sm_write_wide(sum, number);

			used = sm_append_bytes(to, used, i == 0 ? "=" : "/", 1);
			used = sm_append_bytes(to, used, number, digits);
		}
		record = sm_keyed_next(layout, record);
	}
	*length = used;
	return SM_OK;
}

/* Reads the sums behind the key of a record. */
static sm_counts_read
read_sums(const sm_keyed_layout *layout, const char **text,
		  sm_keyed_record *record)
{
	unsigned	wide = layout->sums[record->kind].wide;
	unsigned	sums = wide + layout->sums[record->kind].narrow;

	for (unsigned i = 0; i < sums; i++)
	{
		sm_counts_read result;
		sm_int128	sum = 0;

		if (**text != (i == 0 ? '=' : '/'))
			return SM_COUNTS_MALFORMED;
		(*text)++;
		result = sm_read_wide(text, &sum);
		if (result != SM_COUNTS_READ)
			return result;
		if (i < wide)
			sm_keyed_wide(record)[i] = sum;
		else if (sum < INT64_MIN || sum > INT64_MAX)
			return SM_COUNTS_OUT_OF_RANGE;
		else
			sm_keyed_narrow(layout, record)[i - wide] = (int64_t) sum;
	}
	return SM_COUNTS_READ;
}

/* Reads one record behind its semicolon. */
static sm_counts_read
read_record(const sm_keyed_layout *layout, const sm_keyed_words *words,
			const char **text, sm_keyed *block, size_t size)
{
	char		key[SM_KEY_BYTES];
	size_t		length = strcspn(*text, " \t\n\v\f\r");
	int			kind = sm_label_find(words->kinds, *text, length);
	sm_keyed_record *record;

	if (kind == SM_NO_LABEL)
		return SM_COUNTS_MALFORMED;
	*text += length;
	sm_skip_space(text);
	if (!words->read_key((unsigned) kind, text, key, &length))
		return SM_COUNTS_MALFORMED;
	record = sm_keyed_append(layout, block, size, (unsigned) kind, key,
							 length);
	if (record == NULL)
		return SM_COUNTS_OUT_OF_RANGE;
	return read_sums(layout, text, record);
}

sm_counts_read
sm_keyed_read(const sm_keyed_layout *layout, const sm_keyed_words *words,
			  const char **text, sm_keyed *block, size_t size,
			  const char **detail)
{
	sm_skip_space(text);
	for (int n = 0; **text != '\0' && n < CALL_WORK; n++)
	{
		sm_counts_read result = SM_COUNTS_MALFORMED;

		if (**text == ';')
		{
			(*text)++;
			sm_skip_space(text);
			result = read_record(layout, words, text, block, size);
		}
		if (result == SM_COUNTS_MALFORMED)
			*detail = "A record is a semicolon, its kind, its key and its "
				"sums, as they are written.";
		else if (result == SM_COUNTS_OUT_OF_RANGE)
			*detail = "A number is too large, or there are too many records.";
		if (result != SM_COUNTS_READ)
			return result;
		sm_skip_space(text);
	}
	return SM_COUNTS_READ;
}

size_t
sm_keyed_room(const char *text)
{
	/* two characters of a text are a sum of sixteen bytes at most */
	return 8 * strlen(text) + 8;
}
