/* SPDX-License-Identifier: Apache-2.0 */
#include "http/known.h"

#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

enum { KNOWN_SLOTS = 64 };

struct known {
    unsigned char secret[KEY_BYTES];
    struct arena arena;
    int64_t day; /* rights begin and end with days */
    struct {
        unsigned char mac[MAC_BYTES];
        bool is_taken;
        struct session session;
    } slots[KNOWN_SLOTS];
    size_t count;
};

struct known *known_new(void)
{
    struct known *known = calloc(1, sizeof(*known));
    require(known);
    crypto_random(known->secret, sizeof(known->secret));
    return known;
}

void known_free(struct known *known)
{
    if (!known)
        return;
    arena_done(&known->arena);
    free(known);
}

void known_forget(struct known *known)
{
    if (!known->count)
        return;
    for (size_t i = 0; i < KNOWN_SLOTS; i++)
        known->slots[i].is_taken = false;
    known->count = 0;
    arena_done(&known->arena);
}

static const char *copied(struct arena *arena, const char *text)
{
    return text ? arena_strdup(arena, text) : NULL;
}

static struct session session_copy(struct arena *arena, const struct session *session)
{
    struct session copy = *session;
    const char **const texts[] = { &copy.actor.name, &copy.actor.line, &copy.actor.kinds, &copy.csrf,
                                   &copy.language,   &copy.user_name,  &copy.known };
    for (size_t i = 0; i < COUNT(texts); i++)
        *texts[i] = copied(arena, *texts[i]);
    return copy;
}

static size_t slot_of(struct known *known, const char *credential, unsigned char ret_mac[MAC_BYTES])
{
    crypto_mac(known->secret, credential, strlen(credential), ret_mac);
    return ret_mac[0] % KNOWN_SLOTS;
}

bool known_find(struct known *known, const char *credential, const struct store *store, struct arena *arena,
                struct session *ret_session)
{
    unsigned char mac[MAC_BYTES];
    if (!known || !known->count)
        return false;
    if (known->day != store->today_day)
        known_forget(known);
    size_t slot = slot_of(known, credential, mac);
    const struct session *session = &known->slots[slot].session;
    if (!known->slots[slot].is_taken || !crypto_mac_equal(known->slots[slot].mac, mac) ||
        (session->until_unix && store->now_unix_ms / 1000 >= session->until_unix))
        return false;
    *ret_session = session_copy(arena, session);
    return true;
}

void known_keep(struct known *known, const char *credential, const struct store *store, const struct session *session)
{
    unsigned char mac[MAC_BYTES];
    if (!known)
        return;
    if (known->day != store->today_day || known->count == KNOWN_SLOTS) /* who comes in the place of another takes room, too */
        known_forget(known);
    size_t slot = slot_of(known, credential, mac);
    known->day = store->today_day;
    known->count++;
    known->slots[slot].is_taken = true;
    known->slots[slot].session = session_copy(&known->arena, session);
    memcpy(known->slots[slot].mac, mac, sizeof(mac));
}
