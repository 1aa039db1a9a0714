/*-------------------------------------------------------------------------
 *
 * spend_text.c
 *	  Lines of spend and their summaries as text.
 *
 * What is written reads again as the same bytes, once packed.
 *
 *-------------------------------------------------------------------------
 */
#include "core/spend.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/quoted.h"
#include "core/units_text.h"

/* Bytes of a word at most, keys and currencies aside. */
#define WORD_ROOM	160

/* Words of a line. */
enum
{
	LINE_KEY, LINE_AMOUNT, LINE_REACHED, LINE_FUNCTION, LINE_CURRENCY,
	LINE_WORDS
};

static const char *const line_words[LINE_WORDS + 1] = {
	"key", "amount", "reached", "function", "currency", NULL
};

/* Words of a summary that are not functions. */
#define WORD_SKIPPED	SM_FUNCTIONS
#define WORD_CURRENCY	(SM_FUNCTIONS + 1)
#define SUMMARY_WORDS	(SM_FUNCTIONS + 2)

#define CURRENCY_WRONG	"A currency is 1 to 15 bytes in double quotes."

/* A line that is being read. */
typedef struct sm_line_parts
{
	char		currency[SM_SPEND_CURRENCY_BYTES];
	sm_spend_line   *line;
} sm_line_parts;

/*
 * Reads the currency at *text into a zeroed field.
 */
static sm_counts_read
read_currency(const char **text, char currency[SM_SPEND_CURRENCY_BYTES],
			  size_t *length, const char **detail)
{
	if (!sm_read_quoted(text, currency, SM_SPEND_CURRENCY_BYTES, length) ||
		*length == 0)
	{
		*detail = CURRENCY_WRONG;
		return SM_COUNTS_MALFORMED;
	}
	return SM_COUNTS_READ;
}

/*
 * Reads the name of a function at *text up to white space.
 */
static sm_counts_read
read_function(const char **text, uint8_t *function, const char **detail)
{
	size_t		length = strcspn(*text, " \t\n\v\f\r");
	int			found = sm_label_find(sm_function_names, *text, length);

	if (found == SM_NO_LABEL)
	{
		*detail = "Functions are sales, marketing, joint, other and "
			"unclassified.";
		return SM_COUNTS_MALFORMED;
	}
	*function = (uint8_t) found;
	*text += length;
	return SM_COUNTS_READ;
}

/*
 * Reads what stands behind the equals sign of one word of a line.
 */
static sm_counts_read
read_line_value(const char **text, int word, sm_line_parts *parts,
				const char **detail)
{
	sm_spend_line   *line = parts->line;
	sm_counts_read result = SM_COUNTS_READ;
	sm_int128	units = 0;
	size_t		length = 0;

	switch (word)
	{
		case LINE_KEY:
			if (!sm_read_quoted(text, line->text, SM_KEY_BYTES, &length))
				result = SM_COUNTS_MALFORMED;
			line->key_length = (uint16_t) length;
			line->given |= SM_SPEND_KEY;
			*detail = "A key is up to 1024 bytes in double quotes, with a "
				"backslash before double quotes and backslashes.";
			break;
		case LINE_AMOUNT:
			result = sm_read_units(text, &units);
			if (units > SM_SPEND_MOST || units < -SM_SPEND_MOST)
				result = SM_COUNTS_OUT_OF_RANGE;
			line->amount = (int64_t) units;
			line->given |= SM_SPEND_AMOUNT;
			*detail = result == SM_COUNTS_OUT_OF_RANGE ?
				"An amount is between -900000000000000 and 900000000000000." :
				"An amount is decimal digits, up to four behind a point.";
			break;
		case LINE_REACHED:
			result = sm_read_number(text, &line->reached);
			*detail = result == SM_COUNTS_OUT_OF_RANGE ?
				SM_NUMBER_TOO_LARGE : "Reached is decimal digits.";
			break;
		case LINE_FUNCTION:
			result = read_function(text, &line->function, detail);
			break;
		default:
			result = read_currency(text, parts->currency, &length, detail);
			line->currency_length = (uint8_t) length;
	}
	return result;
}

