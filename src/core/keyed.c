/*-------------------------------------------------------------------------
 *
 * keyed.c
 *	  Records of integer sums under keys, in one flat block that grows.
 *
 * Whatever the order of rows, the sums of a record are the same; only the
 * place of the record differs until the block is packed.
 *
 *-------------------------------------------------------------------------
 */
#include "core/keyed.h"

#include <string.h>

#include "core/bytes.h"

/* The hash table: one slot for so many bytes of the block. */
#define SLOT_BYTES 32

/* Records of another block in one call. */
#define CALL_WORK 4096

static inline sm_keyed_record *
record_at(sm_keyed *block, size_t offset)
{
	return (sm_keyed_record *) ((char *) block + offset);
}

static inline uint32_t *
slots_of(sm_keyed *block, size_t size)
{
	return (uint32_t *) ((char *) block + size) - block->slots;
}

/*
 * Up to eight bytes as a number, which is another one for other bytes.  They
 * are read in at most three loads, none of which waits for a store.
 */
static inline uint64_t
few_bytes(const char *bytes, size_t length)
{
	const unsigned char *byte = (const unsigned char *) bytes;
	uint32_t	first;
	uint32_t	last;

	if (length == 0)
		return 0;
	if (length < 4)
		return (uint64_t) byte[0] << 16 | (uint64_t) byte[length / 2] << 8 |
			byte[length - 1];
	memcpy(&first, bytes, 4);
	memcpy(&last, bytes + length - 4, 4);
	return (uint64_t) first << 32 | last;
}

/* Hash of a key. */
static inline uint32_t
key_hash(uint64_t seed, unsigned kind, const char *key, size_t length)
{
	uint64_t	hash = seed ^ (length << 8 | kind);
	uint64_t	eight;

	for (; length > 8; key += 8, length -= 8)
	{
		memcpy(&eight, key, 8);
		hash = sm_mix(hash ^ eight, SM_HASH_TWO);
	}
	hash = sm_mix(hash ^ few_bytes(key, length), SM_HASH_ONE);
	return (uint32_t) (hash ^ hash >> 32);
}

uint32_t
sm_keyed_hash(const sm_keyed *block, unsigned kind, const char *key,
			  size_t length)
{
	return key_hash(block->seed, kind, key, length);
}

sm_status
sm_keyed_open(const sm_keyed_layout *layout, sm_keyed *block, size_t size,
			  uint64_t seed, const volatile sig_atomic_t *stop)
{
	uint32_t	wanted = 8;
	uint32_t	mask;
	uint32_t   *slots;
	size_t		offset = layout->head_bytes;

	while (((size_t) wanted * 2) * SLOT_BYTES <= size)
		wanted *= 2;
	block->slots = 0;
	if (block->used + wanted * sizeof(uint32_t) > size ||
		block->count >= wanted)
		return SM_OK;			/* there is no room: who adds will find out */
	block->slots = wanted;
	block->seed = seed;
	mask = wanted - 1;
	slots = slots_of(block, size);
	memset(slots, 0, wanted * sizeof(uint32_t));
	for (uint32_t n = 0; offset < block->used; n++)
	{
		sm_keyed_record *record = record_at(block, offset);
		uint32_t	slot;

		if (sm_stop_wanted_at(n, stop))
		{
			block->slots = 0;
			return SM_STOPPED;
		}
		record->hash = key_hash(seed, record->kind,
								sm_keyed_key(layout, record),
								record->key_length);
		slot = record->hash & mask;
		while (slots[slot] != 0)
			slot = (slot + 1) & mask;
		slots[slot] = (uint32_t) (offset / 8);
		offset += sm_keyed_bytes(layout, record->kind, record->key_length);
	}
	return SM_OK;
}

sm_keyed_record *
sm_keyed_append(const sm_keyed_layout *layout, sm_keyed *block, size_t size,
				unsigned kind, const char *key, size_t length)
{
	sm_keyed_record *record = record_at(block, block->used);
	size_t		bytes;

	if (kind >= layout->kinds || length > SM_KEY_BYTES)
		return NULL;
	bytes = sm_keyed_bytes(layout, kind, length);
	if (block->count == layout->most ||
		block->used + bytes + block->slots * sizeof(uint32_t) > size)
		return NULL;
	memset(record, 0, bytes);
	record->kind = (uint8_t) kind;
	record->key_length = (uint16_t) length;
	memcpy((char *) sm_keyed_key(layout, record), key, length);
	block->used += (uint32_t) bytes;
	block->count++;
	return record;
}

sm_keyed_step
sm_keyed_room_for(const sm_keyed *block, const sm_keyed_layout *layout,
				  size_t size, uint32_t records, size_t bytes)
{
	size_t		count = (size_t) block->count + records;

	if (block->slots == 0 || count * 4 > (size_t) block->slots * 3 ||
		block->used + bytes + block->slots * sizeof(uint32_t) > size)
		return SM_KEYED_FULL;
	return count > layout->most ? SM_KEYED_TOO_MANY : SM_KEYED_DONE;
}

