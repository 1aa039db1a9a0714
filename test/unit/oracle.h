/*-------------------------------------------------------------------------
 *
 * oracle.h
 *	  Which phrases stand in a text, found slowly and obviously.
 *
 * Every phrase is tried at every word.  Of the code under test only
 * sm_next_word is used, which has tests of its own; phrases are read by their
 * names alone, which are folded words with a space between two.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEST_ORACLE_H
#define TEST_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/fold.h"
#include "core/match.h"
#include "core/rules.h"

/* A word of a text or of a phrase. */
typedef struct oracle_word
{
	size_t		start;
	size_t		end;
	size_t		length;
	bool		cut;
	bool		star;			/* of a phrase: any ending may follow */
	uint8_t		folded[SM_WORD_BYTES];
} oracle_word;

typedef struct oracle_text
{
	oracle_word *word;
	size_t		count;
} oracle_text;

typedef struct oracle_phrase
{
	oracle_word word[SM_PHRASE_WORDS];
	size_t		count;
	size_t		literal;		/* its folded characters */
	size_t		exact;			/* its words without a star */
	sm_shorter	shorter;
	const char *name;
	size_t		name_length;
} oracle_phrase;

/* A phrase at a word of the text. */
typedef struct oracle_hit
{
	size_t		first;			/* word of the text */
	size_t		count;			/* of words */
	uint32_t	phrase;
	uint32_t	silenced_by;
} oracle_hit;

typedef struct oracle_hits
{
	oracle_hit *hit;
	size_t		count;
	oracle_text text;
} oracle_hits;

/* Grows an array that has so many members when that is a power of two. */
static inline void *
oracle_grow(void *array, size_t count, size_t size)
{
	if (count > 0 && (count & (count - 1)) != 0)
		return array;
	array = realloc(array, (count > 0 ? 2 * count : 1) * size);
	if (array == NULL)
		abort();
	return array;
}

static inline oracle_word
oracle_word_of(const sm_word *from)
{
	oracle_word word = {.start = from->start, .end = from->end,
	.length = from->length, .cut = from->cut};

	memcpy(word.folded, from->folded, from->length);
	return word;
}

/* All words of a text; the caller frees them. */
static inline oracle_text
oracle_read(const uint8_t *text, size_t length, sm_encoding encoding)
{
	oracle_text all = {NULL, 0};
	size_t		at = 0;
	sm_word		word;

	while (sm_next_word(text, length, at, encoding, &word))
	{
		all.word = oracle_grow(all.word, all.count, sizeof(oracle_word));
		all.word[all.count++] = oracle_word_of(&word);
		at = word.end;
	}
	return all;
}

/* How many characters some folded bytes are. */
static inline size_t
oracle_characters(const uint8_t *bytes, size_t length, sm_encoding encoding)
{
	size_t		count = 0;

	for (size_t i = 0; i < length; i++)
		count += encoding == SM_ENCODING_BYTES || (bytes[i] & 0xC0) != 0x80;
	return count;
}

/* A phrase by its name: "cold call*". */
static inline oracle_phrase
oracle_phrase_of(const sm_rules *rules, const sm_rule *rule,
				 sm_encoding encoding)
{
	oracle_phrase phrase = {.shorter = rule->evidence.shorter};
	const char *name = sm_rules_pool(rules) + rule->name;
	size_t		from = 0;

	phrase.name = name;
	phrase.name_length = rule->name_length;
	while (from < rule->name_length)
	{
		oracle_word *to = &phrase.word[phrase.count++];
		size_t		end = from;
		bool		star;
		sm_word		word;

		while (end < rule->name_length && name[end] != ' ')
			end++;
		star = name[end - 1] == '*';
		if (!sm_next_word((const uint8_t *) name + from,
						  end - from - (star ? 1 : 0), 0, encoding, &word))
			abort();			/* names are made of words */
		*to = oracle_word_of(&word);
		to->star = star;
		phrase.literal += oracle_characters(to->folded, to->length, encoding);
		phrase.exact += star ? 0 : 1;
		from = end + 1;
	}
	return phrase;
}

static inline bool
oracle_word_fits(const oracle_word *pattern, const oracle_word *word)
{
	if (pattern->star)
		return word->length >= pattern->length &&
			memcmp(word->folded, pattern->folded, pattern->length) == 0;
	return !word->cut && word->length == pattern->length &&
		memcmp(word->folded, pattern->folded, pattern->length) == 0;
}

/* Whether a phrase stands in the text at a word. */
static inline bool
oracle_fits(const oracle_phrase *phrase, const oracle_text *text,
			size_t first)
{
	if (phrase->count > text->count - first)
		return false;
	for (size_t i = 0; i < phrase->count; i++)
	{
		const oracle_word *word = &text->word[first + i];

		if (!oracle_word_fits(&phrase->word[i], word))
			return false;
		if (i > 0 && word->start - word[-1].end > SM_WORD_SPAN)
			return false;
	}
	return true;
}

