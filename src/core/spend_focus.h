/*-------------------------------------------------------------------------
 *
 * spend_focus.h
 *	  How narrowly spend is aimed: its concentration over keys, and reach.
 *
 * The amounts of a key are added first, and a key whose sum is zero or less
 * is counted and left out of what follows; so a credit lowers the spend on
 * its customer and never makes a share negative.  With x(1) <= ... <= x(N)
 * the sums of the N keys that are left, and T their sum,
 *
 *   HHI          sum x(i)^2 / T^2              1 / N to 1, one key
 *   effective    1 / HHI                       1 to N keys of equal spend
 *   evenness     effective / N
 *   Gini         sum (2 i - N - 1) x(i) / (N T)
 *   top decile   the largest N / 10 of them, rounded up, / T
 *
 * all from integers, rounded once.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_SPEND_FOCUS_H
#define SM_CORE_SPEND_FOCUS_H

#include "core/spend.h"
#include "core/status.h"

/* A figure that there may be no way to have. */
typedef struct sm_figure
{
	bool		known;
	double		value;
} sm_figure;

typedef struct sm_focus
{
	int64_t		lines;
	int64_t		without_reached;
	int64_t		reached;
	bool		reached_known;	/* of any line */
	int64_t		keys;			/* whose sum is positive */
	int64_t		nonpositive;	/* keys whose sum is not */
	sm_int128	amount;			/* of all lines */
	sm_int128	unallocated;	/* of those without a key */
	sm_figure	hhi;
	sm_figure	effective;
	sm_figure	evenness;
	sm_figure	gini;
	sm_figure	top_decile;
	sm_figure	per_key;		/* T / N */
	sm_figure	unallocated_share;	/* unallocated / amount */
	sm_figure	reach_per_money;	/* reached / amount */
	sm_figure	cost_per_reached;	/* amount / reached */
} sm_focus;

/* All functions together, in place of one. */
#define SM_ALL_FUNCTIONS	SM_FUNCTIONS

/*
 * The figures of one function, or of all, of a packed summary.  Memory is
 * for two sums of 128 bits per record, left to the caller.  SM_TOO_LARGE
 * where a sum of amounts passes 2^112 or one of reach an int64.
 */
extern sm_status sm_spend_focus_of(const sm_spend_summary *summary,
								   int function, const sm_memory *memory,
								   sm_focus *focus);

#endif							/* SM_CORE_SPEND_FOCUS_H */
