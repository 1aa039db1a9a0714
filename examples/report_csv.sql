-- The short report over any table: script/demo loads a CSV file into the
-- table "file" and names the column with the texts.  Each result is followed
-- by the query that made it; \p prints the very text the server ran.
--
--     psql -X -v column=activity -f examples/report_csv.sql

\ir report_style.sql

\echo '1. WHAT WAS COUNTED'
\echo
CREATE TEMP VIEW work AS
SELECT :"column" AS activity,
       sales_marketing.classify_activity(:"column") AS function
FROM file WHERE btrim(:"column") <> '';
\p
\echo
SELECT what AS "rows", number, round(100.0 * number / nullif(rows, 0), 1) AS "%"
FROM (SELECT (SELECT count(*) FROM file) AS rows,
             (SELECT count(*) FROM work) AS full_rows,
             (SELECT count(*) FROM work WHERE function = 'unclassified')
                 AS unclassified) AS n,
LATERAL (VALUES (1, 'rows in', rows),
                (2, 'skipped: no text', rows - full_rows),
                (3, 'unclassified: no evidence', unclassified),
                (4, 'classified', full_rows - unclassified))
    AS v (nr, what, number)
ORDER BY nr;
\p

\echo
\echo '2. ROWS BY FUNCTION'
\echo
SELECT f AS function, count(function) AS rows,
       round(100.0 * count(function)
             / greatest(sum(count(function)) OVER (), 1), 1) AS "%",
       repeat('█', (60 * count(function)
             / greatest(max(count(function)) OVER (), 1))::int) AS bar
FROM string_to_table('sales marketing joint other unclassified', ' ')
     WITH ORDINALITY AS t (f, nr)
LEFT JOIN work ON function = f
GROUP BY f, nr
ORDER BY nr;
\p

\echo
\echo '3. TEN TEXTS, AND WHY THEY COUNT AS WHAT THEY DO'
\echo
WITH kind AS (
    SELECT function, activity, row_number() OVER (
               PARTITION BY function
               ORDER BY count(*) DESC, md5(activity)) AS pick
    FROM work WHERE function <> 'unclassified'
    GROUP BY function, activity
), ten AS (
    SELECT * FROM kind ORDER BY pick, function LIMIT 10
)
SELECT CASE WHEN line = 1 THEN function END AS function,
       CASE WHEN line = 1 THEN left(regexp_replace(activity, '\s+', ' ', 'g'),
                                    30) END AS activity,
       source, left(phrase, 18) AS phrase,
       concat_ws(', ', 'sales ' || trim_scale(nullif(e.sales, 0)),
                 'marketing ' || trim_scale(nullif(e.marketing, 0)),
                 'joint ' || trim_scale(nullif(e.joint, 0)),
                 'other ' || trim_scale(nullif(e.other, 0))) AS weight
FROM ten, LATERAL (
    SELECT *, row_number() OVER () AS line
    FROM sales_marketing.explain_activity(activity)
    WHERE (sales, marketing, joint, other) <> (0, 0, 0, 0)) AS e
ORDER BY ten.function, pick, line;
\p

\echo
\echo '4. WHAT IT COULD NOT CLASSIFY MOST OFTEN'
\echo
SELECT left(regexp_replace(activity, '\s+', ' ', 'g'), 80) AS activity,
       count(*) AS rows
FROM work WHERE function = 'unclassified'
GROUP BY activity
ORDER BY count(*) DESC, activity
LIMIT 10;
\p
