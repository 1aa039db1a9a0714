/*
 * compensation_brute_force.sql
 *		Every figure of compensation_gap and function_waits, computed a second
 *		time in plain SQL: from rows, with all pairs written out, in numeric.
 *
 * The payouts are those of 96 small companies, each odd in its own way, made
 * by a hash and so the same in every run.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(80);

/*
 * The companies
 */

/* A number from 0 to sides - 1 that only depends on what is asked. */
CREATE FUNCTION dice(company integer, payee integer, payout integer,
					 throw integer, sides bigint)
RETURNS bigint IMMUTABLE LANGUAGE sql AS
$$
SELECT (hashint8extended(company * 1000003::bigint + payee * 10007 +
						 payout * 101 + throw, 20) & (1::bigint << 60) - 1)
	   % sides
$$;

CREATE TABLE company AS
SELECT company,
	   (array[0, 1, 2, 3, 4, 5, 8, 12, 18, 30])[1 + dice(company, 0, 0, 1, 10)]
	   AS sales,
	   (array[0, 1, 2, 3, 4, 5, 8, 12, 18, 30])[1 + dice(company, 0, 0, 2, 10)]
	   AS marketing,
	   dice(company, 0, 0, 3, 3)::integer AS others,
	   CASE WHEN dice(company, 0, 0, 4, 8) > 0 THEN date '2026-06-30' END
	   AS as_of,
	   (array[5, 1, 0, 3])[1 + dice(company, 0, 0, 5, 4)] AS minimum,
	   (array['on schedule', 'few days', 'weeks', 'years'])[1 + company % 4]
	   AS lateness,
	   (array['none', 'the same', 'any', 'some', 'huge'])[1 + company % 5]
	   AS amounts,
	   (array['all', 'some', 'none', 'all'])[1 + company / 4 % 4] AS schedules,
	   (array[0, 25, 60])[1 + company % 3] AS unpaid,
	   CASE WHEN company % 2 = 0 THEN 'EUR' END AS currency
FROM generate_series(1, 96) company;

CREATE TABLE people AS
SELECT *, CASE WHEN payee <= sales THEN 'sales'
			   WHEN payee <= sales + marketing THEN 'marketing'
			   WHEN payee % 2 = 0 THEN 'both' ELSE 'other' END AS function,
	   (array['Zoë ', 'o''neill ', 'Ann "B" ', 'x'])[1 + payee % 4] || payee
	   AS name
FROM company, generate_series(1, sales + marketing + others) payee;

CREATE TABLE paid AS
SELECT company, payee AS person, payout,
	   CASE WHEN d.skip <> 1 THEN name END AS payee,
	   CASE WHEN d.skip = 2 THEN NULL
			/* somebody changed from sales to marketing */
			WHEN payee = 1 AND company % 3 = 0 AND payout % 2 = 0
			THEN 'marketing'
			ELSE function END AS function,
	   CASE WHEN d.skip <> 3 AND NOT d.in_period THEN d.earned END
	   AS earned_on,
	   CASE WHEN d.skip <> 3 AND d.in_period THEN d.earned END AS earned_from,
	   CASE WHEN d.skip <> 3 AND d.in_period THEN d.earned + d.period END
	   AS earned_to,
	   CASE WHEN d.has_schedule THEN d.scheduled END AS scheduled_on,
	   CASE WHEN NOT d.unpaid THEN d.scheduled + d.late END AS paid_on,
	   CASE amounts
			WHEN 'the same' THEN 100
			WHEN 'any' THEN dice(company, payee, payout, 10, 20000000) / 1e4
			WHEN 'some' THEN nullif(dice(company, payee, payout, 10, 4) - 1, 2)
			WHEN 'huge' THEN dice(company, payee, payout, 10, 9e17::bigint) / 1e4
	   END * CASE WHEN dice(company, payee, payout, 11, 30) = 0 THEN -1 ELSE 1
			 END AS amount,
	   CASE WHEN lateness = 'on schedule' OR
				 dice(company, payee, payout, 12, 6) > 0
			THEN (array['commission', 'bonus', 'award', 'salary', 'other',
						NULL])[1 + dice(company, payee, payout, 13, 6)]
			ELSE (array['draw', 'draw_recovery', 'guarantee', 'adjustment',
						'clawback'])[1 + dice(company, payee, payout, 13, 5)]
	   END AS kind,
	   currency
FROM people,
	 generate_series(1, 1 + dice(company, payee, 0, 6, 6)::integer) payout,
