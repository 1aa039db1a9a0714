/*-------------------------------------------------------------------------
 *
 * naive_gap.h
 *	  What compensation_gap should say of a few payouts, the plain way.
 *
 * Loops over all payouts for each payee, sorts, and compares all pairs.
 * Shares no code with src/core but the names of what it fills, and works on
 * rows of its own.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEST_NAIVE_GAP_H
#define TEST_NAIVE_GAP_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/compensation.h"

#define NAIVE_ROWS		40
#define NAIVE_PAYEES	8
#define NAIVE_UNKNOWN	INT32_MIN	/* of a day, and of an amount */

/* A payout; small numbers, so that no sum here needs more than 64 bits. */
typedef struct naive_row
{
	int			payee;			/* -1: not known */
	int			function;		/* -1: not known */
	int			earned_from;
	int			earned_to;
	int			scheduled;
	int			paid;
	int			amount;
	int			kind;
} naive_row;

/* What became of a row as of a day. */
typedef enum naive_fate
{
	NAIVE_NOT_ITS,				/* skipped, no reward, or of somebody else */
	NAIVE_LATER,				/* earned later */
	NAIVE_NOT_DUE,
	NAIVE_WAITED				/* paid, or overdue */
} naive_fate;

static inline bool
naive_is_skipped(const naive_row *row)
{
	return row->payee < 0 || row->function < 0 ||
		row->earned_from == NAIVE_UNKNOWN;
}

static inline bool
naive_is_reward(const naive_row *row)
{
	return row->kind < SM_DRAW &&
		(row->amount >= 0 || row->amount == NAIVE_UNKNOWN);
}

static inline naive_fate
naive_fate_of(const naive_row *row, int payee, int function,
			  const sm_pay_question *question)
{
	if (naive_is_skipped(row) || !naive_is_reward(row) ||
		row->payee != payee || row->function != function)
		return NAIVE_NOT_ITS;
	if (row->paid != NAIVE_UNKNOWN)
		return NAIVE_WAITED;
	if (!question->has_as_of)
		return NAIVE_NOT_DUE;
	if (row->earned_from + row->earned_to > 2 * question->as_of)
		return NAIVE_LATER;
	if (row->scheduled != NAIVE_UNKNOWN && row->scheduled >= question->as_of)
		return NAIVE_NOT_DUE;
	return NAIVE_WAITED;
}

/* The day a row's wait ends. */
static inline int
naive_end(const naive_row *row, const sm_pay_question *question)
{
	return row->paid == NAIVE_UNKNOWN ? question->as_of : row->paid;
}

static inline int
naive_weight(const naive_row *row)
{
	return row->amount == NAIVE_UNKNOWN ? 0 : row->amount;
}

static inline int
naive_order(const void *a, const void *b)
{
	long double left = *(const long double *) a;
	long double right = *(const long double *) b;

	return (left > right) - (left < right);
}

/* A quantile as percentile_cont has it. */
static inline sm_figure
naive_quantile(long double *values, int count, int tenths)
{
	sm_figure	figure = {count > 0, 0};
	int			position = (count - 1) * tenths;
	int			rank = position / 10;

	if (count == 0)
		return figure;
	qsort(values, (size_t) count, sizeof(values[0]), naive_order);
	figure.value = (double) values[rank];
	if (position % 10 != 0)
		figure.value = (double) (values[rank] + (values[rank + 1] -
												 values[rank]) *
								 (position % 10) / 10);
	return figure;
}

/* Kaplan and Meier's median of waits in half days, in days. */
static inline sm_figure
naive_median(const int *waits, const bool *ended, int count)
{
	sm_figure	figure = {false, 0};
	long double share = 1;
	int			last = INT32_MIN;

	for (;;)
	{
		int			next = INT32_MAX;
		int			left = 0;
		int			ends = 0;

		for (int i = 0; i < count; i++)
		{
			if (ended[i] && waits[i] > last && waits[i] < next)
				next = waits[i];
		}
		if (figure.known)
		{
			/* exactly half waited beyond the last one: until when? */
			for (int i = 0; i < count && next == INT32_MAX; i++)
			{
				if (waits[i] > last)
					next = INT32_MAX - 1;
			}
			if (next == INT32_MAX - 1)
			{
				next = last;
				for (int i = 0; i < count; i++)
					next = waits[i] > next ? waits[i] : next;
			}
			if (next != INT32_MAX)
				figure.value = (last + next) / 4.0;
			return figure;
		}
		if (next == INT32_MAX)
			return figure;
		for (int i = 0; i < count; i++)
		{
			left += waits[i] >= next;
			ends += ended[i] && waits[i] == next;
		}
		share *= (long double) (left - ends) / left;
		last = next;
		figure.known = share < 0.5L + 1e-12L;
		figure.value = last / 2.0;
		if (share < 0.5L - 1e-12L)
			return figure;
	}
}

