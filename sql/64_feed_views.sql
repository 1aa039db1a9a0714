/*
 * 64_feed_views.sql
 *		The texts of the views of one feed and one CRM, and what stands in a
 *		schema.
 *
 * activity_feed_salesforce has all rows of Salesforce and says in skipped
 * which do not count and why.  What is above it is in 67_united_feeds.sql.
 */

CREATE FUNCTION sales_marketing.feed_rank(crm text)
RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT array_position(array['salesforce', 'odoo', 'twenty', 'hubspot',
							'marketo'], crm)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_rank(text) IS
'which of two CRMs that know the same thing is believed: the one with the lower rank';

CREATE FUNCTION sales_marketing.feed_part_query(crm text, feed text, part text, lines jsonb)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
WITH line AS MATERIALIZED (
	SELECT l.*
	FROM jsonb_populate_recordset(NULL::sales_marketing.feed_line, lines) AS l
	WHERE l.part = feed_part_query.part AND l.expression IS NOT NULL
)
SELECT format(E'SELECT %s%s AS skipped,\n\t%s AS match_key,\n\t%s\n%s',
	(SELECT 'DISTINCT ' FROM line AS l WHERE l.item = 'distinct'),
	coalesce((SELECT 'CASE ' || string_agg(
				  CASE WHEN l.item = 'where'
					   THEN format('WHEN (%s) IS NOT TRUE THEN ''elsewhere''',
								   l.expression)
					   ELSE format('WHEN %s THEN %L', l.expression,
								   substr(l.item, 6)) END,
				  E'\n\t\t' ORDER BY l.item <> 'where', l.line) || ' END::text'
			  FROM line AS l
			  WHERE l.item LIKE 'skip %' OR l.item = 'where' AND NOT EXISTS
					(SELECT FROM line AS d WHERE d.item = 'distinct')),
			 'NULL::text'),
	coalesce((SELECT 'coalesce(' ||
					 string_agg(l.expression, ', ' ORDER BY l.line) || ')::text'
			  FROM line AS l WHERE l.item = 'match_key'), 'NULL::text'),
	(SELECT string_agg(format(CASE f.type
			/* what is too large is not known: no error when it is read */
			WHEN 'integer' THEN 'CASE WHEN %1$s::numeric BETWEEN -2147483648 AND 2147483647 THEN %1$s END::%2$s AS %3$I'
			WHEN 'bigint' THEN 'CASE WHEN %1$s::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN %1$s END::%2$s AS %3$I'
			ELSE '%1$s::%2$s AS %3$I' END, coalesce(
				(SELECT CASE count(*) WHEN 0 THEN NULL WHEN 1
						THEN format('(%s)', min(l.expression))
						ELSE format('coalesce(%s)', string_agg(l.expression,
							', ' ORDER BY l.line)) END
				 FROM line AS l WHERE l.item = f.column_name),
				CASE WHEN f.column_name <> 'source' THEN 'NULL'
					 WHEN f.feed = 'identity_feed'
					 THEN quote_literal(feed_part_query.crm)
					 ELSE quote_literal(feed_part_query.crm || '.' ||
										feed_part_query.part) END),
			f.type, f.column_name), E',\n\t' ORDER BY f.column_position)
	 FROM sales_marketing.feed_columns() AS f
	 WHERE f.feed = feed_part_query.feed),
	(SELECT string_agg(l.expression, E'\n\t'
					   ORDER BY l.item <> 'from', l.line)
	 FROM line AS l WHERE l.item IN ('from', 'join')) ||
	/* what is one of several equal rows is no row of the table */
	coalesce((SELECT string_agg(format(E'\nWHERE (%s)', l.expression), '')
			  FROM line AS l WHERE l.item = 'where' AND EXISTS
				   (SELECT FROM line AS d WHERE d.item = 'distinct')), ''))
$function$;
COMMENT ON FUNCTION sales_marketing.feed_part_query(text, text, text, jsonb) IS
'private: the SELECT that is a part of a feed';

CREATE FUNCTION sales_marketing.feed_lines_query(crm text, feed text, lines jsonb)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT string_agg(sales_marketing.feed_part_query(feed_lines_query.crm,
		feed_lines_query.feed, l.part, lines),
	E'\nUNION ALL\n' ORDER BY l.line)
