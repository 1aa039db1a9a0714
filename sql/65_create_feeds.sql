/*
 * 65_create_feeds.sql
 *		create_feeds writes the views; drop_feeds takes a CRM out again.
 *		Neither touches what create_feeds did not make, or what somebody
 *		changed since; each does all or, with an error, nothing.
 */

CREATE TYPE sales_marketing.feed_view AS (
	feed text,
	crm text,
	view text,
	columns_filled integer,
	columns_empty integer,
	note text
);
COMMENT ON TYPE sales_marketing.feed_view IS
'what create_feeds or drop_feeds did about a view';
COMMENT ON COLUMN sales_marketing.feed_view.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.feed_view.crm IS
'the CRM whose rows these are; null for the feed itself';
COMMENT ON COLUMN sales_marketing.feed_view.view IS
'name of the view, qualified and quoted';
COMMENT ON COLUMN sales_marketing.feed_view.columns_filled IS
'number of columns with an expression behind them';
COMMENT ON COLUMN sales_marketing.feed_view.columns_empty IS
'number of columns that are always null';
COMMENT ON COLUMN sales_marketing.feed_view.note IS
'what is not there, or why the view was left as it is; null where there is nothing to say';

CREATE TYPE sales_marketing.feed_gap AS (
	column_name text,
	given_by text,
	missing text,
	absent text
);
COMMENT ON TYPE sales_marketing.feed_gap IS
'how far a CRM fills a column of a feed';
COMMENT ON COLUMN sales_marketing.feed_gap.column_name IS
'the column, skip LABEL, or null for a part or table as a whole';
COMMENT ON COLUMN sales_marketing.feed_gap.given_by IS
'parts that fill it, or null';
COMMENT ON COLUMN sales_marketing.feed_gap.missing IS
'parts that could, with what is not there; or null';
COMMENT ON COLUMN sales_marketing.feed_gap.absent IS
'parts that could but are left out as a whole, with the reason; or null';

CREATE FUNCTION sales_marketing.feed_gaps(lines jsonb)
RETURNS SETOF sales_marketing.feed_gap
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $function$
WITH line AS MATERIALIZED (
	SELECT l.*
	FROM jsonb_populate_recordset(NULL::sales_marketing.feed_line, lines) AS l
), part AS (
	/* a table of which no row would count is not missed */
	SELECT l.part, l.line, l.problem FROM line AS l
	WHERE l.item = 'from' AND
		  (l.problem IS NULL OR NOT EXISTS
		   (SELECT FROM line AS s WHERE s.part = l.part AND
				   s.item LIKE 'skip %' AND s.expression = 'true'))
), item AS (
	SELECT l.part, p.line, l.item, p.problem AS part_problem,
		   bool_or(l.problem IS NULL) AND p.problem IS NULL AS given,
		   coalesce(p.problem, string_agg(DISTINCT l.problem, ', ')) AS problem
	FROM line AS l JOIN part AS p USING (part)
	WHERE l.item NOT IN ('from', 'join', 'where', 'need', 'distinct')
	GROUP BY l.part, p.line, l.item, p.problem
)
SELECT NULL, string_agg(p.part, ', ' ORDER BY p.line)
			 FILTER (WHERE p.problem IS NULL),
	   string_agg(format('%s (%s)', p.part, p.problem), ', ' ORDER BY p.line)
	   FILTER (WHERE p.problem IS NOT NULL), NULL
FROM part AS p
UNION ALL
/* a join that cannot be had is a poorer customer, subject, function */
SELECT DISTINCT NULL, NULL, l.problem, NULL
FROM line AS l JOIN part AS p USING (part)
WHERE l.item = 'join' AND l.problem IS NOT NULL AND p.problem IS NULL
UNION ALL
SELECT i.item, string_agg(i.part, ', ' ORDER BY i.line) FILTER (WHERE i.given),
	   string_agg(format('%s (%s)', i.part, i.problem), ', ' ORDER BY i.line)
	   FILTER (WHERE NOT i.given AND i.part_problem IS NULL),
	   string_agg(format('%s (%s)', i.part, i.problem), ', ' ORDER BY i.line)
	   FILTER (WHERE i.part_problem IS NOT NULL)
