/*-------------------------------------------------------------------------
 *
 * test_verdict.c
 *	  Tests of src/core/verdict.c, verdict_words.c and relation.c.
 *
 * The oracle knows no rule about intervals.  It asks what the verdict of a
 * dimension would be at every combination of ends of its intervals, and takes
 * it where all of them agree; what would flip a verdict it finds by moving
 * each bound to every place of a grid.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/relation.h"
#include "core/verdict.h"

#define COMPANIES	4000
#define CLOSE		1e-8

static uint64_t seed = 1;

/* A number from 0 to below bound. */
static int
pick(int bound)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (int) ((seed >> 33) % (uint64_t) bound);
}

/* An interval, and whether it, or its point, is known. */
typedef struct span
{
	int			known;			/* 0 nothing, 1 a point, 2 all */
	double		low;
	double		high;
	double		point;
	double		limit;
} span;

typedef struct company
{
	span		d[SM_DIMENSIONS];
	span		f[SM_FRICTION_KINDS];
	bool		votes[SM_DIMENSIONS];
	bool		covered[SM_DIMENSIONS];
	int			needed;
} company;

/* A random share between two hundredths. */
static sm_share
hundredths(int low, int high)
{
	return (low + pick(high - low + 1)) * (SM_SHARE_ONE / 100);
}

/* The work is similar or not; either way now and then the other way. */
static void
random_difference(sm_difference *difference, bool similar)
{
	sm_share	a = (similar != (pick(8) == 0)) ? hundredths(-30, 5) :
		hundredths(-100, 100);
	sm_share	b = a + hundredths(0, similar ? 25 : 40);

	difference->extent = pick(8) == 0 ? pick(2) : SM_EXTENT_INTERVAL;
	if (difference->extent == SM_EXTENT_NOTHING)
		return;
	b = b > SM_SHARE_ONE ? SM_SHARE_ONE : b;
	difference->distinctness = a + pick(b - a + 1);
	if (difference->extent == SM_EXTENT_INTERVAL)
	{
		difference->low = a;
		difference->high = b;
	}
	difference->by_design = pick(10) == 0;
	difference->counted = pick(3) > 0;
	if (difference->counted)
	{
		difference->n_sales = pick(4) == 0 ? pick(10) : 60;
		difference->n_marketing = pick(4) == 0 ? pick(50) : 60;
	}
}

static void
random_summary(sm_decision_summary *summary)
{
	static const int cases[] = {0, 60, 400, 1000, 4000};
	bool		similar = pick(2);
	bool		calm = pick(2);

	memset(summary, 0, sizeof(*summary));
	summary->basis = SM_WORK;
	for (int d = 0; d < SM_DIMENSIONS; d++)
	{
		if (d != SM_HAND_OFF)
			random_difference(&summary->dimension[d].difference, similar);
		summary->dimension[d].coverage.known = pick(2);
		if (summary->dimension[d].coverage.known)
			summary->dimension[d].coverage.share = hundredths(60, 100);
	}
	for (int k = 1; k < SM_FRICTION_KINDS; k++)
	{
		sm_incidence *incidence = &summary->kind[k];

		if (pick(4) == 0)
			continue;
		incidence->counted = 1;
		incidence->exposed = cases[pick(5)];
		incidence->flagged = incidence->exposed *
			pick(calm && pick(8) > 0 ? 8 : 60) / 100;
		if (pick(3) == 0)
			incidence->limit = hundredths(1, 60);
	}
	/* the first kind is always there, so that the basis has a number */
	summary->kind[1].counted = 1;
}

/* Whether C(n + m, n) is at least 40, by Pascal's triangle. */
static bool
forty_draws(int64_t n, int64_t m)
{
	int			row[64] = {1};

	if (n + m >= 64)
		return n > 0 && m > 0;
	for (int i = 1; i <= n + m; i++)
		for (int j = i; j > 0; j--)
			row[j] = row[j] + row[j - 1] > 1000 ? 1000 : row[j] + row[j - 1];
	return row[n] >= 40;
}

/* The normal point that leaves so much above it, by bisection. */
static double
normal_point(double above)
{
	double		low = 0;
	double		high = 10;

	for (int i = 0; i < 100; i++)
	{
		double		z = (low + high) / 2;

		if (erfc(z / sqrt(2)) / 2 > above)
			low = z;
		else
			high = z;
	}
	return low;
}

