/*
 * 84_measures_of_rewards.sql
 *		Measures C21 to C32: what people are good at, and what they get for it.
 *
 * Figures about the pay of fewer than five people are null.
 */

CREATE FUNCTION sales_marketing.measures_of_rewards()
RETURNS SETOF sales_marketing.article_measure_query
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 24
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
('C21', 1, 'Sales staff need strong relationship-building skills',
 'relational_skill_share, relational_skill_share_delta', 'share of skills',
 'person_feed person_feed.skills',
 sales_marketing.measure_comparison('skill', 'relational_skill_share', 'share of skills', 'relational')),

('C21', 2, 'Sales staff need strong relationship-building skills',
 'repeat_contact_share, repeat_contact_share_delta', 'share of customers',
 'activity_feed activity_feed.actor activity_feed.customer person_feed',
 sales_marketing.measure_comparison('repeat_contact',
	'repeat_contact_share', 'share of customers')),

('C22', 1, 'They learn to accept rejection ... as a missed business opportunity',
 'persistence, days_to_next_touch', 'probability',
 'opportunity_feed opportunity_feed.won opportunity_feed.closed_at opportunity_feed.owner activity_feed activity_feed.actor person_feed', $query$
SELECT v.figure, q.function, v.value, v.unit, v.n, v.note
FROM (SELECT n.function, count(*) FILTER (WHERE n.age >= 30) AS decided,
			 count(*) FILTER (WHERE n.age >= 30 AND n.days <= 30) AS went_on,
			 count(*) FILTER (WHERE n.age < 30) AS young, count(*) AS n,
			 sales_marketing.censored_median(
				array_agg(coalesce(n.days, n.age)),
				array_agg(n.days IS NOT NULL)) AS days
	  FROM (SELECT p.function,
				   extract(epoch FROM l.next_at - l.occurred_at)::float8 / 86400
				   AS days,
				   extract(epoch FROM {as_of} - l.occurred_at)::float8 / 86400
				   AS age
			FROM (SELECT e.lost, e.actor, e.occurred_at,
						 min(e.occurred_at) FILTER (WHERE NOT e.lost)
						 OVER (PARTITION BY e.actor
							   ORDER BY e.occurred_at DESC
							   GROUPS BETWEEN UNBOUNDED PRECEDING
							   AND 1 PRECEDING) AS next_at
				  FROM (SELECT d.owner AS actor, r.lost_at AS occurred_at,
							   true AS lost
						FROM deal AS d
						CROSS JOIN LATERAL (VALUES (d.lost_at),
							(CASE WHEN NOT d.won AND (d.lost_at IS NULL OR
									d.lost_at < d.reopened_at)
								  THEN d.closed_at END)) AS r (lost_at)
						WHERE d.owner IS NOT NULL AND
							  (r.lost_at AT TIME ZONE {zone})::date
							  BETWEEN {from} AND {to}
						UNION ALL
						SELECT a.actor, a.occurred_at, false
						FROM activity AS a
						WHERE a.actor IS NOT NULL AND NOT a.inbound AND
							  a.customer IS NOT NULL) AS e) AS l
			JOIN person_span AS p ON p.person = l.actor AND
				 (l.occurred_at AT TIME ZONE {zone})::date
				 BETWEEN p.first_day AND p.last_day
			WHERE l.lost AND p.function IN ('sales', 'marketing')) AS n
	  GROUP BY n.function) AS q
CROSS JOIN LATERAL (VALUES
	('persistence', q.went_on::float8 / nullif(q.decided, 0), 'probability',
	 q.decided, format('another touch by the owner within 30 days; %s too recent to tell',
					   q.young)),
	('days_to_next_touch', q.days, 'days, median', q.n,
	 'those without one count as longer than so far'))
	AS v (figure, value, unit, n, note)$query$),