FROM item AS i
GROUP BY i.item
$function$;
COMMENT ON FUNCTION sales_marketing.feed_gaps(jsonb) IS
'private: what of a feed can be had from a CRM, and what is missing';

CREATE FUNCTION sales_marketing.feed_meaning(feed text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT CASE feed
	WHEN 'activity_feed' THEN 'what people did: a row per activity'
	WHEN 'person_feed' THEN 'who they are: a row per person and period'
	WHEN 'identity_feed' THEN
		'the same person or customer under several ids: a row per id'
	WHEN 'plan_feed' THEN 'compensation plans: a row per plan and period'
	WHEN 'payout_feed' THEN 'what people are paid: a row per payout'
	WHEN 'spend_feed' THEN 'what is spent: a row per expense'
	WHEN 'budget_feed' THEN 'what may be spent: a row per budget and period'
	WHEN 'lead_feed' THEN 'leads: a row per lead and hand-off'
	WHEN 'opportunity_feed' THEN 'deals: a row per deal'
	WHEN 'feedback_feed' THEN 'what customers said: a row per item'
	WHEN 'survey_feed' THEN 'answers to surveys: a row per answer'
	WHEN 'training_feed' THEN 'courses: a row per person and course' END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_meaning(text) IS
'what a feed is about and what its rows are';

CREATE FUNCTION sales_marketing.check_feed_schema(schema_name text, argument text, privilege text DEFAULT 'USAGE')
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	schema_oid oid;
BEGIN
	IF schema_name IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
			MESSAGE = format('%s must not be null', argument);
	END IF;
	SELECT n.oid INTO schema_oid
	FROM pg_namespace AS n WHERE n.nspname = schema_name;
	IF schema_oid IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('schema "%s" does not exist',
							 left(schema_name, 100)),
			HINT = format('%s is the name as it is, without quotes.', argument);
	END IF;
	IF NOT has_schema_privilege(schema_oid, privilege) THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('permission denied for schema %I', schema_name),
			DETAIL = format('Role %I needs the privilege %s on it.',
							current_user, privilege);
	END IF;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_feed_schema(text, text, text) IS
'private: raises an error unless there is a schema with a privilege on it';

CREATE FUNCTION sales_marketing.write_feed_view(
	target_schema text,
	feed text,
	crm text,
	query text,
	comment text
)
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * Writes a view, unless what has its name is not ours to write: then answers
 * why not.
 */
DECLARE
	name text := concat_ws('_', feed, crm);
	view text := format('%I.%I', target_schema, name);
	there sales_marketing.feed_relation;
BEGIN
	SELECT r.* INTO there
	FROM sales_marketing.feed_relations(target_schema) AS r
	WHERE r.relation = view;
	IF there IS NULL AND to_regtype(view) IS NOT NULL THEN
		RETURN 'is a type';
	ELSIF NOT there.trusted OR NOT pg_has_role(there.owner, 'USAGE') THEN
		RETURN 'belongs to somebody else';
	ELSIF NOT there.made THEN
		RETURN 'was not made by create_feeds';
	ELSIF there.edited THEN
		RETURN 'was changed since create_feeds made it';
	END IF;
	PERFORM sales_marketing.write_view(view, query, 'create_feeds', comment);
	RETURN NULL;
END
$function$;
COMMENT ON FUNCTION sales_marketing.write_feed_view(text, text, text, text, text) IS
'private: writes a view that is a feed, or says why it is left as it is';

CREATE FUNCTION sales_marketing.feed_column_given(relation oid, column_number smallint)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
/* as create_feeds noted; of a column with another comment nothing is known */
SELECT coalesce(c.comment LIKE '%; from: %' OR
				c.comment !~ '; (missing: |not known to |rows that are )', true)
FROM (SELECT col_description(relation, column_number)) AS c (comment)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_column_given(oid, smallint) IS
'private: whether a column of the view of a CRM can have values';

CREATE FUNCTION sales_marketing.create_crm_feed(
	target_schema text,
	crm text,
	source_schema text,
	feed text,
	or_empty boolean DEFAULT false
)
RETURNS sales_marketing.feed_view
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * Of a feed that cannot be had there is no view, or, or_empty, one without
 * rows.
 */
DECLARE
	lines jsonb;
	query text;
	gaps text;
	untold text;			/* rows that ought not to count, but do */
	parts text;
	kept text;
	col record;
	result sales_marketing.feed_view;
BEGIN
	SELECT jsonb_agg(l) INTO lines
	FROM sales_marketing.feed_lines(crm, source_schema, feed) AS l;
	query := sales_marketing.feed_lines_query(crm, feed, lines);
	/* what leaves a column empty, or a kind of rows uncounted */
	SELECT string_agg(g.given_by, ', ') FILTER (WHERE g.column_name IS NULL),
		   string_agg(CASE
			   WHEN g.column_name IS NULL THEN g.missing
			   WHEN g.column_name LIKE 'skip %' THEN format(
				   'rows that are %s cannot be told: %s',
				   substr(g.column_name, 6), g.missing)
			   WHEN g.column_name = 'match_key' THEN
				   'nothing to match rows by: ' || g.missing
			   ELSE format('%s is null: %s', g.column_name, g.missing) END,
			   '; ' ORDER BY g.column_name NULLS FIRST, g.missing),
		   string_agg(format('rows that are %s cannot be told: %s',
							 substr(g.column_name, 6), g.missing),
					  '; ' ORDER BY g.column_name)
		   FILTER (WHERE g.column_name LIKE 'skip %')
	INTO parts, gaps, untold
	FROM sales_marketing.feed_gaps(lines) AS g
	WHERE g.column_name IS NULL OR
		  g.missing IS NOT NULL AND g.given_by IS NULL;
	IF query IS NULL THEN
		IF NOT or_empty THEN
			RAISE NOTICE '% of % is left out: %', feed, crm, gaps;
			RETURN NULL;
		END IF;
		query := sales_marketing.feed_empty_query(feed, true);
	END IF;

	result.feed := feed;
	result.crm := crm;
	result.view := format('%I.%I', target_schema, feed || '_' || crm);
	kept := sales_marketing.write_feed_view(target_schema, feed, crm, query,
		format('%s; from: %s in schema %I of %s%s; rows with a reason in skipped do not count',
			   sales_marketing.feed_meaning(feed), coalesce(parts, 'nothing'),
			   source_schema, crm, '; missing: ' || gaps));
	IF kept IS NOT NULL THEN
		RAISE NOTICE '% stays as it is: it %', result.view, kept
			USING HINT = 'Drop it to have it made anew.';
		result.note := 'stays as it is: it ' || kept;
		RETURN result;
	END IF;

	FOR col IN SELECT f.column_name, f.column_position, f.meaning, f.unit,
					  g.given_by, concat_ws(', ', g.missing, g.absent) AS missing
			   FROM sales_marketing.feed_columns() AS f
			   LEFT JOIN sales_marketing.feed_gaps(lines) AS g USING (column_name)
			   WHERE f.feed = create_crm_feed.feed
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', result.view,
			col.column_name, concat_ws('; ',
				col.meaning || coalesce(' (' || col.unit || ')', ''),
				CASE WHEN col.column_name = 'source' THEN 'from: ' || parts END,
				'from: ' || col.given_by,
				'missing: ' || nullif(col.missing, ''),
				CASE WHEN col.column_position = 1 THEN untold END,
				CASE WHEN col.given_by IS NULL AND col.missing = '' AND
						  (col.column_name <> 'source' OR parts IS NULL)
					 THEN 'not known to ' || crm END));
	END LOOP;
	EXECUTE format('COMMENT ON COLUMN %s.skipped IS %L', result.view,
		'why the row does not count: superseded, deleted, merged, archived, open, cancelled, series, repeated, tracking, automatic, external, not_sent or elsewhere; null where it does');
	EXECUTE format('COMMENT ON COLUMN %s.match_key IS %L', result.view,
		'rows of several systems with the same one are the same thing');

	SELECT count(*) FILTER (WHERE d.filled), count(*) FILTER (WHERE NOT d.filled)
	INTO result.columns_filled, result.columns_empty
	FROM (SELECT sales_marketing.feed_column_given(a.attrelid, a.attnum)
		  FROM pg_attribute AS a
		  WHERE a.attrelid = to_regclass(result.view) AND a.attnum > 0 AND
				NOT a.attisdropped AND
				a.attname NOT IN ('skipped', 'match_key')) AS d (filled);
	IF parts IS NULL THEN
		RAISE NOTICE '% of % is empty now: %', feed, crm, gaps;
		result.note := 'is empty now: ' || gaps;
	ELSIF gaps IS NOT NULL THEN
		RAISE NOTICE '% of % is without: %', feed, crm, gaps;
		result.note := 'without: ' || gaps;
	END IF;
	RETURN result;
