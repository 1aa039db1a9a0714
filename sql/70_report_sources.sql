/*
 * 70_report_sources.sql
 *		What the views of the reports read: feeds as they should be, and what
 *		several views have in common.
 *
 * The text of a view has names in braces for these.  A feed that is not there
 * is a relation without rows, and a column that is not there is null, so that
 * the same text does for whatever there is.
 */

CREATE TYPE sales_marketing.report_text AS (
	place integer,
	name text,
	query text
);
COMMENT ON TYPE sales_marketing.report_text IS
'a piece of SQL with a name that views of the reports are made of';
COMMENT ON COLUMN sales_marketing.report_text.place IS
'order in which names are replaced: a text has only names of later ones';
COMMENT ON COLUMN sales_marketing.report_text.name IS
'the name that stands for it, in braces';
COMMENT ON COLUMN sales_marketing.report_text.query IS
'the SQL, most often a FROM item in parentheses';

/*
 * Rows that hold from a day to a day, so that one holds on each: of those that
 * could, the one that began last, then the one that ends first, then the first
 * by its columns.  So a row within another interrupts it.
 */
CREATE FUNCTION sales_marketing.report_spans(feed text, key text, columns text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT format($query$(WITH row_of_feed AS MATERIALIZED (
		SELECT row_number() OVER () AS nr, r.*
		FROM (SELECT f.%2$I, %3$s,
				coalesce(f.valid_from, '-infinity') AS first_day,
				coalesce(f.valid_to, 'infinity') AS last_day
			FROM {%1$s} AS f) AS r
		WHERE r.%2$I IS NOT NULL AND r.first_day <= r.last_day
	), day_of_change AS (
		SELECT r.%2$I, r.first_day AS day
		FROM row_of_feed AS r
		UNION
		SELECT r.%2$I, r.last_day + 1
		FROM row_of_feed AS r WHERE r.last_day < '9999-12-31'
	), holding AS (
		SELECT DISTINCT ON (d.%2$I, d.day) d.day, d.%2$I AS key, r.*
		FROM day_of_change AS d
		LEFT JOIN row_of_feed AS r ON r.%2$I = d.%2$I AND
			d.day BETWEEN r.first_day AND r.last_day
		ORDER BY d.%2$I, d.day, r.first_day DESC, r.last_day, %4$s
	), changed AS (
		SELECT h.*, h.nr IS DISTINCT FROM
			lag(h.nr) OVER (PARTITION BY h.key ORDER BY h.day) AS begins
		FROM holding AS h
	)
	SELECT c.%2$I, %5$s, c.valid_from, c.valid_to
	FROM (SELECT h.*, h.day AS valid_from,
			coalesce(lead(h.day) OVER (PARTITION BY h.key ORDER BY h.day) - 1,
					 'infinity') AS valid_to
		FROM changed AS h WHERE h.begins) AS c
	WHERE c.nr IS NOT NULL)$query$, feed, key,
	string_agg(format('f.%I', c.name), ', ' ORDER BY c.nr),
	string_agg(format('r.%I', c.name), ', ' ORDER BY c.nr),
	string_agg(format('c.%I', c.name), ', ' ORDER BY c.nr))
FROM regexp_split_to_table(columns, '[, ]+') WITH ORDINALITY AS c (name, nr)
$function$;
COMMENT ON FUNCTION sales_marketing.report_spans(text, text, text) IS
'private: the query for which row of a feed holds from when to when, one on each day';

CREATE FUNCTION sales_marketing.report_touch_text(expression text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT format('CASE WHEN octet_length(%1$s) > 240 THEN md5(%1$s) ELSE %1$s END',
			  expression)
$function$;
COMMENT ON FUNCTION sales_marketing.report_touch_text(text) IS
'private: a text as a touch can hold it: long ones stand for themselves by their hash';

CREATE FUNCTION sales_marketing.report_sources()
RETURNS SETOF sales_marketing.report_text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
/* what the verdict is made of */
(1, 'decision', $query$(SELECT sales_marketing.decision_summary_state({evidence})
		AS summary, min(e.coverage_share_of_activities) AS coverage,
		min(s.minimum_coverage) AS minimum_coverage, max(e.as_of) AS as_of
	FROM {dimension_evidence} AS e CROSS JOIN {settings} AS s)$query$),

/* a row of dimension_evidence as a value */
(2, 'evidence', $query$sales_marketing.evidence(e.dimension,
		e.distinctness, e.distinctness_low, e.distinctness_high,
		e.n_sales, e.n_marketing, e.friction_kind, e.flagged,
		CASE WHEN e.flagged IS NOT NULL THEN e.exposed END,
		e.limit_share_of_exposed, e.coverage_share_of_activities,
		e.missing, e.basis, e.by_design)$query$),
(3, 'dimension_evidence', '{schema}.dimension_evidence'),

/* one timeline per customer: what happened, and deals and leads beside it.
 * Dates of closing have no time of day, so a deal is never closed before it
 * was opened; and a lead that became a deal is a lead no more */
(10, 'customer_timeline', $query$(SELECT r.customer,
		sales_marketing.touch_summary_state(r.touch) AS summary
	FROM (SELECT a.customer, {touch} AS touch
		FROM {past_activity} AS a
		UNION ALL
		SELECT d.customer, sales_marketing.touch(e.occurred_at, i.owner,
				event => e.event, thread => 'deal ' || i.opportunity,
				campaign => i.campaign, activity_id => i.opportunity)
		FROM {past_opportunity} AS d,
			LATERAL (SELECT d.reopened_at <
				coalesce(d.closed_at, 'infinity') AS is_so) AS again,
			LATERAL (SELECT $query$ || sales_marketing.report_touch_text('d.owner') ||
		$query$ AS owner,
				$query$ || sales_marketing.report_touch_text('d.opportunity') ||
		$query$ AS opportunity,
				$query$ || sales_marketing.report_touch_text('d.campaign') ||
		$query$ AS campaign) AS i,
			LATERAL (VALUES (d.opened_at, 'opened'),
				(CASE WHEN again.is_so AND d.lost_at IS NOT NULL
					  THEN greatest(d.lost_at, d.opened_at) END, 'closed'),
				(CASE WHEN again.is_so THEN d.reopened_at END, 'opened'),
				(CASE WHEN d.closed_at IS NOT NULL
					  THEN greatest(d.closed_at, d.opened_at) END, 'closed'))
			AS e (occurred_at, event)
		WHERE e.occurred_at IS NOT NULL
		UNION ALL
		SELECT l.customer, sales_marketing.touch(e.occurred_at, i.owner,
				event => e.event, thread => 'lead ' || i.lead,
				campaign => i.campaign, activity_id => i.lead)
		FROM {past_lead} AS l
		LEFT JOIN (SELECT o.lead, min(o.opened_at) AS opened_at
			FROM (SELECT d.lead, d.opened_at FROM {past_opportunity} AS d
				UNION ALL
				SELECT f.lead, d.opened_at
				FROM {past_lead} AS f
				JOIN {past_opportunity} AS d
					ON d.opportunity = f.opportunity) AS o
			GROUP BY o.lead) AS o ON o.lead = l.lead
		CROSS JOIN LATERAL (SELECT $query$ || sales_marketing.report_touch_text('l.owner') ||
		$query$ AS owner,
				$query$ || sales_marketing.report_touch_text('l.lead') ||
		$query$ AS lead,
				$query$ || sales_marketing.report_touch_text('l.campaign') ||
		$query$ AS campaign) AS i
		CROSS JOIN LATERAL (VALUES (l.handed_off_at, 'handed_off'),
				(l.accepted_at, 'accepted'), (l.rejected_at, 'rejected'),
				(l.returned_at, 'returned'),
				(CASE WHEN l.accepted_at IS NOT NULL AND
						(l.opportunity IS NOT NULL OR o.lead IS NOT NULL)
					  THEN greatest(l.accepted_at, o.opened_at) END, 'closed'))
			AS e (occurred_at, event)
		WHERE e.occurred_at IS NOT NULL) AS r
	WHERE r.customer IS NOT NULL
	GROUP BY r.customer)$query$),

/* one timeline per person and function */
(11, 'person_timeline', $query$(SELECT a.actor AS person, a.person_function,
		sales_marketing.touch_summary_state({touch}) AS summary
	FROM {counted_activity} AS a
	WHERE a.person_function IN ('sales', 'marketing')
	GROUP BY a.actor, a.person_function)$query$),

/* what counts in a report: everything, unless it is of a period */
(14, 'counted_activity', '{activity}'),
(15, 'counted_payment', '{payment}'),

/* what a timeline has, whose past counts for what comes after it */
(15, 'past_activity', '{activity}'),
(15, 'past_opportunity', '{opportunity_feed}'),
(15, 'past_lead', '{lead_feed}'),
(15, 'past_until', 's.as_of'),

/* an activity as a touch */
(13, 'touch', $query$sales_marketing.touch(a.occurred_at, $query$ || sales_marketing.report_touch_text('a.actor') ||
		$query$,
		a.function, left(a.channel, 60), a.mode, a.purpose, a.direction,
		$query$ || sales_marketing.report_touch_text('a.thread') ||
		$query$,
		$query$ || sales_marketing.report_touch_text('a.campaign') ||
		$query$, a.recipients, activity_id =>
		$query$ || sales_marketing.report_touch_text('a.activity_id') ||
		$query$)$query$),

/* kinds of friction that a row tells of, exposed or not */
(12, 'friction_row', $query$(SELECT b.kind, b.dimension, b.subject,
		b.occurred_at, b.sales_actor, b.marketing_actor, b.evidence, b.unit,
		(b.flag).exposed, (b.flag).flagged, (b.flag).severity,
		(b.flag).observed, (b.flag).threshold
	FROM (SELECT 'budget_overlap' AS kind, 'focus' AS dimension,
			q.customer AS subject, q.occurred_at, NULL::text AS sales_actor,
			NULL::text AS marketing_actor, q.evidence, 'ratio' AS unit,
			sales_marketing.budget_overlap(q.sales, q.marketing, s.policy)
			AS flag
		FROM {settings} AS s CROSS JOIN {quarter_spending} AS q
		WHERE q.of_both
		UNION ALL
		SELECT 'budget_contention', 'focus',
			concat_ws(' ', q.period_from, 'to', q.period_to, q.currency),
			q.period_to::timestamp AT TIME ZONE s.time_zone, NULL, NULL,
			q.evidence, 'share of plan',
			sales_marketing.budget_contention(q.sales_plan, q.sales,
				q.marketing_plan, q.marketing, s.policy)
		FROM {settings} AS s CROSS JOIN {budget_spending} AS q
		WHERE q.period_to <= s.as_of_on
		UNION ALL
		SELECT 'feedback_dropped', 'customer_approach', f.feedback,
			f.captured_at, NULL,
			f.captured_by, f.feedback, 'days',
			sales_marketing.feedback_dropped(f.captured_at, f.routed_at,
				f.actioned_at, s.as_of, s.policy)
		FROM {settings} AS s CROSS JOIN {feedback_feed} AS f
		UNION ALL
		SELECT 'pay_late', 'rewards', p.payout,
			p.scheduled_on::timestamp AT TIME ZONE p.time_zone,
			CASE WHEN p.function = 'sales' THEN p.payee END,
			CASE WHEN p.function = 'marketing' THEN p.payee END, p.payout,
			'days',
			sales_marketing.pay_late(p.earned_on, p.scheduled_on, p.paid_on,
				p.as_of_on, p.policy)
		FROM {counted_payment} AS p
		WHERE p.is_reward AND p.scheduled_on IS NOT NULL
		UNION ALL
		SELECT 'pay_gap', 'rewards', concat_ws(' ', 'marketing and sales',
				q.currency),
			s.as_of, NULL, NULL, NULL, 'days',
			sales_marketing.pay_gap((q.gap).marketing_minus_sales_days,
				(q.gap).marketing_minus_sales_low,
				(q.gap).marketing_minus_sales_high, s.policy)
		FROM {settings} AS s CROSS JOIN
			(SELECT p.currency, sales_marketing.compensation_gap(p.value,
				p.as_of_on, p.minimum_group) AS gap
			 FROM {counted_payment} AS p GROUP BY p.currency) AS q
		UNION ALL
		SELECT 'uncredited_assist', 'rewards', d.opportunity, d.closed_at,
			d.owner, NULL, d.opportunity, 'payees',
			sales_marketing.uncredited_assist(d.won, d.opened_at,
				d.first_touch_at, d.marketing_sourced, d.credited,
				d.shared_measure)
		FROM {assisted_deal} AS d
		UNION ALL
		SELECT e.kind, 'hand_off', l.lead, l.handed_off_at, l.owner, NULL,
			l.lead, 'hours', ROW(e.flagged IS NOT NULL, e.flagged,
				CASE e.flagged WHEN true THEN (l.figures).severity
							   WHEN false THEN 0 END,
				CASE WHEN e.flagged IS NOT NULL THEN (l.figures).hours END,
				(l.figures).limit_hours)::sales_marketing.friction_flag
		FROM {followed_lead} AS l,
			LATERAL (VALUES ('slow_follow_up', (l.figures).slow),
							('never_followed_up', (l.figures).never))
			AS e (kind, flagged)) AS b)$query$),

/* what both functions spend on a customer by name in a quarter */
(16, 'quarter_spending', $query$(SELECT p.customer, p.currency,
		max(p.period_from)::timestamp AT TIME ZONE min(p.time_zone)
		AS occurred_at,
		sum(p.amount) FILTER (WHERE p.function = 'sales') AS sales,
		sum(p.amount) FILTER (WHERE p.function = 'marketing') AS marketing,
		to_char(date_trunc('quarter', p.period_from::timestamp),
				'YYYY "Q"Q') AS evidence,
		/* of one function alone nothing can be said */
		bool_or(bool_or(p.function = 'sales')) OVER c AND
		bool_or(bool_or(p.function = 'marketing')) OVER c AS of_both
	FROM {spending} AS p
	WHERE p.customer IS NOT NULL AND p.function IN ('sales', 'marketing')
	GROUP BY p.customer, p.currency,
		date_trunc('quarter', p.period_from::timestamp)
	WINDOW c AS (PARTITION BY p.currency))$query$),

/* budgets of a period beside what was spent.  Who has spent before and does
 * not in it has spent nothing; before the first expense, and where one is in
 * another currency, nothing is known */
(17, 'budget_spending', $query$(SELECT g.period_from, g.period_to, g.currency,
		g.evidence, g.sales_plan, g.marketing_plan,
		CASE WHEN k.sales THEN coalesce(k.sales_amount, 0) END AS sales,
		CASE WHEN k.marketing THEN coalesce(k.marketing_amount, 0) END
		AS marketing
	FROM (SELECT b.period_from, b.period_to, b.currency,
			string_agg(b.budget, ', ' ORDER BY b.budget) AS evidence,
			sum(b.amount) FILTER (WHERE b.function = 'sales') AS sales_plan,
			sum(b.amount) FILTER (WHERE b.function = 'marketing')
			AS marketing_plan
		FROM {budget_feed} AS b
		WHERE b.currency IS NOT NULL
		GROUP BY b.period_from, b.period_to, b.currency) AS g
	CROSS JOIN LATERAL (SELECT
			bool_and(p.same) FILTER (WHERE p.sales AND p.within) IS NOT FALSE
			AND min(p.period_from) FILTER (WHERE p.sales AND p.same)
				<= g.period_to AS sales,
			bool_and(p.same) FILTER (WHERE NOT p.sales AND p.within)
			IS NOT FALSE
			AND min(p.period_from) FILTER (WHERE NOT p.sales AND p.same)
				<= g.period_to AS marketing,
			sum(p.amount) FILTER (WHERE p.sales AND p.within AND p.same)
			AS sales_amount,
			sum(p.amount) FILTER (WHERE NOT p.sales AND p.within AND p.same)
			AS marketing_amount
		FROM (SELECT q.period_from, q.amount, q.function = 'sales' AS sales,
				q.currency IS NOT DISTINCT FROM g.currency AS same,
				q.period_from BETWEEN g.period_from AND g.period_to AS within
			FROM {spending} AS q
			WHERE q.function IN ('sales', 'marketing')) AS p) AS k)$query$),

/* one row for all rows of a mailing: the same campaign and minute */
(9, 'outbound_touch', $query$(SELECT a.actor, a.person_function, a.function,
		sum(coalesce(a.recipients, 1)) AS recipients
	FROM (SELECT a.actor, a.person_function, a.function, a.recipients,
			a.campaign, CASE WHEN a.campaign IS NULL
				THEN row_number() OVER () END AS single,
			CASE WHEN a.campaign IS NOT NULL THEN date_trunc('minute',
				a.occurred_at AT TIME ZONE 'UTC') END AS minute
		FROM {counted_activity} AS a
		WHERE a.actor IS NOT NULL AND
			a.function IN ('sales', 'marketing', 'joint', 'other') AND
			a.direction IS DISTINCT FROM 'in' AND
			(a.recipients > 0 OR a.recipients IS NULL AND
			 a.customer IS NOT NULL AND a.campaign IS NULL)) AS a
	GROUP BY a.actor, a.person_function, a.function, a.campaign, a.single,
		a.minute)$query$),

/*
 * How often each kind could have happened, and did; no kind without what it
 * needs, of which 0 would be a guess.  Where marketing logs nothing, deals are
 * not known to be left alone; where every lead has one row, none can be seen
 * to come back twice.
 */
(5, 'friction_count', $query$(SELECT q.kind, sum(q.exposed)::bigint AS exposed,
		sum(q.flagged)::bigint AS flagged,
		sum(q.severity_sum)::float8 AS severity_sum
	FROM (SELECT e.kind, e.exposed, e.flagged, e.severity_sum
		FROM {settings} AS s CROSS JOIN {customer_timeline} AS t,
			LATERAL sales_marketing.friction_exposure(t.summary, t.customer,
				s.policy, NULL, {past_until}) AS e
		WHERE (e.kind <> 'campaign_in_deal' OR
				EXISTS (SELECT FROM {activity} AS a
					WHERE a.label = 'marketing' AND
						a.customer IS NOT NULL)) AND
			(e.kind <> 'bounced_lead' OR
				EXISTS (SELECT FROM {past_lead} AS l
					GROUP BY l.lead HAVING count(*) > 1))
		UNION ALL
		SELECT e.kind, e.exposed, e.flagged, e.severity_sum
		FROM {settings} AS s CROSS JOIN {person_timeline} AS t,
			LATERAL sales_marketing.friction_exposure(t.summary, t.person,
				s.policy, NULL, s.as_of, t.person_function, s.time_zone)
			AS e
		UNION ALL
		SELECT r.kind, count(*) FILTER (WHERE r.exposed),
			count(*) FILTER (WHERE r.flagged),
			sum(round(r.severity::numeric, 9)) FILTER (WHERE r.exposed)
		FROM {friction_row} AS r
		GROUP BY r.kind) AS q
	WHERE q.kind = ANY ({kinds_known})
	GROUP BY q.kind)$query$),

/* the kinds of which nothing is missing, as an array that is made once */
(6, 'kinds_known', $query$ARRAY(SELECT k.kind FROM {friction_kind} AS k
		WHERE k.missing IS NULL)$query$),

/* the kinds, and what each of them needs */
(7, 'friction_kind', $query$(SELECT k.place, k.kind, k.dimension,
		nullif(array_to_string(array(SELECT m.name
			FROM string_to_table(k.needs, ' ') AS m (name)
			WHERE m.name = ANY ('{missing}'::text[]) OR
				split_part(m.name, '.', 1) = ANY ('{missing}'::text[])
			), ', '), '') AS missing
	FROM (VALUES
		(1, 'budget_overlap', 'focus', 'spend_feed spend_feed.customer'),
		(2, 'budget_contention', 'focus', 'budget_feed spend_feed'),
		(3, 'campaign_in_deal', 'customer_approach',
			'activity_feed activity_feed.customer opportunity_feed opportunity_feed.customer'),
		(4, 'pitch_without_listening', 'customer_approach',
			'activity_feed activity_feed.customer'),
		(5, 'feedback_dropped', 'customer_approach', 'feedback_feed'),
		(6, 'double_touch', 'communication',
			'activity_feed activity_feed.customer activity_feed.direction'),
		(7, 'over_contact', 'communication',
			'activity_feed activity_feed.customer activity_feed.channel activity_feed.direction'),
		(8, 'went_dark', 'communication',
			'activity_feed activity_feed.customer opportunity_feed opportunity_feed.customer opportunity_feed.closed_at'),
		(9, 'role_drift', 'skill_sets', 'activity_feed person_feed'),
		(10, 'task_switching', 'skill_sets', 'activity_feed person_feed'),
		(11, 'pay_late', 'rewards', 'payout_feed'),
		(12, 'pay_gap', 'rewards', 'payout_feed person_feed'),
		(13, 'uncredited_assist', 'rewards',
			'activity_feed opportunity_feed payout_feed payout_feed.opportunity person_feed'),
		(14, 'slow_follow_up', 'hand_off',
			'activity_feed activity_feed.customer lead_feed lead_feed.handed_off_at'),
		(15, 'never_followed_up', 'hand_off',
			'activity_feed activity_feed.customer lead_feed lead_feed.handed_off_at'),
		(16, 'bounced_lead', 'hand_off',
			'lead_feed lead_feed.customer lead_feed.handed_off_at lead_feed.returned_at'))
		AS k (place, kind, dimension, needs))$query$),

/*
 * Hand-offs with what became of them; each counted once.  Without activities
 * nothing is known of that, which is not to say that nobody called.
 */
(20, 'followed_lead', $query$(SELECT l.*,
		CASE WHEN NOT '{missing}'::text[] &&
				array['activity_feed', 'activity_feed.customer',
					'lead_feed.customer']
			 THEN sales_marketing.follow_up(l.handed_off_at, l.first_touch_at,
				l.as_of, l.policy, l.calendar, l.rejected_at) END AS figures
	FROM (WITH handed AS MATERIALIZED (
			SELECT row_number() OVER () AS nr, h.*
			FROM (SELECT d.lead, d.owner, d.lead_source, d.created_at,
					d.handed_off_at, d.accepted_at, d.rejected_at,
					d.returned_at, p.team, s.as_of, s.policy, s.calendar,
					s.minimum_group, array_agg(DISTINCT d.customer)
					AS customers
				FROM {settings} AS s
				CROSS JOIN LATERAL (SELECT r.lead, r.owner, r.lead_source,
						r.customer, r.created_at, r.handed_off_at,
						CASE WHEN r.accepted_at <= s.as_of
							 THEN r.accepted_at END AS accepted_at,
						CASE WHEN r.rejected_at <= s.as_of
							 THEN r.rejected_at END AS rejected_at,
						CASE WHEN r.returned_at <= s.as_of
							 THEN r.returned_at END AS returned_at
					FROM {lead_feed} AS r
					WHERE r.handed_off_at <= s.as_of) AS d
				LEFT JOIN {person} AS p ON p.person = d.owner AND
					(d.handed_off_at AT TIME ZONE s.time_zone)::date
					BETWEEN p.valid_from AND p.valid_to
				GROUP BY d.lead, d.owner, d.lead_source, d.created_at,
					d.handed_off_at, d.accepted_at, d.rejected_at,
					d.returned_at, p.team, s.as_of, s.policy, s.calendar,
					s.minimum_group) AS h)
		SELECT h.*, f.first_touch_at
		FROM handed AS h
		/* millions of pairs are grouped by a number, not by whole rows */
		LEFT JOIN (SELECT d.nr, min(t.occurred_at) AS first_touch_at
			FROM handed AS d
			CROSS JOIN LATERAL unnest(d.customers) AS c (customer)
			JOIN {sales_touch} AS t ON t.customer = c.customer AND
				t.occurred_at >= d.handed_off_at
			GROUP BY d.nr) AS f ON f.nr = h.nr) AS l)$query$),

/* deals that were won, and what marketing has to do with them */
(21, 'assisted_deal', $query$(SELECT d.opportunity, d.owner, d.won, d.opened_at,
		d.closed_at, min(t.occurred_at) AS first_touch_at,
		d.campaign IS NOT NULL AS marketing_sourced,
		CASE WHEN NOT '{missing}'::text[] &&
				array['payout_feed', 'payout_feed.opportunity']
			 THEN coalesce(max(c.credited), 0) END AS credited,
		coalesce((SELECT bool_or(m.measure = o.measure)
			FROM {plan_feed} AS m JOIN {plan_feed} AS o
				ON m.function = 'marketing' AND o.function = 'sales'), false)
		AS shared_measure
	FROM {settings} AS s
	JOIN {opportunity_feed} AS d ON d.closed_at <= s.as_of AND d.won
	LEFT JOIN (SELECT a.customer, a.occurred_at
		FROM {activity} AS a WHERE a.label = 'marketing') AS t
		ON t.customer = d.customer AND t.occurred_at < d.opened_at
	LEFT JOIN (SELECT p.opportunity, count(DISTINCT p.payee) AS credited
		FROM {payment} AS p
		WHERE p.function IN ('marketing', 'both') AND
			p.opportunity IS NOT NULL
		GROUP BY p.opportunity) AS c ON c.opportunity = d.opportunity
	GROUP BY d.opportunity, d.owner, d.won, d.opened_at, d.closed_at,
		d.campaign)$query$),

/* sales getting in touch: people of sales whatever they do, and whoever does
 * sales work without being of marketing, as in a team of both */
(22, 'sales_touch', $query$(SELECT a.customer, a.occurred_at
	FROM {activity} AS a
	WHERE a.customer IS NOT NULL AND
		(a.person_function = 'sales' OR a.label = 'sales' AND
		 a.person_function IS DISTINCT FROM 'marketing'))$query$),

/* payouts with the function of the payee and the plan's schedule.  A period
 * is earned in its middle, as its value has it: where that is half a day, the
 * cost of waiting is the mean of those of the days beside it */
(30, 'payment', $query$(SELECT q.*,
		coalesce(q.kind, 'commission') IN ('commission', 'bonus', 'award',
			'salary', 'other') AND coalesce(q.amount, 0) >= 0 AS is_reward,
		sales_marketing.payout(q.payee, q.function, q.day, q.paid_on,
			q.amount, q.given_scheduled_on, q.schedule, q.earned_from,
			q.earned_to, q.currency, q.kind, q.plan, q.released_on,
			q.calendar) AS value,
		CASE WHEN q.paid_on IS NOT NULL OR
				  q.as_of_on - m.early + (q.as_of_on - m.late) >= 0
			THEN (sales_marketing.waiting_cost(q.amount,
					coalesce(q.paid_on, q.as_of_on) - m.early,
					q.discount_rate) +
				sales_marketing.waiting_cost(q.amount,
					coalesce(q.paid_on, q.as_of_on) - m.late,
					q.discount_rate)) / 2 END AS waiting_cost
	FROM (SELECT f.payout, f.payee, p.function, p.team,
			coalesce(f.plan, p.plan) AS plan, f.kind,
			CASE WHEN f.earned_from IS NULL OR f.earned_to IS NULL
				 THEN f.earned_on END AS day,
			CASE WHEN f.earned_to IS NOT NULL THEN f.earned_from END
			AS earned_from,
			CASE WHEN f.earned_from IS NOT NULL THEN f.earned_to END
			AS earned_to,
			coalesce(f.earned_from, f.earned_on, f.earned_to) AS begun_on,
			coalesce(f.earned_on, f.earned_to) AS earned_on, f.released_on,
			f.scheduled_on AS given_scheduled_on,
			coalesce(f.scheduled_on, sales_marketing.scheduled_payout(
				coalesce(f.earned_on, f.earned_to), n.schedule,
				f.released_on, s.calendar)) AS scheduled_on,
			CASE WHEN f.paid_on <= s.as_of_on THEN f.paid_on END AS paid_on,
			f.amount, f.currency, f.opportunity, n.schedule, s.as_of,
			s.as_of_on, s.time_zone, s.policy, s.calendar, s.minimum_group,
			s.discount_rate
		FROM {settings} AS s
		JOIN {payout_feed} AS f
			ON coalesce(f.earned_from, f.earned_on, f.earned_to) <= s.as_of_on
		LEFT JOIN {person} AS p ON p.person = f.payee AND
			coalesce(f.earned_on, f.earned_to)
			BETWEEN p.valid_from AND p.valid_to
		LEFT JOIN {pay_plan} AS n ON n.plan = coalesce(f.plan, p.plan) AND
			coalesce(f.earned_on, f.earned_to)
			BETWEEN n.valid_from AND n.valid_to) AS q,
		LATERAL (SELECT
			coalesce(q.day, q.earned_from + (q.earned_to - q.earned_from) / 2),
			coalesce(q.day, q.earned_to - (q.earned_to - q.earned_from) / 2))
		AS m (early, late))$query$),

/* expenses; those that no function is given for are classified */
(31, 'spending', $query$(SELECT f.spend, f.period_from, f.customer, f.segment,
		f.campaign, f.amount, f.currency, f.reached, f.person, s.time_zone,
		s.as_of,
		coalesce(f.function, sales_marketing.classify_activity(f.description,
			s.rules, f.channel, NULL, f.campaign, NULL)) AS function
	FROM {settings} AS s
	JOIN {spend_feed} AS f ON f.period_from <= s.as_of_on)$query$),

/* what each person did by function; people first, so that neither are they
 * sorted to be counted, nor is the team of every activity looked up */
(35, 'person_mix', $query$(SELECT g.*,
		coalesce(h.functions[r.nr], 'unknown') AS person_function,
		coalesce(h.teams[r.nr], 'unknown') AS team, h.names[r.nr] AS name
	FROM (SELECT a.actor, a.span, min(a.occurred_at) AS first_at,
			max(a.occurred_at) AS last_at, count(a.customer) AS placed,
			count(a.direction) AS directed,
			sales_marketing.function_counts_state(a.label, a.minutes)
			AS counts
		FROM {logged_activity} AS a
		GROUP BY a.actor, a.span) AS g
	LEFT JOIN {person_history} AS h ON h.person = g.actor
	CROSS JOIN LATERAL (SELECT CASE WHEN h.since IS NULL THEN 1 ELSE
			width_bucket(g.first_at, h.since) END) AS r (nr))$query$),

/* activities up to as_of with what it takes to count them, and nothing else.
 * span is the same for all that was done between two changes of anybody's
 * function or team, so that who did it can be looked up once for all of it */
(36, 'logged_activity', $query$(SELECT f.actor, f.occurred_at, f.customer,
		f.minutes, f.direction, {label} AS label,
		sales_marketing.month_start(f.occurred_at, s.time_zone)
		AS month_start,
		coalesce(width_bucket(f.occurred_at, {change_times}), 0) AS span
	FROM {settings} AS s
	JOIN {activity_feed} AS f ON f.occurred_at <= s.as_of
	ORDER BY NULL::text)$query$),

/* activities up to as_of, classified, with function and team of who acted.
 * label is function again, at half the price where nothing else is asked for.
 * The order is none, but keeps the planner from merging the inner query with
 * the outer one, which would classify a row for each column that is read; rows
 * can still be left out before, and what nobody reads is not computed */
(40, 'activity', $query$(SELECT q.activity_id, q.occurred_at, q.occurred_on,
		q.actor, q.customer, q.channel, q.subject, q.minutes, q.recipients,
		q.campaign, q.thread, q.direction, q.source,
		CASE WHEN p.since IS NULL THEN p.functions[1] ELSE
			p.functions[width_bucket(q.occurred_at, p.since)] END
		AS person_function,
		CASE WHEN p.since IS NULL THEN p.teams[1] ELSE
			p.teams[width_bucket(q.occurred_at, p.since)] END AS team,
		(q.profile).function AS function, q.label, (q.profile).mode AS mode,
		coalesce(q.purpose, (q.profile).purpose) AS purpose,
		coalesce(q.place, (q.profile).place) AS place,
		(q.profile).score AS score, (q.profile).confidence AS confidence,
		q.as_of, q.minimum_group
	FROM (SELECT f.*,
			(f.occurred_at AT TIME ZONE s.time_zone)::date AS occurred_on,
			sales_marketing.activity_profile(f.subject, s.rules, f.channel,
				f.recipients, f.campaign, f.direction) AS profile,
			{label} AS label, s.as_of, s.minimum_group
		FROM {settings} AS s
		JOIN {activity_feed} AS f ON f.occurred_at <= s.as_of
		ORDER BY NULL::text) AS q
	LEFT JOIN {person_history} AS p ON p.person = q.actor)$query$),

(43, 'label', $query$sales_marketing.classify_activity(f.subject, s.rules,
				f.channel, f.recipients, f.campaign, f.direction)$query$),

/* when anybody was somebody else than before; null if nobody ever was */
(44, 'change_times', $query$CAST((SELECT array_agg(DISTINCT t.since)
	FROM {person_history} AS h, unnest(h.since) AS t (since)
	WHERE isfinite(t.since)) AS timestamptz[])$query$),

/* who people were from when on: one row a person, so that millions of rows
 * find theirs at once, without looking up the day of each.  DISTINCT ON tells
 * the planner that there is one.  Where a row ends and none starts is nobody;
 * since is null for who has always been the same, as most are */
(45, 'person_history', $query$(SELECT DISTINCT ON (h.person) h.*
	FROM (SELECT c.person,
			nullif(array_agg(c.since ORDER BY c.since), '{-infinity}')
			AS since,
			array_agg(c.function ORDER BY c.since) AS functions,
			array_agg(c.team ORDER BY c.since) AS teams,
			array_agg(c.name ORDER BY c.since) AS names,
			array_agg(c.location ORDER BY c.since) AS locations
		FROM (SELECT DISTINCT ON (p.person, e.since) p.person, e.*
			FROM {settings} AS s CROSS JOIN {person} AS p,
				LATERAL (VALUES
					(CASE WHEN p.valid_from > '0001-01-01' THEN
						p.valid_from::timestamp AT TIME ZONE s.time_zone
						ELSE '-infinity' END,
					 p.function, p.team, p.name, p.location, false),
					(CASE WHEN p.valid_to < '9999-12-31' THEN
						(p.valid_to + 1)::timestamp AT TIME ZONE s.time_zone
						END, NULL, NULL, NULL, NULL, true))
				AS e (since, function, team, name, location, ended)
			WHERE p.valid_from <= p.valid_to AND e.since IS NOT NULL
			ORDER BY p.person, e.since, e.ended) AS c
		GROUP BY c.person) AS h
	ORDER BY h.person)$query$),

/* people and plans: one row for each day at most */
(50, 'person', sales_marketing.report_spans('person_feed', 'person',
	'function, team, plan, name, location, skills')),
(51, 'pay_plan', format($query$(SELECT p.plan, p.function, p.kind, p.measure,
		p.schedule::sales_marketing.pay_schedule AS schedule, p.valid_from,
		p.valid_to
	FROM %s AS p)$query$, sales_marketing.report_spans('plan_feed', 'plan',
		'schedule, function, kind, measure'))),

/* the name of the schema, whatever it is called by now */
(89, 'own_schema', $query$(SELECT n.nspname::text AS name
	FROM {schema}.report_settings AS r
	JOIN pg_catalog.pg_class AS c ON c.oid = r.tableoid
	JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
	OFFSET 0)$query$),

/* the settings, once, or an error; the only place with a clock */
(90, 'settings', $query$(SELECT q.*,
		(q.as_of AT TIME ZONE q.time_zone)::date AS as_of_on
	FROM (SELECT coalesce(r.as_of, now()) AS as_of, r.time_zone, r.rules,
			r.friction_policy::sales_marketing.friction_policy AS policy,
			r.business_calendar::sales_marketing.business_calendar
			AS calendar, r.minimum_group, r.minimum_coverage,
			r.discount_rate, r.unit_costs
		FROM (VALUES (1)) AS one (row)
		LEFT JOIN {report_settings} AS r ON r.settings_id = one.row
		WHERE sales_marketing.settings_are_there(r.settings_id) OFFSET 0)
	AS q)$query$),
(91, 'report_settings', '{schema}.report_settings')
$function$;
COMMENT ON FUNCTION sales_marketing.report_sources() IS
'what several views of the reports read, by name; other names stand in braces';
