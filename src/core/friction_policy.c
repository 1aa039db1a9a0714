/*-------------------------------------------------------------------------
 *
 * friction_policy.c
 *	  Where friction begins: the limits of all kinds, as one value.
 *
 * Whatever is known of a limit stands in one table; everything else here is
 * driven by it.
 *
 *-------------------------------------------------------------------------
 */
#include "core/friction_policy.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/count_text.h"
#include "core/wide.h"

#define MOST_TIME	(36500 * SM_DAY)
#define MOST_COUNT	INT64_C(1000000)

/* The tolerances of the three channels have a common multiple that fits. */
#define MOST_TOLERANCE	INT64_C(1000)

#define GODFREY	"Godfrey, Seiders and Voss 2011, on one car dealer"
#define OURS	"our default, no published norm"

/* A limit in time, at least a microsecond, and one that may be zero. */
#define TIME(standard, shown, scale, source) \
	SM_UNIT_TIME, standard, 1, MOST_TIME, shown, scale, source
#define GRACE(standard, shown, scale, source) \
	SM_UNIT_TIME, standard, 0, MOST_TIME, shown, scale, source
#define SHARE(standard, source) \
	SM_UNIT_SHARE, standard, 1, SM_WHOLE, "share", SM_WHOLE, source
#define COUNT(standard, most, shown, source) \
	SM_UNIT_COUNT, standard, 1, most, shown, 1, source

const sm_limit_info sm_limit_table[SM_LIMITS] = {
	[SM_LIMIT_BUDGET_OVERLAP] = {"budget_overlap", SM_BUDGET_OVERLAP,
	SHARE(SM_WHOLE / 2, OURS)},
	[SM_LIMIT_BUDGET_CONTENTION] = {"budget_contention", SM_BUDGET_CONTENTION,
	SHARE(SM_WHOLE / 10, OURS)},
	[SM_LIMIT_CAMPAIGN_IN_DEAL] = {"campaign_in_deal", SM_CAMPAIGN_IN_DEAL,
	COUNT(1, MOST_COUNT, "touches", OURS)},
	[SM_LIMIT_PITCH_WITHOUT_LISTENING] = {"pitch_without_listening",
		SM_PITCH_WITHOUT_LISTENING,
	TIME(90 * SM_DAY, "days", SM_DAY, "our default, the window of " GODFREY)},
	[SM_LIMIT_FEEDBACK_DROPPED] = {"feedback_dropped", SM_FEEDBACK_DROPPED,
	TIME(30 * SM_DAY, "days", SM_DAY, OURS)},
	[SM_LIMIT_DOUBLE_TOUCH] = {"double_touch", SM_DOUBLE_TOUCH,
	TIME(24 * SM_HOUR, "hours", SM_HOUR, OURS)},
	[SM_LIMIT_OVER_CONTACT] = {"over_contact", SM_OVER_CONTACT,
	TIME(90 * SM_DAY, "days", SM_DAY, GODFREY)},
	[SM_LIMIT_WENT_DARK] = {"went_dark", SM_WENT_DARK,
	TIME(14 * SM_DAY, "days", SM_DAY, OURS)},
	[SM_LIMIT_ROLE_DRIFT] = {"role_drift", SM_ROLE_DRIFT,
	SHARE(SM_WHOLE / 4, OURS)},
	[SM_LIMIT_TASK_SWITCHING] = {"task_switching", SM_TASK_SWITCHING,
	COUNT(4, MOST_COUNT, "switches", OURS)},
	[SM_LIMIT_PAY_LATE] = {"pay_late", SM_PAY_LATE,
	GRACE(0, "days", SM_DAY, "no grace")},
	[SM_LIMIT_PAY_GAP] = {"pay_gap", SM_PAY_GAP,
	TIME(31 * SM_DAY, "days", SM_DAY,
		 "one monthly cycle, the norm of HGB 87c and New York Labor Law 191")},
	[SM_LIMIT_SLOW_FOLLOW_UP] = {"slow_follow_up", SM_SLOW_FOLLOW_UP,
	TIME(24 * SM_HOUR, "hours", SM_HOUR, OURS)},
	[SM_LIMIT_NEVER_FOLLOWED_UP] = {"never_followed_up", SM_NEVER_FOLLOWED_UP,
	TIME(30 * SM_DAY, "days", SM_DAY,
		 "the horizon of the audit in Harvard Business Review, 2011")},
	[SM_LIMIT_BOUNCED_LEAD] = {"bounced_lead", SM_BOUNCED_LEAD,
	COUNT(1, MOST_COUNT, "returns", OURS)},
	[SM_LIMIT_COLLAPSE] = {"collapse", SM_EVERY_KIND,
	GRACE(10 * SM_MINUTE, "minutes", SM_MINUTE, OURS)},
	[SM_LIMIT_PHONE] = {"phone", SM_OVER_CONTACT,
	COUNT(3, MOST_TOLERANCE, "calls", GODFREY)},
	[SM_LIMIT_EMAIL] = {"email", SM_OVER_CONTACT,
	COUNT(4, MOST_TOLERANCE, "e-mails", GODFREY)},
	[SM_LIMIT_MAIL] = {"mail", SM_OVER_CONTACT,
	COUNT(10, MOST_TOLERANCE, "letters", GODFREY)},
	[SM_LIMIT_CALLS_PER_DAY] = {"calls_per_day", SM_OVER_CONTACT,
	COUNT(3, MOST_COUNT, "calls in 24 hours", "Florida Statutes 501.616")},
	[SM_LIMIT_CALLS_PER_WEEK] = {"calls_per_week", SM_OVER_CONTACT,
	COUNT(7, MOST_COUNT, "calls in 7 days",
		  "Regulation F (United States), meant for debt collectors")},
	[SM_LIMIT_TASKS_PER_DAY] = {"tasks_per_day", SM_TASK_SWITCHING,
	COUNT(4, MOST_COUNT, "tasks", OURS)},
	[SM_LIMIT_BOUNCED_WITHIN] = {"bounced_within", SM_BOUNCED_LEAD,
	TIME(90 * SM_DAY, "days", SM_DAY, OURS)},
	[SM_LIMIT_ACCEPTANCE] = {"acceptance", SM_BOUNCED_LEAD,
	SHARE(9 * (SM_WHOLE / 10), "Forrester on sales accepted leads")},
	[SM_LIMIT_MINIMUM_GROUP] = {"minimum_group", SM_EVERY_KIND,
	COUNT(5, MOST_COUNT, "people", OURS)}
};

