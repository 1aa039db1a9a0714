/*
 * friction_events.sql
 *		Friction on timelines beside the same in plain SQL: the golden
 *		timeline to the last digit, then 100,000 random rows, however they
 *		are ordered, split and merged, and whatever the time zone of the
 *		session.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(26);

/* The golden timeline: marketing by a, sales by b. */

CREATE TABLE golden (id text, at timestamptz, function text, actor text,
					 channel text, direction text);
INSERT INTO golden VALUES
	('1', '2026-03-02 09:00 UTC', 'marketing', 'a', 'email', 'out'),
	('2', '2026-03-02 15:30 UTC', 'sales', 'b', 'phone', 'out'),
	('3', '2026-03-04 10:00 UTC', 'sales', 'b', 'email', 'out'),
	('4', '2026-03-10 08:00 UTC', 'marketing', 'a', 'email', 'out'),
	('5', '2026-03-11 07:59 UTC', 'sales', 'b', 'phone', 'out'),
	('6', '2026-03-12 08:00 UTC', 'sales', 'b', 'phone', 'out'),
	('7', '2026-03-13 09:00 UTC', 'marketing', 'a', 'email', 'out'),
	('8', '2026-04-01 09:00 UTC', 'sales', 'b', 'meeting', NULL);
CREATE TABLE golden_summary AS
SELECT touch_summary_state(touch(occurred_at => at, function => function,
	actor => actor, channel => channel, direction => direction,
	activity_id => id)) AS summary
FROM golden;

SELECT results_eq(
	$$SELECT kind, occurred_at, observed, severity, sales_share, evidence
	FROM golden_summary, friction_events(summary, 'c', NULL,
		'{[2026-03-01 UTC, 2026-04-10 UTC)}')
	ORDER BY kind, occurred_at$$,
	$$VALUES
	('double_touch', timestamptz '2026-03-02 15:30 UTC', 6.5::float8,
		1 - 6.5::float8 / 24, NULL::float8, '1, 2'),
	('double_touch', '2026-03-11 07:59 UTC', 1439 / 60::float8,
		1 - 1439::float8 / 1440, NULL, '4, 5'),
	('over_contact', '2026-03-10 08:00 UTC', 65::float8 / 60,
		1 - 60::float8 / 65, 35::float8 / 65, '1, 2, 3, 4'),
	('over_contact', '2026-03-11 07:59 UTC', 85::float8 / 60,
		1 - 60::float8 / 85, 55::float8 / 85, '1, 2, 3, 4, 5'),
	('over_contact', '2026-03-12 08:00 UTC', 105::float8 / 60,
		1 - 60::float8 / 105, 75::float8 / 105, '1, 2, 3, 4, 5, 6'),
	('over_contact', '2026-03-13 09:00 UTC', 120::float8 / 60,
		1 - 60::float8 / 120, 75::float8 / 120, '1, 2, 3, 4, 5, 6, 7'),
	('went_dark', '2026-03-13 09:00 UTC', 19, 1 - 14::float8 / 19, NULL,
		'7, 8')$$,
	'the golden timeline, to the last digit');
SELECT results_eq(
	$$SELECT kind, round(severity::numeric, 4), round(sales_share::numeric, 3)
	FROM golden_summary, friction_events(summary, 'c', NULL,
		'{[2026-03-01 UTC, 2026-04-10 UTC)}')
	ORDER BY kind, occurred_at$$,
	$$VALUES ('double_touch', 0.7292, NULL), ('double_touch', 0.0007, NULL),
		('over_contact', 0.0769, 0.538), ('over_contact', 0.2941, 0.647),
		('over_contact', 0.4286, 0.714), ('over_contact', 0.5, 0.625),
		('went_dark', 0.2632, NULL)$$,
	'as it is printed');
SELECT results_eq(
	$$SELECT kind, exposed, flagged, severity_sum
	FROM golden_summary, friction_exposure(summary, 'c', NULL,
		'{[2026-03-01 UTC, 2026-04-10 UTC)}')$$,
	$$VALUES ('campaign_in_deal', 0::bigint, 0::bigint, 0.000000000),
		('pitch_without_listening', 0, 0, 0.000000000),
		('double_touch', 4, 2, 0.729861111),
		('over_contact', 7, 4, 1.299612153),
		('went_dark', 1, 1, 0.263157895),
		('bounced_lead', 0, 0, 0.000000000)$$,
	'and what stands below the line of its rates');

/*
 * Random rows: close together often enough that repeats collapse, at equal
 * times, without a time, an actor, a function, a channel, a direction.
 */
CREATE FUNCTION dice(n bigint, salt int, sides int) RETURNS int
IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
	SELECT ((hashint8extended(n, salt) & 1073741823) % sides)::int
