/*-------------------------------------------------------------------------
 *
 * compensation.c
 *	  What is read from summaries of payouts.
 *
 * Every column that can't be had is NULL, and reason says why.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "funcapi.h"

#include "core/compensation.h"
#include "pg/compat.h"
#include "pg/days.h"
#include "pg/errors.h"
#include "pg/figures.h"
#include "pg/wait_summary.h"

PG_FUNCTION_INFO_V1(sm_compensation_gap);
PG_FUNCTION_INFO_V1(sm_compensation_gap_final);
PG_FUNCTION_INFO_V1(sm_function_waits);

/* Payees of a function below which its figures are those of persons. */
#define MINIMUM_PAYEES	5

sm_pay_question
sm_pay_question_argument(FunctionCallInfo fcinfo, int argument)
{
	sm_pay_question question = {false, 0, MINIMUM_PAYEES};
	int64		day = sm_day_argument(fcinfo, argument, "as_of");

	if (day != SM_NO_DAY)
	{
		if (day < SM_PAYOUT_FIRST_DAY || day > SM_PAYOUT_LAST_DAY)
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("as_of is out of range"),
					 errdetail("Payouts lie in the years 1 to 9999.")));
		question.has_as_of = true;
		question.as_of = (int32) day;
	}
	if (PG_NARGS() > argument + 1 && !PG_ARGISNULL(argument + 1))
		question.minimum_payees = PG_GETARG_INT32(argument + 1);
	if (question.minimum_payees < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("minimum_payees must not be negative"),
				 errdetail("It is %d.", (int) question.minimum_payees)));
	return question;
}

/* What a summary says.  Answers a cancel. */
static void
read_gap(const sm_wait_summary *summary, const sm_pay_question *question,
		 sm_pay_gap *gap)
{
	sm_memory	memory = sm_memory_in(CurrentMemoryContext);
	sm_status	status;

	while ((status = sm_pay_gap_of(summary, question, &memory, gap)) ==
		   SM_STOPPED)
		sm_answer_stop(&memory.stop);
	if (status == SM_OUT_OF_MEMORY)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory")));
	if (status != SM_OK)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("wait_summary value is out of range"),
				 errdetail("A sum over its payees does not fit.")));
}

/* The next column: a figure, unless it would be one of persons. */
static void
put_figure(SmFigures *row, bool shown, sm_figure figure)
{
	sm_put_share(row, shown && figure.known, figure.value);
}

/* The next columns: one function. */
static void
put_function(SmFigures *row, const sm_pay_gap *gap,
			 sm_person_function function)
{
	const sm_function_pay *pay = &gap->pay[function];
	bool		shown = !gap->suppressed[function];

	sm_put_count(row, pay->payees);
	sm_put_count(row, pay->payouts);
	put_figure(row, shown, pay->unpaid_share);
	put_figure(row, shown, pay->mean);
	put_figure(row, shown, pay->median);
	put_figure(row, shown, pay->p90);
	put_figure(row, shown, pay->weighted);
	put_figure(row, shown, pay->late_rate);
	put_figure(row, shown, pay->tardiness_p90);
	sm_put_label(row, shown ? sm_earned_basis(pay) : NULL);
}

/* The next columns: the comparison. */
static void
put_comparison(SmFigures *row, const sm_pay_gap *gap)
{
	bool		shown = gap->compared;

	sm_put_share(row, shown, (float8) gap->shift.twice_days / 2);
	sm_put_share(row, gap->intervals, (float8) gap->shift.low);
	sm_put_share(row, gap->intervals, (float8) gap->shift.high);
	sm_put_truth(row, gap->intervals,
				 gap->shift.low > 0 || gap->shift.high < 0);
	sm_put_share(row, shown, gap->dominance.a12);
	sm_put_share(row, shown, gap->dominance.delta);
	sm_put_share(row, gap->intervals, gap->dominance.low);
	sm_put_share(row, gap->intervals, gap->dominance.high);
	sm_put_label(row, shown ? sm_magnitude_names[gap->dominance.magnitude] :
				 NULL);
	sm_put_share(row, gap->test.known, gap->test.z);
	sm_put_share(row, gap->test.known, gap->test.p);
	put_figure(row, shown, gap->mean_gap);
	put_figure(row, shown, gap->design_gap);
	put_figure(row, shown, gap->lateness_gap);
}

