/*
 * 10_classification.sql
 *		Activity rules, and the function of an activity.
 */

/*
 * The type activity_rules
 */

CREATE TYPE sales_marketing.activity_rules;

CREATE FUNCTION sales_marketing.activity_rules_in(cstring)
RETURNS sales_marketing.activity_rules
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_activity_rules_in';
COMMENT ON FUNCTION sales_marketing.activity_rules_in(cstring) IS
'input of activity_rules: a JSON object, or the name of a built-in edition';

CREATE FUNCTION sales_marketing.activity_rules_out(sales_marketing.activity_rules)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'sm_activity_rules_out';
COMMENT ON FUNCTION sales_marketing.activity_rules_out(sales_marketing.activity_rules) IS
'output of activity_rules: canonical JSON, or the name of a built-in edition';

CREATE FUNCTION sales_marketing.activity_rules_recv(internal)
RETURNS sales_marketing.activity_rules
LANGUAGE c STABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_activity_rules_recv';
COMMENT ON FUNCTION sales_marketing.activity_rules_recv(internal) IS
'binary input of activity_rules: a version byte and the text form';

CREATE FUNCTION sales_marketing.activity_rules_send(sales_marketing.activity_rules)
RETURNS bytea
LANGUAGE c STABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'sm_activity_rules_send';
COMMENT ON FUNCTION sales_marketing.activity_rules_send(sales_marketing.activity_rules) IS
'binary output of activity_rules: a version byte and the text form';

