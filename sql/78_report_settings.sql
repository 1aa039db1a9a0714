/*
 * 78_report_settings.sql
 *		The table of settings that all reports read, with one row.
 */

CREATE FUNCTION sales_marketing.unit_cost(unit_costs text, kind text)
RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 50
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT substring(unit_costs FROM
	format('(?:^|,)\s*%s\s*=\s*(\d+(?:\.\d+)?)\s*(?:,|$)', kind))::numeric
$function$;
COMMENT ON FUNCTION sales_marketing.unit_cost(text, text) IS
'what one event of a kind costs, from a list such as double_touch=25, slow_follow_up=40; null if it is not there';

CREATE FUNCTION sales_marketing.settings_are_there(settings_id integer)
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	IF settings_id IS NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'report_settings has no row',
			DETAIL = 'None is there, or none that you may see.',
			HINT = 'create_reports writes it again.';
	END IF;
	RETURN true;
END
$function$;
COMMENT ON FUNCTION sales_marketing.settings_are_there(integer) IS
'private: true for the key of the settings, an error for a null';

CREATE FUNCTION sales_marketing.check_unit_costs(unit_costs text)
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	cost record;
BEGIN
	FOR cost IN SELECT m.parts[1] AS kind, count(*) AS times
				FROM regexp_matches(unit_costs, '([a-z_]+)\s*=', 'g')
					AS m (parts)
				GROUP BY m.parts[1] ORDER BY m.parts[1]
	LOOP
		/* an error if there is no such kind */
		PERFORM sales_marketing.friction_rate_limit(cost.kind);
		IF cost.times > 1 THEN
			RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
				MESSAGE = format('kind of friction "%s" is given twice',
								 cost.kind),
				HINT = 'Give one cost of an event of each kind.';
		END IF;
	END LOOP;
	RETURN true;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_unit_costs(text) IS
'private: true, or an error if a list of costs names what is no kind of friction, or a kind twice';

CREATE TYPE sales_marketing.report_setting AS (
	name text,
	definition text,
	initial text,
	condition text,
	meaning text
);
COMMENT ON TYPE sales_marketing.report_setting IS
'a column of report_settings';
COMMENT ON COLUMN sales_marketing.report_setting.name IS
'name of the column';
COMMENT ON COLUMN sales_marketing.report_setting.definition IS
'its type, as CREATE TABLE has it';
COMMENT ON COLUMN sales_marketing.report_setting.initial IS
'what it is at first; null where nothing is said';
COMMENT ON COLUMN sales_marketing.report_setting.condition IS
'what must not be false of it; null for any value';
COMMENT ON COLUMN sales_marketing.report_setting.meaning IS
'what it does';

CREATE FUNCTION sales_marketing.report_settings()
RETURNS SETOF sales_marketing.report_setting
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10 ROWS 10
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
('settings_id', 'integer PRIMARY KEY', '1', 'settings_id = 1',
 'key: there is one row'),
('as_of', 'timestamptz', NULL, 'isfinite(as_of)',
 'the time up to which rows count; null: now, whenever a view is read'),
('time_zone', 'text NOT NULL', 'UTC',
 $$(time_zone = 'UTC' OR time_zone LIKE '%_/_%') AND
	sales_marketing.month_start('2000-01-01 00:00+00', time_zone) IS NOT NULL$$,
 'zone of days and months, UTC or a place such as Europe/Berlin'),
('rules', 'sales_marketing.activity_rules NOT NULL', 'standard/1', NULL,
 'rules by which activities are classified'),
('friction_policy', 'text', NULL,
 'friction_policy::sales_marketing.friction_policy IS NOT NULL OR friction_policy IS NULL',
 'limits of friction that differ from the defaults, such as double_touch 12h, went_dark 21d'),
('business_calendar', 'text', NULL,
 'business_calendar::sales_marketing.business_calendar IS NOT NULL OR business_calendar IS NULL',
 'business hours of follow-ups and business days of schedules, such as mon-fri 09:00-17:00 Europe/Berlin; null: all hours'),
