/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/unit_file.h"

#include "base/date.h"
#include "base/vitext.h"
#include "domain/builtin_units.h"
#include "paper/sheet.h"

#include <string.h>

enum { HEADING_ROWS_MAX = 30 };

/* --- headings ------------------------------------------------------------------------------------- */

enum column {
    COLUMN_CODE,
    COLUMN_PARENT,
    COLUMN_LEVEL,
    COLUMN_TYPE,
    COLUMN_NAME,
    COLUMN_OLD_CODE,
    COLUMN_NEW_CODE,
    COLUMN_OLD_DISTRICT,
    COLUMN_OLD_PROVINCE,
    COLUMN_NEW_PROVINCE,
    COLUMN_NOTE,
    COLUMN_MAX_
};

/* Folded headings by which a column is known. */
static const struct heading {
    const char *words;
    enum column column;
} headings[] = {
    { "code", COLUMN_CODE },
    { "ma", COLUMN_CODE },
    { "ma don vi", COLUMN_CODE },
    { "ma dvhc", COLUMN_CODE },
    { "parent", COLUMN_PARENT },
    { "ma cap tren", COLUMN_PARENT },
    { "ma don vi cap tren", COLUMN_PARENT },
    { "level", COLUMN_LEVEL },
    { "cap", COLUMN_LEVEL },
    { "type", COLUMN_TYPE },
    { "loai", COLUMN_TYPE },
    { "loai don vi", COLUMN_TYPE },
    { "hinh thuc", COLUMN_TYPE },
    { "name", COLUMN_NAME },
    { "ten", COLUMN_NAME },
    { "ten don vi", COLUMN_NAME },
    { "old code", COLUMN_OLD_CODE },
    { "ma cu", COLUMN_OLD_CODE },
    { "new code", COLUMN_NEW_CODE },
    { "ma moi", COLUMN_NEW_CODE },
    { "old district", COLUMN_OLD_DISTRICT },
    { "huyen cu", COLUMN_OLD_DISTRICT },
    { "old province", COLUMN_OLD_PROVINCE },
    { "tinh cu", COLUMN_OLD_PROVINCE },
    { "new province", COLUMN_NEW_PROVINCE },
    { "tinh moi", COLUMN_NEW_PROVINCE },
    { "nso note", COLUMN_NOTE },
    { "note", COLUMN_NOTE },
    { "ghi chu", COLUMN_NOTE },
};

/* By column: its place in the row, from 1; 0: not there. */
struct columns {
    size_t at[COLUMN_MAX_];
};

static bool has_all(const struct columns *columns, const enum column *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!columns->at[wanted[i]])
            return false;
    return true;
}

/* Is it the row of headings, and of which form? */
static bool read_headings(struct arena *arena, const struct sheet_row *row,
                          struct columns *ret_columns, enum unit_form *ret_form)
{
    static const enum column list[] = { COLUMN_CODE, COLUMN_PARENT, COLUMN_TYPE, COLUMN_NAME };
    static const enum column table[] = { COLUMN_OLD_CODE, COLUMN_NEW_CODE, COLUMN_TYPE };
    *ret_columns = (struct columns){ 0 };
    for (size_t c = 0; c < row->count; c++) {
        const char *folded = text_fold(arena, row->cells[c].text);
        for (size_t h = 0; h < COUNT(headings); h++)
            if (strcmp(folded, headings[h].words) == 0 && !ret_columns->at[headings[h].column])
                ret_columns->at[headings[h].column] = c + 1;
    }
    *ret_form = has_all(ret_columns, table, COUNT(table)) ? UNIT_FORM_TABLE : UNIT_FORM_LIST;
    return *ret_form == UNIT_FORM_TABLE || has_all(ret_columns, list, COUNT(list));
}

/* --- rows ------------------------------------------------------------------------------------------- */

struct reading {
    struct arena *arena;
    struct issues *issues;
    struct columns columns;
    struct unit_file *file;
    struct buf bytes; /* of the cells, for the hash */
    size_t list_capacity, map_capacity, province_capacity, province_count;
    int *levels; /* beside list_rows; 0: not said */
    size_t level_count, level_capacity;
};

static const char *cell(struct reading *r, const struct sheet_row *row, enum column column,
                        struct err *err)
{
    size_t at = r->columns.at[column];
    const char *text = "";
    if (!at || at > row->count)
        return text;
    if (text_clean(r->arena, row->cells[at - 1].text, &text, NULL, err) != ERR_OK)
        return NULL;
    return arena_strdup(r->arena, text);
}

