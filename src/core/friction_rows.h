/*-------------------------------------------------------------------------
 *
 * friction_rows.h
 *	  Kinds of friction that one row of the user's tells of.
 *
 * Each kind answers three questions of a row: could it have happened
 * (exposed), did it (flagged), and how bad is it.  So one query has the
 * numerator and the denominator of a rate.  Comparisons are strict and exact:
 * what lies on the limit is not flagged.  Every difference of times is
 * elapsed time in microseconds, of days in days.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_FRICTION_ROWS_H
#define SM_CORE_FRICTION_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/friction_policy.h"

/* What a row says of one kind.  Not exposed: nothing else but threshold. */
typedef struct sm_friction_row
{
	bool		exposed;
	bool		flagged;
	double		severity;		/* 0 unless flagged, else up to 1 */
	double		observed;		/* flagged if it is past the threshold */
	double		threshold;
} sm_friction_row;

/* In place of a time: not known, or not before the end of time. */
#define SM_NEVER	INT64_MAX

/* In place of a day or a count that is not known. */
#define SM_UNKNOWN	INT64_MIN

/* From one time to another, as far as that fits. */
extern int64_t sm_elapsed(int64_t from, int64_t to);

/*
 * Both functions spend directly on the same customer in the same period.
 * Amounts are of any unit, less than 2^63 either way; zero or less is no
 * spend.  Exposed: there is any.
 */
extern sm_friction_row sm_row_budget_overlap(const sm_policy *policy,
											 int64_t sales, int64_t marketing);

/* What a function planned to spend and spent in a period. */
typedef struct sm_budget
{
	bool		known;
	int64_t		plan;
	int64_t		actual;
} sm_budget;

/*
 * One function overspends while the other is cut.  Exposed: both are known
 * and planned to spend something.
 */
extern sm_friction_row sm_row_budget_contention(const sm_policy *policy,
												const sm_budget *sales,
												const sm_budget *marketing);

/*
 * What a customer said reached nobody who could act on it.  routed and
 * actioned may be SM_NEVER.  Exposed: captured is known, and at as_of as old
 * as the limit.  observed is the age in days: until it was first routed or
 * actioned, if that was in time, else until it was actioned, or routed, or
 * as_of.
 */
extern sm_friction_row sm_row_feedback_dropped(const sm_policy *policy,
											   int64_t captured,
											   int64_t routed,
											   int64_t actioned,
											   int64_t as_of);

/* The days of a payout, SM_UNKNOWN where there is none. */
typedef struct sm_pay_days
{
	int64_t		earned;
	int64_t		scheduled;
	int64_t		paid;
	int64_t		deadline;		/* of the law, if it should count */
	int64_t		as_of;			/* always known */
} sm_pay_days;

/*
 * A payout came after its own schedule, or after a deadline that is stricter
 * than schedule and grace.  Exposed: earned and scheduled are known, and it
 * has been paid or is overdue.  observed is the lateness in days, severity
 * the part of the whole wait that it makes up.
 */
extern sm_friction_row sm_row_pay_late(const sm_policy *policy,
									   const sm_pay_days *days);

/* Whether three numbers are finite, and the first between the others. */
extern bool sm_is_interval(double shift, double low, double high);

/*
 * One function systematically waits longer: the shift between the functions
 * in days with its interval, which is not there (known false) where too few
 * people were compared.
 */
extern sm_friction_row sm_row_pay_gap(const sm_policy *policy, bool known,
									  double shift, double low, double high);

/* What is known of a deal and of what marketing did for it. */
typedef struct sm_assist
{
	bool		won;
	int64_t		opened;			/* SM_UNKNOWN if not known */
	int64_t		first_marketing_touch;	/* or SM_NEVER */
	bool		marketing_sourced;
	int64_t		credited;		/* payees of marketing, or SM_UNKNOWN */
	bool		shared_measure; /* marketing is paid by what deals bring */
} sm_assist;

/*
 * A won deal that marketing started pays marketing nothing.  Exposed: it is
 * won, marketing was the source or in touch before it was opened, and it is
 * known who was credited.  observed is how many were, threshold 1.
 */
extern sm_friction_row sm_row_uncredited_assist(const sm_assist *deal);

#endif							/* SM_CORE_FRICTION_ROWS_H */
