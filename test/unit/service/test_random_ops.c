/* SPDX-License-Identifier: Apache-2.0
 * A long life in short: random creates, patches, actions, moves of households, links of duplicates and
 * changes of territory, of every kind, some by people who may not; and a sixth of what is done takes back
 * a link, a move or a change of territory. Then everything kept beside the records is what the records
 * say, and the audit holds. 5,000 operations; $TEST_OPERATIONS asks for more. */
#include "../store_fixture.h"

#include "base/date.h"
#include "base/id.h"
#include "service/house.h"
#include "service/programme/programmes.h"
#include "service/report/figure.h"
#include "service/unit/unit.h"
#include "service/unit/unit_verbs.h"
#include "store/audit.h"
#include "store/tally.h"

#include <string.h>

enum { KINDS_MAX = 160, IDS_MAX = 4000, UNDONE_MAX = 64 };

struct ids {
    int64_t items[IDS_MAX];
    size_t count;
};

enum deed {
    DEED_CREATE,
    DEED_PATCH,
    DEED_ACT,
    DEED_TERRITORY,
    DEED_LINK,
    DEED_MOVE,
    DEED_TERRITORY_UNDO,
    DEED_LINK_UNDO,
    DEED_MOVE_UNDO,
    DEED_COUNT
};
static const char *const deed_names[] = { "creates", "patches", "actions", "territory changes", "links", "moves",
                                          "territory changes undone", "links undone", "moves undone" };

/* What may be taken back, the newest last: a batch of territory, a link, a household with its place of
 * before. What was refused is not tried again. */
struct taken_back {
    int64_t ids[UNDONE_MAX], places[UNDONE_MAX];
    size_t count;
};

struct life {
    struct store store;
    uint64_t random;
    struct ids ids[KINDS_MAX]; /* of each kind, in the order of kinds[]: the newest, and some older */
    struct ids places, communes;
    struct taken_back batches, links, moves;
    int commune_number;
    int32_t reform_day; /* of the newest change of territory: the next is later, as a rule */
    int64_t done[DEED_COUNT], refused[DEED_COUNT];
};

static size_t pick(struct life *life, size_t count)
{
    return count ? (size_t)(test_random(&life->random) % count) : 0;
}

static void ids_add(struct life *life, struct ids *ids, int64_t id)
{
    if (ids->count < IDS_MAX)
        ids->items[ids->count++] = id;
    else
        ids->items[pick(life, IDS_MAX)] = id;
}

static void taken_back_add(struct taken_back *list, int64_t id, int64_t place)
{
    if (list->count == UNDONE_MAX) {
        list->count--;
        memmove(list->ids, list->ids + 1, list->count * sizeof(list->ids[0]));
        memmove(list->places, list->places + 1, list->count * sizeof(list->places[0]));
    }
    list->ids[list->count] = id;
    list->places[list->count++] = place;
}

/* 0 where there is none. Newer ones more often: they are the ones that are worked on. */
static int64_t ids_any(struct life *life, const struct ids *ids)
{
    if (!ids->count)
        return 0;
    size_t recent = ids->count < 12 ? ids->count : 12;
    return pick(life, 2) ? ids->items[ids->count - 1 - pick(life, recent)] : ids->items[pick(life, ids->count)];
}

static struct ids *ids_of(struct life *life, const char *slug)
{
    return &life->ids[store_kind_index(&life->store, kind_by_slug(slug))];
}

/* --- values a person might type ------------------------------------------------------------------------ */

static const char *random_date(struct life *life)
{
    int year = 2015 + (int)pick(life, 6), month = 1 + (int)pick(life, 12);
    switch (pick(life, 6)) {
    case 0:
        return arena_printf(test_arena(), "%d", year);
    case 1:
        return arena_printf(test_arena(), "%d-%02d", year, month);
    case 2:
        return arena_printf(test_arena(), "%d-Q%zu", year, 1 + pick(life, 4));
    default:
        return arena_printf(test_arena(), "%d-%02d-%02zu", year, month, 1 + pick(life, 28));
    }
}

static const char *random_code(struct life *life, const struct field *field, size_t most)
{
    size_t count = 0;
    while (field->codes && field->codes[count].code)
        count++;
    if (!count)
        return "other";
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0, wanted = 1 + pick(life, most); i < wanted; i++)
        buf_printf(&out, "%s%s", i ? "," : "", field->codes[pick(life, count)].code);
    return arena_strdup(test_arena(), buf_text(&out));
}

