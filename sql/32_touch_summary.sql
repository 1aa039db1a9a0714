/*
 * 32_touch_summary.sql
 *		Timelines of touches, and the friction on them.
 *
 * touch_summary is the summary of a customer or of a person: built by
 * touch_summary_state, added up by merge_touch_summary, read by
 * friction_events and friction_exposure, which apply the limits.
 */

/*
 * The type
 */

/* value_type.sql.in: touch_summary, cost 100 */
COMMENT ON TYPE sales_marketing.touch_summary IS
'timeline of one customer or one person: touches in order of time, and how many rows were skipped, such as skipped=0; occurred_at=2026-03-02T09:00:00Z event=contact function=sales';

/* comparison.sql.in: touch_summary, cost 100 */

/*
 * What is read from a timeline
 */

CREATE FUNCTION sales_marketing.touch_count(summary sales_marketing.touch_summary)
RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_touch_count';
COMMENT ON FUNCTION sales_marketing.touch_count(sales_marketing.touch_summary) IS
'how many touches a timeline has';

CREATE FUNCTION sales_marketing.touch_skipped(summary sales_marketing.touch_summary)
RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_touch_skipped';
COMMENT ON FUNCTION sales_marketing.touch_skipped(sales_marketing.touch_summary) IS
'how many rows a timeline left out, since they had no time';

CREATE TYPE sales_marketing.friction_event AS (
	kind text,
	dimension text,
	subject text,
	occurred_at timestamp with time zone,
	severity double precision,
	observed double precision,
	threshold double precision,
	sales_actor text,
	marketing_actor text,
	evidence text,
	unit text,
	sales_share double precision,
	marketing_share double precision
);
COMMENT ON TYPE sales_marketing.friction_event IS
'one time that sales and marketing got in each other''s way';
COMMENT ON COLUMN sales_marketing.friction_event.kind IS
'kind of friction, such as double_touch';
COMMENT ON COLUMN sales_marketing.friction_event.dimension IS
'dimension of the kind, such as communication, or hand_off';
COMMENT ON COLUMN sales_marketing.friction_event.subject IS
'customer or person whose timeline it is, as passed';
COMMENT ON COLUMN sales_marketing.friction_event.occurred_at IS
'when: the touch that was too much, the beginning of a silence, the last task of a day or quarter';
COMMENT ON COLUMN sales_marketing.friction_event.severity IS
'how far past the limit, 0 to 1, where 0.5 is twice the limit; not to be added across kinds';
COMMENT ON COLUMN sales_marketing.friction_event.observed IS
'what was observed, in the unit; null where there is no figure';
COMMENT ON COLUMN sales_marketing.friction_event.threshold IS
'the limit, in the unit';
COMMENT ON COLUMN sales_marketing.friction_event.sales_actor IS
'who acted for sales, as far as the kind and the data tell';
COMMENT ON COLUMN sales_marketing.friction_event.marketing_actor IS
'who acted for marketing, as far as the kind and the data tell';
COMMENT ON COLUMN sales_marketing.friction_event.evidence IS
'activity_id of the touches it rests on, the latest eight, in order of time';
COMMENT ON COLUMN sales_marketing.friction_event.unit IS
'unit of observed and threshold, such as hours, days, tolerance or calls in 24 hours';
COMMENT ON COLUMN sales_marketing.friction_event.sales_share IS
'share of sales in what was too much, 0 to 1, where the kind has shares';
COMMENT ON COLUMN sales_marketing.friction_event.marketing_share IS
'share of marketing in what was too much, 0 to 1, where the kind has shares';

CREATE FUNCTION sales_marketing.friction_events(
	summary sales_marketing.touch_summary,
	subject text DEFAULT NULL,
	policy sales_marketing.friction_policy DEFAULT NULL,
	open_deals tstzmultirange DEFAULT NULL,
	as_of timestamp with time zone DEFAULT NULL,
	person_function text DEFAULT NULL,
	time_zone text DEFAULT NULL)
RETURNS SETOF sales_marketing.friction_event
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 200 ROWS 10
AS 'MODULE_PATHNAME', 'sm_friction_events';
COMMENT ON FUNCTION sales_marketing.friction_events(
	sales_marketing.touch_summary, text, sales_marketing.friction_policy,
	tstzmultirange, timestamp with time zone, text, text) IS
'friction on a customer''s timeline with the deals on it and those of open_deals, of which ranges that overlap are one; or, where the function of a person is given, on that person''s, whose days and quarters are those of the time zone, UTC for a null';

CREATE TYPE sales_marketing.friction_exposure_row AS (
	kind text,
	dimension text,
	subject text,
	exposed bigint,
	flagged bigint,
	severity_sum numeric,
	rate double precision,
	mean_severity double precision
);
COMMENT ON TYPE sales_marketing.friction_exposure_row IS
'how often a kind of friction could have happened on a timeline, and did';
COMMENT ON COLUMN sales_marketing.friction_exposure_row.kind IS
'kind of friction';
COMMENT ON COLUMN sales_marketing.friction_exposure_row.dimension IS
'dimension of the kind';
COMMENT ON COLUMN sales_marketing.friction_exposure_row.subject IS
'customer or person whose timeline it is, as passed';
COMMENT ON COLUMN sales_marketing.friction_exposure_row.exposed IS
'units that could have been friction: pairs of touches, touches, deals, leads, days or quarters, by kind';
COMMENT ON COLUMN sales_marketing.friction_exposure_row.flagged IS
'units that were';
COMMENT ON COLUMN sales_marketing.friction_exposure_row.severity_sum IS
'sum over the flagged units of their severity, the worst one where a unit has several; exact, so that sums of it do not depend on their order';
COMMENT ON COLUMN sales_marketing.friction_exposure_row.rate IS
'flagged over exposed; null where nothing was exposed';
COMMENT ON COLUMN sales_marketing.friction_exposure_row.mean_severity IS
'severity_sum over exposed; null where nothing was exposed';

