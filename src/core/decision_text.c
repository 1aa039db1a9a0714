/*-------------------------------------------------------------------------
 *
 * decision_text.c
 *	  The text forms of evidence and of its summary.
 *
 * Whatever is read is checked as a whole at the end, by the same rules that
 * hold for binary input.
 *
 *-------------------------------------------------------------------------
 */
#include "core/decision.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/count_text.h"

#define WORD_ENDS	"; \t\n\v\f\r"

/* Words with a value that is neither a kind nor a list of names. */
enum
{
	WORD_DISTINCTNESS, WORD_LOW, WORD_HIGH, WORD_COVERAGE, WORD_LIMIT,
	WORD_SALES, WORD_MARKETING, WORD_MISSING, WORD_BY_DESIGN, WORD_OBSERVED,
	WORD_DIMENSION, WORD_BASIS, WORD_KIND, WORDS
};

static const char *const value_names[] = {
	"distinctness", "low", "high", "coverage", "limit", "sales", "marketing",
	"missing", NULL
};

static const char *const origin_names[] = {"by_design", "observed", NULL};

/* What is read on the way. */
typedef struct reading
{
	const char *text;			/* what is left */
	sm_evidence_row *evidence;
	unsigned	seen;			/* a bit for each word */
	const char *detail;
} reading;

/* Marks a word as seen; false if it was. */
static bool
mark(reading *from, int word)
{
	if (from->seen & (1u << word))
	{
		from->detail = SM_WORD_TWICE;
		return false;
	}
	from->seen |= 1u << word;
	return true;
}

static bool
was_seen(const reading *from, int word)
{
	return (from->seen & (1u << word)) != 0;
}

static bool
read_share(reading *from, sm_share *share)
{
	from->detail = "A share is a decimal number from -1 to 1 with at most "
		"nine digits behind the point.";
	return sm_share_read(&from->text, share);
}

static bool
read_count(reading *from, int64_t *count)
{
	sm_counts_read result = sm_read_number(&from->text, count);

	from->detail = result == SM_COUNTS_OUT_OF_RANGE ? SM_NUMBER_TOO_LARGE :
		"Numbers of people, activities and cases are decimal digits.";
	return result == SM_COUNTS_READ;
}

/* Reads names with commas between. */
static bool
read_missing(reading *from)
{
	from->detail = "Missing inputs are at most 8 names of at most 63 bytes, "
		"with commas between.";
	for (;;)
	{
		size_t		length = strcspn(from->text, "," WORD_ENDS);

		if (!sm_missing_add(&from->evidence->missing, from->text, length))
			return false;
		from->text += length;
		if (*from->text != ',')
			return true;
		from->text++;
	}
}

/* Reads the value of a word. */
static bool
read_value(reading *from, int word)
{
	sm_evidence_row *evidence = from->evidence;

	switch (word)
	{
		case WORD_DISTINCTNESS:
			return read_share(from, &evidence->difference.distinctness);
		case WORD_LOW:
			return read_share(from, &evidence->difference.low);
		case WORD_HIGH:
			return read_share(from, &evidence->difference.high);
		case WORD_COVERAGE:
			evidence->coverage.known = 1;
			return read_share(from, &evidence->coverage.share);
		case WORD_LIMIT:
			return read_share(from, &evidence->incidence.limit);
		case WORD_SALES:
			return read_count(from, &evidence->difference.n_sales);
		case WORD_MARKETING:
			return read_count(from, &evidence->difference.n_marketing);
		default:
			return read_missing(from);
	}
}

/* Reads the cases behind a kind: flagged/exposed. */
static bool
read_cases(reading *from)
{
	from->evidence->incidence.counted = 1;
	if (!read_count(from, &from->evidence->incidence.flagged))
		return false;
	from->detail = "Cases are flagged/exposed.";
	if (*from->text != '/')
		return false;
	from->text++;
	return read_count(from, &from->evidence->incidence.exposed);
}

/* Reads a word that has a value. */
static bool
read_named(reading *from)
{
	const char *name = from->text;
	size_t		length = sm_read_name(&from->text);
	int			word = sm_label_find(value_names, name, length);

	if (word != SM_NO_LABEL)
		return mark(from, word) && read_value(from, word);
	word = sm_label_find(sm_friction_kind_names, name, length);
	if (word != SM_NO_LABEL)
	{
		from->evidence->kind = word;
		return mark(from, WORD_KIND) && read_cases(from);
	}
	from->detail = "Words with a value are distinctness, low, high, sales, "
		"marketing, coverage, limit, missing, or a kind of friction.";
	return false;
}