$$;
CREATE TABLE activity AS
SELECT 'c' || dice(i, 1, 2000) AS customer,
	CASE WHEN dice(i, 2, 200) > 0 THEN
		timestamptz '2026-01-05 00:00 UTC' +
		interval '1 minute' * (dice(i, 3, 43) * 10080 + dice(i, 4, 3) * 1440 +
			CASE WHEN dice(i, 5, 3) = 0 THEN dice(i, 6, 15) + 540
				 ELSE dice(i, 6, 1440) END) END AS occurred_at,
	'p' || nullif(dice(i, 7, 60), 0) AS actor,
	/* some people do mostly sales */
	(array['sales', 'marketing', 'sales', 'marketing', 'joint', 'other', NULL,
		   'unclassified', 'sales', 'sales', 'sales'])
		[1 + dice(i, 8, CASE WHEN dice(i, 7, 60) < 20 THEN 11 ELSE 8 END)]
		AS function,
	(array['phone', 'email', 'mail', 'meeting', 'webinar', 'phone', 'email',
		   NULL])[1 + dice(i, 9, 8)] AS channel,
	(array['one_way', 'two_way', 'interactive', NULL, 'one_way'])
		[1 + dice(i, 10, 5)] AS mode,
	(array['listen', 'pitch', 'inform', 'transact', 'plan', NULL, 'pitch'])
		[1 + dice(i, 11, 7)] AS purpose,
	(array['out', 'out', 'out', 'out', 'in', NULL])[1 + dice(i, 12, 6)]
		AS direction,
	't' || nullif(dice(i, 1, 2000) % 50 * 2 + dice(i, 13, 2), 1) AS thread,
	'k' || nullif(dice(i, 14, 9), 0) AS campaign,
	CASE WHEN dice(i, 15, 8) > 0 THEN 'contact' ELSE
		(array['opened', 'closed', 'handed_off', 'accepted', 'rejected',
			   'returned', 'returned', 'returned', 'handed_off', 'handed_off'])
			[1 + dice(i, 16, 10)] END
		AS event,
	'a' || i AS activity_id
FROM generate_series(1, 100000) AS i;
CREATE TABLE deal AS
SELECT 'c' || c AS customer, timestamptz '2026-01-01 UTC' +
		interval '1 minute' * (k * 150000 + dice(c, 20 + k, 100000)) AS opened,
	CASE WHEN k < 2 OR dice(c, 30, 2) = 0 THEN timestamptz '2026-01-01 UTC' +
		interval '1 minute' * (k * 150000 + 100000 + dice(c, 40 + k, 50000))
	END AS closed
FROM generate_series(0, 1999) AS c, generate_series(0, 2) AS k
WHERE dice(c, 50 + k, 3) > 0;
CREATE TABLE person AS
SELECT 'p' || p AS actor,
	(array['sales', 'marketing', 'sales', 'marketing', 'both', 'other'])
		[1 + p % 6] AS function
FROM generate_series(1, 59) AS p;
ANALYZE;

CREATE VIEW rows_as_touches AS
SELECT a.*, touch(occurred_at, actor, function, channel, mode, purpose,
	direction, thread, campaign, NULL, event, activity_id) AS touch
FROM activity AS a;

/* What the plain SQL below knows as the limits, and when it is. */
\set as_of '''2026-10-20 12:34:56 UTC'''
\set policy '''double_touch 20h, went_dark 12d, over_contact 60d, phone 4, calls_per_day 1, calls_per_week 2, collapse 15m, role_drift 0.3, task_switching 3, tasks_per_day 5, pitch_without_listening 20d, campaign_in_deal 2, bounced_within 70d'''

/* In plain SQL */

CREATE TABLE seen AS
SELECT *, row_number() OVER (PARTITION BY customer
	ORDER BY occurred_at, activity_id COLLATE "C") AS place
FROM activity WHERE occurred_at <= :as_of;
CREATE INDEX ON seen (customer, place);
ANALYZE seen;
CREATE VIEW contact AS
SELECT *, occurred_at - lag(occurred_at) OVER (
	PARTITION BY customer, actor, channel, direction,
		CASE WHEN actor IS NULL THEN coalesce(function, 'unclassified') END
	ORDER BY place)
	< interval '15 minutes' AS repeated
FROM seen WHERE event = 'contact';
CREATE TABLE touched AS
SELECT *,
	coalesce(direction = 'out' AND channel IS DISTINCT FROM 'meeting' AND
		mode IS DISTINCT FROM 'interactive', false) AS outreach,
	direction IS DISTINCT FROM 'in' OR channel IS NOT DISTINCT FROM 'meeting'
		OR coalesce(mode IN ('two_way', 'interactive'), false) AS speech