/* One payee's means; false if there is no wait. */
typedef struct naive_payee
{
	bool		counted;
	bool		waited;
	bool		scheduled;
	long double wait;
	long double rounded;
	long double design;
	long double lateness;
} naive_payee;

static inline naive_payee
naive_payee_of(const naive_row *rows, int count, int payee, int function,
			   const sm_pay_question *question)
{
	naive_payee result = {0};
	int64_t		weight = 0;		/* of the amounts, then of the rows */
	int64_t		scheduled_weight = 0;
	int64_t		rewards = 0;
	int64_t		scheduled = 0;
	int64_t		waits[2] = {0};
	int64_t		designs[2] = {0};
	int64_t		latenesses[2] = {0};

	for (int i = 0; i < count; i++)
	{
		const naive_row *row = &rows[i];
		naive_fate	fate = naive_fate_of(row, payee, function, question);
		int			earned = row->earned_from + row->earned_to;
		int			wait = 2 * naive_end(row, question) - earned;

		result.counted |= fate == NAIVE_WAITED || fate == NAIVE_NOT_DUE;
		if (fate != NAIVE_WAITED)
			continue;
		rewards++;
		weight += naive_weight(row);
		waits[0] += wait;
		waits[1] += (int64_t) wait * naive_weight(row);
		if (row->scheduled == NAIVE_UNKNOWN)
			continue;
		scheduled++;
		scheduled_weight += naive_weight(row);
		designs[0] += 2 * row->scheduled - earned;
		designs[1] += (int64_t) (2 * row->scheduled - earned) *
			naive_weight(row);
		latenesses[0] += naive_end(row, question) - row->scheduled;
		latenesses[1] += (int64_t) (naive_end(row, question) -
									row->scheduled) * naive_weight(row);
	}
	if (rewards == 0)
		return result;
	result.waited = true;
	if (weight == 0)
		weight = rewards;
	else
		waits[0] = waits[1];
	result.wait = (long double) waits[0] / (2 * (long double) weight);
	/* the least whole number that is not half a day below it */
	result.rounded = floorl(result.wait) - 2;
	while (2 * weight * (int64_t) (result.rounded + 1) - weight <= waits[0])
		result.rounded++;
	if (scheduled == 0)
		return result;
	result.scheduled = true;
	if (scheduled_weight == 0)
		scheduled_weight = scheduled;
	else
	{
		designs[0] = designs[1];
		latenesses[0] = latenesses[1];
	}
	result.design = (long double) designs[0] /
		(2 * (long double) scheduled_weight);
	result.lateness = (long double) latenesses[0] / scheduled_weight;
	return result;
}

static inline sm_figure
naive_mean(long double sum, int count)
{
	sm_figure	figure = {count > 0, 0};

	if (count > 0)
		figure.value = (double) (sum / count);
	return figure;
}