END
$function$;
COMMENT ON FUNCTION sales_marketing.create_crm_feed(text, text, text, text, boolean) IS
'private: makes the view of a feed for a CRM; null where nothing of it is there';

CREATE FUNCTION sales_marketing.create_union_feed(target_schema text, feed text)
RETURNS sales_marketing.feed_view
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	query text := sales_marketing.feed_union_query(target_schema, feed);
	kept text;
	col record;
	result sales_marketing.feed_view;
BEGIN
	IF query IS NULL THEN
		RETURN NULL;
	END IF;
	result.feed := feed;
	result.view := format('%I.%I', target_schema, feed);
	kept := sales_marketing.write_feed_view(target_schema, feed, NULL, query,
		sales_marketing.feed_meaning(feed));
	IF kept IS NOT NULL THEN
		RAISE NOTICE '% stays as it is: it %', result.view, kept
			USING HINT = format(
				'Rows of the CRM are in %s and the like: add those without a reason in skipped to yours, or drop yours.',
				(SELECT min(r.relation)
				 FROM sales_marketing.feed_relations(target_schema) AS r
				 WHERE r.feed = create_union_feed.feed AND
					   r.crm IS NOT NULL));
		result.note := 'stays as it is: it ' || kept;
		RETURN result;
	END IF;

	FOR col IN SELECT f.column_name, f.meaning, f.unit
			   FROM sales_marketing.feed_columns() AS f
			   WHERE f.feed = create_union_feed.feed
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', result.view,
			col.column_name,
			col.meaning || coalesce(' (' || col.unit || ')', ''));
	END LOOP;
	SELECT count(*) FILTER (WHERE c.filled), count(*) FILTER (WHERE NOT c.filled)
	INTO result.columns_filled, result.columns_empty
	FROM (SELECT bool_or(sales_marketing.feed_column_given(a.attrelid,
															a.attnum)) OR
				 a.attname = 'matched_by'
		  FROM sales_marketing.feed_relations(target_schema) AS r
		  JOIN pg_attribute AS a ON a.attrelid = to_regclass(r.relation)
		  WHERE r.feed = create_union_feed.feed AND r.usable AND
				a.attnum > 0 AND NOT a.attisdropped AND
				a.attname NOT IN ('skipped', 'match_key')
		  GROUP BY a.attname) AS c (filled);
	IF cardinality(sales_marketing.feed_ranks(target_schema, feed)) > 1 AND
	   feed IN ('activity_feed', 'opportunity_feed') THEN
		result.note := CASE feed WHEN 'activity_feed' THEN 'calls and meetings'
								 ELSE 'deals' END ||
			' that one CRM copied from another are there twice';
		RAISE NOTICE '%: %', result.view, result.note
			USING HINT = 'Take them from one of the CRMs, in a feed of your own.';
	END IF;
	RETURN result;
