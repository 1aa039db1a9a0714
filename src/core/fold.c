/*-------------------------------------------------------------------------
 *
 * fold.c
 *	  Words of a text, folded so that equal words are equal bytes.
 *
 * Most text is ASCII, so sm_next_word first folds plain bytes, eight at a time
 * where it can, and turns to Unicode only at the first byte that needs it.
 *
 * Invariant: no byte is looked at before it is known to lie in the text.
 *
 *-------------------------------------------------------------------------
 */
#include "core/fold.h"

#include <string.h>

#include "core/fold_table.h"

/* What stands in the text at some place. */
typedef struct character
{
	uint32_t	code;
	uint32_t	size;			/* bytes; 0 if they are not well-formed */
} character;

/* A word that is being folded. */
typedef struct folding
{
	sm_word    *word;
	uint32_t	base;			/* end of the last folded character that is no
								 * mark: marks are put in order behind it */
	bool		iota_subscript; /* there is one yet to become a letter */
} folding;

static inline bool
is_trail(uint8_t byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Reads two to four bytes as table 3-7 of the Unicode Standard has them. */
static character
decode_wide(const uint8_t *bytes, size_t left)
{
	character	none = {0, 0};
	uint32_t	lead = bytes[0];

	if (lead < 0xC2 || lead > 0xF4 || left < 2 || !is_trail(bytes[1]))
		return none;
	if (lead < 0xE0)
		return (character) {(lead & 0x1F) << 6 | (bytes[1] & 0x3F), 2};
	if (left < 3 || !is_trail(bytes[2]))
		return none;
	if (lead < 0xF0)
	{
		uint32_t	code = (lead & 0x0F) << 12 |
			(uint32_t) (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);

		if (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF))
			return none;
		return (character) {code, 3};
	}
	if (left >= 4 && is_trail(bytes[3]))
	{
		uint32_t	code = (lead & 0x07) << 18 |
			(uint32_t) (bytes[1] & 0x3F) << 12 |
			(uint32_t) (bytes[2] & 0x3F) << 6 | (bytes[3] & 0x3F);

		if (code >= 0x10000 && code <= 0x10FFFF)
			return (character) {code, 4};
	}
	return none;
}

/* The character that begins here; at least one byte is left. */
static inline character
decode(const uint8_t *bytes, size_t left)
{
	if (bytes[0] < 0x80)
		return (character) {bytes[0], 1};
	return decode_wide(bytes, left);
}

