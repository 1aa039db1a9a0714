/*
 * spend.sql
 *		spend, spend_summary, its aggregates, and what is read from it: figures
 *		against plain SQL; good, empty, missing, huge, hostile and non-ASCII
 *		input; however the lines arrive, the same bytes.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(84);

\ir common.psql

/* 100,000 lines over 3,000 keys, skewed, with credits and gaps */
SELECT setseed(0.42) \g /dev/null
CREATE TABLE line AS
SELECT i, CASE WHEN random() > 0.05 THEN
	   U&'k\00E4ufer ' || floor(3000 * random() ^ 3) END AS key,
	   CASE WHEN random() > 0.02 THEN
	   round((exp(random() * 8) - 200)::numeric, 4) END AS amount,
	   CASE WHEN random() > 0.3 THEN floor(random() * 50)::bigint END
	   AS reached,
	   (array['sales', 'marketing', 'joint', 'other', NULL])
	   [1 + floor(random() * random() * 5)] AS function
FROM generate_series(1, 100000) i;
ALTER TABLE line ADD s spend;
UPDATE line SET s = spend(key => key, amount => amount, reached => reached,
						  function => function, currency => 'EUR');
ANALYZE line;
CREATE TABLE everything AS SELECT spend_summary_state(s) AS c FROM line;

/* Figures, function by function, in plain SQL */

CREATE VIEW net AS
SELECT coalesce(f, 'all') AS function, key, sum(amount) AS amount
FROM (SELECT coalesce(function, 'unclassified') AS f, key, amount
	  FROM line WHERE key IS NOT NULL AND amount IS NOT NULL) l
GROUP BY GROUPING SETS ((f, key), (key));
CREATE VIEW shares AS
SELECT function, count(*) AS keys, sum(amount * amount) / sum(amount) ^ 2
	   AS hhi,
	   sum(amount * (2 * place - n - 1)) / (min(n) * sum(amount)) AS gini,
	   sum(amount) FILTER (WHERE place > n - ceil(n / 10.0)) / sum(amount)
	   AS top, avg(amount) AS per_key
FROM (SELECT *, row_number() OVER (PARTITION BY function ORDER BY amount)
			 AS place, count(*) OVER (PARTITION BY function) AS n
	  FROM net WHERE amount > 0) p
GROUP BY function;
CREATE VIEW totals AS
SELECT coalesce(f, 'all') AS function, count(*) AS lines, sum(amount) AS amount,
	   coalesce(sum(amount) FILTER (WHERE key IS NULL), 0) AS unallocated,
	   sum(reached) AS reached,
	   count(*) FILTER (WHERE reached IS NULL) AS without
FROM (SELECT coalesce(function, 'unclassified') AS f, key, amount, reached
	  FROM line WHERE amount IS NOT NULL) l
GROUP BY GROUPING SETS ((f), ());
CREATE TABLE figures AS
SELECT f.* FROM everything, LATERAL spend_focus(c) f;

SELECT is(array_agg(function), array['all', 'sales', 'marketing', 'joint',
									 'other', 'unclassified'],
		  'a row of all, then one of each function') FROM figures;
SELECT is(count(*), 6::bigint, 'keys, concentration and inequality agree')
FROM figures f JOIN shares s USING (function)
WHERE f.keys = s.keys AND abs(f.hhi / s.hhi - 1) < 1e-15 AND
	  abs(f.effective_keys * s.hhi - 1) < 1e-15 AND
	  abs(f.evenness * s.hhi * s.keys - 1) < 1e-15 AND
	  abs(f.gini / s.gini - 1) < 1e-15 AND
	  abs(f.top_decile_share / s.top - 1) < 1e-15 AND
	  abs(f.spend_per_key / s.per_key - 1) < 1e-15;
SELECT is(count(*), 6::bigint, 'so do totals and reach')
FROM figures f JOIN totals t USING (function)
WHERE f.lines = t.lines AND f.amount = t.amount AND
	  f.unallocated = t.unallocated AND f.reached = t.reached AND
	  f.lines_without_reached = t.without AND f.currency = 'EUR' AND
	  abs(f.unallocated_share * t.amount / nullif(t.unallocated, 0) - 1) <
	  1e-15 AND
	  abs(f.reach_per_money * t.amount / t.reached - 1) < 1e-15 AND
	  abs(f.cost_per_reached * t.reached / t.amount - 1) < 1e-15;
