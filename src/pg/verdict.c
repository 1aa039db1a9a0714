/*-------------------------------------------------------------------------
 *
 * verdict.c
 *	  Verdicts as rows, and Kotler's levels.
 *
 * What is not decided is NULL, but for the verdict itself, which says so.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "core/relation.h"
#include "core/verdict.h"
#include "pg/compat.h"
#include "pg/decision.h"
#include "pg/figures.h"
#include "pg/labels.h"

PG_FUNCTION_INFO_V1(sm_separation_verdict);
PG_FUNCTION_INFO_V1(sm_separation_verdict_final);
PG_FUNCTION_INFO_V1(sm_dimension_verdicts);
PG_FUNCTION_INFO_V1(sm_friction_rate_limit);
PG_FUNCTION_INFO_V1(sm_relation_level);
PG_FUNCTION_INFO_V1(sm_relation_level_range);

static const char *const answer_names[] = {"unknown", "no", "yes"};

/* A limit that is an argument, NULL leaving it as it is. */
static void
limit_argument(FunctionCallInfo fcinfo, int argument, const char *name,
			   sm_share *limit)
{
	if (PG_ARGISNULL(argument))
		return;
	if (!sm_share_of(PG_GETARG_FLOAT8(argument), 0, limit))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be between 0 and 1", name),
				 errdetail("It is %s.",
						   float8out_internal(PG_GETARG_FLOAT8(argument)))));
}

/*
 * The limits behind the first argument: distinctness_limit,
 * minimum_coverage, minimum_votes, friction_limits.
 */
static void
limits_arguments(FunctionCallInfo fcinfo, sm_decision_limits *limits)
{
	const char *item = "";
	const char *detail = "";

	sm_decision_defaults(limits);
	limit_argument(fcinfo, 1, "distinctness_limit", &limits->distinctness);
	limit_argument(fcinfo, 2, "minimum_coverage", &limits->coverage);
	if (!PG_ARGISNULL(3))
	{
		limits->votes = PG_GETARG_INT32(3);
		if (limits->votes < 1 || limits->votes > SM_HAND_OFF_BESIDE)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("minimum_votes must be between 1 and %d",
							SM_HAND_OFF_BESIDE),
					 errdetail("It is %d.", limits->votes)));
	}
	if (!PG_ARGISNULL(4) &&
		!sm_friction_limits_read(text_to_cstring(PG_GETARG_TEXT_PP(4)),
								 limits->friction, &item, &detail))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid friction_limits"),
				 errdetail("\"%.*s\": %s",
						   pg_mbcliplen(item, strcspn(item, ", \t\n\v\f\r"),
										60), item, detail),
				 errhint("Write limits such as double_touch=0.2, "
						 "went_dark=0.3.")));
}

/* The next column: a label or words, NULL unless there are any. */
static void
put_words(SmFigures *row, bool known, const char *words)
{
	sm_put_label(row, known ? words : NULL);
}

/* A row of separation_decision. */
static Datum
decision_datum(FunctionCallInfo fcinfo, const sm_decision_summary *summary,
			   const sm_decision_limits *limits)
{
	SmFigures	row = {0};
	sm_finding	finding;
	sm_verdict	verdict;
	sm_relation low;
	sm_relation high;
	bool		fits;
	char		words[SM_WORDS];

	sm_find(summary, limits, &finding);
	verdict = finding.tally.verdict;
	sm_put_label(&row, sm_verdict_names[verdict]);
	sm_put_label(&row, sm_verdict_names[finding.leaning.verdict]);
	sm_put_integer(&row, finding.judged.voters -
				   finding.tally.votes[SM_INSUFFICIENT_EVIDENCE]);
	sm_put_integer(&row, finding.judged.voters);
	put_words(&row, sm_votes_text(&finding, words), words);
	sm_put_truth(&row, finding.dimension[SM_HAND_OFF].decided,
				 finding.tally.veto);
	sm_put_truth(&row, verdict != SM_INSUFFICIENT_EVIDENCE, finding.stable);
	put_words(&row, sm_flip_text(&finding, words), words);
	fits = sm_relations_of(verdict, &low, &high);
	put_words(&row, fits, sm_relation_names[low]);
	put_words(&row, fits, sm_relation_names[high]);
	put_words(&row, sm_reason_text(&finding, words), words);
	put_words(&row, summary->basis != SM_BASIS_NONE,
			  sm_basis_names[summary->basis]);
	put_words(&row, sm_caveats_text(&finding, summary, words), words);
	return sm_figures_datum(fcinfo, &row);
}

/*
 * separation_verdict(decision_summary, distinctness_limit, minimum_coverage,
 * minimum_votes, friction_limits) returns separation_decision
 *		NULL without a summary; other NULLs mean what is usual.
 */
Datum
sm_separation_verdict(PG_FUNCTION_ARGS)
{
	sm_decision_limits limits;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	limits_arguments(fcinfo, &limits);
	return decision_datum(fcinfo, sm_decision_argument(fcinfo, 0), &limits);
}

/*
 * separation_verdict_final(decision_summary) returns separation_decision
 *		The same of what has been added up, with the usual limits.
 */
Datum
sm_separation_verdict_final(PG_FUNCTION_ARGS)
{
	static const sm_decision_summary none;	/* all zero */
	sm_decision_limits limits;

	sm_decision_defaults(&limits);
	return decision_datum(fcinfo, PG_ARGISNULL(0) ? &none :
						  sm_decision_argument(fcinfo, 0), &limits);
}