FROM jsonb_populate_recordset(NULL::sales_marketing.feed_line, lines) AS l
WHERE l.item = 'from' AND l.problem IS NULL
$function$;
COMMENT ON FUNCTION sales_marketing.feed_lines_query(text, text, jsonb) IS
'private: the query of resolved lines; null where no part can be had';

CREATE FUNCTION sales_marketing.feed_empty_query(feed text, of_crm boolean)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT format(E'SELECT %s%s\nWHERE false',
	CASE WHEN of_crm
		 THEN E'NULL::text AS skipped,\n\tNULL::text AS match_key,\n\t' END,
	string_agg(format('NULL::%s AS %I', f.type, f.column_name), E',\n\t'
			   ORDER BY f.column_position))
FROM sales_marketing.feed_columns() AS f WHERE f.feed = feed_empty_query.feed
$function$;
COMMENT ON FUNCTION sales_marketing.feed_empty_query(text, boolean) IS
'private: a query with the columns of a feed, or of the rows of a CRM in it, and no rows';

CREATE FUNCTION sales_marketing.feed_query(crm text, source_schema text, feed text)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
SELECT sales_marketing.feed_lines_query(feed_query.crm, feed_query.feed,
	jsonb_agg(l))
FROM sales_marketing.feed_lines(feed_query.crm, feed_query.source_schema,
								feed_query.feed) AS l
$function$;
COMMENT ON FUNCTION sales_marketing.feed_query(text, text, text) IS
'the query that create_feeds makes a view of for a CRM and a feed; null where nothing of it is there';

/*
 * What stands in a schema
 */

CREATE TYPE sales_marketing.feed_relation AS (
	feed text,
	crm text,
	relation text,
	made boolean,
	edited boolean,
	trusted boolean,
	usable boolean,
	owner text
);
COMMENT ON TYPE sales_marketing.feed_relation IS
'a relation with the name of a feed';
COMMENT ON COLUMN sales_marketing.feed_relation.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.feed_relation.crm IS
'the CRM whose rows these are; null for the feed itself';
COMMENT ON COLUMN sales_marketing.feed_relation.relation IS
'name of the relation, qualified and quoted';
COMMENT ON COLUMN sales_marketing.feed_relation.made IS
'whether create_feeds made it';
COMMENT ON COLUMN sales_marketing.feed_relation.edited IS
'whether it was changed since';
COMMENT ON COLUMN sales_marketing.feed_relation.trusted IS
'whether it belongs to whoever asks, or to the owner of the schema';
COMMENT ON COLUMN sales_marketing.feed_relation.usable IS
'whether the feed above may read it: it is trusted and has the columns of the feed, skipped and match_key';
COMMENT ON COLUMN sales_marketing.feed_relation.owner IS
'to whom it belongs';

/*
 * By a fingerprint at the end of their comments create_feeds and
 * create_reports see whether somebody changed a view that they made.  It is
 * the version of PostgreSQL and three hashes, of
 *	the text, whatever the schema is called: it is the same after a restore;
 *	the tree that the database keeps: it is the same when a table or column
 *		that the view reads gets another name;
 *	what all versions write, which is the text without tables before columns
 *		and without spaces, and of the columns that it reads: for when another
 *		version looks at it.
 */

