/* SPDX-License-Identifier: Apache-2.0
 * A report as an official document laid out by Decree 30/2020/NĐ-CP (or the Youth Union's guide),
 * for the writers of paper/. Reports are written in Vietnamese whatever the user's language. */
#include "base/date.h"
#include "base/utf8.h"
#include "base/vitext.h"
#include "domain/code_lists.h"
#include "paper/document.h"
#include "service/programme/programmes.h"
#include "service/report/report_job.h"

#include <stdlib.h>
#include <string.h>

enum {
    ANNEX_ROWS = 30, /* tables longer than this go behind the signature */
    CAPTION_COLUMNS = 3,
    /* Widths of table columns; more than PORTRAIT_WIDTH together need the sheet turned. */
    WIDTH_ORDINAL = 6, /* in hundredths of the whole */
    WIDTH_LABEL = 34,
    WIDTH_NUMBER = 14,
    WIDTH_MONEY = 19,
    PORTRAIT_WIDTH = 125,
    SEAL_DIGITS = 16,
};

struct annexed {
    const struct report_node *node;
    const char *label; /* "Phụ lục I" */
};

struct paper {
    const struct report *report;
    struct document *document;
    struct arena *arena;
    const char *as_of; /* "30/9/2020" */
    int64_t table_count;
    struct annexed *annexes;
    size_t annex_count;
};

/* A sentence of messages.tsv with its parameters put in. */
#define words(paper, msg, ...) words_args(paper, msg, (const char *const[]){ "", ##__VA_ARGS__, NULL } + 1)
static const char *words_args(const struct paper *paper, enum msg msg, const char *const *args)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, LANG_VI, msg, args);
    return arena_strdup(paper->arena, buf_text(&out));
}

static const char *table_date(struct arena *arena, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_to_table(date, text);
    return arena_strdup(arena, text);
}

/* A sentence within a line: its first letter small, unless the word is a name written in capitals. */
static const char *within(const struct paper *paper, const char *text)
{
    return text_lower_first(paper->arena, text);
}

/* --- letterhead ----------------------------------------------------------------------------------- */

static const char *fill_unit(const struct paper *paper, const char *text)
{
    const struct report *report = paper->report;
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const char *c = text; *c; c++) {
        if (strncmp(c, "{UNIT}", 6) == 0) {
            buf_add(&out, text_upper(paper->arena, report->unit->name));
            c += 5;
        } else if (strncmp(c, "{unit}", 6) == 0) {
            buf_add(&out, report->unit->name);
            c += 5;
        } else {
            buf_add_char(&out, *c);
        }
    }
    return arena_strdup(paper->arena, buf_text(&out));
}

/* "Tỉnh Kiên Giang" → "Kiên Giang"; a unit named by a number keeps its type: "Phường 1". */
static const char *place_words(const struct unit *unit)
{
    const char *type = unit_types[unit->type].vi;
    size_t len = strlen(type);
    if (len == 0 || strncmp(unit->name, type, len) != 0 || unit->name[len] != ' ')
        return unit->name;
    const char *rest = unit->name + len + 1;
    return *rest >= '0' && *rest <= '9' ? unit->name : rest;
}

static enum document_style style_of(const struct letterhead *letterhead)
{
    if (strcmp(letterhead->style, "party") == 0)
        return DOCUMENT_STYLE_PARTY;
    return strcmp(letterhead->style, "youth_union") == 0 ? DOCUMENT_STYLE_YOUTH_UNION :
                                                           DOCUMENT_STYLE_STATE;
}

/* Above what issues: the superior, and the unit's name where it only ends the superior's
 * ("ỦY BAN MTTQ VIỆT NAM" / "TỈNH KIÊN GIANG" over "BAN THƯỜNG TRỰC"). */
static void put_issuers(struct paper *paper)
{
    struct document *document = paper->document;
    const struct letterhead *letterhead = paper->report->letterhead;
    const char *const *issuer = letterhead->issuer;
    if (letterhead->superior)
        document_line_add(document, &document->parents, fill_unit(paper, letterhead->superior));
    if (letterhead->superior && issuer[0] && issuer[1] && strcmp(issuer[0], "{UNIT}") == 0)
        document_line_add(document, &document->parents, fill_unit(paper, *issuer++));
    for (; *issuer; issuer++)
        document_line_add(document, &document->issuers, fill_unit(paper, *issuer));
}

