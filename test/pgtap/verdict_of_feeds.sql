/*
 * verdict_of_feeds.sql
 *		What the views of the reports and the measures make of the same feeds:
 *		who a person was when, whom the verdict compares, and that both say the
 *		same.
 */
BEGIN;
SELECT set_config('search_path', current_setting('search_path') ||
				  ', sales_marketing', true) \g /dev/null
SET LOCAL client_min_messages = error;
SELECT plan(37);

/* All feeds, empty, in a schema, and reports as of July over them. */
CREATE FUNCTION company(name text, reports boolean DEFAULT true) RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
	feed record;
BEGIN
	EXECUTE format('CREATE SCHEMA %I', name);
	FOR feed IN SELECT f.feed, string_agg(format('%I %s', column_name, type),
					   ', ' ORDER BY column_position) AS columns
				FROM feed_columns() f WHERE f.feed <> 'identity_feed'
				GROUP BY f.feed
	LOOP
		EXECUTE format('CREATE TABLE %I.%I (%s)', name, feed.feed, feed.columns);
	END LOOP;
	IF NOT reports THEN
		RETURN;
	END IF;
	PERFORM create_reports(name, true);
	EXECUTE format('UPDATE %I.report_settings SET as_of = ''2026-07-01Z''', name);
END
$$;

/* A figure of a measure, and its note, by its query alone. */
CREATE FUNCTION figure(of_schema text, of_measure text, of_part integer,
	of_figure text, from_date date DEFAULT NULL, to_date date DEFAULT NULL)
RETURNS TABLE (function text, value numeric, n bigint, note text)
LANGUAGE plpgsql AS
$$
BEGIN
	RETURN QUERY EXECUTE format('SELECT q.function, round(q.value::numeric, 6), q.n, q.note FROM (%s) q WHERE q.figure = %L',
		article_measure_sql(of_schema, of_measure, of_part, '2026-07-01Z',
							from_date, to_date), of_figure);
END
$$;

/* What the views and the measures say of the decision. */
CREATE FUNCTION both_verdicts(of_schema text) RETURNS TABLE (view text, measure text)
LANGUAGE plpgsql AS
$$
BEGIN
	RETURN QUERY EXECUTE format('SELECT format(''%%s; leaning %%s; %%s'', d.verdict, d.leaning, d.reason), f.note FROM %I.separation_decision d, figure(%L, ''C05'', 1, ''decided_dimensions'') f',
		of_schema, of_schema);
END
$$;

/* A row of person_feed within another, and two that begin together */

SELECT company('career');
INSERT INTO career.person_feed (person, function, team, valid_from, valid_to)
VALUES
	('inner', 'sales', 'a', '2026-01-01', '2026-12-31'),
	('inner', 'marketing', 'b', '2026-03-01', '2026-03-31'),
	('tied', 'sales', 'a', NULL, NULL), ('tied', 'marketing', 'b', NULL, NULL),
	('short', 'sales', 'a', '2026-01-01', NULL),
	('short', 'marketing', 'b', '2026-01-01', '2026-03-31'),
	('after', 'sales', 'a', '2026-01-01', '2026-04-15'),
	('after', 'marketing', 'b', '2026-03-15', '2026-05-31'),
	('turned', 'sales', 'a', '2026-03-01', '2026-02-01');
INSERT INTO career.activity_feed (activity_id, occurred_at, actor, subject)
SELECT p || m, make_timestamptz(2026, m, 20, 12, 0, 0, 'UTC'), p, 'phone call'
FROM unnest('{inner,tied,short,after,turned}'::text[]) p,
	 generate_series(1, 6) m;
CREATE TABLE was (person text, functions text);
INSERT INTO was VALUES
	('after', 'sales sales marketing marketing marketing -'),
	('inner', 'sales sales marketing sales sales sales'),
	('short', 'marketing marketing marketing sales sales sales'),
	('tied', 'marketing marketing marketing marketing marketing marketing'),
	('turned', '- - - - - -');