LATERAL (
	SELECT CASE WHEN lateness <> 'on schedule'
				THEN dice(company, payee, payout, 1, 60) END AS skip,
		   dice(company, 0, 0, 7, 3) = 0 AND
		   dice(company, payee, payout, 2, 3) > 0 AS in_period,
		   date '2025-07-01' + dice(company, payee, payout, 3, 400)::integer
		   AS earned,
		   dice(company, payee, payout, 4, 92)::integer AS period,
		   schedules = 'all' OR schedules = 'some' AND
		   dice(company, payee, payout, 5, 2) = 0 AS has_schedule,
		   dice(company, payee, payout, 6, 100) < unpaid AS unpaid,
		   CASE lateness
				WHEN 'on schedule' THEN 0
				WHEN 'few days' THEN dice(company, payee, payout, 7, 4) - 1
				WHEN 'weeks' THEN dice(company, payee, payout, 7, 60) - 15
				ELSE dice(company, payee, payout, 7, 9000) - 1000
		   END::integer AS late) c,
LATERAL (
	SELECT coalesce(c.skip, 0) AS skip, c.in_period, c.earned, c.period,
		   c.has_schedule, c.unpaid, c.late,
		   c.earned + (CASE WHEN function = 'marketing' AND company % 3 = 0
							THEN 90 ELSE 20 END +
					   dice(company, payee, 0, 8, 9) * 2)::integer
		   AS scheduled) d;

CREATE VIEW as_payout AS
SELECT company, person, payout AS row, as_of, minimum,
	   payout(payee => paid.payee, function => paid.function,
			  earned_on => earned_on, paid_on => paid_on, amount => amount,
			  scheduled_on => scheduled_on, earned_from => earned_from,
			  earned_to => earned_to, currency => paid.currency,
			  kind => kind) AS payout
FROM paid JOIN company USING (company);

/*
 * The second implementation
 */

/* a / b rounded down; b is above zero. */
CREATE FUNCTION floor_of(a numeric, b numeric) RETURNS numeric
IMMUTABLE LANGUAGE sql AS
$$
SELECT div(a, b) - CASE WHEN a % b < 0 THEN 1 ELSE 0 END
$$;

/* a / b with digits to spare; null where b is 0. */
CREATE FUNCTION quotient(a numeric, b numeric) RETURNS numeric
IMMUTABLE LANGUAGE sql AS
$$
SELECT a::numeric(120, 30) / nullif(b, 0)
$$;

CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric,
								   INITCOND = 1);

/* The rewards, and what each is as of the day. */
CREATE TABLE reward AS
SELECT r.*, c.as_of, weight, twice_earned, state,
	   CASE WHEN state = 'paid' THEN paid_on
			WHEN state = 'overdue' THEN as_of END AS until
FROM paid r
JOIN company c USING (company),
LATERAL (
	SELECT round(coalesce(r.amount, 0), 4) AS weight,
		   coalesce(r.earned_on, r.earned_from) - date '2000-01-01' +
		   (coalesce(r.earned_on, r.earned_to) - date '2000-01-01')
		   AS twice_earned) e,
LATERAL (
	SELECT CASE
		   WHEN r.paid_on IS NOT NULL THEN 'paid'
		   WHEN 2 * (c.as_of - date '2000-01-01') < e.twice_earned
		   THEN 'not yet earned'
		   WHEN c.as_of IS NULL OR r.scheduled_on >= c.as_of THEN 'not due'
		   ELSE 'overdue' END AS state) s
WHERE r.payee IS NOT NULL AND r.function IS NOT NULL
AND coalesce(r.earned_on, r.earned_from) IS NOT NULL
AND r.amount >= 0 IS NOT FALSE
AND (r.kind IN ('commission', 'bonus', 'award', 'salary', 'other')
	 OR r.kind IS NULL);

/* Their waits in half days. */
CREATE TABLE waited AS
SELECT *, 2 * (until - date '2000-01-01') - twice_earned AS twice_wait,
	   2 * (scheduled_on - date '2000-01-01') - twice_earned AS twice_design,
	   until - scheduled_on AS late
FROM reward;

