/*
 * 63_feed_queries.sql
 *		From the lines of a mapping to the text of a view.
 *
 * Lines are resolved against the catalog: what is not there, or may not be
 * read, leaves the lines that need it with a problem instead of an
 * expression.  What remains is plain SQL: the views call no function of the
 * extension, so they outlive it.  Only catalogs are read here.
 */

CREATE TYPE sales_marketing.feed_line AS (
	feed text,
	part text,
	line integer,
	item text,
	expression text,
	needs text,
	problem text
);
COMMENT ON TYPE sales_marketing.feed_line IS
'a line of a mapping, resolved against the tables of a schema';
COMMENT ON COLUMN sales_marketing.feed_line.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.feed_line.part IS
'the part of it, named after its table';
COMMENT ON COLUMN sales_marketing.feed_line.line IS
'number of the line; 0 for what the kind of loader adds';
COMMENT ON COLUMN sales_marketing.feed_line.item IS
'what the line is about, as in feed_mapping';
COMMENT ON COLUMN sales_marketing.feed_line.expression IS
'plain SQL; null where there is a problem, or no need';
COMMENT ON COLUMN sales_marketing.feed_line.needs IS
'columns that it reads, as alias.column, a line each';
COMMENT ON COLUMN sales_marketing.feed_line.problem IS
'what is not there; null where all is there';

CREATE FUNCTION sales_marketing.feed_base_type(type oid)
RETURNS oid
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
WITH RECURSIVE step (type, base) AS (
	SELECT t.oid, t.typbasetype FROM pg_type t WHERE t.oid = feed_base_type.type
	UNION ALL
	SELECT t.oid, t.typbasetype FROM step JOIN pg_type t ON t.oid = step.base
)
SELECT step.type FROM step WHERE step.base = 0
$function$;
COMMENT ON FUNCTION sales_marketing.feed_base_type(oid) IS
'private: the type that a domain is of, or the type itself';

CREATE FUNCTION sales_marketing.feed_source_table(source_schema text, name text)
RETURNS oid
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
/* loaders spell timelineActivity timeline_activity, or the other way round */
SELECT c.oid
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = source_schema AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND
	  lower(replace(c.relname, '_', '')) = lower(replace(name, '_', ''))
ORDER BY c.relname = name DESC, c.relname COLLATE "C"
LIMIT 1
$function$;
COMMENT ON FUNCTION sales_marketing.feed_source_table(text, text) IS
'private: a table of a schema by its name, give or take underscores and case';

CREATE FUNCTION sales_marketing.feed_source_column(source_table oid, name text)
RETURNS integer
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT coalesce(
	(SELECT a.attnum FROM pg_attribute a
	 WHERE a.attrelid = source_table AND a.attname = name AND
		   a.attnum > 0 AND NOT a.attisdropped),
	(SELECT a.attnum FROM pg_attribute a
	 WHERE a.attrelid = source_table AND
		   lower(replace(a.attname, '_', '')) = lower(replace(name, '_', ''))
		   AND a.attnum > 0 AND NOT a.attisdropped
	 ORDER BY a.attnum LIMIT 1))
$function$;
COMMENT ON FUNCTION sales_marketing.feed_source_column(oid, text) IS
'private: a column of a table by its name, give or take underscores and case';

CREATE FUNCTION sales_marketing.feed_day_pattern()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
SET search_path = pg_catalog, pg_temp
AS $function$
/* days of 30, 28, 31 and, in leap years, 29 days; no year 0000.  No \d and
 * \s: they are digits and spaces of all scripts */
SELECT '(?!0000)([0-9]{4}-(0[13-9]|1[0-2])-(0[1-9]|[12][0-9]|30)'
	'|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|[0-9]{4}-(0[13578]|1[02])-31'
	'|([0-9][0-9](0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)'
$function$;
COMMENT ON FUNCTION sales_marketing.feed_day_pattern() IS
'private: regular expression for texts that begin with a day that exists: a cast of any other would be an error whenever the feed is read';

