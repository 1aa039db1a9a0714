/*
 * 68_repeated_ids.sql
 *		Ids that stand in a feed more than once, so that a row counts again
 *		in every report.
 */

CREATE TYPE sales_marketing.repeated_id AS (
	feed text,
	id_column text,
	repeated_ids bigint,
	surplus_rows bigint,
	example text
);
COMMENT ON TYPE sales_marketing.repeated_id IS
'how many ids of a feed are there more than once';
COMMENT ON COLUMN sales_marketing.repeated_id.feed IS
'the feed';
COMMENT ON COLUMN sales_marketing.repeated_id.id_column IS
'the column that should be a key';
COMMENT ON COLUMN sales_marketing.repeated_id.repeated_ids IS
'ids that are there more than once; null for a feed that is not looked at, as it belongs to somebody else';
COMMENT ON COLUMN sales_marketing.repeated_id.surplus_rows IS
'rows that would have to go for each id to be there once';
COMMENT ON COLUMN sales_marketing.repeated_id.example IS
'the first of these ids';

CREATE FUNCTION sales_marketing.repeated_ids(target_schema text)
RETURNS SETOF sales_marketing.repeated_id
LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000000 ROWS 3
SET search_path = pg_catalog, pg_temp
AS $function$
/* A person, a plan, a lead and a course may be in several rows. */
DECLARE
	this record;
BEGIN
	PERFORM sales_marketing.check_feed_schema(target_schema, 'target_schema');
	FOR this IN SELECT r.feed, r.relation, r.trusted, c.column_name
				FROM sales_marketing.feed_relations(target_schema) AS r
				JOIN sales_marketing.feed_columns() AS c ON c.feed = r.feed
				JOIN pg_class AS t ON t.oid = to_regclass(r.relation)
				JOIN pg_attribute AS a ON a.attrelid = t.oid AND
					 a.attname = c.column_name AND NOT a.attisdropped
				WHERE r.crm IS NULL AND c.column_position = 1 AND
					  t.relkind IN ('r', 'v', 'm', 'p', 'f') AND
					  r.feed IN ('activity_feed', 'payout_feed', 'spend_feed',
								 'budget_feed', 'opportunity_feed',
								 'feedback_feed', 'survey_feed')
				ORDER BY r.feed
	LOOP
		IF NOT this.trusted THEN
			RETURN NEXT ROW(this.feed, this.column_name, NULL, NULL, NULL)::sales_marketing.repeated_id;
			CONTINUE;
		END IF;
		RETURN QUERY EXECUTE format(
			'SELECT %L, %L, count(*), sum(i.n - 1)::bigint, min(i.id COLLATE "C") FROM (SELECT f.%2$I::text AS id, count(*) AS n FROM %3$s AS f WHERE f.%2$I IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AS i HAVING count(*) > 0',
			this.feed, this.column_name, this.relation);
	END LOOP;
END
$function$;
COMMENT ON FUNCTION sales_marketing.repeated_ids(text) IS
'feeds of a schema in which ids are there more than once; reads every row, and returns none if all is well';
