/*-------------------------------------------------------------------------
 *
 * relation.h
 *	  How close sales and marketing are, by the twenty statements of Kotler,
 *	  Rackham and Krishnaswamy (2006), each answered with 1 to 5.
 *
 * The level comes from answers of people, never from what operations show.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_RELATION_H
#define SM_CORE_RELATION_H

#include <stdbool.h>

#include "core/labels.h"

#define SM_RELATION_ITEMS	20
#define SM_RELATION_LOWEST	SM_RELATION_ITEMS
#define SM_RELATION_HIGHEST	(5 * SM_RELATION_ITEMS)

/* Between what scores and levels the answer to all statements lies. */
typedef struct sm_relation_range
{
	int			lowest_score;
	int			highest_score;
	sm_relation lowest;
	sm_relation highest;
} sm_relation_range;

/* Puts the level of a score of all items; false unless there is such one. */
extern bool sm_relation_of(int score, sm_relation *relation);

/*
 * What so many answered items that sum up to score leave open.  False unless
 * that many items can have that sum.
 */
extern bool sm_relation_range_of(int answered, int score,
								 sm_relation_range *range);

/*
 * The levels a verdict fits, from the lower to the higher; false if it fits
 * none in particular.
 */
extern bool sm_relations_of(sm_verdict verdict, sm_relation *lowest,
							sm_relation *highest);

#endif							/* SM_CORE_RELATION_H */
