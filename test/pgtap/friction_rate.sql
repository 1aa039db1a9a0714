/*
 * friction_rate.sql
 *		friction_counts, its aggregates, rates of friction, and the share of
 *		misread clashes: good, empty, missing, huge and hostile input;
 *		however the rows arrive, the same sums.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(74);

\ir common.psql

/* 40,000 items of 300 teams, a third flagged, some not exposed */
SELECT setseed(0.42) \g /dev/null
CREATE TABLE item AS
SELECT i, i % 300 AS team,
	   CASE WHEN random() > 0.1 THEN random() > 0.66 END AS flagged,
	   random() ^ 5 AS severity
FROM generate_series(1, 40000) i;
ANALYZE item;

/* The answer by other means: severities as whole numbers of 1e-15 */
CREATE VIEW counted AS
SELECT team, count(flagged) AS exposed,
	   count(*) FILTER (WHERE flagged) AS flagged,
	   count(*) FILTER (WHERE flagged IS NULL) AS skipped,
	   sum(round(severity * 1e15::float8)::bigint) FILTER (WHERE flagged)
	   AS parts
FROM item GROUP BY GROUPING SETS ((team), ());

CREATE FUNCTION counts_text(counted) RETURNS text LANGUAGE sql AS
$$
SELECT format('exposed=%s flagged=%s skipped=%s without_severity=0 '
			  'severity=%s', $1.exposed, $1.flagged, $1.skipped,
			  trim_scale($1.parts / 1e15))
$$;

/* Counting */

SELECT is(friction_counts_state(f, s)::text,
		  'exposed=3 flagged=2 skipped=1 without_severity=1 severity=0.25',
		  'flagged, not flagged, not exposed; a severity may be missing')
FROM (VALUES (true, 0.25), (true, NULL), (false, NULL), (NULL, 0.5))
	 v(f, s);
SELECT is(friction_counts_state(f, 0.75)::text,
		  'exposed=2 flagged=1 skipped=1 without_severity=0 severity=0.75',
		  'the severity of what is not flagged does not count')
FROM unnest(array[true, false, NULL]) f;
SELECT is(friction_counts_state(flagged, severity)::text,
		  (SELECT counts_text(c) FROM counted c WHERE team IS NULL),
		  'a table agrees with whole numbers') FROM item;
SELECT is(count(*), 300::bigint, 'and so does each of its groups')
FROM (SELECT team, friction_counts_state(flagged, severity)::text AS t
	  FROM item GROUP BY team) s JOIN counted c USING (team)
WHERE t = counts_text(c);

/* However the rows arrive */

CREATE TABLE summary AS
SELECT team, friction_counts_state(flagged, severity) AS c
FROM item GROUP BY team;
SELECT is(merge_friction_counts(c)::text,
		  (SELECT counts_text(t) FROM counted t WHERE team IS NULL),
		  'merged') FROM summary;
SELECT is(friction_counts_state(flagged, severity ORDER BY md5(i::text))::text,
		  (SELECT counts_text(t) FROM counted t WHERE team IS NULL),
		  'shuffled') FROM item;
SELECT isnt(sum(severity ORDER BY i), sum(severity ORDER BY severity),
			'which a plain sum of these severities is not') FROM item;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 3;
ALTER TABLE item SET (parallel_workers = 3);
SELECT cmp_ok(workers_launched('SELECT friction_rate(flagged, severity) '
							   'FROM item'), '>', 0, 'workers work');
SELECT is(friction_counts_state(flagged, severity)::text,
		  (SELECT counts_text(t) FROM counted t WHERE team IS NULL),
		  'in parallel') FROM item;
RESET max_parallel_workers_per_gather;
SELECT is(friction_rate(flagged, severity),
		  friction_rate(friction_counts_state(flagged, severity)),
		  'in one step or by way of a summary') FROM item;
SELECT ok(bool_and(friction_rate(running) = step),
		  'as window functions')
FROM (SELECT friction_counts_state(flagged, severity) OVER w AS running,
			 friction_rate(flagged, severity) OVER w AS step
	  FROM item WHERE i <= 1000 WINDOW w AS (ORDER BY i)) s;

/* Rates */

SELECT is(friction_rate(3, 40)::text,
		  '(40,3,0.075,0.0258360257745882,0.19864233524310543,,f,,,)',
		  'three of forty, with Wilson''s interval');
SELECT is((r).mean_severity, 0.0375::float8,
		  'the mean severity is of all exposed')
