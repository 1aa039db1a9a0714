/*-------------------------------------------------------------------------
 *
 * payout.c
 *	  The type payout, and the constructor that makes one of named arguments.
 *
 * What is not known of a payout is no error: aggregates skip what they cannot
 * use, and count it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/date.h"

#include "core/payout.h"
#include "core/schedule.h"
#include "pg/amount.h"
#include "pg/calendar.h"
#include "pg/compat.h"
#include "pg/days.h"
#include "pg/labels.h"
#include "pg/operators.h"
#include "pg/payout.h"
#include "pg/quote.h"
#include "pg/schedule.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_payout_in);
PG_FUNCTION_INFO_V1(sm_payout_out);
PG_FUNCTION_INFO_V1(sm_payout_recv);
PG_FUNCTION_INFO_V1(sm_payout_send);
PG_FUNCTION_INFO_V1(sm_payout);

#define PAYOUT_VERSION	1

/* The arguments of payout(), in order. */
enum
{
	ARG_PAYEE,
	ARG_FUNCTION,
	ARG_EARNED_ON,
	ARG_PAID_ON,
	ARG_AMOUNT,
	ARG_SCHEDULED_ON,
	ARG_SCHEDULE,
	ARG_EARNED_FROM,
	ARG_EARNED_TO,
	ARG_CURRENCY,
	ARG_KIND,
	ARG_PLAN,
	ARG_RELEASED_ON,
	ARG_CALENDAR
};

static const char *
payout_flaw(const void *state)
{
	return sm_payout_flaw(state, VARSIZE(state));
}

static int
payout_order(const void *a, const void *b)
{
	return sm_payout_order(a, b);
}

static const SmStateType payout_type = {
	.name = "payout",
	.version = PAYOUT_VERSION,
	.grows = false,
	.fixed_size = offsetof(sm_payout_row, names),
	.max_size = SM_PAYOUT_BYTES,
	.flaw = payout_flaw,
	.order = payout_order
};

const sm_payout_row *
sm_payout_argument(FunctionCallInfo fcinfo, int argument)
{
	const sm_payout_row *payout;

	if (PG_ARGISNULL(argument))
		return NULL;
	payout = (const sm_payout_row *)
		PG_DETOAST_DATUM(PG_GETARG_DATUM(argument));
	if (VARSIZE(payout) < payout_type.fixed_size ||
		((const SmState *) payout)->version != PAYOUT_VERSION ||
		!sm_payout_is_whole(payout, VARSIZE(payout)))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("payout value is corrupted")));
	return payout;
}

/* The header of a finished payout. */
static void
set_header(sm_payout_row *payout)
{
	SET_VARSIZE(payout, sm_payout_size(payout));
	((SmState *) payout)->version = PAYOUT_VERSION;
}

/*
 * payout_in(cstring) returns payout
 */
Datum
sm_payout_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	sm_payout_row *payout = palloc0(SM_PAYOUT_BYTES);
	const char *detail = sm_payout_read(text, payout);

	if (detail != NULL)
		sm_state_bad_text(&payout_type, text, detail);
	set_header(payout);
	PG_RETURN_POINTER(payout);
}

/*
 * payout_out(payout) returns cstring
 */
Datum
sm_payout_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_PAYOUT_TEXT);

	sm_payout_write(sm_state_for_reading(fcinfo, 0, &payout_type), text);
	PG_RETURN_CSTRING(text);
}

/* Reads a counted name behind the others; of one that is too long, so much. */
static uint16
receive_name(StringInfo message, sm_payout_row *payout)
{
	char	   *to = (char *) payout + sm_payout_size(payout);
	char	   *name;
	int			length;

	sm_state_receive_bytes(&payout_type, message, 2);
	length = (int) pq_getmsgint(message, 2);
	sm_state_receive_bytes(&payout_type, message, length);
	name = pq_getmsgtext(message, length, &length);
	if (length > SM_PAYEE_BYTES)
		length = SM_PAYEE_BYTES + 1;	/* the check will complain */
	else
		memcpy(to, name, length);
	return (uint16) length;
}

/*
 * payout_recv(internal) returns payout
 *		A version byte, the fields in the order of the struct, and the names,
 *		each behind its length.
 */
Datum
sm_payout_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	sm_payout_row *payout = palloc0(offsetof(sm_payout_row, names) +
								 3 * (SM_PAYEE_BYTES + 1));

	sm_state_receive_version(&payout_type, message);
	sm_state_receive_bytes(&payout_type, message, 8 + 5 * 4 + 2 + 1 + 1);
	payout->amount = pq_getmsgint64(message);
	payout->earned_from = (int32) pq_getmsgint(message, 4);
	payout->earned_to = (int32) pq_getmsgint(message, 4);
	payout->released_on = (int32) pq_getmsgint(message, 4);
	payout->scheduled_on = (int32) pq_getmsgint(message, 4);
	payout->paid_on = (int32) pq_getmsgint(message, 4);
	payout->known = (uint16) pq_getmsgint(message, 2);
	payout->function = (uint8) pq_getmsgbyte(message);
	payout->kind = (uint8) pq_getmsgbyte(message);
	payout->payee_length = receive_name(message, payout);
	payout->currency_length = receive_name(message, payout);
	payout->plan_length = receive_name(message, payout);
	set_header(payout);
	sm_state_received(&payout_type, message, payout);
	PG_RETURN_POINTER(payout);
}

