/*-------------------------------------------------------------------------
 *
 * compensation.c
 *	  What a summary of payouts says: how long each function waits for its
 *	  pay, and by how much one waits longer.
 *
 * Means of payees are exact fractions, kept in 1e-15 of a day and added as
 * integers, so that the order of payees never shows.  Floating point numbers
 * are the last step.
 *
 *-------------------------------------------------------------------------
 */
#include "core/compensation.h"

#include <math.h>
#include <string.h>

#include "core/day_list.h"
#include "core/normal.h"

/* Parts of a day in which means are kept. */
#define PARTS	INT64_C(1000000000000000)

/* Gaps that differ by less are equal, whatever their last digits say. */
#define EQUAL_DAYS	1e-9

const char *const sm_gap_reason_names[7] = {
	"", "no_sales", "no_marketing", "suppressed", "too_few", "design", NULL
};

/* A function while its payees are being read. */
typedef struct tally
{
	sm_day_list payees;			/* whole days, one value a payee */
	sm_day_list paid;			/* half days of payouts */
	sm_day_list unpaid;
	sm_day_list tardiness;		/* days */
	sm_int128	waits;			/* means of payees, in parts of a day */
	sm_int128	designs;
	sm_int128	latenesses;
	int64_t		scheduled_payees;
	sm_int128	amount;			/* of what is in the weighted wait */
	sm_int128	amount_half_days;
} tally;

typedef struct reader
{
	const sm_wait_summary *summary;
	const sm_pay_question *question;
	const sm_memory *memory;
	sm_pay_gap *gap;
	const sm_keyed_record *counted; /* the last payee who was */
	tally		tallies[SM_PERSON_FUNCTIONS];
} reader;

static bool
add_wide(sm_int128 *sum, sm_int128 more)
{
	return sm_keyed_sum_wide(&sm_wait_layout, sum, more);
}

/*
 * A fraction of two sums within the limits of the layout, in parts of a day,
 * half a part upwards.  Five digits at a time, so that nothing overflows.
 */
static sm_int128
parts_of(sm_int128 numerator, sm_int128 denominator)
{
	sm_int128	whole = numerator / denominator;
	sm_int128	rest = numerator % denominator;
	sm_int128	parts = 0;

	if (rest < 0)
	{
		whole--;
		rest += denominator;
	}
	for (int i = 0; i < 3; i++)
	{
		rest *= 100000;
		parts = parts * 100000 + rest / denominator;
		rest %= denominator;
	}
	return whole * PARTS + parts + (2 * rest >= denominator);
}

/* A fraction rounded to whole numbers, half upwards. */
static int32_t
rounded(sm_int128 numerator, sm_int128 denominator)
{
	sm_int128	twice = 2 * numerator + denominator;
	sm_int128	whole = twice / (2 * denominator);

	return (int32_t) (whole - (twice % (2 * denominator) < 0));
}

/* Parts of a day in days. */
static double
days_of(sm_int128 parts)
{
	double		days = (double) (int64_t) (parts / PARTS);

	return days + (double) (int64_t) (parts % PARTS) / (double) PARTS;
}

/* A mean of so many values that were added in parts of a day. */
static sm_figure
mean_of(sm_int128 parts, int64_t count)
{
	sm_figure	figure = {count > 0, 0};

	if (figure.known)
		figure.value = days_of(parts / count);
	return figure;
}

/* A share of counts. */
static sm_figure
share_of(int64_t part, int64_t whole)
{
	sm_figure	figure = {whole > 0, 0};

	if (figure.known)
		figure.value = (double) part / (double) whole;
	return figure;
}

