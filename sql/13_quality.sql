/*
 * 13_quality.sql
 *		How good a classification is: predicted functions against actual ones.
 *
 * quality_counts is the summary: built by quality_counts_state, added up by
 * merge_quality_counts, read by functions.  classification_quality is the
 * answer in one step for those who never store a summary, and
 * cross_validated_quality an honest summary of what learned rules will do on
 * rows that they were not learned from.
 *
 * Definitions.  A row without an actual function is skipped.  A row without a
 * prediction counts as predicted to be unclassified, and as unpredicted too.
 * A row is correct where predicted and actual are the same function: where
 * only the prediction is unclassified it is wrong.  Covered are the rows
 * predicted to be anything but unclassified.  F1 of a class is
 * 2 correct / (actual + predicted); macro-F1 is the mean F1 of the functions
 * that occur as actual ones, each with the same weight.  Intervals are
 * Wilson's, 95 %, and suppose rows that do not depend on one another; that of
 * F1 is the one of correct / (actual or predicted), of which F1 is a growing
 * function.
 */

/*
 * The type
 */

/* value_type.sql.in: quality_counts, cost 5 */
COMMENT ON TYPE sales_marketing.quality_counts IS
'summary of actual and predicted functions, such as sales>sales=40 sales>marketing=3 marketing>marketing=20 skipped=1 unpredicted=0 (actual>predicted=rows)';

/* comparison.sql.in: quality_counts, cost 1 */

/*
 * What is read from a summary
 */

CREATE TYPE sales_marketing.quality_figures AS (
	rows bigint,
	skipped bigint,
	unpredicted bigint,
	covered bigint,
	correct bigint,
	coverage double precision,
	coverage_low double precision,
	coverage_high double precision,
	accuracy double precision,
	accuracy_low double precision,
	accuracy_high double precision,
	covered_accuracy double precision,
	covered_accuracy_low double precision,
	covered_accuracy_high double precision,
	classes bigint,
	macro_f1 double precision
);
COMMENT ON TYPE sales_marketing.quality_figures IS
'how good a classification is, over all classes';
COMMENT ON COLUMN sales_marketing.quality_figures.rows IS
'rows that have an actual function';
COMMENT ON COLUMN sales_marketing.quality_figures.skipped IS
'rows without an actual function, counted nowhere else';
COMMENT ON COLUMN sales_marketing.quality_figures.unpredicted IS
'rows without a prediction; they count as predicted to be unclassified';
COMMENT ON COLUMN sales_marketing.quality_figures.covered IS
'rows predicted to be anything but unclassified';
COMMENT ON COLUMN sales_marketing.quality_figures.correct IS
'rows whose predicted function is the actual one';
COMMENT ON COLUMN sales_marketing.quality_figures.coverage IS
'covered among all rows, 0 to 1; null without rows';
COMMENT ON COLUMN sales_marketing.quality_figures.coverage_low IS
'lower limit of coverage, 95 %';
COMMENT ON COLUMN sales_marketing.quality_figures.coverage_high IS
'upper limit of coverage, 95 %';
COMMENT ON COLUMN sales_marketing.quality_figures.accuracy IS
'correct among all rows, 0 to 1; null without rows';
COMMENT ON COLUMN sales_marketing.quality_figures.accuracy_low IS
'lower limit of accuracy, 95 %';
COMMENT ON COLUMN sales_marketing.quality_figures.accuracy_high IS
'upper limit of accuracy, 95 %';
COMMENT ON COLUMN sales_marketing.quality_figures.covered_accuracy IS
'correct among the covered rows, 0 to 1; null without any';
COMMENT ON COLUMN sales_marketing.quality_figures.covered_accuracy_low IS
'lower limit of covered_accuracy, 95 %';
COMMENT ON COLUMN sales_marketing.quality_figures.covered_accuracy_high IS
'upper limit of covered_accuracy, 95 %';
COMMENT ON COLUMN sales_marketing.quality_figures.classes IS
'functions that occur as actual ones';
COMMENT ON COLUMN sales_marketing.quality_figures.macro_f1 IS
'mean F1 of the functions that occur as actual ones, 0 to 1; null without any';