SELECT is(count(*), 6::bigint, 'keys in credit are counted apart')
FROM figures f JOIN (SELECT function, count(*) AS n FROM net
					 WHERE amount <= 0 GROUP BY function) t USING (function)
WHERE nonpositive_keys = n AND n > 0;
SELECT is(f.skipped, count(*) FILTER (WHERE line.amount IS NULL),
		  'lines without an amount are skipped')
FROM figures f, line WHERE f.function = 'all' GROUP BY f.skipped;
SELECT is((SELECT spend_focus(s) FROM line),
		  (SELECT f FROM everything, LATERAL spend_focus(c) f
		   WHERE f.function = 'all'),
		  'in one step: the row of all');
SELECT is(count(*), 5::bigint, 'Gini by its definition, from all pairs of keys')
FROM figures f JOIN (
	SELECT a.function, sum(abs(a.amount - b.amount)) /
		   (2 * sum(a.amount)) AS gini
	FROM net a JOIN net b USING (function)
	WHERE a.amount > 0 AND b.amount > 0 AND function <> 'all'
	GROUP BY a.function) g USING (function)
WHERE abs(f.gini / g.gini - 1) < 1e-15;

/* However the lines arrive */

CREATE TABLE part AS
SELECT i % 37 AS part, spend_summary_state(s) AS c FROM line GROUP BY 1;
SELECT is(merge_spend_summary(part.c), everything.c, 'merged')
FROM part, everything GROUP BY everything.c;
SELECT is(merge_spend_summary(part.c ORDER BY md5(part::text)), everything.c,
		  'merged in another order') FROM part, everything GROUP BY everything.c;
SELECT is((SELECT spend_summary_state(s ORDER BY md5(i::text)) FROM line), c,
		  'shuffled') FROM everything;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 3;
ALTER TABLE line SET (parallel_workers = 3);
SELECT cmp_ok(workers_launched('SELECT spend_summary_state(s) FROM line'),
			  '>', 0, 'workers work');
SELECT is((SELECT spend_summary_state(s) FROM line), c, 'in parallel')
FROM everything;
SELECT is((SELECT merge_spend_summary(c) FROM part), c, 'merged in parallel')
FROM everything;
RESET max_parallel_workers_per_gather;
SELECT is(spend_summary_send(c), (SELECT spend_summary_send(
								  spend_summary_state(s)) FROM line),
		  'the same bytes leave the server') FROM everything;
SELECT ok(bool_and(running::text = (SELECT spend_summary_state(s)::text
									FROM line l WHERE l.i <= w.i)),
		  'as a window function')
FROM (SELECT i, spend_summary_state(s) OVER (ORDER BY i) AS running
	  FROM line WHERE i <= 60) w;

/* By hand */

SELECT t.ok
FROM spend_focus((SELECT spend_summary_state(spend(k, a, r, 'sales'))
				  FROM (VALUES ('a', 10, 1), ('b', 30, NULL), ('c', -1, 2),
							   (NULL, 11, 7)) v(k, a, r))) f,
	 LATERAL (VALUES
	(is(f.keys, 2::bigint, 'two keys')),
	(is(f.nonpositive_keys, 1::bigint, 'one in credit')),
	(is(f.amount, 50.0000, 'all money is there')),
	(is(f.hhi, 0.625::float8, 'HHI')),
	(is(f.effective_keys, 1.6::float8, 'effective number')),
	(is(f.evenness, 0.8::float8, 'evenness')),
	(is(f.gini, 0.25::float8, 'Gini')),
	(is(f.top_decile_share, 0.75::float8, 'top decile')),
	(is(f.spend_per_key, 20::float8, 'spend per key')),
	(is(f.unallocated_share, 0.22::float8, 'unallocated')),
	(is(f.reach_per_money, 0.2::float8, 'reach per money')),
	(is(f.cost_per_reached, 5::float8, 'cost per reached'))) t(ok)
WHERE f.function = 'sales';
SELECT is(row(hhi, effective_keys, evenness, gini)::text, '(1,1,1,0)',
		  'one key') FROM (SELECT (spend_focus(spend('a', 5))).*) f;
SELECT is(row(hhi, effective_keys, evenness, gini, top_decile_share)::text,
		  '(0.05,20,1,0,0.1)', 'twenty equal keys')
FROM (SELECT (spend_focus(spend(i::text, 5))).* FROM generate_series(1, 20) i)
	 f;

