/*
 * 71_report_activity_views.sql
 *		The views about activities, as SQL text: names in braces stand for
 *		what report_sources and feeds say.
 */

CREATE TYPE sales_marketing.report_view AS (
	place integer,
	view text,
	needs text,
	of_persons boolean,
	meaning text,
	query text
);
COMMENT ON TYPE sales_marketing.report_view IS
'a view that create_reports makes';
COMMENT ON COLUMN sales_marketing.report_view.place IS
'order in which views are made';
COMMENT ON COLUMN sales_marketing.report_view.view IS
'name of the view';
COMMENT ON COLUMN sales_marketing.report_view.needs IS
'feeds and columns that it is of no use without, with commas between; with bars between where one of them will do';
COMMENT ON COLUMN sales_marketing.report_view.of_persons IS
'whether its rows are single people, so that it is made only when asked for';
COMMENT ON COLUMN sales_marketing.report_view.meaning IS
'what it answers';
COMMENT ON COLUMN sales_marketing.report_view.query IS
'its text, with names in braces';

/* the shares of a function_shares, whose parts are called m, as columns */
CREATE FUNCTION sales_marketing.report_share_columns(shown text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT replace($columns$CASE WHEN {shown} THEN (q.mix).sales_activities END AS sales_activities,
	CASE WHEN {shown} THEN (q.mix).marketing_activities END AS marketing_activities,
	CASE WHEN {shown} THEN (q.mix).joint_activities END AS joint_activities,
	CASE WHEN {shown} THEN (q.mix).other_activities END AS other_activities,
	CASE WHEN {shown} THEN (q.mix).unclassified_activities END AS unclassified_activities,
	CASE WHEN {shown} THEN (q.mix).sales_share END AS sales_share_of_activities,
	CASE WHEN {shown} THEN (q.mix).marketing_share END AS marketing_share_of_activities,
	CASE WHEN {shown} THEN (q.mix).joint_share END AS joint_share_of_activities,
	CASE WHEN {shown} THEN (q.mix).other_share END AS other_share_of_activities,
	(q.mix).coverage AS coverage_share_of_activities,
	CASE WHEN {shown} THEN (q.mix).sales_minutes_share END AS sales_share_of_minutes,
	CASE WHEN {shown} THEN (q.mix).marketing_minutes_share END AS marketing_share_of_minutes,
	CASE WHEN {shown} THEN (q.mix).joint_minutes_share END AS joint_share_of_minutes,
	CASE WHEN {shown} THEN (q.mix).other_minutes_share END AS other_share_of_minutes,
	(q.mix).minutes_coverage AS coverage_share_of_minutes,
	CASE WHEN (q.mix).activities > 0
		 THEN 1 - (q.mix).without_minutes::float8 / (q.mix).activities END
	AS known_minutes_share_of_activities$columns$, '{shown}', shown)
$function$;
COMMENT ON FUNCTION sales_marketing.report_share_columns(text) IS
'private: the columns of a view that say how work divides between the functions';

CREATE FUNCTION sales_marketing.report_activity_views()
RETURNS SETOF sales_marketing.report_view
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 6
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
(10, 'activity_classified', 'activity_feed', false,
'every activity up to as_of with its function, and how, what for and where it was done',
$query$SELECT a.activity_id, a.occurred_at, a.occurred_on,
	CASE WHEN {persons} THEN a.actor END AS actor,
	a.person_function, a.team, a.customer, a.channel, a.subject, a.campaign,
	a.direction, a.recipients, a.minutes, a.function, a.mode, a.purpose,
	a.place, a.score, a.confidence,
	a.function <> 'unclassified' AS classified, a.source, a.as_of
FROM {activity} AS a$query$),

(20, 'unclassified_subjects', 'activity_feed', false,
'what people wrote on activities that no rule knows, most frequent first: what to add to the rules',
$query$SELECT q.subject, q.activities,
	q.activities::float8 / sum(q.activities) OVER ()
	AS share_of_unclassified_activities,
	sum(q.activities) OVER (ORDER BY q.activities DESC, q.subject)::float8 /
	sum(q.activities) OVER () AS running_share_of_unclassified_activities,
	q.channels, q.people, q.customers, q.last_occurred_on, q.as_of
FROM (SELECT lower(btrim(coalesce(a.subject, ''))) AS subject,
		count(*) AS activities,
		count(DISTINCT a.channel) AS channels,
		count(DISTINCT a.actor) AS people,
		count(DISTINCT a.customer) AS customers,
		max(a.occurred_on) AS last_occurred_on, max(a.as_of) AS as_of
	FROM {activity} AS a
	WHERE coalesce(a.label, 'unclassified') = 'unclassified'
	GROUP BY lower(btrim(coalesce(a.subject, '')))) AS q
ORDER BY q.activities DESC, q.subject$query$),

(30, 'logging_coverage', 'activity_feed', false,
'how much is logged, and how much of it can be used, by team: unlogged work looks like silence',
$query$SELECT q.team, q.people, u.suppressed,
	CASE WHEN NOT u.suppressed THEN q.activities END AS activities,
	CASE WHEN NOT u.suppressed THEN
		q.activities::float8 / nullif(q.people, 0) END
	AS activities_per_person,
	q.described::float8 / q.activities AS described_share_of_activities,
	q.classified::float8 / nullif(q.described, 0)
	AS coverage_share_of_activities,
	q.classified_minutes::float8 / nullif(q.minutes, 0)
	AS coverage_share_of_minutes,
	q.timed::float8 / nullif(q.described, 0)
	AS known_minutes_share_of_activities,
	q.placed::float8 / q.activities AS known_customer_share_of_activities,
	q.directed::float8 / q.activities AS known_direction_share_of_activities,
	CASE WHEN NOT u.suppressed THEN q.without_person END AS without_person,
	CASE WHEN NOT u.suppressed THEN
		(q.first_at AT TIME ZONE s.time_zone)::date END AS first_occurred_on,
	CASE WHEN NOT u.suppressed THEN
		(q.last_at AT TIME ZONE s.time_zone)::date END AS last_occurred_on,
	f.without_time AS without_time_in_feed,
	f.after_as_of AS after_as_of_in_feed, s.as_of
FROM {settings} AS s CROSS JOIN
	(SELECT m.team, m.people, m.placed, m.directed, m.first_at, m.last_at,
		(m.mix).activities + (m.mix).skipped AS activities,
		(m.mix).activities AS described,
		(m.mix).activities - (m.mix).unclassified_activities AS classified,
		(m.mix).minutes - (m.mix).unclassified_minutes
		AS classified_minutes, (m.mix).minutes AS minutes,
		(m.mix).activities - (m.mix).without_minutes AS timed,
		coalesce((m.nobody).activities + (m.nobody).skipped, 0)
		AS without_person
	FROM (SELECT p.team, count(DISTINCT p.actor) AS people,
			sum(p.placed)::bigint AS placed,
			sum(p.directed)::bigint AS directed,
			min(p.first_at) AS first_at, max(p.last_at) AS last_at,
			sales_marketing.function_mix(
				sales_marketing.merge_function_counts(p.counts)) AS mix,
			sales_marketing.function_mix(
				sales_marketing.merge_function_counts(p.counts)
				FILTER (WHERE p.person_function = 'unknown')) AS nobody
		FROM {person_mix} AS p
		GROUP BY p.team) AS m) AS q
CROSS JOIN LATERAL (SELECT q.people BETWEEN 1 AND s.minimum_group - 1)
	AS u (suppressed)
CROSS JOIN (SELECT count(*) - count(f.occurred_at) AS without_time,
		count(f.occurred_at) AS after_as_of
	FROM {activity_feed} AS f
	WHERE f.occurred_at IS NULL OR
		f.occurred_at > (SELECT s.as_of FROM {settings} AS s)) AS f$query$),

(40, 'function_mix_by_team', 'activity_feed,person_feed', false,
'how the work of each team divides between the functions, by activities and by minutes',
$query$SELECT concat_ws(' / ', q.team, q.person_function) AS team_id, q.team,
	q.person_function, q.people,
	CASE WHEN NOT q.suppressed THEN (q.mix).activities END AS activities,
	q.suppressed, $query$ ||
sales_marketing.report_share_columns('NOT q.suppressed') ||
$query$, q.as_of
FROM (SELECT p.team, p.person_function, count(DISTINCT p.actor) AS people,
		count(DISTINCT p.actor) BETWEEN 1 AND min(s.minimum_group) - 1
		AS suppressed,
		sales_marketing.function_mix(
			sales_marketing.merge_function_counts(p.counts)) AS mix,
		max(s.as_of) AS as_of
	FROM {settings} AS s CROSS JOIN {person_mix} AS p
	GROUP BY p.team, p.person_function) AS q$query$),

(50, 'function_mix_by_person', 'activity_feed,person_feed', true,
'how the work of each person divides between the functions, by activities and by minutes',
$query$SELECT concat_ws(' / ', q.actor, q.person_function, q.team) AS person_id,
	q.actor, q.name, q.person_function, q.team, (q.mix).activities, $query$ ||
sales_marketing.report_share_columns('true') || $query$,
	CASE q.person_function WHEN 'sales' THEN (q.mix).marketing_share
		WHEN 'marketing' THEN (q.mix).sales_share END
	AS off_function_share_of_activities, q.as_of
FROM (SELECT p.actor, p.person_function, p.team, max(p.name) AS name,
		sales_marketing.function_mix(
			sales_marketing.merge_function_counts(p.counts)) AS mix,
		max(s.as_of) AS as_of
	FROM {settings} AS s CROSS JOIN {person_mix} AS p
	WHERE p.actor IS NOT NULL
	GROUP BY p.actor, p.person_function, p.team) AS q$query$),

(60, 'activity_by_month', 'activity_feed', false,
'activities and minutes by month and function',
$query$SELECT to_char(q.month_start, 'YYYY-MM') || ' / ' || q.function
	AS activity_month_id, q.month_start, q.function, q.people, q.activities,
	q.suppressed,
	CASE WHEN NOT q.suppressed AND q.function <> 'unclassified'
		THEN q.activities::float8 / q.classified END AS share_of_activities,
	CASE WHEN NOT q.suppressed THEN q.minutes END AS minutes,
	CASE WHEN NOT q.suppressed AND q.function <> 'unclassified'
		THEN q.minutes::float8 / nullif(q.classified_minutes, 0) END
	AS share_of_minutes,
	coalesce(q.classified, 0)::float8 / q.all_activities
	AS coverage_share_of_activities,
	coalesce(q.classified_minutes, 0)::float8 / nullif(q.all_minutes, 0)
	AS coverage_share_of_minutes, q.as_of
FROM (SELECT f.*, s.as_of,
		f.people BETWEEN 1 AND s.minimum_group - 1 AS suppressed,
		sum(f.activities) FILTER (WHERE f.function <> 'unclassified') OVER w
		AS classified,
		sum(f.activities) OVER w AS all_activities,
		sum(f.minutes) FILTER (WHERE f.function <> 'unclassified') OVER w
		AS classified_minutes,
		sum(f.minutes) OVER w AS all_minutes
	FROM {settings} AS s CROSS JOIN
		(SELECT p.month_start, n.function, count(p.actor) AS people,
			sum(n.activities)::bigint AS activities,
			nullif(sum(n.minutes), 0)::bigint AS minutes
		FROM (SELECT a.month_start, a.actor,
				sales_marketing.function_mix(
					sales_marketing.function_counts_state(a.label,
						a.minutes)) AS mix
			FROM {logged_activity} AS a
			GROUP BY a.month_start, a.actor) AS p,
			LATERAL (VALUES
				('sales', (p.mix).sales_activities, (p.mix).sales_minutes),
				('marketing', (p.mix).marketing_activities,
				 (p.mix).marketing_minutes),
				('joint', (p.mix).joint_activities, (p.mix).joint_minutes),
				('other', (p.mix).other_activities, (p.mix).other_minutes),
				('unclassified', (p.mix).unclassified_activities,
				 (p.mix).unclassified_minutes))
			AS n (function, activities, minutes)
		WHERE n.activities > 0
		GROUP BY p.month_start, n.function) AS f
	WINDOW w AS (PARTITION BY f.month_start)) AS q$query$)
$function$;
COMMENT ON FUNCTION sales_marketing.report_activity_views() IS
'private: the views about activities';
