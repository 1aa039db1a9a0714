/*
 * The body of bench/accuracy: reads the texts, classifies them in every way
 * that is compared, and prints figures.
 *
 * psql variables: load, a file of \copy commands; resamples.
 */
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS sales_marketing;
SET search_path = public, sales_marketing;

CREATE TABLE onet (
	nr serial, id text, occupation_code text, occupation text,
	activity text, label text
);
CREATE TABLE crm (
	nr serial, id text, source text, activity text, label text,
	alt_label text
);
CREATE TABLE lexicon (phrase text, class text);
\i :load

/*
 * Every text with its label as a function.  The texts' "neither" is our
 * unclassified, and our other counts as the same: it says so with a reason.
 */
CREATE TABLE labelled AS
SELECT 'onet' AS source, nr, activity, left(occupation_code, 7) AS occupation,
	   CASE label WHEN 'neither' THEN 'unclassified' ELSE label END AS actual,
	   NULL::text[] AS accepted
FROM onet
UNION ALL
SELECT 'crm', nr, activity, NULL,
	   CASE label WHEN 'neither' THEN 'unclassified' ELSE label END,
	   string_to_array(replace(concat_ws(',', label, nullif(alt_label, '')),
							   'neither', 'unclassified'), ',')
FROM crm;

/* What is measured: a row for each text that a measure counts. */
CREATE TABLE measure (
	nr serial PRIMARY KEY, part text, name text, method text, bar float8,
	coverage_bar float8, covered_accuracy_bar float8
);
CREATE TABLE result (
	measure integer, nr integer, actual text, predicted text
);

\ir forty_patterns.sql

/*
 * Adds a measure of predictions that are there already, made by a method or
 * by a method for this breadth (method/breadth): of source's texts only those
 * that are sales or marketing (binary), or all; lenient takes whatever a
 * reasonable reader may say for right.
 */