/* Room for the days of every record that may be asked for. */
static sm_status
make_room(reader *reader)
{
	size_t		records[SM_WAIT_KINDS][SM_PERSON_FUNCTIONS] = {{0}};
	const sm_keyed_record *record;

	record = sm_keyed_first(&sm_wait_layout, &reader->summary->keyed);
	for (uint32_t n = 0; n < reader->summary->keyed.count; n++)
	{
		if (sm_stop_wanted_at(n, reader->memory->stop))
			return SM_STOPPED;
		records[record->kind][sm_wait_key_in(record).function]++;
		record = sm_keyed_next(&sm_wait_layout, record);
	}
	for (int i = 0; i < SM_PERSON_FUNCTIONS; i++)
	{
		tally	   *tally = &reader->tallies[i];

		if (!sm_day_list_init(&tally->payees, records[SM_WAIT_PAYEE][i],
							  reader->memory) ||
			!sm_day_list_init(&tally->paid, records[SM_WAIT_HALF_DAYS][i],
							  reader->memory) ||
			!sm_day_list_init(&tally->unpaid, records[SM_WAIT_UNPAID][i],
							  reader->memory) ||
			!sm_day_list_init(&tally->tardiness,
							  records[SM_WAIT_LATENESS][i] +
							  records[SM_WAIT_UNPAID][i], reader->memory))
			return SM_OUT_OF_MEMORY;
	}
	return SM_OK;
}

/*
 * Adds overdue payouts to the sums of their payee, as if they were paid on
 * as_of.
 */
static bool
add_overdue(sm_payee_waits *sums, const sm_unpaid_waits *unpaid,
			const sm_wait_key *key, int64_t as_of)
{
	int64_t		count = unpaid->payouts;
	int64_t		wait = 2 * as_of - key->days;
	int64_t		design = 2 * (int64_t) key->scheduled - key->days;
	int64_t		lateness = as_of - key->scheduled;
	const sm_keyed_layout *layout = &sm_wait_layout;

	if (!sm_keyed_sum_narrow(layout, &sums->paid, count) ||
		!sm_keyed_sum_narrow(layout, &sums->half_days, count * wait) ||
		!add_wide(&sums->amount, unpaid->amount) ||
		!add_wide(&sums->amount_half_days, unpaid->amount * wait))
		return false;
	if (!key->has_schedule)
		return true;
	return sm_keyed_sum_narrow(layout, &sums->scheduled, count) &&
		sm_keyed_sum_narrow(layout, &sums->design, count * design) &&
		sm_keyed_sum_narrow(layout, &sums->lateness, count * lateness) &&
		sm_keyed_sum_narrow(layout, &sums->late, count) &&
		add_wide(&sums->scheduled_amount, unpaid->amount) &&
		add_wide(&sums->amount_design, unpaid->amount * design) &&
		add_wide(&sums->amount_lateness, unpaid->amount * lateness);
}

/*
 * Takes in the unpaid payouts of one payee with the same days.  Of no more
 * than a histogram holds no product or sum here overflows.
 */
static bool
read_unpaid(reader *reader, sm_payee_waits *sums, int64_t *counted,
			const sm_keyed_record *record)
{
	const sm_unpaid_waits *unpaid = (const sm_unpaid_waits *) (record + 1);
	sm_wait_key key = sm_wait_key_in(record);
	sm_function_pay *pay = &reader->gap->pay[key.function];
	tally	   *tally = &reader->tallies[key.function];
	int64_t		as_of = reader->question->as_of;

	if (unpaid->payouts > SM_HISTOGRAM_TOTAL)
		return false;
	if (reader->question->has_as_of && key.days > 2 * as_of)
	{
		pay->not_yet_earned += unpaid->payouts;
		return true;
	}
	*counted += unpaid->payouts;
	if (!add_wide(&pay->amount, unpaid->amount))
		return false;
	if (reader->question->has_as_of)
		sm_day_list_add(&tally->unpaid, (int32_t) (2 * as_of - key.days),
						unpaid->payouts);
	if (!reader->question->has_as_of ||
		(key.has_schedule && key.scheduled >= as_of))
	{
		pay->not_due += unpaid->payouts;
		return true;
	}
	pay->overdue += unpaid->payouts;
	if (key.has_schedule)
		sm_day_list_add(&tally->tardiness, (int32_t) (as_of - key.scheduled),
						unpaid->payouts);
	return add_overdue(sums, unpaid, &key, as_of);
}