/* One value a payee. */
CREATE TABLE payee_wait AS
SELECT company, function, payee,
	   CASE WHEN sum(weight) > 0
			THEN sum(twice_wait * weight)
			ELSE sum(twice_wait) END AS above,
	   2 * CASE WHEN sum(weight) > 0 THEN sum(weight) ELSE count(*) END
	   AS below,
	   CASE WHEN sum(weight) FILTER (WHERE late IS NOT NULL) > 0
			THEN quotient(sum(twice_design * weight),
						  sum(weight) FILTER (WHERE late IS NOT NULL))
			ELSE quotient(sum(twice_design), count(late)) END / 2 AS design,
	   CASE WHEN sum(weight) FILTER (WHERE late IS NOT NULL) > 0
			THEN quotient(sum(late * weight),
						  sum(weight) FILTER (WHERE late IS NOT NULL))
			ELSE quotient(sum(late), count(late)) END AS lateness
FROM waited
WHERE until IS NOT NULL
GROUP BY company, function, payee;
ALTER TABLE payee_wait ADD days integer;
UPDATE payee_wait SET days = floor_of(2 * above + below, 2 * below);

/* Kaplan and Meier's median in half days, the shares as fractions. */
CREATE TABLE kaplan_meier AS
WITH seen AS (
	SELECT w.company, w.function,
		   coalesce(2 * (w.paid_on - date '2000-01-01') - twice_earned,
					2 * (w.as_of - date '2000-01-01') - twice_earned) AS time,
		   w.paid_on IS NOT NULL AS ended
	FROM waited w
	WHERE w.state <> 'not yet earned'
	AND (w.as_of IS NOT NULL OR NOT EXISTS (
		SELECT FROM waited x
		WHERE (x.company, x.function) = (w.company, w.function)
		AND x.state = 'not due'))
), left_over AS (
	SELECT company, function, time, count(*) FILTER (WHERE ended) AS ended,
		   sum(count(*)) OVER (PARTITION BY company, function
							   ORDER BY time DESC) AS at_risk,
		   max(time) OVER (PARTITION BY company, function) AS last
	FROM seen GROUP BY company, function, time
), curve AS (
	SELECT company, function, time, last,
		   lead(time, 1, last) OVER w AS next,
		   product(at_risk - ended) OVER w AS above,
		   product(at_risk) OVER w AS below
	FROM left_over WHERE ended > 0
	WINDOW w AS (PARTITION BY company, function ORDER BY time)
)
SELECT DISTINCT ON (company, function) company, function,
	   CASE WHEN 2 * above = below THEN time + greatest(next, time)
			ELSE 2 * time END / 4.0 AS median
FROM curve WHERE 2 * above <= below
ORDER BY company, function, time;

