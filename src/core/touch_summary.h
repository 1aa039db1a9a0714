/*-------------------------------------------------------------------------
 *
 * touch_summary.h
 *	  A timeline: the touches of one customer, or of one person.
 *
 * A summary is one flat block that grows: a head, then a record for each
 * touch that has a time.  While rows are being added these are in any order;
 * when packed they are in the order of sm_touch_order, so that equal touches,
 * however they arrived, are equal bytes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_TOUCH_SUMMARY_H
#define SM_CORE_TOUCH_SUMMARY_H

#include "core/status.h"
#include "core/touch.h"

/*
 * No summary needs more room: about three million touches.  A touch is at
 * most 9.3 times as long in the text form, so that one has less than the
 * gigabyte that the server allows.
 */
#define SM_TOUCH_SUMMARY_BYTES ((size_t) 108 * 1024 * 1024)

/* The head.  Size, version and reserved bytes are the caller's affair. */
typedef struct sm_touch_summary
{
	int32_t		size;
	uint8_t		version;
	uint8_t		unused[3];
	uint32_t	used;			/* bytes, of the head too */
	uint32_t	count;			/* touches */
	int64_t		skipped;		/* rows without a time */
} sm_touch_summary;

/* A touch and where it belongs. */
typedef struct sm_touch_place
{
	int64_t		at;
	const sm_touch_record *touch;
} sm_touch_place;

static inline const sm_touch_record *
sm_touch_first(const sm_touch_summary *summary)
{
	return (const sm_touch_record *) (summary + 1);
}

static inline const sm_touch_record *
sm_touch_next(const sm_touch_record *touch)
{
	return (const sm_touch_record *)
		((const char *) touch + sm_touch_bytes(touch));
}

/* Adds a touch with a time, for which there is room. */
static inline void
sm_touch_summary_add(sm_touch_summary *summary, const sm_touch_record *touch,
					 size_t bytes)
{
	memcpy((char *) summary + summary->used, touch, bytes);
	summary->used += (uint32_t) bytes;
	summary->count++;
}

/*
 * One sentence on what is wrong with a summary whose used bytes are all
 * there, at least those of a head, or a null pointer.
 */
extern const char *sm_touch_summary_flaw(const sm_touch_summary *summary);

/* Whether the touches of a valid summary are in order. */
extern bool sm_touch_summary_sorted(const sm_touch_summary *summary);

/*
 * An order of touches whose places have the same number in at.
 */
typedef int (*sm_touch_compare) (const sm_touch_record *a,
								 const sm_touch_record *b);

/*
 * Sorts places by at, then by the order; scratch is room for as many again.  False if it was
 * stopped, which leaves neither array of use.
 */
extern bool sm_touch_sort(sm_touch_place *places, sm_touch_place *scratch,
						  size_t count, sm_touch_compare order,
						  const volatile sig_atomic_t *stop);

/*
 * Writes the packed form of a valid summary, in as many bytes as it uses.
 * places is room for twice its touches.  False if it was stopped.
 */
extern bool sm_touch_summary_pack(const sm_touch_summary *from,
								  sm_touch_summary *to,
								  sm_touch_place *places,
								  const volatile sig_atomic_t *stop);

#endif							/* SM_CORE_TOUCH_SUMMARY_H */
