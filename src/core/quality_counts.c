/*-------------------------------------------------------------------------
 *
 * quality_counts.c
 *	  How well predicted functions agree with actual ones.
 *
 * Counting is on integers and checked, and figures are made of the final
 * counts alone, so the order in which rows and partial counts arrive never
 * shows in a result.
 *
 *-------------------------------------------------------------------------
 */
#include "core/quality_counts.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/checked.h"
#include "core/count_text.h"

/* The places of a text form's words: every pair of functions, and two more. */
#define PAIRS				(SM_FUNCTIONS * SM_FUNCTIONS)
#define WORD_SKIPPED		PAIRS
#define WORD_UNPREDICTED	(PAIRS + 1)
#define WORDS				(PAIRS + 2)

/*
 * Adds up all rows, skipped ones too, unless that does not fit.
 */
static bool
sum_rows(const sm_quality_counts *counts, int64_t *rows)
{
	*rows = counts->skipped;
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		if (!sm_sum_int64(counts->rows[i], SM_FUNCTIONS, rows))
			return false;
	}
	return true;
}

/*
 * Whether there may be one more row.
 */
static bool
room_for_row(const sm_quality_counts *counts)
{
	int64_t		rows;

	return sum_rows(counts, &rows) && rows < INT64_MAX;
}

/*
 * Rows predicted to be of a class.
 */
static int64_t
rows_predicted(const sm_quality_counts *counts, sm_function class)
{
	int64_t		rows = 0;

	for (int i = 0; i < SM_FUNCTIONS; i++)
		(void) sm_add_int64(rows, counts->rows[i][class], &rows);
	return rows;
}

/*
 * Counts one row.
 */
bool
sm_quality_counts_add(sm_quality_counts *counts, sm_function actual,
					  int predicted)
{
	if (!room_for_row(counts))
		return false;

	if (predicted == SM_NO_LABEL)
	{
		counts->rows[actual][SM_UNCLASSIFIED]++;
		counts->unpredicted++;
	}
	else
		counts->rows[actual][predicted]++;
	return true;
}

/*
 * Counts one row whose actual function is not known.
 */
bool
sm_quality_counts_skip(sm_quality_counts *counts)
{
	if (!room_for_row(counts))
		return false;

	counts->skipped++;
	return true;
}

/*
 * Adds the counts of from.
 */
bool
sm_quality_counts_merge(sm_quality_counts *counts,
						const sm_quality_counts *from)
{
	sm_quality_counts sum = *counts;
	int64_t		rows;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		for (int j = 0; j < SM_FUNCTIONS; j++)
		{
			if (!sm_add_int64(sum.rows[i][j], from->rows[i][j],
							  &sum.rows[i][j]))
				return false;
		}
	}
	if (!sm_add_int64(sum.skipped, from->skipped, &sum.skipped) ||
		!sm_add_int64(sum.unpredicted, from->unpredicted,
					  &sum.unpredicted) ||
		!sum_rows(&sum, &rows))
		return false;

	*counts = sum;
	return true;
}

/*
 * One sentence on why the counts are not valid, or a null pointer.
 */
const char *
sm_quality_counts_flaw(const sm_quality_counts *counts)
{
	int64_t		rows;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		for (int j = 0; j < SM_FUNCTIONS; j++)
		{
			if (counts->rows[i][j] < 0)
				return "A count is negative.";
		}
	}
	if (counts->skipped < 0 || counts->unpredicted < 0)
		return "A count is negative.";
	if (!sum_rows(counts, &rows))
		return "The sum of the counts is out of range.";
	if (counts->unpredicted > rows_predicted(counts, SM_UNCLASSIFIED))
		return "More rows are unpredicted than count as unclassified.";
	return NULL;
}

/*
 * Field by field, in the order of the struct.
 */
int
sm_quality_counts_order(const sm_quality_counts *a,
						const sm_quality_counts *b)
{
	int			order = 0;

	for (int i = 0; i < PAIRS && order == 0; i++)
		order = sm_number_order(a->rows[i / SM_FUNCTIONS][i % SM_FUNCTIONS],
								b->rows[i / SM_FUNCTIONS][i % SM_FUNCTIONS]);
	if (order == 0)
		order = sm_number_order(a->skipped, b->skipped);
	if (order == 0)
		order = sm_number_order(a->unpredicted, b->unpredicted);
	return order;
}

/*
 * F1 where the share of a class's correct rows among those that are of it or
 * predicted to be is given.
 */
static double
f1_of_share(double share)
{
	return 2 * share / (1 + share);
}

/*
 * Figures of one class.
 */
sm_class_figures
sm_class_figures_of(const sm_quality_counts *counts, sm_function class)
{
	sm_class_figures result = {0};
	int64_t		either;

	(void) sm_sum_int64(counts->rows[class], SM_FUNCTIONS, &result.actual);
	result.predicted = rows_predicted(counts, class);
	result.correct = counts->rows[class][class];
	result.precision = sm_proportion_of(result.correct, result.predicted,
										SM_95_PERCENT);
	result.recall = sm_proportion_of(result.correct, result.actual,
									 SM_95_PERCENT);

	either = result.actual + (result.predicted - result.correct);
	result.f1 = sm_proportion_of(result.correct, either, SM_95_PERCENT);
	if (result.f1.known)
	{
		result.f1.share = 2 * (double) result.correct /
			((double) either + (double) result.correct);
		result.f1.low = fmin(f1_of_share(result.f1.low), result.f1.share);
		result.f1.high = fmax(f1_of_share(result.f1.high), result.f1.share);
	}
	return result;
}

