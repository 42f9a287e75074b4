/* SPDX-License-Identifier: Apache-2.0 */
#include "service/link/link_entry.h"

#include "service/link/link_gather.h"
#include "service/link/link_parts.h"
#include "service/link/link_teacher.h"
#include "service/unit/unit.h"
#include "store/audit.h"

#include <stdlib.h>
#include <string.h>

/* --- the index ---------------------------------------------------------------------------------------------- */

struct link_index {
    struct arena arena;
    struct link_gathered gathered;
    const char **cells; /* of the people: heads who are no members, then members */
    int64_t *households; /* by person */
    size_t count, household_capacity;
    size_t read_count; /* of them when it was read */
    bool has_learnt;   /* from them how evidence weighs */
    uint64_t used;     /* when it was asked last */
    int64_t *from_elsewhere; /* records of other communes that were added, because a newcomer bears their number */
    size_t elsewhere_count, elsewhere_capacity;
    struct linkage *linkage;
    int64_t looked_at;     /* until where the chain was looked at for people erased */
    int64_t known_changes; /* of its province: those there were when it was read, and those it was told of since */
};

static void list_people(struct link_index *index)
{
    const struct link_gathered *gathered = &index->gathered;
    size_t most = gathered->household_count + gathered->member_count;
    bool *has_members = ARENA_ARRAY(&index->arena, bool, gathered->household_count + 1);
    index->cells = ARENA_ARRAY(&index->arena, const char *, most *LINK_CELLS + 1);
    index->household_capacity = most + 1;
    index->households = ARENA_ARRAY(&index->arena, int64_t, index->household_capacity);
    for (size_t i = 0; i < gathered->member_count; i++, index->count++) {
        const char *const *home = gathered->cells + (size_t)gathered->owners[i] * LINK_CELLS;
        const char **cells = index->cells + index->count * LINK_CELLS;
        memcpy(cells, gathered->member_cells + i * LINK_CELLS, LINK_CELLS * sizeof(*cells));
        for (size_t c = LINK_CELL_PHONE; c < LINK_CELLS; c++)
            cells[c] = home[c];
        index->households[index->count] = gathered->households[gathered->owners[i]];
        has_members[gathered->owners[i]] = true;
    }
    for (size_t i = 0; i < gathered->household_count; i++) {
        if (has_members[i])
            continue;
        memcpy(index->cells + index->count * LINK_CELLS, gathered->cells + i * LINK_CELLS,
               LINK_CELLS * sizeof(*index->cells));
        index->households[index->count++] = gathered->households[i];
    }
}

/* So many times the people it learnt from a teacher may teach, and all from so many on. */
enum { TAUGHT_MAX = 2, TEACHER_ENOUGH = 4000 };

static bool may_teach(const struct link_index *teacher, size_t count)
{
    return teacher && (teacher->read_count >= TEACHER_ENOUGH || count <= teacher->read_count * TAUGHT_MAX);
}

/* `learning`: NULL, or that of a thread beside. */
static enum err_code open_index(struct store *store, int64_t unit, const struct link_index *teacher,
                                const struct link_learning *learning, struct link_index **ret_index, struct err *err)
{
    struct link_index *index = calloc(1, sizeof(*index));
    require(index);
    index->gathered.arena = &index->arena;
    enum err_code code = link_gather(store, unit, &index->gathered, err);
    if (learning)
        db_rollback(store->db);
    if (code == ERR_OK) {
        list_people(index);
        index->read_count = index->count;
        index->has_learnt = !may_teach(teacher, index->count);
        struct linkage_input input = link_gather_input(&index->gathered);
        struct linkage_options options = { .seed = 1, .keep_index = true, .floor = 0.5,
                                           .taught_by = index->has_learnt ? NULL : teacher->linkage,
                                           .threads = learning ? 1 : 0, .progress = learning ? learning->goes_on : NULL,
                                           .context = learning ? learning->context : NULL };
        input.cells = index->cells;
        input.record_count = index->count;
        input.member_count = 0;
        code = linkage_run(&input, &options, &index->linkage, err);
    }
    if (code != ERR_OK) {
        link_index_close(index);
        return code;
    }
    *ret_index = index;
    return ERR_OK;
}

enum err_code link_index_open(struct store *store, int64_t unit, const struct link_index *teacher,
                              struct link_index **ret_index, struct err *err)
{
    return open_index(store, unit, teacher, NULL, ret_index, err);
}

enum err_code link_index_learn(const struct link_learning *learning, int64_t unit, struct link_index **ret_index,
                               struct err *err)
{
    return open_index(learning->store, unit, NULL, learning, ret_index, err);
}

