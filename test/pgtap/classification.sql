/*
 * classification.sql
 *		What an activity's function, mode and score depend on, one rule of the
 *		semantics at a time, and what must hold for every activity.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SELECT plan(164);

/* Words: what separates them and what folds them together */

SELECT is(classify_activity(text, '{"phrases": {"cold call": {"sales": 1}}}'),
		  expected, format('"cold call" in %s: %s', to_json(text), expected))
FROM (VALUES
	('cold call', 'sales'),
	('COLD CALL', 'sales'),
	('Cold-Call', 'sales'),
	('cold_call', 'sales'),
	(E'cold\t\r\n\x0b\f call', 'sales'),
	('cold... (call)', 'sales'),
	('a cold call.', 'sales'),
	('cold''call', 'sales'),
	('cold/call', 'sales'),
	(E'cold\u00a0call', 'sales'),
	(E'cold\u2014call', 'sales'),
	(E'co\u00adld call', 'sales'),
	(E'\ufeffcold call', 'sales'),
	(E'cold\u200d call\ufe0f', 'sales'),
	(E'\uff23\uff2f\uff2c\uff24\u3000\uff23\uff21\uff2c\uff2c', 'sales'),
	(E'cold \U0001F4DE call', 'sales'),
	('coldcall', 'unclassified'),
	('cold calls', 'unclassified'),
	('scold call', 'unclassified'),
	('cold the call', 'unclassified'),
	('cold 1 call', 'unclassified'),
	('call cold', 'unclassified'),
	('cold', 'unclassified'),
	(E'co\u0301ld call', 'unclassified'),
	('cold call2', 'unclassified')) v(text, expected);

SELECT is(classify_activity(text, ('{"phrases": {"' || phrase ||
								   '": {"sales": 1}}}')::activity_rules),
		  expected, format('%L in %L: %s', phrase, text, expected))
FROM (VALUES
	(E'caf\u00e9', E'CAFE\u0301', 'sales'),
	(E'cafe\u0301', E'caf\u00e9', 'sales'),
	(E'caf\u00e9', 'cafe', 'unclassified'),
	('strasse', E'STRA\u1E9EE', 'sales'),
	(E'stra\u00dfe', 'Strasse', 'sales'),
	(E'\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2',
	 E'\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3', 'sales'),
	(E'\ufb01nance', 'finance', 'sales'),
	(E'\u0130stanbul', E'i\u0307stanbul', 'sales'),
	(E'\u96fb\u8a71', E'\u96fb\u8a71\u4f1a\u8b70', 'sales'),
	(E'\u96fb\u8a71', E'\u65b0\u96fb\u8a71', 'sales'),
	(E'\u96fb\u8a71', E'\u96fb \u8a71', 'sales'),
	(E'\u96fb\u8a71', E'\u96fb\u4f1a\u8a71', 'unclassified'),
	(E'\uac00\ub098', E'\u1100\u1161\u1102\u1161', 'sales'),
	(E'\u0e02\u0e32\u0e22', E'\u0e02\u0e32\u0e22', 'sales'),
	(E'\u05de\u05db\u05d9\u05e8\u05d4', E'\u200f\u05de\u05db\u05d9\u05e8\u05d4!', 'sales'),
	('24', 'open 24/7', 'sales'),
	('24', '247', 'unclassified'),
	('demo*', 'demo', 'sales'),
	('demo*', 'demonstrations', 'sales'),
	('demo*', E'demo\u0301', 'sales'),
	('demo*', 'dem', 'unclassified'),
	('demo*', 'a-demo1', 'sales'),
	('demo*', 'undemonstrated', 'unclassified'),
	('sales* call*', 'salesman: calling', 'sales'),
	('a b c d e f g h', 'A-B-C-D-E-F-G-H', 'sales'),
	(repeat('x', 96), repeat('X', 96), 'sales'),
	(repeat('x', 96), repeat('x', 97), 'unclassified'),
	(repeat('x', 96) || '*', repeat('x', 97), 'sales')
) v(phrase, text, expected);

/* Matching: all occurrences, silencing, overlap, the star */

