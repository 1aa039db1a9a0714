/*-------------------------------------------------------------------------
 *
 * dense.h
 *	  Rules and texts of so few different words that phrases overlap.
 *
 * Everything follows from a seed, on every machine.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEST_DENSE_H
#define TEST_DENSE_H

#include "core/classify.h"
#include "made_rules.h"

typedef struct dense
{
	uint64_t	seed;
	sm_encoding encoding;
	bool		plain;			/* ASCII alone */
	unsigned	vocabulary;		/* how many of the words are in use */
} dense;

/* splitmix64: the next of a sequence of numbers. */
static inline uint64_t
dense_next(dense *d)
{
	uint64_t	z = d->seed += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static inline unsigned
dense_below(dense *d, unsigned limit)
{
	return (unsigned) (dense_next(d) % limit);
}

/* Words that begin like one another, in ASCII first; marks, wide letters. */
static const char *const dense_words[] = {
	"a", "b", "ab", "A", "abc", "abcd", "Abcde", "abcdefg", "abcdefgh",
	"abcdefghi", "0", "abcdefgh9", "aBcdefghijklmnopq", "abcdefghijklmnopr",
	"abcdefghxxxxxxxxx", "z9",
	"\xC3\xA9", "e", "e\xCC\x81", "E\xCC\x81t", "\xC3\xA9t\xC3\xA9",
	"\xE6\xBC\xA2", "\xE5\xAD\x97", "\xE3\x81\x8B\xE3\x82\x99",
	"\xE3\x81\x8B", "\xEF\xBC\xA1", "a\xCC\x81", "a\xC2\xAD" "b",
	"abc\xC3\x9F",
	"abcss", "\xF0\x90\x90\x80", "\xCE\xB1\xCD\x85\xCC\x81", "\xEA\xB0\x80",
	"\xD0\xB6", "\xD0\xB6\xD0\xB6", "\xE1\xBA\x9B\xCC\xA3"
};
#define DENSE_WORDS (sizeof(dense_words) / sizeof(dense_words[0]))
#define DENSE_PLAIN_WORDS 16u

static const char *const dense_gaps[] = {
	" ", " ", " ", "-", "  ", "\n", "_", "\t", "; ", "*", "'",
	"\xE2\x80\x93", "\xC2\xA0", "\xCC\x81", "\xC2\xAD", "\xFF", "\x80",
	"\xE6\xBC", "\xF0\x9F\x98\x80", "\xE2\x80\x8D"
};
#define DENSE_GAPS (sizeof(dense_gaps) / sizeof(dense_gaps[0]))
#define DENSE_PLAIN_GAPS 11u

static inline const char *
dense_word(dense *d)
{
	unsigned	all = d->plain ? DENSE_PLAIN_WORDS : DENSE_WORDS;
	unsigned	from = d->plain ? 0 : dense_below(d, 2) * 8;

	return dense_words[(from + dense_below(d, d->vocabulary)) % all];
}

static inline const char *
dense_gap(dense *d)
{
	return dense_gaps[dense_below(d, d->plain ? DENSE_PLAIN_GAPS :
								  DENSE_GAPS)];
}

/* Starts a new vocabulary. */
static inline void
dense_begin(dense *d, uint64_t seed, sm_encoding encoding)
{
	d->seed = seed;
	d->encoding = encoding;
	d->plain = dense_below(d, 3) == 0;
	d->vocabulary = 2 + dense_below(d, dense_below(d, 2) ? 4 : 20);
}

/* A text of up to so many words; returns its length. */
static inline size_t
dense_text(dense *d, unsigned words, char *to, size_t room)
{
	size_t		length = dense_below(d, 4) == 0 ? dense_below(d, 70) : 0;
	unsigned	count = dense_below(d, words + 1);

	memset(to, ' ', length);
	for (unsigned i = 0; i < count; i++)
	{
		const char *word = dense_word(d);
		const char *gap = dense_gap(d);

		if (length + strlen(word) + strlen(gap) + 1 > room)
			break;
		memcpy(to + length, word, strlen(word));
		length += strlen(word);
		if (dense_below(d, 24) == 0)
			to[length++] = '\0';
		else if (dense_below(d, 16) > 0)
		{
			memcpy(to + length, gap, strlen(gap));
			length += strlen(gap);
		}
	}
	return length;
}

/* A weight from a few values, so that sums meet thresholds exactly. */
static inline int32_t
dense_weight(dense *d)
{
	static const int32_t weights[] = {
		0, 0, 0, 500, 1000, -500, 1, 333, 100000, -100000, 250
	};

	return weights[dense_below(d, sizeof(weights) / sizeof(weights[0]))];
}

static inline sm_evidence
dense_evidence(dense *d)
{
	sm_evidence evidence = {.rows = -1};

	if (dense_below(d, 6) > 0)
		for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
			evidence.weight[i] = dense_weight(d);
	if (dense_below(d, 2) == 0)
		evidence.mode = (uint8_t) dense_below(d, SM_INTERACTIVE + 1);
	if (dense_below(d, 2) == 0)
		evidence.purpose = (uint8_t) dense_below(d, SM_PLAN + 1);
	if (dense_below(d, 2) == 0)
		evidence.place = (uint8_t) dense_below(d, SM_REMOTE + 1);
	return evidence;
}

/* Rules of up to so many phrases; the caller frees them. */
static inline sm_rules *
dense_rules(dense *d, made_rules *made, unsigned phrases)
{
	unsigned	stars = 1 + dense_below(d, 4);

	made_begin(made);
	for (unsigned i = 0; i < phrases; i++)
	{
		char		text[SM_PHRASE_WORDS * 32];
		size_t		length = 0;
		unsigned	words = 1 + dense_below(d, dense_below(d, 3) == 0 ?
											SM_PHRASE_WORDS : 3);
		sm_evidence evidence = dense_evidence(d);

		evidence.shorter = (uint8_t) dense_below(d, 2);
		for (unsigned w = 0; w < words; w++)
		{
			const char *word = dense_word(d);

			memcpy(text + length, word, strlen(word));
			length += strlen(word);
			if (dense_below(d, stars) == 0)
				text[length++] = '*';
			text[length++] = ' ';
		}
		(void) made_add(made, text, length, d->encoding, false, &evidence);
	}
	for (unsigned i = dense_below(d, 3); i > 0; i--)
	{
		const char *word = dense_word(d);
		sm_evidence evidence = dense_evidence(d);

		(void) made_add(made, word, strlen(word), d->encoding, true,
						&evidence);
	}
	for (int i = 0; i < SM_FACTS; i++)
		if (dense_below(d, 2) == 0)
		{
			made->head.fact[i] = dense_evidence(d);
			made->head.given |= SM_GIVEN_FACT(i);
		}
	if (dense_below(d, 2) == 0)
	{
		made->head.base = dense_evidence(d);
		made->head.given |= SM_GIVEN_BASE;
	}
	for (int i = 0; i < SM_THRESHOLDS; i++)
		if (dense_below(d, 3) == 0)
		{
			made->head.threshold[i] = 1 + (int32_t) dense_below(d, 1000);
			made->head.given |= SM_GIVEN_THRESHOLD(i);
		}
	return made_finish(made);
}

/* An activity around a text, which the caller keeps. */
static inline sm_activity
dense_activity(dense *d, const uint8_t *text, size_t length)
{
	sm_activity activity = {.text = text, .text_length = length};

	if (dense_below(d, 8) == 0)
		activity.text = NULL;
	if (dense_below(d, 2) == 0)
	{
		activity.channel = dense_word(d);
		activity.channel_length = strlen(activity.channel);
	}
	activity.recipients = (int32_t) dense_below(d, 4);
	activity.campaign = dense_below(d, 2) == 0;
	activity.direction = (sm_direction) dense_below(d, 3);
	return activity;
}

#endif							/* TEST_DENSE_H */
