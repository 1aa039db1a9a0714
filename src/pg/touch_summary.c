/*-------------------------------------------------------------------------
 *
 * touch_summary.c
 *	  The type touch_summary and the aggregates that build it.
 *
 * A value is the block of the core; wherever one is returned for keeps its
 * touches are in order.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/touch_summary.h"

#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "core/count_text.h"
#include "pg/compat.h"
#include "pg/errors.h"
#include "pg/operators.h"
#include "pg/touch.h"

PG_FUNCTION_INFO_V1(sm_touch_summary_in);
PG_FUNCTION_INFO_V1(sm_touch_summary_out);
PG_FUNCTION_INFO_V1(sm_touch_summary_recv);
PG_FUNCTION_INFO_V1(sm_touch_summary_send);
PG_FUNCTION_INFO_V1(sm_touch_count);
PG_FUNCTION_INFO_V1(sm_touch_skipped);
PG_FUNCTION_INFO_V1(sm_touch_summary_accum);
PG_FUNCTION_INFO_V1(sm_touch_summary_combine);
PG_FUNCTION_INFO_V1(sm_touch_summary_final);

#define TOUCH_SUMMARY_VERSION 1

/* Room for about ten touches: many customers with few must be cheap. */
#define FIRST_SIZE 512

StaticAssertDecl(offsetof(sm_touch_summary, used) ==
				 offsetof(SmGrowingState, used) &&
				 offsetof(sm_touch_summary, count) ==
				 offsetof(SmGrowingState, count),
				 "touch_summary must start as every growing state does");

static const char *
summary_flaw(const void *state)
{
	return sm_touch_summary_flaw(state);
}

/* The packed form in the current memory context. */
static sm_touch_summary *
pack(const sm_touch_summary *summary)
{
	Size		room = ((Size) summary->count + 1) * 2 * sizeof(sm_touch_place);
	sm_touch_place *places = palloc_extended(room, MCXT_ALLOC_HUGE);
	sm_touch_summary *packed = palloc(summary->used);
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;

	while (!sm_touch_summary_pack(summary, packed, places, stop))
		sm_answer_stop(&stop);
	pfree(places);
	SET_VARSIZE(packed, packed->used);
	return packed;
}

/* The packed form: the same one if it is in order. */
static const void *
packed_summary(const void *state)
{
	return sm_touch_summary_sorted(state) ? state : pack(state);
}

static const SmStateType touch_summary_type = {
	.name = "touch_summary",
	.version = TOUCH_SUMMARY_VERSION,
	.grows = true,
	.fixed_size = sizeof(sm_touch_summary),
	.first_size = FIRST_SIZE,
	.max_size = SM_TOUCH_SUMMARY_BYTES,
	.limit_hint = "A summary is of one customer or one person: group the rows by customer.",
	.flaw = summary_flaw,
	.canonical = packed_summary
};

SM_STATE_OPERATORS(touch_summary, &touch_summary_type);

const sm_touch_summary *
sm_touch_summary_argument(FunctionCallInfo fcinfo, int argument)
{
	return sm_state_for_reading(fcinfo, argument, &touch_summary_type);
}

/* The summary with a touch more; rows without a time are counted. */
static sm_touch_summary *
add_touch(sm_touch_summary *summary, const sm_touch_record *touch)
{
	Size		bytes = sm_touch_bytes(touch);

	if (touch->at == SM_NO_TIME)
	{
		if (summary->skipped == PG_INT64_MAX)
			sm_state_out_of_range(&touch_summary_type,
								  "There would be more than "
								  "9223372036854775807 rows.");
		summary->skipped++;
		return summary;
	}
	summary = sm_state_reserve(&touch_summary_type, summary, bytes);
	sm_touch_summary_add(summary, touch, bytes);
	return summary;
}

/* The finished touch that fields are of, in the current memory context. */
static sm_touch_record *
finish_touch(sm_touch_fields *fields)
{
	sm_touch_record *touch = palloc(sm_touch_end(fields));

	sm_touch_write(fields, touch);
	return touch;
}

/*
 * touch_summary_in(cstring) returns touch_summary
 */
Datum
sm_touch_summary_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	const char *rest = text;
	const char *detail = NULL;
	sm_touch_summary *summary = sm_state_new(&touch_summary_type);
	sm_touch_fields fields;
	sm_touch_texts *texts = palloc(sizeof(sm_touch_texts));
	static const char skipped[] = "skipped";

	sm_skip_space(&rest);
	if (sm_read_name(&rest) != strlen(skipped) ||
		strncmp(rest - sizeof(skipped), skipped, strlen(skipped)) != 0 ||
		sm_read_number(&rest, &summary->skipped) != SM_COUNTS_READ)
		detail = "It does not begin with the number of skipped rows.";
	while (detail == NULL)
	{
		sm_touch_record *touch;

		sm_skip_space(&rest);
		if (*rest == '\0')
			break;
		if (*rest++ != ';')
		{
			detail = "A semicolon is missing.";
			break;
		}
		CHECK_FOR_INTERRUPTS();
		detail = sm_touch_read(&rest, &fields, texts);
		if (detail != NULL)
			break;
		touch = finish_touch(&fields);
		if (touch->at == SM_NO_TIME)
			detail = "A touch has no time.";
		else
			summary = add_touch(summary, touch);
		pfree(touch);
	}
	if (detail != NULL)
		sm_state_bad_text(&touch_summary_type, text, detail);
	PG_RETURN_POINTER(pack(summary));
}

