/*-------------------------------------------------------------------------
 *
 * spend_summary.c
 *	  The type spend_summary, its aggregates, and what is read from it.
 *
 * A value is a summary of the core, valid in the core's sense wherever one
 * can be had from SQL, and packed wherever it is not being built.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "funcapi.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "core/spend_focus.h"
#include "pg/amount.h"
#include "pg/compat.h"
#include "pg/errors.h"
#include "pg/figures.h"
#include "pg/keyed.h"
#include "pg/operators.h"
#include "pg/spend.h"

PG_FUNCTION_INFO_V1(sm_spend_summary_in);
PG_FUNCTION_INFO_V1(sm_spend_summary_out);
PG_FUNCTION_INFO_V1(sm_spend_summary_recv);
PG_FUNCTION_INFO_V1(sm_spend_summary_send);
PG_FUNCTION_INFO_V1(sm_spend_summary_accum);
PG_FUNCTION_INFO_V1(sm_spend_summary_combine);
PG_FUNCTION_INFO_V1(sm_spend_summary_final);
PG_FUNCTION_INFO_V1(sm_spend_focus);
PG_FUNCTION_INFO_V1(sm_spend_focus_final);

#define SPEND_SUMMARY_VERSION	1

/* Room that a new summary has. */
#define FIRST_SIZE	1024

#define TWICE	"A key occurs twice."

static const char *summary_flaw(const void *state,
								const volatile sig_atomic_t *stop);
static const void *summary_canonical(const void *state);

static const SmKeyedType spend_summary_type = {
	.state = {
		.name = "spend_summary",
		.version = SPEND_SUMMARY_VERSION,
		.grows = true,
		.fixed_size = sizeof(sm_spend_summary),
		.first_size = FIRST_SIZE,
		.max_size = SM_STATE_MAX_SIZE,
		.limit_hint = "Add up by key first and take the figures from the "
		"totals: SELECT sum(total ^ 2) / sum(total) ^ 2 AS hhi FROM (SELECT "
		"key, sum(amount) AS total FROM ... GROUP BY key) t WHERE total > 0.",
		.long_flaw = summary_flaw,
		.canonical = summary_canonical
	},
	.layout = &sm_spend_layout,
	.records = "keys"
};

static const char *
summary_flaw(const void *state, const volatile sig_atomic_t *stop)
{
	const char *flaw = sm_keyed_flaw(&sm_spend_layout, state, stop);

	return flaw != NULL ? flaw : sm_spend_summary_flaw(state);
}

static const void *
summary_canonical(const void *state)
{
	return sm_keyed_canonical(&spend_summary_type, state);
}

/*
 * The summary of an argument that is not NULL, checked and packed.
 */
static const sm_spend_summary *
summary_argument(FunctionCallInfo fcinfo, int argument)
{
	return sm_state_for_reading(fcinfo, argument, &spend_summary_type.state);
}

/*
 * Raises 22003 unless a sum fitted.
 */
static void
check_range(bool fitted)
{
	if (!fitted)
		sm_state_out_of_range(&spend_summary_type.state,
							  "A sum does not fit.");
}

/*
 * A currency as a message names it.
 */
static const char *
currency_name(const char *currency, Size length)
{
	if (length == 0)
		return "without a currency";
	return psprintf("in %.*s", (int) length, currency);
}

/*
 * Raises 22023 unless a summary is of that currency, or becomes so.
 */
static void
check_currency(sm_spend_summary *summary, const char *currency, Size length)
{
	if (!sm_spend_currency(summary, currency, length))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cannot add spend %s to spend %s",
						currency_name(currency, length),
						currency_name(summary->currency,
									  sm_spend_currency_length(summary))),
				 errhint("Convert amounts to one currency, or group by "
						 "currency.")));
}

/*
 * spend_summary_in(cstring) returns spend_summary
 */
Datum
sm_spend_summary_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	const SmStateType *type = &spend_summary_type.state;
	Size		size = sm_spend_summary_room(text);
	const char *detail = "";
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;
	sm_counts_read result;
	sm_spend_summary *summary;
	void	   *packed;

	if (size > type->max_size)
		sm_state_out_of_range(type, "Its text is too long.");
	summary = palloc(size);
	for (;;)
	{
		memset(summary, 0, sizeof(sm_spend_summary));
		SET_VARSIZE(summary, size);
		((SmState *) summary)->version = SPEND_SUMMARY_VERSION;
		result = sm_spend_summary_read(text, summary, size, stop, &detail);
		if (detail != sm_flaw_stopped)
			break;
		sm_answer_stop(&stop);
	}
	switch (result)
	{
		case SM_COUNTS_READ:
			break;
		case SM_COUNTS_MALFORMED:
			sm_state_bad_text(type, text, detail);
		case SM_COUNTS_OUT_OF_RANGE:
			sm_state_out_of_range(type, detail);
	}
	packed = sm_keyed_try_pack(&spend_summary_type, summary);
	if (packed == NULL)
		sm_state_bad_text(type, text, TWICE);
	PG_RETURN_POINTER(packed);
}

