/*
 * reports_rights.sql
 *		create_reports among names that need quotes, roles that may not, rows
 *		behind policies, views of others, and what depends on what.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = error;
SELECT plan(62);

CREATE ROLE reports_owner;
CREATE ROLE reports_reader;
CREATE ROLE reports_planter;
GRANT CREATE ON DATABASE :"DBNAME" TO reports_owner;

\ir common.psql

/* Names that need quotes, and that look like ours; a plain role */

SET LOCAL ROLE reports_owner;
CREATE SCHEMA "My {rules} ""x""; $$ 'Ü' {schema}";
CREATE TABLE "My {rules} ""x""; $$ 'Ü' {schema}".activity_feed (
	activity_id text, occurred_at timestamptz, actor text, subject text,
	team text);
INSERT INTO "My {rules} ""x""; $$ 'Ü' {schema}".activity_feed
SELECT i, timestamptz '2026-01-05 10:00+00' + i * interval '1 hour', 'p' || i % 7,
	(array['Cold call', 'Newsletter', 'Demo'])[1 + i % 3],
	(array['a', 'b'])[1 + i % 2]
FROM generate_series(1, 60) i;
CREATE TABLE "My {rules} ""x""; $$ 'Ü' {schema}".person_feed AS
SELECT 'p' || i AS person, 'sales'::text AS function, 'T {rules}'::text AS team
FROM generate_series(0, 6) i;
SELECT is(count(*), 11::bigint, 'a schema with any name')
FROM create_reports('My {rules} "x"; $$ ''Ü'' {schema}') WHERE made;
SELECT is(sum(activities), 60::numeric, 'whose reports can be read')
FROM "My {rules} ""x""; $$ 'Ü' {schema}".function_mix_by_team;
SELECT is(count(*), 60::bigint, 'one after the other')
FROM "My {rules} ""x""; $$ 'Ü' {schema}".activity_classified
WHERE team = 'T {rules}';
SELECT is(verdict, 'insufficient_evidence', 'to the end')
FROM "My {rules} ""x""; $$ 'Ü' {schema}".separation_decision;
SELECT cmp_ok(count(*), '>', 100::bigint, 'and its inputs')
FROM "My {rules} ""x""; $$ 'Ü' {schema}".report_inputs;
RESET ROLE;
SELECT is(string_agg(DISTINCT relowner::regrole::text, ' '), 'reports_owner',
		  'views and settings belong to who calls')
FROM pg_class
WHERE relnamespace = '"My {rules} ""x""; $$ ''Ü'' {schema}"'::regnamespace;
ALTER SCHEMA "My {rules} ""x""; $$ 'Ü' {schema}" RENAME TO moved;
SELECT is(reason, NULL, 'a schema may get another name')
FROM moved.report_inputs WHERE input_id = 'view activity_classified';
SELECT is(verdict, 'insufficient_evidence', 'and its views go on')
FROM moved.separation_decision;

/* Who may not write, who may not read */

CREATE SCHEMA theirs;
SELECT is(as_role('reports_owner', $$SELECT * FROM
	sales_marketing.create_reports('theirs')$$), '42501',
	'a schema that the caller may not write');
SELECT is(as_role('reports_owner', $$SELECT * FROM
	sales_marketing.create_reports('pg_catalog')$$), '42501',
	'the server''s own');
GRANT USAGE ON SCHEMA moved TO reports_reader;
GRANT SELECT ON moved.activity_classified, moved.function_mix_by_team
	TO reports_reader;
SELECT is(as_role('reports_reader', 'SELECT count(*) FROM moved.activity_classified'),
	'42501', 'who may read a view only reads nothing');
GRANT SELECT ON moved.activity_feed, moved.person_feed, moved.report_settings
	TO reports_reader;
SELECT is(as_role('reports_reader', 'SELECT count(*) FROM moved.activity_classified'),
	'(60)', 'who may read feeds and settings too reads');
