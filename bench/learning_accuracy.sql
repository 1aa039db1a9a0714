-- The accuracy part of bench/learning: rules learned from part of the
-- labelled sets in ../shared/data, tried on the rest.  Folds by md5.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS sales_marketing;
SET search_path = public, sales_marketing;
CREATE TEMP TABLE onet (id text, occupation_code text, occupation text,
	activity text, label text);
\copy onet FROM '../shared/data/onet/dev.csv' CSV HEADER
CREATE TEMP TABLE crm (id text, source text, activity text, label text,
	alt_label text);
\copy crm FROM '../shared/data/crm/dev.csv' CSV HEADER

CREATE FUNCTION fold(what text, folds int) RETURNS int LANGUAGE sql IMMUTABLE
AS $$ SELECT (('x' || left(md5(what), 8))::bit(32)::bigint % folds)::int $$;

-- Every labelled row of every task, with the fold it is tried in.
CREATE TEMP TABLE labelled (task text, fold int, activity text, label text);
INSERT INTO labelled
SELECT 'O*NET, 2 classes, by text', fold(activity, 5), activity, label
FROM onet WHERE label <> 'neither'
UNION ALL
SELECT 'O*NET, 3 classes, by text', fold(activity, 5), activity,
	replace(label, 'neither', 'other') FROM onet
UNION ALL
SELECT 'O*NET, 2 classes, by occupation', fold(left(occupation_code, 7), 5),
	activity, label FROM onet WHERE label <> 'neither'
UNION ALL
SELECT 'O*NET, 3 classes, by occupation', fold(left(occupation_code, 7), 5),
	activity, replace(label, 'neither', 'other') FROM onet
UNION ALL
SELECT 'CRM, 4 classes', fold(activity, 5), activity,
	replace(label, 'neither', 'other') FROM crm;
-- Ten draws of 27 rows; they are learned from, the others tried.
INSERT INTO labelled
SELECT 'O*NET, 2 classes, 27 rows', draw * 2 + (row_number() OVER
	(PARTITION BY draw ORDER BY md5(draw || activity)) <= 27)::int,
	activity, label
FROM onet, generate_series(10, 19) AS draw WHERE label <> 'neither';

CREATE TEMP TABLE prior (name text, rules activity_rules, top int);
INSERT INTO prior VALUES ('standard', 'standard/1', 200),
	('empty', '{}', 200), ('empty, all phrases', '{}', 50000);

CREATE TEMP TABLE learned AS
SELECT p.name, t.task, t.fold, (SELECT rules_from_counts(
		label_counts_state(l.activity, l.label), p.rules, p.top)
	FROM labelled l WHERE l.task = t.task AND
		CASE WHEN t.fold < 10 THEN l.fold <> t.fold
		ELSE l.fold = t.fold + 1 END) AS rules
FROM prior p, (SELECT DISTINCT task, fold FROM labelled
	WHERE fold < 10 OR fold % 2 = 0) t;

-- What was said of every row that was tried, and with which lead.
CREATE TEMP TABLE tried AS
SELECT r.name, l.task, l.fold, l.label,
	classify_activity(l.activity, r.rules) AS said, e.lead
FROM learned r JOIN labelled l USING (task, fold), LATERAL (
	SELECT max(w) FILTER (WHERE n = 1) - max(w) FILTER (WHERE n = 2) AS lead
	FROM (SELECT w, row_number() OVER (ORDER BY w DESC) AS n FROM
		(SELECT sum(sales), sum(marketing), sum(joint), sum(other)
		 FROM explain_activity(l.activity, r.rules)) AS s (a, b, c, d),
		unnest(array[a, b, c, d]) AS w) AS x) AS e;
INSERT INTO tried
SELECT 'standard, not learned', task, fold, label,
	classify_activity(activity), 0 FROM labelled
WHERE fold < 10 OR fold % 2 = 0;

CREATE FUNCTION macro_f1(label text[], said text[], class text[])
RETURNS float8 LANGUAGE sql AS $$
SELECT avg(f) FROM unnest(class) AS c, LATERAL (
	SELECT coalesce(2.0 * count(*) FILTER (WHERE l = c AND s = c) /
		nullif(count(*) FILTER (WHERE l = c) +
			   count(*) FILTER (WHERE s = c), 0), 0) AS f
	FROM unnest(label, said) AS x (l, s)) AS y $$;

\echo
\echo 'Macro-F1 on rows not learned from.  The standard rules were written with a'
\echo 'look at these rows; what a prior is worth elsewhere is less.'
WITH scored AS (
	SELECT name, task, CASE WHEN fold < 10 THEN 0 ELSE fold END AS draw,
		label, said, lead, row_number() OVER (PARTITION BY name, task,
			CASE WHEN fold < 10 THEN 0 ELSE fold END
			ORDER BY lead DESC NULLS LAST, label)::float8 / count(*) OVER
			(PARTITION BY name, task,
			 CASE WHEN fold < 10 THEN 0 ELSE fold END) AS place
	FROM tried WHERE task NOT LIKE 'CRM%' OR label IN ('sales', 'marketing')
), figure AS (
	SELECT name, task, draw, count(*), macro_f1(array_agg(label),
		array_agg(said), CASE WHEN task LIKE '%3%' THEN
			'{sales,marketing,other}' ELSE '{sales,marketing}' END::text[])
		AS f1,
		avg((said <> 'unclassified')::int) AS coverage,
		avg((label = said)::int) AS accuracy,
		avg((label = said)::int) FILTER (WHERE place <= 0.8) AS accuracy_80,
		macro_f1(array_agg(label) FILTER (WHERE place <= 0.85),
			array_agg(said) FILTER (WHERE place <= 0.85),
			'{sales,marketing}') AS f1_85
	FROM scored GROUP BY 1, 2, 3)
SELECT task, name AS prior, round(avg(f1)::numeric, 3) AS macro_f1,
	round(avg(coverage), 2) AS coverage, round(avg(accuracy), 3) AS accuracy,
	CASE WHEN name NOT LIKE '%not%' THEN round(avg(accuracy_80), 3) END
	AS "accuracy at 80 %",
	CASE WHEN task LIKE 'CRM%' AND name NOT LIKE '%not%' THEN
		round(avg(f1_85)::numeric, 3) END AS "f1 at 85 %"
FROM figure GROUP BY 1, 2 ORDER BY 1, 2 DESC;

\echo 'min_confidence, the standard rules as prior: coverage and accuracy'
SELECT task, p AS min_confidence,
	round(avg((lead >= m)::int), 2) AS coverage,
	round(avg((label = said)::int) FILTER (WHERE lead >= m), 3) AS accuracy
FROM tried,
	(SELECT p, round(ln(p / (1 - p)), 3) AS m
	 FROM unnest('{0.5,0.6,0.7,0.8,0.9}'::numeric[]) AS p) AS c
WHERE name = 'standard' AND task LIKE 'O%by %'
GROUP BY 1, 2 ORDER BY 1, 2;
