/*
 * 35_spend.sql
 *		How narrowly spend is aimed, and how far it reaches.
 *
 * spend is one line as a value; spend_summary the summary: built by
 * spend_summary_state, added up by merge_spend_summary, read by spend_focus,
 * which also is the answer in one step.
 */

/*
 * A line of spend
 */

/* value_type.sql.in: spend, cost 5 */
COMMENT ON TYPE sales_marketing.spend IS
'one line of spend, such as key="acme" amount=1200.5 reached=3 function=sales currency="EUR"';

/* comparison.sql.in: spend, cost 1 */

CREATE FUNCTION sales_marketing.spend(
	key text DEFAULT NULL,
	amount numeric DEFAULT NULL,
	reached bigint DEFAULT NULL,
	function text DEFAULT NULL,
	currency text DEFAULT NULL)
RETURNS sales_marketing.spend
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_spend';
COMMENT ON FUNCTION sales_marketing.spend(text, numeric, bigint, text, text) IS
'one line of spend; key is the customer or segment it was for, null for none; reached is how many it reached, null if not known';

/*
 * The summary
 */

/* value_type.sql.in: spend_summary, cost 100 */
COMMENT ON TYPE sales_marketing.spend_summary IS
'summary of spend by function and key, such as currency="EUR" sales=3/10/1/50.25 sales:"acme"=1200.5 skipped=0 (lines/reached/lines without reach/amount without a key)';

/* comparison.sql.in: spend_summary, cost 100 */

CREATE TYPE sales_marketing.spend_figures AS (
	function text,
	currency text,
	lines bigint,
	skipped bigint,
	keys bigint,
	nonpositive_keys bigint,
	amount numeric,
	hhi double precision,
	effective_keys double precision,
	evenness double precision,
	gini double precision,
	top_decile_share double precision,
	spend_per_key double precision,
	unallocated numeric,
	unallocated_share double precision,
	reached bigint,
	lines_without_reached bigint,
	reach_per_money double precision,
	cost_per_reached double precision
);
COMMENT ON TYPE sales_marketing.spend_figures IS
'how narrowly the spend of a function is aimed, and how far it reaches';
COMMENT ON COLUMN sales_marketing.spend_figures.function IS
'all, sales, marketing, joint, other or unclassified';
COMMENT ON COLUMN sales_marketing.spend_figures.currency IS
'currency of all amounts; null where lines have none';
COMMENT ON COLUMN sales_marketing.spend_figures.lines IS
'lines of spend that have an amount';
COMMENT ON COLUMN sales_marketing.spend_figures.skipped IS
'lines without an amount, of any function, counted nowhere else';
COMMENT ON COLUMN sales_marketing.spend_figures.keys IS
'keys whose amounts add up to more than zero; the shares are of these';
COMMENT ON COLUMN sales_marketing.spend_figures.nonpositive_keys IS
'keys whose amounts add up to zero or less, left out of the shares';
COMMENT ON COLUMN sales_marketing.spend_figures.amount IS
'sum of all lines, those without a key included';
COMMENT ON COLUMN sales_marketing.spend_figures.hhi IS
'sum of the squares of the keys'' shares: 1 if all is spent on one key, 1 / keys if evenly; null without keys';
COMMENT ON COLUMN sales_marketing.spend_figures.effective_keys IS
'1 / hhi: as many keys of equal spend would be as concentrated; null without keys';
COMMENT ON COLUMN sales_marketing.spend_figures.evenness IS
'effective_keys / keys, 1 if all get the same; null without keys';
COMMENT ON COLUMN sales_marketing.spend_figures.gini IS
'Gini coefficient of the keys'' amounts: 0 if all get the same; null without keys';
COMMENT ON COLUMN sales_marketing.spend_figures.top_decile_share IS
'share of the tenth of the keys, rounded up, that gets most; null without keys';
COMMENT ON COLUMN sales_marketing.spend_figures.spend_per_key IS
'mean amount of a key; null without keys';
COMMENT ON COLUMN sales_marketing.spend_figures.unallocated IS
'sum of the lines without a key';
COMMENT ON COLUMN sales_marketing.spend_figures.unallocated_share IS
'unallocated / amount; null where amount is zero or less';
COMMENT ON COLUMN sales_marketing.spend_figures.reached IS
'sum of what lines reached; null where no line says';
COMMENT ON COLUMN sales_marketing.spend_figures.lines_without_reached IS
'lines whose reach is not known; their amounts count all the same';
COMMENT ON COLUMN sales_marketing.spend_figures.reach_per_money IS
'reached / amount; null where amount is zero or less, or no line says';
COMMENT ON COLUMN sales_marketing.spend_figures.cost_per_reached IS
'amount / reached; null where that would be, or nobody was reached';

