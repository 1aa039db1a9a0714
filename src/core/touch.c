/*-------------------------------------------------------------------------
 *
 * touch.c
 *	  One touch: who was in touch with a customer, when, how and what for.
 *
 * A channel is kept as its way where that is known, and by its name in lower
 * case where it is not, so that one channel has one form.
 *
 *-------------------------------------------------------------------------
 */
#include "core/touch.h"

const char *const sm_way_names[SM_WAYS + 1] = {
	"", "phone", "email", "mail", "meeting", NULL
};

/* A name of a channel, letters and digits only, and the way it stands for. */
typedef struct channel_name
{
	const char *name;
	sm_way		way;
} channel_name;

/* In the order of bytes. */
static const channel_name channel_names[] = {
	{"appointment", SM_BY_MEETING},
	{"call", SM_BY_PHONE},
	{"coldcall", SM_BY_PHONE},
	{"demo", SM_BY_MEETING},
	{"directmail", SM_BY_MAIL},
	{"email", SM_BY_EMAIL},
	{"emailcampaign", SM_BY_EMAIL},
	{"emails", SM_BY_EMAIL},
	{"facetoface", SM_BY_MEETING},
	{"letter", SM_BY_MAIL},
	{"listemail", SM_BY_EMAIL},
	{"mail", SM_BY_MAIL},
	{"meeting", SM_BY_MEETING},
	{"mobile", SM_BY_PHONE},
	{"mtg", SM_BY_MEETING},
	{"newsletter", SM_BY_EMAIL},
	{"onlinemeeting", SM_BY_MEETING},
	{"phone", SM_BY_PHONE},
	{"phonecall", SM_BY_PHONE},
	{"post", SM_BY_MAIL},
	{"postalmail", SM_BY_MAIL},
	{"postcard", SM_BY_MAIL},
	{"presentation", SM_BY_MEETING},
	{"sitevisit", SM_BY_MEETING},
	{"tel", SM_BY_PHONE},
	{"telephone", SM_BY_PHONE},
	{"videocall", SM_BY_MEETING},
	{"videoconference", SM_BY_MEETING},
	{"videomeeting", SM_BY_MEETING},
	{"visit", SM_BY_MEETING},
	{"voicemail", SM_BY_PHONE}
};

#define CHANNEL_NAMES (sizeof(channel_names) / sizeof(channel_names[0]))
#define LONGEST_NAME 15

/* The way that a name of letters and digits stands for. */
static sm_way
way_of(const char *name, size_t length)
{
	size_t		low = 0;
	size_t		high = CHANNEL_NAMES;

	while (low < high)
	{
		size_t		middle = (low + high) / 2;
		const char *other = channel_names[middle].name;
		int			order = sm_compare_bytes(name, length, other,
											 strlen(other));

		if (order == 0)
			return channel_names[middle].way;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return SM_BY_OTHER;
}

/*
 * Puts the channel into the form in which it is kept: its way, or its name in
 * lower-case ASCII with one underscore in place of everything else in between
 * that is not a letter, a digit or a byte above 127.
 */
static void
settle_channel(sm_touch_fields *fields)
{
	sm_span		said = fields->text[SM_TOUCH_CHANNEL];
	char		letters[LONGEST_NAME];
	size_t		count = 0;		/* of letters, also those past the longest */
	size_t		length = 0;
	bool		gap = false;

	for (size_t i = 0; i < said.length; i++)
	{
		unsigned char c = (unsigned char) said.text[i];

		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c > 127))
		{
			gap = length > 0;
			continue;
		}
		if (gap)
			fields->channel[length++] = '_';
		gap = false;
		if (count < LONGEST_NAME)
			letters[count] = (char) c;
		count++;
		fields->channel[length++] = (char) c;
	}
	fields->head.way = count > LONGEST_NAME ? SM_BY_OTHER :
		way_of(letters, count);
	fields->text[SM_TOUCH_CHANNEL].text = fields->channel;
	fields->text[SM_TOUCH_CHANNEL].length =
		fields->head.way == SM_BY_OTHER ? length : 0;
}

