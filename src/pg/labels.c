/*-------------------------------------------------------------------------
 *
 * labels.c
 *	  Labels as SQL arguments.
 *
 * Every label that comes in is checked, with the same words everywhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/labels.h"

#include "pg/compat.h"
#include "pg/quote.h"

int
sm_label_argument(const text *label, const char *kind,
				  const char *const *names, const char *hint)
{
	const char *name = VARDATA_ANY(label);
	int			length = VARSIZE_ANY_EXHDR(label);
	int			found = sm_label_find(names, name, length);

	if (found == SM_NO_LABEL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown %s \"%s\"", kind,
						sm_quotable(name, length)),
				 errhint("%s", hint)));
	return found;
}

sm_function
sm_function_argument(const text *label)
{
	return (sm_function)
		sm_label_argument(label, "function", sm_function_names,
						  "Functions are sales, marketing, joint, other and "
						  "unclassified.");
}

sm_function
sm_acting_function_argument(const text *label)
{
	const char *both = sm_person_function_names[SM_BOTH_PERSON];

	if (VARSIZE_ANY_EXHDR(label) == strlen(both) &&
		memcmp(VARDATA_ANY(label), both, strlen(both)) == 0)
		return SM_JOINT;
	return (sm_function)
		sm_label_argument(label, "function", sm_function_names,
						  "Functions are sales, marketing, joint (or both), "
						  "other and unclassified.");
}

sm_person_function
sm_person_function_argument(const text *label)
{
	return (sm_person_function)
		sm_label_argument(label, "function of a person",
						  sm_person_function_names,
						  "Functions of people are sales, marketing, both and "
						  "other.");
}

sm_friction_kind
sm_friction_kind_argument(const text *label)
{
	return (sm_friction_kind)
		sm_label_argument(label, "kind of friction", sm_friction_kind_names,
						  "Kinds of friction are budget_overlap, "
						  "budget_contention, campaign_in_deal, "
						  "pitch_without_listening, feedback_dropped, "
						  "double_touch, over_contact, went_dark, "
						  "role_drift, task_switching, pay_late, pay_gap, "
						  "uncredited_assist, slow_follow_up, "
						  "never_followed_up and bounced_lead.");
}

sm_dimension
sm_dimension_argument(const text *label)
{
	return (sm_dimension)
		sm_label_argument(label, "dimension", sm_dimension_names,
						  "Dimensions are focus, customer_approach, "
						  "communication, skill_sets, rewards and hand_off.");
}
