-- A made-up company, Brackenfold, and what its people did in 2025.
--
-- 40 people, 400 customers and exactly 10,000 activities in the schema
-- "company", the same on every machine: all choices come from dice(), which
-- has no state, and nothing depends on locale or time zone.  People, firms
-- and products are invented.  Needs no extension; replaces the schema.
--
--     psql -f examples/company.sql

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL client_encoding = 'UTF8';
DROP SCHEMA IF EXISTS company CASCADE;
CREATE SCHEMA company;
SET LOCAL search_path = company, pg_catalog;

CREATE TABLE person (
    person_id text PRIMARY KEY,
    name      text NOT NULL,
    team      text NOT NULL,
    function  text NOT NULL
              CHECK (function IN ('sales', 'marketing', 'both', 'other'))
);
COMMENT ON COLUMN person.function IS 'what the person was hired for';

CREATE TABLE account (
    account_id text PRIMARY KEY,
    name       text NOT NULL UNIQUE
);

CREATE TABLE activity (
    activity_id int PRIMARY KEY,
    occurred_at timestamptz NOT NULL,
    actor       text NOT NULL REFERENCES person,
    customer    text REFERENCES account,
    channel     text,
    subject     text,
    recipients  int,
    campaign    text,
    direction   text CHECK (direction IN ('in', 'out')),
    minutes     int
);
COMMENT ON TABLE activity IS
'one row of what somebody did, as untidy as CRM data are';

-- A number from 0 to sides - 1, settled by the arguments alone.
CREATE FUNCTION dice(n int, what text, sides int) RETURNS int
IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT ('x' || substr(encode(sha256(convert_to(what || n, 'UTF8')),
                                 'hex'), 1, 7))::bit(28)::int % sides
$$;

-- Who there is, and how many of 1,000 activities are a team's.
CREATE TEMP TABLE team ON COMMIT DROP AS
SELECT team, function, busy, string_to_array(names, ', ') AS names,
       sum(busy) OVER (ORDER BY nr) - busy AS low,
       sum(busy) OVER (ORDER BY nr) AS high
FROM (VALUES
    (1, 'Enterprise Sales', 'sales', 190, 'Mira Tolvane, Jonte Abrask, '
        'Ilka Wendrow, Per Osgarth, Nadja Kelmond, Tomas Virrey, '
        'Ayla Brenning, Rufus Halmar, Sunniva Dekk'),
    (2, 'SMB Sales', 'sales', 230, 'Otis Farrowin, Lene Quastad, '
        'Bela Morvand, Kirsi Altholm, Dario Pesquin, Wanda Trelby, '
        'Emre Soyvan, Hedda Lomarin'),
    (3, 'Sales Development', 'sales', 230, 'Finn Ostergale, '
        'Zita Rombach, Nils Cavander, Priya Shalvan, Gus Ternby, '
        'Maelle Drouvin'),
    (4, 'Demand Generation', 'marketing', 150, 'Ines Calvarro, '
        'Bo Stenquill, Tara Wexholm, Lukas Ammerin, Yuki Tanabori, '
        'Chloe Vandrey'),
    (5, 'Brand & Communications', 'marketing', 70, 'Vera Olmstrand, '
        'Casper Nyholt, Amina Derouche, Theo Grisalde'),
    (6, 'Partner & Events', 'both', 75, 'Karla Biermont, Idris Faloun, '
        'Signe Hallberry, Marek Dvorsin'),
    (7, 'Customer Success', 'other', 55, 'Dana Tillquist, '
        'Oleg Marsovin, Fay Undercot')
) AS t (nr, team, function, busy, names);

INSERT INTO person
SELECT 'P' || lpad((row_number() OVER (ORDER BY low, k))::text, 2, '0'),
       name, team, function
FROM team, unnest(names) WITH ORDINALITY AS n (name, k);

INSERT INTO account
SELECT 'C' || lpad((row_number() OVER (ORDER BY k, j))::text, 3, '0'),
       first || ' ' || second
