/*
 * compensation.sql
 *		wait_summary, its aggregates, and compensation_gap: each rule by an
 *		example that can be worked out by hand; then what is missing, huge,
 *		hostile or comes in another order.  compensation_brute_force.sql
 *		has the figures of whole companies.
 *
 * Nobody adds 6,000,000 records here, the most of a summary: they take almost
 * a gigabyte.  test/unit/test_wait_summary.c goes to that limit.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(103);

\ir common.psql

/* What a few payouts, as texts, say of sales as of a day. */
CREATE FUNCTION sales(payouts text[], as_of date DEFAULT NULL,
					  minimum integer DEFAULT 0)
RETURNS wait_figures LANGUAGE sql AS
$$
SELECT f FROM (SELECT wait_summary_state(p::payout) AS s
			   FROM unnest(payouts) p) x, function_waits(s, as_of, minimum) f
WHERE f.function = 'sales'
$$;

/* A payout of anna in sales, earned on the first of January. */
CREATE FUNCTION annas(words text) RETURNS text LANGUAGE sql AS
$$
SELECT 'payee="anna" function=sales earned=2026-01-01 ' || words
$$;

/* A payee's wait is the mean of the waits, weighted by amounts */

SELECT is((sales(array[annas('paid=2026-01-11 amount=300'),
					   annas('paid=2026-01-31 amount=100')])).mean_wait_days,
		  15::float8, '(10 days * 300 + 30 days * 100) / 400');
SELECT is((sales(array[annas('paid=2026-01-11'),
					   annas('paid=2026-01-31 amount=0')])).mean_wait_days,
		  20::float8, 'unweighted where no amount is above zero');
SELECT is((sales(array[annas('paid=2026-01-11 amount=1'),
					   annas('paid=2026-01-31')])).mean_wait_days,
		  10::float8, 'what has no amount weighs nothing beside what has one');
SELECT is(array[(s).mean_wait_days, (s).weighted_wait_days,
				(s).median_wait_days],
		  array[15, 19.5, 15]::float8[],
		  'functions have one value a payee: anna 10 and bob 20 days, '
		  'though twenty times as much is paid to bob')
FROM (SELECT sales(array[annas('paid=2026-01-11 amount=1'),
						 'payee="bob" function=sales earned=2026-01-01 '
						 'paid=2026-01-21 amount=19']) AS s) x;
SELECT is(array[(s).mean_wait_days, (s).median_wait_days],
		  array[10.5, 11]::float8[],
		  'for ranks, half a day is rounded upwards')
FROM (SELECT sales(array[annas('paid=2026-01-11'),
						 annas('paid=2026-01-12')]) AS s) x;
SELECT is(array[(s).mean_wait_days, (s).median_wait_days],
		  array[-10.5, -10]::float8[], 'upwards also below zero')
FROM (SELECT sales(array[annas('paid=2025-12-22'),
						 annas('paid=2025-12-21')]) AS s) x;

/* What is earned through a period is earned, on average, in its middle */

SELECT is(row((w).mean_wait_days, (w).earned_basis), b,
		  'an annual bonus paid on 1 March waits '
		  || ((w).mean_wait_days)::text || ' days, earned by ' ||
		  (w).earned_basis)
FROM (VALUES
	(sales(array['payee="a" function=sales earned=2026-12-31 '
				 'paid=2027-03-01']), row(60::float8, 'day'::text)),
	(sales(array['payee="a" function=sales earned=2026-01-01..2026-12-31 '
				 'paid=2027-03-01']), row(242::float8, 'period'::text)),
	(sales(array['payee="a" function=sales earned=2026-12-31 '
				 'paid=2027-03-01', 'payee="a" function=sales '
				 'earned=2026-01-01..2026-12-31 paid=2027-03-01']),
	 row(151::float8, 'mixed'::text))) v(w, b);

/* What was not paid by as_of */

CREATE TABLE unpaid AS
SELECT as_of, sales(array[annas('scheduled=2026-02-01 amount=5'),
						  'payee="bob" function=sales earned=2026-01-10 '
						  'amount=7'], as_of) AS s
FROM unnest(array['2025-12-31', '2026-01-05', '2026-01-20', '2026-02-01',
				  '2026-02-02', NULL]::date[]) as_of;
SELECT is(row((s).not_yet_earned, (s).not_due, (s).overdue, (s).payees,
			  (s).mean_wait_days)::text, expected, 'as of ' || as_of || note)
