/*-------------------------------------------------------------------------
 *
 * quality_counts.h
 *	  Counts of what is taken for what, as SQL arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_QUALITY_COUNTS_H
#define SM_PG_QUALITY_COUNTS_H

#include "postgres.h"

#include "fmgr.h"

#include "core/quality_counts.h"

/* The counts of an argument that is not NULL, checked. */
extern const sm_quality_counts *sm_quality_counts_argument(
	FunctionCallInfo fcinfo, int argument);

#endif							/* SM_PG_QUALITY_COUNTS_H */
