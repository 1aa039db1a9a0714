/*-------------------------------------------------------------------------
 *
 * keyed.c
 *	  States that are records of integer sums under keys (core/keyed.h).
 *
 * A block grows by doubling, and its hash table is built anew each time, so
 * a row costs the same however many there are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/keyed.h"

#include "common/pg_prng.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"

#include "pg/errors.h"

/* Builds the hash table. */
static void
open_table(const SmKeyedType *type, void *block)
{
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;
	uint64		seed = pg_prng_uint64(&pg_global_prng_state);

	while (sm_keyed_open(type->layout, block, VARSIZE(block), seed, stop) ==
		   SM_STOPPED)
		sm_answer_stop(&stop);
}

void *
sm_keyed_for_change(FunctionCallInfo fcinfo, const SmKeyedType *type)
{
	sm_keyed   *block = sm_state_for_change(fcinfo, &type->state);

	if (PG_ARGISNULL(0) || block != (void *) PG_GETARG_POINTER(0) ||
		block->slots == 0)
		open_table(type, block);
	return block;
}

/* The block in twice the room, the hash table in place. */
static void *
grow(const SmKeyedType *type, void *block)
{
	block = sm_state_reserve(&type->state, block,
							 VARSIZE(block) - ((sm_keyed *) block)->used + 1);
	open_table(type, block);
	return block;
}

void *
sm_keyed_go_on(const SmKeyedType *type, void *block, sm_keyed_step step)
{
	CHECK_FOR_INTERRUPTS();
	switch (step)
	{
		case SM_KEYED_FULL:
			return grow(type, block);
		case SM_KEYED_TOO_MANY:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("%s value would have too many %s",
							type->state.name, type->records),
					 errdetail("The limit is %u.", type->layout->most),
					 errhint("%s", type->state.limit_hint)));
			break;
		case SM_KEYED_OVERFLOW:
			sm_state_out_of_range(&type->state, "A sum does not fit.");
			break;
		case SM_KEYED_DONE:
		case SM_KEYED_MORE:
			break;
	}
	return block;
}

sm_keyed_record *
sm_keyed_record_for(const SmKeyedType *type, void **block, unsigned kind,
					const char *key, Size length)
{
	sm_keyed_record *record = NULL;
	sm_keyed_step step;

	while ((step = sm_keyed_find(type->layout, *block, VARSIZE(*block),
								 kind, key, length, &record)) !=
		   SM_KEYED_DONE)
		*block = sm_keyed_go_on(type, *block, step);
	return record;
}

void *
sm_keyed_add(const SmKeyedType *type, void *block, const void *from)
{
	Size		offset = 0;
	sm_keyed_step step;

	while ((step = sm_keyed_merge(type->layout, block, VARSIZE(block), from,
								  &offset)) != SM_KEYED_DONE)
		block = sm_keyed_go_on(type, block, step);
	return block;
}

void *
sm_keyed_try_pack(const SmKeyedType *type, const void *block)
{
	sm_memory	memory = sm_memory_in(CurrentMemoryContext);
	Size		used = ((const sm_keyed *) block)->used;
	sm_keyed   *packed = palloc(used);
	sm_status	status;

	while ((status = sm_keyed_pack(type->layout, block, packed, &memory)) ==
		   SM_STOPPED)
		sm_answer_stop(&memory.stop);
	if (status == SM_OUT_OF_MEMORY)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory")));
	SET_VARSIZE(packed, used);
	return status == SM_OK ? packed : NULL;
}

const void *
sm_keyed_canonical(const SmKeyedType *type, const void *block)
{
	const void *packed;
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;
	sm_status	status;

	while ((status = sm_keyed_check_packed(type->layout, block, stop)) ==
		   SM_STOPPED)
		sm_answer_stop(&stop);
	if (status == SM_OK)
		return block;
	packed = sm_keyed_try_pack(type, block);
	if (packed == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("%s value is corrupted", type->state.name),
				 errdetail("A key occurs twice.")));
	return packed;
}

/* Sends a sum of 128 bits, the upper half first. */
static void
send_wide(StringInfo message, sm_int128 sum)
{
	pq_sendint64(message, (uint64) ((sm_uint128) sum >> 64));
	pq_sendint64(message, (uint64) sum);
}