('minimum_group', 'integer NOT NULL', '5', 'minimum_group >= 1',
 'groups of fewer people are suppressed, and single values of fewer activities left out'),
('minimum_coverage', 'double precision NOT NULL', '0.7',
 'minimum_coverage BETWEEN 0 AND 1',
 'share of activities that must be classified for a verdict, 0 to 1'),
('discount_rate', 'numeric NOT NULL', '0.08',
 'discount_rate BETWEEN 0 AND 10',
 'what waiting for money costs, 0.08 being 8 % a year'),
('unit_costs', 'text', NULL,
 $$unit_costs ~ '^\s*([a-z_]+\s*=\s*\d+(\.\d+)?\s*(,\s*|$))*$' AND
	sales_marketing.check_unit_costs(unit_costs)$$,
 'what one event of a kind of friction costs by your own estimate, such as double_touch=25, slow_follow_up=40')
$function$;
COMMENT ON FUNCTION sales_marketing.report_settings() IS
'the columns of report_settings, which create_reports makes';

CREATE FUNCTION sales_marketing.create_report_settings(target_schema text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
SET quote_all_identifiers = off
AS $function$
DECLARE
	name text := format('%I.report_settings', target_schema);
	made text := 'settings that all reports read, in one row; made by create_reports';
	setting sales_marketing.report_setting;
	statements text[] := '{}';
	statement text;
	owner name;
	empty boolean;
BEGIN
	IF to_regclass(name) IS NULL THEN
		EXECUTE format('CREATE TABLE %s ()', name);
		EXECUTE format('COMMENT ON TABLE %s IS %L', name, made);
	END IF;
	PERFORM sales_marketing.check_owner(name);
	SELECT pg_get_userbyid(c.relowner) INTO owner
	FROM pg_class AS c
	WHERE c.oid = to_regclass(name) AND c.relkind = 'r' AND
		  (obj_description(c.oid, 'pg_class') LIKE '%made by create_reports%' OR
		   NOT EXISTS (SELECT s.name FROM sales_marketing.report_settings() AS s
					   EXCEPT
					   SELECT a.attname::text FROM pg_attribute AS a
					   WHERE a.attrelid = c.oid AND NOT a.attisdropped));
	IF owner IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'duplicate_table',
			MESSAGE = format('%s exists, but was not made by create_reports', name),
			HINT = 'Rename it, or choose another schema.';
	END IF;

	/* DROP EXTENSION CASCADE takes what is of its types and functions */
	FOR setting IN SELECT s.* FROM sales_marketing.report_settings() AS s LOOP
		IF NOT EXISTS (SELECT FROM pg_attribute AS a
					   WHERE a.attrelid = to_regclass(name) AND a.attnum > 0 AND
							 a.attname = setting.name AND NOT a.attisdropped)
		THEN
			statements := statements ||
				format('ALTER TABLE %s ADD COLUMN %I %s DEFAULT %L', name,
					   setting.name, setting.definition, setting.initial) ||
				format('COMMENT ON COLUMN %s.%I IS %L', name,
					   setting.name, setting.meaning);
		END IF;
		IF setting.condition IS NOT NULL AND
		   NOT EXISTS (SELECT FROM pg_constraint AS c
					   WHERE c.conrelid = to_regclass(name) AND
							 c.conname = setting.name || '_makes_sense')
		THEN
			statements := statements ||
				format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s)', name,
					   setting.name || '_makes_sense', setting.condition);
		END IF;
	END LOOP;
	EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s)', name) INTO empty;
	IF empty THEN
		statements := statements || format('INSERT INTO %s DEFAULT VALUES', name);
	END IF;

	/* defaults and triggers of its owner would run with the caller's rights */
	IF statements <> '{}' AND owner <> current_user THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('%s is not complete', name),
			DETAIL = format('It belongs to %I, not to %I, and so is not written to.',
							owner, current_user),
			HINT = 'Let its owner call create_reports.';
	END IF;
	FOREACH statement IN ARRAY statements LOOP
		EXECUTE statement;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.create_report_settings(text) IS
'private: makes report_settings, or what is missing of it, and the row in it unless there is one';
