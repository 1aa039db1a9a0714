/*
 * decision.sql
 *		evidence, decision_summary, and the verdicts that are read from it:
 *		good, empty, missing, contradictory and hostile input; however the rows
 *		arrive, the same verdict; and a second opinion in plain SQL.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(126);

/*
 * Companies whose evidence is drawn by hashes: plain numbers here, rows of
 * evidence below.
 */
CREATE FUNCTION drawn(key text, below integer) RETURNS integer
LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashtextextended(key, 0) % below + below)::integer % below $$;

CREATE TABLE kind AS
SELECT * FROM (VALUES
	('focus', 'budget_overlap'), ('focus', 'budget_contention'),
	('customer_approach', 'campaign_in_deal'),
	('customer_approach', 'feedback_dropped'),
	('communication', 'double_touch'), ('communication', 'went_dark'),
	('skill_sets', 'role_drift'), ('rewards', 'pay_late'),
	('hand_off', 'slow_follow_up'), ('hand_off', 'never_followed_up'))
	k(dimension, kind);

CREATE TABLE observed AS
SELECT company, dimension, kind,
	   CASE WHEN dimension <> 'hand_off' AND has_distinctness
			THEN low END AS low,
	   CASE WHEN dimension <> 'hand_off' AND has_distinctness
			THEN least(low + width, 1) END AS high,
	   flagged * exposed / 100 AS flagged, exposed,
	   CASE WHEN drawn(company || dimension || 'c', 3) > 0
			THEN 0.6 + drawn(company || dimension || 'v', 40) / 100.0
	   END AS coverage
FROM (SELECT company, k.*,
			 drawn(company || dimension, 10) > 0 AS has_distinctness,
			 (drawn(company || dimension || 'l', 140) -
			  CASE WHEN company % 2 = 0 THEN 90 ELSE 40 END) / 100.0 AS low,
			 drawn(company || dimension || 'w', 40) / 100.0 AS width,
			 (array[0, 200, 1000, 4000])
			 [1 + drawn(company || kind || 'e', 4)] AS exposed,
			 drawn(company || kind || 'f', CASE WHEN company % 3 = 0 THEN 60
											 ELSE 9 END) AS flagged
	  FROM generate_series(1, 4000) company, kind k) o;

CREATE TABLE evidence_row AS
SELECT company,
	   evidence(dimension, distinctness => low::float8,
				distinctness_low => low::float8,
				distinctness_high => high::float8,
				friction_kind => kind, flagged => flagged,
				exposed => exposed, coverage => coverage::float8) AS evidence
FROM observed;
ANALYZE evidence_row;

/* The second opinion. */
CREATE VIEW friction AS
SELECT o.*, CASE kind WHEN 'slow_follow_up' THEN 0.35
				 WHEN 'never_followed_up' THEN 0.3 ELSE 0.1 END AS frontier,
	   center - half AS f_low, center + half AS f_high
FROM (SELECT *, count(*) FILTER (WHERE exposed > 0)
				OVER (PARTITION BY company, dimension) AS kinds
	  FROM observed) o,
LATERAL (SELECT CASE kinds WHEN 1 THEN 3.841458820694126
				ELSE 5.023886187314889 END AS z2,
				flagged::float8 / nullif(exposed, 0) AS p) r,
LATERAL (SELECT (p + z2 / (2 * exposed)) / (1 + z2 / exposed) AS center,
				sqrt(z2 * (p * (1 - p) / exposed +
						   z2 / (4.0 * exposed * exposed))) /
				(1 + z2 / exposed) AS half
		 WHERE exposed > 0) w;

CREATE VIEW dimension_opinion AS
SELECT company, dimension, clash, calm, coverage,
	   CASE WHEN coverage < 0.7 THEN NULL
			WHEN same AND calm THEN 'either'
			WHEN same AND clash THEN 'integrate'
			WHEN different AND calm THEN 'keep_separate'
			WHEN different AND clash THEN 'align' END AS vote
FROM (SELECT company, dimension,
			 min(low) >= 0.33 OR max(high) <= -0.33 AS different,
			 max(greatest(abs(low), abs(high))) < 0.33 AS same,
			 min(coverage) AS coverage
	  FROM observed GROUP BY company, dimension) d
LEFT JOIN (SELECT company, dimension, bool_or(f_low >= frontier) AS clash,
				  bool_and(f_high < frontier) AS calm
		   FROM friction GROUP BY company, dimension) f
