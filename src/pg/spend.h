/*-------------------------------------------------------------------------
 *
 * spend.h
 *	  Lines of spend as SQL arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_SPEND_H
#define SM_PG_SPEND_H

#include "postgres.h"

#include "fmgr.h"

#include "core/spend.h"

/* The line of an argument that is not NULL, checked, not to be changed. */
extern const sm_spend_line *sm_spend_argument(FunctionCallInfo fcinfo,
										 int argument);

#endif							/* SM_PG_SPEND_H */
