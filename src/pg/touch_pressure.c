/*-------------------------------------------------------------------------
 *
 * touch_pressure.c
 *	  The aggregate touch_pressure, which runs along a customer's touches.
 *
 * Its state is internal, so that nobody can make a value of it, store it or
 * hand in another one: it is checked by nothing, and there is no other form
 * of it.  It needs none, as a window is never added to another one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "core/pressure_window.h"
#include "pg/compat.h"
#include "pg/errors.h"
#include "pg/friction_policy.h"
#include "pg/state.h"
#include "pg/touch.h"

PG_FUNCTION_INFO_V1(sm_touch_pressure_accum);
PG_FUNCTION_INFO_V1(sm_touch_pressure_final);

/* Room for about eight contacts. */
#define FIRST_SIZE 512

StaticAssertDecl(offsetof(sm_pressure_window, used) ==
				 offsetof(SmGrowingState, used),
				 "a pressure window must start as every growing state does");

static const SmStateType pressure_window_type = {
	.name = "touch_pressure state",
	.grows = true,
	.fixed_size = sizeof(sm_pressure_window),
	.first_size = FIRST_SIZE,
	.max_size = SM_PRESSURE_BYTES,
	.limit_hint = "A timeline is of one customer: use PARTITION BY."
};

/*
 * A window with more room, in place of one that is full, which nobody else
 * frees, as it is internal.
 */
static sm_pressure_window *
enlarge(sm_pressure_window *window)
{
	sm_pressure_window *larger = sm_state_reserve(&pressure_window_type,
												  window,
												  SM_PRESSURE_ENTRY_BYTES);

	if (larger != window)
		pfree(window);
	return larger;
}

/* Raises 22023 for a touch that is earlier than the one before. */
pg_noreturn static void
out_of_order(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("touches are not in the order of time"),
			 errhint("Use touch_pressure(...) OVER (PARTITION BY customer "
					 "ORDER BY occurred_at ROWS UNBOUNDED PRECEDING).")));
}

/* Raises 22023 for a policy that is another one than before. */
pg_noreturn static void
other_policy(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the policy of touch_pressure changes from row to row"),
			 errhint("Pass the same policy for every row of a window.")));
}

/* Moves a window on to a touch; the window may be another one then. */
static sm_pressure_window *
move_on(sm_pressure_window *window, const sm_touch_record *touch,
		const sm_policy *policy)
{
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;

	for (;;)
	{
		switch (sm_pressure_add(window, VARSIZE(window), touch, policy, stop))
		{
			case SM_PRESSURE_DONE:
				return window;
			case SM_PRESSURE_FULL:
				window = enlarge(window);
				break;
			case SM_PRESSURE_STOPPED:
				sm_answer_stop(&stop);
				break;
			case SM_PRESSURE_DISORDER:
				out_of_order();
			case SM_PRESSURE_OTHER_POLICY:
				other_policy();
		}
	}
}

/*
 * touch_pressure_accum(internal, touch [, friction_policy]) returns internal
 *		Moves on to one touch; a NULL changes nothing.
 */
Datum
sm_touch_pressure_accum(PG_FUNCTION_ARGS)
{
	sm_pressure_window *window;
	const sm_touch_record *touch;
	const sm_policy *policy;
	MemoryContext aggregate;
	MemoryContext caller;

	if (!AggCheckCallContext(fcinfo, &aggregate))
		elog(ERROR, "touch_pressure_accum outside of an aggregate");
	caller = MemoryContextSwitchTo(aggregate);
	window = PG_ARGISNULL(0) ? sm_state_new(&pressure_window_type) :
		(sm_pressure_window *) PG_GETARG_POINTER(0);
	MemoryContextSwitchTo(caller);
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(window);
	touch = sm_touch_argument(fcinfo, 1);
	policy = sm_policy_argument(fcinfo, 2);
	MemoryContextSwitchTo(aggregate);
	window = move_on(window, touch, policy);
	MemoryContextSwitchTo(caller);
	PG_RETURN_POINTER(window);
}

/*
 * touch_pressure_final(internal) returns double precision
 *		The pressure at the latest touch.
 */
Datum
sm_touch_pressure_final(PG_FUNCTION_ARGS)
{
	float8		pressure;

	if (PG_ARGISNULL(0) ||
		!sm_pressure_now((const sm_pressure_window *) PG_GETARG_POINTER(0),
						 &pressure))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(pressure);
}
