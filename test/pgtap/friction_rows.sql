/*
 * friction_rows.sql
 *		Kinds of friction that one row tells of: each against plain SQL on
 *		100,000 random rows, in every time zone of the session; what lies on
 *		a limit; missing, infinite and hostile input.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SET LOCAL extra_float_digits = 1;
SELECT plan(88);

\ir common.psql

/* excess by its definition */
CREATE FUNCTION plain_excess(v double precision, t double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE AS
$$SELECT CASE WHEN v > t THEN 1 - t / v ELSE 0 END$$;

/* Hours from one time to another, elapsed. */
CREATE FUNCTION hours(a timestamptz, b timestamptz) RETURNS numeric
LANGUAGE sql STABLE AS
$$SELECT (extract(epoch FROM b) - extract(epoch FROM a)) / 3600$$;

/* Whether two answers are the same but for the last digits. */
CREATE FUNCTION alike(flag friction_flag, exposed boolean, flagged boolean,
					  severity double precision, observed double precision)
RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$
SELECT flag.exposed = exposed AND
	   (exposed OR (flag.flagged, flag.severity, flag.observed) IS NULL) AND
	   (NOT exposed OR (flag.flagged = flagged AND
						abs(flag.severity - severity) < 1e-12 AND
						abs(flag.observed - observed) <=
						1e-12 * greatest(1, abs(observed)) AND
						(flag.severity > 0) = flagged))
$$;

SELECT setseed(0.42) \g /dev/null

/* budget_overlap: small whole amounts meet the limit often */

CREATE TABLE customer_spend AS
SELECT i, CASE WHEN random() > 0.1 THEN floor(random() * 22 - 2)::numeric END
	   AS sales,
	   CASE WHEN random() > 0.1 THEN floor(random() * 22 - 2)::numeric END
	   AS marketing
FROM generate_series(1, 100000) i;
CREATE TABLE overlap AS
SELECT *, budget_overlap(sales, marketing) AS flag,
	   greatest(sales, marketing, 0) > 0 AS exposed,
	   greatest(least(coalesce(sales, 0), coalesce(marketing, 0)), 0) /
	   nullif(greatest(sales, marketing, 0), 0) AS ratio
FROM customer_spend;
SELECT is(count(*) FILTER (WHERE NOT alike(flag, exposed, ratio > 0.5,
				CASE WHEN ratio > 0.5 THEN
				2 * least(sales, marketing) / (sales + marketing) ELSE 0 END,
				ratio)),
		  0::bigint, 'budget_overlap agrees with plain SQL') FROM overlap;
SELECT cmp_ok(count(*) FILTER (WHERE (flag).flagged), '>', 30000::bigint,
			  'many are flagged') FROM overlap;
SELECT cmp_ok(count(*) FILTER (WHERE ratio = 0.5), '>', 1000::bigint,
			  'many lie on the limit') FROM overlap;
SELECT cmp_ok(count(*) FILTER (WHERE NOT exposed), '>', 1000::bigint,
			  'some are not exposed') FROM overlap;

/* budget_contention */

CREATE TABLE budget AS
SELECT i, CASE WHEN random() > 0.05 THEN floor(random() * 21)::numeric END
	   AS sales_plan, floor(random() * 23)::numeric AS sales_actual,
	   floor(random() * 21)::numeric AS marketing_plan,
	   CASE WHEN random() > 0.05 THEN floor(random() * 23)::numeric END
	   AS marketing_actual
FROM generate_series(1, 100000) i;
CREATE TABLE contention AS
SELECT *, budget_contention(sales_plan, sales_actual, marketing_plan,
							marketing_actual) AS flag,
	   coalesce(sales_plan > 0 AND marketing_plan > 0 AND
				marketing_actual IS NOT NULL, false) AS exposed,
	   sales_actual / nullif(sales_plan, 0) - 1 AS s,
	   marketing_actual / nullif(marketing_plan, 0) - 1 AS m
FROM budget;
SELECT is(count(*) FILTER (WHERE NOT alike(flag, exposed,
				greatest(s, m) > 0.1 AND least(s, m) < -0.1,
				CASE WHEN greatest(s, m) > 0.1 AND least(s, m) < -0.1 THEN
				plain_excess(least(abs(s), abs(m)), 0.1) ELSE 0 END,
				CASE WHEN s * m < 0 THEN least(abs(s), abs(m)) ELSE 0 END)),
		  0::bigint, 'budget_contention agrees with plain SQL')
FROM contention;
SELECT cmp_ok(count(*) FILTER (WHERE (flag).flagged), '>', 10000::bigint,
			  'many are flagged') FROM contention;
SELECT cmp_ok(count(*) FILTER (WHERE s = 0.1 AND m < -0.1), '>', 100::bigint,
			  'some lie on the limit') FROM contention;

/* feedback_dropped: times on whole days of 2026, so on limits, too */

CREATE TABLE feedback AS
SELECT i, captured_at,
	   CASE WHEN random() > 0.3 THEN captured_at +
	   floor(random() * 80) * interval '24 hours' END AS routed_at,
	   CASE WHEN random() > 0.5 THEN captured_at +
	   floor(random() * 100) * interval '24 hours' -
	   CASE WHEN random() > 0.5 THEN interval '1 microsecond' ELSE '0' END END
	   AS actioned_at,
	   timestamptz '2026-06-01 00:00+00' AS as_of
FROM (SELECT i, CASE WHEN random() > 0.02 THEN
			 timestamptz '2026-01-01 00:00+00' +
			 floor(random() * 160) * interval '24 hours' END AS captured_at
	  FROM generate_series(1, 100000) i) t;
CREATE VIEW dropped AS
SELECT *, feedback_dropped(captured_at, routed_at, actioned_at, as_of) AS flag,
	   coalesce(hours(captured_at, as_of) >= 720, false) AS exposed,
	   hours(captured_at, coalesce(least(routed, actioned), as_of)) / 24
	   AS first_days,
	   hours(captured_at, coalesce(actioned, routed, as_of)) / 24 AS age_days
FROM (SELECT *, CASE WHEN routed_at <= as_of THEN routed_at END AS routed,
			 CASE WHEN actioned_at <= as_of THEN actioned_at END AS actioned
	  FROM feedback) f;
SELECT is(count(*) FILTER (WHERE NOT alike(flag, exposed, first_days > 30,
				CASE WHEN first_days > 30 THEN plain_excess(age_days, 30)
				ELSE 0 END,
				CASE WHEN first_days > 30 THEN age_days ELSE first_days END)),
		  0::bigint, 'feedback_dropped agrees with plain SQL') FROM dropped;
SELECT cmp_ok(count(*) FILTER (WHERE (flag).flagged), '>', 5000::bigint,
			  'many are flagged') FROM dropped;

/* pay_late */

CREATE TABLE paid AS
SELECT i, earned_on,
	   CASE WHEN random() > 0.02 THEN
	   earned_on + floor(random() * 40 - 3)::integer END AS scheduled_on,
	   CASE WHEN random() > 0.2 THEN
	   earned_on + floor(random() * 60 - 3)::integer END AS paid_on,
	   CASE WHEN random() > 0.7 THEN
	   earned_on + floor(random() * 40)::integer END AS deadline,
	   date '2026-03-01' AS as_of
FROM (SELECT i, CASE WHEN random() > 0.02 THEN
			 date '2026-01-01' + floor(random() * 70)::integer END AS earned_on
	  FROM generate_series(1, 100000) i) t;
CREATE VIEW late AS
SELECT *, pay_late(earned_on, scheduled_on, paid_on, as_of) AS flag,
	   coalesce(earned_on IS NOT NULL AND
				(paid_on <= as_of OR as_of > scheduled_on), false) AS exposed,
	   stop - scheduled_on AS lateness
FROM (SELECT *, CASE WHEN paid_on <= as_of THEN paid_on ELSE as_of END AS stop
	  FROM paid) p;
SELECT is(count(*) FILTER (WHERE NOT alike(flag, exposed AND
				scheduled_on IS NOT NULL, lateness > 0,
				CASE WHEN lateness > 0 THEN
				CASE WHEN scheduled_on > earned_on
				THEN plain_excess(stop - earned_on, scheduled_on - earned_on)
				ELSE 1 END ELSE 0 END, lateness)),
		  0::bigint, 'pay_late agrees with plain SQL') FROM late;
SELECT cmp_ok(count(*) FILTER (WHERE (flag).flagged), '>', 20000::bigint,
			  'many are flagged') FROM late;
SELECT is(count(*) FILTER (WHERE (flag).flagged IS DISTINCT FROM expected),
		  0::bigint, 'with three days of grace and a deadline, too')
FROM (SELECT pay_late(earned_on, scheduled_on, paid_on, as_of, 'pay_late 3d',
					  deadline) AS flag,
			 CASE WHEN earned_on IS NULL OR
				coalesce(scheduled_on, deadline) IS NULL THEN NULL
			 WHEN stop > scheduled_on + 3 OR stop > deadline THEN true
			 WHEN paid_on <= as_of THEN false END AS expected
	  FROM late) l;

/* pay_gap */

CREATE TABLE gap AS
SELECT i, shift, shift - floor(random() * 60) / 2 AS low,
	   CASE WHEN random() > 0.1 THEN shift + floor(random() * 60) / 2 END
	   AS high
FROM (SELECT i, floor(random() * 300 - 150) / 2 AS shift
	  FROM generate_series(1, 100000) i) t;
SELECT is(count(*) FILTER (WHERE NOT alike(pay_gap(shift, low, high),
				high IS NOT NULL,
				NOT (low <= 0 AND high >= 0) AND abs(shift) > 31,
				CASE WHEN NOT (low <= 0 AND high >= 0) THEN
				plain_excess(abs(shift), 31) ELSE 0 END, abs(shift))),
		  0::bigint, 'pay_gap agrees with plain SQL') FROM gap;

/* uncredited_assist */

CREATE TABLE deal AS
SELECT i, CASE WHEN random() > 0.1 THEN random() > 0.4 END AS won,
	   CASE WHEN random() > 0.1 THEN timestamptz '2026-03-01 00:00+00' +
	   floor(random() * 5) * interval '24 hours' END AS opened_at,
	   CASE WHEN random() > 0.3 THEN timestamptz '2026-03-01 00:00+00' +
	   floor(random() * 5) * interval '24 hours' END AS first_touch_at,
	   CASE WHEN random() > 0.1 THEN random() > 0.8 END AS sourced,
	   CASE WHEN random() > 0.1 THEN floor(random() * 3)::bigint END AS payees,
	   CASE WHEN random() > 0.1 THEN random() > 0.9 END AS shared
FROM generate_series(1, 100000) i;
SELECT is(count(*) FILTER (WHERE NOT alike(
				uncredited_assist(won, opened_at, first_touch_at, sourced,
								  payees, shared),
				coalesce(won AND payees IS NOT NULL AND
						 coalesce(sourced OR first_touch_at < opened_at,
								  sourced, first_touch_at < opened_at), false),
				payees = 0 AND shared IS NOT TRUE,
				CASE WHEN payees = 0 AND shared IS NOT TRUE THEN 1 ELSE 0 END,
				payees)),
		  0::bigint, 'uncredited_assist agrees with plain SQL') FROM deal;

/* follow_up: slow_follow_up and never_followed_up */

CREATE TABLE handed AS
SELECT i, handed_off_at, as_of,
	   CASE WHEN random() > 0.3 THEN handed_off_at +
	   floor(random() * random() * 1600) * interval '30 minutes' END
	   AS first_touch_at,
	   CASE WHEN random() > 0.8 THEN handed_off_at +
	   floor(random() * random() * 1600) * interval '30 minutes' END
	   AS rejected_at
FROM (SELECT i, timestamptz '2026-03-29 00:00+00' +
			 floor(random() * 1600 - 1500) * interval '30 minutes'
			 AS handed_off_at, timestamptz '2026-03-29 12:00+00' AS as_of
	  FROM generate_series(1, 100000) i) t;
CREATE VIEW followed AS
SELECT h.*, f.*,
	   age >= 0 AND (touched AND wait <= 720 OR
					 NOT touched AND age < 720 AND NOT rejected)
	   AS slow_exposed,
	   age >= 720 AS never_exposed,
	   NOT (touched AND wait <= 720) AND NOT rejected AS never_expected
FROM (SELECT *, coalesce(first_touch_at <= as_of, false) AS touched,
			 coalesce(rejected_at <= as_of, false) AS rejected,
			 hours(handed_off_at, as_of) AS age,
			 hours(handed_off_at, CASE WHEN first_touch_at <= as_of
				   THEN first_touch_at ELSE as_of END) AS wait
	  FROM handed) h,
	 LATERAL follow_up(handed_off_at, first_touch_at, as_of,
					   rejected_at => rejected_at) f;
SELECT is(count(*) FILTER (WHERE slow IS DISTINCT FROM
						   CASE WHEN slow_exposed THEN wait > 24 END),
		  0::bigint, 'slow_follow_up agrees with plain SQL') FROM followed;
SELECT is(count(*) FILTER (WHERE never IS DISTINCT FROM
						   CASE WHEN never_exposed THEN never_expected END),
		  0::bigint, 'never_followed_up agrees with plain SQL') FROM followed;
SELECT is(count(*) FILTER (WHERE severity IS DISTINCT FROM
						   CASE WHEN slow THEN 1 - 24 / wait::float8
						   WHEN never THEN 1 WHEN age >= 0 THEN 0 END),
		  0::bigint, 'so do severities') FROM followed;
SELECT is(count(*) FILTER (WHERE slow AND never), 0::bigint,
		  'no lead is flagged twice') FROM followed;
SELECT is(array_agg(DISTINCT outcome ORDER BY outcome),
		  array['never', 'on_time', 'open', 'rejected', 'slow', NULL],
		  'every outcome occurs') FROM followed;
SELECT is(count(*) FILTER (WHERE outcome IS DISTINCT FROM
						   CASE WHEN slow THEN 'slow' WHEN never THEN 'never'
						   WHEN slow_exposed AND touched THEN 'on_time'
						   WHEN slow_exposed THEN 'open'
						   WHEN age >= 0 THEN 'rejected' END),
		  0::bigint, 'outcomes say the same as the flags') FROM followed;
SELECT is(count(*) FILTER (WHERE censored <>
						   (NOT touched AND outcome <> 'rejected')),
		  0::bigint, 'waiting leads are censored') FROM followed
WHERE outcome IS NOT NULL;

/* Elapsed time, whatever the session's time zone does */

CREATE TABLE by_zone (zone text, answers text);
CREATE FUNCTION answers() RETURNS text LANGUAGE sql AS
$$
SELECT md5(string_agg(f::text, '' ORDER BY i)) || (
	SELECT md5(string_agg(d::text, '' ORDER BY i))
	FROM feedback, LATERAL feedback_dropped(captured_at, routed_at,
											actioned_at, as_of) d)
FROM handed, LATERAL follow_up(handed_off_at, first_touch_at, as_of,
							   rejected_at => rejected_at) f
$$;
SET LOCAL timezone = 'UTC';
INSERT INTO by_zone VALUES ('UTC', answers());
SET LOCAL timezone = 'Europe/Berlin';	/* 2026-03-29: clocks go forward */
INSERT INTO by_zone VALUES ('Berlin', answers());
SET LOCAL timezone = 'America/New_York';	/* 2026-03-08 */
INSERT INTO by_zone VALUES ('New York', answers());
SET LOCAL timezone = 'Australia/Lord_Howe';	/* half an hour, backward */
INSERT INTO by_zone VALUES ('Lord Howe', answers());
SELECT is(count(DISTINCT answers), 1::bigint,
		  'the same in four time zones, two changing their clocks')
FROM by_zone;
SET LOCAL timezone = 'Europe/Berlin';
SELECT is((follow_up('2026-03-28 12:00', '2026-03-29 13:00',
					 '2026-04-30')).outcome, 'on_time',
		  'from noon to one on the day of 23 hours are 24');
SELECT is((follow_up('2026-03-28 12:00', '2026-03-29 13:00:01',
					 '2026-04-30')).outcome, 'slow', 'and a second is more');
SELECT is((follow_up('2026-10-24 12:00', '2026-10-25 12:00',
					 '2026-11-30')).hours, 25::float8,
		  'the day of 25 hours is longer');

/* Business hours, against a count of minutes */

CREATE TABLE some_handed AS
SELECT i, timestamptz '2026-03-20 00:00+00' +
	   i * 7919 % 43200 * interval '1 minute' AS handed_off_at,
	   i * 104729 % 10000 * interval '1 minute' AS wait
FROM generate_series(1, 300) i;
CREATE TABLE business_minute AS
SELECT m FROM generate_series('2026-03-20 00:00+00'::timestamptz,
							  '2026-05-05 00:00+00', '1 minute') m
WHERE extract(isodow FROM m AT TIME ZONE 'Europe/Berlin') < 6 AND
	  (m AT TIME ZONE 'Europe/Berlin')::time >= '09:00' AND
	  (m AT TIME ZONE 'Europe/Berlin')::time < '17:00' AND
	  (m AT TIME ZONE 'Europe/Berlin')::date <> '2026-04-03';
SELECT is(count(*) FILTER (WHERE hours IS DISTINCT FROM minutes / 60.0 OR
						   slow <> (minutes > 480) OR
						   abs(severity - plain_excess(hours, 8)) > 1e-12),
		  0::bigint, 'business hours are those of the calendar')
FROM some_handed,
	 LATERAL follow_up(handed_off_at, handed_off_at + wait, '2026-12-01',
					   'slow_follow_up 8h',
					   'mon-fri 09:00-17:00 Europe/Berlin except 2026-04-03'),
	 LATERAL (SELECT count(*)::float8 AS minutes FROM business_minute
			  WHERE m >= handed_off_at AND m < handed_off_at + wait) c;
SELECT is((follow_up('2026-03-06 16:00+01', '2026-03-09 10:00+01',
					 '2026-12-01', NULL,
					 'mon-fri 09:00-17:00 Europe/Berlin')).hours, 2::float8,
		  'a weekend is no wait');
SELECT is((follow_up('2026-03-06 16:00+01', NULL, '2026-12-01', NULL,
					 'mon-fri 09:00-17:00 Europe/Berlin')).hours,
		  hours('2026-03-06 16:00+01', '2026-12-01')::float8,
		  'never is said after elapsed time');

/* The values of the specification */

SELECT is(round((follow_up('2026-03-02', '2026-03-02'::timestamptz + wait,
						   '2026-12-01')).severity::numeric, 2), severity,
		  wait || ' to the first touch')
FROM (VALUES (interval '42 hours', 0.43), ('72 hours', 0.67),
			 ('168 hours', 0.86)) v(wait, severity);
SELECT is((budget_overlap(100, 100)).severity, 1::float8,
		  'the same spend of both is an overlap of 1');
SELECT is(round((budget_overlap(50.0001, 100)).severity::numeric, 2), 0.67,
		  'the least overlap that is flagged has 0.67');

/* Limits are the user's */

SELECT is((budget_overlap(60, 100, 'budget_overlap 0.6')).flagged, false,
		  'a limit on budget_overlap');
SELECT is((budget_contention(100, 120, 100, 70,
							 'budget_contention 0.2')).flagged, false,
		  'a limit on budget_contention');
SELECT is((feedback_dropped('2026-01-01', NULL, NULL, '2026-01-09',
							'feedback_dropped 4d')).severity, 0.5::float8,
		  'a limit on feedback_dropped');
SELECT is((pay_late('2026-01-01', '2026-01-31', '2026-02-10', '2026-12-01',
					'pay_late 10d')).flagged, false, 'a limit on pay_late');
SELECT is((pay_gap(20, 5, 40, 'pay_gap 10d')).severity, 0.5::float8,
		  'a limit on pay_gap');
SELECT is((follow_up('2026-01-01', '2026-01-01 02:00', '2026-12-01',
					 'slow_follow_up 1h')).severity, 0.5::float8,
		  'a limit on slow_follow_up');
SELECT is((follow_up('2026-01-01', '2026-01-05', '2026-12-01',
					 'never_followed_up 3d')).outcome, 'never',
		  'a limit on never_followed_up');
SELECT is(state_of(format('SELECT follow_up(''2026-01-01'', NULL, '
						  '''2026-12-01'', %L)', p)), '22023',
		  'a limit of ' || p)
FROM unnest(array['slow_follow_up 0h', 'slow_follow_up -1h',
				  'never_followed_up 0d', 'budget_overlap 0']) p;

/* What is missing */

SELECT is(budget_overlap(NULL, NULL)::text, '(f,,,,0.5)', 'no spend at all');
SELECT is(budget_overlap(NULL, 5)::text, '(t,f,0,0,0.5)',
		  'null is no spend of that function');
SELECT is(budget_contention(1, 1, NULL, 1)::text, '(f,,,,0.1)', 'no plan');
SELECT is(budget_contention(0, 1, 1, 0)::text, '(f,,,,0.1)',
		  'a plan of zero is none');
SELECT is(feedback_dropped(NULL, NULL, NULL, '2026-01-01')::text,
		  '(f,,,,30)', 'no feedback');
SELECT is(feedback_dropped('2026-01-01', NULL, NULL, NULL), NULL,
		  'an as_of that is not known has no answer');
SELECT is(pay_late('2026-01-01', NULL, NULL, '2026-01-01')::text,
		  '(f,,,,0)', 'no schedule');
SELECT is(pay_late('2026-01-01', '2026-01-01', NULL, NULL), NULL,
		  'nor here');
SELECT is(pay_gap(50, NULL, NULL)::text, '(f,,,,31)', 'no interval');
SELECT is(uncredited_assist(true, NULL, NULL, NULL, NULL)::text, '(f,,,,1)',
		  'nothing is known of a deal');
SELECT is(follow_up(NULL, '2026-01-01', '2026-01-01')::text, '(,,24,,,,)',
		  'not handed off');
SELECT is(follow_up('2026-02-01', '2026-02-01', '2026-01-01')::text,
		  '(,,24,,,,)', 'not handed off yet');
SELECT is(follow_up('2026-02-01', '2026-02-01', NULL), NULL, 'nor here');

/* Infinity */

SELECT is(follow_up('2026-01-01', 'infinity', '2026-01-02',
					rejected_at => 'infinity')::text,
		  follow_up('2026-01-01', NULL, '2026-01-02')::text,
		  'a touch at infinity is no touch');
SELECT is(feedback_dropped('2026-01-01', 'infinity', 'infinity',
						   '2026-03-02')::text, '(t,t,0.5,60,30)',
		  'feedback that is routed at infinity is not routed');
SELECT is(pay_late('2026-01-01', '2026-01-31', 'infinity', '2026-02-10',
				   deadline => 'infinity')::text, '(t,t,0.25,10,0)',
		  'a payout at infinity is not paid');
SELECT is(follow_up('infinity', NULL, '2026-01-02')::text, '(,,24,,,,)',
		  'a hand-off at infinity is none');
SELECT is(state_of('SELECT ' || call), '22008',
		  regexp_replace(call, '\s+', ' ', 'g'))
FROM (VALUES ($$follow_up('-infinity', NULL, '2026-01-01')$$),
			 ($$follow_up('2026-01-01', '-infinity', '2026-01-01')$$),
			 ($$follow_up('2026-01-01', NULL, 'infinity')$$),
			 ($$follow_up('2026-01-01', NULL, '-infinity')$$),
			 ($$follow_up('2026-01-01', NULL, '2026-01-01',
						  rejected_at => '-infinity')$$),
			 ($$feedback_dropped('-infinity', NULL, NULL, '2026-01-01')$$),
			 ($$feedback_dropped('2026-01-01', NULL, NULL, 'infinity')$$),
			 ($$pay_late('infinity', '2026-01-01', NULL, '2026-01-01')$$),
			 ($$pay_late('2026-01-01', '-infinity', NULL, '2026-01-01')$$),
			 ($$pay_late('2026-01-01', '2026-01-01', '-infinity',
						 '2026-01-01')$$),
			 ($$pay_late('2026-01-01', '2026-01-01', NULL, 'infinity')$$),
			 ($$uncredited_assist(true, '-infinity', NULL, true, 0)$$))
	 v(call);
SELECT is((follow_up('4714-11-24 00:00+00 BC', NULL,
					 '294276-12-31 23:59:59+00')).outcome, 'never',
		  'from the first time there is to the last');
SELECT is((feedback_dropped('4714-11-24 00:00+00 BC', NULL, NULL,
							'294276-12-31 23:59:59+00')).flagged, true,
		  'feedback as old as that');
SELECT is((pay_late('4714-11-24 BC', '4714-11-25 BC', NULL,
					'5874897-12-31')).severity > 0.999, true,
		  'a payout as late as that');

/* Amounts and counts that cannot be */

SELECT is(state_of('SELECT ' || call), state, call)
FROM (VALUES ($$budget_overlap('NaN', 1)$$, '22003'),
			 ($$budget_overlap(1, 'Infinity')$$, '22003'),
			 ($$budget_overlap(1e15, 1)$$, '22003'),
			 ($$budget_contention(1, 1e15, 1, 1)$$, '22003'),
			 ($$pay_gap('NaN', 1, 2)$$, '22023'),
			 ($$pay_gap(1, 2, 3)$$, '22023'),
			 ($$pay_gap('Infinity', 1, 'Infinity')$$, '22023'),
			 ($$uncredited_assist(true, NULL, NULL, true, -1)$$, '22023'))
	 v(call, state);
SELECT is((budget_overlap(899999999999999.9999, 899999999999999.9999)).severity,
		  1::float8, 'the largest amounts there are');
SELECT is((budget_overlap(0.0001, 0.0001)).severity, 1::float8,
		  'the smallest');
SELECT is((budget_contention(1, 1.1, 1, 0.5)).flagged, false,
		  '1.1 of 1 is exactly 10 % above');

/* In a generated column and an index, so immutable */

CREATE TABLE lead (handed_off_at timestamptz, first_touch_at timestamptz,
	slow boolean GENERATED ALWAYS AS
	((follow_up(handed_off_at, first_touch_at, '2026-12-01')).slow) STORED);
INSERT INTO lead VALUES ('2026-01-01', '2026-01-09');
CREATE INDEX ON lead (((follow_up(handed_off_at, first_touch_at,
								  '2026-12-01')).severity));
SELECT is(slow, true, 'usable in generated columns and indexes') FROM lead;

SELECT * FROM finish();
ROLLBACK;
