/*-------------------------------------------------------------------------
 *
 * unicode.c
 *	  Writes src/core/fold_table.c from utf8proc; script/unicode runs it.
 *
 * Same library, same bytes.  Whatever fold.c takes for granted about the
 * tables is checked here, so that a Unicode version that breaks it stops
 * the generator instead of the extension.
 *
 *-------------------------------------------------------------------------
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "core/fold.h"
#include "core/fold_table.h"

#define CODE_POINTS 0x110000
#define BLOCK_SIZE (1 << SM_FOLD_SHIFT)
#define BLOCKS (CODE_POINTS / BLOCK_SIZE)
#define LONGEST 32				/* code points of one fold; far above need */
#define IOTA_SUBSCRIPT 0x345
#define PROLONGED_SOUND_MARK 0x30FC

typedef struct sequence
{
	int			length;
	utf8proc_int32_t code[LONGEST];
} sequence;

typedef struct range
{
	utf8proc_int32_t first;
	utf8proc_int32_t last;
} range;

/*
 * Where every letter and number is a word by itself: the blocks of Han,
 * Hiragana and Katakana, and the iteration marks and numbers that are written
 * among them.
 */
static const range ideographs[] = {
	{0x3005, 0x3007}, {0x3021, 0x3029}, {0x3031, 0x3035}, {0x3038, 0x303C},
	{0x3041, 0x309F}, {0x30A1, 0x30FF}, {0x31F0, 0x31FF}, {0x3400, 0x4DBF},
	{0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0xFF66, 0xFF9D}, {0x1AFF0, 0x1B16F},
	{0x20000, 0x3FFFD}
};

static uint16_t values[CODE_POINTS];
static uint8_t blocks[BLOCKS];
static uint16_t distinct[CODE_POINTS];
static size_t distinct_count;	/* values, not blocks */
static sm_fold_trait traits[SM_FOLD_POOL];
static size_t trait_count;
static uint8_t pool[UINT16_MAX];
static size_t pool_size;
static sm_fold_pair pairs[4096];
static uint32_t pair_count;

/* Stops the generator unless what fold.c relies on holds. */
static void
require(bool holds, const char *what, utf8proc_int32_t code)
{
	if (holds)
		return;
	fprintf(stderr, "unicode: U+%04X: %s\n", (unsigned) code, what);
	exit(1);
}

static bool
is_hangul_syllable(utf8proc_int32_t code)
{
	return code >= SM_HANGUL_SYLLABLE &&
		code < SM_HANGUL_SYLLABLE + SM_HANGUL_SYLLABLES;
}

static uint8_t
order_of(utf8proc_int32_t code)
{
	return (uint8_t) utf8proc_get_property(code)->combining_class;
}

static bool
is_ideograph(utf8proc_int32_t code)
{
	for (size_t i = 0; i < sizeof(ideographs) / sizeof(ideographs[0]); i++)
	{
		if (code >= ideographs[i].first && code <= ideographs[i].last)
			return true;
	}
	return false;
}

/* Appends what utf8proc makes of a code point. */
static void
decompose(sequence *into, utf8proc_int32_t code, utf8proc_option_t options)
{
	int			boundary = 0;
	utf8proc_ssize_t length;

	length = utf8proc_decompose_char(code, into->code + into->length,
									 LONGEST - into->length, options,
									 &boundary);
	require(length > 0 && length <= LONGEST - into->length,
			"has no decomposition that fits", code);
	into->length += (int) length;
}

/*
 * The ordinary form of a wide or narrow one, else the code point itself.
 * utf8proc decomposes compatibility forms all the way, which is one step too
 * many for half-width Hangul: its ordinary form is the letter that goes the
 * same way.
 */
