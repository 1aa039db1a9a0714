/*-------------------------------------------------------------------------
 *
 * spend.c
 *	  Lines of spend, and their sums by key and function.
 *
 * All arithmetic is on integers and checked, so the order in which lines and
 * partial summaries arrive never shows in a result.
 *
 *-------------------------------------------------------------------------
 */
#include "core/spend.h"

#include <string.h>

#include "core/bytes.h"
#include "core/checked.h"

const sm_keyed_layout sm_spend_layout = {
	.head_bytes = sizeof(sm_spend_summary),
	.most = SM_SPEND_KEYS,
	.kinds = SM_FUNCTIONS,
	.wide_bits = 110,
	.narrow_bits = 62,
	.sums = {{1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}}
};

const char *
sm_spend_flaw(const sm_spend_line *line)
{
	if (line->count != 0 ||
		(line->unused[0] | line->unused[1] | line->unused[2]) != 0 ||
		(line->given & ~(SM_SPEND_AMOUNT | SM_SPEND_KEY)) != 0)
		return "Its reserved bytes are not zero.";
	if (line->key_length > SM_KEY_BYTES ||
		line->currency_length > SM_SPEND_CURRENCY_BYTES)
		return "Its key or its currency is too long.";
	if (line->used != SM_SPEND_BYTES + line->key_length +
		line->currency_length)
		return "Its sizes contradict each other.";
	if (line->function >= SM_FUNCTIONS)
		return "Its function is not known.";
	if (line->reached < SM_REACH_UNKNOWN)
		return "Fewer than none were reached.";
	if (line->amount > SM_SPEND_MOST || line->amount < -SM_SPEND_MOST)
		return "Its amount is out of range.";
	if ((!(line->given & SM_SPEND_AMOUNT) && line->amount != 0) ||
		(!(line->given & SM_SPEND_KEY) && line->key_length > 0))
		return "It has what it says is not there.";
	return NULL;
}

int
sm_spend_order(const sm_spend_line *a, const sm_spend_line *b)
{
	int			order = (a->given & SM_SPEND_KEY) - (b->given & SM_SPEND_KEY);

	if (order == 0)
		order = sm_compare_bytes(a->text, a->key_length, b->text,
								 b->key_length);
	if (order == 0)
		order = a->function - b->function;
	if (order == 0)
		order = a->given - b->given;
	if (order == 0)
		order = sm_number_order(a->amount, b->amount);
	if (order == 0)
		order = sm_number_order(a->reached, b->reached);
	if (order == 0)
		order = sm_compare_bytes(a->text + a->key_length, a->currency_length,
								 b->text + b->key_length, b->currency_length);
	return order;
}

/* Adds the counts that have to fit together. */
static bool
sums_fit(const sm_spend_summary *summary)
{
	int64_t		lines = summary->skipped;
	int64_t		reached = 0;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		if (!sm_add_int64(lines, summary->totals[i].lines, &lines) ||
			!sm_add_int64(reached, summary->totals[i].reached, &reached))
			return false;
	}
	return true;
}

bool
sm_spend_skip(sm_spend_summary *summary)
{
	if (!sm_add_int64(summary->skipped, 1, &summary->skipped))
		return false;
	if (sums_fit(summary))
		return true;
	summary->skipped--;
	return false;
}

size_t
sm_spend_currency_length(const sm_spend_summary *summary)
{
	const char *end = memchr(summary->currency, '\0', SM_SPEND_CURRENCY_BYTES);

	return end == NULL ? SM_SPEND_CURRENCY_BYTES :
		(size_t) (end - summary->currency);
}

bool
sm_spend_currency(sm_spend_summary *summary, const char *currency,
				  size_t length)
{
	if (!summary->currency_known)
	{
		summary->currency_known = 1;
		memcpy(summary->currency, currency, length);
		return true;
	}
	return sm_spend_currency_length(summary) == length &&
		memcmp(summary->currency, currency, length) == 0;
}

bool
sm_spend_add(sm_spend_summary *summary, const sm_spend_line *line)
{
	sm_spend_totals *totals = &summary->totals[line->function];
	sm_spend_totals before = *totals;
	bool		fits;

	fits = sm_add_int64(totals->lines, 1, &totals->lines);
	if (line->reached == SM_REACH_UNKNOWN)
		totals->without_reached++;
	else
		fits = fits && sm_add_int64(totals->reached, line->reached,
									&totals->reached);
	if (!(line->given & SM_SPEND_KEY))
		fits = fits && sm_add_int128(totals->unallocated, line->amount,
									 &totals->unallocated);
	fits = fits && sums_fit(summary);
	if (!fits)
		*totals = before;
	return fits;
}

bool
sm_spend_add_to_key(sm_keyed_record *record, const sm_spend_line *line)
{
	return sm_keyed_sum_wide(&sm_spend_layout, sm_keyed_wide(record),
							 line->amount);
}

bool
sm_spend_merge_head(sm_spend_summary *summary, const sm_spend_summary *from)
{
	sm_spend_summary sum = *summary;

	if (!sm_add_int64(sum.skipped, from->skipped, &sum.skipped))
		return false;
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		sm_spend_totals *to = &sum.totals[i];
		const sm_spend_totals *more = &from->totals[i];

		if (!sm_add_int64(to->lines, more->lines, &to->lines) ||
			!sm_add_int64(to->without_reached, more->without_reached,
						  &to->without_reached) ||
			!sm_add_int64(to->reached, more->reached, &to->reached) ||
			!sm_add_int128(to->unallocated, more->unallocated,
						   &to->unallocated))
			return false;
	}
	if (!sums_fit(&sum))
		return false;
	*summary = sum;
	return true;
}

/* What is wrong with the totals of one function that has so many records. */
static const char *
totals_flaw(const sm_spend_totals *totals, int64_t records)
{
	if (totals->lines < 0 || totals->reached < 0 ||
		totals->without_reached < 0)
		return "A count is negative.";
	if (totals->without_reached > totals->lines)
		return "More lines are without reach than there are.";
	if (totals->without_reached == totals->lines && totals->reached > 0)
		return "There is reach, but all lines are without.";
	if (records > totals->lines)
		return "There are more keys than lines.";
	if (totals->lines == 0 && totals->unallocated != 0)
		return "There is an amount, but no line.";
	return NULL;
}

const char *
sm_spend_summary_flaw(const sm_spend_summary *summary)
{
	const sm_keyed_record *record;
	int64_t		records[SM_FUNCTIONS] = {0};
	bool		lines = false;
	size_t		length = sm_spend_currency_length(summary);
	const char *flaw = NULL;

	record = sm_keyed_first(&sm_spend_layout, &summary->block);
	for (uint32_t i = 0; i < summary->block.count; i++)
	{
		records[record->kind]++;
		record = sm_keyed_next(&sm_spend_layout, record);
	}
	for (int i = 0; i < SM_FUNCTIONS && flaw == NULL; i++)
	{
		flaw = totals_flaw(&summary->totals[i], records[i]);
		lines = lines || summary->totals[i].lines > 0;
	}
	if (flaw != NULL)
		return flaw;
	if (summary->skipped < 0)
		return "A count is negative.";
	if (!sums_fit(summary))
		return "The sum of the counts is out of range.";
	if (summary->currency_known != (lines ? 1 : 0) ||
		(length > 0 && !lines))
		return "It has a currency without lines, or lines without knowing "
			"of one.";
	for (size_t i = length; i < SM_SPEND_CURRENCY_BYTES; i++)
	{
		if (summary->currency[i] != 0)
			return "There are bytes behind the currency.";
	}
	return NULL;
}