/* The title without the word of its type, which stands above it: "Báo cáo kết quả …" under "BÁO CÁO" is "Kết quả …". */
static const char *untyped_title(const struct paper *paper, const char *type)
{
    const char *title = paper->report->title;
    size_t len = strlen(type);
    if (strlen(title) <= len || title[len] != ' ' ||
        strcmp(text_upper(paper->arena, arena_strndup(paper->arena, title, len)), text_upper(paper->arena, type)) != 0)
        return title;
    const char *first = title + len + 1, *rest = first;
    (void)utf8_next(&rest);
    return arena_printf(paper->arena, "%s%s", text_upper(paper->arena, arena_strndup(paper->arena, first, (size_t)(rest - first))), rest);
}

/* The period goes onto a line of its own where the title takes more than one. */
static const char *title_lines(const struct paper *paper, const char *title)
{
    const struct report *report = paper->report;
    const struct document_look *look = document_look(paper->document->style);
    unsigned room = DOCUMENT_PAGE_WIDTH - look->margin_left - look->margin_right;
    char period[DATE_TEXT_SIZE];
    period_to_document(report->request.period, period);
    size_t len = strlen(title), tail = strlen(period);
    if (document_text_width(title, look->summary_size) <= room || len <= tail + 1 || strcmp(title + len - tail, period) != 0)
        return title;
    return arena_printf(paper->arena, "%.*s\n%s", (int)(len - tail - 1), title, period);
}

static void put_head(struct paper *paper)
{
    const struct report *report = paper->report;
    const struct letterhead *letterhead = report->letterhead;
    struct document *document = paper->document;
    struct date day = date_is_none(report->issued_on) ?
                          date_from_days((int32_t)((report->made_unix_ms + VIETNAM_SECONDS * INT64_C(1000)) / 86400000)) :
                          date_first_day(report->issued_on);
    const struct code *type = code_find(document_type_codes, report->outline->document_type);
    put_issuers(paper);
    document->number = report->number ? report->number :
                                        arena_printf(paper->arena, "        %s",
                                                     letterhead->notation ? letterhead->notation : "");
    document->stamp = report->missing_count ? msg_text(MSG_REPORT_DRAFT, LANG_VI) : NULL;
    document->place = letterhead->place ? fill_unit(paper, letterhead->place) :
                                          place_words(report->unit);
    document->date = document_date_text(paper->arena, day.day, day.month, day.year);
    const char *type_word = type ? type->vi : report->outline->document_type, *title = untyped_title(paper, type_word);
    document->type = text_upper(paper->arena, type_word);
    document->summary = title_lines(paper, title);
    document->title = arena_printf(paper->arena, "%s %s", type ? type->vi : "", within(paper, title));
    document->author = report->body_name;
    document->created = report->made_at;
}

/* --- what it rests on ----------------------------------------------------------------------------- */

/* "Kế hoạch số 168/KH-MTTQ-TCTV ngày 31/8/2017 của … về …" */
static const char *citation(const struct paper *paper, const struct programme_document *document)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    char date[DATE_TEXT_SIZE];
    const struct code *type = code_find(document_type_codes, document->type);
    buf_add(&out, type ? type->vi : document->type);
    if (document->number)
        buf_printf(&out, " số %s", document->number);
    date_to_table(document->date, date);
    if (document->date.precision == DATE_DAY)
        buf_printf(&out, " ngày %s", date);
    else if (!date_is_none(document->date)) {
        date_to_document(document->date, date);
        buf_printf(&out, " %s", date);
    }
    if (document->issuer)
        buf_printf(&out, " của %s", document->issuer);
    if (document->title.vi)
        buf_printf(&out, " về %s", within(paper, document->title.vi));
    return arena_strdup(paper->arena, buf_text(&out));
}

static const struct programme_document *find_document(const struct programme *programme,
                                                      const char *id)
{
    return id ? programme_document(programme, id) : NULL;
}

/* The letter by which this body was asked for the report. */
static const struct programme_document *request_letter(const struct report *report)
{
    const struct programme *programme = report->request.programme;
    const char *level = unit_level_code((enum unit_level)report->unit->level);
    for (size_t i = 0; i < programme->schedule_count; i++) {
        const struct schedule *entry = &programme->schedules[i];
        if (!entry->outline || strcmp(entry->outline, report->outline->id) != 0)
            continue;
        for (size_t j = 0; j < entry->by_count; j++) {
            const struct programme_party *party = &entry->by[j];
            bool asked = party->organisation &&
                         strcmp(party->organisation, report->request.organisation) == 0;
            for (const char *const *at = party->levels; asked && at && *at; at++)
                if (strcmp(*at, level) == 0)
                    return find_document(programme, entry->document);
        }
    }
    return NULL;
}