/* Takes in the means of a payee, of whom something was paid or is overdue. */
static bool
read_means(tally *tally, const sm_payee_waits *sums)
{
	bool		weighted = sums->amount > 0;
	sm_int128	half_days = weighted ? sums->amount_half_days :
		sums->half_days;
	sm_int128	weight = 2 * (weighted ? sums->amount :
							  (sm_int128) sums->paid);

	sm_day_list_add(&tally->payees, rounded(half_days, weight), 1);
	tally->waits += parts_of(half_days, weight);
	if (!add_wide(&tally->amount, sums->amount) ||
		!add_wide(&tally->amount_half_days, sums->amount_half_days))
		return false;
	if (sums->scheduled == 0)
		return true;

	tally->scheduled_payees++;
	if (sums->scheduled_amount > 0)
	{
		tally->designs += parts_of(sums->amount_design,
								   2 * sums->scheduled_amount);
		tally->latenesses += parts_of(sums->amount_lateness,
									  sums->scheduled_amount);
	}
	else
	{
		tally->designs += parts_of(sums->design, 2 * sums->scheduled);
		tally->latenesses += parts_of(sums->lateness, sums->scheduled);
	}
	return true;
}

/* Whether two payees' records are of one person in sales and marketing. */
static bool
is_of_both(const sm_keyed_record *a, const sm_keyed_record *b)
{
	sm_wait_key first = sm_wait_key_in(a);
	sm_wait_key second = sm_wait_key_in(b);

	return first.function == SM_SALES_PERSON &&
		second.function == SM_MARKETING_PERSON &&
		first.payee_length == second.payee_length &&
		memcmp(first.payee, second.payee, first.payee_length) == 0;
}

/*
 * Takes in a payee; *unpaid is the first of the unpaid payouts that are left,
 * *left of them, and moves behind those of this payee.
 */
static bool
read_payee(reader *reader, const sm_keyed_record *record,
		   const sm_keyed_record **unpaid, uint32_t *left)
{
	sm_payee_waits sums = *(const sm_payee_waits *) (record + 1);
	sm_person_function function = sm_wait_key_in(record).function;
	sm_function_pay *pay = &reader->gap->pay[function];
	int64_t		counted = sums.paid;

	if (sums.paid > SM_HISTOGRAM_TOTAL ||
		!add_wide(&pay->amount, sums.amount))
		return false;
	pay->paid += sums.paid;
	for (; *left > 0 && (*unpaid)->kind == SM_WAIT_UNPAID &&
		 sm_wait_is_of(*unpaid, record); (*left)--)
	{
		if (!read_unpaid(reader, &sums, &counted, *unpaid))
			return false;
		*unpaid = sm_keyed_next(&sm_wait_layout, *unpaid);
	}
	if (counted == 0)
		return true;			/* nothing is earned yet */
	if (reader->counted != NULL && is_of_both(reader->counted, record))
		reader->gap->payees_of_two++;
	reader->counted = record;
	pay->payees++;
	pay->payouts += counted;
	pay->scheduled += sums.scheduled;
	pay->late += sums.late;
	if (sums.paid == 0)
		return true;			/* nothing is due yet */
	pay->waiting_payees++;
	return read_means(&reader->tallies[function], &sums);
}

/* Takes in all but payees and their unpaid payouts. */
static void
read_other(reader *reader, const sm_keyed_record *record)
{
	sm_wait_key key = sm_wait_key_in(record);
	tally	   *tally = &reader->tallies[key.function];
	const void *sums = record + 1;

	if (record->kind == SM_WAIT_FUNCTION)
		reader->gap->pay[key.function].beside =
			*(const sm_function_sums *) sums;
	else if (record->kind == SM_WAIT_HALF_DAYS)
		sm_day_list_add(&tally->paid, key.days, *(const int64_t *) sums);
	else if (record->kind == SM_WAIT_LATENESS)
		sm_day_list_add(&tally->tardiness, key.days > 0 ? key.days : 0,
						*(const int64_t *) sums);
}

