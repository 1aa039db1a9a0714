/*-------------------------------------------------------------------------
 *
 * editions.h
 *	  The built-in editions of the standard rules.
 *
 * An edition never changes once it has been released: what it says of a text
 * is stored in users' tables and indexes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_EDITIONS_H
#define SM_CORE_EDITIONS_H

#include <stddef.h>

typedef struct sm_edition
{
	const char *name;			/* as in SQL, "standard/1" */
	const char *json;
	const size_t *json_length;
} sm_edition;

/* Editions by their number, from 1; there is none behind SM_EDITIONS. */
#define SM_EDITIONS 1

extern const sm_edition sm_editions[SM_EDITIONS + 1];

/* Made from rules/standard_1.json when this is built. */
extern const char sm_standard_1[];
extern const size_t sm_standard_1_length;

#endif							/* SM_CORE_EDITIONS_H */