/* The rows of a function that were skipped nowhere, counted. */
static inline void
naive_count(const naive_row *rows, int count, int function,
			const sm_pay_question *question, sm_function_pay *pay)
{
	for (int i = 0; i < count; i++)
	{
		const naive_row *row = &rows[i];
		int			earned = row->earned_from + row->earned_to;
		sm_function_sums *beside = &pay->beside;
		naive_fate	fate;

		if (naive_is_skipped(row) || row->function != function)
			continue;
		if (row->kind == SM_CLAWBACK ||
			(row->kind < SM_DRAW && row->amount < 0 &&
			 row->amount != NAIVE_UNKNOWN))
		{
			beside->clawbacks++;
			beside->taken_back += abs(naive_weight(row));
			continue;
		}
		if (row->kind >= SM_DRAW)
		{
			beside->not_rewards++;
			beside->advanced += naive_weight(row);
			continue;
		}
		beside->in_periods += row->earned_from != row->earned_to;
		beside->without_amount += row->amount == NAIVE_UNKNOWN;
		beside->paid_before_earned += row->paid != NAIVE_UNKNOWN &&
			2 * row->paid < earned;
		beside->scheduled_before_earned += row->scheduled != NAIVE_UNKNOWN &&
			2 * row->scheduled < earned;

		fate = naive_fate_of(row, row->payee, function, question);
		pay->not_yet_earned += fate == NAIVE_LATER;
		if (fate == NAIVE_LATER)
			continue;
		pay->payouts++;
		pay->amount += naive_weight(row);
		pay->not_due += fate == NAIVE_NOT_DUE;
		pay->paid += row->paid != NAIVE_UNKNOWN;
		pay->overdue += fate == NAIVE_WAITED && row->paid == NAIVE_UNKNOWN;
		if (fate == NAIVE_WAITED && row->scheduled != NAIVE_UNKNOWN)
		{
			pay->scheduled++;
			pay->late += naive_end(row, question) > row->scheduled;
		}
	}
}

/* The figures over payouts. */
static inline void
naive_payouts(const naive_row *rows, int count, int function,
			  const sm_pay_question *question, sm_function_pay *pay)
{
	long double tardiness[NAIVE_ROWS];
	int			waits[NAIVE_ROWS];
	bool		ended[NAIVE_ROWS];
	int			tardy = 0;
	int			seen = 0;
	int64_t		weight = 0;
	int64_t		weighted = 0;

	for (int i = 0; i < count; i++)
	{
		const naive_row *row = &rows[i];
		naive_fate	fate = naive_fate_of(row, row->payee, function, question);
		int			earned = row->earned_from + row->earned_to;

		if (fate != NAIVE_WAITED && fate != NAIVE_NOT_DUE)
			continue;
		ended[seen] = row->paid != NAIVE_UNKNOWN;
		waits[seen++] = 2 * naive_end(row, question) - earned;
		if (fate == NAIVE_NOT_DUE)
			continue;
		weight += naive_weight(row);
		weighted += (int64_t) naive_weight(row) *
			(2 * naive_end(row, question) - earned);
		if (row->scheduled != NAIVE_UNKNOWN)
			tardiness[tardy++] = naive_end(row, question) > row->scheduled ?
				naive_end(row, question) - row->scheduled : 0;
	}
	pay->tardiness_p90 = naive_quantile(tardiness, tardy, 9);
	if (question->has_as_of || pay->not_due == 0)
		pay->kaplan_meier = naive_median(waits, ended, seen);
	pay->weighted.known = weight > 0;
	if (weight > 0)
		pay->weighted.value = (double) ((long double) weighted / 2 / weight);
	pay->unpaid_share = naive_mean(pay->overdue + pay->not_due,
								   (int) pay->payouts);
	pay->late_rate = naive_mean(pay->late, (int) pay->scheduled);
}

/* All figures of a function; fills the waits of payees in whole days. */
static inline void
naive_function(const naive_row *rows, int count, int function,
			   const sm_pay_question *question, sm_function_pay *pay,
			   long double waits[NAIVE_PAYEES])
{
	long double wait = 0;
	long double design = 0;
	long double lateness = 0;
	int			scheduled = 0;
	int			waiting;

	memset(pay, 0, sizeof(*pay));
	naive_count(rows, count, function, question, pay);
	for (int i = 0; i < NAIVE_PAYEES; i++)
	{
		naive_payee payee = naive_payee_of(rows, count, i, function,
										   question);

		pay->payees += payee.counted;
		if (!payee.waited)
			continue;
		waits[pay->waiting_payees++] = payee.rounded;
		wait += payee.wait;
		if (!payee.scheduled)
			continue;
		scheduled++;
		design += payee.design;
		lateness += payee.lateness;
	}
	waiting = (int) pay->waiting_payees;
	pay->mean = naive_mean(wait, waiting);
	pay->design = naive_mean(design, scheduled);
	pay->lateness = naive_mean(lateness, scheduled);
	pay->median = naive_quantile(waits, waiting, 5);
	pay->p90 = naive_quantile(waits, waiting, 9);
	naive_payouts(rows, count, function, question, pay);
}

