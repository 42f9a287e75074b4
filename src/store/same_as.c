/* SPDX-License-Identifier: Apache-2.0 */
#include "store/same_as.h"

#include "store/entity_parts.h"
#include "store/kind_texts.h"
#include "store/pending.h"

#include <string.h>

enum { CHAIN_MAX = 1000 }; /* no chain of people's making is as long; a damaged file's may be */

static bool is_link(const struct kind *kind)
{
    return strcmp(kind->slug, "same_as_links") == 0;
}

static bool is_household(const struct kind *kind)
{
    return strcmp(kind->slug, "households") == 0;
}

/* The household in the place of the link's, or 0. */
static int64_t linked_household(const struct record *link)
{
    return link && strcmp(link->state, "linked") == 0 ? record_int(link, "household") : 0;
}

/* --- what a household is counted as ------------------------------------------------------------------ */

/* Links never wait (held.h), so what does need not be written to look for them. */
static enum err_code find_link(struct store *store, enum stmt_id id, int64_t household, int64_t *ret_other,
                               struct err *err)
{
    bool was_apart = db_apart(store->db, true);
    enum err_code code = db_one_int(store->db, id, ARGS(v_int(household)), 0, ret_other, err);
    (void)db_apart(store->db, was_apart);
    return code;
}

static enum err_code find_root(struct store *store, int64_t household, int64_t *ret_root, struct err *err)
{
    *ret_root = household;
    for (int steps = 0; steps < CHAIN_MAX; steps++) {
        int64_t next = 0;
        TRY(find_link(store, STMT_LINK_FROM, *ret_root, &next, err));
        if (!next)
            return ERR_OK;
        *ret_root = next;
    }
    return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, "same_as_links");
}

/* --- which record of several equal ones is counted ----------------------------------------------------- */

/* Of one group of linked households the records that agree in the rest of the rule. */
struct group {
    int64_t household;        /* the canonical one */
    const struct record *key; /* any of them: for the other fields of the rule */
};

static bool reference_of(const struct kind_texts *texts, const struct record *record, int64_t *ret_household)
{
    struct value reference = record->values[texts->twin_reference];
    struct value canonical = record->values[texts->twin_canonical];
    *ret_household = value_is_null(canonical) ? reference.i : canonical.i;
    return !value_is_null(reference);
}

static bool is_live(const struct record *record)
{
    return !record->state || kind_state_is_live(record->kind, record->state);
}

/* Equal in the other fields of the rule, none of which may be empty. */
static bool has_key(const struct kind_texts *texts, const struct record *a, const struct record *b)
{
    const struct unique_rule *rule = &a->kind->unique[texts->twin_rule];
    for (size_t i = 0; i < COUNT(rule->fields) && rule->fields[i]; i++) {
        int field = kind_field_index(a->kind, rule->fields[i]);
        if (field != texts->twin_reference &&
            (value_is_null(a->values[field]) || !value_equal(a->values[field], b->values[field])))
            return false;
    }
    return true;
}

/* Calls `each` for every other record of the group as it is stored. */
static enum err_code
each_other(struct store *store, const struct group *group, int64_t but, struct arena *arena,
           enum err_code (*each)(void *context, const struct record *record, struct err *err),
           void *context, struct err *err)
{
    const struct kind *kind = group->key->kind;
    const struct kind_texts *texts = kind_texts(store, kind);
    const char *const by[] = { texts->twin_by_canonical, texts->twin_by_reference };
    for (size_t i = 0; i < COUNT(by); i++) {
        struct record_list list = { 0 };
        TRY(entity_rows(store, kind, by[i], group->household, arena, &list, err));
        for (size_t j = 0; j < list.count; j++) {
            int64_t household = 0;
            const struct record *record = &list.items[j];
            bool same = reference_of(texts, record, &household) && household == group->household;
            if (same && record->id != but && has_key(texts, group->key, record))
                TRY(each(context, record, err));
        }
    }
    return ERR_OK;
}

struct choice {
    const struct kind_texts *texts;
    int64_t household, but; /* not of this household: what one household has twice is its own matter */
    const struct record *best;
};

/* True where `a` comes before `b`: live before ended, the canonical household's own before another's, the
 * older first. A record about to be made has no id yet, and is the youngest. Ended ones are ranked too:
 * they lived once, and a figure of that time must not count both. */
static bool ranks_before(const struct choice *choice, const struct record *a, const struct record *b)
{
    bool own_a = a->values[choice->texts->twin_reference].i == choice->household;
    bool own_b = b->values[choice->texts->twin_reference].i == choice->household;
    if (is_live(a) != is_live(b))
        return is_live(a);
    if (own_a != own_b)
        return own_a;
    return a->id && (!b->id || a->id < b->id);
}

static enum err_code choose(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct choice *choice = context;
    if (record->values[choice->texts->twin_reference].i == choice->but)
        return ERR_OK;
    if (!choice->best || ranks_before(choice, record, choice->best))
        choice->best = record;
    return ERR_OK;
}

/* True where the household stands for none and is stood for by none: nearly always. */
static enum err_code is_alone(struct store *store, const struct kind_texts *texts,
                              const struct record *record, bool *ret_alone, struct err *err)
{
    int64_t linked = 0;
    *ret_alone = false;
    if (!value_is_null(record->values[texts->twin_canonical]))
        return ERR_OK;
    *ret_alone = pending_has_held(store, record->values[texts->twin_reference].i);
    if (*ret_alone)
        return ERR_OK;
    TRY(find_link(store, STMT_LINKS_TO, record->values[texts->twin_reference].i, &linked, err));
    *ret_alone = linked == 0;
    return ERR_OK;
}

