/*
 * function_mix.sql
 *		function_counts, its aggregates, and what is read from it: good,
 *		empty, missing, huge and hostile input; however the rows arrive, the
 *		same counts.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(119);

/* Rows to count: 40,000 of every kind, in no order, and what is in them. */
CREATE TABLE rows_to_count AS
SELECT i, i % 500 AS customer,
	   (array['sales', 'marketing', 'joint', 'other', 'unclassified', NULL])
	   [1 + (i::bigint * 7919 % 100003 % 6)] AS function,
	   CASE WHEN i % 7 > 0 THEN i::bigint * 104729 % 100 END::integer
	   AS minutes
FROM generate_series(1, 40000) i;
ANALYZE rows_to_count;

/* The answer by other means. */
CREATE VIEW counted AS
SELECT customer,
	   format('sales=%s/%s marketing=%s/%s joint=%s/%s other=%s/%s '
			  'unclassified=%s/%s skipped=%s without_minutes=%s',
			  count(*) FILTER (WHERE function = 'sales'),
			  coalesce(sum(minutes) FILTER (WHERE function = 'sales'), 0),
			  count(*) FILTER (WHERE function = 'marketing'),
			  coalesce(sum(minutes) FILTER (WHERE function = 'marketing'), 0),
			  count(*) FILTER (WHERE function = 'joint'),
			  coalesce(sum(minutes) FILTER (WHERE function = 'joint'), 0),
			  count(*) FILTER (WHERE function = 'other'),
			  coalesce(sum(minutes) FILTER (WHERE function = 'other'), 0),
			  count(*) FILTER (WHERE function = 'unclassified'),
			  coalesce(sum(minutes) FILTER (WHERE function = 'unclassified'),
					   0),
			  count(*) FILTER (WHERE function IS NULL),
			  count(*) FILTER (WHERE function IS NOT NULL AND minutes IS NULL))
	   AS expected
FROM rows_to_count
GROUP BY GROUPING SETS ((customer), ());

\ir common.psql

/* Good input */

SELECT is(function_counts_state(f)::text,
		  'sales=2 marketing=1 joint=1 other=1 unclassified=1 skipped=1',
		  'rows are counted by function, those without one apart')
FROM unnest(array['sales', 'marketing', 'joint', NULL, 'other', 'sales',
				  'unclassified']) f;
SELECT is(function_counts_state(f, m)::text,
		  'sales=2/30 marketing=1/0 joint=1/5 other=0/0 unclassified=0/0 '
		  'skipped=1 without_minutes=1',
		  'minutes are added up; of a skipped row they count nowhere')
FROM (VALUES ('sales', 10), ('sales', 20), ('marketing', NULL),
			 (NULL, 99), ('joint', 5)) v(f, m);
SELECT is(function_counts_state(function, minutes)::text,
		  (SELECT expected FROM counted WHERE customer IS NULL),
		  'a table agrees with count(*) and sum() by function')
FROM rows_to_count;
SELECT is(function_counts_state(f, NULL)::text,
		  function_counts_state(f)::text,
		  'minutes that are never known are the same as no minutes')
FROM unnest(array['sales', NULL, 'other']) f;
SELECT is(function_counts_state(f, 0)::text,
		  'sales=1/0 marketing=0/0 joint=0/0 other=0/0 unclassified=0/0 '
		  'skipped=0 without_minutes=0',
		  'zero minutes are not missing minutes')
FROM unnest(array['sales']) f;

