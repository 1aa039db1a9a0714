/*
 * cross_validation.sql
 *		cross_validated_quality says what the same steps say when one takes
 *		them oneself, whoever calls it and whatever the names are.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(26);

/* A company whose words the standard rules do not know. */
CREATE SCHEMA company;
CREATE TABLE company.task AS
SELECT i, CASE WHEN i % 2 = 0 THEN 'sales' ELSE 'marketing' END AS label,
	   'team ' || i % 12 AS team,
	   format('%s %s %s', kind[1 + i * 31 % 97 % 3], i % 40,
			  CASE WHEN i % 7 = 0 THEN 'zork' ELSE 'plugh' END) AS what
FROM generate_series(1, 240) i,
	 LATERAL (SELECT CASE WHEN i % 2 = 0
			  THEN array['quox', 'frob', 'grault']
			  ELSE array['garply', 'waldo', 'grault'] END AS kind) k;
INSERT INTO company.task VALUES
	(241, 'joint', 'team 1', NULL), (242, NULL, 'team 1', 'quox 1'),
	(243, NULL, NULL, NULL), (244, 'sales', NULL, 'frob 2 plugh');

\ir common.psql

/* The same in one's own steps. */
CREATE FUNCTION own_steps(folds integer, grouped boolean,
						  prior activity_rules DEFAULT 'standard/1',
						  top integer DEFAULT 200,
						  min_confidence float8 DEFAULT 0)
RETURNS quality_counts LANGUAGE plpgsql AS
$$
DECLARE
	held integer;
	learned activity_rules;
	result quality_counts := 'skipped=0';
BEGIN
	CREATE TEMP TABLE dealt ON COMMIT DROP AS
	SELECT what, label,
		   ('x' || encode(substr(sha256(convert_to(
				coalesce(CASE WHEN grouped THEN team END, what, ''),
				getdatabaseencoding())), 1, 4), 'hex'))::bit(32)::bigint % folds
		   AS fold
	FROM company.task;
	FOR held IN SELECT DISTINCT fold FROM dealt LOOP
		SELECT rules_from_counts(label_counts_state(what, label), prior, top,
								 min_confidence)
		INTO learned FROM dealt WHERE fold <> held AND label IS NOT NULL;
		SELECT quality_counts_combine(result,
			   quality_counts_state(label, classify_activity(what, learned)))
		INTO result FROM dealt WHERE fold = held;
	END LOOP;
	DROP TABLE dealt;
	RETURN result;
END
$$;
SELECT is(cross_validated_quality('company.task', 'what', 'label'),
		  own_steps(5, false), 'the same as in one''s own steps');
SELECT is(cross_validated_quality('company.task', 'what', 'label', 2),
		  own_steps(2, false), 'with two folds');
SELECT is(cross_validated_quality('company.task', 'what', 'label', 100),
		  own_steps(100, false), 'with a hundred');
SELECT is(cross_validated_quality('company.task', 'what', 'label',
								  group_column => 'team'),
		  own_steps(5, true), 'with groups');
SELECT is(cross_validated_quality('company.task', 'what', 'label',
								  prior => '{}', top => 7,
								  min_confidence => 0.9),
		  own_steps(5, false, '{}', 7, 0.9), 'with options');
SELECT isnt(cross_validated_quality('company.task', 'what', 'label',
									min_confidence => 0.95),
			own_steps(5, false), 'which make a difference');
SELECT is(ARRAY[rows, skipped, unpredicted], '{242,2,1}'::bigint[],
		  'unlabelled rows are skipped, labelled ones without text count')
FROM classification_quality(cross_validated_quality('company.task', 'what',
													'label'));
SELECT cmp_ok(macro_f1, '>', 0.4::float8, 'words are learned')
FROM classification_quality(cross_validated_quality('company.task', 'what',
													'label'));
SELECT ok(coverage < 0.1, 'which the standard rules do not know')
FROM classification_quality((SELECT quality_counts_state(label,
												classify_activity(what))
							 FROM company.task));

/* However the rows are stored and read */

CREATE TEMP TABLE shuffled AS
SELECT * FROM company.task ORDER BY md5(i::text);
SELECT is(cross_validated_quality('shuffled', 'what', 'label'),
		  own_steps(5, false), 'a temporary table, in another order');
CREATE VIEW company.open_task AS SELECT what, label FROM company.task;
SELECT is(cross_validated_quality('company.open_task', 'what', 'label'),
		  own_steps(5, false), 'a view');
