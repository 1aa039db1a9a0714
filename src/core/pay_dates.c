/*-------------------------------------------------------------------------
 *
 * pay_dates.c
 *	  On which dates somebody was paid, how much, and which cadence that is.
 *
 * Keys are big-endian, so that the order of records is that of dates.
 *
 *-------------------------------------------------------------------------
 */
#include "core/pay_dates.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/civil.h"
#include "core/keyed_text.h"
#include "core/line.h"

/* The sums of 64 bits of a record. */
#define PAYMENTS	0
#define UNKNOWN		1

/* Fewer dates say nothing about a cadence. */
#define DATES_OF_A_CADENCE	3

/*
 * Of two halves of a typical amount, or of one, the part below which a date
 * is a correction: a tenth.
 */
#define CORRECTION	20

const sm_keyed_layout sm_pay_dates_layout = SM_PAY_DATES_LAYOUT;

const char *const sm_inferred_cadence_names[SM_CADENCES + 3] = {
	"weekly", "biweekly", "semimonthly", "monthly", "quarterly",
	"semiannual", "annual", "irregular", "unknown", NULL
};

void
sm_pay_date_key(int64_t day, char key[SM_PAY_DATE_KEY])
{
	uint32_t	number = (uint32_t) (day - SM_FIRST_PAY_DATE);

	for (int i = 0; i < SM_PAY_DATE_KEY; i++)
		key[i] = (char) (number >> (24 - 8 * i));
}

/* The day of a key. */
static int64_t
day_of_key(const char *key)
{
	uint32_t	number = 0;

	for (int i = 0; i < SM_PAY_DATE_KEY; i++)
		number = number << 8 | (unsigned char) key[i];
	return (int64_t) number + SM_FIRST_PAY_DATE;
}

bool
sm_pay_date_add(sm_keyed_record *record, bool known, int64_t amount)
{
	const sm_keyed_layout *layout = &sm_pay_dates_layout;
	int64_t    *counts = sm_keyed_narrow(layout, record);

	return sm_keyed_sum_narrow(layout, &counts[PAYMENTS], 1) &&
		(known ? sm_keyed_sum_wide(layout, sm_keyed_wide(record), amount) :
		 sm_keyed_sum_narrow(layout, &counts[UNKNOWN], 1));
}

/* One sentence on what is wrong with a record, or a null pointer. */
static const char *
record_flaw(const sm_keyed_record *record)
{
	const sm_keyed_layout *layout = &sm_pay_dates_layout;
	const int64_t *counts = sm_keyed_narrow(layout, record);

	if (record->key_length != SM_PAY_DATE_KEY ||
		day_of_key(sm_keyed_key(layout, record)) > SM_LAST_PAY_DATE)
		return "A pay date is impossible.";
	if (counts[PAYMENTS] < 1 || counts[UNKNOWN] < 0 ||
		counts[UNKNOWN] > counts[PAYMENTS])
		return "A number of payments is impossible.";
	if (counts[UNKNOWN] == counts[PAYMENTS] && *sm_keyed_wide(record) != 0)
		return "An amount is known of no payment.";
	return NULL;
}

const char *
sm_pay_dates_flaw(const sm_pay_dates *dates)
{
	const sm_keyed_layout *layout = &sm_pay_dates_layout;
	const sm_keyed_record *record = sm_keyed_first(layout, &dates->block);

	if (dates->skipped < 0)
		return "A number of rows is negative.";
	for (uint32_t n = 0; n < dates->block.count; n++)
	{
		const char *flaw = record_flaw(record);

		if (flaw != NULL)
			return flaw;
		record = sm_keyed_next(layout, record);
	}
	return NULL;
}

/* Writes the date of a key. */
static size_t
write_key(unsigned kind, const char *key, size_t length, char *to)
{
	(void) kind;
	(void) length;
	if (to != NULL)
	{
		char		date[SM_LINE_DATE + 1];

		sm_line_write_date(day_of_key(key), date);
		memcpy(to, date, SM_LINE_DATE);
	}
	return SM_LINE_DATE;
}

