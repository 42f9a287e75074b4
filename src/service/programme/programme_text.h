/* SPDX-License-Identifier: Apache-2.0
 * The text of a programme for people who change it: the text of a version, and the next one made from it. The text
 * is all there is; whoever edits writes text (base/yaml_edit.h). */
#pragma once

#include "service/programme/programme_versions.h"

/* The text of a revision; 0: of the one in force today, else of the last. ERR_NOT_FOUND. */
NODISCARD enum err_code programme_text(struct store *store, const char *code, int64_t revision, struct arena *arena,
                                       const struct programme_version **ret_version, struct err *err);

/* The text made that of the next period: its years so many later (0: as many as the period has) wherever they are a
 * day, a period or a title, under an id of its own, agreed to by nobody; of a territory that is no more by then
 * (today, where that is within the period), the one it has become. Papers it rests on, what carries which
 * requirement, and ids of its parts stay. ERR_INPUT for a text that is no programme. */
NODISCARD enum err_code programme_next(struct store *store, struct arena *arena, const char *text, int years,
                                       const char **ret_text, struct err *err);
