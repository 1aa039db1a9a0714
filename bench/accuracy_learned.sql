/*
 * The part of bench/accuracy about learned rules, included by accuracy.sql:
 * adds predictions and measures, and prints what is no mean of one run.
 */

/* Folds as cross_validated_quality deals them out: by a hash of a key. */
CREATE FUNCTION fold_of(key text, folds integer) RETURNS integer
LANGUAGE sql IMMUTABLE AS
$$SELECT (('x' || encode(substr(sha256(convert_to(key, getdatabaseencoding())),
								1, 4), 'hex')
		  )::bit(32)::bigint % folds)::integer$$;

/* The texts with the labels to learn: neither is learned as other. */
CREATE TABLE lesson AS
SELECT source, nr, activity, occupation, breadth,
	   CASE actual WHEN 'unclassified' THEN 'other' ELSE actual END AS label
FROM labelled, unnest(array['binary', 'all']) AS breadth
WHERE breadth = 'all' OR actual IN ('sales', 'marketing');

/*
 * Predicts every text of a lesson by rules that were learned from the other
 * folds.
 */
CREATE FUNCTION cross_validate(method text, the_source text,
							   the_breadth text, grouped boolean,
							   prior activity_rules,
							   min_confidence float8 DEFAULT 0)
RETURNS void LANGUAGE sql AS
$$
INSERT INTO prediction
WITH dealt AS MATERIALIZED (
	SELECT nr, activity, label,
		   fold_of(CASE WHEN grouped THEN occupation ELSE activity END, 5)
		   AS fold
	FROM lesson WHERE source = the_source AND breadth = the_breadth
), counts AS MATERIALIZED (
	SELECT fold, label_counts_state(activity, label) AS counts
	FROM dealt GROUP BY fold
), learned AS MATERIALIZED (
	SELECT held.fold, rules_from_counts(merge_label_counts(other.counts),
										prior, 200, min_confidence) AS rules
	FROM counts held JOIN counts other ON other.fold <> held.fold
	GROUP BY held.fold
)
SELECT method || '/' || the_breadth, the_source, nr, said
FROM learned, LATERAL (SELECT nr, classify_activity(activity, rules) AS said
					   FROM dealt WHERE dealt.fold = learned.fold) s
$$;

/*
 * What the rules are learned on top of.  The phrases of standard/1 were
 * written with these texts in sight; the words of the article were not.
 */
CREATE TABLE prior AS
SELECT * FROM (VALUES (1, 'standard/1', 'standard/1'::activity_rules),
					  (3, 'nothing', '{}')) v(nr, name, rules)
UNION ALL
SELECT 2, 'article words',
	   jsonb_build_object('phrases', jsonb_object_agg(phrase,
			jsonb_build_object(class, 1)))::activity_rules
FROM lexicon WHERE class IN ('sales', 'marketing', 'joint', 'other')
HAVING count(*) > 0;

INSERT INTO prediction
SELECT 'article words', source, labelled.nr, classify_activity(activity, rules)
FROM labelled, prior WHERE name = 'article words';

SELECT CASE WHEN p.name = 'article words' AND m.method = '5 folds'
	   THEN add_measure('untrained', m.name, p.name, m.source, m.breadth,
						NULL) END,
	   cross_validate(format('%s on %s', m.method, p.name), m.source,
					  m.breadth, m.method = 'by occupation', p.rules),
	   add_measure('learned', m.name, format('%s on %s', m.method, p.name),
				   m.source, m.breadth,
				   CASE WHEN p.name = 'standard/1' THEN m.bar END,
				   CASE WHEN p.name = 'standard/1' THEN m.coverage END)
FROM (VALUES
	(1, 'O*NET, sales or marketing', 'onet', 'binary', '5 folds',
	 0.85::float8, NULL::float8),
	(2, 'O*NET, with neither', 'onet', 'all', '5 folds', 0.78, NULL),
	(3, 'O*NET, sales or marketing', 'onet', 'binary', 'by occupation', 0.80,
	 NULL),
	(4, 'O*NET, with neither', 'onet', 'all', 'by occupation', 0.74, NULL),
	(5, 'CRM, sales or marketing', 'crm', 'binary', '5 folds', 0.85, 0.85),
	(6, 'CRM, with joint and neither', 'crm', 'all', '5 folds', NULL, NULL))
	m(nr, name, source, breadth, method, bar, coverage),
	prior p
