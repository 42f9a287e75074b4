/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programmes.h"

#include "service/organisation.h"
#include "service/record.h"
#include "service/unit.h"
#include "store/tally.h"

#include <errno.h>
#include <string.h>

enum err_code read_whole_file(const char *path, size_t max_bytes, struct arena *arena, char **ret_text,
                              size_t *ret_len, struct err *err)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return err_set(err, ERR_NOT_FOUND, MSG_IO_OPEN, path, strerror(errno));
    CLEANUP(buf_done) struct buf text = { 0 };
    static char bytes[1 << 16];
    enum err_code code = ERR_OK;
    for (size_t got = 1; code == ERR_OK && got > 0;) {
        got = fread(bytes, 1, sizeof(bytes), in);
        if (text.len + got > max_bytes)
            code = err_set(err, ERR_LIMIT, MSG_IO_TOO_LARGE, path, err_int((int64_t)max_bytes));
        else
            buf_add_n(&text, bytes, got);
    }
    if (code == ERR_OK && ferror(in))
        code = err_set(err, ERR_IO, MSG_IO_READ, path, strerror(errno));
    fclose(in);
    if (code != ERR_OK)
        return code;
    *ret_text = arena_strndup(arena, buf_text(&text), text.len);
    *ret_len = text.len;
    return ERR_OK;
}

enum err_code programme_open(struct store *store, const char *id, struct arena *arena,
                             const struct programme **ret_programme, struct err *err)
{
    const struct kind *kind = kind_by_slug("programmes");
    int64_t found = 0;
    size_t count = 0;
    struct record *record = NULL;
    TRY(entity_find(store, kind, "code", v_text(id), 1, &found, &count, err));
    if (!count)
        return err_set(err, ERR_NOT_FOUND, MSG_PROGRAMME_MISSING, id);
    TRY(entity_get(store, kind, found, arena, &record, err));
    const char *source = record_text(record, "source");
    struct mistakes mistakes = { .arena = arena };
    *ret_programme = programme_parse(arena, record_text(record, "code"), source, strlen(source), &mistakes);
    return *ret_programme ? ERR_OK : mistake_err(&mistakes.items[0], err);
}

enum err_code programme_unit(struct store *store, const struct programme *programme, int64_t *ret_unit,
                             struct err *err)
{
    char on[DATE_TEXT_SIZE];
    date_to_external(programme->territory_on, on);
    return unit_resolve(store, programme->territory_code, *on ? on : NULL, ret_unit, err);
}

/* --- bodies ------------------------------------------------------------------------------------------- */

const char *body_full_name(struct arena *arena, const char *organisation, const char *unit)
{
    /* "Xã Ia Krêl" → "xã Ia Krêl"; the words of types begin with X, P, T, H, Q, Đ, K. */
    char *lower = arena_strdup(arena, unit);
    if (strncmp(lower, "Đ", 2) == 0)
        memcpy(lower, "đ", 2);
    else if (*lower >= 'A' && *lower <= 'Z')
        *lower = (char)(*lower + 32);
    return arena_printf(arena, "%s %s", organisation, lower);
}

static const char *body_kind(const char *organisation, bool area)
{
    bool front = strcmp(organisation, "fatherland_front") == 0;
    return !area ? "committee" : front ? "front_work_committee" : "branch";
}

/* What bodies of the organisation are called: at areas branches. */
static const char *body_prefix(struct store *store, struct arena *arena, const char *organisation, bool area)
{
    static const char *const branches[][2] = {
        { "fatherland_front", "Ban Công tác Mặt trận" }, { "farmers_union", "Chi hội Nông dân" },
        { "womens_union", "Chi hội Phụ nữ" },            { "youth_union", "Chi đoàn" },
        { "veterans_association", "Chi hội Cựu chiến binh" }, { "trade_union", "Tổ công đoàn" },
    };
    for (size_t i = 0; area && i < COUNT(branches); i++)
        if (strcmp(branches[i][0], organisation) == 0)
            return branches[i][1];
    if (strcmp(organisation, "fatherland_front") == 0)
        return "Ủy ban MTTQ Việt Nam";
    const char *name = organisation_name(store, arena, organisation);
    return area ? arena_printf(arena, "Chi hội %s", name) : name;
}

