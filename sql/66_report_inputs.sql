/*
 * 66_report_inputs.sql
 *		What feeds a schema has, whether they are what was agreed, and how many
 *		rows count.
 */

CREATE TYPE sales_marketing.report_input AS (
	feed text,
	column_name text,
	type text,
	required boolean,
	found_type text,
	present boolean,
	reason text,
	needed_for text
);
COMMENT ON TYPE sales_marketing.report_input IS
'a column that reports need, and whether it is there';
COMMENT ON COLUMN sales_marketing.report_input.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.report_input.column_name IS
'the column';
COMMENT ON COLUMN sales_marketing.report_input.type IS
'type that was agreed';
COMMENT ON COLUMN sales_marketing.report_input.required IS
'whether the feed is of no use without it';
COMMENT ON COLUMN sales_marketing.report_input.found_type IS
'type that it has; null where there is no such column';
COMMENT ON COLUMN sales_marketing.report_input.present IS
'whether it can have values; false for a column that is always null';
COMMENT ON COLUMN sales_marketing.report_input.reason IS
'why not, or which system does not fill it; null where there is nothing to say';
COMMENT ON COLUMN sales_marketing.report_input.needed_for IS
'measures (C01 to C32), kinds of friction and reports that need it';

CREATE FUNCTION sales_marketing.feed_type_fits(found oid, expected oid)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
/* what the server casts by itself, unless the session's time zone decides */
SELECT base = expected OR expected <> 'timestamptz'::regtype AND
	   EXISTS (SELECT FROM pg_cast AS c
			   WHERE c.castsource = base AND c.casttarget = expected AND
					 c.castcontext = 'i')
FROM (SELECT sales_marketing.feed_base_type(found)) AS t (base)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_type_fits(oid, oid) IS
'private: whether a column of a type can stand in a feed where another is expected';

CREATE FUNCTION sales_marketing.report_inputs(target_schema text)
RETURNS SETOF sales_marketing.report_input
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 130
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	RETURN QUERY
	WITH relation AS MATERIALIZED (
		SELECT r.*, c.oid, c.relkind
		FROM sales_marketing.feed_relations(target_schema) AS r
		JOIN pg_class AS c ON c.oid = to_regclass(r.relation)
	), crm_column AS (
		/* what create_feeds noted about the columns of a CRM's view */
		SELECT r.feed, r.crm, a.attname,
			   sales_marketing.feed_column_given(r.oid, a.attnum) AS given,
			   coalesce(substring(d.text FROM '; missing: (.*)$'),
						substring(d.text FROM '; (rows that are .*)$'),
						substring(d.text FROM '; (not known) to [a-z]+$'))
			   AS missing
		FROM relation AS r
		JOIN relation AS above ON above.feed = r.feed AND above.crm IS NULL AND
			 above.owner = r.owner
		JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND
			 NOT a.attisdropped
		CROSS JOIN LATERAL (SELECT col_description(a.attrelid, a.attnum))
			AS d (text)
		WHERE r.usable
	), noted AS (
		SELECT c.feed, c.attname, bool_or(c.given) AS given,
			   string_agg(c.crm || ': ' || c.missing, '; '
						  ORDER BY sales_marketing.feed_rank(c.crm))
			   AS missing
		FROM crm_column AS c
		GROUP BY c.feed, c.attname
	)
	SELECT f.feed, f.column_name, f.type, f.required,
		   format_type(a.atttypid, NULL), p.problem IS NULL AND
		   (NOT ours OR f.column_name = 'matched_by' OR coalesce(n.given, false)),
		   CASE WHEN p.problem IS NOT NULL THEN p.problem
				WHEN ours THEN n.missing END,
		   f.needed_for
	FROM sales_marketing.feed_columns() AS f
	LEFT JOIN relation AS r ON r.feed = f.feed AND r.crm IS NULL
	LEFT JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND
		 NOT a.attisdropped AND a.attname = f.column_name
	LEFT JOIN noted AS n ON n.feed = f.feed AND n.attname = f.column_name
	CROSS JOIN LATERAL (SELECT coalesce(r.made AND NOT r.edited, false))
		AS o (ours)
	CROSS JOIN LATERAL (SELECT CASE
		WHEN r.oid IS NULL THEN format('there is no %s', f.feed)
		WHEN r.relkind NOT IN ('r', 'v', 'm', 'p', 'f') THEN
			format('%s is no table or view', f.feed)
		WHEN a.attname IS NULL THEN
			format('%s has no column %s', f.feed, f.column_name)
		WHEN NOT sales_marketing.feed_type_fits(a.atttypid,
												to_regtype(f.type)) THEN
			format('it is of type %s, not %s',
				   format_type(a.atttypid, NULL), f.type) END)
		AS p (problem)
	ORDER BY f.feed, f.column_position;
