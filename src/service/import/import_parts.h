/* SPDX-License-Identifier: Apache-2.0
 * What the parts of the import share; for src/service/import/import*.c only. The way of a row:
 *   import.c         opens the file, finds the sheets, begins and ends the transaction
 *   import_header.c  finds the header among the first rows and which column is what
 *   import_header_values.c  … and what the values below say of it; import_header_pair.c  the head beside a person
 *   import_again.c   rows that are the header once more
 *   import_table.c   further tables below the first, on the same sheet; import_beside.c beside it
 *   import_form.c    forms of one record each become rows of a table; import_form_label.c, import_form_rows.c
 *   import_guess.c   columns by their values, where headers say nothing
 *   import_words.c   cells cleaned and in Unicode; words for ticks, nothing, codes
 *   import_cell.c    a cell becomes a value: repairs, what may not be said twice
 *   import_whole.c   what only the row as a whole says, and what of it cannot be
 *   import_repair.c  what hands write around a name, a number, an age
 *   import_told.c    what sort of thing a row is, by the words of its name
 *   import_legend.c  numbers whose meaning the header tells: "1: nghèo; 2: cận nghèo"
 *   import_dates.c   dates as lists have them
 *   import_join.c    one thing said in several columns
 *   import_title.c   class, year and place by the titles and the name of the sheet
 *   import_commune.c, import_place.c   the commune, and the residential area, of a row
 *   import_known.c   who is known in a commune, for matching
 *   import_match.c, import_queue.c   which known household a row is; those it may be
 *   import_household.c, import_apply.c   rows of households: told apart, gathered, written
 *   import_stage.c   households of a long list wait for their commune's turn
 *   import_member.c  people who do not stand under their head
 *   import_figures.c tables of figures by unit
 *   import_missing.c known households that the file does not have
 *   import_record.c  rows of any other kind
 *   import_reference.c  what such a row refers to by words
 *   import_own.c     rows of an export: what of them is as it was
 *   import_area.c    rows of a list of residential areas
 *   import_gift.c    what lists of donations leave unsaid
 *   import_workbook.c  returned workbooks, merged field by field
 *   import_report.c  issues, counts, the rejects file */
#pragma once

#include "base/idmap.h"
#include "base/vilegacy.h"
#include "paper/out_file.h"
#include "paper/sheet.h"
#include "service/import/import.h"
#include "service/import/layout.h"
#include "service/organisation.h"
#include "service/unit/unit.h"

/* --- rows and cells ----------------------------------------------------------------------------- */

struct import_cell {
    const char *raw;  /* as it stands in the file */
    const char *text; /* cleaned, in Unicode; "" where blank */
    const char *serial;
    enum sheet_cell_type type;
    bool is_formula, is_struck;
};

struct import_row {
    int64_t number;
    struct import_cell *cells;
    size_t count;
    enum import_verdict verdict; /* NOTE: nothing speaks against it */
    bool converted;              /* from an old encoding */
    bool is_hidden;
    enum legacy_encoding encoding; /* in a sheet of mixed encodings: of the row as a whole */
    enum import_verdict told;    /* what its last counted issue said; for the rejects file */
    const char *reason_code;
    enum msg reason;
    const char *reason_args[ERR_ARGS_MAX + 1];
    size_t reason_column; /* index + 1; 0: the row */
};

/* What the numbers in a column stand for, by its header (import_legend.c). */
struct import_legend {
    struct import_legend_item {
        int number;
        const char *words;
    } items[24];
    size_t count;
};

struct import_column {
    const char *header; /* for people: the stacked texts joined */
    const struct layout_column *is; /* NULL: not understood */
    enum legacy_encoding encoding;  /* of the column's cells */
    int guess; /* of a hundred values, how many fit what was guessed; 0: the header says it */
    bool formula_told, ditto_told, doubled;
    bool of_head; /* about the head, where another person stands beside it in the row */
    bool fills_down; /* written once for a group of rows, as merged cells are */
    int64_t money_unit; /* of amounts that name none: 1, or a million where the header says so */
    bool month_first;   /* days are written 12/25/1980 */
    bool first_january; /* 01/01 stands for a year alone */
    char *last; /* the text of the last row that has one, in a place that the next one takes; NULL */
    size_t last_size;
    size_t joined_to; /* index + 1 of the column whose text its own completes (import_join.c); 0 */
    bool joined_behind;
    const struct import_legend *legend; /* of one of codes; NULL */
    const char *unmarked; /* the code that a blank cell stands for; NULL */
    size_t twin; /* index + 1 of the column with the same header that is read instead of this one */
};

struct import_header {
    int64_t first, last; /* rows of the sheet */
    struct import_column *columns;
    size_t count;
    bool found;
};

/* Rows read before their turn (import_table.c). */
struct import_ahead {
    struct arena arena;
    struct import_row *rows;
    size_t count, capacity, at;
    bool ended; /* the sheet */
};

/* The rows that the forms of a sheet become, in its order. */
struct import_form {
    struct import_row *rows;
    size_t count;
    const char *labels; /* for people: "“Họ và tên”, “Giới tính”" */
    enum legacy_encoding encoding; /* of all of it; NONE where it is Unicode or mixed */
};

/* --- values of a row by the record they go into ---------------------------------------------------- */

/* HEAD: what the row says of the head beside the person. */
enum import_slot { SLOT_HOUSEHOLD, SLOT_MEMBER, SLOT_CLASSIFICATION, SLOT_HEAD, SLOT_MAX_, SLOT_RECORD = 0 };

struct import_values {
    const struct kind *kind;
    struct value *values; /* null: the row does not say */
    size_t *columns;      /* from which column, index + 1; 0: a constant or the context */
};

