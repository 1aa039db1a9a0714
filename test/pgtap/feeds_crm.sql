/*
 * feeds_crm.sql
 *		The mappings, CRM by CRM, on tables made up here in the shape that each
 *		leaves in PostgreSQL; what a table with the wrong rows would do to a
 *		feed stands next to the right ones.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'America/New_York';
SELECT plan(32);

\ir common.psql

/* the same moment in every session */
CREATE FUNCTION utc(at timestamptz) RETURNS text LANGUAGE sql AS
$$SELECT to_char(at AT TIME ZONE 'UTC', 'MM-DD HH24:MI')$$;
CREATE SCHEMA feeds;

/* Salesforce: what the task of feeds.sql has not */

CREATE SCHEMA salesforce;
CREATE TABLE salesforce.event (id text PRIMARY KEY, owner_id text,
	account_id text, who_id text, what_id text, subject text, type text,
	location text, duration_in_minutes integer, who_count integer,
	is_deleted boolean, is_recurrence boolean, start_date_time timestamptz,
	activity_date date);
INSERT INTO salesforce.event VALUES
	('e1', 'u1', NULL, 'c1', '006o1', 'Kick-off', 'Meeting', 'Room 5', 60, 3,
	 false, false, '2026-03-02 09:00+00', NULL),
	('e2', 'u1', NULL, NULL, '001a9', 'Demo', NULL, 'https://zoom.example/1', 30,
	 0, false, false, NULL, '2026-03-03'),
	('e3', 'u1', NULL, NULL, NULL, 'Weekly', NULL, NULL, 30, 0, false, true,
	 '2026-03-02 09:00+00', NULL);
CREATE TABLE salesforce.opportunity (id text PRIMARY KEY, account_id text,
	amount numeric, currency_iso_code text, created_date timestamptz,
	close_date date, is_closed boolean, is_won boolean, is_deleted boolean,
	owner_id text, lead_source text, campaign_id text, stage_name text);
INSERT INTO salesforce.opportunity VALUES
	('006o1', 'a1', 1200.50, 'EUR', '2026-01-01 10:00+00', '2026-03-05', true,
	 true, false, 'u1', 'Web', '701k1', 'Closed Won'),
	('006o2', 'a2', NULL, 'EUR', '2026-01-01 10:00+00', '2026-03-06', true,
	 false, false, 'u1', NULL, NULL, 'Closed Lost'),
	('006o3', 'a2', 5, 'EUR', '2026-01-01 10:00+00', '2026-09-06', false,
	 false, false, 'u1', NULL, NULL, 'Prospecting'),
	('006o4', 'a2', 5, 'EUR', '2026-01-01 10:00+00', '2026-09-06', false,
	 false, true, 'u1', NULL, NULL, 'Prospecting');
CREATE TABLE salesforce.account (id text PRIMARY KEY, industry text,
	website text, is_deleted boolean);
INSERT INTO salesforce.account VALUES
	('a1', 'Energy', 'https://www.Acme.example/en?x', false),
	('a2', NULL, NULL, false);
CREATE TABLE salesforce.campaign (id text PRIMARY KEY, name text, type text,
	start_date date, end_date date, actual_cost numeric, budgeted_cost numeric,
	number_sent numeric, is_deleted boolean);
