/*
 * 64_feed_views.sql
 *		The texts of the views: one view per feed and CRM, and above them the
 *		feed itself.
 *
 * activity_feed_salesforce has all rows of Salesforce and says in skipped
 * which do not count and why; activity_feed has those that count, of all
 * CRMs, each once, with one id per person and customer.
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
SET search_path = pg_catalog, pg_temp
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

CREATE FUNCTION sales_marketing.view_text_hash(relation oid)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off SET intervalstyle = postgres
SET datestyle = iso SET timezone = utc SET extra_float_digits = 1
SET bytea_output = hex
AS $function$
SELECT left(encode(sha256(convert_to(replace(pg_get_viewdef(relation),
	quote_ident(n.nspname) || '.', ''), 'UTF8')), 'hex'), 16)
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
SELECT left(encode(sha256(convert_to(concat_ws(' ', r.ev_action::text,
	(SELECT string_agg(quote_ident(a.attname), ' ' ORDER BY a.attnum)
	 FROM pg_attribute AS a
	 WHERE a.attrelid = relation AND a.attnum > 0)), 'UTF8')), 'hex'), 16)
FROM pg_rewrite AS r WHERE r.ev_class = relation AND r.rulename = '_RETURN'
$function$;
COMMENT ON FUNCTION sales_marketing.view_tree_hash(oid) IS
'private: hash of a view as this database keeps it, whatever the tables that it reads are called';

CREATE FUNCTION sales_marketing.view_sense_hash(relation oid)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off SET intervalstyle = postgres
SET datestyle = iso SET timezone = utc SET extra_float_digits = 1
SET bytea_output = hex
AS $function$
SELECT left(encode(sha256(convert_to(concat_ws(' ',
	regexp_replace(pg_get_viewdef(relation), '\w+\.|"\.|\s', '', 'g'),
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
		  a.attnum = d.refobjsubid)), 'UTF8')), 'hex'), 16)
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
	c.relowner IN (n.nspowner, (SELECT r.oid FROM pg_roles AS r
								WHERE r.rolname = current_user)))
	AS m (mark, trusted)
ORDER BY f.feed, sales_marketing.feed_rank(k.crm) NULLS FIRST
$function$;
COMMENT ON FUNCTION sales_marketing.feed_relations(text) IS
'the relations of a schema that are feeds or are named like those that create_feeds makes';

/*
 * The feed above the CRMs
 */

CREATE FUNCTION sales_marketing.feed_crm_rows(target_schema text, feed text)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/* the rows that count; of those that a CRM says are the same thing, one */
WITH part AS (
	SELECT r.crm, r.relation, sales_marketing.feed_rank(r.crm) AS rank,
		   r.feed <> 'identity_feed' AND
		   EXISTS (SELECT FROM sales_marketing.feed_mappings(r.crm) AS m
				   WHERE m.feed = r.feed AND m.item = 'match_key') AS keyed
	FROM sales_marketing.feed_relations(target_schema) AS r
	WHERE r.feed = feed_crm_rows.feed AND r.usable
)
SELECT string_agg(format(
	E'SELECT %s::integer AS rank, f.match_key, %s\n\tFROM %s AS f\n\tWHERE f.skipped IS NULL%s',
	p.rank,
	(SELECT string_agg(format('f.%I', f.column_name), ', '
					   ORDER BY f.column_position)
	 FROM sales_marketing.feed_columns() AS f
	 WHERE f.feed = feed_crm_rows.feed),
	p.relation,
	/* who has an address of two people is matched with none of them */
	(SELECT string_agg(format(CASE WHEN feed_crm_rows.feed = 'person_feed'
		THEN E' AND (f.match_key IS NULL OR f.match_key NOT IN\n\t\t(SELECT h.match_key FROM %s AS h WHERE h.skipped IS NULL AND h.match_key IS NOT NULL GROUP BY h.match_key HAVING count(DISTINCT h.person) = 1))'
		ELSE E' AND NOT EXISTS\n\t\t(SELECT FROM %s AS h WHERE h.skipped IS NULL AND h.match_key = f.match_key)' END,
		h.relation), '' ORDER BY h.rank)
	 FROM part AS h WHERE h.rank < p.rank AND h.keyed AND p.keyed)),
	E'\n\tUNION ALL\n\t' ORDER BY p.rank)
FROM part AS p
$function$;
COMMENT ON FUNCTION sales_marketing.feed_crm_rows(text, text) IS
'private: the query for the rows of a feed that count, of all CRMs';

CREATE FUNCTION sales_marketing.feed_identity_query(target_schema text)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * An id is matched with an id of a CRM of lower rank that has the same key,
 * if the key stands for one person or customer only there; else with what all
 * others of its company are matched with, if that is one only.  Windows, not
 * joins: of a query this deep the planner guesses the rows wrong, and nested
 * loops would be the answer.
 */