('C23', 1, 'They are transaction-focused', 'deal_activity_share',
 'share of activities',
 'activity_feed activity_feed.actor activity_feed.customer person_feed opportunity_feed opportunity_feed.customer', $query$
SELECT 'deal_activity_share' AS figure, a.person_function AS function,
	   avg(CASE WHEN t.activity_id IS NOT NULL THEN 1.0 ELSE 0 END)::float8
	   AS value, 'share of activities' AS unit, count(*) AS n,
	   'from 14 days before a deal was opened to 14 days after it was closed'
	   AS note
FROM activity AS a
LEFT JOIN (SELECT DISTINCT b.activity_id
		   FROM activity AS b
		   JOIN deal AS d ON d.customer = b.customer AND
				b.occurred_at BETWEEN d.opened_at - interval '336 hours' AND
				coalesce(d.closed_at, {as_of}) + interval '336 hours'
		   WHERE b.in_period
		   UNION
		   SELECT b.activity_id
		   FROM activity AS b
		   JOIN deal AS d ON d.opportunity = b.opportunity
		   WHERE b.in_period) AS t ON t.activity_id = a.activity_id
WHERE a.in_period AND a.person_function IN ('sales', 'marketing')
GROUP BY a.person_function$query$),

('C23', 2, 'They are transaction-focused', 'activities_per_won_deal',
 'activities per deal',
 'activity_feed activity_feed.actor activity_feed.customer person_feed opportunity_feed opportunity_feed.customer opportunity_feed.won opportunity_feed.closed_at', $query$
SELECT 'activities_per_won_deal' AS figure, 'sales' AS function,
	   count(a.occurred_at)::float8 / count(DISTINCT d.opportunity) AS value,
	   'activities per won deal' AS unit, count(DISTINCT d.opportunity) AS n,
	   NULL AS note
FROM deal AS d
LEFT JOIN activity AS a ON a.customer = d.customer AND
	 a.person_function = 'sales' AND
	 a.occurred_at BETWEEN d.opened_at - interval '336 hours' AND
	 d.closed_at + interval '336 hours'
WHERE d.won AND (d.closed_at AT TIME ZONE {zone})::date BETWEEN {from} AND {to}
HAVING count(*) > 0$query$),

('C24', 1, 'marketing resources focus on projects and tend to be highly analytical',
 'project_share, project_share_delta', 'share of activities',
 'activity_feed activity_feed.actor activity_feed.campaign person_feed',
 sales_marketing.measure_comparison($query$(SELECT a.actor AS person,
			 a.person_function AS function,
			 count(a.campaign)::numeric / count(*) AS value
	  FROM activity AS a
	  WHERE a.in_period AND a.person_function IN ('sales', 'marketing')
	  GROUP BY a.actor, a.person_function)$query$,
	'project_share', 'share of activities')),

('C24', 2, 'marketing resources focus on projects and tend to be highly analytical',
 'analytical_skill_share, analytical_skill_share_delta', 'share of skills',
 'person_feed person_feed.skills',
 sales_marketing.measure_comparison('skill', 'analytical_skill_share', 'share of skills', 'analytical')),

('C24', 3, 'marketing resources focus on projects and tend to be highly analytical',
 'project_run', 'days',
 'activity_feed activity_feed.actor activity_feed.campaign person_feed', $query$
SELECT 'project_run' AS figure, r.function, avg(r.days)::float8 AS value,
	   'days, mean' AS unit, count(*) AS n,
	   'first to last day of activities on one project before another' AS note
FROM (SELECT t.function, t.actor, t.run,
			 max(t.occurred_on) - min(t.occurred_on) + 1 AS days
	  FROM (SELECT c.person_function AS function, c.actor, c.occurred_on,
				   count(*) FILTER (WHERE c.campaign IS DISTINCT FROM c.before)
				   OVER (PARTITION BY c.actor, c.person_function
						 ORDER BY c.occurred_at, c.activity_id) AS run
			FROM (SELECT a.*, lag(a.campaign)
						 OVER (PARTITION BY a.actor, a.person_function
							   ORDER BY a.occurred_at, a.activity_id) AS before
				  FROM activity AS a
				  WHERE a.in_period AND a.campaign IS NOT NULL AND
						a.person_function IN ('sales', 'marketing')) AS c) AS t
	  GROUP BY t.function, t.actor, t.run) AS r
GROUP BY r.function$query$),

