/*
 * 67_united_feeds.sql
 *		The text of the feed above the views of the CRMs: activity_feed has
 *		the rows that count, of all CRMs, with one id per person and customer.
 *
 * What several CRMs know is there once where something says that it is the
 * same: people and leads by address, mail by message id or by customer,
 * subject, time and sender.  Calls, meetings and deals of two CRMs that copy
 * each other have nothing in common, so they are there twice.
 *
 * Windows, not joins, decide that: of queries this deep the planner guesses
 * the rows wrong, and nested loops would be the answer.  And windows cost the
 * same however many rows are alike.
 */

CREATE FUNCTION sales_marketing.feed_crm_rows(target_schema text, feed text)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
WITH part AS (
	SELECT r.relation, sales_marketing.feed_rank(r.crm) AS rank
	FROM sales_marketing.feed_relations(target_schema) AS r
	WHERE r.feed = feed_crm_rows.feed AND r.usable
)
SELECT string_agg(format(
	E'SELECT %s::integer AS rank, f.match_key, %s\n\tFROM %s AS f\n\tWHERE f.skipped IS NULL',
	p.rank,
	(SELECT string_agg(format('f.%I', f.column_name), ', '
					   ORDER BY f.column_position)
	 FROM sales_marketing.feed_columns() AS f
	 WHERE f.feed = feed_crm_rows.feed),
	p.relation),
	E'\n\tUNION ALL\n\t' ORDER BY p.rank)
FROM part AS p
$function$;
COMMENT ON FUNCTION sales_marketing.feed_crm_rows(text, text) IS
'private: the query for the rows of a feed that count, of all CRMs';

CREATE FUNCTION sales_marketing.feed_ranks(target_schema text, feed text)
RETURNS integer[]
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT array_agg(sales_marketing.feed_rank(r.crm)
				 ORDER BY sales_marketing.feed_rank(r.crm))
FROM sales_marketing.feed_relations(target_schema) AS r
WHERE r.feed = feed_ranks.feed AND r.usable
$function$;
COMMENT ON FUNCTION sales_marketing.feed_ranks(text, text) IS
'private: the CRMs whose rows a feed is made of, by rank; null where there is none';

CREATE FUNCTION sales_marketing.feed_merged_rows(crm_rows text, feed text, ranks integer[])
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * Rows of several CRMs with one key are one, if it stands for one thing in
 * each of them.  It has the id that the first CRM gives, and each column from
 * the first that knows it; a lead came in when the first of them knew it.
 */
SELECT format($query$SELECT r.rank, r.match_key, %1$s
	FROM (
		SELECT r.rank, r.match_key, r.same, min(r.rank) OVER same AS best,
			%2$s
		FROM (
			SELECT r.*, CASE WHEN min(r.%3$I) OVER crm = max(r.%3$I) OVER crm
							 THEN r.match_key END AS same
			FROM (
	%4$s
			) AS r
			WINDOW crm AS (PARTITION BY r.match_key, r.rank)
		) AS r
		WINDOW same AS (PARTITION BY r.same)
	) AS r
	WHERE r.same IS NULL OR r.rank = r.best$query$,
	string_agg(format('r.%I', f.column_name), ', ' ORDER BY f.column_position),
	string_agg(CASE
		WHEN f.column_position = 1 OR f.column_name = 'source'
		THEN format('r.%I', f.column_name)
		WHEN f.column_name = 'created_at' THEN
			'CASE WHEN r.same IS NULL THEN r.created_at ELSE min(r.created_at) OVER same END AS created_at'
		ELSE format('coalesce(r.%1$I%2$s) AS %1$I', f.column_name,
			(SELECT string_agg(format(
				', min(r.%I) FILTER (WHERE r.same IS NOT NULL AND r.rank = %s) OVER same',
				f.column_name, k.rank), '' ORDER BY k.rank)
			 FROM unnest(ranks[2:]) AS k (rank))) END,
		E',\n\t\t\t' ORDER BY f.column_position),
	max(f.column_name) FILTER (WHERE f.column_position = 1), crm_rows)
FROM sales_marketing.feed_columns() AS f
WHERE f.feed = feed_merged_rows.feed
$function$;
COMMENT ON FUNCTION sales_marketing.feed_merged_rows(text, text, integer[]) IS
'private: rows of CRMs, those of the same person or lead as one';

/*
 * Identities
 *
 * The first CRM's ids are what they are.  Each further CRM is matched with
 * those before it, whose identities are final by then, so that nobody is
 * matched with somebody who is another:
 *
 * - an id of an earlier CRM that it refers to is that id;
 * - a company is matched by its own key, and its people follow it;
 * - else people are matched by theirs;
 * - and a company of which nothing else is known, with its other people, is
 *	 what all its matched people are, unless both have sites that differ.
 *
 * A key matches if it stands for one person or customer on both sides.
 */

