/*
 * 80_reported_relations.sql
 *		What the views of the reports read, as relations of measures.
 *
 * The verdict of the measures and that of the views are one text over the same
 * sources, so they cannot disagree.  Here each source is a relation of its
 * own, and what counts is cut to the period.
 */

CREATE FUNCTION sales_marketing.reported_of_period()
RETURNS SETOF sales_marketing.report_text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10 ROWS 11
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * What has no day is left to those who read it.  Activities and payouts are
 * also read beyond the period: who answered a lead of the last day does so
 * after it.  Timelines are read from the beginning to the end of the period:
 * what a clash is depends on what came before.
 */
VALUES
(14, 'counted_activity', $query$(SELECT a.* FROM {activity} AS a
		WHERE a.occurred_on BETWEEN {from} AND {to})$query$),
(15, 'counted_payment', $query$(SELECT p.* FROM {payment} AS p
		WHERE p.begun_on <= {to} AND
			coalesce(p.earned_on, p.begun_on) >= {from})$query$),
(15, 'past_activity', $query$(SELECT a.* FROM {activity} AS a
		WHERE a.occurred_on <= {to})$query$),
(15, 'past_opportunity', 'opportunity_feed'),
(15, 'past_lead', 'lead_feed'),
(15, 'past_until',
 'least(s.as_of, ({to} + 1)::timestamp AT TIME ZONE {zone})'),
(60, 'opportunity_feed', $query$(SELECT f.* FROM opportunity_feed AS f
		WHERE ((f.opened_at AT TIME ZONE {zone})::date <= {to} AND
			(coalesce(f.closed_at, {as_of}) AT TIME ZONE {zone})::date >= {from})
			IS NOT FALSE)$query$),
(60, 'lead_feed', $query$(SELECT f.* FROM lead_feed AS f
		WHERE ((f.handed_off_at AT TIME ZONE {zone})::date
			BETWEEN {from} AND {to}) IS NOT FALSE)$query$),
(60, 'feedback_feed', $query$(SELECT f.* FROM feedback_feed AS f
		WHERE ((f.captured_at AT TIME ZONE {zone})::date
			BETWEEN {from} AND {to}) IS NOT FALSE)$query$),
(60, 'spend_feed', $query$(SELECT f.* FROM spend_feed AS f
		WHERE f.period_from BETWEEN {from} AND {to})$query$),
(60, 'budget_feed', $query$(SELECT f.* FROM budget_feed AS f
		WHERE (f.period_from >= {from} AND f.period_to <= {to})
			IS NOT FALSE)$query$)
$function$;
COMMENT ON FUNCTION sales_marketing.reported_of_period() IS
'private: what counts of a period, in place of sources and feeds of the reports';

CREATE FUNCTION sales_marketing.reported_relations()
RETURNS SETOF sales_marketing.article_measure_relation
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 ROWS 25
SET search_path = pg_catalog, pg_temp
AS $function$
WITH source AS MATERIALIZED (
	SELECT s.place, s.name, s.query, s.query LIKE '(%' AS relation
	FROM sales_marketing.report_sources() AS s
	WHERE s.name NOT IN ('own_schema', 'report_settings', 'dimension_evidence')
		AND s.name NOT IN (SELECT p.name
						   FROM sales_marketing.reported_of_period() AS p)
	UNION ALL
	SELECT 3, v.view, '(' || v.query || ')', true
	FROM sales_marketing.report_decision_views() AS v
	WHERE v.view = 'dimension_evidence'
), name AS (
	SELECT array_agg(n.name ORDER BY n.place) AS names,
		   array_agg(n.text ORDER BY n.place) AS texts
	FROM (SELECT p.place, p.name, p.query AS text
		  FROM sales_marketing.reported_of_period() AS p
		  UNION ALL
		  SELECT s.place, s.name, CASE WHEN s.relation
			THEN 'reported_' || s.name ELSE s.query END
		  FROM source AS s
		  UNION ALL
		  SELECT DISTINCT 70, c.feed, c.feed
		  FROM sales_marketing.feed_columns() AS c) AS n
)
SELECT 'reported_' || s.name,
	   s.name || ' as the views of the reports read it',
	   E'\n' || sales_marketing.report_query(s.query, n.names, n.texts)
FROM source AS s CROSS JOIN name AS n
WHERE s.relation
ORDER BY s.place DESC, s.name
$function$;
COMMENT ON FUNCTION sales_marketing.reported_relations() IS
'private: the sources of the reports as relations, each over feeds and those before it';
