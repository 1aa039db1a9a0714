/*
 * 77_report_periods.sql
 *		The reports for a period that is asked for: what BI tools pass dates
 *		to, and what a reorganisation has changed.
 *
 * Periods are days in the time zone of report_settings, both ends included.
 */

CREATE TYPE sales_marketing.function_activities AS (
	function text,
	people bigint,
	activities bigint,
	share_of_activities double precision,
	minutes bigint,
	share_of_minutes double precision,
	coverage_share_of_activities double precision,
	suppressed boolean
);
COMMENT ON TYPE sales_marketing.function_activities IS
'how much of the work of a period is of one function';
COMMENT ON COLUMN sales_marketing.function_activities.function IS
'sales, marketing, joint, other or unclassified';
COMMENT ON COLUMN sales_marketing.function_activities.people IS
'different people who acted';
COMMENT ON COLUMN sales_marketing.function_activities.activities IS
'number of activities that say anything, suppressed or not, so that they add up';
COMMENT ON COLUMN sales_marketing.function_activities.share_of_activities IS
'share of the function among the classified activities, 0 to 1; null for unclassified, and if suppressed';
COMMENT ON COLUMN sales_marketing.function_activities.minutes IS
'minutes of those whose minutes are known; null if suppressed';
COMMENT ON COLUMN sales_marketing.function_activities.share_of_minutes IS
'share of the function among the minutes of classified activities, 0 to 1';
COMMENT ON COLUMN sales_marketing.function_activities.coverage_share_of_activities IS
'classified among all activities of the period, 0 to 1';
COMMENT ON COLUMN sales_marketing.function_activities.suppressed IS
'whether people acted, but fewer than minimum_group';

CREATE TYPE sales_marketing.friction_total AS (
	kind text,
	dimension text,
	events bigint,
	mean_severity double precision,
	first_on date,
	last_on date
);
COMMENT ON TYPE sales_marketing.friction_total IS
'friction of one kind in a period';
COMMENT ON COLUMN sales_marketing.friction_total.kind IS
'kind of friction';
COMMENT ON COLUMN sales_marketing.friction_total.dimension IS
'dimension of the kind';
COMMENT ON COLUMN sales_marketing.friction_total.events IS
'how often it happened; a silence counts once for each deal and lead that is open in it';
COMMENT ON COLUMN sales_marketing.friction_total.mean_severity IS
'mean severity of the events, 0 to 1; not to be added across kinds';
COMMENT ON COLUMN sales_marketing.friction_total.first_on IS
'first day on which it happened';
COMMENT ON COLUMN sales_marketing.friction_total.last_on IS
'last day on which it happened';

CREATE TYPE sales_marketing.period_figure AS (
	place integer,
	measure text,
	unit text,
	value double precision,
	n bigint,
	reason text
);
COMMENT ON TYPE sales_marketing.period_figure IS
'a figure of a period';
COMMENT ON COLUMN sales_marketing.period_figure.place IS
'order of the figures';
COMMENT ON COLUMN sales_marketing.period_figure.measure IS
'what is measured';
COMMENT ON COLUMN sales_marketing.period_figure.unit IS
'in which unit';
COMMENT ON COLUMN sales_marketing.period_figure.value IS
'the figure; null if it can not be had';
COMMENT ON COLUMN sales_marketing.period_figure.n IS
'rows or people behind it';
COMMENT ON COLUMN sales_marketing.period_figure.reason IS
'why there is no figure: missing_input, a feed or column is not there, or too_few, nothing to count or fewer people or cases than minimum_group; null where there is one';

CREATE TYPE sales_marketing.period_difference AS (
	measure text,
	unit text,
	period_a double precision,
	period_b double precision,
	difference double precision,
	n_a bigint,
	n_b bigint,
	reason text
);
COMMENT ON TYPE sales_marketing.period_difference IS
'a figure of two periods';
COMMENT ON COLUMN sales_marketing.period_difference.measure IS
'what is measured';
COMMENT ON COLUMN sales_marketing.period_difference.unit IS
'in which unit';
COMMENT ON COLUMN sales_marketing.period_difference.period_a IS
'the figure of the first period; null if it can not be had';
COMMENT ON COLUMN sales_marketing.period_difference.period_b IS
'the figure of the second period';
COMMENT ON COLUMN sales_marketing.period_difference.difference IS
'second minus first; an association, which may have other causes than what changed between them';
COMMENT ON COLUMN sales_marketing.period_difference.n_a IS
'rows or people behind the first figure';
COMMENT ON COLUMN sales_marketing.period_difference.n_b IS
'rows or people behind the second figure';
COMMENT ON COLUMN sales_marketing.period_difference.reason IS
'why there is no difference: missing_input or too_few, as of the figures; null where there is one';

