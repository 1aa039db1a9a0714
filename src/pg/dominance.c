/*-------------------------------------------------------------------------
 *
 * dominance.c
 *	  How often a member of one group has more than one of another, from
 *	  counts of pairs.
 *
 * Whoever counted the pairs may have counted wrong: counts that no two
 * groups can have are refused.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "core/inference.h"
#include "core/normal.h"
#include "pg/figures.h"

PG_FUNCTION_INFO_V1(sm_dominance_of_pairs);

/* Raises an error unless two groups of these sizes can have such pairs. */
static void
check_pairs(int64 more, int64 fewer, int64 first, int64 second)
{
	if (more < 0 || fewer < 0 || first < 0 || second < 0 ||
		first > SM_HISTOGRAM_TOTAL || second > SM_HISTOGRAM_TOTAL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("counts of pairs and groups must lie between 0 and "
						"those of " INT64_FORMAT " members",
						SM_HISTOGRAM_TOTAL)));
	if ((uint128) more + (uint128) fewer >
		(uint128) first * (uint128) second)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there are more pairs than the groups can have"),
				 errdetail("Groups of " INT64_FORMAT " and " INT64_FORMAT
						   " can't have " INT64_FORMAT " and " INT64_FORMAT
						   " pairs.", first, second, more, fewer)));
}

/*
 * Cliff's delta with its interval.  The interval is NULL where so few members
 * can't show anything, and all is where a group is empty.
 */
Datum
sm_dominance_of_pairs(PG_FUNCTION_ARGS)
{
	int64		more = PG_GETARG_INT64(0);
	int64		fewer = PG_GETARG_INT64(1);
	sm_pairs	pairs = {0};
	sm_dominance figures;
	SmFigures	row = {0};
	bool		suffices;

	pairs.a = PG_GETARG_INT64(2);
	pairs.b = PG_GETARG_INT64(3);
	check_pairs(more, fewer, pairs.a, pairs.b);
	pairs.longer = (sm_uint128) more;
	pairs.shorter = (sm_uint128) fewer;
	pairs.equal = (sm_uint128) pairs.a * (sm_uint128) pairs.b -
		pairs.longer - pairs.shorter;
	figures = sm_dominance_of(&pairs, SM_95_PERCENT_POINT);
	suffices = figures.known && sm_samples_suffice(pairs.a, pairs.b);

	sm_put_share(&row, figures.known, figures.delta);
	sm_put_share(&row, suffices, figures.low);
	sm_put_share(&row, suffices, figures.high);
	sm_put_share(&row, figures.known, figures.a12);
	sm_put_label(&row, figures.known ? sm_magnitude_names[figures.magnitude] :
				 NULL);
	sm_put_label(&row, !figures.known ? "missing" :
				 suffices ? NULL : "too_few");
	PG_RETURN_DATUM(sm_figures_datum(fcinfo, &row));
}
