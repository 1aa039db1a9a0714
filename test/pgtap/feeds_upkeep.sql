/*
 * feeds_upkeep.sql
 *		What becomes of feeds over time: comments, tables that a loader swaps,
 *		sessions with other settings, another source, names that are taken,
 *		and a CRM that goes.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SELECT plan(40);

\ir common.psql

CREATE SCHEMA sf;
CREATE TABLE sf.task (id text PRIMARY KEY, owner_id text, account_id text,
	subject text, task_subtype text, is_closed boolean,
	completed_date_time timestamptz);
INSERT INTO sf.task VALUES
	('1', 'u1', 'a1', 'Cold call', 'Call', true, '2026-03-02 09:00+00');
CREATE TABLE sf.opportunity (id text PRIMARY KEY, account_id text,
	created_date timestamptz);
INSERT INTO sf.opportunity VALUES ('1', 'a1', '2026-03-02');
CREATE TABLE sf."user" (id text PRIMARY KEY, name text, department text);
INSERT INTO sf."user" VALUES ('u1', 'Mira', 'Sales');
CREATE SCHEMA mk;
CREATE TABLE mk.activity_send_email (id bigint PRIMARY KEY, lead_id bigint,
	campaign_id bigint, activity_date timestamp, primary_attribute_value text);
INSERT INTO mk.activity_send_email VALUES
	(1, 7, 3, '2026-03-09 08:00', 'Spring offer');
CREATE TABLE mk.lead (id bigint PRIMARY KEY, email text, created_at timestamp);
INSERT INTO mk.lead VALUES (7, 'ann@acme.example', '2026-01-05');
CREATE SCHEMA m;
SELECT * FROM create_feeds('m', 'salesforce', 'sf') \g /dev/null

/* A comment of one's own does not take the rows away */

COMMENT ON VIEW m.activity_feed_salesforce IS 'what our Salesforce has';
COMMENT ON COLUMN m.activity_feed_salesforce.subject IS 'in our words';
SELECT is(rows_of($$SELECT view, note FROM create_feeds('m', 'marketo', 'mk')
	WHERE note LIKE 'stays%'$$), NULL, 'another CRM does not touch it');
