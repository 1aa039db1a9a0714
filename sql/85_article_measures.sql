/*
 * 85_article_measures.sql
 *		The article's sentences as figures: C01 to C32.
 *
 * article_measure_queries has the queries, article_measure_sql writes one out
 * for a schema, ready to run, and article_measures runs them all.
 */

CREATE FUNCTION sales_marketing.article_measure_queries()
RETURNS SETOF sales_marketing.article_measure_query
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 ROWS 55
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT q.* FROM sales_marketing.measures_of_focus() AS q
UNION ALL
SELECT q.* FROM sales_marketing.measures_of_approach() AS q
UNION ALL
SELECT q.* FROM sales_marketing.measures_of_rewards() AS q
$function$;
COMMENT ON FUNCTION sales_marketing.article_measure_queries() IS
'the queries that measure what the article says, over feeds and article_measure_relations';

CREATE FUNCTION sales_marketing.measure_feed(target_schema text, feed text, present text[])
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * Every column of the feed, null where it is not there; ids looked up in
 * identity_feed.
 */
SELECT sales_marketing.usable_feed(feed, format(E'SELECT %s', string_agg(CASE
		WHEN NOT c.there THEN format('NULL::%s AS %I', c.type, c.column_name)
		WHEN c.looked_up THEN format(
			'coalesce(by_%1$s.identity, f.%1$s::text) AS %1$s', c.column_name)
		ELSE format('f.%I::%s AS %1$I', c.column_name, c.type) END,
		E',\n\t   ' ORDER BY c.column_position)) ||
	CASE WHEN bool_or(c.there) THEN
		format(E'\nFROM %I.%I AS f', target_schema, feed) ||
		coalesce(string_agg(format(
			E'\nLEFT JOIN (SELECT i.source_id, min(i.identity) AS identity'
			'\n\t\t   FROM %I.identity_feed AS i'
			'\n\t\t   WHERE i.kind = %L'
			'\n\t\t   GROUP BY i.source_id) AS by_%s'
			'\n\t ON by_%3$s.source_id = f.%3$s::text', target_schema,
			c.refers_to, c.column_name), '' ORDER BY c.column_position)
			FILTER (WHERE c.there AND c.looked_up), '')
		ELSE E'\nWHERE false' END)
FROM (SELECT f.column_position, f.column_name, f.type, f.refers_to,
			 f.feed || '.' || f.column_name = ANY (present) AS there,
			 f.refers_to IS NOT NULL AND
			 present @> '{identity_feed.kind,identity_feed.identity,identity_feed.source_id}'
			 AS looked_up
	  FROM sales_marketing.feed_columns() AS f
	  WHERE f.feed = measure_feed.feed) AS c
$function$;
COMMENT ON FUNCTION sales_marketing.measure_feed(text, text, text[]) IS
'private: a feed as a query with all its columns, of which those named are there';

CREATE FUNCTION sales_marketing.measure_inputs(target_schema text)
RETURNS text[]
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	result text[];
	wrong boolean;
BEGIN
	SELECT coalesce(array_agg(i.feed || '.' || i.column_name)
					FILTER (WHERE i.present AND r.feed IS NOT NULL), '{}'),
		   bool_or(i.found_type IS NOT NULL AND i.reason LIKE 'it is of type %')
	INTO result, wrong
	FROM sales_marketing.report_inputs(target_schema) AS i
	LEFT JOIN sales_marketing.feed_relations(target_schema) AS r
		 ON r.feed = i.feed AND r.crm IS NULL AND r.trusted;

	/* a column of a wrong type is an error, with its name */
	IF wrong THEN
		PERFORM sales_marketing.check_feeds(target_schema);
	END IF;
	RETURN result;
END
$function$;
COMMENT ON FUNCTION sales_marketing.measure_inputs(text) IS
'private: the columns of feeds that a schema has, as feed.column';

CREATE FUNCTION sales_marketing.measure_settings(target_schema text)
RETURNS text[]
LANGUAGE plpgsql STABLE STRICT PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * The time zone, the rules, and the row of report_settings, as far as the
 * schema has it, as a relation of constants.  What becomes part of a query is
 * what the types say of it, not what somebody wrote.
 */