CREATE FUNCTION sales_marketing.feed_matched_identities(identities text, rank integer)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT format($query$SELECT c.rank, c.kind, c.own, c.source_id, c.source, c.match_key, c.one,
	coalesce(c.domain, c.key_domain) AS domain,
	CASE WHEN c.settled THEN c.identity
		 ELSE coalesce(c.by_own_key, c.by_key, c.by_people, c.own) END AS identity,
	CASE WHEN c.settled THEN c.matched_by
		 WHEN c.by_own_key IS NULL AND c.by_key IS NOT NULL
		 THEN split_part(c.match_key, ':', 1)
		 WHEN coalesce(c.by_own_key, c.by_people) IS NOT NULL THEN c.company_by
		 ELSE c.matched_by END AS matched_by,
	CASE WHEN c.settled THEN c.company
		 ELSE coalesce(c.by_own_key, c.by_people) END AS company,
	c.company_by
FROM (
	SELECT k.rank, k.kind, k.own, k.source_id, k.source, k.match_key, k.one, k.domain,
		k.identity, k.matched_by, k.company, k.by_key, k.key_domain,
		k.rank <> %1$s OR min(k.rank) OVER own < %1$s AS settled,
		min(k.by_key) FILTER (WHERE k.source_id = k.own) OVER own AS by_own_key,
		CASE WHEN min(k.by_key) OVER own = max(k.by_key) OVER own AND
				  (k.domain = min(k.key_domain) OVER own) IS NOT FALSE
			 THEN min(k.by_key) OVER own END AS by_people,
		CASE WHEN k.rank <> %1$s THEN k.company_by
			 ELSE split_part(coalesce(
				min(k.match_key) FILTER (WHERE k.by_key IS NOT NULL AND k.source_id = k.own) OVER own,
				min(k.match_key) FILTER (WHERE k.by_key IS NOT NULL) OVER own), ':', 1) END AS company_by
	FROM (
		SELECT k.*,
			CASE WHEN k.rank = %1$s AND k.one AND first_value(k.one AND k.rank < %1$s) OVER key
				 THEN first_value(k.identity) OVER key END AS by_key,
			CASE WHEN k.rank = %1$s AND k.one AND first_value(k.one AND k.rank < %1$s) OVER key
				 THEN first_value(k.domain) OVER key END AS key_domain
		FROM (%2$s) AS k
		WINDOW key AS (PARTITION BY k.kind, k.match_key COLLATE "C"
					   ORDER BY (k.one AND k.rank < %1$s) DESC, k.rank)
	) AS k
	WINDOW own AS (PARTITION BY k.kind, k.own COLLATE "C")
) AS c$query$, rank, identities)
$function$;
COMMENT ON FUNCTION sales_marketing.feed_matched_identities(text, integer) IS
'private: a query for identities, those of one more CRM matched with the CRMs before it';

CREATE FUNCTION sales_marketing.feed_identity_query(target_schema text)
RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	ranks integer[] := sales_marketing.feed_ranks(target_schema,
												  'identity_feed');
	rank integer;
	identities text := format($query$
	SELECT r.rank, r.kind, r.identity AS own, r.source_id, r.source, r.match_key,
		r.match_key IS NOT NULL AND
		min(r.identity) OVER key = max(r.identity) OVER key AS one,
		min(r.match_key) FILTER (WHERE r.source_id = r.identity AND
								 r.match_key LIKE 'domain:%%') OVER own AS domain,
		r.identity, CASE WHEN r.identity <> r.source_id THEN 'reference' END AS matched_by,
		NULL::text AS company, NULL::text AS company_by
	FROM (
	%s
	) AS r
	WHERE r.kind IS NOT NULL AND r.identity IS NOT NULL AND r.source_id IS NOT NULL
	WINDOW key AS (PARTITION BY r.kind, r.match_key COLLATE "C", r.rank),
		   own AS (PARTITION BY r.kind, r.identity COLLATE "C", r.rank)$query$,
		sales_marketing.feed_crm_rows(target_schema, 'identity_feed'));
BEGIN
	FOREACH rank IN ARRAY ranks[2:]
	LOOP
		identities := sales_marketing.feed_matched_identities(identities, rank);
	END LOOP;
	RETURN format($query$SELECT DISTINCT ON (m.kind, v.source_id COLLATE "C") m.kind, v.identity,
	v.source_id, m.source, v.matched_by
FROM (%s) AS m
CROSS JOIN LATERAL (VALUES
	(m.source_id, m.identity, m.matched_by, 1),
	(m.own, m.company, m.company_by, 2)) AS v (source_id, identity, matched_by, turn)
WHERE v.turn = 1 OR m.company IS NOT NULL
ORDER BY m.kind, v.source_id COLLATE "C", v.turn, v.identity, m.source$query$, identities);
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_identity_query(text) IS
'private: the query of identity_feed';