('C25', 1, 'different recruiting and training techniques',
 'skill_separation_delta', 'delta', 'person_feed person_feed.skills',
 format('SELECT q.* FROM (%s) AS q WHERE q.function IS NULL',
		sales_marketing.measure_comparison('skill', 'skill_separation', 'relational share of skills', 'relational'))),

('C25', 2, 'different recruiting and training techniques',
 'course_mix_distance', '0 to 1', 'person_feed training_feed', $query$
SELECT 'course_mix_distance' AS figure, NULL AS function,
	   (sum(abs(c.s / c.sales - c.m / c.marketing)) / 2)::float8 AS value,
	   '0 to 1' AS unit, max(c.sales + c.marketing)::bigint AS n,
	   'by topic, or by course where no topic is known' AS note
FROM (SELECT k.s, k.m, sum(k.s) OVER () AS sales,
			 sum(k.m) OVER () AS marketing
	  FROM (SELECT count(*) FILTER (WHERE p.function = 'sales') AS s,
				   count(*) FILTER (WHERE p.function = 'marketing') AS m
			FROM training_feed AS t
			JOIN person_span AS p ON p.person = t.person AND
				 t.taken_on BETWEEN p.first_day AND p.last_day
			WHERE t.taken_on BETWEEN {from} AND {to} AND
				  p.function IN ('sales', 'marketing')
			GROUP BY lower(coalesce(t.topic, t.course))) AS k) AS c
WHERE c.sales > 0 AND c.marketing > 0
HAVING count(*) > 0$query$),

('C26', 1, 'Closing the sale, bringing revenue and profit ... reaps rewards',
 'paid_by_deal_share', 'share of payouts',
 'payout_feed payout_feed.opportunity person_feed', $query$
SELECT 'paid_by_deal_share' AS figure, p.function,
	   CASE WHEN count(DISTINCT p.payee) >= 5
			THEN count(p.opportunity)::float8 / count(*) END AS value,
	   'share of variable payouts' AS unit, count(*) AS n,
	   CASE WHEN count(DISTINCT p.payee) < 5 THEN 'suppressed'
			ELSE 'draws, guarantees and salaries left out' END AS note
FROM payment AS p
WHERE p.variable AND p.function IN ('sales', 'marketing')
GROUP BY p.function$query$),

('C26', 2, 'Closing the sale, bringing revenue and profit ... reaps rewards',
 'correlation_of_pay_and_won', 'correlation',
 'payout_feed person_feed opportunity_feed opportunity_feed.owner opportunity_feed.amount opportunity_feed.currency opportunity_feed.won opportunity_feed.closed_at', $query$
SELECT 'correlation_of_pay_and_won' AS figure, 'sales' AS function,
	   CASE WHEN count(DISTINCT q.person) >= 5
			THEN round(corr(q.paid, q.won)::numeric, 9)::float8 END AS value,
	   'correlation' AS unit, count(*) AS n,
	   CASE WHEN count(DISTINCT q.person) < 5 THEN 'suppressed'
			ELSE format('%s, per person and quarter; association only; quarters with %s deals or payouts of unknown amount or currency left out',
						q.currency, max(q.unknown)) END AS note
FROM (SELECT x.person, x.currency, coalesce(sum(x.paid), 0)::float8 AS paid,
			 coalesce(sum(x.won), 0)::float8 AS won,
			 max(x.unknown) AS unknown
	  FROM (SELECT m.*, count(*) FILTER (WHERE NOT m.known)
				   OVER (PARTITION BY m.person, m.quarter) AS unknown_here,
				   count(*) FILTER (WHERE NOT m.known) OVER () AS unknown
			FROM (SELECT p.payee AS person, p.currency,
						 date_trunc('quarter', p.earned::timestamp) AS quarter,
						 p.amount AS paid, NULL::numeric AS won,
						 p.amount IS NULL OR p.currency IS NOT NULL AS known
				  FROM payment AS p
				  WHERE p.variable AND p.function = 'sales'
				  UNION ALL
				  SELECT d.owner, d.currency, date_trunc('quarter',
							d.closed_at AT TIME ZONE {zone}), NULL, d.amount,
						 d.amount IS NOT NULL AND d.currency IS NOT NULL
				  FROM deal AS d
				  WHERE d.won AND (d.closed_at AT TIME ZONE {zone})::date
						BETWEEN {from} AND {to} AND
						d.owner IN (SELECT p.payee FROM payment AS p
									WHERE p.variable AND
										  p.function = 'sales')) AS m) AS x
	  WHERE x.unknown_here = 0 AND x.currency IS NOT NULL
	  GROUP BY x.person, x.currency, x.quarter) AS q
GROUP BY q.currency$query$),

