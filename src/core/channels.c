/*-------------------------------------------------------------------------
 *
 * channels.c
 *	  The channels of a lexicon, by name.
 *
 * A name is looked up once a row, so it is hashed; the table is never full.
 *
 *-------------------------------------------------------------------------
 */
#include "core/lexicon.h"

#include "core/phrase.h"

/* FNV-1a. */
static uint32_t
name_hash(const char *name, size_t length)
{
	uint32_t	hash = UINT32_C(2166136261);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (uint8_t) name[i]) * UINT32_C(16777619);
	return hash;
}

static const char *
channel_name(const sm_lexicon *lexicon, uint32_t channel)
{
	return sm_rules_pool(lexicon->rules) +
		sm_rules_channels(lexicon->rules)[channel].name;
}

void
sm_add_channels(sm_lexicon *lexicon)
{
	const sm_rule *channels = sm_rules_channels(lexicon->rules);

	for (uint32_t i = 0; i < lexicon->rules->nchannels; i++)
	{
		uint32_t	slot = name_hash(channel_name(lexicon, i),
									 channels[i].name_length);

		while (lexicon->channels[slot & lexicon->channels_mask] != UINT32_MAX)
			slot++;
		lexicon->channels[slot & lexicon->channels_mask] = i;
	}
}

const sm_rule *
sm_lexicon_channel(const sm_lexicon *lexicon, const char *name, size_t length)
{
	const sm_rule *channels = sm_rules_channels(lexicon->rules);
	char		normal[SM_PHRASE_BYTES];
	size_t		normal_length;

	if (sm_phrase_normalise(name, length, lexicon->encoding, false, normal,
							&normal_length) != SM_PHRASE_FINE)
		return NULL;
	for (uint32_t slot = name_hash(normal, normal_length);; slot++)
	{
		uint32_t	i = lexicon->channels[slot & lexicon->channels_mask];

		if (i == UINT32_MAX)
			return NULL;
		if (channels[i].name_length == normal_length &&
			memcmp(channel_name(lexicon, i), normal, normal_length) == 0)
			return &channels[i];
	}
}
