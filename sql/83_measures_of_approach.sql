/*
 * 83_measures_of_approach.sql
 *		Measures C12 to C20: how sales and marketing deal with customers, and
 *		how they talk to them.
 */

CREATE FUNCTION sales_marketing.measures_of_approach()
RETURNS SETOF sales_marketing.article_measure_query
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 16
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
('C12', 1, 'Marketing listens to learn and understand the needs of current and potential clients',
 'listening_share, listening_share_delta', 'share of activities',
 'activity_feed activity_feed.actor person_feed',
 sales_marketing.measure_comparison('listening', 'listening_share', 'share of activities', noted => 'coverage')),

('C12', 2, 'Marketing listens to learn and understand the needs of current and potential clients',
 'listening_to_current_clients', 'share of listening',
 'activity_feed activity_feed.actor activity_feed.customer person_feed opportunity_feed opportunity_feed.customer opportunity_feed.won opportunity_feed.closed_at', $query$
SELECT 'listening_to_current_clients' AS figure, a.person_function AS function,
	   avg(CASE WHEN a.occurred_at > w.won_at THEN 1.0 ELSE 0 END)::float8
	   AS value, 'share of listening' AS unit, count(*) AS n,
	   'clients with a deal won before; the rest are potential clients' AS note
FROM activity AS a
LEFT JOIN (SELECT d.customer, min(d.closed_at) AS won_at
		   FROM deal AS d
		   WHERE d.won
		   GROUP BY d.customer) AS w ON w.customer = a.customer
WHERE a.in_period AND a.purpose = 'listen' AND a.customer IS NOT NULL AND
	  a.class <> 'unclassified' AND
	  a.person_function IN ('sales', 'marketing')
GROUP BY a.person_function$query$),

('C13', 1, 'brought back to departments ... product development, customer service and fulfillment, to change a product or process or shape future products',
 'routed_share, days_to_routed, days_to_actioned', 'share of items',
 'feedback_feed feedback_feed.routed_at feedback_feed.actioned_at', $query$
SELECT v.figure, NULL AS function, v.value, v.unit, q.n, v.note
FROM (SELECT count(*) AS n, count(f.routed_at) AS routed,
			 count(f.actioned_at) AS actioned,
			 count(*) FILTER (WHERE (d.routed >= 0) IS NOT TRUE) AS odd_routed,
			 count(*) FILTER (WHERE (d.actioned >= 0) IS NOT TRUE)
			 AS odd_actioned,
			 sales_marketing.censored_median(
				array_agg(d.routed) FILTER (WHERE d.routed >= 0),
				array_agg(f.routed_at IS NOT NULL)
					FILTER (WHERE d.routed >= 0)) AS days_to_routed,
			 sales_marketing.censored_median(
				array_agg(d.actioned) FILTER (WHERE d.actioned >= 0),
				array_agg(f.actioned_at IS NOT NULL)
					FILTER (WHERE d.actioned >= 0)) AS days_to_actioned
	  FROM (SELECT i.captured_at,
				   CASE WHEN i.routed_at <= {as_of} THEN i.routed_at END
				   AS routed_at,
				   CASE WHEN i.actioned_at <= {as_of} THEN i.actioned_at END
				   AS actioned_at
			FROM feedback_feed AS i
			WHERE i.captured_at <= {as_of} AND
				  (i.captured_at AT TIME ZONE {zone})::date
				  BETWEEN {from} AND {to}) AS f
	  CROSS JOIN LATERAL (SELECT
			extract(epoch FROM coalesce(f.routed_at, {as_of}))::float8 -
			extract(epoch FROM f.captured_at)::float8,
			extract(epoch FROM coalesce(f.actioned_at, {as_of}))::float8 -
			extract(epoch FROM f.captured_at)::float8) AS s (routed, actioned)
	  CROSS JOIN LATERAL (SELECT
			CASE WHEN s.routed < 'infinity' THEN s.routed / 86400 END,
			CASE WHEN s.actioned < 'infinity' THEN s.actioned / 86400 END)
		  AS d (routed, actioned)
	  HAVING count(*) > 0) AS q
CROSS JOIN LATERAL (VALUES
	('routed_share', q.routed::float8 / q.n, 'share of items',
	 sales_marketing.share_interval(q.routed, q.n)),
	('days_to_routed', q.days_to_routed, 'days, median',
	 format('%s open items count as longer than so far; %s with impossible times left out',
			q.n - q.routed, q.odd_routed)),
	('days_to_actioned', q.days_to_actioned, 'days, median',
	 format('%s open items count as longer than so far; %s with impossible times left out',
			q.n - q.actioned, q.odd_actioned)))
	AS v (figure, value, unit, note)$query$),

