/* SPDX-License-Identifier: Apache-2.0
 * Import layouts: which words head a column of a sheet, and what the column is. A layout is data, in
 * YAML (layouts/ of the source tree, built into the program; or a file of the user's):
 *
 *     kind: households               the register
 *     shape: households              households: a row is a household or a person of one;
 *                                    records (the default): a row is a record of the kind
 *                                    figures: a row is a unit, a column a declared figure of it
 *     title: {vi: …, en: …}
 *     columns:
 *       - name: birth_year_male      its name here, for --set and `with`
 *         to: household_member.birth_date
 *         words: [năm sinh nam, nam] headers, marks and case do not matter; "sinh*": begins so;
 *                                    "*đầu năm*số hộ*": has these in this order
 *         english: year of birth, men   a header too, and what heads the column in an English template
 *         like: phone                its words are also those of that column of layouts/households.yaml, but for
 *                                    those that head another column here
 *         sets: household_member.sex=male      where the cell is not blank
 *         mark: production_land      a ticked cell stands for this code
 *         unmarked: male             what a blank cell says where the column has ticks and no other says the field
 *         with: birth_year_female    only where that column is there too
 *         behind: quantity           only directly behind that column: "Số lượng | Đơn vị"
 *         required: yes              a sheet without it is not read
 *         lenient: yes               a value not understood is left out with a note, else refused
 *         otherwise: other           … or becomes this code
 *         ticked: policy_household   what a tick means in a column of words
 *         stand_in: head_name        the column that serves as this one where this one is missing
 *         also: classification.change   a word that is a code of that field too sets it ("nghèo mới")
 *         instead: household.policy_categories   a word that is no code of the column's field but one of that field sets that one
 *         unknown_to: provider_name  (a reference, an amount) the field of text that takes what is found in no register, is no amount;
 *                                    (households, a lenient code) note: a word that is no code is kept with the person
 *         told_by: [name, description]   (records) where there is no such column: a word of `values` in the text of
 *                                    one of these fields tells the code, with a note; "title": in the titles of the
 *                                    list, where they tell one code only
 *         untold: other              … and the code where nothing tells one, with a note
 *         headed: yes                (a note) its text stands behind the words of its header: "Gia đình đóng góp: 30"
 *         figure: poor_households    (figures) what the numbers are; near_poor, people, near_poor_people:
 *                                    what instead in a list of near-poor, a row of people, or both
 *         breakdown: capital         (figures) the part of it; with whole: yes not of `figure` itself
 *         each: ethnicity            this column once for every ethnic group: "{}" in the words is its name,
 *                                    `breakdown` its code
 *         sum_of: [start - escaped + newly]   (figures) what the number is by others of its row; of several the first
 *                                    whose columns are all there. A name of `each` stands for all of them there
 *                                    are, together no more than the number
 *         without: [tỷ lệ]           a header with one of these words is not this column
 *         before: full_name          (to: part) its text stands before that column's, with `between` between them
 *     template: [full_name, area]    names of the columns of an empty template, where it has not just the kind's fields
 *     values:                        further words for codes
 *       - {of: classification.class, is: poor, words: [HN, nghèo A]}      (a yes or no: is: yes)
 *     rows: {total: […], footer: […], area: […], commune: […], district: […]}   words that tell rows apart
 *
 * `to` is a field of the kind (records), kind.field (households: household, household_member,
 * classification, membership), reference.field (records: the record referred to is found by that
 * field: member.full_name; a household by one of a member of it: household.id_number), or one of the words of enum layout_role. In a layout of records every
 * field that is not there has its labels and its name as header words. */
#pragma once

#include "base/form.h"
#include "domain/kind.h"

#define LAYOUT_TITLE "title" /* in told_by: the titles, not a field */

enum layout_shape { LAYOUT_RECORDS, LAYOUT_HOUSEHOLDS, LAYOUT_FIGURES };

enum layout_role {
    LAYOUT_FIELD,
    LAYOUT_REFERENCE, /* a field of the record that field `via` refers to */
    LAYOUT_AREA,      /* name of a residential area */
    LAYOUT_ADDRESS,   /* an address, in which an area may be named */
    LAYOUT_COMMUNE,   /* name or code of a commune */
    LAYOUT_DISTRICT,  /* name of a district: tells communes of one name apart */
    LAYOUT_NUMBER,    /* running number: of the household, or of the row */
    LAYOUT_MEMBER_NUMBER, /* running number of the person */
    LAYOUT_HOUSEHOLD_NUMBER, /* number of the household, said to be so: beside the running number of rows */
    LAYOUT_HOUSEHOLD_ID,  /* id of the household a person belongs to */
    LAYOUT_HEAD_NAME, /* name of the head on every row, beside the person's own */
    LAYOUT_ORGANISATIONS, /* words that name organisations, or a ticked cell for one */
    LAYOUT_RECORD_ID, /* id of the record itself, as an export writes it */
    LAYOUT_PLACE,     /* name of the unit of a row of figures, whatever its level */
    LAYOUT_MINORITY,  /* ticked where the person or household is of an ethnic minority: only compared */
    LAYOUT_AGE,       /* years of age in the year of the list: the year of birth */
    LAYOUT_COUNTED,   /* whether a row of figures counts households or people */
    LAYOUT_PART,      /* a piece of what another column says: "Nguyễn Văn" beside "An", a day beside month and year */
    LAYOUT_STATE,     /* the state of the record; its words are values of `state` */
    LAYOUT_IGNORE,    /* known and left out: signatures, reasons of a rejects file */
    LAYOUT_ROLE_MAX_
};

