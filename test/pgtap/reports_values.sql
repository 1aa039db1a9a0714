/*
 * reports_values.sql
 *		Feeds with values that are none of a closed list, or that can not be:
 *		reports answer as if they were null, and report_inputs names them.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = error;
SELECT plan(30);

CREATE FUNCTION said(query text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT string_agg(translate(q::text, ''(")'', ''''), E''\n'') FROM (%s) q', query)
	INTO answer;
	RETURN answer;
END
$$;

/* The same company twice: with flaws, and with null in their place */

CREATE FUNCTION company(name text, flawed boolean) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
	EXECUTE format('CREATE SCHEMA %I', name);
	PERFORM set_config('search_path', name || ', pg_temp, ' ||
					   current_setting('search_path'), true);
	CREATE TABLE activity_feed AS
	SELECT i::text AS activity_id, timestamptz '2026-01-05 10:00+00' + i * interval '5 hours' AS occurred_at,
		'p' || i % 12 AS actor, (array['Cold call', 'Newsletter', 'Demo'])[1 + i % 3] AS subject,
		'c' || i % 5 AS customer, (array['out', 'in'])[1 + i % 2] AS direction,
		1 AS recipients, 10 AS minutes
	FROM generate_series(1, 120) i;
	CREATE TABLE person_feed AS
	SELECT 'p' || i AS person, (array['sales', 'marketing'])[1 + i % 2] AS function,
		'team ' || i % 2 AS team, 'plan ' || i % 2 AS plan
	FROM generate_series(0, 11) i;
	CREATE TABLE plan_feed (plan text, schedule text, function text);
	INSERT INTO plan_feed VALUES ('plan 0', 'monthly', 'sales'), ('plan 1', 'quarterly', 'marketing');
	CREATE TABLE payout_feed (payout text, payee text, kind text, earned_on date,
		earned_from date, earned_to date, paid_on date, amount numeric, currency text);
	INSERT INTO payout_feed
	SELECT i, 'p' || i % 12, 'bonus', '2026-01-01', NULL, NULL, date '2026-02-01' + i, 100, 'EUR'
	FROM generate_series(1, 36) i;
	CREATE TABLE spend_feed (spend text, period_from date, function text, customer text,
		description text, amount numeric, currency text, reached bigint);
	INSERT INTO spend_feed SELECT i, '2026-01-10', (array['sales', 'marketing'])[1 + i % 2],
		'c' || i % 5, 'print ad', 10, 'EUR', 5
	FROM generate_series(1, 20) i;
	CREATE TABLE budget_feed (budget text, function text, period_from date, period_to date,
		amount numeric, currency text);
	INSERT INTO budget_feed VALUES ('s', 'sales', '2026-01-01', '2026-01-31', 50, 'EUR'),
		('m', 'marketing', '2026-01-01', '2026-01-31', 50, 'EUR');
	CREATE TABLE lead_feed (lead text, customer text, created_at timestamptz, owner text,
		handed_off_at timestamptz, accepted_at timestamptz, rejected_at timestamptz,
		returned_at timestamptz);
	INSERT INTO lead_feed SELECT i, 'c' || i % 5, '2026-01-05 UTC', 'p' || i % 12, '2026-01-06 UTC', NULL, NULL, NULL
	FROM generate_series(1, 10) i;
	CREATE TABLE opportunity_feed (opportunity text, customer text, opened_at timestamptz,
		closed_at timestamptz, won boolean, owner text, lost_at timestamptz,
		reopened_at timestamptz, amount numeric, currency text);
	INSERT INTO opportunity_feed SELECT i, 'c' || i % 5, '2026-01-06 UTC', '2026-01-20 UTC', true, 'p0',
		NULL, NULL, 100, 'EUR'
	FROM generate_series(1, 10) i;

	UPDATE activity_feed SET direction = CASE WHEN flawed THEN 'Outbound' END
	WHERE activity_id IN ('1', '2');
	UPDATE activity_feed SET direction = CASE WHEN flawed THEN '' END WHERE activity_id = '3';
	UPDATE activity_feed SET recipients = CASE WHEN flawed THEN -5 END WHERE activity_id = '4';
	UPDATE activity_feed SET minutes = CASE WHEN flawed THEN -1 END WHERE activity_id = '5';
	UPDATE person_feed SET function = CASE WHEN flawed THEN 'Sales' END WHERE person = 'p2';
	INSERT INTO plan_feed VALUES ('nobody''s', CASE WHEN flawed THEN 'whenever' END,
		CASE WHEN flawed THEN 'unknown' END);
	UPDATE payout_feed SET kind = CASE WHEN flawed THEN 'Provision' END WHERE payout = '3';
	UPDATE spend_feed SET function = CASE WHEN flawed THEN 'Sales' END,
		reached = CASE WHEN flawed THEN -1 END, currency = CASE WHEN flawed THEN '' END
	WHERE spend = '1';
	UPDATE payout_feed SET amount = CASE WHEN flawed THEN (array['NaN', 'Infinity', '-1e200',
		'899999999999999.99996'])[payout::integer - 3]::numeric END
	WHERE payout IN ('4', '5', '6', '7');
	UPDATE payout_feed SET payee = CASE WHEN flawed THEN repeat('p', 5000) END WHERE payout = '8';
	ALTER TABLE payout_feed ADD plan text;
	UPDATE payout_feed SET plan = CASE WHEN flawed THEN repeat('l', 256) END WHERE payout = '9';
	UPDATE person_feed SET plan = CASE WHEN flawed THEN repeat('l', 256) END WHERE person = 'p10';
	UPDATE spend_feed SET amount = CASE WHEN flawed THEN (array['NaN', '-Infinity', '1e300'])[spend::integer - 1]::numeric END
	WHERE spend IN ('2', '3', '4');
	UPDATE spend_feed SET reached = CASE WHEN flawed THEN 9223372036854775807 END WHERE spend = '5';
	INSERT INTO budget_feed VALUES ('n', 'sales', '2026-01-01', '2026-01-31',
		CASE WHEN flawed THEN numeric 'NaN' END, 'EUR');
	UPDATE lead_feed SET created_at = CASE WHEN flawed THEN timestamptz 'infinity' END WHERE lead = '1';
	UPDATE lead_feed SET handed_off_at = CASE WHEN flawed THEN timestamptz '-infinity' END WHERE lead = '2';
	UPDATE lead_feed SET accepted_at = CASE WHEN flawed THEN timestamptz '-infinity' END WHERE lead = '3';
	UPDATE lead_feed SET rejected_at = CASE WHEN flawed THEN timestamptz '-infinity' END WHERE lead = '4';
	UPDATE lead_feed SET returned_at = CASE WHEN flawed THEN timestamptz '-infinity' END WHERE lead = '5';
	UPDATE opportunity_feed SET opened_at = CASE WHEN flawed THEN timestamptz '-infinity' END
	WHERE opportunity = '1';
	UPDATE opportunity_feed SET closed_at = CASE WHEN flawed THEN timestamptz '-infinity' END
	WHERE opportunity = '2';
	UPDATE opportunity_feed SET lost_at = CASE WHEN flawed THEN timestamptz '-infinity' END,
		reopened_at = CASE WHEN flawed THEN timestamptz '-infinity' END WHERE opportunity = '3';
	UPDATE opportunity_feed SET amount = CASE WHEN flawed THEN numeric 'NaN' END WHERE opportunity = '4';
	CREATE TABLE feedback_feed (feedback text, customer text, captured_at timestamptz, captured_by text,
		routed_at timestamptz, actioned_at timestamptz);
	INSERT INTO feedback_feed VALUES
		('1', 'c1', CASE WHEN flawed THEN timestamptz '-infinity' END, 'p0', NULL, NULL),
		('2', 'c1', '2026-01-05 UTC', 'p0', CASE WHEN flawed THEN timestamptz '-infinity' END, NULL),
		('3', 'c1', '2026-01-05 UTC', 'p0', NULL, CASE WHEN flawed THEN timestamptz '-infinity' END);
	IF flawed THEN
		INSERT INTO payout_feed VALUES
			('x', 'p1', 'bonus', NULL, '2026-01-31', '2026-01-01', NULL, 100, 'EUR'),
			('y', 'p1', 'bonus', '2026-01-31', NULL, NULL, '0026-02-01', 100, 'EUR'),
			('z', 'p1', 'bonus', '-infinity', NULL, NULL, '2026-02-01', 100, 'EUR');
		INSERT INTO budget_feed VALUES ('?', 'HR', '2026-01-01', '2026-01-31', 1, 'EUR');
	END IF;
	PERFORM set_config('search_path', replace(current_setting('search_path'),
					   name || ', pg_temp, ', ''), true);
	PERFORM create_reports(name, include_persons => true);
	EXECUTE format('UPDATE %I.report_settings SET as_of = ''2026-03-01 UTC''', name);