CREATE TABLE reasons AS
SELECT id, rules::activity_rules, text
FROM (VALUES
	(1, '{"phrases": {"call": {"sales": 1}}}', 'call call, call'),
	(2, '{"phrases": {"call": {"sales": 1}, "cold call": {"sales": 2}}}',
	 'cold call, call'),
	(3, '{"phrases": {"cold": {"sales": 1}, "cold call": {}}}', 'cold call'),
	(4, '{"phrases": {"a b": {"sales": 1}, "b c": {"sales": 2}}}', 'a b c'),
	(5, '{"phrases": {"a b c": {"sales": 1}, "b": {"sales": 2},
		"b c": {"sales": 4}, "c d": {"sales": 8}}}', 'a b c d'),
	(6, '{"phrases": {"a b": {"sales": 1, "shorter": "count"},
		"b": {"sales": 2}, "a": {"sales": 4}}}', 'a b'),
	(7, '{"phrases": {"demo": {"sales": 1}, "demo*": {"sales": 2}}}',
	 'demo demos'),
	(8, '{"phrases": {"de*": {"sales": 1}, "demo*": {"sales": 2},
		"dem*": {"sales": 4}}}', 'demos debt'),
	(9, '{"phrases": {"a b c": {"sales": 1, "shorter": "count"},
		"a b": {"sales": 2}, "b": {"sales": 4}}}', 'a b c'),
	(10, '{"phrases": {"a* b": {"sales": 1}, "a b*": {"sales": 2}}}', 'a b'),
	(11, '{"phrases": {"a a": {"sales": 1}}}', 'a a a'),
	(12, '{"phrases": {"a b a b": {"sales": 1}, "b a": {"sales": 2}}}',
	 'a b a b a')) v(id, rules, text);
CREATE TABLE expected_reasons (id int, reasons text, name text);
INSERT INTO expected_reasons VALUES
	(1, 'call@1 call@6 call@12', 'all occurrences count'),
	(2, 'cold call@1 (call@6 by cold call) call@12',
	 'a phrase inside a longer one is silent, elsewhere it counts'),
	(3, 'cold call@1 (cold@1 by cold call)',
	 'a phrase without weights silences too'),
	(4, 'a b@1 b c@3', 'phrases that only overlap both count'),
	(5, 'a b c@1 (b c@3 by a b c) (b@3 by a b c) c d@5',
	 'what is wholly inside is silent, what sticks out counts'),
	(6, 'a b@1 a@1 b@3', 'a phrase may let shorter ones count'),
	(7, 'demo@1 demo*@6', 'an exact word beats a star'),
	(8, 'demo*@1 de*@7', 'the star with more letters has the word'),
	(9, 'a b c@1 a b@1 (b@3 by a b)',
	 'a phrase that lets others count does not speak for them'),
	(11, 'a a@1 a a@3', 'a phrase may overlap itself'),
	(12, 'a b a b@1 (b a@3 by a b a b) b a@7',
	 'a longer phrase silences what begins in it and ends in it');
SELECT is(string_agg(CASE WHEN silenced_by IS NULL
					 THEN format('%s@%s', phrase, "position")
					 ELSE format('(%s@%s by %s)', phrase, "position",
								 silenced_by) END, ' '),
		  reasons, name)
FROM reasons JOIN expected_reasons USING (id),
	 LATERAL explain_activity(text, rules)
GROUP BY id, reasons, name ORDER BY id;
SELECT is(count(*), 1::bigint,
		  'of two phrases over the same words one is found')
FROM reasons, LATERAL explain_activity(text, rules) WHERE id = 10;

/* The decision, in thousandths; the texts are a word for each weight */

CREATE FUNCTION weighed(sales numeric, marketing numeric, joint numeric,
						other numeric, thresholds text)
RETURNS activity_traits LANGUAGE sql IMMUTABLE AS
$$
SELECT activity_profile('s m j o', jsonb_build_object('phrases',
	jsonb_build_object('s', jsonb_build_object('sales', sales),
		'm', jsonb_build_object('marketing', marketing),
		'j', jsonb_build_object('joint', joint),
		'o', jsonb_build_object('other', other)),
	'thresholds', thresholds::jsonb)::activity_rules)
$$;
SELECT is(format('%s %s %s', function, coalesce(score::text, '-'),
				 coalesce(confidence::text, '-')),
		  expected,
		  format('sales %s, marketing %s, joint %s, other %s, %s: %s', s, m, j,
				 o, thresholds, expected))