USING (company, dimension);

CREATE TABLE opinion AS
SELECT company,
	   CASE WHEN e >= 2 AND e > k + a + i THEN 'either'
			WHEN k + a + i < 2 THEN 'insufficient_evidence'
			WHEN ties > 1 AND k + a + i < 3 THEN 'insufficient_evidence'
			WHEN ties > 1 OR a = most THEN 'align'
			WHEN i = most THEN 'integrate'
			WHEN clash THEN 'align'
			WHEN undecided THEN 'insufficient_evidence'
			ELSE 'keep_separate' END AS verdict
FROM (SELECT company,
			 count(*) FILTER (WHERE vote = 'keep_separate') AS k,
			 count(*) FILTER (WHERE vote = 'align') AS a,
			 count(*) FILTER (WHERE vote = 'integrate') AS i,
			 count(*) FILTER (WHERE vote = 'either') AS e
	  FROM dimension_opinion
	  WHERE dimension NOT IN ('rewards', 'hand_off') GROUP BY company) v
CROSS JOIN LATERAL (SELECT greatest(k, a, i) AS most) m
CROSS JOIN LATERAL (SELECT (k = most)::integer + (a = most)::integer +
					(i = most)::integer AS ties) t
JOIN (SELECT company, clash AND coalesce(coverage >= 0.7, true) AS clash,
			 CASE WHEN coverage < 0.7 THEN clash IS NOT NULL
				  ELSE NOT clash AND NOT calm END AS undecided
	  FROM dimension_opinion WHERE dimension = 'hand_off') h USING (company);
ANALYZE opinion;

\ir common.psql

/* A row as a value */

SELECT is(evidence('focus', 0.62, 0.45, 0.75, 60, 55, 'budget_overlap', 12,
				   400, 0.2, 0.93, 'spend_feed, budget_feed', 'work')::text,
		  'focus work distinctness=0.62 low=0.45 high=0.75 observed sales=60 '
		  'marketing=55 budget_overlap=12/400 limit=0.2 coverage=0.93 '
		  'missing=budget_feed,spend_feed',
		  'evidence says all that it was given');
SELECT is(evidence('focus', distinctness => -0.1)::text,
		  'focus people distinctness=-0.1 observed',
		  'people are the basis if nothing is said');
SELECT is(evidence('rewards', distinctness => 0.9)::text,
		  'rewards people distinctness=0.9 by_design',
		  'rewards differ by design if nothing is said');
SELECT is(evidence('rewards', distinctness => 0.9, by_design => false)::text,
		  'rewards people distinctness=0.9 observed',
		  'but may have been observed');
SELECT is(evidence('hand_off', friction_kind => 'bounced_lead',
				   friction_limit => 0.2)::text,
		  'hand_off bounced_lead',
		  'a limit without cases says nothing');
SELECT is(evidence('focus'), evidence(dimension => 'focus'),
		  'one argument may be taken for a cast; it means the same');
SELECT is(evidence('focus', missing => ' , a ,b,,a ')::text,
		  'focus missing=a,b', 'names of missing inputs are a set');
SELECT is(evidence('focus', missing => U&'Aktivit\00E4t')::text,
		  U&'focus missing=Aktivit\00E4t', 'in any alphabet');
SELECT is(evidence('focus', distinctness => 0.1234567894)::text,
		  'focus people distinctness=0.123456789 observed',
		  'shares have nine digits');
SELECT is(x::text::evidence, x, 'the text form reads as the same')
FROM (SELECT evidence AS x FROM evidence_row ORDER BY evidence LIMIT 3) s;
SELECT is((SELECT count(*) FROM evidence_row
		   WHERE evidence::text::evidence IS DISTINCT FROM evidence),
		  0::bigint, 'and so does that of every other row');

