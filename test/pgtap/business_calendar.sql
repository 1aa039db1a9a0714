/*
 * business_calendar.sql
 *		Business calendars: their values, and business days and hours compared
 *		with what plain SQL counts day by day and minute by minute.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(57);

\ir common.psql

/* Values */

SELECT is(written::business_calendar::text, expected, written)
FROM (VALUES
	('mon-fri', 'mon-fri'),
	('Monday-Friday 9:00-17:30 europe/berlin', 'mon-fri 09:00-17:30 Europe/Berlin'),
	('sun-thu 00:00-24:00 UTC', 'sun-thu'),
	('mon,wed-fri ETC/gmt+5', 'mon,wed-fri Etc/GMT+5'),
	('mon-fri 09:00-17:30 Europe/Berlin except 2026-12-25 2026-12-26',
	 'mon-fri 09:00-17:30 Europe/Berlin except 2026-12-25 2026-12-26'),
	('mon-fri except 2027-01-01 2026-12-24..2026-12-31',
	 'mon-fri except 2026-12-24..2027-01-01')) v(written, expected);

CREATE TABLE calendars (id serial, c business_calendar);
INSERT INTO calendars (c) VALUES ('mon-fri'), ('mon-fri 09:00-17:00'),
	('sun-thu 08:00-16:00 Asia/Jerusalem except 2026-04-02..2026-04-08'),
	('mon-sun Europe/London'), ('mon-fri 00:00-24:00 UTC'), (NULL);
SELECT is((SELECT count(*) FROM calendars
		   WHERE c::text::business_calendar = c AND
				 business_calendar_send(c::text::business_calendar) =
				 business_calendar_send(c)), 5::bigint,
		  'what is written is read as the same value');
SELECT is((SELECT count(DISTINCT c) FROM calendars), 4::bigint,
		  'equal calendars are the same, however they were written');
SELECT is((SELECT count(*) FROM calendars a JOIN calendars b USING (c)),
		  7::bigint, 'they can be joined');
SELECT is((SELECT count(*) FROM calendars a, calendars b
		   WHERE business_calendar_cmp(a.c, b.c) =
				 - business_calendar_cmp(b.c, a.c)), 25::bigint,
		  'and sorted');

/* What is refused */

SELECT is(state_of(format('SELECT %L::business_calendar', written)), '22P02',
		  written)
FROM (VALUES (''), ('sometimes'), ('mon-fri 09:00'), ('mon-fri Atlantis'),
	('mon-fri 17:00-09:00'), ('mon-fri CET-1CEST'), ('mon-fri XYZ5'),
	('mon-fri localtime'), ('mon-fri except'), ('mon-fri except 2026-02-29'),
	('mon-fri except 2026-12-26..2026-12-25'), ('mon-fri Europe/Berlin UTC'))
	v(written);
SELECT is(state_of(format('SELECT %L::text::business_calendar',
						  'mon except 2026-01-01' ||
						  repeat(' 2026-01-01', 4000))), '22P02',
		  'too many days off');

/* Business days: all of half a year, both ways, by counting */

CREATE TABLE day_calendars AS
SELECT c::business_calendar AS c, dows, off::datemultirange AS off
FROM (VALUES
	('mon-fri', array[1, 2, 3, 4, 5], '{}'),
	('sun-thu except 2026-03-20..2026-03-31 2026-05-01',
	 array[7, 1, 2, 3, 4], '{[2026-03-20,2026-03-31],[2026-05-01,2026-05-01]}'),
	('tue', array[2], '{}'),
	('mon-sun except 2026-01-01 2026-12-31', array[1, 2, 3, 4, 5, 6, 7],
	 '{[2026-01-01,2026-01-01],[2026-12-31,2026-12-31]}')) v(c, dows, off);
CREATE TABLE business AS
SELECT c, d::date AS day
FROM day_calendars,
	 generate_series('2025-06-01'::timestamp, '2027-06-30', '1 day') d
WHERE extract(isodow FROM d) = ANY (dows) AND NOT d::date <@ off;
CREATE INDEX ON business (c, day);
CREATE TABLE pairs AS
SELECT '2026-01-01'::date + (i * 7919 % 180) AS a,
	   '2026-01-01'::date + (i * 104729 % 180) AS b
FROM generate_series(1, 400) i;
CREATE VIEW counted AS
SELECT c, a, b,
	   CASE WHEN a <= b
	   THEN (SELECT count(*) FROM business n
			 WHERE n.c = d.c AND day > a AND day <= b)
	   ELSE - (SELECT count(*) FROM business n
			   WHERE n.c = d.c AND day >= b AND day < a) END AS days
FROM day_calendars d, pairs;

SELECT is((SELECT count(*) FROM counted WHERE business_days(a, b, c) <> days),
		  0::bigint, 'business days are those that are counted');
SELECT is((SELECT count(*) FROM counted
		   WHERE is_business_day(a, c) <>
				 EXISTS (SELECT FROM business n
						 WHERE n.c = counted.c AND day = a)),
		  0::bigint, 'and a day is one or not');
