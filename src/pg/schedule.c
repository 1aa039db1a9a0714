/*-------------------------------------------------------------------------
 *
 * schedule.c
 *	  The type pay_schedule, and what is read from one: periods, pay days,
 *	  deadlines.
 *
 * A value is a header and the schedule of the core.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/rangetypes.h"

#include "pg/calendar.h"
#include "pg/compat.h"
#include "pg/days.h"
#include "pg/line.h"
#include "pg/operators.h"
#include "pg/schedule.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_pay_schedule_in);
PG_FUNCTION_INFO_V1(sm_try_pay_schedule);
PG_FUNCTION_INFO_V1(sm_pay_schedule_out);
PG_FUNCTION_INFO_V1(sm_pay_schedule_recv);
PG_FUNCTION_INFO_V1(sm_pay_schedule_send);
PG_FUNCTION_INFO_V1(sm_pay_period);
PG_FUNCTION_INFO_V1(sm_pay_period_start);
PG_FUNCTION_INFO_V1(sm_pay_period_end);
PG_FUNCTION_INFO_V1(sm_scheduled_payout);
PG_FUNCTION_INFO_V1(sm_payout_deadline);
PG_FUNCTION_INFO_V1(sm_inferred_lag);

#define PAY_SCHEDULE_VERSION	1

#define HINT "Examples are \"monthly lag 15\", \"biweekly anchor 2026-01-05 " \
	"blag 5\" and \"quarterly fiscal feb dom 31+1 modified_following\"."

/* What a pay_schedule is, in memory and on disk. */
typedef struct PaySchedule
{
	SmState		head;
	sm_pay_schedule schedule;
} PaySchedule;

static const char *
schedule_flaw(const void *state)
{
	return sm_pay_schedule_flaw(&((const PaySchedule *) state)->schedule);
}

static const SmStateType pay_schedule_type = {
	.name = "pay_schedule",
	.version = PAY_SCHEDULE_VERSION,
	.grows = false,
	.fixed_size = sizeof(PaySchedule),
	.flaw = schedule_flaw
};

SM_STATE_OPERATORS(pay_schedule, &pay_schedule_type);

const sm_pay_schedule *
sm_pay_schedule_argument(FunctionCallInfo fcinfo, int argument)
{
	const PaySchedule *state;

	state = sm_state_for_reading(fcinfo, argument, &pay_schedule_type);
	return &state->schedule;
}

/*
 * The schedule of a text.  Raises 22P02, and 54000 if it is too long.
 */
static PaySchedule *
schedule_of_text(const char *text)
{
	PaySchedule *state = sm_state_new(&pay_schedule_type);
	sm_line_error error;

	sm_check_line_length(pay_schedule_type.name, text);
	if (!sm_pay_schedule_read(text, &state->schedule, &error))
		sm_raise_line_error(pay_schedule_type.name, text, &error, HINT);
	return state;
}

/*
 * pay_schedule_in(cstring) returns pay_schedule
 */
Datum
sm_pay_schedule_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(schedule_of_text(PG_GETARG_CSTRING(0)));
}

/*
 * try_pay_schedule(text) returns pay_schedule
 *		The schedule of a text; null where it is none.
 */
