/*-------------------------------------------------------------------------
 *
 * rules.c
 *	  From a JSON document to phrase rules.
 *
 * The only file that includes cJSON.  A document is parsed, checked, measured
 * and copied into one block of the caller's within sm_rules_parse; whatever
 * cJSON and this file took from malloc is given back before it returns.
 *
 *-------------------------------------------------------------------------
 */
#include "core/rules.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/json_path.h"
#include "core/json_text.h"
#include "core/phrase.h"

/* A phrase or channel before it has its place in the block. */
typedef struct draft
{
	sm_evidence evidence;
	const char *name;			/* normalised, in the parser's pool */
	size_t		name_length;
	const char *key;			/* as the document spells it */
} draft;

typedef struct parser
{
	sm_encoding encoding;
	sm_error   *error;
	draft	   *drafts;			/* phrases, then channels */
	size_t		nphrases;
	size_t		nchannels;
	size_t		ndrafts;		/* filled so far */
	char	   *pool;
	size_t		pool_length;	/* filled so far */
	sm_rules	head;			/* what is neither phrase nor channel */
} parser;

/* Which keys an evidence object may have besides weights and labels. */
typedef enum evidence_place
{
	IN_PHRASE,
	IN_CHANNEL,
	ELSEWHERE
} evidence_place;

enum
{
	KEY_MODE = SM_EVIDENCE_CLASSES,
	KEY_PURPOSE,
	KEY_PLACE,
	KEY_ROWS,
	KEY_SHORTER
};

static const char *const evidence_keys[] = {
	"sales", "marketing", "joint", "other", "mode", "purpose", "place",
	"rows", "shorter", NULL
};

static const char *const part_keys[] = {
	"phrases", "channels", "facts", "base", "thresholds", NULL
};

/* Fills the error and returns its status. */
__attribute__((format(printf, 4, 5)))
static sm_status
fail(const parser *p, sm_status status, const sm_json_path *path,
	 const char *format,...)
{
	va_list		arguments;

	p->error->status = status;
	p->error->path[0] = '\0';
	if (status == SM_BAD_RULES || path != NULL)
		sm_json_path_print(path, p->encoding, p->error->path, SM_ERROR_PATH);
	va_start(arguments, format);
	(void) vsnprintf(p->error->detail, SM_ERROR_DETAIL, format, arguments);
	va_end(arguments);
	return status;
}

static const char *
type_name(const cJSON *item)
{
	if (cJSON_IsObject(item))
		return "an object";
	if (cJSON_IsArray(item))
		return "an array";
	if (cJSON_IsString(item))
		return "a string";
	if (cJSON_IsNumber(item))
		return "a number";
	if (cJSON_IsNull(item))
		return "null";
	return "a boolean";
}

/* Fails for a value of the wrong type. */
static sm_status
wrong_type(const parser *p, const sm_json_path *path, const cJSON *item,
		   const char *expected)
{
	return fail(p, SM_BAD_RULES, path, "Expected %s, found %s.", expected,
				type_name(item));
}

static size_t
count_names(const char *const *names)
{
	size_t		count = 0;

	while (names[count] != NULL)
		count++;
	return count;
}

/*
 * Finds the key of an item among the first count names and notes in *seen
 * that it was there; fails for one that is unknown or there already.
 */
static sm_status
find_key(const parser *p, const sm_json_path *parent, const cJSON *item,
		 const char *const *names, size_t count, unsigned *seen, int *key)
{
	sm_json_path path = {parent, item->string};
	char		list[SM_ERROR_DETAIL];

	*key = sm_label_find(names, item->string, strlen(item->string));
	if (*key < 0 || (size_t) *key >= count)
	{
		sm_label_join(names, count, list, sizeof(list));
		return fail(p, SM_BAD_RULES, &path, "Unknown key; expected %s.", list);
	}
	if (*seen & (1u << *key))
		return fail(p, SM_BAD_RULES, &path, "The key occurs twice.");
	*seen |= 1u << *key;
	return SM_OK;
}

/* A decimal between two bounds in thousandths, rounded half away from 0. */
static sm_status
read_decimal(const parser *p, const sm_json_path *path, const cJSON *item,
			 int32_t least, int32_t most, int32_t *value)
{
	char		low[16] = "";
	char		high[16] = "";
	char		expected[64];
	double		number = item->valuedouble;
	double		size;

	low[sm_weight_print(least, low)] = '\0';
	high[sm_weight_print(most, high)] = '\0';
	(void) snprintf(expected, sizeof(expected), "a number from %s to %s",
					low, high);
	if (!cJSON_IsNumber(item))
		return wrong_type(p, path, item, expected);
	if (!isfinite(number) || number * SM_WEIGHT_UNIT < least ||
		number * SM_WEIGHT_UNIT > most)
		return fail(p, SM_BAD_RULES, path, "Expected %s, found %.10g.", expected,
					number);
	size = floor(fabs(number) * SM_WEIGHT_UNIT);
	/* the product may have lost what makes a half, the quotient has not */
	if (fabs(number) >= (size + 0.5) / SM_WEIGHT_UNIT)
		size++;
	*value = (int32_t) (number < 0 ? -size : size);
	return SM_OK;
}

