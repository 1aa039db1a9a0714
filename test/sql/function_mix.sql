--
-- How activities divide between sales and marketing
--
SET search_path = sales_marketing, public;

CREATE TABLE activity (customer text, function text, minutes integer);
INSERT INTO activity VALUES
	('Acme', 'sales', 30), ('Acme', 'sales', 45), ('Acme', 'marketing', 5),
	('Acme', 'unclassified', NULL), ('Acme', NULL, 10),
	('Bolt', 'marketing', 20), ('Bolt', 'joint', NULL),
	('Core', 'unclassified', 15), ('Dune', NULL, NULL);

-- in one step
SELECT customer, mix.activities, mix.sales_activities,
	   mix.marketing_activities, mix.sales_share, mix.coverage, mix.balance,
	   mix.skipped
FROM (SELECT customer, function_mix(function) AS mix
	  FROM activity GROUP BY customer) a, LATERAL (SELECT (a.mix).*) mix
ORDER BY customer;
SELECT customer, mix.minutes, mix.sales_minutes, mix.marketing_minutes,
	   mix.sales_minutes_share, mix.minutes_coverage, mix.minutes_balance,
	   mix.without_minutes
FROM (SELECT customer, function_mix(function, minutes) AS mix
	  FROM activity GROUP BY customer) a, LATERAL (SELECT (a.mix).*) mix
ORDER BY customer;

-- everything there is to say
\x on
SELECT (function_mix(function, minutes)).* FROM activity;
SELECT (function_mix(function)).* FROM activity WHERE false;
\x off

-- by way of summaries, which can be stored and merged
CREATE TABLE summary AS
SELECT customer, function_counts_state(function, minutes) AS counts
FROM activity GROUP BY customer;
SELECT * FROM summary ORDER BY customer;
SELECT merge_function_counts(counts) FROM summary;
SELECT customer, function_count(counts, 'sales') AS sales,
	   function_share(counts, 'sales') AS share,
	   function_share(counts, 'unclassified') AS unclassified,
	   function_coverage(counts) AS coverage,
	   function_balance(counts) AS balance
FROM summary ORDER BY customer;
SELECT function_mix(merge_function_counts(counts)) =
	   (SELECT function_mix(function, minutes) FROM activity) AS same
FROM summary;
SELECT DISTINCT counts FROM summary WHERE customer IN ('Acme', 'Bolt')
ORDER BY counts;

-- text form
SELECT 'marketing=2 sales=1'::function_counts;
SELECT 'sales=1/30'::function_counts;

-- what is wrong
SELECT function_mix('slaes');
\echo :LAST_ERROR_SQLSTATE
SELECT function_count('sales=1', 'Marketing');
\echo :LAST_ERROR_SQLSTATE
SELECT function_mix('sales', -5);
\echo :LAST_ERROR_SQLSTATE
SELECT function_mix(NULL::function_counts);
SELECT ''::function_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'slaes=1'::function_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales=1 sales=2'::function_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales=many'::function_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales=1 without_minutes=2'::function_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT repeat('sales=1 ', 1000)::function_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales=9223372036854775808'::function_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales=9223372036854775807 other=1'::function_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT merge_function_counts(c)
FROM (VALUES ('sales=9223372036854775807'::function_counts), ('other=1')) v(c);
\echo :LAST_ERROR_SQLSTATE

DROP TABLE activity, summary;