Datum
sm_try_pay_schedule(PG_FUNCTION_ARGS)
{
	char	   *line = text_to_cstring(PG_GETARG_TEXT_PP(0));
	PaySchedule *state = sm_state_new(&pay_schedule_type);
	sm_line_error error;

	if (strlen(line) > SM_LINE_BYTES ||
		!sm_pay_schedule_read(line, &state->schedule, &error))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

/*
 * pay_schedule_out(pay_schedule) returns cstring
 */
Datum
sm_pay_schedule_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_PAY_SCHEDULE_TEXT);

	sm_pay_schedule_write(sm_pay_schedule_argument(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/*
 * pay_schedule_recv(internal) returns pay_schedule
 *		A version byte, then the text form.
 */
Datum
sm_pay_schedule_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			length;

	sm_state_receive_version(&pay_schedule_type, message);
	PG_RETURN_POINTER(schedule_of_text(pq_getmsgtext(message, message->len -
													 message->cursor,
													 &length)));
}

/*
 * pay_schedule_send(pay_schedule) returns bytea
 */
Datum
sm_pay_schedule_send(PG_FUNCTION_ARGS)
{
	char		text[SM_PAY_SCHEDULE_TEXT];
	StringInfoData message;

	sm_pay_schedule_write(sm_pay_schedule_argument(fcinfo, 0), text);
	pq_begintypsend(&message);
	pq_sendbyte(&message, PAY_SCHEDULE_VERSION);
	pq_sendtext(&message, text, (int) strlen(text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * The period of the first two arguments, a day and a schedule.
 */
static void
period_of_arguments(FunctionCallInfo fcinfo, int64 *first, int64 *last)
{
	sm_schedule_period(sm_pay_schedule_argument(fcinfo, 1),
					   sm_day_argument(fcinfo, 0, "earned_on"), first, last);
}

/*
 * pay_period(earned_on date, schedule pay_schedule) returns daterange
 *		Declared STRICT.
 */
Datum
sm_pay_period(PG_FUNCTION_ARGS)
{
	RangeBound	lower = {.inclusive = true, .lower = true};
	RangeBound	upper = {.inclusive = false, .lower = false};
	int64		first;
	int64		last;

	period_of_arguments(fcinfo, &first, &last);
	lower.val = sm_date_datum(first, "start of the pay period");
	upper.val = sm_date_datum(last + 1, "day after the pay period");
	PG_RETURN_RANGE_P(sm_make_range(range_get_typcache(fcinfo, DATERANGEOID),
									&lower, &upper));
}

/*
 * pay_period_start(earned_on date, schedule pay_schedule) returns date
 *		Declared STRICT.
 */
Datum
sm_pay_period_start(PG_FUNCTION_ARGS)
{
	int64		first;
	int64		last;

	period_of_arguments(fcinfo, &first, &last);
	return sm_date_datum(first, "start of the pay period");
}

/*
 * pay_period_end(earned_on date, schedule pay_schedule) returns date
 *		Declared STRICT.
 */
Datum
sm_pay_period_end(PG_FUNCTION_ARGS)
{
	int64		first;
	int64		last;

	period_of_arguments(fcinfo, &first, &last);
	return sm_date_datum(last, "end of the pay period");
}

/*
 * scheduled_payout(earned_on date, schedule pay_schedule, released_on date,
 *					calendar business_calendar) returns date
 *		NULL for a NULL day of earning or schedule.
 */
Datum
sm_scheduled_payout(PG_FUNCTION_ARGS)
{
	int64		earned = sm_day_argument(fcinfo, 0, "earned_on");
	int64		released = sm_day_argument(fcinfo, 2, "released_on");
	int64		day;

	if (earned == SM_NO_DAY || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	day = sm_schedule_payout(sm_pay_schedule_argument(fcinfo, 1), earned,
							 released, sm_kept_calendar_argument(fcinfo, 3));
	return sm_date_datum(day, "scheduled payout");
}

/*
 * payout_deadline(earned_on date, schedule pay_schedule) returns date
 *		NULL without a deadline.  Declared STRICT.
 */
Datum
sm_payout_deadline(PG_FUNCTION_ARGS)
{
	int64		day;

	day = sm_schedule_deadline(sm_pay_schedule_argument(fcinfo, 1),
							   sm_day_argument(fcinfo, 0, "earned_on"));
	if (day == SM_NO_DAY)
		PG_RETURN_NULL();
	return sm_date_datum(day, "deadline");
}

/*
 * inferred_lag(earned_on date, paid_on date, schedule pay_schedule)
 * returns integer
 *		Days from the end of the period of earning to being paid.  Declared
 *		STRICT.
 */
Datum
sm_inferred_lag(PG_FUNCTION_ARGS)
{
	int64		first;
	int64		last;

	sm_schedule_period(sm_pay_schedule_argument(fcinfo, 2),
					   sm_day_argument(fcinfo, 0, "earned_on"), &first, &last);
	(void) sm_date_datum(last, "end of the pay period");
	PG_RETURN_INT32((int32) (sm_day_argument(fcinfo, 1, "paid_on") - last));
}
