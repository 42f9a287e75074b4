/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/programmes.h"

#include "base/vitext.h"
#include "service/account/rights.h"
#include "service/organisation.h"
#include "service/programme/programme_shelf.h"
#include "service/record/record.h"
#include "service/report/overview.h"
#include "service/unit/unit.h"
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

enum err_code programme_open_on(struct store *store, const char *id, int64_t day,
                                struct arena *arena, const struct programme **ret_programme,
                                struct err *err)
{
    const struct kind *kind = kind_by_slug("programmes");
    struct programme_versions versions;
    int64_t found = 0;
    size_t count = 0;
    struct record *record = NULL;
    TRY(entity_find(store, kind, "code", v_text(id), 1, &found, &count, err));
    if (!count)
        return err_set(err, ERR_NOT_FOUND, MSG_PROGRAMME_MISSING, id);
    TRY(entity_get(store, kind, found, arena, &record, err));
    TRY(programme_versions_read(store, id, arena, &versions, err));
    const struct programme_version *version = programme_version_on(&versions, day);
    const char *source = version ? version->source : record_text(record, "source");
    struct mistakes mistakes = { .arena = arena };
    *ret_programme = programme_read(store, arena, record_text(record, "code"), source, &mistakes);
    return *ret_programme ? ERR_OK : mistake_err(&mistakes.items[0], err);
}

enum err_code programme_open(struct store *store, const char *id, struct arena *arena,
                             const struct programme **ret_programme, struct err *err)
{
    return programme_open_on(store, id, store->today_day, arena, ret_programme, err);
}

