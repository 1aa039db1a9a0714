-- The body of bench/compensation: makes the payouts, runs every query in
-- turns, and prints medians.  psql variable: rows.
SET client_min_messages = warning;
SET jit = off;
SET work_mem = '512MB';
SET synchronize_seqscans = off;
CREATE EXTENSION IF NOT EXISTS sales_marketing;

-- Sales is paid monthly, marketing quarterly.  Every payee has a pace, every
-- payout a delay, some have not been paid.
CREATE TABLE payouts AS
SELECT 'E' || lpad(payee::text, 7, '0') AS payee,
	CASE WHEN payee % 5 < 2 THEN 'marketing' ELSE 'sales' END AS function,
	earned_on, scheduled_on,
	CASE WHEN i % 41 > 0 THEN scheduled_on + (payee % 7 + i % 11 - 6)::int END
		AS paid_on,
	(100 + i * 48271 % 900000 / 100.0)::numeric(12, 2) AS amount
FROM generate_series(1, :rows::bigint) AS i,
	LATERAL (SELECT i * 7919 % (:rows::bigint / 100) AS payee,
		date '2025-01-01' + (i * 365 / :rows::bigint)::int AS earned_on) AS p,
	LATERAL (SELECT CASE WHEN payee % 5 < 2
		THEN date_trunc('quarter', earned_on) + interval '4 months - 1 day'
		ELSE date_trunc('month', earned_on) + interval '1 month 14 days'
		END::date AS scheduled_on) AS s;
VACUUM ANALYZE payouts;
SELECT format('%s payouts of %s payees, %s MB', count(*), count(DISTINCT payee),
	pg_table_size('payouts') / 1000000) FROM payouts;

CREATE VIEW the_gap AS
SELECT (gap).* FROM (
	SELECT sales_marketing.compensation_gap(
		sales_marketing.payout(payee => payee, function => function,
			earned_on => earned_on, scheduled_on => scheduled_on,
			paid_on => paid_on, amount => amount), '2026-01-31') AS gap
	FROM payouts OFFSET 0) AS g;

-- One value a payee: the mean wait, weighted by amount, half a day upwards.
-- What is unpaid and overdue waits until the day that is asked about.
CREATE VIEW payout_wait AS
SELECT payee, function, amount, paid_on IS NULL AS unpaid,
	until - earned_on AS wait, scheduled_on - earned_on AS design,
	until - scheduled_on AS late
FROM payouts, LATERAL (SELECT CASE WHEN paid_on IS NOT NULL THEN paid_on
	WHEN scheduled_on < '2026-01-31' THEN date '2026-01-31' END AS until) AS u;

CREATE VIEW payee_wait AS
SELECT function, payee, count(*) AS payouts,
	count(*) FILTER (WHERE unpaid) AS unpaid,
	count(late) AS scheduled, count(*) FILTER (WHERE late > 0) AS late,
	sum(amount * wait) AS amount_days,
	sum(amount) FILTER (WHERE wait IS NOT NULL) AS amount,
	sum(amount * design) FILTER (WHERE wait IS NOT NULL)
		/ sum(amount) FILTER (WHERE wait IS NOT NULL) AS design,
	floor(sum(amount * wait) / sum(amount) FILTER (WHERE wait IS NOT NULL)
		+ 0.5)::int AS days
FROM payout_wait GROUP BY 1, 2;

