/*-------------------------------------------------------------------------
 *
 * friction_rows.c
 *	  Kinds of friction that one row of the user's tells of.
 *
 * A time that has not come is NULL or infinity; -infinity is no time here.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "datatype/timestamp.h"
#include "fmgr.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "core/follow_up.h"
#include "core/friction_rows.h"
#include "pg/amount.h"
#include "pg/calendar.h"
#include "pg/compat.h"
#include "pg/days.h"
#include "pg/figures.h"
#include "pg/friction_policy.h"

PG_FUNCTION_INFO_V1(sm_budget_overlap);
PG_FUNCTION_INFO_V1(sm_budget_contention);
PG_FUNCTION_INFO_V1(sm_feedback_dropped);
PG_FUNCTION_INFO_V1(sm_pay_late);
PG_FUNCTION_INFO_V1(sm_pay_gap);
PG_FUNCTION_INFO_V1(sm_uncredited_assist);
PG_FUNCTION_INFO_V1(sm_follow_up);

StaticAssertDecl(SM_NEVER == DT_NOEND, "infinity must be never");

/*
 * A row of friction_flag in the current memory context.
 */
static Datum
flag_datum(FunctionCallInfo fcinfo, const sm_friction_row *flag)
{
	SmFigures	row = {0};

	sm_put_flag(&row, flag->exposed);
	sm_put_truth(&row, flag->exposed, flag->flagged);
	sm_put_share(&row, flag->exposed, flag->severity);
	sm_put_share(&row, flag->exposed, flag->observed);
	sm_put_share(&row, true, flag->threshold);
	return sm_figures_datum(fcinfo, &row);
}

/*
 * Raises 22008 for a time that must be finite, or at least not -infinity.
 */
pg_noreturn static void
raise_time(const char *name, const char *value)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("%s must be a finite time", name),
			 errdetail("It is %s.", value),
			 errhint("Where a time is not known, or not yet, give NULL.")));
}

/*
 * The time of an argument; SM_NEVER for a NULL or infinity.
 */
static int64
time_argument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	TimestampTz time;

	if (PG_ARGISNULL(argument))
		return SM_NEVER;
	time = PG_GETARG_TIMESTAMPTZ(argument);
	if (TIMESTAMP_IS_NOBEGIN(time))
		raise_time(name, "-infinity");
	return time;
}

/*
 * as_of, an argument that is not NULL.
 */
static int64
as_of_argument(FunctionCallInfo fcinfo, int argument)
{
	int64		as_of = time_argument(fcinfo, argument, "as_of");

	if (as_of == SM_NEVER)
		raise_time("as_of", "infinity");
	return as_of;
}

/*
 * The amount of an argument; nothing for a NULL.
 */
static int64
amount_argument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	if (PG_ARGISNULL(argument))
		return 0;
	return sm_amount_units(PG_GETARG_NUMERIC(argument), name);
}

/*
 * budget_overlap(sales_spend numeric, marketing_spend numeric,
 * policy friction_policy) returns friction_flag
 *		A NULL amount is no spend.
 */
Datum
sm_budget_overlap(PG_FUNCTION_ARGS)
{
	sm_friction_row flag;

	flag = sm_row_budget_overlap(sm_policy_argument(fcinfo, 2),
								 amount_argument(fcinfo, 0, "sales_spend"),
								 amount_argument(fcinfo, 1,
												 "marketing_spend"));
	return flag_datum(fcinfo, &flag);
}

/*
 * The plan and the actual spend of a function, two arguments.
 */
static sm_budget
budget_arguments(FunctionCallInfo fcinfo, int first, const char *plan,
				 const char *actual)
{
	sm_budget	budget;

	budget.known = !PG_ARGISNULL(first) && !PG_ARGISNULL(first + 1);
	budget.plan = amount_argument(fcinfo, first, plan);
	budget.actual = amount_argument(fcinfo, first + 1, actual);
	return budget;
}

