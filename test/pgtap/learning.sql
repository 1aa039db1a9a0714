/*
 * learning.sql
 *		label_counts, its aggregates, and rules learned from it: the same
 *		counts and weights as in plain SQL, however the rows arrive; empty,
 *		missing, huge and hostile input.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(76);

/* Rows to learn from, in no order: few words, many words, some missing. */
CREATE TABLE labelled AS
SELECT i, i % 7 AS shard,
	   CASE WHEN i % 41 > 0 THEN
	   (SELECT string_agg(CASE WHEN n % 3 = 0 THEN 'W' ELSE 'w' END ||
						  ((i * 7919 + n * 104729) % 1009 %
						   CASE WHEN n % 2 = 0 THEN 9 ELSE 70 END)::text,
						  CASE WHEN n % 5 = 0 THEN ', ' ELSE ' ' END
						  ORDER BY n)
		FROM generate_series(1, i % 11) n) || '.' END AS activity,
	   (array['sales', 'marketing', 'joint', 'other', 'unclassified', NULL,
			  'sales', 'sales'])[1 + i * 31 % 101 % 8] AS label
FROM generate_series(1, 5000) i;
ANALYZE labelled;

/* Phrases and their rows by other means. */
CREATE VIEW word AS
SELECT i, label, n, w, lead(w) OVER (PARTITION BY i ORDER BY n) AS next
FROM labelled, regexp_split_to_table(lower(activity), '[^0-9a-z]+')
	 WITH ORDINALITY AS t(w, n)
WHERE w <> '' AND label IS NOT NULL AND label <> 'unclassified';
CREATE VIEW phrase AS
SELECT phrase, count(*) FILTER (WHERE label = 'sales') AS sales,
	   count(*) FILTER (WHERE label = 'marketing') AS marketing,
	   count(*) FILTER (WHERE label = 'joint') AS joint,
	   count(*) FILTER (WHERE label = 'other') AS other
FROM (SELECT i, label, w FROM word
	  UNION SELECT i, label, w || ' ' || next FROM word
	  WHERE next IS NOT NULL) p(i, label, phrase)
GROUP BY phrase;
CREATE VIEW counted AS
SELECT format('sales=%s marketing=%s joint=%s other=%s skipped=%s',
			  count(*) FILTER (WHERE label = 'sales' AND good),
			  count(*) FILTER (WHERE label = 'marketing' AND good),
			  count(*) FILTER (WHERE label = 'joint' AND good),
			  count(*) FILTER (WHERE label = 'other' AND good),
			  count(*) FILTER (WHERE label = 'unclassified' OR
							   label IS NULL OR NOT good)) ||
	   (SELECT string_agg(format('; %s=%s/%s/%s/%s', phrase, sales, marketing,
								 joint, other), ''
						  ORDER BY phrase COLLATE "C") FROM phrase)
	   AS expected
FROM (SELECT label, activity IS NOT NULL AS good FROM labelled) r;

\ir common.psql

/* Counts */

SELECT is(label_counts_state(activity, label)::text,
		  (SELECT expected FROM counted),
		  'words and pairs are counted as in plain SQL')
FROM labelled;
CREATE TABLE whole AS
SELECT label_counts_state(activity, label) AS counts FROM labelled;
SELECT ok(label_counts_state(activity, label ORDER BY md5(i::text)) =
		  (SELECT counts FROM whole), 'the order of the rows does not matter')
FROM labelled;
CREATE TABLE part AS
SELECT shard, label_counts_state(activity, label) AS counts
FROM labelled GROUP BY shard;
SELECT is(merge_label_counts(counts)::text, (SELECT expected FROM counted),
		  'shards that are merged are the whole')
FROM part;
SELECT ok(merge_label_counts(counts ORDER BY shard DESC) =
		  (SELECT counts FROM whole), 'in any order')
FROM part;
SELECT ok(merge_label_counts(counts) = (SELECT counts FROM whole),
		  'nulls are ignored')
