/*
 * feeds_rows.sql
 *		Which rows of a CRM count, and as what: flags and numbers of any type,
 *		mail that was never sent, records that are gone but still joined,
 *		people of several teams; and how all of them are accounted for.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SELECT plan(29);

\ir common.psql

CREATE FUNCTION skips_of(view text, id text) RETURNS text LANGUAGE sql AS
$$SELECT rows_of(format('SELECT %s AS id, skipped FROM %s ORDER BY 1', id, view))$$;

/* A fair of three days took nobody three days of work */

CREATE SCHEMA fair;
CREATE SCHEMA fair_feeds;
CREATE TABLE fair.event (id text PRIMARY KEY, subject text,
	start_date_time timestamptz, duration_in_minutes bigint);
INSERT INTO fair.event VALUES ('1', 'Call', '2026-03-02', 30),
	('2', 'Trade fair', '2026-03-03', 4320);
SELECT * FROM create_feeds('fair_feeds', 'salesforce', 'fair') \g /dev/null
SELECT is(rows_of('SELECT subject, minutes FROM fair_feeds.activity_feed ORDER BY 1'),
'(Call,30)
("Trade fair",)', 'an event of whole days has no minutes');

/* However the session quotes names, joins find theirs */

CREATE TABLE fair.contact (id text PRIMARY KEY, account_id text);
INSERT INTO fair.contact VALUES ('3', 'acme');
ALTER TABLE fair.event ADD who_id text DEFAULT '3';
SET LOCAL quote_all_identifiers = on;
SELECT * FROM create_feeds('fair_feeds', 'salesforce', 'fair') \g /dev/null
SET LOCAL quote_all_identifiers = off;
SELECT is(rows_of('SELECT DISTINCT customer FROM fair_feeds.activity_feed'),
		  '(salesforce:acme)', 'names are quoted as joins are looked for');

/* Flags, whatever type the loader gave them */

CREATE SCHEMA floats;
CREATE SCHEMA floats_feeds;
CREATE TABLE floats.task (id text PRIMARY KEY, is_closed float8,
	is_deleted real, activity_date date);
INSERT INTO floats.task VALUES ('1', 1, 0, '2026-03-02'),
	('2', 0, 0, '2026-03-02'), ('3', 1, 1, '2026-03-02'),
	('4', 'NaN', NULL, '2026-03-02'), ('5', 1, 'NaN', '2026-03-02');
SELECT * FROM create_feeds('floats_feeds', 'salesforce', 'floats') \g /dev/null
SELECT is(skips_of('floats_feeds.activity_feed_salesforce',
				   'right(activity_id, 1)'),
'(1,)
(2,open)
(3,deleted)
(4,open)
(5,)', 'flags may be floating-point numbers; none is not known');
DROP SCHEMA floats_feeds CASCADE;
CREATE SCHEMA floats_feeds;
ALTER TABLE floats.task ALTER is_closed TYPE text
		USING (array['Y', ' n ', 'on', 'J', '1.0'])[id::integer],
	ALTER is_deleted TYPE text
		USING (array['N', 'off', 'y', 'f', '0.0'])[id::integer];
SELECT * FROM create_feeds('floats_feeds', 'salesforce', 'floats') \g /dev/null
SELECT is(skips_of('floats_feeds.activity_feed_salesforce',
				   'right(activity_id, 1)'),
'(1,)
(2,open)
(3,deleted)
(4,open)
(5,)', 'and words');
DROP SCHEMA floats_feeds CASCADE;
CREATE SCHEMA floats_feeds;
ALTER TABLE floats.task ALTER is_deleted TYPE date USING NULL;
SELECT * FROM create_feeds('floats_feeds', 'salesforce', 'floats') \g /dev/null
SELECT is(rows_of($$SELECT present, reason FROM report_inputs('floats_feeds')
	WHERE column_name = 'activity_id'$$),
'(t,"salesforce: event (no table event); rows that are deleted cannot be told: task (column is_deleted of task is of type date, no column _fivetran_deleted in task); rows that are series cannot be told: task (no column is_recurrence in task)")',
	'report_inputs names the rows that cannot be told');
DROP SCHEMA floats_feeds CASCADE;
CREATE SCHEMA floats_feeds;
ALTER TABLE floats.task ALTER is_closed TYPE date USING '2026-03-02';
SET LOCAL client_min_messages = error;
SELECT is_empty($$SELECT FROM create_feeds('floats_feeds', 'salesforce', 'floats')$$,
	'tasks of which nobody knows whether they are done are left out');
SET LOCAL client_min_messages = warning;

/* Mail that was never sent; users who are no colleagues */

CREATE SCHEMA hubspot;
CREATE SCHEMA feeds;
CREATE TABLE hubspot.engagement_email (engagement_id bigint PRIMARY KEY,
	property_hs_timestamp timestamptz, property_hs_email_direction text,
	property_hs_email_status text);
INSERT INTO hubspot.engagement_email VALUES
	(1, '2026-03-02', 'EMAIL', 'SENT'), (2, '2026-03-02', 'DRAFT_EMAIL', NULL),
	(3, '2026-03-02', 'EMAIL', 'SCHEDULED'), (4, '2026-03-02', 'EMAIL', 'FAILED'),
	(5, '2026-03-02', 'INCOMING_EMAIL', NULL), (6, '2026-03-02', 'EMAIL', 'BOUNCED');
SELECT * FROM create_feeds('feeds', 'hubspot', 'hubspot') \g /dev/null
SELECT is(skips_of('feeds.activity_feed_hubspot', 'right(activity_id, 1)'),
'(1,)
(2,open)
(3,open)
(4,not_sent)
(5,)
(6,)', 'hubspot: a draft is no mail, nor is what waits or failed');
CREATE SCHEMA salesforce;
CREATE TABLE salesforce."user" (id text PRIMARY KEY, user_type text,
	department text);
INSERT INTO salesforce."user" VALUES ('1', 'Standard', 'Sales'),
	('2', 'CspLitePortal', 'Sales'), ('3', 'Guest', NULL), ('4', NULL, NULL),
	('5', 'PowerPartner', 'Sales'), ('6', 'CsnOnly', NULL),
	('7', 'AutomatedProcess', NULL);
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce') \g /dev/null
SELECT is(skips_of('feeds.person_feed_salesforce', 'right(person, 1)'),
'(1,)
(2,external)
(3,external)
(4,)
(5,external)
(6,)
(7,automatic)', 'salesforce: customers, partners and guests with a login are no colleagues');

/* Twenty notes a mail once per participant, without its subject */

CREATE SCHEMA twenty;
CREATE SCHEMA twenty_feeds;
CREATE TABLE twenty."timelineActivity" (id text PRIMARY KEY,
	"happensAt" timestamptz, "deletedAt" timestamptz, name text,
	"targetPersonId" text, "linkedRecordId" text, "linkedRecordCachedName" text);
INSERT INTO twenty."timelineActivity" VALUES
	('1', '2026-03-02', now(), 'message.linked', 'p1', 'm1', ''),
	('2', '2026-03-02', NULL, 'message.linked', 'p1', 'm1', ''),
	('3', '2026-03-02', NULL, 'message.linked', 'p2', 'm1', ''),
	('4', '2026-03-02', NULL, 'message.linked', 'p3', 'm1', ''),
	('5', '2026-03-02', NULL, 'message.linked', 'p1', 'm2', ''),
	('6', '2026-03-02', NULL, 'calendarEvent.linked', 'p1', 'v1', ''),
	('7', '2026-03-02', NULL, 'calendarEvent.linked', 'p2', 'v1', ''),
	('8', '2026-03-02', NULL, 'note.created', 'p1', NULL, 'Note'),
	('9', '2026-03-02', NULL, 'note.created', 'p1', NULL, 'Note');
CREATE TABLE twenty.message (id text PRIMARY KEY, subject text);
INSERT INTO twenty.message VALUES ('m1', 'Offer'), ('m2', 'Reminder');
CREATE TABLE twenty."calendarEvent" (id text PRIMARY KEY, title text);
INSERT INTO twenty."calendarEvent" VALUES ('v1', 'Demo');
SELECT * FROM create_feeds('twenty_feeds', 'twenty', 'twenty') \g /dev/null
SELECT is(rows_of($$SELECT right(activity_id, 1), subject, recipients, skipped
	FROM twenty_feeds.activity_feed_twenty ORDER BY 1$$),
'(1,Offer,,deleted)
(2,Offer,3,)
(3,Offer,3,repeated)
(4,Offer,3,repeated)
(5,Reminder,1,)
(6,Demo,2,)
(7,Demo,2,repeated)
(8,Note,,)
(9,Note,,)', 'twenty: a mail counts once, with its subject and how many it reached');

/* People of several teams */

CREATE TABLE hubspot.owner (owner_id bigint PRIMARY KEY, email text);
INSERT INTO hubspot.owner VALUES (1, 'a'), (2, 'b'), (3, 'c');
CREATE TABLE hubspot.team (id bigint PRIMARY KEY, name text);
INSERT INTO hubspot.team VALUES (9, 'Sales EMEA'), (10, 'Marketing Council');
CREATE TABLE hubspot.owner_team (owner_id bigint, team_id bigint,
	is_team_primary boolean);
INSERT INTO hubspot.owner_team VALUES (1, 9, true), (1, 10, false),
	(2, 9, false), (2, 10, false), (3, 10, false);
SELECT * FROM create_feeds('feeds', 'hubspot', 'hubspot') \g /dev/null
SELECT is(rows_of($$SELECT name, function FROM feeds.person_feed_hubspot
	ORDER BY 1$$),
'(a,sales)
(b,)
(c,marketing)',
	'hubspot: the primary team says the function; of several others none does');
CREATE SCHEMA odoo;
CREATE SCHEMA odoo_feeds;
CREATE TABLE odoo.res_users (id integer PRIMARY KEY, login text,
	partner_id integer, share boolean);
INSERT INTO odoo.res_users VALUES (1, 'a', 11, false), (2, 'b', 12, true);
CREATE TABLE odoo.crm_team (id integer PRIMARY KEY, name text);
INSERT INTO odoo.crm_team VALUES (1, 'Marketing'), (2, 'Direct Sales');
CREATE TABLE odoo.crm_team_member (id integer PRIMARY KEY, user_id integer,
	crm_team_id integer, active boolean);
INSERT INTO odoo.crm_team_member VALUES (1, 1, 1, false), (2, 1, 2, true);
SELECT * FROM create_feeds('odoo_feeds', 'odoo', 'odoo') \g /dev/null
SELECT is(rows_of('SELECT person, function, team FROM odoo_feeds.person_feed'),
		  '(odoo:11,sales,"Direct Sales")',
		  'odoo: a membership that was archived says nothing');

/* Records that are gone */

CREATE TABLE hubspot.contact (id bigint PRIMARY KEY, property_email text,
	property_associatedcompanyid bigint, is_deleted boolean);
INSERT INTO hubspot.contact VALUES (1, 'ann@acme.example', 500, true),
	(2, 'ann@acme.example', 900, false), (3, 'Old@acme.example', 501, true);
CREATE TABLE hubspot.email_event (id text PRIMARY KEY, type text,
	created timestamptz, recipient text);
INSERT INTO hubspot.email_event VALUES
	('1', 'SENT', '2026-03-02', 'ann@acme.example'),
	('2', 'SENT', '2026-03-02', 'Ann@ACME.example'),
	('3', 'SENT', '2026-03-02', 'old@acme.example'),
	('4', 'SENT', '2026-03-02', 'who@ever.example');
SELECT * FROM create_feeds('feeds', 'hubspot', 'hubspot') \g /dev/null
SELECT is(rows_of($$SELECT right(activity_id, 1), customer
	FROM feeds.activity_feed_hubspot WHERE source LIKE '%.email_event'
	ORDER BY 1$$),
'(1,hubspot:company:900)
(2,hubspot:company:900)
(3,hubspot:company:501)
(4,hubspot:email:who@ever.example)',
	'hubspot: an address finds its contact in any case, and a deleted one last');
CREATE TABLE salesforce.account (id text, website text, is_deleted boolean,
	_fivetran_deleted boolean);
INSERT INTO salesforce.account VALUES ('1', 'acme.example', false, false),
	('2', 'acme.example', false, true);
CREATE TABLE salesforce.contact (LIKE salesforce.account, email text,
	account_id text);
INSERT INTO salesforce.contact (id, email, _fivetran_deleted) VALUES
	('3', 'ann@acme.example', NULL), ('4', 'ann@acme.example', true);
CREATE TABLE salesforce.lead (id text, email text, is_deleted boolean,
	master_record_id text, _fivetran_deleted boolean);
INSERT INTO salesforce.lead VALUES ('5', 'lea@acme.example', false, NULL, NULL),
	('6', 'lea@acme.example', false, '5', NULL),
	('7', 'lea@acme.example', false, NULL, true);
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce') \g /dev/null
SELECT is(skips_of($$feeds.identity_feed_salesforce
		WHERE kind = 'customer'$$, 'right(source_id, 1)'),
'(1,)
(2,deleted)
(3,)
(4,deleted)
(5,)
(6,merged)
(7,deleted)', 'salesforce: what is gone or merged matches nobody');

/* Every row is accounted for */

CREATE TABLE odoo.mail_message (id integer PRIMARY KEY, date timestamp,
	author_id integer, email_from text, model text, res_id integer,
	message_type text);
INSERT INTO odoo.mail_message VALUES
	(1, '2026-03-02', 11, NULL, 'crm.lead', 7, 'email_outgoing'),
	(2, '2026-03-02', 99, 'bob@bolt.example', 'crm.lead', 7, 'email'),
	(3, '2026-03-02', 12, NULL, 'crm.lead', 7, 'comment'),
	(4, '2026-03-02', NULL, 'bob@bolt.example', 'res.partner', 99, 'email'),
	(5, '2026-03-02', 11, NULL, 'account.move', 7, 'email'),
	(6, '2026-03-02', 11, NULL, NULL, NULL, 'email');
CREATE TABLE odoo.crm_lead (id integer PRIMARY KEY, type text,
	user_id integer, partner_id integer, create_date timestamp, date_conversion
	timestamp, date_closed timestamp, active boolean);
INSERT INTO odoo.crm_lead VALUES (7, 'opportunity', 1, 99, '2026-01-01');
CREATE TABLE odoo.res_partner (id integer PRIMARY KEY, agent boolean,
	settlement text);
INSERT INTO odoo.res_partner VALUES (11, true, 'annual'), (12, true, 'fortnight'),
	(99, NULL, NULL);
CREATE TABLE odoo.calendar_event (id integer PRIMARY KEY, start timestamp,
	opportunity_id integer);
CREATE TABLE odoo.commission_settlement (id integer PRIMARY KEY,
	agent_id integer, total numeric);
SELECT * FROM create_feeds('odoo_feeds', 'odoo', 'odoo') \g /dev/null
SELECT is(rows_of($$SELECT feed, outcome, row_count
	FROM feed_counts('odoo_feeds') WHERE feed <> 'identity_feed'
	ORDER BY 1, 2$$),
'(activity_feed,elsewhere,2)
(activity_feed,kept,4)
(lead_feed,elsewhere,1)
(lead_feed,kept,0)
(opportunity_feed,kept,1)
(payout_feed,kept,0)
(person_feed,external,1)
(person_feed,kept,1)
(plan_feed,kept,2)',
	'rows that a feed does not speak of are counted; a feed without rows says so');
SELECT is(rows_of($$SELECT right(activity_id, 1), actor
	FROM odoo_feeds.activity_feed ORDER BY 1$$),
'(1,odoo:11)
(2,odoo:11)
(3,odoo:11)
(4,)', 'odoo: mail of a customer is an activity of whose deal it is');
SELECT is(rows_of('SELECT plan, schedule FROM odoo_feeds.plan_feed ORDER BY 1'),
'(odoo:annual,annual)
(odoo:fortnight,)', 'odoo: a schedule that nobody knows is not known');
SELECT lives_ok($$SELECT schedule::pay_schedule FROM odoo_feeds.plan_feed$$,
				'odoo: the others can be read');
INSERT INTO salesforce.account VALUES ('1', 'acme.example', false, false);
SELECT is(rows_of($$SELECT outcome, row_count FROM feed_counts('feeds')
	WHERE feed = 'identity_feed' AND source = 'salesforce' AND
		outcome IN ('kept', 'duplicate') ORDER BY 1$$),
'(duplicate,1)
(kept,7)', 'ids that stand twice are duplicates');

/* A reader who is neither owner */

CREATE ROLE feeds_reader;
CREATE ROLE feeds_maker;
GRANT USAGE, CREATE ON SCHEMA twenty_feeds TO feeds_maker;
GRANT USAGE ON SCHEMA twenty_feeds TO feeds_reader;
ALTER VIEW twenty_feeds.activity_feed OWNER TO feeds_maker;
ALTER VIEW twenty_feeds.activity_feed_twenty OWNER TO feeds_maker;
SET LOCAL ROLE feeds_reader;
SELECT is(rows_of($$SELECT * FROM feed_counts('twenty_feeds')
	WHERE feed = 'activity_feed'$$),
'(activity_feed,own,"not read",)
(activity_feed,twenty,"not read",)',
	'views of others are not read, and that is said');
RESET ROLE;
CREATE TABLE twenty_feeds.survey_feed_twenty (a integer);
CREATE TABLE twenty_feeds.person_feed_hubspot (a integer);
INSERT INTO twenty_feeds.person_feed_hubspot VALUES (1), (2);
SELECT is(rows_of($$SELECT feed, source, outcome, row_count
	FROM feed_counts('twenty_feeds') WHERE outcome = 'not used'
	ORDER BY 1$$),
'(person_feed,hubspot,"not used",2)
(survey_feed,twenty,"not used",0)',
	'nor is what has not the columns of a feed');

/* Values of which nothing can be made */

CREATE SCHEMA dirt;
CREATE SCHEMA dirt_feeds;
CREATE TABLE dirt.campaign (id text PRIMARY KEY, start_date date,
	end_date date, budgeted_cost text, actual_cost float8);
INSERT INTO dirt.campaign VALUES ('1', NULL, NULL, repeat('9', 140000), 'NaN'),
	('2', NULL, NULL, '1e3', 'Infinity'), ('3', NULL, NULL, '1,234,567.50', 5),
	('4', NULL, NULL, '1,000', NULL), ('5', NULL, NULL, '1e999999', NULL),
	('6', NULL, NULL, '-2.5E-1', '-Infinity'), ('7', NULL, NULL, U&'\0663', 0),
	('8', NULL, NULL, U&'7\00A0', 0);
CREATE TABLE dirt.task (id text PRIMARY KEY, is_closed boolean,
	activity_date date, created_date text COLLATE "de-x-icu");
INSERT INTO dirt.task VALUES ('1', true, '300000-01-01', '2026-03-02 09:00'),
	('2', true, 'infinity', U&'\0662\0660\0662\0666-03-02 09:00'),
	('3', true, NULL, U&'2026-03-02 09:00\00A0'), ('4', true, '4713-01-01 BC', NULL);
SELECT * FROM create_feeds('dirt_feeds', 'salesforce', 'dirt') \g /dev/null
SELECT is(rows_of($$SELECT right(budget, 1), amount FROM dirt_feeds.budget_feed
	ORDER BY 1$$),
'(2,1000)
(3,1234567.50)
(6,-0.25)', 'numbers with exponents, or with separators that leave no doubt');
SELECT is(rows_of($$SELECT right(spend, 1), amount FROM dirt_feeds.spend_feed
	ORDER BY 1$$), '(3,5)', 'what is no amount is not known');
SELECT is(rows_of($$SELECT right(activity_id, 1), occurred_at AT TIME ZONE 'UTC'
	FROM dirt_feeds.activity_feed ORDER BY 1$$),
'(1,"2026-03-02 09:00:00")
(2,)
(3,)
(4,"4713-01-01 12:00:00 BC")',
	'nor is a day beyond all times, or in other digits');

/* Columns with collations of their own */

CREATE SCHEMA first_crm;
CREATE SCHEMA second_crm;
CREATE SCHEMA collated;
CREATE COLLATION collated.loose (provider = icu, locale = 'und-u-ks-level2',
	deterministic = false);
CREATE TABLE first_crm.task (id text PRIMARY KEY, subject text,
	is_closed boolean, activity_date date, who_id text COLLATE "C");
INSERT INTO first_crm.task VALUES ('1', 'Call', true, '2026-03-02', 'c1');
CREATE TABLE first_crm.contact (id text COLLATE collated.loose, account_id text
	COLLATE collated.loose);
INSERT INTO first_crm.contact VALUES ('c1', 'a1');
SELECT * FROM create_feeds('collated', 'salesforce', 'first_crm') \g /dev/null
CREATE TABLE second_crm.engagement_email (engagement_id text COLLATE "C",
	property_hs_timestamp text COLLATE collated.loose,
	property_hs_email_subject text COLLATE "C",
	property_hubspot_owner_id name);
INSERT INTO second_crm.engagement_email VALUES ('1', '2026-03-02', 'Mail', 'o');
SELECT lives_ok($$SELECT FROM create_feeds('collated', 'hubspot', 'second_crm')$$,
	'collations do not matter');
SELECT is(rows_of($$SELECT activity_id, customer, subject,
	occurred_at AT TIME ZONE 'UTC' FROM collated.activity_feed ORDER BY 1$$),
'(hubspot.engagement_email:1,,Mail,"2026-03-02 12:00:00")
(salesforce.task:1,salesforce:a1,Call,"2026-03-02 12:00:00")', 'to whom reads');
DROP VIEW collated.activity_feed, collated.activity_feed_salesforce;
ALTER TABLE first_crm.task ALTER subject TYPE varchar(80) COLLATE collated.loose,
	ALTER is_closed TYPE text COLLATE collated.loose USING 'yes';
SELECT * FROM create_feeds('collated', 'salesforce', 'first_crm') \g /dev/null
SELECT is(rows_of($$SELECT activity_id, customer, subject
	FROM collated.activity_feed WHERE lower(subject) LIKE 'c%'$$),
	'(salesforce.task:1,salesforce:a1,Call)',
	'nor do those that take different letters for the same');

/* Sessions that read literals the old way */

CREATE SCHEMA old_way;
SET LOCAL standard_conforming_strings = off;
SET LOCAL escape_string_warning = off;
SELECT lives_ok('SELECT FROM create_feeds(''old_way'', ''twenty'', ''twenty'')',
				'literals are read as they were written');
SELECT lives_ok('SELECT FROM create_reports(''old_way'')', 'by reports too');
RESET standard_conforming_strings;
SELECT is(pg_get_viewdef('old_way.activity_feed_twenty'),
		  replace(pg_get_viewdef('twenty_feeds.activity_feed_twenty'),
				  'twenty_feeds', 'old_way'), 'and become the same views');

SELECT * FROM finish();
ROLLBACK;