/* Missing is not zero */

SELECT is(spend_focus(s)::text, '(all,,0,0,0,0,,,,,,,,,,,0,,)',
		  'no lines') FROM unnest('{}'::spend[]) s;
SELECT is(count(*), 1::bigint, 'of no lines there is the row of all')
FROM spend_focus((SELECT spend_summary_state(s)
				  FROM unnest('{}'::spend[]) s));
SELECT is(spend_focus(s)::text, '(all,,0,2,0,0,,,,,,,,,,,0,,)',
		  'nulls and lines without an amount are skipped')
FROM unnest(array[NULL, spend('a', NULL, 5, 'sales', 'EUR')]) s;
SELECT is(row(reached, reach_per_money, cost_per_reached)::text, '(,,)',
		  'no line says whom it reached')
FROM (SELECT (spend_focus(spend('a', 5))).*) f;
SELECT is(row(reached, reach_per_money, cost_per_reached)::text, '(0,0,)',
		  'nobody was reached')
FROM (SELECT (spend_focus(spend('a', 5, 0))).*) f;
SELECT is(row(amount, unallocated_share, reach_per_money,
			  cost_per_reached)::text, '(0.0000,,,)',
		  'no money was spent in the end')
FROM (SELECT (spend_focus(spend('a', a, 3))).*
	  FROM unnest(array[5, -5]) a) f;
SELECT is(row(amount, unallocated, unallocated_share)::text, e,
		  'credits: ' || e)
FROM (VALUES (-50, 100, '(50.0000,100.0000,)'), (50, -10, '(40.0000,-10.0000,)'),
	(0, 100, '(100.0000,100.0000,1)')) AS x (a, b, e),
	LATERAL (SELECT spend_focus(s) AS f FROM (VALUES (spend('a', a)),
		(spend(amount => b))) AS l (s)) AS g, LATERAL (SELECT (f).*) AS h;
SELECT is(spend('a', 1, function => 'both'), spend('a', 1, function => 'joint'),
		  'who does both, as in data of people, acts for both');
SELECT is(count(*), 0::bigint, 'no summary, no rows') FROM spend_focus(NULL::spend_summary);
SELECT is(array_agg(function), array['all', 'unclassified'],
		  'a line without a function is unclassified')
FROM spend_focus((SELECT spend_summary_state(spend('a', 5))));

/* Currencies */

SELECT is(state_of($$SELECT spend_focus(spend('a', 1, 1, 'sales', c))
				   FROM unnest(array['EUR', 'USD']) c$$), '22023',
		  'different currencies are not added');
SELECT is(state_of($$SELECT spend_focus(spend('a', 1, 1, 'sales', c))
				   FROM unnest(array['EUR', NULL]) c$$), '22023',
		  'nor one and none');
SELECT is(state_of($$SELECT merge_spend_summary(c) FROM (
				   SELECT spend_summary_state(spend('a', 1, 1, 'sales', c)) AS c
				   FROM unnest(array['EUR', 'USD']) c GROUP BY c) s$$),
		  '22023', 'nor summaries of them');
SELECT throws_ok($$SELECT spend_focus(spend('a', 1, 1, 'sales', c))
				 FROM unnest(array['EUR', 'USD']) c$$,
				 'cannot add spend in USD to spend in EUR');
SELECT is(merge_spend_summary(c)::text, 'currency="EUR" sales=1/0/1/0 '
		  'sales:"a"=1 skipped=1', 'what is empty has no currency')
FROM (SELECT spend_summary_state(NULL) AS c
	  UNION ALL
	  SELECT spend_summary_state(spend('a', 1, NULL, 'sales', 'EUR'))) v;

/* The forms of a line */

SELECT is(s::text, t, 'a line as text') FROM (VALUES
	(spend(), 'function=unclassified'),
	(spend(key => U&'\00E9\0301"\\x y', amount => 1200.50, reached => 3,
		   function => 'sales', currency => 'EUR'),
	 U&'key="\00E9\0301\\"\\\\x y" amount=1200.5 reached=3 function=sales '
	 'currency="EUR"'),
	(spend(key => '', amount => -0.00005), 'key="" amount=-0.0001 '
	 'function=unclassified'),
	(spend(amount => 0.00004999), 'amount=0 function=unclassified')) v(s, t);