/* Whether a phrase is the one to count, of two over the same words. */
static inline bool
oracle_better(const oracle_phrase *a, const oracle_phrase *b)
{
	size_t		common = a->name_length < b->name_length ?
		a->name_length : b->name_length;
	int			order;

	if (a->literal != b->literal)
		return a->literal > b->literal;
	if (a->exact != b->exact)
		return a->exact > b->exact;
	order = memcmp(a->name, b->name, common);
	return order != 0 ? order < 0 : a->name_length < b->name_length;
}

/* The best phrase of so many words at a word of the text, or SM_NO_PHRASE. */
static inline uint32_t
oracle_best(const oracle_phrase *phrases, uint32_t nphrases,
			const oracle_text *text, size_t first, size_t count)
{
	uint32_t	best = SM_NO_PHRASE;

	for (uint32_t p = 0; p < nphrases; p++)
		if (phrases[p].count == count &&
			oracle_fits(&phrases[p], text, first) &&
			(best == SM_NO_PHRASE ||
			 oracle_better(&phrases[p], &phrases[best])))
			best = p;
	return best;
}

/*
 * Silences what lies wholly inside a longer phrase.  Where it lies in
 * several, it is by the one that ends last, of those the one that begins
 * first.
 */
static inline void
oracle_silence(oracle_hits *hits, const oracle_phrase *phrases)
{
	for (size_t i = 0; i < hits->count; i++)
	{
		oracle_hit *inner = &hits->hit[i];
		const oracle_hit *by = NULL;

		/* hits are in order: what begins 8 words before cannot reach here */
		for (size_t j = i; j-- > 0;)
		{
			const oracle_hit *outer = &hits->hit[j];

			if (outer->first + SM_PHRASE_WORDS <= inner->first)
				break;
			if (outer->count > inner->count &&
				outer->first + outer->count >= inner->first + inner->count &&
				phrases[outer->phrase].shorter == SM_SHORTER_SILENCE &&
				(by == NULL || outer->first + outer->count >=
				 by->first + by->count))
				by = outer;
		}
		if (by != NULL)
			inner->silenced_by = by->phrase;
	}
}

/*
 * All phrases in a text, by where they begin, the longest first.  To be
 * freed with oracle_free.
 */
static inline oracle_hits
oracle_match(const sm_rules *rules, const uint8_t *text, size_t length,
			 sm_encoding encoding)
{
	oracle_hits hits = {NULL, 0, oracle_read(text, length, encoding)};
	oracle_phrase *phrases = calloc((size_t) rules->nphrases + 1,
									sizeof(oracle_phrase));

	if (phrases == NULL)
		abort();
	for (uint32_t p = 0; p < rules->nphrases; p++)
		phrases[p] = oracle_phrase_of(rules, &rules->rule[p], encoding);
	for (size_t first = 0; first < hits.text.count; first++)
	{
		for (size_t count = SM_PHRASE_WORDS; count > 0; count--)
		{
			uint32_t	best = oracle_best(phrases, rules->nphrases,
										   &hits.text, first, count);

			if (best == SM_NO_PHRASE)
				continue;
			hits.hit = oracle_grow(hits.hit, hits.count, sizeof(oracle_hit));
			hits.hit[hits.count++] =
				(oracle_hit) {first, count, best, SM_NO_PHRASE};
		}
	}
	oracle_silence(&hits, phrases);
	free(phrases);
	return hits;
}

static inline void
oracle_free(oracle_hits *hits)
{
	free(hits->hit);
	free(hits->text.word);
}

/* A hit as the matcher reports it. */
static inline sm_found
oracle_found(const oracle_hits *hits, size_t i)
{
	const oracle_hit *hit = &hits->hit[i];

	return (sm_found) {hits->text.word[hit->first].start,
		hits->text.word[hit->first + hit->count - 1].end,
		hit->phrase, hit->silenced_by};
}

/*
 * Matches a text in calls with the given room and says what is wrong, or
 * NULL where all is as the oracle has it.
 */
static inline const char *
oracle_compare(const oracle_hits *hits, const sm_lexicon *lexicon,
			   const uint8_t *text, size_t length, size_t room)
{
	sm_found   *found = malloc(room * sizeof(sm_found));
	size_t		seen = 0;
	size_t		calls = 0;
	const char *fault = NULL;
	sm_match	match;

	if (found == NULL)
		abort();
	sm_match_begin(&match, lexicon, text, length);
	while (!match.done && fault == NULL)
	{
		size_t		count = sm_match_next(&match, found, room);

		if (count > room)
			fault = "more was written than there was room for";
		if (++calls > length + 2)
			fault = "the match does not come to an end";
		for (size_t i = 0; i < count && fault == NULL; i++, seen++)
		{
			sm_found	expected;

			if (seen == hits->count)
			{
				fault = "a phrase was found that is not there";
				break;
			}
			expected = oracle_found(hits, seen);
			if (found[i].phrase != expected.phrase)
				fault = "another phrase was expected";
			else if (found[i].start != expected.start ||
					 found[i].end != expected.end)
				fault = "a phrase was found in another place";
			else if (found[i].silenced_by != expected.silenced_by)
				fault = "a phrase is silenced by another one";
		}
	}
	if (fault == NULL && seen < hits->count)
		fault = "a phrase was not found";
	free(found);
	return fault;
}

#endif							/* TEST_ORACLE_H */
