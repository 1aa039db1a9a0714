/*
 * quality.sql
 *		quality_counts, its aggregates, and what is read from it: however the
 *		rows arrive the same counts, and figures that agree with plain SQL.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(58);

/* Rows of every pair of functions, and what is in them. */
CREATE TABLE predictions AS
SELECT i, i % 200 AS team,
	   labels[1 + (i::bigint * 7919 % 100003 % 6)] AS actual,
	   CASE WHEN i % 3 > 0 THEN labels[1 + (i::bigint * 7919 % 100003 % 6)]
	   ELSE labels[1 + (i::bigint * 104729 % 100019 % 6)] END AS predicted
FROM generate_series(1, 30000) i,
	 (VALUES (array['sales', 'marketing', 'joint', 'other', 'unclassified',
					NULL])) l(labels);
ANALYZE predictions;

/* The figures by other means, for every team and all of them. */
CREATE VIEW scored AS
SELECT team, actual, coalesce(predicted, 'unclassified') AS predicted,
	   predicted IS NULL AS unpredicted
FROM predictions
UNION ALL
SELECT NULL, actual, coalesce(predicted, 'unclassified'), predicted IS NULL
FROM predictions;
CREATE VIEW class_figures_in_sql AS
SELECT team, function,
	   count(*) FILTER (WHERE actual = function) AS actual,
	   count(*) FILTER (WHERE predicted = function) AS predicted,
	   count(*) FILTER (WHERE predicted = function AND actual = function)
	   AS correct
FROM scored, unnest(array['sales', 'marketing', 'joint', 'other',
						  'unclassified']) function
WHERE scored.actual IS NOT NULL
GROUP BY team, function;
CREATE VIEW macro_f1_in_sql AS
SELECT team, avg(2.0 * correct / (actual + predicted))::float8 AS macro_f1,
	   count(*) AS classes
FROM class_figures_in_sql WHERE actual > 0 GROUP BY team;
CREATE VIEW figures_in_sql AS
SELECT team,
	   count(*) FILTER (WHERE actual IS NOT NULL) AS rows,
	   count(*) FILTER (WHERE actual IS NULL) AS skipped,
	   count(*) FILTER (WHERE actual IS NOT NULL AND unpredicted)
	   AS unpredicted,
	   count(*) FILTER (WHERE actual IS NOT NULL AND
						predicted <> 'unclassified') AS covered,
	   count(*) FILTER (WHERE predicted = actual) AS correct,
	   count(*) FILTER (WHERE predicted = actual AND
						predicted <> 'unclassified') AS covered_correct
FROM scored GROUP BY team;

/* Wilson's interval by the formula of the textbooks. */
CREATE FUNCTION wilson(hits bigint, n bigint, side integer) RETURNS float8
LANGUAGE sql AS
$$SELECT (p + z * z / (2 * n) +
		  side * z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n))) /
		 (1 + z * z / n)
  FROM (VALUES (1.959963984540054::float8, hits::float8 / n)) v(z, p)$$;
CREATE FUNCTION close(a float8, b float8) RETURNS boolean LANGUAGE sql AS
$$SELECT abs(a - b) < 1e-12 OR (a IS NULL AND b IS NULL)$$;

\ir common.psql

/* Good input */

SELECT is(quality_counts_state(a, p)::text,
		  'sales>sales=2 sales>unclassified=1 joint>marketing=1 '
		  'skipped=2 unpredicted=1',
		  'rows are counted by pairs, those without an actual one apart')
FROM (VALUES ('sales', 'sales'), ('sales', 'sales'), (NULL, 'other'),
			 (NULL, NULL), ('joint', 'marketing'), ('sales', NULL)) v(a, p);
