/*-------------------------------------------------------------------------
 *
 * state.c
 *	  What the states of all aggregates have in common.
 *
 * No state is changed unless it is the aggregate's own or was made a moment
 * ago, and none is freed but the copies this file itself has made.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/state.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "core/bytes.h"
#include "pg/errors.h"
#include "pg/quote.h"

/* Bytes between two looks at interrupts. */
#define COPIED_AT_ONCE	((Size) 16 * 1024 * 1024)

/*
 * What is wrong with the size or version of a state, or a null pointer.
 * What this lets pass can be changed and grown without reading or writing
 * outside of it.
 */
static const char *
header_flaw(const SmStateType *type, const void *state)
{
	Size		size = VARSIZE(state);

	if (size < type->fixed_size)
		return "It is too short.";
	if (((const SmState *) state)->version != type->version)
		return "Its version is not one this release reads.";
	if (type->grows)
	{
		Size		used = ((const SmGrowingState *) state)->used;

		if (used < type->fixed_size || used > size || size > type->max_size)
			return "Its sizes contradict each other.";
	}
	else if (size > Max(type->fixed_size, type->max_size))
		return "It is too long.";
	return NULL;
}

/*
 * What is wrong with any part of a state, or a null pointer.
 */
const char *
sm_state_flaw(const SmStateType *type, const void *state)
{
	const uint8 *unused = ((const SmState *) state)->unused;
	const char *flaw = header_flaw(type, state);
	const volatile sig_atomic_t *stop = sm_memory_in(NULL).stop;

	if (flaw == NULL && (unused[0] | unused[1] | unused[2]) != 0)
		flaw = "Its reserved bytes are not zero.";
	if (flaw != NULL || type->long_flaw == NULL)
		return flaw != NULL ? flaw : type->flaw(state);
	while ((flaw = type->long_flaw(state, stop)) == sm_flaw_stopped)
		sm_answer_stop(&stop);
	return flaw;
}

/*
 * Copies bytes, or zeroes them where from is NULL.  A gigabyte takes longer
 * than a cancel may wait.
 */
static void
copy_bytes(char *to, const char *from, Size bytes)
{
	while (bytes > 0)
	{
		Size		part = Min(bytes, COPIED_AT_ONCE);

		CHECK_FOR_INTERRUPTS();
		if (from == NULL)
			memset(to, 0, part);
		else
		{
			memcpy(to, from, part);
			from += part;
		}
		to += part;
		bytes -= part;
	}
}

/*
 * Raises XX001 if there is a flaw.
 */
static void
raise_flaw(const SmStateType *type, const char *flaw)
{
	if (flaw != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("%s value is corrupted", type->name),
				 errdetail("%s", flaw)));
}

/*
 * Raises 22P03 if there is a flaw.
 */
static void
raise_received_flaw(const SmStateType *type, const char *flaw)
{
	if (flaw != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s",
						type->name),
				 errdetail("%s", flaw)));
}

/*
 * A new, empty state in the current memory context.
 */
void *
sm_state_new(const SmStateType *type)
{
	Size		size = type->grows ? type->first_size : type->fixed_size;
	SmState    *state = palloc0(size);

	SET_VARSIZE(state, size);
	state->version = type->version;
	if (type->grows)
		((SmGrowingState *) state)->used = (uint32) type->fixed_size;
	return state;
}

/*
 * The first argument of a transition function, to be changed.
 *
 * The executor hands over the aggregate's own state, which is not packed
 * unless somebody else's STRICT function stood where ours do: then the first
 * input became the state as it was.
 */
void *
sm_state_for_change(FunctionCallInfo fcinfo, const SmStateType *type)
{
	struct varlena *state;

	if (PG_ARGISNULL(0))
		return sm_state_new(type);

	state = (struct varlena *) PG_GETARG_POINTER(0);
	if (AggCheckCallContext(fcinfo, NULL) && !VARATT_IS_EXTENDED(state))
	{
		raise_flaw(type, header_flaw(type, state));
		return state;
	}

	state = PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0));
	raise_flaw(type, sm_state_flaw(type, state));
	return state;
}

/*
 * A value, fully checked and canonical, not to be changed.
 */
const void *
sm_state_of_datum(Datum value, const SmStateType *type)
{
	struct varlena *state = PG_DETOAST_DATUM(value);
	const void *canonical = state;

	raise_flaw(type, sm_state_flaw(type, state));
	if (type->canonical != NULL)
		canonical = type->canonical(state);
	if (canonical != state && state != (void *) DatumGetPointer(value))
		pfree(state);
	return canonical;
}

/*
 * The same of an argument that is not NULL.
 */
const void *
sm_state_for_reading(FunctionCallInfo fcinfo, int argument,
					 const SmStateType *type)
{
	return sm_state_of_datum(PG_GETARG_DATUM(argument), type);
}

/*
 * Frees what sm_state_for_reading returned, if it is a copy.
 */