END
$$;
SELECT company('flawed', true) \g /dev/null
SELECT company('plain', false) \g /dev/null

SELECT is(said(format('SELECT * FROM flawed.%I ORDER BY 1', view)),
		  said(format('SELECT * FROM plain.%I ORDER BY 1', view)),
		  view || ' is what it is with null in their place')
FROM report_views() WHERE view <> 'report_inputs';
SELECT is(said(format('SELECT * FROM %s(''flawed'', ''2026-01-01'', ''2026-01-31'')', call)),
		  said(format('SELECT * FROM %s(''plain'', ''2026-01-01'', ''2026-01-31'')', call)), call)
FROM unnest('{activities_by_function,friction_by_kind,period_figures}'::text[]) AS call;
SELECT is(said($$SELECT * FROM article_measures('flawed', '2026-03-01 UTC')$$),
		  said($$SELECT * FROM article_measures('plain', '2026-03-01 UTC')$$), 'the measures of the article, too');

/* Long ids stand for themselves by their hash, as those of activities do */

UPDATE plain.lead_feed SET owner = repeat('o', 300), lead = lead || repeat('l', 300);
UPDATE plain.opportunity_feed SET owner = repeat('o', 300), opportunity = opportunity || repeat('d', 300);
SELECT lives_ok('SELECT * FROM plain.friction_event', 'owners, leads and deals of any length');