FROM contact WHERE repeated IS NOT TRUE;
CREATE INDEX ON touched (customer, place);
ANALYZE touched;

CREATE VIEW plain_double_touch AS
SELECT 'double_touch' AS kind, customer AS subject, occurred_at,
	1 - extract(epoch FROM gap) / 72000 AS severity,
	extract(epoch FROM gap) / 3600 AS observed, 20::numeric AS threshold,
	CASE function WHEN 'sales' THEN actor ELSE actor_before END AS sales_actor,
	CASE function WHEN 'sales' THEN actor_before ELSE actor END
		AS marketing_actor, id_before || ', ' || activity_id AS evidence,
	'hours' AS unit, NULL::numeric AS sales_share,
	NULL::numeric AS marketing_share
FROM (SELECT *, occurred_at - lag(occurred_at) OVER w AS gap,
		lag(function) OVER w AS function_before,
		lag(actor) OVER w AS actor_before, lag(thread) OVER w AS thread_before,
		lag(activity_id) OVER w AS id_before
	FROM touched WHERE outreach AND function IN ('sales', 'marketing')
	WINDOW w AS (PARTITION BY customer ORDER BY place)) AS t
WHERE function <> function_before AND gap < interval '20 hours' AND
	actor IS DISTINCT FROM actor_before AND
	(thread = thread_before) IS NOT TRUE;

/* weights over 4, 4 and 10: units of a twentieth */
CREATE TABLE weighty AS
SELECT *, CASE channel WHEN 'mail' THEN 2 ELSE 5 END AS weight
FROM touched WHERE outreach AND channel IN ('phone', 'email', 'mail');
CREATE INDEX ON weighty (customer, occurred_at);
ANALYZE weighty;
CREATE TABLE plain_over_contact AS
SELECT 'over_contact' AS kind, customer AS subject, occurred_at,
	1 - limit_of::numeric / sum AS severity,
	sum::numeric / scale AS observed, limit_of::numeric / scale AS threshold,
	(SELECT actor FROM weighty AS b WHERE b.customer = s.customer AND
		b.place <= s.place AND b.occurred_at > s.occurred_at - length AND
		b.function = 'sales' AND (NOT only_calls OR b.channel = 'phone')
		ORDER BY b.place DESC LIMIT 1) AS sales_actor,
	(SELECT actor FROM weighty AS b WHERE b.customer = s.customer AND
		b.place <= s.place AND b.occurred_at > s.occurred_at - length AND
		b.function = 'marketing' AND (NOT only_calls OR b.channel = 'phone')
		ORDER BY b.place DESC LIMIT 1) AS marketing_actor,
	CASE WHEN cardinality(ids) > 8 THEN '..., ' ELSE '' END ||
		array_to_string(ids[greatest(cardinality(ids) - 7, 1):], ', ')
		AS evidence, unit,
	coalesce(sales, 0)::numeric / sum AS sales_share,
	coalesce(marketing, 0)::numeric / sum AS marketing_share
FROM (
	SELECT a.customer, a.place, a.occurred_at, l.*,
		sum(CASE WHEN only_calls THEN 1 ELSE b.weight END) AS sum,
		sum(CASE WHEN only_calls THEN 1 ELSE b.weight END)
			FILTER (WHERE b.function = 'sales') AS sales,
		sum(CASE WHEN only_calls THEN 1 ELSE b.weight END)
			FILTER (WHERE b.function = 'marketing') AS marketing,
		array_agg(b.activity_id ORDER BY b.place) AS ids
	FROM weighty AS a JOIN
		(VALUES ('tolerance', interval '60 days', 20, 20, false),
			('calls in 24 hours', '24 hours', 1, 1, true),
			('calls in 7 days', '168 hours', 2, 1, true))
			AS l (unit, length, limit_of, scale, only_calls)
		ON NOT only_calls OR a.channel = 'phone'
	JOIN weighty AS b ON b.customer = a.customer AND b.place <= a.place AND
		b.occurred_at > a.occurred_at - length AND
		(NOT only_calls OR b.channel = 'phone')
	GROUP BY a.customer, a.place, a.occurred_at, unit, length, limit_of,
		scale, only_calls) AS s
WHERE sum > limit_of;

/* What is open: ranges, and steps of one thread from a start to an end. */
CREATE TABLE step AS
SELECT *, row_number() OVER w AS step,
	lag(event IN ('closed', 'rejected', 'returned')) OVER w AS after_end
