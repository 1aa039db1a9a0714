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

/* The payout of an argument, checked; a null pointer for a NULL. */
extern const sm_payout_row *sm_payout_argument(FunctionCallInfo fcinfo,
										   int argument);

#endif							/* SM_PG_PAYOUT_H */
