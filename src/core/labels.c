/*-------------------------------------------------------------------------
 *
 * labels.c
 *	  The closed lists of words that go in and come out as text.
 *
 * The order of each list is the order of its enum in labels.h.
 *
 *-------------------------------------------------------------------------
 */
#include "core/labels.h"

#include <stdio.h>
#include <string.h>

const char *const sm_function_names[SM_FUNCTIONS + 1] = {
	"sales", "marketing", "joint", "other", "unclassified", NULL
};

const char *const sm_mode_names[5] = {
	"", "one_way", "two_way", "interactive", NULL
};

const char *const sm_purpose_names[7] = {
	"", "listen", "pitch", "inform", "transact", "plan", NULL
};

const char *const sm_place_names[5] = {
	"", "field", "office", "remote", NULL
};

const char *const sm_person_function_names[SM_PERSON_FUNCTIONS + 1] = {
	"sales", "marketing", "both", "other", NULL
};

const char *const sm_payout_kind_names[SM_PAYOUT_KINDS + 1] = {
	"", "commission", "bonus", "award", "salary", "other", "draw",
	"draw_recovery", "guarantee", "adjustment", "clawback", NULL
};

/*
 * The number of the label whose name is exactly the given bytes, or
 * SM_NO_LABEL.
 */
int
sm_label_find(const char *const *names, const char *text, size_t length)
{
	if (length == 0)
		return SM_NO_LABEL;

	for (int i = 0; names[i] != NULL; i++)
	{
		if (strlen(names[i]) == length &&
			memcmp(names[i], text, length) == 0)
			return i;
	}
	return SM_NO_LABEL;
}

void
sm_label_join(const char *const *names, size_t count, char *to, size_t room)
{
	size_t		used = 0;

	to[0] = '\0';
	for (size_t i = 0; i < count; i++)
	{
		if (names[i][0] == '\0')
			continue;
		(void) snprintf(to + used, room - used, "%s%s",
						used == 0 ? "" : i + 1 == count ? " or " : ", ",
						names[i]);
		used += strlen(to + used);
	}
}
