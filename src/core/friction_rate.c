/*-------------------------------------------------------------------------
 *
 * friction_rate.c
 *	  How often one kind of friction happens, and how bad it is.
 *
 * A severity becomes a whole number before it is added to anything, so the
 * order in which rows and partial counts arrive never shows in a result.
 *
 *-------------------------------------------------------------------------
 */
#include "core/friction_rate.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/checked.h"
#include "core/labels.h"

const char *const sm_rate_reason_names[SM_RATE_REASONS] = {
	NULL, "nothing_exposed", "too_few"
};

/*
 * How sure the interval of one among so many kinds has to be: the squares of
 * the points that leave 0.05 / kinds of the normal distribution outside.
 */
static const double sureness[SM_RATE_KINDS] = {
	SM_95_PERCENT, 5.023886187314889, 5.7311392819390707, 6.2385326369095365,
	6.6348966010212151, 6.9604014410529743, 7.2366892681108955,
	7.4767726607669433, 7.6890925060941766, 7.8794385766224174,
	8.0519562403481472, 8.2097162345132169, 8.3550570824925877,
	8.4898010581541754, 8.6153959220353927, 8.733011096550312
};

/* The words of the text form, in the order of the struct. */
enum
{
	WORD_EXPOSED, WORD_FLAGGED, WORD_SKIPPED, WORD_WITHOUT_SEVERITY,
	WORD_SEVERITY, WORDS
};

static const char *const word_names[WORDS + 1] = {
	"exposed", "flagged", "skipped", "without_severity", "severity", NULL
};

/*
 * Whether one more row can be counted.
 */
static bool
has_room(const sm_friction_counts *counts)
{
	return counts->exposed < INT64_MAX - counts->skipped;
}

/*
 * Counts one exposed item.
 */
bool
sm_friction_counts_add(sm_friction_counts *counts, bool flagged,
					   double severity)
{
	if (!has_room(counts))
		return false;

	counts->exposed++;
	if (!flagged)
		return true;

	counts->flagged++;
	if (severity < 0)
		counts->without_severity++;
	else
		counts->severity_parts +=
			(int64_t) rint(severity * (double) SM_SEVERITY_PARTS);
	if (counts->severity_parts >= SM_SEVERITY_PARTS)
	{
		counts->severity_parts -= SM_SEVERITY_PARTS;
		counts->severity_whole++;
	}
	return true;
}

/*
 * Counts one item that was not exposed.
 */
bool
sm_friction_counts_skip(sm_friction_counts *counts)
{
	if (!has_room(counts))
		return false;
	counts->skipped++;
	return true;
}

/*
 * Adds the counts of from.  Nothing but the number of rows can be too large:
 * all else is at most that.
 */
bool
sm_friction_counts_merge(sm_friction_counts *counts,
						 const sm_friction_counts *from)
{
	int64_t		rows = counts->exposed + counts->skipped;

	if (!sm_add_int64(rows, from->exposed + from->skipped, &rows))
		return false;

	counts->exposed += from->exposed;
	counts->flagged += from->flagged;
	counts->skipped += from->skipped;
	counts->without_severity += from->without_severity;
	counts->severity_whole += from->severity_whole;
	counts->severity_parts += from->severity_parts;
	if (counts->severity_parts >= SM_SEVERITY_PARTS)
	{
		counts->severity_parts -= SM_SEVERITY_PARTS;
		counts->severity_whole++;
	}
	return true;
}

/*
 * One sentence on why the counts are not valid, or a null pointer.
 */
const char *
sm_friction_counts_flaw(const sm_friction_counts *counts)
{
	int64_t		rated;

	if (counts->exposed < 0 || counts->flagged < 0 || counts->skipped < 0 ||
		counts->without_severity < 0 || counts->severity_whole < 0 ||
		counts->severity_parts < 0)
		return "A count is negative.";
	if (counts->exposed > INT64_MAX - counts->skipped)
		return "The sum of the counts is out of range.";
	if (counts->flagged > counts->exposed)
		return "More items are flagged than were exposed.";
	if (counts->without_severity > counts->flagged)
		return "More items are without severity than are flagged.";
	if (counts->severity_parts >= SM_SEVERITY_PARTS)
		return "The fraction of the sum of severities is one or more.";
	rated = counts->flagged - counts->without_severity;
	if (counts->severity_whole > rated ||
		(counts->severity_whole == rated && counts->severity_parts > 0))
		return "The sum of severities is larger than one for each flagged "
			"item.";
	return NULL;
}

/*
 * Field by field, in the order of the struct.
 */
int
sm_friction_counts_order(const sm_friction_counts *a,
						 const sm_friction_counts *b)
{
	const int64_t pairs[][2] = {
		{a->exposed, b->exposed}, {a->flagged, b->flagged},
		{a->skipped, b->skipped},
		{a->without_severity, b->without_severity},
		{a->severity_whole, b->severity_whole},
		{a->severity_parts, b->severity_parts}
	};
	int			order = 0;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]) && order == 0;
		 i++)
		order = sm_number_order(pairs[i][0], pairs[i][1]);
	return order;
}

/*
 * Reads the digits behind the point of a sum of severities, at least one and
 * no more than SM_SEVERITY_PARTS has zeros.
 */