END
$function$;
COMMENT ON FUNCTION sales_marketing.create_union_feed(text, text) IS
'private: makes a feed of the views of all CRMs; null where there is none';

CREATE FUNCTION sales_marketing.create_union_feeds(target_schema text)
RETURNS SETOF sales_marketing.feed_view
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000 ROWS 12
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	unused sales_marketing.feed_relation;
	name text;
	result sales_marketing.feed_view;
BEGIN
	FOR unused IN
		SELECT r.* FROM sales_marketing.feed_relations(target_schema) AS r
		WHERE r.crm IS NOT NULL AND NOT r.usable
	LOOP
		result := NULL;
		result.feed := unused.feed;
		result.crm := unused.crm;
		result.view := unused.relation;
		IF unused.trusted THEN
			result.note := 'is not used: it has not the columns of ' ||
				unused.feed;
			RAISE NOTICE '% %', unused.relation, result.note
				USING HINT = 'It needs those of feed_columns(), and skipped and match_key, of the types given there.';
		ELSE
			result.note := 'is not used: it belongs to somebody else';
			RAISE NOTICE '% %', unused.relation, result.note;
		END IF;
		RETURN NEXT result;
	END LOOP;
	IF sales_marketing.feed_resolves(target_schema) THEN
		PERFORM sales_marketing.check_feed(target_schema, 'identity_feed');
		PERFORM sales_marketing.check_identity_source(target_schema);
	END IF;
	/* identities first: all others look them up */
	FOR name IN
		SELECT r.feed
		FROM sales_marketing.feed_relations(target_schema) AS r
		WHERE r.usable
		GROUP BY r.feed ORDER BY r.feed <> 'identity_feed', r.feed
	LOOP
		result := sales_marketing.create_union_feed(target_schema, name);
		RETURN NEXT result;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.create_union_feeds(text) IS
