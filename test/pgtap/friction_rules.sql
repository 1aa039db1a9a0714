/*
 * friction_rules.sql
 *		What is friction and what is not, one rule at a time: limits exactly
 *		reached, ends of windows, who and what is left out, running pressure.
 */
BEGIN;
SELECT set_config('search_path',
				  'sales_marketing, ' || current_setting('search_path'), true)
\g /dev/null
SELECT plan(126);

/*
 * A timeline from a short notation: hours since 2026-03-02 09:00 UTC, and
 * words in the order function, channel, actor, anything else as name=value.
 */
CREATE FUNCTION timeline(VARIADIC steps text[]) RETURNS touch_summary
LANGUAGE plpgsql AS $$
DECLARE
	step text;
	word text[];
	touches touch[] := '{}';
	extra jsonb;
BEGIN
	FOREACH step IN ARRAY steps LOOP
		word := string_to_array(step, ' ');
		extra := coalesce((SELECT jsonb_object_agg(split_part(w, '=', 1),
			split_part(w, '=', 2)) FROM unnest(word[5:]) AS w), '{}');
		touches := touches || touch(
			timestamptz '2026-03-02 09:00 UTC' + word[1]::float8 *
				interval '1 hour',
			nullif(word[4], '-'), nullif(word[2], '-'), nullif(word[3], '-'),
			extra ->> 'mode', extra ->> 'purpose',
			CASE WHEN extra ? 'direction' THEN nullif(extra ->> 'direction', '')
				 ELSE 'out' END,
			extra ->> 'thread', extra ->> 'campaign', NULL,
			extra ->> 'event', coalesce(extra ->> 'id',
				(cardinality(touches) + 1)::text));
	END LOOP;
	RETURN (SELECT touch_summary_state(t) FROM unnest(touches) AS t);
