/*-------------------------------------------------------------------------
 *
 * decision_summary.c
 *	  The type decision_summary and the aggregates that build it.
 *
 * However the rows arrive, and in how many parts, the same summary comes out.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "pg/compat.h"
#include "pg/decision.h"
#include "pg/operators.h"

PG_FUNCTION_INFO_V1(sm_decision_summary_in);
PG_FUNCTION_INFO_V1(sm_decision_summary_out);
PG_FUNCTION_INFO_V1(sm_decision_summary_recv);
PG_FUNCTION_INFO_V1(sm_decision_summary_send);
PG_FUNCTION_INFO_V1(sm_decision_summary_accum);
PG_FUNCTION_INFO_V1(sm_decision_summary_combine);
PG_FUNCTION_INFO_V1(sm_decision_summary_final);

#define DECISION_VERSION	1

/* What a decision_summary is, in memory and on disk. */
typedef struct DecisionSummary
{
	SmState		head;
	sm_decision_summary summary;
} DecisionSummary;

static const char *
summary_flaw(const void *state)
{
	return sm_decision_flaw(&((const DecisionSummary *) state)->summary);
}

static const SmStateType decision_type = {
	.name = "decision_summary",
	.version = DECISION_VERSION,
	.grows = false,
	.fixed_size = sizeof(DecisionSummary),
	.flaw = summary_flaw
};

SM_STATE_OPERATORS(decision_summary, &decision_type);

const sm_decision_summary *
sm_decision_argument(FunctionCallInfo fcinfo, int argument)
{
	const DecisionSummary *state = sm_state_for_reading(fcinfo, argument,
														&decision_type);

	return &state->summary;
}

/*
 * Raises an error unless evidence could be added.
 */
static void
check_step(sm_evidence_step step, const sm_evidence_place *place)
{
	switch (step)
	{
		case SM_EVIDENCE_ADDED:
			return;
		case SM_EVIDENCE_OTHER_BASIS:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("evidence mixes the bases people and work"),
					 errdetail("One verdict compares sales people with "
							   "marketing people, or sales work with "
							   "marketing work."),
					 errhint("Ask for a verdict of each, with WHERE or "
							 "GROUP BY.")));
			break;
		case SM_EVIDENCE_OTHER_DIFFERENCE:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("evidence contradicts itself on the distinctness "
							"of %s", sm_dimension_names[place->dimension]),
					 errdetail("A dimension has one distinctness, with one "
							   "interval, in one verdict."),
					 errhint("GROUP BY what the rows differ in, such as a "
							 "team or a period.")));
			break;
		case SM_EVIDENCE_KIND_TWICE:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("evidence on %s is given twice",
							sm_friction_kind_names[place->kind]),
					 errdetail("A kind of friction has one row of evidence in "
							   "one verdict."),
					 errhint("Add up flagged and exposed first, or GROUP BY "
							 "what the rows differ in.")));
			break;
		case SM_EVIDENCE_MISSING_MANY:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many missing inputs of %s",
							sm_dimension_names[place->dimension]),
					 errdetail("There is room for %d.", SM_MISSING_NAMES),
					 errhint("Name relations instead of their columns.")));
			break;
	}
}

/*
 * decision_summary_in(cstring) returns decision_summary
 */
Datum
sm_decision_summary_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	DecisionSummary *state = sm_state_new(&decision_type);
	const char *detail = "";

	if (!sm_decision_read(text, &state->summary, &detail))
		sm_state_bad_text(&decision_type, text, detail);
	PG_RETURN_POINTER(state);
}

/*
 * decision_summary_out(decision_summary) returns cstring
 */
Datum
sm_decision_summary_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_DECISION_TEXT);

	sm_decision_write(sm_decision_argument(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/*
 * decision_summary_recv(internal) returns decision_summary
 *		A version byte, the number of rows of evidence, and those rows.
 */
Datum
sm_decision_summary_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	DecisionSummary *state = sm_state_new(&decision_type);
	sm_evidence_row evidence;
	sm_evidence_place place;
	int			parts;

	sm_state_receive_version(&decision_type, message);
	sm_state_receive_bytes(&decision_type, message, 1);
	parts = pq_getmsgbyte(message);
	for (int i = 0; i < parts; i++)
	{
		sm_evidence_receive(&decision_type, message, &evidence);
		if (sm_evidence_flaw(&evidence) != NULL ||
			sm_decision_add(&state->summary, &evidence, &place) !=
			SM_EVIDENCE_ADDED)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("invalid binary representation of type "
							"decision_summary"),
					 errdetail("A row of evidence is not valid, or "
							   "contradicts another.")));
	}
	sm_state_received(&decision_type, message, state);
	PG_RETURN_POINTER(state);
}

/*
 * decision_summary_send(decision_summary) returns bytea
 */
Datum
sm_decision_summary_send(PG_FUNCTION_ARGS)
{
	const sm_decision_summary *summary = sm_decision_argument(fcinfo, 0);
	StringInfoData message;
	sm_evidence_row part;
	int			parts = 0;

	for (int i = 0; i < SM_DECISION_PARTS; i++)
		parts += sm_decision_part(summary, i, &part);
	pq_begintypsend(&message);
	pq_sendbyte(&message, DECISION_VERSION);
	pq_sendbyte(&message, parts);
	for (int i = 0; i < SM_DECISION_PARTS; i++)
	{
		if (sm_decision_part(summary, i, &part))
			sm_evidence_append(&message, &part);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * decision_summary_accum(decision_summary, evidence) returns decision_summary
 *		Adds one row of evidence; a NULL adds nothing.
 */
Datum
sm_decision_summary_accum(PG_FUNCTION_ARGS)
{
	DecisionSummary *state = sm_state_for_change(fcinfo, &decision_type);
	sm_evidence_place place;

	if (!PG_ARGISNULL(1))
		check_step(sm_decision_add(&state->summary,
								   sm_evidence_argument(fcinfo, 1), &place),
				   &place);
	PG_RETURN_POINTER(state);
}

/*
 * decision_summary_combine(decision_summary, decision_summary)
 * returns decision_summary
 *		Adds the second to the first; a NULL adds nothing.
 */
Datum
sm_decision_summary_combine(PG_FUNCTION_ARGS)
{
	DecisionSummary *state = sm_state_for_change(fcinfo, &decision_type);
	sm_evidence_place place;

	if (!PG_ARGISNULL(1))
		check_step(sm_decision_merge(&state->summary,
									 sm_decision_argument(fcinfo, 1),
									 &place), &place);
	PG_RETURN_POINTER(state);
}

/*
 * decision_summary_final(decision_summary) returns decision_summary
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_decision_summary_final(PG_FUNCTION_ARGS)
{
	return sm_state_final(fcinfo, &decision_type);
}
