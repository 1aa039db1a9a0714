/*-------------------------------------------------------------------------
 *
 * figures.h
 *	  Rows of results: counts, shares and labels, from left to right.
 *
 * A share that is not known is NULL, never zero.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_FIGURES_H
#define SM_PG_FIGURES_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "fmgr.h"

#include "utils/numeric.h"

#include "core/proportion.h"

#define SM_FIGURES	64			/* columns a row may have */

/* A row that is being filled.  All zero is an empty one. */
typedef struct SmFigures
{
	Datum		values[SM_FIGURES];
	bool		nulls[SM_FIGURES];
	int			filled;
} SmFigures;

/* The next column: a label, NULL for a null pointer. */
extern void sm_put_label(SmFigures *row, const char *label);

/* The next column: an integer of 32 bits. */
extern void sm_put_integer(SmFigures *row, int32 number);

/* The next column: a count, NULL unless it is known. */
extern void sm_put_known_count(SmFigures *row, bool known, int64 count);

/* The next column: any number of bytes of text, or NULL for none. */
extern void sm_put_bytes(SmFigures *row, const char *text, Size length);
extern void sm_put_text(SmFigures *row, text *value);

/* The next column: a point in time. */
extern void sm_put_time(SmFigures *row, bool known, TimestampTz time);

/* The next column: a count. */
extern void sm_put_count(SmFigures *row, int64 count);

/* The next column: a share, NULL unless it is known. */
extern void sm_put_share(SmFigures *row, bool known, float8 share);

/* The next column: days, or a date, NULL if SM_NO_DAY. */
extern void sm_put_days(SmFigures *row, int64 days);
extern void sm_put_date(SmFigures *row, int64 day, const char *name);

/* The next column: whether something is so. */
extern void sm_put_flag(SmFigures *row, bool flag);

/* The next column: a truth, NULL unless it is known. */
extern void sm_put_truth(SmFigures *row, bool known, bool truth);

/* The next column: an amount of so many 0.0001, NULL unless it is known. */
extern void sm_put_amount(SmFigures *row, bool known, int128 units);

/* The next column: NULL. */
extern void sm_put_null(SmFigures *row);

/* The next column: a number with so many decimals, as an integer of these. */
extern void sm_put_decimal(SmFigures *row, int64 number, int decimals);

/* The next three columns: a share and its limits. */
extern void sm_put_proportion(SmFigures *row, const sm_proportion *share);

/* The next column: a number of any size, NULL for a null pointer. */
extern void sm_put_numeric(SmFigures *row, Numeric number);

/*
 * The filled row as what the function returns, in the current memory context.
 * The row type is looked up once per query and kept in fn_extra.
 */
extern Datum sm_figures_datum(FunctionCallInfo fcinfo, SmFigures *row);

/*
 * Adds the filled row to what a set-returning function returns, after
 * InitMaterializedSRF.
 */
extern void sm_store_figures(FunctionCallInfo fcinfo, SmFigures *row);

#endif							/* SM_PG_FIGURES_H */
