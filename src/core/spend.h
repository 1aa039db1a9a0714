/*-------------------------------------------------------------------------
 *
 * spend.h
 *	  Lines of spend, and their sums by key and function.
 *
 * A key is a customer or a segment, as the user likes.  Amounts are whole
 * ten-thousandths of one currency.  A summary is valid when its counts are
 * not negative and fit in an int64 together, a function that has sums or
 * records has lines, at least one for each record, and the currency is known
 * if and only if there are lines.  Everything here keeps valid summaries
 * valid, and everything but sm_spend_flaw and sm_spend_summary_flaw expects
 * them so.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_SPEND_H
#define SM_CORE_SPEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/count_text.h"
#include "core/keyed.h"
#include "core/labels.h"
#include "core/wide.h"

/* The longest name of a currency. */
#define SM_SPEND_CURRENCY_BYTES	15

/* The largest amount of a line, either way. */
#define SM_SPEND_MOST		INT64_C(8999999999999999999)

/* Stands for a number of reached people or firms that is not known. */
#define SM_REACH_UNKNOWN	(-1)

/* Bits of sm_spend_line.given. */
#define SM_SPEND_AMOUNT		1
#define SM_SPEND_KEY		2

/* One line, as a flat value.  The key and the currency follow. */
typedef struct sm_spend_line
{
	uint64_t	header;			/* the caller's */
	uint32_t	used;			/* bytes of all of it */
	uint32_t	count;			/* zero */
	int64_t		amount;			/* zero if not given */
	int64_t		reached;		/* or SM_REACH_UNKNOWN */
	uint16_t	key_length;
	uint8_t		given;
	uint8_t		function;		/* unclassified where nobody said */
	uint8_t		currency_length;	/* zero if not given */
	uint8_t		unused[3];		/* zero */
	char		text[];			/* the key, then the currency */
} sm_spend_line;

#define SM_SPEND_BYTES	(offsetof(sm_spend_line, text))
#define SM_SPEND_MAX_BYTES \
	(SM_SPEND_BYTES + SM_KEY_BYTES + SM_SPEND_CURRENCY_BYTES)

/* A buffer that holds the text of any line, terminating zero included. */
#define SM_SPEND_TEXT	(2 * SM_SPEND_MAX_BYTES + 128)

/* One sentence on why a line of so many used bytes is not valid, or null. */
extern const char *sm_spend_flaw(const sm_spend_line *line);

/* Less than, equal to or greater than zero: a total order of all lines. */
extern int	sm_spend_order(const sm_spend_line *a, const sm_spend_line *b);

/*
 * Reads the text form, words such as key="acme" amount=12.5 reached=3
 * function=sales currency="EUR" in any order, into SM_SPEND_MAX_BYTES zeroed
 * bytes, or points detail to one sentence.
 */
extern sm_counts_read sm_spend_read(const char *text, sm_spend_line *line,
									const char **detail);

/* Writes the text form of a valid line. */
extern void sm_spend_write(const sm_spend_line *line,
						   char text[SM_SPEND_TEXT]);

/* What a function has spent, keys aside. */
typedef struct sm_spend_totals
{
	int64_t		lines;
	int64_t		without_reached;	/* lines whose reach is not known */
	int64_t		reached;		/* the sum of all others */
	sm_int128	unallocated;	/* the sum of lines without a key */
} sm_spend_totals;

/*
 * The summary: this head, then a record for each function (its kind) and
 * key, whose only sum is the amount.
 */
typedef struct sm_spend_summary
{
	sm_keyed	block;
	sm_spend_totals totals[SM_FUNCTIONS];
	int64_t		skipped;		/* lines without an amount, not above */
	uint8_t		currency_known; /* there are lines */

	/* padded with zeros; nothing else where lines have none */
	char		currency[SM_SPEND_CURRENCY_BYTES];
} sm_spend_summary;

/* Keys, counted once for each function. */
#define SM_SPEND_KEYS	4000000

extern const sm_keyed_layout sm_spend_layout;

/* Counts a line without an amount; false, changing nothing, if it cannot. */
extern bool sm_spend_skip(sm_spend_summary *summary);

/*
 * Whether a currency, of length zero where there is none, is the one of a
 * summary; of a summary without lines it becomes that.
 */
extern bool sm_spend_currency(sm_spend_summary *summary, const char *currency,
							  size_t length);

/* The length of the currency of a summary. */
extern size_t sm_spend_currency_length(const sm_spend_summary *summary);

/*
 * Adds a line that has an amount, all but the sum under its key; this sum to
 * the record of the key; the head of another summary of the same currency,
 * all but its records.  Each returns false, changing nothing, if a sum does
 * not fit.
 */
extern bool sm_spend_add(sm_spend_summary *summary, const sm_spend_line *line);
extern bool sm_spend_add_to_key(sm_keyed_record *record,
								const sm_spend_line *line);
extern bool sm_spend_merge_head(sm_spend_summary *summary,
								const sm_spend_summary *from);

/* One sentence on why a summary of sound records is not valid, or null. */
extern const char *sm_spend_summary_flaw(const sm_spend_summary *summary);

/*
 * Bytes that the text form of a summary takes at most, and that the summary
 * of a text takes at most.
 */
extern size_t sm_spend_summary_text_room(const sm_spend_summary *summary);
extern size_t sm_spend_summary_room(const char *text);

/*
 * Writes the text form, and reads it into a block of so many bytes whose
 * head is zeroed:
 * words such as currency="EUR" sales=3/10/1/50.25 (lines, reached, lines
 * without reach, amount without a key), sales:"acme"=12.5 and skipped=1.
 * Keys that occur twice are for sm_keyed_pack to find.  Writing may end with
 * SM_STOPPED, and reading with sm_flaw_stopped in *detail.
 */
extern sm_status sm_spend_summary_write(const sm_spend_summary *summary,
										char *text,
										const volatile sig_atomic_t *stop);
extern sm_counts_read sm_spend_summary_read(const char *text,
											sm_spend_summary *summary,
											size_t size,
											const volatile sig_atomic_t *stop,
											const char **detail);

#endif							/* SM_CORE_SPEND_H */
