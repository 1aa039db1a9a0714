/*-------------------------------------------------------------------------
 *
 * friction_rate.c
 *	  The type friction_counts, its aggregates, and rates of friction.
 *
 * A value is a header and the counts of the core, valid in the core's sense
 * wherever one can be had from SQL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "core/friction_rate.h"
#include "core/misread.h"
#include "pg/amount.h"
#include "pg/compat.h"
#include "pg/figures.h"
#include "pg/operators.h"
#include "pg/quality_counts.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_friction_counts_in);
PG_FUNCTION_INFO_V1(sm_friction_counts_out);
PG_FUNCTION_INFO_V1(sm_friction_counts_recv);
PG_FUNCTION_INFO_V1(sm_friction_counts_send);
PG_FUNCTION_INFO_V1(sm_friction_counts_accum);
PG_FUNCTION_INFO_V1(sm_friction_counts_combine);
PG_FUNCTION_INFO_V1(sm_friction_counts_final);
PG_FUNCTION_INFO_V1(sm_friction_rate);
PG_FUNCTION_INFO_V1(sm_friction_rate_counts);
PG_FUNCTION_INFO_V1(sm_friction_rate_final);
PG_FUNCTION_INFO_V1(sm_expected_false_share);

#define FRICTION_COUNTS_VERSION	1

/* What a friction_counts is, in memory and on disk. */
typedef struct FrictionCounts
{
	SmState		head;
	sm_friction_counts counts;
} FrictionCounts;

static const char *
counts_flaw(const void *state)
{
	return sm_friction_counts_flaw(&((const FrictionCounts *) state)->counts);
}

/* The total order of two states, for the operators. */
static int
counts_order(const void *a, const void *b)
{
	const FrictionCounts *left = a;
	const FrictionCounts *right = b;

	return sm_friction_counts_order(&left->counts, &right->counts);
}

static const SmStateType friction_counts_type = {
	.name = "friction_counts",
	.version = FRICTION_COUNTS_VERSION,
	.grows = false,
	.fixed_size = sizeof(FrictionCounts),
	.flaw = counts_flaw,
	.order = counts_order
};

/*
 * The counts of an argument that is not NULL, checked.
 */
static const sm_friction_counts *
counts_argument(FunctionCallInfo fcinfo, int argument)
{
	const FrictionCounts *state;

	state = sm_state_for_reading(fcinfo, argument, &friction_counts_type);
	return &state->counts;
}

/*
 * Raises 22003 unless a sum fitted.
 */
static void
check_range(bool fitted)
{
	if (!fitted)
		sm_state_out_of_range(&friction_counts_type,
							  "A sum would be larger than "
							  "9223372036854775807.");
}

/*
 * friction_counts_in(cstring) returns friction_counts
 */
Datum
sm_friction_counts_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	FrictionCounts *state = sm_state_new(&friction_counts_type);
	const char *detail = "";

	switch (sm_friction_counts_read(text, &state->counts, &detail))
	{
		case SM_COUNTS_READ:
			break;
		case SM_COUNTS_MALFORMED:
			sm_state_bad_text(&friction_counts_type, text, detail);
		case SM_COUNTS_OUT_OF_RANGE:
			sm_state_out_of_range(&friction_counts_type, detail);
	}
	PG_RETURN_POINTER(state);
}

/*
 * friction_counts_out(friction_counts) returns cstring
 */