SELECT is((SELECT count(*) FROM figures_in_sql s
		   JOIN (SELECT team, classification_quality(actual, predicted) AS q
				 FROM predictions GROUP BY GROUPING SETS ((team), ())) c
		   ON c.team IS NOT DISTINCT FROM s.team
		   WHERE ((q).rows, (q).skipped, (q).unpredicted, (q).covered,
				  (q).correct) =
				 (s.rows, s.skipped, s.unpredicted, s.covered, s.correct) AND
				 (q).coverage = s.covered::float8 / s.rows AND
				 (q).accuracy = s.correct::float8 / s.rows AND
				 (q).covered_accuracy = s.covered_correct::float8 / s.covered),
		  201::bigint, 'counts and shares are those of plain SQL');
SELECT is((SELECT count(*) FROM macro_f1_in_sql s
		   JOIN (SELECT team, classification_quality(actual, predicted) AS q
				 FROM predictions GROUP BY GROUPING SETS ((team), ())) c
		   ON c.team IS NOT DISTINCT FROM s.team
		   WHERE close((q).macro_f1, s.macro_f1) AND (q).classes = s.classes),
		  201::bigint, 'macro-F1 is that of plain SQL');
SELECT is((SELECT count(*) FROM figures_in_sql s
		   JOIN (SELECT team, classification_quality(actual, predicted) AS q
				 FROM predictions GROUP BY team) c USING (team)
		   WHERE close((q).coverage_low, wilson(s.covered, s.rows, -1)) AND
				 close((q).coverage_high, wilson(s.covered, s.rows, 1)) AND
				 close((q).accuracy_low, wilson(s.correct, s.rows, -1)) AND
				 close((q).accuracy_high, wilson(s.correct, s.rows, 1)) AND
				 close((q).covered_accuracy_low,
					   wilson(s.covered_correct, s.covered, -1)) AND
				 close((q).covered_accuracy_high,
					   wilson(s.covered_correct, s.covered, 1))),
		  200::bigint, 'intervals are Wilson''s');
SELECT is((SELECT count(*)
		   FROM (SELECT team, quality_counts_state(actual, predicted) AS c
				 FROM predictions GROUP BY team) x,
				LATERAL class_quality(c) q
		   JOIN class_figures_in_sql s USING (function)
		   WHERE s.team = x.team AND
				 (q.actual, q.predicted, q.correct) =
				 (s.actual, s.predicted, s.correct) AND
				 close(q.precision, s.correct::float8 / s.predicted) AND
				 close(q.precision_low,
					   wilson(s.correct, s.predicted, -1)) AND
				 close(q.precision_high,
					   wilson(s.correct, s.predicted, 1)) AND
				 close(q.recall, s.correct::float8 / s.actual) AND
				 close(q.recall_low, wilson(s.correct, s.actual, -1)) AND
				 close(q.recall_high, wilson(s.correct, s.actual, 1)) AND
				 close(q.f1, 2 * q.precision * q.recall /
					   (q.precision + q.recall)) AND
				 q.f1_low < q.f1 AND q.f1 < q.f1_high),
		  1000::bigint, 'the figures of every class are those of plain SQL');
SELECT results_eq($$SELECT actual, predicted, rows
					FROM confusion_matrix((SELECT
						 quality_counts_state(actual, predicted)
						 FROM predictions)) ORDER BY 1, 2$$,
				  $$SELECT actual, predicted, count(*) FROM scored
					WHERE team IS NULL AND actual IS NOT NULL
					GROUP BY 1, 2 ORDER BY 1, 2$$,
				  'the confusion matrix is a GROUP BY of both');
SELECT is(classification_quality(actual, predicted),
		  classification_quality(quality_counts_state(actual, predicted)),
		  'in one step or by way of a summary: the same') FROM predictions;
SELECT is(string_agg(function, ' '),
		  'sales marketing joint other unclassified',
		  'every function has a row, in the order of the list')
FROM class_quality('sales>sales=1');

