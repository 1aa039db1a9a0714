/*-------------------------------------------------------------------------
 *
 * schedule_text.c
 *	  The text form of pay schedules.
 *
 *		CADENCE [lag N | blag N | dom D+K] [ROLL]
 *			[deadline month_end_plus D+K |
 *			 deadline quarter_end_plus D+K [anchor DATE]]
 *
 * The clauses behind the cadence may come in any order and are written in
 * this one; each stands once at most.
 *
 *-------------------------------------------------------------------------
 */
#include "core/schedule.h"

#include <stdio.h>
#include <string.h>

#include "core/civil.h"

const char *const sm_cadence_names[SM_CADENCES + 1] = {
	"weekly", "biweekly", "semimonthly", "monthly", "quarterly",
	"semiannual", "annual", NULL
};

static const char *const retail_names[SM_RETAILS + 1] = {
	"", "445", "454", "544", NULL
};

static const char *const year_end_names[SM_YEAR_ENDS + 1] = {
	"", "nearest", "last", NULL
};

static const char *const offset_names[SM_OFFSETS + 1] = {
	"lag", "blag", "dom", NULL
};

static const char *const roll_names[SM_ROLLS + 1] = {
	"", "following", "preceding", "modified_following",
	"modified_preceding", NULL
};

static const char *const deadline_names[SM_DEADLINES + 1] = {
	"", "month_end_plus", "quarter_end_plus", "quarter_end_plus", NULL
};

/* The Monday from which weeks are counted if nobody says another day. */
#define USUAL_ANCHOR	2			/* 2000-01-03 */

#define DATE_EXPECTED	"a date such as 2026-01-05"
#define DAY_EXPECTED	"a day of a month and how many months later, such " \
	"as 31+1"

/* A schedule that is being read, and which of its clauses were there. */
typedef struct Reading
{
	sm_line		line;
	sm_line_error *error;
	sm_pay_schedule *schedule;
	bool		anchored;
	bool		fiscal;
	bool		offset;
} Reading;

/* Moves on and returns the place in names if the next word is one; else -1. */
static int
take_name(sm_line *line, const char *const *names)
{
	for (int i = 0; names[i] != NULL; i++)
	{
		if (line->length > 0 && sm_line_take(line, names[i]))
			return i;
	}
	return -1;
}

/*
 * Reports a word that cannot stand where clauses may, naming those that
 * can, and why, unless because is a null pointer.
 */
static bool
fail_clause(const Reading *reading, const sm_line *at, const char *because)
{
	const sm_pay_schedule *schedule = reading->schedule;
	bool		anchor = !reading->anchored &&
		schedule->cadence <= SM_BIWEEKLY;
	bool		fiscal = !reading->fiscal &&
		schedule->cadence >= SM_QUARTERLY &&
		schedule->retail == SM_NOT_RETAIL;
	bool		rolled = schedule->roll != SM_NO_ROLL;
	bool		due = schedule->deadline != SM_NO_DEADLINE;
	bool		any = anchor || fiscal || !reading->offset || !rolled || !due;

	return sm_line_fail(at, reading->error, because, "%s%s%s%s%s%sthe end",
						anchor ? "anchor, " : "",
						fiscal ? "fiscal, " : "",
						reading->offset ? "" : "lag, blag, dom, ",
						rolled ? "" : "following, preceding, "
						"modified_following, modified_preceding, ",
						due ? "" : "deadline, ",
						any ? "or " : "");
}

/* Reads a date into day. */
static bool
read_date(Reading *reading, int32_t *day)
{
	int64_t		date;

	if (!sm_line_date(reading->line.word, reading->line.length, &date))
		return sm_line_fail(&reading->line, reading->error, NULL,
							DATE_EXPECTED);
	*day = (int32_t) date;
	sm_line_next(&reading->line);
	return true;
}

/* Reads a day of a month and months later, such as 31+1. */
static bool
read_day(Reading *reading, uint8_t *day, int16_t *months)
{
	const char *word = reading->line.word;
	size_t		length = reading->line.length;
	const char *plus = memchr(word, '+', length);
	int64_t		day_of_month;
	int64_t		later;

	if (plus == NULL ||
		!sm_line_number(word, plus - word, 1, 31, &day_of_month) ||
		!sm_line_number(plus + 1, length - (plus - word) - 1, 0,
						SM_MONTHS_LATER, &later))
		return sm_line_fail(&reading->line, reading->error,
							"Days go from 1 to 31, months from 0 to 120.",
							DAY_EXPECTED);
	*day = (uint8_t) day_of_month;
	*months = (int16_t) later;
	sm_line_next(&reading->line);
	return true;
}

