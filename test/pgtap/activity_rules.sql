/*
 * activity_rules.sql
 *		Rules as values: every way in and out gives the same bytes, order and
 *		hash agree with equality, || is a merge, and limits hold.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SELECT plan(60);

CREATE TABLE house (id int, rules activity_rules);
INSERT INTO house VALUES
	(1, '{}'), (2, 'standard/1'), (3, '{"base": {}}'),
	(4, '{"base": {"sales": 0.1}}'), (5, '{"base": {"sales": -0.1}}'),
	(6, '{"phrases": {"a": {}}}'), (7, '{"phrases": {"b": {}}}'),
	(8, '{"phrases": {"a": {}, "b": {}}}'), (9, '{"channels": {"a": {}}}'),
	(10, '{"phrases": {"a*": {}}}'), (11, '{"phrases": {"a": {"rows": 0}}}'),
	(12, '{"phrases": {"a": {"shorter": "count"}}}'),
	(13, '{"thresholds": {"evidence": 0.5, "margin": 0, "joint": 1, "decisive": 1}}'),
	(14, '{"facts": {"bulk": {}, "single": {}, "inbound": {}}}'),
	(15, '{"phrases": {"\u00e9": {"mode": "two_way", "purpose": "plan",
		"place": "remote", "rows": 2147483647, "sales": 100,
		"marketing": -100, "joint": 0.001, "other": -0.001}}}'),
	(16, 'standard/1'::activity_rules || '{"base": {"sales": 99}}'),
	(17, (SELECT jsonb_build_object('phrases', jsonb_object_agg('word' || i,
		  jsonb_build_object('sales', i / 1000.0)))::activity_rules
		  FROM generate_series(1, 5000) i)),
	(18, NULL);

/* In and out */

SELECT is(count(*), 17::bigint, 'text reads back as the same rules')
FROM house WHERE rules::text::activity_rules = rules;
SELECT is(count(*), 17::bigint, 'jsonb reads back as the same rules')
FROM house WHERE rules::jsonb::activity_rules = rules;
SELECT is(count(*), 0::bigint, 'text and jsonb say the same')
FROM house
WHERE rules::jsonb <> rules::text::jsonb AND rules::text NOT LIKE 'standard/%';
SELECT is(count(*), 17::bigint, 'binary form is a version and the text')
FROM house WHERE activity_rules_send(rules) =
	'\x01'::bytea || convert_to(rules::text, getdatabaseencoding());
SELECT ok(rules::text ~ '^[ -~]*$', 'built-in rules are ASCII')
FROM (SELECT 'standard/1'::activity_rules::jsonb) v(rules);
SELECT is('standard/1'::activity_rules::jsonb::activity_rules::text,
		  'standard/1', 'built-in rules are known by what they say');
SELECT cmp_ok(pg_column_size('standard/1'::activity_rules), '<', 20,
			  'a value that names built-in rules is short');
