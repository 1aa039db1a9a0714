/*
 * friction_policy.sql
 *		Severities and policies: text, binary, constructor, what is read from
 *		one, what is refused.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(101);

/* Severity */

SELECT is(excess(v, 24), e, format('excess(%s, 24)', v))
FROM (VALUES (0::float8, 0::float8), (24, 0), (48, 0.5), (96, 0.75),
			 ('infinity', 1), (4.9e-324, 0)) AS x (v, e);
SELECT is(shortfall(v, 24), e, format('shortfall(%s, 24)', v))
FROM (VALUES (0::float8, 1::float8), (24, 0), (12, 0.5), (6, 0.75),
			 ('infinity', 0)) AS x (v, e);
SELECT is(round(excess(h, 24)::numeric, 2), e, h || ' hours of 24')
FROM (VALUES (42, 0.43), (72, 0.67), (168, 0.86)) AS x (h, e);
SELECT is(excess(NULL, 1), NULL, 'no value, no severity');
SELECT throws_ok(format('SELECT %s(1, %L)', f, l), '22023', NULL,
				 format('%s: a limit of %s is none', f, l))
FROM unnest(array['excess', 'shortfall']) AS f,
	 unnest(array['0', '-1', 'NaN', 'Infinity', '-0']) AS l;
SELECT throws_ok(format('SELECT %s(%L, 1)', f, v), '22023', NULL,
				 format('%s of %s', f, v))
FROM unnest(array['excess', 'shortfall']) AS f,
	 unnest(array['-1', 'NaN', '-Infinity']) AS v;

/* The text form */

SELECT is(t::friction_policy::text, e, format('"%s" is written "%s"', t, e))
FROM (VALUES ('', 'default'), (' default ', 'default'),
	('double_touch 24h', 'default'), ('double_touch 1d', 'default'),
	('double_touch 0.5d,went_dark   21d', 'double_touch 12h, went_dark 21d'),
	('went_dark 1.5d, double_touch 90m', 'double_touch 90m, went_dark 36h'),
	('pay_late 0.000001s', 'pay_late 1us'), ('pay_late 1500us', 'pay_late 1500us'),
	('pay_late 7ms', 'pay_late 7ms'), ('collapse 0s', 'collapse 0d'),
	('role_drift 0.300000', 'role_drift 0.3'), ('acceptance 1', 'acceptance 1'),
	('role_drift 0.000001', 'role_drift 0.000001'),
	(E'phone\t6 ,mail 1', 'phone 6, mail 1')) AS x (t, e);
SELECT throws_ok(format('SELECT %L::friction_policy', t), e, NULL, t)
FROM (VALUES ('x', '22P02'), ('Phone 4', '22P02'), ('phone', '22P02'),
	('phone 4 email 4', '22P02'), ('phone 4,', '22P02'), (',', '22P02'),
	('phone 4, phone 5', '22P02'), ('phone 4.5', '22P02'),
	('phone 4h', '22P02'), ('double_touch 4', '22P02'),
	('double_touch 1 month', '22P02'), ('double_touch 1mon', '22P02'),
	('double_touch 0.5us', '22P02'), ('role_drift 0.0000001', '22P02'),
	('role_drift .5', '22P02'), ('role_drift NaN', '22P02'),
	('double_touch infinity', '22P02'), ('default, phone 4', '22P02'),
	('double_touch 99999999999999999999d', '22P02'),
	('double_touch 0h', '22023'), ('double_touch -1h', '22023'),
	('double_touch 36501d', '22023'), ('role_drift 1.1', '22023'),
	('phone 1001', '22023'), ('phone 0', '22023')) AS x (t, e);

/* Every limit, one after the other, in text, binary and the constructor */

SELECT is(count(*)::int, 25, 'limits') FROM friction_limits();
SELECT is(string_agg(name, ', '), NULL, 'their values are the defaults')
FROM friction_limits() WHERE value <> default_value;
SELECT is((SELECT string_agg(name || coalesce(' ' || kind, ''), ', ')
		   FROM friction_limits() WHERE name <> kind),
	'phone over_contact, email over_contact, mail over_contact, '
	'calls_per_day over_contact, calls_per_week over_contact, '
	'tasks_per_day task_switching, bounced_within bounced_lead, '
	'acceptance bounced_lead', 'what belongs to a kind of another name');
