/*
 * 81_measure_relations.sql
 *		Relations that several of the article's measures read.
 *
 * Each is a query over feeds and over relations that stand before it.
 */

CREATE FUNCTION sales_marketing.article_measure_relations()
RETURNS SETOF sales_marketing.article_measure_relation
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT r.* FROM sales_marketing.reported_relations() AS r
UNION ALL
(SELECT r.name, r.meaning, r.query
FROM (VALUES
(10, 'person_span', 'a person and the days on which one row of person_feed holds; one row on each day', $query$
SELECT p.person, p.function, p.location, p.skills, p.plan,
	   p.valid_from AS first_day, p.valid_to AS last_day
FROM reported_person AS p$query$),
(20, 'person', 'a person, as of the last day of the period', $query$
SELECT DISTINCT ON (s.person) s.person, s.function, s.location, s.skills
FROM person_span AS s
WHERE s.first_day <= {to} AND s.last_day >= {from} AND
	  s.first_day <= s.last_day
ORDER BY s.person, s.first_day DESC$query$),
(30, 'activity', 'an activity up to as_of, classified, with the function that its actor had that day', $query$
SELECT a.activity_id, a.occurred_at, d.occurred_on, a.actor, a.customer,
	   lower(btrim(a.channel)) AS channel, a.subject, a.minutes, a.recipients,
	   a.campaign, a.thread, a.direction, a.site, a.opportunity,
	   t.function AS class, t.mode, coalesce(a.purpose, t.purpose) AS purpose,
	   coalesce(a.place, t.place) AS place,
	   a.direction IS NOT DISTINCT FROM 'in' AS inbound,
	   coalesce(a.subject ~* '\m(out of (the )?office|auto(matic)?[ -]?(reply|response)|undeliverable|undelivered|delivery (status|failure|has failed)|returned mail|abwesenheit)',
				false) AS automatic,
	   CASE WHEN p.since IS NULL THEN p.functions[1] ELSE
			p.functions[width_bucket(a.occurred_at, p.since)] END
	   AS person_function,
	   CASE WHEN p.since IS NULL THEN p.locations[1] ELSE
			p.locations[width_bucket(a.occurred_at, p.since)] END AS location,
	   d.occurred_on BETWEEN {from} AND {to} AS in_period
FROM activity_feed AS a
CROSS JOIN LATERAL (SELECT (a.occurred_at AT TIME ZONE {zone})::date)
	AS d (occurred_on)
CROSS JOIN LATERAL sales_marketing.activity_profile(a.subject, {rules},
	a.channel, a.recipients, a.campaign, a.direction) AS t
LEFT JOIN reported_person_history AS p ON p.person = a.actor
WHERE a.occurred_at <= {as_of}$query$),
(40, 'coverage', 'one row: how much of the period''s activities is classified', $query$
SELECT format('%s of %s activities unclassified%s',
			  count(*) FILTER (WHERE a.class IS NULL OR
							   a.class = 'unclassified'), count(*),
			  CASE WHEN count(a.actor) < count(*) THEN
				format(', %s without an actor', count(*) - count(a.actor))
				ELSE '' END) AS note
FROM activity AS a
WHERE a.in_period$query$),
(45, 'known_place', 'one row: of how many of the period''s activities the place is known', $query$
SELECT format('place known of %s of %s activities; the others are left out',
			  count(a.place), count(*)) AS note
FROM activity AS a
WHERE a.in_period AND a.person_function IN ('sales', 'marketing')$query$),
(50, 'outbound', 'an outbound activity of the period, and the first answer in its thread', $query$
SELECT t.*, t.answer_at <= t.occurred_at + interval '336 hours' AS answered,
	   CASE WHEN t.answer_at <= t.occurred_at + interval '336 hours'
			THEN 'two_way' ELSE t.mode END AS spoken
FROM (SELECT a.*, CASE WHEN a.thread IS NOT NULL THEN
				 min(a.occurred_at)
				 FILTER (WHERE a.inbound AND NOT a.automatic)
				 OVER (PARTITION BY a.thread
					   ORDER BY a.occurred_at DESC, a.activity_id DESC
					   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
			 END AS answer_at
	  FROM activity AS a) AS t
WHERE t.in_period AND NOT t.inbound AND NOT t.automatic$query$),
(60, 'deal', 'a deal opened by as_of, as it was then', $query$
SELECT o.opportunity, o.customer, o.product, o.segment, o.amount, o.currency,
	   o.opened_at, c.closed_at,
	   CASE WHEN c.closed_at IS NOT NULL THEN o.won END AS won,
	   CASE WHEN o.lost_at <= {as_of} THEN o.lost_at END AS lost_at,
	   CASE WHEN o.reopened_at <= {as_of} THEN o.reopened_at END
	   AS reopened_at, o.owner, o.lead_source, o.campaign,
	   (coalesce(c.closed_at, {as_of}) AT TIME ZONE {zone})::date >= {from} AND
	   (o.opened_at AT TIME ZONE {zone})::date <= {to} AS in_period
FROM opportunity_feed AS o
CROSS JOIN LATERAL (SELECT CASE WHEN o.closed_at <= {as_of} AND
									 o.won IS NOT NULL THEN o.closed_at END)
	AS c (closed_at)
WHERE o.opened_at <= {as_of}$query$),
(70, 'expense', 'an expense of the period, with the function that pays for it and how many it reached: one if nothing but a customer is named', $query$
SELECT s.spend, s.period_from, s.customer, s.segment, s.campaign, s.amount,
	   s.currency, s.person,
	   coalesce(s.reached, CASE WHEN s.customer IS NOT NULL AND s.amount > 0
								THEN 1 END) AS reach,
	   coalesce(s.function, t.function, 'unclassified') AS function, t.mode
FROM spend_feed AS s
CROSS JOIN LATERAL sales_marketing.activity_profile(s.description, {rules},
	s.channel, campaign => s.campaign) AS t
WHERE s.period_from BETWEEN {from} AND {to} AND
	  s.period_from <= ({as_of} AT TIME ZONE {zone})::date$query$),
(80, 'payment', 'a payout earned in the period, with the payee''s function that day and when it was due', $query$
SELECT p.payout, p.payee, p.kind, p.amount, p.currency, p.opportunity,
	   p.earned, p.earned_on, p.earned_from, p.earned_to, p.released_on,
	   p.paid_on, p.function, p.plan, s.schedule,
	   coalesce(p.scheduled_on, sales_marketing.scheduled_payout(p.earned,
			s.schedule, p.released_on))
	   AS scheduled_on,
	   CASE WHEN p.kind IN ('commission', 'bonus', 'award', 'other')
			THEN p.kind ELSE 'other' END AS reward,
	   p.kind IS NULL OR p.kind NOT IN ('draw', 'draw_recovery', 'guarantee',
			'salary', 'adjustment', 'clawback') AS variable
FROM (SELECT f.payout, f.payee, lower(btrim(f.kind)) AS kind, f.amount,
			 f.currency, f.opportunity, d.earned, f.earned_on, f.earned_from,
			 f.earned_to, f.released_on, f.scheduled_on,
			 CASE WHEN f.paid_on <= ({as_of} AT TIME ZONE {zone})::date
				  THEN f.paid_on END AS paid_on,
			 h.function, coalesce(f.plan, h.plan) AS plan
	  FROM payout_feed AS f
	  CROSS JOIN LATERAL (SELECT coalesce(f.earned_on, f.earned_to, f.paid_on))
		  AS d (earned)
	  LEFT JOIN person_span AS h ON h.person = f.payee AND
		   d.earned BETWEEN h.first_day AND h.last_day
	  WHERE d.earned BETWEEN {from} AND {to} AND
			d.earned <= ({as_of} AT TIME ZONE {zone})::date) AS p
LEFT JOIN reported_pay_plan AS s ON s.plan = p.plan AND
	 p.earned BETWEEN s.valid_from AND s.valid_to$query$),
(90, 'breadth', 'a person, and how many customers an outbound touch of theirs reached; what a campaign sent within one minute is one touch', $query$
SELECT t.actor AS person, t.person_function AS function,
	   avg(t.recipients) AS value
FROM reported_outbound_touch AS t
WHERE t.person_function IN ('sales', 'marketing')
GROUP BY t.actor, t.person_function$query$),
(105, 'spending', 'a function and a currency, and what was spent: on which customers, and where the reach is known', $query$
SELECT e.function, e.currency,
	   sales_marketing.spend_focus(sales_marketing.spend(e.customer, e.amount,
			e.reach, e.function, e.currency)) AS focus,
	   sales_marketing.spend_focus(sales_marketing.spend(e.customer, e.amount,
			e.reach, e.function, e.currency))
		FILTER (WHERE e.reach IS NOT NULL) AS reaching
FROM expense AS e
WHERE e.function IN ('sales', 'marketing')
GROUP BY e.function, e.currency$query$),
(110, 'listening', 'a person, and the share of listening in their classified activities', $query$
SELECT a.actor AS person, a.person_function AS function,
	   count(*) FILTER (WHERE a.purpose = 'listen')::numeric / count(*)
	   AS value
FROM activity AS a
WHERE a.in_period AND a.person_function IN ('sales', 'marketing') AND
	  a.class <> 'unclassified'
GROUP BY a.actor, a.person_function$query$),
(120, 'two_way', 'a person, and the share of two-way talk in their outbound activities', $query$
SELECT o.actor AS person, o.person_function AS function,
	   count(*) FILTER (WHERE o.spoken IN ('two_way', 'interactive'))::numeric /
	   count(*) AS value
FROM outbound AS o
WHERE o.person_function IN ('sales', 'marketing') AND o.spoken IS NOT NULL
GROUP BY o.actor, o.person_function$query$),
(130, 'skill', 'a person, and the shares of relational and of analytical skills among theirs; 0 of none, no row where not known', $query$
SELECT p.person, p.function,
	   count(*) FILTER (WHERE s.kind = 'relational')::numeric /
	   greatest(count(s.tag), 1) AS relational,
	   count(*) FILTER (WHERE s.kind = 'analytical')::numeric /
	   greatest(count(s.tag), 1) AS analytical
FROM person AS p
LEFT JOIN LATERAL (SELECT btrim(t.tag) AS tag,
						  sales_marketing.skill_kind(btrim(t.tag)) AS kind
				   FROM unnest(string_to_array(p.skills, ',')) AS t (tag)
				   WHERE btrim(t.tag) <> '') AS s ON true
WHERE p.function IN ('sales', 'marketing') AND p.skills IS NOT NULL
GROUP BY p.person, p.function$query$),
(135, 'repeat_contact', 'a person, and the share of the customers spoken with in two weeks or more', $query$
SELECT c.person, c.function,
	   count(*) FILTER (WHERE c.weeks >= 2)::numeric / count(*) AS value
FROM (SELECT a.actor AS person, a.person_function AS function, a.customer,
			 count(DISTINCT date_trunc('week', a.occurred_on::timestamp))
			 AS weeks
	  FROM activity AS a
	  WHERE a.in_period AND a.customer IS NOT NULL AND NOT a.automatic AND
			a.mode IN ('two_way', 'interactive') AND
			a.person_function IN ('sales', 'marketing')
	  GROUP BY a.actor, a.person_function, a.customer) AS c
GROUP BY c.person, c.function$query$),
(140, 'road', 'a person, and the share of activities outside the own office among those whose place is known', $query$
SELECT a.actor AS person, a.person_function AS function,
	   count(*) FILTER (WHERE a.place = 'field' AND
						(a.site = a.location) IS NOT TRUE)::numeric / count(*)
	   AS value
FROM activity AS a
WHERE a.in_period AND a.person_function IN ('sales', 'marketing') AND
	  a.place IS NOT NULL
GROUP BY a.actor, a.person_function$query$),
(142, 'campaign_segment', 'a campaign and a segment that it was for, by its customers'' deals or its expenses', $query$
SELECT o.campaign, d.segment
FROM outbound AS o
JOIN deal AS d ON d.customer = o.customer
WHERE o.campaign IS NOT NULL AND d.segment IS NOT NULL
UNION
SELECT e.campaign, e.segment
FROM expense AS e
WHERE e.campaign IS NOT NULL AND e.segment IS NOT NULL$query$),
(143, 'answer', 'an answer to a survey in the period, as it was given and as a share of its scale', $query$
SELECT f.survey, f.customer, f.person, f.answered_at,
	   (f.answered_at AT TIME ZONE {zone})::date AS answered_on,
	   f.score::numeric AS score,
	   CASE WHEN f.scale_to > f.scale_from THEN (f.score - f.scale_from) /
			nullif(f.scale_to - f.scale_from, 0) END::numeric AS share
FROM survey_feed AS f
WHERE f.score IS NOT NULL AND f.answered_at <= {as_of} AND
	  (f.answered_at AT TIME ZONE {zone})::date BETWEEN {from} AND {to}$query$),
(144, 'reward_mix', 'a function, and the shares of its kinds of reward', $query$
SELECT p.function, count(DISTINCT p.payee) AS payees, count(*) AS n,
	   count(*) FILTER (WHERE p.reward = 'commission')::numeric / count(*)
	   AS commission,
	   count(*) FILTER (WHERE p.reward = 'bonus')::numeric / count(*) AS bonus,
	   count(*) FILTER (WHERE p.reward NOT IN ('commission', 'bonus'))::numeric /
	   count(*) AS other,
	   count(*) FILTER (WHERE p.amount IS NULL) AS not_money
FROM payment AS p
WHERE p.variable AND coalesce(p.amount, 0) >= 0 AND
	  p.function IN ('sales', 'marketing')
GROUP BY p.function$query$),
(145, 'both_pay', 'a customer and quarter with money spent on by name, and whether both functions pay', $query$
SELECT q.customer, q.evidence AS quarter, q.currency,
	   sales_marketing.budget_overlap(q.sales, q.marketing, s.policy) AS flag
FROM reported_settings AS s
CROSS JOIN reported_quarter_spending AS q
WHERE q.of_both$query$),
(147, 'contention', 'a period that both functions have a budget for, and whether one overspends while the other stays below', $query$
SELECT q.period_from, q.period_to, q.currency,
	   sales_marketing.budget_contention(q.sales_plan, q.sales,
			q.marketing_plan, q.marketing, s.policy) AS flag
FROM reported_settings AS s
CROSS JOIN reported_budget_spending AS q
WHERE q.period_to <= s.as_of_on$query$),
(150, 'reward_gap', 'a currency, and the gap between the waits for pay', $query$
SELECT p.currency, sales_marketing.compensation_gap(sales_marketing.payout(
			payee => p.payee, function => p.function,
			earned_on => CASE WHEN p.earned_from IS NULL OR p.earned_to IS NULL
							  THEN p.earned END,
			paid_on => p.paid_on, amount => p.amount,
			scheduled_on => p.scheduled_on,
			earned_from => CASE WHEN p.earned_to IS NOT NULL
								THEN p.earned_from END,
			earned_to => CASE WHEN p.earned_from IS NOT NULL
							  THEN p.earned_to END,
			currency => p.currency, kind => p.reward,
			released_on => p.released_on),
		({as_of} AT TIME ZONE {zone})::date) AS gap
FROM payment AS p
WHERE p.variable AND coalesce(p.amount, 0) >= 0
GROUP BY p.currency$query$)
) AS r (nr, name, meaning, query)
ORDER BY r.nr)
$function$;
COMMENT ON FUNCTION sales_marketing.article_measure_relations() IS
'relations that several measures read, each over feeds and the relations before it';