/*
 * Figures over all classes.
 */
sm_quality
sm_quality_of(const sm_quality_counts *counts)
{
	sm_quality	result = {0};
	int64_t		covered_correct;
	double		sum = 0;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		sm_class_figures class = sm_class_figures_of(counts, (sm_function) i);

		result.rows += class.actual;
		result.correct += class.correct;
		if (class.actual > 0)
		{
			result.classes++;
			sum += class.f1.share;
		}
	}
	if (result.classes > 0)
		result.macro_f1 = sum / result.classes;

	result.covered = result.rows - rows_predicted(counts, SM_UNCLASSIFIED);
	covered_correct = result.correct -
		counts->rows[SM_UNCLASSIFIED][SM_UNCLASSIFIED];
	result.coverage = sm_proportion_of(result.covered, result.rows,
									   SM_95_PERCENT);
	result.accuracy = sm_proportion_of(result.correct, result.rows,
									   SM_95_PERCENT);
	result.covered_accuracy = sm_proportion_of(covered_correct,
											   result.covered, SM_95_PERCENT);
	return result;
}

/*
 * Which place the name of a word has, or SM_NO_LABEL.
 */
static int
find_word(const char *name, size_t length)
{
	const char *separator = memchr(name, '>', length);
	int			actual;
	int			predicted;

	if (length == strlen("skipped") && memcmp(name, "skipped", length) == 0)
		return WORD_SKIPPED;
	if (length == strlen("unpredicted") &&
		memcmp(name, "unpredicted", length) == 0)
		return WORD_UNPREDICTED;
	if (separator == NULL)
		return SM_NO_LABEL;

	actual = sm_label_find(sm_function_names, name,
						   (size_t) (separator - name));
	predicted = sm_label_find(sm_function_names, separator + 1,
							  length - (size_t) (separator - name) - 1);
	if (actual == SM_NO_LABEL || predicted == SM_NO_LABEL)
		return SM_NO_LABEL;
	return actual * SM_FUNCTIONS + predicted;
}

/*
 * The number of a place.
 */
static int64_t *
number_at(sm_quality_counts *counts, int word)
{
	if (word == WORD_SKIPPED)
		return &counts->skipped;
	if (word == WORD_UNPREDICTED)
		return &counts->unpredicted;
	return &counts->rows[word / SM_FUNCTIONS][word % SM_FUNCTIONS];
}

/*
 * Reads one word into counts and marks it in seen.
 */
static sm_counts_read
read_word(const char **text, sm_quality_counts *counts, bool seen[WORDS],
		  const char **detail)
{
	const char *name = *text;
	int			word = find_word(name, sm_read_name(text));
	sm_counts_read result;

	if (word == SM_NO_LABEL)
	{
		*detail = "Words are two functions such as sales>marketing, actual "
			"and predicted, skipped and unpredicted, each with = and a "
			"number.";
		return SM_COUNTS_MALFORMED;
	}
	if (seen[word])
	{
		*detail = SM_WORD_TWICE;
		return SM_COUNTS_MALFORMED;
	}
	seen[word] = true;

	result = sm_read_number(text, number_at(counts, word));
	if (result == SM_COUNTS_OUT_OF_RANGE)
		*detail = SM_NUMBER_TOO_LARGE;
	else if (result == SM_COUNTS_MALFORMED || !sm_at_word_end(*text))
	{
		*detail = "Numbers are decimal digits.";
		return SM_COUNTS_MALFORMED;
	}
	return result;
}

/*
 * Reads the text form.
 */
sm_counts_read
sm_quality_counts_read(const char *text, sm_quality_counts *counts,
					   const char **detail)
{
	bool		seen[WORDS] = {false};
	int64_t		rows;

	memset(counts, 0, sizeof(*counts));
	sm_skip_space(&text);
	if (*text == '\0')
	{
		*detail = "There is no word such as sales>marketing=3, which means 3 "
			"rows of sales predicted to be marketing.";
		return SM_COUNTS_MALFORMED;
	}
	for (; *text != '\0'; sm_skip_space(&text))
	{
		sm_counts_read result = read_word(&text, counts, seen, detail);

		if (result != SM_COUNTS_READ)
			return result;
	}
	if (!sum_rows(counts, &rows))
	{
		*detail = SM_SUM_TOO_LARGE;
		return SM_COUNTS_OUT_OF_RANGE;
	}

	*detail = sm_quality_counts_flaw(counts);
	return *detail == NULL ? SM_COUNTS_READ : SM_COUNTS_MALFORMED;
}

/*
 * Writes the text form.
 */
void
sm_quality_counts_write(const sm_quality_counts *counts,
						char text[SM_QUALITY_COUNTS_TEXT])
{
	char	   *end = text;
	char	   *limit = text + SM_QUALITY_COUNTS_TEXT;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		for (int j = 0; j < SM_FUNCTIONS; j++)
		{
			if (counts->rows[i][j] > 0)
				end += snprintf(end, limit - end, "%s>%s=%" PRId64 " ",
								sm_function_names[i], sm_function_names[j],
								counts->rows[i][j]);
		}
	}
	snprintf(end, limit - end, "skipped=%" PRId64 " unpredicted=%" PRId64,
			 counts->skipped, counts->unpredicted);
}
