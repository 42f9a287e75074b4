/* SPDX-License-Identifier: Apache-2.0
 * Rows of a list of households told apart: titles of sections, subtotals, signatures, heads and the
 * people of their households. */
#include "service/import/import_parts.h"

#include "base/viname.h"
#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { FOOTER_CELLS_MAX = 4, SECTION_CELLS_MAX = 4, HOUSEHOLD_PEOPLE_MAX = 60, GROUP_ROWS_MAX = 1000, REST_COLUMNS_MIN = 4 };

/* --- looking at a row ------------------------------------------------------------------------------ */

static const char *cell_text(const struct import_row *row, size_t column)
{
    return column < row->count ? row->cells[column].text : "";
}

static size_t filled_count(const struct import_row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        count += *row->cells[i].text != '\0';
    return count;
}

static bool is_number(const char *text)
{
    return *text && strspn(text, "0123456789.,() ") == strlen(text);
}

/* "IV", "II.", "A": the number of a section. */
static bool is_roman(const char *text)
{
    size_t len = strspn(text, "IVX");
    if (len == 0 && *text >= 'A' && *text <= 'H')
        len = 1;
    return len > 0 && (text[len] == '\0' || (strchr(".)", text[len]) && text[len + 1] == '\0'));
}

/* "a", "b)", "c.": an entry within a section. */
static bool is_letter(const char *text)
{
    return *text >= 'a' && *text <= 'h' && (!text[1] || (strchr(".)", text[1]) && !text[2]));
}

/* The first cell that is words, or NULL; how many there are in *ret_count. */
static const char *first_words(const struct import_row *row, size_t *ret_column, size_t *ret_count)
{
    const char *found = NULL;
    *ret_count = 0;
    for (size_t i = 0; i < row->count; i++) {
        const char *text = row->cells[i].text;
        if (!*text || is_number(text) || is_roman(text) || is_letter(text) || strspn(text, "*+-.:/ ") == strlen(text))
            continue;
        if (!found) {
            found = text;
            *ret_column = i;
        }
        *ret_count += 1;
    }
    return found;
}

static bool is_name_column(const struct import *import, size_t column)
{
    const struct layout_column *is = column < import->header.count ? import->header.columns[column].is : NULL;
    return is && (is->role == LAYOUT_HEAD_NAME ||
                  (is->field && is->kind == import->member_kind && strcmp(is->field->name, "full_name") == 0));
}

bool import_is_count(const char *text, size_t *ret_len)
{
    static const char *const counted[] = { "ho", "khau", "nguoi", "nhan khau", "hoi vien", "doan vien", "thanh vien", "luot",
                                           "luot nguoi", "can", "con", "buoi", "cong", "ngay cong", "m2", "cai", "k", "chi", "anh", "em",
                                           "chau", "hoi vien nu", "ban", "diem", "d", "suat", "lop", "em hoc sinh", "hoc sinh" };
    size_t digits = strspn(text, "0123456789."), len = strlen(text);
    char word[32];
    const char *remark = digits && text[len - 1] == ')' ? strchr(text, '(') : NULL;
    size_t between = (remark ? (size_t)(remark - text) : len) - digits;
    *ret_len = digits;
    if (!digits || between >= sizeof(word))
        return false;
    memcpy(word, text + digits, between);
    word[between] = '\0';
    for (size_t i = 0; i < COUNT(counted); i++)
        if (text_equal_folded(word, counted[i]))
            return true;
    return remark && text_is_blank(word);
}

/* Subtotals may stand beside a section's name, in any column; a year or a date is no subtotal. */
static bool is_subtotal(const struct layout_column *is, const char *text)
{
    size_t len = 0;
    if (import_is_count(text, &len))
        return true;
    if (!is_number(text))
        return false;
    bool of_a_person = is->field && (is->field->type == FIELD_ID_NUMBER || is->field->type == FIELD_DATE);
    return !of_a_person || strlen(text) < 4;
}

