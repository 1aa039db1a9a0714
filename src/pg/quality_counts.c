/*-------------------------------------------------------------------------
 *
 * quality_counts.c
 *	  The type quality_counts, its aggregates, and what is read from it.
 *
 * A value is a header and the counts of the core, valid in the core's sense
 * wherever one can be had from SQL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "funcapi.h"
#include "libpq/pqformat.h"

#include "core/labels.h"
#include "core/quality_counts.h"
#include "pg/compat.h"
#include "pg/figures.h"
#include "pg/labels.h"
#include "pg/operators.h"
#include "pg/quality_counts.h"
#include "pg/state.h"

PG_FUNCTION_INFO_V1(sm_quality_counts_in);
PG_FUNCTION_INFO_V1(sm_quality_counts_out);
PG_FUNCTION_INFO_V1(sm_quality_counts_recv);
PG_FUNCTION_INFO_V1(sm_quality_counts_send);
PG_FUNCTION_INFO_V1(sm_quality_counts_accum);
PG_FUNCTION_INFO_V1(sm_quality_counts_combine);
PG_FUNCTION_INFO_V1(sm_quality_counts_final);
PG_FUNCTION_INFO_V1(sm_classification_quality);
PG_FUNCTION_INFO_V1(sm_classification_quality_final);
PG_FUNCTION_INFO_V1(sm_class_quality);
PG_FUNCTION_INFO_V1(sm_confusion_matrix);

#define QUALITY_COUNTS_VERSION	1

/* What a quality_counts is, in memory and on disk. */
typedef struct QualityCounts
{
	SmState		head;
	sm_quality_counts counts;
} QualityCounts;

static const char *
counts_flaw(const void *state)
{
	return sm_quality_counts_flaw(&((const QualityCounts *) state)->counts);
}

/* The total order of two states, for the operators. */
static int
counts_order(const void *a, const void *b)
{
	const QualityCounts *left = a;
	const QualityCounts *right = b;

	return sm_quality_counts_order(&left->counts, &right->counts);
}

static const SmStateType quality_counts_type = {
	.name = "quality_counts",
	.version = QUALITY_COUNTS_VERSION,
	.grows = false,
	.fixed_size = sizeof(QualityCounts),
	.flaw = counts_flaw,
	.order = counts_order
};

/*
 * The counts of an argument that is not NULL, checked.
 */
static const sm_quality_counts *
counts_argument(FunctionCallInfo fcinfo, int argument)
{
	const QualityCounts *state;

	state = sm_state_for_reading(fcinfo, argument, &quality_counts_type);
	return &state->counts;
}

const sm_quality_counts *
sm_quality_counts_argument(FunctionCallInfo fcinfo, int argument)
{
	return counts_argument(fcinfo, argument);
}

/*
 * Raises 22003 unless a sum fitted.
 */
static void
check_range(bool fitted)
{
	if (!fitted)
		sm_state_out_of_range(&quality_counts_type,
							  "A sum would be larger than "
							  "9223372036854775807.");
}

/*
 * A row of quality_figures in the current memory context.
 */
static Datum
figures_datum(FunctionCallInfo fcinfo, const sm_quality_counts *counts)
{
	SmFigures	row = {0};
	sm_quality	quality = sm_quality_of(counts);

	sm_put_count(&row, quality.rows);
	sm_put_count(&row, counts->skipped);
	sm_put_count(&row, counts->unpredicted);
	sm_put_count(&row, quality.covered);
	sm_put_count(&row, quality.correct);
	sm_put_proportion(&row, &quality.coverage);
	sm_put_proportion(&row, &quality.accuracy);
	sm_put_proportion(&row, &quality.covered_accuracy);
	sm_put_count(&row, quality.classes);
	sm_put_share(&row, quality.classes > 0, quality.macro_f1);
	return sm_figures_datum(fcinfo, &row);
}

/*
 * quality_counts_in(cstring) returns quality_counts
 */
Datum
sm_quality_counts_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	QualityCounts *state = sm_state_new(&quality_counts_type);
	const char *detail = "";

	switch (sm_quality_counts_read(text, &state->counts, &detail))
	{
		case SM_COUNTS_READ:
			break;
		case SM_COUNTS_MALFORMED:
			sm_state_bad_text(&quality_counts_type, text, detail);
		case SM_COUNTS_OUT_OF_RANGE:
			sm_state_out_of_range(&quality_counts_type, detail);
	}
	PG_RETURN_POINTER(state);
}

/*
 * quality_counts_out(quality_counts) returns cstring
 */
Datum
sm_quality_counts_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SM_QUALITY_COUNTS_TEXT);

	sm_quality_counts_write(counts_argument(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/*
 * quality_counts_recv(internal) returns quality_counts
 */
Datum
sm_quality_counts_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	QualityCounts *state = sm_state_new(&quality_counts_type);
	sm_quality_counts *counts = &state->counts;

	sm_state_receive_version(&quality_counts_type, message);
	sm_state_receive_bytes(&quality_counts_type, message, sizeof(*counts));
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		for (int j = 0; j < SM_FUNCTIONS; j++)
			counts->rows[i][j] = pq_getmsgint64(message);
	}
	counts->skipped = pq_getmsgint64(message);
	counts->unpredicted = pq_getmsgint64(message);
	sm_state_received(&quality_counts_type, message, state);
	PG_RETURN_POINTER(state);
}

