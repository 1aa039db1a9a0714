/*
 * 62_more_feed_mappings.sql
 *		Where feeds come from in Marketo, Odoo and Twenty; the language is
 *		that of 61_feed_mappings.sql.
 */

CREATE FUNCTION sales_marketing.marketo_mapping()
RETURNS SETOF sales_marketing.feed_mapping
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 80
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS $function$
/* what all kinds of activities have in common; leads do them, or get them */
WITH activity AS (
	SELECT 'activity_feed' AS feed, 'activity_' || kind AS part, item,
		   replace(expression, 'KIND', kind) AS expression
	FROM unnest(array['send_email', 'email_delivered', 'open_email',
					  'click_email', 'fill_out_form']) AS kind, (VALUES
	('from', 'activity_KIND a'),
	('join', 'campaign c.id = {a.campaign_id}'),
	('activity_id', '''marketo.activity_KIND:'' || {a.id}'),
	('occurred_at', '{a.activity_date:instant}'),
	('customer', '''marketo:'' || {a.lead_id}'),
	('subject', '{a.primary_attribute_value}'),
	('subject', '{c.name}'),
	('campaign', '''marketo:'' || {a.campaign_id}')
	) AS i (item, expression)
)
SELECT 'marketo', feed, part, (row_number() OVER ())::integer, item,
	   expression
FROM (
SELECT * FROM activity
UNION ALL VALUES
('activity_feed', 'activity_send_email', 'skip not_sent', '{a.action_result} IN (''skipped'', ''failed'')'),
('activity_feed', 'activity_send_email', 'channel', '''marketing email'''),
('activity_feed', 'activity_send_email', 'direction', '''out'''),
/* what a server or a reader did with a mail is no activity of ours */
('activity_feed', 'activity_email_delivered', 'skip tracking', 'true'),
('activity_feed', 'activity_open_email', 'skip tracking', 'true'),
('activity_feed', 'activity_click_email', 'skip tracking', 'true'),
('activity_feed', 'activity_fill_out_form', 'channel', '''web form'''),
('activity_feed', 'activity_fill_out_form', 'direction', '''in'''),

('identity_feed', 'lead', 'from', 'lead l'),
('identity_feed', 'lead', 'skip deleted', '{l._fivetran_deleted:flag}'),
('identity_feed', 'lead', 'match_key', '[email {l.email}]'),
('identity_feed', 'lead', 'kind', '''customer'''),
/* where Marketo is told Salesforce's own ids, they are better than mail */
('identity_feed', 'lead', 'identity', '''salesforce:'' || {l.sfdc_account_id}'),
('identity_feed', 'lead', 'identity', '''marketo:'' || {l.id}'),
('identity_feed', 'lead', 'source_id', '''marketo:'' || {l.id}'),

('lead_feed', 'lead', 'from', 'lead l'),
('lead_feed', 'lead', 'skip deleted', '{l._fivetran_deleted:flag}'),
('lead_feed', 'lead', 'match_key', '[email {l.email}]'),
('lead_feed', 'lead', 'lead', '''marketo:'' || {l.id}'),
('lead_feed', 'lead', 'customer', '''marketo:'' || {l.id}'),
('lead_feed', 'lead', 'created_at', '{l.created_at:instant}'),
('lead_feed', 'lead', 'lead_source', '{l.original_source_type}'),
('lead_feed', 'lead', 'status', '{l.lead_status}')
) AS m (feed, part, item, expression)
$function$;
COMMENT ON FUNCTION sales_marketing.marketo_mapping() IS
'how tables of Marketo become feeds; read it through feed_mappings';

CREATE FUNCTION sales_marketing.odoo_mapping()
RETURNS SETOF sales_marketing.feed_mapping
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 150
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS $function$
SELECT 'odoo', feed, part, (row_number() OVER ())::integer, item, expression
FROM (VALUES
/* people and companies are partners, colleagues too */
('activity_feed', 'mail_message', 'from', 'mail_message m'),
('activity_feed', 'mail_message', 'where', '{m.model} IN (''crm.lead'', ''res.partner'')'),
('activity_feed', 'mail_message', 'join', 'crm_lead l.id = CASE WHEN {m.model} = ''crm.lead'' THEN {m.res_id} END'),
('activity_feed', 'mail_message', 'join', 'res_partner r.id = CASE WHEN {m.model} = ''res.partner'' THEN {m.res_id} END'),
('activity_feed', 'mail_message', 'join', 'res_partner p.id = {l.partner_id}'),
('activity_feed', 'mail_message', 'join', 'res_users w.partner_id = {m.author_id}'),
('activity_feed', 'mail_message', 'join', 'res_users u.id = {l.user_id}'),
('activity_feed', 'mail_message', 'join', 'mail_activity_type y.id = {m.mail_activity_type_id}'),
('activity_feed', 'mail_message', 'skip automatic', '{m.message_type} NOT IN (''email'', ''comment'', ''email_outgoing'') AND {m.mail_activity_type_id} IS NULL'),
('activity_feed', 'mail_message', 'match_key', '{m.message_id}'),
('activity_feed', 'mail_message', 'activity_id', '''odoo.mail_message:'' || {m.id}'),
('activity_feed', 'mail_message', 'occurred_at', '{m.date:instant}'),
/* who is no colleague has written to the one whose deal it is */
('activity_feed', 'mail_message', 'actor', '''odoo:'' || CASE WHEN {w.share:flag} IS NOT TRUE THEN {w.partner_id} END'),
('activity_feed', 'mail_message', 'actor', '''odoo:'' || {u.partner_id}'),
('activity_feed', 'mail_message', 'customer', '''odoo:'' || {p.commercial_partner_id}'),
('activity_feed', 'mail_message', 'customer', '''odoo:'' || {l.partner_id}'),
('activity_feed', 'mail_message', 'customer', '''odoo:'' || {r.commercial_partner_id}'),
('activity_feed', 'mail_message', 'customer', '''odoo:'' || {r.id}'),
('activity_feed', 'mail_message', 'customer', '''odoo:lead:'' || {l.id}'),
('activity_feed', 'mail_message', 'channel', '{y.name}'),
('activity_feed', 'mail_message', 'channel', 'CASE {m.message_type} WHEN ''email'' THEN ''incoming email'' WHEN ''email_outgoing'' THEN ''outgoing email'' WHEN ''comment'' THEN ''message'' END'),
('activity_feed', 'mail_message', 'subject', '{m.subject}'),
('activity_feed', 'mail_message', 'subject', '{l.name}'),
('activity_feed', 'mail_message', 'thread', '''odoo:'' || {m.parent_id}'),
('activity_feed', 'mail_message', 'thread', '''odoo:'' || {m.id}'),
('activity_feed', 'mail_message', 'direction', 'CASE {m.message_type} WHEN ''email'' THEN ''in'' WHEN ''email_outgoing'' THEN ''out'' END'),
('activity_feed', 'mail_message', 'opportunity', '''odoo:'' || CASE WHEN {l.type} = ''opportunity'' THEN {l.id} END'),

('activity_feed', 'calendar_event', 'from', 'calendar_event v'),
('activity_feed', 'calendar_event', 'join', 'res_users u.id = {v.user_id}'),
('activity_feed', 'calendar_event', 'join', 'crm_lead l.id = {v.opportunity_id}'),
('activity_feed', 'calendar_event', 'join', 'res_partner p.id = {l.partner_id}'),
('activity_feed', 'calendar_event', 'where', '{v.opportunity_id} IS NOT NULL'),
('activity_feed', 'calendar_event', 'skip archived', 'NOT {v.active:flag}'),
('activity_feed', 'calendar_event', 'activity_id', '''odoo.calendar_event:'' || {v.id}'),
('activity_feed', 'calendar_event', 'occurred_at', '{v.start:instant}'),
('activity_feed', 'calendar_event', 'actor', '''odoo:'' || {u.partner_id}'),
('activity_feed', 'calendar_event', 'customer', '''odoo:'' || {p.commercial_partner_id}'),
('activity_feed', 'calendar_event', 'customer', '''odoo:'' || {l.partner_id}'),
('activity_feed', 'calendar_event', 'customer', '''odoo:lead:'' || {l.id}'),
('activity_feed', 'calendar_event', 'channel', '''meeting'''),
('activity_feed', 'calendar_event', 'subject', '{v.name}'),
('activity_feed', 'calendar_event', 'minutes', 'round((extract(epoch FROM {v.stop:instant}) - extract(epoch FROM {v.start:instant})) / 60)'),
('activity_feed', 'calendar_event', 'place', 'CASE WHEN {v.videocall_location} IS NOT NULL THEN ''remote'' END'),
('activity_feed', 'calendar_event', 'site', '{v.location}'),
('activity_feed', 'calendar_event', 'opportunity', '''odoo:'' || CASE WHEN {l.type} = ''opportunity'' THEN {l.id} END'),

/* a mailing leaves one trace per recipient */
('activity_feed', 'mailing_trace', 'from', 'mailing_trace z'),
('activity_feed', 'mailing_trace', 'join', 'mailing_mailing g.id = {z.mass_mailing_id}'),
('activity_feed', 'mailing_trace', 'join', 'crm_lead l.id = CASE WHEN {z.model} = ''crm.lead'' THEN {z.res_id} END'),
('activity_feed', 'mailing_trace', 'join', 'res_partner r.id = CASE WHEN {z.model} = ''res.partner'' THEN {z.res_id} END'),
('activity_feed', 'mailing_trace', 'join', 'res_partner p.id = {l.partner_id}'),
('activity_feed', 'mailing_trace', 'skip not_sent', '{z.sent_datetime:instant} IS NULL'),
('activity_feed', 'mailing_trace', 'skip not_sent', '{z.trace_status} IN (''outgoing'', ''error'', ''cancel'')'),
('activity_feed', 'mailing_trace', 'activity_id', '''odoo.mailing_trace:'' || {z.id}'),
('activity_feed', 'mailing_trace', 'occurred_at', '{z.sent_datetime:instant}'),
('activity_feed', 'mailing_trace', 'customer', '''odoo:'' || {p.commercial_partner_id}'),
('activity_feed', 'mailing_trace', 'customer', '''odoo:'' || {l.partner_id}'),
('activity_feed', 'mailing_trace', 'customer', '''odoo:'' || {r.commercial_partner_id}'),
('activity_feed', 'mailing_trace', 'customer', '''odoo:'' || {r.id}'),
('activity_feed', 'mailing_trace', 'customer', '''odoo:lead:'' || {l.id}'),
('activity_feed', 'mailing_trace', 'customer', '''odoo:email:'' || lower({z.email})'),
('activity_feed', 'mailing_trace', 'channel', 'CASE {z.trace_type} WHEN ''sms'' THEN ''sms campaign'' ELSE ''mass mailing'' END'),
('activity_feed', 'mailing_trace', 'subject', '{g.subject}'),
('activity_feed', 'mailing_trace', 'campaign', '''odoo:'' || {z.campaign_id}'),
('activity_feed', 'mailing_trace', 'campaign', '''odoo:mailing:'' || {z.mass_mailing_id}'),
('activity_feed', 'mailing_trace', 'direction', '''out'''),

/* planned; once done it is a message */
('activity_feed', 'mail_activity', 'from', 'mail_activity a'),
('activity_feed', 'mail_activity', 'where', '{a.res_model} IN (''crm.lead'', ''res.partner'')'),
('activity_feed', 'mail_activity', 'skip open', 'true'),
('activity_feed', 'mail_activity', 'activity_id', '''odoo.mail_activity:'' || {a.id}'),
('activity_feed', 'mail_activity', 'occurred_at', '{a.date_deadline:instant}'),
('activity_feed', 'mail_activity', 'subject', '{a.summary}'),

('person_feed', 'res_users', 'from', 'res_users u'),
('person_feed', 'res_users', 'join', 'res_partner p.id = {u.partner_id}'),
('person_feed', 'res_users', 'join', 'crm_team_member x.user_id = {u.id}'),
('person_feed', 'res_users', 'join', 'crm_team t.id = {x.crm_team_id}'),
('person_feed', 'res_users', 'join', 'hr_employee e.user_id = {u.id}'),
('person_feed', 'res_users', 'join', 'hr_department d.id = {e.department_id}'),
('person_feed', 'res_users', 'only', '{x.active:flag} IS NOT FALSE'),
('person_feed', 'res_users', 'only', '{e.active:flag} IS NOT FALSE'),
('person_feed', 'res_users', 'skip external', '{u.share:flag}'),
('person_feed', 'res_users', 'match_key', '[email {p.email}]'),
('person_feed', 'res_users', 'match_key', '[email {u.login}]'),
('person_feed', 'res_users', 'person', '''odoo:'' || {u.partner_id}'),
('person_feed', 'res_users', 'name', '{p.name}'),
('person_feed', 'res_users', 'name', '{u.login}'),
('person_feed', 'res_users', 'function', 'CASE WHEN {e.matches} = 1 THEN [function {d.name}] END'),
('person_feed', 'res_users', 'function', 'CASE WHEN {x.matches} = 1 THEN [function {t.name}] END'),
('person_feed', 'res_users', 'team', '{t.name}'),
('person_feed', 'res_users', 'team', '{d.name}'),
('person_feed', 'res_users', 'plan', '''odoo:'' || {p.settlement}'),

('identity_feed', 'res_users', 'from', 'res_users u'),
('identity_feed', 'res_users', 'join', 'res_partner p.id = {u.partner_id}'),
('identity_feed', 'res_users', 'skip external', '{u.share:flag}'),
('identity_feed', 'res_users', 'match_key', '[email {p.email}]'),
('identity_feed', 'res_users', 'match_key', '[email {u.login}]'),
('identity_feed', 'res_users', 'kind', '''person'''),
('identity_feed', 'res_users', 'identity', '''odoo:'' || {u.partner_id}'),
('identity_feed', 'res_users', 'source_id', '''odoo:'' || {u.partner_id}'),
('identity_feed', 'res_partner', 'from', 'res_partner p'),
('identity_feed', 'res_partner', 'match_key', '[domain {p.website}]'),
('identity_feed', 'res_partner', 'match_key', '[email {p.email}]'),
('identity_feed', 'res_partner', 'kind', '''customer'''),
('identity_feed', 'res_partner', 'identity', '''odoo:'' || {p.commercial_partner_id}'),
('identity_feed', 'res_partner', 'identity', '''odoo:'' || {p.id}'),
('identity_feed', 'res_partner', 'source_id', '''odoo:'' || {p.id}'),

/* commissions of OCA; its biweekly is twice a month */
('plan_feed', 'res_partner', 'from', 'res_partner p'),
('plan_feed', 'res_partner', 'where', '{p.agent:flag} AND {p.settlement} IS NOT NULL'),
('plan_feed', 'res_partner', 'distinct', ''),
('plan_feed', 'res_partner', 'plan', '''odoo:'' || {p.settlement}'),
('plan_feed', 'res_partner', 'schedule', 'CASE {p.settlement} WHEN ''biweekly'' THEN ''semimonthly'' WHEN ''quaterly'' THEN ''quarterly'' WHEN ''semi'' THEN ''semiannual'' ELSE substring({p.settlement} FROM ''^(?:weekly|monthly|annual)$'') END'),
('plan_feed', 'res_partner', 'kind', '''commission'''),

('payout_feed', 'commission_settlement', 'from', 'commission_settlement s'),
('payout_feed', 'commission_settlement', 'join', 'res_partner p.id = {s.agent_id}'),
('payout_feed', 'commission_settlement', 'join', 'res_currency c.id = {s.currency_id}'),
('payout_feed', 'commission_settlement', 'skip cancelled', '{s.state} LIKE ''cancel%'''),
('payout_feed', 'commission_settlement', 'payout', '''odoo.commission_settlement:'' || {s.id}'),
('payout_feed', 'commission_settlement', 'payee', '''odoo:'' || {s.agent_id}'),
('payout_feed', 'commission_settlement', 'plan', '''odoo:'' || {p.settlement}'),
('payout_feed', 'commission_settlement', 'kind', '''commission'''),
('payout_feed', 'commission_settlement', 'earned_from', '{s.date_from:day}'),
('payout_feed', 'commission_settlement', 'earned_to', '{s.date_to:day}'),
('payout_feed', 'commission_settlement', 'amount', '{s.total:number}'),
('payout_feed', 'commission_settlement', 'currency', '{c.name}'),

/* a lead that was converted is a deal in the same row */
('lead_feed', 'crm_lead', 'from', 'crm_lead l'),
('lead_feed', 'crm_lead', 'where', '{l.type} = ''lead'' OR {l.date_conversion:instant} IS NOT NULL'),
('lead_feed', 'crm_lead', 'join', 'res_partner p.id = {l.partner_id}'),
('lead_feed', 'crm_lead', 'join', 'res_users u.id = {l.user_id}'),
('lead_feed', 'crm_lead', 'join', 'utm_source s.id = {l.source_id}'),
('lead_feed', 'crm_lead', 'join', 'utm_medium m.id = {l.medium_id}'),
('lead_feed', 'crm_lead', 'match_key', '[email {l.email_from}]'),
('lead_feed', 'crm_lead', 'lead', '''odoo:'' || {l.id}'),
('lead_feed', 'crm_lead', 'customer', '''odoo:'' || {p.commercial_partner_id}'),
('lead_feed', 'crm_lead', 'customer', '''odoo:'' || {l.partner_id}'),
('lead_feed', 'crm_lead', 'customer', '''odoo:lead:'' || {l.id}'),
('lead_feed', 'crm_lead', 'created_at', '{l.create_date:instant}'),
('lead_feed', 'crm_lead', 'lead_source', '{s.name}'),
('lead_feed', 'crm_lead', 'lead_source', '{m.name}'),
('lead_feed', 'crm_lead', 'campaign', '''odoo:'' || {l.campaign_id}'),
('lead_feed', 'crm_lead', 'owner', '''odoo:'' || {u.partner_id}'),
('lead_feed', 'crm_lead', 'handed_off_at', '{l.date_open:instant}'),
('lead_feed', 'crm_lead', 'accepted_at', '{l.date_conversion:instant}'),
('lead_feed', 'crm_lead', 'rejected_at', 'CASE WHEN {l.type} = ''lead'' AND NOT {l.active:flag} THEN {l.date_closed:instant} END'),
('lead_feed', 'crm_lead', 'opportunity', '''odoo:'' || CASE WHEN {l.type} = ''opportunity'' THEN {l.id} END'),

('opportunity_feed', 'crm_lead', 'from', 'crm_lead l'),
('opportunity_feed', 'crm_lead', 'where', '{l.type} = ''opportunity'''),
('opportunity_feed', 'crm_lead', 'join', 'res_partner p.id = {l.partner_id}'),
('opportunity_feed', 'crm_lead', 'join', 'res_partner_industry i.id = {p.industry_id}'),
('opportunity_feed', 'crm_lead', 'join', 'res_users u.id = {l.user_id}'),
('opportunity_feed', 'crm_lead', 'join', 'crm_stage g.id = {l.stage_id}'),
('opportunity_feed', 'crm_lead', 'join', 'res_company y.id = {l.company_id}'),
('opportunity_feed', 'crm_lead', 'join', 'res_currency c.id = {y.currency_id}'),
('opportunity_feed', 'crm_lead', 'join', 'utm_source s.id = {l.source_id}'),
('opportunity_feed', 'crm_lead', 'join', 'utm_medium m.id = {l.medium_id}'),
('opportunity_feed', 'crm_lead', 'opportunity', '''odoo:'' || {l.id}'),
('opportunity_feed', 'crm_lead', 'customer', '''odoo:'' || {p.commercial_partner_id}'),
('opportunity_feed', 'crm_lead', 'customer', '''odoo:'' || {l.partner_id}'),
('opportunity_feed', 'crm_lead', 'customer', '''odoo:lead:'' || {l.id}'),
('opportunity_feed', 'crm_lead', 'segment', '{i.name}'),
('opportunity_feed', 'crm_lead', 'amount', '{l.expected_revenue:number}'),
('opportunity_feed', 'crm_lead', 'currency', '{c.name}'),
('opportunity_feed', 'crm_lead', 'opened_at', '{l.date_conversion:instant}'),
('opportunity_feed', 'crm_lead', 'opened_at', '{l.create_date:instant}'),
('opportunity_feed', 'crm_lead', 'closed_at', '{l.date_closed:instant}'),
('opportunity_feed', 'crm_lead', 'won', 'CASE WHEN {l.date_closed:instant} IS NOT NULL THEN {g.is_won:flag} AND {l.active:flag} END'),
('opportunity_feed', 'crm_lead', 'lost_at', 'CASE WHEN NOT {l.active:flag} THEN {l.date_closed:instant} END'),
('opportunity_feed', 'crm_lead', 'owner', '''odoo:'' || {u.partner_id}'),
('opportunity_feed', 'crm_lead', 'lead', '''odoo:'' || CASE WHEN {l.date_conversion:instant} IS NOT NULL THEN {l.id} END'),
('opportunity_feed', 'crm_lead', 'lead_source', '{s.name}'),
('opportunity_feed', 'crm_lead', 'lead_source', '{m.name}'),
('opportunity_feed', 'crm_lead', 'campaign', '''odoo:'' || {l.campaign_id}'),
('opportunity_feed', 'crm_lead', 'stage', '{g.name}')
) AS m (feed, part, item, expression)
$function$;
COMMENT ON FUNCTION sales_marketing.odoo_mapping() IS
'how tables of Odoo become feeds; read it through feed_mappings';

CREATE FUNCTION sales_marketing.twenty_mapping()
RETURNS SETOF sales_marketing.feed_mapping
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 70
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS $function$
SELECT 'twenty', feed, part, (row_number() OVER ())::integer, item, expression
FROM (VALUES
('activity_feed', 'timelineActivity', 'from', 'timelineActivity t'),
('activity_feed', 'timelineActivity', 'join', 'person p.id = {t.targetPersonId}'),
('activity_feed', 'timelineActivity', 'join', 'opportunity o.id = {t.targetOpportunityId}'),
('activity_feed', 'timelineActivity', 'join', 'message m.id = {t.linkedRecordId}'),
('activity_feed', 'timelineActivity', 'join', 'calendarEvent v.id = {t.linkedRecordId}'),
('activity_feed', 'timelineActivity', 'skip deleted', '{t.deletedAt} IS NOT NULL'),
/* records that were made or changed; tasks are counted as tasks */
('activity_feed', 'timelineActivity', 'skip tracking', '{t.name} ~ ''\.(created|updated|deleted|restored|destroyed)$'' AND {t.name} !~ ''^(linked-)?note\.created$'''),
/* a mail or meeting stands there once per participant */
('activity_feed', 'timelineActivity', 'skip repeated', '{t.linkedRecordId} IS NOT NULL AND row_number() OVER (PARTITION BY {t.name}, {t.linkedRecordId}, {t.deletedAt} IS NULL ORDER BY {t.id}) > 1'),
('activity_feed', 'timelineActivity', 'recipients', 'CASE WHEN {t.name} IN (''message.linked'', ''calendarEvent.linked'') AND {t.linkedRecordId} IS NOT NULL AND {t.deletedAt} IS NULL THEN count(*) OVER (PARTITION BY {t.name}, {t.linkedRecordId}, {t.deletedAt} IS NULL) END'),
('activity_feed', 'timelineActivity', 'activity_id', '''twenty.timelineActivity:'' || {t.id}'),
('activity_feed', 'timelineActivity', 'occurred_at', '{t.happensAt:instant}'),
('activity_feed', 'timelineActivity', 'occurred_at', '{t.createdAt:instant}'),
('activity_feed', 'timelineActivity', 'actor', '''twenty:'' || {t.workspaceMemberId}'),
('activity_feed', 'timelineActivity', 'customer', '''twenty:'' || {t.targetCompanyId}'),
('activity_feed', 'timelineActivity', 'customer', '''twenty:'' || {t.companyId}'),
('activity_feed', 'timelineActivity', 'customer', '''twenty:'' || {p.companyId}'),
('activity_feed', 'timelineActivity', 'customer', '''twenty:'' || {o.companyId}'),
('activity_feed', 'timelineActivity', 'customer', '''twenty:'' || {t.targetPersonId}'),
('activity_feed', 'timelineActivity', 'customer', '''twenty:'' || {t.personId}'),
('activity_feed', 'timelineActivity', 'channel', 'CASE {t.name} WHEN ''message.linked'' THEN ''email'' WHEN ''calendarEvent.linked'' THEN ''meeting'' WHEN ''note.created'' THEN ''note'' WHEN ''linked-note.created'' THEN ''note'' ELSE {t.name} END'),
('activity_feed', 'timelineActivity', 'subject', '{m.subject}'),
('activity_feed', 'timelineActivity', 'subject', '{v.title}'),
('activity_feed', 'timelineActivity', 'subject', '{t.linkedRecordCachedName}'),
('activity_feed', 'timelineActivity', 'opportunity', '''twenty:'' || {t.targetOpportunityId}'),
('activity_feed', 'timelineActivity', 'opportunity', '''twenty:'' || {t.opportunityId}'),

('activity_feed', 'task', 'from', 'task t'),
('activity_feed', 'task', 'need', '{t.status}'),
('activity_feed', 'task', 'join', 'taskTarget x.taskId = {t.id}'),
('activity_feed', 'task', 'join', 'person p.id = {x.personId}'),
('activity_feed', 'task', 'join', 'opportunity o.id = {x.opportunityId}'),
('activity_feed', 'task', 'skip deleted', '{t.deletedAt} IS NOT NULL'),
('activity_feed', 'task', 'skip open', '{t.status} IS DISTINCT FROM ''DONE'''),
('activity_feed', 'task', 'activity_id', '''twenty.task:'' || {t.id}'),
('activity_feed', 'task', 'occurred_at', '{t.updatedAt:instant}'),
('activity_feed', 'task', 'occurred_at', '{t.dueAt:instant}'),
('activity_feed', 'task', 'actor', '''twenty:'' || {t.assigneeId}'),
('activity_feed', 'task', 'customer', '''twenty:'' || {x.companyId}'),
('activity_feed', 'task', 'customer', '''twenty:'' || {p.companyId}'),
('activity_feed', 'task', 'customer', '''twenty:'' || {o.companyId}'),
('activity_feed', 'task', 'customer', '''twenty:'' || {x.personId}'),
('activity_feed', 'task', 'subject', '{t.title}'),
('activity_feed', 'task', 'opportunity', '''twenty:'' || {x.opportunityId}'),

('person_feed', 'workspaceMember', 'from', 'workspaceMember w'),
('person_feed', 'workspaceMember', 'skip deleted', '{w.deletedAt} IS NOT NULL'),
('person_feed', 'workspaceMember', 'match_key', '[email {w.userEmail}]'),
('person_feed', 'workspaceMember', 'person', '''twenty:'' || {w.id}'),
('person_feed', 'workspaceMember', 'name', 'nullif(concat_ws('' '', {w.nameFirstName}, {w.nameLastName}), '''')'),
('person_feed', 'workspaceMember', 'name', '{w.userEmail}'),

('identity_feed', 'workspaceMember', 'from', 'workspaceMember w'),
('identity_feed', 'workspaceMember', 'skip deleted', '{w.deletedAt} IS NOT NULL'),
('identity_feed', 'workspaceMember', 'match_key', '[email {w.userEmail}]'),
('identity_feed', 'workspaceMember', 'kind', '''person'''),
('identity_feed', 'workspaceMember', 'identity', '''twenty:'' || {w.id}'),
('identity_feed', 'workspaceMember', 'source_id', '''twenty:'' || {w.id}'),
('identity_feed', 'person', 'from', 'person p'),
('identity_feed', 'person', 'skip deleted', '{p.deletedAt} IS NOT NULL'),
('identity_feed', 'person', 'match_key', '[email {p.emailsPrimaryEmail}]'),
('identity_feed', 'person', 'kind', '''customer'''),
('identity_feed', 'person', 'identity', '''twenty:'' || {p.companyId}'),
('identity_feed', 'person', 'identity', '''twenty:'' || {p.id}'),
('identity_feed', 'person', 'source_id', '''twenty:'' || {p.id}'),
('identity_feed', 'company', 'from', 'company c'),
('identity_feed', 'company', 'skip deleted', '{c.deletedAt} IS NOT NULL'),
('identity_feed', 'company', 'match_key', '[domain {c.domainNamePrimaryLinkUrl}]'),
('identity_feed', 'company', 'kind', '''customer'''),
('identity_feed', 'company', 'identity', '''twenty:'' || {c.id}'),
('identity_feed', 'company', 'source_id', '''twenty:'' || {c.id}'),

/* stages are the workspace's own; CUSTOMER is how a new one says won */
('opportunity_feed', 'opportunity', 'from', 'opportunity o'),
('opportunity_feed', 'opportunity', 'skip deleted', '{o.deletedAt} IS NOT NULL'),
('opportunity_feed', 'opportunity', 'opportunity', '''twenty:'' || {o.id}'),
('opportunity_feed', 'opportunity', 'customer', '''twenty:'' || {o.companyId}'),
('opportunity_feed', 'opportunity', 'customer', '''twenty:'' || {o.pointOfContactId}'),
('opportunity_feed', 'opportunity', 'amount', 'trim_scale({o.amountAmountMicros:number} / 1000000)'),
('opportunity_feed', 'opportunity', 'currency', '{o.amountCurrencyCode}'),
('opportunity_feed', 'opportunity', 'opened_at', '{o.createdAt:instant}'),
('opportunity_feed', 'opportunity', 'closed_at', 'CASE WHEN {o.stage} ~ ''(CUSTOMER|WON|LOST)'' THEN {o.closeDate:instant} END'),
('opportunity_feed', 'opportunity', 'won', 'CASE WHEN {o.stage} ~ ''(CUSTOMER|WON)'' THEN true WHEN {o.stage} ~ ''LOST'' THEN false END'),
('opportunity_feed', 'opportunity', 'lost_at', 'CASE WHEN {o.stage} ~ ''LOST'' THEN {o.closeDate:instant} END'),
('opportunity_feed', 'opportunity', 'owner', '''twenty:'' || {o.ownerId}'),
('opportunity_feed', 'opportunity', 'stage', '{o.stage}')
) AS m (feed, part, item, expression)
$function$;
COMMENT ON FUNCTION sales_marketing.twenty_mapping() IS
'how tables of Twenty become feeds; read it through feed_mappings';

CREATE FUNCTION sales_marketing.feed_mappings(crm text)
RETURNS SETOF sales_marketing.feed_mapping
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 ROWS 120
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	CASE crm
		WHEN 'salesforce' THEN
			RETURN QUERY SELECT * FROM sales_marketing.salesforce_mapping();
		WHEN 'hubspot' THEN
			RETURN QUERY SELECT * FROM sales_marketing.hubspot_mapping();
		WHEN 'marketo' THEN
			RETURN QUERY SELECT * FROM sales_marketing.marketo_mapping();
		WHEN 'odoo' THEN
			RETURN QUERY SELECT * FROM sales_marketing.odoo_mapping();
		WHEN 'twenty' THEN
			RETURN QUERY SELECT * FROM sales_marketing.twenty_mapping();
		ELSE
			RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
				MESSAGE = format('unknown crm %s',
								 coalesce('"' || left(crm, 100) || '"',
										  'null')),
				HINT = 'A crm is salesforce, odoo, twenty, hubspot or marketo.';
	END CASE;
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_mappings(text) IS
'how tables of a CRM become feeds, line by line';
