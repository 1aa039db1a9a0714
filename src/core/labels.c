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

const char *const sm_direction_names[4] = {
	"", "in", "out", NULL
};

const char *const sm_touch_event_names[SM_TOUCH_EVENTS + 1] = {
	"contact", "opened", "closed", "handed_off", "accepted", "rejected",
	"returned", NULL
};

const char *const sm_person_function_names[SM_PERSON_FUNCTIONS + 1] = {
	"sales", "marketing", "both", "other", NULL
};

const char *const sm_payout_kind_names[SM_PAYOUT_KINDS + 1] = {
	"", "commission", "bonus", "award", "salary", "other", "draw",
	"draw_recovery", "guarantee", "adjustment", "clawback", NULL
};

const char *const sm_dimension_names[SM_DIMENSIONS + 1] = {
	"focus", "customer_approach", "communication", "skill_sets", "rewards",
	"hand_off", NULL
};

const char *const sm_friction_kind_names[SM_FRICTION_KINDS + 1] = {
	"", "budget_overlap", "budget_contention", "campaign_in_deal",
	"pitch_without_listening", "feedback_dropped", "double_touch",
	"over_contact", "went_dark", "role_drift", "task_switching", "pay_late",
	"pay_gap", "uncredited_assist", "slow_follow_up", "never_followed_up",
	"bounced_lead", NULL
};

const char *const sm_basis_names[4] = {"", "people", "work", NULL};

const char *const sm_verdict_names[SM_VERDICTS + 1] = {
	"insufficient_evidence", "keep_separate", "align", "integrate", "either",
	NULL
};

const char *const sm_relation_names[5] = {
	"undefined", "defined", "aligned", "integrated", NULL
};

/*
 * The dimension of a kind, from where each dimension's kinds end.
 */
sm_dimension
sm_dimension_of(sm_friction_kind kind)
{
	static const sm_friction_kind last[SM_DIMENSIONS] = {
		SM_BUDGET_CONTENTION, SM_FEEDBACK_DROPPED, SM_WENT_DARK,
		SM_TASK_SWITCHING, SM_UNCREDITED_ASSIST, SM_BOUNCED_LEAD
	};
	int			dimension = 0;

	while (kind > last[dimension])
		dimension++;
	return (sm_dimension) dimension;
}

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
		/* the first letter rules out most */
		if (names[i][0] == text[0] && strlen(names[i]) == length &&
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
