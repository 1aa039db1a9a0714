/*-------------------------------------------------------------------------
 *
 * payout.c
 *	  One payout: who earned it and when, and when it was due and paid.
 *
 * Whatever reads a payout may rely on what sm_payout_flaw lets pass.
 *
 *-------------------------------------------------------------------------
 */
#include "core/payout.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/bytes.h"
#include "core/civil.h"
#include "core/count_text.h"
#include "core/line.h"
#include "core/quoted.h"

/* Units of an amount of one. */
#define UNITS	10000

/* The words of the text form, in the order in which they are written. */
typedef enum payout_word
{
	WORD_PAYEE,
	WORD_FUNCTION,
	WORD_EARNED,
	WORD_RELEASED,
	WORD_SCHEDULED,
	WORD_PAID,
	WORD_AMOUNT,
	WORD_CURRENCY,
	WORD_KIND,
	WORD_PLAN,
	WORDS
} payout_word;

static const char *const word_names[WORDS + 1] = {
	"payee", "function", "earned", "released", "scheduled", "paid", "amount",
	"currency", "kind", "plan", NULL
};

/* Whether a part that is not known is zero, as it has to be. */
static bool
unknown_is_zero(const sm_payout_row *payout, unsigned bit, int64_t value)
{
	return sm_payout_has(payout, bit) || value == 0;
}

/* Widens a span of days by another day, if that is known. */
static void
widen(const sm_payout_row *payout, unsigned bit, int32_t day, int32_t *first,
	  int32_t *last)
{
	if (!sm_payout_has(payout, bit))
		return;
	*first = day < *first ? day : *first;
	*last = day > *last ? day : *last;
}

const char *
sm_payout_days_flaw(const sm_payout_row *payout)
{
	int32_t		first = INT32_MAX;
	int32_t		last = INT32_MIN;

	widen(payout, SM_HAS_EARNED, payout->earned_from, &first, &last);
	widen(payout, SM_HAS_EARNED, payout->earned_to, &first, &last);
	widen(payout, SM_HAS_RELEASED, payout->released_on, &first, &last);
	widen(payout, SM_HAS_SCHEDULED, payout->scheduled_on, &first, &last);
	widen(payout, SM_HAS_PAID, payout->paid_on, &first, &last);
	if (first > last)
		return NULL;			/* it has no days */
	if (first < SM_PAYOUT_FIRST_DAY || last > SM_PAYOUT_LAST_DAY)
		return "A date is not in the years 1 to 9999.";
	if (last - first > SM_PAYOUT_DAYS)
		return "Two of its dates are more than 36525 days apart.";
	if (payout->earned_from > payout->earned_to)
		return "It is earned until a day before it began to be earned.";
	return NULL;
}

/* One sentence on what is wrong with the lengths, or a null pointer. */
static const char *
names_flaw(const sm_payout_row *payout, size_t size)
{
	if (size != sm_payout_size(payout))
		return "Its sizes contradict each other.";
	if (payout->payee_length > SM_PAYEE_BYTES)
		return "The payee is longer than 255 bytes.";
	if (payout->currency_length > SM_CURRENCY_BYTES)
		return "The currency is longer than 31 bytes.";
	if (payout->plan_length > SM_PLAN_BYTES)
		return "The plan is longer than 255 bytes.";
	if (memchr(payout->names, '\0', size - offsetof(sm_payout_row, names)))
		return "A name contains a zero byte.";
	return NULL;
}

const char *
sm_payout_flaw(const sm_payout_row *payout, size_t size)
{
	const char *flaw = names_flaw(payout, size);

	if (flaw != NULL)
		return flaw;
	if (payout->known > SM_HAS_ALL || payout->unused != 0)
		return "Its reserved bits are not zero.";
	if (payout->function >= SM_PERSON_FUNCTIONS ||
		payout->kind >= SM_PAYOUT_KINDS)
		return "A label has no meaning.";
	if (payout->amount <= -SM_PAYOUT_AMOUNT ||
		payout->amount >= SM_PAYOUT_AMOUNT)
		return "The amount is out of range.";
	if (!unknown_is_zero(payout, SM_HAS_PAYEE, payout->payee_length) ||
		!unknown_is_zero(payout, SM_HAS_FUNCTION, payout->function) ||
		!unknown_is_zero(payout, SM_HAS_EARNED, payout->earned_from) ||
		!unknown_is_zero(payout, SM_HAS_EARNED, payout->earned_to) ||
		!unknown_is_zero(payout, SM_HAS_RELEASED, payout->released_on) ||
		!unknown_is_zero(payout, SM_HAS_SCHEDULED, payout->scheduled_on) ||
		!unknown_is_zero(payout, SM_HAS_PAID, payout->paid_on) ||
		!unknown_is_zero(payout, SM_HAS_AMOUNT, payout->amount) ||
		!unknown_is_zero(payout, SM_HAS_CURRENCY, payout->currency_length) ||
		!unknown_is_zero(payout, SM_HAS_PLAN, payout->plan_length))
		return "Something is not known, but there.";
	return sm_payout_days_flaw(payout);
}

