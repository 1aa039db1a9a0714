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

#ifdef PG_MODULE_MAGIC_EXT
PG_MODULE_MAGIC_EXT(.name = "sales_marketing");
#else
PG_MODULE_MAGIC;
#endif