/*
 * touch_summary_out(touch_summary) returns cstring
 */
Datum
sm_touch_summary_out(PG_FUNCTION_ARGS)
{
	const sm_touch_summary *summary = sm_touch_summary_argument(fcinfo, 0);
	const sm_touch_record *touch = sm_touch_first(summary);
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfo(&text, "skipped=" INT64_FORMAT, summary->skipped);
	for (uint32 i = 0; i < summary->count; i++)
	{
		Size		length = sm_touch_print(touch, NULL);

		CHECK_FOR_INTERRUPTS();
		/* SM_TOUCH_SUMMARY_BYTES is such that this does not happen */
		if ((Size) text.len + length + 3 >= MaxAllocSize)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("the text form of the touch_summary would be too "
							"large"),
					 errdetail("It has %u touches.", summary->count)));
		appendStringInfoString(&text, "; ");
		enlargeStringInfo(&text, (int) length);
		sm_touch_print(touch, text.data + text.len);
		text.len += (int) length;
		text.data[text.len] = '\0';
		touch = sm_touch_next(touch);
	}
	PG_RETURN_CSTRING(text.data);
}

/*
 * touch_summary_recv(internal) returns touch_summary
 *		A version byte, rows skipped, the number of touches, then each.
 */
Datum
sm_touch_summary_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	sm_touch_summary *summary = sm_state_new(&touch_summary_type);
	sm_touch_fields fields;
	uint32		count;
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext own = AllocSetContextCreate(caller, "touch_summary_recv",
											  ALLOCSET_DEFAULT_SIZES);

	sm_state_receive_version(&touch_summary_type, message);
	sm_state_receive_bytes(&touch_summary_type, message, 8 + 4);
	summary->skipped = pq_getmsgint64(message);
	count = pq_getmsgint(message, 4);
	for (uint32 i = 0; i < count; i++)
	{
		sm_touch_record *touch;

		CHECK_FOR_INTERRUPTS();
		MemoryContextSwitchTo(own);
		sm_touch_receive(&touch_summary_type, message, &fields);
		touch = finish_touch(&fields);
		MemoryContextSwitchTo(caller);
		summary = sm_state_reserve(&touch_summary_type, summary,
								   sm_touch_bytes(touch));
		sm_touch_summary_add(summary, touch, sm_touch_bytes(touch));
		MemoryContextReset(own);
	}
	MemoryContextDelete(own);
	sm_state_received(&touch_summary_type, message, summary);
	PG_RETURN_POINTER(pack(summary));
}

/*
 * touch_summary_send(touch_summary) returns bytea
 */
Datum
sm_touch_summary_send(PG_FUNCTION_ARGS)
{
	const sm_touch_summary *summary = sm_touch_summary_argument(fcinfo, 0);
	const sm_touch_record *touch = sm_touch_first(summary);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, TOUCH_SUMMARY_VERSION);
	pq_sendint64(&message, summary->skipped);
	pq_sendint32(&message, summary->count);
	for (uint32 i = 0; i < summary->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		sm_touch_send_record(&message, touch);
		touch = sm_touch_next(touch);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * touch_count(touch_summary) returns bigint
 *		How many touches there are.  Declared STRICT, as is the next one.
 */
Datum
sm_touch_count(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(sm_touch_summary_argument(fcinfo, 0)->count);
}

/*
 * touch_skipped(touch_summary) returns bigint
 *		How many rows had no time.
 */
Datum
sm_touch_skipped(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(sm_touch_summary_argument(fcinfo, 0)->skipped);
}

/*
 * touch_summary_accum(touch_summary, touch) returns touch_summary
 *		Adds one touch; a NULL is a row that is skipped.
 */
Datum
sm_touch_summary_accum(PG_FUNCTION_ARGS)
{
	static const sm_touch_record none = {.at = SM_NO_TIME};
	sm_touch_summary *summary;

	summary = sm_state_for_change(fcinfo, &touch_summary_type);
	PG_RETURN_POINTER(add_touch(summary, PG_ARGISNULL(1) ? &none :
								sm_touch_argument(fcinfo, 1)));
}

/*
 * touch_summary_combine(touch_summary, touch_summary) returns touch_summary
 *		Adds the touches of the second to the first; a NULL adds nothing.
 */
Datum
sm_touch_summary_combine(PG_FUNCTION_ARGS)
{
	sm_touch_summary *summary;
	const sm_touch_summary *from;
	Size		bytes;

	summary = sm_state_for_change(fcinfo, &touch_summary_type);
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(summary);
	from = sm_touch_summary_argument(fcinfo, 1);
	bytes = from->used - sizeof(*from);
	if (from->skipped > PG_INT64_MAX - summary->skipped)
		sm_state_out_of_range(&touch_summary_type,
							  "There would be more than 9223372036854775807 "
							  "rows.");
	summary = sm_state_reserve(&touch_summary_type, summary, bytes);
	memcpy((char *) summary + summary->used, from + 1, bytes);
	summary->used += (uint32) bytes;
	summary->count += from->count;
	summary->skipped += from->skipped;
	PG_RETURN_POINTER(summary);
}

/*
 * touch_summary_final(touch_summary) returns touch_summary
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_touch_summary_final(PG_FUNCTION_ARGS)
{
	return sm_state_final(fcinfo, &touch_summary_type);
}