SELECT t.ok
FROM classification_quality('sales>sales=6 sales>other=2 other>other=1
							 marketing>joint=1 unclassified>unclassified=2
							 skipped=4'::quality_counts) x,
	 LATERAL (VALUES
	(is(ARRAY[x.rows, x.skipped, x.covered, x.correct, x.classes],
		ARRAY[12, 4, 10, 9, 4]::bigint[], 'rows')),
	(is(x.covered_accuracy, 0.7::float8,
		'what is rightly left unclassified is not covered')),
	(is(x.macro_f1, ((12 / 14.0::float8 + 0 + 2 / 4.0 + 1) / 4)::float8,
		'a class never predicted counts as 0, one never actual does not count')))
	t(ok);

/* No input, missing input */

SELECT is(quality_counts_state(f, f)::text, 'skipped=0 unpredicted=0',
		  'no rows give an empty summary') FROM unnest('{}'::text[]) f;
SELECT is(merge_quality_counts(c), 'skipped=0', 'so do no summaries, and nulls')
FROM unnest('{NULL, NULL}'::quality_counts[]) c;
SELECT is(classification_quality(f, f)::text, '(0,0,0,0,0,,,,,,,,,,0,)',
		  'no rows, no figures') FROM unnest('{}'::text[]) f;
SELECT is(classification_quality(f, 'sales')::text,
		  '(0,3,0,0,0,,,,,,,,,,0,)', 'nor of rows that are all skipped')
FROM unnest('{NULL, NULL, NULL}'::text[]) f;
SELECT is((q).macro_f1 || ' ' || (q).coverage || ' ' ||
		  coalesce((q).covered_accuracy, -1), '0 0 -1',
		  'nothing covered: zero, and unknown where it would be 0/0')
FROM (SELECT classification_quality(f, NULL) AS q
	  FROM unnest('{sales, joint}'::text[]) f) x;
SELECT ok(classification_quality(NULL::quality_counts) IS NULL AND
		  NOT EXISTS (SELECT FROM class_quality(NULL)) AND
		  NOT EXISTS (SELECT FROM confusion_matrix(NULL)) AND
		  NOT EXISTS (SELECT FROM confusion_matrix('skipped=1')),
		  'null in, null or no rows out');
SELECT is(merge_quality_counts(c)::text,
		  'sales>sales=3 sales>unclassified=1 skipped=1 unpredicted=1',
		  'merging summaries adds them')
FROM unnest(array['sales>sales=1', NULL, 'skipped=1 sales>sales=2',
				  'sales>unclassified=1 unpredicted=1']::quality_counts[]) c;

/* Labels that are wrong */

SELECT throws_ok($$SELECT classification_quality('slaes', 'sales')$$, '22023',
				 'unknown function "slaes"', 'an unknown actual function');
SELECT throws_ok($$SELECT classification_quality('sales', 'slaes')$$, '22023',
				 'unknown function "slaes"', 'an unknown predicted one');
SELECT throws_ok($$SELECT classification_quality(NULL, 'neither')$$, '22023',
				 'unknown function "neither"', 'also in a skipped row');

/* Text and binary form */

CREATE TABLE summaries AS
SELECT team AS id, quality_counts_state(actual, predicted) AS c
FROM predictions GROUP BY team
UNION ALL
VALUES (-100, 'skipped=5'::quality_counts), (-101, 'skipped=0'),
	   (-102, 'sales>other=9223372036854775807'),
	   (-103, 'other>unclassified=9223372036854775806 skipped=1
			   unpredicted=9223372036854775806');
SELECT is(count(*) FILTER (WHERE c::text::quality_counts::text = c::text
						   AND c::text::quality_counts = c),
		  count(*), 'text goes in as it came out') FROM summaries;
SELECT is(state_of(format('SELECT %L::quality_counts', t)), s,
		  format('text %L is %s', left(t, 40), s))
FROM (VALUES
	('', '22P02'), ('sales=1', '22P02'), ('sales>slaes=1', '22P02'),
	('sales>sales=', '22P02'), ('sales>sales=-1', '22P02'),
	('sales>sales=1/1', '22P02'), ('skipped=1 skipped=1', '22P02'),
	('sales>sales=1,skipped=1', '22P02'),
	('unpredicted=1', '22P02'),
	('sales>sales=9223372036854775808', '22003'),
	('sales>sales=9223372036854775807 other>other=1', '22003'),
	('sales>sales=9223372036854775807 skipped=1', '22003'),
	(repeat('sales>', 100000), '22P02')) v(t, s);

DO $$
DECLARE
	file text := current_setting('data_directory') || '/quality.copy';
BEGIN
	CREATE TABLE copied (id integer, c sales_marketing.quality_counts);
	EXECUTE format('COPY summaries TO %L (FORMAT binary)', file);
	EXECUTE format('COPY copied FROM %L (FORMAT binary)', file);
END
$$;
SELECT is((SELECT count(*) FROM summaries NATURAL JOIN copied
		   WHERE summaries.c::text = copied.c::text),
		  (SELECT count(*) FROM summaries),
		  'binary goes in as it came out');
SELECT is(encode(quality_counts_send('sales>marketing=258 skipped=4'), 'hex'),
		  '01' || repeat('0', 16) || '0000000000000102' ||
		  repeat('0', 23 * 16) || '0000000000000004' || repeat('0', 16),
		  'the binary form is a version and numbers in network order');

/* Huge */

SELECT is(state_of(q), '22003',
		  'out of range: ' || regexp_replace(q, '\s+', ' ', 'g'))
FROM unnest(array[
	$$SELECT quality_counts_accum('sales>other=9223372036854775807', 'sales', 'sales')$$,
	$$SELECT quality_counts_accum('sales>other=9223372036854775807', NULL, 'sales')$$,
	$$SELECT quality_counts_accum('skipped=9223372036854775807', 'sales', NULL)$$,
	$$SELECT quality_counts_combine('sales>other=9223372036854775807', 'skipped=1')$$,
	$$SELECT merge_quality_counts(c)
	  FROM unnest(array['sales>other=9223372036854775800',
						'skipped=8']::quality_counts[]) c$$]) q;
SELECT is(quality_counts_accum('sales>other=9223372036854775806', 'joint',
							   'joint')::text,
		  'sales>other=9223372036854775806 joint>joint=1 skipped=0 '
		  'unpredicted=0', 'the last row that fits');
SELECT ok((q).rows = 9223372036854775807 AND (q).accuracy = 1 AND
		  (q).accuracy_low <= 1 AND (q).macro_f1 = 1,
		  'figures of huge counts')
FROM classification_quality('joint>joint=9223372036854775807'
							::quality_counts) q;

/* Comparison */

SELECT ok(bool_and((a.c < b.c) = (quality_counts_cmp(a.c, b.c) < 0) AND
				   (a.c <= b.c) = (quality_counts_cmp(a.c, b.c) <= 0) AND
				   (a.c = b.c) = (quality_counts_cmp(a.c, b.c) = 0) AND
				   (a.c <> b.c) = (quality_counts_cmp(a.c, b.c) <> 0) AND
				   (a.c >= b.c) = (quality_counts_cmp(a.c, b.c) >= 0) AND
				   (a.c > b.c) = (quality_counts_cmp(a.c, b.c) > 0) AND
				   (a.c = b.c) = (a.c::text = b.c::text) AND
				   quality_counts_cmp(a.c, b.c) =
				   -quality_counts_cmp(b.c, a.c)),
		  'operators, cmp and text agree')
FROM summaries a, summaries b WHERE a.id % 4 = 0 AND b.id % 4 = 0;
CREATE INDEX summaries_btree ON summaries (c);
CREATE INDEX summaries_hash ON summaries USING hash (c);
SELECT is((SELECT count(*) FROM (SELECT DISTINCT c FROM summaries) s),
		  (SELECT count(*) FROM (SELECT DISTINCT c::text FROM summaries) s),
		  'DISTINCT');
SELECT ok(bool_and(quality_counts_hash(c) =
				   quality_counts_hash(c::text::quality_counts) AND
				   quality_counts_hash_extended(c, 0)::bit(32) =
				   quality_counts_hash(c)::bit(32)) AND
		  count(DISTINCT quality_counts_hash(c)) > 190,
		  'equal summaries have equal hashes, others mostly do not')
FROM summaries;

/* However the rows arrive */

CREATE FUNCTION whole() RETURNS quality_counts LANGUAGE sql AS
$$SELECT format('%s skipped=%s unpredicted=%s',
				(SELECT string_agg(format('%s>%s=%s', actual, predicted, n),
								   ' ')
				 FROM (SELECT actual, predicted, count(*) AS n FROM scored
					   WHERE team IS NULL AND actual IS NOT NULL
					   GROUP BY 1, 2) s),
				skipped, unpredicted)::quality_counts
  FROM figures_in_sql WHERE team IS NULL$$;
SELECT is(quality_counts_state(actual, predicted), whole(),
		  'without workers') FROM predictions;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT cmp_ok(workers_launched('SELECT classification_quality(actual,
							   predicted) FROM predictions'), '>', 0,
			  'workers count rows');
SELECT is(quality_counts_state(actual, predicted), whole(),
		  'with workers the counts are the same') FROM predictions;
SELECT is(merge_quality_counts(c), whole(),
		  'with workers stored summaries merge the same')
FROM summaries WHERE id >= 0;
CREATE TEMP TABLE parallel_figures AS
SELECT classification_quality(actual, predicted) AS q FROM predictions;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT q FROM parallel_figures),
		  classification_quality(actual, predicted),
		  'and the figures to the last digit') FROM predictions;
