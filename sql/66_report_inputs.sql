/*
 * 66_report_inputs.sql
 *		What feeds a schema has, whether they are what was agreed, which values
 *		can not be used, and how many rows count.
 */

CREATE TYPE sales_marketing.report_input AS (
	feed text,
	column_name text,
	type text,
	required boolean,
	found_type text,
	present boolean,
	reason text,
	needed_for text
);
COMMENT ON TYPE sales_marketing.report_input IS
'a column that reports need, and whether it is there';
COMMENT ON COLUMN sales_marketing.report_input.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.report_input.column_name IS
'the column';
COMMENT ON COLUMN sales_marketing.report_input.type IS
'type that was agreed';
COMMENT ON COLUMN sales_marketing.report_input.required IS
'whether the feed is of no use without it';
COMMENT ON COLUMN sales_marketing.report_input.found_type IS
'type that it has; null where there is no such column';
COMMENT ON COLUMN sales_marketing.report_input.present IS
'whether it can have values; false for a column that is always null';
COMMENT ON COLUMN sales_marketing.report_input.reason IS
'why not, or which system does not fill it; null where there is nothing to say';
COMMENT ON COLUMN sales_marketing.report_input.needed_for IS
'measures (C01 to C32), kinds of friction and reports that need it';

CREATE FUNCTION sales_marketing.feed_type_fits(found oid, expected oid)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
/* what the server casts by itself, unless the session's time zone decides */
SELECT base = expected OR expected <> 'timestamptz'::regtype AND
	   EXISTS (SELECT FROM pg_cast AS c
			   WHERE c.castsource = base AND c.casttarget = expected AND
					 c.castcontext = 'i')
FROM (SELECT sales_marketing.feed_base_type(found)) AS t (base)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_type_fits(oid, oid) IS
'private: whether a column of a type can stand in a feed where another is expected';

CREATE FUNCTION sales_marketing.report_inputs(target_schema text)
RETURNS SETOF sales_marketing.report_input
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 130
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	RETURN QUERY
	WITH relation AS MATERIALIZED (
		SELECT r.*, c.oid, c.relkind
		FROM sales_marketing.feed_relations(target_schema) AS r
		JOIN pg_class AS c ON c.oid = to_regclass(r.relation)
	), crm_column AS (
		/* what create_feeds noted about the columns of a CRM's view */
		SELECT r.feed, r.crm, a.attname,
			   sales_marketing.feed_column_given(r.oid, a.attnum) AS given,
			   coalesce(substring(d.text FROM '; missing: (.*)$'),
						substring(d.text FROM '; (rows that are .*)$'),
						substring(d.text FROM '; (not known) to [a-z]+$'))
			   AS missing
		FROM relation AS r
		JOIN relation AS above ON above.feed = r.feed AND above.crm IS NULL AND
			 above.owner = r.owner
		JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND
			 NOT a.attisdropped
		CROSS JOIN LATERAL (SELECT col_description(a.attrelid, a.attnum))
			AS d (text)
		WHERE r.usable
	), noted AS (
		SELECT c.feed, c.attname, bool_or(c.given) AS given,
			   string_agg(c.crm || ': ' || c.missing, '; '
						  ORDER BY sales_marketing.feed_rank(c.crm))
			   AS missing
		FROM crm_column AS c
		GROUP BY c.feed, c.attname
	)
	SELECT f.feed, f.column_name, f.type, f.required,
		   format_type(a.atttypid, NULL), p.problem IS NULL AND
		   (NOT ours OR f.column_name = 'matched_by' OR coalesce(n.given, false)),
		   CASE WHEN p.problem IS NOT NULL THEN p.problem
				WHEN ours THEN n.missing END,
		   f.needed_for
	FROM sales_marketing.feed_columns() AS f
	LEFT JOIN relation AS r ON r.feed = f.feed AND r.crm IS NULL
	LEFT JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND
		 NOT a.attisdropped AND a.attname = f.column_name
	LEFT JOIN noted AS n ON n.feed = f.feed AND n.attname = f.column_name
	CROSS JOIN LATERAL (SELECT coalesce(r.made AND NOT r.edited, false))
		AS o (ours)
	CROSS JOIN LATERAL (SELECT CASE
		WHEN r.oid IS NULL THEN format('there is no %s', f.feed)
		WHEN r.relkind NOT IN ('r', 'v', 'm', 'p', 'f') THEN
			format('%s is no table or view', f.feed)
		WHEN a.attname IS NULL THEN
			format('%s has no column %s', f.feed, f.column_name)
		WHEN NOT sales_marketing.feed_type_fits(a.atttypid,
												to_regtype(f.type)) THEN
			format('it is of type %s, not %s',
				   format_type(a.atttypid, NULL), f.type)
		/* reports are of whoever owns their settings, and read what is his */
		WHEN NOT r.trusted AND NOT EXISTS (
			SELECT FROM pg_class AS c JOIN pg_class AS s
				ON s.relnamespace = c.relnamespace AND
				   s.relname = 'report_settings' AND s.relowner = c.relowner
			WHERE c.oid = r.oid) THEN 'belongs to somebody else' END)
		AS p (problem)
	ORDER BY f.feed, f.column_position;
