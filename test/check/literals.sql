/*
 * literals.sql
 *		Values that nobody expects, for every type that a function of the
 *		extension may take.  A new type needs lines here: test/check/fuzz_calls
 *		and test/check/copy_binary complain about types without.
 */
CREATE TABLE literal (type regtype, expression text);
INSERT INTO literal VALUES
	('text', 'NULL'), ('text', $$''$$), ('text', $$'sales'$$),
	('text', $$'unclassified'$$), ('text', $$'marketing'$$), ('text', $$'in'$$),
	('text', $$'Cold call, demo; newsletter'$$),
	('text', $$repeat('cold call ', 100000)$$),
	('text', $$repeat('a', 1000000)$$), ('text', $$repeat(' ', 1000000)$$),
	('text', $$E'\u00e9\u0301\U0001F600'$$), ('text', $$E'\x01\x7f\n\t'$$),
	('text', $$repeat('[', 100000)$$), ('text', $$repeat(U&'\00DF', 70000)$$),
	('text', $$repeat(E'\u2013 ', 50000)$$),
	('text', $$'public'$$), ('text', $$'salesforce'$$),
	('oid', 'NULL'), ('oid', '0'), ('oid', '4294967295'),
	('oid', $$'pg_class'::regclass$$), ('oid', $$'pg_views'::regclass$$),
	('oid', $$'timestamptz'::regtype$$), ('oid', $$'int4'::regtype$$),
	('int4', 'NULL'), ('int4', '0'), ('int4', '-1'), ('int4', '1'),
	('int4', '2'), ('int4', '2147483647'), ('int4', '(-2147483648)'),
	('int2', 'NULL'), ('int2', '1'), ('int2', '32767'),
	('int8', 'NULL'), ('int8', '0::int8'), ('int8', '9223372036854775807'),
	('int8', '(-9223372036854775807 - 1)'),
	('float8', 'NULL'), ('float8', '0'), ('float8', '0.5'),
	('float8', $$'NaN'$$), ('float8', $$'Infinity'$$),
	('float8', $$'-Infinity'$$), ('float8', '1e308'), ('float8', '4.9e-324'),
	('float8', $$'-0'$$),
	('numeric', 'NULL'), ('numeric', $$'NaN'$$), ('numeric', $$'Infinity'$$),
	('numeric', '0'), ('numeric', '1200.5'),
	('numeric', '1e131000'), ('numeric', '1e-16383'),
	('numeric', '0.08'), ('numeric', '-1234.5678'),
	('bool', 'NULL'), ('bool', 'true'), ('bool', 'false'),
	('date', 'NULL'), ('date', $$'infinity'$$), ('date', $$'-infinity'$$),
	('date', $$'4713-01-01 BC'$$), ('date', $$'5874897-12-31'$$),
	('date', $$'2026-01-15'$$), ('date', $$'2026-03-31'$$),
	('date', $$'2028-02-29'$$),
	('timestamptz', 'NULL'), ('timestamptz', $$'infinity'$$),
	('timestamptz', $$'4714-11-24 00:00+00 BC'$$),
	('timestamptz', $$'294276-12-31 23:59:59+00'$$),
	('timestamptz', $$'2026-03-27 16:00+01'$$),
	('timestamptz', $$'2026-03-30 10:00+02'$$),
	('interval', 'NULL'), ('interval', $$'1 day 02:03:04'$$),
	('interval', $$'-1 us'$$), ('interval', $$'178000000 years'$$),
	('interval', $$'-178000000 years'$$),
	('tstzmultirange', 'NULL'), ('tstzmultirange', $$'{}'$$),
	('tstzmultirange', $$'{(,)}'$$),
	('jsonb', 'NULL'), ('jsonb', $$'{}'$$), ('jsonb', $$'[]'$$),
	('jsonb', $$'null'$$), ('jsonb', $$'{"phrases": {"a": {"sales": 1}}}'$$),
	('jsonb', $$'{"base": {"sales": 1e400}}'$$),
	('jsonb', $$(repeat('[', 900) || repeat(']', 900))$$),
	('cstring', $$''$$), ('cstring', $$'x'$$), ('cstring', $$'standard/1'$$),
	('cstring', $$'sales=1'$$), ('cstring', $$'sales>sales=1'$$),
	('cstring', $$'{"phrases": {"a b*": {"sales": -1}}}'$$),
	('cstring', $$repeat('{"phrases": ', 100)::cstring$$),
	('regclass', 'NULL'), ('regclass', $$'pg_class'$$), ('regclass', '0'),
	('regclass', '4294967295'), ('regclass', $$'literal'$$),
	('bool[]', 'NULL'), ('bool[]', $$'{}'$$), ('bool[]', $$'{t,f,NULL,t}'$$),
	('bool[]', $$'{t,f,t}'$$),
	('float8[]', 'NULL'), ('float8[]', $$'{}'$$),
	('float8[]', $$'{1,2,NULL,3}'$$),
	('float8[]', $$'{NaN,Infinity,-Infinity,1e308}'$$),
	('float8[]', $$'{{1,2},{3,4}}'$$),
	('text', $$'C13'$$),
	('text[]', 'NULL'), ('text[]', $$'{}'$$), ('text[]', 'array[NULL]'),
	('text[]', $$'{{a},{b}}'$$), ('text[]', $$'[5:6]={a,b}'$$),
	('text[]', $$'{oid,relname}'$$),
	('int4[]', 'NULL'), ('int4[]', $$'{}'$$), ('int4[]', $$'{1,2}'$$),
	('int4[]', $$'{{2},{NULL}}'$$);

