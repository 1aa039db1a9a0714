/*-------------------------------------------------------------------------
 *
 * verdict.c
 *	  From evidence to a verdict per dimension, and to one for all.
 *
 * All rules work on bounds, so what would happen if a bound moved, or a
 * dimension were not there, is asked of the same code.
 *
 *-------------------------------------------------------------------------
 */
#include "core/verdict.h"

#include <string.h>

#include "core/count_text.h"

/*
 * Limits of what share of cases may be friction before a dimension counts as
 * colliding: the mirror of the norm that nine in ten leads are accepted or,
 * where a published base rate is higher, that rate and five points, to the
 * nearest twentieth.  What happens everywhere is no reason to reorganise, and
 * whoever is at the base rate must be able to stay below the limit.
 */
#define USUAL_FRICTION			100000000	/* 0.10 */
#define SLOW_FRICTION			350000000	/* 0.35; 24 late of 77 answered */
#define NEVER_FRICTION			300000000	/* 0.30; 23 in 100 never */

#define USUAL_DISTINCTNESS		330000000	/* 0.33, Romano's medium */
#define USUAL_COVERAGE			700000000	/* 0.70 */

/* Two dimensions that contradict each other are no verdict. */
#define FEWEST_TIED				3

/* Fewer ways to draw the smaller group decide nothing at 5 per cent. */
#define FEWEST_DRAWS			40

sm_share
sm_friction_rate_share(sm_friction_kind kind)
{
	if (kind == SM_SLOW_FOLLOW_UP)
		return SLOW_FRICTION;
	if (kind == SM_NEVER_FOLLOWED_UP)
		return NEVER_FRICTION;
	return USUAL_FRICTION;
}

void
sm_decision_defaults(sm_decision_limits *limits)
{
	memset(limits, 0, sizeof(*limits));
	limits->distinctness = USUAL_DISTINCTNESS;
	limits->coverage = USUAL_COVERAGE;
}

bool
sm_friction_limits_read(const char *text, sm_share *friction,
						const char **item, const char **detail)
{
	bool		given[SM_FRICTION_KINDS] = {false};

	for (;;)
	{
		size_t		length;
		int			kind;

		text += strspn(text, ", \t\n\v\f\r");
		if (*text == '\0')
			return true;
		*item = text;
		length = sm_read_name(&text);
		kind = sm_label_find(sm_friction_kind_names, *item, length);
		if (length > 0 && kind == SM_NO_LABEL)
		{
			*detail = "There is no such kind of friction.";
			return false;
		}
		*detail = "A limit is a kind of friction, an equals sign and a number "
			"above 0 and up to 1.";
		if (kind == SM_NO_LABEL || !sm_share_read(&text, &friction[kind]) ||
			friction[kind] <= 0 || strcspn(text, ", \t\n\v\f\r") > 0)
			return false;
		*detail = "A kind of friction has one limit.";
		if (given[kind])
			return false;
		given[kind] = true;
	}
}

/*
 * Whether groups of these sizes can decide anything at 5 per cent on two
 * sides: there must be 40 ways to draw the one from both.
 */
static bool
enough(int64_t a, int64_t b)
{
	int64_t		fewer = a < b ? a : b;
	int64_t		more = a < b ? b : a;
	int64_t		draws = 1;

	if (fewer >= FEWEST_DRAWS || (fewer > 0 && more >= FEWEST_DRAWS))
		return true;
	for (int64_t i = 1; i <= fewer && draws < FEWEST_DRAWS; i++)
		draws = draws * (more + i) / i;
	return draws >= FEWEST_DRAWS;
}

/* The magnitude of a signed distinctness and of its interval. */
static sm_bounds
difference_bounds(const sm_difference *difference, sm_share limit)
{
	sm_bounds	bounds = {0};
	double		low = sm_share_number(difference->low);
	double		high = sm_share_number(difference->high);
	double		point = sm_share_number(difference->distinctness);

	bounds.limit = sm_share_number(limit);
	if (difference->extent == SM_EXTENT_NOTHING)
		return bounds;
	bounds.estimated = true;
	bounds.point = point < 0 ? -point : point;
	if (difference->extent == SM_EXTENT_POINT ||
		(difference->counted &&
		 !enough(difference->n_sales, difference->n_marketing)))
		return bounds;
	bounds.bounded = true;
	bounds.low = low > 0 ? low : high < 0 ? -high : 0;
	bounds.high = -low > high ? -low : high;
	return bounds;
}