('C13', 2, 'brought back to departments ... product development, customer service and fulfillment, to change a product or process or shape future products',
 'share_of_department', 'share of routed items',
 'feedback_feed feedback_feed.routed_at feedback_feed.routed_to', $query$
SELECT 'share_of_department' AS figure, NULL AS function,
	   (count(*) / sum(count(*)) OVER ())::float8 AS value,
	   'share of routed items' AS unit, count(*) AS n,
	   coalesce(f.routed_to, 'unknown') AS note
FROM feedback_feed AS f
WHERE f.routed_at <= {as_of} AND
	  (f.captured_at AT TIME ZONE {zone})::date BETWEEN {from} AND {to}
GROUP BY f.routed_to$query$),

('C14', 1, 'Sales pitches demonstrate how ... current products meet a client''s existing needs',
 'pitch_share, pitch_share_delta', 'share of activities',
 'activity_feed activity_feed.actor person_feed',
 sales_marketing.measure_comparison($query$(SELECT a.actor AS person,
			 a.person_function AS function,
			 count(*) FILTER (WHERE a.purpose = 'pitch' AND NOT a.inbound)::numeric /
			 count(*) AS value
	  FROM activity AS a
	  WHERE a.in_period AND a.class <> 'unclassified' AND
			a.person_function IN ('sales', 'marketing')
	  GROUP BY a.actor, a.person_function)$query$,
	'pitch_share', 'share of activities', noted => 'coverage')),

