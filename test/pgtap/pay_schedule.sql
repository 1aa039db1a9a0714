/*
 * pay_schedule.sql
 *		Pay schedules: golden vectors, years of 53 weeks, what each cadence
 *		does by itself, and periods and pay days compared with plain SQL.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(92);

\ir common.psql

/* Golden vectors */

CREATE TABLE golden (earned_on date, schedule pay_schedule, first date,
					 last date, scheduled date, design integer);
INSERT INTO golden VALUES
	('2026-03-31', 'monthly lag 15',
	 '2026-03-01', '2026-03-31', '2026-04-15', 15),
	('2026-04-01', 'monthly lag 15',
	 '2026-04-01', '2026-04-30', '2026-05-15', 44),
	('2026-01-10', 'monthly dom 15+1 preceding',
	 '2026-01-01', '2026-01-31', '2026-02-13', 34),
	('2026-01-10', 'monthly dom 31+1 modified_following',
	 '2026-01-01', '2026-01-31', '2026-02-27', 48),
	('2026-02-28', 'semimonthly lag 10 following',
	 '2026-02-16', '2026-02-28', '2026-03-10', 10),
	('2028-02-29', 'semimonthly lag 10',
	 '2028-02-16', '2028-02-29', '2028-03-10', 10),
	('2026-05-20', 'quarterly dom 31+1',
	 '2026-04-01', '2026-06-30', '2026-07-31', 72),
	('2026-05-20', 'quarterly fiscal feb lag 30',
	 '2026-05-01', '2026-07-31', '2026-08-30', 102),
	('2026-01-31', 'quarterly fiscal feb lag 30',
	 '2025-11-01', '2026-01-31', '2026-03-02', 30),
	('2026-06-30', 'semiannual fiscal apr lag 45 following',
	 '2026-04-01', '2026-09-30', '2026-11-16', 139),
	('2026-02-14', 'annual lag 60 following',
	 '2026-01-01', '2026-12-31', '2027-03-01', 380),
	('2026-02-14', 'annual fiscal jul lag 75 following',
	 '2025-07-01', '2026-06-30', '2026-09-14', 212),
	('2026-01-01', 'biweekly anchor 2026-01-05 blag 5',
	 '2025-12-22', '2026-01-04', '2026-01-09', 8),
	('2026-01-05', 'biweekly anchor 2026-01-05 blag 5',
	 '2026-01-05', '2026-01-18', '2026-01-23', 18),
	('2024-02-03', '454 nearest sat jan',
	 '2023-12-31', '2024-02-03', '2024-02-03', 0),
	('2024-02-04', '454 nearest sat jan',
	 '2024-02-04', '2024-03-02', '2024-03-02', 27);
SELECT is(pay_period(earned_on, schedule), daterange(first, last, '[]'),
		  format('period of %s, %s', earned_on, schedule)) FROM golden;
SELECT is(scheduled_payout(earned_on, schedule), scheduled,
		  format('payout of %s, %s', earned_on, schedule)) FROM golden;
SELECT is((payout_wait(earned_on, scheduled + 3, schedule)).design_days,
		  design, format('design wait of %s, %s', earned_on, schedule))
FROM golden;
SELECT is((SELECT count(*) FROM golden
		   WHERE pay_period_start(earned_on, schedule) = first AND
				 pay_period_end(earned_on, schedule) = last), 16::bigint,
		  'start and end as dates');

/* Years of 53 weeks, called by the year in which they begin */

SELECT is((SELECT array_agg(year ORDER BY year)
		   FROM generate_series(2001, 2044) year,
				LATERAL pay_period(make_date(year, 6, 30),
								   'annual 454 nearest sat jan') p
		   WHERE upper(p) - lower(p) = 53 * 7),
		  array[2006, 2012, 2017, 2023, 2028, 2034, 2040],
		  'the Saturday nearest to the end of January');
SELECT is((SELECT array_agg(pay_period_end(d, 'annual 445 last sat aug'))
		   FROM unnest('{2006-01-01,2007-01-01}'::date[]) d),
		  '{2006-08-26,2007-08-25}'::date[], 'the last Saturday of August');

