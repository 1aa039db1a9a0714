/*-------------------------------------------------------------------------
 *
 * touch_text.c
 *	  The text form of a touch, which is also that of a touch in a summary.
 *
 * What is written reads back as the same bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "core/touch_text.h"

#include <stdio.h>

#include "core/civil.h"
#include "core/count_text.h"
#include "core/quoted.h"

#define MICROS_A_SECOND	INT64_C(1000000)
#define MICROS_A_DAY	(86400 * MICROS_A_SECOND)

/* The words of a touch, in the order in which they are written. */
enum word
{
	WORD_TIME, WORD_EVENT, WORD_FUNCTION, WORD_MODE, WORD_PURPOSE,
	WORD_DIRECTION, WORD_RECIPIENTS,
	WORD_CHANNEL, WORD_ACTOR, WORD_THREAD, WORD_CAMPAIGN, WORD_ID,
	WORDS
};

static const char *const word_names[WORDS + 1] = {
	"occurred_at", "event", "function", "mode", "purpose", "direction",
	"recipients", "channel", "actor", "thread", "campaign", "activity_id",
	NULL
};

/* The text that a word stands for, from WORD_CHANNEL on. */
static const sm_touch_text_field word_fields[WORDS] = {
	[WORD_CHANNEL] = SM_TOUCH_CHANNEL,
	[WORD_ACTOR] = SM_TOUCH_ACTOR,
	[WORD_THREAD] = SM_TOUCH_THREAD,
	[WORD_CAMPAIGN] = SM_TOUCH_CAMPAIGN,
	[WORD_ID] = SM_TOUCH_ID
};

/* Reads exactly so many digits. */
static bool
read_digits(const char **text, int count, int64_t *number)
{
	*number = 0;
	for (int i = 0; i < count; i++)
	{
		if (**text < '0' || **text > '9')
			return false;
		*number = *number * 10 + (*(*text)++ - '0');
	}
	return true;
}

