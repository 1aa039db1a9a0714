/*
 * payout.sql
 *		payout, a row as a value: what is known of it, what is missing, and
 *		what is refused.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(67);

\ir common.psql

/* What a payout says */

SELECT is(payout(payee => 'anna', function => 'sales',
				 earned_on => '2026-01-31', paid_on => '2026-02-17',
				 amount => 1200, scheduled_on => '2026-02-15',
				 currency => 'EUR', kind => 'commission', plan => 'field',
				 released_on => '2026-02-01')::text,
		  'payee="anna" function=sales earned=2026-01-31 released=2026-02-01 '
		  'scheduled=2026-02-15 paid=2026-02-17 amount=1200.0000 '
		  'currency="EUR" kind=commission plan="field"', 'all of a payout');
SELECT is(payout()::text, '', 'nothing is known of a payout without words');
SELECT is(payout(earned_from => '2026-01-01', earned_to => '2026-12-31'),
		  'earned=2026-01-01..2026-12-31', 'earned through a period');
SELECT is(payout(earned_from => '2026-01-01', earned_to => '2026-01-01'),
		  payout(earned_on => '2026-01-01'), 'a period of one day is a day');
SELECT is(payout(paid_on => 'infinity'), payout(),
		  'paid at infinity is not yet paid');
SELECT is(payout(amount => 0.00005)::text, 'amount=0.0001',
		  'amounts are rounded to 0.0001');
SELECT is(payout(amount => a)::text, 'amount=' || t, 'amount ' || t)
FROM (VALUES (-5, '-5.0000'), (0, '0.0000'), (-0.0, '0.0000'),
			 (899999999999999.9999, '899999999999999.9999'),
			 (-899999999999999.9999, '-899999999999999.9999')) v(a, t);
SELECT is(payout(payee => p)::text::payout, payout(payee => p),
		  'a payee of ' || octet_length(p) || ' bytes comes back')
FROM (VALUES (''), ('"'), (E'\\'), (E'O''Neill "the \\ boss"'), (E'Zo\u00eb'),
			 (E'\u7530\u4e2d \U0001F600'), (E'a\nb\tc'), (repeat('x', 255)))
	 v(p);

/* The scheduled day: given, or by the schedule of the last day of earning */

SELECT is(payout(earned_on => '2026-01-10', schedule => 'monthly lag 15'),
		  'earned=2026-01-10 scheduled=2026-02-15', 'by a schedule');
SELECT is(payout(earned_from => '2026-01-01', earned_to => '2026-12-31',
				 schedule => 'annual lag 60'),
		  'earned=2026-01-01..2026-12-31 scheduled=2027-03-01',
		  'of a period, by its last day');
SELECT is(payout(earned_on => '2026-01-10', released_on => '2026-03-05',
				 schedule => 'monthly lag 15'),
		  'earned=2026-01-10 released=2026-03-05 scheduled=2026-04-15',
		  'released later, scheduled later');
SELECT is(payout(earned_on => '2026-01-10', scheduled_on => '2026-02-20',
				 schedule => 'monthly lag 15'),
		  'earned=2026-01-10 scheduled=2026-02-20',
		  'a day that is given counts, and not the schedule');
SELECT is(payout(schedule => 'monthly lag 15'), payout(),
		  'a schedule says nothing of what has no day of earning');
SELECT is(payout(earned_on => '2026-11-30', schedule =>
				 'monthly blag 1', calendar => 'mon-fri except 2026-12-01'),
		  'earned=2026-11-30 scheduled=2026-12-02',
		  'a calendar says which days are business days');

/* What is refused */

SELECT is(state_of('SELECT payout(' || a || ')'), s,
		  regexp_replace(a, '\s+', ' ', 'g') || ' is ' || s)