/* Reads where a retail year ends, behind 445, 454 or 544. */
static bool
read_year_end(Reading *reading)
{
	sm_pay_schedule *schedule = reading->schedule;
	sm_line    *line = &reading->line;
	int			year_end = take_name(line, year_end_names);
	int			weekday;
	int			month;

	if (year_end < 0)
		return sm_line_fail(line, reading->error, NULL,
							"nearest or last, a weekday and a month, such as "
							"nearest sat jan");
	weekday = sm_line_name(sm_weekday_names, line->word, line->length);
	if (weekday < 0)
		return sm_line_fail(line, reading->error, NULL,
							"the weekday that ends a year, such as sat");
	sm_line_next(line);
	month = sm_line_name(sm_month_names, line->word, line->length);
	if (month < 0)
		return sm_line_fail(line, reading->error, NULL,
							"the month at whose end a year ends, such as jan");
	sm_line_next(line);
	schedule->year_end = (uint8_t) year_end;
	schedule->weekday = (uint8_t) weekday;
	schedule->month = (uint8_t) (month + 1);
	return true;
}

/* Reads the cadence, with the year end of a retail calendar. */
static bool
read_cadence(Reading *reading)
{
	sm_line    *line = &reading->line;
	sm_line		before;
	int			cadence = take_name(line, sm_cadence_names);
	int			retail;

	before = *line;
	retail = take_name(line, retail_names);
	if (cadence < 0 && retail < 0)
		return sm_line_fail(line, reading->error, NULL,
							"weekly, biweekly, semimonthly, monthly, "
							"quarterly, semiannual, annual, 445, 454 or 544");
	reading->schedule->cadence = cadence < 0 ? SM_MONTHLY : (uint8_t) cadence;
	if (retail < 0)
		return true;
	if (reading->schedule->cadence < SM_MONTHLY)
		return fail_clause(reading, &before,
						   "Periods of 445, 454 and 544 are monthly or "
						   "longer.");
	reading->schedule->retail = (uint8_t) retail;
	return read_year_end(reading);
}

/* Reads the date behind anchor. */
static bool
read_anchor(Reading *reading)
{
	sm_line		before = reading->line;

	sm_line_next(&reading->line);
	if (reading->schedule->cadence > SM_BIWEEKLY)
		return fail_clause(reading, &before,
						   "Only weekly and biweekly schedules have an "
						   "anchor, and quarter_end_plus, behind it.");
	if (reading->anchored)
		return fail_clause(reading, &before,
						   "A schedule has one anchor.");
	reading->anchored = true;
	return read_date(reading, &reading->schedule->anchor);
}

/* Reads the month behind fiscal. */
static bool
read_fiscal(Reading *reading)
{
	sm_pay_schedule *schedule = reading->schedule;
	sm_line		before = reading->line;
	const char *because = NULL;
	int			month;

	sm_line_next(&reading->line);
	if (schedule->cadence < SM_QUARTERLY)
		because = "Only quarterly, semiannual and annual schedules depend on "
			"where a fiscal year starts.";
	else if (schedule->retail != SM_NOT_RETAIL)
		because = "The year of a 445, 454 or 544 schedule starts where the "
			"one before ends.";
	else if (reading->fiscal)
		because = "A fiscal year starts once.";
	if (because != NULL)
		return fail_clause(reading, &before, because);
	month = sm_line_name(sm_month_names, reading->line.word,
						 reading->line.length);
	if (month < 0)
		return sm_line_fail(&reading->line, reading->error, NULL,
							"the month in which a fiscal year starts, such "
							"as feb");
	reading->fiscal = true;
	schedule->month = (uint8_t) (month + 1);
	sm_line_next(&reading->line);
	return true;
}

/* Reads what stands behind lag, blag or dom. */
static bool
read_offset(Reading *reading, sm_offset offset, const sm_line *before)
{
	sm_pay_schedule *schedule = reading->schedule;
	int64_t		days;

	if (reading->offset)
		return fail_clause(reading, before,
						   "A schedule has one of lag, blag and dom.");
	reading->offset = true;
	schedule->offset = (uint8_t) offset;
	if (offset == SM_DAY_OF_MONTH)
		return read_day(reading, &schedule->day, &schedule->months);
	if (!sm_line_number(reading->line.word, reading->line.length,
						-SM_LAG_DAYS, SM_LAG_DAYS, &days))
		return sm_line_fail(&reading->line, reading->error, NULL,
							"a number of days from -3660 to 3660");
	schedule->days = (int16_t) days;
	if (days == 0)
		schedule->offset = SM_LAG;	/* no days are no business days */
	sm_line_next(&reading->line);
	return true;
}

