/*
 * 60_feeds.sql
 *		Feeds: what the reports read, relation by relation and column by column.
 *
 * A feed is a relation of an agreed name with agreed columns in a schema of
 * the user's own: a view over CRM tables, or a table.  The agreement stands
 * once, in feed_columns(): checks, comments on the views that create_feeds
 * makes, and docs/feeds.md are taken from it.
 *
 * Columns are only ever appended to a feed.
 */

CREATE TYPE sales_marketing.feed_column AS (
	feed text,
	column_position integer,
	column_name text,
	type text,
	required boolean,
	refers_to text,
	meaning text,
	unit text,
	needed_for text
);
COMMENT ON TYPE sales_marketing.feed_column IS
'a column of a feed';
COMMENT ON COLUMN sales_marketing.feed_column.feed IS
'name of the relation';
COMMENT ON COLUMN sales_marketing.feed_column.column_position IS
'place in the feeds that create_feeds makes, from 1; any order will do in your own';
COMMENT ON COLUMN sales_marketing.feed_column.column_name IS
'name of the column';
COMMENT ON COLUMN sales_marketing.feed_column.type IS
'type of the column; what PostgreSQL casts to it by itself will do, but for times without a zone';
COMMENT ON COLUMN sales_marketing.feed_column.required IS
'whether the feed is of no use without it';
COMMENT ON COLUMN sales_marketing.feed_column.refers_to IS
'person or customer where the value is an id of one, resolved through identity_feed; null elsewhere';
COMMENT ON COLUMN sales_marketing.feed_column.meaning IS
'what it says';
COMMENT ON COLUMN sales_marketing.feed_column.unit IS
'unit, or the list of labels; null where there is none';
COMMENT ON COLUMN sales_marketing.feed_column.needed_for IS
'measures (C01 to C32), kinds of friction and reports that need it';

CREATE FUNCTION sales_marketing.feed_columns()
RETURNS SETOF sales_marketing.feed_column
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 130
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT feed, (row_number() OVER (PARTITION BY feed ORDER BY nr))::integer,
	   column_name, type, required, refers_to, meaning, unit, needed_for
