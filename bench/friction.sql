-- The body of bench/friction: makes the rows, runs every query in turns, and
-- prints medians of the time that the processor spent.  psql variable: rows.
SET client_min_messages = warning;
SET jit = off;
SET work_mem = '512MB';
SET synchronize_seqscans = off;
SET max_parallel_workers_per_gather = 0;
CREATE EXTENSION IF NOT EXISTS sales_marketing;
SET search_path = public, sales_marketing;

-- Two years of activities, logged about when they happen.  A tenth of the
-- customers gets a third of them.
CREATE FUNCTION spread(n bigint, salt int) RETURNS float8
IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
	SELECT (hashint8extended(n, salt) & 1048575) / 1048576.0
$$;
CREATE FUNCTION activities(rows bigint, customers int)
RETURNS TABLE (activity_id text, customer int, occurred_at timestamptz,
	actor text, function text, channel text, direction text)
STABLE ROWS 2000000 LANGUAGE sql AS $$
	SELECT 'A' || lpad(i::text, 7, '0'),
		floor(power(spread(i, 1), 2) * customers)::int,
		timestamptz '2024-01-01 UTC' + interval '1 second' *
			floor(i * 63072000.0 / rows + spread(i, 2) * 259200),
		'P' || floor(spread(i, 3) * 200)::int,
		(array['sales', 'marketing'])[1 + floor(spread(i, 4) * 2)::int],
		(array['phone', 'email', 'email', 'mail', 'meeting', 'webinar'])
			[1 + floor(spread(i, 5) * 6)::int],
		(array['out', 'out', 'out', 'in'])[1 + floor(spread(i, 6) * 4)::int]
	FROM generate_series(1, rows) AS i
$$;
CREATE TABLE activity AS SELECT * FROM activities(:rows, 50000);
CREATE INDEX ON activity (customer, occurred_at);
VACUUM ANALYZE activity;
SELECT format('%s activities of %s customers, the busiest with %s',
	sum(n), count(*), max(n))
FROM (SELECT count(*) AS n FROM activity GROUP BY customer) AS c;

-- Every other row of the same customer in the time before, in plain SQL.
CREATE VIEW self_join AS
SELECT a.activity_id,
	count(*) FILTER (WHERE b.channel = 'phone') AS calls,
	count(*) FILTER (WHERE b.channel = 'email') AS emails,
	count(*) FILTER (WHERE b.channel = 'mail') AS letters,
	count(*) FILTER (WHERE b.function <> a.function AND b.actor <> a.actor
		AND b.occurred_at > a.occurred_at - interval '24 hours') AS clashes
FROM activity AS a JOIN activity AS b ON b.customer = a.customer
	AND b.occurred_at > a.occurred_at - interval '90 days'
	AND b.occurred_at <= a.occurred_at
GROUP BY a.activity_id;

-- Four counts by windows: no collapse, no clash, no silence.
CREATE VIEW four_windows AS
SELECT activity_id,
	count(*) FILTER (WHERE channel = 'phone') OVER w AS calls,
	count(*) FILTER (WHERE channel = 'email') OVER w AS emails,
	count(*) FILTER (WHERE channel = 'mail') OVER w AS letters,
	count(*) FILTER (WHERE function = 'sales') OVER w AS sales
FROM activity
WINDOW w AS (PARTITION BY customer ORDER BY occurred_at
	RANGE BETWEEN interval '90 days' PRECEDING AND CURRENT ROW);

CREATE VIEW timeline AS
SELECT customer, touch_summary_state(touch(occurred_at => occurred_at,
	actor => actor, function => function, channel => channel,
	direction => direction, activity_id => activity_id)) AS summary
FROM activity GROUP BY customer;
CREATE VIEW events AS
SELECT e.* FROM timeline, LATERAL friction_events(summary, customer::text) AS e;
CREATE VIEW exposures AS
SELECT e.* FROM timeline, LATERAL friction_exposure(summary, customer::text) AS e;
CREATE VIEW running AS
SELECT activity_id, touch_pressure(touch(occurred_at => occurred_at,
	actor => actor, function => function, channel => channel,
	direction => direction)) OVER (PARTITION BY customer ORDER BY occurred_at
	ROWS UNBOUNDED PRECEDING) AS pressure
FROM activity;

-- What the backend has computed so far, in ms: other processes do not count.
CREATE FUNCTION spent() RETURNS float8 VOLATILE LANGUAGE sql AS $$
	SELECT 10 * (f[14]::float8 + f[15]::float8)	-- user and system, in ticks
	FROM string_to_array(pg_read_file('/proc/' || pg_backend_pid() || '/stat'),
		' ') AS f
