/*-------------------------------------------------------------------------
 *
 * label_counts.h
 *	  In how many rows of each label a phrase of one or two words stands.
 *
 * Counts are one flat block that grows: a head, then a record for each
 * phrase, then, while rows are being added, a hash table at the very end of
 * the room there is.  At most so many phrases are kept, those with the
 * smallest hashes (words before pairs before phrases with digits); what is
 * kept does not depend on the order of rows or partial counts, and every
 * count that is kept is exact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_LABEL_COUNTS_H
#define SM_CORE_LABEL_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fold.h"
#include "core/function_counts.h"
#include "core/labels.h"

/* Phrases that are kept, unless a test asks for fewer. */
#define SM_LABEL_PHRASES 65536

/* Two words with a space in between. */
#define SM_LABEL_PHRASE_BYTES (2 * SM_WORD_BYTES + 1)

/* The limit of counts that dropped nothing; every hash is smaller. */
#define SM_NO_LIMIT INT64_MAX

/*
 * No counts need more room while they grow: the records of a quarter more
 * than the phrases kept, each as long as can be, take 18 MB with the hash
 * table.
 */
#define SM_LABEL_COUNTS_BYTES ((size_t) 19 * 1024 * 1024)

/* A phrase; the next one begins at the next multiple of eight bytes. */
typedef struct sm_label_phrase
{
	int64_t		hash;			/* of the text */
	uint32_t	count[SM_EVIDENCE_CLASSES]; /* rows of that label it is in */
	uint32_t	stamp;			/* number of the last such row; 0 at rest */
	uint8_t		length;
	char		text[];			/* folded words, recomposed, one space */
} sm_label_phrase;

typedef struct sm_label_counts
{
	uint64_t	header;			/* the caller's */
	uint32_t	used;			/* bytes of head and records */
	uint32_t	count;			/* records */
	uint32_t	most;			/* phrases that are kept */
	uint32_t	slots;			/* of the hash table; 0 where there is none */
	int64_t		limit;			/* phrases with this hash or a larger one
								 * were dropped */
	uint32_t	rows[SM_EVIDENCE_CLASSES];	/* all labelled rows, at most
											 * UINT32_MAX together */
	int64_t		skipped;		/* rows without text or label */
} sm_label_counts;

/* A place in a list of phrases that is being sorted. */
typedef struct sm_label_place
{
	const sm_label_phrase *phrase;
} sm_label_place;

/* A row on its way into counts.  sm_label_row_begin fills it. */
typedef struct sm_label_row
{
	const uint8_t *text;
	size_t		length;
	sm_encoding encoding;
	sm_function label;			/* one that evidence can be for */
	size_t		position;		/* words before it have been counted */
	uint32_t	before;			/* bytes of the word before, 0 for none */
	size_t		before_end;
	uint64_t	before_hash;
	char		pair[SM_LABEL_PHRASE_BYTES];	/* starts with that word */
} sm_label_row;

/* What became of a call that does a bounded amount of work. */
typedef enum sm_label_step
{
	SM_LABEL_DONE,
	SM_LABEL_MORE,				/* call again */
	SM_LABEL_FULL,				/* call again with more room */
	SM_LABEL_TOO_MANY			/* rows; nothing was changed */
} sm_label_step;

/* The first record, and the one behind a record. */
static inline const sm_label_phrase *
sm_label_first(const sm_label_counts *counts)
{
	return (const sm_label_phrase *) (counts + 1);
}

/* Bytes of a record with a text of that length. */
static inline size_t
sm_label_record(size_t length)
{
	return (offsetof(sm_label_phrase, text) + length + 7) & ~(size_t) 7;
}

static inline const sm_label_phrase *
sm_label_next(const sm_label_phrase *phrase)
{
	return (const sm_label_phrase *)
		((const char *) phrase + sm_label_record(phrase->length));
}

/* All labelled rows. */
extern uint32_t sm_label_rows(const sm_label_counts *counts);

/* Makes a zeroed head into empty counts, leaving its header alone. */
extern void sm_label_counts_init(sm_label_counts *counts, uint32_t most);

/*
 * Builds the hash table at the end of a block of that size.  It is needed
 * before rows are added or counts merged in, and again whenever the block has
 * been moved into a larger one.
 */
extern void sm_label_counts_open(sm_label_counts *counts, size_t size);

/* Starts on a row.  The text must stay where it is. */
extern void sm_label_row_begin(sm_label_row *row, const uint8_t *text,
							   size_t length, sm_encoding encoding,
							   sm_function label);

/* Counts the row, or the next part of it, in a block of that size. */
extern sm_label_step sm_label_counts_add(sm_label_counts *counts, size_t size,
										 sm_label_row *row);

/*
 * Adds other counts, or the next part of them, in a block of that size.
 * *offset is zero at first and moves on.
 */
extern sm_label_step sm_label_counts_merge(sm_label_counts *counts,
										   size_t size,
										   const sm_label_counts *from,
										   size_t *offset);

/*
 * Writes the canonical form, by which equal counts are equal bytes but for
 * the header: phrases in the order of their bytes, no hash table, nothing
 * above the number of phrases kept.  to has room for from->used bytes and
 * sorted for from->count places.  False if a phrase occurs twice.
 */
extern bool sm_label_counts_pack(const sm_label_counts *from,
								 sm_label_counts *to,
								 sm_label_place *sorted);

/* Whether counts without a flaw are in that form already. */
extern bool sm_label_counts_packed(const sm_label_counts *counts);

/*
 * One sentence on why a block is not made of counts, or a null pointer.  Its
 * used bytes are there and hold at least the head; nothing else is taken for
 * granted.
 */
extern const char *sm_label_counts_flaw(const sm_label_counts *counts,
										uint32_t most, sm_encoding encoding);

/*
 * Appends a phrase in a block of that size, without a look at its text.
 * False if there is no room or no phrase of that length.
 */
extern bool sm_label_counts_append(sm_label_counts *counts, size_t size,
								   const char *text, size_t length,
								   const uint32_t *count);

/*
 * Reads the text form into a block of that size, which is enough if it has
 * room for four times the length of the text and the head, or
 * SM_LABEL_COUNTS_BYTES.  The head is init'ed.  The phrases are neither
 * sorted nor checked yet.  On failure *detail says why.
 */
extern sm_counts_read sm_label_counts_read(const char *text,
										   sm_label_counts *counts,
										   size_t size, const char **detail);

/*
 * Writes the text form of packed counts, without a NUL, and returns its
 * length; with to NULL it only counts.
 */
extern size_t sm_label_counts_write(const sm_label_counts *counts, char *to);

/*
 * The hash of a phrase; not negative and less than SM_NO_LIMIT.  Words have
 * smaller ones than pairs, and both smaller ones than phrases with digits.
 */
extern int64_t sm_label_hash(const char *text, size_t length);

#endif							/* SM_CORE_LABEL_COUNTS_H */
