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
	   pronargdefaults AS defaults, prorettype AS result,
	   /* needs a table or a schema that fits, or reports, or a measure */
	   'regclass'::regtype = ANY (proargtypes) OR provolatile = 'v' OR
	   proname IN ('friction_by_kind', 'activities_by_function', 'period_figures',
		'compare_periods', 'check_period', 'article_measure_sql') AS bound
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

/*
 * Calls a function with random arguments: all of them, or less where the last
 * ones have defaults.  Whether it answered.
 */
CREATE FUNCTION try_call(t target) RETURNS boolean LANGUAGE plpgsql AS
$$
DECLARE
	given integer := cardinality(t.types) -
		floor(random() * (t.defaults + 1)) * (random() < 0.5)::integer;
	arguments text := '';
	call text;
BEGIN
	FOR j IN 0..given - 1 LOOP
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
	EXECUTE format('SELECT count(*) FROM (SELECT %s '
				   'FROM generate_series(1, 2)) s(x) '
				   'WHERE x IS NULL OR x IS NOT NULL', call);
	INSERT INTO outcome VALUES (t.name, call, 'none');
	RETURN true;
EXCEPTION
	WHEN query_canceled THEN RAISE;
	WHEN OTHERS THEN
		INSERT INTO outcome VALUES (t.name, call, SQLSTATE, SQLERRM);
		RETURN false;
END
$$;

/* One after the other, then more of those that have not answered yet. */
DO $$
DECLARE
	calls integer := current_setting('fuzz.calls')::integer;
	targets target[] := array(SELECT t FROM target t ORDER BY name::text);
	t target;
BEGIN
	FOR i IN 1..calls LOOP
		PERFORM try_call(targets[1 + i % cardinality(targets)]);
	END LOOP;
	FOR t IN SELECT * FROM target
			 WHERE calls >= 5000 AND NOT bound AND
				 name NOT IN (SELECT name FROM outcome WHERE state = 'none')
			 ORDER BY name::text LOOP
		FOR i IN 1..1000 LOOP
			EXIT WHEN try_call(t);
		END LOOP;
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
WHERE state LIKE 'XX%' OR state !~ '^(none|22...|42...|54000|55000|21000|0A000|3F000)$'
LIMIT 20;
SELECT CASE WHEN count(*) = 0 THEN 'ok 2 - ' ELSE 'not ok 2 - ' END ||
	'no internal errors' FROM outcome WHERE state LIKE 'XX%';
SELECT CASE WHEN count(*) = 0 THEN 'ok 3 - ' ELSE 'not ok 3 - ' END ||
	'errors say what is wrong with the argument' FROM outcome
WHERE state !~ '^(none|22...|42...|54000|55000|21000|0A000|3F000)$';
SELECT CASE WHEN count(*) = 0 THEN 'ok 4 - ' ELSE 'not ok 4 - ' END ||
	'every function has answered at least once ' ||
	coalesce(string_agg(name::text, ', '), '')
FROM target WHERE current_setting('fuzz.calls')::integer >= 5000 AND
	NOT bound AND
	NOT EXISTS (SELECT FROM outcome o WHERE o.name = target.name AND
				o.state = 'none');
