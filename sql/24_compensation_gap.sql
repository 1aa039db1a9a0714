/*
 * 24_compensation_gap.sql
 *		How long each function waits for its pay, and by how much one waits
 *		longer.
 *
 * wait_summary is the summary: built by wait_summary_state, added up by
 * merge_wait_summary, read by compensation_gap and function_waits.
 */

/*
 * The type
 */

/* value_type.sql.in: wait_summary, cost 100 */
COMMENT ON TYPE sales_marketing.wait_summary IS
'payouts added up per payee, with the days of those unpaid; sums may be merged where no payout is in two of them';

/* comparison.sql.in: wait_summary, cost 100 */

/*
 * What is read from a summary
 */

CREATE TYPE sales_marketing.pay_gap_figures AS (
	sales_payees bigint,
	sales_payouts bigint,
	sales_unpaid_share double precision,
	sales_mean_wait_days double precision,
	sales_median_wait_days double precision,
	sales_p90_wait_days double precision,
	sales_weighted_wait_days double precision,
	sales_late_rate double precision,
	sales_tardiness_p90_days double precision,
	sales_earned_basis text,
	marketing_payees bigint,
	marketing_payouts bigint,
	marketing_unpaid_share double precision,
	marketing_mean_wait_days double precision,
	marketing_median_wait_days double precision,
	marketing_p90_wait_days double precision,
	marketing_weighted_wait_days double precision,
	marketing_late_rate double precision,
	marketing_tardiness_p90_days double precision,
	marketing_earned_basis text,
	marketing_minus_sales_days double precision,
	marketing_minus_sales_low double precision,
	marketing_minus_sales_high double precision,
	differs boolean,
	marketing_waits_longer double precision,
	cliffs_delta double precision,
	cliffs_delta_low double precision,
	cliffs_delta_high double precision,
	effect_size text,
	mann_whitney_z double precision,
	mann_whitney_p double precision,
	mean_gap_days double precision,
	design_gap_days double precision,
	lateness_gap_days double precision,
	currency text,
	both_payees bigint,
	other_payees bigint,
	payees_of_two bigint,
	skipped bigint,
	reason text
);
COMMENT ON TYPE sales_marketing.pay_gap_figures IS
'how long sales and marketing wait for their pay, and by how much marketing waits longer';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_payees IS
'people of sales with a reward that was paid, or earned by as_of';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_payouts IS
'their rewards that were paid, or earned by as_of';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_unpaid_share IS
'share of these payouts not paid, 0 to 1; null without payouts, as all of its figures below the minimum of payees';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_mean_wait_days IS
'mean over payees of their waits, a wait being the mean over the payouts of a payee weighted by amount';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_median_wait_days IS
'median over payees of their waits in whole days';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_p90_wait_days IS
'nine of ten payees wait at most so many days';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_weighted_wait_days IS
'mean wait over payouts, weighted by amount; null without amounts';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_late_rate IS
'share of the payouts that came after their scheduled day, or are overdue, among those due that have one';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_tardiness_p90_days IS
'nine of ten of these are at most so many days late';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.sales_earned_basis IS
'whether payouts were earned on a day, through a period, or mixed: an annual bonus earned on its last day waits half a year less';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_payees IS
'people of marketing with a reward that was paid, or earned by as_of';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_payouts IS
'their rewards that were paid, or earned by as_of';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_unpaid_share IS
'share of these payouts not paid, 0 to 1; null without payouts, as all of its figures below the minimum of payees';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_mean_wait_days IS
'mean over payees of their waits, a wait being the mean over the payouts of a payee weighted by amount';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_median_wait_days IS
'median over payees of their waits in whole days';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_p90_wait_days IS
'nine of ten payees wait at most so many days';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_weighted_wait_days IS
'mean wait over payouts, weighted by amount; null without amounts';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_late_rate IS
'share of the payouts that came after their scheduled day, or are overdue, among those due that have one';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_tardiness_p90_days IS
'nine of ten of these are at most so many days late';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_earned_basis IS
'whether payouts were earned on a day, through a period, or mixed: an annual bonus earned on its last day waits half a year less';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_minus_sales_days IS
'by how many days people of marketing wait longer: median over all pairs of one of each (Hodges and Lehmann)';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_minus_sales_low IS
'lower limit of its 95 % interval, days; null where reason is too_few';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_minus_sales_high IS
'upper limit of its 95 % interval, days';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.differs IS
'whether that interval leaves out 0';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.marketing_waits_longer IS
'share of the pairs in which the one of marketing waits longer, ties counted half, 0 to 1 (A12)';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.cliffs_delta IS
'the same as Cliff''s delta, -1 never to 1 always';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.cliffs_delta_low IS
'lower limit of its 95 % interval (Newcombe''s score interval)';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.cliffs_delta_high IS
'upper limit of its 95 % interval';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.effect_size IS
'negligible, small, medium or large, by the size of delta (Romano)';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.mann_whitney_z IS
'standard score of the rank test of Mann and Whitney, ties corrected; null with the reason design, since a rule is no sample';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.mann_whitney_p IS
'two-sided p of that test; null likewise';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.mean_gap_days IS
'difference of the mean waits, marketing minus sales';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.design_gap_days IS
'the part of it that the plans make: from earning to the scheduled day; of payouts with a scheduled day';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.lateness_gap_days IS
'the part that payroll makes: from the scheduled day to payment; both add up to mean_gap_days where every payout has a scheduled day';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.currency IS
'currency of the amounts; null if none was stated';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.both_payees IS
'people of function both, compared with nobody';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.other_payees IS
'people of function other, compared with nobody';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.payees_of_two IS
'people counted in sales and in marketing, as their function changed';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.skipped IS
'rows without payee, function or earning date, counted nowhere else';
COMMENT ON COLUMN sales_marketing.pay_gap_figures.reason IS
'why figures are missing: no_sales, no_marketing, suppressed, too_few for an interval, design where the plans make no less of the gap than payroll; the first that holds, null if none does';