/* Reads what stands behind deadline. */
static bool
read_deadline(Reading *reading, const sm_line *before)
{
	sm_pay_schedule *schedule = reading->schedule;
	int			deadline;

	if (schedule->deadline != SM_NO_DEADLINE)
		return fail_clause(reading, before,
						   "A schedule has one deadline.");
	deadline = take_name(&reading->line, deadline_names);
	if (deadline < 0)
		return sm_line_fail(&reading->line, reading->error, NULL,
							"month_end_plus or quarter_end_plus");
	schedule->deadline = (uint8_t) deadline;
	if (!read_day(reading, &schedule->deadline_day,
				  &schedule->deadline_months))
		return false;
	if (deadline == SM_QUARTER_END_PLUS &&
		sm_line_take(&reading->line, "anchor"))
	{
		schedule->deadline = SM_ANCHORED_QUARTER_END_PLUS;
		return read_date(reading, &schedule->deadline_anchor);
	}
	return true;
}

/* Reads one of the clauses behind the cadence. */
static bool
read_clause(Reading *reading)
{
	sm_line    *line = &reading->line;
	sm_line		before = *line;
	int			found;

	if (sm_line_at(line, "anchor"))
		return read_anchor(reading);
	if (sm_line_at(line, "fiscal"))
		return read_fiscal(reading);
	if (sm_line_take(line, "deadline"))
		return read_deadline(reading, &before);
	found = take_name(line, offset_names);
	if (found >= 0)
		return read_offset(reading, (sm_offset) found, &before);
	found = take_name(line, roll_names);
	if (found < 0)
		return fail_clause(reading, line, NULL);
	if (reading->schedule->roll != SM_NO_ROLL)
		return fail_clause(reading, &before,
						   "A schedule rolls one way.");
	reading->schedule->roll = (uint8_t) found;
	return true;
}

bool
sm_pay_schedule_read(const char *text, sm_pay_schedule *schedule,
					 sm_line_error *error)
{
	Reading		reading = {0};

	memset(schedule, 0, sizeof(*schedule));
	reading.line = sm_line_start(text);
	reading.error = error;
	reading.schedule = schedule;
	if (!read_cadence(&reading))
		return false;
	while (reading.line.length > 0)
	{
		if (!read_clause(&reading))
			return false;
	}
	if (!reading.anchored && schedule->cadence == SM_BIWEEKLY)
		return sm_line_fail(&reading.line, error,
							"Periods of two weeks can begin in either week; "
							"twice a month is semimonthly.",
							"anchor and the first day of a period, such as "
							"anchor 2026-01-05");
	if (!reading.anchored && schedule->cadence == SM_WEEKLY)
		schedule->anchor = USUAL_ANCHOR;
	if (schedule->cadence >= SM_QUARTERLY && schedule->month == 0)
		schedule->month = 1;
	return true;
}

/* Writes anchor and a date, and returns the end. */
static char *
write_anchor(int64_t day, char *end, const char *limit)
{
	char		date[SM_LINE_DATE + 1];

	sm_line_write_date(day, date);
	return end + snprintf(end, limit - end, " anchor %s", date);
}

/* Writes the cadence with what belongs to it, and returns the end. */
static char *
write_cadence(const sm_pay_schedule *schedule, char *end, const char *limit)
{
	const char *cadence = sm_cadence_names[schedule->cadence];

	if (schedule->retail != SM_NOT_RETAIL)
	{
		if (schedule->cadence != SM_MONTHLY)
			end += snprintf(end, limit - end, "%s ", cadence);
		return end + snprintf(end, limit - end, "%s %s %.*s %.*s",
							  retail_names[schedule->retail],
							  year_end_names[schedule->year_end],
							  SM_NAME_LETTERS,
							  sm_weekday_names[schedule->weekday],
							  SM_NAME_LETTERS,
							  sm_month_names[schedule->month - 1]);
	}
	end += snprintf(end, limit - end, "%s", cadence);
	if (schedule->cadence == SM_BIWEEKLY ||
		(schedule->cadence == SM_WEEKLY && schedule->anchor != USUAL_ANCHOR))
		end = write_anchor(schedule->anchor, end, limit);
	if (schedule->month > 1)
		end += snprintf(end, limit - end, " fiscal %.*s", SM_NAME_LETTERS,
						sm_month_names[schedule->month - 1]);
	return end;
}

