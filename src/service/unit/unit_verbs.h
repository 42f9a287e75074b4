/* SPDX-License-Identifier: Apache-2.0
 * Mergers, splits, new names, new superiors, as people name them. Each plans, counts the records that
 * follow, and, unless dry, writes one batch (unit_change.h) in one transaction. */
#pragma once

#include "service/unit/unit_change.h"

struct unit_verb {
    int32_t day;
    const char *reason, *basis; /* may be NULL */
    bool dry_run;
};

struct unit_verb_result {
    struct territory_change change; /* what was, or would be, made */
    struct unit_made made;          /* batch 0: dry */
    struct unit_counts counts;      /* live records that count there on the day before */
};

/* A unit to be: by name, the word for its type in it ("Xã Đức Cơ"); without such a word it is of
 * the type of the unit it comes from. Texts may be NULL where a default is given. */
struct unit_naming {
    const char *name;
    const char *code;
    const char *type;   /* code of the type; NULL: by the name */
    const char *parent; /* as unit_resolve takes it */
    unsigned char founding; /* of a unit made of communes of several founding provinces; 0: theirs */
};

/* `into`: a name; or the code of one of the sources, whose name and code go on. Defaults: code and
 * superior of the first source. ERR_INPUT where the sources have different superiors and none is
 * given. */
NODISCARD enum err_code unit_merge(struct store *store, const char *const *sources, size_t count,
                                   const struct unit_naming *into, const struct unit_verb *verb,
                                   struct arena *arena, struct unit_verb_result *ret_result,
                                   struct err *err);

/* Parts as "NAME=CODE" for a new unit or "CODE" for one that is there, and behind a colon the areas
 * that go to it: "Xã Ia Krêl=23866:23857.01,23857.02". */
NODISCARD enum err_code unit_split(struct store *store, const char *source, const char *const *parts,
                                   size_t count, const struct unit_verb *verb, struct arena *arena,
                                   struct unit_verb_result *ret_result, struct err *err);

NODISCARD enum err_code unit_rename(struct store *store, const char *unit,
                                    const struct unit_naming *naming, const struct unit_verb *verb,
                                    struct arena *arena, struct unit_verb_result *ret_result,
                                    struct err *err);

NODISCARD enum err_code unit_reparent(struct store *store, const char *unit, const char *parent,
                                      const struct unit_verb *verb, struct arena *arena,
                                      struct unit_verb_result *ret_result, struct err *err);

/* Looks whether the actor may, counts the records under `units` and writes ret_result->change, unless dry. For changes planned
 * elsewhere (unit_place.h). */
NODISCARD enum err_code unit_verb_finish(struct store *store, const int64_t *units, size_t count,
                                         const struct unit_statement *statement,
                                         const struct unit_verb *verb, struct arena *arena,
                                         struct unit_verb_result *ret_result, struct err *err);

/* The unit in force on the day before a change, as unit_resolve. */
NODISCARD enum err_code unit_resolve_before(struct store *store, const char *named, int32_t day,
                                            const struct unit **ret_unit, struct err *err);
/* The unit in force on the day. */
NODISCARD enum err_code unit_resolve_on(struct store *store, const char *named, int32_t day,
                                        const struct unit **ret_unit, struct err *err);