CREATE TYPE sales_marketing.wait_figures AS (
	function text,
	payees bigint,
	payouts bigint,
	unpaid_share double precision,
	mean_wait_days double precision,
	median_wait_days double precision,
	p90_wait_days double precision,
	weighted_wait_days double precision,
	late_rate double precision,
	tardiness_p90_days double precision,
	earned_basis text,
	kaplan_meier_median_days double precision,
	mean_design_days double precision,
	mean_lateness_days double precision,
	paid bigint,
	overdue bigint,
	not_due bigint,
	not_yet_earned bigint,
	scheduled bigint,
	late bigint,
	amount numeric,
	without_amount bigint,
	not_rewards bigint,
	advanced numeric,
	clawbacks bigint,
	taken_back numeric,
	paid_before_earned bigint,
	scheduled_before_earned bigint
);
COMMENT ON TYPE sales_marketing.wait_figures IS
'how long people of one function wait for their pay';
COMMENT ON COLUMN sales_marketing.wait_figures.function IS
'function of people: sales, marketing, both or other';
COMMENT ON COLUMN sales_marketing.wait_figures.payees IS
'people of the function with a reward that was paid, or earned by as_of';
COMMENT ON COLUMN sales_marketing.wait_figures.payouts IS
'their rewards that were paid, or earned by as_of';
COMMENT ON COLUMN sales_marketing.wait_figures.unpaid_share IS
'share of these payouts not paid, 0 to 1; null without payouts, as all of its figures below the minimum of payees';
COMMENT ON COLUMN sales_marketing.wait_figures.mean_wait_days IS
'mean over payees of their waits, a wait being the mean over the payouts of a payee weighted by amount';
COMMENT ON COLUMN sales_marketing.wait_figures.median_wait_days IS
'median over payees of their waits in whole days';
COMMENT ON COLUMN sales_marketing.wait_figures.p90_wait_days IS
'nine of ten payees wait at most so many days';
COMMENT ON COLUMN sales_marketing.wait_figures.weighted_wait_days IS
'mean wait over payouts, weighted by amount; null without amounts';
COMMENT ON COLUMN sales_marketing.wait_figures.late_rate IS
'share of the payouts that came after their scheduled day, or are overdue, among those due that have one';
COMMENT ON COLUMN sales_marketing.wait_figures.tardiness_p90_days IS
'nine of ten of these are at most so many days late';
COMMENT ON COLUMN sales_marketing.wait_figures.earned_basis IS
'whether payouts were earned on a day, through a period, or mixed: an annual bonus earned on its last day waits half a year less';
COMMENT ON COLUMN sales_marketing.wait_figures.kaplan_meier_median_days IS
'median wait over payouts, in which the unpaid count as waiting for longer than until as_of (Kaplan and Meier); null if it can not be had yet';
COMMENT ON COLUMN sales_marketing.wait_figures.mean_design_days IS
'mean over payees from earning to the scheduled day, of payouts that have one';
COMMENT ON COLUMN sales_marketing.wait_figures.mean_lateness_days IS
'mean over payees from the scheduled day to payment';
COMMENT ON COLUMN sales_marketing.wait_figures.paid IS
'payouts that were paid';
COMMENT ON COLUMN sales_marketing.wait_figures.overdue IS
'payouts unpaid whose scheduled day is before as_of, or that have none; each waits as if it were paid on as_of';
COMMENT ON COLUMN sales_marketing.wait_figures.not_due IS
'payouts unpaid and not due before as_of, in no wait; all that are unpaid where no as_of is given';
COMMENT ON COLUMN sales_marketing.wait_figures.not_yet_earned IS
'unpaid rewards earned after as_of, counted nowhere else';
COMMENT ON COLUMN sales_marketing.wait_figures.scheduled IS
'payouts paid or overdue that have a scheduled day';
COMMENT ON COLUMN sales_marketing.wait_figures.late IS
'of these, those paid after it or overdue';
COMMENT ON COLUMN sales_marketing.wait_figures.amount IS
'amounts of the payouts';
COMMENT ON COLUMN sales_marketing.wait_figures.without_amount IS
'rewards without an amount, such as a trip; they count, but weigh nothing';
COMMENT ON COLUMN sales_marketing.wait_figures.not_rewards IS
'draws, recoveries, guarantees and adjustments, in no wait; null, as all but payees and payouts, below the minimum of payees';
COMMENT ON COLUMN sales_marketing.wait_figures.advanced IS
'their amounts, recoveries being negative';
COMMENT ON COLUMN sales_marketing.wait_figures.clawbacks IS
'clawbacks, and rewards with a negative amount, in no wait';
COMMENT ON COLUMN sales_marketing.wait_figures.taken_back IS
'their amounts, counted positive';
COMMENT ON COLUMN sales_marketing.wait_figures.paid_before_earned IS
'rewards paid before they were earned, which may be draws by another name';
COMMENT ON COLUMN sales_marketing.wait_figures.scheduled_before_earned IS
'rewards scheduled before they were earned';