SELECT is(rows_of('SELECT activity_id FROM m.activity_feed ORDER BY 1'),
'(marketo.activity_send_email:1)
(salesforce.task:1)', 'a CRM whose view has another comment is still in the feed');
SELECT is(rows_of($$SELECT source, outcome, row_count FROM feed_counts('m')
	WHERE feed = 'activity_feed'$$),
'(salesforce,kept,1)
(marketo,kept,1)', 'and counted');
SELECT is(rows_of($$SELECT column_name FROM report_inputs('m')
	WHERE feed = 'activity_feed' AND column_name = 'subject' AND present$$),
	'(subject)', 'and its columns are there');
SELECT is(rows_of($$SELECT note FROM create_feeds('m', 'salesforce', 'sf')
	WHERE view = 'm.activity_feed_salesforce'$$),
	'("stays as it is: it was not made by create_feeds")',
	'it is not written again, though');
DO $$
BEGIN
	EXECUTE format('COMMENT ON VIEW m.person_feed_salesforce IS %L',
		'Our people. ' || obj_description('m.person_feed_salesforce'::regclass)
		|| ' Ask Otis.');
END
$$;
SELECT is(rows_of($$SELECT note FROM create_feeds('m', 'salesforce', 'sf')
	WHERE view = 'm.person_feed_salesforce' AND note LIKE 'stays%'$$), NULL,
	'with the mark in it a comment may say what it likes');
DROP VIEW m.activity_feed, m.activity_feed_salesforce;
SELECT * FROM create_feeds('m', 'salesforce', 'sf') \g /dev/null

/* A view of one's own for a CRM, and what only has the name of one */

CREATE TABLE m.lead_feed_hubspot (a integer);
SELECT * FROM create_feeds('m', 'marketo', 'mk') \g /dev/null
SELECT is(rows_of('SELECT lead FROM m.lead_feed'), '(marketo:7)',
		  'what has not the columns of a feed is not used');
SELECT is(rows_of($$SELECT view, note FROM create_feeds('m', 'marketo', 'mk')
	WHERE crm = 'hubspot'$$),
'(m.lead_feed_hubspot,"is not used: it has not the columns of lead_feed")',
	'which is said');
DROP TABLE m.lead_feed_hubspot;
DO $$
BEGIN
	EXECUTE 'CREATE VIEW m.lead_feed_hubspot AS SELECT NULL::text AS skipped, '
		'NULL::text AS match_key, ' ||
		(SELECT string_agg(format('%s::%s AS %I',
			CASE column_name WHEN 'lead' THEN '''mine''' ELSE 'NULL' END, type,
			column_name), ', ') FROM feed_columns() WHERE feed = 'lead_feed');
END
$$;
SELECT * FROM create_feeds('m', 'marketo', 'mk') \g /dev/null
SELECT is(rows_of('SELECT lead FROM m.lead_feed ORDER BY 1'),
'(marketo:7)
(mine)', 'what has them is');
DROP VIEW m.lead_feed, m.lead_feed_hubspot;
SELECT * FROM create_feeds('m', 'marketo', 'mk') \g /dev/null

/* A loader that swaps tables */

ALTER TABLE sf.task RENAME TO task_old;
CREATE TABLE sf.task (LIKE sf.task_old INCLUDING ALL);
INSERT INTO sf.task VALUES
	('2', 'u1', 'a1', 'Demo', 'Call', true, '2026-04-02 09:00+00');
SELECT is(bool_or(edited), false, 'a table of another name is no edit')
FROM feed_relations('m');
SELECT * FROM create_feeds('m', 'salesforce', 'sf') \g /dev/null
SELECT is(rows_of($$SELECT activity_id FROM m.activity_feed_salesforce$$),
		  '(salesforce.task:2)', 'and the new table is read');
DROP TABLE sf.task_old;

/* Sessions with other settings */

SET LOCAL intervalstyle = 'iso_8601';
SET LOCAL quote_all_identifiers = on;
SET LOCAL standard_conforming_strings = off;
SET LOCAL escape_string_warning = off;
SET LOCAL datestyle = 'German';
SELECT is(bool_or(edited), false, 'nor is a session with other settings')
FROM feed_relations('m');
RESET intervalstyle;
RESET quote_all_identifiers;
RESET standard_conforming_strings;
RESET datestyle;
SELECT * FROM create_reports('m') \g /dev/null
SET LOCAL intervalstyle = 'iso_8601';
SET LOCAL quote_all_identifiers = on;
SELECT is(rows_of($$SELECT view, note FROM report_status('m')
	WHERE note LIKE 'was changed%'$$), NULL, 'of reports either');
RESET intervalstyle;
RESET quote_all_identifiers;
ALTER SCHEMA m RENAME TO n;
SELECT is(bool_or(edited), false, 'nor is another name of the schema')
FROM feed_relations('n');
ALTER SCHEMA n RENAME TO m;

ALTER VIEW m.person_feed RENAME COLUMN location TO place;
SELECT is(rows_of($$SELECT relation FROM feed_relations('m') WHERE edited$$),
		  '(m.person_feed)', 'but a column of another name is an edit');
ALTER VIEW m.person_feed RENAME COLUMN place TO location;

/* Options of a view are its owner's */

ALTER VIEW m.activity_feed SET (security_barrier = true);
ALTER VIEW m.function_mix_by_team SET (security_barrier = true);
SELECT * FROM create_feeds('m', 'salesforce', 'sf') \g /dev/null
SELECT * FROM create_reports('m') \g /dev/null
SELECT is(string_agg(reloptions::text, ' '),
	'{security_invoker=true,security_barrier=true} '
	'{security_invoker=true,security_barrier=true}',
	'options of a view stay')
FROM pg_class WHERE oid IN ('m.activity_feed'::regclass,
							'm.function_mix_by_team'::regclass);

/* The same CRM from another schema */

CREATE SCHEMA sf2;
CREATE TABLE sf2.task (LIKE sf.task INCLUDING ALL);
INSERT INTO sf2.task VALUES
	('3', 'u1', 'a1', 'Other', 'Call', true, '2026-04-02 09:00+00');
SELECT is(rows_of($$SELECT view, columns_filled, note
	FROM create_feeds('m', 'salesforce', 'sf2')
	WHERE view LIKE '%opportunity%' ORDER BY 1$$),
'(m.opportunity_feed,0,)
(m.opportunity_feed_salesforce,0,"is empty now: opportunity (no table opportunity)")',
	'what the other schema does not have is empty, and that is said');
SELECT is(rows_of('SELECT * FROM m.opportunity_feed'), NULL, 'really');
SELECT is(rows_of($$SELECT present, reason FROM report_inputs('m')
	WHERE feed = 'opportunity_feed' AND column_name = 'opened_at'$$),
	'(f,"salesforce: opportunity (no table opportunity)")', 'and reported');
SELECT is(rows_of($$SELECT activity_id FROM m.activity_feed
	WHERE source LIKE 'salesforce%'$$), '(salesforce.task:3)',
	'what it has is there');
SET LOCAL client_min_messages = error;
CREATE SCHEMA nothing;
SELECT is(count(*), 0::bigint, 'a schema with nothing of it')
FROM create_feeds('m', 'salesforce', 'nothing');
SET LOCAL client_min_messages = warning;
SELECT is(rows_of($$SELECT activity_id FROM m.activity_feed
	WHERE source LIKE 'salesforce%'$$), '(salesforce.task:3)',
	'empties no feed');
SELECT * FROM create_feeds('m', 'salesforce', 'sf') \g /dev/null
SELECT is(rows_of('SELECT opportunity FROM m.opportunity_feed'),
		  '(salesforce:1)', 'the first one brings its rows back');

/* Names that are taken, views of others */

CREATE SCHEMA taken;
CREATE TYPE taken.opportunity_feed AS ENUM ('a');
CREATE DOMAIN taken.person_feed_salesforce AS text;
SELECT is(rows_of($$SELECT view, note
	FROM create_feeds('taken', 'salesforce', 'sf') WHERE note LIKE 'stays%'$$),
'(taken.person_feed_salesforce,"stays as it is: it is a type")
(taken.opportunity_feed,"stays as it is: it is a type")',
	'a type with the name of a view is said');
CREATE ROLE upkeep_maker;
GRANT USAGE, CREATE ON SCHEMA taken TO upkeep_maker;
GRANT USAGE ON SCHEMA sf TO upkeep_maker;
GRANT SELECT ON ALL TABLES IN SCHEMA sf TO upkeep_maker;
SET LOCAL ROLE upkeep_maker;
CREATE TEMP TABLE by_other AS
SELECT * FROM create_feeds('taken', 'salesforce', 'sf');
RESET ROLE;
SELECT is(rows_of($$SELECT view, note FROM by_other
	WHERE feed = 'activity_feed'$$),
'(taken.activity_feed_salesforce,"stays as it is: it belongs to somebody else")
(taken.activity_feed,"stays as it is: it belongs to somebody else")',
	'so is a view of the owner of the schema');

/* What is said of a time where a day should be */

CREATE SCHEMA own;
CREATE TABLE own.training_feed (person text, course text, taken_on timestamptz);
CREATE FUNCTION hint_of(query text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	hint text;
BEGIN
	EXECUTE query;
	RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
	RETURN hint;
END
$$;
SELECT is(hint_of($$SELECT check_feeds('own')$$),
	'Say where it is that day: (taken_on AT TIME ZONE ''Europe/Berlin'')::date.',
	'a day is one of a place');

/* A CRM goes */

SELECT * FROM create_reports('m') \g /dev/null
CREATE VIEW m.ours AS SELECT count(*) FROM m.lead_feed_marketo;
SELECT throws_ok($$SELECT drop_feeds('m', 'marketo')$$, '2BP01',
	'other objects need m.lead_feed_marketo',
	'a CRM of which something is needed stays');
SELECT is(rows_of($$SELECT split_part(source, '.', 1) FROM m.activity_feed
	ORDER BY 1$$),
'(marketo)
(salesforce)', 'as a whole');
SELECT is(rows_of($$SELECT relation FROM feed_relations('m')
	WHERE crm = 'marketo' ORDER BY 1$$),
'(m.activity_feed_marketo)
(m.identity_feed_marketo)
(m.lead_feed_marketo)', 'with all its views');
DROP VIEW m.ours;
SELECT is(rows_of($$SELECT feed, crm, view, note
	FROM drop_feeds('m', 'marketo')$$),
'(identity_feed,marketo,m.identity_feed_marketo,dropped)
(activity_feed,marketo,m.activity_feed_marketo,dropped)
(lead_feed,marketo,m.lead_feed_marketo,dropped)
(lead_feed,,m.lead_feed,"is empty now: other objects need it")',
	'else its views go, and a feed with no CRM left goes, or is empty');
SELECT is(rows_of($$SELECT split_part(source, '.', 1) FROM m.activity_feed$$),
		  '(salesforce)', 'the others stay');
SELECT * FROM create_feeds('m', 'marketo', 'mk') \g /dev/null
SELECT is(rows_of($$SELECT lead FROM m.lead_feed$$), '(marketo:7)',
		  'until one comes');
SELECT * FROM drop_feeds('m', 'marketo') \g /dev/null
SELECT * FROM drop_feeds('m', 'salesforce') \g /dev/null
SELECT is(rows_of('SELECT activities FROM m.function_mix_by_team'), NULL,
		  'reports above have no rows, but are there');
SELECT is(rows_of($$SELECT relation FROM feed_relations('m')
	WHERE crm IS NOT NULL$$), NULL, 'no view of a CRM is left');
SELECT is(count(*), 0::bigint, 'with nothing there is nothing to do')
FROM drop_feeds('m', 'odoo');
CREATE TABLE m.survey_feed_odoo (a integer);
SELECT is(rows_of($$SELECT view, note FROM drop_feeds('m', 'odoo')$$),
	'(m.survey_feed_odoo,"stays: it was not made by create_feeds")',
	'what has only the name of a view of ours stays');
SELECT throws_ok($$SELECT drop_feeds('m', 'sugar')$$, '22023',
				 'unknown crm "sugar"', 'a crm that nobody knows');
SELECT throws_ok($$SELECT drop_feeds(NULL, 'odoo')$$, '22004',
				 'target_schema must not be null', 'no schema');
SELECT throws_ok($$SELECT drop_feeds('nowhere', 'odoo')$$, '3F000', NULL,
				 'or none of that name');
CREATE SCHEMA plain;
SELECT * FROM create_feeds('plain', 'salesforce', 'sf') \g /dev/null
DROP VIEW plain.person_feed;
CREATE OR REPLACE VIEW plain.person_feed_salesforce WITH (security_invoker = true) AS
SELECT NULL::text AS skipped, NULL::text AS match_key, 'mine'::text AS person,
	   NULL::text AS name, 'sales'::text AS function, NULL::text AS team,
	   NULL::date AS valid_from, NULL::date AS valid_to, NULL::text AS location,
	   NULL::text AS manager, NULL::text AS skills, NULL::text AS plan,
	   'mine'::text AS source;
SELECT is(rows_of($$SELECT view, note FROM drop_feeds('plain', 'salesforce')
	ORDER BY 1$$),
'(plain.activity_feed,dropped)
(plain.activity_feed_salesforce,dropped)
(plain.identity_feed,dropped)
(plain.identity_feed_salesforce,dropped)
(plain.opportunity_feed,dropped)
(plain.opportunity_feed_salesforce,dropped)
(plain.person_feed_salesforce,"stays: it was changed since create_feeds made it")',
	'what you changed is yours');

SELECT * FROM finish();
ROLLBACK;
