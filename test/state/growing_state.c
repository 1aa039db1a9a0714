/*-------------------------------------------------------------------------
 *
 * growing_state.c
 *	  A throw-away state that grows, for the tests of src/pg/state.c.
 *
 * Never installed.  Linked with the very state.o of the extension, it keeps
 * every bigint it is given, in the order given; the rules of state.h show
 * here at their barest.  The last two functions make what SQL cannot:
 * values of arbitrary bytes, and calls of receive functions.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "pg/state.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(growing_state_in);
PG_FUNCTION_INFO_V1(growing_state_out);
PG_FUNCTION_INFO_V1(growing_state_recv);
PG_FUNCTION_INFO_V1(growing_state_send);
PG_FUNCTION_INFO_V1(growing_state_accum);
PG_FUNCTION_INFO_V1(growing_state_combine);
PG_FUNCTION_INFO_V1(growing_state_final);
PG_FUNCTION_INFO_V1(value_of_bytes);
PG_FUNCTION_INFO_V1(receive_bytes);

#define GROWING_STATE_VERSION	1

typedef struct GrowingState
{
	SmGrowingState head;
	int64		values[FLEXIBLE_ARRAY_MEMBER];	/* none is negative */
} GrowingState;

/*
 * One sentence on what is wrong with a state, or a null pointer.
 */
static const char *
growing_flaw(const void *state)
{
	const GrowingState *growing = state;
	Size		elements = growing->head.used - offsetof(GrowingState, values);

	if (elements != (Size) growing->head.count * sizeof(int64))
		return "Its count contradicts its size.";
	for (uint32 i = 0; i < growing->head.count; i++)
	{
		if (growing->values[i] < 0)
			return "A value is negative.";
	}
	return NULL;
}

static const SmStateType growing_state_type = {
	.name = "growing_state",
	.version = GROWING_STATE_VERSION,
	.grows = true,
	.fixed_size = offsetof(GrowingState, values),
	.first_size = 64,
	.max_size = SM_STATE_MAX_SIZE,
	.limit_hint = "Collect into smaller groups first.",
	.flaw = growing_flaw
};

/*
 * The state with a value appended so many times: the same or a larger one.
 */
static GrowingState *
growing_add(GrowingState *state, int64 value, uint32 copies)
{
	Size		bytes = (Size) copies * sizeof(int64);

	state = sm_state_reserve(&growing_state_type, state, bytes);
	for (uint32 i = 0; i < copies; i++)
		state->values[state->head.count + i] = value;
	state->head.count += copies;
	state->head.used += (uint32) bytes;
	return state;
}

/*
 * growing_state_in(cstring) returns growing_state
 *		Numbers parted by single spaces.
 */
Datum
growing_state_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	const char *next = text;
	GrowingState *state = sm_state_new(&growing_state_type);

	while (*next != '\0')
	{
		char	   *end;
		int64		value;

		errno = 0;
		value = strtoi64(next, &end, 10);
		if (end == next || (*end != '\0' && *end != ' ') || value < 0)
			sm_state_bad_text(&growing_state_type, text,
							  "Expected numbers, zero or more.");
		if (errno != 0)
			sm_state_out_of_range(&growing_state_type,
								  "A number does not fit in a bigint.");
		state = growing_add(state, value, 1);
		next = *end == ' ' ? end + 1 : end;
	}
	PG_RETURN_POINTER(sm_state_copy(&growing_state_type, state));
}

/*
 * growing_state_out(growing_state) returns cstring
 */
Datum
growing_state_out(PG_FUNCTION_ARGS)
{
	const GrowingState *state;
	StringInfoData text;

	state = sm_state_for_reading(fcinfo, 0, &growing_state_type);
	initStringInfo(&text);
	for (uint32 i = 0; i < state->head.count; i++)
		appendStringInfo(&text, i == 0 ? INT64_FORMAT : " " INT64_FORMAT,
						 state->values[i]);
	PG_RETURN_CSTRING(text.data);
}

/*
 * growing_state_recv(internal) returns growing_state
 */
