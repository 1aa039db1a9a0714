/*
 * 40_decision.sql
 *		From evidence to a verdict that can abstain.
 *
 * Two questions for each dimension: is the work of sales and marketing
 * different, and does it collide?  An answer counts only where a whole
 * interval lies on one side of its limit.
 *
 *			  | no friction	  | friction
 *	different | keep_separate | align
 *	the same  | either		  | integrate
 *
 * Definitions.  The distinctness of a dimension is the magnitude of a signed
 * difference such as Cliff's delta; the friction is the rate of the worst of
 * its kinds, flagged of exposed cases, with Wilson's interval at the level
 * 1 - 0.05 / kinds looked at.  Both are at or above their limit (yes), below
 * it (no), or unknown.  The verdict of all is "either" where at least so many
 * votes as are needed, and more than all others, say so; else, where so many
 * say anything else, the one said most often, or align if two are and three
 * votes were cast; else insufficient_evidence.  Needed is half of the dimensions that can vote, and
 * at least two.  Where the hand-off collides, keep_separate becomes align;
 * where its cases leave that open, insufficient_evidence.
 */

/*
 * The types
 */

/* value_type.sql.in: evidence, cost 5 */
COMMENT ON TYPE sales_marketing.evidence IS
'a row of evidence, such as communication people distinctness=0.62 low=0.45 high=0.75 observed sales=60 marketing=55 double_touch=12/400 coverage=0.93 (flagged/exposed)';

/* comparison.sql.in: evidence, cost 1 */

/* value_type.sql.in: decision_summary, cost 10 */
COMMENT ON TYPE sales_marketing.decision_summary IS
'summary of evidence: rows of evidence with semicolons between';

/* comparison.sql.in: decision_summary, cost 2 */

/*
 * A row as a value
 */

CREATE FUNCTION sales_marketing.evidence(
	dimension text,
	distinctness double precision DEFAULT NULL,
	distinctness_low double precision DEFAULT NULL,
	distinctness_high double precision DEFAULT NULL,
	n_sales bigint DEFAULT NULL,
	n_marketing bigint DEFAULT NULL,
	friction_kind text DEFAULT NULL,
	flagged bigint DEFAULT NULL,
	exposed bigint DEFAULT NULL,
	friction_limit double precision DEFAULT NULL,
	coverage double precision DEFAULT NULL,
	missing text DEFAULT NULL,
	basis text DEFAULT NULL,
	by_design boolean DEFAULT NULL)
RETURNS sales_marketing.evidence
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'sm_evidence';
COMMENT ON FUNCTION sales_marketing.evidence(text, double precision, double precision, double precision, bigint, bigint, text, bigint, bigint, double precision, double precision, text, text, boolean) IS
'a row of evidence on one dimension: how different the work is (-1 to 1, its interval, how many), how often one kind of friction occurs (flagged of exposed), what share of the rows is classified, which inputs are missing; basis is people, if nothing is said, or work; by_design, as rewards are, informs but casts no vote, and goes with a distinctness';

/*
 * What is read from a summary
 */

CREATE TYPE sales_marketing.separation_decision AS (
	verdict text,
	leaning text,
	decided_dimensions integer,
	voting_dimensions integer,
	votes text,
	hand_off_veto boolean,
	stable boolean,
	flip text,
	kotler_low text,
	kotler_high text,
	reason text,
	basis text,
	caveats text
);
COMMENT ON TYPE sales_marketing.separation_decision IS
'whether to keep sales and marketing separate, as far as evidence goes';
COMMENT ON COLUMN sales_marketing.separation_decision.verdict IS
'keep_separate, align, integrate, either or insufficient_evidence';
COMMENT ON COLUMN sales_marketing.separation_decision.leaning IS
'the same rules on estimates without their intervals: describes this period only, not shown to be stable';
COMMENT ON COLUMN sales_marketing.separation_decision.decided_dimensions IS
'dimensions that cast a vote';
COMMENT ON COLUMN sales_marketing.separation_decision.voting_dimensions IS
'dimensions that cast a vote or could with more evidence';
COMMENT ON COLUMN sales_marketing.separation_decision.votes IS
'the votes cast, such as focus=align communication=keep_separate; null without any';
COMMENT ON COLUMN sales_marketing.separation_decision.hand_off_veto IS
'whether a failing hand-off has turned keep_separate into align; null while the hand-off is undecided';
COMMENT ON COLUMN sales_marketing.separation_decision.stable IS
'whether the verdict is the same without any one dimension; null without a verdict';
COMMENT ON COLUMN sales_marketing.separation_decision.flip IS
'the smallest change of one bound that changes the verdict, and to what; null if no single one does';
COMMENT ON COLUMN sales_marketing.separation_decision.kotler_low IS
'the lowest of Kotler''s levels that fits the verdict; null without a verdict';
COMMENT ON COLUMN sales_marketing.separation_decision.kotler_high IS
'the highest of Kotler''s levels that fits the verdict; null without a verdict';
COMMENT ON COLUMN sales_marketing.separation_decision.reason IS
'why the verdict is what it is, and why dimensions abstain';
COMMENT ON COLUMN sales_marketing.separation_decision.basis IS
'who or what was compared: people, or work within persons; null without numbers';
COMMENT ON COLUMN sales_marketing.separation_decision.caveats IS
'what must be kept in mind with any such verdict';