/* What report_inputs says */

SELECT is(said($$SELECT name, reason FROM flawed.report_inputs WHERE input_kind = 'value' ORDER BY 1$$),
'activity_feed.direction,3 rows have values that can not be used, such as Outbound; they count as null
activity_feed.minutes,1 row has a value that can not be used: -1; it counts as null
activity_feed.recipients,1 row has a value that can not be used: -5; it counts as null
budget_feed.amount,1 row has a value that can not be used: NaN; it counts as null
budget_feed.function,1 row has a value that can not be used: HR; it counts as null
feedback_feed.actioned_at,1 row has a value that can not be used: -infinity; it counts as null
feedback_feed.captured_at,1 row has a value that can not be used: -infinity; it counts as null
feedback_feed.routed_at,1 row has a value that can not be used: -infinity; it counts as null
lead_feed.accepted_at,1 row has a value that can not be used: -infinity; it counts as null
lead_feed.created_at,1 row has a value that can not be used: infinity; it counts as null
lead_feed.handed_off_at,1 row has a value that can not be used: -infinity; it counts as null
lead_feed.rejected_at,1 row has a value that can not be used: -infinity; it counts as null
lead_feed.returned_at,1 row has a value that can not be used: -infinity; it counts as null
opportunity_feed.amount,1 row has a value that can not be used: NaN; it counts as null
opportunity_feed.closed_at,1 row has a value that can not be used: -infinity; it counts as null
opportunity_feed.lost_at,1 row has a value that can not be used: -infinity; it counts as null
opportunity_feed.opened_at,1 row has a value that can not be used: -infinity; it counts as null
opportunity_feed.reopened_at,1 row has a value that can not be used: -infinity; it counts as null
payout_feed.amount,4 rows have values that can not be used, such as NaN; they count as null
payout_feed.earned_on,2 rows have values that can not be used, such as 0026-02-01 to 2026-01-31; they are left out
payout_feed.earned_to,1 row has a value that can not be used: 2026-01-31 to 2026-01-01; it is left out
payout_feed.kind,1 row has a value that can not be used: Provision; it counts as null
payout_feed.payee,1 row has a value that can not be used: ' || repeat('p', 100) || '; it counts as null
payout_feed.plan,1 row has a value that can not be used: ' || repeat('l', 100) || '; it counts as null
person_feed.function,1 row has a value that can not be used: Sales; it counts as null
person_feed.plan,1 row has a value that can not be used: ' || repeat('l', 100) || '; it counts as null
plan_feed.function,1 row has a value that can not be used: unknown; it counts as null
plan_feed.schedule,1 row has a value that can not be used: whenever; it counts as null
spend_feed.amount,3 rows have values that can not be used, such as NaN; they count as null
spend_feed.currency,1 row has a value that can not be used: ; it counts as null
spend_feed.function,1 row has a value that can not be used: Sales; it counts as null
spend_feed.reached,2 rows have values that can not be used, such as 9223372036854775807; they count as null',
	'feed, column, an example and the number of rows');
