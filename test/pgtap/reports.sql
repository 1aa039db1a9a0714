/*
 * reports.sql
 *		create_reports over companies whose answer is known: what the views
 *		say, what is left out, and what a second run does.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = error;
SELECT plan(91);

\ir common.psql

/* No feeds */

CREATE SCHEMA bare;
SELECT is(string_agg(view, ' ') FILTER (WHERE made), 'report_inputs',
		  'without feeds there is report_inputs')
FROM create_reports('bare');
SELECT is(string_agg(relname, ' ' ORDER BY relname),
		  'report_inputs report_settings report_settings_pkey',
		  'and the settings, and nothing else')
FROM pg_class WHERE relnamespace = 'bare'::regnamespace;
SELECT is(reason, 'needs lead_feed', 'which says what a view needs')
FROM bare.report_inputs WHERE input_id = 'view hand_off';
SELECT is(reason, 'needs activity_feed or payout_feed', 'or what one of')
FROM bare.report_inputs WHERE input_id = 'view separation_decision';
SELECT is(reason, 'there is no activity_feed', 'and of columns too')
FROM bare.report_inputs WHERE input_id = 'activity_feed.subject';

/* What is wrong with the arguments */

SELECT throws_ok($$SELECT create_reports(NULL)$$, '22004',
				 'target_schema must not be null', 'no schema');
SELECT throws_ok($$SELECT create_reports('nowhere')$$, '3F000',
				 'schema "nowhere" does not exist', 'none of that name');
SELECT throws_ok($$SELECT drop_reports('nowhere')$$, '3F000',
				 'schema "nowhere" does not exist', 'none to drop from');

/* Leads without activities: nothing is known of who called them */

CREATE SCHEMA lonely;
CREATE TABLE lonely.lead_feed AS
SELECT 'l' || n AS lead, 'c' || n AS customer,
	   timestamptz '2026-01-01 UTC' AS created_at, NULL::text AS owner,
	   timestamptz '2026-01-02 UTC' AS handed_off_at
FROM generate_series(1, 20) n;
SELECT create_reports('lonely') \g /dev/null
UPDATE lonely.report_settings SET as_of = '2026-06-01 UTC';
SELECT is(said('SELECT leads, suppressed, slow, never_followed_up, never_share_of_exposed FROM lonely.hand_off'),
		  '20 false', 'leads without activities were not left lying, they are not known to be');
SELECT is(said($$SELECT kind, exposed, reason, missing FROM lonely.friction_rate
	WHERE kind IN ('slow_follow_up', 'never_followed_up') ORDER BY kind$$),
	E'never_followed_up missing_input activity_feed, activity_feed.customer'
	'\nslow_follow_up missing_input activity_feed, activity_feed.customer',
	'nor are there rates of what is missing');
SELECT is(count(*), 0::bigint, 'nor events') FROM lonely.friction_event
WHERE dimension = 'hand_off';

/* Feeds of wrong types; columns that are missing */

CREATE SCHEMA odd;
CREATE TABLE odd.activity_feed (activity_id text, occurred_at timestamp,
	actor text, subject text);
SELECT throws_ok($$SELECT create_reports('odd')$$, '42804',
	'column "occurred_at" of odd.activity_feed must be of type timestamptz, but is of type timestamp without time zone',
	'a feed with a wrong type is named');
SELECT is(count(*), 0::bigint, 'and nothing is made')
FROM pg_class WHERE relnamespace = 'odd'::regnamespace AND relkind = 'v';
ALTER TABLE odd.activity_feed
	ALTER occurred_at TYPE timestamptz USING occurred_at AT TIME ZONE 'UTC',
	ALTER activity_id TYPE varchar(20), ADD extra point;
INSERT INTO odd.activity_feed VALUES ('1', '2026-01-05 23:30+00', 'a', 'Cold call'),
	('2', '2026-01-06 10:00+00', 'b', 'asdf'), ('3', NULL, 'b', 'Demo'),
	('4', '2031-01-06', 'b', 'Demo'), ('5', '2026-01-06 11:00+00', 'b', NULL);