('C14', 2, 'Sales pitches demonstrate how ... current products meet a client''s existing needs',
 'needs_backed_share', 'share of pitches',
 'activity_feed activity_feed.actor activity_feed.customer person_feed', $query$
SELECT 'needs_backed_share' AS figure, 'sales' AS function,
	   avg(CASE WHEN p.heard_at >= p.occurred_at - interval '2160 hours'
				THEN 1.0 ELSE 0 END)::float8 AS value,
	   'share of pitches' AS unit, count(*) AS n,
	   'pitches to a customer who was listened to in the 90 days before' AS note
FROM (SELECT a.*, max(a.occurred_at) FILTER (WHERE a.purpose = 'listen')
			 OVER (PARTITION BY a.customer ORDER BY a.occurred_at
				   GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
			 AS heard_at
	  FROM activity AS a
	  WHERE a.customer IS NOT NULL) AS p
WHERE p.in_period AND p.purpose = 'pitch' AND NOT p.inbound AND
	  p.person_function = 'sales'
HAVING count(*) > 0$query$),

('C15', 1, 'Long, exploratory discussions are seldom a concern',
 'discussion_median, discussion_p90, exploratory_share', 'minutes',
 'activity_feed activity_feed.actor activity_feed.minutes person_feed', $query$
SELECT v.figure, m.function, v.value, v.unit, m.n,
	   format('%s longer than 8 hours left out', m.blocks) AS note
FROM (SELECT a.person_function AS function,
			 count(*) FILTER (WHERE a.minutes <= 480) AS n,
			 count(*) FILTER (WHERE a.minutes > 480) AS blocks,
			 percentile_cont(0.5) WITHIN GROUP (ORDER BY a.minutes)
				FILTER (WHERE a.minutes <= 480) AS median,
			 percentile_cont(0.9) WITHIN GROUP (ORDER BY a.minutes)
				FILTER (WHERE a.minutes <= 480) AS p90,
			 count(*) FILTER (WHERE a.minutes BETWEEN 45 AND 480 AND
							  a.purpose = 'listen') AS exploratory
	  FROM activity AS a
	  WHERE a.in_period AND a.minutes > 0 AND
			a.mode IN ('two_way', 'interactive') AND
			a.person_function IN ('sales', 'marketing')
	  GROUP BY a.person_function) AS m
CROSS JOIN LATERAL (VALUES
	('discussion_median', m.median, 'minutes'),
	('discussion_p90', m.p90, 'minutes'),
	('exploratory_share', m.exploratory::float8 / nullif(m.n, 0),
	 'share of discussions')) AS v (figure, value, unit)$query$),

('C16', 1, 'passive, one-way communication: print and broadcast advertising, direct marketing campaigns, websites, email campaigns, newsletters and press releases',
 'one_way_share, one_way_share_delta', 'share of outbound activities',
 'activity_feed activity_feed.actor person_feed',
 sales_marketing.measure_comparison($query$(SELECT t.person, t.function,
			 1 - t.value AS value
	  FROM two_way AS t)$query$,
	'one_way_share', 'share of outbound activities', noted => 'coverage')),

('C16', 2, 'passive, one-way communication: print and broadcast advertising, direct marketing campaigns, websites, email campaigns, newsletters and press releases',
 'one_way_share_of_marketing_work', 'share of outbound activities',
 'activity_feed', $query$
SELECT 'one_way_share_of_marketing_work' AS figure, 'marketing' AS function,
	   avg(CASE WHEN o.spoken = 'one_way' THEN 1.0 ELSE 0 END)::float8 AS value,
	   'share of outbound activities' AS unit, count(*) AS n,
	   'by what was done, whoever did it' AS note
FROM outbound AS o
WHERE o.class = 'marketing' AND o.spoken IS NOT NULL
HAVING count(*) > 0$query$),

('C16', 3, 'passive, one-way communication: print and broadcast advertising, direct marketing campaigns, websites, email campaigns, newsletters and press releases',
 'one_way_share_of_spend', 'share of money', 'spend_feed', $query$
SELECT 'one_way_share_of_spend' AS figure, 'marketing' AS function,
	   (coalesce(sum(e.amount) FILTER (WHERE e.mode = 'one_way'), 0) /
		nullif(sum(e.amount), 0))::float8 AS value,
	   'share of money' AS unit, count(*) AS n,
	   format('%s; print, broadcast and press are expenses, never activities; %s expenses of unknown mode',
			  e.currency, count(*) FILTER (WHERE e.mode IS NULL)) AS note
FROM expense AS e
WHERE e.function = 'marketing'
GROUP BY e.currency$query$),

('C17', 1, 'conferences, ... trade shows and social media campaigns, are more interactive and could be conducted jointly with sales staff',
 'joint_activity_share', 'share of activities', 'activity_feed', $query$
SELECT 'joint_activity_share' AS figure, NULL AS function,
	   avg(CASE WHEN a.class = 'joint' THEN 1.0 ELSE 0 END)::float8 AS value,
	   'share of classified activities' AS unit, count(*) AS n,
	   (SELECT c.note FROM coverage AS c) AS note
FROM activity AS a
WHERE a.in_period AND a.class <> 'unclassified'
HAVING count(*) > 0$query$),

('C17', 2, 'conferences, ... trade shows and social media campaigns, are more interactive and could be conducted jointly with sales staff',
 'jointly_conducted_share', 'share of event days',
 'activity_feed activity_feed.actor activity_feed.campaign person_feed', $query$
SELECT 'jointly_conducted_share' AS figure, NULL AS function,
	   (avg(CASE WHEN e.both THEN 1.0 ELSE 0 END)
		FILTER (WHERE e.event IS NOT NULL))::float8 AS value,
	   'share of event days' AS unit, count(e.event) AS n,
	   format('who was there: actors of the same campaign, or else subject, on the same day; %s joint activities without either left out',
			  coalesce(sum(e.joint) FILTER (WHERE e.event IS NULL), 0)) AS note
FROM (SELECT a.occurred_on, coalesce('campaign ' || a.campaign, 'subject ' ||
			 lower(nullif(btrim(a.subject), ''))) AS event,
			 count(*) FILTER (WHERE a.class = 'joint') AS joint,
			 bool_or(a.person_function IN ('sales', 'both')) AND
			 bool_or(a.person_function IN ('marketing', 'both')) AND
			 count(DISTINCT a.actor) FILTER (WHERE a.person_function IN
									('sales', 'marketing', 'both')) > 1 AS both
	  FROM activity AS a
	  WHERE a.in_period
	  GROUP BY 1, 2
	  HAVING bool_or(a.class = 'joint') AND count(a.person_function) > 0) AS e
HAVING count(*) > 0$query$),

('C18', 1, 'presentations, emails, phone calls and customer meetings, depends on direct, two-way interaction',
 'two_way_share, two_way_share_delta', 'share of outbound activities',
 'activity_feed activity_feed.actor person_feed',
 sales_marketing.measure_comparison('two_way', 'two_way_share', 'share of outbound activities', noted => 'coverage')),

('C18', 2, 'presentations, emails, phone calls and customer meetings, depends on direct, two-way interaction',
 'reply_rate, reply_hours', 'share of outbound messages',
 'activity_feed activity_feed.actor activity_feed.thread activity_feed.direction person_feed', $query$
SELECT v.figure, q.function, v.value, v.unit, v.n, v.note
FROM (SELECT m.function, count(*) FILTER (WHERE m.ripe) AS n,
			 count(*) FILTER (WHERE NOT m.ripe) AS young,
			 count(*) FILTER (WHERE m.ripe AND m.answered) AS answered,
			 percentile_cont(0.5) WITHIN GROUP (ORDER BY m.hours)
				FILTER (WHERE m.ripe AND m.answered) AS hours
	  FROM (SELECT o.person_function AS function, o.answered,
				   o.occurred_at <= {as_of} - interval '336 hours' AS ripe,
				   CASE WHEN o.answered THEN extract(epoch FROM
						o.answer_at - o.occurred_at)::float8 / 3600 END AS hours
			FROM outbound AS o
			WHERE o.thread IS NOT NULL AND
				  o.person_function IN ('sales', 'marketing')) AS m
	  GROUP BY m.function) AS q
CROSS JOIN LATERAL (VALUES
	('reply_rate', q.answered::float8 / nullif(q.n, 0),
	 'share of outbound messages', q.n,
	 concat_ws('; ', sales_marketing.share_interval(q.answered, q.n),
			   format('%s too recent to tell', q.young))),
	('reply_hours', q.hours, 'hours, median', q.answered,
	 'of those answered within 14 days; automatic answers left out'))
	AS v (figure, value, unit, n, note)$query$),

('C18', 3, 'presentations, emails, phone calls and customer meetings, depends on direct, two-way interaction',
 'reciprocity', '0 to 1',
 'activity_feed activity_feed.actor activity_feed.customer activity_feed.direction person_feed', $query$
SELECT 'reciprocity' AS figure, c.function,
	   CASE WHEN max(c.known) > 0 THEN avg(least(c.heard, c.said)::numeric /
										   greatest(c.heard, c.said))::float8
			END AS value, '0 to 1' AS unit, count(*) AS n,
	   format('per customer: the rarer of the two directions over the other; %s inbound rows to nobody known left out',
			  max(c.unknown)) AS note
FROM (SELECT t.function, t.customer, max(t.known) AS known,
			 max(t.unknown) AS unknown,
			 count(*) FILTER (WHERE t.inbound) AS heard,
			 count(*) FILTER (WHERE NOT t.inbound) AS said
	  FROM (SELECT w.*,
				   count(w.function) FILTER (WHERE w.inbound) OVER () AS known,
				   count(*) FILTER (WHERE w.inbound AND w.function IS NULL)
				   OVER () AS unknown
			FROM (SELECT a.customer, a.inbound, a.in_period,
						 coalesce(a.person_function, CASE WHEN a.inbound THEN
							coalesce(CASE WHEN a.thread IS NOT NULL AND
										  min(s.function) OVER of_thread =
										  max(s.function) OVER of_thread
									 THEN min(s.function) OVER of_thread END,
								CASE WHEN min(s.function) OVER of_customer =
										  max(s.function) OVER of_customer
									 THEN min(s.function) OVER of_customer END)
							END) AS function
				  FROM activity AS a
				  CROSS JOIN LATERAL (SELECT CASE WHEN NOT a.inbound THEN
						a.person_function END) AS s (function)
				  WHERE a.customer IS NOT NULL AND NOT a.automatic
				  WINDOW of_thread AS (PARTITION BY a.thread),
						 of_customer AS (PARTITION BY a.customer)) AS w
			WHERE w.in_period) AS t
	  WHERE t.function IN ('sales', 'marketing')
	  GROUP BY t.function, t.customer) AS c
GROUP BY c.function$query$),

('C19', 1, 'Sales staff send more time on the road',
 'road_share, road_share_delta', 'share of activities',
 'activity_feed activity_feed.actor person_feed',
 sales_marketing.measure_comparison('road', 'road_share', 'share of activities', noted => 'known_place')),

('C19', 2, 'Sales staff send more time on the road',
 'sites_per_person, sites_per_person_delta', 'sites in 30 days',
 'activity_feed activity_feed.actor activity_feed.site person_feed',
 sales_marketing.measure_comparison($query$(SELECT a.actor AS person,
			 a.person_function AS function,
			 count(DISTINCT a.site)
				FILTER (WHERE a.place = 'field' AND
						(a.site = a.location) IS NOT TRUE) AS value
	  FROM activity AS a
	  WHERE a.occurred_on <= {to} AND a.occurred_on + 30 > {to} AND
			a.person_function IN ('sales', 'marketing')
	  GROUP BY a.actor, a.person_function)$query$,
	'sites_per_person', 'sites in 30 days')),

('C20', 1, 'Marketing largely works out of offices',
 'office_share, office_share_delta', 'share of activities',
 'activity_feed activity_feed.actor person_feed',
 sales_marketing.measure_comparison($query$(SELECT r.person, r.function,
			 1 - r.value AS value
	  FROM road AS r)$query$,
	'office_share', 'share of activities', noted => 'known_place'))
$function$;
COMMENT ON FUNCTION sales_marketing.measures_of_approach() IS
'private: the queries of C12 to C20';