static void put_opening(struct paper *paper)
{
    const struct report *report = paper->report;
    const struct programme_document *own = programme_own_document(report->request.programme);
    const struct programme_document *letter = request_letter(report);
    if (own)
        document_block_add(paper->document, DOCUMENT_BASIS,
                           words(paper, MSG_REPORT_CARRYING_OUT, citation(paper, own),
                                 letter ? ";" : "."));
    if (letter)
        document_block_add(paper->document, DOCUMENT_BASIS,
                           words(paper, MSG_REPORT_CARRYING_OUT, citation(paper, letter), "."));
    document_block_add(paper->document, DOCUMENT_PARAGRAPH,
                       words(paper, MSG_REPORT_OPENING, report->body_name));
    CLEANUP(buf_done) struct buf note = { 0 };
    buf_add(&note, words(paper, MSG_REPORT_AS_OF, paper->as_of));
    if (!report->period_over)
        buf_add(&note, words(paper, MSG_REPORT_NOT_OVER));
    else if (!report->final)
        buf_add(&note, words(paper, MSG_REPORT_SOME_PROVISIONAL));
    buf_add(&note, ".");
    if (report->request.as_now)
        buf_printf(&note, " %s", words(paper, MSG_REPORT_AS_NOW,
                                       table_date(paper->arena,
                                                  date_from_days((int32_t)report->territory_day))));
    if (report->wider)
        buf_printf(&note, " %s", words(paper, MSG_REPORT_WIDER, report->unit->name,
                                       report->request.programme->territory_name));
    document_block_add(paper->document, DOCUMENT_NOTE, arena_strdup(paper->arena, buf_text(&note)));
}

/* --- texts and figures ---------------------------------------------------------------------------- */

/* A text of people: each line a paragraph, lines with a dash or plus a bullet. */
static void put_text(struct paper *paper, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        const char *line = arena_strndup(paper->arena, text, len);
        line += strspn(line, " ");
        text += len + (text[len] == '\n');
        if (!*line)
            continue;
        if ((*line == '-' || *line == '+') && line[1] == ' ')
            document_bullet(paper->document, *line == '+' ? 2 : 1, line + 2);
        else
            document_block_add(paper->document, DOCUMENT_PARAGRAPH, line);
    }
}

static void put_to_write(struct paper *paper, const struct report_node *node)
{
    const char *hint = node->of->hint.vi;
    struct document_block *block = document_block_add(paper->document, DOCUMENT_PARAGRAPH, NULL);
    document_run_add(paper->document, &block->text,
                     hint ? words(paper, MSG_REPORT_TO_WRITE_HINT, within(paper, hint)) :
                            words(paper, MSG_REPORT_TO_WRITE),
                     DOCUMENT_ITALIC | DOCUMENT_GREY);
}

static bool is_dash(const struct outline_node *node)
{
    return node->number && strcmp(node->number, "-") == 0;
}

/* A part says so, where its place under the figure before it does not. */
static const char *figure_label(struct paper *paper, const struct report_figure *figure, bool dash)
{
    const char *label = figure->of->label.vi, *part = msg_text(MSG_REPORT_PART, LANG_VI);
    if (!dash || !figure->of->part || strncmp(label, part, strlen(part)) == 0)
        return label;
    return arena_printf(paper->arena, "%s, %s", part, within(paper, label));
}

/* For those who calculate; NULL where it is not known. */
static const char *plain_number(const struct paper *paper, struct number number, enum number_unit unit)
{
    long long value = number.value;
    if (!number.known)
        return NULL;
    if (!number_is_hundredths(unit))
        return arena_printf(paper->arena, "%lld", value);
    return arena_printf(paper->arena, "%s%lld.%02lld", value < 0 ? "-" : "", llabs(value) / 100, llabs(value) % 100);
}