CREATE FUNCTION sales_marketing.feed_resolves(target_schema text)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/* your own identity_feed, or ours where it has two CRMs to match */
SELECT coalesce(bool_or(r.crm IS NULL AND r.trusted), false) AND
	   (bool_or(r.crm IS NULL AND (NOT r.made OR r.edited)) OR
		count(*) FILTER (WHERE r.usable) > 1)
FROM sales_marketing.feed_relations(target_schema) AS r
WHERE r.feed = 'identity_feed'
$function$;
COMMENT ON FUNCTION sales_marketing.feed_resolves(text) IS
'private: whether ids have to be looked up in identity_feed';

CREATE FUNCTION sales_marketing.check_identity_source(target_schema text)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
/* a feed that looks its ids up in a view that reads the feed has no end */
DECLARE
	read text;
BEGIN
	WITH RECURSIVE reads (relation) AS (
		SELECT to_regclass(format('%I.identity_feed', target_schema))::oid
		UNION
		SELECT d.refobjid
		FROM reads AS v
		JOIN pg_rewrite AS r ON r.ev_class = v.relation
		JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND
			 d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
	)
	SELECT min(r.relation) INTO read
	FROM sales_marketing.feed_relations(target_schema) AS r
	WHERE r.crm IS NULL AND r.made AND NOT r.edited AND
		  r.feed <> 'identity_feed' AND
		  to_regclass(r.relation)::oid IN (SELECT v.relation FROM reads AS v);
	IF read IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_object_definition',
			MESSAGE = format(
				'%I.identity_feed reads %s, which looks its ids up there',
				target_schema, read),
			HINT = 'Let it read the rows of the CRMs, such as person_feed_salesforce, instead.';
	END IF;
END
$function$;
COMMENT ON FUNCTION sales_marketing.check_identity_source(text) IS
'private: an error if an identity_feed of one''s own reads a feed that looks ids up in it';

/*
 * Mail that two systems have logged.  Of rows with one message id that of the
 * first CRM is used, and is taken: no other is a copy of it.  Other mails of
 * one customer with one subject are a row in time, broken where a minute or
 * more lies between two.  In each such row the mails of a direction and a
 * sender are numbered for every CRM, of the first CRM those with a message id
 * first, of the others last, so that they meet those without one: the first
 * of one CRM is the first of the other, and so on, unless their senders or
 * message ids say otherwise.  Where a machine sent some of them, the senders
 * do not part them, and where one direction is known only, it is that of all.
 * Of what is the same, the mail is used that knows its campaign, else that of
 * the first CRM.
 */
CREATE FUNCTION sales_marketing.feed_mail_query()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $function$
SELECT $query$SELECT m.*, m.about IS NOT NULL AND m.rank <> m.best AND
		   (m.actor = m.best_actor OR m.actor IS NULL OR m.best_actor IS NULL) AND
		   (m.match_key = m.best_key OR m.match_key IS NULL OR m.best_key IS NULL) AS copy
	FROM (
		SELECT m.*, first_value(m.rank) OVER same AS best,
			first_value(m.actor) OVER same AS best_actor,
			first_value(m.match_key) OVER same AS best_key
		FROM (
			SELECT m.*, row_number() OVER (
				PARTITION BY m.about, m.burst, m.way COLLATE "C", m.sender COLLATE "C", m.taken, m.rank
				ORDER BY m.actor COLLATE "C", (m.match_key IS NULL) = m.leads, m.occurred_at, m.activity_id COLLATE "C") AS number
			FROM (
				SELECT m.*, coalesce(m.direction, CASE
						WHEN min(m.direction) OVER burst = max(m.direction) OVER burst
						THEN min(m.direction) OVER burst END) AS way,
					CASE WHEN NOT bool_or(m.actor IS NULL) OVER burst THEN m.actor END AS sender,
					m.rank = min(m.rank) OVER burst AS leads
				FROM (
					SELECT m.*, count(*) FILTER (WHERE m.goes_on IS NOT TRUE) OVER said AS burst
					FROM (
						SELECT m.*, m.occurred_at - lag(m.occurred_at) OVER said
									< interval '1 minute' AS goes_on
						FROM (
							SELECT r.*, r.match_key IS NOT NULL AND r.first_rank <> r.last_rank AS taken,
								CASE WHEN r.mail AND r.occurred_at IS NOT NULL THEN
									hashtextextended(lower(r.subject), hashtextextended(r.customer, 0)) END AS about
							FROM (
								SELECT r.*, min(r.rank) OVER key AS first_rank, max(r.rank) OVER key AS last_rank
								FROM activity AS r
								WHERE r.mail OR r.match_key IS NOT NULL
								WINDOW key AS (PARTITION BY r.match_key COLLATE "C")
							) AS r
							WHERE r.match_key IS NULL OR r.rank = r.first_rank
						) AS m
						WINDOW said AS (PARTITION BY m.about ORDER BY m.occurred_at)
					) AS m
					WINDOW said AS (PARTITION BY m.about ORDER BY m.occurred_at)
				) AS m
				WINDOW burst AS (PARTITION BY m.about, m.burst)
			) AS m
		) AS m
		WINDOW same AS (PARTITION BY m.about, m.burst, m.way COLLATE "C", m.sender COLLATE "C", m.taken, m.number
						ORDER BY m.campaign IS NULL, m.rank)
	) AS m$query$
