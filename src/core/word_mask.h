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

/* Adds 16 bytes to a mask, at the bit where they begin. */
static inline void
sm_mask_lane(sm_mask *mask, const uint8_t *lane, int bit)
{
	__m128i		bytes = _mm_loadu_si128((const __m128i *) (const void *) lane);
	__m128i		lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
	__m128i		ascii = _mm_or_si128(sm_in_range(lower, 'a', 26),
									 sm_in_range(bytes, '0', 10));
	uint64_t	high = (uint64_t) (unsigned) _mm_movemask_epi8(bytes);
	uint64_t	word = (uint64_t) (unsigned)
		_mm_movemask_epi8(_mm_or_si128(ascii, bytes));

	mask->high |= high << bit;
	mask->word |= word << bit;
}

static inline sm_mask
sm_word_mask(const uint8_t *block)
{
	sm_mask		mask = {0, 0};

	sm_mask_lane(&mask, block, 0);
	sm_mask_lane(&mask, block + 16, 16);
	sm_mask_lane(&mask, block + 32, 32);
	sm_mask_lane(&mask, block + 48, 48);
	return mask;
}

#elif defined(SM_MASK_NEON)

#define SM_MASK_NAME "NEON"

/* A bit of each of 64 bytes that are all ones or all zeros. */
static inline uint64_t
sm_bits(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
	static const uint8_t weights[16] = {
		1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128
	};
	uint8x16_t	weight = vld1q_u8(weights);
	uint8x16_t	low = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
	uint8x16_t	high = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
	uint8x16_t	sum = vpaddq_u8(low, high);

	sum = vpaddq_u8(sum, sum);
	return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

static inline sm_mask
sm_word_mask(const uint8_t *block)
{
	uint8x16_t	high[4];
	uint8x16_t	word[4];
	sm_mask		mask;

	for (int i = 0; i < 4; i++)
	{
		uint8x16_t	bytes = vld1q_u8(block + 16 * i);
		uint8x16_t	lower = vorrq_u8(bytes, vdupq_n_u8(0x20));
		uint8x16_t	letter = vcltq_u8(vsubq_u8(lower, vdupq_n_u8('a')),
									  vdupq_n_u8(26));
		uint8x16_t	digit = vcltq_u8(vsubq_u8(bytes, vdupq_n_u8('0')),
									 vdupq_n_u8(10));

		high[i] = vcgeq_u8(bytes, vdupq_n_u8(128));
		word[i] = vorrq_u8(high[i], vorrq_u8(letter, digit));
	}
	mask.word = sm_bits(word[0], word[1], word[2], word[3]);
	mask.high = sm_bits(high[0], high[1], high[2], high[3]);
	return mask;
}

#else

#define SM_MASK_NAME "portable"

static inline sm_mask
sm_word_mask(const uint8_t *block)
{
	sm_mask		mask = {0, 0};

	for (int i = 0; i < SM_BLOCK; i++)
	{
		uint8_t		byte = block[i];
		uint64_t	high = byte >> 7;
		uint64_t	word = high | (uint8_t) ((byte | 0x20) - 'a') < 26 ||
			(uint8_t) (byte - '0') < 10;

		mask.high |= high << i;
		mask.word |= word << i;
	}
	return mask;
}

#endif

#endif							/* SM_CORE_WORD_MASK_H */