static span
wilson(const sm_incidence *incidence, int kinds, double limit)
{
	span		s = {0, 0, 0, 0, limit};
	double		n = (double) incidence->exposed;
	double		z;
	double		p;
	double		middle;
	double		half;

	if (!incidence->counted || incidence->exposed == 0)
		return s;
	z = normal_point(0.025 / kinds);
	p = (double) incidence->flagged / n;
	middle = (p + z * z / (2 * n)) / (1 + z * z / n);
	half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
	s.known = 2;
	s.point = p;
	s.low = fmax(middle - half, 0);
	s.high = fmin(middle + half, 1);
	return s;
}

static span
magnitude(const sm_difference *difference, double limit)
{
	span		s = {0, 0, 0, 0, limit};

	if (difference->extent == SM_EXTENT_NOTHING)
		return s;
	s.known = difference->extent == SM_EXTENT_INTERVAL &&
		(!difference->counted ||
		 forty_draws(difference->n_sales, difference->n_marketing)) ? 2 : 1;
	s.point = fabs(difference->distinctness / 1e9);
	s.low = fmin(fabs(difference->low / 1e9), fabs(difference->high / 1e9));
	s.high = fmax(fabs(difference->low / 1e9), fabs(difference->high / 1e9));
	if (difference->low <= 0 && difference->high >= 0)
		s.low = 0;
	return s;
}

/* The company behind a summary, by the definitions. */
static company
see(const sm_decision_summary *summary, const sm_decision_limits *limits)
{
	company		c = {0};
	int			kinds[SM_DIMENSIONS] = {0};
	int			voters = 0;

	for (int k = 1; k < SM_FRICTION_KINDS; k++)
		kinds[sm_dimension_of(k)] += summary->kind[k].exposed > 0;
	for (int k = 1; k < SM_FRICTION_KINDS; k++)
	{
		double		limit = k == SM_SLOW_FOLLOW_UP ? 0.35 :
			k == SM_NEVER_FOLLOWED_UP ? 0.30 : 0.10;

		if (summary->kind[k].limit > 0)
			limit = summary->kind[k].limit / 1e9;
		if (limits->friction[k] > 0)
			limit = limits->friction[k] / 1e9;
		c.f[k] = wilson(&summary->kind[k], kinds[sm_dimension_of(k)], limit);
	}
	for (int d = 0; d < SM_DIMENSIONS; d++)
	{
		const sm_difference *difference = &summary->dimension[d].difference;

		c.d[d] = magnitude(difference, limits->distinctness / 1e9);
		c.covered[d] = !summary->dimension[d].coverage.known ||
			summary->dimension[d].coverage.share >= limits->coverage;
		c.votes[d] = d < SM_HAND_OFF && !difference->by_design &&
			(d != SM_REWARDS || difference->extent != SM_EXTENT_NOTHING);
		voters += c.votes[d];
	}
	c.needed = limits->votes;
	while (limits->votes == 0 && (c.needed < 2 || 2 * c.needed < voters))
		c.needed++;
	return c;
}

/* Whether a place in an interval, its end or its point, is at the limit. */
static int
at_limit(const span *s, int place)
{
	double		value = place == 2 ? s->point : place == 1 ? s->high : s->low;

	return value >= s->limit;
}

/*
 * Whether a dimension collides, 0 or 1, if all places of its intervals say
 * so, and '?' if they do not agree or there are none.
 */
static int
friction(const company *c, int dimension, bool points)
{
	bool		some[2] = {false, false};
	int			first = 1;
	int			behind;

	while ((int) sm_dimension_of(first) != dimension)
		first++;
	for (behind = first; behind < SM_FRICTION_KINDS &&
		 (int) sm_dimension_of(behind) == dimension; behind++);
	for (int ends = 0; ends < 1 << (behind - first); ends++)
	{
		int			any = 0;
		bool		known = false;

		for (int k = first; k < behind; k++)
		{
			if (c->f[k].known)
			{
				known = true;
				any |= at_limit(&c->f[k],
								points ? 2 : ends >> (k - first) & 1);
			}
		}
		if (!known)
			return '?';
		some[any] = true;
	}
	return some[0] && some[1] ? '?' : some[1];
}