static const char *random_key(struct life *life, const struct field *field)
{
    static const char *const organisations[] = { "womens_union", "farmers_union", "veterans_association",
                                                 "youth_union", "trade_union" };
    if (strcmp(field->ref, "organisations") == 0)
        return organisations[pick(life, COUNT(organisations))];
    return strcmp(field->ref, "programmes") == 0 && pick(life, 2) ? "duc_co_2017" : "";
}

static const char *random_reference(struct life *life, const struct field *field)
{
    int64_t id = strcmp(field->ref, "units") == 0 ? ids_any(life, &life->places) :
                                                    ids_any(life, ids_of(life, field->ref));
    char text[ID_TEXT_SIZE];
    if (!id)
        return "";
    id_to_text(id, text);
    return arena_strdup(test_arena(), text);
}

static const char *random_number(struct life *life, const struct field *field)
{
    int64_t most = field->max > 0 && field->max < 5000 ? field->max : 5000;
    int64_t least = field->min < most ? field->min : most;
    return arena_printf(test_arena(), "%lld", (long long)(least + (int64_t)pick(life, (size_t)(most - least + 1))));
}

static const char *random_text(struct life *life, const struct field *field)
{
    static const char *const words[] = { "Mô hình ba sạch", "Hỗ trợ bò giống", "Đường hoa", "Nhà đại đoàn kết", "Tập huấn",
                                         "O'Hara; DROP TABLE units", "Quỹ “Vì người nghèo”", "%_\\", "Ia Din" };
    static const char *const names[] = { "Rơ Châm Hít", "Siu Đức", "Nguyễn Thị Hoà", "Kpuih H'Rin", "Lê Văn An" };
    switch ((int)field->type) {
    case FIELD_PERSON_NAME:
        return names[pick(life, COUNT(names))];
    case FIELD_ID_NUMBER:
        return arena_printf(test_arena(), "06408%07zu", pick(life, 9999999));
    case FIELD_PHONE:
        return arena_printf(test_arena(), "09%08zu", pick(life, 99999999));
    case FIELD_EMAIL:
        return "lan@example.vn";
    case FIELD_DOC_NUMBER:
        return arena_printf(test_arena(), "%zu/KH-MTTQ-BTT", 1 + pick(life, 40));
    default:
        return pick(life, 3) ? words[pick(life, COUNT(words))] : arena_printf(test_arena(), "%zu", pick(life, 100000));
    }
}

static const char *random_value(struct life *life, const struct field *field)
{
    switch ((int)field->type) {
    case FIELD_CODE:
        return random_code(life, field, 1);
    case FIELD_CODES:
        return random_code(life, field, 4);
    case FIELD_KEY:
        return random_key(life, field);
    case FIELD_BOOL:
        return pick(life, 2) ? "1" : "0";
    case FIELD_INT:
    case FIELD_MONEY:
        return random_number(life, field);
    case FIELD_SHARE:
        return arena_printf(test_arena(), "%zu%%", pick(life, 101));
    case FIELD_YEAR:
        return arena_printf(test_arena(), "%zu", 2016 + pick(life, 5));
    case FIELD_DATE:
        return random_date(life);
    case FIELD_TIME:
        return "2020-06-01T08:00:00Z";
    case FIELD_REF:
        return random_reference(life, field);
    default:
        return random_text(life, field);
    }
}

/* --- deeds on records ------------------------------------------------------------------------------------ */

static void count_deed(struct life *life, enum deed deed, enum err_code code, const struct err *err)
{
    bool lawful = code == ERR_OK || code == ERR_INPUT || code == ERR_NOT_FOUND || code == ERR_CONFLICT ||
                  code == ERR_STATE || code == ERR_FORBIDDEN;
    if (!lawful)
        check_ok(code, err, deed_names[deed], __FILE__, __LINE__);
    *(code == ERR_OK ? &life->done[deed] : &life->refused[deed]) += 1;
    CHECK(!db_in_transaction(life->store.db));
    if (db_in_transaction(life->store.db))
        db_rollback(life->store.db);
}

