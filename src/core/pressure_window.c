/*-------------------------------------------------------------------------
 *
 * pressure_window.c
 *	  The pressure on a customer while touches pass by in order of time.
 *
 * The entries between first and used follow one another without gaps, and
 * tail is the beginning of one of them, or used.
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
}

/* A hash of an actor, so that most are told apart at a glance. */
static uint32_t
actor_hash(sm_span actor)
{
	uint32_t	hash = 2166136261U;

	for (size_t i = 0; i < actor.length; i++)
		hash = (hash ^ (unsigned char) actor.text[i]) * 16777619U;
	return hash;
}

/* What a search for an earlier contact found. */
typedef enum found
{
	FOUND_NONE,
	FOUND_REPEATED,
	FOUND_STOPPED
} found;

/* Whether a contact repeats one that stands in the window. */
static found
find_repeated(const sm_pressure_window *window, const sm_touch_record *touch,
			  uint32_t last, uint32_t hash, const volatile sig_atomic_t *stop)
{
	sm_span		actor = sm_touch_text(touch, SM_TOUCH_ACTOR);
	uint64_t	collapse = (uint64_t) window->limit[SM_PRESSURE_COLLAPSE];
	uint32_t	offset = window->used;
	uint32_t	bytes = last;

	while (offset > window->first)
	{
		const sm_pressure_entry *entry;

		offset -= bytes;
		entry = entry_at(window, offset);
		bytes = entry->before;
		if (sm_lapse(entry->at, window->at) >= collapse)
			return FOUND_NONE;
		if (sm_stop_wanted(stop))
			return FOUND_STOPPED;
		if (entry->hash == hash && entry->way == touch->way &&
			entry->length == actor.length &&
			memcmp(entry->actor, actor.text, actor.length) == 0)
			return FOUND_REPEATED;
	}
	return FOUND_NONE;
}

/* Adds a contact that can weigh something, or be what another one repeats. */
static sm_pressure_step
add_contact(sm_pressure_window *window, size_t size,
			const sm_touch_record *touch, const volatile sig_atomic_t *stop)
{
	sm_span		actor = sm_touch_text(touch, SM_TOUCH_ACTOR);
	uint32_t	hash = actor_hash(actor);
	uint32_t	bytes = entry_bytes(actor.length);
	uint32_t	last = window->used > window->first ? window->last : 0;
	sm_pressure_entry *entry;
	found		repeated;

	if (bytes > size - window->used)
		return SM_PRESSURE_FULL;
	repeated = find_repeated(window, touch, last, hash, stop);
	if (repeated == FOUND_STOPPED)
		return SM_PRESSURE_STOPPED;
	entry = entry_at(window, window->used);
	memset(entry, 0, bytes);
	entry->at = touch->at;
	entry->before = last;
	entry->hash = hash;
	entry->length = (uint16_t) actor.length;
	entry->way = touch->way;
	entry->weighs = repeated == FOUND_NONE && sm_touch_reaches_out(touch);
	memcpy(entry->actor, actor.text, actor.length);
	window->used += bytes;
	window->last = bytes;
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

/* Whether the entries are whole, and lead to where the head says. */
static bool
entries_fit(const sm_pressure_window *window)
{
	uint32_t	offset = window->first;
	uint32_t	before = 0;
	int64_t		units = 0;
	bool		tail = window->tail == window->used;

	while (offset < window->used)
	{
		const sm_pressure_entry *entry = entry_at(window, offset);

		if (window->used - offset < sizeof(*entry) ||
			entry->length > SM_TOUCH_TEXT_BYTES ||
			window->used - offset < entry_bytes(entry->length) ||
			(offset > window->first && entry->before != before) ||
			entry->way >= SM_WAYS || entry->weighs > 1 ||
			entry->at > window->at)
			return false;
		tail |= offset == window->tail;
		if (offset >= window->tail)
			units += weight_of(window, entry);
		before = entry_bytes(entry->length);
		offset += before;
	}
	return tail && units == window->units &&
		(window->first == window->used || window->last == before);
}

/* Whether the limits can be those of a policy, and the scale is theirs. */
static bool
limits_fit(const sm_pressure_window *window)
{
	sm_policy	policy;
	sm_pressure_scale scale;

	sm_policy_standard(&policy);
	for (int i = 0; i < SM_PRESSURE_LIMITS; i++)
		policy.limit[limits[i]] = window->limit[i];
	if (sm_policy_flaw(&policy) != NULL)
		return false;
	scale = sm_pressure_scale_of(&policy);
	return memcmp(&scale, &window->scale, sizeof(scale)) == 0;
}

const char *
sm_pressure_flaw(const sm_pressure_window *window)
{
	if (window->started > 1 ||
		(!window->started && window->used != sizeof(*window)))
		return "Its sizes contradict each other.";
	if (!window->started)
		return NULL;
	if (window->first < sizeof(*window) || window->first > window->used ||
		window->first % 8 != 0 || window->tail < window->first ||
		window->tail > window->used || !limits_fit(window) ||
		!entries_fit(window))
		return "Its sizes contradict each other.";
	return NULL;
}