FROM unpaid JOIN (VALUES
	(date '2025-12-31', '(2,0,0,0,)', ': nothing is earned'),
	('2026-01-05', '(1,1,0,1,)', ': anna''s is earned, and not due'),
	('2026-01-20', '(0,1,1,2,10)',
	 ': bob''s has no schedule, so that it waits'),
	('2026-02-01', '(0,1,1,2,22)', ': scheduled for that day is not due'),
	('2026-02-02', '(0,0,2,2,27.5)', ': a day later it is overdue'))
	v(as_of, expected, note) USING (as_of);
SELECT is(row((s).not_yet_earned, (s).not_due, (s).overdue, (s).payees,
			  (s).mean_wait_days)::text, '(0,2,0,2,)',
		  'without as_of nothing is overdue')
FROM unpaid WHERE as_of IS NULL;
SELECT is(row((s).unpaid_share, (s).late_rate, (s).late, (s).scheduled,
			  (s).amount)::text, '(1,1,1,1,12.0000)',
		  'unpaid share, late rate among those scheduled, and the amount')
FROM unpaid WHERE as_of = '2026-02-02';
SELECT is((SELECT array_agg((compensation_gap(s, d, 0)).sales_unpaid_share
							ORDER BY d)
		   FROM (SELECT wait_summary_state(annas(w)::payout) AS s
				 FROM unnest(array['paid=2026-01-20',
								   'scheduled=2026-03-01']) w) x,
		   unnest(array['2026-01-15', '2026-03-01', '2026-03-02']::date[]) d),
		  array[0.5, 0.5, 0.5]::float8[],
		  'a stored summary can be read as of any day; what was paid stays '
		  'paid');
SELECT is((sales(array[annas('paid=2026-01-11'), annas('')],
				 '2026-01-06')).kaplan_meier_median_days, 10::float8,
		  'the unpaid count as waiting for longer than five days: the median '
		  'is that of the one left');

/* wait = design wait + lateness */

SELECT is(row((s).mean_wait_days, (s).mean_design_days,
			  (s).mean_lateness_days, (s).late, (s).late_rate,
			  (s).tardiness_p90_days)::text, '(20,20.5,-0.5,1,0.5,2.7)',
		  'one three days late, one four days early')
FROM (SELECT sales(array[annas('scheduled=2026-01-21 paid=2026-01-24'),
						 annas('scheduled=2026-01-22 paid=2026-01-18')]) AS s)
	 x;

/* What is no reward, and what is taken back, is in no wait */

SELECT is(row((s).payees, (s).payouts, (s).mean_wait_days, (s).not_rewards,
			  (s).advanced, (s).clawbacks, (s).taken_back,
			  (s).without_amount)::text,
		  '(1,1,10,4,10.0000,3,9.0000,1)',
		  'draws, recoveries, guarantees and adjustments; clawbacks and '
		  'negative amounts; a reward without an amount')
FROM (SELECT sales(array[annas('paid=2026-01-11'),
						 annas('paid=2020-01-11 kind=draw amount=1'),
						 annas('paid=2020-01-11 kind=draw_recovery amount=2'),
						 annas('paid=2020-01-11 kind=guarantee amount=3'),
						 annas('paid=2020-01-11 kind=adjustment amount=4'),
						 annas('paid=2020-01-11 amount=-2'),
						 annas('paid=2020-01-11 kind=clawback amount=3'),
						 annas('kind=clawback amount=-4')]) AS s) x;
SELECT is(row((s).mean_wait_days, (s).paid_before_earned,
			  (s).scheduled_before_earned)::text, '(-1,1,1)',
		  'paid before it was earned: a negative wait, and counted')
FROM (SELECT sales(array[annas('scheduled=2025-12-31 paid=2025-12-31')]) AS s)
	 x;
SELECT is(row(g.sales_payees, g.marketing_payees, g.both_payees,
			  g.other_payees, g.payees_of_two, g.skipped)::text,
		  '(1,1,1,1,1,4)',
		  'both and other are compared with nobody; a payee of sales and '
		  'marketing is two; rows without payee, function or day, and nulls, '
		  'are skipped')
