/*-------------------------------------------------------------------------
 *
 * touch.c
 *	  The type touch and its constructor.
 *
 * A value is a header and the record of the core, as it is also stored in a
 * summary: a touch is made with one allocation and added with one copy.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "pg/touch.h"

#include "libpq/pqformat.h"
#include "utils/timestamp.h"

#include "pg/compat.h"
#include "pg/labels.h"
#include "pg/operators.h"
#include "pg/quote.h"

PG_FUNCTION_INFO_V1(sm_touch_in);
PG_FUNCTION_INFO_V1(sm_touch_out);
PG_FUNCTION_INFO_V1(sm_touch_recv);
PG_FUNCTION_INFO_V1(sm_touch_send);
PG_FUNCTION_INFO_V1(sm_touch);

#define TOUCH_VERSION 1

/* What a touch is, in memory and on disk. */
typedef struct Touch
{
	SmState		head;
	sm_touch_record record;
} Touch;

static const char *
touch_flaw(const void *state)
{
	const Touch *touch = state;
	Size		size = VARSIZE(touch) - sizeof(SmState);
	const char *flaw = sm_touch_flaw(&touch->record, size);

	if (flaw == NULL && sm_touch_bytes(&touch->record) != size)
		flaw = "Its sizes contradict each other.";
	return flaw;
}

static int
touch_order(const void *a, const void *b)
{
	return sm_touch_order(&((const Touch *) a)->record,
						  &((const Touch *) b)->record);
}

static const SmStateType touch_type = {
	.name = "touch",
	.version = TOUCH_VERSION,
	.grows = false,
	.fixed_size = sizeof(Touch),
	.max_size = sizeof(Touch) + SM_TOUCH_TEXTS * SM_TOUCH_TEXT_BYTES + 8,
	.flaw = touch_flaw,
	.order = touch_order
};

SM_STATE_OPERATORS(touch, &touch_type);

const sm_touch_record *
sm_touch_argument(FunctionCallInfo fcinfo, int argument)
{
	const Touch *touch = sm_state_for_reading(fcinfo, argument, &touch_type);

	return &touch->record;
}

/* A touch of fields that are otherwise complete. */
static Touch *
new_touch(sm_touch_fields *fields)
{
	Size		size = sizeof(SmState) + sm_touch_end(fields);
	Touch	   *touch = palloc(size);

	memset(&touch->head, 0, sizeof(SmState));
	SET_VARSIZE(touch, size);
	touch->head.version = TOUCH_VERSION;
	sm_touch_write(fields, &touch->record);
	return touch;
}

/*
 * touch_in(cstring) returns touch
 */
Datum
sm_touch_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	const char *rest = text;
	sm_touch_fields fields;
	sm_touch_texts texts;
	const char *detail = sm_touch_read(&rest, &fields, &texts);

	if (detail == NULL && *rest != '\0')
		detail = "Something stands behind a value.";
	if (detail == NULL && rest == text)
		detail = "There is no word.";
	if (detail != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type touch: \"%s\"",
						sm_quotable(text, strlen(text))),
				 errdetail("%s", detail),
				 errhint("A text that stands alone is read as a touch; name "
						 "the argument, as in touch(occurred_at => ...).")));
	PG_RETURN_POINTER(new_touch(&fields));
}

/*
 * touch_out(touch) returns cstring
 */
Datum
sm_touch_out(PG_FUNCTION_ARGS)
{
	const sm_touch_record *touch = sm_touch_argument(fcinfo, 0);
	Size		length = sm_touch_print(touch, NULL);
	char	   *text = palloc(length + 1);

	sm_touch_print(touch, text);
	text[length] = '\0';
	PG_RETURN_CSTRING(text);
}

/* A label of a list of so many, in the binary form. */
static unsigned
receive_label(const SmStateType *type, StringInfo message, unsigned count)
{
	unsigned	label = (unsigned) pq_getmsgbyte(message);

	if (label >= count)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s",
						type->name),
				 errdetail("A label is unknown.")));
	return label;
}

void
sm_touch_receive(const SmStateType *type, StringInfo message,
				 sm_touch_fields *fields)
{
	sm_touch_begin(fields);
	sm_state_receive_bytes(type, message, 8 + 4 + 5);
	fields->head.at = pq_getmsgint64(message);
	fields->recipients = (int32) pq_getmsgint(message, 4);
	fields->head.function = receive_label(type, message, SM_FUNCTIONS) & 7;
	fields->head.mode = receive_label(type, message, SM_INTERACTIVE + 1) & 3;
	fields->head.purpose = receive_label(type, message, SM_PLAN + 1) & 7;
	fields->head.direction =
		receive_label(type, message, SM_OUTBOUND + 1) & 3;
	fields->head.event = receive_label(type, message, SM_TOUCH_EVENTS) & 7;
	for (int i = 0; i < SM_TOUCH_TEXTS; i++)
	{
		int			length;

		sm_state_receive_bytes(type, message, 4);
		length = (int) pq_getmsgint(message, 4);
		if (length < 0)
			length = PG_INT32_MAX;
		sm_state_receive_bytes(type, message, (uint64) length);
		fields->text[i].text = pq_getmsgtext(message, length, &length);
		fields->text[i].length = (Size) length;
		if (length > SM_TOUCH_TEXT_BYTES)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("invalid binary representation of type %s",
							type->name),
					 errdetail("A text is too long.")));
	}
}