/* What a cadence does by itself, every day of earning from 2025 to 2028 */

CREATE TABLE design (schedule pay_schedule, least integer, mean numeric,
					 median integer, most integer);
INSERT INTO design VALUES
	('weekly lag 5', 5, 8.0, 8, 11),
	('biweekly anchor 2026-01-05 lag 7', 7, 13.5, 13, 20),
	('semimonthly lag 10', 10, 17.1, 17, 25),
	('monthly lag 15', 15, 29.7, 30, 45),
	('quarterly lag 30', 30, 75.2, 75, 121),
	('semiannual lag 30', 30, 120.8, 121, 213),
	('annual lag 60', 60, 242.1, 242, 425);
SELECT is(format('%s %s %s %s', min(days), round(avg(days), 1),
				 percentile_disc(0.5) WITHIN GROUP (ORDER BY days), max(days)),
		  format('%s %s %s %s', least, mean, median, most),
		  format('min, mean, median, max of %s', schedule))
FROM design,
	 LATERAL (SELECT scheduled_payout(day::date, schedule) - day::date AS days
			  FROM generate_series('2025-01-01'::timestamp, '2028-12-31',
								   '1 day') day) d
GROUP BY schedule, least, mean, median, most;
SELECT is((SELECT string_agg(round(cost, 2)::text, ' ' ORDER BY cost)
		   FROM design, LATERAL
				(SELECT avg(waiting_cost(1000, scheduled_payout(day::date,
												schedule) - day::date, 0.08))
				 FROM generate_series('2025-01-01'::timestamp, '2028-12-31',
									  '1 day') day) c(cost)
		   WHERE schedule IN ('monthly lag 15', 'quarterly lag 30',
							  'annual lag 60')), '6.25 15.71 49.54',
		  'what waiting costs of 1,000 at 8 %');

/* Periods by plain SQL, for days from 1990 to 2050 */

CREATE TABLE days AS
SELECT '1990-01-01'::date + (i * 104729 % 22000) AS day
FROM generate_series(1, 700) i;

SELECT is((SELECT count(*) FROM days
		   WHERE lower(pay_period(day, 'weekly')) <>
				 date_trunc('week', day)::date OR
				 lower(pay_period(day, 'weekly anchor 2026-01-04')) <>
				 date_trunc('week', day + 1)::date - 1 OR
				 lower(pay_period(day, 'biweekly anchor 2026-01-07')) <>
				 '2026-01-07'::date +
				 14 * floor((day - '2026-01-07') / 14.0)::integer OR
				 lower(pay_period(day, 'semimonthly')) <>
				 date_trunc('month', day)::date +
				 CASE WHEN extract(day FROM day) > 15 THEN 15 ELSE 0 END OR
				 lower(pay_period(day, 'monthly')) <>
				 date_trunc('month', day)::date OR
				 lower(pay_period(day, 'quarterly')) <>
				 date_trunc('quarter', day)::date OR
				 lower(pay_period(day, 'annual')) <>
				 date_trunc('year', day)::date),
		  0::bigint, 'civil periods');
SELECT is((SELECT count(*) FROM days,
		   generate_series(1, 12) month,
		   (VALUES ('quarterly', 3), ('semiannual', 6), ('annual', 12))
		   v(cadence, months),
		   LATERAL (SELECT pay_period(day, format('%s fiscal %s', cadence,
			   to_char(make_date(2026, month, 1), 'mon'))::pay_schedule)) p(p)
		   WHERE (extract(month FROM lower(p)) - month)::integer % months <> 0
			  OR extract(day FROM lower(p)) <> 1 OR NOT day <@ p
			  OR lower(p) + months * interval '1 month' <> upper(p)),
		  0::bigint, 'fiscal periods');

