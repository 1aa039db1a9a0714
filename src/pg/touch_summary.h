/*-------------------------------------------------------------------------
 *
 * touch_summary.h
 *	  Timelines of touches as SQL arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_TOUCH_SUMMARY_H
#define SM_PG_TOUCH_SUMMARY_H

#include "postgres.h"

#include "fmgr.h"

#include "core/touch_summary.h"

/*
 * The summary in an argument that is not NULL, checked and packed; it may lie
 * in the caller's value or in the current memory context.
 */
extern const sm_touch_summary *sm_touch_summary_argument(FunctionCallInfo fcinfo,
														 int argument);

#endif							/* SM_PG_TOUCH_SUMMARY_H */