/* Reads a date into a key. */
static bool
read_key(unsigned kind, const char **text, char *key, size_t *length)
{
	int64_t		day;

	(void) kind;
	if (!sm_line_take_date(text, &day))
		return false;
	sm_pay_date_key(day, key);
	*length = SM_PAY_DATE_KEY;
	return true;
}

static const char *const kind_names[] = {"date", NULL};

static const sm_keyed_words words = {
	.kinds = kind_names,
	.write_key = write_key,
	.read_key = read_key
};

sm_counts_read
sm_pay_dates_read(const char *text, sm_pay_dates *dates, size_t size,
				  const char **detail)
{
	const char *start;
	size_t		length;
	sm_counts_read result = SM_COUNTS_MALFORMED;

	sm_skip_space(&text);
	start = text;
	length = sm_read_name(&text);
	if (length == strlen("skipped") && memcmp(start, "skipped", length) == 0)
		result = sm_read_number(&text, &dates->skipped);
	if (result == SM_COUNTS_OUT_OF_RANGE)
		*detail = SM_NUMBER_TOO_LARGE;
	if (result == SM_COUNTS_MALFORMED)
		*detail = "It begins with skipped= and a number; what follows is "
			"written as in \"; date 2026-01-31=12500000/1/0\".";
	if (result != SM_COUNTS_READ)
		return result;
	do
		result = sm_keyed_read(&sm_pay_dates_layout, &words, &text,
							   &dates->block, size, detail);
	while (result == SM_COUNTS_READ && *text != '\0');
	return result;
}

size_t
sm_pay_dates_write(const sm_pay_dates *dates, char *to)
{
	char		head[SM_WIDE_TEXT];
	size_t		length;
	size_t		records = 0;

	length = (size_t) snprintf(head, sizeof(head), "skipped=%" PRId64,
							   dates->skipped);
	if (to != NULL)
		memcpy(to, head, length);
	(void) sm_keyed_write(&sm_pay_dates_layout, &words, &dates->block,
						  to == NULL ? NULL : to + length, NULL, &records);
	return length + records;
}

/* What was paid on a date, whichever way. */
static sm_int128
size_of(sm_int128 amount)
{
	return amount < 0 ? -amount : amount;
}

/* The order of two amounts, for qsort. */
static int
order_amounts(const void *a, const void *b)
{
	const sm_int128 *left = a;
	const sm_int128 *right = b;

	return (*left > *right) - (*left < *right);
}

/*
 * Twice the median of the amounts of the dates of which these are known, 0
 * without any; amounts is room for one of each date.
 */
static sm_int128
twice_median(const sm_pay_dates *dates, sm_int128 *amounts)
{
	const sm_keyed_layout *layout = &sm_pay_dates_layout;
	const sm_keyed_record *record = sm_keyed_first(layout, &dates->block);
	uint32_t	known = 0;

	for (uint32_t n = 0; n < dates->block.count; n++)
	{
		if (sm_keyed_narrow(layout, record)[UNKNOWN] == 0)
			amounts[known++] = size_of(*sm_keyed_wide(record));
		record = sm_keyed_next(layout, record);
	}
	if (known == 0)
		return 0;
	qsort(amounts, known, sizeof(sm_int128), order_amounts);
	return amounts[(known - 1) / 2] + amounts[known / 2];
}

/*
 * Gaps between pay dates, by the cadence they speak for.  Gaps of half a
 * month are one class at first.
 */
typedef struct Gaps
{
	int64_t		all;
	int64_t		by_cadence[SM_CADENCES];
	int64_t		half_month_days;	/* sum of those of about half a month */
	int64_t		fortnights;		/* of these, how many have 14 days exactly */
} Gaps;