/* Retail years: where each ends, then weeks, then months */
CREATE TABLE retail AS
SELECT s.*, lag(ends) OVER (PARTITION BY schedule ORDER BY ends) + 1 AS starts
FROM (SELECT weeks, schedule, year,
			 CASE rule WHEN 'last' THEN
			 (SELECT max(d) FROM generate_series(month_end - 6, month_end, 1)
			  i(d) WHERE extract(isodow FROM '2000-01-01'::date + d) = dow)
			 ELSE
			 (SELECT d FROM generate_series(month_end - 3, month_end + 3, 1)
			  i(d) WHERE extract(isodow FROM '2000-01-01'::date + d) = dow)
			 END + '2000-01-01'::date AS ends
	  FROM (VALUES
		  (array[4, 4, 5], '445', 'nearest', 6, 1, 'sat jan'),
		  (array[4, 5, 4], '454', 'last', 7, 12, 'sun dec'),
		  (array[5, 4, 4], '544', 'nearest', 3, 6, 'wed jun'),
		  (array[4, 5, 4], '454', 'last', 6, 8, 'sat aug'))
		  v(weeks, pattern, rule, dow, month, at),
		  LATERAL (SELECT format('%s %s %s', pattern, rule, at)) f(schedule),
		  generate_series(1989, 2052) year,
		  LATERAL (SELECT (make_date(year, month, 1) + interval '1 month - '
						   '1 day')::date - '2000-01-01'::date) e(month_end))
	  s;
CREATE TABLE retail_months AS
SELECT schedule, month, ends AS year_end,
	   starts + 7 * coalesce(sum(weeks[1 + (month - 1) % 3])
							 OVER before, 0)::integer AS first,
	   CASE WHEN month = 12 THEN ends ELSE
	   starts - 1 + 7 * sum(weeks[1 + (month - 1) % 3]) OVER upto::integer
	   END AS last
FROM retail, generate_series(1, 12) month
WHERE starts IS NOT NULL
WINDOW upto AS (PARTITION BY schedule, year ORDER BY month),
	   before AS (PARTITION BY schedule, year ORDER BY month
				  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);
SELECT is((SELECT count(*) FROM days JOIN retail_months
		   ON day BETWEEN first AND last
		   WHERE pay_period(day, schedule::pay_schedule) =
				 daterange(first, last, '[]')), 2800::bigint,
		  'retail months');
SELECT is((SELECT count(*) FROM days JOIN
		   (SELECT schedule, cadence, min(first) AS first, max(last) AS last
			FROM retail_months,
				 (VALUES ('quarterly', 3), ('semiannual', 6), ('annual', 12))
				 v(cadence, months)
			GROUP BY schedule, cadence, year_end, (month - 1) / months) p
		   ON day BETWEEN first AND last
		   WHERE pay_period(day, format('%s %s', cadence, schedule)
								 ::pay_schedule) =
				 daterange(first, last, '[]')), 3 * 2800::bigint,
		  'and longer retail periods');

/* Pay days by plain SQL */

CREATE VIEW ends AS
SELECT day, (date_trunc('month', day) + interval '1 month - 1 day')::date AS e
FROM days;
CREATE FUNCTION is_weekday(date) RETURNS boolean LANGUAGE sql AS
$$SELECT extract(isodow FROM $1) < 6$$;
SELECT is((SELECT count(*) FROM ends, unnest(array[-7, -1, 0, 1, 4, 23]) n
		   WHERE scheduled_payout(day, format('monthly lag %s', n)::pay_schedule)
				 <> e + n),
		  0::bigint, 'lag');
SELECT is((SELECT count(*) FROM ends, unnest(array[1, 4, 23]) n
		   WHERE scheduled_payout(day, format('monthly blag %s', n)
									   ::pay_schedule) <>
				 (SELECT e + i FROM generate_series(1, 99) i
				  WHERE is_weekday(e + i) ORDER BY i OFFSET n - 1 LIMIT 1) OR
				 scheduled_payout(day, format('monthly blag -%s', n)
									   ::pay_schedule) <>
				 (SELECT e - i FROM generate_series(1, 99) i
				  WHERE is_weekday(e - i) ORDER BY i OFFSET n - 1 LIMIT 1)),
		  0::bigint, 'blag');
