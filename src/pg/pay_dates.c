/*-------------------------------------------------------------------------
 *
 * pay_dates.c
 *	  The type pay_dates, its aggregates, and the cadence read from it.
 *
 * A value is a block of records of the core, one a date.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "core/keyed_text.h"
#include "core/pay_dates.h"
#include "pg/amount.h"
#include "pg/compat.h"
#include "pg/days.h"
#include "pg/errors.h"
#include "pg/keyed.h"
#include "pg/operators.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_pay_dates_in);
PG_FUNCTION_INFO_V1(sm_pay_dates_out);
PG_FUNCTION_INFO_V1(sm_pay_dates_recv);
PG_FUNCTION_INFO_V1(sm_pay_dates_send);
PG_FUNCTION_INFO_V1(sm_pay_dates_accum);
PG_FUNCTION_INFO_V1(sm_pay_dates_combine);
PG_FUNCTION_INFO_V1(sm_pay_dates_final);
PG_FUNCTION_INFO_V1(sm_inferred_cadence);
PG_FUNCTION_INFO_V1(sm_inferred_cadence_final);

#define PAY_DATES_VERSION	1

/* Room for a dozen dates and their hash table. */
#define FIRST_SIZE			1024

#define MAX_SIZE			((Size) 16 * 1024 * 1024)

#define TWICE	"A date stands there twice."

StaticAssertDecl(offsetof(sm_pay_dates, block.used) ==
				 offsetof(SmGrowingState, used) &&
				 offsetof(sm_pay_dates, block.count) ==
				 offsetof(SmGrowingState, count),
				 "pay dates must start as every growing state does");

static const void *packed_dates(const void *state);

static const char *
dates_flaw(const void *state, const volatile sig_atomic_t *stop)
{
	const char *flaw = sm_keyed_flaw(&sm_pay_dates_layout, state, stop);

	return flaw != NULL ? flaw : sm_pay_dates_flaw(state);
}

static const SmKeyedType pay_dates_type = {
	.state = {
		.name = "pay_dates",
		.version = PAY_DATES_VERSION,
		.grows = true,
		.fixed_size = sizeof(sm_pay_dates),
		.first_size = FIRST_SIZE,
		.max_size = MAX_SIZE,
		.limit_hint = "Summarize the pay dates of one payee at a time: "
		"GROUP BY payee.",
		.long_flaw = dates_flaw,
		.canonical = packed_dates
	},
	.layout = &sm_pay_dates_layout,
	.records = "dates"
};

SM_STATE_OPERATORS(pay_dates, &pay_dates_type.state);

/* The dates themselves if they are packed, else their packed form. */
static const void *
packed_dates(const void *state)
{
	return sm_keyed_canonical(&pay_dates_type, state);
}

/* The dates of an argument that is not NULL, checked and packed. */
static const sm_pay_dates *
dates_argument(FunctionCallInfo fcinfo, int argument)
{
	return sm_state_for_reading(fcinfo, argument, &pay_dates_type.state);
}

/*
 * Raises 22003 unless a sum fitted.
 */
static void
check_range(bool fitted)
{
	if (!fitted)
		sm_state_out_of_range(&pay_dates_type.state, "A sum does not fit.");
}

/*
 * pay_dates_in(cstring) returns pay_dates
 */
Datum
sm_pay_dates_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	Size		size = sizeof(sm_pay_dates) +
		Min(sm_keyed_room(text), MAX_SIZE);
	sm_pay_dates *dates = palloc0(size);
	const char *detail = "";
	void	   *packed;

	SET_VARSIZE(dates, size);
	((SmState *) dates)->version = PAY_DATES_VERSION;
	dates->block.used = sizeof(sm_pay_dates);
	switch (sm_pay_dates_read(text, dates, size, &detail))
	{
		case SM_COUNTS_READ:
			break;
		case SM_COUNTS_MALFORMED:
			sm_state_bad_text(&pay_dates_type.state, text, detail);
		case SM_COUNTS_OUT_OF_RANGE:
			sm_state_out_of_range(&pay_dates_type.state, detail);
	}
	detail = sm_state_flaw(&pay_dates_type.state, dates);
	if (detail != NULL)
		sm_state_bad_text(&pay_dates_type.state, text, detail);
	packed = sm_keyed_try_pack(&pay_dates_type, dates);
	if (packed == NULL)
		sm_state_bad_text(&pay_dates_type.state, text, TWICE);
	PG_RETURN_POINTER(packed);
}

/*
 * pay_dates_out(pay_dates) returns cstring
 */