SET search_path = public, sales_marketing;
INSERT INTO literal VALUES
	('activity_rules', 'NULL'), ('activity_rules', $$'{}'$$),
	('activity_rules', $$'standard/1'$$),
	('activity_rules', $$'{"phrases": {"cold call*": {"sales": 1.2,
		"mode": "two_way", "purpose": "pitch", "place": "field", "rows": 7,
		"shorter": "count"}, "\u00e9t\u00e9": {"marketing": -0.5}, "a": {}},
		"channels": {"phone": {"other": 1}}, "facts": {"bulk": {"joint": 2}},
		"base": {"sales": 0.1}, "thresholds": {"evidence": 0.4, "joint": 1}}'$$),
	('activity_rules', $$('{"phrases": {"' || repeat('x ', 8) ||
		'": {"sales": 100, "marketing": -100}}}')$$),
	('activity_rules', $$(SELECT jsonb_build_object('phrases',
		jsonb_object_agg('cold' || i, '{}'::jsonb))::activity_rules
		FROM generate_series(1, 2000) i)$$),
	('function_counts', 'NULL'),
	('function_counts', $$'sales=1/3 marketing=2 skipped=1'$$),
	('function_counts', $$(SELECT function_counts_state(NULL))$$),
	('function_counts', $$'sales=9223372036854775807'$$),
	('function_counts', $$'joint=1/9223372036854775807'$$),
	('quality_counts', 'NULL'),
	('quality_counts', $$'sales>sales=1 other>marketing=1 skipped=1'$$),
	('quality_counts', $$(SELECT quality_counts_state(NULL, NULL))$$),
	('quality_counts', $$'sales>joint=9223372036854775807'$$),
	('label_counts', 'NULL'),
	('label_counts', $$(SELECT label_counts_state(NULL, NULL))$$),
	('label_counts', $$(SELECT label_counts_state(a, l)
		FROM (VALUES ('cold call acme', 'sales'), (E'fair \u00e9t\u00e9',
			'joint'), ('newsletter', 'marketing')) v(a, l))$$),
	('label_counts', $$(SELECT label_counts_state('w' || i, 'sales')
		FROM generate_series(1, 3000) i)$$);