SELECT throws_ok('SELECT evidence(' || arguments || ')', '22023', message)
FROM (VALUES
	('dimension => NULL', 'evidence needs a dimension'),
	($$dimension => 'focuss'$$, 'unknown dimension "focuss"'),
	($$dimension => 'Focus'$$, 'unknown dimension "Focus"'),
	($$dimension => ''$$, 'unknown dimension ""'),
	($$'focus', 1.01$$, 'distinctness must be between -1 and 1'),
	($$'focus', 'NaN'$$, 'distinctness must be between -1 and 1'),
	($$'focus', '-Infinity'$$, 'distinctness must be between -1 and 1'),
	($$'focus', 0.5, 'NaN', 0.6$$,
	 'distinctness_low must be between -1 and 1'),
	($$'focus', 0.5, 0.4, 2$$, 'distinctness_high must be between -1 and 1'),
	($$'focus', 0.5, 0.4$$,
	 'distinctness_low and distinctness_high must be given together'),
	($$'focus', NULL, 0.4, 0.6$$, 'an interval needs its distinctness'),
	($$'focus', 0.5, 0.6, 0.4$$, 'invalid evidence on focus'),
	($$'focus', 0.3, 0.4, 0.6$$, 'invalid evidence on focus'),
	($$'focus', 0.7, 0.4, 0.6$$, 'invalid evidence on focus'),
	($$'focus', 0.5, n_sales => 3$$,
	 'n_sales and n_marketing must be given together'),
	($$'focus', 0.5, n_sales => -1, n_marketing => 3$$,
	 'invalid evidence on focus'),
	($$'hand_off', 0.5$$, 'invalid evidence on hand_off'),
	($$'focus', friction_kind => 'late'$$, 'unknown kind of friction "late"'),
	($$'focus', friction_kind => 'double_touch', flagged => 1, exposed => 2$$,
	 'double_touch is no friction of focus'),
	($$'focus', flagged => 1, exposed => 2$$, 'invalid evidence on focus'),
	($$'focus', friction_kind => 'budget_overlap', flagged => 1$$,
	 'flagged and exposed must be given together'),
	($$'focus', friction_kind => 'budget_overlap', flagged => 3,
	   exposed => 2$$, 'invalid evidence on focus'),
	($$'focus', friction_kind => 'budget_overlap', flagged => -1,
	   exposed => 2$$, 'invalid evidence on focus'),
	($$'focus', friction_limit => 0$$, 'friction_limit must be above 0'),
	($$'focus', friction_limit => 1.5$$,
	 'friction_limit must be between 0 and 1'),
	($$'focus', coverage => -0.1$$, 'coverage must be between 0 and 1'),
	($$'focus', missing => 'a b'$$,
	 'invalid name of a missing input: "a b"'),
	($$'focus', basis => 'person'$$, 'unknown basis "person"'))
	v(arguments, message);
SELECT throws_ok($$SELECT evidence('focus', missing => 'a,b,c,d,e,f,g,h,i')$$,
				 '54000', 'too many missing inputs');
SELECT throws_ok($$SELECT evidence('focus', missing => repeat('x', 64))$$,
				 '22023');
SELECT throws_ok($$SELECT 'focus distinctness=NaN'::evidence$$, '22P02');
SELECT throws_ok($$SELECT 'focus; focus'::evidence$$, '22P02');

/* Evidence that contradicts itself */

CREATE FUNCTION verdict_of(VARIADIC evidence[]) RETURNS separation_decision
LANGUAGE sql AS
$$ SELECT separation_verdict(e) FROM unnest($1) e $$;

SELECT throws_ok($$SELECT verdict_of(
	evidence('focus', 0.5, basis => 'people'),
	evidence('skill_sets', 0.5, basis => 'work'))$$, '22023',
	'evidence mixes the bases people and work',
	'people and work are never mixed');
SELECT lives_ok($$SELECT verdict_of(
	evidence('focus', 0.5, basis => 'work'),
	evidence('hand_off', friction_kind => 'bounced_lead', flagged => 1,
			 exposed => 10))$$, 'friction that says nothing fits either');
SELECT throws_ok($$SELECT verdict_of(evidence('focus', 0.5),
	evidence('focus', 0.6))$$, '22023',
	'evidence contradicts itself on the distinctness of focus');
SELECT lives_ok($$SELECT verdict_of(
	evidence('focus', 0.5, friction_kind => 'budget_overlap', flagged => 1,
			 exposed => 10),
	evidence('focus', 0.5, friction_kind => 'budget_contention', flagged => 1,
			 exposed => 10))$$,
	'the same distinctness beside each kind is said once');
SELECT throws_ok($$SELECT verdict_of(
	evidence('hand_off', friction_kind => 'bounced_lead', flagged => 1,
			 exposed => 10),
	evidence('hand_off', friction_kind => 'bounced_lead', flagged => 1,
			 exposed => 10))$$, '22023',
	'evidence on bounced_lead is given twice',
	'cases are never counted twice');