/*
 * The shortest and the longest gap of each cadence.  A pay day moves by one
 * day for a holiday and by up to three for a holiday at a weekend.  A month
 * of a 4-4-5 calendar has 28 or 35 days, a quarter 91 or 98, a year 364 or
 * 371.
 */
static const struct
{
	int			least;
	int			most;
}			cadence_gaps[SM_CADENCES] = {
	[SM_WEEKLY] = {6, 8},
	[SM_BIWEEKLY] = {12, 18},	/* and semimonthly */
	[SM_SEMIMONTHLY] = {0, 0},
	[SM_MONTHLY] = {26, 36},
	[SM_QUARTERLY] = {86, 99},
	[SM_SEMIANNUAL] = {178, 190},
	[SM_ANNUAL] = {358, 373}
};

/* Counts a gap of so many days. */
static void
count_gap(Gaps *gaps, int64_t days)
{
	gaps->all++;
	for (int i = 0; i < SM_CADENCES; i++)
	{
		if (days >= cadence_gaps[i].least && days <= cadence_gaps[i].most)
			gaps->by_cadence[i]++;
	}
	if (days >= cadence_gaps[SM_BIWEEKLY].least &&
		days <= cadence_gaps[SM_BIWEEKLY].most)
	{
		gaps->half_month_days += days;
		gaps->fortnights += days == 2 * SM_DAYS_A_WEEK;
	}
}

/*
 * Whether gaps of half a month are of two weeks.  Who pays on the 1st and
 * the 15th pays after 14 days as often as not, but 15.2 days after the last
 * time on the average; who pays on the 15th and the last has few gaps of 14.
 */
static bool
is_biweekly(const Gaps *gaps)
{
	int64_t		count = gaps->by_cadence[SM_BIWEEKLY];

	return gaps->half_month_days * 10 < count * 146 &&
		gaps->fortnights * 2 >= count;
}

/* The cadence of at least half of the gaps, and of no other as many. */
static int
cadence_of(const Gaps *gaps)
{
	int			cadence = SM_IRREGULAR;
	int64_t		most = 0;

	for (int i = 0; i < SM_CADENCES; i++)
	{
		if (gaps->by_cadence[i] == most)
			cadence = SM_IRREGULAR;
		else if (gaps->by_cadence[i] > most)
		{
			most = gaps->by_cadence[i];
			cadence = i;
		}
	}
	if (most * 2 < gaps->all)
		return SM_IRREGULAR;
	if (cadence == SM_BIWEEKLY && !is_biweekly(gaps))
		return SM_SEMIMONTHLY;
	return cadence;
}

sm_status
sm_pay_dates_cadence(const sm_pay_dates *dates, const sm_memory *memory,
					 int *cadence)
{
	const sm_keyed_layout *layout = &sm_pay_dates_layout;
	const sm_keyed_record *record = sm_keyed_first(layout, &dates->block);
	sm_int128  *amounts;
	sm_int128	typical;
	int64_t		before = SM_NO_DAY;
	Gaps		gaps = {0};

	amounts = memory->allocate(memory->context, sizeof(sm_int128) *
							   ((size_t) dates->block.count + 1));
	if (amounts == NULL)
		return SM_OUT_OF_MEMORY;
	typical = twice_median(dates, amounts);
	for (uint32_t n = 0; n < dates->block.count; n++)
	{
		int64_t		day = day_of_key(sm_keyed_key(layout, record));
		bool		known = sm_keyed_narrow(layout, record)[UNKNOWN] == 0;

		if (!known || size_of(*sm_keyed_wide(record)) * CORRECTION >= typical)
		{
			if (before != SM_NO_DAY)
				count_gap(&gaps, day - before);
			before = day;
		}
		record = sm_keyed_next(layout, record);
	}
	*cadence = gaps.all + 1 < DATES_OF_A_CADENCE ? SM_UNKNOWN_CADENCE :
		cadence_of(&gaps);
	return SM_OK;
}