SELECT format($query$SELECT DISTINCT ON (m.kind, v.source_id) m.kind,
	   coalesce(v.identity, m.by_company, m.own) AS identity, v.source_id,
	   m.source,
	   CASE WHEN v.identity IS NOT NULL THEN split_part(m.match_key, ':', 1)
			WHEN m.by_company IS NOT NULL THEN split_part(m.company_key, ':', 1)
			WHEN m.own <> v.source_id THEN 'reference' END AS matched_by
FROM (
	SELECT d.kind, d.own, d.source_id, d.source, d.match_key, d.by_key,
		   CASE WHEN min(d.by_key) OVER own = max(d.by_key) OVER own
				THEN min(d.by_key) OVER own END AS by_company,
		   min(d.match_key) FILTER (WHERE d.by_key IS NOT NULL) OVER own
		   AS company_key
	FROM (
		SELECT k.kind, k.identity AS own, k.source_id, k.source, k.match_key,
			   CASE WHEN k.match_key IS NOT NULL AND
						 first_value(k.one) OVER key AND
						 first_value(k.rank) OVER key < k.rank
					THEN first_value(k.identity) OVER key END AS by_key
		FROM (
			SELECT r.rank, r.kind, r.identity, r.source_id, r.source,
				   r.match_key, min(r.identity) OVER crm =
								max(r.identity) OVER crm AS one
			FROM (
			%s
			) AS r
			WHERE r.kind IS NOT NULL AND r.identity IS NOT NULL AND
				  r.source_id IS NOT NULL
			WINDOW crm AS (PARTITION BY r.kind, r.match_key, r.rank)
		) AS k
		WINDOW key AS (PARTITION BY k.kind, k.match_key
					   ORDER BY k.one DESC, k.rank)
	) AS d
	WINDOW own AS (PARTITION BY d.kind, d.own)
) AS m
CROSS JOIN LATERAL (VALUES
	(m.source_id, m.by_key, 1), (m.own, NULL, 2)) AS v (source_id, identity, turn)
WHERE v.turn = 1 OR m.by_company IS NOT NULL
ORDER BY m.kind, v.source_id, v.turn, identity, m.source$query$, sales_marketing.feed_crm_rows(target_schema,
													  'identity_feed'))
$function$;
COMMENT ON FUNCTION sales_marketing.feed_identity_query(text) IS
'private: the query of identity_feed';

CREATE FUNCTION sales_marketing.feed_resolves(target_schema text)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/* your own identity_feed, or ours where it has two CRMs to match */
SELECT coalesce(bool_or(r.crm IS NULL AND r.trusted), false) AND
	   (bool_or(r.crm IS NULL AND (NOT r.made OR r.edited)) OR
		count(*) FILTER (WHERE r.usable) > 1)
FROM sales_marketing.feed_relations(target_schema) AS r
WHERE r.feed = 'identity_feed'
$function$;
COMMENT ON FUNCTION sales_marketing.feed_resolves(text) IS
'private: whether ids have to be looked up in identity_feed';

CREATE FUNCTION sales_marketing.feed_union_query(target_schema text, feed text)
RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	crm_rows text := sales_marketing.feed_crm_rows(target_schema, feed);
	several boolean := crm_rows LIKE '%UNION ALL%';
	resolves boolean := sales_marketing.feed_resolves(target_schema);
	query text;
	columns text;
	joins text := '';
BEGIN
	IF crm_rows IS NULL THEN
		RETURN NULL;
	END IF;
	IF feed = 'identity_feed' THEN
		RETURN sales_marketing.feed_identity_query(target_schema);
	END IF;

	SELECT string_agg(CASE WHEN resolves AND f.refers_to IS NOT NULL
			THEN format('coalesce(%I.identity, r.%I) AS %2$I',
						'by_' || f.column_name, f.column_name)
			ELSE format('r.%I', f.column_name) END, E',\n\t'
		ORDER BY f.column_position)
	INTO columns
	FROM sales_marketing.feed_columns() AS f
	WHERE f.feed = feed_union_query.feed;
	IF resolves THEN
		SELECT coalesce(string_agg(format(
				E'\n\tLEFT JOIN %s_identity AS %I ON %2$I.source_id = r.%I',
				f.refers_to, 'by_' || f.column_name, f.column_name), ''
			ORDER BY f.column_position), '')
		INTO joins
		FROM sales_marketing.feed_columns() AS f
		WHERE f.feed = feed_union_query.feed AND f.refers_to IS NOT NULL;
		SELECT string_agg(format($cte$%s_identity AS MATERIALIZED (
	SELECT i.source_id, min(i.identity) AS identity
	FROM %I.identity_feed AS i
	WHERE i.kind = %1$L AND i.identity <> i.source_id
	GROUP BY i.source_id
)$cte$, f.refers_to, target_schema), ', ')
		INTO query
		FROM (SELECT DISTINCT f.refers_to
			  FROM sales_marketing.feed_columns() AS f
			  WHERE f.feed = feed_union_query.feed AND
					f.refers_to IS NOT NULL) AS f;
	END IF;

	/* mail that two systems have logged: the one that knows a campaign, else
	 * the one of lower rank; minutes apart it is another mail */
	IF feed = 'activity_feed' AND several THEN
		RETURN format($union$WITH %1$sactivity AS NOT MATERIALIZED (
	SELECT r.rank, r.channel ~* 'mail' AS mail,
	%2$s
	FROM (
	%3$s
	) AS r%4$s
)
SELECT %5$s
FROM activity AS r
WHERE NOT EXISTS
	(SELECT FROM activity AS h
	 WHERE h.mail AND r.mail AND h.rank <> r.rank AND
		   h.customer = r.customer AND lower(h.subject) = lower(r.subject) AND
		   (h.actor = r.actor OR h.actor IS NULL OR r.actor IS NULL) AND
		   h.occurred_at > r.occurred_at - interval '1 minute' AND
		   h.occurred_at < r.occurred_at + interval '1 minute' AND
		   (h.campaign IS NULL, h.rank) < (r.campaign IS NULL, r.rank))$union$,
			query || ', ', columns, crm_rows, joins,
			(SELECT string_agg(format('r.%I', f.column_name), E',\n\t'
							   ORDER BY f.column_position)
			 FROM sales_marketing.feed_columns() AS f
			 WHERE f.feed = feed_union_query.feed));
	END IF;
	RETURN format(E'%sSELECT %s\nFROM (\n\t%s\n\t) AS r%s',
				  'WITH ' || query || E'\n', columns, crm_rows, joins);
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_union_query(text, text) IS
'the query that create_feeds makes a feed of: the rows that count of all CRMs in a schema';