('C27', 1, 'usually in terms of monthly or quarterly commissions',
 'monthly_or_quarterly_share', 'share of payees',
 'payout_feed payout_feed.paid_on person_feed', $query$
SELECT 'monthly_or_quarterly_share' AS figure, c.function,
	   CASE WHEN count(c.cadence) >= 5 THEN
			avg(CASE WHEN c.cadence IN ('monthly', 'quarterly') THEN 1.0
					 WHEN c.cadence IS NOT NULL THEN 0 END)::float8 END
	   AS value, 'share of payees' AS unit, count(c.cadence) AS n,
	   CASE WHEN count(c.cadence) BETWEEN 1 AND 4 THEN 'suppressed'
			ELSE concat_ws('; ', 'most often ' || mode() WITHIN GROUP
						   (ORDER BY c.cadence), format(
				'%s payees of fewer than three pay days left out',
				count(*) FILTER (WHERE c.cadence IS NULL))) END AS note
FROM (SELECT p.function, p.payee,
			 nullif(sales_marketing.inferred_cadence(p.paid_on, p.amount),
					'unknown') AS cadence
	  FROM payment AS p
	  WHERE p.paid_on IS NOT NULL AND p.variable AND
			p.function IN ('sales', 'marketing')
	  GROUP BY p.function, p.payee) AS c
GROUP BY c.function$query$),

('C28', 1, 'identifying the right product offerings ... extending customer awareness',
 'new_customers', 'customers',
 'activity_feed activity_feed.actor activity_feed.customer person_feed', $query$
SELECT 'new_customers' AS figure, t.function, count(*)::float8 AS value,
	   'customers' AS unit, count(*) AS n,
	   'first touched in the period, by whom' AS note
FROM (SELECT DISTINCT ON (a.customer) a.customer, a.in_period,
			 a.person_function AS function
	  FROM activity AS a
	  WHERE a.customer IS NOT NULL AND NOT a.inbound
	  ORDER BY a.customer, a.occurred_at, a.activity_id) AS t
WHERE t.in_period AND t.function IN ('sales', 'marketing')
GROUP BY t.function$query$),

('C28', 2, 'identifying the right product offerings ... extending customer awareness',
 'win_rate_difference, win_rate_difference_of_product', 'difference of shares',
 'opportunity_feed opportunity_feed.won opportunity_feed.closed_at opportunity_feed.lead_source', $query$
SELECT CASE WHEN grouping(o.product) = 1 THEN 'win_rate_difference'
			ELSE 'win_rate_difference_of_product' END AS figure,
	   NULL AS function,
	   count(*) FILTER (WHERE o.sourced AND o.won)::float8 /
	   nullif(count(*) FILTER (WHERE o.sourced), 0) -
	   count(*) FILTER (WHERE NOT o.sourced AND o.won)::float8 /
	   nullif(count(*) FILTER (WHERE NOT o.sourced), 0) AS value,
	   'difference of shares' AS unit, count(o.sourced) AS n,
	   concat_ws('; ', CASE WHEN grouping(o.product) = 0
							THEN coalesce(o.product, 'unknown product') END,
				 format('%s of unknown source left out',
						count(*) - count(o.sourced)),
				 sales_marketing.difference_interval(
					count(*) FILTER (WHERE o.sourced AND o.won),
					count(*) FILTER (WHERE o.sourced),
					count(*) FILTER (WHERE NOT o.sourced AND o.won),
					count(*) FILTER (WHERE NOT o.sourced)),
				 'deals that marketing brought less others; descriptive only')
	   AS note
FROM (SELECT d.product, d.won,
			 CASE WHEN d.campaign IS NOT NULL THEN true
				  WHEN btrim(d.lead_source) <> '' THEN
					   coalesce(sales_marketing.classify_activity(NULL,
							{rules}, d.lead_source)
							IN ('marketing', 'joint'), false) END AS sourced
	  FROM deal AS d
	  WHERE d.won IS NOT NULL AND
			(d.closed_at AT TIME ZONE {zone})::date BETWEEN {from} AND {to})
	  AS o
GROUP BY GROUPING SETS ((), (o.product))
HAVING count(*) > 0$query$),

