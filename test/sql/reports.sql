-- Reports and measures over the feeds of a company of two departments.
SET search_path = public, sales_marketing;
SET timezone = 'UTC';
SET datestyle = 'ISO';
CREATE SCHEMA office;
CREATE TABLE office.person_feed AS
SELECT f || i AS person, f AS function, 'team ' || f AS team
FROM unnest('{sales,marketing}'::text[]) AS f, generate_series(1, 6) AS i;
CREATE TABLE office.activity_feed AS
SELECT p.person || '-' || n AS activity_id,
       timestamptz '2026-01-05 09:00+00' + n * interval '2 days' + i * interval '10 minutes' AS occurred_at,
       p.person AS actor, 'c' || (n * 7 + i) % 40 AS customer, 'out'::text AS direction,
       CASE WHEN n % 5 = 0 THEN 'Notes' WHEN p.function = 'sales' THEN 'Follow-up call' ELSE 'Newsletter' END AS subject,
       CASE WHEN p.function = 'sales' THEN 30 END AS minutes
FROM (SELECT row_number() OVER () AS i, person, function FROM office.person_feed) AS p, generate_series(1, 40) AS n;
CREATE TABLE office.plan_feed AS
SELECT * FROM (VALUES ('sales', 'monthly lag 15'), ('marketing', 'annual lag 60')) AS p (plan, schedule);
CREATE TABLE office.payout_feed AS
SELECT person AS payout, person AS payee, function AS plan, 'bonus'::text AS kind,
       CASE function WHEN 'sales' THEN date '2025-12-10' END AS earned_on,
       CASE function WHEN 'marketing' THEN date '2025-01-01' END AS earned_from,
       CASE function WHEN 'marketing' THEN date '2025-12-31' END AS earned_to,
       CASE function WHEN 'sales' THEN date '2026-01-17' ELSE date '2026-03-01' END AS paid_on,
       1000::numeric AS amount, 'EUR'::text AS currency
FROM office.person_feed;
CREATE TABLE office.lead_feed AS
SELECT 'l' || i AS lead, 'c' || i AS customer, timestamptz '2026-01-06 09:00+00' AS created_at,
       'sales' || 1 + i % 6 AS owner, timestamptz '2026-01-07 09:00+00' AS handed_off_at
FROM generate_series(1, 30) AS i;

SELECT * FROM create_reports('office');
UPDATE office.report_settings SET as_of = '2026-04-01 00:00+00';
SELECT team, people, activities, suppressed, sales_share_of_activities, coverage_share_of_activities FROM office.function_mix_by_team ORDER BY team;
SELECT month_start, function, people, activities, round(share_of_activities::numeric, 3) AS share FROM office.activity_by_month ORDER BY 1, 2 LIMIT 4;
SELECT marketing_minus_sales_days, design_gap_days, lateness_gap_days, marketing_waiting_cost FROM office.compensation_gap;
SELECT plan_id, payees, mean_wait_days, mean_design_days, mean_lateness_days, waiting_cost FROM office.pay_by_plan ORDER BY 1;
SELECT team, leads, accepted, on_time, slow, never_followed_up, still_open FROM office.hand_off ORDER BY team;
SELECT kind, exposed, flagged, over_limit, reason, missing FROM office.friction_rate WHERE dimension IN ('rewards', 'hand_off');
SELECT dimension, different, colliding, verdict, reason FROM office.dimension_verdict;
SELECT verdict, leaning, basis FROM office.separation_decision;
SELECT measure, figure, function, round(value::numeric, 3) AS value, n
FROM article_measures('office', '2026-04-01 00:00+00', '2026-01-01', '2026-03-31') WHERE value IS NOT NULL AND figure IN ('smaller_headcount', 'one_way_share');
SELECT DISTINCT measure, missing
FROM article_measures('office', '2026-04-01 00:00+00', '2026-01-01', '2026-03-31') WHERE measure IN ('C09', 'C13') AND missing IS NOT NULL ORDER BY 1, 2;
SELECT measure, period_a, period_b, difference FROM compare_periods('office', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-28') LIMIT 4;

SELECT count(*) FROM drop_reports('office', drop_settings => true);
SET client_min_messages = warning;
DROP SCHEMA office CASCADE;