/* "area", as `to` says it; "field" for one of a record. */
const char *layout_role_word(enum layout_role role);

/* A header, or a word of a column: its keys. */
struct layout_text {
    const char *folded, *toned; /* text_fold, text_fold_toned */
    const char *gist;           /* layout_gist */
};

struct layout_word {
    struct layout_text text;
    bool prefix;                /* a header that begins with it will do */
    bool has_gaps;              /* "*a*b": pieces in their order, anything around */
};

/* "start - escaped + newly" */
struct layout_sum {
    const char **names;
    bool *minus;
    size_t count;
    bool at_most; /* of a part for each ethnic group there may be more than the sheet has */
};

struct layout_column {
    int line;
    const char *name, *to, *english;
    const char *const *words;
    const char *like, *mark, *unmarked, *with, *sets, *otherwise, *ticked, *stand_in, *also, *instead, *unknown_to, *behind, *untold;
    const char *figure, *near_poor, *people, *near_poor_people, *breakdown, *each;
    const char *before, *between;
    const char *const *without, *const *sum_of, *const *told_by;
    bool required, lenient, whole, headed;
    /* found out when the layout was read */
    enum layout_role role;
    const struct kind *kind;    /* of the field; NULL without one */
    const struct field *field;  /* NULL: the role is no field */
    const struct field *via;    /* LAYOUT_REFERENCE */
    const struct kind *set_kind; /* of `sets` */
    const struct field *set_field;
    const char *set_code;
    const struct field *also_field;
    const struct kind *instead_kind; /* of `instead` */
    const struct field *instead_field;
    struct layout_word *keys; /* of the words */
    bool is_coded;            /* says a code: the gist of a header is enough */
    const char *const *levels[3]; /* text_fold of the words for places of its sort; NULL */
    size_t key_count;
    const char *each_name; /* of one made by `each`: the name in the file */
    struct layout_sum *sums;
    size_t sum_count;
};

struct layout_value {
    int line;
    const char *of, *is;
    const char *const *words;
    const struct field *field; /* of `of`; NULL: of a state */
};

struct layout_rows {
    int line;
    const char *const *total, *const *footer, *const *area, *const *commune, *const *district;
};

struct layout {
    int line;
    const char *file; /* "layouts/households.yaml", or the user's; NULL: made from the kind alone */
    const char *kind_slug;
    int shape; /* enum layout_shape */
    bool is_map; /* a file of the user's: words for rows and codes that it lacks are those of layouts/households.yaml */
    struct form_text title;
    const char *const *template_names; /* NULL: none */
    struct layout_column *columns;
    size_t column_count;
    struct layout_value *values;
    size_t value_count;
    struct layout_rows *rows; /* may be NULL */
    const struct kind *kind;
};

/* The layout of the kind: from the file `map` of the user's where given, else the built-in one, else
 * made from the declaration. Mistakes of the file are all in `mistakes`, the first is the failure.
 * ERR_INPUT; ERR_NOT_FOUND, ERR_IO: the file. Lives in the arena. */
NODISCARD enum err_code layout_load(struct arena *arena, const struct kind *kind, const char *map,
                                    struct mistakes *mistakes, struct layout **ret_layout,
                                    struct err *err);

/* Further built-in layouts of the kind, for forms of another shape ("layouts/declared_figures-causes.yaml"),
 * by `index` from 0; NULL after the last. */
const char *layout_variant(const struct kind *kind, size_t index);
/* Likewise layout_load, of one of those. */
NODISCARD enum err_code layout_load_variant(struct arena *arena, const struct kind *kind, const char *variant,
                                            struct mistakes *mistakes, struct layout **ret_layout,
                                            struct err *err);

/* Whether a sheet with the column has what `required` is required for: it is that column, or says the same field. */
bool layout_serves(const struct layout_column *column, const struct layout_column *required);

/* Whether the column is the one, or one of those, that a sum calls so. */
bool layout_is_part(const struct layout_column *column, const char *name);

/* By name, or by what it is to; NULL if there is none. */
const struct layout_column *layout_column_named(const struct layout *layout, const char *name);

struct layout_text layout_text_of(struct arena *arena, const char *text);

/* How well a header fits a column: 0 not at all; more is better. Letters with marks count before letters alone ("Năm" and
 * "Nam"), whole headers before beginnings, and those before what merely means the same. A header that is nothing but words
 * for places ("Xã, phường, thị trấn") fits a column of such. */
int layout_fit(const struct layout_column *column, const struct layout_text *header);

/* What is said, however it is said: without numbering and words that add nothing, abbreviations written out, folded.
 * "1. Hộ nghèo theo thu nhập" and "HN thu nhập" are one. May be "". */
char *layout_gist(struct arena *arena, const char *text);

/* "II. Thôn 3" → "Thôn 3", "- Thiếu vốn" → "Thiếu vốn", "a) Nghèo" → "Nghèo". */
const char *layout_skip_numbering(const char *text);

/* Whether the header (text_fold) has one of the words that `without` names. */
bool layout_bars(const struct layout_column *column, const char *folded);

/* The first word of the column, to be named to people: "họ và tên". */
const char *layout_column_word(const struct layout_column *column);

/* The code that the words stand for in this layout, beyond the field's own; NULL: none. `alike`: the text is a gist, and
 * so are the words compared. */
const char *layout_code_of(const struct layout *layout, const struct field *field, const char *text, bool alike);