DECLARE
	settings regclass := to_regclass(format('%I.report_settings',
											target_schema));
	setting jsonb := (SELECT jsonb_object_agg(l.name, l.initial)
					 FROM sales_marketing.report_settings() AS l);
	given jsonb;
BEGIN
	IF sales_marketing.relation_trusted(settings) THEN
		EXECUTE format('SELECT jsonb_object_agg(c.name, c.value) FROM %s AS r CROSS JOIN LATERAL jsonb_each_text(to_jsonb(r)) AS c (name, value) WHERE c.value IS NOT NULL',
					   settings) INTO given;
		setting := setting || coalesce(given, '{}');
	END IF;
	RETURN array[setting ->> 'time_zone', setting ->> 'rules', format(
		'(SELECT 1 AS settings_id, {as_of} AS as_of, {zone}::text AS time_zone, {rules} AS rules, %L::text AS friction_policy, %L::text AS business_calendar, %L::integer AS minimum_group, %L::float8 AS minimum_coverage, %L::numeric AS discount_rate, NULL::text AS unit_costs)',
		(setting ->> 'friction_policy')::sales_marketing.friction_policy,
		(setting ->> 'business_calendar')::sales_marketing.business_calendar,
		(setting ->> 'minimum_group')::integer,
		(setting ->> 'minimum_coverage')::float8,
		(setting ->> 'discount_rate')::numeric)];
END
$function$;
COMMENT ON FUNCTION sales_marketing.measure_settings(text) IS
'private: the time zone, the rules and the row of report_settings by which a schema''s reports are made, or what they are at first';

CREATE FUNCTION sales_marketing.measure_text(
	query text,
	target_schema text,
	present text[],
	settings text[],
	as_of timestamptz,
	from_date date,
	to_date date
)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO'
AS $function$
/*
 * The query with the relations and feeds that it reads, and what they read.
 * Constants come first and names of the user's last, so that nothing in
 * these is taken for one of ours.
 */
DECLARE
	relation record;
	body text := query;
	result text := '';
	separator text := '';
BEGIN
	FOR relation IN
		SELECT r.name, r.query, true AS shared
		FROM (SELECT t.name, t.query, row_number() OVER () AS place
			  FROM sales_marketing.article_measure_relations() AS t) AS r
		ORDER BY r.place DESC
	LOOP
		CONTINUE WHEN body !~ format('\m(FROM|JOIN) %s\M', relation.name);
		body := body || relation.query;
		result := format(E'%s AS (%s\n)%s', relation.name, relation.query,
						 separator) || result;
		separator := E',\n';
	END LOOP;
	result := CASE WHEN result = '' THEN query
				   ELSE result || E'\n' || ltrim(query, E'\n') END;
	result := replace(result, '{report_settings}', settings[3]);
	IF position('{missing}' IN result) > 0 THEN
		result := replace(result, '{missing}',
			sales_marketing.report_missing(target_schema)::text);
	END IF;
	result := replace(replace(replace(replace(replace(result,
		'{as_of}', format('%L::timestamptz', as_of AT TIME ZONE 'UTC' || '+00')),
		'{from}', format('%L::date', coalesce(from_date::text, '-infinity'))),
		'{to}', format('%L::date', to_date)),
		'{zone}', quote_literal(settings[1])),
		'{rules}', format('%L::sales_marketing.activity_rules', settings[2]));
	FOR relation IN
		SELECT f.feed
		FROM (SELECT DISTINCT c.feed FROM sales_marketing.feed_columns() AS c)
			 AS f
		WHERE body ~ format('\m(FROM|JOIN) %s\M', f.feed)
		ORDER BY f.feed COLLATE "C" DESC
	LOOP
		result := format(E'%s AS (\n%s\n)', relation.feed,
						 sales_marketing.measure_feed(target_schema,
							relation.feed, present)) ||
				  CASE WHEN separator = '' THEN E'\n' ELSE separator END ||
				  result;
		separator := E',\n';
	END LOOP;
	RETURN 'WITH ' || result;