CREATE TYPE sales_marketing.class_figures AS (
	function text,
	actual bigint,
	predicted bigint,
	correct bigint,
	precision double precision,
	precision_low double precision,
	precision_high double precision,
	recall double precision,
	recall_low double precision,
	recall_high double precision,
	f1 double precision,
	f1_low double precision,
	f1_high double precision
);
COMMENT ON TYPE sales_marketing.class_figures IS
'how good a classification is for one function';
COMMENT ON COLUMN sales_marketing.class_figures.function IS
'sales, marketing, joint, other or unclassified';
COMMENT ON COLUMN sales_marketing.class_figures.actual IS
'rows that are of the function';
COMMENT ON COLUMN sales_marketing.class_figures.predicted IS
'rows predicted to be of the function';
COMMENT ON COLUMN sales_marketing.class_figures.correct IS
'rows that are both';
COMMENT ON COLUMN sales_marketing.class_figures.precision IS
'correct among predicted, 0 to 1; null where the function is never predicted';
COMMENT ON COLUMN sales_marketing.class_figures.precision_low IS
'lower limit of precision, 95 %';
COMMENT ON COLUMN sales_marketing.class_figures.precision_high IS
'upper limit of precision, 95 %';
COMMENT ON COLUMN sales_marketing.class_figures.recall IS
'correct among actual, 0 to 1; null where no row is of the function';
COMMENT ON COLUMN sales_marketing.class_figures.recall_low IS
'lower limit of recall, 95 %';
COMMENT ON COLUMN sales_marketing.class_figures.recall_high IS
'upper limit of recall, 95 %';
COMMENT ON COLUMN sales_marketing.class_figures.f1 IS
'2 correct / (actual + predicted), the harmonic mean of precision and recall, 0 to 1; null without either';
COMMENT ON COLUMN sales_marketing.class_figures.f1_low IS
'lower limit of f1, 95 %';
COMMENT ON COLUMN sales_marketing.class_figures.f1_high IS
'upper limit of f1, 95 %';

CREATE TYPE sales_marketing.confusion_count AS (
	actual text,
	predicted text,
	rows bigint
);
COMMENT ON TYPE sales_marketing.confusion_count IS
'how often one function is predicted where another, or the same, is actual';
COMMENT ON COLUMN sales_marketing.confusion_count.actual IS
'the function that the rows are of';
COMMENT ON COLUMN sales_marketing.confusion_count.predicted IS
'the function that they are predicted to be of; unclassified also without a prediction';
COMMENT ON COLUMN sales_marketing.confusion_count.rows IS
'rows, at least one';

CREATE FUNCTION sales_marketing.classification_quality(summary sales_marketing.quality_counts)
RETURNS sales_marketing.quality_figures
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_classification_quality';
COMMENT ON FUNCTION sales_marketing.classification_quality(sales_marketing.quality_counts) IS
'coverage, accuracy and macro-F1 of a summary';

CREATE FUNCTION sales_marketing.class_quality(summary sales_marketing.quality_counts)
RETURNS SETOF sales_marketing.class_figures
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 5
AS 'MODULE_PATHNAME', 'sm_class_quality';
COMMENT ON FUNCTION sales_marketing.class_quality(sales_marketing.quality_counts) IS
'precision, recall and F1 of a summary, a row for each of the five functions';

CREATE FUNCTION sales_marketing.confusion_matrix(summary sales_marketing.quality_counts)
RETURNS SETOF sales_marketing.confusion_count
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 12
AS 'MODULE_PATHNAME', 'sm_confusion_matrix';
COMMENT ON FUNCTION sales_marketing.confusion_matrix(sales_marketing.quality_counts) IS
'what is taken for what in a summary, a row for each pair of functions that occurs';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.quality_counts_accum(sales_marketing.quality_counts, actual text, predicted text)
RETURNS sales_marketing.quality_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_quality_counts_accum';
COMMENT ON FUNCTION sales_marketing.quality_counts_accum(sales_marketing.quality_counts, text, text) IS
'private: counts one row';

