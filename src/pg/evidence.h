/*-------------------------------------------------------------------------
 *
 * evidence.h
 *	  Columns that rows about evidence have in common.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_EVIDENCE_H
#define SM_PG_EVIDENCE_H

#include "postgres.h"

#include "core/rules.h"

/* Thousandths as a numeric with three decimals. */
extern Datum sm_thousandths(int64 value);

/*
 * The four weights as numerics, zeros where they do not count, into four
 * values.
 */
extern void sm_put_weights(const sm_evidence *evidence, bool counts,
						   Datum *values);

/* Mode, purpose and place as text, NULL where they are 0, in three columns. */
extern void sm_put_traits(uint8 mode, uint8 purpose, uint8 place,
						  Datum *values, bool *nulls);

#endif							/* SM_PG_EVIDENCE_H */