ALTER TABLE moved.activity_feed ENABLE ROW LEVEL SECURITY;
CREATE POLICY team_a ON moved.activity_feed FOR SELECT TO reports_reader
	USING (team = 'a');
SELECT is(as_role('reports_reader', 'SELECT count(*) FROM moved.activity_classified'),
	'(30)', 'rows behind a policy stay hidden');
SELECT is(as_role('reports_reader', 'SELECT activities FROM moved.function_mix_by_team'),
	'(30)', 'and are not counted');
SELECT is(as_role('reports_owner', 'SELECT count(*) FROM moved.activity_classified'),
	'(60)', 'but for their owner');

/* What others have planted */

SET LOCAL ROLE reports_owner;
CREATE SCHEMA open;
GRANT USAGE, CREATE ON SCHEMA open TO reports_planter;
RESET ROLE;
SET LOCAL ROLE reports_planter;
CREATE FUNCTION open.bite() RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	RAISE EXCEPTION 'bitten' USING ERRCODE = 'XX999';
END
$$;
CREATE VIEW open.activity_feed AS
SELECT '1'::text AS activity_id, now() AS occurred_at, open.bite() AS actor,
	   'Demo'::text AS subject;
RESET ROLE;
SELECT is(as_role('reports_owner', $$SELECT view FROM
	sales_marketing.create_reports('open') WHERE made$$), '(report_inputs)',
	'feeds of others are not used');
SET LOCAL ROLE reports_planter;
CREATE VIEW open.activity_classified AS SELECT open.bite() AS actor;
RESET ROLE;
SELECT is(as_role('reports_owner', $$SELECT view FROM
	sales_marketing.create_reports('open') WHERE made$$), '42501',
	'views of others are not replaced');
SET LOCAL ROLE reports_planter;
COMMENT ON VIEW open.activity_classified IS
'x; made by create_reports (15 0123456789abcdef 0123456789abcdef 0123456789abcdef)';
RESET ROLE;
SELECT is(as_role('reports_owner', $$SELECT view FROM
	sales_marketing.create_reports('open') WHERE made$$), '42501',
	'whatever they say of themselves');
SET LOCAL ROLE reports_planter;
SELECT set_config('planted.comment', format('x; made by create_reports (%s %s %s %s)',
	current_setting('server_version_num')::integer / 10000,
	sales_marketing.view_text_hash('open.activity_classified'::regclass),
	sales_marketing.view_tree_hash('open.activity_classified'::regclass),
	sales_marketing.view_sense_hash('open.activity_classified'::regclass)), true) \g /dev/null
SELECT format('COMMENT ON VIEW open.activity_classified IS %L',
	current_setting('planted.comment')) \gexec
RESET ROLE;
SELECT is(as_role('reports_owner', $$SELECT view FROM
	sales_marketing.create_reports('open') WHERE made$$), '42501',
	'even with the fingerprint that they have');
SELECT is((SELECT note FROM report_status('open') WHERE view = 'activity_classified'),
	'belongs to somebody else', 'which is said of them');
SELECT throws_ok($$SELECT write_report_view('open', 'activity_classified', 'x', 'SELECT ''x''::text AS actor')$$,
	'42501', 'open.activity_classified belongs to somebody else',
	'nor does one come to be used that is planted at the last moment');

/* Settings that others have planted: reading them runs their code */

CREATE SCHEMA shared;
GRANT USAGE, CREATE ON SCHEMA shared TO reports_planter;
GRANT USAGE ON SCHEMA shared TO reports_owner;
SET LOCAL ROLE reports_planter;
CREATE TABLE shared.report_settings (settings_id integer PRIMARY KEY DEFAULT 1,
	as_of timestamptz DEFAULT open.bite()::timestamptz, time_zone text DEFAULT 'UTC',
	rules sales_marketing.activity_rules DEFAULT 'standard/1', friction_policy text,
	business_calendar text, minimum_group integer DEFAULT 1,
	minimum_coverage float8 DEFAULT 0.7, discount_rate numeric DEFAULT 0.08,
	unit_costs text);
