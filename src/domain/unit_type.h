/* SPDX-License-Identifier: Apache-2.0
 * The closed lists about territory: levels, lists of codes, types of unit, types of lineage. */
#pragma once

/* From the whole to the part. A unit's parent is of a higher level (a smaller number). */
enum unit_level {
    LEVEL_NATION,
    LEVEL_PROVINCE,
    LEVEL_DISTRICT, /* abolished on 2025-07-01 */
    LEVEL_COMMUNE,
    LEVEL_AREA, /* khu dân cư: thôn, bản, ấp, tổ dân phố … no unit of the statistics office */
    LEVEL_MAX_
};

/* Which list a code belongs to: the same digits mean different units in different lists. */
enum unit_list {
    LIST_LOCAL, /* areas, the nation: codes of our own */
    LIST_GSO3,  /* three levels, codes of 2, 3 and 5 digits: decision 124/2004/QĐ-TTg */
    LIST_GSO2,  /* two levels, codes of 2 and 5 digits: decision 19/2025/QĐ-TTg */
    LIST_MAX_
};

/* clang-format off */
/* X(NAME, code, level, Vietnamese word an official name begins with) */
#define FOR_EACH_UNIT_TYPE(X)                                                                      \
    X(UNIT_TYPE_NONE, "", LEVEL_NATION, "")                                                        \
    X(UNIT_NATION, "nation", LEVEL_NATION, "")                                                     \
    X(UNIT_PROVINCE, "province", LEVEL_PROVINCE, "Tỉnh")                                           \
    X(UNIT_MUNICIPALITY, "municipality", LEVEL_PROVINCE, "Thành phố") /* trực thuộc trung ương */  \
    X(UNIT_URBAN_DISTRICT, "urban_district", LEVEL_DISTRICT, "Quận")                               \
    X(UNIT_RURAL_DISTRICT, "rural_district", LEVEL_DISTRICT, "Huyện")                              \
    X(UNIT_TOWN, "town", LEVEL_DISTRICT, "Thị xã")                                                 \
    X(UNIT_PROVINCIAL_CITY, "provincial_city", LEVEL_DISTRICT, "Thành phố")                        \
    X(UNIT_COMMUNE, "commune", LEVEL_COMMUNE, "Xã")                                                \
    X(UNIT_WARD, "ward", LEVEL_COMMUNE, "Phường")                                                  \
    X(UNIT_TOWNSHIP, "township", LEVEL_COMMUNE, "Thị trấn")                                        \
    X(UNIT_SPECIAL_ZONE, "special_zone", LEVEL_COMMUNE, "Đặc khu")                                 \
    X(UNIT_VILLAGE, "village", LEVEL_AREA, "Thôn")                                                 \
    X(UNIT_RESIDENTIAL_GROUP, "residential_group", LEVEL_AREA, "Tổ dân phố")                       \
    X(UNIT_AREA, "area", LEVEL_AREA, "Khu dân cư")

enum unit_type {
#define X(name, code, level, vi) name,
    FOR_EACH_UNIT_TYPE(X)
#undef X
    UNIT_TYPE_MAX_
};
/* clang-format on */

struct unit_type_row {
    const char *code; /* as stored */
    enum unit_level level;
    const char *vi;
};
#define UNIT_TYPE_ROWS                                                                             \
    {                                                                                              \
        FOR_EACH_UNIT_TYPE(UNIT_TYPE_ROW)                                                          \
    }
#define UNIT_TYPE_ROW(name, code, level, vi) [name] = { code, level, vi },
extern const struct unit_type_row unit_types[UNIT_TYPE_MAX_];

/* What became of a unit on a date. All but `partial` say that the whole of `from` went to `to`. */
enum lineage_type {
    LINEAGE_FULL,       /* joined, whole, with others or alone */
    LINEAGE_PARTIAL,    /* one part of it went there, another elsewhere */
    LINEAGE_KEPT,       /* same place, same name: only a new row in a new list */
    LINEAGE_RENAMED,    /* same place, another name or type */
    LINEAGE_REPARENTED, /* same place, another parent */
    LINEAGE_MAX_
};

/* As stored (domain/code_lists.h): "nation" … "area"; "gso3"; "full" … "reparented". */
const char *unit_level_code(enum unit_level level);
const char *unit_list_code(enum unit_list list);
const char *lineage_type_code(enum lineage_type type);

/* By code; UNIT_TYPE_NONE, and LEVEL_MAX_, LIST_MAX_, LINEAGE_MAX_ where there is none such. */
enum unit_type unit_type_by_code(const char *code);
enum unit_level unit_level_by_code(const char *code);
enum unit_list unit_list_by_code(const char *code);
enum lineage_type lineage_type_by_code(const char *code);
