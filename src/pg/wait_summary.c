/*-------------------------------------------------------------------------
 *
 * wait_summary.c
 *	  The type wait_summary and the aggregates that build it.
 *
 * What the one-shot aggregates ask for travels in the state, so that workers
 * have it, and in no value that anybody keeps.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "core/wait_summary.h"
#include "pg/compat.h"
#include "pg/days.h"
#include "pg/errors.h"
#include "pg/keyed.h"
#include "pg/operators.h"
#include "pg/payout.h"
#include "pg/quote.h"
#include "pg/state.h"
#include "pg/wait_summary.h"

PG_FUNCTION_INFO_V1(sm_wait_summary_in);
PG_FUNCTION_INFO_V1(sm_wait_summary_out);
PG_FUNCTION_INFO_V1(sm_wait_summary_recv);
PG_FUNCTION_INFO_V1(sm_wait_summary_send);
PG_FUNCTION_INFO_V1(sm_wait_summary_accum);
PG_FUNCTION_INFO_V1(sm_wait_summary_combine);
PG_FUNCTION_INFO_V1(sm_wait_summary_final);
PG_FUNCTION_INFO_V1(sm_compensation_gap_accum);

#define WAIT_SUMMARY_VERSION	1

/* Room for about three payees: many small groups must be cheap. */
#define FIRST_SIZE	1024

static const char *
summary_flaw(const void *state, const volatile sig_atomic_t *stop)
{
	return sm_wait_summary_flaw(state, stop);
}

static const void *canonical_summary(const void *state);

static const SmKeyedType wait_summary_type = {
	.state = {
		.name = "wait_summary",
		.version = WAIT_SUMMARY_VERSION,
		.grows = true,
		.fixed_size = sizeof(sm_wait_summary),
		.first_size = FIRST_SIZE,
		.max_size = SM_STATE_MAX_SIZE,
		.limit_hint = "Aggregate in two levels: a summary GROUP BY team, "
		"plan or country, and then what each says.  For one figure of all, "
		"take the payouts of a random part of the payees.",
		.long_flaw = summary_flaw,
		.canonical = canonical_summary
	},
	.layout = &sm_wait_layout,
	.records = "payees and days"
};

static const void *
canonical_summary(const void *state)
{
	return sm_keyed_canonical(&wait_summary_type, state);
}

const sm_wait_summary *
sm_wait_summary_argument(FunctionCallInfo fcinfo, int argument)
{
	return sm_state_for_reading(fcinfo, argument, &wait_summary_type.state);
}

/*
 * wait_summary_in(cstring) returns wait_summary
 */
Datum
sm_wait_summary_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	const char *records = text;
	Size		size = Min(sizeof(sm_wait_summary) + sm_keyed_room(text),
						   SM_STATE_MAX_SIZE);
	sm_wait_summary *summary = palloc(size);
	const char *detail = "";
	sm_counts_read result;

	/* each record is zeroed when it is appended */
	memset(summary, 0, sizeof(sm_wait_summary));
	SET_VARSIZE(summary, size);
	((SmState *) summary)->version = WAIT_SUMMARY_VERSION;
	summary->keyed.used = sizeof(sm_wait_summary);
	result = sm_wait_read_head(&records, summary, &detail);
	while (result == SM_COUNTS_READ && *records != '\0')
	{
		CHECK_FOR_INTERRUPTS();
		result = sm_keyed_read(&sm_wait_layout, &sm_wait_words, &records,
							   &summary->keyed, size, &detail);
	}
	if (result == SM_COUNTS_OUT_OF_RANGE)
		sm_state_out_of_range(&wait_summary_type.state, detail);
	if (result == SM_COUNTS_READ)
		detail = sm_state_flaw(&wait_summary_type.state, summary);
	if (result != SM_COUNTS_READ || detail != NULL)
		sm_state_bad_text(&wait_summary_type.state, text, detail);

	/* what records say of each other is seen when they are sorted */
	summary = sm_keyed_try_pack(&wait_summary_type, summary);
	detail = summary == NULL ? SM_WORD_TWICE :
		sm_state_flaw(&wait_summary_type.state, summary);
	if (detail != NULL)
		sm_state_bad_text(&wait_summary_type.state, text, detail);
	PG_RETURN_POINTER(summary);
}

