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

const char *const sm_dimension_names[SM_DIMENSIONS + 1] = {
	"focus", "customer_approach", "communication", "skill_sets", "rewards",
	"hand_off", NULL
};

const char *const sm_friction_names[SM_FRICTION_KINDS + 1] = {
	"budget_overlap", "budget_contention", "campaign_in_deal",
	"pitch_without_listening", "feedback_dropped", "double_touch",
	"over_contact", "went_dark", "role_drift", "task_switching", "pay_late",
	"pay_gap", "uncredited_assist", "slow_follow_up", "never_followed_up",
	"bounced_lead", NULL
};

const sm_dimension sm_friction_dimension[SM_FRICTION_KINDS] = {
	[SM_BUDGET_OVERLAP] = SM_FOCUS,
	[SM_BUDGET_CONTENTION] = SM_FOCUS,
	[SM_CAMPAIGN_IN_DEAL] = SM_CUSTOMER_APPROACH,
	[SM_PITCH_WITHOUT_LISTENING] = SM_CUSTOMER_APPROACH,
	[SM_FEEDBACK_DROPPED] = SM_CUSTOMER_APPROACH,
	[SM_DOUBLE_TOUCH] = SM_COMMUNICATION,
	[SM_OVER_CONTACT] = SM_COMMUNICATION,
	[SM_WENT_DARK] = SM_COMMUNICATION,
	[SM_ROLE_DRIFT] = SM_SKILL_SETS,
	[SM_TASK_SWITCHING] = SM_SKILL_SETS,
	[SM_PAY_LATE] = SM_REWARDS,
	[SM_PAY_GAP] = SM_REWARDS,
	[SM_UNCREDITED_ASSIST] = SM_REWARDS,
	[SM_SLOW_FOLLOW_UP] = SM_HAND_OFF,
	[SM_NEVER_FOLLOWED_UP] = SM_HAND_OFF,
	[SM_BOUNCED_LEAD] = SM_HAND_OFF
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