END
$function$;
COMMENT ON FUNCTION sales_marketing.report_inputs(text) IS
'the columns that reports need, which of them a schema''s feeds have, and why not the others';

CREATE FUNCTION sales_marketing.check_feed(target_schema text, feed text)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	n sales_marketing.report_input;
	wrong sales_marketing.report_input;		/* the first one */
	all_wrong text;
BEGIN
	IF EXISTS (SELECT FROM sales_marketing.feed_relations(target_schema) AS r
			   JOIN pg_class AS c ON c.oid = to_regclass(r.relation)
			   WHERE r.feed = check_feed.feed AND r.crm IS NULL AND
					 c.relkind NOT IN ('r', 'v', 'm', 'p', 'f')) THEN
		RAISE EXCEPTION USING ERRCODE = 'wrong_object_type',
			MESSAGE = format('%I.%I is no table or view', target_schema, feed);
	END IF;

	FOR n IN SELECT i.* FROM sales_marketing.report_inputs(target_schema) AS i
			 WHERE i.feed = check_feed.feed AND
				   (i.found_type IS NOT NULL AND
					i.reason LIKE 'it is of type %' OR
					i.required AND i.reason LIKE '% has no column %')
	LOOP
		IF wrong.feed IS NULL THEN
			wrong := n;
		END IF;
		all_wrong := concat_ws(', ', all_wrong,
							   format('%s (%s)', n.column_name, n.reason));
	END LOOP;
	IF wrong.found_type IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'datatype_mismatch',
			MESSAGE = format(
				'column "%s" of %I.%I must be of type %s, but is of type %s',
				wrong.column_name, target_schema, feed, wrong.type,
				wrong.found_type),
			DETAIL = format('Wrong in %s: %s.', feed, all_wrong),
			HINT = CASE
				WHEN wrong.type = 'timestamptz' AND
					 wrong.found_type LIKE 'timestamp%' THEN format(
					'Say in which zone it is: %I AT TIME ZONE ''Europe/Berlin''.',
					wrong.column_name)
				WHEN wrong.type = 'timestamptz' AND wrong.found_type = 'date'
				THEN format('Say when and where: (%I + time ''12:00'') AT TIME ZONE ''Europe/Berlin''.',
							wrong.column_name)
				WHEN wrong.type = 'date' AND
					 wrong.found_type = 'timestamp with time zone' THEN format(
					'Say where it is that day: (%I AT TIME ZONE ''Europe/Berlin'')::date.',
					wrong.column_name)
				ELSE format('Cast it: %I::%s.', wrong.column_name,
							wrong.type) END;
	ELSIF wrong.feed IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_column',
			MESSAGE = format('%I.%I has no column "%s"', target_schema, feed,
							 wrong.column_name),
			DETAIL = format('Wrong in %s: %s.', feed, all_wrong),
			HINT = format('It must be of type %s; feed_columns() says what it means.',
						  wrong.type);
	END IF;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_feed(text, text) IS
