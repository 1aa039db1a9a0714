/*-------------------------------------------------------------------------
 *
 * arena.h
 *	  Memory for the core in tests and fuzzers: given back all at once.
 *
 * Every allocation is a block of its own, so that the address sanitizer sees
 * the first byte touched behind it.  Includes nothing of a test framework.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEST_ARENA_H
#define TEST_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/status.h"

#define ARENA_BLOCKS 256

typedef struct arena
{
	void	   *block[ARENA_BLOCKS];
	int			count;
	int			left;			/* allocations before one fails; -1: never */
} arena;

static inline void *
arena_allocate(void *context, size_t size)
{
	arena	   *a = context;
	void	   *block;

	if (a->left == 0 || a->count == ARENA_BLOCKS)
		return NULL;
	if (a->left > 0)
		a->left--;
	block = malloc(size > 0 ? size : 1);
	if (block == NULL)
		abort();
	memset(block, 0xA5, size);	/* nothing may count on zeros */
	a->block[a->count++] = block;
	return block;
}

/* An allocator that fails after so many allocations, or never for -1. */
static inline sm_memory
arena_memory(arena *a, int left)
{
	sm_memory	memory = {arena_allocate, a, NULL};

	a->count = 0;
	a->left = left;
	return memory;
}

static inline void
arena_free(arena *a)
{
	while (a->count > 0)
		free(a->block[--a->count]);
}

/* A copy of exactly the text's size; the caller frees it. */
static inline uint8_t *
exact_copy(const void *text, size_t length)
{
	uint8_t    *copy = malloc(length > 0 ? length : 1);

	if (copy == NULL)
		abort();
	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

#endif							/* TEST_ARENA_H */
