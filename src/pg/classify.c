/*-------------------------------------------------------------------------
 *
 * classify.c
 *	  SQL functions that take one activity: its function and the reasons.
 *
 * All take the same six arguments, so a query changes from one to the other
 * by its name alone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "core/classify.h"
#include "pg/compat.h"
#include "pg/errors.h"
#include "pg/evidence.h"
#include "pg/labels.h"
#include "pg/lexicon.h"

PG_FUNCTION_INFO_V1(sm_classify_activity);
PG_FUNCTION_INFO_V1(sm_activity_score);
PG_FUNCTION_INFO_V1(sm_activity_profile);
PG_FUNCTION_INFO_V1(sm_explain_activity);
PG_FUNCTION_INFO_V1(sm_communication_mode);

/*
 * No channel has so long a name.  It is read in one go, which no cancel could
 * interrupt, so a longer one is not looked at.
 */
#define CHANNEL_BYTES	(1024 * 1024)

/* The arguments, in order. */
enum
{
	ARG_ACTIVITY,
	ARG_RULES,
	ARG_CHANNEL,
	ARG_RECIPIENTS,
	ARG_CAMPAIGN,
	ARG_DIRECTION
};

/*
 * Reads the arguments but the rules.  False where there is nothing to
 * classify: no rules, or an activity of which nothing is known.
 */
static bool
read_activity(FunctionCallInfo fcinfo, sm_activity *activity)
{
	memset(activity, 0, sizeof(*activity));
	if (PG_ARGISNULL(ARG_RULES) ||
		(PG_ARGISNULL(ARG_ACTIVITY) && PG_ARGISNULL(ARG_CHANNEL) &&
		 PG_ARGISNULL(ARG_RECIPIENTS) && PG_ARGISNULL(ARG_CAMPAIGN) &&
		 PG_ARGISNULL(ARG_DIRECTION)))
		return false;

	if (!PG_ARGISNULL(ARG_ACTIVITY))
	{
		text	   *subject = PG_GETARG_TEXT_PP(ARG_ACTIVITY);

		activity->text = (const uint8_t *) VARDATA_ANY(subject);
		activity->text_length = VARSIZE_ANY_EXHDR(subject);
	}
	if (!PG_ARGISNULL(ARG_CHANNEL))
	{
		text	   *channel = PG_GETARG_TEXT_PP(ARG_CHANNEL);

		activity->channel = VARDATA_ANY(channel);
		activity->channel_length = VARSIZE_ANY_EXHDR(channel);
		if (activity->channel_length > CHANNEL_BYTES)
			activity->channel_length = 0;
	}
	if (!PG_ARGISNULL(ARG_RECIPIENTS))
	{
		activity->recipients = PG_GETARG_INT32(ARG_RECIPIENTS);
		if (activity->recipients < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("number of recipients must not be negative"),
					 errdetail("It is %d.", activity->recipients),
					 errhint("Where it is not known, pass NULL.")));
	}
	if (!PG_ARGISNULL(ARG_CAMPAIGN))
		activity->campaign =
			VARSIZE_ANY_EXHDR(PG_GETARG_TEXT_PP(ARG_CAMPAIGN)) > 0;
	if (!PG_ARGISNULL(ARG_DIRECTION))
		activity->direction = (sm_direction)
			sm_label_argument(PG_GETARG_TEXT_PP(ARG_DIRECTION), "direction",
							  sm_direction_names,
							  "Directions are in and out.");
	return true;
}

/*
 * Classifies the activity of the arguments; false where there is none.  With
 * traits, mode, purpose and place are looked for as well.
 */
static bool
classify(FunctionCallInfo fcinfo, sm_classification *c, bool traits)
{
	if (!read_activity(fcinfo, &c->activity))
		return false;
	sm_classify_begin(c, sm_lexicon_argument(fcinfo, ARG_RULES), traits);
	for (;;)
	{
		(void) sm_classify_next(c, NULL);
		if (c->done)
			return true;
		sm_answer_stop(&c->match.stop);
	}
}

/*
 * classify_activity(activity, rules, channel, recipients, campaign,
 *					 direction) returns text
 *		The function of an activity.
 */
Datum
sm_classify_activity(PG_FUNCTION_ARGS)
{
	sm_classification c;

	if (!classify(fcinfo, &c, false))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(sm_function_text(fcinfo, c.function));
}

/*
 * activity_score(...) returns float8
 *		From -1, all marketing, to 1, all sales; NULL without evidence.
 */
Datum
sm_activity_score(PG_FUNCTION_ARGS)
{
	sm_classification c;
	int32_t		score;

	if (!classify(fcinfo, &c, false) || !sm_classify_score(&c, &score))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(score / (float8) SM_WEIGHT_UNIT);
}

/*
 * communication_mode(...) returns text
 *		one_way, two_way or interactive; NULL where nothing tells.
 */
Datum
sm_communication_mode(PG_FUNCTION_ARGS)
{
	sm_classification c;

	if (!classify(fcinfo, &c, true) || c.mode == 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(sm_mode_names[c.mode]));
}

/*
 * activity_profile(...) returns activity_traits
 *		Function, mode, purpose, place, score and confidence in one row.
 */