'private: an error if a column of a feed is missing that must be there or is of a wrong type';

CREATE FUNCTION sales_marketing.check_feeds(target_schema text)
RETURNS integer
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	feed text;
	feeds integer := 0;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	FOR feed IN SELECT r.feed
				FROM sales_marketing.feed_relations(target_schema) AS r
				WHERE r.crm IS NULL ORDER BY r.feed
	LOOP
		PERFORM sales_marketing.check_feed(target_schema, feed);
		feeds := feeds + 1;
	END LOOP;
	RETURN feeds;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_feeds(text) IS
'the number of feeds in a schema; an error if a column is missing that must be there or is of a wrong type';

CREATE TYPE sales_marketing.feed_count AS (
	feed text,
	source text,
	outcome text,
	row_count bigint
);
COMMENT ON TYPE sales_marketing.feed_count IS
'how many rows of a source came to what';
COMMENT ON COLUMN sales_marketing.feed_count.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.feed_count.source IS
'the CRM; own for a feed that create_feeds did not make';
COMMENT ON COLUMN sales_marketing.feed_count.outcome IS
'kept, or why not: duplicate, not used, not read, or what skipped says';
COMMENT ON COLUMN sales_marketing.feed_count.row_count IS
'number of rows; null where they were not read';

CREATE FUNCTION sales_marketing.feed_counts(target_schema text)
RETURNS SETOF sales_marketing.feed_count
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000000 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * Reads every row, but not what belongs to neither the caller nor the owner of
 * the schema.  A duplicate is a row that counts in its CRM and is not in the
 * feed.
 */
DECLARE
	this sales_marketing.feed_relation;
	above sales_marketing.feed_relation;
	result sales_marketing.feed_count;
	in_feed bigint;
	kept bigint;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	FOR this IN SELECT r.*
				FROM sales_marketing.feed_relations(target_schema) AS r
				JOIN pg_class AS c ON c.oid = to_regclass(r.relation)
				WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f')
				ORDER BY r.feed, r.crm IS NOT NULL,
						 sales_marketing.feed_rank(r.crm)
	LOOP
		result.feed := this.feed;
		result.source := coalesce(this.crm, 'own');
		result.row_count := NULL;
		IF NOT this.trusted THEN
			result.outcome := 'not read';
			RETURN NEXT result;
			CONTINUE;
		ELSIF this.crm IS NULL OR NOT this.usable THEN
			IF this.crm IS NULL THEN
				above := this;
				CONTINUE WHEN this.made AND NOT this.edited;
			END IF;
			result.outcome := CASE WHEN this.crm IS NULL THEN 'kept'
								   ELSE 'not used' END;
			EXECUTE format('SELECT count(*) FROM %s', this.relation)
			INTO result.row_count;
			RETURN NEXT result;
			CONTINUE;
		END IF;

		EXECUTE format('SELECT count(*) FROM %s AS f WHERE f.skipped IS NULL',
					   this.relation)
		INTO kept;
		in_feed := kept;
		IF above.feed = this.feed AND above.made AND NOT above.edited THEN
			EXECUTE CASE WHEN this.feed = 'identity_feed'
				THEN format('SELECT count(DISTINCT (f.kind, f.source_id)) FROM %s AS f WHERE f.skipped IS NULL',
							this.relation)
				ELSE format('SELECT count(*) FROM %s AS f WHERE f.source LIKE %L',
							above.relation, this.crm || '.%') END
			INTO in_feed;
		END IF;
		RETURN QUERY EXECUTE format(
			'SELECT $1, $2, o.outcome, o.n FROM (VALUES (''kept'', $3), (''duplicate'', $4 - $3)) AS o (outcome, n) WHERE o.n > 0 OR o.outcome = ''kept'' UNION ALL (SELECT $1, $2, f.skipped, count(*) FROM %s AS f WHERE f.skipped IS NOT NULL GROUP BY f.skipped) ORDER BY 4 DESC, 3',
			this.relation)
		USING result.feed, result.source, in_feed, kept;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_counts(text) IS
