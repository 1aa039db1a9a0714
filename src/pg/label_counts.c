/*-------------------------------------------------------------------------
 *
 * label_counts.c
 *	  The type label_counts and the aggregates that build it.
 *
 * A value is the block of the core, packed wherever one is returned for
 * keeps.  What a transition function returns is not: it has a hash table in
 * its spare room, which is believed only of the aggregate's own state.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "core/label_counts.h"
#include "pg/compat.h"
#include "pg/errors.h"
#include "pg/label_counts.h"
#include "pg/labels.h"
#include "pg/operators.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_label_counts_in);
PG_FUNCTION_INFO_V1(sm_label_counts_out);
PG_FUNCTION_INFO_V1(sm_label_counts_recv);
PG_FUNCTION_INFO_V1(sm_label_counts_send);
PG_FUNCTION_INFO_V1(sm_label_counts_accum);
PG_FUNCTION_INFO_V1(sm_label_counts_combine);
PG_FUNCTION_INFO_V1(sm_label_counts_final);

#define LABEL_COUNTS_VERSION	1

/* Room for about ten phrases: many small groups must be cheap. */
#define FIRST_SIZE	1024

#define TWICE	"A phrase stands there twice."

StaticAssertDecl(offsetof(sm_label_counts, used) ==
				 offsetof(SmGrowingState, used) &&
				 offsetof(sm_label_counts, count) ==
				 offsetof(SmGrowingState, count),
				 "label_counts must start as every growing state does");

static const char *
counts_flaw(const void *state)
{
	return sm_label_counts_flaw(state, SM_LABEL_PHRASES,
								sm_database_encoding());
}

/* Empty counts in a zeroed block of at least the size of a head. */
static sm_label_counts *
new_counts(Size size)
{
	sm_label_counts *counts = palloc0(size);

	SET_VARSIZE(counts, size);
	((SmState *) counts)->version = LABEL_COUNTS_VERSION;
	sm_label_counts_init(counts, SM_LABEL_PHRASES);
	return counts;
}

/* The packed form in the current memory context, NULL if a phrase is twice. */
static sm_label_counts *
try_pack(const sm_label_counts *counts)
{
	sm_label_place *sorted = palloc(((Size) counts->count + 1) *
									sizeof(sm_label_place));
	sm_label_counts *packed = palloc(counts->used);

	if (!sm_label_counts_pack(counts, packed, sorted))
		return NULL;
	pfree(sorted);
	SET_VARSIZE(packed, packed->used);
	return packed;
}

/* The packed form of counts that were checked. */
static sm_label_counts *
pack(const sm_label_counts *counts)
{
	sm_label_counts *packed = try_pack(counts);

	if (packed == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("label_counts value is corrupted"),
				 errdetail(TWICE)));
	return packed;
}

/* The counts themselves if they are packed, else their packed form. */
static const void *
packed_counts(const void *state)
{
	return sm_label_counts_packed(state) ? state : pack(state);
}

static const SmStateType label_counts_type = {
	.name = "label_counts",
	.version = LABEL_COUNTS_VERSION,
	.grows = true,
	.fixed_size = sizeof(sm_label_counts),
	.first_size = FIRST_SIZE,
	.max_size = SM_LABEL_COUNTS_BYTES,
	.limit_hint = "Count fewer rows at a time.",
	.flaw = counts_flaw,
	.canonical = packed_counts
};

const sm_label_counts *
sm_label_counts_argument(FunctionCallInfo fcinfo, int argument)
{
	return sm_state_for_reading(fcinfo, argument, &label_counts_type);
}

/* The first argument of a transition function, its hash table in place. */
static sm_label_counts *
counts_for_change(FunctionCallInfo fcinfo)
{
	sm_label_counts *counts = sm_state_for_change(fcinfo, &label_counts_type);

	if (PG_ARGISNULL(0))
		sm_label_counts_init(counts, SM_LABEL_PHRASES);
	else if (counts == (void *) PG_GETARG_POINTER(0) && counts->slots != 0)
		return counts;
	sm_label_counts_open(counts, VARSIZE(counts));
	return counts;
}

/* The counts in a block of twice the size, the hash table in place. */
static sm_label_counts *
grow(sm_label_counts *counts)
{
	counts = sm_state_reserve(&label_counts_type, counts,
							  VARSIZE(counts) - counts->used + 1);
	sm_label_counts_open(counts, VARSIZE(counts));
	return counts;
}

/* Raises 22003 for too many rows. */
pg_noreturn static void
too_many_rows(void)
{
	sm_state_out_of_range(&label_counts_type,
						  "There would be more than 4294967295 rows.");
}

/*
 * label_counts_in(cstring) returns label_counts
 */
Datum
sm_label_counts_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	Size		size = Min(sizeof(sm_label_counts) + 4 * strlen(text),
						   SM_LABEL_COUNTS_BYTES);
	sm_label_counts *counts = new_counts(size);
	sm_label_counts *packed;
	const char *detail = "";

	switch (sm_label_counts_read(text, counts, size, &detail))
	{
		case SM_COUNTS_READ:
			break;
		case SM_COUNTS_MALFORMED:
			sm_state_bad_text(&label_counts_type, text, detail);
		case SM_COUNTS_OUT_OF_RANGE:
			sm_state_out_of_range(&label_counts_type, detail);
	}
	detail = counts_flaw(counts);
	if (detail != NULL)
		sm_state_bad_text(&label_counts_type, text, detail);
	packed = try_pack(counts);
	if (packed == NULL)
		sm_state_bad_text(&label_counts_type, text, TWICE);
	PG_RETURN_POINTER(packed);
}

/*
 * label_counts_out(label_counts) returns cstring
 */