/* How often a kind occurs, if it is one of so many that are looked at. */
static sm_bounds
incidence_bounds(const sm_incidence *incidence, int kinds, sm_share limit)
{
	sm_bounds	bounds = {0};
	sm_proportion rate;

	bounds.limit = sm_share_number(limit);
	if (!incidence->counted || incidence->exposed == 0)
		return bounds;
	rate = sm_proportion_of(incidence->flagged, incidence->exposed,
							sm_sureness_of(kinds));
	bounds.estimated = true;
	bounds.bounded = true;
	bounds.point = rate.share;
	bounds.low = rate.low;
	bounds.high = rate.high;
	return bounds;
}

/* How many kinds of each dimension have cases. */
static void
count_kinds(const sm_decision_summary *summary, int kinds[SM_DIMENSIONS])
{
	memset(kinds, 0, SM_DIMENSIONS * sizeof(kinds[0]));
	for (int k = 1; k < SM_FRICTION_KINDS; k++)
		kinds[sm_dimension_of((sm_friction_kind) k)] +=
			summary->kind[k].exposed > 0;
}

void
sm_judge(const sm_decision_summary *summary,
		 const sm_decision_limits *limits, sm_judged *judged)
{
	int			kinds[SM_DIMENSIONS];

	memset(judged, 0, sizeof(*judged));
	count_kinds(summary, kinds);
	for (int d = 0; d < SM_DIMENSIONS; d++)
	{
		const sm_difference *difference = &summary->dimension[d].difference;
		const sm_coverage *coverage = &summary->dimension[d].coverage;
		bool		by_design = difference->extent == SM_EXTENT_NOTHING ?
			d == SM_REWARDS : difference->by_design;

		judged->different[d] = difference_bounds(difference,
												 limits->distinctness);
		judged->covered[d] = !coverage->known ||
			coverage->share >= limits->coverage;
		judged->votes[d] = d != SM_HAND_OFF && !by_design;
		judged->voters += judged->votes[d];
	}
	for (int k = 1; k < SM_FRICTION_KINDS; k++)
	{
		const sm_incidence *incidence = &summary->kind[k];
		sm_share	limit = limits->friction[k];

		if (limit == 0)
			limit = incidence->limit;
		if (limit == 0)
			limit = sm_friction_rate_share((sm_friction_kind) k);
		judged->colliding[k] =
			incidence_bounds(incidence,
							 kinds[sm_dimension_of((sm_friction_kind) k)],
							 limit);
	}
	judged->needed = limits->votes;
	if (judged->needed == 0)
		judged->needed = (judged->voters + 1) / 2;
	if (limits->votes == 0 && judged->needed < 2)
		judged->needed = 2;
}

sm_answer
sm_answer_of(const sm_bounds *bounds, bool estimate)
{
	if (estimate)
		return !bounds->estimated ? SM_ANSWER_UNKNOWN :
			bounds->point >= bounds->limit ? SM_ANSWER_YES : SM_ANSWER_NO;
	if (!bounds->bounded)
		return SM_ANSWER_UNKNOWN;
	if (bounds->low >= bounds->limit)
		return SM_ANSWER_YES;
	return bounds->high < bounds->limit ? SM_ANSWER_NO : SM_ANSWER_UNKNOWN;
}

/* What is worse: yes, then perhaps, then no. */
static int
badness(const sm_bounds *bounds)
{
	switch (sm_answer_of(bounds, false))
	{
		case SM_ANSWER_YES:
			return 2;
		case SM_ANSWER_NO:
			return 0;
		default:
			return 1;
	}
}

/*
 * Of kinds as bad as one another, the one furthest up its own limit.
 */
sm_friction_kind
sm_worst_kind(const sm_judged *judged, sm_dimension dimension)
{
	const sm_bounds *colliding = judged->colliding;
	int			worst = SM_FRICTION_NONE;

	for (int k = 1; k < SM_FRICTION_KINDS; k++)
	{
		int			difference;

		if (sm_dimension_of((sm_friction_kind) k) != dimension ||
			!colliding[k].bounded)
			continue;
		difference = worst == SM_FRICTION_NONE ? 1 :
			badness(&colliding[k]) - badness(&colliding[worst]);
		if (difference > 0 ||
			(difference == 0 && colliding[k].point / colliding[k].limit >
			 colliding[worst].point / colliding[worst].limit))
			worst = k;
	}
	return (sm_friction_kind) worst;
}