int64_t programme_day_of_year(const struct store *store, int year)
{
    int64_t last = date_to_days(date_of(year, 12, 31));
    return last < store->today_day ? last : store->today_day;
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

/* "Y tế" is the Sở of a province, the Phòng of a district. */
static const char *department_name(struct arena *arena, const char *organisation, const char *name,
                                   enum unit_level level)
{
    static const char *const words[] = {
        [LEVEL_PROVINCE] = "Sở", [LEVEL_DISTRICT] = "Phòng", [LEVEL_COMMUNE] = "Bộ phận", [LEVEL_AREA] = NULL,
    };
    size_t len = strlen(organisation), end = strlen("_department");
    bool department = len > end && strcmp(organisation + len - end, "_department") == 0;
    const char *word = department && level < COUNT(words) ? words[level] : NULL;
    return word && strncmp(name, word, strlen(word)) != 0 ? arena_printf(arena, "%s %s", word, name) : name;
}

/* What bodies of the organisation are called: at areas branches. */
static const char *body_prefix(struct store *store, struct arena *arena, const char *organisation,
                               enum unit_level level)
{
    bool area = level == LEVEL_AREA;
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
    return area ? arena_printf(arena, "Chi hội %s", name) : department_name(arena, organisation, name, level);
}

const char *body_name_at(struct store *store, struct arena *arena, const char *organisation,
                         const struct unit *unit)
{
    const char *prefix = body_prefix(store, arena, organisation, (enum unit_level)unit->level);
    return body_full_name(arena, prefix, unit->name);
}

struct record *body_record(struct store *store, struct arena *arena, const char *organisation, int64_t unit,
                           const char *unit_name, enum unit_level level)
{
    struct record *record = record_new(arena, kind_by_slug("bodies"));
    const char *prefix = body_prefix(store, arena, organisation, level);
    record_set(record, "organisation", v_text(organisation));
    record_set(record, "unit", v_int(unit));
    record_set(record, "kind", v_text(body_kind(organisation, level == LEVEL_AREA)));
    record_set(record, "name", v_text(body_full_name(arena, prefix, unit_name)));
    return record;
}

/* `title`: what the programme calls the organisation, where that is its name at this level alone. */
static enum err_code titled_body_ensure(struct store *store, const char *organisation, const char *title,
                                        const struct unit *unit, int64_t *made, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct kind *kind = kind_by_slug("bodies");
    struct cond *conds[] = {
        cond_compare(&arena, kind_field_index(kind, "unit"), COND_EQ, v_int(unit->id)),
        cond_compare(&arena, kind_field_index(kind, "organisation"), COND_EQ, v_text(organisation)),
    };
    struct entity_query query = { .where = cond_all(&arena, conds, COUNT(conds)) };
    int64_t there = 0;
    TRY(entity_count(store, kind, &query, &there, err));
    if (there)
        return ERR_OK;
    struct record *record =
        body_record(store, &arena, organisation, unit->id, unit->name, (enum unit_level)unit->level);
    if (title)
        record_set(record, "name", v_text(body_full_name(&arena, title, unit->name)));
    TRY(entity_create(store, record, NULL, err));
    *made += 1;
    return ERR_OK;
}

enum err_code body_ensure(struct store *store, const char *organisation, const struct unit *unit, int64_t *made,
                          struct err *err)
{
    return titled_body_ensure(store, organisation, NULL, unit, made, err);
}

static bool names_have(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* A department at one level only is called there what the file calls it ("Trạm Y tế"). */
static const char *own_title(const struct programme_organisation *organisation)
{
    bool one_level = organisation->levels && organisation->levels[0] && !organisation->levels[1];
    bool department = strstr(organisation->key, "_department") != NULL;
    return one_level && department && strcmp(organisation->levels[0], "area") != 0 ? organisation->title.vi :
                                                                                     NULL;
}

/* The unit and all below it down to communes, each with the organisations of its level. */
static enum err_code make_bodies(struct store *store, const struct programme *programme,
                                 const struct territory *territory, const struct unit *unit, int32_t day,
                                 struct arena *arena, int64_t *made, struct err *err)
{
    const char *level = unit_level_code((enum unit_level)unit->level);
    for (size_t i = 0; i < programme->organisation_count; i++)
        if (names_have(programme->organisations[i].levels, level))
            TRY(titled_body_ensure(store, programme->organisations[i].key, own_title(&programme->organisations[i]),
                            unit, made, err));
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

/* An organisation stands in the register of the whole house: who is bound to a place adds none. */
static enum err_code add_organisations(struct load *load, struct err *err)
{
    for (size_t i = 0; i < load->programme->organisation_count; i++) {
        const struct programme_organisation *own = &load->programme->organisations[i];
        TRY(organisation_ensure(load->store, own->key, own->title.vi, own->title.en,
                                &load->result->organisations_made, err));
        if (load->result->organisations_made && load->store->actor.role < ROLE_ADMIN)
            return err_set(err, ERR_FORBIDDEN, MSG_PROGRAMME_NEW_ORGANISATION, own->title.vi);
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
    overview_measures(load->arena, keep_visit, &keep);
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

/* Writes the text and what it says of itself into the programme's record; with `in_force`, takes it
 * through its lifecycle. */
static enum err_code put_record(struct load *load, struct record *record, const char *text,
                                int64_t revision, bool in_force, struct err *err)
{
    struct record *after = record_copy(load->arena, record);
    int64_t unit = 0;
    TRY(programme_unit(load->store, load->programme, &unit, err));
    fill_record(load, after, unit, text);
    record_set(after, "revision", v_int(revision));
    if (record->version == 0)
        TRY(entity_create(load->store, after, NULL, err));
    else
        TRY(entity_update(load->store, record, after, NULL, err));
    *record = *after;
    if (in_force && strcmp(record->state, "proposed") == 0)
        TRY(step(load, record, "agreed", "agree", err));
    if (in_force && strcmp(record->state, "agreed") == 0)
        TRY(step(load, record, "in_force", "enforce", err));
    return ERR_OK;
}

/* What a programme needs beside its record: codes, bodies, totals. */
static enum err_code install(struct load *load, struct err *err)
{
    const struct territory *territory = NULL;
    int64_t unit = 0;
    TRY(programme_unit(load->store, load->programme, &unit, err));
    TRY(add_codes(load, err));
    TRY(unit_territory(load->store, &territory, err));
    const struct unit *root = territory_unit(territory, unit);
    int64_t last = date_to_days(load->programme->period.first);
    int32_t day = root->to_day > last && root->from_day <= last ? (int32_t)last : root->from_day;
    TRY(make_bodies(load->store, load->programme, territory, root, day, load->arena,
                    &load->result->bodies_made, err));
    return keep_measures(load, err);
}

/* --- what only the database can tell --------------------------------------------------------------------- */

static void failed_at(struct mistakes *mistakes, const char *file, int line, const struct err *err)
{
    mistake_add(mistakes, file, line, 1, err->msg, err->args[0], err->args[1], err->args[2], err->args[3]);
}

/* The units of tables of bounds are there; the superior's programme is, and is not undercut. */
static void check_obligation(struct store *store, const struct programme *programme,
                             const struct obligation *obligation, struct arena *arena,
                             struct mistakes *mistakes)
{
    const struct programme *superior = NULL;
    struct err err = { 0 };
    char on[DATE_TEXT_SIZE];
    int64_t unit = 0;
    date_to_external(programme->territory_on, on);
    for (size_t i = 0; i < obligation->case_count; i++)
        if (obligation->cases[i].unit &&
            unit_resolve(store, obligation->cases[i].unit, on, &unit, &err) != ERR_OK)
            failed_at(mistakes, programme->file, obligation->cases[i].line, &err);
    if (obligation->superior_programme && strcmp(obligation->superior_programme, programme->id) != 0 &&
        programme_open(store, obligation->superior_programme, arena, &superior, &err) != ERR_OK)
        failed_at(mistakes, programme->file, obligation->line, &err);
}

/* The code is of the unit that the file names: codes were used again, and are easily mistyped. */
static void check_territory(struct store *store, const struct programme *programme, struct arena *arena,
                            struct mistakes *mistakes)
{
    const struct territory *territory = NULL;
    struct err err = { 0 };
    int64_t id = 0;
    if (programme_unit(store, programme, &id, &err) != ERR_OK ||
        unit_territory(store, &territory, &err) != ERR_OK) {
        failed_at(mistakes, programme->file, programme->territory_line, &err);
        return;
    }
    const struct unit *unit = territory_unit(territory, id);
    const char *said = text_fold(arena, programme->territory_name), *bare = text_fold(arena, unit->name);
    const char *type = text_fold(arena, unit_types[unit->type].vi);
    size_t len = strlen(type);
    if (strncmp(bare, type, len) == 0 && bare[len] == ' ')
        bare += len + 1;
    if (!strstr(said, bare))
        mistake_add(mistakes, programme->file, programme->territory_line, 1, MSG_PROGRAMME_OTHER_UNIT,
                    programme->territory_code, unit->name, programme->territory_name);
}

/* Each superior's programme once, and all that is known of the units. */
static void check_against_store(struct store *store, const struct programme *programme, struct arena *arena,
                                struct mistakes *mistakes)
{
    size_t count = programme->obligation_count + programme->target_count;
    check_territory(store, programme, arena, mistakes);
    const char **seen = ARENA_ARRAY(arena, const char *, count + 1);
    size_t seen_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct obligation *obligation = i < programme->obligation_count ?
                                                  &programme->obligations[i] :
                                                  &programme->targets[i - programme->obligation_count];
        const char *name = obligation->superior_programme;
        const struct programme *superior = NULL;
        struct err err = { 0 };
        check_obligation(store, programme, obligation, arena, mistakes);
        seen[seen_count] = NULL;
        if (!name || names_have(seen, name) ||
            programme_open(store, name, arena, &superior, &err) != ERR_OK)
            continue;
        seen[seen_count++] = name;
        programme_check_superior(arena, programme, superior, mistakes);
    }
    mistakes_sort(mistakes);
}

static enum err_code find_record(struct load *load, const char *code, struct record **ret_record,
                                 struct err *err)
{
    const struct kind *kind = kind_by_slug("programmes");
    int64_t id = 0;
    size_t count = 0;
    *ret_record = NULL;
    TRY(entity_find(load->store, kind, "code", v_text(code), 1, &id, &count, err));
    return count ? entity_get(load->store, kind, id, load->arena, ret_record, err) : ERR_OK;
}

/* Puts in force what all have agreed to. */
static enum err_code settle(struct load *load, const char *code, struct record *record,
                            struct err *err)
{
    const char *text = NULL;
    int64_t revision = 0;
    TRY(programme_settle(load->store, code, load->arena, &text, &revision, err));
    if (!text)
        return ERR_OK;
    struct mistakes mistakes = { .arena = load->arena };
    load->programme = programme_parse(load->arena, code, text, strlen(text), &mistakes);
    if (!load->programme)
        return mistake_err(&mistakes.items[0], err);
    TRY(put_record(load, record, text, revision, true, err));
    load->result->in_force = revision;
    return install(load, err);
}

/* A programme loaded before there were versions: what is in force is its first known one. */
static enum err_code adopt_text(struct load *load, const struct record *record, struct err *err)
{
    struct programme_versions versions;
    struct mistakes mistakes = { .arena = load->arena };
    const char *source = record_text(record, "source"), *text = NULL;
    const char *code = record_text(record, "code");
    int64_t revision = 0;
    TRY(programme_versions_read(load->store, code, load->arena, &versions, err));
    if (versions.count || !source)
        return ERR_OK;
    const struct programme *known =
        programme_parse(load->arena, code, source, strlen(source), &mistakes);
    if (!known)
        return mistake_err(&mistakes.items[0], err);
    TRY(programme_propose(load->store, known, source, NULL, date_none(), NULL, load->arena,
                          &revision, err));
    return programme_settle(load->store, code, load->arena, &text, &revision, err);
}

/* The programme's territory, and that of what bears its id already, lie in the actor's place. It speaks for all who sign it: the
 * Front's deed, which sees all lines. */
static enum err_code may_load(struct load *load, const struct record *record, struct err *err)
{
    int64_t unit = 0;
    if (load->store->actor.role < ROLE_LEADER || load->store->actor.line)
        return err_set(err, ERR_FORBIDDEN, MSG_PROGRAMME_NO_LOAD);
    TRY(programme_unit(load->store, load->programme, &unit, err));
    TRY(rights_place(load->store, &unit, err));
    unit = record ? record_int(record, "unit") : 0;
    return rights_place(load->store, &unit, err);
}

static enum err_code load_within(struct load *load, const char *text,
                                 const struct programme_load *request, struct err *err)
{
    struct record *record = NULL;
    int64_t revision = 0;
    const char *code = load->programme->id;
    TRY(find_record(load, code, &record, err));
    TRY(may_load(load, record, err));
    TRY(add_organisations(load, err));
    load->result->is_new = record == NULL;
    if (record) {
        TRY(adopt_text(load, record, err));
    } else {
        record = record_new(load->arena, kind_by_slug("programmes"));
        TRY(put_record(load, record, text, 1, false, err));
    }
    TRY(programme_propose(load->store, load->programme, text, request->path, request->from,
                          request->summary, load->arena, &revision, err));
    load->result->id = record->id;
    load->result->changed = revision != 0;
    load->result->revision = revision;
    bool draft = strcmp(record->state, "proposed") == 0 || strcmp(record->state, "agreed") == 0;
    if (revision && draft) /* until one is in force, the newest draft is what one reads */
        TRY(put_record(load, record, text, revision, false, err));
    bool stands = strcmp(record_text(record, "source"), text) == 0;
    TRY(settle(load, code, record, err));
    return stands && !load->result->in_force ? install(load, err) : ERR_OK;
}

enum err_code programme_load(struct store *store, const struct programme_load *request,
                             struct arena *arena, struct mistakes *mistakes,
                             struct programme_load_result *ret_result, struct err *err)
{
    char *text = NULL;
    size_t len = 0;
    *ret_result = (struct programme_load_result){ 0 };
    TRY(read_whole_file(request->path, YAML_BYTES_MAX, arena, &text, &len, err));
    const struct programme *programme = programme_parse(arena, request->path, text, len, mistakes);
    if (programme)
        check_against_store(store, programme, arena, mistakes);
    if (!programme || mistakes->count > 0)
        return mistake_err(&mistakes->items[0], err);
    struct load load = { store, programme, ret_result, arena };
    TRY(db_begin(store->db, err));
    enum err_code code = load_within(&load, text, request, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}

static enum err_code agree_within(struct load *load, const struct consent_request *request,
                                  struct err *err)
{
    struct record *record = NULL;
    TRY(find_record(load, request->programme, &record, err));
    if (!record)
        return err_set(err, ERR_NOT_FOUND, MSG_PROGRAMME_MISSING, request->programme);
    int64_t unit = record_int(record, "unit");
    TRY(rights_place(load->store, &unit, err)); /* a signer is who signs there */
    load->result->id = record->id;
    TRY(programme_consent(load->store, request, load->arena, &load->result->revision, err));
    return settle(load, request->programme, record, err);
}

enum err_code programme_agree(struct store *store, const struct consent_request *request,
                              struct arena *arena, struct programme_load_result *ret_result,
                              struct err *err)
{
    *ret_result = (struct programme_load_result){ 0 };
    struct load load = { store, NULL, ret_result, arena };
    if (store->actor.role < ROLE_LEADER)
        return err_set(err, ERR_FORBIDDEN, MSG_PROGRAMME_FORBIDDEN);
    TRY(db_begin(store->db, err));
    enum err_code code = agree_within(&load, request, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}
