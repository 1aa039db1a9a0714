/*
 * 34_friction_rate.sql
 *		How often one kind of friction happens, and how bad it is.
 *
 * friction_counts is the summary: built by friction_counts_state, added up by
 * merge_friction_counts, read by friction_rate, which also is the answer in
 * one step.  One summary is of one kind: severities of different kinds are
 * never added.
 */

/*
 * The type
 */

/* value_type.sql.in: friction_counts, cost 5 */
COMMENT ON TYPE sales_marketing.friction_counts IS
'summary of one kind of friction, such as exposed=40 flagged=6 skipped=2 without_severity=0 severity=2.75';

/* comparison.sql.in: friction_counts, cost 1 */

/*
 * What is read from a summary, or from counts
 */

CREATE TYPE sales_marketing.friction_rate_figures AS (
	exposed bigint,
	flagged bigint,
	rate double precision,
	rate_low double precision,
	rate_high double precision,
	mean_severity double precision,
	suppressed boolean,
	reason text,
	cost numeric,
	skipped bigint
);
COMMENT ON TYPE sales_marketing.friction_rate_figures IS
'how often one kind of friction happens, and how bad it is';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.exposed IS
'items it could have happened to';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.flagged IS
'items it did happen to; null if suppressed';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.rate IS
'flagged among exposed, 0 to 1; null without exposed items, or if suppressed';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.rate_low IS
'lower limit of the rate, 95 % for all kinds together';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.rate_high IS
'upper limit of the rate, 95 % for all kinds together';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.mean_severity IS
'sum of severities / exposed, 0 to 1; null if a severity is not known, and where rate is';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.suppressed IS
'whether the group is too small to be shown';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.reason IS
'why there is no rate: nothing_exposed or too_few; null where there is one';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.cost IS
'flagged * unit_cost, the caller''s own estimate of what one event costs; null without one, if suppressed, or where nothing was exposed';
COMMENT ON COLUMN sales_marketing.friction_rate_figures.skipped IS
'items that were not exposed; null where the caller counted';

CREATE FUNCTION sales_marketing.friction_rate(
	flagged numeric,
	exposed numeric,
	severity_sum double precision DEFAULT NULL,
	minimum_exposed integer DEFAULT 5,
	kinds integer DEFAULT 1,
	unit_cost numeric DEFAULT NULL)
RETURNS sales_marketing.friction_rate_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_friction_rate';
COMMENT ON FUNCTION sales_marketing.friction_rate(numeric, numeric, double precision, integer, integer, numeric) IS
'rate of one kind of friction from counts, or sums of them as of friction_exposure, with its interval';

CREATE FUNCTION sales_marketing.friction_rate(
	counts sales_marketing.friction_counts,
	minimum_exposed integer DEFAULT 5,
	kinds integer DEFAULT 1,
	unit_cost numeric DEFAULT NULL)
RETURNS sales_marketing.friction_rate_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_friction_rate_counts';
COMMENT ON FUNCTION sales_marketing.friction_rate(sales_marketing.friction_counts, integer, integer, numeric) IS
'rate of one kind of friction from a summary, with its interval';

CREATE FUNCTION sales_marketing.expected_false_share(
	counts sales_marketing.quality_counts,
	persistence double precision DEFAULT 0)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_expected_false_share';
COMMENT ON FUNCTION sales_marketing.expected_false_share(sales_marketing.quality_counts, double precision) IS
'share of clashes between classified activities that are expected to be misread; persistence is how often an activity goes on with the function of the one before; null where no clash would be seen';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.friction_counts_accum(sales_marketing.friction_counts, flagged boolean, severity double precision)
RETURNS sales_marketing.friction_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_friction_counts_accum';
COMMENT ON FUNCTION sales_marketing.friction_counts_accum(sales_marketing.friction_counts, boolean, double precision) IS
'private: counts one item';

CREATE FUNCTION sales_marketing.friction_counts_combine(sales_marketing.friction_counts, sales_marketing.friction_counts)
RETURNS sales_marketing.friction_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_friction_counts_combine';
COMMENT ON FUNCTION sales_marketing.friction_counts_combine(sales_marketing.friction_counts, sales_marketing.friction_counts) IS
'private: adds two summaries';

CREATE FUNCTION sales_marketing.friction_counts_final(sales_marketing.friction_counts)
RETURNS sales_marketing.friction_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_friction_counts_final';
COMMENT ON FUNCTION sales_marketing.friction_counts_final(sales_marketing.friction_counts) IS
'private: the summary that has been built';

CREATE FUNCTION sales_marketing.friction_rate_final(sales_marketing.friction_counts)
RETURNS sales_marketing.friction_rate_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_friction_rate_final';
COMMENT ON FUNCTION sales_marketing.friction_rate_final(sales_marketing.friction_counts) IS
'private: rate of what has been counted';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.friction_counts_state(flagged boolean, severity double precision) (
	SFUNC = sales_marketing.friction_counts_accum,
	STYPE = sales_marketing.friction_counts,
	SSPACE = 56,
	COMBINEFUNC = sales_marketing.friction_counts_combine,
	FINALFUNC = sales_marketing.friction_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.friction_counts_state(boolean, double precision) IS
'summary of one kind of friction, to be stored and merged; an item that is neither flagged nor not was not exposed; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_friction_counts(summary sales_marketing.friction_counts) (
	SFUNC = sales_marketing.friction_counts_combine,
	STYPE = sales_marketing.friction_counts,
	SSPACE = 56,
	COMBINEFUNC = sales_marketing.friction_counts_combine,
	FINALFUNC = sales_marketing.friction_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_friction_counts(sales_marketing.friction_counts) IS
'sum of summaries of one kind of friction, ignoring nulls; an empty one over no rows';

CREATE AGGREGATE sales_marketing.friction_rate(flagged boolean, severity double precision) (
	SFUNC = sales_marketing.friction_counts_accum,
	STYPE = sales_marketing.friction_counts,
	SSPACE = 56,
	COMBINEFUNC = sales_marketing.friction_counts_combine,
	FINALFUNC = sales_marketing.friction_rate_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.friction_rate(boolean, double precision) IS
'rate of one kind of friction with its interval, fewer than 5 exposed items suppressed';
