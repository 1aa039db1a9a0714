--
-- Pay schedules: what is refused, and in which words.
--
SET search_path = public, sales_marketing;
SET datestyle = 'ISO, YMD';

-- a word that is none
SELECT 'fortnightly lag 5'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'monthly lag soon'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'monatlich für alle'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'monthly lag 15 für alle'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE

-- something is missing
SELECT ''::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'biweekly lag 7'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'monthly dom 31'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT '454 nearest sat'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT ('monthly' || repeat(' following', 1000000))::pay_schedule;
\echo :LAST_ERROR_SQLSTATE

-- contradictions
SELECT 'monthly fiscal feb'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'quarterly 445 last sun dec fiscal feb'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'monthly lag 15 dom 15+1'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'monthly anchor 2026-01-01'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'monthly following preceding'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE
SELECT 'weekly 445 nearest sat jan'::pay_schedule;
\echo :LAST_ERROR_SQLSTATE

-- dates and amounts that are none
SELECT pay_period('infinity', 'monthly');
\echo :LAST_ERROR_SQLSTATE
SELECT pay_period_end('5874897-12-31', 'weekly');
\echo :LAST_ERROR_SQLSTATE
SELECT scheduled_payout('5874897-12-31', 'monthly lag 15');
\echo :LAST_ERROR_SQLSTATE
SELECT payout_wait('2026-01-10', '-infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT payout_exposure('NaN', '2026-01-10', '2026-02-20');
\echo :LAST_ERROR_SQLSTATE
SELECT payout_exposure(1, '2026-01-10', '2026-02-20', NULL, '2026-03-01', '2026-02-01');
\echo :LAST_ERROR_SQLSTATE
SELECT waiting_cost(1000, 30, -1);
\echo :LAST_ERROR_SQLSTATE

-- payments
SELECT pay_dates_state('infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT pay_dates_state('0044-03-15 BC');
\echo :LAST_ERROR_SQLSTATE
SELECT pay_dates_state('2026-01-30', 1e15);
\echo :LAST_ERROR_SQLSTATE
SELECT pay_dates_state('0001-01-01'::date + i) FROM generate_series(1, 40000) i;
\echo :LAST_ERROR_SQLSTATE
SELECT 'skipped=0; date 2026-02-30=1/1/0'::pay_dates;
\echo :LAST_ERROR_SQLSTATE
