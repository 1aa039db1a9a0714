/*
 * reports_figures.sql
 *		What the reports say where a figure is easily wrong: combined teams,
 *		pay of periods, overdue pay, inputs that are missing, work of machines,
 *		small teams, ids that repeat.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = error;
SELECT plan(52);

\ir common.psql

CREATE FUNCTION reported(schema_name text, as_of timestamptz) RETURNS void
LANGUAGE plpgsql AS
$$
BEGIN
	PERFORM create_reports(schema_name);
	EXECUTE format('UPDATE %I.report_settings SET as_of = $1', schema_name)
	USING as_of;
END
$$;

/* Who is hired for both, or for something else, follows leads up, too */

CREATE SCHEMA combined;
CREATE TABLE combined.person_feed AS
SELECT 'p' || i AS person,
	   CASE WHEN i <= 3 THEN 'both' WHEN i <= 5 THEN 'other' ELSE 'marketing' END
	   AS function, 'T'::text AS team
FROM generate_series(1, 6) AS i;
CREATE TABLE combined.lead_feed AS
SELECT 'l' || i AS lead, 'c' || i AS customer, t AS created_at,
	   'p' || 1 + i % 6 AS owner, t AS handed_off_at
FROM generate_series(1, 60) AS i, LATERAL (SELECT
	timestamptz '2025-03-03 09:00Z' + i * interval '1 hour') AS h (t);
CREATE TABLE combined.activity_feed AS
SELECT 'a' || lead AS activity_id, handed_off_at + interval '1 hour' AS occurred_at,
	   owner AS actor, CASE WHEN owner = 'p1' THEN 'Newsletter' ELSE 'Cold call' END
	   AS subject, customer, 'out'::text AS direction
FROM combined.lead_feed;
SELECT reported('combined', '2025-07-01Z') \g /dev/null
SELECT is(said('SELECT leads, on_time, never_followed_up, coverage_share_of_leads::numeric(9,3) FROM combined.hand_off'),
	'60 40 20 0.667', 'a call of whoever is not of marketing is a follow-up, a newsletter is none');
SELECT is(said($$SELECT exposed, flagged FROM combined.friction_rate WHERE kind = 'never_followed_up'$$),
	'60 20', 'in rates, too');
SELECT is(said($$SELECT count(*) FROM combined.friction_event WHERE kind = 'never_followed_up'$$),
	'20', 'and in events');
SELECT is(said(measure_text($$SELECT exposed, flagged FROM reported_friction_count WHERE kind = 'never_followed_up'$$,
	'combined', measure_inputs('combined'), measure_settings('combined'), '2025-07-01Z', '2025-01-01', '2025-06-30')),
	'60 20', 'and in measures');

/* Pay earned through a period waits from its middle, wherever it is shown */

CREATE SCHEMA period;
CREATE TABLE period.person_feed AS
SELECT 'm' || i AS person, 'marketing'::text AS function FROM generate_series(1, 6) AS i;
CREATE TABLE period.payout_feed AS
SELECT 'x' || i AS payout, 'm' || i AS payee, 'annual'::text AS plan, 'bonus'::text AS kind,
	   date '2025-01-01' AS earned_from, date '2025-12-31' AS earned_to,
	   date '2026-03-01' AS paid_on, date '2026-03-01' AS scheduled_on,
	   1000::numeric AS amount, 'EUR'::text AS currency
FROM generate_series(1, 6) AS i;
SELECT reported('period', '2026-06-01Z') \g /dev/null
SELECT is(said('SELECT mean_wait_days, mean_design_days, mean_lateness_days, waiting_cost FROM period.pay_by_plan'),
	'242 242 0 ' || round(6 * waiting_cost(1000, 242, 0.08), 2),
	'a plan whose pay is for a year waits from the middle of it');
SELECT is(said('SELECT marketing_mean_wait_days, marketing_waiting_cost FROM period.compensation_gap'),
	said('SELECT mean_wait_days, waiting_cost FROM period.pay_by_plan'), 'as the gap does, at the same cost');
UPDATE period.payout_feed SET earned_to = '2025-12-30', paid_on = NULL;
UPDATE period.payout_feed SET earned_to = '2027-12-31' WHERE payout = 'x1';
SELECT is(said('SELECT marketing_payees, marketing_mean_wait_days, marketing_waiting_cost FROM period.compensation_gap'),
	'5 334.5 ' || round(5 * (waiting_cost(1000, 334, 0.08) + waiting_cost(1000, 335, 0.08)) / 2, 2),
	'half a day costs half of what the days beside it cost apart; what is not earned yet costs nothing');

