--
-- What CREATE EXTENSION makes and what DROP EXTENSION leaves
--
-- A database of its own; the owner need not be a superuser.
CREATE ROLE install_owner;
CREATE ROLE install_reader;
CREATE DATABASE install_test OWNER install_owner;
\c install_test
SET SESSION AUTHORIZATION install_owner;
CREATE EXTENSION sales_marketing;
SELECT extname, nspname AS schema, extrelocatable AS relocatable,
	   extowner::regrole AS owner
FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
WHERE extname = 'sales_marketing';
-- the schema is the installer's and no part of the extension
SELECT nspowner::regrole AS owner,
	   EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_namespace'::regclass
			   AND objid = n.oid AND deptype = 'e') AS member
FROM pg_namespace n WHERE nspname = 'sales_marketing';

-- Everybody may use it
SET SESSION AUTHORIZATION install_reader;
SELECT sales_marketing.classify_activity('Cold call');

-- It goes, the schema stays, and it can come back
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION install_owner;
DROP EXTENSION sales_marketing;
SELECT count(*) FROM pg_namespace WHERE nspname = 'sales_marketing';
SELECT count(*) FROM pg_proc WHERE pronamespace = 'sales_marketing'::regnamespace;
CREATE EXTENSION sales_marketing;
SELECT sales_marketing.classify_activity('Cold call');

-- What depends on it is dropped with CASCADE only
\set VERBOSITY terse
CREATE SCHEMA mine;
CREATE TABLE mine.task (subject text, function text GENERATED ALWAYS AS
	(sales_marketing.classify_activity(subject)) STORED);
DO $$
BEGIN
	DROP EXTENSION sales_marketing;
EXCEPTION WHEN dependent_objects_still_exist THEN
	RAISE NOTICE '%', SQLERRM;
END
$$;
DROP EXTENSION sales_marketing CASCADE;
SELECT attname FROM pg_attribute
WHERE attrelid = 'mine.task'::regclass AND attnum > 0 AND NOT attisdropped;

RESET SESSION AUTHORIZATION;
\c contrib_regression
DROP DATABASE install_test;
DROP ROLE install_owner, install_reader;