static size_t random_pairs(struct life *life, const struct kind *kind, bool creating, struct field_pair *pairs)
{
    size_t count = 0, one_in = creating ? 3 : kind_field_count(kind) / 2 + 1;
    for (const struct field *field = kind->fields; field->name; field++) {
        bool may = !field->carried && !field->hidden && (creating || !field->immutable);
        if (may && ((creating && field->required) || pick(life, one_in) == 0))
            pairs[count++] = (struct field_pair){ field->name, !creating && !field->required && pick(life, 6) == 0 ?
                                                                   NULL : random_value(life, field) };
    }
    return count;
}

static void create_one(struct life *life, const struct kind *kind)
{
    struct field_pair pairs[KIND_FIELDS_MAX];
    struct issues issues = { .arena = test_arena() };
    struct record *record = NULL;
    struct err err = { 0 };
    size_t count = random_pairs(life, kind, true, pairs);
    enum err_code code = record_create(&life->store, kind, pairs, count, test_arena(), &record, &issues, &err);
    if (code == ERR_OK)
        ids_add(life, ids_of(life, kind->slug), record->id);
    count_deed(life, DEED_CREATE, code, &err);
}

static void patch_one(struct life *life, const struct kind *kind)
{
    struct field_pair pairs[KIND_FIELDS_MAX];
    struct issues issues = { .arena = test_arena() };
    struct record *record = NULL;
    struct err err = { 0 };
    int64_t id = ids_any(life, ids_of(life, kind->slug));
    if (!id)
        return;
    size_t count = random_pairs(life, kind, false, pairs);
    enum err_code code = record_patch(&life->store, kind, id, pick(life, 20) ? 0 : 1, pairs, count, test_arena(), &record,
                                      &issues, &err);
    count_deed(life, DEED_PATCH, code, &err);
}

static void act_one(struct life *life, const struct kind *kind)
{
    struct record *record = NULL;
    struct err err = { 0 };
    int64_t id = ids_any(life, ids_of(life, kind->slug));
    if (!id || !kind->states || entity_get(&life->store, kind, id, test_arena(), &record, &err) != ERR_OK)
        return;
    const char *actions[24];
    size_t count = 0;
    for (const struct transition *t = kind->transitions; t && t->action && count < COUNT(actions); t++)
        if (kind_transition(kind, record->state, t->action))
            actions[count++] = t->action;
    if (!count)
        return;
    struct field_pair pairs[KIND_FIELDS_MAX];
    struct act_request request = { .action = actions[pick(life, count)], .reason = "thử", .pairs = pairs };
    if (pick(life, 3) == 0)
        request.on = random_date(life);
    if (pick(life, 4) == 0)
        request.pair_count = random_pairs(life, kind, false, pairs);
    struct issues issues = { .arena = test_arena() };
    enum err_code code = record_act(&life->store, kind, id, &request, test_arena(), &record, &issues, &err);
    count_deed(life, DEED_ACT, code, &err);
}

/* --- deeds on territory ----------------------------------------------------------------------------------- */

static const char *id_words(int64_t id)
{
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    return arena_strdup(test_arena(), text);
}

static enum err_code add_area(struct life *life, struct err *err)
{
    bool made = false;
    int64_t area = 0;
    struct store *store = &life->store;
    TRY(db_begin(store->db, err));
    enum err_code code = unit_area(store, ids_any(life, &life->communes),
                                   arena_printf(test_arena(), "Làng %zu", pick(life, 30)), &made, &area, err);
    if (code != ERR_OK) {
        db_rollback(store->db);
        return code;
    }
    TRY(db_commit(store->db, err));
    ids_add(life, &life->places, area);
    ids_add(life, ids_of(life, "units"), area);
    return ERR_OK;
}

/* The communes of the list all end in 2025, and what has ended changes no more: one that goes on. */
static enum err_code add_commune(struct life *life, struct err *err)
{
    struct record *commune = NULL;
    struct issues issues = { .arena = test_arena() };
    int number = life->commune_number++;
    struct field_pair pairs[] = { { "code", arena_printf(test_arena(), "7%04d", number) }, { "list", "local" },
                                  { "level", "commune" }, { "type", "xã" }, { "parent", "629@2004-07-08" },
                                  { "official_name", arena_printf(test_arena(), "Xã Thử %d", number) },
                                  { "valid_from", "2010-01-01" } };
    TRY(record_create(&life->store, kind_by_slug("units"), pairs, COUNT(pairs), test_arena(), &commune, &issues, err));
    ids_add(life, &life->places, commune->id);
    ids_add(life, &life->communes, commune->id);
    return ERR_OK;
}