static enum err_code body_ensure(struct store *store, const char *organisation, const struct unit *unit,
                                 int64_t *made, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct kind *kind = kind_by_slug("bodies");
    bool area = unit->level == LEVEL_AREA;
    struct cond *conds[] = {
        cond_compare(&arena, kind_field_index(kind, "unit"), COND_EQ, v_int(unit->id)),
        cond_compare(&arena, kind_field_index(kind, "organisation"), COND_EQ, v_text(organisation)),
    };
    struct entity_query query = { .where = cond_all(&arena, conds, COUNT(conds)) };
    int64_t there = 0;
    TRY(entity_count(store, kind, &query, &there, err));
    if (there)
        return ERR_OK;
    struct record *record = record_new(&arena, kind);
    record_set(record, "organisation", v_text(organisation));
    record_set(record, "unit", v_int(unit->id));
    record_set(record, "kind", v_text(body_kind(organisation, area)));
    record_set(record, "name",
               v_text(body_full_name(&arena, body_prefix(store, &arena, organisation, area), unit->name)));
    TRY(entity_create(store, record, NULL, err));
    *made += 1;
    return ERR_OK;
}

static bool names_have(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* The unit and all below it down to communes, each with the organisations of its level. */
static enum err_code make_bodies(struct store *store, const struct programme *programme,
                                 const struct territory *territory, const struct unit *unit, int32_t day,
                                 struct arena *arena, int64_t *made, struct err *err)
{
    const char *level = unit_level_code((enum unit_level)unit->level);
    for (size_t i = 0; i < programme->organisation_count; i++)
        if (names_have(programme->organisations[i].levels, level))
            TRY(body_ensure(store, programme->organisations[i].key, unit, made, err));
    struct unit_set below = territory_children(territory, arena, unit, day);
    for (size_t i = 0; i < below.count; i++)
        TRY(make_bodies(store, programme, territory, below.items[i], day, arena, made, err));
    return ERR_OK;
}

enum err_code programme_area_bodies(struct store *store, const struct programme *programme, int64_t area,
                                    int64_t *ret_made, struct err *err)
{
    const struct territory *territory = NULL;
    *ret_made = 0;
    TRY(unit_territory(store, &territory, err));
    const struct unit *unit = territory_unit(territory, area);
    require(unit && unit->level == LEVEL_AREA);
    for (size_t i = 0; i < programme->organisation_count; i++)
        if (names_have(programme->organisations[i].levels, "area"))
            TRY(body_ensure(store, programme->organisations[i].key, unit, ret_made, err));
    return ERR_OK;
}

enum err_code area_body_ensure(struct store *store, const char *organisation, int64_t area, int64_t *made,
                               struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    const struct unit *unit = territory_unit(territory, area);
    require(unit && unit->level == LEVEL_AREA);
    return body_ensure(store, organisation, unit, made, err);
}

/* --- loading ------------------------------------------------------------------------------------------- */

struct load {
    struct store *store;
    const struct programme *programme;
    struct programme_load_result *result;
    struct arena *arena;
};

static enum err_code add_codes(struct load *load, struct err *err)
{
    const struct kind *kind = kind_by_slug("code_entries");
    for (size_t i = 0; i < load->programme->code_list_count; i++) {
        const struct code_list *list = &load->programme->code_lists[i];
        for (size_t j = 0; j < list->count; j++) {
            struct cond *conds[] = {
                cond_compare(load->arena, kind_field_index(kind, "list"), COND_EQ, v_text(list->list)),
                cond_compare(load->arena, kind_field_index(kind, "code"), COND_EQ, v_text(list->codes[j].code)),
            };
            struct entity_query query = { .where = cond_all(load->arena, conds, COUNT(conds)) };
            int64_t there = 0;
            TRY(entity_count(load->store, kind, &query, &there, err));
            if (there)
                continue;
            struct record *record = record_new(load->arena, kind);
            record_set(record, "list", v_text(list->list));
            record_set(record, "code", v_text(list->codes[j].code));
            record_set(record, "vi", v_text(list->codes[j].vi));
            record_set(record, "en", v_text(list->codes[j].en));
            record_set(record, "programme", v_text(load->programme->id));
            TRY(entity_create(load->store, record, NULL, err));
            load->result->codes_made++;
        }
    }
    return ERR_OK;
}

struct keep_context {
    struct arena *arena;
    const struct measure **measures;
    size_t count, capacity;
};

static void keep_visit(void *context, const struct measure *measure)
{
    struct keep_context *keep = context;
    if (tally_can_keep(measure))
        *ARENA_PUSH(keep->arena, keep->measures, keep->count, keep->capacity) = measure;
}

static enum err_code keep_measures(struct load *load, struct err *err)
{
    const struct programme *programme = load->programme;
    struct keep_context keep = { .arena = load->arena };
    for (size_t i = 0; i < programme->measure_count; i++)
        expr_measures(programme->measures[i].value, keep_visit, &keep);
    for (size_t i = 0; i < programme->indicator_count; i++)
        expr_measures(programme->indicators[i].value, keep_visit, &keep);
    for (size_t i = 0; i < programme->obligation_count; i++)
        expr_measures(programme->obligations[i].value, keep_visit, &keep);
    for (size_t i = 0; i < programme->target_count; i++)
        expr_measures(programme->targets[i].value, keep_visit, &keep);
    load->result->tallies += (int64_t)keep.count;
    return tally_add_all(load->store, keep.measures, keep.count, err);
}

static void fill_record(struct load *load, struct record *record, int64_t unit, const char *text)
{
    const struct programme *programme = load->programme;
    const struct programme_document *own = programme_own_document(programme);
    char day[DATE_TEXT_SIZE];
    record_set(record, "code", v_text(programme->id));
    record_set(record, "title", v_text(programme->title.vi));
    record_set(record, "short_title", v_text(programme->short_title.vi));
    record_set(record, "form", v_text(programme->type));
    record_set(record, "unit", v_int(unit));
    if (own && own->number)
        record_set(record, "document_number", v_text(own->number));
    if (own && !date_is_none(own->date)) {
        date_to_storage(own->date, day);
        record_set(record, "issued_on", v_text(arena_strdup(load->arena, day)));
    }
    date_to_storage(programme->period.first, day);
    record_set(record, "from_date", v_text(arena_strdup(load->arena, day)));
    date_to_storage(programme->period.last, day);
    record_set(record, "to_date", v_text(arena_strdup(load->arena, day)));
    record_set(record, "source", v_text(text));
}

static enum err_code step(struct load *load, struct record *record, const char *state, const char *action,
                          struct err *err)
{
    struct record *after = record_copy(load->arena, record);
    struct write_note note = { .action = action };
    after->state = kind_state(record->kind, state)->code;
    TRY(entity_update(load->store, record, after, &note, err));
    *record = *after;
    return ERR_OK;
}

/* In force as soon as every signer has agreed (S0d-47, S3-01, S4-25). */
static enum err_code enforce(struct load *load, struct record *record, struct err *err)
{
    for (size_t i = 0; i < load->programme->signer_count; i++)
        if (load->programme->signers[i].consent != CONSENT_AGREED)
            return ERR_OK;
    if (strcmp(record->state, "proposed") == 0)
        TRY(step(load, record, "agreed", "agree", err));
    if (strcmp(record->state, "agreed") == 0)
        TRY(step(load, record, "in_force", "enforce", err));
    return ERR_OK;
}

static enum err_code put_record(struct load *load, int64_t unit, const char *text, struct err *err)
{
    const struct kind *kind = kind_by_slug("programmes");
    int64_t id = 0;
    size_t count = 0;
    TRY(entity_find(load->store, kind, "code", v_text(load->programme->id), 1, &id, &count, err));
    struct record *record = NULL;
    if (!count) {
        record = record_new(load->arena, kind);
        fill_record(load, record, unit, text);
        record_set(record, "revision", v_int(1));
        TRY(entity_create(load->store, record, NULL, err));
        load->result->is_new = load->result->changed = true;
    } else {
        struct record *before = NULL;
        TRY(entity_get(load->store, kind, id, load->arena, &before, err));
        record = record_copy(load->arena, before);
        fill_record(load, record, unit, text);
        load->result->changed = strcmp(record_text(before, "source"), text) != 0;
        if (load->result->changed)
            record_set(record, "revision", v_int(record_int(before, "revision") + 1));
        TRY(entity_update(load->store, before, record, NULL, err));
    }
    load->result->id = record->id;
    return enforce(load, record, err);
}

static enum err_code load_within(struct load *load, const char *text, struct err *err)
{
    const struct territory *territory = NULL;
    int64_t unit = 0;
    TRY(programme_unit(load->store, load->programme, &unit, err));
    TRY(put_record(load, unit, text, err));
    TRY(add_codes(load, err));
    TRY(unit_territory(load->store, &territory, err));
    const struct unit *root = territory_unit(territory, unit);
    int64_t last = date_to_days(load->programme->period.first);
    int32_t day = root->to_day > last && root->from_day <= last ? (int32_t)last : root->from_day;
    TRY(make_bodies(load->store, load->programme, territory, root, day, load->arena,
                    &load->result->bodies_made, err));
    return keep_measures(load, err);
}

enum err_code programme_load(struct store *store, const char *path, struct arena *arena,
                             struct mistakes *mistakes, struct programme_load_result *ret_result,
                             struct err *err)
{
    char *text = NULL;
    size_t len = 0;
    *ret_result = (struct programme_load_result){ 0 };
    TRY(read_whole_file(path, YAML_BYTES_MAX, arena, &text, &len, err));
    const struct programme *programme = programme_parse(arena, path, text, len, mistakes);
    if (!programme)
        return mistake_err(&mistakes->items[0], err);
    struct load load = { store, programme, ret_result, arena };
    TRY(db_begin(store->db, err));
    enum err_code code = load_within(&load, text, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}
