--
-- Whether to keep sales and marketing separate: five companies
--
SET search_path = sales_marketing, public;

CREATE TABLE dimension_row (company text, dimension text, distinctness float8,
	low float8, high float8, n_sales bigint, n_marketing bigint,
	friction_kind text, flagged bigint, exposed bigint, coverage float8,
	missing text, basis text);
INSERT INTO dimension_row VALUES
	-- different work, hardly any collision, a hand-off as slow as anywhere
	('separate', 'focus', 0.71, 0.58, 0.81, 60, 40, 'budget_overlap', 4, 220, 1, NULL, 'people'),
	('separate', 'customer_approach', -0.62, -0.74, -0.46, 60, 40, 'campaign_in_deal', 31, 900, 0.92, 'feedback_feed', 'people'),
	('separate', 'communication', 0.80, 0.68, 0.88, 60, 40, 'double_touch', 150, 5200, 0.92, NULL, 'people'),
	('separate', 'communication', 0.80, 0.68, 0.88, 60, 40, 'over_contact', 210, 5200, 0.92, NULL, 'people'),
	('separate', 'skill_sets', 0.55, 0.37, 0.69, 60, 40, 'role_drift', 2, 100, 0.92, NULL, 'people'),
	('separate', 'rewards', 0.97, 0.93, 0.99, 60, 40, 'pay_late', 90, 1200, NULL, NULL, 'people'),
	('separate', 'hand_off', NULL, NULL, NULL, NULL, NULL, 'slow_follow_up', 290, 1000, NULL, NULL, NULL),
	('separate', 'hand_off', NULL, NULL, NULL, NULL, NULL, 'never_followed_up', 180, 1000, NULL, NULL, NULL),
	-- two functions doing the same work, and in each other's way
	('integrate', 'focus', 0.10, -0.11, 0.30, 60, 60, 'budget_overlap', 160, 400, 0.95, NULL, 'people'),
	('integrate', 'customer_approach', 0.05, -0.16, 0.26, 60, 60, 'campaign_in_deal', 300, 900, 0.88, NULL, 'people'),
	('integrate', 'communication', -0.08, -0.28, 0.13, 60, 60, 'double_touch', 1400, 5000, 0.88, NULL, 'people'),
	('integrate', 'skill_sets', 0.21, 0.00, 0.40, 60, 60, 'role_drift', 50, 120, 0.88, NULL, 'people'),
	('integrate', 'hand_off', NULL, NULL, NULL, NULL, NULL, 'never_followed_up', 600, 1000, NULL, NULL, NULL),
	-- one team that does both: its sales work beside its marketing work
	('combined', 'focus', 0.66, 0.52, 0.77, 48, 48, 'budget_overlap', 0, 0, 0.81, 'budget_feed', 'work'),
	('combined', 'customer_approach', 0.58, 0.41, 0.71, 48, 48, 'pitch_without_listening', 88, 310, 0.81, NULL, 'work'),
	('combined', 'communication', 0.74, 0.60, 0.84, 48, 48, 'double_touch', 700, 3100, 0.81, NULL, 'work'),
	('combined', 'skill_sets', 0.49, 0.34, 0.62, 48, 48, 'task_switching', 410, 1900, 0.81, NULL, 'work'),
	-- six people
	('tiny', 'focus', 1, NULL, NULL, 3, 3, 'budget_overlap', 1, 9, 0.9, NULL, 'people'),
	('tiny', 'communication', 0.56, NULL, NULL, 3, 3, 'double_touch', 4, 31, 0.9, NULL, 'people'),
	('tiny', 'skill_sets', 0.78, NULL, NULL, 3, 3, 'role_drift', 0, 6, 0.9, NULL, 'people'),
	-- half of the activities have no function
	('half', 'focus', 0.71, 0.58, 0.81, 60, 40, 'budget_overlap', 4, 220, 1, NULL, 'people'),
	('half', 'customer_approach', -0.62, -0.74, -0.46, 60, 40, 'campaign_in_deal', 31, 900, 0.5, NULL, 'people'),
	('half', 'communication', 0.80, 0.68, 0.88, 60, 40, 'double_touch', 150, 5200, 0.5, NULL, 'people'),
	('half', 'skill_sets', 0.55, 0.37, 0.69, 60, 40, 'role_drift', 2, 100, 0.5, NULL, 'people');

CREATE VIEW evidence_row AS
SELECT company,
	   evidence(dimension => dimension, distinctness => distinctness,
				distinctness_low => low, distinctness_high => high,
				n_sales => n_sales, n_marketing => n_marketing,
				friction_kind => friction_kind, flagged => flagged,
				exposed => exposed, coverage => coverage,
				missing => missing, basis => basis) AS evidence
FROM dimension_row;

-- the answer
SELECT company, (separation_verdict(evidence)).verdict FROM evidence_row
GROUP BY company ORDER BY company;

-- all of it
\x on
SELECT company, d.*
FROM (SELECT company, separation_verdict(evidence) AS decision
	  FROM evidence_row GROUP BY company) c, LATERAL (SELECT (decision).*) d
ORDER BY company;
\x off

-- by way of summaries, which can be stored, merged and asked again
CREATE TABLE summary AS
SELECT company, decision_summary_state(evidence) AS evidence
FROM evidence_row GROUP BY company;
SELECT evidence FROM summary WHERE company = 'tiny';
SELECT company, dimension, different, colliding, verdict, leaning, reason
FROM summary, LATERAL dimension_verdicts(evidence)
WHERE company IN ('separate', 'half', 'tiny') ORDER BY company;
SELECT dimension, round(distinctness::numeric, 2) AS d,
	   round(distinctness_low::numeric, 2) AS low,
	   round(distinctness_high::numeric, 2) AS high, n_sales, n_marketing,
	   friction_kind, round(friction_rate::numeric, 3) AS rate,
	   round(friction_low::numeric, 3) AS low,
	   round(friction_high::numeric, 3) AS high, n_exposed, friction_limit,
	   coverage, missing
FROM summary, LATERAL dimension_verdicts(evidence)
WHERE company = 'separate';

-- what if
SELECT company, d.verdict, d.votes
FROM summary,
LATERAL separation_verdict(evidence, distinctness_limit => 0.6) d
ORDER BY company;
SELECT company, d.verdict, d.hand_off_veto
FROM summary, LATERAL separation_verdict(evidence, friction_limits =>
	'slow_follow_up=0.2, never_followed_up=0.5') d
WHERE company = 'separate';
SELECT d.verdict, d.leaning
FROM summary, LATERAL separation_verdict(evidence, minimum_coverage => 0.5) d
WHERE company = 'half';

-- what counts as friction
SELECT kind, friction_rate_limit(kind) AS "limit"
FROM unnest(array['double_touch', 'slow_follow_up', 'never_followed_up',
				  'bounced_lead']) kind;

-- Kotler's levels, of all answers and of some
SELECT score, relation_level(score) FROM generate_series(20, 100, 20) score;
SELECT (relation_level_range(8, 26)).*;
