-- The deals of the made-up company of company.sql, and what became of the
-- leads that marketing handed to sales.
--
-- The same on every machine, like everything there; load that file first.
--
--     psql -f examples/company.sql -f examples/company_deals.sql

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = company, pg_catalog;
DROP TABLE IF EXISTS deal, lead_step;

CREATE TABLE deal (
    deal_id   text PRIMARY KEY,
    customer  text NOT NULL REFERENCES account,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    won       boolean,
    campaign  text
);
COMMENT ON COLUMN deal.closed_at IS 'null while the deal is open';
COMMENT ON COLUMN deal.campaign IS 'the campaign that goes with the deal';

CREATE TABLE lead_step (
    lead_id     text NOT NULL,
    customer    text NOT NULL REFERENCES account,
    step        text NOT NULL CHECK (step IN ('handed_off', 'accepted',
                                              'rejected', 'returned',
                                              'closed')),
    happened_at timestamptz NOT NULL,
    actor       text NOT NULL REFERENCES person,
    PRIMARY KEY (lead_id, happened_at)
);
COMMENT ON TABLE lead_step IS 'leads on their way from marketing to sales';
COMMENT ON COLUMN lead_step.step IS 'closed: it became a deal';

-- Deals of the customers that the company talks to most; one in ten is still
-- open at the end of the year.
INSERT INTO deal
SELECT 'D' || lpad((row_number() OVER (ORDER BY opened_at, customer))::text,
                   3, '0'), customer, opened_at,
       CASE WHEN dice(n, 'open', 10) > 0 THEN opened_at +
           make_interval(days => 20 + dice(n, 'deal', 80)) END,
       CASE WHEN dice(n, 'open', 10) > 0 THEN dice(n, 'won', 3) = 0 END,
       CASE WHEN dice(n, 'tag', 3) = 0 THEN
           (ARRAY['New year, new books', 'Spring launch', 'Autumn roadshow',
                  'Year-end offer'])[extract(quarter FROM opened_at)::int] END
FROM (SELECT customer, row_number() OVER (ORDER BY count(*) DESC, customer)::int
          AS n FROM activity GROUP BY customer) AS c,
     LATERAL (SELECT (timestamp '2025-01-20 09:00' + make_interval(
         days => dice(n, 'opens', 270), mins => dice(n, 'at', 480)))
         AT TIME ZONE 'UTC') AS o (opened_at)
WHERE customer IS NOT NULL AND n <= 120;

-- Leads go to sales, come back, and go there again.
INSERT INTO lead_step
SELECT lead_id, customer, step, (timestamp '2025-02-03 08:00' + make_interval(
           days => dice(n, 'lead', 280) + k * (2 + dice(n * 9 + k, 'wait', 9)),
           mins => dice(n * 9 + k, 'minute', 500))) AT TIME ZONE 'UTC',
       CASE WHEN step = 'handed_off'
            THEN 'P' || 24 + dice(n, 'marketer', 6)
            ELSE 'P' || lpad((10 + dice(n, 'seller', 14))::text, 2, '0') END
FROM generate_series(1, 150) AS n,
     LATERAL (SELECT 'L' || lpad(n::text, 3, '0'),
         'C' || lpad((1 + dice(n, 'who', 400))::text, 3, '0'))
         AS l (lead_id, customer),
     LATERAL (SELECT CASE dice(n, 'fate', 10)
         WHEN 0 THEN 'handed_off,returned,handed_off,returned,handed_off,accepted'
         WHEN 1 THEN 'handed_off,returned,handed_off,accepted'
         WHEN 2 THEN 'handed_off,returned'
         WHEN 3 THEN 'handed_off,rejected'
         WHEN 4 THEN 'handed_off'
         ELSE 'handed_off,accepted' END) AS f (fate),
     LATERAL string_to_table(fate, ',') WITH ORDINALITY AS s (step, nr),
     LATERAL (SELECT nr::int - 1) AS p (k);

-- An accepted lead becomes a deal, or goes back to marketing after some weeks;
-- a few are forgotten.
INSERT INTO lead_step
SELECT lead_id, a.customer,
       CASE WHEN opened_at IS NULL THEN 'returned' ELSE 'closed' END,
       coalesce(opened_at, happened_at + make_interval(
           days => 15 + dice(n, 'nurture', 30))), actor
FROM lead_step AS a
     LEFT JOIN LATERAL (SELECT opened_at FROM deal AS d
         WHERE d.customer = a.customer AND opened_at >= happened_at) AS d ON true,
     LATERAL (SELECT substr(lead_id, 2)::int) AS l (n)
WHERE step = 'accepted' AND
      (opened_at IS NOT NULL OR dice(n, 'kept', 8) > 0 AND
       NOT EXISTS (SELECT FROM lead_step AS b
                   WHERE b.lead_id = a.lead_id AND b.step = 'returned'));
COMMIT;
ANALYZE company.deal, company.lead_step;
