/*
 * payout_days.sql
 *		How long payouts take and what waiting for them is worth: both
 *		identities, and the same figures from plain SQL.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(37);

\ir common.psql

/* Payouts of every kind: late, early, unpaid, advanced, released later. */
CREATE TABLE payouts AS
SELECT i, earned_on, '2027-03-01'::date AS as_of, schedule,
	   CASE WHEN i % 3 = 0 THEN earned_on + (i * 31 % 90) END AS released_on,
	   CASE WHEN i % 7 > 0 THEN earned_on + (i * 53 % 400 - 20) END AS paid_on,
	   round((i::numeric * 104729 % 100000) / 100 - 50, 2) AS amount
FROM (SELECT i, '2026-01-01'::date + i * 37 % 365 AS earned_on,
			 (array['monthly lag 15', 'quarterly lag 30 following',
					'annual lag 60', 'biweekly anchor 2026-01-05 blag 5'])
			 [1 + i % 4]::pay_schedule AS schedule
	  FROM generate_series(1, 2000) i) s;

/* Waits */

CREATE VIEW waits AS
SELECT p.*, w.*
FROM payouts p,
	 LATERAL payout_wait(earned_on, paid_on, schedule, released_on =>
						 released_on, as_of => as_of) w;
SELECT is((SELECT count(*) FROM waits
		   WHERE wait_days = design_days + lateness_days), 2000::bigint,
		  'wait = design + lateness');
SELECT is((SELECT count(*) FROM waits
		   WHERE design_days = release_wait_days + cycle_wait_days),
		  2000::bigint, 'design = waiting for release and for the calendar');
SELECT is((SELECT count(*) FROM waits
		   WHERE scheduled_on = scheduled_payout(greatest(earned_on,
				 released_on), schedule) AND
				 design_days = scheduled_on - earned_on AND
				 censored = coalesce(paid_on > as_of, true) AND
				 wait_days = CASE WHEN paid_on <= as_of THEN paid_on
							 ELSE as_of END - earned_on AND
				 tardiness_days = greatest(lateness_days, 0) AND
				 release_wait_days = greatest(coalesce(released_on - earned_on,
													   0), 0)),
		  2000::bigint, 'and all of it the same in plain SQL');
SELECT is(payout_wait('2026-01-10', '2026-02-20', 'monthly lag 15',
					  scheduled_on => '2026-02-16')::text,
		  '(41,37,4,4,0,37,f,2026-02-16)', 'a day of one''s own counts');
SELECT is(payout_wait('2026-01-10', '2026-02-20')::text,
		  '(41,,,,0,,f,)', 'without a schedule there is no design');
SELECT is(payout_wait('2026-01-10', NULL, 'monthly lag 15')::text,
		  '(,36,,,0,36,t,2026-02-15)', 'unpaid, nobody knows as of when');
SELECT is(payout_wait('2026-01-10', NULL, 'monthly lag 15',
					  as_of => '2026-02-01')::text,
		  '(22,36,-14,0,0,36,t,2026-02-15)', 'unpaid and not yet due');
SELECT is(payout_wait('2026-01-10', NULL, 'monthly lag 15',
					  as_of => '2026-01-09')::text,
		  '(,36,,,0,36,t,2026-02-15)', 'not earned yet');
SELECT is(payout_wait('2026-01-10', '2025-12-15', 'monthly lag 15')::text,
		  '(-26,36,-62,0,0,36,f,2026-02-15)', 'a draw');
SELECT is(payout_wait(NULL, '2025-12-15', 'monthly lag 15')::text,
		  NULL, 'without a day of earning, nothing');
SELECT is((payout_wait('2026-03-10', '2026-04-08', 'monthly blag 4',
					   calendar => 'mon-fri except 2026-04-03 2026-04-06'))
		  .lateness_days, 0, 'a calendar counts');

/* Exposure and liability */

SELECT is((SELECT sum(payout_exposure(amount, earned_on, paid_on, as_of,
									  '2026-05-01', '2027-02-01'))
		   FROM payouts),
		  (SELECT sum(liability(amount, earned_on, paid_on, day::date))
		   FROM payouts, generate_series('2026-05-01'::timestamp,
										 '2027-01-31', '1 day') day),
		  'the liabilities of the days of a window add up to its exposure');