static void person_cells(const struct link_index *index, const struct link_person *person, struct arena *arena,
                         const char *cells[LINK_CELLS])
{
    cells[LINK_CELL_NAME] = person->name;
    cells[LINK_CELL_SEX] = person->sex;
    cells[LINK_CELL_BIRTH] = link_date_cell(arena, person->birth_date);
    cells[LINK_CELL_ID] = person->id_number;
    cells[LINK_CELL_PHONE] = person->phone;
    link_place_cells(&index->gathered, person->unit, cells);
}

size_t link_index_find(const struct link_index *index, const struct link_person *person, struct link_candidate *ret,
                       size_t max)
{
    enum { MATCHES = 32 };
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct linkage_match matches[MATCHES];
    const char *cells[LINK_CELLS];
    person_cells(index, person, &arena, cells);
    size_t found = linkage_find(index->linkage, cells, matches, MATCHES), count = 0;
    for (size_t i = 0; i < found && count < max; i++) {
        int64_t household = index->households[matches[i].record];
        bool is_new = true;
        for (size_t k = 0; k < count; k++)
            is_new = is_new && ret[k].household != household;
        if (is_new)
            ret[count++] = (struct link_candidate){ household, linkage_probability((double)matches[i].log_odds),
                                                    matches[i].record };
    }
    return count;
}

enum err_code link_index_add(struct link_index *index, struct store *store, const struct link_person *person,
                             int64_t household, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *cells[LINK_CELLS];
    index->gathered.store = store;
    TRY(link_place_know(&index->gathered, person->unit, err));
    person_cells(index, person, &arena, cells);
    require(linkage_add(index->linkage, cells) == index->count);
    *ARENA_PUSH(&index->arena, index->households, index->count, index->household_capacity) = household;
    return ERR_OK;
}

void link_index_close(struct link_index *index)
{
    if (!index)
        return;
    linkage_free(index->linkage);
    arena_done(&index->arena);
    free(index);
}

/* --- the indexes that a store keeps ------------------------------------------------------------------------- */

enum { KEPT = 32, CHANGES = 256, ADDED = 1024, CANDIDATES = 4, ELSEWHERE_MAX = 8 };
static const double PROPOSED_FROM = 0.5;

struct link_memory {
    struct {
        int64_t unit;
        struct link_index *index;
    } kept[KEPT];
    struct link_index *teacher; /* who learnt from the most people; may be kept as well */
    uint64_t uses;
};

static void let_go(struct link_memory *memory, struct link_index *index)
{
    bool is_needed = index == memory->teacher;
    for (size_t i = 0; i < KEPT && !is_needed; i++)
        is_needed = memory->kept[i].index == index;
    if (!is_needed)
        link_index_close(index);
}

static void forget(struct link_memory *memory, size_t at)
{
    struct link_index *index = memory->kept[at].index;
    memory->kept[at].index = NULL;
    memory->kept[at].unit = 0;
    let_go(memory, index);
}

static void learn_from(struct link_memory *memory, struct link_index *index)
{
    struct link_index *before = memory->teacher;
    memory->teacher = index;
    let_go(memory, before);
}

static void memory_close(struct store *store)
{
    struct link_memory *memory = store->links;
    for (size_t i = 0; i < KEPT; i++)
        forget(memory, i);
    learn_from(memory, NULL);
    free(memory);
    store->links = NULL;
}

static enum err_code changes_of(struct store *store, int64_t unit, int64_t *ret_shard, int64_t *ret_changes,
                                struct err *err)
{
    struct unit_place place = { 0 };
    char hash[SHA256_HEX_SIZE];
    TRY(unit_place_get(store, unit, &place, err));
    *ret_shard = place.shard;
    return audit_head_look(store, place.shard, ret_changes, hash, err);
}

