/*-------------------------------------------------------------------------
 *
 * test_decision.c
 *	  Tests of src/core/decision.c, decision_text.c and share.c.
 *
 * Whatever is read is valid, and is written as something that reads as the
 * same; whatever is written may be cut anywhere without harm.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/decision.h"

#define LENGTH(array)	(sizeof(array) / sizeof((array)[0]))

static uint64_t seed = 7;

/* A number from 0 to below bound. */
static int
pick(int bound)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (int) ((seed >> 33) % (uint64_t) bound);
}

static sm_evidence_row
row_of(const char *text)
{
	sm_evidence_row row;
	const char *detail = NULL;

	assert_true(sm_evidence_read(text, &row, &detail));
	assert_null(sm_evidence_flaw(&row));
	return row;
}

static sm_decision_summary
summary_of(const char *text)
{
	sm_decision_summary summary;
	const char *detail = NULL;

	assert_true(sm_decision_read(text, &summary, &detail));
	assert_null(sm_decision_flaw(&summary));
	return summary;
}

/* Checks that a text is read, and written as expected. */
static void
assert_row(const char *text, const char *expected)
{
	sm_evidence_row row = row_of(text);
	sm_evidence_row again;
	char		written[SM_EVIDENCE_TEXT];

	sm_evidence_write(&row, written);
	assert_string_equal(written, expected);
	again = row_of(written);
	assert_memory_equal(&again, &row, sizeof(row));
}

static void
assert_summary(const char *text, const char *expected)
{
	sm_decision_summary summary = summary_of(text);
	sm_decision_summary again;
	char		written[SM_DECISION_TEXT];

	sm_decision_write(&summary, written);
	assert_string_equal(written, expected);
	again = summary_of(written);
	assert_memory_equal(&again, &summary, sizeof(summary));
}

/* Shares as strtod understands them. */
static void
test_shares(void **state)
{
	static const char *const texts[] = {
		"0", "1", "-1", "0.33", "-0.625", ".5", "1.", "0.000000001", "-0",
		"1.000000000", "0001", "0.100"
	};
	static const char *const bad[] = {
		"", "-", ".", "+1", "1.1", "2", "-1.000000001", "0.1234567891",
		"99999999999999999999", "1e-1", "NaN", " 1"
	};

	(void) state;
	for (size_t i = 0; i < LENGTH(texts); i++)
	{
		const char *text = texts[i];
		char		written[SM_SHARE_TEXT];
		sm_share	share = 7;
		sm_share	same = 7;

		assert_true(sm_share_read(&text, &share));
		assert_int_equal(*text, '\0');
		assert_true(sm_share_of(strtod(texts[i], NULL), -SM_SHARE_ONE,
								&same));
		assert_int_equal(share, same);
		assert_true(sm_share_number(share) == strtod(texts[i], NULL));
		sm_share_write(share, written);
		text = written;
		assert_true(sm_share_read(&text, &same) && share == same);
	}
	for (size_t i = 0; i < LENGTH(bad); i++)
	{
		const char *text = bad[i];
		sm_share	share = 7;

		if (sm_share_read(&text, &share))
			assert_int_not_equal(*text, '\0');
		else
			assert_true(text == bad[i] && share == 7);
	}
}

static void
test_share_limits(void **state)
{
	sm_share	share = 7;

	(void) state;
	assert_false(sm_share_of(NAN, -SM_SHARE_ONE, &share));
	assert_false(sm_share_of(INFINITY, -SM_SHARE_ONE, &share));
	assert_false(sm_share_of(-INFINITY, -SM_SHARE_ONE, &share));
	assert_false(sm_share_of(nextafter(1, 2), -SM_SHARE_ONE, &share));
	assert_false(sm_share_of(-1e-300, 0, &share));
	assert_int_equal(share, 7);
	assert_true(sm_share_of(-0.0, 0, &share) && share == 0);
	for (int i = 0; i < 10000; i++)
	{
		double		number = pick(1000000001) / 1e9;

		assert_true(sm_share_of(number, 0, &share));
		assert_true(sm_share_number(share) == number);
	}
}