FROM (SELECT counts FROM part UNION ALL SELECT NULL) p;
SELECT is((SELECT count(DISTINCT counts) FROM (
		   SELECT counts FROM whole
		   UNION ALL SELECT counts::text::label_counts FROM whole
		   UNION ALL SELECT merge_label_counts(counts) FROM part) c),
		  1::bigint, 'equal counts are one group');
SELECT is((SELECT count(*) FROM (SELECT counts FROM part
		   UNION SELECT counts FROM part) c), 7::bigint,
		  'different ones are not');
SELECT ok(label_counts_cmp(a.counts, b.counts) = 0 AND
		  label_counts_hash(a.counts) = label_counts_hash(b.counts) AND
		  NOT a.counts <> b.counts AND NOT a.counts < b.counts AND
		  a.counts >= b.counts,
		  'a value that was not packed equals the packed one')
FROM (SELECT label_counts_accum(label_counts_accum(NULL, 'b a', 'sales'),
								'a', 'other') AS counts) a,
	 (SELECT label_counts_state(t, l) AS counts
	  FROM (VALUES ('a', 'other'), ('b a', 'sales')) v(t, l)) b;

CREATE TABLE running AS
SELECT i, label_counts_state(activity, label) OVER (ORDER BY i) AS counts
FROM labelled WHERE i <= 100;
SELECT is((SELECT counts FROM running WHERE i = 60)::text,
		  (SELECT label_counts_state(activity, label)::text FROM labelled
		   WHERE i <= 60), 'a running window counts the rows so far');

SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT cmp_ok(workers_launched(
	'SELECT label_counts_state(activity, label) FROM labelled'), '>', 0,
	'there are workers');
SELECT ok(label_counts_state(activity, label) = (SELECT counts FROM whole),
		  'counted by parallel workers')
FROM labelled;
SELECT ok(learn_rules(activity, label) =
		  (SELECT rules_from_counts(counts) FROM whole),
		  'learned by parallel workers')
FROM labelled;
SET LOCAL max_parallel_workers_per_gather = 0;

/* Text and binary forms */

SELECT is(counts::text::label_counts::text, counts::text,
		  'the text form reads back') FROM whole;
CREATE TABLE copied (LIKE whole);
CREATE FUNCTION round_trip() RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
	file text := current_setting('data_directory') || '/label_counts.copy';
BEGIN
	EXECUTE format('COPY whole TO %L (FORMAT binary)', file);
	EXECUTE format('COPY copied FROM %L (FORMAT binary)', file);
END
$$;
SELECT round_trip() \g /dev/null
SELECT ok(copied.counts = whole.counts AND
		  label_counts_send(copied.counts) = label_counts_send(whole.counts),
		  'the binary form reads back')
FROM copied, whole;
SELECT is(label_counts_state(t, 'sales')::text,
		  'sales=2 marketing=0 joint=0 other=0 skipped=0; '
		  'café=2/0/0/0; für=1/0/0/0; für café=1/0/0/0',
		  'composed and decomposed letters are one')
FROM (VALUES (U&'F\00DCR CAFE\0301'), (U&'caf\00E9')) v(t);

/* Nothing, missing and wrong */

SELECT is((SELECT label_counts_state('a', 'sales')::text WHERE false),
		  'sales=0 marketing=0 joint=0 other=0 skipped=0',
		  'no rows: empty counts');
SELECT is((SELECT merge_label_counts(NULL)::text),
		  'sales=0 marketing=0 joint=0 other=0 skipped=0',
		  'only nulls: empty counts');
SELECT is((SELECT label_counts_state(t, l)::text
		   FROM (VALUES (NULL, 'sales'), ('a', NULL), (NULL, NULL),
						('a', 'unclassified')) v(t, l)),
		  'sales=0 marketing=0 joint=0 other=0 skipped=4',
		  'rows without activity or label are skipped');
