--
-- The function of an activity, and the reasons for it
--
SET search_path = public, sales_marketing;
\pset null '(null)'

-- Rules of our own.  A function like this one is how rules get a name.
CREATE FUNCTION house_rules() RETURNS activity_rules
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT '{
	"phrases": {
		"call":             {"sales": 0.8, "mode": "two_way"},
		"cold call*":       {"sales": 1.2, "mode": "two_way", "purpose": "pitch"},
		"call for papers":  {},
		"demo*":            {"sales": 0.9, "purpose": "pitch", "place": "field"},
		"email":            {"joint": 0.6, "mode": "two_way"},
		"e mail":           {"joint": 0.6, "mode": "two_way"},
		"email campaign*":  {"marketing": 1.5, "mode": "one_way", "purpose": "inform"},
		"newsletter":       {"marketing": 1.5, "mode": "one_way"},
		"trade show":       {"joint": 1, "mode": "interactive", "place": "field"},
		"sales territor*":  {"sales": 1.1, "shorter": "count", "rows": 17},
		"territory":        {"marketing": 0.2},
		"invoice":          {"other": 1},
		"maybe":            {"sales": 0.3}
	},
	"channels": {
		"phone":      {"sales": 1, "mode": "two_way"},
		"Web-Form":   {"marketing": 0.3, "mode": "one_way"},
		"newsletter": {"marketing": 2, "mode": "one_way"}
	},
	"facts": {
		"bulk":    {"marketing": 2, "mode": "one_way"},
		"single":  {"sales": 0.3, "mode": "two_way"},
		"inbound": {"mode": "two_way"}
	},
	"base": {"sales": 0.1}
}'::sales_marketing.activity_rules
$$;

-- With the rules that come with the extension nothing but a text is needed.
SELECT activity, classify_activity(activity), communication_mode(activity)
FROM unnest(array['Cold call to Acme', 'Monthly newsletter', 'Trade show',
				  'Lorem ipsum', '']) activity;

-- One of five functions, a score from marketing to sales, and a mode
SELECT activity, classify_activity(activity, house_rules()) AS function,
	   activity_score(activity, house_rules()) AS score,
	   communication_mode(activity, house_rules()) AS mode
FROM unnest(array['Cold call to Acme', 'COLD-CALLING Acme, Bolt',
				  'Newsletter 7/2026', 'Newsletter and a call',
				  'Email', 'E-mail', 'Email: campaigns for spring', 'Trade show',
				  'Invoice 4711', 'Invoice, then a call', 'Maybe', 'Recall',
				  'Call for papers', 'Lunch', '', NULL]) activity;

-- All there is to say of an activity: LATERAL calls the function once a row
SELECT activity, p.*
FROM unnest(array['Cold call to Acme', 'Demonstration at the trade show',
				  'Newsletter and a cold call', 'Email campaign', 'Maybe',
				  'Lunch', NULL]) activity,
	 LATERAL activity_profile(activity, house_rules()) p;

-- Why
SELECT * FROM explain_activity('Cold call, demo, email campaign: 2 calls',
							   house_rules());
-- A phrase inside a longer one is silent; one that is empty silences too;
-- some let the shorter ones count.
SELECT source, phrase, "position", sales, marketing, score, silenced_by
FROM explain_activity('Call for papers. Sales territory. Cold call.',
					  house_rules());
-- Positions are characters, in whatever script
SELECT phrase, "position"
FROM explain_activity('Größe: demo, 電話 call', house_rules());
-- The scores of the rows add up to the score, whatever had to be rounded
SELECT count(*), sum(score),
	   activity_score('demo call newsletter demo invoice', house_rules())
FROM explain_activity('demo call newsletter demo invoice', house_rules());
-- Found, but no evidence for anything: no score to be part of
SELECT source, phrase, score, silenced_by
FROM explain_activity('Call for papers', house_rules());
-- Nothing found, no rows
SELECT * FROM explain_activity('Lunch', house_rules());
SELECT * FROM explain_activity(NULL, house_rules());

-- The channel comes first, then facts, then the text: what is enough decides
CREATE TABLE evidence_order (id int, activity text, channel text,
							 recipients int, campaign text, direction text);
INSERT INTO evidence_order VALUES
	(1, 'newsletter', 'phone', 500, 'spring', 'out'),
	(2, 'cold call', 'web form', 500, 'spring', 'out'),
	(3, 'cold call', 'web form', NULL, NULL, NULL),
	(4, 'cold call', 'fax', 500, 'spring', NULL),
	(5, 'newsletter', NULL, 1, NULL, NULL),
	(6, 'newsletter', NULL, 1, 'spring', NULL),
	(7, 'demo', NULL, NULL, NULL, 'in'),
	(8, NULL, 'Phone', NULL, NULL, NULL),
	(9, NULL, 'PHONE.', NULL, NULL, NULL),
	(10, NULL, NULL, 2, 'spring', NULL),
	(11, NULL, NULL, 2, NULL, NULL),
	(12, NULL, NULL, 2, '', NULL),
	(13, NULL, NULL, NULL, NULL, 'out');
SELECT e.*, p.function, p.mode, p.score, p.confidence
FROM evidence_order e,
	 LATERAL activity_profile(activity, house_rules(), channel, recipients,
							  campaign, direction) p
ORDER BY id;
-- How strong a channel or fact must be to decide without the text, too, is
-- a threshold; the default is 1
SELECT decisive, classify_activity('newsletter', house_rules() ||
	   ('{"thresholds": {"decisive": ' || decisive || '}}')::activity_rules,
	   channel => 'phone')
FROM unnest(array[1, 1.1]) decisive;
-- What came too late says so
SELECT source, phrase, "position", sales, marketing, score, mode, silenced_by
FROM explain_activity('Email campaign: a call', house_rules(),
					  channel => 'phone', recipients => 500,
					  campaign => 'spring', direction => 'in');

-- Both sides have enough: joint.  How even they must be, and how much is
-- enough, are thresholds of the rules.
SELECT thresholds, p.function, p.score, p.confidence
FROM unnest(array['{}', '{"joint": 0.5}', '{"joint": 0.9}',
				  '{"evidence": 1.6}', '{"evidence": 2.4}', '{"margin": 0.1}',
				  '{"margin": 0.101}']) thresholds,
	 LATERAL activity_profile('newsletter; call, call',
			 house_rules() || ('{"base": {}, "thresholds": ' || thresholds ||
							   '}')::activity_rules) p;

-- Nothing known of an activity: NULL.  Nothing found in it: unclassified.
SELECT classify_activity(NULL) AS nothing,
	   classify_activity('') AS empty,
	   classify_activity(NULL, house_rules(), direction => 'out') AS direction,
	   classify_activity('cold call', NULL) AS no_rules,
	   classify_activity('cold call', '{}') AS empty_rules;
SELECT activity_score(NULL), activity_score(''), activity_score('', NULL),
	   communication_mode(NULL), communication_mode('');
SELECT activity_profile(NULL, house_rules()) IS NULL AS null_row,
	   (activity_profile('', house_rules())).function;

-- In tables: a column that PostgreSQL keeps, and what is counted by it
CREATE TABLE task (
	subject text,
	function text GENERATED ALWAYS AS (classify_activity(subject, '{"phrases": {
		"demo*": {"sales": 1}, "newsletter*": {"marketing": 1}}}')) STORED
);
INSERT INTO task VALUES ('Demo'), ('Newsletters'), ('Demonstration'), (NULL);
SELECT * FROM task;
SELECT function, count(*) FROM task GROUP BY function ORDER BY function;

DROP TABLE task, evidence_order;
DROP FUNCTION house_rules();