'private: makes all feeds of which there is a view of a CRM';

CREATE FUNCTION sales_marketing.create_feeds(target_schema text, crm text, source_schema text)
RETURNS SETOF sales_marketing.feed_view
LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000000 ROWS 12
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
DECLARE
	name text;
	result sales_marketing.feed_view;
	made integer := 0;
	left_out text[] := '{}';
BEGIN
	PERFORM sales_marketing.feed_mappings(crm);	/* a crm that we know */
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema',
											  'CREATE');
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	PERFORM sales_marketing.check_feed_schema(source_schema, 'source_schema');
	/* two sessions would write the same views */
	PERFORM pg_advisory_xact_lock(hashtext('create_feeds'),
								  hashtext(target_schema));

	FOR name IN
		SELECT m.feed FROM sales_marketing.feed_mappings(crm) AS m
		GROUP BY m.feed ORDER BY m.feed <> 'identity_feed', min(m.line)
	LOOP
		result := sales_marketing.create_crm_feed(target_schema, crm,
												  source_schema, name);
		IF result.feed IS NULL THEN
			left_out := left_out || name;
			CONTINUE;
		END IF;
		made := made + 1;
		RETURN NEXT result;
	END LOOP;
	IF made = 0 THEN
		RAISE WARNING 'schema "%" has nothing of %', source_schema, crm
			USING HINT = format('Its tables would be %s.',
				(SELECT string_agg(t.name, ', ')
				 FROM (SELECT DISTINCT split_part(m.expression, ' ', 1)
					   FROM sales_marketing.feed_mappings(crm) AS m
					   WHERE m.item = 'from' ORDER BY 1) AS t (name)));
		RETURN;
	END IF;
	/* rows of another schema that was read before must not stay */
	FOR name IN
		SELECT r.feed FROM sales_marketing.feed_relations(target_schema) AS r
		WHERE r.crm = create_feeds.crm AND r.feed = ANY (left_out)
	LOOP
		result := sales_marketing.create_crm_feed(target_schema, crm,
			source_schema, name, or_empty => true);
		RETURN NEXT result;
	END LOOP;
	/* of its own views all is said */
	RETURN QUERY
	SELECT f.* FROM sales_marketing.create_union_feeds(target_schema) AS f
	WHERE f.crm IS DISTINCT FROM create_feeds.crm;
END
$function$;
COMMENT ON FUNCTION sales_marketing.create_feeds(text, text, text) IS
'writes feeds as views of yours over the tables of salesforce, odoo, twenty, hubspot or marketo; a second CRM is added to the first';

