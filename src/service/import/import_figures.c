/* SPDX-License-Identifier: Apache-2.0
 * Tables of numbers by unit, as the yearly reviews report them: each row a unit, each column a figure
 * declared by it. Rows of districts, of town and country, and the closing total repeat what stands in
 * the rows below or above them: they are compared with the sum, not written, so that nothing is counted
 * twice. A row that has nothing below it is written whatever its level. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <string.h>

enum { SAVEPOINT_ROW = 1, OPEN_MAX = 4 };

/* The depth of a row: what stands below is deeper. */
enum depth { DEPTH_SETTLEMENT, DEPTH_PROVINCE, DEPTH_DISTRICT, DEPTH_COMMUNE, DEPTH_AREA };

struct import_figure_row {
    struct import_entry *entry;
    enum depth depth;
    int64_t unit;
    const char *settlement; /* "urban", "rural"; NULL */
    int64_t *values;        /* by column; -1: blank */
    int64_t *sums;          /* of the rows below it: households, then people */
    bool has_below, people; /* people: the numbers are of people, not of households */
    struct import_figure_row *also; /* the other row of the same unit */
};

/* The rows that are not closed yet, outermost first; the last may turn out to have rows below it. */
struct import_figures {
    struct import_figure_row *open[OPEN_MAX];
    size_t count;
    int64_t *total; /* of what was written, as sums */
    bool any;
};

/* --- the cells ------------------------------------------------------------------------------------------ */

static const struct layout_column *column_of(const struct import *import, size_t column)
{
    return column < import->header.count ? import->header.columns[column].is : NULL;
}

static bool is_figure(const struct layout_column *is)
{
    return is && is->figure;
}

static const char *text_of(const struct import *import, const struct import_row *row, enum layout_role role)
{
    for (size_t i = 0; i < row->count; i++)
        if (column_of(import, i) && column_of(import, i)->role == role && *row->cells[i].text)
            return row->cells[i].text;
    return NULL;
}

/* 1.234 and 1 234 are whole numbers; "-" and blanks say nothing. */
static bool read_number(const char *text, int64_t *ret_number)
{
    char digits[32];
    size_t len = 0;
    if (import_is_nothing(text) && strcmp(text, "0") != 0) {
        *ret_number = -1;
        return true;
    }
    const char *c = text;
    for (; *c && len < sizeof(digits) - 1; c++) {
        if (*c >= '0' && *c <= '9')
            digits[len++] = *c;
        else if (*c == '.' || *c == ',') {
            size_t group = strspn(c + 1, "0123456789");
            if (group != 3 && strspn(c + 1, "0") != group)
                return false;
            if (group != 3)
                break; /* "12.0" */
        } else if (*c != ' ')
            return false;
    }
    digits[len] = '\0';
    return len > 0 && text_int(digits, ret_number);
}

/* "5 hộ" → "5" */
static const char *count_text(struct import *import, const char *text)
{
    size_t len = 0;
    bool counts = import_is_count(text, &len) && !strchr(text, '(');
    return counts ? arena_strndup(&import->group_arena, text, len) : text;
}

static bool read_values(struct import *import, struct import_figure_row *figures)
{
    struct import_row *row = figures->entry->row;
    bool any = false;
    for (size_t i = 0; i < import->header.count; i++) {
        figures->values[i] = -1;
        if (!is_figure(column_of(import, i)) || i >= row->count || !*row->cells[i].text)
            continue;
        any = true;
        if (row->cells[i].type == SHEET_CELL_ERROR || row->cells[i].type == SHEET_CELL_UNCOMPUTED)
            import_say(import, row, i + 1, IMPORT_REFUSED, "formula", MSG_IMPORT_FORMULA, row->cells[i].raw);
        else if (!read_number(count_text(import, row->cells[i].text), &figures->values[i]))
            import_say(import, row, i + 1, IMPORT_REFUSED, "value_form", MSG_IMPORT_FIGURE_FORM, row->cells[i].text);
    }
    return any;
}

/* --- sums -------------------------------------------------------------------------------------------------- */

