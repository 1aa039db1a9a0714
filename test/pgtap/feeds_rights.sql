/*
 * feeds_rights.sql
 *		create_feeds among names that need quotes, roles that may not, rows
 *		behind policies, planted objects, and errors half way.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SELECT plan(48);

CREATE ROLE feeds_owner;
CREATE ROLE feeds_reader;
CREATE ROLE feeds_planter;
GRANT CREATE ON DATABASE :"DBNAME" TO feeds_owner;

\ir common.psql

/* What is wrong with the arguments */

CREATE SCHEMA "Weird ""Schema""";
CREATE SCHEMA source;
SELECT throws_ok($$SELECT create_feeds('source', 'sugar', 'source')$$, '22023',
				 'unknown crm "sugar"', 'a crm that nobody knows');
SELECT throws_ok($$SELECT create_feeds('source', NULL, 'source')$$, '22023',
				 'unknown crm null', 'or none');
SELECT throws_ok($$SELECT create_feeds('source', 'Salesforce', 'source')$$,
				 '22023', 'unknown crm "Salesforce"', 'labels are lower case');
SELECT throws_ok($$SELECT create_feeds(NULL, 'salesforce', 'source')$$, '22004',
				 'target_schema must not be null', 'no target');
SELECT throws_ok($$SELECT create_feeds('source', 'salesforce', NULL)$$, '22004',
				 'source_schema must not be null', 'no source');
SELECT throws_ok($$SELECT create_feeds('source', 'salesforce', 'nowhere')$$,
				 '3F000', 'schema "nowhere" does not exist',
				 'a source that does not exist');
SELECT throws_ok($$SELECT create_feeds('"source"', 'salesforce', 'source')$$,
				 '3F000', 'schema ""source"" does not exist',
				 'names are names, without quotes');
SELECT throws_ok($$SELECT report_inputs('nowhere')$$, '3F000',
				 'schema "nowhere" does not exist', 'the same elsewhere');
SELECT throws_ok($$SELECT check_feeds(NULL)$$, '22004',
				 'target_schema must not be null', 'and elsewhere');
SELECT throws_ok($$SELECT feed_counts('nowhere')$$, '3F000', NULL,
				 'and there');
SET LOCAL client_min_messages = error;
SELECT is(count(*), 0::bigint, 'an empty schema gives nothing')
FROM create_feeds('source', 'twenty', 'source');
SET LOCAL client_min_messages = warning;
SELECT is(count(*), 0::bigint, 'and nothing is made')
FROM pg_class WHERE relnamespace = 'source'::regnamespace;

/* Names that need quotes; the caller is a plain role */

SET LOCAL ROLE feeds_owner;
CREATE SCHEMA "My ""Feeds""; DROP";
CREATE SCHEMA "Über $crm$ 'x'";
CREATE TABLE "Über $crm$ 'x'"."Task" ("Id" varchar(18), "OwnerId" varchar(18),
	"Subject" varchar, "IsClosed" text, "ActivityDate" text,
	"Secret" text);
INSERT INTO "Über $crm$ 'x'"."Task" VALUES
	('t1', 'u1', 'Cold call', 'TRUE', '2026-03-02'),
	('t2', 'u1', 'Newsletter', 'true', '2026-03-02 10:00:00+02'),
	('t3', 'u2', 'Demo', '0', '2026-03-02T10:00:00'),
	('t4', 'u2', 'Demo', 'yes', '2026-03-02 10:00'),
	('t5', 'u2', 'Demo', 'yes', 'soon'),
	('t6', '', '', 'yes', '');
CREATE TEMP TABLE made AS
SELECT * FROM create_feeds('My "Feeds"; DROP', 'salesforce', 'Über $crm$ ''x''');
SELECT is(string_agg(view, ' '), '"My ""Feeds""; DROP".activity_feed_salesforce '
	'"My ""Feeds""; DROP".activity_feed',
	'schemas with any name, tables and columns that a loader spelt its way')