/* A whole number of labelled rows. */
static sm_status
read_rows(const parser *p, const sm_json_path *path, const cJSON *item,
		  int32_t *value)
{
	double		number = item->valuedouble;

	if (!cJSON_IsNumber(item))
		return wrong_type(p, path, item, "a whole number");
	if (!(number >= 0 && number <= INT32_MAX) || number != floor(number))
		return fail(p, SM_BAD_RULES, path,
					"Expected a whole number from 0 to %ld, found %g.",
					(long) INT32_MAX, number);
	*value = (int32_t) number;
	return SM_OK;
}

/* One of a closed list of words. */
static sm_status
read_label(const parser *p, const sm_json_path *path, const cJSON *item,
		   const char *const *names, uint8_t *value)
{
	char		list[SM_ERROR_DETAIL];
	int			label;

	sm_label_join(names, count_names(names), list, sizeof(list));
	if (!cJSON_IsString(item))
		return fail(p, SM_BAD_RULES, path, "Expected %s, found %s.", list,
					type_name(item));
	label = sm_label_find(names, item->valuestring,
						  strlen(item->valuestring));
	if (label < 0)
		return fail(p, SM_BAD_RULES, path, "Expected %s, found \"%.*s\".",
					list, sm_json_shown(p->encoding, item->valuestring),
					item->valuestring);
	*value = (uint8_t) label;
	return SM_OK;
}

/* One member of an evidence object. */
static sm_status
read_evidence_member(const parser *p, const sm_json_path *path,
					 const cJSON *item, int key, sm_evidence *evidence)
{
	switch (key)
	{
		case KEY_MODE:
			return read_label(p, path, item, sm_mode_names, &evidence->mode);
		case KEY_PURPOSE:
			return read_label(p, path, item, sm_purpose_names,
							  &evidence->purpose);
		case KEY_PLACE:
			return read_label(p, path, item, sm_place_names,
							  &evidence->place);
		case KEY_ROWS:
			return read_rows(p, path, item, &evidence->rows);
		case KEY_SHORTER:
			return read_label(p, path, item, sm_shorter_names,
							  &evidence->shorter);
		default:
			return read_decimal(p, path, item, -SM_WEIGHT_LIMIT,
								SM_WEIGHT_LIMIT, &evidence->weight[key]);
	}
}

static sm_status
read_evidence(const parser *p, const sm_json_path *path, const cJSON *object,
			  evidence_place place, sm_evidence *evidence)
{
	size_t		count = place == IN_PHRASE ? KEY_SHORTER + 1 :
		place == IN_CHANNEL ? KEY_ROWS + 1 : KEY_PLACE + 1;
	unsigned	seen = 0;

	memset(evidence, 0, sizeof(*evidence));
	evidence->rows = -1;
	if (!cJSON_IsObject(object))
		return wrong_type(p, path, object, "an object");
	for (const cJSON *item = object->child; item != NULL; item = item->next)
	{
		sm_json_path member = {path, item->string};
		sm_status	status;
		int			key;

		status = find_key(p, path, item, evidence_keys, count, &seen, &key);
		if (status == SM_OK)
			status = read_evidence_member(p, &member, item, key, evidence);
		if (status != SM_OK)
			return status;
	}
	return SM_OK;
}

/* Says what is wrong with a phrase or a channel name. */
static sm_status
bad_name(const parser *p, const sm_json_path *path, sm_phrase_fault fault)
{
	switch (fault)
	{
		case SM_PHRASE_STAR:
			return fail(p, SM_BAD_RULES, path,
						"A \"*\" may only stand at the end of a word.");
		case SM_PHRASE_LONG_WORD:
			return fail(p, SM_TOO_LARGE, path,
						"A word may have at most %d bytes.", SM_WORD_BYTES);
		case SM_PHRASE_MANY_WORDS:
			return fail(p, SM_TOO_LARGE, path,
						"A phrase may have at most %d words.",
						SM_PHRASE_WORDS);
		default:
			return fail(p, SM_BAD_RULES, path,
						"The phrase is empty: it has no letter or digit.");
	}
}