/*
 * budget_contention(sales_plan numeric, sales_actual numeric,
 * marketing_plan numeric, marketing_actual numeric, policy friction_policy)
 * returns friction_flag
 */
Datum
sm_budget_contention(PG_FUNCTION_ARGS)
{
	sm_budget	sales = budget_arguments(fcinfo, 0, "sales_plan",
										 "sales_actual");
	sm_budget	marketing = budget_arguments(fcinfo, 2, "marketing_plan",
											 "marketing_actual");
	sm_friction_row flag;

	flag = sm_row_budget_contention(sm_policy_argument(fcinfo, 4), &sales,
									&marketing);
	return flag_datum(fcinfo, &flag);
}

/*
 * feedback_dropped(captured_at timestamptz, routed_at timestamptz,
 * actioned_at timestamptz, as_of timestamptz, policy friction_policy)
 * returns friction_flag
 *		NULL for a NULL as_of.
 */
Datum
sm_feedback_dropped(PG_FUNCTION_ARGS)
{
	sm_friction_row flag;

	if (PG_ARGISNULL(3))
		PG_RETURN_NULL();
	flag = sm_row_feedback_dropped(sm_policy_argument(fcinfo, 4),
								   time_argument(fcinfo, 0, "captured_at"),
								   time_argument(fcinfo, 1, "routed_at"),
								   time_argument(fcinfo, 2, "actioned_at"),
								   as_of_argument(fcinfo, 3));
	return flag_datum(fcinfo, &flag);
}

/*
 * The day of an argument; SM_UNKNOWN for a NULL, and for infinity where that
 * is a day that has not come.
 */
static int64
day_argument(FunctionCallInfo fcinfo, int argument, const char *name,
			 bool may_be_never)
{
	if (PG_ARGISNULL(argument) ||
		(may_be_never && DATE_IS_NOEND(PG_GETARG_DATEADT(argument))))
		return SM_UNKNOWN;
	return sm_day_argument(fcinfo, argument, name);
}

/*
 * pay_late(earned_on date, scheduled_on date, paid_on date, as_of date,
 * policy friction_policy, deadline date) returns friction_flag
 *		NULL for a NULL as_of.
 */
Datum
sm_pay_late(PG_FUNCTION_ARGS)
{
	sm_pay_days days;
	sm_friction_row flag;

	if (PG_ARGISNULL(3))
		PG_RETURN_NULL();
	days.earned = day_argument(fcinfo, 0, "earned_on", false);
	days.scheduled = day_argument(fcinfo, 1, "scheduled_on", false);
	days.paid = day_argument(fcinfo, 2, "paid_on", true);
	days.as_of = day_argument(fcinfo, 3, "as_of", false);
	days.deadline = day_argument(fcinfo, 5, "deadline", true);
	flag = sm_row_pay_late(sm_policy_argument(fcinfo, 4), &days);
	return flag_datum(fcinfo, &flag);
}

/*
 * pay_gap(shift double precision, low double precision,
 * high double precision, policy friction_policy) returns friction_flag
 */
Datum
sm_pay_gap(PG_FUNCTION_ARGS)
{
	bool		known = !PG_ARGISNULL(0) && !PG_ARGISNULL(1) &&
		!PG_ARGISNULL(2);
	float8		shift = known ? PG_GETARG_FLOAT8(0) : 0;
	float8		low = known ? PG_GETARG_FLOAT8(1) : 0;
	float8		high = known ? PG_GETARG_FLOAT8(2) : 0;
	sm_friction_row flag;

	if (!sm_is_interval(shift, low, high))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("shift must lie in its interval, and all be finite"),
				 errdetail("The shift is %g, the interval %g to %g.", shift,
						   low, high),
				 errhint("Arguments are the shift, its lower and its upper "
						 "limit, in days.")));
	flag = sm_row_pay_gap(sm_policy_argument(fcinfo, 3), known, shift, low,
						  high);
	return flag_datum(fcinfo, &flag);
}