FROM friction_rate(3, 40, severity_sum => 1.5) r;
SELECT is((r).rate_low < (s).rate_low AND (r).rate_high > (s).rate_high, true,
		  'among sixteen kinds one has to be surer of each')
FROM friction_rate(3, 40, kinds => 16) r, friction_rate(3, 40) s;
SELECT is(r::text, '(4,,,,,,t,too_few,,)',
		  'a small group is suppressed, the count of flagged, too')
FROM friction_rate(3, 4, 1.5, unit_cost => 20) r;
SELECT is((friction_rate(3, 4, minimum_exposed => 4)).rate, 0.75::float8,
		  'unless it is large enough for the caller');
SELECT is(r::text, '(0,0,,,,,f,nothing_exposed,,)',
		  'nothing exposed: no rate, not a rate of zero, nor a cost')
FROM friction_rate(0, 0, 0, unit_cost => 20) r;
SELECT is((friction_rate(0, 40)).rate, 0::float8,
		  'nothing flagged: a rate of zero');
SELECT is((friction_rate(3, 40, unit_cost => 12.345)).cost, 37.035,
		  'cost is flagged times what the caller says one costs');
SELECT is((friction_rate(3, 40)).cost, NULL, 'and there is no default');
SELECT is((friction_rate(3, 40, unit_cost => 1e1000)).cost, 3e1000,
		  'however much that is');
SELECT is(friction_rate(sum(flagged), sum(exposed), sum(severity_sum)),
		  friction_rate(3, 40, 1.5), 'sums of counts are taken as they are')
FROM (VALUES (1::bigint, 15::bigint, 0.9::numeric), (2, 25, 0.6))
	AS x (flagged, exposed, severity_sum);
SELECT throws_ok(format('SELECT friction_rate(0, %s)', n), c, NULL, n)
FROM (VALUES ('1.5', '22023'), ($$'NaN'$$, '22023'), ($$'infinity'$$, '22023'),
	('1e30', '22003')) AS x (n, c);
SELECT is(friction_rate(NULL, 40), NULL, 'no count, no answer');
SELECT is(friction_rate(3, NULL), NULL, 'either way');
SELECT is(friction_rate(NULL::friction_counts), NULL, 'nor of no summary');
SELECT is(friction_rate(f, 1)::text, '(0,0,,,,,f,nothing_exposed,,0)',
		  'no rows') FROM unnest('{}'::boolean[]) f;
SELECT is(friction_rate('exposed=40 flagged=3 skipped=5 severity=1.5',
						minimum_exposed => 50)::text,
		  '(40,,,,,,t,too_few,,5)', 'a summary is suppressed likewise');
SELECT is(friction_rate('exposed=40 flagged=3 severity=1.5',
						unit_cost => 2)::text,
		  '(40,3,0.075,0.0258360257745882,0.19864233524310543,0.0375,f,,6,0)',
		  'a summary has everything');
SELECT is((friction_rate('exposed=9 flagged=3 without_severity=1'
						 ::friction_counts)).mean_severity, NULL,
		  'a severity that is missing leaves the mean unknown');
SELECT is((friction_rate(9223372036854775807, 9223372036854775807)).rate,
		  1::float8, 'as many as there can be');
SELECT is(state_of('SELECT friction_rate' || call), state, call)
FROM (VALUES ('(-1, 5)', '22023'), ('(6, 5)', '22023'),
			 ('(0, -1)', '22023'), ('(1, 9, -0.1)', '22023'),
			 ('(1, 9, 1.5)', '22023'), ('(1, 9, ''NaN'')', '22023'),
			 ('(1, 9, ''Infinity'')', '22023'),
			 ('(1, 9, minimum_exposed => -1)', '22023'),
			 ('(1, 9, kinds => 0)', '22023'),
			 ('(1, 9, kinds => 17)', '22023'),
			 ('(1, 9, unit_cost => -1)', '22023'),
			 ('(1, 9, unit_cost => ''NaN'')', '22003'),
			 ('(1, 9, unit_cost => ''Infinity'')', '22003'),
			 ('(''exposed=9''::friction_counts, kinds => 99)', '22023'),
			 ('(true, 1.1)', '22023'), ('(true, -0.1)', '22023'),
			 ('(true, ''NaN'')', '22023'), ('(NULL::bool, 7)', '22023'))
	 v(call, state);

/* The text and the binary form */

SELECT is('severity=1.500 flagged=2  exposed=2'::friction_counts::text,
		  'exposed=2 flagged=2 skipped=0 without_severity=0 severity=1.5',
		  'the text form is canonical on output');
