/*
 * measures.sql
 *		The 32 measures of the article over a company so small that each figure
 *		can be worked out by hand: how is said beside it.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SELECT plan(84);

/* The company */

CREATE SCHEMA firm;
SELECT format('CREATE TABLE firm.%I (%s)', feed, string_agg(
	format('%I %s', column_name, type), ', ' ORDER BY column_position))
FROM sales_marketing.feed_columns() WHERE feed <> 'identity_feed' GROUP BY feed \gexec
INSERT INTO firm.person_feed (person, function, location, skills) VALUES
	('S1', 'sales', 'Köln', 'negotiation, relationship building'),
	('S2', 'sales', 'Köln', 'negotiation, Excel'),
	('S3', 'sales', 'Köln', NULL), ('S4', 'sales', 'Köln', NULL),
	('S5', 'sales', 'Köln', NULL),
	('M1', 'marketing', 'Köln', 'statistics, SEO, networking'),
	('M2', 'marketing', 'Köln', ''),
	('M3', 'marketing', 'Köln', NULL), ('M4', 'marketing', 'Köln', NULL),
	('M5', 'marketing', 'Köln', NULL),
	('B1', 'both', 'Köln', NULL), ('X1', 'other', 'Köln', NULL);
INSERT INTO firm.activity_feed (activity_id, occurred_at, actor, customer,
	channel, subject, minutes, recipients, campaign, thread, direction, site)
VALUES
	('a01', '2026-03-02 09:00Z', 'S1', 'c1', 'phone', 'Discovery call', 60, NULL, NULL, NULL, 'out', NULL),
	('a02', '2026-03-10 10:00Z', 'S1', 'c1', 'visit', 'Product demo', 30, NULL, NULL, NULL, 'out', 'Müller, Bonn'),
	('a03', '2026-03-12 10:00Z', 'S1', 'c1', 'email', 'Proposal', NULL, 1, NULL, 't1', 'out', NULL),
	('a04', '2026-03-13 10:00Z', 'S1', 'c1', 'email', 'Re: Proposal', NULL, NULL, NULL, 't1', 'in', NULL),
	('a05', '2026-03-20 10:00Z', 'S1', 'c2', 'demo', 'Product demo', 90, NULL, NULL, NULL, 'out', NULL),
	('a06', '2026-06-20 10:00Z', 'S1', 'c3', 'visit', 'Visit', 600, NULL, NULL, NULL, 'out', 'Plant'),
	('a07', '2026-04-01 09:00Z', 'S2', 'c4', 'phone', 'Phone call', 20, NULL, NULL, NULL, 'out', NULL),
	('a08', '2026-04-02 09:00Z', 'S2', 'c4', 'email', 'Proposal', NULL, 1, NULL, 't2', 'out', NULL),
	('a09', '2026-04-03 09:00Z', 'S2', 'c4', 'email', 'Out of office: Proposal', NULL, NULL, NULL, 't2', 'in', NULL),
	('a10', '2026-05-05 09:00Z', 'S2', 'c5', 'trade show', 'Booth', NULL, NULL, 'k2', NULL, 'out', 'Köln'),
	('m01', '2026-02-10 09:00Z', 'M1', 'c1', 'newsletter', 'News', NULL, 1, 'k1', NULL, 'out', NULL),
	('m02', '2026-02-10 09:00:20Z', 'M1', 'c6', 'newsletter', 'News', NULL, 1, 'k1', NULL, 'out', NULL),
	('m03', '2026-03-05 09:00Z', 'M1', 'c6', 'newsletter', 'News', NULL, 50, 'k1', NULL, 'out', NULL),
	('m04', '2026-05-10 09:00Z', 'M1', 'c6', 'survey', 'Customer survey', NULL, NULL, NULL, NULL, 'out', NULL),
	('m05', '2026-05-05 10:00Z', 'M1', 'c5', 'trade show', 'Booth', NULL, NULL, 'k2', NULL, 'out', NULL),
	('m06', '2026-05-20 09:00Z', 'M2', 'c7', 'newsletter', 'News', NULL, 10, 'k3', 't3', 'out', NULL),
	('m07', '2026-05-21 09:00Z', 'M2', 'c7', 'email', 'Question', NULL, NULL, NULL, 't3', 'in', NULL),
	('m08', '2026-02-01 09:00Z', 'M1', 'c6', 'email', 'Question', NULL, NULL, NULL, NULL, 'in', NULL),
	('m09', '2026-02-12 09:00Z', 'M1', 'c6', 'email', 'Question', NULL, NULL, NULL, NULL, 'in', NULL),
	('m10', '2026-02-15 09:00Z', 'M1', 'c8', 'email', 'Question', NULL, NULL, NULL, NULL, 'in', NULL),
	('x01', '2026-01-05 12:00Z', 'X1', NULL, NULL, 'Filing', NULL, NULL, NULL, NULL, 'out', NULL),
	('b01', '2026-03-03 09:00Z', 'B1', NULL, 'phone', 'Phone call', NULL, NULL, NULL, NULL, 'out', NULL),
	('b02', '2026-03-04 09:00Z', 'B1', NULL, 'newsletter', 'News', NULL, NULL, NULL, NULL, 'out', NULL);