static void put_figure(struct paper *paper, const struct report_node *node, size_t index, const char *end)
{
    const struct report_figure *figure = &node->figures[index];
    bool dash = is_dash(node->of);
    const char *unit = report_unit_word(figure->of, figure->unit);
    struct document_block *block =
        document_bullet(paper->document, figure->of->part || dash ? 2 : 1,
                        arena_printf(paper->arena, "%s: ", figure_label(paper, figure, dash)));
    if (figure->number.known) {
        struct document_run *run = document_run_add(
            paper->document, &block->text, report_number_words(paper->arena, figure->number, figure->unit), DOCUMENT_BOLD);
        run->link = arena_printf(paper->arena, "node=%s&figure=%zu", node->of->id, index);
        run->number = plain_number(paper, figure->number, figure->unit);
        document_run_add(paper->document, &block->text,
                         arena_printf(paper->arena, "%s%s", *unit && *unit != '%' ? " " : "", unit), 0);
    } else {
        document_run_add(paper->document, &block->text, words(paper, MSG_REPORT_UNKNOWN), 0);
    }
    document_run_add(paper->document, &block->text,
                     arena_printf(paper->arena, " (%s%s%s)%s",
                                  words(paper, MSG_REPORT_TO_DAY, paper->as_of),
                                  figure->provisional ? ", " : "",
                                  figure->provisional ? words(paper, MSG_REPORT_PROVISIONAL) : "", end),
                     0);
}

/* Communes from which nothing has come; said of figures that come from communes. */
static bool lacks_reporters(const struct report_figure *figure)
{
    return figure->expected > 1 && figure->reported < figure->expected &&
           (figure->reported > 0 || figure->number.value == 0);
}

static void put_figures(struct paper *paper, const struct report_node *node)
{
    for (size_t i = 0; i < node->figure_count; i++)
        put_figure(paper, node, i, i + 1 == node->figure_count ? "." : ";");
    CLEANUP(buf_done) struct buf note = { 0 };
    for (size_t i = 0; i < node->figure_count; i++) {
        const struct report_figure *figure = &node->figures[i];
        bool said = !lacks_reporters(figure);
        for (size_t j = 0; !said && j < i; j++)
            said = lacks_reporters(&node->figures[j]) &&
                   node->figures[j].evidence[0].measure->kind == figure->evidence[0].measure->kind;
        if (!said)
            buf_printf(&note, "%s%s", note.len ? "; " : "",
                       words(paper, MSG_REPORT_REPORTED,
                             within(paper, figure->evidence[0].measure->kind->vi),
                             err_int(figure->reported), err_int(figure->expected)));
    }
    if (note.len)
        document_block_add(paper->document, DOCUMENT_NOTE,
                           words(paper, MSG_REPORT_REPORTED_NOTE, buf_text(&note)));
}

/* --- tables --------------------------------------------------------------------------------------- */

/* One unit for all columns stands above the table, several stand in the headings. */
static const char *common_unit(const struct report_table *table)
{
    const char *unit = report_unit_word(table->columns[0].of, table->columns[0].unit);
    for (size_t i = 1; i < table->column_count; i++)
        if (strcmp(unit, report_unit_word(table->columns[i].of, table->columns[i].unit)) != 0)
            return NULL;
    return *unit ? unit : NULL;
}

static bool column_is_marked(const struct report_table *table, size_t column)
{
    return !table->of->no_total && !table->columns[column].adds_up &&
           table->columns[column].total.known && !number_is_hundredths(table->columns[column].unit);
}

/* The total of one row says nothing new. */
static bool is_one_row(const struct report_table *table)
{
    bool same = table->row_count == 1;
    for (size_t i = 0; same && i < table->column_count; i++)
        same = table->rows[0].numbers[i].value == table->columns[i].total.value;
    return same;
}

static void put_table_heads(struct paper *paper, struct document_table *to,
                            const struct report_table *table)
{
    struct document_row *head = document_header_add(paper->document, to);
    const char *unit = common_unit(table), *by = arena_strdup(paper->arena, table->by);
    document_cell_add(paper->document, head, msg_text(MSG_REPORT_ORDINAL, LANG_VI));
    document_cell_add(paper->document, head, by);
    for (size_t i = 0; i < table->column_count; i++) {
        const char *word = report_unit_word(table->columns[i].of, table->columns[i].unit);
        document_cell_add(paper->document, head,
                          arena_printf(paper->arena, unit || !*word ? "%s%s" : "%s\n(%s)",
                                       table->columns[i].of->label.vi, unit ? "" : word));
    }
}

/* The records of the number in the row (NULL: the total) are asked for by the keys of the row and of the one it
 * lies in. Numbers of what is recorded above all rows, or where nothing is, lead nowhere. */
