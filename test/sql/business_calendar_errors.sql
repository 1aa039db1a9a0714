--
-- Business calendars: what is refused, and in which words.
--
SET search_path = public, sales_marketing;
SET datestyle = 'ISO, YMD';

SELECT ''::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'workdays'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'mon-fri 9-17'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'mon-fri 22:00-06:00'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'mon-fri 09:00-17:30 Europe/Berln'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'mon-fri 09:00-17:30 Zürich'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'mon-fri 09:00-17:30 CET-1CEST'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'mon-fri Europe/Berlin 2026-12-25'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'mon-fri except 25.12.2026'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT 'mon-fri except 2027-01-01..2026-12-24'::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT ('mon-fri except 2026-12-25' || repeat(' 2026-12-25', 4000))::business_calendar;
\echo :LAST_ERROR_SQLSTATE
SELECT ('mon-fri' || repeat(' ', 1000000))::business_calendar;
\echo :LAST_ERROR_SQLSTATE

SELECT is_business_day('infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT add_business_days('5874897-12-31', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT business_hours('-infinity', '2026-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT business_hours('4000-01-01 00:00+00 BC', '8000-01-01 00:00+00');
\echo :LAST_ERROR_SQLSTATE
