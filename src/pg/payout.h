/*-------------------------------------------------------------------------
 *
 * payout.h
 *	  Payouts as arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_PAYOUT_H
#define SM_PG_PAYOUT_H

#include "postgres.h"

#include "fmgr.h"

#include "core/payout.h"

/*
 * The payout of an argument, a null pointer for a NULL.  Only what keeps it
 * in its bytes is checked, as a transition function has to be quick, and
 * every payout was checked when it was made.
 */
extern const sm_payout_row *sm_payout_argument(FunctionCallInfo fcinfo,
										   int argument);

#endif							/* SM_PG_PAYOUT_H */