Datum
sm_activity_profile(PG_FUNCTION_ARGS)
{
	sm_classification c;
	Datum		values[6];
	bool		nulls[6] = {false};
	int32_t		score = 0;
	int32_t		confidence = 0;

	if (!classify(fcinfo, &c, true))
		PG_RETURN_NULL();
	values[0] = sm_function_text(fcinfo, c.function);
	sm_put_traits(c.mode, c.purpose, c.place, values + 1, nulls + 1);
	nulls[4] = !sm_classify_score(&c, &score);
	values[4] = Float8GetDatum(score / (float8) SM_WEIGHT_UNIT);
	nulls[5] = !sm_classify_confidence(&c, &confidence);
	values[5] = Float8GetDatum(confidence / (float8) SM_WEIGHT_UNIT);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(sm_row_type(fcinfo),
													  values, nulls)));
}

/* Bytes of the text whose characters are counted between two interrupts. */
#define COUNTED_BYTES	(64 * 1024)

/* What explain_activity keeps from one row to the next. */
typedef struct SmExplanation
{
	const sm_classification *whole; /* finished: for the parts of the score */
	int64_t		sum;			/* of sales less marketing so far */
	size_t		counted;		/* bytes of the text whose ... */
	int32		characters;		/* ... characters have been counted */
	MemoryContext row;			/* for the values of one row */
} SmExplanation;

/* The name of a rule as text. */
static Datum
rule_name(const sm_classification *c, const sm_rule *rule)
{
	return PointerGetDatum(cstring_to_text_with_len(sm_rules_pool(c->lexicon->rules) +
													rule->name,
													(int) rule->name_length));
}

/* Says why a piece of evidence does not count; NULL for one that does. */
static void
put_silenced_by(const sm_classification *c, const sm_item *item,
				Datum *value, bool *isnull)
{
	*isnull = item->count == SM_COUNTED;
	if (item->count == SM_SILENCED)
		*value = rule_name(c, item->silenced_by);
	else if (item->count == SM_DECIDED)
		*value = CStringGetTextDatum(sm_source_names[c->decided_by]);
}

/* The character of the text that a byte is, counted from 1. */
static int32
character_at(SmExplanation *e, const sm_activity *activity, size_t byte)
{
	while (e->counted < byte)
	{
		const char *from = (const char *) activity->text + e->counted;
		int			left = (int) (byte - e->counted);
		int			step = pg_mbcliplen(from, left, COUNTED_BYTES);

		if (step == 0)
			step = left;
		e->characters += pg_mbstrlen_with_len(from, step);
		e->counted += (size_t) step;
		CHECK_FOR_INTERRUPTS();
	}
	return e->characters + 1;
}

/* A row of explain_activity. */
static void
put_evidence_row(ReturnSetInfo *result, SmExplanation *e,
				 const sm_classification *c, const sm_item *item)
{
	bool		counts = item->count == SM_COUNTED;
	int32_t		score;
	Datum		values[12];
	bool		nulls[12] = {false};

	values[0] = CStringGetTextDatum(sm_source_names[item->source]);
	nulls[1] = item->source == SM_SOURCE_BASE;
	if (item->source == SM_SOURCE_FACT)
		values[1] = CStringGetTextDatum(sm_fact_names[item->fact]);
	else if (!nulls[1])
		values[1] = rule_name(c, item->rule);
	nulls[2] = item->source != SM_SOURCE_TEXT;
	if (!nulls[2])
		values[2] = Int32GetDatum(character_at(e, &c->activity, item->start));
	sm_put_weights(item->evidence, counts, values + 3);
	nulls[7] = !sm_classify_score(e->whole, &score);
	values[7] = sm_thousandths(counts ?
							   sm_classify_part(e->whole, item->evidence,
												&e->sum) : 0);
	sm_put_traits(item->evidence->mode, item->evidence->purpose,
				  item->evidence->place, values + 8, nulls + 8);
	put_silenced_by(c, item, &values[11], &nulls[11]);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * explain_activity(...) returns setof activity_evidence
 *		The evidence for the function of an activity, a row each; the scores
 *		of the rows add up to activity_score.
 */
Datum
sm_explain_activity(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	sm_classification whole;
	sm_classification c;
	sm_item		items[SM_ITEMS];
	SmExplanation explanation = {.whole = &whole};
	MemoryContext outer;

	InitMaterializedSRF(fcinfo, 0);
	if (!classify(fcinfo, &whole, false))
		return (Datum) 0;
	explanation.row = AllocSetContextCreate(CurrentMemoryContext,
											"sales_marketing explanation",
											ALLOCSET_SMALL_SIZES);
	outer = MemoryContextSwitchTo(explanation.row);
	c.activity = whole.activity;
	sm_classify_begin(&c, whole.lexicon, true);
	while (!c.done)
	{
		size_t		count = sm_classify_next(&c, items);

		sm_answer_stop(&c.match.stop);
		for (size_t i = 0; i < count; i++)
			put_evidence_row(result, &explanation, &c, &items[i]);
		MemoryContextReset(explanation.row);
	}
	MemoryContextSwitchTo(outer);
	MemoryContextDelete(explanation.row);
	return (Datum) 0;
}
