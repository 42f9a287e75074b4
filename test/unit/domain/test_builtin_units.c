/* SPDX-License-Identifier: Apache-2.0
 * The built-in lists against the official ones (../shared/data/units, where present). */
#include "../test.h"

#include "base/id.h"
#include "domain/builtin_units.h"

/* Calls `row` with the fields of each line after the first. The files used here quote nothing. */
static void each_row(const char *path, void (*row)(char **fields, void *context), void *context)
{
    FILE *file = fopen(path, "r");
    CHECK(file != NULL);
    char line[1000];
    for (int number = 0; file && fgets(line, sizeof(line), file); number++) {
        line[strcspn(line, "\r\n")] = '\0';
        char *fields[12] = { 0 }, *rest = line;
        for (int i = 0; i < 12; i++)
            fields[i] = rest ? strsep(&rest, ",") : line + strlen(line);
        if (number)
            row(fields, context);
    }
    if (file)
        fclose(file);
}

static size_t find(enum unit_list list, const char *code)
{
    size_t first = list == LIST_GSO2 ? builtin_gso2_first : builtin_gso3_first;
    size_t end = list == LIST_GSO2 ? builtin_unit_count : builtin_gso2_first;
    for (size_t i = first; i < end; i++)
        if (strcmp(builtin_units[i].code, code) == 0)
            return i;
    return 0;
}

static const struct builtin_lineage *target_of(size_t unit)
{
    for (size_t i = 0; i < builtin_lineage_count; i++)
        if (builtin_lineages[i].from == unit)
            return &builtin_lineages[i];
    return NULL;
}

static size_t province_of(size_t unit)
{
    while (builtin_units[unit].level > LEVEL_PROVINCE)
        unit = builtin_units[unit].parent;
    return unit;
}

void test_builtin_units__counts(void)
{
    int counts[LIST_MAX_][LEVEL_MAX_] = { 0 };
    for (size_t i = 0; i < builtin_unit_count; i++)
        counts[builtin_units[i].list][builtin_units[i].level]++;
    CHECK_INT(counts[LIST_LOCAL][LEVEL_NATION], 1);
    CHECK_INT(counts[LIST_GSO3][LEVEL_PROVINCE], 63);
    CHECK_INT(counts[LIST_GSO3][LEVEL_DISTRICT], 705);
    CHECK_INT(counts[LIST_GSO3][LEVEL_COMMUNE], 10599);
    CHECK_INT(counts[LIST_GSO2][LEVEL_PROVINCE], 34);
    CHECK_INT(counts[LIST_GSO2][LEVEL_DISTRICT], 0);
    CHECK_INT(counts[LIST_GSO2][LEVEL_COMMUNE], 3321);
    /* 63 provinces, 10,031 communes, 5 island districts and Ia Mơ */
    CHECK_INT((int64_t)builtin_lineage_count, 63 + 10031 + 6);
}

void test_builtin_units__ids(void)
{
    CHECK_INT(builtin_unit_id(0), 1);
    CHECK_INT(builtin_unit_id(builtin_gso3_first), id_make(0, ID_EPOCH_UNIX_MS + 1, 0));
    size_t last = builtin_unit_count - 1;
    CHECK_INT(builtin_unit_id(last),
              id_make(0, ID_EPOCH_UNIX_MS + 2, (unsigned)(last - builtin_gso2_first)));
    CHECK_INT(builtin_lineage_id(5), id_make(0, ID_EPOCH_UNIX_MS + 3, 5));
    CHECK(builtin_gso2_first - builtin_gso3_first <= ID_COUNTER_MAX);
    CHECK(builtin_lineage_count <= ID_COUNTER_MAX);
}

void test_builtin_units__rows_are_sound(void)
{
    for (size_t i = 1; i < builtin_unit_count; i++) {
        const struct builtin_unit *unit = &builtin_units[i], *parent = &builtin_units[unit->parent];
        bool sound = parent->level < unit->level && unit->founding >= 1 && unit->founding <= 96 &&
                     (parent->level == LEVEL_NATION || parent->list == unit->list) &&
                     unit_types[unit->type].level == unit->level &&
                     strncmp(builtin_unit_name(i), unit_types[unit->type].vi,
                             strlen(unit_types[unit->type].vi)) == 0;
        check_that(sound, unit->code, __FILE__, __LINE__);
    }
    for (size_t i = 0; i < builtin_lineage_count; i++) {
        const struct builtin_lineage *row = &builtin_lineages[i];
        CHECK_INT(builtin_units[row->from].list, LIST_GSO3);
        CHECK_INT(builtin_units[row->to].list, LIST_GSO2);
        /* No commune of 2025 spans two founding provinces. */
        if (builtin_units[row->to].level == LEVEL_COMMUNE)
            CHECK_INT(builtin_units[row->to].founding, builtin_units[row->from].founding);
    }
}

/* 52 of the 63 went into 23 provinces together with others; 11 go on alone. */
void test_builtin_units__joined_provinces(void)
{
    int joined = 0, alone = 0;
    for (size_t i = builtin_gso3_first; i < builtin_gso2_first; i++)
        if (builtin_units[i].level == LEVEL_PROVINCE)
            *(builtin_joined_provinces[builtin_units[i].founding] ? &joined : &alone) += 1;
    CHECK_INT(joined, 52);
    CHECK_INT(alone, 11);
    CHECK_INT(builtin_joined_provinces[64], 52); /* Gia Lai and Bình Định */
    CHECK_INT(builtin_joined_provinces[52], 52);
    CHECK_INT(builtin_joined_provinces[42], 0); /* Hà Tĩnh */
    for (size_t i = builtin_gso2_first; i < builtin_unit_count; i++) {
        int joined_into = builtin_joined_provinces[builtin_units[i].founding];
        if (builtin_units[i].level == LEVEL_COMMUNE && joined_into)
            CHECK_INT(joined_into, strtol(builtin_units[province_of(i)].code, NULL, 10));
    }
}

