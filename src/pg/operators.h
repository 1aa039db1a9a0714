/*-------------------------------------------------------------------------
 *
 * operators.h
 *	  The functions behind a type's comparison operators and its operator
 *	  classes for btree and hash.
 *
 * Every value type has the same nine; sql/comparison.sql.in makes their SQL
 * objects.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_OPERATORS_H
#define SM_PG_OPERATORS_H

#include "postgres.h"

#include "fmgr.h"

/* One function of the type: what the server looks for, and its body. */
#define SM_OPERATOR(type, suffix, answer) \
	PG_FUNCTION_INFO_V1(sm_##type##_##suffix); \
	Datum \
	sm_##type##_##suffix(PG_FUNCTION_ARGS) \
	{ \
		answer; \
	} \
	extern Datum sm_##type##_##suffix(PG_FUNCTION_ARGS)

/*
 * sm_TYPE_eq, _ne, _lt, _le, _gt, _ge, _cmp, _hash and _hash_extended, from
 * expressions that use fcinfo: order_of is an int, less than, equal to or
 * greater than zero, and the two hashes are Datums.  All three must leave no
 * memory behind, since a sort calls them more often than anybody resets a
 * memory context.
 */
#define SM_OPERATORS(type, order_of, hash_of, seeded_hash_of) \
	SM_OPERATOR(type, eq, PG_RETURN_BOOL((order_of) == 0)); \
	SM_OPERATOR(type, ne, PG_RETURN_BOOL((order_of) != 0)); \
	SM_OPERATOR(type, lt, PG_RETURN_BOOL((order_of) < 0)); \
	SM_OPERATOR(type, le, PG_RETURN_BOOL((order_of) <= 0)); \
	SM_OPERATOR(type, gt, PG_RETURN_BOOL((order_of) > 0)); \
	SM_OPERATOR(type, ge, PG_RETURN_BOOL((order_of) >= 0)); \
	SM_OPERATOR(type, cmp, PG_RETURN_INT32(order_of)); \
	SM_OPERATOR(type, hash, return (hash_of)); \
	SM_OPERATOR(type, hash_extended, return (seeded_hash_of))

/* The same for a type that state.h describes. */
#define SM_STATE_OPERATORS(type, descriptor) \
	SM_OPERATORS(type, sm_state_order(fcinfo, descriptor), \
				 sm_state_hash(fcinfo, descriptor), \
				 sm_state_hash_extended(fcinfo, descriptor))

#endif							/* SM_PG_OPERATORS_H */
