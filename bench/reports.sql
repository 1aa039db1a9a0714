-- The body of bench/reports: makes a company, runs every query in turns, and
-- prints medians.  psql variables: rows, turns, views (a pattern).
SET client_min_messages = warning;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';
SET synchronize_seqscans = off;
CREATE EXTENSION IF NOT EXISTS sales_marketing;

-- Of 2,000,000 activities of 2025, with the subjects of the sample company:
-- 1,000 people, 20,000 customers, 40,000 leads, 10,000 deals, 24,000 payouts,
-- 40,000 expenses, 4,000 times feedback.  Choices come from a hash.  Activities
-- stand in the order of days, as a CRM appends them.
CREATE FUNCTION pick(i bigint, what text, sides bigint) RETURNS bigint
IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
SELECT (hashint8extended(i, hashtext(what)) & 2147483647) % sides
$$;
CREATE FUNCTION one_of(prefix text, i bigint, what text, sides bigint) RETURNS text
IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
SELECT prefix || lpad(pick(i, what, sides)::text, 6, '0')
$$;
CREATE FUNCTION in_year(i bigint, what text) RETURNS timestamptz
IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
SELECT '2025-01-01 00:00+00'::timestamptz +
	pick(i, what, 365 * 86400) * interval '1 second'
$$;

SELECT greatest(:rows / 2000, 40) AS people, greatest(:rows / 100, 10)
	AS customers, (SELECT count(*) FROM company.activity) AS subjects \gset

CREATE SCHEMA crm;
CREATE TABLE crm.person AS
SELECT 'P' || lpad(i::text, 6, '0') AS person, 'Person ' || i AS name,
	(array['sales', 'sales', 'sales', 'marketing', 'marketing', 'both',
		'other'])[1 + i % 7] AS function,
	'Team ' || i % 7 || ' ' || i / 7 % 4 AS team,
	(array['sales plan', 'sales plan', 'sales plan', 'marketing plan',
		'marketing plan', 'both plan', 'other plan'])[1 + i % 7] AS plan
FROM generate_series(0, :people - 1) AS i;

CREATE TABLE crm.activity AS
SELECT 'A' || i AS activity_id, '2025-01-01 00:00+00'::timestamptz +
		(i * 364 * 86400 / :rows + pick(i, 'when', 86400)) *
		interval '1 second' AS occurred_at,
	one_of('P', i, 'who', :people)
	AS actor,
	CASE WHEN a.customer IS NOT NULL THEN one_of('C', i, 'whom', :customers) END AS customer,
	a.channel, a.subject, a.minutes, a.recipients, a.campaign, a.direction
FROM generate_series(1, :rows::bigint) AS i
JOIN (SELECT row_number() OVER (ORDER BY activity_id) - 1 AS nr, *
	  FROM company.activity) AS a ON a.nr = pick(i, 'what', :subjects)
ORDER BY i;
CREATE TABLE crm.opportunity AS
SELECT 'O' || i AS opportunity, one_of('C', i, 'deal', :customers) AS customer,
	'Product ' || i % 5 AS product, 1000 + pick(i, 'amount', 90000) AS amount,
	in_year(i, 'opened') AS opened_at,
	in_year(i, 'opened') + pick(i, 'open', 90) * interval '1 day' AS closed_at,
	pick(i, 'won', 3) > 0 AS won,
	one_of('P', i, 'owner', :people)
	AS owner
FROM generate_series(1, greatest(:rows::bigint / 200, 20)) AS i;
CREATE TABLE crm.lead AS
SELECT 'L' || i AS lead, one_of('C', i, 'lead', :customers) AS customer,
	in_year(i, 'created') AS created_at,
	in_year(i, 'created') + pick(i, 'ripe', 200) * interval '1 hour'
	AS handed_off_at, pick(i, 'fate', 10) AS fate,
	one_of('P', i, 'owner', :people)
	AS owner
FROM generate_series(1, greatest(:rows::bigint / 50, 20)) AS i;
CREATE TABLE crm.payout AS
SELECT p.person || ' ' || m AS payout, p.person AS payee, p.plan,
	make_date(2025, 1 + m / 2, 1) AS earned_from,
	(make_date(2025, 1 + m / 2, 1) + interval '1 month - 1 day')::date
	AS earned_to,
	(make_date(2025, 1 + m / 2, 1) + interval '1 month 14 days')::date +
	pick(m, p.person, 20)::int AS paid_on,
	500 + pick(m, p.person || 'a', 4000) AS amount
FROM crm.person AS p, generate_series(0, 23) AS m;
CREATE TABLE crm.expense AS
SELECT 'E' || i AS spend, in_year(i, 'spent')::date AS period_from,
	CASE pick(i, 'whose', 4) WHEN 0 THEN 'marketing' WHEN 1 THEN 'sales' END
	AS function,
	(array['travel', 'print ad', 'trade show', 'dinner', 'direct mail'])
		[1 + pick(i, 'channel', 5)] AS channel,
	CASE WHEN pick(i, 'named', 2) = 0 THEN one_of('C', i, 'spent on', :customers) END
	AS customer, 'Segment ' || pick(i, 'segment', 6) AS segment,
	50 + pick(i, 'cost', 5000) AS amount, pick(i, 'reach', 900) AS reached
