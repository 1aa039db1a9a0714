/*-------------------------------------------------------------------------
 *
 * friction_policy.c
 *	  The type friction_policy, its constructor, and what is read from it.
 *
 * A value is a header and the limits of the core, every one within its
 * bounds wherever a value can be had from SQL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/friction_policy.h"

#include <math.h>

#include "common/int.h"
#include "datatype/timestamp.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/timestamp.h"

#include "core/severity.h"
#include "pg/compat.h"
#include "pg/figures.h"
#include "pg/operators.h"
#include "pg/quote.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_excess);
PG_FUNCTION_INFO_V1(sm_shortfall);
PG_FUNCTION_INFO_V1(sm_friction_policy_in);
PG_FUNCTION_INFO_V1(sm_friction_policy_out);
PG_FUNCTION_INFO_V1(sm_friction_policy_recv);
PG_FUNCTION_INFO_V1(sm_friction_policy_send);
PG_FUNCTION_INFO_V1(sm_friction_policy);
PG_FUNCTION_INFO_V1(sm_friction_limit);
PG_FUNCTION_INFO_V1(sm_friction_limits);

#define FRICTION_POLICY_VERSION 1

/* What a friction_policy is, in memory and on disk. */
typedef struct FrictionPolicy
{
	SmState		head;
	sm_policy policy;
} FrictionPolicy;

static const char *
policy_flaw(const void *state)
{
	return sm_policy_flaw(&((const FrictionPolicy *) state)->policy);
}

static int
policy_order(const void *a, const void *b)
{
	return sm_policy_order(&((const FrictionPolicy *) a)->policy,
						   &((const FrictionPolicy *) b)->policy);
}

static const SmStateType friction_policy_type = {
	.name = "friction_policy",
	.version = FRICTION_POLICY_VERSION,
	.grows = false,
	.fixed_size = sizeof(FrictionPolicy),
	.flaw = policy_flaw,
	.order = policy_order
};

SM_STATE_OPERATORS(friction_policy, &friction_policy_type);

/* A policy of defaults in the current memory context. */
static FrictionPolicy *
new_policy(void)
{
	FrictionPolicy *policy = sm_state_new(&friction_policy_type);

	sm_policy_standard(&policy->policy);
	return policy;
}

const sm_policy *
sm_policy_argument(FunctionCallInfo fcinfo, int argument)
{
	static sm_policy standard;
	static bool filled = false;
	const FrictionPolicy *policy;

	if (argument >= PG_NARGS() || PG_ARGISNULL(argument))
	{
		if (!filled)
			sm_policy_standard(&standard);
		filled = true;
		return &standard;
	}
	policy = sm_state_for_reading(fcinfo, argument, &friction_policy_type);
	return &policy->policy;
}

/* Raises 22023 for a number that cannot be what it should. */
pg_noreturn static void
bad_number(const char *name, const char *wanted, float8 number,
		   const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s must be %s", name, wanted),
			 errdetail("It is %s.", float8out_internal(number)),
			 errhint("%s", hint)));
}

/* The two arguments of excess and shortfall, checked. */
static void
severity_arguments(FunctionCallInfo fcinfo, float8 *value, float8 *limit)
{
	*value = PG_GETARG_FLOAT8(0);
	*limit = PG_GETARG_FLOAT8(1);
	if (isnan(*limit) || isinf(*limit) || *limit <= 0)
		bad_number("limit", "a finite number above zero", *limit,
				   "A severity is the distance to a limit, as a share.");
	if (isnan(*value) || *value < 0)
		bad_number("value", "a number from zero up", *value,
				   "Use abs() where only the size of a value counts.");
}

/*
 * excess(value double precision, limit double precision)
 * returns double precision
 */
Datum
sm_excess(PG_FUNCTION_ARGS)
{
	float8		value;
	float8		limit;

	severity_arguments(fcinfo, &value, &limit);
	PG_RETURN_FLOAT8(sm_severity_excess(value, limit));
}

/*
 * shortfall(value double precision, limit double precision)
 * returns double precision
 */
Datum
sm_shortfall(PG_FUNCTION_ARGS)
{
	float8		value;
	float8		limit;

	severity_arguments(fcinfo, &value, &limit);
	PG_RETURN_FLOAT8(sm_severity_shortfall(value, limit));
}

/*
 * friction_policy_in(cstring) returns friction_policy
 */
Datum
sm_friction_policy_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	FrictionPolicy *policy = new_policy();
	sm_policy_fault fault;

	switch (sm_policy_read(text, strlen(text), &policy->policy, &fault))
	{
		case SM_POLICY_READ:
			break;
		case SM_POLICY_MALFORMED:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type friction_policy: \"%s\"",
							sm_quotable(text, strlen(text))),
					 errdetail("%s", fault.detail),
					 errhint("A policy is a list such as \"double_touch 12h, went_dark 21d\"; "
							 "friction_limits() lists the names.")));
			break;
		case SM_POLICY_OUT_OF_BOUNDS:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("invalid limit in friction_policy: \"%s\"",
							sm_quotable(text, strlen(text))),
					 errdetail("%s", fault.detail)));
			break;
	}
	PG_RETURN_POINTER(policy);
}

/*
 * friction_policy_out(friction_policy) returns cstring
 */