/* A row of pay_gap_figures in the current memory context. */
static Datum
gap_datum(FunctionCallInfo fcinfo, const sm_wait_summary *summary,
		  const sm_pay_question *question)
{
	SmFigures	row = {0};
	sm_pay_gap	gap;

	read_gap(summary, question, &gap);
	put_function(&row, &gap, SM_SALES_PERSON);
	put_function(&row, &gap, SM_MARKETING_PERSON);
	put_comparison(&row, &gap);
	sm_put_label(&row, summary->currency_known == SM_STATED_CURRENCY ?
				 summary->currency : NULL);
	sm_put_count(&row, gap.pay[SM_BOTH_PERSON].payees);
	sm_put_count(&row, gap.pay[SM_OTHER_PERSON].payees);
	sm_put_count(&row, gap.payees_of_two);
	sm_put_count(&row, summary->skipped);
	sm_put_label(&row, gap.reason == SM_GAP_COMPLETE ? NULL :
				 sm_gap_reason_names[gap.reason]);
	return sm_figures_datum(fcinfo, &row);
}

/*
 * compensation_gap(wait_summary, as_of date, minimum_payees integer)
 * returns pay_gap_figures
 *		What a summary says as of a day; NULL for a NULL summary.
 */
Datum
sm_compensation_gap(PG_FUNCTION_ARGS)
{
	sm_pay_question question = sm_pay_question_argument(fcinfo, 1);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return gap_datum(fcinfo, sm_wait_summary_argument(fcinfo, 0), &question);
}

/*
 * compensation_gap_final(wait_summary) returns pay_gap_figures
 *		The same of what has been added, as of the day that the rows gave.
 */
Datum
sm_compensation_gap_final(PG_FUNCTION_ARGS)
{
	static const sm_wait_summary none = {
		.keyed = {.used = sizeof(sm_wait_summary)}
	};
	const sm_wait_summary *summary = &none;
	sm_pay_question question;

	if (!PG_ARGISNULL(0))
		summary = sm_wait_summary_argument(fcinfo, 0);
	sm_wait_summary_asked(summary, &question);
	return gap_datum(fcinfo, summary, &question);
}

/*
 * function_waits(wait_summary, as_of date, minimum_payees integer)
 * returns rows of wait_figures
 *		A row for each function of people.
 */
Datum
sm_function_waits(PG_FUNCTION_ARGS)
{
	sm_pay_question question = sm_pay_question_argument(fcinfo, 1);
	sm_pay_gap	gap;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	read_gap(sm_wait_summary_argument(fcinfo, 0), &question, &gap);
	for (int i = 0; i < SM_PERSON_FUNCTIONS; i++)
	{
		const sm_function_pay *pay = &gap.pay[i];
		bool		shown = !gap.suppressed[i];
		SmFigures	row = {0};

		sm_put_label(&row, sm_person_function_names[i]);
		put_function(&row, &gap, (sm_person_function) i);
		put_figure(&row, shown, pay->kaplan_meier);
		put_figure(&row, shown, pay->design);
		put_figure(&row, shown, pay->lateness);
		sm_put_known_count(&row, shown, pay->paid);
		sm_put_known_count(&row, shown, pay->overdue);
		sm_put_known_count(&row, shown, pay->not_due);
		sm_put_known_count(&row, shown, pay->not_yet_earned);
		sm_put_known_count(&row, shown, pay->scheduled);
		sm_put_known_count(&row, shown, pay->late);
		sm_put_amount(&row, shown, pay->amount);
		sm_put_known_count(&row, shown, pay->beside.without_amount);
		sm_put_known_count(&row, shown, pay->beside.not_rewards);
		sm_put_amount(&row, shown, pay->beside.advanced);
		sm_put_known_count(&row, shown, pay->beside.clawbacks);
		sm_put_amount(&row, shown, pay->beside.taken_back);
		sm_put_known_count(&row, shown, pay->beside.paid_before_earned);
		sm_put_known_count(&row, shown, pay->beside.scheduled_before_earned);
		sm_store_figures(fcinfo, &row);
	}
	return (Datum) 0;
}
