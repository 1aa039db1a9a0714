/*-------------------------------------------------------------------------
 *
 * spend_focus.c
 *	  How narrowly spend is aimed: its concentration over keys, and reach.
 *
 * No sum is rounded; the figures are quotients of exact integers.
 *
 *-------------------------------------------------------------------------
 */
#include "core/spend_focus.h"

#include <string.h>

#include "core/bytes.h"
#include "core/checked.h"
#include "core/ratio.h"

/* Sums stay below this, so that what is made of them fits in 256 bits. */
#define SUM_LIMIT	((sm_int128) 1 << 112)

/* Between looks at whether somebody wants the caller's attention. */
#define CALL_WORK	4096

/* Ten-thousandths in one. */
#define UNITS		10000

/* The sums of the keys, as they are collected. */
typedef struct sm_key_sums
{
	sm_int128  *sums;			/* the positive ones */
	size_t		count;
	int64_t		nonpositive;
	sm_int128	all;			/* the sum of all of them */
	sm_int128	positive;		/* and of the positive ones */
} sm_key_sums;

/*
 * Takes in the sum of one key.  False if it gets too large.
 */
static bool
collect(sm_key_sums *keys, sm_int128 sum)
{
	if (sum >= SUM_LIMIT || sum <= -SUM_LIMIT)
		return false;
	keys->all += sum;
	if (sum <= 0)
		keys->nonpositive++;
	else
	{
		keys->sums[keys->count++] = sum;
		keys->positive += sum;
	}
	return keys->positive < SUM_LIMIT && keys->all > -SUM_LIMIT;
}

/*
 * Where the records of each function begin; they lie in this order.
 */
typedef struct sm_runs
{
	const sm_keyed_record *next[SM_FUNCTIONS];
	uint32_t	left[SM_FUNCTIONS];
} sm_runs;

static sm_runs
runs_of(const sm_spend_summary *summary)
{
	sm_runs		runs = {{NULL}, {0}};
	const sm_keyed_record *record;

	record = sm_keyed_first(&sm_spend_layout, &summary->block);
	for (uint32_t i = 0; i < summary->block.count; i++)
	{
		if (runs.left[record->kind]++ == 0)
			runs.next[record->kind] = record;
		record = sm_keyed_next(&sm_spend_layout, record);
	}
	return runs;
}

/* The order of the keys of two records. */
static int
key_order(const sm_keyed_record *a, const sm_keyed_record *b)
{
	return sm_compare_bytes(sm_keyed_key(&sm_spend_layout, a), a->key_length,
							sm_keyed_key(&sm_spend_layout, b), b->key_length);
}

/*
 * The smallest key that is left in any run, or a null pointer at the end.
 */
static const sm_keyed_record *
smallest(const sm_runs *runs)
{
	const sm_keyed_record *found = NULL;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		if (runs->left[i] > 0 &&
			(found == NULL || key_order(runs->next[i], found) < 0))
			found = runs->next[i];
	}
	return found;
}

/*
 * Takes a key out of every run that has it and puts its sum into sum.  False
 * if that gets too large.
 */
static bool
take(sm_runs *runs, const sm_keyed_record *key, sm_int128 *sum)
{
	bool		fits = true;

	*sum = 0;
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		if (runs->left[i] == 0 || key_order(runs->next[i], key) != 0)
			continue;
		fits = fits && sm_add_int128(*sum, *sm_keyed_wide(runs->next[i]),
									 sum);
		runs->next[i] = sm_keyed_next(&sm_spend_layout, runs->next[i]);
		runs->left[i]--;
	}
	return fits;
}

/*
 * Collects the sums of all keys of one function, or of all.
 */
static sm_status
collect_keys(const sm_spend_summary *summary, int function,
			 const sm_memory *memory, sm_key_sums *keys)
{
	sm_runs		runs = runs_of(summary);
	const sm_keyed_record *key;

	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		if (function != SM_ALL_FUNCTIONS && i != function)
			runs.left[i] = 0;
	}
	for (uint32_t i = 1; (key = smallest(&runs)) != NULL; i++)
	{
		sm_int128	sum;

		if (!take(&runs, key, &sum) || !collect(keys, sum))
			return SM_TOO_LARGE;
		if (i % CALL_WORK == 0 && sm_stop_wanted(memory->stop))
			return SM_STOPPED;
	}
	return SM_OK;
}

/*
 * Merges two sorted runs.  False if somebody wants the caller's attention.
 */
static bool
merge_runs(const sm_int128 *from, size_t middle, size_t end, sm_int128 *to,
		   const volatile sig_atomic_t *stop)
{
	size_t		left = 0;
	size_t		right = middle;

	for (size_t i = 0; i < end; i++)
	{
		if (right == end || (left < middle && from[left] <= from[right]))
			to[i] = from[left++];
		else
			to[i] = from[right++];
		if (i % CALL_WORK == CALL_WORK - 1 && sm_stop_wanted(stop))
			return false;
	}
	return true;
}

