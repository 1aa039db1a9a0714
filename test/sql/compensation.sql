--
-- When each function is rewarded, and what the difference is
--
SET search_path = sales_marketing, public;

-- sales is paid monthly, marketing once a year; some get it a few days late
CREATE TABLE plan (function text, schedule pay_schedule);
INSERT INTO plan VALUES
	('sales', 'monthly lag 15'), ('marketing', 'annual lag 60');
CREATE TABLE pay AS
SELECT function || n AS payee, function, month, day AS earned_on, schedule,
	   scheduled_payout(day, schedule) +
	   n % CASE function WHEN 'sales' THEN 2 ELSE 5 END AS paid_on,
	   100 * n AS amount
FROM plan, generate_series(1, 6) n, generate_series(1, 12) month,
	 make_date(2025, month, 28) day;

-- a row as a value
SELECT payout(payee, function, earned_on, paid_on, amount, NULL, schedule,
			  currency => 'EUR', kind => 'commission')
FROM pay WHERE month = 1 AND amount = 100 ORDER BY payee;
SELECT payout(payee => 'Zoë "Z"', function => 'marketing',
			  earned_from => '2025-01-01', earned_to => '2025-12-31',
			  amount => -12.5, kind => 'clawback');
SELECT payout() AS nothing;

-- everything there is to say
CREATE TABLE summary AS
SELECT month, wait_summary_state(payout(payee, function, earned_on, paid_on,
										amount, NULL, schedule,
										currency => 'EUR')) AS waits
FROM pay GROUP BY month;
\x on
SELECT (compensation_gap(merge_wait_summary(waits))).* FROM summary;
SELECT w.* FROM (SELECT merge_wait_summary(waits) AS s FROM summary) m,
	 function_waits(s) w
WHERE function = 'marketing';
\x off

-- in one step
SELECT g.sales_mean_wait_days, g.marketing_mean_wait_days,
	   g.marketing_minus_sales_days, g.differs, g.reason
FROM (SELECT (compensation_gap(payout(payee, function, earned_on, paid_on,
									  amount, NULL, schedule), NULL)).*
	  FROM pay) g;

-- what is kept of two payees
SELECT wait_summary_state(payout(payee, function, earned_on, paid_on, amount))
FROM pay WHERE month = 1 AND amount = 100;

-- what is not paid yet, read as of three days
SELECT as_of, w.payouts, w.paid, w.not_yet_earned, w.not_due, w.overdue,
	   w.mean_wait_days, w.unpaid_share
FROM (SELECT wait_summary_state(p::payout) AS s FROM unnest(array[
	'payee="ann" function=sales earned=2026-01-10 paid=2026-02-10',
	'payee="ann" function=sales earned=2026-02-20 scheduled=2026-03-15',
	'payee="bob" function=sales earned=2026-03-01 scheduled=2026-03-31']) p)
	x,
	unnest(array['2026-02-20', '2026-03-15', '2026-04-30']::date[]) as_of,
	function_waits(s, as_of, 1) w
WHERE function = 'sales' ORDER BY as_of;

-- four people are too few to be told about, unless it is asked for
SELECT g.sales_payees, g.sales_mean_wait_days, g.marketing_payees,
	   g.marketing_mean_wait_days, g.marketing_minus_sales_days, g.reason
FROM (VALUES (5), (4)) q(minimum),
LATERAL (SELECT (compensation_gap(payout(payee, function, earned_on, paid_on),
								  NULL, q.minimum)).*
		 FROM pay WHERE function = 'sales' OR amount <= 400) g
ORDER BY q.minimum DESC;
DROP TABLE pay, summary;
