/*
 * privileges.sql
 *		Everybody can use the extension, also where new objects are nobody's
 *		by default.
 */
BEGIN;
SELECT plan(4);

CREATE ROLE sales_marketing_plain;
DROP EXTENSION sales_marketing CASCADE;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;
CREATE FUNCTION sales_marketing.not_of_the_extension() RETURNS integer
LANGUAGE sql AS 'SELECT 1';
CREATE EXTENSION sales_marketing;

SET LOCAL ROLE sales_marketing_plain;
CREATE TEMP TABLE answer AS
SELECT sales_marketing.classify_activity('cold call') AS function,
	   (sales_marketing.function_mix('sales')).activities AS activities,
	   has_function_privilege('sales_marketing.not_of_the_extension()',
							  'EXECUTE') AS too_much;
CREATE TEMP TABLE own_rules (rules sales_marketing.activity_rules,
							 entry sales_marketing.phrase_rule);
RESET ROLE;

SELECT is(function, 'sales', 'functions can be called') FROM answer;
SELECT is(activities, 1::bigint, 'and aggregates') FROM answer;
SELECT has_table('own_rules', 'types can be used');
SELECT ok(NOT too_much, 'what is not of the extension is left alone')
FROM answer;

SELECT * FROM finish();
ROLLBACK;