static void compare(struct import *import, const struct import_figure_row *figures, const int64_t *sums)
{
    sums += figures->people ? import->header.count : 0;
    for (size_t i = 0; i < import->header.count; i++)
        if (is_figure(column_of(import, i)) && figures->values[i] >= 0 && figures->values[i] != sums[i])
            import_say(import, figures->entry->row, i + 1, IMPORT_NOTE, "total_differs", MSG_IMPORT_TOTAL_DIFFERS,
                       err_int(figures->values[i]), err_int(sums[i]));
}

static void add_to(int64_t *sums, const struct import_figure_row *figures, size_t count)
{
    sums += figures->people ? count : 0;
    for (size_t i = 0; i < count; i++)
        sums[i] += figures->values[i] > 0 ? figures->values[i] : 0;
}

/* --- sums of a row ------------------------------------------------------------------------------------------ */

/* The parts that the row has; false where a column of the sum is missing. */
static bool add_parts(const struct import *import, const struct import_figure_row *figures, const struct layout_sum *sum,
                      int64_t *ret_sum, struct buf *told)
{
    bool any = false;
    *ret_sum = 0;
    for (size_t i = 0; i < sum->count; i++) {
        bool there = false;
        for (size_t j = 0; j < import->header.count; j++) {
            const struct layout_column *is = column_of(import, j);
            if (!is_figure(is) || !layout_is_part(is, sum->names[i]))
                continue;
            there = true;
            if (figures->values[j] < 0)
                continue;
            any = true;
            *ret_sum += sum->minus[i] ? -figures->values[j] : figures->values[j];
            buf_printf(told, "%s%lld", sum->minus[i] ? " − " : told->len ? " + " : "", (long long)figures->values[j]);
        }
        if (!there && !sum->at_most)
            return false;
    }
    return any;
}

/* Numbers of one row that do not add up: one of them is wrong, and nobody here knows which. */
static void check_sums(struct import *import, struct import_figure_row *figures)
{
    for (size_t i = 0; i < import->header.count; i++) {
        const struct layout_column *is = column_of(import, i);
        for (size_t j = 0; is_figure(is) && figures->values[i] >= 0 && j < is->sum_count; j++) {
            CLEANUP(buf_done) struct buf told = { 0 };
            int64_t sum = 0;
            if (!add_parts(import, figures, &is->sums[j], &sum, &told))
                continue;
            bool wrong = is->sums[j].at_most ? sum > figures->values[i] : sum != figures->values[i];
            if (wrong)
                import_say(import, figures->entry->row, i + 1, IMPORT_DOUBTFUL, "sum_differs",
                           is->sums[j].at_most ? MSG_IMPORT_SUM_EXCEEDS : MSG_IMPORT_SUM_DIFFERS,
                           err_int(figures->values[i]), buf_text(&told), err_int(sum));
            if (!is->sums[j].at_most)
                break;
        }
    }
}

/* --- writing -------------------------------------------------------------------------------------------------- */

static const char *figure_code(const struct import *import, const struct layout_column *is, bool people)
{
    bool near_poor = import->title_class && strcmp(import->title_class, "near_poor") == 0;
    if (people)
        return near_poor ? is->near_poor_people : is->people;
    return near_poor ? is->near_poor : is->figure;
}

