/*-------------------------------------------------------------------------
 *
 * figures.c
 *	  Rows of results: counts, shares and labels, from left to right.
 *
 * A row that does not have as many columns as its type is an error of this
 * library, never of its user.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/figures.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "pg/amount.h"
#include "pg/compat.h"
#include "pg/days.h"

/*
 * The next column of any kind.
 */
static void
put(SmFigures *row, bool known, Datum value)
{
	Assert(row->filled < SM_FIGURES);
	row->nulls[row->filled] = !known;
	row->values[row->filled++] = known ? value : (Datum) 0;
}

/*
 * The next column: a label.
 */
void
sm_put_label(SmFigures *row, const char *label)
{
	put(row, label != NULL,
		label != NULL ? CStringGetTextDatum(label) : (Datum) 0);
}

/*
 * The next column: an integer of 32 bits.
 */
void
sm_put_integer(SmFigures *row, int32 number)
{
	put(row, true, Int32GetDatum(number));
}

/*
 * The next column: a count, NULL unless it is known.
 */
void
sm_put_known_count(SmFigures *row, bool known, int64 count)
{
	put(row, known, Int64GetDatum(count));
}

/*
 * The next column: any number of bytes of text, or NULL for none.
 */
void
sm_put_bytes(SmFigures *row, const char *text, Size length)
{
	put(row, length > 0, length == 0 ? (Datum) 0 :
		PointerGetDatum(cstring_to_text_with_len(text, (int) length)));
}

/*
 * The next column: a text as it is, not copied; NULL for a null pointer.
 */
void
sm_put_text(SmFigures *row, text *value)
{
	put(row, value != NULL, PointerGetDatum(value));
}

/*
 * The next column: a point in time.
 */
void
sm_put_time(SmFigures *row, bool known, TimestampTz time)
{
	put(row, known, TimestampTzGetDatum(time));
}

/*
 * The next column: a count.
 */
void
sm_put_count(SmFigures *row, int64 count)
{
	put(row, true, Int64GetDatum(count));
}

/*
 * The next column: a share.
 */
void
sm_put_share(SmFigures *row, bool known, float8 share)
{
	put(row, known, Float8GetDatum(share));
}

/*
 * The next column: days, as the server subtracts dates.
 */
void
sm_put_days(SmFigures *row, int64 days)
{
	put(row, days != SM_NO_DAY, Int32GetDatum((int32) days));
}

/*
 * The next column: a date, which name stands for in a message.
 */
void
sm_put_date(SmFigures *row, int64 day, const char *name)
{
	put(row, day != SM_NO_DAY,
		day == SM_NO_DAY ? (Datum) 0 : sm_date_datum(day, name));
}

/*
 * The next column: whether something is so.
 */
void
sm_put_flag(SmFigures *row, bool flag)
{
	put(row, true, BoolGetDatum(flag));
}

/*
 * The next column: a truth.
 */
void
sm_put_truth(SmFigures *row, bool known, bool truth)
{
	put(row, known, BoolGetDatum(truth));
}

/*
 * The next column: an amount.
 */
void
sm_put_amount(SmFigures *row, bool known, int128 units)
{
	put(row, known, known ? NumericGetDatum(sm_wide_units_numeric(units)) :
		(Datum) 0);
}

/*
 * The next column: NULL.
 */
void
sm_put_null(SmFigures *row)
{
	put(row, false, (Datum) 0);
}

/*
 * The next column: a number with so many decimals, as an integer of these.
 */
void
sm_put_decimal(SmFigures *row, int64 number, int decimals)
{
	put(row, true, NumericGetDatum(int64_div_fast_to_numeric(number,
															 decimals)));
}

/*
 * The next three columns: a share and its limits.
 */
void
sm_put_proportion(SmFigures *row, const sm_proportion *share)
{
	sm_put_share(row, share->known, share->share);
	sm_put_share(row, share->known, share->low);
	sm_put_share(row, share->known, share->high);
}

/*
 * The next column: a number of any size.
 */
void
sm_put_numeric(SmFigures *row, Numeric number)
{
	put(row, number != NULL, NumericGetDatum(number));
}

/*
 * The row type of the function, looked up once per query.
 */
static TupleDesc
row_type(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		TupleDesc	descriptor;
		MemoryContext caller;

		caller = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		if (get_call_result_type(fcinfo, NULL, &descriptor) !=
			TYPEFUNC_COMPOSITE)
			elog(ERROR, "a function of figures must return a composite type");
		fcinfo->flinfo->fn_extra = BlessTupleDesc(descriptor);
		MemoryContextSwitchTo(caller);
	}
	return (TupleDesc) fcinfo->flinfo->fn_extra;
}

/*
 * Raises an error unless the row has the columns of its type.
 */
static void
check_columns(TupleDesc descriptor, const SmFigures *row)
{
	if (descriptor->natts != row->filled)
		elog(ERROR, "%d figures for %d columns", row->filled,
			 descriptor->natts);
}

/*
 * The filled row as what the function returns.
 */
Datum
sm_figures_datum(FunctionCallInfo fcinfo, SmFigures *row)
{
	TupleDesc	descriptor = row_type(fcinfo);

	check_columns(descriptor, row);
	return HeapTupleGetDatum(heap_form_tuple(descriptor, row->values,
											 row->nulls));
}

/*
 * Adds the filled row to what a set-returning function returns.
 */
void
sm_store_figures(FunctionCallInfo fcinfo, SmFigures *row)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	check_columns(result->setDesc, row);
	tuplestore_putvalues(result->setResult, result->setDesc, row->values,
						 row->nulls);
}
