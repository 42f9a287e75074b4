/* SPDX-License-Identifier: Apache-2.0
 * Names of persons in Vietnam. A Kinh name is surname, middle, given, in this order, and people are
 * sorted and called by the given name. Names of many peoples of the highlands are not built so (Ê
 * Đê give the clan last: H'Bia Kpă; Gia Rai have surnames of two words: Rơ Ô H' Rin): those are
 * left whole rather than taken apart wrongly. A name is never rewritten for storage but for a
 * title. */
#pragma once

#include "base/arena.h"

struct name_parts {
    const char *surname; /* "Nguyễn", "Tôn Thất"; "" where there is none */
    const char *middle;  /* "Thị Minh"; "" where there is none */
    const char *given;   /* the last word; of a whole name, all of it */
    bool whole;          /* not taken apart */
    bool abbreviated;    /* a word is shortened: "Ng. V. An", "Ngt Hoa" */
};

/* Takes a name apart; the parts live in `arena`. Left whole: names with an apostrophe, names that
 * begin with a lone Y, H or K or with a clan of the highlands (Siu, Nay, Rơ …, Rah Lan, …), and
 * names with a word that is no Vietnamese syllable (Ksor, Niê, Mlô, David), unless they begin with
 * one of the common Kinh surnames. A single word is a given name. Blank gives empty parts. */
void name_split(struct arena *arena, const char *full, struct name_parts *ret_parts);

/* What a title before a name tells of its bearer. */
enum name_title { NAME_TITLE_NONE, NAME_TITLE_MALE, NAME_TITLE_FEMALE, NAME_TITLE_OTHER };

/* The name without titles before it: "Hộ ông Nguyễn Văn A" gives "Nguyễn Văn A" and MALE; Bà, Anh,
 * Chị, Cụ, Đ/c, Đồng chí, Mr, TS. … likewise, several in a row too. All else stays verbatim. A word
 * that can be a name itself is a title only when two words or more follow, the first of which is
 * not Văn or Thị ("Anh Tuấn" and "Ông Văn Tùng" stay as they are); "ông:" and "bà." may be marked
 * so. Takes text that passed text_clean. `ret_title` may be NULL; the first title with a sex wins.
 */
const char *name_clean(struct arena *arena, const char *full, enum name_title *ret_title);

/* For display only: a name all in capitals as "Nguyễn Văn A", "H'Bia Kpă"; any other unchanged. */
const char *name_title_case(struct arena *arena, const char *full);

/* The order of lists of people: by given name, then surname, then middle name, each by
 * text_sort_key; whole names by all of their text. To store and to compare byte by byte. */
char *name_sort_key(struct arena *arena, const char *full);