FROM compensation_gap((
	SELECT wait_summary_state(p::payout) FROM unnest(array[
		'payee="a" function=sales earned=2026-01-01',
		'payee="a" function=marketing earned=2026-01-01',
		'payee="c" function=both earned=2026-01-01',
		'payee="d" function=other earned=2026-01-01',
		'function=sales earned=2026-01-01', 'payee="a" earned=2026-01-01',
		'payee="a" function=sales paid=2026-01-01', NULL]) p)) g;
SELECT is((compensation_gap(s, '2026-01-15')).payees_of_two, 0::bigint,
		  'not of two functions while one of them has earned nothing')
FROM (SELECT wait_summary_state(p::payout) AS s FROM unnest(array[
		'payee="a" function=sales earned=2026-01-01',
		'payee="a" function=marketing earned=2026-02-01']) p) x;

/*
 * Two companies: six people in each function, so that there are intervals.
 * Sales wait 10 to 15 days by plan, marketing 70 to 75.
 */
CREATE FUNCTION company(late integer)
RETURNS TABLE (function text, month integer, p payout) LANGUAGE sql AS
$$
SELECT function, month,
	   payout(E'\u00e9t\u00e9 ' || function || n, function, day,
			  day + 10 + n + extra + (late * n * (1 + extra / 60)), 100 * n,
			  day + 10 + n + extra, currency => 'EUR')
FROM generate_series(0, 5) n, generate_series(1, 3) month,
	 make_date(2026, month, 1) day,
	 (VALUES ('sales', 0), ('marketing', 60)) v(function, extra)
$$;

SELECT unnest(array[
	   is(g.reason, 'design', 'what the plans make is a rule'),
	   is(row(g.mann_whitney_z, g.mann_whitney_p)::text, '(,)',
		  'of which no p is said'),
	   is(row(g.marketing_minus_sales_days, g.differs, g.cliffs_delta,
			  g.marketing_waits_longer, g.effect_size, g.design_gap_days,
			  g.lateness_gap_days)::text, '(60,t,1,1,large,60,0)',
		  'but the shift, the delta and the gap are said'),
	   is(g.currency, 'EUR', 'in euros')])
FROM (SELECT (compensation_gap(p, '2026-12-31')).* FROM company(0)) g;
SELECT is(g.reason, 'design', 'late, but the plans make more of the gap')
FROM (SELECT (compensation_gap(p, '2026-12-31')).* FROM company(1)) g;
SELECT unnest(array[
	   is(g.reason, NULL, 'payroll makes more of it: complete'),
	   ok(g.mann_whitney_p > 0, 'and p is said'),
	   ok(abs(g.mean_gap_days - g.design_gap_days - g.lateness_gap_days) <
		  1e-12 AND g.design_gap_days = 60 AND g.lateness_gap_days > 60,
		  'the mean gap is design and lateness'),
	   ok(g.marketing_minus_sales_low <= g.marketing_minus_sales_days AND
		  g.marketing_minus_sales_days <= g.marketing_minus_sales_high,
		  'the shift lies in its interval')])
FROM (SELECT (compensation_gap(p, '2028-12-31')).* FROM company(40)) g;

/* Why a number is missing: the first reason that holds */

CREATE FUNCTION reason(sales integer, marketing integer, minimum integer)
RETURNS text LANGUAGE sql AS
$$
SELECT (compensation_gap(payout(function || n, function, '2026-01-01',
								date '2026-02-01' + n), NULL, minimum)).reason
FROM (SELECT 'sales', n FROM generate_series(1, sales) n
	  UNION ALL SELECT 'marketing', n FROM generate_series(1, marketing) n)
	 v(function, n)
$$;
SELECT is(reason(s, m, minimum), r, format('%s of sales, %s of marketing, at '
		  'least %s: %s', s, m, minimum, coalesce(r, 'complete')))
FROM (VALUES (0, 0, 0, 'no_sales'), (0, 9, 5, 'no_sales'),
			 (9, 0, 5, 'no_marketing'), (4, 9, 5, 'suppressed'),
			 (9, 4, 5, 'suppressed'), (5, 5, 6, 'suppressed'),
			 (1, 1, 0, 'too_few'), (3, 4, 1, 'too_few'), (3, 5, 1, NULL),
			 (4, 4, 4, NULL), (5, 5, 5, NULL), (5, 5, NULL, NULL))
	 v(s, m, minimum, r);

/* Of a suppressed function nothing but counts can be read */