('C29', 1, 'This produces customer satisfaction',
 'satisfaction_after_less_before, satisfaction_reached_less_not', 'points',
 'survey_feed survey_feed.customer activity_feed activity_feed.actor activity_feed.customer person_feed', $query$
SELECT v.figure, NULL AS function, v.value, v.unit, v.n,
	   format('%s; %s answers of unknown scale left out; no causal claim',
			  v.note, q.unscaled) AS note
FROM (SELECT avg(c.after_touch - c.before_touch)::float8 AS change,
			 count(*) FILTER (WHERE c.after_touch IS NOT NULL AND
							  c.before_touch IS NOT NULL) AS n_change,
			 (avg(c.after_touch) - avg(c.before_touch))::float8 AS difference,
			 count(c.after_touch) AS n_after, count(c.before_touch) AS n_before,
			 sum(c.unscaled) AS unscaled,
			 CASE WHEN bool_or(c.scaled) THEN 'share of the scale'
				  ELSE 'points' END AS unit
	  FROM (SELECT s.customer, s.scaled,
				   avg(s.score) FILTER (WHERE s.answered_at > t.first_at)
				   AS after_touch,
				   avg(s.score) FILTER (WHERE s.answered_at > t.first_at IS NOT TRUE)
				   AS before_touch,
				   count(*) FILTER (WHERE s.score IS NULL) AS unscaled
			FROM (SELECT k.customer, k.answered_at, k.scaled,
						 CASE WHEN k.scaled THEN k.share ELSE k.score END
						 AS score
				  FROM (SELECT r.*, count(r.share) OVER () > 0 AS scaled
						FROM answer AS r
						WHERE r.customer IS NOT NULL) AS k) AS s
			LEFT JOIN (SELECT a.customer, min(a.occurred_at) AS first_at
					   FROM activity AS a
					   WHERE a.person_function = 'marketing' AND
							 NOT a.inbound
					   GROUP BY a.customer) AS t ON t.customer = s.customer
			GROUP BY s.customer, s.scaled) AS c
	  HAVING count(*) > 0) AS q
CROSS JOIN LATERAL (VALUES
	('satisfaction_after_less_before', q.change, q.unit, q.n_change,
	 'customers asked before and after marketing first got in touch'),
	('satisfaction_reached_less_not', q.difference, q.unit,
	 q.n_after + q.n_before,
	 format('%s customers asked after, %s before or never reached', q.n_after,
			q.n_before)))
	AS v (figure, value, unit, n, note)$query$),

