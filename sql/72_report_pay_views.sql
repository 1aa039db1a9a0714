/*
 * 72_report_pay_views.sql
 *		The views about money: pay and spend.
 */

CREATE FUNCTION sales_marketing.report_pay_views()
RETURNS SETOF sales_marketing.report_view
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 3
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
(110, 'compensation_gap', 'payout_feed,person_feed', false,
'how long sales and marketing wait for their pay, and by how much marketing waits longer: by design and by lateness',
$query$SELECT coalesce(q.currency, 'none') AS gap_id, q.currency,
	(q.gap).sales_payees, (q.gap).marketing_payees, (q.gap).sales_payouts,
	(q.gap).marketing_payouts,
	q.with_function::float8 / q.payouts AS coverage_share_of_payouts,
	(q.gap).sales_median_wait_days, (q.gap).marketing_median_wait_days,
	(q.gap).sales_p90_wait_days, (q.gap).marketing_p90_wait_days,
	(q.gap).sales_mean_wait_days, (q.gap).marketing_mean_wait_days,
	(q.gap).sales_weighted_wait_days, (q.gap).marketing_weighted_wait_days,
	(q.gap).sales_earned_basis, (q.gap).marketing_earned_basis,
	(q.gap).marketing_minus_sales_days,
	(q.gap).marketing_minus_sales_low AS marketing_minus_sales_low_days,
	(q.gap).marketing_minus_sales_high AS marketing_minus_sales_high_days,
	(q.gap).differs, (q.gap).marketing_waits_longer
	AS marketing_waits_longer_share_of_pairs, (q.gap).cliffs_delta,
	(q.gap).cliffs_delta_low, (q.gap).cliffs_delta_high,
	(q.gap).effect_size, (q.gap).mean_gap_days, (q.gap).design_gap_days,
	(q.gap).lateness_gap_days,
	(q.gap).sales_late_rate AS sales_late_share_of_payouts,
	(q.gap).marketing_late_rate AS marketing_late_share_of_payouts,
	(q.gap).sales_unpaid_share AS sales_unpaid_share_of_payouts,
	(q.gap).marketing_unpaid_share AS marketing_unpaid_share_of_payouts,
	CASE WHEN (q.gap).sales_payees >= q.minimum_group
		THEN q.sales_cost END::numeric(18,2) AS sales_waiting_cost,
	CASE WHEN (q.gap).marketing_payees >= q.minimum_group
		THEN q.marketing_cost END::numeric(18,2) AS marketing_waiting_cost,
	q.discount_rate AS discount_rate_per_year, (q.gap).skipped AS skipped_payouts, (q.gap).reason,
	q.as_of
FROM (SELECT p.currency, count(*) AS payouts,
		count(p.function) AS with_function,
		sales_marketing.compensation_gap(p.value, p.as_of_on,
			p.minimum_group) AS gap,
		sum(p.waiting_cost) FILTER (WHERE p.is_reward AND
			p.function = 'sales') AS sales_cost,
		sum(p.waiting_cost) FILTER (WHERE p.is_reward AND
			p.function = 'marketing') AS marketing_cost,
		min(p.minimum_group) AS minimum_group,
		min(p.discount_rate)::float8 AS discount_rate, max(p.as_of) AS as_of
	FROM {payment} AS p
	GROUP BY p.currency) AS q$query$),