CREATE FUNCTION sales_marketing.feed_text_value(form text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
/* no cast where it could fail: one row must not spoil a feed */
SELECT CASE form
	WHEN 'instant' THEN
		format($$CASE WHEN %%1$s ~ '^%1$s' THEN CASE WHEN substr(%%1$s, 11) ~ '^[T ]%2$s ?(Z|UTC|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?) *$' THEN %%1$s::timestamptz WHEN substr(%%1$s, 11) ~ '^[T ]%2$s *$' THEN %%1$s::timestamp AT TIME ZONE 'UTC' WHEN substr(%%1$s, 11) ~ '^ *$' THEN (%%1$s::date + time '12:00') AT TIME ZONE 'UTC' END END$$,
			   sales_marketing.feed_day_pattern(),
			   '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?')
	WHEN 'day' THEN
		format($$CASE WHEN %%1$s ~ '^%s' THEN left(%%1$s, 10)::date END$$,
			   sales_marketing.feed_day_pattern())
	WHEN 'flag' THEN
		$$CASE WHEN lower(btrim(%1$s)) IN ('true', 't', 'yes', 'y', 'on', '1', '1.0') THEN true WHEN lower(btrim(%1$s)) IN ('false', 'f', 'no', 'n', 'off', '0', '0.0') THEN false END$$
	/* commas only before a point: in 1,000 they may be one */
	WHEN 'number' THEN
		$$CASE WHEN %1$s ~ '^ *[-+]?([0-9]{1,99}|[0-9]{1,3}(,[0-9]{3}){1,30}(?=[.]))([.][0-9]{0,99})?([eE][-+]?[0-9]{1,2})? *$' THEN replace(%1$s, ',', '')::numeric END$$
	ELSE $$nullif(%1$s, '')$$ END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_text_value(text) IS
'private: format of the SQL that gives a text as text, instant, day, flag or number; null where it is none';

CREATE FUNCTION sales_marketing.feed_value(value text, type text, form text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT format(CASE
	/* one collation for all, or two CRMs would not fit into one feed */
	WHEN form = 'text' AND type NOT IN ('json', 'jsonb') OR
		 type IN ('text', 'character varying', 'character', 'name') THEN
		replace(sales_marketing.feed_text_value(form), '%1$s',
				'(%1$s::text COLLATE pg_catalog."default")')
	/* translated names of Odoo are objects by language */
	WHEN form = 'text' THEN
		$$coalesce(nullif(%1$s ->> 'en_US', ''), (SELECT min(t.v) FROM jsonb_each_text(CASE WHEN jsonb_typeof(%1$s::jsonb) = 'object' THEN %1$s::jsonb END) AS t (k, v)))$$
	WHEN form = 'instant' THEN CASE type
		WHEN 'timestamp with time zone' THEN '%1$s'
		WHEN 'timestamp without time zone' THEN
			'(%1$s AT TIME ZONE ''UTC'')'
		/* a day: noon is on that day nearly everywhere; days go on after
		 * the last time */
		WHEN 'date' THEN
			'(CASE WHEN isfinite(%1$s) AND %1$s < date ''294276-01-01'' THEN %1$s + time ''12:00'' END AT TIME ZONE ''UTC'')'
		END
	WHEN form = 'day' THEN CASE type
		WHEN 'date' THEN '%1$s'
		WHEN 'timestamp without time zone' THEN '%1$s::date'
		WHEN 'timestamp with time zone' THEN
			'(%1$s AT TIME ZONE ''UTC'')::date'
		END
	WHEN form = 'flag' THEN CASE
		WHEN type = 'boolean' THEN '%1$s'
		WHEN type IN ('smallint', 'integer', 'bigint') THEN '(%1$s <> 0)'
		WHEN type IN ('numeric', 'real', 'double precision') THEN
			'(nullif(%1$s, ''NaN'') <> 0)'
		END
	WHEN form = 'number' THEN CASE
		WHEN type IN ('smallint', 'integer', 'bigint') THEN '%1$s::numeric'
		/* NaN is more than infinite */
		WHEN type IN ('numeric', 'real', 'double precision') THEN
			'CASE WHEN %1$s > ''-Infinity'' AND %1$s < ''Infinity'' THEN %1$s::numeric END'
		END
	END, value)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_value(text, text, text) IS
'private: SQL that gives a column of a type as text, instant, day, flag or number; null where it cannot';

CREATE FUNCTION sales_marketing.feed_shorthand(expression text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
/*
 * [function {x}]: what the name of a department says; [email {x}] and
 * [domain {x}]: the key that an address or a site is, but no domain that has
 * the pages, or the mail, of many companies.
 */
SELECT CASE short[2]
	WHEN 'function' THEN replace(expression, short[1], replace($$CASE WHEN X ~* '\msales\M' AND X ~* '\mmarketing\M' THEN 'both' WHEN X ~* '\msales\M' THEN 'sales' WHEN X ~* '\mmarketing\M' THEN 'marketing' END$$, 'X', short[3]))
	WHEN 'email' THEN replace(expression, short[1], replace($$'email:' || substring(lower(X) FROM '^\s*([^@\s]+@[^@\s]+)\s*$')$$, 'X', short[3]))
	WHEN 'domain' THEN replace(expression, short[1], replace($$'domain:' || substring(lower(X) FROM '^\s*(?:https?://)?(?:www\.)?(?!(?:[^/:?#]+\.)?(?:facebook|instagram|linkedin|xing|twitter|x|youtube|tiktok|pinterest|google|linktr|etsy|amazon|ebay|gmail|googlemail|outlook|hotmail|live|yahoo|icloud|aol|gmx|web|qq|163|proton|protonmail)\.(?:com|net|de|ee|me)(?:$|[/:?#\s]))([^\s/:?#@.]+(?:\.[^\s/:?#@.]+)+)\.?\s*(?:[/:?#].*)?$')$$, 'X', short[3]))
	ELSE expression END
FROM (SELECT regexp_match(expression, '(\[(\w+) (\{[^}]+\})\])')) AS s (short)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_shorthand(text) IS
'private: an expression of a mapping with its shorthands written out';

CREATE FUNCTION sales_marketing.feed_expression(expression text, tables jsonb)
RETURNS sales_marketing.feed_line
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
/*
 * tables has an object per alias: oid and name of a table, or what is wrong.
 */
DECLARE
	result sales_marketing.feed_line;
	ref record;
	this jsonb;
	source record;
	value text;
	problem text;
BEGIN
	result.expression := sales_marketing.feed_shorthand(expression);
	FOR ref IN SELECT DISTINCT m[1] AS alias, m[2] AS name,
					  coalesce(m[4], 'text') AS form,
					  format('{%s.%s%s}', m[1], m[2], m[3]) AS mark
			   FROM regexp_matches(result.expression,
							'\{(\w+)\.(\w+)((?::(\w+))?)\}', 'g') AS m
			   ORDER BY mark
	LOOP
		this := tables -> ref.alias;
		problem := this ->> 'problem';
		IF problem IS NULL AND ref.name = 'matches' THEN
			value := format('%I.matches', ref.alias);
			result.needs := concat_ws(E'\n', result.needs, value);
		ELSIF problem IS NULL THEN
			SELECT a.attname, a.attnum,
				   format_type(sales_marketing.feed_base_type(a.atttypid),
							   NULL) AS type
			INTO source
			FROM pg_attribute a
			WHERE a.attrelid = (this ->> 'oid')::oid AND
				  a.attnum = sales_marketing.feed_source_column(a.attrelid,
																ref.name);
			IF source.attname IS NULL THEN
				problem := format('no column %s in %s', ref.name,
								  this ->> 'name');
			ELSIF NOT has_column_privilege((this ->> 'oid')::oid,
										   source.attnum, 'SELECT') THEN
				problem := format('column %s of %s may not be read', ref.name,
								  this ->> 'name');
			ELSE
				value := sales_marketing.feed_value(
					format('%I.%I', ref.alias, source.attname), source.type,
					ref.form);
				result.needs := concat_ws(E'\n', result.needs,
					format('%I.%I', ref.alias, source.attname));
				IF value IS NULL THEN
					problem := format('column %s of %s is of type %s',
						ref.name, this ->> 'name', source.type);
				END IF;
			END IF;
		END IF;
		result.expression := replace(result.expression, ref.mark, value);
		IF problem IS NOT NULL AND
		   strpos(coalesce(result.problem, ''), problem) = 0 THEN
			result.problem := concat_ws(', ', result.problem, problem);
		END IF;
	END LOOP;
	IF result.problem IS NOT NULL THEN
		result.expression := NULL;
	END IF;
	RETURN result;
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_expression(text, jsonb) IS
'private: an expression of a mapping as plain SQL, or what is not there';

CREATE FUNCTION sales_marketing.feed_table(source_schema text, name text)
RETURNS jsonb
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT jsonb_build_object('name', name, 'oid', oid::bigint, 'problem', CASE
	WHEN oid IS NULL THEN format('no table %s', name)
	WHEN NOT has_any_column_privilege(oid, 'SELECT') THEN
		format('table %s may not be read', name) END)
FROM (SELECT sales_marketing.feed_source_table(source_schema, name)) AS t (oid)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_table(text, text) IS
'private: what feed_expression has to know of a table';

CREATE FUNCTION sales_marketing.feed_join(
	alias text,
	key text,
	value text,
	tables jsonb,
	needs text,
	only_where text,
	first_where text
)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
/*
 * A join that finds at most one row, so that no activity is counted twice.
 * Where no index promises that the key is unique, one row is taken: of those
 * that are not superseded one that is not deleted, that the mapping says is
 * the first, and that has the lowest values.
 */
DECLARE
	this oid := (tables -> alias ->> 'oid')::oid;
	key_number integer := sales_marketing.feed_source_column(this, key);
	key_column record;
	key_sql text;				/* the key in the table */
	key_name text;				/* and what comes out of the join */
	other text[] := regexp_match(value, '^\{(\w+)\.(\w+)\}$');
	other_column record;
	matches text := format('%I.matches', alias);
	condition text;
	columns text;
	filter text;
	better text;
BEGIN
	SELECT a.attname, a.attcollation,
		   sales_marketing.feed_base_type(a.atttypid) AS type
	INTO key_column
	FROM pg_attribute a WHERE a.attrelid = this AND a.attnum = key_number;
	key_name := quote_ident(key_column.attname);
	key_sql := key_name;
	IF value LIKE 'lower(%' THEN
		key_name := 'folded_key';
		key_sql := format('lower(%I::text COLLATE pg_catalog."default")',
						  key_column.attname);
	END IF;

	/* as they are where both are of one type, which indexes are good for */
	SELECT a.attname, a.attcollation,
		   sales_marketing.feed_base_type(a.atttypid) AS type
	INTO other_column
	FROM pg_attribute a
	WHERE a.attrelid = (tables -> other[1] ->> 'oid')::oid AND
		  a.attnum = sales_marketing.feed_source_column(a.attrelid, other[2]);
	IF (other_column.type, other_column.attcollation) =
	   (key_column.type, key_column.attcollation) THEN
		condition := format('%I.%s = %I.%I', alias, key_name, other[1],
							other_column.attname);
	ELSE
		condition := format('%I.%s::text = %s', alias, key_name,
			(sales_marketing.feed_expression(value, tables)).expression);
	END IF;

	/* the index of a table says nothing of those that inherit from it */
	IF EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
			   WHERE (c.relkind = 'p' OR NOT c.relhassubclass) AND
					 i.indrelid = this AND i.indisunique AND i.indisvalid AND
					 i.indnkeyatts = 1 AND i.indkey[0] = key_number AND
					 i.indpred IS NULL) AND
	   key_name = key_sql AND only_where IS NULL AND
	   NOT matches = ANY (string_to_array(needs, E'\n'))
	THEN
		RETURN format('LEFT JOIN %s AS %I ON %s', this::regclass, alias,
					  condition);
	END IF;

	SELECT string_agg(DISTINCT split_part(n, '.', 2), ', ') INTO columns
	FROM string_to_table(needs, E'\n') AS n
	WHERE n LIKE quote_ident(alias) || '.%' AND
		  split_part(n, '.', 2) NOT IN (key_name, 'matches');
	filter := concat_ws(' AND ', (sales_marketing.feed_expression(
		format('{%s._fivetran_active:flag} IS NOT FALSE', alias),
		tables)).expression, only_where);
	SELECT concat_ws(', ', string_agg(e.expression, ', ' ORDER BY e.expression),
					 '(' || first_where || ') IS NOT TRUE')
	INTO better
	FROM unnest(array['{%s._fivetran_deleted:flag} IS TRUE',
					  '{%s.is_deleted:flag} IS TRUE',
					  '{%s.active:flag} IS FALSE',
					  '{%s.deletedAt} IS NOT NULL']) AS gone,
		 LATERAL sales_marketing.feed_expression(format(gone, alias), tables)
		 AS e;
	RETURN format(
		'LEFT JOIN (SELECT DISTINCT ON (%1$s) %2$s%3$s%4$s FROM %5$s AS %6$I%7$s ORDER BY %1$s%8$s%9$s) AS %6$I ON %10$s',
		key_sql, concat(CASE WHEN key_sql <> key_name THEN key_sql || ' AS ' END,
						key_name),
		', ' || columns,
		CASE WHEN matches = ANY (string_to_array(needs, E'\n'))
			 THEN format(', count(*) OVER (PARTITION BY %s)::numeric AS matches',
						 concat_ws(', ', key_sql, nullif(better, ''))) END,
		this::regclass, alias, ' WHERE ' || nullif(filter, ''),
		', ' || nullif(better, ''),
		(SELECT string_agg(format(', %s::text', c), '')
		 FROM string_to_table(columns, ', ') AS c),
		condition);
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_join(text, text, text, jsonb, text, text, text) IS
'private: a join that finds at most one row';

CREATE FUNCTION sales_marketing.feed_part_problem(feed text, lines jsonb)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
/* no table, no condition that it needs, or no id or time */
WITH line AS (
	SELECT l.*
	FROM jsonb_populate_recordset(NULL::sales_marketing.feed_line, lines) AS l
)
SELECT coalesce(
	(SELECT l.problem FROM line AS l WHERE l.item = 'from'),
	(SELECT string_agg(DISTINCT l.problem, ', ') FROM line AS l
	 WHERE l.item IN ('where', 'need')),
	(SELECT min(c.problem)
	 FROM (SELECT string_agg(DISTINCT l.problem, ', ') AS problem
		   FROM line AS l JOIN sales_marketing.feed_columns() AS f
				ON f.column_name = l.item
		   WHERE f.feed = feed_part_problem.feed AND f.required AND
				 (f.column_position = 1 OR f.type IN ('timestamptz', 'date'))
		   GROUP BY l.item HAVING bool_and(l.problem IS NOT NULL)) AS c))
$function$;
COMMENT ON FUNCTION sales_marketing.feed_part_problem(text, jsonb) IS
'private: why a part of a feed cannot be had; null where it can';

CREATE FUNCTION sales_marketing.feed_part_lines(source_schema text, mapping jsonb)
RETURNS SETOF sales_marketing.feed_line
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000 ROWS 20
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
/*
 * The tables first, then all other lines, then the joins that are still
 * needed, the last one first.  A problem of the part as a whole is one of its
 * line from.
 */
DECLARE
	m sales_marketing.feed_mapping;
	resolved sales_marketing.feed_line;
	lines sales_marketing.feed_line[] := '{}';
	tables jsonb := '{}';
	words text[];
	needs text;
	choices jsonb := '{}';		/* of a joined table, which rows */
	whole text;					/* what is wrong with all of it */
BEGIN
	FOR m IN SELECT f.* FROM jsonb_populate_recordset(
					NULL::sales_marketing.feed_mapping, mapping) AS f
			 WHERE f.item IN ('from', 'join')
			 ORDER BY f.item, f.line			/* from is before join */
	LOOP
		words := regexp_match(m.expression,
							  '^(\w+) (\w+)(?:\.(\w+) = (.*))?$');
		tables := tables || jsonb_build_object(words[2],
			sales_marketing.feed_table(source_schema, words[1]));
		CONTINUE WHEN m.item = 'from';
		resolved := sales_marketing.feed_expression(
			format('{%s.%s} %s', words[2], words[3], words[4]), tables);
		IF resolved.problem IS NOT NULL THEN
			tables := jsonb_set(tables, array[words[2], 'problem'],
								to_jsonb(resolved.problem));
		END IF;
	END LOOP;

	FOR m IN SELECT f.* FROM jsonb_populate_recordset(
					NULL::sales_marketing.feed_mapping, mapping) AS f
			 WHERE f.item <> 'join'
			 UNION ALL
			 SELECT f.crm, f.feed, f.part, 0, 'skip superseded',
					format('{%s._fivetran_active:flag} IS FALSE',
						   split_part(f.expression, ' ', 2))
			 FROM jsonb_populate_recordset(
					NULL::sales_marketing.feed_mapping, mapping) AS f
			 WHERE f.item = 'from'
			 ORDER BY 4
	LOOP
		IF m.item = 'from' THEN
			words := string_to_array(m.expression, ' ');
			resolved := NULL;
			resolved.problem := tables -> words[2] ->> 'problem';
			resolved.expression := format('FROM %s AS %I',
				(tables -> words[2] ->> 'oid')::oid::regclass, words[2]);
		ELSE
			resolved := sales_marketing.feed_expression(m.expression, tables);
			CONTINUE WHEN m.line = 0 AND resolved.problem IS NOT NULL;
			IF m.item IN ('only', 'first') THEN
				words := regexp_match(m.expression, '\{(\w+)\.');
				choices := choices || jsonb_build_object(
					words[1] || ' ' || m.item, resolved.expression);
				CONTINUE;
			END IF;
		END IF;
		resolved.feed := m.feed;
		resolved.part := m.part;
		resolved.line := m.line;
		resolved.item := m.item;
		lines := lines || resolved;
		IF resolved.problem IS NULL THEN
			needs := concat_ws(E'\n', needs, resolved.needs);
		END IF;
	END LOOP;

	FOR m IN SELECT f.* FROM jsonb_populate_recordset(
					NULL::sales_marketing.feed_mapping, mapping) AS f
			 WHERE f.item = 'join'
			 ORDER BY f.line DESC
	LOOP
		words := regexp_match(m.expression, '^(\w+) (\w+)\.(\w+) = (.*)$');
		resolved := NULL;
		resolved.feed := m.feed;
		resolved.part := m.part;
		resolved.line := m.line;
		resolved.item := m.item;
		resolved.problem := tables -> words[2] ->> 'problem';
		IF resolved.problem IS NULL AND
		   E'\n' || needs LIKE E'%\n' || words[2] || '.%' THEN
			resolved.expression := sales_marketing.feed_join(words[2],
				words[3], words[4], tables, needs,
				choices ->> (words[2] || ' only'),
				choices ->> (words[2] || ' first'));
			needs := concat_ws(E'\n', needs,
				(sales_marketing.feed_expression(words[4], tables)).needs);
		END IF;
		lines := lines || resolved;
	END LOOP;

	whole := sales_marketing.feed_part_problem(lines[1].feed, to_jsonb(lines));
	RETURN QUERY
	SELECT l.feed, l.part, l.line, l.item, l.expression, l.needs,
		   CASE WHEN l.item = 'from' THEN whole ELSE l.problem END
	FROM unnest(lines) AS l ORDER BY l.line;
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_part_lines(text, jsonb) IS
'private: the lines of a part of a feed as plain SQL over the tables of a schema';

CREATE FUNCTION sales_marketing.feed_lines(crm text, source_schema text, feed text)
RETURNS SETOF sales_marketing.feed_line
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT l.*
FROM (SELECT jsonb_agg(m) AS mapping, min(m.line) AS line
	  FROM sales_marketing.feed_mappings(feed_lines.crm) AS m
	  WHERE m.feed = feed_lines.feed
	  GROUP BY m.part) AS p,
	 LATERAL sales_marketing.feed_part_lines(feed_lines.source_schema,
											 p.mapping) AS l
ORDER BY p.line, l.line
$function$;
COMMENT ON FUNCTION sales_marketing.feed_lines(text, text, text) IS
'the lines of a feed of a CRM as plain SQL over the tables of a schema, with what is not there';