('C30', 1, 'marketing creates a need in the marketplace, using promotional campaigns',
 'inquiry_lift', 'inquiries in 14 days after / before',
 'activity_feed activity_feed.campaign activity_feed.direction', $query$
SELECT 'inquiry_lift' AS figure, NULL AS function,
	   c.after_start::float8 / nullif(c.before_start, 0) AS value,
	   'inquiries in 14 days after / before' AS unit, c.campaigns AS n,
	   concat_ws('; ', format('%s inquiries after the starts of campaigns, %s before',
							  c.after_start, c.before_start),
				 sales_marketing.ratio_interval(c.after_start, c.before_start),
				 format('%s campaigns without 14 days of activities on both sides left out',
						c.cut),
				 'season is not taken out')
	   AS note
FROM (SELECT count(DISTINCT i.activity_id)
				FILTER (WHERE i.occurred_at > s.started_at) AS after_start,
			 count(DISTINCT i.activity_id)
				FILTER (WHERE i.occurred_at < s.started_at) AS before_start,
			 count(DISTINCT s.campaign) FILTER (WHERE s.whole) AS campaigns,
			 count(DISTINCT s.campaign) FILTER (WHERE NOT s.whole) AS cut
	  FROM (SELECT o.campaign, o.started_at,
				   (SELECT array_agg(t.segment) FROM campaign_segment AS t
					WHERE t.campaign = o.campaign) AS segments,
				   o.started_at >= f.first_at + interval '336 hours' AND
				   o.started_at <= {as_of} - interval '336 hours' AS whole
			FROM (SELECT a.campaign, min(a.occurred_at) AS started_at
				  FROM activity AS a
				  WHERE a.campaign IS NOT NULL AND NOT a.inbound AND
						NOT a.automatic
				  GROUP BY a.campaign) AS o
			CROSS JOIN (SELECT min(a.occurred_at) FROM activity AS a)
				AS f (first_at)
			WHERE (o.started_at AT TIME ZONE {zone})::date
				  BETWEEN {from} AND {to}) AS s
	  LEFT JOIN (SELECT a.activity_id, a.occurred_at, m.segment
				 FROM activity AS a
				 LEFT JOIN (SELECT d.customer, min(d.segment) AS segment
							FROM deal AS d
							GROUP BY d.customer) AS m
					  ON m.customer = a.customer
				 WHERE a.inbound AND NOT a.automatic) AS i
		   ON s.whole AND
			  i.occurred_at BETWEEN s.started_at - interval '336 hours' AND
									s.started_at + interval '336 hours' AND
			  (s.segments IS NULL OR i.segment = ANY (s.segments))
	  HAVING count(*) > 0) AS c$query$),

('C31', 1, 'reward may be a financial bonus or some other type ... usually awarded annually',
 'reward_mix_distance, commission_share', '0 to 1',
 'payout_feed payout_feed.kind person_feed', $query$
SELECT 'reward_mix_distance' AS figure, NULL AS function,
	   CASE WHEN x.shown THEN (abs(x.s_commission - x.m_commission) +
							   abs(x.s_bonus - x.m_bonus) +
							   abs(x.s_other - x.m_other))::float8 / 2 END
	   AS value, '0 to 1' AS unit, x.n,
	   CASE WHEN x.shown THEN 'commission, bonus or other, by payouts; awards without money count'
			ELSE 'suppressed' END AS note
FROM (SELECT coalesce(min(m.payees) >= 5, false) AND count(*) = 2 AS shown,
			 max(m.commission) FILTER (WHERE m.function = 'sales')
			 AS s_commission,
			 max(m.bonus) FILTER (WHERE m.function = 'sales') AS s_bonus,
			 max(m.other) FILTER (WHERE m.function = 'sales') AS s_other,
			 max(m.commission) FILTER (WHERE m.function = 'marketing')
			 AS m_commission,
			 max(m.bonus) FILTER (WHERE m.function = 'marketing') AS m_bonus,
			 max(m.other) FILTER (WHERE m.function = 'marketing') AS m_other,
			 sum(m.n)::bigint AS n
	  FROM reward_mix AS m
	  HAVING count(*) > 0) AS x
UNION ALL
SELECT 'commission_share', m.function,
	   CASE WHEN m.payees >= 5 THEN m.commission::float8 END,
	   'share of payouts', m.n,
	   CASE WHEN m.payees < 5 THEN 'suppressed'
			ELSE format('bonus %s, other %s, of these %s without money',
						round(m.bonus, 3), round(m.other, 3), m.not_money) END
FROM reward_mix AS m$query$),

