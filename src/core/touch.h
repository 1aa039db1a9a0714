/*-------------------------------------------------------------------------
 *
 * touch.h
 *	  One touch: who was in touch with a customer, when, how and what for.
 *
 * A touch is a flat record of a multiple of eight bytes: fixed fields, then
 * five texts one behind the other, the number of recipients if it is known,
 * then zeros.  It is small, since there are many.  Equal touches are equal
 * bytes; what is not known is zero or empty.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_TOUCH_H
#define SM_CORE_TOUCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/bytes.h"
#include "core/labels.h"

/* Microseconds since 2000-01-01 00:00 UTC; the range is PostgreSQL's. */
#define SM_NO_TIME			INT64_MIN
#define SM_FIRST_TIME		INT64_C(-211813488000000000)
#define SM_TIME_END			INT64_C(9223371331200000000)

/* How a customer is reached, as far as it matters.  Zero: some other way. */
typedef enum sm_way
{
	SM_BY_OTHER = 0,
	SM_BY_PHONE = 1,
	SM_BY_EMAIL = 2,
	SM_BY_MAIL = 3,
	SM_BY_MEETING = 4
} sm_way;

#define SM_WAYS 5

/* The texts of a touch, in the order in which they are stored. */
typedef enum sm_touch_text_field
{
	SM_TOUCH_ACTOR,
	SM_TOUCH_THREAD,
	SM_TOUCH_CAMPAIGN,
	SM_TOUCH_ID,
	SM_TOUCH_CHANNEL			/* a name, only of a channel of no known way */
} sm_touch_text_field;

#define SM_TOUCH_TEXTS		5
#define SM_TOUCH_TEXT_BYTES 255	/* longest text */
#define SM_NO_RECIPIENTS	(-1)

/* A touch as it is stored. */
typedef struct sm_touch_record
{
	int64_t		at;				/* or SM_NO_TIME */
	uint16_t	function:3,		/* sm_function */
				mode:2,			/* sm_mode */
				purpose:3,		/* sm_purpose */
				direction:2,	/* sm_direction */
				event:3,		/* sm_touch_event */
				way:3;			/* sm_way */
	uint8_t		length[SM_TOUCH_TEXTS];
	uint8_t		counted;		/* 1: the recipients are known */
	char		text[];
} sm_touch_record;

/* A text that need not end in a zero. */
typedef struct sm_span
{
	const char *text;
	size_t		length;
} sm_span;

/* A touch that is being put together. */
typedef struct sm_touch_fields
{
	sm_touch_record head;		/* all but labels and time come at the end */
	int32_t		recipients;		/* or SM_NO_RECIPIENTS */
	sm_span		text[SM_TOUCH_TEXTS];	/* the channel as the user says it */
	char		channel[SM_TOUCH_TEXT_BYTES];	/* its name, if one is kept */
} sm_touch_fields;

/* Bytes of a record that holds so many bytes behind its fixed fields. */
static inline size_t
sm_touch_bytes_for(size_t bytes)
{
	return (sizeof(sm_touch_record) + bytes + 7) & ~(size_t) 7;
}

/* Bytes of the texts of a record. */
static inline size_t
sm_touch_text_bytes(const sm_touch_record *touch)
{
	size_t		bytes = 0;

	for (int i = 0; i < SM_TOUCH_TEXTS; i++)
		bytes += touch->length[i];
	return bytes;
}

/* Bytes of a record. */
static inline size_t
sm_touch_bytes(const sm_touch_record *touch)
{
	return sm_touch_bytes_for(sm_touch_text_bytes(touch) +
							  touch->counted * sizeof(int32_t));
}

/* The number of recipients, or SM_NO_RECIPIENTS. */
static inline int32_t
sm_touch_recipients(const sm_touch_record *touch)
{
	int32_t		recipients = SM_NO_RECIPIENTS;

	if (touch->counted)
		memcpy(&recipients, touch->text + sm_touch_text_bytes(touch),
			   sizeof(recipients));
	return recipients;
}

/* One of the texts of a record. */
static inline sm_span
sm_touch_text(const sm_touch_record *touch, sm_touch_text_field field)
{
	sm_span		span = {touch->text, touch->length[field]};

	for (int i = 0; i < (int) field; i++)
		span.text += touch->length[i];
	return span;
}

/* The name of the channel of a record: that of its way, or its own. */
extern sm_span sm_touch_channel(const sm_touch_record *touch);

/* Whether two touches have the same text there; two empty ones are. */
static inline bool
sm_touch_same(const sm_touch_record *a, const sm_touch_record *b,
			  sm_touch_text_field field)
{
	return a->length[field] == b->length[field] &&
		memcmp(sm_touch_text(a, field).text, sm_touch_text(b, field).text,
			   a->length[field]) == 0;
}

/* A touch of which nothing is known. */
extern void sm_touch_begin(sm_touch_fields *fields);

/*
 * Completes the head of a touch whose texts are all at most
 * SM_TOUCH_TEXT_BYTES long, and returns the bytes of its record.
 */
extern size_t sm_touch_end(sm_touch_fields *fields);

/* Writes the record of a completed touch. */
extern void sm_touch_write(const sm_touch_fields *fields,
						   sm_touch_record *touch);

/*
 * One sentence on what is wrong with a record of which so many bytes may be
 * read, or a null pointer.
 */
extern const char *sm_touch_flaw(const sm_touch_record *touch, size_t size);

/*
 * The order of touches on a timeline: by time, then by activity_id, then by
 * everything else, so that no two touches that differ are equal.
 */
extern int	sm_touch_order(const sm_touch_record *a, const sm_touch_record *b);

/* The names of the ways; a channel of no known way has a name of its own. */
extern const char *const sm_way_names[SM_WAYS + 1];

#endif							/* SM_CORE_TOUCH_H */
