/*
 * 74_report_decision_views.sql
 *		The views about the decision: evidence, and what follows from it.
 *
 * Who is compared: sales people with marketing people, if minimum_group of
 * each have activities, or no fewer than do both; else, within each person who
 * does both, sales activities with marketing activities.  One value per person
 * and side; a value of fewer activities than minimum_group is left out.
 */

CREATE FUNCTION sales_marketing.report_decision_views()
RETURNS SETOF sales_marketing.report_view
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 4
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
(310, 'dimension_evidence', 'activity_feed|payout_feed', false,
'how different the work of sales and marketing is in each dimension, and how often each kind of friction occurs: what the verdict rests on',
$query$WITH setting AS (
	SELECT * FROM {settings} AS s
), done AS (
	/* what each person did, by function of the activity */
	SELECT a.actor, a.person_function, a.function, count(*) AS classified,
		count(*) FILTER (WHERE a.purpose = 'listen') AS listening,
		count(*) FILTER (WHERE a.mode = 'two_way') AS two_way,
		count(a.mode) AS with_mode
	FROM {counted_activity} AS a
	WHERE a.actor IS NOT NULL AND a.function IN ('sales', 'marketing',
		'joint', 'other')	/* planned better than <> 'unclassified' */
	GROUP BY a.actor, a.person_function, a.function
), reached AS (
	SELECT t.actor, t.person_function, t.function, count(*) AS touches,
		sum(t.recipients) AS recipients
	FROM {outbound_touch} AS t
	GROUP BY t.actor, t.person_function, t.function
), related AS (
	/* whom each person spoke with, and from which week to which */
	SELECT a.actor, a.person_function, a.function, a.customer,
		min(date_trunc('week', a.occurred_on::timestamp)) AS first_week,
		max(date_trunc('week', a.occurred_on::timestamp)) AS last_week
	FROM {counted_activity} AS a
	WHERE a.actor IS NOT NULL AND a.customer IS NOT NULL AND
		a.mode = 'two_way' AND
		a.function IN ('sales', 'marketing', 'joint', 'other')
	GROUP BY a.actor, a.person_function, a.function, a.customer
), basis AS (
	/* whoever has few rows neither makes the groups nor unmakes them */
	SELECT CASE WHEN q.there AND least(q.sales_people, q.marketing_people) >=
					 least(q.minimum_group, q.both)
				THEN 'people' ELSE 'work' END AS basis
	FROM (SELECT s.minimum_group,
			bool_or(p.as_sales > 0) AND bool_or(p.as_marketing > 0) AS there,
			count(*) FILTER (WHERE p.as_sales >= s.minimum_group)
			AS sales_people,
			count(*) FILTER (WHERE p.as_marketing >= s.minimum_group)
			AS marketing_people,
			count(*) FILTER (WHERE p.sales_work >= s.minimum_group AND
				p.marketing_work >= s.minimum_group) AS both
		FROM setting AS s LEFT JOIN (SELECT d.actor,
				sum(d.classified) FILTER (WHERE d.person_function = 'sales')
				AS as_sales,
				sum(d.classified) FILTER (WHERE d.person_function =
					'marketing') AS as_marketing,
				sum(d.classified) FILTER (WHERE d.function = 'sales')
				AS sales_work,
				sum(d.classified) FILTER (WHERE d.function = 'marketing')
				AS marketing_work
			FROM done AS d
			GROUP BY d.actor) AS p ON true
		GROUP BY s.minimum_group) AS q
), measure AS (
	SELECT 'focus' AS dimension, r.actor,
		CASE b.basis WHEN 'people' THEN r.person_function
			ELSE r.function END AS side,
		sum(r.recipients) AS part, sum(r.touches) AS whole
	FROM reached AS r CROSS JOIN basis AS b
	GROUP BY 2, 3
	UNION ALL
	SELECT x.dimension, d.actor, CASE b.basis WHEN 'people'
			THEN d.person_function ELSE d.function END,
		sum(CASE x.dimension WHEN 'communication' THEN d.two_way
			ELSE d.listening END),
		sum(CASE x.dimension WHEN 'communication' THEN d.with_mode
			ELSE d.classified END)
	FROM done AS d CROSS JOIN basis AS b CROSS JOIN
		(VALUES ('customer_approach'), ('communication')) AS x (dimension)
	GROUP BY 1, 2, 3
	UNION ALL
	SELECT 'skill_sets', c.actor, c.side,
		count(*) FILTER (WHERE c.first_week < c.last_week), count(*)
	FROM (SELECT r.actor, CASE b.basis WHEN 'people'
				THEN r.person_function ELSE r.function END AS side,
			r.customer, min(r.first_week) AS first_week,
			max(r.last_week) AS last_week
		FROM related AS r CROSS JOIN basis AS b
		GROUP BY 1, 2, 3) AS c
	GROUP BY 2, 3
), value AS (
	SELECT m.dimension, m.side, m.part::float8 / m.whole::float8 AS value
	FROM (SELECT m.*, count(*) OVER (PARTITION BY m.dimension, m.actor)
			AS sides
		FROM measure AS m CROSS JOIN setting AS s
		WHERE m.side IN ('sales', 'marketing') AND
			m.whole >= s.minimum_group) AS m
	CROSS JOIN basis AS b
	WHERE b.basis = 'people' OR m.sides = 2
), pair AS (
	SELECT r.dimension,
		count(*) FILTER (WHERE r.side = 'sales') AS n_sales,
		count(*) FILTER (WHERE r.side = 'marketing') AS n_marketing,
		coalesce(sum(r.below) FILTER (WHERE r.side = 'sales'), 0)::bigint
		AS more,
		coalesce(sum(r.marketing - r.up_to) FILTER (WHERE r.side = 'sales'),
				 0)::bigint AS fewer,
		avg(r.value) FILTER (WHERE r.side = 'sales') AS sales_mean,
		avg(r.value) FILTER (WHERE r.side = 'marketing') AS marketing_mean
	FROM (SELECT v.dimension, v.side, v.value,
			count(*) FILTER (WHERE v.side = 'marketing') OVER (w GROUPS
				BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS below,
			count(*) FILTER (WHERE v.side = 'marketing') OVER (w GROUPS
				BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
			count(*) FILTER (WHERE v.side = 'marketing')
				OVER (PARTITION BY v.dimension) AS marketing
		FROM value AS v
		WINDOW w AS (PARTITION BY v.dimension ORDER BY v.value)) AS r
	GROUP BY r.dimension
), pay AS (
	/* what the plans' own rules make people wait, whoever is late */
	SELECT sales_marketing.compensation_gap(sales_marketing.payout(p.payee,
			p.function, p.day, p.scheduled_on, 1,
			earned_from => p.earned_from, earned_to => p.earned_to,
			kind => p.kind), max_of.day, 1) AS gap
	FROM {counted_payment} AS p CROSS JOIN (SELECT max(q.scheduled_on) AS day
		FROM {counted_payment} AS q) AS max_of
	WHERE p.is_reward AND p.scheduled_on IS NOT NULL
), difference AS (
	SELECT p.dimension, (d.figures).delta AS distinctness,
		(d.figures).delta_low AS low, (d.figures).delta_high AS high,
		p.n_sales, p.n_marketing, p.sales_mean, p.marketing_mean
	FROM pair AS p, LATERAL (SELECT sales_marketing.dominance_of_pairs(
		p.more, p.fewer, p.n_sales, p.n_marketing) AS figures OFFSET 0) AS d
	UNION ALL
	SELECT 'rewards', -(p.gap).cliffs_delta, -(p.gap).cliffs_delta_high,
		-(p.gap).cliffs_delta_low, (p.gap).sales_payees,
		(p.gap).marketing_payees, (p.gap).sales_mean_wait_days,
		(p.gap).marketing_mean_wait_days
	FROM pay AS p
), classified AS (
	SELECT count(*) FILTER (WHERE a.label <> 'unclassified')::float8 /
		nullif(count(a.label), 0) AS share
	FROM {counted_activity} AS a
)
SELECT k.dimension || ' / ' || k.kind AS evidence_id, k.dimension,
	b.basis, t.measure, t.unit AS measure_unit,
	CASE WHEN d.n_sales >= s.minimum_group AND d.n_marketing >=
		s.minimum_group THEN d.sales_mean END AS sales_mean,
	CASE WHEN d.n_sales >= s.minimum_group AND d.n_marketing >=
		s.minimum_group THEN d.marketing_mean END AS marketing_mean,
	d.distinctness, d.low AS distinctness_low, d.high AS distinctness_high,
	d.n_sales, d.n_marketing, k.kind AS friction_kind,
	CASE WHEN c.exposed >= s.minimum_group THEN c.flagged END AS flagged,
	CASE WHEN k.missing IS NULL THEN coalesce(c.exposed, 0) END AS exposed,
	CASE WHEN c.exposed >= s.minimum_group
		THEN c.flagged::float8 / nullif(c.exposed, 0) END
	AS flagged_share_of_exposed,
	sales_marketing.friction_rate_limit(k.kind) AS limit_share_of_exposed,
	CASE WHEN k.dimension <> 'rewards' THEN g.share END
	AS coverage_share_of_activities,
	k.dimension = 'rewards' AS by_design,
	nullif(concat_ws(', ', k.missing, CASE
		WHEN k.dimension = 'hand_off' OR d.distinctness IS NOT NULL THEN NULL
		WHEN k.dimension = 'rewards' THEN 'payouts_of_both_functions'
		ELSE 'activities_of_both_functions' END), '') AS missing, s.as_of
FROM setting AS s CROSS JOIN basis AS b CROSS JOIN classified AS g
CROSS JOIN {friction_kind} AS k
LEFT JOIN difference AS d ON d.dimension = k.dimension
LEFT JOIN {friction_count} AS c ON c.kind = k.kind
LEFT JOIN (VALUES
	('focus', 'reach of an outbound touch', 'recipients per touch'),
	('customer_approach', 'activities that listen', 'share of activities'),
	('communication', 'two-way contacts', 'share of activities with a mode'),
	('skill_sets', 'customers spoken with in two weeks or more',
	 'share of customers'),
	('rewards', 'wait for pay by the rules of the plans', 'days'))
	AS t (dimension, measure, unit) ON t.dimension = k.dimension
ORDER BY k.place$query$),

(320, 'dimension_verdict', 'activity_feed|payout_feed', false,
'each dimension: whether the work differs, whether it collides, and what follows or why nothing does',
$query$SELECT v.dimension, v.verdict, v.leaning, v.decided, v.voting, v.different,
	v.distinctness, v.distinctness_low, v.distinctness_high, v.n_sales,
	v.n_marketing, v.colliding, v.friction_kind,
	v.friction_rate AS flagged_share_of_exposed,
	v.friction_low AS flagged_low_share_of_exposed,
	v.friction_high AS flagged_high_share_of_exposed, v.n_exposed,
	v.friction_limit AS limit_share_of_exposed,
	v.coverage AS coverage_share_of_activities, v.reason, v.missing, q.as_of
FROM {decision} AS q,
	LATERAL sales_marketing.dimension_verdicts(q.summary,
		minimum_coverage => q.minimum_coverage) AS v$query$),

(330, 'separation_decision', 'activity_feed|payout_feed', false,
'keep sales and marketing separate, align them or make them one: the verdict, or that the evidence does not carry one',
$query$SELECT 'all' AS decision_id, (q.decision).verdict, (q.decision).leaning,
	(q.decision).decided_dimensions, (q.decision).voting_dimensions,
	(q.decision).votes, (q.decision).hand_off_veto, (q.decision).stable,
	(q.decision).flip, (q.decision).kotler_low, (q.decision).kotler_high,
	(q.decision).reason, (q.decision).basis, (q.decision).caveats,
	q.coverage AS coverage_share_of_activities,
	q.minimum_coverage AS minimum_coverage_share_of_activities, q.as_of
FROM (SELECT sales_marketing.separation_verdict(d.summary,
			minimum_coverage => d.minimum_coverage) AS decision,
		d.coverage, d.minimum_coverage, d.as_of
	FROM {decision} AS d
	OFFSET 0) AS q$query$),

(400, 'report_inputs', NULL, false,
'which views there are, which feeds and columns they have, what is missing, and which values can not be used',
$query$SELECT i.*, s.as_of
FROM {settings} AS s CROSS JOIN
	(SELECT 'view ' || v.view AS input_id, 'view' AS input_kind, v.view AS name,
		NULL::text AS feed, NULL::text AS column_name, NULL::text AS type,
		NULL::boolean AS required, NULL::text AS found_type,
		v.made AS present, v.note AS reason,
		replace(replace(v.needs, '|', ' or '), ',', ', ') AS needs,
		NULL::text AS needed_for
	FROM {own_schema} AS n,
		LATERAL sales_marketing.report_status(n.name) AS v
	UNION ALL
	SELECT f.feed || '.' || f.column_name, 'column',
		f.feed || '.' || f.column_name, f.feed, f.column_name, f.type,
		f.required, f.found_type, f.present, f.reason, NULL, f.needed_for
	FROM {own_schema} AS n,
		LATERAL sales_marketing.report_inputs(n.name) AS f
	UNION ALL
	SELECT concat_ws('.', 'value ' || f.feed, f.column_name), 'value',
		concat_ws('.', f.feed, f.column_name), f.feed, f.column_name, NULL,
		NULL, NULL, false, f.note, NULL, NULL
	FROM {own_schema} AS n,
		LATERAL sales_marketing.feed_flaws(n.name) AS f)
	AS i$query$)
$function$;
COMMENT ON FUNCTION sales_marketing.report_decision_views() IS
'private: the views about evidence and the verdict, and about inputs';

CREATE FUNCTION sales_marketing.report_views()
RETURNS SETOF sales_marketing.report_view
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 ROWS 16
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT v.* FROM sales_marketing.report_activity_views() AS v
UNION ALL SELECT v.* FROM sales_marketing.report_pay_views() AS v
UNION ALL SELECT v.* FROM sales_marketing.report_friction_views() AS v
UNION ALL SELECT v.* FROM sales_marketing.report_decision_views() AS v
ORDER BY 1
$function$;
COMMENT ON FUNCTION sales_marketing.report_views() IS
'the views that create_reports makes, with what each needs and answers, and its text';
