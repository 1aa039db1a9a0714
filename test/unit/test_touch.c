/*-------------------------------------------------------------------------
 *
 * test_touch.c
 *	  Tests of src/core/touch.c, touch_text.c, touch_summary.c and
 *	  friction_policy.c.
 *
 * Random touches make the round trip through every form, sort as brute force
 * does, and no damaged byte makes a reader read where it must not.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/friction_policy.h"
#include "core/severity.h"
#include "core/touch_summary.h"
#include "core/touch_text.h"
#include "arena.h"
#include "random.h"
#include "touches.h"

static void
test_severity(void **state)
{
	(void) state;
	assert_true(sm_severity_excess(48, 24) == 0.5);
	assert_true(sm_severity_excess(24, 24) == 0);
	assert_true(sm_severity_excess(0, 24) == 0);
	assert_true(sm_severity_shortfall(12, 24) == 0.5);
	assert_true(sm_severity_shortfall(24, 24) == 0);
	assert_true(sm_severity_shortfall(0, 24) == 1);
}

/* What a text reads as, or NULL where it is refused. */
static const sm_policy *
policy_of(const char *text)
{
	static sm_policy policy;
	sm_policy_fault fault = {""};

	if (sm_policy_read(text, strlen(text), &policy, &fault) == SM_POLICY_READ)
		return &policy;
	assert_true(strlen(fault.detail) > 0);
	return NULL;
}

static void
test_policy(void **state)
{
	sm_policy	standard;
	uint64_t	seed = 1;

	(void) state;
	sm_policy_standard(&standard);
	assert_null(sm_policy_flaw(&standard));
	assert_true(sm_policy_order(&standard, policy_of(" default ")) == 0);
	assert_true(policy_of("double_touch 1.5h")->limit[SM_LIMIT_DOUBLE_TOUCH] ==
				90 * SM_MINUTE);
	for (int turn = 0; turn < 2000; turn++)
	{
		sm_policy	policy = standard;
		char		text[SM_POLICY_TEXT];

		for (int i = 0; i < SM_LIMITS; i++)
		{
			const sm_limit_info *info = &sm_limit_table[i];

			if (random_between(&seed, 0, 1) == 0)
				policy.limit[i] = random_between(&seed, info->least,
												 turn % 2 == 0 ? info->most :
												 info->least + 1);
		}
		memset(text, 'x', sizeof(text));
		sm_policy_write(&policy, text);
		assert_true(memchr(text, '\0', sizeof(text)) != NULL);
		assert_non_null(policy_of(text));
		assert_memory_equal(policy_of(text), &policy, sizeof(policy));
	}
}