/* Nothing about a person or household stands in the row beside names, numbers and places. */
static bool says_nothing_of_people(const struct import *import, const struct import_row *row, size_t words_column)
{
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (!is || i == words_column || !*row->cells[i].text || is_name_column(import, i) ||
            row->cells[i].type == SHEET_CELL_UNCOMPUTED)
            continue;
        if ((is->role == LAYOUT_FIELD || is->role == LAYOUT_ORGANISATIONS) &&
            !is_subtotal(is, row->cells[i].text))
            return false;
    }
    return true;
}

/* Begins with (or, without marks, is) one of the words. With marks "Tổng cộng" is no Mr Tống Công. */
static bool begins_with_words(const struct import *import, const char *text, const char *const *words)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, text), *toned = text_fold_toned(&arena, text);
    for (; words && *words; words++) {
        const char *word = text_fold_toned(&arena, *words);
        size_t len = strlen(word);
        if (strcmp(folded, text_fold(&arena, *words)) == 0)
            return true;
        if (import->has_marks && strncmp(toned, word, len) == 0 && (toned[len] == ' ' || !toned[len]))
            return true;
    }
    return false;
}

bool import_row_is_total(const struct import *import, const struct import_row *row)
{
    size_t column = 0, count = 0;
    const char *words = first_words(row, &column, &count);
    const struct layout_rows *rows = import->layout->rows;
    return words && rows && says_nothing_of_people(import, row, column) &&
           begins_with_words(import, words, rows->total);
}

static bool says_day(const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, text), *day = strstr(folded, "ngay ");
    return day && strstr(day, " thang ") && strstr(day, " nam ");
}

/* The head of a letter, above a further list on the sheet. */
static bool says_motto(const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, text);
    return strncmp(folded, "cong hoa xa hoi chu nghia", 25) == 0 || strncmp(folded, "doc lap tu do hanh phuc", 23) == 0;
}

/* "Trang 2", "Trang 2/5": printed on every page. */
static bool says_page(const char *text)
{
    char page[8];
    size_t len = strcspn(text, " ");
    return text[len] && snprintf(page, sizeof(page), "%.*s", (int)len, text) == (int)len && text_equal_folded(page, "trang") &&
           isdigit((unsigned char)text[len + 1]) && strspn(text + len + 1, "0123456789/ ") == strlen(text + len + 1);
}

bool import_row_is_footer(const struct import *import, const struct import_row *row)
{
    size_t column = 0, count = 0, known = 0;
    const char *words = first_words(row, &column, &count);
    const struct layout_rows *rows = import->layout->rows;
    if (!words || !rows || filled_count(row) > FOOTER_CELLS_MAX)
        return false;
    for (size_t i = 0; i < row->count; i++) {
        if (says_motto(row->cells[i].text))
            return true;
        known += *row->cells[i].text &&
                 (says_day(row->cells[i].text) || begins_with_words(import, row->cells[i].text, rows->footer));
    }
    if (known == filled_count(row))
        return true;
    return says_nothing_of_people(import, row, column) &&
           (says_day(words) || begins_with_words(import, words, rows->footer));
}

/* --- sections ----------------------------------------------------------------------------------------- */

/* How much of "Làng Mới - xã Ia Din", "Thôn 3, xã Ia Din", "Thôn 3: 25 hộ" is the name of the place. */
static size_t place_length(const struct import *import, const char *name)
{
    size_t len = strcspn(name, ":(");
    const char *place = NULL;
    for (size_t i = 0; i < len; i++) {
        bool parts = name[i] == ',' || strncmp(&name[i], " - ", 3) == 0;
        const char *rest = &name[i] + strspn(&name[i], " ,-");
        if (parts && (import_names_commune(import, rest, &place) || import_names_district(import, rest, &place)))
            len = i;
    }
    while (len && strchr(" -", name[len - 1]))
        len--;
    return len;
}

static void enter_area(struct import *import, const char *name)
{
    import->section_area = arena_strdup(&import->sheet_arena, name);
}