END
$function$;
COMMENT ON FUNCTION sales_marketing.report_inputs(text) IS
'the columns that reports need, which of them a schema''s feeds have, and why not the others';

CREATE FUNCTION sales_marketing.check_feed(target_schema text, feed text)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	n sales_marketing.report_input;
	wrong sales_marketing.report_input;		/* the first one */
	all_wrong text;
BEGIN
	IF EXISTS (SELECT FROM sales_marketing.feed_relations(target_schema) AS r
			   JOIN pg_class AS c ON c.oid = to_regclass(r.relation)
			   WHERE r.feed = check_feed.feed AND r.crm IS NULL AND
					 c.relkind NOT IN ('r', 'v', 'm', 'p', 'f')) THEN
		RAISE EXCEPTION USING ERRCODE = 'wrong_object_type',
			MESSAGE = format('%I.%I is no table or view', target_schema, feed);
	END IF;

	FOR n IN SELECT i.* FROM sales_marketing.report_inputs(target_schema) AS i
			 WHERE i.feed = check_feed.feed AND
				   (i.found_type IS NOT NULL AND
					i.reason LIKE 'it is of type %' OR
					i.required AND i.reason LIKE '% has no column %')
	LOOP
		IF wrong.feed IS NULL THEN
			wrong := n;
		END IF;
		all_wrong := concat_ws(', ', all_wrong,
							   format('%s (%s)', n.column_name, n.reason));
	END LOOP;
	IF wrong.found_type IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'datatype_mismatch',
			MESSAGE = format(
				'column "%s" of %I.%I must be of type %s, but is of type %s',
				wrong.column_name, target_schema, feed, wrong.type,
				wrong.found_type),
			DETAIL = format('Wrong in %s: %s.', feed, all_wrong),
			HINT = CASE
				WHEN wrong.type = 'timestamptz' AND
					 wrong.found_type LIKE 'timestamp%' THEN format(
					'Say in which zone it is: %I AT TIME ZONE ''Europe/Berlin''.',
					wrong.column_name)
				WHEN wrong.type = 'timestamptz' AND wrong.found_type = 'date'
				THEN format('Say when and where: (%I + time ''12:00'') AT TIME ZONE ''Europe/Berlin''.',
							wrong.column_name)
				WHEN wrong.type = 'date' AND
					 wrong.found_type = 'timestamp with time zone' THEN format(
					'Say where it is that day: (%I AT TIME ZONE ''Europe/Berlin'')::date.',
					wrong.column_name)
				ELSE format('Cast it: %I::%s.', wrong.column_name,
							wrong.type) END;
	ELSIF wrong.feed IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_column',
			MESSAGE = format('%I.%I has no column "%s"', target_schema, feed,
							 wrong.column_name),
			DETAIL = format('Wrong in %s: %s.', feed, all_wrong),
			HINT = format('It must be of type %s; feed_columns() says what it means.',
						  wrong.type);
	END IF;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_feed(text, text) IS
'private: an error if a column of a feed is missing that must be there or is of a wrong type';