SELECT ok(bool_and(merged = whole()), 'split at random and merged, the same')
FROM generate_series(1, 5) round,
	 LATERAL (SELECT merge_quality_counts(c) AS merged
			  FROM (SELECT quality_counts_state(actual, predicted) AS c
					FROM predictions
					GROUP BY floor(random() * 10 * round)) s) m;
SET LOCAL work_mem = '64kB';
SELECT is(merge_quality_counts(c), whole(),
		  'hashed groups that do not fit in memory')
FROM (SELECT quality_counts_state(actual, predicted) AS c
	  FROM predictions GROUP BY i) s;
RESET work_mem;
SELECT is((SELECT count(*) FROM (
		   SELECT (classification_quality(actual, predicted) OVER run).rows
				  AS got,
				  count(actual) OVER run AS expected
		   FROM predictions WHERE i <= 1000
		   WINDOW run AS (ORDER BY i ROWS BETWEEN 20 PRECEDING AND
						  CURRENT ROW)) s WHERE got = expected),
		  1000::bigint, 'as a window function');

/* Called by anybody, with anything */

SELECT is(format('%s|%s|%s', quality_counts_accum(c, 'sales', 'joint'),
				 quality_counts_combine(c, c), c),
		  'sales>sales=1 sales>joint=1 skipped=0 unpredicted=0|'
		  'sales>sales=2 skipped=0 unpredicted=0|'
		  'sales>sales=1 skipped=0 unpredicted=0',
		  'called directly, the private functions leave their argument alone')
FROM (SELECT 'sales>sales=1'::quality_counts AS c OFFSET 0) s;
SELECT is(format('%s|%s|%s|%s', quality_counts_accum(NULL, NULL, NULL),
				 quality_counts_combine(NULL, NULL),
				 quality_counts_final(NULL),
				 classification_quality_final(NULL)),
		  'skipped=1 unpredicted=0|skipped=0 unpredicted=0|'
		  'skipped=0 unpredicted=0|(0,0,0,0,0,,,,,,,,,,0,)',
		  'and take nulls');
CREATE TABLE toasted (id integer, c quality_counts)
WITH (toast_tuple_target = 128);
INSERT INTO toasted SELECT id, c FROM summaries WHERE id >= 0;
SELECT is(merge_quality_counts(c), whole(), 'toasted or compressed')
FROM toasted;

SELECT * FROM finish();
ROLLBACK;