SELECT is((SELECT count(*) FROM ends, unnest(array[1, 15, 28, 29, 30, 31]) d,
		   unnest(array[0, 1, 2, 11, 12]) k,
		   LATERAL (SELECT date_trunc('month', e) + k * interval '1 month') m(m)
		   WHERE scheduled_payout(day, format('monthly dom %s+%s', d, k)
									   ::pay_schedule) <>
				 least(m + (d - 1) * interval '1 day',
					   m + interval '1 month - 1 day')::date),
		  0::bigint, 'dom');
SELECT is((SELECT count(*) FROM ends, generate_series(-4, 10, 2) n,
		   LATERAL (SELECT e + n) u(u),
		   LATERAL (SELECT min(u + i) FROM generate_series(0, 6) i
					WHERE is_weekday(u + i)) f(following),
		   LATERAL (SELECT max(u - i) FROM generate_series(0, 6) i
					WHERE is_weekday(u - i)) p(preceding)
		   WHERE scheduled_payout(day, format('monthly lag %s following', n)
									   ::pay_schedule) <> following OR
				 scheduled_payout(day, format('monthly lag %s preceding', n)
									   ::pay_schedule) <> preceding OR
				 scheduled_payout(day, format('monthly lag %s '
					'modified_following', n)::pay_schedule) <>
				 CASE WHEN date_trunc('month', following) =
						   date_trunc('month', u)
				 THEN following ELSE preceding END OR
				 scheduled_payout(day, format('monthly lag %s '
					'modified_preceding', n)::pay_schedule) <>
				 CASE WHEN date_trunc('month', preceding) =
						   date_trunc('month', u)
				 THEN preceding ELSE following END),
		  0::bigint, 'rolls');
SELECT is(scheduled_payout('2026-03-10', 'monthly dom 3+1 following',
						   calendar => 'mon-fri except 2026-04-03..2026-04-06'),
		  '2026-04-07'::date, 'around holidays');
SELECT is((SELECT count(*) FROM days
		   WHERE scheduled_payout(day, 'quarterly lag 30', day + 100) =
				 scheduled_payout(day + 100, 'quarterly lag 30') AND
				 scheduled_payout(day, 'quarterly lag 30', day - 100) =
				 scheduled_payout(day, 'quarterly lag 30')), 700::bigint,
		  'what is released later is paid later');
SELECT is((SELECT count(*) FROM days
		   WHERE payout_deadline(day, 'monthly deadline month_end_plus 31+1') <>
				 (date_trunc('month', day) + interval '2 months - 1 day')::date
			  OR payout_deadline(day, 'weekly deadline quarter_end_plus 31+1') <>
				 (date_trunc('quarter', day) + interval '4 months - 1 day')
				 ::date),
		  0::bigint, 'deadlines');
SELECT is(payout_deadline('2026-05-17', 'monthly deadline quarter_end_plus '
						  '31+1 anchor 2026-02-17'), '2026-09-30'::date,
		  'a deadline of quarters of one''s own');
SELECT is(payout_deadline('2026-05-17', 'monthly'), NULL, 'no deadline');
SELECT is((SELECT mode() WITHIN GROUP (ORDER BY
				  inferred_lag(day, e + 14 + (extract(day FROM day) = 7)::int,
							   'monthly')) FROM ends), 14,
		  'a lag is inferred');

/* Every schedule, any day: periods hold their days, meet, are paid in turn */

CREATE TABLE many AS
SELECT s::pay_schedule AS schedule, day
FROM unnest(array['weekly anchor 1066-10-14 lag 5 following',
	'biweekly anchor 2026-01-05 blag 5', 'semimonthly dom 31+1 preceding',
	'monthly dom 31+0 modified_following', 'quarterly fiscal nov lag 30',
	'semiannual fiscal apr blag -4', 'annual lag 60 modified_preceding',
	'445 last fri dec lag 1', 'quarterly 544 nearest sun feb dom 1+2',
	'annual 454 nearest thu jul following']) s,
	(SELECT '4700-01-01 BC'::date +
	 (i::bigint * 2147483647 * 31 % 2140000000)::integer AS day
	 FROM generate_series(1, 1500) i) d;
