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
'feeds that it is of no use without';
COMMENT ON COLUMN sales_marketing.report_state.note IS
'why it is not there; null where it is';

CREATE FUNCTION sales_marketing.report_needs(target_schema text, needs text)
RETURNS text
LANGUAGE sql STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT string_agg(replace(n.need, '|', ' or '), ' and ' ORDER BY n.need)
FROM string_to_table(needs, ',') AS n (need)
WHERE NOT EXISTS (SELECT FROM sales_marketing.feed_relations(target_schema) AS r
				  WHERE r.crm IS NULL AND r.trusted AND
						r.feed = ANY (string_to_array(n.need, '|')))
$function$;
COMMENT ON FUNCTION sales_marketing.report_needs(text, text) IS
'private: which of the feeds that a view needs are not there; null where all are';

CREATE FUNCTION sales_marketing.report_status(target_schema text)
RETURNS SETOF sales_marketing.report_state
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100000 ROWS 16
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT v.view, coalesce(NOT sales_marketing.view_edited(c.oid, m.mark), false),
	   v.needs,
	   CASE WHEN c.oid IS NOT NULL AND m.mark IS NULL
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
CROSS JOIN LATERAL (SELECT sales_marketing.view_mark(c.oid, 'create_reports'))
	AS m (mark)
ORDER BY v.place
$function$;
COMMENT ON FUNCTION sales_marketing.report_status(text) IS
'the views of the reports: which a schema has, and why not the others';

CREATE TYPE sales_marketing.report_setting AS (
	name text,
	initial text,
	meaning text
);
COMMENT ON TYPE sales_marketing.report_setting IS
'a column of report_settings';
COMMENT ON COLUMN sales_marketing.report_setting.name IS
'its name';
COMMENT ON COLUMN sales_marketing.report_setting.initial IS
'what it is at first; null where nothing is said';
COMMENT ON COLUMN sales_marketing.report_setting.meaning IS
'what it does';

CREATE FUNCTION sales_marketing.report_setting_list()
RETURNS SETOF sales_marketing.report_setting
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10 ROWS 10
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
('settings_id', '1', 'key: there is one row'),
('as_of', NULL, 'the time up to which rows count; null: now, whenever a view is read'),
('time_zone', 'UTC', 'zone of days and months, UTC or a place such as Europe/Berlin'),
('rules', 'standard/1', 'rules by which activities are classified'),
('friction_policy', NULL, 'limits of friction that differ from the defaults, such as double_touch 12h, went_dark 21d'),
('business_calendar', NULL, 'business hours of follow-ups and business days of schedules, such as mon-fri 09:00-17:00 Europe/Berlin; null: all hours'),
('minimum_group', '5', 'groups of fewer people are suppressed, and single values of fewer activities left out'),
('minimum_coverage', '0.7', 'share of activities that must be classified for a verdict, 0 to 1'),
('discount_rate', '0.08', 'what waiting for money costs, 0.08 being 8 % a year'),
('unit_costs', NULL, 'what one event of a kind of friction costs by your own estimate, such as double_touch=25, slow_follow_up=40')
$function$;
COMMENT ON FUNCTION sales_marketing.report_setting_list() IS
'private: the columns of report_settings, with what each is at first';

CREATE FUNCTION sales_marketing.create_report_settings(target_schema text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS $function$
DECLARE
	name text := format('%I.report_settings', target_schema);
	made text := 'settings that all reports read, in one row; made by create_reports';
	col record;
BEGIN
	IF to_regclass(name) IS NOT NULL THEN
		IF obj_description(to_regclass(name), 'pg_class') IS DISTINCT FROM made
		THEN
			RAISE EXCEPTION USING ERRCODE = 'duplicate_table',
				MESSAGE = format('%s exists, but was not made by create_reports', name),
				HINT = 'Rename it, or choose another schema.';
		END IF;
		EXECUTE format('INSERT INTO %s DEFAULT VALUES ON CONFLICT DO NOTHING',
					   name);
		RETURN;
	END IF;

	EXECUTE format($table$CREATE TABLE %s (
	settings_id integer PRIMARY KEY CHECK (settings_id = 1),
	as_of timestamptz CHECK (isfinite(as_of)),
	time_zone text NOT NULL
		CHECK ((time_zone = 'UTC' OR time_zone LIKE '%%_/_%%') AND
			   sales_marketing.month_start('2000-01-01 00:00+00', time_zone)
			   IS NOT NULL),
	rules sales_marketing.activity_rules NOT NULL,
	friction_policy text
		CHECK (friction_policy::sales_marketing.friction_policy IS NOT NULL
			   OR friction_policy IS NULL),
	business_calendar text
		CHECK (business_calendar::sales_marketing.business_calendar IS NOT NULL
			   OR business_calendar IS NULL),
	minimum_group integer NOT NULL CHECK (minimum_group >= 1),
	minimum_coverage double precision NOT NULL
		CHECK (minimum_coverage BETWEEN 0 AND 1),
	discount_rate numeric NOT NULL
		CHECK (discount_rate BETWEEN 0 AND 10),
	unit_costs text
		CHECK (unit_costs ~ '^\s*([a-z_]+\s*=\s*\d+(\.\d+)?\s*(,\s*|$))*$')
)$table$, name);
	EXECUTE format('COMMENT ON TABLE %s IS %L', name, made);
	FOR col IN SELECT * FROM sales_marketing.report_setting_list()
	LOOP
		IF col.initial IS NOT NULL THEN
			EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %L', name,
						   col.name, col.initial);
		END IF;
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', name, col.name,
					   col.meaning);
	END LOOP;
	EXECUTE format('INSERT INTO %s DEFAULT VALUES', name);
END
$function$;
COMMENT ON FUNCTION sales_marketing.create_report_settings(text) IS
'private: makes report_settings unless it is there, and the row in it unless there is one';

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
AS $function$
DECLARE
	v sales_marketing.report_view;
	state sales_marketing.report_state;
	result sales_marketing.report_made;
	planted text;
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
		IF state.note LIKE 'there is another%' THEN
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
			  s.note LIKE 'there is another%'
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
