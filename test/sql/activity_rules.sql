--
-- Rules as values: written, read, merged, compared, taken apart
--
SET search_path = public, sales_marketing;
\pset null '(null)'

-- Whatever way a document is written, it is printed in one
SELECT '{"thresholds": {"joint": 0.75, "evidence": 5e-1, "decisive": 2},
	"base": {"sales": 0.1000},
	"facts": {"inbound": {"mode": "two_way"}, "bulk": {"marketing": 2.0}},
	"channels": {"E-Mail": {"joint": 1}, "fax": {}},
	"phrases": {
		"Trade-Show": {"mode": "interactive", "joint": 1},
		"  COLD   call* ": {"purpose": "pitch", "sales": 1.2, "rows": 3},
		"call*": {"sales": 0.0, "shorter": "silence"},
		"sales territor*": {"shorter": "count"}}}'::activity_rules;
SELECT '{}'::activity_rules, ' {"phrases": {}, "base": {}} '::activity_rules;

-- Weights have three decimals, rounded half away from zero
SELECT '{"phrases": {"a": {"sales": 0.0005, "marketing": -0.0005,
	"joint": 99.9994, "other": -100}, "b": {"sales": 0.0004}}}'::activity_rules;

-- Words are folded: case, accents however they are typed, wide forms
SELECT '{"phrases": {"STRASSE": {}, "e\u0301t\u00e9": {}, "\uff21\uff22": {},
	"so\u00adft": {}, "\u96fb\u8a71": {}}}'::activity_rules;
SELECT classify_activity(text, '{"phrases": {"straße": {"sales": 1}}}')
FROM unnest(array['Straße', 'STRASSE', 'strasse', 'Strase']) text;

-- Built-in editions go by their name, and their words are there to be read
SELECT 'standard/1'::activity_rules, ' standard/1 '::activity_rules;
SELECT 'standard/1'::activity_rules::jsonb::activity_rules;
SELECT 'standard/1'::activity_rules = 'standard/1'::activity_rules::jsonb::activity_rules AS same,
	   jsonb_typeof('standard/1'::activity_rules::jsonb -> 'phrases');

-- From and to jsonb and text
SELECT '{"phrases": {"demo*": {"sales": 1}}}'::jsonb::activity_rules;
SELECT jsonb_pretty('{"phrases": {"demo*": {"sales": 1.50}}}'::activity_rules::jsonb);
SELECT ('{"base": ' || '{}}')::text::activity_rules,
	   pg_typeof('{"base": {}}'::activity_rules::text);
SELECT jsonb_build_object('phrases', jsonb_object_agg(word, jsonb_build_object(
	   'sales', weight)))::activity_rules
FROM (VALUES ('demo', 1), ('pitch', 0.5)) v(word, weight);

-- Changing rules: the right side replaces whole entries, thresholds singly
SELECT '{"phrases": {"demo": {"sales": 1, "mode": "two_way"}, "fair": {"joint": 1}},
		 "channels": {"fax": {"sales": 1}},
		 "facts": {"bulk": {"marketing": 2}},
		 "base": {"sales": 0.1},
		 "thresholds": {"evidence": 0.4, "margin": 0.2}}'::activity_rules ||
	   '{"phrases": {"Demo": {"sales": 2}, "mailing": {"marketing": 1}},
		 "channels": {"FAX": {}},
		 "facts": {"single": {"sales": 1}},
		 "base": {"joint": 0.1},
		 "thresholds": {"margin": 0.3}}';
SELECT '{}'::activity_rules || '{}';
SELECT '{"base": {}}'::activity_rules || NULL::activity_rules;
SELECT 'standard/1'::activity_rules || '{}';
SELECT 'standard/1'::activity_rules || 'standard/1';
SELECT classify_activity('Kaltakquise',
	   'standard/1'::activity_rules || '{"phrases": {"kaltakquise": {"sales": 1}}}');

-- A row for everything that is evidence
SELECT * FROM rules_phrases('{
	"phrases": {"sales territor*": {"sales": 1.1, "shorter": "count", "rows": 17},
				"call for papers": {},
				"demo*": {"sales": 0.9, "purpose": "pitch", "place": "field"}},
	"channels": {"E-Mail": {"joint": 0.6, "mode": "two_way", "rows": 0}},
	"facts": {"single": {"sales": 0.3}, "bulk": {"marketing": 2}},
	"base": {"other": -0.05},
	"thresholds": {"evidence": 0.1}}');
SELECT * FROM rules_phrases('{}');
SELECT * FROM rules_phrases(NULL);
SELECT count(*) > 100 AS many FROM rules_phrases('standard/1');

-- Which phrases do two rules differ in?
SELECT phrase, l.sales AS before, r.sales AS after
FROM rules_phrases('{"phrases": {"call": {"sales": 1}, "demo": {"sales": 1}}}') l
FULL JOIN rules_phrases('{"phrases": {"call": {"sales": 2}, "pitch": {"sales": 1}}}') r
	USING (kind, phrase)
WHERE l.sales IS DISTINCT FROM r.sales
ORDER BY phrase;

-- Equal rules are equal however they were written, so they can be grouped
SELECT rules, count(*)
FROM (VALUES ('{"phrases": {"a": {}, "B": {}}}'::activity_rules),
			 ('{"phrases": {"b": {"sales": 0}, "A": {}}}'),
			 ('{"phrases": {"b": {"sales": 1}, "A": {}}}')) v(rules)
GROUP BY rules ORDER BY count(*);
SELECT count(DISTINCT rules), count(*)
FROM (SELECT ('{"base": {"sales": ' || i % 3 || '}}')::activity_rules AS rules
	  FROM generate_series(1, 100) i) s;

-- Kept in a table
CREATE TABLE team (name text PRIMARY KEY, rules activity_rules UNIQUE);
INSERT INTO team VALUES ('north', 'standard/1'),
	('south', '{"phrases": {"demo": {"sales": 1}}}'), ('west', NULL);
SELECT name, rules, classify_activity('Demo', rules) FROM team ORDER BY name;
SELECT name FROM team WHERE rules = '{"phrases": {"DEMO": {"sales": 1}}}';
DROP TABLE team;
