/*-------------------------------------------------------------------------
 *
 * fold_table.h
 *	  What the generated tables of fold_table.c hold; for fold.c alone.
 *
 * A code point has a value in a table of two stages.  Below SM_FOLD_POOL it
 * folds to itself and the value names its traits; from there on the value,
 * less SM_FOLD_POOL, is the place of its fold in the pool.  What stands in
 * the pool folds to itself.
 *
 * The iota subscript (U+0345) is left alone by the tables: it has to be put
 * in order as the mark it is before it is folded to the letter iota.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_FOLD_TABLE_H
#define SM_FOLD_TABLE_H

#include <stdint.h>

/* What a code point does to the words around it. */
typedef enum sm_fold_kind
{
	SM_FOLD_SEPARATOR,			/* ends a word */
	SM_FOLD_LETTER,				/* continues a word of letters or begins one */
	SM_FOLD_IDEOGRAPH,			/* begins a word of its own */
	SM_FOLD_MARK,				/* continues any word, begins none */
	SM_FOLD_IGNORABLE			/* vanishes */
} sm_fold_kind;

typedef struct sm_fold_trait
{
	uint8_t		kind;			/* sm_fold_kind */
	uint8_t		order;			/* canonical combining class */
} sm_fold_trait;

/* A pair of neighbours and the character they compose to. */
typedef struct sm_fold_pair
{
	uint32_t	first;
	uint32_t	second;
	uint32_t	composed;
} sm_fold_pair;

#define SM_FOLD_SHIFT 7			/* a block is 128 code points: with fewer than
								 * 256 different ones its number is a byte */
#define SM_FOLD_POOL 256		/* values below name traits */
#define SM_FOLD_LENGTH_BITS 5	/* pool: kind << 5 | length, then the bytes */

#define SM_IOTA_SUBSCRIPT_ORDER 240	/* the combining class of U+0345 alone */

#define SM_HANGUL_SYLLABLE 0xAC00	/* Hangul: section 3.12 of the standard */
#define SM_HANGUL_LEAD 0x1100
#define SM_HANGUL_VOWEL 0x1161
#define SM_HANGUL_TAIL 0x11A7
#define SM_HANGUL_LEADS 19
#define SM_HANGUL_VOWELS 21
#define SM_HANGUL_TAILS 28
#define SM_HANGUL_SYLLABLES \
	(SM_HANGUL_LEADS * SM_HANGUL_VOWELS * SM_HANGUL_TAILS)

/* Bytes, by encoding: the folded byte, or 0 for what is no letter or digit. */
extern const uint8_t sm_fold_bytes[2][256];

extern const uint8_t sm_fold_blocks[];
extern const uint16_t sm_fold_values[];
extern const sm_fold_trait sm_fold_traits[];
extern const uint8_t sm_fold_pool[];

/* Sorted by first, then second. */
extern const sm_fold_pair sm_fold_pairs[];
extern const uint32_t sm_fold_pair_count;

#endif							/* SM_FOLD_TABLE_H */