SELECT is(string_agg(coalesce(nullif(c.person_function, 'unknown'), '-'), ' '
		  ORDER BY a.occurred_at), w.functions, w.person || ' in the views')
FROM was w JOIN career.activity_feed a ON a.actor = w.person
JOIN career.activity_classified c USING (activity_id)
GROUP BY w.person, w.functions ORDER BY w.person;
CREATE FUNCTION of_query(query text) RETURNS SETOF text LANGUAGE plpgsql AS
$$
BEGIN
	RETURN QUERY EXECUTE query;
END
$$;
CREATE FUNCTION of_relation(of_schema text, query text,
	from_date date DEFAULT NULL, to_date date DEFAULT '2026-07-01')
RETURNS SETOF text LANGUAGE sql AS
$$
SELECT of_query(measure_text(query, of_schema, measure_inputs(of_schema),
							 measure_settings(of_schema), '2026-07-01Z',
							 from_date, to_date))
$$;
SELECT is(f.functions, w.functions, w.person || ' in the measures')
FROM was w JOIN of_relation('career', $$
	SELECT a.actor || ':' || string_agg(coalesce(a.person_function, '-'), ' '
										ORDER BY a.occurred_at)
	FROM activity AS a GROUP BY a.actor$$) r (text)
	ON split_part(r.text, ':', 1) = w.person
CROSS JOIN LATERAL (SELECT split_part(r.text, ':', 2)) f (functions)
ORDER BY w.person;
SELECT is((SELECT string_agg(r, E'\n') FROM of_relation('career', $$
	SELECT concat_ws(' ', s.function, s.first_day, s.last_day)
	FROM person_span AS s WHERE s.person = 'inner' ORDER BY s.first_day$$) r),
	E'sales 2026-01-01 2026-02-28\nmarketing 2026-03-01 2026-03-31\n'
	'sales 2026-04-01 2026-12-31',
	'the outer row goes on after the inner one');
SELECT is((SELECT string_agg(r, E'\n') FROM of_relation('career', $$
	SELECT concat_ws(' ', s.function, s.first_day, s.last_day)
	FROM person_span AS s WHERE s.person = 'tied' ORDER BY s.first_day$$) r),
	'marketing -infinity infinity',
	'of two rows for the same days the first by function holds, in one piece');
INSERT INTO career.plan_feed (plan, schedule, function, valid_from, valid_to)
VALUES ('p', 'monthly lag 10', 'sales', NULL, NULL),
	('p', 'monthly lag 20', 'sales', '2026-03-01', '2026-03-31');
INSERT INTO career.payout_feed (payout, payee, plan, earned_on)
SELECT m::text, 'inner', 'p', make_date(2026, m, 15)
FROM generate_series(2, 4) m;
SELECT is((SELECT string_agg(r, ' ') FROM of_relation('career', $$
	SELECT p.scheduled_on::text FROM reported_payment AS p ORDER BY p.earned_on$$) r),
	'2026-03-10 2026-04-20 2026-05-10', 'so it is with plans');

/* Sixty people who do both, and a row each of two who do not */

SELECT company('combined');
INSERT INTO combined.person_feed (person, function)
SELECT 'b' || i, 'both' FROM generate_series(1, 60) i;
INSERT INTO combined.activity_feed (activity_id, occurred_at, actor, customer,
	subject, direction, recipients)
SELECT concat_ws('-', i, n), timestamptz '2026-01-05 10:00Z' +
	   (i + 7 * n) * interval '1 hour', 'b' || i, 'c' || i,
	   CASE WHEN n % 2 = 0 THEN 'phone call' ELSE 'newsletter' END, 'out',
	   CASE WHEN n % 2 = 0 THEN 1 ELSE 500 END
FROM generate_series(1, 60) i, generate_series(1, 20) n;
SELECT is(string_agg(DISTINCT concat_ws(' ', basis, n_sales, n_marketing,
									  distinctness), ', '), 'work 60 60 -1',
	'a combined team is compared by its work')