static const char *number_link(struct paper *paper, const struct report_node *node, size_t row, size_t column)
{
    const struct report_table *table = node->table;
    const struct report_row *at = row < table->row_count ? &table->rows[row] : NULL;
    struct number number = at ? at->numbers[column] : table->columns[column].total;
    size_t under = row;
    if (!number.known || number.value == 0 || (at && !at->key))
        return NULL;
    const char *link = arena_printf(paper->arena, "node=%s&column=%zu", node->of->id, column);
    while (at && table->rows[under].depth > 0)
        under--;
    if (at)
        link = arena_printf(paper->arena, "%s&row=%s", link, at->key);
    if (at && at->depth > 0 && !table->rows[under].key)
        return NULL;
    return at && at->depth > 0 ? arena_printf(paper->arena, "%s&under=%s", link, table->rows[under].key) : link;
}

/* The row after the last is the total. */
static void put_number(struct paper *paper, struct document_row *to, const struct report_node *node, size_t row,
                       size_t column, const char *mark)
{
    const struct report_table *table = node->table;
    enum number_unit unit = table->columns[column].unit;
    struct number number = row < table->row_count ? table->rows[row].numbers[column] : table->columns[column].total;
    const char *words = report_number_words(paper->arena, number, unit);
    struct document_run *run =
        document_cell_add(paper->document, to, *mark ? arena_printf(paper->arena, "%s%s", words, mark) : words)->text.first;
    run->link = number_link(paper, node, row, column);
    run->number = plain_number(paper, number, unit);
}

static void put_table_rows(struct paper *paper, struct document_table *to, const struct report_node *node)
{
    const struct report_table *table = node->table;
    bool nested = table->of->dimension_count > 1;
    int64_t number = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct report_row *row = &table->rows[i];
        struct document_row *made = document_row_add(paper->document, to);
        made->is_bold = nested && row->depth == 0;
        document_cell_add(paper->document, made,
                          row->depth ? "" : arena_printf(paper->arena, "%lld", (long long)++number));
        document_cell_add(paper->document, made,
                          arena_printf(paper->arena, "%s%s", row->depth ? "- " : "", row->label));
        for (size_t j = 0; j < table->column_count; j++)
            put_number(paper, made, node, i, j, "");
    }
}

static void put_table_total(struct paper *paper, struct document_table *to, const struct report_node *node)
{
    const struct report_table *table = node->table;
    struct document_row *row = document_row_add(paper->document, to);
    row->is_bold = true;
    struct document_cell *word =
        document_cell_add(paper->document, row, msg_text(MSG_REPORT_TOTAL, LANG_VI));
    word->column_span = 2;
    word->has_align = true;
    word->align = DOCUMENT_ALIGN_CENTER;
    for (size_t i = 0; i < table->column_count; i++)
        put_number(paper, row, node, table->row_count, i, column_is_marked(table, i) ? "(*)" : "");
}

static const char *table_note(struct paper *paper, const struct report_table *table)
{
    bool provisional = false, marked = false;
    for (size_t i = 0; i < table->column_count; i++) {
        provisional = provisional || table->columns[i].provisional;
        marked = marked || (column_is_marked(table, i) && !is_one_row(table));
    }
    return arena_printf(paper->arena, "%s%s%s.%s%s", words(paper, MSG_REPORT_AS_OF, paper->as_of),
                        provisional ? ", " : "",
                        provisional ? words(paper, MSG_REPORT_PROVISIONAL) : "", marked ? " " : "",
                        marked ? words(paper, MSG_REPORT_NOT_A_SUM) : "");
}

/* "Mô hình, công trình theo tổ chức"; of a table without a name of its own. */
static const char *table_name(struct paper *paper, const struct report_node *node)
{
    const struct report_table *table = node->table;
    if (!node->of->number)
        return node->of->heading.vi;
    if (table->column_count > CAPTION_COLUMNS)
        return words(paper, MSG_REPORT_TABLE_BY, within(paper, table->by));
    CLEANUP(buf_done) struct buf name = { 0 };
    for (size_t i = 0; i < table->column_count; i++)
        buf_printf(&name, "%s%s", i ? ", " : "",
                   i ? within(paper, table->columns[i].of->label.vi) : table->columns[i].of->label.vi);
    return words(paper, MSG_REPORT_TABLE_OF, buf_text(&name), within(paper, table->by));
}