static void enter_commune(struct import *import, const char *name)
{
    import->section_commune = arena_strndup(&import->sheet_arena, name, place_length(import, name));
    import->section_area = NULL;
}

static void enter_district(struct import *import, const char *name)
{
    import->section_district = arena_strdup(&import->sheet_arena, name);
    import->section_commune = import->section_area = NULL;
}

/* In the list of a district or province a section may be called as its commune alone: "I. Ia Krêl". */
static bool is_commune_below(struct import *import, const char *name)
{
    const struct territory *territory = NULL;
    struct err err = { 0 };
    if (!import->unit || import->level >= LEVEL_COMMUNE ||
        unit_territory(import->store, &territory, &err) != ERR_OK)
        return false;
    return import_communes_meant(import, territory, territory_unit(territory, import->unit), name).count > 0;
}

bool import_enter_commune(struct import *import, const char *words, bool is_section)
{
    const char *name = NULL;
    if (import_names_district(import, words, &name)) { /* before: "Thị xã" is not "Thị …" */
        enter_district(import, name);
    } else if (import_names_commune(import, words, &name)) {
        enter_commune(import, name);
    } else {
        name = layout_skip_numbering(words);
        if (!is_section || !is_commune_below(import, name))
            return false;
        enter_commune(import, name);
    }
    return true;
}

/* Another cell says what a row of the list is about: a name, or in a list of areas the area. */
static bool has_subject(const struct import *import, const struct import_row *row, size_t words_column)
{
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        bool subject = is_name_column(import, i) || (is && is->role == LAYOUT_AREA && import->layout->shape != LAYOUT_HOUSEHOLDS);
        if (subject && i != words_column && *row->cells[i].text && !is_number(row->cells[i].text))
            return true;
    }
    return false;
}

bool import_enter_commune_row(struct import *import, const struct import_row *row)
{
    size_t column = 0, count = 0;
    const char *words = first_words(row, &column, &count), *name = NULL;
    bool roman = column > 0 && is_roman(cell_text(row, column - 1));
    return words && !has_subject(import, row, column) && !import_names_area(import, words, &name) && import_enter_commune(import, words, roman);
}

/* "I | Thôn Ia Kênh | 25 hộ", "II. HỘ CẬN NGHÈO", "Xã Ia Din". */
static bool enter_section(struct import *import, const struct import_row *row)
{
    size_t column = 0, count = 0;
    const char *words = first_words(row, &column, &count), *name = NULL;
    bool place = words && count == 1 &&
                 (import_names_area(import, words, &name) || import_names_commune(import, words, &name) || import_names_district(import, words, &name));
    if (!words || count > 2 || (!place && filled_count(row) > SECTION_CELLS_MAX) ||
        !says_nothing_of_people(import, row, column) || has_subject(import, row, column))
        return false;
    const char *class = import_title_class(words);
    bool roman = false, numbered = false;
    for (size_t i = 0; i < column; i++) {
        roman = roman || is_roman(cell_text(row, i));
        numbered = numbered || is_number(cell_text(row, i));
    }
    /* Without marks "3 | To Van Ba" may be Mr Tô as well as an area: numbered rows are people. */
    if (!import->has_marks && numbered && is_name_column(import, column))
        return false;
    bool is_section = roman || (!is_name_column(import, column) && count == 1 && column == 0);
    bool is_area = import_names_area(import, words, &name);
    if (is_area) {
        enter_area(import, arena_strndup(&import->group_arena, name, place_length(import, name)));
    } else if (!import_enter_commune(import, words, is_section && !class)) {
        if (!class && !is_section)
            return false;
        if (!class)
            enter_area(import, layout_skip_numbering(words));
    }
    if (class)
        import->section_class = class;
    return true;
}

/* --- heads and members ------------------------------------------------------------------------------------ */

static struct value *member_value(struct import_entry *entry, const char *field)
{
    struct import_values *values = &entry->slots[SLOT_MEMBER];
    return &values->values[kind_field_index(values->kind, field)];
}