/* What a dimension says: k, a, i, e or '?'. */
static char
says(const company *c, int dimension, bool points)
{
	static const char table[2][2] = {{'e', 'i'}, {'k', 'a'}};
	const span *d = &c->d[dimension];
	int			collides = friction(c, dimension, points);

	if (!c->covered[dimension] || collides == '?' ||
		d->known < (points ? 1 : 2))
		return '?';
	if (points)
		return table[at_limit(d, 2)][collides];
	if (at_limit(d, 0) != at_limit(d, 1))
		return '?';
	return table[at_limit(d, 0)][collides];
}

static char
verdict_of(const company *c, int left_out, bool points)
{
	int			votes[128] = {0};
	int			most = 0;
	int			leaders = 0;
	int			for_a_change;
	char		leader = '?';
	int			hand_off;

	for (int d = 0; d < SM_HAND_OFF; d++)
		if (c->votes[d] && d != left_out)
			votes[(int) says(c, d, points)]++;
	for_a_change = votes['k'] + votes['a'] + votes['i'];
	if (votes['e'] >= c->needed && votes['e'] > for_a_change)
		return 'e';
	if (for_a_change < c->needed)
		return '?';
	for (const char *v = "kai"; *v; v++)
		most = votes[(int) *v] > most ? votes[(int) *v] : most;
	for (const char *v = "kai"; *v; v++)
		if (votes[(int) *v] == most)
		{
			leader = *v;
			leaders++;
		}
	if (leaders > 1)
		return for_a_change > 2 ? 'a' : '?';
	if (leader != 'k' || left_out == SM_HAND_OFF)
		return leader;
	hand_off = c->covered[SM_HAND_OFF] ? friction(c, SM_HAND_OFF, points) :
		'?';
	if (hand_off == 1)
		return 'a';
	for (int k = SM_SLOW_FOLLOW_UP; k <= SM_BOUNCED_LEAD; k++)
		if (hand_off == '?' && c->f[k].known)
			return '?';
	return 'k';
}

static const char letters[] = "?kaie";

/*
 * Moves one end of an interval to every place, and keeps the nearest that
 * changes the verdict.
 */
static void
search_end(const company *c, span *s, bool upper, char verdict, double *best)
{
	double	   *end = upper ? &s->high : &s->low;
	double		before = *end;

	if (s->known < 2)
		return;
	for (int i = 0; i <= 22; i++)
	{
		double		place = i < 21 ? i / 20.0 :
			i == 21 ? s->limit : s->limit - CLOSE / 10;
		double		distance = fabs(place - before);

		if (distance >= *best || (upper ? place < s->low : place > s->high))
			continue;
		*end = place;
		if (verdict_of(c, -1, false) != verdict)
			*best = distance;
		*end = before;
	}
}

/* The distance of the smallest change, or 9. */
static double
search_flip(company *c, char verdict)
{
	double		best = 9;

	for (int upper = 0; upper < 2; upper++)
	{
		for (int d = 0; d < SM_HAND_OFF; d++)
			search_end(c, &c->d[d], upper, verdict, &best);
		for (int k = 1; k < SM_FRICTION_KINDS; k++)
			search_end(c, &c->f[k], upper, verdict, &best);
	}
	return best;
}

/* Checks that the flip is one, and that there is none nearer. */
static void
check_flip(company *c, const sm_flip *flip, char verdict)
{
	double		best = search_flip(c, verdict);
	span	   *s = flip->kind == SM_FRICTION_NONE ?
		&c->d[flip->dimension] : &c->f[flip->kind];
	double	   *end = flip->upper ? &s->high : &s->low;

	if (!flip->found)
	{
		assert_true(best == 9);
		return;
	}
	assert_true(fabs(best - flip->distance) < CLOSE);
	assert_true(fabs(*end - flip->from) < CLOSE);
	assert_true(fabs(fabs(flip->from - flip->limit) - flip->distance) <
				CLOSE);
	*end = flip->below ? flip->limit - CLOSE : flip->limit;
	assert_true(s->low <= s->high);
	assert_true(verdict_of(c, -1, false) == letters[flip->verdict]);
	assert_true(letters[flip->verdict] != verdict);
}

static void
check_words(const sm_finding *finding, const sm_decision_summary *summary)
{
	char		text[SM_WORDS];

	assert_true(sm_reason_text(finding, text) && strlen(text) < SM_WORDS - 1);
	assert_true(sm_caveats_text(finding, summary, text));
	assert_true(strlen(text) < SM_WORDS - 1);
	assert_true(sm_flip_text(finding, text) == finding->flip.found);
	(void) sm_votes_text(finding, text);
	for (int d = 0; d < SM_DIMENSIONS; d++)
		assert_true(finding->dimension[d].decided !=
					sm_dimension_reason(finding, d, text));
}