FROM (SELECT *, coalesce(thread, '') AS lead,
		CASE event WHEN 'handed_off' THEN 0 WHEN 'accepted' THEN 1
			WHEN 'opened' THEN 2 ELSE 3 END AS phase
	FROM seen WHERE event <> 'contact') AS s
WHERE event <> 'handed_off'
WINDOW w AS (PARTITION BY customer, lead ORDER BY occurred_at, phase, place);
CREATE INDEX ON step (customer, lead, step);
/* A deal that nothing closes later ends at once if it was closed before. */
CREATE TABLE item AS
SELECT s.customer, s.occurred_at AS opened, d.occurred_at AS deal_opened,
	CASE WHEN e.step IS NULL AND s.event = 'opened' AND
		NOT EXISTS (SELECT FROM step AS b WHERE b.customer = s.customer AND
			b.lead = s.lead AND b.step < s.step AND
			b.event IN ('opened', 'accepted')) AND
		EXISTS (SELECT FROM step AS b WHERE b.customer = s.customer AND
			b.lead = s.lead AND b.step < s.step AND b.event = 'closed')
		THEN s.occurred_at ELSE e.occurred_at END AS closed, d.campaign AS deal_campaign,
	nullif(s.lead, '') AS deal_thread, d.occurred_at IS NOT NULL AS is_deal
FROM step AS s
LEFT JOIN LATERAL (SELECT * FROM step AS e WHERE e.customer = s.customer AND
	e.lead = s.lead AND e.step > s.step AND
	e.event IN ('closed', 'rejected', 'returned')
	ORDER BY e.step LIMIT 1) AS e ON true
LEFT JOIN LATERAL (SELECT * FROM step AS d WHERE d.customer = s.customer AND
	d.lead = s.lead AND d.step >= s.step AND
	(e.step IS NULL OR d.step < e.step) AND d.event = 'opened'
	ORDER BY d.step LIMIT 1) AS d ON true
WHERE s.event IN ('opened', 'accepted') AND s.after_end IS NOT FALSE
UNION ALL
SELECT customer, opened, opened, closed, NULL, NULL, true
FROM deal WHERE opened <= :as_of;
CREATE TABLE numbered_item AS
SELECT row_number() OVER () AS item, * FROM item;
ANALYZE step, numbered_item;

CREATE TABLE silence AS
SELECT i.item, i.customer, b.*, lead(at) OVER w AS next_at,
	lead(activity_id) OVER w AS next_id
FROM numbered_item AS i, LATERAL (
	SELECT i.opened AS at, NULL AS activity_id, 0 AS nr, -1::bigint AS place
	UNION ALL
	SELECT occurred_at, activity_id, 1, place FROM touched AS t
	WHERE t.customer = i.customer AND speech AND occurred_at >= i.opened AND
		occurred_at <= coalesce(i.closed, 'infinity')
	UNION ALL
	SELECT least(i.closed, :as_of), NULL, 2, NULL) AS b
WINDOW w AS (PARTITION BY i.item ORDER BY nr, place);
CREATE VIEW plain_went_dark AS
SELECT 'went_dark' AS kind, customer AS subject, at AS occurred_at,
	1 - 12 / (extract(epoch FROM next_at - at) / 86400) AS severity,
	extract(epoch FROM next_at - at) / 86400 AS observed,
	12::numeric AS threshold,
	(SELECT actor FROM touched AS t WHERE t.customer = s.customer AND speech
		AND function = 'sales' AND CASE WHEN s.nr = 0 THEN occurred_at < at
			ELSE t.place <= s.place END
		ORDER BY t.place DESC LIMIT 1) AS sales_actor,
	(SELECT actor FROM touched AS t WHERE t.customer = s.customer AND speech
		AND function = 'marketing' AND CASE WHEN s.nr = 0 THEN occurred_at < at
			ELSE t.place <= s.place END
		ORDER BY t.place DESC LIMIT 1) AS marketing_actor,
	nullif(concat_ws(', ', activity_id, next_id), '') AS evidence,
	'days' AS unit, NULL::numeric AS sales_share,
	NULL::numeric AS marketing_share
FROM silence AS s WHERE next_at - at > interval '288 hours';

CREATE TABLE campaigns AS
SELECT i.item, i.customer,
	coalesce(array_agg(t.activity_id ORDER BY place)
		FILTER (WHERE t.mode = 'one_way'), '{}') AS ids,
	max(place) FILTER (WHERE t.mode = 'one_way') AS place,
	count(*) FILTER (WHERE t.mode IS NULL) AS unknown