static void
test_texts(void **state)
{
	(void) state;
	assert_row("focus", "focus");
	assert_row(" hand_off  slow_follow_up=3/10 ",
			   "hand_off slow_follow_up=3/10");
	assert_row("missing=b,a,b coverage=.5 communication",
			   "communication coverage=0.5 missing=a,b");
	assert_row("distinctness=-0.5 focus", "focus people distinctness=-0.5 "
			   "observed");
	assert_row("rewards distinctness=1", "rewards people distinctness=1 "
			   "by_design");
	assert_row("rewards observed distinctness=1 work", "rewards work "
			   "distinctness=1 observed");
	assert_row("skill_sets people high=0.9 low=0.1 distinctness=0.2 "
			   "by_design sales=5 marketing=9223372036854775807 "
			   "role_drift=1/2 limit=0.2 coverage=1 missing=x",
			   "skill_sets people distinctness=0.2 low=0.1 high=0.9 "
			   "by_design sales=5 marketing=9223372036854775807 "
			   "role_drift=1/2 limit=0.2 coverage=1 missing=x");
	assert_row("communication double_touch", "communication double_touch");
	assert_summary("none", "none");
	assert_summary("focus", "none");
	assert_summary("focus distinctness=0.1 budget_overlap=1/2",
				   "focus people distinctness=0.1 observed; "
				   "focus people budget_overlap=1/2");
	assert_summary("hand_off work bounced_lead=1/2; focus coverage=0.9; "
				   "focus coverage=0.8 missing=b; focus missing=a",
				   "focus work coverage=0.8 missing=a,b; "
				   "hand_off work bounced_lead=1/2");
}

static void
test_bad_texts(void **state)
{
	static const char *const bad[] = {
		"", ";", "fokus", "focus focus", "people", "focus people work",
		"focus distinctness", "focus distinctness=", "focus distinctness=1.1",
		"focus low=0.1 high=0.2", "focus distinctness=0.5 low=0.1",
		"focus distinctness=0.5 low=0.6 high=0.9",
		"focus distinctness=0.5 low=0.9 high=0.1", "focus by_design",
		"focus distinctness=0.5 by_design observed",
		"focus distinctness=0.5 sales=1", "focus sales=1 marketing=1",
		"focus distinctness=0.5 sales=-1 marketing=1",
		"focus distinctness=0.5 sales=9223372036854775808 marketing=1",
		"hand_off distinctness=0.5", "focus double_touch=1/2",
		"focus budget_overlap=1", "focus budget_overlap=1/",
		"focus budget_overlap=3/2", "focus budget_overlap=-1/2",
		"focus budget_overlap=1/2 budget_contention=1/2",
		"focus budget_overlap=1/2 limit=1.5", "focus budget_overlap=1/2 "
		"limit=-0.5", "focus limit=0.5", "focus coverage=1.5",
		"focus coverage=-0.1", "focus missing=", "focus missing=a,",
		"focus missing=a,,b", "focus missing=a=b", "focus;focus",
		"focus missing=a,b,c,d,e,f,g,h,i", "focus =1",
		"focus missing=a2345678901234567890123456789012345678901234567890123456789012345",
		"focus coverage=1x", "focus distinctness=0.5\x01", "focus colour=1"
	};
	static const char *const bad_summaries[] = {
		"", "none focus", "none;", "focus;", ";focus", "focus,focus",
		"focus distinctness=0.1; focus distinctness=0.2",
		"focus distinctness=0.1; focus distinctness=0.1 by_design",
		"focus budget_overlap=1/2; focus budget_overlap=1/2",
		"focus distinctness=0.1 people; skill_sets distinctness=0.1 work",
		"focus missing=a,b,c,d,e,f,g,h; focus missing=i"
	};

	(void) state;
	for (size_t i = 0; i < LENGTH(bad); i++)
	{
		sm_evidence_row row;
		const char *detail = NULL;

		if (sm_evidence_read(bad[i], &row, &detail))
			fail_msg("read: %s", bad[i]);
		assert_non_null(detail);
	}
	for (size_t i = 0; i < LENGTH(bad_summaries); i++)
	{
		sm_decision_summary summary;
		const char *detail = NULL;

		if (sm_decision_read(bad_summaries[i], &summary, &detail))
			fail_msg("read: %s", bad_summaries[i]);
		assert_non_null(detail);
	}
}