/* Every function, with or without payouts, suppressed where too few wait. */
CREATE TABLE plain_waits AS
WITH beside AS (
	SELECT company, function,
		   count(*) FILTER (WHERE reward AND earned_to > earned_from)
		   AS in_periods,
		   count(*) FILTER (WHERE reward AND amount IS NULL)
		   AS without_amount,
		   count(*) FILTER (WHERE NOT reward AND NOT back) AS not_rewards,
		   coalesce(sum(amount) FILTER (WHERE NOT reward AND NOT back), 0)
		   AS advanced,
		   count(*) FILTER (WHERE back) AS clawbacks,
		   coalesce(sum(abs(amount)) FILTER (WHERE back), 0) AS taken_back
	FROM paid, LATERAL (
		SELECT kind IS NULL OR kind IN
			   ('commission', 'bonus', 'award', 'salary', 'other')
			   AS rewarding) r, LATERAL (
		SELECT coalesce(kind = 'clawback', false) OR
			   rewarding AND coalesce(amount < 0, false) AS back) x, LATERAL (
		SELECT rewarding AND NOT back AS reward) y
	WHERE payee IS NOT NULL AND coalesce(earned_on, earned_from) IS NOT NULL
	GROUP BY company, function
), of_payouts AS (
	SELECT company, function,
		   count(DISTINCT payee) FILTER (WHERE state <> 'not yet earned')
		   AS payees,
		   count(*) FILTER (WHERE state <> 'not yet earned') AS payouts,
		   count(*) AS rewards,
		   count(*) FILTER (WHERE state = 'paid') AS paid,
		   count(*) FILTER (WHERE state = 'overdue') AS overdue,
		   count(*) FILTER (WHERE state = 'not due') AS not_due,
		   count(*) FILTER (WHERE state = 'not yet earned')
		   AS not_yet_earned,
		   count(late) AS scheduled,
		   count(*) FILTER (WHERE late > 0) AS late,
		   bool_and(late IS NOT NULL)
		   FILTER (WHERE until IS NOT NULL) AS all_scheduled,
		   percentile_cont(0.9) WITHIN GROUP (ORDER BY greatest(late, 0))
		   FILTER (WHERE late IS NOT NULL) AS tardiness_p90,
		   quotient(sum(twice_wait * weight) FILTER (WHERE until IS NOT NULL),
					2 * sum(weight) FILTER (WHERE until IS NOT NULL))
		   AS weighted,
		   sum(weight) FILTER (WHERE state <> 'not yet earned') AS amount,
		   count(*) FILTER (WHERE state = 'paid' AND twice_wait < 0)
		   AS paid_before_earned,
		   count(*) FILTER (WHERE twice_design < 0)
		   AS scheduled_before_earned
	FROM waited GROUP BY company, function
), of_payees AS (
	SELECT company, function, count(*) AS waiting,
		   avg(quotient(above, below)) AS mean,
		   avg(design) AS design, avg(lateness) AS lateness,
		   percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median,
		   percentile_cont(0.9) WITHIN GROUP (ORDER BY days) AS p90
	FROM payee_wait GROUP BY company, function
)
SELECT c.company, function, coalesce(waiting, 0) AS waiting,
	   coalesce(waiting, 0) < minimum AS suppressed,
	   all_scheduled, rewards,
	   coalesce(payees, 0) AS payees, coalesce(payouts, 0) AS payouts,
	   quotient(overdue + not_due, payouts) AS unpaid_share,
	   mean AS mean_wait_days, y.median AS median_wait_days,
	   p90 AS p90_wait_days, weighted AS weighted_wait_days,
	   quotient(late, scheduled) AS late_rate,
	   tardiness_p90 AS tardiness_p90_days,
	   CASE WHEN in_periods = 0 THEN 'day'
			WHEN in_periods = rewards THEN 'period'
			WHEN rewards > 0 THEN 'mixed' END AS earned_basis,
	   k.median AS kaplan_meier_median_days,
	   design AS mean_design_days, y.lateness AS mean_lateness_days,
	   coalesce(paid, 0) AS paid, coalesce(overdue, 0) AS overdue,
	   coalesce(not_due, 0) AS not_due,
	   coalesce(not_yet_earned, 0) AS not_yet_earned,
	   coalesce(scheduled, 0) AS scheduled, coalesce(late, 0) AS late,
	   coalesce(amount, 0) AS amount,
	   coalesce(without_amount, 0) AS without_amount,
	   coalesce(not_rewards, 0) AS not_rewards,
	   coalesce(advanced, 0) AS advanced,
	   coalesce(clawbacks, 0) AS clawbacks,
	   coalesce(taken_back, 0) AS taken_back,
	   coalesce(paid_before_earned, 0) AS paid_before_earned,
	   coalesce(scheduled_before_earned, 0) AS scheduled_before_earned
FROM company c
CROSS JOIN unnest(array['sales', 'marketing', 'both', 'other']) AS function
LEFT JOIN beside USING (company, function)
LEFT JOIN of_payouts USING (company, function)
LEFT JOIN of_payees y USING (company, function)
LEFT JOIN kaplan_meier k USING (company, function);
UPDATE plain_waits SET earned_basis = NULL
WHERE coalesce(rewards, 0) = 0 OR suppressed;
UPDATE plain_waits
SET unpaid_share = NULL, mean_wait_days = NULL, median_wait_days = NULL,
	p90_wait_days = NULL, weighted_wait_days = NULL, late_rate = NULL,
	tardiness_p90_days = NULL, kaplan_meier_median_days = NULL,
	mean_design_days = NULL, mean_lateness_days = NULL, amount = NULL,
	advanced = NULL, taken_back = NULL, paid = NULL, overdue = NULL,
	not_due = NULL, not_yet_earned = NULL, scheduled = NULL, late = NULL,
	without_amount = NULL, not_rewards = NULL, clawbacks = NULL,
	paid_before_earned = NULL, scheduled_before_earned = NULL
WHERE suppressed;

/*
 * The lower limit of a share of pairs, by Newcombe: where
 * (share - t)^2 = z^2 V(t), both sides times n m (2 - t) (1 + t).
 */
CREATE FUNCTION lower_limit(share numeric, n bigint, m bigint)
RETURNS numeric IMMUTABLE LANGUAGE plpgsql AS
$$
DECLARE
	z CONSTANT numeric := 1.959963984540054;
	h CONSTANT numeric := (n + m) * 0.5 - 1;
	outside numeric := 0;
	inside numeric := round(share, 40);
	t numeric;