FROM (VALUES
	($$function => 'slaes'$$, '22023'), ($$function => 'Sales'$$, '22023'),
	($$function => ''$$, '22023'), ($$kind => 'payday'$$, '22023'),
	($$kind => ''$$, '22023'),
	($$amount => 'NaN'$$, '22003'), ($$amount => 'Infinity'$$, '22003'),
	($$amount => '-Infinity'$$, '22003'), ('amount => 9e14', '22003'),
	('amount => -9e14', '22003'), ('amount => 1e1000', '22003'),
	('amount => 899999999999999.99995', '22003'),
	($$earned_on => 'infinity'$$, '22008'),
	($$earned_on => '-infinity'$$, '22008'),
	($$earned_from => 'infinity', earned_to => 'infinity'$$, '22008'),
	($$paid_on => '-infinity'$$, '22008'),
	($$scheduled_on => 'infinity'$$, '22008'),
	($$released_on => 'infinity'$$, '22008'),
	($$earned_on => '0001-12-31 BC'$$, '22008'),
	($$earned_on => '10000-01-01'$$, '22008'),
	($$earned_on => '0001-01-01'$$, 'none'),
	($$earned_on => '9999-12-31'$$, 'none'),
	($$earned_on => '9999-12-31', schedule => 'monthly lag 15'$$, '22008'),
	($$earned_on => '2026-01-01', paid_on => '2126-01-02'$$, 'none'),
	($$earned_on => '2026-01-01', paid_on => '2126-01-03'$$, '22008'),
	($$earned_on => '2026-01-01', paid_on => '2025-12-01'$$, 'none'),
	($$earned_on => '2026-01-01', earned_from => '2026-01-01', earned_to =>
	   '2026-01-31'$$, '22023'),
	($$earned_from => '2026-01-01'$$, '22023'),
	($$earned_to => '2026-01-01'$$, '22023'),
	($$earned_from => '2026-01-31', earned_to => '2026-01-01'$$, '22008'),
	($$payee => repeat('x', 255)$$, 'none'),
	($$payee => repeat('x', 256)$$, '22023'),
	($$payee => repeat(U&'\00E9', 127) || 'x'$$, 'none'),
	($$payee => repeat(U&'\00E9', 128)$$, '22023'),
	($$plan => repeat('x', 256)$$, '22023'),
	($$currency => repeat('x', 32)$$, '22023')) v(a, s);
SELECT throws_ok($$SELECT payout(function => 'slaes')$$, '22023', NULL,
				 'an unknown function');
DO $$
DECLARE
	hint text;
BEGIN
	PERFORM sales_marketing.payout(function => 'slaes');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
	PERFORM set_config('payout.hint', hint, true);
END
$$;
SELECT matches(current_setting('payout.hint'), 'sales, marketing, both',
			   'is told which functions there are');

/* Values like others */

CREATE TABLE payouts AS
SELECT n, payout((array['a', 'b', NULL, E'\u00e9'])[1 + n % 4],
				 (array['sales', 'marketing', NULL])[1 + n % 3],
				 CASE WHEN n % 5 > 0 THEN date '2026-01-01' + n % 3 END,
				 CASE WHEN n % 7 > 0 THEN date '2026-01-02' + n % 2 END,
				 CASE WHEN n % 2 > 0 THEN n % 5 - 2 END) AS p
FROM generate_series(1, 300) n;
SELECT ok(bool_and((a.p < b.p) = (payout_cmp(a.p, b.p) < 0) AND
				   (a.p <= b.p) = (payout_cmp(a.p, b.p) <= 0) AND
				   (a.p = b.p) = (payout_cmp(a.p, b.p) = 0) AND
				   (a.p <> b.p) = (payout_cmp(a.p, b.p) <> 0) AND
				   (a.p >= b.p) = (payout_cmp(a.p, b.p) >= 0) AND
				   (a.p > b.p) = (payout_cmp(a.p, b.p) > 0) AND
				   (a.p = b.p) = (a.p::text = b.p::text) AND
				   payout_cmp(a.p, b.p) = -payout_cmp(b.p, a.p) AND
				   (a.p <> b.p OR payout_hash(a.p) = payout_hash(b.p))),
		  'operators, cmp, hash and text agree')
FROM payouts a, payouts b WHERE a.n <= 100;
SELECT is((SELECT count(*) FROM (SELECT DISTINCT p FROM payouts) s),
		  (SELECT count(DISTINCT p::text) FROM payouts),
		  'distinct values are distinct texts');
SELECT is((SELECT count(*) FROM payouts WHERE p::text::payout = p),
		  300::bigint, 'texts come back');
CREATE TABLE again (n integer, p payout);
DO $$
DECLARE
	file text := current_setting('data_directory') || '/payout.copy';
BEGIN
	EXECUTE format('COPY payouts TO %L (FORMAT binary)', file);
	EXECUTE format('COPY again FROM %L (FORMAT binary)', file);
END
$$;
SELECT is((SELECT count(*) FROM payouts JOIN again USING (n)
		   WHERE payouts.p = again.p), 300::bigint,
		  'binary comes back');

SELECT * FROM finish();
ROLLBACK;
