/*-------------------------------------------------------------------------
 *
 * verdict_words.c
 *	  Findings in words.
 *
 * No text can be longer than its buffer: all are made of closed lists.
 *
 *-------------------------------------------------------------------------
 */
#include "core/verdict.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const gap_names[] = {
	"", "missing_input", "too_few", "interval_straddles"
};

/* A text in the making, a list with something between its items. */
typedef struct words
{
	char	   *text;
	size_t		used;
	const char *between;
} words;

static words
begin(char text[SM_WORDS], const char *between)
{
	words		to = {text, 0, between};

	text[0] = '\0';
	return to;
}

/* Adds an item. */
static void __attribute__((format(printf, 2, 3)))
say(words *to, const char *format,...)
{
	va_list		arguments;

	if (to->used > 0)
		to->used += (size_t) snprintf(to->text + to->used,
									  SM_WORDS - to->used, "%s", to->between);
	va_start(arguments, format);
	to->used += (size_t) vsnprintf(to->text + to->used, SM_WORDS - to->used,
								   format, arguments);
	va_end(arguments);
}

bool
sm_votes_text(const sm_finding *finding, char text[SM_WORDS])
{
	words		to = begin(text, " ");

	for (int d = 0; d < SM_HAND_OFF_BESIDE; d++)
	{
		if (finding->dimension[d].decided)
			say(&to, "%s=%s", sm_dimension_names[d],
				sm_verdict_names[finding->dimension[d].verdict]);
	}
	return to.used > 0;
}

bool
sm_dimension_reason(const sm_finding *finding, sm_dimension dimension,
					char text[SM_WORDS])
{
	const sm_dimension_finding *found = &finding->dimension[dimension];
	words		to = begin(text, ", ");

	if (!finding->judged.covered[dimension])
		say(&to, "low_coverage");
	if (dimension != SM_HAND_OFF && !finding->judged.votes[dimension])
		say(&to, "by_design");
	if (dimension != SM_HAND_OFF && found->different_gap != SM_GAP_NONE)
		say(&to, "distinctness %s", gap_names[found->different_gap]);
	if (found->colliding_gap != SM_GAP_NONE)
		say(&to, "friction %s", gap_names[found->colliding_gap]);
	return to.used > 0;
}

bool
sm_missing_text(const sm_missing *missing, char text[SM_WORDS])
{
	words		to = begin(text, ", ");

	for (int i = 0; i < SM_MISSING_NAMES && missing->name[i][0] != '\0'; i++)
		say(&to, "%s", missing->name[i]);
	return to.used > 0;
}

bool
sm_reason_text(const sm_finding *finding, char text[SM_WORDS])
{
	const sm_tally *tally = &finding->tally;
	sm_verdict	voted = tally->veto || tally->open ? SM_KEEP_SEPARATE :
		tally->verdict;
	int			decided = finding->judged.voters -
		tally->votes[SM_INSUFFICIENT_EVIDENCE];
	words		to = begin(text, "; ");
	char		why[SM_WORDS];

	if (voted == SM_INSUFFICIENT_EVIDENCE)
		say(&to, decided < finding->judged.needed ?
			"%d of %d dimensions are decided, %d are needed" :
			"%d of %d dimensions are decided, but too few of them agree",
			decided, finding->judged.voters, finding->judged.needed);
	else if (tally->tie)
		say(&to, "as many dimensions say one thing as another, and align can "
			"be taken back");
	else
		say(&to, "%d of %d dimensions say %s", tally->votes[voted],
			finding->judged.voters, sm_verdict_names[voted]);
	if (tally->veto)
		say(&to, "the hand-off fails too often to keep the functions apart");
	if (tally->open)
		say(&to, "whether the hand-off fails too often for that is open%s",
			finding->judged.covered[SM_HAND_OFF] ? "" : ": low_coverage");
	for (int d = 0; d < SM_HAND_OFF_BESIDE; d++)
	{
		if (finding->judged.votes[d] && !finding->dimension[d].decided &&
			sm_dimension_reason(finding, (sm_dimension) d, why))
			say(&to, "%s: %s", sm_dimension_names[d], why);
	}
	return true;
}

bool
sm_flip_text(const sm_finding *finding, char text[SM_WORDS])
{
	const sm_flip *flip = &finding->flip;
	words		to = begin(text, "");

	if (!flip->found)
		return false;
	say(&to, "%s %s bound of ", sm_dimension_names[flip->dimension],
		flip->upper ? "upper" : "lower");
	say(&to, "%s", flip->kind == SM_FRICTION_NONE ? "distinctness" :
		sm_friction_kind_names[flip->kind]);
	say(&to, " from %.4f to %s%.4f: %s", flip->from,
		flip->below ? "below " : "", flip->limit,
		sm_verdict_names[flip->verdict]);
	return true;
}

/* Which dimensions vote on rows whose coverage nobody gave. */
static void
say_uncovered(words *to, const sm_finding *finding,
			  const sm_decision_summary *summary)
{
	char		names[SM_WORDS];
	words		list = begin(names, ", ");

	for (int d = 0; d < SM_HAND_OFF_BESIDE; d++)
	{
		if (finding->dimension[d].decided &&
			!summary->dimension[d].coverage.known)
			say(&list, "%s", sm_dimension_names[d]);
	}
	if (list.used > 0)
		say(to, "coverage not given: %s", names);
}

bool
sm_caveats_text(const sm_finding *finding,
				const sm_decision_summary *summary, char text[SM_WORDS])
{
	const sm_difference *rewards = &summary->dimension[SM_REWARDS].difference;
	words		to = begin(text, "; ");

	say(&to, "association, not cause");
	say(&to, "work that nobody logged looks like silence");
	say(&to, "the cost of a reorganisation is not in the data");
	say(&to, "what people think was not asked");
	say(&to, "intervals say whether a comparable period would say the same");
	if (summary->basis == SM_WORK)
		say(&to, "compared is work within persons, not people");
	if (rewards->extent != SM_EXTENT_NOTHING && rewards->by_design)
		say(&to, "a difference of rewards is by design, which is policy and "
			"casts no vote");
	if (finding->tally.verdict == SM_KEEP_SEPARATE &&
		!finding->dimension[SM_HAND_OFF].decided)
		say(&to, "nothing is known of the hand-off, which may turn "
			"keep_separate into align");
	say_uncovered(&to, finding, summary);
	return true;
}