/* Writes a character and returns the number of its bytes, 1 to 4. */
static uint32_t
encode(uint32_t code, uint8_t *bytes)
{
	if (code < 0x80)
	{
		bytes[0] = (uint8_t) code;
		return 1;
	}
	if (code < 0x800)
	{
		bytes[0] = (uint8_t) (0xC0 | code >> 6);
		bytes[1] = (uint8_t) (0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000)
	{
		bytes[0] = (uint8_t) (0xE0 | code >> 12);
		bytes[1] = (uint8_t) (0x80 | (code >> 6 & 0x3F));
		bytes[2] = (uint8_t) (0x80 | (code & 0x3F));
		return 3;
	}
	bytes[0] = (uint8_t) (0xF0 | code >> 18);
	bytes[1] = (uint8_t) (0x80 | (code >> 12 & 0x3F));
	bytes[2] = (uint8_t) (0x80 | (code >> 6 & 0x3F));
	bytes[3] = (uint8_t) (0x80 | (code & 0x3F));
	return 4;
}

/* The value of a code point, as fold_table.h explains it. */
static inline uint32_t
value_of(uint32_t code)
{
	uint32_t	block = sm_fold_blocks[code >> SM_FOLD_SHIFT];
	uint32_t	within = code & ((1U << SM_FOLD_SHIFT) - 1);

	return sm_fold_values[block << SM_FOLD_SHIFT | within];
}

static inline sm_fold_kind
kind_of(uint32_t value)
{
	if (value < SM_FOLD_POOL)
		return (sm_fold_kind) sm_fold_traits[value].kind;
	return (sm_fold_kind)
		(sm_fold_pool[value - SM_FOLD_POOL] >> SM_FOLD_LENGTH_BITS);
}

/* The combining class of a code point that folds to itself. */
static inline uint8_t
order_of(uint32_t code)
{
	uint32_t	value = value_of(code);

	return value < SM_FOLD_POOL ? sm_fold_traits[value].order : 0;
}

static inline bool
is_hangul_syllable(uint32_t code)
{
	return code - SM_HANGUL_SYLLABLE < SM_HANGUL_SYLLABLES;
}

/* Where among the last marks of the folded word one of this class belongs. */
static uint32_t
place_of_mark(const folding *state, uint8_t order)
{
	const uint8_t *folded = state->word->folded;
	uint32_t	place = state->word->length;

	while (place > state->base)
	{
		uint32_t	before = place - 1;

		while (is_trail(folded[before]))
			before--;
		if (order_of(decode(folded + before, place - before).code) <= order)
			break;
		place = before;
	}
	return place;
}

/* Adds a folded character to the word, unless it is full. */
static void
add_folded(folding *state, const uint8_t *bytes, uint32_t size, uint8_t order)
{
	sm_word    *word = state->word;
	uint32_t	place = word->length;

	if (word->cut || size > SM_WORD_BYTES - word->length)
	{
		word->cut = true;
		return;
	}
	if (order > 0)
	{
		place = place_of_mark(state, order);
		memmove(word->folded + place + size, word->folded + place,
				word->length - place);
	}
	memcpy(word->folded + place, bytes, size);
	word->length += size;
	if (order == 0)
		state->base = word->length;
	if (order == SM_IOTA_SUBSCRIPT_ORDER)
		state->iota_subscript = true;
}

/* Adds the two or three letters a Hangul syllable is made of. */
static void
add_hangul(folding *state, uint32_t code)
{
	uint32_t	index = code - SM_HANGUL_SYLLABLE;
	uint32_t	tail = index % SM_HANGUL_TAILS;
	uint8_t		bytes[4];

	index /= SM_HANGUL_TAILS;
	add_folded(state, bytes,
			   encode(SM_HANGUL_LEAD + index / SM_HANGUL_VOWELS, bytes), 0);
	add_folded(state, bytes,
			   encode(SM_HANGUL_VOWEL + index % SM_HANGUL_VOWELS, bytes), 0);
	if (tail > 0)
		add_folded(state, bytes, encode(SM_HANGUL_TAIL + tail, bytes), 0);
}

/* Adds the fold of a character that is beyond ASCII and in a word. */
static void
add_wide(folding *state, const uint8_t *bytes, character from, uint32_t value)
{
	const uint8_t *entry;
	uint32_t	left;

	if (value < SM_FOLD_POOL)
	{
		if (is_hangul_syllable(from.code))
			add_hangul(state, from.code);
		else
			add_folded(state, bytes, from.size, sm_fold_traits[value].order);
		return;
	}
	entry = sm_fold_pool + (value - SM_FOLD_POOL);
	left = *entry++ & ((1U << SM_FOLD_LENGTH_BITS) - 1);
	while (left > 0)
	{
		character	part = decode(entry, left);

		add_folded(state, entry, part.size, order_of(part.code));
		entry += part.size;
		left -= part.size;
	}
}

/*
 * The iota subscript becomes the letter iota, now that it stands behind the
 * marks it was written among.  Both have two bytes, and CD begins characters
 * only.
 */
static void
fold_iota_subscripts(sm_word *word)
{
	for (uint32_t i = 0; i + 1 < word->length; i++)
	{
		if (word->folded[i] == 0xCD && word->folded[i + 1] == 0x85)
		{
			word->folded[i] = 0xCE;
			word->folded[i + 1] = 0xB9;
		}
	}
}

/* Whether a character goes on with a word of which something has been read. */
static inline bool
goes_on(sm_fold_kind kind, bool is_ideograph)
{
	return kind == SM_FOLD_MARK || kind == SM_FOLD_IGNORABLE ||
		(kind == SM_FOLD_LETTER && !is_ideograph);
}

/*
 * Whether a character leaves nothing in the word it is in.  An iota subscript
 * below an ideograph, where it means nothing, must not: it would become a
 * letter, and the folded word would be two.
 */
static inline bool
vanishes(sm_fold_kind kind, uint32_t value, bool is_ideograph)
{
	return kind == SM_FOLD_IGNORABLE ||
		(is_ideograph && value < SM_FOLD_POOL &&
		 sm_fold_traits[value].order == SM_IOTA_SUBSCRIPT_ORDER);
}

/*
 * Goes on with a word where plain bytes end: at a character beyond ASCII, or
 * because the word is full.  If nothing of the word has been read, its first
 * character is here.
 */
static void
fold_rest(const uint8_t *text, size_t length, sm_encoding encoding,
		  sm_word *word)
{
	const uint8_t *plain = sm_fold_bytes[encoding];
	folding		state = {word, word->length, false};
	bool		is_ideograph = false;
	size_t		at = word->end;

	while (at < length)
	{
		uint8_t		byte = text[at];
		character	next;
		uint32_t	value;
		sm_fold_kind kind;

		if (plain[byte] != 0 && !is_ideograph)
		{
			add_folded(&state, &plain[byte], 1, 0);
			at++;
			continue;
		}
		next = decode(text + at, length - at);
		if (next.size < 2 || encoding == SM_ENCODING_BYTES)
			break;
		value = value_of(next.code);
		kind = kind_of(value);
		if (at == word->start)
			is_ideograph = kind == SM_FOLD_IDEOGRAPH;
		else if (!goes_on(kind, is_ideograph))
			break;
		if (!vanishes(kind, value, is_ideograph))
			add_wide(&state, text + at, next, value);
		at += next.size;
	}
	word->end = at;
	if (state.iota_subscript)
		fold_iota_subscripts(word);
}

/* Where the first word at or after position begins, or the text's length. */
static size_t
skip_separators(const uint8_t *text, size_t length, size_t position,
				sm_encoding encoding)
{
	const uint8_t *plain = sm_fold_bytes[encoding];

	while (position < length && plain[text[position]] == 0)
	{
		sm_fold_kind kind = SM_FOLD_SEPARATOR;
		character	next;

		if (text[position] < 0x80)
		{
			position++;
			continue;
		}
		next = decode_wide(text + position, length - position);
		if (next.size > 0)
			kind = kind_of(value_of(next.code));
		if (kind == SM_FOLD_LETTER || kind == SM_FOLD_IDEOGRAPH)
			break;
		position += next.size == 0 ? 1 : next.size;
	}
	return position;
}

/* Each of the eight bytes of a word of the machine. */
#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The top bit of each byte, all below 128, that lies in from .. to. */
static inline uint64_t
in_range(uint64_t bytes, uint8_t from, uint8_t to)
{
	return (bytes + EACH_BYTE(0x80U - from)) &
		~(bytes + EACH_BYTE(0x7FU - to)) & EACH_BYTE(0x80U);
}

/* Makes the byte that is first in memory the lowest one, or undoes it. */
static inline uint64_t
first_byte_lowest(uint64_t bytes)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(bytes);
#else
	return bytes;
#endif
}