/* One that has not ended and was not taken back, as a rule. */
static int64_t any_commune(struct life *life)
{
    int64_t commune = 0;
    for (int i = 0; i < 8; i++) {
        struct record *unit = NULL;
        struct err err = { 0 };
        commune = ids_any(life, &life->communes);
        if (entity_get(&life->store, kind_by_slug("units"), commune, test_arena(), &unit, &err) == ERR_OK &&
            strcmp(unit->state, "recorded") == 0 && strcmp(record_text(unit, "level"), "commune") == 0 &&
            value_is_null(record_value(unit, "valid_to")))
            break;
    }
    return commune;
}

/* A merger, split, new name or new superior, decided on some day. */
static enum err_code change_territory(struct life *life, struct err *err)
{
    const char *name = arena_printf(test_arena(), "Xã Mới %zu", pick(life, 1000));
    const char *code = arena_printf(test_arena(), "9%04zu", pick(life, 9999));
    const char *one = id_words(any_commune(life)), *two = id_words(any_commune(life));
    const char *both[] = { one, two };
    const char *parts[] = { arena_printf(test_arena(), "%s=%s", name, code),
                            arena_printf(test_arena(), "%s Đông=8%s", name, code + 1) };
    int32_t day = pick(life, 4) ? life->reform_day + 1 : 17200 + (int32_t)pick(life, 1200);
    struct unit_verb verb = { .day = day, .reason = "thử" };
    struct unit_naming naming = { .name = name };
    struct unit_verb_result result = { 0 };
    enum err_code done = ERR_OK;
    switch (pick(life, 4)) {
    case 0:
        naming.code = pick(life, 2) ? code : NULL;
        done = unit_merge(&life->store, both, 2, &naming, &verb, test_arena(), &result, err);
        break;
    case 1:
        done = unit_split(&life->store, one, parts, 2, &verb, test_arena(), &result, err);
        break;
    case 2:
        done = unit_rename(&life->store, one, &naming, &verb, test_arena(), &result, err);
        break;
    default:
        done = unit_reparent(&life->store, id_words(ids_any(life, &life->places)), two, &verb, test_arena(), &result,
                             err);
        break;
    }
    for (size_t i = 0; done == ERR_OK && i < result.made.unit_count; i++)
        ids_add(life, pick(life, 2) ? &life->communes : &life->places, result.made.units[i]);
    if (done == ERR_OK && result.made.batch)
        taken_back_add(&life->batches, result.made.batch, 0);
    if (done == ERR_OK && day > life->reform_day)
        life->reform_day = day;
    return done;
}

static void undo_territory(struct life *life)
{
    struct err err = { 0 };
    int64_t batch = life->batches.ids[--life->batches.count];
    count_deed(life, DEED_TERRITORY_UNDO, unit_change_undo(&life->store, batch, "thử", &err), &err);
}

static void deed_on_territory(struct life *life)
{
    struct err err = { 0 };
    size_t which = pick(life, 8);
    enum err_code code = which == 0 ? add_area(life, &err) :
                         which < 3  ? add_commune(life, &err) :
                                      change_territory(life, &err);
    count_deed(life, DEED_TERRITORY, code, &err);
}

/* --- deeds on households: the same as another, moved, and back ------------------------------------------- */

static enum err_code act_on_link(struct life *life, int64_t link, const char *action, struct err *err)
{
    struct record *record = NULL;
    struct issues issues = { .arena = test_arena() };
    struct act_request request = { .action = action, .reason = "thử" };
    return record_act(&life->store, kind_by_slug("same_as_links"), link, &request, test_arena(), &record, &issues, err);
}

static void link_one(struct life *life)
{
    struct err err = { 0 };
    struct record *link = NULL;
    struct issues issues = { .arena = test_arena() };
    const struct ids *households = ids_of(life, "households");
    if (!households->count)
        return;
    struct field_pair pairs[] = { { "household", id_words(households->items[pick(life, households->count)]) },
                                  { "canonical", id_words(households->items[pick(life, households->count)]) } };
    enum err_code code = record_create(&life->store, kind_by_slug("same_as_links"), pairs, COUNT(pairs), test_arena(),
                                       &link, &issues, &err);
    if (code == ERR_OK)
        code = act_on_link(life, link->id, "link", &err);
    if (code == ERR_OK)
        taken_back_add(&life->links, link->id, 0);
    count_deed(life, DEED_LINK, code, &err);
}

