/*
 * interrupts.sql
 *		What only asks for attention does not keep a long function from its
 *		end: the server looks every ten milliseconds whether the client is there,
 *		and reading this summary takes longer.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(2);

CREATE TEMP TABLE payouts AS
SELECT payout('p' || i, (array['sales', 'marketing'])[1 + i % 2],
			  '2026-01-01', date '2026-01-31' + i % 7, 1) AS payout
FROM generate_series(1, 400000) i;
CREATE TEMP TABLE stored AS
SELECT wait_summary_state(payout) AS summary FROM payouts;

SET LOCAL client_connection_check_interval = '10ms';
SET LOCAL statement_timeout = '20s';
SELECT is((SELECT sales_payees + marketing_payees
		   FROM stored, compensation_gap(summary, '2026-12-31')),
		  400000::bigint, 'a summary is read');
SELECT is((SELECT wait_summary_state(payout) FROM payouts),
		  (SELECT summary FROM stored), 'a summary is sorted');

SELECT finish();
ROLLBACK;