CREATE FUNCTION sales_marketing.check_feeds(target_schema text)
RETURNS integer
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	feed text;
	feeds integer := 0;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	FOR feed IN SELECT r.feed
				FROM sales_marketing.feed_relations(target_schema) AS r
				WHERE r.crm IS NULL ORDER BY r.feed
	LOOP
		PERFORM sales_marketing.check_feed(target_schema, feed);
		feeds := feeds + 1;
	END LOOP;
	RETURN feeds;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_feeds(text) IS
'the number of feeds in a schema; an error if a column is missing that must be there or is of a wrong type';

CREATE TYPE sales_marketing.feed_count AS (
	feed text,
	source text,
	outcome text,
	row_count bigint
);
COMMENT ON TYPE sales_marketing.feed_count IS
'how many rows of a source came to what';
COMMENT ON COLUMN sales_marketing.feed_count.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.feed_count.source IS
'the CRM; own for a feed that create_feeds did not make';
COMMENT ON COLUMN sales_marketing.feed_count.outcome IS
'kept, or why not: duplicate, not used, not read, or what skipped says';
COMMENT ON COLUMN sales_marketing.feed_count.row_count IS
'number of rows; null where they were not read';

CREATE FUNCTION sales_marketing.feed_counts(target_schema text)
RETURNS SETOF sales_marketing.feed_count
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000000 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * Reads every row, but not what belongs to neither the caller nor the owner of
 * the schema.  A duplicate is a row that counts in its CRM and is not in the
 * feed.
 */
DECLARE
	this sales_marketing.feed_relation;
	above sales_marketing.feed_relation;
	result sales_marketing.feed_count;
	in_feed bigint;
	kept bigint;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	FOR this IN SELECT r.*
				FROM sales_marketing.feed_relations(target_schema) AS r
				JOIN pg_class AS c ON c.oid = to_regclass(r.relation)
				WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f')
				ORDER BY r.feed, r.crm IS NOT NULL,
						 sales_marketing.feed_rank(r.crm)
	LOOP
		result.feed := this.feed;
		result.source := coalesce(this.crm, 'own');
		result.row_count := NULL;
		IF NOT this.trusted THEN
			result.outcome := 'not read';
			RETURN NEXT result;
			CONTINUE;
		ELSIF this.crm IS NULL OR NOT this.usable THEN
			IF this.crm IS NULL THEN
				above := this;
				CONTINUE WHEN this.made AND NOT this.edited;
			END IF;
			result.outcome := CASE WHEN this.crm IS NULL THEN 'kept'
								   ELSE 'not used' END;
			EXECUTE format('SELECT count(*) FROM %s', this.relation)
			INTO result.row_count;
			RETURN NEXT result;
			CONTINUE;
		END IF;

		EXECUTE format('SELECT count(*) FROM %s AS f WHERE f.skipped IS NULL',
					   this.relation)
		INTO kept;
		in_feed := kept;
		IF above.feed = this.feed AND above.made AND NOT above.edited THEN
			EXECUTE CASE WHEN this.feed = 'identity_feed'
				THEN format('SELECT count(DISTINCT (f.kind, f.source_id)) FROM %s AS f WHERE f.skipped IS NULL',
							this.relation)
				ELSE format('SELECT count(*) FROM %s AS f WHERE f.source LIKE %L',
							above.relation, this.crm || '.%') END
			INTO in_feed;
		END IF;
		RETURN QUERY EXECUTE format(
			'SELECT $1, $2, o.outcome, o.n FROM (VALUES (''kept'', $3), (''duplicate'', $4 - $3)) AS o (outcome, n) WHERE o.n > 0 OR o.outcome = ''kept'' UNION ALL (SELECT $1, $2, f.skipped, count(*) FROM %s AS f WHERE f.skipped IS NOT NULL GROUP BY f.skipped) ORDER BY 4 DESC, 3',
			this.relation)
		USING result.feed, result.source, in_feed, kept;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_counts(text) IS
'how many rows of each CRM are in the feeds of a schema, and how many are not and why';