/* Whoever was erased at his own wish is known by no index any more, however few changes have gone by. */
static enum err_code somebody_erased(struct store *store, struct link_index *index, int64_t shard, bool *ret_erased,
                                     struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    TRY(db_query(store->db, STMT_AUDIT_ERASED_SINCE, ARGS(v_int(shard), v_int(index->looked_at)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    require(has);
    if (rows_int(&rows, 0) > index->looked_at)
        index->looked_at = rows_int(&rows, 0);
    *ret_erased = rows_int(&rows, 1) != 0;
    return ERR_OK;
}

/* As whoever may see the whole commune: a reporter of one hamlet is told of a household in the next. */
static enum err_code read_index(struct store *store, int64_t unit, struct link_index **ret_index, struct err *err)
{
    struct actor actor = store->actor;
    const struct link_index *own = store->links->teacher, *common = link_teacher_index(store->teacher);
    store->actor = actor_unbound(&actor);
    enum err_code code = link_index_open(store, unit, common && (!own || common->read_count > own->read_count) ? common : own,
                                         ret_index, err);
    store->actor = actor;
    return code;
}

/* The one of the unit, else the one asked longest ago, or none. */
static size_t place_of(const struct link_memory *memory, int64_t unit)
{
    size_t oldest = 0;
    for (size_t i = 0; i < KEPT; i++) {
        const struct link_index *index = memory->kept[i].index, *old = memory->kept[oldest].index;
        if (memory->kept[i].unit == unit)
            return i;
        if (old && (!index || index->used < old->used))
            oldest = i;
    }
    return oldest;
}

/* How rare a value is was counted when the index was read: again when the commune is twice as large, not for every thousand of a list. */
static bool has_outgrown(const struct link_index *index)
{
    size_t added = index->count - index->read_count;
    return added > ADDED && added > index->read_count;
}

static enum err_code index_of(struct store *store, int64_t unit, struct link_index **ret_index, struct err *err)
{
    int64_t changes = 0, shard = 0;
    bool erased = false;
    TRY(changes_of(store, unit, &shard, &changes, err));
    if (!store->links) {
        store->links = calloc(1, sizeof(*store->links));
        require(store->links);
        store->links_close = memory_close;
    }
    struct link_memory *memory = store->links;
    size_t at = place_of(memory, unit);
    struct link_index *index = memory->kept[at].unit == unit ? memory->kept[at].index : NULL;
    int64_t unknown = index ? changes - index->known_changes : -1; /* less than none: what it was told of was taken back */
    if (index && changes > index->looked_at)
        TRY(somebody_erased(store, index, shard, &erased, err));
    if (erased || unknown < 0 || unknown > CHANGES || has_outgrown(index)) {
        forget(memory, at);
        TRY(read_index(store, unit, &index, err));
        memory->kept[at].unit = unit;
        memory->kept[at].index = index;
        index->known_changes = index->looked_at = changes;
        if (index->has_learnt)
            learn_from(memory, index);
    }
    index->used = ++memory->uses;
    *ret_index = index;
    return ERR_OK;
}

/* --- at entry ------------------------------------------------------------------------------------------------- */

static bool is_household(const struct record *record)
{
    return strcmp(record->kind->slug, "households") == 0;
}

static bool is_asked(const struct record *record)
{
    return is_household(record) || strcmp(record->kind->slug, "household_members") == 0;
}

static int64_t household_of(const struct record *record)
{
    return is_household(record) ? record->id : record_int(record, "household");
}

static struct link_person person_of(const struct record *record)
{
    bool head = is_household(record);
    return (struct link_person){
        .name = record_text(record, head ? "head_name" : "full_name"),
        .sex = record_text(record, head ? "head_sex" : "sex"),
        .birth_date = record_text(record, head ? "head_birth_date" : "birth_date"),
        .id_number = head ? NULL : record_text(record, "id_number"),
        .phone = record_text(record, "phone"),
        .unit = record_int(record, "unit"),
    };
}

/* --- from elsewhere ------------------------------------------------------------------------------------------ */

static bool is_added(const struct link_index *index, int64_t id)
{
    for (size_t i = 0; i < index->elsewhere_count; i++)
        if (index->from_elsewhere[i] == id)
            return true;
    return false;
}

/* Who lives in another commune of today is a person of the index from now on. */
static enum err_code add_from_elsewhere(struct store *store, struct link_index *index, const struct kind *kind, int64_t id,
                                        int64_t commune, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *other = NULL;
    struct err gone = { 0 };
    int64_t lives_in = 0;
    if (is_added(index, id) || entity_get(store, kind, id, &arena, &other, &gone) != ERR_OK)
        return ERR_OK;
    struct link_person person = person_of(other);
    TRY(unit_commune_today(store, person.unit, &lives_in, err));
    if (lives_in == commune)
        return ERR_OK;
    *ARENA_PUSH(&index->arena, index->from_elsewhere, index->elsewhere_count, index->elsewhere_capacity) = id;
    return link_index_add(index, store, &person, household_of(other), err);
}

/* A household that moved is known in the commune it left. Whoever bears the id number or the telephone of the newcomer,
 * wherever in the founding province, is compared like the people of the commune. */
static enum err_code ask_elsewhere(struct store *store, struct link_index *index, const struct record *record, int64_t commune,
                                   struct err *err)
{
    const struct link_person person = person_of(record);
    const struct {
        const char *slug, *field, *number;
    } asked[] = {
        { "household_members", "id_number", person.id_number },
        { "household_members", "phone", person.phone },
        { "households", "phone", person.phone },
    };
    for (size_t i = 0; i < COUNT(asked); i++) {
        int64_t ids[ELSEWHERE_MAX];
        size_t count = 0;
        const struct kind *kind = kind_by_slug(asked[i].slug);
        if (!asked[i].number || !*asked[i].number)
            continue;
        TRY(entity_find(store, kind, asked[i].field, v_text(asked[i].number), ELSEWHERE_MAX, ids, &count, err));
        for (size_t k = 0; k < count; k++)
            if (ids[k] != record->id && id_shard(ids[k]) == id_shard(record->id))
                TRY(add_from_elsewhere(store, index, kind, ids[k], commune, err));
    }
    return ERR_OK;
}

static enum err_code propose_candidate(struct store *store, struct link_index *index,
                                       const struct link_person *person, const struct link_candidate *candidate,
                                       int64_t household, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *known = NULL;
    bool recorded = false;
    struct err none = { 0 };
    if (entity_get(store, kind_by_slug("households"), candidate->household, &arena, &known, &none) != ERR_OK ||
        !kind_state_is_live(known->kind, known->state) || id_shard(candidate->household) != id_shard(household))
        return ERR_OK; /* gone, or out of sight, since the commune was read */
    TRY(link_is_recorded(store, household, candidate->household, &recorded, err));
    if (recorded)
        return ERR_OK;
    const char *cells[LINK_CELLS];
    struct linkage_reasons reasons;
    person_cells(index, person, &arena, cells);
    linkage_explain_new(index->linkage, cells, candidate->record, &reasons);
    bool newer = household > candidate->household;
    struct link_found found = {
        .household = newer ? household : candidate->household, .canonical = newer ? candidate->household : household,
        .probability = candidate->probability, .why = link_words(&arena, &reasons),
    };
    index->known_changes++;
    return link_propose(store, &found, err);
}

/* The index is told of the newcomer, and asked. */
static enum err_code ask(struct store *store, struct link_index *index, const struct record *record, int64_t commune,
                         struct err *err)
{
    struct link_candidate candidates[CANDIDATES];
    int64_t household = household_of(record);
    struct link_person person = person_of(record);
    TRY(link_index_add(index, store, &person, household, err));
    index->known_changes++;
    TRY(ask_elsewhere(store, index, record, commune, err));
    size_t count = link_index_find(index, &person, candidates, CANDIDATES);
    for (size_t i = 0; i < count; i++)
        if (candidates[i].household != household && candidates[i].probability > PROPOSED_FROM)
            TRY(propose_candidate(store, index, &person, &candidates[i], household, err));
    return ERR_OK;
}

enum err_code link_entry(struct store *store, const struct record *record, struct err *err)
{
    struct link_index *index = NULL;
    int64_t commune = 0;
    if (!is_asked(record))
        return ERR_OK;
    TRY(unit_commune_today(store, person_of(record).unit, &commune, err));
    if (!commune)
        return ERR_OK;
    TRY(index_of(store, commune, &index, err));
    struct actor actor = store->actor;
    store->actor = actor_unbound(&actor); /* who enters one need not see the other */
    enum err_code code = ask(store, index, record, commune, err);
    store->actor = actor;
    return code;
}

enum err_code link_alike(struct store *store, const struct link_person *person, struct link_candidate *ret, size_t max,
                         size_t *ret_count, struct err *err)
{
    struct link_index *index = NULL;
    int64_t commune = 0;
    *ret_count = 0;
    TRY(unit_commune_today(store, person->unit, &commune, err));
    if (!commune)
        return ERR_OK;
    TRY(index_of(store, commune, &index, err));
    index->gathered.store = store;
    TRY(link_place_know(&index->gathered, person->unit, err));
    size_t count = link_index_find(index, person, ret, max);
    while (*ret_count < count && ret[*ret_count].probability > PROPOSED_FROM)
        ++*ret_count;
    return ERR_OK;
}

enum err_code link_proposals(struct store *store, const struct record *record, struct arena *arena,
                             struct link_proposal **ret_proposals, size_t *ret_count, struct err *err)
{
    const struct kind *kind = kind_by_slug("same_as_links");
    int64_t household = is_asked(record) ? household_of(record) : 0;
    struct cond *either[] = {
        cond_compare(arena, kind_field_index(kind, "household"), COND_EQ, v_int(household)),
        cond_compare(arena, kind_field_index(kind, "canonical"), COND_EQ, v_int(household)),
    };
    struct entity_query query = { .where = cond_any(arena, either, COUNT(either)), .limit = CANDIDATES * CANDIDATES };
    struct record_list list = { 0 };
    *ret_count = 0;
    if (!household)
        return ERR_OK;
    TRY(entity_list(store, kind, &query, arena, &list, err));
    *ret_proposals = ARENA_ARRAY(arena, struct link_proposal, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        const struct record *link = &list.items[i];
        if (strcmp(link->state, "proposed") == 0)
            (*ret_proposals)[(*ret_count)++] =
                (struct link_proposal){ link->id, record_int(link, "household"), record_int(link, "canonical"),
                                        record_int(link, "probability") };
    }
    return ERR_OK;
}