CREATE FUNCTION sales_marketing.compensation_gap(summary sales_marketing.wait_summary, as_of date DEFAULT NULL, minimum_payees integer DEFAULT 5)
RETURNS sales_marketing.pay_gap_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'sm_compensation_gap';
COMMENT ON FUNCTION sales_marketing.compensation_gap(sales_marketing.wait_summary, date, integer) IS
'what a summary says of sales and marketing as of a day; figures of fewer payees than the minimum are null';

CREATE FUNCTION sales_marketing.function_waits(summary sales_marketing.wait_summary, as_of date DEFAULT NULL, minimum_payees integer DEFAULT 5)
RETURNS SETOF sales_marketing.wait_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000 ROWS 4
AS 'MODULE_PATHNAME', 'sm_function_waits';
COMMENT ON FUNCTION sales_marketing.function_waits(sales_marketing.wait_summary, date, integer) IS
'what a summary says of each function as of a day, a row each; figures of fewer payees than the minimum are null';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.wait_summary_accum(sales_marketing.wait_summary, payout sales_marketing.payout)
RETURNS sales_marketing.wait_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_wait_summary_accum';
COMMENT ON FUNCTION sales_marketing.wait_summary_accum(sales_marketing.wait_summary, sales_marketing.payout) IS
'private: adds a payout';