SELECT is(count(*), 300::bigint, 'text is read as it was written')
FROM summary WHERE c::text::friction_counts = c;
SELECT is(state_of(format('SELECT %L::friction_counts', bad)), state,
		  'not a summary: ' || bad)
FROM (VALUES ('', '22P02'), ('exposed', '22P02'), ('flagged=1', '22P02'),
			 ('exposed=1 flagged=1 severity=1.01', '22P02'),
			 ('exposed=9223372036854775808', '22003'),
			 (U&'expos\00E9d=1', '22P02')) v(bad, state);
SELECT is(state_of($$SELECT merge_friction_counts(c) FROM (VALUES
	('exposed=9223372036854775807'::friction_counts), ('skipped=1')) v(c)$$),
	'22003', 'more rows than can be counted');

/* Order, hash, and anybody's calls */

SELECT is(count(DISTINCT c), 300::bigint, 'summaries can be told apart')
FROM (SELECT c FROM summary UNION ALL SELECT c FROM summary) s;
SELECT is(count(*), 300::bigint, 'and joined, however that is done')
FROM summary a JOIN summary b ON a.c = b.c;
SELECT is(format('%s|%s', friction_counts_accum(c, true, 1),
				 friction_counts_combine(c, c)),
		  'exposed=2 flagged=1 skipped=0 without_severity=0 severity=1|'
		  'exposed=2 flagged=0 skipped=0 without_severity=0 severity=0',
		  'private functions, called directly')
FROM (SELECT 'exposed=1'::friction_counts AS c OFFSET 0) s;

/* How many clashes are misread */

SELECT is(round(expected_false_share(
		  'sales>sales=80 sales>marketing=20 marketing>marketing=80 '
		  'marketing>sales=20')::numeric, 12), 0.32,
		  'two functions, an accuracy of 0.8: a third of the clashes is none');
SELECT is(round(expected_false_share(
		  'sales>sales=80 sales>marketing=20 marketing>marketing=80 '
		  'marketing>sales=20', 0.8)::numeric, 4), 0.8090,
		  'and most of them where a function rarely follows another');
SELECT is(expected_false_share('sales>sales=9 marketing>marketing=9'),
		  0::float8, 'nothing is misread');
SELECT is(expected_false_share('sales>sales=9 marketing>marketing=9 '
							   'sales>marketing=1', 1), 1::float8,
		  'nothing ever changes');
SELECT is(expected_false_share('other>other=9'), NULL, 'no clash is seen');
SELECT is(expected_false_share(NULL), NULL, 'no summary');
SELECT is(state_of('SELECT expected_false_share(''sales>sales=1'', ' || p ||
				   ')'), '22023', 'a persistence of ' || p)
FROM unnest(array['-0.1', '1.1', '''NaN''']) p;

/* By its definition, from probabilities instead of counts */

WITH cell AS (
	SELECT actual, predicted, rows::float8 AS n
	FROM confusion_matrix('sales>sales=300 sales>marketing=15 '
		'sales>unclassified=40 marketing>marketing=90 marketing>sales=30 '
		'joint>marketing=15 joint>joint=20 joint>sales=5'::quality_counts)
), w AS (
	SELECT actual AS a, sum(n) / (SELECT sum(n) FROM cell) AS w
	FROM cell GROUP BY actual
), r AS (
	SELECT actual AS a, predicted AS p,
		   n / sum(n) OVER (PARTITION BY actual) AS r FROM cell
), pair AS (
	SELECT first.a AS a, second.a AS b,
		   0.6 * first.w * second.w +
		   CASE WHEN first.a = second.a THEN 0.4 * first.w ELSE 0 END AS p
	FROM w first, w second
), seen AS (
	SELECT a, b, pair.p * ra.r * rb.r AS p
	FROM pair JOIN r ra USING (a) JOIN (SELECT a AS b, p, r FROM r) rb
		 USING (b)
	WHERE (ra.p, rb.p) IN (('sales', 'marketing'), ('marketing', 'sales'))
)
SELECT is(round(expected_false_share('sales>sales=300 sales>marketing=15 '
			'sales>unclassified=40 marketing>marketing=90 marketing>sales=30 '
			'joint>marketing=15 joint>joint=20 joint>sales=5', 0.4)::numeric,
			12),
		  round((1 - sum(p) FILTER (WHERE (a, b) IN (('sales', 'marketing'),
									('marketing', 'sales'))) / sum(p))
				::numeric, 12),
		  'the share follows from the probabilities of pairs')
FROM seen;

SELECT * FROM finish();
ROLLBACK;