/* Writes the records of a summary, or only counts, with to NULL. */
static Size
write_records(const sm_wait_summary *summary, char *to)
{
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;
	Size		length = 0;

	while (sm_keyed_write(&sm_wait_layout, &sm_wait_words, &summary->keyed,
						  to, stop, &length) == SM_STOPPED)
		sm_answer_stop(&stop);
	return length;
}

/*
 * wait_summary_out(wait_summary) returns cstring
 */
Datum
sm_wait_summary_out(PG_FUNCTION_ARGS)
{
	const sm_wait_summary *summary = sm_wait_summary_argument(fcinfo, 0);
	Size		head = sm_wait_write_head(summary, NULL);
	Size		length = write_records(summary, NULL);
	char	   *text = MemoryContextAllocHuge(CurrentMemoryContext,
											  head + length + 1);

	sm_wait_write_head(summary, text);
	write_records(summary, text + head);
	text[head + length] = '\0';
	PG_RETURN_CSTRING(text);
}

/* Raises 22021 unless every payee is text in the encoding of the database. */
static void
verify_payees(const sm_wait_summary *summary)
{
	const sm_keyed_record *record = sm_keyed_first(&sm_wait_layout,
												   &summary->keyed);

	for (uint32 n = 0; n < summary->keyed.count; n++)
	{
		sm_wait_key key = sm_wait_key_in(record);

		if (n % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		if (record->kind == SM_WAIT_PAYEE)
			(void) pg_verifymbstr(key.payee, (int) key.payee_length, false);
		record = sm_keyed_next(&sm_wait_layout, record);
	}
}

/*
 * wait_summary_recv(internal) returns wait_summary
 *		A version byte, the rows skipped, what is known of the currency and
 *		the currency behind its length, then the records.  Names are in the
 *		encoding of the database that sent them.
 */
Datum
sm_wait_summary_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	sm_wait_summary *head = sm_state_new(&wait_summary_type.state);
	const SmStateType *type = &wait_summary_type.state;
	const sm_wait_summary *summary;
	int			length;

	sm_state_receive_version(type, message);
	sm_state_receive_bytes(type, message, 8 + 1 + 1);
	head->skipped = pq_getmsgint64(message);
	head->currency_known = (uint8) pq_getmsgbyte(message);
	length = pq_getmsgbyte(message);
	sm_state_receive_bytes(type, message, length);
	head->currency_length = (uint8) length;
	memcpy(head->currency, pq_getmsgbytes(message, length),
		   Min(length, SM_CURRENCY_BYTES));
	summary = sm_keyed_receive(&wait_summary_type, message, head);
	(void) pg_verifymbstr(summary->currency, summary->currency_length, false);
	verify_payees(summary);
	PG_RETURN_POINTER(summary);
}

/*
 * wait_summary_send(wait_summary) returns bytea
 */
Datum
sm_wait_summary_send(PG_FUNCTION_ARGS)
{
	const sm_wait_summary *summary = sm_wait_summary_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, WAIT_SUMMARY_VERSION);
	pq_sendint64(&message, summary->skipped);
	pq_sendbyte(&message, summary->currency_known);
	pq_sendbyte(&message, summary->currency_length);
	pq_sendbytes(&message, summary->currency, summary->currency_length);
	sm_keyed_send(&wait_summary_type, &message, summary);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

SM_STATE_OPERATORS(wait_summary, &wait_summary_type.state);

/* How a currency is named in a message. */
static const char *
currency_name(uint8 known, const char *currency, Size length)
{
	if (known != SM_STATED_CURRENCY)
		return "no stated currency";
	return psprintf("currency \"%s\"", sm_quotable(currency, length));
}

