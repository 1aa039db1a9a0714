/*-------------------------------------------------------------------------
 *
 * test_timeline.c
 *	  Tests of src/core/timeline*.c, pressure.c and pressure_window.c.
 *
 * Random timelines beside the rules written down naively, every touch being
 * compared with every other; and being stopped, or short of memory, at every
 * step.
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

#include "core/civil.h"
#include "core/pressure_window.h"
#include "core/severity.h"
#include "core/timeline.h"
#include "arena.h"
#include "random.h"
#include "touches.h"

#define MOST 300

/* A timeline with what its question needs. */
typedef struct fixture
{
	sm_touch_summary *summary;	/* packed */
	const sm_touch_record *touch[MOST];	/* in order */
	int			count;
	sm_policy	policy;
	sm_friction_question question;
	sm_open_range range;
	arena		arena;
} fixture;

static int64_t
day_in_utc(const void *zone, int64_t at)
{
	(void) zone;
	return sm_floor_divide(at, SM_DAY);
}

/* Packs touches, and frees them. */
static void
begin(fixture *f, sm_touch_record **touches, int count)
{
	size_t		size = sizeof(sm_touch_summary);
	sm_touch_summary *loose;
	sm_touch_place *places = malloc((size_t) (count + 1) * 2 *
									sizeof(*places));
	const sm_touch_record *touch;

	memset(f, 0, sizeof(*f));
	for (int i = 0; i < count; i++)
		size += sm_touch_bytes(touches[i]);
	loose = calloc(1, size);
	loose->used = sizeof(sm_touch_summary);
	for (int i = 0; i < count; i++)
	{
		sm_touch_summary_add(loose, touches[i], sm_touch_bytes(touches[i]));
		free(touches[i]);
	}
	f->summary = malloc(size);
	assert_true(sm_touch_summary_pack(loose, f->summary, places, NULL));
	free(loose);
	free(places);
	f->count = count;
	touch = sm_touch_first(f->summary);
	for (int i = 0; i < count; i++)
	{
		f->touch[i] = touch;
		touch = sm_touch_next(touch);
	}
	sm_policy_standard(&f->policy);
	f->question.policy = &f->policy;
	f->question.as_of = SM_NO_TIME;
	f->question.person = SM_A_CUSTOMER;
	f->question.day_of = day_in_utc;
}

static void
end(fixture *f)
{
	free(f->summary);
	arena_free(&f->arena);
}

/* A random timeline in steps of minutes, crowded ones now and then. */
static void
begin_random(fixture *f, uint64_t *seed, int count)
{
	static const char *const actors[] = {NULL, "a", "b", "c", "dd"};
	static const char *const channels[] = {
		"phone", "email", "mail", "meeting", "webinar"
	};
	static const char *const threads[] = {NULL, "t", "u"};
	static const char *const ids[] = {"1", "2", "3", "4", "5"};
	sm_touch_record *touches[MOST];
	int64_t		minutes = random_between(seed, 1, 2) == 1 ? 30 : 60000;

	for (int i = 0; i < count; i++)
		touches[i] = make_touch((made_touch){
			.at = random_between(seed, 0, minutes) * SM_MINUTE,
			.actor = actors[random_between(seed, 0, 4)],
			.thread = threads[random_between(seed, 0, 2)],
			.campaign = threads[random_between(seed, 0, 2)],
			.id = ids[random_between(seed, 0, 4)],
			.channel = channels[random_between(seed, 0, 4)],
			.function = (sm_function) random_between(seed, 0, SM_UNCLASSIFIED),
			.mode = (sm_mode) random_between(seed, 0, SM_INTERACTIVE),
			.purpose = (sm_purpose) random_between(seed, 0, SM_PLAN),
			.direction = random_between(seed, 0, 2) == 0 ? SM_INBOUND :
				SM_OUTBOUND,
			.event = random_between(seed, 0, 9) == 0 ?
				(sm_touch_event) random_between(seed, 1, SM_RETURNED) :
				SM_CONTACT});
	begin(f, touches, count);
}

/* Whether a touch repeats an earlier one, by looking at all of them. */
static bool
repeats(const fixture *f, int place)
{
	for (int i = 0; i < place; i++)
	{
		if (f->touch[i]->event == SM_CONTACT &&
			sm_touch_repeats(f->touch[i], f->touch[place]) &&
			f->touch[place]->at - f->touch[i]->at <
			f->policy.limit[SM_LIMIT_COLLAPSE])
			return true;
	}
	return false;
}