CREATE TABLE small AS
SELECT wait_summary_state(p) AS s
FROM (SELECT p FROM company(1)
	  WHERE function = 'marketing' OR p::text LIKE '%sales1%'
	  UNION ALL SELECT 'payee="x" function=sales earned=2026-01-01 '
				'kind=clawback amount=7 currency="EUR"') v(p);
SELECT is((SELECT jsonb_object_agg(key, value) FROM
		   small, jsonb_each(to_jsonb(compensation_gap(s, '2026-12-31')))
		   WHERE value <> 'null' AND key NOT LIKE 'marketing\_%' AND
		   key NOT IN ('both_payees', 'other_payees')),
		  '{"sales_payees": 1, "sales_payouts": 3, "currency": "EUR",
			"payees_of_two": 0, "skipped": 0,
			"reason": "suppressed"}'::jsonb, 'not in compensation_gap');
SELECT is((SELECT array_agg(key ORDER BY key) FROM small,
		   function_waits(s, '2026-12-31') f, jsonb_each(to_jsonb(f))
		   WHERE f.function = 'sales' AND value <> 'null'),
		  array['function', 'payees', 'payouts'], 'nor in function_waits');
SELECT is((SELECT count(*) FROM small, function_waits(s, '2026-12-31', 1) f,
		   jsonb_each(to_jsonb(f))
		   WHERE f.function = 'sales' AND value = 'null'), 0::bigint,
		  'unless it is asked for');

/* Nothing at all */

SELECT is(wait_summary_state(p)::text, 'skipped=0', 'no rows: an empty one')
FROM unnest('{}'::payout[]) p;
SELECT is(merge_wait_summary(s)::text, 'skipped=0', 'so of no summaries')
FROM unnest('{NULL, NULL}'::wait_summary[]) s;
SELECT is((SELECT array_agg(value ORDER BY value DESC) FROM jsonb_each(to_jsonb((
			SELECT compensation_gap(p, NULL)
			FROM unnest('{}'::payout[]) p))) WHERE value <> 'null'),
		  array['0', '0', '0', '0', '0', '0', '0', '0', '"no_sales"']::jsonb[],
		  'no rows: no payouts, and nothing else is known');
SELECT ok(compensation_gap(NULL::wait_summary) IS NULL AND
		  NOT EXISTS (SELECT FROM function_waits(NULL)),
		  'of no summary nothing');
SELECT is((SELECT array_agg(function) FROM function_waits('skipped=0')),
		  array['sales', 'marketing', 'both', 'other'],
		  'of an empty summary a row for each function');

/* What is refused */