CREATE TYPE sales_marketing.dimension_verdict AS (
	dimension text,
	verdict text,
	leaning text,
	decided boolean,
	voting boolean,
	different text,
	distinctness double precision,
	distinctness_low double precision,
	distinctness_high double precision,
	n_sales bigint,
	n_marketing bigint,
	colliding text,
	friction_kind text,
	friction_rate double precision,
	friction_low double precision,
	friction_high double precision,
	n_exposed bigint,
	friction_limit double precision,
	coverage double precision,
	reason text,
	missing text
);
COMMENT ON TYPE sales_marketing.dimension_verdict IS
'what evidence says of one dimension';
COMMENT ON COLUMN sales_marketing.dimension_verdict.dimension IS
'focus, customer_approach, communication, skill_sets, rewards or hand_off';
COMMENT ON COLUMN sales_marketing.dimension_verdict.verdict IS
'keep_separate, align, integrate or either; null unless decided, and for the hand-off';
COMMENT ON COLUMN sales_marketing.dimension_verdict.leaning IS
'the same by estimates without their intervals: describes this period only, not shown to be stable';
COMMENT ON COLUMN sales_marketing.dimension_verdict.decided IS
'whether it casts a vote; of the hand-off, whether it is known to collide or not';
COMMENT ON COLUMN sales_marketing.dimension_verdict.voting IS
'whether it casts a vote or could with more evidence; not if it differs by design';
COMMENT ON COLUMN sales_marketing.dimension_verdict.different IS
'whether the work is different: yes, no or unknown; null for the hand-off';
COMMENT ON COLUMN sales_marketing.dimension_verdict.distinctness IS
'how different the work is, 0 to 1';
COMMENT ON COLUMN sales_marketing.dimension_verdict.distinctness_low IS
'lower bound of the distinctness; null with too few for an interval';
COMMENT ON COLUMN sales_marketing.dimension_verdict.distinctness_high IS
'upper bound of the distinctness; null with too few for an interval';
COMMENT ON COLUMN sales_marketing.dimension_verdict.n_sales IS
'sales people, or activities, compared';
COMMENT ON COLUMN sales_marketing.dimension_verdict.n_marketing IS
'marketing people, or activities, compared';
COMMENT ON COLUMN sales_marketing.dimension_verdict.colliding IS
'whether the work collides: yes, no or unknown';
COMMENT ON COLUMN sales_marketing.dimension_verdict.friction_kind IS
'the kind of friction that counts, which is the worst; null without cases';
COMMENT ON COLUMN sales_marketing.dimension_verdict.friction_rate IS
'flagged among exposed cases of that kind, 0 to 1';
COMMENT ON COLUMN sales_marketing.dimension_verdict.friction_low IS
'lower bound of the rate, at the level 1 - 0.05 / kinds looked at';
COMMENT ON COLUMN sales_marketing.dimension_verdict.friction_high IS
'upper bound of the rate, at the level 1 - 0.05 / kinds looked at';
COMMENT ON COLUMN sales_marketing.dimension_verdict.n_exposed IS
'cases in which that kind could have occurred';
COMMENT ON COLUMN sales_marketing.dimension_verdict.friction_limit IS
'the rate from which on that kind counts as friction';
COMMENT ON COLUMN sales_marketing.dimension_verdict.coverage IS
'share of the rows behind it that are classified, 0 to 1; null if not given';
COMMENT ON COLUMN sales_marketing.dimension_verdict.reason IS
'why it is not decided: low_coverage, by_design, missing_input, too_few, interval_straddles; null if it is';
COMMENT ON COLUMN sales_marketing.dimension_verdict.missing IS
'inputs that are missing; null if none is';

CREATE FUNCTION sales_marketing.separation_verdict(
	summary sales_marketing.decision_summary,
	distinctness_limit double precision DEFAULT NULL,
	minimum_coverage double precision DEFAULT NULL,
	minimum_votes integer DEFAULT NULL,
	friction_limits text DEFAULT NULL)
RETURNS sales_marketing.separation_decision
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'sm_separation_verdict';
COMMENT ON FUNCTION sales_marketing.separation_verdict(sales_marketing.decision_summary, double precision, double precision, integer, text) IS
'verdict of a summary; limits that are null are 0.33, 0.7, half of the voting dimensions but at least two, and those of the evidence or of friction_rate_limit; friction_limits such as double_touch=0.2, went_dark=0.3 go before those';

CREATE FUNCTION sales_marketing.dimension_verdicts(
	summary sales_marketing.decision_summary,
	distinctness_limit double precision DEFAULT NULL,
	minimum_coverage double precision DEFAULT NULL,
	minimum_votes integer DEFAULT NULL,
	friction_limits text DEFAULT NULL)
