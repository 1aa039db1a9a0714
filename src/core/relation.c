/*-------------------------------------------------------------------------
 *
 * relation.c
 *	  How close sales and marketing are, by twenty statements.
 *
 * Each of the four levels begins twenty points above the one before.
 *
 *-------------------------------------------------------------------------
 */
#include "core/relation.h"

bool
sm_relation_of(int score, sm_relation *relation)
{
	if (score < SM_RELATION_LOWEST || score > SM_RELATION_HIGHEST)
		return false;
	*relation = score == SM_RELATION_HIGHEST ? SM_INTEGRATED :
		(sm_relation) (score / 20 - 1);
	return true;
}

/*
 * Each open statement adds 1 to 5.
 */
bool
sm_relation_range_of(int answered, int score, sm_relation_range *range)
{
	int			open;

	if (answered < 0 || answered > SM_RELATION_ITEMS || score < answered ||
		score > 5 * answered)
		return false;
	open = SM_RELATION_ITEMS - answered;
	range->lowest_score = score + open;
	range->highest_score = score + 5 * open;
	return sm_relation_of(range->lowest_score, &range->lowest) &&
		sm_relation_of(range->highest_score, &range->highest);
}

/*
 * Where nothing speaks against either, nothing speaks against any level.
 */
bool
sm_relations_of(sm_verdict verdict, sm_relation *lowest, sm_relation *highest)
{
	static const sm_relation low[SM_VERDICTS] = {
		SM_UNDEFINED, SM_UNDEFINED, SM_DEFINED, SM_ALIGNED, SM_UNDEFINED
	};
	static const sm_relation high[SM_VERDICTS] = {
		SM_UNDEFINED, SM_DEFINED, SM_ALIGNED, SM_INTEGRATED, SM_INTEGRATED
	};

	*lowest = low[verdict];
	*highest = high[verdict];
	return verdict != SM_INSUFFICIENT_EVIDENCE;
}
