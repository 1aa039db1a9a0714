/*-------------------------------------------------------------------------
 *
 * evidence.c
 *	  Columns that rows about evidence have in common.
 *
 * Values are in the current memory context.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/evidence.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "pg/compat.h"

Datum
sm_thousandths(int64 value)
{
	return NumericGetDatum(int64_div_fast_to_numeric(value, 3));
}

void
sm_put_weights(const sm_evidence *evidence, bool counts, Datum *values)
{
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		values[i] = sm_thousandths(counts ? evidence->weight[i] : 0);
}

/* One label, NULL where it is 0. */
static void
put_label(const char *const *names, uint8 label, Datum *value, bool *isnull)
{
	*isnull = label == 0;
	*value = *isnull ? (Datum) 0 : CStringGetTextDatum(names[label]);
}

void
sm_put_traits(uint8 mode, uint8 purpose, uint8 place, Datum *values,
			  bool *nulls)
{
	put_label(sm_mode_names, mode, &values[0], &nulls[0]);
	put_label(sm_purpose_names, purpose, &values[1], &nulls[1]);
	put_label(sm_place_names, place, &values[2], &nulls[2]);
}
