/*-------------------------------------------------------------------------
 *
 * learn.c
 *	  From counts of phrases by label to activity rules.
 *
 * Integers throughout: the same counts and prior give the same rules, bit by
 * bit, on every machine.
 *
 *-------------------------------------------------------------------------
 */
#include "core/learn.h"

#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/match.h"
#include "core/wide.h"

/* Rows that a weight of 1 in the prior is worth. */
#define PRIOR_ROWS 20

/* Smoothing, in thousandths of a row. */
#define LEAST_SMOOTHING 500
#define MOST_SMOOTHING 6000

/* Fractional bits of a rate. */
#define RATE_BITS 16

typedef int32_t weights[SM_EVIDENCE_CLASSES];

/* Counts of one phrase, or of all: by label, too large for 32 bits. */
typedef struct tally
{
	uint64_t	count[SM_EVIDENCE_CLASSES];
} tally;

/* A phrase that the prior does not name. */
typedef struct candidate
{
	const sm_label_phrase *phrase;
	uint32_t	prior;			/* a phrase of the prior that covers it */
	int64_t		effect;
	weights		weight;
} candidate;

typedef struct learner
{
	const sm_label_counts *counts;
	const sm_lexicon *prior;
	tally		total;			/* of all phrases */
	uint64_t	all;
	uint64_t	smoothing;		/* thousandths */
	tally	   *of_prior;		/* of what each phrase of the prior covers */
	candidate  *candidates;
	uint32_t	ncandidates;
} learner;

int32_t
sm_margin_of_confidence(double confidence)
{
	uint64_t	millionths = (uint64_t) (confidence * 1000000 + 0.5);

	if (millionths <= 500000)
		return 0;
	if (millionths > 999999)
		millionths = 999999;
	return (int32_t) (((sm_ln(millionths) - sm_ln(1000000 - millionths)) *
					   SM_WEIGHT_UNIT + (UINT64_C(1) << 31)) >> 32);
}

/* Weights in proportion to numbers: the logarithms over the smallest one. */
static void
weigh(const sm_uint128 *numbers, int32_t *weight)
{
	uint64_t	log[SM_EVIDENCE_CLASSES];
	uint64_t	least = UINT64_MAX;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		log[i] = sm_ln(numbers[i]);
		least = log[i] < least ? log[i] : least;
	}
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		weight[i] = (int32_t) (((log[i] - least) * SM_WEIGHT_UNIT +
								(UINT64_C(1) << 31)) >> 32);
}

/* What a piece of the prior's evidence is worth in thousandths of a row. */
static void
worth(const sm_evidence *evidence, uint64_t *rows)
{
	int32_t		least = 0;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		if (evidence->weight[i] < least)
			least = evidence->weight[i];
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		rows[i] = (uint64_t) (evidence->weight[i] - least) * PRIOR_ROWS;
}

/* The weights of a phrase with these counts and this prior, or NULL. */
static void
weigh_phrase(const learner *l, const tally *tally, const sm_evidence *prior,
			 int32_t *weight)
{
	uint64_t	rows[SM_EVIDENCE_CLASSES] = {0};
	sm_uint128	rate[SM_EVIDENCE_CLASSES];

	if (prior != NULL)
		worth(prior, rows);
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		/* rates are times all counts, which cancels */
		rate[i] = ((sm_uint128) (SM_EVIDENCE_CLASSES *
								 (l->smoothing + rows[i])) << RATE_BITS) /
			SM_WEIGHT_UNIT;
		if (tally->count[i] > 0 && l->total.count[i] > 0)
			rate[i] += ((sm_uint128) tally->count[i] * l->all << RATE_BITS) /
				l->total.count[i];
	}
	weigh(rate, weight);
}

static bool
has_weight(const sm_evidence *evidence)
{
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		if (evidence->weight[i] != 0)
			return true;
	return false;
}