SELECT throws_ok($$SELECT verdict_of(
	evidence('focus', missing => 'a,b,c,d,e'),
	evidence('focus', missing => 'e,f,g,h,i'))$$, '54000',
	'too many missing inputs of focus');

/* Nothing, or next to nothing */

SELECT is((separation_verdict(e)).verdict, 'insufficient_evidence',
		  'no rows, no verdict')
FROM unnest('{}'::evidence[]) e;
SELECT is(separation_verdict(e), separation_verdict('none'::decision_summary),
		  'rows that are null add nothing')
FROM unnest(array[NULL, NULL]::evidence[]) e;
SELECT is(decision_summary_state(e)::text, 'none', 'an empty summary')
FROM unnest('{}'::evidence[]) e;
SELECT is(merge_decision_summary(s)::text, 'none', 'an empty merger')
FROM unnest('{}'::decision_summary[]) s;
SELECT is(separation_verdict(NULL::decision_summary), NULL,
		  'no summary, no row');
SELECT is((SELECT count(*) FROM dimension_verdicts(NULL)), 0::bigint,
		  'no summary, no rows');
SELECT is((SELECT count(*) FROM dimension_verdicts('none')), 6::bigint,
		  'a row for each dimension, whatever is known');
SELECT is((SELECT string_agg(DISTINCT reason, '; ')
		   FROM dimension_verdicts('none') WHERE voting),
		  'distinctness missing_input, friction missing_input',
		  'and it says why it is not decided');
SELECT is(v.verdict, 'insufficient_evidence', 'one dimension is no verdict')
FROM verdict_of(evidence('focus', 0.6, 0.5, 0.7,
						 friction_kind => 'budget_overlap', flagged => 1,
						 exposed => 1000)) v;