INSERT INTO firm.opportunity_feed (opportunity, customer, product, segment,
	amount, currency, opened_at, closed_at, won, lost_at, reopened_at, owner,
	lead_source, campaign) VALUES
	('o1', 'c1', 'Atlas', 'food', 100, 'EUR', '2026-03-05Z', '2026-04-01Z', true, '2026-03-11Z', '2026-03-12Z', 'S1', 'referral', NULL),
	('o2', 'c2', 'Atlas', 'food', 200, 'EUR', '2026-03-15Z', '2026-04-20Z', false, '2026-04-20Z', NULL, 'S1', 'referral', NULL),
	('o3', 'c4', 'Relay', 'steel', 300, 'EUR', '2026-03-25Z', NULL, NULL, '2026-04-01 12:00Z', '2026-04-02Z', 'S2', 'web', NULL),
	('o4', 'c6', 'Atlas', 'food', 400, 'EUR', '2026-04-01Z', '2026-05-01Z', true, NULL, NULL, 'S2', 'web', 'k1');
INSERT INTO firm.lead_feed (lead, customer, created_at, lead_source, campaign)
VALUES ('l1', 'c9', '2026-02-20Z', 'referral', NULL),
	('l2', 'c8', '2026-01-20Z', 'referral', NULL),
	('l3', 'c6', '2026-03-01Z', 'web', 'k1');
INSERT INTO firm.spend_feed (spend, period_from, function, channel,
	description, customer, segment, campaign, amount, currency, reached, person)
VALUES
	('x1', '2026-01-10', 'sales', 'dinner', NULL, 'c1', NULL, NULL, 300, 'EUR', NULL, 'S1'),
	('x2', '2026-02-10', 'sales', 'dinner', NULL, 'c2', NULL, NULL, 100, 'EUR', NULL, 'S2'),
	('x3', '2026-02-11', 'sales', 'dinner', NULL, 'c3', NULL, NULL, -50, 'EUR', NULL, NULL),
	('x4', '2026-02-01', NULL, 'print ad', 'Print ad', NULL, 'food', 'k1', 600, 'EUR', 3000, 'M1'),
	('x5', '2026-02-02', 'marketing', 'gift', 'Calendar', 'c1', 'steel', NULL, 200, 'EUR', 1, 'M2'),
	('x6', '2026-05-02', NULL, 'press', 'Press release', NULL, NULL, NULL, 200, 'EUR', 999, 'M2');
INSERT INTO firm.budget_feed (budget, function, period_from, period_to, amount,
	currency) VALUES
	('b1', 'sales', '2026-01-01', '2026-03-31', 500, 'EUR'),
	('b2', 'marketing', '2026-01-01', '2026-03-31', 500, 'EUR');
INSERT INTO firm.feedback_feed (feedback, customer, captured_at, routed_at,
	routed_to, actioned_at) VALUES
	('f1', 'c1', '2026-03-01Z', '2026-03-03Z', 'product', '2026-03-11Z'),
	('f2', 'c1', '2026-03-01Z', '2026-03-05Z', 'product', NULL),
	('f3', 'c6', '2026-03-01Z', '2026-03-11Z', 'service', NULL),
	('f4', 'c6', '2026-06-30Z', NULL, NULL, NULL);
INSERT INTO firm.survey_feed (answer, answered_at, score, customer, person)
VALUES
	('q1', '2026-01-15Z', 6, 'c1', NULL), ('q2', '2026-03-15Z', 9, 'c1', NULL),
	('q3', '2026-03-15Z', 8, 'c2', NULL), ('q4', '2026-03-16Z', 7, 'c6', NULL);
INSERT INTO firm.survey_feed (answer, answered_at, score, person)
SELECT 's' || p, '2026-06-01Z', CASE WHEN p < 'S' THEN 2 ELSE 4 END, p
FROM unnest('{S1,S2,S3,S4,S5,M1,M2,M3,M4,M5}'::text[]) p;
INSERT INTO firm.training_feed (person, course, taken_on, topic) VALUES
	('S1', 'A', '2026-02-01', 'selling'), ('S2', 'A', '2026-02-01', 'Selling'),
	('M1', 'B', '2026-02-01', 'analysis'), ('M2', 'A', '2026-02-01', 'selling');
INSERT INTO firm.plan_feed (plan, schedule, function, kind) VALUES
	('month', 'monthly lag 15', 'sales', 'commission'),
	('year', 'annual lag 60', 'marketing', 'bonus');
/* sales: a commission at the end of January to March, paid on the 15th of the
   month after */
INSERT INTO firm.payout_feed (payout, payee, plan, kind, earned_on, paid_on,
	amount, currency, opportunity)
SELECT 'p' || p || m, 'S' || p, 'month', 'commission', e, e + 15, 100 * p,
	   'EUR', CASE WHEN m = 1 THEN 'o1' END
FROM generate_series(1, 5) p, (VALUES (1, date '2026-01-31'),
	(2, '2026-02-28'), (3, '2026-03-31')) v (m, e);
