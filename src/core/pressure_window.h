/*-------------------------------------------------------------------------
 *
 * pressure_window.h
 *	  The pressure on a customer while touches pass by in order of time.
 *
 * A window is one flat block that grows: a head, then an entry for each
 * contact that is still of interest, in order of time.  What has become too
 * old is skipped at once and moved over before long, so the block holds what
 * one window holds.  The latest contact of each actor and way is in a binary
 * tree by a hash of these, so that a touch costs the logarithm of how many
 * these are, however close together touches are.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_PRESSURE_WINDOW_H
#define SM_CORE_PRESSURE_WINDOW_H

#include "core/pressure.h"
#include "core/status.h"

/* No window needs more room. */
#define SM_PRESSURE_BYTES ((size_t) 128 * 1024 * 1024)

/* The limits that matter here. */
enum sm_pressure_limit
{
	SM_PRESSURE_LENGTH,			/* of the window, in microseconds */
	SM_PRESSURE_COLLAPSE,		/* repeats within it are one touch */
	SM_PRESSURE_PHONE,
	SM_PRESSURE_EMAIL,
	SM_PRESSURE_MAIL,
	SM_PRESSURE_LIMITS
};

/* The head.  Size, version and reserved bytes are the caller's affair. */
typedef struct sm_pressure_window
{
	int32_t		size;
	uint8_t		version;
	uint8_t		unused[3];
	uint32_t	used;			/* bytes, of the head too */
	uint32_t	started;		/* 1 once there was a touch with a time */
	int64_t		at;				/* the time of the last one */
	int64_t		limit[SM_PRESSURE_LIMITS];	/* those of the policy */
	sm_pressure_scale scale;
	int64_t		units;			/* the sum of weights within the window */
	uint32_t	first;			/* offset of the first entry of interest */
	uint32_t	tail;			/* of the first one within the window */
	uint32_t	root;			/* of the first entry of the tree; 0: none */
	uint32_t	planted;		/* entries before this one are in the tree */
} sm_pressure_window;

/* A contact. */
typedef struct sm_pressure_entry
{
	int64_t		at;
	uint32_t	child[2];		/* entries of lower and of higher keys; 0: none */
	uint32_t	hash;			/* of the key: actor, way, function if nobody */
	uint16_t	length;			/* of the actor */
	uint8_t		way:4,
				function:4;		/* where the actor is not known */
	uint8_t		weighs;			/* 1 if it is not a repeat */
	char		actor[];
} sm_pressure_entry;

/* What became of a touch. */
typedef enum sm_pressure_step
{
	SM_PRESSURE_DONE,
	SM_PRESSURE_FULL,			/* make room for so many more bytes first */
	SM_PRESSURE_DISORDER,		/* it is earlier than one before */
	SM_PRESSURE_OTHER_POLICY,	/* the limits are not those from before */
	SM_PRESSURE_STOPPED			/* stop was set: try again */
} sm_pressure_step;

/* The room that one more entry takes at most. */
#define SM_PRESSURE_ENTRY_BYTES \
	(sizeof(sm_pressure_entry) + SM_TOUCH_TEXT_BYTES)

/*
 * Moves on to a touch, in a block of so many bytes.  One without a time
 * changes nothing.
 */
extern sm_pressure_step sm_pressure_add(sm_pressure_window *window,
										size_t size,
										const sm_touch_record *touch,
										const sm_policy *policy,
										const volatile sig_atomic_t *stop);

/* The pressure, of 1 that is tolerated; false before the first touch. */
extern bool sm_pressure_now(const sm_pressure_window *window,
							double *pressure);

#endif							/* SM_CORE_PRESSURE_WINDOW_H */
