/*
 * reports_friction.sql
 *		Rates of friction over feeds in which nothing went wrong, or that do
 *		not tell: neither is friction, and the second is not its absence.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = error;
SELECT plan(17);

CREATE FUNCTION rate_of(schema text, kind text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT concat_ws('' '', exposed, flagged, reason, '
		'over_limit, missing) FROM %I.friction_rate WHERE kind = %L',
		schema, kind) INTO answer;
	RETURN answer;
END
$$;

/* Sales call every six days while a lead or the deal it became is open. */

CREATE SCHEMA steady;
CREATE TABLE steady.activity_feed AS
SELECT format('a%s %s', c, n) AS activity_id, 'c' || c AS customer,
	timestamptz '2026-01-01 10:00 UTC' + n * interval '6 days' AS occurred_at,
	's' || c % 5 AS actor, 'phone' AS channel, 'Cold call' AS subject,
	'out' AS direction
FROM generate_series(1, 50) c, generate_series(0, 5) n;
CREATE TABLE steady.person_feed AS
SELECT 's' || n AS person, 'sales' AS function FROM generate_series(0, 4) n;
CREATE TABLE steady.lead_feed AS
SELECT 'l' || c AS lead, 'c' || c AS customer,
	timestamptz '2026-01-01 UTC' AS created_at,
	timestamptz '2026-01-01 UTC' AS handed_off_at,
	timestamptz '2026-01-05 UTC' AS accepted_at,
	CASE WHEN c = 50 THEN timestamptz '2026-01-20 UTC' END AS returned_at,
	CASE WHEN c <= 20 THEN 'd' || c END AS opportunity
FROM generate_series(1, 50) c;
CREATE TABLE steady.opportunity_feed AS
SELECT 'd' || c AS opportunity, 'c' || c AS customer,
	timestamptz '2026-01-05 14:00 UTC' AS opened_at,
	timestamptz '2026-01-29 UTC' AS closed_at, true AS won,
	CASE WHEN c > 20 THEN 'l' || c END AS lead
FROM generate_series(1, 50) c;
SELECT create_reports('steady') \g /dev/null
UPDATE steady.report_settings SET as_of = '2026-06-30 UTC';
SELECT is(rate_of('steady', 'went_dark'), '100 0 f',
	'a lead ends where the deal that it became begins');
UPDATE steady.lead_feed SET opportunity = 'gone' WHERE lead = 'l1';
SELECT is(rate_of('steady', 'went_dark'), '99 0 f',
	'or where it was accepted, if nothing is of the deal');
UPDATE steady.lead_feed SET opportunity = NULL WHERE lead = 'l1';
SELECT is(rate_of('steady', 'went_dark'), '100 1 f',
	'but goes on if it became none');

/* Dates of closing have no time of day. */

UPDATE steady.opportunity_feed SET opened_at = '2026-01-05 15:00 UTC',
	closed_at = '2026-01-05 12:00 UTC';
SELECT is(rate_of('steady', 'went_dark'), '50 1',
	'a deal closed on the day it was opened was open for no known time');
ALTER TABLE steady.opportunity_feed ADD lost_at timestamptz,
	ADD reopened_at timestamptz;
UPDATE steady.opportunity_feed SET lost_at = '2026-01-06 12:00 UTC',
	reopened_at = '2026-01-15 15:00 UTC', closed_at = '2026-01-15 12:00 UTC';
SELECT create_reports('steady') \g /dev/null
SELECT is(rate_of('steady', 'went_dark'), '100 1 f',
	'so is one that was opened again on the day it was closed');
UPDATE steady.opportunity_feed SET closed_at = '2026-01-29 UTC';
SELECT is(rate_of('steady', 'went_dark'), '150 1 f',
	'else it is open twice');

/* Without marketing nobody knows of campaigns, and without rows of returns of
 * leads that come back. */

SELECT is(rate_of('steady', 'campaign_in_deal'), '0 0 nothing_exposed',
	'marketing that logs nothing is not known to leave deals alone');
INSERT INTO steady.person_feed VALUES ('m', 'marketing');
INSERT INTO steady.activity_feed VALUES ('m1', 'c1', '2026-03-01 UTC', 'm',
	'email', 'Newsletter', 'out');
SELECT is(rate_of('steady', 'campaign_in_deal'), '100 0 f',
	'marketing that is there is');
SELECT is(rate_of('steady', 'bounced_lead'), '0 0 nothing_exposed',
	'leads of one row each cannot be seen to come back twice');
INSERT INTO steady.lead_feed VALUES ('l50', 'c50', '2026-01-01 UTC',
	'2026-01-25 UTC', NULL, '2026-01-30 UTC', NULL);
SELECT is(rate_of('steady', 'bounced_lead'), '50 1',
	'with a row for each hand-off they can');
INSERT INTO steady.lead_feed SELECT * FROM steady.lead_feed WHERE lead = 'l50';
SELECT is(rate_of('steady', 'bounced_lead'), '50 1',
	'and a row that is there twice changes nothing');
SELECT is(rate_of('steady', 'over_contact'), '301 151 t',
	'calls weigh what they weigh');
ALTER TABLE steady.activity_feed DROP direction CASCADE;
SELECT create_reports('steady') \g /dev/null
SELECT is(rate_of('steady', 'over_contact'),
	'missing_input activity_feed.direction',
	'and nothing where it is not who called whom');

/* Spend of one function only says nothing of both paying for a customer. */

CREATE SCHEMA oneside;
CREATE TABLE oneside.spend_feed AS
SELECT 's' || n AS spend, date '2026-01-01' AS period_from,
	'marketing' AS function, 100.0 AS amount, 'USD' AS currency,
	'c' || n AS customer
FROM generate_series(1, 300) n;
CREATE TABLE oneside.activity_feed AS TABLE steady.activity_feed;
SELECT create_reports('oneside') \g /dev/null
UPDATE oneside.report_settings SET as_of = '2026-06-30 UTC';
SELECT is(rate_of('oneside', 'budget_overlap'), '0 0 nothing_exposed',
	'spend of one function');
SELECT isnt(v.colliding, 'no', 'from which no verdict follows')
FROM oneside.dimension_verdict AS v WHERE v.dimension = 'focus';
INSERT INTO oneside.spend_feed VALUES
	('t', '2026-01-01', 'sales', 100, 'USD', NULL);
SELECT is(rate_of('oneside', 'budget_overlap'), '0 0 nothing_exposed',
	'spend of the other one that is not of any customer');
INSERT INTO oneside.spend_feed VALUES
	('u', '2026-01-01', 'sales', 100, 'USD', 'c1');
SELECT is(rate_of('oneside', 'budget_overlap'), '300 1 f',
	'spend of both');

SELECT * FROM finish();
ROLLBACK;
