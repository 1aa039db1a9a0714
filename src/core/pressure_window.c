/*-------------------------------------------------------------------------
 *
 * pressure_window.c
 *	  The pressure on a customer while touches pass by in order of time.
 *
 * The entries between first and used follow one another without gaps, and
 * tail is the beginning of one of them, or used.  The tree may lead through
 * entries before first, until what is before it is moved over.
 *
 *-------------------------------------------------------------------------
 */
#include "core/pressure_window.h"

static sm_pressure_entry *
entry_at(const sm_pressure_window *window, uint32_t offset)
{
	return (sm_pressure_entry *) ((const char *) window + offset);
}

static uint32_t
entry_bytes(size_t actor)
{
	return (uint32_t) ((sizeof(sm_pressure_entry) + actor + 7) & ~(size_t) 7);
}

/* What an entry weighs. */
static int64_t
weight_of(const sm_pressure_window *window, const sm_pressure_entry *entry)
{
	return entry->weighs ? window->scale.weight[entry->way] : 0;
}

/* The limits of a policy that matter here. */
static const sm_limit limits[SM_PRESSURE_LIMITS] = {
	[SM_PRESSURE_LENGTH] = SM_LIMIT_OVER_CONTACT,
	[SM_PRESSURE_COLLAPSE] = SM_LIMIT_COLLAPSE,
	[SM_PRESSURE_PHONE] = SM_LIMIT_PHONE,
	[SM_PRESSURE_EMAIL] = SM_LIMIT_EMAIL,
	[SM_PRESSURE_MAIL] = SM_LIMIT_MAIL
};

/* Whether the limits are those that the window began with; sets them first. */
static bool
settle_policy(sm_pressure_window *window, const sm_policy *policy)
{
	bool		same = true;

	if (!window->started)
	{
		for (int i = 0; i < SM_PRESSURE_LIMITS; i++)
			window->limit[i] = policy->limit[limits[i]];
		window->scale = sm_pressure_scale_of(policy);
		window->first = window->used;
		window->tail = window->used;
		window->planted = window->used;
	}
	for (int i = 0; i < SM_PRESSURE_LIMITS; i++)
		same &= window->limit[i] == policy->limit[limits[i]];
	return same;
}

/* Drops what is too old at the time of the window. */
static void
evict(sm_pressure_window *window)
{
	uint64_t	length = (uint64_t) window->limit[SM_PRESSURE_LENGTH];
	uint64_t	collapse = (uint64_t) window->limit[SM_PRESSURE_COLLAPSE];
	uint32_t	dead;

	while (window->tail < window->used)
	{
		const sm_pressure_entry *entry = entry_at(window, window->tail);

		if (sm_lapse(entry->at, window->at) < length)
			break;
		window->units -= weight_of(window, entry);
		window->tail += entry_bytes(entry->length);
	}
	while (window->first < window->tail)
	{
		const sm_pressure_entry *entry = entry_at(window, window->first);

		if (sm_lapse(entry->at, window->at) < collapse)
			break;
		window->first += entry_bytes(entry->length);
	}
	dead = window->first - (uint32_t) sizeof(*window);
	if (dead <= window->used - window->first)
		return;
	memmove(window + 1, entry_at(window, window->first),
			window->used - window->first);
	window->first -= dead;
	window->tail -= dead;
	window->used -= dead;
	window->root = 0;
	window->planted = window->first;
}

/* A hash of the key of an entry, all of its bits mixed. */
static uint32_t
key_hash(const sm_pressure_entry *entry)
{
	uint32_t	hash = 2166136261U ^ (uint32_t) (entry->way * 16 +
												 entry->function);

	for (size_t i = 0; i < entry->length; i++)
		hash = (hash ^ (unsigned char) entry->actor[i]) * 16777619U;
	hash = (hash ^ hash >> 16) * 0x85EBCA6BU;
	hash = (hash ^ hash >> 13) * 0xC2B2AE35U;
	return hash ^ hash >> 16;
}

/* The order of keys. */
static int
key_order(const sm_pressure_entry *a, const sm_pressure_entry *b)
{
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->way != b->way)
		return a->way - b->way;
	if (a->function != b->function)
		return a->function - b->function;
	return sm_compare_bytes(a->actor, a->length, b->actor, b->length);
}

/*
 * Puts an entry into the tree, in the place of the one with its key, which is
 * returned; NULL if there was none.
 */
static const sm_pressure_entry *
plant(sm_pressure_window *window, uint32_t offset)
{
	sm_pressure_entry *entry = entry_at(window, offset);
	uint32_t   *link = &window->root;

	entry->child[0] = 0;
	entry->child[1] = 0;
	while (*link != 0)
	{
		sm_pressure_entry *other = entry_at(window, *link);
		int			order = key_order(entry, other);

		if (order == 0)
		{
			memcpy(entry->child, other->child, sizeof(entry->child));
			*link = offset;
			return other;
		}
		link = &other->child[order > 0];
	}
	*link = offset;
	return NULL;
}

/* Adds a contact that can weigh something, or be what another one repeats. */
static sm_pressure_step
add_contact(sm_pressure_window *window, size_t size,
			const sm_touch_record *touch, const volatile sig_atomic_t *stop)
{
	sm_span		actor = sm_touch_text(touch, SM_TOUCH_ACTOR);
	uint32_t	bytes = entry_bytes(actor.length);
	sm_pressure_entry *entry;
	const sm_pressure_entry *before;

	if (bytes > size - window->used)
		return SM_PRESSURE_FULL;
	while (window->planted < window->used)
	{
		if (sm_stop_wanted(stop))
			return SM_PRESSURE_STOPPED;
		(void) plant(window, window->planted);
		window->planted +=
			entry_bytes(entry_at(window, window->planted)->length);
	}
	entry = entry_at(window, window->used);
	memset(entry, 0, bytes);
	entry->at = touch->at;
	entry->length = (uint16_t) actor.length;
	entry->way = touch->way;
	entry->function = actor.length > 0 ? 0 : touch->function;
	memcpy(entry->actor, actor.text, actor.length);
	entry->hash = key_hash(entry);
	before = plant(window, window->used);
	entry->weighs = sm_touch_reaches_out(touch) &&
		(before == NULL || sm_lapse(before->at, touch->at) >=
		 (uint64_t) window->limit[SM_PRESSURE_COLLAPSE]);
	window->used += bytes;
	window->planted = window->used;
	window->units += weight_of(window, entry);
	return SM_PRESSURE_DONE;
}

sm_pressure_step
sm_pressure_add(sm_pressure_window *window, size_t size,
				const sm_touch_record *touch, const sm_policy *policy,
				const volatile sig_atomic_t *stop)
{
	if (touch->at == SM_NO_TIME)
		return SM_PRESSURE_DONE;
	if (!settle_policy(window, policy))
		return SM_PRESSURE_OTHER_POLICY;
	if (window->started && touch->at < window->at)
		return SM_PRESSURE_DISORDER;
	window->started = 1;
	window->at = touch->at;
	evict(window);
	if (touch->event != SM_CONTACT || touch->direction != SM_OUTBOUND ||
		window->scale.weight[touch->way] == 0)
		return SM_PRESSURE_DONE;
	return add_contact(window, size, touch, stop);
}

bool
sm_pressure_now(const sm_pressure_window *window, double *pressure)
{
	if (!window->started)
		return false;
	*pressure = (double) window->units / (double) window->scale.limit;
	return true;
}
