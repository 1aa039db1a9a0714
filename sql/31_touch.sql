/*
 * 31_touch.sql
 *		A touch: a row about who was in touch with a customer, as a value.
 */

/*
 * The type
 */

/* value_type.sql.in: touch, cost 5 */
COMMENT ON TYPE sales_marketing.touch IS
'who was in touch with a customer, when and how, or how a deal or lead moved on, such as occurred_at=2026-03-02T09:00:00Z event=contact function=sales direction=out channel="phone" actor="P07"';

/* comparison.sql.in: touch, cost 1 */

/*
 * The constructor
 */

CREATE FUNCTION sales_marketing.touch(
	occurred_at timestamp with time zone DEFAULT NULL,
	actor text DEFAULT NULL,
	function text DEFAULT NULL,
	channel text DEFAULT NULL,
	mode text DEFAULT NULL,
	purpose text DEFAULT NULL,
	direction text DEFAULT NULL,
	thread text DEFAULT NULL,
	campaign text DEFAULT NULL,
	recipients integer DEFAULT NULL,
	event text DEFAULT NULL,
	activity_id text DEFAULT NULL)
RETURNS sales_marketing.touch
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_touch';
COMMENT ON FUNCTION sales_marketing.touch(
	timestamp with time zone, text, text, text, text, text, text, text, text,
	integer, text, text) IS
'a row as a value; every argument may be null, and one without a finite time is counted as skipped by the aggregates';
