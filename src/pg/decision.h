/*-------------------------------------------------------------------------
 *
 * decision.h
 *	  The types evidence and decision_summary as SQL values.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_PG_DECISION_H
#define SM_PG_DECISION_H

#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "core/decision.h"
#include "pg/state.h"

/* What evidence is, in memory and on disk. */
typedef struct Evidence
{
	SmState		head;
	sm_evidence_row evidence;
} Evidence;

extern const SmStateType sm_evidence_type;

/* Evidence that is an argument and not NULL, checked. */
extern const sm_evidence_row *sm_evidence_argument(FunctionCallInfo fcinfo,
											   int argument);

/* A summary that is an argument and not NULL, checked. */
extern const sm_decision_summary *sm_decision_argument(FunctionCallInfo fcinfo,
													   int argument);

/*
 * Reads and writes the binary form of a row of evidence, without a version.
 * What is read is not checked yet; 22P03 where the message, or the room for
 * names, ends too early.
 */
extern void sm_evidence_receive(const SmStateType *type, StringInfo message,
								sm_evidence_row *evidence);
extern void sm_evidence_append(StringInfo message,
							   const sm_evidence_row *evidence);

#endif							/* SM_PG_DECISION_H */
