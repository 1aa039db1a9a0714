-- The body of bench/learning: makes the rows, runs every query in turns, and
-- prints medians.  psql variable: rows.
SET client_min_messages = warning;
SET jit = off;
SET work_mem = '512MB';
SET synchronize_seqscans = off;
CREATE EXTENSION IF NOT EXISTS sales_marketing;
SET search_path = public, sales_marketing;

-- Rows of about a hundred bytes from 5,000 words, frequent and rare ones.
CREATE TABLE labelled (activity text, label text);
INSERT INTO labelled
SELECT (SELECT string_agg('w' || substr(md5(w::text), 1, 2 + w % 7), ' ')
		FROM generate_series(1, 17) AS n,
		LATERAL (SELECT (5000 * power(((i * 7919 + n * 104729) % 1000003 *
			48271 % 1000003) / 1000003.0, 3))::int AS w) AS x),
	(array['sales', 'marketing', 'joint', 'other'])[1 + i % 4]
FROM generate_series(1, :rows::bigint) AS i;
VACUUM ANALYZE labelled;
CREATE TABLE sample AS SELECT * FROM labelled LIMIT :rows / 20;
VACUUM ANALYZE sample;
SELECT format('%s rows, %s bytes each on average; a sample of %s for plain SQL',
	count(*), round(avg(octet_length(activity))),
	(SELECT count(*) FROM sample)) FROM labelled;

-- Words and pairs by label, each once for a row, in plain SQL.
CREATE VIEW plain AS
WITH lexeme AS (
	SELECT row, label, w, p
	FROM (SELECT row_number() OVER () AS row, * FROM sample) AS s,
		unnest(to_tsvector('simple', activity)) AS l (w, positions, weights),
		unnest(positions) AS p
), phrase AS (
	SELECT DISTINCT row, label, w AS phrase FROM lexeme
	UNION ALL
	SELECT DISTINCT row, label, w || ' ' || next FROM (
		SELECT row, label, w, lead(w) OVER (PARTITION BY row ORDER BY p)
			AS next FROM lexeme) AS x
	WHERE next IS NOT NULL
)
SELECT phrase, label, count(*) FROM phrase GROUP BY 1, 2;

-- Words only, which is less than what the extension does.
CREATE VIEW plain_words AS
SELECT w, label, count(*)
FROM sample, unnest(tsvector_to_array(to_tsvector('simple', activity))) AS w
GROUP BY 1, 2;

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
		CALL measure('plain SQL, words and pairs', 'SELECT count(*) FROM plain', 0);
		CALL measure('plain SQL, words only', 'SELECT count(*) FROM plain_words', 0);
		CALL measure('label_counts_state, sample',
			'SELECT label_counts_state(activity, label) FROM sample', 0);
		CALL measure('label_counts_state',
			'SELECT label_counts_state(activity, label) FROM labelled', 0);
		CALL measure('label_counts_state',
			'SELECT label_counts_state(activity, label) FROM labelled', 1);
		CALL measure('label_counts_state',
			'SELECT label_counts_state(activity, label) FROM labelled', 2);
		CALL measure('learn_rules',
			'SELECT learn_rules(activity, label) FROM labelled', 0);
	END LOOP;
END $$;

CREATE VIEW median AS
SELECT name, workers, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms
FROM measured GROUP BY 1, 2;
SELECT format('%-30s %s worker(s) %s ms', name, workers, lpad(round(ms::numeric, 1)::text, 9)) FROM median ORDER BY 1;
SELECT format('plain SQL over label_counts_state, words and pairs: %s times (limit: 5)',
	round((a.ms / b.ms)::numeric, 1))
FROM median a, median b WHERE a.name = 'plain SQL, words and pairs' AND b.name = 'label_counts_state, sample';
SELECT format('plain SQL with words only over label_counts_state: %s times',
	round((a.ms / b.ms)::numeric, 1))
FROM median a, median b WHERE a.name = 'plain SQL, words only' AND b.name = 'label_counts_state, sample';
SELECT format('one worker over two: %s times (limit: 1.6)',
	round((a.ms / b.ms)::numeric, 2))
FROM median a, median b WHERE a.name = 'label_counts_state' AND b.name = a.name
	AND a.workers = 1 AND b.workers = 2;

-- What is not done in parallel, which matters where the cores are busy.
CREATE TABLE halves AS
SELECT label_counts_state(activity, label) AS counts
FROM (SELECT *, row_number() OVER () % 2 AS half FROM labelled) AS x
GROUP BY half;
DO $$
BEGIN
	FOR turn IN 1..5 LOOP
		CALL measure('merge two halves', 'SELECT merge_label_counts(counts) FROM halves', 0);
	END LOOP;
END $$;
SELECT format('adding up what two workers counted takes %s ms, which leaves %s times on idle cores',
	round(b.ms::numeric, 1), round((1 / (0.5 + b.ms / a.ms))::numeric, 2))
FROM median a, median b WHERE a.name = 'label_counts_state' AND a.workers = 0
	AND b.name = 'merge two halves';

-- Memory: what the state is in the end, and the most the backend held.
SELECT format('phrases kept: %s, stored in %s kB',
	array_length(string_to_array(s::text, ';'), 1) - 1,
	pg_column_size(s) / 1024)
FROM (SELECT label_counts_state(activity, label) AS s FROM labelled) AS x;
