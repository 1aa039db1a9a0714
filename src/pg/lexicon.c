/*-------------------------------------------------------------------------
 *
 * lexicon.c
 *	  Rules that come as SQL arguments, ready for use.
 *
 * A lexicon is only ever looked up by the very bytes of the rules, so what a
 * function answers does not depend on what was compiled before.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/lexicon.h"

#include "funcapi.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "core/editions.h"
#include "pg/compat.h"
#include "pg/errors.h"

/* A built-in edition, parsed and compiled when it is first used. */
typedef struct SmEdition
{
	MemoryContext context;
	const sm_rules *rules;
	const sm_lexicon *lexicon;
} SmEdition;

static SmEdition editions[SM_EDITIONS + 1];

/* The lexicon of one call site. */
typedef struct SmLexiconCache
{
	MemoryContext context;		/* of value and a lexicon that is no edition's */
	bool		constant;		/* the argument cannot change */
	void	   *value;			/* bytes of the argument as it came, or NULL */
	Size		value_size;
	const sm_lexicon *lexicon;	/* NULL while none is ready */
	text	   *function[SM_FUNCTIONS];	/* their names */
	TupleDesc	row;			/* what the function returns, once known */
} SmLexiconCache;

const sm_lexicon *
sm_compile_rules(const sm_rules *rules, MemoryContext context)
{
	sm_memory	memory = sm_memory_in(context);
	sm_lexicon *lexicon;
	sm_error	error;
	sm_status	status;

	while ((status = sm_lexicon_build(rules, sm_database_encoding(), &memory,
									  &lexicon, &error)) == SM_STOPPED)
		sm_answer_stop(&memory.stop);
	if (status != SM_OK)
		sm_raise_rules_error(&error);
	return lexicon;
}

/* The edition with that number, ready. */
static const SmEdition *
edition(uint8 number)
{
	SmEdition  *e;
	MemoryContext context;
	sm_memory	memory;
	sm_rules   *rules;
	sm_error	error;

	Assert(number >= 1 && number <= SM_EDITIONS);
	e = &editions[number];
	if (e->lexicon != NULL)
		return e;

	/* an attempt that failed has left a context behind, but nothing else */
	if (e->context != NULL)
		MemoryContextReset(e->context);
	else
		e->context = AllocSetContextCreate(TopMemoryContext,
										   "sales_marketing standard rules",
										   ALLOCSET_DEFAULT_SIZES);
	context = e->context;
	memory = sm_memory_in(context);
	if (sm_rules_parse(sm_editions[number].json,
					   *sm_editions[number].json_length,
					   SM_ENCODING_BYTES, &memory, &rules, &error) != SM_OK)
		sm_raise_rules_error(&error);
	e->rules = rules;
	e->lexicon = sm_compile_rules(rules, context);
	return e;
}

/*
 * A value that is not toasted as rules.  A later release may have stored it:
 * in a version, or by the name of an edition, that this one does not know.
 */
static const sm_rules *
checked(const struct varlena *value)
{
	const sm_rules *rules = (const sm_rules *) value;

	if (VARSIZE(value) < SM_EDITION_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("activity_rules value is corrupted"),
				 errdetail("It is too short.")));
	if (rules->version != SM_RULES_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unsupported version %d of type activity_rules",
						rules->version),
				 errdetail("This library reads version %d.",
						   SM_RULES_VERSION)));
	if (rules->edition > SM_EDITIONS)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown edition %d of activity rules",
						rules->edition),
				 errdetail("The last one this library has is %s.",
						   sm_editions[SM_EDITIONS].name)));
	if (rules->edition == 0 && (VARSIZE(value) < sizeof(sm_rules) ||
								VARSIZE(value) != sm_rules_size(rules)))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("activity_rules value is corrupted"),
				 errdetail("Its sizes contradict each other.")));
	return rules;
}

const sm_rules *
sm_rules_argument(FunctionCallInfo fcinfo, int argument)
{
	return checked(PG_DETOAST_DATUM(PG_GETARG_DATUM(argument)));
}

const sm_rules *
sm_resolve_rules(const sm_rules *rules)
{
	return rules->edition == 0 ? rules : edition(rules->edition)->rules;
}

/* Whether an argument is a constant of the query. */
static bool
is_constant(FunctionCallInfo fcinfo, int argument)
{
	Node	   *expression = fcinfo->flinfo->fn_expr;
	List	   *arguments;

	/*
	 * get_fn_expr_arg_stable() is too generous: it takes a parameter for
	 * stable, but PL/pgSQL evaluates one expression with many values.
	 */
	if (expression == NULL || !IsA(expression, FuncExpr))
		return false;
	arguments = ((FuncExpr *) expression)->args;
	return argument < list_length(arguments) &&
		IsA(list_nth(arguments, argument), Const);
}

/* The cache of this call site, made at the first call. */
static SmLexiconCache *
cache_of(FunctionCallInfo fcinfo, int argument)
{
	FmgrInfo   *flinfo = fcinfo->flinfo;
	SmLexiconCache *cache = flinfo->fn_extra;

	if (cache == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(flinfo->fn_mcxt);

		cache = palloc0(sizeof(*cache));
		for (int i = 0; i < SM_FUNCTIONS; i++)
			cache->function[i] = cstring_to_text(sm_function_names[i]);
		MemoryContextSwitchTo(caller);
		cache->context = AllocSetContextCreate(flinfo->fn_mcxt,
											   "sales_marketing lexicon",
											   ALLOCSET_SMALL_SIZES);
		cache->constant = is_constant(fcinfo, argument);
		flinfo->fn_extra = cache;
	}
	return cache;
}

const sm_lexicon *
sm_lexicon_argument(FunctionCallInfo fcinfo, int argument)
{
	SmLexiconCache *cache = cache_of(fcinfo, argument);
	struct varlena *value = (struct varlena *) PG_GETARG_POINTER(argument);
	Size		size;
	const sm_rules *rules;

	if (cache->lexicon != NULL && cache->constant)
		return cache->lexicon;

	/* bytes tell values apart, but not addresses of values in memory */
	if (VARATT_IS_EXTERNAL(value) && !VARATT_IS_EXTERNAL_ONDISK(value))
		value = PG_DETOAST_DATUM(PointerGetDatum(value));
	size = VARSIZE_ANY(value);
	if (cache->lexicon != NULL && size == cache->value_size &&
		memcmp(value, cache->value, size) == 0)
		return cache->lexicon;

	/* nothing may be found half done after an error */
	cache->lexicon = NULL;
	MemoryContextReset(cache->context);
	cache->value = MemoryContextAlloc(cache->context, size);
	memcpy(cache->value, value, size);
	cache->value_size = size;
	rules = checked(PG_DETOAST_DATUM(PointerGetDatum(value)));
	cache->lexicon = rules->edition != 0 ?
		edition(rules->edition)->lexicon : sm_compile_rules(rules, cache->context);
	return cache->lexicon;
}

Datum
sm_function_text(FunctionCallInfo fcinfo, sm_function function)
{
	const SmLexiconCache *cache = fcinfo->flinfo->fn_extra;

	return PointerGetDatum(cache->function[function]);
}

TupleDesc
sm_row_type(FunctionCallInfo fcinfo)
{
	SmLexiconCache *cache = fcinfo->flinfo->fn_extra;

	if (cache->row == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		TupleDesc	row;

		if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		cache->row = BlessTupleDesc(row);
		MemoryContextSwitchTo(caller);
	}
	return cache->row;
}
