/*
 * feeds.sql
 *		Feeds: what was agreed, what create_feeds makes of a CRM, and what it
 *		leaves alone.  The tables are made up here, in the shape in which
 *		Fivetran lands Salesforce and HubSpot.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SELECT plan(69);

\ir common.psql

CREATE FUNCTION count_of(relation text) RETURNS bigint LANGUAGE plpgsql AS
$$
DECLARE
	answer bigint;
BEGIN
	EXECUTE format('SELECT count(*) FROM %s', relation) INTO answer;
	RETURN answer;
END
$$;

/* The contract */

SELECT is(string_agg(DISTINCT feed, ' ' ORDER BY feed),
	'activity_feed budget_feed feedback_feed identity_feed lead_feed '
	'opportunity_feed payout_feed person_feed plan_feed spend_feed '
	'survey_feed training_feed', 'there are twelve feeds')
FROM feed_columns();
SELECT is(count(*), count(DISTINCT (feed, column_name)),
		  'no column stands twice') FROM feed_columns();
SELECT ok(bool_and(top = n_columns), 'positions have no gaps')
FROM (SELECT max(column_position) AS top, count(*) AS n_columns
	  FROM feed_columns() GROUP BY feed) f;
SELECT is(string_agg(feed || '.' || column_name, ' '), NULL,
		  'types are those that every client can show')
FROM feed_columns() WHERE type NOT IN ('text', 'integer', 'bigint', 'float8',
	'numeric', 'boolean', 'date', 'timestamptz');
SELECT is(string_agg(feed || '.' || column_name, ' '), NULL,
		  'every column says what it means and what it is for')
FROM feed_columns() WHERE coalesce(meaning, '') = '' OR
	coalesce(needed_for, '') = '' OR meaning ~ '(\.|;)\s*$' OR
	meaning ~ '; (from|missing): ' OR feed IS NULL;
SELECT ok(bool_and(required), 'the first column of a feed must be there')
FROM feed_columns() WHERE column_position = 1;
SELECT is(string_agg(c, ' '), NULL, 'every measure needs something')
FROM (SELECT 'C' || lpad(i::text, 2, '0') AS c FROM generate_series(1, 32) i) m
WHERE c NOT IN ('C02', 'C03', 'C04', 'C05') AND NOT EXISTS
	(SELECT FROM feed_columns() f
	 WHERE f.needed_for ~ c OR EXISTS
		(SELECT FROM regexp_matches(f.needed_for, '(C\d\d) to (C\d\d)', 'g') r
		 WHERE c BETWEEN r[1] AND r[2]));

/* The mappings */

CREATE TEMP TABLE mapping AS
SELECT m.* FROM (VALUES ('salesforce'), ('odoo'), ('twenty'), ('hubspot'),
	('marketo')) k (crm), LATERAL feed_mappings(k.crm) m;
SELECT is(count(*), 5::bigint, 'five CRMs are known')
FROM (SELECT DISTINCT crm FROM mapping) m;
SELECT is(string_agg(DISTINCT m.feed || '.' || m.item, ' '), NULL,
		  'mappings speak of columns that feeds have')
FROM mapping m WHERE m.item NOT IN ('from', 'join', 'only', 'first',
	'where', 'need', 'distinct', 'match_key') AND m.item NOT LIKE 'skip %' AND NOT EXISTS
	(SELECT FROM feed_columns() f
	 WHERE f.feed = m.feed AND f.column_name = m.item);
SELECT is(string_agg(DISTINCT concat_ws(' ', m.crm, m.feed, m.part, a[1]), ', '),
		  NULL, 'and of tables that they name')
FROM mapping m, regexp_matches(m.expression, '\{(\w+)\.', 'g') a
WHERE NOT EXISTS (SELECT FROM mapping f
	WHERE (f.crm, f.feed, f.part) = (m.crm, m.feed, m.part) AND
		f.item IN ('from', 'join') AND
		split_part(split_part(f.expression, ' ', 2), '.', 1) = a[1]);
SELECT is(string_agg(DISTINCT concat_ws(' ', m.crm, m.feed, m.part), ', '),
		  NULL, 'a part has one table to begin with')
FROM (SELECT crm, feed, part, count(*) FILTER (WHERE item = 'from') AS n
	  FROM mapping GROUP BY 1, 2, 3) m WHERE n <> 1;
