/* SPDX-License-Identifier: Apache-2.0
 * A pair's evidence in words, and the proposal that carries them. */
#include "service/link/link_parts.h"

#include "base/buf.h"
#include "base/msg.h"
#include "service/link/link_gather.h"

static enum msg level_words(enum linkage_level level)
{
    static const enum msg words[] = {
        [LINKAGE_MISSING] = MSG_LINKAGE_LEVEL_MISSING,       [LINKAGE_SAME] = MSG_LINKAGE_LEVEL_SAME,
        [LINKAGE_OTHER_TONES] = MSG_LINKAGE_LEVEL_TONES,     [LINKAGE_OTHER_MARKS] = MSG_LINKAGE_LEVEL_MARKS,
        [LINKAGE_MISPRINT] = MSG_LINKAGE_LEVEL_MISPRINT,     [LINKAGE_ONE_APART] = MSG_LINKAGE_LEVEL_MISPRINT,
        [LINKAGE_SIMILAR] = MSG_LINKAGE_LEVEL_SIMILAR,       [LINKAGE_PART] = MSG_LINKAGE_LEVEL_PART,
        [LINKAGE_EXCHANGED] = MSG_LINKAGE_LEVEL_EXCHANGED,   [LINKAGE_ONE_PART] = MSG_LINKAGE_LEVEL_ONE_PART,
        [LINKAGE_NEAR] = MSG_LINKAGE_LEVEL_NEAR,             [LINKAGE_DIFFERENT] = MSG_LINKAGE_LEVEL_DIFFERENT,
    };
    return words[level];
}

static enum msg field_words(const struct linkage_reason *reason)
{
    static const enum msg names[] = { MSG_LINKAGE_SURNAME, MSG_LINKAGE_MIDDLE, MSG_LINKAGE_GIVEN };
    static const enum msg ids[] = { MSG_LINKAGE_CCCD, MSG_LINKAGE_CMND };
    static const enum msg fields[] = {
        [LINK_CELL_SEX] = MSG_LINKAGE_SEX, [LINK_CELL_BIRTH] = MSG_LINKAGE_BIRTH, [LINK_CELL_PHONE] = MSG_LINKAGE_PHONE,
        [LINK_CELL_COMMUNE] = MSG_LINKAGE_COMMUNE, [LINK_CELL_AREA] = MSG_LINKAGE_AREA,
    };
    return reason->field == LINK_CELL_NAME ? names[reason->part] :
           reason->field == LINK_CELL_ID   ? ids[reason->part] :
                                             fields[reason->field];
}

/* "+8,2" */
static void add_weight(struct buf *out, double weight)
{
    long tenths = (long)(weight * 10 + (weight < 0 ? -0.5 : 0.5));
    long size = tenths < 0 ? -tenths : tenths;
    buf_printf(out, " (%s%ld,%ld)", tenths < 0 ? "−" : "+", size / 10, size % 10);
}

const char *link_words(struct arena *arena, const struct linkage_reasons *reasons)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const char *const none[] = { NULL };
    for (size_t i = 0; i < reasons->count; i++) {
        if (reasons->items[i].level == LINKAGE_MISSING)
            continue;
        buf_add(&out, out.len ? "; " : "");
        msg_format(&out, LANG_VI, field_words(&reasons->items[i]), none);
        buf_add(&out, ": ");
        msg_format(&out, LANG_VI, level_words(reasons->items[i].level), none);
        add_weight(&out, reasons->items[i].weight);
    }
    if (reasons->members != 0) {
        buf_add(&out, out.len ? "; " : "");
        msg_format(&out, LANG_VI, MSG_LINKAGE_MEMBERS, none);
        add_weight(&out, reasons->members);
    }
    return arena_strdup(arena, buf_text(&out));
}

enum err_code link_propose(struct store *store, const struct link_found *found, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *record = record_new(&arena, kind_by_slug("same_as_links"));
    record_set(record, "household", v_int(found->household));
    record_set(record, "canonical", v_int(found->canonical));
    record_set(record, "probability", v_int((int64_t)(found->probability * 10000 + 0.5)));
    record_set(record, "method", v_text("scored"));
    record_set(record, "reason", v_text(found->why));
    return entity_create(store, record, NULL, err);
}

enum err_code link_is_recorded(struct store *store, int64_t one, int64_t other, bool *ret_is, struct err *err)
{
    const int64_t pairs[][2] = { { one, other }, { other, one } };
    const struct kind *kind = kind_by_slug("same_as_links");
    CLEANUP(arena_done) struct arena arena = { 0 };
    *ret_is = false;
    for (size_t i = 0; i < COUNT(pairs) && !*ret_is; i++) {
        struct cond *both[] = {
            cond_compare(&arena, kind_field_index(kind, "household"), COND_EQ, v_int(pairs[i][0])),
            cond_compare(&arena, kind_field_index(kind, "canonical"), COND_EQ, v_int(pairs[i][1])),
        };
        struct entity_query query = { .where = cond_all(&arena, both, COUNT(both)), .limit = 1, .all_states = true };
        struct record_list list = { 0 };
        TRY(entity_list(store, kind, &query, &arena, &list, err));
        *ret_is = list.count > 0;
    }
    return ERR_OK;
}