/* Reads a date at *text and moves on; false if none is there. */
static bool
read_day(const char **text, int32_t *day)
{
	int64_t		number;

	if (!sm_line_take_date(text, &number))
		return false;
	*day = (int32_t) number;
	return true;
}

/* Reads an amount such as -12.5 at *text and moves on. */
static bool
read_amount(const char **text, int64_t *amount)
{
	bool		negative = **text == '-';
	int64_t		whole;
	int64_t		unit = UNITS;

	*text += negative;
	if (sm_read_number(text, &whole) != SM_COUNTS_READ ||
		whole >= SM_PAYOUT_AMOUNT / UNITS)
		return false;
	*amount = whole * UNITS;
	if (**text == '.')
	{
		for ((*text)++; **text >= '0' && **text <= '9' && unit > 1; (*text)++)
		{
			unit /= 10;
			*amount += (**text - '0') * unit;
		}
	}
	if (negative)
		*amount = -*amount;
	return true;
}

/* Reads a label at *text and moves on. */
static bool
read_label(const char **text, const char *const *names, uint8_t *label)
{
	size_t		length = strcspn(*text, " \t\n\v\f\r");
	int			found = sm_label_find(names, *text, length);

	if (found == SM_NO_LABEL)
		return false;
	*label = (uint8_t) found;
	*text += length;
	return true;
}

/*
 * Reads a quoted name of so many bytes at most, and moves on.
 */
static bool
read_name(const char **text, char *name, size_t most, uint16_t *length)
{
	size_t		bytes;

	if (!sm_read_quoted(text, name, most, &bytes))
		return false;
	*length = (uint16_t) bytes;
	return true;
}

/* The names while they are being read: they may come in any order. */
typedef struct payout_names
{
	char		payee[SM_PAYEE_BYTES];
	char		currency[SM_CURRENCY_BYTES];
	char		plan[SM_PLAN_BYTES];
} payout_names;

/* Reads what stands behind the equals sign of a word. */
static bool
read_value(const char **text, payout_word word, sm_payout_row *payout,
		   payout_names *names)
{
	switch (word)
	{
		case WORD_PAYEE:
			payout->known |= SM_HAS_PAYEE;
			return read_name(text, names->payee, SM_PAYEE_BYTES,
							 &payout->payee_length);
		case WORD_FUNCTION:
			payout->known |= SM_HAS_FUNCTION;
			return read_label(text, sm_person_function_names,
							  &payout->function);
		case WORD_EARNED:
			payout->known |= SM_HAS_EARNED;
			if (!read_day(text, &payout->earned_from))
				return false;
			payout->earned_to = payout->earned_from;
			if (strncmp(*text, "..", 2) != 0)
				return true;
			*text += 2;
			return read_day(text, &payout->earned_to);
		case WORD_RELEASED:
			payout->known |= SM_HAS_RELEASED;
			return read_day(text, &payout->released_on);
		case WORD_SCHEDULED:
			payout->known |= SM_HAS_SCHEDULED;
			return read_day(text, &payout->scheduled_on);
		case WORD_PAID:
			payout->known |= SM_HAS_PAID;
			return read_day(text, &payout->paid_on);
		case WORD_AMOUNT:
			payout->known |= SM_HAS_AMOUNT;
			return read_amount(text, &payout->amount);
		case WORD_CURRENCY:
			payout->known |= SM_HAS_CURRENCY;
			return read_name(text, names->currency, SM_CURRENCY_BYTES,
							 &payout->currency_length);
		case WORD_KIND:
			return read_label(text, sm_payout_kind_names, &payout->kind);
		case WORD_PLAN:
			payout->known |= SM_HAS_PLAN;
			return read_name(text, names->plan, SM_PLAN_BYTES,
							 &payout->plan_length);
		case WORDS:
			break;
	}
	return false;
}

/* Puts the names behind the fields. */
static void
put_names(sm_payout_row *payout, const payout_names *names)
{
	char	   *to = payout->names;

	memcpy(to, names->payee, payout->payee_length);
	to += payout->payee_length;
	memcpy(to, names->currency, payout->currency_length);
	to += payout->currency_length;
	memcpy(to, names->plan, payout->plan_length);
}

const char *
sm_payout_read(const char *text, sm_payout_row *payout)
{
	bool		seen[WORDS] = {false};
	payout_names names;

	memset((char *) payout + sizeof(payout->header), 0,
		   offsetof(sm_payout_row, names) - sizeof(payout->header));
	for (;;)
	{
		const char *start;
		int			word;

		sm_skip_space(&text);
		if (*text == '\0')
			break;
		start = text;
		word = sm_label_find(word_names, start, sm_read_name(&text));
		if (word == SM_NO_LABEL)
			return "Words are payee, function, earned, released, scheduled, "
				"paid, amount, currency, kind and plan, each with = and a "
				"value.";
		if (seen[word])
			return SM_WORD_TWICE;
		seen[word] = true;
		if (!read_value(&text, (payout_word) word, payout, &names) ||
			!sm_at_word_end(text))
			return "Names stand in double quotes, of at most 255 bytes (31 of "
				"a currency); dates are 2026-01-31, periods "
				"2026-01-01..2026-01-31, amounts 1234.5600.";
	}
	put_names(payout, &names);
	return sm_payout_flaw(payout, sm_payout_size(payout));
}