/* Sends a name behind its length, both in the encoding of the client. */
static void
send_name(StringInfo message, const char *name, int length)
{
	char	   *sent = pg_server_to_client(name, length);
	int			sent_length = sent == name ? length : (int) strlen(sent);

	pq_sendint16(message, (uint16) sent_length);
	pq_sendbytes(message, sent, sent_length);
}

/*
 * payout_send(payout) returns bytea
 */
Datum
sm_payout_send(PG_FUNCTION_ARGS)
{
	const sm_payout_row *payout = sm_state_for_reading(fcinfo, 0,
													   &payout_type);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, PAYOUT_VERSION);
	pq_sendint64(&message, payout->amount);
	pq_sendint32(&message, payout->earned_from);
	pq_sendint32(&message, payout->earned_to);
	pq_sendint32(&message, payout->released_on);
	pq_sendint32(&message, payout->scheduled_on);
	pq_sendint32(&message, payout->paid_on);
	pq_sendint16(&message, payout->known);
	pq_sendbyte(&message, payout->function);
	pq_sendbyte(&message, payout->kind);
	send_name(&message, payout->names, payout->payee_length);
	send_name(&message, sm_payout_currency(payout), payout->currency_length);
	send_name(&message, sm_payout_plan(payout), payout->plan_length);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

SM_STATE_OPERATORS(payout, &payout_type);

/*
 * The bytes of a text argument, none for a NULL.  Raises 22023 if it is
 * longer than a payout can hold.
 */
static const char *
name_argument(FunctionCallInfo fcinfo, int argument, const char *what,
			  int most, uint16 *length)
{
	text	   *name;

	*length = 0;
	if (PG_ARGISNULL(argument))
		return "";
	name = PG_GETARG_TEXT_PP(argument);
	if (VARSIZE_ANY_EXHDR(name) > most)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s of a payout is too long", what),
				 errdetail("\"%s\" has %d bytes; the limit is %d.",
						   sm_quotable(VARDATA_ANY(name),
									   VARSIZE_ANY_EXHDR(name)),
						   (int) VARSIZE_ANY_EXHDR(name), most)));
	*length = (uint16) VARSIZE_ANY_EXHDR(name);
	return VARDATA_ANY(name);
}

/* Raises 22008 for a day that no payout can have. */
static void
check_day(int64 day, const char *what)
{
	if (day < SM_PAYOUT_FIRST_DAY || day > SM_PAYOUT_LAST_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s of a payout is out of range", what),
				 errdetail("Payouts lie in the years 1 to 9999.")));
}

/* The day of an argument, and its bit in known. */
static int32
day_argument(FunctionCallInfo fcinfo, int argument, const char *what,
			 unsigned bit, sm_payout_row *payout)
{
	int64		day = sm_day_argument(fcinfo, argument, what);

	if (day == SM_NO_DAY)
		return 0;
	check_day(day, what);
	payout->known |= bit;
	return (int32) day;
}

/* The day of payment: infinity is not yet, as a NULL is. */
static void
put_paid_on(FunctionCallInfo fcinfo, sm_payout_row *payout)
{
	if (!PG_ARGISNULL(ARG_PAID_ON) &&
		DATE_IS_NOEND(PG_GETARG_DATEADT(ARG_PAID_ON)))
		return;
	payout->paid_on = day_argument(fcinfo, ARG_PAID_ON, "paid_on",
								   SM_HAS_PAID, payout);
}

/* The day, or the days, it was earned on. */
static void
put_earned(FunctionCallInfo fcinfo, sm_payout_row *payout)
{
	if (PG_ARGISNULL(ARG_EARNED_FROM) != PG_ARGISNULL(ARG_EARNED_TO))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a payout needs both earned_from and earned_to, or "
						"neither"),
				 errhint("Pass earned_on for what is earned on one day.")));
	if (PG_ARGISNULL(ARG_EARNED_FROM))
	{
		payout->earned_from = day_argument(fcinfo, ARG_EARNED_ON, "earned_on",
										   SM_HAS_EARNED, payout);
		payout->earned_to = payout->earned_from;
		return;
	}
	if (!PG_ARGISNULL(ARG_EARNED_ON))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a payout has both earned_on and earned_from"),
				 errhint("earned_on says a day, earned_from and earned_to "
						 "spread the earning evenly over a period: pass one "
						 "or the other.")));
	payout->earned_from = day_argument(fcinfo, ARG_EARNED_FROM, "earned_from",
									   SM_HAS_EARNED, payout);
	payout->earned_to = day_argument(fcinfo, ARG_EARNED_TO, "earned_to",
									 SM_HAS_EARNED, payout);
}