SELECT is((SELECT count(*) FROM counted, LATERAL
		   (SELECT day FROM business n WHERE n.c = counted.c AND day > a
			ORDER BY day OFFSET abs(days) % 25 LIMIT 1) later
		   WHERE add_business_days(a, 1 + (abs(days) % 25)::integer, c) <>
				 day),
		  0::bigint, 'so are those after a day');
SELECT is((SELECT count(*) FROM counted, LATERAL
		   (SELECT day FROM business n WHERE n.c = counted.c AND day < a
			ORDER BY day DESC OFFSET abs(days) % 25 LIMIT 1) earlier
		   WHERE add_business_days(a, -1 - (abs(days) % 25)::integer, c) <>
				 day),
		  0::bigint, 'and before it');
SELECT is((SELECT count(*) FROM counted
		   WHERE business_days(a, add_business_days(a, days::integer, c), c)
				 <> days), 0::bigint, 'adding and counting are inverse');
SELECT is(add_business_days('2026-01-10', 0), '2026-01-10'::date,
		  'no business days after a Saturday is that Saturday');
SELECT is(array[is_business_day('2026-01-10'),
				is_business_day('2026-01-12', NULL)], array[false, true],
		  'without a calendar, Monday to Friday');

/* Business hours: minute by minute, where clocks change in odd ways */

CREATE TABLE zones AS
SELECT zone, day::timestamptz AS day, opens::time, closes::time
FROM (VALUES
	('Europe/Berlin', '2026-03-29 00:00+00', '01:30', '03:15'),
	('Europe/Berlin', '2026-10-25 00:00+00', '01:30', '03:15'),
	('America/Sao_Paulo', '2018-11-04 00:00+00', '00:00', '08:00'),
	('Australia/Lord_Howe', '2026-04-05 00:00+00', '01:00', '17:00'),
	('Pacific/Apia', '2011-12-30 00:00+00', '09:00', '17:00'),
	('Asia/Kolkata', '2026-01-01 00:00+00', '09:30', '18:00'))
	v(zone, day, opens, closes);
CREATE TABLE spans AS
SELECT z.*, day + (i * 7919 % 4320 - 2160) * interval '1 min' AS a,
	   day + (i * 104729 % 4320 - 2160) * interval '1 min' AS b,
	   format('wed-mon %s-%s %s except 2018-11-05 2026-01-02',
			  to_char(opens, 'HH24:MI'), to_char(closes, 'HH24:MI'), zone)
	   ::business_calendar AS c
FROM zones z, generate_series(1, 12) i;
CREATE VIEW minutes AS
SELECT s.*, (SELECT count(*) FROM generate_series(least(a, b),
				greatest(a, b) - interval '1 min', '1 min') t,
			LATERAL (SELECT t AT TIME ZONE zone) l(local)
			WHERE extract(isodow FROM local) <> 2 AND
				  local::date NOT IN ('2018-11-05', '2026-01-02') AND
				  local::time >= opens AND local::time < closes) AS minutes
FROM spans s;
SELECT is((SELECT count(*) FROM minutes
		   WHERE abs(business_hours(least(a, b), greatest(a, b), c) * 60 -
					 minutes) > 1e-9), 0::bigint,
		  'business hours are those that are counted');
SELECT is((SELECT count(*) FROM minutes WHERE minutes > 0),
		  (SELECT count(*) FROM minutes WHERE business_hours(a, b, c) <> 0),
		  'and there are some');
SELECT is((SELECT count(*) FROM spans
		   WHERE business_hours(a, b, c) <> - business_hours(b, a, c)),
		  0::bigint, 'the other way round they are negative');
SELECT is(business_hours('2026-03-28 00:00+01', '2026-03-30 00:00+02',
						 'mon-sun Europe/Berlin'), 47::float8,
		  'a weekend without its lost hour');
SELECT is(business_hours('2026-10-24 00:00+02', '2026-10-26 00:00+01',
						 'mon-sun Europe/Berlin'), 49::float8,
		  'and one with an hour twice');
SELECT is(business_hours('2026-01-02 23:00+00', '2026-01-05 01:00+00'),
		  2::float8, 'without a calendar, around the clock in UTC');
SELECT is(business_hours('2026-01-05 09:00:00.000001+00',
						 '2026-01-05 09:00:00.000004+00', 'mon') * 3600e6,
		  3::float8, 'to the microsecond');

/* The session has no say */

CREATE FUNCTION hours_in(session text) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	PERFORM set_config('timezone', session, true);
	RETURN (SELECT md5(string_agg(business_hours(a, b, c)::text, ',' ORDER BY
								  zone, a, b)) FROM spans);
END
$$;
SELECT is(hours_in('Asia/Tokyo'), hours_in('UTC'), 'hours, in Tokyo');
SELECT is(hours_in('America/Los_Angeles'), hours_in('UTC'),
		  'hours, in Los Angeles');
SET LOCAL timezone = 'UTC';

