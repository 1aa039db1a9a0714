/*
 * catalog.sql
 *		What must hold for everything that the extension makes, whatever it
 *		is.  A test names the objects that do not comply.
 */
BEGIN;
SELECT plan(40);

/* Objects that the extension owns */

CREATE VIEW member AS
SELECT classid, objid, pg_describe_object(classid, objid, 0) AS object
FROM pg_depend
WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND
	  refobjid = (SELECT oid FROM pg_extension
				  WHERE extname = 'sales_marketing');
CREATE VIEW routine AS
SELECT p.*, p.oid::regprocedure::text AS object, l.lanname
FROM pg_proc p JOIN pg_language l ON l.oid = prolang
WHERE p.oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass);
CREATE VIEW base_type AS
SELECT t.*, t.oid::regtype::text AS object
FROM pg_type t
WHERE typtype = 'b' AND typcategory <> 'A' AND t.oid IN
	  (SELECT objid FROM member WHERE classid = 'pg_type'::regclass);
/* composite types, and relations if there are any */
CREATE VIEW row_type AS
SELECT c.*, c.oid::regclass::text AS object
FROM pg_class c
WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
   OR c.oid IN (SELECT typrelid FROM pg_type WHERE typtype = 'c' AND oid IN
				(SELECT objid FROM member
				 WHERE classid = 'pg_type'::regclass));
/* what the server calls to read or write a value, or to run an aggregate */
CREATE VIEW type_support AS
SELECT unnest(array[typinput, typoutput, typreceive, typsend, typmodin,
					typmodout, typanalyze]::oid[]) AS oid
FROM base_type;
CREATE VIEW aggregate AS
SELECT a.*, r.object, r.proname, r.proparallel
FROM pg_aggregate a JOIN routine r ON r.oid = a.aggfnoid;