SELECT is((SELECT label_counts_state(t, 'sales')::text
		   FROM (VALUES (''), ('...')) v(t)),
		  'sales=2 marketing=0 joint=0 other=0 skipped=0',
		  'rows without words are rows');
SELECT throws_ok($$SELECT label_counts_state('a', 'slaes')$$, '22023',
				 'unknown function "slaes"', 'an unknown label');
SELECT throws_ok($$SELECT label_counts_state(NULL, 'slaes')$$, '22023',
				 'unknown function "slaes"', 'of a missing activity too');
SELECT is((SELECT learn_rules('a', 'sales') WHERE false)::text, 'standard/1',
		  'no rows: the standard rules');
SELECT is(learn_rules(t, l)::text, 'standard/1',
		  'only rows that are skipped: the same')
FROM (VALUES (NULL, 'sales'), ('a', NULL)) v(t, l);
SELECT is(rules_from_counts('', '{"phrases": {"a": {"sales": 1}}}')::text,
		  '{"phrases": {"a": {"sales": 1}}}',
		  'no rows: the prior as it is');
SELECT is(rules_from_counts('', '{}', 200, 0.9)::jsonb->'thresholds',
		  '{"margin": 2.197}', 'but for the margin that was asked for');
SELECT ok(rules_from_counts(NULL) IS NULL AND
		  rules_from_counts('', NULL) IS NULL AND
		  rules_from_counts('', '{}', NULL) IS NULL AND
		  rules_from_counts('', '{}', 1, NULL) IS NULL,
		  'null where anything is null');
SELECT is(state_of(format('SELECT rules_from_counts('''', ''{}'', %s)', t)),
		  '22023', 'top is ' || t)
FROM unnest(array['-1', '50001']) t;
SELECT is(state_of(format('SELECT rules_from_counts('''', ''{}'', 1, %L)', c)),
		  '22023', 'min_confidence is ' || c)
FROM unnest(array['-0.1', '1', '2', 'NaN', 'Infinity']) c;
SELECT is(classify_activity(t, learn_rules('hello world', 'sales')), f,
		  'one label only: ' || f)
FROM (VALUES ('hello you', 'sales'), ('qqq', 'unclassified')) v(t, f)
GROUP BY t, f;

/* Texts that are no counts */

SELECT is(state_of(format('SELECT %L::label_counts', t)), s, 'read: ' || t)
FROM (VALUES ('x', '22P02'), ('sales=', '22P02'), ('sales=-1', '22P02'),
			 ('sales=1 sales=1', '22P02'), ('sales=4294967296', '22003'),
			 ('sales=1; a', '22P02'), ('sales=1; a=2/0/0/0', '22P02'),
			 ('sales=1; a=0/0/0/0', '22P02'), ('sales=1; A=1/0/0/0', '22P02'),
			 ('sales=1; a=1/0/0/0; a=1/0/0/0', '22P02'),
			 ('sales=1; a b c=1/0/0/0', '22P02'),
			 ('sales=1 limit=0; a=1/0/0/0', '22P02'),
			 ('sales=4294967295 other=1', '22P02'),
			 (repeat('x', 2000), '22P02')) v(t, s);

/*
 * Bytes that are no counts, by way of a binary file: what bytea sends is what
 * label_counts gets.
 */
CREATE FUNCTION state_of_bytes(bytes bytea) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	file text := current_setting('data_directory') || '/label_counts.copy';
BEGIN
	EXECUTE format('COPY (SELECT %L::bytea) TO %L (FORMAT binary)', bytes,
				   file);
	RETURN state_of(format('COPY copied FROM %L (FORMAT binary)', file));
END
$$;
CREATE TABLE small AS
SELECT label_counts_send('sales=3 other=2; a=3/0/0/2; b a=1/0/0/0') AS bytes;
SELECT is(state_of_bytes(bytes), 'none', 'bytes as they were sent') FROM small;
SELECT is(state_of_bytes(set_byte(bytes, 0, 2)), '22P03',
		  'another version of the format') FROM small;