/* Reads all phrases or all channels into drafts. */
static sm_status
read_names(parser *p, const sm_json_path *path, const cJSON *object,
		   evidence_place place)
{
	for (const cJSON *item = object->child; item != NULL; item = item->next)
	{
		sm_json_path member = {path, item->string};
		draft	   *d = &p->drafts[p->ndrafts];
		char	   *name = p->pool + p->pool_length;
		sm_phrase_fault fault;
		sm_status	status;

		fault = sm_phrase_normalise(item->string, strlen(item->string),
									p->encoding, place == IN_PHRASE, name,
									&d->name_length);
		if (fault != SM_PHRASE_FINE)
			return bad_name(p, &member, fault);
		d->name = name;
		d->key = item->string;
		status = read_evidence(p, &member, item, place, &d->evidence);
		if (status != SM_OK)
			return status;
		p->pool_length += d->name_length;
		p->ndrafts++;
	}
	return SM_OK;
}

/* Bytewise order of names; a prefix comes before what it begins. */
static int
compare_drafts(const void *a, const void *b)
{
	const draft *left = a;
	const draft *right = b;

	return sm_compare_bytes(left->name, left->name_length, right->name,
							right->name_length);
}

/* Sorts the drafts of one part and refuses names that are equal. */
static sm_status
sort_names(const parser *p, const char *part, draft *drafts, size_t count)
{
	sm_json_path path = {NULL, part};

	if (count < 2)
		return SM_OK;
	qsort(drafts, count, sizeof(draft), compare_drafts);
	for (size_t i = 1; i < count; i++)
	{
		sm_json_path member = {&path, drafts[i].key};

		if (compare_drafts(&drafts[i - 1], &drafts[i]) == 0)
			return fail(p, SM_BAD_RULES, &member,
						"Another entry is the same words: \"%.*s\".",
						sm_json_shown(p->encoding, drafts[i - 1].key),
						drafts[i - 1].key);
	}
	return SM_OK;
}

static sm_status
read_facts(parser *p, const sm_json_path *path, const cJSON *object)
{
	unsigned	seen = 0;

	for (const cJSON *item = object->child; item != NULL; item = item->next)
	{
		sm_json_path member = {path, item->string};
		sm_status	status;
		int			key;

		status = find_key(p, path, item, sm_fact_names, SM_FACTS, &seen,
						  &key);
		if (status == SM_OK)
			status = read_evidence(p, &member, item, ELSEWHERE,
								   &p->head.fact[key]);
		if (status != SM_OK)
			return status;
		p->head.given |= SM_GIVEN_FACT(key);
	}
	return SM_OK;
}

static sm_status
read_thresholds(parser *p, const sm_json_path *path, const cJSON *object)
{
	unsigned	seen = 0;

	for (const cJSON *item = object->child; item != NULL; item = item->next)
	{
		sm_json_path member = {path, item->string};
		bool		joint;
		sm_status	status;
		int			key;

		status = find_key(p, path, item, sm_threshold_names, SM_THRESHOLDS,
						  &seen, &key);
		if (status != SM_OK)
			return status;
		joint = key == SM_THRESHOLD_JOINT;
		status = read_decimal(p, &member, item, joint ? 1 : 0,
							  joint ? SM_WEIGHT_UNIT : SM_WEIGHT_LIMIT,
							  &p->head.threshold[key]);
		if (status != SM_OK)
			return status;
		p->head.given |= SM_GIVEN_THRESHOLD(key);
	}
	return SM_OK;
}

/* The member of a part that find_parts found, checked to be an object. */
static sm_status
read_part(parser *p, int part, const cJSON *object)
{
	sm_json_path path = {NULL, part_keys[part]};
	sm_status	status;

	switch (part)
	{
		case 0:
			return read_names(p, &path, object, IN_PHRASE);
		case 1:
			return read_names(p, &path, object, IN_CHANNEL);
		case 2:
			return read_facts(p, &path, object);
		case 3:
			status = read_evidence(p, &path, object, ELSEWHERE,
								   &p->head.base);
			p->head.given |= SM_GIVEN_BASE;
			return status;
		default:
			return read_thresholds(p, &path, object);
	}
}

/* Finds the parts of the document; every one is an object or not there. */
static sm_status
find_parts(const parser *p, const cJSON *root, const cJSON *parts[5])
{
	unsigned	seen = 0;

	if (!cJSON_IsObject(root))
		return wrong_type(p, NULL, root, "an object");
	for (const cJSON *item = root->child; item != NULL; item = item->next)
	{
		sm_json_path path = {NULL, item->string};
		sm_status	status;
		int			key;

		status = find_key(p, NULL, item, part_keys, 5, &seen, &key);
		if (status != SM_OK)
			return status;
		if (!cJSON_IsObject(item))
			return wrong_type(p, &path, item, "an object");
		parts[key] = item;
	}
	return SM_OK;
}

