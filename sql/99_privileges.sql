/*
 * 99_privileges.sql
 *		Everybody may use everything, whatever privileges the database gives
 *		to new objects by default.
 */

DO $block$
DECLARE
	target text;
BEGIN
	FOR target IN
		SELECT pg_catalog.format('GRANT EXECUTE ON ROUTINE %s TO PUBLIC',
								 d.objid::pg_catalog.regprocedure)
		FROM pg_catalog.pg_depend d
		JOIN pg_catalog.pg_extension e
			ON e.oid OPERATOR(pg_catalog.=) d.refobjid
		WHERE e.extname OPERATOR(pg_catalog.=) 'sales_marketing' AND
			  d.refclassid OPERATOR(pg_catalog.=)
			  'pg_catalog.pg_extension'::pg_catalog.regclass AND
			  d.deptype OPERATOR(pg_catalog.=) 'e' AND
			  d.classid OPERATOR(pg_catalog.=)
			  'pg_catalog.pg_proc'::pg_catalog.regclass AND
			  NOT pg_catalog.has_function_privilege('public', d.objid,
													'EXECUTE')
		UNION ALL
		SELECT pg_catalog.format('GRANT USAGE ON TYPE %s TO PUBLIC',
								 d.objid::pg_catalog.regtype)
		FROM pg_catalog.pg_depend d
		JOIN pg_catalog.pg_extension e
			ON e.oid OPERATOR(pg_catalog.=) d.refobjid
		JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) d.objid
		WHERE e.extname OPERATOR(pg_catalog.=) 'sales_marketing' AND
			  d.refclassid OPERATOR(pg_catalog.=)
			  'pg_catalog.pg_extension'::pg_catalog.regclass AND
			  d.deptype OPERATOR(pg_catalog.=) 'e' AND
			  d.classid OPERATOR(pg_catalog.=)
			  'pg_catalog.pg_type'::pg_catalog.regclass AND
			  t.typcategory OPERATOR(pg_catalog.<>) 'A' AND
			  NOT pg_catalog.has_type_privilege('public', d.objid, 'USAGE')
	LOOP
		EXECUTE target;
	END LOOP;
END
$block$;