/* marketing: a bonus in each of three years, of which one is in the period */
INSERT INTO firm.payout_feed (payout, payee, plan, kind, earned_on, paid_on,
	amount, currency)
SELECT 'r' || p || m, 'M' || p, 'year', CASE WHEN p = 5 THEN 'award' ELSE 'bonus' END,
	   e, e + 75, CASE WHEN p < 5 THEN 1000 END, 'EUR'
FROM generate_series(1, 5) p, (VALUES (1, date '2023-12-31'),
	(2, '2024-12-31'), (3, '2025-12-31')) v (m, e);
INSERT INTO firm.payout_feed (payout, payee, plan, kind, earned_on, paid_on,
	amount, currency) VALUES
	('d1', 'S1', 'month', 'draw', '2026-01-01', '2026-01-01', 5000, 'EUR');

/* What is to come out: measure, figure, function, value, rows behind it */

CREATE TABLE expected (measure text, figure text, function text,
					   value float8, n bigint);
INSERT INTO expected VALUES
/* eleven people of the two functions, of whom B1 has both; of five actors of
   sales or marketing work one, B1, does half of each */
('C01', 'combined_share', NULL, 0.090909, 11),
('C01', 'dual_actor_share', NULL, 0.2, 5),
/* ten activities each; channels phone 2:0, visit 2:0, email 4:4, demo 1:0,
   trade show 1:1, newsletter 0:4, survey 0:1: distance (0.2 + 0.2 + 0 + 0.1
   + 0 + 0.4 + 0.1) / 2 = 0.5, of which 0.392998 by chance (enumerated): 1 -
   (0.5 - 0.392998) / (1 - 0.392998) */
('C02', 'sameness', NULL, 0.823721, 20),
('C02', 'smaller_headcount', NULL, 5, 11),
/* focus: touches of S1 and S2 reach 1 and 1, those of M1 and M2 53/3 and 10:
   always fewer; listening 1/6, 0 against 1/5, 0: one pair more, two fewer, one
   equal; two-way 1, 3/4 against 0, 0: always more; customers spoken with again
   1/3, 0, but none of marketing; pay: everybody of marketing waits longer by
   design */
('C03', 'distinctness_of_focus', NULL, 1, 4),
('C03', 'distinctness_of_customer_approach', NULL, 0.25, 4),
('C03', 'distinctness_of_communication', NULL, 1, 4),
('C03', 'distinctness_of_skill_sets', NULL, NULL, 2),
('C03', 'distinctness_of_rewards', NULL, 1, 10),
/* rewards cast no vote, and nothing else has an interval */
('C04', 'dimensions_for_separation', NULL, NULL, 0),
/* nothing is decided, so nothing is stable, and no bound flips it */
('C05', 'decided_dimensions', NULL, 0, 4),
('C05', 'stable', NULL, NULL, 4),
('C05', 'flip', NULL, NULL, 4),
/* M1 has three touches of known reach: k1 within one minute 2, then 50 and 1:
   53/3; M2 one of 10: mean 83/6; S1 and S2 1 each; since 3 April S1 met c3, S2 c5,
   M1 c5 and c6, M2 c7: one pair of four equal in two, fewer in two */
('C06', 'recipients_per_touch', 'marketing', 13.833333, 2),
('C06', 'recipients_per_touch', 'sales', 1, 2),
('C06', 'recipients_per_touch_delta', NULL, -1, 4),
('C06', 'customers_per_person', 'marketing', 1.5, 2),
('C06', 'customers_per_person', 'sales', 1, 2),
('C06', 'customers_per_person_delta', NULL, -0.5, 4),
/* k1 reached c1 and c6, k2 c5, k3 c7: 4 / 3; one referred lead after k1
   began (the other came before), four customers reached */
('C07', 'customers_per_campaign', NULL, 1.333333, 3),
('C07', 'referred_share', NULL, 0.25, 4),
/* o1 was lost, reopened and won, o2 lost for good, o3 is open again: 1 / 2;
   touches c1 5 (won), c2 1, c4 2 (not), c6 4 (won): at 4 touches two are
   left and one is won: a half */
('C08', 'reopened_and_won_share', NULL, 0.5, 2),
('C08', 'touches_to_won', NULL, 4, 4),
/* 4000 people for 1000 EUR; food 600, steel 200: 1 / (0.75^2 + 0.25^2) =
   1.6; 200 without a segment */
('C09', 'reach_per_money', 'marketing', 4, 3),
('C09', 'cost_per_reached', 'marketing', 0.25, 3),
('C09', 'effective_segments', 'marketing', 1.6, 3),
('C09', 'unallocated_share', 'marketing', 0.2, 3),
/* sales: c1 300, c2 100, c3 -50 left out: 0.75^2 + 0.25^2 = 0.625, 1.6 of 2
   customers, Gini 0.25, 400 / 2 each, and as much per customer reached, the
   credit being no reach; marketing: 200 for c1 only, and 1000 for 4000 people */
