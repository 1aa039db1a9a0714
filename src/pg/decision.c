/*-------------------------------------------------------------------------
 *
 * decision.c
 *	  The type evidence: a row of what speaks for or against separating two
 *	  functions.
 *
 * Every value is valid in the core's sense, wherever it comes from.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/decision.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "pg/compat.h"
#include "pg/labels.h"
#include "pg/operators.h"
#include "pg/quote.h"

PG_FUNCTION_INFO_V1(sm_evidence_in);
PG_FUNCTION_INFO_V1(sm_evidence_out);
PG_FUNCTION_INFO_V1(sm_evidence_recv);
PG_FUNCTION_INFO_V1(sm_evidence_send);
PG_FUNCTION_INFO_V1(sm_evidence);

#define EVIDENCE_VERSION	1

/* Arguments of evidence(...), in their order. */
enum
{
	ARG_DIMENSION, ARG_DISTINCTNESS, ARG_LOW, ARG_HIGH, ARG_SALES,
	ARG_MARKETING, ARG_KIND, ARG_FLAGGED, ARG_EXPOSED, ARG_LIMIT,
	ARG_COVERAGE, ARG_MISSING, ARG_BASIS, ARG_BY_DESIGN
};

static const char *
evidence_flaw(const void *state)
{
	return sm_evidence_flaw(&((const Evidence *) state)->evidence);
}

const SmStateType sm_evidence_type = {
	.name = "evidence",
	.version = EVIDENCE_VERSION,
	.grows = false,
	.fixed_size = sizeof(Evidence),
	.flaw = evidence_flaw
};

SM_STATE_OPERATORS(evidence, &sm_evidence_type);

const sm_evidence_row *
sm_evidence_argument(FunctionCallInfo fcinfo, int argument)
{
	const Evidence *state = sm_state_for_reading(fcinfo, argument,
												 &sm_evidence_type);

	return &state->evidence;
}

/* Reads the names of missing inputs. */
static void
receive_missing(const SmStateType *type, StringInfo message,
				sm_missing *missing)
{
	int			names;

	sm_state_receive_bytes(type, message, 1);
	names = pq_getmsgbyte(message);
	for (int i = 0; i < names; i++)
	{
		int			length;
		char	   *name;

		sm_state_receive_bytes(type, message, 1);
		length = pq_getmsgbyte(message);
		sm_state_receive_bytes(type, message, (uint64) length);
		name = pq_getmsgtext(message, length, &length);
		if (!sm_missing_add(missing, name, (Size) length))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("invalid binary representation of type %s",
							type->name),
					 errdetail("A name of a missing input is not valid.")));
		pfree(name);
	}
}

void
sm_evidence_receive(const SmStateType *type, StringInfo message,
					sm_evidence_row *evidence)
{
	sm_difference *difference = &evidence->difference;
	sm_incidence *incidence = &evidence->incidence;

	sm_state_receive_bytes(type, message, 3 + 5 + 3 + 12 + 16 + 21);
	memset(evidence, 0, sizeof(*evidence));
	evidence->dimension = pq_getmsgbyte(message);
	evidence->basis = pq_getmsgbyte(message);
	evidence->kind = pq_getmsgbyte(message);
	evidence->coverage.known = pq_getmsgbyte(message);
	evidence->coverage.share = (int32) pq_getmsgint(message, 4);
	difference->extent = pq_getmsgbyte(message);
	difference->by_design = pq_getmsgbyte(message);
	difference->counted = pq_getmsgbyte(message);
	difference->distinctness = (int32) pq_getmsgint(message, 4);
	difference->low = (int32) pq_getmsgint(message, 4);
	difference->high = (int32) pq_getmsgint(message, 4);
	difference->n_sales = pq_getmsgint64(message);
	difference->n_marketing = pq_getmsgint64(message);
	incidence->counted = pq_getmsgbyte(message);
	incidence->limit = (int32) pq_getmsgint(message, 4);
	incidence->flagged = pq_getmsgint64(message);
	incidence->exposed = pq_getmsgint64(message);
	receive_missing(type, message, &evidence->missing);
}

