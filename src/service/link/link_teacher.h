/* SPDX-License-Identifier: Apache-2.0
 * How evidence weighs, learnt once for all stores of a server, in a thread of its own: so that no write waits, some seconds,
 * until the commune it is about has been learnt from. Where there is none (a small house, the first seconds), whoever asks
 * learns from the commune asked about (link_entry.c), as a command does. */
#pragma once

#include "service/link/link_entry.h"

struct link_teacher;

/* Begins to learn from the largest commune among the first so many households, where there are `least`: less is soon learnt by who asks. `uri`
 * must stay. */
struct link_teacher *link_teacher_start(const char *uri, int64_t least);
/* Ends the learning and waits for its thread; what is learnt stays. NULL is legal. */
void link_teacher_halt(struct link_teacher *teacher);
/* Halted, and no store may be using it any more; NULL is legal. */
void link_teacher_free(struct link_teacher *teacher);
/* NULL: not yet, or never. It stays as it is until link_teacher_free. */
const struct link_index *link_teacher_index(struct link_teacher *teacher);