static sm_int128
receive_wide(StringInfo message)
{
	uint64		upper = (uint64) pq_getmsgint64(message);
	uint64		lower = (uint64) pq_getmsgint64(message);

	return (sm_int128) ((sm_uint128) upper << 64 | lower);
}

/*
 * The number of records, then each as its kind, the length of its key, the
 * key, and its sums.
 */
void
sm_keyed_send(const SmKeyedType *type, StringInfo message, const void *block)
{
	const sm_keyed_layout *layout = type->layout;
	uint32		count = ((const sm_keyed *) block)->count;
	const sm_keyed_record *record = sm_keyed_first(layout, block);

	pq_sendint32(message, count);
	for (uint32 n = 0; n < count; n++)
	{
		if (n % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		pq_sendbyte(message, record->kind);
		pq_sendint16(message, record->key_length);
		pq_sendbytes(message, sm_keyed_key(layout, record),
					 record->key_length);
		for (int i = 0; i < layout->sums[record->kind].wide; i++)
			send_wide(message, sm_keyed_wide(record)[i]);
		for (int i = 0; i < layout->sums[record->kind].narrow; i++)
			pq_sendint64(message, sm_keyed_narrow(layout, record)[i]);
		record = sm_keyed_next(layout, record);
	}
}

/* Raises 22P03 with one sentence. */
pg_noreturn static void
bad_message(const SmKeyedType *type, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type %s",
					type->state.name),
			 errdetail("%s", detail)));
}

/* Reads one record and appends it to a block of that size. */
static void
receive_record(const SmKeyedType *type, StringInfo message, sm_keyed *block,
			   Size size)
{
	const sm_keyed_layout *layout = type->layout;
	sm_keyed_record *record;
	unsigned	kind;
	unsigned	length;
	Size		bytes;

	sm_state_receive_bytes(&type->state, message, 3);
	kind = (unsigned) pq_getmsgbyte(message);
	length = pq_getmsgint(message, 2);
	if (kind >= layout->kinds)
		bad_message(type, "A record is of no known kind.");
	bytes = layout->sums[kind].wide * sizeof(sm_int128) +
		layout->sums[kind].narrow * sizeof(int64);
	sm_state_receive_bytes(&type->state, message, length + bytes);
	record = sm_keyed_append(layout, block, size, kind,
							 pq_getmsgbytes(message, (int) length), length);
	if (record == NULL)
		bad_message(type, "It has too many records, or too long a key.");
	for (int i = 0; i < layout->sums[kind].wide; i++)
		sm_keyed_wide(record)[i] = receive_wide(message);
	for (int i = 0; i < layout->sums[kind].narrow; i++)
		sm_keyed_narrow(layout, record)[i] = pq_getmsgint64(message);
}

void *
sm_keyed_receive(const SmKeyedType *type, StringInfo message,
				 const void *head)
{
	const sm_keyed_layout *layout = type->layout;
	Size		size;
	sm_keyed   *block;
	void	   *packed;
	uint32		count;

	/* a record takes at most twelve bytes more than its message */
	sm_state_receive_bytes(&type->state, message, 4);
	count = pq_getmsgint(message, 4);
	if (count > layout->most || count > (uint32) message->len)
		bad_message(type, "It has too many records, or too long a key.");
	size = layout->head_bytes + (Size) message->len + 12 * (Size) count;
	if (size > type->state.max_size)
		bad_message(type, "It is too long.");
	block = palloc(size);		/* each record is zeroed when it is appended */
	memcpy(block, head, layout->head_bytes);
	SET_VARSIZE(block, size);
	block->used = layout->head_bytes;
	block->count = 0;
	for (uint32 n = 0; n < count; n++)
	{
		if (n % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		receive_record(type, message, block, size);
	}
	sm_state_received(&type->state, message, block);
	packed = sm_keyed_try_pack(type, block);
	if (packed == NULL)
		bad_message(type, "A key occurs twice.");
	/* what records say of each other is seen when they are sorted */
	sm_state_received(&type->state, message, packed);
	return packed;
}
