/*-------------------------------------------------------------------------
 *
 * word_mask.h
 *	  Which of 64 bytes belong to words, and which are not ASCII.
 *
 * Bit i speaks of byte i.  A byte above 127 counts as part of a word: what
 * it really is takes a look at the character.  SSE2, NEON or neither is
 * chosen when this is compiled; all three give the same masks.  SM_PORTABLE
 * asks for the portable one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SM_CORE_WORD_MASK_H
#define SM_CORE_WORD_MASK_H

#include <stddef.h>
#include <stdint.h>

#define SM_BLOCK 64

#if defined(SM_PORTABLE)
#define SM_MASK_PORTABLE
#elif defined(__SSE2__)
#define SM_MASK_SSE2
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON) && \
	__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define SM_MASK_NEON
#include <arm_neon.h>
#else
#define SM_MASK_PORTABLE
#endif

typedef struct sm_mask
{
	uint64_t	word;			/* letters, digits and all above 127 */
	uint64_t	high;			/* bytes above 127 */
} sm_mask;

/* What one instruction looks at: 16 bytes, in the lowest 16 bits. */
#define SM_LANE 16

#if defined(SM_MASK_SSE2)

#define SM_MASK_NAME "SSE2"

/* Bytes from..from+count-1, as unsigned; SSE2 only compares signed ones. */
static inline __m128i
sm_in_range(__m128i bytes, int from, int count)
{
	__m128i		moved = _mm_add_epi8(bytes,
									 _mm_set1_epi8((char) (128 - from)));

	return _mm_cmplt_epi8(moved, _mm_set1_epi8((char) (count - 128)));
}

static inline sm_mask
sm_lane_mask(const uint8_t *lane)
{
	__m128i		bytes = _mm_loadu_si128((const __m128i *) (const void *) lane);
	__m128i		lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
	__m128i		ascii = _mm_or_si128(sm_in_range(lower, 'a', 26),
									 sm_in_range(bytes, '0', 10));
	sm_mask		mask;

	mask.high = (uint64_t) (unsigned) _mm_movemask_epi8(bytes);
	mask.word = (uint64_t) (unsigned)
		_mm_movemask_epi8(_mm_or_si128(ascii, bytes));
	return mask;
}

#elif defined(SM_MASK_NEON)

#define SM_MASK_NAME "NEON"

/* A bit of each of 16 bytes that are all ones or all zeros. */
static inline uint64_t
sm_bits(uint8x16_t bytes)
{
	static const uint8_t weights[16] = {
		1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128
	};
	uint8x16_t	sum = vandq_u8(bytes, vld1q_u8(weights));

	sum = vpaddq_u8(sum, sum);
	sum = vpaddq_u8(sum, sum);
	sum = vpaddq_u8(sum, sum);
	return vgetq_lane_u16(vreinterpretq_u16_u8(sum), 0);
}

static inline sm_mask
sm_lane_mask(const uint8_t *lane)
{
	uint8x16_t	bytes = vld1q_u8(lane);
	uint8x16_t	lower = vorrq_u8(bytes, vdupq_n_u8(0x20));
	uint8x16_t	letter = vcltq_u8(vsubq_u8(lower, vdupq_n_u8('a')),
								  vdupq_n_u8(26));
	uint8x16_t	digit = vcltq_u8(vsubq_u8(bytes, vdupq_n_u8('0')),
								 vdupq_n_u8(10));
	uint8x16_t	high = vcgeq_u8(bytes, vdupq_n_u8(128));
	sm_mask		mask;

	mask.high = sm_bits(high);
	mask.word = sm_bits(vorrq_u8(high, vorrq_u8(letter, digit)));
	return mask;
}

#else

#define SM_MASK_NAME "portable"

static inline sm_mask
sm_lane_mask(const uint8_t *lane)
{
	sm_mask		mask = {0, 0};

	for (int i = 0; i < SM_LANE; i++)
	{
		uint8_t		byte = lane[i];
		uint64_t	high = byte >> 7;
		uint64_t	word = high != 0 ||
			(uint8_t) ((byte | 0x20) - 'a') < 26 ||
			(uint8_t) (byte - '0') < 10;

		mask.high |= high << i;
		mask.word |= word << i;
	}
	return mask;
}

#endif

/* Adds a lane, less its first so many bytes, at a bit of a mask. */
static inline void
sm_add_lane(sm_mask *mask, const uint8_t *lane, size_t skip, int bit)
{
	sm_mask		bits = sm_lane_mask(lane);

	mask->word |= bits.word >> skip << bit;
	mask->high |= bits.high >> skip << bit;
}

/* The mask of 64 bytes. */
static inline sm_mask
sm_word_mask(const uint8_t *block)
{
	sm_mask		mask = {0, 0};

	sm_add_lane(&mask, block, 0, 0);
	sm_add_lane(&mask, block + SM_LANE, 0, SM_LANE);
	sm_add_lane(&mask, block + 2 * SM_LANE, 0, 2 * SM_LANE);
	sm_add_lane(&mask, block + 3 * SM_LANE, 0, 3 * SM_LANE);
	return mask;
}

/*
 * The mask of the 64 bytes from a position in a text of at least a lane on,
 * as far as the text goes; bits behind its end are 0.  Lanes that
 * would reach behind it begin earlier instead: nothing else is read, and
 * nothing is copied.
 */
static inline sm_mask
sm_tail_mask(const uint8_t *text, size_t position, size_t length)
{
	const size_t last = length - SM_LANE;
	sm_mask		mask = {0, 0};

	for (int i = 0; i < SM_BLOCK / SM_LANE; i++)
	{
		size_t		at = position + (size_t) i * SM_LANE;
		size_t		from = at < last ? at : last;

		sm_add_lane(&mask, text + from, at - from, i * SM_LANE);
	}
	return mask;
}

#endif							/* SM_CORE_WORD_MASK_H */
