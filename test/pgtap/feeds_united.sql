/*
 * feeds_united.sql
 *		How the rows of several CRMs become one feed: who is the same person
 *		or customer, which leads and mails are known to two systems, and what
 *		must not be taken for the same.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SELECT plan(39);

\ir common.psql

/* Each group of tests has CRMs of its own: empty tables in four schemas. */
CREATE FUNCTION new_crms() RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
	DROP SCHEMA IF EXISTS sf, hs, mk, od, m CASCADE;
	CREATE SCHEMA sf;
	CREATE TABLE sf.account (id text PRIMARY KEY, name text, website text,
		_fivetran_deleted boolean);
	CREATE TABLE sf.contact (id text PRIMARY KEY, account_id text, email text,
		_fivetran_deleted boolean);
	CREATE TABLE sf.lead (id text PRIMARY KEY, email text,
		created_date timestamptz, status text, converted_account_id text,
		master_record_id text, _fivetran_deleted boolean);
	CREATE TABLE sf."user" (id text PRIMARY KEY, name text, email text,
		department text);
	CREATE TABLE sf.task (id text PRIMARY KEY, owner_id text, account_id text,
		subject text, task_subtype text, is_closed boolean,
		completed_date_time timestamptz);
	CREATE TABLE sf.email_message (id text PRIMARY KEY, activity_id text,
		message_identifier text, incoming boolean);
	CREATE SCHEMA hs;
	CREATE TABLE hs.company (id bigint PRIMARY KEY, property_domain text);
	CREATE TABLE hs.contact (id bigint PRIMARY KEY, property_email text,
		property_associatedcompanyid bigint, property_createdate timestamptz,
		property_hs_lifecyclestage_marketingqualifiedlead_date timestamptz,
		is_deleted boolean);
	CREATE TABLE hs.owner (owner_id bigint PRIMARY KEY, email text,
		first_name text, last_name text);
	CREATE TABLE hs.owner_team (owner_id bigint, team_id bigint);
	CREATE TABLE hs.team (id bigint PRIMARY KEY, name text);
	CREATE TABLE hs.engagement_email (engagement_id bigint PRIMARY KEY,
		property_hs_timestamp timestamptz, property_hubspot_owner_id bigint,
		property_hs_email_subject text, property_hs_email_direction text,
		property_hs_email_message_id text);
	CREATE TABLE hs.engagement_company (engagement_id bigint,
		company_id bigint, _fivetran_deleted boolean,
		PRIMARY KEY (engagement_id, company_id));
	CREATE TABLE hs.email_event (id text PRIMARY KEY, type text,
		created timestamptz, email_campaign_id bigint, recipient text);
	CREATE TABLE hs.email_campaign (id bigint PRIMARY KEY, subject text);
	CREATE SCHEMA mk;
	CREATE TABLE mk.lead (id bigint PRIMARY KEY, email text,
		created_at timestamp, sfdc_account_id text);
	CREATE SCHEMA od;
	CREATE TABLE od.res_partner (id integer PRIMARY KEY, email text,
		website text, commercial_partner_id integer);
	CREATE SCHEMA m;
END
$$;
CREATE FUNCTION new_feeds(VARIADIC crms text[]) RETURNS void
LANGUAGE sql AS
$$
SELECT count(*)
FROM unnest(crms) AS c,
	 create_feeds('m', c, CASE c WHEN 'salesforce' THEN 'sf'
		WHEN 'hubspot' THEN 'hs' WHEN 'marketo' THEN 'mk' ELSE 'od' END)