/* Reads a word that has no value. */
static bool
read_bare(reading *from)
{
	const char *text = from->text;
	size_t		length = strcspn(text, WORD_ENDS);
	int			found;

	from->text += length;
	found = sm_label_find(sm_dimension_names, text, length);
	if (found != SM_NO_LABEL)
	{
		from->evidence->dimension = found;
		return mark(from, WORD_DIMENSION);
	}
	found = sm_label_find(sm_basis_names, text, length);
	if (found != SM_NO_LABEL)
	{
		from->evidence->basis = found;
		return mark(from, WORD_BASIS);
	}
	found = sm_label_find(sm_friction_kind_names, text, length);
	if (found != SM_NO_LABEL)
	{
		from->evidence->kind = found;
		return mark(from, WORD_KIND);
	}
	found = sm_label_find(origin_names, text, length);
	if (found != SM_NO_LABEL)
		return mark(from, WORD_BY_DESIGN + found);
	from->detail = "Words without a value are a dimension, people, work, "
		"by_design, observed, or a kind of friction.";
	return false;
}

/* What follows from which words are there; false where that is no sense. */
static bool
conclude(reading *from)
{
	sm_difference *difference = &from->evidence->difference;
	bool		distinct = was_seen(from, WORD_DISTINCTNESS);
	bool		limited = was_seen(from, WORD_LOW);

	from->detail = "There is no dimension.";
	if (!was_seen(from, WORD_DIMENSION))
		return false;
	from->detail = "Of low and high only one is there.";
	if (limited != was_seen(from, WORD_HIGH))
		return false;
	from->detail = "Of sales and marketing only one is there.";
	if (was_seen(from, WORD_SALES) != was_seen(from, WORD_MARKETING))
		return false;
	from->detail = "A difference is by_design or observed, not both.";
	if (was_seen(from, WORD_BY_DESIGN) && was_seen(from, WORD_OBSERVED))
		return false;
	from->detail = "What describes a distinctness is there without one.";
	if (!distinct && (limited || was_seen(from, WORD_SALES) ||
					  was_seen(from, WORD_BY_DESIGN) ||
					  was_seen(from, WORD_OBSERVED)))
		return false;
	if (distinct)
	{
		difference->extent = limited ? SM_EXTENT_INTERVAL : SM_EXTENT_POINT;
		difference->counted = was_seen(from, WORD_SALES);
		difference->by_design = was_seen(from, WORD_BY_DESIGN) ||
			(from->evidence->dimension == SM_REWARDS &&
			 !was_seen(from, WORD_OBSERVED));
		if (from->evidence->basis == SM_BASIS_NONE)
			from->evidence->basis = SM_PEOPLE;
	}
	from->detail = sm_evidence_flaw(from->evidence);
	return from->detail == NULL;
}

/*
 * Reads one row of evidence, up to a semicolon or the end.
 */
static bool
read_part(reading *from, sm_evidence_row *evidence)
{
	from->evidence = evidence;
	from->seen = 0;
	memset(evidence, 0, sizeof(*evidence));
	for (;;)
	{
		sm_skip_space(&from->text);
		if (*from->text == '\0' || *from->text == ';')
			return conclude(from);
		if (from->text[strcspn(from->text, "=" WORD_ENDS)] == '=')
		{
			if (!read_named(from))
				return false;
		}
		else if (!read_bare(from))
			return false;
		if (strcspn(from->text, WORD_ENDS) > 0)
		{
			from->detail = "A value is followed by something else.";
			return false;
		}
	}
}

bool
sm_evidence_read(const char *text, sm_evidence_row *evidence,
				 const char **detail)
{
	reading		from = {text, NULL, 0, NULL};
	bool		read = read_part(&from, evidence);

	if (read && *from.text == ';')
	{
		from.detail = "It is more than one row of evidence.";
		read = false;
	}
	*detail = from.detail;
	return read;
}

