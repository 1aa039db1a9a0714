/*
 * touch.sql
 *		Touches and timelines as values: good, missing, extreme and hostile
 *		input; what counts as what.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(112);

/* A touch */

SELECT is(touch('2026-03-02 09:00:00.25+01', 'P07', 'sales', 'Phone Call',
	'two_way', 'pitch', 'out', 'T1', 'Spring "launch"', 12, 'contact', 'A\1')
	::text,
	'occurred_at=2026-03-02T08:00:00.25Z event=contact function=sales '
	'mode=two_way purpose=pitch direction=out recipients=12 channel="phone" '
	'actor="P07" thread="T1" campaign="Spring \"launch\"" activity_id="A\\1"',
	'all that can be known of a touch');
SELECT is(touch()::text, 'event=contact', 'nothing is known');
SELECT is(touch(actor => '', channel => ' - ', thread => ''), touch(),
		  'an empty text is not known');
SELECT is(touch(occurred_at => t), touch(), t || ' is no time')
FROM unnest(array['infinity', '-infinity']::timestamptz[]) AS t;
SELECT is(touch(function => 'both'), touch(function => 'joint'),
		  'who does both is joint');
SELECT is(touch(function => 'unclassified'), touch(),
		  'unclassified is not known');
SELECT is(touch(channel => c)::text, format('event=contact channel="%s"', e),
		  format('channel %s', c))
FROM (VALUES ('phone', 'phone'), ('Tel.', 'phone'), ('cold call', 'phone'),
	('E-Mail', 'email'), ('EMAIL', 'email'), ('newsletter', 'email'),
	('direct_mail', 'mail'), ('Letter', 'mail'), ('mtg', 'meeting'),
	('Video call', 'meeting'), ('Trade Show', 'trade_show'),
	('  trade--show ', 'trade_show'), ('Téléphone', 'téléphone'),
	('phonee', 'phonee'), ('videoconferences', 'videoconferences')) AS x (c, e);
SELECT is(t::text::touch, t, 'text reads back: ' || left(t::text, 40))
FROM unnest(array[touch(), touch(occurred_at => '2026-03-02 UTC'),
	touch(occurred_at => '4714-11-24 00:00+00 BC'), touch(occurred_at => '294276-12-31 23:59:59.999999+00'),
	touch(occurred_at => '0001-01-01 00:00+00 BC'), touch(occurred_at => '0001-12-31 23:59:59.000001+00'),
	touch(actor => repeat('\"', 127), thread => E'\n\t; x="', campaign =>
		'naïve 商談', recipients => 0, activity_id => repeat('x', 255)),
	touch(recipients => 2147483647, event => 'returned')]) AS t;
SELECT throws_ok(format('SELECT %L::touch', t), '22P02', NULL, t)
FROM unnest(array['', 'x', 'event=', 'event=x', 'event=contact event=contact',
	'function=slaes', 'occurred_at=2026-02-29T00:00:00Z',
	'occurred_at=2026-03-02T00:00:00', 'occurred_at=2026-03-02',
	'occurred_at=2026-03-02T24:00:00Z', 'occurred_at=-4713-11-23T23:59:59Z',
	'occurred_at=294277-01-01T00:00:00Z', 'occurred_at=infinity',
	'occurred_at=2026-03-02T00:00:00.0000001Z', 'recipients=-1',
	'recipients=2147483648', 'actor=x', 'actor="x', 'actor="x"y',
	'event=contact; event=contact', 'colour="x"']) AS t;
SELECT throws_ok(format('SELECT touch(actor => %L)', repeat('x', 256)),
	'22001', 'actor of a touch is too long', 'a text has an end');
SELECT throws_ok(format('SELECT touch(%s => %L)', a, v), '22023',
	format('unknown %s "%s"', a, v), format('%s %s', a, v))
FROM (VALUES ('function', 'slaes'), ('mode', 'Two_way'), ('purpose', ''),
	('direction', 'inbound'), ('event', 'won')) AS x (a, v);
SELECT throws_ok('SELECT touch(recipients => -1)', '22023',
	'recipients must not be negative', 'recipients');
SELECT is(count(DISTINCT t)::int, 3, 'touches can be told apart')
FROM (VALUES (touch()), (touch()), (touch(actor => 'a')),
	(touch(recipients => 0))) AS x (t);
SELECT is(string_agg((t).activity, ' ' ORDER BY t.touch), 'b a c',
	'and sorted: by time, then by activity')
FROM (VALUES ('a', touch('2026-01-02 UTC', activity_id => 'a')),
	('c', touch('2026-01-02 UTC', activity_id => 'c')),
	('b', touch('2026-01-01 UTC', activity_id => 'z'))) AS t (activity, touch);