/* "1" as it stands in a spreadsheet is "01" where the code has two digits. */
static const char *padded(struct arena *arena, const char *code, size_t digits)
{
    size_t len = strlen(code);
    if (!len || len >= digits || strspn(code, "0123456789") != len)
        return code;
    return arena_printf(arena, "%0*lld", (int)digits, (long long)strtoll(code, NULL, 10));
}

static void refuse(struct reading *r, const struct sheet_row *row, enum msg msg, const char *value,
                   const char *name)
{
    issues_add(r->issues, ERR_INPUT, msg, err_int(row->line), value, name);
}

static void take_list_row(struct reading *r, const struct sheet_row *row,
                          const char *const cells[COLUMN_MAX_])
{
    int64_t level = 0;
    const char *level_text = cells[COLUMN_LEVEL];
    if (*level_text && (!text_int(level_text, &level) || level < 1 || level > 3)) {
        refuse(r, row, MSG_UNIT_ROW_LEVEL, level_text, cells[COLUMN_NAME]);
        return;
    }
    *ARENA_PUSH(r->arena, r->file->list_rows, r->file->count, r->list_capacity) = (struct list_row){
        .code = cells[COLUMN_CODE],
        .parent = cells[COLUMN_PARENT],
        .type = cells[COLUMN_TYPE],
        .name = cells[COLUMN_NAME],
        .line = (int)row->line,
    };
    *ARENA_PUSH(r->arena, r->levels, r->level_count, r->level_capacity) = (int)level;
}

static void take_map_row(struct reading *r, const struct sheet_row *row,
                         const char *const cells[COLUMN_MAX_])
{
    const char *note = cells[COLUMN_NOTE], *old_code = cells[COLUMN_OLD_CODE];
    if (strcmp(old_code, cells[COLUMN_OLD_DISTRICT]) != 0) /* a district may stand there, too */
        old_code = padded(r->arena, old_code, 5);
    *ARENA_PUSH(r->arena, r->file->map_rows, r->file->count, r->map_capacity) = (struct map_row){
        .old_code = old_code,
        .new_code = padded(r->arena, cells[COLUMN_NEW_CODE], 5),
        .type = cells[COLUMN_TYPE],
        .note = *note ? note : NULL,
        .line = (int)row->line,
    };
    *ARENA_PUSH(r->arena, r->file->provinces, r->province_count, r->province_capacity) =
        (struct unit_file_provinces){ padded(r->arena, cells[COLUMN_OLD_PROVINCE], 2),
                                      padded(r->arena, cells[COLUMN_NEW_PROVINCE], 2) };
}

static void take_row(struct reading *r, const struct sheet_row *row)
{
    const char *cells[COLUMN_MAX_];
    r->file->row_count++;
    for (int c = 0; c < COLUMN_MAX_; c++) {
        struct err err = { 0 };
        cells[c] = cell(r, row, (enum column)c, &err);
        if (!cells[c]) {
            issues_add(r->issues, err.code, err.msg, err_int(row->line), err.args[0], err.args[1]);
            return;
        }
        buf_printf(&r->bytes, "%s\x1f", cells[c]);
    }
    buf_add_char(&r->bytes, '\n');
    if (r->file->form == UNIT_FORM_LIST)
        take_list_row(r, row, cells);
    else
        take_map_row(r, row, cells);
}

/* Codes get their length, and rows at odds with their level go. */
static void settle_levels(struct reading *r)
{
    struct unit_file *file = r->file;
    size_t kept = 0;
    bool has_three = false;
    for (size_t i = 0; i < file->count; i++)
        has_three |= r->levels[i] == 3;
    file->list = has_three ? LIST_GSO3 : list_of_rows(file->list_rows, file->count);
    static const size_t digits[LIST_MAX_][4] = { [LIST_GSO3] = { 0, 2, 3, 5 },
                                                 [LIST_GSO2] = { 0, 2, 5, 0 } };
    for (size_t i = 0; i < file->count; i++) {
        struct list_row row = file->list_rows[i];
        size_t wanted = digits[file->list][r->levels[i]];
        if (r->levels[i]) {
            row.code = padded(r->arena, row.code, wanted);
            row.parent = padded(r->arena, row.parent, digits[file->list][r->levels[i] - 1]);
        }
        if (r->levels[i] && strlen(row.code) != wanted)
            issues_add(r->issues, ERR_INPUT, MSG_UNIT_ROW_LEVEL, err_int(row.line),
                       err_int(r->levels[i]), row.name);
        else
            file->list_rows[kept++] = row;
    }
    file->count = kept;
}

