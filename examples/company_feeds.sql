-- Feeds over the made-up company of company.sql, company_pay.sql and
-- company_deals.sql, written by hand: what an analyst does whose CRM
-- create_feeds does not know.  They are views in a schema of their own, named
-- reports.  Expenses and budgets are made up here.
--
--     psql -f examples/company.sql -f examples/company_pay.sql \
--          -f examples/company_deals.sql -f examples/company_feeds.sql

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL search_path = company, pg_catalog;

DROP SCHEMA IF EXISTS reports CASCADE;
DROP TABLE IF EXISTS expense;
CREATE SCHEMA reports;

-- What both departments spend on customers and on campaigns.
CREATE TABLE expense AS
SELECT n AS expense_id, date '2025-01-01' + dice(n, 'spent', 360) AS spent_on,
       who AS function,
       CASE WHEN who = 'sales' OR dice(n, 'named', 6) = 0
            THEN 'C' || lpad((1 + dice(n, 'customer', 400))::text, 3, '0') END
           AS account_id,
       (ARRAY['logistics', 'foods', 'medical', 'energy'])
           [1 + dice(n, 'segment', 4)] AS segment,
       CASE who WHEN 'sales' THEN (ARRAY['travel', 'dinner', 'gift'])
                                      [1 + dice(n, 'what', 3)]
            ELSE (ARRAY['print ad', 'trade show', 'direct mail', 'broadcast'])
                     [1 + dice(n, 'what', 4)] END AS channel,
       CASE who WHEN 'sales' THEN 60 + dice(n, 'cost', 500)
            ELSE 400 + dice(n, 'cost', 6000) END AS amount,
       CASE who WHEN 'sales' THEN 1 + dice(n, 'reach', 4)
            ELSE 500 + dice(n, 'reach', 9000) END AS reached
FROM generate_series(1, 900) AS n,
LATERAL (SELECT CASE WHEN n % 3 = 0 THEN 'marketing' ELSE 'sales' END AS who) AS w;

-- The feeds: agreed names and columns, in a schema for the reports alone.
CREATE VIEW reports.activity_feed AS
SELECT activity_id::text, occurred_at, actor, customer, channel, subject,
       minutes, recipients, campaign, direction
FROM company.activity;

CREATE VIEW reports.person_feed AS
SELECT p.person_id AS person, p.name, p.function, p.team, l.plan
FROM company.person AS p LEFT JOIN company.plan AS l USING (team);

CREATE VIEW reports.plan_feed AS
SELECT DISTINCT l.plan, l.schedule, p.function, l.kind,
       CASE p.function WHEN 'sales' THEN 'revenue'
            WHEN 'marketing' THEN 'leads' ELSE 'satisfaction' END AS measure,
       p.function = 'sales' AS deal_based
FROM company.plan AS l JOIN company.person AS p USING (team);

CREATE VIEW reports.payout_feed AS
SELECT payout_id::text AS payout, payee, plan, kind, earned_on, earned_from,
       earned_to, paid_on, amount, currency
FROM company.payout;

CREATE VIEW reports.opportunity_feed AS
SELECT deal_id AS opportunity, customer, opened_at, closed_at, won, campaign,
       (ARRAY['Atlas', 'Ledger', 'Relay'])
           [1 + company.dice(n, 'product', 3)] AS product,
       (2000 + company.dice(n, 'amount', 38000))::numeric AS amount,
       'EUR'::text AS currency,
       'P' || lpad((1 + company.dice(n, 'owner', 23))::text, 2, '0') AS owner
FROM (SELECT *, substr(deal_id, 2)::int AS n FROM company.deal) AS d;

-- One row per lead and hand-off: what comes next is what sales did with it.
CREATE VIEW reports.lead_feed AS
SELECT lead_id AS lead, customer,
       happened_at - interval '30 hours' AS created_at,
       (ARRAY['web', 'trade show', 'referral', 'webinar'])
           [1 + company.dice(substr(lead_id, 2)::int, 'source', 4)]
           AS lead_source,
       next_actor AS owner, happened_at AS handed_off_at,
       CASE next_step WHEN 'accepted' THEN next_at END AS accepted_at,
       CASE next_step WHEN 'rejected' THEN next_at END AS rejected_at,
       CASE 'returned' WHEN next_step THEN next_at
            WHEN last_step THEN last_at END AS returned_at,
       CASE last_step WHEN 'closed' THEN
           (SELECT deal_id FROM company.deal AS d
            WHERE d.customer = l.customer AND opened_at = last_at) END
           AS opportunity
FROM (SELECT *, lead(step) OVER w AS next_step,
             lead(happened_at) OVER w AS next_at,
             lead(actor) OVER w AS next_actor,
             CASE lead(step) OVER w WHEN 'accepted'
                  THEN lead(step, 2) OVER w END AS last_step,
             lead(happened_at, 2) OVER w AS last_at
      FROM company.lead_step
      WINDOW w AS (PARTITION BY lead_id ORDER BY happened_at)) AS l
WHERE step = 'handed_off';

CREATE VIEW reports.spend_feed AS
SELECT expense_id::text AS spend, spent_on AS period_from, function, channel,
       account_id AS customer, segment, amount::numeric,
       'EUR'::text AS currency, reached::bigint
FROM company.expense;

CREATE VIEW reports.budget_feed AS
SELECT 'B' || q || left(f, 1) AS budget, f AS function,
       make_date(2025, 3 * q - 2, 1) AS period_from,
       (make_date(2025, 3 * q - 2, 1) + interval '3 months - 1 day')::date
           AS period_to,
       CASE f WHEN 'sales' THEN 46000 ELSE 255000 END::numeric AS amount,
       'EUR'::text AS currency
FROM generate_series(1, 4) AS q, unnest(ARRAY['sales', 'marketing']) AS f;

CREATE VIEW reports.feedback_feed AS
SELECT 'F' || activity_id AS feedback, customer, occurred_at AS captured_at,
       actor AS captured_by, subject,
       CASE WHEN company.dice(activity_id, 'routed', 3) > 0
            THEN occurred_at + interval '4 days' END AS routed_at,
       CASE WHEN company.dice(activity_id, 'routed', 3) > 0
            THEN 'product' END AS routed_to,
       CASE WHEN company.dice(activity_id, 'routed', 3) = 2
            THEN occurred_at + interval '25 days' END AS actioned_at
FROM company.activity
WHERE subject ILIKE 'customer interview%' OR subject ILIKE 'focus group%';

COMMIT;
ANALYZE company.expense;