INSERT INTO salesforce.campaign VALUES
	('701k1', 'Spring fair', 'Trade Show', '2026-04-01', '2026-04-03', 9000,
	 8000, 400, false),
	('701k2', 'No money', 'Email', '2026-04-01', NULL, 0, NULL, NULL, false);
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce') \g /dev/null
SELECT is(rows_of($$SELECT activity_id, utc(occurred_at), customer, channel,
		minutes, recipients, place, site, opportunity
	FROM feeds.activity_feed ORDER BY activity_id$$),
'(salesforce.event:e1,"03-02 09:00",salesforce:a1,Meeting,60,3,,"Room 5",salesforce:006o1)
(salesforce.event:e2,"03-03 12:00",salesforce:001a9,meeting,30,,remote,https://zoom.example/1,)',
	'salesforce: events, through the account of the deal or by its prefix');
SELECT is(rows_of($$SELECT opportunity, customer, segment, amount, currency,
		utc(opened_at), utc(closed_at), won, utc(lost_at), campaign
	FROM feeds.opportunity_feed ORDER BY opportunity$$),
'(salesforce:006o1,salesforce:a1,Energy,1200.50,EUR,"01-01 10:00","03-05 12:00",t,,salesforce:701k1)
(salesforce:006o2,salesforce:a2,,,EUR,"01-01 10:00","03-06 12:00",f,"03-06 12:00",)
(salesforce:006o3,salesforce:a2,,5,EUR,"01-01 10:00",,,,)',
	'salesforce: an open deal is not lost, and its date is not when it closed');
SELECT is(rows_of($$SELECT spend, period_from, period_to, function, channel,
		description, amount, reached FROM feeds.spend_feed$$),
'(salesforce.campaign:701k1,2026-04-01,2026-04-03,,"Trade Show","Spring fair",9000,400)',
	'salesforce: what campaigns cost');
SELECT is(rows_of($$SELECT budget, function, amount, campaign
	FROM feeds.budget_feed$$),
'(salesforce.campaign:701k1,marketing,8000,salesforce:701k1)',
	'salesforce: and what they may cost');
SELECT is(match_key, 'domain:acme.example', 'salesforce: a site is a domain')
FROM feeds.identity_feed_salesforce WHERE source_id = 'salesforce:a1';

/* HubSpot: calls, meetings of both shapes, tasks, forms, deals */

CREATE SCHEMA hubspot;
CREATE TABLE hubspot.engagement (id bigint PRIMARY KEY, owner_id bigint,
	"timestamp" timestamp);
INSERT INTO hubspot.engagement VALUES (12, 71, '2026-03-01 10:00');
CREATE TABLE hubspot.engagement_call (engagement_id bigint PRIMARY KEY,
	_fivetran_deleted boolean, property_hs_timestamp timestamp,
	property_hubspot_owner_id bigint, property_hs_call_title text,
	property_hs_call_direction text, property_hs_call_duration bigint,
	property_hs_call_status text);
INSERT INTO hubspot.engagement_call VALUES
	(11, false, '2026-03-02 09:00', 71, 'Cold call', 'OUTBOUND', 61000, 'COMPLETED'),
	(12, false, NULL, NULL, 'Called back', 'INBOUND', NULL, NULL),
	(13, false, '2026-03-02 09:00', 71, 'Next week', 'OUTBOUND', NULL, 'SCHEDULED'),
	(14, false, '2026-03-02 09:00', 71, 'Not', 'OUTBOUND', NULL, 'CANCELED');
CREATE TABLE hubspot.engagement_meeting (engagement_id bigint PRIMARY KEY,
	start_time timestamp, end_time timestamp, title text, meeting_outcome text);
INSERT INTO hubspot.engagement_meeting VALUES
	(21, '2026-03-02 09:00', '2026-03-02 09:45', 'Discovery', NULL),
	(22, '2026-03-02 09:00', '2026-03-02 09:45', 'Discovery', 'NO_SHOW');
CREATE TABLE hubspot.engagement_task (engagement_id bigint PRIMARY KEY,
	property_hs_timestamp timestamp, property_hs_task_status text,
	property_hs_task_type text, property_hs_task_subject text,
	property_hs_task_completion_date timestamp);
INSERT INTO hubspot.engagement_task VALUES
	(31, '2026-04-01', 'COMPLETED', 'CALL', 'Ring', '2026-03-02 10:00'),
	(32, '2026-04-01', 'NOT_STARTED', 'TODO', 'Think', NULL),
	(33, '2026-04-01', NULL, 'TODO', 'Think', NULL);
CREATE TABLE hubspot.engagement_company (company_id bigint, engagement_id bigint);
INSERT INTO hubspot.engagement_company VALUES (9001, 11), (9000, 21), (9001, 21);
CREATE TABLE hubspot.engagement_deal (deal_id bigint, engagement_id bigint);
INSERT INTO hubspot.engagement_deal VALUES (800, 21);
CREATE TABLE hubspot.contact_form_submission (contact_id bigint,
	conversion_id text, "timestamp" timestamp, title text);
INSERT INTO hubspot.contact_form_submission VALUES
	(501, 'f1', '2026-03-02 11:00', 'Request a demo');
CREATE TABLE hubspot.company (id bigint PRIMARY KEY, property_domain text,
	is_deleted boolean);
INSERT INTO hubspot.company VALUES (9001, 'acme.example', false);
CREATE TABLE hubspot.deal (deal_id bigint PRIMARY KEY, owner_id bigint,
	property_amount numeric, property_closedate timestamp,
	property_createdate timestamp, deal_pipeline_stage_id text,
	is_deleted boolean);
INSERT INTO hubspot.deal VALUES
	(800, 71, 100, '2026-03-31', '2026-01-01', 's1', false),
	(801, 71, 200, '2026-03-31', '2026-01-01', 's2', false),
	(802, 71, 300, '2026-03-31', '2026-01-01', 's3', false),
	(803, 71, 300, '2026-03-31', '2026-01-01', 's3', true);
CREATE TABLE hubspot.deal_pipeline_stage (stage_id text PRIMARY KEY,
	label text, closed_won boolean, probability float8);
INSERT INTO hubspot.deal_pipeline_stage VALUES ('s1', 'Proposal', false, 0.4),
	('s2', 'Won', true, 1), ('s3', 'Lost', false, 0);
SELECT * FROM create_feeds('feeds', 'hubspot', 'hubspot') \g /dev/null
SELECT is(rows_of($$SELECT activity_id, utc(occurred_at), actor, customer,
		channel, subject, minutes, direction, opportunity
	FROM feeds.activity_feed_hubspot WHERE skipped IS NULL
	ORDER BY activity_id$$),
'(hubspot.contact_form_submission:f1,"03-02 11:00",,hubspot:contact:501,"web form","Request a demo",,in,)
(hubspot.engagement_call:11,"03-02 09:00",hubspot:71,hubspot:company:9001,call,"Cold call",2,out,)
(hubspot.engagement_call:12,"03-01 10:00",hubspot:71,,call,"Called back",,in,)
(hubspot.engagement_meeting:21,"03-02 09:00",,hubspot:company:9000,meeting,Discovery,45,,hubspot:800)
(hubspot.engagement_task:31,"03-02 10:00",,,call,Ring,,,)',
	'hubspot: engagements, each once, whatever shape they have');
SELECT is(rows_of($$SELECT activity_id, skipped FROM feeds.activity_feed_hubspot
	WHERE skipped IS NOT NULL ORDER BY activity_id$$),
'(hubspot.engagement_call:13,open)
(hubspot.engagement_call:14,cancelled)
(hubspot.engagement_meeting:22,cancelled)
(hubspot.engagement_task:32,open)
(hubspot.engagement_task:33,open)', 'hubspot: what was not done does not count');
SELECT is(rows_of($$SELECT opportunity, utc(closed_at), won, utc(lost_at), stage
	FROM feeds.opportunity_feed_hubspot WHERE skipped IS NULL ORDER BY 1$$),
'(hubspot:800,,,,Proposal)
(hubspot:801,"03-31 00:00",t,,Won)
(hubspot:802,"03-31 00:00",f,"03-31 00:00",Lost)',
	'hubspot: the stage says whether a deal is closed');
SELECT is(identity, 'salesforce:a1', 'hubspot: companies meet by domain')
FROM feeds.identity_feed WHERE source_id = 'hubspot:company:9001';
ALTER TABLE hubspot.engagement_task DROP COLUMN property_hs_task_status CASCADE;
SELECT isnt_empty($$SELECT FROM create_feeds('feeds', 'hubspot', 'hubspot')
	WHERE note LIKE '%engagement_task (no column property_hs_task_status in engagement_task)%'$$,
	'hubspot: tasks of which nobody knows whether they are done are left out');

/* Marketo: leads in both systems, mail that is sent, opened, logged twice */

CREATE SCHEMA marketo;
CREATE TABLE marketo.activity_send_email (id bigint PRIMARY KEY,
	lead_id bigint, campaign_id bigint, activity_date timestamp,
	primary_attribute_value text, action_result text);
INSERT INTO marketo.activity_send_email VALUES
	(1, 1001, 7, '2026-03-09 08:00', 'Spring offer', NULL),
	(2, 1002, 7, '2026-03-09 08:00', NULL, 'succeeded'),
	(3, 1003, 7, '2026-03-09 08:00', 'Spring offer', 'skipped');
CREATE TABLE marketo.activity_open_email (LIKE marketo.activity_send_email);
INSERT INTO marketo.activity_open_email VALUES
	(4, 1001, 7, '2026-03-09 09:00', 'Spring offer');
CREATE TABLE marketo.activity_fill_out_form (LIKE marketo.activity_send_email);
INSERT INTO marketo.activity_fill_out_form VALUES
	(5, 1002, NULL, '2026-03-10 09:00', 'Contact us');
CREATE TABLE marketo.campaign (id bigint PRIMARY KEY, name text);
INSERT INTO marketo.campaign VALUES (7, 'Spring');
CREATE TABLE marketo.lead (id bigint PRIMARY KEY, email text,
	created_at timestamp, sfdc_account_id text);
INSERT INTO marketo.lead VALUES (1001, 'lea@acme.example', '2026-01-01', NULL),
	(1002, 'other@x.example', '2026-01-02', 'a2'),
	(1003, NULL, '2026-01-03', NULL);
CREATE TABLE salesforce.lead (id text PRIMARY KEY, email text,
	converted_account_id text, created_date timestamptz);
INSERT INTO salesforce.lead VALUES
	('l1', 'Lea@acme.example', 'a1', '2026-01-01');
CREATE TABLE salesforce.task (id text PRIMARY KEY, owner_id text,
	account_id text, subject text, task_subtype text, is_closed boolean,
	completed_date_time timestamptz);
INSERT INTO salesforce.task VALUES ('t1', 'u1', 'a1', 'spring offer', 'Email',
	true, '2026-03-09 08:00:30+00');
SELECT * FROM create_feeds('feeds', 'salesforce', 'salesforce') \g /dev/null
SELECT * FROM create_feeds('feeds', 'marketo', 'marketo') \g /dev/null
SELECT is(rows_of($$SELECT activity_id, utc(occurred_at), actor, customer,
		channel, subject, campaign, direction
	FROM feeds.activity_feed WHERE source LIKE 'marketo.%' ORDER BY 1$$),
'(marketo.activity_fill_out_form:5,"03-10 09:00",,salesforce:a2,"web form","Contact us",,in)
(marketo.activity_send_email:1,"03-09 08:00",,salesforce:a1,"marketing email","Spring offer",marketo:7,out)
(marketo.activity_send_email:2,"03-09 08:00",,salesforce:a2,"marketing email",Spring,marketo:7,out)',
	'marketo: what was sent and filled in, with the company that Salesforce knows');
SELECT is(rows_of($$SELECT source, outcome, row_count FROM feed_counts('feeds')
	WHERE feed = 'activity_feed' AND (source, outcome) IN
		(('salesforce', 'duplicate'), ('marketo', 'tracking'),
		 ('marketo', 'not_sent')) ORDER BY 1, 2$$),
'(marketo,not_sent,1)
(marketo,tracking,1)
(salesforce,duplicate,1)',
	'marketo: its mail, logged as a task of the owner, is not the owner''s work');
SELECT is(rows_of($$SELECT lead FROM feeds.lead_feed ORDER BY 1$$),
'(marketo:1002)
(marketo:1003)
(salesforce:l1)', 'marketo: a lead of both stands once');

/* Odoo: times without zone, translated names, one table for leads and deals */

CREATE SCHEMA odoo;
CREATE TABLE odoo.mail_message (id integer PRIMARY KEY, date timestamp,
	author_id integer, email_from text, model text, res_id integer,
	message_type text, mail_activity_type_id integer, subject text,
	parent_id integer, message_id text);
INSERT INTO odoo.mail_message VALUES
	(1, '2026-03-02 09:00', 10, NULL, 'crm.lead', 100, 'email_outgoing', NULL,
	 'Offer', NULL, '<m1@us>'),
	(2, '2026-03-02 10:00', NULL, 'Bob@bolt.example', 'crm.lead', 100, 'email',
	 NULL, 'Re: Offer', 1, '<m2@bolt>'),
	(3, '2026-03-02 11:00', 10, NULL, 'crm.lead', 101, 'notification', 5, NULL,
	 NULL, NULL),
	(4, '2026-03-02 11:00', 10, NULL, 'crm.lead', 101, 'notification', NULL,
	 'Stage changed', NULL, NULL),
	(5, '2026-03-02 11:00', 10, NULL, 'account.move', 100, 'email', NULL,
	 'Invoice', NULL, NULL),
	(6, '2026-03-02 12:00', 10, NULL, 'res.partner', 21, 'comment', NULL,
	 'Hello', NULL, NULL);
CREATE TABLE odoo.mail_activity_type (id integer PRIMARY KEY, name jsonb);
INSERT INTO odoo.mail_activity_type VALUES
	(5, '{"de_DE": "Anruf", "en_US": "Call"}');
CREATE TABLE odoo.mail_activity (id integer PRIMARY KEY, res_model text,
	summary text, date_deadline date);
INSERT INTO odoo.mail_activity VALUES (1, 'crm.lead', 'Ring', '2026-04-01'),
	(2, 'hr.leave', 'Approve', '2026-04-01');
CREATE TABLE odoo.calendar_event (id integer PRIMARY KEY, name text,
	start timestamp, stop timestamp, user_id integer, opportunity_id integer,
	active boolean, videocall_location text);
INSERT INTO odoo.calendar_event VALUES
	(1, 'Demo', '2026-03-03 09:00', '2026-03-03 10:30', 1, 100, true, 'https://x'),
	(2, 'Old', '2026-03-03 09:00', '2026-03-03 10:30', 1, 100, false, NULL),
	(3, 'Lunch', '2026-03-03 12:00', '2026-03-03 13:00', 1, NULL, true, NULL);
CREATE TABLE odoo.mailing_trace (id integer PRIMARY KEY, trace_type text,
	model text, res_id integer, email text, mass_mailing_id integer,
	campaign_id integer, sent_datetime timestamp, trace_status text);
INSERT INTO odoo.mailing_trace VALUES
	(1, 'mail', 'res.partner', 21, 'bob@bolt.example', 3, NULL, '2026-03-04 09:00', 'open'),
	(2, 'mail', 'mailing.contact', 5, 'X@y.example', 3, NULL, '2026-03-04 09:00', 'sent'),
	(3, 'mail', 'mailing.contact', 6, 'z@y.example', 3, NULL, NULL, 'outgoing');
CREATE TABLE odoo.mailing_mailing (id integer PRIMARY KEY, subject text);
INSERT INTO odoo.mailing_mailing VALUES (3, 'Spring offer');
CREATE TABLE odoo.res_partner (id integer PRIMARY KEY, name text, email text,
	commercial_partner_id integer, agent boolean, settlement text);
INSERT INTO odoo.res_partner VALUES (10, 'Mira', 'mira@us.example', 10, true, 'biweekly'),
	(20, 'Bolt', NULL, 20, NULL, NULL),
	(21, 'Bob', 'bob@bolt.example', 20, NULL, NULL),
	(11, 'Otis', 'otis@us.example', 11, true, 'biweekly');
CREATE TABLE odoo.res_users (id integer PRIMARY KEY, login text,
	partner_id integer, share boolean);
INSERT INTO odoo.res_users VALUES (1, 'mira', 10, false), (2, 'bob', 21, true);
CREATE TABLE odoo.crm_team (id integer PRIMARY KEY, name jsonb);
INSERT INTO odoo.crm_team VALUES (1, '{"en_US": "Direct Sales"}');
CREATE TABLE odoo.crm_team_member (id integer PRIMARY KEY, user_id integer,
	crm_team_id integer);
INSERT INTO odoo.crm_team_member VALUES (1, 1, 1);
CREATE TABLE odoo.crm_stage (id integer PRIMARY KEY, name jsonb, is_won boolean);
INSERT INTO odoo.crm_stage VALUES (1, '{"en_US": "New"}', false),
	(4, '{"de_DE": "Gewonnen"}', true);
CREATE TABLE odoo.crm_lead (id integer PRIMARY KEY, name text, type text,
	partner_id integer, user_id integer, stage_id integer, active boolean,
	expected_revenue numeric, create_date timestamp, date_open timestamp,
	date_closed timestamp, date_conversion timestamp, email_from text);
INSERT INTO odoo.crm_lead VALUES
	(100, 'Bolt deal', 'opportunity', 21, 1, 4, true, 500, '2026-01-01 10:00',
	 '2026-01-02 10:00', '2026-03-05 10:00', '2026-01-03 10:00', NULL),
	(101, 'Web lead', 'lead', NULL, 1, 1, true, 0, '2026-01-01 10:00', NULL,
	 NULL, NULL, 'new@n.example'),
	(102, 'Lost deal', 'opportunity', 21, 1, 1, false, 5, '2026-01-01 10:00',
	 NULL, '2026-02-05 10:00', NULL, NULL);
CREATE TABLE odoo.commission_settlement (id integer PRIMARY KEY,
	agent_id integer, date_from date, date_to date, total numeric, state text,
	currency_id integer);
INSERT INTO odoo.commission_settlement VALUES
	(1, 10, '2026-01-01', '2026-01-15', 250, 'settled', 1),
	(2, 10, '2026-01-16', '2026-01-30', 250, 'cancel', 1);
CREATE TABLE odoo.res_currency (id integer PRIMARY KEY, name text);
INSERT INTO odoo.res_currency VALUES (1, 'EUR');
CREATE SCHEMA odoo_feeds;
SELECT * FROM create_feeds('odoo_feeds', 'odoo', 'odoo') \g /dev/null
SELECT is(rows_of($$SELECT activity_id, utc(occurred_at), actor, customer,
		channel, subject, minutes, thread, direction, place, opportunity
	FROM odoo_feeds.activity_feed ORDER BY activity_id$$),
'(odoo.calendar_event:1,"03-03 09:00",odoo:10,odoo:20,meeting,Demo,90,,,remote,odoo:100)
(odoo.mail_message:1,"03-02 09:00",odoo:10,odoo:20,"outgoing email",Offer,,odoo:1,out,,odoo:100)
(odoo.mail_message:2,"03-02 10:00",odoo:10,odoo:20,"incoming email","Re: Offer",,odoo:1,in,,odoo:100)
(odoo.mail_message:3,"03-02 11:00",odoo:10,odoo:lead:101,Call,"Web lead",,odoo:3,,,)
(odoo.mail_message:6,"03-02 12:00",odoo:10,odoo:20,message,Hello,,odoo:6,,,)
(odoo.mailing_trace:1,"03-04 09:00",,odoo:20,"mass mailing","Spring offer",,,out,,)
(odoo.mailing_trace:2,"03-04 09:00",,odoo:email:x@y.example,"mass mailing","Spring offer",,,out,,)',
	'odoo: messages, meetings and mailings; times are UTC in any session');
SELECT is(rows_of($$SELECT outcome, row_count FROM feed_counts('odoo_feeds')
	WHERE feed = 'activity_feed' ORDER BY 1$$),
'(archived,1)
(automatic,1)
(elsewhere,3)
(kept,7)
(not_sent,1)
(open,1)', 'odoo: notices and plans are counted, so are records of other kinds');
SELECT is(rows_of($$SELECT person, name, function, team, plan
	FROM odoo_feeds.person_feed$$), '(odoo:10,Mira,sales,"Direct Sales",odoo:biweekly)',
	'odoo: people are users that are not customers');
SELECT is(rows_of($$SELECT lead, customer, utc(handed_off_at), utc(accepted_at),
		opportunity FROM odoo_feeds.lead_feed ORDER BY 1$$),
'(odoo:100,odoo:20,"01-02 10:00","01-03 10:00",odoo:100)
(odoo:101,odoo:lead:101,,,)', 'odoo: a lead that became a deal is still a lead');
SELECT is(rows_of($$SELECT opportunity, amount, utc(opened_at), utc(closed_at),
		won, utc(lost_at), owner, stage, lead
	FROM odoo_feeds.opportunity_feed ORDER BY 1$$),
'(odoo:100,500,"01-03 10:00","03-05 10:00",t,,odoo:10,Gewonnen,odoo:100)
(odoo:102,5,"01-01 10:00","02-05 10:00",f,"02-05 10:00",odoo:10,New,)',
	'odoo: a deal that was archived is lost');
SELECT is(rows_of($$SELECT payout, payee, plan, kind, earned_from, earned_to,
		amount, currency FROM odoo_feeds.payout_feed$$),
'(odoo.commission_settlement:1,odoo:10,odoo:biweekly,commission,2026-01-01,2026-01-15,250,EUR)',
	'odoo: commissions that were settled');
SELECT is(rows_of($$SELECT plan, schedule, kind FROM odoo_feeds.plan_feed$$),
'(odoo:biweekly,semimonthly,commission)',
	'odoo: a plan stands once; its biweekly is twice a month');

/* Twenty: names in camel case, deletions that leave the row */

CREATE SCHEMA workspace_1x;
CREATE TYPE workspace_1x.status AS ENUM ('TODO', 'DONE');
CREATE TABLE workspace_1x."timelineActivity" (id uuid PRIMARY KEY,
	"happensAt" timestamptz, "deletedAt" timestamptz, name text,
	"workspaceMemberId" uuid, "targetCompanyId" uuid, "targetPersonId" uuid,
	"targetOpportunityId" uuid, "linkedRecordCachedName" text);
CREATE FUNCTION id(n integer) RETURNS uuid LANGUAGE sql AS
$$SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid$$;
INSERT INTO workspace_1x."timelineActivity" VALUES
	(id(1), '2026-03-02 09:00+00', NULL, 'message.linked', id(71), id(90), NULL, NULL, 'Offer'),
	(id(2), '2026-03-02 10:00+00', NULL, 'calendarEvent.linked', id(71), NULL, id(50), NULL, 'Demo'),
	(id(3), '2026-03-02 10:00+00', NULL, 'company.updated', id(71), id(90), NULL, NULL, 'Acme'),
	(id(4), '2026-03-02 10:00+00', now(), 'message.linked', id(71), id(90), NULL, NULL, 'Gone'),
	(id(5), '2026-03-02 11:00+00', NULL, 'linked-note.created', id(71), NULL, NULL, id(80), 'Minutes');
CREATE TABLE workspace_1x.person (id uuid PRIMARY KEY, "companyId" uuid,
	"emailsPrimaryEmail" text, "deletedAt" timestamptz);
INSERT INTO workspace_1x.person VALUES (id(50), id(90), 'ann@acme.example', NULL);
CREATE TABLE workspace_1x.task (id uuid PRIMARY KEY, title text,
	status workspace_1x.status, "assigneeId" uuid, "updatedAt" timestamptz,
	"dueAt" timestamptz, "deletedAt" timestamptz);
INSERT INTO workspace_1x.task VALUES
	(id(11), 'Ring Ann', 'DONE', id(71), '2026-03-02 12:00+00', '2026-05-01', NULL),
	(id(12), 'Ring Bob', 'TODO', id(71), '2026-03-02 12:00+00', '2026-05-01', NULL);
CREATE TABLE workspace_1x."taskTarget" (id uuid PRIMARY KEY, "taskId" uuid,
	"personId" uuid, "companyId" uuid, "opportunityId" uuid);
INSERT INTO workspace_1x."taskTarget" VALUES
	(id(21), id(11), id(50), NULL, NULL), (id(22), id(11), id(51), NULL, NULL);
CREATE TABLE workspace_1x."workspaceMember" (id uuid PRIMARY KEY,
	"nameFirstName" text, "nameLastName" text, "userEmail" text,
	"deletedAt" timestamptz);
INSERT INTO workspace_1x."workspaceMember" VALUES
	(id(71), 'Mira', 'T', 'mira@us.example', NULL);
CREATE TABLE workspace_1x.opportunity (id uuid PRIMARY KEY, "companyId" uuid,
	"amountAmountMicros" numeric, "amountCurrencyCode" text,
	"createdAt" timestamptz, "closeDate" timestamptz, stage text,
	"ownerId" uuid, "deletedAt" timestamptz);
INSERT INTO workspace_1x.opportunity VALUES
	(id(80), id(90), 1250000000, 'USD', '2026-01-01 00:00+00', '2026-03-01 00:00+00', 'CUSTOMER', id(71), NULL),
	(id(81), id(90), NULL, 'USD', '2026-01-01 00:00+00', '2026-03-01 00:00+00', 'PROPOSAL', id(71), NULL);
CREATE SCHEMA twenty_feeds;
SELECT * FROM create_feeds('twenty_feeds', 'twenty', 'workspace_1x') \g /dev/null
SELECT is(replace(rows_of($$SELECT activity_id, utc(occurred_at), actor,
		customer, channel, subject, opportunity
	FROM twenty_feeds.activity_feed ORDER BY activity_id$$),
	'00000000-0000-0000-0000-0000000000', ''),
'(twenty.task:11,"03-02 12:00",twenty:71,twenty:90,,"Ring Ann",)
(twenty.timelineActivity:01,"03-02 09:00",twenty:71,twenty:90,email,Offer,)
(twenty.timelineActivity:02,"03-02 10:00",twenty:71,twenty:90,meeting,Demo,)
(twenty.timelineActivity:05,"03-02 11:00",twenty:71,twenty:90,note,Minutes,twenty:80)',
	'twenty: what happened, with the company of the person or the deal');
SELECT is(rows_of($$SELECT outcome, row_count FROM feed_counts('twenty_feeds')
	WHERE feed = 'activity_feed' ORDER BY 1$$),
'(deleted,1)
(kept,4)
(open,1)
(tracking,1)', 'twenty: what was deleted, is open or only tracks is counted');
SELECT is(replace(rows_of($$SELECT opportunity, amount, currency,
		utc(closed_at), won FROM twenty_feeds.opportunity_feed ORDER BY 1$$),
	'00000000-0000-0000-0000-0000000000', ''),
'(twenty:80,1250,USD,"03-01 00:00",t)
(twenty:81,,USD,,)', 'twenty: amounts are millionths');
SELECT is(rows_of($$SELECT name, function, match_key
	FROM twenty_feeds.person_feed_twenty$$), '("Mira T",,email:mira@us.example)',
	'twenty: people have no function, so say it in a feed of your own');

/* All five together */

SELECT * FROM create_feeds('feeds', 'odoo', 'odoo') \g /dev/null
SELECT * FROM create_feeds('feeds', 'twenty', 'workspace_1x') \g /dev/null
SELECT is(string_agg(DISTINCT split_part(source, '.', 1), ' '),
		  'hubspot marketo odoo salesforce twenty', 'all five: one feed')
FROM feeds.activity_feed;
SELECT is(sum(row_count) FILTER (WHERE outcome = 'kept'),
		  (SELECT count(*) FROM feeds.activity_feed)::numeric,
		  'all five: what is kept is what the feed has')
FROM feed_counts('feeds') WHERE feed = 'activity_feed';
SELECT is(sum(row_count), (SELECT sum(n) FROM (VALUES
		((SELECT count(*) FROM feeds.activity_feed_salesforce)),
		((SELECT count(*) FROM feeds.activity_feed_hubspot)),
		((SELECT count(*) FROM feeds.activity_feed_marketo)),
		((SELECT count(*) FROM feeds.activity_feed_odoo)),
		((SELECT count(*) FROM feeds.activity_feed_twenty))) v (n))::numeric,
		  'all five: no row goes uncounted')
FROM feed_counts('feeds') WHERE feed = 'activity_feed';
SELECT is(count(*), count(DISTINCT activity_id), 'all five: ids are unique')
FROM feeds.activity_feed;
SELECT is(identity, 'odoo:10', 'all five: a person is who the first one knows')
FROM feeds.identity_feed WHERE source_id = 'twenty:' || id(71);
SELECT is(rows_of($$SELECT person FROM feeds.person_feed WHERE name LIKE 'Mira%'$$),
		  '(odoo:10)', 'all five: and stands once');
SELECT is(check_feeds('feeds'), 9, 'all five: as agreed');
CREATE TEMP TABLE first_order AS TABLE feeds.activity_feed;
CREATE SCHEMA other_order;
SELECT * FROM create_feeds('other_order', 'twenty', 'workspace_1x') \g /dev/null
SELECT * FROM create_feeds('other_order', 'marketo', 'marketo') \g /dev/null
SELECT * FROM create_feeds('other_order', 'hubspot', 'hubspot') \g /dev/null
SELECT * FROM create_feeds('other_order', 'odoo', 'odoo') \g /dev/null
SELECT * FROM create_feeds('other_order', 'salesforce', 'salesforce') \g /dev/null
SELECT set_eq('TABLE other_order.activity_feed', 'TABLE first_order',
			  'all five: in whatever order they come');

SELECT * FROM finish();
ROLLBACK;
