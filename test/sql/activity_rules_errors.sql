--
-- What is wrong with rules or with an argument, and where
--
SET search_path = public, sales_marketing;
\set SHOW_CONTEXT never

-- Neither JSON nor the name of an edition
SELECT 'standard/7'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT ''::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT repeat('standard ', 1000)::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"demo": {"sales": 1}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {},
  "base": {"sales": 1},}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{} {}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"base": {"sales": NaN}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT E'{"phrases": {"a\tb": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"a\u0000b": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE

-- JSON of the wrong shape
SELECT '[]'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '"standard/1"'::jsonb::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrase": {}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"Phrases": {}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": ["cold call"]}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"cold call": 1.2}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"cold call": {"sale": 1.2}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"cold call": {"sales": "1.2"}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"channels": {"phone": {"shorter": "count"}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"facts": {"bulk": {"rows": 1}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"facts": {"outbound": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"base": {"mode": "both_ways"}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"base": {"purpose": null}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"base": {"place": ""}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"thresholds": {"sales": 1}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE

-- Numbers out of bounds
SELECT '{"base": {"sales": 100.001}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"base": {"sales": -1e999}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"a": {"rows": -1}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"a": {"rows": 1.5}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"a": {"rows": 2147483648}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"thresholds": {"evidence": -0.1}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"thresholds": {"joint": 0}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"thresholds": {"joint": 1.1}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE

-- Phrases that are none
SELECT '{"phrases": {"": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"--": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"*": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"*ing": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"de*mo": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"channels": {"!": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"one two three four five six seven eight nine": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT ('{"phrases": {"' || repeat('x', 97) || '": {}}}')::activity_rules;
\echo :LAST_ERROR_SQLSTATE

-- Said twice: the same key, or the same words
SELECT '{"base": {}, "base": {}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"base": {"sales": 1, "sales": 1}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"phrases": {"e-mail": {}, "E Mail": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT '{"channels": {"fax": {}, "FAX!": {}}}'::activity_rules;
\echo :LAST_ERROR_SQLSTATE

-- Too much of it
SELECT ('{"phrases": ' || repeat('{"a": ', 8) || '{}' || repeat('}', 9))::activity_rules;
\echo :LAST_ERROR_SQLSTATE
SELECT ('{"phrases": {' || string_agg(format('"a%s": {}', i), ',') || '}}')::activity_rules
FROM generate_series(1, 50001) i;
\echo :LAST_ERROR_SQLSTATE
SELECT ('{"channels": {' || string_agg(format('"a%s": {}', i), ',') || '}}')::activity_rules
FROM generate_series(1, 1001) i;
\echo :LAST_ERROR_SQLSTATE
SELECT ('{' || repeat(' ', 8 * 1024 * 1024) || '}')::activity_rules;
\echo :LAST_ERROR_SQLSTATE

-- Arguments
SELECT classify_activity('demo', 'standrad/1');
\echo :LAST_ERROR_SQLSTATE
SELECT classify_activity('demo', recipients => -1);
\echo :LAST_ERROR_SQLSTATE
SELECT communication_mode('demo', direction => 'inbound');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM explain_activity('demo', direction => '');
\echo :LAST_ERROR_SQLSTATE
SELECT activity_score('demo', direction => repeat('ein', 1000));
\echo :LAST_ERROR_SQLSTATE
SELECT classify_activity('demo', chanel => 'phone');
\echo :LAST_ERROR_SQLSTATE