static utf8proc_int32_t
ordinary_form(utf8proc_int32_t code)
{
	const utf8proc_property_t *property = utf8proc_get_property(code);
	sequence	form = {0};

	if (property->decomp_type != UTF8PROC_DECOMP_TYPE_WIDE &&
		property->decomp_type != UTF8PROC_DECOMP_TYPE_NARROW)
		return code;
	decompose(&form, code, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
	if (form.code[0] >= SM_HANGUL_LEAD && form.code[0] < 0x1200)
	{
		for (utf8proc_int32_t letter = 0x3131; letter <= 0x318E; letter++)
		{
			sequence	other = {0};

			decompose(&other, letter, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
			if (other.length == 1 && other.code[0] == form.code[0])
				return letter;
		}
	}
	/* what is left are symbols that stand apart anyway */
	return form.length == 1 ? form.code[0] : code;
}

/* One round of folding; the iota subscript and Hangul are left to fold.c. */
static sequence
fold_once(const sequence *from)
{
	sequence	decomposed = {0};
	sequence	folded = {0};

	for (int i = 0; i < from->length; i++)
	{
		if (is_hangul_syllable(from->code[i]))
			decomposed.code[decomposed.length++] = from->code[i];
		else
			decompose(&decomposed, from->code[i], UTF8PROC_DECOMPOSE);
	}
	for (int i = 0; i < decomposed.length; i++)
	{
		if (decomposed.code[i] == IOTA_SUBSCRIPT ||
			is_hangul_syllable(decomposed.code[i]))
			folded.code[folded.length++] = decomposed.code[i];
		else
			decompose(&folded, ordinary_form(decomposed.code[i]),
					  UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
	}
	return folded;
}

/* Puts marks in canonical order. */
static void
put_in_order(sequence *folded)
{
	for (int i = 1; i < folded->length; i++)
	{
		utf8proc_int32_t code = folded->code[i];
		int			at = i;

		while (at > 0 && order_of(code) > 0 &&
			   order_of(folded->code[at - 1]) > order_of(code))
		{
			folded->code[at] = folded->code[at - 1];
			at--;
		}
		folded->code[at] = code;
	}
}

/* The complete fold of a code point. */
static sequence
fold_of(utf8proc_int32_t code)
{
	sequence	folded = {1, {code}};

	for (;;)
	{
		sequence	next = fold_once(&folded);

		put_in_order(&next);
		if (next.length == folded.length &&
			memcmp(next.code, folded.code,
				   sizeof(next.code[0]) * (size_t) next.length) == 0)
			return folded;
		folded = next;
	}
}

/* What a code point does to the words around it. */
static sm_fold_kind
kind_of(utf8proc_int32_t code)
{
	if (utf8proc_get_property(code)->ignorable)
		return SM_FOLD_IGNORABLE;
	if (ordinary_form(code) != code)
		return kind_of(ordinary_form(code));
	if (code == PROLONGED_SOUND_MARK)
		return SM_FOLD_MARK;
	switch (utf8proc_category(code))
	{
		case UTF8PROC_CATEGORY_LU:
		case UTF8PROC_CATEGORY_LL:
		case UTF8PROC_CATEGORY_LT:
		case UTF8PROC_CATEGORY_LM:
		case UTF8PROC_CATEGORY_LO:
		case UTF8PROC_CATEGORY_ND:
		case UTF8PROC_CATEGORY_NL:
			return is_ideograph(code) ? SM_FOLD_IDEOGRAPH : SM_FOLD_LETTER;
		case UTF8PROC_CATEGORY_MN:
		case UTF8PROC_CATEGORY_MC:
		case UTF8PROC_CATEGORY_ME:
			return SM_FOLD_MARK;
		default:
			return SM_FOLD_SEPARATOR;
	}
}

/* The value of a code point that folds to itself. */
static uint16_t
trait_value(sm_fold_kind kind, uint8_t order)
{
	size_t		i = 0;

	while (i < trait_count &&
		   (traits[i].kind != kind || traits[i].order != order))
		i++;
	if (i == trait_count)
	{
		require(trait_count < SM_FOLD_POOL, "one trait too many", 0);
		traits[trait_count].kind = (uint8_t) kind;
		traits[trait_count++].order = order;
	}
	return (uint16_t) i;
}

/* The value of a code point with a fold; equal folds share their place. */
static uint16_t
pool_value(sm_fold_kind kind, const sequence *folded)
{
	uint8_t		entry[4 * LONGEST + 1];
	size_t		size = 1;
	size_t		at;

	for (int i = 0; i < folded->length; i++)
		size += (size_t) utf8proc_encode_char(folded->code[i], entry + size);
	require(size - 1 < 1 << SM_FOLD_LENGTH_BITS, "a fold is too long",
			folded->code[0]);
	entry[0] = (uint8_t) ((size_t) kind << SM_FOLD_LENGTH_BITS | (size - 1));

	for (at = 0; at < pool_size;
		 at += 1 + (pool[at] & ((1U << SM_FOLD_LENGTH_BITS) - 1)))
	{
		if (memcmp(pool + at, entry, size) == 0)
			return (uint16_t) (SM_FOLD_POOL + at);
	}
	require(SM_FOLD_POOL + at + size < sizeof(pool), "the pool is full",
			folded->code[0]);
	memcpy(pool + at, entry, size);
	pool_size = at + size;
	return (uint16_t) (SM_FOLD_POOL + at);
}

/* Checks that a fold makes the same words as the code point did. */
static void
check_fold(utf8proc_int32_t code, sm_fold_kind kind, const sequence *folded)
{
	if (kind != SM_FOLD_MARK)
	{
		require(kind_of(folded->code[0]) == kind,
				"is folded to another kind", code);
		require(order_of(folded->code[0]) == 0,
				"is folded to something in want of a base", code);
	}
	for (int i = 0; i < folded->length; i++)
	{
		sm_fold_kind part = kind_of(folded->code[i]);

		require(part == SM_FOLD_MARK ||
				(part == SM_FOLD_LETTER && kind == SM_FOLD_LETTER) ||
				(part == SM_FOLD_IDEOGRAPH && i == 0),
				"is folded to another number of words", code);
		require(folded->code[i] != IOTA_SUBSCRIPT || kind == SM_FOLD_LETTER ||
				code == IOTA_SUBSCRIPT,
				"has an iota subscript and is no letter", code);
		require((order_of(folded->code[i]) == SM_IOTA_SUBSCRIPT_ORDER) ==
				(folded->code[i] == IOTA_SUBSCRIPT),
				"shares its class with the iota subscript", code);
		require(!is_hangul_syllable(folded->code[i]),
				"is folded to a Hangul syllable", code);
	}
}

/* Finds the value of every code point. */
static void
build_values(void)
{
	for (utf8proc_int32_t code = 0; code < CODE_POINTS; code++)
	{
		sm_fold_kind kind = kind_of(code);
		sequence	folded = {1, {code}};

		if ((kind == SM_FOLD_LETTER && !is_hangul_syllable(code)) ||
			kind == SM_FOLD_IDEOGRAPH || kind == SM_FOLD_MARK)
		{
			folded = fold_of(code);
			check_fold(code, kind, &folded);
		}
		/* where no word is, the combining class does not matter */
		if (folded.length > 1 || folded.code[0] != code)
			values[code] = pool_value(kind, &folded);
		else if (kind == SM_FOLD_SEPARATOR || kind == SM_FOLD_IGNORABLE)
			values[code] = trait_value(kind, 0);
		else
			values[code] = trait_value(kind, order_of(code));
	}
}

/* Keeps one copy of equal blocks. */
static void
build_blocks(void)
{
	for (size_t block = 0; block < BLOCKS; block++)
	{
		const uint16_t *wanted = values + block * BLOCK_SIZE;
		size_t		size = sizeof(*wanted) * BLOCK_SIZE;
		size_t		at = 0;

		while (at < distinct_count &&
			   memcmp(distinct + at, wanted, size) != 0)
			at += BLOCK_SIZE;
		if (at == distinct_count)
		{
			memcpy(distinct + at, wanted, size);
			distinct_count += BLOCK_SIZE;
		}
		require(at / BLOCK_SIZE <= UINT8_MAX, "one block too many",
				(utf8proc_int32_t) (block * BLOCK_SIZE));
		blocks[block] = (uint8_t) (at / BLOCK_SIZE);
	}
}

static int
compare_pairs(const void *left, const void *right)
{
	const sm_fold_pair *a = left;
	const sm_fold_pair *b = right;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return (a->second > b->second) - (a->second < b->second);
}

/* NFC of a few code points, if that is one code point; else 0. */
static utf8proc_int32_t
composed_of(const sequence *parts, int length)
{
	sequence	copy = *parts;

	if (utf8proc_normalize_utf32(copy.code, length,
								 UTF8PROC_STABLE | UTF8PROC_COMPOSE) != 1)
		return 0;
	return copy.code[0];
}

/* Finds what composes to one code point, Hangul and exclusions aside. */
static void
build_pairs(void)
{
	for (utf8proc_int32_t code = 0; code < CODE_POINTS; code++)
	{
		sequence	parts = {0};
		sm_fold_pair *pair = &pairs[pair_count];
		int			last;

		if (is_hangul_syllable(code))
			continue;
		decompose(&parts, code, UTF8PROC_DECOMPOSE);
		put_in_order(&parts);
		last = parts.length - 1;
		if (last == 0 || composed_of(&parts, last + 1) != code)
			continue;
		require(pair_count < sizeof(pairs) / sizeof(pairs[0]) - 1,
				"one pair too many", code);
		pair->first = (uint32_t) composed_of(&parts, last);
		pair->second = (uint32_t) parts.code[last];
		pair->composed = (uint32_t) code;
		pair_count++;
		require(pair->first != 0, "is composed in no single last step", code);
		require(utf8proc_encode_char(code, (uint8_t[4]) {0}) <=
				utf8proc_encode_char((int32_t) pair->first, (uint8_t[4]) {0}) +
				utf8proc_encode_char((int32_t) pair->second, (uint8_t[4]) {0}),
				"is longer than its parts", code);
	}
	qsort(pairs, pair_count, sizeof(pairs[0]), compare_pairs);
}

/* Prints numbers as the body of an array, as many to a line as fit. */
static void
print_number(unsigned number, size_t index)
{
	static int	column;
	char		digits[16];
	int			width = snprintf(digits, sizeof(digits), "%u", number);

	if (index == 0 || column + width + 3 > 79)
	{
		printf("%s\t", index == 0 ? "" : ",\n");
		column = 4;
	}
	else
		column += printf(", ");
	column += printf("%s", digits);
}

static void
print_bytes(const char *declaration, const uint8_t *from, size_t count)
{
	printf("\n%s = {\n", declaration);
	for (size_t i = 0; i < count; i++)
		print_number(from[i], i);
	printf("\n};\n");
}

static void
print_values(void)
{
	printf("\nconst uint16_t sm_fold_values[] = {\n");
	for (size_t i = 0; i < distinct_count; i++)
		print_number(distinct[i], i);
	printf("\n};\n");
}

/* Prints the folds of single bytes, one row for each encoding. */
static void
print_byte_folds(void)
{
	printf("\nconst uint8_t sm_fold_bytes[2][256] = {\n");
	for (int encoding = SM_ENCODING_UTF8; encoding <= SM_ENCODING_BYTES;
		 encoding++)
	{
		printf("\t{\n");
		for (unsigned byte = 0; byte < 256; byte++)
		{
			unsigned	folded = 0;

			if (byte >= 0x80)
				folded = encoding == SM_ENCODING_BYTES ? byte : 0;
			else if (kind_of((int) byte) == SM_FOLD_LETTER)
				folded = (unsigned) fold_of((int) byte).code[0];
			print_number(folded, byte);
		}
		printf("\n\t}%s\n", encoding == SM_ENCODING_UTF8 ? "," : "");
	}
	printf("};\n");
}

static void
print_traits_and_pairs(void)
{
	printf("\nconst sm_fold_trait sm_fold_traits[] = {\n");
	for (size_t i = 0; i < trait_count; i++)
		printf("\t{%d, %d}%s\n", traits[i].kind, traits[i].order,
			   i + 1 < trait_count ? "," : "");
	printf("};\n");
	printf("\nconst uint32_t sm_fold_pair_count = %u;\n",
		   (unsigned) pair_count);
	printf("\nconst sm_fold_pair sm_fold_pairs[] = {\n");
	for (uint32_t i = 0; i < pair_count; i++)
		printf("\t{0x%04X, 0x%04X, 0x%04X}%s\n", (unsigned) pairs[i].first,
			   (unsigned) pairs[i].second, (unsigned) pairs[i].composed,
			   i + 1 < pair_count ? "," : "");
	printf("};\n");
}

int
main(void)
{
	build_values();
	build_blocks();
	build_pairs();

	printf("/*\n * fold_table.c\n"
		   " *\t  Word classes, folds and compositions of Unicode %s.\n"
		   " *\n * Generated by script/unicode, do not edit.\n */\n"
		   "#include \"core/fold.h\"\n#include \"core/fold_table.h\"\n\n"
		   "const char sm_unicode_version[] = \"%s\";\n",
		   utf8proc_unicode_version(), utf8proc_unicode_version());
	print_byte_folds();
	print_bytes("const uint8_t sm_fold_blocks[]", blocks, BLOCKS);
	print_values();
	print_bytes("const uint8_t sm_fold_pool[]", pool, pool_size);
	print_traits_and_pairs();
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