CREATE FUNCTION sales_marketing.wait_summary_combine(sales_marketing.wait_summary, sales_marketing.wait_summary)
RETURNS sales_marketing.wait_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_wait_summary_combine';
COMMENT ON FUNCTION sales_marketing.wait_summary_combine(sales_marketing.wait_summary, sales_marketing.wait_summary) IS
'private: adds two summaries';

CREATE FUNCTION sales_marketing.wait_summary_final(sales_marketing.wait_summary)
RETURNS sales_marketing.wait_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_wait_summary_final';
COMMENT ON FUNCTION sales_marketing.wait_summary_final(sales_marketing.wait_summary) IS
'private: the summary that has been built';

CREATE FUNCTION sales_marketing.compensation_gap_accum(sales_marketing.wait_summary, payout sales_marketing.payout, as_of date)
RETURNS sales_marketing.wait_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_compensation_gap_accum';
COMMENT ON FUNCTION sales_marketing.compensation_gap_accum(sales_marketing.wait_summary, sales_marketing.payout, date) IS
'private: adds a payout and notes what is asked';

CREATE FUNCTION sales_marketing.compensation_gap_accum(sales_marketing.wait_summary, payout sales_marketing.payout, as_of date, minimum_payees integer)
RETURNS sales_marketing.wait_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_compensation_gap_accum';
COMMENT ON FUNCTION sales_marketing.compensation_gap_accum(sales_marketing.wait_summary, sales_marketing.payout, date, integer) IS
'private: adds a payout and notes what is asked';

CREATE FUNCTION sales_marketing.compensation_gap_final(sales_marketing.wait_summary)
RETURNS sales_marketing.pay_gap_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'sm_compensation_gap_final';
COMMENT ON FUNCTION sales_marketing.compensation_gap_final(sales_marketing.wait_summary) IS
'private: what has been added says, as of the day that was asked';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.wait_summary_state(payout sales_marketing.payout) (
	SFUNC = sales_marketing.wait_summary_accum,
	STYPE = sales_marketing.wait_summary,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.wait_summary_combine,
	FINALFUNC = sales_marketing.wait_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.wait_summary_state(sales_marketing.payout) IS
'summary of payouts, to be stored and merged; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_wait_summary(summary sales_marketing.wait_summary) (
	SFUNC = sales_marketing.wait_summary_combine,
	STYPE = sales_marketing.wait_summary,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.wait_summary_combine,
	FINALFUNC = sales_marketing.wait_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_wait_summary(sales_marketing.wait_summary) IS
'sum of summaries, ignoring nulls; no payout may be in two of them; an empty one over no rows';

CREATE AGGREGATE sales_marketing.compensation_gap(payout sales_marketing.payout, as_of date) (
	SFUNC = sales_marketing.compensation_gap_accum,
	STYPE = sales_marketing.wait_summary,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.wait_summary_combine,
	FINALFUNC = sales_marketing.compensation_gap_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.compensation_gap(sales_marketing.payout, date) IS
'how long sales and marketing wait for their pay as of a day, and by how much marketing waits longer; as_of is the same for all rows';

CREATE AGGREGATE sales_marketing.compensation_gap(payout sales_marketing.payout, as_of date, minimum_payees integer) (
	SFUNC = sales_marketing.compensation_gap_accum,
	STYPE = sales_marketing.wait_summary,
	SSPACE = 1024,
	COMBINEFUNC = sales_marketing.wait_summary_combine,
	FINALFUNC = sales_marketing.compensation_gap_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.compensation_gap(sales_marketing.payout, date, integer) IS
'the same with another minimum of payees than 5, below which the figures of a function are null';
