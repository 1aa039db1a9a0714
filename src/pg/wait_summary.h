/*-------------------------------------------------------------------------
 *
 * wait_summary.h
 *	  Summaries of payouts, and what is asked of them, as arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_WAIT_SUMMARY_H
#define SM_PG_WAIT_SUMMARY_H

#include "postgres.h"

#include "fmgr.h"

#include "core/compensation.h"

/* The summary of an argument that is not NULL, checked and packed. */
extern const sm_wait_summary *sm_wait_summary_argument(FunctionCallInfo fcinfo,
													   int argument);

/*
 * as_of, an argument that may be NULL, and minimum_payees, the next one if
 * the function has it, NULL for the usual.  Raises 22008 and 22023.
 */
extern sm_pay_question sm_pay_question_argument(FunctionCallInfo fcinfo,
												int argument);

#endif							/* SM_PG_WAIT_SUMMARY_H */