FROM numbered_item AS i JOIN touched AS t USING (customer)
WHERE is_deal AND t.function = 'marketing' AND
	coalesce(t.mode, 'one_way') = 'one_way' AND
	direction IS DISTINCT FROM 'in' AND
	t.occurred_at > i.deal_opened AND
	t.occurred_at < coalesce(i.closed, 'infinity') AND
	(t.campaign = i.deal_campaign) IS NOT TRUE AND
	(t.thread = i.deal_thread) IS NOT TRUE
GROUP BY 1, 2;
CREATE VIEW plain_campaign_in_deal AS
SELECT 'campaign_in_deal' AS kind, c.customer AS subject, t.occurred_at,
	1 - 2::numeric / cardinality(ids) AS severity,
	cardinality(ids)::numeric AS observed, 2::numeric AS threshold,
	(SELECT actor FROM touched AS s WHERE s.customer = c.customer AND speech
		AND function = 'sales' AND s.place <= c.place
		ORDER BY s.place DESC LIMIT 1) AS sales_actor,
	t.actor AS marketing_actor,
	CASE WHEN cardinality(ids) > 8 THEN '..., ' ELSE '' END ||
		array_to_string(ids[greatest(cardinality(ids) - 7, 1):], ', ')
		AS evidence,
	'touches' AS unit, NULL::numeric AS sales_share,
	NULL::numeric AS marketing_share
FROM campaigns AS c JOIN touched AS t USING (customer, place)
WHERE cardinality(ids) > 2;

CREATE TABLE pitch AS
SELECT DISTINCT ON (customer) *
FROM contact WHERE function = 'sales' AND purpose = 'pitch' AND
	direction IS DISTINCT FROM 'in'
ORDER BY customer, place;
CREATE VIEW plain_pitch_without_listening AS
SELECT 'pitch_without_listening' AS kind, customer AS subject, occurred_at,
	1::numeric AS severity, extract(epoch FROM since) / 86400 AS observed,
	20::numeric AS threshold, actor AS sales_actor, NULL AS marketing_actor,
	concat_ws(', ', id_before, activity_id) AS evidence, 'days' AS unit,
	NULL::numeric AS sales_share,
	NULL::numeric AS marketing_share
FROM (SELECT p.*, p.occurred_at - l.occurred_at AS since,
		l.activity_id AS id_before
	FROM pitch AS p LEFT JOIN LATERAL (
		SELECT * FROM contact AS l WHERE l.customer = p.customer AND
			(purpose = 'listen' OR direction = 'in') AND
			l.occurred_at < p.occurred_at
		ORDER BY place DESC LIMIT 1) AS l ON true) AS p
WHERE since IS NULL OR since > interval '20 days';

CREATE TABLE lead AS
SELECT DISTINCT ON (customer, lead) *
FROM (SELECT *, coalesce(thread, '') AS lead FROM seen
	  WHERE event = 'handed_off') AS s
ORDER BY customer, lead, place;
CREATE VIEW plain_bounced_lead AS
SELECT 'bounced_lead' AS kind, customer AS subject, at AS occurred_at,
	1 - 1::numeric / cardinality(ids) AS severity,
	cardinality(ids)::numeric AS observed, 1::numeric AS threshold,
	(actors)[cardinality(actors)] AS sales_actor, actor AS marketing_actor,
	CASE WHEN cardinality(ids) > 8 THEN '..., ' ELSE '' END ||
		array_to_string(ids[greatest(cardinality(ids) - 7, 1):], ', ')
		AS evidence, 'returns' AS unit, NULL::numeric AS sales_share,
	NULL::numeric AS marketing_share
FROM lead AS l, LATERAL (
	SELECT array_agg(activity_id ORDER BY place) AS ids,
		array_agg(actor ORDER BY place) AS actors, max(occurred_at) AS at
	FROM (SELECT DISTINCT ON (occurred_at) * FROM seen AS r
		WHERE r.customer = l.customer AND event = 'returned' AND
			coalesce(thread, '') = l.lead AND
			r.occurred_at >= l.occurred_at AND
			r.occurred_at < l.occurred_at + interval '70 days'
		ORDER BY occurred_at, place) AS r) AS r
WHERE cardinality(ids) > 1;

CREATE TABLE plain_of_customers AS
SELECT * FROM plain_double_touch UNION ALL SELECT * FROM plain_over_contact
UNION ALL SELECT * FROM plain_went_dark
UNION ALL SELECT * FROM plain_campaign_in_deal
UNION ALL SELECT * FROM plain_pitch_without_listening
UNION ALL SELECT * FROM plain_bounced_lead;

/* People, in a time zone that has daylight saving time */
CREATE TABLE task AS
SELECT a.*, (occurred_at AT TIME ZONE 'America/New_York')::date AS day,
	date_trunc('quarter', occurred_at AT TIME ZONE 'America/New_York')
		AS quarter, p.function AS hired_for,
	row_number() OVER (PARTITION BY actor
		ORDER BY occurred_at, activity_id COLLATE "C") AS place