void
sm_touch_send_record(StringInfo message, const sm_touch_record *touch)
{
	pq_sendint64(message, touch->at);
	pq_sendint32(message, sm_touch_recipients(touch));
	pq_sendbyte(message, touch->function);
	pq_sendbyte(message, touch->mode);
	pq_sendbyte(message, touch->purpose);
	pq_sendbyte(message, touch->direction);
	pq_sendbyte(message, touch->event);
	for (int i = 0; i < SM_TOUCH_TEXTS; i++)
	{
		sm_span		span = sm_touch_text(touch, (sm_touch_text_field) i);

		if (i == SM_TOUCH_CHANNEL)
			span = sm_touch_channel(touch);
		sm_send_counted_text(message, span.text, (int) span.length);
	}
}

/*
 * touch_recv(internal) returns touch
 *		A version byte, then the fields.
 */
Datum
sm_touch_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	sm_touch_fields fields;
	Touch	   *touch;

	sm_state_receive_version(&touch_type, message);
	sm_touch_receive(&touch_type, message, &fields);
	touch = new_touch(&fields);
	sm_state_received(&touch_type, message, touch);
	PG_RETURN_POINTER(touch);
}

/*
 * touch_send(touch) returns bytea
 */
Datum
sm_touch_send(PG_FUNCTION_ARGS)
{
	const sm_touch_record *touch = sm_touch_argument(fcinfo, 0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, TOUCH_VERSION);
	sm_touch_send_record(&message, touch);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* The arguments of the constructor. */
enum touch_argument
{
	ARG_OCCURRED_AT, ARG_ACTOR, ARG_FUNCTION, ARG_CHANNEL, ARG_MODE,
	ARG_PURPOSE, ARG_DIRECTION, ARG_THREAD, ARG_CAMPAIGN, ARG_RECIPIENTS,
	ARG_EVENT, ARG_ACTIVITY_ID
};

/* One of the texts, of the caller's memory or the current context. */
static inline void
take_text(FunctionCallInfo fcinfo, int argument, const char *name,
		  sm_span *span)
{
	const text *value;

	if (PG_ARGISNULL(argument))
		return;
	value = PG_GETARG_TEXT_PP(argument);
	span->text = VARDATA_ANY(value);
	span->length = VARSIZE_ANY_EXHDR(value);
	if (span->length > SM_TOUCH_TEXT_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
				 errmsg("%s of a touch is too long", name),
				 errdetail("It has %zu bytes; the limit is %d.",
						   span->length, SM_TOUCH_TEXT_BYTES),
				 errhint("Pass a shorter identifier, such as md5(%s).",
						 name)));
}

/* One of the labels; 0 for a NULL. */
static inline unsigned
label_of(FunctionCallInfo fcinfo, int argument, const char *kind,
		 const char *const *names, const char *hint)
{
	if (PG_ARGISNULL(argument))
		return 0;
	return (unsigned) sm_label_argument(PG_GETARG_TEXT_PP(argument), kind,
										names, hint);
}

/* The function of a touch: of an activity, or of a person who does both. */
static inline unsigned
function_of(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(ARG_FUNCTION))
		return SM_UNCLASSIFIED;
	return sm_acting_function_argument(PG_GETARG_TEXT_PP(ARG_FUNCTION));
}

/* The number of recipients. */
static inline void
take_recipients(FunctionCallInfo fcinfo, int32 *recipients)
{
	if (PG_ARGISNULL(ARG_RECIPIENTS))
		return;
	*recipients = PG_GETARG_INT32(ARG_RECIPIENTS);
	if (*recipients < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("recipients must not be negative"),
				 errdetail("It is %d.", *recipients)));
}

/*
 * touch(occurred_at timestamptz, actor text, function text, channel text,
 *		 mode text, purpose text, direction text, thread text, campaign text,
 *		 recipients integer, event text, activity_id text) returns touch
 *		An infinite time is no time.
 */
Datum
sm_touch(PG_FUNCTION_ARGS)
{
	sm_touch_fields fields;
	sm_touch_record *head = &fields.head;

	sm_touch_begin(&fields);
	if (!PG_ARGISNULL(ARG_OCCURRED_AT) &&
		!TIMESTAMP_NOT_FINITE(PG_GETARG_TIMESTAMPTZ(ARG_OCCURRED_AT)))
		head->at = PG_GETARG_TIMESTAMPTZ(ARG_OCCURRED_AT);
	take_text(fcinfo, ARG_ACTOR, "actor", &fields.text[SM_TOUCH_ACTOR]);
	take_text(fcinfo, ARG_CHANNEL, "channel", &fields.text[SM_TOUCH_CHANNEL]);
	take_text(fcinfo, ARG_THREAD, "thread", &fields.text[SM_TOUCH_THREAD]);
	take_text(fcinfo, ARG_CAMPAIGN, "campaign",
			  &fields.text[SM_TOUCH_CAMPAIGN]);
	take_text(fcinfo, ARG_ACTIVITY_ID, "activity_id",
			  &fields.text[SM_TOUCH_ID]);
	take_recipients(fcinfo, &fields.recipients);
	head->function = function_of(fcinfo) & 7;
	head->mode = label_of(fcinfo, ARG_MODE, "mode", sm_mode_names,
						  "Modes are one_way, two_way and interactive.") & 3;
	head->purpose = label_of(fcinfo, ARG_PURPOSE, "purpose", sm_purpose_names,
							 "Purposes are listen, pitch, inform, transact "
							 "and plan.") & 7;
	head->direction = label_of(fcinfo, ARG_DIRECTION, "direction",
							   sm_direction_names,
							   "Directions are in and out.") & 3;
	head->event = label_of(fcinfo, ARG_EVENT, "event", sm_touch_event_names,
						   "Events are contact, opened, closed, handed_off, "
						   "accepted, rejected and returned.") & 7;
	PG_RETURN_POINTER(new_touch(&fields));
}