Datum
sm_pay_dates_out(PG_FUNCTION_ARGS)
{
	const sm_pay_dates *dates = dates_argument(fcinfo, 0);
	Size		length = sm_pay_dates_write(dates, NULL);
	char	   *text = palloc(length + 1);

	sm_pay_dates_write(dates, text);
	text[length] = '\0';
	PG_RETURN_CSTRING(text);
}

/*
 * pay_dates_recv(internal) returns pay_dates
 *		A version byte, rows skipped, and the records.
 */
Datum
sm_pay_dates_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	sm_pay_dates *head = sm_state_new(&pay_dates_type.state);

	sm_state_receive_version(&pay_dates_type.state, message);
	sm_state_receive_bytes(&pay_dates_type.state, message, 8);
	head->skipped = pq_getmsgint64(message);
	PG_RETURN_POINTER(sm_keyed_receive(&pay_dates_type, message, head));
}

/*
 * pay_dates_send(pay_dates) returns bytea
 */
Datum
sm_pay_dates_send(PG_FUNCTION_ARGS)
{
	const sm_pay_dates *dates = dates_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, PAY_DATES_VERSION);
	pq_sendint64(&message, dates->skipped);
	sm_keyed_send(&pay_dates_type, &message, dates);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * Raises 22008 for a date that no payment has.
 */
static void
check_pay_date(int64 day)
{
	if (day < SM_FIRST_PAY_DATE || day > SM_LAST_PAY_DATE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("pay_date must be a date of the years 1 to 9999"),
				 errdetail("It is %s.", sm_date_text(day))));
}

/*
 * pay_dates_accum(pay_dates, pay_date date) and
 * pay_dates_accum(pay_dates, pay_date date, amount numeric)
 * return pay_dates
 *		Counts one payment; one without a date is skipped.
 */
Datum
sm_pay_dates_accum(PG_FUNCTION_ARGS)
{
	void	   *dates = sm_keyed_for_change(fcinfo, &pay_dates_type);
	int64		day = sm_day_argument(fcinfo, 1, "pay_date");
	bool		known = PG_NARGS() > 2 && !PG_ARGISNULL(2);
	int64		amount = 0;
	char		key[SM_PAY_DATE_KEY];
	sm_keyed_record *record;

	if (day == SM_NO_DAY)
	{
		check_range(sm_add_int64(((sm_pay_dates *) dates)->skipped, 1,
								 &((sm_pay_dates *) dates)->skipped));
		PG_RETURN_POINTER(dates);
	}

	check_pay_date(day);
	if (known)
		amount = sm_amount_units(PG_GETARG_NUMERIC(2), "amount");
	sm_pay_date_key(day, key);
	record = sm_keyed_record_for(&pay_dates_type, &dates, 0, key,
								 sizeof(key));
	check_range(sm_pay_date_add(record, known, amount));
	PG_RETURN_POINTER(dates);
}

/*
 * pay_dates_combine(pay_dates, pay_dates) returns pay_dates
 *		Adds the payments of the second to the first; a NULL adds nothing.
 */
Datum
sm_pay_dates_combine(PG_FUNCTION_ARGS)
{
	sm_pay_dates *dates = sm_keyed_for_change(fcinfo, &pay_dates_type);

	if (!PG_ARGISNULL(1))
	{
		const sm_pay_dates *from = dates_argument(fcinfo, 1);

		dates = sm_keyed_add(&pay_dates_type, dates, from);
		check_range(sm_add_int64(dates->skipped, from->skipped,
								 &dates->skipped));
	}
	PG_RETURN_POINTER(dates);
}

/*
 * pay_dates_final(pay_dates) returns pay_dates
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_pay_dates_final(PG_FUNCTION_ARGS)
{
	return sm_state_final(fcinfo, &pay_dates_type.state);
}

/* The label of the cadence of pay dates. */
static Datum
cadence_datum(const sm_pay_dates *dates)
{
	sm_memory	memory = sm_memory_in(CurrentMemoryContext);
	int			cadence;

	if (sm_pay_dates_cadence(dates, &memory, &cadence) != SM_OK)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory")));
	return CStringGetTextDatum(sm_inferred_cadence_names[cadence]);
}

/*
 * inferred_cadence(pay_dates) returns text
 *		Declared STRICT.
 */
Datum
sm_inferred_cadence(PG_FUNCTION_ARGS)
{
	return cadence_datum(dates_argument(fcinfo, 0));
}

/*
 * inferred_cadence_final(pay_dates) returns text
 *		The same of what has been counted; unknown over no rows.
 */
Datum
sm_inferred_cadence_final(PG_FUNCTION_ARGS)
{
	const sm_pay_dates *none;

	if (!PG_ARGISNULL(0))
		return cadence_datum(dates_argument(fcinfo, 0));
	none = sm_state_new(&pay_dates_type.state);
	return cadence_datum(none);
}
