/*
 * 73_report_friction_views.sql
 *		The views about friction and the hand-off.
 */

CREATE FUNCTION sales_marketing.report_friction_views()
RETURNS SETOF sales_marketing.report_view
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 3
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
(210, 'friction_event', 'activity_feed|lead_feed|payout_feed|spend_feed|feedback_feed', false,
'every time that sales and marketing got in each other''s way, with the rows it rests on',
$query$SELECT concat_ws(' / ', e.kind, e.subject, to_char(e.occurred_at
		AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), e.evidence,
		nullif(row_number() OVER (PARTITION BY e.kind, e.subject,
			e.occurred_at, e.evidence ORDER BY e.severity, e.observed), 1))
	AS event_id, e.kind, e.dimension, e.subject, e.occurred_at, (e.occurred_at AT TIME ZONE s.time_zone)::date
	AS occurred_on, e.severity, e.observed, e.threshold, e.unit,
	CASE WHEN {persons} THEN e.sales_actor END AS sales_actor,
	CASE WHEN {persons} THEN e.marketing_actor END AS marketing_actor,
	e.sales_share AS sales_share_of_contacts,
	e.marketing_share AS marketing_share_of_contacts, e.evidence, s.as_of
FROM {settings} AS s CROSS JOIN
	(SELECT e.kind, e.dimension, e.subject, e.occurred_at, e.severity,
		e.observed, e.threshold, e.unit, e.sales_actor, e.marketing_actor,
		e.sales_share, e.marketing_share, e.evidence
	FROM {settings} AS s CROSS JOIN {customer_timeline} AS t,
		LATERAL sales_marketing.friction_events(t.summary, t.customer,
			s.policy, NULL, s.as_of) AS e
	UNION ALL
	SELECT e.kind, e.dimension, CASE WHEN {persons} THEN e.subject END,
		e.occurred_at, e.severity, e.observed, e.threshold, e.unit,
		e.sales_actor, e.marketing_actor, e.sales_share, e.marketing_share,
		e.evidence
	FROM {settings} AS s CROSS JOIN {person_timeline} AS t,
		LATERAL sales_marketing.friction_events(t.summary, t.person,
			s.policy, NULL, s.as_of, t.person_function, s.time_zone) AS e
	UNION ALL
	SELECT r.kind, r.dimension, r.subject, r.occurred_at, r.severity,
		r.observed, r.threshold, r.unit, r.sales_actor, r.marketing_actor,
		NULL, NULL, r.evidence
	FROM {friction_row} AS r
	WHERE r.flagged) AS e
WHERE e.kind = ANY ({kinds_known})$query$),

(220, 'friction_rate', 'activity_feed|lead_feed|payout_feed|spend_feed|feedback_feed', false,
'how often each kind of friction could have happened and did: never to be added across kinds',
$query$SELECT k.kind, k.dimension, r.exposed, r.flagged,
	coalesce(r.suppressed, false) AS suppressed,
	r.rate AS flagged_share_of_exposed,
	r.rate_low AS flagged_low_share_of_exposed,
	r.rate_high AS flagged_high_share_of_exposed,
	sales_marketing.friction_rate_limit(k.kind) AS limit_share_of_exposed,
	CASE WHEN r.rate_low >= sales_marketing.friction_rate_limit(k.kind)
			THEN true
		WHEN r.rate_high < sales_marketing.friction_rate_limit(k.kind)
			THEN false END AS over_limit,
	r.mean_severity, r.cost::numeric(18,2) AS estimated_cost,
	g.coverage AS coverage_share_of_activities,
	CASE WHEN k.missing IS NOT NULL THEN 'missing_input' ELSE r.reason END
	AS reason, k.missing, s.as_of
FROM {settings} AS s CROSS JOIN {friction_kind} AS k
CROSS JOIN (SELECT count(*) FILTER (WHERE a.label <> 'unclassified')
		::float8 / nullif(count(a.label), 0) AS coverage
	FROM {activity} AS a) AS g
LEFT JOIN (SELECT f.*, count(*) FILTER (WHERE f.exposed > 0) OVER ()
		AS kinds
	FROM {friction_count} AS f) AS c ON c.kind = k.kind
LEFT JOIN LATERAL (SELECT coalesce(c.exposed, 0) AS exposed, f.flagged,
		f.suppressed, f.rate, f.rate_low, f.rate_high, f.mean_severity,
		f.cost, f.reason
	FROM sales_marketing.friction_rate(coalesce(c.flagged, 0),
		coalesce(c.exposed, 0), coalesce(c.severity_sum, 0), s.minimum_group,
		greatest(c.kinds, 1)::integer,
		sales_marketing.unit_cost(s.unit_costs, k.kind)) AS f
	WHERE k.missing IS NULL) AS r ON true
ORDER BY k.place$query$),

