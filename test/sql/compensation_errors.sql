--
-- What is wrong with a payout, a summary or a question
--
SET search_path = sales_marketing, public;
\set SHOW_CONTEXT never

-- Labels
SELECT payout(function => 'slaes');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(kind => 'payday');
\echo :LAST_ERROR_SQLSTATE

-- Amounts
SELECT payout(amount => 'NaN');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(amount => '-Infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(amount => 900000000000000);
\echo :LAST_ERROR_SQLSTATE

-- Days
SELECT payout(earned_on => 'infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(paid_on => '-infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(earned_on => '0044-03-15 BC');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(payee => 'anna', earned_on => '1926-01-31', paid_on => '2026-02-28');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(earned_from => '2026-12-31', earned_to => '2026-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(earned_on => '2026-12-31', earned_from => '2026-01-01', earned_to => '2026-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(earned_from => '2026-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(earned_on => '9999-12-31', schedule => 'annual lag 60');
\echo :LAST_ERROR_SQLSTATE

-- Names
SELECT payout(payee => repeat('x', 256));
\echo :LAST_ERROR_SQLSTATE
SELECT payout(currency => 'a currency of more than thirty bytes');
\echo :LAST_ERROR_SQLSTATE
SELECT payout(plan => repeat('é', 128));
\echo :LAST_ERROR_SQLSTATE

-- Text forms
SELECT 'payee=anna'::payout;
\echo :LAST_ERROR_SQLSTATE
SELECT 'boss="anna"'::payout;
\echo :LAST_ERROR_SQLSTATE
SELECT 'payee="anna" payee="bob"'::payout;
\echo :LAST_ERROR_SQLSTATE
SELECT 'earned=2026-02-01..2026-01-01'::payout;
\echo :LAST_ERROR_SQLSTATE
SELECT ''::wait_summary;
\echo :LAST_ERROR_SQLSTATE
SELECT 'skipped=0; payee "anna"'::wait_summary;
\echo :LAST_ERROR_SQLSTATE
SELECT 'skipped=0; wait sales 30=1'::wait_summary;
\echo :LAST_ERROR_SQLSTATE
SELECT 'skipped=9223372036854775808'::wait_summary;
\echo :LAST_ERROR_SQLSTATE
SELECT 'skipped=0; wait sales 30=9223372036854775808'::wait_summary;
\echo :LAST_ERROR_SQLSTATE

-- Currencies
SELECT wait_summary_state(payout('anna', 'sales', '2026-01-31', amount => 5, currency => c))
FROM unnest(array['EUR', 'USD']) c;
\echo :LAST_ERROR_SQLSTATE
SELECT wait_summary_state(payout('anna', 'sales', '2026-01-31', amount => 5, currency => c))
FROM unnest(array['EUR', NULL]) c;
\echo :LAST_ERROR_SQLSTATE
SELECT merge_wait_summary(s::wait_summary)
FROM unnest(array['skipped=0 currency="EUR"', 'skipped=0 currency="CHF"']) s;
\echo :LAST_ERROR_SQLSTATE

-- Questions
SELECT compensation_gap(payout(), date '2026-01-01' + n) FROM generate_series(1, 2) n;
\echo :LAST_ERROR_SQLSTATE
SELECT compensation_gap(wait_summary 'skipped=0', 'infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT compensation_gap(wait_summary 'skipped=0', '0044-03-15 BC');
\echo :LAST_ERROR_SQLSTATE
SELECT compensation_gap(wait_summary 'skipped=0', NULL, -1);
\echo :LAST_ERROR_SQLSTATE

-- Sums that do not fit
SELECT merge_wait_summary('skipped=9223372036854775807') FROM generate_series(1, 2);
\echo :LAST_ERROR_SQLSTATE
SELECT compensation_gap(wait_summary 'skipped=0; payee "a" sales=0/0/0/0/0/0/0/0/0/0/0; unpaid "a" sales 0001-01-01=0/288230376151711744', '9999-12-31');
\echo :LAST_ERROR_SQLSTATE