/* Whether a touch reaches out and repeats nothing. */
static bool
reaches_out(const fixture *f, int place)
{
	const sm_touch_record *touch = f->touch[place];

	return touch->event == SM_CONTACT && touch->direction == SM_OUTBOUND &&
		touch->way != SM_BY_MEETING && touch->mode != SM_INTERACTIVE &&
		!repeats(f, place);
}

/* The pressure at a touch, summed over all before it, as a fraction. */
static double
pressure_at(const fixture *f, int place)
{
	int64_t		of[SM_WAYS] = {0};
	int64_t		phone = f->policy.limit[SM_LIMIT_PHONE];
	int64_t		email = f->policy.limit[SM_LIMIT_EMAIL];
	int64_t		mail = f->policy.limit[SM_LIMIT_MAIL];

	for (int i = 0; i <= place; i++)
	{
		if (reaches_out(f, i) && f->touch[place]->at - f->touch[i]->at <
			f->policy.limit[SM_LIMIT_OVER_CONTACT])
			of[f->touch[i]->way]++;
	}
	return (double) (of[SM_BY_PHONE] * email * mail + of[SM_BY_EMAIL] * phone *
					 mail + of[SM_BY_MAIL] * phone * email) /
		(double) (phone * email * mail);
}

/* All events of a timeline of one kind, in order; how many there are. */
static int
events_of(fixture *f, sm_friction_kind kind, sm_friction *events, int most,
		  sm_exposure *exposure)
{
	sm_memory	memory = arena_memory(&f->arena, -1);
	sm_timeline timeline;
	sm_friction event;
	int			count = 0;

	assert_int_equal(sm_timeline_open(&timeline, f->summary, &f->question,
									  &memory), SM_OK);
	while (sm_timeline_next(&timeline, &event) == SM_NEXT_EVENT)
	{
		assert_true(event.severity > 0 && event.severity <= 1);
		if (event.kind != kind)
			continue;
		assert_true(count < most);
		events[count++] = event;
	}
	*exposure = timeline.exposure[kind];
	arena_free(&f->arena);
	return count;
}

static void
test_double_touch(void **state)
{
	uint64_t	seed = 1;
	int			all = 0;

	(void) state;
	for (int turn = 0; turn < 400; turn++)
	{
		fixture		f;
		sm_friction events[MOST];
		sm_exposure exposure;
		const sm_touch_record *before = NULL;
		int			pairs = 0;
		int			found = 0;
		int			count;

		begin_random(&f, &seed, (int) random_between(&seed, 0, 120));
		f.policy.limit[SM_LIMIT_DOUBLE_TOUCH] = 7 * SM_MINUTE *
			random_between(&seed, 1, 200);
		count = events_of(&f, SM_DOUBLE_TOUCH, events, MOST, &exposure);
		for (int i = 0; i < f.count; i++)
		{
			const sm_touch_record *touch = f.touch[i];

			if (!reaches_out(&f, i) || touch->function > SM_MARKETING)
				continue;
			if (before != NULL && before->function != touch->function)
			{
				if (touch->length[SM_TOUCH_ACTOR] +
					before->length[SM_TOUCH_ACTOR] > 0)
					pairs++;
				if (touch->at - before->at <
					f.policy.limit[SM_LIMIT_DOUBLE_TOUCH] &&
					!sm_touch_same(touch, before, SM_TOUCH_ACTOR) &&
					!(touch->length[SM_TOUCH_THREAD] > 0 &&
					  sm_touch_same(touch, before, SM_TOUCH_THREAD)))
				{
					assert_true(found < count);
					assert_true(events[found].at == touch->at);
					assert_true(sm_evidence_at(&events[found].evidence, 0) ==
								before);
					found++;
				}
			}
			before = touch;
		}
		assert_int_equal(found, count);
		assert_int_equal(pairs, exposure.exposed);
		assert_int_equal(found, exposure.flagged);
		all += found;
		end(&f);
	}
	assert_true(all > 200);
}