/* A timeline */

SELECT is(touch_summary_state(t)::text, 'skipped=3; occurred_at=2026-01-01T'
	'00:00:00Z event=contact; occurred_at=2026-01-02T00:00:00Z event=opened',
	'touches in order; those without a time are counted')
FROM (VALUES (touch('2026-01-02 UTC', event => 'opened')), (touch()), (NULL),
	(touch(occurred_at => '2026-01-01 UTC')), (touch(occurred_at => 'infinity'))) AS x (t);
SELECT is(touch_summary_state(t)::text, 'skipped=0', 'no rows')
FROM (SELECT touch() AS t WHERE false) AS x;
SELECT is(merge_touch_summary(s)::text, 'skipped=0', 'no timelines')
FROM (VALUES (NULL::touch_summary)) AS x (s);
SELECT is(t::touch_summary::text, 'skipped=2; occurred_at=2026-01-01T00:00:00Z '
	'event=contact; occurred_at=2026-01-01T00:00:00Z event=contact',
	'the same touch can stand there twice')
FROM (VALUES (' skipped=2;occurred_at=2026-01-01T00:00:00Z ; '
	'event=contact occurred_at=2026-01-01T00:00:00.000Z')) AS x (t);
SELECT throws_ok(format('SELECT %L::touch_summary', t), '22P02', NULL, t)
FROM unnest(array['', 'x', 'skipped', 'skipped=', 'skipped=-1', 'xkipped=1',
	'skipped=9223372036854775808', 'skipped=1 x', 'skipped=1;',
	'skipped=1; event=contact', 'skipped=0; occurred_at=2026-01-01T00:00:00Z;'])
	AS t;
SELECT throws_ok($$SELECT merge_touch_summary(s) FROM (VALUES
	('skipped=9223372036854775807'::touch_summary), ('skipped=1')) AS v (s)$$,
	'22003', NULL, 'too many rows');
CREATE TABLE wide AS
SELECT touch_summary_state(touch('2026-01-01 UTC', repeat('x', 255),
	'sales', thread => repeat('x', 255), campaign => repeat('x', 255),
	activity_id => repeat('x', 255))) AS s
FROM generate_series(1, 8000);
SELECT throws_ok('SELECT merge_touch_summary(s) FROM wide,
	generate_series(1, 20)', '54000', 'touch_summary value would be too large',
	'a timeline has an end, and says so');

/* Nothing, one row, everything at one instant */

SELECT is(count(*)::int, 0, 'no timeline, no events') FROM friction_events(NULL);
SELECT is(count(*)::int, 0, 'an empty one has none')
FROM friction_events('skipped=5');
SELECT is(sum(exposed)::int, 0, 'nor could it have any')
FROM friction_exposure('skipped=5');
SELECT is(count(*)::int, 0, 'a null rate for what was not exposed')
FROM friction_exposure('skipped=5')
WHERE rate IS NOT NULL OR mean_severity IS NOT NULL;
SELECT is(string_agg(format('%s %s/%s', kind, flagged, exposed), ' '),
	'double_touch 0/0 over_contact 0/1', 'one touch')
FROM friction_exposure((SELECT touch_summary_state(touch('2026-01-01 UTC',
	'a', 'sales', 'phone', direction => 'out'))))
WHERE kind IN ('double_touch', 'over_contact');
CREATE TABLE instant AS
SELECT touch_summary_state(touch('2026-01-01 UTC', 'p' || i % 10,
	(array['sales', 'marketing'])[1 + i % 2], 'email', direction => 'out',
	activity_id => i::text)) AS s
FROM generate_series(1, 100000) AS i;
SELECT is(string_agg(format('%s %s/%s', kind, flagged, exposed), ' '),
	'double_touch 8/8 over_contact 6/10',
	'100,000 rows at one instant by ten people are ten touches')
FROM instant, friction_exposure(s)
WHERE kind IN ('double_touch', 'over_contact');
SELECT is(max(severity), 1::float8, 'at the same time is as near as can be')
FROM instant, friction_events(s) WHERE kind = 'double_touch';
SELECT is(format('%s/%s', flagged, exposed), '99996/100000',
	'unless nothing is collapsed: four are tolerated')
FROM instant, friction_exposure(s, policy => 'collapse 0d')
WHERE kind = 'over_contact';

/* Values from elsewhere */

CREATE TEMP TABLE stored AS SELECT s, s::text AS as_text FROM instant;
SELECT is(count(*)::int, 1, 'stored, compressed, and as it was')
FROM stored, instant WHERE stored.s = instant.s AND as_text = instant.s::text;