void
sm_pay_schedule_write(const sm_pay_schedule *schedule,
					  char text[SM_PAY_SCHEDULE_TEXT])
{
	const char *limit = text + SM_PAY_SCHEDULE_TEXT;
	char	   *end = write_cadence(schedule, text, limit);

	if (schedule->offset == SM_DAY_OF_MONTH)
		end += snprintf(end, limit - end, " dom %d+%d", schedule->day,
						schedule->months);
	else if (schedule->offset == SM_BUSINESS_LAG || schedule->days != 0)
		end += snprintf(end, limit - end, " %s %d",
						offset_names[schedule->offset], schedule->days);
	if (schedule->roll != SM_NO_ROLL)
		end += snprintf(end, limit - end, " %s", roll_names[schedule->roll]);
	if (schedule->deadline != SM_NO_DEADLINE)
		end += snprintf(end, limit - end, " deadline %s %d+%d",
						deadline_names[schedule->deadline],
						schedule->deadline_day, schedule->deadline_months);
	if (schedule->deadline == SM_ANCHORED_QUARTER_END_PLUS)
		(void) write_anchor(schedule->deadline_anchor, end, limit);
}

/* Whether a day can stand in a text. */
static bool
is_writable(int64_t day)
{
	return day >= sm_day_of(1, 1, 1) && day <= sm_day_of(9999, 12, 31);
}

/* Whether the cadence and what belongs to it are possible. */
static bool
cadence_possible(const sm_pay_schedule *schedule)
{
	if (schedule->cadence > SM_ANNUAL || schedule->retail > SM_544 ||
		schedule->year_end > SM_LAST || !is_writable(schedule->anchor) ||
		schedule->weekday >= SM_DAYS_A_WEEK ||
		schedule->month > SM_MONTHS_A_YEAR)
		return false;
	if (schedule->cadence > SM_BIWEEKLY && schedule->anchor != 0)
		return false;
	if (schedule->retail != SM_NOT_RETAIL)
		return schedule->cadence >= SM_MONTHLY && schedule->month > 0 &&
			schedule->year_end != SM_NO_YEAR_END;
	return schedule->year_end == SM_NO_YEAR_END && schedule->weekday == 0 &&
		(schedule->month > 0) == (schedule->cadence >= SM_QUARTERLY);
}

/* Whether the offset is possible. */
static bool
offset_possible(const sm_pay_schedule *schedule)
{
	if (schedule->offset == SM_DAY_OF_MONTH)
		return schedule->days == 0 && schedule->day >= 1 &&
			schedule->day <= 31 && schedule->months >= 0 &&
			schedule->months <= SM_MONTHS_LATER;
	if (schedule->offset == SM_BUSINESS_LAG && schedule->days == 0)
		return false;			/* is written as a lag */
	return schedule->offset <= SM_BUSINESS_LAG && schedule->day == 0 &&
		schedule->months == 0 && schedule->days >= -SM_LAG_DAYS &&
		schedule->days <= SM_LAG_DAYS;
}

/* Whether the deadline is possible. */
static bool
deadline_possible(const sm_pay_schedule *schedule)
{
	if (schedule->deadline == SM_NO_DEADLINE)
		return schedule->deadline_day == 0 && schedule->deadline_months == 0 &&
			schedule->deadline_anchor == 0;
	if (schedule->deadline != SM_ANCHORED_QUARTER_END_PLUS &&
		schedule->deadline_anchor != 0)
		return false;
	return schedule->deadline <= SM_ANCHORED_QUARTER_END_PLUS &&
		schedule->deadline_day >= 1 && schedule->deadline_day <= 31 &&
		schedule->deadline_months >= 0 &&
		schedule->deadline_months <= SM_MONTHS_LATER &&
		is_writable(schedule->deadline_anchor);
}

const char *
sm_pay_schedule_flaw(const sm_pay_schedule *schedule)
{
	if (!cadence_possible(schedule))
		return "Its periods are impossible.";
	if (!offset_possible(schedule) || schedule->roll > SM_MODIFIED_PRECEDING)
		return "Its pay days are impossible.";
	if (!deadline_possible(schedule))
		return "Its deadline is impossible.";
	return NULL;
}
