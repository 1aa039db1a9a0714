/*-------------------------------------------------------------------------
 *
 * bytes.h
 *	  The one order of names.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_BYTES_H
#define SM_CORE_BYTES_H

#include <stddef.h>
#include <string.h>

/* Bytewise order of two texts; a prefix comes before what it begins. */
static inline int
sm_compare_bytes(const char *a, size_t a_length, const char *b,
				 size_t b_length)
{
	int			order = memcmp(a, b, a_length < b_length ? a_length :
							   b_length);

	return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

/* Adds bytes to what is being written, or only counts, with to NULL. */
static inline size_t
sm_append_bytes(char *to, size_t used, const char *bytes, size_t length)
{
	if (to != NULL)
		memcpy(to + used, bytes, length);
	return used + length;
}

#endif							/* SM_CORE_BYTES_H */