Datum
sm_label_counts_out(PG_FUNCTION_ARGS)
{
	const sm_label_counts *counts = sm_label_counts_argument(fcinfo, 0);
	Size		length = sm_label_counts_write(counts, NULL);
	char	   *text = palloc(length + 1);

	sm_label_counts_write(counts, text);
	text[length] = '\0';
	PG_RETURN_CSTRING(text);
}

/* Reads one phrase of the binary form. */
static void
receive_phrase(StringInfo message, sm_label_counts *counts, Size size)
{
	uint32		count[SM_EVIDENCE_CLASSES];
	char	   *text;
	int			length;

	sm_state_receive_bytes(&label_counts_type, message, 4);
	length = (int) pq_getmsgint(message, 4);
	if (length < 0)
		length = PG_INT32_MAX;
	sm_state_receive_bytes(&label_counts_type, message,
						   (uint64) length + sizeof(count));
	text = pq_getmsgtext(message, length, &length);
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		count[i] = pq_getmsgint(message, 4);
	if (counts->count == SM_LABEL_PHRASES ||
		!sm_label_counts_append(counts, size, text, (Size) length, count))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type label_counts"),
				 errdetail("It has too many phrases, or one is too long.")));
	pfree(text);
}

/*
 * label_counts_recv(internal) returns label_counts
 *		A version byte, the phrases kept, rows by label, rows skipped, the
 *		limit, the number of phrases, then each with its counts.
 */
Datum
sm_label_counts_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Size		size = Min(sizeof(sm_label_counts) + 8 * (Size) message->len,
						   SM_LABEL_COUNTS_BYTES);
	sm_label_counts *counts = new_counts(size);
	sm_label_counts *packed;
	uint32		phrases;

	sm_state_receive_version(&label_counts_type, message);
	sm_state_receive_bytes(&label_counts_type, message,
						   4 + sizeof(counts->rows) + 8 + 8 + 4);
	counts->most = pq_getmsgint(message, 4);
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		counts->rows[i] = pq_getmsgint(message, 4);
	counts->skipped = pq_getmsgint64(message);
	counts->limit = pq_getmsgint64(message);
	phrases = pq_getmsgint(message, 4);
	for (uint32 i = 0; i < phrases; i++)
		receive_phrase(message, counts, size);
	sm_state_received(&label_counts_type, message, counts);
	packed = try_pack(counts);
	if (packed == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type label_counts"),
				 errdetail(TWICE)));
	PG_RETURN_POINTER(packed);
}

/*
 * label_counts_send(label_counts) returns bytea
 */
Datum
sm_label_counts_send(PG_FUNCTION_ARGS)
{
	const sm_label_counts *counts = sm_label_counts_argument(fcinfo, 0);
	const sm_label_phrase *phrase = sm_label_first(counts);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, LABEL_COUNTS_VERSION);
	pq_sendint32(&message, counts->most);
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		pq_sendint32(&message, counts->rows[i]);
	pq_sendint64(&message, counts->skipped);
	pq_sendint64(&message, counts->limit);
	pq_sendint32(&message, counts->count);
	for (uint32 n = 0; n < counts->count; n++)
	{
		sm_send_counted_text(&message, phrase->text, phrase->length);
		for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
			pq_sendint32(&message, phrase->count[i]);
		phrase = sm_label_next(phrase);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

SM_STATE_OPERATORS(label_counts, &label_counts_type);

/*
 * label_counts_accum(label_counts, activity text, label text)
 * returns label_counts
 *		Counts the words of one row.
 */
Datum
sm_label_counts_accum(PG_FUNCTION_ARGS)
{
	sm_label_counts *counts = counts_for_change(fcinfo);
	sm_function label = SM_UNCLASSIFIED;
	sm_label_row row;
	sm_label_step step;
	text	   *activity;

	if (!PG_ARGISNULL(2))
		label = sm_function_argument(PG_GETARG_TEXT_PP(2));
	if (label == SM_UNCLASSIFIED || PG_ARGISNULL(1))
	{
		if (counts->skipped == PG_INT64_MAX)
			too_many_rows();
		counts->skipped++;
		PG_RETURN_POINTER(counts);
	}

	activity = PG_GETARG_TEXT_PP(1);
	sm_label_row_begin(&row, (const uint8 *) VARDATA_ANY(activity),
					   VARSIZE_ANY_EXHDR(activity), sm_database_encoding(),
					   label);
	while ((step = sm_label_counts_add(counts, VARSIZE(counts), &row)) !=
		   SM_LABEL_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (step == SM_LABEL_TOO_MANY)
			too_many_rows();
		if (step == SM_LABEL_FULL)
			counts = grow(counts);
	}
	PG_RETURN_POINTER(counts);
}

/*
 * label_counts_combine(label_counts, label_counts) returns label_counts
 *		Adds the counts of the second to the first; a NULL adds nothing.
 */
Datum
sm_label_counts_combine(PG_FUNCTION_ARGS)
{
	sm_label_counts *counts = counts_for_change(fcinfo);
	const sm_label_counts *from;
	sm_label_step step;
	Size		offset = 0;

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(counts);

	from = sm_state_for_reading(fcinfo, 1, &label_counts_type);
	while ((step = sm_label_counts_merge(counts, VARSIZE(counts), from,
										 &offset)) != SM_LABEL_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (step == SM_LABEL_TOO_MANY)
			too_many_rows();
		if (step == SM_LABEL_FULL)
			counts = grow(counts);
	}
	PG_RETURN_POINTER(counts);
}

/*
 * label_counts_final(label_counts) returns label_counts
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_label_counts_final(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(new_counts(sizeof(sm_label_counts)));
	return sm_state_final(fcinfo, &label_counts_type);
}
