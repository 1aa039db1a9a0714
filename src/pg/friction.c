/*-------------------------------------------------------------------------
 *
 * friction.c
 *	  From timelines to rows: friction events, and how often there could have
 *	  been one.
 *
 * The core finds the events one by one, so no frame of it is on the stack
 * when a row is stored.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "datatype/timestamp.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/multirangetypes.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#include "core/civil.h"
#include "core/timeline.h"
#include "pg/compat.h"
#include "pg/errors.h"
#include "pg/figures.h"
#include "pg/friction_policy.h"
#include "pg/labels.h"
#include "pg/quote.h"
#include "pg/touch_summary.h"
#include "pg/zone.h"

PG_FUNCTION_INFO_V1(sm_friction_events);
PG_FUNCTION_INFO_V1(sm_friction_exposure);

/* The arguments of both functions, in this order. */
enum friction_argument
{
	ARG_SUMMARY, ARG_SUBJECT, ARG_POLICY, ARG_OPEN_DEALS, ARG_AS_OF,
	ARG_PERSON_FUNCTION, ARG_TIME_ZONE
};

/* How many decimals a severity has in a sum. */
#define SEVERITY_DECIMALS 9

/* The day of a point in time in a time zone. */
static int64
day_in_zone(const void *zone, int64 at)
{
	return sm_day_in_zone((pg_tz *) unconstify(void *, zone), at, NULL);
}

/* The time zone of an argument; UTC for a NULL. */
static const pg_tz *
zone_argument(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(ARG_TIME_ZONE))
		return sm_zone_of_name("UTC");
	return sm_zone_of_name(text_to_cstring(PG_GETARG_TEXT_PP(ARG_TIME_ZONE)));
}

/* A bound of a range: SM_NO_TIME if there is none. */
static int64
bound_time(const RangeBound *bound)
{
	TimestampTz time = DatumGetTimestampTz(bound->val);

	return bound->infinite || TIMESTAMP_NOT_FINITE(time) ? SM_NO_TIME : time;
}

/* Whether a range has a bound on the wrong side of all time. */
static bool
is_never(const RangeBound *lower, const RangeBound *upper)
{
	return (!lower->infinite &&
			TIMESTAMP_IS_NOEND(DatumGetTimestampTz(lower->val))) ||
		(!upper->infinite &&
		 TIMESTAMP_IS_NOBEGIN(DatumGetTimestampTz(upper->val)));
}

/* The deals of an argument, in the current memory context. */
static void
take_deals(FunctionCallInfo fcinfo, sm_friction_question *question)
{
	MultirangeType *deals;
	TypeCacheEntry *type;
	RangeType **ranges;
	sm_open_range *open;
	int32		count;

	if (PG_ARGISNULL(ARG_OPEN_DEALS))
		return;
	deals = PG_GETARG_MULTIRANGE_P(ARG_OPEN_DEALS);
	type = lookup_type_cache(MultirangeTypeGetOid(deals),
							 TYPECACHE_MULTIRANGE_INFO);
	multirange_deserialize(type->rngtype, deals, &count, &ranges);
	open = palloc((Size) (count + 1) * sizeof(sm_open_range));
	for (int32 i = 0; i < count; i++)
	{
		RangeBound	lower;
		RangeBound	upper;
		bool		empty;

		range_deserialize(type->rngtype, ranges[i], &lower, &upper, &empty);
		if (empty || is_never(&lower, &upper))
			continue;
		open[question->range_count].opened = bound_time(&lower);
		open[question->range_count++].closed = bound_time(&upper);
	}
	question->ranges = open;
}

/* What the arguments ask. */
static void
take_question(FunctionCallInfo fcinfo, sm_friction_question *question)
{
	memset(question, 0, sizeof(*question));
	question->policy = sm_policy_argument(fcinfo, ARG_POLICY);
	take_deals(fcinfo, question);
	question->as_of = SM_NO_TIME;
	if (!PG_ARGISNULL(ARG_AS_OF))
	{
		question->as_of = PG_GETARG_TIMESTAMPTZ(ARG_AS_OF);
		if (TIMESTAMP_NOT_FINITE(question->as_of))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("as_of must be finite"),
					 errhint("Leave it out, or pass null, to look at "
							 "everything.")));
	}
	question->person = SM_A_CUSTOMER;
	question->zone = zone_argument(fcinfo);
	if (PG_ARGISNULL(ARG_PERSON_FUNCTION))
		return;
	question->person =
		sm_label_argument(PG_GETARG_TEXT_PP(ARG_PERSON_FUNCTION),
						  "function of a person", sm_person_function_names,
						  "Functions of people are sales, marketing, both "
						  "and other.");
	question->day_of = day_in_zone;
}

/* Opens the timeline of the arguments. */
static void
open_timeline(FunctionCallInfo fcinfo, sm_timeline *timeline)
{
	const sm_touch_summary *summary;
	sm_friction_question question;
	sm_memory	memory = sm_memory_in(CurrentMemoryContext);
	sm_status	status;

	summary = sm_touch_summary_argument(fcinfo, ARG_SUMMARY);
	take_question(fcinfo, &question);
	while ((status = sm_timeline_open(timeline, summary, &question,
									  &memory)) == SM_STOPPED)
		sm_answer_stop(&memory.stop);
	if (status != SM_OK)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory"),
				 errdetail("A timeline of %u touches needs more.",
						   summary->count)));
}

