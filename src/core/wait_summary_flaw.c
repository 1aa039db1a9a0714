/*-------------------------------------------------------------------------
 *
 * wait_summary_flaw.c
 *	  Whether a block is a summary of payouts.
 *
 * Anybody can make bytes.  What passes here can be read without an overflow,
 * and no record contradicts itself or, once sorted, the counts of the others.
 * It is not proven that there are payouts that would say the same: a payee
 * without any, for one, passes.
 *
 *-------------------------------------------------------------------------
 */
#include "core/wait_summary.h"

#include <string.h>

/* The longest wait, and the longest lateness. */
#define HALF_DAYS	(2 * SM_PAYOUT_DAYS)

/* Whether a sum of values is one of so many between -most and most. */
static bool
within(sm_int128 sum, sm_int128 weight, int64_t most)
{
	sm_int128	limit;

	return __builtin_mul_overflow(weight, (sm_int128) most, &limit) ||
		(sum <= limit && sum >= -limit);
}

static const char *
head_flaw(const sm_wait_summary *summary)
{
	size_t		length = summary->currency_length;

	if (summary->skipped < 0)
		return "A count is negative.";
	for (size_t i = 0; i < sizeof(summary->unused); i++)
	{
		if (summary->unused[i] != 0)
			return "Its reserved bytes are not zero.";
	}
	if (summary->asked > 2 ||
		(summary->asked == 0 && summary->minimum_payees != 0) ||
		(summary->asked < 2 && summary->as_of != 0))
		return "It was asked for what it was not asked for.";
	if (summary->currency_known > SM_STATED_CURRENCY ||
		(summary->currency_known != SM_STATED_CURRENCY && length > 0))
		return "It has a currency, but does not say so.";
	if (length > SM_CURRENCY_BYTES ||
		memchr(summary->currency, '\0', length) != NULL)
		return "Its currency is too long, or contains a zero byte.";
	for (size_t i = length; i < sizeof(summary->currency); i++)
	{
		if (summary->currency[i] != '\0')
			return "There are bytes behind its currency.";
	}
	return NULL;
}

/* One sentence on what is wrong with a key, or a null pointer. */
static const char *
key_flaw(const sm_keyed_record *record)
{
	static const size_t tails[SM_WAIT_KINDS] = {1, 2, 10, 5, 5};
	const char *bytes = sm_keyed_key(&sm_wait_layout, record);
	size_t		tail = tails[record->kind];
	bool		has_payee = record->kind == SM_WAIT_PAYEE ||
		record->kind == SM_WAIT_UNPAID;
	sm_wait_key key;

	if (record->key_length < tail ||
		(!has_payee && record->key_length > tail))
		return "A key has no meaning.";
	if (has_payee &&
		(record->key_length - tail > SM_PAYEE_BYTES ||
		 memchr(bytes, '\0', record->key_length) !=
		 bytes + record->key_length - tail))
		return "A payee is too long, or contains a zero byte.";
	key = sm_wait_key_in(record);
	if ((unsigned) key.function >= SM_PERSON_FUNCTIONS)
		return "A function has no meaning.";
	if (record->kind == SM_WAIT_UNPAID &&
		(key.days < 2 * SM_PAYOUT_FIRST_DAY ||
		 key.days > 2 * SM_PAYOUT_LAST_DAY ||
		 key.scheduled < SM_PAYOUT_FIRST_DAY ||
		 key.scheduled > SM_PAYOUT_LAST_DAY ||
		 (key.has_schedule &&
		  !within(2 * (int64_t) key.scheduled - key.days, 1, HALF_DAYS))))
		return "Days of an unpaid payout are out of range.";
	if ((record->kind == SM_WAIT_HALF_DAYS &&
		 !within(key.days, 1, HALF_DAYS)) ||
		(record->kind == SM_WAIT_LATENESS &&
		 !within(key.days, 1, SM_PAYOUT_DAYS)))
		return "A wait is out of range.";
	return NULL;
}

static const char *
function_flaw(const sm_function_sums *sums)
{
	if (sums->taken_back < 0 || sums->in_periods < 0 ||
		sums->without_amount < 0 || sums->not_rewards < 0 ||
		sums->clawbacks < 0 || sums->paid_before_earned < 0 ||
		sums->scheduled_before_earned < 0)
		return "A count or an amount is negative.";
	if ((sums->clawbacks == 0 && sums->taken_back > 0) ||
		(sums->not_rewards == 0 && sums->advanced != 0))
		return "There is an amount without a payout.";
	return NULL;
}

static const char *
payee_flaw(const sm_payee_waits *sums)
{
	if (sums->late < 0 || sums->scheduled < sums->late ||
		sums->paid < sums->scheduled || sums->scheduled_amount < 0 ||
		sums->amount < sums->scheduled_amount)
		return "Counts or amounts of a payee contradict each other.";
	if (!within(sums->amount, sums->paid, SM_PAYOUT_AMOUNT) ||
		!within(sums->scheduled_amount, sums->scheduled, SM_PAYOUT_AMOUNT))
		return "A payee has an amount without payouts.";
	if (!within(sums->half_days, sums->paid, HALF_DAYS) ||
		!within(sums->design, sums->scheduled, HALF_DAYS) ||
		!within(sums->lateness, sums->scheduled, SM_PAYOUT_DAYS) ||
		!within(sums->amount_half_days, sums->amount, HALF_DAYS) ||
		!within(sums->amount_design, sums->scheduled_amount, HALF_DAYS) ||
		!within(sums->amount_lateness, sums->scheduled_amount,
				SM_PAYOUT_DAYS))
		return "A payee waits longer than a hundred years.";
	return NULL;
}

