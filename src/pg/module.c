/*-------------------------------------------------------------------------
 *
 * module.c
 *	  Marks the library as a module of the server.
 *
 * There is nothing to set up when it is loaded: no GUC, no hook, no worker.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;
