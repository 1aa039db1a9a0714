/*-------------------------------------------------------------------------
 *
 * rules.h
 *	  Phrase rules: which words are evidence for which function.
 *
 * Rules are one flat block without pointers: the value that is stored in a
 * table is the value that is read here.  Phrases and channels are sorted by
 * their bytes and no name occurs twice, so equal rules are equal bytes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_RULES_H
#define SM_CORE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fold.h"
#include "core/labels.h"
#include "core/status.h"

#define SM_RULES_VERSION 1

/* Limits of a rules document; past them SM_TOO_LARGE. */
#define SM_RULES_JSON_BYTES (8 * 1024 * 1024)
#define SM_RULES_JSON_DEPTH 8
#define SM_RULES_PHRASES 50000
#define SM_RULES_CHANNELS 1000
#define SM_PHRASE_WORDS 8

/* A normalised phrase: its words, a space between two, a star behind each. */
#define SM_PHRASE_BYTES (SM_PHRASE_WORDS * (SM_WORD_BYTES + 2))

/* Weights are thousandths; 100.000 is the largest there is. */
#define SM_WEIGHT_UNIT 1000
#define SM_WEIGHT_LIMIT (100 * SM_WEIGHT_UNIT)

/* What a phrase does to the phrases that lie wholly inside it. */
typedef enum sm_shorter
{
	SM_SHORTER_SILENCE,
	SM_SHORTER_COUNT
} sm_shorter;

extern const char *const sm_shorter_names[];

/* Facts of an activity that are evidence without a word being read. */
typedef enum sm_fact
{
	SM_FACT_BULK,				/* several recipients and a campaign */
	SM_FACT_SINGLE,				/* one recipient and no campaign */
	SM_FACT_INBOUND,			/* the customer wrote or called */
	SM_FACTS
} sm_fact;

extern const char *const sm_fact_names[];

typedef enum sm_threshold
{
	SM_THRESHOLD_EVIDENCE,		/* least weight of the winning function */
	SM_THRESHOLD_MARGIN,		/* least lead over the runner-up */
	SM_THRESHOLD_JOINT,			/* sales and marketing this even: joint */
	SM_THRESHOLD_DECISIVE,		/* least weight to decide without the text */
	SM_THRESHOLDS
} sm_threshold;

extern const char *const sm_threshold_names[];

/* Bits of sm_rules.given. */
#define SM_GIVEN_THRESHOLD(t) (1u << (t))
#define SM_GIVEN_FACT(f) (1u << (SM_THRESHOLDS + (f)))
#define SM_GIVEN_BASE (1u << (SM_THRESHOLDS + SM_FACTS))

/* What one phrase, channel or fact is evidence for. */
typedef struct sm_evidence
{
	int32_t		weight[SM_EVIDENCE_CLASSES];	/* thousandths */
	uint8_t		mode;			/* sm_mode, 0 where it names none */
	uint8_t		purpose;		/* sm_purpose */
	uint8_t		place;			/* sm_place */
	uint8_t		shorter;		/* sm_shorter, phrases only */
	int32_t		rows;			/* labelled rows behind it, -1: not learned */
} sm_evidence;

/* A phrase or a channel with its normalised name, which lies in the pool. */
typedef struct sm_rule
{
	sm_evidence evidence;
	uint32_t	name;			/* offset in the pool */
	uint32_t	name_length;
} sm_rule;

typedef struct sm_rules
{
	uint32_t	header;			/* the caller's; zero here */
	uint8_t		version;
	uint8_t		edition;		/* a built-in one: nothing else is stored */
	uint16_t	given;			/* which of the optional parts are there */
	uint32_t	nphrases;
	uint32_t	nchannels;
	uint32_t	pool_length;
	int32_t		threshold[SM_THRESHOLDS];	/* thousandths, 0 if not given */
	sm_evidence base;
	sm_evidence fact[SM_FACTS];
	sm_rule		rule[];			/* phrases, channels, then the pool */
} sm_rules;

/* The channels behind the phrases. */
static inline const sm_rule *
sm_rules_channels(const sm_rules *rules)
{
	return rules->rule + rules->nphrases;
}

/* The bytes of all names. */
static inline const char *
sm_rules_pool(const sm_rules *rules)
{
	return (const char *) (rules->rule + rules->nphrases + rules->nchannels);
}

/* Bytes of the whole block. */
extern size_t sm_rules_size(const sm_rules *rules);

/* A threshold in thousandths: what the rules say, else its default. */
extern int32_t sm_rules_threshold(const sm_rules *rules,
								  sm_threshold threshold);

/*
 * Reads a rules document.  The text is in the given encoding and need not
 * end in a NUL.  On SM_OK *rules is one block from memory; on anything else
 * error says what and where, and *rules is NULL.
 */
extern sm_status sm_rules_parse(const char *json, size_t length,
								sm_encoding encoding, const sm_memory *memory,
								sm_rules **rules, sm_error *error);

/*
 * Writes the canonical document, without a NUL, and returns its length; with
 * to NULL it only counts.  The rules must not be those of an edition.
 */
extern size_t sm_rules_print(const sm_rules *rules, char *to);

/*
 * left with right laid over it: an entry of the right replaces the left
 * one's of the same name whole, thresholds one by one.
 */
extern sm_status sm_rules_merge(const sm_rules *left, const sm_rules *right,
								const sm_memory *memory, sm_rules **merged,
								sm_error *error);

/*
 * Writes a weight in thousandths as a decimal with no more digits than it
 * needs, into room for 16 bytes; returns the length.
 */
extern size_t sm_weight_print(int32_t weight, char *to);

#endif							/* SM_CORE_RULES_H */