/* Takes in all records. */
static sm_status
read_records(reader *reader)
{
	const sm_keyed *keyed = &reader->summary->keyed;
	const sm_keyed_record *record = sm_keyed_first(&sm_wait_layout, keyed);
	const sm_keyed_record *unpaid = record;
	uint32_t	left = keyed->count;

	for (; left > 0 && unpaid->kind < SM_WAIT_UNPAID; left--)
		unpaid = sm_keyed_next(&sm_wait_layout, unpaid);
	for (uint32_t n = 0; n < keyed->count; n++)
	{
		if (sm_stop_wanted_at(n, reader->memory->stop))
			return SM_STOPPED;
		if (record->kind != SM_WAIT_PAYEE)
			read_other(reader, record);
		else if (!read_payee(reader, record, &unpaid, &left))
			return SM_TOO_LARGE;
		record = sm_keyed_next(&sm_wait_layout, record);
	}
	return SM_OK;
}

/* A quantile in tenths. */
static sm_figure
tenths_of(const sm_histogram *histogram, int32_t tenths)
{
	sm_figure	figure = {false, 0};

	figure.known = sm_quantile(histogram, tenths, 10, &figure.value);
	return figure;
}

/* The figures of a function over its payouts. */
static sm_status
finish_payouts(tally *tally, const sm_pay_question *question,
			   const volatile sig_atomic_t *stop, sm_function_pay *pay)
{
	sm_histogram paid = {0};
	sm_histogram unpaid = {0};
	sm_histogram tardiness = {0};
	sm_waiting_median median = {false, 0};
	sm_status	status = sm_day_list_histogram(&tally->paid, stop, &paid);

	if (status == SM_OK)
		status = sm_day_list_histogram(&tally->unpaid, stop, &unpaid);
	if (status == SM_OK)
		status = sm_day_list_histogram(&tally->tardiness, stop, &tardiness);
	if (status == SM_OK && unpaid.total > SM_HISTOGRAM_TOTAL - paid.total)
		status = SM_TOO_LARGE;
	if (status == SM_OK && (question->has_as_of || pay->not_due == 0))
		status = sm_waiting_median_of(&paid, &unpaid, stop, &median);
	if (status != SM_OK)
		return status;

	pay->kaplan_meier.known = median.known;
	pay->kaplan_meier.value = (double) median.twice_days / 4;
	pay->tardiness_p90 = tenths_of(&tardiness, 9);
	pay->unpaid_share = share_of(pay->overdue + pay->not_due, pay->payouts);
	pay->late_rate = share_of(pay->late, pay->scheduled);
	pay->weighted.known = tally->amount > 0;
	if (pay->weighted.known)
		pay->weighted.value = days_of(parts_of(tally->amount_half_days,
											   2 * tally->amount));
	return SM_OK;
}

/* The figures of a function; payees becomes the histogram of its payees. */
static sm_status
finish(tally *tally, const sm_pay_question *question,
	   const volatile sig_atomic_t *stop, sm_function_pay *pay,
	   sm_histogram *payees)
{
	sm_status	status = sm_day_list_histogram(&tally->payees, stop, payees);

	if (status != SM_OK)
		return status;
	pay->mean = mean_of(tally->waits, pay->waiting_payees);
	pay->design = mean_of(tally->designs, tally->scheduled_payees);
	pay->lateness = mean_of(tally->latenesses, tally->scheduled_payees);
	pay->median = tenths_of(payees, 5);
	pay->p90 = tenths_of(payees, 9);
	return finish_payouts(tally, question, stop, pay);
}

/* The difference of two figures. */
static sm_figure
difference(const sm_figure *a, const sm_figure *b)
{
	sm_figure	figure = {a->known && b->known, 0};

	if (figure.known)
		figure.value = a->value - b->value;
	return figure;
}

/*
 * Whether it is the plans that make the gap, no less than payroll does: a
 * rule is no sample, and ranks prove nothing about it.
 */