SELECT is(count(*), 100000::bigint, 'text is read as it was written')
FROM line WHERE s::text::spend = s;
SELECT is(count(DISTINCT s), (SELECT count(DISTINCT (key, amount, reached,
													 function)) FROM line),
		  'lines can be told apart') FROM line;
SELECT is(count(*), (SELECT count(*) FROM line WHERE i <= 300),
		  'and joined') FROM line a JOIN line b
ON a.s = b.s AND a.i = b.i WHERE a.i <= 300;
SELECT is(state_of('SELECT spend(' || call || ')'), state, call)
FROM (VALUES ('function => ''slaes''', '22023'),
			 ('reached => -1', '22023'),
			 ('amount => ''NaN''', '22003'),
			 ('amount => ''-Infinity''', '22003'),
			 ('amount => 9e14', '22003'),
			 ('currency => ''''', '22023'),
			 ('currency => ''sixteen letters!''', '22023'),
			 ('key => repeat(''k'', 1025)', '54000'),
			 ('key => repeat(U&''\20AC'', 342)', '54000')) v(call, state);
SELECT is(state_of(format('SELECT %L::spend', bad)), state,
		  'not a line: ' || bad)
FROM (VALUES ('x', '22P02'), ('amount=1e3', '22P02'),
			 ('amount=900000000000000', '22003'), ('key=a', '22P02'),
			 ('function=slaes', '22P02')) v(bad, state);
SELECT is(length(spend(key => repeat(U&'\20AC', 341))::text), 341 + 28,
		  'the longest key');

/* The forms of a summary */

SELECT is(c::text::spend_summary, c, 'a summary is read as it was written')
FROM everything;
SELECT is(' sales:"a"=1.50 skipped=2 sales=1/2/0/0'::spend_summary::text,
		  'sales=1/2/0/0 sales:"a"=1.5 skipped=2',
		  'the text form is canonical on output');
SELECT is(state_of(format('SELECT %L::spend_summary', bad)), state,
		  'not a summary: ' || bad)
FROM (VALUES ('sales=1', '22P02'), ('sales:"a"=1', '22P02'),
			 ('sales=2/0/0/0 sales:"a"=1 sales:"a"=1', '22P02'),
			 ('currency="EUR"', '22P02'),
			 ('sales=9223372036854775808/0/0/0', '22003'),
			 ('sales=1/0/0/0 sales:"a"=' || repeat('9', 60), '22003'),
			 ('sales=1/0/0/0 sales:"a"=129807421463370690713262408230.5025',
			  '22003'))
	 v(bad, state);
SELECT is((spend_focus('sales=1/0/0/0 sales:"a"='
					   '129807421463370690713262408230.5024'::spend_summary))
		  .amount, 129807421463370690713262408230.5024,
		  'the largest sum that there can be') LIMIT 1;
SELECT is(state_of(format('SELECT %L::spend_summary', repeat('x', 1000000))),
		  '22P02', 'a long text that is none');

/* As large as it gets */

SELECT is((spend_focus(spend(i::text, 899999999999999.9999))).hhi,
		  0.001::float8, 'a thousand of the largest amounts')
FROM generate_series(1, 1000) i;
SELECT is((spend_focus(spend('a', a))).amount, 0.0000,
		  'sums cancel out to the last digit')
FROM (SELECT 899999999999999.9999 AS a FROM generate_series(1, 1000)
	  UNION ALL SELECT -899999999999999.9999 FROM generate_series(1, 1000)) v;
SELECT is(state_of($$SELECT spend_focus(spend('a', 1, 9223372036854775807))
				   FROM generate_series(1, 2)$$), '22003',
		  'more reach than can be counted');
SELECT is(format('%s|%s', spend_summary_accum(c, spend('b', 2)),
				 spend_summary_combine(c, c)),
		  'unclassified=2/0/2/0 unclassified:"a"=1 unclassified:"b"=2 '
		  'skipped=0|unclassified=2/0/2/0 unclassified:"a"=2 skipped=0',
		  'private functions, called directly, leave their argument alone')
FROM (SELECT spend_summary_state(spend('a', 1)) AS c OFFSET 0) s;

/* More keys than there may be */

SELECT throws_ok($$SELECT spend_focus(spend(i::text, 1))
				 FROM generate_series(1, 4000001) i$$, '54000',
				 'spend_summary value would have too many keys');

SELECT * FROM finish();
ROLLBACK;
