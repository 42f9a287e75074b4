/* SPDX-License-Identifier: Apache-2.0
 * Planned changes: mergers, splits, new names and superiors; official lists and the conversion
 * table of 2025 (../shared/data/units, where present) against the built-in picture. */
#include "../test.h"

#include "base/date.h"
#include "domain/builtin_units.h"
#include "domain/territory_plan.h"

static int32_t day_of(int year, int month, int day)
{
    return date_to_days(date_of(year, month, day));
}

static const struct territory *builtin(void)
{
    struct unit *units;
    struct lineage *lineages;
    size_t unit_count, lineage_count;
    builtin_rows(test_arena(), &units, &unit_count, &lineages, &lineage_count);
    return territory_new(test_arena(), units, unit_count, lineages, lineage_count);
}

static const struct list_neighbours no_neighbours = { TERRITORY_FIRST_DAY, TERRITORY_LAST_DAY };

/* Nation 1, province 2, communes 10, 11, 12 (12 of another founding province, under 3), areas 20,
 * 21 in 10, 22 in 11. All since day 0. */
static const struct territory *small(void)
{
#define LAST TERRITORY_LAST_DAY
    static const struct unit units[] = {
        { 1, 0, "VN", "Việt Nam", 0, LAST, LIST_LOCAL, LEVEL_NATION, UNIT_NATION, 0 },
        { 2, 1, "52", "Tỉnh Gia Lai", 0, LAST, LIST_GSO2, LEVEL_PROVINCE, UNIT_PROVINCE, 52 },
        { 3, 1, "91", "Tỉnh An Giang", 0, LAST, LIST_GSO2, LEVEL_PROVINCE, UNIT_PROVINCE, 91 },
        { 10, 2, "23857", "Xã Đức Cơ", 0, LAST, LIST_GSO2, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
        { 11, 2, "23866", "Xã Ia Krêl", 0, LAST, LIST_GSO2, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
        { 12, 3, "30000", "Xã Ba", 0, LAST, LIST_GSO2, LEVEL_COMMUNE, UNIT_COMMUNE, 91 },
        { 20, 10, "23857-1", "Làng Một", 0, LAST, LIST_LOCAL, LEVEL_AREA, UNIT_VILLAGE, 64 },
        { 21, 10, "23857-2", "Làng Hai", 0, LAST, LIST_LOCAL, LEVEL_AREA, UNIT_VILLAGE, 64 },
        { 22, 11, "23866-1", "Làng Ba", 0, LAST, LIST_LOCAL, LEVEL_AREA, UNIT_VILLAGE, 64 },
        { 30, 2, "29999", "Xã Cũ", 0, 50, LIST_GSO2, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
    };
#undef LAST
    return territory_new(test_arena(), units, COUNT(units), NULL, 0);
}

static int64_t place_of(const struct territory *territory, int64_t id, int32_t day)
{
    struct place place = territory_place(territory, territory_unit(territory, id), day);
    return place.unit ? place.unit->id : 0;
}

static const char *closure_text(const struct territory *territory)
{
    struct closure closure = territory_closure(territory, test_arena(), NULL, 0);
    struct buf text = { 0 };
    for (size_t i = 0; i < closure.count; i++)
        buf_printf(&text, "%lld %lld %d %d\n", (long long)closure.rows[i].ancestor,
                   (long long)closure.rows[i].descendant, closure.rows[i].from_day,
                   closure.rows[i].to_day);
    const char *kept = arena_strdup(test_arena(), buf_text(&text));
    buf_done(&text);
    return kept;
}

/* The change is sound, and taken back leaves everything as it was. */
static const struct territory *apply(const struct territory *before,
                                     struct territory_change *change)
{
    const struct territory *after = territory_with(before, change);
    const struct territory_problem *problems;
    CHECK_INT((int64_t)territory_problems(after, &problems), 0);
    struct territory_change back = { .arena = test_arena() };
    size_t capacity = 0, begin_capacity = 0;
    for (size_t i = 0; i < change->begin_count; i++)
        *ARENA_PUSH(test_arena(), back.begins, back.begin_count, begin_capacity) =
            (struct unit_begin){ change->begins[i].unit, change->begins[i].was_day,
                                 change->begins[i].from_day };
    for (size_t i = 0; i < change->end_count; i++)
        *ARENA_PUSH(test_arena(), back.ends, back.end_count, capacity) =
            (struct unit_end){ change->ends[i].unit, change->ends[i].was_day,
                               change->ends[i].to_day };
    const struct unit *units;
    const struct lineage *lineages;
    size_t old_count = territory_units(before, &units);
    size_t old_lineages = territory_lineages(before, &lineages);
    const struct territory *undone = territory_with(
        territory_new(test_arena(), units, old_count, lineages, old_lineages), &back);
    CHECK_TEXT(closure_text(undone), closure_text(before));
    return after;
}

/* The picture with real ids for what was new, as a store gives them: -1 becomes 1,000,001 … */
static const struct territory *stored_from(const struct territory *territory, int64_t base)
{
    const struct unit *units;
    const struct lineage *lineages;
    size_t count = territory_units(territory, &units);
    size_t lineage_count = territory_lineages(territory, &lineages);
    struct unit *new_units = ARENA_ARRAY(test_arena(), struct unit, count + 1);
    struct lineage *new_lineages = ARENA_ARRAY(test_arena(), struct lineage, lineage_count + 1);
#define REAL(id) ((id) < 0 ? base - (id) : (id))
    for (size_t i = 0; i < count; i++) {
        new_units[i] = units[i];
        new_units[i].id = REAL(units[i].id);
        new_units[i].parent = REAL(units[i].parent);
    }
    for (size_t i = 0; i < lineage_count; i++) {
        new_lineages[i] = lineages[i];
        new_lineages[i].id = REAL(lineages[i].id);
        new_lineages[i].from = REAL(lineages[i].from);
        new_lineages[i].to = REAL(lineages[i].to);
    }
#undef REAL
    return territory_new(test_arena(), new_units, count, new_lineages, lineage_count);
}

static const struct territory *stored(const struct territory *territory)
{
    return stored_from(territory, 1000000);
}

static const struct unit_spec merged = {
    .code = "23857",
    .name = "Phường Đức Cơ",
    .list = LIST_GSO2,
    .type = UNIT_WARD,
    .parent = 2,
};

void test_territory_plan__merge(void)
{
    const struct territory *before = small();
    struct territory_change change;
    struct err err = { 0 };
    int64_t sources[] = { 10, 11 };
    CHECK_OK(territory_merge(before, test_arena(), sources, 2, &merged, 100, &change, &err), &err);
    CHECK_INT((int64_t)change.unit_count, 1);
    CHECK_INT((int64_t)change.end_count, 2);
    CHECK_INT(change.units[0].founding, 64);
    const struct territory *after = apply(before, &change);
    CHECK_INT(place_of(after, 10, 99), 10);
    CHECK_INT(place_of(after, 10, 100), -1);
    CHECK_INT(place_of(after, 11, 500), -1);
    CHECK_INT(territory_parent(after, territory_unit(after, 22), 100).unit->id, -1);
    CHECK_INT(territory_parent(after, territory_unit(after, 22), 99).unit->id, 11);
}

static enum err_code merge_error(int64_t a, int64_t b, const char *code, int64_t parent,
                                 int32_t day, struct err *err)
{
    struct territory_change change;
    struct unit_spec spec = merged;
    int64_t sources[] = { a, b };
    spec.code = code;
    spec.parent = parent;
    *err = (struct err){ 0 };
    return territory_merge(small(), test_arena(), sources, b ? 2 : 1, &spec, day, &change, err);
}

void test_territory_plan__what_is_refused(void)
{
    static const struct {
        int64_t a, b;
        const char *code;
        int64_t parent;
        int32_t day;
        enum err_code code_expected;
        enum msg msg;
    } rows[] = {
        { 10, 99, "23857", 2, 100, ERR_NOT_FOUND, MSG_UNIT_UNKNOWN },
        { 10, 0, "23857", 2, 100, ERR_INPUT, MSG_UNIT_TOO_FEW },
        { 10, 10, "23857", 2, 100, ERR_INPUT, MSG_UNIT_TWICE },
        { 10, 20, "23857", 2, 100, ERR_INPUT, MSG_UNIT_LEVELS_DIFFER },
        { 10, 12, "23857", 2, 100, ERR_INPUT, MSG_UNIT_FOUNDING_DIFFERS },
        { 10, 30, "23857", 2, 100, ERR_STATE, MSG_UNIT_ENDED },
        { 10, 11, "23857", 2, 0, ERR_STATE, MSG_UNIT_BEGINS_LATER },
        { 10, 11, "2385", 2, 100, ERR_INPUT, MSG_UNIT_CODE_FORM },
        { 10, 11, "30000", 2, 100, ERR_CONFLICT, MSG_UNIT_CODE_USED },
        { 10, 11, "23857", 12, 100, ERR_INPUT, MSG_UNIT_PARENT_LEVEL },
        { 10, 11, "23857", 30, 100, ERR_INPUT, MSG_UNIT_PARENT_LEVEL },
        { 10, 11, "23866", 77, 100, ERR_NOT_FOUND, MSG_UNIT_UNKNOWN },
    };
    struct err err;
    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK_INT(
            merge_error(rows[i].a, rows[i].b, rows[i].code, rows[i].parent, rows[i].day, &err),
            rows[i].code_expected);
        CHECK_TEXT(msg_key(err.msg), msg_key(rows[i].msg));
    }
    CHECK_INT(merge_error(10, 11, "29999", 2, 100, &err), ERR_OK); /* its bearer ended before */

    struct territory_change change;
    const struct territory *territory = small();
    struct arena *arena = test_arena();
    CHECK_INT(territory_rename(territory, arena, 10, UNIT_COMMUNE, "Xã Đức Cơ", 9, &change, &err),
              ERR_INPUT);
    CHECK_INT(territory_rename(territory, arena, 10, UNIT_TOWN, "Thị xã", 9, &change, &err),
              ERR_INPUT);
    CHECK_INT(territory_rename(territory, arena, 10, UNIT_WARD, "  ", 9, &change, &err), ERR_INPUT);
    CHECK_INT(territory_reparent(territory, arena, 20, 10, 9, &change, &err), ERR_INPUT);
    CHECK_INT(territory_reparent(territory, arena, 20, 22, 9, &change, &err), ERR_INPUT);
    CHECK_INT(territory_reparent(territory, arena, 20, 30, 60, &change, &err), ERR_STATE);
}

void test_territory_plan__split_with_areas(void)
{
    const struct territory *before = small();
    struct territory_change change;
    struct err err = { 0 };
    int64_t areas[] = { 20 };
    struct split_part parts[] = {
        { .unit = merged, .areas = areas, .area_count = 1 },
        { .unit = { .existing = 11 } },
    };
    CHECK_OK(territory_split(before, test_arena(), 10, parts, 2, 100, &change, &err), &err);
    CHECK(change.left.count == 1 &&
          change.left.items[0]->id == 21); /* and commune 30 is lost too */
    const struct territory *after = apply(before, &change);
    CHECK_INT(place_of(after, 10, 100), 2); /* in which of the two is not known */
    CHECK_INT(place_of(after, 20, 99), 20);
    CHECK_INT(place_of(after, 20, 100), -2);
    CHECK_INT(territory_parent(after, territory_unit(after, -2), 100).unit->id, -1);
    CHECK_INT(territory_parent(after, territory_unit(after, 21), 100).unit->id, 2);
    CHECK_INT((int64_t)territory_unplaced(after, test_arena(), 100).count, 3);

    /* Later someone says where area 21 is: from the day of the split on. */
    struct territory_change later;
    after = stored(after);
    CHECK_OK(territory_reparent(after, test_arena(), 21, 11, 100, &later, &err), &err);
    after = apply(after, &later);
    CHECK_INT(territory_parent(after, territory_unit(after, -1), 100).unit->id, 11);
    CHECK_INT((int64_t)territory_unplaced(after, test_arena(), 100).count, 2);

    /* Areas of another commune, or given twice. */
    int64_t wrong[] = { 22 }, twice[] = { 20, 20 };
    parts[0].areas = wrong;
    CHECK_INT(territory_split(before, test_arena(), 10, parts, 2, 100, &change, &err), ERR_INPUT);
    parts[0].areas = twice;
    parts[0].area_count = 2;
    CHECK_INT(territory_split(before, test_arena(), 10, parts, 2, 100, &change, &err), ERR_INPUT);
    CHECK_INT(territory_split(before, test_arena(), 10, parts, 1, 100, &change, &err), ERR_INPUT);
}

void test_territory_plan__rename_reparent_add(void)
{
    const struct territory *before = small();
    struct territory_change change;
    struct err err = { 0 };
    CHECK_OK(territory_rename(before, test_arena(), 2, UNIT_MUNICIPALITY, "Thành phố Gia Lai", 100,
                              &change, &err),
             &err);
    const struct territory *after = apply(before, &change);
    CHECK_INT(territory_parent(after, territory_unit(after, 10), 99).unit->id, 2);
    CHECK_INT(territory_parent(after, territory_unit(after, 10), 100).unit->id, -1);
    struct unit_set set =
        territory_by_code(after, test_arena(), "52", LIST_GSO2, TERRITORY_ANY_DAY);
    CHECK(set.count == 2 && territory_one_place(after, set)->id == -1);

    CHECK_OK(territory_reparent(before, test_arena(), 20, 11, 100, &change, &err), &err);
    after = apply(before, &change);
    CHECK_INT(place_of(after, 20, 100), -1);

    struct unit_spec area = { .code = "23857-3",
                              .name = "Làng Bốn",
                              .list = LIST_LOCAL,
                              .type = UNIT_VILLAGE,
                              .parent = 10 };
    CHECK_OK(territory_add(before, test_arena(), &area, 30, &change, &err), &err);
    after = apply(before, &change);
    CHECK_INT(territory_unit(after, -1)->founding, 64);
    area.code = "23857-1";
    CHECK_INT(territory_add(before, test_arena(), &area, 30, &change, &err), ERR_CONFLICT);
}

/* --- official lists ------------------------------------------------------------------------- */

struct table {
    const char *(*rows)[10];
    size_t count, capacity;
};

/* Takes the next field off a line of CSV; quotes hold a comma together and are dropped. */
static const char *take_field(char **rest)
{
    char *field = *rest;
    if (!field)
        return "";
    if (*field != '"')
        return strsep(rest, ",");
    char *end = strchr(++field, '"');
    *rest = *end && end[1] == ',' ? end + 2 : NULL;
    *end = '\0';
    return field;
}

/* The fields of each line after the first. */
static struct table read_table(const char *path)
{
    struct table table = { 0 };
    FILE *file = fopen(path, "r");
    char line[1000];
    for (int number = 0; file && fgets(line, sizeof(line), file); number++) {
        line[strcspn(line, "\r\n")] = '\0';
        char *rest = arena_strdup(test_arena(), line);
        if (!number)
            continue;
        const char **row = *ARENA_PUSH(test_arena(), table.rows, table.count, table.capacity);
        for (int i = 0; i < 10; i++)
            row[i] = take_field(&rest);
    }
    if (file)
        fclose(file);
    return table;
}

static struct list_row *read_list(const char *path, size_t *ret_count)
{
    struct table table = read_table(path);
    struct list_row *rows = ARENA_ARRAY(test_arena(), struct list_row, table.count + 1);
    for (size_t i = 0; i < table.count; i++)
        rows[i] = (struct list_row){ table.rows[i][0], table.rows[i][1], table.rows[i][3],
                                     table.rows[i][4], (int)i + 2 };
    *ret_count = table.count;
    return rows;
}

static struct list_comparison compare_file(const struct territory *territory, const char *path,
                                           int32_t day, struct issues *issues)
{
    size_t count;
    struct list_row *rows = read_list(path, &count);
    return list_compare(territory, test_arena(), rows, count, list_of_rows(rows, count), day,
                        issues);
}

void test_territory_list__the_list_of_2025_is_the_built_in_one(void)
{
    const char *path = test_shared("data/units/units_2025.csv");
    struct issues issues = { .arena = test_arena() };
    if (!path)
        return;
    struct list_comparison list = compare_file(builtin(), path, BUILTIN_GSO2_FROM_DAY, &issues);
    int spelled = 0;
    for (size_t i = 0; i < list.count; i++)
        spelled += list.items[i].is_spelled;
    CHECK_INT((int64_t)issues.count, 0);
    CHECK_INT((int64_t)list.counts[LIST_SAME], 34 + 3321);
    CHECK_INT((int64_t)list.count, 34 + 3321);
    CHECK_INT(spelled, 5); /* the apostrophes of Đắk Lắk */
}

void test_territory_list__what_2026_changed(void)
{
    const char *path = test_shared("data/units/units_2026.csv");
    struct issues issues = { .arena = test_arena() };
    if (!path)
        return;
    int recoded = 0;
    struct list_comparison list = compare_file(builtin(), path, day_of(2026, 5, 1), &issues);
    CHECK_INT((int64_t)issues.count, 0);
    printf("  2026: %zu same, %zu changed, %zu new, %zu missing\n", list.counts[LIST_SAME],
           list.counts[LIST_CHANGED], list.counts[LIST_NEW], list.counts[LIST_MISSING]);
    for (size_t i = 0; i < list.count; i++) {
        const struct list_match *match = &list.items[i];
        if (match->changes & CHANGE_CODE) { /* Ba Chẽ and Ia Mơ under other codes */
            CHECK(strcmp(match->row->code, "06978") == 0 || strcmp(match->row->code, "23938") == 0);
            CHECK(strcmp(match->unit->code, "06970") == 0 ||
                  strcmp(match->unit->code, "23737") == 0);
            recoded++;
        }
        if (match->state == LIST_CHANGED && match->unit->level == LEVEL_PROVINCE)
            CHECK_TEXT(match->row->name, "Thành phố Đồng Nai");
    }
    CHECK_INT(recoded, 2);
    CHECK_INT((int64_t)list.counts[LIST_NEW], 0);
    CHECK_INT((int64_t)list.counts[LIST_MISSING], 0);
}

void test_territory_list__rows_of_no_use(void)
{
    static const struct list_row rows[] = {
        { "52", "", "Tỉnh", "Tỉnh Gia Lai", 2 },     { "91", "", "Tỉnh", "Tỉnh An Giang", 3 },
        { "23857", "52", "Xã", "Xã Đức Cơ", 4 },     { "23857", "52", "Xã", "Xã Đức Cơ", 5 },
        { "23866", "99", "Xã", "Xã Ia Krêl", 6 },    { "2386", "52", "Xã", "Xã Ia", 7 },
        { "30000", "91", "Buôn", "Buôn Ba", 8 },     { "30003", "91", "Xã", " ", 9 },
        { "30006", "91", "phường", "Thới Sơn", 10 },
    };
    struct issues issues = { .arena = test_arena() };
    struct list_comparison list =
        list_compare(small(), test_arena(), rows, COUNT(rows), LIST_GSO2, 60, &issues);
    CHECK_INT((int64_t)issues.count, 5);
    CHECK_INT((int64_t)list.counts[LIST_MISSING], 0);
    CHECK_INT((int64_t)list.counts[LIST_SAME], 3);
    CHECK_INT((int64_t)list.counts[LIST_NEW], 1);
    struct territory_change change;
    list_plan(small(), test_arena(), &list, no_neighbours, true, &issues, &change);
    CHECK(change.unit_count == 1 && change.units[0].parent == 3 && change.units[0].founding == 91);
    CHECK_TEXT(change.units[0].name, "Phường Thới Sơn");
}

/* The last three-level list brought in, then the table of what became of each commune. */
void test_territory_list__the_exact_state_before_the_reform(void)
{
    const char *path = test_shared("data/units/units_20250630.csv");
    const char *map_path = test_shared("data/units/merge_map.csv");
    struct issues issues = { .arena = test_arena() };
    if (!path || !map_path)
        return;
    const struct territory *territory = builtin();
    int32_t day = day_of(2025, 6, 30);
    struct list_comparison list = compare_file(territory, path, day, &issues);
    printf("  2025-06-30: %zu same, %zu changed, %zu new, %zu missing\n", list.counts[LIST_SAME],
           list.counts[LIST_CHANGED], list.counts[LIST_NEW], list.counts[LIST_MISSING]);
    struct territory_change change;
    list_plan(territory, test_arena(), &list, no_neighbours, true, &issues, &change);
    CHECK_INT((int64_t)issues.count, 0);
    territory = stored(apply(territory, &change));
    list = compare_file(territory, path, day, &issues);
    CHECK_INT((int64_t)list.counts[LIST_SAME], 63 + 696 + 10047);
    CHECK_INT((int64_t)list.count, (int64_t)list.counts[LIST_SAME]);

    struct table table = read_table(map_path);
    struct map_row *rows = ARENA_ARRAY(test_arena(), struct map_row, table.count);
    for (size_t i = 0; i < table.count; i++)
        rows[i] = (struct map_row){ table.rows[i][0], table.rows[i][4], table.rows[i][7],
                                    table.rows[i][8], (int)i + 2 };
    map_plan(territory, test_arena(), rows, table.count, BUILTIN_GSO2_FROM_DAY, &issues, &change);
    CHECK_INT((int64_t)issues.count, 0);
    territory = territory_with(territory, &change);
    const struct territory_problem *problems;
    CHECK_INT((int64_t)territory_problems(territory, &problems), 0);

    int64_t counts[PLACE_ABOVE + 1] = { 0 };
    const struct unit *units;
    size_t count = territory_units(territory, &units);
    for (size_t i = 0; i < count; i++)
        if (units[i].level == LEVEL_COMMUNE && units[i].list == LIST_GSO3 &&
            units[i].to_day == BUILTIN_GSO2_FROM_DAY)
            counts[territory_place(territory, &units[i], BUILTIN_GSO2_FROM_DAY).kind]++;
    printf("  conversion table: %lld whole, %lld uncertain, %lld without; %zu confirmed or fixed, "
           "%zu added, %zu removed\n",
           (long long)counts[PLACE_IMAGE], (long long)counts[PLACE_AMBIGUOUS],
           (long long)counts[PLACE_ABOVE], change.fix_count, change.lineage_count,
           change.removal_count);
    CHECK_INT(counts[PLACE_ABOVE], 0);
    CHECK_INT(counts[PLACE_AMBIGUOUS], 441 - 57); /* 57: all people went to one */
}

/* --- lists in any order --------------------------------------------------------------------------- */

enum { LISTS = 3 };

/* What is in force on a day as one text: codes, names and superiors, ids left out. */
static const char *state_text(const struct territory *territory, int32_t day)
{
    const struct unit *units;
    size_t count = territory_units(territory, &units), kept = 0;
    const char **lines = ARENA_ARRAY(test_arena(), const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (day < units[i].from_day || day >= units[i].to_day)
            continue;
        struct place parent = territory_parent(territory, &units[i], day);
        lines[kept++] = arena_printf(test_arena(), "%s %s < %s", units[i].code, units[i].name,
                                     parent.unit ? parent.unit->code : "-");
    }
    for (size_t i = 1; i < kept; i++)
        for (size_t j = i; j && strcmp(lines[j - 1], lines[j]) > 0; j--) {
            const char *swap = lines[j];
            lines[j] = lines[j - 1];
            lines[j - 1] = swap;
        }
    struct buf text = { 0 };
    for (size_t i = 0; i < kept; i++)
        buf_printf(&text, "%s\n", lines[i]);
    const char *all = arena_strdup(test_arena(), buf_text(&text));
    buf_done(&text);
    return all;
}

static void near_list(struct list_neighbours *near, int32_t day, int32_t other)
{
    if (other < day && other > near->earlier_day)
        near->earlier_day = other;
    if (other > day && other < near->later_day)
        near->later_day = other;
}

/* A random list of two districts and up to six communes, as the province of `small` knows three. */
static size_t random_list(uint64_t *random, struct list_row *rows)
{
    static const char *const names[] = { "Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn", "Xã Năm" };
    size_t count = 0;
    rows[count++] = (struct list_row){ "64", "", "Tỉnh", "Tỉnh Gia Lai", 2 };
    rows[count++] = (struct list_row){ "631", "64", "Huyện",
                                       test_random(random) % 2 ? "Huyện Đức Cơ" : "Huyện Cũ", 3 };
    rows[count++] = (struct list_row){ "632", "64", "Huyện", "Huyện Hai", 4 };
    for (int c = 0; c < 6; c++) {
        const char *parent = test_random(random) % 3 ? "631" : "632";
        const char *type = test_random(random) % 3 ? "Xã" : "Phường";
        const char *name = names[test_random(random) % COUNT(names)];
        if (test_random(random) % 4) {
            rows[count] = (struct list_row){ arena_printf(test_arena(), "2380%d", c), parent, type,
                                             name, (int)count + 2 };
            count++;
        }
    }
    return count;
}

/* Brings in the lists in one order; the built-in list is that of day 500. */
static const struct territory *bring_in(struct list_row rows[LISTS][12], const size_t *counts,
                                        const int *order)
{
    static const struct unit units[] = {
        { 1, 0, "VN", "Việt Nam", 0, TERRITORY_LAST_DAY, LIST_LOCAL, LEVEL_NATION, UNIT_NATION, 0 },
        { 2, 1, "64", "Tỉnh Gia Lai", 0, 1000, LIST_GSO3, LEVEL_PROVINCE, UNIT_PROVINCE, 64 },
        { 3, 2, "631", "Huyện Đức Cơ", 0, 1000, LIST_GSO3, LEVEL_DISTRICT, UNIT_RURAL_DISTRICT, 64 },
        { 4, 2, "632", "Huyện Hai", 0, 1000, LIST_GSO3, LEVEL_DISTRICT, UNIT_RURAL_DISTRICT, 64 },
        { 5, 3, "23800", "Xã Một", 0, 1000, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
        { 6, 3, "23801", "Xã Hai", 0, 1000, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
        { 7, 4, "23802", "Xã Ba", 0, 1000, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
    };
    static const int32_t days[LISTS] = { 200, 350, 700 };
    const struct territory *territory = territory_new(test_arena(), units, COUNT(units), NULL, 0);
    for (int i = 0; i < LISTS; i++) {
        int at = order[i];
        struct list_neighbours near = no_neighbours;
        struct issues issues = { .arena = test_arena() };
        struct territory_change change;
        near_list(&near, days[at], 500);
        for (int done = 0; done < i; done++)
            near_list(&near, days[at], days[order[done]]);
        struct list_comparison list = list_compare(territory, test_arena(), rows[at], counts[at],
                                                   LIST_GSO3, days[at], &issues);
        list_plan(territory, test_arena(), &list, near, true, &issues, &change);
        territory = stored_from(apply(territory, &change), 1000000 * (i + 1));
        if (issues.count) /* a code missing between two lists that have it: told, and left */
            return NULL;
        list = list_compare(territory, test_arena(), rows[at], counts[at], LIST_GSO3, days[at],
                            &issues);
        CHECK_INT((int64_t)list.counts[LIST_SAME], (int64_t)counts[at]);
        CHECK_INT((int64_t)list.count, (int64_t)counts[at]);
    }
    return territory;
}

void test_territory_list__lists_in_any_order(void)
{
    static const int orders[][LISTS] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                         { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
    static const int32_t days[] = { 0, 199, 200, 349, 350, 499, 500, 699, 700, 999 };
    uint64_t random = 7;
    int compared = 0;
    for (int round = 0; round < 60; round++) {
        struct list_row rows[LISTS][12];
        size_t counts[LISTS];
        const char *states[COUNT(days)] = { NULL };
        for (int i = 0; i < LISTS; i++)
            counts[i] = random_list(&random, rows[i]);
        for (size_t o = 0; o < COUNT(orders); o++) {
            const struct territory *territory = bring_in(rows, counts, orders[o]);
            for (size_t d = 0; territory && d < COUNT(days); d++) {
                const char *state = state_text(territory, days[d]);
                if (states[d]) {
                    CHECK_TEXT(state, states[d]);
                    compared++;
                }
                states[d] = state;
            }
        }
    }
    CHECK(compared > 500);
}

void test_territory_list__parts_of_a_commune(void)
{
    const struct territory *territory = builtin();
    struct issues issues = { .arena = test_arena() };
    static const struct map_row rows[] = {
        /* people and land: people decide */
        { "23860", "23869", "partial", "Nhập một phần diện tích, toàn bộ dân số", 2 },
        { "23860", "23866", "partial", "Nhập một phần diện tích", 3 },
        /* two wholes cannot be */
        { "23863", "23866", "full", "Nhập toàn bộ", 4 },
        { "23863", "23869", "full", "Nhập toàn bộ", 5 },
        /* only the other one than is known, and the same twice */
        { "23875", "23857", "full", NULL, 6 },
        { "23875", "23857", "full", NULL, 7 },
        { "23866", "23866", "full", "Nhập toàn bộ", 8 },
        { "99999", "23866", "full", NULL, 9 },
        { "23869", "99999", "full", NULL, 10 },
        { "23869", "23869", "whole", NULL, 11 },
    };
    struct territory_change change;
    map_plan(territory, test_arena(), rows, COUNT(rows), BUILTIN_GSO2_FROM_DAY, &issues, &change);
    CHECK_INT((int64_t)issues.count, 4);
    CHECK_INT((int64_t)change.removal_count, 1);
    CHECK_INT((int64_t)change.lineage_count, 3);
    CHECK_INT((int64_t)change.fix_count, 3);
    territory = territory_with(territory, &change);
    static const struct {
        const char *code;
        enum place_kind kind;
        const char *place;
    } places[] = {
        { "23860", PLACE_IMAGE, "23869" }, { "23863", PLACE_AMBIGUOUS, "52" },
        { "23875", PLACE_IMAGE, "23857" }, { "23866", PLACE_IMAGE, "23866" },
        { "23869", PLACE_IMAGE, "23869" },
    };
    for (size_t i = 0; i < COUNT(places); i++) {
        struct unit_set set = territory_by_code(territory, test_arena(), places[i].code, LIST_GSO3,
                                                TERRITORY_ANY_DAY);
        struct place place = territory_place(territory, set.items[0], BUILTIN_GSO2_FROM_DAY);
        CHECK_INT(place.kind, places[i].kind);
        CHECK_TEXT(place.unit->code, places[i].place);
    }
}
