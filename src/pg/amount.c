/*-------------------------------------------------------------------------
 *
 * amount.c
 *	  Amounts of money: numeric outside, ten-thousandths in integers inside.
 *
 * Only the server's own functions touch a numeric.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/amount.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "pg/compat.h"
#include "pg/quote.h"

/* The largest power of ten that an int64 holds. */
#define QUINTILLION		INT64CONST(1000000000000000000)

/* Constants that are made when first needed and never change. */
typedef struct AmountConstants
{
	Datum		limit;			/* 9e14 */
	Datum		minus_limit;
	Datum		units;			/* 10000 */
	Datum		quintillion;	/* of units, as an amount */
} AmountConstants;

/*
 * The constants.  They stay until the server process ends.
 */
static const AmountConstants *
amount_constants(void)
{
	static AmountConstants constants;
	static bool made = false;

	if (!made)
	{
		MemoryContext caller = MemoryContextSwitchTo(TopMemoryContext);
		int64		limit = SM_AMOUNT_LIMIT / SM_AMOUNT_UNITS;
		int64		quintillion = QUINTILLION / SM_AMOUNT_UNITS;

		constants.limit = NumericGetDatum(int64_to_numeric(limit));
		constants.minus_limit = NumericGetDatum(int64_to_numeric(-limit));
		constants.units = NumericGetDatum(int64_to_numeric(SM_AMOUNT_UNITS));
		constants.quintillion =
			NumericGetDatum(int64_to_numeric(quintillion));
		made = true;
		MemoryContextSwitchTo(caller);
	}
	return &constants;
}

/*
 * Raises 22003 for a numeric that is no amount.
 */
pg_noreturn static void
raise_amount(Numeric amount, const char *name)
{
	const char *text = DatumGetCString(DirectFunctionCall1(numeric_out,
														   NumericGetDatum(amount)));

	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s out of range: %s", name,
					sm_quotable(text, strlen(text))),
			 errhint("An amount is a number between -900000000000000 and "
					 "900000000000000.")));
}

int64
sm_amount_units(Numeric amount, const char *name)
{
	const AmountConstants *constants = amount_constants();
	Datum		datum = NumericGetDatum(amount);
	int64		units;

	/* NaN is larger than every number */
	if (DatumGetInt32(DirectFunctionCall2(numeric_cmp, datum,
										  constants->limit)) >= 0 ||
		DatumGetInt32(DirectFunctionCall2(numeric_cmp, datum,
										  constants->minus_limit)) <= 0)
		raise_amount(amount, name);
	datum = DirectFunctionCall2(numeric_mul, datum, constants->units);
	units = DatumGetInt64(DirectFunctionCall1(numeric_int8, datum));

	/* what is below the limit by less than half a unit was rounded to it */
	if (units >= SM_AMOUNT_LIMIT || units <= -SM_AMOUNT_LIMIT)
		raise_amount(amount, name);
	return units;
}

void
sm_check_finite(Numeric number, const char *name)
{
	if (numeric_is_nan(number) || numeric_is_inf(number))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite number", name),
				 errdetail("It is %s.",
						   DatumGetCString(DirectFunctionCall1(numeric_out,
															   NumericGetDatum(number))))));
}

Numeric
sm_units_numeric(int64 units)
{
	return int64_div_fast_to_numeric(units, SM_AMOUNT_SCALE);
}

Numeric
sm_wide_units_numeric(int128 units)
{
	int128		whole = units / QUINTILLION;
	Datum		high;
	Datum		low = NumericGetDatum(sm_units_numeric((int64) (units %
																QUINTILLION)));

	if (whole >= QUINTILLION || whole <= -QUINTILLION)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of amounts is out of range"),
				 errdetail("It would have more than 32 digits in front of "
						   "the point.")));
	high = DirectFunctionCall2(numeric_mul,
							   NumericGetDatum(int64_to_numeric((int64) whole)),
							   amount_constants()->quintillion);
	return DatumGetNumeric(DirectFunctionCall2(numeric_add, high, low));
}