static void
random_limits(sm_decision_limits *limits)
{
	sm_decision_defaults(limits);
	if (pick(2))
		return;
	limits->distinctness = hundredths(0, 60);
	limits->coverage = hundredths(0, 100);
	limits->votes = pick(6);
	limits->friction[1 + pick(SM_FRICTION_KINDS - 1)] = hundredths(1, 50);
}

static void
test_random_companies(void **state)
{
	int			seen[128] = {0};
	int			flips = 0;
	int			vetoes = 0;
	int			open = 0;

	(void) state;
	for (int i = 0; i < COMPANIES; i++)
	{
		sm_decision_summary summary;
		sm_decision_limits limits;
		sm_finding	finding;
		company		c;
		char		verdict;
		bool		stable = true;

		random_summary(&summary);
		assert_null(sm_decision_flaw(&summary));
		random_limits(&limits);
		sm_find(&summary, &limits, &finding);
		c = see(&summary, &limits);
		assert_int_equal(finding.judged.needed, c.needed);
		for (int d = 0; d < SM_HAND_OFF; d++)
		{
			assert_true(letters[finding.dimension[d].verdict] ==
						says(&c, d, false));
			assert_true(letters[finding.dimension[d].leaning] ==
						says(&c, d, true));
		}
		verdict = verdict_of(&c, -1, false);
		assert_true(letters[finding.tally.verdict] == verdict);
		assert_true(letters[finding.leaning.verdict] ==
					verdict_of(&c, -1, true));
		for (int d = 0; d < SM_DIMENSIONS; d++)
			stable &= verdict_of(&c, d, false) == verdict;
		assert_true(finding.stable == stable);
		check_words(&finding, &summary);
		check_flip(&c, &finding.flip, verdict);
		seen[(int) verdict]++;
		flips += finding.flip.found;
		vetoes += finding.tally.veto;
		open += finding.tally.open;
	}
	/* nothing above is said of cases that never came up */
	for (const char *v = letters; *v; v++)
		assert_true(seen[(int) *v] > COMPANIES / 100);
	assert_true(flips > COMPANIES / 4 && flips < COMPANIES);
	assert_true(vetoes > 10 && open > 10);
}

/* The table, one dimension at a time. */
static void
test_table(void **state)
{
	static const struct
	{
		int			low;		/* hundredths */
		int			high;
		int			flagged;	/* of 1000 */
		sm_verdict	verdict;
		const char *reason;
	}			cases[] = {
		{45, 75, 30, SM_KEEP_SEPARATE, ""},
		{-75, -45, 30, SM_KEEP_SEPARATE, ""},
		{33, 75, 30, SM_KEEP_SEPARATE, ""},	/* on the line is above it */
		{45, 75, 300, SM_ALIGN, ""},
		{-20, 32, 300, SM_INTEGRATE, ""},
		{-32, 32, 30, SM_EITHER, ""},
		{-33, 20, 30, SM_INSUFFICIENT_EVIDENCE,
		"distinctness interval_straddles"},
		{45, 75, 100, SM_INSUFFICIENT_EVIDENCE,
		"friction interval_straddles"},
		{20, 75, 100, SM_INSUFFICIENT_EVIDENCE,
		"distinctness interval_straddles, friction interval_straddles"}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		sm_decision_summary summary = {.basis = SM_PEOPLE};
		sm_decision_limits limits;
		sm_finding	finding;
		char		text[SM_WORDS];

		summary.dimension[SM_COMMUNICATION].difference = (sm_difference)
		{
			.extent = SM_EXTENT_INTERVAL,
			.distinctness = cases[i].low * 10000000,
			.low = cases[i].low * 10000000,
			.high = cases[i].high * 10000000
		};
		summary.kind[SM_DOUBLE_TOUCH] = (sm_incidence)
		{
			.counted = 1, .flagged = cases[i].flagged, .exposed = 1000
		};
		assert_null(sm_decision_flaw(&summary));
		sm_decision_defaults(&limits);
		sm_find(&summary, &limits, &finding);
		assert_int_equal(finding.dimension[SM_COMMUNICATION].verdict,
						 cases[i].verdict);
		sm_dimension_reason(&finding, SM_COMMUNICATION, text);
		assert_string_equal(text, cases[i].reason);
		/* one vote is no verdict */
		assert_int_equal(finding.tally.verdict, SM_INSUFFICIENT_EVIDENCE);
		limits.votes = 1;
		sm_find(&summary, &limits, &finding);
		assert_int_equal(finding.tally.verdict, cases[i].verdict);
	}
}