/* A commune in whose lists the sheet's rows are. */
struct import_place {
    int64_t commune, area; /* area 0: the commune itself */
};

/* A person of a household, or a record: a row, read. */
/* A record that a row is the first to name. */
struct import_made {
    const char *name;
    size_t column;
    bool is_body; /* else a donor */
};

struct import_entry {
    struct import_row *row;
    struct import_values slots[SLOT_MAX_];
    const char *organisations[IMPORT_ORGANISATIONS_MAX];
    size_t organisation_count;
    const char *area, *address, *commune, *district; /* what the row says, or NULL */
    size_t area_column, commune_column;   /* index + 1 */
    const char *head_name;                /* of a list that repeats it on each row */
    const char *number, *member_number;
    const char *remark; /* what stood behind the name: "đã mất"; NULL */
    size_t remark_column;
    bool remark_is_word; /* … or a word of another column, no code of it: "Chết 2020" under "Biến động" */
    size_t quantity_column; /* index + 1; 0 */
    size_t age_column;      /* index + 1; 0 */
    size_t state_column;    /* likewise */
    bool is_branch_told;    /* its branch was not said by the row */
    struct import_made made[2]; /* for this row: told once it stands */
    size_t made_count;
    size_t minority_column; /* ticked as of an ethnic minority in it, index + 1; 0 */
    const char *household_number, *household_id; /* of the household a person belongs to, or NULL */
    int64_t household; /* of a person who does not stand under the head, once found; 0 */
    const char *section_area, *section_class; /* of the section it stands in, or NULL */
    struct import_place place_found; /* of a household that may wait (import_stage.c); 0 */
    bool is_head;
    bool is_implied; /* a head known only from its members' rows: not counted */
    int64_t member;  /* id, once written */
    struct import_tally outcome; /* of the row: one of the three becomes 1 */
    const char *record_id; /* records: its own id, from an export; NULL */
    const struct record *known; /* the record it names; NULL */
    int64_t known_commune;      /* where that is recorded; 0 */
    bool *kept;                 /* by column: the cell says what is known, and is not read; NULL */
    /* records: the words of reference fields, by field, and their columns (index + 1) */
    const char **texts;
    size_t *texts_columns;
    int64_t place_commune, place_area, place_unit; /* 0: none */
};
/* What the row says of the record it is, where it is no row of a list of households. */
static inline struct import_values *import_record_values(struct import_entry *entry)
{
    return &entry->slots[SLOT_RECORD];
}

/* --- known people ------------------------------------------------------------------------------------ */

struct import_person {
    int64_t member, household; /* ids */
    int64_t unit, commune; /* where recorded; in whose list it was looked for */
    int64_t canonical;     /* of a linked duplicate: the household that stands for it; 0 */
    uint64_t name, toned, id_number, code; /* hashes; 0: not known. code is the household's */
    int16_t birth_year;
    bool is_head, is_ascii; /* the name is written without marks */
    size_t next; /* of the same name, index + 1 */
};

struct import_known {
    struct arena arena; /* of all but what has been left */
    struct import_person *people;
    size_t count, capacity;
    struct idmap by_name, by_code; /* hash → index + 1 */
    struct idmap communes;         /* loaded */
    struct idmap heads;            /* household → index + 1 of its head */
    struct idmap households;       /* household → row of this file it was met in first */
    struct idmap of_years;         /* household and year → likewise, where that is another year's row */
    /* The same of communes left, where somebody may ask for them: sorted when looked at. */
    struct import_met *met;
    size_t met_count, met_capacity, left_count; /* left: kept or not */
    bool met_sorted;
    struct idmap listed; /* all communes of the file; 2: it had households before */
    struct idmap written; /* units at which this import recorded somebody */
};

struct __attribute__((packed)) import_met { /* there is one for each row of a long list */
    int64_t household;
    uint32_t row;
};

/* A word met in a column, and the code it stands for. */
struct import_word {
    const struct field *field;
    const char *text, *code; /* code NULL: none */
};
enum { IMPORT_WORDS_MAX = 50000 };

struct programme;
struct import_programme {
    const struct programme *programme;
    int64_t unit;
};

/* What the name of the sheet and the titles above the header say of the place. */
struct import_title {
    int64_t commune;   /* of rows that name none, where the unit is a district or province; 0 */
    const char *area;  /* likewise, of rows that name no residential area; NULL */
    const char *place; /* the text that names another place than the unit of the import */
    bool differs;      /* it does: no row is taken */
};

/* Households that may be one: a known one, and `other`, or where that is 0 the household of the row. */
struct import_suspicion {
    int64_t known, other;
    enum msg why;
};
enum { IMPORT_SUSPICIONS_MAX = 8 };

/* A household under way. */
struct import_household {
    int64_t id;
    bool is_new, fill_only;
    struct import_place place;
    struct import_tally households, members, classifications, memberships; /* until they stand */
};

/* What the rows of a sheet are. PEOPLE: members, or heads and members, which only the other sheets can
 * tell. Sheets of heads are read before those of members. */
enum import_sheet_role { IMPORT_SHEET_HEADS, IMPORT_SHEET_PEOPLE, IMPORT_SHEET_MEMBERS };

/* The households of this file by code, number, head: for members on sheets of their own. */
struct import_keys {
    struct idmap map; /* hash → household, or -1 where it is several */
    bool wanted;
};

/* --- one run --------------------------------------------------------------------------------------------- */

