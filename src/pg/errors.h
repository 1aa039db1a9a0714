/*-------------------------------------------------------------------------
 *
 * errors.h
 *	  What the core gets from the server, and what becomes of its errors.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_ERRORS_H
#define SM_PG_ERRORS_H

#include "postgres.h"

#include "core/fold.h"
#include "core/status.h"
#include "pg/compat.h"

/*
 * An allocator for the core over a memory context.  It returns NULL, and
 * raises nothing, when there is no memory.  A pending interrupt stops the
 * core, if what it is called for can be stopped.
 */
extern sm_memory sm_memory_in(MemoryContext context);

/*
 * Answers interrupts where the core was stopped, or may be.  From then on
 * *stop is only set by a cancel, and NULL where that is held off, so that a
 * core that starts anew gets to its end.
 */
extern void sm_answer_stop(const volatile sig_atomic_t **stop);

/* How the core is to read the texts of this database. */
extern sm_encoding sm_database_encoding(void);

/* Raises what the core says is wrong with activity rules. */
pg_noreturn extern void sm_raise_rules_error(const sm_error *error);

/* Raises why no rules could be learned. */
pg_noreturn extern void sm_raise_learning_error(const sm_error *error);

#endif							/* SM_PG_ERRORS_H */