/* What a type reads from bytes, or the SQLSTATE: COPY has no other way in. */
CREATE FUNCTION received(type text, bytes bytea) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	file bytea := '\x5047434f50590aff0d0a000000000000000000'::bytea ||
		'\x0001'::bytea || int4send(length(bytes)) || bytes || '\xffff'::bytea;
	path text := current_setting('data_directory') || '/received.tmp';
	large oid;
	got text;
BEGIN
	EXECUTE format('CREATE TEMP TABLE got (v %s)', type);
	large := lo_from_bytea(0, file);
	PERFORM lo_export(large, path);
	EXECUTE format('COPY got FROM %L (FORMAT binary)', path);
	SELECT v::text INTO got FROM got;
	DROP TABLE got;
	RETURN got;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT is(received(type, bytes), expected, what)
FROM (VALUES
	('touch', touch_send(touch(channel => 'fair', actor => 'a')),
		'event=contact channel="fair" actor="a"', 'a touch, sent and received'),
	('touch', touch_send(touch(channel => 'phone')),
		'event=contact channel="phone"', 'a channel that is known'),
	('touch', '\x'::bytea, '22P03', 'nothing'),
	('touch', '\x02'::bytea, '22P03', 'another version'),
	('touch', substr(touch_send(touch(actor => 'abc')), 1, 30), '22P03',
		'a touch cut off'),
	('touch', touch_send(touch()) || '\x00'::bytea, '22P03', 'a byte more'),
	('touch', set_byte(touch_send(touch()), 13, 9), '22P03',
		'a function that is none'),
	('touch', set_byte(touch_send(touch()), 17, 7), '22P03',
		'an event that is none'),
	('touch', '\x017fffffffffffffff'::bytea || substr(touch_send(touch()), 10),
		'22P03',
		'a time past all times'),
	('touch', set_byte(touch_send(touch()), 9, 128), '22P03',
		'negative recipients'),
	('touch', set_byte(touch_send(touch()), 18, 255), '22P03',
		'a text of a negative length'),
	('touch_summary', touch_summary_send('skipped=1'), 'skipped=1',
		'a timeline, sent and received'),
	('touch_summary', '\x01000000000000000000000005'::bytea, '22P03',
		'touches that are missing'),
	('touch_summary', '\x01ffffffffffffffff00000000'::bytea, '22P03',
		'a negative count'),
	('touch_summary', '\x81000000000000000000000000'::bytea, '22P03',
		'the version of another state'),
	('touch_summary', '\x01000000000000000000000001'::bytea ||
		substr(touch_send(touch()), 2), '22P03', 'a touch without a time'),
	('friction_policy', friction_policy_send('phone 7'), 'phone 7',
		'a policy, sent and received'),
	('friction_policy', set_byte(friction_policy_send('phone 7'), 1, 1),
		'22P03', 'a limit out of bounds'),
	('friction_policy', '\x01'::bytea, '22P03', 'a policy cut off'))
	AS x (type, bytes, expected, what);
SELECT is(received('touch_summary', '\x01000000000000000000000002'::bytea ||
		substr(touch_send(b), 2) || substr(touch_send(a), 2)),
	'skipped=0; ' || a::text || '; ' || b::text,
	'touches out of order are put in order')
FROM (SELECT touch(occurred_at => '2026-01-01 UTC') AS a, touch(occurred_at => '2026-01-02 UTC') AS b) AS x;

/* Functions that nobody should call directly */

SELECT is(touch_summary_accum('skipped=1', touch(occurred_at => '2026-01-01 UTC')),
	'skipped=1; occurred_at=2026-01-01T00:00:00Z', 'a transition by hand');
SELECT is(touch_summary_combine(NULL, NULL), 'skipped=0', 'nulls combined');
SELECT is(touch_summary_final(NULL), 'skipped=0', 'a null finished');
SELECT is(touch_count(s) || ' ' || touch_skipped(s), '2 3',
	'what a timeline has, and what it left out')
FROM (SELECT touch_summary_state(t) AS s FROM unnest(array[
	touch(occurred_at => '2026-01-01'), NULL, touch(),
	touch(occurred_at => 'infinity'), touch(occurred_at => '2026-01-02')]) AS t)
	AS x;
SELECT throws_ok($$CREATE TABLE poison AS SELECT touch_pressure_accum(NULL,
	touch(occurred_at => '2026-01-01')) AS window$$, '42883', NULL,
	'a window is made by the aggregate alone, and is no value to be stored');
SELECT throws_ok($$SELECT touch_pressure_final('skipped=1')$$, '42883', NULL,
	'a timeline is no window');

SELECT * FROM finish();
ROLLBACK;