/*
 * spend_summary_out(spend_summary) returns cstring
 */
Datum
sm_spend_summary_out(PG_FUNCTION_ARGS)
{
	const sm_spend_summary *summary = summary_argument(fcinfo, 0);
	Size		room = sm_spend_summary_text_room(summary);
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;
	char	   *text;

	if (!AllocSizeIsValid(room))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("spend_summary value is too large for its text form"),
				 errhint("The binary form is shorter.")));
	text = palloc(room);
	while (sm_spend_summary_write(summary, text, stop) == SM_STOPPED)
		sm_answer_stop(&stop);
	PG_RETURN_CSTRING(text);
}

/*
 * Raises 22P03 unless the keys and the currency of a summary are texts of
 * this database.
 */
static void
check_encoding(const sm_spend_summary *summary)
{
	const sm_keyed_record *record;
	bool		valid;

	valid = pg_verifymbstr(summary->currency,
						   (int) sm_spend_currency_length(summary), true);
	record = sm_keyed_first(&sm_spend_layout, &summary->block);
	for (uint32 i = 0; i < summary->block.count && valid; i++)
	{
		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		valid = pg_verifymbstr(sm_keyed_key(&sm_spend_layout, record),
							   record->key_length, true);
		record = sm_keyed_next(&sm_spend_layout, record);
	}
	if (!valid)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type "
						"spend_summary"),
				 errdetail("A text is not valid in the encoding of this "
						   "database.")));
}

/*
 * spend_summary_recv(internal) returns spend_summary
 *		A version byte, the totals of each function, skipped lines, the
 *		currency, then the records.  Texts are in the encoding of the server.
 */
Datum
sm_spend_summary_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	const SmStateType *type = &spend_summary_type.state;
	sm_spend_summary *head = sm_state_new(type);
	sm_spend_summary *summary;

	sm_state_receive_version(type, message);
	sm_state_receive_bytes(type, message, SM_FUNCTIONS * 5 * 8 + 8 + 1 +
						   SM_SPEND_CURRENCY_BYTES);
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		sm_spend_totals *totals = &head->totals[i];
		int64		high;

		totals->lines = pq_getmsgint64(message);
		totals->without_reached = pq_getmsgint64(message);
		totals->reached = pq_getmsgint64(message);
		high = pq_getmsgint64(message);
		totals->unallocated = sm_wide_units(high, pq_getmsgint64(message));
	}
	head->skipped = pq_getmsgint64(message);
	head->currency_known = (uint8) pq_getmsgbyte(message);
	memcpy(head->currency, pq_getmsgbytes(message, SM_SPEND_CURRENCY_BYTES),
		   SM_SPEND_CURRENCY_BYTES);
	summary = sm_keyed_receive(&spend_summary_type, message, head);
	check_encoding(summary);
	PG_RETURN_POINTER(summary);
}

/*
 * spend_summary_send(spend_summary) returns bytea
 */
Datum
sm_spend_summary_send(PG_FUNCTION_ARGS)
{
	const sm_spend_summary *summary = summary_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, SPEND_SUMMARY_VERSION);
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		const sm_spend_totals *totals = &summary->totals[i];

		pq_sendint64(&message, totals->lines);
		pq_sendint64(&message, totals->without_reached);
		pq_sendint64(&message, totals->reached);
		pq_sendint64(&message, (uint64) (totals->unallocated >> 64));
		pq_sendint64(&message, (uint64) totals->unallocated);
	}
	pq_sendint64(&message, summary->skipped);
	pq_sendbyte(&message, summary->currency_known);
	pq_sendbytes(&message, summary->currency, SM_SPEND_CURRENCY_BYTES);
	sm_keyed_send(&spend_summary_type, &message, summary);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

SM_STATE_OPERATORS(spend_summary, &spend_summary_type.state);

/*
 * spend_summary_accum(spend_summary, spend) returns spend_summary
 *		Adds one line.
 */
Datum
sm_spend_summary_accum(PG_FUNCTION_ARGS)
{
	void	   *state = sm_keyed_for_change(fcinfo, &spend_summary_type);
	const sm_spend_line *line = PG_ARGISNULL(1) ? NULL :
		sm_spend_argument(fcinfo, 1);
	sm_keyed_record *record;

	if (line == NULL || !(line->given & SM_SPEND_AMOUNT))
	{
		check_range(sm_spend_skip(state));
		PG_RETURN_POINTER(state);
	}

	check_currency(state, line->text + line->key_length,
				   line->currency_length);
	check_range(sm_spend_add(state, line));
	if (line->given & SM_SPEND_KEY)
	{
		record = sm_keyed_record_for(&spend_summary_type, &state,
									 line->function, line->text,
									 line->key_length);
		check_range(sm_spend_add_to_key(record, line));
	}
	PG_RETURN_POINTER(state);
}