/* A random row that is valid. */
static sm_evidence_row
random_row(void)
{
	sm_evidence_row row;

	memset(&row, 0, sizeof(row));
	row.dimension = pick(SM_DIMENSIONS);
	row.basis = pick(3);
	if (row.dimension != SM_HAND_OFF && pick(3) > 0)
	{
		sm_difference *difference = &row.difference;

		difference->extent = 1 + pick(2);
		difference->distinctness = pick(2000000001) - SM_SHARE_ONE;
		if (difference->extent == SM_EXTENT_INTERVAL)
		{
			difference->low = difference->distinctness -
				pick(difference->distinctness + SM_SHARE_ONE + 1);
			difference->high = difference->distinctness +
				pick(SM_SHARE_ONE - difference->distinctness + 1);
		}
		difference->by_design = pick(2);
		difference->counted = pick(2);
		difference->n_sales = difference->counted ? pick(100) : 0;
		difference->n_marketing = difference->counted ? INT64_MAX : 0;
		row.basis = 1 + pick(2);
	}
	row.coverage.known = pick(2);
	row.coverage.share = row.coverage.known ? pick(1000000001) : 0;
	do
		row.kind = pick(SM_FRICTION_KINDS);
	while (row.kind != 0 && (int) sm_dimension_of(row.kind) != row.dimension);
	row.incidence.counted = row.kind != 0 && pick(4) > 0;
	if (row.incidence.counted)
	{
		row.incidence.exposed = pick(1000);
		row.incidence.flagged = pick((int) row.incidence.exposed + 1);
		row.incidence.limit = pick(2) ? 0 : pick(1000000001);
	}
	for (int names = pick(4); names > 0; names--)
	{
		static const char *const inputs[] = {
			"spend_feed", "spend_feed.amount", "Aktivit\xc3\xa4t", "x",
			"a23456789012345678901234567890123456789012345678901234567890123"
		};
		const char *name = inputs[pick(LENGTH(inputs))];

		assert_true(sm_missing_add(&row.missing, name, strlen(name)));
	}
	return row;
}

/*
 * Rows that do not contradict each other, in any order and any two parts,
 * make the same summary, and those that do are refused in any.
 */
static void
test_order(void **state)
{
	int			added = 0;

	(void) state;
	for (int i = 0; i < 3000; i++)
	{
		sm_evidence_row rows[6];
		int			count = 2 + pick(5);
		sm_decision_summary all = {0};
		sm_decision_summary backwards = {0};
		sm_decision_summary part[2] = {{0}, {0}};
		sm_evidence_place place;
		bool		fine[3] = {true, true, true};
		char		text[SM_DECISION_TEXT];

		for (int j = 0; j < count; j++)
		{
			rows[j] = random_row();
			assert_null(sm_evidence_flaw(&rows[j]));
			if (rows[j].basis != 0 && pick(20) > 0)
				rows[j].basis = SM_PEOPLE;
			else if (rows[j].difference.extent == 0)
				rows[j].basis = SM_BASIS_NONE;
		}
		for (int j = 0; j < count; j++)
		{
			fine[0] &= sm_decision_add(&all, &rows[j], &place) ==
				SM_EVIDENCE_ADDED;
			fine[1] &= sm_decision_add(&backwards, &rows[count - 1 - j],
									   &place) == SM_EVIDENCE_ADDED;
			fine[2] &= sm_decision_add(&part[pick(2)], &rows[j], &place) ==
				SM_EVIDENCE_ADDED;
		}
		fine[2] &= sm_decision_merge(&part[0], &part[1], &place) ==
			SM_EVIDENCE_ADDED;
		assert_int_equal(fine[0], fine[1]);
		assert_int_equal(fine[0], fine[2]);
		if (!fine[0])
			continue;
		added++;
		assert_null(sm_decision_flaw(&all));
		assert_memory_equal(&all, &backwards, sizeof(all));
		assert_memory_equal(&all, &part[0], sizeof(all));
		sm_decision_write(&all, text);
		part[1] = summary_of(text);
		assert_memory_equal(&all, &part[1], sizeof(all));
	}
	assert_true(added > 300 && added < 2700);
}

