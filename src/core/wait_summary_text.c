/*-------------------------------------------------------------------------
 *
 * wait_summary_text.c
 *	  The text form of a wait_summary.
 *
 * The head is words such as skipped=3 currency="EUR"; then come the records
 * as keyed_text.h has them:
 *
 *		; payee "anna" sales=AMOUNT/.../late
 *		; unpaid "anna" sales 2026-06-30 scheduled 2026-07-15=AMOUNT/payouts
 *		; wait sales 30=12
 *
 * Half days end in .5: 2026-06-30.5 is the middle of that day and the next.
 *
 *-------------------------------------------------------------------------
 */
#include "core/wait_summary.h"

#include <stdio.h>
#include <string.h>

#include "core/bytes.h"
#include "core/civil.h"
#include "core/line.h"
#include "core/quoted.h"

static const char *const kind_names[SM_WAIT_KINDS + 1] = {
	"function", "payee", "unpaid", "wait", "lateness", NULL
};

/* A text of numbers and dates behind a name. */
#define DAYS_TEXT	64

/* Adds a text to what is being written, or only counts it. */
static size_t
put_text(char *to, size_t used, const char *text)
{
	return sm_append_bytes(to, used, text, strlen(text));
}

/* Writes the days of a key, behind a space. */
static void
write_days(unsigned kind, const sm_wait_key *key, char to[DAYS_TEXT])
{
	int64_t		whole = sm_floor_divide(key->days, 2);
	const char *half = key->days % 2 != 0 ? ".5" : "";
	char		earned[SM_LINE_DATE + 1];
	char		scheduled[SM_LINE_DATE + 1];

	to[0] = '\0';
	if (kind == SM_WAIT_LATENESS)
		(void) snprintf(to, DAYS_TEXT, " %d", (int) key->days);
	else if (kind == SM_WAIT_HALF_DAYS)
		/* -1.5, not -2 and a half */
		(void) snprintf(to, DAYS_TEXT, " %s%d%s", key->days < 0 ? "-" : "",
						(int) (key->days < 0 ? -key->days : key->days) / 2,
						half);
	else if (kind == SM_WAIT_UNPAID)
	{
		sm_line_write_date(whole, earned);
		sm_line_write_date(key->scheduled, scheduled);
		(void) snprintf(to, DAYS_TEXT, " %s%s%s%s", earned, half,
						key->has_schedule ? " scheduled " : "",
						key->has_schedule ? scheduled : "");
	}
}

static size_t
write_key(unsigned kind, const char *bytes, size_t length, char *to)
{
	sm_wait_key key = sm_wait_key_of(kind, bytes, length);
	char		days[DAYS_TEXT];
	size_t		used = 0;

	if (key.payee != NULL)
	{
		used = sm_write_quoted(key.payee, key.payee_length, to);
		used = put_text(to, used, " ");
	}
	used = put_text(to, used, sm_person_function_names[key.function]);
	write_days(kind, &key, days);
	return put_text(to, used, days);
}

/* Reads ".5" if it stands at *text. */
static bool
read_half(const char **text)
{
	bool		half = strncmp(*text, ".5", 2) == 0;

	if (half)
		*text += 2;
	return half;
}

/* Reads a number of days, or half days, at *text. */
static bool
read_number(const char **text, bool halves, int32_t *number)
{
	bool		negative = **text == '-';
	int64_t		days;

	*text += negative;
	if (sm_read_number(text, &days) != SM_COUNTS_READ ||
		days > SM_PAYOUT_DAYS)
		return false;
	if (halves)
		days = 2 * days + read_half(text);
	*number = (int32_t) (negative ? -days : days);
	return true;
}

/* Reads a word at *text, if it is this one, and the space behind it. */
static bool
read_word(const char **text, const char *word)
{
	size_t		length = strlen(word);

	if (strncmp(*text, word, length) != 0)
		return false;
	*text += length;
	sm_skip_space(text);
	return true;
}

/* Reads the days of a key. */
static bool
read_days(unsigned kind, const char **text, sm_wait_key *key)
{
	int64_t		day;

	if (kind == SM_WAIT_HALF_DAYS || kind == SM_WAIT_LATENESS)
		return read_number(text, kind == SM_WAIT_HALF_DAYS, &key->days);
	if (kind != SM_WAIT_UNPAID)
		return true;
	if (!sm_line_take_date(text, &day))
		return false;
	key->days = (int32_t) (2 * day) + read_half(text);
	sm_skip_space(text);
	key->has_schedule = read_word(text, "scheduled");
	if (!key->has_schedule)
		return true;
	if (!sm_line_take_date(text, &day))
		return false;
	key->scheduled = (int32_t) day;
	return true;
}

static bool
read_key(unsigned kind, const char **text, char *bytes, size_t *length)
{
	char		payee[SM_PAYEE_BYTES];
	sm_wait_key key = {.payee = payee};
	size_t		name;
	int			function;

	if (kind == SM_WAIT_PAYEE || kind == SM_WAIT_UNPAID)
	{
		if (!sm_read_quoted(text, payee, sizeof(payee), &key.payee_length))
			return false;
		sm_skip_space(text);
	}
	name = strcspn(*text, "= \t\n\v\f\r");
	function = sm_label_find(sm_person_function_names, *text, name);
	if (function == SM_NO_LABEL)
		return false;
	*text += name;
	key.function = (sm_person_function) function;
	sm_skip_space(text);
	if (!read_days(kind, text, &key))
		return false;
	sm_skip_space(text);
	*length = sm_wait_key_bytes(kind, &key, bytes);
	return true;
}

const sm_keyed_words sm_wait_words = {
	.kinds = kind_names,
	.write_key = write_key,
	.read_key = read_key
};

size_t
sm_wait_write_head(const sm_wait_summary *summary, char *to)
{
	char		number[SM_WIDE_TEXT];
	size_t		used = put_text(to, 0, "skipped=");

	(void) sm_write_wide(summary->skipped, number);
	used = put_text(to, used, number);
	if (summary->currency_known == SM_UNSTATED_CURRENCY)
		used = put_text(to, used, " currency=none");
	else if (summary->currency_known == SM_STATED_CURRENCY)
	{
		used = put_text(to, used, " currency=");
		used += sm_write_quoted(summary->currency, summary->currency_length,
								to == NULL ? NULL : to + used);
	}
	return used;
}

sm_counts_read
sm_wait_read_head(const char **text, sm_wait_summary *summary,
				  const char **detail)
{
	size_t		length = 0;
	sm_counts_read result = SM_COUNTS_MALFORMED;

	*detail = "It begins with skipped= and a number; currency= and a name in "
		"double quotes, or none, may follow.";
	sm_skip_space(text);
	if (read_word(text, "skipped="))
		result = sm_read_number(text, &summary->skipped);
	if (result == SM_COUNTS_OUT_OF_RANGE)
		*detail = SM_NUMBER_TOO_LARGE;
	if (result != SM_COUNTS_READ)
		return result;
	sm_skip_space(text);
	if (!read_word(text, "currency="))
		return SM_COUNTS_READ;
	summary->currency_known = SM_UNSTATED_CURRENCY;
	if (read_word(text, "none"))
		return SM_COUNTS_READ;
	summary->currency_known = SM_STATED_CURRENCY;
	if (!sm_read_quoted(text, summary->currency, SM_CURRENCY_BYTES, &length))
		return SM_COUNTS_MALFORMED;
	summary->currency_length = (uint8_t) length;
	return SM_COUNTS_READ;
}