/* Room for the drafts and their names, by how much the document has. */
static sm_status
reserve(parser *p, const cJSON *phrases, const cJSON *channels)
{
	size_t		bytes = 1;

	for (const cJSON *i = phrases ? phrases->child : NULL; i; i = i->next)
	{
		/* folded and composed text is at most three times the original */
		bytes += strlen(i->string) * 3;
		p->nphrases++;
	}
	for (const cJSON *i = channels ? channels->child : NULL; i; i = i->next)
	{
		bytes += strlen(i->string) * 3;
		p->nchannels++;
	}
	if (p->nphrases > SM_RULES_PHRASES || p->nchannels > SM_RULES_CHANNELS)
		return fail(p, SM_TOO_LARGE, NULL,
					"%zu phrases and %zu channels; "
					"the limits are %d and %d.", p->nphrases, p->nchannels,
					SM_RULES_PHRASES, SM_RULES_CHANNELS);
	/* a name may need room for a whole phrase while it is folded */
	p->pool = malloc(bytes + SM_PHRASE_BYTES);
	p->drafts = malloc((p->nphrases + p->nchannels + 1) * sizeof(draft));
	if (p->pool == NULL || p->drafts == NULL)
		return fail(p, SM_OUT_OF_MEMORY, NULL, "The document is %zu bytes "
					"of names.", bytes);
	return SM_OK;
}

/* Reads the document into drafts and the head. */
static sm_status
read_document(parser *p, const cJSON *root)
{
	const cJSON *parts[5] = {NULL, NULL, NULL, NULL, NULL};
	sm_status	status = find_parts(p, root, parts);

	if (status == SM_OK)
		status = reserve(p, parts[0], parts[1]);
	for (int part = 0; part < 5 && status == SM_OK; part++)
		if (parts[part] != NULL)
			status = read_part(p, part, parts[part]);
	if (status == SM_OK)
		status = sort_names(p, part_keys[0], p->drafts, p->nphrases);
	if (status == SM_OK)
		status = sort_names(p, part_keys[1], p->drafts + p->nphrases,
							p->nchannels);
	return status;
}

/* Copies the drafts into one block of the caller's memory. */
static sm_status
assemble(const parser *p, const sm_memory *memory, sm_rules **rules)
{
	sm_rules   *block;
	char	   *pool;
	uint32_t	used = 0;
	sm_rules	head = p->head;

	head.version = SM_RULES_VERSION;
	head.nphrases = (uint32_t) p->nphrases;
	head.nchannels = (uint32_t) p->nchannels;
	head.pool_length = (uint32_t) p->pool_length;
	block = memory->allocate(memory->context, sm_rules_size(&head));
	if (block == NULL)
		return fail(p, SM_OUT_OF_MEMORY, NULL, "The rules need %zu bytes.",
					sm_rules_size(&head));
	memcpy(block, &head, sizeof(head));
	pool = (char *) (block->rule + p->ndrafts);
	for (size_t i = 0; i < p->ndrafts; i++)
	{
		const draft *d = &p->drafts[i];

		block->rule[i].evidence = d->evidence;
		block->rule[i].name = used;
		block->rule[i].name_length = (uint32_t) d->name_length;
		memcpy(pool + used, d->name, d->name_length);
		used += (uint32_t) d->name_length;
	}
	*rules = block;
	return SM_OK;
}

/* Says where the text stops being JSON. */
static sm_status
not_json(const parser *p, const char *json, const char *at)
{
	size_t		line = 1;
	size_t		column = 1;

	for (const char *c = json; c < at; c++)
	{
		column = *c == '\n' ? 1 : column + 1;
		line += *c == '\n';
	}
	return fail(p, SM_BAD_JSON, NULL,
				"The text is not valid JSON at line %zu, byte %zu.", line,
				column);
}

sm_status
sm_rules_parse(const char *json, size_t length, sm_encoding encoding,
			   const sm_memory *memory, sm_rules **rules, sm_error *error)
{
	parser		p = {.encoding = encoding, .error = error};
	const char *end = json;
	sm_status	status;
	cJSON	   *root;

	*rules = NULL;
	p.head.base.rows = -1;
	for (int fact = 0; fact < SM_FACTS; fact++)
		p.head.fact[fact].rows = -1;
	status = sm_json_check(json, length, encoding, error);
	if (status != SM_OK)
		return status;

	root = cJSON_ParseWithLengthOpts(json, length, &end, 0);
	if (root == NULL)
		return not_json(&p, json, end);
	while (end < json + length && strchr(" \t\r\n", *end) != NULL)
		end++;
	if (end < json + length)
		status = not_json(&p, json, end);
	if (status == SM_OK)
		status = read_document(&p, root);
	if (status == SM_OK)
		status = assemble(&p, memory, rules);
	free(p.drafts);
	free(p.pool);
	cJSON_Delete(root);
	return status;
}