FROM activity AS a JOIN person AS p USING (actor)
WHERE event = 'contact' AND occurred_at <= :as_of AND
	a.function IN ('sales', 'marketing', 'joint', 'other');
CREATE VIEW quarters AS
SELECT actor, hired_for, quarter, count(*) AS n,
	count(*) FILTER (WHERE off) AS off,
	array_agg(activity_id ORDER BY place) FILTER (WHERE off) AS ids,
	max(occurred_at) AS at
FROM (SELECT *, function = CASE hired_for WHEN 'sales' THEN 'marketing'
		ELSE 'sales' END AS off FROM task) AS t
WHERE hired_for IN ('sales', 'marketing')
GROUP BY 1, 2, 3;
CREATE VIEW plain_role_drift AS
SELECT 'role_drift' AS kind, actor AS subject, at AS occurred_at,
	1 - 0.3 / (off::numeric / n) AS severity, off::numeric / n AS observed,
	0.3 AS threshold,
	CASE hired_for WHEN 'sales' THEN actor END AS sales_actor,
	CASE hired_for WHEN 'marketing' THEN actor END AS marketing_actor,
	CASE WHEN cardinality(ids) > 8 THEN '..., ' ELSE '' END ||
		array_to_string(ids[greatest(cardinality(ids) - 7, 1):], ', ')
		AS evidence, 'share' AS unit,
	NULL::numeric AS sales_share, NULL::numeric AS marketing_share
FROM quarters, LATERAL (SELECT 3.841458820694126::numeric AS z2) AS z
WHERE (off + z2 / 2 - sqrt(z2 * (off::numeric * (n - off) / n + z2 / 4))) /
	(n + z2) > 0.3;
CREATE VIEW days AS
SELECT actor, hired_for, day, count(*) AS n,
	count(*) FILTER (WHERE function = 'sales') AS sales,
	count(*) FILTER (WHERE function = 'marketing') AS marketing,
	count(*) FILTER (WHERE function <> before) AS switches,
	array_agg(activity_id ORDER BY place) AS ids, max(occurred_at) AS at
FROM (SELECT *, lag(function) OVER (PARTITION BY actor, day ORDER BY place)
		AS before FROM task WHERE function IN ('sales', 'marketing')) AS t
GROUP BY 1, 2, 3 HAVING count(*) >= 5;
CREATE VIEW plain_task_switching AS
SELECT 'task_switching' AS kind, actor AS subject, at AS occurred_at,
	switches::numeric / (n - 1) AS severity, switches::numeric AS observed,
	3::numeric AS threshold,
	CASE WHEN hired_for <> 'marketing' THEN actor END AS sales_actor,
	CASE WHEN hired_for <> 'sales' THEN actor END AS marketing_actor,
	CASE WHEN cardinality(ids) > 8 THEN '..., ' ELSE '' END ||
		array_to_string(ids[greatest(cardinality(ids) - 7, 1):], ', ')
		AS evidence, 'switches' AS unit, sales::numeric / n AS sales_share,
	marketing::numeric / n AS marketing_share
FROM days WHERE switches >= 3 AND sales >= 2 AND marketing >= 2;
CREATE TABLE plain_of_people AS
SELECT * FROM plain_role_drift UNION ALL SELECT * FROM plain_task_switching;

/* By the extension */

CREATE TABLE timeline AS
SELECT customer, touch_summary_state(touch) AS summary
FROM rows_as_touches GROUP BY customer;
CREATE TABLE diary AS
SELECT actor, p.function, touch_summary_state(touch) AS summary
FROM rows_as_touches AS r JOIN person AS p USING (actor)
GROUP BY actor, p.function;
CREATE VIEW open_deals AS
SELECT customer, range_agg(tstzrange(opened, closed)) AS deals
FROM deal GROUP BY customer;
CREATE VIEW events AS
SELECT e.*
FROM timeline LEFT JOIN open_deals USING (customer),
	friction_events(summary, customer, :policy, deals, :as_of) AS e
UNION ALL
SELECT e.*
FROM diary, friction_events(summary, actor, :policy, NULL, :as_of, function,
							'America/New_York') AS e;

/* Both, rounded to a billionth, as arithmetic differs. */
CREATE FUNCTION rounded(kind text, subject text, at timestamptz,
	severity numeric, observed numeric, threshold numeric, sales text,
	marketing text, evidence text, unit text, share numeric, other numeric)
