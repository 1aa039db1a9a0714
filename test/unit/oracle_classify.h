/*-------------------------------------------------------------------------
 *
 * oracle_classify.h
 *	  From an activity to its function, slowly and obviously.
 *
 * Written after the description of the decision, not after the code: sources
 * in order, evidence added until it decides, four rules, exact fractions.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEST_ORACLE_CLASSIFY_H
#define TEST_ORACLE_CLASSIFY_H

#include "core/classify.h"
#include "oracle.h"

typedef struct oracle_answer
{
	int64_t		total[SM_EVIDENCE_CLASSES];
	bool		any;			/* something but base was weighed */
	sm_function function;
	int			mode;
	int			purpose;
	int			place;
	int32_t		mode_weight;	/* of the phrase that named it */
	int32_t		purpose_weight;
	int32_t		place_weight;
	int32_t		score;
	int32_t		confidence;		/* -1 where there is none */
} oracle_answer;

static inline int64_t
oracle_size(int64_t number)
{
	return number < 0 ? -number : number;
}

/* a / b in thousandths, half away from zero. */
static inline int32_t
oracle_ratio(int64_t a, int64_t b)
{
	int64_t		whole = oracle_size(a) * 1000 / b;
	int64_t		rest = oracle_size(a) * 1000 % b;

	if (rest >= b - rest)
		whole++;
	return (int32_t) (a < 0 ? -whole : whole);
}

/* The four rules; at least one total is above zero in what they decide. */
static inline sm_function
oracle_decide(const oracle_answer *a, const sm_rules *rules)
{
	int64_t		s = a->total[SM_SALES];
	int64_t		m = a->total[SM_MARKETING];
	int64_t		j = a->total[SM_JOINT];
	int64_t		o = a->total[SM_OTHER];
	int64_t		evidence = sm_rules_threshold(rules, SM_THRESHOLD_EVIDENCE);
	int64_t		margin = sm_rules_threshold(rules, SM_THRESHOLD_MARGIN);
	int64_t		joint = sm_rules_threshold(rules, SM_THRESHOLD_JOINT);
	int64_t		least = s < m ? s : m;
	int64_t		most = s < m ? m : s;
	int64_t		top = most > j ? most : j;
	int			at_top;
	int64_t		second = INT64_MIN;

	top = top > o ? top : o;
	if (!a->any || top < evidence || top <= 0)
		return SM_UNCLASSIFIED;
	if (s > 0 && m > 0 && s >= j && s >= o && m >= j && m >= o &&
		least >= evidence && 1000 * least >= joint * most)
		return SM_JOINT;
	at_top = (s == top) + (m == top) + (j == top) + (o == top);
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		if (a->total[i] > second && (a->total[i] < top || at_top > 1))
			second = a->total[i];
	if (top - second < margin)
		return SM_UNCLASSIFIED;
	return j == top ? SM_JOINT : s == top ? SM_SALES :
		m == top ? SM_MARKETING : SM_OTHER;
}

/* Whether some function has what is enough without the text. */
static inline bool
oracle_is_decisive(const oracle_answer *a, const sm_rules *rules)
{
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		if (a->total[i] >= sm_rules_threshold(rules, SM_THRESHOLD_DECISIVE))
			return true;
	return false;
}

/* Adds evidence, while nothing is decided. */
static inline void
oracle_add(oracle_answer *a, const sm_evidence *evidence, bool base)
{
	if (a->function != SM_UNCLASSIFIED)
		return;
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		a->total[i] += evidence->weight[i];
		if (evidence->weight[i] != 0 && !base)
			a->any = true;
	}
}

/* The first source that names a mode, purpose or place has it. */
static inline void
oracle_name(oracle_answer *a, const sm_evidence *evidence)
{
	a->mode = a->mode ? a->mode : evidence->mode;
	a->purpose = a->purpose ? a->purpose : evidence->purpose;
	a->place = a->place ? a->place : evidence->place;
}

/* Of the text, the strongest counted phrase; base counts as one. */
static inline void
oracle_name_in_text(oracle_answer *a, oracle_answer *text,
					const sm_evidence *evidence)
{
	int32_t		weight = 0;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		if (oracle_size(evidence->weight[i]) > weight)
			weight = (int32_t) oracle_size(evidence->weight[i]);
	if (a->mode == 0 && evidence->mode != 0 && weight > text->mode_weight)
	{
		text->mode = evidence->mode;
		text->mode_weight = weight;
	}
	if (a->purpose == 0 && evidence->purpose != 0 &&
		weight > text->purpose_weight)
	{
		text->purpose = evidence->purpose;
		text->purpose_weight = weight;
	}
	if (a->place == 0 && evidence->place != 0 &&
		weight > text->place_weight)
	{
		text->place = evidence->place;
		text->place_weight = weight;
	}
}