static const char *next_caption(struct paper *paper, const char *what)
{
    return words(paper, MSG_REPORT_TABLE, err_int(++paper->table_count), what);
}

static unsigned column_width(const struct report_column *column)
{
    return column->unit == NUMBER_MONEY ? WIDTH_MONEY : WIDTH_NUMBER;
}

/* Of all but the ordinal. */
static unsigned table_width(const struct report_table *table)
{
    unsigned width = WIDTH_LABEL;
    for (size_t i = 0; i < table->column_count; i++)
        width += column_width(&table->columns[i]);
    return width;
}

static struct document_table *put_table(struct paper *paper, const struct report_node *node)
{
    const struct report_table *table = node->table;
    struct document_column columns[DOCUMENT_COLUMNS_MAX] = {
        { table_width(table) * WIDTH_ORDINAL / 100 + 1, DOCUMENT_ALIGN_CENTER },
        { WIDTH_LABEL, DOCUMENT_ALIGN_LEFT },
    };
    require(table->column_count + 2 <= COUNT(columns));
    for (size_t i = 0; i < table->column_count; i++)
        columns[i + 2] = (struct document_column){ column_width(&table->columns[i]),
                                                   DOCUMENT_ALIGN_RIGHT };
    struct document_table *to = document_table(paper->document, columns, table->column_count + 2);
    const char *unit = common_unit(table);
    to->unit = unit ? words(paper, MSG_REPORT_UNIT_OF_MEASURE, unit) : NULL;
    put_table_heads(paper, to, table);
    put_table_rows(paper, to, node);
    if (!table->of->no_total && !is_one_row(table))
        put_table_total(paper, to, node);
    return to;
}

static void put_table_here(struct paper *paper, const struct report_node *node)
{
    if (node->table->row_count == 0) {
        document_block_add(paper->document, DOCUMENT_NOTE,
                           words(paper, MSG_REPORT_TABLE_EMPTY, table_name(paper, node), paper->as_of));
        return;
    }
    struct document_table *to = put_table(paper, node);
    to->caption = next_caption(paper, table_name(paper, node));
    document_block_add(paper->document, DOCUMENT_NOTE, table_note(paper, node->table));
}

/* --- lists ---------------------------------------------------------------------------------------- */

/* "Số, ký hiệu (nguyên văn)" → "Số, ký hiệu" */
static const char *column_label(struct paper *paper, const char *label)
{
    const char *open = strstr(label, " (");
    return open ? arena_strndup(paper->arena, label, (size_t)(open - label)) : label;
}

static unsigned list_width(const struct field *field)
{
    switch (field->type) {
    case FIELD_DATE:
        return 18;
    case FIELD_YEAR:
    case FIELD_INT:
        return 12;
    case FIELD_DOC_NUMBER:
        return 28;
    default:
        return field->max > 500 ? 38 : 24;
    }
}

static void put_list_table(struct paper *paper, const struct report_list *list)
{
    const struct kind *kind = list->of->records->kind;
    struct document_column columns[DOCUMENT_COLUMNS_MAX] = { { WIDTH_ORDINAL, DOCUMENT_ALIGN_CENTER } };
    size_t count = list->of->column_count;
    require(count + 1 <= COUNT(columns));
    for (size_t i = 0; i < count; i++) {
        const struct field *field = &kind->fields[list->of->columns[i]];
        columns[i + 1] = (struct document_column){
            list_width(field), field->type == FIELD_DATE ? DOCUMENT_ALIGN_CENTER : DOCUMENT_ALIGN_LEFT
        };
    }
    struct document_table *to = document_table(paper->document, columns, count + 1);
    to->half_points = 24;
    to->caption = next_caption(paper, words(paper, MSG_REPORT_LIST_OF, within(paper, kind->vi)));
    struct document_row *head = document_header_add(paper->document, to);
    document_cell_add(paper->document, head, msg_text(MSG_REPORT_ORDINAL, LANG_VI));
    for (size_t i = 0; i < count; i++)
        document_cell_add(paper->document, head,
                          column_label(paper, kind->fields[list->of->columns[i]].vi));
    for (size_t i = 0; i < list->row_count; i++) {
        struct document_row *row = document_row_add(paper->document, to);
        document_cell_add(paper->document, row, arena_printf(paper->arena, "%zu", i + 1));
        for (size_t j = 0; j < count; j++)
            document_cell_add(paper->document, row, list->cells[i * count + j]);
    }
}