'how many rows of each CRM are in the feeds of a schema, and how many are not and why';

/*
 * Values that no report can use
 */

CREATE TYPE sales_marketing.feed_rule AS (
	nr integer,
	feed text,
	column_name text,
	holds text,
	value text,
	leaves_out boolean
);
COMMENT ON TYPE sales_marketing.feed_rule IS
'what a value of a feed must be for reports to use it';
COMMENT ON COLUMN sales_marketing.feed_rule.nr IS
'order';
COMMENT ON COLUMN sales_marketing.feed_rule.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.feed_rule.column_name IS
'the column';
COMMENT ON COLUMN sales_marketing.feed_rule.holds IS
'SQL over a row f of the feed: false for a value that can not be used';
COMMENT ON COLUMN sales_marketing.feed_rule.value IS
'SQL for what to show of such a row';
COMMENT ON COLUMN sales_marketing.feed_rule.leaves_out IS
'whether such a row is left out; else the column counts as null';

CREATE FUNCTION sales_marketing.feed_rules()
RETURNS SETOF sales_marketing.feed_rule
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT r.nr, r.feed, r.column_name, r.holds,
	   coalesce(r.value, format('f.%I::text', r.column_name)),
	   r.value IS NOT NULL
FROM (VALUES
	/* most are out, and the first comparison says so; IN costs twice as much */
	(1, 'activity_feed', 'direction',
	 $$f.direction = 'out' OR f.direction = 'in'$$, NULL),
	(2, 'activity_feed', 'recipients', 'f.recipients >= 0', NULL),
	(3, 'activity_feed', 'minutes', 'f.minutes >= 0', NULL),
	(4, 'person_feed', 'function',
	 $$f.function IN ('sales', 'marketing', 'both', 'other')$$, NULL),
	(5, 'plan_feed', 'function',
	 $$f.function IN ('sales', 'marketing', 'both', 'other')$$, NULL),
	(6, 'plan_feed', 'schedule',
	 'sales_marketing.try_pay_schedule(f.schedule) IS NOT NULL OR f.schedule IS NULL', NULL),
	(7, 'payout_feed', 'kind', $$f.kind IN ('commission', 'bonus', 'award', 'salary',
	'other', 'draw', 'draw_recovery', 'guarantee', 'adjustment', 'clawback')$$,
	 NULL),
	(8, 'payout_feed', 'currency', 'octet_length(f.currency) BETWEEN 1 AND 15',
	 NULL),
	(9, 'payout_feed', 'earned_to', 'f.earned_from <= f.earned_to',
	 $$concat_ws(' to ', f.earned_from, f.earned_to)$$),
	/* the years that a payout can have, and a century from first to last */
	(10, 'payout_feed', 'earned_on', $$CASE WHEN
	greatest(f.earned_on, f.earned_from, f.earned_to, f.released_on,
		f.scheduled_on, nullif(f.paid_on, 'infinity')) > '9999-12-31' OR
	least(f.earned_on, f.earned_from, f.earned_to, f.released_on,
		f.scheduled_on, f.paid_on) < '0001-01-01' THEN false ELSE
	greatest(f.earned_on, f.earned_from, f.earned_to, f.released_on,
		f.scheduled_on, nullif(f.paid_on, 'infinity')) - 36525 <=
	least(f.earned_on, f.earned_from, f.earned_to, f.released_on,
		f.scheduled_on, f.paid_on) END$$,
	 $$concat_ws(' to ', least(f.earned_on, f.earned_from, f.earned_to,
		f.released_on, f.scheduled_on, f.paid_on),
	greatest(f.earned_on, f.earned_from, f.earned_to, f.released_on,
		f.scheduled_on, f.paid_on))$$),
	(11, 'spend_feed', 'function', $$f.function IN ('sales', 'marketing', 'joint',
	'other', 'unclassified')$$, NULL),
	(12, 'spend_feed', 'currency', 'octet_length(f.currency) BETWEEN 1 AND 15',
	 NULL),
	/* sums of it fit in a bigint */
	(13, 'spend_feed', 'reached', 'f.reached BETWEEN 0 AND 1000000000000',
	 NULL),
	(14, 'budget_feed', 'function', $$f.function IN ('sales', 'marketing')$$, NULL),
	(15, 'payout_feed', 'payee', 'octet_length(f.payee) <= 255', NULL),
	(16, 'payout_feed', 'plan', 'octet_length(f.plan) <= 255', NULL),
	(17, 'person_feed', 'plan', 'octet_length(f.plan) <= 255', NULL),
	/* what an amount can be; neither NaN nor infinity is */
	(21, 'payout_feed', 'amount',
	 'abs(f.amount) <= 899999999999999.9999', NULL),
	(22, 'spend_feed', 'amount',
	 'abs(f.amount) <= 899999999999999.9999', NULL),
	(23, 'budget_feed', 'amount',
	 'abs(f.amount) <= 899999999999999.9999', NULL),
	(24, 'opportunity_feed', 'amount',
	 'abs(f.amount) <= 899999999999999.9999', NULL),
	(30, 'lead_feed', 'created_at', 'isfinite(f.created_at)', NULL),
	(31, 'lead_feed', 'handed_off_at', 'isfinite(f.handed_off_at)', NULL),
	(32, 'lead_feed', 'accepted_at', 'isfinite(f.accepted_at)', NULL),
	(33, 'lead_feed', 'rejected_at', 'isfinite(f.rejected_at)', NULL),
	(34, 'lead_feed', 'returned_at', 'isfinite(f.returned_at)', NULL),
	(35, 'opportunity_feed', 'opened_at', 'isfinite(f.opened_at)', NULL),
	(36, 'opportunity_feed', 'closed_at', 'isfinite(f.closed_at)', NULL),
	(37, 'opportunity_feed', 'lost_at', 'isfinite(f.lost_at)', NULL),
	(38, 'opportunity_feed', 'reopened_at', 'isfinite(f.reopened_at)', NULL),
	(39, 'feedback_feed', 'captured_at', 'isfinite(f.captured_at)', NULL),
	(40, 'feedback_feed', 'routed_at', 'isfinite(f.routed_at)', NULL),
	(41, 'feedback_feed', 'actioned_at', 'isfinite(f.actioned_at)', NULL))
	AS r (nr, feed, column_name, holds, value)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_rules() IS