static void
test_policy_refused(void **state)
{
	static const char *const wrong[] = {
		"x", "phone", "phone 4 email 4", "phone 4,", ",", "phone 4,,mail 3",
		"phone 4, phone 5", "phone 4.5", "phone 4h", "double_touch 4",
		"double_touch 0.1us", "double_touch 1.h", "double_touch .5h",
		"double_touch 1e3h", "role_drift 0.1234567", "role_drift nan",
		"double_touch inf", "default default", "double_touch -1h", "phone 0",
		"double_touch 99999999999999999d", "phone 1001", "phone -",
		"double_touch 123456789012345678901h"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_null(policy_of(wrong[i]));
}

static void
test_channels(void **state)
{
	static const struct
	{
		const char *said;
		sm_way		way;
		const char *name;
	}			channels[] = {
		{"phone", SM_BY_PHONE, "phone"}, {"Tel.", SM_BY_PHONE, "phone"},
		{"E-Mail", SM_BY_EMAIL, "email"}, {"direct mail", SM_BY_MAIL, "mail"},
		{"Video-Call", SM_BY_MEETING, "meeting"}, {"...", SM_BY_OTHER, ""},
		{"Trade  Show!", SM_BY_OTHER, "trade_show"},
		{"videoconferencex", SM_BY_OTHER, "videoconferencex"},
		{"a", SM_BY_OTHER, "a"}, {"zzz", SM_BY_OTHER, "zzz"}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(channels) / sizeof(channels[0]); i++)
	{
		sm_touch_record *touch = make_touch((made_touch){
			.channel = channels[i].said});
		sm_span		name = sm_touch_channel(touch);

		assert_int_equal(touch->way, channels[i].way);
		assert_int_equal(name.length, strlen(channels[i].name));
		assert_memory_equal(name.text, channels[i].name, name.length);
		free(touch);
	}
}

/* A random touch, extreme now and then. */
static sm_touch_record *
random_touch(uint64_t *seed)
{
	static const char *const texts[] = {
		NULL, "", "a", "P07", "\"\\", "; x=\"", "\n\t ", "Gr\303\274n"
	};
	static const char *const channels[] = {
		NULL, "phone", "E-Mail", "Trade Show", "post", "visit"
	};

	return make_touch((made_touch){
		.at = random_between(seed, 0, 9) == 0 ?
			SM_FIRST_TIME + random_between(seed, 0, SM_TIME_END - 1) :
			random_between(seed, 0, 5) * 1000003,
		.actor = texts[random_between(seed, 0, 7)],
		.thread = texts[random_between(seed, 0, 7)],
		.campaign = texts[random_between(seed, 0, 7)],
		.id = texts[random_between(seed, 0, 7)],
		.channel = channels[random_between(seed, 0, 5)],
		.function = (sm_function) random_between(seed, 0, SM_UNCLASSIFIED),
		.mode = (sm_mode) random_between(seed, 0, SM_INTERACTIVE),
		.purpose = (sm_purpose) random_between(seed, 0, SM_PLAN),
		.direction = (sm_direction) random_between(seed, 0, SM_OUTBOUND),
		.event = (sm_touch_event) random_between(seed, 0, SM_RETURNED),
		.recipients = (int) random_between(seed, 0, 3)});
}

/* The touch that a text is of. */
static sm_touch_record *
read_back(const char *text)
{
	static sm_touch_texts texts;
	static sm_touch_fields fields;
	const char *rest = text;
	sm_touch_record *touch;

	assert_null(sm_touch_read(&rest, &fields, &texts));
	assert_int_equal(*rest, '\0');
	touch = malloc(sm_touch_end(&fields));
	sm_touch_write(&fields, touch);
	return touch;
}

static void
test_round_trip(void **state)
{
	uint64_t	seed = 2;

	(void) state;
	for (int i = 0; i < 20000; i++)
	{
		sm_touch_record *touch = random_touch(&seed);
		size_t		length = sm_touch_print(touch, NULL);
		char	   *text = malloc(length + 1);
		sm_touch_record *again;

		assert_int_equal(sm_touch_print(touch, text), length);
		text[length] = '\0';
		again = read_back(text);
		assert_int_equal(sm_touch_bytes(again), sm_touch_bytes(touch));
		assert_memory_equal(again, touch, sm_touch_bytes(touch));
		assert_null(sm_touch_flaw(touch, sm_touch_bytes(touch)));
		assert_true(sm_touch_order(touch, again) == 0);
		free(text);
		free(touch);
		free(again);
	}
}

static void
test_damaged_text(void **state)
{
	static const char good[] = "occurred_at=-0043-03-15T09:00:00.5Z "
		"event=opened function=sales actor=\"P\\\"07\" recipients=12";
	uint64_t	seed = 3;
	int			refused = 0;

	(void) state;
	free(read_back(good));
	for (int i = 0; i < 50000; i++)
	{
		static sm_touch_texts texts;
		static sm_touch_fields fields;
		char	   *text = (char *) exact_copy(good, sizeof(good));
		const char *rest = text;

		for (int n = 0; n < 2; n++)
			text[random_between(&seed, 0, (int64_t) strlen(good) - 1)] =
				(char) random_between(&seed, 0, 255);
		refused += sm_touch_read(&rest, &fields, &texts) != NULL;
		free(text);
	}
	assert_true(refused > 10000);
}

/* A summary of touches, in a block of exactly their size. */
static sm_touch_summary *
summary_of(sm_touch_record **touches, size_t count)
{
	size_t		size = sizeof(sm_touch_summary);
	sm_touch_summary *summary;

	for (size_t i = 0; i < count; i++)
		size += sm_touch_bytes(touches[i]);
	summary = calloc(1, size);
	summary->used = sizeof(sm_touch_summary);
	for (size_t i = 0; i < count; i++)
		sm_touch_summary_add(summary, touches[i], sm_touch_bytes(touches[i]));
	return summary;
}

static int
by_order(const void *a, const void *b)
{
	return sm_touch_order(*(sm_touch_record *const *) a,
						  *(sm_touch_record *const *) b);
}

static void
test_sorting(void **state)
{
	uint64_t	seed = 4;

	(void) state;
	for (int turn = 0; turn < 400; turn++)
	{
		size_t		count = (size_t) random_between(&seed, 0, turn % 80);
		sm_touch_record *touches[80];
		sm_touch_place *places = malloc((count + 1) * 2 * sizeof(*places));
		sm_touch_summary *summary;
		sm_touch_summary *packed;
		sm_touch_summary *expected;

		for (size_t i = 0; i < count; i++)
			touches[i] = random_touch(&seed);
		summary = summary_of(touches, count);
		qsort(touches, count, sizeof(*touches), by_order);
		expected = summary_of(touches, count);
		packed = malloc(summary->used);
		assert_true(sm_touch_summary_pack(summary, packed, places, NULL));
		assert_null(sm_touch_summary_flaw(packed));
		assert_true(sm_touch_summary_sorted(packed));
		assert_int_equal(packed->used, expected->used);
		assert_memory_equal(packed, expected, packed->used);
		for (size_t i = 0; i < count; i++)
			free(touches[i]);
		free(places);
		free(summary);
		free(packed);
		free(expected);
	}
}

static void
test_stopped_sort(void **state)
{
	static const volatile sig_atomic_t stop = 1;
	uint64_t	seed = 5;
	sm_touch_record *touches[80];
	sm_touch_place places[160];
	sm_touch_summary *summary;
	sm_touch_summary *packed;

	(void) state;
	for (int i = 0; i < 80; i++)
		touches[i] = random_touch(&seed);
	summary = summary_of(touches, 80);
	packed = malloc(summary->used);
	assert_false(sm_touch_summary_pack(summary, packed, places, &stop));
	assert_true(sm_touch_summary_pack(summary, packed, places, NULL));
	for (int i = 0; i < 80; i++)
		free(touches[i]);
	free(summary);
	free(packed);
}

static void
test_damaged_summary(void **state)
{
	uint64_t	seed = 6;
	int			refused = 0;

	(void) state;
	for (int turn = 0; turn < 20000; turn++)
	{
		sm_touch_record *touches[3];
		sm_touch_summary *summary;
		unsigned char *byte;

		for (int i = 0; i < 3; i++)
			touches[i] = random_touch(&seed);
		summary = summary_of(touches, 3);
		byte = (unsigned char *) summary +
			random_between(&seed, 12, summary->used - 1);
		*byte = (unsigned char) (*byte ^ 1 << random_between(&seed, 0, 7));
		if (sm_touch_summary_flaw(summary) != NULL)
			refused++;
		else
			(void) sm_touch_summary_sorted(summary);
		for (int i = 0; i < 3; i++)
			free(touches[i]);
		free(summary);
	}
	assert_true(refused > 2000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_severity),
		cmocka_unit_test(test_policy),
		cmocka_unit_test(test_policy_refused),
		cmocka_unit_test(test_channels),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_damaged_text),
		cmocka_unit_test(test_sorting),
		cmocka_unit_test(test_stopped_sort),
		cmocka_unit_test(test_damaged_summary)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