SELECT is(string_agg(DISTINCT concat_ws(' ', m.crm, m.feed, m.part, f.column_name), ', '),
		  NULL, 'and fills the first column')
FROM (SELECT DISTINCT crm, feed, part FROM mapping) m
JOIN feed_columns() f ON f.feed = m.feed AND f.column_position = 1
WHERE NOT EXISTS (SELECT FROM mapping x
	WHERE (x.crm, x.feed, x.part, x.item) =
		  (m.crm, m.feed, m.part, f.column_name));

/* A Salesforce */

CREATE SCHEMA salesforce;
CREATE TABLE salesforce.task (
	id text PRIMARY KEY, owner_id text, account_id text, who_id text,
	what_id text, subject text, type text, task_subtype text, call_type text,
	call_duration_in_seconds integer, who_count integer, status text,
	is_closed boolean, is_deleted boolean, is_recurrence boolean,
	activity_date date, completed_date_time timestamptz,
	created_date timestamptz, _fivetran_active boolean);
INSERT INTO salesforce.task
	(id, owner_id, account_id, who_id, what_id, subject, type, task_subtype,
	 is_closed, is_deleted, activity_date, completed_date_time) VALUES
('t1', 'u1', 'a1', 'c1', NULL, 'Cold call', 'Call', 'Call', true, false,
 '2026-03-02', '2026-03-02 09:00+00'),
('t2', 'u1', NULL, 'c1', '006o1', 'Proposal', 'Email', 'Email', true, false,
 '2026-03-02', '2026-03-02 10:00+00'),
('t3', 'u1', 'a1', NULL, NULL, 'Call back', 'Call', 'Task', false, false,
 '2026-04-02', NULL),
('t4', 'u2', 'a1', NULL, NULL, 'Deleted', 'Call', 'Task', true, true,
 '2026-03-02', '2026-03-02 09:00+00'),
('t5', 'u2', NULL, 'l1', NULL, 'Newsletter', NULL, 'ListEmail', true, NULL,
 '2026-03-03', NULL),
('t6', 'u1', NULL, 'nobody', '701k1', '', NULL, 'Task', true, false,
 NULL, NULL);
UPDATE salesforce.task SET call_type = 'Inbound', who_count = 1,
	call_duration_in_seconds = 61, created_date = '2026-03-01 08:00+02'
WHERE id IN ('t1', 't6');
UPDATE salesforce.task SET is_recurrence = false, _fivetran_active = true;
INSERT INTO salesforce.task (id, subject, is_closed, is_recurrence)
	VALUES ('t7', 'every Monday', true, true);
INSERT INTO salesforce.task (id, subject, is_closed, _fivetran_active)
	VALUES ('t8', 'an older version', true, false);
/* ids twice, as in a table with history and without a key */
CREATE TABLE salesforce.contact (id text, account_id text, email text,
	is_deleted boolean, _fivetran_active boolean);
INSERT INTO salesforce.contact VALUES
	('c1', 'a0', 'ann@acme.example', false, false),
	('c1', 'a1', 'Ann@Acme.example', false, true),
	('c2', 'a2', 'bob@bolt.example', false, true);
CREATE TABLE salesforce."user" (id text PRIMARY KEY, name text, email text,
	department text, user_role_id text, manager_id text, city text,
	user_type text, _fivetran_deleted boolean);
INSERT INTO salesforce."user" VALUES
	('u1', 'Mira', 'mira@us.example', 'Field Sales', 'r1', 'u2', 'Riga',
	 'Standard', false),
	('u2', 'Otis', 'otis@us.example', NULL, 'r2', NULL, NULL, 'Standard', false),
	('u3', 'Dana', 'dana@us.example', 'Sales & Marketing', NULL, NULL, NULL,
	 NULL, false),
	('u4', 'Finn', NULL, 'Finance', NULL, NULL, NULL, NULL, false),
	('u5', 'Robot', NULL, 'Sales', NULL, NULL, NULL, 'AutomatedProcess', false),
	('u6', 'Gone', 'gone@us.example', 'Sales', NULL, NULL, NULL, NULL, true);
CREATE TABLE salesforce.user_role (id text PRIMARY KEY, name text);
INSERT INTO salesforce.user_role VALUES ('r1', 'West'), ('r2', 'Marketing North');
CREATE SCHEMA feeds;

/* First call */

