/*
 * 80_measures.sql
 *		What the queries of the article's measures are made of.
 *
 * A measure is a query over feeds.  The text of one is put together of its
 * own part, of relations that several have in common, and of the feeds of a
 * schema; nothing but that text is run, and article_measure_sql shows it.
 */

CREATE TYPE sales_marketing.article_measure AS (
	measure text,
	claim text,
	figure text,
	function text,
	value double precision,
	unit text,
	n bigint,
	missing text,
	note text
);
COMMENT ON TYPE sales_marketing.article_measure IS
'a figure about a sentence of the article';
COMMENT ON COLUMN sales_marketing.article_measure.measure IS
'C01 to C32';
COMMENT ON COLUMN sales_marketing.article_measure.claim IS
'what the article says';
COMMENT ON COLUMN sales_marketing.article_measure.figure IS
'what the value is; the names of all figures that are missing where no input is there';
COMMENT ON COLUMN sales_marketing.article_measure.function IS
'sales or marketing, whose figure it is; null for both together and for comparisons';
COMMENT ON COLUMN sales_marketing.article_measure.value IS
'the figure; null where an input is missing, nothing can be said, or a group is too small to be shown';
COMMENT ON COLUMN sales_marketing.article_measure.unit IS
'unit of the value';
COMMENT ON COLUMN sales_marketing.article_measure.n IS
'how many rows, people, customers or deals stand behind it';
COMMENT ON COLUMN sales_marketing.article_measure.missing IS
'feeds and columns that it needs and that are not there; null where nothing is missing';
COMMENT ON COLUMN sales_marketing.article_measure.note IS
'interval, counts of what was left out, and what the figure cannot say';

CREATE TYPE sales_marketing.article_measure_query AS (
	measure text,
	part integer,
	claim text,
	figures text,
	unit text,
	needs text,
	query text
);
COMMENT ON TYPE sales_marketing.article_measure_query IS
'a query that measures what a sentence of the article says';
COMMENT ON COLUMN sales_marketing.article_measure_query.measure IS
'C01 to C32';
COMMENT ON COLUMN sales_marketing.article_measure_query.part IS
'from 1: parts of a measure that need different inputs';
COMMENT ON COLUMN sales_marketing.article_measure_query.claim IS
'what the article says';
COMMENT ON COLUMN sales_marketing.article_measure_query.figures IS
'names of the figures, with commas between';
COMMENT ON COLUMN sales_marketing.article_measure_query.unit IS
'unit of the first of them';
COMMENT ON COLUMN sales_marketing.article_measure_query.needs IS
'feeds and columns without which there is no figure, with spaces between';
COMMENT ON COLUMN sales_marketing.article_measure_query.query IS
'the query, over feeds and the relations of article_measure_relations; {as_of}, {from}, {to}, {zone} and {rules} stand for constants';

CREATE TYPE sales_marketing.article_measure_relation AS (
	name text,
	meaning text,
	query text
);
COMMENT ON TYPE sales_marketing.article_measure_relation IS
'a relation that several measures read';
COMMENT ON COLUMN sales_marketing.article_measure_relation.name IS
'the name that queries of measures use';
COMMENT ON COLUMN sales_marketing.article_measure_relation.meaning IS
'what it has a row of';
COMMENT ON COLUMN sales_marketing.article_measure_relation.query IS
'the query, over feeds and the relations before it';

/*
 * Arithmetic that several measures have in common
 */

CREATE FUNCTION sales_marketing.censored_median(times double precision[], happened boolean[])
RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * The first time at which half or fewer are left.  What has not happened
 * counts among those left up to its own time.
 */