static void undo_link(struct life *life)
{
    struct err err = { 0 };
    int64_t link = life->links.ids[--life->links.count];
    count_deed(life, DEED_LINK_UNDO, act_on_link(life, link, "undo", &err), &err);
}

static enum err_code put_household(struct life *life, int64_t household, int64_t place, struct err *err)
{
    struct record *record = NULL;
    struct issues issues = { .arena = test_arena() };
    struct field_pair pairs[] = { { "unit", id_words(place) } };
    return record_patch(&life->store, kind_by_slug("households"), household, 0, pairs, COUNT(pairs), test_arena(),
                        &record, &issues, err);
}

static void move_one(struct life *life)
{
    struct err err = { 0 };
    struct record *record = NULL;
    int64_t household = ids_any(life, ids_of(life, "households"));
    if (!household ||
        entity_get(&life->store, kind_by_slug("households"), household, test_arena(), &record, &err) != ERR_OK)
        return;
    int64_t before = record_int(record, "unit");
    int64_t place = pick(life, 2) ? any_commune(life) : ids_any(life, &life->places);
    enum err_code code = put_household(life, household, place, &err);
    if (code == ERR_OK)
        taken_back_add(&life->moves, household, before);
    count_deed(life, DEED_MOVE, code, &err);
}

static void undo_move(struct life *life)
{
    struct err err = { 0 };
    size_t last = --life->moves.count;
    count_deed(life, DEED_MOVE_UNDO, put_household(life, life->moves.ids[last], life->moves.places[last], &err), &err);
}

static void undo_one(struct life *life)
{
    switch (pick(life, 3)) {
    case 0:
        if (life->batches.count)
            undo_territory(life);
        break;
    case 1:
        if (life->links.count)
            undo_link(life);
        break;
    default:
        if (life->moves.count)
            undo_move(life);
        break;
    }
}

/* --- a life -------------------------------------------------------------------------------------------------- */

/* The registers where most of the work is, else any kind. */
static const struct kind *random_kind(struct life *life)
{
    static const char *const usual[] = { "households", "households", "household_members", "memberships", "classifications",
                                         "assignments", "supports", "models", "works", "bodies", "funds",
                                         "ledger_entries", "cadres", "residences", "same_as_links", "same_as_links",
                                         "escape_outcomes" };
    if (pick(life, 3))
        return kind_by_slug(usual[pick(life, COUNT(usual))]);
    return kinds[pick(life, life->store.kind_count)];
}

static void do_something(struct life *life)
{
    const struct kind *kind = random_kind(life);
    struct actor actor = life->store.actor;
    if (pick(life, 10) == 0) { /* somebody of one place */
        life->store.actor.scope_unit = ids_any(life, &life->places);
        life->store.actor.role = ROLE_CADRE;
    }
    size_t deed = pick(life, 100);
    if (deed < 6)
        deed_on_territory(life);
    else if (deed < 17)
        link_one(life);
    else if (deed < 28)
        move_one(life);
    else if (deed < 50)
        undo_one(life);
    else if (deed < 52)
        act_one(life, kind_by_slug("same_as_links"));
    else if (deed < 64)
        patch_one(life, kind);
    else if (deed < 74)
        act_one(life, kind);
    else
        create_one(life, kind);
    life->store.actor = actor;
}

static bool life_begin(struct life *life, uint64_t seed)
{
    *life = (struct life){ .random = seed, .reform_day = 17200 };
    if (!fixture_open(&life->store))
        return false;
    require(life->store.kind_count <= KINDS_MAX);
    struct mistakes mistakes = { .arena = test_arena() };
    struct programme_load_result loaded = { 0 };
    struct err err = { 0 };
    CHECK_OK(programme_load(&life->store, &(const struct programme_load){ .path = "programmes/duc_co_2017.yaml" }, test_arena(), &mistakes, &loaded, &err), &err);
    CHECK(life->store.tally_count > 0);
    CLEANUP(rows_done) struct rows rows = { 0 };
    CHECK_OK(db_compose_query(life->store.db, "SELECT u.id FROM units u JOIN units d ON d.id = u.parent WHERE "
                                              "d.code = '629' AND u.level = 'commune'", NO_ARGS, &rows, &err), &err);
    for (bool has = true;;) {
        CHECK_OK(rows_next(&rows, &has, &err), &err);
        if (!has)
            break;
        ids_add(life, &life->communes, rows_int(&rows, 0));
        ids_add(life, &life->places, rows_int(&rows, 0));
    }
    CHECK(life->communes.count > 5);
    for (int i = 0; i < 60; i++)
        CHECK_OK(add_commune(life, &err), &err);
    for (int i = 0; i < 12; i++)
        CHECK_OK(add_area(life, &err), &err);
    return true;
}