CREATE FUNCTION sales_marketing.drop_feed_view(target_schema text, feed text, crm text)
RETURNS sales_marketing.feed_view
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	needed_by text;
	result sales_marketing.feed_view;
BEGIN
	result.feed := feed;
	result.crm := crm;
	result.view := format('%I.%I', target_schema, concat_ws('_', feed, crm));
	SELECT 'stays: it ' || CASE
		WHEN NOT r.trusted OR NOT pg_has_role(r.owner, 'USAGE')
		THEN 'belongs to somebody else'
		WHEN NOT r.made THEN 'was not made by create_feeds'
		WHEN r.edited THEN 'was changed since create_feeds made it' END
	INTO result.note
	FROM sales_marketing.feed_relations(target_schema) AS r
	WHERE r.relation = result.view;
	IF result.note IS NULL THEN
		EXECUTE format('DROP VIEW %s', result.view);
		result.note := 'dropped';
	END IF;
	RETURN result;
EXCEPTION WHEN dependent_objects_still_exist THEN
	/* half a CRM would have rows with ids that nothing resolves */
	IF crm IS NOT NULL THEN
		GET STACKED DIAGNOSTICS needed_by = PG_EXCEPTION_DETAIL;
		RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist',
			MESSAGE = format('other objects need %s', result.view),
			DETAIL = needed_by,
			HINT = 'Drop those first, or let them read the feed. Nothing was dropped.';
	END IF;
	result.note := 'stays: other objects need it';
	RETURN result;
END
$function$;
COMMENT ON FUNCTION sales_marketing.drop_feed_view(text, text, text) IS
'private: drops a view that create_feeds made, or says why it stays; an error if others need that of a CRM';

CREATE FUNCTION sales_marketing.drop_feeds(target_schema text, crm text)
RETURNS SETOF sales_marketing.feed_view
LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000000 ROWS 12
SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
DECLARE
	name text;
	result sales_marketing.feed_view;
	feeds text[] := '{}';
BEGIN
	PERFORM sales_marketing.feed_mappings(crm);	/* a crm that we know */
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema',
											  'CREATE');
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	PERFORM pg_advisory_xact_lock(hashtext('create_feeds'),
								  hashtext(target_schema));

	FOR name IN
		SELECT r.feed FROM sales_marketing.feed_relations(target_schema) AS r
		WHERE r.crm = drop_feeds.crm
		ORDER BY r.feed <> 'identity_feed', r.feed
	LOOP
		/* the feed above lets go of it, and is made anew below */
		IF to_regclass(format('%I.%I', target_schema, name)) IS NOT NULL THEN
			PERFORM sales_marketing.write_feed_view(target_schema, name, NULL,
				sales_marketing.feed_empty_query(name, false),
				sales_marketing.feed_meaning(name));
			feeds := feeds || name;
		END IF;
		result := sales_marketing.drop_feed_view(target_schema, name, crm);
		RETURN NEXT result;
	END LOOP;
	RETURN QUERY
	SELECT f.* FROM sales_marketing.create_union_feeds(target_schema) AS f
	WHERE f.note IS NOT NULL AND f.crm IS DISTINCT FROM drop_feeds.crm;

	/* feeds that have no CRM any more, the one that others look up last */
	FOR name IN
		SELECT f.name FROM unnest(feeds) AS f (name)
		WHERE NOT EXISTS
			(SELECT FROM sales_marketing.feed_relations(target_schema) AS r
			 WHERE r.feed = f.name AND r.usable)
		ORDER BY f.name = 'identity_feed', f.name
	LOOP
		result := sales_marketing.drop_feed_view(target_schema, name, NULL);
		IF result.note = 'stays: other objects need it' THEN
			result.note := 'is empty now: other objects need it';
		END IF;
		RETURN NEXT result;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.drop_feeds(text, text) IS
'takes a CRM out of the feeds of a schema: drops the views that create_feeds made for it, or none if something else needs one; feeds that something else needs stay, with the rows of the other CRMs or none';