/* Raises 22023, naming both currencies. */
pg_noreturn static void
raise_currencies(const sm_wait_summary *summary, const char *other)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("amounts of different currencies cannot be added"),
			 errdetail("There are payouts in %s and in %s.",
					   currency_name(summary->currency_known,
									 summary->currency,
									 summary->currency_length), other),
			 errhint("Summarize each currency by itself: GROUP BY "
					 "currency.")));
}

/* Adds a payout to a summary, which may become a larger copy. */
static sm_wait_summary *
add_payout(sm_wait_summary *summary, const sm_payout_row *payout)
{
	sm_keyed_step step;

	if (payout != NULL && !sm_wait_currency(summary, payout))
		raise_currencies(summary, currency_name(sm_payout_has(payout,
															  SM_HAS_CURRENCY) ?
												SM_STATED_CURRENCY : 0,
												sm_payout_currency(payout),
												payout->currency_length));
	while ((step = sm_wait_summary_add(summary, VARSIZE(summary), payout)) !=
		   SM_KEYED_DONE)
		summary = sm_keyed_go_on(&wait_summary_type, summary, step);
	return summary;
}

/*
 * wait_summary_accum(wait_summary, payout) returns wait_summary
 *		Adds a payout; a NULL is skipped and counted.
 */
Datum
sm_wait_summary_accum(PG_FUNCTION_ARGS)
{
	sm_wait_summary *summary = sm_keyed_for_change(fcinfo,
												   &wait_summary_type);

	PG_RETURN_POINTER(add_payout(summary, sm_payout_argument(fcinfo, 1)));
}

/* Raises 22023, as rows of one group ask for different things. */
pg_noreturn static void
raise_questions(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("as_of and minimum_payees must be the same for all rows "
					"of a group"),
			 errhint("Pass constants, or store a wait_summary and read it as "
					 "of any day.")));
}

/*
 * wait_summary_combine(wait_summary, wait_summary) returns wait_summary
 *		Adds the second to the first; a NULL adds nothing.
 */
Datum
sm_wait_summary_combine(PG_FUNCTION_ARGS)
{
	sm_wait_summary *summary = sm_keyed_for_change(fcinfo,
												   &wait_summary_type);
	const sm_wait_summary *from;
	sm_pay_question question;

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(summary);
	from = sm_wait_summary_argument(fcinfo, 1);
	if (!sm_wait_currency_of(summary, from))
		raise_currencies(summary, currency_name(from->currency_known,
												from->currency,
												from->currency_length));
	sm_wait_summary_asked(from, &question);
	if (from->asked != 0 && !sm_wait_summary_ask(summary, &question))
		raise_questions();
	if (!sm_wait_summary_add_head(summary, from))
		sm_state_out_of_range(&wait_summary_type.state,
							  "A sum does not fit.");
	PG_RETURN_POINTER(sm_keyed_add(&wait_summary_type, summary, from));
}

/*
 * wait_summary_final(wait_summary) returns wait_summary
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_wait_summary_final(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(sm_state_copy(&wait_summary_type.state,
										sm_state_new(&wait_summary_type.state)));
	return sm_state_final(fcinfo, &wait_summary_type.state);
}

/*
 * compensation_gap_accum(wait_summary, payout, as_of date) and
 * compensation_gap_accum(wait_summary, payout, as_of date, minimum_payees
 * integer) return wait_summary
 *		Adds a payout and notes what is asked.
 */
Datum
sm_compensation_gap_accum(PG_FUNCTION_ARGS)
{
	sm_wait_summary *summary = sm_keyed_for_change(fcinfo,
												   &wait_summary_type);
	sm_pay_question question = sm_pay_question_argument(fcinfo, 2);

	/* a value that somebody else keeps is asked nothing */
	if (AggCheckCallContext(fcinfo, NULL) &&
		!sm_wait_summary_ask(summary, &question))
		raise_questions();
	PG_RETURN_POINTER(add_payout(summary, sm_payout_argument(fcinfo, 1)));
}