/* Reads a character that must stand there. */
static bool
read_char(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

/* Reads a year of four to six digits, with a minus sign before year 0. */
static bool
read_year(const char **text, int64_t *year)
{
	bool		negative = read_char(text, '-');
	int			digits = 0;

	while (digits < 7 && (*text)[digits] >= '0' && (*text)[digits] <= '9')
		digits++;
	if (digits < 4 || digits > 6 || !read_digits(text, digits, year))
		return false;
	if (negative)
		*year = -*year;
	return true;
}

/* Reads up to six decimals of a second. */
static bool
read_micros(const char **text, int64_t *micros)
{
	int64_t		unit = MICROS_A_SECOND / 10;

	*micros = 0;
	if (!read_char(text, '.'))
		return true;
	if (**text < '0' || **text > '9')
		return false;
	for (; **text >= '0' && **text <= '9'; unit /= 10)
	{
		if (unit == 0)
			return false;
		*micros += (*(*text)++ - '0') * unit;
	}
	return true;
}

/* Reads a point in time in UTC. */
static bool
read_time(const char **text, int64_t *at)
{
	int64_t		year;
	int64_t		month;
	int64_t		day;
	int64_t		hour;
	int64_t		minute;
	int64_t		second;
	int64_t		micros;

	if (!read_year(text, &year) || !read_char(text, '-') ||
		!read_digits(text, 2, &month) || !read_char(text, '-') ||
		!read_digits(text, 2, &day) || !read_char(text, 'T') ||
		!read_digits(text, 2, &hour) || !read_char(text, ':') ||
		!read_digits(text, 2, &minute) || !read_char(text, ':') ||
		!read_digits(text, 2, &second) || !read_micros(text, &micros) ||
		!read_char(text, 'Z') ||
		month < 1 || month > 12 || day < 1 ||
		day > sm_month_length(year, (int) month) ||
		hour > 23 || minute > 59 || second > 59 || year > 294276)
		return false;
	*at = sm_day_of(year, (int) month, (int) day) * MICROS_A_DAY +
		((hour * 60 + minute) * 60 + second) * MICROS_A_SECOND + micros;
	return *at >= SM_FIRST_TIME && *at < SM_TIME_END;
}

/* Reads a label of a list. */
static bool
read_label(const char **text, const char *const *names, unsigned *label)
{
	size_t		length = strspn(*text, "abcdefghijklmnopqrstuvwxyz_");
	int			found = sm_label_find(names, *text, length);

	if (found == SM_NO_LABEL)
		return false;
	*label = (unsigned) found;
	*text += length;
	return true;
}

/* Reads a number of recipients. */
static bool
read_recipients(const char **text, int32_t *recipients)
{
	int64_t		number;

	if (sm_read_number(text, &number) != SM_COUNTS_READ || number > INT32_MAX)
		return false;
	*recipients = (int32_t) number;
	return true;
}

/* Reads what stands behind the equals sign of a word. */
static bool
read_word(const char **text, int word, sm_touch_fields *fields,
		  sm_touch_texts *texts)
{
	sm_touch_text_field field = word_fields[word];

	unsigned	label = 0;
	bool		read = true;

	switch (word)
	{
		case WORD_TIME:
			return read_time(text, &fields->head.at);
		case WORD_EVENT:
			read = read_label(text, sm_touch_event_names, &label);
			fields->head.event = label & 7;
			break;
		case WORD_FUNCTION:
			read = read_label(text, sm_function_names, &label);
			fields->head.function = label & 7;
			break;
		case WORD_MODE:
			read = read_label(text, sm_mode_names, &label);
			fields->head.mode = label & 3;
			break;
		case WORD_PURPOSE:
			read = read_label(text, sm_purpose_names, &label);
			fields->head.purpose = label & 7;
			break;
		case WORD_DIRECTION:
			read = read_label(text, sm_direction_names, &label);
			fields->head.direction = label & 3;
			break;
		case WORD_RECIPIENTS:
			return read_recipients(text, &fields->recipients);
		default:
			fields->text[field].text = texts->text[field];
			return sm_read_quoted(text, texts->text[field],
								  SM_TOUCH_TEXT_BYTES,
								  &fields->text[field].length);
	}
	return read;
}

const char *
sm_touch_read(const char **text, sm_touch_fields *fields,
			  sm_touch_texts *texts)
{
	bool		seen[WORDS] = {false};

	sm_touch_begin(fields);
	for (sm_skip_space(text); **text != '\0' && **text != ';';
		 sm_skip_space(text))
	{
		const char *name = *text;
		size_t		length = sm_read_name(text);
		int			word = sm_label_find(word_names, name, length);

		if (length == 0)
			return "A word is not name=value.";
		if (word == SM_NO_LABEL)
			return "A word has a name that is unknown.";
		if (seen[word])
			return SM_WORD_TWICE;
		seen[word] = true;
		if (!read_word(text, word, fields, texts))
			return "A word has a value that it cannot have.";
		if (**text != ';' && !sm_at_word_end(*text))
			return "Something stands behind a value.";
	}
	return NULL;
}

/* What is being written: nothing if to is a null pointer. */
typedef struct output
{
	char	   *to;
	size_t		used;
} output;

static void
put(output *out, const char *text, size_t length)
{
	if (out->to != NULL)
		memcpy(out->to + out->used, text, length);
	out->used += length;
}

/* Writes the name of a word and its equals sign. */
static void
put_name(output *out, int word)
{
	if (out->used > 0)
		put(out, " ", 1);
	put(out, word_names[word], strlen(word_names[word]));
	put(out, "=", 1);
}

/* Writes a label, unless it says nothing. */
static void
put_label(output *out, int word, const char *label)
{
	if (label[0] == '\0')
		return;
	put_name(out, word);
	put(out, label, strlen(label));
}

/* Writes a text, unless it is empty. */
static void
put_text(output *out, int word, sm_span span)
{
	if (span.length == 0)
		return;
	put_name(out, word);
	out->used += sm_write_quoted(span.text, span.length, out->to == NULL ?
								 NULL : out->to + out->used);
}

/* Writes a point in time. */
static void
put_time(output *out, int64_t at)
{
	int64_t		day = sm_floor_divide(at, MICROS_A_DAY);
	int64_t		rest = at - day * MICROS_A_DAY;
	int			micros = (int) (rest % MICROS_A_SECOND);
	int			seconds = (int) (rest / MICROS_A_SECOND);
	sm_civil	civil = sm_civil_of(day);
	char		text[48];
	int			length;

	length = snprintf(text, sizeof(text), "%s%04d-%02d-%02dT%02d:%02d:%02d",
					  civil.year < 0 ? "-" : "",
					  (int) (civil.year < 0 ? -civil.year : civil.year),
					  civil.month, civil.day, seconds / 3600,
					  seconds / 60 % 60, seconds % 60);
	if (micros != 0)
	{
		length += snprintf(text + length, sizeof(text) - (size_t) length,
						   ".%06d", micros);
		while (text[length - 1] == '0')
			length--;
	}
	text[length++] = 'Z';
	put_name(out, WORD_TIME);
	put(out, text, (size_t) length);
}

/* Writes a number of recipients. */
static void
put_recipients(output *out, int32_t recipients)
{
	char		text[16];

	put_name(out, WORD_RECIPIENTS);
	put(out, text, (size_t) snprintf(text, sizeof(text), "%d", recipients));
}

size_t
sm_touch_print(const sm_touch_record *touch, char *to)
{
	output		out = {to, 0};

	if (touch->at != SM_NO_TIME)
		put_time(&out, touch->at);
	put_label(&out, WORD_EVENT, sm_touch_event_names[touch->event]);
	if (touch->function != SM_UNCLASSIFIED)
		put_label(&out, WORD_FUNCTION, sm_function_names[touch->function]);
	put_label(&out, WORD_MODE, sm_mode_names[touch->mode]);
	put_label(&out, WORD_PURPOSE, sm_purpose_names[touch->purpose]);
	put_label(&out, WORD_DIRECTION, sm_direction_names[touch->direction]);
	if (touch->counted)
		put_recipients(&out, sm_touch_recipients(touch));
	put_text(&out, WORD_CHANNEL, sm_touch_channel(touch));
	for (int word = WORD_ACTOR; word < WORDS; word++)
		put_text(&out, word, sm_touch_text(touch, word_fields[word]));
	return out.used;
}