('C10', 'concentration', 'marketing', 1, 1),
('C10', 'concentration', 'sales', 0.625, 2),
('C10', 'effective_customers', 'marketing', 1, 1),
('C10', 'effective_customers', 'sales', 1.6, 2),
('C10', 'evenness', 'marketing', 1, 1),
('C10', 'evenness', 'sales', 0.8, 2),
('C10', 'gini', 'marketing', 0, 1),
('C10', 'gini', 'sales', 0.25, 2),
('C10', 'top_decile_share', 'marketing', 1, 1),
('C10', 'top_decile_share', 'sales', 0.75, 2),
('C10', 'spend_per_customer', 'marketing', 200, 1),
('C10', 'spend_per_customer', 'sales', 200, 2),
('C10', 'spend_per_customer_ratio', NULL, 1, 6),
('C10', 'spend_per_reached', 'marketing', 0.25, 3),
('C10', 'spend_per_reached', 'sales', 200, 2),
('C10', 'spend_per_reached_ratio', NULL, 800, 5),
/* first quarter: c1 300 by sales, 200 by marketing: 0.67 > 0.5, c2 by sales
   alone; budgets of 500 each: sales spent 350, marketing 800 */
('C11', 'budget_overlap_rate', NULL, 0.5, 2),
('C11', 'budget_contention_rate', NULL, 1, 1),
/* S1 1 of 6 classified activities, S2 0 of 4, M1 1 of 5, M2 0 of 1; M1
   listened to c6 after it was won, S1 to c1 before */
('C12', 'listening_share', 'marketing', 0.1, 2),
('C12', 'listening_share', 'sales', 0.083333, 2),
('C12', 'listening_share_delta', NULL, -0.25, 4),
('C12', 'listening_to_current_clients', 'marketing', 1, 1),
('C12', 'listening_to_current_clients', 'sales', 0, 1),
/* 3 of 4; routed after 2, 4 and 10 days, the fourth open for 1: at 2 days
   2/3 are left, at 4 1/3; of three open and one done after 10 days more than
   half are left; two to product, one to service */
('C13', 'routed_share', NULL, 0.75, 4),
('C13', 'days_to_routed', NULL, 4, 4),
('C13', 'days_to_actioned', NULL, NULL, 4),
('C13', 'share_of_department', NULL, 0.666667, 2),
('C13', 'share_of_department', NULL, 0.333333, 1),
/* pitches S1 3 of 6 (the answer a04 is none), S2 1 of 4, M1 0 of 5, M2 0 of
   1; of the four a02 and a03 came after a01 listened to c1 */
('C14', 'pitch_share', 'marketing', 0, 2),
('C14', 'pitch_share', 'sales', 0.375, 2),
('C14', 'pitch_share_delta', NULL, 1, 4),
('C14', 'needs_backed_share', 'sales', 0.5, 4),
/* 60, 30, 90 and 20 minutes, the 600 of a06 are a blocked day: median 45,
   p90 60 + 0.7 * 30; a01 listens for 60 */
('C15', 'discussion_median', 'sales', 45, 4),
('C15', 'discussion_p90', 'sales', 81, 4),
('C15', 'exploratory_share', 'sales', 0.25, 4),
/* M1 three newsletters and a booth (the survey has no mode): 3/4; M2's
   newsletter was answered: 0; work of marketing: b02 too, 4 of 5; of 1000
   spent, print ad 600 and press release 200 */
('C16', 'one_way_share', 'marketing', 0.375, 2),
('C16', 'one_way_share', 'sales', 0, 2),
('C16', 'one_way_share_delta', NULL, -0.5, 4),
('C16', 'one_way_share_of_marketing_work', 'marketing', 0.8, 5),
('C16', 'one_way_share_of_spend', 'marketing', 0.8, 3),
/* two of 18 classified activities; both functions were at the booth of k2 */
('C17', 'joint_activity_share', NULL, 0.111111, 18),
('C17', 'jointly_conducted_share', NULL, 1, 1),
/* the rest of C16; S: a03 was answered after 24 hours, a08 by a machine; M:
   m06 after 24 hours; customers of sales: c1 1 of 3, c2 to c5 none: (1/3) /
   5; of marketing: c6 2 of 3, c7 1 of 1, c1, c5 and c8 none: (2/3 + 1) / 5 */
('C18', 'two_way_share', 'marketing', 0.625, 2),
('C18', 'two_way_share', 'sales', 1, 2),
('C18', 'two_way_share_delta', NULL, 0.5, 4),
('C18', 'reply_rate', 'marketing', 1, 1),
('C18', 'reply_rate', 'sales', 0.5, 2),
('C18', 'reply_hours', 'marketing', 24, 1),
('C18', 'reply_hours', 'sales', 24, 1),
('C18', 'reciprocity', 'marketing', 0.333333, 5),
('C18', 'reciprocity', 'sales', 0.066667, 5),
/* the place is known of calls (no travel), visits and booths: S1 2 of 3, S2 0
   of 2 (the trade show is where its office is), M1 1 of 1, M2 none; since
   2 June there is S1 only, at one site */