/*
 * Sorts sums, the smallest first; spare has room for as many.  Returns the
 * one of the two arrays that is sorted then, or NULL if it was stopped.
 * qsort would answer no cancel.
 */
static const sm_int128 *
sorted(sm_int128 *sums, sm_int128 *spare, size_t count,
	   const volatile sig_atomic_t *stop)
{
	for (size_t run = 1; run < count; run *= 2)
	{
		sm_int128  *swap = sums;

		for (size_t start = 0; start < count; start += 2 * run)
		{
			size_t		left = count - start;
			size_t		end = left < 2 * run ? left : 2 * run;

			if (!merge_runs(sums + start, run < end ? run : end, end,
							spare + start, stop))
				return NULL;
		}
		sums = spare;
		spare = swap;
	}
	return sums;
}

/* A known figure. */
static sm_figure
ratio(sm_huge a, sm_huge b)
{
	sm_figure	figure = {true, sm_huge_ratio(a, b)};

	return figure;
}

/*
 * The figures of sums that are positive and sorted.
 */
static void
concentration(const sm_int128 *sums, size_t count, sm_int128 total,
			  sm_focus *focus)
{
	sm_huge		squares = sm_huge_of(0);
	sm_huge		ranked = sm_huge_of(0);	/* sum of 2 i x(i) */
	sm_huge		rest;
	sm_int128	top = 0;
	size_t		top_count = (count + 9) / 10;
	sm_huge		squared = sm_huge_product(total, total);

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
	{
		squares = sm_huge_sum(squares, sm_huge_product(sums[i], sums[i]));
		ranked = sm_huge_sum(ranked, sm_huge_product(sums[i], 2 * (i + 1)));
		if (i >= count - top_count)
			top += sums[i];
	}
	rest = sm_huge_times(sm_huge_of(total), count + 1);
	focus->hhi = ratio(squares, squared);
	focus->effective = ratio(squared, squares);
	focus->evenness = ratio(squared, sm_huge_times(squares, count));
	focus->gini = ratio(sm_huge_difference(ranked, rest),
						sm_huge_times(sm_huge_of(total), count));
	focus->top_decile = ratio(sm_huge_of(top), sm_huge_of(total));
	focus->per_key = ratio(sm_huge_of(total),
						   sm_huge_times(sm_huge_of(UNITS), count));
}

/*
 * The figures that keys do not matter for.
 */
static void
reach(sm_focus *focus)
{
	sm_huge		amount = sm_huge_of(focus->amount);
	sm_huge		reached = sm_huge_times(sm_huge_of(focus->reached), UNITS);

	if (focus->amount <= 0)
		return;
	/* credits can leave more, or less than nothing: that is no share */
	if (focus->unallocated >= 0 && focus->unallocated <= focus->amount)
		focus->unallocated_share =
			ratio(sm_huge_of(focus->unallocated), amount);
	if (!focus->reached_known)
		return;
	focus->reach_per_money = ratio(reached, amount);
	if (focus->reached > 0)
		focus->cost_per_reached = ratio(amount, reached);
}

/*
 * Adds up the totals of one function, or of all.  False where a sum does not
 * fit.
 */
static bool
add_totals(const sm_spend_summary *summary, int function,
		   sm_focus *focus)
{
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		const sm_spend_totals *totals = &summary->totals[i];

		if (function != SM_ALL_FUNCTIONS && i != function)
			continue;
		focus->lines += totals->lines;
		focus->without_reached += totals->without_reached;
		focus->reached += totals->reached;
		if (!sm_add_int128(focus->unallocated, totals->unallocated,
						   &focus->unallocated))
			return false;
	}
	focus->reached_known = focus->without_reached < focus->lines;
	return focus->unallocated < SUM_LIMIT && focus->unallocated > -SUM_LIMIT;
}

sm_status
sm_spend_focus_of(const sm_spend_summary *summary, int function,
				  const sm_memory *memory, sm_focus *focus)
{
	size_t		records = summary->block.count;
	sm_key_sums keys = {NULL, 0, 0, 0, 0};
	const sm_int128 *sums;
	sm_status	status;

	memset(focus, 0, sizeof(*focus));
	keys.sums = memory->allocate(memory->context,
								 (2 * records + 1) * sizeof(*keys.sums));
	if (keys.sums == NULL)
		return SM_OUT_OF_MEMORY;
	if (!add_totals(summary, function, focus))
		return SM_TOO_LARGE;
	status = collect_keys(summary, function, memory, &keys);
	if (status != SM_OK)
		return status;
	sums = sorted(keys.sums, keys.sums + records, keys.count, memory->stop);
	if (sums == NULL)
		return SM_STOPPED;

	focus->keys = (int64_t) keys.count;
	focus->nonpositive = keys.nonpositive;
	focus->amount = keys.all + focus->unallocated;
	if (focus->amount >= SUM_LIMIT)
		return SM_TOO_LARGE;
	concentration(sums, keys.count, keys.positive, focus);
	reach(focus);
	return SM_OK;
}