FROM (VALUES
	(1, 0, 0, 0, '{}', 'sales 1 1'),
	(0, 1, 0, 0, '{}', 'marketing -1 1'),
	(0, 0, 1, 0, '{}', 'joint 0 1'),
	(0, 0, 0, 1, '{}', 'other 0 1'),
	(0, 0, 0, 0, '{}', 'unclassified - -'),
	(0.5, 0, 0, 0, '{}', 'sales 1 1'),
	(0.499, 0, 0, 0, '{}', 'unclassified 1 -'),
	(-1, 0, 0, 0, '{}', 'unclassified -1 -'),
	(-1, 0, 0, 0, '{"evidence": 0}', 'unclassified -1 -'),
	(0.001, 0, 0, 0, '{"evidence": 0}', 'sales 1 1'),
	(2, 1, 0, 0, '{}', 'sales 0.333 0.667'),
	(1, 2, 0, 0, '{}', 'marketing -0.333 0.667'),
	(1, 1, 0, 0, '{}', 'joint 0 0.5'),
	(2, 1, 0, 0, '{"joint": 0.5}', 'joint 0.333 0.667'),
	(2, 1, 0, 0, '{"joint": 0.501}', 'sales 0.333 0.667'),
	(2, 1, 0, 0, '{"joint": 0.5, "evidence": 1.001}', 'sales 0.333 0.667'),
	(2, 1, 1, 0, '{"joint": 0.5}', 'joint 0.25 0.5'),
	(2, 1, 1.001, 0, '{"joint": 0.5}', 'sales 0.25 0.5'),
	(2, 1, 0, 1.001, '{"joint": 0.5}', 'sales 0.25 0.5'),
	(0.4, 0.4, 0, 0, '{}', 'unclassified 0 -'),
	(1, 0, 1, 0, '{}', 'joint 0.5 0.5'),
	(0, 1, 1, 0, '{}', 'joint -0.5 0.5'),
	(0, 0, 1, 1, '{}', 'joint 0 0.5'),
	(1, 0, 0, 1, '{}', 'sales 0.5 0.5'),
	(0, 1, 0, 1, '{}', 'marketing -0.5 0.5'),
	(1, 0, 0, 0.9, '{"margin": 0.1}', 'sales 0.526 0.526'),
	(1, 0, 0, 0.9, '{"margin": 0.101}', 'unclassified 0.526 -'),
	(1, -1, 0, 0, '{}', 'sales 1 1'),
	(1, 0, -1, 0, '{}', 'sales 0.5 1'),
	(100, 100, 0, 100, '{}', 'joint 0 0.333'),
	(-100, 100, 0, 0, '{}', 'marketing -1 1'),
	(0.5, 0.499, 0, 0.001, '{"evidence": 0.1}', 'sales 0.001 0.5')
) v(s, m, j, o, thresholds, expected), LATERAL weighed(s, m, j, o, thresholds);

/* Evidence in its order; base; traits */