SELECT is((SELECT count(*) FROM many, LATERAL pay_period(day, schedule) p
		   WHERE day <@ p AND
				 pay_period(lower(p), schedule) = p AND
				 pay_period(upper(p) - 1, schedule) = p AND
				 upper(pay_period(lower(p) - 1, schedule)) = lower(p) AND
				 lower(pay_period(upper(p), schedule)) = upper(p) AND
				 scheduled_payout(lower(p) - 1, schedule) <=
				 scheduled_payout(day, schedule) AND
				 scheduled_payout(day, schedule) <=
				 scheduled_payout(upper(p), schedule)),
		  15000::bigint, 'periods tile and are paid in turn');

/* Values */

SELECT is((SELECT count(*) FROM golden
		   WHERE schedule::text::pay_schedule = schedule AND
				 pay_schedule_send(schedule::text::pay_schedule) =
				 pay_schedule_send(schedule)), 16::bigint,
		  'what is written is read as the same value');
SELECT is((SELECT count(DISTINCT s::pay_schedule) FROM unnest(array[
		   'monthly lag 15', 'MONTHLY  Lag 15', 'monthly', 'monthly lag 0',
		   'monthly blag 0', 'quarterly', 'quarterly fiscal January']) s),
		  3::bigint, 'equal schedules are the same, however written');
SELECT is((SELECT array_agg(DISTINCT hashed) FROM (SELECT
		   pay_schedule_hash(a) = pay_schedule_hash(b) AND
		   pay_schedule_hash_extended(a, 7) = pay_schedule_hash_extended(b, 7)
		   FROM (VALUES ('weekly'::pay_schedule,
						 'weekly anchor 2000-01-03'::pay_schedule)) v(a, b))
		   s(hashed)), array[true], 'and have the same hashes');

/* The session has no say */

CREATE FUNCTION paid_in(zone text) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	PERFORM set_config('timezone', zone, true);
	RETURN (SELECT md5(string_agg(scheduled_payout(day, schedule)::text, ','
								  ORDER BY schedule, day)) FROM many);
END
$$;
SELECT is(paid_in('Asia/Tokyo'), paid_in('UTC'), 'pay days, in Tokyo');
SELECT is(paid_in('America/Los_Angeles'), paid_in('UTC'),
		  'pay days, in Los Angeles');
SET LOCAL timezone = 'UTC';

/* Nulls, infinities, the ends of time */

SELECT is((SELECT count(*) FROM (VALUES
	(pay_period(NULL, 'monthly')::text), (pay_period(now()::date, NULL)::text),
	(scheduled_payout(NULL, 'monthly')::text),
	(scheduled_payout('2026-01-01', NULL)::text),
	(payout_deadline(NULL, 'monthly')::text),
	(inferred_lag(NULL, '2026-01-01', 'monthly')::text)) v(a)
	WHERE a IS NOT NULL), 0::bigint, 'null in, null out');
SELECT is(state_of('SELECT ' || call), state, call)
FROM (VALUES
	($$pay_period('infinity', 'monthly')$$, '22008'),
	($$pay_period_start('-infinity', 'monthly')$$, '22008'),
	($$pay_period_end('5874897-12-30', 'weekly')$$, '22008'),
	($$pay_period_end('5874897-12-31', 'monthly')$$, 'none'),
	($$pay_period('5874897-12-31', 'monthly')$$, '22008'),
	($$pay_period_start('4714-11-24 BC', 'monthly')$$, '22008'),
	($$scheduled_payout('5874897-12-31', 'monthly lag 1')$$, '22008'),
	($$scheduled_payout('2026-01-01', 'monthly', 'infinity')$$, '22008'),
	($$payout_deadline('5874897-12-31',
	   'monthly deadline month_end_plus 1+1')$$, '22008'),
	($$inferred_lag('2026-01-01', 'infinity', 'monthly')$$, '22008'),
	($$inferred_lag('5874897-12-31', '4714-11-24 BC', 'annual')$$, 'none'))
	v(call, state);
SELECT is(pay_period('0044-03-15 BC', 'monthly'),
		  '["0044-03-01 BC","0044-04-01 BC")'::daterange, 'BC');

SELECT * FROM finish();
ROLLBACK;