Datum
sm_friction_counts_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_FRICTION_COUNTS_TEXT);

	sm_friction_counts_write(counts_argument(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/*
 * friction_counts_recv(internal) returns friction_counts
 */
Datum
sm_friction_counts_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	FrictionCounts *state = sm_state_new(&friction_counts_type);
	sm_friction_counts *counts = &state->counts;

	sm_state_receive_version(&friction_counts_type, message);
	sm_state_receive_bytes(&friction_counts_type, message, sizeof(*counts));
	counts->exposed = pq_getmsgint64(message);
	counts->flagged = pq_getmsgint64(message);
	counts->skipped = pq_getmsgint64(message);
	counts->without_severity = pq_getmsgint64(message);
	counts->severity_whole = pq_getmsgint64(message);
	counts->severity_parts = pq_getmsgint64(message);
	sm_state_received(&friction_counts_type, message, state);
	PG_RETURN_POINTER(state);
}

/*
 * friction_counts_send(friction_counts) returns bytea
 */
Datum
sm_friction_counts_send(PG_FUNCTION_ARGS)
{
	const sm_friction_counts *counts = counts_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, FRICTION_COUNTS_VERSION);
	pq_sendint64(&message, counts->exposed);
	pq_sendint64(&message, counts->flagged);
	pq_sendint64(&message, counts->skipped);
	pq_sendint64(&message, counts->without_severity);
	pq_sendint64(&message, counts->severity_whole);
	pq_sendint64(&message, counts->severity_parts);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

SM_STATE_OPERATORS(friction_counts, &friction_counts_type);

/*
 * The severity of an item, SM_NO_SEVERITY for a NULL.  Raises 22023 for what
 * is none.
 */
static float8
severity_argument(FunctionCallInfo fcinfo, int argument)
{
	float8		severity;

	if (PG_ARGISNULL(argument))
		return SM_NO_SEVERITY;
	severity = PG_GETARG_FLOAT8(argument);
	if (!(severity >= 0 && severity <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("severity must be from 0 to 1"),
				 errdetail("It is %g.", severity)));
	return severity;
}

/*
 * friction_counts_accum(friction_counts, flagged boolean,
 * severity double precision) returns friction_counts
 *		Counts one item; one that is neither flagged nor not is skipped.
 */
Datum
sm_friction_counts_accum(PG_FUNCTION_ARGS)
{
	FrictionCounts *state = sm_state_for_change(fcinfo,
												&friction_counts_type);
	float8		severity = severity_argument(fcinfo, 2);

	if (PG_ARGISNULL(1))
		check_range(sm_friction_counts_skip(&state->counts));
	else
		check_range(sm_friction_counts_add(&state->counts, PG_GETARG_BOOL(1),
										   severity));
	PG_RETURN_POINTER(state);
}

/*
 * friction_counts_combine(friction_counts, friction_counts)
 * returns friction_counts
 *		Adds the counts of the second to the first; a NULL adds nothing.
 */
Datum
sm_friction_counts_combine(PG_FUNCTION_ARGS)
{
	FrictionCounts *state = sm_state_for_change(fcinfo,
												&friction_counts_type);

	if (!PG_ARGISNULL(1))
		check_range(sm_friction_counts_merge(&state->counts,
											 counts_argument(fcinfo, 1)));
	PG_RETURN_POINTER(state);
}

/*
 * friction_counts_final(friction_counts) returns friction_counts
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_friction_counts_final(PG_FUNCTION_ARGS)
{
	return sm_state_final(fcinfo, &friction_counts_type);
}

/*
 * The minimum and the number of kinds, two arguments from first on.  Raises
 * 22023 for what they cannot be.
 */
static void
rate_arguments(FunctionCallInfo fcinfo, int first, int32 *minimum,
			   int32 *kinds)
{
	*minimum = PG_ARGISNULL(first) ? 0 : PG_GETARG_INT32(first);
	*kinds = PG_ARGISNULL(first + 1) ? 1 : PG_GETARG_INT32(first + 1);
	if (*minimum < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("minimum_exposed must not be negative"),
				 errdetail("It is %d.", (int) *minimum)));
	if (*kinds < 1 || *kinds > SM_RATE_KINDS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("kinds must be from 1 to %d", SM_RATE_KINDS),
				 errdetail("It is %d.", (int) *kinds),
				 errhint("It is the number of kinds of friction whose rates "
						 "are looked at together.")));
}

/*
 * What so many events cost at a given cost of one, or NULL.  Raises 22003
 * unless that is finite, 22023 if it is negative.
 */
static Numeric
cost_argument(FunctionCallInfo fcinfo, int argument, int64 events)
{
	Numeric		unit_cost;
	Datum		zero = NumericGetDatum(int64_to_numeric(0));
	Datum		factor = NumericGetDatum(int64_to_numeric(events));

	if (PG_ARGISNULL(argument))
		return NULL;
	unit_cost = PG_GETARG_NUMERIC(argument);
	sm_check_finite(unit_cost, "unit_cost");
	if (DatumGetBool(DirectFunctionCall2(numeric_lt,
										 NumericGetDatum(unit_cost), zero)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unit_cost must not be negative"),
				 errdetail("It is %s.", numeric_normalize(unit_cost))));
	return DatumGetNumeric(DirectFunctionCall2(numeric_mul,
											   NumericGetDatum(unit_cost),
											   factor));
}

/*
 * A row of friction_rate_figures in the current memory context.  skipped is
 * negative where it is not known.
 */
static Datum
rate_datum(FunctionCallInfo fcinfo, const sm_incidence *incidence,
		   int64 flagged, int64 exposed, int64 skipped, Numeric cost)
{
	SmFigures	row = {0};
	bool		told = incidence->reason != SM_RATE_TOO_FEW;

	sm_put_count(&row, exposed);
	if (told)
		sm_put_count(&row, flagged);
	else
		sm_put_null(&row);
	sm_put_proportion(&row, &incidence->rate);
	sm_put_share(&row, incidence->severity_known, incidence->mean_severity);
	sm_put_flag(&row, !told);
	sm_put_label(&row, sm_rate_reason_names[incidence->reason]);
	sm_put_numeric(&row, incidence->reason == SM_RATE_KNOWN ? cost : NULL);
	if (skipped < 0)
		sm_put_null(&row);
	else
		sm_put_count(&row, skipped);
	return sm_figures_datum(fcinfo, &row);
}

