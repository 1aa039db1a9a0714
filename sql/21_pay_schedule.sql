/*
 * 21_pay_schedule.sql
 *		When what was earned is paid, how long that takes, and what waiting
 *		for it is worth.
 */

/*
 * The type
 */

/* value_type.sql.in: pay_schedule, cost 10 */
COMMENT ON TYPE sales_marketing.pay_schedule IS
'when a plan pays, such as monthly lag 15, biweekly anchor 2026-01-05 blag 5 or quarterly fiscal feb dom 31+1 modified_following';

/* comparison.sql.in: pay_schedule, cost 1 */

CREATE FUNCTION sales_marketing.try_pay_schedule(schedule text)
RETURNS sales_marketing.pay_schedule
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_try_pay_schedule';
COMMENT ON FUNCTION sales_marketing.try_pay_schedule(text) IS
'private: the schedule that a text says; null, and no error, where it says none';

/*
 * Periods and pay days
 */

CREATE FUNCTION sales_marketing.pay_period(earned_on date, schedule sales_marketing.pay_schedule)
RETURNS daterange
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_pay_period';
COMMENT ON FUNCTION sales_marketing.pay_period(date, sales_marketing.pay_schedule) IS
'the pay period that a day is in';

CREATE FUNCTION sales_marketing.pay_period_start(earned_on date, schedule sales_marketing.pay_schedule)
RETURNS date
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_pay_period_start';
COMMENT ON FUNCTION sales_marketing.pay_period_start(date, sales_marketing.pay_schedule) IS
'the first day of the pay period that a day is in';

CREATE FUNCTION sales_marketing.pay_period_end(earned_on date, schedule sales_marketing.pay_schedule)
RETURNS date
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_pay_period_end';
COMMENT ON FUNCTION sales_marketing.pay_period_end(date, sales_marketing.pay_schedule) IS
'the last day of the pay period that a day is in';

CREATE FUNCTION sales_marketing.scheduled_payout(earned_on date, schedule sales_marketing.pay_schedule, released_on date DEFAULT NULL, calendar sales_marketing.business_calendar DEFAULT NULL)
RETURNS date
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_scheduled_payout';
COMMENT ON FUNCTION sales_marketing.scheduled_payout(date, sales_marketing.pay_schedule, date, sales_marketing.business_calendar) IS
'the day on which what was earned, and released if that took longer, is to be paid';

CREATE FUNCTION sales_marketing.payout_deadline(earned_on date, schedule sales_marketing.pay_schedule)
RETURNS date
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_payout_deadline';
COMMENT ON FUNCTION sales_marketing.payout_deadline(date, sales_marketing.pay_schedule) IS
'the last day on which what was earned may be paid; null for a schedule without a deadline';

CREATE FUNCTION sales_marketing.inferred_lag(earned_on date, paid_on date, schedule sales_marketing.pay_schedule)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_inferred_lag';
COMMENT ON FUNCTION sales_marketing.inferred_lag(date, date, sales_marketing.pay_schedule) IS
'days from the end of the pay period to the day of payment';

/*
 * Waits
 */

CREATE TYPE sales_marketing.wait_parts AS (
	wait_days integer,
	design_days integer,
	lateness_days integer,
	tardiness_days integer,
	release_wait_days integer,
	cycle_wait_days integer,
	censored boolean,
	scheduled_on date
);
COMMENT ON TYPE sales_marketing.wait_parts IS
'how long a payout took and what that is due to; wait_days = design_days + lateness_days';
COMMENT ON COLUMN sales_marketing.wait_parts.wait_days IS
'days from earned to paid, or up to as_of; null if neither is known';
COMMENT ON COLUMN sales_marketing.wait_parts.design_days IS
'days from earned to scheduled, which the plan is to blame for; null without a schedule';
COMMENT ON COLUMN sales_marketing.wait_parts.lateness_days IS
'days from scheduled to paid, or up to as_of, which payroll is to blame for; negative if early';
COMMENT ON COLUMN sales_marketing.wait_parts.tardiness_days IS
'lateness_days, or 0 if these are negative';
COMMENT ON COLUMN sales_marketing.wait_parts.release_wait_days IS
'days from earned to released, such as waiting for the customer to pay; 0 without a condition';
COMMENT ON COLUMN sales_marketing.wait_parts.cycle_wait_days IS
'days from released, or earned, to scheduled: waiting for the calendar';
COMMENT ON COLUMN sales_marketing.wait_parts.censored IS
'whether it was not yet paid, so that wait, lateness and tardiness are at least what they say';
COMMENT ON COLUMN sales_marketing.wait_parts.scheduled_on IS
'the day on which it was to be paid; null without a schedule';

CREATE FUNCTION sales_marketing.payout_wait(earned_on date, paid_on date, schedule sales_marketing.pay_schedule DEFAULT NULL, scheduled_on date DEFAULT NULL, released_on date DEFAULT NULL, as_of date DEFAULT NULL, calendar sales_marketing.business_calendar DEFAULT NULL)
RETURNS sales_marketing.wait_parts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'sm_payout_wait';
COMMENT ON FUNCTION sales_marketing.payout_wait(date, date, sales_marketing.pay_schedule, date, date, date, sales_marketing.business_calendar) IS
'how long a payout took and what that is due to; scheduled_on, where given, counts and not the schedule';

/*
 * Money
 */

CREATE FUNCTION sales_marketing.payout_exposure(amount numeric, earned_on date, paid_on date, as_of date DEFAULT NULL, from_date date DEFAULT NULL, to_date date DEFAULT NULL)
RETURNS numeric
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'sm_payout_exposure';
COMMENT ON FUNCTION sales_marketing.payout_exposure(numeric, date, date, date, date, date) IS
'amount times the days on which it was owed before as_of, from from_date up to but without to_date; negative if it was advanced';

CREATE FUNCTION sales_marketing.liability(amount numeric, earned_on date, paid_on date, on_date date)
RETURNS numeric
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'sm_liability';
COMMENT ON FUNCTION sales_marketing.liability(numeric, date, date, date) IS
'the amount while it is earned and not paid, minus the amount while it is paid and not earned, else 0';

CREATE FUNCTION sales_marketing.waiting_cost(amount numeric, days integer, annual_rate numeric)
RETURNS numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'sm_waiting_cost';
COMMENT ON FUNCTION sales_marketing.waiting_cost(numeric, integer, numeric) IS
'what an amount loses in value by being paid so many days later: amount * (1 - (1 + annual_rate) ^ (-days / 365))';
