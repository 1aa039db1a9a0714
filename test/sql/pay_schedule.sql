--
-- Pay schedules: periods, pay days, waits, and what waiting is worth.
--
SET search_path = public, sales_marketing;
SET datestyle = 'ISO, YMD';

-- written in any way, read in one
SELECT written, written::pay_schedule AS schedule FROM (VALUES
	('MONTHLY  lag 15'),
	('quarterly modified_following dom 31+1 fiscal february'),
	('biweekly blag 5 anchor 2026-01-05'),
	('weekly anchor 2000-01-03'),
	('454 nearest saturday january lag 10'),
	('annual 445 last sat aug lag 60 deadline quarter_end_plus 31+1 anchor 2026-02-17')
) v(written);

-- the same day under each cadence
SELECT schedule, pay_period(d, schedule), scheduled_payout(d, schedule),
	   scheduled_payout(d, schedule) - d AS waits
FROM (VALUES ('2026-05-20'::date)) v(d), unnest(array[
	'weekly lag 5', 'biweekly anchor 2026-01-05 lag 7', 'semimonthly lag 10',
	'monthly lag 15', '454 nearest sat jan lag 15', 'quarterly lag 30',
	'quarterly fiscal feb lag 30', 'semiannual lag 30',
	'annual lag 60 following']::pay_schedule[]) schedule;

-- start and end, which business intelligence tools like better than ranges
SELECT pay_period_start('2028-02-20', 'semimonthly'),
	   pay_period_end('2028-02-20', 'semimonthly');

-- what is released later is paid later; holidays push further
SELECT scheduled_payout('2026-02-20', 'monthly dom 3+1 following') AS earned,
	   scheduled_payout('2026-02-20', 'monthly dom 3+1 following',
						released_on => '2026-03-05') AS released,
	   scheduled_payout('2026-02-20', 'monthly dom 3+1 following',
						released_on => '2026-03-05',
						calendar => 'mon-fri except 2026-04-03 2026-04-06')
	   AS released_at_easter;

SELECT payout_deadline('2026-05-20', 'monthly lag 15 deadline month_end_plus 31+1'),
	   payout_deadline('2026-05-20', 'quarterly deadline quarter_end_plus 31+1'),
	   payout_deadline('2026-05-20', 'monthly lag 15') AS none;

-- wait = design + lateness
SELECT w.* FROM (VALUES
	('2026-01-10'::date, '2026-02-20'::date, NULL::date),
	('2026-01-10', '2026-02-13', '2026-01-25'),
	('2026-01-10', '2026-03-20', '2026-02-05'),
	('2026-01-10', NULL, NULL)) v(earned_on, paid_on, released_on),
	LATERAL payout_wait(earned_on, paid_on, 'monthly lag 15',
						released_on => released_on, as_of => '2026-03-31') w;

SELECT payout_exposure(1000, '2026-01-10', '2026-02-20') AS exposure,
	   payout_exposure(1000, '2026-01-10', '2026-02-20',
					   from_date => '2026-02-01', to_date => '2026-03-01')
	   AS in_february,
	   liability(1000, '2026-01-10', '2026-02-20', '2026-01-31') AS owed,
	   round(waiting_cost(1000, 41, 0.08), 2) AS cost;

-- what the payments themselves show
SELECT inferred_cadence(paid_on) FROM
	(VALUES ('2026-01-30'::date), ('2026-02-27'), ('2026-03-31')) v(paid_on);
SELECT inferred_cadence(paid_on, amount), pay_dates_state(paid_on, amount)
FROM (VALUES ('2026-01-30'::date, 1000), ('2026-02-11', 12.5),
			 ('2026-02-27', 1100), ('2026-03-31', 900)) v(paid_on, amount);
SELECT mode() WITHIN GROUP (ORDER BY inferred_lag(earned_on, paid_on, 'monthly'))
FROM (VALUES ('2026-01-10'::date, '2026-02-15'::date),
			 ('2026-01-20', '2026-02-15'), ('2026-02-20', '2026-03-18'))
	v(earned_on, paid_on);
