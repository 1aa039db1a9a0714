/*
 * fuzz_calls.sql
 *		Random calls of every function and aggregate of the extension, with
 *		arguments from the table literal; each in a subtransaction.
 */
SET search_path = public, sales_marketing;
SET statement_timeout = '5min';
SELECT setseed(:seed) \g /dev/null
SELECT set_config('fuzz.calls', :'calls', false) \g /dev/null

CREATE TABLE target AS
SELECT p.oid::regprocedure AS name, proargtypes::oid[] AS types,
	   prorettype AS result
FROM pg_depend d JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND
	p.oid = d.objid
WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND
	refobjid = (SELECT oid FROM pg_extension WHERE extname = 'sales_marketing')
	AND NOT 'internal'::regtype = ANY (proargtypes);
CREATE TABLE outcome (name regprocedure, call text, state text, message text);

SELECT CASE WHEN count(*) = 0 THEN 'ok 1 - ' ELSE 'not ok 1 - ' END ||
	'there are literals of every type ' ||
	coalesce(string_agg(DISTINCT type::regtype::text, ', '), '')
FROM target, unnest(types) type
WHERE type NOT IN (SELECT literal.type FROM literal);

DO $$
DECLARE
	targets target[] := array(SELECT t FROM target t ORDER BY name::text);
	t target;
	arguments text;
	call text;
BEGIN
	FOR i IN 1..current_setting('fuzz.calls')::integer LOOP
		t := targets[1 + i % cardinality(targets)];
		arguments := '';
		FOR j IN coalesce(array_lower(t.types, 1), 1)..
				 coalesce(array_upper(t.types, 1), 0) LOOP
			/* of many arguments most are missing, or no call would succeed */
			IF cardinality(t.types) > 6 AND random() < 0.9 THEN
				arguments := concat_ws(', ', nullif(arguments, ''),
					format('NULL::%s', t.types[j]::regtype));
				CONTINUE;
			END IF;
			arguments := concat_ws(', ', nullif(arguments, ''),
				(SELECT format(CASE WHEN type = t.types[j] THEN '(%s)::%s'
							   ELSE 'textout((%s)::%s::text)' END,
							   expression, type)
				 FROM literal
				 WHERE type = t.types[j] OR
					   /* what an input function reads, too */
					   (t.types[j] = 'cstring'::regtype AND
						type = t.result AND expression <> 'NULL')
				 ORDER BY random() LIMIT 1));
		END LOOP;
		call := format('%s(%s)', t.name::oid::regproc, arguments);
		BEGIN
			EXECUTE format('SELECT count(*) FROM (SELECT %s '
						   'FROM generate_series(1, 2)) s(x) '
						   'WHERE x IS NULL OR x IS NOT NULL', call);
			INSERT INTO outcome VALUES (t.name, call, 'none');
		EXCEPTION
			WHEN query_canceled THEN RAISE;
			WHEN OTHERS THEN
				INSERT INTO outcome VALUES (t.name, call, SQLSTATE, SQLERRM);
		END;
	END LOOP;
END
$$;

SELECT format('# %s calls of %s functions, %s answered; errors: %s', count(*),
	count(DISTINCT name), count(*) FILTER (WHERE state = 'none'),
	(SELECT string_agg(state || ' ' || n, ', ' ORDER BY n DESC)
	 FROM (SELECT state, count(*) n FROM outcome WHERE state <> 'none'
		   GROUP BY state) s))
FROM outcome;
SELECT format('# %s %s: %s', state, left(call, 200), left(message, 200))
FROM outcome
WHERE state LIKE 'XX%' OR state !~ '^(none|22...|42...|54000|21000|0A000)$'
LIMIT 20;
SELECT CASE WHEN count(*) = 0 THEN 'ok 2 - ' ELSE 'not ok 2 - ' END ||
	'no internal errors' FROM outcome WHERE state LIKE 'XX%';
SELECT CASE WHEN count(*) = 0 THEN 'ok 3 - ' ELSE 'not ok 3 - ' END ||
	'errors say what is wrong with the argument' FROM outcome
WHERE state !~ '^(none|22...|42...|54000|21000|0A000)$';
SELECT CASE WHEN count(*) = 0 THEN 'ok 4 - ' ELSE 'not ok 4 - ' END ||
	'every function has answered at least once ' ||
	coalesce(string_agg(name::text, ', '), '')
FROM target WHERE current_setting('fuzz.calls')::integer >= 5000 AND
	NOT 'regclass'::regtype = ANY (types) AND	/* needs a table that fits */
	NOT EXISTS (SELECT FROM outcome o WHERE o.name = target.name AND
				o.state = 'none');