CREATE FUNCTION sales_marketing.spend_focus(summary sales_marketing.spend_summary)
RETURNS SETOF sales_marketing.spend_figures
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 4
AS 'MODULE_PATHNAME', 'sm_spend_focus';
COMMENT ON FUNCTION sales_marketing.spend_focus(sales_marketing.spend_summary) IS
'how narrowly spend is aimed and how far it reaches: a row of all functions, then one of each that has lines';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.spend_summary_accum(sales_marketing.spend_summary, sales_marketing.spend)
RETURNS sales_marketing.spend_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_spend_summary_accum';
COMMENT ON FUNCTION sales_marketing.spend_summary_accum(sales_marketing.spend_summary, sales_marketing.spend) IS
'private: adds one line';

CREATE FUNCTION sales_marketing.spend_summary_combine(sales_marketing.spend_summary, sales_marketing.spend_summary)
RETURNS sales_marketing.spend_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_spend_summary_combine';
COMMENT ON FUNCTION sales_marketing.spend_summary_combine(sales_marketing.spend_summary, sales_marketing.spend_summary) IS
'private: adds two summaries';

CREATE FUNCTION sales_marketing.spend_summary_final(sales_marketing.spend_summary)
RETURNS sales_marketing.spend_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_spend_summary_final';
COMMENT ON FUNCTION sales_marketing.spend_summary_final(sales_marketing.spend_summary) IS
'private: the summary that has been built';

CREATE FUNCTION sales_marketing.spend_focus_final(sales_marketing.spend_summary)
RETURNS sales_marketing.spend_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_spend_focus_final';
COMMENT ON FUNCTION sales_marketing.spend_focus_final(sales_marketing.spend_summary) IS
'private: figures of what has been added up';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.spend_summary_state(line sales_marketing.spend) (
	SFUNC = sales_marketing.spend_summary_accum,
	STYPE = sales_marketing.spend_summary,
	SSPACE = 4096,
	COMBINEFUNC = sales_marketing.spend_summary_combine,
	FINALFUNC = sales_marketing.spend_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.spend_summary_state(sales_marketing.spend) IS
'summary of spend by function and key, to be stored and merged; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_spend_summary(summary sales_marketing.spend_summary) (
	SFUNC = sales_marketing.spend_summary_combine,
	STYPE = sales_marketing.spend_summary,
	SSPACE = 4096,
	COMBINEFUNC = sales_marketing.spend_summary_combine,
	FINALFUNC = sales_marketing.spend_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_spend_summary(sales_marketing.spend_summary) IS
'sum of summaries of spend, ignoring nulls; an empty one over no rows';

CREATE AGGREGATE sales_marketing.spend_focus(line sales_marketing.spend) (
	SFUNC = sales_marketing.spend_summary_accum,
	STYPE = sales_marketing.spend_summary,
	SSPACE = 4096,
	COMBINEFUNC = sales_marketing.spend_summary_combine,
	FINALFUNC = sales_marketing.spend_focus_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.spend_focus(sales_marketing.spend) IS
'how narrowly spend is aimed and how far it reaches, all functions together';