SELECT is(v.verdict, 'keep_separate', 'unless one vote is enough')
FROM separation_verdict('focus distinctness=0.6 low=0.5 high=0.7;
						focus budget_overlap=1/1000', minimum_votes => 1) v;
SELECT is(v.reason, e.reason, e.reason)
FROM (VALUES
	('distinctness too_few',
	 'focus distinctness=0.6 low=0.5 high=0.7 sales=3 marketing=4'),
	('distinctness too_few', 'focus distinctness=0.6'),
	(NULL, 'focus distinctness=0.6 low=0.5 high=0.7 sales=3 marketing=5'),
	('low_coverage', 'focus distinctness=0.6 low=0.5 high=0.7 coverage=0.69'),
	(NULL, 'focus distinctness=0.6 low=0.5 high=0.7 coverage=0.7'),
	('by_design', 'focus distinctness=0.6 low=0.5 high=0.7 by_design'),
	('distinctness interval_straddles',
	 'focus distinctness=0.6 low=0.2 high=0.7')) e(reason, text),
LATERAL dimension_verdicts((e.text || '; focus budget_overlap=1/1000')
						   ::decision_summary) v
WHERE v.dimension = 'focus';
SELECT is(v.reason, 'distinctness missing_input, friction too_few',
		  'no exposed cases are too few')
FROM dimension_verdicts('focus budget_overlap=0/0') v
WHERE dimension = 'focus';
SELECT ok(v.leaning IS NULL AND v.different = 'yes' AND v.colliding = 'no',
		  'below the minimum coverage not even a leaning')
FROM dimension_verdicts('focus distinctness=0.6 low=0.5 high=0.7 coverage=0.5;
						focus budget_overlap=1/1000') v
WHERE dimension = 'focus';

/* Limits */

SELECT is(v.verdict, e.verdict, e.what)
FROM (VALUES
	('keep_separate', NULL, NULL, NULL, NULL, 'usual limits'),
	('keep_separate', 0.5, NULL, NULL, NULL, 'on the line is above it'),
	('insufficient_evidence', 0.6, NULL, NULL, NULL, 'a limit inside'),
	('either', 0.71, NULL, NULL, NULL, 'a limit above'),
	('insufficient_evidence', NULL, 0.91, NULL, NULL, 'more coverage'),
	('insufficient_evidence', NULL, NULL, 3, NULL, 'more votes'),
	('align', NULL, NULL, NULL, 'role_drift=0.01, budget_overlap=.01',
	 'narrower limits of friction')) e(verdict, d, c, votes, f, what),
LATERAL separation_verdict('focus distinctness=0.6 low=0.5 high=0.7
	coverage=0.9; focus budget_overlap=50/1000; skill_sets distinctness=0.6
	low=0.5 high=0.7 coverage=0.9; skill_sets role_drift=50/1000', d, c, votes,
	f) v;
SELECT throws_ok($$SELECT separation_verdict('none'::decision_summary, $$ ||
				 arguments || ')', '22023', message)
FROM (VALUES
	($$'NaN'$$, 'distinctness_limit must be between 0 and 1'),
	('-0.1', 'distinctness_limit must be between 0 and 1'),
	('0.3, 1.1', 'minimum_coverage must be between 0 and 1'),
	('0.3, 0.5, 0', 'minimum_votes must be between 1 and 5'),
	('0.3, 0.5, 6', 'minimum_votes must be between 1 and 5'),
	($$0.3, 0.5, 2, 'late=0.2'$$, 'invalid friction_limits'),
	($$0.3, 0.5, 2, 'pay_late=0'$$, 'invalid friction_limits'))
	v(arguments, message);
SELECT is(friction_rate_limit('slow_follow_up'), 0.35::float8,
		  'a published base rate has its limit above it');
SELECT is(friction_rate_limit('double_touch'), 0.1::float8,
		  'and where there is none, one in ten');
SELECT throws_ok($$SELECT friction_rate_limit('slow')$$, '22023',
				 'unknown kind of friction "slow"');

/* The hand-off */

SELECT ok(v.verdict = e.verdict AND v.hand_off_veto IS NOT DISTINCT FROM e.veto,
		  e.what)
FROM (VALUES
	('keep_separate', NULL, '', 'nothing known'),
	('keep_separate', false, '; hand_off slow_follow_up=250/1000',
	 'late as everywhere'),
	('align', true, '; hand_off slow_follow_up=400/1000', 'late too often'),
	('insufficient_evidence', NULL, '; hand_off slow_follow_up=350/1000',
	 'perhaps too often'),
	('keep_separate', false, '; hand_off slow_follow_up=400/1000 limit=0.47',
	 'late too often for others'),
	('insufficient_evidence', NULL, '; hand_off slow_follow_up=400/1000; '
	 'hand_off coverage=0.2', 'late, but hardly any row is classified'),
	('insufficient_evidence', NULL, '; hand_off slow_follow_up=250/1000; '
	 'hand_off coverage=0.2', 'in time, but hardly any row is classified'),
	('keep_separate', NULL, '; hand_off coverage=0.2', 'no hand-off at all'))
	e(verdict, veto, hand_off, what),
LATERAL separation_verdict(('focus distinctness=0.6 low=0.5 high=0.7; '
	'focus budget_overlap=5/1000; skill_sets distinctness=0.6 low=0.5 '
	'high=0.7; skill_sets role_drift=5/1000' || hand_off)::decision_summary) v;

/* A second opinion */

SELECT is((SELECT count(*)
		   FROM (SELECT company, separation_verdict(evidence) AS v
				 FROM evidence_row GROUP BY company) s
		   JOIN opinion USING (company)
		   WHERE (v).verdict IS DISTINCT FROM opinion.verdict), 0::bigint,
		  'plain SQL comes to the same verdict on every company');
SELECT ok(bool_and(n > 20), 'and every verdict occurs among them')
FROM (SELECT count(o.verdict) AS n
	  FROM unnest(array['keep_separate', 'align', 'integrate', 'either',
						'insufficient_evidence']) l(verdict)
	  LEFT JOIN opinion o USING (verdict) GROUP BY l.verdict) c;
SELECT is((SELECT count(*)
		   FROM (SELECT company, decision_summary_state(evidence) AS s
				 FROM evidence_row WHERE company <= 500 GROUP BY company) s
		   CROSS JOIN LATERAL dimension_verdicts(s.s) v
		   JOIN dimension_opinion o
		   ON o.company = s.company AND o.dimension = v.dimension
		   WHERE v.dimension NOT IN ('rewards', 'hand_off') AND
			   v.verdict IS DISTINCT FROM o.vote), 0::bigint,
		  'and on every dimension');

/* However the rows arrive */

CREATE TABLE serial AS
SELECT company, decision_summary_state(evidence) AS summary,
	   separation_verdict(evidence) AS decision
FROM evidence_row GROUP BY company;
SELECT is((SELECT count(*) FROM serial
		   WHERE separation_verdict(summary) IS DISTINCT FROM decision),
		  0::bigint, 'a summary gives the verdict of its rows');
SELECT is((SELECT count(*) FROM serial
		   WHERE summary::text::decision_summary IS DISTINCT FROM summary),
		  0::bigint, 'and so does its text');
SELECT is((SELECT count(*) FROM serial JOIN
		   (SELECT company, decision_summary_state(evidence ORDER BY
				hashtext(evidence::text)) AS shuffled
			FROM evidence_row GROUP BY company) s USING (company)
		   WHERE shuffled <> summary), 0::bigint,
		  'the order of the rows is nothing');
SELECT is((SELECT count(*) FROM serial JOIN
		   (SELECT company, merge_decision_summary(part) AS merged
			FROM (SELECT company, hashtext(evidence::text) % 3 AS third,
						 decision_summary_state(evidence) AS part
				  FROM evidence_row GROUP BY 1, 2) p GROUP BY company) s
		   USING (company)
		   WHERE merged <> summary), 0::bigint,
		  'parts merge into the whole');

SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_leader_participation = off;
SET LOCAL enable_hashagg = on;
SELECT cmp_ok(workers_launched('SELECT company,
	decision_summary_state(evidence) FROM evidence_row GROUP BY company'), '>',
	0, 'workers take part');
SELECT is((SELECT count(*) FROM serial JOIN
		   (SELECT company, decision_summary_state(evidence) AS summary,
				   separation_verdict(evidence) AS decision
			FROM evidence_row GROUP BY company) p USING (company)
		   WHERE p.summary <> serial.summary OR
			   p.decision IS DISTINCT FROM serial.decision), 0::bigint,
		  'and change nothing');

/* As values among values */

SELECT is((SELECT count(DISTINCT evidence) FROM evidence_row),
		  (SELECT count(DISTINCT evidence::text) FROM evidence_row),
		  'equal rows have equal texts');
SELECT is((SELECT count(*) FROM (SELECT evidence FROM evidence_row
		   GROUP BY evidence) g),
		  (SELECT count(DISTINCT evidence::text) FROM evidence_row),
		  'hashes agree with that');
SELECT is((SELECT count(*) FROM serial a JOIN serial b USING (summary)
		   WHERE a.summary::text <> b.summary::text), 0::bigint,
		  'so do those of summaries');
SELECT ok('focus missing=a'::decision_summary <
		  'focus missing=b'::decision_summary, 'summaries have an order');
SELECT throws_ok($$SELECT 'x'::decision_summary$$, '22P02');
SELECT throws_ok($$SELECT 'focus distinctness=0.1;
	focus distinctness=0.2'::decision_summary$$, '22P02');

/* Kotler's levels */

SELECT is((SELECT string_agg(score || ' ' || relation_level(score), ', '
							 ORDER BY score)
		   FROM unnest(array[20, 39, 40, 59, 60, 79, 80, 100]) score),
		  '20 undefined, 39 undefined, 40 defined, 59 defined, 60 aligned, '
		  '79 aligned, 80 integrated, 100 integrated',
		  'the four levels and where they begin');
SELECT is(relation_level(NULL), NULL, 'no score, no level');
SELECT throws_ok(format('SELECT relation_level(%s)', score), '22023',
				 'score must be between 20 and 100')
FROM unnest(array[19, 101, -2147483648, 2147483647]) score;
SELECT is(relation_level_range(8, 8)::text, '(20,68,undefined,aligned)',
		  'eight of twenty answers leave 48 points open');
SELECT is(relation_level_range(20, 61)::text, '(61,61,aligned,aligned)',
		  'twenty leave none');
SELECT is(relation_level_range(0, 0)::text, '(20,100,undefined,integrated)',
		  'none leave all');
SELECT is(relation_level_range(NULL, 1), NULL, 'nothing of nothing');
SELECT throws_ok(format('SELECT relation_level_range(%s)', a), '22023',
				 'so many answers cannot have that score')
FROM unnest(array['8, 7', '8, 41', '21, 30', '-1, 0',
				  '2147483647, 2147483647']) a;
SELECT ok(v.kotler_low = e.low AND v.kotler_high = e.high, e.text)
FROM (VALUES ('integrate', 'aligned', 'integrated')) e(text, low, high),
LATERAL separation_verdict('focus distinctness=0.1 low=0 high=0.2;
	focus budget_overlap=300/1000; skill_sets distinctness=0.1 low=0 high=0.2;
	skill_sets role_drift=300/1000'::decision_summary) v;

SELECT * FROM finish();
ROLLBACK;
