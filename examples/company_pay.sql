-- How the people of Brackenfold (company.sql) were paid for 2025: the plans
-- of their teams, and every payout up to the end of March 2026.
--
-- Sales is paid monthly or quarterly for deals, marketing once a year for
-- the whole year.  Payroll is late now and then, some payouts are still open,
-- and there are draws, a clawback and a trip, as in every payroll.
--
--     psql -f examples/company.sql -f examples/company_pay.sql

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL search_path = company, pg_catalog;

CREATE TABLE plan (
    plan     text PRIMARY KEY,
    team     text NOT NULL,
    kind     text NOT NULL,
    schedule text NOT NULL
);
COMMENT ON COLUMN plan.schedule IS 'a pay_schedule as text';
INSERT INTO plan VALUES
    ('Enterprise commission', 'Enterprise Sales', 'commission',
     'quarterly lag 30'),
    ('SMB commission', 'SMB Sales', 'commission', 'monthly lag 15'),
    ('SDR commission', 'Sales Development', 'commission', 'monthly lag 15'),
    ('Marketing bonus', 'Demand Generation', 'bonus', 'annual lag 60'),
    ('Brand bonus', 'Brand & Communications', 'bonus', 'annual lag 60'),
    ('Event bonus', 'Partner & Events', 'bonus', 'quarterly lag 30'),
    ('Service bonus', 'Customer Success', 'bonus', 'annual lag 60');

CREATE TABLE payout (
    payout_id   int PRIMARY KEY,
    payee       text NOT NULL REFERENCES person,
    plan        text NOT NULL REFERENCES plan,
    kind        text NOT NULL,
    earned_on   date,
    earned_from date,
    earned_to   date,
    paid_on     date,
    amount      numeric(12, 2),
    currency    text NOT NULL DEFAULT 'EUR'
);
COMMENT ON TABLE payout IS
'one row a deal, or a bonus for a period; paid_on is null until it is paid';

-- The day a plan pays what was earned on a day, in plain SQL.
CREATE FUNCTION pay_day(plan text, earned date) RETURNS date
IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE WHEN plan IN ('SMB commission', 'SDR commission')
                THEN (date_trunc('month', earned) + interval '1 month')::date + 14
                WHEN plan IN ('Enterprise commission', 'Event bonus')
                THEN (date_trunc('quarter', earned) + interval '3 months')::date + 29
                ELSE (date_trunc('year', earned) + interval '1 year')::date + 59
           END
$$;

-- Payroll is late for one payout of eight, and in August for one of two.
CREATE FUNCTION paid(n int, due date) RETURNS date
IMMUTABLE LANGUAGE sql AS $$
    SELECT due + CASE WHEN dice(n, 'late', 8) = 0
                        OR (extract(month FROM due) = 8
                            AND dice(n, 'summer', 2) = 0)
                      THEN 2 + dice(n, 'how late', 26) ELSE 0 END
$$;

-- A commission for every deal.
INSERT INTO payout
SELECT row_number() OVER (ORDER BY earned, person_id, d), person_id, plan,
       'commission', earned, NULL, NULL,
       paid(n, pay_day(plan, earned)), amount
FROM (SELECT *, row_number() OVER (ORDER BY person_id, d)::int AS n
      FROM person JOIN plan USING (team),
           generate_series(1, CASE team WHEN 'Enterprise Sales' THEN 7
                                        WHEN 'SMB Sales' THEN 16
                                        ELSE 20 END) AS d
      WHERE kind = 'commission') AS deal,
LATERAL (SELECT date '2025-01-01' + dice(n, 'deal', 365) AS earned,
    CASE team WHEN 'Enterprise Sales' THEN 1500 + dice(n, 'large', 9000)
              WHEN 'SMB Sales' THEN 200 + dice(n, 'small', 1400)
              ELSE 60 + dice(n, 'lead', 240) END AS amount) AS a;

-- A bonus for the year, or for each quarter, earned day by day.
INSERT INTO payout
SELECT 1000 + row_number() OVER (ORDER BY person_id, f), person_id, plan,
       'bonus', NULL, f::date, t::date,
       paid(7000 + row_number() OVER (ORDER BY person_id, f)::int,
            pay_day(plan, t::date)),
       CASE team WHEN 'Partner & Events' THEN 600 ELSE 4000 END
           + dice(row_number() OVER (ORDER BY person_id, f)::int, 'bonus', 3000)
FROM person JOIN plan USING (team),
     LATERAL (SELECT CASE team WHEN 'Partner & Events' THEN interval '3 months'
                               ELSE interval '1 year' END AS step) AS s,
     generate_series(timestamp '2025-01-01', timestamp '2025-12-31', step) AS f,
     LATERAL (SELECT f + step - interval '1 day' AS t) AS u
WHERE kind = 'bonus';

-- What every payroll has: draws, a clawback, a trip, and what is not paid yet.
INSERT INTO payout
SELECT 2000 + n, person_id, plan, t.kind, earned, NULL, NULL, paid_on, amount
FROM (VALUES (1, 'P18', 'draw', date '2025-03-31', date '2025-03-01', 800),
             (2, 'P18', 'draw', '2025-04-30', '2025-04-01', 800),
             (3, 'P19', 'draw', '2025-04-30', '2025-04-01', 800),
             (4, 'P10', 'clawback', '2025-09-10', '2025-09-15', -640),
             (5, 'P03', 'award', '2025-12-31', '2026-01-20', NULL),
             (6, 'P24', 'award', '2025-12-31', '2026-03-10', NULL))
     AS t (n, person_id, kind, earned, paid_on, amount)
JOIN person USING (person_id) JOIN plan USING (team);
UPDATE payout SET paid_on = NULL WHERE paid_on > '2026-03-31' OR payout_id IN (11, 57, 203, 388);

COMMIT;
ANALYZE company.plan, company.payout;
