/*-------------------------------------------------------------------------
 *
 * touch.h
 *	  Touches as SQL values.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_TOUCH_H
#define SM_PG_TOUCH_H

#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "core/touch.h"
#include "core/touch_text.h"
#include "pg/state.h"

/*
 * The touch in an argument that is not NULL, checked; it may lie in the
 * caller's value or in the current memory context.
 */
extern const sm_touch_record *sm_touch_argument(FunctionCallInfo fcinfo,
												int argument);

/*
 * The binary form of a touch.  What is received is completed but for
 * sm_touch_end, and its texts are in the current memory context.  Raises
 * 22P03 for what no touch can be.
 */
extern void sm_touch_receive(const SmStateType *type, StringInfo message,
							 sm_touch_fields *fields);
extern void sm_touch_send_record(StringInfo message,
								 const sm_touch_record *touch);

#endif							/* SM_PG_TOUCH_H */
