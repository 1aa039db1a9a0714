/*-------------------------------------------------------------------------
 *
 * test_ratio.c
 *	  Tests of src/core/ratio.c and units_text.c.
 *
 * A quotient must not change when both parts are multiplied with the same
 * number, however large; where all fits in a double, the processor's own
 * division is the answer.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/ratio.h"
#include "core/units_text.h"

/* The next of a row of numbers that is the same in every run. */
static uint64_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return *seed ^ *seed >> 29;
}

/* A number of at most so many bits, often a small one. */
static uint64_t
random_bits(uint64_t *seed, int bits)
{
	int			used = (int) (next_random(seed) % (uint64_t) bits) + 1;

	return next_random(seed) >> (64 - used);
}

static void
test_quotients_of_doubles(void **state)
{
	uint64_t	seed = 1;

	(void) state;
	for (int round = 0; round < 200000; round++)
	{
		uint64_t	a = random_bits(&seed, 53);
		uint64_t	b = random_bits(&seed, 53) | 1;
		double		quotient = sm_huge_ratio(sm_huge_of(a), sm_huge_of(b));

		assert_true(quotient == (double) a / (double) b);
	}
}

static void
test_quotients_keep_when_both_grow(void **state)
{
	uint64_t	seed = 2;

	(void) state;
	for (int round = 0; round < 100000; round++)
	{
		uint64_t	a = random_bits(&seed, 53);
		uint64_t	b = random_bits(&seed, 53) | 1;
		uint64_t	factor = random_bits(&seed, 64) | 1;
		uint64_t	again = random_bits(&seed, 64) | 1;
		sm_huge		larger_a = sm_huge_times(sm_huge_product(a, factor),
											 again);
		sm_huge		larger_b = sm_huge_times(sm_huge_product(b, factor),
											 again);

		assert_true(sm_huge_ratio(larger_a, larger_b) ==
					(double) a / (double) b);
	}
}

/* (2^53 + 1) / 1 lies between two doubles; a little more is the upper one. */
static void
test_halves_go_to_even(void **state)
{
	sm_uint128	half = ((sm_uint128) 1 << 53) + 1;
	sm_huge		shift = sm_huge_product((sm_uint128) 1 << 100, 1);
	sm_huge		number = sm_huge_product(half, (sm_uint128) 1 << 100);
	sm_huge		more = sm_huge_sum(number, sm_huge_of(1));
	sm_huge		less = sm_huge_difference(number, sm_huge_of(1));

	(void) state;
	assert_true(sm_huge_ratio(number, shift) == 9007199254740992.0);
	assert_true(sm_huge_ratio(more, shift) == 9007199254740994.0);
	assert_true(sm_huge_ratio(less, shift) == 9007199254740992.0);
	assert_true(sm_huge_ratio(sm_huge_of(0), shift) == 0);
	assert_true(sm_huge_ratio(sm_huge_of(1), shift) == ldexp(1, -100));
}

/* (a + b)(a + b) = a a + 2 a b + b b */
static void
test_products(void **state)
{
	uint64_t	seed = 3;

	(void) state;
	for (int round = 0; round < 100000; round++)
	{
		sm_uint128	a = (sm_uint128) next_random(&seed) << 60 |
			next_random(&seed) >> 4;
		sm_uint128	b = random_bits(&seed, 64);
		sm_huge		square = sm_huge_product(a + b, a + b);
		sm_huge		ab = sm_huge_product(a, b);
		sm_huge		sum = sm_huge_sum(sm_huge_sum(sm_huge_product(a, a), ab),
									  sm_huge_sum(ab, sm_huge_product(b, b)));
		sm_huge		none = sm_huge_difference(square, sum);

		assert_memory_equal(&square, &sum, sizeof(sum));
		assert_true((none.part[0] | none.part[1] | none.part[2] |
					 none.part[3]) == 0);
	}
}

/* Checks that an amount has exactly this text. */
static void
assert_units(sm_int128 units, const char *expected)
{
	char		text[SM_UNITS_TEXT];
	const char *at = text;
	sm_int128	again = 7;

	assert_int_equal(sm_write_units(units, text), strlen(expected));
	assert_string_equal(text, expected);
	assert_int_equal(sm_read_units(&at, &again), SM_COUNTS_READ);
	assert_true(again == units && *at == '\0');
}

static void
test_amounts(void **state)
{
	static const char *const wrong[] = {
		"", "-", "+", ".5", "1.", "1.23456", "-.1", "a", "1.2.3"
	};
	uint64_t	seed = 4;

	(void) state;
	assert_units(0, "0");
	assert_units(1, "0.0001");
	assert_units(-1, "-0.0001");
	assert_units(12500, "1.25");
	assert_units(-120000, "-12");
	assert_units(1000000, "100");
	assert_units(SM_INT128_MAX,
				 "17014118346046923173168730371588410.5727");
	assert_units(SM_INT128_MIN,
				 "-17014118346046923173168730371588410.5728");
	for (int round = 0; round < 100000; round++)
	{
		char		text[SM_UNITS_TEXT];
		const char *at = text;
		sm_uint128	bits = (sm_uint128) next_random(&seed) << 64 |
			next_random(&seed);
		sm_int128	units = (sm_int128) bits;
		sm_int128	again;

		units >>= next_random(&seed) % 127;
		sm_write_units(units, text);
		assert_int_equal(sm_read_units(&at, &again), SM_COUNTS_READ);
		assert_true(again == units);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
	{
		const char *text = wrong[i];
		sm_int128	units;

		assert_true(sm_read_units(&text, &units) != SM_COUNTS_READ ||
					*text != '\0');
	}
}

static void
test_amounts_too_large(void **state)
{
	static const char *const large[] = {
		"17014118346046923173168730371588410.5728",
		"-17014118346046923173168730371588410.5729",
		"17014118346046923173168730371588411",
		"99999999999999999999999999999999999999999999999"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(large) / sizeof(large[0]); i++)
	{
		const char *text = large[i];
		sm_int128	units;

		assert_int_equal(sm_read_units(&text, &units),
						 SM_COUNTS_OUT_OF_RANGE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quotients_of_doubles),
		cmocka_unit_test(test_quotients_keep_when_both_grow),
		cmocka_unit_test(test_halves_go_to_even),
		cmocka_unit_test(test_products),
		cmocka_unit_test(test_amounts),
		cmocka_unit_test(test_amounts_too_large)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