void
sm_evidence_append(StringInfo message, const sm_evidence_row *evidence)
{
	const sm_difference *difference = &evidence->difference;
	const sm_incidence *incidence = &evidence->incidence;
	const sm_missing *missing = &evidence->missing;
	int			names = 0;

	pq_sendbyte(message, evidence->dimension);
	pq_sendbyte(message, evidence->basis);
	pq_sendbyte(message, evidence->kind);
	pq_sendbyte(message, evidence->coverage.known);
	pq_sendint32(message, evidence->coverage.share);
	pq_sendbyte(message, difference->extent);
	pq_sendbyte(message, difference->by_design);
	pq_sendbyte(message, difference->counted);
	pq_sendint32(message, difference->distinctness);
	pq_sendint32(message, difference->low);
	pq_sendint32(message, difference->high);
	pq_sendint64(message, difference->n_sales);
	pq_sendint64(message, difference->n_marketing);
	pq_sendbyte(message, incidence->counted);
	pq_sendint32(message, incidence->limit);
	pq_sendint64(message, incidence->flagged);
	pq_sendint64(message, incidence->exposed);

	while (names < SM_MISSING_NAMES && missing->name[names][0] != '\0')
		names++;
	pq_sendbyte(message, names);
	for (int i = 0; i < names; i++)
	{
		char	   *name = pg_server_to_client(missing->name[i],
											   (int) strlen(missing->name[i]));

		/* no character grows to more than four bytes */
		pq_sendbyte(message, (uint8) strlen(name));
		pq_sendbytes(message, name, (int) strlen(name));
	}
}

/*
 * evidence_in(cstring) returns evidence
 */
Datum
sm_evidence_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Evidence   *state = sm_state_new(&sm_evidence_type);
	const char *detail = "";

	if (!sm_evidence_read(text, &state->evidence, &detail))
		sm_state_bad_text(&sm_evidence_type, text, detail);
	PG_RETURN_POINTER(state);
}

/*
 * evidence_out(evidence) returns cstring
 */
Datum
sm_evidence_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_EVIDENCE_TEXT);

	sm_evidence_write(sm_evidence_argument(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/*
 * evidence_recv(internal) returns evidence
 */
Datum
sm_evidence_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Evidence   *state = sm_state_new(&sm_evidence_type);

	sm_state_receive_version(&sm_evidence_type, message);
	sm_evidence_receive(&sm_evidence_type, message, &state->evidence);
	sm_state_received(&sm_evidence_type, message, state);
	PG_RETURN_POINTER(state);
}

/*
 * evidence_send(evidence) returns bytea
 */
Datum
sm_evidence_send(PG_FUNCTION_ARGS)
{
	const sm_evidence_row *evidence = sm_evidence_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, EVIDENCE_VERSION);
	sm_evidence_append(&message, evidence);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* Raises 22023 for an argument.  There may be no hint. */
pg_noreturn static void
bad_argument(const char *message, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s", message),
			 errdetail("%s", detail),
			 hint == NULL ? 0 : errhint("%s", hint)));
}

/*
 * Raises 22023 for a kind of friction that is one of another dimension.
 */
static void
check_kind(const sm_evidence_row *evidence)
{
	sm_dimension dimension;

	if (evidence->kind == SM_FRICTION_NONE)
		return;
	dimension = sm_dimension_of((sm_friction_kind) evidence->kind);
	if ((int32) dimension != evidence->dimension)
		bad_argument(psprintf("%s is no friction of %s",
							  sm_friction_kind_names[evidence->kind],
							  sm_dimension_names[evidence->dimension]),
					 psprintf("It is one of %s.",
							  sm_dimension_names[dimension]),
					 "Each kind of friction belongs to one dimension.");
}

/* A share, or false for a NULL. */
static bool
share_argument(FunctionCallInfo fcinfo, int argument, const char *name,
			   sm_share lowest, sm_share *share)
{
	float8		number;

	if (PG_ARGISNULL(argument))
		return false;
	number = PG_GETARG_FLOAT8(argument);
	if (!sm_share_of(number, lowest, share))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be between %d and 1", name,
						lowest < 0 ? -1 : 0),
				 errdetail("It is %s.", float8out_internal(number))));
	return true;
}

/* Two counts, which are there together or not at all. */
static bool
count_arguments(FunctionCallInfo fcinfo, int argument, const char *names,
				int64 *first, int64 *second)
{
	if (PG_ARGISNULL(argument) != PG_ARGISNULL(argument + 1))
		bad_argument(psprintf("%s must be given together", names),
					 "Only one of them is there.",
					 "Leave both away where they are not known.");
	if (PG_ARGISNULL(argument))
		return false;
	*first = PG_GETARG_INT64(argument);
	*second = PG_GETARG_INT64(argument + 1);
	return true;
}

