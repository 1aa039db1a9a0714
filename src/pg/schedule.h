/*-------------------------------------------------------------------------
 *
 * schedule.h
 *	  Pay schedules as arguments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_SCHEDULE_H
#define SM_PG_SCHEDULE_H

#include "postgres.h"

#include "fmgr.h"

#include "core/schedule.h"

/* The schedule of an argument that is not NULL, checked. */
extern const sm_pay_schedule *sm_pay_schedule_argument(FunctionCallInfo fcinfo,
													   int argument);

#endif							/* SM_PG_SCHEDULE_H */