/*
 * Folds the plain bytes that eight bytes begin with and returns how many they
 * are; zero bytes take the place of the others.
 */
static inline uint32_t
fold_eight(const uint8_t *bytes, sm_encoding encoding, uint8_t *folded)
{
	uint64_t	eight;
	uint64_t	low;
	uint64_t	letters;
	uint64_t	plain;
	uint64_t	others;
	uint32_t	count = 8;

	memcpy(&eight, bytes, sizeof(eight));
	eight = first_byte_lowest(eight);
	low = eight & EACH_BYTE(0x7FU);
	letters = in_range(low | EACH_BYTE(0x20U), 'a', 'z') & ~eight;
	plain = letters | (in_range(low, '0', '9') & ~eight);
	if (encoding == SM_ENCODING_BYTES)
		plain |= eight & EACH_BYTE(0x80U);
	eight |= letters >> 2;		/* 0x80 to 0x20, which makes a small letter */

	others = plain ^ EACH_BYTE(0x80U);
	if (others != 0)
	{
		/* what lies below the top bit of the first byte that is not plain */
		uint64_t	first = (others & (~others + 1)) >> 7;

		eight &= first - 1;
		count = (uint32_t) __builtin_ctzll(others) / 8;
	}
	eight = first_byte_lowest(eight);
	memcpy(folded, &eight, sizeof(eight));
	return count;
}

bool
sm_next_word(const uint8_t *text, size_t length, size_t position,
			 sm_encoding encoding, sm_word *word)
{
	const uint8_t *plain = sm_fold_bytes[encoding];
	uint32_t	kept = 0;
	size_t		limit;
	size_t		at;

	at = skip_separators(text, length, position, encoding);
	if (at >= length)
		return false;
	if (length - at > SM_WORD_SPAN)
		length = at + SM_WORD_SPAN;
	word->start = at;
	word->cut = false;
	limit = length - at < SM_WORD_BYTES ? length : at + SM_WORD_BYTES;
	while (limit - at >= 8)
	{
		uint32_t	count = fold_eight(text + at, encoding,
									   word->folded + kept);

		kept += count;
		at += count;
		if (count < 8)
			break;
	}
	while (at < limit)
	{
		uint8_t		folded = plain[text[at]];

		if (folded == 0)
			break;
		word->folded[kept++] = folded;
		at++;
	}
	word->end = at;
	word->length = kept;
	if (at < length && (at == limit || text[at] >= 0x80))
		fold_rest(text, length, encoding, word);
	memset(word->folded + word->length, 0,
		   sizeof(word->folded) - SM_WORD_BYTES);
	return true;
}

