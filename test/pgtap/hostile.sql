/*
 * hostile.sql
 *		Texts and arguments that nobody should send.  Each has an answer or an
 *		error of its own; the answer does not depend on where in a text things
 *		stand.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SET LOCAL statement_timeout = '20s';	/* each takes a second or two */
SELECT plan(85);

CREATE FUNCTION house_rules() RETURNS activity_rules LANGUAGE sql IMMUTABLE AS
$$
SELECT '{"phrases": {"cold call": {"sales": 1}, "demo*": {"sales": 0.5},
		"\u00e9t\u00e9": {"marketing": 1}, "\u96fb\u8a71": {"joint": 1}},
	"channels": {"phone": {"sales": 1}}, "facts": {"bulk": {"marketing": 2}}}'
	::activity_rules
$$;

\ir common.psql

/* Texts of one kind of thing, long and short */

CREATE TABLE unit (name text, bytes text);
INSERT INTO unit VALUES
	('letters', 'a'), ('digits', '7'), ('spaces', ' '), ('line ends', E'\r\n'),
	('punctuation', '!'), ('stars', '*'), ('quotes', '"'''),
	('backslashes', E'\\'), ('braces', '{['), ('control', E'\x01\x02\x1b\x7f'),
	('C1 control', E'\u0085\u009b'), ('accented', E'\u00e9'),
	('combining marks', E'\u0301'), ('marks in no order', E'\u0301\u0327'),
	('ideographs', E'\u96fb'), ('kana', E'\u3042'), ('hangul', E'\uac00'),
	('jamo', E'\u1100\u1161\u11a8'), ('Hebrew', E'\u05de'),
	('Arabic', E'\u0645\u064b'), ('direction marks', E'\u200f\u202e'),
	('emoji', E'\U0001F600'),
	('families', E'\U0001F468\u200D\U0001F469\u200D\U0001F467'),
	('flags', E'\U0001F1E9\U0001F1EA'), ('joiners', E'\u200d'),
	('byte order marks', E'\ufeff'), ('soft hyphens', E'\u00ad'),
	('variation selectors', E'\ufe0f'), ('private use', E'\ue000\U0010fffd'),
	('no characters', E'\uffff\U0010ffff'), ('replacement', E'\ufffd'),
	('what grows when folded', E'\ufb03'), ('dotted I', E'\u0130'),
	('iota subscripts', E'\u1f80'), ('old Italic', E'\U00010300'),
	('Thai', E'\u0e01\u0e34'), ('long s', E'\u017f'), ('Kelvin', E'\u212a');
SELECT is(array[classify_activity(bytes, house_rules()),
				classify_activity(repeat(bytes, 1000), house_rules()),
				classify_activity(repeat(bytes, 300000), house_rules()),
				classify_activity(repeat(bytes || ' ', 100000), house_rules())],
		  array['unclassified', 'unclassified', 'unclassified', 'unclassified'],
		  'a lot of ' || name || ' is nothing')
FROM unit;

/* A phrase is found behind, before and between them, wherever that is */

CREATE TABLE reach AS
SELECT n FROM generate_series(0, 200) n
UNION ALL SELECT 65536 + n FROM generate_series(-3, 3) n
UNION ALL SELECT 131072 / 3 + n FROM generate_series(-2, 2) n
UNION ALL SELECT 32768 + n FROM generate_series(-2, 2) n;
SELECT is(count(*), 0::bigint, 'a phrase is found behind everything')
FROM unit, reach
WHERE classify_activity(repeat(bytes, n) || ' cold call', house_rules()) <> 'sales';
SELECT is(count(*), 0::bigint, 'a phrase is found before everything')
FROM unit, reach
WHERE classify_activity('cold call ' || repeat(bytes, n), house_rules()) <> 'sales';
SELECT is(count(*), 0::bigint, 'positions count characters')
FROM unit, reach, LATERAL (SELECT repeat(bytes, n) || ' cold call') t(text)
WHERE n % 5 = 0 AND (SELECT array_agg("position") FROM explain_activity(text, house_rules()))
	  IS DISTINCT FROM array[length(text) - 8];
