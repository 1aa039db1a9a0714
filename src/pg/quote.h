/*-------------------------------------------------------------------------
 *
 * quote.h
 *	  What of a user's text stands in a message.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_QUOTE_H
#define SM_PG_QUOTE_H

#include "postgres.h"

/*
 * The text, or as many whole characters of it as fit a message and three
 * dots, in the current memory context.
 */
extern const char *sm_quotable(const char *text, Size length);

#endif							/* SM_PG_QUOTE_H */