/* Whether a dimension collides. */
static sm_answer
collides(const sm_judged *judged, sm_dimension dimension, bool estimate)
{
	return sm_answer_of(&judged->colliding[sm_worst_kind(judged, dimension)],
						estimate);
}

sm_verdict
sm_cell(const sm_judged *judged, sm_dimension dimension, bool estimate)
{
	sm_answer	different = sm_answer_of(&judged->different[dimension],
										 estimate);
	sm_answer	colliding = collides(judged, dimension, estimate);

	if (!judged->covered[dimension] || different == SM_ANSWER_UNKNOWN ||
		colliding == SM_ANSWER_UNKNOWN)
		return SM_INSUFFICIENT_EVIDENCE;
	if (different == SM_ANSWER_YES)
		return colliding == SM_ANSWER_YES ? SM_ALIGN : SM_KEEP_SEPARATE;
	return colliding == SM_ANSWER_YES ? SM_INTEGRATE : SM_EITHER;
}

/*
 * What the votes come to.  "either" wins where it is said often enough, and
 * more often than anything else together.
 */
static void
conclude(sm_tally *tally, int needed)
{
	const int  *votes = tally->votes;
	int			committed = votes[SM_KEEP_SEPARATE] + votes[SM_ALIGN] +
		votes[SM_INTEGRATE];
	int			leader = SM_KEEP_SEPARATE;

	tally->verdict = SM_INSUFFICIENT_EVIDENCE;
	if (votes[SM_EITHER] >= needed && votes[SM_EITHER] > committed)
		tally->verdict = SM_EITHER;
	if (tally->verdict == SM_EITHER || committed < needed)
		return;

	for (int v = SM_ALIGN; v <= SM_INTEGRATE; v++)
	{
		if (votes[v] > votes[leader])
			leader = v;
	}
	for (int v = SM_KEEP_SEPARATE; v <= SM_INTEGRATE; v++)
		tally->tie |= v != leader && votes[v] == votes[leader];
	if (!tally->tie)
		tally->verdict = (sm_verdict) leader;
	else if (committed >= FEWEST_TIED)
		tally->verdict = SM_ALIGN;
}

/*
 * What the hand-off has to say to keep_separate.  Where nothing is known of
 * it, it has no say; where its cases could mean either, or are of too few
 * classified rows, there is no verdict.
 */
static void
ask_hand_off(const sm_judged *judged, bool estimate, sm_tally *tally)
{
	sm_answer	fails = judged->covered[SM_HAND_OFF] ?
		collides(judged, SM_HAND_OFF, estimate) : SM_ANSWER_UNKNOWN;

	tally->veto = fails == SM_ANSWER_YES;
	tally->open = fails == SM_ANSWER_UNKNOWN &&
		sm_worst_kind(judged, SM_HAND_OFF) != SM_FRICTION_NONE;
	if (tally->veto)
		tally->verdict = SM_ALIGN;
	else if (tally->open)
		tally->verdict = SM_INSUFFICIENT_EVIDENCE;
}

void
sm_count_votes(const sm_judged *judged, int left_out, bool estimate,
			   sm_tally *tally)
{
	memset(tally, 0, sizeof(*tally));
	for (int d = 0; d < SM_HAND_OFF_BESIDE; d++)
	{
		if (judged->votes[d] && d != left_out)
			tally->votes[sm_cell(judged, (sm_dimension) d, estimate)]++;
	}
	conclude(tally, judged->needed);
	if (tally->verdict == SM_KEEP_SEPARATE && left_out != SM_HAND_OFF)
		ask_hand_off(judged, estimate, tally);
}

/*
 * Tries what the verdict would be if one bound crossed its limit, which for
 * the upper one of "perhaps" and the lower one of "yes" means to get below.
 */
static void
try_bound(const sm_judged *judged, const sm_flip *proposed, sm_bounds *bounds,
		  sm_verdict verdict, sm_flip *best)
{
	sm_bounds	before = *bounds;
	sm_tally	tally;

	/* where it lies exactly does not matter, on which side does */
	if (proposed->upper)
		bounds->high = proposed->below ? -1 : bounds->limit;
	else
		bounds->low = proposed->below ? -1 : bounds->limit;
	sm_count_votes(judged, SM_DIMENSIONS, false, &tally);
	*bounds = before;
	if (tally.verdict == verdict ||
		(best->found && best->distance <= proposed->distance))
		return;
	*best = *proposed;
	best->found = true;
	best->verdict = tally.verdict;
}