'private: the values of feeds that reports can use, where the type alone does not say';

CREATE FUNCTION sales_marketing.usable_feed(feed text, query text)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/* a CASE costs next to nothing, and what nobody reads is not computed */
SELECT CASE WHEN count(r.nr) = 0 THEN usable_feed.query
	ELSE format(E'SELECT %s\nFROM (%s) AS f%s',
		string_agg(CASE WHEN r.holds IS NULL OR r.leaves_out
			THEN format('f.%I', f.column_name)
			ELSE format('CASE WHEN %s THEN f.%I END AS %2$I', r.holds,
						f.column_name) END, ', ' ORDER BY f.column_position),
		usable_feed.query,
		E'\nWHERE ' || string_agg(format('(%s) IS NOT FALSE', r.holds),
			' AND ' ORDER BY r.nr) FILTER (WHERE r.leaves_out)) END
FROM sales_marketing.feed_columns() AS f
LEFT JOIN sales_marketing.feed_rules() AS r USING (feed, column_name)
WHERE f.feed = usable_feed.feed
$function$;
COMMENT ON FUNCTION sales_marketing.usable_feed(text, text) IS
'private: the query of a feed as reports read it, from that of the feed as it is: values that can not be used are null';

CREATE TYPE sales_marketing.feed_flaw AS (
	feed text,
	column_name text,
	example text,
	row_count bigint,
	note text
);
COMMENT ON TYPE sales_marketing.feed_flaw IS
'values of a feed that reports can not use';
COMMENT ON COLUMN sales_marketing.feed_flaw.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.feed_flaw.column_name IS
'the column; null for a feed that is not read';
COMMENT ON COLUMN sales_marketing.feed_flaw.example IS
'one of the values';
COMMENT ON COLUMN sales_marketing.feed_flaw.row_count IS
'number of rows with such a value';
COMMENT ON COLUMN sales_marketing.feed_flaw.note IS
'what reports do about it, in words with the number and the example; or why the feed is not read';