/*
 * quality_counts_send(quality_counts) returns bytea
 */
Datum
sm_quality_counts_send(PG_FUNCTION_ARGS)
{
	const sm_quality_counts *counts = counts_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, QUALITY_COUNTS_VERSION);
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		for (int j = 0; j < SM_FUNCTIONS; j++)
			pq_sendint64(&message, counts->rows[i][j]);
	}
	pq_sendint64(&message, counts->skipped);
	pq_sendint64(&message, counts->unpredicted);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

SM_STATE_OPERATORS(quality_counts, &quality_counts_type);

/*
 * quality_counts_accum(quality_counts, actual text, predicted text)
 * returns quality_counts
 *		Counts one row.
 */
Datum
sm_quality_counts_accum(PG_FUNCTION_ARGS)
{
	QualityCounts *state = sm_state_for_change(fcinfo, &quality_counts_type);
	int			predicted = SM_NO_LABEL;
	sm_function actual;

	if (!PG_ARGISNULL(2))
		predicted = sm_function_argument(PG_GETARG_TEXT_PP(2));
	if (PG_ARGISNULL(1))
	{
		check_range(sm_quality_counts_skip(&state->counts));
		PG_RETURN_POINTER(state);
	}

	actual = sm_function_argument(PG_GETARG_TEXT_PP(1));
	check_range(sm_quality_counts_add(&state->counts, actual, predicted));
	PG_RETURN_POINTER(state);
}

/*
 * quality_counts_combine(quality_counts, quality_counts)
 * returns quality_counts
 *		Adds the counts of the second to the first; a NULL adds nothing.
 */
Datum
sm_quality_counts_combine(PG_FUNCTION_ARGS)
{
	QualityCounts *state = sm_state_for_change(fcinfo, &quality_counts_type);

	if (!PG_ARGISNULL(1))
		check_range(sm_quality_counts_merge(&state->counts,
											 counts_argument(fcinfo, 1)));
	PG_RETURN_POINTER(state);
}

/*
 * quality_counts_final(quality_counts) returns quality_counts
 *		The summary that has been built; an empty one over no rows.
 */
Datum
sm_quality_counts_final(PG_FUNCTION_ARGS)
{
	return sm_state_final(fcinfo, &quality_counts_type);
}

/*
 * classification_quality(quality_counts) returns quality_figures
 *		Figures over all classes.  Declared STRICT.
 */
Datum
sm_classification_quality(PG_FUNCTION_ARGS)
{
	return figures_datum(fcinfo, counts_argument(fcinfo, 0));
}

/*
 * classification_quality_final(quality_counts) returns quality_figures
 *		The same of what has been counted; of no rows over no rows.
 */
Datum
sm_classification_quality_final(PG_FUNCTION_ARGS)
{
	static const sm_quality_counts none;	/* all zero */

	return figures_datum(fcinfo, PG_ARGISNULL(0) ? &none :
						 counts_argument(fcinfo, 0));
}

/*
 * class_quality(quality_counts) returns setof class_figures
 *		A row for each function.  Declared STRICT.
 */
Datum
sm_class_quality(PG_FUNCTION_ARGS)
{
	const sm_quality_counts *counts = counts_argument(fcinfo, 0);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		sm_class_figures class;
		SmFigures	row = {0};

		class = sm_class_figures_of(counts, (sm_function) i);
		sm_put_label(&row, sm_function_names[i]);
		sm_put_count(&row, class.actual);
		sm_put_count(&row, class.predicted);
		sm_put_count(&row, class.correct);
		sm_put_proportion(&row, &class.precision);
		sm_put_proportion(&row, &class.recall);
		sm_put_proportion(&row, &class.f1);
		sm_store_figures(fcinfo, &row);
	}
	return (Datum) 0;
}

/*
 * confusion_matrix(quality_counts) returns setof confusion
 *		A row for each pair of functions that occurs.  Declared STRICT.
 */
Datum
sm_confusion_matrix(PG_FUNCTION_ARGS)
{
	const sm_quality_counts *counts = counts_argument(fcinfo, 0);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < SM_FUNCTIONS; i++)
	{
		for (int j = 0; j < SM_FUNCTIONS; j++)
		{
			SmFigures	row = {0};

			if (counts->rows[i][j] == 0)
				continue;
			sm_put_label(&row, sm_function_names[i]);
			sm_put_label(&row, sm_function_names[j]);
			sm_put_count(&row, counts->rows[i][j]);
			sm_store_figures(fcinfo, &row);
		}
	}
	return (Datum) 0;
}