void
sm_state_release(FunctionCallInfo fcinfo, int argument, const void *state)
{
	if (state != (const void *) PG_GETARG_POINTER(argument))
		pfree(unconstify(void *, state));
}

/*
 * A state with room for so many bytes behind the used ones.
 *
 * repalloc would be wrong here: the executor frees the old state itself when
 * it is handed another pointer.
 */
void *
sm_state_reserve(const SmStateType *type, void *state, Size bytes)
{
	Size		used = ((SmGrowingState *) state)->used;
	Size		size;
	char	   *larger;

	if (bytes <= VARSIZE(state) - used)
		return state;
	if (bytes > type->max_size - used)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%s value would be too large", type->name),
				 errdetail("It takes %zu bytes and needs %zu more; "
						   "the limit is %zu.",
						   used, bytes, type->max_size),
				 errhint("%s", type->limit_hint)));

	size = Min(pg_nextpower2_size_t(used + bytes), type->max_size);
	larger = palloc(size);
	copy_bytes(larger, state, used);
	copy_bytes(larger + used, NULL, size - used);
	SET_VARSIZE(larger, size);
	return larger;
}

/*
 * A copy without spare room in the current memory context.
 */
void *
sm_state_copy(const SmStateType *type, const void *state)
{
	Size		size = VARSIZE(state);
	void	   *copy;

	if (type->grows)
		size = ((const SmGrowingState *) state)->used;
	copy = palloc(size);
	copy_bytes(copy, state, size);
	SET_VARSIZE(copy, size);
	return copy;
}

/*
 * Reads the version byte.
 */
void
sm_state_receive_version(const SmStateType *type, StringInfo message)
{
	sm_state_receive_bytes(type, message, 1);
	if (pq_getmsgbyte(message) != type->version)
		raise_received_flaw(type,
							"Its version is not one this release reads.");
}

/*
 * Makes sure that so many bytes are left: running out of them inside
 * pq_getmsgint64 would be reported as a fault of the protocol.
 */
void
sm_state_receive_bytes(const SmStateType *type, StringInfo message,
					   uint64 bytes)
{
	if (bytes > (uint64) (message->len - message->cursor))
		raise_received_flaw(type, "It is too short.");
}

/*
 * Checks the finished state and that no byte is left over.
 */
void
sm_state_received(const SmStateType *type, StringInfo message,
				  const void *state)
{
	if (message->cursor != message->len)
		raise_received_flaw(type, "It is too long.");
	raise_received_flaw(type, sm_state_flaw(type, state));
}

/*
 * Raises 22P02 with the text and one sentence.
 */
void
sm_state_bad_text(const SmStateType *type, const char *text,
				  const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"",
					type->name, sm_quotable(text, strlen(text))),
			 errdetail("%s", detail)));
}

/*
 * Raises 22003 with one sentence.
 */
void
sm_state_out_of_range(const SmStateType *type, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s value is out of range", type->name),
			 errdetail("%s", detail)));
}

/*
 * The bytes of a canonical state behind its head, and how many these are.
 */
static const unsigned char *
body(const void *state)
{
	return (const unsigned char *) state + sizeof(SmState);
}

static Size
body_size(const SmStateType *type, const void *state)
{
	Size		size = VARSIZE(state);

	if (type->grows)
		size = ((const SmGrowingState *) state)->used;
	return size - sizeof(SmState);
}

int
sm_state_order(FunctionCallInfo fcinfo, const SmStateType *type)
{
	const void *a = sm_state_for_reading(fcinfo, 0, type);
	const void *b = sm_state_for_reading(fcinfo, 1, type);
	int			order;

	if (type->order != NULL)
		order = type->order(a, b);
	else
		order = sm_compare_bytes((const char *) body(a), body_size(type, a),
								 (const char *) body(b), body_size(type, b));
	sm_state_release(fcinfo, 0, a);
	sm_state_release(fcinfo, 1, b);
	return order;
}

Datum
sm_state_hash(FunctionCallInfo fcinfo, const SmStateType *type)
{
	const void *state = sm_state_for_reading(fcinfo, 0, type);
	Datum		hash = hash_any(body(state), (int) body_size(type, state));

	sm_state_release(fcinfo, 0, state);
	return hash;
}

Datum
sm_state_hash_extended(FunctionCallInfo fcinfo, const SmStateType *type)
{
	const void *state = sm_state_for_reading(fcinfo, 0, type);
	Datum		hash = hash_any_extended(body(state),
										 (int) body_size(type, state),
										 (uint64) PG_GETARG_INT64(1));

	sm_state_release(fcinfo, 0, state);
	return hash;
}

Datum
sm_state_final(FunctionCallInfo fcinfo, const SmStateType *type)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(sm_state_new(type));
	PG_RETURN_POINTER(sm_state_copy(type, sm_state_for_reading(fcinfo, 0,
															   type)));
}