FROM string_to_table('Velmora Tarnbeck Ostrivane Kelpath Brundal Quessant '
         'Hallowin Dremstad Folvik Marrendale Sundrik Ottavan Pelgrove '
         'Rimholt Caskeby Lindervane Thorncal Ulvesund Wexmar Yarrowick '
         'Zentholm Abrinsk Corvallen Dunmarch Elsterby Fenquist Grendola '
         'Hexmoor Istervale Jorvenby Kastorin Lomgarde Mistrava Norvel '
         'Oxenquay Pravin Rostelle Silvarin Tormund Umbrielle', ' ')
         WITH ORDINALITY AS f (first, k),
     string_to_table('Logistics,Foods,Instruments,Energy,Textiles,Medical,'
         'Robotics,Packaging,Insurance,Books', ',')
         WITH ORDINALITY AS s (second, j);

-- What the teams do all day, in percent.  Titles and work differ: SMB Sales
-- mails campaigns of its own, Demand Generation chases leads, and so on.
CREATE TEMP TABLE habit ON COMMIT DROP AS
SELECT team, work,
       sum(share) OVER w - share AS low, sum(share) OVER w AS high
FROM (VALUES
    ('Enterprise Sales',       10, 58,  8,  2,  1,  2,  9,  4,  6),
    ('SMB Sales',              22, 34,  3, 18,  2,  1,  9,  5,  6),
    ('Sales Development',      62, 10,  4,  8,  0,  4,  5,  1,  6),
    ('Demand Generation',      17,  6,  7, 44,  8,  7,  6,  1,  4),
    ('Brand & Communications',  0,  1,  8, 18, 52, 10,  7,  0,  4),
    ('Partner & Events',        7, 21, 45,  9,  4,  1,  7,  1,  5),
    ('Customer Success',        1, 17,  3,  5,  0,  7, 10, 52,  5)
) AS t (team, prospect, sell, event, campaign, content, research, admin,
        support, vague),
LATERAL (VALUES (1, 'prospect', prospect), (2, 'sell', sell),
    (3, 'event', event), (4, 'campaign', campaign), (5, 'content', content),
    (6, 'research', research), (7, 'admin', admin), (8, 'support', support),
    (9, 'vague', vague)) AS h (nr, work, share)
WINDOW w AS (PARTITION BY team ORDER BY nr);

-- How much of that falls on which day: by month, then by day of the week.
CREATE TEMP TABLE day ON COMMIT DROP AS
SELECT season, day, sum(weight) OVER w - weight AS low,
       sum(weight) OVER w AS high, sum(weight) OVER (PARTITION BY season) AS n
FROM (VALUES
    ('sell',   '{ 8, 9,13, 8, 9,13, 7, 6,12, 9,10,12}'::int[]),
    ('market', '{ 9,12,10, 9,10, 8, 5, 4,11,13,12, 5}'),
    ('event',  '{ 5, 7,14, 8,12, 7, 2, 2,17,14, 9, 3}'),
    ('even',   '{10,10,10,10,10, 9, 8, 7,10,10,10, 7}')
) AS t (season, month),
generate_series(timestamp '2025-01-01', timestamp '2025-12-31', '1 day')
    AS day,
LATERAL (SELECT month[extract(month FROM day)::int] *
    ('{20,22,22,21,16,2,1}'::int[])[extract(isodow FROM day)::int]
    AS weight) AS s
WINDOW w AS (PARTITION BY season ORDER BY day);