END
$function$;
COMMENT ON FUNCTION sales_marketing.measure_text(text, text, text[], text[], timestamptz, date, date) IS
'private: a query of article_measure_queries with all that it reads';

CREATE FUNCTION sales_marketing.measure_missing(needs text, present text[])
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
/* a feed once, if nothing of it is there; else what of it is not */
SELECT string_agg(DISTINCT m.name COLLATE "C", ', ')
FROM (SELECT CASE WHEN EXISTS (SELECT FROM unnest(present) AS p (name)
							   WHERE p.name LIKE split_part(n.name, '.', 1) || '.%')
				  THEN n.name ELSE split_part(n.name, '.', 1) END AS name
	  FROM (SELECT r.name FROM regexp_split_to_table(needs, '\s+') AS r (name)
			UNION
			SELECT f.feed || '.' || f.column_name
			FROM sales_marketing.feed_columns() AS f
			WHERE f.required AND
				  f.feed IN (SELECT split_part(r.name, '.', 1)
							 FROM regexp_split_to_table(needs, '\s+') AS r (name)))
		   AS n) AS m
WHERE NOT m.name = ANY (present) AND
	  (m.name LIKE '%.%' OR NOT EXISTS (SELECT FROM unnest(present) AS p (name)
										WHERE p.name LIKE m.name || '.%'))
$function$;
COMMENT ON FUNCTION sales_marketing.measure_missing(text, text[]) IS
'private: which of the feeds and columns needed are not there; null if none';

CREATE FUNCTION sales_marketing.measure_last_day(as_of timestamptz, from_date date, to_date date, zone text)
RETURNS date
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	today date := (as_of AT TIME ZONE zone)::date;
BEGIN
	IF as_of IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
			MESSAGE = 'as_of must not be null',
			HINT = 'Say as of when: nothing later counts.';
	ELSIF NOT isfinite(as_of) THEN
		RAISE EXCEPTION USING ERRCODE = 'datetime_field_overflow',
			MESSAGE = 'as_of must be finite',
			HINT = 'Say as of when: nothing later counts.';
	ELSIF from_date > to_date THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = 'from_date must not be later than to_date',
			DETAIL = format('The period is from %s to %s.', from_date, to_date);
	ELSIF from_date > today THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = 'from_date must not be later than as_of',
			DETAIL = format('The period begins on %s, and as_of is on %s.',
							from_date, today),
			HINT = 'Nothing later than as_of counts.';
	END IF;
	RETURN least(to_date, today);
END
$function$;
COMMENT ON FUNCTION sales_marketing.measure_last_day(timestamptz, date, date, text) IS
'private: the last day of a period, which is not later than as_of; an error unless there is an as_of and a period';

CREATE FUNCTION sales_marketing.article_measure_sql(
	target_schema text,
	measure text,
	part integer,
	as_of timestamptz,
	from_date date DEFAULT NULL,
	to_date date DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL RESTRICTED COST 1000000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	settings text[];
	last_day date;
	query text;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema',
											  'USAGE');
	settings := sales_marketing.measure_settings(target_schema);
	last_day := sales_marketing.measure_last_day(as_of, from_date, to_date,
												 settings[1]);
	SELECT q.query INTO query
	FROM sales_marketing.article_measure_queries() AS q
	WHERE q.measure = article_measure_sql.measure AND
		  q.part = article_measure_sql.part;
	IF query IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('unknown measure "%s", part %s',
							 left(measure, 100), part),
			HINT = 'Measures are C01 to C32; article_measure_queries() has their parts.';
	END IF;
	RETURN sales_marketing.measure_text(query, target_schema,
		sales_marketing.measure_inputs(target_schema), settings, as_of,
		from_date, last_day);
END
$function$;
COMMENT ON FUNCTION sales_marketing.article_measure_sql(text, text, integer, timestamptz, date, date) IS
'the query of a part of a measure for the feeds of a schema, ready to run: just what article_measures runs';