static enum err_code find_before(struct import *import, const struct record *record, const struct record **ret_found,
                                 struct err *err)
{
    const struct kind *kind = record->kind;
    struct arena *arena = &import->group_arena;
    static const char *const keys[] = { "unit", "figure", "period" };
    struct cond *conds[COUNT(keys)];
    for (size_t i = 0; i < COUNT(keys); i++) {
        int index = kind_field_index(kind, keys[i]);
        conds[i] = cond_compare(arena, index, COND_EQ, record->values[index]);
    }
    struct entity_query query = { .where = cond_all(arena, conds, COUNT(keys)) };
    struct record_list list = { 0 };
    static const char *const same[] = { "breakdown", "declared_by", "for_organisation" };
    *ret_found = NULL;
    TRY(entity_list(import->store, kind, &query, arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        bool is_it = true;
        for (size_t j = 0; j < COUNT(same); j++) {
            int index = kind_field_index(kind, same[j]);
            is_it = is_it && value_equal(list.items[i].values[index], record->values[index]);
        }
        *ret_found = is_it ? &list.items[i] : *ret_found;
    }
    return ERR_OK;
}

static enum err_code write_figure(struct import *import, struct import_figure_row *figures, size_t column,
                                  const char *code, struct err *err)
{
    struct import_entry *entry = figures->entry;
    struct import_values values = entry->slots[SLOT_RECORD];
    const struct layout_column *is = column_of(import, column);
    const struct record *before = NULL;
    struct arena *arena = &import->group_arena;
    import_values_set(&values, "figure", v_text(code), column + 1);
    import_values_set(&values, "value", v_int(figures->values[column]), column + 1);
    import_values_set(&values, "unit", v_int(figures->unit), 0);
    const char *breakdown = is->whole && strcmp(code, is->figure) == 0 ? NULL : is->breakdown;
    if (figures->settlement)
        breakdown = breakdown ? arena_printf(arena, "%s, %s", breakdown, figures->settlement) : figures->settlement;
    import_values_set(&values, "breakdown", v_text(breakdown), 0);
    if (is->set_field) /* "Hội viên Nông dân": of that organisation */
        import_values_set(&values, is->set_field->name, v_text(is->set_code), column + 1);
    struct record *fresh = import_merge(import, record_new(arena, values.kind), &values, false);
    TRY(find_before(import, fresh, &before, err));
    struct record *after = before ? import_merge(import, before, &values, false) : fresh;
    return import_write(import, entry->row, &values, before, after, &entry->outcome, err);
}

static bool counts_people(const struct import *import, const struct import_row *row)
{
    const char *counted = text_of(import, row, LAYOUT_COUNTED);
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (!counted)
        return false;
    const char *folded = text_fold(&arena, counted);
    return strstr(folded, "khau") || strstr(folded, "nguoi");
}

static enum err_code write_values(struct import *import, struct import_figure_row *figures, struct err *err)
{
    struct import_row *row = figures->entry->row;
    for (size_t i = 0; i < import->header.count && row->verdict == IMPORT_NOTE; i++) {
        const struct layout_column *is = column_of(import, i);
        if (!is_figure(is) || figures->values[i] < 0)
            continue;
        const char *code = figure_code(import, is, figures->people);
        if (code)
            TRY(write_figure(import, figures, i, code, err));
        else
            import_say(import, row, i + 1, IMPORT_NOTE, "figure_unknown", MSG_IMPORT_FIGURE_UNKNOWN);
    }
    return ERR_OK;
}

struct value import_period_of(struct import *import, int64_t year)
{
    const char *part = import->title_period ? import->title_period : "";
    return v_text(arena_printf(&import->group_arena, "%lld%s", (long long)year, part));
}

/* Period and year: of the row, of --set, --year, the title. */
static void set_period(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    struct value *year = &values->values[kind_field_index(values->kind, "year")];
    struct value *period = &values->values[kind_field_index(values->kind, "period")];
    int64_t told = import->request->year ? import->request->year : import->title_year;
    if (value_is_null(*year) && told)
        *year = v_int(told);
    if (year->type != VALUE_INT) {
        import_say(import, entry->row, 0, IMPORT_REFUSED, "year_missing", MSG_IMPORT_YEAR_MISSING);
        return;
    }
    if (value_is_null(*period))
        *period = import_period_of(import, year->i);
}

/* Rows wait in group_arena; what writing one needs is given back. */
static void swap_arenas(struct import *import)
{
    struct arena arena = import->group_arena;
    struct arena_mark mark = import->group_mark;
    import->group_arena = import->held_arena;
    import->group_mark = import->held_mark;
    import->held_arena = arena;
    import->held_mark = mark;
}

static enum err_code write_row(struct import *import, struct import_figure_row *figures, struct err *err)
{
    struct import_entry *entry = figures->entry;
    struct import_row *row = entry->row;
    set_period(import, entry);
    if (row->verdict == IMPORT_NOTE)
        check_sums(import, figures);
    TRY(import_unit_check_year(import, entry, figures->unit, err));
    TRY(db_savepoint(import->store->db, SAVEPOINT_ROW, err));
    enum err_code code = row->verdict == IMPORT_NOTE ? write_values(import, figures, err) : ERR_OK;
    if (code != ERR_OK || row->verdict != IMPORT_NOTE)
        import_take_back(import, SAVEPOINT_ROW);
    else
        TRY(import_let_stand(import, SAVEPOINT_ROW, err));
    TRY(code);
    return import_count_row(import, entry, NULL, err);
}

static enum err_code store_row(struct import *import, struct import_figure_row *figures, struct err *err)
{
    struct import_figures *way = import->figures;
    add_to(way->total, figures, import->header.count);
    for (size_t i = 0; i + 1 < way->count; i++)
        add_to(way->open[i]->sums, figures, import->header.count);
    way->any = true;
    swap_arenas(import);
    enum err_code code = write_row(import, figures, err);
    arena_release(&import->group_arena, import->group_mark);
    swap_arenas(import);
    return code;
}

/* --- rows in their order ------------------------------------------------------------------------------------ */

/* Rows as deep or deeper have nothing more below them. */
static enum err_code close_rows(struct import *import, int depth, struct err *err)
{
    struct import_figures *figures = import->figures;
    while (figures->count && (int)figures->open[figures->count - 1]->depth >= depth) {
        struct import_figure_row *last = figures->open[figures->count - 1];
        for (struct import_figure_row *row = last; row; row = row->also)
            if (last->has_below)
                compare(import, row, last->sums);
            else
                TRY(store_row(import, row, err));
        figures->count--;
    }
    return ERR_OK;
}

enum err_code import_figures_end(struct import *import, struct err *err)
{
    if (import->figures) {
        TRY(close_rows(import, -1, err));
        arena_release(&import->group_arena, import->group_mark);
    }
    import->figures = NULL;
    return ERR_OK;
}

static struct import_figures *figures_under_way(struct import *import)
{
    if (!import->figures) {
        import->figures = ARENA_NEW(&import->sheet_arena, struct import_figures);
        import->figures->total = ARENA_ARRAY(&import->sheet_arena, int64_t, 2 * import->header.count + 1);
    }
    return import->figures;
}

static const char *settlement_of(const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, layout_skip_numbering(text));
    return strstr(folded, "thanh thi") || strstr(folded, "do thi") ? "urban" : strstr(folded, "nong thon") ? "rural" : NULL;
}

