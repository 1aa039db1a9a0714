/*
 * 76_create_reports.sql
 *		create_reports writes the views; drop_reports removes them.  Neither
 *		touches what create_reports did not make, or what somebody changed
 *		since; each does all or, with an error, nothing.
 */

CREATE TYPE sales_marketing.report_made AS (
	view text,
	made boolean,
	note text
);
COMMENT ON TYPE sales_marketing.report_made IS
'what create_reports or drop_reports did about a view';
COMMENT ON COLUMN sales_marketing.report_made.view IS
'name of the view';
COMMENT ON COLUMN sales_marketing.report_made.made IS
'whether it is there now, as create_reports makes it';
COMMENT ON COLUMN sales_marketing.report_made.note IS
'why it is not, or what it does without; null where there is nothing to say';

CREATE TYPE sales_marketing.report_state AS (
	view text,
	made boolean,
	needs text,
	note text
);
COMMENT ON TYPE sales_marketing.report_state IS
'whether a view of the reports is there';
COMMENT ON COLUMN sales_marketing.report_state.view IS
'name of the view';
COMMENT ON COLUMN sales_marketing.report_state.made IS
'whether create_reports has made it and nobody has changed it';
COMMENT ON COLUMN sales_marketing.report_state.needs IS
'feeds and columns that it is of no use without';
COMMENT ON COLUMN sales_marketing.report_state.note IS
'why it is not there; null where it is';

CREATE FUNCTION sales_marketing.report_needs(target_schema text, needs text)
RETURNS text
LANGUAGE sql STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/* a column is missing only where its feed is not */
SELECT string_agg(replace(n.need, '|', ' or '), ' and ' ORDER BY n.need)
FROM string_to_table(needs, ',') AS n (need)
WHERE CASE WHEN n.need LIKE '%.%'
	THEN n.need = ANY (sales_marketing.report_missing(target_schema))
	ELSE NOT EXISTS (SELECT FROM sales_marketing.feed_relations(target_schema) AS r
					 WHERE r.crm IS NULL AND r.trusted AND
						   r.feed = ANY (string_to_array(n.need, '|'))) END
$function$;
COMMENT ON FUNCTION sales_marketing.report_needs(text, text) IS
'private: which of the feeds and columns that a view needs are not there; null where all are';

CREATE FUNCTION sales_marketing.report_status(target_schema text)
RETURNS SETOF sales_marketing.report_state
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100000 ROWS 16
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT v.view, coalesce(NOT sales_marketing.view_edited(c.oid, m.mark), false),
	   v.needs,
	   CASE WHEN c.oid IS NOT NULL AND NOT m.ours
				THEN 'belongs to somebody else'
			WHEN c.oid IS NOT NULL AND m.mark IS NULL
				THEN 'there is another relation of that name'
			WHEN sales_marketing.view_edited(c.oid, m.mark)
				THEN 'was changed since create_reports made it'
			WHEN c.oid IS NOT NULL THEN NULL
			ELSE coalesce('needs ' ||
					sales_marketing.report_needs(target_schema, v.needs),
				CASE WHEN v.of_persons
					THEN 'is of single people: made only with include_persons => true'
					ELSE 'is not made yet: call create_reports' END) END
FROM sales_marketing.report_views() AS v
LEFT JOIN pg_class AS c ON c.relname = v.view AND c.relnamespace =
	(SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = target_schema)
/* to a reader the views are those of whoever owns the settings */
CROSS JOIN LATERAL (SELECT sales_marketing.relation_trusted(c.oid) OR
		EXISTS (SELECT FROM pg_class AS s
				WHERE s.relnamespace = c.relnamespace AND
					  s.relname = 'report_settings' AND
					  s.relowner = c.relowner)) AS o (ours)
CROSS JOIN LATERAL (SELECT o.ours, CASE WHEN o.ours THEN
	sales_marketing.view_mark(c.oid, 'create_reports') END) AS m (ours, mark)
ORDER BY v.place
$function$;
COMMENT ON FUNCTION sales_marketing.report_status(text) IS
'the views of the reports: which a schema has, and why not the others';

CREATE FUNCTION sales_marketing.write_report_view(target_schema text, view text, meaning text, query text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	name text := format('%I.%I', target_schema, view);
	col record;
BEGIN
	PERFORM sales_marketing.write_view(name, query, 'create_reports', meaning);
	FOR col IN
		SELECT a.attname, c.meaning
		FROM pg_attribute AS a
		LEFT JOIN LATERAL (SELECT c.meaning
			FROM sales_marketing.report_columns() AS c
			WHERE c.column_name = a.attname AND
				  (c.view IS NULL OR c.view = write_report_view.view)
			ORDER BY c.view NULLS LAST LIMIT 1) AS c ON true
		WHERE a.attrelid = to_regclass(name) AND a.attnum > 0 AND
			  NOT a.attisdropped
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', name, col.attname,
					   col.meaning);
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.write_report_view(text, text, text, text) IS
'private: makes a view of the reports, or replaces it, and comments its columns';

