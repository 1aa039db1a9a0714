/*-------------------------------------------------------------------------
 *
 * function_counts.c
 *	  The type function_counts, its aggregates, and what is read from it.
 *
 * A value is a header and the counts of the core, valid in the core's sense
 * wherever one can be had from SQL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "core/function_counts.h"
#include "pg/compat.h"
#include "pg/figures.h"
#include "pg/labels.h"
#include "pg/operators.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_function_counts_in);
PG_FUNCTION_INFO_V1(sm_function_counts_out);
PG_FUNCTION_INFO_V1(sm_function_counts_recv);
PG_FUNCTION_INFO_V1(sm_function_counts_send);
PG_FUNCTION_INFO_V1(sm_function_counts_accum);
PG_FUNCTION_INFO_V1(sm_function_counts_combine);
PG_FUNCTION_INFO_V1(sm_function_counts_final);
PG_FUNCTION_INFO_V1(sm_function_mix);
PG_FUNCTION_INFO_V1(sm_function_mix_final);
PG_FUNCTION_INFO_V1(sm_function_count);
PG_FUNCTION_INFO_V1(sm_function_share);
PG_FUNCTION_INFO_V1(sm_function_balance);
PG_FUNCTION_INFO_V1(sm_function_coverage);

#define FUNCTION_COUNTS_VERSION	1

/* What a function_counts is, in memory and on disk. */
typedef struct FunctionCounts
{
	SmState		head;
	sm_function_counts counts;
} FunctionCounts;

/* Columns of function_shares about activities, and as many about minutes. */
#define GROUP_COLUMNS	13

static const char *
counts_flaw(const void *state)
{
	return sm_function_counts_flaw(&((const FunctionCounts *) state)->counts);
}

/* The total order of two states, for the operators. */
static int
counts_order(const void *a, const void *b)
{
	const FunctionCounts *left = a;
	const FunctionCounts *right = b;

	return sm_function_counts_order(&left->counts, &right->counts);
}

static const SmStateType function_counts_type = {
	.name = "function_counts",
	.version = FUNCTION_COUNTS_VERSION,
	.grows = false,
	.fixed_size = sizeof(FunctionCounts),
	.flaw = counts_flaw,
	.order = counts_order
};

/*
 * The counts of an argument that is not NULL, checked.
 */
static const sm_function_counts *
counts_argument(FunctionCallInfo fcinfo, int argument)
{
	const FunctionCounts *state;

	state = sm_state_for_reading(fcinfo, argument, &function_counts_type);
	return &state->counts;
}

/*
 * Raises 22003 unless a sum fitted.
 */
static void
check_range(bool fitted)
{
	if (!fitted)
		sm_state_out_of_range(&function_counts_type,
							  "A sum would be larger than "
							  "9223372036854775807.");
}

/*
 * The next columns: the total of activities or minutes, each function's
 * part, and the shares.
 */
static void
put_group(SmFigures *row, const int64 values[SM_FUNCTIONS])
{
	float8		share = 0;
	bool		known;

	sm_put_count(row, sm_counts_total(values));
	for (int i = 0; i < SM_FUNCTIONS; i++)
		sm_put_count(row, values[i]);
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		known = sm_counts_share(values, (sm_function) i, &share);
		sm_put_share(row, known, share);
	}
	known = sm_counts_coverage(values, &share);
	sm_put_share(row, known, share);
	known = sm_counts_balance(values, &share);
	sm_put_share(row, known, share);
}

/*
 * The next columns: a whole group that is not known.
 */
static void
put_unknown_group(SmFigures *row)
{
	for (int i = 0; i < GROUP_COLUMNS; i++)
		sm_put_share(row, false, 0);
}

/*
 * A row of function_shares in the current memory context.
 */
static Datum
shares_datum(FunctionCallInfo fcinfo, const sm_function_counts *counts)
{
	SmFigures	row = {0};

	put_group(&row, counts->activities);
	sm_put_count(&row, counts->skipped);
	if (sm_counts_timed(counts))
		put_group(&row, counts->minutes);
	else
		put_unknown_group(&row);
	sm_put_count(&row, counts->without_minutes);

	return sm_figures_datum(fcinfo, &row);
}

/*
 * The answer of a function that gives a share.
 */
static Datum
share_datum(FunctionCallInfo fcinfo, bool known, float8 share)
{
	if (!known)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(share);
}

/*
 * function_counts_in(cstring) returns function_counts
 */
Datum
sm_function_counts_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	FunctionCounts *state = sm_state_new(&function_counts_type);
	const char *detail = "";

	switch (sm_function_counts_read(text, &state->counts, &detail))
	{
		case SM_COUNTS_READ:
			break;
		case SM_COUNTS_MALFORMED:
			sm_state_bad_text(&function_counts_type, text, detail);
		case SM_COUNTS_OUT_OF_RANGE:
			sm_state_out_of_range(&function_counts_type, detail);
	}
	PG_RETURN_POINTER(state);
}

/*
 * function_counts_out(function_counts) returns cstring
 */