/* The channel whose name has the words of a text, or NULL. */
static inline const sm_evidence *
oracle_channel(const sm_rules *rules, const sm_activity *activity,
			   sm_encoding encoding)
{
	const sm_rule *channels = sm_rules_channels(rules);
	oracle_text name = oracle_read((const uint8_t *) activity->channel,
								   activity->channel_length, encoding);
	const sm_evidence *found = NULL;

	for (uint32_t c = 0; c < rules->nchannels; c++)
	{
		oracle_text known = oracle_read((const uint8_t *)
										sm_rules_pool(rules) +
										channels[c].name,
										channels[c].name_length, encoding);
		bool		same = known.count == name.count;

		for (size_t i = 0; same && i < known.count; i++)
			same = !name.word[i].cut &&
				known.word[i].length == name.word[i].length &&
				memcmp(known.word[i].folded, name.word[i].folded,
					   name.word[i].length) == 0;
		if (same)
			found = &channels[c].evidence;
		free(known.word);
	}
	free(name.word);
	return found;
}

/* The facts as one source. */
static inline void
oracle_facts(oracle_answer *a, const sm_rules *rules,
			 const sm_activity *activity)
{
	bool		holds[SM_FACTS] = {
		[SM_FACT_BULK] = activity->recipients > 1 && activity->campaign,
		[SM_FACT_SINGLE] = activity->recipients == 1 && !activity->campaign,
		[SM_FACT_INBOUND] = activity->direction == SM_INBOUND
	};

	for (int i = 0; i < SM_FACTS; i++)
	{
		if (!holds[i] || !(rules->given & SM_GIVEN_FACT(i)))
			continue;
		oracle_add(a, &rules->fact[i], false);
		oracle_name(a, &rules->fact[i]);
	}
}

/* The text as a source. */
static inline void
oracle_classify_text(oracle_answer *a, const sm_rules *rules,
					 const sm_activity *activity, sm_encoding encoding)
{
	oracle_hits hits = oracle_match(rules, activity->text,
									activity->text_length, encoding);
	oracle_answer text = {.mode_weight = -1, .purpose_weight = -1,
	.place_weight = -1};

	if (hits.count > 0 && (rules->given & SM_GIVEN_BASE))
	{
		oracle_add(a, &rules->base, true);
		oracle_name_in_text(a, &text, &rules->base);
	}
	for (size_t i = 0; i < hits.count; i++)
	{
		const sm_evidence *evidence =
			&rules->rule[hits.hit[i].phrase].evidence;

		if (hits.hit[i].silenced_by != SM_NO_PHRASE)
			continue;
		oracle_add(a, evidence, false);
		oracle_name_in_text(a, &text, evidence);
	}
	a->mode = a->mode ? a->mode : text.mode;
	a->purpose = a->purpose ? a->purpose : text.purpose;
	a->place = a->place ? a->place : text.place;
	oracle_free(&hits);
}

static inline oracle_answer
oracle_classify(const sm_rules *rules, const sm_activity *activity,
				sm_encoding encoding)
{
	oracle_answer a = {.function = SM_UNCLASSIFIED, .confidence = -1};
	int64_t		all = 0;
	int64_t		for_some = 0;
	int64_t		top = INT64_MIN;

	if (activity->channel != NULL)
	{
		const sm_evidence *channel = oracle_channel(rules, activity,
													encoding);

		if (channel != NULL)
		{
			oracle_add(&a, channel, false);
			oracle_name(&a, channel);
		}
		if (oracle_is_decisive(&a, rules))
			a.function = oracle_decide(&a, rules);
	}
	oracle_facts(&a, rules, activity);
	if (a.function == SM_UNCLASSIFIED && oracle_is_decisive(&a, rules))
		a.function = oracle_decide(&a, rules);
	if (activity->text != NULL)
		oracle_classify_text(&a, rules, activity, encoding);
	if (a.function == SM_UNCLASSIFIED)
		a.function = oracle_decide(&a, rules);

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
	{
		all += oracle_size(a.total[i]);
		for_some += a.total[i] > 0 ? a.total[i] : 0;
		top = a.total[i] > top ? a.total[i] : top;
	}
	if (all > 0)
		a.score = oracle_ratio(a.total[SM_SALES] - a.total[SM_MARKETING],
							   all);
	if (a.function != SM_UNCLASSIFIED)
		a.confidence = oracle_ratio(top, for_some);
	return a;
}

#endif							/* TEST_ORACLE_CLASSIFY_H */
