/*
 * growing_state.sql
 *		What src/pg/state.c promises to every state, shown on a throw-away
 *		type that grows (test/state), and what becomes of bytes that no
 *		function of ours has written.
 *
 * Needs make growing-state; the variable GROWING_STATE of the environment
 * says where the module is, if not in test/state.
 */
\getenv growing_state GROWING_STATE
\if :{?growing_state}
\else
\getenv growing_state PWD
\set growing_state :growing_state /test/state/growing_state.so
\endif

BEGIN;
SELECT set_config('search_path', 'sales_marketing, growing, ' ||
				  current_setting('search_path'), true)
\g /dev/null
SELECT (pg_stat_file(:'growing_state', true)).size > 0 IS TRUE
	   AS module_is_built
\gset
\if :module_is_built
\else
SELECT plan(1);
SELECT skip('no ' || :'growing_state' || ': run make growing-state');
SELECT * FROM finish();
ROLLBACK;
\quit
\endif

SELECT plan(47);
SET LOCAL client_min_messages = warning;
\ir ../state/growing_state.sql
RESET client_min_messages;
CREATE FUNCTION counts_of_bytes(bytea)
RETURNS function_counts
LANGUAGE c IMMUTABLE STRICT
AS :'growing_state', 'value_of_bytes';

CREATE FUNCTION numbers(growing_state) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(nullif($1::text, ''), ' ')::bigint[];

\ir common.psql

CREATE FUNCTION batches_spilled(query text) RETURNS integer
LANGUAGE plpgsql AS
$$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, FORMAT JSON) ' || query INTO plan;
	RETURN coalesce((jsonb_path_query_first(plan,
					 '$.**."HashAgg Batches"'))::integer, 0);
END
$$;

CREATE TABLE numbered AS
SELECT i, i % 1000 AS thousand, (i::bigint * 7919) % 1000003 AS value
FROM generate_series(1, 200000) i;
ANALYZE numbered;

/* Growing in place */

SELECT is(collect_bigint(i)::text, string_agg(i::text, ' '),
		  n || ' values, in the order given')
FROM (VALUES (1), (5), (6), (7), (14), (15), (1000), (200000)) v(n),
	 LATERAL generate_series(1, n) i GROUP BY n ORDER BY n;
SELECT is(pg_column_size(collect_bigint(i)), 16 + 8 * 1000,
		  'the result has no spare room') FROM generate_series(1, 1000) i;
SELECT is(collect_bigint(i)::text, '', 'no rows give an empty state')
FROM generate_series(1, 0) i;
SELECT is(collect_bigint(NULL)::text, '', 'nulls add nothing')
FROM generate_series(1, 3) i;
SELECT is((SELECT count(*)
		   FROM (SELECT thousand, collect_bigint(value ORDER BY i)::text AS a,
						string_agg(value::text, ' ' ORDER BY i) AS b
				 FROM numbered GROUP BY thousand) s WHERE a = b),
		  1000::bigint, '1,000 groups');
SELECT is((SELECT count(*)
		   FROM (SELECT i / 2 AS pair, collect_bigint(value) AS a,
						sum(value) AS b
				 FROM numbered GROUP BY i / 2) s
		   WHERE (SELECT sum(n) FROM unnest(numbers(a)) n) = b),
		  100001::bigint, '100,000 groups');

/* Workers, sorting, spilling */

SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT cmp_ok(workers_launched('SELECT thousand, collect_bigint(value)
							   FROM numbered GROUP BY thousand'), '>', 0,
			  'workers grow states');
SELECT is((SELECT count(*)
		   FROM (SELECT thousand, collect_bigint(value) AS a,
						array_agg(value ORDER BY value) AS b
				 FROM numbered GROUP BY thousand) s
		   WHERE (SELECT array_agg(n ORDER BY n)
				  FROM unnest(numbers(a)) n) = b),
		  1000::bigint, 'beside an aggregate that sorts');
CREATE TABLE by_workers AS
SELECT thousand, collect_bigint(value) AS a FROM numbered GROUP BY thousand;
CREATE TABLE by_workers_in_all AS
SELECT collect_bigint(value) AS a FROM numbered;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TABLE serially AS
SELECT thousand, collect_bigint(value) AS a FROM numbered GROUP BY thousand;
SELECT is((SELECT count(*) FROM by_workers w JOIN serially s USING (thousand)
		   WHERE (SELECT array_agg(n ORDER BY n) FROM unnest(numbers(w.a)) n) =
				 (SELECT array_agg(n ORDER BY n) FROM unnest(numbers(s.a)) n)),
		  1000::bigint, 'the values of each group are the same');
SELECT ok((SELECT array_agg(n ORDER BY n)
		   FROM by_workers_in_all, unnest(numbers(a)) n) =
		  (SELECT array_agg(value ORDER BY value) FROM numbered),
		  'the values of all are the same');

SET LOCAL work_mem = '64kB';
SET LOCAL enable_sort = off;
SELECT cmp_ok(batches_spilled('SELECT i / 20, collect_bigint(value)
							   FROM numbered GROUP BY i / 20'), '>', 1,
			  'hashed groups that do not fit in memory');
SELECT is((SELECT count(*)
		   FROM (SELECT i / 20, collect_bigint(value)::text AS a,
						string_agg(value::text, ' ') AS b
				 FROM numbered GROUP BY i / 20) s WHERE a = b),
		  10001::bigint, 'have the same values');
RESET enable_sort;
RESET work_mem;

/* Windows */

SELECT ok(bool_and(a::text = b AND length(c::text) = length(b)),
		  'running over 300 rows, the state lives on after each result')
FROM (SELECT collect_bigint(i) OVER run AS a,
			 collect_bigint(i, 1) OVER run AS c,
			 string_agg(i::text, ' ') OVER run AS b
	  FROM generate_series(1, 300) i WINDOW run AS (ORDER BY i)) s;
SELECT ok(bool_and(a::text = coalesce(b, '')), 'sliding over 300 rows')
FROM (SELECT collect_bigint(i) OVER slide AS a,
			 string_agg(i::text, ' ') OVER slide AS b
	  FROM generate_series(1, 300) i
	  WINDOW slide AS (ORDER BY i
					   ROWS BETWEEN 30 PRECEDING AND 10 PRECEDING)) s;

/* From tables: packed, compressed, out of line */

CREATE TABLE stored (n integer, way text, s growing_state);
INSERT INTO stored
SELECT n, 'extended', collect_bigint(i % 10)
FROM (VALUES (0), (1), (5), (13), (14), (500), (5000), (100000)) v(n)
LEFT JOIN LATERAL generate_series(1, n) i ON true GROUP BY n;
ALTER TABLE stored ALTER s SET STORAGE external;
INSERT INTO stored SELECT n, 'external', s::text::growing_state FROM stored;
ALTER TABLE stored ALTER s SET STORAGE plain;
INSERT INTO stored SELECT n, 'plain', s::text::growing_state FROM stored
WHERE n <= 500 AND way = 'extended';
SELECT ok((SELECT pg_column_size(s) < 20000 AND pg_column_compression(s) > ''
		   FROM stored WHERE n = 5000 AND way = 'extended') AND
		  (SELECT pg_column_size(s) = 40016 - 4
		   FROM stored WHERE n = 5000 AND way = 'external') AND
		  (SELECT pg_column_size(s) = 16 - 3
		   FROM stored WHERE n = 0 AND way = 'extended') AND
		  (SELECT pg_column_size(s) = 4016
		   FROM stored WHERE n = 500 AND way = 'plain'),
		  'states lie compressed, out of line, packed and plain in a table');
SELECT ok(bool_and(s::text =
				   coalesce((SELECT string_agg((i % 10)::text, ' ')
							 FROM generate_series(1, n) i), '')),
		  'and read the same') FROM stored;
SELECT is(merge_growing(s ORDER BY n, way)::text,
		  string_agg(nullif(s::text, ''), ' ' ORDER BY n, way),
		  'and merge the same') FROM stored;
SELECT ok(bool_and(md5(merged::text) = md5(texts)), 'as window functions too')
FROM (SELECT merge_growing(s) OVER run AS merged,
			 string_agg(nullif(s::text, ''), ' ') OVER run AS texts
	  FROM stored WHERE n BETWEEN 1 AND 5000
	  WINDOW run AS (ORDER BY n, way)) x;
SELECT is(merge_growing(s)::text, '', 'merging no states gives an empty one')
FROM stored WHERE n < 0;
CREATE FUNCTION strict_combine(growing_state, growing_state)
RETURNS growing_state LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS :'growing_state', 'growing_state_combine';
CREATE AGGREGATE strict_merge(growing_state) (
	SFUNC = strict_combine, STYPE = growing_state,
	COMBINEFUNC = strict_combine, FINALFUNC = growing_state_final,
	PARALLEL = SAFE
);
SELECT is((SELECT count(*) FROM (
		   SELECT n, strict_merge(s)::text AS a, merge_growing(s)::text AS b
		   FROM stored GROUP BY n) x WHERE a = b), 8::bigint,
		  'an aggregate of somebody else may start from a value as it lies');
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT ok((SELECT array_agg(n ORDER BY n)
		   FROM (SELECT strict_merge(a) AS s FROM by_workers) x,
				unnest(numbers(s)) n) =
		  (SELECT array_agg(value ORDER BY value) FROM numbered),
		  'and combine what workers send');
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is(format('%s|%s|%s', growing_state_accum(s, 9),
				 growing_state_combine(s, s), s), '1 2 9|1 2 1 2|1 2',
		  'called directly, nothing changes its argument')
FROM (SELECT '1 2'::growing_state AS s OFFSET 0) x;
SELECT is(format('%s|%s|%s|%s', growing_state_accum(s, 9),
				 growing_state_combine(s, s), growing_state_final(s),
				 md5(s::text)),
		  format('%s|%s|%s|%s', s || ' 9', s || ' ' || s, s, md5(s::text)),
		  'nor if it lies out of line')
FROM stored WHERE n = 5000 AND way = 'external';

/* The limit */

SELECT throws_ok($$SELECT pg_column_size(collect_bigint(i, 66000000))
				   FROM generate_series(1, 3) i$$, '54000',
				 'growing_state value would be too large',
				 'a state grows to one gigabyte and not past it: 54000');
SELECT throws_ok($$SELECT pg_column_size(growing_state_accum('1', 1,
				   2147483647))$$, '54000',
				 'growing_state value would be too large',
				 'in one step too');

/* Bytes that no function of ours has written */

CREATE TYPE outcome AS (worst text, refused bigint, accepted bigint);

/*
 * Runs an expression over each of the given byte strings: which SQLSTATE
 * that ought not to be came up, if any, how many were refused with another,
 * and how many gave a text that reads back as itself.
 */
CREATE FUNCTION outcome_of(expression text, type regtype, hostile bytea[])
RETURNS outcome LANGUAGE plpgsql AS
$$
DECLARE
	result outcome := (NULL, 0, 0);
	bytes bytea;
	text_form text;
	again text;
BEGIN
	FOREACH bytes IN ARRAY hostile LOOP
		BEGIN
			EXECUTE 'SELECT ' || expression INTO text_form USING bytes;
			EXECUTE format('SELECT $1::%s::text', type) INTO again
			USING text_form;
			IF again IS DISTINCT FROM text_form THEN
				result.worst := 'not canonical: ' || text_form;
			END IF;
			result.accepted := result.accepted + 1;
		EXCEPTION WHEN OTHERS THEN
			IF SQLSTATE LIKE '22%' OR SQLSTATE LIKE '54%' OR
				SQLSTATE = 'XX001' THEN
				result.refused := result.refused + 1;
			ELSE
				result.worst := SQLSTATE || ' ' || SQLERRM;
			END IF;
		END;
	END LOOP;
	RETURN result;
END
$$;

/* Everything close to a good byte string, and random ones. */
CREATE FUNCTION near_to(good bytea) RETURNS bytea[] LANGUAGE sql AS
$$
SELECT array_agg(b) FROM (
	SELECT substring(good FROM 1 FOR n) FROM generate_series(0, length(good)) n
	UNION ALL
	SELECT set_bit(good, n, 1 - get_bit(good, n))
	FROM generate_series(0, 8 * length(good) - 1) n
	UNION ALL
	SELECT good || '\x00'
	UNION ALL
	SELECT overlay(good PLACING decode(lpad(to_hex((random() * 65535)::int),
											4, '0'), 'hex')
				   FROM 1 + (random() * (length(good) - 2))::int)
	FROM generate_series(1, 1000)
	UNION ALL
	SELECT decode(string_agg(md5(random()::text || n), ''), 'hex')
	FROM generate_series(1, 300) n, generate_series(1, 7) GROUP BY n
	) v(b)
$$;

SELECT is(receive_bytes('growing_state'::regtype,
						growing_state_send('1 2 300')), '1 2 300',
		  'receive reads what send wrote');
SELECT is(receive_bytes('function_counts'::regtype,
						function_counts_send('sales=1/2 skipped=3')),
		  ('sales=1/2 skipped=3'::function_counts)::text,
		  'of function_counts as well');
/* The bytes behind the varlena header, on a little-endian machine. */
CREATE TABLE raw AS
SELECT decode('01000000' || '28000000' || '03000000' || '0100000000000000' ||
			  '0200000000000000' || '0300000000000000', 'hex') AS raw_state,
	   decode('01000000' || '0100000000000000' || repeat('00', 32) ||
			  '0200000000000000' || repeat('00', 32) || '0300000000000000' ||
			  '0000000000000000', 'hex') AS raw_counts;
SELECT is(growing_of_bytes(raw_state)::text, '1 2 3',
		  'a state is these bytes') FROM raw;
SELECT is(counts_of_bytes(raw_counts)::text,
		  ('sales=1/2 skipped=3'::function_counts)::text,
		  'function_counts are these') FROM raw;

SELECT ok((o).worst IS NULL AND (o).refused > 500,
		  format('%s: %s', left(expression, 60), o))
FROM raw, LATERAL (VALUES
	('receive_bytes(''growing_state''::regtype, $1)', 'growing_state',
	 growing_state_send('1 2 3')),
	('growing_of_bytes($1)::text', 'growing_state', raw_state),
	('growing_state_accum(growing_of_bytes($1), 4)::text', 'growing_state',
	 raw_state),
	('growing_state_combine(''5'', growing_of_bytes($1))::text',
	 'growing_state', raw_state),
	('merge_growing(growing_of_bytes($1)) FROM generate_series(1, 2)',
	 'growing_state', raw_state),
	('strict_merge(growing_of_bytes($1)) FROM generate_series(1, 2)',
	 'growing_state', raw_state),
	('receive_bytes(''function_counts''::regtype, $1)', 'function_counts',
	 function_counts_send('sales=1/2 skipped=3')),
	('counts_of_bytes($1)::text', 'function_counts', raw_counts),
	('function_counts_accum(counts_of_bytes($1), ''sales'', 4)::text',
	 'function_counts', raw_counts),
	('merge_function_counts(counts_of_bytes($1)) FROM generate_series(1, 2)',
	 'function_counts', raw_counts),
	('CASE WHEN function_mix(counts_of_bytes($1)) IS NULL OR '
	 'function_counts_hash(counts_of_bytes($1)) > '
	 'function_counts_cmp(counts_of_bytes($1), ''sales=1'') '
	 'THEN ''sales=0'' ELSE ''sales=1'' END::function_counts::text',
	 'function_counts', raw_counts)
	) v(expression, type, good),
	LATERAL outcome_of(expression, type::regtype, near_to(good)) o;

SELECT * FROM finish();
ROLLBACK;