FROM generate_series(1, greatest(:rows::bigint / 50, 20)) AS i;
VACUUM ANALYZE crm.activity, crm.person, crm.opportunity, crm.lead,
	crm.payout, crm.expense;

CREATE SCHEMA reports;
CREATE VIEW reports.activity_feed AS SELECT * FROM crm.activity;
CREATE VIEW reports.person_feed AS SELECT * FROM crm.person;
CREATE VIEW reports.plan_feed AS
SELECT f || ' plan' AS plan, CASE f WHEN 'sales' THEN 'monthly lag 15'
		ELSE 'quarterly lag 30' END AS schedule, f AS function
FROM unnest(array['sales', 'marketing', 'both', 'other']) AS f;
CREATE VIEW reports.opportunity_feed AS
SELECT opportunity, customer, product, amount::numeric, 'EUR' AS currency,
	opened_at, closed_at, won, owner FROM crm.opportunity;
CREATE VIEW reports.lead_feed AS
SELECT lead, customer, created_at, owner, handed_off_at,
	CASE WHEN fate < 6 THEN handed_off_at + interval '2 days' END
	AS accepted_at,
	CASE WHEN fate = 6 THEN handed_off_at + interval '3 days' END
	AS rejected_at,
	CASE WHEN fate = 7 THEN handed_off_at + interval '9 days' END
	AS returned_at
FROM crm.lead;
CREATE VIEW reports.payout_feed AS
SELECT payout, payee, plan, 'commission' AS kind, earned_from, earned_to,
	paid_on, amount::numeric, 'EUR' AS currency FROM crm.payout;
CREATE VIEW reports.spend_feed AS
SELECT spend, period_from, function, channel, customer, segment,
	amount::numeric, 'EUR' AS currency, reached FROM crm.expense;
CREATE VIEW reports.budget_feed AS
SELECT f || ' ' || q AS budget, f AS function,
	make_date(2025, 3 * q - 2, 1) AS period_from,
	(make_date(2025, 3 * q - 2, 1) + interval '3 months - 1 day')::date
	AS period_to, 1000000 AS amount, 'EUR' AS currency
FROM generate_series(1, 4) AS q, unnest(array['sales', 'marketing']) AS f;
CREATE VIEW reports.feedback_feed AS
SELECT 'F' || activity_id AS feedback, customer, occurred_at AS captured_at,
	actor AS captured_by, subject,
	occurred_at + interval '4 days' AS routed_at,
	occurred_at + interval '25 days' AS actioned_at
FROM crm.activity WHERE substr(activity_id, 2)::bigint % 500 = 0;
SELECT count(*) AS made FROM sales_marketing.create_reports('reports', true)
WHERE made \gset
UPDATE reports.report_settings SET as_of = '2026-01-31 00:00+00';
ANALYZE reports.report_settings;
SELECT format('%s activities, %s people, %s customers; %s views, one worker',
	count(*), count(DISTINCT actor), count(DISTINCT customer), :made)
FROM crm.activity;

-- Views that are one pass over the activities.
CREATE TABLE one_pass AS
SELECT unnest(array['activity_classified', 'unclassified_subjects',
	'logging_coverage', 'function_mix_by_team', 'function_mix_by_person',
	'activity_by_month']) AS name;
CREATE TABLE query (nr serial, name text, what text, text text);
INSERT INTO query (name, what, text) VALUES ('classification', 'scan',
	'SELECT count(sales_marketing.classify_activity(subject, ''standard/1'',
		channel, recipients, campaign, direction)) FROM crm.activity');
INSERT INTO query (name, what, text)
SELECT v.view, q.what, format(q.text, v.view)
FROM sales_marketing.report_views() AS v CROSS JOIN (VALUES
	('count', 'SELECT count(*) FROM reports.%I'),
	('limit', 'SELECT * FROM reports.%I LIMIT 10000')) AS q (what, text)
