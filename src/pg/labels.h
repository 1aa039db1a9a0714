/*-------------------------------------------------------------------------
 *
 * labels.h
 *	  Labels as SQL arguments.
 *
 * Every label that comes in is checked, with the same words everywhere.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_LABELS_H
#define SM_PG_LABELS_H

#include "postgres.h"

#include "core/labels.h"

/*
 * The place of a label in a closed list.  The label may have a short header
 * but not be toasted (PG_GETARG_TEXT_PP).  Raises 22023, saying which kind of
 * label is unknown and giving the hint, if the list does not have it.
 */
extern int	sm_label_argument(const text *label, const char *kind,
							  const char *const *names, const char *hint);

/*
 * The function named by a text, which may have a short header but not be
 * toasted (PG_GETARG_TEXT_PP).  Raises 22023 if there is none.
 */
extern sm_function sm_function_argument(const text *label);

/* The same of who acts, where joint may also be called both, as people are. */
extern sm_function sm_acting_function_argument(const text *label);

/* The function of a person, likewise. */
extern sm_person_function sm_person_function_argument(const text *label);
/* The kind of friction, or the dimension, named by a text, likewise. */
extern sm_friction_kind sm_friction_kind_argument(const text *label);
extern sm_dimension sm_dimension_argument(const text *label);

#endif							/* SM_PG_LABELS_H */