FROM combined.dimension_evidence WHERE dimension = 'focus';
INSERT INTO combined.person_feed (person, function)
VALUES ('s', 'sales'), ('m', 'marketing');
INSERT INTO combined.activity_feed (activity_id, occurred_at, actor, subject)
VALUES ('s', '2026-02-01Z', 's', 'phone call'),
	('m', '2026-02-01Z', 'm', 'newsletter');
SELECT is(string_agg(DISTINCT concat_ws(' ', basis, n_sales, n_marketing,
									  distinctness), ', '), 'work 60 60 -1',
	'and still is when one person of each function logs a row')
FROM combined.dimension_evidence WHERE dimension = 'focus';
SELECT is(measure, view, 'the measures compare the work, too')
FROM both_verdicts('combined');
SELECT is(note, 'sales over marketing, work compared; 95 % -1.000 to -0.934',
	'and say so')
FROM figure('combined', 'C03', 1, 'distinctness_of_focus');
INSERT INTO combined.activity_feed (activity_id, occurred_at, actor, subject)
SELECT x || i || n, timestamptz '2026-02-02 10:00Z' + n * interval '1 day',
	   x || i, 'phone call'
FROM (VALUES ('s'), ('m')) x (x), generate_series(1, 5) i,
	 generate_series(1, 5) n;
INSERT INTO combined.person_feed (person, function)
SELECT x || i, CASE x WHEN 's' THEN 'sales' ELSE 'marketing' END
FROM (VALUES ('s'), ('m')) x (x), generate_series(1, 5) i;
SELECT is(string_agg(DISTINCT basis, ' '), 'people',
	'five people of each function with five rows are a group')
FROM combined.dimension_evidence;
SELECT company('few');
INSERT INTO few.person_feed (person, function)
SELECT x || i, CASE x WHEN 's' THEN 'sales' ELSE 'marketing' END
FROM (VALUES ('s'), ('m')) x (x), generate_series(1, 2) i;
INSERT INTO few.activity_feed (activity_id, occurred_at, actor, subject,
	purpose)
SELECT x || i || n, timestamptz '2026-02-02 10:00Z' + n * interval '1 day',
	   x || i, CASE x WHEN 's' THEN 'phone call' ELSE 'newsletter' END,
	   CASE x WHEN 's' THEN 'transact' ELSE 'listen' END
FROM (VALUES ('s'), ('m')) x (x), generate_series(1, 2) i,
	 generate_series(1, 5) n;
SELECT is(string_agg(DISTINCT concat_ws(' ', basis, n_sales, n_marketing), ', '),
	'people 2 2', 'so few are still people when nobody does both')
FROM few.dimension_evidence WHERE dimension = 'customer_approach';

/* What an activity is for may be said */

SELECT is(max(abs(distinctness)), 1.0::float8,
	'a purpose that is given counts in the views')
FROM few.dimension_evidence WHERE dimension = 'customer_approach';
SELECT is(value, 1.0, 'as in the measures')
FROM figure('few', 'C03', 1, 'distinctness_of_customer_approach');
UPDATE few.activity_feed SET purpose = 'pitch', customer = 'c' || activity_id
WHERE purpose = 'transact';
SELECT is(flagged || ' of ' || exposed, '10 of 10',
	'a call that pitches is a pitch, and nobody has listened before')
FROM few.friction_rate WHERE kind = 'pitch_without_listening';

/* No verdict on rows that are hardly classified, in neither */

SELECT company('vague');
INSERT INTO vague.person_feed (person, function, skills)
SELECT 's' || g, 'sales', 'negotiation' FROM generate_series(1, 20) g
UNION ALL SELECT 'm' || g, 'marketing', 'statistics' FROM generate_series(1, 20) g;
INSERT INTO vague.activity_feed (activity_id, occurred_at, actor, customer,
	subject, direction, recipients)
SELECT p || g || '-' || k, timestamptz '2026-01-05Z' + k * interval '2 days' +
	   g * interval '1 hour', p || g, p || g,
	   CASE WHEN k > 10 THEN 'xyzzy' WHEN p = 's' THEN 'phone call'
			ELSE 'newsletter' END, 'out', CASE p WHEN 's' THEN 1 ELSE 500 END
