/*-------------------------------------------------------------------------
 *
 * classify.h
 *	  From an activity to its function, mode, purpose and place.
 *
 * Evidence is looked at in the order channel, facts, text.  It adds up, in
 * integer thousandths, until the strongest function has what the rules call
 * decisive; what comes after that can still name a mode, a purpose or a
 * place, but no function.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_CLASSIFY_H
#define SM_CORE_CLASSIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/labels.h"
#include "core/lexicon.h"
#include "core/match.h"

/* What is known of one activity; all of it is optional. */
typedef struct sm_activity
{
	const uint8_t *text;		/* NULL where there is none */
	size_t		text_length;
	const char *channel;		/* NULL where there is none */
	size_t		channel_length;
	int32_t		recipients;		/* 0 where it is not known */
	bool		campaign;		/* it belongs to one */
	sm_direction direction;
} sm_activity;

typedef enum sm_source
{
	SM_SOURCE_CHANNEL,
	SM_SOURCE_FACT,
	SM_SOURCE_BASE,
	SM_SOURCE_TEXT
} sm_source;

extern const char *const sm_source_names[];

/* Why a piece of evidence does not count, if it does not. */
typedef enum sm_count
{
	SM_COUNTED,
	SM_SILENCED,				/* inside a longer phrase */
	SM_DECIDED					/* an earlier source was enough */
} sm_count;

/* One piece of evidence. */
typedef struct sm_item
{
	sm_source	source;
	sm_count	count;
	const sm_evidence *evidence;
	const sm_rule *rule;		/* of a channel or phrase */
	sm_fact		fact;			/* of a fact */
	const sm_rule *silenced_by;
	size_t		start;			/* of a phrase: its bytes in the text */
	size_t		end;
} sm_item;

/* Room that sm_classify_next wants at least. */
#define SM_ITEMS 40

typedef struct sm_classification
{
	sm_activity activity;
	sm_match	match;
	const sm_lexicon *lexicon;
	int64_t		total[SM_EVIDENCE_CLASSES]; /* thousandths */
	bool		any;			/* some evidence was counted */
	bool		traits;			/* mode, purpose and place are wanted */
	bool		started;
	bool		base_added;
	bool		done;
	sm_function function;		/* as of the evidence so far */
	sm_source	decided_by;		/* where function is not unclassified */
	uint8_t		mode;
	uint8_t		purpose;
	uint8_t		place;
	int32_t		mode_strength;	/* of the phrase that named it */
	int32_t		purpose_strength;
	int32_t		place_strength;
} sm_classification;

/*
 * Starts on the activity that the caller has put into c->activity.  Without
 * traits the text is left unread where the channel or the facts are enough.
 */
extern void sm_classify_begin(sm_classification *c, const sm_lexicon *lexicon,
							  bool traits);

/*
 * Takes in the next evidence, at most SM_ITEMS pieces, and returns how many
 * it wrote; items is NULL where they are not wanted.  To be called until
 * c->done; a call takes a bounded time.
 */
extern size_t sm_classify_next(sm_classification *c, sm_item *items);

/*
 * The score from -1000, all marketing, to 1000, all sales: sales less
 * marketing over the sizes of all four totals, in thousandths rounded half
 * away from zero.  False where there was no evidence.
 */
extern bool sm_classify_score(const sm_classification *c, int32_t *score);

/*
 * The largest total in thousandths of what speaks for any function.  False
 * for an unclassified activity.
 */
extern bool sm_classify_confidence(const sm_classification *c,
								   int32_t *confidence);

/*
 * Parts of the score: *sum runs over the counted evidence, and the part of
 * each is what it moves the rounded score of the sum, so that the parts add
 * up to the score.  c is the finished classification.
 */
extern int32_t sm_classify_part(const sm_classification *c,
								const sm_evidence *evidence, int64_t *sum);

#endif							/* SM_CORE_CLASSIFY_H */
