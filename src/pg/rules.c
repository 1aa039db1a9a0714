/*-------------------------------------------------------------------------
 *
 * rules.c
 *	  The type activity_rules.
 *
 * A value is the flat block of the core behind a varlena header.  Of a
 * built-in edition only the number is stored, and rules that say what an
 * edition says are stored as that edition.  Since a later release may have
 * editions that an earlier one stored whole, values are compared by what
 * they say.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"
#include "utils/tuplestore.h"

#include "core/editions.h"
#include "core/rules.h"
#include "pg/compat.h"
#include "pg/errors.h"
#include "pg/evidence.h"
#include "pg/lexicon.h"
#include "pg/operators.h"
#include "pg/quote.h"

PG_FUNCTION_INFO_V1(sm_activity_rules_in);
PG_FUNCTION_INFO_V1(sm_activity_rules_out);
PG_FUNCTION_INFO_V1(sm_activity_rules_recv);
PG_FUNCTION_INFO_V1(sm_activity_rules_send);
PG_FUNCTION_INFO_V1(sm_activity_rules_concat);
PG_FUNCTION_INFO_V1(sm_activity_rules_from_jsonb);
PG_FUNCTION_INFO_V1(sm_activity_rules_to_jsonb);
PG_FUNCTION_INFO_V1(sm_rules_phrases);

/* Version of the binary form, the byte in front of the text. */
#define RULES_WIRE_VERSION 1

/* A value that names a built-in edition. */
static sm_rules *
edition_value(uint8 number)
{
	sm_rules   *rules = palloc0(SM_EDITION_SIZE);

	rules->version = SM_RULES_VERSION;
	rules->edition = number;
	SET_VARSIZE(rules, SM_EDITION_SIZE);
	return rules;
}

/* What both sides of a comparison are compared by: all but the header. */
#define BODY	offsetof(sm_rules, version)

static const unsigned char *
body(const sm_rules *rules)
{
	return (const unsigned char *) rules + BODY;
}

static Size
body_size(const sm_rules *rules)
{
	return sm_rules_size(rules) - BODY;
}

/* Bytewise order of two values, of editions by what these say. */
static int
compare_rules(const sm_rules *left, const sm_rules *right)
{
	Size		left_size;
	Size		right_size;
	int			order;

	if (left->edition != 0 && left->edition == right->edition)
		return 0;
	left = sm_resolve_rules(left);
	right = sm_resolve_rules(right);
	left_size = body_size(left);
	right_size = body_size(right);
	order = memcmp(body(left), body(right), Min(left_size, right_size));
	if (order == 0)
		order = (left_size > right_size) - (left_size < right_size);
	return order;
}

sm_status
sm_finish_rules(sm_rules *rules, sm_rules **value, sm_error *error)
{
	Size		length = sm_rules_print(rules, NULL);

	*value = NULL;
	if (length > SM_RULES_JSON_BYTES)
		return sm_fail(error, SM_TOO_LARGE,
					   "Printed they have %zu bytes; the limit is %d.",
					   length, SM_RULES_JSON_BYTES);
	SET_VARSIZE(rules, sm_rules_size(rules));
	*value = rules;
	for (uint8 number = 1; number <= SM_EDITIONS; number++)
	{
		sm_rules   *named = edition_value(number);

		if (compare_rules(named, rules) == 0)
		{
			*value = named;
			break;
		}
		pfree(named);
	}
	return SM_OK;
}

/* The value of a finished block that is not learned. */
static sm_rules *
finish(sm_rules *rules)
{
	sm_rules   *value;
	sm_error	error;

	if (sm_finish_rules(rules, &value, &error) != SM_OK)
		sm_raise_rules_error(&error);
	return value;
}

/* Rules of a JSON text. */
static sm_rules *
rules_of_json(const char *json, Size length)
{
	sm_memory	memory = sm_memory_in(CurrentMemoryContext);
	sm_rules   *rules;
	sm_error	error;

	if (sm_rules_parse(json, length, sm_database_encoding(), &memory, &rules,
					   &error) != SM_OK)
		sm_raise_rules_error(&error);
	return finish(rules);
}