SELECT is(('{"base": {"sales": ' || w || '}}')::activity_rules::jsonb
		  #>> '{base,sales}', expected, format('weight %s is %s', w, expected))
FROM (VALUES ('1', '1'), ('1.0', '1'), ('-1.50', '-1.5'), ('1.0005', '1.001'),
			 ('1.00049', '1'), ('-2.0005', '-2.001'), ('8.0005', '8.001'),
			 ('1e-3', '0.001'), ('1E2', '100'), ('-100', '-100'),
			 ('0', NULL), ('-0.0', NULL), ('0.0004', NULL)) v(w, expected);
SELECT is(count(*), 0::bigint, 'every weight of three decimals is kept')
FROM generate_series(-100000, 100000, 97) i,
	 LATERAL (SELECT ('{"base": {"sales": ' || (i / 1000.0) || '}}')
					 ::activity_rules::jsonb #>> '{base,sales}') r(weight)
WHERE coalesce(weight::numeric, 0) <> i / 1000.0;

/* A phrase is printed so that it reads back, whatever it is made of */

CREATE FUNCTION printed(phrase text) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	RETURN jsonb_build_object('phrases', jsonb_build_object(phrase,
							  jsonb_build_object()))::activity_rules::text;
EXCEPTION WHEN invalid_parameter_value THEN
	RETURN NULL;				-- no letter, or a star out of place
END
$$;
CREATE TABLE printed_character AS
SELECT i, printed(chr(i) || 'a' || chr(i)) AS once
FROM generate_series(1, 65535) i WHERE i NOT BETWEEN 55296 AND 57343;
INSERT INTO printed_character
SELECT i, printed(chr(i) || 'a' || chr(i))
FROM generate_series(65536, 1114111, 37) i;
SELECT is(count(*), 0::bigint, 'what is printed is printed so again')
FROM printed_character WHERE once::activity_rules::text <> once;
SELECT is(array_agg(i ORDER BY i), array[42],
		  'next to a letter only the star makes no phrase')
FROM printed_character WHERE once IS NULL;
SELECT is(printed(repeat(word, 1)), expected, 'folded, and composed again')
FROM (VALUES (E'E\u0301', E'{"phrases": {"\u00e9": {}}}'),
			 (E'\u212b', E'{"phrases": {"\u00e5": {}}}'),
			 (E'q\u0323\u0307', E'{"phrases": {"q\u0323\u0307": {}}}'),
			 (E'q\u0307\u0323', E'{"phrases": {"q\u0323\u0307": {}}}'))
	 v(word, expected);
SELECT is(printed(E'a"b\\c/d'), '{"phrases": {"a b c d": {}}}',
		  'nothing is left that JSON would have to escape');

/* Equality, order, hash */

SELECT is(count(*), 17::bigint, 'rules are equal to themselves and no others')
FROM house a JOIN house b ON a.rules = b.rules;
SELECT is(count(*), 17::bigint, 'so says a hash join') FROM
(SELECT set_config('enable_mergejoin', 'off', true),
		set_config('enable_nestloop', 'off', true)) s,
LATERAL (SELECT FROM house a JOIN house b ON a.rules = b.rules) j;
SELECT is(count(*), 17::bigint, 'so says a merge join') FROM
(SELECT set_config('enable_mergejoin', 'on', true),
		set_config('enable_hashjoin', 'off', true)) s,
LATERAL (SELECT FROM house a JOIN house b ON a.rules = b.rules) j;
RESET enable_mergejoin; RESET enable_hashjoin; RESET enable_nestloop;
SELECT is(count(*), 0::bigint, 'the operators agree with each other')
FROM house a, house b
WHERE (a.rules = b.rules) = (a.rules <> b.rules)
   OR (a.rules < b.rules) = (a.rules >= b.rules)
   OR (a.rules > b.rules) = (a.rules <= b.rules)
   OR (a.rules < b.rules) <> (b.rules > a.rules)
   OR (a.rules <= b.rules) <> (a.rules < b.rules OR a.rules = b.rules)
   OR sign(activity_rules_cmp(a.rules, b.rules)) <>
	  (a.rules > b.rules)::int - (a.rules < b.rules)::int;
SELECT is(count(*), 0::bigint, 'the order is transitive')
FROM house a, house b, house c
WHERE a.rules < b.rules AND b.rules < c.rules AND NOT a.rules < c.rules;
SELECT is(count(DISTINCT activity_rules_hash(rules)), 17::bigint,
		  'hashes differ') FROM house;
SELECT is(count(DISTINCT activity_rules_hash_extended(rules, seed)),
		  34::bigint, 'and depend on the seed')
FROM house, (VALUES (1::bigint), (-1)) s(seed);
SELECT is(activity_rules_hash_extended(rules, 0) & 4294967295,
		  activity_rules_hash(rules)::bigint & 4294967295,
		  'with seed 0 the lower half is the plain hash')
FROM house WHERE id = 8;
/* the longest do not fit into a page of a btree */
CREATE INDEX house_btree ON house (rules) WHERE id < 16;
SET LOCAL enable_seqscan = off;
SELECT is(id, 8, 'found by a btree')
FROM house WHERE rules = '{"phrases": {"B": {}, "A": {}}}' AND id < 16;
DROP INDEX house_btree;
CREATE INDEX house_hash ON house USING hash (rules);
SELECT is(array_agg(id), array[2], 'found by a hash index')
FROM house WHERE rules = 'standard/1';
RESET enable_seqscan;

/* || */

SELECT is(count(*), 17::bigint, 'rules laid over themselves are the same')
FROM house WHERE rules || rules = rules;
SELECT is(count(*), 17::bigint, 'nothing laid over rules leaves them')
FROM house WHERE rules || '{}' = rules AND '{}' || rules = rules;
SELECT is(count(*), 0::bigint, 'it does not matter what is joined first')
FROM house a, house b, house c
WHERE a.id < 6 AND b.id BETWEEN 4 AND 9 AND c.id BETWEEN 8 AND 16 AND
	  (a.rules || b.rules) || c.rules <> a.rules || (b.rules || c.rules);
SELECT is(count(*), 0::bigint, 'the merge of JSON documents is the oracle')
FROM house a, house b,
	 LATERAL (SELECT jsonb_object_agg(part, coalesce(l -> part, '{}') ||
									  coalesce(r -> part, '{}'))
			  FROM (SELECT a.rules::jsonb, b.rules::jsonb) j(l, r),
				   unnest(array['phrases', 'channels', 'facts',
								'thresholds']) part) m(merged)
WHERE NOT (a.rules::jsonb ? 'base' OR b.rules::jsonb ? 'base') AND
	  merged::activity_rules <> a.rules || b.rules;
SELECT is(('{"base": {"sales": 1, "mode": "one_way"}}'::activity_rules ||
		   '{"base": {"joint": 2}}')::text, '{"base": {"joint": 2}}',
		  'base is replaced whole');

/* rules_phrases */

SELECT is((SELECT count(*) FROM rules_phrases(rules)), expected,
		  format('%s rows', expected))
FROM house JOIN (VALUES (1, 0::bigint), (3, 1), (8, 2), (13, 0), (14, 3),
						(17, 5000), (18, 0)) v(id, expected) USING (id)
ORDER BY id;
SELECT is((SELECT jsonb_object_agg(phrase, jsonb_strip_nulls(
		   jsonb_build_object('sales', nullif(sales, 0), 'marketing',
							  nullif(marketing, 0), 'joint', nullif(joint, 0),
							  'other', nullif(other, 0), 'mode', mode,
							  'purpose', purpose, 'place', place, 'shorter',
							  nullif(shorter, 'silence'), 'rows', rows)))
		   FROM rules_phrases('standard/1') WHERE kind = 'phrase'),
		  'standard/1'::activity_rules::jsonb -> 'phrases',
		  'the rows say all that the document says');

/* Limits */

SELECT lives_ok(format('SELECT %L::activity_rules', document), name)
FROM (VALUES
	('{"phrases": {"1 2 3 4 5 6 7 8": {}}}', 'eight words'),
	('{"phrases": {"' || repeat('x', 96) || '*": {}}}', 'a word of 96 bytes'),
	('{"phrases": {"' || repeat(E'\u00e9', 32) || '": {}}}',
	 '32 accented letters, 96 bytes when folded'),
	('{' || repeat(' ', 8 * 1024 * 1024 - 2) || '}', '8 MiB')
) v(document, name);
SELECT throws_ok(format('SELECT %L::activity_rules', document), '54000',
				 'invalid activity rules' || place, name)
FROM (VALUES
	('{"phrases": {"1 2 3 4 5 6 7 8 9": {}}}', ' at $.phrases."1 2 3 4 5 6 7 8 9"',
	 'nine words'),
	('{"phrases": {"' || repeat(E'\u00e9', 33) || '": {}}}',
	 ' at $.phrases."' || repeat(E'\u00e9', 32) || '"',
	 '33 accented letters, 99 bytes when folded'),
	('{' || repeat(' ', 8 * 1024 * 1024 - 1) || '}', '', '8 MiB and a byte')
) v(document, place, name);
/* what is printed must be readable: else a dump could not be restored */
SELECT throws_ok(
	$$SELECT ('{"phrases":{' || string_agg(format('"%s%s":{"sales":1}', i,
		repeat(' ' || repeat('x', 72), 2)), ',') || '}}')::activity_rules
	FROM generate_series(1, 50000) i$$,
	'54000', 'invalid activity rules', 'more than 8 MiB when printed');
SELECT throws_ok(
	$$SELECT a || replace(a::text, 'x ', 'y ')::activity_rules
	FROM (SELECT ('{"phrases": {' || string_agg(format('"x %s%s": {}', i,
		repeat(' ' || repeat('x', 90), 3)), ', ') || '}}')::activity_rules
	FROM generate_series(1, 20000) i) s(a)$$,
	'54000', 'invalid activity rules', 'more than 8 MiB when merged');

SELECT * FROM finish();
ROLLBACK;
