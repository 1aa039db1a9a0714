/*-------------------------------------------------------------------------
 *
 * label_counts.c
 *	  In how many rows of each label a phrase of one or two words stands.
 *
 * A phrase is kept for as long as its hash is below the limit, and the limit
 * only ever falls: to the first hash, in order, for which there is no place.
 * So what was dropped cannot come back with a part of its rows, and the limit
 * is the same whatever came first.
 *
 *-------------------------------------------------------------------------
 */
#include "core/label_counts.h"

#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/wide.h"

/* Words of a row, or phrases of other counts, in one call. */
#define CALL_WORK 2048

/* The hash table: one slot for 32 bytes of the block, up to so many. */
#define SLOT_BYTES 32
#define MOST_SLOTS 131072

static inline sm_label_phrase *
record_at(sm_label_counts *counts, size_t offset)
{
	return (sm_label_phrase *) ((char *) counts + offset);
}

static inline uint32_t *
slots_of(sm_label_counts *counts, size_t size)
{
	return (uint32_t *) ((char *) counts + size) - counts->slots;
}

/* A bit of each of eight folded bytes that is an ASCII digit. */
static inline uint64_t
digits_of(uint64_t eight)
{
	const uint64_t bit = UINT64_C(0x1010101010101010);

	/* 0011xxxx: letters have 01xxxxxx, bytes above 127 1xxxxxxx */
	return eight & bit & ~(eight >> 2) & ~(eight >> 3);
}

/*
 * Hash of a word, odd if it has a digit; up to seven bytes behind it are read
 * and must be zero.  The same on every machine.
 */
static inline uint64_t
word_hash(const uint8_t *word, size_t length)
{
	uint64_t	hash = SM_HASH_ONE ^ length;
	uint64_t	digits = 0;

	for (size_t i = 0; i < length; i += 8)
	{
		uint64_t	eight;

		memcpy(&eight, word + i, 8);
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
		eight = __builtin_bswap64(eight);
#endif
		digits |= digits_of(eight);
		hash = sm_mix(hash ^ eight, SM_HASH_TWO);
	}
	return (hash & ~UINT64_C(1)) | (digits != 0);
}

/*
 * The hash of a phrase from those of its words; second is 0 for one word.
 *
 * Only the smallest hashes are kept, so the highest bits say what goes first
 * when there are too many: phrases with digits, which are mostly numbers of
 * something, then pairs, then words.  It depends on the phrase alone, so the
 * order of rows still does not matter.
 */
static inline int64_t
phrase_hash(uint64_t first, uint64_t second)
{
	uint64_t	rank = (first | second) & 1 ? 2 : second != 0 ? 1 : 0;

	return (int64_t) (rank << 61 |
					  sm_mix(first ^ SM_HASH_TWO, second + SM_HASH_ONE) >> 3);
}

int64_t
sm_label_hash(const char *text, size_t length)
{
	uint8_t		padded[SM_LABEL_PHRASE_BYTES + 8];
	const char *space = memchr(text, ' ', length);
	size_t		first = space == NULL ? length : (size_t) (space - text);
	uint64_t	hash;

	memset(padded, 0, sizeof(padded));
	memcpy(padded, text, first);
	hash = word_hash(padded, first);
	if (space == NULL)
		return phrase_hash(hash, 0);
	memset(padded, 0, sizeof(padded));
	memcpy(padded, space + 1, length - first - 1);
	return phrase_hash(hash, word_hash(padded, length - first - 1));
}

uint32_t
sm_label_rows(const sm_label_counts *counts)
{
	uint32_t	rows = 0;

	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		rows += counts->rows[i];
	return rows;
}

void
sm_label_counts_init(sm_label_counts *counts, uint32_t most)
{
	counts->used = sizeof(sm_label_counts);
	counts->most = most;
	counts->limit = SM_NO_LIMIT;
}

