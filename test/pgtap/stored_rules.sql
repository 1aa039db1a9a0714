/*
 * stored_rules.sql
 *		Values of activity_rules that another release has stored: versions
 *		and editions that are not known yet, and documents that have become
 *		editions since.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(22);

/* Any bytes as rules, and rules as their bytes. */
CREATE CAST (bytea AS activity_rules) WITHOUT FUNCTION;
CREATE CAST (activity_rules AS bytea) WITHOUT FUNCTION;
CREATE TABLE stored (name text PRIMARY KEY, rules activity_rules);
INSERT INTO stored VALUES
	('edition', '\x0101'::bytea::activity_rules),
	('version', '\x02010000'::bytea::activity_rules),
	('later edition', '\x01c8'::bytea::activity_rules),
	('short', '\x01'::bytea::activity_rules),
	('cut', substr('{"phrases": {"call": {"sales": 1}}}'::activity_rules::bytea,
				   1, 140)::activity_rules);

SELECT is(rules::text, 'standard/1', 'bytes are rules')
FROM stored WHERE name = 'edition';
SELECT throws_ok(format($$SELECT %s FROM stored WHERE name = 'version'$$, call),
				 '0A000', 'unsupported version 2 of type activity_rules', call)
FROM unnest(array[$$rules::text$$, $$rules::jsonb$$, $$rules = '{}'$$,
				  $$rules < '{}'$$, $$'{}' < rules$$,
				  $$activity_rules_hash(rules)$$,
				  $$activity_rules_hash_extended(rules, 1)$$,
				  $$activity_rules_send(rules)$$, $$rules || '{}'$$,
				  $$'{}' || rules$$, $$rules_phrases(rules)$$,
				  $$classify_activity('call', rules)$$,
				  $$rules_from_counts('sales=1', rules)$$]) call;
SELECT throws_ok(format($$SELECT %s FROM stored WHERE name = 'later edition'$$,
						call),
				 '0A000', 'unknown edition 200 of activity rules', call)
FROM unnest(array[$$rules::text$$, $$classify_activity('call', rules)$$]) call;
SELECT throws_ok(format('SELECT rules::text FROM stored WHERE name = %L', name),
				 'XX001', 'activity_rules value is corrupted',
				 'one that is ' || name)
FROM unnest(array['short', 'cut']) name;

/*
 * A document with the bytes of an edition: of two that differ from it in one
 * byte, the purpose of a phrase, one becomes it when that byte is set right.
 */
CREATE TABLE document AS
WITH entry AS (
	SELECT key, value FROM jsonb_each('standard/1'::activity_rules::jsonb ->
									  'phrases')
	WHERE value ->> 'purpose' = 'inform' ORDER BY key LIMIT 1
), variant AS (
	SELECT purpose, ('standard/1'::activity_rules || jsonb_build_object(
		'phrases', jsonb_build_object(key, value || jsonb_build_object(
			'purpose', purpose)))::activity_rules)::bytea AS bytes
	FROM entry, unnest(array['pitch', 'plan']) purpose
), place AS MATERIALIZED (
	SELECT a.bytes, n
	FROM variant a, variant b, generate_series(0, length(a.bytes) - 1) n
	WHERE a.purpose = 'pitch' AND b.purpose = 'plan' AND
		  get_byte(a.bytes, n) <> get_byte(b.bytes, n)
)
SELECT n, set_byte(bytes, n, value)::activity_rules AS rules
FROM place, generate_series(0, 5) value
WHERE set_byte(bytes, n, value)::activity_rules = 'standard/1';
SELECT is(count(*), 1::bigint, 'a document that says what an edition says')
FROM document;
SELECT ok(rules::bytea <> 'standard/1'::activity_rules::bytea AND
		  rules::text <> 'standard/1', 'is not the edition')
FROM document;
SELECT ok(rules = 'standard/1' AND rules <= 'standard/1' AND
		  rules >= 'standard/1' AND 'standard/1' = rules AND
		  activity_rules_hash(rules) = activity_rules_hash('standard/1') AND
		  activity_rules_hash_extended(rules, 7) =
		  activity_rules_hash_extended('standard/1', 7), 'but is equal to it')
FROM document;
SELECT is(count(DISTINCT rules), 2::bigint, 'and the same for DISTINCT')
FROM (SELECT rules FROM document UNION ALL
	  SELECT unnest(array['standard/1', '{}']::activity_rules[])) r(rules);

SELECT * FROM finish();
ROLLBACK;