static bool is_total(const struct import *import, const char *place)
{
    const struct layout_rows *rows = import->layout->rows;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, place);
    for (const char *const *word = rows ? rows->total : NULL; word && *word; word++) {
        const char *total = text_fold(&arena, *word);
        size_t len = strlen(total);
        if (strncmp(folded, total, len) == 0 && (folded[len] == '\0' || folded[len] == ' '))
            return true;
    }
    return false;
}

/* "1.1" stands below "1". */
static bool is_sub_number(const char *number)
{
    const char *dot = number ? strchr(number, '.') : NULL;
    return dot && dot > number && dot[1] >= '0' && dot[1] <= '9';
}

static const struct unit *find_district(struct import *import, const struct territory *territory, const char *place)
{
    const struct unit *above = territory_unit(territory, import->unit);
    struct unit_set found = { 0 };
    if (import->level < LEVEL_DISTRICT)
        found = territory_by_name(territory, &import->group_arena, above, LEVEL_DISTRICT, place, import->day);
    return found.count == 1 ? found.items[0] : NULL;
}

static enum depth depth_of_level(int level)
{
    return level == LEVEL_AREA ? DEPTH_AREA : level == LEVEL_COMMUNE ? DEPTH_COMMUNE :
           level == LEVEL_DISTRICT ? DEPTH_DISTRICT : DEPTH_PROVINCE;
}