Datum
sm_friction_policy_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_POLICY_TEXT);

	sm_policy_write(sm_policy_argument(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/*
 * friction_policy_recv(internal) returns friction_policy
 *		A version byte, then every limit.
 */
Datum
sm_friction_policy_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	FrictionPolicy *policy = new_policy();

	sm_state_receive_version(&friction_policy_type, message);
	sm_state_receive_bytes(&friction_policy_type, message,
						   sizeof(policy->policy.limit));
	for (int i = 0; i < SM_LIMITS; i++)
		policy->policy.limit[i] = pq_getmsgint64(message);
	sm_state_received(&friction_policy_type, message, policy);
	PG_RETURN_POINTER(policy);
}

/*
 * friction_policy_send(friction_policy) returns bytea
 */
Datum
sm_friction_policy_send(PG_FUNCTION_ARGS)
{
	const sm_policy *policy = sm_policy_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, FRICTION_POLICY_VERSION);
	for (int i = 0; i < SM_LIMITS; i++)
		pq_sendint64(&message, policy->limit[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* Raises 22023 for a limit that is out of its bounds. */
pg_noreturn static void
bad_limit(sm_limit limit, const char *value)
{
	char		bounds[SM_BOUNDS_TEXT];

	sm_limit_bounds_write(limit, bounds);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid limit %s", sm_limit_table[limit].name),
			 errdetail("It is %s, and must be %s.", value, bounds)));
}

/* A limit in elapsed time. */
static int64
time_argument(FunctionCallInfo fcinfo, sm_limit limit)
{
	Interval   *interval = PG_GETARG_INTERVAL_P(limit);
	char	   *text;
	int64		value;

	text = DatumGetCString(DirectFunctionCall1(interval_out,
											   IntervalPGetDatum(interval)));
	if (interval->month != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid limit %s", sm_limit_table[limit].name),
				 errdetail("It is %s, and months are not all of one length.",
						   text),
				 errhint("Give days; a day is 24 hours.")));
	if (pg_mul_s64_overflow(interval->day, USECS_PER_DAY, &value) ||
		pg_add_s64_overflow(value, interval->time, &value))
		bad_limit(limit, text);
	if (!sm_limit_valid(limit, value))
		bad_limit(limit, text);
	return value;
}

/*
 * A limit that is a share, in millionths: of at most six decimals, as in the
 * text form, but for what is lost on the way to a double.
 */
static int64
share_argument(FunctionCallInfo fcinfo, sm_limit limit)
{
	float8		share = PG_GETARG_FLOAT8(limit);

	/* also false for a NaN */
	if (!(share > 0 && share <= 1) ||
		fabs(share * SM_WHOLE - (double) sm_share_of(share)) > 1e-6 ||
		!sm_limit_valid(limit, sm_share_of(share)))
		bad_limit(limit, float8out_internal(share));
	return sm_share_of(share);
}

/* A limit that is a count. */
static int64
count_argument(FunctionCallInfo fcinfo, sm_limit limit)
{
	int32		count = PG_GETARG_INT32(limit);

	if (!sm_limit_valid(limit, count))
		bad_limit(limit, psprintf("%d", count));
	return count;
}

/*
 * friction_policy(budget_overlap double precision, ...)
 * returns friction_policy
 *		One argument for each limit, in the order of sm_limit.
 */
Datum
sm_friction_policy(PG_FUNCTION_ARGS)
{
	FrictionPolicy *policy = new_policy();

	for (int i = 0; i < SM_LIMITS; i++)
	{
		int64	   *limit = &policy->policy.limit[i];

		if (PG_ARGISNULL(i))
			continue;
		switch (sm_limit_table[i].unit)
		{
			case SM_UNIT_TIME:
				*limit = time_argument(fcinfo, (sm_limit) i);
				break;
			case SM_UNIT_SHARE:
				*limit = share_argument(fcinfo, (sm_limit) i);
				break;
			case SM_UNIT_COUNT:
				*limit = count_argument(fcinfo, (sm_limit) i);
				break;
		}
	}
	PG_RETURN_POINTER(policy);
}

/*
 * friction_limit(policy friction_policy, name text) returns double precision
 */
Datum
sm_friction_limit(PG_FUNCTION_ARGS)
{
	const sm_policy *policy = sm_policy_argument(fcinfo, 0);
	const text *name;
	int			limit;

	if (PG_ARGISNULL(1))
		PG_RETURN_NULL();
	name = PG_GETARG_TEXT_PP(1);
	limit = sm_limit_find(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
	if (limit < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown limit \"%s\"",
						sm_quotable(VARDATA_ANY(name),
									VARSIZE_ANY_EXHDR(name))),
				 errhint("friction_limits() lists the names.")));
	PG_RETURN_FLOAT8(sm_limit_shown(policy, (sm_limit) limit));
}

/*
 * friction_limits(policy friction_policy) returns setof friction_limit_row
 */
Datum
sm_friction_limits(PG_FUNCTION_ARGS)
{
	const sm_policy *policy = sm_policy_argument(fcinfo, 0);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < SM_LIMITS; i++)
	{
		const sm_limit_info *info = &sm_limit_table[i];
		bool		own = info->kind != SM_EVERY_KIND;
		SmFigures	row = {0};

		sm_put_label(&row, info->name);
		sm_put_label(&row, own ? sm_friction_kind_names[info->kind] :
							  NULL);
		sm_put_label(&row, own ? sm_dimension_names
							  [sm_dimension_of((sm_friction_kind) info->kind)] : NULL);
		sm_put_share(&row, true, sm_limit_shown(policy, (sm_limit) i));
		sm_put_label(&row, info->shown_in);
		sm_put_share(&row, true,
					 sm_limit_in_units((sm_limit) i, info->standard));
		sm_put_label(&row, info->source);
		sm_store_figures(fcinfo, &row);
	}
	return (Datum) 0;
}