SELECT is(count(*), 0::bigint,
		  'two words of a phrase may stand 65,536 bytes apart, not more')
FROM (VALUES (' ', 1), (E'\u3000', 3), (E'\U0001F600', 4), ('.', 1))
	 v(separator, bytes),
	 LATERAL generate_series(65530 / bytes, 65545 / bytes) n
WHERE classify_activity('cold' || repeat(separator, n) || 'call',
						house_rules()) <>
	  CASE WHEN n * bytes <= 65536 THEN 'sales' ELSE 'unclassified' END;
SELECT is(count(*), 0::bigint, 'a stem is found in a word of any length')
FROM reach
WHERE classify_activity('demo' || repeat('x', n), house_rules()) <> 'sales'
   OR classify_activity('demo' || repeat(E'\u0301', n), house_rules()) <> 'sales';

/* Every character there is */

CREATE TABLE letter AS
SELECT chr(i) AS c FROM generate_series(1, 1114111) i
WHERE i NOT BETWEEN 55296 AND 57343 AND
	  (i < 12352 OR i % 41 = 0 OR i BETWEEN 64256 AND 65536);
SELECT is(count(*), 0::bigint, 'every character is a word or none')
FROM letter
WHERE classify_activity(c || ' cold call ' || c, house_rules()) <> 'sales';
SELECT is(count(*), 0::bigint, 'every character between two words')
FROM letter
WHERE classify_activity('cold ' || c || ' call', house_rules()) NOT IN
	  ('sales', 'unclassified');
/* Whether two words are the same; NULL where one is none. */
CREATE FUNCTION same_word(a text, b text) RETURNS boolean LANGUAGE plpgsql AS
$$
BEGIN
	RETURN classify_activity(b, jsonb_build_object('phrases',
		jsonb_build_object(a, '{"sales": 1}'::jsonb))::activity_rules) = 'sales';
EXCEPTION WHEN invalid_parameter_value THEN
	RETURN NULL;
END
$$;
SELECT is(string_agg(small || large, ' '), NULL,
		  'upper and lower case are the same word')
FROM letter,
	 LATERAL (SELECT lower(c COLLATE "und-x-icu"), upper(c COLLATE "und-x-icu"))
	 f(small, large)
WHERE small <> large AND lower(large COLLATE "und-x-icu") = small AND
	  ascii(large) NOT IN (42955, 42970, 42972)	/* since Unicode 16 */ AND
	  NOT same_word(small, large);

/* NULL in every combination of arguments */

SELECT is(count(*), 64::bigint, 'NULL in any argument is no error')
FROM (VALUES ('cold call'), (NULL)) a(activity),
	 (VALUES (house_rules()), (NULL)) b(rules),
	 (VALUES ('phone'), (NULL)) c(channel),
	 (VALUES (2), (NULL)) d(recipients),
	 (VALUES ('c'), (NULL)) e(campaign),
	 (VALUES ('in'), (NULL)) f(direction)
WHERE (classify_activity(activity, rules, channel, recipients, campaign,
						 direction) IS NULL) =
	  (rules IS NULL OR coalesce(activity, channel, recipients::text, campaign,
								 direction) IS NULL);
SELECT is(state_of(format('SELECT * FROM %s(%s)', f, arguments)), 'none',
		  format('%s(%s)', f, arguments))
FROM unnest(array['classify_activity', 'activity_score', 'activity_profile',
				  'explain_activity', 'communication_mode']) f,
	 unnest(array['NULL', 'NULL, NULL, NULL, NULL, NULL, NULL']) arguments;

/* Numbers and labels out of bounds */

SELECT is(classify_activity('x', house_rules(), NULL, 2147483647, 'c'),
		  'marketing', 'as many recipients as there can be');