/* The next columns: what is known of a dimension's distinctness. */
static void
put_difference(SmFigures *row, const sm_bounds *bounds,
			   const sm_difference *difference)
{
	sm_put_share(row, bounds->estimated, bounds->point);
	sm_put_share(row, bounds->bounded, bounds->low);
	sm_put_share(row, bounds->bounded, bounds->high);
	sm_put_known_count(row, difference->counted, difference->n_sales);
	sm_put_known_count(row, difference->counted, difference->n_marketing);
}

/* The next columns: the kind of friction that counts. */
static void
put_incidence(SmFigures *row, sm_friction_kind kind, const sm_bounds *bounds,
			  const sm_incidence *incidence)
{
	bool		known = kind != SM_FRICTION_NONE;

	put_words(row, known, sm_friction_kind_names[kind]);
	sm_put_share(row, known, bounds->point);
	sm_put_share(row, known, bounds->low);
	sm_put_share(row, known, bounds->high);
	sm_put_known_count(row, known, incidence->exposed);
	sm_put_share(row, known, bounds->limit);
}

/* Adds the row of one dimension. */
static void
store_dimension(FunctionCallInfo fcinfo, const sm_decision_summary *summary,
				const sm_finding *finding, int dimension)
{
	SmFigures	row = {0};
	const sm_dimension_finding *found = &finding->dimension[dimension];
	const sm_coverage *coverage = &summary->dimension[dimension].coverage;
	bool		compares = dimension != SM_HAND_OFF;
	char		words[SM_WORDS];
	bool		known;

	sm_put_label(&row, sm_dimension_names[dimension]);
	put_words(&row, compares && found->decided,
			  sm_verdict_names[found->verdict]);
	put_words(&row, found->leaning != SM_INSUFFICIENT_EVIDENCE,
			  sm_verdict_names[found->leaning]);
	sm_put_flag(&row, found->decided);
	sm_put_flag(&row, finding->judged.votes[dimension]);
	put_words(&row, compares, answer_names[found->different]);
	put_difference(&row, &finding->judged.different[dimension],
				   &summary->dimension[dimension].difference);
	sm_put_label(&row, answer_names[found->colliding]);
	put_incidence(&row, found->worst, &finding->judged.colliding[found->worst],
				  &summary->kind[found->worst]);
	sm_put_share(&row, coverage->known, sm_share_number(coverage->share));
	known = sm_dimension_reason(finding, (sm_dimension) dimension, words);
	put_words(&row, known, words);
	known = sm_missing_text(&summary->dimension[dimension].missing, words);
	put_words(&row, known, words);
	sm_store_figures(fcinfo, &row);
}

/*
 * dimension_verdicts(decision_summary, distinctness_limit, minimum_coverage,
 * minimum_votes, friction_limits) returns setof dimension_verdict
 *		A row for each dimension; none without a summary.
 */
Datum
sm_dimension_verdicts(PG_FUNCTION_ARGS)
{
	const sm_decision_summary *summary;
	sm_decision_limits limits;
	sm_finding	finding;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	limits_arguments(fcinfo, &limits);
	summary = sm_decision_argument(fcinfo, 0);
	sm_find(summary, &limits, &finding);
	for (int d = 0; d < SM_DIMENSIONS; d++)
		store_dimension(fcinfo, summary, &finding, d);
	return (Datum) 0;
}

/*
 * friction_rate_limit(kind text) returns double precision
 *		Declared STRICT.
 */
Datum
sm_friction_rate_limit(PG_FUNCTION_ARGS)
{
	sm_friction_kind kind = sm_friction_kind_argument(PG_GETARG_TEXT_PP(0));

	PG_RETURN_FLOAT8(sm_share_number(sm_friction_rate_share(kind)));
}

/*
 * relation_level(score integer) returns text
 *		Declared STRICT.
 */
Datum
sm_relation_level(PG_FUNCTION_ARGS)
{
	int32		score = PG_GETARG_INT32(0);
	sm_relation relation;

	if (!sm_relation_of(score, &relation))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("score must be between %d and %d", SM_RELATION_LOWEST,
						SM_RELATION_HIGHEST),
				 errdetail("It is %d.", score),
				 errhint("Add up the answers to all %d statements, 1 to 5 "
						 "each; relation_level_range takes fewer.",
						 SM_RELATION_ITEMS)));
	PG_RETURN_TEXT_P(cstring_to_text(sm_relation_names[relation]));
}

/*
 * relation_level_range(answered integer, score integer)
 * returns relation_range
 *		Declared STRICT.
 */
Datum
sm_relation_level_range(PG_FUNCTION_ARGS)
{
	SmFigures	row = {0};
	int32		answered = PG_GETARG_INT32(0);
	int32		score = PG_GETARG_INT32(1);
	sm_relation_range range;

	if (!sm_relation_range_of(answered, score, &range))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("so many answers cannot have that score"),
				 errdetail("%d answers have the score %d.", answered, score),
				 errhint("There are 0 to %d answers, and each adds 1 to 5.",
						 SM_RELATION_ITEMS)));
	sm_put_integer(&row, range.lowest_score);
	sm_put_integer(&row, range.highest_score);
	sm_put_label(&row, sm_relation_names[range.lowest]);
	sm_put_label(&row, sm_relation_names[range.highest]);
	return sm_figures_datum(fcinfo, &row);
}
