/*-------------------------------------------------------------------------
 *
 * rules_value.c
 *	  Phrase rules as a value: their size, text and union.
 *
 * What is printed here reads back as the same bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "core/rules.h"

#include <stdio.h>
#include <string.h>

#include "core/bytes.h"

const char *const sm_shorter_names[] = {"silence", "count", NULL};

const char *const sm_fact_names[] = {"bulk", "single", "inbound", NULL};

const char *const sm_threshold_names[] = {
	"evidence", "margin", "joint", "decisive", NULL
};

/* What holds where a document does not say. */
static const int32_t default_threshold[SM_THRESHOLDS] = {
	[SM_THRESHOLD_EVIDENCE] = 500,
	[SM_THRESHOLD_MARGIN] = 0,
	[SM_THRESHOLD_JOINT] = SM_WEIGHT_UNIT,
	[SM_THRESHOLD_DECISIVE] = SM_WEIGHT_UNIT
};

size_t
sm_rules_size(const sm_rules *rules)
{
	return sizeof(sm_rules) + rules->pool_length +
		((size_t) rules->nphrases + rules->nchannels) * sizeof(sm_rule);
}

int32_t
sm_rules_threshold(const sm_rules *rules, sm_threshold threshold)
{
	if (rules->given & SM_GIVEN_THRESHOLD(threshold))
		return rules->threshold[threshold];
	return default_threshold[threshold];
}

size_t
sm_weight_print(int32_t weight, char *to)
{
	int32_t		size = weight < 0 ? -weight : weight;
	int32_t		fraction = size % SM_WEIGHT_UNIT;
	char		digits[16];
	int			length;

	length = snprintf(digits, sizeof(digits), "%s%d", weight < 0 ? "-" : "",
					  (int) (size / SM_WEIGHT_UNIT));
	if (fraction != 0)
	{
		length += snprintf(digits + length, sizeof(digits) - (size_t) length,
						   ".%03d", (int) fraction);
		while (digits[length - 1] == '0')
			length--;
	}
	memcpy(to, digits, (size_t) length);
	return (size_t) length;
}

/* A text that is written, or only counted where to is NULL. */
typedef struct writer
{
	char	   *to;
	size_t		length;
} writer;

static void
put_bytes(writer *w, const char *bytes, size_t length)
{
	if (w->to != NULL)
		memcpy(w->to + w->length, bytes, length);
	w->length += length;
}

static void
put(writer *w, const char *text)
{
	put_bytes(w, text, strlen(text));
}

/* Starts a member of an object: a comma where needed, the key, a colon. */
static void
put_key(writer *w, bool *first, const char *key, size_t length)
{
	put(w, *first ? "\"" : ", \"");
	put_bytes(w, key, length);
	put(w, "\": ");
	*first = false;
}

static void
put_number(writer *w, bool *first, const char *key, int32_t thousandths)
{
	char		digits[16];

	put_key(w, first, key, strlen(key));
	put_bytes(w, digits, sm_weight_print(thousandths, digits));
}

static void
put_label(writer *w, bool *first, const char *key, const char *label)
{
	put_key(w, first, key, strlen(key));
	put(w, "\"");
	put(w, label);
	put(w, "\"");
}

static void
put_evidence(writer *w, const sm_evidence *evidence)
{
	bool		first = true;

	put(w, "{");
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		if (evidence->weight[i] != 0)
			put_number(w, &first, sm_function_names[i], evidence->weight[i]);
	if (evidence->mode != 0)
		put_label(w, &first, "mode", sm_mode_names[evidence->mode]);
	if (evidence->purpose != 0)
		put_label(w, &first, "purpose", sm_purpose_names[evidence->purpose]);
	if (evidence->place != 0)
		put_label(w, &first, "place", sm_place_names[evidence->place]);
	if (evidence->shorter != 0)
		put_label(w, &first, "shorter", sm_shorter_names[evidence->shorter]);
	if (evidence->rows >= 0)
	{
		char		digits[16];
		int			length = snprintf(digits, sizeof(digits), "%d",
									  (int) evidence->rows);

		put_key(w, &first, "rows", 4);
		put_bytes(w, digits, (size_t) length);
	}
	put(w, "}");
}

/* One part whose members are phrases or channels; nothing if there are none. */
static void
put_part(writer *w, bool *first, const char *key, const sm_rules *rules,
		 const sm_rule *rule, uint32_t count)
{
	bool		first_rule = true;

	if (count == 0)
		return;
	put_key(w, first, key, strlen(key));
	put(w, "{");
	for (uint32_t i = 0; i < count; i++)
	{
		put_key(w, &first_rule, sm_rules_pool(rules) + rule[i].name,
				rule[i].name_length);
		put_evidence(w, &rule[i].evidence);
	}
	put(w, "}");
}

static void
put_facts(writer *w, bool *first, const sm_rules *rules)
{
	bool		first_fact = true;

	for (int i = 0; i < SM_FACTS; i++)
	{
		if (!(rules->given & SM_GIVEN_FACT(i)))
			continue;
		if (first_fact)
		{
			put_key(w, first, "facts", 5);
			put(w, "{");
		}
		put_key(w, &first_fact, sm_fact_names[i], strlen(sm_fact_names[i]));
		put_evidence(w, &rules->fact[i]);
	}
	if (!first_fact)
		put(w, "}");
}