/* Overdue pay waits until as_of, wherever it is shown */

CREATE SCHEMA late;
CREATE TABLE late.person_feed AS
SELECT f || i AS person, f AS function
FROM unnest('{sales,marketing}'::text[]) AS f, generate_series(1, 7) AS i;
CREATE TABLE late.plan_feed AS
SELECT * FROM (VALUES ('sales', 'monthly lag 15'), ('marketing', 'annual lag 40'),
			   ('one', 'monthly lag 5')) AS p (plan, schedule);
CREATE TABLE late.payout_feed AS
SELECT p.person || '-' || m AS payout, p.person AS payee, p.function AS plan,
	   'bonus'::text AS kind, CASE WHEN m % 3 > 0 THEN make_date(2025, m, 28) END AS earned_on,
	   CASE WHEN m % 3 = 0 THEN make_date(2025, m, 1) END AS earned_from,
	   CASE WHEN m % 3 = 0 THEN make_date(2025, m, 28) END AS earned_to,
	   CASE WHEN m % 5 > 0 THEN make_date(2025, m, 28) + 17 + m END AS paid_on,
	   (100 * m + length(p.function) + m % 7)::numeric AS amount, 'EUR'::text AS currency
FROM late.person_feed AS p, generate_series(1, 11) AS m
UNION ALL
SELECT 'clawback', 'sales1', 'sales', 'clawback', '2025-05-01', NULL, NULL, '2025-05-02', -50, 'EUR'
UNION ALL
SELECT 'draw', 'sales1', 'sales', 'draw', '2025-05-01', NULL, NULL, '2025-05-01', 500, 'EUR';
SELECT reported('late', '2026-01-20 12:00Z') \g /dev/null
SELECT is(said(format('SELECT payees, payouts, mean_wait_days, mean_design_days IS NOT NULL, late_share_of_due_payouts, unpaid_share_of_payouts, waiting_cost FROM late.pay_by_plan WHERE plan = %L', f)),
	said(format('SELECT %1$s_payees, %1$s_payouts, %1$s_mean_wait_days, true, %1$s_late_share_of_payouts, %1$s_unpaid_share_of_payouts, %1$s_waiting_cost FROM late.compensation_gap', f)),
	f || ': a plan that is all of a function says what the gap says')
FROM unnest('{sales,marketing}'::text[]) AS f;
SELECT is(said($$SELECT m.mean_design_days - s.mean_design_days, m.mean_lateness_days - s.mean_lateness_days
	FROM late.pay_by_plan AS s, late.pay_by_plan AS m WHERE s.plan = 'sales' AND m.plan = 'marketing'$$),
	said('SELECT design_gap_days, lateness_gap_days FROM late.compensation_gap'),
	'and the parts of the gap are those of the plans');
SELECT is(said('SELECT plan, (mean_wait_days - mean_design_days - mean_lateness_days)::numeric(9,6) FROM late.pay_by_plan ORDER BY 1'),
	E'marketing 0.000000\nsales 0.000000', 'wait = design + lateness');
SELECT is(said($$SELECT mean_wait_days FROM late.pay_by_plan WHERE plan = 'sales'$$),
	said($$SELECT (function_waits(wait_summary_state(payout(payee, 'sales', earned_on, paid_on, amount, earned_from => earned_from, earned_to => earned_to, schedule => 'monthly lag 15', kind => kind)), '2026-01-20')).mean_wait_days
		FROM late.payout_feed WHERE plan = 'sales'$$), 'which is what function_waits says');
UPDATE late.payout_feed SET plan = 'one';
SELECT is(said('SELECT functions, payees, payouts, suppressed FROM late.pay_by_plan'),
	'marketing, sales 14 154 false', 'a plan of several functions is one plan');
DELETE FROM late.payout_feed WHERE payee NOT IN ('sales1', 'sales2');
SELECT is(said('SELECT * FROM late.pay_by_plan'),
	'one / EUR one EUR monthly lag 5 sales bonus 2 22 true 1 2026-01-20T12:00:00+00:00',
	'a plan of two people is suppressed');

/* What an input is missing for is null, not 0 */

CREATE SCHEMA gaps;
CREATE TABLE gaps.person_feed AS
SELECT 'p' || i AS person, 'sales'::text AS function, 'T'::text AS team
FROM generate_series(1, 20) AS i;
CREATE TABLE gaps.activity_feed AS
SELECT 'a' || i AS activity_id, timestamptz '2025-01-06 09:00Z' + i * interval '5 hours' AS occurred_at,
	   'p' || 1 + i % 20 AS actor, 'Cold call'::text AS subject, 'c' || i % 50 AS customer,
	   'out'::text AS direction