/* Tries both bounds of one interval, as far as they can cross the limit. */
static void
try_bounds(const sm_judged *judged, sm_dimension dimension,
		   sm_friction_kind kind, sm_bounds *bounds, sm_verdict verdict,
		   sm_flip *best)
{
	sm_flip		flip = {0};
	sm_answer	answer = sm_answer_of(bounds, false);

	if (!bounds->bounded || !judged->covered[dimension])
		return;
	flip.dimension = dimension;
	flip.kind = kind;
	flip.limit = bounds->limit;
	for (int upper = 0; upper < 2; upper++)
	{
		if (answer == (upper ? SM_ANSWER_YES : SM_ANSWER_NO))
			continue;
		flip.upper = upper;
		flip.below = upper ? answer == SM_ANSWER_UNKNOWN :
			answer == SM_ANSWER_YES;
		flip.from = upper ? bounds->high : bounds->low;
		flip.distance = flip.from > flip.limit ? flip.from - flip.limit :
			flip.limit - flip.from;
		try_bound(judged, &flip, bounds, verdict, best);
	}
}

/*
 * The smallest change of one bound that changes the verdict.
 */
static void
find_flip(sm_judged *judged, sm_verdict verdict, sm_flip *best)
{
	memset(best, 0, sizeof(*best));
	for (int d = 0; d < SM_HAND_OFF_BESIDE; d++)
	{
		if (judged->votes[d])
			try_bounds(judged, (sm_dimension) d, SM_FRICTION_NONE,
					   &judged->different[d], verdict, best);
	}
	for (int k = 1; k < SM_FRICTION_KINDS; k++)
	{
		sm_dimension dimension = sm_dimension_of((sm_friction_kind) k);

		if (judged->votes[dimension] || dimension == SM_HAND_OFF)
			try_bounds(judged, dimension, (sm_friction_kind) k,
					   &judged->colliding[k], verdict, best);
	}
}

/* Why a question has no answer. */
static sm_gap
gap_of(const sm_bounds *bounds, bool few)
{
	if (sm_answer_of(bounds, false) != SM_ANSWER_UNKNOWN)
		return SM_GAP_NONE;
	if (bounds->bounded)
		return SM_GAP_STRADDLES;
	return bounds->estimated || few ? SM_GAP_TOO_FEW : SM_GAP_MISSING_INPUT;
}

static void
find_dimension(const sm_decision_summary *summary, const sm_judged *judged,
			   sm_dimension dimension, sm_dimension_finding *finding)
{
	const sm_bounds *different = &judged->different[dimension];
	const sm_bounds *colliding;
	bool		no_cases = false;

	finding->worst = sm_worst_kind(judged, dimension);
	colliding = &judged->colliding[finding->worst];
	for (int k = 1; k < SM_FRICTION_KINDS; k++)
		no_cases |= sm_dimension_of((sm_friction_kind) k) == dimension &&
			summary->kind[k].counted;
	finding->different = sm_answer_of(different, false);
	finding->different_gap = gap_of(different, false);
	finding->colliding = sm_answer_of(colliding, false);
	finding->colliding_gap = gap_of(colliding, no_cases);
	finding->verdict = sm_cell(judged, dimension, false);
	finding->leaning = sm_cell(judged, dimension, true);
	if (dimension == SM_HAND_OFF)
		finding->decided = judged->covered[dimension] &&
			finding->colliding != SM_ANSWER_UNKNOWN;
	else
		finding->decided = judged->votes[dimension] &&
			finding->verdict != SM_INSUFFICIENT_EVIDENCE;
}

void
sm_find(const sm_decision_summary *summary, const sm_decision_limits *limits,
		sm_finding *finding)
{
	sm_tally	without;

	memset(finding, 0, sizeof(*finding));
	sm_judge(summary, limits, &finding->judged);
	for (int d = 0; d < SM_DIMENSIONS; d++)
		find_dimension(summary, &finding->judged, (sm_dimension) d,
					   &finding->dimension[d]);
	sm_count_votes(&finding->judged, SM_DIMENSIONS, false, &finding->tally);
	sm_count_votes(&finding->judged, SM_DIMENSIONS, true, &finding->leaning);
	finding->stable = true;
	for (int d = 0; d < SM_DIMENSIONS; d++)
	{
		sm_count_votes(&finding->judged, d, false, &without);
		finding->stable &= without.verdict == finding->tally.verdict;
	}
	find_flip(&finding->judged, finding->tally.verdict, &finding->flip);
}
