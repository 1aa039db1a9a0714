/*-------------------------------------------------------------------------
 *
 * keyed.h
 *	  Records of integer sums under keys, in one flat block that grows.
 *
 * A block is a head, then a record for each key, then, while records are
 * being added, a hash table at the very end of the room there is.  A record
 * is a kind, a key of bytes, and as many sums of 128 and 64 bits as the
 * layout says records of that kind have.  Merging adds sums, so the order of
 * rows and partial blocks never shows: the canonical form, sorted and without
 * a hash table, is the same bytes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_KEYED_H
#define SM_CORE_KEYED_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/checked.h"
#include "core/status.h"
#include "core/wide.h"

/* The longest key. */
#define SM_KEY_BYTES 1024

/*
 * What records look like.  One constant per type of block.  Sums lie from
 * -2^bits to 2^bits; wide_bits is at most 126, narrow_bits at most 62.
 */
typedef struct sm_keyed_layout
{
	uint32_t	head_bytes;		/* of the head, a multiple of eight */
	uint32_t	most;			/* records at most */
	uint8_t		kinds;			/* kinds are 0 to kinds - 1 */
	uint8_t		wide_bits;		/* of sums of 128 bits */
	uint8_t		narrow_bits;	/* of sums of 64 bits */
	struct
	{
		uint8_t		wide;		/* sums of 128 bits, which come first */
		uint8_t		narrow;		/* sums of 64 bits */
	}			sums[8];		/* by kind */
} sm_keyed_layout;

/* How the head of every block starts; all zero but header when empty. */
typedef struct sm_keyed
{
	uint64_t	header;			/* the caller's */
	uint32_t	used;			/* bytes of head and records */
	uint32_t	count;			/* records */
	uint32_t	slots;			/* of the hash table; 0 where there is none */
	uint32_t	unused;			/* zero */
	uint64_t	seed;			/* of the hashes; 0 where there is no table */
} sm_keyed;

/* A record; its sums, its key and zeroes up to eight bytes follow. */
typedef struct sm_keyed_record
{
	uint32_t	hash;			/* zero where there is no table */
	uint16_t	key_length;
	uint8_t		kind;
	uint8_t		unused;			/* zero */
} sm_keyed_record;

/* The first sum of 128 bits, and the first of 64 bits, of a record. */
static inline sm_int128 *
sm_keyed_wide(const sm_keyed_record *record)
{
	return (sm_int128 *) (record + 1);
}

static inline int64_t *
sm_keyed_narrow(const sm_keyed_layout *layout, const sm_keyed_record *record)
{
	return (int64_t *) (sm_keyed_wide(record) +
						layout->sums[record->kind].wide);
}

/* The key of a record, key_length bytes. */
static inline const char *
sm_keyed_key(const sm_keyed_layout *layout, const sm_keyed_record *record)
{
	return (const char *) (sm_keyed_narrow(layout, record) +
						   layout->sums[record->kind].narrow);
}

/* Bytes of a record of a kind with a key of that length. */
static inline size_t
sm_keyed_bytes(const sm_keyed_layout *layout, unsigned kind, size_t length)
{
	return sizeof(sm_keyed_record) +
		layout->sums[kind].wide * sizeof(sm_int128) +
		layout->sums[kind].narrow * sizeof(int64_t) +
		((length + 7) & ~(size_t) 7);
}

/* The first record, and the one behind a record. */
static inline const sm_keyed_record *
sm_keyed_first(const sm_keyed_layout *layout, const sm_keyed *block)
{
	return (const sm_keyed_record *)
		((const char *) block + layout->head_bytes);
}

static inline const sm_keyed_record *
sm_keyed_next(const sm_keyed_layout *layout, const sm_keyed_record *record)
{
	return (const sm_keyed_record *)
		((const char *) record + sm_keyed_bytes(layout, record->kind,
												record->key_length));
}

/*
 * Builds the hash table in a block of that size, if there is room for it.
 * It is needed before records are added, and again whenever the block has
 * been moved into a larger one.  The seed, any number, keeps people from
 * choosing keys that collide; no result depends on it.  SM_OK or SM_STOPPED,
 * and then there is no table.
 */
extern sm_status sm_keyed_open(const sm_keyed_layout *layout, sm_keyed *block,
							   size_t size, uint64_t seed,
							   const volatile sig_atomic_t *stop);

/* What became of a look for a record. */
typedef enum sm_keyed_step
{
	SM_KEYED_DONE,
	SM_KEYED_FULL,				/* call again with more room */
	SM_KEYED_TOO_MANY,			/* records already, or too long a key */
	SM_KEYED_OVERFLOW,			/* a sum does not fit: the block is broken */
	SM_KEYED_MORE				/* work is left: call again */
} sm_keyed_step;

