/*-------------------------------------------------------------------------
 *
 * keyed.h
 *	  States that are records of integer sums under keys (core/keyed.h).
 *
 * What a transition function returns has a hash table in its spare room,
 * which is believed only of the aggregate's own state; everything else is
 * given packed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_KEYED_H
#define SM_PG_KEYED_H

#include "postgres.h"

#include "core/keyed.h"
#include "pg/state.h"

/*
 * What the functions below need to know of a type.  state.canonical is a
 * function that calls sm_keyed_canonical with this, and state.long_flaw calls
 * sm_keyed_flaw first.
 */
typedef struct SmKeyedType
{
	SmStateType state;
	const sm_keyed_layout *layout;
	const char *records;		/* what there can be too many of: "payees" */
} SmKeyedType;

/*
 * The first argument of a transition function, to be changed, its hash table
 * in place.
 */
extern void *sm_keyed_for_change(FunctionCallInfo fcinfo,
								 const SmKeyedType *type);

/*
 * The record of a key, made with sums of zero if there is none.  *block may
 * become a larger copy.  Raises 54000 where there are too many records.
 */
extern sm_keyed_record *sm_keyed_record_for(const SmKeyedType *type,
											void **block, unsigned kind,
											const char *key, Size length);

/*
 * What to do after a step that was not done: returns the block in more room
 * for SM_KEYED_FULL, answers interrupts for SM_KEYED_MORE, raises 54000 for
 * SM_KEYED_TOO_MANY and 22003 for SM_KEYED_OVERFLOW.
 */
extern void *sm_keyed_go_on(const SmKeyedType *type, void *block,
							sm_keyed_step step);

/*
 * Adds the records of a checked block and returns the sum, which may be a
 * larger copy.  The heads are the caller's to add.  Raises 22003 if a sum
 * does not fit.
 */
extern void *sm_keyed_add(const SmKeyedType *type, void *block,
						  const void *from);

/*
 * The canonical form of a block without a flaw: itself if it is packed, else
 * a new one in the current memory context.  Raises XX001 if a key is there
 * twice.
 */
extern const void *sm_keyed_canonical(const SmKeyedType *type,
									  const void *block);

/*
 * The same for a block made by an input or receive function, after the type
 * has checked it; a null pointer if a key is there twice.
 */
extern void *sm_keyed_try_pack(const SmKeyedType *type, const void *block);

/* Writes and reads the records, which end a message. */
extern void sm_keyed_send(const SmKeyedType *type, StringInfo message,
						  const void *block);

/*
 * Reads the records that end a message and returns the packed block whose
 * head is given, checked.  Raises 22P03.
 */
extern void *sm_keyed_receive(const SmKeyedType *type, StringInfo message,
							  const void *head);

#endif							/* SM_PG_KEYED_H */