ORDER BY v.place;
-- A month: of the views that have days, and of functions that take them.
INSERT INTO query (name, what, text) VALUES
('activity_classified', 'month', 'SELECT function, count(*), sum(minutes)
	FROM reports.activity_classified
	WHERE occurred_on BETWEEN ''2025-05-01'' AND ''2025-05-31''
	GROUP BY function'),
('activity_by_month', 'month', 'SELECT function, share_of_activities
	FROM reports.activity_by_month WHERE month_start = ''2025-05-01'''),
('friction_event', 'month', 'SELECT kind, count(*)
	FROM reports.friction_event
	WHERE occurred_on BETWEEN ''2025-05-01'' AND ''2025-05-31''
	GROUP BY kind'),
('activities_by_function', 'month', 'SELECT *
	FROM sales_marketing.activities_by_function(''reports'', ''2025-05-01'',
		''2025-05-31'')'),
('friction_by_kind', 'month', 'SELECT *
	FROM sales_marketing.friction_by_kind(''reports'', ''2025-05-01'',
		''2025-05-31'')'),
('compare_periods', 'month', 'SELECT *
	FROM sales_marketing.compare_periods(''reports'', ''2025-04-01'',
		''2025-04-30'', ''2025-05-01'', ''2025-05-31'')');

-- What the backend has computed so far, in ms: other processes do not count.
CREATE FUNCTION spent() RETURNS float8 VOLATILE LANGUAGE sql AS $$
	SELECT 10 * (f[14]::float8 + f[15]::float8)	-- user and system, in ticks
	FROM string_to_array(pg_read_file('/proc/' || pg_backend_pid() || '/stat'),
		' ') AS f
$$;
CREATE TABLE measured (nr int, ms float8);
CREATE TABLE size (name text, bytes bigint, found bigint, ms float8,
	count_ms float8);
CREATE PROCEDURE measure(query int, text text) LANGUAGE plpgsql AS $$
DECLARE
	before float8 := spent();
BEGIN
	EXECUTE text;
	INSERT INTO measured VALUES (query, spent() - before);
END $$;
SELECT format('CALL measure(%s, %L)', nr, text)
FROM query, generate_series(1, :turns) AS turn
WHERE what = 'scan' OR name ~ :'views' AND
	(turn = 1 OR name IN (SELECT name FROM one_pass))
ORDER BY turn, nr
\gexec

-- The recipe for what is not one pass: a copy that is refreshed, say nightly.
-- The verdicts are read from the copy of the evidence.
SELECT format('CREATE MATERIALIZED VIEW %I AS SELECT * FROM reports.%1$I WITH NO DATA',
	view) FROM sales_marketing.report_views()
WHERE view NOT IN (SELECT name FROM one_pass) AND
	view NOT IN ('dimension_verdict', 'separation_decision') AND
	view ~ :'views'
\gexec
CREATE PROCEDURE refresh(name text) LANGUAGE plpgsql AS $$
DECLARE
	before float8 := spent();
	ms float8;
	found bigint;
BEGIN
	EXECUTE format('REFRESH MATERIALIZED VIEW %I', name);
	ms := spent() - before;
	before := spent();
	EXECUTE format('SELECT count(*) FROM %I', name) INTO found;
	INSERT INTO size VALUES (name, pg_total_relation_size(name::regclass),
		found, ms, spent() - before);
END $$;
SELECT format('CALL refresh(%L)', matviewname) FROM pg_matviews
WHERE schemaname = 'public'
\gexec

INSERT INTO query (name, what, text)
SELECT 'verdict from the copy', 'count', format('SELECT (d.decision).verdict
	FROM (SELECT sales_marketing.separation_verdict(
			sales_marketing.decision_summary_state(%s)) AS decision
		FROM dimension_evidence AS e) AS d', query)
FROM sales_marketing.report_sources() WHERE name = 'evidence';
SELECT format('CALL measure(%s, %L)', nr, text)
FROM query, generate_series(1, 3)
WHERE name = 'verdict from the copy' AND 'dimension_evidence' ~ :'views'
\gexec

CREATE VIEW median AS
SELECT q.name, q.what, min(q.nr) AS nr,
	percentile_cont(0.5) WITHIN GROUP (ORDER BY m.ms) AS ms
FROM measured AS m JOIN query AS q USING (nr) GROUP BY 1, 2;
SELECT format('bare classification scan: %s ms, %s ns an activity',
	round(ms::numeric), round((ms * 1e6 / :rows)::numeric))
FROM median WHERE what = 'scan';
\a
\t off
\pset footer off
\pset null -
SELECT m.name,
	max(round(m.ms::numeric, 1)) FILTER (WHERE m.what = 'count') AS "count(*) ms",
	max(round(m.ms::numeric, 1)) FILTER (WHERE m.what = 'limit')
	AS "10,000 rows ms",
	max(round(m.ms::numeric, 1)) FILTER (WHERE m.what = 'month') AS "a month ms",
	round((max(m.ms) / min(b.ms))::numeric, 2) AS "slowest / bare scan",
	CASE WHEN m.name IN (SELECT name FROM one_pass) THEN '3' END AS bar,
	max(round(s.ms::numeric)) AS "refresh ms",
	max(s.found) AS "rows", max(round(s.count_ms::numeric, 1))
	AS "count(*) of copy ms"
FROM median AS m JOIN median AS b ON b.what = 'scan'
LEFT JOIN size AS s ON s.name = m.name
WHERE m.what <> 'scan'
GROUP BY m.name ORDER BY min(m.nr);