struct import {
    struct store *store;
    const struct import_request *request;
    struct import_result *result;
    struct arena *arena; /* of the result */
    struct layout *layout;
    const struct field_pair *constants; /* request->set, by layout column: name is a column's name */
    const struct layout_column **constant_columns;
    struct organisation_names organisations;
    struct idmap words; /* struct import_word * by hash */
    /* where */
    int64_t unit;
    enum unit_level level; /* of the unit; LEVEL_MAX_: no unit given */
    int32_t day;           /* on which names of places are looked up */
    /* the sheet under way */
    struct arena sheet_arena;
    const char *sheet;
    enum import_sheet_role sheet_role;
    struct import_header header;
    struct layout_column **code_columns; /* that headers made (import_header.c) */
    size_t code_column_count, code_column_capacity;
    struct import_ahead ahead;
    struct import_beside {
        size_t from, to; /* columns of the list that is read; to 0: all are of it */
        int64_t header;  /* the row where the headers begin */
    } beside;
    int64_t data_row, section_row; /* the last row of data, and of what told a section */
    struct import_form *form; /* of what forms the rows are made; NULL: of none */
    const char *form_labels_told; /* once for sheets of the same labels; NULL */
    struct import_keys keys;
    enum legacy_encoding encoding;
    bool mixed_encodings; /* each cell is judged alone */
    bool has_marks; /* written with Vietnamese marks */
    int64_t header_again; /* the last row that repeated the header; 0 */
    const struct layout_column *ticked; /* the last one with a meaning of blank cells that had a tick; NULL */
    const char *title_class;
    int64_t title_year;
    const char *title_period; /* "H1", "Q3"; NULL */
    const char *title_decision, *title_decided_on; /* of which the list is an annex; NULL */
    const char *title_day; /* the one day the list is of: "27/7/2025"; NULL */
    size_t set_column;     /* index + 1; records: of the columns that each say another record of one row, the one read now; 0: all */
    bool states_said;      /* records: the row says the state of its record */
    const char *title_organisation; /* the only one that titles name; NULL */
    bool title_organisations;       /* they name several */
    const char *title_organisation_said; /* the title that names it */
    const char *title_words;        /* what stands above the header, but for what has a day in it (a document's); "" */
    const char *title_branch;       /* the branch that says, "Chi hội thôn Tân Tiến"; NULL */
    struct import_title title;
    const char *guess; /* what the columns of a sheet without the needed headers may be, for people; NULL */
    bool year_column, relation_column, head_name_column, number_used;
    bool head_says_household; /* the row of the head has cells that are the household's */
    bool head_column; /* the column of names says that they are heads */
    struct import_figures *figures; /* rows of figures that are not written yet; NULL */
    /* the household under way */
    /* Rows are read into group_arena; where one begins a household it becomes held_arena, which lives
     * until the household after it begins. */
    struct arena group_arena, held_arena;
    struct arena_mark group_mark, held_mark; /* empty */
    struct import_entry *group;
    size_t group_count, group_capacity;
    bool group_goes_on; /* its first row belongs to the group before, which was too large */
    /* what section rows set; NULL: nothing */
    const char *section_area, *section_commune, *section_district, *section_class, *section_body, *section_branch;
    bool after_total, in_footer, year_told;
    int64_t hidden_count, hidden_first; /* rows of the sheet that its reader cannot see */
    bool row_aside; /* nothing of the row just taken needs to stay */
    struct import_column_told *columns_told;
    size_t columns_told_count, columns_told_capacity;
    int64_t this_year;
    /* the last places found, by what the rows called them */
    uint64_t commune_text_hash;
    int64_t commune_of_text, former_of_text;
    struct idmap areas; /* hash of commune and text → area; within known.arena */
    struct import_known known;
    struct import_suspicion suspicions[IMPORT_SUSPICIONS_MAX]; /* of the household under way */
    size_t suspicion_count;
    struct import_stage *stage; /* import_stage.c; NULL: nothing waits */
    bool has_sheets;   /* more than one: a commune may come again */
    bool members_came; /* people apart from their heads: all heads must be found */
    struct idmap records_seen; /* record → row (kinds other than households) */
    struct idmap communes_seen; /* commune → whether it had areas before this import */
    /* the results */
    struct import_issue *issues;
    size_t issue_capacity, note_count;
    struct out_file rejects;
    struct buf reject_line;
    struct import_column *reject_columns; /* of all sheets, each once */
    size_t reject_column_count, reject_column_capacity;
    bool reject_header_written;
    int64_t areas_pending, bodies_pending; /* made in the savepoint under way */
    bool units_pending;
    unsigned list_classes; /* of the heads taken, a bit by poverty_class_codes */
    int64_t list_year;     /* the latest */
    struct idmap names_not_taken; /* of heads whose rows were not taken */
    size_t change_capacity, changes_standing; /* those of a savepoint under way come after */
    struct import_programme *programmes; /* in force */
    size_t programme_count;
    bool programmes_loaded;
    const struct kind *household_kind, *member_kind, *classification_kind, *membership_kind;
};

/* --- import_whole.c ------------------------------------------------------------------------------------- */

void import_entry_complete(struct import *import, struct import_entry *entry);

/* --- import_report.c ----------------------------------------------------------------------------------- */

/* The text, or its first `max` bytes, never within a letter. */
const char *import_cut(struct arena *arena, const char *text, size_t max);

/* Says something about a row's cell (`column` index + 1; 0: the row). Refused and doubtful ones give
 * the row its verdict, the first stays the reason. Arguments are strings. */
