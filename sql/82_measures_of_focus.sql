/*
 * 82_measures_of_focus.sql
 *		Measures C01 to C11: the article's opening, and what sales and
 *		marketing spend their money on.
 *
 * A query answers with figure, function, value, unit, n and note.
 */

CREATE FUNCTION sales_marketing.measure_of_distinctness(condition text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT format($query$
SELECT DISTINCT 'distinctness_of_' || e.dimension AS figure, NULL AS function,
	   CASE WHEN t.shown THEN abs(e.distinctness) END AS value,
	   '0 to 1' AS unit,
	   coalesce(e.n_sales, 0) + coalesce(e.n_marketing, 0) AS n,
	   CASE WHEN NOT t.shown THEN 'suppressed'
			WHEN e.distinctness IS NULL THEN 'nobody to compare'
			ELSE format('sales over marketing, %%s compared; %%s', e.basis,
				coalesce('95 %% ' || round(e.distinctness_low::numeric, 3) ||
						 ' to ' || round(e.distinctness_high::numeric, 3),
						 'too_few') ||
				CASE WHEN e.by_design THEN ', by design' ELSE '' END) END
	   AS note
FROM reported_dimension_evidence AS e
CROSS JOIN reported_settings AS s
CROSS JOIN LATERAL (SELECT e.distinctness IS NULL OR
		least(e.n_sales, e.n_marketing) >= s.minimum_group OR NOT e.by_design)
	AS t (shown)
WHERE %s$query$, condition)
$function$;
COMMENT ON FUNCTION sales_marketing.measure_of_distinctness(text) IS
'private: the query for how different the work is in the dimensions of a condition';

CREATE FUNCTION sales_marketing.measures_of_focus()
RETURNS SETOF sales_marketing.article_measure_query
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 16
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
('C01', 1, 'especially smaller organizations, sales and marketing are combined',
 'combined_share', 'share', 'person_feed', $query$
SELECT 'combined_share' AS figure, NULL AS function,
	   avg(CASE WHEN p.combined THEN 1.0 ELSE 0 END)::float8 AS value,
	   'share of people' AS unit, count(*) AS n,
	   CASE WHEN count(*) = 1 THEN 'one person: no verdict'
			ELSE sales_marketing.share_interval(
				count(*) FILTER (WHERE p.combined), count(*)) END AS note
FROM (SELECT s.person, bool_or(s.function = 'both') OR
			 count(DISTINCT s.function) > 1 AS combined
	  FROM person_span AS s
	  WHERE s.function IN ('sales', 'marketing', 'both') AND
			s.first_day <= {to} AND s.last_day >= {from} AND
			s.first_day <= s.last_day
	  GROUP BY s.person) AS p$query$),

('C01', 2, 'especially smaller organizations, sales and marketing are combined',
 'dual_actor_share', 'share',
 'activity_feed activity_feed.actor activity_feed.subject', $query$
SELECT 'dual_actor_share' AS figure, NULL AS function,
	   avg(CASE WHEN p.share BETWEEN 0.25 AND 0.75 THEN 1.0 ELSE 0 END)::float8
	   AS value, 'share of people' AS unit, count(*) AS n,
	   max(c.note) AS note
FROM (SELECT a.actor,
			 count(*) FILTER (WHERE a.class = 'marketing')::numeric / count(*)
			 AS share
	  FROM activity AS a
	  WHERE a.in_period AND a.actor IS NOT NULL AND
			a.class IN ('sales', 'marketing')
	  GROUP BY a.actor) AS p
CROSS JOIN coverage AS c$query$),

('C02', 1, 'out of necessity or the belief that they''re the same function',
 'sameness', '0 to 1',
 'activity_feed activity_feed.actor activity_feed.channel person_feed', $query$
SELECT 'sameness' AS figure, NULL AS function,
	   CASE WHEN t.by_chance < 1 - 1e-9 THEN
			1 - greatest(0, (t.distance - t.by_chance) / (1 - t.by_chance)) END
	   AS value, '0 to 1' AS unit, t.sales + t.marketing AS n,
	   format('distance of channel mixes %s, %s of it to be expected by chance; %s activities without a channel left out',
			  round(t.distance::numeric, 3), round(t.by_chance::numeric, 3),
			  t.unnamed) AS note
FROM (SELECT m.sales, m.marketing, m.unnamed,
			 sum(abs(m.s * m.marketing - m.m * m.sales))::float8 /
			 (2 * m.sales * m.marketing) AS distance,
			 (m.sales + m.marketing)::float8 / (2 * m.sales * m.marketing) *
			 sum(sales_marketing.shuffled_deviation(m.s + m.m, m.sales,
					m.sales + m.marketing)) AS by_chance
	  FROM (SELECT k.s, k.m, sum(k.s) OVER ()::bigint AS sales,
				   sum(k.m) OVER ()::bigint AS marketing,
				   sum(k.unnamed) OVER ()::bigint AS unnamed
			FROM (SELECT count(*) FILTER (WHERE a.channel <> '' AND
										  a.person_function = 'sales') AS s,
						 count(*) FILTER (WHERE a.channel <> '' AND
										  a.person_function = 'marketing')
						 AS m,
						 count(*) FILTER (WHERE a.channel <> '' IS NOT TRUE)
						 AS unnamed
				  FROM activity AS a
				  WHERE a.in_period AND
						a.person_function IN ('sales', 'marketing')
				  GROUP BY nullif(a.channel, '')) AS k) AS m
	  WHERE m.sales > 0 AND m.marketing > 0
	  GROUP BY m.sales, m.marketing, m.unnamed) AS t$query$),

('C02', 2, 'out of necessity or the belief that they''re the same function',
 'smaller_headcount', 'people', 'person_feed', $query$
SELECT 'smaller_headcount' AS figure, NULL AS function,
	   least(p.sales, p.marketing)::float8 AS value, 'people' AS unit,
	   p.sales + p.marketing + p.combined AS n,
	   CASE WHEN least(p.sales, p.marketing) < 2
			THEN 'under 2: combining may be a necessity; the belief cannot be measured'
			ELSE 'necessity and belief cannot be measured' END AS note
FROM (SELECT count(*) FILTER (WHERE s.function = 'sales') AS sales,
			 count(*) FILTER (WHERE s.function = 'marketing') AS marketing,
			 count(*) FILTER (WHERE s.function = 'both') AS combined
	  FROM person_span AS s
	  WHERE {to} BETWEEN s.first_day AND s.last_day) AS p
WHERE p.sales + p.marketing + p.combined > 0$query$),

('C03', 1, 'play different roles within a business',
 'distinctness_of_focus, distinctness_of_customer_approach, distinctness_of_communication, distinctness_of_skill_sets',
 '0 to 1', 'activity_feed activity_feed.actor',
 sales_marketing.measure_of_distinctness($condition$e.dimension NOT IN ('rewards', 'hand_off')$condition$)),

('C03', 2, 'play different roles within a business',
 'distinctness_of_rewards', '0 to 1', 'payout_feed person_feed',
 sales_marketing.measure_of_distinctness($condition$e.dimension = 'rewards'$condition$)),

('C04', 1, 'solid reasons not to combine', 'dimensions_for_separation',
 'dimensions', 'activity_feed activity_feed.actor', $query$
SELECT 'dimensions_for_separation' AS figure, NULL AS function,
	   CASE WHEN count(*) FILTER (WHERE v.decided) > 0 THEN
			count(*) FILTER (WHERE v.decided AND v.verdict = 'keep_separate')
			::float8 END AS value,
	   'dimensions' AS unit, count(*) FILTER (WHERE v.decided) AS n,
	   'different without friction; different with friction asks for alignment, not for distance'
	   AS note
FROM reported_decision AS d
CROSS JOIN LATERAL sales_marketing.dimension_verdicts(d.summary,
	minimum_coverage => d.minimum_coverage) AS v
WHERE v.dimension <> 'hand_off'$query$),

('C05', 1, 'influences this critical organizational decision',
 'decided_dimensions, stable, flip', 'dimensions',
 'activity_feed activity_feed.actor', $query$
SELECT f.figure, NULL AS function, f.value, f.unit,
	   v.voting_dimensions::bigint AS n, f.note
FROM reported_decision AS d
CROSS JOIN LATERAL sales_marketing.separation_verdict(d.summary,
	minimum_coverage => d.minimum_coverage) AS v
CROSS JOIN LATERAL (VALUES
	('decided_dimensions', v.decided_dimensions::float8, 'dimensions',
	 format('%s; leaning %s; %s', v.verdict, v.leaning, v.reason)),
	('stable', v.stable::integer::float8, '1 if stable', CASE
		WHEN v.stable IS NULL THEN 'no verdict'
		ELSE 'the same verdict without any one dimension: ' ||
			 CASE WHEN v.stable THEN 'yes' ELSE 'no' END END),
	('flip', substring(v.flip FROM '(\d+\.\d+)[^0-9.]*$')::float8, 'bound',
	 v.flip)) AS f (figure, value, unit, note)$query$),

('C06', 1, 'Sales focuses on individual customers while marketing takes a broader market view',
 'recipients_per_touch, recipients_per_touch_delta', 'recipients per touch',
 'activity_feed activity_feed.actor activity_feed.recipients person_feed',
 sales_marketing.measure_comparison('breadth', 'recipients_per_touch', 'recipients per touch')),

('C06', 2, 'Sales focuses on individual customers while marketing takes a broader market view',
 'customers_per_person, customers_per_person_delta', 'customers in 90 days',
 'activity_feed activity_feed.actor activity_feed.customer person_feed',
 sales_marketing.measure_comparison($query$(SELECT a.actor AS person,
			 a.person_function AS function,
			 count(DISTINCT a.customer) AS value
	  FROM activity AS a
	  WHERE a.occurred_on <= {to} AND a.occurred_on + 90 > {to} AND
			NOT a.inbound AND NOT a.automatic AND
			a.person_function IN ('sales', 'marketing')
	  GROUP BY a.actor, a.person_function)$query$,
	'customers_per_person', 'customers in 90 days')),

('C07', 1, 'Marketing tells a story that spreads',
 'customers_per_campaign', 'customers per campaign',
 'activity_feed activity_feed.customer activity_feed.campaign', $query$
SELECT 'customers_per_campaign' AS figure, NULL AS function,
	   (avg(c.customers) FILTER (WHERE c.customers > 0))::float8 AS value,
	   'customers per campaign' AS unit,
	   count(*) FILTER (WHERE c.customers > 0) AS n,
	   format('customers with a touch, not impressions; %s campaigns without a known customer left out',
			  count(*) FILTER (WHERE c.customers = 0)) AS note
FROM (SELECT o.campaign, count(DISTINCT o.customer) AS customers
	  FROM outbound AS o
	  WHERE o.campaign IS NOT NULL
	  GROUP BY o.campaign) AS c$query$),

('C07', 2, 'Marketing tells a story that spreads',
 'referred_share', 'share',
 'activity_feed activity_feed.customer activity_feed.campaign lead_feed lead_feed.lead_source', $query$
SELECT 'referred_share' AS figure, NULL AS function,
	   (SELECT count(DISTINCT l.lead)
		FROM lead_feed AS l
		WHERE l.lead_source ~* '\m(refer|share|word.of.mouth|recommend)' AND
			  l.created_at <= {as_of} AND
			  (l.created_at AT TIME ZONE {zone})::date BETWEEN {from} AND {to}
			  AND l.created_at > (SELECT min(o.occurred_at) FROM outbound AS o
								  WHERE o.campaign IS NOT NULL AND
										o.campaign = coalesce(l.campaign,
															  o.campaign)))
	   ::float8 / nullif(r.reached, 0) AS value,
	   'referred leads per customer reached' AS unit, r.reached AS n,
	   'leads by referral after a campaign began' AS note
FROM (SELECT count(DISTINCT o.customer) AS reached
	  FROM outbound AS o
	  WHERE o.campaign IS NOT NULL) AS r$query$),

('C08', 1, 'Sales overcomes the natural resistance to say yes',
 'reopened_and_won_share', 'share',
 'opportunity_feed opportunity_feed.lost_at opportunity_feed.reopened_at opportunity_feed.won opportunity_feed.closed_at', $query$
SELECT 'reopened_and_won_share' AS figure, NULL AS function,
	   (count(*) FILTER (WHERE d.won AND (d.reopened_at IS NOT NULL OR
										  d.lost_at < d.closed_at)))::float8 /
	   nullif(count(*) FILTER (WHERE d.won IS NOT NULL OR
							   d.reopened_at IS NULL), 0) AS value,
	   'share of deals once lost' AS unit,
	   count(*) FILTER (WHERE d.won IS NOT NULL OR d.reopened_at IS NULL) AS n,
	   format('%s reopened and undecided left out',
			  count(*) FILTER (WHERE d.won IS NULL AND
							   d.reopened_at IS NOT NULL)) AS note
FROM deal AS d
WHERE d.in_period AND d.lost_at IS NOT NULL$query$),

('C08', 2, 'Sales overcomes the natural resistance to say yes',
 'touches_to_won', 'touches',
 'opportunity_feed opportunity_feed.customer opportunity_feed.won opportunity_feed.closed_at activity_feed activity_feed.customer', $query$
SELECT 'touches_to_won' AS figure, NULL AS function,
	   sales_marketing.censored_median(array_agg(t.touches::float8),
									   array_agg(t.won)) AS value,
	   'touches, median' AS unit, count(*) AS n,
	   format('%s won; lost and open deals count as longer than so far; %s deals without a customer left out',
			  count(*) FILTER (WHERE t.won),
			  (SELECT count(*) FROM deal AS n
			   WHERE n.in_period AND n.customer IS NULL)) AS note
FROM (SELECT d.opportunity, coalesce(d.won, false) AS won,
			 count(a.occurred_at) AS touches
	  FROM (SELECT e.opportunity, e.customer, e.won, e.closed_at,
				   max(b.closed_at) AS before
			FROM deal AS e
			LEFT JOIN deal AS b ON b.customer = e.customer AND
				 b.closed_at <= e.opened_at AND b.opportunity <> e.opportunity
			WHERE e.in_period AND e.customer IS NOT NULL
			GROUP BY e.opportunity, e.customer, e.won, e.closed_at) AS d
	  LEFT JOIN activity AS a ON a.customer = d.customer AND NOT a.automatic AND
		   a.occurred_at > coalesce(d.before, '-infinity') AND
		   a.occurred_at <= coalesce(d.closed_at, {as_of}) AND
		   coalesce(a.opportunity, d.opportunity) = d.opportunity
	  GROUP BY d.opportunity, d.won) AS t$query$),

('C09', 1, 'Marketing is concerned about spending money to gain broad appeal',
 'reach_per_money, cost_per_reached', 'people reached per money',
 'spend_feed spend_feed.reached', $query$
SELECT v.figure, 'marketing' AS function, v.value,
	   v.unit || s.currency AS unit, r.lines AS n,
	   concat_ws(', ', format('%s; %s expenses of unknown reach left out',
							  s.currency, (s.focus).lines - r.lines),
				 round(1 - coalesce((s.reaching).amount, 0) /
						   nullif((s.focus).amount, 0), 3) || ' of the money')
	   AS note
FROM spending AS s
CROSS JOIN LATERAL (SELECT coalesce((s.reaching).lines, 0)) AS r (lines)
CROSS JOIN LATERAL (VALUES
	('reach_per_money', (s.reaching).reach_per_money, 'people per '),
	('cost_per_reached', (s.reaching).cost_per_reached, 'per person in '))
	AS v (figure, value, unit)
WHERE s.function = 'marketing'$query$),

('C09', 2, 'Marketing is concerned about spending money to gain broad appeal',
 'effective_segments, unallocated_share', 'segments',
 'spend_feed spend_feed.segment', $query$
SELECT v.figure, 'marketing' AS function, v.value, v.unit,
	   (s.focus).lines AS n,
	   format('%s, %s segments', (s.focus).currency, (s.focus).keys) AS note
FROM (SELECT sales_marketing.spend_focus(sales_marketing.spend(e.segment,
				e.amount, e.reach, e.function, e.currency)) AS focus
	  FROM expense AS e
	  WHERE e.function = 'marketing'
	  GROUP BY e.currency) AS s
CROSS JOIN LATERAL (VALUES
	('effective_segments', (s.focus).effective_keys, 'segments'),
	('unallocated_share', (s.focus).unallocated_share, 'share of money'))
	AS v (figure, value, unit)$query$),

('C10', 1, 'Sales, however, uses its budget to reach many individual customers',
 'concentration, effective_customers, evenness, gini, top_decile_share, spend_per_customer, spend_per_customer_ratio, spend_per_reached, spend_per_reached_ratio',
 'hhi', 'spend_feed spend_feed.customer', $query$
SELECT v.figure, s.function, v.value, v.unit, (s.focus).keys AS n,
	   format('%s, %s customers of zero or less left out', s.currency,
			  (s.focus).nonpositive_keys) AS note
FROM spending AS s
CROSS JOIN LATERAL (VALUES
	('concentration', (s.focus).hhi, 'hhi'),
	('effective_customers', (s.focus).effective_keys, 'customers'),
	('evenness', (s.focus).evenness, '0 to 1'),
	('gini', (s.focus).gini, '0 to 1'),
	('top_decile_share', (s.focus).top_decile_share, 'share of money'),
	('spend_per_customer', (s.focus).spend_per_key,
	 'per customer in ' || s.currency)) AS v (figure, value, unit)
UNION ALL
SELECT 'spend_per_reached', s.function, (s.reaching).cost_per_reached,
	   'per person reached in ' || s.currency, r.lines,
	   format('%s, %s expenses of unknown reach left out; a customer by name is one person',
			  s.currency, (s.focus).lines - r.lines)
FROM spending AS s
CROSS JOIN LATERAL (SELECT coalesce((s.reaching).lines, 0)) AS r (lines)
UNION ALL
SELECT v.figure, NULL, v.sales / nullif(v.marketing, 0), 'sales / marketing',
	   v.n, r.currency
FROM (SELECT s.currency,
			 max((s.focus).spend_per_key) FILTER (WHERE s.function = 'sales')
			 AS sales_each,
			 max((s.focus).spend_per_key)
				FILTER (WHERE s.function = 'marketing') AS marketing_each,
			 max((s.reaching).cost_per_reached)
				FILTER (WHERE s.function = 'sales') AS sales_reach,
			 max((s.reaching).cost_per_reached)
				FILTER (WHERE s.function = 'marketing') AS marketing_reach,
			 sum((s.focus).lines)::bigint AS lines,
			 coalesce(sum((s.reaching).lines), 0)::bigint AS lines_of_reach
	  FROM spending AS s
	  GROUP BY s.currency) AS r
CROSS JOIN LATERAL (VALUES
	('spend_per_customer_ratio', r.sales_each, r.marketing_each, r.lines),
	('spend_per_reached_ratio', r.sales_reach, r.marketing_reach,
	 r.lines_of_reach)) AS v (figure, sales, marketing, n)$query$),

('C11', 1, 'This often creates friction within an organization',
 'budget_overlap_rate', 'share', 'spend_feed spend_feed.customer', $query$
SELECT 'budget_overlap_rate' AS figure, NULL AS function, r.rate AS value,
	   'share of customers and quarters' AS unit, r.exposed AS n,
	   format('95 %% %s to %s, mean severity %s',
			  round(r.rate_low::numeric, 3), round(r.rate_high::numeric, 3),
			  round(r.mean_severity::numeric, 3)) AS note
FROM (SELECT sales_marketing.friction_counts_state((b.flag).flagged,
												   (b.flag).severity) AS counts
	  FROM both_pay AS b) AS c
CROSS JOIN LATERAL sales_marketing.friction_rate(c.counts, 1) AS r
WHERE r.exposed > 0$query$),

('C11', 2, 'This often creates friction within an organization',
 'budget_contention_rate', 'share',
 'spend_feed budget_feed budget_feed.function', $query$
SELECT 'budget_contention_rate' AS figure, NULL AS function, r.rate AS value,
	   'share of budget periods' AS unit, r.exposed AS n,
	   format('95 %% %s to %s, mean severity %s',
			  round(r.rate_low::numeric, 3), round(r.rate_high::numeric, 3),
			  round(r.mean_severity::numeric, 3)) AS note
FROM (SELECT sales_marketing.friction_counts_state((p.flag).flagged,
												   (p.flag).severity) AS counts
	  FROM contention AS p) AS c
CROSS JOIN LATERAL sales_marketing.friction_rate(c.counts, 1) AS r
WHERE r.exposed > 0$query$)
$function$;
COMMENT ON FUNCTION sales_marketing.measures_of_focus() IS
'private: the queries of C01 to C11';
