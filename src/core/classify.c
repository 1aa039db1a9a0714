/*-------------------------------------------------------------------------
 *
 * classify.c
 *	  From an activity to its function, mode, purpose and place.
 *
 * A weight is at most 10^5 thousandths and at most 8 phrases begin at every
 * other byte of at most 2^30, so a total stays below 5 * 10^14 and an int64
 * holds two thousand times as much.
 *
 *-------------------------------------------------------------------------
 */
#include "core/classify.h"

#include <string.h>

const char *const sm_source_names[] = {
	"channel", "fact", "base", "text", NULL
};

void
sm_classify_begin(sm_classification *c, const sm_lexicon *lexicon,
				  bool traits)
{
	c->lexicon = lexicon;
	memset(c->total, 0, sizeof(c->total));
	c->any = false;
	c->traits = traits;
	c->started = false;
	c->base_added = false;
	c->done = false;
	c->function = SM_UNCLASSIFIED;
	c->decided_by = SM_SOURCE_TEXT;
	c->mode = 0;
	c->purpose = 0;
	c->place = 0;
	c->mode_strength = -1;
	c->purpose_strength = -1;
	c->place_strength = -1;
}

/* What the evidence so far says; there is some. */
static sm_function
decide(const sm_classification *c)
{
	/* where two are even, the earlier of these has it */
	static const sm_function order[SM_EVIDENCE_CLASSES] = {
		SM_JOINT, SM_SALES, SM_MARKETING, SM_OTHER
	};
	const int32_t *threshold = c->lexicon->threshold;
	const int64_t *total = c->total;
	int64_t		enough = threshold[SM_THRESHOLD_EVIDENCE];
	int64_t		weaker = total[SM_SALES] < total[SM_MARKETING] ?
		total[SM_SALES] : total[SM_MARKETING];
	int64_t		stronger = total[SM_SALES] + total[SM_MARKETING] - weaker;
	int64_t		runner_up = INT64_MIN;
	sm_function top = SM_JOINT;

	for (int i = 1; i < SM_EVIDENCE_CLASSES; i++)
	{
		if (total[order[i]] > total[top])
		{
			runner_up = total[top];
			top = order[i];
		}
		else if (total[order[i]] > runner_up)
			runner_up = total[order[i]];
	}
	if (total[top] <= 0 || total[top] < enough)
		return SM_UNCLASSIFIED;
	if (weaker > 0 && weaker >= enough && weaker >= total[SM_JOINT] &&
		weaker >= total[SM_OTHER] &&
		weaker * SM_WEIGHT_UNIT >=
		stronger * threshold[SM_THRESHOLD_JOINT])
		return SM_JOINT;
	if (total[top] - runner_up < threshold[SM_THRESHOLD_MARGIN])
		return SM_UNCLASSIFIED;
	return top;
}

/* Lets evidence name what nothing stronger has named. */
static void
note_trait(uint8_t *trait, int32_t *strength, uint8_t named, int32_t weight)
{
	if (named != 0 && weight > *strength)
	{
		*trait = named;
		*strength = weight;
	}
}

/*
 * Mode, purpose and place of one piece of evidence.  What a channel or fact
 * names stands; among phrases the strongest names, the first of equals.
 */
static void
note_traits(sm_classification *c, const sm_evidence *evidence,
			sm_source source)
{
	int32_t		weight = 0;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		int32_t		size = evidence->weight[i] < 0 ?
			-evidence->weight[i] : evidence->weight[i];

		weight = size > weight ? size : weight;
	}
	/* earlier sources are stronger than any phrase, the first of them most */
	if (source == SM_SOURCE_CHANNEL)
		weight = INT32_MAX;
	else if (source == SM_SOURCE_FACT)
		weight = SM_WEIGHT_LIMIT + 1;
	note_trait(&c->mode, &c->mode_strength, evidence->mode, weight);
	note_trait(&c->purpose, &c->purpose_strength, evidence->purpose, weight);
	note_trait(&c->place, &c->place_strength, evidence->place, weight);
}

/* Takes in one piece of evidence. */
static inline void
add_evidence(sm_classification *c, const sm_evidence *evidence,
			 sm_source source)
{
	if (c->function == SM_UNCLASSIFIED)
	{
		int32_t		bits = 0;

		for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		{
			c->total[i] += evidence->weight[i];
			bits |= evidence->weight[i];
		}
		/* the base alone is no evidence */
		c->any = c->any || (bits != 0 && source != SM_SOURCE_BASE);
	}
	if (c->traits)
		note_traits(c, evidence, source);
}

/* The same, and notes it as an item where items are wanted. */
static void
add_item(sm_classification *c, sm_item *items, size_t *count,
		 sm_source source, const sm_evidence *evidence, const sm_rule *rule)
{
	if (items != NULL)
	{
		sm_item    *item = &items[*count];

		memset(item, 0, sizeof(*item));
		item->source = source;
		item->count = c->function == SM_UNCLASSIFIED ?
			SM_COUNTED : SM_DECIDED;
		item->evidence = evidence;
		item->rule = rule;
		(*count)++;
	}
	add_evidence(c, evidence, source);
}

/*
 * Decides on the evidence so far, if there is any and the strongest function
 * has at least so much.
 */
static inline void
settle(sm_classification *c, sm_source source, int64_t least)
{
	int64_t		most = INT64_MIN;

	if (!c->any || c->function != SM_UNCLASSIFIED)
		return;
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		most = c->total[i] > most ? c->total[i] : most;
	if (most < least)
		return;
	c->function = decide(c);
	c->decided_by = source;
}