/* Writes a word and what printf makes of the rest; returns the new end. */
static char *
write_word(char *to, char *limit, payout_word word, const char *format,...)
		__attribute__((format(printf, 4, 5)));

static char *
write_word(char *to, char *limit, payout_word word, const char *format,...)
{
	va_list		arguments;

	to += snprintf(to, (size_t) (limit - to), "%s=", word_names[word]);
	va_start(arguments, format);
	to += vsnprintf(to, (size_t) (limit - to), format, arguments);
	va_end(arguments);
	return to;
}

/* Writes a word with a name, if there is one. */
static char *
write_name(char *to, char *limit, const sm_payout_row *payout, unsigned bit,
		   payout_word word, const char *name, size_t length)
{
	if (!sm_payout_has(payout, bit))
		return to;
	to = write_word(to, limit, word, "%s", "");
	to += sm_write_quoted(name, length, to);
	*to++ = ' ';
	return to;
}

/* Writes a word with a date, if there is one. */
static char *
write_day(char *to, char *limit, const sm_payout_row *payout, unsigned bit,
		  payout_word word, int32_t day)
{
	char		date[SM_LINE_DATE + 1];

	if (!sm_payout_has(payout, bit))
		return to;
	sm_line_write_date(day, date);
	return write_word(to, limit, word, "%s ", date);
}

/* Writes the days. */
static char *
write_days(char *to, char *limit, const sm_payout_row *payout)
{
	to = write_day(to, limit, payout, SM_HAS_EARNED, WORD_EARNED,
				   payout->earned_from);
	if (payout->earned_to != payout->earned_from)
	{
		char		date[SM_LINE_DATE + 1];

		sm_line_write_date(payout->earned_to, date);
		to += snprintf(to - 1, (size_t) (limit - to) + 1, "..%s ", date) - 1;
	}
	to = write_day(to, limit, payout, SM_HAS_RELEASED, WORD_RELEASED,
				   payout->released_on);
	to = write_day(to, limit, payout, SM_HAS_SCHEDULED, WORD_SCHEDULED,
				   payout->scheduled_on);
	return write_day(to, limit, payout, SM_HAS_PAID, WORD_PAID,
					 payout->paid_on);
}

void
sm_payout_write(const sm_payout_row *payout, char *to)
{
	char	   *start = to;
	char	   *limit = to + SM_PAYOUT_TEXT;

	to = write_name(to, limit, payout, SM_HAS_PAYEE, WORD_PAYEE,
					payout->names, payout->payee_length);
	if (sm_payout_has(payout, SM_HAS_FUNCTION))
		to = write_word(to, limit, WORD_FUNCTION, "%s ",
						sm_person_function_names[payout->function]);
	to = write_days(to, limit, payout);
	if (sm_payout_has(payout, SM_HAS_AMOUNT))
	{
		int64_t		size = payout->amount < 0 ? -payout->amount :
			payout->amount;

		to = write_word(to, limit, WORD_AMOUNT,
						"%s%" PRId64 ".%04" PRId64 " ",
						payout->amount < 0 ? "-" : "", size / UNITS,
						size % UNITS);
	}
	to = write_name(to, limit, payout, SM_HAS_CURRENCY, WORD_CURRENCY,
					sm_payout_currency(payout), payout->currency_length);
	if (payout->kind != SM_PAYOUT_NONE)
		to = write_word(to, limit, WORD_KIND, "%s ",
						sm_payout_kind_names[payout->kind]);
	to = write_name(to, limit, payout, SM_HAS_PLAN, WORD_PLAN,
					sm_payout_plan(payout), payout->plan_length);
	if (to > start)
		to--;					/* the last space */
	*to = '\0';
}

int
sm_payout_order(const sm_payout_row *a, const sm_payout_row *b)
{
	int64_t		left[] = {a->earned_from, a->earned_to, a->scheduled_on,
		a->paid_on, a->released_on, a->amount, a->function, a->kind,
	a->known, a->currency_length, a->plan_length};
	int64_t		right[] = {b->earned_from, b->earned_to, b->scheduled_on,
		b->paid_on, b->released_on, b->amount, b->function, b->kind,
	b->known, b->currency_length, b->plan_length};
	int			order = sm_compare_bytes(a->names, a->payee_length, b->names,
										 b->payee_length);

	for (size_t i = 0; i < sizeof(left) / sizeof(left[0]) && order == 0; i++)
		order = sm_number_order(left[i], right[i]);
	if (order == 0)
		order = memcmp(sm_payout_currency(a), sm_payout_currency(b),
					   (size_t) a->currency_length + a->plan_length);
	return order;
}
