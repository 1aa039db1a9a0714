--
-- How good a classification is: what a user sees, good and bad.
--
SET search_path = public, sales_marketing;

-- Three months of labels beside what some rules said.
CREATE TABLE checked_label (month int, label text, said text, times int);
INSERT INTO checked_label VALUES
	(1, 'sales', 'sales', 41), (1, 'sales', 'marketing', 3),
	(1, 'marketing', 'marketing', 22), (1, 'marketing', 'unclassified', 5),
	(1, 'joint', 'joint', 4), (1, 'joint', 'marketing', 2),
	(2, 'sales', 'sales', 35), (2, 'sales', NULL, 2),
	(2, 'marketing', 'sales', 4), (2, 'marketing', 'marketing', 19),
	(2, NULL, 'sales', 6), (2, 'unclassified', 'unclassified', 7),
	(3, NULL, NULL, 1);
CREATE VIEW checked AS
SELECT month, label, said FROM checked_label, generate_series(1, times);

-- In one step.
\x
SELECT (classification_quality(label, said)).* FROM checked;
\x

-- By way of stored summaries.
CREATE TABLE checked_summary AS
SELECT month, quality_counts_state(label, said) AS counts
FROM checked GROUP BY month;
SELECT month, counts FROM checked_summary ORDER BY month;
SELECT month, rows, skipped, round(coverage::numeric, 3) AS coverage,
	   round(accuracy::numeric, 3) AS accuracy,
	   round(macro_f1::numeric, 3) AS macro_f1
FROM checked_summary, LATERAL classification_quality(counts) ORDER BY month;
SELECT function, actual, predicted, correct,
	   round(precision::numeric, 3) AS precision,
	   round(precision_low::numeric, 3) AS low,
	   round(precision_high::numeric, 3) AS high,
	   round(recall::numeric, 3) AS recall,
	   round(recall_low::numeric, 3) AS low,
	   round(recall_high::numeric, 3) AS high,
	   round(f1::numeric, 3) AS f1,
	   round(f1_low::numeric, 3) AS low, round(f1_high::numeric, 3) AS high
FROM class_quality((SELECT merge_quality_counts(counts)
					FROM checked_summary));
SELECT * FROM confusion_matrix((SELECT merge_quality_counts(counts)
								FROM checked_summary));

-- Macro-F1 by its definition, without the extension.
WITH said AS (
	SELECT label, coalesce(said, 'unclassified') AS said FROM checked
	WHERE label IS NOT NULL
), class AS (
	SELECT function, count(*) FILTER (WHERE label = function) AS actual,
		   count(*) FILTER (WHERE said = function) AS predicted,
		   count(*) FILTER (WHERE label = function AND said = function)
		   AS correct
	FROM said, (SELECT DISTINCT label AS function FROM said) f
	GROUP BY function
)
SELECT avg(2.0 * correct / (actual + predicted))::float8 -
	   (SELECT (classification_quality(label, said)).macro_f1 FROM checked)
	   BETWEEN -1e-15 AND 1e-15 AS the_same
FROM class;

-- Bad input.
SELECT classification_quality(label, 'Sales') FROM checked;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales>slaes=1'::quality_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales>sales=1 unpredicted=2'::quality_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT 'sales>sales=9999999999999999999'::quality_counts;
\echo :LAST_ERROR_SQLSTATE
SELECT merge_quality_counts(c)
FROM unnest(array['sales>sales=9223372036854775807',
				  'skipped=1']::quality_counts[]) c;
\echo :LAST_ERROR_SQLSTATE

-- Cross-validation: what it is asked must make sense before rows are read.
\set SHOW_CONTEXT never
SELECT cross_validated_quality('checked_label', 'subject', 'label');
\echo :LAST_ERROR_SQLSTATE
SELECT cross_validated_quality('checked_label', 'said', 'Label');
\echo :LAST_ERROR_SQLSTATE
SELECT cross_validated_quality('checked_label', 'said', 'label',
							   group_column => 'ctid');
\echo :LAST_ERROR_SQLSTATE
SELECT cross_validated_quality('checked_label', 'said', 'label', folds => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT cross_validated_quality('checked_label', 'said', 'label', folds => 101);
\echo :LAST_ERROR_SQLSTATE
SELECT cross_validated_quality('checked_label', 'said', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT cross_validated_quality('checked_label', 'said', 'label', prior => NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT cross_validated_quality(4000000000::regclass, 'said', 'label');
\echo :LAST_ERROR_SQLSTATE
SELECT cross_validated_quality('no_such_table', 'said', 'label');
\echo :LAST_ERROR_SQLSTATE

DROP TABLE checked_summary;
DROP VIEW checked;
DROP TABLE checked_label;
