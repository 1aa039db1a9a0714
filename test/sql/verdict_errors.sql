--
-- What is wrong with evidence, limits and scores
--
SET search_path = sales_marketing, public;

-- rows
SELECT evidence('focuss', 0.5);
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', 'NaN');
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', 0.3, 0.5, 0.4);
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', 0.3, 0.2);
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('hand_off', 0.3);
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', friction_kind => 'late');
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', friction_kind => 'double_touch');
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', friction_kind => 'budget_overlap', flagged => 5,
				exposed => 4);
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', friction_kind => 'budget_overlap', flagged => 5);
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', 0.3, basis => 'both');
\echo :LAST_ERROR_SQLSTATE
SELECT evidence('focus', missing => 'spend feed');
\echo :LAST_ERROR_SQLSTATE
SELECT 'focus distinctness=0.3 low=0.2'::evidence;
\echo :LAST_ERROR_SQLSTATE

-- rows together
SELECT separation_verdict(e)
FROM unnest(array[evidence('focus', 0.3),
				  evidence('skill_sets', 0.3, basis => 'work')]) e;
\echo :LAST_ERROR_SQLSTATE
SELECT separation_verdict(e)
FROM unnest(array[evidence('focus', 0.3), evidence('focus', 0.4)]) e;
\echo :LAST_ERROR_SQLSTATE
SELECT separation_verdict(e)
FROM unnest(array['hand_off bounced_lead=1/9'::evidence,
				  'hand_off bounced_lead=2/9']) e;
\echo :LAST_ERROR_SQLSTATE
SELECT 'hand_off bounced_lead=1/9; hand_off bounced_lead=2/9'::decision_summary;
\echo :LAST_ERROR_SQLSTATE

-- limits
SELECT separation_verdict('none'::decision_summary, distinctness_limit => 33);
\echo :LAST_ERROR_SQLSTATE
SELECT separation_verdict('none'::decision_summary, minimum_votes => 6);
\echo :LAST_ERROR_SQLSTATE
SELECT separation_verdict('none'::decision_summary,
						  friction_limits => 'double_touch 0.2');
\echo :LAST_ERROR_SQLSTATE
SELECT separation_verdict('none'::decision_summary,
						  friction_limits => 'pay_gap=0.2, nope=0.2');
SELECT separation_verdict('none'::decision_summary,
						  friction_limits => 'pay_gap=0.2, pay_gap=0.3');
SELECT friction_rate_limit('late');
\echo :LAST_ERROR_SQLSTATE

-- scores
SELECT relation_level(19);
\echo :LAST_ERROR_SQLSTATE
SELECT relation_level_range(8, 41);
\echo :LAST_ERROR_SQLSTATE