/* Every row comes back from its text, and its text cut short is no harm. */
static void
test_round_trip(void **state)
{
	(void) state;
	for (int i = 0; i < 2000; i++)
	{
		sm_evidence_row row = random_row();
		sm_evidence_row again;
		char		text[SM_EVIDENCE_TEXT];
		const char *detail;

		sm_evidence_write(&row, text);
		again = row_of(text);
		assert_memory_equal(&row, &again, sizeof(row));
		text[pick((int) strlen(text))] = i % 2 ? '\0' : (char) pick(256);
		detail = NULL;
		if (sm_evidence_read(text, &row, &detail))
			assert_null(sm_evidence_flaw(&row));
		else
			assert_non_null(detail);
	}
}

/* A byte that is not what it was is found, or means another valid value. */
static void
test_flaws(void **state)
{
	sm_decision_summary summary = summary_of(
		"focus distinctness=0.1 low=0 high=0.2 sales=9 marketing=9 "
		"budget_overlap=1/2 coverage=0.9 missing=a,b; hand_off "
		"bounced_lead=3/4 limit=0.2");
	size_t		flaws = 0;

	(void) state;
	for (size_t i = 0; i < sizeof(summary); i++)
	{
		sm_decision_summary spoilt = summary;
		char		text[SM_DECISION_TEXT];

		((unsigned char *) &spoilt)[i] ^= (unsigned char) (1 + pick(255));
		if (sm_decision_flaw(&spoilt) != NULL)
			flaws++;
		else
		{
			sm_decision_write(&spoilt, text);
			spoilt = summary_of(text);
			assert_null(sm_decision_flaw(&spoilt));
		}
	}
	assert_true(flaws > sizeof(summary) * 9 / 10);
}

/* The longest texts fit. */
static void
test_longest(void **state)
{
	sm_decision_summary summary = {.basis = SM_PEOPLE};
	char		text[SM_DECISION_TEXT];
	sm_decision_summary again;

	(void) state;
	for (int d = 0; d < SM_DIMENSIONS; d++)
	{
		char		name[SM_MISSING_BYTES];

		summary.dimension[d].coverage = (sm_coverage) {1, 123456789};
		for (int i = 0; i < SM_MISSING_NAMES; i++)
		{
			(void) snprintf(name, sizeof(name), "%063d", i);
			assert_true(sm_missing_add(&summary.dimension[d].missing, name,
									   strlen(name)));
		}
		if (d != SM_HAND_OFF)
			summary.dimension[d].difference = (sm_difference)
			{
				SM_EXTENT_INTERVAL, 1, -123456789, -987654321, -111111111, 1,
				INT64_MAX, INT64_MAX
			};
	}
	for (int k = 1; k < SM_FRICTION_KINDS; k++)
		summary.kind[k] = (sm_incidence) {1, 123456789, INT64_MAX, INT64_MAX};
	assert_null(sm_decision_flaw(&summary));
	sm_decision_write(&summary, text);
	assert_true(strlen(text) < SM_DECISION_TEXT - 100);
	again = summary_of(text);
	assert_memory_equal(&again, &summary, sizeof(summary));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shares),
		cmocka_unit_test(test_share_limits),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_bad_texts),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_flaws),
		cmocka_unit_test(test_longest)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
