/*-------------------------------------------------------------------------
 *
 * made_rules.h
 *	  Rules put together by hand, without JSON.
 *
 * The block is laid out as rules.h says: names sorted by their bytes, none
 * twice.  So matching can be tested where cJSON is not at hand.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEST_MADE_RULES_H
#define TEST_MADE_RULES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/phrase.h"
#include "core/rules.h"

#define MADE_PHRASES 64
#define MADE_CHANNELS 4

typedef struct made_rule
{
	char		name[SM_PHRASE_BYTES];
	size_t		length;
	sm_evidence evidence;
} made_rule;

typedef struct made_rules
{
	made_rule	rule[MADE_PHRASES + MADE_CHANNELS];
	uint32_t	nphrases;		/* then the channels */
	uint32_t	nchannels;
	sm_rules	head;			/* facts, base, thresholds */
} made_rules;

static inline void
made_begin(made_rules *made)
{
	made->nphrases = 0;
	made->nchannels = 0;
	memset(&made->head, 0, sizeof(made->head));
	made->head.version = SM_RULES_VERSION;
	made->head.base.rows = -1;
	for (int i = 0; i < SM_FACTS; i++)
		made->head.fact[i].rows = -1;
}

/* The order of names in rules. */
static inline int
made_order(const void *a, const void *b)
{
	const made_rule *left = a;
	const made_rule *right = b;
	size_t		common = left->length < right->length ?
		left->length : right->length;
	int			order = memcmp(left->name, right->name, common);

	if (order != 0)
		return order;
	return (left->length > right->length) - (left->length < right->length);
}

/*
 * Adds a phrase, or a channel once all phrases are there.  False where it is
 * none, is there already or does not fit.
 */
static inline bool
made_add(made_rules *made, const char *text, size_t length,
		 sm_encoding encoding, bool channel, const sm_evidence *evidence)
{
	uint32_t	from = channel ? made->nphrases : 0;
	uint32_t	count = made->nphrases + made->nchannels;
	made_rule  *rule = &made->rule[count];

	if (channel ? made->nchannels == MADE_CHANNELS :
		made->nphrases == MADE_PHRASES)
		return false;
	if (sm_phrase_normalise(text, length, encoding, !channel, rule->name,
							&rule->length) != SM_PHRASE_FINE)
		return false;
	for (uint32_t i = from; i < count; i++)
		if (made_order(&made->rule[i], rule) == 0)
			return false;
	rule->evidence = *evidence;
	if (channel)
		made->nchannels++;
	else
		made->nphrases++;
	return true;
}

/* The rules as one block, which the caller frees. */
static inline sm_rules *
made_finish(made_rules *made)
{
	uint32_t	count = made->nphrases + made->nchannels;
	sm_rules   *rules;
	char	   *pool;
	uint32_t	used = 0;

	qsort(made->rule, made->nphrases, sizeof(made_rule), made_order);
	qsort(made->rule + made->nphrases, made->nchannels, sizeof(made_rule),
		  made_order);
	for (uint32_t i = 0; i < count; i++)
		used += (uint32_t) made->rule[i].length;
	made->head.nphrases = made->nphrases;
	made->head.nchannels = made->nchannels;
	made->head.pool_length = used;
	rules = malloc(sm_rules_size(&made->head));
	if (rules == NULL)
		abort();
	memcpy(rules, &made->head, sizeof(made->head));
	pool = (char *) (rules->rule + count);
	used = 0;
	for (uint32_t i = 0; i < count; i++)
	{
		const made_rule *from = &made->rule[i];

		rules->rule[i].evidence = from->evidence;
		rules->rule[i].name = used;
		rules->rule[i].name_length = (uint32_t) from->length;
		memcpy(pool + used, from->name, from->length);
		used += (uint32_t) from->length;
	}
	return rules;
}

#endif							/* TEST_MADE_RULES_H */
