/*-------------------------------------------------------------------------
 *
 * touches.h
 *	  Touches for tests, named field by field.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_UNIT_TOUCHES_H
#define SM_UNIT_TOUCHES_H

#include <stdlib.h>
#include <string.h>

#include "core/touch.h"

/* What a touch is made of; texts may be NULL. */
typedef struct made_touch
{
	int64_t		at;
	const char *actor;
	const char *thread;
	const char *campaign;
	const char *id;
	const char *channel;
	sm_function function;
	sm_mode		mode;
	sm_purpose	purpose;
	sm_direction direction;
	sm_touch_event event;
	int			recipients;		/* 0: not known */
} made_touch;

static inline sm_span
span_of(const char *text)
{
	sm_span		span = {text, text == NULL ? 0 : strlen(text)};

	return span;
}

/* The record of a touch, in a block of exactly its size. */
static inline sm_touch_record *
make_touch(made_touch made)
{
	static sm_touch_fields fields;
	sm_touch_record *touch;

	sm_touch_begin(&fields);
	fields.head.at = made.at;
	fields.head.function = made.function & 7;
	fields.head.mode = made.mode & 3;
	fields.head.purpose = made.purpose & 7;
	fields.head.direction = made.direction & 3;
	fields.head.event = made.event & 7;
	fields.recipients = made.recipients > 0 ? made.recipients :
		SM_NO_RECIPIENTS;
	fields.text[SM_TOUCH_ACTOR] = span_of(made.actor);
	fields.text[SM_TOUCH_THREAD] = span_of(made.thread);
	fields.text[SM_TOUCH_CAMPAIGN] = span_of(made.campaign);
	fields.text[SM_TOUCH_ID] = span_of(made.id);
	fields.text[SM_TOUCH_CHANNEL] = span_of(made.channel);
	touch = malloc(sm_touch_end(&fields));
	sm_touch_write(&fields, touch);
	return touch;
}

#endif							/* SM_UNIT_TOUCHES_H */