static void
test_pressure(void **state)
{
	static const int tolerances[] = {1, 3, 4, 7, 10, 997, 1000};
	uint64_t	seed = 2;
	int			all = 0;

	(void) state;
	for (int turn = 0; turn < 200; turn++)
	{
		fixture		f;
		sm_friction events[3 * MOST];
		sm_exposure exposure;
		int			found = 0;
		int			weighty = 0;
		int			count;

		begin_random(&f, &seed, (int) random_between(&seed, 0, 150));
		f.policy.limit[SM_LIMIT_OVER_CONTACT] = SM_MINUTE *
			random_between(&seed, 1, 30000);
		f.policy.limit[SM_LIMIT_COLLAPSE] = SM_MINUTE *
			random_between(&seed, 0, 20);
		f.policy.limit[SM_LIMIT_PHONE] = tolerances[random_between(&seed, 0, 6)];
		f.policy.limit[SM_LIMIT_EMAIL] = tolerances[random_between(&seed, 0, 6)];
		f.policy.limit[SM_LIMIT_CALLS_PER_DAY] = 1000;
		f.policy.limit[SM_LIMIT_CALLS_PER_WEEK] = 1000;
		count = events_of(&f, SM_OVER_CONTACT, events, 3 * MOST, &exposure);
		for (int i = 0; i < f.count; i++)
		{
			double		pressure;

			if (!reaches_out(&f, i) || f.touch[i]->way == SM_BY_OTHER)
				continue;
			weighty++;
			pressure = pressure_at(&f, i);
			if (pressure <= 1)
				continue;
			assert_true(found < count);
			assert_true(fabs(events[found].observed - pressure) < 1e-9);
			assert_true(events[found].at == f.touch[i]->at);
			found++;
		}
		assert_int_equal(found, count);
		assert_int_equal(weighty, exposure.exposed);
		all += found;
		end(&f);
	}
	assert_true(all > 1000);
}

/* A window in a block that is made larger when it must be. */
static sm_pressure_window *
pass(sm_pressure_window *window, size_t *size, const sm_touch_record *touch,
	 const sm_policy *policy)
{
	for (;;)
	{
		sm_pressure_window *larger;

		switch (sm_pressure_add(window, *size, touch, policy, NULL))
		{
			case SM_PRESSURE_DONE:
				return window;
			case SM_PRESSURE_FULL:
				larger = calloc(1, *size + SM_PRESSURE_ENTRY_BYTES);
				memcpy(larger, window, window->used);
				free(window);
				window = larger;
				*size += SM_PRESSURE_ENTRY_BYTES;
				break;
			default:
				fail();
		}
	}
}

static void
test_pressure_window(void **state)
{
	uint64_t	seed = 3;

	(void) state;
	for (int turn = 0; turn < 200; turn++)
	{
		fixture		f;
		size_t		size = sizeof(sm_pressure_window);
		sm_pressure_window *window = calloc(1, size);
		double		pressure;

		window->used = sizeof(sm_pressure_window);
		assert_false(sm_pressure_now(window, &pressure));
		begin_random(&f, &seed, (int) random_between(&seed, 0, 150));
		f.policy.limit[SM_LIMIT_OVER_CONTACT] = SM_MINUTE *
			random_between(&seed, 1, 30000);
		f.policy.limit[SM_LIMIT_COLLAPSE] = SM_MINUTE *
			random_between(&seed, 0, 2000);
		for (int i = 0; i < f.count; i++)
		{
			window = pass(window, &size, f.touch[i], &f.policy);
			assert_true(sm_pressure_now(window, &pressure));
			assert_true(fabs(pressure - pressure_at(&f, i)) < 1e-9);
		}
		free(window);
		end(&f);
	}
}

static void
test_window_refuses(void **state)
{
	static const volatile sig_atomic_t stop = 1;
	char		block[4096] = {0};
	sm_pressure_window *window = (sm_pressure_window *) block;
	sm_policy	policy;
	sm_touch_record *late = make_touch((made_touch){.at = 5, .channel = "phone",
		.direction = SM_OUTBOUND});
	sm_touch_record *early = make_touch((made_touch){.at = 4,
		.channel = "phone", .direction = SM_OUTBOUND, .actor = "a"});
	sm_touch_record *never = make_touch((made_touch){.at = SM_NO_TIME});

	(void) state;
	sm_policy_standard(&policy);
	window->used = sizeof(*window);
	assert_int_equal(sm_pressure_add(window, sizeof(block), never, &policy,
									 NULL), SM_PRESSURE_DONE);
	assert_int_equal(window->started, 0);
	assert_int_equal(sm_pressure_add(window, sizeof(block), late, &policy,
									 NULL), SM_PRESSURE_DONE);
	assert_int_equal(sm_pressure_add(window, sizeof(block), early, &policy,
									 NULL), SM_PRESSURE_DISORDER);
	window->planted = window->first;	/* as after moving over */
	window->root = 0;
	assert_int_equal(sm_pressure_add(window, sizeof(block), late, &policy,
									 &stop), SM_PRESSURE_STOPPED);
	policy.limit[SM_LIMIT_EMAIL]++;
	assert_int_equal(sm_pressure_add(window, sizeof(block), late, &policy,
									 NULL), SM_PRESSURE_OTHER_POLICY);
	free(late);
	free(early);
	free(never);
}

