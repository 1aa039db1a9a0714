-- The last page of the demo: what a board reads.  It stands on feeds over the
-- made-up company (company_feeds.sql) and on the views that create_reports
-- writes; each block is followed by its query.
--
--     psql -X -f examples/load.sql -f examples/report_page.sql

\ir report_style.sql

\o /dev/null
SELECT * FROM sales_marketing.create_reports('reports');
\o
UPDATE reports.report_settings SET as_of = '2026-03-31 12:00+00';

\echo
\echo 'ONE PAGE: ONE JOB OR TWO?'
\echo '========================='
\echo
\echo '1. WHAT THIS RESTS ON'
\echo
SELECT count(*) + min(skipped.activities) AS "activities in",
       min(skipped.activities) AS "dated later, skipped",
       count(*) FILTER (WHERE function = 'unclassified') AS unclassified,
       round(100.0 * count(*) FILTER (WHERE function <> 'unclassified')
             / count(*), 1) AS "coverage %",
       count(DISTINCT team) AS teams
FROM reports.activity_classified,
     (SELECT count(*) AS activities FROM reports.activity_feed, reports.report_settings
      WHERE occurred_at > as_of) AS skipped;
\p

\echo
\echo '2. WHO DOES WHAT, BY MONTH'
\echo
\echo 'Share of the classified activities, in percent.'
\echo
SELECT to_char(month_start, 'YYYY-MM') AS month,
       round(100.0 * sum(activities) FILTER (WHERE function = 'sales') / sum(activities)) AS sales,
       round(100.0 * sum(activities) FILTER (WHERE function = 'marketing') / sum(activities)) AS marketing,
       round(100.0 * sum(activities) FILTER (WHERE function = 'joint') / sum(activities)) AS joint,
       round(100.0 * sum(activities) FILTER (WHERE function = 'other') / sum(activities)) AS other
FROM reports.activity_by_month
WHERE function <> 'unclassified'
GROUP BY 1 ORDER BY 1;
\p

\echo
\echo '3. FIVE DIMENSIONS, AND THE HAND-OFF'
\echo
\echo 'Different: is the work different?  Colliding: does it clash more often than'
\echo 'its limit allows?  No verdict is given where the rows do not carry one.'
\echo
SELECT dimension, different, colliding, friction_kind AS "worst clash",
       round(100 * flagged_share_of_exposed) AS "%", n_exposed AS "of cases",
       coalesce(verdict, 'none: ' || reason, '') AS verdict
FROM reports.dimension_verdict;
\p

\echo
\echo '4. THE PAY'
\echo
SELECT format('marketing waits %s days longer (95 %%: %s to %s);', marketing_minus_sales_days,
              marketing_minus_sales_low_days, marketing_minus_sales_high_days) AS "between functions"
FROM reports.compensation_gap
UNION ALL
SELECT format('of the %s days between the means, %s are by design, %s late;',
              round(mean_gap_days), round(design_gap_days), round(lateness_gap_days))
FROM reports.compensation_gap
UNION ALL
SELECT format('all of its waiting costs marketing %s %s at %s %% a year.', round(marketing_waiting_cost),
              currency, round(100 * discount_rate_per_year))
FROM reports.compensation_gap;
\p

\echo
\echo '5. THE FIVE MOST FREQUENT CLASHES'
\echo
SELECT kind, dimension, flagged, exposed,
       round(100 * flagged_share_of_exposed) AS "%",
       round(100 * limit_share_of_exposed) AS "limit %",
       (SELECT concat_ws(', ', subject, to_char(occurred_on, 'FMDD Mon')) FROM reports.friction_event AS e
        WHERE e.kind = r.kind ORDER BY severity DESC, occurred_at LIMIT 1) AS "the worst one"
FROM reports.friction_rate AS r
WHERE over_limit
ORDER BY flagged_share_of_exposed DESC
LIMIT 5;
\p

\echo
\echo '6. THE VERDICT'
\echo
\pset expanded on
SELECT coalesce(verdict, 'none') AS verdict, reason, leaning AS "leaning, this period only",
       votes, stable AS "the same without any one dimension",
       flip AS "what would flip it", kotler_low || ' to ' || kotler_high AS "Kotler's levels that fit",
       replace(caveats, '; ', E'\n') AS "what it cannot say"
FROM reports.separation_decision;
\pset expanded off
\p
