/*
 * 20_business_calendar.sql
 *		Business days, business hours and months of a place.
 *
 * A calendar is an argument like any other; without one, or with a null, it
 * is Monday to Friday, around the clock in UTC, without days off.
 */

/* value_type.sql.in: business_calendar, cost 10 */
COMMENT ON TYPE sales_marketing.business_calendar IS
'weekdays, opening hours, time zone and days off, such as mon-fri 09:00-17:30 Europe/Berlin except 2026-12-25 2026-12-28..2027-01-01';

/* comparison.sql.in: business_calendar, cost 2 */

CREATE FUNCTION sales_marketing.is_business_day(day date, calendar sales_marketing.business_calendar DEFAULT NULL)
RETURNS boolean
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_is_business_day';
COMMENT ON FUNCTION sales_marketing.is_business_day(date, sales_marketing.business_calendar) IS
'whether a day is a business day; null for a null day';

CREATE FUNCTION sales_marketing.add_business_days(day date, days integer, calendar sales_marketing.business_calendar DEFAULT NULL)
RETURNS date
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_add_business_days';
COMMENT ON FUNCTION sales_marketing.add_business_days(date, integer, sales_marketing.business_calendar) IS
'the business day so many after a day, or before it for a negative number; the day itself for 0';

CREATE FUNCTION sales_marketing.business_days(from_day date, to_day date, calendar sales_marketing.business_calendar DEFAULT NULL)
RETURNS integer
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'sm_business_days';
COMMENT ON FUNCTION sales_marketing.business_days(date, date, sales_marketing.business_calendar) IS
'business days after one day up to and including another; negative, those before the first back to and including the other, if that is earlier';

CREATE FUNCTION sales_marketing.business_hours(from_time timestamptz, to_time timestamptz, calendar sales_marketing.business_calendar DEFAULT NULL)
RETURNS double precision
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_business_hours';
COMMENT ON FUNCTION sales_marketing.business_hours(timestamptz, timestamptz, sales_marketing.business_calendar) IS
'hours, with their fractions, that two times have between them within business hours; negative if the second is earlier';

CREATE FUNCTION sales_marketing.month_start(occurred_at timestamptz, time_zone text)
RETURNS date
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_month_start';
COMMENT ON FUNCTION sales_marketing.month_start(timestamptz, text) IS
'first day of the month in which something happened in a time zone of pg_timezone_names; null if either is null';
