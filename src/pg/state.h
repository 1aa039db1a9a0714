/*-------------------------------------------------------------------------
 *
 * state.h
 *	  What the states of all aggregates have in common.
 *
 * A state is one flat varlena with alignment double: the same bytes while it
 * is being built, in a table and between workers.  It starts with an SmState
 * (or, if it grows, an SmGrowingState), holds no pointers, and only bytes
 * that the sender of the type writes field by field ever leave the machine.
 *
 * The rules every state type keeps:
 *
 * - Transition functions, merging ones too, are not STRICT, take the state
 *   from sm_state_for_change, change it and return what they changed.  No
 *   fn_extra, no fn_expr, no collation.  The state they get is either the
 *   aggregate's own, made by this very code, or a checked copy.
 * - Whatever else is given a state takes it from sm_state_for_reading, which
 *   checks every byte, because anybody can call any function with a value
 *   from anywhere, and does not change it.  That goes for final functions: a
 *   window goes on using the state, and other aggregates of the same query
 *   share it.
 * - A final function returns a new value, sm_state_copy being the shortest.
 * - Nothing frees a state.  The executor copies what a transition function
 *   returns into the aggregate's memory and frees the state before it; where
 *   the same pointer comes back it does neither.  So a state that must grow
 *   is left as it is, and a larger one is returned.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_STATE_H
#define SM_PG_STATE_H

#include "postgres.h"

#include <signal.h>

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "pg/compat.h"

/* How every state starts. */
typedef struct SmState
{
	int32		vl_len_;		/* varlena header, never touched directly */
	uint8		version;		/* of the type; see SmStateType */
	uint8		unused[3];		/* zero */
} SmState;

/*
 * How a state that grows starts.  VARSIZE covers the spare room behind what
 * is used, so the room is copied along with the state.
 */
typedef struct SmGrowingState
{
	SmState		head;
	uint32		used;			/* bytes used, from the varlena header on */
	uint32		count;			/* elements, if the type counts any */
} SmGrowingState;

/*
 * No state gets larger.  One megabyte less than the server allocates at
 * once, so that the largest state still fits in a row beside other columns.
 */
#define SM_STATE_MAX_SIZE	((Size) 1023 * 1024 * 1024)

/* What the functions below need to know of a type.  One constant per type. */
typedef struct SmStateType
{
	const char *name;			/* as in SQL, for messages */
	uint8		version;		/* the only one this library reads */
	bool		grows;			/* starts with SmGrowingState */
	Size		fixed_size;		/* of all, or what comes before elements */
	Size		first_size;		/* if it grows: when new, a power of two */
	Size		max_size;		/* likewise, at most SM_STATE_MAX_SIZE; if it
								 * does not grow, but is not 0 either: values
								 * are of any size from fixed_size up to it */
	const char *limit_hint;		/* if it grows, what to do instead */

	/*
	 * One sentence on what is wrong with a state, or a null pointer.  Sizes,
	 * version and the unused bytes have been looked at already.  Reads no
	 * byte past the used ones, whatever these contain, and never raises.
	 */
	const char *(*flaw) (const void *state);

	/*
	 * The same, in place of flaw, of states that it takes long to look at:
	 * sm_flaw_stopped soon after *stop is set, and then it is called again.
	 */
	const char *(*long_flaw) (const void *state,
							  const volatile sig_atomic_t *stop);

	/*
	 * The form by which equal states are equal bytes: the state itself, or a
	 * new one in the current memory context.  Raises XX001 where there is
	 * none.  A null pointer where every state is in that form.
	 */
	const void *(*canonical) (const void *state);

	/* A total order of canonical states; a null pointer for that of bytes. */
	int			(*order) (const void *a, const void *b);
} SmStateType;

/*
 * A new, empty state, all zero but its header, in the current memory
 * context.
 */
extern void *sm_state_new(const SmStateType *type);

/*
 * The first argument of a transition function, to be changed: the
 * aggregate's own state itself, a checked copy of any other, or a new state
 * for a NULL.  A copy or new state is in the current memory context.
 *
 * Of the aggregate's own state only the header is checked, once per row.
 */
extern void *sm_state_for_change(FunctionCallInfo fcinfo,
								 const SmStateType *type);

/*
 * An argument that is not NULL, fully checked and canonical, not to be
 * changed: it may be the value in the caller's hands, or a copy in the
 * current memory context, which sm_state_release frees.
 */
extern const void *sm_state_for_reading(FunctionCallInfo fcinfo, int argument,
										const SmStateType *type);

/* The same of a value that is no argument. */
extern const void *sm_state_of_datum(Datum value, const SmStateType *type);

/*
 * Frees what sm_state_for_reading returned for an argument, if it is a copy.
 * Needed only where nobody resets the memory context between calls, which
 * are the functions of operator classes.
 */
extern void sm_state_release(FunctionCallInfo fcinfo, int argument,
							 const void *state);

/*
 * What operators, hash functions and the final function are made of.  The
 * first three take their arguments from fcinfo and leave no memory behind,
 * since a sort calls them more often than anybody resets a memory context.
 * The final one is a canonical copy without spare room, or a new state for a
 * NULL.
 */
extern int	sm_state_order(FunctionCallInfo fcinfo, const SmStateType *type);
extern Datum sm_state_hash(FunctionCallInfo fcinfo, const SmStateType *type);
extern Datum sm_state_hash_extended(FunctionCallInfo fcinfo,
									const SmStateType *type);
extern Datum sm_state_final(FunctionCallInfo fcinfo, const SmStateType *type);

/*
 * A state with room for so many bytes behind the used ones: the same one if
 * it has it, else a copy of at least the next power of two bytes in the
 * current memory context, spare room zeroed.  The old one stays untouched.
 * Raises 54000 where that would pass the limit of the type.
 */
extern void *sm_state_reserve(const SmStateType *type, void *state,
							  Size bytes);

/*
 * A copy without spare room in the current memory context.
 */
extern void *sm_state_copy(const SmStateType *type, const void *state);

/*
 * For receive functions.  sm_state_receive_version reads the version byte;
 * sm_state_receive_bytes makes sure that so many bytes are left, before they
 * are read or room for them is taken; sm_state_received checks the finished
 * state and that nothing is left over.  All raise 22P03.
 */
extern void sm_state_receive_version(const SmStateType *type,
									 StringInfo message);
extern void sm_state_receive_bytes(const SmStateType *type,
								   StringInfo message, uint64 bytes);
extern void sm_state_received(const SmStateType *type, StringInfo message,
							  const void *state);

/*
 * For input functions.  sm_state_flaw is one sentence on what is wrong with
 * any part of a state, or a null pointer, and answers interrupts;
 * sm_state_bad_text raises 22P02 with the text and one sentence.
 */
extern const char *sm_state_flaw(const SmStateType *type, const void *state);
pg_noreturn extern void sm_state_bad_text(const SmStateType *type,
										  const char *text,
										  const char *detail);

/* Raises 22003 with one sentence, as a number or a sum does not fit. */
pg_noreturn extern void sm_state_out_of_range(const SmStateType *type,
											  const char *detail);

#endif							/* SM_PG_STATE_H */