static enum err_code fill_twin(struct store *store, struct record *record, struct arena *arena,
                               struct err *err)
{
    const struct kind_texts *texts = kind_texts(store, record->kind);
    int field = kind_field_index(record->kind, record->kind->same_as);
    struct group group = { .key = record };
    bool alone = false;
    record->values[field] = v_null();
    if (!reference_of(texts, record, &group.household))
        return ERR_OK;
    TRY(is_alone(store, texts, record, &alone, err));
    if (alone || !has_key(texts, record, record))
        return ERR_OK;
    struct choice choice = { .texts = texts, .household = group.household,
                             .but = record->values[texts->twin_reference].i };
    TRY(each_other(store, &group, record->id, arena, choose, &choice, err));
    if (choice.best && ranks_before(&choice, choice.best, record))
        record->values[field] = v_int(choice.best->id);
    return ERR_OK;
}

enum err_code same_as_fill(struct store *store, struct record *record, bool is_new, struct arena *arena,
                           struct err *err)
{
    if (kind_texts(store, record->kind)->twin_rule >= 0)
        return fill_twin(store, record, arena, err);
    if (!is_household(record->kind))
        return ERR_OK;
    int64_t root = record->id;
    if (!is_new)
        TRY(find_root(store, record->id, &root, err));
    record_set(record, "canonical", root == record->id ? v_null() : v_int(root));
    return ERR_OK;
}

/* --- links -------------------------------------------------------------------------------------------------- */

static enum err_code check_household(struct store *store, int64_t id, struct arena *arena, struct err *err)
{
    const struct kind *kind = kind_by_slug("households");
    const struct record *household = pending_record(store, kind, id);
    struct record *read = NULL;
    if (!household)
        TRY(entity_get_any(store, kind, id, arena, &read, err));
    household = household ? household : read;
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    return is_live(household) ? ERR_OK : err_set(err, ERR_STATE, MSG_LINK_NOT_LIVE, text);
}

enum err_code same_as_check(struct store *store, const struct record *before, const struct record *after,
                            struct err *err)
{
    if (!is_link(after->kind) || !linked_household(after) || linked_household(before))
        return ERR_OK;
    CLEANUP(arena_done) struct arena arena = { 0 };
    int64_t household = record_int(after, "household"), canonical = record_int(after, "canonical");
    int64_t linked = 0, root = 0;
    char text[ID_TEXT_SIZE];
    TRY(find_link(store, STMT_LINK_FROM, household, &linked, err));
    TRY(find_root(store, canonical, &root, err));
    id_to_text(linked ? linked : household, text);
    if (linked)
        return err_set(err, ERR_CONFLICT, MSG_LINK_ALREADY, text);
    if (root == household)
        return err_set(err, ERR_CONFLICT, MSG_LINK_CIRCLE, text);
    if (id_shard(household) != id_shard(canonical))
        return err_set(err, ERR_CONFLICT, MSG_LINK_SHARDS);
    TRY(check_household(store, household, &arena, err));
    return check_household(store, canonical, &arena, err);
}

/* The household and all that lead to it are counted anew. */
static enum err_code follow_link(struct store *store, int64_t household, int depth, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *record = NULL;
    int64_t *before = NULL;
    size_t count = 0, capacity = 0;
    if (depth > CHAIN_MAX)
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, "same_as_links");
    TRY(entity_get_any(store, kind_by_slug("households"), household, &arena, &record, err));
    TRY(entity_rewrite(store, record, err));
    {
        CLEANUP(rows_done) struct rows rows = { 0 };
        TRY(db_query(store->db, STMT_LINKS_TO, ARGS(v_int(household)), &rows, err));
        for (bool has = true;;) {
            TRY(rows_next(&rows, &has, err));
            if (!has)
                break;
            *ARENA_PUSH(&arena, before, count, capacity) = rows_int(&rows, 0);
        }
    }
    for (size_t i = 0; i < count; i++)
        TRY(follow_link(store, before[i], depth + 1, err));
    return ERR_OK;
}

/* --- following a write ------------------------------------------------------------------------------------- */

struct rewriting {
    struct store *store;
};

static enum err_code rewrite(void *context, const struct record *record, struct err *err)
{
    return entity_rewrite(((struct rewriting *)context)->store, record, err);
}

static enum err_code follow_group(struct store *store, const struct record *record, int64_t but,
                                  struct arena *arena, struct err *err)
{
    const struct kind_texts *texts = kind_texts(store, record->kind);
    struct rewriting rewriting = { store };
    struct group group = { .key = record };
    bool alone = false;
    if (!reference_of(texts, record, &group.household) || !has_key(texts, record, record))
        return ERR_OK;
    TRY(is_alone(store, texts, record, &alone, err));
    return alone ? ERR_OK : each_other(store, &group, but, arena, rewrite, &rewriting, err);
}

/* True where both images are in one group and rank alike in it. */
static bool same_group(const struct kind_texts *texts, const struct record *before,
                       const struct record *after)
{
    int64_t one = 0, other = 0;
    if (!before || is_live(before) != is_live(after))
        return false;
    (void)reference_of(texts, before, &one);
    (void)reference_of(texts, after, &other);
    return one == other && has_key(texts, before, after);
}

enum err_code same_as_follow(struct store *store, const struct record *before, const struct record *after,
                             struct arena *arena, struct err *err)
{
    if (is_link(after->kind) && linked_household(before) != linked_household(after))
        return follow_link(store, record_int(after, "household"), 0, err);
    const struct kind_texts *texts = kind_texts(store, after->kind);
    if (texts->twin_rule < 0 || same_group(texts, before, after))
        return ERR_OK;
    TRY(follow_group(store, after, after->id, arena, err));
    return before ? follow_group(store, before, before->id, arena, err) : ERR_OK;
}