void
sm_label_counts_open(sm_label_counts *counts, size_t size)
{
	uint32_t	wanted = MOST_SLOTS;
	uint32_t	mask;
	uint32_t   *slots;

	while ((size_t) wanted * SLOT_BYTES > size)
		wanted /= 2;
	counts->slots = 0;
	if (counts->used + wanted * sizeof(uint32_t) > size ||
		counts->count >= wanted)
		return;					/* there is no room: who adds will find out */
	counts->slots = wanted;
	mask = wanted - 1;
	slots = slots_of(counts, size);
	memset(slots, 0, wanted * sizeof(uint32_t));
	for (size_t offset = sizeof(*counts); offset < counts->used;)
	{
		const sm_label_phrase *phrase = record_at(counts, offset);
		uint32_t	slot = (uint32_t) phrase->hash & mask;

		while (slots[slot] != 0)
			slot = (slot + 1) & mask;
		slots[slot] = (uint32_t) (offset / 8);
		offset += sm_label_record(phrase->length);
	}
}

/* Whether two phrases with so many bytes of records can be added. */
static inline bool
has_room(const sm_label_counts *counts, size_t size, size_t bytes)
{
	return counts->used + bytes + counts->slots * sizeof(uint32_t) <= size &&
		((size_t) counts->count + 2) * 4 <= (size_t) counts->slots * 3;
}

/* How many phrases there may be until the smallest hashes are picked. */
static inline uint32_t
most_for_now(const sm_label_counts *counts)
{
	return counts->most + counts->most / 4;
}

/* The hash that so many phrases have a smaller one than, byte by byte. */
static int64_t
hash_of_rank(const sm_label_counts *counts, uint32_t rank)
{
	uint64_t	known = 0;
	uint64_t	prefix = 0;

	for (int shift = 56; shift >= 0; shift -= 8)
	{
		uint32_t	histogram[256] = {0};
		const sm_label_phrase *phrase = sm_label_first(counts);
		unsigned	digit = 0;

		for (uint32_t i = 0; i < counts->count; i++)
		{
			uint64_t	hash = (uint64_t) phrase->hash;

			if ((hash & known) == prefix)
				histogram[hash >> shift & 255]++;
			phrase = sm_label_next(phrase);
		}
		while (digit < 255 && rank >= histogram[digit])
			rank -= histogram[digit++];
		prefix |= (uint64_t) digit << shift;
		known |= UINT64_C(255) << shift;
	}
	return (int64_t) prefix;
}

/* The limit of the counts if no more than the most are kept. */
static int64_t
limit_to_most(const sm_label_counts *counts)
{
	return counts->count > counts->most ?
		hash_of_rank(counts, counts->most) : counts->limit;
}

/* Lowers the limit and drops what is not below it. */
static void
lower_limit(sm_label_counts *counts, size_t size, int64_t limit)
{
	size_t		kept = sizeof(*counts);

	if (limit >= counts->limit)
		return;
	counts->limit = limit;
	for (size_t offset = kept; offset < counts->used;)
	{
		sm_label_phrase *phrase = record_at(counts, offset);
		size_t		bytes = sm_label_record(phrase->length);

		if (phrase->hash < limit)
		{
			memmove(record_at(counts, kept), phrase, bytes);
			kept += bytes;
		}
		else
			counts->count--;
		offset += bytes;
	}
	counts->used = (uint32_t) kept;
	sm_label_counts_open(counts, size);
}

bool
sm_label_counts_append(sm_label_counts *counts, size_t size, const char *text,
					   size_t length, const uint32_t *count)
{
	size_t		bytes = sm_label_record(length);
	sm_label_phrase *phrase = record_at(counts, counts->used);

	if (length == 0 || length > SM_LABEL_PHRASE_BYTES ||
		counts->used + bytes > size)
		return false;
	memset(phrase, 0, bytes);
	phrase->hash = sm_label_hash(text, length);
	phrase->length = (uint8_t) length;
	memcpy(phrase->count, count, sizeof(phrase->count));
	memcpy(phrase->text, text, length);
	counts->used += (uint32_t) bytes;
	counts->count++;
	return true;
}

/* The record of a phrase, made if there is none; there is room for it. */
static sm_label_phrase *
find_or_add(sm_label_counts *counts, uint32_t *slots, int64_t hash,
			const void *text, uint32_t length)
{
	uint32_t	mask = counts->slots - 1;
	uint32_t	slot = (uint32_t) hash & mask;
	sm_label_phrase *phrase;
	size_t		bytes;

	for (; slots[slot] != 0; slot = (slot + 1) & mask)
	{
		phrase = record_at(counts, (size_t) slots[slot] * 8);
		if (phrase->hash == hash && phrase->length == length &&
			memcmp(phrase->text, text, length) == 0)
			return phrase;
	}
	slots[slot] = counts->used / 8;
	bytes = sm_label_record(length);
	phrase = record_at(counts, counts->used);
	memset(phrase, 0, bytes);
	phrase->hash = hash;
	phrase->length = (uint8_t) length;
	memcpy(phrase->text, text, length);
	counts->used += (uint32_t) bytes;
	counts->count++;
	return phrase;
}

