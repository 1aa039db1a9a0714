/*-------------------------------------------------------------------------
 *
 * json_text.h
 *	  What has to hold for a JSON text before cJSON sees it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_JSON_TEXT_H
#define SM_CORE_JSON_TEXT_H

#include <stddef.h>

#include "core/fold.h"
#include "core/status.h"

/*
 * SM_OK for a text within the limits of size and depth, valid in its
 * encoding, without control characters in strings and without escapes that
 * name no character there.  Whether it is JSON is for cJSON to say.
 */
extern sm_status sm_json_check(const char *json, size_t length,
							   sm_encoding encoding, sm_error *error);

#endif							/* SM_CORE_JSON_TEXT_H */