WITH item AS (
	SELECT t.days, count(*) FILTER (WHERE t.happened) AS ended,
		   count(*) AS gone
	FROM unnest(times, happened) AS t (days, happened)
	WHERE t.days IS NOT NULL AND t.happened IS NOT NULL
	GROUP BY t.days
), stay AS (
	SELECT i.days, i.ended, 1 - i.ended / sum(i.gone)
		   OVER (ORDER BY i.days DESC) AS share
	FROM item AS i
), survival AS (
	SELECT s.days, bool_or(s.share = 0) OVER w OR
		   round(exp(sum(ln(nullif(s.share, 0))) OVER w), 12) <= 0.5 AS half
	FROM stay AS s
	WHERE s.ended > 0
	WINDOW w AS (ORDER BY s.days)
)
SELECT min(s.days) FROM survival AS s WHERE s.half
$function$;
COMMENT ON FUNCTION sales_marketing.censored_median(double precision[], boolean[]) IS
'median time by which something has happened (Kaplan and Meier), where what has not happened yet is known to have taken longer than its time; null if fewer than half have happened for sure';

CREATE FUNCTION sales_marketing.log_factorial(n bigint)
RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
/* Stirling's series at n + 8, where it is good to 1e-12, and down again */
SELECT (m + 0.5) * ln(m) - m + 0.5 * ln(2 * pi()) + 1 / (12 * m) -
	   1 / (360 * m ^ 3) + 1 / (1260 * m ^ 5) - 1 / (1680 * m ^ 7) -
	   ln((m - 7) * (m - 6) * (m - 5) * (m - 4)) -
	   ln((m - 3) * (m - 2) * (m - 1) * m)
FROM (SELECT n + 8.0::float8) AS s (m)
WHERE n >= 0
$function$;
COMMENT ON FUNCTION sales_marketing.log_factorial(bigint) IS
'natural logarithm of n!; null below 0';

CREATE FUNCTION sales_marketing.shuffled_deviation(marked bigint, drawn bigint, total bigint)
RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * Of the hypergeometric distribution: with m the first number above the mean,
 * 2 m (total - marked - drawn + m) / total times the probability of m.
 */
SELECT CASE WHEN m > least(marked, drawn) THEN 0.0 ELSE
	2.0 * m * (total - marked - drawn + m) / total::float8 *
	exp(sales_marketing.log_factorial(marked) -
		sales_marketing.log_factorial(m) -
		sales_marketing.log_factorial(marked - m) +
		sales_marketing.log_factorial(total - marked) -
		sales_marketing.log_factorial(drawn - m) -
		sales_marketing.log_factorial(total - marked - drawn + m) -
		sales_marketing.log_factorial(total) +
		sales_marketing.log_factorial(drawn) +
		sales_marketing.log_factorial(total - drawn)) END
FROM (SELECT div(marked::numeric * drawn, total)::bigint + 1) AS f (m)
WHERE total > 0 AND marked BETWEEN 0 AND total AND drawn BETWEEN 0 AND total
$function$;
COMMENT ON FUNCTION sales_marketing.shuffled_deviation(bigint, bigint, bigint) IS
'how far the number of marked items among drawn ones lies from its mean on average, if marked and drawn of total items have nothing to do with each other';