/* The edition with a name, or an error that lists them. */
static sm_rules *
rules_of_name(const char *name, Size length)
{
	StringInfoData names;

	initStringInfo(&names);
	for (uint8 number = 1; number <= SM_EDITIONS; number++)
	{
		const char *known = sm_editions[number].name;

		if (strlen(known) == length && memcmp(known, name, length) == 0)
			return edition_value(number);
		appendStringInfo(&names, "%s%s", number > 1 ? ", " : "", known);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type activity_rules: \"%s\"",
					sm_quotable(name, length)),
			 errdetail("It is neither a JSON object nor the name of a "
					   "built-in edition."),
			 errhint("Built-in editions: %s.", names.data)));
}

/* Rules of their text form. */
static sm_rules *
rules_of_text(const char *text, Size length)
{
	while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
		length--;
	while (length > 0 && strchr(" \t\r\n", text[0]) != NULL)
	{
		text++;
		length--;
	}
	if (length > 0 && (text[0] == '{' || text[0] == '['))
		return rules_of_json(text, length);
	return rules_of_name(text, length);
}

/* The JSON document of rules, also of an edition's, as a C string. */
static char *
json_of_rules(const sm_rules *value)
{
	const sm_rules *rules = sm_resolve_rules(value);
	Size		length = sm_rules_print(rules, NULL);
	char	   *text = palloc(length + 1);

	sm_rules_print(rules, text);
	text[length] = '\0';
	return text;
}

/* The text form of rules as a C string. */
static char *
text_of_rules(const sm_rules *value)
{
	if (value->edition != 0)
		return pstrdup(sm_editions[value->edition].name);
	return json_of_rules(value);
}

/*
 * activity_rules_in(cstring) returns activity_rules
 */
Datum
sm_activity_rules_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);

	PG_RETURN_POINTER(rules_of_text(text, strlen(text)));
}

/*
 * activity_rules_out(activity_rules) returns cstring
 */
Datum
sm_activity_rules_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(text_of_rules(sm_rules_argument(fcinfo, 0)));
}

/*
 * activity_rules_recv(internal) returns activity_rules
 *		A version byte, then the text form in the client's encoding.
 */
Datum
sm_activity_rules_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(message);
	char	   *text;
	int			length;

	if (version != RULES_WIRE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version %d of type activity_rules",
						version),
				 errdetail("This library reads version %d.",
						   RULES_WIRE_VERSION)));
	text = pq_getmsgtext(message, message->len - message->cursor, &length);
	PG_RETURN_POINTER(rules_of_text(text, (Size) length));
}

/*
 * activity_rules_send(activity_rules) returns bytea
 */