-- What people write.  To whom: "one" customer, a "few" people, "many" (a
-- campaign), or nobody in particular ("none").
CREATE TEMP TABLE template (
    work text, channel text, direction text, audience text, text text,
    nr int GENERATED ALWAYS AS IDENTITY
) ON COMMIT DROP;
INSERT INTO template (work, channel, direction, audience, text) VALUES
('prospect', 'phone', 'out', 'one', 'Cold call to {account}'),
('prospect', 'phone', 'out', 'one', 'Call {account}, left voicemail'),
('prospect', 'phone', 'out', 'one', 'Follow-up call re {product}'),
('prospect', 'phone', 'in', 'one', '{account} called back about {product}'),
('prospect', 'phone', 'out', 'one', 'Discovery call with {account}'),
('prospect', 'phone', 'out', 'one', 'Telefonat mit {account}, Einkauf'),
('prospect', 'phone', 'out', 'one', 'Appel de prospection {account}'),
('prospect', 'email', 'out', 'one', 'Introduction: {product} for {account}'),
('prospect', 'email', 'out', 'one', 'Quick question about {account}'),
('prospect', 'email', 'out', 'one', 'Following up on my last message'),
('prospect', 'email', 'in', 'one', 'Request for information: {product}'),
('prospect', 'email', 'out', 'one', 'Book a demo of {product}?'),
('prospect', NULL, 'out', 'one', 'Qualify lead {account}'),
('prospect', NULL, 'out', 'one', 'Build prospect list: {account} and peers'),
('prospect', 'social media', 'out', 'one', 'Message to buyer at {account}'),
('sell', 'meeting', 'out', 'few', 'Product demo {product} at {account}'),
('sell', 'meeting', 'out', 'few', 'Sales presentation, {account} board'),
('sell', 'meeting', 'out', 'few', 'Customer meeting {account}'),
('sell', 'meeting', 'out', 'few', 'Contract negotiation with {account}'),
('sell', 'meeting', 'out', 'few', 'Kundentermin {account}: Angebot {product}'),
('sell', 'meeting', 'out', 'few', 'Rendez-vous client {account}'),
('sell', 'video call', 'out', 'few', 'Walk-through of {product}, {account}'),
('sell', 'video call', 'out', 'few', '{account}: pricing discussion'),
('sell', 'video call', 'out', 'few', '{account}様 商談 {product}'),
('sell', 'email', 'out', 'one', 'Proposal for {account}'),
('sell', 'email', 'out', 'one', 'Quote {product}, 24 seats'),
('sell', 'email', 'in', 'one', 'Purchase order from {account}'),
('sell', 'email', 'out', 'one', 'Angebot {product} für {account}'),
('sell', 'email', 'out', 'one', 'Devis {product} pour {account}'),
('sell', 'email', 'out', 'one', '{account}様 お見積書の件'),
('sell', 'email', 'in', 'one', 'Your offer: two objections'),
('sell', 'phone', 'out', 'one', 'Call {account}: close the deal'),
('sell', 'phone', 'out', 'one', 'Renewal and upsell {product}'),
('sell', NULL, 'out', 'one', 'Update forecast, opportunity {account}'),
('sell', NULL, 'out', 'one', 'Send contract to {account}'),
('event', 'trade show', 'out', 'few', 'Booth duty, met {account}'),
('event', 'trade show', 'out', 'few', 'Trade show: {product} on the stand'),
('event', 'trade show', 'in', 'one', 'Badge scan {account}'),
('event', 'trade show', 'out', 'few', 'Messegespräch {account}'),
('event', 'conference', 'out', 'few', 'Conference talk on {product}'),
('event', 'conference', 'out', 'few', 'Panel with {account}'),
('event', 'webinar', 'out', 'many', 'Webinar: getting started with {product}'),
('event', 'email', 'out', 'few', 'Trade show leads: who calls whom?'),
('event', 'meeting', 'out', 'few', 'Partner lunch with {account}'),
('event', 'social media', 'out', 'none', 'Social media from the conference'),
('event', NULL, 'out', 'none', 'Salon professionnel: préparer le stand'),
('campaign', 'newsletter', 'out', 'many', 'Monthly newsletter'),
('campaign', 'newsletter', 'out', 'many', 'Newsletter: new in {product}'),
('campaign', 'newsletter', 'out', 'many', 'Infolettre {product}'),
('campaign', 'email', 'out', 'many', 'Email campaign {product}'),
('campaign', 'email', 'out', 'many', '{product}: save 20% this month'),
('campaign', 'email', 'out', 'many', 'Nurture sequence, step 2'),
('campaign', 'email', 'out', 'many', 'Kampagne {product}: Versand'),
('campaign', 'direct mail', 'out', 'many', 'Direct mail {product}'),
('campaign', 'advertising', 'out', 'none', 'Print ad, trade journal'),
('campaign', 'advertising', 'out', 'none', 'Search ads {product}, keywords'),
('campaign', 'social media', 'out', 'none', 'Social media campaign {product}'),
('campaign', NULL, 'out', 'none', 'Landing page {product}: A/B test'),
('campaign', NULL, 'out', 'none', 'Lead scoring, weekly'),
('campaign', NULL, 'out', 'none', 'メールマガジン配信 {product}'),
('content', 'website', 'out', 'none', 'Blog post: {product} in practice'),
('content', 'website', 'out', 'none', 'Website copy {product}'),
('content', 'press release', 'out', 'many', 'Press release {product}'),
('content', 'email', 'out', 'few', 'Journalist briefing, {product}'),
('content', 'email', 'out', 'few', 'Pressemitteilung {product} abstimmen'),
('content', NULL, 'out', 'none', 'Case study {account}'),
('content', NULL, 'out', 'none', 'White paper draft {product}'),
('content', NULL, 'out', 'none', 'Brand guidelines, photo shoot'),
('content', 'social media', 'out', 'none', 'Social posts for the week'),
('content', NULL, 'out', 'none', 'Sales brochure {product}'),
('research', 'survey', 'out', 'many', 'Customer survey {product}'),
('research', 'meeting', 'in', 'few', 'Focus group {product}'),
('research', 'phone', 'in', 'one', 'Customer interview {account}'),
('research', NULL, 'out', 'none', 'Market research, segment sizes'),
('research', NULL, 'out', 'none', 'Competitor analysis {product}'),
('admin', 'meeting', NULL, 'few', 'Team meeting'),
('admin', 'meeting', NULL, 'few', 'Pipeline review'),
('admin', 'meeting', NULL, 'few', '1:1'),
('admin', NULL, NULL, 'none', 'Expense report'),
('admin', NULL, NULL, 'none', 'CRM clean-up, duplicate contacts'),
('admin', NULL, NULL, 'none', 'Vacation'),
('admin', 'email', 'in', 'few', 'IT: password reset'),
('admin', NULL, NULL, 'none', 'Onboarding training'),
('support', 'email', 'in', 'one', 'Support ticket: {product} does not print'),
('support', 'email', 'in', 'one', '{account}: invoice is wrong'),
('support', 'phone', 'in', 'one', 'Complaint {account}'),
('support', 'phone', 'in', 'one', 'Störung {product} bei {account}'),
('support', 'email', 'out', 'one', 'Delivery date for {account}'),
('support', 'video call', 'out', 'few', 'Training for {account} users'),
('vague', NULL, 'out', 'one', 'Misc'),
('vague', NULL, 'out', 'one', 'asdf'),
('vague', NULL, 'out', 'one', '...'),
('vague', 'email', 'in', 'one', 'Hello'),
('vague', 'email', 'in', 'one', 'Out of office'),
('vague', NULL, 'out', 'one', '{account}'),
('vague', NULL, 'out', 'one', '   '),
('vague', NULL, NULL, 'one', 'see notes'),
('vague', 'email', 'in', 'one', '');

