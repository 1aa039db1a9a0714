/*
 * 25_dominance.sql
 *		How often a member of one group has more than one of another.
 *
 * Pairs are counted in SQL, so values can be of any type:
 *
 *		SELECT sum(below) AS more, sum(above) AS fewer
 *		FROM (SELECT is_first,
 *					 count(*) FILTER (WHERE NOT is_first) OVER
 *						(ORDER BY value GROUPS BETWEEN UNBOUNDED PRECEDING
 *													AND 1 PRECEDING) AS below,
 *					 ...
 */

CREATE TYPE sales_marketing.dominance_figures AS (
	delta double precision,
	delta_low double precision,
	delta_high double precision,
	a12 double precision,
	effect_size text,
	reason text
);
COMMENT ON TYPE sales_marketing.dominance_figures IS
'how often a member of one group has more than one of another';
COMMENT ON COLUMN sales_marketing.dominance_figures.delta IS
'Cliff''s delta: -1 never, 0 as often as not, 1 always; null if a group is empty';
COMMENT ON COLUMN sales_marketing.dominance_figures.delta_low IS
'lower limit of its 95 % interval (Newcombe''s score interval); null with too few members';
COMMENT ON COLUMN sales_marketing.dominance_figures.delta_high IS
'upper limit of its 95 % interval';
COMMENT ON COLUMN sales_marketing.dominance_figures.a12 IS
'the same as a share of the pairs, ties counted half, 0 to 1';
COMMENT ON COLUMN sales_marketing.dominance_figures.effect_size IS
'negligible, small, medium or large, by the size of delta (Romano)';
COMMENT ON COLUMN sales_marketing.dominance_figures.reason IS
'why figures are missing: missing if a group is empty, too_few for an interval; null if none is';

CREATE FUNCTION sales_marketing.dominance_of_pairs(more bigint, fewer bigint, first_members bigint, second_members bigint)
RETURNS sales_marketing.dominance_figures
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'sm_dominance_of_pairs';
COMMENT ON FUNCTION sales_marketing.dominance_of_pairs(bigint, bigint, bigint, bigint) IS
'Cliff''s delta from counts: pairs in which the one of the first group has more, or fewer, than the one of the second, and the members of both';