SELECT is(state_of(format($$SELECT classify_activity('x', recipients => %s)$$,
						  n)), state, format('%s recipients: %s', n, state))
FROM (VALUES ('-1', '22023'), ('-2147483648', '22023'),
			 ('2147483648', '42883'), ('0', 'none')) v(n, state);
SELECT is(state_of(format($$SELECT classify_activity('x', direction => %L)$$,
						  direction)), '22023', 'a direction that is none')
FROM unnest(array['', ' in', 'IN', 'inn', repeat('in', 500000),
				  E'\U0001F600', E'i\u0307n']) direction;
SELECT is(classify_activity('cold call', house_rules(), channel, 3, campaign),
		  expected, 'a channel or campaign that is odd')
FROM (VALUES ('', NULL, 'sales'), ('   ', '', 'sales'),
			 (repeat('phone ', 200000), NULL, 'sales'),
			 (repeat('x', 1000000), repeat('c', 1000000), 'marketing'),
			 (repeat(' ', 1000000) || 'phone', NULL, 'sales'),
			 (repeat(' ', 1048572) || 'phone', 'c', 'marketing'),
			 (E'\u0301', E'\x01', 'marketing'), ('phone*', NULL, 'sales'),
			 (' -- Phone -- ', 'c', 'sales')) v(channel, campaign, expected);

/* Called in ways that functions are called */

SELECT is((SELECT count(*) FROM (SELECT explain_activity('cold call, demo',
		  house_rules())) s), 2::bigint, 'rows from the list of a SELECT');
SELECT is((SELECT max(n) FROM explain_activity('cold call, demo',
		  house_rules()) WITH ORDINALITY AS e(a, b, c, d, f, g, h, i, j, k, l, m, n)),
		  2::bigint, 'rows WITH ORDINALITY');
SELECT is((SELECT count(*) FROM (SELECT explain_activity(repeat('demo ', 1000),
		  house_rules()) LIMIT 3) s), 3::bigint, 'rows with a LIMIT');
SELECT is((SELECT count(*) FROM ROWS FROM (explain_activity('demo',
		  house_rules()), rules_phrases(house_rules()))), 6::bigint,
		  'rows beside other rows');
CREATE AGGREGATE all_rules(activity_rules) (
	SFUNC = activity_rules_concat, STYPE = activity_rules, INITCOND = '{}');
SELECT is((SELECT all_rules(('{"phrases": {"w' || i || '": {}}}')::activity_rules
							ORDER BY i)
		   FROM generate_series(1, 300) i),
		  (SELECT jsonb_build_object('phrases', jsonb_object_agg('w' || i,
		   '{}'::jsonb))::activity_rules FROM generate_series(1, 300) i),
		  'rules gathered by an aggregate of the user''s own');

/* Rules at their limits still classify */

SELECT is(classify_activity('word50000 word1', r), 'sales', '50,000 phrases')
FROM (SELECT ('{"phrases": {' || string_agg(format('"word%s": {"sales": 1}', i),
			  ', ') || '}}')::activity_rules
	  FROM generate_series(1, 50000) i) s(r);
SELECT is(activity_score(repeat('a ', 200000), '{"phrases": {
			"a a a a a a a a": {"sales": 100, "shorter": "count"},
			"a a a a a a a": {"sales": 100, "shorter": "count"},
			"a a a a a a": {"sales": 100, "shorter": "count"},
			"a a a a a": {"sales": 100, "shorter": "count"},
			"a a a a": {"sales": 100, "shorter": "count"},
			"a a a": {"sales": 100, "shorter": "count"},
			"a a": {"marketing": 100, "shorter": "count"},
			"a": {"marketing": 100, "shorter": "count"}}}'),
		  0.5::float8, 'eight phrases at every word, of the largest weight');

SELECT * FROM finish();
ROLLBACK;