BEGIN
	FOR i IN 1..60 LOOP
		t := round((outside + inside) * 0.5, 40);
		IF (share - t) ^ 2 * n * m * (2 - t) * (1 + t) >
			z * z * t * (1 - t) * ((2 - t) * (1 + t) + h * (1 - t) * (1 + t) +
								   h * t * (2 - t)) THEN
			outside := t;
		ELSE
			inside := t;
		END IF;
	END LOOP;
	RETURN inside;
END
$$;

/* erfc(z / sqrt(2)) = 1 - 2 phi(z) (z + z^3 / 3 + z^5 / (3 * 5) + ...) */
CREATE FUNCTION two_sided(score numeric) RETURNS numeric
IMMUTABLE LANGUAGE plpgsql AS
$$
DECLARE
	z CONSTANT numeric := round(abs(score), 40);
	pi CONSTANT numeric := 3.1415926535897932384626433832795028841971693993751;
	term numeric := z;
	total numeric := z;
	odd integer := 1;
BEGIN
	WHILE term > 1e-45 LOOP
		odd := odd + 2;
		term := round(term * z * z / odd, 60);
		total := total + term;
	END LOOP;
	RETURN 1 - 2 * total * exp(round(-z * z / 2, 60)) /
		   sqrt(round(2 * pi, 50));
END
$$;

/* Both functions wait and are not suppressed: all pairs. */
CREATE TABLE pair AS
SELECT company, m.days AS marketing, s.days AS sales, m.days - s.days AS longer
FROM payee_wait m JOIN payee_wait s USING (company)
WHERE m.function = 'marketing' AND s.function = 'sales'
AND NOT EXISTS (
	SELECT FROM plain_waits w
	WHERE w.company = m.company AND w.function IN ('sales', 'marketing')
	AND w.suppressed);

/* The variance of U from the ranks of both functions together. */
CREATE TABLE ranked AS
WITH rank AS (
	SELECT company, function,
		   (rank() OVER w + rank() OVER w + count(*) OVER t - 1) / 2.0 AS rank,
		   count(*) OVER (PARTITION BY company) AS all
	FROM payee_wait WHERE function IN ('sales', 'marketing')
	WINDOW w AS (PARTITION BY company ORDER BY days),
		   t AS (PARTITION BY company, days)
)
SELECT company, count(*) FILTER (WHERE function = 'marketing') AS n,
	   count(*) FILTER (WHERE function = 'sales') AS m,
	   quotient(sum((rank - (r.all + 1) / 2.0) ^ 2) *
				count(*) FILTER (WHERE function = 'marketing') *
				count(*) FILTER (WHERE function = 'sales'),
				count(*) * (count(*) - 1)) AS variance
FROM rank r GROUP BY company;

CREATE FUNCTION factorial_of(n numeric) RETURNS numeric
IMMUTABLE LANGUAGE sql AS
$$
SELECT product(i) FROM generate_series(1, n) i
$$;

CREATE TABLE compared AS
SELECT company, n, m, variance,
	   count(*) FILTER (WHERE longer > 0) AS longer,
	   count(*) FILTER (WHERE longer < 0) AS shorter,
	   percentile_cont(0.5) WITHIN GROUP (ORDER BY longer) AS shift,
	   array_agg(longer ORDER BY longer) AS differences,
	   greatest(1, floor(n * m / 2.0 - 1.959963984540054 * sqrt(variance)))
	   ::integer AS rank,
	   factorial_of(n + m) / factorial_of(n) / factorial_of(m) >= 40
	   AS enough
FROM pair JOIN ranked USING (company)
GROUP BY company, n, m, variance;

