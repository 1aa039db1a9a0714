/*-------------------------------------------------------------------------
 *
 * compensation.h
 *	  What a summary of payouts says: how long each function waits for its
 *	  pay, and by how much one waits longer.
 *
 * A payee's wait is the mean of the waits of all that payee's payouts,
 * weighted by their amounts (unweighted for a payee none of whose payouts
 * has an amount above zero), and functions are compared by these, one value
 * a payee.  For ranks it is rounded to whole days, half a day upwards.
 *
 * What was not paid by as_of:
 *	  - earned later than as_of: counted as not_yet_earned, nowhere else;
 *	  - scheduled for as_of or later: unpaid and not due, in no wait;
 *	  - else, without a schedule too: unpaid and overdue, in the wait of its
 *		payee as if it were paid on as_of, since it waits at least so long.
 * Without an as_of nothing is overdue.  What was paid counts as paid, also
 * where that was after as_of, and if it was earned later: a summary keeps no
 * days of payment.  So as_of is the day of the extract, or a later one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_COMPENSATION_H
#define SM_CORE_COMPENSATION_H

#include "core/inference.h"
#include "core/shift.h"
#include "core/status.h"
#include "core/wait_summary.h"

/* A number that may not be had. */
typedef struct sm_figure
{
	bool		known;
	double		value;
} sm_figure;

/* What one function waits, in days. */
typedef struct sm_function_pay
{
	int64_t		payees;			/* with rewards earned by as_of */
	int64_t		payouts;		/* rewards earned by as_of: */
	int64_t		paid;
	int64_t		overdue;
	int64_t		not_due;
	int64_t		not_yet_earned; /* not among the payouts */
	int64_t		scheduled;		/* paid or overdue, with a scheduled day */
	int64_t		late;			/* of these, past that day */
	int64_t		waiting_payees; /* payees with a wait: something was paid or
								 * is overdue */
	sm_function_sums beside;	/* what is seen in no payee */
	sm_int128	amount;			/* of the payouts, in 0.0001 */
	sm_figure	unpaid_share;	/* overdue and not due, of the payouts */
	sm_figure	mean;			/* over payees, of their waits */
	sm_figure	median;			/* over payees, of whole days */
	sm_figure	p90;
	sm_figure	weighted;		/* over payouts, by amount */
	sm_figure	kaplan_meier;	/* median over payouts, the unpaid censored */
	sm_figure	late_rate;		/* late among scheduled */
	sm_figure	tardiness_p90;	/* days late, 0 for what is not; over
								 * scheduled */
	sm_figure	design;			/* over payees, of what has a schedule: */
	sm_figure	lateness;		/* means whose sum is their mean wait */
} sm_function_pay;

/* Why a number is missing.  Zero: none is. */
typedef enum sm_gap_reason
{
	SM_GAP_COMPLETE = 0,
	SM_GAP_NO_SALES,
	SM_GAP_NO_MARKETING,
	SM_GAP_SUPPRESSED,			/* fewer payees than the minimum */
	SM_GAP_TOO_FEW,				/* for an interval */
	SM_GAP_DESIGN				/* the plans make the gap: a rule has no p */
} sm_gap_reason;

extern const char *const sm_gap_reason_names[7];

/* Marketing compared with sales. */
typedef struct sm_pay_gap
{
	sm_function_pay pay[SM_PERSON_FUNCTIONS];
	bool		suppressed[SM_PERSON_FUNCTIONS];
	int64_t		payees_of_two;	/* counted in more than one function */
	sm_gap_reason reason;		/* the first that holds */
	bool		compared;		/* the shift and the dominance are known */
	bool		intervals;		/* and so are their intervals */
	sm_shift	shift;
	sm_dominance dominance;
	sm_rank_test test;			/* known only if p may be said */
	sm_figure	mean_gap;		/* marketing minus sales */
	sm_figure	design_gap;		/* these two add up to the mean gap where */
	sm_figure	lateness_gap;	/* every payout has a schedule */
} sm_pay_gap;

/*
 * Reads a packed summary without a flaw.  Memory that is taken is the
 * caller's to give back.  SM_OK, SM_STOPPED, SM_OUT_OF_MEMORY, or
 * SM_TOO_LARGE where a sum does not fit.
 */
extern sm_status sm_pay_gap_of(const sm_wait_summary *summary,
							   const sm_pay_question *question,
							   const sm_memory *memory, sm_pay_gap *gap);

/* "day", "period" or "mixed", NULL without payouts: how they were earned. */
extern const char *sm_earned_basis(const sm_function_pay *pay);

#endif							/* SM_CORE_COMPENSATION_H */