INSERT INTO literal VALUES
	('friction_counts', 'NULL'),
	('friction_counts', $$'exposed=9 flagged=3 skipped=1 severity=1.25'$$),
	('friction_counts', $$(SELECT friction_counts_state(NULL, NULL))$$),
	('friction_counts', $$'exposed=9223372036854775807
		flagged=9223372036854775807 severity=9223372036854775806.5'$$),
	('spend', 'NULL'), ('spend', $$spend()$$),
	('spend', $$spend('acme', 1.5, 3, 'sales', 'EUR')$$),
	('spend', $$spend(repeat(E'\u20ac', 341), -899999999999999.9999,
		9223372036854775807)$$),
	('spend_summary', 'NULL'),
	('spend_summary', $$'currency="EUR" sales=2/3/1/-5 sales:"a\"b"=1.5'$$),
	('spend_summary', $$(SELECT spend_summary_state(NULL))$$),
	('spend_summary', $$'sales=9223372036854775807/9223372036854775807/0/0
		sales:"a"=129807421463370690713262408230.5024'$$),
	('spend_summary', $$(SELECT spend_summary_state(spend(i::text, i - 9, i,
		'marketing')) FROM generate_series(1, 3000) i)$$);
INSERT INTO literal VALUES
	('business_calendar', 'NULL'), ('business_calendar', $$'mon-fri'$$),
	('business_calendar', $$'sun-thu 08:00-16:30 Asia/Jerusalem except
		2026-04-02..2026-04-08 2026-09-12'$$),
	('business_calendar', $$'tue except 0001-01-01..9999-12-31'$$),
	('business_calendar', $$'mon-sun Australia/Lord_Howe'$$),
	('pay_schedule', 'NULL'), ('pay_schedule', $$'monthly lag 15'$$),
	('pay_schedule', $$'biweekly anchor 9999-12-31 blag -3660 following
		deadline quarter_end_plus 31+120 anchor 0001-01-01'$$),
	('pay_schedule', $$'annual 454 nearest sat jan dom 31+120
		modified_preceding deadline month_end_plus 1+0'$$),
	('pay_dates', 'NULL'), ('pay_dates', $$'skipped=9223372036854775807'$$),
	('pay_dates', $$'skipped=0; date 0001-01-01=-1/1/0;
		date 9999-12-31=0/4611686018427387904/4611686018427387904'$$),
	('pay_dates', $$(SELECT pay_dates_state('2026-01-01'::date + i, i)
		FROM generate_series(1, 3000) i)$$),
	('cstring', $$'mon-fri 09:00-17:30'$$), ('cstring', $$'mon-fri except'$$),
	('cstring', $$'monthly lag 15'$$), ('cstring', $$'monthly lag'$$),
	('cstring', $$'skipped=0; date 2026-01-31=5/1/0'$$);
INSERT INTO literal VALUES
	('text', $$'focus'$$), ('text', $$'hand_off'$$),
	('cstring', $$'focus coverage=0.5'$$), ('cstring', $$'none'$$),
	('evidence', 'NULL'), ('evidence', $$evidence('hand_off')$$),
	('evidence', $$'communication distinctness=-0.62 low=-0.75 high=-0.45
		sales=9 marketing=9223372036854775807 double_touch=12/400 limit=0.2
		coverage=0.93 missing=a,b.c'$$),
	('evidence', $$'rewards work distinctness=1 low=1 high=1 pay_gap=0/0'$$),
	('evidence', $$'hand_off bounced_lead=9223372036854775807/' ||
		'9223372036854775807 limit=0.000000001'$$),
	('decision_summary', 'NULL'), ('decision_summary', $$'none'$$),
	('decision_summary', $$'focus distinctness=0.1 missing=b; hand_off
		slow_follow_up=3/10'$$),
	('decision_summary', $$(SELECT decision_summary_state(e) FROM unnest(array[
		evidence('focus', 0.6, 0.4, 0.8, 60, 60, 'budget_overlap', 3, 99),
		evidence('skill_sets', 0.6, 0.4, 0.8, 60, 60, 'role_drift', 3, 99),
		evidence('hand_off', NULL, NULL, NULL, NULL, NULL, 'bounced_lead',
			30, 99)]) e)$$);
INSERT INTO literal VALUES
	('friction_policy', 'NULL'), ('friction_policy', $$'default'$$),
	('friction_policy', $$'double_touch 1us, over_contact 1us, phone 1,
		collapse 0d, went_dark 1us, tasks_per_day 1, task_switching 1'$$),
	('friction_policy', $$'over_contact 36500d, phone 997, email 991,
		mail 983, minimum_group 1000000, role_drift 0.000001'$$),
	('touch', 'NULL'), ('touch', 'touch()'),
	('touch', $$touch('2026-03-02 UTC', 'a', 'sales', 'phone', 'two_way',
		'pitch', 'out', 't', 'k', 1, 'contact', '1')$$),
	('touch', $$touch('4714-11-24 00:00+00 BC', event => 'opened')$$),
	('touch', $$touch('294276-12-31 23:59:59.999999+00', 'b', 'marketing',
		'email', 'one_way', direction => 'out', activity_id => '2')$$),
	('touch', $$touch('2026-03-02 UTC', repeat('x', 255), 'joint',
		repeat('Y z', 85), thread => repeat('x', 255), campaign =>
		repeat('"', 255), activity_id => repeat(U&'\00DF', 127))$$),
	('touch_summary', 'NULL'),
	('touch_summary', $$'skipped=0'$$),
	('touch_summary', $$'skipped=9223372036854775807;
		occurred_at=2026-03-02T09:00:00Z function=sales purpose=pitch'$$),
	('touch_summary', $$(SELECT touch_summary_state(touch('2026-03-02 UTC',
		'a' || i, 'sales', 'phone', direction => 'out', activity_id =>
		i::text)) FROM generate_series(1, 3000) i)$$),
	('touch_summary', $$(SELECT touch_summary_state(touch(timestamptz
		'2026-03-02 UTC' + i * interval '1 day', 'a' || i % 3,
		(array['sales', 'marketing'])[1 + i % 2], 'email', 'one_way', 'listen',
		'out', 't' || i % 9, event => (array['contact', 'opened', 'closed',
		'handed_off', 'accepted', 'rejected', 'returned'])[1 + i % 7]))
		FROM generate_series(1, 3000) i)$$),
	('touch_summary', $$(SELECT touch_summary_state(touch(t, 'a', f, 'phone',
		direction => 'out')) FROM (VALUES
		(timestamptz '4714-11-24 00:00+00 BC', 'sales'),
		('294276-12-31 23:59:59.999999+00', 'marketing')) v (t, f))$$);
INSERT INTO literal VALUES
	('payout', 'NULL'), ('payout', $$''$$), ('payout', $$payout()$$),
	('payout', $$'payee="a \"b\" \\" function=sales
		earned=2026-01-01..2026-12-31 scheduled=2027-03-01 paid=2027-02-28
		amount=899999999999999.9999 currency="EUR" kind=bonus plan="p"'$$),
	('payout', $$'payee="" function=marketing earned=0001-01-01
		paid=0100-12-31 amount=-0.0001'$$),
	('payout', $$'payee="b" function=both earned=9999-12-31
		scheduled=9900-01-01 currency=""'$$),
	('payout', $$payout(repeat(U&'\00E9', 127), 'other', '2026-01-31',
		amount => 5, kind => 'draw', currency => repeat('x', 31))$$),
	('wait_summary', 'NULL'), ('wait_summary', $$'skipped=0'$$),
	('wait_summary', $$'skipped=9223372036854775807 currency="EUR"'$$),
	('wait_summary', $$'skipped=0;
		payee "a" sales=0/0/0/0/0/0/0/0/0/0/0; unpaid "a" sales 0001-01-01 scheduled
		0001-01-02=0/288230376151711744'$$),
	('wait_summary', $$'skipped=0 currency=none;
		payee "a" sales=324518553658426726783156020576256/0/0/0/0/' ||
		'288230376151711744/0/0/0/0/0;
		wait sales 0=288230376151711744'$$),
	('wait_summary', $$(SELECT wait_summary_state(payout('p' || i,
		(array['sales', 'marketing', 'both', 'other'])[1 + i % 4],
		date '2026-01-01' + i % 9, CASE WHEN i % 5 > 0 THEN
		date '2026-03-01' + i % 7 END, i, date '2026-03-01'))
		FROM generate_series(1, 300) i)$$),
	('wait_summary', $$(SELECT compensation_gap_accum(NULL, payout('a',
		'sales', '2026-01-01', '2026-02-01'), '2026-03-01', 0))$$),
	('cstring', $$'payee="a" function=sales earned=2026-01-31'$$),
	('cstring', $$'payee="'$$), ('cstring', $$'skipped=1 currency=none'$$);
RESET search_path;
