/*
 * 61_feed_mappings.sql
 *		Where feeds come from in the CRMs we know: Salesforce, HubSpot and
 *		Marketo as Fivetran lands them.  Odoo and Twenty are in the next file.
 *
 * A feed has one or more parts in a CRM, each one SELECT.  A part is lines:
 *
 *	from		table alias			the table whose rows become rows of the feed
 *	join		table alias.key = x		at most one row more of another table
 *	only		condition			rows of a joined table that say something
 *	first		condition			of several of them, which is taken
 *	where		condition			other rows are those of another matter
 *	need		columns				no part without these
 *	distinct						equal rows are one
 *	skip LABEL	condition			rows that are counted but not passed on
 *	COLUMN		expression			several lines: the first that is not null
 *
 * match_key says which rows of several CRMs are the same thing.  Columns of
 * the CRM stand in braces, {alias.column} as text and {alias.column:form} as
 * instant (a timestamptz; without a zone it is UTC, a day is noon UTC), day,
 * flag or number, whatever type the loader gave them; {alias.matches} is how
 * many rows a join found that are as good as the one taken.  A key that is
 * joined with lower(...) is in any case, too.  A line whose columns or tables
 * are not there is left out, with what depends on it, and nothing else.
 */

CREATE TYPE sales_marketing.feed_mapping AS (
	crm text,
	feed text,
	part text,
	line integer,
	item text,
	expression text
);
COMMENT ON TYPE sales_marketing.feed_mapping IS
'a line of the mapping of a CRM to feeds';
COMMENT ON COLUMN sales_marketing.feed_mapping.crm IS
'salesforce, hubspot, marketo, odoo or twenty';
COMMENT ON COLUMN sales_marketing.feed_mapping.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.feed_mapping.part IS
'the part of it, named after its table';
COMMENT ON COLUMN sales_marketing.feed_mapping.line IS
'number of the line, from 1';
COMMENT ON COLUMN sales_marketing.feed_mapping.item IS
'a column of the feed, match_key, or from, join, only, first, where, need, distinct, skip LABEL';
COMMENT ON COLUMN sales_marketing.feed_mapping.expression IS
'SQL, with columns of the CRM as {alias.column} or {alias.column:form}';

CREATE FUNCTION sales_marketing.salesforce_mapping()
RETURNS SETOF sales_marketing.feed_mapping
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 120
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS $function$
SELECT 'salesforce', feed, part, (row_number() OVER ())::integer, item,
	   expression