('C19', 'road_share', 'marketing', 1, 1),
('C19', 'road_share', 'sales', 0.333333, 2),
('C19', 'road_share_delta', NULL, -1, 3),
('C19', 'sites_per_person', 'sales', 1, 1),
('C19', 'sites_per_person_delta', NULL, NULL, 1),
/* the rest of C19 */
('C20', 'office_share', 'marketing', 0, 1),
('C20', 'office_share', 'sales', 0.666667, 2),
('C20', 'office_share_delta', NULL, 1, 3),
/* S1 2 of 2 skills, S2 1 of 2, M1 1 of 3, M2 none of none, the others not
   known; two weeks or more: S1 c1 of c1, c2, c3, S2 none of c4, c5, M1 c6 of
   c5, c6, c8, M2 not c7 */
('C21', 'relational_skill_share', 'marketing', 0.166667, 2),
('C21', 'relational_skill_share', 'sales', 0.75, 2),
('C21', 'relational_skill_share_delta', NULL, 1, 4),
('C21', 'repeat_contact_share', 'marketing', 0.166667, 2),
('C21', 'repeat_contact_share', 'sales', 0.166667, 2),
('C21', 'repeat_contact_share_delta', NULL, 0, 4),
/* after the loss of o1 S1 went on after 1.4167 days, of o2 after 61, S2 of
   o3 after 0.875: 2 of 3, median 1.4167 */
('C22', 'persistence', 'sales', 0.666667, 3),
('C22', 'days_to_next_touch', 'sales', 1.416667, 3),
/* S1 a01 to a05, S2 a07 to a09; M1's survey of c6; two deals won, with four
   activities of sales for c1 and none for c6 */
('C23', 'deal_activity_share', 'marketing', 0.1, 10),
('C23', 'deal_activity_share', 'sales', 0.8, 10),
('C23', 'activities_per_won_deal', 'sales', 2, 2),
/* M1 4 of 8 activities with a campaign, M2 1 of 2, S1 none, S2 1 of 4;
   skills M1 2 of 3, M2 0, S1 0, S2 1 of 2: one pair more, two fewer, one
   equal; M1 24 days of k1, 1 of k2, M2 1 of k3 */
('C24', 'project_share', 'marketing', 0.5, 2),
('C24', 'project_share', 'sales', 0.125, 2),
('C24', 'project_share_delta', NULL, -1, 4),
('C24', 'analytical_skill_share', 'marketing', 0.333333, 2),
('C24', 'analytical_skill_share', 'sales', 0.25, 2),
('C24', 'analytical_skill_share_delta', NULL, -0.25, 4),
('C24', 'project_run', 'marketing', 8.666667, 3),
('C24', 'project_run', 'sales', 1, 1),
/* as C21; courses of sales: selling 2 of 2, of marketing: selling 1 of 2,
   analysis 1 of 2 */
('C25', 'skill_separation_delta', NULL, 1, 4),
('C25', 'course_mix_distance', NULL, 0.5, 4),
/* 5 of 15, the draw left out; paid and won by person and quarter: (300, 0)
   (0, 100) (600, 0) (0, 400) (900, 0) (1200, 0) (1500, 0): -321428.57 /
   sqrt(2057142.86 * 134285.71) */
('C26', 'paid_by_deal_share', 'marketing', 0, 15),
('C26', 'paid_by_deal_share', 'sales', 0.333333, 15),
('C26', 'correlation_of_pay_and_won', 'sales', -0.611558, 7),
/* sales is paid every month, marketing every year */
('C27', 'monthly_or_quarterly_share', 'marketing', 0, 5),
('C27', 'monthly_or_quarterly_share', 'sales', 1, 5),
/* c1, c6 and c7 first heard from marketing, c2 to c5 from sales; o4 came by
   k1 and was won, of o1 and o2 one was */
('C28', 'new_customers', 'marketing', 3, 3),
('C28', 'new_customers', 'sales', 4, 4),
('C28', 'win_rate_difference', NULL, 0.5, 3),
('C28', 'win_rate_difference_of_product', NULL, 0.5, 3),
/* c1 6 before and 9 after; after (9 + 7) / 2, before or never reached (6 +
   8) / 2 */
('C29', 'satisfaction_after_less_before', NULL, 3, 1),
('C29', 'satisfaction_reached_less_not', NULL, 1, 4),
/* k1: m09 after, m08 before (c8 is in no segment); k2, of no segment:
   nothing within 14 days; k3: m07 after */
('C30', 'inquiry_lift', NULL, 2, 3),
/* sales commissions only, marketing bonuses 4/5 and awards 1/5 */
('C31', 'reward_mix_distance', NULL, 1, 30),
('C31', 'commission_share', 'marketing', 0, 15),
('C31', 'commission_share', 'sales', 1, 15),
('C31', 'annual_share', 'marketing', 1, 5),
('C31', 'annual_share', 'sales', 0, 5),
/* 75 days against 15, of which 60 and 15 by design; answers 2 and 4 */
('C32', 'marketing_waits_longer', NULL, 60, 30),
('C32', 'marketing_waits_longer_by_design', NULL, 45, 30),
('C32', 'wait_delta', NULL, -1, 30),
('C32', 'felt_about_pay', 'marketing', 2, 5),
('C32', 'felt_about_pay', 'sales', 4, 5);
/* Figures as text, one a line, so that a difference shows. */
CREATE FUNCTION listed(measure text, of_schema text) RETURNS text
LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT string_agg(concat_ws('' '', q.figure, q.function, coalesce(round(q.value::numeric, 6)::float8::text, ''null''), q.n), E''\n'' ORDER BY q.figure, q.function, q.value) FROM %s AS q WHERE q.measure = %L',
				   of_schema, measure) INTO answer;
	RETURN answer;
