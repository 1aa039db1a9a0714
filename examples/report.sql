-- The short report over the sample company (company.sql): who really does
-- sales, who does marketing, and how sure that is.  Each result is followed
-- by the query that made it; \p prints the very text the server ran.
--
--     psql -X -f examples/load.sql -f examples/report.sql

\ir report_style.sql

\echo 'SALES AND MARKETING AT BRACKENFOLD, 2025'
\echo '========================================'
\echo
\echo '1. WHAT WAS COUNTED'
\echo
\echo 'Every activity gets its function, or the reason why it is not counted:'
\echo
CREATE TEMP VIEW work AS
SELECT a.*, p.name, p.team, p.function AS hired_for,
       CASE WHEN coalesce(nullif(btrim(a.subject), ''), a.channel) IS NULL
            THEN 'neither subject nor channel'
            WHEN a.occurred_at >= timestamptz '2026-01-01 00:00+00'
            THEN 'dated in the future'
            WHEN row_number() OVER (
                     PARTITION BY a.occurred_at, a.actor, a.customer,
                                  a.channel, a.subject, a.campaign
                     ORDER BY a.activity_id) > 1
            THEN 'logged twice' END AS skipped,
       sales_marketing.classify_activity(a.subject, 'standard/1', a.channel,
           a.recipients, a.campaign, a.direction) AS function
FROM company.activity AS a
JOIN company.person AS p ON p.person_id = a.actor;
\p
\echo
SELECT CASE WHEN grouping(what) = 1 THEN 'rows in' ELSE what END AS "rows",
       count(*) AS number,
       round(100.0 * count(*) / max(count(*)) OVER (), 1) AS "%"
FROM work, LATERAL (SELECT coalesce('skipped: ' || skipped,
    CASE WHEN function = 'unclassified' THEN 'unclassified: no evidence'
         ELSE 'classified' END)) AS w (what)
GROUP BY ROLLUP (what)
ORDER BY grouping(what) DESC, count(*) DESC;
\p

\echo
\echo '2. ACTIVITIES BY FUNCTION AND MONTH'
\echo
\echo 'One block is 25 activities.'
\echo
SELECT month,
       lpad(sales::text, 3) || ' ' || repeat('█', sales / 25) AS sales,
       lpad(marketing::text, 3) || ' ' || repeat('█', marketing / 25)
           AS marketing,
       lpad(joint::text, 3) || ' ' || repeat('█', joint / 25) AS joint,
       lpad(other::text, 3) || ' ' || repeat('█', other / 25) AS other,
       lpad(unclassified::text, 3) || ' ' || repeat('█', unclassified / 25)
           AS unclassified
FROM (SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
             count(*) FILTER (WHERE function = 'sales')::int AS sales,
             count(*) FILTER (WHERE function = 'marketing')::int AS marketing,
             count(*) FILTER (WHERE function = 'joint')::int AS joint,
             count(*) FILTER (WHERE function = 'other')::int AS other,
             count(*) FILTER (WHERE function = 'unclassified')::int
                 AS unclassified
      FROM work WHERE skipped IS NULL GROUP BY 1) AS m
ORDER BY month;
\p

\echo
\echo '3. WHAT EACH TEAM REALLY DOES'
\echo
\echo 'Shares of the classified activities, in percent; coverage is how much of'
\echo 'the team''s activities could be classified at all.'
\echo
SELECT team, hired_for, people, activities AS rows,
       round(100 * sales_marketing.function_share(mix, 'sales')) AS sales,
       round(100 * sales_marketing.function_share(mix, 'marketing'))
           AS marketing,
       round(100 * sales_marketing.function_share(mix, 'joint')) AS joint,
       round(100 * sales_marketing.function_share(mix, 'other')) AS other,
       round(100 * sales_marketing.function_coverage(mix)) AS coverage
FROM (SELECT team, hired_for, count(DISTINCT actor) AS people,
             count(*) AS activities,
             sales_marketing.function_counts_state(function) AS mix
      FROM work WHERE skipped IS NULL GROUP BY team, hired_for) AS t
ORDER BY sales DESC, team;
\p

\echo
\echo 'Six people who do most of the other function''s work:'
\echo
SELECT name, team, hired_for, activities AS rows,
       round(100 * sales_marketing.function_share(mix, 'sales')) AS sales,
       round(100 * sales_marketing.function_share(mix, 'marketing'))
           AS marketing,
       round(100 * sales_marketing.function_coverage(mix)) AS coverage
FROM (SELECT actor, name, team, hired_for, count(*) AS activities,
             sales_marketing.function_counts_state(function) AS mix
      FROM work WHERE skipped IS NULL AND hired_for IN ('sales', 'marketing')
      GROUP BY actor, name, team, hired_for) AS p
