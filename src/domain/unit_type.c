/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/unit_type.h"

#include "base/base.h"

const struct unit_type_row unit_types[UNIT_TYPE_MAX_] = UNIT_TYPE_ROWS;

static const char *const level_codes[LEVEL_MAX_] = {
    [LEVEL_NATION] = "nation",   [LEVEL_PROVINCE] = "province", [LEVEL_DISTRICT] = "district",
    [LEVEL_COMMUNE] = "commune", [LEVEL_AREA] = "area",
};
static const char *const list_codes[LIST_MAX_] = {
    [LIST_LOCAL] = "local",
    [LIST_GSO3] = "gso3",
    [LIST_GSO2] = "gso2",
};
static const char *const lineage_codes[LINEAGE_MAX_] = {
    [LINEAGE_FULL] = "full",       [LINEAGE_PARTIAL] = "partial",       [LINEAGE_KEPT] = "kept",
    [LINEAGE_RENAMED] = "renamed", [LINEAGE_REPARENTED] = "reparented",
};

const char *unit_level_code(enum unit_level level)
{
    return level_codes[level];
}

const char *unit_list_code(enum unit_list list)
{
    return list_codes[list];
}

const char *lineage_type_code(enum lineage_type type)
{
    return lineage_codes[type];
}

static int code_index(const char *const *codes, int count, const char *code)
{
    int i = 0;
    while (i < count && strcmp(codes[i], code) != 0)
        i++;
    return i;
}

enum unit_level unit_level_by_code(const char *code)
{
    return (enum unit_level)code_index(level_codes, LEVEL_MAX_, code);
}

enum unit_list unit_list_by_code(const char *code)
{
    return (enum unit_list)code_index(list_codes, LIST_MAX_, code);
}

enum lineage_type lineage_type_by_code(const char *code)
{
    return (enum lineage_type)code_index(lineage_codes, LINEAGE_MAX_, code);
}

enum unit_type unit_type_by_code(const char *code)
{
    for (int type = UNIT_TYPE_NONE + 1; type < UNIT_TYPE_MAX_; type++)
        if (strcmp(unit_types[type].code, code) == 0)
            return (enum unit_type)type;
    return UNIT_TYPE_NONE;
}
