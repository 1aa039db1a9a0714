/*-------------------------------------------------------------------------
 *
 * spend.c
 *	  The type spend: one line of spend as a value.
 *
 * A value is a line of the core, valid in the core's sense wherever one can
 * be had from SQL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/spend.h"

#include "libpq/pqformat.h"

#include "pg/amount.h"
#include "pg/compat.h"
#include "pg/labels.h"
#include "pg/operators.h"
#include "pg/quote.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_spend_in);
PG_FUNCTION_INFO_V1(sm_spend_out);
PG_FUNCTION_INFO_V1(sm_spend_recv);
PG_FUNCTION_INFO_V1(sm_spend_send);
PG_FUNCTION_INFO_V1(sm_spend);

#define SPEND_VERSION	1

static const char *
line_flaw(const void *line)
{
	return sm_spend_flaw(line);
}

static int
line_order(const void *a, const void *b)
{
	return sm_spend_order(a, b);
}

static const SmStateType spend_type = {
	.name = "spend",
	.version = SPEND_VERSION,
	.grows = true,
	.fixed_size = SM_SPEND_BYTES,
	.first_size = SM_SPEND_BYTES,
	.max_size = SM_SPEND_MAX_BYTES,
	.limit_hint = "Use shorter keys.",
	.flaw = line_flaw,
	.order = line_order
};

const sm_spend_line *
sm_spend_argument(FunctionCallInfo fcinfo, int argument)
{
	return sm_state_for_reading(fcinfo, argument, &spend_type);
}

/*
 * A line without anything, in room for the largest one, in the current
 * memory context.
 */
static sm_spend_line *
new_line(void)
{
	sm_spend_line   *line = palloc0(SM_SPEND_MAX_BYTES);

	((SmState *) line)->version = SPEND_VERSION;
	line->reached = SM_REACH_UNKNOWN;
	line->function = SM_UNCLASSIFIED;
	return line;
}

/* The finished line. */
static Datum
line_datum(sm_spend_line *line)
{
	line->used = (uint32) (SM_SPEND_BYTES + line->key_length +
						   line->currency_length);
	SET_VARSIZE(line, line->used);
	PG_RETURN_POINTER(line);
}

/* Appends the key, which comes first. */
static void
put_key(sm_spend_line *line, const text *key)
{
	Size		length = VARSIZE_ANY_EXHDR(key);

	if (length > SM_KEY_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("key of spend is too long: \"%s\"",
						sm_quotable(VARDATA_ANY(key), length)),
				 errdetail("It takes %zu bytes; the limit is %d.", length,
						   SM_KEY_BYTES),
				 errhint("Use an identifier, or a hash such as md5(key).")));
	memcpy(line->text, VARDATA_ANY(key), length);
	line->key_length = (uint16) length;
	line->given |= SM_SPEND_KEY;
}

/* Appends the currency. */
static void
put_currency(sm_spend_line *line, const text *currency)
{
	Size		length = VARSIZE_ANY_EXHDR(currency);

	if (length == 0 || length > SM_SPEND_CURRENCY_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid currency \"%s\"",
						sm_quotable(VARDATA_ANY(currency), length)),
				 errdetail("It takes %zu bytes.", length),
				 errhint("A currency is 1 to %d bytes, such as EUR; null "
						 "where there is but one.",
						 SM_SPEND_CURRENCY_BYTES)));
	memcpy(line->text + line->key_length, VARDATA_ANY(currency), length);
	line->currency_length = (uint8) length;
}

/*
 * spend_in(cstring) returns spend
 */
Datum
sm_spend_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	sm_spend_line   *line = new_line();
	const char *detail = "";

	switch (sm_spend_read(text, line, &detail))
	{
		case SM_COUNTS_READ:
			break;
		case SM_COUNTS_MALFORMED:
			sm_state_bad_text(&spend_type, text, detail);
		case SM_COUNTS_OUT_OF_RANGE:
			sm_state_out_of_range(&spend_type, detail);
	}
	return line_datum(line);
}

/*
 * spend_out(spend) returns cstring
 */
Datum
sm_spend_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_SPEND_TEXT);

	sm_spend_write(sm_spend_argument(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/* Reads a counted text of at most so many bytes; returns its length. */
static Size
receive_text(StringInfo message, char *to, Size room)
{
	int			length;
	char	   *text;

	sm_state_receive_bytes(&spend_type, message, 4);
	length = (int) pq_getmsgint(message, 4);
	if (length < 0)
		length = PG_INT32_MAX;
	sm_state_receive_bytes(&spend_type, message, (uint64) length);
	text = pq_getmsgtext(message, length, &length);
	if ((Size) length > room)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type spend"),
				 errdetail("Its key or its currency is too long.")));
	memcpy(to, text, length);
	pfree(text);
	return (Size) length;
}

/*
 * spend_recv(internal) returns spend
 *		A version byte, what is given, the function, amount, reached, key and
 *		currency.
 */
Datum
sm_spend_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	sm_spend_line   *line = new_line();
	Datum		result;

	sm_state_receive_version(&spend_type, message);
	sm_state_receive_bytes(&spend_type, message, 1 + 1 + 8 + 8);
	line->given = (uint8) pq_getmsgbyte(message);
	line->function = (uint8) pq_getmsgbyte(message);
	line->amount = pq_getmsgint64(message);
	line->reached = pq_getmsgint64(message);
	line->key_length = (uint16) receive_text(message, line->text,
											 SM_KEY_BYTES);
	line->currency_length = (uint8)
		receive_text(message, line->text + line->key_length,
					 SM_SPEND_CURRENCY_BYTES);
	result = line_datum(line);
	sm_state_received(&spend_type, message, line);
	return result;
}

/*
 * spend_send(spend) returns bytea
 */
Datum
sm_spend_send(PG_FUNCTION_ARGS)
{
	const sm_spend_line *line = sm_spend_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, SPEND_VERSION);
	pq_sendbyte(&message, line->given);
	pq_sendbyte(&message, line->function);
	pq_sendint64(&message, line->amount);
	pq_sendint64(&message, line->reached);
	sm_send_counted_text(&message, line->text, line->key_length);
	sm_send_counted_text(&message, line->text + line->key_length,
						 line->currency_length);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

SM_STATE_OPERATORS(spend, &spend_type);

/*
 * spend(key text, amount numeric, reached bigint, function text,
 * currency text) returns spend
 *		A line of spend.  Takes nulls: what is not known.
 */
Datum
sm_spend(PG_FUNCTION_ARGS)
{
	sm_spend_line   *line = new_line();

	if (!PG_ARGISNULL(0))
		put_key(line, PG_GETARG_TEXT_PP(0));
	if (!PG_ARGISNULL(1))
	{
		line->amount = sm_amount_units(PG_GETARG_NUMERIC(1), "amount");
		line->given |= SM_SPEND_AMOUNT;
	}
	if (!PG_ARGISNULL(2))
	{
		line->reached = PG_GETARG_INT64(2);
		if (line->reached < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("reached must not be negative"),
					 errdetail("A line of spend reached " INT64_FORMAT ".",
							   line->reached)));
	}
	if (!PG_ARGISNULL(3))
		line->function = (uint8)
			sm_acting_function_argument(PG_GETARG_TEXT_PP(3));
	if (!PG_ARGISNULL(4))
		put_currency(line, PG_GETARG_TEXT_PP(4));
	return line_datum(line);
}