/* What two neighbours compose to, or 0. */
static uint32_t
composed_of(uint32_t first, uint32_t second)
{
	uint32_t	low = 0;
	uint32_t	high = sm_fold_pair_count;

	if (first - SM_HANGUL_LEAD < SM_HANGUL_LEADS &&
		second - SM_HANGUL_VOWEL < SM_HANGUL_VOWELS)
		return SM_HANGUL_SYLLABLE +
			((first - SM_HANGUL_LEAD) * SM_HANGUL_VOWELS +
			 (second - SM_HANGUL_VOWEL)) * SM_HANGUL_TAILS;
	if (is_hangul_syllable(first) &&
		(first - SM_HANGUL_SYLLABLE) % SM_HANGUL_TAILS == 0 &&
		second - SM_HANGUL_TAIL - 1 < SM_HANGUL_TAILS - 1)
		return first + (second - SM_HANGUL_TAIL);

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;
		const sm_fold_pair *pair = &sm_fold_pairs[middle];

		if (pair->first == first && pair->second == second)
			return pair->composed;
		if (pair->first < first ||
			(pair->first == first && pair->second < second))
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/*
 * Text that is being composed in place.  What was written ends before what is
 * still to be read, because a composed character is never longer than its
 * parts.
 */
typedef struct composition
{
	uint8_t    *text;
	size_t		written;
	size_t		base;			/* the last character without a class ... */
	size_t		base_end;		/* ... and its end; 0 if there is none */
	uint32_t	base_code;
	uint8_t		order;			/* class of the last character written */
} composition;

/*
 * Composes a character with the base before it, if nothing between them is in
 * the way; the marks that stay between them move.
 */
static bool
compose_with_base(composition *state, uint32_t code, uint8_t order)
{
	bool		adjacent = state->written == state->base_end;
	size_t		marks = state->written - state->base_end;
	uint8_t		bytes[4];
	uint32_t	composed;
	size_t		end;

	if (state->base_end == 0 || (!adjacent && state->order >= order))
		return false;
	composed = composed_of(state->base_code, code);
	if (composed == 0)
		return false;
	end = state->base + encode(composed, bytes);
	memmove(state->text + end, state->text + state->base_end, marks);
	memcpy(state->text + state->base, bytes, end - state->base);
	state->base_code = composed;
	state->base_end = end;
	state->written = end + marks;
	return true;
}

size_t
sm_compose(uint8_t *text, size_t length)
{
	composition state = {text, 0, 0, 0, 0, 0};
	size_t		read = 0;

	while (read < length)
	{
		character	next = decode(text + read, length - read);
		size_t		size = next.size == 0 ? 1 : next.size;
		uint8_t		order = next.size == 0 ? 0 : order_of(next.code);

		if (next.size < 2 || !compose_with_base(&state, next.code, order))
		{
			memmove(text + state.written, text + read, size);
			if (order == 0)
			{
				state.base = state.written;
				state.base_end = next.size == 0 ? 0 : state.written + size;
				state.base_code = next.code;
			}
			state.written += size;
			state.order = order;
		}
		read += size;
	}
	return state.written;
}

/* True if none of eight bytes is zero or above 127. */
static inline bool
are_plain(const uint8_t *bytes)
{
	uint64_t	eight;

	memcpy(&eight, bytes, sizeof(eight));
	return ((eight | (eight - EACH_BYTE(1U))) & EACH_BYTE(0x80U)) == 0;
}

bool
sm_valid_utf8(const uint8_t *text, size_t length, size_t *offset)
{
	size_t		at = 0;

	while (at < length)
	{
		character	next;

		if (length - at >= 8 && are_plain(text + at))
		{
			at += 8;
			continue;
		}
		next = decode(text + at, length - at);
		if (next.size == 0 || next.code == 0)
		{
			*offset = at;
			return false;
		}
		at += next.size;
	}
	return true;
}