/* What is wrong with evidence that cannot be added. */
static const char *
step_detail(sm_evidence_step step)
{
	switch (step)
	{
		case SM_EVIDENCE_OTHER_BASIS:
			return "It mixes people and work.";
		case SM_EVIDENCE_OTHER_DIFFERENCE:
			return "A dimension has two different distinctnesses.";
		case SM_EVIDENCE_KIND_TWICE:
			return "A kind of friction stands there twice.";
		case SM_EVIDENCE_MISSING_MANY:
			return "A dimension has more than 8 missing inputs.";
		default:
			return NULL;
	}
}

bool
sm_decision_read(const char *text, sm_decision_summary *summary,
				 const char **detail)
{
	reading		from = {text, NULL, 0, NULL};
	sm_evidence_row part;
	sm_evidence_place place;

	memset(summary, 0, sizeof(*summary));
	sm_skip_space(&from.text);
	if (strncmp(from.text, "none", 4) == 0)
	{
		from.text += 4;
		sm_skip_space(&from.text);
		*detail = "Nothing may follow none.";
		return *from.text == '\0';
	}
	for (;; from.text++)
	{
		if (!read_part(&from, &part))
		{
			*detail = from.detail;
			return false;
		}
		*detail = step_detail(sm_decision_add(summary, &part, &place));
		if (*detail != NULL || *from.text == '\0')
			return *detail == NULL;
	}
}

/* A text that is being written. */
typedef struct writing
{
	char	   *text;
	size_t		used;
	size_t		room;
} writing;

static void
put(writing *to, const char *before, const char *word)
{
	to->used += (size_t) snprintf(to->text + to->used, to->room - to->used,
								  "%s%s", before, word);
}

static void
put_share(writing *to, const char *before, sm_share share)
{
	char		text[SM_SHARE_TEXT];

	sm_share_write(share, text);
	put(to, before, text);
}

static void
put_count(writing *to, const char *before, int64_t count)
{
	char		text[24];

	(void) snprintf(text, sizeof(text), "%" PRId64, count);
	put(to, before, text);
}

static void
put_difference(writing *to, const sm_difference *difference)
{
	if (difference->extent == SM_EXTENT_NOTHING)
		return;
	put_share(to, " distinctness=", difference->distinctness);
	if (difference->extent == SM_EXTENT_INTERVAL)
	{
		put_share(to, " low=", difference->low);
		put_share(to, " high=", difference->high);
	}
	put(to, " ", origin_names[!difference->by_design]);
	if (difference->counted)
	{
		put_count(to, " sales=", difference->n_sales);
		put_count(to, " marketing=", difference->n_marketing);
	}
}

static void
put_incidence(writing *to, const sm_evidence_row *evidence)
{
	const sm_incidence *incidence = &evidence->incidence;

	if (evidence->kind == SM_FRICTION_NONE)
		return;
	put(to, " ", sm_friction_kind_names[evidence->kind]);
	if (!incidence->counted)
		return;
	put_count(to, "=", incidence->flagged);
	put_count(to, "/", incidence->exposed);
	if (incidence->limit != 0)
		put_share(to, " limit=", incidence->limit);
}

static void
put_evidence(writing *to, const sm_evidence_row *evidence)
{
	const sm_missing *missing = &evidence->missing;

	put(to, "", sm_dimension_names[evidence->dimension]);
	if (evidence->basis != SM_BASIS_NONE)
		put(to, " ", sm_basis_names[evidence->basis]);
	put_difference(to, &evidence->difference);
	put_incidence(to, evidence);
	if (evidence->coverage.known)
		put_share(to, " coverage=", evidence->coverage.share);
	for (int i = 0; i < SM_MISSING_NAMES && missing->name[i][0] != '\0'; i++)
		put(to, i == 0 ? " missing=" : ",", missing->name[i]);
}

void
sm_evidence_write(const sm_evidence_row *evidence, char text[SM_EVIDENCE_TEXT])
{
	writing		to = {text, 0, SM_EVIDENCE_TEXT};

	put_evidence(&to, evidence);
}

void
sm_decision_write(const sm_decision_summary *summary,
				  char text[SM_DECISION_TEXT])
{
	writing		to = {text, 0, SM_DECISION_TEXT};
	sm_evidence_row part;

	for (int i = 0; i < SM_DECISION_PARTS; i++)
	{
		if (!sm_decision_part(summary, i, &part))
			continue;
		if (to.used > 0)
			put(&to, "", "; ");
		put_evidence(&to, &part);
	}
	if (to.used == 0)
		put(&to, "", "none");
}
