/*-------------------------------------------------------------------------
 *
 * decision.c
 *	  Evidence on whether to separate two functions, row by row and summed up.
 *
 * Adding is commutative: each place of a summary is filled once, or takes the
 * smaller, or is a set.
 *
 *-------------------------------------------------------------------------
 */
#include "core/decision.h"

#include <string.h>

static const sm_difference no_difference;
static const sm_missing none_missing;

bool
sm_missing_name(const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++)
	{
		unsigned char byte = (unsigned char) name[i];

		if (byte <= ' ' || byte == 0x7f || byte == ',' || byte == ';' ||
			byte == '=')
			return false;
	}
	return length > 0 && length < SM_MISSING_BYTES;
}

/*
 * Puts the name in its place; those behind make room.
 */
bool
sm_missing_add(sm_missing *missing, const char *name, size_t length)
{
	char		padded[SM_MISSING_BYTES] = "";
	int			place = 0;

	if (!sm_missing_name(name, length))
		return false;
	memcpy(padded, name, length);
	while (place < SM_MISSING_NAMES && missing->name[place][0] != '\0' &&
		   memcmp(missing->name[place], padded, SM_MISSING_BYTES) < 0)
		place++;
	if (place < SM_MISSING_NAMES &&
		memcmp(missing->name[place], padded, SM_MISSING_BYTES) == 0)
		return true;
	if (missing->name[SM_MISSING_NAMES - 1][0] != '\0')
		return false;
	memmove(missing->name[place + 1], missing->name[place],
			(size_t) (SM_MISSING_NAMES - 1 - place) * SM_MISSING_BYTES);
	memcpy(missing->name[place], padded, SM_MISSING_BYTES);
	return true;
}

/* Whether names are what adding them one by one gives. */
static bool
missing_valid(const sm_missing *missing)
{
	sm_missing	again = {{""}};

	for (int i = 0; i < SM_MISSING_NAMES; i++)
	{
		const char *end = memchr(missing->name[i], '\0', SM_MISSING_BYTES);

		if (end == NULL ||
			(end > missing->name[i] &&
			 !sm_missing_add(&again, missing->name[i],
							 (size_t) (end - missing->name[i]))))
			return false;
	}
	return memcmp(&again, missing, sizeof(again)) == 0;
}

/* Whether an integer stands for true or false. */
static bool
is_truth(int32_t value)
{
	return value == 0 || value == 1;
}

static bool
is_share(sm_share share, sm_share lowest)
{
	return share >= lowest && share <= SM_SHARE_ONE;
}

/* What is wrong with a difference. */
static const char *
difference_flaw(const sm_difference *difference)
{
	if (difference->extent < SM_EXTENT_NOTHING ||
		difference->extent > SM_EXTENT_INTERVAL ||
		!is_truth(difference->by_design) || !is_truth(difference->counted))
		return "A field has a value that it cannot have.";
	if (difference->extent == SM_EXTENT_NOTHING)
		return memcmp(difference, &no_difference, sizeof(no_difference)) == 0
			? NULL : "What describes a distinctness is there without one.";
	if (!is_share(difference->distinctness, -SM_SHARE_ONE) ||
		!is_share(difference->low, -SM_SHARE_ONE) ||
		!is_share(difference->high, -SM_SHARE_ONE))
		return "A distinctness, or a limit of it, is not within -1 and 1.";
	if (difference->extent == SM_EXTENT_POINT)
	{
		if (difference->low != 0 || difference->high != 0)
			return "An interval has only one limit.";
	}
	else if (difference->low > difference->high)
		return "The interval ends before it begins.";
	else if (difference->low > difference->distinctness ||
			 difference->high < difference->distinctness)
		return "The distinctness is outside of its interval.";
	if (difference->n_sales < 0 || difference->n_marketing < 0)
		return "A number of people or activities is negative.";
	if (!difference->counted &&
		(difference->n_sales != 0 || difference->n_marketing != 0))
		return "A number is there that is not known.";
	return NULL;
}