-- The rest is common to both: payee and tardy are relations.
CREATE FUNCTION plain_of(tardy text) RETURNS text LANGUAGE sql AS $$
SELECT format('
	WITH payee AS MATERIALIZED (SELECT * FROM payee_wait),
	each AS (
		SELECT function, count(*) AS payees, sum(payouts) AS payouts,
			sum(unpaid) / sum(payouts) AS unpaid_share,
			avg(amount_days / amount) AS mean, avg(design) AS design,
			percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median,
			percentile_cont(0.9) WITHIN GROUP (ORDER BY days) AS p90,
			sum(amount_days) / sum(amount) AS weighted,
			sum(late) / sum(scheduled) AS late_rate
		FROM payee GROUP BY function),
	tardy AS (%s),
	-- the rank sum says how often marketing waits longer
	rank AS (
		SELECT function, (2 * rank() OVER w + count(*) OVER t - 1) / 2.0 AS rank
		FROM payee
		WINDOW w AS (ORDER BY days), t AS (PARTITION BY days)),
	ranks AS (
		SELECT sum(rank) AS ranks FROM rank WHERE function = ''marketing'')
	SELECT s.payees AS sales_payees, s.payouts AS sales_payouts,
		s.unpaid_share AS sales_unpaid_share, s.mean AS sales_mean_wait_days,
		s.median AS sales_median_wait_days, s.p90 AS sales_p90_wait_days,
		s.weighted AS sales_weighted_wait_days, s.late_rate AS sales_late_rate,
		ts.p90 AS sales_tardiness_p90_days,
		m.payees AS marketing_payees, m.payouts AS marketing_payouts,
		m.unpaid_share AS marketing_unpaid_share,
		m.mean AS marketing_mean_wait_days,
		m.median AS marketing_median_wait_days,
		m.p90 AS marketing_p90_wait_days,
		m.weighted AS marketing_weighted_wait_days,
		m.late_rate AS marketing_late_rate,
		tm.p90 AS marketing_tardiness_p90_days,
		m.mean - s.mean AS mean_gap_days,
		m.design - s.design AS design_gap_days,
		m.mean - m.design - s.mean + s.design AS lateness_gap_days,
		2 * (ranks - m.payees * (m.payees + 1) / 2)
			/ (m.payees * s.payees) - 1 AS cliffs_delta
	FROM each s, each m, tardy ts, tardy tm, ranks
	WHERE s.function = ''sales'' AND m.function = ''marketing''
	AND ts.function = ''sales'' AND tm.function = ''marketing''', tardy) $$;
SELECT 'CREATE VIEW plain AS ' || plain_of('
	SELECT function, percentile_cont(0.9) WITHIN GROUP
		(ORDER BY greatest(late, 0)) AS p90
	FROM payout_wait WHERE late IS NOT NULL GROUP BY function'),
	'CREATE VIEW plain_without AS ' || plain_of('
	SELECT function, NULL::float8 AS p90
	FROM unnest(array[''sales'', ''marketing'']) AS function') \gexec

-- The two say the same.
SELECT format('figures of both that differ by more than 1e-9: %s', count(*))
FROM (SELECT to_jsonb(p) AS p, to_jsonb(g) AS g FROM plain p, the_gap g) AS x,
	jsonb_each_text(p) AS e (figure, value)
WHERE abs(value::numeric - (g ->> figure)::numeric) < 1e-9 IS NOT TRUE;

CREATE TABLE measured (name text, workers int, ms float8);
CREATE PROCEDURE measure(name text, query text, workers int)
LANGUAGE plpgsql AS $$
DECLARE
	before timestamptz;
BEGIN
	PERFORM set_config('max_parallel_workers_per_gather', workers::text, true);
	before := clock_timestamp();
	EXECUTE query;
	INSERT INTO measured VALUES (name, workers,
		extract(epoch FROM clock_timestamp() - before) * 1000);
END $$;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
-- a leader that also scans would be one process more than is said
SET parallel_leader_participation = off;

DO $$
BEGIN
	FOR turn IN 1..3 LOOP
		CALL measure('count(*)', 'SELECT count(*) FROM payouts', 0);
		CALL measure('compensation_gap', 'SELECT * FROM the_gap', 0);
		CALL measure('plain SQL', 'SELECT * FROM plain', 0);
		CALL measure('plain SQL, no tardiness', 'SELECT * FROM plain_without', 0);
		CALL measure('compensation_gap', 'SELECT * FROM the_gap', 2);
		CALL measure('plain SQL', 'SELECT * FROM plain', 2);
	END LOOP;
END $$;

CREATE VIEW median AS
SELECT name, workers, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms
FROM measured GROUP BY 1, 2;
SELECT format('%-24s %s worker(s) %s ms', name, workers,
	lpad(round(ms::numeric, 1)::text, 9)) FROM median ORDER BY 1, workers;
SELECT format('%s over compensation_gap, %s worker(s): %s times%s', a.name,
	a.workers, round((a.ms / b.ms)::numeric, 2),
	CASE WHEN a.name = 'plain SQL' AND a.workers = 0 THEN ' (bar: 3)' END)
FROM median a JOIN median b ON b.name = 'compensation_gap'
	AND b.workers = a.workers
WHERE a.name <> b.name ORDER BY a.workers, a.name;
SELECT format('compensation_gap over count(*): %s ns a payout',
	round(((a.ms - b.ms) * 1e6 / :rows)::numeric))
FROM median a, median b
WHERE a.name = 'compensation_gap' AND a.workers = 0 AND b.name = 'count(*)';
SELECT format('compensation_gap without workers over two: %s times',
	round((a.ms / b.ms)::numeric, 2))
FROM median a, median b WHERE a.name = 'compensation_gap' AND b.name = a.name
	AND a.workers = 0 AND b.workers = 2;

-- What is not done in parallel, which matters where the cores are busy.
CREATE VIEW summary AS
SELECT half, sales_marketing.wait_summary_state(
	sales_marketing.payout(payee => payee, function => function,
		earned_on => earned_on, scheduled_on => scheduled_on,
		paid_on => paid_on, amount => amount)) AS summary
FROM (SELECT *, row_number() OVER () % 2 AS half FROM payouts) AS p
GROUP BY GROUPING SETS ((), (half));
CREATE TABLE summaries AS SELECT * FROM summary;
DO $$
BEGIN
	FOR turn IN 1..5 LOOP
		CALL measure('merge two halves', 'SELECT
			sales_marketing.merge_wait_summary(summary) FROM summaries
			WHERE half IS NOT NULL', 0);
	END LOOP;
END $$;
SELECT format('adding up what two workers counted takes %s ms, which leaves %s times on idle cores',
	round(b.ms::numeric, 1), round((1 / (0.5 + b.ms / a.ms))::numeric, 2))
FROM median a, median b WHERE a.name = 'compensation_gap' AND a.workers = 0
	AND b.name = 'merge two halves';

-- With and without workers: the same answer to the last digit.
SET max_parallel_workers_per_gather = 0;
CREATE TABLE serial AS SELECT g::text FROM the_gap g;
SET max_parallel_workers_per_gather = 2;
SELECT format('parallel equal to serial: %s', s.g = p::text)
FROM serial s, the_gap p;
SET max_parallel_workers_per_gather = 0;

SELECT format('the summary: %s kB, stored in %s kB',
	pg_column_size(sales_marketing.merge_wait_summary(summary)) / 1000,
	max(pg_column_size(summary)) / 1000)
FROM summaries WHERE half IS NULL;