CREATE FUNCTION sales_marketing.short_hash(text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT left(encode(sha256(convert_to($1, 'UTF8')), 'hex'), 16)
$function$;
COMMENT ON FUNCTION sales_marketing.short_hash(text) IS
'private: sixteen digits that stand for a text';

CREATE FUNCTION sales_marketing.view_text(relation oid)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off SET intervalstyle = postgres
SET datestyle = iso SET timezone = utc SET extra_float_digits = 1
SET bytea_output = hex
AS $function$
SELECT pg_get_viewdef(relation)
$function$;
COMMENT ON FUNCTION sales_marketing.view_text(oid) IS
'private: a view as this version of PostgreSQL writes it, whatever the session has set';

CREATE FUNCTION sales_marketing.view_text_hash(relation oid)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
SELECT sales_marketing.short_hash(replace(sales_marketing.view_text(relation),
	quote_ident(n.nspname) || '.', ''))
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.oid = relation
$function$;
COMMENT ON FUNCTION sales_marketing.view_text_hash(oid) IS
'private: hash of a view as this version of PostgreSQL writes it, whatever its schema is called and the session has set';

CREATE FUNCTION sales_marketing.view_tree_hash(relation oid)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
/* its own columns may get other names beside the tree */
SELECT sales_marketing.short_hash(concat_ws(' ', r.ev_action::text,
	(SELECT string_agg(quote_ident(a.attname), ' ' ORDER BY a.attnum)
	 FROM pg_attribute AS a
	 WHERE a.attrelid = relation AND a.attnum > 0)))
FROM pg_rewrite AS r WHERE r.ev_class = relation AND r.rulename = '_RETURN'
$function$;
COMMENT ON FUNCTION sales_marketing.view_tree_hash(oid) IS
'private: hash of a view as this database keeps it, whatever the tables that it reads are called';

CREATE FUNCTION sales_marketing.view_sense_hash(relation oid)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
SELECT sales_marketing.short_hash(concat_ws(' ',
	regexp_replace(sales_marketing.view_text(relation), '\w+\.|"\.|\s', '', 'g'),
	(SELECT string_agg(format('%I.%I.%I', n.nspname, c.relname, a.attname), ' '
					   ORDER BY n.nspname, c.relname, a.attname)
	 FROM (SELECT DISTINCT d.refobjid, d.refobjsubid
		   FROM pg_rewrite AS r JOIN pg_depend AS d ON
				d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND
				d.refclassid = 'pg_class'::regclass
		   WHERE r.ev_class = relation AND d.refobjid <> relation) AS d
	 JOIN pg_class AS c ON c.oid = d.refobjid
	 JOIN pg_namespace AS n ON n.oid = c.relnamespace
	 JOIN pg_attribute AS a ON a.attrelid = c.oid AND
		  a.attnum = d.refobjsubid)))
$function$;
COMMENT ON FUNCTION sales_marketing.view_sense_hash(oid) IS
'private: hash of what every version of PostgreSQL writes of a view, and of the columns that it reads';

CREATE FUNCTION sales_marketing.view_mark(relation oid, maker text)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT substring(obj_description(c.oid, 'pg_class')
	FROM 'made by ' || maker || ' [(]([0-9]{1,3}( [0-9a-f]{16}){3})[)]')
FROM pg_class AS c WHERE c.oid = relation AND c.relkind = 'v'
$function$;
COMMENT ON FUNCTION sales_marketing.view_mark(oid, text) IS
'private: the fingerprint that create_feeds or create_reports noted of a view; null where neither made it';

CREATE FUNCTION sales_marketing.view_edited(relation oid, mark text)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT CASE
	WHEN m.hash[3] = sales_marketing.view_tree_hash(relation) THEN false
	WHEN m.hash[1]::integer =
		 current_setting('server_version_num')::integer / 10000
	THEN m.hash[2] <> sales_marketing.view_text_hash(relation)
	ELSE m.hash[4] <> sales_marketing.view_sense_hash(relation) END
FROM (SELECT string_to_array(mark, ' ')) AS m (hash)
$function$;
COMMENT ON FUNCTION sales_marketing.view_edited(oid, text) IS
'private: whether a view is another than when its fingerprint was noted';

CREATE FUNCTION sales_marketing.relation_trusted(relation oid)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
/* who reads a relation may run what its owner wrote */
SELECT c.relowner IN (n.nspowner,
	(SELECT r.oid FROM pg_roles AS r WHERE r.rolname = current_user))
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.oid = relation
$function$;
COMMENT ON FUNCTION sales_marketing.relation_trusted(oid) IS
'private: whether a relation belongs to whoever asks, or to the owner of its schema';

CREATE FUNCTION sales_marketing.check_owner(name text)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	IF NOT sales_marketing.relation_trusted(to_regclass(name)) THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('%s belongs to somebody else', name),
			DETAIL = format('Its owner is %I, which is neither %I nor the owner of the schema.',
				(SELECT pg_get_userbyid(c.relowner) FROM pg_class AS c
				 WHERE c.oid = to_regclass(name)), current_user),
			HINT = 'Rename or drop it, or choose another schema.';
	END IF;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_owner(text) IS
'private: an error if a relation belongs to neither the caller nor the owner of its schema, so that reading it may run anybody''s code';

CREATE FUNCTION sales_marketing.write_view(view text, query text, maker text, comment text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	/* options that its owner has set stay */
	options text := coalesce(
		(SELECT array_to_string(c.reloptions, ', ') FROM pg_class AS c
		 WHERE c.oid = to_regclass(view)), 'security_invoker=true');
	definition text := query;
	written oid;
BEGIN
	/* until the server writes what it reads, as it will after a restore */
	FOR i IN 1 .. 3 LOOP
		EXECUTE format('CREATE OR REPLACE VIEW %s WITH (%s) AS %s', view,
					   options, definition);
		/* somebody may have planted it a moment ago */
		PERFORM sales_marketing.check_owner(view);
		written := to_regclass(view);
		EXIT WHEN definition = pg_get_viewdef(written);
		definition := pg_get_viewdef(written);
	END LOOP;
	EXECUTE format('COMMENT ON VIEW %s IS %L', view,
		format('%s; made by %s (%s %s %s %s)', comment, maker,
			   current_setting('server_version_num')::integer / 10000,
			   sales_marketing.view_text_hash(written),
			   sales_marketing.view_tree_hash(written),
			   sales_marketing.view_sense_hash(written)));
END
$function$;
COMMENT ON FUNCTION sales_marketing.write_view(text, text, text, text) IS
'private: makes a view, or replaces it, and notes its fingerprint in its comment';

CREATE FUNCTION sales_marketing.has_feed_columns(relation oid, feed text)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
/* one collation, or the rows of two CRMs would not fit together */
SELECT bool_and(a.attname IS NOT NULL AND a.atttypid = f.type::regtype AND
				a.attcollation IN (0, 'pg_catalog."default"'::regcollation))
FROM (SELECT f.column_name, f.type FROM sales_marketing.feed_columns() AS f
	  WHERE f.feed = has_feed_columns.feed
	  UNION ALL VALUES ('skipped', 'text'), ('match_key', 'text')) AS f
LEFT JOIN pg_attribute AS a ON a.attrelid = relation AND a.attnum > 0 AND
	 NOT a.attisdropped AND a.attname = f.column_name
$function$;
COMMENT ON FUNCTION sales_marketing.has_feed_columns(oid, text) IS
'private: whether a relation has the columns of the rows of a CRM in a feed';

CREATE FUNCTION sales_marketing.feed_relations(target_schema text)
RETURNS SETOF sales_marketing.feed_relation
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT f.feed, k.crm, format('%I.%I', n.nspname, c.relname),
	   mark IS NOT NULL, sales_marketing.view_edited(c.oid, mark), trusted,
	   k.crm IS NOT NULL AND trusted AND
	   c.relkind IN ('r', 'v', 'm', 'p', 'f') AND
	   sales_marketing.has_feed_columns(c.oid, f.feed),
	   pg_get_userbyid(c.relowner)
FROM (SELECT DISTINCT feed FROM sales_marketing.feed_columns()) AS f
CROSS JOIN (VALUES (NULL), ('salesforce'), ('odoo'), ('twenty'), ('hubspot'),
				   ('marketo')) AS k (crm)
JOIN pg_namespace AS n ON n.nspname = target_schema
JOIN pg_class AS c ON c.relnamespace = n.oid AND
	 c.relname = concat_ws('_', f.feed, k.crm)
CROSS JOIN LATERAL (SELECT sales_marketing.view_mark(c.oid, 'create_feeds'),
	sales_marketing.relation_trusted(c.oid))
	AS m (mark, trusted)
ORDER BY f.feed, sales_marketing.feed_rank(k.crm) NULLS FIRST
$function$;
COMMENT ON FUNCTION sales_marketing.feed_relations(text) IS
'the relations of a schema that are feeds or are named like those that create_feeds makes';