END
$$;
/* so few people that the verdict's values of single people are wanted, too */
CREATE TABLE firm.report_settings (minimum_group integer);
INSERT INTO firm.report_settings VALUES (1);
CREATE TABLE found AS
SELECT * FROM article_measures('firm', '2026-07-01Z');
SELECT is(listed(m, 'found'), listed(m, 'expected'), m || ' as by hand')
FROM (SELECT 'C' || lpad(i::text, 2, '0') FROM generate_series(1, 32) i) c (m);
SELECT is(count(*) FILTER (WHERE missing IS NOT NULL OR figure IS NULL OR
	claim IS NULL OR unit IS NULL OR measure IS NULL), 0::bigint,
	'nothing is missing, and everything says what it is') FROM found;
SELECT is(string_agg(f.figure, ' '), NULL, 'figures are those announced')
FROM found f WHERE NOT EXISTS (SELECT FROM article_measure_queries() q
	WHERE q.measure = f.measure AND
		  f.figure = ANY (string_to_array(q.figures, ', ')));
SELECT is(note, '95 % 0.016 to 0.377', 'Wilson''s interval of 1 in 11')
FROM found WHERE figure = 'combined_share';
SELECT is(note, 'distance of channel mixes 0.500, 0.393 of it to be expected by chance; 0 activities without a channel left out',
	'C02 says what it takes off') FROM found WHERE figure = 'sameness';
SELECT is(note, '2 inquiries after the starts of campaigns, 1 before; 95 % 0.262 to 15.262; 0 campaigns without 14 days of activities on both sides left out; season is not taken out',
	'C30 says how sure its ratio is') FROM found WHERE measure = 'C30';
SELECT ok(bool_and(note LIKE '%no causal claim'), 'C29 claims no cause')
FROM found WHERE measure = 'C29';
SELECT ok(bool_and(note LIKE '%exposure to inequity, not a sense of it'),
	'C32 claims no sense') FROM found
WHERE measure = 'C32' AND figure <> 'felt_about_pay';

/* What is run is what is shown */

SELECT is(string_agg(q.measure || ' ' || q.part, ' '), NULL,
	'every query names figures, unit and inputs that there are')
FROM article_measure_queries() q
WHERE q.figures = '' OR q.unit = '' OR q.claim = '' OR EXISTS
	(SELECT FROM regexp_split_to_table(q.needs, ' ') n (name)
	 WHERE NOT EXISTS (SELECT FROM feed_columns() f
					   WHERE n.name IN (f.feed, f.feed || '.' || f.column_name)));
SELECT is(count(DISTINCT measure), 32::bigint, 'there is one for each measure')
FROM article_measure_queries();
CREATE FUNCTION run(query text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT string_agg(q.figure || '' '' || round(q.value::numeric, 6), '','') FROM (%s) q',
				   query) INTO answer;
	RETURN answer;
END
$$;
SELECT is(run(article_measure_sql('firm', 'C07', 1, '2026-07-01Z')),
		  'customers_per_campaign 1.333333', 'a query runs by itself');
SELECT unalike(article_measure_sql('firm', 'C13', 1, '2026-07-01Z'),
			  '%activity_feed%', 'and reads no more than it has to');
SET LOCAL datestyle = 'German, DMY';
SET LOCAL timezone = 'Asia/Tokyo';
SELECT matches(article_measure_sql('firm', 'C13', 2, '2026-07-01 09:00+09',
	'2026-03-01'), $$'2026-07-01 00:00:00\+00'.*'2026-03-01'::date AND '2026-07-01'$$,
	'dates are written so that every session reads the same');
CREATE TABLE "in Tokyo" AS
SELECT * FROM article_measures('firm', '2026-07-01 09:00+09');
SELECT is(string_agg(t.measure || ' ' || t.figure, ', '), NULL,
	'and no figure depends on the session''s zone')
FROM (TABLE "in Tokyo" EXCEPT TABLE found) t;
SET LOCAL datestyle = 'ISO, MDY';
SET LOCAL timezone = 'UTC';
SELECT throws_ok($$SELECT article_measure_sql('firm', 'C99', 1, '2026-07-01Z')$$,
	'22023', 'unknown measure "C99", part 1');

/* Periods: k1's news of March, and what is known by as_of */

CREATE TABLE march AS
SELECT * FROM article_measures('firm', '2026-07-01Z', '2026-03-01', '2026-03-31');
SELECT is(listed('C07', 'march'),
	E'customers_per_campaign 1 1\nreferred_share 0 1',
	'c6 alone heard of k1 in March');