FROM (VALUES
/* one row of what somebody did */
(101, 'activity_feed', 'activity_id', 'text', true, NULL, 'id of the activity', NULL, 'every report of activities'),
(102, 'activity_feed', 'occurred_at', 'timestamptz', true, NULL, 'when it happened', NULL, 'every report of activities'),
(103, 'activity_feed', 'actor', 'text', true, 'person', 'who acted; null for a machine', 'person of person_feed', 'C01 to C06, C12 to C24, friction, function_mix_by_team'),
(104, 'activity_feed', 'customer', 'text', false, 'customer', 'towards whom: the company where it is known, else the person', NULL, 'C06 to C08, C12, C14, C18, C21 to C23, C28, C29, friction on a customer'),
(105, 'activity_feed', 'channel', 'text', false, NULL, 'by what way: phone, email, trade show, as the source spells it', NULL, 'classification, C02, C16 to C20, over_contact'),
(106, 'activity_feed', 'subject', 'text', true, NULL, 'in which words', NULL, 'classification, activity_classified, unclassified_subjects'),
(107, 'activity_feed', 'minutes', 'integer', false, NULL, 'how long it took', 'minutes', 'C15, share_of_minutes'),
(108, 'activity_feed', 'recipients', 'integer', false, NULL, 'how many people it reached', 'people', 'classification, C06, C16'),
(109, 'activity_feed', 'campaign', 'text', false, NULL, 'campaign that it is part of', NULL, 'classification, C07, C17, C24, C30, campaign_in_deal'),
(110, 'activity_feed', 'thread', 'text', false, NULL, 'conversation that it is part of', NULL, 'C16, C18, double_touch'),
(111, 'activity_feed', 'direction', 'text', false, NULL, 'from us or to us', 'out or in', 'classification, C16, C18, C30, pitch_without_listening'),
(112, 'activity_feed', 'place', 'text', false, NULL, 'where it took place', 'field, office or remote', 'C19, C20'),
(113, 'activity_feed', 'purpose', 'text', false, NULL, 'what it was for, where the source knows', 'listen, pitch, inform, transact or plan', 'C12, C14, C15, pitch_without_listening'),
(114, 'activity_feed', 'site', 'text', false, NULL, 'address or room, as written', NULL, 'C19'),
(115, 'activity_feed', 'opportunity', 'text', false, NULL, 'deal that it belongs to', 'opportunity of opportunity_feed', 'C08, C23, campaign_in_deal'),
(116, 'activity_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per person and period */
(201, 'person_feed', 'person', 'text', true, 'person', 'id of the person', NULL, 'every report by person, team or function'),
(202, 'person_feed', 'name', 'text', false, NULL, 'name to show', NULL, 'reports with include_persons'),
(203, 'person_feed', 'function', 'text', true, NULL, 'what the person was hired for, from HR and not from what the person does', 'sales, marketing, both or other', 'every comparison of functions, C01, friction, role_drift'),
(204, 'person_feed', 'team', 'text', false, NULL, 'team', NULL, 'function_mix_by_team'),
(205, 'person_feed', 'valid_from', 'date', false, NULL, 'first day on which the row holds; null: always did', NULL, 'people who change teams, C01'),
(206, 'person_feed', 'valid_to', 'date', false, NULL, 'last day on which the row holds; null: still does', NULL, 'people who change teams, C01'),
(207, 'person_feed', 'location', 'text', false, NULL, 'own office', NULL, 'C19, C20'),
(208, 'person_feed', 'manager', 'text', false, 'person', 'whom the person reports to', 'person of person_feed', 'drilling down'),
(209, 'person_feed', 'skills', 'text', false, NULL, 'skills, separated by commas; null: not known, empty: none', NULL, 'C21, C24, C25'),
(210, 'person_feed', 'plan', 'text', false, NULL, 'compensation plan', 'plan of plan_feed', 'pay_by_plan, uncredited_assist'),
(211, 'person_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* the same person or customer under several ids */
(301, 'identity_feed', 'kind', 'text', true, NULL, 'of whom it speaks', 'person or customer', 'several systems'),
(302, 'identity_feed', 'identity', 'text', true, NULL, 'the id that reports use', NULL, 'several systems'),
(303, 'identity_feed', 'source_id', 'text', true, NULL, 'an id of the same person or customer, as it stands in a feed', NULL, 'several systems'),
(304, 'identity_feed', 'source', 'text', false, NULL, 'system that source_id comes from', NULL, 'counts by source'),
(305, 'identity_feed', 'matched_by', 'text', false, NULL, 'how the two were found to be the same', 'email, domain or reference', 'checking matches'),
/* one row per compensation plan and period */
(401, 'plan_feed', 'plan', 'text', true, NULL, 'id of the plan', NULL, 'pay_by_plan'),
(402, 'plan_feed', 'schedule', 'text', true, NULL, 'when it pays, as pay_schedule reads it', 'such as monthly lag 15', 'compensation_gap, pay_by_plan, pay_late, C27, C32'),
(403, 'plan_feed', 'function', 'text', false, NULL, 'whose plan it is', 'sales, marketing, both or other', 'rewards by design, C31'),
(404, 'plan_feed', 'kind', 'text', false, NULL, 'what it pays', 'such as commission or bonus', 'C31, C32'),
(405, 'plan_feed', 'measure', 'text', false, NULL, 'what it pays for: revenue, margin, leads', NULL, 'rewards by design, uncredited_assist'),
(406, 'plan_feed', 'deal_based', 'boolean', false, NULL, 'whether it pays for single deals', NULL, 'uncredited_assist'),
(407, 'plan_feed', 'valid_from', 'date', false, NULL, 'first day on which it holds; null: always did', NULL, 'plans that change'),
(408, 'plan_feed', 'valid_to', 'date', false, NULL, 'last day on which it holds; null: still does', NULL, 'plans that change'),
(409, 'plan_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per payout */
(501, 'payout_feed', 'payout', 'text', true, NULL, 'id of the payout', NULL, 'every report of pay'),
(502, 'payout_feed', 'payee', 'text', true, 'person', 'who is paid', 'person of person_feed', 'every report of pay'),
(503, 'payout_feed', 'plan', 'text', false, NULL, 'plan that pays', 'plan of plan_feed', 'pay_by_plan, C27, C32'),
(504, 'payout_feed', 'kind', 'text', false, NULL, 'kind of entry', 'such as commission, bonus, draw or clawback', 'C26, C31, C32'),
(505, 'payout_feed', 'earned_on', 'date', false, NULL, 'day on which it was earned; or give earned_from and earned_to', NULL, 'compensation_gap, C27, C32, pay_gap'),
(506, 'payout_feed', 'earned_from', 'date', false, NULL, 'first day of the period in which it was earned', NULL, 'compensation_gap, C27, C32, pay_gap'),
(507, 'payout_feed', 'earned_to', 'date', false, NULL, 'last day of the period in which it was earned', NULL, 'compensation_gap, C27, C32, pay_gap'),
(508, 'payout_feed', 'released_on', 'date', false, NULL, 'day on which its condition was met; null: no condition', NULL, 'release and cycle wait'),
(509, 'payout_feed', 'scheduled_on', 'date', false, NULL, 'day on which it was due; null: as the plan says', NULL, 'pay_late'),
(510, 'payout_feed', 'paid_on', 'date', false, NULL, 'day on which it was paid; null: not yet', NULL, 'compensation_gap, C27, pay_late'),
(511, 'payout_feed', 'amount', 'numeric', true, NULL, 'how much; negative for a clawback, null for what is not money', 'currency', 'every report of pay'),
(512, 'payout_feed', 'currency', 'text', true, NULL, 'currency of the amount', 'ISO 4217, such as EUR', 'every report of pay'),
(513, 'payout_feed', 'opportunity', 'text', false, NULL, 'deal that it is paid for', 'opportunity of opportunity_feed', 'C26, uncredited_assist'),
(514, 'payout_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per expense */
(601, 'spend_feed', 'spend', 'text', true, NULL, 'id of the expense', NULL, 'spend_focus'),
(602, 'spend_feed', 'period_from', 'date', true, NULL, 'first day that it is spent for', NULL, 'spend_focus, budget_overlap, budget_contention'),
(603, 'spend_feed', 'period_to', 'date', false, NULL, 'last day that it is spent for; null: the first', NULL, 'spend_focus, budget_overlap, budget_contention'),
(604, 'spend_feed', 'function', 'text', false, NULL, 'whose budget pays; null: classified by channel and description', 'sales, marketing, joint or other', 'C09 to C11, budget_overlap, budget_contention'),
(605, 'spend_feed', 'channel', 'text', false, NULL, 'for what: print ad, trade show, travel', NULL, 'classification, C16'),
(606, 'spend_feed', 'description', 'text', false, NULL, 'in which words; where print, broadcast and press releases are found', NULL, 'classification, C16'),
(607, 'spend_feed', 'customer', 'text', false, 'customer', 'customer that it is spent on; null: on nobody in particular', NULL, 'C10, budget_overlap'),
(608, 'spend_feed', 'segment', 'text', false, NULL, 'segment that it is spent on', NULL, 'C09'),
(609, 'spend_feed', 'campaign', 'text', false, NULL, 'campaign that it is part of', NULL, 'classification, C30'),
(610, 'spend_feed', 'amount', 'numeric', true, NULL, 'how much; negative for a credit', 'currency', 'C09 to C11, budget_overlap, budget_contention'),
(611, 'spend_feed', 'currency', 'text', true, NULL, 'currency of the amount', 'ISO 4217, such as EUR', 'every sum of money'),
(612, 'spend_feed', 'reached', 'bigint', false, NULL, 'how many people it reached', 'people', 'C09, C10, distinctness of focus'),
(613, 'spend_feed', 'person', 'text', false, 'person', 'who spent it', 'person of person_feed', 'distinctness of focus'),
(614, 'spend_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per budget and period */
(701, 'budget_feed', 'budget', 'text', true, NULL, 'id of the budget', NULL, 'budget_contention'),
(702, 'budget_feed', 'function', 'text', true, NULL, 'whose budget it is', 'sales or marketing', 'C11, budget_contention'),
(703, 'budget_feed', 'period_from', 'date', true, NULL, 'first day that it is for', NULL, 'C11, budget_contention'),
(704, 'budget_feed', 'period_to', 'date', true, NULL, 'last day that it is for', NULL, 'C11, budget_contention'),
(705, 'budget_feed', 'amount', 'numeric', true, NULL, 'how much is planned', 'currency', 'C11, budget_contention'),
(706, 'budget_feed', 'currency', 'text', true, NULL, 'currency of the amount', 'ISO 4217, such as EUR', 'every sum of money'),
(707, 'budget_feed', 'team', 'text', false, NULL, 'team', NULL, 'budgets by team'),
(708, 'budget_feed', 'campaign', 'text', false, NULL, 'campaign that it is for', NULL, 'budgets by campaign'),
(709, 'budget_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per lead and hand-off: a lead that came back has several */
(801, 'lead_feed', 'lead', 'text', true, NULL, 'id of the lead', NULL, 'hand_off'),
(802, 'lead_feed', 'customer', 'text', false, 'customer', 'who it is, as activities call it', NULL, 'slow_follow_up, never_followed_up, went_dark'),
(803, 'lead_feed', 'created_at', 'timestamptz', true, NULL, 'when it came in', NULL, 'hand_off'),
(804, 'lead_feed', 'lead_source', 'text', false, NULL, 'where it came from: web, referral, trade show', NULL, 'C07'),
(805, 'lead_feed', 'campaign', 'text', false, NULL, 'campaign that brought it', NULL, 'C07'),
(806, 'lead_feed', 'owner', 'text', false, 'person', 'who is to follow it up', 'person of person_feed', 'hand_off by team'),
(807, 'lead_feed', 'handed_off_at', 'timestamptz', false, NULL, 'when marketing handed it to sales', NULL, 'hand_off, slow_follow_up, never_followed_up, bounced_lead'),
(808, 'lead_feed', 'accepted_at', 'timestamptz', false, NULL, 'when sales accepted it', NULL, 'hand_off, bounced_lead, went_dark'),
(809, 'lead_feed', 'rejected_at', 'timestamptz', false, NULL, 'when sales rejected it', NULL, 'hand_off, never_followed_up, bounced_lead'),
(810, 'lead_feed', 'returned_at', 'timestamptz', false, NULL, 'when it went back to marketing', NULL, 'bounced_lead'),
(811, 'lead_feed', 'opportunity', 'text', false, NULL, 'deal that it became, with which it ends as a lead', 'opportunity of opportunity_feed', 'uncredited_assist, went_dark'),
(812, 'lead_feed', 'status', 'text', false, NULL, 'status, as the source spells it', NULL, 'drilling down'),
(813, 'lead_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per deal */
(901, 'opportunity_feed', 'opportunity', 'text', true, NULL, 'id of the deal', NULL, 'every report of deals'),
(902, 'opportunity_feed', 'customer', 'text', false, 'customer', 'with whom, as activities call it', NULL, 'C08, C12, C23, campaign_in_deal, went_dark'),
(903, 'opportunity_feed', 'product', 'text', false, NULL, 'what is sold', NULL, 'C28'),
(904, 'opportunity_feed', 'segment', 'text', false, NULL, 'segment of the customer', NULL, 'C30'),
(905, 'opportunity_feed', 'amount', 'numeric', false, NULL, 'how much it is worth', 'currency', 'C26, uncredited_assist'),
(906, 'opportunity_feed', 'currency', 'text', false, NULL, 'currency of the amount', 'ISO 4217, such as EUR', 'C26, every sum of money'),
(907, 'opportunity_feed', 'opened_at', 'timestamptz', true, NULL, 'when it was opened', NULL, 'C08, C23, campaign_in_deal, went_dark, uncredited_assist'),
(908, 'opportunity_feed', 'closed_at', 'timestamptz', false, NULL, 'when it was won or finally lost; null while open', NULL, 'C08, C12, C22, C23, C26, C28, campaign_in_deal, went_dark'),
(909, 'opportunity_feed', 'won', 'boolean', false, NULL, 'whether it was won; null while open', NULL, 'C08, C12, C22, C23, C26, C28, uncredited_assist'),
(910, 'opportunity_feed', 'lost_at', 'timestamptz', false, NULL, 'when the customer first said no', NULL, 'C08, C22'),
(911, 'opportunity_feed', 'reopened_at', 'timestamptz', false, NULL, 'when it was opened again after that', NULL, 'C08'),
(912, 'opportunity_feed', 'owner', 'text', false, 'person', 'whose deal it is', 'person of person_feed', 'C22, C26'),
(913, 'opportunity_feed', 'lead', 'text', false, NULL, 'lead that it came from, which ends as a lead', 'lead of lead_feed', 'uncredited_assist, went_dark'),
(914, 'opportunity_feed', 'lead_source', 'text', false, NULL, 'where it came from: web, referral, trade show', NULL, 'C28, uncredited_assist'),
(915, 'opportunity_feed', 'campaign', 'text', false, NULL, 'campaign that brought it', NULL, 'C28, campaign_in_deal, uncredited_assist'),
(916, 'opportunity_feed', 'stage', 'text', false, NULL, 'stage, as the source spells it', NULL, 'drilling down'),
(917, 'opportunity_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per thing heard from a customer */
(1001, 'feedback_feed', 'feedback', 'text', true, NULL, 'id of the item', NULL, 'feedback_dropped'),
(1002, 'feedback_feed', 'customer', 'text', false, 'customer', 'who said it', NULL, 'drilling down'),
(1003, 'feedback_feed', 'captured_at', 'timestamptz', true, NULL, 'when it was heard', NULL, 'C13, feedback_dropped'),
(1004, 'feedback_feed', 'captured_by', 'text', false, 'person', 'who heard it', 'person of person_feed', 'feedback_dropped'),
(1005, 'feedback_feed', 'subject', 'text', false, NULL, 'in which words', NULL, 'drilling down'),
(1006, 'feedback_feed', 'routed_at', 'timestamptz', false, NULL, 'when it was passed on', NULL, 'C13, feedback_dropped'),
(1007, 'feedback_feed', 'routed_to', 'text', false, NULL, 'department that it was passed to', NULL, 'C13'),
(1008, 'feedback_feed', 'actioned_at', 'timestamptz', false, NULL, 'when something came of it, or it was turned down', NULL, 'C13, feedback_dropped'),
(1009, 'feedback_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per answer */
(1101, 'survey_feed', 'answer', 'text', true, NULL, 'id of the answer', NULL, 'C29, C32'),
(1102, 'survey_feed', 'survey', 'text', false, NULL, 'survey or question that it answers', NULL, 'C32'),
(1103, 'survey_feed', 'answered_at', 'timestamptz', true, NULL, 'when', NULL, 'C29, C32'),
(1104, 'survey_feed', 'score', 'float8', true, NULL, 'the answer', 'points, more is better', 'C29, C32'),
(1105, 'survey_feed', 'customer', 'text', false, 'customer', 'customer who answered', NULL, 'C29'),
(1106, 'survey_feed', 'person', 'text', false, 'person', 'colleague who answered, about pay say', 'person of person_feed', 'C32'),
(1107, 'survey_feed', 'scale_from', 'float8', false, NULL, 'lowest possible score', 'points', 'C29, C32: scores of different scales'),
(1108, 'survey_feed', 'scale_to', 'float8', false, NULL, 'highest possible score', 'points', 'C29, C32: scores of different scales'),
(1109, 'survey_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source'),
/* one row per person and course */
(1201, 'training_feed', 'person', 'text', true, 'person', 'who took part', 'person of person_feed', 'C25'),
(1202, 'training_feed', 'course', 'text', true, NULL, 'course', NULL, 'C25'),
(1203, 'training_feed', 'taken_on', 'date', true, NULL, 'last day of it', NULL, 'C25'),
(1204, 'training_feed', 'topic', 'text', false, NULL, 'what it teaches: selling, analysis, product', NULL, 'C25'),
(1205, 'training_feed', 'minutes', 'integer', false, NULL, 'how long it took', 'minutes', 'drilling down'),
(1206, 'training_feed', 'source', 'text', false, NULL, 'system and table that it comes from', NULL, 'counts by source')
) AS c (nr, feed, column_name, type, required, refers_to, meaning, unit, needed_for)
ORDER BY nr
$function$;
COMMENT ON FUNCTION sales_marketing.feed_columns() IS
'the columns of all feeds: name, type, meaning, unit, and what needs them';