/*
 * spend_summary_combine(spend_summary, spend_summary) returns spend_summary
 *		Adds the second to the first; a NULL adds nothing.
 */
Datum
sm_spend_summary_combine(PG_FUNCTION_ARGS)
{
	sm_spend_summary *state = sm_keyed_for_change(fcinfo,
												  &spend_summary_type);
	const sm_spend_summary *from;

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	from = summary_argument(fcinfo, 1);
	if (from->currency_known)
		check_currency(state, from->currency,
					   sm_spend_currency_length(from));
	check_range(sm_spend_merge_head(state, from));
	PG_RETURN_POINTER(sm_keyed_add(&spend_summary_type, state, from));
}

/*
 * spend_summary_final(spend_summary) returns spend_summary
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_spend_summary_final(PG_FUNCTION_ARGS)
{
	return sm_state_final(fcinfo, &spend_summary_type.state);
}

/*
 * The figures of one function, or of all, of a packed summary.
 */
static sm_focus
focus_of(const sm_spend_summary *summary, int function)
{
	sm_memory	memory = sm_memory_in(CurrentMemoryContext);
	sm_focus focus;
	sm_status	status;

	while ((status = sm_spend_focus_of(summary, function, &memory, &focus)) ==
		   SM_STOPPED)
		sm_answer_stop(&memory.stop);
	if (status == SM_OUT_OF_MEMORY)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory")));
	check_range(status == SM_OK);
	return focus;
}

/* The next column: a figure, NULL if it is not known. */
static void
put_figure(SmFigures *row, sm_figure figure)
{
	sm_put_share(row, figure.known, figure.value);
}

/*
 * Fills a row of spend_figures.
 */
static void
put_focus(SmFigures *row, const sm_spend_summary *summary, int function)
{
	sm_focus focus = focus_of(summary, function);
	Size		length = sm_spend_currency_length(summary);

	sm_put_label(row, function == SM_ALL_FUNCTIONS ? "all" :
				 sm_function_names[function]);
	sm_put_label(row, length == 0 ? NULL :
				 pnstrdup(summary->currency, length));
	sm_put_count(row, focus.lines);
	sm_put_count(row, summary->skipped);
	sm_put_count(row, focus.keys);
	sm_put_count(row, focus.nonpositive);
	sm_put_amount(row, focus.lines > 0, focus.amount);
	put_figure(row, focus.hhi);
	put_figure(row, focus.effective);
	put_figure(row, focus.evenness);
	put_figure(row, focus.gini);
	put_figure(row, focus.top_decile);
	put_figure(row, focus.per_key);
	sm_put_amount(row, focus.lines > 0, focus.unallocated);
	put_figure(row, focus.unallocated_share);
	if (focus.reached_known)
		sm_put_count(row, focus.reached);
	else
		sm_put_null(row);
	sm_put_count(row, focus.without_reached);
	put_figure(row, focus.reach_per_money);
	put_figure(row, focus.cost_per_reached);
}

/*
 * spend_focus(spend_summary) returns setof spend_figures
 *		A row of all functions, then one of each that has lines.  Declared
 *		STRICT.
 */
Datum
sm_spend_focus(PG_FUNCTION_ARGS)
{
	const sm_spend_summary *summary = summary_argument(fcinfo, 0);
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext own = AllocSetContextCreate(caller, "spend_focus",
											  ALLOCSET_DEFAULT_SIZES);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = -1; i < SM_FUNCTIONS; i++)
	{
		SmFigures	row = {0};

		if (i >= 0 && summary->totals[i].lines == 0)
			continue;
		MemoryContextSwitchTo(own);
		put_focus(&row, summary, i < 0 ? SM_ALL_FUNCTIONS : i);
		sm_store_figures(fcinfo, &row);
		MemoryContextSwitchTo(caller);
		MemoryContextReset(own);
	}
	MemoryContextDelete(own);
	return (Datum) 0;
}

/*
 * spend_focus_final(spend_summary) returns spend_figures
 *		The row of all functions of what has been added up.
 */
Datum
sm_spend_focus_final(PG_FUNCTION_ARGS)
{
	SmFigures	row = {0};

	put_focus(&row, PG_ARGISNULL(0) ? sm_state_new(&spend_summary_type.state) :
			  summary_argument(fcinfo, 0), SM_ALL_FUNCTIONS);
	return sm_figures_datum(fcinfo, &row);
}