CREATE TABLE plain_gap AS
SELECT c.company,
	   s.payees AS sales_payees, s.payouts AS sales_payouts,
	   s.unpaid_share AS sales_unpaid_share,
	   s.mean_wait_days AS sales_mean_wait_days,
	   s.median_wait_days AS sales_median_wait_days,
	   s.p90_wait_days AS sales_p90_wait_days,
	   s.weighted_wait_days AS sales_weighted_wait_days,
	   s.late_rate AS sales_late_rate,
	   s.tardiness_p90_days AS sales_tardiness_p90_days,
	   s.earned_basis AS sales_earned_basis,
	   m.payees AS marketing_payees, m.payouts AS marketing_payouts,
	   m.unpaid_share AS marketing_unpaid_share,
	   m.mean_wait_days AS marketing_mean_wait_days,
	   m.median_wait_days AS marketing_median_wait_days,
	   m.p90_wait_days AS marketing_p90_wait_days,
	   m.weighted_wait_days AS marketing_weighted_wait_days,
	   m.late_rate AS marketing_late_rate,
	   m.tardiness_p90_days AS marketing_tardiness_p90_days,
	   m.earned_basis AS marketing_earned_basis,
	   x.shift AS marketing_minus_sales_days,
	   CASE WHEN enough THEN differences[x.rank] END
	   AS marketing_minus_sales_low,
	   CASE WHEN enough THEN differences[x.n * x.m + 1 - x.rank] END
	   AS marketing_minus_sales_high,
	   CASE WHEN enough THEN NOT 0 BETWEEN differences[x.rank] AND
								 differences[x.n * x.m + 1 - x.rank] END
	   AS differs,
	   (1 + delta) / 2 AS marketing_waits_longer,
	   delta AS cliffs_delta,
	   CASE WHEN enough
			THEN 2 * lower_limit((1 + delta) / 2, x.n, x.m) - 1 END
	   AS cliffs_delta_low,
	   CASE WHEN enough
			THEN 1 - 2 * lower_limit((1 - delta) / 2, x.n, x.m) END
	   AS cliffs_delta_high,
	   CASE WHEN abs(delta) < 0.147 THEN 'negligible'
			WHEN abs(delta) < 0.33 THEN 'small'
			WHEN abs(delta) < 0.474 THEN 'medium'
			WHEN abs(delta) <= 1 THEN 'large' END AS effect_size,
	   z AS mann_whitney_z,
	   two_sided(z) AS mann_whitney_p,
	   m.mean_wait_days - s.mean_wait_days + g.nothing AS mean_gap_days,
	   m.mean_design_days - s.mean_design_days + g.nothing
	   AS design_gap_days,
	   m.mean_lateness_days - s.mean_lateness_days + g.nothing
	   AS lateness_gap_days,
	   (SELECT max(p.currency) FROM paid p WHERE p.company = c.company
		AND p.payee IS NOT NULL AND p.function IS NOT NULL
		AND coalesce(p.earned_on, p.earned_from) IS NOT NULL
		AND p.amount IS NOT NULL) AS currency,
	   b.payees AS both_payees, o.payees AS other_payees,
	   (SELECT count(*) FROM (
			SELECT FROM waited w
			WHERE w.company = c.company AND state <> 'not yet earned'
			AND function IN ('sales', 'marketing')
			GROUP BY payee HAVING count(DISTINCT function) = 2) t)
	   AS payees_of_two,
	   (SELECT count(*) FROM paid p
		WHERE p.company = c.company AND NOT (
			p.payee IS NOT NULL AND p.function IS NOT NULL
			AND coalesce(p.earned_on, p.earned_from) IS NOT NULL)) AS skipped,
	   g.reason
FROM company c
JOIN plain_waits s ON s.company = c.company AND s.function = 'sales'
JOIN plain_waits m ON m.company = c.company AND m.function = 'marketing'
JOIN plain_waits b ON b.company = c.company AND b.function = 'both'
JOIN plain_waits o ON o.company = c.company AND o.function = 'other'
LEFT JOIN compared x ON x.company = c.company,
LATERAL (
	SELECT CASE WHEN s.waiting = 0 THEN 'no_sales'
				WHEN m.waiting = 0 THEN 'no_marketing'
				WHEN s.suppressed OR m.suppressed THEN 'suppressed'
				WHEN NOT enough THEN 'too_few'
				WHEN s.all_scheduled AND m.all_scheduled AND
					 abs(m.mean_design_days - s.mean_design_days) >=
					 abs(m.mean_lateness_days - s.mean_lateness_days) - 1e-9
				THEN 'design' END
		   AS reason,
		   CASE WHEN x.company IS NOT NULL THEN 0 END AS nothing) g,
LATERAL (
	SELECT quotient(x.longer - x.shorter, x.n * x.m) AS delta,
		   CASE WHEN variance > 0 AND g.reason IS NULL
				THEN (x.longer - x.shorter) / 2.0 / sqrt(variance) END AS z) d;

/*
 * The comparison
 */