CREATE FUNCTION sales_marketing.create_reports(target_schema text, include_persons boolean DEFAULT false)
RETURNS SETOF sales_marketing.report_made
LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000000 ROWS 16
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
DECLARE
	v sales_marketing.report_view;
	state sales_marketing.report_state;
	result sales_marketing.report_made;
	planted text;
	flaw sales_marketing.feed_flaw;
	names text[];
	texts text[];
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema',
											  'CREATE');
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema',
											  'USAGE');
	/* two sessions would write the same views */
	PERFORM pg_advisory_xact_lock(hashtext('create_reports'),
								  hashtext(target_schema));
	FOR planted IN
		SELECT r.relation
		FROM sales_marketing.feed_relations(target_schema) AS r
		WHERE NOT r.trusted AND r.crm IS NULL
	LOOP
		RAISE NOTICE '% is not used: it belongs to somebody else', planted;
	END LOOP;
	IF sales_marketing.check_feeds(target_schema) = 0 THEN
		RAISE NOTICE 'schema % has no feeds', quote_ident(target_schema)
			USING HINT = 'Make some with create_feeds, or write your own as feed_columns() says, and call create_reports again.';
	END IF;

	FOR flaw IN SELECT f.* FROM sales_marketing.feed_flaws(target_schema) AS f
				WHERE f.note NOT LIKE 'not looked at%'	/* which is said above */
	LOOP
		RAISE NOTICE '%: %', concat_ws('.', flaw.feed, flaw.column_name),
			flaw.note;
	END LOOP;

	PERFORM sales_marketing.create_report_settings(target_schema);
	SELECT array_agg(t.name ORDER BY t.place),
		   array_agg(t.query ORDER BY t.place)
	INTO names, texts
	FROM sales_marketing.report_texts(target_schema) AS t;
	FOR state IN
		SELECT s.* FROM sales_marketing.report_status(target_schema) AS s
	LOOP
		SELECT r.* INTO v
		FROM sales_marketing.report_views() AS r WHERE r.view = state.view;
		result.view := v.view;
		result.made := false;
		result.note := 'needs ' ||
			sales_marketing.report_needs(target_schema, v.needs);
		IF state.note = 'belongs to somebody else' THEN
			PERFORM sales_marketing.check_owner(format('%I.%I', target_schema,
													   v.view));
		ELSIF state.note LIKE 'there is another%' THEN
			RAISE EXCEPTION USING ERRCODE = 'duplicate_table',
				MESSAGE = format('%I.%I exists, but was not made by create_reports',
								 target_schema, v.view),
				HINT = 'Rename or drop it, or choose another schema.';
		ELSIF state.note LIKE 'was changed%' THEN
			RAISE NOTICE '%.% stays as it is: it %', quote_ident(target_schema),
				v.view, state.note
				USING HINT = 'Drop it to have it made anew.';
			result.note := 'stays as it is: it ' || state.note;
		ELSIF result.note IS NOT NULL THEN
			NULL;
		ELSIF v.of_persons AND include_persons IS NOT TRUE THEN
			result.note := 'is of single people: made only with include_persons => true';
			IF state.made THEN
				RAISE NOTICE '%.% stays, made with include_persons before',
					quote_ident(target_schema), v.view
					USING HINT = 'Drop it if people are not to be seen.';
				result.made := true;
				result.note := 'stays, made with include_persons before';
			END IF;
		ELSE
			PERFORM sales_marketing.write_report_view(target_schema, v.view,
				v.meaning, sales_marketing.report_query(replace(v.query,
					'{persons}', coalesce(include_persons, false)::text),
					names, texts));
			result.made := true;
		END IF;
		RETURN NEXT result;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.create_reports(text, boolean) IS
'writes the reports over the feeds of a schema as views of yours; rows of single people only with include_persons';

CREATE FUNCTION sales_marketing.drop_reports(target_schema text, drop_settings boolean DEFAULT false)
RETURNS SETOF sales_marketing.report_made
LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000000 ROWS 16
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
DECLARE
	state sales_marketing.report_state;
	result sales_marketing.report_made;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema',
											  'USAGE');
	FOR state IN
		SELECT s.*
		FROM sales_marketing.report_status(target_schema) AS s
		JOIN sales_marketing.report_views() AS v ON v.view = s.view
		WHERE s.made OR s.note LIKE 'was changed%' OR
			  s.note LIKE 'there is another%' OR
			  s.note = 'belongs to somebody else'
		ORDER BY v.place DESC
	LOOP
		result.view := state.view;
		result.made := state.made;
		result.note := 'stays: it ' || state.note;
		IF state.made THEN
			EXECUTE format('DROP VIEW %I.%I', target_schema, state.view);
			result.made := false;
			result.note := 'dropped';
		END IF;
		RETURN NEXT result;
	END LOOP;
	IF drop_settings AND obj_description(to_regclass(
			format('%I.report_settings', target_schema)), 'pg_class')
			LIKE '%; made by create_reports' THEN
		EXECUTE format('DROP TABLE %I.report_settings', target_schema);
		result := ROW('report_settings', false, 'dropped');
		RETURN NEXT result;
	END IF;
END
$function$;
COMMENT ON FUNCTION sales_marketing.drop_reports(text, boolean) IS
'drops the views that create_reports made in a schema, unless something else needs them; report_settings only if asked';