CREATE TABLE company.parts (LIKE company.task) PARTITION BY HASH (i);
CREATE TABLE company.part0 PARTITION OF company.parts
FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE company.part1 PARTITION OF company.parts
FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO company.parts SELECT * FROM company.task;
SELECT is(cross_validated_quality('company.parts', 'what', 'label'),
		  own_steps(5, false), 'a partitioned table');
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT is(cross_validated_quality('company.task', 'what', 'label'),
		  own_steps(5, false), 'where workers cost nothing');
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

/* Names are names, and nothing else */

CREATE TABLE company."Ta""sk; DROP" (LIKE company.task);
ALTER TABLE company."Ta""sk; DROP" RENAME what TO "w'ha""t %s";
ALTER TABLE company."Ta""sk; DROP" RENAME label TO "SELECT";
ALTER TABLE company."Ta""sk; DROP" RENAME team TO "$1";
INSERT INTO company."Ta""sk; DROP" SELECT * FROM company.task;
SELECT is(cross_validated_quality('company."Ta""sk; DROP"', 'w''ha"t %s',
								  'SELECT', group_column => '$1'),
		  own_steps(5, true), 'names are quoted');
CREATE TABLE company.clash AS
SELECT what AS fold, label AS counts, team AS activity, label AS actual,
	   team AS rules FROM company.task;
SELECT is(cross_validated_quality('company.clash', 'fold', 'counts',
								  group_column => 'rules'),
		  own_steps(5, true), 'names that the query inside has, too');
CREATE TABLE company.typed AS
SELECT what::varchar(40) AS what, label::character(12) AS label, i / 20 AS number
FROM company.task;
SELECT ok(rows = 242, 'columns of other types')
FROM classification_quality(cross_validated_quality('company.typed', 'what',
							'label', group_column => 'number'));

CREATE TABLE expected AS SELECT own_steps(5, false) AS counts;
CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS
$$SELECT '\x00000000'::bytea$$;
CREATE FUNCTION public.encode(bytea, text) RETURNS text LANGUAGE sql AS
$$SELECT '0'$$;
SELECT set_config('search_path', 'public, pg_catalog, ' ||
				  current_setting('search_path'), true)
\g /dev/null
SELECT is(cross_validated_quality('company.task', 'what', 'label'), counts,
		  'functions that somebody planted are not called') FROM expected;
DROP FUNCTION public.sha256(bytea), public.encode(bytea, text);

/* Who may read what */

ALTER TABLE company.task ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_team ON company.task
USING (team IN ('team 1', 'team 2', 'team 3'));
CREATE ROLE analyst;
GRANT USAGE ON SCHEMA company TO analyst;
SET LOCAL ROLE analyst;
SELECT is(state_of($$SELECT cross_validated_quality('company.task', 'what',
													'label')$$),
		  '42501', 'whoever may not read the rows may not count them');
RESET ROLE;
GRANT SELECT (what, label) ON company.task TO analyst;
SET LOCAL ROLE analyst;
SELECT is(rows + skipped, 62::bigint,
		  'row-level security decides what is read, a right to both columns '
		  'is enough')
FROM classification_quality(cross_validated_quality('company.task', 'what',
													'label'));
SELECT is(state_of($$SELECT cross_validated_quality('company.task', 'what',
								'label', group_column => 'team')$$),
		  '42501', 'but not for a third');
RESET ROLE;

/* Rows that are of no use */

CREATE TABLE company.few (what text, label text);
SELECT throws_ok($$SELECT cross_validated_quality('company.few', 'what',
												  'label')$$,
				 'P0002', 'relation company.few has no labelled rows',
				 'no rows');
INSERT INTO company.few VALUES ('a', NULL), ('b', NULL);
SELECT throws_ok($$SELECT cross_validated_quality('company.few', 'what',
												  'label')$$,
				 'P0002', 'relation company.few has no labelled rows',
				 'no labels');
INSERT INTO company.few VALUES ('a', 'sales'), ('a', 'sales');
SELECT throws_ok($$SELECT cross_validated_quality('company.few', 'what',
												  'label')$$,
				 'P0002',
				 'all labelled rows of relation company.few fall into one fold',
				 'one text is not enough');
INSERT INTO company.few VALUES ('b', 'sales'), ('c', 'sales'), ('d', 'sales');
SELECT is(state_of($$SELECT cross_validated_quality('company.few', 'what',
													'label')$$),
		  'none', 'one class is');
INSERT INTO company.few VALUES ('c', 'neither');
SELECT throws_ok($$SELECT cross_validated_quality('company.few', 'what',
												  'label')$$,
				 '22023', 'unknown function "neither"', 'unknown labels');
DELETE FROM company.few WHERE label = 'neither';
SELECT is(state_of($$SELECT cross_validated_quality('company.few', 'what',
													'label', top => -1)$$),
		  '22023', 'options are checked where rules are learned');

SELECT * FROM finish();
ROLLBACK;
