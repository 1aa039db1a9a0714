/*-------------------------------------------------------------------------
 *
 * status.c
 *	  What the core tells its caller when something is wrong.
 *
 * A detail that is too long is cut, never overrun.
 *
 *-------------------------------------------------------------------------
 */
#include "core/status.h"

#include <stdarg.h>
#include <stdio.h>

const char sm_flaw_stopped[] = "The search for a flaw was stopped.";

sm_status
sm_fail(sm_error *error, sm_status status, const char *format,...)
{
	va_list		arguments;

	error->status = status;
	error->path[0] = '\0';
	va_start(arguments, format);
	(void) vsnprintf(error->detail, SM_ERROR_DETAIL, format, arguments);
	va_end(arguments);
	return status;
}