void
sm_label_row_begin(sm_label_row *row, const uint8_t *text, size_t length,
				   sm_encoding encoding, sm_function label)
{
	row->text = text;
	row->length = length;
	row->encoding = encoding;
	row->label = label;
	row->position = 0;
	row->before = 0;
	row->before_end = 0;
	row->before_hash = 0;
}

/*
 * The next word of the row.  False if there is none, or none near enough for
 * one call; then position has moved on, to the end if there is none at all.
 */
static bool
next_word(sm_label_row *row, sm_word *word)
{
	size_t		from = row->position;
	size_t		end = row->length;

	if (end - from > 2 * SM_WORD_SPAN)
		end = from + 2 * SM_WORD_SPAN;
	if (sm_next_word(row->text, end, from, row->encoding, word))
	{
		if (word->start - from <= SM_WORD_SPAN)
			return true;
		row->position = word->start;	/* its end may be out of sight */
		return false;
	}
	if (end < row->length)
	{
		/* only separators, and perhaps a character cut in two */
		end = from + SM_WORD_SPAN;
		while (end > from + 1 && (row->text[end] & 0xC0) == 0x80)
			end--;
	}
	row->position = end;
	return false;
}

/* Counts a phrase once for the row with that number. */
static inline void
count_phrase(sm_label_counts *counts, uint32_t *slots, int64_t hash,
			 const void *text, uint32_t length, sm_function label,
			 uint32_t stamp)
{
	sm_label_phrase *phrase;

	if (hash >= counts->limit)
		return;
	phrase = find_or_add(counts, slots, hash, text, length);
	if (phrase->stamp != stamp)
	{
		phrase->stamp = stamp;
		phrase->count[label]++;
	}
}

/* Recomposes a word that is not all ASCII, with zeros behind it. */
static void
compose_word(sm_word *word, sm_encoding encoding)
{
	size_t		length = word->length;

	for (size_t i = 0; i < length; i++)
	{
		if (word->folded[i] < 128)
			continue;
		if (encoding == SM_ENCODING_UTF8)
			length = sm_compose(word->folded, length);
		break;
	}
	word->length = (uint32_t) length;
	memset(word->folded + length, 0, 8);
}

/* Counts a word and the pair it makes with the one before. */
static void
count_word(sm_label_counts *counts, uint32_t *slots, sm_label_row *row,
		   const sm_word *word, uint32_t stamp)
{
	uint64_t	hash = word_hash(word->folded, word->length);

	count_phrase(counts, slots, phrase_hash(hash, 0), word->folded,
				 word->length, row->label, stamp);
	if (row->before > 0)
	{
		row->pair[row->before] = ' ';
		memcpy(row->pair + row->before + 1, word->folded, word->length);
		count_phrase(counts, slots, phrase_hash(row->before_hash, hash),
					 row->pair, row->before + 1 + word->length, row->label,
					 stamp);
	}
	memcpy(row->pair, word->folded, word->length);
	row->before = word->length;
	row->before_hash = hash;
}

sm_label_step
sm_label_counts_add(sm_label_counts *counts, size_t size, sm_label_row *row)
{
	uint32_t	rows = sm_label_rows(counts);
	uint32_t   *slots = slots_of(counts, size);

	if (rows == UINT32_MAX)
		return SM_LABEL_TOO_MANY;
	for (int work = 0; work < CALL_WORK; work++)
	{
		sm_word		word;

		if (row->position >= row->length)
		{
			counts->rows[row->label]++;
			return SM_LABEL_DONE;
		}
		if (!next_word(row, &word))
			continue;
		/* rules cannot name a word that was cut, nor see across a gap */
		if (word.cut || word.start - row->before_end > SM_WORD_SPAN)
			row->before = 0;
		if (!word.cut)
		{
			if (counts->count > most_for_now(counts))
			{
				lower_limit(counts, size, limit_to_most(counts));
				slots = slots_of(counts, size);
			}
			compose_word(&word, row->encoding);
			if (!has_room(counts, size, sm_label_record(word.length) +
						  sm_label_record(row->before + 1 + word.length)))
				return SM_LABEL_FULL;
			count_word(counts, slots, row, &word, rows + 1);
		}
		row->position = word.end;
		row->before_end = word.end;
	}
	return SM_LABEL_MORE;
}