ORDER BY m.nr, p.nr
\g /dev/null

SELECT EXISTS (SELECT FROM onet) AS has_onet
\gset
\if :has_onet

/*
 * Abstaining: the largest min_confidence, in steps of 0.01, that still
 * covers four fifths of the texts.
 */
SELECT cross_validate('abstains ' || c, 'onet', 'binary', false,
					  'standard/1', c)
FROM generate_series(50, 99) n, LATERAL (SELECT n / 100.0::float8 AS c) s
\g /dev/null
SELECT max(method) AS method
FROM (SELECT p.method FROM prediction p JOIN labelled USING (source, nr)
	  WHERE p.method LIKE 'abstains %'
	  GROUP BY p.method
	  HAVING avg((said <> 'unclassified')::integer) >= 0.8) m
\gset abstaining_
\if :{?abstaining_method}
SELECT add_measure('learned', 'O*NET, sales or marketing',
				   split_part(:'abstaining_method', '/', 1), 'onet',
				   'binary', NULL, 0.80, 0.92)
\g /dev/null
\endif

/*
 * Few labels: ten draws of 27 texts to learn from, measured on the rest.
 */
CREATE TABLE few AS
WITH two AS (
	SELECT nr, activity, label FROM lesson
	WHERE source = 'onet' AND breadth = 'binary'
), drawn AS MATERIALIZED (
	SELECT draw, nr, activity, label,
		   row_number() OVER (PARTITION BY draw
							  ORDER BY md5(format('%s %s', draw, nr)))
		   AS place
	FROM two, generate_series(1, 10) draw
), learned AS MATERIALIZED (
	SELECT draw, prior_nr, method, rules_from_counts(counts, prior) AS rules
	FROM (SELECT draw, label_counts_state(activity, label) AS counts
		  FROM drawn WHERE place <= 27 GROUP BY draw) c,
		 (SELECT nr AS prior_nr, 'on ' || name AS method, rules AS prior
		  FROM prior) p
)
SELECT draw, prior_nr, method, classification_quality(label, said) AS q
FROM learned, LATERAL (SELECT label,
							  classify_activity(activity, rules) AS said
					   FROM drawn
					   WHERE drawn.draw = learned.draw AND place > 27) s
GROUP BY draw, prior_nr, method;

\pset footer off
\echo Ten draws of 27 labelled O*NET texts, sales or marketing, measured on the rest
SELECT method, round(avg((q).macro_f1)::numeric, 3) AS "mean macro-F1",
	   round(min((q).macro_f1)::numeric, 3) AS least,
	   round(max((q).macro_f1)::numeric, 3) AS most,
	   round(avg((q).coverage)::numeric, 3) AS "mean coverage",
	   CASE WHEN prior_nr = 1 THEN 0.79 END AS bar,
	   CASE WHEN prior_nr > 1 THEN ''
	   WHEN avg((q).macro_f1) >= 0.79 THEN 'yes' ELSE 'NO' END AS reached
FROM few GROUP BY prior_nr, method ORDER BY prior_nr;

/* The function that users call must say the same as the long way above. */
CREATE VIEW onet_binary AS
SELECT activity, label, occupation FROM lesson
WHERE source = 'onet' AND breadth = 'binary';
\echo cross_validated_quality beside the predictions that are measured here
SELECT method, classification_quality(actual, said) =
	   (classification_quality(cross_validated_quality('onet_binary',
			'activity', 'label',
			group_column => CASE WHEN method LIKE 'by%' THEN 'occupation' END)))
	   AS the_same
FROM prediction JOIN labelled USING (source, nr)
WHERE method IN ('5 folds on standard/1/binary',
				 'by occupation on standard/1/binary') AND
	  source = 'onet'
GROUP BY method ORDER BY method;
\endif