/* A list of what should not be there; '' is what we want. */
CREATE FUNCTION found(query text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	list text;
BEGIN
	EXECUTE format('SELECT string_agg(o::text, E''\n'' ORDER BY o::text) '
				   'FROM (%s) q(o)', query) INTO list;
	RETURN coalesce(list, '');
END
$$;

SELECT cmp_ok(count(*), '>', 50::bigint, 'there are objects to look at')
FROM member;
SELECT cmp_ok(count(*), '>', 0::bigint, 'there are functions') FROM routine;
SELECT cmp_ok(count(*), '>', 0::bigint, 'there are types') FROM base_type;
SELECT cmp_ok(count(*), '>', 0::bigint, 'there are row types') FROM row_type;
SELECT cmp_ok(count(*), '>', 0::bigint, 'there are aggregates') FROM aggregate;

/* Where they are and what is said of them */

SELECT is(found($$SELECT object FROM member,
	LATERAL pg_identify_object(classid, objid, 0) i
	WHERE i.schema IS DISTINCT FROM 'sales_marketing' AND i.type <> 'cast'$$),
	'', 'everything but casts is in the schema sales_marketing');
SELECT is(found($$SELECT object FROM member
	WHERE classid NOT IN ('pg_proc'::regclass, 'pg_type'::regclass,
		'pg_operator'::regclass, 'pg_opclass'::regclass,
		'pg_opfamily'::regclass, 'pg_cast'::regclass, 'pg_class'::regclass)$$),
	'', 'no other kinds of objects: no triggers, languages, servers, rules');
SELECT is(found($$SELECT object FROM row_type
	WHERE relkind NOT IN ('c', 'v')$$),
	'', 'no tables, no sequences, no materialized views');
SELECT is(found($$SELECT object FROM member m
	WHERE obj_description(objid, classid::regclass::name) IS NULL AND
		NOT EXISTS (SELECT FROM pg_type t	/* arrays need none */
					WHERE m.classid = 'pg_type'::regclass AND
						t.oid = m.objid AND t.typcategory = 'A') AND
		NOT EXISTS (SELECT FROM pg_class c	/* the type has it */
					WHERE m.classid = 'pg_class'::regclass AND
						c.oid = m.objid AND c.relkind = 'c')$$),
	'', 'everything has a comment');
SELECT is(found($$SELECT object || '.' || attname
	FROM row_type t JOIN pg_attribute a ON attrelid = t.oid
	WHERE attnum > 0 AND NOT attisdropped AND
		col_description(attrelid, attnum) IS NULL$$),
	'', 'every column has a comment');
SELECT is(found($$SELECT object FROM member
	WHERE obj_description(objid, classid::regclass::name) ~ '(\.$|^\s|\s$|^$)'$$),
	'', 'comments are phrases, without a full stop');
SELECT is(found($$SELECT object || '.' || attname
	FROM row_type t JOIN pg_attribute a ON attrelid = t.oid
	WHERE attnum > 0 AND NOT attisdropped AND (attname ~ '[^a-z0-9_]' OR
		atttypid NOT IN ('text'::regtype, 'int4'::regtype, 'int8'::regtype,
			'float8'::regtype, 'numeric'::regtype, 'bool'::regtype,
			'date'::regtype, 'timestamptz'::regtype,
			'tstzrange'::regtype) AND
		atttypid NOT IN (SELECT oid FROM base_type))$$),
	'', 'columns are of types that every client can show');
SELECT is(found($$SELECT object FROM row_type
	WHERE relkind = 'v' AND NOT coalesce(reloptions @>
		array['security_invoker=true'], false)$$),
	'', 'views read with the rights of who asks');
SELECT is(found($$SELECT object FROM member,
	LATERAL pg_identify_object(classid, objid, 0) i
	WHERE i.name ~ '[^a-z0-9_"]' AND i.type NOT IN ('operator', 'cast')$$),
	'', 'names need no quotes');

/* Functions */

SELECT is(found($$SELECT object FROM routine WHERE proleakproof$$),
	'', 'nothing is leakproof');
SELECT is(found($$SELECT object FROM routine WHERE prosecdef$$),
	'', 'nothing runs with the rights of its owner');
SELECT is(found($$SELECT object FROM routine
	WHERE lanname NOT IN ('c', 'sql', 'plpgsql') AND prokind <> 'a'$$),
	'', 'functions are in C, SQL or PL/pgSQL');
SELECT is(found($$SELECT object FROM routine
	WHERE lanname = 'c' AND provolatile <> 'i' AND
		NOT (provolatile = 's' AND oid IN	/* the client's encoding */
			(SELECT unnest(array[typreceive, typsend]::oid[])
			 FROM base_type))$$),
	'', 'functions in C are immutable, binary forms of texts aside');
SELECT is(found($$SELECT object FROM routine
	WHERE lanname = 'c' AND proparallel <> 's'$$),
	'', 'functions in C are parallel safe');
SELECT is(found($$SELECT object FROM routine
	WHERE lanname IN ('sql', 'plpgsql') AND prosqlbody IS NULL AND
		NOT coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'],
					 false)$$),
	'', 'functions that run SQL have a search_path or a parsed body');
SELECT is(found($$SELECT object FROM routine
	WHERE lanname = 'c' AND prosrc NOT LIKE 'sm\_' || proname || '%'$$),
	'', 'the C symbol is the SQL name with sm_ in front');
SELECT is(found($$SELECT object FROM routine r
	WHERE lanname = 'c' AND prosrc <> 'sm_' || proname AND
		1 = (SELECT count(*) FROM routine
			 WHERE lanname = 'c' AND proname = r.proname)$$),
	'', 'and nothing but that, where there is one of the name');
SELECT is(found($$SELECT object FROM routine
	WHERE lanname = 'c' AND probin <> '$libdir/sales_marketing'$$),
	'', 'functions in C are in our library');
SELECT is(found($$SELECT object FROM routine r, unnest(proargtypes) a
	WHERE a IN ('"any"'::regtype, 'anyelement'::regtype, 'record'::regtype,
			'anyarray'::regtype, 'anynonarray'::regtype, 'cstring'::regtype,
			'internal'::regtype, 'anycompatible'::regtype) AND
		prosrc NOT LIKE 'sm\_touch\_pressure\_%' AND
		r.oid NOT IN (SELECT oid FROM type_support)$$),
	'', 'arguments are of types that can be checked, type input aside');
SELECT is(found($$SELECT object FROM routine r, unnest(proargtypes) a
	JOIN pg_type t ON t.oid = a WHERE t.typtype = 'c'$$),
	'', 'no composites come in');