/* The scheduled day: as it is given, else by the schedule. */
static void
put_scheduled(FunctionCallInfo fcinfo, sm_payout_row *payout)
{
	int64		released = SM_NO_DAY;
	int64		day;

	payout->released_on = day_argument(fcinfo, ARG_RELEASED_ON, "released_on",
									   SM_HAS_RELEASED, payout);
	payout->scheduled_on = day_argument(fcinfo, ARG_SCHEDULED_ON,
										"scheduled_on", SM_HAS_SCHEDULED,
										payout);
	if (sm_payout_has(payout, SM_HAS_SCHEDULED) ||
		!sm_payout_has(payout, SM_HAS_EARNED) || PG_ARGISNULL(ARG_SCHEDULE))
		return;

	if (sm_payout_has(payout, SM_HAS_RELEASED))
		released = payout->released_on;
	day = sm_schedule_payout(sm_pay_schedule_argument(fcinfo, ARG_SCHEDULE),
							  payout->earned_to, released,
							  sm_kept_calendar_argument(fcinfo, ARG_CALENDAR));
	check_day(day, "scheduled day");
	payout->scheduled_on = (int32) day;
	payout->known |= SM_HAS_SCHEDULED;
}

/* Function, kind and amount. */
static void
put_labels_and_amount(FunctionCallInfo fcinfo, sm_payout_row *payout)
{
	if (!PG_ARGISNULL(ARG_FUNCTION))
	{
		payout->function = (uint8)
			sm_person_function_argument(PG_GETARG_TEXT_PP(ARG_FUNCTION));
		payout->known |= SM_HAS_FUNCTION;
	}
	if (!PG_ARGISNULL(ARG_KIND))
		payout->kind = (uint8)
			sm_label_argument(PG_GETARG_TEXT_PP(ARG_KIND), "kind of payout",
							  sm_payout_kind_names,
							  "Kinds are commission, bonus, award, salary, "
							  "other, draw, draw_recovery, guarantee, "
							  "adjustment and clawback.");
	if (!PG_ARGISNULL(ARG_AMOUNT))
	{
		payout->amount =
			sm_amount_units((Numeric) PG_GETARG_VARLENA_PP(ARG_AMOUNT),
							"amount");
		payout->known |= SM_HAS_AMOUNT;
	}
}

/* Raises 22008 or 22023 for what is wrong with a payout's days. */
static void
check_payout(const sm_payout_row *payout)
{
	const char *flaw = sm_payout_days_flaw(payout);
	char	   *written;

	if (flaw == NULL)
		return;
	written = palloc(SM_PAYOUT_TEXT);
	sm_payout_write(payout, written);
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("the dates of a payout contradict each other"),
			 errdetail("%s The payout is %s.", flaw, written),
			 errhint("A date that is not known is NULL.")));
}

/*
 * payout(payee text, function text, earned_on date, paid_on date, amount
 *		  numeric, scheduled_on date, schedule pay_schedule, earned_from date,
 *		  earned_to date, currency text, kind text, plan text, released_on
 *		  date, calendar business_calendar) returns payout
 *		A row as a value.
 */
Datum
sm_payout(PG_FUNCTION_ARGS)
{
	uint16		payee_length;
	uint16		currency_length;
	uint16		plan_length;
	const char *payee = name_argument(fcinfo, ARG_PAYEE, "payee",
									  SM_PAYEE_BYTES, &payee_length);
	const char *currency = name_argument(fcinfo, ARG_CURRENCY, "currency",
										 SM_CURRENCY_BYTES, &currency_length);
	const char *plan = name_argument(fcinfo, ARG_PLAN, "plan",
									 SM_PLAN_BYTES, &plan_length);
	sm_payout_row *payout = palloc(offsetof(sm_payout_row, names) +
								   payee_length + currency_length +
								   plan_length);

	memset(payout, 0, offsetof(sm_payout_row, names));
	payout->known = (PG_ARGISNULL(ARG_PAYEE) ? 0 : SM_HAS_PAYEE) |
		(PG_ARGISNULL(ARG_CURRENCY) ? 0 : SM_HAS_CURRENCY) |
		(PG_ARGISNULL(ARG_PLAN) ? 0 : SM_HAS_PLAN);
	payout->payee_length = payee_length;
	payout->currency_length = currency_length;
	payout->plan_length = plan_length;
	memcpy(payout->names, payee, payee_length);
	memcpy(payout->names + payee_length, currency, currency_length);
	memcpy(payout->names + payee_length + currency_length, plan, plan_length);

	put_earned(fcinfo, payout);
	put_paid_on(fcinfo, payout);
	put_scheduled(fcinfo, payout);
	put_labels_and_amount(fcinfo, payout);
	set_header(payout);
	check_payout(payout);
	PG_RETURN_POINTER(payout);
}