END
$$;
/* The kind's events as evidence, and how many there could have been. */
CREATE FUNCTION found(kind text, s touch_summary, policy friction_policy
	DEFAULT NULL, deals tstzmultirange DEFAULT NULL, as_of timestamptz
	DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(' ', (SELECT string_agg('[' || coalesce(evidence, '') ||
			']', ' ' ORDER BY e.occurred_at, observed)
		FROM friction_events($2, 'c', $3, $4, $5) AS e WHERE e.kind = $1),
		'of ' || (SELECT exposed FROM friction_exposure($2, 'c', $3, $4, $5)
				  AS x WHERE x.kind = $1))
$$;

/* double_touch */

SELECT is(found('double_touch', s), e, what)
FROM (VALUES
	(timeline('0 sales phone a', '23.99 marketing email b'), '[1, 2] of 1',
		'less than 24 hours'),
	(timeline('0 sales phone a', '24 marketing email b'), 'of 1',
		'24 hours are not less'),
	(timeline('0 sales phone a', '1 sales email b'), 'of 0', 'one function'),
	(timeline('0 sales phone a', '1 marketing email a'), 'of 1', 'one person'),
	(timeline('0 sales phone -', '1 marketing email b'), '[1, 2] of 1',
		'one of them not known'),
	(timeline('0 sales phone -', '1 marketing email -'), 'of 0',
		'neither of them known: it may have been one person'),
	(timeline('0 sales phone -', '48 marketing email -', '49 sales phone a'),
		'[2, 3] of 1', 'and whatever is known of the time'),
	(timeline('0 sales phone a thread=t', '1 marketing email b thread=t'),
		'of 1', 'one thread'),
	(timeline('0 sales phone a', '1 joint email b', '2 marketing mail c'),
		'[1, 3] of 1', 'a joint touch is no clash and hides none'),
	(timeline('0 sales phone a', '1 - email b', '2 other mail c'), 'of 0',
		'nor are others'),
	(timeline('0 sales phone a direction=in', '1 marketing email b'), 'of 0',
		'the customer called'),
	(timeline('0 sales phone a direction=', '1 marketing email b'), 'of 0',
		'a direction that is not known'),
	(timeline('0 sales meeting a', '1 marketing email b'), 'of 0',
		'a meeting is not outbound'),
	(timeline('0 sales webinar a mode=interactive', '1 marketing email b'),
		'of 0', 'nor is what is interactive'),
	(timeline('0 sales phone a', '0 marketing email b'), '[1, 2] of 1',
		'at the same time'),
	(timeline('0 sales phone a', '1 marketing email b', '2 sales phone a'),
		'[1, 2] [2, 3] of 2', 'there and back')) AS x (s, e, what);
SELECT is(found('double_touch', timeline('0 sales phone a',
	'23 marketing email b'), 'double_touch 12h'), 'of 1', 'another limit');
SELECT is(found('double_touch', timeline('0 sales phone a',
	'23 marketing email b'), as_of => '2026-03-02 10:00 UTC'), 'of 0',
	'seen before it happened');
SELECT is(found('double_touch', touch_summary_state(t)), '[1, 2] of 1',
	'23 hours on the clock, 24 and no more in time when it goes forward')
FROM (VALUES
	(touch('2026-03-28 12:00 Europe/Berlin', 'a', 'sales', 'phone',
		direction => 'out', activity_id => '1')),
	(touch('2026-03-29 12:30 Europe/Berlin', 'b', 'marketing', 'email',
		direction => 'out', activity_id => '2'))) AS x (t);

/* Collapse */

SELECT is(found('over_contact', s, p), e, what)
FROM (VALUES
	(timeline('0 sales phone a', '0.16 sales phone a', '0.32 sales phone a'),
		NULL::friction_policy, 'of 1', 'one call after the other'),
	(timeline('0 sales phone a', '0.1666666666666667 sales phone a'), NULL,
		'of 2', 'ten minutes are not within ten minutes'),
	(timeline('0 sales phone a', '0.1 sales phone b', '0.15 sales phone a'),
		NULL, 'of 2', 'somebody else in between'),
	(timeline('0 sales phone a', '0.1 sales email a'), NULL, 'of 2',
		'another channel'),
	(timeline('0 sales phone a', '0.1 sales call a'), NULL, 'of 1',
		'another name of the channel'),
	(timeline('0 sales phone -', '0.1 sales phone -'), NULL, 'of 1',
		'nobody known twice'),
	(timeline('0 sales phone -', '0.1 marketing phone -'), NULL, 'of 2',
		'two functions are two people'),
	(timeline('0 sales phone -', '0.05 marketing phone -',
		'0.1 sales phone -'), NULL, 'of 2', 'each of whom repeats the own'),
	(timeline('0 sales phone a direction=in', '0.1 sales phone a'), NULL,
		'of 1', 'an answer is not a repeat'),
	(timeline('0 sales phone a', '0.1 sales phone a'), 'collapse 0d', 'of 2',
		'nothing collapses')) AS x (s, p, e, what);

/* over_contact */

CREATE FUNCTION many(calls int, emails int, letters int) RETURNS touch_summary
LANGUAGE sql AS $$
	SELECT timeline(VARIADIC (SELECT array_agg(format('%s sales %s a', 24 * h,
		c)) FROM (
		SELECT i * 2 AS h, 'phone' AS c FROM generate_series(1, $1) i UNION ALL
		SELECT i * 3, 'email' FROM generate_series(1, $2) i UNION ALL
		SELECT i * 4, 'mail' FROM generate_series(1, $3) i) AS x))
$$;
SELECT is(max(pressure), e, format('%s calls, %s e-mails, %s letters', c, m, l))
FROM (VALUES (3, 0, 0, NULL::float8), (0, 4, 0, NULL), (0, 0, 10, NULL),
	(4, 0, 0, 4::float8 / 3), (3, 3, 0, 1.75), (0, 5, 1, 1.35),
	(1, 1, 4, NULL), (1, 1, 5, 65::float8 / 60)) AS x (c, m, l, e)
LEFT JOIN LATERAL (SELECT observed AS pressure
	FROM friction_events(many(c, m, l)) WHERE kind = 'over_contact') AS f
	ON true
GROUP BY c, m, l, e;
SELECT is(found('over_contact', s, p), e, what)
FROM (VALUES
	(timeline('0 sales phone a', '100 sales phone a', '200 sales phone a',
		'2160 sales phone a'), NULL::friction_policy, 'of 4',
		'what is 90 days old counts no more'),
	(timeline('0 sales phone a', '100 sales phone a', '200 sales phone a',
		'2159.99 sales phone a'), NULL, '[1, 2, 3, 4] of 4',
		'what is younger does'),
	(timeline('0 sales phone a', '1 other phone b', '2 joint email c',
		'3 - phone d', '4 - webinar d'), 'calls_per_day 9', '[1, 2, 3, 4] of 4',
		'whoever it is; a webinar weighs nothing'),
	(timeline('0 sales phone a', '1 sales phone a', '2 sales phone a',
		'23 sales phone a', '24 sales phone a'), 'phone 1000',
		'[1, 2, 3, 4] [2, 3, 4, 5] of 5', 'more than three calls in 24 hours'),
	(timeline('0 sales phone a', '24 sales phone a', '48 sales phone a',
		'72 sales phone a'), 'phone 1000, calls_per_week 3',
		'[1, 2, 3, 4] of 4', 'in seven days'),
	(timeline('0 sales phone a', '1 sales email a', '2 sales mail a'),
		'phone 997, email 991, mail 983', 'of 3',
		'tolerances without a common divisor')) AS x (s, p, e, what);
SELECT is(sales_share || ' ' || marketing_share, '0.5 0.25',
		  'shares of the blame; the rest is of others')
FROM friction_events(timeline('0 sales phone a', '1 marketing phone b',
	'2 joint phone c', '3 sales phone a'), policy => 'calls_per_day 9')
WHERE kind = 'over_contact';
SELECT is(evidence, '..., 93, 94, 95, 96, 97, 98, 99, 100',
		  'the latest eight are evidence')
FROM (SELECT * FROM friction_events((SELECT touch_summary_state(touch(
	timestamptz '2026-01-01 UTC' + i * interval '1 hour', channel => 'email',
	direction => 'out', activity_id => i::text))
	FROM generate_series(1, 100) AS i)) ORDER BY occurred_at DESC LIMIT 1) AS e;

/* went_dark */

SELECT is(found('went_dark', s, p, d, a), e, what)
FROM (VALUES
	(timeline('336 sales phone a'), NULL::friction_policy,
		'{[2026-03-02 09:00 UTC, 2026-03-30 09:00 UTC)}'::tstzmultirange,
		NULL::timestamptz, 'of 1', 'fourteen days and fourteen days'),
	(timeline('335.9 sales phone a'), NULL,
		'{[2026-03-02 09:00 UTC, 2026-03-30 09:00 UTC)}', NULL, '[1] of 1',
		'a bit more to the end'),
	(timeline('336 sales phone a'), NULL,
		'{[2026-03-02 09:00 UTC,)}', '2026-03-30 09:00 UTC', 'of 1',
		'still open, as of fourteen days later'),
	(timeline('336 sales phone a'), NULL,
		'{[2026-03-02 09:00 UTC,)}', '2026-03-30 09:01 UTC', '[1] of 1',
		'a minute later'),
	(timeline('336 sales phone a'), NULL, '{[2026-03-02 09:00 UTC,)}', NULL,
		'of 1', 'when that is, is not known'),
	(timeline('0 sales phone a'), NULL, '{(,)}', NULL, 'of 0',
		'open since ever, for ever'),
	(timeline('0 sales phone a', '337 sales phone a'), NULL, '{(,)}', NULL,
		'[1, 2] of 1', 'what lies between touches is known'),
	('skipped=0', NULL, '{[2026-03-02 UTC, 2026-04-02 UTC)}', NULL, '[] of 1',
		'nobody ever spoke'),
	('skipped=0', NULL, '{[2026-03-02 UTC, 2026-04-02 UTC)}', '2026-03-01',
		'of 0', 'before it was open'),
	('skipped=0', NULL, '{[infinity,), (, -infinity]}', '2026-03-01',
		'of 0', 'before and after all times'),
	(timeline('0 sales phone a', '300 - email - direction=in',
		'340 sales phone a'), NULL, '{(,)}', NULL, '[1, 3] of 1',
		'the customer alone breaks no silence'),
	(timeline('0 sales phone a', '300 - email - direction=in mode=two_way',
		'340 sales phone a'), NULL, '{(,)}', NULL, 'of 1',
		'a conversation does'),
	(timeline('0 sales phone a', '300 joint webinar - direction=',
		'340 sales phone a'), NULL, '{(,)}', NULL, 'of 1', 'so does anybody'),
	(timeline('0 - - - event=opened thread=d', '400 - - - event=closed thread=d'),
		NULL, NULL, NULL, '[] of 1', 'a deal of the timeline'),
	(timeline('0 - - - event=opened thread=d', '1 - - - event=closed thread=x'),
		NULL, NULL, '2026-04-01', '[] of 1', 'another one closes'),
	(timeline('0 - - - event=accepted', '1 - - - event=opened',
		'2 - - - event=returned', '3 - - - event=opened',
		'340 - - - event=rejected'), NULL, NULL, NULL, '[] of 2',
		'a lead that comes back and goes again'),
	(timeline('0 - - - event=closed thread=d', '2 - - - event=opened thread=d'),
		NULL, NULL, '2026-12-31', 'of 0',
		'closed on a date, and opened later that day'),
	(timeline('0 - - - event=closed thread=d', '2 - - - event=opened thread=d',
		'400 - - - event=closed thread=d'), NULL, NULL, '2026-12-31',
		'[] of 1', 'which does not matter if it is closed again'),
	(timeline('0 - - - event=closed thread=d', '2 - - - event=opened thread=d',
		'3 - - - event=closed thread=d', '3 - - - event=opened thread=d'),
		NULL, NULL, '2026-12-31', '[] of 2', 'or opened again'),
	(timeline('0 - - - event=closed thread=x', '2 - - - event=opened thread=d'),
		NULL, NULL, '2026-04-01', '[] of 1', 'or another one'),
	(timeline('0 - - - event=rejected', '2 - - - event=accepted'),
		NULL, NULL, '2026-04-01', '[] of 1',
		'a lead may be rejected and then accepted'),
	(timeline('0 - - - event=opened thread=d', '96 - - - event=closed thread=d',
		'96 - - - event=opened thread=d'), NULL, NULL, '2026-12-01',
		'[] of 2', 'closed and opened again at the same time'),
	(timeline('0 - - - event=accepted thread=d', '96 - - - event=closed thread=d',
		'96 - - - event=opened thread=d'), NULL, NULL, '2026-12-01', 'of 1',
		'a lead that became a deal, which was closed at the same time'),
	(timeline('0 - - - event=accepted thread=l',
		'96 - - - event=closed thread=l', '96 - - - event=opened thread=d',
		'400 - - - event=closed thread=d'), NULL, NULL, '2026-12-01',
		'of 2', 'a lead that became a deal with a thread of its own'))
	AS x (s, p, d, a, e, what);

/* campaign_in_deal */

SELECT is(found('campaign_in_deal', s, NULL, d), e, what)
FROM (VALUES
	(timeline('1 marketing email b mode=one_way', '2 marketing mail b mode=one_way'),
		'{[2026-03-02 09:00 UTC, 2026-03-02 12:00 UTC)}'::tstzmultirange,
		'[1, 2] of 1', 'two within a deal'),
	(timeline('0 marketing email b mode=one_way', '2 marketing mail b mode=one_way',
		'3 marketing email b mode=one_way'),
		'{[2026-03-02 09:00 UTC, 2026-03-02 12:00 UTC]}', 'of 1',
		'what opens or closes it is not within'),
	(timeline('1 sales email b mode=one_way', '2 marketing mail b',
		'2 marketing email c mode=two_way', '1 joint email d mode=one_way'),
		'{(,)}', 'of 1', 'what may be mass marketing but would not be much'),
	(timeline('1 marketing email b', '2 marketing mail b mode=one_way'),
		'{(,)}', 'of 0', 'and what may be too much makes it unknown'),
	(timeline('1 sales email b mode=one_way', '2 marketing mail b mode=two_way',
		'2 marketing email c mode=two_way', '1 joint email d mode=one_way'),
		'{(,)}', 'of 1', 'mass marketing only'),
	(timeline('1 marketing email b', '2 marketing mail b mode=one_way',
		'3 marketing email b mode=one_way'), '{(,)}', '[2, 3] of 1',
		'unless what is known is too much'),
	(timeline('0 - - - event=opened thread=d', '1 marketing email b thread=d'),
		NULL, 'of 1', 'and what belongs to the deal does not matter'),
	(timeline('1 marketing email b direction=in'), '{(,)}', 'of 1',
		'nor does what came in'),
	(timeline('0 - - - event=opened thread=d', '0 - - - event=closed thread=d'),
		NULL, 'of 0', 'a deal that was never open'),
	(timeline('0 - - - event=closed thread=d', '1 - - - event=opened thread=d',
		'2 marketing email b mode=one_way', '3 marketing mail b mode=one_way'),
		NULL, 'of 0', 'nor one that was closed on the day it was opened'),
	(timeline('0 - - - event=opened thread=d campaign=k',
		'1 marketing email b mode=one_way campaign=k',
		'2 marketing email c mode=one_way campaign=x',
		'3 marketing email b mode=one_way campaign=k thread=d',
		'4 marketing email b mode=one_way thread=d',
		'5 marketing email c mode=one_way'), NULL, '[3, 6] of 1',
		'what has both the campaign and the thread is left out once'),
	(timeline('0 - - - event=opened thread=d campaign=k',
		'1 marketing email b mode=one_way campaign=k',
		'2 marketing email b mode=one_way thread=d',
		'3 marketing email b mode=one_way campaign=x'), NULL, 'of 1',
		'what belongs to the deal does not disturb it'),
	(timeline('0 - - - event=accepted thread=d',
		'1 marketing email b mode=one_way', '2 marketing email b mode=one_way'),
		NULL, 'of 0', 'an accepted lead is no deal')) AS x (s, d, e, what);

/* pitch_without_listening */

SELECT is(found('pitch_without_listening', s), e, what)
FROM (VALUES
	(timeline('0 sales phone a purpose=pitch'), '[1] of 1', 'never listened'),
	(timeline('0 sales phone a purpose=listen', '2160 sales phone a purpose=pitch'),
		'of 1', 'listened 90 days before'),
	(timeline('0 sales phone a purpose=listen', '2160.1 sales phone a purpose=pitch'),
		'[1, 2] of 1', 'listened earlier'),
	(timeline('0 sales phone a purpose=listen id=1', '0 sales phone a purpose=pitch id=2'),
		'[2] of 1', 'at the same time is not before'),
	(timeline('0 - email - direction=in', '1 sales phone a purpose=pitch'),
		'of 1', 'the customer asked'),
	(timeline('0 marketing phone b purpose=pitch', '1 joint phone a purpose=pitch'),
		'of 0', 'a pitch of sales'),
	(timeline('0 sales phone a purpose=pitch', '1 sales phone a purpose=listen',
		'2 sales phone a purpose=pitch'), '[1] of 1', 'only the first one'))
	AS x (s, e, what);
SELECT is(found('pitch_without_listening', NULL), '', 'nothing at all');

/* bounced_lead */

SELECT is(found('bounced_lead', s), e, what)
FROM (VALUES
	(timeline('0 marketing - b event=handed_off', '1 sales - a event=returned'),
		'of 1', 'one return'),
	(timeline('0 marketing - b event=handed_off', '1 sales - a event=returned',
		'2 marketing - b event=handed_off', '3 sales - a event=returned'),
		'[2, 4] of 1', 'two'),
	(timeline('0 marketing - b event=handed_off', '1 sales - a event=returned',
		'2160 sales - a event=returned'), 'of 1', 'the second after 90 days'),
	(timeline('0 marketing - b event=handed_off thread=1',
		'1 sales - a event=returned thread=2',
		'2 sales - a event=returned thread=1'), 'of 1', 'two leads'),
	(timeline('0 marketing - b event=handed_off',
		'1 sales - a event=returned id=r', '1 sales - a event=returned id=r'),
		'of 1', 'a row that is there twice is one return'),
	(timeline('0 marketing - b event=handed_off', '1 sales - a event=returned',
		'1 sales - - event=returned', '2 sales - - event=returned'),
		'[2, 4] of 1', 'so are two of one time'),
	(timeline('0 sales - a event=returned', '1 sales - a event=returned',
		'2 marketing - b event=handed_off'), 'of 1',
		'before the hand-off there is nothing to return')) AS x (s, e, what);

/* Running pressure */

SELECT is(array_agg(p ORDER BY n), array[1, 2, 2, 1, 1]::float8[],
	'a repeat weighs nothing, two hours later nothing is left of the first')
FROM (SELECT n, touch_pressure(t, 'phone 1, over_contact 2h')
		OVER (ORDER BY n ROWS UNBOUNDED PRECEDING) AS p
	 FROM (VALUES
		(1, touch('2026-01-01 00:00 UTC', 'a', channel => 'phone', direction => 'out')),
		(2, touch('2026-01-01 01:00 UTC', 'a', channel => 'phone', direction => 'out')),
		(3, touch('2026-01-01 01:05 UTC', 'a', channel => 'phone', direction => 'out')),
		(4, touch(occurred_at => '2026-01-01 02:00 UTC')), (5, NULL)) AS v (n, t)) AS r;
SELECT is(touch_pressure(t), NULL, 'before the first touch it is not known')
FROM (VALUES (touch()), (NULL)) AS x (t);
SELECT throws_ok($$SELECT touch_pressure(t ORDER BY n DESC)
	FROM (VALUES (1, touch(occurred_at => '2026-01-01')), (2, touch(occurred_at => '2026-01-02'))) v(n, t)$$,
	'22023', 'touches are not in the order of time', 'backwards');
SELECT throws_ok($$SELECT touch_pressure(touch(occurred_at => '2026-01-01'), p)
	FROM (VALUES ('default'::friction_policy), ('phone 4')) v(p)$$,
	'22023', 'the policy of touch_pressure changes from row to row',
	'two policies');
SELECT is(array_agg(p ORDER BY i), array[1, 0, 0]::float8[],
	'a window shorter than what collapses')
FROM (SELECT i, touch_pressure(touch(timestamptz '2026-01-01 UTC' +
		i * interval '1 minute', 'a', channel => 'mail', direction => 'out'),
		'mail 1, over_contact 30s') OVER (ORDER BY i
		ROWS UNBOUNDED PRECEDING) AS p
	FROM generate_series(1, 3) AS i) AS x;

/* People */

CREATE FUNCTION busy(functions text) RETURNS touch_summary LANGUAGE sql AS $$
	SELECT touch_summary_state(touch(timestamptz '2026-03-02 09:00 UTC' +
		n * interval '1 minute', 'p', CASE f WHEN 's' THEN 'sales'
			WHEN 'm' THEN 'marketing' WHEN 'j' THEN 'joint'
			WHEN 'o' THEN 'other' END, activity_id => n::text))
	FROM string_to_table(functions, NULL) WITH ORDINALITY AS t (f, n)
$$;
CREATE FUNCTION of_person(kind text, s touch_summary, person text,
	policy friction_policy DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(' ', (SELECT string_agg(round(observed::numeric, 4) ||
			' ' || round(e.severity::numeric, 4), ' ')
		FROM friction_events($2, 'p', $4, person_function => $3) AS e
		WHERE e.kind = $1),
		'of ' || (SELECT exposed FROM friction_exposure($2, 'p', $4,
			person_function => $3) AS x WHERE x.kind = $1))
$$;
SELECT is(of_person('role_drift', busy(repeat('m', m) || repeat(f, r)), p), e,
		  format('%s of %s: %s', m, m + r, p))
FROM (VALUES (10, 's', 20, 'sales', 'of 1'), (30, 's', 70, 'sales', 'of 1'),
	(40, 's', 60, 'sales', '0.4000 0.3750 of 1'),
	(40, 'o', 60, 'sales', '0.4000 0.3750 of 1'),
	(40, 'j', 60, 'marketing', 'of 1'), (40, 's', 60, 'both', 'of 0'),
	(40, 's', 60, 'other', 'of 0'), (0, ' ', 60, 'sales', 'of 0'))
	AS x (m, f, r, p, e);
SELECT is(of_person('task_switching', busy(d), 'sales'), e, d)
FROM (VALUES ('smsms', '4.0000 1.0000 of 1'), ('smsm', 'of 1'),
	('sms', 'of 0'), ('ssmmssmmss', '4.0000 0.4444 of 1'),
	('sjmoj msms', '4.0000 0.8000 of 1')) AS x (d, e);
SELECT is(of_person('task_switching', busy('smms'), 'both',
	'task_switching 2'), '2.0000 0.6667 of 1', 'two of each');
SELECT is(of_person('task_switching', busy('smss'), 'both',
	'task_switching 2'), 'of 1', 'but not one');
SELECT is(string_agg(exposed::text, ' '), e, z)
FROM (VALUES ('UTC', '1'), ('America/New_York', '0'), ('Asia/Tokyo', '1'))
	AS v (z, e),
	friction_exposure((SELECT touch_summary_state(touch(t, 'p', f))
		FROM (VALUES (timestamptz '2026-03-10 02:00 UTC', 'sales'),
			('2026-03-10 03:00 UTC', 'marketing'),
			('2026-03-10 04:30 UTC', 'sales'),
			('2026-03-10 05:00 UTC', 'marketing')) AS x (t, f)),
		person_function => 'both', time_zone => z) AS x
WHERE kind = 'task_switching' GROUP BY z, e;
SELECT throws_ok($$SELECT * FROM friction_events('skipped=0',
	person_function => 'sales', time_zone => 'Mars/Olympus')$$, '22023',
	'unknown time zone "Mars/Olympus"', 'a time zone is checked');
SELECT throws_ok(format('SELECT * FROM friction_exposure(%L, time_zone => %L)',
	'skipped=0', z), '22023', format('unknown time zone "%s"', z),
	'also of a customer, who needs none: ' || z)
FROM unnest(array['nonsense', '+02:00', 'CET-1CEST']) AS z;
SELECT throws_ok($$SELECT * FROM friction_events('skipped=0',
	person_function => 'joint')$$, '22023',
	'unknown function of a person "joint"', 'so is the function of a person');
SELECT throws_ok($$SELECT * FROM friction_events('skipped=0',
	as_of => 'infinity')$$, '22023', 'as_of must be finite', 'and as_of');

SELECT * FROM finish();
ROLLBACK;
