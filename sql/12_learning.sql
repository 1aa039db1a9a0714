/*
 * 12_learning.sql
 *		Activity rules from labelled rows.
 *
 * label_counts is the summary: built by label_counts_state, added up by
 * merge_label_counts, read by rules_from_counts.  learn_rules is the answer in
 * one step.
 */

/*
 * The type
 */

/* value_type.sql.in: label_counts, cost 1000 */
COMMENT ON TYPE sales_marketing.label_counts IS
'in how many rows of each label a phrase of one or two words stands, such as sales=12 marketing=9 joint=0 other=4 skipped=1; call=3/0/0/1; cold call=3/0/0/0; at most 65536 phrases, words before pairs before phrases with digits, of each those with the smallest hashes';

/* comparison.sql.in: label_counts, cost 100 */

/*
 * What is read from a summary
 */

CREATE FUNCTION sales_marketing.rules_from_counts(counts sales_marketing.label_counts, prior sales_marketing.activity_rules DEFAULT 'standard/1', top integer DEFAULT 200, min_confidence double precision DEFAULT 0)
RETURNS sales_marketing.activity_rules
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'sm_rules_from_counts';
COMMENT ON FUNCTION sales_marketing.rules_from_counts(sales_marketing.label_counts, sales_marketing.activity_rules, integer, double precision) IS
'rules learned from labelled rows: the phrases of the prior weighed anew and so many new ones on top; an activity stays unclassified unless the odds against the runner-up are those of min_confidence';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.label_counts_accum(sales_marketing.label_counts, activity text, label text)
RETURNS sales_marketing.label_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'sm_label_counts_accum';
COMMENT ON FUNCTION sales_marketing.label_counts_accum(sales_marketing.label_counts, text, text) IS
'private: counts the words of one activity';

CREATE FUNCTION sales_marketing.label_counts_combine(sales_marketing.label_counts, sales_marketing.label_counts)
RETURNS sales_marketing.label_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_label_counts_combine';
COMMENT ON FUNCTION sales_marketing.label_counts_combine(sales_marketing.label_counts, sales_marketing.label_counts) IS
'private: adds two summaries';

CREATE FUNCTION sales_marketing.label_counts_final(sales_marketing.label_counts)
RETURNS sales_marketing.label_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_label_counts_final';
COMMENT ON FUNCTION sales_marketing.label_counts_final(sales_marketing.label_counts) IS
'private: the summary that has been built';

CREATE FUNCTION sales_marketing.learn_rules_final(sales_marketing.label_counts)
RETURNS sales_marketing.activity_rules
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'sm_learn_rules_final';
COMMENT ON FUNCTION sales_marketing.learn_rules_final(sales_marketing.label_counts) IS
'private: rules learned from what has been counted';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.label_counts_state(activity text, label text) (
	SFUNC = sales_marketing.label_counts_accum,
	STYPE = sales_marketing.label_counts,
	SSPACE = 65536,
	COMBINEFUNC = sales_marketing.label_counts_combine,
	FINALFUNC = sales_marketing.label_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.label_counts_state(text, text) IS
'summary of labelled activities by their words, to be stored and merged; rows without activity, without label or labelled unclassified are skipped and counted; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_label_counts(summary sales_marketing.label_counts) (
	SFUNC = sales_marketing.label_counts_combine,
	STYPE = sales_marketing.label_counts,
	SSPACE = 65536,
	COMBINEFUNC = sales_marketing.label_counts_combine,
	FINALFUNC = sales_marketing.label_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_label_counts(sales_marketing.label_counts) IS
'sum of summaries, ignoring nulls; an empty one over no rows';

CREATE AGGREGATE sales_marketing.learn_rules(activity text, label text) (
	SFUNC = sales_marketing.label_counts_accum,
	STYPE = sales_marketing.label_counts,
	SSPACE = 65536,
	COMBINEFUNC = sales_marketing.label_counts_combine,
	FINALFUNC = sales_marketing.learn_rules_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.learn_rules(text, text) IS
'rules learned from labelled activities, with the standard rules as prior; the standard rules themselves over no rows';