$function$;
COMMENT ON FUNCTION sales_marketing.feed_mail_query() IS
'private: part of the query of activity_feed: its mails, and which are copies of another system''s';

CREATE FUNCTION sales_marketing.feed_union_query(target_schema text, feed text)
RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	crm_rows text := sales_marketing.feed_crm_rows(target_schema, feed);
	ranks integer[] := sales_marketing.feed_ranks(target_schema, feed);
	resolves boolean := sales_marketing.feed_resolves(target_schema);
	query text;
	columns text;
	joins text := '';
BEGIN
	IF crm_rows IS NULL THEN
		RETURN NULL;
	END IF;
	IF feed = 'identity_feed' THEN
		RETURN sales_marketing.feed_identity_query(target_schema);
	END IF;
	IF feed IN ('person_feed', 'lead_feed') AND cardinality(ranks) > 1 THEN
		crm_rows := sales_marketing.feed_merged_rows(crm_rows, feed, ranks);
	END IF;

	SELECT string_agg(CASE WHEN resolves AND f.refers_to IS NOT NULL
			THEN format('coalesce(%I.identity, r.%I) AS %2$I',
						'by_' || f.column_name, f.column_name)
			ELSE format('r.%I', f.column_name) END, E',\n\t'
		ORDER BY f.column_position)
	INTO columns
	FROM sales_marketing.feed_columns() AS f
	WHERE f.feed = feed_union_query.feed;
	IF resolves THEN
		SELECT coalesce(string_agg(format(
				E'\n\tLEFT JOIN %s_identity AS %I ON %2$I.source_id = r.%I',
				f.refers_to, 'by_' || f.column_name, f.column_name), ''
			ORDER BY f.column_position), '')
		INTO joins
		FROM sales_marketing.feed_columns() AS f
		WHERE f.feed = feed_union_query.feed AND f.refers_to IS NOT NULL;
		SELECT string_agg(format($cte$%s_identity AS MATERIALIZED (
	SELECT i.source_id, min(i.identity) AS identity
	FROM %I.identity_feed AS i
	WHERE i.kind = %1$L AND i.identity <> i.source_id
	GROUP BY i.source_id
)$cte$, f.refers_to, target_schema), ', ')
		INTO query
		FROM (SELECT DISTINCT f.refers_to
			  FROM sales_marketing.feed_columns() AS f
			  WHERE f.feed = feed_union_query.feed AND
					f.refers_to IS NOT NULL) AS f;
	END IF;

	IF feed = 'activity_feed' AND cardinality(ranks) > 1 THEN
		RETURN format($union$WITH %1$sactivity AS NOT MATERIALIZED (
	SELECT r.rank, r.match_key, r.channel ~* 'mail' IS TRUE AS mail,
	%2$s
	FROM (
	%3$s
	) AS r%4$s
)
SELECT %5$s
FROM activity AS r
WHERE NOT r.mail AND r.match_key IS NULL
UNION ALL
SELECT %5$s
FROM (
	%6$s
) AS r
WHERE NOT r.copy$union$,
			query || ', ', columns, crm_rows, joins,
			(SELECT string_agg(format('r.%I', f.column_name), E',\n\t'
							   ORDER BY f.column_position)
			 FROM sales_marketing.feed_columns() AS f
			 WHERE f.feed = feed_union_query.feed),
			sales_marketing.feed_mail_query());
	END IF;
	RETURN format(E'%sSELECT %s\nFROM (\n\t%s\n\t) AS r%s',
				  'WITH ' || query || E'\n', columns, crm_rows, joins);
END
$function$;
COMMENT ON FUNCTION sales_marketing.feed_union_query(text, text) IS
'the query that create_feeds makes a feed of: the rows that count of all CRMs in a schema';