/* Whether an argument is true, which a NULL is not. */
static bool
is_true(FunctionCallInfo fcinfo, int argument)
{
	return !PG_ARGISNULL(argument) && PG_GETARG_BOOL(argument);
}

/*
 * uncredited_assist(won boolean, opened_at timestamptz,
 * first_marketing_touch_at timestamptz, marketing_sourced boolean,
 * credited_payees bigint, shared_measure boolean) returns friction_flag
 */
Datum
sm_uncredited_assist(PG_FUNCTION_ARGS)
{
	sm_assist	deal;
	sm_friction_row flag;

	deal.won = is_true(fcinfo, 0);
	deal.opened = time_argument(fcinfo, 1, "opened_at");
	if (deal.opened == SM_NEVER)
		deal.opened = SM_UNKNOWN;
	deal.first_marketing_touch = time_argument(fcinfo, 2,
											   "first_marketing_touch_at");
	deal.marketing_sourced = is_true(fcinfo, 3);
	deal.credited = PG_ARGISNULL(4) ? SM_UNKNOWN : PG_GETARG_INT64(4);
	deal.shared_measure = is_true(fcinfo, 5);
	if (deal.credited < 0 && !PG_ARGISNULL(4))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("credited_payees must not be negative"),
				 errdetail("It is " INT64_FORMAT ".", deal.credited)));
	flag = sm_row_uncredited_assist(&deal);
	return flag_datum(fcinfo, &flag);
}

/*
 * A row of follow_up_figures in the current memory context.
 */
static Datum
follow_up_datum(FunctionCallInfo fcinfo, const sm_answer *lead)
{
	SmFigures	row = {0};
	bool		known = lead->outcome != SM_FOLLOW_UP_NONE;

	sm_put_label(&row, known ? sm_follow_up_names[lead->outcome] :
						  NULL);
	sm_put_share(&row, known, sm_limit_in_units(SM_LIMIT_SLOW_FOLLOW_UP,
												lead->waited));
	sm_put_share(&row, true, sm_limit_in_units(SM_LIMIT_SLOW_FOLLOW_UP,
											   lead->limit));
	sm_put_share(&row, known, lead->severity);
	sm_put_truth(&row, known, lead->censored);
	sm_put_truth(&row, lead->slow_exposed,
				  lead->outcome == SM_FOLLOW_UP_SLOW);
	sm_put_truth(&row, lead->never_exposed,
				  lead->outcome == SM_FOLLOW_UP_NEVER);
	return sm_figures_datum(fcinfo, &row);
}

/*
 * follow_up(handed_off_at timestamptz, first_touch_at timestamptz,
 * as_of timestamptz, policy friction_policy, calendar business_calendar,
 * rejected_at timestamptz) returns follow_up_figures
 *		Hours are business hours where there is a calendar.  NULL for a NULL
 *		as_of.
 */
Datum
sm_follow_up(PG_FUNCTION_ARGS)
{
	sm_lead		lead;
	sm_answer result;

	if (PG_ARGISNULL(2))
		PG_RETURN_NULL();
	lead.handed_off = time_argument(fcinfo, 0, "handed_off_at");
	lead.touched = time_argument(fcinfo, 1, "first_touch_at");
	lead.as_of = as_of_argument(fcinfo, 2);
	lead.rejected = time_argument(fcinfo, 5, "rejected_at");
	result = sm_follow_up_of(sm_policy_argument(fcinfo, 3), &lead);
	if (result.business && !PG_ARGISNULL(4))
		sm_follow_up_wait(&result,
						  sm_business_microseconds(sm_calendar_argument(fcinfo,
																		4),
												   result.from, result.to));
	else
		sm_follow_up_wait(&result, sm_elapsed(result.from, result.to));
	return follow_up_datum(fcinfo, &result);
}