FROM generate_series(1, 400) AS i;
CREATE TABLE gaps.opportunity_feed AS
SELECT 'd' || i AS opportunity, 'c' || i AS customer, timestamptz '2025-01-06Z' AS opened_at
FROM generate_series(1, 50) AS i;
CREATE TABLE gaps.lead_feed AS
SELECT 'l' || i AS lead, 'c' || i AS customer, timestamptz '2025-01-06Z' AS created_at,
	   'p' || 1 + i % 20 AS owner, timestamptz '2025-01-07Z' AS handed_off_at
FROM generate_series(1, 50) AS i;
SELECT reported('gaps', '2025-12-01Z') \g /dev/null
SELECT is(said($$SELECT r.kind, r.exposed, r.flagged, r.flagged_share_of_exposed, r.over_limit, r.mean_severity, r.suppressed, r.reason, r.missing
	FROM gaps.friction_rate AS r WHERE r.kind IN ('bounced_lead', 'went_dark') ORDER BY 1$$),
	E'bounced_lead false missing_input lead_feed.returned_at\nwent_dark false missing_input opportunity_feed.closed_at',
	'a kind without an input has a reason and no figures');
SELECT is(said('SELECT count(*) FROM gaps.friction_rate WHERE missing IS NOT NULL AND coalesce(exposed::float8, flagged, flagged_share_of_exposed, flagged_low_share_of_exposed, flagged_high_share_of_exposed, mean_severity, estimated_cost) IS NOT NULL'),
	'0', 'whatever the kind');
SELECT is(said('SELECT count(*) FROM gaps.friction_rate WHERE (missing IS NULL) <> (reason IS DISTINCT FROM ''missing_input'')'),
	'0', 'missing_input says that something is missing');
SELECT is(said('SELECT r.kind FROM gaps.friction_rate AS r JOIN gaps.dimension_evidence AS e ON e.friction_kind = r.kind WHERE r.exposed IS DISTINCT FROM e.exposed OR r.exposed > 0 AND r.flagged IS DISTINCT FROM e.flagged'),
	NULL, 'evidence has the same figures');
SELECT is(said('SELECT DISTINCT kind FROM gaps.friction_event WHERE kind IN (SELECT kind FROM gaps.friction_rate WHERE missing IS NOT NULL)'),
	NULL, 'nor are there events');
SELECT is(said($$SELECT kind, exposed FROM gaps.friction_rate WHERE kind = 'pitch_without_listening' AND exposed > 0$$),
	'pitch_without_listening 50', 'what needs nothing more has figures');
SELECT is(said('SELECT accepted, rejected, accepted_share_of_decided, leads FROM gaps.hand_off'),
	'50', 'leads are not known to be accepted or rejected');
ALTER TABLE gaps.lead_feed ADD accepted_at timestamptz;
UPDATE gaps.lead_feed SET accepted_at = '2025-01-08Z' WHERE lead < 'l3';
SELECT reported('gaps', '2025-12-01Z') \g /dev/null
SELECT is(said('SELECT accepted, rejected, accepted_share_of_decided FROM gaps.hand_off'),
	said($$SELECT count(*) FROM gaps.lead_feed WHERE lead < 'l3'$$), 'one of both is no share');
SELECT is(said($$SELECT measure, period_a FROM compare_periods('gaps', '2025-01-01', '2025-01-31', '2025-02-01', '2025-02-28') WHERE measure = 'leads accepted'$$),
	'leads accepted', 'of a period neither');

/* The view of hand-offs needs to know of hand-offs */

CREATE SCHEMA unhanded;
CREATE TABLE unhanded.lead_feed AS
SELECT lead, customer, created_at FROM gaps.lead_feed;
SELECT is(said($$SELECT made, note FROM create_reports('unhanded') WHERE view = 'hand_off'$$),
	'false needs lead_feed.handed_off_at', 'a view says which column it needs');
SELECT is(said($$SELECT present, reason, needs, needed_for FROM unhanded.report_inputs WHERE input_id = 'view hand_off'$$),
	'false needs lead_feed.handed_off_at lead_feed, lead_feed.handed_off_at', 'later, too');
SELECT is(said($$SELECT needs, needed_for FROM unhanded.report_inputs WHERE input_id = 'lead_feed.returned_at'$$),
	'bounced_lead', 'a column is needed for something and needs nothing');

