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
	bool		digits_readable;	/* numerics look as digits_units() thinks */
} AmountConstants;

/*
 * A numeric as it is stored in tables: a word of form, sign, scale and
 * weight, then digits to the base of 10,000, the first of which counts
 * 10,000 ^ weight.  A unit is one digit of weight -1.
 */
#define FORM_MASK		0xC000
#define SHORT_FORM		0x8000
#define SHORT_NEGATIVE	0x2000
#define WEIGHT_NEGATIVE	0x0040
#define WEIGHT_MASK		0x003F
#define DIGIT_BASE		10000

/* Weights up to this are far from any limit. */
#define USUAL_WEIGHT	2

/*
 * Reads the units of an amount from its digits, which takes a tenth of what
 * arithmetic in numeric takes.  Returns false for everything unusual: what is
 * not finite, large, or has to be rounded.
 */
static bool
digits_units(Numeric amount, int64 *units)
{
	const char *words = VARDATA_ANY(amount);
	int			digits = (int) (VARSIZE_ANY_EXHDR(amount) / sizeof(uint16)) - 1;
	uint16		head;
	int			weight;
	int64		sum = 0;

	if (digits < 0)
		return false;
	memcpy(&head, words, sizeof(head));
	weight = head & WEIGHT_MASK;
	if (head & WEIGHT_NEGATIVE)
		weight -= WEIGHT_MASK + 1;
	if ((head & FORM_MASK) != SHORT_FORM || weight > USUAL_WEIGHT ||
		digits > weight + 2)
		return false;

	for (int i = 1; i <= weight + 2; i++)
	{
		int16		digit = 0;

		if (i <= digits)
			memcpy(&digit, words + i * sizeof(digit), sizeof(digit));
		sum = sum * DIGIT_BASE + digit;
	}
	*units = head & SHORT_NEGATIVE ? -sum : sum;
	return true;
}

/*
 * Whether this server's numerics are what digits_units() takes them for:
 * they have been since 9.1, and tables that pg_upgrade keeps are full of
 * them, but nobody has promised it.
 */
static bool
digits_are_readable(void)
{
	static const int64 samples[] = {
		0, 1, -1, 9999, 10000, 123456789, -98765432, 100000000,
		-100000001, INT64CONST(9999999999999999)
	};

	for (int i = 0; i < lengthof(samples); i++)
	{
		Numeric		sample = sm_units_numeric(samples[i]);
		int64		units;

		if (!digits_units(sample, &units) || units != samples[i])
			return false;
		pfree(sample);
	}
	return true;
}

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
		constants.digits_readable = digits_are_readable();
		made = true;
		MemoryContextSwitchTo(caller);
	}
	return &constants;
}

/* What a numeric looks like. */
static const char *
numeric_text(Numeric number)
{
	Datum		datum = NumericGetDatum(number);

	return DatumGetCString(DirectFunctionCall1(numeric_out, datum));
}

/*
 * Raises 22003 for a numeric that is no amount.
 */
pg_noreturn static void
raise_amount(Numeric amount, const char *name)
{
	const char *text = numeric_text(amount);

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
	Datum		datum;
	int64		units;

	if (constants->digits_readable && digits_units(amount, &units))
		return units;

	/* a short header goes */
	amount = DatumGetNumeric(NumericGetDatum(amount));
	datum = NumericGetDatum(amount);

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
				 errdetail("It is %s.", numeric_text(number))));
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
	int64		rest = (int64) (units % QUINTILLION);
	Datum		high;
	Datum		low = NumericGetDatum(sm_units_numeric(rest));

	if (whole >= QUINTILLION || whole <= -QUINTILLION)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of amounts is out of range"),
				 errdetail("It would have more than 32 digits in front of "
						   "the point.")));
	high = NumericGetDatum(int64_to_numeric((int64) whole));
	high = DirectFunctionCall2(numeric_mul, high,
							   amount_constants()->quintillion);
	return DatumGetNumeric(DirectFunctionCall2(numeric_add, high, low));
}
