--
-- Rules from labelled rows: what is refused.
--
SET search_path = public, sales_marketing;

SELECT label_counts_state('Call', 'slaes');
\echo :LAST_ERROR_SQLSTATE
SELECT label_counts 'sales=1; Call=1/0/0/0';
\echo :LAST_ERROR_SQLSTATE
SELECT label_counts 'sales=4294967296';
\echo :LAST_ERROR_SQLSTATE
SELECT rules_from_counts('', '{}', -1);
\echo :LAST_ERROR_SQLSTATE
SELECT rules_from_counts('', '{}', 200, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT merge_label_counts(c) FROM unnest(
	array['sales=4294967295', 'other=1']::label_counts[]) c;
\echo :LAST_ERROR_SQLSTATE