SELECT is(found($$SELECT object FROM routine r
	WHERE prorettype IN ('record'::regtype, 'internal'::regtype,
		'cstring'::regtype, 'anyelement'::regtype) AND
		prosrc <> 'sm_touch_pressure_accum' AND
		r.oid NOT IN (SELECT oid FROM type_support)$$),
	'', 'results have a type with a name');
SELECT is(found($$SELECT object FROM routine
	WHERE proretset AND prorows IN (0, 1000)$$),
	'', 'functions that return rows say how many');
SELECT is(found($$SELECT object FROM routine
	WHERE lanname = 'c' AND procost < 10 AND
		'sales_marketing.activity_rules'::regtype = ANY (proargtypes)$$),
	'', 'what reads rules is not as cheap as the planner would think');
SELECT is(found($$SELECT object FROM routine r
	WHERE pronargs = 1 AND EXISTS (SELECT FROM pg_type
		WHERE typnamespace = r.pronamespace AND typname = r.proname)$$),
	'', 'no function of one argument looks like a cast');
SELECT is(found($$SELECT object FROM routine r
	WHERE NOT has_function_privilege('public', r.oid, 'EXECUTE')$$),
	'', 'everybody may call every function');
SELECT is(found($$SELECT 'usage' WHERE NOT
	has_schema_privilege('public', 'sales_marketing', 'USAGE') OR
	has_schema_privilege('public', 'sales_marketing', 'CREATE')$$),
	'', 'everybody may use the schema and nobody add to it');

/* Types */

SELECT is(found($$SELECT object FROM base_type
	WHERE typinput = 0 OR typoutput = 0 OR typreceive = 0 OR typsend = 0$$),
	'', 'types have text and binary forms');
SELECT is(found($$SELECT object || ' ' || amname
	FROM base_type t CROSS JOIN pg_am am
	WHERE amname IN ('btree', 'hash') AND NOT EXISTS
		(SELECT FROM pg_opclass WHERE opcintype = t.oid AND
			opcmethod = am.oid AND opcdefault)$$),
	'', 'types can be sorted and hashed');
SELECT is(found($$SELECT opcname FROM pg_opclass c
	WHERE c.oid IN (SELECT objid FROM member
					WHERE classid = 'pg_opclass'::regclass) AND
		NOT amvalidate(c.oid)$$),
	'', 'operator classes are complete');
SELECT is(found($$SELECT object FROM base_type t
	WHERE NOT EXISTS (SELECT FROM pg_opclass c
		JOIN pg_amproc p ON amprocfamily = opcfamily AND
			amproclefttype = t.oid AND amprocnum = 2
		WHERE opcintype = t.oid AND opcmethod =
			(SELECT oid FROM pg_am WHERE amname = 'hash'))$$),
	'', 'hashes take a seed, for hash partitions');
SELECT is(found($$SELECT object FROM member JOIN pg_operator o ON o.oid = objid
	WHERE classid = 'pg_operator'::regclass AND oprresult = 'bool'::regtype AND
		(oprcom = 0 OR oprnegate = 0 OR oprrest = 0 OR oprjoin = 0)$$),
	'', 'comparisons have commutator, negator and estimates');

/* Aggregates */

/* touch_pressure runs along rows in the order of time; its state is never a
 * value, so that it needs no forms and no checks */
SELECT is(found($$SELECT object FROM aggregate
	WHERE (aggcombinefn = 0 AND proname <> 'touch_pressure') OR
		proparallel <> 's'$$),
	'', 'aggregates can run in parallel');
SELECT is(found($$SELECT object FROM aggregate
	WHERE aggtransspace = 0 OR
		(aggtranstype = 'internal'::regtype AND
		 proname <> 'touch_pressure') OR
		aggserialfn <> 0 OR aggmtransfn <> 0$$),
	'', 'their states are of a type and a size that the planner knows');
SELECT is(found($$SELECT object FROM aggregate
	WHERE aggfinalmodify <> 'r' OR aggfinalextra OR aggkind <> 'n'$$),
	'', 'final functions leave the state alone');
SELECT is(found($$SELECT object FROM aggregate a WHERE EXISTS
	(SELECT FROM pg_proc WHERE proname = a.proname AND
		pronamespace = 'pg_catalog'::regnamespace)$$),
	'', 'no aggregate has the name of a built-in function');

SELECT * FROM finish();
ROLLBACK;
