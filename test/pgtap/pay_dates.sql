/*
 * pay_dates.sql
 *		pay_dates, its aggregates, and the cadence read from it: however the
 *		payments arrive, the same summary; good, empty, missing, huge and
 *		hostile input.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(50);

\ir common.psql

/* Payments of 300 people, in no order, each by one of three schedules. */
CREATE TABLE payments AS
SELECT i, payee,
	   CASE WHEN i % 97 > 0 THEN
	   scheduled_payout('2024-01-01'::date +
						('x' || left(md5(i::text), 7))::bit(28)::integer % 1000,
						schedules[1 + payee % 3]) END AS paid_on,
	   CASE WHEN i % 89 > 0 THEN
	   (i::numeric * 104729 % 100003 - 20000) / 7 END AS amount
FROM (SELECT i, (i::bigint * 15485863 % 300)::integer AS payee,
			 array['weekly lag 5', 'monthly lag 15 following',
				   'quarterly lag 30']::pay_schedule[] AS schedules
	  FROM generate_series(1, 60000) i) s;
ANALYZE payments;

/* The summary by other means. */
CREATE VIEW summed AS
SELECT payee, format('skipped=%s', sum(n) FILTER (WHERE paid_on IS NULL)) ||
	   string_agg(format('; date %s=%s/%s/%s', paid_on, units, n, missing), ''
				  ORDER BY paid_on) FILTER (WHERE paid_on IS NOT NULL)
	   AS expected
FROM (SELECT payee, paid_on, count(*) AS n,
			 coalesce(sum(round(amount * 10000)), 0) AS units,
			 count(*) FILTER (WHERE amount IS NULL) AS missing
	  FROM payments GROUP BY GROUPING SETS ((payee, paid_on), (paid_on))) s
GROUP BY payee;

/* Good input */

CREATE TABLE summaries AS
SELECT payee, pay_dates_state(paid_on, amount) AS d
FROM payments GROUP BY payee;
SELECT is(pay_dates_state(paid_on, amount)::text,
		  (SELECT expected FROM summed WHERE payee IS NULL),
		  'a table agrees with sum() and count(*) by date') FROM payments;
SELECT is((SELECT count(*) FROM summaries s JOIN summed USING (payee)
		   WHERE d::text = regexp_replace(expected, 'skipped=;', 'skipped=0;')),
		  300::bigint, 'so does each group');
SELECT is((SELECT array_agg(DISTINCT format('%s %s', payee % 3,
											inferred_cadence(d)))
		   FROM summaries), array['0 weekly', '1 monthly', '2 quarterly'],
		  'and each shows the cadence by which it was paid');
SELECT is((SELECT count(*) FROM summaries s JOIN
		   (SELECT payee, inferred_cadence(paid_on, amount) AS c
			FROM payments GROUP BY payee) o USING (payee)
		   WHERE inferred_cadence(d) = c), 300::bigint,
		  'in one step or by way of a summary: the same');
SELECT is(inferred_cadence(d), expected, expected)
FROM (VALUES
	('{2026-01-02,2026-01-09,2026-01-15,2026-01-23}'::date[], 'weekly'),
	('{2026-01-02,2026-01-16,2026-01-30,2026-02-12,2026-02-27}', 'biweekly'),
	('{2026-01-15,2026-01-31,2026-02-15,2026-02-28,2026-03-15}',
	 'semimonthly'),
	('{2026-01-31,2026-02-28,2026-03-31}', 'monthly'),
	('{2026-01-30,2026-04-30,2026-07-30}', 'quarterly'),
	('{2026-01-30,2026-07-30,2027-01-30}', 'semiannual'),
	('{2026-03-01,2027-03-01,2028-02-29}', 'annual'),
	('{2026-03-01,2027-03-01}', 'unknown'),
	('{2026-03-01,2026-03-20,2026-05-13,2026-05-14}', 'irregular'))
	v(days, expected),
	LATERAL (SELECT pay_dates_state(day) FROM unnest(days) day) s(d);
SELECT is(inferred_cadence(day, amount), 'monthly',
		  'corrections do not count where amounts are known')
FROM (VALUES ('2026-01-31'::date, 1000), ('2026-02-10', 99), ('2026-02-28', 1000),
	('2026-03-05', -20), ('2026-03-31', 1200), ('2026-04-11', 50),
	('2026-04-30', 1000)) v(day, amount);
SELECT is(inferred_cadence(day), 'irregular', 'and do where they are not')
FROM (VALUES ('2026-01-31'::date), ('2026-02-10'), ('2026-02-28'),
	('2026-03-05'), ('2026-03-31'), ('2026-04-11'), ('2026-04-30')) v(day);

/* Nothing */

