/* SPDX-License-Identifier: Apache-2.0
 * The programmes that come with the house: as they are, and the template made one's own. */
#pragma once

#include "store/entity.h"

struct shipped_programme {
    const char *name; /* "template_2026", its file and its id */
    const char *title_vi, *title_en, *territory;
    bool is_template; /* for any province, from its period on */
};

struct shipped_programmes {
    struct shipped_programme *items;
    size_t count;
};

/* All of them; templates first. */
struct shipped_programmes shipped_programmes_list(struct arena *arena);

/* The YAML text. A template is made that of the province of `unit` (0: left as it is): its territory as it is
 * today, an id of its own, without the word "template" in its titles; everything else stays to be edited.
 * ERR_NOT_FOUND. */
NODISCARD enum err_code shipped_programme_text(struct store *store, const char *name, int64_t unit,
                                               struct arena *arena, const char **ret_text, struct err *err);
