/*
 * dominance.sql
 *		Cliff's delta from counts of pairs, beside the same from days.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SELECT plan(13);

/* Two groups of people and their values, whole days so that both can read them. */
CREATE TABLE person AS
SELECT 'p' || i AS person, i % 5 < 2 AS is_first,
	   (i * 7919 % 31) + CASE WHEN i % 5 < 2 THEN 6 ELSE 0 END AS value
FROM generate_series(1, 60) i;
CREATE TABLE pair AS
SELECT count(*) FILTER (WHERE a.value > b.value) AS more,
	   count(*) FILTER (WHERE a.value < b.value) AS fewer,
	   count(DISTINCT a.person) AS n, count(DISTINCT b.person) AS m
FROM person a, person b WHERE a.is_first AND NOT b.is_first;

SELECT is(array[d.delta, d.delta_low, d.delta_high, d.a12],
		  array[g.cliffs_delta, g.cliffs_delta_low, g.cliffs_delta_high,
				g.marketing_waits_longer], 'the figures of compensation_gap')
FROM pair, dominance_of_pairs(more, fewer, n, m) d,
	(SELECT (compensation_gap(payout(person, CASE WHEN is_first THEN 'marketing'
		ELSE 'sales' END, date '2026-01-01', date '2026-01-01' + value, 1),
		'2027-01-01')).* FROM person) g;
SELECT is(d.delta, (more - fewer)::float8 / (n * m), 'delta by its definition')
FROM pair, dominance_of_pairs(more, fewer, n, m) d;
SELECT is(e.delta, -d.delta, 'the other way round it has the other sign')
FROM pair, dominance_of_pairs(more, fewer, n, m) d, dominance_of_pairs(fewer, more, m, n) e;
SELECT is(array[e.delta_low, e.delta_high], array[-d.delta_high, -d.delta_low], 'and so has its interval')
FROM pair, dominance_of_pairs(more, fewer, n, m) d, dominance_of_pairs(fewer, more, m, n) e;
SELECT is(array[delta, a12], array[1, 1]::float8[], 'always more')
FROM dominance_of_pairs(49, 0, 7, 7);
SELECT is(array[delta, a12], array[0, 0.5]::float8[], 'all the same')
FROM dominance_of_pairs(0, 0, 7, 7);
SELECT is(concat_ws(' ', delta, delta_low, reason), '1 too_few', 'three and three tell nothing')
FROM dominance_of_pairs(9, 0, 3, 3);
SELECT is(concat_ws(' ', delta, delta_low, reason), 'missing', 'a group of nobody')
FROM dominance_of_pairs(0, 0, 0, 3);
SELECT is(dominance_of_pairs(NULL, 0, 1, 3), NULL, 'null for null');
SELECT throws_ok('SELECT dominance_of_pairs(5, 5, 3, 3)', '22023',
	'there are more pairs than the groups can have', 'more pairs than there are');
SELECT throws_ok('SELECT dominance_of_pairs(-1, 0, 3, 3)', '22023', NULL, 'fewer than none');
SELECT throws_ok('SELECT dominance_of_pairs(0, 0, 9223372036854775807, 3)', '22023', NULL, 'more people than there are');
SELECT lives_ok('SELECT dominance_of_pairs(9223372036854775807, 9223372036854775807, 1099511627776, 1099511627776)',
	'as many as can be counted');

SELECT * FROM finish();
ROLLBACK;