/* Which unit the row is of. */
static enum err_code find_unit(struct import *import, struct import_figure_row *figures, const char *place,
                               const char *number, struct err *err)
{
    const struct territory *territory = NULL;
    struct import_entry *entry = figures->entry;
    struct import_place found = { 0 };
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *own = territory_unit(territory, import->unit);
    const char *name = layout_skip_numbering(place);
    if (import->level == LEVEL_MAX_) {
        import_say(import, entry->row, 0, IMPORT_REFUSED, "unit_missing", MSG_IMPORT_UNIT_NEEDED);
        return ERR_OK;
    }
    const struct unit *district = is_sub_number(number) ? NULL : find_district(import, territory, name);
    if (text_equal_folded(own->name, name) || (district && district != own)) {
        figures->unit = text_equal_folded(own->name, name) ? own->id : district->id;
        figures->depth = depth_of_level(figures->unit == own->id ? (int)own->level : LEVEL_DISTRICT);
        if (figures->unit != own->id)
            import->section_district = arena_strdup(&import->sheet_arena, district->name);
        return ERR_OK;
    }
    entry->district = import->section_district;
    if (import->level >= LEVEL_COMMUNE)
        entry->area = name;
    else
        entry->commune = name;
    figures->depth = import->level >= LEVEL_COMMUNE ? DEPTH_AREA : DEPTH_COMMUNE;
    TRY(import_place_find(import, entry, &found, err));
    figures->unit = found.area ? found.area : found.commune;
    return ERR_OK;
}

static enum err_code open_row(struct import *import, struct import_figure_row *figures, struct err *err)
{
    struct import_figures *way = figures_under_way(import);
    TRY(close_rows(import, (int)figures->depth, err));
    if (way->count == OPEN_MAX)
        TRY(close_rows(import, (int)way->open[OPEN_MAX - 1]->depth, err));
    for (size_t i = 0; i < way->count; i++)
        way->open[i]->has_below = true;
    way->open[way->count++] = figures;
    return ERR_OK;
}

/* The second row of a unit whose name stands once for households and people. */
static bool is_other_row(const struct import_figures *way, const struct import_figure_row *figures, const char *place)
{
    const struct import_figure_row *last = way->count ? way->open[way->count - 1] : NULL;
    return !place && last && !last->has_below && !last->also && last->people != figures->people;
}

static enum err_code place_row(struct import *import, struct import_figure_row *figures, const char *place,
                               const char *number, struct err *err)
{
    const char *settlement = place ? settlement_of(place) : NULL;
    if (place && !settlement)
        return find_unit(import, figures, place, number, err);
    figures->unit = import->unit; /* town and country, or a table of one unit */
    figures->settlement = settlement;
    figures->depth = settlement ? DEPTH_SETTLEMENT : depth_of_level((int)import->level);
    if (!import->unit)
        import_say(import, figures->entry->row, 0, IMPORT_REFUSED, "unit_missing", MSG_IMPORT_UNIT_NEEDED);
    return ERR_OK;
}

/* A row without numbers: a heading, which may name the district of what follows, or a signature. */
static enum err_code take_heading(struct import *import, const char *place, struct err *err)
{
    const struct territory *territory = NULL;
    if (!place || !import->unit)
        return ERR_OK;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *district = find_district(import, territory, layout_skip_numbering(place));
    if (district)
        import->section_district = arena_strdup(&import->sheet_arena, district->name);
    return ERR_OK;
}

enum err_code import_figure_row(struct import *import, struct import_row *row, struct err *err)
{
    const char *place = text_of(import, row, LAYOUT_PLACE), *number = text_of(import, row, LAYOUT_NUMBER);
    struct import_figures *way = figures_under_way(import);
    struct arena *arena = &import->group_arena;
    if (import_row_repeats_header(import, row) || import_row_is_footer(import, row))
        return ERR_OK;
    struct import_figure_row *figures = ARENA_NEW(arena, struct import_figure_row);
    figures->entry = import_entry_new(import, arena, row);
    figures->values = ARENA_ARRAY(arena, int64_t, import->header.count + 1);
    figures->sums = ARENA_ARRAY(arena, int64_t, 2 * import->header.count + 1);
    figures->people = counts_people(import, row);
    if (!read_values(import, figures))
        return take_heading(import, place, err);
    if (!place && number && is_total(import, number))
        place = number;
    if (place && is_total(import, place)) {
        TRY(close_rows(import, -1, err));
        if (way->any)
            compare(import, figures, way->total);
        return ERR_OK;
    }
    import_entry_read(import, figures->entry);
    if (is_other_row(way, figures, place)) {
        const struct import_figure_row *last = way->open[way->count - 1];
        figures->unit = last->unit;
        figures->settlement = last->settlement;
        way->open[way->count - 1]->also = figures;
        return ERR_OK;
    }
    TRY(place_row(import, figures, place, number, err));
    return open_row(import, figures, err);
}