CREATE FUNCTION sales_marketing.quality_counts_combine(sales_marketing.quality_counts, sales_marketing.quality_counts)
RETURNS sales_marketing.quality_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_quality_counts_combine';
COMMENT ON FUNCTION sales_marketing.quality_counts_combine(sales_marketing.quality_counts, sales_marketing.quality_counts) IS
'private: adds two summaries';

CREATE FUNCTION sales_marketing.quality_counts_final(sales_marketing.quality_counts)
RETURNS sales_marketing.quality_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_quality_counts_final';
COMMENT ON FUNCTION sales_marketing.quality_counts_final(sales_marketing.quality_counts) IS
'private: the summary that has been built';

CREATE FUNCTION sales_marketing.classification_quality_final(sales_marketing.quality_counts)
RETURNS sales_marketing.quality_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_classification_quality_final';
COMMENT ON FUNCTION sales_marketing.classification_quality_final(sales_marketing.quality_counts) IS
'private: figures of what has been counted';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.quality_counts_state(actual text, predicted text) (
	SFUNC = sales_marketing.quality_counts_accum,
	STYPE = sales_marketing.quality_counts,
	SSPACE = 256,
	COMBINEFUNC = sales_marketing.quality_counts_combine,
	FINALFUNC = sales_marketing.quality_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.quality_counts_state(text, text) IS
'summary of actual and predicted functions, to be stored and merged; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_quality_counts(summary sales_marketing.quality_counts) (
	SFUNC = sales_marketing.quality_counts_combine,
	STYPE = sales_marketing.quality_counts,
	SSPACE = 256,
	COMBINEFUNC = sales_marketing.quality_counts_combine,
	FINALFUNC = sales_marketing.quality_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_quality_counts(sales_marketing.quality_counts) IS
'sum of summaries, ignoring nulls; an empty one over no rows';

CREATE AGGREGATE sales_marketing.classification_quality(actual text, predicted text) (
	SFUNC = sales_marketing.quality_counts_accum,
	STYPE = sales_marketing.quality_counts,
	SSPACE = 256,
	COMBINEFUNC = sales_marketing.quality_counts_combine,
	FINALFUNC = sales_marketing.classification_quality_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.classification_quality(text, text) IS
'coverage, accuracy and macro-F1 of predicted functions against actual ones';

/*
 * An honest figure for learned rules
 */

CREATE FUNCTION sales_marketing.check_columns(relation regclass, columns text[])
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	name text;
BEGIN
	IF NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = relation) THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table',
			MESSAGE = format('relation %s does not exist', relation);
	END IF;
	FOREACH name IN ARRAY columns LOOP
		CONTINUE WHEN EXISTS (SELECT FROM pg_attribute a
							  WHERE a.attrelid = relation AND
									a.attname = name AND a.attnum > 0 AND
									NOT a.attisdropped);
		RAISE EXCEPTION USING ERRCODE = 'undefined_column',
			MESSAGE = format('column "%s" of relation %s does not exist',
							 name, relation),
			HINT = (SELECT format('Its columns are %s.',
								  string_agg(a.attname, ', '
											 ORDER BY a.attnum))
					FROM pg_attribute a
					WHERE a.attrelid = relation AND a.attnum > 0 AND
						  NOT a.attisdropped);
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_columns(regclass, text[]) IS
'private: raises an error that lists a relation''s columns unless it has all of the given ones';

CREATE FUNCTION sales_marketing.cross_validated_quality(
	relation regclass,
	activity text,
	function text,
	folds integer DEFAULT 5,
	prior sales_marketing.activity_rules DEFAULT 'standard/1',
	top integer DEFAULT 200,
	min_confidence double precision DEFAULT 0,
	group_column text DEFAULT NULL
)
RETURNS sales_marketing.quality_counts
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL RESTRICTED COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * The labelled rows are read once and dealt out by a hash of the text, so
 * that equal texts stand in the same fold, or of the group; a second scan
 * only counts the others.  Each fold's labels are counted once; the rules for
 * a fold are learned from the sum of all other folds' counts and then
 * classify the fold.  Nothing but the bytes of the texts decides what goes
 * where: the same rows give the same figures, in any order and on any machine.
 */
DECLARE
	key text;
	labelled bigint;
	filled bigint;
	skipped bigint;
	result sales_marketing.quality_counts;
BEGIN
	IF relation IS NULL OR activity IS NULL OR function IS NULL OR
		folds IS NULL OR prior IS NULL OR top IS NULL OR min_confidence IS NULL
	THEN
		RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
			MESSAGE = 'no argument but group_column may be null';
	END IF;
	IF folds NOT BETWEEN 2 AND 100 THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = 'folds must be from 2 to 100',
			DETAIL = format('There would be %s.', folds);
	END IF;
	PERFORM sales_marketing.check_columns(relation,
		array_remove(array[activity, function, group_column], NULL));

	key := format('coalesce(%I::text, '''')', activity);
	IF group_column IS NOT NULL THEN
		key := format('coalesce(%I::text, %s)', group_column, key);
	END IF;
	/* its bytes as they are; md5() is missing where FIPS is enforced */
	key := format('convert_to(%s, getdatabaseencoding())', key);
	EXECUTE format($query$
		WITH labelled AS MATERIALIZED (
			SELECT ('x' || encode(substr(sha256(%1$s), 1, 4), 'hex')
					)::bit(32)::bigint %% $1 AS fold,
				   %2$I::text AS activity, %3$I::text AS actual
			FROM %4$s WHERE %3$I IS NOT NULL
		), counts AS MATERIALIZED (
			SELECT fold, count(*) AS rows,
				   sales_marketing.label_counts_state(activity, actual)
				   AS counts
			FROM labelled GROUP BY fold
		), learned AS MATERIALIZED (
			SELECT held.fold,
				   sales_marketing.rules_from_counts(
						sales_marketing.merge_label_counts(other.counts),
						$2, $3, $4) AS rules
			FROM counts held JOIN counts other ON other.fold <> held.fold
			GROUP BY held.fold
		)
		SELECT (SELECT sum(rows) FROM counts), (SELECT count(*) FROM counts),
			   (SELECT count(*) FROM %4$s WHERE %3$I IS NULL),
			   (SELECT sales_marketing.merge_quality_counts(fold.quality)
				FROM learned, LATERAL (
					SELECT sales_marketing.quality_counts_state(actual,
						sales_marketing.classify_activity(activity, rules))
						AS quality
					FROM labelled WHERE labelled.fold = learned.fold) fold)
		$query$, key, activity, function, relation)
	INTO labelled, filled, skipped, result
	USING folds, prior, top, min_confidence;

	IF filled = 0 THEN
		RAISE EXCEPTION USING ERRCODE = 'no_data_found',
			MESSAGE = format('relation %s has no labelled rows', relation),
			DETAIL = format('It has %s rows, and none with a value in column '
							'"%s".', skipped, function);
	ELSIF filled = 1 THEN
		RAISE EXCEPTION USING ERRCODE = 'no_data_found',
			MESSAGE = format('all labelled rows of relation %s fall into one '
							 'fold', relation),
			DETAIL = format('There are %s, and nothing else to learn from.',
							labelled),
			HINT = CASE WHEN group_column IS NULL
				THEN 'Label more rows with different texts.'
				ELSE 'Rows of a group stand in the same fold: more groups '
					 'are needed.' END;
	END IF;
	RETURN sales_marketing.quality_counts_combine(result,
		format('skipped=%s', skipped)::sales_marketing.quality_counts);
END
$function$;
COMMENT ON FUNCTION sales_marketing.cross_validated_quality(regclass, text, text, integer, sales_marketing.activity_rules, integer, double precision, text) IS
'what rules learned from a relation''s rows do on rows they were not learned from: columns of texts, of functions and, to keep together what belongs together, of groups are given by name; read it with classification_quality and class_quality';