CREATE FUNCTION house_rules() RETURNS activity_rules LANGUAGE sql IMMUTABLE AS
$$
SELECT '{
	"phrases": {
		"call": {"sales": 0.8, "mode": "two_way"},
		"demo": {"sales": 1, "mode": "interactive", "purpose": "pitch",
				 "place": "field"},
		"negative": {"marketing": -3, "mode": "one_way", "purpose": "listen"},
		"weak": {"marketing": 0.3, "purpose": "inform", "place": "office"},
		"mute": {}},
	"channels": {
		"phone": {"sales": 1, "mode": "two_way"},
		"web form": {"marketing": 0.3, "place": "remote"},
		"against": {"sales": -2},
		"silent": {}},
	"facts": {
		"bulk": {"marketing": 2, "mode": "one_way", "place": "office"},
		"single": {"sales": 0.3},
		"inbound": {"mode": "interactive", "purpose": "listen"}},
	"base": {"sales": 0.2, "place": "remote"}
}'::activity_rules
$$;
SELECT is(to_json(p)::text, to_json(e)::text, name)
FROM (VALUES
	('phone', NULL, NULL, NULL, NULL::int,
	 ROW('sales', 'two_way', NULL, NULL, 1.0, 1.0)::activity_traits,
	 'a channel alone is evidence'),
	('PHONE!', NULL, NULL, NULL, NULL,
	 ROW('sales', 'two_way', NULL, NULL, 1, 1)::activity_traits,
	 'a channel''s name is compared by its words'),
	('fax', NULL, NULL, NULL, NULL,
	 ROW('unclassified', NULL, NULL, NULL, NULL, NULL)::activity_traits,
	 'an unknown channel is no evidence'),
	('', NULL, NULL, NULL, NULL,
	 ROW('unclassified', NULL, NULL, NULL, NULL, NULL)::activity_traits,
	 'an empty channel is no evidence'),
	('silent', 'call', NULL, NULL, NULL,
	 ROW('sales', 'two_way', NULL, 'remote', 1, 1)::activity_traits,
	 'a channel without weights leaves it to the text'),
	('phone', 'weak weak weak', NULL, NULL, NULL,
	 ROW('sales', 'two_way', 'inform', 'office', 1, 1)::activity_traits,
	 'what came too late still names purpose and place'),
	('web form', 'call', NULL, NULL, NULL,
	 ROW('sales', 'two_way', NULL, 'remote', 0.538, 0.769)::activity_traits,
	 'evidence that is not enough adds up with the text'),
	('against', 'demo demo', NULL, NULL, NULL,
	 ROW('unclassified', 'interactive', 'pitch', 'field', 1, NULL)::activity_traits,
	 'evidence against counts as well'),
	(NULL, 'mute', NULL, NULL, NULL,
	 ROW('unclassified', NULL, NULL, 'remote', NULL, NULL)::activity_traits,
	 'base alone is no evidence'),
	(NULL, 'call call', NULL, NULL, NULL,
	 ROW('sales', 'two_way', NULL, 'remote', 1, 1)::activity_traits,
	 'base counts once'),
	('web form', 'x', NULL, NULL, NULL,
	 ROW('unclassified', NULL, NULL, 'remote', -1, NULL)::activity_traits,
	 'no phrase, no base'),
	(NULL, 'call', NULL, 'c', 2,
	 ROW('marketing', 'one_way', NULL, 'office', -1, 1)::activity_traits,
	 'several recipients and a campaign: bulk'),
	(NULL, 'call', NULL, 'c', 1,
	 ROW('sales', 'two_way', NULL, 'remote', 1, 1)::activity_traits,
	 'one recipient of a campaign is neither bulk nor single'),
	(NULL, NULL, NULL, '', 1,
	 ROW('unclassified', NULL, NULL, NULL, 1, NULL)::activity_traits,
	 'an empty campaign is none, so one recipient is single'),
	(NULL, NULL, NULL, 'c', 0,
	 ROW('unclassified', NULL, NULL, NULL, NULL, NULL)::activity_traits,
	 'nobody is neither several nor one'),
	(NULL, 'call', 'in', 'c', 2147483647,
	 ROW('marketing', 'one_way', 'listen', 'office', -1, 1)::activity_traits,
	 'facts add up, and the first names the mode'),
	(NULL, 'demo', 'in', NULL, NULL,
	 ROW('sales', 'interactive', 'listen', 'field', 1, 1)::activity_traits,
	 'a fact names before the text does'),
	(NULL, 'demo', 'out', NULL, NULL,
	 ROW('sales', 'interactive', 'pitch', 'field', 1, 1)::activity_traits,
	 'outbound is no fact'),
	(NULL, 'demo negative', NULL, NULL, NULL,
	 ROW('sales', 'one_way', 'listen', 'field', 1, 1)::activity_traits,
	 'the strongest phrase names, also one that speaks against'),
	(NULL, 'call demo', NULL, NULL, NULL,
	 ROW('sales', 'interactive', 'pitch', 'field', 1, 1)::activity_traits,
	 'not the first, the strongest')
) v(channel, activity, direction, campaign, recipients, e, name),
	 LATERAL activity_profile(activity, house_rules(), channel, recipients,
							  campaign, direction) p;
SELECT is(format('%s %s', function, score), expected,
		  format('channel %s, text %L, %s: %s', channel, text, thresholds,
				 expected))
