/*-------------------------------------------------------------------------
 *
 * lexicon.h
 *	  Rules that come as SQL arguments, ready for use.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_LEXICON_H
#define SM_PG_LEXICON_H

#include "postgres.h"

#include "access/tupdesc.h"
#include "fmgr.h"

#include "core/lexicon.h"
#include "core/rules.h"
#include "core/status.h"

/* Bytes of a value that only names a built-in edition. */
#define SM_EDITION_SIZE offsetof(sm_rules, given)

/*
 * An argument of type activity_rules that is not NULL: detoasted, and of a
 * version and an edition that this library knows.  Not to be changed: it may
 * be the value in the caller's hands.
 */
extern const sm_rules *sm_rules_argument(FunctionCallInfo fcinfo,
										 int argument);

/*
 * The rules themselves where a value only names a built-in edition, else the
 * value.  What is returned of an edition lives as long as the backend.
 */
extern const sm_rules *sm_resolve_rules(const sm_rules *rules);

/*
 * The value of a finished block: itself with its varlena header, or the name
 * of the edition that says the same.  SM_TOO_LARGE and NULL for rules whose
 * text would be too long to be read again: a dump of them could not be
 * restored.
 */
extern sm_status sm_finish_rules(sm_rules *rules, sm_rules **value,
								 sm_error *error);

/* Compiles rules, which may be those of an edition, in a memory context. */
extern const sm_lexicon *sm_compile_rules(const sm_rules *rules,
										  MemoryContext context);

/*
 * The lexicon of an argument of type activity_rules that is not NULL.  It is
 * compiled once for a constant, else whenever the value differs from that of
 * the last call; that of a built-in edition once per backend.  It lives until
 * the next call for the same fcinfo->flinfo.
 */
extern const sm_lexicon *sm_lexicon_argument(FunctionCallInfo fcinfo,
											 int argument);

/*
 * The name of a function as text that lives as long as fcinfo->flinfo, after
 * sm_lexicon_argument has been called for it: a text made anew for every row
 * would cost as much as a third of the row's words.  The caller neither
 * frees nor changes it.
 */
extern Datum sm_function_text(FunctionCallInfo fcinfo, sm_function function);

/*
 * The row type that the function returns, likewise: looking it up for every
 * row would cost twice as much as classifying it.
 */
extern TupleDesc sm_row_type(FunctionCallInfo fcinfo);

#endif							/* SM_PG_LEXICON_H */
