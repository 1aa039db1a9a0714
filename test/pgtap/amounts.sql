/*
 * amounts.sql
 *		Amounts of money: whatever a numeric looks like, it is what
 *		arithmetic in numeric makes of it, rounded to 0.0001.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(5);

/* Of every size, with more and fewer digits than an amount has. */
CREATE TABLE amount AS
WITH digits AS (
	SELECT ((hashint8extended(i, 7) >> 1) % 1000000007 *
			CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END)::numeric AS digits, i
	FROM generate_series(1, 20000) i
)
SELECT digits * 10::numeric ^ (i % 16 - 10) AS amount FROM digits
UNION ALL
SELECT trunc(digits * 10::numeric ^ (i % 16 - 10), i % 5) FROM digits
UNION ALL
SELECT i * 10::numeric ^ e
FROM generate_series(-20, 20) i, generate_series(-8, 13) e;

SELECT is(count(*), 0::bigint, 'an amount is the numeric, rounded')
FROM amount
WHERE payout(amount => amount)::text <> 'amount=' || round(amount, 4);
SELECT is(min(payout(amount => 899999999999999.9999)::text) ||
		  max(payout(amount => -899999999999999.9999)::text),
		  'amount=899999999999999.9999amount=-899999999999999.9999',
		  'the largest amounts');
SELECT is(payout(amount => 1e-200)::text, 'amount=0.0000',
		  'next to nothing is nothing');
SELECT throws_ok(format('SELECT payout(amount => %L)', amount), '22003', NULL,
				 'no amount: ' || amount)
FROM unnest(array['NaN', '9e14']) amount;

SELECT * FROM finish();
ROLLBACK;