$$;
CREATE TABLE measured (name text, rows bigint, ms float8);
CREATE PROCEDURE measure(name text, query text) LANGUAGE plpgsql AS $$
DECLARE
	before float8 := spent();
	n bigint;
BEGIN
	EXECUTE query INTO n;
	INSERT INTO measured VALUES (name, n, spent() - before);
END $$;

DO $$
BEGIN
	FOR turn IN 1..5 LOOP
		CALL measure('count(*) by customer', 'SELECT count(n) FROM
			(SELECT count(*) AS n FROM activity GROUP BY customer) AS c');
		CALL measure('touch only', 'SELECT count(touch(occurred_at => occurred_at,
			actor => actor, function => function, channel => channel,
			direction => direction, activity_id => activity_id)) FROM activity');
		CALL measure('touch_summary_state', 'SELECT count(summary) FROM timeline');
		CALL measure('and friction_events', 'SELECT count(kind) FROM events');
		CALL measure('or friction_exposure', 'SELECT count(kind) FROM exposures');
		CALL measure('four count FILTER windows', 'SELECT count(sales) FROM four_windows');
		CALL measure('touch_pressure window', 'SELECT count(pressure) FROM running');
		IF turn = 1 THEN
			CALL measure('self-join', 'SELECT count(calls) FROM self_join');
		END IF;
	END LOOP;
END $$;
CREATE VIEW median AS
SELECT name, max(rows) AS rows,
	percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms
FROM measured GROUP BY name;
SELECT format('%-28s %s ms, %s rows', name, lpad(round(ms::numeric)::text, 7), rows)
FROM median ORDER BY ms;
SELECT format('%s over friction_events: %s times (limit: %s)', a.name,
	round((a.ms / b.ms)::numeric, 1), l)
FROM (VALUES ('self-join', 10), ('four count FILTER windows', 2)) AS v (name, l)
JOIN median AS a USING (name), median AS b
WHERE b.name = 'and friction_events';
SELECT format('touch_pressure over four count FILTER windows: %s (limit: 1.3)',
	round((a.ms / b.ms)::numeric, 2))
FROM median AS a, median AS b WHERE a.name = 'touch_pressure window'
	AND b.name = 'four count FILTER windows';

-- Growth: the same customers, eight times as many touches.
CREATE TABLE few AS SELECT * FROM activities(:rows / 4, 50000);
CREATE TABLE many AS SELECT * FROM activities(:rows * 2, 50000);
VACUUM ANALYZE few, many;
DO $$
BEGIN
	FOR turn IN 1..3 LOOP
		FOR t IN 0..1 LOOP
			CALL measure('events of ' || (array['few', 'many'])[1 + t],
				format('SELECT count(kind) FROM (SELECT touch_summary_state(
				touch(occurred_at => occurred_at, actor => actor,
				function => function, channel => channel,
				direction => direction, activity_id => activity_id)) AS s
				FROM %I GROUP BY customer) AS c, friction_events(s)',
				(array['few', 'many'])[1 + t]));
		END LOOP;
	END LOOP;
END $$;
SELECT format('%s rows %s ms, %s rows %s ms: %s times for 8 times the rows (n log n: %s)',
	:rows / 4, round(a.ms), :rows * 2, round(b.ms), round((b.ms / a.ms)::numeric, 1),
	round((8 * ln(:rows * 2) / ln(:rows / 4))::numeric, 1))
FROM median AS a, median AS b
WHERE a.name = 'events of few' AND b.name = 'events of many';

-- One customer.
CREATE TABLE one_customer AS
SELECT occurred_at, touch(occurred_at => occurred_at, actor => actor,
	function => function, channel => channel, direction => direction,
	activity_id => activity_id) AS touch
FROM activities(1000000, 1) ORDER BY activity_id COLLATE "C" DESC;
VACUUM ANALYZE one_customer;
DO $$
BEGIN
	CALL measure('one customer: touch_summary_state', 'SELECT
		pg_column_size(touch_summary_state(touch)) FROM one_customer');
	CALL measure('one customer: and friction_exposure', 'SELECT sum(flagged)
		FROM (SELECT touch_summary_state(touch) AS s FROM one_customer) AS t,
		friction_exposure(s)');
	CALL measure('one customer: and friction_events', 'SELECT count(*)
		FROM (SELECT touch_summary_state(touch) AS s FROM one_customer) AS t,
		friction_events(s)');
	CALL measure('one customer: touch_pressure', 'SELECT count(p) FROM (SELECT
		touch_pressure(touch) OVER (ORDER BY occurred_at ROWS UNBOUNDED
		PRECEDING) AS p FROM one_customer) AS w');
END $$;
SELECT format('%s, a million touches: %s ms, answer %s', name, round(ms), rows)
FROM median WHERE name LIKE 'one customer%' ORDER BY ms;
