/* SPDX-License-Identifier: Apache-2.0
 * The queue of duplicates: pairs of households of which an import found that they may be one. They stand
 * as proposed same_as_links until a person links or refuses them; figures count both until then. */
#include "service/import/import_parts.h"

#include "service/link/link_parts.h"

#include <string.h>

void import_suspect(struct import *import, int64_t known, int64_t other, enum msg why)
{
    for (size_t i = 0; i < import->suspicion_count; i++)
        if (import->suspicions[i].known == known && import->suspicions[i].other == other)
            return;
    if (import->suspicion_count < IMPORT_SUSPICIONS_MAX)
        import->suspicions[import->suspicion_count++] = (struct import_suspicion){ known, other, why };
}

static const char *reason(struct import *import, const struct import_row *row, enum msg why)
{
    CLEANUP(buf_done) struct buf word = { 0 }, out = { 0 };
    const char *slash = strrchr(import->request->path, '/');
    const char *none[] = { NULL };
    msg_format(&word, LANG_VI, why, none);
    const char *args[] = { err_int(row->number), slash ? slash + 1 : import->request->path, buf_text(&word), NULL };
    msg_format(&out, LANG_VI, MSG_IMPORT_LINK_REASON, args);
    return arena_strdup(&import->group_arena, buf_text(&out));
}

static const char *id_text(struct import *import, int64_t id)
{
    char *text = arena_alloc(import->arena, ID_TEXT_SIZE, 1);
    id_to_text(id, text);
    return text;
}

/* The older of two known households stands for the newer. */
static enum err_code propose(struct import *import, struct import_row *row, const struct import_suspicion *suspicion,
                             int64_t household, struct err *err)
{
    const struct kind *kind = kind_by_slug("same_as_links");
    int64_t one = suspicion->known, other = suspicion->other ? suspicion->other : household;
    bool recorded = false;
    if (one > other) {
        one = other;
        other = suspicion->known;
    }
    TRY(link_is_recorded(import->store, one, other, &recorded, err));
    if (recorded || id_shard(one) != id_shard(other))
        return ERR_OK;
    struct record *link = record_new(&import->group_arena, kind);
    record_set(link, "household", v_int(other));
    record_set(link, "canonical", v_int(one));
    record_set(link, "method", v_text("scored"));
    record_set(link, "reason", v_text(reason(import, row, suspicion->why)));
    TRY(entity_create(import->store, link, NULL, err));
    if (suspicion->other)
        import_say(import, row, 0, IMPORT_NOTE, "possible_duplicate", MSG_IMPORT_KNOWN_DUPLICATES,
                   id_text(import, one), id_text(import, other), id_text(import, link->id));
    else
        import_say(import, row, 0, IMPORT_NOTE, "possible_duplicate", MSG_IMPORT_POSSIBLE_DUPLICATE,
                   id_text(import, one), id_text(import, link->id));
    return ERR_OK;
}

enum err_code import_queue_write(struct import *import, struct import_row *row, int64_t household, struct err *err)
{
    for (size_t i = 0; i < import->suspicion_count; i++)
        if (import->suspicions[i].other || household)
            TRY(propose(import, row, &import->suspicions[i], household, err));
    import->suspicion_count = 0;
    return ERR_OK;
}