static bool
is_design(const sm_pay_gap *gap)
{
	for (int i = SM_SALES_PERSON; i <= SM_MARKETING_PERSON; i++)
	{
		const sm_function_pay *pay = &gap->pay[i];

		if (pay->scheduled < pay->paid + pay->overdue)
			return false;		/* part of it is not known to be */
	}
	return fabs(gap->design_gap.value) >=
		fabs(gap->lateness_gap.value) - EQUAL_DAYS;
}

/* Compares marketing with sales, as far as that can be done. */
static sm_status
compare(reader *reader, const sm_histogram *sales,
		const sm_histogram *marketing)
{
	sm_pay_gap *gap = reader->gap;
	const sm_function_pay *pay = gap->pay;
	const volatile sig_atomic_t *stop = reader->memory->stop;
	sm_pairs	pairs;
	sm_status	status = sm_pairs_of(marketing, sales, stop, &pairs);

	if (status == SM_OK)
		status = sm_shift_of(marketing, sales, &pairs, SM_95_PERCENT_POINT,
							 stop, &gap->shift);
	if (status != SM_OK)
		return status;
	gap->dominance = sm_dominance_of(&pairs, SM_95_PERCENT_POINT);
	gap->mean_gap = difference(&pay[SM_MARKETING_PERSON].mean,
							   &pay[SM_SALES_PERSON].mean);
	gap->design_gap = difference(&pay[SM_MARKETING_PERSON].design,
								 &pay[SM_SALES_PERSON].design);
	gap->lateness_gap = difference(&pay[SM_MARKETING_PERSON].lateness,
								   &pay[SM_SALES_PERSON].lateness);
	gap->compared = true;
	gap->intervals = sm_samples_suffice(marketing->total, sales->total);
	gap->test = sm_rank_test_of(&pairs);
	if (!gap->intervals)
		gap->reason = SM_GAP_TOO_FEW;
	else if (is_design(gap))
		gap->reason = SM_GAP_DESIGN;
	gap->test.known = gap->test.known && gap->reason == SM_GAP_COMPLETE;
	return SM_OK;
}

sm_status
sm_pay_gap_of(const sm_wait_summary *summary,
			  const sm_pay_question *question, const sm_memory *memory,
			  sm_pay_gap *gap)
{
	reader		reader = {.summary = summary, .question = question,
	.memory = memory, .gap = gap};
	sm_histogram payees[SM_PERSON_FUNCTIONS];
	sm_status	status;

	memset(gap, 0, sizeof(*gap));
	status = make_room(&reader);
	if (status == SM_OK)
		status = read_records(&reader);
	for (int i = 0; i < SM_PERSON_FUNCTIONS && status == SM_OK; i++)
	{
		status = finish(&reader.tallies[i], question, memory->stop,
						&gap->pay[i], &payees[i]);
		gap->suppressed[i] =
			gap->pay[i].waiting_payees < question->minimum_payees;
	}
	if (status != SM_OK)
		return status;

	if (gap->pay[SM_SALES_PERSON].waiting_payees == 0)
		gap->reason = SM_GAP_NO_SALES;
	else if (gap->pay[SM_MARKETING_PERSON].waiting_payees == 0)
		gap->reason = SM_GAP_NO_MARKETING;
	else if (gap->suppressed[SM_SALES_PERSON] ||
			 gap->suppressed[SM_MARKETING_PERSON])
		gap->reason = SM_GAP_SUPPRESSED;
	else
		return compare(&reader, &payees[SM_SALES_PERSON],
					   &payees[SM_MARKETING_PERSON]);
	return SM_OK;
}

const char *
sm_earned_basis(const sm_function_pay *pay)
{
	int64_t		rewards = pay->payouts + pay->not_yet_earned;

	if (rewards == 0)
		return NULL;
	if (pay->beside.in_periods == 0)
		return "day";
	return pay->beside.in_periods == rewards ? "period" : "mixed";
}