COMMENT ON TABLE shared.report_settings IS
'settings that all reports read, in one row; made by create_reports';
RESET ROLE;
SELECT throws_ok($$SELECT create_reports('shared')$$, '42501',
	'shared.report_settings belongs to somebody else',
	'settings of others are not written');
SET LOCAL ROLE reports_planter;
INSERT INTO shared.report_settings (as_of) VALUES (NULL);
ALTER TABLE shared.report_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY bite ON shared.report_settings USING (open.bite() IS NULL);
GRANT SELECT ON shared.report_settings TO PUBLIC;
RESET ROLE;
SELECT is(as_role('reports_owner', format($$SELECT * FROM sales_marketing.%s$$, call)),
	'42501', 'nor read: ' || call)
FROM unnest(array[
	$$activities_by_function('shared', '2026-01-01', '2026-01-31')$$,
	$$friction_by_kind('shared', '2026-01-01', '2026-01-31')$$,
	$$compare_periods('shared', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-28')$$])
	AS c (call);
SELECT is(as_role('reports_owner', $$SELECT
	(sales_marketing.measure_settings('shared'))[1:2]$$), '("{UTC,standard/1}")',
	'measures do as if there were none');
DROP TABLE shared.report_settings;
SET LOCAL ROLE reports_planter;
CREATE VIEW shared.report_settings AS SELECT open.bite() AS time_zone, open.bite() AS rules;
GRANT SELECT ON shared.report_settings TO PUBLIC;
RESET ROLE;
SELECT is(as_role('reports_owner', $$SELECT
	(sales_marketing.measure_settings('shared'))[1:2]$$), '("{UTC,standard/1}")',
	'whatever kind of relation it is');
DROP VIEW shared.report_settings;
CREATE VIEW shared.report_settings AS SELECT 1 AS settings_id;
COMMENT ON VIEW shared.report_settings IS
'settings that all reports read, in one row; made by create_reports';
SELECT throws_ok($$SELECT create_reports('shared')$$, '42P07',
	'shared.report_settings exists, but was not made by create_reports',
	'settings are a table');

/* Whoever may write in a schema of others may have reports there */

CREATE SCHEMA guest;
GRANT USAGE, CREATE ON SCHEMA guest TO reports_owner;
CREATE TABLE guest.activity_feed AS SELECT '1'::text AS activity_id,
	now() AS occurred_at, 'a'::text AS actor, 'Demo'::text AS subject;
GRANT SELECT ON guest.activity_feed TO reports_owner;
SELECT is(as_role('reports_owner', $$SELECT count(*) > 5 FROM
	sales_marketing.create_reports('guest') WHERE made$$), '(t)',
	'a guest has reports');
GRANT USAGE ON SCHEMA guest TO reports_reader;
SELECT is(as_role('reports_reader', $$SELECT made FROM
	sales_marketing.report_status('guest') WHERE view = 'activity_classified'$$),
	'(t)', 'which a reader sees');
SELECT throws_ok($$SELECT create_reports('guest')$$, '42501',
	'guest.report_settings belongs to somebody else',
	'but not even a superuser builds on');

/* A relation that create_reports did not make */

CREATE SCHEMA taken;
CREATE TABLE taken.activity_feed AS SELECT '1'::text AS activity_id,
	now() AS occurred_at, 'a'::text AS actor, 'Demo'::text AS subject;
CREATE TABLE taken.friction_rate (a integer);
SELECT throws_ok($$SELECT create_reports('taken')$$, '42P07',
	'taken.friction_rate exists, but was not made by create_reports',
	'a table of that name is named');
SELECT hasnt_view('taken', 'activity_classified', 'and nothing is made');
SELECT is((SELECT count(*) FROM drop_reports('taken') WHERE note = 'dropped'), 0::bigint,
	'nor is it dropped');
DROP TABLE taken.friction_rate;
CREATE TABLE taken.report_settings (a integer);
SELECT throws_ok($$SELECT create_reports('taken')$$, '42P07',
	'taken.report_settings exists, but was not made by create_reports',
	'nor are settings of others taken');
DROP TABLE taken.report_settings;

/* A second run; columns that are appended; what depends on a view */

SELECT create_reports('taken') \g /dev/null
CREATE TEMP TABLE before AS
SELECT c.oid, c.relname, pg_get_viewdef(c.oid) AS definition
FROM pg_class c WHERE relnamespace = 'taken'::regnamespace AND relkind = 'v';
GRANT SELECT ON taken.activity_by_month TO reports_reader;
CREATE VIEW taken.mine AS SELECT function, activities FROM taken.activity_by_month;
SELECT create_reports('taken') \g /dev/null
SELECT is(count(*), (SELECT count(*) FROM before), 'a second run replaces views in place')
FROM before JOIN pg_class c USING (oid)
WHERE pg_get_viewdef(c.oid) = definition;
SELECT is(has_table_privilege('reports_reader', 'taken.activity_by_month', 'SELECT'),
	true, 'and keeps privileges');
SELECT is(count(*), 1::bigint, 'and views on views') FROM taken.mine;
ALTER TABLE taken.activity_feed ADD customer text DEFAULT 'C', ADD minutes integer DEFAULT 5;
SELECT is(customer, NULL, 'a column that is added to a feed')
FROM taken.activity_classified;
SELECT create_reports('taken') \g /dev/null
SELECT is(customer, 'C', 'is there after the next run')
FROM taken.activity_classified;

/* A view that somebody has changed */

ALTER VIEW taken.unclassified_subjects RENAME COLUMN people TO persons;
SELECT is(note, 'stays as it is: it was changed since create_reports made it',
	'a view that was changed stays')
FROM create_reports('taken') WHERE view = 'unclassified_subjects';
SELECT has_column('taken', 'unclassified_subjects', 'persons', 'as it is');
SELECT is(reason, 'was changed since create_reports made it', 'which report_inputs says')
FROM taken.report_inputs WHERE input_id = 'view unclassified_subjects';

/* A path that somebody has laid */

CREATE SCHEMA evil;
CREATE FUNCTION evil.same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE
	AS 'SELECT false';
CREATE FUNCTION evil.joined(text, text) RETURNS text LANGUAGE sql IMMUTABLE
	AS $$SELECT 'evil'::pg_catalog.text$$;
CREATE FUNCTION evil.count(text) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT -1::bigint';
CREATE FUNCTION evil.lower(text) RETURNS text LANGUAGE sql IMMUTABLE
	AS $$SELECT 'evil'::pg_catalog.text$$;
CREATE OPERATOR evil.= (FUNCTION = evil.same, LEFTARG = text, RIGHTARG = text);
CREATE OPERATOR evil.|| (FUNCTION = evil.joined, LEFTARG = text, RIGHTARG = text);
CREATE TYPE evil.text AS (evil integer);
CREATE TABLE evil.pg_class (relname text);
CREATE SCHEMA stormy;
CREATE TABLE stormy.activity_feed AS SELECT * FROM taken.activity_feed;
SELECT set_config('search_path', 'evil, pg_temp, ' ||
				  current_setting('search_path'), true) \g /dev/null
SELECT sales_marketing.create_reports('stormy') \g /dev/null
SELECT set_config('search_path', replace(current_setting('search_path'),
				  'evil, pg_temp, ', ''), true) \g /dev/null
SELECT is(string_agg(c.relname, ' '), NULL, 'a hostile path changes nothing')
FROM pg_class c
WHERE relnamespace = 'stormy'::regnamespace AND relkind = 'v' AND
	(pg_get_viewdef(c.oid) LIKE '%evil%' OR
	 replace(pg_get_viewdef(c.oid), 'stormy', 'taken') <>
	 pg_get_viewdef(to_regclass('taken.' || c.relname)) AND
	 c.relname NOT IN ('unclassified_subjects'));

/* The extension does not go while views use it */

SELECT throws_ok('DROP EXTENSION sales_marketing', '2BP01', NULL,
	'the extension stays while views use it');
CREATE FUNCTION detail_of(command text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	detail text;
BEGIN
	EXECUTE command;
	RETURN NULL;
EXCEPTION WHEN dependent_objects_still_exist THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN detail;
END
$$;
SELECT matches(detail_of('DROP EXTENSION sales_marketing'),
	'view taken.activity_classified depends on ',
	'and says which');

/* Dropping */

SELECT throws_ok($$SELECT drop_reports('taken')$$, '2BP01', NULL,
	'nothing is dropped that something else needs');
SELECT has_view('taken', 'report_inputs', 'nor anything else then');
DROP VIEW taken.mine;
SELECT is(string_agg(view || ': ' || note, ', '), 'unclassified_subjects: stays: it was changed since create_reports made it',
	'what was changed stays')
FROM drop_reports('taken') WHERE note <> 'dropped';
SELECT is(string_agg(relname::text, ' ' ORDER BY relname), 'unclassified_subjects',
	'the others are gone')
FROM pg_class WHERE relnamespace = 'taken'::regnamespace AND relkind = 'v';
SELECT has_table('taken', 'report_settings', 'settings stay');
DROP VIEW taken.unclassified_subjects;
SELECT is(string_agg(view, ' '), 'report_settings', 'unless asked for')
FROM drop_reports('taken', drop_settings => true);
SELECT hasnt_table('taken', 'report_settings', 'then they go too');
SELECT drop_reports(n, true) FROM unnest(array['moved', 'open', 'stormy', 'guest']) n \g /dev/null
SELECT lives_ok('DROP EXTENSION sales_marketing', 'then the extension may go');
SELECT is(count(*), 60::bigint, 'and the feeds stay') FROM moved.activity_feed;

/* Coming back, after a DROP EXTENSION CASCADE that took parts of the settings */

CREATE EXTENSION sales_marketing;
SELECT create_reports('moved') \g /dev/null
UPDATE moved.report_settings SET minimum_group = 3, rules = '{"phrases": {}}';
DROP EXTENSION sales_marketing CASCADE;
SELECT hasnt_column('moved', 'report_settings', 'rules', 'what is of a type of the extension goes with it');
CREATE EXTENSION sales_marketing;
SELECT is(string_agg(view, ' '), NULL, 'reports are made again')
FROM create_reports('moved') WHERE view IN ('activity_classified', 'separation_decision') AND NOT made;
SELECT is(s.minimum_group || ' ' || s.rules, '3 standard/1', 'settings that were left are kept, others have their default')
FROM moved.report_settings AS s;
SELECT throws_ok($$UPDATE moved.report_settings SET friction_policy = 'x'$$, '22P02', NULL,
	'and all are checked again');

/* Whoever owns the settings has no code of theirs run by who helps */

CREATE ROLE settler;
CREATE SCHEMA settled AUTHORIZATION settler;
SET ROLE settler;
SELECT sales_marketing.create_reports('settled') \g /dev/null
CREATE FUNCTION settled.bite() RETURNS timestamptz LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'bitten'; END$$;
ALTER TABLE settled.report_settings ALTER as_of SET DEFAULT settled.bite();
DELETE FROM settled.report_settings;
RESET ROLE;
SELECT throws_ok($$SELECT sales_marketing.create_reports('settled')$$, '42501',
	'settled.report_settings is not complete',
	'no default of another role is computed');
SET ROLE settler;
INSERT INTO settled.report_settings (as_of, settings_id) VALUES (NULL, 1);
RESET ROLE;
SELECT lives_ok($$SELECT sales_marketing.create_reports('settled')$$,
	'settings that are complete are read only');
COMMENT ON TABLE settled.report_settings IS 'our settings';
SELECT lives_ok($$SELECT sales_marketing.create_reports('settled')$$,
	'whatever their comment says');

SELECT * FROM finish();
ROLLBACK;