SELECT is(pay_dates_state(paid_on)::text, 'skipped=0', 'over no rows')
FROM payments WHERE false;
SELECT is(inferred_cadence(paid_on), 'unknown', 'over no rows, nothing known')
FROM payments WHERE false;
SELECT is(merge_pay_dates(d)::text, 'skipped=0', 'no summaries')
FROM summaries WHERE false;
SELECT is(pay_dates_state(NULL::date, 5)::text, 'skipped=1',
		  'a payment without a date is skipped and counted');
SELECT is(pay_dates_state('2026-01-31', NULL)::text,
		  'skipped=0; date 2026-01-31=0/1/1',
		  'one without an amount is not one of nothing');
SELECT is(inferred_cadence(NULL::pay_dates), NULL, 'null in, null out');

/* However the payments arrive */

SELECT is(pay_dates_state(paid_on, amount ORDER BY md5(i::text)),
		  pay_dates_state(paid_on, amount), 'shuffled') FROM payments;
SELECT is(merge_pay_dates(d),
		  (SELECT pay_dates_state(paid_on, amount) FROM payments), 'merged')
FROM summaries;
SELECT is(merge_pay_dates(d ORDER BY md5(payee::text))::text,
		  merge_pay_dates(d)::text, 'merged in another order')
FROM summaries;
SELECT is((SELECT merge_pay_dates(d) FROM
		   (SELECT merge_pay_dates(d) AS d FROM summaries GROUP BY payee % 7
			UNION ALL SELECT NULL) s),
		  merge_pay_dates(d), 'merged twice, with a null') FROM summaries;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 3;
SELECT cmp_ok(workers_launched('SELECT pay_dates_state(paid_on, amount) '
							   'FROM payments'), '>', 0, 'workers run');
CREATE TABLE parallel AS
SELECT pay_dates_state(paid_on, amount) AS d FROM payments;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT d FROM parallel),
		  (SELECT pay_dates_state(paid_on, amount) FROM payments), 'parallel');
SELECT is((SELECT count(*) FROM
		   (SELECT i, inferred_cadence(day) OVER (ORDER BY i) AS c
			FROM generate_series(0, 9) i, LATERAL
				 (SELECT '2026-01-01'::date + 7 * i) d(day)) s
		   WHERE c = CASE WHEN i < 2 THEN 'unknown' ELSE 'weekly' END),
		  10::bigint, 'as a window function');

/* Values */

SELECT is((SELECT count(*) FROM summaries
		   WHERE d::text::pay_dates = d AND
				 pay_dates_send(d::text::pay_dates) = pay_dates_send(d) AND
				 pay_dates_hash(d::text::pay_dates) = pay_dates_hash(d)),
		  300::bigint, 'what is written is read as the same value');
SELECT is((SELECT count(DISTINCT d) FROM (SELECT d FROM summaries UNION ALL
										  SELECT d FROM summaries) s),
		  300::bigint, 'equal summaries are the same');
SELECT is((SELECT count(*) FROM summaries a JOIN summaries b USING (d)),
		  300::bigint, 'and can be joined');
SELECT is(state_of(format('SELECT %L::pay_dates', written)), state, written)
FROM (VALUES ('', '22P02'), ('skipped=-1', '22P02'),
	('skipped=0; date 2026-02-30=1/1/0', '22P02'),
	('skipped=0; date 2026-02-28=1/0/0', '22P02'),
	('skipped=0; date 2026-02-28=1/1/1', '22P02'),
	('skipped=0; date 2026-02-28=1/1/0; date 2026-02-28=1/1/0', '22P02'),
	('skipped=99999999999999999999', '22003')) v(written, state);

/* Huge */

SELECT is(state_of('SELECT ' || call), state, call)
FROM (VALUES
	($$pay_dates_state('infinity')$$, '22008'),
	($$pay_dates_state('0001-12-31 BC')$$, '22008'),
	($$pay_dates_state('10000-01-01')$$, '22008'),
	($$pay_dates_state('2026-01-01', 'NaN')$$, '22003'),
	($$pay_dates_state('2026-01-01', '-Infinity')$$, '22003'),
	($$pay_dates_state('2026-01-01', 9e14)$$, '22003'),
	($$pay_dates_state('2026-01-01', 1e131000)$$, '22003'),
	($$pay_dates_state('2026-01-01', 899999999999999.9999)$$, 'none'),
	($$pay_dates_state('2026-01-01', 899999999999999.99996)$$, '22003'))
	v(call, state);
SELECT is(pay_dates_state('2026-01-01', a)::text,
		  'skipped=0; date 2026-01-01=8/3/0',
		  'amounts are rounded to ten-thousandths, away from zero')
FROM unnest(array[0.00005, 0.00049, 0.00015]) a;
SELECT is(state_of($$SELECT pay_dates_state('2026-01-01'::date + i)
				   FROM generate_series(1, 36525) i$$), 'none',
		  'a hundred years');
SELECT is(state_of($$SELECT pay_dates_state('2026-01-01'::date + i)
				   FROM generate_series(1, 36526) i$$), '54000',
		  'and a day');

SELECT * FROM finish();
ROLLBACK;