SELECT is(state_of(q), s, regexp_replace(q, '\s+', ' ', 'g') || ' is ' || s)
FROM (VALUES
	($$SELECT compensation_gap(wait_summary 'skipped=0', 'infinity')$$, '22008'),
	($$SELECT compensation_gap(wait_summary 'skipped=0', '-infinity')$$, '22008'),
	($$SELECT compensation_gap(wait_summary 'skipped=0', '0001-01-01 BC')$$, '22008'),
	($$SELECT compensation_gap(wait_summary 'skipped=0', '10000-01-01')$$, '22008'),
	($$SELECT compensation_gap(wait_summary 'skipped=0', '9999-12-31')$$, 'none'),
	($$SELECT compensation_gap(wait_summary 'skipped=0', NULL, -1)$$, '22023'),
	($$SELECT * FROM function_waits('skipped=0', 'infinity')$$, '22008'),
	($$SELECT compensation_gap(payout(), 'infinity')$$, '22008'),
	($$SELECT compensation_gap(payout(), date '2026-01-01' + n)
	   FROM generate_series(1, 2) n$$, '22023'),
	($$SELECT compensation_gap(payout(), CASE n WHEN 1 THEN
	   date '2026-01-01' END) FROM generate_series(1, 2) n$$, '22023'),
	($$SELECT compensation_gap(payout(), NULL, n)
	   FROM generate_series(1, 2) n$$, '22023'),
	($$SELECT wait_summary_state(payout('a', 'sales', '2026-01-01',
	   amount => 1, currency => c)) FROM unnest('{EUR,USD}'::text[]) c$$,
	 '22023'),
	($$SELECT wait_summary_state(payout('a', 'sales', '2026-01-01',
	   amount => 1, currency => c)) FROM unnest('{EUR,NULL}'::text[]) c$$,
	 '22023'),
	($$SELECT wait_summary_state(payout('a', 'sales', '2026-01-01',
	   currency => c)) FROM unnest('{EUR,USD}'::text[]) c$$, 'none'),
	($$SELECT merge_wait_summary(s::wait_summary) FROM unnest(array[
	   'skipped=0 currency="EUR"', 'skipped=0 currency="USD"']) s$$, '22023'),
	($$SELECT merge_wait_summary(s::wait_summary) FROM unnest(array[
	   'skipped=0 currency=none', 'skipped=0 currency="USD"']) s$$, '22023'),
	($$SELECT merge_wait_summary(s::wait_summary) FROM unnest(array[
	   'skipped=0', 'skipped=0 currency="USD"']) s$$, 'none'),
	($$SELECT merge_wait_summary('skipped=9223372036854775807')
	   FROM generate_series(1, 2)$$, '22003'),
	($$SELECT merge_wait_summary(('skipped=0; payee "a" sales=0/0/0/0/0/'
	   '288230376151711744/0/0/0/0/0; wait sales 0=288230376151711744')
	   ::wait_summary) FROM generate_series(1, 2)$$, '22003'),
	($$SELECT compensation_gap(('skipped=0; payee "a" sales=0/0/0/0/0/'
	   '0/0/0/0/0/0; unpaid "a" sales 0001-01-01=0/288230376151711744')
	   ::wait_summary, '9999-12-31')$$, '22003'),
	($$SELECT ''::wait_summary$$, '22P02'),
	($$SELECT 'skipped=0; payee "a" sales=0/0/0/0/0/1/0/0/0/0/0'
	   ::wait_summary$$, '22P02'),
	($$SELECT ('skipped=0; payee "' || repeat('x', 256) ||
	   '" sales=0/0/0/0/0/0/0/0/0/0/0')::wait_summary$$, '22P02'),
	($$SELECT ('skipped=0; payee "' || repeat('x', 255) ||
	   '" sales=0/0/0/0/0/0/0/0/0/0/0')::wait_summary$$, 'none'))
	v(q, s);
DO $$
DECLARE
	detail text;
BEGIN
	PERFORM sales_marketing.merge_wait_summary(s::sales_marketing.wait_summary)
	FROM unnest(array['skipped=0 currency="EUR"',
					  'skipped=0 currency="USD"']) s;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	PERFORM set_config('gap.detail', detail, true);
END
$$;
SELECT is(current_setting('gap.detail'),
		  'There are payouts in currency "EUR" and in currency "USD".',
		  'both currencies are named');
SELECT is((sales(array[annas('amount=899999999999999.9999 paid=2026-01-02'),
					   annas('amount=899999999999999.9999 paid=2026-01-03')]
				)).weighted_wait_days, 1.5::float8, 'the largest amounts');

/* Text and binary form */

SELECT is(wait_summary_state(p::payout)::text, 'skipped=1 currency="EUR"; '
		  'function sales=0/0/1/1/0/0/0/0; '
		  'payee "anna" sales=1000000/20000000/1000000/18000000/1000000/1/20/'
		  '1/18/1/1; payee "bob" sales=0/0/0/0/0/0/0/0/0/0/0; '
		  'unpaid "bob" sales 2026-01-01.5 scheduled 2026-02-01=0/1; '
		  'wait sales 10=1; lateness sales 1=1', 'the text form')
FROM unnest(array[annas('scheduled=2026-01-10 paid=2026-01-11 amount=100 '
						'currency="EUR"'),
				  'payee="bob" function=sales earned=2026-01-01..2026-01-02 '
				  'scheduled=2026-02-01', NULL]) p;
CREATE TABLE months AS
SELECT month, wait_summary_state(p) AS s FROM company(1) GROUP BY month;
CREATE TABLE again (month integer, s wait_summary);
DO $$
DECLARE
	file text := current_setting('data_directory') || '/wait_summary.copy';
BEGIN
	EXECUTE format('COPY months TO %L (FORMAT binary)', file);
	EXECUTE format('COPY again FROM %L (FORMAT binary)', file);
END
$$;
SELECT is((SELECT count(*) FROM months JOIN again USING (month)
		   WHERE months.s = again.s AND months.s::text::wait_summary = again.s
		   AND wait_summary_hash(months.s) = wait_summary_hash(again.s)),
		  3::bigint, 'text and binary come back');