-- Roll the dice.  Numbers 1 to 9,960; the rest are slips, added below.
CREATE TEMP TABLE draft ON COMMIT DROP AS
WITH roll AS MATERIALIZED (
    SELECT i, dice(i, 'team', 1000) AS team, dice(i, 'work', 100) AS work,
           dice(i, 'template', 100000) AS template,
           dice(i, 'person', 100000) AS person, dice(i, 'day', 1000000) AS day,
           1 + dice(i, 'account', 20) * dice(i, 'other', 20)
             + dice(i, 'next', 39) AS account
    FROM generate_series(1, 9960) AS i
)
SELECT i, occurred_at, p.person_id AS actor, a.account_id AS customer,
       CASE WHEN dice(i, 'channel', 100) < 9 THEN NULL
            WHEN dice(i, 'channel', 100) > 96 THEN initcap(t.channel) || ' ?'
            WHEN dice(i, 'channel', 100) > 90 THEN
                CASE t.channel WHEN 'email' THEN 'E-Mail'
                    WHEN 'phone' THEN 'Tel.' WHEN 'meeting' THEN 'mtg'
                    ELSE upper(t.channel COLLATE "C") END
            ELSE t.channel END AS channel,
       replace(replace(t.text, '{account}', a.name), '{product}',
               (ARRAY['Atlas', 'Ledger', 'Relay'])[1 + dice(i, 'product', 3)])
           AS text,
       CASE audience WHEN 'one' THEN 1 WHEN 'few' THEN 2 + dice(i, 'few', 6)
            WHEN 'many' THEN 40 + dice(i, 'many', 1960) END AS recipients,
       CASE WHEN audience = 'many' THEN
            (ARRAY['New year, new books', 'Spring launch', 'Autumn roadshow',
                   'Year-end offer'])[extract(quarter FROM day.day)::int] END
           AS campaign,
       t.direction,
       CASE WHEN t.channel IN ('meeting', 'trade show', 'conference')
            THEN 30 * (1 + dice(i, 'long', 5))
            WHEN dice(i, 'no time', 5) > 0 THEN 5 + dice(i, 'short', 40) END
           AS minutes
