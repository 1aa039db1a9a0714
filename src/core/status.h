/*-------------------------------------------------------------------------
 *
 * status.h
 *	  What the core tells its caller when something is wrong, and how it
 *	  gets memory.
 *
 * Nothing below src/core includes a PostgreSQL header, prints, or exits, and
 * whatever is returned lies in memory of the caller's; what malloc gives is
 * given back before a function returns.  So the same objects link into the
 * server module, the unit tests and the fuzzers, and no core frame is on the
 * stack when the server raises an error.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_STATUS_H
#define SM_CORE_STATUS_H

#include <signal.h>
#include <stddef.h>

typedef enum sm_status
{
	SM_OK = 0,
	SM_STOPPED,					/* sm_memory.stop was set: try again, or don't */
	SM_OUT_OF_MEMORY,			/* the caller's allocator returned NULL */
	SM_TOO_LARGE,				/* a stated limit was passed */
	SM_BAD_ENCODING,			/* the text is not valid in its encoding */
	SM_BAD_JSON,				/* the text is not JSON */
	SM_BAD_RULES,				/* JSON, but not what rules are made of */
	SM_BAD_RECORDS				/* records that contradict each other */
} sm_status;

#define SM_ERROR_PATH 192
#define SM_ERROR_DETAIL 256

/*
 * Filled where a function of the core returns anything but SM_OK.  path is
 * an SQL/JSON path such as $.phrases."cold call".sales, empty where the
 * trouble has no place in the document; detail is one sentence.
 */
typedef struct sm_error
{
	sm_status	status;
	char		path[SM_ERROR_PATH];
	char		detail[SM_ERROR_DETAIL];
} sm_error;

/*
 * The caller's allocator.  It returns NULL, and never jumps away, when there
 * is no memory; what it returned belongs to the caller, also after an error.
 */
typedef struct sm_memory
{
	void	   *(*allocate) (void *context, size_t size);
	void	   *context;

	/*
	 * Set by whoever wants the caller's attention; NULL where nobody does.
	 * Long work ends soon after it is set, with SM_STOPPED, or with less
	 * done, and can be called again.
	 */
	const volatile sig_atomic_t *stop;
} sm_memory;

/* Whether the caller's attention is wanted. */
static inline int
sm_stop_wanted(const volatile sig_atomic_t *stop)
{
	return stop != NULL && *stop;
}

/* The same, looked at once in a while by a loop that has got to n. */
static inline int
sm_stop_wanted_at(size_t n, const volatile sig_atomic_t *stop)
{
	return n % 4096 == 0 && sm_stop_wanted(stop);
}

/*
 * What a function that looks for a flaw returns where it was stopped, to be
 * told apart by its address.
 */
extern const char sm_flaw_stopped[];

/*
 * Fills an error with a printf-formatted detail and an empty path, and
 * returns the status.
 */
extern sm_status sm_fail(sm_error *error, sm_status status,
						 const char *format,...)
			__attribute__((format(printf, 3, 4)));

#endif							/* SM_CORE_STATUS_H */