$$;
/* an id that reports use is no other id of somebody else */
CREATE FUNCTION torn() RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	RETURN rows_of('SELECT a.source_id, a.identity, b.identity
		FROM m.identity_feed a JOIN m.identity_feed b
			ON b.kind = a.kind AND b.source_id = a.identity
		WHERE b.identity <> a.identity ORDER BY 1');
END
$$;
CREATE FUNCTION identities(crm text) RETURNS text LANGUAGE sql AS
$$
SELECT rows_of(format('SELECT source_id, identity, matched_by
	FROM m.identity_feed WHERE source = %L ORDER BY 1', crm))
$$;

/* What one system says of another's ids moves that system's rows nowhere */

SELECT new_crms() \g /dev/null
INSERT INTO sf.account VALUES ('0011', 'Acme', 'acme.example'),
	('0022', 'Beta', 'beta.example');
INSERT INTO sf.contact VALUES ('0031', '0011', 'ann@acme.example'),
	('0032', '0022', 'bob@beta.example');
INSERT INTO mk.lead VALUES
	(7, 'bob@beta.example', '2026-01-01', '0011'),	/* a stale reference */
	(8, 'bob@beta.example', '2026-01-01', '0011'),
	(9, 'ann@acme.example', '2026-01-01', '0099');	/* to nothing there */
SELECT new_feeds('salesforce', 'marketo') \g /dev/null
SELECT is(identities('salesforce'),
'(salesforce:0011,salesforce:0011,)
(salesforce:0022,salesforce:0022,)
(salesforce:0031,salesforce:0011,reference)
(salesforce:0032,salesforce:0022,reference)',
	'the ids of the first CRM stay what they are');
SELECT is(identities('marketo'),
'(marketo:7,salesforce:0011,reference)
(marketo:8,salesforce:0011,reference)
(marketo:9,salesforce:0011,email)
(salesforce:0099,salesforce:0011,email)',
	'a reference is better than an address, if it refers to something');
SELECT is(torn(), NULL, 'and nobody is two');

/* Three systems, one customer */

SELECT new_crms() \g /dev/null
INSERT INTO sf.account VALUES ('0011', 'Acme', 'acme.example');
INSERT INTO sf.contact VALUES ('0039', '0099', 'zed@home.example');
INSERT INTO hs.company VALUES (900, 'acme.example');
INSERT INTO hs.contact VALUES (1, 'ann@acme.example', 900),
	(2, 'zed@home.example', 900);
INSERT INTO mk.lead VALUES (7, 'ann@acme.example', '2026-01-01'),
	(8, 'bob@bolt.example', '2026-01-01');
INSERT INTO od.res_partner VALUES (20, 'info@bolt.example', 'bolt.example', 20),
	(21, 'bob@bolt.example', NULL, 20), (22, 'ann@acme.example', NULL, 22);
INSERT INTO hs.company VALUES (901, 'bolt.example');
INSERT INTO hs.contact VALUES (3, 'cy@bolt.example', 901);
INSERT INTO mk.lead VALUES (9, 'cy@bolt.example', '2026-01-01');
SELECT new_feeds('marketo', 'hubspot', 'salesforce') \g /dev/null
SELECT is(identities('hubspot'),
'(hubspot:company:900,salesforce:0011,domain)
(hubspot:company:901,hubspot:company:901,)
(hubspot:contact:1,salesforce:0011,domain)
(hubspot:contact:2,salesforce:0011,domain)
(hubspot:contact:3,hubspot:company:901,reference)',
	'a company is matched by its site, and its people follow it');
SELECT is(identities('marketo'),
'(marketo:7,salesforce:0011,email)
(marketo:8,marketo:8,)
(marketo:9,hubspot:company:901,email)',
	'who is matched with a match is the same as that one');
SELECT is(torn(), NULL, 'nobody is two of three systems');
SELECT new_feeds('odoo') \g /dev/null
SELECT is(identities('odoo') || E'\n' || identities('marketo'),
'(odoo:20,odoo:20,)
(odoo:21,odoo:20,reference)
(odoo:22,odoo:22,)
(marketo:7,odoo:22,email)
(marketo:8,odoo:20,email)
(marketo:9,odoo:20,email)', 'with a fourth: the first that knows one');
SELECT is(torn(), NULL, 'nobody is two of four systems');

/* One person's address moves no company */

SELECT new_crms() \g /dev/null
INSERT INTO sf.account VALUES ('0011', 'Acme', 'https://www.acme.example/');
INSERT INTO sf.contact VALUES ('0031', '0011', 'ann@mail.example');
INSERT INTO hs.company VALUES (900, 'beta.example'), (901, NULL);
INSERT INTO hs.contact
SELECT g, 'p' || g || '@beta.example', 900 FROM generate_series(1, 5) g;
INSERT INTO hs.contact VALUES (6, 'ann@mail.example', 900);
INSERT INTO sf.contact VALUES ('0032', '0011', 'cy@else.example');
INSERT INTO hs.contact VALUES (7, 'cy@else.example', 901),
	(8, 'di@else.example', 901);
SELECT new_feeds('salesforce', 'hubspot') \g /dev/null
SELECT is(rows_of($$SELECT source_id, identity, matched_by FROM m.identity_feed
	WHERE source = 'hubspot' AND source_id !~ ':[1-4]$' ORDER BY 1$$),
'(hubspot:company:900,hubspot:company:900,)
(hubspot:company:901,salesforce:0011,email)
(hubspot:contact:5,hubspot:company:900,reference)
(hubspot:contact:6,salesforce:0011,email)
(hubspot:contact:7,salesforce:0011,email)
(hubspot:contact:8,salesforce:0011,email)',
	'two companies with sites of their own are two, whoever works for both');
SELECT is(torn(), NULL, 'nobody is two, still');

/* An address of two people matches neither, on whichever side */

SELECT new_crms() \g /dev/null
INSERT INTO sf."user" VALUES ('0051', 'Mira', 'sales@us.example', 'Sales');
INSERT INTO hs.owner VALUES (101, 'sales@us.example', 'Mira', 'M'),
	(102, 'sales@us.example', 'Otis', 'O');
INSERT INTO sf.lead (id, email, created_date) VALUES
	('00Q1', 'info@acme.example', '2026-01-01'),
	('00Q2', 'info@acme.example', '2026-01-02'),
	('00Q3', 'one@bolt.example', '2026-01-02'),
	('00Q4', 'one@cord.example', '2026-01-02');
INSERT INTO hs.contact (id, property_email, property_createdate) VALUES
	(1, 'info@acme.example', '2026-01-01'), (2, 'info@acme.example', '2026-01-01'),
	(3, 'info@acme.example', '2026-01-01'), (4, 'one@bolt.example', '2026-01-01'),
	(5, 'one@bolt.example', '2026-01-01'), (6, 'One@cord.example', '2026-01-01');
SELECT new_feeds('salesforce', 'hubspot') \g /dev/null
SELECT is(rows_of($$SELECT person, name FROM m.person_feed ORDER BY 1$$),
'(hubspot:101,"Mira M")
(hubspot:102,"Otis O")
(salesforce:0051,Mira)', 'people who share an address are all there');
SELECT is(rows_of($$SELECT source_id, identity FROM m.identity_feed
	WHERE kind = 'person' AND source_id <> identity$$), NULL,
	'and are nobody else');
SELECT is(rows_of($$SELECT lead FROM m.lead_feed ORDER BY 1$$),
'(hubspot:contact:1)
(hubspot:contact:2)
(hubspot:contact:3)
(hubspot:contact:4)
(hubspot:contact:5)
(salesforce:00Q1)
(salesforce:00Q2)
(salesforce:00Q3)
(salesforce:00Q4)', 'and so are leads; of one in both, one');
SELECT is(rows_of($$SELECT source_id, identity FROM m.identity_feed
	WHERE source = 'hubspot' AND source_id <> identity$$),
	'(hubspot:contact:6,salesforce:00Q4)', 'customers too');

/* What the first CRM does not know of a person or lead, the next one says */

SELECT new_crms() \g /dev/null
INSERT INTO hs.contact (id, property_email, property_createdate,
	property_hs_lifecyclestage_marketingqualifiedlead_date)
SELECT g, 'l' || g || '@x.example', timestamptz '2026-01-01 00:00+00',
	   timestamptz '2026-01-10 00:00+00' FROM generate_series(1, 40) g;
INSERT INTO sf.lead (id, email, created_date, status)
SELECT '00Q' || g, 'L' || g || '@x.example', timestamptz '2026-01-20 00:00+00',
	   'Open' FROM generate_series(1, 41) g;
INSERT INTO mk.lead VALUES (1, 'l1@x.example', '2026-01-15'),
	(2, 'new@y.example', '2026-01-15');
INSERT INTO sf."user" VALUES ('0051', 'Mira', 'mira@us.example', NULL),
	('0052', 'Otis', 'otis@us.example', 'Marketing');
INSERT INTO hs.owner VALUES (101, 'mira@us.example', 'Mira', 'M'),
	(102, 'otis@us.example', 'Otis', 'O');
INSERT INTO hs.team VALUES (1, 'Sales West');
INSERT INTO hs.owner_team VALUES (101, 1), (102, 1);
SELECT new_feeds('hubspot', 'salesforce', 'marketo') \g /dev/null
SELECT is(rows_of($$SELECT count(*), count(handed_off_at), count(status),
	max(created_at) AT TIME ZONE 'UTC' AS at FROM m.lead_feed
	WHERE source = 'salesforce.lead' AND lead <> 'salesforce:00Q41'$$),
	'(40,40,40,"2026-01-01 00:00:00")',
	'a lead of two systems came in when the first of them knew it');
SELECT is(rows_of($$SELECT lead, created_at AT TIME ZONE 'UTC' AS at
	FROM m.lead_feed WHERE lead ~ '00Q(1|41)$' OR lead LIKE 'marketo%'
	ORDER BY 1$$),
'(marketo:2,"2026-01-15 00:00:00")
(salesforce:00Q1,"2026-01-01 00:00:00")
(salesforce:00Q41,"2026-01-20 00:00:00")', 'one of three, and one of one');
SELECT is(rows_of($$SELECT person, name, function, team FROM m.person_feed
	ORDER BY 1$$),
'(salesforce:0051,Mira,sales,"Sales West")
(salesforce:0052,Otis,marketing,Marketing)',
	'a person has the function that any system knows, the first one first');
SELECT is(rows_of($$SELECT feed, source, outcome, row_count FROM feed_counts('m')
	WHERE feed IN ('lead_feed', 'person_feed') ORDER BY 1, 2, 3$$),
'(lead_feed,hubspot,duplicate,40)
(lead_feed,hubspot,kept,0)
(lead_feed,marketo,duplicate,1)
(lead_feed,marketo,kept,1)
(lead_feed,salesforce,kept,41)
(person_feed,hubspot,duplicate,2)
(person_feed,hubspot,kept,0)
(person_feed,salesforce,kept,2)', 'and all of it is counted');

/* What two mails are */

SELECT new_crms() \g /dev/null
INSERT INTO sf.account VALUES ('0011', 'Acme', 'acme.example');
INSERT INTO hs.company VALUES (900, 'acme.example');
INSERT INTO sf."user" VALUES ('0051', 'Mira', 'mira@us.example', 'Sales'),
	('0052', 'Otis', 'otis@us.example', 'Sales');
INSERT INTO hs.owner VALUES (101, 'mira@us.example', 'Mira', 'M');
INSERT INTO sf.task (id, owner_id, account_id, subject, task_subtype,
	is_closed, completed_date_time) VALUES
	('1', '0051', '0011', 'Re: Proposal', 'Email', true, '2026-03-02 09:00+00'),
	('2', '0051', '0011', 'Price', 'Email', true, '2026-03-02 09:00+00'),
	('3', '0051', '0011', 'Plan', 'Email', true, '2026-03-02 09:00+00'),
	('4', '0051', '0011', 'Twice', 'Email', true, '2026-03-02 09:00+00'),
	('5', '0051', '0011', 'Whole', 'Email', true, '2026-03-02 09:00+00'),
	('6', '0051', '0011', 'Both ways', 'Email', true, '2026-03-02 09:00+00'),
	('7', '0051', '0011', 'Terms', 'Email', true, '2026-03-02 09:00+00'),
	('8', '0051', '0011', 'Minutes', 'Task', true, '2026-03-02 09:00+00'),
	('9', '0051', '0011', 'Deadline', 'Email', true, '2026-03-02 09:00+00');
INSERT INTO sf.email_message VALUES ('m1', '1', '<a@us>', false),
	('m2', '2', '<c@us>', false), ('m3', '3', '<d@us>', false),
	('m7', '7', '<g@us>', false), ('m8', '8', '<h@us>', false),
	('m9', '9', '<i@us>', false);
INSERT INTO hs.engagement_email VALUES
	/* the answer; another mail; the same one, under another subject */
	(1, '2026-03-02 09:00:40+00', 101, 'Re: Proposal', 'INCOMING_EMAIL', '<b@acme>'),
	(2, '2026-03-02 09:00:40+00', 101, 'Price', 'EMAIL', '<e@us>'),
	(3, '2026-03-02 10:30:00+00', 101, 'Plan, again', 'EMAIL', '<d@us>'),
	/* two mails here, one there; one mail, a word that says nothing of it */
	(4, '2026-03-02 09:00:20+00', 101, 'Twice', 'EMAIL', NULL),
	(5, '2026-03-02 09:00:40+00', 101, 'Twice', 'EMAIL', NULL),
	(6, '2026-03-02 09:00:59+00', 101, 'whole', NULL, '<f@us>'),
	/* an answer within the minute, and the mail that it answers */
	(7, '2026-03-02 09:00:20+00', 101, 'Both ways', 'INCOMING_EMAIL', NULL),
	(8, '2026-03-02 09:00:30+00', 101, 'Both ways', 'EMAIL', NULL),
	/* a mail, and the same with its message id; that of no mail */
	(9, '2026-03-02 09:00:05+00', 101, 'Terms', 'EMAIL', '<g@us>'),
	(10, '2026-03-02 09:00:30+00', 101, 'Terms', 'EMAIL', NULL),
	(11, '2026-03-02 09:00:00+00', 101, 'Minutes', 'EMAIL', '<h@us>'),
	/* another mail, and the same without its message id */
	(12, '2026-03-02 09:00:05+00', 101, 'Deadline', 'EMAIL', '<j@us>'),
	(13, '2026-03-02 09:00:30+00', 101, 'Deadline', 'EMAIL', NULL);
INSERT INTO hs.engagement_company SELECT g, 900 FROM generate_series(1, 13) g;
SELECT new_feeds('salesforce', 'hubspot') \g /dev/null
CREATE FUNCTION kept(words text) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	RETURN (SELECT string_agg(substring(activity_id FROM '[sh]\w+\.')
							  || split_part(activity_id, ':', 2), ' '
							  ORDER BY activity_id COLLATE "C")
			FROM m.activity_feed WHERE subject ILIKE words);
END
$$;
SELECT is(kept('Re: Proposal'), 'hubspot.1 salesforce.1',
		  'a mail and its answer are two');
SELECT is(kept('Price'), 'hubspot.2 salesforce.2',
		  'mails with message ids of their own are two');
SELECT is(kept('Plan%'), 'salesforce.3', 'with the same id they are one');
SELECT is(kept('Twice'), 'hubspot.5 salesforce.4',
		  'a mail of one system is one of the other, not two');
SELECT is(kept('Whole'), 'salesforce.5', 'not known is not different');
SELECT is(kept('Both ways'), 'hubspot.7 salesforce.6',
		  'within a minute each finds its own');
SELECT is(kept('Terms'), 'hubspot.10 salesforce.7',
		  'a mail whose message id was found is no other one too');
SELECT is(kept('Deadline'), 'hubspot.12 salesforce.9',
		  'one without a message id finds one with an id that the other has not');
SELECT is(kept('Minutes'), 'salesforce.8',
		  'a message id is one, whatever the channel is called');

/* A campaign to one customer, and the tasks that were logged of it */

INSERT INTO hs.contact (id, property_email, property_associatedcompanyid)
SELECT g, 'p' || g || '@acme.example', 900 FROM generate_series(1, 500) g;
INSERT INTO hs.email_campaign VALUES (1, 'News'), (2, 'Fair');
INSERT INTO hs.email_event
SELECT 'n' || g, 'SENT', timestamptz '2026-03-03 09:00+00' + g * interval '0.4 s',
	   1, 'P' || 1 + g % 500 || '@Acme.example' FROM generate_series(1, 5000) g;
INSERT INTO hs.email_event
SELECT 'f' || g, 'SENT', timestamptz '2026-03-04 09:00+00' + g * interval '0.4 s',
	   2, 'p' || g || '@acme.example' FROM generate_series(1, 500) g;
INSERT INTO sf.task (id, owner_id, account_id, subject, task_subtype,
	is_closed, completed_date_time)
SELECT 'f' || g, '005' || 1 + g % 2, '0011', 'Fair', 'Email', true,
	   timestamptz '2026-03-04 09:00:12+00' + g * interval '0.4 s'
FROM generate_series(1, 500) g;
SET LOCAL statement_timeout = '10s';
SELECT is(rows_of($$SELECT source, count(*), count(DISTINCT customer)
	FROM m.activity_feed WHERE subject = 'Fair' GROUP BY 1$$),
	'(hubspot.email_event,500,1)',
	'a mailing to many at one customer was logged by two people');
SELECT is(count(*), 5000::bigint,
	'a mailing to one customer is read in seconds, addresses in any case')
FROM m.activity_feed WHERE subject = 'News' AND customer = 'salesforce:0011';
RESET statement_timeout;

/* Sites and addresses that say nothing */

SELECT new_crms() \g /dev/null
INSERT INTO sf.account (id, website) VALUES ('01', 'N/A'),
	('02', 'https://www.facebook.com/shop'), ('03', 'none'),
	('04', 'HTTP://WWW.Acme.example:8080/en?x=1'), ('05', ' acme.co.example '),
	('06', 'info@acme.example'), ('07', 'de.linkedin.com/company/acme'),
	('08', 'gmail.com'), ('09', 'notfacebook.com'), ('10', 'http://'),
	('11', 'münchen.example'), ('12', 'facebook.com.example'), ('13', '...'),
	('14', 'acme.example.'), ('15', repeat('a', 20000) || '/');
SELECT new_feeds('salesforce') \g /dev/null
SELECT is(rows_of($$SELECT split_part(source_id, ':', 2) AS id, match_key
	FROM m.identity_feed_salesforce WHERE match_key IS NOT NULL ORDER BY 1$$),
'(04,domain:acme.example)
(05,domain:acme.co.example)
(09,domain:notfacebook.com)
(11,domain:münchen.example)
(12,domain:facebook.com.example)
(14,domain:acme.example)',
	'a domain is that of a site, but none that many share');
INSERT INTO sf.contact VALUES ('31', NULL, 'n/a'), ('32', NULL, ' Ann@Acme.example '),
	('33', NULL, 'ann'), ('34', NULL, 'a@b, c@d'), ('35', NULL, '@');
SELECT is(rows_of($$SELECT split_part(source_id, ':', 2) AS id, match_key
	FROM m.identity_feed_salesforce WHERE source_id ~ ':3\d' ORDER BY 1$$),
'(31,)
(32,email:ann@acme.example)
(33,)
(34,)
(35,)', 'and an address is one address');

/* Rows that were deleted */

SELECT new_crms() \g /dev/null
INSERT INTO sf.account VALUES ('0011', 'Acme', 'acme.example', false),
	('0012', 'Acme', 'acme.example', true);
INSERT INTO sf.contact VALUES ('0031', '0011', 'ann@acme.example', false),
	('0032', '0012', 'ann@acme.example', true);
INSERT INTO sf.lead (id, email, master_record_id, _fivetran_deleted) VALUES
	('00Q1', 'bob@bolt.example', NULL, false),
	('00Q2', 'bob@bolt.example', '00Q1', false),
	('00Q3', 'bob@bolt.example', NULL, true);
INSERT INTO hs.company VALUES (900, 'acme.example'), (500, 'old.example');
INSERT INTO hs.contact (id, property_email, property_associatedcompanyid,
	is_deleted) VALUES (1, 'Ann@acme.example', 500, true),
	(2, 'ann@acme.example', 900, false), (3, 'bob@bolt.example', NULL, false),
	(4, 'gone@acme.example', 500, true);
INSERT INTO hs.email_campaign VALUES (1, 'News');
INSERT INTO hs.email_event VALUES
	('1', 'SENT', '2026-03-03', 1, 'ANN@acme.example'),
	('2', 'SENT', '2026-03-03', 1, 'gone@acme.example');
INSERT INTO hs.engagement_email (engagement_id, property_hs_timestamp,
	property_hs_email_subject) VALUES (1, '2026-03-02', 'Hello');
INSERT INTO hs.engagement_company VALUES (1, 500, true), (1, 900, false);
SELECT new_feeds('salesforce', 'hubspot') \g /dev/null
SELECT is(identities('hubspot'),
'(hubspot:company:500,hubspot:company:500,)
(hubspot:company:900,salesforce:0011,domain)
(hubspot:contact:2,salesforce:0011,domain)
(hubspot:contact:3,salesforce:00Q1,email)',
	'a row that was deleted or merged is no second one');
SELECT is(rows_of($$SELECT activity_id, customer FROM m.activity_feed
	ORDER BY 1$$),
'(hubspot.email_event:1,salesforce:0011)
(hubspot.email_event:2,hubspot:company:500)
(hubspot.engagement_email:1,salesforce:0011)',
	'nor does it say who a customer is, where another does');

/* A table that others inherit from promises nothing about its keys */

CREATE TABLE sf.contact_archive () INHERITS (sf.contact);
INSERT INTO sf.contact_archive VALUES ('0031', '0012', 'x@x.example');
ALTER TABLE sf.task ADD COLUMN who_id text;
INSERT INTO sf.task (id, who_id, subject, is_closed, task_subtype,
	completed_date_time) VALUES ('1', '0031', 'Cold call', true, 'Call', '2026-03-02');
SELECT new_feeds('salesforce') \g /dev/null
SELECT is(count(*), 1::bigint, 'a task stands once for a contact with two rows')
FROM m.activity_feed WHERE subject = 'Cold call';

/* Feeds that would read themselves */

SELECT new_crms() \g /dev/null
INSERT INTO sf."user" VALUES ('0051', 'Mira', 'mira@us.example', 'Sales');
SELECT new_feeds('salesforce') \g /dev/null
DROP VIEW m.identity_feed;
CREATE VIEW m.people AS SELECT name, person FROM m.person_feed;
CREATE VIEW m.identity_feed AS SELECT 'person'::text AS kind,
	'hr:' || name AS identity, person AS source_id FROM m.people;
SELECT throws_ok($$SELECT create_feeds('m', 'salesforce', 'sf')$$, '42P17',
	'm.identity_feed reads m.person_feed, which looks its ids up there',
	'identities that would need themselves are refused');
SELECT is(rows_of('SELECT person FROM m.person_feed'), '(salesforce:0051)',
		  'and nothing is broken');
CREATE OR REPLACE VIEW m.people AS
SELECT name, person FROM m.person_feed_salesforce;
SELECT lives_ok($$SELECT create_feeds('m', 'salesforce', 'sf')$$,
				'those of the CRM''s own rows are not');
SELECT is(rows_of('SELECT person FROM m.person_feed'), '(hr:Mira)',
		  'and they are used');

/* What cannot be told is said */

SELECT new_crms() \g /dev/null
CREATE TABLE sf.opportunity (id text PRIMARY KEY, created_date timestamptz);
CREATE TABLE hs.deal (deal_id bigint PRIMARY KEY, property_createdate timestamptz);
INSERT INTO hs.deal VALUES (1, '2026-01-01');
INSERT INTO sf.opportunity VALUES ('1', '2026-01-01');
SELECT new_feeds('salesforce') \g /dev/null
CREATE TEMP TABLE said AS SELECT * FROM create_feeds('m', 'hubspot', 'hs');
SELECT is(rows_of($$SELECT view, note FROM said
	WHERE crm IS NULL AND note IS NOT NULL ORDER BY 1$$),
'(m.activity_feed,"calls and meetings that one CRM copied from another are there twice")
(m.opportunity_feed,"deals that one CRM copied from another are there twice")',
	'calls, meetings and deals of two CRMs are not matched');

SELECT * FROM finish();
ROLLBACK;