/*
 * Whether so many records with that many bytes altogether can be added to a
 * block of that size, so that sm_keyed_find is done for each: SM_KEYED_DONE,
 * SM_KEYED_FULL or SM_KEYED_TOO_MANY.
 */
extern sm_keyed_step sm_keyed_room_for(const sm_keyed *block,
									   const sm_keyed_layout *layout,
									   size_t size, uint32_t records,
									   size_t bytes);

/*
 * Adds to a sum of a record, within the limits of the layout.  False, and
 * the sum stays, if that does not fit.
 */
static inline bool
sm_keyed_sum_wide(const sm_keyed_layout *layout, sm_int128 *sum,
				  sm_int128 more)
{
	sm_int128	most = (sm_int128) 1 << layout->wide_bits;
	sm_int128	result;

	if (!sm_add_int128(*sum, more, &result) || result > most ||
		result < -most)
		return false;
	*sum = result;
	return true;
}

static inline bool
sm_keyed_sum_narrow(const sm_keyed_layout *layout, int64_t *sum,
					int64_t more)
{
	int64_t		most = (int64_t) 1 << layout->narrow_bits;
	int64_t		result;

	if (!sm_add_int64(*sum, more, &result) || result > most ||
		result < -most)
		return false;
	*sum = result;
	return true;
}

/*
 * For a block that is larger than caches are: a caller with something else to
 * do before it looks for a record can have the way there fetched meanwhile,
 * first the slot and then the record.
 */
extern uint32_t sm_keyed_hash(const sm_keyed *block, unsigned kind,
							  const char *key, size_t length);

static inline const uint32_t *
sm_keyed_slot(const sm_keyed *block, size_t size, uint32_t hash)
{
	return (const uint32_t *) ((const char *) block + size) - block->slots +
		(hash & (block->slots - 1));
}

static inline void
sm_keyed_fetch_slot(const sm_keyed *block, size_t size, uint32_t hash)
{
	if (block->slots != 0)
		__builtin_prefetch(sm_keyed_slot(block, size, hash));
}

static inline void
sm_keyed_fetch_record(const sm_keyed *block, size_t size, uint32_t hash)
{
	const char *record = (const char *) block;

	if (block->slots == 0)
		return;
	record += (size_t) *sm_keyed_slot(block, size, hash) * 8;
	__builtin_prefetch(record, 1);
	__builtin_prefetch(record + 64, 1);
	__builtin_prefetch(record + 128, 1);
}

/*
 * Finds the record of a key in a block of that size, or adds one whose sums
 * are zero.  The record stays where it is until the next one is added.
 */
extern sm_keyed_step sm_keyed_find(const sm_keyed_layout *layout,
								   sm_keyed *block, size_t size,
								   unsigned kind, const char *key,
								   size_t length,
								   sm_keyed_record **record);

/*
 * Adds the records of another block, or the next part of them.  *offset is
 * zero at first and moves on.
 */
extern sm_keyed_step sm_keyed_merge(const sm_keyed_layout *layout,
									sm_keyed *block, size_t size,
									const sm_keyed *from, size_t *offset);

/*
 * Appends a record without a look at what is there, for blocks that are read
 * from a text or a message; without a table, to be checked and packed then.
 * A null pointer where there is no room, no such kind, or the key is too
 * long.
 */
extern sm_keyed_record *sm_keyed_append(const sm_keyed_layout *layout,
										sm_keyed *block, size_t size,
										unsigned kind, const char *key,
										size_t length);

/*
 * Whether a block without a flaw is in its canonical form: SM_OK,
 * SM_BAD_RECORDS if it is not, or SM_STOPPED.
 */
extern sm_status sm_keyed_check_packed(const sm_keyed_layout *layout,
									   const sm_keyed *block,
									   const volatile sig_atomic_t *stop);

/*
 * Writes the canonical form, head included, into room for from->used bytes:
 * records in the order of kind and key, no table.  memory is for twice as
 * many pointers as there are records; they are left to the caller.
 * SM_BAD_RECORDS if a key occurs twice; SM_STOPPED, and what is written
 * then means nothing.
 */
extern sm_status sm_keyed_pack(const sm_keyed_layout *layout,
							   const sm_keyed *from, sm_keyed *to,
							   const sm_memory *memory);

/*
 * One sentence on why a block is not made of records, a null pointer, or
 * sm_flaw_stopped.  Its used bytes are there and hold at least the head;
 * nothing else is taken for granted.
 */
extern const char *sm_keyed_flaw(const sm_keyed_layout *layout,
								 const sm_keyed *block,
								 const volatile sig_atomic_t *stop);

#endif							/* SM_CORE_KEYED_H */
