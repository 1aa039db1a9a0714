/*-------------------------------------------------------------------------
 *
 * label_counts.h
 *	  Values of type label_counts as arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_LABEL_COUNTS_H
#define SM_PG_LABEL_COUNTS_H

#include "postgres.h"

#include "fmgr.h"

#include "core/label_counts.h"

/*
 * The counts of an argument that is not NULL, checked and packed.  They may
 * be the value in the caller's hands, and are not to be changed.
 */
extern const sm_label_counts *sm_label_counts_argument(FunctionCallInfo fcinfo,
													   int argument);

#endif							/* SM_PG_LABEL_COUNTS_H */