void
sm_policy_standard(sm_policy *policy)
{
	for (int i = 0; i < SM_LIMITS; i++)
		policy->limit[i] = sm_limit_table[i].standard;
}

int
sm_limit_find(const char *name, size_t length)
{
	for (int i = 0; i < SM_LIMITS; i++)
	{
		if (strlen(sm_limit_table[i].name) == length &&
			memcmp(sm_limit_table[i].name, name, length) == 0)
			return i;
	}
	return -1;
}

bool
sm_limit_valid(sm_limit limit, int64_t value)
{
	return value >= sm_limit_table[limit].least &&
		value <= sm_limit_table[limit].most;
}

const char *
sm_policy_flaw(const sm_policy *policy)
{
	for (int i = 0; i < SM_LIMITS; i++)
	{
		if (!sm_limit_valid((sm_limit) i, policy->limit[i]))
			return "A limit is out of bounds.";
	}
	return NULL;
}

int
sm_policy_order(const sm_policy *a, const sm_policy *b)
{
	int			order = 0;

	for (int i = 0; i < SM_LIMITS && order == 0; i++)
		order = sm_number_order(a->limit[i], b->limit[i]);
	return order;
}

/* A unit of time in the text form; larger ones first. */
typedef struct time_unit
{
	const char *name;
	int64_t		length;			/* in microseconds */
} time_unit;

static const time_unit time_units[] = {
	{"d", SM_DAY}, {"h", SM_HOUR}, {"m", SM_MINUTE}, {"s", SM_SECOND},
	{"ms", 1000}, {"us", 1}
};

#define TIME_UNITS (sizeof(time_units) / sizeof(time_units[0]))

/* Writes a time in the largest unit of which it is a multiple. */
static void
write_time(int64_t value, char *text)
{
	size_t		unit = 0;

	while (value % time_units[unit].length != 0)
		unit++;
	(void) snprintf(text, SM_LIMIT_TEXT, "%lld%s",
					(long long) (value / time_units[unit].length),
					time_units[unit].name);
}