SELECT is(state_of_bytes(set_byte(bytes, 4, 1)), '22P03',
		  'counts that keep another number of phrases') FROM small;
SELECT is(state_of_bytes(bytes || '\x00'), '22P03', 'a byte too many')
FROM small;
SELECT is(array_agg(DISTINCT state_of_bytes(substr(bytes, 1, n))),
		  '{22P03}', 'bytes that are cut short')
FROM small, generate_series(0, length(bytes) - 1) n;
SELECT ok(array_agg(DISTINCT state_of_bytes(set_byte(bytes, n,
				get_byte(bytes, n) # (1 << b)))) <@ '{none,22P03,22021}',
		  'bytes with one bit changed')
FROM small, generate_series(0, length(bytes) - 1) n, generate_series(0, 7) b;

/* Rows that do not fit are no silent nonsense */

SELECT throws_ok($$SELECT merge_label_counts(c::label_counts) FROM unnest(
				 array['sales=4294967295', 'other=1']) c$$, '22003', NULL,
				 'more rows than are counted');
SELECT throws_ok($$SELECT label_counts_accum('sales=4294967295', 'a',
				 'other')$$, '22003', NULL, 'the same for one row more');

/* A great many words: the smallest hashes, whatever the order */

CREATE TABLE many AS
SELECT i, 'x' || i || ' y' || i % 1000 AS activity FROM
generate_series(1, 100000) i;
CREATE TABLE kept AS
SELECT label_counts_state(activity, 'sales') AS counts FROM many;
SELECT ok(regexp_count_of.n = 65536, 'as many phrases are kept as there may be')
FROM (SELECT cardinality(string_to_array(counts::text, ';')) - 1 AS n
	  FROM kept) regexp_count_of;
SELECT ok(label_counts_state(activity, 'sales' ORDER BY i DESC) =
		  (SELECT counts FROM kept), 'the same ones in another order')
FROM many;
SELECT ok(merge_label_counts(c) = (SELECT counts FROM kept),
		  'the same ones by way of shards')
FROM (SELECT label_counts_state(activity, 'sales') AS c FROM many
	  GROUP BY i % 3) s;
SELECT is((SELECT count(*) FROM kept, regexp_matches(counts::text,
		   '; (y\d+)=(\d+)/', 'g') m WHERE m[2] <> '100'), 0::bigint,
		  'what is kept was counted in full');
SELECT ok(counts::text::label_counts = counts AND
		  pg_column_size(counts) < 19 * 1024 * 1024, 'and reads back')
FROM kept;
SELECT ok(label_counts_state(t, 'sales') =
		  label_counts_state(lower(t), 'sales'), 'a row of 1 MB')
FROM (SELECT string_agg('Z' || i, ' ') AS t
	  FROM generate_series(1, 150000) i) s;

/* Weights */

CREATE TABLE learned AS
SELECT p.phrase, p.sales, p.marketing, p.joint, p.other, p.rows
FROM whole, rules_phrases(rules_from_counts(counts, '{}', 50000)) p
WHERE kind = 'phrase';
WITH total AS (
	SELECT sum(sales) AS s, sum(marketing) AS m, sum(joint) AS j,
		   sum(other) AS o, sum(sales + marketing + joint + other) AS n
	FROM phrase
), rate AS (
	SELECT phrase, p.sales / s + k AS s, marketing / m + k AS m,
		   joint / j + k AS j, other / o + k AS o,
		   sales + marketing + joint + other AS rows
	FROM phrase p, total, LATERAL (
		SELECT 4 * least(0.5 + n / 1000.0, 6) / n AS k) smoothing
), weight AS (
	SELECT phrase, rows, ln(s / least(s, m, j, o)) AS s,
		   ln(m / least(s, m, j, o)) AS m, ln(j / least(s, m, j, o)) AS j,
		   ln(o / least(s, m, j, o)) AS o
	FROM rate
)
SELECT is(count(*) FILTER (WHERE l.phrase IS NULL AND
						   greatest(s, m, j, o) > 0.001 OR
						   abs(w.s - l.sales) > 0.001 OR
						   abs(w.m - l.marketing) > 0.001 OR
						   abs(w.j - l.joint) > 0.001 OR
						   abs(w.o - l.other) > 0.001 OR
						   w.rows <> l.rows), 0::bigint,
		  'weights and rows are those of the formula in plain SQL')
FROM weight w LEFT JOIN learned l USING (phrase);
SELECT cmp_ok(count(*), '>', 100::bigint, 'and there are many') FROM learned;

SELECT is((SELECT count(*) FROM whole, rules_phrases(
		   rules_from_counts(counts, '{}', top)) WHERE kind = 'phrase'),
		  top::bigint, 'top ' || top)
FROM unnest(array[0, 1, 50]) top;
SELECT is(min(explained - function), 0::numeric,
		  'explain_activity tells the totals of learned rules')
FROM (SELECT sum(e.score) AS explained,
			 activity_score('cold call', r)::numeric AS function
	  FROM (SELECT rules_from_counts('sales=3 other=2; call=3/0/0/1')) l(r),
		   LATERAL explain_activity('cold call', r) e GROUP BY r) s;
SELECT ok(r || '{"phrases": {"call": {"other": 9}}}' <> r AND
		  r::text::activity_rules = r, 'learned rules merge and read back')
FROM (SELECT rules_from_counts('sales=3; call=3/0/0/0', '{}')) l(r);

/* What is learned must be readable: else a dump could not be restored */

CREATE TABLE wide AS
SELECT ('{"phrases":{' || string_agg(format('"%s%s":{"sales":1}', i,
		repeat(' ' || repeat('x', 74), 2)), ',') || '}}')::activity_rules
	   AS prior
FROM generate_series(1, 45000) i;
SELECT cmp_ok(length(prior::text), '>', 7700000, 'a prior of nearly 8 MiB')
FROM wide;
SELECT throws_ok($$SELECT rules_from_counts(
				 'sales=3 marketing=2; call=3/1/0/0', prior) FROM wide$$,
				 '54000', 'learned activity rules would be too large',
				 'learned rules of more than 8 MiB when printed');
CREATE TABLE full_up AS
SELECT prior || format('{"phrases": {"%s": {}}}',
	rtrim(left(repeat(repeat('z', 80) || ' ', 8),
			   8 * 1024 * 1024 - 8 - length(prior::text))))::activity_rules
	AS prior
FROM (SELECT ('{"phrases":{' || string_agg(format('"%s%s":{"sales":1}', i,
		repeat(' ' || repeat('x', 74), 2)), ',') || '}}')::activity_rules
	  FROM generate_series(10001, 58487) i) s(prior);
SELECT ok(rules_from_counts('sales=0', prior)::text::activity_rules = prior,
		  'a prior of 8 MiB is what is learned from no rows') FROM full_up;
SELECT throws_ok($$SELECT rules_from_counts('sales=0', prior, 200, 0.6)
				 FROM full_up$$, '54000',
				 'learned activity rules would be too large',
				 'but not with a margin');
SELECT ok(r::text::activity_rules = r AND
		  (SELECT count(*) > 20000 FROM rules_phrases(r)),
		  'shorter ones read back')
FROM (SELECT rules_from_counts('sales=3 marketing=2; call=3/1/0/0',
		('{"phrases":{' || string_agg(format('"%s%s":{"sales":1}', i,
			repeat(' ' || repeat('x', 74), 2)), ',') || '}}')::activity_rules)
	  FROM generate_series(1, 20000) i) l(r);
SELECT is(rules_from_counts('sales=0', 'standard/1', 200,
							0.6)::text::activity_rules,
		  'standard/1' || '{"thresholds": {"margin": 0.405}}'::activity_rules,
		  'and those of a prior with a margin');

SELECT * FROM finish();
ROLLBACK;