SELECT is(value, 1.0::float8, 'c2 is the only customer first met in March')
FROM march WHERE figure = 'new_customers';
SELECT is(value, 1.0::float8, 'feedback of March was all passed on')
FROM march WHERE figure = 'routed_share';
SELECT is(value, 0.5::float8, 'of o1 and o2, lost by 30 April, one was won')
FROM article_measures('firm', '2026-04-30Z')
WHERE figure = 'reopened_and_won_share';
SELECT is(n, 3::bigint, 'feedback after as_of does not count')
FROM article_measures('firm', '2026-04-30Z') WHERE figure = 'routed_share';
SELECT is(value, NULL::float8, 'nor deals won later: c6 is a potential client')
FROM article_measures('firm', '2026-04-30Z')
WHERE figure = 'listening_to_current_clients' AND function = 'marketing';

/* Small groups */

DROP TABLE firm.report_settings;
DELETE FROM firm.payout_feed WHERE payee = 'M5';
SELECT is(string_agg(DISTINCT coalesce(value::text, 'null') || ' ' || note, ', '),
	'null suppressed', 'the pay of four people is nobody''s business')
FROM article_measures('firm', '2026-07-01Z')
WHERE figure LIKE 'marketing_waits%' OR figure IN ('wait_delta',
	'reward_mix_distance', 'distinctness_of_rewards') OR
	(figure IN ('commission_share', 'annual_share', 'paid_by_deal_share',
	 'monthly_or_quarterly_share') AND function = 'marketing');

/* Missing inputs */

CREATE SCHEMA nothing;
CREATE TABLE none AS SELECT * FROM article_measures('nothing', '2026-07-01Z');
SELECT is(count(*) || ' ' || count(DISTINCT measure) || ' ' || count(value) ||
		  ' ' || count(missing), '32 32 0 32',
		  'without feeds every measure says what it needs') FROM none;
SELECT is(missing, 'activity_feed, person_feed', 'such as these')
FROM none WHERE measure = 'C18';
SELECT is(missing, 'spend_feed', 'or this') FROM none WHERE measure = 'C10';

CREATE SCHEMA alone;
CREATE TABLE alone.activity_feed AS
SELECT activity_id, occurred_at, actor, customer, channel, subject, recipients,
	   campaign, direction FROM firm.activity_feed;
CREATE TABLE few AS SELECT * FROM article_measures('alone', '2026-07-01Z');
SELECT is(string_agg(measure || ' ' || figure || ' ' || round(value::numeric, 3),
	', ' ORDER BY measure, figure), 'C01 dual_actor_share 0.200, '
	'C05 decided_dimensions 0.000, '
	'C07 customers_per_campaign 1.333, '
	'C16 one_way_share_of_marketing_work 1.000, C17 joint_activity_share 0.111, '
	'C30 inquiry_lift 3.000',
	'activities alone say a little: without threads nothing was answered, without deals there are no segments')
FROM few WHERE missing IS NULL;
SELECT is(count(DISTINCT measure), 32::bigint,
		  'and every other measure says what it needs') FROM few;
SELECT is(missing, 'activity_feed.minutes, person_feed',
		  'a column that is missing is named') FROM few WHERE measure = 'C15';
SELECT is(missing, 'person_feed', 'for each part') FROM few
WHERE measure = 'C01' AND figure = 'combined_share';
CREATE SCHEMA empty;
CREATE TABLE empty.survey_feed AS TABLE firm.survey_feed WITH NO DATA;
CREATE TABLE empty.feedback_feed AS TABLE firm.feedback_feed WITH NO DATA;
SELECT is(figure || ', ' || n || ' ' || note,
	'routed_share, days_to_routed, days_to_actioned, 0 no rows',
	'a feed without rows is not a missing one')
FROM article_measures('empty', '2026-07-01Z') WHERE measure = 'C13' AND n = 0
LIMIT 1;

/* Names that need quotes, and several ids of the same customer */

CREATE SCHEMA "Müller's ""Feeds"" {as_of}";
SELECT format('CREATE VIEW %I.%I AS TABLE firm.%2$I',
			  'Müller''s "Feeds" {as_of}', feed)
FROM (SELECT DISTINCT feed FROM feed_columns() WHERE feed <> 'identity_feed') f
\gexec
CREATE TABLE "Müller's ""Feeds"" {as_of}".identity_feed (kind, identity,
	source_id) AS
VALUES ('customer', 'c1', 'c1'), ('customer', 'c1', 'c6'),
	   ('person', 'c7', 'c7');
CREATE TABLE "found 2" AS
SELECT * FROM article_measures('Müller''s "Feeds" {as_of}', '2026-07-01Z');
SELECT is(listed('C24', '"found 2"'), listed('C24', 'found'),
		  'a schema with any name will do');
SELECT is(value, 1.0::float8, 'c1 and c6 are one customer, of k1 and of all')
FROM "found 2" WHERE figure = 'customers_per_campaign';

/* Rules and time zone of the schema's reports */

CREATE TABLE firm.report_settings (time_zone text, rules activity_rules);
INSERT INTO firm.report_settings VALUES ('Pacific/Kiritimati',
	'{"channels": {"newsletter": {"sales": 1}, "phone": {"marketing": 1}}}');
