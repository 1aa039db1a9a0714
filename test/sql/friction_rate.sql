--
-- Rates of friction: what a user sees, good and bad.
--
SET search_path = public, sales_marketing;

-- From counts.
\x
SELECT (friction_rate(flagged => 12, exposed => 80, severity_sum => 5.5,
					  unit_cost => 40)).*;
\x
SELECT kinds, round(rate_low::numeric, 4) AS low, round(rate_high::numeric, 4) AS high
FROM generate_series(1, 16, 5) kinds,
	 LATERAL friction_rate(12, 80, kinds => kinds);
SELECT exposed, flagged, rate, suppressed, reason
FROM (VALUES (0, 0), (0, 4), (3, 4), (0, 5), (3, 5)) v(f, e),
	 LATERAL friction_rate(f, e);

-- From rows, by way of stored summaries.
CREATE TABLE monthly AS
SELECT month, friction_counts_state(i % 7 < month, (i % 7)::float8 / 10) AS counts
FROM generate_series(1, 3) month, generate_series(1, 50) i
GROUP BY month;
SELECT month, counts FROM monthly ORDER BY month;
SELECT (friction_rate(merge_friction_counts(counts))).rate FROM monthly;

-- How much of it is misread.
SELECT accuracy, persistence,
	   round(expected_false_share(format('sales>sales=%s sales>marketing=%s '
			 'marketing>marketing=%1$s marketing>sales=%2$s', accuracy,
			 100 - accuracy)::quality_counts, persistence)::numeric, 3)
	   AS false_share
FROM unnest(array[95, 90, 80]) accuracy, unnest(array[0, 0.5, 0.9]) persistence
ORDER BY accuracy DESC, persistence;

-- Errors.
SELECT friction_rate(6, 5);
\echo :LAST_ERROR_SQLSTATE
SELECT friction_rate(1, 5, severity_sum => 1.5);
\echo :LAST_ERROR_SQLSTATE
SELECT friction_rate(1, 5, minimum_exposed => -1);
\echo :LAST_ERROR_SQLSTATE
SELECT friction_rate(1, 5, kinds => 17);
\echo :LAST_ERROR_SQLSTATE
SELECT friction_rate(1, 5, unit_cost => -1);
\echo :LAST_ERROR_SQLSTATE
SELECT friction_rate(1, 5, unit_cost => 'NaN');
\echo :LAST_ERROR_SQLSTATE
SELECT friction_rate(true, 1.5);
\echo :LAST_ERROR_SQLSTATE
SELECT 'exposed=1 flagged=2'::friction_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'exposed=9223372036854775808'::friction_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT expected_false_share('sales>sales=1', 2);
\echo :LAST_ERROR_SQLSTATE

DROP TABLE monthly;