CREATE FUNCTION sales_marketing.measure_answers(query text, figures text, name text)
RETURNS SETOF sales_marketing.article_measure
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE COST 1000000 ROWS 4
SET search_path = pg_catalog, pg_temp
AS $function$
/* An error does not know for which measure a feed was read. */
DECLARE
	detail text;
	hint text;
BEGIN
	RETURN QUERY EXECUTE format('SELECT NULL, NULL, q.figure, q.function::text, q.value, q.unit, q.n, NULL, q.note FROM (%s) AS q ORDER BY array_position(%L::text[], q.figure), q.function COLLATE "C", q.note COLLATE "C"',
		query, string_to_array(figures, ', '));
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
	RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = SQLERRM,
		DETAIL = concat_ws(' ', nullif(detail, ''),
			format('This is of %s, which reads %s.', name,
				   (SELECT string_agg(DISTINCT f.names[1], ', ')
					FROM regexp_matches(query, '\m([a-z]+_feed) AS \(\n', 'g')
						 AS f (names)))),
		HINT = concat_ws(' ', nullif(hint, ''),
			'article_measure_sql has the query, to find the row.');
END
$function$;
COMMENT ON FUNCTION sales_marketing.measure_answers(text, text, text) IS
'private: what the query of a part of a measure answers; an error says of which part, and which feeds that reads';

CREATE FUNCTION sales_marketing.article_measures(
	target_schema text,
	as_of timestamptz,
	from_date date DEFAULT NULL,
	to_date date DEFAULT NULL
)
RETURNS SETOF sales_marketing.article_measure
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000000 ROWS 110
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
/*
 * Compiling some sixty queries takes longer than it saves.
 *
 * A part whose inputs are missing is one row, and a measure all of whose
 * parts are is one row in all.
 */
DECLARE
	settings text[];
	present text[];
	last_day date;
	this record;
	result sales_marketing.article_measure;
	answers bigint;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema',
											  'USAGE');
	settings := sales_marketing.measure_settings(target_schema);
	last_day := sales_marketing.measure_last_day(as_of, from_date, to_date,
												 settings[1]);
	present := sales_marketing.measure_inputs(target_schema);

	FOR this IN
		SELECT p.*, bool_and(p.missing IS NOT NULL) OVER w AS nothing,
			   string_agg(p.figures, ', ') OVER w AS all_figures,
			   string_agg(p.needs, ' ') OVER w AS all_needs
		FROM (SELECT q.*, sales_marketing.measure_missing(q.needs, present)
						  AS missing
			  FROM sales_marketing.article_measure_queries() AS q) AS p
		WINDOW w AS (PARTITION BY p.measure ORDER BY p.part
					 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
		ORDER BY p.measure, p.part
	LOOP
		CONTINUE WHEN this.nothing AND this.part > 1;
		result := NULL;
		result.measure := this.measure;
		result.claim := this.claim;
		result.unit := this.unit;
		IF this.missing IS NOT NULL THEN
			result.figure := CASE WHEN this.nothing THEN this.all_figures
								  ELSE this.figures END;
			result.missing := CASE WHEN this.nothing
				THEN sales_marketing.measure_missing(this.all_needs, present)
				ELSE this.missing END;
			RETURN NEXT result;
			CONTINUE;
		END IF;
		answers := 0;
		FOR result.figure, result.function, result.value, result.unit,
			result.n, result.note
		IN SELECT a.figure, a.function, a.value, a.unit, a.n, a.note
		   FROM sales_marketing.measure_answers(
				sales_marketing.measure_text(this.query, target_schema,
					present, settings, as_of, from_date, last_day),
				this.figures, format('%s, part %s', this.measure, this.part))
				AS a
		LOOP
			answers := answers + 1;
			RETURN NEXT result;
		END LOOP;
		IF answers = 0 THEN
			result.figure := this.figures;
			result.function := NULL;
			result.value := NULL;
			result.unit := this.unit;
			result.n := 0;
			result.note := 'no rows';
			RETURN NEXT result;
		END IF;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.article_measures(text, timestamptz, date, date) IS
'what the feeds of a schema say about each sentence of the article, as of a time and for what happened in a period: C01 to C32, or which input is missing';