Datum
sm_function_counts_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_FUNCTION_COUNTS_TEXT);

	sm_function_counts_write(counts_argument(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/*
 * function_counts_recv(internal) returns function_counts
 */
Datum
sm_function_counts_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	FunctionCounts *state = sm_state_new(&function_counts_type);
	sm_function_counts *counts = &state->counts;

	sm_state_receive_version(&function_counts_type, message);
	sm_state_receive_bytes(&function_counts_type, message, sizeof(*counts));
	for (int i = 0; i < SM_FUNCTIONS; i++)
		counts->activities[i] = pq_getmsgint64(message);
	for (int i = 0; i < SM_FUNCTIONS; i++)
		counts->minutes[i] = pq_getmsgint64(message);
	counts->skipped = pq_getmsgint64(message);
	counts->without_minutes = pq_getmsgint64(message);
	sm_state_received(&function_counts_type, message, state);
	PG_RETURN_POINTER(state);
}

/*
 * function_counts_send(function_counts) returns bytea
 */
Datum
sm_function_counts_send(PG_FUNCTION_ARGS)
{
	const sm_function_counts *counts = counts_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, FUNCTION_COUNTS_VERSION);
	for (int i = 0; i < SM_FUNCTIONS; i++)
		pq_sendint64(&message, counts->activities[i]);
	for (int i = 0; i < SM_FUNCTIONS; i++)
		pq_sendint64(&message, counts->minutes[i]);
	pq_sendint64(&message, counts->skipped);
	pq_sendint64(&message, counts->without_minutes);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

SM_STATE_OPERATORS(function_counts, &function_counts_type);

/*
 * function_counts_accum(function_counts, function text) and
 * function_counts_accum(function_counts, function text, minutes integer)
 * return function_counts
 *		Counts one row.
 */
Datum
sm_function_counts_accum(PG_FUNCTION_ARGS)
{
	FunctionCounts *state = sm_state_for_change(fcinfo, &function_counts_type);
	int64		minutes = SM_NO_MINUTES;
	sm_function function;

	if (PG_ARGISNULL(1))
	{
		check_range(sm_function_counts_skip(&state->counts));
		PG_RETURN_POINTER(state);
	}

	function = sm_function_argument(PG_GETARG_TEXT_PP(1));
	if (PG_NARGS() > 2 && !PG_ARGISNULL(2))
	{
		minutes = PG_GETARG_INT32(2);
		if (minutes < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("minutes must not be negative"),
					 errdetail("An activity has %d minutes.", (int) minutes)));
	}
	check_range(sm_function_counts_add(&state->counts, function, minutes));
	PG_RETURN_POINTER(state);
}

/*
 * function_counts_combine(function_counts, function_counts)
 * returns function_counts
 *		Adds the counts of the second to the first; a NULL adds nothing.
 */
Datum
sm_function_counts_combine(PG_FUNCTION_ARGS)
{
	FunctionCounts *state = sm_state_for_change(fcinfo, &function_counts_type);

	if (!PG_ARGISNULL(1))
		check_range(sm_function_counts_merge(&state->counts,
											 counts_argument(fcinfo, 1)));
	PG_RETURN_POINTER(state);
}

/*
 * function_counts_final(function_counts) returns function_counts
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_function_counts_final(PG_FUNCTION_ARGS)
{
	return sm_state_final(fcinfo, &function_counts_type);
}

/*
 * function_mix(function_counts) returns function_shares
 *		Counts and shares of a summary.  Declared STRICT.
 */
Datum
sm_function_mix(PG_FUNCTION_ARGS)
{
	return shares_datum(fcinfo, counts_argument(fcinfo, 0));
}

/*
 * function_mix_final(function_counts) returns function_shares
 *		The same of what has been counted; no activities over no rows.
 */
Datum
sm_function_mix_final(PG_FUNCTION_ARGS)
{
	static const sm_function_counts none;	/* all zero */

	return shares_datum(fcinfo, PG_ARGISNULL(0) ? &none :
						counts_argument(fcinfo, 0));
}

/*
 * function_count(function_counts, function text) returns bigint
 *		Activities of one function.  Declared STRICT.
 */
Datum
sm_function_count(PG_FUNCTION_ARGS)
{
	const sm_function_counts *counts = counts_argument(fcinfo, 0);
	sm_function function = sm_function_argument(PG_GETARG_TEXT_PP(1));

	PG_RETURN_INT64(counts->activities[function]);
}

/*
 * function_share(function_counts, function text) returns double precision
 *		Share of one function among the classified activities, of
 *		unclassified among all.  Declared STRICT; NULL without any.
 */
Datum
sm_function_share(PG_FUNCTION_ARGS)
{
	const sm_function_counts *counts = counts_argument(fcinfo, 0);
	sm_function function = sm_function_argument(PG_GETARG_TEXT_PP(1));
	float8		share = 0;
	bool		known;

	known = sm_counts_share(counts->activities, function, &share);
	return share_datum(fcinfo, known, share);
}

/*
 * function_balance(function_counts) returns double precision
 *		From -1, marketing only, to 1, sales only.  Declared STRICT; NULL
 *		without activities of either.
 */
Datum
sm_function_balance(PG_FUNCTION_ARGS)
{
	const sm_function_counts *counts = counts_argument(fcinfo, 0);
	float8		share = 0;
	bool		known;

	known = sm_counts_balance(counts->activities, &share);
	return share_datum(fcinfo, known, share);
}

/*
 * function_coverage(function_counts) returns double precision
 *		Share of the activities that are classified.  Declared STRICT; NULL
 *		without activities.
 */
Datum
sm_function_coverage(PG_FUNCTION_ARGS)
{
	const sm_function_counts *counts = counts_argument(fcinfo, 0);
	float8		share = 0;
	bool		known;

	known = sm_counts_coverage(counts->activities, &share);
	return share_datum(fcinfo, known, share);
}