static const char *household_code(const struct import_entry *entry)
{
    const struct import_values *values = &entry->slots[SLOT_HOUSEHOLD];
    return values->values[kind_field_index(values->kind, "code")].s;
}

static bool same_text(const char *a, const char *b)
{
    return a && b && text_equal_folded(a, b);
}

/* The row carries the number or code of the household before it, in the same area. */
static bool same_household_number(const struct import *import, const struct import_entry *entry)
{
    if (!import->group_count)
        return false;
    const struct import_entry *head = &import->group[0];
    if (entry->area && head->area && !same_text(entry->area, head->area))
        return false;
    if (entry->address && head->address && !same_text(entry->address, head->address))
        return false;
    if (entry->section_area && head->section_area && !same_text(entry->section_area, head->section_area))
        return false;
    const char *code = household_code(entry), *head_code = household_code(head);
    if (code && head_code)
        return same_text(code, head_code);
    return same_text(entry->number, head->number);
}

static bool same_name(const struct import *import, struct import_entry *a, struct import_entry *b)
{
    return import_same_name(import, member_value(a, "full_name")->s, member_value(b, "full_name")->s);
}

/* Its people have numbers of their own, 1, 2, 3: the next 1 is of another household. */
static bool numbers_people(const struct import *import)
{
    const struct import_entry *head = import->group_count ? &import->group[0] : NULL;
    for (size_t i = 1; i < import->group_count; i++)
        if (import->group[i].number && head->number && !same_text(import->group[i].number, head->number))
            return true;
    return false;
}

enum row_role { ROLE_HEAD_ROW, ROLE_MEMBER_ROW, ROLE_SECOND_HEAD };

/* Where a column says the relation to the head. */
static enum row_role role_by_relation(struct import *import, struct import_entry *entry)
{
    const char *relation = member_value(entry, "relation")->s;
    struct import_entry *head = import->group_count ? &import->group[0] : NULL;
    bool numbered = head && (head->number || household_code(head));
    bool same = (same_household_number(import, entry) && (household_code(entry) || !numbers_people(import))) ||
                (numbered && !entry->number && !household_code(entry));
    if (relation && strcmp(relation, "head") != 0)
        return ROLE_MEMBER_ROW;
    if (relation)
        return head && same && !same_name(import, entry, head) ? ROLE_SECOND_HEAD : ROLE_HEAD_ROW;
    return head && same ? ROLE_MEMBER_ROW : ROLE_HEAD_ROW;
}

/* A cell of the row says something of the household, not of the person: where it lives, what it was found to be. */
static bool says_household(const struct import *import, const struct import_row *row)
{
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        bool place = is && (is->role == LAYOUT_AREA || is->role == LAYOUT_ADDRESS || is->role == LAYOUT_COMMUNE || is->role == LAYOUT_HOUSEHOLD_NUMBER);
        bool own = is && is->role == LAYOUT_FIELD && (is->kind == import->household_kind || is->kind == import->classification_kind) &&
                   strcmp(is->field->name, "note") != 0;
        if ((place || own) && row->cells[i].raw && !text_is_blank(row->cells[i].raw))
            return true;
    }
    return false;
}

/* Rows are numbered, this one is not, and it says nothing of a household: a person of the household above, where that one says
 * something of its own; else who knows. */
static bool is_unnumbered(struct import *import, struct import_entry *entry)
{
    const struct import_entry *head = import->group_count ? &import->group[0] : NULL;
    if (!head || !head->number || entry->number || household_code(entry) || says_household(import, entry->row))
        return false;
    if (import->head_says_household)
        import_say(import, entry->row, 0, IMPORT_NOTE, "member_told", MSG_IMPORT_MEMBER_TOLD, err_int(head->row->number));
    else
        import_say(import, entry->row, 0, IMPORT_DOUBTFUL, "row_unnumbered", MSG_IMPORT_ROW_UNNUMBERED, err_int(head->row->number));
    return import->head_says_household;
}

