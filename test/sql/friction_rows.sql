--
-- Kinds of friction that one row tells of: what a user sees, good and bad.
--
SET search_path = public, sales_marketing;
SET timezone = 'UTC';

-- Leads handed to sales, and the answers.
CREATE TABLE handed_over (lead text, handed_off_at timestamptz,
						  first_touch_at timestamptz, rejected_at timestamptz);
INSERT INTO handed_over VALUES
	('a', '2026-03-02 09:00+00', '2026-03-02 11:30+00', NULL),
	('b', '2026-03-02 09:00+00', '2026-03-04 03:00+00', NULL),
	('c', '2026-03-06 16:00+00', '2026-03-09 10:00+00', NULL),
	('d', '2026-03-02 09:00+00', NULL, NULL),
	('e', '2026-03-02 09:00+00', NULL, '2026-03-03 09:00+00'),
	('f', '2026-04-09 12:00+00', NULL, NULL),
	('g', '2026-04-10 06:00+00', NULL, NULL),
	('h', '2026-05-01 00:00+00', NULL, NULL),
	('i', NULL, NULL, NULL);
SELECT lead, outcome, hours, limit_hours, round(severity::numeric, 4) AS severity,
	   censored, slow, never
FROM handed_over, LATERAL follow_up(handed_off_at, first_touch_at,
	'2026-04-10 18:00+00', rejected_at => rejected_at)
ORDER BY lead;

-- In business hours, against eight of them.
SELECT lead, outcome, hours, limit_hours, round(severity::numeric, 4) AS severity
FROM handed_over, LATERAL follow_up(handed_off_at, first_touch_at,
	'2026-04-10 18:00+00', policy => 'slow_follow_up 8h',
	calendar => 'mon-fri 09:00-17:00', rejected_at => rejected_at)
ORDER BY lead;

-- Rates of both kinds, from the same rows.
SELECT kind, exposed, flagged, round(rate::numeric, 4) AS rate,
	   round(rate_low::numeric, 4) AS low, round(rate_high::numeric, 4) AS high,
	   round(mean_severity::numeric, 4) AS mean_severity, suppressed, skipped
FROM (SELECT friction_rate(slow, severity) AS s, friction_rate(never, severity) AS n
	  FROM handed_over, LATERAL follow_up(handed_off_at, first_touch_at,
		'2026-04-10 18:00+00', rejected_at => rejected_at)) f,
	 LATERAL (VALUES ('slow_follow_up', s), ('never_followed_up', n)) v(kind, r),
	 LATERAL (SELECT (r).*) x;

-- The others.
\x
SELECT budget_overlap(sales_spend => 900, marketing_spend => 700),
	   budget_contention(sales_plan => 100, sales_actual => 130,
						 marketing_plan => 100, marketing_actual => 80),
	   feedback_dropped(captured_at => '2026-01-01', routed_at => NULL,
						actioned_at => NULL, as_of => '2026-03-02'),
	   pay_late(earned_on => '2026-01-01', scheduled_on => '2026-01-31',
				paid_on => '2026-02-10', as_of => '2026-12-31'),
	   pay_gap(shift => 62, low => 40, high => 90),
	   uncredited_assist(won => true, opened_at => '2026-02-01',
						 first_marketing_touch_at => '2026-01-10',
						 marketing_sourced => false, credited_payees => 0);
\x

-- Errors.
SELECT follow_up('-infinity', NULL, '2026-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT follow_up('2026-01-01', NULL, 'infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT follow_up('2026-01-01', NULL, '2026-01-02', 'slow_follow_up 0h');
\echo :LAST_ERROR_SQLSTATE
SELECT budget_overlap('NaN', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT pay_gap(62, 90, 40);
\echo :LAST_ERROR_SQLSTATE
SELECT pay_late('2026-01-01', 'infinity', NULL, '2026-01-02');
\echo :LAST_ERROR_SQLSTATE
SELECT uncredited_assist(true, NULL, NULL, true, -1);
\echo :LAST_ERROR_SQLSTATE

DROP TABLE handed_over;
