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

CREATE TYPE sales_marketing.label_counts;

CREATE FUNCTION sales_marketing.label_counts_in(cstring)
RETURNS sales_marketing.label_counts
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_label_counts_in';
COMMENT ON FUNCTION sales_marketing.label_counts_in(cstring) IS
'input of label_counts';

CREATE FUNCTION sales_marketing.label_counts_out(sales_marketing.label_counts)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_label_counts_out';
COMMENT ON FUNCTION sales_marketing.label_counts_out(sales_marketing.label_counts) IS
'output of label_counts';

CREATE FUNCTION sales_marketing.label_counts_recv(internal)
RETURNS sales_marketing.label_counts
LANGUAGE c STABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_label_counts_recv';
COMMENT ON FUNCTION sales_marketing.label_counts_recv(internal) IS
'binary input of label_counts';

CREATE FUNCTION sales_marketing.label_counts_send(sales_marketing.label_counts)
RETURNS bytea
LANGUAGE c STABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_label_counts_send';
COMMENT ON FUNCTION sales_marketing.label_counts_send(sales_marketing.label_counts) IS
'binary output of label_counts';

CREATE TYPE sales_marketing.label_counts (
	INPUT = sales_marketing.label_counts_in,
	OUTPUT = sales_marketing.label_counts_out,
	RECEIVE = sales_marketing.label_counts_recv,
	SEND = sales_marketing.label_counts_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE sales_marketing.label_counts IS
'in how many rows of each label a phrase of one or two words stands, such as sales=12 marketing=9 joint=0 other=4 skipped=1; call=3/0/0/1; cold call=3/0/0/0; at most 65536 phrases, words before pairs before phrases with digits, of each those with the smallest hashes';

/*
 * Comparison: a total order without meaning, for DISTINCT, GROUP BY, joins
 */

CREATE FUNCTION sales_marketing.label_counts_eq(sales_marketing.label_counts, sales_marketing.label_counts)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_eq';
COMMENT ON FUNCTION sales_marketing.label_counts_eq(sales_marketing.label_counts, sales_marketing.label_counts) IS
'equal';

CREATE FUNCTION sales_marketing.label_counts_ne(sales_marketing.label_counts, sales_marketing.label_counts)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_ne';
COMMENT ON FUNCTION sales_marketing.label_counts_ne(sales_marketing.label_counts, sales_marketing.label_counts) IS
'not equal';

CREATE FUNCTION sales_marketing.label_counts_lt(sales_marketing.label_counts, sales_marketing.label_counts)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_lt';
COMMENT ON FUNCTION sales_marketing.label_counts_lt(sales_marketing.label_counts, sales_marketing.label_counts) IS
'less than';

CREATE FUNCTION sales_marketing.label_counts_le(sales_marketing.label_counts, sales_marketing.label_counts)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_le';
COMMENT ON FUNCTION sales_marketing.label_counts_le(sales_marketing.label_counts, sales_marketing.label_counts) IS
'less than or equal';

CREATE FUNCTION sales_marketing.label_counts_gt(sales_marketing.label_counts, sales_marketing.label_counts)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_gt';
COMMENT ON FUNCTION sales_marketing.label_counts_gt(sales_marketing.label_counts, sales_marketing.label_counts) IS
'greater than';

CREATE FUNCTION sales_marketing.label_counts_ge(sales_marketing.label_counts, sales_marketing.label_counts)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_ge';
COMMENT ON FUNCTION sales_marketing.label_counts_ge(sales_marketing.label_counts, sales_marketing.label_counts) IS
'greater than or equal';

CREATE FUNCTION sales_marketing.label_counts_cmp(sales_marketing.label_counts, sales_marketing.label_counts)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_cmp';
COMMENT ON FUNCTION sales_marketing.label_counts_cmp(sales_marketing.label_counts, sales_marketing.label_counts) IS
'less than, equal to or greater than zero, for btree indexes';

CREATE FUNCTION sales_marketing.label_counts_hash(sales_marketing.label_counts)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_hash';
COMMENT ON FUNCTION sales_marketing.label_counts_hash(sales_marketing.label_counts) IS
'hash of a summary';

CREATE FUNCTION sales_marketing.label_counts_hash_extended(sales_marketing.label_counts, bigint)
RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'sm_label_counts_hash_extended';
COMMENT ON FUNCTION sales_marketing.label_counts_hash_extended(sales_marketing.label_counts, bigint) IS
'hash of a summary with a seed';

CREATE OPERATOR sales_marketing.= (
	LEFTARG = sales_marketing.label_counts,
	RIGHTARG = sales_marketing.label_counts,
	FUNCTION = sales_marketing.label_counts_eq,
	COMMUTATOR = OPERATOR(sales_marketing.=),
	NEGATOR = OPERATOR(sales_marketing.<>),
	RESTRICT = pg_catalog.eqsel,
	JOIN = pg_catalog.eqjoinsel,
	HASHES,
	MERGES
);
COMMENT ON OPERATOR sales_marketing.= (sales_marketing.label_counts, sales_marketing.label_counts) IS
'equal';

CREATE OPERATOR sales_marketing.<> (
	LEFTARG = sales_marketing.label_counts,
	RIGHTARG = sales_marketing.label_counts,
	FUNCTION = sales_marketing.label_counts_ne,
	COMMUTATOR = OPERATOR(sales_marketing.<>),
	NEGATOR = OPERATOR(sales_marketing.=),
	RESTRICT = pg_catalog.neqsel,
	JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR sales_marketing.<> (sales_marketing.label_counts, sales_marketing.label_counts) IS
'not equal';

CREATE OPERATOR sales_marketing.< (
	LEFTARG = sales_marketing.label_counts,
	RIGHTARG = sales_marketing.label_counts,
	FUNCTION = sales_marketing.label_counts_lt,
	COMMUTATOR = OPERATOR(sales_marketing.>),
	NEGATOR = OPERATOR(sales_marketing.>=),
	RESTRICT = pg_catalog.scalarltsel,
	JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR sales_marketing.< (sales_marketing.label_counts, sales_marketing.label_counts) IS
'less than';

CREATE OPERATOR sales_marketing.<= (
	LEFTARG = sales_marketing.label_counts,
	RIGHTARG = sales_marketing.label_counts,
	FUNCTION = sales_marketing.label_counts_le,
	COMMUTATOR = OPERATOR(sales_marketing.>=),
	NEGATOR = OPERATOR(sales_marketing.>),
	RESTRICT = pg_catalog.scalarlesel,
	JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR sales_marketing.<= (sales_marketing.label_counts, sales_marketing.label_counts) IS
'less than or equal';

CREATE OPERATOR sales_marketing.> (
	LEFTARG = sales_marketing.label_counts,
	RIGHTARG = sales_marketing.label_counts,
	FUNCTION = sales_marketing.label_counts_gt,
	COMMUTATOR = OPERATOR(sales_marketing.<),
	NEGATOR = OPERATOR(sales_marketing.<=),
	RESTRICT = pg_catalog.scalargtsel,
	JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR sales_marketing.> (sales_marketing.label_counts, sales_marketing.label_counts) IS
'greater than';

CREATE OPERATOR sales_marketing.>= (
	LEFTARG = sales_marketing.label_counts,
	RIGHTARG = sales_marketing.label_counts,
	FUNCTION = sales_marketing.label_counts_ge,
	COMMUTATOR = OPERATOR(sales_marketing.<=),
	NEGATOR = OPERATOR(sales_marketing.<),
	RESTRICT = pg_catalog.scalargesel,
	JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR sales_marketing.>= (sales_marketing.label_counts, sales_marketing.label_counts) IS
'greater than or equal';

CREATE OPERATOR CLASS sales_marketing.label_counts_btree_ops
DEFAULT FOR TYPE sales_marketing.label_counts USING btree AS
	OPERATOR 1 sales_marketing.<,
	OPERATOR 2 sales_marketing.<=,
	OPERATOR 3 sales_marketing.=,
	OPERATOR 4 sales_marketing.>=,
	OPERATOR 5 sales_marketing.>,
	FUNCTION 1 sales_marketing.label_counts_cmp(sales_marketing.label_counts, sales_marketing.label_counts);
COMMENT ON OPERATOR CLASS sales_marketing.label_counts_btree_ops USING btree IS
'order of summaries, byte by byte';
COMMENT ON OPERATOR FAMILY sales_marketing.label_counts_btree_ops USING btree IS
'order of summaries, byte by byte';

CREATE OPERATOR CLASS sales_marketing.label_counts_hash_ops
DEFAULT FOR TYPE sales_marketing.label_counts USING hash AS
	OPERATOR 1 sales_marketing.=,
	FUNCTION 1 sales_marketing.label_counts_hash(sales_marketing.label_counts),
	FUNCTION 2 sales_marketing.label_counts_hash_extended(sales_marketing.label_counts, bigint);
COMMENT ON OPERATOR CLASS sales_marketing.label_counts_hash_ops USING hash IS
'equality of summaries';
COMMENT ON OPERATOR FAMILY sales_marketing.label_counts_hash_ops USING hash IS
'equality of summaries';

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
