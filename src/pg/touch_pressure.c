/*-------------------------------------------------------------------------
 *
 * touch_pressure.c
 *	  The aggregate touch_pressure, which runs along a customer's touches.
 *
 * Its state is of the type touch_summary, as it must be of some type, but of
 * a version that nothing but the functions here reads.
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

#define PRESSURE_WINDOW_VERSION 129

/* Room for about eight contacts. */
#define FIRST_SIZE 512

StaticAssertDecl(offsetof(sm_pressure_window, used) ==
				 offsetof(SmGrowingState, used),
				 "a pressure window must start as every growing state does");

static const char *
window_flaw(const void *state)
{
	return sm_pressure_flaw(state);
}

static const SmStateType pressure_window_type = {
	.name = "touch_pressure state",
	.version = PRESSURE_WINDOW_VERSION,
	.grows = true,
	.fixed_size = sizeof(sm_pressure_window),
	.first_size = FIRST_SIZE,
	.max_size = SM_PRESSURE_BYTES,
	.limit_hint = "A timeline is of one customer: use PARTITION BY.",
	.flaw = window_flaw
};

/*
 * Raises 22023 where somebody passes a timeline by hand.
 */
static void
check_window(FunctionCallInfo fcinfo)
{
	struct varlena *state;

	if (PG_ARGISNULL(0))
		return;
	state = (struct varlena *) PG_GETARG_POINTER(0);
	if (VARATT_IS_EXTENDED(state))
		state = PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	if (VARSIZE(state) >= sizeof(SmState) &&
		((SmState *) state)->version != PRESSURE_WINDOW_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a touch_summary is no state of touch_pressure"),
				 errhint("Call the aggregate touch_pressure.")));
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

/*
 * touch_pressure_accum(touch_summary, touch [, friction_policy])
 * returns touch_summary
 *		Moves on to one touch; a NULL changes nothing.
 */
Datum
sm_touch_pressure_accum(PG_FUNCTION_ARGS)
{
	sm_pressure_window *window;
	const sm_touch_record *touch;
	const sm_policy *policy;
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;

	check_window(fcinfo);
	window = sm_state_for_change(fcinfo, &pressure_window_type);
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(window);
	touch = sm_touch_argument(fcinfo, 1);
	policy = sm_policy_argument(fcinfo, 2);
	for (;;)
	{
		switch (sm_pressure_add(window, VARSIZE(window), touch, policy, stop))
		{
			case SM_PRESSURE_DONE:
				PG_RETURN_POINTER(window);
			case SM_PRESSURE_FULL:
				window = sm_state_reserve(&pressure_window_type, window,
										  SM_PRESSURE_ENTRY_BYTES);
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
 * touch_pressure_final(touch_summary) returns double precision
 *		The pressure at the latest touch.
 *
 * Called for every row, so it looks at nothing but the head, which is all it
 * reads.
 */
Datum
sm_touch_pressure_final(PG_FUNCTION_ARGS)
{
	const sm_pressure_window *window;
	float8		pressure;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	check_window(fcinfo);
	window = sm_state_head_for_reading(fcinfo, 0, &pressure_window_type);
	if (!sm_pressure_now(window, &pressure))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(pressure);
}