/* The facts that hold for the activity. */
static bool
fact_holds(const sm_activity *activity, sm_fact fact)
{
	switch (fact)
	{
		case SM_FACT_BULK:
			return activity->recipients > 1 && activity->campaign;
		case SM_FACT_SINGLE:
			return activity->recipients == 1 && !activity->campaign;
		default:
			return activity->direction == SM_INBOUND;
	}
}

/* The facts that hold, as far as the rules take them for evidence. */
static void
add_facts(sm_classification *c, sm_item *items, size_t *count)
{
	const sm_rules *rules = c->lexicon->rules;

	for (int fact = 0; fact < SM_FACTS; fact++)
	{
		if (!(rules->given & SM_GIVEN_FACT(fact)) ||
			!fact_holds(&c->activity, (sm_fact) fact))
			continue;
		add_item(c, items, count, SM_SOURCE_FACT, &rules->fact[fact], NULL);
		if (items != NULL)
			items[*count - 1].fact = (sm_fact) fact;
	}
	settle(c, SM_SOURCE_FACT, c->lexicon->threshold[SM_THRESHOLD_DECISIVE]);
}

/* Channel and facts, and whether the text is to be read. */
static void
start(sm_classification *c, sm_item *items, size_t *count)
{
	const sm_activity *activity = &c->activity;

	c->started = true;
	if (activity->channel != NULL)
	{
		const sm_rule *channel =
			sm_lexicon_channel(c->lexicon, activity->channel,
							   activity->channel_length);

		if (channel != NULL)
			add_item(c, items, count, SM_SOURCE_CHANNEL, &channel->evidence,
					 channel);
		settle(c, SM_SOURCE_CHANNEL,
			   c->lexicon->threshold[SM_THRESHOLD_DECISIVE]);
	}
	if (activity->recipients > 0 || activity->direction == SM_INBOUND)
		add_facts(c, items, count);
	c->done = activity->text == NULL || activity->text_length == 0 ||
		(c->function != SM_UNCLASSIFIED && !c->traits);
	if (c->done)
		settle(c, SM_SOURCE_FACT, INT64_MIN);
	else
		sm_match_begin(&c->match, c->lexicon, activity->text,
					   activity->text_length);
}

/* Phrases of the text. */
static void
add_found(sm_classification *c, sm_item *items, size_t *count,
		  const sm_found *found, size_t nfound)
{
	const sm_rule *rules = c->lexicon->rules->rule;

	for (size_t i = 0; i < nfound; i++)
	{
		const sm_rule *rule = &rules[found[i].phrase];
		bool		silenced = found[i].silenced_by != SM_NO_PHRASE;

		if (items != NULL)
		{
			sm_item    *item = &items[(*count)++];

			item->source = SM_SOURCE_TEXT;
			item->count = silenced ? SM_SILENCED :
				c->function == SM_UNCLASSIFIED ? SM_COUNTED : SM_DECIDED;
			item->evidence = &rule->evidence;
			item->rule = rule;
			item->silenced_by = silenced ? &rules[found[i].silenced_by] :
				NULL;
			item->start = found[i].start;
			item->end = found[i].end;
		}
		if (!silenced)
			add_evidence(c, &rule->evidence, SM_SOURCE_TEXT);
	}
}

size_t
sm_classify_next(sm_classification *c, sm_item *items)
{
	sm_found	found[SM_ITEMS - 8];
	size_t		nfound;
	size_t		count = 0;

	if (!c->started)
		start(c, items, &count);
	if (c->done)
		return count;
	nfound = sm_match_next(&c->match, found, SM_ITEMS - 8);
	if (nfound > 0 && !c->base_added)
	{
		c->base_added = true;
		if (c->lexicon->rules->given & SM_GIVEN_BASE)
			add_item(c, items, &count, SM_SOURCE_BASE,
					 &c->lexicon->rules->base, NULL);
	}
	add_found(c, items, &count, found, nfound);
	if (c->match.done)
	{
		settle(c, SM_SOURCE_TEXT, INT64_MIN);
		c->done = true;
	}
	return count;
}

/* numerator / denominator in thousandths, rounded half away from zero. */
static int32_t
thousandths(int64_t numerator, int64_t denominator)
{
	int64_t		size = numerator < 0 ? -numerator : numerator;
	int64_t		rounded = (2 * SM_WEIGHT_UNIT * size + denominator) /
		(2 * denominator);

	return (int32_t) (numerator < 0 ? -rounded : rounded);
}

/* All that was weighed, for and against. */
static int64_t
weighed(const sm_classification *c)
{
	int64_t		sum = 0;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		sum += c->total[i] < 0 ? -c->total[i] : c->total[i];
	return sum;
}

bool
sm_classify_score(const sm_classification *c, int32_t *score)
{
	int64_t		all = weighed(c);

	*score = 0;
	if (all != 0)
		*score = thousandths(c->total[SM_SALES] - c->total[SM_MARKETING],
							 all);
	return c->any;
}

bool
sm_classify_confidence(const sm_classification *c, int32_t *confidence)
{
	int64_t		all = 0;
	int64_t		top = 0;

	if (c->function == SM_UNCLASSIFIED)
		return false;
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		all += c->total[i] > 0 ? c->total[i] : 0;
		top = c->total[i] > top ? c->total[i] : top;
	}
	*confidence = thousandths(top, all);
	return true;
}

int32_t
sm_classify_part(const sm_classification *c, const sm_evidence *evidence,
				 int64_t *sum)
{
	int64_t		all = weighed(c);
	int32_t		before;

	/* base alone is no evidence: there is no score to be a part of */
	if (all == 0 || !c->any)
		return 0;
	before = thousandths(*sum, all);
	*sum += evidence->weight[SM_SALES] - evidence->weight[SM_MARKETING];
	return thousandths(*sum, all) - before;
}
