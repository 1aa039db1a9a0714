-- The made-up company with its pay, deals and leads, expenses and feeds: what
-- the pages of documentation ask.  A second run makes it anew.
--
--     psql -f examples/load.sql

CREATE EXTENSION IF NOT EXISTS sales_marketing;
\ir company.sql
\ir company_pay.sql
\ir company_deals.sql
\ir company_feeds.sql