/* Companies whose two figures differ: floats by 1e-12, the rest at all. */
CREATE FUNCTION unlike(one regclass, other regclass, figure text, kind oid)
RETURNS bigint LANGUAGE plpgsql AS
$$
DECLARE
	companies bigint;
BEGIN
	EXECUTE format(CASE WHEN kind = 'float8'::regtype THEN '
		SELECT count(*) FROM %1$s a FULL JOIN %2$s b USING (company, function)
		WHERE abs(a.%3$I::numeric - b.%3$I::numeric) >
			  1e-12 * greatest(1, abs(b.%3$I::numeric))
		OR (a.%3$I IS NULL) <> (b.%3$I IS NULL)' ELSE '
		SELECT count(*) FROM %1$s a FULL JOIN %2$s b USING (company, function)
		WHERE a.%3$I IS DISTINCT FROM b.%3$I' END, one, other, figure)
	INTO companies;
	RETURN companies;
END
$$;

/* How many different answers a figure has, null being one. */
CREATE FUNCTION answers(one regclass, figure text) RETURNS bigint
LANGUAGE plpgsql AS
$$
DECLARE
	values bigint;
BEGIN
	EXECUTE format('SELECT count(DISTINCT format(''%%s'', %I)) FROM %s',
				   figure, one)
	INTO values;
	RETURN values;
END
$$;

CREATE VIEW figure AS
SELECT typname, attname, atttypid, attnum
FROM pg_type JOIN pg_attribute ON attrelid = typrelid
WHERE pg_type.oid IN ('pay_gap_figures'::regtype, 'wait_figures'::regtype)
AND attnum > 0 AND attname <> 'function';

CREATE TABLE gap_of_rows AS
SELECT 'all' AS function, company, gap.*
FROM (SELECT company, compensation_gap(payout, as_of, minimum) AS gap
	  FROM as_payout GROUP BY company) g, LATERAL (SELECT (g.gap).*) gap;

CREATE TABLE summaries AS
SELECT company, as_of, minimum, wait_summary_state(payout) AS summary
FROM as_payout GROUP BY company, as_of, minimum;

CREATE TABLE waits_of_rows AS
SELECT company, w.*
FROM summaries, function_waits(summary, as_of, minimum) w;

ALTER TABLE plain_gap ADD function text DEFAULT 'all';
DELETE FROM plain_gap WHERE company NOT IN (SELECT company FROM paid);
DELETE FROM plain_waits WHERE company NOT IN (SELECT company FROM paid);

SELECT is(unlike('gap_of_rows', 'plain_gap', attname, atttypid), 0::bigint,
		  format('%s: what plain SQL says', attname))
FROM figure WHERE typname = 'pay_gap_figures' ORDER BY attnum;

SELECT is(unlike('waits_of_rows', 'plain_waits', attname, atttypid), 0::bigint,
		  format('%s of a function: what plain SQL says', attname))
FROM figure WHERE typname = 'wait_figures' ORDER BY attnum;

SELECT is_empty(
	$$
	SELECT attname FROM figure
	WHERE answers(CASE typname WHEN 'wait_figures' THEN 'plain_waits'
				  ELSE 'plain_gap' END, attname) < 2
	$$, 'no figure is the same in all companies');
SELECT results_eq(
	'SELECT reason FROM plain_gap GROUP BY reason ORDER BY reason',
	array['design', 'no_marketing', 'no_sales', 'suppressed', 'too_few',
		  NULL], 'every reason occurs');
SELECT ok(min(cliffs_delta) = -1 AND max(cliffs_delta) = 1 AND
		  count(*) FILTER (WHERE abs(cliffs_delta) = 1 AND
						   cliffs_delta_low < cliffs_delta_high) > 0,
		  'a delta of 1 has an interval, too')
FROM plain_gap;

/*
 * However the payouts arrive
 */

/* The answers to all payouts as text, in some order and time zone. */
CREATE FUNCTION answers_in(zone text, shuffle integer) RETURNS text
LANGUAGE plpgsql SET datestyle = 'ISO' AS
$$
DECLARE
	answer text;
BEGIN
	PERFORM set_config('timezone', zone, true);
	SELECT string_agg(gap::text, E'\n' ORDER BY company) INTO answer
	FROM (
		SELECT company,
			   compensation_gap(payout::text::payout, as_of, minimum) AS gap
		FROM (SELECT * FROM as_payout
			  ORDER BY dice(company, person, row, shuffle, 1000003)) r
		GROUP BY company) g;
	RETURN answer;
END
$$;

CREATE VIEW answer AS
SELECT string_agg(gap::text, E'\n' ORDER BY company) AS of_rows
FROM (SELECT company, compensation_gap(payout, as_of, minimum) AS gap
	  FROM as_payout GROUP BY company) g;

SELECT is(answers_in(zone, shuffle), of_rows,
		  format('rows in order %s, in %s: the same to the last digit',
				 shuffle, zone))
FROM answer, (VALUES ('UTC', 31), ('America/Los_Angeles', 32),
					 ('Pacific/Auckland', 33)) v (zone, shuffle);

/* Summaries of up to six parts of a company, by a throw of the dice. */
CREATE TABLE part AS
SELECT company, wait_summary_state(payout) AS summary
FROM as_payout
GROUP BY company, dice(company, person, row, 40, 6)
ORDER BY dice(company, max(person), 0, 41, 1000003);

CREATE TABLE merged AS
SELECT company, merge_wait_summary(summary) AS summary
FROM part GROUP BY company;

SELECT is(count(*), 0::bigint, 'merged from parts: the same summary')
FROM merged JOIN summaries s USING (company)
WHERE wait_summary_send(merged.summary) <> wait_summary_send(s.summary);
SELECT is(string_agg(compensation_gap(m.summary, as_of, minimum)::text, E'\n'
					 ORDER BY company), of_rows,
		  'merged from parts: the same answers to the last digit')
FROM merged m JOIN company USING (company), answer
GROUP BY of_rows;
SELECT is(string_agg(compensation_gap(m.summary::text::wait_summary, as_of,
									  minimum)::text, E'\n'
					 ORDER BY company), of_rows,
		  'merged, written and read: the same answers')
FROM merged m JOIN company USING (company), answer
GROUP BY of_rows;

CREATE FUNCTION workers_launched(query text) RETURNS integer
LANGUAGE plpgsql AS
$$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, FORMAT JSON) ' || query INTO plan;
	RETURN coalesce((jsonb_path_query_first(plan,
					 '$.**."Workers Launched"'))::integer, 0);
