/*-------------------------------------------------------------------------
 *
 * friction_policy.h
 *	  Policies of friction as SQL arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_FRICTION_POLICY_H
#define SM_PG_FRICTION_POLICY_H

#include "postgres.h"

#include "fmgr.h"

#include "core/friction_policy.h"

/*
 * The policy in an argument, checked; that of the defaults for a NULL, or for
 * an argument that the function does not have.  It may lie in the caller's
 * value or in the current memory context.
 */
extern const sm_policy *sm_policy_argument(FunctionCallInfo fcinfo,
													int argument);

#endif							/* SM_PG_FRICTION_POLICY_H */