static enum row_role role_by_number(struct import *import, struct import_entry *entry)
{
    const struct import_values *said = &entry->slots[SLOT_CLASSIFICATION];
    if (import->head_column && !value_is_null(said->values[kind_field_index(said->kind, "class")]))
        return ROLE_HEAD_ROW; /* numbers begin anew in each area */
    if (is_unnumbered(import, entry))
        return ROLE_MEMBER_ROW;
    if (!same_household_number(import, entry) || same_name(import, entry, &import->group[0]))
        return ROLE_HEAD_ROW;
    return ROLE_MEMBER_ROW;
}

/* Lists with the head's name on each row, beside the person's own. */
static enum row_role role_by_head_name(struct import *import, struct import_entry *entry)
{
    struct import_entry *head = import->group_count ? &import->group[0] : NULL;
    const char *relation = member_value(entry, "relation")->s;
    if (!entry->head_name)
        return relation && strcmp(relation, "head") == 0 ? ROLE_HEAD_ROW : ROLE_MEMBER_ROW;
    bool is_other = relation && strcmp(relation, "head") != 0; /* then the number may be the person's */
    bool numbers_differ = head && !is_other && entry->number && head->number && !same_text(entry->number, head->number);
    if (head && import_same_name(import, entry->head_name, head->head_name) && !numbers_differ)
        return relation && strcmp(relation, "head") == 0 ? ROLE_SECOND_HEAD : ROLE_MEMBER_ROW;
    return ROLE_HEAD_ROW;
}

static enum row_role role_of(struct import *import, struct import_entry *entry)
{
    if (import->head_name_column)
        return role_by_head_name(import, entry);
    if (import->relation_column)
        return role_by_relation(import, entry);
    return role_by_number(import, entry);
}

static void push_entry(struct import *import, const struct import_entry *entry)
{
    *ARENA_PUSH(&import->group_arena, import->group, import->group_count, import->group_capacity) = *entry;
}

static bool needs_implied_head(const struct import *import, struct import_entry *entry)
{
    const char *name = member_value(entry, "full_name")->s, *relation = member_value(entry, "relation")->s;
    if (!entry->head_name || !name || import_same_name(import, entry->head_name, name))
        return false;
    return !relation || strcmp(relation, "head") != 0;
}

/* A head known only by the name on a member's row. */
static void push_implied_head(struct import *import, const struct import_entry *entry)
{
    struct import_row *row = ARENA_NEW(&import->group_arena, struct import_row);
    *row = *entry->row;
    struct import_entry *head = import_entry_new(import, &import->group_arena, row);
    *head = *entry;
    head->row = row;
    head->slots[SLOT_MEMBER] = entry->slots[SLOT_HEAD];
    head->organisation_count = 0;
    head->is_head = head->is_implied = true;
    *member_value(head, "full_name") = v_text(entry->head_name);
    push_entry(import, head);
}

/* What the row says of the head apart goes for the person who is the head. */
static void take_beside(struct import_entry *entry)
{
    const struct import_values *beside = &entry->slots[SLOT_HEAD];
    struct import_values *member = &entry->slots[SLOT_MEMBER];
    for (size_t i = 0; member->kind->fields[i].name; i++)
        if (value_is_null(member->values[i]) && !value_is_null(beside->values[i])) {
            member->values[i] = beside->values[i];
            member->columns[i] = beside->columns[i];
        }
}

static void begin_household(struct import *import, struct import_entry *entry)
{
    import->number_used = import->number_used || entry->number;
    import->head_says_household = says_household(import, entry->row);
    if (import->head_name_column && needs_implied_head(import, entry)) {
        push_implied_head(import, entry);
        push_entry(import, entry);
        return;
    }
    struct value *name = member_value(entry, "full_name");
    if (value_is_null(*name) && entry->head_name)
        *name = v_text(entry->head_name);
    take_beside(entry);
    entry->is_head = true;
    push_entry(import, entry);
}

static void add_member(struct import *import, struct import_entry *entry)
{
    struct value *relation = member_value(entry, "relation");
    if (value_is_null(*relation) || strcmp(relation->s, "head") == 0)
        *relation = v_text("other");
    push_entry(import, entry);
}