static void put_list(struct paper *paper, const struct report_list *list)
{
    const char *kind = within(paper, list->of->records->kind->vi);
    if (list->total.gap == GAP_HIDDEN) {
        document_block_add(paper->document, DOCUMENT_NOTE, words(paper, MSG_REPORT_LIST_HIDDEN, kind));
        return;
    }
    if (list->row_count == 0) {
        document_block_add(paper->document, DOCUMENT_NOTE,
                           words(paper, MSG_REPORT_LIST_EMPTY, kind, paper->as_of));
        return;
    }
    put_list_table(paper, list);
    CLEANUP(buf_done) struct buf note = { 0 };
    buf_printf(&note, "%s.", words(paper, MSG_REPORT_AS_OF, paper->as_of));
    if (list->total.value > (int64_t)list->row_count)
        buf_printf(&note, " %s", words(paper, MSG_REPORT_LIST_MORE, err_int((int64_t)list->row_count),
                                       err_int(list->total.value)));
    document_block_add(paper->document, DOCUMENT_NOTE, arena_strdup(paper->arena, buf_text(&note)));
}

/* --- nodes ---------------------------------------------------------------------------------------- */

/* Nothing but a table under a heading without a number: the heading is the table's name. */
static bool is_table_only(const struct report_node *node)
{
    return node->table && !node->of->number && !node->of->narrative && !node->figure_count &&
           !node->list;
}

static bool goes_to_annex(const struct report_node *node)
{
    return node->table && node->table->row_count > ANNEX_ROWS;
}

static unsigned heading_level(const struct outline_node *node)
{
    return is_dash(node) || node->level > 4 ? 4 : (unsigned)node->level;
}

static const char *annex_label(const struct paper *paper, const struct report_node *node)
{
    for (size_t i = 0; i < paper->annex_count; i++)
        if (paper->annexes[i].node == node)
            return paper->annexes[i].label;
    return NULL;
}

static void put_annexed_table(struct paper *paper, const struct report_node *node)
{
    const char *label = annex_label(paper, node);
    document_bullet(paper->document, is_dash(node->of) ? 2 : 1,
                    words(paper, MSG_REPORT_SEE_ANNEX, table_name(paper, node), label));
}

static void put_node(struct paper *paper, const struct report_node *node)
{
    const struct outline_node *of = node->of;
    if (!is_table_only(node))
        document_heading(paper->document, heading_level(of),
                         arena_printf(paper->arena, "%s%s%s%s", of->number ? of->number : "",
                                      of->number ? " " : "", of->heading.vi, is_dash(of) ? ":" : ""));
    if (node->text)
        put_text(paper, node->text);
    else if (of->mandatory && of->narrative)
        put_to_write(paper, node);
    put_figures(paper, node);
    if (goes_to_annex(node))
        put_annexed_table(paper, node);
    else if (node->table)
        put_table_here(paper, node);
    if (node->list)
        put_list(paper, node->list);
}

/* --- annexes -------------------------------------------------------------------------------------- */

static void find_annexes(struct paper *paper)
{
    static const char *const romans[] = { "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X" };
    const struct report *report = paper->report;
    paper->annexes = ARENA_ARRAY(paper->arena, struct annexed, report->node_count + 1);
    for (size_t i = 0; i < report->node_count; i++)
        if (goes_to_annex(&report->nodes[i]))
            paper->annexes[paper->annex_count++].node = &report->nodes[i];
    for (size_t i = 0; i < paper->annex_count; i++) {
        const char *number = i < COUNT(romans) ? romans[i] :
                                                 arena_printf(paper->arena, "%zu", i + 1);
        paper->annexes[i].label = paper->annex_count == 1 ? words(paper, MSG_REPORT_ANNEX) :
                                                            words(paper, MSG_REPORT_ANNEX_NUMBER, number);
    }
}

static void put_annexes(struct paper *paper)
{
    const struct report *report = paper->report;
    for (size_t i = 0; i < paper->annex_count; i++) {
        const struct report_node *node = paper->annexes[i].node;
        const char *source = words(paper, MSG_REPORT_ANNEX_OF, paper->document->number,
                                   paper->document->date, report->body_name);
        struct document_block *annex =
            document_annex(paper->document, paper->annexes[i].label,
                           text_upper(paper->arena, table_name(paper, node)), source);
        annex->is_landscape = table_width(node->table) > PORTRAIT_WIDTH;
        /* above the table: a note below might stand alone on a page */
        document_block_add(paper->document, DOCUMENT_NOTE, table_note(paper, node->table));
        put_table(paper, node);
    }
}

