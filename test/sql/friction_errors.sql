--
-- What bad touches, timelines and policies get
--
SET search_path = sales_marketing, public;

SELECT touch(function => 'slaes');
\echo :LAST_ERROR_SQLSTATE
SELECT touch(mode => 'one way');
\echo :LAST_ERROR_SQLSTATE
SELECT touch(purpose => 'sell');
\echo :LAST_ERROR_SQLSTATE
SELECT touch(direction => 'outbound');
\echo :LAST_ERROR_SQLSTATE
SELECT touch(event => 'won');
\echo :LAST_ERROR_SQLSTATE
SELECT touch(recipients => -1);
\echo :LAST_ERROR_SQLSTATE
SELECT touch(thread => repeat('x', 256));
\echo :LAST_ERROR_SQLSTATE
-- one argument without a name is read as the text form
SELECT touch('2026-03-02 09:00');
\echo :LAST_ERROR_SQLSTATE
SELECT 'skipped=0; event=contact'::touch_summary;
\echo :LAST_ERROR_SQLSTATE
SELECT 'event=contact'::touch_summary;
\echo :LAST_ERROR_SQLSTATE

SELECT 'double_tuoch 12h'::friction_policy;
\echo :LAST_ERROR_SQLSTATE
SELECT 'double_touch 12'::friction_policy;
\echo :LAST_ERROR_SQLSTATE
SELECT 'double_touch 12h went_dark 21d'::friction_policy;
\echo :LAST_ERROR_SQLSTATE
SELECT 'double_touch 12h, double_touch 21d'::friction_policy;
\echo :LAST_ERROR_SQLSTATE
SELECT 'double_touch 0h'::friction_policy;
\echo :LAST_ERROR_SQLSTATE
SELECT 'double_touch 1 month'::friction_policy;
\echo :LAST_ERROR_SQLSTATE
SELECT friction_policy(double_touch => '1 month');
\echo :LAST_ERROR_SQLSTATE
SELECT friction_policy(double_touch => '-1 hour');
\echo :LAST_ERROR_SQLSTATE
SELECT friction_policy(role_drift => 'NaN');
\echo :LAST_ERROR_SQLSTATE
SELECT friction_policy(phone => 0);
\echo :LAST_ERROR_SQLSTATE
SELECT friction_limit('default', 'double_tuoch');
\echo :LAST_ERROR_SQLSTATE
SELECT excess(1, 0);
\echo :LAST_ERROR_SQLSTATE
SELECT shortfall(-1, 24);
\echo :LAST_ERROR_SQLSTATE

SELECT * FROM friction_events('skipped=0', as_of => 'infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM friction_events('skipped=0', person_function => 'joint');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM friction_events('skipped=0', person_function => 'sales',
	time_zone => 'Berlin');
\echo :LAST_ERROR_SQLSTATE
SELECT touch_pressure(t ORDER BY t DESC)
FROM (VALUES (touch(occurred_at => '2026-03-02 UTC')),
	(touch(occurred_at => '2026-03-03 UTC'))) AS v (t);
\echo :LAST_ERROR_SQLSTATE
SELECT touch_pressure(touch(occurred_at => '2026-03-02 UTC'), p)
FROM (VALUES ('default'::friction_policy), ('phone 6')) AS v (p);
\echo :LAST_ERROR_SQLSTATE
SELECT touch_pressure_final('skipped=0');
\echo :LAST_ERROR_SQLSTATE