CREATE TABLE doubled AS
SELECT name, value, CASE unit WHEN 'hours' THEN 'h' WHEN 'days' THEN 'd'
	WHEN 'minutes' THEN 'm' ELSE '' END AS suffix,
	CASE unit WHEN 'share' THEN 0.123456 ELSE value + 1 END AS other
FROM friction_limits();
SELECT is(string_agg(name, ', '), NULL, 'each can be set alone')
FROM doubled, LATERAL (SELECT (name || ' ' || other || suffix)::friction_policy
	AS policy) AS p
WHERE friction_limit(policy, name) <> other OR
	(SELECT count(*) FROM friction_limits(policy)
	 WHERE value <> default_value) <> 1 OR
	policy::text::friction_policy <> policy OR policy = 'default';
CREATE TABLE sent (name text, policy friction_policy);
INSERT INTO sent
SELECT name, (name || ' ' || other || suffix)::friction_policy FROM doubled;
SELECT is(count(DISTINCT policy)::int, 25, 'they are told apart') FROM sent;
SELECT is(count(DISTINCT friction_policy_send(policy))::int, 25,
		  'in binary form, too') FROM sent;
SELECT is(friction_policy(budget_overlap => 0.4, budget_contention => 0.2,
	campaign_in_deal => 2, pitch_without_listening => '80d',
	feedback_dropped => '20d', double_touch => '12h', over_contact => '30d',
	went_dark => '21d', role_drift => 0.3, task_switching => 5,
	pay_late => '3d', pay_gap => '10d', slow_follow_up => '1h',
	never_followed_up => '10d', bounced_lead => 2, collapse => '5m',
	phone => 6, email => 5, mail => 7, calls_per_day => 2,
	calls_per_week => 5, tasks_per_day => 8, bounced_within => '60d',
	acceptance => 0.8, minimum_group => 10)::text,
	'budget_overlap 0.4, budget_contention 0.2, campaign_in_deal 2, '
	'pitch_without_listening 80d, feedback_dropped 20d, double_touch 12h, '
	'over_contact 30d, went_dark 21d, role_drift 0.3, task_switching 5, '
	'pay_late 3d, pay_gap 10d, slow_follow_up 1h, never_followed_up 10d, '
	'bounced_lead 2, collapse 5m, phone 6, email 5, mail 7, '
	'calls_per_day 2, calls_per_week 5, tasks_per_day 8, '
	'bounced_within 60d, acceptance 0.8, minimum_group 10',
	'every argument is the limit of its name');
SELECT is(friction_policy(role_drift => i / 1000000.0::float8)::text,
		  'role_drift ' || trim_scale(i / 1000000.0), i || ' millionths')
FROM unnest(array[1, 3, 123457, 999999]) AS i;
SELECT is(friction_policy(), 'default', 'none given: the defaults');
SELECT is(friction_policy(double_touch => '1 day 2 hours'), 'double_touch 26h',
		  'a day is 24 hours');
SELECT throws_ok(format('SELECT friction_policy(%s)', a), '22023', NULL, a)
FROM unnest(array[$$double_touch => '1 month'$$, $$double_touch => '0'$$,
	$$double_touch => '-1h'$$, $$went_dark => '200 years'$$,
	$$went_dark => '2000000000 days'$$, $$role_drift => 'NaN'$$,
	$$role_drift => 'Infinity'$$, $$role_drift => 0$$, $$role_drift => 1e-9$$,
	$$role_drift => 1.0000001$$, $$budget_overlap => 0.99999999$$,
	$$budget_overlap => 0.1234567$$, $$phone => 0$$, $$phone => -2147483648$$]) AS a;
SELECT is(friction_limit(NULL, 'went_dark'), 14::float8,
		  'no policy is the default policy');
SELECT is(friction_limit('default', NULL), NULL, 'no name, no limit');
SELECT throws_ok($$SELECT friction_limit('default', 'wnet_dark')$$, '22023',
	'unknown limit "wnet_dark"', 'a name is checked');
SELECT throws_ok($$SELECT repeat('x', 1000000)::friction_policy$$, '22P02',
	NULL, 'a long text');

SELECT * FROM finish();
ROLLBACK;