void test_builtin_units__names_are_official(void)
{
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO3, "64")), "Tỉnh Gia Lai");
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO2, "04")), "Tỉnh Cao Bằng");
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO2, "46")), "Thành phố Huế");
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO3, "631")), "Huyện Đức Cơ");
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO3, "23866")), "Xã Ia Din");
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO2, "23866")), "Xã Ia Krêl");
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO3, "03172")), "Thị trấn Mường Chà");
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO3, "04138")), "Xã Cò Nòi"); /* two blanks there */
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO3, "22319")), "Thị trấn Phú Hoà"); /* stays Hoà */
    CHECK_TEXT(builtin_unit_name(find(LIST_GSO2, "03194")), "Xã Nậm Nèn");       /* not NFC there */
}

void test_builtin_units__founding_of_units_without_a_row(void)
{
    static const struct {
        const char *old_code, *code;
        int founding;
        enum lineage_type type;
    } rows[] = {
        { "318", "11948", 31, LINEAGE_FULL }, { "471", "19742", 45, LINEAGE_FULL },
        { "498", "20333", 48, LINEAGE_FULL }, { "536", "21548", 51, LINEAGE_FULL },
        { "755", "26732", 77, LINEAGE_FULL }, { "23938", "23737", 64, LINEAGE_KEPT },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct builtin_lineage *row = target_of(find(LIST_GSO3, rows[i].old_code));
        CHECK(row && row->to == find(LIST_GSO2, rows[i].code));
        CHECK_INT(row ? row->type : -1, rows[i].type);
        CHECK_INT(builtin_units[find(LIST_GSO2, rows[i].code)].founding, rows[i].founding);
    }
}

static void check_list_row(char **fields, void *context)
{
    int *count = context;
    size_t unit = find(LIST_GSO2, fields[0]);
    *count += 1;
    /* The list writes ' where the package has ’: five names of Đắk Lắk. */
    char name[200], got[200];
    snprintf(name, sizeof(name), "%s", fields[4]);
    snprintf(got, sizeof(got), "%s", builtin_unit_name(unit));
    for (char *mark = strstr(got, "’"); mark; mark = strstr(got, "’")) {
        *mark = '\'';
        memmove(mark + 1, mark + 3, strlen(mark + 3) + 1);
    }
    check_text(got, name, fields[0], __FILE__, __LINE__);
    const char *parent = *fields[1] ? fields[1] : "VN";
    CHECK_TEXT(builtin_units[builtin_units[unit].parent].code, parent);
    CHECK_TEXT(unit_types[builtin_units[unit].type].vi, fields[3]);
}

void test_builtin_units__equal_the_list_of_2025(void)
{
    const char *path = test_shared("data/units/units_2025.csv");
    int count = 0;
    if (!path)
        return;
    each_row(path, check_list_row, &count);
    CHECK_INT(count, 34 + 3321);
}

static void check_province_row(char **fields, void *context)
{
    (void)context;
    size_t old_province = find(LIST_GSO3, fields[0]), new_province = find(LIST_GSO2, fields[2]);
    const struct builtin_lineage *row = target_of(old_province);
    CHECK(row && row->to == new_province);
    CHECK_TEXT(builtin_unit_name(new_province), fields[3]);
    /* Every commune of today whose shard is the old province lies in the province it went to. */
    int founding = builtin_units[old_province].founding, communes = 0;
    for (size_t i = builtin_gso2_first; i < builtin_unit_count; i++)
        if (builtin_units[i].level == LEVEL_COMMUNE && builtin_units[i].founding == founding) {
            CHECK_INT((int64_t)province_of(i), (int64_t)new_province);
            communes++;
        }
    CHECK(communes > 0);
}

void test_builtin_units__provinces_went_where_the_map_says(void)
{
    const char *path = test_shared("data/units/province_map.csv");
    if (path)
        each_row(path, check_province_row, NULL);
}

struct map_tally {
    int agree, differ, without;
};

static void check_map_row(char **fields, void *context)
{
    struct map_tally *tally = context;
    size_t from = find(LIST_GSO3, fields[0]), to = find(LIST_GSO2, fields[4]);
    const struct builtin_lineage *row = from ? target_of(from) : NULL;
    if (to && from)
        CHECK_INT(builtin_units[to].founding, builtin_units[from].founding);
    if (strcmp(fields[7], "partial") == 0 || !from)
        return;
    if (!row)
        tally->without++;
    else if (row->to == to)
        tally->agree++;
    else
        tally->differ++;
}

/* Of the communes the conversion table says went over whole, the package names another one for
 * four: 30901 and 30913 stand crossed, and two the table gives whole to two communes at once. */
void test_builtin_units__lineage_against_the_conversion_table(void)
{
    const char *path = test_shared("data/units/merge_map.csv");
    struct map_tally tally = { 0 };
    if (!path)
        return;
    each_row(path, check_map_row, &tally);
    printf("  conversion table: %d agree, %d differ, %d without lineage\n", tally.agree,
           tally.differ, tally.without);
    CHECK(tally.agree > 9500);
    CHECK_INT(tally.differ, 4);
    CHECK_INT(tally.without, 0);
}