/* Points of the normal distribution, as published and by bisection. */
static void
test_sureness(void **state)
{
	static const struct
	{
		int			comparisons;
		double		point;
	}			published[] = {	/* e.g. of Bonferroni tables */
		{1, 1.959964}, {2, 2.241403}, {3, 2.393980}, {4, 2.497705},
		{5, 2.575829}, {10, 2.807034}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(published) / sizeof(published[0]); i++)
		assert_true(fabs(sqrt(sm_sureness_of(published[i].comparisons)) -
						 published[i].point) < 5e-7);
	for (int k = 1; k <= SM_MOST_COMPARISONS; k++)
	{
		double		z = normal_point(0.025 / k);

		assert_true(fabs(sm_sureness_of(k) - z * z) < 1e-12);
	}
	assert_true(sm_sureness_of(1) == SM_95_PERCENT);
}

static void
test_friction_limits(void **state)
{
	static const char *const bad[] = {
		"double_touch", "double_touch=", "double_touch=0", "=0.2",
		"double_touch=-0.1", "double_touch=1.1", "double_touch=0.2x",
		"slow=0.2", "double_touch=0.2;", "double_touch=NaN",
		"double_touch=0.3 again"
	};
	sm_share	limits[SM_FRICTION_KINDS] = {0};
	const char *item = NULL;
	const char *detail = NULL;

	(void) state;
	assert_true(sm_friction_limits_read("", limits, &item, &detail));
	assert_true(sm_friction_limits_read(" double_touch=0.2,went_dark=1 "
										"pay_late=.05", limits, &item,
										&detail));
	assert_int_equal(limits[SM_DOUBLE_TOUCH], 200000000);
	assert_int_equal(limits[SM_WENT_DARK], SM_SHARE_ONE);
	assert_int_equal(limits[SM_PAY_LATE], 50000000);
	assert_int_equal(limits[SM_PAY_GAP], 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		detail = NULL;
		assert_false(sm_friction_limits_read(bad[i], limits, &item, &detail));
		assert_non_null(detail);
	}
	assert_string_equal(item, "again");
	assert_false(sm_friction_limits_read("pay_gap=0.2, pay_gap=0.3, slow=1",
										 limits, &item, &detail));
	assert_string_equal(item, "pay_gap=0.3, slow=1");
}

/* Every score, and every answer to some of the statements. */
static void
test_relation(void **state)
{
	sm_relation relation;
	sm_relation_range range;

	(void) state;
	for (int score = -5; score < 200; score++)
	{
		bool		there = score >= 20 && score <= 100;

		assert_int_equal(sm_relation_of(score, &relation), there);
		if (there)
			assert_int_equal(relation, score < 40 ? SM_UNDEFINED :
							 score < 60 ? SM_DEFINED :
							 score < 80 ? SM_ALIGNED : SM_INTEGRATED);
	}
	for (int answered = 0; answered <= 20; answered++)
	{
		for (int score = answered; score <= 5 * answered; score++)
		{
			int			lowest = score;
			int			highest = score;

			for (int i = answered; i < 20; i++)
			{
				lowest += 1;
				highest += 5;
			}
			assert_true(sm_relation_range_of(answered, score, &range));
			assert_int_equal(range.lowest_score, lowest);
			assert_int_equal(range.highest_score, highest);
			assert_true(range.lowest <= range.highest);
		}
		assert_false(sm_relation_range_of(answered, answered - 1, &range));
		assert_false(sm_relation_range_of(answered, 5 * answered + 1,
										  &range));
	}
	assert_false(sm_relation_range_of(-1, -1, &range));
	assert_false(sm_relation_range_of(21, 21, &range));
	assert_false(sm_relation_range_of(INT32_MIN, INT32_MIN, &range));
	assert_false(sm_relation_range_of(INT32_MAX, INT32_MAX, &range));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_companies),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_sureness),
		cmocka_unit_test(test_friction_limits),
		cmocka_unit_test(test_relation)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