FROM (VALUES
	('weak', NULL, '{}', 'sales 1'),
	('weak', 'x', '{}', 'sales 1'),
	('weak', 'm', '{}', 'marketing -0.25'),
	('weak', 'm', '{"decisive": 0.6}', 'sales 1'),
	('weak', 'm', '{"decisive": 0.601}', 'marketing -0.25'),
	('weak', 'm', '{"decisive": 0}', 'sales 1'),
	('weak', 'm', '{"decisive": 0, "evidence": 0.7}', 'marketing -0.25'),
	('strong', 'm m', '{}', 'sales 1'),
	('strong', 'm m', '{"decisive": 1.1}', 'marketing -0.333'),
	('strong', NULL, '{"decisive": 100}', 'sales 1')
) v(channel, text, thresholds, expected),
	 LATERAL activity_profile(text, ('{"phrases": {"m": {"marketing": 1}},
		"channels": {"weak": {"sales": 0.6}, "strong": {"sales": 1}},
		"thresholds": ' || thresholds || '}')::activity_rules, channel) p;
SELECT is(communication_mode(activity, '{"phrases": {
			"a": {"sales": 1, "mode": "one_way"},
			"b": {"marketing": 1, "mode": "two_way"},
			"c": {"other": 1}, "a b": {"joint": 0.1}}}'), mode,
		  format('mode of %L: %s', activity, coalesce(mode, 'none')))
FROM (VALUES ('a, then b', 'one_way'), ('b a', 'two_way'), ('c b', 'two_way'),
			 ('c', NULL), ('a b', NULL), ('a b b', 'two_way'))
	 v(activity, mode);

/* NULL: nothing known, or no rules */

SELECT is(classify_activity(NULL, r, NULL, NULL, NULL, NULL), NULL,
		  'nothing known, no function')
FROM (VALUES (house_rules()), (NULL)) v(r);
SELECT is(classify_activity('call', NULL, 'phone', 1, 'c', 'in'), NULL,
		  'no rules, no function');
SELECT is(activity_score('call', NULL, 'phone', 1, 'c', 'in'), NULL,
		  'no rules, no score');
SELECT is(communication_mode('call', NULL, 'phone', 1, 'c', 'in'), NULL,
		  'no rules, no mode');
SELECT ok(activity_profile('call', NULL, 'phone', 1, 'c', 'in') IS NULL,
		  'no rules, no profile');
SELECT is((SELECT count(*) FROM explain_activity('call', NULL, 'phone', 1, 'c', 'in')),
		  0::bigint, 'no rules, no reasons');
SELECT is(classify_activity(a, house_rules(), b, c, d, e), 'unclassified',
		  'one thing known, and it is no evidence: unclassified')
FROM (VALUES ('', NULL, NULL::int, NULL, NULL), (NULL, '', NULL, NULL, NULL),
			 (NULL, NULL, 0, NULL, NULL), (NULL, NULL, NULL, '', NULL),
			 (NULL, NULL, NULL, NULL, 'in'), (NULL, NULL, NULL, NULL, 'out'))
	 v(a, b, c, d, e);

/* Rules that come with the extension: what nobody would doubt */

SELECT is(classify_activity(text), expected, format('%L: %s', text, expected))
FROM (VALUES ('Cold call', 'sales'), ('Newsletter', 'marketing'),
			 ('Trade show', 'joint'), ('zzz', 'unclassified')) v(text, expected);

/* What holds for every activity: many made of all that may matter */

SELECT setseed(0.5) \g /dev/null
CREATE TABLE activity AS
SELECT i, string_agg((array['call', 'demo', 'negative', 'weak', 'mute', 'x',
			'cold call', E'\u00e9', '', 'trade show', 'newsletter',
			E'\u96fb'])[1 + floor(random() * 12)::int],
			(array[' ', '-', E'\u3000', ', '])[1 + i % 4]) AS text,
	   (array[NULL, 'phone', 'Web Form', 'against', 'fax', 'silent'])
	   [1 + (random() * 5)::int] AS channel,
	   (array[NULL, 0, 1, 2])[1 + (random() * 3)::int] AS recipients,
	   (array[NULL, '', 'c'])[1 + (random() * 2)::int] AS campaign,
	   (array[NULL, 'in', 'out'])[1 + (random() * 2)::int] AS direction,
	   (array[house_rules(), 'standard/1', house_rules() || 'standard/1'])
	   [1 + (random() * 2)::int] AS rules
