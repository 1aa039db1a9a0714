/*-------------------------------------------------------------------------
 *
 * learn.c
 *	  Activity rules from the user's own labelled rows.
 *
 * Without a labelled row nothing is learned, and the prior is the answer.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"

#include "core/learn.h"
#include "pg/compat.h"
#include "pg/errors.h"
#include "pg/label_counts.h"
#include "pg/lexicon.h"

PG_FUNCTION_INFO_V1(sm_rules_from_counts);
PG_FUNCTION_INFO_V1(sm_learn_rules_final);

/* What learn_rules uses, as the defaults of rules_from_counts say. */
#define DEFAULT_PRIOR "standard/1"
#define DEFAULT_TOP 200

extern Datum sm_activity_rules_in(PG_FUNCTION_ARGS);

/* The prior as it is but for a margin. */
static sm_rules *
with_margin(const sm_rules *prior, int32 margin)
{
	Size		size = sm_rules_size(prior);
	sm_rules   *rules = palloc(size);

	memcpy(rules, prior, size);
	rules->threshold[SM_THRESHOLD_MARGIN] = margin;
	rules->given |= SM_GIVEN_THRESHOLD(SM_THRESHOLD_MARGIN);
	return rules;
}

/*
 * Rules from counts and a prior, in the current memory context; the prior
 * itself where there is nothing to change.
 */
static const sm_rules *
learn(const sm_label_counts *counts, const sm_rules *prior, uint32 top,
	  int32 margin)
{
	sm_memory	memory = sm_memory_in(CurrentMemoryContext);
	const sm_lexicon *lexicon;
	sm_rules   *rules;
	sm_error	error;
	sm_status	status;

	if (sm_label_rows(counts) == 0)
	{
		if (margin == 0)
			return prior;
		rules = with_margin(sm_resolve_rules(prior), margin);
	}
	else
	{
		lexicon = sm_compile_rules(sm_resolve_rules(prior),
								   CurrentMemoryContext);
		while ((status = sm_learn(counts, lexicon, top, margin, &memory,
								  &rules, &error)) == SM_STOPPED)
			sm_answer_stop(&memory.stop);
		if (status != SM_OK)
			sm_raise_learning_error(&error);
	}
	CHECK_FOR_INTERRUPTS();
	if (sm_finish_rules(rules, &rules, &error) != SM_OK)
		sm_raise_learning_error(&error);
	return rules;
}

/*
 * rules_from_counts(counts label_counts, prior activity_rules, top integer,
 * min_confidence double precision) returns activity_rules
 *		Rules learned from counts.  Declared STRICT.
 */
Datum
sm_rules_from_counts(PG_FUNCTION_ARGS)
{
	const sm_label_counts *counts = sm_label_counts_argument(fcinfo, 0);
	const sm_rules *prior = sm_rules_argument(fcinfo, 1);
	int32		top = PG_GETARG_INT32(2);
	float8		min_confidence = PG_GETARG_FLOAT8(3);

	if (top < 0 || top > SM_RULES_PHRASES)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("top must be from 0 to %d", SM_RULES_PHRASES),
				 errdetail("It is %d.", top)));
	if (!(min_confidence >= 0 && min_confidence < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("min_confidence must be at least 0 and less than 1"),
				 errdetail("It is %g.", min_confidence)));
	PG_RETURN_POINTER(learn(counts, prior, (uint32) top,
							sm_margin_of_confidence(min_confidence)));
}

/*
 * learn_rules_final(label_counts) returns activity_rules
 *		Rules learned from what has been counted, with the standard rules as
 *		their prior; those themselves over no rows.
 */
Datum
sm_learn_rules_final(PG_FUNCTION_ARGS)
{
	Datum		prior = DirectFunctionCall1(sm_activity_rules_in,
											CStringGetDatum(DEFAULT_PRIOR));

	if (PG_ARGISNULL(0))
		PG_RETURN_DATUM(prior);
	PG_RETURN_POINTER(learn(sm_label_counts_argument(fcinfo, 0),
							(const sm_rules *) DatumGetPointer(prior),
							DEFAULT_TOP, 0));
}