static enum err_code find_headings(struct reading *r, struct sheet_reader *reader, struct err *err)
{
    for (int i = 0; i < HEADING_ROWS_MAX; i++) {
        struct sheet_row row;
        TRY(sheet_next(reader, &row, err));
        if (row.number == 0)
            break;
        if (read_headings(r->arena, &row, &r->columns, &r->file->form))
            return ERR_OK;
    }
    return err_set(err, ERR_INPUT, MSG_UNIT_FILE_FORM, r->file->name);
}

static enum err_code read_rows(struct reading *r, const char *path, struct err *err)
{
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    TRY(sheet_open(path, NULL, &reader, err));
    TRY(find_headings(r, reader, err));
    for (struct sheet_row row;;) {
        TRY(sheet_next(reader, &row, err));
        if (row.number == 0)
            return ERR_OK;
        take_row(r, &row);
    }
}

enum err_code unit_file_read(const char *path, struct arena *arena, struct issues *issues,
                             struct unit_file *ret_file, struct err *err)
{
    const char *slash = strrchr(path, '/');
    *ret_file = (struct unit_file){ .name = slash ? slash + 1 : path, .list = LIST_MAX_ };
    struct reading r = { .arena = arena, .issues = issues, .file = ret_file };
    enum err_code code = read_rows(&r, path, err);
    crypto_sha256_hex(buf_text(&r.bytes), r.bytes.len, ret_file->sha256);
    buf_done(&r.bytes);
    if (code != ERR_OK)
        return code;
    if (ret_file->count == 0 && issues->count == 0)
        return err_set(err, ERR_INPUT, MSG_UNIT_FILE_EMPTY, ret_file->name);
    if (ret_file->form == UNIT_FORM_LIST)
        settle_levels(&r);
    return ERR_OK;
}

/* --- the day in a name -------------------------------------------------------------------------------- */

static bool day_exists(int year, int month, int day)
{
    return year >= 1945 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 &&
           day <= date_month_days(year, month);
}

/* The first date of eight digits, hyphens or underscores within or not, and the first year alone. */
static void scan_name(const char *name, struct date *ret_date, int *ret_year)
{
    *ret_date = date_none();
    *ret_year = 0;
    for (const char *at = name; *at;) {
        size_t run = strspn(at, "0123456789");
        int year = 0, month = 0, day = 0, used = 0;
        if (run == 0) {
            at++;
            continue;
        }
        bool is_date = (run == 8 && sscanf(at, "%4d%2d%2d%n", &year, &month, &day, &used) == 3) ||
                       (run == 4 &&
                        (sscanf(at, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 ||
                         sscanf(at, "%4d_%2d_%2d%n", &year, &month, &day, &used) == 3));
        if (is_date && date_is_none(*ret_date) && day_exists(year, month, day)) {
            *ret_date = date_of(year, month, day);
            run = (size_t)used;
        } else if (run == 4 && !*ret_year && sscanf(at, "%4d", &year) == 1 &&
                   day_exists(year, 1, 1)) {
            *ret_year = year;
        }
        at += run;
    }
}

/* The three-level list ended when the two-level one began. */
static bool fits_list(const struct unit_file *file, int32_t day)
{
    if (file->form == UNIT_FORM_TABLE)
        return true;
    return file->list == LIST_GSO3 ? day >= BUILTIN_GSO3_FROM_DAY && day < BUILTIN_GSO2_FROM_DAY :
                                     day >= BUILTIN_GSO2_FROM_DAY;
}

bool unit_file_day(const struct unit_file *file, int32_t today, int32_t *ret_day)
{
    struct date date;
    int year = 0;
    scan_name(file->name, &date, &year);
    if (date_is_none(date) && year) {
        date = date_of(year, 12, 31);
        if (date_to_days(date) > today)
            date = date_from_days(today);
        if (date.year < year)
            return false;
    }
    if (date_is_none(date))
        return false;
    *ret_day = date_to_days(date);
    return fits_list(file, *ret_day);
}