FROM made;
SELECT is(string_agg(concat_ws(' ', activity_id, actor,
		occurred_at AT TIME ZONE 'UTC'), E'\n' ORDER BY activity_id),
'salesforce.task:t1 salesforce:u1 2026-03-02 12:00:00
salesforce.task:t2 salesforce:u1 2026-03-02 08:00:00
salesforce.task:t4 salesforce:u2 2026-03-02 10:00:00
salesforce.task:t5 salesforce:u2
salesforce.task:t6', 'texts are read as what they say')
FROM "My ""Feeds""; DROP".activity_feed;
SET LOCAL timezone = 'Pacific/Auckland';
SELECT is(min(occurred_at), timestamptz '2026-03-02 08:00+00',
		  'in whatever time zone') FROM "My ""Feeds""; DROP".activity_feed;
SET LOCAL timezone = 'UTC';
RESET ROLE;
SELECT is(string_agg(DISTINCT relowner::regrole::text, ' '), 'feeds_owner',
		  'views belong to who calls')
FROM pg_class WHERE relnamespace = '"My ""Feeds""; DROP"'::regnamespace;

/* Who may not write, who may not read */

CREATE SCHEMA crm AUTHORIZATION feeds_owner;
CREATE SCHEMA mine AUTHORIZATION feeds_owner;
CREATE SCHEMA theirs;
SET LOCAL ROLE feeds_owner;
CREATE TABLE crm.task (id text PRIMARY KEY, owner_id text, subject text,
	is_closed boolean, activity_date date, team text);
INSERT INTO crm.task VALUES ('t1', 'u1', 'Cold call', true, '2026-03-02', 'a'),
	('t2', 'u2', 'Demo', true, '2026-03-02', 'b');
RESET ROLE;
SELECT is(as_role('feeds_owner', $$SELECT * FROM
	sales_marketing.create_feeds('theirs', 'salesforce', 'crm')$$), '42501',
	'a schema that the caller may not write');
GRANT CREATE ON SCHEMA theirs TO feeds_owner;
SELECT is(as_role('feeds_owner', $$SELECT * FROM
	sales_marketing.create_feeds('theirs', 'salesforce', 'crm')$$), '42501',
	'or not use');
SELECT is(as_role('feeds_reader', $$SELECT * FROM
	sales_marketing.create_feeds('crm', 'salesforce', 'crm')$$), '42501',
	'a source that the caller may not use');
SELECT is(as_role('feeds_owner', $$SELECT * FROM
	sales_marketing.create_feeds('pg_catalog', 'salesforce', 'crm')$$), '42501',
	'the server''s own schema');
GRANT USAGE ON SCHEMA theirs TO feeds_owner;

CREATE TABLE theirs.task (id text PRIMARY KEY, subject text,
	is_closed boolean, activity_date date, owner_id text, type text);
GRANT SELECT (id, subject, is_closed, activity_date) ON theirs.task
	TO feeds_owner;
CREATE TABLE theirs.event (id text);
SELECT is(as_role('feeds_owner', $$SELECT note FROM
	sales_marketing.create_feeds('mine', 'salesforce', 'theirs')
	WHERE feed = 'activity_feed' AND crm IS NOT NULL$$) ~
	'event \(table event may not be read\).*actor is null: task \(column owner_id of task may not be read\)',
	true, 'columns that may not be read are missing like others');
SELECT is(as_role('feeds_owner', 'SELECT count(*) FROM mine.activity_feed'),
		  '(0)', 'and the view can be read');
SELECT is(as_role('feeds_owner', $$SELECT feed FROM
	sales_marketing.create_feeds('mine', 'salesforce', 'crm') LIMIT 1$$),
	'(activity_feed)', 'the same CRM from another schema takes its place');
SELECT is(as_role('feeds_owner', 'SELECT count(*) FROM mine.activity_feed'),
		  '(2)', 'with its rows');

/* Rows behind policies, for owner and reader */

GRANT USAGE ON SCHEMA mine, crm TO feeds_reader;
GRANT SELECT ON mine.activity_feed, mine.activity_feed_salesforce
	TO feeds_reader;
SELECT is(as_role('feeds_reader', 'SELECT count(*) FROM mine.activity_feed'),
		  '42501', 'who may read the view only reads nothing');
GRANT SELECT ON crm.task TO feeds_reader;
SELECT is(as_role('feeds_reader', 'SELECT count(*) FROM mine.activity_feed'),
		  '(2)', 'who may read the table too reads');
ALTER TABLE crm.task ENABLE ROW LEVEL SECURITY;
CREATE POLICY team_a ON crm.task FOR SELECT TO feeds_reader USING (team = 'a');
SELECT is(as_role('feeds_reader', 'SELECT activity_id FROM mine.activity_feed'),
		  '(salesforce.task:t1)', 'what the policy lets him');
SELECT is(as_role('feeds_reader', $$SELECT count(*) FROM
	sales_marketing.report_inputs('mine') WHERE present$$), '(5)',
	'anybody may ask what there is');

/* What somebody else has planted */

GRANT USAGE, CREATE ON SCHEMA mine TO feeds_planter;
SET LOCAL ROLE feeds_planter;
CREATE FUNCTION mine.bite(text) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	RAISE EXCEPTION 'bitten' USING ERRCODE = 'XX999';
END
$$;
CREATE VIEW mine.activity_feed_hubspot AS
SELECT NULL::text AS skipped, NULL::text AS match_key,
	   mine.bite('x') AS activity_id, now() AS occurred_at, ''::text AS actor,
	   ''::text AS customer, ''::text AS channel, ''::text AS subject,
	   1 AS minutes, 1 AS recipients, ''::text AS campaign, ''::text AS thread,
	   ''::text AS direction, ''::text AS place, ''::text AS purpose,
	   ''::text AS site, ''::text AS opportunity, ''::text AS source;
COMMENT ON VIEW mine.activity_feed_hubspot IS
'what people did; made by create_feeds (15 0123456789abcdef 0123456789abcdef 0123456789abcdef)';
CREATE VIEW mine.identity_feed AS
SELECT 'person'::text AS kind, mine.bite('x') AS identity,
	   'salesforce:u1'::text AS source_id;
RESET ROLE;
SELECT is(as_role('feeds_owner', $$SELECT view FROM
	sales_marketing.create_feeds('mine', 'salesforce', 'crm')
	WHERE note IS NULL OR note NOT LIKE 'is not used%'$$),
'(mine.activity_feed_salesforce)
(mine.activity_feed)', 'views of others are not used');
SELECT is(as_role('feeds_owner', $$SELECT feed, crm, view, note FROM
	sales_marketing.create_feeds('mine', 'salesforce', 'crm')
	WHERE note LIKE 'is not used%'$$),
'(activity_feed,hubspot,mine.activity_feed_hubspot,"is not used: it belongs to somebody else")',
	'which is said');
SELECT is(as_role('feeds_owner', 'SELECT count(*) FROM mine.activity_feed'),
		  '(2)', 'and their functions not called');
SELECT is(as_role('feeds_owner', $$SELECT * FROM
	sales_marketing.feed_counts('mine')$$),
'(activity_feed,salesforce,kept,2)
(activity_feed,hubspot,"not read",)
(identity_feed,own,"not read",)', 'nor to count');
SET LOCAL ROLE feeds_planter;
CREATE TABLE mine.person_feed_salesforce (a integer);
CREATE TABLE mine.person_feed (a integer);
RESET ROLE;
SET LOCAL ROLE feeds_owner;
CREATE TABLE crm."user" (id text PRIMARY KEY, name text);
RESET ROLE;
SELECT is(as_role('feeds_owner', $$SELECT view, note FROM
	sales_marketing.create_feeds('mine', 'salesforce', 'crm')
	WHERE feed = 'person_feed'$$),
	'(mine.person_feed_salesforce,"stays as it is: it belongs to somebody else")',
	'nor is what stands where ours would');
SELECT is(as_role('feeds_owner', $$SELECT count(*) FROM
	sales_marketing.report_inputs('mine') WHERE feed = 'person_feed' AND
	reason LIKE 'person_feed has no column %'$$), '(11)',
	'report_inputs says what it is');

/* A path that somebody has laid */

CREATE SCHEMA evil;
CREATE FUNCTION evil.lower(text) RETURNS text LANGUAGE sql IMMUTABLE
	AS $$SELECT 'evil'::pg_catalog.text$$;
CREATE FUNCTION evil.same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE
	AS 'SELECT false';
CREATE FUNCTION evil.joined(text, text) RETURNS text LANGUAGE sql IMMUTABLE
	AS $$SELECT 'evil'::pg_catalog.text$$;
CREATE OPERATOR evil.= (FUNCTION = evil.same, LEFTARG = text, RIGHTARG = text);
CREATE OPERATOR evil.|| (FUNCTION = evil.joined, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION evil.feed_mappings(text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE evil.pg_class (relname text);
CREATE TABLE evil.pg_namespace (nspname text);
CREATE TYPE evil.text AS (evil integer);
GRANT USAGE ON SCHEMA evil TO feeds_owner;
CREATE TEMP TABLE pg_attribute (attname text);
CREATE TEMP TABLE task (id text);
CREATE SCHEMA calm AUTHORIZATION feeds_owner;
CREATE SCHEMA stormy AUTHORIZATION feeds_owner;
CREATE TEMP TABLE answer (place text, said text);
INSERT INTO answer SELECT 'calm', string_agg(c::text, ',' ORDER BY c::text)
FROM create_feeds('calm', 'salesforce', 'crm') c;
SELECT set_config('search_path', 'evil, pg_temp, ' ||
				  current_setting('search_path'), true) \g /dev/null
INSERT INTO answer SELECT 'stormy',
	pg_catalog.string_agg(c::pg_catalog.text, ',' ORDER BY c::pg_catalog.text)
FROM sales_marketing.create_feeds('stormy', 'salesforce', 'crm') c;
SELECT set_config('search_path', replace(current_setting('search_path'),
				  'evil, pg_temp, ', ''), true) \g /dev/null
DROP TABLE pg_temp.pg_attribute, pg_temp.task;
SELECT is(replace(s.said, 'stormy', 'calm'), c.said,
		  'a hostile path changes nothing')
FROM answer s, answer c WHERE s.place = 'stormy' AND c.place = 'calm';
SELECT is(replace(pg_get_viewdef('stormy.activity_feed_salesforce'), 'stormy',
				  'calm'), pg_get_viewdef('calm.activity_feed_salesforce'),
		  'in the views either');
SELECT ok(pg_get_viewdef('stormy.activity_feed_salesforce') NOT LIKE '%evil%',
		  'and nothing evil is in them');

/* All or nothing */

CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS
$$
BEGIN
	IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands()
			   WHERE object_identity = 'half.person_feed_salesforce') THEN
		RAISE EXCEPTION 'refused' USING ERRCODE = '0A001';
	END IF;
END
$$;
CREATE SCHEMA half;
CREATE EVENT TRIGGER refuse ON ddl_command_end EXECUTE FUNCTION refuse();
SELECT throws_ok($$SELECT create_feeds('half', 'salesforce', 'crm')$$, '0A001',
				 'refused', 'an error half way');
DROP EVENT TRIGGER refuse;
SELECT is(count(*), 0::bigint, 'leaves nothing')
FROM pg_class WHERE relnamespace = 'half'::regnamespace;
SAVEPOINT inside;
SELECT isnt_empty($$SELECT create_feeds('half', 'salesforce', 'crm')$$,
				  'it works within a transaction');
ROLLBACK TO inside;
SELECT is(count(*), 0::bigint, 'that may be rolled back')
FROM pg_class WHERE relnamespace = 'half'::regnamespace;

/* Values of which nothing can be made: one row must not spoil a feed */

CREATE SCHEMA dirt;
CREATE TABLE dirt.task (id text, is_closed text, activity_date text,
	call_duration_in_seconds text, who_count float8);
INSERT INTO dirt.task VALUES
	('a', 'yes', '0000-00-00', '99999999999999', 'Infinity'),
	('b', 'yes', '2026-02-29 10:00', '1e9', 'NaN'),
	('c', 'yes', '2024-02-29 25:00', 'long', -1e300),
	('d', 'yes', '2024-02-29 23:59:59.5 +0000', '61', 2),
	('e', 'yes', '02/03/2026', '', NULL),
	('f', 'maybe', '2024-02-29', NULL, NULL);
SELECT * FROM create_feeds('dirt', 'salesforce', 'dirt') \g /dev/null
SELECT is(string_agg(concat_ws(' ', substr(activity_id, 17), skipped,
		occurred_at AT TIME ZONE 'UTC', minutes, recipients), E'\n'
		ORDER BY activity_id),
'a
b 16666667
c
d 2024-02-29 23:59:59.5 2 2
e
f open 2024-02-29 12:00:00', 'what is no date or number is not known')
FROM dirt.activity_feed_salesforce;
SELECT is(count(*), 0::bigint, 'days are those of the calendar')
FROM unnest(array[1, 4, 100, 1900, 2000, 2023, 2024, 9999]) y,
	 generate_series(0, 13) m, generate_series(0, 32) d,
	 LATERAL (SELECT to_char(y, 'FM0000') || to_char(m, '"-"FM00') ||
					 to_char(d, '"-"FM00')) t (day)
WHERE (day ~ ('^' || feed_day_pattern() || '$')) <>
	  (day IN (SELECT to_char(s, 'YYYY-MM-DD') FROM generate_series(
			make_timestamp(y, 1, 1, 0, 0, 0),
			make_timestamp(y, 12, 31, 0, 0, 0), interval '1 day') s));

/* Types of which nothing can be made */

CREATE TABLE half.task (id integer PRIMARY KEY, owner_id integer,
	subject text[], is_closed point, activity_date interval);
SET LOCAL client_min_messages = error;
SELECT is(count(*), 0::bigint, 'a task of points and intervals is no activity')
FROM create_feeds('half', 'salesforce', 'half');
SET LOCAL client_min_messages = warning;
ALTER TABLE half.task DROP COLUMN is_closed, DROP COLUMN activity_date;
ALTER TABLE half.task ADD COLUMN is_closed integer DEFAULT 1;
CREATE DOMAIN half.moment AS timestamp;
CREATE TYPE half.kind AS ENUM ('Call', 'Email');
ALTER TABLE half.task ADD COLUMN created_date half.moment DEFAULT '2026-01-01',
	ADD COLUMN type half.kind DEFAULT 'Call';
INSERT INTO half.task VALUES (1, 7, array['a', 'b']);
SELECT * FROM create_feeds('half', 'salesforce', 'half') \g /dev/null
SELECT is(concat_ws(' ', activity_id, occurred_at AT TIME ZONE 'UTC', actor,
		channel, subject), 'salesforce.task:1 2026-01-01 00:00:00 '
	'salesforce:7 Call {a,b}', 'numbers, domains and enums are read')
FROM half.activity_feed;

/* The extension goes, the feeds stay */

SELECT lives_ok('DROP EXTENSION sales_marketing',
				'the extension can be dropped without the feeds');
SELECT is(count(*), 1::bigint, 'which stay') FROM half.activity_feed;
CREATE EXTENSION sales_marketing;
SELECT is(count(*), 2::bigint, 'and are ours again when it comes back')
FROM sales_marketing.create_feeds('half', 'salesforce', 'half')
WHERE note IS NULL OR note NOT LIKE 'stays%';

SELECT * FROM finish();
ROLLBACK;
