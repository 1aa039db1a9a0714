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

#include "fmgr.h"

#include "core/lexicon.h"
#include "core/rules.h"

/*
 * The rules themselves where a value only names a built-in edition, else the
 * value.  What is returned of an edition lives as long as the backend.
 */
extern const sm_rules *sm_resolve_rules(const sm_rules *rules);

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
 * would cost as much as a third of the row's words.
 */
extern Datum sm_function_text(FunctionCallInfo fcinfo, sm_function function);

#endif							/* SM_PG_LEXICON_H */