END
$$;
CREATE TABLE serial AS SELECT * FROM answer;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
ANALYZE paid;
SELECT cmp_ok(workers_launched('SELECT * FROM answer'), '>', 0,
			  'workers are launched');
SELECT is(answer.of_rows, serial.of_rows,
		  'parallel: the same answers to the last digit')
FROM answer, serial;

/*
 * Examples that others have published, through SQL
 */

/* The wait of everybody, one payout each. */
CREATE FUNCTION gap_of(marketing integer[], sales integer[])
RETURNS pay_gap_figures LANGUAGE sql AS
$$
SELECT compensation_gap(
	payout(payee => function || i, function => function,
		   earned_on => '2026-01-01', paid_on => date '2026-01-01' + days),
	'2027-12-31')
FROM (SELECT 'marketing' AS function, *
	  FROM unnest(marketing) WITH ORDINALITY m (days, i)
	  UNION ALL
	  SELECT 'sales', * FROM unnest(sales) WITH ORDINALITY s (days, i)) x
$$;

/* real-statistics.com, Cliff's delta: of it and of the rank sum, 117.5 */
SELECT results_eq(
	$$
	SELECT round(cliffs_delta::numeric, 5),
		   marketing_waits_longer * 12 * 11 + 12 * 13 / 2, effect_size
	FROM gap_of(array[11, 15, 9, 4, 34, 17, 18, 14, 12, 13, 26, 31],
				array[34, 31, 35, 29, 28, 12, 18, 30, 14, 22, 10])
	$$,
	$$ VALUES (-0.40152, 117.5::float8, 'medium') $$,
	'the example of Cliffs delta, a drug and a control group');

/* SAS/STAT 14.1, NPAR1WAY, example 71.3: rank sum 79.5, p 0.0764 */
SELECT results_eq(
	$$
	SELECT round(mann_whitney_p::numeric, 4),
		   marketing_waits_longer * 6 * 13 + 6 * 7 / 2
	FROM gap_of(array[327, 327, 327, 370, 370, 374],
				array[194, 194, 292, 292, 292, 292, 327, 327, 327, 327, 370,
					  370, 374])
	$$,
	$$ VALUES (0.0764, 79.5::float8) $$,
	'the example of Mann and Whitney with ties, two stimulants');

SELECT * FROM finish();
ROLLBACK;