SELECT is((SELECT count(*) FROM payouts
		   WHERE payout_exposure(amount, earned_on, paid_on, as_of,
								 '2026-05-01', '2027-02-01') =
				 amount * (CASE WHEN paid_on < earned_on THEN -1 ELSE 1 END) *
				 greatest(0, least(greatest(coalesce(paid_on, as_of),
											earned_on), as_of, '2027-02-01') -
						  greatest(least(coalesce(paid_on, as_of), earned_on),
								   '2026-05-01'))),
		  2000::bigint, 'each is the same in plain SQL');
SELECT is((SELECT sum(payout_exposure(amount, earned_on, paid_on, as_of))
		   FROM payouts),
		  (SELECT sum(payout_exposure(amount, earned_on, paid_on, as_of,
									  NULL, day::date) +
					  payout_exposure(amount, earned_on, paid_on, as_of,
									  day::date, 'infinity'))
		   FROM payouts, (VALUES ('2026-08-01'::timestamp)) v(day)),
		  'windows that meet add up');
SELECT is(payout_exposure(100.5, '2026-01-10', '2026-02-20'), 4120.5,
		  'the whole wait, without a window');
SELECT is(payout_exposure(100, '2026-01-10', '2026-01-01'), -900.0,
		  'a draw is money advanced');
SELECT is(payout_exposure(100, '2026-01-10', NULL), NULL,
		  'unpaid, nobody knows as of when');
SELECT is(payout_exposure(100, '2026-01-10', NULL, '2026-01-05'), 0.0,
		  'not earned yet');
SELECT is(payout_exposure(100, '2026-01-10', '2026-05-01', '2026-01-20'),
		  1000.0, 'paid later than as_of is not paid yet');
SELECT is((SELECT string_agg(liability(5, '2026-01-10', '2026-01-12',
									   '2026-01-09'::date + i)::text, ' '
							 ORDER BY i)
		   FROM generate_series(0, 4) i), '0 5 5 0 0',
		  'owed from the day of earning, not on the day of payment');

/* What waiting costs */

SELECT is((SELECT count(*) FROM generate_series(-400, 4000, 37) days,
		   unnest(array[-0.5, 0, 0.03, 0.08, 2.5]) rate
		   WHERE abs(waiting_cost(1000, days, rate) -
					 1000 * (1 - power(1 + rate::float8, -days / 365.0)))
				 > 1e-9 * greatest(1, abs(waiting_cost(1000, days, rate)))),
		  0::bigint, 'the same in floating point');
SELECT is(round(waiting_cost(1000, 365, 0.08), 10), 74.0740740741,
		  'a year at 8 %');
SELECT is(waiting_cost(-250, 0, 0.08), 0.0, 'no days cost nothing');

/* Nulls, infinities, amounts that are none */

SELECT is((SELECT count(*) FROM (VALUES
	(payout_exposure(NULL, '2026-01-01', '2026-02-01')),
	(payout_exposure(1, NULL, '2026-02-01')),
	(liability(NULL, '2026-01-01', '2026-02-01', '2026-01-15')),
	(liability(1, NULL, '2026-02-01', '2026-01-15')),
	(liability(1, '2026-01-01', '2026-02-01', NULL)),
	(waiting_cost(NULL, 1, 1)), (waiting_cost(1, NULL, 1)),
	(waiting_cost(1, 1, NULL))) v(a) WHERE a IS NOT NULL), 0::bigint,
	'null in, null out');
SELECT is(state_of('SELECT ' || call), state, call)
FROM (VALUES
	($$payout_wait('infinity', '2026-01-01')$$, '22008'),
	($$payout_wait('2026-01-01', '-infinity')$$, '22008'),
	($$payout_wait('5874897-12-31', NULL, 'monthly lag 15')$$, '22008'),
	($$payout_exposure('NaN', '2026-01-01', '2026-02-01')$$, '22003'),
	($$payout_exposure('Infinity', '2026-01-01', '2026-02-01')$$, '22003'),
	($$payout_exposure(1, '2026-01-01', NULL, 'infinity')$$, '22008'),
	($$payout_exposure(1, '2026-01-01', '2026-02-01',
	   from_date => '2026-03-01', to_date => '2026-02-01')$$, '22023'),
	($$liability('-Infinity', '2026-01-01', NULL, '2026-02-01')$$, '22003'),
	($$waiting_cost('NaN', 1, 0.08)$$, '22003'),
	($$waiting_cost(1, 1, 'NaN')$$, '22003'),
	($$waiting_cost(1, 1, -1)$$, '22023'),
	($$waiting_cost(1, 1, 1e6)$$, '22023'),
	($$payout_wait('4714-11-24 BC', '5874897-12-31')$$, 'none'))
	v(call, state);

SELECT * FROM finish();
ROLLBACK;
