/*
 * 22_pay_dates.sql
 *		The dates on which somebody was paid, and the cadence they show.
 *
 * pay_dates is the summary: built by pay_dates_state, added up by
 * merge_pay_dates, read by inferred_cadence, which is an aggregate as well.
 */

/*
 * The type
 */

/* value_type.sql.in: pay_dates, cost 10 */
COMMENT ON TYPE sales_marketing.pay_dates IS
'summary of payments by date, such as skipped=0; date 2026-01-31=12500000/2/0 (ten-thousandths of the currency/payments/of these of unknown amount)';

/* comparison.sql.in: pay_dates, cost 10 */

CREATE FUNCTION sales_marketing.inferred_cadence(summary sales_marketing.pay_dates)
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'sm_inferred_cadence';
COMMENT ON FUNCTION sales_marketing.inferred_cadence(sales_marketing.pay_dates) IS
'the cadence of the payments in a summary: weekly, biweekly, semimonthly, monthly, quarterly, semiannual, annual, irregular, or unknown for fewer than three dates';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.pay_dates_accum(sales_marketing.pay_dates, pay_date date)
RETURNS sales_marketing.pay_dates
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_pay_dates_accum';
COMMENT ON FUNCTION sales_marketing.pay_dates_accum(sales_marketing.pay_dates, date) IS
'private: counts one payment of unknown amount';

CREATE FUNCTION sales_marketing.pay_dates_accum(sales_marketing.pay_dates, pay_date date, amount numeric)
RETURNS sales_marketing.pay_dates
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_pay_dates_accum';
COMMENT ON FUNCTION sales_marketing.pay_dates_accum(sales_marketing.pay_dates, date, numeric) IS
'private: counts one payment';

CREATE FUNCTION sales_marketing.pay_dates_combine(sales_marketing.pay_dates, sales_marketing.pay_dates)
RETURNS sales_marketing.pay_dates
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_pay_dates_combine';
COMMENT ON FUNCTION sales_marketing.pay_dates_combine(sales_marketing.pay_dates, sales_marketing.pay_dates) IS
'private: adds two summaries';

CREATE FUNCTION sales_marketing.pay_dates_final(sales_marketing.pay_dates)
RETURNS sales_marketing.pay_dates
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_pay_dates_final';
COMMENT ON FUNCTION sales_marketing.pay_dates_final(sales_marketing.pay_dates) IS
'private: the summary that has been built';

CREATE FUNCTION sales_marketing.inferred_cadence_final(sales_marketing.pay_dates)
RETURNS text
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'sm_inferred_cadence_final';
COMMENT ON FUNCTION sales_marketing.inferred_cadence_final(sales_marketing.pay_dates) IS
'private: the cadence of what has been counted';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.pay_dates_state(pay_date date) (
	SFUNC = sales_marketing.pay_dates_accum,
	STYPE = sales_marketing.pay_dates,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.pay_dates_combine,
	FINALFUNC = sales_marketing.pay_dates_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.pay_dates_state(date) IS
'summary of payments by date, to be stored and merged; an empty one over no rows';

CREATE AGGREGATE sales_marketing.pay_dates_state(pay_date date, amount numeric) (
	SFUNC = sales_marketing.pay_dates_accum,
	STYPE = sales_marketing.pay_dates,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.pay_dates_combine,
	FINALFUNC = sales_marketing.pay_dates_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.pay_dates_state(date, numeric) IS
'summary of payments and their amounts by date, to be stored and merged; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_pay_dates(summary sales_marketing.pay_dates) (
	SFUNC = sales_marketing.pay_dates_combine,
	STYPE = sales_marketing.pay_dates,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.pay_dates_combine,
	FINALFUNC = sales_marketing.pay_dates_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_pay_dates(sales_marketing.pay_dates) IS
'sum of summaries, ignoring nulls; an empty one over no rows';

CREATE AGGREGATE sales_marketing.inferred_cadence(pay_date date) (
	SFUNC = sales_marketing.pay_dates_accum,
	STYPE = sales_marketing.pay_dates,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.pay_dates_combine,
	FINALFUNC = sales_marketing.inferred_cadence_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.inferred_cadence(date) IS
'the cadence that the dates of payments show: weekly, biweekly, semimonthly, monthly, quarterly, semiannual, annual, irregular, or unknown for fewer than three dates';

CREATE AGGREGATE sales_marketing.inferred_cadence(pay_date date, amount numeric) (
	SFUNC = sales_marketing.pay_dates_accum,
	STYPE = sales_marketing.pay_dates,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.pay_dates_combine,
	FINALFUNC = sales_marketing.inferred_cadence_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.inferred_cadence(date, numeric) IS
'the same without dates on which less than a tenth of the median of all dates was paid, such as corrections';
