/*
 * 23_payout.sql
 *		A payout as a value: who earned it and when, and when it was due and
 *		paid.
 */

/* value_type.sql.in: payout, cost 10 */
COMMENT ON TYPE sales_marketing.payout IS
'one payout, such as payee="anna" function=sales earned=2026-01-31 scheduled=2026-02-15 paid=2026-02-17 amount=1200.0000 currency="EUR" kind=commission; a period is earned=2026-01-01..2026-12-31; what is not known is left out';

/* comparison.sql.in: payout, cost 1 */

CREATE FUNCTION sales_marketing.payout(payee text DEFAULT NULL, function text DEFAULT NULL, earned_on date DEFAULT NULL, paid_on date DEFAULT NULL, amount numeric DEFAULT NULL, scheduled_on date DEFAULT NULL, schedule sales_marketing.pay_schedule DEFAULT NULL, earned_from date DEFAULT NULL, earned_to date DEFAULT NULL, currency text DEFAULT NULL, kind text DEFAULT NULL, plan text DEFAULT NULL, released_on date DEFAULT NULL, calendar sales_marketing.business_calendar DEFAULT NULL)
RETURNS sales_marketing.payout
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'sm_payout';
COMMENT ON FUNCTION sales_marketing.payout(text, text, date, date, numeric, date, sales_marketing.pay_schedule, date, date, text, text, text, date, sales_marketing.business_calendar) IS
'a payout of named arguments, each null where it is not known: function is sales, marketing, both or other, from your own data of people; paid_on is null or infinity until it is paid; scheduled_on, where given, counts and not the schedule; earned_from and earned_to spread the earning evenly; kind is commission, bonus, award, salary, other, draw, draw_recovery, guarantee, adjustment or clawback; amounts are rounded to 0.0001';
