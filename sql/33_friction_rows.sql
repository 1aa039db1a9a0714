/*
 * 33_friction_rows.sql
 *		Kinds of friction that one row of the user's tells of.
 *
 * Each function says of a row whether it was exposed to a kind of friction,
 * whether it is flagged, and how badly; friction_rate adds these up.
 */

CREATE TYPE sales_marketing.friction_flag AS (
	exposed boolean,
	flagged boolean,
	severity double precision,
	observed double precision,
	threshold double precision
);
COMMENT ON TYPE sales_marketing.friction_flag IS
'what a row says of one kind of friction';
COMMENT ON COLUMN sales_marketing.friction_flag.exposed IS
'whether it could have happened here: what counts in the denominator of a rate';
COMMENT ON COLUMN sales_marketing.friction_flag.flagged IS
'whether it did; null if not exposed';
COMMENT ON COLUMN sales_marketing.friction_flag.severity IS
'how bad it is, more than 0 up to 1; 0 if not flagged, null if not exposed';
COMMENT ON COLUMN sales_marketing.friction_flag.observed IS
'what is compared with the threshold; null if not exposed';
COMMENT ON COLUMN sales_marketing.friction_flag.threshold IS
'the limit';

CREATE FUNCTION sales_marketing.budget_overlap(
	sales_spend numeric,
	marketing_spend numeric,
	policy sales_marketing.friction_policy DEFAULT NULL)
RETURNS sales_marketing.friction_flag
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'sm_budget_overlap';
COMMENT ON FUNCTION sales_marketing.budget_overlap(numeric, numeric, sales_marketing.friction_policy) IS
'whether both functions pay for the same customer in a period; null is no spend; observed is smaller / larger';

CREATE FUNCTION sales_marketing.budget_contention(
	sales_plan numeric,
	sales_actual numeric,
	marketing_plan numeric,
	marketing_actual numeric,
	policy sales_marketing.friction_policy DEFAULT NULL)
RETURNS sales_marketing.friction_flag
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'sm_budget_contention';
COMMENT ON FUNCTION sales_marketing.budget_contention(numeric, numeric, numeric, numeric, sales_marketing.friction_policy) IS
'whether one function overspends its plan in a period while the other stays below; observed is the smaller deviation from plan, 0 unless one is above and one below';

CREATE FUNCTION sales_marketing.feedback_dropped(
	captured_at timestamptz,
	routed_at timestamptz,
	actioned_at timestamptz,
	as_of timestamptz,
	policy sales_marketing.friction_policy DEFAULT NULL)
RETURNS sales_marketing.friction_flag
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_feedback_dropped';
COMMENT ON FUNCTION sales_marketing.feedback_dropped(timestamptz, timestamptz, timestamptz, timestamptz, sales_marketing.friction_policy) IS
'whether what a customer said reached nobody who could act on it; observed is its age in days';

CREATE FUNCTION sales_marketing.pay_late(
	earned_on date,
	scheduled_on date,
	paid_on date,
	as_of date,
	policy sales_marketing.friction_policy DEFAULT NULL,
	deadline date DEFAULT NULL)
RETURNS sales_marketing.friction_flag
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_pay_late';
COMMENT ON FUNCTION sales_marketing.pay_late(date, date, date, date, sales_marketing.friction_policy, date) IS
'whether a payout came after its own schedule, or after a deadline that is stricter or all there is; observed is the lateness in days';

CREATE FUNCTION sales_marketing.pay_gap(
	shift double precision,
	low double precision,
	high double precision,
	policy sales_marketing.friction_policy DEFAULT NULL)
RETURNS sales_marketing.friction_flag
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_pay_gap';
COMMENT ON FUNCTION sales_marketing.pay_gap(double precision, double precision, double precision, sales_marketing.friction_policy) IS
'whether one function systematically waits longer for its pay: the shift in days and its interval, as compensation_gap gives them; observed is the size of the shift';

CREATE FUNCTION sales_marketing.uncredited_assist(
	won boolean,
	opened_at timestamptz,
	first_marketing_touch_at timestamptz,
	marketing_sourced boolean,
	credited_payees bigint,
	shared_measure boolean DEFAULT false)
RETURNS sales_marketing.friction_flag
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_uncredited_assist';
COMMENT ON FUNCTION sales_marketing.uncredited_assist(boolean, timestamptz, timestamptz, boolean, bigint, boolean) IS
'whether a won deal that marketing started credits nobody in marketing; observed is how many payees of marketing it credits';

CREATE TYPE sales_marketing.follow_up_figures AS (
	outcome text,
	hours double precision,
	limit_hours double precision,
	severity double precision,
	censored boolean,
	slow boolean,
	never boolean
);
COMMENT ON TYPE sales_marketing.follow_up_figures IS
'what became of a lead that was handed to sales';
COMMENT ON COLUMN sales_marketing.follow_up_figures.outcome IS
'on_time, slow, never, open or rejected; null if not handed off by as_of';
COMMENT ON COLUMN sales_marketing.follow_up_figures.hours IS
'hours from the hand-off to the first touch, to the rejection, or to as_of; business hours if there is a calendar and outcome is not never';
COMMENT ON COLUMN sales_marketing.follow_up_figures.limit_hours IS
'hours that slow begins after; for never the horizon';
COMMENT ON COLUMN sales_marketing.follow_up_figures.severity IS
'1 - limit_hours / hours if slow, 1 if never, else 0';
COMMENT ON COLUMN sales_marketing.follow_up_figures.censored IS
'whether the lead was still waiting at as_of';
COMMENT ON COLUMN sales_marketing.follow_up_figures.slow IS
'whether flagged as slow_follow_up; null if not exposed to it';
COMMENT ON COLUMN sales_marketing.follow_up_figures.never IS
'whether flagged as never_followed_up; null if not exposed to it';

CREATE FUNCTION sales_marketing.follow_up(
	handed_off_at timestamptz,
	first_touch_at timestamptz,
	as_of timestamptz,
	policy sales_marketing.friction_policy DEFAULT NULL,
	calendar sales_marketing.business_calendar DEFAULT NULL,
	rejected_at timestamptz DEFAULT NULL)
RETURNS sales_marketing.follow_up_figures
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'sm_follow_up';
COMMENT ON FUNCTION sales_marketing.follow_up(timestamptz, timestamptz, timestamptz, sales_marketing.friction_policy, sales_marketing.business_calendar, timestamptz) IS
'what became of a lead that was handed to sales: followed up on time, slowly or never';