/* Events do not name a person whom they hide */

CREATE SCHEMA named;
CREATE TABLE named.person_feed AS
SELECT 'Anna ' || i AS person, 'sales'::text AS function, 'T'::text AS team
FROM generate_series(1, 6) AS i;
CREATE TABLE named.activity_feed AS
SELECT 'a' || i AS activity_id, timestamptz '2025-03-03 06:00Z' + i / 30 * interval '1 day' +
	   i % 30 * interval '20 minutes' AS occurred_at, p.person AS actor,
	   CASE WHEN i % 2 = 0 THEN 'Cold call' ELSE 'Newsletter' END AS subject
FROM named.person_feed AS p, generate_series(1, 3000) AS i
WHERE i % 6 < 6;
SELECT reported('named', '2025-12-01Z') \g /dev/null
SELECT cmp_ok(count(*), '>', 0::bigint, 'there are events of persons')
FROM named.friction_event WHERE kind IN ('role_drift', 'task_switching');
SELECT is(said('SELECT count(*), count(subject) FROM named.friction_event AS e WHERE e::text LIKE ''%Anna%'''),
	'0 0', 'of nobody in particular');
SELECT is(count(*), count(DISTINCT event_id), 'and their keys are keys')
FROM named.friction_event;
SELECT create_reports('named', include_persons => true) \g /dev/null
SELECT is(said('SELECT count(DISTINCT subject), bool_and(event_id LIKE ''%Anna%'') FROM named.friction_event'),
	'6 true', 'unless persons are asked for');
SELECT is(count(*), count(DISTINCT event_id), 'keys then, too')
FROM named.friction_event;

/* What nobody in particular did is no small group */

CREATE SCHEMA machine;
CREATE TABLE machine.activity_feed AS
SELECT 'a' || i AS activity_id, timestamptz '2025-03-01Z' + i * interval '1 minute' AS occurred_at,
	   CASE WHEN i % 4 = 0 THEN 'p' || i % 40 WHEN i = 1 THEN 'q' END AS actor,
	   CASE WHEN i % 4 = 0 THEN 'Cold call' WHEN i = 1 THEN 'Invoice overdue'
	   ELSE 'Newsletter March' END AS subject
FROM generate_series(1, 2000) AS i;
CREATE TABLE machine.person_feed AS
SELECT DISTINCT actor AS person, 'sales'::text AS function, 'T'::text AS team
FROM machine.activity_feed WHERE actor LIKE 'p%';
SELECT reported('machine', '2025-06-01Z') \g /dev/null
SELECT is(said('SELECT function, people, activities, suppressed, share_of_activities::numeric(9,4) FROM machine.activity_by_month ORDER BY 1'),
	E'marketing 0 1499 false 0.7495\nother 1 1 true\nsales 10 500 false 0.2500',
	'work without an actor is shown, that of one person is not');
SELECT is(said($$SELECT function, people, activities, suppressed, share_of_activities::numeric(9,4) FROM activities_by_function('machine', '2025-03-01', '2025-03-31') ORDER BY 1$$),
	E'marketing 0 1499 false 0.7495\nother 1 1 true\nsales 10 500 false 0.2500', 'for a period, too');
DELETE FROM machine.activity_feed WHERE actor = 'q';
SELECT is(said('SELECT team, people, suppressed, marketing_share_of_activities FROM machine.function_mix_by_team ORDER BY 1'),
	E'T 10 false 0\nunknown 0 false 1', 'and by team');

/* What one person logs is of that person */

UPDATE machine.person_feed SET team = 'lone' WHERE person = 'p4';
SELECT is(said('SELECT team, people, suppressed, activities, activities_per_person, without_person, first_occurred_on, coverage_share_of_activities FROM machine.logging_coverage ORDER BY 1'),
	E'T 9 false 450 50 0 2025-03-01 1\nlone 1 true 1\nunknown 0 false 1499 1499 2025-03-01 1',
	'a team of one has no figures of its one member');
SELECT is(said($$SELECT team, people, suppressed, activities, sales_activities FROM machine.function_mix_by_team WHERE team = 'lone'$$),
	'lone 1 true', 'nor has it where its work is divided');

/* Ids that repeat are found */

SELECT is(said($$SELECT * FROM repeated_ids('machine')$$), NULL, 'ids that are there once are no news');
INSERT INTO machine.activity_feed SELECT f.* FROM machine.activity_feed AS f, generate_series(1, 2) AS n
WHERE f.activity_id = 'a10' OR f.activity_id = 'a11' AND n = 1;
INSERT INTO machine.activity_feed VALUES (NULL, '2025-03-01Z'), (NULL, '2025-03-01Z');
SELECT is(said($$SELECT * FROM repeated_ids('machine')$$), 'activity_feed activity_id 2 3 a10',
	'ids that are there again');