/* A total, or, where it is kept by the values of a field, those of all values. */
static bool read_total(struct life *life, const struct tally *tally, int64_t unit, const struct tally_span *span, int64_t *ret)
{
    const char **keys = NULL;
    size_t count = 0;
    bool found = false;
    struct err err = { 0 };
    if (!tally->measure->by) {
        CHECK_OK(tally_read(&life->store, tally, unit, 18400, span, &found, ret, &err), &err);
        return found;
    }
    CHECK_OK(tally_keys(&life->store, tally, test_arena(), &keys, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        struct tally own = tally_of_key(tally, test_arena(), keys[i]);
        int64_t part = 0;
        CHECK_OK(tally_read(&life->store, &own, unit, 18400, span, &found, &part, &err), &err);
        *ret += part;
    }
    return true;
}

/* Each total from the cells, and by SQL. */
static void check_figures(struct life *life)
{
    struct period period = { date_of(2015, 1, 1), date_of(2020, 12, 31) };
    for (size_t i = 0; i < life->store.tally_count; i++) {
        const struct tally *tally = &life->store.tallies[i];
        const struct measure *measure = tally->measure;
        int64_t unit = pick(life, 4) ? ids_any(life, &life->communes) : 0, kept = 0;
        struct measure_cut cut = { .scope_unit = unit, .scope_day = 18400, .first_day = "2015-01-01",
                                   .next_day = "2021-01-01", .first_year = 2015, .last_year = 2020 };
        struct sql_args args = { .arena = test_arena() };
        const char *sql = entity_sql_measure(&args, measure, &cut);
        struct err err = { 0 };
        CLEANUP(rows_done) struct rows rows = { 0 };
        bool has = false;
        CHECK_OK(db_compose_query(life->store.db, sql, args.values, args.count, &rows, &err), &err);
        CHECK_OK(rows_next(&rows, &has, &err), &err);
        struct tally_span span = { date_month_index(period.first), date_month_index(period.last), TALLY_STATES_NOW };
        if (!read_total(life, tally, unit, &span, &kept))
            continue;
        tally = &life->store.tallies[i];
        measure = tally->measure;
        check_int(kept, rows_int(&rows, 0), measure_canonical(test_arena(), measure), __FILE__, __LINE__);
    }
}

void test_random_ops__the_house_stays_sound(void)
{
    static struct life life;
    int operations = fixture_count("TEST_OPERATIONS", 5000);
    if (life_begin(&life, (uint64_t)fixture_count("TEST_SEED", 2017))) {
        for (int i = 1; i <= operations; i++) {
            struct arena_mark mark = arena_mark(test_arena());
            do_something(&life);
            if (i % (operations / 8 + 1) == 0) {
                fixture_check_sound(&life.store);
                check_figures(&life);
            }
            if (i % (operations / 3 + 1) == 0)
                CHECK(fixture_reopen(&life.store));
            arena_release(test_arena(), mark);
        }
        fixture_check_sound(&life.store);
        check_figures(&life);
        int64_t done = 0, undone = 0;
        for (int i = 0; i < DEED_COUNT; i++) {
            if (getenv("TEST_OPERATIONS"))
                printf("  %lld %s, %lld refused\n", (long long)life.done[i], deed_names[i], (long long)life.refused[i]);
            CHECK(life.done[i] > 0);
            done += life.done[i];
            undone += i >= DEED_TERRITORY_UNDO ? life.done[i] : 0;
        }
        CHECK(undone * 100 > done * 15);
        CHECK(life.done[DEED_CREATE] * 10 > operations);
        CHECK(fixture_sql_int(&life.store, "SELECT count(*) FROM same_as_links WHERE state = 'linked'") > 0);
        CHECK(fixture_sql_int(&life.store, "SELECT count(*) FROM same_as_links WHERE state = 'undone'") > 0);
        CHECK(fixture_sql_int(&life.store, "SELECT count(*) FROM audit WHERE action = 'carry' AND kind = 'classifications'") > 0);
    }
    fixture_close(&life.store);
}
