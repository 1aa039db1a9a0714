--
-- Friction on the timeline of a customer and of a person
--
SET search_path = sales_marketing, public;
SET extra_float_digits = 0;

-- the golden timeline: marketing by a, sales by b
CREATE TABLE activity (id text, occurred_at timestamptz, function text,
	actor text, channel text, direction text);
INSERT INTO activity VALUES
	('1', '2026-03-02 09:00 UTC', 'marketing', 'a', 'email', 'out'),
	('2', '2026-03-02 15:30 UTC', 'sales', 'b', 'phone', 'out'),
	('3', '2026-03-04 10:00 UTC', 'sales', 'b', 'email', 'out'),
	('4', '2026-03-10 08:00 UTC', 'marketing', 'a', 'email', 'out'),
	('5', '2026-03-11 07:59 UTC', 'sales', 'b', 'phone', 'out'),
	('6', '2026-03-12 08:00 UTC', 'sales', 'b', 'phone', 'out'),
	('7', '2026-03-13 09:00 UTC', 'marketing', 'a', 'email', 'out'),
	('8', '2026-04-01 09:00 UTC', 'sales', 'b', 'meeting', NULL),
	('9', NULL, 'sales', 'b', 'phone', 'out');
CREATE VIEW touches AS
SELECT *, touch(occurred_at => occurred_at, actor => actor,
	function => function, channel => channel, direction => direction,
	activity_id => id) AS touch FROM activity;
SELECT touch FROM touches ORDER BY touch;
CREATE TABLE timeline AS
SELECT touch_summary_state(touch) AS summary FROM touches;

SELECT kind, occurred_at AT TIME ZONE 'UTC' AS at, severity, observed,
	threshold, unit, sales_actor AS s, marketing_actor AS m, evidence
FROM timeline, friction_events(summary, 'c',
	open_deals => '{[2026-03-01 UTC, 2026-04-10 UTC)}')
ORDER BY kind, occurred_at;
SELECT occurred_at AT TIME ZONE 'UTC' AS at, sales_share, marketing_share
FROM timeline, friction_events(summary, 'c') WHERE kind = 'over_contact';
SELECT e.* FROM timeline, friction_exposure(summary, 'c',
	open_deals => '{[2026-03-01 UTC, 2026-04-10 UTC)}') AS e;

-- everything there is to say of one event
\x on
SELECT e.* FROM timeline, friction_events(summary, 'c') AS e LIMIT 1;
\x off

-- another policy is another question to the same timeline
SELECT kind, count(*)
FROM timeline, friction_events(summary, 'c', 'double_touch 6h, phone 6',
	'{[2026-03-01 UTC,)}', '2026-06-01 UTC')
GROUP BY kind ORDER BY kind;

-- a flag on every row
SELECT id, touch_pressure(touch) OVER w AS pressure,
	touch_pressure(touch) OVER w > 1 AS too_much,
	touch_pressure(touch, 'phone 6') OVER w AS b2b_call
FROM touches
WINDOW w AS (ORDER BY occurred_at ROWS UNBOUNDED PRECEDING);

-- a person's day
SELECT kind, observed, threshold, severity, sales_actor, evidence
FROM (SELECT touch_summary_state(touch(timestamptz '2026-03-02 08:00 UTC' +
		n * interval '1 hour', 'b', f, activity_id => n::text)) AS day
	FROM unnest(array['sales', 'marketing', 'sales', 'joint', 'marketing',
		'sales']) WITH ORDINALITY AS t (f, n)) AS d,
	friction_events(day, 'b', person_function => 'sales', time_zone =>
		'Europe/Berlin');

-- policies
SELECT friction_policy(double_touch => '12h', went_dark => '21 days');
SELECT friction_policy();
SELECT 'went_dark 504h, double_touch 0.5d'::friction_policy;
SELECT name, kind, value, unit, default_value
FROM friction_limits('double_touch 12h, phone 6');
SELECT friction_limit('default', 'double_touch');
SELECT excess(42, 24), excess(24, 24), shortfall(6.5, 24);

DROP TABLE timeline;
DROP TABLE activity CASCADE;