/* The records of a message in another order, and one that nobody has. */
CREATE FUNCTION message(records bytea[]) RETURNS bytea LANGUAGE sql AS
$$
SELECT '\x01'::bytea || int8send(0) || '\x0000'::bytea ||
	   int4send(cardinality(records)) ||
	   (SELECT string_agg(r, '' ORDER BY n)
		FROM unnest(records) WITH ORDINALITY v(r, n))
$$;
CREATE FUNCTION received(message bytea) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	file text := current_setting('data_directory') || '/message.copy';
BEGIN
	CREATE TEMP TABLE one (s wait_summary) ON COMMIT DROP;
	PERFORM lo_from_bytea(20260101, '\x5047434f50590aff0d0a00'::bytea ||
						  int4send(0) || int4send(0) || int2send(1::int2) ||
						  int4send(length(message)) || message ||
						  int2send((-1)::int2));
	PERFORM lo_export(20260101, file);
	PERFORM lo_unlink(20260101);
	BEGIN
		EXECUTE format('COPY one FROM %L (FORMAT binary)', file);
		RETURN (SELECT s::text FROM one);
	EXCEPTION WHEN OTHERS THEN
		RETURN SQLSTATE;
	END;
END
$$;
SELECT is(received(message(array['\x03000500800000'::bytea || '\x0a' ||
								 int8send(1)])), '22P03',
		  'a wait that is nobody''s is refused');
DROP TABLE IF EXISTS one;
SELECT is(received(message(array[
			'\x030005'::bytea || '\x008000000a' || int8send(1),
			'\x030005'::bytea || '\x0080000002' || int8send(1)])), '22P03',
		  'also if the message is not sorted');
DROP TABLE IF EXISTS one;
SELECT is(received(message(array[
			'\x030005'::bytea || '\x0080000003' || int8send(1),
			'\x010003'::bytea || 'a' || '\x0000' || '\x' ||
			decode(repeat('00', 80), 'hex') || int8send(1) ||
			decode(repeat('00', 40), 'hex')])),
		  'skipped=0; payee "a" sales=0/0/0/0/0/1/0/0/0/0/0; wait sales 1.5=1',
		  'a message in any order is the same summary');

/* Rows in any order, split and merged, are the same summary */

SELECT is((SELECT merge_wait_summary(s ORDER BY month DESC) FROM months),
		  (SELECT wait_summary_state(p) FROM company(1)),
		  'summaries of months merged are that of the quarter');
SELECT is((SELECT compensation_gap(merge_wait_summary(s), '2026-12-31')
		   FROM months),
		  (SELECT compensation_gap(p, '2026-12-31') FROM company(1)),
		  'and say the same as the aggregate in one step');
SELECT is(count(DISTINCT s), 1::bigint, 'whatever the order of rows')
FROM (SELECT i, wait_summary_state(p ORDER BY md5(p::text || i)) AS s
	  FROM company(1), generate_series(1, 20) i GROUP BY i) x;
SELECT ok(bool_and(running = merged),
		  'a window reads the state, and goes on with it')
FROM (SELECT wait_summary_state(p) OVER w AS running,
			 (SELECT wait_summary_state(q.p) FROM company(1) q
			  WHERE q.p <= c.p) AS merged
	  FROM company(1) c WINDOW w AS (ORDER BY p)) x;

/* Parallel */

CREATE TABLE payouts AS
SELECT n, payout(E'Zo\u00eb ' || n % 4000,
				 (array['sales', 'marketing', 'both', 'other', NULL])
				 [1 + n % 4000 % 5], date '2025-01-01' + n % 360,
				 CASE WHEN n % 9 > 0 THEN date '2025-02-01' + n % 500 END,
				 n % 1000, date '2025-02-01' + n % 490,
				 currency => CASE WHEN n < 60000 THEN 'EUR' ELSE 'USD' END)
	   AS p
FROM generate_series(1, 60100) n;
ANALYZE payouts;
CREATE TABLE serial AS
SELECT wait_summary_state(p) AS s, compensation_gap(p, '2026-06-30', 1) AS g
FROM payouts WHERE n < 60000;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT cmp_ok(workers_launched('SELECT wait_summary_state(p), '
							   'compensation_gap(p, ''2026-06-30'', 1) '
							   'FROM payouts WHERE n < 60000'),
			  '>', 0, 'workers ran');
SELECT ok((SELECT wait_summary_state(p) FROM payouts WHERE n < 60000) =
		  (SELECT s FROM serial), 'and built the same summary');