SELECT t.ok
FROM function_mix('sales=3/20 marketing=1/60 other=1/0 unclassified=3/20
				   skipped=2 without_minutes=2'::function_counts) x,
	 LATERAL (VALUES
	(is(x.activities, 8::bigint, 'activities')),
	(is(ARRAY[x.sales_activities, x.marketing_activities, x.joint_activities,
			  x.other_activities, x.unclassified_activities],
		ARRAY[3, 1, 0, 1, 3]::bigint[], 'activities of each function')),
	(is(ARRAY[x.sales_share, x.marketing_share, x.joint_share, x.other_share],
		ARRAY[0.6, 0.2, 0, 0.2]::float8[], 'shares are among the classified')),
	(is(x.unclassified_share, 0.375::float8,
		'the share of unclassified is among all')),
	(is(x.coverage, 0.625::float8, 'coverage')),
	(is(x.balance, 0.5::float8, 'balance')),
	(is(x.skipped, 2::bigint, 'skipped rows are reported')),
	(is(x.minutes, 100::bigint, 'minutes')),
	(is(ARRAY[x.sales_minutes, x.marketing_minutes, x.joint_minutes,
			  x.other_minutes, x.unclassified_minutes],
		ARRAY[20, 60, 0, 0, 20]::bigint[], 'minutes of each function')),
	(is(ARRAY[x.sales_minutes_share, x.marketing_minutes_share,
			  x.joint_minutes_share, x.other_minutes_share],
		ARRAY[0.25, 0.75, 0, 0]::float8[],
		'shares of minutes are among the classified')),
	(is(x.unclassified_minutes_share, 0.2::float8,
		'the share of unclassified minutes is among all')),
	(is(x.minutes_coverage, 0.8::float8, 'coverage by minutes')),
	(is(x.minutes_balance, (-0.5)::float8, 'balance by minutes')),
	(is(x.without_minutes, 2::bigint,
		'activities without minutes are reported'))) t(ok);

SELECT is(function_mix(function, minutes),
		  function_mix(function_counts_state(function, minutes)),
		  'in one step or by way of a summary: the same')
FROM rows_to_count;
SELECT is(function_mix(function),
		  function_mix(function_counts_state(function)),
		  'the same without minutes')
FROM rows_to_count;
SELECT is(row((x.m).minutes, (x.m).sales_minutes, (x.m).sales_minutes_share,
			  (x.m).minutes_coverage, (x.m).minutes_balance)::text, '(,,,,)',
		  'without minutes everything about minutes is null')
FROM (SELECT function_mix(function) AS m FROM rows_to_count) x;
SELECT is((x.m).without_minutes, (x.m).activities,
		  'and all activities are without minutes')
FROM (SELECT function_mix(function) AS m FROM rows_to_count) x;

SELECT is(function_count('sales=4 unclassified=1', f), n, 'count of ' || f)
FROM (VALUES ('sales', 4::bigint), ('marketing', 0), ('unclassified', 1))
	 v(f, n);
SELECT is(function_share('sales=3 other=1 unclassified=4', f), n,
		  'share of ' || f)
FROM (VALUES ('sales', 0.75::float8), ('other', 0.25), ('joint', 0),
			 ('unclassified', 0.5)) v(f, n);
SELECT is(function_balance('sales=1 marketing=3 joint=9'), (-0.5)::float8,
		  'balance of a summary');
SELECT is(function_coverage('sales=1 unclassified=3 skipped=9'), 0.25::float8,
		  'coverage of a summary');

/* No input, missing input */

SELECT is(function_counts_state(f)::text,
		  'sales=0 marketing=0 joint=0 other=0 unclassified=0 skipped=0',
		  'no rows give an empty summary')
FROM unnest('{}'::text[]) f;
SELECT is(merge_function_counts(c), 'sales=0',
		  'merging no summaries gives an empty one')
FROM unnest('{}'::function_counts[]) c;
SELECT is(merge_function_counts(c), 'sales=0',
		  'merging only nulls gives an empty one')
FROM unnest('{NULL, NULL}'::function_counts[]) c;
SELECT is(function_mix(f)::text, '(0,0,0,0,0,0,,,,,,,,0,,,,,,,,,,,,,,0)',
		  'no rows are no activities and no shares')
FROM unnest('{}'::text[]) f;
SELECT is(function_mix(f)::text, '(0,0,0,0,0,0,,,,,,,,3,,,,,,,,,,,,,,0)',
		  'rows without a function are skipped, and said to be')
FROM unnest('{NULL, NULL, NULL}'::text[]) f;
SELECT is(row((x.m).sales_share, (x.m).balance, (x.m).unclassified_share,
			  (x.m).coverage)::text, '(,,1,0)',
		  'nothing classified: no shares, full share of unclassified')
FROM (SELECT function_mix('unclassified=2'::function_counts) AS m) x;
SELECT is(row((x.m).sales_share, (x.m).balance)::text, '(0,)',
		  'neither sales nor marketing: no balance')
FROM (SELECT function_mix('other=2'::function_counts) AS m) x;
SELECT is(row((x.m).minutes, (x.m).sales_minutes_share,
			  (x.m).minutes_balance)::text, '(0,,)',
		  'no shares of zero minutes')
FROM (SELECT function_mix('sales=2/0'::function_counts) AS m) x;
SELECT ok(function_mix(NULL::function_counts) IS NULL AND
		  function_count(NULL, 'sales') IS NULL AND
		  function_count('sales=1', NULL) IS NULL AND
		  function_share('sales=0', 'sales') IS NULL AND
		  function_balance('sales=0') IS NULL AND
		  function_coverage('skipped=1') IS NULL,
		  'null in or nothing to divide by, null out');
SELECT is(merge_function_counts(c)::text,
		  'sales=3/7 marketing=0/0 joint=1/2 other=0/0 unclassified=0/0 '
		  'skipped=1 without_minutes=2',
		  'merging summaries adds them, with and without minutes')
FROM (VALUES ('sales=1/7'), (NULL), ('sales=2'), ('joint=1/2 skipped=1'))
	 v(t), LATERAL (SELECT t::function_counts AS c) s;

/* Labels and minutes that are wrong */

SELECT throws_ok($$SELECT function_mix('slaes')$$, '22023',
				 'unknown function "slaes"', 'an unknown function is 22023');
SELECT throws_ok($$SELECT function_mix('slaes', 1)$$, '22023',
				 'unknown function "slaes"', 'with minutes too');
SELECT throws_ok($$SELECT function_count('sales=1', 'Sales')$$, '22023',
				 'unknown function "Sales"', 'labels are lower-case');
SELECT throws_ok($$SELECT function_share('sales=1', '')$$, '22023',
				 'unknown function ""', 'an empty label is unknown');
SELECT is(state_of(format('SELECT function_mix(%L)', f)), '22023',
		  'not a function: ' || left(f, 20))
FROM unnest(array['sale', 'sales ', 'saless', 'both', E'sales\u0301',
				  repeat('sales', 300000)]) f;
SELECT throws_ok($$SELECT function_mix(repeat('aé', 1000000))$$, '22023',
				 'unknown function "' || repeat('aé', 21) || 'a..."',
				 'a long label is quoted in part, in whole characters');
SELECT throws_ok($$SELECT function_mix('sales', -1)$$, '22023',
				 'minutes must not be negative', 'negative minutes are 22023');
SELECT is(state_of($$SELECT function_mix(NULL, -1)$$), 'none',
		  'minutes of a skipped row are not looked at');

/* Text and binary form */

CREATE TABLE summaries AS
SELECT customer AS id, function_counts_state(function, minutes) AS c
FROM rows_to_count GROUP BY customer
UNION ALL
SELECT -1 - i % 10, function_counts_state(function)
FROM rows_to_count GROUP BY i % 10
UNION ALL
VALUES (-100, 'skipped=5'::function_counts), (-101, 'other=0'),
	   (-102, 'sales=9223372036854775807/9223372036854775807'),
	   (-103, 'other=9223372036854775806 skipped=1'),
	   (-104, 'sales=2/0 without_minutes=1');

SELECT is(count(*) FILTER (WHERE c::text::function_counts::text = c::text
						   AND c::text::function_counts = c),
		  count(*), 'text goes in as it came out') FROM summaries;
SELECT is(E' unclassified=1\n marketing=007/3\t'::function_counts::text,
		  'sales=0/0 marketing=7/3 joint=0/0 other=0/0 unclassified=1/0 '
		  'skipped=0 without_minutes=0',
		  'words in any order, white space, leading zeros');
SELECT is('sales=2 without_minutes=2'::function_counts, 'sales=2',
		  'one value has one text');
SELECT is(state_of(format('SELECT %L::function_counts', t)), s,
		  format('text %L is %s', left(t, 40), s))
FROM (VALUES
	('', '22P02'), (' ', '22P02'), ('sales', '22P02'), ('sales=', '22P02'),
	('sales=-1', '22P02'), ('sales=1.5', '22P02'), ('sales=1/', '22P02'),
	('sales=1/-1', '22P02'), ('sales=1 sales=1', '22P02'),
	('sales=1,other=1', '22P02'), ('slaes=1', '22P02'), ('=1', '22P02'),
	('sales =1', '22P02'), ('skipped=1/1', '22P02'), ('sales=0/1', '22P02'),
	('sales=1 without_minutes=2', '22P02'),
	('sales=1/1 without_minutes=1', '22P02'),
	('sales=9223372036854775808', '22003'),
	('sales=1/99999999999999999999', '22003'),
	('sales=9223372036854775807 other=1', '22003'),
	('sales=9223372036854775807 skipped=1', '22003'),
	('sales=1/9223372036854775807 other=1/1', '22003'),
	(repeat('sales=1 ', 100000), '22P02'), (repeat('9', 100000), '22P02')
	) v(t, s);

DO $$
DECLARE
	file text := current_setting('data_directory') || '/function_mix.copy';
BEGIN
	CREATE TABLE copied (id integer, c sales_marketing.function_counts);
	EXECUTE format('COPY summaries TO %L (FORMAT binary)', file);
	EXECUTE format('COPY copied FROM %L (FORMAT binary)', file);
END
$$;
SELECT is((SELECT count(*) FROM summaries NATURAL JOIN copied
		   WHERE summaries.c::text = copied.c::text),
		  (SELECT count(*) FROM summaries),
		  'binary goes in as it came out');
SELECT is(encode(function_counts_send('sales=1/2 other=3/258 skipped=4'),
				 'hex'),
		  '01' || '0000000000000001' || repeat('0', 32) ||
		  '0000000000000003' || repeat('0', 16) ||
		  '0000000000000002' || repeat('0', 32) ||
		  '0000000000000102' || repeat('0', 16) ||
		  '0000000000000004' || repeat('0', 16),
		  'the binary form is a version and numbers in network order');

/* Huge */

SELECT is(merge_function_counts(c)::text,
		  'sales=9223372036854775807 marketing=0 joint=0 other=0 '
		  'unclassified=0 skipped=0', 'as many rows as a bigint holds')
FROM unnest(array['sales=9223372036854775800',
				  'sales=7']::function_counts[]) c;
SELECT is(state_of(q), '22003',
		  'out of range: ' || regexp_replace(q, '\s+', ' ', 'g'))
FROM unnest(array[
	$$SELECT function_counts_accum('sales=9223372036854775807', 'sales')$$,
	$$SELECT function_counts_accum('sales=9223372036854775807', 'other')$$,
	$$SELECT function_counts_accum('sales=9223372036854775807', NULL)$$,
	$$SELECT function_counts_accum('skipped=9223372036854775807', 'other',
								   1)$$,
	$$SELECT function_counts_accum('sales=1/9223372036854775807', 'other',
								   1)$$,
	$$SELECT function_counts_combine('sales=9223372036854775807', 'other=1')$$,
	$$SELECT function_counts_combine('sales=1/9223372036854775807',
									 'joint=1/1')$$,
	$$SELECT merge_function_counts(c)
	  FROM unnest(array['sales=9223372036854775800',
						'skipped=8']::function_counts[]) c$$]) q;
SELECT is(function_counts_accum('sales=9223372036854775806', 'other')::text,
		  'sales=9223372036854775806 marketing=0 joint=0 other=1 '
		  'unclassified=0 skipped=0', 'the last row that fits');
SELECT ok(function_share('sales=9223372036854775807', 'sales') = 1 AND
		  function_balance('marketing=9223372036854775807') = -1,
		  'shares of huge counts');

/* Comparison */

SELECT ok(bool_and((a.c < b.c) = (function_counts_cmp(a.c, b.c) < 0) AND
				   (a.c <= b.c) = (function_counts_cmp(a.c, b.c) <= 0) AND
				   (a.c = b.c) = (function_counts_cmp(a.c, b.c) = 0) AND
				   (a.c <> b.c) = (function_counts_cmp(a.c, b.c) <> 0) AND
				   (a.c >= b.c) = (function_counts_cmp(a.c, b.c) >= 0) AND
				   (a.c > b.c) = (function_counts_cmp(a.c, b.c) > 0) AND
				   (a.c = b.c) = (a.c::text = b.c::text) AND
				   function_counts_cmp(a.c, b.c) =
				   -function_counts_cmp(b.c, a.c)),
		  'operators, cmp and text agree')
FROM summaries a, summaries b WHERE a.id % 10 = 0 AND b.id % 10 = 0;
SELECT is((SELECT string_agg(c::text, ';' ORDER BY c)
		   FROM unnest(array['skipped=1', 'sales=1', 'sales=1/5',
							 'sales=1/0', 'sales=2', 'marketing=9',
							 'skipped=0']::function_counts[]) c),
		  (SELECT string_agg(c::text, ';' ORDER BY n)
		   FROM unnest(array['skipped=0', 'skipped=1', 'marketing=9',
							 'sales=1/0', 'sales=1', 'sales=1/5',
							 'sales=2']::function_counts[])
				WITH ORDINALITY v(c, n)),
		  'the order is field by field');
CREATE INDEX summaries_btree ON summaries (c);
CREATE INDEX summaries_hash ON summaries USING hash (c);
SELECT is((SELECT count(*) FROM (SELECT DISTINCT c FROM summaries) s),
		  (SELECT count(*) FROM (SELECT DISTINCT c::text FROM summaries) s),
		  'DISTINCT');
SET LOCAL enable_seqscan = off;
SET LOCAL enable_bitmapscan = off;
SELECT is((SELECT count(*) FROM summaries a
		   WHERE a.c = (SELECT b.c FROM summaries b WHERE b.id = 7)),
		  1::bigint,
		  'an index finds a summary');
RESET enable_seqscan;
RESET enable_bitmapscan;
SELECT ok(bool_and(function_counts_hash(c) =
				   function_counts_hash(c::text::function_counts) AND
				   function_counts_hash_extended(c, 5) =
				   function_counts_hash_extended(c::text::function_counts, 5)
				   AND function_counts_hash_extended(c, 0)::bit(32) =
				   function_counts_hash(c)::bit(32)),
		  'equal summaries have equal hashes') FROM summaries;
SELECT cmp_ok(count(DISTINCT function_counts_hash(c)), '>', 490::bigint,
			  'different ones different hashes') FROM summaries;

/* However the rows arrive */

SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT cmp_ok(workers_launched('SELECT function_counts_state(function, minutes)
							   FROM rows_to_count'), '>', 0,
			  'workers count rows');
SELECT is(function_counts_state(function, minutes)::text,
		  (SELECT expected FROM counted WHERE customer IS NULL),
		  'with workers the counts are the same') FROM rows_to_count;
SELECT is((SELECT count(*)
		   FROM (SELECT customer, function_counts_state(function, minutes) AS c
				 FROM rows_to_count GROUP BY customer) s
		   NATURAL JOIN counted WHERE c::text = expected), 500::bigint,
		  'with workers the counts per group are the same');
SELECT is(function_counts_state(function, minutes),
		  'sales=0', 'workers without rows')
FROM rows_to_count WHERE i < 0;
SELECT is(merge_function_counts(c)::text,
		  (SELECT expected FROM counted WHERE customer IS NULL),
		  'with workers stored summaries merge the same')
FROM summaries WHERE id >= 0;
SET LOCAL max_parallel_workers_per_gather = 0;

SELECT ok(bool_and(whole = merged), 'split at random and merged, the same')
FROM (SELECT function_counts_state(function, minutes) AS whole
	  FROM rows_to_count) w,
	 generate_series(1, 5) round,
	 LATERAL (SELECT merge_function_counts(c) AS merged
			  FROM (SELECT function_counts_state(function, minutes) AS c
					FROM rows_to_count
					GROUP BY floor(random() * 10 * round)) s) m;

SET LOCAL enable_hashagg = off;
SELECT is((SELECT count(*)
		   FROM (SELECT customer, function_counts_state(function, minutes) AS c
				 FROM rows_to_count GROUP BY customer) s
		   NATURAL JOIN counted WHERE c::text = expected), 500::bigint,
		  'sorted groups');
RESET enable_hashagg;
SET LOCAL work_mem = '64kB';
SELECT is((SELECT count(*)
		   FROM (SELECT i, function_counts_state(function, minutes) AS c
				 FROM rows_to_count GROUP BY i) s
		   JOIN rows_to_count r USING (i)
		   WHERE (function_mix(c)).activities = (function IS NOT NULL)::integer
		   AND (function_mix(c)).skipped = (function IS NULL)::integer
		   AND (function IS NULL OR function_count(c, function) = 1)),
		  40000::bigint, 'hashed groups that do not fit in memory');
RESET work_mem;

SELECT ok(bool_and(function_count(running, 'sales') = sales AND
				   (mix).sales_activities = sales AND
				   (mix).activities + (mix).skipped = i AND
				   function_count(sliding, 'sales') = sliding_sales),
		  'as window functions, running and sliding, together')
FROM (SELECT i,
			 function_counts_state(function, minutes) OVER run AS running,
			 function_mix(function, minutes) OVER run AS mix,
			 function_counts_state(function) OVER slide AS sliding,
			 count(*) FILTER (WHERE function = 'sales') OVER run AS sales,
			 count(*) FILTER (WHERE function = 'sales') OVER slide
			 AS sliding_sales
	  FROM rows_to_count WHERE i <= 2000
	  WINDOW run AS (ORDER BY i),
			 slide AS (ORDER BY i
					   ROWS BETWEEN 20 PRECEDING AND 10 PRECEDING)) s;
SELECT ok((SELECT function_counts_state(function, minutes)::text =
				  (SELECT expected FROM counted WHERE customer IS NULL) AND
				  function_mix(function, minutes) =
				  function_mix(function_counts_state(function, minutes)) AND
				  function_counts_state(DISTINCT function)::text =
				  'sales=1 marketing=1 joint=1 other=1 unclassified=1 '
				  'skipped=1' AND
				  function_count(function_counts_state(function)
								 FILTER (WHERE i % 2 = 0), 'other') =
				  count(*) FILTER (WHERE function = 'other' AND i % 2 = 0)
		   FROM rows_to_count), 'several aggregates share one state');

/* Packed, compressed and toasted */

CREATE TABLE toasted (id integer, c function_counts, padding text)
WITH (toast_tuple_target = 128);
ALTER TABLE toasted ALTER padding SET STORAGE main;
INSERT INTO toasted
SELECT id, c, CASE WHEN id % 2 = 0 THEN
	   (SELECT string_agg(md5(n::text), '')
		FROM generate_series(1, 100) n) END
FROM summaries WHERE id >= 0;
SELECT is(count(DISTINCT CASE WHEN pg_column_compression(c) > '' THEN 'small'
						 WHEN pg_column_size(c) = 101 THEN 'packed' END),
		  2::bigint, 'summaries lie packed and compressed in a table')
FROM toasted;
SELECT is(merge_function_counts(c)::text,
		  (SELECT expected FROM counted WHERE customer IS NULL),
		  'and merge the same') FROM toasted;
SELECT is((SELECT count(*) FROM toasted t JOIN summaries s
		   ON t.id = s.id AND t.c = s.c AND t.c::text = s.c::text AND
			  function_mix(t.c) = function_mix(s.c) AND
			  function_counts_hash(t.c) = function_counts_hash(s.c) AND
			  function_counts_send(t.c) = function_counts_send(s.c)),
		  500::bigint, 'and read the same');

/* Called by anybody, with anything */

SELECT is(format('%s|%s|%s', function_counts_accum(c, 'sales'),
				 function_counts_combine(c, c), c),
		  'sales=2 marketing=0 joint=0 other=0 unclassified=0 skipped=0|'
		  'sales=2 marketing=0 joint=0 other=0 unclassified=0 skipped=0|'
		  'sales=1 marketing=0 joint=0 other=0 unclassified=0 skipped=0',
		  'called directly, the private functions leave their argument alone')
FROM (SELECT 'sales=1'::function_counts AS c OFFSET 0) s;
SELECT is(format('%s|%s|%s', function_counts_accum(NULL, NULL),
				 function_counts_combine(NULL, NULL),
				 function_counts_final(NULL)),
		  'sales=0 marketing=0 joint=0 other=0 unclassified=0 skipped=1|'
		  'sales=0 marketing=0 joint=0 other=0 unclassified=0 skipped=0|'
		  'sales=0 marketing=0 joint=0 other=0 unclassified=0 skipped=0',
		  'and take nulls');
CREATE FUNCTION strict_combine(function_counts, function_counts)
RETURNS function_counts LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS '$libdir/sales_marketing', 'sm_function_counts_combine';
CREATE AGGREGATE strict_merge(function_counts) (
	SFUNC = strict_combine, STYPE = function_counts,
	FINALFUNC = function_counts_final
);
SELECT is(strict_merge(c)::text,
		  (SELECT expected FROM counted WHERE customer IS NULL),
		  'an aggregate of somebody else, whose first state is packed')
FROM toasted;
SELECT is((SELECT count(*)
		   FROM (SELECT strict_merge(c) OVER (ORDER BY id) AS a,
						merge_function_counts(c) OVER (ORDER BY id) AS b
				 FROM toasted) s WHERE a = b),
		  500::bigint, 'the same as a window function');
CREATE AGGREGATE counting_twice(text) (
	SFUNC = function_counts_accum, STYPE = function_counts,
	FINALFUNC = function_counts_accum, FINALFUNC_EXTRA, INITCOND = 'skipped=3'
);
SELECT is(counting_twice(f)::text,
		  'sales=2 marketing=0 joint=0 other=0 unclassified=0 skipped=4',
		  'a transition function misused as a final function')
FROM unnest(array['sales', 'sales']) f;

SELECT * FROM finish();
ROLLBACK;