ORDER BY sales_marketing.function_share(mix,
             CASE hired_for WHEN 'sales' THEN 'marketing' ELSE 'sales' END)
         DESC, actor
LIMIT 6;
\p

\echo
\echo '4. TEN ACTIVITIES, AND WHY THEY COUNT AS WHAT THEY DO'
\echo
WITH kind AS (  -- one activity of each sort, in an order that looks random
    SELECT DISTINCT ON (function, channel, left(subject, 6)) *
    FROM work
    WHERE skipped IS NULL AND function <> 'unclassified' AND subject <> ''
    ORDER BY function, channel, left(subject, 6), activity_id
), ten AS (
    SELECT *, row_number() OVER (PARTITION BY function
                                 ORDER BY company.dice(activity_id, 'ten', 9999),
                                          activity_id) AS pick
    FROM kind
)
SELECT CASE WHEN line = 1 THEN function END AS function,
       CASE WHEN line = 1 THEN left(subject, 36) END AS subject,
       source, left(phrase, 18) AS phrase,
       concat_ws(', ', 'sales ' || trim_scale(nullif(e.sales, 0)),
                 'marketing ' || trim_scale(nullif(e.marketing, 0)),
                 'joint ' || trim_scale(nullif(e.joint, 0)),
                 'other ' || trim_scale(nullif(e.other, 0))) AS weight
FROM ten, LATERAL (
    SELECT *, row_number() OVER () AS line
    FROM sales_marketing.explain_activity(subject, 'standard/1', channel,
                                          recipients, campaign, direction)
    WHERE (sales, marketing, joint, other) <> (0, 0, 0, 0)) AS e
WHERE pick <= CASE WHEN function IN ('sales', 'marketing') THEN 3 ELSE 2 END
ORDER BY ten.function, pick, line;
\p

\echo
\echo '5. HOW LONG EACH FUNCTION WAITS FOR ITS PAY'
\echo
\echo 'Payouts earned in 2025, as of 31 March 2026.  A deal is earned on its day,'
\echo 'a bonus day by day through the period it is for.  A payee''s wait is the'
\echo 'mean over that payee''s payouts, weighted by amount.  By plan, in days:'
\echo
CREATE TEMP VIEW pay AS
SELECT team, plan, person.function, schedule,
       sales_marketing.payout(
           payee => payee, function => person.function, plan => plan,
           earned_on => earned_on, earned_from => earned_from,
           earned_to => earned_to, paid_on => paid_on,
           schedule => schedule::sales_marketing.pay_schedule,
           amount => amount, currency => currency, kind => payout.kind)
           AS payout
FROM company.payout
JOIN company.person ON person_id = payee
JOIN company.plan USING (plan, team);
\p
\echo
SELECT plan, schedule, w.function, w.payees, w.payouts,
       round(w.mean_wait_days) AS wait, round(w.mean_design_days) AS design,
       round(w.mean_lateness_days::numeric, 1) AS lateness,
       round(100 * w.late_rate) AS "late %", w.overdue, w.earned_basis AS earned
FROM (SELECT plan, schedule, function,
             sales_marketing.wait_summary_state(payout) AS summary
      FROM pay GROUP BY plan, schedule, function) AS p,
LATERAL sales_marketing.function_waits(summary, '2026-03-31',
                                       minimum_payees => 3) AS w
WHERE w.function = p.function
ORDER BY wait, plan;
\p
\echo
\echo 'Sales is paid monthly or quarterly, marketing once a year.  What that means:'
\echo
CREATE TEMP VIEW gap AS
SELECT g.*, summary
FROM (SELECT sales_marketing.wait_summary_state(payout) AS summary
      FROM pay) AS s,
LATERAL sales_marketing.compensation_gap(summary, '2026-03-31') AS g;
\p
\echo
SELECT format('marketing waits %s days longer (95 %%: %s to %s);',
              marketing_minus_sales_days, marketing_minus_sales_low,
              marketing_minus_sales_high) AS "between functions"
FROM gap
UNION ALL
SELECT format('of the %s days between the means, %s are by design, %s late;',
              round(mean_gap_days), round(design_gap_days),
              round(lateness_gap_days))
FROM gap
UNION ALL
SELECT format('worth %s of %s %s at 8 %% a year.',
              round(sales_marketing.waiting_cost(amount,
                        round(mean_gap_days)::int, 0.08)), amount, currency)
FROM gap, LATERAL (SELECT amount
    FROM sales_marketing.function_waits(summary, '2026-03-31') AS w
    WHERE w.function = 'marketing') AS m;
\p