sm_keyed_step
sm_keyed_find(const sm_keyed_layout *layout, sm_keyed *block, size_t size,
			  unsigned kind, const char *key, size_t length,
			  sm_keyed_record **record)
{
	uint32_t	mask = block->slots - 1;
	uint32_t   *slots = slots_of(block, size);
	uint32_t	hash;
	uint32_t	slot;

	if (length > SM_KEY_BYTES)
		return SM_KEYED_TOO_MANY;
	if (block->slots == 0)
		return SM_KEYED_FULL;
	hash = key_hash(block->seed, kind, key, length);
	for (slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
	{
		sm_keyed_record *found = record_at(block, (size_t) slots[slot] * 8);

		if (found->hash == hash && found->kind == kind &&
			found->key_length == length &&
			memcmp(sm_keyed_key(layout, found), key, length) == 0)
		{
			*record = found;
			return SM_KEYED_DONE;
		}
	}
	if (block->count >= layout->most)
		return SM_KEYED_TOO_MANY;
	if (((size_t) block->count + 1) * 4 > (size_t) block->slots * 3)
		return SM_KEYED_FULL;
	*record = sm_keyed_append(layout, block, size, kind, key, length);
	if (*record == NULL)
		return SM_KEYED_FULL;
	(*record)->hash = hash;
	slots[slot] = (uint32_t) (((char *) *record - (char *) block) / 8);
	return SM_KEYED_DONE;
}

/* Adds the sums of a record to those of another one of the same kind. */
static bool
add_sums(const sm_keyed_layout *layout, sm_keyed_record *to,
		 const sm_keyed_record *from)
{
	sm_int128  *wide = sm_keyed_wide(to);
	const sm_int128 *more_wide = sm_keyed_wide(from);
	int64_t    *narrow = sm_keyed_narrow(layout, to);
	const int64_t *more_narrow = sm_keyed_narrow(layout, from);

	for (unsigned i = 0; i < layout->sums[to->kind].wide; i++)
	{
		if (!sm_keyed_sum_wide(layout, &wide[i], more_wide[i]))
			return false;
	}
	for (unsigned i = 0; i < layout->sums[to->kind].narrow; i++)
	{
		if (!sm_keyed_sum_narrow(layout, &narrow[i], more_narrow[i]))
			return false;
	}
	return true;
}

sm_keyed_step
sm_keyed_merge(const sm_keyed_layout *layout, sm_keyed *block, size_t size,
			   const sm_keyed *from, size_t *offset)
{
	if (*offset == 0)
		*offset = layout->head_bytes;
	for (int work = 0; *offset < from->used; work++)
	{
		const sm_keyed_record *record = (const sm_keyed_record *)
			((const char *) from + *offset);
		sm_keyed_record *sum;
		sm_keyed_step step;

		if (work == CALL_WORK)
			return SM_KEYED_MORE;
		step = sm_keyed_find(layout, block, size, record->kind,
							 sm_keyed_key(layout, record),
							 record->key_length, &sum);
		if (step != SM_KEYED_DONE)
			return step;
		if (!add_sums(layout, sum, record))
			return SM_KEYED_OVERFLOW;
		*offset += sm_keyed_bytes(layout, record->kind, record->key_length);
	}
	return SM_KEYED_DONE;
}

/* The order of two records by kind and key. */
static int
record_order(const sm_keyed_layout *layout, const sm_keyed_record *a,
			 const sm_keyed_record *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return sm_compare_bytes(sm_keyed_key(layout, a), a->key_length,
							sm_keyed_key(layout, b), b->key_length);
}

sm_status
sm_keyed_check_packed(const sm_keyed_layout *layout, const sm_keyed *block,
					  const volatile sig_atomic_t *stop)
{
	const sm_keyed_record *record = sm_keyed_first(layout, block);

	if (block->slots != 0 || block->seed != 0)
		return SM_BAD_RECORDS;
	for (uint32_t i = 0; i < block->count; i++)
	{
		const sm_keyed_record *next = sm_keyed_next(layout, record);

		if (sm_stop_wanted_at(i, stop))
			return SM_STOPPED;
		if (record->hash != 0 || (i + 1 < block->count &&
								  record_order(layout, record, next) >= 0))
			return SM_BAD_RECORDS;
		record = next;
	}
	return SM_OK;
}

/*
 * Merges two sorted runs.  False if somebody wants the caller's attention.
 */
static bool
merge_runs(const sm_keyed_layout *layout, const sm_keyed_record **from,
		   size_t middle, size_t end, const sm_keyed_record **to,
		   const volatile sig_atomic_t *stop)
{
	size_t		left = 0;
	size_t		right = middle;

	for (size_t i = 0; i < end; i++)
	{
		if (right == end || (left < middle &&
							 record_order(layout, from[left],
										  from[right]) <= 0))
			to[i] = from[left++];
		else
			to[i] = from[right++];
		if (sm_stop_wanted_at(i, stop))
			return false;
	}
	return true;
}

/*
 * Sorts count records; spare has room for as many.  Returns the one of the
 * two arrays that is sorted then, or NULL if it was stopped.  qsort would
 * answer no cancel.
 */
static const sm_keyed_record **
sort_records(const sm_keyed_layout *layout, const sm_keyed_record **records,
			 const sm_keyed_record **spare, size_t count,
			 const volatile sig_atomic_t *stop)
{
	for (size_t run = 1; run < count; run *= 2)
	{
		const sm_keyed_record **swap = records;

		for (size_t start = 0; start < count; start += 2 * run)
		{
			size_t		left = count - start;
			size_t		end = left < 2 * run ? left : 2 * run;

			if (!merge_runs(layout, records + start, run < end ? run : end,
							end, spare + start, stop))
				return NULL;
		}
		records = spare;
		spare = swap;
	}
	return records;
}

sm_status
sm_keyed_pack(const sm_keyed_layout *layout, const sm_keyed *from,
			  sm_keyed *to, const sm_memory *memory)
{
	size_t		count = from->count;
	const sm_keyed_record **records;
	const sm_keyed_record *record = sm_keyed_first(layout, from);
	char	   *end = (char *) to + layout->head_bytes;

	records = memory->allocate(memory->context,
							   (2 * count + 1) * sizeof(void *));
	if (records == NULL)
		return SM_OUT_OF_MEMORY;
	for (size_t i = 0; i < count; i++)
	{
		if (sm_stop_wanted_at(i, memory->stop))
			return SM_STOPPED;
		records[i] = record;
		record = sm_keyed_next(layout, record);
	}
	records = sort_records(layout, records, records + count, count,
						   memory->stop);
	if (records == NULL)
		return SM_STOPPED;

	memcpy(to, from, layout->head_bytes);
	to->slots = 0;
	to->seed = 0;
	for (size_t i = 0; i < count; i++)
	{
		size_t		bytes = sm_keyed_bytes(layout, records[i]->kind,
										   records[i]->key_length);

		if (sm_stop_wanted_at(i, memory->stop))
			return SM_STOPPED;
		if (i > 0 && record_order(layout, records[i - 1], records[i]) == 0)
			return SM_BAD_RECORDS;
		memcpy(end, records[i], bytes);
		((sm_keyed_record *) end)->hash = 0;
		end += bytes;
	}
	return SM_OK;
}

/* One sentence on what is wrong with a record in so many bytes, or NULL. */
static const char *
record_flaw(const sm_keyed_layout *layout, const sm_keyed_record *record,
			size_t room)
{
	const char *key;
	size_t		bytes;

	if (room < sizeof(sm_keyed_record))
		return "A record is cut off.";
	if (record->kind >= layout->kinds || record->unused != 0)
		return "A record is of no known kind.";
	if (record->key_length > SM_KEY_BYTES)
		return "A key is too long.";
	bytes = sm_keyed_bytes(layout, record->kind, record->key_length);
	if (bytes > room)
		return "A record is cut off.";
	for (unsigned i = 0; i < layout->sums[record->kind].wide; i++)
	{
		sm_int128	sum = 0;

		if (!sm_keyed_sum_wide(layout, &sum, sm_keyed_wide(record)[i]))
			return "A sum is out of range.";
	}
	for (unsigned i = 0; i < layout->sums[record->kind].narrow; i++)
	{
		int64_t		sum = 0;

		if (!sm_keyed_sum_narrow(layout, &sum,
								 sm_keyed_narrow(layout, record)[i]))
			return "A sum is out of range.";
	}
	key = sm_keyed_key(layout, record);
	for (const char *pad = key + record->key_length;
		 pad < (const char *) record + bytes; pad++)
	{
		if (*pad != 0)
			return "There are bytes behind a key.";
	}
	return NULL;
}

const char *
sm_keyed_flaw(const sm_keyed_layout *layout, const sm_keyed *block,
			  const volatile sig_atomic_t *stop)
{
	size_t		offset = layout->head_bytes;
	uint32_t	count = 0;

	if (block->unused != 0)
		return "Its reserved bytes are not zero.";
	for (; offset < block->used; count++)
	{
		const sm_keyed_record *record = (const sm_keyed_record *)
			((const char *) block + offset);
		const char *flaw = record_flaw(layout, record, block->used - offset);

		if (sm_stop_wanted_at(count, stop))
			return sm_flaw_stopped;
		if (flaw != NULL)
			return flaw;
		offset += sm_keyed_bytes(layout, record->kind, record->key_length);
	}
	if (count != block->count || count > layout->most)
		return "It does not have as many records as it says.";
	return NULL;
}