static void check_name(struct import *import, struct import_entry *entry)
{
    if (value_is_null(*member_value(entry, "full_name")) && !entry->head_name &&
        entry->row->verdict == IMPORT_NOTE)
        import_say(import, entry->row, 0, IMPORT_REFUSED, "name_missing", MSG_IMPORT_NAME_MISSING);
}

/* --- rows ----------------------------------------------------------------------------------------------------- */

/* Is there anything in the row that the layout reads, beside numbers? */
static bool says_anything(const struct import *import, const struct import_row *row)
{
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (!is || !*row->cells[i].text || is->role == LAYOUT_IGNORE || is->role == LAYOUT_NUMBER ||
            is->role == LAYOUT_MEMBER_NUMBER || is->role == LAYOUT_HOUSEHOLD_NUMBER)
            continue;
        return true;
    }
    return false;
}

const char *import_row_section(const struct import *import, const struct import_row *row)
{
    size_t column = 0, count = 0;
    const char *words = first_words(row, &column, &count);
    bool roman = false;
    for (size_t i = 0; words && i < column; i++)
        roman = roman || is_roman(cell_text(row, i));
    return roman && count == 1 && says_nothing_of_people(import, row, column) ? words : NULL;
}

/* Within a signature names stand in any column, until rows are numbered again. */
static bool is_within_signature(struct import *import, const struct import_row *row)
{
    bool within = import->in_footer && filled_count(row) <= FOOTER_CELLS_MAX &&
                  (!row->count || !is_number(row->cells[0].text));
    import->in_footer = within;
    return within;
}

bool import_row_is_signed(struct import *import, const struct import_row *row)
{
    if (filled_count(row) == 0)
        return true;
    import->in_footer = is_within_signature(import, row) || import_row_is_footer(import, row);
    return import->in_footer;
}

/* A title within a signature's reach begins a further list: "II. DANH SÁCH HỘ CẬN NGHÈO". */
static bool is_title_again(const struct import *import, const struct import_row *row)
{
    size_t column = 0, count = 0;
    const char *words = first_words(row, &column, &count);
    return import->in_footer && words && count == 1 && import_title_class(words);
}

/* "(Kèm theo Báo cáo số …)" under the title of a further list. */
static bool is_remark(const struct import_row *row)
{
    size_t column = 0, count = 0;
    const char *words = first_words(row, &column, &count);
    return words && filled_count(row) == 1 && *words == '(' && words[strlen(words) - 1] == ')' && !import_title_class(words);
}

static bool is_page_number(const struct import_row *row)
{
    size_t column = 0, count = 0;
    const char *words = first_words(row, &column, &count);
    return words && filled_count(row) == 1 && says_page(words);
}

static bool is_aside(struct import *import, const struct import_row *row)
{
    if (filled_count(row) == 0 || import_row_repeats_header(import, row) || is_remark(row))
        return true;
    if (is_title_again(import, row))
        import->in_footer = false;
    if (is_within_signature(import, row))
        return true;
    if (is_page_number(row))
        return true;
    if (import_row_is_total(import, row)) {
        import->after_total = true;
        return true;
    }
    if (import_row_is_footer(import, row)) {
        import->in_footer = true;
        return true;
    }
    return false;
}

enum err_code import_household_end(struct import *import, struct err *err)
{
    if (import->group_count && (import->group_goes_on || import->group_count > HOUSEHOLD_PEOPLE_MAX))
        import_say(import, import->group[0].row, 0, IMPORT_REFUSED, "household_large", MSG_IMPORT_HOUSEHOLD_LARGE,
                   err_int(HOUSEHOLD_PEOPLE_MAX));
    if (import->group_count)
        TRY(import_apply_group(import, err));
    import->group_goes_on = false;
    import->group = NULL;
    import->group_count = import->group_capacity = 0;
    return ERR_OK;
}