sm_span
sm_touch_channel(const sm_touch_record *touch)
{
	sm_span		span = {sm_way_names[touch->way], 0};

	if (touch->way == SM_BY_OTHER)
		return sm_touch_text(touch, SM_TOUCH_CHANNEL);
	span.length = strlen(span.text);
	return span;
}

void
sm_touch_begin(sm_touch_fields *fields)
{
	memset(&fields->head, 0, sizeof(fields->head));
	memset(fields->text, 0, sizeof(fields->text));
	fields->head.at = SM_NO_TIME;
	fields->head.function = SM_UNCLASSIFIED;
	fields->recipients = SM_NO_RECIPIENTS;
}

size_t
sm_touch_end(sm_touch_fields *fields)
{
	if (fields->text[SM_TOUCH_CHANNEL].length > 0)
		settle_channel(fields);
	for (int i = 0; i < SM_TOUCH_TEXTS; i++)
		fields->head.length[i] = (uint8_t) fields->text[i].length;
	fields->head.counted = fields->recipients != SM_NO_RECIPIENTS;
	return sm_touch_bytes(&fields->head);
}

void
sm_touch_write(const sm_touch_fields *fields, sm_touch_record *touch)
{
	char	   *to = touch->text;
	const char *end;

	memcpy(touch, &fields->head, sizeof(*touch));
	end = (const char *) touch + sm_touch_bytes(touch);
	for (int i = 0; i < SM_TOUCH_TEXTS; i++)
	{
		if (fields->text[i].length > 0)
			memcpy(to, fields->text[i].text, fields->text[i].length);
		to += fields->text[i].length;
	}
	if (touch->counted)
	{
		memcpy(to, &fields->recipients, sizeof(fields->recipients));
		to += sizeof(fields->recipients);
	}
	memset(to, 0, (size_t) (end - to));
}

/* Whether the labels of a record are of their lists. */
static bool
labels_known(const sm_touch_record *touch)
{
	return touch->function < SM_FUNCTIONS && touch->purpose <= SM_PLAN &&
		touch->direction <= SM_OUTBOUND && touch->event < SM_TOUCH_EVENTS &&
		touch->way < SM_WAYS && touch->counted <= 1 &&
		(touch->way == SM_BY_OTHER || touch->length[SM_TOUCH_CHANNEL] == 0);
}

const char *
sm_touch_flaw(const sm_touch_record *touch, size_t size)
{
	static const uint8_t zeros[8] = {0};
	size_t		bytes;

	if (size < sizeof(*touch))
		return "A touch is cut off.";
	if (!labels_known(touch))
		return "A label is unknown.";
	if (sm_touch_bytes(touch) > size)
		return "A touch is cut off.";
	if (touch->at != SM_NO_TIME &&
		(touch->at < SM_FIRST_TIME || touch->at >= SM_TIME_END))
		return "A time is out of range.";
	if (touch->counted && sm_touch_recipients(touch) < 0)
		return "A number of recipients is negative.";
	bytes = sm_touch_text_bytes(touch) + touch->counted * sizeof(int32_t);
	if (memcmp(touch->text + bytes, zeros, sm_touch_bytes(touch) -
			   sizeof(*touch) - bytes) != 0)
		return "Its reserved bytes are not zero.";
	return NULL;
}

int
sm_touch_order(const sm_touch_record *a, const sm_touch_record *b)
{
	sm_span		a_id;
	sm_span		b_id;
	int			order;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	a_id = sm_touch_text(a, SM_TOUCH_ID);
	b_id = sm_touch_text(b, SM_TOUCH_ID);
	order = sm_compare_bytes(a_id.text, a_id.length, b_id.text, b_id.length);
	if (order == 0)
		order = sm_compare_bytes((const char *) a, sm_touch_bytes(a),
								 (const char *) b, sm_touch_bytes(b));
	return order;
}