(230, 'hand_off', 'lead_feed,lead_feed.handed_off_at', false,
'what became of the leads that marketing handed to sales, by the team that got them',
$query$SELECT q.team, q.owners, q.leads,
	q.leads < q.minimum_group OR q.owners BETWEEN 1 AND q.minimum_group - 1
	AS suppressed, v.accepted, v.rejected,
	v.accepted::float8 / nullif(v.accepted + v.rejected, 0)
	AS accepted_share_of_decided, v.on_time, v.slow, v.never_followed_up,
	v.still_open,
	v.slow::float8 / nullif(v.exposed_to_slow, 0) AS slow_share_of_exposed,
	v.never_followed_up::float8 / nullif(v.exposed_to_never, 0)
	AS never_share_of_exposed, v.median_hours AS median_follow_up_hours,
	v.p90_hours AS p90_follow_up_hours, q.limit_hours,
	v.median_days AS median_days_until_handed_off,
	q.with_owner::float8 / q.leads AS known_owner_share_of_leads,
	v.with_contact::float8 / q.leads AS coverage_share_of_leads, q.as_of
FROM (SELECT coalesce(l.team, 'unknown') AS team,
		count(DISTINCT l.owner) AS owners, count(*) AS leads,
		count(l.owner) AS with_owner,
		count(*) FILTER (WHERE l.first_touch_at IS NOT NULL OR
			l.rejected_at IS NOT NULL) AS with_contact,
		CASE WHEN NOT 'lead_feed.accepted_at' = ANY ('{missing}'::text[])
			THEN count(l.accepted_at) END AS accepted,
		CASE WHEN NOT 'lead_feed.rejected_at' = ANY ('{missing}'::text[])
			THEN count(l.rejected_at) END AS rejected,
		count(l.figures) > 0 AS followed,
		count(*) FILTER (WHERE (l.figures).outcome = 'on_time') AS on_time,
		count(*) FILTER (WHERE (l.figures).slow) AS slow,
		count((l.figures).slow) AS exposed_to_slow,
		count(*) FILTER (WHERE (l.figures).never) AS never_followed_up,
		count((l.figures).never) AS exposed_to_never,
		count(*) FILTER (WHERE (l.figures).outcome = 'open') AS still_open,
		percentile_cont(0.5) WITHIN GROUP (ORDER BY (l.figures).hours)
		FILTER (WHERE l.first_touch_at IS NOT NULL) AS median_hours,
		percentile_cont(0.9) WITHIN GROUP (ORDER BY (l.figures).hours)
		FILTER (WHERE l.first_touch_at IS NOT NULL) AS p90_hours,
		min((l.figures).limit_hours) FILTER
		(WHERE (l.figures).outcome <> 'never') AS limit_hours,
		percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM
			l.handed_off_at - l.created_at)::float8 / 86400) AS median_days,
		min(l.minimum_group) AS minimum_group, max(l.as_of) AS as_of
	FROM {followed_lead} AS l
	GROUP BY coalesce(l.team, 'unknown')) AS q
LEFT JOIN LATERAL (SELECT q.accepted, q.rejected,
		CASE WHEN q.followed THEN q.on_time END AS on_time,
		CASE WHEN q.followed THEN q.slow END AS slow, q.exposed_to_slow,
		CASE WHEN q.followed THEN q.never_followed_up END
		AS never_followed_up, q.exposed_to_never,
		CASE WHEN q.followed THEN q.still_open END AS still_open,
		q.median_hours, q.p90_hours, q.median_days, q.with_contact
	WHERE q.leads >= q.minimum_group AND
		q.owners NOT BETWEEN 1 AND q.minimum_group - 1) AS v ON true$query$)
$function$;
COMMENT ON FUNCTION sales_marketing.report_friction_views() IS
'private: the views about friction and the hand-off';
