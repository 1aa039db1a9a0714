/*-------------------------------------------------------------------------
 *
 * function_counts.c
 *	  How many activities, and how many minutes, fall to each function.
 *
 * All arithmetic is on integers and checked, so the order in which rows and
 * partial counts arrive never shows in a result.
 *
 *-------------------------------------------------------------------------
 */
#include "core/function_counts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/checked.h"
#include "core/count_text.h"

/* The words of the text form that are not functions. */
#define WORD_SKIPPED			SM_FUNCTIONS
#define WORD_WITHOUT_MINUTES	(SM_FUNCTIONS + 1)
#define WORDS					(SM_FUNCTIONS + 2)

/*
 * Whether all sums a reader may ask for fit.
 */
static bool
sums_fit(const sm_function_counts *counts)
{
	int64_t		rows = counts->skipped;
	int64_t		minutes = 0;

	return sm_sum_int64(counts->activities, SM_FUNCTIONS, &rows) &&
		sm_sum_int64(counts->minutes, SM_FUNCTIONS, &minutes);
}

/*
 * Counts one activity of a function.
 */
bool
sm_function_counts_add(sm_function_counts *counts, sm_function function,
					   int64_t minutes)
{
	int64_t		rows = counts->skipped;
	int64_t		spent = minutes == SM_NO_MINUTES ? 0 : minutes;
	int64_t		all_minutes = spent;

	if (!sm_sum_int64(counts->activities, SM_FUNCTIONS, &rows) ||
		rows == INT64_MAX ||
		!sm_sum_int64(counts->minutes, SM_FUNCTIONS, &all_minutes))
		return false;

	counts->activities[function]++;
	counts->minutes[function] += spent;
	if (minutes == SM_NO_MINUTES)
		counts->without_minutes++;
	return true;
}

/*
 * Counts one row whose function is not known.
 */
bool
sm_function_counts_skip(sm_function_counts *counts)
{
	int64_t		rows = counts->skipped;

	if (!sm_sum_int64(counts->activities, SM_FUNCTIONS, &rows) ||
		rows == INT64_MAX)
		return false;

	counts->skipped++;
	return true;
}

/*
 * Adds the counts of from.
 */
bool
sm_function_counts_merge(sm_function_counts *counts,
						 const sm_function_counts *from)
{
	sm_function_counts sum = *counts;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		if (!sm_add_int64(sum.activities[i], from->activities[i],
						  &sum.activities[i]) ||
			!sm_add_int64(sum.minutes[i], from->minutes[i], &sum.minutes[i]))
			return false;
	}
	if (!sm_add_int64(sum.skipped, from->skipped, &sum.skipped) ||
		!sm_add_int64(sum.without_minutes, from->without_minutes,
					  &sum.without_minutes) ||
		!sums_fit(&sum))
		return false;

	*counts = sum;
	return true;
}

/*
 * One sentence on why the counts are not valid, or a null pointer.
 */
const char *
sm_function_counts_flaw(const sm_function_counts *counts)
{
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		if (counts->activities[i] < 0 || counts->minutes[i] < 0)
			return "A count is negative.";
		if (counts->activities[i] == 0 && counts->minutes[i] > 0)
			return "A function has minutes but no activities.";
	}
	if (counts->skipped < 0 || counts->without_minutes < 0)
		return "A count is negative.";
	if (!sums_fit(counts))
		return "The sum of the counts is out of range.";
	if (counts->without_minutes > sm_counts_total(counts->activities))
		return "More activities are without minutes than there are.";
	if (!sm_counts_timed(counts) &&
		sm_counts_total(counts->minutes) > 0)
		return "There are minutes, but all activities are without.";
	return NULL;
}

/*
 * Field by field, in the order of the struct.
 */
int
sm_function_counts_order(const sm_function_counts *a,
						 const sm_function_counts *b)
{
	int			order = 0;

	for (int i = 0; i < SM_FUNCTIONS && order == 0; i++)
		order = sm_number_order(a->activities[i], b->activities[i]);
	for (int i = 0; i < SM_FUNCTIONS && order == 0; i++)
		order = sm_number_order(a->minutes[i], b->minutes[i]);
	if (order == 0)
		order = sm_number_order(a->skipped, b->skipped);
	if (order == 0)
		order = sm_number_order(a->without_minutes, b->without_minutes);
	return order;
}

/*
 * The sum of one of the two arrays of valid counts.
 */
int64_t
sm_counts_total(const int64_t values[SM_FUNCTIONS])
{
	int64_t		total = 0;

	(void) sm_sum_int64(values, SM_FUNCTIONS, &total);
	return total;
}

/*
 * Whether minutes are known for any activity.
 */
bool
sm_counts_timed(const sm_function_counts *counts)
{
	return sm_counts_total(counts->activities) > counts->without_minutes;
}

/*
 * part / whole, unless the whole is nothing.
 */
static bool
divide(int64_t part, int64_t whole, double *share)
{
	if (whole == 0)
		return false;
	*share = (double) part / (double) whole;
	return true;
}

/*
 * Among the classified, or among all for unclassified itself.
 */