/* The phrase of the prior that stands for all words of a text. */
static uint32_t
covering_phrase(const learner *l, const sm_label_phrase *phrase)
{
	sm_match	match;
	sm_found	found[2 * SM_PHRASE_WORDS];

	sm_match_begin(&match, l->prior, (const uint8_t *) phrase->text,
				   phrase->length);
	match.stop = NULL;			/* two words: it is soon done */
	while (!match.done)
	{
		if (sm_match_next(&match, found, 2 * SM_PHRASE_WORDS) == 0)
			continue;
		/* the first word's phrases come first, the longest of them ahead */
		if (found[0].start == 0 && found[0].end == phrase->length)
			return found[0].phrase;
		break;
	}
	return SM_NO_PHRASE;
}

/* Whether a phrase is the very one of the prior, not one that covers it. */
static bool
is_named(const sm_rules *rules, uint32_t rule, const sm_label_phrase *phrase)
{
	return rules->rule[rule].name_length == phrase->length &&
		memcmp(sm_rules_pool(rules) + rules->rule[rule].name, phrase->text,
			   phrase->length) == 0;
}

/*
 * Adds up all counts and those the prior covers; the rest are candidates.
 * False where it was stopped.
 */
static bool
take_counts(learner *l, const volatile sig_atomic_t *stop)
{
	const sm_label_phrase *phrase = sm_label_first(l->counts);

	for (uint32_t n = 0; n < l->counts->count; n++)
	{
		uint32_t	rule;

		if (n % 64 == 63 && sm_stop_wanted(stop))
			return false;
		rule = covering_phrase(l, phrase);

		for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		{
			l->total.count[i] += phrase->count[i];
			l->all += phrase->count[i];
			if (rule != SM_NO_PHRASE)
				l->of_prior[rule].count[i] += phrase->count[i];
		}
		if (rule == SM_NO_PHRASE || !is_named(l->prior->rules, rule, phrase))
		{
			l->candidates[l->ncandidates].phrase = phrase;
			l->candidates[l->ncandidates++].prior = rule;
		}
		phrase = sm_label_next(phrase);
	}
	l->smoothing = LEAST_SMOOTHING + l->all;
	if (l->smoothing > MOST_SMOOTHING)
		l->smoothing = MOST_SMOOTHING;
	return true;
}

/* What the prior says of a candidate, or NULL. */
static const sm_evidence *
prior_of(const learner *l, const candidate *c)
{
	return c->prior == SM_NO_PHRASE ? NULL :
		&l->prior->rules->rule[c->prior].evidence;
}

static void
weigh_candidates(learner *l)
{
	for (uint32_t n = 0; n < l->ncandidates; n++)
	{
		candidate  *c = &l->candidates[n];
		int64_t		sum = 0;
		int64_t		rows = 0;
		int64_t		largest = 0;
		tally		own;

		for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
			own.count[i] = c->phrase->count[i];
		weigh_phrase(l, &own, prior_of(l, c), c->weight);
		for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		{
			sum += c->weight[i];
			rows += c->phrase->count[i];
			largest = c->weight[i] > largest ? c->weight[i] : largest;
		}
		c->effect = rows * (SM_EVIDENCE_CLASSES * largest - sum);
	}
}

static int
by_name(const void *a, const void *b)
{
	const sm_label_phrase *left = ((const candidate *) a)->phrase;
	const sm_label_phrase *right = ((const candidate *) b)->phrase;

	return sm_compare_bytes(left->text, left->length, right->text,
						 right->length);
}

/* The largest effect first; of equals the first by name. */
static int
by_effect(const void *a, const void *b)
{
	const candidate *left = a;
	const candidate *right = b;

	if (left->effect != right->effect)
		return left->effect < right->effect ? 1 : -1;
	return by_name(a, b);
}

