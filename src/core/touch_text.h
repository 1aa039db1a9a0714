/*-------------------------------------------------------------------------
 *
 * touch_text.h
 *	  The text form of a touch, which is also that of a touch in a summary.
 *
 * A touch is words such as occurred_at=2026-03-02T09:00:00Z function=sales
 * actor="P07", of which those that are not known are left out; texts stand in
 * quotes.  Times are in UTC, whatever anybody's time zone is.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_TOUCH_TEXT_H
#define SM_CORE_TOUCH_TEXT_H

#include "core/touch.h"

/* Where the texts of a touch are put while it is being read. */
typedef struct sm_touch_texts
{
	char		text[SM_TOUCH_TEXTS][SM_TOUCH_TEXT_BYTES];
} sm_touch_texts;

/*
 * Reads one touch, up to a semicolon or the end, and moves *text there.  The
 * fields are completed but for sm_touch_end, and point into texts.  Returns a
 * null pointer, or one sentence on what is wrong.
 */
extern const char *sm_touch_read(const char **text, sm_touch_fields *fields,
								 sm_touch_texts *texts);

/*
 * Writes a touch without a terminating zero, and returns the bytes this
 * takes; with to NULL it only counts.
 */
extern size_t sm_touch_print(const sm_touch_record *touch, char *to);

#endif							/* SM_CORE_TOUCH_TEXT_H */