CREATE FUNCTION sales_marketing.check_period(target_schema text, from_date date, to_date date)
RETURNS void
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema',
											  'USAGE');
	IF from_date IS NULL OR to_date IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
			MESSAGE = 'the days of a period must not be null';
	ELSIF from_date > to_date THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = 'a period ends before it begins',
			DETAIL = format('It is from %s to %s.', from_date, to_date);
	ELSIF to_regclass(format('%I.report_settings', target_schema)) IS NULL
	THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table',
			MESSAGE = format('schema %I has no reports', target_schema),
			HINT = 'Call create_reports first.';
	END IF;
	PERFORM sales_marketing.check_owner(format('%I.report_settings',
											   target_schema));
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_period(text, date, date) IS
'private: raises an error unless a period can be asked of the reports of a schema';

CREATE FUNCTION sales_marketing.activities_by_function(target_schema text, from_date date, to_date date)
RETURNS SETOF sales_marketing.function_activities
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL RESTRICTED COST 1000000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	PERFORM sales_marketing.check_period(target_schema, from_date, to_date);
	RETURN QUERY EXECUTE sales_marketing.report_query(target_schema, $query$
	SELECT q.function, q.people, q.activities,
		CASE WHEN NOT q.suppressed AND q.function <> 'unclassified'
			THEN q.activities::float8 / sum(q.activities) FILTER
			(WHERE q.function <> 'unclassified') OVER () END,
		CASE WHEN NOT q.suppressed THEN q.minutes END,
		CASE WHEN NOT q.suppressed AND q.function <> 'unclassified'
			THEN q.minutes::float8 / nullif(sum(q.minutes) FILTER
			(WHERE q.function <> 'unclassified') OVER (), 0) END,
		coalesce(sum(q.activities) FILTER (WHERE q.function <> 'unclassified')
			OVER (), 0)::float8 / sum(q.activities) OVER (),
		q.suppressed
	FROM (SELECT a.function, count(DISTINCT a.actor) AS people,
			count(*) AS activities, sum(a.minutes) AS minutes,
			count(DISTINCT a.actor) BETWEEN 1 AND min(a.minimum_group) - 1
			AS suppressed
		FROM {activity} AS a
		WHERE a.function IS NOT NULL AND a.occurred_on BETWEEN $1 AND $2
		GROUP BY a.function) AS q
	ORDER BY array_position('{sales,marketing,joint,other}', q.function)$query$)
	USING from_date, to_date;
END
$function$;
COMMENT ON FUNCTION sales_marketing.activities_by_function(text, date, date) IS
'activities and minutes of a period by function, for tools that pass dates';

CREATE FUNCTION sales_marketing.friction_by_kind(target_schema text, from_date date, to_date date)
RETURNS SETOF sales_marketing.friction_total
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL RESTRICTED COST 1000000 ROWS 16
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	PERFORM sales_marketing.check_period(target_schema, from_date, to_date);
	RETURN QUERY EXECUTE sales_marketing.report_query(target_schema, format(
	$query$SELECT e.kind, e.dimension, count(*),
		round(avg(e.severity::numeric), 9)::float8, min(e.occurred_on),
		max(e.occurred_on)
	FROM (%s) AS e
	WHERE e.occurred_on BETWEEN $1 AND $2
	GROUP BY e.kind, e.dimension
	ORDER BY count(*) DESC, e.kind$query$, (SELECT replace(v.query,
		'{persons}', 'false') FROM sales_marketing.report_friction_views() AS v
		WHERE v.view = 'friction_event')))
	USING from_date, to_date;
END
$function$;
COMMENT ON FUNCTION sales_marketing.friction_by_kind(text, date, date) IS
'friction of a period by kind, most frequent first, for tools that pass dates';

