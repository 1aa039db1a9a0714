/*
 * 11_function_mix.sql
 *		How many activities, and how many minutes, fall to each function.
 *
 * function_counts is the summary: built by function_counts_state, added up
 * by merge_function_counts, read by functions.  function_mix is the answer
 * in one step for those who never store a summary.
 */

/*
 * The type
 */

/* value_type.sql.in: function_counts, cost 5 */
COMMENT ON TYPE sales_marketing.function_counts IS
'summary of activities by function, such as sales=12/340 marketing=30/60 joint=0/0 other=0/0 unclassified=6/0 skipped=1 without_minutes=3 (activities/minutes)';

/* comparison.sql.in: function_counts, cost 1 */

/*
 * What is read from a summary
 */

CREATE TYPE sales_marketing.function_shares AS (
	activities bigint,
	sales_activities bigint,
	marketing_activities bigint,
	joint_activities bigint,
	other_activities bigint,
	unclassified_activities bigint,
	sales_share double precision,
	marketing_share double precision,
	joint_share double precision,
	other_share double precision,
	unclassified_share double precision,
	coverage double precision,
	balance double precision,
	skipped bigint,
	minutes bigint,
	sales_minutes bigint,
	marketing_minutes bigint,
	joint_minutes bigint,
	other_minutes bigint,
	unclassified_minutes bigint,
	sales_minutes_share double precision,
	marketing_minutes_share double precision,
	joint_minutes_share double precision,
	other_minutes_share double precision,
	unclassified_minutes_share double precision,
	minutes_coverage double precision,
	minutes_balance double precision,
	without_minutes bigint
);
COMMENT ON TYPE sales_marketing.function_shares IS
'how activities, and their minutes, divide between the functions';
COMMENT ON COLUMN sales_marketing.function_shares.activities IS
'activities that have a function, unclassified included';
COMMENT ON COLUMN sales_marketing.function_shares.sales_activities IS
'sales activities';
COMMENT ON COLUMN sales_marketing.function_shares.marketing_activities IS
'marketing activities';
COMMENT ON COLUMN sales_marketing.function_shares.joint_activities IS
'activities that either could do';
COMMENT ON COLUMN sales_marketing.function_shares.other_activities IS
'activities that are neither';
COMMENT ON COLUMN sales_marketing.function_shares.unclassified_activities IS
'activities without enough evidence';
COMMENT ON COLUMN sales_marketing.function_shares.sales_share IS
'share of sales among the classified activities, 0 to 1; null without any';
COMMENT ON COLUMN sales_marketing.function_shares.marketing_share IS
'share of marketing among the classified activities, 0 to 1; null without any';
COMMENT ON COLUMN sales_marketing.function_shares.joint_share IS
'share of joint among the classified activities, 0 to 1; null without any';
COMMENT ON COLUMN sales_marketing.function_shares.other_share IS
'share of other among the classified activities, 0 to 1; null without any';
COMMENT ON COLUMN sales_marketing.function_shares.unclassified_share IS
'share of unclassified among all activities, 0 to 1; null without any';
COMMENT ON COLUMN sales_marketing.function_shares.coverage IS
'share of the activities that are classified, 0 to 1; null without any';
COMMENT ON COLUMN sales_marketing.function_shares.balance IS
'(sales - marketing) / (sales + marketing) activities, -1 marketing only to 1 sales only; null without either';
COMMENT ON COLUMN sales_marketing.function_shares.skipped IS
'rows without a function, counted nowhere else';
COMMENT ON COLUMN sales_marketing.function_shares.minutes IS
'minutes of all activities that have any; null, as are the columns that follow, if none has';
COMMENT ON COLUMN sales_marketing.function_shares.sales_minutes IS
'minutes of sales activities';
COMMENT ON COLUMN sales_marketing.function_shares.marketing_minutes IS
'minutes of marketing activities';
COMMENT ON COLUMN sales_marketing.function_shares.joint_minutes IS
'minutes of activities that either could do';
COMMENT ON COLUMN sales_marketing.function_shares.other_minutes IS
'minutes of activities that are neither';
COMMENT ON COLUMN sales_marketing.function_shares.unclassified_minutes IS
'minutes of activities without enough evidence';
COMMENT ON COLUMN sales_marketing.function_shares.sales_minutes_share IS
'share of sales among the minutes of classified activities, 0 to 1';
COMMENT ON COLUMN sales_marketing.function_shares.marketing_minutes_share IS
'share of marketing among the minutes of classified activities, 0 to 1';
COMMENT ON COLUMN sales_marketing.function_shares.joint_minutes_share IS
'share of joint among the minutes of classified activities, 0 to 1';
COMMENT ON COLUMN sales_marketing.function_shares.other_minutes_share IS
'share of other among the minutes of classified activities, 0 to 1';
COMMENT ON COLUMN sales_marketing.function_shares.unclassified_minutes_share IS
'share of unclassified among all minutes, 0 to 1';
COMMENT ON COLUMN sales_marketing.function_shares.minutes_coverage IS
'share of the minutes that are classified, 0 to 1';
COMMENT ON COLUMN sales_marketing.function_shares.minutes_balance IS
'(sales - marketing) / (sales + marketing) minutes, -1 marketing only to 1 sales only';
COMMENT ON COLUMN sales_marketing.function_shares.without_minutes IS
'activities whose minutes are not known, counted in no minutes';