CREATE FUNCTION sales_marketing.friction_exposure(
	summary sales_marketing.touch_summary,
	subject text DEFAULT NULL,
	policy sales_marketing.friction_policy DEFAULT NULL,
	open_deals tstzmultirange DEFAULT NULL,
	as_of timestamp with time zone DEFAULT NULL,
	person_function text DEFAULT NULL,
	time_zone text DEFAULT NULL)
RETURNS SETOF sales_marketing.friction_exposure_row
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 200 ROWS 6
AS 'MODULE_PATHNAME', 'sm_friction_exposure';
COMMENT ON FUNCTION sales_marketing.friction_exposure(
	sales_marketing.touch_summary, text, sales_marketing.friction_policy,
	tstzmultirange, timestamp with time zone, text, text) IS
'how often each kind that friction_events looks for could have happened, and did: the denominators of rates';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.touch_summary_accum(sales_marketing.touch_summary, row_value sales_marketing.touch)
RETURNS sales_marketing.touch_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_touch_summary_accum';
COMMENT ON FUNCTION sales_marketing.touch_summary_accum(sales_marketing.touch_summary, sales_marketing.touch) IS
'private: adds one touch';

CREATE FUNCTION sales_marketing.touch_summary_combine(sales_marketing.touch_summary, sales_marketing.touch_summary)
RETURNS sales_marketing.touch_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_touch_summary_combine';
COMMENT ON FUNCTION sales_marketing.touch_summary_combine(sales_marketing.touch_summary, sales_marketing.touch_summary) IS
'private: adds two timelines';

CREATE FUNCTION sales_marketing.touch_summary_final(sales_marketing.touch_summary)
RETURNS sales_marketing.touch_summary
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_touch_summary_final';
COMMENT ON FUNCTION sales_marketing.touch_summary_final(sales_marketing.touch_summary) IS
'private: the timeline that has been built, in order';

CREATE FUNCTION sales_marketing.touch_pressure_accum(internal, row_value sales_marketing.touch)
RETURNS internal
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_touch_pressure_accum';
COMMENT ON FUNCTION sales_marketing.touch_pressure_accum(internal, sales_marketing.touch) IS
'private: moves a window of touches on to one touch, with the default limits';

CREATE FUNCTION sales_marketing.touch_pressure_accum(internal, row_value sales_marketing.touch, policy sales_marketing.friction_policy)
RETURNS internal
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_touch_pressure_accum';
COMMENT ON FUNCTION sales_marketing.touch_pressure_accum(internal, sales_marketing.touch, sales_marketing.friction_policy) IS
'private: moves a window of touches on to one touch';

CREATE FUNCTION sales_marketing.touch_pressure_final(internal)
RETURNS double precision
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_touch_pressure_final';
COMMENT ON FUNCTION sales_marketing.touch_pressure_final(internal) IS
'private: the pressure in a window of touches';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.touch_summary_state(row_value sales_marketing.touch) (
	SFUNC = sales_marketing.touch_summary_accum,
	STYPE = sales_marketing.touch_summary,
	SSPACE = 2048,
	COMBINEFUNC = sales_marketing.touch_summary_combine,
	FINALFUNC = sales_marketing.touch_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.touch_summary_state(sales_marketing.touch) IS
'timeline of one customer or one person, from rows in any order, to be stored and merged; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_touch_summary(summary sales_marketing.touch_summary) (
	SFUNC = sales_marketing.touch_summary_combine,
	STYPE = sales_marketing.touch_summary,
	SSPACE = 2048,
	COMBINEFUNC = sales_marketing.touch_summary_combine,
	FINALFUNC = sales_marketing.touch_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_touch_summary(sales_marketing.touch_summary) IS
'one timeline of several, ignoring nulls; an empty one over no rows';

/*
 * No combine function: it runs along rows in the order of time.  Its state is
 * internal, so that nobody can make, pass or store one.
 */
CREATE AGGREGATE sales_marketing.touch_pressure(row_value sales_marketing.touch) (
	SFUNC = sales_marketing.touch_pressure_accum,
	STYPE = internal,
	SSPACE = 1024,
	FINALFUNC = sales_marketing.touch_pressure_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.touch_pressure(sales_marketing.touch) IS
'pressure on a customer at each touch, 1 being what the default limits tolerate; for OVER (PARTITION BY customer ORDER BY occurred_at ROWS UNBOUNDED PRECEDING)';

CREATE AGGREGATE sales_marketing.touch_pressure(row_value sales_marketing.touch, policy sales_marketing.friction_policy) (
	SFUNC = sales_marketing.touch_pressure_accum,
	STYPE = internal,
	SSPACE = 1024,
	FINALFUNC = sales_marketing.touch_pressure_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.touch_pressure(sales_marketing.touch, sales_marketing.friction_policy) IS
'pressure on a customer at each touch, 1 being what the policy tolerates; for OVER (PARTITION BY customer ORDER BY occurred_at ROWS UNBOUNDED PRECEDING)';