bool
sm_counts_share(const int64_t values[SM_FUNCTIONS], sm_function function,
				double *share)
{
	int64_t		whole = sm_counts_total(values);

	if (function != SM_UNCLASSIFIED)
		whole -= values[SM_UNCLASSIFIED];
	return divide(values[function], whole, share);
}

/*
 * Of the classified among all.
 */
bool
sm_counts_coverage(const int64_t values[SM_FUNCTIONS], double *share)
{
	int64_t		whole = sm_counts_total(values);

	return divide(whole - values[SM_UNCLASSIFIED], whole, share);
}

/*
 * (sales - marketing) / (sales + marketing)
 */
bool
sm_counts_balance(const int64_t values[SM_FUNCTIONS], double *share)
{
	return divide(values[SM_SALES] - values[SM_MARKETING],
				  values[SM_SALES] + values[SM_MARKETING], share);
}

/*
 * Which word of the text form stands at *text, up to its equals sign, or
 * SM_NO_LABEL.  Moves *text behind the equals sign.
 */
static int
read_word(const char **text)
{
	const char *start = *text;
	size_t		length = sm_read_name(text);

	if (length == strlen("skipped") && memcmp(start, "skipped", length) == 0)
		return WORD_SKIPPED;
	if (length == strlen("without_minutes") &&
		memcmp(start, "without_minutes", length) == 0)
		return WORD_WITHOUT_MINUTES;
	return sm_label_find(sm_function_names, start, length);
}

/*
 * Reads one word with its numbers into counts; marks it in seen, and sets
 * timed if minutes stand there.
 */
static sm_counts_read
read_count(const char **text, sm_function_counts *counts,
		   bool seen[WORDS], bool *timed, const char **detail)
{
	int			word = read_word(text);
	int64_t    *number;
	sm_counts_read result;

	if (word == SM_NO_LABEL)
	{
		*detail = "Words are sales, marketing, joint, other, unclassified, "
			"skipped and without_minutes, each with = and a number.";
		return SM_COUNTS_MALFORMED;
	}
	if (seen[word])
	{
		*detail = SM_WORD_TWICE;
		return SM_COUNTS_MALFORMED;
	}
	seen[word] = true;

	if (word == WORD_SKIPPED)
		number = &counts->skipped;
	else if (word == WORD_WITHOUT_MINUTES)
		number = &counts->without_minutes;
	else
		number = &counts->activities[word];

	result = sm_read_number(text, number);
	if (result == SM_COUNTS_READ && **text == '/' && word < SM_FUNCTIONS)
	{
		*timed = true;
		(*text)++;
		result = sm_read_number(text, &counts->minutes[word]);
	}
	if (result == SM_COUNTS_OUT_OF_RANGE)
		*detail = SM_NUMBER_TOO_LARGE;
	else if (result == SM_COUNTS_MALFORMED ||
			 !sm_at_word_end(*text))
	{
		*detail = "Numbers are decimal digits, activities or, for a function, "
			"activities/minutes.";
		return SM_COUNTS_MALFORMED;
	}
	return result;
}

/*
 * Reads the text form.
 */
sm_counts_read
sm_function_counts_read(const char *text, sm_function_counts *counts,
						const char **detail)
{
	bool		seen[WORDS] = {false};
	bool		timed = false;
	int			words = 0;

	memset(counts, 0, sizeof(*counts));
	for (;;)
	{
		sm_counts_read result;

		sm_skip_space(&text);
		if (*text == '\0')
			break;
		result = read_count(&text, counts, seen, &timed, detail);
		if (result != SM_COUNTS_READ)
			return result;
		words++;
	}

	if (words == 0)
	{
		*detail = "There is no word such as sales=12/340, which means 12 "
			"activities of 340 minutes.";
		return SM_COUNTS_MALFORMED;
	}
	if (!sums_fit(counts))
	{
		*detail = SM_SUM_TOO_LARGE;
		return SM_COUNTS_OUT_OF_RANGE;
	}
	if (!timed && !seen[WORD_WITHOUT_MINUTES])
		counts->without_minutes = sm_counts_total(counts->activities);

	*detail = sm_function_counts_flaw(counts);
	return *detail == NULL ? SM_COUNTS_READ : SM_COUNTS_MALFORMED;
}

/*
 * Writes the text form.
 */
void
sm_function_counts_write(const sm_function_counts *counts,
						 char text[SM_FUNCTION_COUNTS_TEXT])
{
	bool		timed = sm_counts_timed(counts);
	char	   *end = text;
	char	   *limit = text + SM_FUNCTION_COUNTS_TEXT;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		end += snprintf(end, limit - end, "%s=%" PRId64,
						sm_function_names[i], counts->activities[i]);
		if (timed)
			end += snprintf(end, limit - end, "/%" PRId64,
							counts->minutes[i]);
		*end++ = ' ';
	}
	end += snprintf(end, limit - end, "skipped=%" PRId64, counts->skipped);
	if (timed)
		snprintf(end, limit - end, " without_minutes=%" PRId64,
				 counts->without_minutes);
}