/* Whether all that was waited for has a scheduled day. */
static inline bool
naive_is_scheduled(const naive_row *rows, int count,
				   const sm_pay_question *question)
{
	for (int i = 0; i < count; i++)
	{
		if (rows[i].function <= SM_MARKETING_PERSON &&
			naive_fate_of(&rows[i], rows[i].payee, rows[i].function,
						  question) == NAIVE_WAITED &&
			rows[i].scheduled == NAIVE_UNKNOWN)
			return false;
	}
	return true;
}

/* How likely it is that so few show anything: C(a + b, a) >= 40. */
static inline bool
naive_suffices(int a, int b)
{
	long double orders = 1;

	for (int i = 1; i <= a; i++)
		orders = orders * (b + i) / i;
	return a > 0 && b > 0 && orders > 39.5L;
}

/* The comparison: all pairs, sorted. */
static inline void
naive_compare(const long double *sales, int nsales,
			  const long double *marketing, int nmarketing, sm_pay_gap *gap)
{
	long double gaps[NAIVE_PAYEES * NAIVE_PAYEES];
	int			count = 0;
	int			longer = 0;
	int			shorter = 0;

	for (int i = 0; i < nmarketing; i++)
	{
		for (int j = 0; j < nsales; j++)
		{
			gaps[count++] = marketing[i] - sales[j];
			longer += marketing[i] > sales[j];
			shorter += marketing[i] < sales[j];
		}
	}
	gap->shift.twice_days = (int64_t) (2 * naive_quantile(gaps, count,
														  5).value);
	gap->dominance.delta = (double) (longer - shorter) / count;
	gap->compared = true;
	gap->intervals = naive_suffices(nmarketing, nsales);
}

/* Everything but the limits of intervals. */
static inline void
naive_gap_of(const naive_row *rows, int count,
			 const sm_pay_question *question, sm_pay_gap *gap)
{
	long double waits[SM_PERSON_FUNCTIONS][NAIVE_PAYEES];
	const sm_function_pay *sales = &gap->pay[SM_SALES_PERSON];
	const sm_function_pay *marketing = &gap->pay[SM_MARKETING_PERSON];

	memset(gap, 0, sizeof(*gap));
	for (int i = 0; i < SM_PERSON_FUNCTIONS; i++)
	{
		naive_function(rows, count, i, question, &gap->pay[i], waits[i]);
		gap->suppressed[i] = gap->pay[i].waiting_payees <
			question->minimum_payees;
	}
	for (int i = 0; i < NAIVE_PAYEES; i++)
	{
		if (naive_payee_of(rows, count, i, SM_SALES_PERSON,
						   question).counted &&
			naive_payee_of(rows, count, i, SM_MARKETING_PERSON,
						   question).counted)
			gap->payees_of_two++;
	}
	if (gap->pay[SM_SALES_PERSON].waiting_payees == 0)
		gap->reason = SM_GAP_NO_SALES;
	else if (gap->pay[SM_MARKETING_PERSON].waiting_payees == 0)
		gap->reason = SM_GAP_NO_MARKETING;
	else if (gap->suppressed[SM_SALES_PERSON] ||
			 gap->suppressed[SM_MARKETING_PERSON])
		gap->reason = SM_GAP_SUPPRESSED;
	else
	{
		naive_compare(waits[SM_SALES_PERSON],
					  (int) gap->pay[SM_SALES_PERSON].waiting_payees,
					  waits[SM_MARKETING_PERSON],
					  (int) gap->pay[SM_MARKETING_PERSON].waiting_payees, gap);
		if (!gap->intervals)
			gap->reason = SM_GAP_TOO_FEW;
		else if (naive_is_scheduled(rows, count, question) &&
				 fabs(marketing->design.value - sales->design.value) >=
				 fabs(marketing->lateness.value - sales->lateness.value) -
				 1e-9)
			gap->reason = SM_GAP_DESIGN;
	}
}

#endif							/* TEST_NAIVE_GAP_H */
