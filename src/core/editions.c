/*-------------------------------------------------------------------------
 *
 * editions.c
 *	  The built-in editions of the standard rules.
 *
 * The number of an edition is stored in values: append, never renumber.
 *
 *-------------------------------------------------------------------------
 */
#include "core/editions.h"

const sm_edition sm_editions[SM_EDITIONS + 1] = {
	{NULL, NULL, NULL},
	{"standard/1", sm_standard_1, &sm_standard_1_length},
};