CREATE TABLE prediction (method text, source text, nr integer, said text);
CREATE FUNCTION add_measure(part text, name text, the_method text,
							the_source text, breadth text, bar float8,
							coverage_bar float8 DEFAULT NULL,
							covered_accuracy_bar float8 DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
	number integer;
BEGIN
	IF NOT EXISTS (SELECT FROM labelled l WHERE l.source = the_source) THEN
		RETURN;
	END IF;
	INSERT INTO measure (part, name, method, bar, coverage_bar,
						 covered_accuracy_bar)
	VALUES (part, name, the_method, bar, coverage_bar, covered_accuracy_bar)
	RETURNING nr INTO number;
	INSERT INTO result
	SELECT number, row_number() OVER (ORDER BY l.nr),
		   CASE WHEN breadth = 'lenient' AND said = ANY (accepted) THEN said
		   ELSE actual END, said
	FROM labelled l
	JOIN (SELECT method, source, nr,
				 CASE WHEN said = 'other' AND breadth <> 'binary'
				 THEN 'unclassified' ELSE said END AS said
		  FROM prediction) p USING (source, nr)
	WHERE p.method IN (the_method, the_method || '/' || breadth) AND
		  l.source = the_source AND
		  (breadth <> 'binary' OR actual IN ('sales', 'marketing'));
END
$$;

INSERT INTO prediction
SELECT 'standard/1', source, nr, classify_activity(activity) FROM labelled
UNION ALL
SELECT '40 x ILIKE', source, nr, forty_patterns(activity) FROM labelled;

SELECT add_measure('untrained', m.name, p.method, m.source, m.breadth,
				   CASE WHEN p.method = 'standard/1' THEN m.bar END,
				   CASE WHEN p.method = 'standard/1' THEN m.coverage END)
FROM (VALUES
	(1, 'O*NET, sales or marketing', 'onet', 'binary', 0.80::float8,
	 0.85::float8),
	(2, 'O*NET, with neither', 'onet', 'all', 0.70, NULL),
	(3, 'CRM, sales or marketing', 'crm', 'binary', 0.80, 0.80),
	(4, 'CRM, with joint and neither', 'crm', 'all', 0.66, NULL),
	(5, 'CRM, the same, lenient', 'crm', 'lenient', NULL, NULL))
	m(nr, name, source, breadth, bar, coverage),
	(VALUES (1, 'standard/1'), (2, '40 x ILIKE')) p(nr, method)
ORDER BY m.nr, p.nr
\g /dev/null

SELECT EXISTS (SELECT FROM pg_proc WHERE proname = 'rules_from_counts' AND
			   pronamespace = 'sales_marketing'::regnamespace) AS learns
\gset
\if :learns
\ir accuracy_learned.sql
\endif

ANALYZE result;

/*
 * The same rows drawn anew, with repetition: row k of resample r is the one
 * that a hash of both says, so that every run draws the same.
 */
CREATE TABLE resampled AS
SELECT m.nr AS measure, r, classification_quality(actual, predicted) AS q
FROM (SELECT measure AS nr, count(*) AS n FROM result GROUP BY measure) m,
	 generate_series(1, :resamples) r,
	 LATERAL (SELECT 1 + (hashint8extended(k, r) & 9007199254740991) % m.n
			  AS drawn FROM generate_series(1, m.n) k) d
JOIN result ON result.nr = d.drawn
WHERE result.measure = m.nr
GROUP BY m.nr, r;

ANALYZE resampled;

CREATE TABLE summary AS
SELECT m.*, q.*, low, high
FROM measure m
JOIN (SELECT measure AS nr, classification_quality(actual, predicted) AS q
	  FROM result GROUP BY measure) f USING (nr)
JOIN (SELECT measure AS nr,
			 percentile_disc(0.025) WITHIN GROUP (ORDER BY (q).macro_f1)
			 AS low,
			 percentile_disc(0.975) WITHIN GROUP (ORDER BY (q).macro_f1)
			 AS high
	  FROM resampled GROUP BY measure) b USING (nr),
	 LATERAL (SELECT (f.q).rows, (f.q).coverage, (f.q).accuracy,
			  (f.q).covered_accuracy, (f.q).macro_f1) q;

\pset footer off
\pset null ''
SELECT part, name AS measured, method, rows,
	   round(coverage::numeric, 3) AS coverage,
	   round(accuracy::numeric, 3) AS accuracy,
	   round(covered_accuracy::numeric, 3) AS "of covered",
	   round(macro_f1::numeric, 3) AS "macro-F1",
	   format('%s to %s', round(low::numeric, 3), round(high::numeric, 3))
	   AS "95 %",
	   concat_ws(', ', 'F1 ' || bar, 'coverage ' || coverage_bar,
				 'of covered ' || covered_accuracy_bar) AS bar,
	   CASE WHEN coalesce(bar, coverage_bar, covered_accuracy_bar) IS NULL
	   THEN ''
	   WHEN macro_f1 >= coalesce(bar, 0) AND
			coverage >= coalesce(coverage_bar, 0) AND
			covered_accuracy >= coalesce(covered_accuracy_bar, 0)
	   THEN 'yes' ELSE 'NO' END AS reached
FROM summary ORDER BY part DESC, nr;

\echo Pairs of the same resamples: macro-F1 of the first less that of the second
SELECT a.name AS measured, a.method AS first, b.method AS second,
	   round((a.macro_f1 - b.macro_f1)::numeric, 3) AS difference,
	   (SELECT format('%s to %s',
			   round(percentile_disc(0.025) WITHIN GROUP
					 (ORDER BY (x.q).macro_f1 - (y.q).macro_f1)::numeric, 3),
			   round(percentile_disc(0.975) WITHIN GROUP
					 (ORDER BY (x.q).macro_f1 - (y.q).macro_f1)::numeric, 3))
		FROM resampled x JOIN resampled y USING (r)
		WHERE x.measure = a.nr AND y.measure = b.nr) AS "95 %"
FROM summary a JOIN summary b ON a.name = b.name
WHERE (a.method = 'standard/1' AND b.method = '40 x ILIKE') OR
	  a.method LIKE '% on ' || b.method
ORDER BY a.part DESC, a.nr;