SELECT is(said($$SELECT * FROM repeated_ids('late')$$), NULL, 'none is no row');

/* What a cost is given for exists, and has one */

SELECT throws_ok($$UPDATE machine.report_settings SET unit_costs = 'double_toch=25'$$,
	'22023', 'unknown kind of friction "double_toch"', 'a cost is of a kind');
SELECT throws_ok($$UPDATE machine.report_settings SET unit_costs = 'double_touch=25, double_touch = 30'$$,
	'22023', 'kind of friction "double_touch" is given twice', 'and a kind has one');
SELECT throws_ok($$UPDATE machine.report_settings SET unit_costs = 'double_touch:25'$$,
	'23514', NULL, 'the form is checked as well');
SELECT lives_ok($$UPDATE machine.report_settings SET unit_costs = ' double_touch = 25.5 ,went_dark=1, '$$,
	'a list of them may be written in several ways');
SELECT lives_ok($$UPDATE machine.report_settings SET unit_costs = ''$$, 'none, too');

/* Without settings there are no answers, and no wrong ones */

DELETE FROM machine.report_settings;
SELECT throws_ok('SELECT * FROM machine.separation_decision', '55000',
	'report_settings has no row', 'no settings, no verdict');
SELECT throws_ok('SELECT count(*) FROM machine.activity_by_month', '55000',
	'report_settings has no row', 'and no figures');
SELECT throws_ok($$SELECT * FROM activities_by_function('machine', '2025-03-01', '2025-03-31')$$, '55000',
	'report_settings has no row', 'of a period neither');
SELECT create_reports('machine') \g /dev/null
SELECT is(said('SELECT count(*) FROM machine.separation_decision'), '1',
	'create_reports writes the row again');

/* Stored evidence, and the verdict on it: the recipe of the documentation */

CREATE MATERIALIZED VIEW combined.dimension_evidence_stored AS SELECT * FROM combined.dimension_evidence;
CREATE UNIQUE INDEX ON combined.dimension_evidence_stored (evidence_id);
CREATE VIEW combined.evidence_summary AS
SELECT decision_summary_state(evidence(e.dimension, e.distinctness, e.distinctness_low, e.distinctness_high,
		   e.n_sales, e.n_marketing, e.friction_kind, e.flagged, CASE WHEN e.flagged IS NOT NULL THEN e.exposed END,
		   e.limit_share_of_exposed, e.coverage_share_of_activities, e.missing, e.basis, e.by_design)) AS summary,
	   (SELECT minimum_coverage FROM combined.report_settings) AS minimum_coverage
FROM combined.dimension_evidence_stored AS e;
REFRESH MATERIALIZED VIEW CONCURRENTLY combined.dimension_evidence_stored;
SELECT is(said('SELECT (d.v).verdict, (d.v).leaning, (d.v).reason, (d.v).caveats FROM (SELECT separation_verdict(summary, minimum_coverage => minimum_coverage) AS v FROM combined.evidence_summary) AS d'),
	said('SELECT verdict, leaning, reason, caveats FROM combined.separation_decision'),
	'the verdict on stored evidence is the verdict');
SELECT is(said('SELECT v.dimension, v.different, v.colliding, v.friction_kind, v.verdict, v.reason FROM combined.evidence_summary AS s, dimension_verdicts(s.summary, minimum_coverage => s.minimum_coverage) AS v'),
	said('SELECT dimension, different, colliding, friction_kind, verdict, reason FROM combined.dimension_verdict'),
	'dimension by dimension');
CREATE MATERIALIZED VIEW combined.friction_event_stored AS SELECT * FROM combined.friction_event;
CREATE UNIQUE INDEX ON combined.friction_event_stored (event_id);
REFRESH MATERIALIZED VIEW CONCURRENTLY combined.friction_event_stored;
SELECT is((SELECT count(*) FROM combined.friction_event_stored), (SELECT count(*) FROM combined.friction_event), 'events can be stored');

/* Comments have their apostrophes */

SELECT is(string_agg(DISTINCT d.description, E'\n'), NULL, 'no comment lost an apostrophe')
FROM pg_description AS d
WHERE d.description ~ '\m(cant|wont|dont|doesnt|isnt|Cliffs|Newcombes|Kotlers)\M';

SELECT * FROM finish();
ROLLBACK;
