/*
 * measures_traps.sql
 *		The measures of the article over feeds that say little, or something
 *		odd: what is not known is neither a zero nor somebody else's.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = warning;
SELECT plan(66);

/* Every feed as an empty table, but for the columns left out. */
CREATE FUNCTION company(name text, left_out text[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS
$$
DECLARE
	f record;
BEGIN
	EXECUTE format('CREATE SCHEMA %I', name);
	FOR f IN
		SELECT c.feed, string_agg(format('%I %s', c.column_name, c.type), ', '
								  ORDER BY c.column_position) AS columns
		FROM feed_columns() c
		WHERE c.feed || '.' || c.column_name <> ALL (left_out)
		GROUP BY c.feed
	LOOP
		EXECUTE format('CREATE TABLE %I.%I (%s)', name, f.feed, f.columns);
	END LOOP;
END
$$;
/* The figures of a part of a measure: name, function, value and n. */
CREATE FUNCTION says(name text, measure text, part int, from_date date DEFAULT NULL,
	to_date date DEFAULT NULL, as_of timestamptz DEFAULT '2026-07-01Z')
RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE format($query$SELECT string_agg(concat_ws(' ', q.figure, q.function,
		coalesce(round(q.value::numeric, 3)::float8::text, 'null'), q.n), ', '
		ORDER BY q.figure, q.function, q.note) FROM (%s) q$query$,
		article_measure_sql(name, measure, part, as_of, from_date, to_date))
	INTO answer;
	RETURN answer;
END
$$;
/* What is said beside a figure. */
CREATE FUNCTION note(name text, measure text, part int, figure text)
RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT string_agg(q.note, E''\n'' ORDER BY q.function, q.note) FROM (%s) q WHERE q.figure = %L',
		article_measure_sql(name, measure, part, '2026-07-01Z'), figure)
	INTO answer;
	RETURN answer;
END
$$;

/* The road */

SELECT company('road');
INSERT INTO road.person_feed (person, function, location) VALUES
	('s', 'sales', NULL), ('m', 'marketing', 'Ulm');
INSERT INTO road.activity_feed (activity_id, occurred_at, actor, subject,
	channel, place, site)
SELECT 's' || g, timestamptz '2026-01-05Z', 's', 'customer visit', 'visit', 'field', NULL
FROM generate_series(1, 9) g
UNION ALL
SELECT 'o1', '2026-01-05Z', 's', 'Talk', 'visit', 'office', NULL
UNION ALL
SELECT 'm' || g, '2026-01-05Z', 'm', 'customer visit', 'visit', 'field',
	   CASE WHEN g > 1 THEN 'Ulm' END
FROM generate_series(1, 4) g
UNION ALL
SELECT 'n' || g, '2026-01-05Z', 'm', 'xyzzy', NULL, NULL, NULL
FROM generate_series(1, 6) g;
SELECT is(says('road', 'C19', 1), 'road_share marketing 0.25 1, road_share sales 0.9 1, road_share_delta 1 2',
	'a visit whose site is not known is on the road, one at the own office is not, a row of no known place is nowhere');
SELECT is(says('road', 'C20', 1), 'office_share marketing 0.75 1, office_share sales 0.1 1, office_share_delta -1 2',
	'the office has the rest');
SELECT is(note('road', 'C19', 1, 'road_share'),
	E'place known of 14 of 20 activities; the others are left out\nplace known of 14 of 20 activities; the others are left out',
	'and the note counts them');
UPDATE road.activity_feed SET place = NULL, channel = NULL, subject = 'xyzzy';
SELECT is(says('road', 'C20', 1), 'office_share_delta null 0',
	'without any known place nobody is in the office');
SELECT is(note('road', 'C20', 1, 'office_share_delta'),
	'sales over marketing; nobody to compare; place known of 0 of 20 activities; the others are left out',
	'and it is said why');

/* Answers and new attempts: only what is old enough to have had one */

SELECT company('recent');
INSERT INTO recent.person_feed (person, function) VALUES ('s', 'sales');
INSERT INTO recent.activity_feed (activity_id, occurred_at, actor, subject,
	thread, direction)
SELECT d || '-' || g, '2026-06-30 10:00Z'::timestamptz - d * interval '24 hours',
	   's', 'email', d || 't' || g, 'out'
FROM generate_series(1, 10) g, generate_series(0, 27) d
UNION ALL
SELECT d || 'r', '2026-06-30 11:00Z'::timestamptz - d * interval '24 hours', 's',
	   're', d || 't1', 'in'
FROM generate_series(0, 27) d;
SELECT is(says('recent', 'C18', 2), 'reply_hours sales 1 14, reply_rate sales 0.1 140',
	'of ten mails a day one is answered, however recent the last ones are');
SELECT matches(note('recent', 'C18', 2, 'reply_rate'), '; 140 too recent to tell$',
	'and what cannot be told yet is counted');
DELETE FROM recent.activity_feed WHERE occurred_at < '2026-06-29Z';
SELECT is(says('recent', 'C18', 2), 'reply_hours sales null 0, reply_rate sales null 0',
	'the mails of yesterday say nothing');
INSERT INTO recent.opportunity_feed (opportunity, customer, opened_at, owner,
	won, closed_at, lost_at)
SELECT 'o' || g, 'c' || g, '2026-01-01Z', 's' || g, false, '2026-06-20Z', '2026-06-20Z'
FROM generate_series(1, 10) g;
INSERT INTO recent.person_feed (person, function)
SELECT 's' || g, 'sales' FROM generate_series(1, 10) g;
INSERT INTO recent.activity_feed (activity_id, occurred_at, actor, customer,
	subject, direction)
VALUES ('next', '2026-06-25Z', 's1', 'c99', 'phone call', 'out');
SELECT is(says('recent', 'C22', 1), 'days_to_next_touch sales null 10, persistence sales null 0',
	'of ten deals lost eleven days ago nothing is known yet, though one owner went on');

/* Rejection: whose it is, and of which kind */

SELECT company('lost', '{opportunity_feed.lost_at,opportunity_feed.reopened_at}');
INSERT INTO lost.person_feed (person, function, valid_from) VALUES
	('s', 'sales', NULL), ('m', 'marketing', NULL), ('m', 'sales', '2026-04-01');
INSERT INTO lost.opportunity_feed (opportunity, customer, opened_at, owner,
	won, closed_at)
VALUES ('1', 'c1', '2026-01-01Z', 's', false, '2026-03-01Z'),
	('2', 'c2', '2026-01-01Z', 's', true, '2026-04-01Z'),
	('3', 'c3', '2026-01-01Z', 'm', false, '2026-03-01Z'),
	('4', 'c4', '2026-01-01Z', 'x', false, '2026-03-01Z');
INSERT INTO lost.activity_feed (activity_id, occurred_at, actor, customer,
	subject, direction)
VALUES ('a', '2026-03-11Z', 's', 'c9', 'phone call', 'out');
SELECT is(says('lost', 'C22', 1),
	'days_to_next_touch marketing null 1, days_to_next_touch sales 10 1, persistence marketing 0 1, persistence sales 1 1',
	'deals lost for good are rejections, of their owners'' function that day');
SELECT company('lost twice');
INSERT INTO "lost twice".person_feed (person, function) VALUES ('s', 'sales');
INSERT INTO "lost twice".opportunity_feed (opportunity, customer, opened_at,
	owner, won, closed_at, lost_at, reopened_at)
VALUES ('1', 'c1', '2026-01-01Z', 's', false, '2026-04-01Z', '2026-02-01Z', '2026-02-10Z'),
	('2', 'c2', '2026-01-01Z', 's', false, '2026-04-02Z', '2026-03-02Z', NULL);
SELECT is(says('lost twice', 'C22', 1),
	'days_to_next_touch sales null 3, persistence sales 0 3',
	'a deal that was reopened and lost again is two, one that was closed later is one');

/* Events */

SELECT company('event');
INSERT INTO event.person_feed (person, function) VALUES ('s', 'sales'),
	('m', 'marketing'), ('b', 'both'), ('c', 'both'), ('x', 'other');
INSERT INTO event.activity_feed (activity_id, occurred_at, actor, channel,
	subject, campaign)
VALUES ('1', '2026-01-01Z', 'b', 'trade show', 'Booth', 'alone'),
	('2', '2026-01-01Z', 'b', 'trade show', 'Booth', 'alone'),
	('3', '2026-01-01Z', 'x', 'trade show', 'Booth', 'alone'),
	('4', '2026-01-02Z', 'b', 'trade show', 'Booth', 'two of both'),
	('5', '2026-01-02Z', 'c', 'trade show', 'Booth', 'two of both'),
	('6', '2026-01-03Z', 's', 'trade show', 'Booth', 'two days'),
	('7', '2026-01-04Z', 'm', 'trade show', 'Booth', 'two days'),
	('8', '2026-01-05Z', 's', 'phone', NULL, NULL),
	('9', '2026-01-05Z', 'm', 'trade show', NULL, NULL);
SELECT is(says('event', 'C17', 2), 'jointly_conducted_share 0.25 4',
	'it takes two to do something jointly, and an event to do it at');
SELECT is(note('event', 'C17', 2, 'jointly_conducted_share'),
	'who was there: actors of the same campaign, or else subject, on the same day; 1 joint activities without either left out',
	'which the note says');

/* Deals that were lost and won */

SELECT company('won', '{opportunity_feed.reopened_at}');
SELECT is(missing, 'opportunity_feed.reopened_at',
	'nobody knows what was reopened where no column says so')
FROM article_measures('won', '2026-07-01Z') WHERE figure = 'reopened_and_won_share';
ALTER TABLE won.opportunity_feed ADD COLUMN reopened_at timestamptz;
INSERT INTO won.opportunity_feed (opportunity, customer, opened_at, closed_at,
	won, lost_at)
VALUES ('1', 'c1', '2026-01-01Z', '2026-03-01Z', true, '2026-02-01Z'),
	('2', 'c2', '2026-01-01Z', '2026-03-01Z', true, '2026-02-01Z'),
	('3', 'c3', '2026-01-01Z', '2026-03-01Z', false, '2026-02-01Z');
SELECT is(says('won', 'C08', 1), 'reopened_and_won_share 0.667 3',
	'a deal that was lost and then won was reopened in between');

SELECT company('overlap');
INSERT INTO overlap.opportunity_feed (opportunity, customer, opened_at,
	closed_at, won)
VALUES ('o1', 'c1', '2026-01-01Z', '2026-06-01Z', true),
	('o2', 'c1', '2026-02-01Z', '2026-03-02Z', true);
INSERT INTO overlap.activity_feed (activity_id, occurred_at, actor, customer,
	subject, direction)
SELECT 'a' || g, '2026-01-05Z'::timestamptz + g * interval '120 hours', 's',
	   'c1', 'phone call', 'out'
FROM generate_series(0, 25) g;
SELECT is(says('overlap', 'C08', 2), 'touches_to_won 12 2',
	'deals at the same time share their touches');
INSERT INTO overlap.opportunity_feed (opportunity, opened_at, closed_at, won)
SELECT 'n' || g, '2026-01-01Z', '2026-06-01Z', true FROM generate_series(1, 4) g;
SELECT is(says('overlap', 'C08', 2), 'touches_to_won 12 2',
	'a deal with nobody was not won at the first touch');
SELECT is(note('overlap', 'C08', 2, 'touches_to_won'),
	'2 won; lost and open deals count as longer than so far; 4 deals without a customer left out',
	'it is left out and counted');
INSERT INTO overlap.opportunity_feed (opportunity, customer, opened_at,
	closed_at, won)
VALUES ('o3', 'c1', '2026-03-03Z', '2026-04-01Z', true);
SELECT is(says('overlap', 'C08', 2), 'touches_to_won 12 3',
	'the next deal begins after the one closed before: 5, 12, 26');
UPDATE overlap.activity_feed SET opportunity = 'o1';
SELECT is(says('overlap', 'C08', 2), 'touches_to_won 0 3',
	'unless the rows say which deal they are of: 0, 0, 26');

/* The future */

SELECT company('future');
INSERT INTO future.person_feed (person, function, valid_from) VALUES
	('s', 'sales', NULL), ('m', 'marketing', NULL), ('b', 'both', '2026-11-01'),
	('n', 'marketing', '2026-11-01');
INSERT INTO future.activity_feed (activity_id, occurred_at, actor, customer,
	subject, direction, place, site)
SELECT p || g, '2026-05-20Z'::timestamptz + g * interval '24 hours', p, 'c' || g,
	   'visit', 'out', 'field', 'site ' || g
FROM generate_series(1, 31) g, unnest('{s,m}'::text[]) p;
INSERT INTO future.training_feed (person, course, taken_on) VALUES
	('s', 'A', '2026-02-01'), ('m', 'A', '2026-02-01'), ('n', 'B', '2026-12-01');
SELECT is(says('future', m, p, NULL, '2026-12-31'), says('future', m, p),
	format('nothing after as_of counts in %s, part %s', m, p))
FROM (VALUES ('C01', 1), ('C02', 2), ('C06', 2), ('C19', 2), ('C25', 2)) v (m, p);
SELECT is(says('future', 'C01', 1), 'combined_share 0 2', 'who comes in November is not there');
SELECT is(string_agg(q.value::text, ' ' ORDER BY q.function), '31 31',
	'nor does a period that goes on empty the last 90 days')
FROM article_measures('future', '2026-07-01Z', NULL, '2026-12-31') q
WHERE figure = 'customers_per_person';
SELECT is(says('future', 'C06', 2, '2026-06-20', '2026-06-30'),
	'customers_per_person marketing 31 1, customers_per_person sales 31 1, customers_per_person_delta 0 2',
	'ninety days are ninety days, however short the period');
SELECT is(says('future', 'C19', 2, '2026-06-20', '2026-06-30'),
	'sites_per_person marketing 20 1, sites_per_person sales 20 1, sites_per_person_delta 0 2',
	'and thirty are thirty');
INSERT INTO future.activity_feed (activity_id, occurred_at, actor, customer,
	subject, direction)
VALUES ('left', '2025-05-20Z', 's9', 'c1', 'visit', 'out');
INSERT INTO future.person_feed (person, function) VALUES ('s9', 'sales');
SELECT is(says('future', 'C06', 2),
	'customers_per_person marketing 31 1, customers_per_person sales 31 1, customers_per_person_delta 0 2',
	'who did nothing in them is not there');
SELECT throws_ok($$SELECT article_measures('future', '2026-07-01Z', '2026-08-01', '2026-12-31')$$,
	'22023', 'from_date must not be later than as_of',
	'a period after as_of has not begun');
SELECT throws_ok($$SELECT article_measure_sql('future', 'C01', 1, '2026-07-01Z', '2026-08-01')$$,
	'22023', 'from_date must not be later than as_of', 'with or without an end');
SELECT lives_ok($$SELECT * FROM article_measures('future', '4713-01-10 00:00Z BC')$$,
	'the first days that there are have no 90 days before them');

/* Who is there */

SELECT company('gone');
SELECT is(says('gone', 'C02', 2), NULL, 'nobody is no small team');
INSERT INTO gone.person_feed (person, function, valid_to)
SELECT f || g, f, '2020-12-31'
FROM generate_series(1, 9) g, unnest('{sales,marketing}'::text[]) f;
SELECT is(says('gone', 'C02', 2), NULL, 'nor are those who all left');
INSERT INTO gone.person_feed (person, function, valid_from) VALUES
	('s', 'sales', '2021-01-01');
SELECT is(says('gone', 'C02', 2), 'smaller_headcount 0 1',
	'who left is not counted');
SELECT is(says('gone', 'C02', 2, NULL, '2020-06-30'), 'smaller_headcount 9 18',
	'but was, while there');

/* Channels */

SELECT company('channel');
INSERT INTO channel.person_feed (person, function) VALUES ('s', 'sales'),
	('m', 'marketing');
INSERT INTO channel.activity_feed (activity_id, occurred_at, actor, channel)
SELECT p || g, timestamptz '2026-01-05Z', p, p || ' channel ' || g
FROM generate_series(1, 5) g, unnest('{s,m}'::text[]) p
UNION ALL
SELECT 'n' || p, '2026-01-05Z', p, ' ' FROM unnest('{s,m}'::text[]) p;
SELECT is(says('channel', 'C02', 1), 'sameness null 10',
	'of channels that are each used once chance explains all');
SELECT is(note('channel', 'C02', 1, 'sameness'),
	'distance of channel mixes 1.000, 1.000 of it to be expected by chance; 2 activities without a channel left out',
	'rows without a channel are counted');

/* Inquiries after campaigns */

SELECT company('lift');
INSERT INTO lift.person_feed (person, function) VALUES ('m', 'marketing');
INSERT INTO lift.activity_feed (activity_id, occurred_at, actor, customer,
	subject, campaign, direction)
SELECT 'start' || g, timestamptz '2026-03-01Z', 'm', 'c1', 'newsletter', 'k' || g, 'out'
FROM generate_series(1, 20) g;
INSERT INTO lift.activity_feed (activity_id, occurred_at, actor, customer,
	subject, campaign, direction)
VALUES ('again', '2026-03-10Z', 'm', 'c1', 'newsletter', 'k1', 'out'),
	('long ago', '2025-12-01Z', 'm', 'c1', 'newsletter', 'first', 'out'),
	('before', '2026-02-25Z', 'm', 'c1', 'Question', NULL, 'in'),
	('after 1', '2026-03-05Z', 'm', 'c1', 'Question', NULL, 'in'),
	('after 2', '2026-03-06Z', 'm', 'c1', 'Question', NULL, 'in'),
	('late', '2026-06-25Z', 'm', 'c1', 'newsletter', 'last', 'out');
SELECT is(says('lift', 'C30', 1), 'inquiry_lift 2 20',
	'an inquiry counts once, however many campaigns began that morning');
SELECT is(note('lift', 'C30', 1, 'inquiry_lift'),
	'2 inquiries after the starts of campaigns, 1 before; 95 % 0.262 to 15.262; 2 campaigns without 14 days of activities on both sides left out; season is not taken out',
	'a campaign that began with the feed, or yesterday, cannot be judged');
SELECT is(says('lift', 'C30', 1, '2026-03-03', '2026-04-30'), NULL,
	'a campaign begins when it began, not with the period');

/* Money: per customer and per person reached */

SELECT company('money');
INSERT INTO money.spend_feed (spend, period_from, function, customer, amount,
	currency, reached)
SELECT 'm' || g, '2026-01-10', 'marketing', 'c' || g, 100, 'EUR',
	   CASE WHEN g = 1 THEN 4 END
FROM generate_series(1, 100) g;
INSERT INTO money.spend_feed (spend, period_from, function, customer, amount,
	currency, reached)
SELECT 's' || g, '2026-01-10', 'sales', 'c' || g, 400, 'EUR', NULL
FROM generate_series(1, 10) g;
SELECT matches(says('money', 'C10', 1), 'spend_per_customer marketing 100 100, spend_per_customer sales 400 10, spend_per_customer_ratio 4 110',
	'money per customer is that, whatever is known of reach');
SELECT matches(says('money', 'C10', 1), 'spend_per_reached marketing 97.087 100, spend_per_reached sales 400 10, spend_per_reached_ratio 4.12 110',
	'and money per person reached is another figure, where a customer is one');
DELETE FROM money.spend_feed;
INSERT INTO money.spend_feed (spend, period_from, function, amount, currency,
	reached)
SELECT 'm' || g, '2026-01-10', 'marketing', 100, 'EUR',
	   CASE WHEN g = 1 THEN 1000 END
FROM generate_series(1, 20) g;
SELECT is(says('money', 'C09', 1), 'cost_per_reached marketing 0.1 1, reach_per_money marketing 10 1',
	'expenses of unknown reach have not reached nobody');
SELECT is(note('money', 'C09', 1, 'reach_per_money'),
	'EUR; 19 expenses of unknown reach left out, 0.950 of the money',
	'they are counted');

/* Mass mailings */

SELECT company('mass');
INSERT INTO mass.activity_feed (activity_id, occurred_at, actor, customer,
	subject, campaign, direction, recipients)
SELECT 'a' || g, timestamptz '2026-03-01Z', 'm', 'c' || g, 'newsletter', 'k1', 'out', 1
FROM generate_series(1, 10) g
UNION ALL
SELECT 'mass', '2026-03-02Z', 'm', NULL, 'newsletter', 'k2', 'out', 1000;
SELECT is(says('mass', 'C07', 1), 'customers_per_campaign 10 1',
	'a mailing to nobody by name has not reached nobody');
SELECT is(note('mass', 'C07', 1, 'customers_per_campaign'),
	'customers with a touch, not impressions; 1 campaigns without a known customer left out',
	'it is counted');

/* Pay and deals of unknown currency */

SELECT company('currency');
INSERT INTO currency.person_feed (person, function)
SELECT 's' || g, 'sales' FROM generate_series(1, 8) g;
INSERT INTO currency.payout_feed (payout, payee, kind, earned_on, amount,
	currency)
SELECT 'p' || g, 's' || g, 'commission', '2026-02-15', g * 10, 'EUR'
FROM generate_series(1, 8) g;
INSERT INTO currency.opportunity_feed (opportunity, opened_at, closed_at, won,
	owner, amount, currency)
SELECT 'o' || g, '2026-01-01Z', '2026-02-10Z', true, 's' || g, g * 100,
	   CASE WHEN g > 2 THEN 'EUR' END
FROM generate_series(1, 8) g;
SELECT is(says('currency', 'C26', 2), 'correlation_of_pay_and_won sales 1 6',
	'a quarter with a deal of unknown currency is not one without a deal');
SELECT is(note('currency', 'C26', 2, 'correlation_of_pay_and_won'),
	'EUR, per person and quarter; association only; quarters with 2 deals or payouts of unknown amount or currency left out',
	'it is counted');
SELECT company('no currency', '{opportunity_feed.currency}');
SELECT is(missing, 'opportunity_feed.currency', 'amounts need a currency')
FROM article_measures('no currency', '2026-07-01Z')
WHERE figure = 'correlation_of_pay_and_won';

/* Deals of unknown source */

SELECT company('source');
INSERT INTO source.opportunity_feed (opportunity, opened_at, closed_at, won,
	lead_source)
SELECT 'o' || g, '2026-01-01Z', '2026-02-10Z', g % 2 = 0,
	   CASE WHEN g <= 10 THEN 'webinar' WHEN g = 11 THEN ' ' END
FROM generate_series(1, 40) g;
SELECT is(says('source', 'C28', 2), 'win_rate_difference null 10, win_rate_difference_of_product null 10',
	'a deal of unknown source is not one that marketing did not bring');
SELECT matches(note('source', 'C28', 2, 'win_rate_difference'),
	'^30 of unknown source left out; ', 'it is counted');

/* Answers of several scales */

SELECT company('scale');
INSERT INTO scale.person_feed (person, function) VALUES ('m', 'marketing');
INSERT INTO scale.activity_feed (activity_id, occurred_at, actor, customer,
	subject, direction)
VALUES ('a', '2026-03-01Z', 'm', 'c1', 'newsletter', 'out');
INSERT INTO scale.survey_feed (answer, survey, answered_at, score, customer,
	scale_from, scale_to)
VALUES ('1', 'x', '2026-02-01Z', 9, 'c1', 0, 10),
	('2', 'x', '2026-04-01Z', 4.5, 'c1', NULL, NULL);
SELECT is(says('scale', 'C29', 1),
	'satisfaction_after_less_before null 0, satisfaction_reached_less_not null 1',
	'nine of ten less four and a half of who knows is nothing');
SELECT matches(note('scale', 'C29', 1, 'satisfaction_reached_less_not'),
	'; 1 answers of unknown scale left out; no causal claim$', 'and is counted');
UPDATE scale.survey_feed SET scale_from = 1, scale_to = 5 WHERE answer = '2';
SELECT is(says('scale', 'C29', 1),
	'satisfaction_after_less_before -0.025 1, satisfaction_reached_less_not -0.025 2',
	'as shares of their scales, answers compare');
INSERT INTO scale.person_feed (person, function)
SELECT 's' || g, 'sales' FROM generate_series(1, 6) g;
INSERT INTO scale.survey_feed (answer, survey, answered_at, score, person,
	scale_from, scale_to)
SELECT 'food' || g, 'canteen food', '2026-02-01Z'::timestamptz, g * 10, 's' || g, 0, 100
FROM generate_series(1, 6) g
UNION ALL
SELECT 'pay' || g, 'fair pay', '2026-02-01Z', 2, 's' || g, NULL, NULL
FROM generate_series(1, 6) g;
SELECT is(says('scale', 'C32', 2), 'felt_about_pay sales 0.35 6, felt_about_pay sales 2 6',
	'each survey by itself, as a share of its scale where that is known');
SELECT is(note('scale', 'C32', 2, 'felt_about_pay'),
	E'canteen food; answers of colleagues, more is better; 0 of unknown scale left out\n'
	'fair pay; answers of colleagues, more is better; 0 of unknown scale left out',
	'and which it is');

/* Inbound rows of nobody of ours */

SELECT company('inbound');
INSERT INTO inbound.person_feed (person, function) VALUES ('s', 'sales'),
	('m', 'marketing');
INSERT INTO inbound.activity_feed (activity_id, occurred_at, actor, customer,
	subject, thread, direction)
VALUES ('1', '2026-03-01Z', 's', 'c1', 'email', 't1', 'out'),
	('2', '2026-03-02Z', 'c1', 'c1', 're', 't1', 'in'),
	('3', '2026-03-03Z', 'm', 'c1', 'newsletter', NULL, 'out'),
	('4', '2026-03-03Z', 'm', 'c2', 'newsletter', NULL, 'out'),
	('5', '2026-03-04Z', NULL, 'c2', 're', NULL, 'in'),
	('6', '2026-03-05Z', NULL, 'c1', 're', NULL, 'in');
SELECT is(says('inbound', 'C18', 3), 'reciprocity marketing 0.5 2, reciprocity sales 1 1',
	'what a customer says is said to whom the thread is of, or who alone talks with the customer');
SELECT matches(note('inbound', 'C18', 3, 'reciprocity'),
	'1 inbound rows to nobody known left out', 'and else to nobody');
DELETE FROM inbound.activity_feed WHERE activity_id IN ('2', '5');
SELECT is(says('inbound', 'C18', 3), 'reciprocity marketing null 2, reciprocity sales null 1',
	'where nothing inbound is to anybody known, nothing is said of reciprocity');

/* Training and recruiting: the difference only */

SELECT is(string_agg(q.figures, '; '), 'skill_separation_delta; course_mix_distance',
	'C25 does not say again what C21 says')
FROM article_measure_queries() q WHERE measure = 'C25';

/* Feedback passed on before it was heard */

SELECT company('feedback');
INSERT INTO feedback.feedback_feed (feedback, captured_at, routed_at,
	actioned_at)
VALUES ('1', '2026-03-01Z', '2026-02-01Z', NULL),
	('2', '2026-03-01Z', '2026-03-05Z', '2026-03-07Z'),
	('3', '2026-03-08Z', '2026-03-05Z', '2026-03-07Z');
SELECT is(says('feedback', 'C13', 1), 'days_to_actioned 6 3, days_to_routed 4 3, routed_share 1 3',
	'has no number of days');
SELECT is(note('feedback', 'C13', 1, 'days_to_routed'),
	'0 open items count as longer than so far; 2 with impossible times left out',
	'and is counted');

/* What a column is for */

SELECT is(string_agg(format('%s.%s for %s', c.feed, c.column_name, m.name), ', '),
	NULL, 'what feed_columns says a measure needs, it reads')
FROM feed_columns() c
CROSS JOIN LATERAL (SELECT f.names[1] FROM regexp_matches(c.needed_for,
	'C\d\d', 'g') f (names)) m (name)
JOIN (SELECT q.measure, string_agg(article_measure_sql('money', q.measure,
			 q.part, '2026-07-01Z'), ' ') AS text
	  FROM article_measure_queries() q GROUP BY q.measure) t
	ON t.measure = m.name
/* but for the list of its columns */
WHERE regexp_replace(t.text, '[a-z]+?_feed AS \(\nSELECT.*?\n\)', '', 'g')
	  !~ format('\m%s\M', c.column_name) OR
	  t.text !~ format('\m%s\M', c.feed);

/* What is wrong in one row is said of its measure */

SELECT company('wrong');
INSERT INTO wrong.person_feed (person, function) VALUES ('s', 'sales');
INSERT INTO wrong.spend_feed (spend, period_from, function, customer, amount,
	currency)
VALUES ('x', '2026-01-10', 'marketing', repeat('c', 2000), 1, 'EUR');
CREATE FUNCTION complaint() RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	detail text;
BEGIN
	PERFORM article_measures('wrong', '2026-07-01Z');
	RETURN 'none';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN SQLSTATE || ' ' || SQLERRM || ' ' || detail;
END
$$;
SELECT matches(complaint(), 'key of spend is too long.*This is of C09, part 1, which reads spend_feed\.',
	'an error names the measure and its feeds');

SELECT * FROM finish();
ROLLBACK;