/* Writes a share without zeros at its end. */
static void
write_share(int64_t value, char *text)
{
	int			length = snprintf(text, SM_LIMIT_TEXT, "%lld.%06lld",
								  (long long) (value / SM_WHOLE),
								  (long long) (value % SM_WHOLE));

	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	text[length] = '\0';
}

void
sm_limit_write(sm_limit limit, int64_t value, char *text)
{
	switch (sm_limit_table[limit].unit)
	{
		case SM_UNIT_TIME:
			write_time(value, text);
			break;
		case SM_UNIT_SHARE:
			write_share(value, text);
			break;
		case SM_UNIT_COUNT:
			(void) snprintf(text, SM_LIMIT_TEXT, "%lld", (long long) value);
			break;
	}
}

void
sm_limit_bounds_write(sm_limit limit, char *text)
{
	char		least[SM_LIMIT_TEXT];
	char		most[SM_LIMIT_TEXT];

	sm_limit_write(limit, sm_limit_table[limit].least, least);
	sm_limit_write(limit, sm_limit_table[limit].most, most);
	(void) snprintf(text, SM_BOUNDS_TEXT, "between %s and %s", least, most);
}

void
sm_policy_write(const sm_policy *policy, char *text)
{
	size_t		used = 0;

	for (int i = 0; i < SM_LIMITS; i++)
	{
		char		value[SM_LIMIT_TEXT];

		if (policy->limit[i] == sm_limit_table[i].standard)
			continue;
		sm_limit_write((sm_limit) i, policy->limit[i], value);
		used += (size_t) snprintf(text + used, SM_POLICY_TEXT - used,
								  "%s%s %s", used > 0 ? ", " : "",
								  sm_limit_table[i].name, value);
	}
	if (used == 0)
		(void) snprintf(text, SM_POLICY_TEXT, "default");
}

/* A text that is being read, of bytes that need no terminating zero. */
typedef struct policy_text
{
	const char *text;
	size_t		length;
	size_t		position;
	sm_policy_fault *fault;
} policy_text;