/* The subject of the arguments, or a null pointer; an empty one is none. */
static text *
subject_argument(FunctionCallInfo fcinfo)
{
	text	   *subject;

	if (PG_ARGISNULL(ARG_SUBJECT))
		return NULL;
	subject = PG_GETARG_TEXT_PP(ARG_SUBJECT);
	return VARSIZE_ANY_EXHDR(subject) == 0 ? NULL : subject;
}

/* The next event; false if there is none. */
static bool
next_event(sm_timeline *timeline, sm_friction *event)
{
	sm_next		next;

	while ((next = sm_timeline_next(timeline, event)) == SM_NEXT_STOPPED)
		sm_answer_stop(&timeline->stop);
	return next == SM_NEXT_EVENT;
}

/* The next column: the actor of a touch, NULL if there is none. */
static void
put_actor(SmFigures *row, const sm_touch_record *touch)
{
	sm_span		actor = {NULL, 0};

	if (touch != NULL)
		actor = sm_touch_text(touch, SM_TOUCH_ACTOR);
	sm_put_bytes(row, actor.text, actor.length);
}

/* Appends bytes to a text that has room for them. */
static void
append(char *text, Size *used, const char *bytes, Size length)
{
	memcpy(text + *used, bytes, length);
	*used += length;
}

/*
 * The next column: the activities that an event rests on, in order of time,
 * NULL if none of them has an identifier.
 */
static void
put_evidence(SmFigures *row, const sm_evidence *evidence)
{
	uint64		kept = sm_evidence_kept(evidence);
	static const char dots[] = "...";
	static const char comma[] = ", ";
	char		text[SM_EVIDENCE_TOUCHES * (SM_TOUCH_TEXT_BYTES + 2) + 8];
	Size		used = 0;

	for (uint64 i = 0; i < kept; i++)
	{
		sm_span		id = sm_touch_text(sm_evidence_at(evidence, i),
									   SM_TOUCH_ID);

		if (id.length == 0)
			continue;
		if (used == 0 && (evidence->more || kept < evidence->count))
			append(text, &used, dots, strlen(dots));
		if (used > 0)
			append(text, &used, comma, strlen(comma));
		append(text, &used, id.text, id.length);
	}
	sm_put_bytes(row, text, used);
}

/* Stores one event as a row of friction_event. */
static void
store_event(FunctionCallInfo fcinfo, const sm_friction *event,
			text *subject)
{
	SmFigures	row = {0};

	sm_put_label(&row, sm_friction_kind_names[event->kind]);
	sm_put_label(&row, sm_dimension_names[sm_dimension_of(event->kind)]);
	sm_put_text(&row, subject);
	sm_put_time(&row, event->at != SM_NO_TIME, event->at);
	sm_put_share(&row, true, event->severity);
	sm_put_share(&row, event->observed_known, event->observed);
	sm_put_share(&row, true, event->threshold);
	put_actor(&row, event->sales);
	put_actor(&row, event->marketing);
	put_evidence(&row, &event->evidence);
	sm_put_label(&row, event->unit);
	sm_put_share(&row, event->shares_known, event->sales_share);
	sm_put_share(&row, event->shares_known, event->marketing_share);
	sm_store_figures(fcinfo, &row);
}

/*
 * friction_events(summary touch_summary, subject text,
 *				   policy friction_policy, open_deals tstzmultirange,
 *				   as_of timestamptz, person_function text, time_zone text)
 * returns setof friction_event
 */
Datum
sm_friction_events(PG_FUNCTION_ARGS)
{
	text	   *subject;
	sm_timeline timeline;
	sm_friction event;
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext row;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(ARG_SUMMARY))
		return (Datum) 0;
	subject = subject_argument(fcinfo);
	open_timeline(fcinfo, &timeline);
	row = AllocSetContextCreate(caller, "friction_events",
								ALLOCSET_DEFAULT_SIZES);
	while (next_event(&timeline, &event))
	{
		CHECK_FOR_INTERRUPTS();
		MemoryContextSwitchTo(row);
		store_event(fcinfo, &event, subject);
		MemoryContextSwitchTo(caller);
		MemoryContextReset(row);
	}
	MemoryContextDelete(row);
	return (Datum) 0;
}

/*
 * friction_exposure(...), with the arguments of friction_events
 * returns setof friction_exposure_row
 */
Datum
sm_friction_exposure(PG_FUNCTION_ARGS)
{
	text	   *subject;
	sm_timeline timeline;
	sm_friction event;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(ARG_SUMMARY))
		return (Datum) 0;
	subject = subject_argument(fcinfo);
	open_timeline(fcinfo, &timeline);
	while (next_event(&timeline, &event))
		CHECK_FOR_INTERRUPTS();
	for (int kind = 1; kind < SM_FRICTION_KINDS; kind++)
	{
		const sm_exposure *exposure = &timeline.exposure[kind];
		SmFigures	row = {0};
		bool		known = exposure->exposed > 0;

		if (!sm_timeline_has(&timeline, (sm_friction_kind) kind))
			continue;
		sm_put_label(&row, sm_friction_kind_names[kind]);
		sm_put_label(&row, sm_dimension_names[sm_dimension_of((sm_friction_kind) kind)]);
		sm_put_text(&row, subject);
		sm_put_count(&row, exposure->exposed);
		sm_put_count(&row, exposure->flagged);
		sm_put_decimal(&row, exposure->severity, SEVERITY_DECIMALS);
		sm_put_share(&row, known, sm_exposure_rate(exposure));
		sm_put_share(&row, known, sm_exposure_severity(exposure));
		sm_store_figures(fcinfo, &row);
	}
	return (Datum) 0;
}