/* The household before is written and needs no memory any more; the row just read begins the next. */
static void turn_arenas(struct import *import)
{
    struct arena emptied = import->held_arena;
    struct arena_mark mark = import->held_mark;
    arena_release(&emptied, mark);
    import->held_arena = import->group_arena;
    import->held_mark = import->group_mark;
    import->group_arena = emptied;
    import->group_mark = mark;
}

/* A person whose household is told by its id, or by the name of a head of whom this file says nothing:
 * no class from which to make one. */
static bool is_of_known_household(const struct import *import, struct import_entry *entry)
{
    const char *relation = member_value(entry, "relation")->s;
    const struct import_values *class = &entry->slots[SLOT_CLASSIFICATION];
    bool member = relation && strcmp(relation, "head") != 0;
    bool classless = value_is_null(class->values[kind_field_index(class->kind, "class")]) &&
                     !entry->section_class && !import->title_class;
    if (entry->household_id)
        return member;
    return member && import->head_name_column && classless && needs_implied_head(import, entry) &&
           import_member_is_loose(import, entry);
}

static enum err_code take_entry(struct import *import, struct import_entry *entry, struct err *err)
{
    if (import->sheet_role == IMPORT_SHEET_MEMBERS)
        return import_member_row(import, entry, err);
    if (is_of_known_household(import, entry)) {
        TRY(import_household_end(import, err));
        return import_member_row(import, entry, err);
    }
    check_name(import, entry);
    switch (role_of(import, entry)) {
    case ROLE_MEMBER_ROW:
        if (import_member_is_loose(import, entry)) {
            TRY(import_household_end(import, err));
            return import_member_row(import, entry, err);
        }
        if (import->group_count == GROUP_ROWS_MAX) { /* no household, but the same number on every row */
            TRY(import_household_end(import, err));
            begin_household(import, entry);
            turn_arenas(import);
            import->group_goes_on = true;
        } else {
            add_member(import, entry);
        }
        break;
    case ROLE_SECOND_HEAD:
        import_say(import, entry->row, 0, IMPORT_REFUSED, "two_heads", MSG_IMPORT_TWO_HEADS,
                   err_int(import->group[0].row->number));
        push_entry(import, entry);
        break;
    case ROLE_HEAD_ROW:
        TRY(import_household_end(import, err));
        begin_household(import, entry);
        turn_arenas(import);
        break;
    }
    return ERR_OK;
}

/* A name and nothing else, not even a number, in a list whose rows are numbered: rather the rest of the name above, broken over
 * two rows, than somebody else. */
static bool is_rest_of_name(const struct import *import, const struct import_entry *entry)
{
    size_t column = 0, count = 0, read = 0;
    bool numbered = false;
    for (size_t i = 0; i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        numbered = numbered || (is && is->role == LAYOUT_NUMBER);
        read += is && is->role != LAYOUT_IGNORE;
    }
    return numbered && import->number_used && read >= REST_COLUMNS_MIN && first_words(entry->row, &column, &count) &&
           filled_count(entry->row) == 1 && is_name_column(import, column);
}

enum err_code import_household_row(struct import *import, struct import_row *row, struct err *err)
{
    import->row_aside = true;
    if (is_aside(import, row))
        return ERR_OK;
    if (enter_section(import, row)) {
        import->section_row = row->number;
        TRY(import_household_end(import, err));
        return ERR_OK;
    }
    if (!says_anything(import, row))
        return ERR_OK;
    import->row_aside = false;
    struct import_entry *entry = import_entry_new(import, &import->group_arena, row);
    bool is_rest = is_rest_of_name(import, entry); /* before blanks are filled from above */
    import_entry_read(import, entry);
    import_told_head(import, entry);
    if (is_rest)
        import_say(import, row, 0, IMPORT_DOUBTFUL, "name_alone", MSG_IMPORT_NAME_ALONE);
    if (!entry->commune)
        entry->commune = import->section_commune;
    if (!entry->district)
        entry->district = import->section_district;
    entry->section_area = import->section_area;
    entry->section_class = import->section_class;
    return take_entry(import, entry, err);
}
