/* SPDX-License-Identifier: Apache-2.0
 * The organisations every installation knows (domain A6.4), and telling them by the words people
 * write: "HND", "Hội Nông dân", "Đoàn TN". */
#pragma once

#include "base/msg.h"
#include "store/entity.h"

/* Adds those that are missing. In a transaction of the caller's. */
NODISCARD enum err_code organisation_install(struct store *store, struct err *err);

/* An organisation that a programme brings along, where it is not known yet; adds 1 to *made. Likewise. */
NODISCARD enum err_code organisation_ensure(struct store *store, const char *code, const char *name,
                                            const char *name_en, int64_t *made, struct err *err);

/* Organisations by name, loaded once. */
struct organisation_name {
    const char *folded; /* folded name, short name or alias */
    const char *code;
};
struct organisation_names {
    struct organisation_name *items;
    size_t count;
};
NODISCARD enum err_code organisation_names_load(struct store *store, struct arena *arena,
                                                struct organisation_names *ret_names,
                                                struct err *err);

/* The codes named in "Hội Nông dân, PN; CCB", at most `max`. Words that name none are returned in
 * *ret_unknown (NULL: all were known). */
size_t organisation_codes_of(const struct organisation_names *names, struct arena *arena,
                             const char *text, const char **ret_codes, size_t max,
                             const char **ret_unknown);

/* "Hội Nông dân" for "farmers_union": the name of the register; the code itself where unknown. */
const char *organisation_name(struct store *store, struct arena *arena, const char *code);
/* The same in the language, where the register has it. */
const char *organisation_name_in(struct store *store, struct arena *arena, const char *code, enum lang lang);