CREATE TEMP TABLE made AS
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce');
SELECT is(rows_of($$SELECT feed, crm, view FROM made$$),
'(identity_feed,salesforce,feeds.identity_feed_salesforce)
(activity_feed,salesforce,feeds.activity_feed_salesforce)
(person_feed,salesforce,feeds.person_feed_salesforce)
(identity_feed,,feeds.identity_feed)
(activity_feed,,feeds.activity_feed)
(person_feed,,feeds.person_feed)', 'what could be made was made, no more');
SELECT is(note, 'without: event (no table event); no table email_message; '
	'no table lead; no table opportunity; nothing to match rows by: task '
	'(no table email_message); thread is null: task (no table email_message)',
	'and what could not is said') FROM made
WHERE view = 'feeds.activity_feed_salesforce';
SELECT is(rows_of($$SELECT activity_id, occurred_at AT TIME ZONE 'UTC' AS at,
		actor, customer, channel, subject, minutes, recipients, campaign,
		direction, opportunity, source
	FROM feeds.activity_feed ORDER BY activity_id$$),
'(salesforce.task:t1,"2026-03-02 09:00:00",salesforce:u1,salesforce:a1,call,"Cold call",2,1,,in,,salesforce.task)
(salesforce.task:t2,"2026-03-02 10:00:00",salesforce:u1,salesforce:a1,email,Proposal,,,,out,salesforce:006o1,salesforce.task)
(salesforce.task:t5,"2026-03-03 12:00:00",salesforce:u2,salesforce:l1,"list email",Newsletter,,,,out,,salesforce.task)
(salesforce.task:t6,"2026-03-01 06:00:00",salesforce:u1,salesforce:nobody,call,,2,1,salesforce:701k1,in,,salesforce.task)',
	'done tasks are activities, with the company of a contact as it is now');
SELECT is(rows_of($$SELECT activity_id, skipped
	FROM feeds.activity_feed_salesforce WHERE skipped IS NOT NULL
	ORDER BY activity_id$$),
'(salesforce.task:t3,open)
(salesforce.task:t4,deleted)
(salesforce.task:t7,series)
(salesforce.task:t8,superseded)', 'others are kept aside, with the reason');
SELECT is(rows_of($$SELECT * FROM feed_counts('feeds')
	WHERE feed = 'activity_feed' ORDER BY outcome$$),
'(activity_feed,salesforce,deleted,1)
(activity_feed,salesforce,kept,4)
(activity_feed,salesforce,open,1)
(activity_feed,salesforce,series,1)
(activity_feed,salesforce,superseded,1)', 'and counted');
SELECT is(rows_of($$SELECT person, name, function, team, location, manager
	FROM feeds.person_feed ORDER BY person$$),
'(salesforce:u1,Mira,sales,West,Riga,salesforce:u2)
(salesforce:u2,Otis,marketing,"Marketing North",,)
(salesforce:u3,Dana,both,"Sales & Marketing",,)
(salesforce:u4,Finn,,Finance,,)',
	'functions are those that departments and roles name');
SELECT is(rows_of($$SELECT column_name, present, reason
	FROM report_inputs('feeds')
	WHERE feed = 'activity_feed' AND NOT present ORDER BY column_name$$),
'(place,f,"salesforce: event (no table event)")
(purpose,f,"salesforce: not known")
(site,f,"salesforce: event (no table event)")
(thread,f,"salesforce: task (no table email_message)")',
	'report_inputs says which columns are empty and why');
SELECT is(reason, 'there is no payout_feed', 'and which feeds are not there')
FROM report_inputs('feeds') WHERE feed = 'payout_feed' AND
	column_name = 'payee';
SELECT is(check_feeds('feeds'), 3, 'all of it is as agreed');

/* The views are the caller's own and plain */

SELECT is(string_agg(relname, ' '), NULL, 'views run with the rights of who asks')
FROM pg_class WHERE relnamespace = 'feeds'::regnamespace AND
	(relkind <> 'v' OR NOT reloptions @> '{security_invoker=true}');
SELECT is(string_agg(relname || '.' || attname, ' '), NULL,
		  'every column has a comment')
FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0
WHERE relnamespace = 'feeds'::regnamespace AND
	col_description(c.oid, attnum) IS NULL;
SELECT is(string_agg(relname, ' '), NULL, 'every view too')
FROM pg_class WHERE relnamespace = 'feeds'::regnamespace AND
	coalesce(obj_description(oid, 'pg_class'), '') !~ 'made by create_feeds';
SELECT is(string_agg(relname || '.' || attname, ' '), NULL,
		  'types are those of the contract')
FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0
LEFT JOIN feed_columns() f ON f.feed = c.relname AND f.column_name = attname
WHERE relnamespace = 'feeds'::regnamespace AND relname LIKE '%\_feed' AND
	atttypid IS DISTINCT FROM to_regtype(f.type);
SELECT is(count(*), 0::bigint, 'and nothing in them depends on the extension')
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
JOIN pg_depend e ON e.classid = d.refclassid AND e.objid = d.refobjid AND
	e.deptype = 'e'
WHERE c.relnamespace = 'feeds'::regnamespace;
SELECT lives_ok(feed_query('salesforce', 'salesforce', 'person_feed'),
				'their text can be had beforehand');
SELECT is(feed_query('salesforce', 'salesforce', 'lead_feed'), NULL,
		  'and is null where there is nothing');

/* A second call changes nothing; a new column is taken up */

CREATE TEMP TABLE before AS
SELECT relname, pg_get_viewdef(oid) AS definition,
	   obj_description(oid, 'pg_class') AS comment
FROM pg_class WHERE relnamespace = 'feeds'::regnamespace;
CREATE TEMP TABLE again AS
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce');
SELECT set_eq('TABLE again', 'TABLE made', 'a second call says the same');
SELECT set_eq($$SELECT relname, pg_get_viewdef(oid),
		obj_description(oid, 'pg_class') FROM pg_class
	WHERE relnamespace = 'feeds'::regnamespace$$, 'TABLE before',
	'and leaves the same');
CREATE VIEW feeds.above AS SELECT actor, count(*) FROM feeds.activity_feed
	GROUP BY actor;
CREATE TABLE salesforce.lead (id text PRIMARY KEY, converted_account_id text,
	email text, created_date timestamp, lead_source text, owner_id text,
	converted_date date, is_deleted boolean, master_record_id text);
INSERT INTO salesforce.lead VALUES
	('l1', 'a1', 'lea@acme.example', '2026-01-05 10:00', 'Web', 'u1',
	 '2026-01-09', false, NULL),
	('l2', NULL, 'new@else.example', '2026-01-06 10:00', 'Trade Show', 'u1',
	 NULL, false, NULL),
	('l3', NULL, NULL, '2026-01-06 10:00', NULL, NULL, NULL, true, 'l1');
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce') \g /dev/null
SELECT is(customer, 'salesforce:a1', 'a table that has come is taken up')
FROM feeds.activity_feed WHERE activity_id = 'salesforce.task:t5';
SELECT is(count_of('feeds.above'), 2::bigint, 'under views that read the feed');
SELECT is(rows_of($$SELECT lead, customer, created_at AT TIME ZONE 'UTC' AS at,
		lead_source, owner, accepted_at AT TIME ZONE 'UTC' AS accepted
	FROM feeds.lead_feed ORDER BY lead$$),
'(salesforce:l1,salesforce:a1,"2026-01-05 10:00:00",Web,salesforce:u1,"2026-01-09 12:00:00")
(salesforce:l2,salesforce:l2,"2026-01-06 10:00:00","Trade Show",salesforce:u1,)',
	'times without a zone are UTC, days are noon');
SELECT is(skipped, 'merged', 'a lead that was merged does not count')
FROM feeds.lead_feed_salesforce WHERE lead = 'salesforce:l3';

/* A HubSpot is added */

CREATE SCHEMA hubspot;
CREATE TABLE hubspot.engagement_email (engagement_id bigint PRIMARY KEY,
	_fivetran_deleted boolean, property_hs_timestamp timestamptz,
	property_hubspot_owner_id bigint, property_hs_email_subject text,
	property_hs_email_direction text, property_hs_email_thread_id text);
INSERT INTO hubspot.engagement_email VALUES
	/* the proposal again, 40 seconds later, and once more after an hour */
	(1, false, '2026-03-02 10:00:40+00', 71, 'PROPOSAL', 'EMAIL', 'x'),
	(2, false, '2026-03-02 11:00:40+00', 71, 'Proposal', 'EMAIL', 'x'),
	/* the same words to somebody else, and from somebody else */
	(3, false, '2026-03-02 10:00:20+00', 71, 'Proposal', 'EMAIL', 'y'),
	(4, false, '2026-03-02 10:00:20+00', 72, 'Proposal', 'EMAIL', 'y'),
	(5, true, '2026-03-02 10:00:20+00', 72, 'Deleted', 'EMAIL', 'y'),
	(6, false, '2026-03-05 10:00:20+00', NULL, 'Re: Proposal',
	 'INCOMING_EMAIL', 'x');
CREATE TABLE hubspot.engagement_contact (engagement_id bigint, contact_id bigint);
INSERT INTO hubspot.engagement_contact VALUES (1, 501), (2, 501), (3, 502),
	(4, 501), (6, 503), (6, 501), (6, 502);
CREATE TABLE hubspot.contact (id bigint PRIMARY KEY, property_email text,
	property_associatedcompanyid bigint, is_deleted boolean,
	property_createdate timestamptz, property_hubspot_owner_id bigint,
	property_hs_lifecyclestage_marketingqualifiedlead_date timestamptz);
INSERT INTO hubspot.contact VALUES
	(501, 'ann@acme.example', 9001, false, '2026-01-01', 71, '2026-01-02'),
	(502, 'zoe@elsewhere.example', 9002, false, '2026-01-01', 71, NULL),
	(503, 'pat@acme.example', 9001, false, '2026-01-01', 71, NULL),
	(504, 'NEW@else.example', NULL, false, '2026-01-07', 71, NULL);
CREATE TABLE hubspot.owner (owner_id bigint PRIMARY KEY, email text,
	first_name text, last_name text, type text);
INSERT INTO hubspot.owner VALUES (71, 'Mira@us.example', 'Mira', 'T', 'PERSON'),
	(72, 'new@us.example', 'New', NULL, 'PERSON');
SELECT * FROM create_feeds('feeds', 'hubspot', 'hubspot') \g /dev/null
SELECT is(rows_of($$SELECT activity_id, actor, customer, recipients, direction
	FROM feeds.activity_feed WHERE source LIKE 'hubspot.%'
	ORDER BY activity_id$$),
'(hubspot.engagement_email:2,salesforce:u1,salesforce:a1,1,out)
(hubspot.engagement_email:3,salesforce:u1,hubspot:company:9002,1,out)
(hubspot.engagement_email:4,hubspot:72,salesforce:a1,1,out)
(hubspot.engagement_email:6,,salesforce:a1,3,in)',
	'ids are resolved; mail that both have logged is there once');
SELECT is(count(*), 4::bigint, 'what Salesforce gave is still there')
FROM feeds.activity_feed WHERE source LIKE 'salesforce.%';
SELECT is(rows_of($$SELECT * FROM feed_counts('feeds')
	WHERE feed = 'activity_feed' AND source = 'hubspot' ORDER BY outcome$$),
'(activity_feed,hubspot,deleted,1)
(activity_feed,hubspot,duplicate,1)
(activity_feed,hubspot,kept,4)', 'what was left out is counted');
SELECT is(rows_of($$SELECT kind, identity, source_id, matched_by
	FROM feeds.identity_feed WHERE source = 'hubspot' ORDER BY source_id$$),
'(person,salesforce:u1,hubspot:71,email)
(person,hubspot:72,hubspot:72,)
(customer,salesforce:a1,hubspot:company:9001,email)
(customer,salesforce:a1,hubspot:contact:501,email)
(customer,hubspot:company:9002,hubspot:contact:502,reference)
(customer,salesforce:a1,hubspot:contact:503,email)
(customer,salesforce:l2,hubspot:contact:504,email)',
	'a colleague of a contact belongs to the same company');
SELECT is(count(*), count(DISTINCT source_id), 'an id has one identity')
FROM feeds.identity_feed;
SELECT is(rows_of($$SELECT person, name FROM feeds.person_feed
	WHERE name LIKE 'Mira%' OR source LIKE 'hubspot%' ORDER BY person$$),
'(hubspot:72,New)
(salesforce:u1,Mira)', 'a person stands once, as the first CRM knows her');
SELECT is(rows_of($$SELECT lead, customer FROM feeds.lead_feed
	WHERE source LIKE 'hubspot%' ORDER BY lead$$),
'(hubspot:contact:501,salesforce:a1)
(hubspot:contact:502,hubspot:company:9002)
(hubspot:contact:503,salesforce:a1)', 'and so does a lead');
SELECT is(count_of('feeds.above'), 4::bigint, 'views above see both CRMs');
SELECT is(check_feeds('feeds'), 4, 'and all of it is as agreed');

/* An address of two people matches nobody */

INSERT INTO salesforce."user" (id, name, email, department) VALUES
	('u7', 'Mira again', 'mira@us.example', 'Sales');
SELECT is(rows_of($$SELECT DISTINCT actor FROM feeds.activity_feed
	WHERE source LIKE 'hubspot%' AND actor LIKE '%71'$$), '(hubspot:71)',
	'an address of two people matches neither');
SELECT is(count(*), 1::bigint, 'and the person is not lost')
FROM feeds.person_feed WHERE person = 'hubspot:71';
DELETE FROM salesforce."user" WHERE id = 'u7';

/* Mail of a campaign: the system that sent it knows more */

INSERT INTO salesforce.task (id, owner_id, account_id, subject, task_subtype,
	is_closed, completed_date_time) VALUES
	('t9', 'u2', 'a1', 'Spring offer', 'Email', true, '2026-03-09 08:00:10+00');
CREATE TABLE hubspot.email_event (id text PRIMARY KEY, type text,
	created timestamptz, email_campaign_id bigint, recipient text);
INSERT INTO hubspot.email_event VALUES
	('e1', 'SENT', '2026-03-09 08:00:00+00', 3, 'ann@acme.example'),
	('e2', 'OPEN', '2026-03-09 09:00:00+00', 3, 'ann@acme.example'),
	('e3', 'SENT', '2026-03-09 08:00:00+00', 3, 'who@ever.example');
CREATE TABLE hubspot.email_campaign (id bigint PRIMARY KEY, subject text,
	num_included integer);
INSERT INTO hubspot.email_campaign VALUES (3, 'Spring offer', 800);
SELECT * FROM create_feeds('feeds', 'hubspot', 'hubspot') \g /dev/null
SELECT is(rows_of($$SELECT activity_id, customer, campaign, recipients
	FROM feeds.activity_feed WHERE subject = 'Spring offer'
	ORDER BY activity_id$$),
'(hubspot.email_event:e1,salesforce:a1,hubspot:3,)
(hubspot.email_event:e3,hubspot:email:who@ever.example,hubspot:3,)',
	'a campaign''s mail stands where it was sent, not where it was logged');
SELECT is(row_count, 1::bigint, 'a mail that was opened is not an activity')
FROM feed_counts('feeds') WHERE feed = 'activity_feed' AND outcome = 'tracking';

/* What others made is left alone */

CREATE SCHEMA own;
CREATE TABLE own.activity_feed (activity_id text, occurred_at timestamptz,
	actor text, subject text);
INSERT INTO own.activity_feed VALUES ('x', '2026-01-01', 'me', 'Cold call');
CREATE TABLE own.identity_feed (kind text, identity text, source_id text);
INSERT INTO own.identity_feed VALUES ('person', 'mira', 'salesforce:u1'),
	('person', 'mira', 'salesforce:u1'), ('customer', 'acme', 'salesforce:a1');
CREATE TEMP TABLE own_made AS
SELECT * FROM create_feeds('own', 'salesforce', 'salesforce');
SELECT is(rows_of($$SELECT view, note FROM own_made
	WHERE note LIKE 'stays%' ORDER BY view$$),
'(own.activity_feed,"stays as it is: it was not made by create_feeds")
(own.identity_feed,"stays as it is: it was not made by create_feeds")',
	'feeds of your own stay as they are');
SELECT is(count_of('own.activity_feed'), 1::bigint, 'with their rows');
SELECT is(count_of('own.activity_feed_salesforce'), 9::bigint,
		  'and the rows of the CRM stand beside them');
SELECT is(rows_of($$SELECT person FROM own.person_feed ORDER BY person$$),
'(mira)
(salesforce:u2)
(salesforce:u3)
(salesforce:u4)', 'your own identities are used, however often they stand there');
SELECT is(rows_of($$SELECT * FROM feed_counts('own')
	WHERE source = 'own' ORDER BY feed$$),
'(activity_feed,own,kept,1)
(identity_feed,own,kept,3)', 'and counted');
CREATE OR REPLACE VIEW feeds.person_feed WITH (security_invoker = true) AS
SELECT person, name, 'sales'::text AS function, team, valid_from, valid_to,
	   location, manager, skills, plan, source
FROM feeds.person_feed_salesforce WHERE skipped IS NULL;
CREATE TEMP TABLE edited AS
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce');
SELECT is(note, 'stays as it is: it was changed since create_feeds made it',
		  'a view that was edited stays as it is')
FROM edited WHERE view = 'feeds.person_feed';
SELECT is(count(DISTINCT function), 1::bigint, 'really')
FROM feeds.person_feed;
DROP VIEW feeds.person_feed;
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce') \g /dev/null
SELECT is(count(DISTINCT function), 3::bigint, 'until it is dropped')
FROM feeds.person_feed;

/* Another version of PostgreSQL writes the same view differently */

CREATE FUNCTION mark(text, text) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
	EXECUTE format('COMMENT ON VIEW feeds.person_feed IS %L',
		regexp_replace(obj_description('feeds.person_feed'::regclass,
									   'pg_class'), $1, $2));
END
$$;
SELECT mark('\(\d+ \w{8}(\w{8}) \w{8}', '(14 00000000\1 00000000');
SELECT is(edited, false, 'a view of another version is known by what it reads')
FROM feed_relations('feeds') WHERE relation = 'feeds.person_feed';
CREATE OR REPLACE VIEW feeds.person_feed WITH (security_invoker = true) AS
SELECT person, lower(name) AS name, function, team, valid_from, valid_to,
	   location, manager, skills, plan, source
FROM feeds.person_feed_salesforce WHERE skipped IS NULL;
SELECT is(edited, true, 'and one that was edited there stays edited')
FROM feed_relations('feeds') WHERE relation = 'feeds.person_feed';

/* Feeds of your own are checked */

SELECT is(check_feeds('own'), 4, 'a feed may be a table with what it must have');
SELECT is(rows_of($$SELECT column_name, present, reason
	FROM report_inputs('own') WHERE feed = 'activity_feed' AND
	column_name IN ('actor', 'minutes') ORDER BY 1$$),
'(actor,t,)
(minutes,f,"activity_feed has no column minutes")',
	'what it need not have is missing');
ALTER TABLE own.activity_feed ADD COLUMN recipients varchar(9),
	ADD COLUMN channel varchar(20), ADD COLUMN minutes smallint;
SELECT throws_ok($$SELECT check_feeds('own')$$, '42804',
	'column "recipients" of own.activity_feed must be of type integer, but is of type character varying',
	'a wrong type is named, with feed, column, expected and found type');
ALTER TABLE own.activity_feed DROP COLUMN recipients;
SELECT is(check_feeds('own'), 4, 'types that PostgreSQL casts by itself will do');
ALTER TABLE own.activity_feed ALTER COLUMN occurred_at TYPE timestamp;
SELECT throws_ok($$SELECT check_feeds('own')$$, '42804',
	'column "occurred_at" of own.activity_feed must be of type timestamptz, but is of type timestamp without time zone',
	'but not one whose meaning depends on the session');
SELECT is(reason, 'it is of type timestamp without time zone, not timestamptz',
		  'report_inputs says the same and raises nothing')
FROM report_inputs('own') WHERE feed = 'activity_feed' AND
	column_name = 'occurred_at';
ALTER TABLE own.activity_feed DROP COLUMN occurred_at;
SELECT throws_ok($$SELECT check_feeds('own')$$, '42703',
	'own.activity_feed has no column "occurred_at"', 'so is a missing column');
CREATE SCHEMA wrong;
CREATE TABLE wrong.identity_feed (kind text, identity text, source_id integer);
SELECT throws_ok($$SELECT create_feeds('wrong', 'salesforce', 'salesforce')$$,
	'42804', 'column "source_id" of wrong.identity_feed must be of type text, but is of type integer',
	'identities that feeds would have to look up are checked before');
DROP TABLE own.activity_feed;
CREATE SEQUENCE own.survey_feed;
SELECT throws_ok($$SELECT check_feeds('own')$$, '42809',
	'own.survey_feed is no table or view', 'and what is no relation of rows');
SELECT is(check_feeds('pg_catalog'), 0, 'no feeds: none is wrong');
SELECT is(count(*), (SELECT count(*) FROM feed_columns()),
		  'and all inputs are missing')
FROM report_inputs('pg_catalog') WHERE NOT present;
SELECT is(count(*), 0::bigint, 'and nothing is counted')
FROM feed_counts('pg_catalog');

SELECT * FROM finish();
ROLLBACK;