SELECT is(count(*), 0::bigint, 'and nothing where there is nothing')
FROM plain.report_inputs WHERE input_kind = 'value';
SELECT is(count(*), count(DISTINCT input_id), 'its key is a key')
FROM flawed.report_inputs;

/* Who may not read a feed may read which inputs there are */

CREATE ROLE values_reader;
GRANT USAGE ON SCHEMA flawed TO values_reader;
GRANT SELECT ON flawed.report_inputs, flawed.report_settings, flawed.person_feed TO values_reader;
SET LOCAL ROLE values_reader;
SELECT is(said($$SELECT feed, reason FROM flawed.report_inputs WHERE input_kind = 'value'
	AND feed IN ('activity_feed', 'person_feed') AND column_name IS DISTINCT FROM 'plan'$$),
'activity_feed,can not be read: permission denied for table activity_feed
person_feed,1 row has a value that can not be used: Sales; it counts as null',
	'as far as one may read them');
RESET ROLE;

/* A feed without the columns */

CREATE SCHEMA bare;
CREATE TABLE bare.payout_feed AS SELECT 'a'::text AS payout, 'p'::text AS payee,
	date '2026-01-01' AS earned_on, 1.0 AS amount, 'EUR'::text AS currency;
SELECT is(count(*), 0::bigint, 'columns that are not there have no values')
FROM feed_flaws('bare');
SELECT is(said($$SELECT * FROM feed_flaws('flawed') WHERE feed = 'person_feed' AND column_name = 'function'$$),
	'person_feed,function,Sales,1,1 row has a value that can not be used: Sales; it counts as null',
	'feed_flaws has them for tools');

/* A feed of somebody else is not read, and nobody says that all is well */

CREATE ROLE values_etl;
CREATE SCHEMA others;
CREATE TABLE others.activity_feed AS SELECT '1'::text AS activity_id, timestamptz '2026-01-01 UTC' AS occurred_at,
	'sideways'::text AS direction FROM generate_series(1, 2);
CREATE TABLE others.training_feed (course text);
ALTER TABLE others.activity_feed OWNER TO values_etl;
ALTER TABLE others.training_feed OWNER TO values_etl;
SELECT is(said($$SELECT present, reason, count(*) FROM report_inputs('others')
	WHERE feed = 'activity_feed' AND found_type IS NOT NULL GROUP BY 1, 2$$),
	'f,belongs to somebody else,3', 'its columns are not there for reports');
SELECT is(said($$SELECT * FROM feed_flaws('others')$$),
'activity_feed,,,,not looked at: it belongs to somebody else
training_feed,,,,not looked at: it belongs to somebody else', 'nor are its values looked at');
SELECT is(said($$SELECT * FROM repeated_ids('others')$$), 'activity_feed,activity_id,,,', 'or its ids');
CREATE TABLE others.report_settings ();
ALTER TABLE others.report_settings OWNER TO values_etl;
SELECT is(said($$SELECT present, reason, count(*) FROM report_inputs('others')
	WHERE feed = 'activity_feed' AND found_type IS NOT NULL GROUP BY 1, 2$$),
	't,,3', 'unless the reports are of the same owner');

SELECT * FROM finish();
ROLLBACK;