static sm_counts_read
read_parts(const char **text, int64_t *parts)
{
	int64_t		place = SM_SEVERITY_PARTS;

	*parts = 0;
	if (**text < '0' || **text > '9')
		return SM_COUNTS_MALFORMED;
	for (; **text >= '0' && **text <= '9'; (*text)++)
	{
		place /= 10;
		if (place == 0)
			return SM_COUNTS_MALFORMED;
		*parts += place * (**text - '0');
	}
	return SM_COUNTS_READ;
}

/*
 * Reads one word with its number into counts and marks it in seen.
 */
static sm_counts_read
read_count(const char **text, sm_friction_counts *counts, bool seen[WORDS],
		   const char **detail)
{
	int64_t    *numbers[WORDS] = {
		&counts->exposed, &counts->flagged, &counts->skipped,
		&counts->without_severity, &counts->severity_whole
	};
	const char *start = *text;
	int			word = sm_label_find(word_names, start, sm_read_name(text));
	sm_counts_read result;

	if (word == SM_NO_LABEL)
	{
		*detail = "Words are exposed, flagged, skipped, without_severity and "
			"severity, each with = and a number.";
		return SM_COUNTS_MALFORMED;
	}
	if (seen[word])
	{
		*detail = SM_WORD_TWICE;
		return SM_COUNTS_MALFORMED;
	}
	seen[word] = true;

	result = sm_read_number(text, numbers[word]);
	if (result == SM_COUNTS_READ && word == WORD_SEVERITY && **text == '.')
	{
		(*text)++;
		result = read_parts(text, &counts->severity_parts);
	}
	if (result == SM_COUNTS_OUT_OF_RANGE)
		*detail = SM_NUMBER_TOO_LARGE;
	else if (result == SM_COUNTS_MALFORMED || !sm_at_word_end(*text))
	{
		*detail = "Numbers are decimal digits; severity may have a point and "
			"up to 15 digits behind it.";
		return SM_COUNTS_MALFORMED;
	}
	return result;
}

/*
 * Reads the text form.
 */
sm_counts_read
sm_friction_counts_read(const char *text, sm_friction_counts *counts,
						const char **detail)
{
	bool		seen[WORDS] = {false};
	int			words = 0;

	memset(counts, 0, sizeof(*counts));
	for (sm_skip_space(&text); *text != '\0'; sm_skip_space(&text))
	{
		sm_counts_read result = read_count(&text, counts, seen, detail);

		if (result != SM_COUNTS_READ)
			return result;
		words++;
	}
	if (words == 0)
	{
		*detail = "There is no word such as exposed=10, which means that 10 "
			"items were exposed.";
		return SM_COUNTS_MALFORMED;
	}
	if (counts->exposed > INT64_MAX - counts->skipped)
	{
		*detail = SM_SUM_TOO_LARGE;
		return SM_COUNTS_OUT_OF_RANGE;
	}
	*detail = sm_friction_counts_flaw(counts);
	return *detail == NULL ? SM_COUNTS_READ : SM_COUNTS_MALFORMED;
}

/*
 * Writes the text form.
 */
void
sm_friction_counts_write(const sm_friction_counts *counts,
						 char text[SM_FRICTION_COUNTS_TEXT])
{
	int			length;

	length = snprintf(text, SM_FRICTION_COUNTS_TEXT,
					  "exposed=%" PRId64 " flagged=%" PRId64
					  " skipped=%" PRId64 " without_severity=%" PRId64
					  " severity=%" PRId64,
					  counts->exposed, counts->flagged, counts->skipped,
					  counts->without_severity, counts->severity_whole);
	if (counts->severity_parts == 0)
		return;
	length += snprintf(text + length, SM_FRICTION_COUNTS_TEXT - length,
					   ".%015" PRId64, counts->severity_parts);
	while (text[length - 1] == '0')
		text[--length] = '\0';
}

/*
 * The rate of flagged among exposed items.
 */
sm_incidence
sm_incidence_of(int64_t flagged, int64_t exposed, int64_t minimum,
					int kinds)
{
	sm_incidence result = {.reason = SM_RATE_KNOWN};

	if (exposed == 0)
		result.reason = SM_RATE_NOTHING_EXPOSED;
	else if (exposed < minimum)
		result.reason = SM_RATE_TOO_FEW;
	else
		result.rate = sm_proportion_of(flagged, exposed, sureness[kinds - 1]);
	return result;
}

/*
 * Whether a number can be the sum of the severities of flagged items.
 */
bool
sm_severity_sum_fits(double sum, int64_t flagged)
{
	return sum >= 0 && sum <= (double) flagged * (1 + 1e-9);
}

/*
 * Adds the mean severity to a rate, if this is known.
 */
void
sm_incidence_severity(sm_incidence *incidence, double sum, int64_t exposed)
{
	if (incidence->reason != SM_RATE_KNOWN)
		return;
	incidence->severity_known = true;
	incidence->mean_severity = sum / (double) exposed;
}

/*
 * The same of counts, with the mean severity.
 */
sm_incidence
sm_incidence_of_counts(const sm_friction_counts *counts, int64_t minimum,
					   int kinds)
{
	double		parts = (double) counts->severity_parts /
		(double) SM_SEVERITY_PARTS;
	sm_incidence result;

	result = sm_incidence_of(counts->flagged, counts->exposed, minimum,
							 kinds);
	if (counts->without_severity == 0)
		sm_incidence_severity(&result,
							  (double) counts->severity_whole + parts,
							  counts->exposed);
	return result;
}