/* Adds what stands in the heads; false if the rows do not fit. */
static bool
merge_heads(sm_label_counts *counts, size_t size, const sm_label_counts *from)
{
	if (sm_label_rows(from) > UINT32_MAX - sm_label_rows(counts) ||
		from->skipped > INT64_MAX - counts->skipped)
		return false;
	for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
		counts->rows[i] += from->rows[i];
	counts->skipped += from->skipped;
	lower_limit(counts, size, from->limit);
	return true;
}

sm_label_step
sm_label_counts_merge(sm_label_counts *counts, size_t size,
					  const sm_label_counts *from, size_t *offset)
{
	uint32_t   *slots;

	if (*offset == 0)
	{
		if (!merge_heads(counts, size, from))
			return SM_LABEL_TOO_MANY;
		*offset = sizeof(*from);
	}
	slots = slots_of(counts, size);
	for (int work = 0; *offset < from->used; work++)
	{
		const sm_label_phrase *phrase = (const sm_label_phrase *)
			((const char *) from + *offset);
		size_t		bytes = sm_label_record(phrase->length);
		sm_label_phrase *own;

		if (work == CALL_WORK)
			return SM_LABEL_MORE;
		if (counts->count > most_for_now(counts))
		{
			lower_limit(counts, size, limit_to_most(counts));
			slots = slots_of(counts, size);
		}
		if (!has_room(counts, size, bytes))
			return SM_LABEL_FULL;
		*offset += bytes;
		if (phrase->hash >= counts->limit)
			continue;
		own = find_or_add(counts, slots, phrase->hash, phrase->text,
						  phrase->length);
		for (int i = 0; i < SM_EVIDENCE_CLASSES; i++)
			own->count[i] += phrase->count[i];
	}
	return SM_LABEL_DONE;
}

/* Bytewise order of the texts; a prefix comes before what it begins. */
static int
compare_texts(const sm_label_phrase *a, const sm_label_phrase *b)
{
	return sm_compare_bytes(a->text, a->length, b->text, b->length);
}

static int
compare_places(const void *a, const void *b)
{
	return compare_texts(((const sm_label_place *) a)->phrase,
						 ((const sm_label_place *) b)->phrase);
}

bool
sm_label_counts_pack(const sm_label_counts *from, sm_label_counts *to,
					 sm_label_place *sorted)
{
	int64_t		limit = limit_to_most(from);
	const sm_label_phrase *phrase = sm_label_first(from);
	uint32_t	count = 0;

	for (uint32_t i = 0; i < from->count; i++)
	{
		if (phrase->hash < limit)
			sorted[count++].phrase = phrase;
		phrase = sm_label_next(phrase);
	}
	if (count > 1)
		qsort(sorted, count, sizeof(sm_label_place), compare_places);
	memcpy(to, from, sizeof(*to));
	to->used = sizeof(*to);
	to->count = count;
	to->slots = 0;
	to->limit = limit;
	for (uint32_t i = 0; i < count; i++)
	{
		size_t		bytes = sm_label_record(sorted[i].phrase->length);
		sm_label_phrase *copy = record_at(to, to->used);

		if (i > 0 && compare_places(&sorted[i - 1], &sorted[i]) == 0)
			return false;
		memcpy(copy, sorted[i].phrase, bytes);
		copy->stamp = 0;
		to->used += (uint32_t) bytes;
	}
	return true;
}

bool
sm_label_counts_packed(const sm_label_counts *counts)
{
	const sm_label_phrase *phrase = sm_label_first(counts);
	const sm_label_phrase *before = NULL;

	if (counts->slots != 0 || counts->count > counts->most)
		return false;
	for (uint32_t i = 0; i < counts->count; i++)
	{
		if (phrase->stamp != 0 ||
			(before != NULL && compare_texts(before, phrase) >= 0))
			return false;
		before = phrase;
		phrase = sm_label_next(phrase);
	}
	return true;
}
