/*
 * 70_report_texts.sql
 *		The sources of the reports written out for a schema.
 */

CREATE FUNCTION sales_marketing.report_feed_source(target_schema text, feed text)
RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	there sales_marketing.feed_relation;
	resolves boolean;
	columns text;
	joins text := '';
BEGIN
	SELECT r.* INTO there
	FROM sales_marketing.feed_relations(target_schema) AS r
	WHERE r.feed = report_feed_source.feed AND r.crm IS NULL AND r.trusted;
	IF there IS NULL OR there.relation IS NULL THEN
		RETURN (SELECT format('(SELECT %s WHERE false)', string_agg(
					format('NULL::%s AS %I', f.type, f.column_name), ', '
					ORDER BY f.column_position))
				FROM sales_marketing.feed_columns() AS f
				WHERE f.feed = report_feed_source.feed);
	END IF;

	/* feeds that create_feeds made have looked their ids up */
	resolves := feed <> 'identity_feed' AND
		(NOT there.made OR there.edited) AND
		sales_marketing.feed_resolves(target_schema);
	SELECT string_agg(CASE
			WHEN a.attname IS NULL THEN
				format('NULL::%s AS %I', f.type, f.column_name)
			WHEN resolves AND f.refers_to IS NOT NULL THEN
				format('coalesce(%I.identity, f.%I::text) AS %2$I',
					   'by_' || f.column_name, f.column_name)
			ELSE format('f.%I::%s AS %1$I', f.column_name, f.type) END,
			', ' ORDER BY f.column_position),
		coalesce(string_agg(format(
			E'\n\tLEFT JOIN (SELECT i.source_id, min(i.identity) AS identity'
			' FROM {schema}.identity_feed AS i WHERE i.kind = %L AND'
			' i.identity <> i.source_id GROUP BY i.source_id) AS %I'
			' ON %2$I.source_id = f.%I::text', f.refers_to,
			'by_' || f.column_name, f.column_name), ''
			ORDER BY f.column_position)
			FILTER (WHERE resolves AND f.refers_to IS NOT NULL AND
					a.attname IS NOT NULL), '')
	INTO columns, joins
	FROM sales_marketing.feed_columns() AS f
	LEFT JOIN pg_attribute AS a ON a.attrelid = to_regclass(there.relation) AND
		 a.attnum > 0 AND NOT a.attisdropped AND a.attname = f.column_name
	WHERE f.feed = report_feed_source.feed;
	RETURN format(E'(SELECT %s\n\tFROM {schema}.%I AS f%s)', columns, feed,
				  joins);
END
$function$;
COMMENT ON FUNCTION sales_marketing.report_feed_source(text, text) IS
'private: a feed as a FROM item with all its columns, ids resolved; without rows if there is no such feed';

CREATE FUNCTION sales_marketing.report_missing(target_schema text)
RETURNS text[]
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT coalesce(array_agg(DISTINCT m.name ORDER BY m.name), '{}')
FROM sales_marketing.report_inputs(target_schema) AS i
LEFT JOIN sales_marketing.feed_relations(target_schema) AS r
	 ON r.feed = i.feed AND r.crm IS NULL
CROSS JOIN LATERAL (SELECT CASE WHEN r.trusted THEN i.feed || '.' || i.column_name
								ELSE i.feed END) AS m (name)
WHERE NOT i.present OR r.trusted IS NOT TRUE
$function$;
COMMENT ON FUNCTION sales_marketing.report_missing(text) IS
'private: feeds, and columns of feeds, that a schema does not have';

CREATE FUNCTION sales_marketing.report_texts(target_schema text)
RETURNS SETOF sales_marketing.report_text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100000 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT t.* FROM sales_marketing.report_sources() AS t
UNION ALL
SELECT 60, f.feed, '(' || sales_marketing.usable_feed(f.feed,
	sales_marketing.report_feed_source(target_schema, f.feed)) || ')'
FROM (SELECT DISTINCT c.feed FROM sales_marketing.feed_columns() AS c) AS f
UNION ALL
SELECT 95, 'missing', sales_marketing.report_missing(target_schema)::text
UNION ALL
/* names of the user's come last, so that nothing in them is taken for ours */
SELECT 99, 'schema', quote_ident(target_schema)
ORDER BY 1
$function$;
COMMENT ON FUNCTION sales_marketing.report_texts(text) IS
'private: what the names in braces stand for in a schema, in the order in which they are replaced';

CREATE FUNCTION sales_marketing.report_query(query text, names text[], texts text[])
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	result text := query;
BEGIN
	FOR i IN 1 .. cardinality(names) LOOP
		result := replace(result, '{' || names[i] || '}', texts[i]);
	END LOOP;
	RETURN result;
END
$function$;
COMMENT ON FUNCTION sales_marketing.report_query(text, text[], text[]) IS
'private: a query with the names in braces replaced by texts, one after the other';

CREATE FUNCTION sales_marketing.report_query(target_schema text, query text)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT sales_marketing.report_query(report_query.query,
	array_agg(t.name ORDER BY t.place), array_agg(t.query ORDER BY t.place))
FROM sales_marketing.report_texts(target_schema) AS t
$function$;
COMMENT ON FUNCTION sales_marketing.report_query(text, text) IS
'private: a query with the names in braces replaced by what they stand for in a schema';