FROM generate_series(1, 500) i,
	 generate_series(1, (1 + i % 7)::int)
GROUP BY i;
CREATE VIEW answers AS
SELECT a.*, p.function, p.mode, p.purpose, p.place, p.score, p.confidence,
	   classify_activity(text, rules, channel, recipients, campaign,
						 direction) AS classified,
	   activity_score(text, rules, channel, recipients, campaign,
					  direction) AS scored,
	   communication_mode(text, rules, channel, recipients, campaign,
						  direction) AS how,
	   e.*
FROM activity a,
	 LATERAL activity_profile(text, rules, channel, recipients, campaign,
							  direction) p,
	 LATERAL (SELECT count(*) AS reasons, sum(e.score) AS parts,
			  sum(sales) AS sales, sum(marketing) AS marketing,
			  sum(joint) AS joint, sum(other) AS other,
			  sum(CASE WHEN silenced_by IS NOT NULL
				  THEN abs(sales) + abs(marketing) + abs(joint) + abs(other) +
				  abs(e.score) END) AS silent,
			  count(*) FILTER (WHERE source = 'base') AS bases,
			  bool_or("position" IS NULL AND source = 'text' OR
					  "position" NOT BETWEEN 1 AND length(text)) AS astray
			  FROM explain_activity(text, rules, channel, recipients,
									campaign, direction) e) e;
CREATE TABLE answer AS SELECT * FROM answers;
SELECT cmp_ok(count(DISTINCT function), '>=', 4::bigint,
			  'the activities are of many functions') FROM answer;
SELECT is(count(*), 0::bigint, 'the profile says what classify_activity says')
FROM answer WHERE function IS DISTINCT FROM classified;
SELECT is(count(*), 0::bigint, 'the profile says what activity_score says')
FROM answer WHERE score IS DISTINCT FROM scored;
SELECT is(count(*), 0::bigint, 'the profile says what communication_mode says')
FROM answer WHERE mode IS DISTINCT FROM how;
SELECT is(count(*), 0::bigint, 'the parts add up to the score, exactly')
FROM answer WHERE parts IS DISTINCT FROM score::numeric;
SELECT is(count(*), 0::bigint, 'the weights in the reasons give the score')
FROM answer
WHERE score::numeric IS DISTINCT FROM CASE WHEN parts IS NOT NULL THEN
	coalesce(round((sales - marketing) / nullif(abs(sales) + abs(marketing) +
									abs(joint) + abs(other), 0), 3), 0) END;
SELECT is(count(*), 0::bigint, 'what does not count has no weight')
FROM answer WHERE silent <> 0;
SELECT is(count(*), 0::bigint, 'base is there at most once')
FROM answer WHERE bases > 1;
SELECT is(count(*), 0::bigint, 'positions are in the text')
FROM answer WHERE astray;
SELECT is(count(*), 0::bigint, 'score and confidence keep to their bounds')
FROM answer WHERE score NOT BETWEEN -1 AND 1 OR confidence NOT BETWEEN 0 AND 1;
SELECT is(count(*), 0::bigint, 'confidence is null where unclassified only')
FROM answer WHERE (confidence IS NULL) <> (function = 'unclassified');
SELECT is(count(*), 0::bigint, 'upper case and other separators change nothing')
FROM answer
WHERE classify_activity(' ' || upper(translate(text, ' -,', '_+.')) || '!',
						rules, channel, recipients, campaign, direction)
	  <> function;
SELECT is(count(*), 0::bigint, 'nor do rules that went through text and jsonb')
FROM answer
WHERE classify_activity(text, rules::text::activity_rules, channel, recipients,
						campaign, direction) <> function
   OR classify_activity(text, rules::jsonb::activity_rules, channel,
						recipients, campaign, direction) <> function;
SELECT is((SELECT count(*) FROM (TABLE answer EXCEPT ALL TABLE answers) d),
		  0::bigint, 'the same question has the same answer');

SELECT * FROM finish();
ROLLBACK;
