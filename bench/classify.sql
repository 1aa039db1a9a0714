-- The body of bench/classify: makes the rows, runs every query in turns, and
-- prints medians.  psql variable: rows.
SET client_min_messages = warning;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';
CREATE EXTENSION IF NOT EXISTS sales_marketing;
SET search_path = public, sales_marketing;

-- Half short CRM subjects, half longer sentences about tasks.
CREATE TABLE activity (id int, subject text);
WITH short AS (
    SELECT array_agg(subject ORDER BY activity_id) AS subject
    FROM company.activity WHERE subject IS NOT NULL
), word AS (
    SELECT string_to_array('Prepare,Review,Discuss,Arrange,Update,Write,'
        'Collect,Check,Present,Analyze,Monitor,Confirm,Negotiate,Explain,'
        'Record,Schedule,Compare,Send,Plan,Approve', ',') AS verb,
    string_to_array('the quarterly report,price quotes,campaign results,'
        'customer requirements,delivery dates,a list of prospects,'
        'the newsletter,survey data,contract terms,product samples,'
        'the maintenance log,training material,purchase orders,web pages,'
        'the trade show booth,payroll records,complaints from clients,'
        'advertising copy,sales forecasts,the agenda', ',') AS object,
    string_to_array('with the regional office,before the end of the month,'
        'for potential customers,using spreadsheets and databases,'
        'to determine effectiveness,and report to management,'
        'in line with company policy,by telephone or in person,'
        'according to specifications,to improve response rates', ',') AS tail
)
INSERT INTO activity
SELECT i, CASE WHEN i % 2 = 0
    THEN short.subject[1 + (i / 2) % cardinality(short.subject)]
    ELSE verb[1 + i / 2 % 20] || ' ' || object[1 + i / 40 % 20] || ' ' ||
         tail[1 + i / 800 % 10] || ', ' || lower(verb[1 + i / 7 % 20]) ||
         ' ' || object[1 + i / 11 % 20] || '.' END
FROM short, word, generate_series(1, :rows) AS i;
CREATE TABLE sample AS SELECT * FROM activity WHERE id % 10 < 1;
VACUUM ANALYZE activity;
VACUUM ANALYZE sample;

CREATE TABLE query (nr serial, name text, relation text, turns int, text text);
INSERT INTO query (name, relation, turns, text) VALUES
('count(*)', 'activity', 7, 'SELECT count(*) FROM activity'),
('count(hashtextextended(subject, 0))', 'activity', 7,
 'SELECT count(hashtextextended(subject, 0)) FROM activity'),
('count(classify_activity(subject))', 'activity', 7,
 'SELECT count(classify_activity(subject)) FROM activity'),
('count(activity_score(subject))', 'activity', 3,
 'SELECT count(activity_score(subject)) FROM activity'),
('group by hash & 3', 'sample', 5,
 'SELECT hashtextextended(subject, 0) & 3, count(*) FROM sample GROUP BY 1'),
('group by classify_activity', 'sample', 5,
 'SELECT classify_activity(subject), count(*) FROM sample GROUP BY 1');

-- What one would write without the extension; see forty_patterns.sql.
\ir forty_patterns.sql

-- The same words for a regular expression and for text search.
WITH word AS (
    SELECT regexp_matches(prosrc, $$%([^%]+)%' THEN '(\w+)'$$, 'g') AS w
    FROM pg_proc WHERE proname = 'forty_patterns'
), side AS (
    SELECT w[2] AS side, string_agg(btrim(w[1]), '|') AS regex,
           string_agg(btrim(w[1]) || ':*', ' | ') AS query
    FROM word GROUP BY 1
)
INSERT INTO query (name, relation, turns, text)
SELECT 'CASE of 40 ILIKE', 'sample', 3,
       'SELECT forty_patterns(subject), count(*) FROM sample GROUP BY 1'
UNION ALL
SELECT 'CASE of 2 regular expressions', 'sample', 3, format(
    'SELECT CASE WHEN subject ~* %L THEN ''marketing'' WHEN subject ~* %L '
    'THEN ''sales'' ELSE ''unclassified'' END, count(*) FROM sample GROUP BY 1',
    '\m(' || m.regex || ')', '\m(' || s.regex || ')')
FROM side m, side s WHERE m.side = 'marketing' AND s.side = 'sales'
UNION ALL
SELECT 'to_tsvector once, 2 tsqueries', 'sample', 3, format(
    'SELECT CASE WHEN v @@ %L::tsquery THEN ''marketing'' WHEN v @@ %L::tsquery '
    'THEN ''sales'' ELSE ''unclassified'' END, count(*) FROM (SELECT '
    'to_tsvector(''simple'', subject) AS v FROM sample OFFSET 0) s GROUP BY 1',
    to_tsquery('simple', m.query), to_tsquery('simple', s.query))
FROM side m, side s WHERE m.side = 'marketing' AND s.side = 'sales';

CREATE TABLE timing (nr int, ns numeric);
DO $$
DECLARE
    q record;
    started timestamptz;
    n bigint;
BEGIN
    FOR turn IN 0..7 LOOP
        FOR q IN SELECT * FROM query WHERE turns >= turn ORDER BY nr LOOP
            EXECUTE format('SELECT count(*) FROM %I', q.relation) INTO n;
            started := clock_timestamp();
            EXECUTE q.text;
            IF turn > 0 THEN    -- the first one warms up
                INSERT INTO timing VALUES (q.nr, 1e9 / n * extract(epoch
                    FROM clock_timestamp() - started));
            END IF;
        END LOOP;
    END LOOP;
END
$$;

SELECT format('%s activities, %s bytes on average; %s in the sample',
              count(*), round(avg(octet_length(subject))),
              (SELECT count(*) FROM sample)) FROM activity;
WITH median AS (
    SELECT name, relation, nr, percentile_cont(0.5) WITHIN GROUP (ORDER BY ns) AS ns
    FROM query JOIN timing USING (nr) GROUP BY name, relation, nr
)
SELECT format('%-38s %10s ns/row  %8s x hash scan  %8s x classify_activity',
              m.name, round(m.ns::numeric, 1), round((m.ns / h.ns)::numeric, 2),
              round((m.ns / c.ns)::numeric, 2))
FROM median m
JOIN median h ON h.relation = m.relation AND h.name IN
    ('count(hashtextextended(subject, 0))', 'group by hash & 3')
JOIN median c ON c.relation = m.relation AND c.name IN
    ('count(classify_activity(subject))', 'group by classify_activity')
ORDER BY m.nr;
