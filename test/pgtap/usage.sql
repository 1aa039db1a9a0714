/*
 * usage.sql
 *		Classification where people put it: generated columns, indexes,
 *		constraints, functions of their own, loops, parallel queries, other
 *		roles, unfriendly schemas.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SELECT plan(83);

/* The answer to EXPLAIN in JSON. */
CREATE FUNCTION plan_of(query text, options text DEFAULT 'COSTS OFF')
RETURNS jsonb LANGUAGE plpgsql AS
$$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE format('EXPLAIN (%s, FORMAT JSON) %s', options, query) INTO plan;
	RETURN plan;
END
$$;
CREATE FUNCTION indexes_of(query text) RETURNS text LANGUAGE sql AS
$$
SELECT coalesce(string_agg(name #>> '{}', ','), 'none')
FROM jsonb_path_query(plan_of(query), 'strict $.**."Index Name"', '{}',
					  true) name
$$;
CREATE FUNCTION workers_of(query text) RETURNS integer LANGUAGE sql AS
$$
SELECT coalesce(max(workers::integer), 0)
FROM jsonb_path_query(plan_of(query, 'ANALYZE, COSTS OFF'),
					  '$.**."Workers Launched"') workers
$$;

/* Activities, and the function of each as a view says it. */
CREATE TABLE task (id integer PRIMARY KEY, subject text);
INSERT INTO task
SELECT i, (array['Cold call', 'Newsletter', 'Trade show', 'Lunch', 'Demo',
				 NULL, ''])[1 + i % 7] || ' ' || i
FROM generate_series(1, 7000) i;

/* A function of the user's own, with rules of his own */

CREATE SCHEMA mine;
CREATE FUNCTION mine.function_of(subject text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT sales_marketing.classify_activity(subject, '{"phrases": {
	"lunch": {"sales": 1}, "newsletter": {"marketing": 1}}}')
$$;

/* Generated columns */

ALTER TABLE task
	ADD COLUMN standard text GENERATED ALWAYS AS
		(classify_activity(subject)) STORED,
	ADD COLUMN house text GENERATED ALWAYS AS
		(mine.function_of(subject)) STORED,
	ADD COLUMN score float8 GENERATED ALWAYS AS
		(activity_score(subject)) STORED,
	ADD COLUMN mode text GENERATED ALWAYS AS
		(communication_mode(subject, 'standard/1', direction => 'in')) STORED;
SELECT is(count(*), 0::bigint, 'a generated column says what the function says')
FROM task
WHERE standard IS DISTINCT FROM classify_activity(subject)
   OR house IS DISTINCT FROM mine.function_of(subject)
   OR score IS DISTINCT FROM activity_score(subject)
   OR mode IS DISTINCT FROM communication_mode(subject, direction => 'in');
SELECT is(array_agg(DISTINCT house ORDER BY house),
		  array['marketing', 'sales', 'unclassified', NULL],
		  'with the rules of the house') FROM task;
UPDATE task SET subject = 'Newsletter' WHERE id = 4;
SELECT is(house, 'marketing', 'and follows an update') FROM task WHERE id = 4;
SELECT throws_ok($$ALTER TABLE task ADD COLUMN wrong text GENERATED ALWAYS AS
	(classify_activity(subject, '{"phrases": {"": {}}}')) STORED$$,
	'22023', NULL, 'wrong rules are refused at once');

/* Indexes on an expression */

CREATE INDEX task_standard ON task (classify_activity(subject));
CREATE INDEX task_house ON task (mine.function_of(subject));
CREATE INDEX task_sales ON task (id)
	WHERE classify_activity(subject) = 'sales';
ANALYZE task;
SELECT is(indexes_of($$SELECT * FROM task
	WHERE classify_activity(subject) = 'joint'$$), 'task_standard',
	'an index on the expression is used');
SELECT is(indexes_of($$SELECT * FROM task
	WHERE classify_activity(subject, 'standard/1') = 'joint'$$),
	'task_standard', 'also where the rules are named');
SELECT is(indexes_of($$SELECT * FROM task
	WHERE classify_activity(rules => 'standard/1', activity => subject) =
		'joint'$$),
	'task_standard', 'or the arguments');
SELECT is(indexes_of($$SELECT * FROM task
	WHERE classify_activity(subject, '{}') = 'joint'$$), 'none',
	'but not for other rules');
SELECT is(indexes_of($$SELECT * FROM task
	WHERE mine.function_of(subject) = 'sales'$$), 'task_house',
	'an index on a function around it is used');
SELECT is(indexes_of($$SELECT id FROM task
	WHERE classify_activity(subject) = 'sales' AND id < 100$$), 'task_sales',
	'a partial index is used');
SET LOCAL enable_seqscan = off;
SELECT is(count(*), (SELECT count(*) FROM task WHERE standard = 'joint'),
		  'and finds what there is')
FROM task WHERE classify_activity(subject) = 'joint';
RESET enable_seqscan;
SELECT cmp_ok((plan_of($$SELECT * FROM task
	WHERE classify_activity(subject, '{}') = 'joint' AND score > 2$$)
	#>> '{0,Plan,Filter}'), '~', '^\(\(score > .*classify_activity',
	'the planner asks what is cheap first');

/* New rules for a stored column: a new function, and the column anew */

CREATE FUNCTION mine.function_of_2(subject text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT sales_marketing.classify_activity(subject, '{"phrases": {
	"lunch": {"other": 1}, "newsletter": {"marketing": 1}}}')
$$;
ALTER TABLE task DROP COLUMN house,
	ADD COLUMN house text GENERATED ALWAYS AS
		(mine.function_of_2(subject)) STORED;
CREATE INDEX task_house_2 ON task (mine.function_of_2(subject));
DROP INDEX task_house;
DROP FUNCTION mine.function_of(text);
ANALYZE task;
SELECT is(house, 'other', 'new rules reach the stored column')
FROM task WHERE id = 10;
SELECT is(indexes_of($$SELECT * FROM task
	WHERE mine.function_of_2(subject) = 'other'$$), 'task_house_2',
	'and the new index is used');
SELECT is((SELECT count(*) FROM task WHERE mine.function_of_2(subject) = 'other'),
		  (SELECT count(*) FROM task WHERE house = 'other'),
		  'and agrees with the column');

/* CHECK constraints, and partitions guarded by them */

CREATE TABLE sales_task (
	subject text CONSTRAINT is_sales
	CHECK (classify_activity(subject) IN ('sales', 'joint')));
SELECT lives_ok($$INSERT INTO sales_task VALUES ('Cold call'), (NULL)$$,
				'a check lets in what complies');
SELECT throws_ok($$INSERT INTO sales_task VALUES ('Newsletter')$$, '23514',
				 NULL, 'and nothing else');
CREATE TABLE sorted_task (subject text, function text,
	CHECK (function = classify_activity(subject))) PARTITION BY LIST (function);
CREATE TABLE sorted_sales PARTITION OF sorted_task FOR VALUES IN ('sales');
CREATE TABLE sorted_rest PARTITION OF sorted_task DEFAULT;
INSERT INTO sorted_task SELECT subject, standard FROM task
	WHERE subject IS NOT NULL;
SELECT is((SELECT count(*) FROM sorted_sales),
		  (SELECT count(*) FROM task WHERE standard = 'sales'),
		  'a table can be partitioned by function');
SELECT is((SELECT count(*) FROM sorted_task WHERE function = 'sales'),
		  (SELECT count(*) FROM task WHERE standard = 'sales'),
		  'and be read by it');
SELECT throws_ok($$INSERT INTO sorted_task VALUES ('Newsletter', 'sales')$$,
				 '23514', NULL, 'a wrong function gets into no partition');
SELECT throws_ok($$CREATE TABLE wrong_task (subject text, function text
	GENERATED ALWAYS AS (classify_activity(subject)) STORED)
	PARTITION BY LIST (function)$$, '42P17', NULL,
	'a generated column is no partition key, in PostgreSQL');
CREATE TABLE by_expression (subject text)
	PARTITION BY LIST (classify_activity(subject));
CREATE TABLE by_expression_sales PARTITION OF by_expression
	FOR VALUES IN ('sales');
CREATE TABLE by_expression_rest PARTITION OF by_expression DEFAULT;
INSERT INTO by_expression SELECT subject FROM task;
SELECT is((SELECT count(*) FROM by_expression_sales),
		  (SELECT count(*) FROM task WHERE standard = 'sales'),
		  'but the expression itself is one');

/* Parallel queries say what serial ones do */

CREATE FUNCTION settle(workers integer) RETURNS void LANGUAGE sql AS
$$
SELECT set_config('max_parallel_workers_per_gather', workers::text, true),
	   set_config('parallel_setup_cost', '0', true),
	   set_config('parallel_tuple_cost', '0', true),
	   set_config('min_parallel_table_scan_size', '0', true)
$$;
CREATE FUNCTION answer_of(query text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE query INTO answer;
	RETURN answer;
END
$$;
CREATE TABLE question (name text, query text);
INSERT INTO question VALUES
	('a count', $$SELECT count(*) FROM task
		WHERE classify_activity(subject, '{"phrases": {"demo": {"sales": 1}}}') = 'sales'$$),
	('a sum', $$SELECT sum(activity_score(subject)) FROM task$$),
	('functions', $$SELECT string_agg(f || ':' || n, ' ' ORDER BY f)
		FROM (SELECT classify_activity(subject, NULL::activity_rules ||
			  'standard/1') f, count(*) n FROM task GROUP BY 1
			  UNION ALL
			  SELECT classify_activity(subject) f, count(*) n
			  FROM task GROUP BY 1) s$$),
	('profiles', $$SELECT count(*) || ' ' || sum(hashtext(p::text)::bigint)
		FROM task, LATERAL activity_profile(subject, 'standard/1',
			CASE id % 3 WHEN 0 THEN 'phone' END, id % 4, 'c', 'in') p$$),
	('reasons', $$SELECT count(*) || ' ' || sum(hashtext(e::text)::bigint)
		FROM task, LATERAL explain_activity(subject) e$$);
SELECT settle(0) \g /dev/null
CREATE TABLE serial_answer AS
SELECT name, answer_of(query) AS answer, workers_of(query) AS workers
FROM question;
SELECT settle(2) \g /dev/null
SELECT is(workers, 0, name || ' without workers') FROM serial_answer;
SELECT cmp_ok(workers_of(query), '>', 0, name || ' with workers')
FROM question;
SELECT is(answer_of(query), answer, name || ': the same answer')
FROM question JOIN serial_answer USING (name);
SELECT settle(0) \g /dev/null

/* Rules that change from row to row; never an answer of other rules */

CREATE TABLE team (id integer PRIMARY KEY, word text, rules activity_rules);
INSERT INTO team
SELECT i, 'word' || 1000 + i, jsonb_build_object('phrases',
	jsonb_build_object('word' || 1000 + i, '{"sales": 1}'::jsonb))::activity_rules
FROM generate_series(1, 100) i;
/* long ones, kept outside the row, and ones that are compressed in it */
CREATE TABLE far_team (LIKE team);
ALTER TABLE far_team ALTER rules SET STORAGE EXTERNAL;
CREATE TABLE packed_team (LIKE team);
INSERT INTO far_team SELECT id, word, rules || more
FROM team, (SELECT jsonb_build_object('phrases', jsonb_object_agg(md5(i::text),
			'{}'::jsonb))::activity_rules FROM generate_series(1, 100) i) m(more);
INSERT INTO packed_team SELECT id, word, rules || more
FROM team, (SELECT jsonb_build_object('phrases', jsonb_object_agg('same' || i,
			'{}'::jsonb))::activity_rules FROM generate_series(1, 100) i) m(more);
SELECT cmp_ok(pg_relation_size(reltoastrelid), '>', 100 * 4000::bigint,
			  'long rules are kept outside the row')
FROM pg_class WHERE oid = 'far_team'::regclass;
CREATE VIEW teams AS
SELECT 'short' AS kind, * FROM team UNION ALL SELECT 'far', * FROM far_team
UNION ALL SELECT 'packed', * FROM packed_team;
/* every rule meets the word of its own and that of the next row */
CREATE VIEW meeting AS
SELECT a.kind, a.rules, b.word, a.id,
	   CASE WHEN a.id = b.id THEN 'sales' ELSE 'unclassified' END AS expected
FROM teams a JOIN team b ON b.id IN (a.id, a.id % 100 + 1);
SELECT is(count(*) FILTER (WHERE classify_activity(word, rules) = expected),
		  200::bigint, kind || ' rules from a join')
FROM meeting GROUP BY kind ORDER BY kind;
SELECT is(count(*), 200::bigint, kind || ' rules from a join, LATERAL')
FROM meeting, LATERAL activity_profile(word, rules) p
WHERE p.function = expected GROUP BY kind ORDER BY kind;
SELECT is(count(*), 100::bigint, 'rules from a subquery')
FROM team t
WHERE classify_activity(word, (SELECT rules FROM far_team WHERE id = t.id)) =
	  'sales';
SELECT is(count(*), 1::bigint, 'rules from a subquery that runs once')
FROM team WHERE classify_activity(word,
	(SELECT rules FROM packed_team WHERE id = 7)) = 'sales';
WITH chosen AS MATERIALIZED (SELECT * FROM far_team)
SELECT is(count(*), 100::bigint, 'rules from a CTE')
FROM team t JOIN chosen c USING (id)
WHERE classify_activity(t.word, c.rules) = 'sales';

/* Right answers of a loop in PL/pgSQL that asks in three ways. */
CREATE FUNCTION loop_over(source text) RETURNS integer LANGUAGE plpgsql AS
$$
DECLARE
	m record;
	rules activity_rules;
	answer text;
	right_answers integer := 0;
BEGIN
	FOR m IN EXECUTE source LOOP
		rules := m.rules;
		IF classify_activity(m.word, rules) = m.expected THEN
			right_answers := right_answers + 1;
		END IF;
		SELECT classify_activity(m.word, rules) INTO answer;
		IF answer = m.expected THEN
			right_answers := right_answers + 1;
		END IF;
		EXECUTE 'SELECT classify_activity($1, $2)' INTO answer
			USING m.word, rules;
		IF answer = m.expected THEN
			right_answers := right_answers + 1;
		END IF;
		BEGIN
			PERFORM classify_activity(m.word, rules, recipients => -1);
		EXCEPTION WHEN invalid_parameter_value THEN
			NULL;				-- an error between calls changes nothing
		END;
	END LOOP;
	RETURN right_answers;
END
$$;
SELECT is(loop_over($$SELECT * FROM meeting ORDER BY md5(kind || word || id)$$),
		  1800, 'rules from a loop, all kinds of them in turns');
CREATE FUNCTION rewrite_rules() RETURNS integer LANGUAGE plpgsql AS
$$
DECLARE
	right_answers integer := 0;
BEGIN
	FOR i IN 1..200 LOOP
		UPDATE far_team SET rules = (SELECT f.rules FROM far_team f
									 WHERE f.id = 2 + i % 50)
		WHERE id = 1;
		IF (SELECT classify_activity('word' || 1002 + i % 50, rules)
			FROM far_team WHERE id = 1) = 'sales' THEN
			right_answers := right_answers + 1;
		END IF;
	END LOOP;
	RETURN right_answers;
END
$$;
SELECT is(rewrite_rules(), 200, 'rules that are updated between two calls');

PREPARE ask(text, activity_rules) AS SELECT classify_activity($1, $2);
CREATE FUNCTION prepared_answers(mode text) RETURNS bigint LANGUAGE plpgsql AS
$$
DECLARE
	m record;
	answer text;
	right_answers bigint := 0;
BEGIN
	PERFORM set_config('plan_cache_mode', mode, true);
	FOR m IN SELECT * FROM meeting WHERE kind = 'short' LOOP
		EXECUTE format('EXECUTE ask(%L, %L)', m.word, m.rules) INTO answer;
		right_answers := right_answers + (answer = m.expected)::integer;
	END LOOP;
	RETURN right_answers;
END
$$;
SELECT is(prepared_answers(mode), 200::bigint,
		  'a prepared statement, ' || mode)
FROM unnest(array['auto', 'force_generic_plan', 'force_custom_plan']) mode;
RESET plan_cache_mode;

/* One result a row, once a row */

SELECT is(p, activity_profile(subject, 'standard/1'),
		  'a profile by LATERAL is the profile')
FROM (VALUES ('Cold call')) v(subject),
	 LATERAL activity_profile(subject, 'standard/1') p;
SELECT is(jsonb_path_query_array(plan_of($$SELECT p.* FROM task,
	LATERAL activity_profile(subject) p$$), 'strict $.**."Function Name"', '{}',
	true),
	'["activity_profile"]', 'LATERAL calls the function at one place');

/* A role that may only connect */

CREATE ROLE plain_role;
CREATE FUNCTION as_plain_role(query text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	SET LOCAL ROLE plain_role;
	EXECUTE query INTO answer;
	RESET ROLE;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT is(as_plain_role(query), answer,
		  'anybody may ask: ' || regexp_replace(query, '\s+', ' ', 'g'))
FROM (VALUES
	($$SELECT sales_marketing.classify_activity('Cold call')$$, 'sales'),
	($$SELECT sales_marketing.activity_score('Cold call')$$, '1'),
	($$SELECT (sales_marketing.activity_profile('Cold call')).function$$, 'sales'),
	($$SELECT count(*) FROM sales_marketing.explain_activity('Lorem')$$, '0'),
	($$SELECT 'standard/1'::sales_marketing.activity_rules
		OPERATOR(sales_marketing.||) '{}'$$, 'standard/1'),
	($$SELECT (sales_marketing.function_mix('sales')).activities$$, '1')
) v(query, answer);
SELECT is(as_plain_role('CREATE TABLE sales_marketing.planted ()'), '42501',
		  'and not add to the schema');

/* Row-level security: no row gets out, and the generated column's index works */

CREATE TABLE secret AS SELECT id, subject, id % 2 = 0 AS open FROM task;
ALTER TABLE secret ADD COLUMN function text GENERATED ALWAYS AS
	(classify_activity(subject)) STORED;
CREATE INDEX secret_function ON secret (function);
ANALYZE secret;
GRANT SELECT ON secret TO plain_role;
ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY open_only ON secret USING (open);
SELECT is(as_plain_role($$SELECT count(*) FROM secret
	WHERE sales_marketing.classify_activity(subject) IS NOT NULL$$),
	(SELECT count(*)::text FROM secret WHERE open AND subject IS NOT NULL),
	'a policy holds where rows are filtered by function');
GRANT EXECUTE ON FUNCTION indexes_of(text), plan_of(text, text) TO plain_role;
SELECT is(as_plain_role($$SELECT public.indexes_of(
	'SELECT id FROM secret WHERE function = ''joint''')$$), 'secret_function',
	'an index on the generated column is used under a policy')
FROM pg_proc WHERE oid = 'indexes_of(text)'::regprocedure;

/* Names that mean something else first in the path */

CREATE TABLE honest AS
SELECT subject, to_jsonb(activity_profile(subject)) AS profile,
	   (SELECT jsonb_agg(e) FROM explain_activity(subject) e) AS reasons,
	   ('standard/1'::activity_rules || '{"base": {}}')::text AS rules
FROM (VALUES ('Cold call'), ('Newsletter, trade show'), ('')) v(subject);
CREATE SCHEMA evil;
CREATE FUNCTION evil.equal(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE
	AS 'SELECT false';
CREATE FUNCTION evil.lower(text) RETURNS text LANGUAGE sql IMMUTABLE
	AS $$SELECT 'evil'::pg_catalog.text$$;
CREATE FUNCTION evil.joined(text, text) RETURNS text LANGUAGE sql IMMUTABLE
	AS $$SELECT 'evil'::pg_catalog.text$$;
CREATE FUNCTION evil.classify_activity(text) RETURNS text LANGUAGE sql
	IMMUTABLE AS $$SELECT 'evil'::pg_catalog.text$$;
CREATE OPERATOR evil.= (FUNCTION = evil.equal, LEFTARG = text, RIGHTARG = text);
CREATE OPERATOR evil.|| (FUNCTION = evil.joined, LEFTARG = text, RIGHTARG = text);
CREATE TYPE evil.activity_rules AS (evil integer);
CREATE TYPE evil.activity_traits AS (evil integer);
CREATE TYPE evil.jsonb AS (evil integer);
CREATE TYPE evil.text AS (evil integer);
SELECT set_config('search_path', 'evil, ' || current_setting('search_path'),
				  true) \g /dev/null
CREATE TABLE public.under_evil AS
SELECT subject,
	   to_jsonb(sales_marketing.activity_profile(subject)) AS profile,
	   (SELECT jsonb_agg(e) FROM sales_marketing.explain_activity(subject) e)
	   AS reasons,
	   ('standard/1'::sales_marketing.activity_rules
		OPERATOR(sales_marketing.||) '{"base": {}}')::pg_catalog.text AS rules,
	   classify_activity(subject) AS planted
FROM public.honest;
SELECT set_config('search_path',
				  substr(current_setting('search_path'), 7), true) \g /dev/null
SELECT is(planted, 'evil', 'a planted function is called by its name alone')
FROM under_evil LIMIT 1;
SELECT is(u.profile, h.profile, 'a profile does not depend on the path')
FROM honest h JOIN under_evil u USING (subject);
SELECT is(u.reasons, h.reasons, 'nor do reasons')
FROM honest h JOIN under_evil u USING (subject);
SELECT is(u.rules, h.rules, 'nor do rules')
FROM honest h JOIN under_evil u USING (subject) LIMIT 1;

/* Installing it: by whom, where, next to what */

DROP EXTENSION sales_marketing CASCADE;
SELECT is(count(*), 1::bigint, 'the schema survives DROP EXTENSION')
FROM pg_namespace WHERE nspname = 'sales_marketing';
SELECT has_table('task', 'and so do tables that have used it');
SELECT hasnt_column('task', 'standard', 'but no columns that are computed');
CREATE TABLE sales_marketing.kept AS SELECT 1 AS one;
CREATE FUNCTION sales_marketing.classify_activity(text) RETURNS text
	LANGUAGE sql AS $$SELECT 'planted'::text$$;
CREATE EXTENSION sales_marketing;
SELECT is(one, 1, 'what was in the schema stays') FROM sales_marketing.kept;
SELECT is(count(*), 0::bigint, 'and does not become a part of the extension')
FROM pg_depend
WHERE deptype = 'e' AND objid IN ('sales_marketing.kept'::regclass,
						'sales_marketing.classify_activity(text)'::regprocedure);
DROP EXTENSION sales_marketing;
CREATE FUNCTION sales_marketing.activity_rules_in(cstring) RETURNS jsonb
	LANGUAGE internal AS 'jsonb_in';
SELECT throws_ok('CREATE EXTENSION sales_marketing', '42723', NULL,
				 'a function planted in our place is not taken over');
DROP FUNCTION sales_marketing.activity_rules_in(cstring);
SELECT throws_ok('CREATE EXTENSION sales_marketing SCHEMA public', '0A000',
				 NULL, 'it cannot be put into another schema');
DROP SCHEMA sales_marketing CASCADE;

SELECT is(as_plain_role('CREATE EXTENSION sales_marketing'), '42501',
		  'a role without rights cannot install it');
DO $$ BEGIN
	EXECUTE format('GRANT CREATE ON DATABASE %I TO plain_role',
				   current_database());
END $$;
SET LOCAL ROLE plain_role;
CREATE EXTENSION sales_marketing;
RESET ROLE;
SELECT is(extowner::regrole::text, 'plain_role',
		  'one that may create in the database can')
FROM pg_extension WHERE extname = 'sales_marketing';
SELECT is(sales_marketing.classify_activity('Cold call'), 'sales',
		  'and it works');
SELECT is(nspowner::regrole::text, 'plain_role', 'the schema is the installer''s')
FROM pg_namespace WHERE nspname = 'sales_marketing';
SELECT throws_ok('ALTER EXTENSION sales_marketing SET SCHEMA public', '0A000',
				 NULL, 'it cannot be moved');

SELECT * FROM finish();
ROLLBACK;