(120, 'pay_by_plan', 'payout_feed,person_feed', false,
'what each compensation plan pays, how long it makes people wait, and how much of that is payroll',
$query$SELECT concat_ws(' / ', q.plan, q.currency) AS plan_id, q.plan, q.currency,
	q.schedule, q.functions, q.kinds, coalesce(w.payees, 0) AS payees,
	coalesce(w.payouts, 0) AS payouts,
	coalesce(w.payees BETWEEN 1 AND q.minimum_group - 1, false) AS suppressed,
	q.scheduled::float8 / nullif(q.payouts, 0)
	AS coverage_scheduled_share_of_payouts,
	CASE WHEN w.without_amount < w.payouts THEN w.amount END::numeric(18,2)
	AS amount,
	CASE WHEN w.payees >= q.minimum_group THEN q.cadence END AS usual_cadence,
	w.mean_wait_days, w.mean_design_days, w.mean_lateness_days,
	w.late_rate AS late_share_of_due_payouts,
	w.unpaid_share AS unpaid_share_of_payouts,
	CASE WHEN w.payees >= q.minimum_group THEN q.cost END::numeric(18,2)
	AS waiting_cost,
	q.as_of
FROM (SELECT r.plan, r.currency, min(r.schedule) AS schedule,
		string_agg(DISTINCT r.function, ', ') AS functions,
		max(k.kinds) AS kinds, sum(r.payouts) AS payouts,
		sum(r.scheduled) AS scheduled,
		mode() WITHIN GROUP (ORDER BY r.cadence) AS cadence,
		sum(r.cost) AS cost,
		sales_marketing.merge_wait_summary(r.waits) AS waits,
		min(r.minimum_group) AS minimum_group, max(r.as_of) AS as_of,
		max(r.as_of_on) AS as_of_on
	/* the cadence is that of a payee */
	FROM (SELECT coalesce(p.plan, 'none') AS plan, p.currency, p.payee,
			p.function, min(p.schedule::text) AS schedule,
			count(*) AS payouts, count(p.scheduled_on) AS scheduled,
			sales_marketing.inferred_cadence(p.paid_on, p.amount) AS cadence,
			sum(p.waiting_cost) AS cost,
			/* a plan is one group, whatever people it pays */
			sales_marketing.wait_summary_state(sales_marketing.payout(
				p.payee, 'both', p.day, p.paid_on, p.amount,
				p.given_scheduled_on, p.schedule, p.earned_from, p.earned_to,
				p.currency, p.kind, p.plan, p.released_on, p.calendar))
			AS waits,
			min(p.minimum_group) AS minimum_group, max(p.as_of) AS as_of,
			max(p.as_of_on) AS as_of_on
		FROM {payment} AS p
		WHERE p.is_reward
		GROUP BY coalesce(p.plan, 'none'), p.currency, p.payee, p.function)
		AS r
	JOIN (SELECT coalesce(p.plan, 'none') AS plan,
			string_agg(DISTINCT p.kind, ', ') AS kinds
		FROM {payment} AS p
		WHERE p.is_reward
		GROUP BY coalesce(p.plan, 'none')) AS k ON k.plan = r.plan
	GROUP BY r.plan, r.currency) AS q
LEFT JOIN LATERAL sales_marketing.function_waits(q.waits, q.as_of_on,
	q.minimum_group) AS w ON w.function = 'both'$query$),

(130, 'spend_focus', 'spend_feed', false,
'how narrowly each function aims its spend, at customers and at segments, and how far it reaches',
$query$SELECT concat_ws(' / ', q.focus_of, f.function, q.currency) AS focus_id,
	q.focus_of, f.function, q.currency, f.lines AS expenses,
	f.amount::numeric(18,2) AS amount,
	coalesce(q.classified, 0)::float8 / nullif(q.moved, 0)::float8
	AS coverage_share_of_amount, f.keys AS spent_on,
	f.effective_keys AS effective_spent_on, f.hhi, f.evenness,
	f.gini, f.top_decile_share AS top_tenth_share_of_amount,
	f.spend_per_key::numeric(18,2) AS amount_each,
	f.unallocated_share AS unallocated_share_of_amount, f.reached,
	CASE WHEN f.lines > 0 THEN 1 - f.lines_without_reached::float8 / f.lines
	END AS known_reached_share_of_expenses,
	f.reach_per_money AS reached_per_money,
	f.cost_per_reached::numeric(18,2) AS amount_per_reached,
	f.nonpositive_keys AS left_out_without_spend,
	(SELECT count(*) FROM unnest(q.skipped) AS n (function)
	 WHERE f.function IN (n.function, 'all')) AS skipped_expenses, q.as_of
FROM (SELECT k.focus_of, p.currency, max(p.as_of) AS as_of,
		sum(abs(p.amount)) AS moved, sum(abs(p.amount)) FILTER
		(WHERE p.function <> 'unclassified') AS classified,
		array_agg(p.function) FILTER (WHERE p.amount IS NULL) AS skipped,
		sales_marketing.spend_summary_state(sales_marketing.spend(k.key,
			p.amount, p.reached, p.function, p.currency)) AS summary
	FROM {spending} AS p,
		LATERAL (VALUES ('customer', p.customer), ('segment', p.segment))
		AS k (focus_of, key)
	GROUP BY k.focus_of, p.currency) AS q,
	LATERAL sales_marketing.spend_focus(q.summary) AS f$query$)
$function$;
COMMENT ON FUNCTION sales_marketing.report_pay_views() IS
'private: the views about pay and spend';