RETURNS SETOF sales_marketing.dimension_verdict
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 50 ROWS 6
AS 'MODULE_PATHNAME', 'sm_dimension_verdicts';
COMMENT ON FUNCTION sales_marketing.dimension_verdicts(sales_marketing.decision_summary, double precision, double precision, integer, text) IS
'verdict of each dimension of a summary, a row each, by the limits of separation_verdict';

CREATE FUNCTION sales_marketing.friction_rate_limit(kind text)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_friction_rate_limit';
COMMENT ON FUNCTION sales_marketing.friction_rate_limit(text) IS
'the rate from which on a kind counts as friction, unless evidence says otherwise: 0.1, or a published base rate where that is higher';

/*
 * Kotler's levels
 */

CREATE TYPE sales_marketing.relation_range AS (
	lowest_score integer,
	highest_score integer,
	lowest_level text,
	highest_level text
);
COMMENT ON TYPE sales_marketing.relation_range IS
'what some of twenty answers leave open';
COMMENT ON COLUMN sales_marketing.relation_range.lowest_score IS
'the score if all open statements are answered with 1';
COMMENT ON COLUMN sales_marketing.relation_range.highest_score IS
'the score if all open statements are answered with 5';
COMMENT ON COLUMN sales_marketing.relation_range.lowest_level IS
'the level of the lowest score';
COMMENT ON COLUMN sales_marketing.relation_range.highest_level IS
'the level of the highest score';

CREATE FUNCTION sales_marketing.relation_level(score integer)
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_relation_level';
COMMENT ON FUNCTION sales_marketing.relation_level(integer) IS
'Kotler''s level of a score of all twenty statements: undefined from 20, defined from 40, aligned from 60, integrated from 80 to 100';

CREATE FUNCTION sales_marketing.relation_level_range(answered integer, score integer)
RETURNS sales_marketing.relation_range
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_relation_level_range';
COMMENT ON FUNCTION sales_marketing.relation_level_range(integer, integer) IS
'between which scores and levels the answer lies if only so many statements are answered, with that sum';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.decision_summary_accum(sales_marketing.decision_summary, evidence sales_marketing.evidence)
RETURNS sales_marketing.decision_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_decision_summary_accum';
COMMENT ON FUNCTION sales_marketing.decision_summary_accum(sales_marketing.decision_summary, sales_marketing.evidence) IS
'private: adds a row of evidence';

CREATE FUNCTION sales_marketing.decision_summary_combine(sales_marketing.decision_summary, sales_marketing.decision_summary)
RETURNS sales_marketing.decision_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'sm_decision_summary_combine';
COMMENT ON FUNCTION sales_marketing.decision_summary_combine(sales_marketing.decision_summary, sales_marketing.decision_summary) IS
'private: adds two summaries';

CREATE FUNCTION sales_marketing.decision_summary_final(sales_marketing.decision_summary)
RETURNS sales_marketing.decision_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_decision_summary_final';
COMMENT ON FUNCTION sales_marketing.decision_summary_final(sales_marketing.decision_summary) IS
'private: the summary that has been built';

CREATE FUNCTION sales_marketing.separation_verdict_final(sales_marketing.decision_summary)
RETURNS sales_marketing.separation_decision
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'sm_separation_verdict_final';
COMMENT ON FUNCTION sales_marketing.separation_verdict_final(sales_marketing.decision_summary) IS
'private: the verdict of what has been added up';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.decision_summary_state(evidence sales_marketing.evidence) (
	SFUNC = sales_marketing.decision_summary_accum,
	STYPE = sales_marketing.decision_summary,
	SSPACE = 4096,
	COMBINEFUNC = sales_marketing.decision_summary_combine,
	FINALFUNC = sales_marketing.decision_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.decision_summary_state(sales_marketing.evidence) IS
'summary of rows of evidence, to be stored, merged and read with other limits, ignoring nulls; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_decision_summary(summary sales_marketing.decision_summary) (
	SFUNC = sales_marketing.decision_summary_combine,
	STYPE = sales_marketing.decision_summary,
	SSPACE = 4096,
	COMBINEFUNC = sales_marketing.decision_summary_combine,
	FINALFUNC = sales_marketing.decision_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_decision_summary(sales_marketing.decision_summary) IS
'all evidence of summaries that each hold a part of it, ignoring nulls; an empty one over no rows';

CREATE AGGREGATE sales_marketing.separation_verdict(evidence sales_marketing.evidence) (
	SFUNC = sales_marketing.decision_summary_accum,
	STYPE = sales_marketing.decision_summary,
	SSPACE = 4096,
	COMBINEFUNC = sales_marketing.decision_summary_combine,
	FINALFUNC = sales_marketing.separation_verdict_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.separation_verdict(sales_marketing.evidence) IS
'whether to keep sales and marketing separate, by the usual limits, ignoring nulls';