CREATE FUNCTION sales_marketing.period_figures(target_schema text, from_date date, to_date date)
RETURNS SETOF sales_marketing.period_figure
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL RESTRICTED COST 1000000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	PERFORM sales_marketing.check_period(target_schema, from_date, to_date);
	RETURN QUERY EXECUTE sales_marketing.report_query(target_schema, $query$
	SELECT u.place, u.measure, u.unit, v.value, u.n,
		CASE WHEN v.value IS NULL THEN
			CASE WHEN m.missing THEN 'missing_input' ELSE 'too_few' END END
	FROM (SELECT f.place, f.measure, f.unit, f.value, f.n,
		q.people NOT BETWEEN 1 AND q.minimum_group - 1 OR
		f.measure IN ('activities', 'people', 'coverage') AS shown,
		'activity_feed ' || coalesce(f.needs, '') AS needs
	FROM (SELECT count(*) AS activities, count(DISTINCT a.actor) AS people,
			count(DISTINCT a.customer) AS customers,
			count(*) FILTER (WHERE a.function <> 'unclassified') AS classified,
			count(a.function) AS described,
			count(*) FILTER (WHERE a.function = 'sales') AS sales,
			count(*) FILTER (WHERE a.function = 'marketing') AS marketing,
			count(*) FILTER (WHERE a.function = 'joint') AS joint,
			count(*) FILTER (WHERE a.mode = 'two_way') AS two_way,
			count(a.mode) AS with_mode,
			count(*) FILTER (WHERE a.purpose = 'listen') AS listening,
			min(a.minimum_group) AS minimum_group
		FROM {activity} AS a
		WHERE a.occurred_on BETWEEN $1 AND $2) AS q,
		LATERAL (VALUES
			(1, 'activities', 'activities', q.activities::float8, q.activities,
			 NULL),
			(2, 'people', 'people', q.people, q.people, NULL),
			(3, 'customers', 'customers', q.customers, q.activities,
			 'activity_feed.customer'),
			(4, 'coverage', 'share of activities',
			 q.classified::float8 / nullif(q.described, 0), q.described, NULL),
			(5, 'sales work', 'share of activities',
			 q.sales::float8 / nullif(q.classified, 0), q.classified, NULL),
			(6, 'marketing work', 'share of activities',
			 q.marketing::float8 / nullif(q.classified, 0), q.classified, NULL),
			(7, 'joint work', 'share of activities',
			 q.joint::float8 / nullif(q.classified, 0), q.classified, NULL),
			(8, 'two-way contacts', 'share of activities with a mode',
			 q.two_way::float8 / nullif(q.with_mode, 0), q.with_mode, NULL),
			(9, 'listening', 'share of activities',
			 q.listening::float8 / nullif(q.classified, 0), q.classified, NULL))
		AS f (place, measure, unit, value, n, needs)
	UNION ALL
	SELECT 10, 'double_touch', 'share of pairs of contacts',
		sum(e.flagged)::float8 / nullif(sum(e.exposed), 0)::float8,
		coalesce(sum(e.exposed), 0)::bigint,
		sum(e.exposed) >= min(s.minimum_group),
		'activity_feed activity_feed.customer activity_feed.direction'
	FROM {settings} AS s CROSS JOIN (SELECT a.customer,
			sales_marketing.touch_summary_state({touch})
			AS summary
		FROM {activity} AS a
		WHERE a.occurred_on BETWEEN $1 AND $2 AND a.customer IS NOT NULL
		GROUP BY a.customer) AS t,
		LATERAL sales_marketing.friction_exposure(t.summary, t.customer,
			s.policy, NULL, s.as_of) AS e
	WHERE e.kind = 'double_touch' AND e.kind = ANY ({kinds_known})
	UNION ALL
	SELECT f.place, f.measure, f.unit, f.value, f.n,
		q.leads >= q.minimum_group AND
		q.owners NOT BETWEEN 1 AND q.minimum_group - 1 OR
		f.measure = 'leads handed off',
		'lead_feed lead_feed.handed_off_at ' || coalesce(f.needs, '')
	FROM (SELECT count(*) AS leads, count(DISTINCT l.owner) AS owners,
			min(l.minimum_group) AS minimum_group,
			count(l.accepted_at) AS accepted,
			count(l.accepted_at) + count(l.rejected_at) AS decided,
			count(*) FILTER (WHERE (l.figures).slow) AS slow,
			count((l.figures).slow) AS exposed_to_slow,
			count(*) FILTER (WHERE (l.figures).never) AS never,
			count((l.figures).never) AS exposed_to_never,
			count(l.first_touch_at) AS contacted,
			percentile_cont(0.5) WITHIN GROUP (ORDER BY (l.figures).hours)
			FILTER (WHERE l.first_touch_at IS NOT NULL) AS hours
		FROM {settings} AS s CROSS JOIN {followed_lead} AS l
		WHERE (l.handed_off_at AT TIME ZONE s.time_zone)::date
			BETWEEN $1 AND $2) AS q,
		LATERAL (VALUES
			(11, 'leads handed off', 'leads', q.leads::float8, q.leads, NULL),
			(12, 'leads accepted', 'share of decided',
			 q.accepted::float8 / nullif(q.decided, 0), q.decided,
			 'lead_feed.accepted_at lead_feed.rejected_at'),
			(13, 'slow_follow_up', 'share of leads',
			 q.slow::float8 / nullif(q.exposed_to_slow, 0), q.exposed_to_slow,
			 'activity_feed activity_feed.customer'),
			(14, 'never_followed_up', 'share of leads',
			 q.never::float8 / nullif(q.exposed_to_never, 0),
			 q.exposed_to_never, 'activity_feed activity_feed.customer'),
			(15, 'median follow-up', 'hours', q.hours, q.contacted,
			 'activity_feed activity_feed.customer'))
		AS f (place, measure, unit, value, n, needs)
	UNION ALL
	SELECT f.place, f.measure, f.unit, f.value, f.n, true,
		'payout_feed person_feed'
	/* without amounts, so that currencies need not be the same */
	FROM (SELECT sales_marketing.compensation_gap(sales_marketing.payout(
				p.payee, p.function, p.day, p.paid_on, 1,
				p.scheduled_on, earned_from => p.earned_from,
				earned_to => p.earned_to, kind => p.kind), p.as_of_on,
				p.minimum_group) AS gap
		FROM {payment} AS p
		WHERE p.is_reward AND p.earned_on BETWEEN $1 AND $2) AS q,
		LATERAL (VALUES
			(16, 'sales waits for pay', 'days, mean of people',
			 (q.gap).sales_mean_wait_days, (q.gap).sales_payees),
			(17, 'marketing waits for pay', 'days, mean of people',
			 (q.gap).marketing_mean_wait_days, (q.gap).marketing_payees),
			(18, 'marketing waits longer', 'days, median of pairs',
			 (q.gap).marketing_minus_sales_days,
			 (q.gap).sales_payees + (q.gap).marketing_payees))
		AS f (place, measure, unit, value, n)
	UNION ALL
	SELECT CASE p.function WHEN 'sales' THEN 19 ELSE 20 END,
		p.function || ' spend', coalesce(p.currency, 'none'),
		sum(p.amount)::float8, count(*), true, 'spend_feed'
	FROM {spending} AS p
	WHERE p.period_from BETWEEN $1 AND $2 AND
		p.function IN ('sales', 'marketing')
	GROUP BY p.function, p.currency) AS u,
		LATERAL (SELECT '{missing}'::text[] && string_to_array(u.needs, ' '))
		AS m (missing),
		LATERAL (SELECT CASE WHEN u.shown AND NOT m.missing THEN u.value END)
		AS v (value)$query$)
	USING from_date, to_date;
END
$function$;
COMMENT ON FUNCTION sales_marketing.period_figures(text, date, date) IS
'what the feeds of a schema say of a period, in figures';

CREATE FUNCTION sales_marketing.compare_periods(target_schema text, from_a date, to_a date, from_b date, to_b date)
RETURNS SETOF sales_marketing.period_difference
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL RESTRICTED COST 1000000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	PERFORM sales_marketing.check_period(target_schema, from_a, to_a);
	PERFORM sales_marketing.check_period(target_schema, from_b, to_b);
	RETURN QUERY
	SELECT measure, unit, a.value, b.value, b.value - a.value,
		coalesce(a.n, 0), coalesce(b.n, 0), coalesce(a.reason, b.reason,
			CASE WHEN a.value IS NULL OR b.value IS NULL THEN 'too_few' END)
	FROM sales_marketing.period_figures(target_schema, from_a, to_a) AS a
	FULL JOIN sales_marketing.period_figures(target_schema, from_b, to_b) AS b
		USING (measure, unit)
	ORDER BY coalesce(a.place, b.place), measure, unit;
END
$function$;
COMMENT ON FUNCTION sales_marketing.compare_periods(text, date, date, date, date) IS
'the same figures of two periods, such as before and after a reorganisation';
