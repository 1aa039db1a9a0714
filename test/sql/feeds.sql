--
-- What create_feeds says: answers, notices and errors
--
SET search_path = sales_marketing, public;
CREATE SCHEMA feeds;
CREATE SCHEMA "CRM of ours";

-- nothing there
SELECT * FROM create_feeds('feeds', 'marketo', 'CRM of ours');

-- half of it
CREATE TABLE "CRM of ours".lead (id bigint PRIMARY KEY, created_at timestamp);
CREATE TABLE "CRM of ours".activity_send_email (id bigint PRIMARY KEY,
	lead_id bigint, activity_date timestamp, primary_attribute_value text);
INSERT INTO "CRM of ours".activity_send_email
	VALUES (1, 7, '2026-03-09 08:00', 'Spring offer');
SELECT view, columns_filled, columns_empty
FROM create_feeds('feeds', 'marketo', 'CRM of ours');
SELECT activity_id, customer, channel, subject, source FROM feeds.activity_feed;
SELECT obj_description('feeds.activity_feed'::regclass) ~
	'^what people did: a row per activity; made by create_feeds \(\d+ \w+ \w+ \w+\)$'
	AS described;
SELECT column_name, required, found_type, present, reason
FROM report_inputs('feeds') WHERE feed = 'activity_feed';

-- the views say the same
SELECT attname, col_description(attrelid, attnum) FROM pg_attribute
WHERE attrelid = 'feeds.lead_feed_marketo'::regclass AND
	attname IN ('lead', 'owner', 'status', 'skipped', 'match_key');

-- a feed of one's own
DROP VIEW feeds.lead_feed;
CREATE TABLE feeds.lead_feed (lead text, created_at timestamptz);
INSERT INTO feeds.lead_feed VALUES ('mine', '2026-01-01 00:00+00');
SELECT view, note FROM create_feeds('feeds', 'marketo', 'CRM of ours')
WHERE feed = 'lead_feed';
SELECT lead FROM feeds.lead_feed;
SELECT * FROM feed_counts('feeds');
SELECT check_feeds('feeds');

\set SHOW_CONTEXT never
-- what is wrong with it
ALTER TABLE feeds.lead_feed ALTER created_at TYPE date, ADD owner integer;
SELECT check_feeds('feeds');
\echo :LAST_ERROR_SQLSTATE
ALTER TABLE feeds.lead_feed DROP created_at, DROP owner;
SELECT check_feeds('feeds');
\echo :LAST_ERROR_SQLSTATE

-- what is wrong with the arguments
SELECT create_feeds('feeds', 'sugar', 'CRM of ours');
\echo :LAST_ERROR_SQLSTATE
SELECT create_feeds('feeds', 'marketo', '"CRM of ours"');
\echo :LAST_ERROR_SQLSTATE
SELECT create_feeds(NULL, 'marketo', 'CRM of ours');
\echo :LAST_ERROR_SQLSTATE
CREATE ROLE feeds_nobody;
SET ROLE feeds_nobody;
SELECT create_feeds('feeds', 'marketo', 'CRM of ours');
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
DROP ROLE feeds_nobody;

-- they go like any other view
SET client_min_messages = warning;
DROP SCHEMA feeds, "CRM of ours" CASCADE;
