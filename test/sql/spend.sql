--
-- Spend by key and function: what a user sees, good and bad.
--
SET search_path = public, sales_marketing;

CREATE TABLE expense (month int, customer text, amount numeric, reached int,
					  function text);
INSERT INTO expense VALUES
	(1, 'Adler', 1200, 1, 'sales'), (1, 'Birke', 300, 1, 'sales'),
	(1, 'Adler', 450, 2, 'sales'), (1, NULL, 5000, 12000, 'marketing'),
	(2, 'Birke', -300, 0, 'sales'), (2, 'Čáslav', 80.55, 1, 'sales'),
	(2, 'Adler', 200, NULL, 'marketing'), (2, 'Dorn', 200, 40, 'marketing'),
	(2, 'Dorn', NULL, 3, 'marketing');

-- One line as a value.
SELECT spend(key => customer, amount => amount, reached => reached,
			 function => function, currency => 'EUR') AS line
FROM expense ORDER BY month, customer, amount;

-- In one step, then by way of stored summaries.
\x
SELECT (spend_focus(spend(customer, amount, reached, function, 'EUR'))).*
FROM expense;
\x
CREATE TABLE monthly AS
SELECT month, spend_summary_state(spend(customer, amount, reached, function,
										'EUR')) AS summary
FROM expense GROUP BY month;
SELECT month, summary FROM monthly ORDER BY month;
SELECT function, currency, lines, skipped, keys, nonpositive_keys AS credit,
	   amount, round(hhi::numeric, 4) AS hhi,
	   round(effective_keys::numeric, 2) AS effective,
	   round(evenness::numeric, 4) AS evenness, round(gini::numeric, 4) AS gini,
	   round(top_decile_share::numeric, 4) AS top,
	   round(spend_per_key::numeric, 2) AS per_key
FROM spend_focus((SELECT merge_spend_summary(summary) FROM monthly));
SELECT function, unallocated, round(unallocated_share::numeric, 4) AS share,
	   reached, lines_without_reached AS without,
	   round(reach_per_money::numeric, 4) AS reach_per_money,
	   round(cost_per_reached::numeric, 4) AS cost_per_reached
FROM spend_focus((SELECT merge_spend_summary(summary) FROM monthly));

-- Errors.
SELECT spend_focus(spend('a', 1, 1, 'sales', c)) FROM unnest(array['EUR', 'USD']) c;
\echo :LAST_ERROR_SQLSTATE
SELECT spend_focus(spend('a', 1, 1, 'sales', c)) FROM unnest(array[NULL, 'USD']) c;
\echo :LAST_ERROR_SQLSTATE
SELECT spend(function => 'slaes');
\echo :LAST_ERROR_SQLSTATE
SELECT spend(reached => -1);
\echo :LAST_ERROR_SQLSTATE
SELECT spend(amount => 'NaN');
\echo :LAST_ERROR_SQLSTATE
SELECT spend(amount => 1e15);
\echo :LAST_ERROR_SQLSTATE
SELECT spend(currency => '');
\echo :LAST_ERROR_SQLSTATE
SELECT spend(key => repeat('č', 600));
\echo :LAST_ERROR_SQLSTATE
SELECT 'amount=1e3'::spend;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales:"a"=1'::spend_summary;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales=2/0/0/0 sales:"a"=1 sales:"a"=2'::spend_summary;
\echo :LAST_ERROR_SQLSTATE
SELECT spend_focus(spend(i::text, 1)) FROM generate_series(1, 4000001) i;
\echo :LAST_ERROR_SQLSTATE

DROP TABLE monthly, expense;