FROM roll
JOIN team ON roll.team >= team.low AND roll.team < team.high
JOIN habit ON habit.team = team.team
          AND roll.work >= habit.low AND roll.work < habit.high
JOIN (SELECT *, row_number() OVER (PARTITION BY work ORDER BY nr) - 1 AS k,
             count(*) OVER (PARTITION BY work) AS n FROM template) AS t
  ON t.work = habit.work AND t.k = roll.template % t.n
JOIN person AS p ON p.team = team.team
                AND p.name = names[1 + roll.person % cardinality(names)]
JOIN account AS a ON a.account_id = 'C' || lpad(roll.account::text, 3, '0')
JOIN day ON season = CASE WHEN t.work IN ('prospect', 'sell') THEN 'sell'
                          WHEN t.work = 'event' THEN 'event'
                          WHEN t.work IN ('campaign', 'content', 'research')
                          THEN 'market' ELSE 'even' END
        AND roll.day % day.n >= day.low AND roll.day % day.n < day.high,
LATERAL (SELECT (day.day + make_interval(hours => 7 + dice(i, 'hour', 11),
             mins => dice(i, 'minute', 60))) AT TIME ZONE 'UTC')
    AS at (occurred_at);

-- Subjects as hands type them: answers, forwards, shouting, slips.
INSERT INTO activity
SELECT row_number() OVER (ORDER BY occurred_at, i), occurred_at, actor,
       customer, channel,
       CASE WHEN hand < 5 THEN 'Re: ' || text
            WHEN hand < 7 THEN 'Fwd: ' || text
            WHEN hand < 8 THEN 'AW: ' || text
            WHEN hand < 16 THEN lower(text COLLATE "C")
            WHEN hand < 18 THEN upper(text COLLATE "C")
            WHEN hand < 22 THEN overlay(text PLACING
                substr(text, p + 1, 1) || substr(text, p, 1) FROM p FOR 2)
            WHEN hand < 24 THEN overlay(text PLACING '' FROM p FOR 1)
            WHEN hand < 26 THEN text || ' (tbc)'
            ELSE text END,
       recipients, campaign, direction, minutes
FROM draft, dice(i, 'hand', 100) AS hand,
     LATERAL (SELECT 2 + dice(i, 'slip', greatest(1, length(text) - 3)))
         AS s (p);

-- And forty rows nobody should count: empty ones, some dated years ahead,
-- and the same activity logged twice.
INSERT INTO activity
SELECT 9960 + n,
       occurred_at + CASE WHEN n BETWEEN 16 AND 20 THEN interval '1826 days'
                          ELSE interval '0' END,
       actor, customer,
       CASE WHEN n > 15 THEN channel END, CASE WHEN n > 15 THEN subject END,
       CASE WHEN n > 15 THEN recipients END,
       CASE WHEN n > 15 THEN campaign END, direction, minutes
FROM generate_series(1, 40) AS n JOIN activity ON activity_id = n * 211;

CREATE INDEX ON activity (occurred_at);
COMMIT;
ANALYZE company.person, company.account, company.activity;