/* One sentence on what is wrong with a record, or a null pointer. */
static const char *
record_flaw(const sm_keyed_record *record)
{
	const void *sums = record + 1;
	const sm_unpaid_waits *unpaid = sums;

	switch (record->kind)
	{
		case SM_WAIT_FUNCTION:
			return function_flaw(sums);
		case SM_WAIT_PAYEE:
			return payee_flaw(sums);
		case SM_WAIT_UNPAID:
			if (unpaid->payouts < 1 || unpaid->amount < 0 ||
				!within(unpaid->amount, unpaid->payouts, SM_PAYOUT_AMOUNT))
				return "There is an unpaid amount without a payout.";
			return NULL;
		default:
			return *(const int64_t *) sums < 1 ? "A count is not positive." :
				NULL;
	}
}

/*
 * What payees, waits and latenesses say of the payouts of each function, in
 * sums that hold all counts of all records.
 */
typedef struct totals
{
	sm_int128	paid[SM_PERSON_FUNCTIONS];
	sm_int128	scheduled[SM_PERSON_FUNCTIONS];
	sm_int128	late[SM_PERSON_FUNCTIONS];
} totals;

/* Adds what a record says to what payees say, or takes it from it. */
static void
balance(totals *sum, const sm_keyed_record *record)
{
	sm_wait_key key = sm_wait_key_in(record);
	const sm_payee_waits *payee = (const sm_payee_waits *) (record + 1);
	const int64_t *count = (const int64_t *) (record + 1);

	if (record->kind == SM_WAIT_PAYEE)
	{
		sum->paid[key.function] += payee->paid;
		sum->scheduled[key.function] += payee->scheduled;
		sum->late[key.function] += payee->late;
	}
	if (record->kind == SM_WAIT_HALF_DAYS)
		sum->paid[key.function] -= *count;
	if (record->kind == SM_WAIT_LATENESS)
	{
		sum->scheduled[key.function] -= *count;
		if (key.days > 0)
			sum->late[key.function] -= *count;
	}
}

/* What records that are sorted say of each other; all have no flaw. */
static const char *
contradiction(const sm_wait_summary *summary,
			  const volatile sig_atomic_t *stop)
{
	const sm_keyed_record *record = sm_keyed_first(&sm_wait_layout,
												   &summary->keyed);
	const sm_keyed_record *payee = record;
	uint32_t	payees_left = summary->keyed.count;
	totals		sum = {{0}, {0}, {0}};

	for (uint32_t n = 0; n < summary->keyed.count; n++)
	{
		if (sm_stop_wanted_at(n, stop))
			return sm_flaw_stopped;
		balance(&sum, record);
		while (record->kind == SM_WAIT_UNPAID && payees_left > 0 &&
			   (payee->kind != SM_WAIT_PAYEE ||
				!sm_wait_is_of(record, payee)))
		{
			payee = sm_keyed_next(&sm_wait_layout, payee);
			payees_left--;
			if (sm_stop_wanted_at(payees_left, stop))
				return sm_flaw_stopped;
		}
		if (record->kind == SM_WAIT_UNPAID && payees_left == 0)
			return "An unpaid payout is nobody's.";
		record = sm_keyed_next(&sm_wait_layout, record);
	}
	for (int i = 0; i < SM_PERSON_FUNCTIONS; i++)
	{
		if (sum.paid[i] != 0 || sum.scheduled[i] != 0 || sum.late[i] != 0)
			return "Payees and waits count different payouts.";
	}
	return NULL;
}

const char *
sm_wait_summary_flaw(const sm_wait_summary *summary,
					 const volatile sig_atomic_t *stop)
{
	const sm_keyed_record *record;
	const char *flaw = sm_keyed_flaw(&sm_wait_layout, &summary->keyed, stop);
	sm_status	packed;

	if (flaw == NULL)
		flaw = head_flaw(summary);
	if (flaw != NULL)
		return flaw;
	record = sm_keyed_first(&sm_wait_layout, &summary->keyed);
	for (uint32_t n = 0; n < summary->keyed.count; n++)
	{
		flaw = sm_stop_wanted_at(n, stop) ? sm_flaw_stopped : key_flaw(record);
		if (flaw == NULL)
			flaw = record_flaw(record);
		if (flaw != NULL)
			return flaw;
		record = sm_keyed_next(&sm_wait_layout, record);
	}
	packed = sm_keyed_check_packed(&sm_wait_layout, &summary->keyed, stop);
	if (packed == SM_STOPPED)
		return sm_flaw_stopped;
	return packed == SM_OK ? contradiction(summary, stop) : NULL;
}