('C31', 2, 'reward may be a financial bonus or some other type ... usually awarded annually',
 'annual_share', 'share of payees',
 'payout_feed payout_feed.paid_on person_feed', $query$
SELECT 'annual_share' AS figure, c.function,
	   CASE WHEN count(c.cadence) >= 5 THEN
			avg(CASE WHEN c.cadence = 'annual' THEN 1.0
					 WHEN c.cadence IS NOT NULL THEN 0 END)::float8 END
	   AS value, 'share of payees' AS unit, count(c.cadence) AS n,
	   CASE WHEN count(c.cadence) BETWEEN 1 AND 4 THEN 'suppressed'
			ELSE format('%s payees of fewer than three pay days left out',
						count(*) FILTER (WHERE c.cadence IS NULL)) END AS note
FROM (SELECT p.function, p.payee,
			 nullif(sales_marketing.inferred_cadence(p.paid_on, p.amount),
					'unknown') AS cadence
	  FROM payment AS p
	  WHERE p.paid_on IS NOT NULL AND p.variable AND
			p.function IN ('sales', 'marketing')
	  GROUP BY p.function, p.payee) AS c
GROUP BY c.function$query$),

('C32', 1, 'Differences in the types and timing of compensation could create a sense of inequity',
 'marketing_waits_longer, marketing_waits_longer_by_design, wait_delta', 'days',
 'payout_feed payout_feed.paid_on person_feed', $query$
SELECT v.figure, NULL AS function, v.value, v.unit,
	   (g.gap).sales_payouts + (g.gap).marketing_payouts AS n,
	   CASE WHEN least((g.gap).sales_payees, (g.gap).marketing_payees) < 5
			THEN 'suppressed'
			ELSE concat_ws('; ', g.currency, v.note,
						   (g.gap).reason,
						   'exposure to inequity, not a sense of it') END
	   AS note
FROM reward_gap AS g
CROSS JOIN LATERAL (VALUES
	('marketing_waits_longer', (g.gap).marketing_minus_sales_days,
	 'days, Hodges-Lehmann', '95 % ' || (g.gap).marketing_minus_sales_low ||
		' to ' || (g.gap).marketing_minus_sales_high),
	('marketing_waits_longer_by_design', (g.gap).design_gap_days,
	 'days, mean', NULL),
	('wait_delta', -(g.gap).cliffs_delta, 'delta', 'sales over marketing'))
	AS v (figure, value, unit, note)$query$),

('C32', 2, 'Differences in the types and timing of compensation could create a sense of inequity',
 'felt_about_pay', 'points',
 'survey_feed survey_feed.person person_feed', $query$
SELECT 'felt_about_pay' AS figure, s.function,
	   CASE WHEN count(DISTINCT s.person) FILTER (WHERE s.score IS NOT NULL) >= 5
			THEN avg(s.score)::float8 END AS value,
	   CASE WHEN bool_or(s.scaled) THEN 'share of the scale'
			ELSE 'points' END AS unit, count(s.score) AS n,
	   concat_ws('; ', s.survey,
			CASE WHEN count(DISTINCT s.person)
					  FILTER (WHERE s.score IS NOT NULL) < 5 THEN 'suppressed'
				 ELSE format('answers of colleagues, more is better; %s of unknown scale left out',
							 count(*) FILTER (WHERE s.score IS NULL)) END)
	   AS note
FROM (SELECT k.survey, k.person, p.function, k.scaled,
			 CASE WHEN k.scaled THEN k.share ELSE k.score END AS score
	  FROM (SELECT r.*, count(r.share) OVER (PARTITION BY r.survey) > 0
				   AS scaled
			FROM answer AS r
			WHERE r.person IS NOT NULL) AS k
	  JOIN person_span AS p ON p.person = k.person AND
		   k.answered_on BETWEEN p.first_day AND p.last_day
	  WHERE p.function IN ('sales', 'marketing')) AS s
GROUP BY s.survey, s.function$query$)
$function$;
COMMENT ON FUNCTION sales_marketing.measures_of_rewards() IS
'private: the queries of C21 to C32';