/* How different the work is. */
static void
difference_arguments(FunctionCallInfo fcinfo, sm_evidence_row *evidence)
{
	sm_difference *difference = &evidence->difference;
	bool		low = share_argument(fcinfo, ARG_LOW, "distinctness_low",
									 -SM_SHARE_ONE, &difference->low);
	bool		high = share_argument(fcinfo, ARG_HIGH, "distinctness_high",
									  -SM_SHARE_ONE, &difference->high);

	if (low != high)
		bad_argument("distinctness_low and distinctness_high must be given "
					 "together", "Only one of them is there.",
					 "Leave both away where there are too few for an "
					 "interval.");
	difference->counted = count_arguments(fcinfo, ARG_SALES,
										  "n_sales and n_marketing",
										  &difference->n_sales,
										  &difference->n_marketing);
	if (!share_argument(fcinfo, ARG_DISTINCTNESS, "distinctness",
						-SM_SHARE_ONE, &difference->distinctness))
	{
		if (low)
			bad_argument("an interval needs its distinctness",
						 "distinctness is null.",
						 "Leave the limits away where nothing is known.");
		memset(difference, 0, sizeof(*difference));
		return;
	}
	difference->extent = low ? SM_EXTENT_INTERVAL : SM_EXTENT_POINT;
	difference->by_design = PG_ARGISNULL(ARG_BY_DESIGN) ?
		evidence->dimension == SM_REWARDS : PG_GETARG_BOOL(ARG_BY_DESIGN);
	if (evidence->basis == SM_BASIS_NONE)
		evidence->basis = SM_PEOPLE;
}

/* How often a kind of friction occurs. */
static void
incidence_arguments(FunctionCallInfo fcinfo, sm_evidence_row *evidence)
{
	sm_incidence *incidence = &evidence->incidence;

	incidence->counted = count_arguments(fcinfo, ARG_FLAGGED,
										 "flagged and exposed",
										 &incidence->flagged,
										 &incidence->exposed);
	if (share_argument(fcinfo, ARG_LIMIT, "friction_limit", 0,
					   &incidence->limit) && incidence->limit == 0)
		bad_argument("friction_limit must be above 0", "It is 0.",
					 "Leave it away for the limit of the kind.");
	if (!incidence->counted)
		incidence->limit = 0;
	if (!PG_ARGISNULL(ARG_KIND))
		evidence->kind =
			sm_friction_kind_argument(PG_GETARG_TEXT_PP(ARG_KIND));
}

/* Which inputs are missing: names with commas between. */
static void
missing_argument(const text *names, sm_missing *missing)
{
	const char *at = VARDATA_ANY(names);
	const char *end = at + VARSIZE_ANY_EXHDR(names);

	while (at < end)
	{
		const char *comma = memchr(at, ',', end - at);
		const char *name = at;
		const char *name_end = comma == NULL ? end : comma;

		at = comma == NULL ? end : comma + 1;
		while (name < name_end && *name == ' ')
			name++;
		while (name < name_end && name_end[-1] == ' ')
			name_end--;
		if (name == name_end || sm_missing_add(missing, name,
											   name_end - name))
			continue;
		if (sm_missing_name(name, name_end - name))
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many missing inputs"),
					 errdetail("There is room for %d.", SM_MISSING_NAMES),
					 errhint("Name relations instead of their columns.")));
		bad_argument(psprintf("invalid name of a missing input: \"%s\"",
							  sm_quotable(name, name_end - name)),
					 "A name has 1 to 63 bytes, and no white space, semicolon "
					 "or equals sign in it.",
					 "Write names with commas between, such as "
					 "spend_feed, budget_feed.");
	}
}

/*
 * evidence(dimension, distinctness, distinctness_low, distinctness_high,
 * n_sales, n_marketing, friction_kind, flagged, exposed, friction_limit,
 * coverage, missing, basis, by_design) returns evidence
 *		A row as a value.  Not STRICT: what is not known is NULL.
 */
Datum
sm_evidence(PG_FUNCTION_ARGS)
{
	Evidence   *state = sm_state_new(&sm_evidence_type);
	sm_evidence_row *evidence = &state->evidence;
	const char *flaw;

	if (PG_ARGISNULL(ARG_DIMENSION))
		bad_argument("evidence needs a dimension", "dimension is null.",
					 "Leave rows without one away.");
	evidence->dimension =
		sm_dimension_argument(PG_GETARG_TEXT_PP(ARG_DIMENSION));
	if (!PG_ARGISNULL(ARG_BASIS))
		evidence->basis =
			sm_label_argument(PG_GETARG_TEXT_PP(ARG_BASIS), "basis",
							  sm_basis_names,
							  "The basis is people or work.");
	difference_arguments(fcinfo, evidence);
	incidence_arguments(fcinfo, evidence);
	evidence->coverage.known = share_argument(fcinfo, ARG_COVERAGE,
											  "coverage", 0,
											  &evidence->coverage.share);
	if (!PG_ARGISNULL(ARG_MISSING))
		missing_argument(PG_GETARG_TEXT_PP(ARG_MISSING), &evidence->missing);

	check_kind(evidence);
	flaw = sm_evidence_flaw(evidence);
	if (flaw != NULL)
		bad_argument(psprintf("invalid evidence on %s",
							  sm_dimension_names[evidence->dimension]),
					 flaw, NULL);
	PG_RETURN_POINTER(state);
}