/* Keeps the candidates with the largest effects, in the order of names. */
static void
choose_candidates(learner *l, uint32_t top)
{
	if (l->ncandidates > 1)
		qsort(l->candidates, l->ncandidates, sizeof(candidate), by_effect);
	if (l->ncandidates > top)
		l->ncandidates = top;
	while (l->ncandidates > 0 &&
		   l->candidates[l->ncandidates - 1].effect == 0)
		l->ncandidates--;
	if (l->ncandidates > 1)
		qsort(l->candidates, l->ncandidates, sizeof(candidate), by_name);
}

/* Labelled rows behind a phrase, or as many as can be said. */
static int32_t
rows_behind(const tally *tally)
{
	uint64_t	rows = 0;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		rows += tally->count[i];
	return rows > INT32_MAX ? INT32_MAX : (int32_t) rows;
}

/* Adds a rule with a name; the pool lies behind all rules. */
static sm_evidence *
add_rule(sm_rules *rules, uint32_t *filled, const char *name, size_t length,
		 const sm_evidence *evidence)
{
	char	   *pool = (char *) (rules->rule + rules->nphrases +
								 rules->nchannels);
	sm_rule    *rule = &rules->rule[(*filled)++];

	memset(rule, 0, sizeof(*rule));
	rule->name = rules->pool_length;
	rule->name_length = (uint32_t) length;
	if (evidence != NULL)
		rule->evidence = *evidence;
	memcpy(pool + rules->pool_length, name, length);
	rules->pool_length += (uint32_t) length;
	return &rule->evidence;
}

/*
 * The words of a longer phrase were counted for themselves in every row, also
 * where they stand in the phrase: so both speak.
 */
static void
let_words_count(sm_evidence *evidence, const char *name, size_t length)
{
	if (memchr(name, ' ', length) != NULL)
		evidence->shorter = SM_SHORTER_COUNT;
}

/* Adds a phrase of the prior, weighed anew unless it has no weights. */
static void
add_prior(const learner *l, sm_rules *rules, uint32_t *filled, uint32_t n)
{
	const sm_rules *prior = l->prior->rules;
	const sm_rule *rule = &prior->rule[n];
	sm_evidence *evidence;

	evidence = add_rule(rules, filled, sm_rules_pool(prior) + rule->name,
						rule->name_length, &rule->evidence);
	if (!has_weight(&rule->evidence))
		return;
	let_words_count(evidence, sm_rules_pool(prior) + rule->name,
					rule->name_length);
	weigh_phrase(l, &l->of_prior[n], &rule->evidence, evidence->weight);
	evidence->rows = rows_behind(&l->of_prior[n]);
}

/* Adds a new phrase, with mode, purpose and place of what covers it. */
static void
add_candidate(const learner *l, sm_rules *rules, uint32_t *filled,
			  const candidate *c)
{
	const sm_label_phrase *phrase = c->phrase;
	sm_evidence *evidence;
	tally		own;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		own.count[i] = phrase->count[i];
	evidence = add_rule(rules, filled, phrase->text, phrase->length,
						prior_of(l, c));
	let_words_count(evidence, phrase->text, phrase->length);
	memcpy(evidence->weight, c->weight, sizeof(c->weight));
	evidence->rows = rows_behind(&own);
}

/* All phrases in the order of their names, then the channels. */
static void
add_rules(const learner *l, sm_rules *rules)
{
	const sm_rules *prior = l->prior->rules;
	const sm_rule *channel = sm_rules_channels(prior);
	uint32_t	filled = 0;
	uint32_t	next = 0;

	for (uint32_t n = 0; n < prior->nphrases; n++)
	{
		const sm_rule *rule = &prior->rule[n];

		while (next < l->ncandidates &&
			   sm_compare_bytes(l->candidates[next].phrase->text,
							 l->candidates[next].phrase->length,
							 sm_rules_pool(prior) + rule->name,
							 rule->name_length) < 0)
			add_candidate(l, rules, &filled, &l->candidates[next++]);
		add_prior(l, rules, &filled, n);
	}
	while (next < l->ncandidates)
		add_candidate(l, rules, &filled, &l->candidates[next++]);
	for (uint32_t n = 0; n < prior->nchannels; n++)
		add_rule(rules, &filled, sm_rules_pool(prior) + channel[n].name,
				 channel[n].name_length, &channel[n].evidence);
}

