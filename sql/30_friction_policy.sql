/*
 * 30_friction_policy.sql
 *		Where friction begins: severities, and the limits of all kinds of
 *		friction as one value.
 */

/*
 * Severity
 */

CREATE FUNCTION sales_marketing.excess(value double precision, "limit" double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_excess';
COMMENT ON FUNCTION sales_marketing.excess(double precision, double precision) IS
'by how much a value exceeds a limit: 1 - limit / value, 0 up to the limit, 0.5 at twice the limit';

CREATE FUNCTION sales_marketing.shortfall(value double precision, "limit" double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_shortfall';
COMMENT ON FUNCTION sales_marketing.shortfall(double precision, double precision) IS
'by how much a value falls short of a limit: 1 - value / limit, 0 from the limit on, 0.5 at half the limit';

/*
 * The type
 */

/* value_type.sql.in: friction_policy, cost 5 */
COMMENT ON TYPE sales_marketing.friction_policy IS
'the limits past which there is friction; its text form lists those that differ from the defaults, such as double_touch 12h, went_dark 21d';

/* comparison.sql.in: friction_policy, cost 1 */

/*
 * The constructor: one argument for each limit, null for its default
 */

CREATE FUNCTION sales_marketing.friction_policy(
	budget_overlap double precision DEFAULT NULL,
	budget_contention double precision DEFAULT NULL,
	campaign_in_deal integer DEFAULT NULL,
	pitch_without_listening interval DEFAULT NULL,
	feedback_dropped interval DEFAULT NULL,
	double_touch interval DEFAULT NULL,
	over_contact interval DEFAULT NULL,
	went_dark interval DEFAULT NULL,
	role_drift double precision DEFAULT NULL,
	task_switching integer DEFAULT NULL,
	pay_late interval DEFAULT NULL,
	pay_gap interval DEFAULT NULL,
	slow_follow_up interval DEFAULT NULL,
	never_followed_up interval DEFAULT NULL,
	bounced_lead integer DEFAULT NULL,
	collapse interval DEFAULT NULL,
	phone integer DEFAULT NULL,
	email integer DEFAULT NULL,
	mail integer DEFAULT NULL,
	calls_per_day integer DEFAULT NULL,
	calls_per_week integer DEFAULT NULL,
	tasks_per_day integer DEFAULT NULL,
	bounced_within interval DEFAULT NULL,
	acceptance double precision DEFAULT NULL,
	minimum_group integer DEFAULT NULL)
RETURNS sales_marketing.friction_policy
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_friction_policy';
COMMENT ON FUNCTION sales_marketing.friction_policy(
	double precision, double precision, integer, interval,
	interval, interval, interval, interval,
	double precision, integer, interval, interval,
	interval, interval, integer, interval,
	integer, integer, integer, integer,
	integer, integer, interval, double precision,
	integer) IS
'the limits that are given, and the defaults for the others; times are elapsed time, a day is 24 hours, and months are refused';

/*
 * What is read from a policy
 */

CREATE TYPE sales_marketing.friction_limit_row AS (
	name text,
	kind text,
	dimension text,
	value double precision,
	unit text,
	default_value double precision,
	source text
);
COMMENT ON TYPE sales_marketing.friction_limit_row IS
'a limit of a policy';
COMMENT ON COLUMN sales_marketing.friction_limit_row.name IS
'name of the limit, as in the text form and in the constructor';
COMMENT ON COLUMN sales_marketing.friction_limit_row.kind IS
'kind of friction that the limit belongs to; null if it is shared';
COMMENT ON COLUMN sales_marketing.friction_limit_row.dimension IS
'dimension of the kind';
COMMENT ON COLUMN sales_marketing.friction_limit_row.value IS
'the limit, in its unit';
COMMENT ON COLUMN sales_marketing.friction_limit_row.unit IS
'unit of the limit and of its default, such as hours, days, share or calls';
COMMENT ON COLUMN sales_marketing.friction_limit_row.default_value IS
'the default';
COMMENT ON COLUMN sales_marketing.friction_limit_row.source IS
'why the default is what it is';

CREATE FUNCTION sales_marketing.friction_limits(policy sales_marketing.friction_policy DEFAULT NULL)
RETURNS SETOF sales_marketing.friction_limit_row
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 20 ROWS 25
AS 'MODULE_PATHNAME', 'sm_friction_limits';
COMMENT ON FUNCTION sales_marketing.friction_limits(sales_marketing.friction_policy) IS
'the limits of a policy, of the defaults for a null, with their kinds, units and sources';

CREATE FUNCTION sales_marketing.friction_limit(policy sales_marketing.friction_policy, name text)
RETURNS double precision
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_friction_limit';
COMMENT ON FUNCTION sales_marketing.friction_limit(sales_marketing.friction_policy, text) IS
'one limit of a policy, of the defaults for a null, in the unit that friction_limits shows';