sm_counts_read
sm_spend_read(const char *text, sm_spend_line *line, const char **detail)
{
	sm_line_parts parts = {.line = line};
	bool		seen[LINE_WORDS] = {false};

	line->reached = SM_REACH_UNKNOWN;
	line->function = SM_UNCLASSIFIED;
	for (sm_skip_space(&text); *text != '\0'; sm_skip_space(&text))
	{
		const char *start = text;
		int			word = sm_label_find(line_words, start,
										 sm_read_name(&text));
		sm_counts_read result;

		if (word == SM_NO_LABEL)
		{
			*detail = "Words are key, amount, reached, function and "
				"currency, each with = and what it is.";
			return SM_COUNTS_MALFORMED;
		}
		if (seen[word])
		{
			*detail = SM_WORD_TWICE;
			return SM_COUNTS_MALFORMED;
		}
		seen[word] = true;
		result = read_line_value(&text, word, &parts, detail);
		if (result != SM_COUNTS_READ)
			return result;
		if (!sm_at_word_end(text))
		{
			*detail = "Between words there is white space.";
			return SM_COUNTS_MALFORMED;
		}
	}
	memcpy(line->text + line->key_length, parts.currency,
		   line->currency_length);
	line->used = (uint32_t) (SM_SPEND_BYTES + line->key_length +
							 line->currency_length);
	return SM_COUNTS_READ;
}

void
sm_spend_write(const sm_spend_line *line, char text[SM_SPEND_TEXT])
{
	char	   *end = text;
	char	   *limit = text + SM_SPEND_TEXT;

	if (line->given & SM_SPEND_KEY)
	{
		end += snprintf(end, limit - end, "key=");
		end += sm_write_quoted(line->text, line->key_length, end);
		*end++ = ' ';
	}
	if (line->given & SM_SPEND_AMOUNT)
	{
		end += snprintf(end, limit - end, "amount=");
		end += sm_write_units(line->amount, end);
		*end++ = ' ';
	}
	if (line->reached != SM_REACH_UNKNOWN)
		end += snprintf(end, limit - end, "reached=%" PRId64 " ",
						line->reached);
	end += snprintf(end, limit - end, "function=%s",
					sm_function_names[line->function]);
	if (line->currency_length > 0)
	{
		end += snprintf(end, limit - end, " currency=");
		end += sm_write_quoted(line->text + line->key_length,
							   line->currency_length, end);
	}
	*end = '\0';
}

size_t
sm_spend_summary_text_room(const sm_spend_summary *summary)
{
	return (SUMMARY_WORDS + (size_t) summary->block.count) * WORD_ROOM +
		(size_t) summary->block.used * 2;
}

sm_status
sm_spend_summary_write(const sm_spend_summary *summary, char *text,
					   const volatile sig_atomic_t *stop)
{
	const sm_keyed_record *record;
	size_t		length = sm_spend_currency_length(summary);

	if (length > 0)
	{
		text += sprintf(text, "currency=");
		text += sm_write_quoted(summary->currency, length, text);
		*text++ = ' ';
	}
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		const sm_spend_totals *totals = &summary->totals[i];

		if (totals->lines == 0)
			continue;
		text += sprintf(text, "%s=%" PRId64 "/%" PRId64 "/%" PRId64 "/",
						sm_function_names[i], totals->lines, totals->reached,
						totals->without_reached);
		text += sm_write_units(totals->unallocated, text);
		*text++ = ' ';
	}
	record = sm_keyed_first(&sm_spend_layout, &summary->block);
	for (uint32_t i = 0; i < summary->block.count; i++)
	{
		if (sm_stop_wanted_at(i, stop))
			return SM_STOPPED;
		text += sprintf(text, "%s:", sm_function_names[record->kind]);
		text += sm_write_quoted(sm_keyed_key(&sm_spend_layout, record),
								record->key_length, text);
		*text++ = '=';
		text += sm_write_units(*sm_keyed_wide(record), text);
		*text++ = ' ';
		record = sm_keyed_next(&sm_spend_layout, record);
	}
	sprintf(text, "skipped=%" PRId64, summary->skipped);
	return SM_OK;
}

/*
 * A record has a colon in the text, and its key stands there, too.
 */
size_t
sm_spend_summary_room(const char *text)
{
	size_t		record = sm_keyed_bytes(&sm_spend_layout, 0, 0) + 7;
	size_t		room = sizeof(sm_spend_summary);

	for (; *text != '\0'; text++)
		room += *text == ':' ? record : 1;
	return room;
}

/*
 * Reads the four numbers of a function.
 */
static sm_counts_read
read_totals(const char **text, sm_spend_totals *totals)
{
	int64_t    *numbers[] = {
		&totals->lines, &totals->reached, &totals->without_reached
	};

	for (int i = 0; i < 3; i++)
	{
		sm_counts_read result = sm_read_number(text, numbers[i]);

		if (result != SM_COUNTS_READ)
			return result;
		if (**text != '/')
			return SM_COUNTS_MALFORMED;
		(*text)++;
	}
	return sm_read_units(text, &totals->unallocated);
}