/* --- the end -------------------------------------------------------------------------------------- */

static const char *with_purpose(struct paper *paper, const struct programme_recipient *recipient)
{
    switch (recipient->purpose) {
    case RECIPIENT_REPORT:
        return words(paper, MSG_REPORT_TO_REPORT, recipient->name.vi);
    case RECIPIENT_IMPLEMENT:
        return words(paper, MSG_REPORT_TO_IMPLEMENT, recipient->name.vi);
    default:
        return recipient->name.vi;
    }
}

/* Of the widest level the recipients are those the programme names; a lower body reports to its
 * superior and to the Front beside it (A6.3). */
static void put_recipients(struct paper *paper)
{
    const struct report *report = paper->report;
    const struct programme *programme = report->request.programme;
    struct document_lines *lines = &paper->document->recipients;
    const char *level = unit_level_code((enum unit_level)report->unit->level), *file = NULL;
    bool front = strcmp(report->request.organisation, "fatherland_front") == 0;
    bool widest = strcmp(level, programme->levels[0]) == 0;
    const char *front_name = msg_text(MSG_REPORT_FRONT_COMMITTEE, LANG_VI);
    for (size_t i = 0; i < programme->recipient_count; i++) {
        const struct programme_recipient *recipient = &programme->recipients[i];
        if (recipient->document)
            continue;
        if (recipient->purpose == RECIPIENT_FILE)
            file = recipient->name.vi;
        else if (widest)
            document_line_add(paper->document, lines, with_purpose(paper, recipient));
    }
    if (!widest && report->superior)
        document_line_add(paper->document, lines,
                          words(paper, MSG_REPORT_TO_REPORT,
                                body_full_name(paper->arena,
                                               front ? front_name : report->organisation_name,
                                               report->superior->name)));
    if (!widest && !front)
        document_line_add(paper->document, lines,
                          words(paper, MSG_REPORT_TO_REPORT,
                                body_full_name(paper->arena, front_name, report->unit->name)));
    if (report->letterhead->archive)
        file = words(paper, MSG_REPORT_FILE, report->letterhead->archive);
    if (file)
        document_line_add(paper->document, lines, file);
}

static void put_footer(struct paper *paper)
{
    const struct report *report = paper->report;
    CLEANUP(buf_done) struct buf seals = { 0 };
    int64_t minutes = (report->made_unix_ms + VIETNAM_SECONDS * INT64_C(1000)) / 60000;
    for (size_t i = 0; i < report->seal_count; i++)
        buf_printf(&seals, "%s%02u.%lld.%.*s", i ? ", " : "", report->seals[i].shard,
                   (long long)report->seals[i].seq, SEAL_DIGITS, report->seals[i].hash);
    paper->document->footer = words(
        paper, MSG_REPORT_FOOTER,
        arena_printf(paper->arena, "%02lld:%02lld", (long long)(minutes / 60 % 24),
                     (long long)(minutes % 60)),
        table_date(paper->arena, date_from_days((int32_t)(minutes / 1440))), paper->as_of,
        seals.len ? buf_text(&seals) : "…");
}

static void put_end(struct paper *paper)
{
    const struct report *report = paper->report;
    const struct letterhead *letterhead = report->letterhead;
    document_block_add(paper->document, DOCUMENT_PARAGRAPH,
                       words(paper, MSG_REPORT_CLOSING, within(paper, paper->document->title),
                             report->body_name));
    document_signature_add(paper->document, letterhead->authority,
                           report->signer_position ? report->signer_position : letterhead->position,
                           report->signer_name);
    put_recipients(paper);
    put_footer(paper);
}

struct document *report_document(const struct report *report, struct arena *arena)
{
    struct paper paper = { .report = report, .arena = arena };
    paper.document = document_new(arena, style_of(report->letterhead));
    paper.as_of = table_date(arena, report->as_of);
    put_head(&paper);
    put_opening(&paper);
    find_annexes(&paper);
    for (size_t i = 0; i < report->node_count; i++)
        put_node(&paper, &report->nodes[i]);
    put_end(&paper);
    put_annexes(&paper);
    return paper.document;
}