static void
set_threshold(sm_rules *rules, sm_threshold threshold, int32_t value)
{
	rules->threshold[threshold] = value;
	rules->given |= SM_GIVEN_THRESHOLD(threshold);
}

/*
 * The base, and thresholds by which the most likely label wins.  What else
 * the prior says stays: it is about channels and facts.
 */
static void
fill_head(const learner *l, sm_rules *rules, int32_t margin)
{
	uint64_t	rows[SM_EVIDENCE_CLASSES];
	sm_uint128	number[SM_EVIDENCE_CLASSES];

	worth(&rules->base, rows);
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		number[i] = (uint64_t) l->counts->rows[i] * SM_WEIGHT_UNIT +
			LEAST_SMOOTHING + rows[i];
	weigh(number, rules->base.weight);
	if (has_weight(&rules->base))
		rules->given |= SM_GIVEN_BASE;
	set_threshold(rules, SM_THRESHOLD_EVIDENCE, 0);
	set_threshold(rules, SM_THRESHOLD_MARGIN, margin);
	set_threshold(rules, SM_THRESHOLD_JOINT, SM_WEIGHT_UNIT);
}

/* Puts the rules together in one block. */
static sm_status
assemble(const learner *l, int32_t margin, const sm_memory *memory,
		 sm_rules **rules, sm_error *error)
{
	sm_rules	head = *l->prior->rules;
	size_t		phrases = (size_t) head.nphrases + l->ncandidates;

	if (phrases > SM_RULES_PHRASES)
		return sm_fail(error, SM_TOO_LARGE,
					   "%zu phrases, %u of them from the prior; "
					   "the limit is %d.", phrases, (unsigned) head.nphrases, SM_RULES_PHRASES);
	head.header = 0;
	head.edition = 0;
	head.nphrases = (uint32_t) phrases;
	for (uint32_t n = 0; n < l->ncandidates; n++)
		head.pool_length += l->candidates[n].phrase->length;
	*rules = memory->allocate(memory->context, sm_rules_size(&head));
	if (*rules == NULL)
		return sm_fail(error, SM_OUT_OF_MEMORY, "The rules need %zu bytes.",
					   sm_rules_size(&head));
	memcpy(*rules, &head, sizeof(head));
	(*rules)->pool_length = 0;
	add_rules(l, *rules);
	fill_head(l, *rules, margin);
	return SM_OK;
}

sm_status
sm_learn(const sm_label_counts *counts, const sm_lexicon *prior, uint32_t top,
		 int32_t margin, const sm_memory *memory, sm_rules **rules,
		 sm_error *error)
{
	learner		l = {.counts = counts, .prior = prior};
	size_t		nprior = prior->rules->nphrases;

	*rules = NULL;
	l.of_prior = memory->allocate(memory->context,
								  (nprior + 1) * sizeof(tally));
	l.candidates = memory->allocate(memory->context,
									((size_t) counts->count + 1) *
									sizeof(candidate));
	if (l.of_prior == NULL || l.candidates == NULL)
		return sm_fail(error, SM_OUT_OF_MEMORY,
					   "%u phrases are to be weighed.",
					   (unsigned) counts->count);
	memset(l.of_prior, 0, (nprior + 1) * sizeof(tally));
	if (!take_counts(&l, memory->stop))
		return sm_fail(error, SM_STOPPED, "The counts are weighed.");
	weigh_candidates(&l);
	choose_candidates(&l, top);
	return assemble(&l, margin, memory, rules, error);
}