FROM (VALUES ('s'), ('m')) x (p), generate_series(1, 20) g,
	 generate_series(1, 60) k;
INSERT INTO vague.spend_feed (spend, period_from, function, customer, amount,
	currency)
SELECT p || g, '2026-01-01', CASE p WHEN 's' THEN 'sales' ELSE 'marketing' END,
	   p || g, 10, 'EUR'
FROM (VALUES ('s'), ('m')) x (p), generate_series(1, 200) g;
SELECT is(split_part(measure, ';', 1), 'insufficient_evidence',
	'a sixth of the rows decides nothing') FROM both_verdicts('vague');
SELECT is(value, NULL, 'nor is any dimension for separation')
FROM figure('vague', 'C04', 1, 'dimensions_for_separation');
UPDATE vague.report_settings SET minimum_coverage = 0.1, minimum_group = 3,
	friction_policy = 'double_touch 12h',
	business_calendar = 'mon-fri 09:00-17:00 Europe/Berlin';
SELECT unalike(measure, '%low_coverage%',
	'a lower minimum of report_settings is that of the measures')
FROM both_verdicts('vague');
SELECT is(measure, view, 'so both say the same') FROM both_verdicts('vague');

/* Rewards by design are those of the rules, not what was paid */

SELECT company('unplanned', reports => false);
INSERT INTO unplanned.person_feed (person, function)
SELECT 's' || g, 'sales' FROM generate_series(1, 10) g
UNION ALL SELECT 'm' || g, 'marketing' FROM generate_series(1, 10) g;
INSERT INTO unplanned.payout_feed (payout, payee, earned_on, paid_on, amount,
	currency)
SELECT p || g, p || g, '2026-01-01', date '2026-01-11' + g + d, 10, 'EUR'
FROM (VALUES ('s', 0), ('m', 90)) v (p, d), generate_series(1, 10) g;
SELECT is(concat_ws(' ', value, n, note), '0 nobody to compare',
	'without a schedule nobody waits by design')
FROM figure('unplanned', 'C03', 2, 'distinctness_of_rewards');

/* Two batches of a mailing are one touch of all */

SELECT company('batches');
INSERT INTO batches.person_feed (person, function) VALUES ('m', 'marketing'),
	('s', 'sales');
INSERT INTO batches.activity_feed (activity_id, occurred_at, actor, subject,
	campaign, recipients, direction)
SELECT concat(b, n), timestamptz '2026-02-02 10:00Z' + n * interval '1 day' +
	   b * interval '10 seconds', 'm', 'newsletter', 'k', 500, 'out'
FROM generate_series(1, 2) b, generate_series(1, 5) n;
UPDATE batches.report_settings SET minimum_group = 1;
SELECT is(value, 1000.0, 'in the measures')
FROM figure('batches', 'C06', 1, 'recipients_per_touch') WHERE function = 'marketing';
INSERT INTO batches.activity_feed (activity_id, occurred_at, actor, subject,
	customer, direction)
VALUES ('call', '2026-02-02Z', 's', 'phone call', 'c', 'out');
SELECT is(max(marketing_mean), 1000.0::float8, 'and in the views')
FROM batches.dimension_evidence WHERE dimension = 'focus';

/* A function whose money is cut to nothing */

SELECT company('cut');
INSERT INTO cut.budget_feed (budget, function, period_from, period_to, amount,
	currency)
SELECT f || m, f, make_date(2026, m, 1), make_date(2026, m, 28), 1000, 'EUR'
FROM (VALUES ('sales'), ('marketing')) v (f), generate_series(1, 2) m;
INSERT INTO cut.spend_feed (spend, period_from, function, amount, currency)
VALUES ('1', '2026-02-10', 'marketing', 2000, 'EUR');
SELECT is(n, 0::bigint, 'of who never spends nothing is known')
FROM (SELECT count(*) AS n
	  FROM figure('cut', 'C11', 2, 'budget_contention_rate')) q;