static void
put_thresholds(writer *w, bool *first, const sm_rules *rules)
{
	bool		first_threshold = true;

	for (int i = 0; i < SM_THRESHOLDS; i++)
	{
		if (!(rules->given & SM_GIVEN_THRESHOLD(i)))
			continue;
		if (first_threshold)
		{
			put_key(w, first, "thresholds", 10);
			put(w, "{");
		}
		put_number(w, &first_threshold, sm_threshold_names[i],
				   rules->threshold[i]);
	}
	if (!first_threshold)
		put(w, "}");
}

size_t
sm_rules_print(const sm_rules *rules, char *to)
{
	writer		w = {to, 0};
	bool		first = true;

	put(&w, "{");
	put_part(&w, &first, "phrases", rules, rules->rule, rules->nphrases);
	put_part(&w, &first, "channels", rules, sm_rules_channels(rules),
			 rules->nchannels);
	put_facts(&w, &first, rules);
	if (rules->given & SM_GIVEN_BASE)
	{
		put_key(&w, &first, "base", 4);
		put_evidence(&w, &rules->base);
	}
	put_thresholds(&w, &first, rules);
	put(&w, "}");
	return w.length;
}

/* Bytewise order of two names; a prefix comes before what it begins. */
static int
compare_names(const sm_rules *left, const sm_rule *a,
			  const sm_rules *right, const sm_rule *b)
{
	return sm_compare_bytes(sm_rules_pool(left) + a->name, a->name_length,
							sm_rules_pool(right) + b->name, b->name_length);
}

/* Takes one rule over into the merged block. */
static void
take(sm_rules *merged, char *pool, uint32_t *taken, const sm_rules *from,
	 const sm_rule *rule)
{
	sm_rule    *to = &merged->rule[*taken];

	*to = *rule;
	to->name = merged->pool_length;
	memcpy(pool + merged->pool_length, sm_rules_pool(from) + rule->name,
		   rule->name_length);
	merged->pool_length += rule->name_length;
	(*taken)++;
}

/*
 * The union of two sorted lists, the right one's entry where both have one;
 * returns its length.  Where merged is NULL it is only counted.
 */
static uint32_t
unite(const sm_rules *left, const sm_rule *a, uint32_t na,
	  const sm_rules *right, const sm_rule *b, uint32_t nb,
	  sm_rules *merged, char *pool, uint32_t *taken)
{
	uint32_t	count = 0;
	uint32_t	i = 0;
	uint32_t	j = 0;

	for (; i < na || j < nb; count++)
	{
		int			order = i == na ? 1 : j == nb ? -1 :
			compare_names(left, &a[i], right, &b[j]);

		if (merged != NULL)
			take(merged, pool, taken, order < 0 ? left : right,
				 order < 0 ? &a[i] : &b[j]);
		i += order <= 0;
		j += order >= 0;
	}
	return count;
}

/* Lays what the right one gives besides phrases and channels over the left. */
static void
merge_heads(sm_rules *merged, const sm_rules *right)
{
	for (int i = 0; i < SM_THRESHOLDS; i++)
		if (right->given & SM_GIVEN_THRESHOLD(i))
			merged->threshold[i] = right->threshold[i];
	for (int i = 0; i < SM_FACTS; i++)
		if (right->given & SM_GIVEN_FACT(i))
			merged->fact[i] = right->fact[i];
	if (right->given & SM_GIVEN_BASE)
		merged->base = right->base;
	merged->given |= right->given;
}

sm_status
sm_rules_merge(const sm_rules *left, const sm_rules *right,
			   const sm_memory *memory, sm_rules **merged, sm_error *error)
{
	const sm_rule *lc = sm_rules_channels(left);
	const sm_rule *rc = sm_rules_channels(right);
	sm_rules	head = *left;
	uint32_t	taken = 0;
	sm_rules   *block;
	char	   *pool;

	head.header = 0;
	head.nphrases = unite(left, left->rule, left->nphrases, right,
						  right->rule, right->nphrases, NULL, NULL, &taken);
	head.nchannels = unite(left, lc, left->nchannels, right, rc,
						   right->nchannels, NULL, NULL, &taken);
	*merged = NULL;
	if (head.nphrases > SM_RULES_PHRASES ||
		head.nchannels > SM_RULES_CHANNELS)
		return sm_fail(error, SM_TOO_LARGE,
					   "%u phrases and %u channels; the limits are %d and %d.",
					   (unsigned) head.nphrases, (unsigned) head.nchannels,
					   SM_RULES_PHRASES, SM_RULES_CHANNELS);

	/* what was replaced leaves its name's room unused until the end */
	head.pool_length = left->pool_length + right->pool_length;
	block = memory->allocate(memory->context, sm_rules_size(&head));
	if (block == NULL)
		return sm_fail(error, SM_OUT_OF_MEMORY,
					   "The rules need %zu bytes.", sm_rules_size(&head));
	memcpy(block, &head, sizeof(head));
	merge_heads(block, right);
	block->pool_length = 0;
	pool = (char *) (block->rule + head.nphrases + head.nchannels);
	(void) unite(left, left->rule, left->nphrases, right, right->rule,
				 right->nphrases, block, pool, &taken);
	(void) unite(left, lc, left->nchannels, right, rc, right->nchannels,
				 block, pool, &taken);
	*merged = block;
	return SM_OK;
}