/* Touches of many people at one time do not look for each other one by one. */
static void
test_crowded_window(void **state)
{
	size_t		size = sizeof(sm_pressure_window);
	sm_pressure_window *window;
	sm_policy	policy;
	double		pressure;

	(void) state;
	sm_policy_standard(&policy);
	size += 400000 * (sizeof(sm_pressure_entry) + 8);
	window = calloc(1, size);
	window->used = sizeof(sm_pressure_window);
	for (int i = 0; i < 400000; i++)
	{
		char		actor[16];
		sm_touch_record *touch;

		(void) snprintf(actor, sizeof(actor), "p%d", i % 200000);
		touch = make_touch((made_touch){.at = 7, .actor = actor,
			.channel = "phone", .direction = SM_OUTBOUND});
		window = pass(window, &size, touch, &policy);
		free(touch);
	}
	assert_true(sm_pressure_now(window, &pressure));
	assert_true(fabs(pressure - 200000.0 / 3) < 1e-6);
	free(window);
}

/* Silences longer than the limit, by looking at all touches in a range. */
static int
silences(const fixture *f, int64_t opened, int64_t closed)
{
	int64_t		last = opened;
	int			found = 0;

	for (int i = 0; i < f->count; i++)
	{
		const sm_touch_record *touch = f->touch[i];

		if (touch->event != SM_CONTACT || repeats(f, i) || touch->at < opened ||
			touch->at > closed ||
			(touch->direction == SM_INBOUND && touch->way != SM_BY_MEETING &&
			 touch->mode != SM_TWO_WAY && touch->mode != SM_INTERACTIVE))
			continue;
		found += touch->at - last > f->policy.limit[SM_LIMIT_WENT_DARK];
		last = touch->at;
	}
	return found + (closed - last > f->policy.limit[SM_LIMIT_WENT_DARK]);
}

static void
test_went_dark(void **state)
{
	uint64_t	seed = 4;
	int			all = 0;

	(void) state;
	for (int turn = 0; turn < 300; turn++)
	{
		fixture		f;
		sm_friction events[MOST];
		sm_exposure exposure;
		int			count;
		int			open = 0;

		begin_random(&f, &seed, (int) random_between(&seed, 0, 80));
		for (int i = 0; i < f.count; i++)
			open += f.touch[i]->event == SM_OPENED ||
				f.touch[i]->event == SM_ACCEPTED;
		f.policy.limit[SM_LIMIT_WENT_DARK] = SM_MINUTE *
			random_between(&seed, 1, 5000);
		f.range.opened = random_between(&seed, 0, 30000) * SM_MINUTE;
		f.range.closed = f.range.opened +
			random_between(&seed, 1, 30000) * SM_MINUTE;
		f.question.ranges = &f.range;
		f.question.range_count = 1;
		count = events_of(&f, SM_WENT_DARK, events, MOST, &exposure);
		if (open == 0)
		{
			assert_int_equal(count, silences(&f, f.range.opened,
											 f.range.closed));
			assert_int_equal(exposure.exposed, 1);
			all += count;
		}
		else
			assert_true(count >= silences(&f, f.range.opened,
										  f.range.closed));
		end(&f);
	}
	assert_true(all > 50);
}

/* Repeats are found by sorting where there are too many to look at. */
static void
test_crowd(void **state)
{
	static char names[MOST][8];
	sm_touch_record *touches[MOST];
	fixture		f;
	sm_friction events[3 * MOST];
	sm_exposure exposure;

	(void) state;
	for (int i = 0; i < MOST; i++)
	{
		(void) snprintf(names[i], sizeof(names[i]), "p%d", i % 100);
		touches[i] = make_touch((made_touch){.at = i, .actor = names[i],
			.channel = i % 2 == 0 ? "phone" : "email",
			.direction = SM_OUTBOUND});
	}
	begin(&f, touches, MOST);
	(void) events_of(&f, SM_OVER_CONTACT, events, 3 * MOST, &exposure);
	assert_int_equal(exposure.exposed, 100);
	end(&f);
}