SELECT is((SELECT compensation_gap(p, '2026-06-30', 1) FROM payouts
		   WHERE n < 60000), (SELECT g FROM serial),
		  'and the one-shot aggregate says the same');
SELECT is(state_of('SELECT wait_summary_state(p) FROM payouts'), '22023',
		  'currencies differ between workers, too');
SELECT is(state_of('SELECT compensation_gap(p, date ''2026-01-01'' + n / 59000)
					FROM payouts WHERE n < 60000'), '22023',
		  'and days that are asked for');
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

/* Large */

SELECT is(row((x.g).sales_payees, (x.g).marketing_payees,
			  (x.g).marketing_minus_sales_days)::text, '(100000,100000,7)',
		  '200,000 payees in one summary')
FROM (SELECT compensation_gap(payout('p' || n, CASE n % 2 WHEN 0 THEN 'sales'
											   ELSE 'marketing' END,
									 '2026-01-01', date '2026-02-01' +
									 (n / 2) % 30 + n % 2 * 7),
							  NULL) AS g
	  FROM generate_series(0, 199999) n) x;
SELECT is(count(*) FILTER (WHERE (w.g).sales_payouts = 2), 100000::bigint,
		  '100,000 groups')
FROM (SELECT compensation_gap(payout('p', 'sales', '2026-01-01',
									 '2026-02-01'), NULL) AS g
	  FROM generate_series(1, 200000) n GROUP BY n % 100000) w;

/* Packed, compressed and toasted */

CREATE TABLE toasted (n integer, s wait_summary);
ALTER TABLE toasted ALTER s SET STORAGE external;
INSERT INTO toasted
SELECT n % 40, wait_summary_state(p)
FROM payouts WHERE n < 60000 GROUP BY n % 40;
SELECT ok((SELECT merge_wait_summary(s) FROM toasted) =
		  (SELECT s FROM serial), 'summaries out of line merge the same');
ALTER TABLE toasted ALTER s SET STORAGE extended;
CREATE TABLE compressed AS SELECT n, merge_wait_summary(s) AS s FROM toasted
GROUP BY n;
SELECT is(count(pg_column_compression(s)), 32::bigint,
		  'summaries are compressed by default, but eight of those skipped '
		  'alone') FROM compressed;
SELECT ok((SELECT merge_wait_summary(s) FROM compressed) =
		  (SELECT s FROM serial), 'and merge the same');

/* Called by anybody, with anything */

SELECT is(format('%s|%s|%s', wait_summary_combine(s, s), s,
				 wait_summary_final(s)),
		  'skipped=4|skipped=2|skipped=2',
		  'called directly, private functions leave their argument alone')
FROM (SELECT 'skipped=2'::wait_summary AS s OFFSET 0) x;
SELECT is(wait_summary_accum('skipped=0', annas('paid=2026-01-03')::payout),
		  (SELECT wait_summary_state(annas('paid=2026-01-03')::payout)),
		  'a row is added to a value from anywhere');
SELECT is(format('%s|%s|%s', wait_summary_accum(NULL, NULL),
				 wait_summary_combine(NULL, NULL), wait_summary_final(NULL)),
		  'skipped=1|skipped=0|skipped=0', 'and nulls are taken');
SELECT is(s, s::text::wait_summary,
		  'a value of somebody else is not asked anything')
FROM compensation_gap_accum(NULL, annas('')::payout, '2026-01-31', 0) s;
CREATE AGGREGATE gap_state(payout, date, integer) (
	SFUNC = compensation_gap_accum, STYPE = wait_summary
);
SELECT is((compensation_gap_final(s)).sales_mean_wait_days, 30::float8,
		  'an aggregate''s state is')
FROM (SELECT gap_state(annas('')::payout, '2026-01-31', 0) AS s) x;
CREATE FUNCTION strict_combine(wait_summary, wait_summary)
RETURNS wait_summary LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS '$libdir/sales_marketing', 'sm_wait_summary_combine';
CREATE AGGREGATE strict_merge(wait_summary) (
	SFUNC = strict_combine, STYPE = wait_summary
);
SELECT ok((SELECT strict_merge(s) FROM toasted) = (SELECT s FROM serial),
		  'an aggregate of somebody else, whose first state is packed, and '
		  'which has no final function');

SELECT * FROM finish();
ROLLBACK;