/* Months of a place, as the server says them, in an order of time and without */

CREATE TABLE instants AS
SELECT i, timestamptz '1890-01-01 00:00+00' +
	2 * (hashint8extended(i, 1) & 2147483647) * interval '1 second' AS at,
	(array['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia',
		'Pacific/Kwajalein', 'Asia/Manila', 'Africa/Monrovia'])
		[1 + i % 7] AS zone
FROM generate_series(1, 40000) AS i
UNION ALL
SELECT 40000 + i, date_trunc('month', timestamptz '1990-01-15 00:00+00' +
		i / 9 * interval '1 month', z) + (i % 9 - 4) * interval '30 minutes', z
FROM generate_series(1, 4000) AS i,
	unnest(array['Europe/Berlin', 'Pacific/Apia']) AS z;
SELECT is((SELECT count(*) FROM (SELECT * FROM instants ORDER BY i) AS s
		   WHERE month_start(at, zone) IS DISTINCT FROM
				date_trunc('month', at AT TIME ZONE zone)::date), 0::bigint,
		  'months of a place, zones mixed');
SELECT is((SELECT count(*) FROM (SELECT * FROM instants ORDER BY zone, at) AS s
		   WHERE month_start(at, zone) IS DISTINCT FROM
				date_trunc('month', at AT TIME ZONE zone)::date), 0::bigint,
		  'and in order of time');
SELECT is((SELECT count(*) FROM (SELECT * FROM instants ORDER BY zone, at DESC)
			AS s
		   WHERE month_start(at, zone) IS DISTINCT FROM
				date_trunc('month', at AT TIME ZONE zone)::date), 0::bigint,
		  'and backwards');
SELECT is(array_agg(month_start(v.at, 'Asia/Tokyo') ORDER BY v.at),
		  array['-infinity', '4714-12-01 BC', '294277-01-01', 'infinity']::date[],
		  'the ends of time')
FROM (VALUES ('infinity'::timestamptz), ('-infinity'),
			 ('4714-12-31 00:00+00 BC'), ('294276-12-31 23:59:59+00'))
	AS v (at);
SELECT is(month_start(NULL, 'UTC'), NULL, 'no month without a time');
SELECT is(month_start('2026-01-01', NULL), NULL, 'nor without a zone');
SELECT throws_ok($$SELECT month_start('2026-01-01', repeat('x', 100000))$$,
				 '22023', NULL, 'a zone that the server does not know');

/* A calendar is kept from row to row, but not for rows with another one */

CREATE TABLE stored AS
SELECT n, format('%s except %s', CASE n WHEN 1 THEN 'mon-fri' ELSE 'sat-sun' END,
				 (SELECT string_agg((date '2026-01-01' + 5 * i)::text, ' ')
				  FROM generate_series(0, 999) i))::business_calendar AS calendar
FROM generate_series(1, 2) n;
SELECT is((SELECT array_agg(is_business_day(day, calendar) ORDER BY day, n)
		   FROM (SELECT * FROM stored, generate_series(1, 1000) i
				 CROSS JOIN LATERAL (SELECT date '2026-01-01' + i) d (day)
				 ORDER BY day, n) q),
		  (SELECT array_agg((day - date '2026-01-01') % 5 <> 0 AND
							(extract(isodow FROM day) < 6) = (n = 1)
							ORDER BY day, n)
		   FROM generate_series(1, 2) n, generate_series(1, 1000) i
		   CROSS JOIN LATERAL (SELECT date '2026-01-01' + i) d (day)),
		  'calendars that take turns');

/* Nulls, infinities, the ends of time */

SELECT is((SELECT count(*) FROM (VALUES
	(is_business_day(NULL)::text), (add_business_days(NULL, 1)::text),
	(add_business_days('2026-01-01', NULL)::text),
	(business_days(NULL, '2026-01-01')::text),
	(business_days('2026-01-01', NULL)::text),
	(business_hours(NULL, '2026-01-01')::text),
	(business_hours('2026-01-01', NULL)::text)) v(a) WHERE a IS NOT NULL),
	0::bigint, 'null in, null out');
SELECT is(state_of('SELECT ' || call), '22008', call)
FROM (VALUES ($$is_business_day('infinity')$$),
	($$add_business_days('-infinity', 1)$$),
	($$add_business_days('5874897-12-31', 1)$$),
	($$add_business_days('4714-11-24 BC', -1)$$),
	($$business_days('2026-01-01', 'infinity')$$),
	($$business_hours('-infinity', '2026-01-01')$$),
	($$business_hours('4714-11-24 00:00+00 BC', '294276-12-31')$$)) v(call);
SELECT is(business_days('4714-11-24 BC', '5874897-12-31', 'mon-sun'),
		  '5874897-12-31'::date - '4714-11-24 BC'::date,
		  'every day that a date can be');
SELECT is(is_business_day('0044-03-15 BC', 'mon-sun'), true, 'BC');

SELECT * FROM finish();
ROLLBACK;