INSERT INTO cut.spend_feed (spend, period_from, function, amount, currency)
VALUES ('2', '2026-01-10', 'sales', 1000, 'EUR');
SELECT is(value || ' of ' || n, '1.000000 of 1',
	'who spends in January and not in February has spent nothing then, but of who begins in February January is not known')
FROM figure('cut', 'C11', 2, 'budget_contention_rate');
UPDATE cut.report_settings SET minimum_group = 1;
SELECT is(flagged || ' of ' || exposed, '1 of 1', 'as in the views')
FROM cut.friction_rate WHERE kind = 'budget_contention';

/* A period */

SELECT company('early');
UPDATE early.report_settings SET (minimum_coverage, minimum_group,
	friction_policy, business_calendar) = (SELECT v.minimum_coverage,
	v.minimum_group, v.friction_policy, v.business_calendar
	FROM vague.report_settings v);
INSERT INTO early.person_feed TABLE vague.person_feed;
INSERT INTO early.spend_feed TABLE vague.spend_feed;
INSERT INTO early.activity_feed SELECT * FROM vague.activity_feed
WHERE occurred_at < '2026-03-01Z';
SELECT is(f.note, b.view, 'a period is judged as if nothing else were there')
FROM both_verdicts('early') b,
	 figure('vague', 'C05', 1, 'decided_dimensions', NULL, '2026-02-28') f;
INSERT INTO vague.lead_feed (lead, customer, created_at, owner, handed_off_at)
VALUES ('l1', 'new', '2026-02-01Z', 's1', '2026-02-27 10:00Z'),
	('l2', 's1', '2026-02-01Z', 's1', '2026-03-27 10:00Z');
INSERT INTO vague.activity_feed (activity_id, occurred_at, actor, customer,
	subject) VALUES ('answer', '2026-03-02 09:00Z', 's1', 'new', 'phone call');
SELECT is((SELECT string_agg(r, ', ') FROM of_relation('vague', $$
	SELECT concat_ws(' ', r.subject, r.kind, r.flagged)
	FROM reported_friction_row AS r
	WHERE r.dimension = 'hand_off' AND r.exposed ORDER BY r.kind$$,
	'2026-02-01', '2026-02-28') r),
	'l1 never_followed_up f, l1 slow_follow_up f',
	'but for answers that came after it');


/* What was before a period is not silence within it. */

SELECT company('talked');
INSERT INTO talked.person_feed (person, function)
SELECT f || g, CASE f WHEN 's' THEN 'sales' ELSE 'marketing' END
FROM generate_series(1, 6) g, unnest(array['s', 'm']) f;
INSERT INTO talked.opportunity_feed (opportunity, customer, opened_at)
SELECT 'o' || g, 'c' || g, '2026-01-01Z' FROM generate_series(1, 20) g;
INSERT INTO talked.activity_feed (occurred_at, actor, subject, channel,
	customer, direction)
SELECT '2026-01-02 12:00Z'::timestamptz + i * interval '10 d', 's' || g % 6 + 1,
	'customer meeting', 'meeting', 'c' || g, 'out'
FROM generate_series(1, 20) g, generate_series(0, 18) i;
SELECT is((SELECT string_agg(r, ', ') FROM of_relation('talked', $$
	SELECT concat_ws(' of ', r.flagged, r.exposed)
	FROM reported_friction_count AS r WHERE r.kind = 'went_dark'$$,
	p.from_date, p.to_date) r), '0 of 20',
	'nobody is silent whom somebody meets every ten days, ' || p.name)
FROM (VALUES ('from May on', date '2026-05-01', date '2026-07-01'),
			 ('until May', '2025-01-01', '2026-05-31')) AS p (name, from_date, to_date);
SELECT is(value, 1::numeric, 'rows without an id are touches of their own')
FROM figure('talked', 'C06', 1, 'recipients_per_touch') WHERE function = 'sales';

SELECT * FROM finish();
ROLLBACK;
