/*-------------------------------------------------------------------------
 *
 * test_scarce_memory.c
 *	  What the core takes from malloc for a while may not be there.
 *
 * The files that do so are compiled here once more, with a malloc that fails
 * when it is told to.  cJSON gets the same one: it may, in a test.
 *
 *-------------------------------------------------------------------------
 */
#include <stdlib.h>

static void *scarce_malloc(size_t size);

#define malloc scarce_malloc
#define sm_rules_parse scarce_rules_parse
#define sm_lexicon_build scarce_lexicon_build
#define sm_lexicon_child scarce_lexicon_child
#define sm_key_masks scarce_key_masks
#define reserve rules_reserve
#include "core/rules.c"
#undef reserve
#include "core/lexicon.c"
#undef malloc

#include "rules_text.h"

static int	left;				/* allocations before one fails; -1: never */

static void *
scarce_malloc(size_t size)
{
	if (left == 0)
		return NULL;
	if (left > 0)
		left--;
	return malloc(size);
}

static void
every_allocation_may_fail(void **state)
{
	static const char json[] = "{\"phrases\": {\"a b\": {\"sales\": 1}, "
		"\"c*\": {}}, \"channels\": {\"d\": {}}}";
	cJSON_Hooks hooks = {scarce_malloc, free};
	sm_status	status = SM_OUT_OF_MEMORY;
	int			tried = 0;

	(void) state;
	cJSON_InitHooks(&hooks);
	for (; status != SM_OK; tried++)
	{
		arena		blocks;
		sm_memory	memory = arena_memory(&blocks, -1);
		sm_error	error = {SM_OK, "", ""};
		sm_lexicon *lexicon = NULL;
		sm_rules   *rules;

		left = tried;
		status = scarce_rules_parse(json, sizeof(json) - 1, SM_ENCODING_UTF8,
									&memory, &rules, &error);
		if (status == SM_OK)
			status = scarce_lexicon_build(rules, SM_ENCODING_UTF8, &memory,
										  &lexicon, &error);
		assert_int_equal(status == SM_OK, lexicon != NULL);
		assert_int_equal(error.status, status);
		/* cJSON does not tell a lack of memory from bad JSON */
		if (status != SM_OK)
			assert_true(status == SM_OUT_OF_MEMORY || status == SM_BAD_JSON);
		arena_free(&blocks);
	}
	cJSON_InitHooks(NULL);
	assert_true(tried > 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_allocation_may_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