/* What is wrong with an incidence. */
static const char *
incidence_flaw(const sm_incidence *incidence)
{
	if (!is_truth(incidence->counted))
		return "A field has a value that it cannot have.";
	if (!incidence->counted)
		return incidence->limit == 0 && incidence->flagged == 0 &&
			incidence->exposed == 0 ? NULL :
			"A number is there that is not known.";
	if (!is_share(incidence->limit, 0))
		return "A friction limit is not within 0 and 1.";
	if (incidence->flagged < 0 || incidence->exposed < 0)
		return "A number of cases is negative.";
	if (incidence->flagged > incidence->exposed)
		return "More cases are flagged than were exposed.";
	return NULL;
}

static const char *
coverage_flaw(const sm_coverage *coverage)
{
	if (!is_truth(coverage->known) || !is_share(coverage->share, 0) ||
		(!coverage->known && coverage->share != 0))
		return "A coverage is not within 0 and 1.";
	return NULL;
}

/* What is wrong with what is said of a dimension. */
static const char *
dimension_flaw(int dimension, const sm_difference *difference,
			   const sm_coverage *coverage, const sm_missing *missing)
{
	const char *flaw = difference_flaw(difference);

	if (flaw == NULL)
		flaw = coverage_flaw(coverage);
	if (flaw == NULL && dimension == SM_HAND_OFF &&
		difference->extent != SM_EXTENT_NOTHING)
		flaw = "The hand-off has no distinctness, only friction.";
	if (flaw == NULL && !missing_valid(missing))
		flaw = "A name of a missing input is not valid.";
	return flaw;
}

const char *
sm_evidence_flaw(const sm_evidence_row *evidence)
{
	const char *flaw;

	if (evidence->dimension < 0 || evidence->dimension >= SM_DIMENSIONS ||
		evidence->basis < SM_BASIS_NONE || evidence->basis > SM_WORK ||
		evidence->kind < 0 || evidence->kind >= SM_FRICTION_KINDS ||
		evidence->unused != 0)
		return "A field has a value that it cannot have.";
	flaw = dimension_flaw(evidence->dimension, &evidence->difference,
						  &evidence->coverage, &evidence->missing);
	if (flaw == NULL)
		flaw = incidence_flaw(&evidence->incidence);
	if (flaw != NULL)
		return flaw;
	if (evidence->difference.extent != SM_EXTENT_NOTHING &&
		evidence->basis == SM_BASIS_NONE)
		return "A distinctness has no basis.";
	if (evidence->kind == SM_FRICTION_NONE)
		return evidence->incidence.counted ?
			"Cases are there without a kind of friction." : NULL;
	if (sm_dimension_of((sm_friction_kind) evidence->kind) !=
		(sm_dimension) evidence->dimension)
		return "The kind of friction is one of another dimension.";
	return NULL;
}

const char *
sm_decision_flaw(const sm_decision_summary *summary)
{
	static const sm_incidence no_incidence;
	const char *flaw = NULL;
	bool		numbers = false;
	bool		differences = false;

	if (summary->basis < SM_BASIS_NONE || summary->basis > SM_WORK ||
		summary->unused != 0 ||
		memcmp(&summary->kind[SM_FRICTION_NONE], &no_incidence,
			   sizeof(no_incidence)) != 0)
		return "A field has a value that it cannot have.";
	for (int i = 0; i < SM_DIMENSIONS && flaw == NULL; i++)
	{
		flaw = dimension_flaw(i, &summary->dimension[i].difference,
							  &summary->dimension[i].coverage,
							  &summary->dimension[i].missing);
		differences |= summary->dimension[i].difference.extent !=
			SM_EXTENT_NOTHING;
	}
	for (int i = 0; i < SM_FRICTION_KINDS && flaw == NULL; i++)
	{
		flaw = incidence_flaw(&summary->kind[i]);
		numbers |= summary->kind[i].counted;
	}
	if (flaw == NULL && (summary->basis == SM_BASIS_NONE ? differences :
						 !differences && !numbers))
		flaw = "Its basis is not that of its numbers.";
	return flaw;
}

/* Adds a basis, unless it contradicts. */
static bool
add_basis(sm_decision_summary *summary, int32_t basis)
{
	if (summary->basis == SM_BASIS_NONE)
		summary->basis = basis;
	return basis == SM_BASIS_NONE || basis == summary->basis;
}