#define import_say(import, row, column, verdict, code, msg, ...)                                     \
    import_say_args(import, row, column, verdict, code, msg,                                          \
                    (const char *const[]){ "", ##__VA_ARGS__, NULL })
void import_say_args(struct import *import, struct import_row *row, size_t column,
                     enum import_verdict verdict, const char *code, enum msg msg,
                     const char *const *args_after_first);
/* The same of a failure. */
void import_say_err(struct import *import, struct import_row *row, size_t column,
                    enum import_verdict verdict, const char *code, const struct err *err);
/* About the sheet as a whole; a note. */
void import_say_sheet(struct import *import, const char *code, enum msg msg, const char *column,
                      const char *const *args);
/* Counts the row by its verdict and, where it was not taken, keeps it (rejects file, import_rows).
 * With `companion`, a row written before it without being counted: the head of its household. */
NODISCARD enum err_code import_count_row(struct import *import, struct import_entry *entry,
                                         struct import_entry *companion, struct err *err);
void import_issues_sort(struct import *import);
NODISCARD enum err_code import_batch_begin(struct import *import, struct err *err);
NODISCARD enum err_code import_batch_end(struct import *import, struct err *err);
/* The columns of a sheet among those of the rejects file, so that it holds rows of all sheets. */
void import_rejects_add_columns(struct import *import);
NODISCARD enum err_code import_rejects_end(struct import *import, struct err *err);

/* --- import_header.c ------------------------------------------------------------------------------------- */

enum { IMPORT_HEADER_ROWS = 20, IMPORT_HEADER_DEPTH = 3 };

struct import_sample {
    struct import_row *rows;
    size_t count;
};

/* What the columns of the table just begun were taken for, for the result. */
void import_columns_tell(struct import *import, const struct import_sample *sample);
/* Finds the header among the rows; header->found tells whether it has all required columns, else it
 * is the best attempt. Also reads the titles above (class, year). Lives in sheet_arena. */
void import_header_find(struct import *import, const struct import_sample *sample);
/* Whether a sheet may have the column twice under different headers, both of them read. */
bool import_column_repeats(const struct layout_column *is);
/* The words of the required columns that are missing: "“họ và tên”, “năm”". */
const char *import_header_missing(struct import *import);
/* The headers of the best attempt. */
const char *import_header_seen(struct import *import);
/* "Hộ nghèo năm 2017", "Kết quả 2016": the year that ends a header, and where it begins; 0: none. */
int64_t import_header_year(const char *text, size_t *ret_from);
/* The header that begins at the first row of the sample; not found: it lacks a required column. */
struct import_header import_header_at(struct import *import, const struct import_sample *sample);
/* Which column a text alone names; whole: not by its beginning only. NULL: none. */
const struct layout_column *import_header_label(const struct import *import, const char *text, bool whole);
/* Whether the text alone heads a column of residential areas: "Thôn". */
bool import_header_area(const struct import *import, const char *text);
bool import_row_repeats_header(struct import *import, const struct import_row *row);
/* "1 2 3 …" or "A B 1 2 …" under a header. */
bool import_row_is_numbering(const struct import_row *row);

/* --- import_table.c --------------------------------------------------------------------------------------- */

/* Nothing waits: a sheet is begun. */
void import_ahead_start(struct import *import);
/* The next of the rows that wait, or number 0 where the sheet has ended among them; false: none waits. */
bool import_ahead_take(struct import *import, struct import_row *row);
/* Whether the row begins a table: then import->header is that table's, or its last row that of the same header once
 * more. Ends the household under way. */
NODISCARD enum err_code import_table_begin(struct import *import, struct sheet_reader *reader,
                                           const struct import_row *row, bool *ret_begins, struct err *err);
/* What the rows of a table tell of its columns: encodings, amounts, dates, what fills down. */
void import_columns_survey(struct import *import, const struct import_sample *sample);

/* --- import_beside.c --------------------------------------------------------------------------------------- */

enum { IMPORT_BESIDE_MAX = 4 };

/* In which columns (indexes) the lists of the sheet begin; returns how many there are, 1 mostly. */
size_t import_beside_find(const struct import *import, size_t ret_starts[IMPORT_BESIDE_MAX]);
/* Blanks what is of the other lists. */
void import_beside_cut(const struct import *import, struct import_row *row);

/* --- import_form.c ------------------------------------------------------------------------------------------ */

/* Where the sheet is made of forms of one record each, with labels beside or above the values: reads it
 * to its end, puts its rows into import->form, their columns into import->header, and makes the sample
 * of them and of the titles above the first. ERR_LIMIT: longer than forms are. */
NODISCARD enum err_code import_form_find(struct import *import, struct sheet_reader *reader,
                                         struct import_sample *sample, struct err *err);
/* A note of what is read as forms; of sheets with the same labels once. */
void import_form_tell(struct import *import);

/* --- import_guess.c ---------------------------------------------------------------------------------------- */

/* Where the header was not found: what the columns may be by their values, in import->guess; where the
 * request takes guesses the header is found after all. */
void import_header_guess(struct import *import, const struct import_sample *sample);
/* A note of each column that was guessed. */
void import_guess_tell(struct import *import);

/* --- import_title.c ---------------------------------------------------------------------------------------- */

/* The class and year that a title tells ("DANH SÁCH HỘ NGHÈO NĂM 2017"). NULL and 0: none. */
const char *import_title_class(const char *text);
int64_t import_title_year(const char *text);
/* The year of the day up to which a list counts ("ĐẾN NGÀY 31/12/2021"), which says less than a year that is named so; 0. */
int64_t import_title_day_year(const char *text);
/* The one day that the title of a list is of, "27/7/2025": "DANH SÁCH TRAO QUÀ NHÂN NGÀY 27/7/2025"; not that of a document. */
const char *import_title_day(struct arena *arena, const char *text);
/* The residential area a title is of: "THÔN: Làng Ghè", "DANH SÁCH HỘ NGHÈO THÔN 3 NĂM 2017". NULL: none. */
const char *import_title_area(struct import *import, const char *text);
/* Likewise of the name of a sheet, which is shorter: "Nghèo 2017", "HCN". */
const char *import_sheet_name_class(const char *name);
int64_t import_sheet_name_year(const char *name);
/* "6 THÁNG ĐẦU NĂM" → "H1", "QUÝ III" → "Q3"; NULL. */
/* The organisation whose members a title tells: "DANH SÁCH HỘI VIÊN HỘI NÔNG DÂN". NULL: none. */
const char *import_title_organisation(const struct import *import, const char *text);
const char *import_title_period(const char *text);
/* The place that the name of the sheet and the rows above its header name, into import->title; a note
 * where it is not that of the import's unit. */
NODISCARD enum err_code import_title_place(struct import *import, const struct import_sample *sample,
                                           struct err *err);

/* --- import_commune.c --------------------------------------------------------------------------------------- */

/* The commune of the entry; 0 with the row's verdict where it cannot be told. Where the unit is a
 * district or province: by the row's or section's words, else the sheet's title. */
NODISCARD enum err_code import_commune_find(struct import *import, struct import_entry *entry,
                                            int64_t *ret_commune, struct err *err);
/* Refuses a row of a year in which the unit (0: none) was no more, with what it became; a doubt, where
 * that is not one unit. */
NODISCARD enum err_code import_unit_check_year(struct import *import, struct import_entry *entry, int64_t unit_id,
                                               struct err *err);
/* The communes below `above`, in force on the import's day, that the words mean: a name or code, of
 * then or of before a reform. */
struct unit_set import_communes_meant(struct import *import, const struct territory *territory,
                                      const struct unit *above, const char *text);
/* Whether the text is a name or the code of the commune; or of one it came from. */
bool import_is_commune(struct arena *arena, const struct unit *commune, const char *text);
bool import_is_former_name(const struct territory *territory, struct arena *arena,
                           const struct unit *commune, const char *text);
/* "Xã Tân Lập (23866, Huyện Đức Cơ); …": names, codes, and what tells communes of one name apart. */
const char *import_candidate_names(struct import *import, struct arena *arena, struct unit_set set);
/* How many letters must be put in, left out or changed to make one of the other; more than `max` is
 * told as max + 1 or more. */
size_t import_letter_distance(const char *a, const char *b, size_t max);

/* --- import_words.c ---------------------------------------------------------------------------------------- */

/* Copies a row of the reader; texts as they stand. */
void import_row_copy(struct arena *arena, const struct sheet_row *from, struct import_row *ret_row);
/* Converts and cleans the cells of mapped columns, with notes of every repair. */
void import_row_clean(struct import *import, struct import_row *row);
/* The text of a cell with its line breaks, where it has some; else as it is. Of a constant (column 0) as well. */
const char *import_lines_of(struct import *import, const struct import_row *row, size_t column, const char *text);
/* A tick: x, X, ×, ✓, v, có, 1. */
bool import_is_tick(const char *text);
/* Nothing is said: blank, "-", "…", "không có". */
bool import_is_nothing(const char *text);
/* The code of the field that words stand for, by this layout, aliases, labels; NULL: none. */
const char *import_code_of(struct import *import, const struct field *field, const char *text);
/* The twelve of Decree 07/2021 by their numbers; NULL: the field is another, or there is no such number. */
const char *import_deprivation_of_number(const struct field *field, const char *text);

/* --- import_cell.c ----------------------------------------------------------------------------------------- */

/* Reads all cells of the row into the entry; mistakes give the row its verdict. */
void import_entry_read(struct import *import, struct import_entry *entry);
struct import_entry *import_entry_new(struct import *import, struct arena *arena,
                                      struct import_row *row);
void import_values_set(struct import_values *values, const char *field, struct value value,
                       size_t column);
/* The values of the entry that go into a record of the kind; NULL: it has none. */
struct import_values *import_slot_of(struct import_entry *entry, const struct kind *kind);
/* The year that the row is said of: its own, that asked for, that of the titles; 0. */
int64_t import_list_year(const struct import *import, const struct import_entry *entry);
/* Reads one cell as the column says; true where it gave a value. */
bool import_cell_read(struct import *import, struct import_entry *entry, size_t column,
                      const struct layout_column *is);
/* --- import_told.c */
/* Codes that the row does not say and its other texts do; each is a note. */
/* "Chi đoàn thôn Tân Tiến" in the words, from there on; NULL: they name no branch. */
const char *import_branch_words(struct arena *arena, const char *text);
/* "Hội viên HND" → "HND": the organisation in words for a member of it. */
const char *import_without_member(const char *text);
void import_values_init(struct arena *arena, struct import_values *values, const struct kind *kind);
/* records: the state that the row says (import_state.c). Of a record known before: a step that may be taken from where it stands. */
void import_state_put(struct import *import, struct import_entry *entry, const struct record *before, struct record *after);
bool import_has_told(const struct layout *layout); /* a column of it is told by others */
void import_told_read(struct import *import, struct import_entry *entry);

/* Before the references of a row are read: what its list says of all rows, where no column does – the festival of great unity
 * "tại các khu dân cư" its name, sort and host; the position "Trưởng ban CTMT" the body. */
void import_told_by_list(struct import *import, struct import_entry *entry);
/* A column of the sheet is that field of a record. */
bool import_has_column(const struct import *import, const struct field *field);

/* "1,250.5 m2", "120,5" in units of 10^-scale; an English number too, of square metres or of nothing. */
bool import_decimal_of(struct arena *arena, const char *text, int scale, int64_t *ret);

/* Of a row of households, one each: women where the titles say so, members of the organisation of a list of members. */
void import_told_head(struct import *import, struct import_entry *entry);

/* The year of the list where no column has a day that a record must have: "quà Tết năm 2020". */
void import_told_day(struct import *import, struct import_entry *entry);
/* --- import_legend.c */
/* The meanings that a header gives to numbers; NULL: none. */
const struct import_legend *import_legend_of(struct arena *arena, const char *header);
/* The words for a cell that is one of its numbers; NULL: it is none, or there is no legend. */
const char *import_legend_meaning(const struct import_legend *legend, const char *text);
/* --- import_decision.c */
/* Keeps the decision whose annex the list is, where the title says one. */
void import_decision_find(struct import *import, const char *text);
/* The review of the row is by that decision, where it has none of its own; with a note. */
void import_decision_tell(struct import *import, struct import_entry *entry, struct import_values *values);
/* --- import_join.c */
/* Which columns say a part of what another says. */
void import_join_find(struct import *import, const struct import_sample *sample);
/* Puts the parts together in the column that is read. */
void import_join_cells(struct import *import, struct import_row *row);
/* --- import_repair.c */
/* The name without numbering and signs around it, and what is said behind it: "Siu Ân (đã mất)", "Siu Ân - đã chuyển đi";
 * *ret_remark NULL: nothing. */
const char *import_name_text(struct arena *arena, const char *text, const char **ret_remark);
/* A name that was written in an old font, where capital letters with marks are small ones: "Lê ất" → "Lê Ất". */
const char *import_capitals(struct arena *arena, const char *name);
/* How many bytes of "CMND 231234567" are not the number. */
size_t import_id_words(const char *text);
/* "231000001 - 0912 345 678" in one cell: the id number and the telephone number, each NULL where there is none. False where a
 * piece is neither, or there are two of one sort. */
bool import_id_and_phone(struct arena *arena, const char *text, const char **ret_id, const char **ret_phone);
/* Of several telephone numbers the first; NULL: the text as a whole is one, or none. */
const char *import_first_phone(struct arena *arena, const char *text);
/* "nt", ″: what the row above says. */
bool import_is_ditto(const char *text);
/* "Mường" of "Dân tộc Mường"; "" where nothing stands before it. */
const char *import_without_people(const char *text);
/* A field of a whole number whose unit is field `measure`; what the row says of both, in whole numbers: 1,2 km is 1200 m. */
bool import_is_quantity(const struct field *field, const struct import_values *values);
void import_quantity_read(struct import *import, struct import_entry *entry);
bool import_age(const char *text, int64_t *ret_years);
/* "60", "15/8/60": somebody born in 2060 is in no list of `list_year`, so it was 1960. NULL where either may be, or the text is
 * nothing of the sort. */
const char *import_birth_of_short_year(struct arena *arena, const char *text, int64_t list_year);
/* "5/6/17" of something that has been done: in this century, not after this year. NULL: the text is nothing of the sort. */
const char *import_day_of_short_year(struct arena *arena, const char *text, int64_t this_year);
/* Year of a date in storage form; 0: none. */
int import_date_year(const char *storage);

/* What the values of the columns of dates have in common, into the header; notes of it. */
void import_dates_survey(struct import *import, const struct import_sample *sample);
/* What date_parse refuses and a sheet may still mean, or what the column shows that is meant: the text to
 * read instead; NULL: the text as it stands. */
const char *import_date_meant(struct import *import, size_t column, const struct field *field, const char *text);
const char *import_date_repaired(struct import *import, const char *text);
/* "Tháng 3 - 12/2023", "2023-2025", "Quý I - III/2023": when it began; NULL: it is no period of months, quarters or years. */
const char *import_period_start(struct arena *arena, const char *text);
/* "từ 05/4/2017 đến 06/4/2017": both days. */
bool import_date_range(struct arena *arena, const char *text, const char **ret_first, const char **ret_last);

/* --- import_place.c ------------------------------------------------------------------------------------------ */

/* The commune and area of the entry; ret_place->area may be 0. With mistakes said, returns ERR_OK and
 * the row has its verdict; failures are the database's. Makes the area where it is new. */
NODISCARD enum err_code import_place_find(struct import *import, struct import_entry *entry,
                                          struct import_place *ret_place, struct err *err);
/* Whether the text names an area ("Thôn 1", "I. Làng Mới") or a commune; the name without numbering
 * in *ret_name. */
/* A header that is nothing but words for residential areas: "Thôn", "Tên thôn, tổ dân phố". */
bool import_heads_areas(const struct import *import, const char *header);
bool import_names_area(const struct import *import, const char *text, const char **ret_name);
bool import_names_commune(const struct import *import, const char *text, const char **ret_name);
bool import_names_district(const struct import *import, const char *text, const char **ret_name);

/* --- import_bodies.c ---------------------------------------------------------------------------------------- */

/* The bodies of an area just made: those of the programmes in force there; where there is none, those
 * of request->body_organisations. */
NODISCARD enum err_code import_make_bodies(struct import *import, int64_t area, int64_t *ret_made,
                                           struct err *err);

/* --- import_known.c -------------------------------------------------------------------------------------------- */

uint64_t import_hash_name(const char *name); /* of the folded name; 0 for NULL or blank */
/* Puts a name's hashes into the person. */
void import_person_name(struct import_person *person, const char *name);
/* 2: the same letters and marks; 1: the same letters, and one of the two may lack its marks; 0: Hùng and
 * Hưng are two names. */
int import_names_agree(const struct import *import, const struct import_person *wanted,
                       const struct import_person *known);
/* Likewise of two names; NULL is none. */
bool import_same_name(const struct import *import, const char *a, const char *b);
uint64_t import_hash_text(const char *text); /* likewise, of letters and digits as they are */
/* The commune, its areas and what it came from: where records of its people may be. */
NODISCARD enum err_code import_known_places(struct import *import, int64_t commune, struct arena *arena,
                                            struct value **ret_units, size_t *ret_count, struct err *err);
/* Somebody is recorded at the unit: from now on who waits to be written is looked for there too. */
void import_known_written(struct import *import, int64_t unit);
NODISCARD enum err_code import_known_load(struct import *import, int64_t commune, struct err *err);
bool import_known_has(const struct import *import, int64_t commune);
/* Forgets the people of all communes loaded, but not which households the file has. */
void import_known_leave(struct import *import);
/* The row in which the file has the household first; 0: in none. With a year, what it was found to be in that one. */
int64_t import_known_row(struct import *import, int64_t household, int64_t year);
void import_known_add(struct import *import, const struct import_person *person);
/* What a row added to what is known of the head of a household; 0: nothing. */
void import_known_update(struct import *import, const struct import_person *person);
/* The household, and the one it is linked to, stands in that row of the file, for the list of that year (0: not told). */
void import_known_met(struct import *import, int64_t household, int64_t row, int64_t year);
/* People of that name in a commune's lists, `index` beginning with 0, NULL after the last; the head of the household that
 * has that code in the commune. */
const struct import_person *import_known_named(const struct import *import, int64_t commune, uint64_t name,
                                               size_t *index);
const struct import_person *import_known_coded(const struct import *import, int64_t commune,
                                               uint64_t code);
void import_known_done(struct import_known *known);

/* --- import_household.c, import_apply.c ------------------------------------------------------------------------ */

/* "8 hộ", "25 khẩu", "5 (3 nữ)": a number, what is counted, a remark; *ret_len: of the number. */
bool import_is_count(const char *text, size_t *ret_len);
/* Where a list is signed, in whatever columns: all that stands there are words of a signature. */
bool import_row_is_footer(const struct import *import, const struct import_row *row);
/* The same, and the rows behind it, with the names of who signs. */
bool import_row_is_signed(struct import *import, const struct import_row *row);
bool import_row_is_total(const struct import *import, const struct import_row *row);
/* The only words of a row numbered as a section is, "II"; NULL: it is none. */
const char *import_row_section(const struct import *import, const struct import_row *row);
/* Enters the section of a district or commune that the words name ("II. Xã Ia Din"); is_section: the row is one,
 * so that "Ia Krêl" will do in the list of a district. False: they name none. */
bool import_enter_commune(struct import *import, const char *words, bool is_section);
/* The same of a row of a list that has no households. */
bool import_enter_commune_row(struct import *import, const struct import_row *row);
/* Takes a data row of a list of households; the household before it is written when a new one begins.
 * Rows live in group_arena. */
NODISCARD enum err_code import_household_row(struct import *import, struct import_row *row,
                                             struct err *err);
/* Writes the household gathered so far. */
NODISCARD enum err_code import_household_end(struct import *import, struct err *err);
/* The household that the head's row is about, by the rules of import.h. Several, or contradictions: the
 * row is doubtful and *ret_household 0, as where nothing is known. */
NODISCARD enum err_code import_match_household(struct import *import, struct import_entry *head,
                                               const struct import_place *place,
                                               int64_t *ret_household, int64_t *ret_member,
                                               struct err *err);
/* Notes that the row's household, or `other`, may be the known one. */
void import_suspect(struct import *import, int64_t known, int64_t other, enum msg why);
/* Puts what was noted into the queue (same_as_links, proposed), each pair once and never again after a
 * person decided; a note on the row for each. `household`: of the row, 0 where it was not written. */
NODISCARD enum err_code import_queue_write(struct import *import, struct import_row *row, int64_t household,
                                           struct err *err);
/* Writes head and members in their savepoints and gives each row its verdict and outcome. */
NODISCARD enum err_code import_apply_group(struct import *import, struct err *err);

/* The poverty standard that reviews of the year go by; NULL: none is known. */
const char *import_standard_of_year(int64_t year);
/* What the context says of the head's class and year, checked. May be called again. */
void import_head_check(struct import *import, struct import_entry *head);

/* Writes a person of the household in a savepoint; `known`: which member it is, 0 where that is to be
 * found out; ordinal 0: not told. */
NODISCARD enum err_code import_apply_member(struct import *import, struct import_entry *entry,
                                            struct import_household *household, int64_t known,
                                            size_t ordinal, struct err *err);

/* --- import_stage.c ---------------------------------------------------------------------------------------------- */

/* Puts the household under way aside where its commune's turn has not come; what waits is written by
 * import_stage_apply, at the end of the sheet or when somebody may look for it. */
NODISCARD enum err_code import_stage_group(struct import *import, bool *ret_waits, struct err *err);
NODISCARD enum err_code import_stage_apply(struct import *import, struct err *err);
void import_stage_done(struct import *import);

/* --- import_figures.c -------------------------------------------------------------------------------------------- */

/* Takes a row of a table of figures; it is written when the next shows that nothing stands below it. */
NODISCARD enum err_code import_figure_row(struct import *import, struct import_row *row, struct err *err);
/* "2019", or "2019H1" by the titles: the period of figures of that year. */
struct value import_period_of(struct import *import, int64_t year);
NODISCARD enum err_code import_figures_end(struct import *import, struct err *err);

/* --- import_member.c --------------------------------------------------------------------------------------------- */

/* By the columns of the header and what the sample says. */
enum import_sheet_role import_sheet_role(struct import *import, const struct import_sample *sample);
/* The row says itself that it does not belong to the household above it. */
bool import_member_is_loose(const struct import *import, const struct import_entry *entry);
/* Finds the household of such a row, writes the person and counts the row. No household may be under way. */
NODISCARD enum err_code import_member_row(struct import *import, struct import_entry *entry, struct err *err);
void import_member_remember_head(struct import *import, const struct import_entry *head, int64_t household,
                                 const struct import_place *place);

/* --- import_missing.c -------------------------------------------------------------------------------------------- */

/* A head of that class and year was taken; one was not. */
void import_missing_class(struct import *import, const char *class, int64_t year);
void import_missing_except(struct import *import, const struct import_entry *head);
/* Fills result->missing. */
NODISCARD enum err_code import_missing_find(struct import *import, struct err *err);

/* --- import_record.c --------------------------------------------------------------------------------------------- */

NODISCARD enum err_code import_record_row(struct import *import, struct import_row *row, struct err *err);

/* --- import_reference.c ------------------------------------------------------------------------------------------- */

/* Finds what the row's cells refer to: the units, or all else. What is not found, or more than once, is said. */
NODISCARD enum err_code import_references_read(struct import *import, struct import_entry *entry, bool units, struct err *err);
/* The codes of organisations that the row names by words. */
void import_keys_read(struct import *import, struct import_entry *entry);
/* The row is doubtful: each of the records may be the one that the text means in that field; column 0: in none. */
void import_say_several(struct import *import, struct import_entry *entry, const struct field *field, size_t column,
                        const char *text, const int64_t *ids, size_t count);
/* "Hội Phụ nữ xã" → womens_union; NULL: the words name no one organisation. */
const char *import_organisation_of(struct import *import, const char *text);
/* "UBMTTQ XÃ IA DƠK" → "XÃ IA DƠK"; NULL: nothing is said to be a commune. */
const char *import_commune_words(const char *text);
/* The one commune below the unit that the words name; 0: none. */
NODISCARD enum err_code import_commune_of_words(struct import *import, const char *text, int64_t unit, int64_t *ret_commune,
                                                struct err *err);

/* --- import_area.c ------------------------------------------------------------------------------------------------ */

/* The row names a residential area, as a list of them does, not a unit by its code. */
bool import_is_area_row(const struct import *import, const struct import_entry *entry);
/* Finds the area in its commune, or makes it; the rest of the row is not kept. */
/* --- rows that say which record they are: import_own.c --- */

/* Finds the record, and which cells say what is known of it. Refused where there is none. */
NODISCARD enum err_code import_own_find(struct import *import, struct import_entry *entry, struct err *err);
/* Whether the row's cell of the field says what is known. */
bool import_own_keeps(const struct import *import, const struct import_entry *entry, const struct field *field);
/* Refuses a change of what may not change, or lies outside the unit of the import. */
NODISCARD enum err_code import_own_check(struct import *import, struct import_entry *entry, const struct record *after,
                                         struct err *err);

NODISCARD enum err_code import_area_row(struct import *import, struct import_entry *entry, struct err *err);

/* --- import_gift.c ------------------------------------------------------------------------------------------------ */

/* Rows of the kind are donations: entries of a fund's books, or pledges. */
bool import_is_gift(const struct kind *kind);
/* Makes a donor of the import's unit, with what more the row says; the kind of donor by the name. */
NODISCARD enum err_code import_donor_add(struct import *import, const char *name, const struct import_values *more,
                                         int64_t *ret_donor, struct err *err);
/* The type of a donor whose list does not say it, by how the name begins. */
void import_donor_complete(struct import *import, struct import_entry *entry);
/* Fills in what lists of donations leave unsaid: accounts, what the entry is, the place's only fund. Else does nothing. */
NODISCARD enum err_code import_gift_complete(struct import *import, struct import_entry *entry, struct err *err);

/* --- import_workbook.c ------------------------------------------------------------------------------------------- */

/* Whether one of the sheets meant is of a workbook this program issued. */
NODISCARD enum err_code import_workbook_is(struct import *import, struct sheet_reader *reader,
                                           bool *ret_is, struct err *err);
/* Merges its rows. Begins the transaction, which finishing the import ends. */
NODISCARD enum err_code import_workbook_read(struct import *import, struct sheet_reader *reader,
                                             struct err *err);
/* Makes the texts of a row of the sample Unicode; NONE: as well as can be told from the row alone. */
void import_sample_clean(struct import *import, struct import_row *row, enum legacy_encoding encoding);
/* Whether the request means this sheet: the one it names, or any that is not hidden. */
bool import_sheet_is_meant(const struct import *import, const struct sheet_name *sheet);
/* Begins the transaction and the batch, once. */
NODISCARD enum err_code import_begin(struct import *import, struct err *err);

/* --- shared by apply and record ------------------------------------------------------------------------------------ */

/* `after`: the record with what the row says put in. Blank never erases; a less exact date, or a name
 * that differs in case or lacks its marks, changes nothing; with fill_only only empty fields are set. */
struct record *import_merge(struct import *import, const struct record *before,
                            const struct import_values *values, bool fill_only);
/* Validates and writes. Mistakes are said of the row (its verdict), ERR_OK returned; a failure that is
 * not the row's is returned. *ret_outcome (may be NULL) counts it. */
NODISCARD enum err_code import_write(struct import *import, struct import_row *row,
                                     const struct import_values *values, const struct record *before,
                                     struct record *after, struct import_tally *ret_outcome,
                                     struct err *err);
/* The savepoint's end: what was made in it stands and is counted, or is taken back. */
NODISCARD enum err_code import_let_stand(struct import *import, int level, struct err *err);
void import_take_back(struct import *import, int level);
/* "veteran" for the Veterans' Association, mostly "member". */
const char *import_membership_category(const char *organisation);
/* True where the failure is of the row, not of the database or the system. */
bool import_is_row_failure(enum err_code code);
