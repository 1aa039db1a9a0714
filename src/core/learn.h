/*-------------------------------------------------------------------------
 *
 * learn.h
 *	  From counts of phrases by label to activity rules.
 *
 * The weight of a phrase for a label is how much more often than for the
 * least likely label it stands in rows of this one: the difference of the
 * logarithms of its rates.  So weights are never negative, and the totals of
 * a text differ by the logarithm of the odds between two labels, as far as
 * its phrases come independently.
 *
 *	  rate = rows with the phrase and the label / all counts of the label
 *			 + 4 * (smoothing + 20 * weight in the prior) / all counts
 *
 * "All counts" are those of all phrases.  The second line is as if every
 * phrase had been seen so many times more, in texts of each label alike: a
 * weight of 1 in the prior is worth 20 rows.  The smoothing is one for each
 * thousand counts, but at least a half and at most six: beside the phrases of
 * a good prior, weights of words from one or two rows are noise.
 *
 * The function that is learned as the label "other" is one like the others,
 * and so is joint.  A label without rows keeps what the prior says for it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_LEARN_H
#define SM_CORE_LEARN_H

#include <stdint.h>

#include "core/label_counts.h"
#include "core/lexicon.h"
#include "core/rules.h"

/*
 * The lead over the runner-up that is worth a confidence, in thousandths: the
 * logarithm of the odds, 0 for one half or less.  The confidence is at least
 * 0 and less than 1.
 */
extern int32_t sm_margin_of_confidence(double confidence);

/*
 * Rules from packed counts, with the rules of a lexicon as their prior.
 *
 * All phrases of the prior are there again, weighed anew, by the counts of
 * all the phrases of one or two words that each stands for; those without any
 * weight, channels and facts are taken over.  No phrase with weights silences
 * shorter ones.  Of the phrases that the prior
 * does not name, so many are added as have the largest effect: rows times
 * how far the largest weight is from the mean.  A margin is in thousandths.
 * The rules are one block from memory; SM_TOO_LARGE where they would have
 * more than SM_RULES_PHRASES.
 */
extern sm_status sm_learn(const sm_label_counts *counts,
						  const sm_lexicon *prior, uint32_t top,
						  int32_t margin, const sm_memory *memory,
						  sm_rules **rules, sm_error *error);

#endif							/* SM_CORE_LEARN_H */