Datum
sm_activity_rules_send(PG_FUNCTION_ARGS)
{
	char	   *text = text_of_rules(sm_rules_argument(fcinfo, 0));
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, RULES_WIRE_VERSION);
	pq_sendtext(&message, text, (int) strlen(text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* Frees an argument if it was detoasted: a sort never resets its memory. */
static void
release(FunctionCallInfo fcinfo, int argument, const sm_rules *rules)
{
	if (rules != (const void *) PG_GETARG_POINTER(argument))
		pfree(unconstify(sm_rules *, rules));
}

/* The order of the two arguments. */
static int
compare_arguments(FunctionCallInfo fcinfo)
{
	const sm_rules *left = sm_rules_argument(fcinfo, 0);
	const sm_rules *right = sm_rules_argument(fcinfo, 1);
	int			order = compare_rules(left, right);

	release(fcinfo, 0, left);
	release(fcinfo, 1, right);
	return order;
}

/* The hash of an argument by what its rules say, with a seed if there is one. */
static Datum
hash_argument(FunctionCallInfo fcinfo, bool seeded)
{
	const sm_rules *value = sm_rules_argument(fcinfo, 0);
	const sm_rules *rules = sm_resolve_rules(value);
	int			size = (int) body_size(rules);
	Datum		hash;

	if (seeded)
		hash = hash_any_extended(body(rules), size,
								 (uint64) PG_GETARG_INT64(1));
	else
		hash = hash_any(body(rules), size);
	release(fcinfo, 0, value);
	return hash;
}

SM_OPERATORS(activity_rules, compare_arguments(fcinfo),
			 hash_argument(fcinfo, false), hash_argument(fcinfo, true));

/*
 * activity_rules || activity_rules returns activity_rules
 *		The left one with the right one laid over it.
 */
Datum
sm_activity_rules_concat(PG_FUNCTION_ARGS)
{
	const sm_rules *left = sm_resolve_rules(sm_rules_argument(fcinfo, 0));
	const sm_rules *right = sm_resolve_rules(sm_rules_argument(fcinfo, 1));
	sm_memory	memory = sm_memory_in(CurrentMemoryContext);
	sm_rules   *merged;
	sm_error	error;

	if (sm_rules_merge(left, right, &memory, &merged, &error) != SM_OK)
		sm_raise_rules_error(&error);
	PG_RETURN_POINTER(finish(merged));
}

/*
 * activity_rules_from_jsonb(jsonb) returns activity_rules
 */
Datum
sm_activity_rules_from_jsonb(PG_FUNCTION_ARGS)
{
	char	   *json = DatumGetCString(DirectFunctionCall1(jsonb_out,
														   PG_GETARG_DATUM(0)));

	PG_RETURN_POINTER(rules_of_json(json, strlen(json)));
}

/*
 * activity_rules_to_jsonb(activity_rules) returns jsonb
 *		The whole document, also of a built-in edition.
 */
Datum
sm_activity_rules_to_jsonb(PG_FUNCTION_ARGS)
{
	char	   *json = json_of_rules(sm_rules_argument(fcinfo, 0));

	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json));
}

/* A row of rules_phrases. */
static void
put_phrase_rule(ReturnSetInfo *result, const char *kind, const char *name,
				Size name_length, const sm_evidence *evidence)
{
	Datum		values[11];
	bool		nulls[11] = {false};

	values[0] = CStringGetTextDatum(kind);
	values[1] = PointerGetDatum(cstring_to_text_with_len(name,
														 (int) name_length));
	sm_put_weights(evidence, true, values + 2);
	sm_put_traits(evidence->mode, evidence->purpose, evidence->place,
				  values + 6, nulls + 6);
	nulls[9] = strcmp(kind, "phrase") != 0;
	if (!nulls[9])
		values[9] = CStringGetTextDatum(sm_shorter_names[evidence->shorter]);
	nulls[10] = evidence->rows < 0;
	values[10] = Int32GetDatum(evidence->rows);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * rules_phrases(activity_rules) returns setof phrase_rule
 *		Everything the rules take for evidence, a row each.
 */
Datum
sm_rules_phrases(PG_FUNCTION_ARGS)
{
	const sm_rules *rules = sm_resolve_rules(sm_rules_argument(fcinfo, 0));
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (uint32 i = 0; i < rules->nphrases + rules->nchannels; i++)
	{
		const sm_rule *rule = &rules->rule[i];

		CHECK_FOR_INTERRUPTS();
		put_phrase_rule(result, i < rules->nphrases ? "phrase" : "channel",
						sm_rules_pool(rules) + rule->name, rule->name_length,
						&rule->evidence);
	}
	for (int fact = 0; fact < SM_FACTS; fact++)
		if (rules->given & SM_GIVEN_FACT(fact))
			put_phrase_rule(result, "fact", sm_fact_names[fact],
							strlen(sm_fact_names[fact]), &rules->fact[fact]);
	if (rules->given & SM_GIVEN_BASE)
		put_phrase_rule(result, "base", "", 0, &rules->base);
	return (Datum) 0;
}
