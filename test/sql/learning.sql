--
-- Rules from labelled rows: what a user sees, good and bad.
--
SET search_path = public, sales_marketing;

CREATE TABLE my_label (activity text, label text);
INSERT INTO my_label VALUES
	('Cold call to plant manager', 'sales'),
	('Call back, price agreed', 'sales'),
	('Quote sent for spare parts', 'sales'),
	('Spring newsletter to all plants', 'marketing'),
	('Newsletter: open house', 'marketing'),
	('Open house at the plant', 'joint'),
	('Invoice for spare parts', 'other'),
	('Invoice corrected', 'other'),
	('Lunch', 'unclassified'), (NULL, 'sales'), ('Call', NULL);

-- What is counted.
SELECT label_counts_state(activity, label) FROM my_label
WHERE activity LIKE '%Invoice%' OR activity LIKE '%all%';

-- Rules without a prior: every phrase with the rows behind it.
SELECT kind, phrase, sales, marketing, joint, other, shorter, rows
FROM rules_phrases((SELECT rules_from_counts(
		label_counts_state(activity, label), '{}', 8) FROM my_label))
ORDER BY kind, phrase COLLATE "C";

-- What they say of rows they have not seen.
CREATE TABLE my_rules AS
SELECT rules_from_counts(label_counts_state(activity, label), '{}') AS rules,
	   rules_from_counts(label_counts_state(activity, label), '{}', 200, 0.75)
	   AS cautious
FROM my_label;
SELECT activity, classify_activity(activity, rules) AS function,
	   classify_activity(activity, cautious) AS cautious
FROM my_rules, unnest(array['Newsletter', 'Invoice paid', 'Second call',
							'Open house', 'Vacation']) AS activity;

-- A summary is stored and merged.
CREATE TABLE my_counts AS
SELECT left(label, 1) AS part, label_counts_state(activity, label) AS counts
FROM my_label GROUP BY 1;
SELECT rules_from_counts(merge_label_counts(counts), '{}') =
	   (SELECT rules FROM my_rules) AS same FROM my_counts;

-- The standard rules as prior: their phrases are weighed anew.
SELECT phrase, rows, shorter FROM rules_phrases((SELECT learn_rules(activity, label)
												 FROM my_label))
WHERE phrase IN ('newsletter', 'invoice', 'house', 'spare parts')
ORDER BY phrase COLLATE "C";

-- Without rows, and with one label.
SELECT learn_rules(activity, label) FROM my_label WHERE false;
SELECT rules_from_counts('sales=1; call=1/0/0/0', '{}');

DROP TABLE my_label, my_rules, my_counts;