CREATE FUNCTION sales_marketing.skill_kind(skill text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT CASE
	WHEN lower(skill COLLATE "C") ~ '\m(analy|statistic|data|research|report|excel|sql|seo|insight|forecast|segment|metric|measur|modell?ing|attribution|experiment|a/b)'
		THEN 'analytical'
	WHEN lower(skill COLLATE "C") ~ '\m(relation|negotiat|network|rapport|listen|empath|interpersonal|account manage|key account|persua|clos(e|ing)\M|objection|prospect|presentation|communicat|coach|customer|client)'
		THEN 'relational'
	END
$function$;
COMMENT ON FUNCTION sales_marketing.skill_kind(text) IS
'relational for skills of dealing with people, analytical for skills of dealing with figures, by words such as negotiation and statistics; null for all others';

CREATE FUNCTION sales_marketing.share_interval(part bigint, whole bigint)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT format('95 %% %s to %s', round(r.rate_low::numeric, 3),
			  round(r.rate_high::numeric, 3))
FROM sales_marketing.friction_rate(part, whole, NULL, 1) AS r
WHERE whole > 0
$function$;
COMMENT ON FUNCTION sales_marketing.share_interval(bigint, bigint) IS
'interval of a share in words (Wilson)';

CREATE FUNCTION sales_marketing.difference_interval(part_a bigint, whole_a bigint, part_b bigint, whole_b bigint)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 200
SET search_path = pg_catalog, pg_temp
AS $function$
/* Newcombe's hybrid score interval (1998, method 10) */
SELECT format('95 %% %s to %s',
	round((p.a - p.b - sqrt((p.a - a.rate_low) ^ 2 +
							(b.rate_high - p.b) ^ 2))::numeric, 3),
	round((p.a - p.b + sqrt((a.rate_high - p.a) ^ 2 +
							(p.b - b.rate_low) ^ 2))::numeric, 3))
FROM sales_marketing.friction_rate(part_a, whole_a, NULL, 1) AS a,
	 sales_marketing.friction_rate(part_b, whole_b, NULL, 1) AS b,
	 LATERAL (SELECT part_a / nullif(whole_a, 0)::float8,
					 part_b / nullif(whole_b, 0)::float8) AS p (a, b)
WHERE whole_a > 0 AND whole_b > 0
$function$;
COMMENT ON FUNCTION sales_marketing.difference_interval(bigint, bigint, bigint, bigint) IS
'interval of the difference of two shares in words (Newcombe)';

CREATE FUNCTION sales_marketing.ratio_interval(events_a bigint, events_b bigint)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
/* given their sum, the first is binomial; the odds of Wilson's limits */
SELECT format('95 %% %s to %s',
	round((r.rate_low / (1 - r.rate_low))::numeric, 3),
	coalesce(round((r.rate_high / nullif(1 - r.rate_high, 0))::numeric, 3)::text,
			 'infinity'))
FROM sales_marketing.friction_rate(events_a, events_a + events_b, NULL, 1) AS r
WHERE events_a + events_b > 0 AND r.rate_low < 1
$function$;
COMMENT ON FUNCTION sales_marketing.ratio_interval(bigint, bigint) IS
'interval of the ratio of two Poisson counts over equal times in words';

CREATE FUNCTION sales_marketing.measure_comparison(relation text, figure text, unit text, valued text DEFAULT 'value', noted text DEFAULT '')
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 50
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT format($query$
SELECT '%1$s' AS figure, v.function, avg(v.%4$s)::float8 AS value,
	   '%2$s' AS unit, count(*) AS n, %5$s AS note
FROM %3$s AS v
GROUP BY v.function
UNION ALL
SELECT '%1$s_delta', NULL, d.delta, 'delta', p.n_sales + p.n_marketing,
	   'sales over marketing; ' ||
	   coalesce('95 %% ' || round(d.delta_low::numeric, 3) || ' to ' ||
				round(d.delta_high::numeric, 3),
				CASE d.reason WHEN 'missing' THEN
						concat_ws('; ', 'nobody to compare', %5$s)
					 ELSE d.reason END)
FROM (SELECT coalesce(sum(r.below) FILTER (WHERE r.function = 'sales'), 0)
			 ::bigint AS more,
			 coalesce(sum(r.above) FILTER (WHERE r.function = 'sales'), 0)
			 ::bigint AS fewer,
			 count(*) FILTER (WHERE r.function = 'sales') AS n_sales,
			 count(*) FILTER (WHERE r.function = 'marketing') AS n_marketing
	  FROM (SELECT v.function,
				   count(*) FILTER (WHERE v.function = 'marketing')
				   OVER (ORDER BY v.%4$s GROUPS BETWEEN UNBOUNDED PRECEDING
						 AND 1 PRECEDING) AS below,
				   count(*) FILTER (WHERE v.function = 'marketing')
				   OVER (ORDER BY v.%4$s GROUPS BETWEEN 1 FOLLOWING
						 AND UNBOUNDED FOLLOWING) AS above
			FROM %3$s AS v) AS r) AS p
CROSS JOIN LATERAL sales_marketing.dominance_of_pairs(p.more, p.fewer,
	p.n_sales, p.n_marketing) AS d$query$, figure, unit, relation, valued,
	CASE noted WHEN '' THEN 'NULL::text'
		 ELSE format('(SELECT n.note FROM %s AS n)', noted) END)
$function$;
COMMENT ON FUNCTION sales_marketing.measure_comparison(text, text, text, text, text) IS
'private: the query that compares one value per person between sales and marketing: their means, and Cliff''s delta with its interval';