/* The ends of time are further apart than an int64 counts. */
static void
test_ends_of_time(void **state)
{
	sm_touch_record *touches[2];
	fixture		f;
	sm_friction events[4];
	sm_exposure exposure;

	(void) state;
	touches[0] = make_touch((made_touch){.at = SM_FIRST_TIME, .actor = "a",
		.function = SM_SALES, .channel = "phone", .direction = SM_OUTBOUND,
		.purpose = SM_LISTEN});
	touches[1] = make_touch((made_touch){.at = SM_TIME_END - 1, .actor = "b",
		.function = SM_MARKETING, .channel = "phone",
		.direction = SM_OUTBOUND});
	begin(&f, touches, 2);
	f.range.opened = SM_NO_TIME;
	f.range.closed = SM_NO_TIME;
	f.question.ranges = &f.range;
	f.question.range_count = 1;
	assert_int_equal(events_of(&f, SM_WENT_DARK, events, 4, &exposure), 1);
	assert_true(events[0].observed > 1e8);
	assert_int_equal(events_of(&f, SM_DOUBLE_TOUCH, events, 4, &exposure), 0);
	assert_int_equal(exposure.exposed, 1);
	f.question.person = SM_SALES_PERSON;
	assert_int_equal(events_of(&f, SM_ROLE_DRIFT, events, 4, &exposure), 0);
	assert_int_equal(exposure.exposed, 2);
	end(&f);
}

/* Stopped before every step, a sweep still finds what it would have. */
static void
test_stopped(void **state)
{
	uint64_t	seed = 5;

	(void) state;
	for (int turn = 0; turn < 60; turn++)
	{
		fixture		f;
		volatile sig_atomic_t stop = 0;
		sm_memory	memory;
		sm_timeline plain;
		sm_timeline stopped;
		sm_friction one;
		sm_friction other;
		sm_next		next;

		begin_random(&f, &seed, (int) random_between(&seed, 0, 120));
		f.question.person = turn % 3 == 0 ? SM_SALES_PERSON : SM_A_CUSTOMER;
		memory = arena_memory(&f.arena, -1);
		assert_int_equal(sm_timeline_open(&plain, f.summary, &f.question,
										  &memory), SM_OK);
		assert_int_equal(sm_timeline_open(&stopped, f.summary, &f.question,
										  &memory), SM_OK);
		stopped.stop = &stop;
		do
		{
			/* every other call is stopped, sooner or later */
			stop = 1;
			next = sm_timeline_next(&stopped, &other);
			if (next == SM_NEXT_STOPPED)
			{
				stop = 0;
				next = sm_timeline_next(&stopped, &other);
			}
			assert_int_equal(sm_timeline_next(&plain, &one), next);
			if (next == SM_NEXT_EVENT)
			{
				assert_true(one.kind == other.kind && one.at == other.at &&
							one.severity == other.severity &&
							one.observed == other.observed);
			}
		}
		while (next == SM_NEXT_EVENT);
		assert_memory_equal(plain.exposure, stopped.exposure,
							sizeof(plain.exposure));
		end(&f);
	}
}

static void
test_scarce_memory(void **state)
{
	uint64_t	seed = 6;
	fixture		f;

	(void) state;
	begin_random(&f, &seed, 200);
	for (int left = 0;; left++)
	{
		sm_memory	memory = arena_memory(&f.arena, left);
		sm_timeline timeline;
		sm_status	status = sm_timeline_open(&timeline, f.summary,
											  &f.question, &memory);

		arena_free(&f.arena);
		if (status == SM_OK)
			break;
		assert_int_equal(status, SM_OUT_OF_MEMORY);
		assert_true(left < 20);
	}
	end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_double_touch),
		cmocka_unit_test(test_pressure),
		cmocka_unit_test(test_pressure_window),
		cmocka_unit_test(test_window_refuses),
		cmocka_unit_test(test_crowded_window),
		cmocka_unit_test(test_went_dark),
		cmocka_unit_test(test_crowd),
		cmocka_unit_test(test_ends_of_time),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_scarce_memory)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