/*
 * Reads the key and the sum that stand behind the name of a function and a
 * colon, and appends a record.
 */
static sm_counts_read
read_record(const char **text, int function, sm_spend_summary *summary,
			size_t size, const char **detail)
{
	char		key[SM_KEY_BYTES];
	size_t		length;
	sm_int128	units;
	sm_keyed_record *record;
	sm_counts_read result;

	*detail = "A sum is a function, a colon, a key of up to 1024 bytes in "
		"double quotes, an equals sign and an amount, such as "
		"sales:\"acme\"=12.5.";
	if (!sm_read_quoted(text, key, SM_KEY_BYTES, &length) || **text != '=')
		return SM_COUNTS_MALFORMED;
	(*text)++;
	result = sm_read_units(text, &units);
	if (result != SM_COUNTS_READ)
	{
		if (result == SM_COUNTS_OUT_OF_RANGE)
			*detail = "A sum is out of range.";
		return result;
	}
	record = sm_keyed_append(&sm_spend_layout, &summary->block, size,
							 (unsigned) function, key, length);
	if (record == NULL)
	{
		*detail = "There are more than 4000000 sums.";
		return SM_COUNTS_OUT_OF_RANGE;
	}
	*detail = "A sum is out of range.";
	return sm_keyed_sum_wide(&sm_spend_layout, sm_keyed_wide(record), units) ?
		SM_COUNTS_READ : SM_COUNTS_OUT_OF_RANGE;
}

/*
 * Reads one word that is not a sum under a key, and marks it in seen.
 */
static sm_counts_read
read_word(const char **text, sm_spend_summary *summary,
		  bool seen[SUMMARY_WORDS], const char **detail)
{
	const char *start = *text;
	size_t		length = sm_read_name(text);
	int			word = sm_label_find(sm_function_names, start, length);
	size_t		ignored;
	sm_counts_read result;

	if (length == strlen("skipped") && memcmp(start, "skipped", length) == 0)
		word = WORD_SKIPPED;
	if (length == strlen("currency") && memcmp(start, "currency", length) == 0)
		word = WORD_CURRENCY;
	*detail = "Words are sales, marketing, joint, other, unclassified, "
		"skipped and currency, each with = and what it is.";
	if (word == SM_NO_LABEL)
		return SM_COUNTS_MALFORMED;
	*detail = SM_WORD_TWICE;
	if (seen[word])
		return SM_COUNTS_MALFORMED;
	seen[word] = true;

	if (word == WORD_CURRENCY)
		return read_currency(text, summary->currency, &ignored, detail);
	if (word == WORD_SKIPPED)
		result = sm_read_number(text, &summary->skipped);
	else
		result = read_totals(text, &summary->totals[word]);
	*detail = result == SM_COUNTS_OUT_OF_RANGE ? "A number is too large." :
		"A function has lines/reached/without reach/amount without a key, "
		"such as sales=3/10/1/50.25.";
	return result;
}

sm_counts_read
sm_spend_summary_read(const char *text, sm_spend_summary *summary,
					  size_t size, const volatile sig_atomic_t *stop,
					  const char **detail)
{
	bool		seen[SUMMARY_WORDS] = {false};

	summary->block.used = sizeof(*summary);
	for (sm_skip_space(&text); *text != '\0'; sm_skip_space(&text))
	{
		size_t		length = strcspn(text, ":=\" ");
		sm_counts_read result;

		if (sm_stop_wanted_at(summary->block.count, stop))
		{
			*detail = sm_flaw_stopped;
			return SM_COUNTS_MALFORMED;
		}
		if (text[length] == ':')
		{
			int			function = sm_label_find(sm_function_names, text,
												 length);

			*detail = "Functions are sales, marketing, joint, other and "
				"unclassified.";
			if (function == SM_NO_LABEL)
				return SM_COUNTS_MALFORMED;
			text += length + 1;
			result = read_record(&text, function, summary, size, detail);
		}
		else
			result = read_word(&text, summary, seen, detail);
		if (result != SM_COUNTS_READ)
			return result;
		if (!sm_at_word_end(text))
		{
			*detail = "Between words there is white space.";
			return SM_COUNTS_MALFORMED;
		}
	}
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		if (summary->totals[i].lines > 0)
			summary->currency_known = 1;
	}
	*detail = sm_spend_summary_flaw(summary);
	return *detail == NULL ? SM_COUNTS_READ : SM_COUNTS_MALFORMED;
}