CREATE FUNCTION sales_marketing.function_mix(summary sales_marketing.function_counts)
RETURNS sales_marketing.function_shares
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_function_mix';
COMMENT ON FUNCTION sales_marketing.function_mix(sales_marketing.function_counts) IS
'counts and shares of a summary, by activities and by minutes';

CREATE FUNCTION sales_marketing.function_count(summary sales_marketing.function_counts, function text)
RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_function_count';
COMMENT ON FUNCTION sales_marketing.function_count(sales_marketing.function_counts, text) IS
'activities of one function in a summary';

CREATE FUNCTION sales_marketing.function_share(summary sales_marketing.function_counts, function text)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_function_share';
COMMENT ON FUNCTION sales_marketing.function_share(sales_marketing.function_counts, text) IS
'share of one function among the classified activities of a summary, of unclassified among all; null without any';

CREATE FUNCTION sales_marketing.function_balance(summary sales_marketing.function_counts)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_function_balance';
COMMENT ON FUNCTION sales_marketing.function_balance(sales_marketing.function_counts) IS
'(sales - marketing) / (sales + marketing) activities of a summary, -1 marketing only to 1 sales only; null without either';

CREATE FUNCTION sales_marketing.function_coverage(summary sales_marketing.function_counts)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_function_coverage';
COMMENT ON FUNCTION sales_marketing.function_coverage(sales_marketing.function_counts) IS
'share of the activities of a summary that are classified, 0 to 1; null without any';

/*
 * Private: what the aggregates are made of
 */

CREATE FUNCTION sales_marketing.function_counts_accum(sales_marketing.function_counts, function text)
RETURNS sales_marketing.function_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_function_counts_accum';
COMMENT ON FUNCTION sales_marketing.function_counts_accum(sales_marketing.function_counts, text) IS
'private: counts one activity';

CREATE FUNCTION sales_marketing.function_counts_accum(sales_marketing.function_counts, function text, minutes integer)
RETURNS sales_marketing.function_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_function_counts_accum';
COMMENT ON FUNCTION sales_marketing.function_counts_accum(sales_marketing.function_counts, text, integer) IS
'private: counts one activity and its minutes';

CREATE FUNCTION sales_marketing.function_counts_combine(sales_marketing.function_counts, sales_marketing.function_counts)
RETURNS sales_marketing.function_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_function_counts_combine';
COMMENT ON FUNCTION sales_marketing.function_counts_combine(sales_marketing.function_counts, sales_marketing.function_counts) IS
'private: adds two summaries';

CREATE FUNCTION sales_marketing.function_counts_final(sales_marketing.function_counts)
RETURNS sales_marketing.function_counts
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'sm_function_counts_final';
COMMENT ON FUNCTION sales_marketing.function_counts_final(sales_marketing.function_counts) IS
'private: the summary that has been built';

CREATE FUNCTION sales_marketing.function_mix_final(sales_marketing.function_counts)
RETURNS sales_marketing.function_shares
LANGUAGE c IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'sm_function_mix_final';
COMMENT ON FUNCTION sales_marketing.function_mix_final(sales_marketing.function_counts) IS
'private: counts and shares of what has been counted';

/*
 * The aggregates
 */

CREATE AGGREGATE sales_marketing.function_counts_state(function text) (
	SFUNC = sales_marketing.function_counts_accum,
	STYPE = sales_marketing.function_counts,
	SSPACE = 128,
	COMBINEFUNC = sales_marketing.function_counts_combine,
	FINALFUNC = sales_marketing.function_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.function_counts_state(text) IS
'summary of activities by function, to be stored and merged; an empty one over no rows';

CREATE AGGREGATE sales_marketing.function_counts_state(function text, minutes integer) (
	SFUNC = sales_marketing.function_counts_accum,
	STYPE = sales_marketing.function_counts,
	SSPACE = 128,
	COMBINEFUNC = sales_marketing.function_counts_combine,
	FINALFUNC = sales_marketing.function_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.function_counts_state(text, integer) IS
'summary of activities and their minutes by function, to be stored and merged; an empty one over no rows';

CREATE AGGREGATE sales_marketing.merge_function_counts(summary sales_marketing.function_counts) (
	SFUNC = sales_marketing.function_counts_combine,
	STYPE = sales_marketing.function_counts,
	SSPACE = 128,
	COMBINEFUNC = sales_marketing.function_counts_combine,
	FINALFUNC = sales_marketing.function_counts_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.merge_function_counts(sales_marketing.function_counts) IS
'sum of summaries, ignoring nulls; an empty one over no rows';

CREATE AGGREGATE sales_marketing.function_mix(function text) (
	SFUNC = sales_marketing.function_counts_accum,
	STYPE = sales_marketing.function_counts,
	SSPACE = 128,
	COMBINEFUNC = sales_marketing.function_counts_combine,
	FINALFUNC = sales_marketing.function_mix_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.function_mix(text) IS
'how activities divide between the functions';

CREATE AGGREGATE sales_marketing.function_mix(function text, minutes integer) (
	SFUNC = sales_marketing.function_counts_accum,
	STYPE = sales_marketing.function_counts,
	SSPACE = 128,
	COMBINEFUNC = sales_marketing.function_counts_combine,
	FINALFUNC = sales_marketing.function_mix_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sales_marketing.function_mix(text, integer) IS
'how activities and their minutes divide between the functions';