CREATE TYPE sales_marketing.activity_rules (
	INPUT = sales_marketing.activity_rules_in,
	OUTPUT = sales_marketing.activity_rules_out,
	RECEIVE = sales_marketing.activity_rules_recv,
	SEND = sales_marketing.activity_rules_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE sales_marketing.activity_rules IS
'which words, channels and facts are evidence for sales, marketing, joint or other work: a JSON object such as {"phrases": {"cold call": {"sales": 1.2}}}, or the name of a built-in edition such as standard/1';

/* comparison.sql.in: activity_rules, cost 10 */

/*
 * Editing rules
 */

CREATE FUNCTION sales_marketing.activity_rules_concat(sales_marketing.activity_rules, sales_marketing.activity_rules)
RETURNS sales_marketing.activity_rules
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'sm_activity_rules_concat';
COMMENT ON FUNCTION sales_marketing.activity_rules_concat(sales_marketing.activity_rules, sales_marketing.activity_rules) IS
'implementation of ||';

CREATE OPERATOR sales_marketing.|| (
	FUNCTION = sales_marketing.activity_rules_concat,
	LEFTARG = sales_marketing.activity_rules, RIGHTARG = sales_marketing.activity_rules
);
COMMENT ON OPERATOR sales_marketing.||(sales_marketing.activity_rules, sales_marketing.activity_rules) IS
'the left rules with the right ones laid over them: an entry of the right one replaces the whole entry of the same phrase, channel or fact, thresholds one by one';

CREATE FUNCTION sales_marketing.activity_rules_from_jsonb(jsonb)
RETURNS sales_marketing.activity_rules
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_activity_rules_from_jsonb';
COMMENT ON FUNCTION sales_marketing.activity_rules_from_jsonb(jsonb) IS
'implementation of the cast from jsonb';

CREATE FUNCTION sales_marketing.activity_rules_to_jsonb(sales_marketing.activity_rules)
RETURNS jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'sm_activity_rules_to_jsonb';
COMMENT ON FUNCTION sales_marketing.activity_rules_to_jsonb(sales_marketing.activity_rules) IS
'implementation of the cast to jsonb: the whole document, also of a built-in edition';

CREATE CAST (jsonb AS sales_marketing.activity_rules)
WITH FUNCTION sales_marketing.activity_rules_from_jsonb(jsonb);
COMMENT ON CAST (jsonb AS sales_marketing.activity_rules) IS
'rules of a JSON document';

CREATE CAST (sales_marketing.activity_rules AS jsonb)
WITH FUNCTION sales_marketing.activity_rules_to_jsonb(sales_marketing.activity_rules);
COMMENT ON CAST (sales_marketing.activity_rules AS jsonb) IS
'rules as a JSON document, also those of a built-in edition';

CREATE TYPE sales_marketing.phrase_rule AS (
	kind text,
	phrase text,
	sales numeric,
	marketing numeric,
	joint numeric,
	other numeric,
	mode text,
	purpose text,
	place text,
	shorter text,
	rows integer
);
COMMENT ON TYPE sales_marketing.phrase_rule IS 'one entry of activity_rules';
COMMENT ON COLUMN sales_marketing.phrase_rule.kind IS 'phrase, channel, fact or base';
COMMENT ON COLUMN sales_marketing.phrase_rule.phrase IS 'the phrase, or the name of the channel or fact, as it is compared: folded to lower case, a space between two words';
COMMENT ON COLUMN sales_marketing.phrase_rule.sales IS 'evidence for sales';
COMMENT ON COLUMN sales_marketing.phrase_rule.marketing IS 'evidence for marketing';
COMMENT ON COLUMN sales_marketing.phrase_rule.joint IS 'evidence for what either could do';
COMMENT ON COLUMN sales_marketing.phrase_rule.other IS 'evidence for neither: system, billing, service';
COMMENT ON COLUMN sales_marketing.phrase_rule.mode IS 'one_way, two_way or interactive; null where it names none';
COMMENT ON COLUMN sales_marketing.phrase_rule.purpose IS 'listen, pitch, inform, transact or plan; null where it names none';
COMMENT ON COLUMN sales_marketing.phrase_rule.place IS 'field, office or remote; null where it names none';
COMMENT ON COLUMN sales_marketing.phrase_rule.shorter IS 'what the phrase does to shorter ones inside it: silence or count; null for what is not a phrase';
COMMENT ON COLUMN sales_marketing.phrase_rule.rows IS 'labelled rows behind a learned weight; null for one that was not learned';

CREATE FUNCTION sales_marketing.rules_phrases(rules sales_marketing.activity_rules)
RETURNS SETOF sales_marketing.phrase_rule
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 700
AS 'MODULE_PATHNAME', 'sm_rules_phrases';
COMMENT ON FUNCTION sales_marketing.rules_phrases(sales_marketing.activity_rules) IS
'everything that rules take for evidence, a row each';

/*
 * One activity
 */

CREATE TYPE sales_marketing.activity_traits AS (
	function text,
	mode text,
	purpose text,
	place text,
	score double precision,
	confidence double precision
);
COMMENT ON TYPE sales_marketing.activity_traits IS 'what activity_profile says of an activity';
COMMENT ON COLUMN sales_marketing.activity_traits.function IS 'sales, marketing, joint, other or unclassified';
COMMENT ON COLUMN sales_marketing.activity_traits.mode IS 'one_way, two_way or interactive; null where nothing tells';
COMMENT ON COLUMN sales_marketing.activity_traits.purpose IS 'listen, pitch, inform, transact or plan; null where nothing tells';
COMMENT ON COLUMN sales_marketing.activity_traits.place IS 'field, office or remote; null where nothing tells';
COMMENT ON COLUMN sales_marketing.activity_traits.score IS 'from -1, all marketing, to 1, all sales, in steps of 0.001; null without evidence';
COMMENT ON COLUMN sales_marketing.activity_traits.confidence IS 'share of the evidence that speaks for the function, 0 to 1 in steps of 0.001; null where unclassified';

CREATE TYPE sales_marketing.activity_evidence AS (
	source text,
	phrase text,
	position integer,
	sales numeric,
	marketing numeric,
	joint numeric,
	other numeric,
	score numeric,
	mode text,
	purpose text,
	place text,
	silenced_by text
);
COMMENT ON TYPE sales_marketing.activity_evidence IS 'one reason of explain_activity';
COMMENT ON COLUMN sales_marketing.activity_evidence.source IS 'channel, fact, base or text';
COMMENT ON COLUMN sales_marketing.activity_evidence.phrase IS 'the phrase as the rules spell it, or the name of the channel or fact; null for the base';
COMMENT ON COLUMN sales_marketing.activity_evidence.position IS 'first character of the phrase in the text, from 1; null for what is not in the text';
COMMENT ON COLUMN sales_marketing.activity_evidence.sales IS 'evidence for sales that counts here';
COMMENT ON COLUMN sales_marketing.activity_evidence.marketing IS 'evidence for marketing that counts here';
COMMENT ON COLUMN sales_marketing.activity_evidence.joint IS 'evidence for what either could do that counts here';
COMMENT ON COLUMN sales_marketing.activity_evidence.other IS 'evidence for neither that counts here';
COMMENT ON COLUMN sales_marketing.activity_evidence.score IS 'part of the activity''s score; the parts add up to it; null where it has none';
COMMENT ON COLUMN sales_marketing.activity_evidence.mode IS 'mode that this names; null where it names none';
COMMENT ON COLUMN sales_marketing.activity_evidence.purpose IS 'purpose that this names; null where it names none';
COMMENT ON COLUMN sales_marketing.activity_evidence.place IS 'place that this names; null where it names none';
COMMENT ON COLUMN sales_marketing.activity_evidence.silenced_by IS 'why this does not count: the longer phrase around it, or the source that was enough; null where it counts';

CREATE FUNCTION sales_marketing.classify_activity(
	activity text,
	rules sales_marketing.activity_rules DEFAULT 'standard/1',
	channel text DEFAULT NULL,
	recipients integer DEFAULT NULL,
	campaign text DEFAULT NULL,
	direction text DEFAULT NULL
)
RETURNS text
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_classify_activity';
COMMENT ON FUNCTION sales_marketing.classify_activity(text, sales_marketing.activity_rules, text, integer, text, text) IS
'the function of an activity: sales, marketing, joint, other or unclassified; null where all that describes it is null, or the rules are';

CREATE FUNCTION sales_marketing.activity_score(
	activity text,
	rules sales_marketing.activity_rules DEFAULT 'standard/1',
	channel text DEFAULT NULL,
	recipients integer DEFAULT NULL,
	campaign text DEFAULT NULL,
	direction text DEFAULT NULL
)
RETURNS double precision
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_activity_score';
COMMENT ON FUNCTION sales_marketing.activity_score(text, sales_marketing.activity_rules, text, integer, text, text) IS
'from -1, all marketing, to 1, all sales, in steps of 0.001: sales less marketing over all four kinds of evidence; null without evidence';

CREATE FUNCTION sales_marketing.activity_profile(
	activity text,
	rules sales_marketing.activity_rules DEFAULT 'standard/1',
	channel text DEFAULT NULL,
	recipients integer DEFAULT NULL,
	campaign text DEFAULT NULL,
	direction text DEFAULT NULL
)
RETURNS sales_marketing.activity_traits
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'sm_activity_profile';
COMMENT ON FUNCTION sales_marketing.activity_profile(text, sales_marketing.activity_rules, text, integer, text, text) IS
'function, mode, purpose, place, score and confidence of an activity; use it as FROM activities, LATERAL activity_profile(subject)';

CREATE FUNCTION sales_marketing.explain_activity(
	activity text,
	rules sales_marketing.activity_rules DEFAULT 'standard/1',
	channel text DEFAULT NULL,
	recipients integer DEFAULT NULL,
	campaign text DEFAULT NULL,
	direction text DEFAULT NULL
)
RETURNS SETOF sales_marketing.activity_evidence
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 3
AS 'MODULE_PATHNAME', 'sm_explain_activity';
COMMENT ON FUNCTION sales_marketing.explain_activity(text, sales_marketing.activity_rules, text, integer, text, text) IS
'the reasons for the function of an activity, a row each; their scores add up to activity_score';

CREATE FUNCTION sales_marketing.communication_mode(
	activity text,
	rules sales_marketing.activity_rules DEFAULT 'standard/1',
	channel text DEFAULT NULL,
	recipients integer DEFAULT NULL,
	campaign text DEFAULT NULL,
	direction text DEFAULT NULL
)
RETURNS text
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 15
AS 'MODULE_PATHNAME', 'sm_communication_mode';
COMMENT ON FUNCTION sales_marketing.communication_mode(text, sales_marketing.activity_rules, text, integer, text, text) IS
'how an activity speaks: one_way, two_way or interactive; null where nothing tells';