/* Adds what is said of a dimension. */
static sm_evidence_step
add_dimension(sm_decision_summary *summary, int dimension,
			  const sm_difference *difference, const sm_coverage *coverage,
			  const sm_missing *missing)
{
	sm_difference *own = &summary->dimension[dimension].difference;
	sm_coverage *covered = &summary->dimension[dimension].coverage;

	if (own->extent == SM_EXTENT_NOTHING)
		*own = *difference;
	else if (difference->extent != SM_EXTENT_NOTHING &&
			 memcmp(own, difference, sizeof(*own)) != 0)
		return SM_EVIDENCE_OTHER_DIFFERENCE;
	if (coverage->known && (!covered->known ||
							coverage->share < covered->share))
		*covered = *coverage;
	for (int i = 0; i < SM_MISSING_NAMES && missing->name[i][0] != '\0'; i++)
	{
		if (!sm_missing_add(&summary->dimension[dimension].missing,
							missing->name[i], strlen(missing->name[i])))
			return SM_EVIDENCE_MISSING_MANY;
	}
	return SM_EVIDENCE_ADDED;
}

/* Adds how often a kind occurs, unless that is known already. */
static sm_evidence_step
add_incidence(sm_decision_summary *summary, int kind,
			  const sm_incidence *incidence)
{
	if (!incidence->counted)
		return SM_EVIDENCE_ADDED;
	if (summary->kind[kind].counted)
		return SM_EVIDENCE_KIND_TWICE;
	summary->kind[kind] = *incidence;
	return SM_EVIDENCE_ADDED;
}

/*
 * The basis counts where numbers stand.
 */
sm_evidence_step
sm_decision_add(sm_decision_summary *summary, const sm_evidence_row *evidence,
				sm_evidence_place *place)
{
	bool		numbers = evidence->incidence.counted ||
		evidence->difference.extent != SM_EXTENT_NOTHING;
	sm_evidence_step step;

	place->dimension = (sm_dimension) evidence->dimension;
	place->kind = (sm_friction_kind) evidence->kind;
	if (numbers && !add_basis(summary, evidence->basis))
		return SM_EVIDENCE_OTHER_BASIS;
	step = add_dimension(summary, evidence->dimension, &evidence->difference,
						 &evidence->coverage, &evidence->missing);
	if (step == SM_EVIDENCE_ADDED)
		step = add_incidence(summary, evidence->kind, &evidence->incidence);
	return step;
}

sm_evidence_step
sm_decision_merge(sm_decision_summary *summary,
				  const sm_decision_summary *from, sm_evidence_place *place)
{
	sm_evidence_step step = SM_EVIDENCE_ADDED;

	place->kind = SM_FRICTION_NONE;
	if (!add_basis(summary, from->basis))
		return SM_EVIDENCE_OTHER_BASIS;
	for (int i = 0; i < SM_DIMENSIONS && step == SM_EVIDENCE_ADDED; i++)
	{
		place->dimension = (sm_dimension) i;
		step = add_dimension(summary, i, &from->dimension[i].difference,
							 &from->dimension[i].coverage,
							 &from->dimension[i].missing);
	}
	for (int i = 0; i < SM_FRICTION_KINDS && step == SM_EVIDENCE_ADDED; i++)
	{
		place->kind = (sm_friction_kind) i;
		step = add_incidence(summary, i, &from->kind[i]);
	}
	return step;
}

bool
sm_decision_part(const sm_decision_summary *summary, int number,
				 sm_evidence_row *part)
{
	memset(part, 0, sizeof(*part));
	part->basis = summary->basis;
	if (number < SM_DIMENSIONS)
	{
		part->dimension = number;
		part->difference = summary->dimension[number].difference;
		part->coverage = summary->dimension[number].coverage;
		part->missing = summary->dimension[number].missing;
		return part->difference.extent != SM_EXTENT_NOTHING ||
			part->coverage.known ||
			memcmp(&part->missing, &none_missing, sizeof(none_missing)) != 0;
	}
	part->kind = number - SM_DIMENSIONS + 1;
	part->dimension = (int32_t)
		sm_dimension_of((sm_friction_kind) part->kind);
	part->incidence = summary->kind[part->kind];
	return part->incidence.counted;
}