/* Fills the fault with a sentence that ends in the place, and answers. */
static sm_policy_read_status __attribute__((format(printf, 4, 5)))
fail_at(policy_text *in, sm_policy_read_status status, size_t position,
		const char *format,...)
{
	va_list		arguments;
	char		what[SM_POLICY_DETAIL - 40];

	va_start(arguments, format);
	(void) vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	(void) snprintf(in->fault->detail, SM_POLICY_DETAIL,
					"At character %zu %s.", position + 1, what);
	return status;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void
skip_space(policy_text *in)
{
	while (in->position < in->length && is_space(in->text[in->position]))
		in->position++;
}

/* The length of what stands at the position up to a space or comma. */
static size_t
word_length(const policy_text *in)
{
	size_t		end = in->position;

	while (end < in->length && !is_space(in->text[end]) &&
		   in->text[end] != ',')
		end++;
	return end - in->position;
}

/* A number with decimals as it is written, before its unit. */
typedef struct decimal
{
	int64_t		digits;
	int64_t		scale;			/* the number is digits / scale */
} decimal;

#define MOST_DIGITS 17			/* neither overflows */

/* The bytes of a word that are a decimal number, which is read; or 0. */
static size_t
read_decimal(const char *word, size_t length, decimal *number)
{
	size_t		i;
	int			digits = 0;
	bool		point = false;

	number->digits = 0;
	number->scale = 1;
	for (i = 0; i < length; i++)
	{
		if (word[i] == '.' && !point && digits > 0)
		{
			point = true;
			continue;
		}
		if (word[i] < '0' || word[i] > '9')
			break;
		if (++digits > MOST_DIGITS)
			return 0;
		number->digits = number->digits * 10 + (word[i] - '0');
		if (point)
			number->scale *= 10;
	}
	return digits > 0 && word[i - 1] != '.' ? i : 0;
}

/* How many of the units of a limit make one of the named unit, or 0. */
static int64_t
unit_length(sm_limit_unit unit, const char *name, size_t length)
{
	if (unit != SM_UNIT_TIME)
		return length > 0 ? 0 : unit == SM_UNIT_SHARE ? SM_WHOLE : 1;
	for (size_t i = 0; i < TIME_UNITS; i++)
	{
		if (strlen(time_units[i].name) == length &&
			memcmp(time_units[i].name, name, length) == 0)
			return time_units[i].length;
	}
	return 0;
}

/* What a value of such a limit looks like. */
static const char *
expected(sm_limit_unit unit)
{
	return unit == SM_UNIT_TIME ? "a time such as 12h or 21d" :
		unit == SM_UNIT_SHARE ? "a share such as 0.25" :
		"a whole number";
}

/* Reads the value that stands at the position. */
static sm_policy_read_status
read_value(policy_text *in, sm_limit limit, int64_t *value)
{
	const sm_limit_info *info = &sm_limit_table[limit];
	const char *word = in->text + in->position;
	size_t		length = word_length(in);
	decimal		number;
	size_t		digits = read_decimal(word, length, &number);
	int64_t		unit = unit_length(info->unit, word + digits,
								   length - digits);
	sm_uint128	product;

	if (length == 0 || ((digits == 0 || unit == 0) && word[0] != '-'))
		return fail_at(in, SM_POLICY_MALFORMED, in->position,
					   "the limit %s needs %s", info->name,
					   expected(info->unit));
	product = (sm_uint128) (uint64_t) number.digits * (uint64_t) unit;
	if (word[0] != '-' && product % (uint64_t) number.scale != 0)
		return fail_at(in, SM_POLICY_MALFORMED, in->position,
					   "the limit %s has too many decimals", info->name);
	product /= (uint64_t) number.scale;
	if (word[0] == '-' || product > INT64_MAX ||
		!sm_limit_valid(limit, (int64_t) product))
	{
		char		bounds[SM_BOUNDS_TEXT];

		sm_limit_bounds_write(limit, bounds);
		return fail_at(in, SM_POLICY_OUT_OF_BOUNDS, in->position,
					   "the limit %s must be %s", info->name, bounds);
	}
	*value = (int64_t) product;
	in->position += length;
	return SM_POLICY_READ;
}

/* Reads one name and its value. */
static sm_policy_read_status
read_limit(policy_text *in, sm_policy *policy, bool *seen)
{
	size_t		start = in->position;
	size_t		length = word_length(in);
	int			limit = sm_limit_find(in->text + start, length);

	if (length == 0)
		return fail_at(in, SM_POLICY_MALFORMED, start,
					   "the name of a limit is missing");
	if (limit < 0)
		return fail_at(in, SM_POLICY_MALFORMED, start,
					   "stands the name of no limit");
	if (seen[limit])
		return fail_at(in, SM_POLICY_MALFORMED, start,
					   "the limit %s stands a second time",
					   sm_limit_table[limit].name);
	seen[limit] = true;
	in->position += length;
	skip_space(in);
	return read_value(in, (sm_limit) limit, &policy->limit[limit]);
}

sm_policy_read_status
sm_policy_read(const char *text, size_t length, sm_policy *policy,
			   sm_policy_fault *fault)
{
	policy_text in = {text, length, 0, fault};
	bool		seen[SM_LIMITS] = {false};

	sm_policy_standard(policy);
	skip_space(&in);
	if (word_length(&in) == strlen("default") &&
		memcmp(text + in.position, "default", strlen("default")) == 0)
	{
		in.position += strlen("default");
		skip_space(&in);
		if (in.position < length)
			return fail_at(&in, SM_POLICY_MALFORMED, in.position,
						   "something stands behind \"default\"");
	}
	while (in.position < length)
	{
		sm_policy_read_status status = read_limit(&in, policy, seen);

		if (status != SM_POLICY_READ)
			return status;
		skip_space(&in);
		if (in.position == length)
			break;
		if (in.text[in.position] != ',')
			return fail_at(&in, SM_POLICY_MALFORMED, in.position,
						   "a comma is missing");
		in.position++;
		skip_space(&in);
		if (in.position == length)
			return fail_at(&in, SM_POLICY_MALFORMED, in.position,
						   "the name of a limit is missing");
	}
	return SM_POLICY_READ;
}