/*
 * A count that is passed as a number of any kind, as sums of counts are.
 * Raises 22023 unless it is a whole number.
 */
static int64
count_argument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	Numeric		number = PG_GETARG_NUMERIC(argument);
	Datum		whole = DirectFunctionCall2(numeric_trunc,
											NumericGetDatum(number),
											Int32GetDatum(0));

	if (numeric_is_nan(number) || numeric_is_inf(number) ||
		!DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(number),
										  whole)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a whole number", name),
				 errdetail("It is %s.", numeric_normalize(number))));
	return DatumGetInt64(DirectFunctionCall1(numeric_int8, whole));
}

/*
 * Raises 22023 unless so many items can be flagged, with that severity.
 */
static void
check_counted(int64 flagged, int64 exposed, float8 severity_sum)
{
	if (flagged < 0 || exposed < flagged)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("flagged must be from 0 to exposed"),
				 errdetail("Flagged are " INT64_FORMAT ", exposed "
						   INT64_FORMAT ".", flagged, exposed)));
	if (!sm_severity_sum_fits(severity_sum, flagged))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("severity_sum must be from 0 to flagged"),
				 errdetail("It is %g; flagged are " INT64_FORMAT ".",
						   severity_sum, flagged),
				 errhint("Severities of different kinds are not added.")));
}

/*
 * friction_rate(flagged numeric, exposed numeric,
 * severity_sum double precision, minimum_exposed integer, kinds integer,
 * unit_cost numeric) returns friction_rate_figures
 *		The rate of what the caller has counted; NULL unless both counts are
 *		given.
 */
Datum
sm_friction_rate(PG_FUNCTION_ARGS)
{
	sm_incidence incidence;
	int64		flagged;
	int64		exposed;
	float8		severity_sum = 0;
	int32		minimum;
	int32		kinds;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	flagged = count_argument(fcinfo, 0, "flagged");
	exposed = count_argument(fcinfo, 1, "exposed");
	if (!PG_ARGISNULL(2))
		severity_sum = PG_GETARG_FLOAT8(2);
	check_counted(flagged, exposed, severity_sum);
	rate_arguments(fcinfo, 3, &minimum, &kinds);
	incidence = sm_incidence_of(flagged, exposed, minimum, kinds);
	if (!PG_ARGISNULL(2))
		sm_incidence_severity(&incidence, severity_sum, exposed);
	return rate_datum(fcinfo, &incidence, flagged, exposed, -1,
					  cost_argument(fcinfo, 5, flagged));
}

/*
 * friction_rate(counts friction_counts, minimum_exposed integer,
 * kinds integer, unit_cost numeric) returns friction_rate_figures
 *		The rate of a summary; NULL for a NULL.
 */
Datum
sm_friction_rate_counts(PG_FUNCTION_ARGS)
{
	const sm_friction_counts *counts;
	sm_incidence incidence;
	int32		minimum;
	int32		kinds;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	counts = counts_argument(fcinfo, 0);
	rate_arguments(fcinfo, 1, &minimum, &kinds);
	incidence = sm_incidence_of_counts(counts, minimum, kinds);
	return rate_datum(fcinfo, &incidence, counts->flagged, counts->exposed,
					  counts->skipped,
					  cost_argument(fcinfo, 3, counts->flagged));
}

/*
 * friction_rate_final(friction_counts) returns friction_rate_figures
 *		The rate of what has been counted, of one kind and without a cost.
 */
Datum
sm_friction_rate_final(PG_FUNCTION_ARGS)
{
	static const sm_friction_counts none;	/* all zero */
	const sm_friction_counts *counts = PG_ARGISNULL(0) ? &none :
		counts_argument(fcinfo, 0);
	sm_incidence incidence = sm_incidence_of_counts(counts, SM_RATE_MINIMUM,
													1);

	return rate_datum(fcinfo, &incidence, counts->flagged, counts->exposed,
					  counts->skipped, NULL);
}

/*
 * expected_false_share(counts quality_counts, persistence double precision)
 * returns double precision
 *		The share of clashes that are expected to be none.  Declared STRICT;
 *		NULL where none would be seen.
 */
Datum
sm_expected_false_share(PG_FUNCTION_ARGS)
{
	const sm_quality_counts *counts = sm_quality_counts_argument(fcinfo, 0);
	float8		persistence = PG_GETARG_FLOAT8(1);
	float8		share = 0;

	if (!(persistence >= 0 && persistence <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("persistence must be from 0 to 1"),
				 errdetail("It is %g.", persistence)));
	if (!sm_false_clash_share(counts, persistence, &share))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(share);
}