FROM (VALUES
('activity_feed', 'task', 'from', 'task t'),
/* an open task is a plan; its date is when it is due */
('activity_feed', 'task', 'need', '{t.is_closed:flag}'),
('activity_feed', 'task', 'join', 'contact c.id = {t.who_id}'),
('activity_feed', 'task', 'join', 'lead l.id = {t.who_id}'),
('activity_feed', 'task', 'join', 'opportunity o.id = {t.what_id}'),
('activity_feed', 'task', 'join', 'email_message m.activity_id = {t.id}'),
('activity_feed', 'task', 'skip deleted', '{t.is_deleted:flag}'),
('activity_feed', 'task', 'skip deleted', '{t._fivetran_deleted:flag}'),
('activity_feed', 'task', 'skip series', '{t.is_recurrence:flag}'),
('activity_feed', 'task', 'skip open', '{t.is_closed:flag} IS NOT TRUE'),
('activity_feed', 'task', 'match_key', '{m.message_identifier}'),
('activity_feed', 'task', 'activity_id', '''salesforce.task:'' || {t.id}'),
('activity_feed', 'task', 'occurred_at', '{t.completed_date_time:instant}'),
('activity_feed', 'task', 'occurred_at', '{t.activity_date:instant}'),
('activity_feed', 'task', 'occurred_at', '{t.created_date:instant}'),
('activity_feed', 'task', 'actor', '''salesforce:'' || {t.owner_id}'),
('activity_feed', 'task', 'customer', '''salesforce:'' || {t.account_id}'),
('activity_feed', 'task', 'customer', '''salesforce:'' || {c.account_id}'),
('activity_feed', 'task', 'customer', '''salesforce:'' || {o.account_id}'),
('activity_feed', 'task', 'customer', '''salesforce:'' || {l.converted_account_id}'),
('activity_feed', 'task', 'customer', '''salesforce:'' || CASE WHEN {t.what_id} LIKE ''001%'' THEN {t.what_id} END'),
('activity_feed', 'task', 'customer', '''salesforce:'' || {t.who_id}'),
('activity_feed', 'task', 'channel', 'CASE {t.task_subtype} WHEN ''ListEmail'' THEN ''list email'' WHEN ''Task'' THEN NULL ELSE lower({t.task_subtype}) END'),
('activity_feed', 'task', 'channel', '{t.type}'),
('activity_feed', 'task', 'channel', 'CASE WHEN {t.call_type} IS NOT NULL THEN ''call'' END'),
('activity_feed', 'task', 'subject', '{t.subject}'),
('activity_feed', 'task', 'minutes', 'ceil({t.call_duration_in_seconds:number} / 60)'),
('activity_feed', 'task', 'recipients', 'nullif({t.who_count:number}, 0)'),
('activity_feed', 'task', 'campaign', '''salesforce:'' || CASE WHEN {t.what_id} LIKE ''701%'' THEN {t.what_id} END'),
('activity_feed', 'task', 'thread', '''salesforce:'' || {m.thread_identifier}'),
('activity_feed', 'task', 'direction', 'CASE {t.call_type} WHEN ''Inbound'' THEN ''in'' WHEN ''Outbound'' THEN ''out'' END'),
('activity_feed', 'task', 'direction', 'CASE {m.incoming:flag} WHEN true THEN ''in'' WHEN false THEN ''out'' END'),
('activity_feed', 'task', 'direction', 'CASE WHEN {t.task_subtype} IN (''Email'', ''ListEmail'') THEN ''out'' END'),
('activity_feed', 'task', 'opportunity', '''salesforce:'' || CASE WHEN {t.what_id} LIKE ''006%'' THEN {t.what_id} END'),

('activity_feed', 'event', 'from', 'event e'),
('activity_feed', 'event', 'join', 'contact c.id = {e.who_id}'),
('activity_feed', 'event', 'join', 'lead l.id = {e.who_id}'),
('activity_feed', 'event', 'join', 'opportunity o.id = {e.what_id}'),
('activity_feed', 'event', 'skip deleted', '{e.is_deleted:flag}'),
('activity_feed', 'event', 'skip deleted', '{e._fivetran_deleted:flag}'),
('activity_feed', 'event', 'skip series', '{e.is_recurrence:flag}'),
('activity_feed', 'event', 'activity_id', '''salesforce.event:'' || {e.id}'),
('activity_feed', 'event', 'occurred_at', '{e.start_date_time:instant}'),
('activity_feed', 'event', 'occurred_at', '{e.activity_date_time:instant}'),
('activity_feed', 'event', 'occurred_at', '{e.activity_date:instant}'),
('activity_feed', 'event', 'actor', '''salesforce:'' || {e.owner_id}'),
('activity_feed', 'event', 'customer', '''salesforce:'' || {e.account_id}'),
('activity_feed', 'event', 'customer', '''salesforce:'' || {c.account_id}'),
('activity_feed', 'event', 'customer', '''salesforce:'' || {o.account_id}'),
('activity_feed', 'event', 'customer', '''salesforce:'' || {l.converted_account_id}'),
('activity_feed', 'event', 'customer', '''salesforce:'' || CASE WHEN {e.what_id} LIKE ''001%'' THEN {e.what_id} END'),
('activity_feed', 'event', 'customer', '''salesforce:'' || {e.who_id}'),
('activity_feed', 'event', 'channel', '{e.type}'),
('activity_feed', 'event', 'channel', '''meeting'''),
('activity_feed', 'event', 'subject', '{e.subject}'),
('activity_feed', 'event', 'minutes', 'CASE WHEN {e.duration_in_minutes:number} < 1440 THEN {e.duration_in_minutes:number} END'),
('activity_feed', 'event', 'recipients', 'nullif({e.who_count:number}, 0)'),
('activity_feed', 'event', 'campaign', '''salesforce:'' || CASE WHEN {e.what_id} LIKE ''701%'' THEN {e.what_id} END'),
('activity_feed', 'event', 'place', 'CASE WHEN {e.location} ~* ''(https?:|\mzoom\M|\mteams\M|\mwebex\M|google meet)'' THEN ''remote'' END'),
('activity_feed', 'event', 'site', '{e.location}'),
('activity_feed', 'event', 'opportunity', '''salesforce:'' || CASE WHEN {e.what_id} LIKE ''006%'' THEN {e.what_id} END'),

('person_feed', 'user', 'from', 'user u'),
('person_feed', 'user', 'join', 'user_role r.id = {u.user_role_id}'),
('person_feed', 'user', 'skip deleted', '{u._fivetran_deleted:flag}'),
('person_feed', 'user', 'skip automatic', '{u.user_type} IN (''AutomatedProcess'', ''CloudIntegrationUser'')'),
('person_feed', 'user', 'skip external', '{u.user_type} IN (''Guest'', ''SelfService'', ''CspLitePortal'', ''CustomerSuccess'', ''PowerCustomerSuccess'', ''PowerPartner'')'),
('person_feed', 'user', 'match_key', '[email {u.email}]'),
('person_feed', 'user', 'person', '''salesforce:'' || {u.id}'),
('person_feed', 'user', 'name', '{u.name}'),
('person_feed', 'user', 'function', '[function {u.department}]'),
('person_feed', 'user', 'function', '[function {r.name}]'),
('person_feed', 'user', 'team', '{r.name}'),
('person_feed', 'user', 'team', '{u.department}'),
('person_feed', 'user', 'location', '{u.city}'),
('person_feed', 'user', 'manager', '''salesforce:'' || {u.manager_id}'),

('identity_feed', 'user', 'from', 'user u'),
('identity_feed', 'user', 'skip deleted', '{u._fivetran_deleted:flag}'),
('identity_feed', 'user', 'skip external', '{u.user_type} IN (''Guest'', ''SelfService'', ''CspLitePortal'', ''CustomerSuccess'', ''PowerCustomerSuccess'', ''PowerPartner'')'),
('identity_feed', 'user', 'match_key', '[email {u.email}]'),
('identity_feed', 'user', 'kind', '''person'''),
('identity_feed', 'user', 'identity', '''salesforce:'' || {u.id}'),
('identity_feed', 'user', 'source_id', '''salesforce:'' || {u.id}'),
('identity_feed', 'contact', 'from', 'contact c'),
('identity_feed', 'contact', 'skip deleted', '{c.is_deleted:flag}'),
('identity_feed', 'contact', 'skip deleted', '{c._fivetran_deleted:flag}'),
('identity_feed', 'contact', 'match_key', '[email {c.email}]'),
('identity_feed', 'contact', 'kind', '''customer'''),
('identity_feed', 'contact', 'identity', '''salesforce:'' || {c.account_id}'),
('identity_feed', 'contact', 'identity', '''salesforce:'' || {c.id}'),
('identity_feed', 'contact', 'source_id', '''salesforce:'' || {c.id}'),
('identity_feed', 'lead', 'from', 'lead l'),
('identity_feed', 'lead', 'skip merged', '{l.master_record_id} IS NOT NULL'),
('identity_feed', 'lead', 'skip deleted', '{l.is_deleted:flag}'),
('identity_feed', 'lead', 'skip deleted', '{l._fivetran_deleted:flag}'),
('identity_feed', 'lead', 'match_key', '[email {l.email}]'),
('identity_feed', 'lead', 'kind', '''customer'''),
('identity_feed', 'lead', 'identity', '''salesforce:'' || {l.converted_account_id}'),
('identity_feed', 'lead', 'identity', '''salesforce:'' || {l.id}'),
('identity_feed', 'lead', 'source_id', '''salesforce:'' || {l.id}'),
('identity_feed', 'account', 'from', 'account a'),
('identity_feed', 'account', 'skip deleted', '{a.is_deleted:flag}'),
('identity_feed', 'account', 'skip deleted', '{a._fivetran_deleted:flag}'),
('identity_feed', 'account', 'match_key', '[domain {a.website}]'),
('identity_feed', 'account', 'kind', '''customer'''),
('identity_feed', 'account', 'identity', '''salesforce:'' || {a.id}'),
('identity_feed', 'account', 'source_id', '''salesforce:'' || {a.id}'),

('lead_feed', 'lead', 'from', 'lead l'),
('lead_feed', 'lead', 'skip merged', '{l.master_record_id} IS NOT NULL'),
('lead_feed', 'lead', 'skip deleted', '{l.is_deleted:flag}'),
('lead_feed', 'lead', 'skip deleted', '{l._fivetran_deleted:flag}'),
('lead_feed', 'lead', 'match_key', '[email {l.email}]'),
('lead_feed', 'lead', 'lead', '''salesforce:'' || {l.id}'),
('lead_feed', 'lead', 'customer', '''salesforce:'' || {l.converted_account_id}'),
('lead_feed', 'lead', 'customer', '''salesforce:'' || {l.id}'),
('lead_feed', 'lead', 'created_at', '{l.created_date:instant}'),
('lead_feed', 'lead', 'lead_source', '{l.lead_source}'),
('lead_feed', 'lead', 'owner', '''salesforce:'' || {l.owner_id}'),
('lead_feed', 'lead', 'accepted_at', '{l.converted_date:instant}'),
('lead_feed', 'lead', 'opportunity', '''salesforce:'' || {l.converted_opportunity_id}'),
('lead_feed', 'lead', 'status', '{l.status}'),

('opportunity_feed', 'opportunity', 'from', 'opportunity o'),
('opportunity_feed', 'opportunity', 'join', 'account a.id = {o.account_id}'),
('opportunity_feed', 'opportunity', 'skip deleted', '{o.is_deleted:flag}'),
('opportunity_feed', 'opportunity', 'skip deleted', '{o._fivetran_deleted:flag}'),
('opportunity_feed', 'opportunity', 'opportunity', '''salesforce:'' || {o.id}'),
('opportunity_feed', 'opportunity', 'customer', '''salesforce:'' || {o.account_id}'),
('opportunity_feed', 'opportunity', 'segment', '{a.industry}'),
('opportunity_feed', 'opportunity', 'amount', '{o.amount:number}'),
('opportunity_feed', 'opportunity', 'currency', '{o.currency_iso_code}'),
('opportunity_feed', 'opportunity', 'opened_at', '{o.created_date:instant}'),
('opportunity_feed', 'opportunity', 'closed_at', 'CASE WHEN {o.is_closed:flag} THEN {o.close_date:instant} END'),
('opportunity_feed', 'opportunity', 'won', 'CASE WHEN {o.is_closed:flag} THEN {o.is_won:flag} END'),
('opportunity_feed', 'opportunity', 'lost_at', 'CASE WHEN {o.is_closed:flag} AND NOT {o.is_won:flag} THEN {o.close_date:instant} END'),
('opportunity_feed', 'opportunity', 'owner', '''salesforce:'' || {o.owner_id}'),
('opportunity_feed', 'opportunity', 'lead_source', '{o.lead_source}'),
('opportunity_feed', 'opportunity', 'campaign', '''salesforce:'' || {o.campaign_id}'),
('opportunity_feed', 'opportunity', 'stage', '{o.stage_name}'),

('spend_feed', 'campaign', 'from', 'campaign c'),
('spend_feed', 'campaign', 'where', '{c.actual_cost:number} <> 0'),
('spend_feed', 'campaign', 'skip deleted', '{c.is_deleted:flag}'),
('spend_feed', 'campaign', 'skip deleted', '{c._fivetran_deleted:flag}'),
('spend_feed', 'campaign', 'spend', '''salesforce.campaign:'' || {c.id}'),
('spend_feed', 'campaign', 'period_from', '{c.start_date:day}'),
('spend_feed', 'campaign', 'period_to', '{c.end_date:day}'),
('spend_feed', 'campaign', 'channel', '{c.type}'),
('spend_feed', 'campaign', 'description', '{c.name}'),
('spend_feed', 'campaign', 'campaign', '''salesforce:'' || {c.id}'),
('spend_feed', 'campaign', 'amount', '{c.actual_cost:number}'),
('spend_feed', 'campaign', 'currency', '{c.currency_iso_code}'),
('spend_feed', 'campaign', 'reached', '{c.number_sent:number}'),

('budget_feed', 'campaign', 'from', 'campaign c'),
('budget_feed', 'campaign', 'where', '{c.budgeted_cost:number} <> 0'),
('budget_feed', 'campaign', 'skip deleted', '{c.is_deleted:flag}'),
('budget_feed', 'campaign', 'skip deleted', '{c._fivetran_deleted:flag}'),
('budget_feed', 'campaign', 'budget', '''salesforce.campaign:'' || {c.id}'),
('budget_feed', 'campaign', 'function', '''marketing'''),
('budget_feed', 'campaign', 'period_from', '{c.start_date:day}'),
('budget_feed', 'campaign', 'period_to', '{c.end_date:day}'),
('budget_feed', 'campaign', 'amount', '{c.budgeted_cost:number}'),
('budget_feed', 'campaign', 'currency', '{c.currency_iso_code}'),
('budget_feed', 'campaign', 'campaign', '''salesforce:'' || {c.id}')
) AS m (feed, part, item, expression)
$function$;
COMMENT ON FUNCTION sales_marketing.salesforce_mapping() IS
'how tables of Salesforce become feeds; read it through feed_mappings';

CREATE FUNCTION sales_marketing.hubspot_mapping()
RETURNS SETOF sales_marketing.feed_mapping
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 160
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS $function$
/* what all kinds of engagements have in common */
WITH engagement AS (
	SELECT 'activity_feed' AS feed, 'engagement_' || kind AS part, item,
		   replace(expression, 'KIND', kind) AS expression
	FROM unnest(array['email', 'call', 'meeting', 'note', 'task',
					  'communication']) AS kind, (VALUES
	('from', 'engagement_KIND e'),
	('join', 'engagement g.id = {e.engagement_id}'),
	('join', 'engagement_company y.engagement_id = {e.engagement_id}'),
	('join', 'engagement_contact p.engagement_id = {e.engagement_id}'),
	('join', 'engagement_deal d.engagement_id = {e.engagement_id}'),
	('only', '{y._fivetran_deleted:flag} IS NOT TRUE'),
	('only', '{p._fivetran_deleted:flag} IS NOT TRUE'),
	('only', '{d._fivetran_deleted:flag} IS NOT TRUE'),
	('skip deleted', '{e._fivetran_deleted:flag}'),
	('skip deleted', '{e.is_deleted:flag}'),
	('activity_id', '''hubspot.engagement_KIND:'' || {e.engagement_id}'),
	('actor', '''hubspot:'' || {e.property_hubspot_owner_id}'),
	('actor', '''hubspot:'' || {g.owner_id}'),
	('customer', '''hubspot:company:'' || {y.company_id}'),
	('customer', '''hubspot:contact:'' || {p.contact_id}'),
	('opportunity', '''hubspot:'' || {d.deal_id}')
	) AS c (item, expression)
)
SELECT 'hubspot', feed, part, (row_number() OVER ())::integer, item,
	   expression
FROM (
SELECT * FROM engagement
UNION ALL VALUES
('activity_feed', 'engagement_email', 'skip open', '{e.property_hs_email_direction} = ''DRAFT_EMAIL'''),
('activity_feed', 'engagement_email', 'skip open', '{e.property_hs_email_status} = ''SCHEDULED'''),
('activity_feed', 'engagement_email', 'skip not_sent', '{e.property_hs_email_status} = ''FAILED'''),
('activity_feed', 'engagement_email', 'match_key', '{e.property_hs_email_message_id}'),
('activity_feed', 'engagement_email', 'match_key', '{e.message_id}'),
('activity_feed', 'engagement_email', 'occurred_at', '{e.property_hs_timestamp:instant}'),
('activity_feed', 'engagement_email', 'occurred_at', '{g.timestamp:instant}'),
('activity_feed', 'engagement_email', 'occurred_at', '{e.property_hs_createdate:instant}'),
('activity_feed', 'engagement_email', 'channel', '''email'''),
('activity_feed', 'engagement_email', 'subject', '{e.property_hs_email_subject}'),
('activity_feed', 'engagement_email', 'subject', '{e.subject}'),
('activity_feed', 'engagement_email', 'recipients', '{p.matches}'),
('activity_feed', 'engagement_email', 'thread', '''hubspot:'' || {e.property_hs_email_thread_id}'),
('activity_feed', 'engagement_email', 'direction', 'CASE {e.property_hs_email_direction} WHEN ''INCOMING_EMAIL'' THEN ''in'' WHEN ''EMAIL'' THEN ''out'' END'),

('activity_feed', 'engagement_call', 'skip open', '{e.property_hs_call_status} IN (''SCHEDULED'', ''QUEUED'')'),
('activity_feed', 'engagement_call', 'skip cancelled', '{e.property_hs_call_status} = ''CANCELED'''),
('activity_feed', 'engagement_call', 'occurred_at', '{e.property_hs_timestamp:instant}'),
('activity_feed', 'engagement_call', 'occurred_at', '{g.timestamp:instant}'),
('activity_feed', 'engagement_call', 'occurred_at', '{e.property_hs_createdate:instant}'),
('activity_feed', 'engagement_call', 'channel', '''call'''),
('activity_feed', 'engagement_call', 'subject', '{e.property_hs_call_title}'),
('activity_feed', 'engagement_call', 'minutes', 'ceil({e.property_hs_call_duration:number} / 60000)'),
('activity_feed', 'engagement_call', 'direction', 'CASE {e.property_hs_call_direction} WHEN ''INBOUND'' THEN ''in'' WHEN ''OUTBOUND'' THEN ''out'' END'),

('activity_feed', 'engagement_meeting', 'skip cancelled', '{e.property_hs_meeting_outcome} IN (''CANCELED'', ''RESCHEDULED'', ''NO_SHOW'')'),
('activity_feed', 'engagement_meeting', 'skip cancelled', '{e.meeting_outcome} IN (''CANCELED'', ''RESCHEDULED'', ''NO_SHOW'')'),
('activity_feed', 'engagement_meeting', 'occurred_at', '{e.property_hs_meeting_start_time:instant}'),
('activity_feed', 'engagement_meeting', 'occurred_at', '{e.start_time:instant}'),
('activity_feed', 'engagement_meeting', 'occurred_at', '{e.property_hs_timestamp:instant}'),
('activity_feed', 'engagement_meeting', 'channel', '''meeting'''),
('activity_feed', 'engagement_meeting', 'subject', '{e.property_hs_meeting_title}'),
('activity_feed', 'engagement_meeting', 'subject', '{e.title}'),
('activity_feed', 'engagement_meeting', 'minutes', 'round((extract(epoch FROM {e.property_hs_meeting_end_time:instant}) - extract(epoch FROM {e.property_hs_meeting_start_time:instant})) / 60)'),
('activity_feed', 'engagement_meeting', 'minutes', 'round((extract(epoch FROM {e.end_time:instant}) - extract(epoch FROM {e.start_time:instant})) / 60)'),
('activity_feed', 'engagement_meeting', 'recipients', '{p.matches}'),
('activity_feed', 'engagement_meeting', 'site', '{e.property_hs_meeting_location}'),

('activity_feed', 'engagement_note', 'occurred_at', '{e.property_hs_timestamp:instant}'),
('activity_feed', 'engagement_note', 'occurred_at', '{g.timestamp:instant}'),
('activity_feed', 'engagement_note', 'occurred_at', '{e.property_hs_createdate:instant}'),
('activity_feed', 'engagement_note', 'channel', '''note'''),
('activity_feed', 'engagement_note', 'subject', '{e.property_hs_body_preview}'),
('activity_feed', 'engagement_note', 'subject', '{e.property_hs_note_body}'),

/* an open task is a plan; its timestamp is when it is due */
('activity_feed', 'engagement_task', 'need', '{e.property_hs_task_status}'),
('activity_feed', 'engagement_task', 'skip open', '{e.property_hs_task_status} IS DISTINCT FROM ''COMPLETED'''),
('activity_feed', 'engagement_task', 'occurred_at', '{e.property_hs_task_completion_date:instant}'),
('activity_feed', 'engagement_task', 'occurred_at', '{e.property_hs_timestamp:instant}'),
('activity_feed', 'engagement_task', 'occurred_at', '{g.timestamp:instant}'),
('activity_feed', 'engagement_task', 'channel', 'nullif(lower({e.property_hs_task_type}), ''todo'')'),
('activity_feed', 'engagement_task', 'subject', '{e.property_hs_task_subject}'),
('activity_feed', 'engagement_task', 'subject', '{e.property_hs_body_preview}'),

('activity_feed', 'engagement_communication', 'occurred_at', '{e.property_hs_timestamp:instant}'),
('activity_feed', 'engagement_communication', 'occurred_at', '{g.timestamp:instant}'),
('activity_feed', 'engagement_communication', 'channel', 'replace(lower({e.property_hs_communication_channel_type}), ''_'', '' '')'),
('activity_feed', 'engagement_communication', 'subject', '{e.property_hs_body_preview}'),
('activity_feed', 'engagement_communication', 'subject', '{e.property_hs_communication_body}'),

/* campaign mail: what was sent is an activity, what was opened is not */
('activity_feed', 'email_event', 'from', 'email_event v'),
('activity_feed', 'email_event', 'join', 'email_campaign c.id = {v.email_campaign_id}'),
('activity_feed', 'email_event', 'join', 'email_event_sent s.id = {v.id}'),
('activity_feed', 'email_event', 'join', 'contact p.property_email = lower({v.recipient})'),
('activity_feed', 'email_event', 'need', '{v.type}'),
('activity_feed', 'email_event', 'skip tracking', '{v.type} IS DISTINCT FROM ''SENT'''),
('activity_feed', 'email_event', 'activity_id', '''hubspot.email_event:'' || {v.id}'),
('activity_feed', 'email_event', 'occurred_at', '{v.created:instant}'),
('activity_feed', 'email_event', 'customer', '''hubspot:company:'' || {p.property_associatedcompanyid}'),
('activity_feed', 'email_event', 'customer', '''hubspot:contact:'' || {p.id}'),
('activity_feed', 'email_event', 'customer', '''hubspot:email:'' || lower({v.recipient})'),
('activity_feed', 'email_event', 'channel', '''marketing email'''),
('activity_feed', 'email_event', 'subject', '{s.subject}'),
('activity_feed', 'email_event', 'subject', '{c.subject}'),
('activity_feed', 'email_event', 'subject', '{c.name}'),
('activity_feed', 'email_event', 'campaign', '''hubspot:'' || {v.email_campaign_id}'),
('activity_feed', 'email_event', 'direction', '''out'''),

/* what customers fill in */
('activity_feed', 'contact_form_submission', 'from', 'contact_form_submission f'),
('activity_feed', 'contact_form_submission', 'join', 'contact p.id = {f.contact_id}'),
('activity_feed', 'contact_form_submission', 'activity_id', '''hubspot.contact_form_submission:'' || {f.conversion_id}'),
('activity_feed', 'contact_form_submission', 'occurred_at', '{f.timestamp:instant}'),
('activity_feed', 'contact_form_submission', 'customer', '''hubspot:company:'' || {p.property_associatedcompanyid}'),
('activity_feed', 'contact_form_submission', 'customer', '''hubspot:contact:'' || {f.contact_id}'),
('activity_feed', 'contact_form_submission', 'channel', '''web form'''),
('activity_feed', 'contact_form_submission', 'subject', '{f.title}'),
('activity_feed', 'contact_form_submission', 'direction', '''in'''),

('person_feed', 'owner', 'from', 'owner o'),
('person_feed', 'owner', 'join', 'owner_team x.owner_id = {o.owner_id}'),
('person_feed', 'owner', 'join', 'team t.id = {x.team_id}'),
('person_feed', 'owner', 'only', '{x._fivetran_deleted:flag} IS NOT TRUE'),
('person_feed', 'owner', 'first', '{x.is_team_primary:flag} IS TRUE'),
('person_feed', 'owner', 'skip deleted', '{o._fivetran_deleted:flag}'),
('person_feed', 'owner', 'skip automatic', '{o.type} = ''QUEUE'''),
('person_feed', 'owner', 'match_key', '[email {o.email}]'),
('person_feed', 'owner', 'person', '''hubspot:'' || {o.owner_id}'),
('person_feed', 'owner', 'name', 'nullif(concat_ws('' '', {o.first_name}, {o.last_name}), '''')'),
('person_feed', 'owner', 'name', '{o.email}'),
('person_feed', 'owner', 'function', 'CASE WHEN {x.matches} = 1 THEN [function {t.name}] END'),
('person_feed', 'owner', 'team', '{t.name}'),

('identity_feed', 'owner', 'from', 'owner o'),
('identity_feed', 'owner', 'skip deleted', '{o._fivetran_deleted:flag}'),
('identity_feed', 'owner', 'match_key', '[email {o.email}]'),
('identity_feed', 'owner', 'kind', '''person'''),
('identity_feed', 'owner', 'identity', '''hubspot:'' || {o.owner_id}'),
('identity_feed', 'owner', 'source_id', '''hubspot:'' || {o.owner_id}'),
('identity_feed', 'contact', 'from', 'contact c'),
('identity_feed', 'contact', 'skip deleted', '{c.is_deleted:flag}'),
('identity_feed', 'contact', 'skip deleted', '{c._fivetran_deleted:flag}'),
('identity_feed', 'contact', 'match_key', '[email {c.property_email}]'),
('identity_feed', 'contact', 'kind', '''customer'''),
('identity_feed', 'contact', 'identity', '''hubspot:company:'' || {c.property_associatedcompanyid}'),
('identity_feed', 'contact', 'identity', '''hubspot:contact:'' || {c.id}'),
('identity_feed', 'contact', 'source_id', '''hubspot:contact:'' || {c.id}'),
('identity_feed', 'company', 'from', 'company y'),
('identity_feed', 'company', 'skip deleted', '{y.is_deleted:flag}'),
('identity_feed', 'company', 'skip deleted', '{y._fivetran_deleted:flag}'),
('identity_feed', 'company', 'match_key', '[domain {y.property_domain}]'),
('identity_feed', 'company', 'kind', '''customer'''),
('identity_feed', 'company', 'identity', '''hubspot:company:'' || {y.id}'),
('identity_feed', 'company', 'source_id', '''hubspot:company:'' || {y.id}'),

/* marketing hands over a qualified lead, sales accepts it */
('lead_feed', 'contact', 'from', 'contact c'),
('lead_feed', 'contact', 'skip deleted', '{c.is_deleted:flag}'),
('lead_feed', 'contact', 'skip deleted', '{c._fivetran_deleted:flag}'),
('lead_feed', 'contact', 'match_key', '[email {c.property_email}]'),
('lead_feed', 'contact', 'lead', '''hubspot:contact:'' || {c.id}'),
('lead_feed', 'contact', 'customer', '''hubspot:company:'' || {c.property_associatedcompanyid}'),
('lead_feed', 'contact', 'customer', '''hubspot:contact:'' || {c.id}'),
('lead_feed', 'contact', 'created_at', '{c.property_createdate:instant}'),
('lead_feed', 'contact', 'lead_source', '{c.property_hs_analytics_source}'),
('lead_feed', 'contact', 'owner', '''hubspot:'' || {c.property_hubspot_owner_id}'),
('lead_feed', 'contact', 'handed_off_at', '{c.property_hs_lifecyclestage_marketingqualifiedlead_date:instant}'),
('lead_feed', 'contact', 'accepted_at', '{c.property_hs_lifecyclestage_salesqualifiedlead_date:instant}'),
('lead_feed', 'contact', 'status', '{c.property_lifecyclestage}'),

('opportunity_feed', 'deal', 'from', 'deal d'),
('opportunity_feed', 'deal', 'join', 'deal_company y.deal_id = {d.deal_id}'),
('opportunity_feed', 'deal', 'join', 'deal_contact p.deal_id = {d.deal_id}'),
('opportunity_feed', 'deal', 'join', 'deal_pipeline_stage s.stage_id = {d.deal_pipeline_stage_id}'),
('opportunity_feed', 'deal', 'only', '{y._fivetran_deleted:flag} IS NOT TRUE'),
('opportunity_feed', 'deal', 'only', '{p._fivetran_deleted:flag} IS NOT TRUE'),
('opportunity_feed', 'deal', 'skip merged', '{d.merged_deal_id} IS NOT NULL'),
('opportunity_feed', 'deal', 'skip deleted', '{d.is_deleted:flag}'),
('opportunity_feed', 'deal', 'skip deleted', '{d._fivetran_deleted:flag}'),
('opportunity_feed', 'deal', 'opportunity', '''hubspot:'' || {d.deal_id}'),
('opportunity_feed', 'deal', 'customer', '''hubspot:company:'' || {y.company_id}'),
('opportunity_feed', 'deal', 'customer', '''hubspot:contact:'' || {p.contact_id}'),
('opportunity_feed', 'deal', 'amount', '{d.property_amount:number}'),
('opportunity_feed', 'deal', 'currency', '{d.property_deal_currency_code}'),
('opportunity_feed', 'deal', 'opened_at', '{d.property_createdate:instant}'),
('opportunity_feed', 'deal', 'closed_at', 'CASE WHEN {d.property_hs_is_closed:flag} THEN {d.property_closedate:instant} END'),
('opportunity_feed', 'deal', 'closed_at', 'CASE WHEN {s.closed_won:flag} OR {s.probability:number} = 0 THEN {d.property_closedate:instant} END'),
('opportunity_feed', 'deal', 'won', 'CASE WHEN {d.property_hs_is_closed:flag} THEN {d.property_hs_is_closed_won:flag} END'),
('opportunity_feed', 'deal', 'won', 'CASE WHEN {s.closed_won:flag} OR {s.probability:number} = 0 THEN {s.closed_won:flag} END'),
('opportunity_feed', 'deal', 'lost_at', 'CASE WHEN {d.property_hs_is_closed:flag} AND NOT {d.property_hs_is_closed_won:flag} THEN {d.property_closedate:instant} END'),
('opportunity_feed', 'deal', 'lost_at', 'CASE WHEN NOT {s.closed_won:flag} AND {s.probability:number} = 0 THEN {d.property_closedate:instant} END'),
('opportunity_feed', 'deal', 'owner', '''hubspot:'' || {d.owner_id}'),
('opportunity_feed', 'deal', 'owner', '''hubspot:'' || {d.property_hubspot_owner_id}'),
('opportunity_feed', 'deal', 'lead_source', '{d.property_hs_analytics_source}'),
('opportunity_feed', 'deal', 'stage', '{s.label}'),
('opportunity_feed', 'deal', 'stage', '{d.deal_pipeline_stage_id}')
) AS m (feed, part, item, expression)
$function$;
COMMENT ON FUNCTION sales_marketing.hubspot_mapping() IS
'how tables of HubSpot become feeds; read it through feed_mappings';