CREATE FUNCTION sales_marketing.feed_flaws(target_schema text)
RETURNS SETOF sales_marketing.feed_flaw
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $function$
/* Reads every row of the feeds that have rules, once. */
DECLARE
	rules sales_marketing.feed_rule[];
	counts bigint[];
	examples text[];
	trusted boolean;
	result sales_marketing.feed_flaw;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	FOR result.feed, rules, trusted IN
		SELECT f.feed, array_agg(r ORDER BY r.nr), f.trusted
		FROM sales_marketing.feed_relations(target_schema) AS f
		LEFT JOIN sales_marketing.feed_rules() AS r ON r.feed = f.feed
		WHERE f.crm IS NULL AND (r.nr IS NOT NULL OR NOT f.trusted)
		GROUP BY f.feed, f.trusted ORDER BY f.feed
	LOOP
		result.column_name := NULL;
		result.example := NULL;
		result.row_count := NULL;
		IF NOT trusted THEN
			result.note := 'not looked at: it belongs to somebody else';
			RETURN NEXT result;
			CONTINUE;
		END IF;
		BEGIN
			EXECUTE (SELECT format('SELECT array[%s], array[%s] FROM %s AS f',
					string_agg(format('count(*) FILTER (WHERE (%s) IS FALSE)',
						r.holds), ', ' ORDER BY r.nr),
					string_agg(format('max(%s COLLATE "C") FILTER (WHERE (%s) IS FALSE)',
						r.value, r.holds), ', ' ORDER BY r.nr),
					replace(sales_marketing.report_feed_source(target_schema,
						result.feed), '{schema}', quote_ident(target_schema)))
				FROM unnest(rules) AS r)
			INTO counts, examples;
		EXCEPTION WHEN OTHERS THEN
			result.note := 'can not be read: ' || SQLERRM;
			RETURN NEXT result;
			CONTINUE;
		END;
		FOR i IN 1 .. cardinality(rules) LOOP
			CONTINUE WHEN counts[i] = 0;
			result.column_name := rules[i].column_name;
			result.example := left(examples[i], 100);
			result.row_count := counts[i];
			result.note := CASE WHEN counts[i] = 1 THEN format(
					'1 row has a value that can not be used: "%s"; it %s',
					result.example, CASE WHEN rules[i].leaves_out
						THEN 'is left out' ELSE 'counts as null' END)
				ELSE format(
					'%s rows have values that can not be used, such as "%s"; they %s',
					counts[i], result.example, CASE WHEN rules[i].leaves_out
						THEN 'are left out' ELSE 'count as null' END) END;
			RETURN NEXT result;
		END LOOP;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_flaws(text) IS
'values of a schema''s feeds that are none of their list, numbers, dates and times that can not be: reports count them as null';