SELECT is(string_agg(view, ' ' ORDER BY view) FILTER (WHERE NOT made),
	'compensation_gap function_mix_by_person function_mix_by_team hand_off pay_by_plan spend_focus',
	'views whose feeds are not there are left out')
FROM create_reports('odd');
UPDATE odd.report_settings SET as_of = '2026-02-01', time_zone = 'Europe/Berlin';
SELECT is(said('SELECT activity_id, occurred_on, function, customer, team FROM odd.activity_classified ORDER BY 1'),
'1 2026-01-06 sales
2 2026-01-06 unclassified
5 2026-01-06', 'days are those of the zone, missing columns null');
SELECT is(said('SELECT described_share_of_activities, coverage_share_of_activities, without_time_in_feed, after_as_of_in_feed FROM odd.logging_coverage'),
	'0.6666666666666666 0.5 1 1', 'rows that do not count are counted');
SELECT is(said('SELECT subject, activities, share_of_unclassified_activities FROM odd.unclassified_subjects'),
'' || E' 1 0.5\nasdf 1 0.5', 'subjects that no rule knows');
SELECT is(said('SELECT kind, missing FROM odd.friction_rate WHERE kind IN (''double_touch'', ''role_drift'') ORDER BY 1'),
'double_touch activity_feed.customer, activity_feed.direction
role_drift person_feed', 'kinds say what they miss');
SELECT is(said('SELECT verdict, basis FROM odd.separation_decision'),
	'insufficient_evidence', 'and there is no verdict');

/* Settings */

SELECT throws_ok('UPDATE odd.report_settings SET time_zone = ''Nowhere/At all''',
	'22023', 'unknown time zone "Nowhere/At all"', 'a zone is checked');
SELECT throws_ok('UPDATE odd.report_settings SET time_zone = ''CET''',
	'23514', NULL, 'a zone is a place: abbreviations are fixed offsets to some');
SELECT throws_ok('UPDATE odd.report_settings SET friction_policy = ''double_touch x''',
	'22P02', NULL, 'a policy is checked');
SELECT throws_ok('UPDATE odd.report_settings SET business_calendar = ''x''',
	'22P02', NULL, 'a calendar is checked');
SELECT throws_ok('UPDATE odd.report_settings SET rules = ''x''',
	'22P02', NULL, 'rules are checked');
SELECT throws_ok('UPDATE odd.report_settings SET unit_costs = ''double_touch''',
	'23514', NULL, 'unit costs are checked');
SELECT throws_ok('UPDATE odd.report_settings SET minimum_group = 0',
	'23514', NULL, 'so is the minimum of a group');
SELECT throws_ok('INSERT INTO odd.report_settings DEFAULT VALUES', '23505',
	NULL, 'there is one row');
UPDATE odd.report_settings SET rules = '{"phrases": {"asdf": {"marketing": 1}}}';
SELECT is(function, 'marketing', 'other rules are another answer')
FROM odd.activity_classified WHERE activity_id = '2';
SELECT is(unit_cost('double_touch=25, slow_follow_up = 40.5', 'slow_follow_up'),
	40.5, 'unit costs are found by kind');
SELECT is(unit_cost('double_touch=25', 'touch'), NULL, 'and by the whole name');
UPDATE odd.report_settings SET as_of = NULL;
SELECT cmp_ok(max(as_of), '>=', now(), 'as_of may be now')
FROM odd.activity_classified;
SELECT create_reports('odd') \g /dev/null
SELECT is(time_zone, 'Europe/Berlin', 'a second run leaves settings alone')
FROM odd.report_settings;

/*
 * Companies.  Everybody does five or eight things in each of
 * eight cycles of 45 days.  Work is 'apart': sales people talk to customers
 * of their own, marketing people mail, ask and publish.  Or 'alike': in one
 * cycle one talks to a customer and the other mails it three hours later, in
 * the next it is the other way round.
 */
CREATE FUNCTION found(name text, people integer, functions text[], work text)
RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
	EXECUTE format('CREATE SCHEMA %I', name);
	EXECUTE format('CREATE TABLE %I.person_feed (person text, name text, function text, team text)', name);
	EXECUTE format('CREATE TABLE %I.activity_feed (activity_id text, occurred_at timestamptz, actor text, customer text, channel text, subject text, minutes integer, recipients integer, direction text)', name);
	EXECUTE format('INSERT INTO %I.person_feed SELECT f || i, upper(f || i), f, ''team '' || f FROM unnest($1) f, generate_series(1, $2) i', name)
	USING functions, people;
	EXECUTE format($query$
	INSERT INTO %I.activity_feed
	SELECT row_number() OVER (), timestamptz '2025-01-06 09:00+00' +
		   r * interval '45 days' + c * interval '1 day' +
		   CASE WHEN t.talks THEN interval '0' ELSE interval '3 hours' END,
		   p.person, CASE
		   WHEN $1 = 'alike' OR t.talks THEN 'C' || n.i || '-' || c
		   WHEN c = 5 THEN 'M' || n.i || '-' || r END,
		   a.channel, a.subject, 30, a.recipients, a.direction
	FROM %1$I.person_feed AS p, generate_series(0, 7) AS r,
		generate_series(1, CASE $1 WHEN 'alike' THEN 8 ELSE 5 END) AS c,
	LATERAL (SELECT substring(p.person FROM '\d+') AS i) AS n,
	LATERAL (SELECT CASE $1 WHEN 'apart' THEN p.function = 'sales'
		ELSE (p.function = 'sales') = (r %% 2 = 0) END AS talks) AS t,
	LATERAL (SELECT * FROM (VALUES
		(true, NULL, r IN (0, 7), 'phone', 'Discovery call', 1, 'out'),
		(true, NULL, r = 1, 'meeting', 'Product demo', 1, 'out'),
		(true, NULL, r BETWEEN 2 AND 6, 'phone', 'Follow-up call', 1, 'out'),
		(false, 'alike', true, 'email', 'Email campaign', 200, 'out'),
		(false, 'apart', c = 1, 'newsletter', 'Newsletter', 300, 'out'),
		(false, 'apart', c = 2, 'press release', 'Press release', 900, 'out'),
		(false, 'apart', c = 3, 'survey', 'Customer survey', 100, 'out'),
		(false, 'apart', c = 4, NULL, 'Market research', NULL, 'out'),
		(false, 'apart', c = 5, 'phone', 'Customer interview', 1, 'in'))
		AS v (talks, work, happens, channel, subject, recipients, direction)
		WHERE v.talks = t.talks AND (v.work IS NULL OR v.work = $1) AND
			v.happens) AS a$query$, name) USING work;
END
$$;
CREATE FUNCTION reported(name text) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	PERFORM create_reports(name);
	EXECUTE format('UPDATE %I.report_settings SET as_of = ''2026-01-01 00:00+00''', name);
	RETURN said(format('SELECT verdict, basis FROM %I.separation_decision', name));
END
$$;

SELECT found('apart', 30, '{sales,marketing}', 'apart') \g /dev/null
SELECT found('alike', 30, '{sales,marketing}', 'alike') \g /dev/null
SELECT found('mixed', 40, '{both}', 'alike') \g /dev/null
SELECT found('tiny', 2, '{sales,marketing}', 'apart') \g /dev/null
SELECT found('vague', 30, '{sales,marketing}', 'apart') \g /dev/null
UPDATE vague.activity_feed SET subject = 'asdf', channel = NULL, recipients = NULL
WHERE activity_id::integer % 2 = 0;
SELECT is(reported('apart'), 'keep_separate people', 'different work that does not collide');
SELECT is(reported('alike'), 'integrate people', 'the same work, twice');
SELECT is(reported('mixed'), 'insufficient_evidence work',
		  'nobody is of one function: work within people is compared');
SELECT is(reported('tiny'), 'insufficient_evidence people', 'too few people');
SELECT is(reported('vague'), 'insufficient_evidence people',
		  'half of it is unclassified');

/* What it rests on */

SELECT is(said('SELECT dimension, different, colliding, verdict, reason FROM apart.dimension_verdict'),
'focus yes unknown friction missing_input
customer_approach yes no keep_separate
communication yes no keep_separate
skill_sets yes no keep_separate
rewards unknown unknown by_design, distinctness missing_input, friction missing_input
hand_off unknown friction missing_input', 'each dimension says what or why not');
SELECT is(said('SELECT leaning FROM tiny.separation_decision'), 'keep_separate',
		  'few people have a leaning');
SELECT matches(said('SELECT reason FROM vague.separation_decision'), 'low_coverage',
		  'coverage is the reason');
SELECT is(said('SELECT dimension, distinctness, n_sales, n_marketing FROM apart.dimension_evidence WHERE distinctness IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1'),
'communication 1 30 30
customer_approach -1 30 30
focus -1 30 30
skill_sets 1 30 30', 'differences of people');
SELECT is(said('SELECT DISTINCT distinctness, n_sales, n_marketing FROM mixed.dimension_evidence WHERE dimension = ''communication'''),
	'1 40 40', 'or of work within people');
SELECT is(said('SELECT DISTINCT distinctness FROM alike.dimension_evidence WHERE distinctness IS NOT NULL'),
	'0', 'the same work is the same');

/* The same, from the other side: plain SQL over the feeds */

SELECT is(said('SELECT function, sum(activities) FROM apart.activity_by_month GROUP BY 1 ORDER BY 1'),
	said($$SELECT classify_activity(subject, 'standard/1', channel, recipients, NULL, direction), count(*)
	FROM apart.activity_feed GROUP BY 1 ORDER BY 1$$), 'months add up to all activities');
SELECT is(said('SELECT sum(share_of_activities)::numeric(9,6), max(coverage_share_of_activities) FROM apart.activity_by_month GROUP BY month_start LIMIT 1'),
	'1.000000 1', 'shares of a month add up to one');
SELECT is(said('SELECT team, people, activities, sales_share_of_activities, sales_share_of_minutes FROM apart.function_mix_by_team ORDER BY 1'),
'team marketing 30 1200 0.2 0.2
team sales 30 1200 1 1', 'teams divide their work');
SELECT is(said('SELECT DISTINCT activities, suppressed, sales_share_of_activities FROM tiny.function_mix_by_team'),
	'true', 'a team of two is suppressed');
SELECT is(count(*), 0::bigint, 'no actor is shown unless asked for')
FROM apart.activity_classified WHERE actor IS NOT NULL;
SELECT is(count(*), 0::bigint, 'in events either')
FROM apart.friction_event WHERE sales_actor IS NOT NULL OR marketing_actor IS NOT NULL;
SELECT hasnt_view('apart', 'function_mix_by_person', 'nor is there a view of people');
SELECT is(said($$SELECT made FROM create_reports('apart', include_persons => true) WHERE view = 'function_mix_by_person'$$),
	'true', 'persons are shown when asked for');
SELECT is(said('SELECT person_id, name, activities, off_function_share_of_activities FROM apart.function_mix_by_person WHERE actor = ''sales7'''),
	'sales7 / sales / team sales SALES7 40 0', 'one by one');
SELECT is(said($$SELECT note FROM create_reports('apart') WHERE view = 'function_mix_by_person'$$),
	'stays, made with include_persons before', 'a later run says that they still are');

/* Keys are keys */

SELECT is(count(*), count(DISTINCT event_id), 'events have a key')
FROM alike.friction_event;
SELECT is(count(*), count(DISTINCT evidence_id), 'evidence has a key')
FROM alike.dimension_evidence;
SELECT is(count(*), count(DISTINCT input_id), 'inputs have a key')
FROM alike.report_inputs;

/* Pay: sales monthly, marketing once a year, somebody late */

CREATE TABLE apart.plan_feed (plan text, schedule text, function text);
INSERT INTO apart.plan_feed VALUES ('commission', 'monthly lag 15', 'sales'),
	('bonus', 'annual lag 60', 'marketing');
CREATE TABLE apart.payout_feed (payout text, payee text, plan text, kind text,
	earned_on date, paid_on date, amount numeric, currency text);
INSERT INTO apart.payout_feed
SELECT person || '-' || m, person, CASE function WHEN 'sales' THEN 'commission' ELSE 'bonus' END,
	CASE function WHEN 'sales' THEN 'commission' ELSE 'bonus' END,
	make_date(2024, m, 10), CASE function WHEN 'sales' THEN
		(make_date(2024, m, 1) + interval '1 month 14 days')::date +
		CASE WHEN person = 'sales1' THEN 5 ELSE 0 END
		ELSE date '2025-03-01' END, 100, 'EUR'
FROM apart.person_feed, generate_series(1, 10, 3) AS m;
SELECT is(said($$SELECT string_agg(view, ' ' ORDER BY view) FROM create_reports('apart') WHERE view LIKE 'pay%' OR view LIKE 'comp%'$$),
	'compensation_gap pay_by_plan', 'feeds that came later make views');
SELECT is(said('SELECT currency, sales_payees, marketing_payees, marketing_minus_sales_days, design_gap_days::numeric(9,3), lateness_gap_days::numeric(9,3) FROM apart.compensation_gap'),
	said($$SELECT 'EUR', 30, 30, percentile_cont(0.5) WITHIN GROUP (ORDER BY m.w - s.w),
		avg(m.d - s.d)::numeric(9,3), avg(m.l - s.l)::numeric(9,3)
	FROM (SELECT round(avg(paid_on - earned_on)) w, avg(scheduled_payout(earned_on, 'monthly lag 15') - earned_on) d,
			avg(paid_on - scheduled_payout(earned_on, 'monthly lag 15')) l
		FROM apart.payout_feed WHERE payee LIKE 'sales%' GROUP BY payee) s,
		(SELECT round(avg(paid_on - earned_on)) w, avg(scheduled_payout(earned_on, 'annual lag 60') - earned_on) d,
			avg(paid_on - scheduled_payout(earned_on, 'annual lag 60')) l
		FROM apart.payout_feed WHERE payee LIKE 'marketing%' GROUP BY payee) m$$),
	'the gap in pay is what plain SQL says');
SELECT is(said('SELECT plan_id, payees, payouts, amount, late_share_of_due_payouts FROM apart.pay_by_plan ORDER BY 1'),
'bonus / EUR 30 120 12000.00 0
commission / EUR 30 120 12000.00 0.03333333333333333', 'plans one by one');
SELECT is(said('SELECT exposed, flagged FROM apart.friction_rate WHERE kind = ''pay_late'''),
	'240 4', 'late pay is friction');
SELECT is(said('SELECT different, distinctness, voting, reason FROM apart.dimension_verdict WHERE dimension = ''rewards'''),
	'yes 1 false by_design', 'pay that differs by design has no vote');

/* Leads, spend, budgets, feedback */

CREATE TABLE apart.lead_feed (lead text, customer text, created_at timestamptz,
	owner text, handed_off_at timestamptz, accepted_at timestamptz,
	rejected_at timestamptz);
INSERT INTO apart.lead_feed
SELECT 'L' || i, CASE WHEN i <= 20 THEN 'C' || i || '-1' ELSE 'nobody' END,
	'2025-01-05', 'sales' || 1 + i % 6, timestamptz '2025-01-07 08:00+00',
	CASE WHEN i <= 10 THEN timestamptz '2025-01-08' END,
	CASE WHEN i = 30 THEN timestamptz '2025-01-08' END
FROM generate_series(1, 30) i;
CREATE TABLE apart.spend_feed (spend text, period_from date, function text,
	customer text, description text, amount numeric, currency text, reached bigint);
INSERT INTO apart.spend_feed
SELECT 'S' || i, date '2025-01-01' + i, CASE WHEN i % 2 = 0 THEN 'sales' END,
	'K' || i % 4, CASE WHEN i % 2 = 1 THEN 'print ad' END, 10, 'EUR', 5
FROM generate_series(1, 40) i;
CREATE TABLE apart.budget_feed (budget text, function text, period_from date,
	period_to date, amount numeric, currency text);
INSERT INTO apart.budget_feed VALUES
	('a', 'sales', '2025-01-01', '2025-03-31', 100, 'EUR'),
	('b', 'marketing', '2025-01-01', '2025-03-31', 500, 'EUR');
CREATE TABLE apart.feedback_feed (feedback text, captured_at timestamptz,
	routed_at timestamptz);
INSERT INTO apart.feedback_feed SELECT 'F' || i, '2025-02-01',
	CASE WHEN i > 2 THEN timestamptz '2025-02-02' END FROM generate_series(1, 8) i;
SELECT create_reports('apart', include_persons => true) \g /dev/null
SELECT is(said('SELECT team, owners, leads, accepted, rejected, on_time, slow, never_followed_up, median_follow_up_hours FROM apart.hand_off'),
	'team sales 6 30 10 1 20 0 9 1', 'what became of leads');
CREATE TEMP TABLE kept AS SELECT as_of FROM apart.report_settings;
UPDATE apart.report_settings SET as_of = '2025-01-07 12:00+00';
SELECT is(said('SELECT leads, accepted, rejected FROM apart.hand_off'),
	'30 0 0', 'what came after as_of is not known yet');
UPDATE apart.report_settings SET as_of = (SELECT as_of FROM kept);
DROP TABLE kept;
SELECT is(said('SELECT function, expenses, amount, spent_on, reached FROM apart.spend_focus WHERE focus_of = ''customer'' ORDER BY 1'),
'all 40 400.00 4 200
marketing 20 200.00 2 100
sales 20 200.00 2 100', 'spend without a function is classified');
SELECT is(said('SELECT kind, exposed, flagged FROM apart.friction_rate WHERE kind IN (''feedback_dropped'', ''budget_contention'', ''never_followed_up'') ORDER BY 1'),
'budget_contention 1
feedback_dropped 8 2
never_followed_up 30 9', 'rows of other feeds are friction');
SELECT is(said('SELECT kind, subject FROM apart.friction_event WHERE kind = ''budget_contention'''),
	'budget_contention 2025-01-01 to 2025-03-31 EUR', 'one exposed case is suppressed as a rate, and an event');
SELECT is(said('SELECT missing FROM apart.dimension_evidence WHERE friction_kind = ''went_dark'''),
	'opportunity_feed, opportunity_feed.customer, opportunity_feed.closed_at', 'what is missing still is said');

/* Several ids of one person */

CREATE TABLE apart.identity_feed (kind text, identity text, source_id text);
INSERT INTO apart.identity_feed VALUES ('person', 'sales1', 'crm:1');
UPDATE apart.activity_feed SET actor = 'crm:1' WHERE actor = 'sales1' AND
	activity_id::integer % 2 = 0;
SELECT create_reports('apart', include_persons => true) \g /dev/null
SELECT is(said('SELECT count(*), count(DISTINCT team) FROM apart.activity_classified WHERE actor = ''sales1'''),
	'40 1', 'ids are resolved');
SELECT is(count(*), 2400::bigint, 'and nothing is counted twice')
FROM apart.activity_classified;

/* People who change */

ALTER TABLE apart.person_feed ADD valid_from date, ADD valid_to date;
INSERT INTO apart.person_feed VALUES ('sales2', 'SALES2', 'marketing', 'moved', '2025-07-01', NULL);
SELECT create_reports('apart', include_persons => true) \g /dev/null
SELECT is(said('SELECT person_function, team, min(occurred_on) >= ''2025-07-01'' FROM apart.activity_classified WHERE actor = ''sales2'' GROUP BY 1, 2 ORDER BY 1'),
'marketing moved true
sales team sales false', 'a person is what the person was on that day');
SELECT is(count(*), 2400::bigint, 'once') FROM apart.activity_classified;

/* Periods */

SELECT is(said($$SELECT function, people, activities, share_of_activities FROM activities_by_function('alike', '2025-01-01', '2025-06-30')$$),
	said($$SELECT f, count(DISTINCT actor), count(*), count(*)::float8 / sum(count(*)) OVER ()
	FROM (SELECT actor, classify_activity(subject, 'standard/1', channel, recipients, NULL, direction) f
		FROM alike.activity_feed WHERE occurred_at < '2025-07-01 00:00+00') t
	GROUP BY f ORDER BY f DESC$$), 'activities of a period by function');
SELECT is(said($$SELECT sum(events) FROM friction_by_kind('alike', '2025-01-01', '2025-12-31')$$),
	said('SELECT count(*) FROM alike.friction_event'), 'friction of a period');
SELECT is(said($$SELECT period_a, period_b, difference, n_a, n_b FROM compare_periods('apart', '2025-01-01', '2025-06-30', '2025-07-01', '2025-12-31') WHERE measure = 'activities'$$),
	said($$SELECT a, b, b - a, a, b FROM (SELECT count(*) FILTER (WHERE occurred_at < '2025-07-01 00:00+00') a,
		count(*) FILTER (WHERE occurred_at >= '2025-07-01 00:00+00') b FROM apart.activity_feed) t$$),
	'two periods compared');
SELECT throws_ok($$SELECT compare_periods('apart', '2025-01-01', '2025-06-30', '2025-07-01', '2025-01-31')$$,
	'22023', 'a period ends before it begins', 'a period has an order');
SELECT throws_ok($$SELECT activities_by_function('apart', NULL, '2025-01-31')$$,
	'22004', 'the days of a period must not be null', 'and ends');
SELECT throws_ok($$SELECT friction_by_kind('public', '2025-01-01', '2025-01-31')$$,
	'42P01', 'schema public has no reports', 'reports come first');

SELECT is(said($$SELECT measure, period_a, n_a, reason FROM compare_periods('lonely', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-28')$$),
'activities 0 missing_input
people 0 missing_input
customers 0 missing_input
coverage 0 missing_input
sales work 0 missing_input
marketing work 0 missing_input
joint work 0 missing_input
two-way contacts 0 missing_input
listening 0 missing_input
double_touch 0 missing_input
leads handed off 20 20
leads accepted 0 missing_input
slow_follow_up 0 missing_input
never_followed_up 0 missing_input
median follow-up 0 missing_input
sales waits for pay 0 missing_input
marketing waits for pay 0 missing_input
marketing waits longer 0 missing_input', 'what no feed says is null, not zero');
SELECT is(said($$SELECT measure FROM period_figures('alike', '2025-01-01', '2025-06-30') WHERE reason IS NULL$$),
'activities
people
customers
coverage
sales work
marketing work
joint work
two-way contacts
listening
double_touch', 'of activities alone nothing is said of leads or pay');
SELECT is(said($$SELECT measure, value, reason FROM period_figures('tiny', '2025-01-01', '2025-01-20') WHERE place < 10$$),
'activities 20
people 4
customers too_few
coverage 1
sales work too_few
marketing work too_few
joint work too_few
two-way contacts too_few
listening too_few', 'few people are suppressed');
INSERT INTO lonely.lead_feed (lead, customer, created_at, owner, handed_off_at)
SELECT i, 'c', '2026-01-02 UTC', 'o' || i % 2, '2026-01-05 UTC' FROM generate_series(1, 9) i;
SELECT is(said($$SELECT measure, value, n, reason FROM period_figures('lonely', '2026-01-01', '2026-01-31') WHERE measure = 'leads handed off'$$),
'leads handed off 29 29', 'leads are counted');

/* What a suppressed group did is not said */

SELECT is(said($$SELECT DISTINCT suppressed, minutes, share_of_activities FROM tiny.activity_by_month$$),
	'true', 'by month and function');
SELECT is(said($$SELECT DISTINCT suppressed, minutes FROM activities_by_function('tiny', '2025-01-01', '2025-12-31')$$),
	'true', 'nor of a period');
SELECT is(said($$SELECT team, owners, leads, suppressed, coverage_share_of_leads, accepted FROM lonely.hand_off$$),
	'unknown 2 29 true', 'nor whether one or two people called');

/* Spend: what is left out, and credits */

CREATE SCHEMA credit;
CREATE TABLE credit.spend_feed (spend text, period_from date, function text,
	description text, amount numeric, currency text);
INSERT INTO credit.spend_feed VALUES ('1', '2026-01-01', 'sales', NULL, 10, 'EUR'),
	('2', '2026-01-01', 'marketing', NULL, 10, 'EUR'),
	('3', '2026-01-01', 'marketing', NULL, NULL, 'EUR'),
	('4', '2026-01-01', NULL, 'asdf', -5, 'EUR');
SELECT create_reports('credit') \g /dev/null
SELECT is(said($$SELECT function, expenses, amount, skipped_expenses, coverage_share_of_amount FROM credit.spend_focus WHERE focus_of = 'customer' ORDER BY 1$$),
'all 3 15.00 1 0.8
marketing 1 10.00 1 0.8
sales 1 10.00 0 0.8
unclassified 1 -5.00 0 0.8', 'a function has what it left out itself, and a credit is not more than all');

/* Every column has a comment and a type that every tool knows */

SELECT is(string_agg(c.relname || '.' || a.attname || ' ' ||
		format_type(a.atttypid, a.atttypmod), ', '), NULL,
	'types are those that every tool knows')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'apart'::regnamespace AND c.relkind = 'v' AND
	a.attnum > 0 AND format_type(a.atttypid, a.atttypmod) NOT IN
	('text', 'integer', 'bigint', 'double precision', 'numeric(18,2)',
	 'boolean', 'date', 'timestamp with time zone');
SELECT is(string_agg(c.relname || '.' || a.attname, ', '), NULL,
	'every column has a comment')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'apart'::regnamespace AND c.relkind = 'v' AND
	a.attnum > 0 AND col_description(c.oid, a.attnum) IS NULL;
SELECT is(string_agg(v.view, ', '), NULL, 'every view has as_of')
FROM report_views() v
WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attname = 'as_of' AND
	attrelid = to_regclass('apart.' || v.view));
SELECT is(string_agg(c.column_name, ', '), NULL, 'no comment is for a column that is not there')
FROM report_columns() c
WHERE NOT EXISTS (SELECT FROM report_views() v JOIN pg_attribute a ON
	a.attrelid = to_regclass('apart.' || v.view) AND a.attname = c.column_name
	WHERE c.view IS NULL OR c.view = v.view);
SELECT is(string_agg(c.relname, ', '), NULL, 'views read with the rights of who asks')
FROM pg_class c WHERE c.relnamespace = 'apart'::regnamespace AND
	c.relkind = 'v' AND NOT coalesce(reloptions @> array['security_invoker=true'], false);

/* Materialized: the recipe of the documentation */

CREATE MATERIALIZED VIEW apart.friction_rate_stored AS SELECT * FROM apart.friction_rate;
CREATE UNIQUE INDEX ON apart.friction_rate_stored (kind);
REFRESH MATERIALIZED VIEW CONCURRENTLY apart.friction_rate_stored;
SELECT is(said('SELECT * FROM apart.friction_rate_stored'),
		  said('SELECT * FROM apart.friction_rate'), 'a stored view says the same');

SELECT * FROM finish();
ROLLBACK;