RETURNS text IMMUTABLE LANGUAGE sql AS $$
	SELECT format('%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s', kind, subject,
		extract(epoch FROM at), round(severity, 9), round(observed, 9),
		round(threshold, 9), sales, marketing, evidence, unit,
		round(share, 9), round(other, 9))
$$;
CREATE TABLE expected AS
SELECT kind, rounded(kind, subject, occurred_at, severity, observed,
	threshold, sales_actor, marketing_actor, evidence, unit, sales_share,
	marketing_share) AS event
FROM (TABLE plain_of_customers UNION ALL TABLE plain_of_people) AS p;
CREATE VIEW found AS
SELECT kind, rounded(kind, subject, occurred_at, severity::numeric,
	observed::numeric, threshold::numeric, sales_actor, marketing_actor,
	evidence, unit, sales_share::numeric, marketing_share::numeric) AS event
FROM events;
CREATE TABLE found_first AS TABLE found;

SELECT is((SELECT string_agg(format('%s %s', kind, n > 20), ' ' ORDER BY kind)
		   FROM (SELECT kind, count(*) AS n FROM expected GROUP BY kind) AS k),
	'bounced_lead t campaign_in_deal t double_touch t over_contact t '
	'pitch_without_listening t role_drift t task_switching t went_dark t',
	'there is something of every kind to find');
SELECT is((SELECT string_agg(event, E'\n') FROM (
	(SELECT event FROM expected WHERE kind = k EXCEPT ALL
	 SELECT event FROM found_first) UNION ALL
	(SELECT event FROM found_first WHERE kind = k EXCEPT ALL
	 SELECT event FROM expected) LIMIT 6) AS d), NULL,
	k || ' is what plain SQL finds')
FROM unnest(array['double_touch', 'over_contact', 'went_dark',
	'campaign_in_deal', 'pitch_without_listening', 'bounced_lead',
	'role_drift', 'task_switching']) AS k;

/* The denominators */

CREATE VIEW exposures AS
SELECT kind, sum(exposed) AS exposed, sum(flagged) AS flagged,
	sum(severity_sum) AS severity
FROM (SELECT e.* FROM timeline LEFT JOIN open_deals USING (customer),
		friction_exposure(summary, customer, :policy, deals, :as_of) AS e
	UNION ALL
	SELECT e.* FROM diary, friction_exposure(summary, actor, :policy, NULL,
		:as_of, function, 'America/New_York') AS e) AS x
GROUP BY kind;
SELECT results_eq('SELECT kind, exposed FROM exposures ORDER BY kind', $$
	SELECT kind, n::numeric FROM (
	SELECT 'double_touch' AS kind, count(*) AS n FROM (
		SELECT function <> lag(function) OVER w AND
			coalesce(actor, lag(actor) OVER w) IS NOT NULL AS pair
		FROM touched WHERE outreach AND function IN ('sales', 'marketing')
		WINDOW w AS (PARTITION BY customer ORDER BY place)) AS t
	WHERE pair
	UNION ALL SELECT 'over_contact', count(*) FROM weighty
	UNION ALL SELECT 'went_dark', count(DISTINCT item) FROM silence
		WHERE next_at > at
	UNION ALL SELECT 'campaign_in_deal', count(*) FROM numbered_item AS i
		WHERE is_deal AND (closed <= deal_opened) IS NOT TRUE AND
			NOT EXISTS (SELECT FROM campaigns AS c WHERE c.item = i.item AND
				cardinality(ids) <= 2 AND cardinality(ids) + unknown > 2)
	UNION ALL SELECT 'pitch_without_listening', count(*) FROM pitch
	UNION ALL SELECT 'bounced_lead', count(*) FROM lead
	UNION ALL SELECT 'role_drift', count(*) FROM quarters
	UNION ALL SELECT 'task_switching', count(*) FROM days) AS x
	ORDER BY kind$$, 'what could have been friction is counted');
SELECT results_eq($$SELECT kind, flagged FROM exposures
	WHERE kind NOT IN ('over_contact', 'went_dark') ORDER BY kind$$,
	$$SELECT kind, count(*)::numeric FROM expected
	WHERE kind NOT IN ('over_contact', 'went_dark')
	GROUP BY kind ORDER BY kind$$, 'a unit has one event where it can have one');