SELECT is(value, 0.0::float8, 'other rules, another answer')
FROM article_measures('firm', '2026-07-01Z')
WHERE figure = 'joint_activity_share';
SELECT is(n, 1::bigint, 'days are those of the zone: ten in the morning of the 20th is the 21st')
FROM article_measures('firm', '2026-07-01Z', '2026-06-21', '2026-06-21')
WHERE figure = 'project_share' AND function = 'sales';
DROP TABLE firm.report_settings;

/* Whoever plants things in the search_path gets nowhere */

CREATE SCHEMA planted;
CREATE TABLE planted.person_feed (person text);
CREATE FUNCTION planted.count(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 1/0';
CREATE FUNCTION planted.lower(text) RETURNS text LANGUAGE sql AS
'SELECT (1/0)::text';
SET LOCAL search_path = planted, pg_temp, public, sales_marketing, pg_catalog;
CREATE TEMP TABLE activity_feed (x int);
CREATE TEMP TABLE person (x int);
SELECT is(value, 0.8::float8, 'a search_path cannot mislead it')
FROM sales_marketing.article_measures('firm', '2026-07-01Z')
WHERE figure = 'deal_activity_share' AND function = 'sales';
SELECT is(value, 0.8::float8, 'serial and parallel say the same')
FROM (SELECT set_config('max_parallel_workers_per_gather', '0', true)) s,
	 sales_marketing.article_measures('firm', '2026-07-01Z')
WHERE figure = 'deal_activity_share' AND function = 'sales';
RESET search_path;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
DROP TABLE pg_temp.activity_feed, pg_temp.person;

/* What is wrong is said */

SELECT throws_ok($$SELECT article_measures('nowhere', '2026-07-01Z')$$,
	'3F000', 'schema "nowhere" does not exist');
SELECT throws_ok($$SELECT article_measures(NULL, '2026-07-01Z')$$,
	'22004', 'target_schema must not be null');
SELECT throws_ok($$SELECT article_measures('firm', NULL)$$,
	'22004', 'as_of must not be null');
SELECT throws_ok($$SELECT article_measures('firm', 'infinity')$$,
	'22008', 'as_of must be finite');
SELECT throws_ok($$SELECT article_measures('firm', '2026-07-01Z', '2026-05-02',
	'2026-05-01')$$, '22023', 'from_date must not be later than to_date');
CREATE TABLE empty.activity_feed (activity_id text, occurred_at timestamp,
	actor text, subject text);
SELECT throws_ok($$SELECT article_measures('empty', '2026-07-01Z')$$, '42804',
	'column "occurred_at" of empty.activity_feed must be of type timestamptz, but is of type timestamp without time zone');
UPDATE firm.plan_feed SET schedule = 'whenever' WHERE plan = 'year';
SELECT lives_ok($$SELECT article_measures('firm', '2026-07-01Z')$$,
	'a schedule that cannot be read is none');

/* The arithmetic */

SELECT is(censored_median('{1,2,3,4}', '{t,t,t,t}'), 2.0::float8,
	'half of four have ended at the second');
SELECT is(censored_median('{1,2,3,4}', '{t,f,f,f}'), NULL,
	'no median while most go on');
SELECT is(censored_median('{5,1,3,NULL}', '{t,f,t,t}'), 3.0::float8,
	'what was given up early counts until then');
SELECT is(censored_median('{}', '{}'), NULL, 'no median of nothing');
SELECT ok(max(abs(log_factorial(n) - ln(factorial(n))::float8)) < 1e-9,
	'logarithms of factorials are those of factorials')
FROM generate_series(0, 300) n;
SELECT is(log_factorial(-1), NULL, 'there is none below 0');
/* all marked items, one by one: sum of |x - mean| times the probability */
SELECT ok(max(abs(shuffled_deviation(k, d, t) - (
	SELECT sum(abs(x - k * d / t::numeric) *
		factorial(k) / factorial(x) / factorial(k - x) * factorial(t - k) /
		factorial(d - x) / factorial(t - k - d + x) * factorial(d) *
		factorial(t - d) / factorial(t))
	FROM generate_series(greatest(0, k + d - t), least(k, d)) x)::float8))
	< 1e-9, 'the mean deviation of a shuffle is that of all shuffles')
FROM generate_series(1, 12) t, generate_series(0, t) k, generate_series(0, t) d;
SELECT is(string_agg(coalesce(skill_kind(s), 'other'), ' ' ORDER BY i),
	'relational analytical relational other analytical', 'skills by their words')
FROM unnest('{Negotiation,SEO,Relationship building,Driving,Statistics}'::text[])
	WITH ORDINALITY AS t (s, i);
/* Newcombe 1998, table II, (a): 56/70 and 48/80, method 10 */
SELECT is(difference_interval(56, 70, 48, 80), '95 % 0.052 to 0.334',
	'Newcombe''s example');
SELECT is(share_interval(0, 0), NULL, 'no interval of nothing');
SELECT is(ratio_interval(5, 0), '95 % 1.302 to infinity',
	'a ratio to nothing has no upper limit');

SELECT * FROM finish();
ROLLBACK;