Datum
growing_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	GrowingState *state = sm_state_new(&growing_state_type);
	uint32		count;

	sm_state_receive_version(&growing_state_type, message);
	sm_state_receive_bytes(&growing_state_type, message, sizeof(count));
	count = pq_getmsgint(message, sizeof(count));
	sm_state_receive_bytes(&growing_state_type, message,
						   (uint64) count * sizeof(int64));
	for (uint32 i = 0; i < count; i++)
		state = growing_add(state, pq_getmsgint64(message), 1);
	sm_state_received(&growing_state_type, message, state);
	PG_RETURN_POINTER(sm_state_copy(&growing_state_type, state));
}

/*
 * growing_state_send(growing_state) returns bytea
 */
Datum
growing_state_send(PG_FUNCTION_ARGS)
{
	const GrowingState *state;
	StringInfoData message;

	state = sm_state_for_reading(fcinfo, 0, &growing_state_type);
	pq_begintypsend(&message);
	pq_sendbyte(&message, GROWING_STATE_VERSION);
	pq_sendint32(&message, state->head.count);
	for (uint32 i = 0; i < state->head.count; i++)
		pq_sendint64(&message, state->values[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * growing_state_accum(growing_state, bigint) and
 * growing_state_accum(growing_state, bigint, copies integer)
 * return growing_state
 */
Datum
growing_state_accum(PG_FUNCTION_ARGS)
{
	GrowingState *state = sm_state_for_change(fcinfo, &growing_state_type);
	int32		copies = 1;

	if (PG_NARGS() > 2)
		copies = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);
	if (!PG_ARGISNULL(1) && PG_GETARG_INT64(1) >= 0 && copies > 0)
		state = growing_add(state, PG_GETARG_INT64(1), copies);
	PG_RETURN_POINTER(state);
}

/*
 * growing_state_combine(growing_state, growing_state)
 * returns growing_state
 */
Datum
growing_state_combine(PG_FUNCTION_ARGS)
{
	GrowingState *state = sm_state_for_change(fcinfo, &growing_state_type);
	const GrowingState *from;
	Size		bytes;

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);

	from = sm_state_for_reading(fcinfo, 1, &growing_state_type);
	bytes = (Size) from->head.count * sizeof(int64);
	state = sm_state_reserve(&growing_state_type, state, bytes);
	memcpy(state->values + state->head.count, from->values, bytes);
	state->head.count += from->head.count;
	state->head.used += (uint32) bytes;
	PG_RETURN_POINTER(state);
}

/*
 * growing_state_final(growing_state) returns growing_state
 */
Datum
growing_state_final(PG_FUNCTION_ARGS)
{
	const void *state;

	if (PG_ARGISNULL(0))
		state = sm_state_new(&growing_state_type);
	else
		state = sm_state_for_reading(fcinfo, 0, &growing_state_type);
	PG_RETURN_POINTER(sm_state_copy(&growing_state_type, state));
}

/*
 * value_of_bytes(bytea) returns any varlena type
 *		A value of these bytes behind the varlena header, unchecked, as only
 *		a broken disk can make one.
 */
Datum
value_of_bytes(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(PG_GETARG_BYTEA_P_COPY(0));
}

/*
 * receive_bytes(type oid, bytea) returns text
 *		The text form of what the type's receive function makes of the bytes.
 */
Datum
receive_bytes(PG_FUNCTION_ARGS)
{
	Oid			type = PG_GETARG_OID(0);
	bytea	   *bytes = PG_GETARG_BYTEA_PP(1);
	StringInfoData message;
	Oid			receive;
	Oid			parameter;
	Oid			output;
	bool		is_varlena;
	Datum		value;

	getTypeBinaryInputInfo(type, &receive, &parameter);
	getTypeOutputInfo(type, &output, &is_varlena);
	initStringInfo(&message);
	appendBinaryStringInfo(&message, VARDATA_ANY(bytes),
						   VARSIZE_ANY_EXHDR(bytes));
	value = OidReceiveFunctionCall(receive, &message, parameter, -1);
	PG_RETURN_TEXT_P(cstring_to_text(OidOutputFunctionCall(output, value)));
}