SELECT results_eq($$SELECT kind, flagged, abs(severity - s) < 0.001
	FROM exposures JOIN (
		SELECT 'over_contact' AS kind, sum(severity) AS s FROM (
			SELECT max(severity) AS severity FROM plain_over_contact AS p
			GROUP BY subject, occurred_at,
				substring(evidence FROM '[^ ]+$')) AS x
		UNION ALL
		SELECT 'went_dark', sum(severity) FROM (
			SELECT max(1 - 12 / (extract(epoch FROM next_at - at) / 86400))
				AS severity
			FROM silence WHERE next_at - at > interval '288 hours'
			GROUP BY item) AS x) AS p USING (kind)
	ORDER BY kind$$,
	$$SELECT 'over_contact', count(DISTINCT (subject, occurred_at,
		substring(evidence FROM '[^ ]+$')))::numeric, true
	FROM plain_over_contact
	UNION ALL SELECT 'went_dark', count(DISTINCT item)::numeric, true
	FROM silence WHERE next_at - at > interval '288 hours'$$,
	'where it can have several it counts once, with the worst severity');

/* However the rows arrive */

CREATE TABLE shuffled AS
SELECT * FROM rows_as_touches ORDER BY hashtext(activity_id);
SELECT is(count(*)::int, 0, 'shuffled rows give the same timelines')
FROM (SELECT customer, touch_summary_state(touch) AS s
	  FROM shuffled GROUP BY customer) AS a JOIN timeline USING (customer)
WHERE s <> summary OR touch_summary_send(s) <> touch_summary_send(summary);
CREATE TABLE part AS
SELECT customer, dice(row_number() OVER (), 60, 7) AS part, touch
FROM shuffled;
CREATE TABLE merged AS
SELECT customer, merge_touch_summary(s ORDER BY part DESC) AS s
FROM (SELECT customer, part, touch_summary_state(touch) AS s
	  FROM part GROUP BY customer, part
	  UNION ALL SELECT customer, 99, NULL FROM timeline) AS p
GROUP BY customer;
SELECT is(count(*)::int, 2000, 'split at random and merged: the same bytes')
FROM merged JOIN timeline USING (customer)
WHERE s = summary AND touch_summary_send(s) = touch_summary_send(summary) AND
	s::text = summary::text AND
	touch_summary_hash(s) = touch_summary_hash(summary);
SELECT is(s, (SELECT touch_summary_state(touch) FROM rows_as_touches),
		  'of everything at once, too')
FROM (SELECT merge_touch_summary(summary) AS s FROM timeline) AS m;

/* Whatever the time zone of the session */

PREPARE differing AS
SELECT count(*)::int FROM (
	(SELECT event FROM found EXCEPT ALL SELECT event FROM found_first)
	UNION ALL
	(SELECT event FROM found_first EXCEPT ALL SELECT event FROM found)) AS d;
SET LOCAL TimeZone = 'Europe/Berlin';
SELECT results_eq('EXECUTE differing', 'VALUES (0)', 'in Berlin');
SET LOCAL TimeZone = 'America/Los_Angeles';
SELECT results_eq('EXECUTE differing', 'VALUES (0)', 'in Los Angeles');
SET LOCAL TimeZone = 'Australia/Lord_Howe';
SELECT results_eq('EXECUTE differing', 'VALUES (0)', 'on Lord Howe Island');
SELECT is(count(*)::int, 0, 'timelines print the same there')
FROM timeline WHERE summary::text::touch_summary <> summary;
RESET TimeZone;

/* In parallel */

\ir common.psql
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT cmp_ok(workers_launched('SELECT customer, touch_summary_state(touch)
	FROM shuffled GROUP BY customer'), '>', 0, 'workers take part');
SELECT is(count(*)::int, 0, 'and give the same timelines')
FROM (SELECT customer, touch_summary_state(touch) AS s
	  FROM shuffled GROUP BY customer) AS a JOIN timeline USING (customer)
WHERE s <> summary;

/* The running aggregate agrees with the timeline. */

CREATE TABLE running AS
SELECT customer, activity_id, touch_pressure(touch, :policy)
	OVER (PARTITION BY customer ORDER BY occurred_at, activity_id COLLATE "C"
		  ROWS UNBOUNDED PRECEDING) AS pressure
FROM rows_as_touches WHERE occurred_at <= :as_of;
SELECT is(count(*)::int, 0, 'touch_pressure is what plain SQL sums')
FROM (SELECT a.customer, a.activity_id, sum(b.weight) AS units
	  FROM seen AS a LEFT JOIN weighty AS b ON b.customer = a.customer AND
		b.place <= a.place AND b.occurred_at > a.occurred_at - interval '60 days'
	  GROUP BY 1, 2) AS p
JOIN running USING (customer, activity_id)
WHERE pressure IS DISTINCT FROM coalesce(units, 0)::float8 / 20;
SELECT is((SELECT count(*) FROM running JOIN weighty USING (activity_id)
		   WHERE pressure > 1),
	(SELECT count(*) FROM plain_over_contact WHERE unit = 'tolerance'),
	'and flags the touches that friction_events flags');

SELECT * FROM finish();
ROLLBACK;
