/* SPDX-License-Identifier: Apache-2.0
 * Report outlines: headings with narratives, figures, tables and lists under them. */
#include "domain/programme_form.h"

#include "domain/code_lists.h"

#include <string.h>

enum { OUTLINE_LEVELS_MAX = 6 };

/* --- figures -----------------------------------------------------------------------------------
 */

#define FIGURE(member) offsetof(struct outline_figure, member)
static const struct form_key figure_keys[] = {
    { .key = "label", .type = FORM_TEXT, .required = true, .offset = FIGURE(label) },
    { .key = "value", .type = FORM_ELSEWHERE, .required = true },
    { .key = "unit", .type = FORM_TEXT, .offset = FIGURE(unit) },
    { .key = "part", .type = FORM_BOOL, .offset = FIGURE(part) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = FIGURE(sources) },
    { .key = NULL },
};

static void figure_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct outline_figure *figure = ret;
    struct measure_names names = programme_names(programme_reader(form));
    const struct yaml *value = yaml_get(node, "value");
    figure->value = value ? expr_read(form, &names, value) : NULL;
}

static const struct form figure_form = { .keys = figure_keys,
                                         .size = sizeof(struct outline_figure),
                                         .has_line = true,
                                         .finish = figure_finish };

/* --- tables ------------------------------------------------------------------------------------
 */

static const struct form_key table_keys[] = {
    { .key = "rows", .type = FORM_ELSEWHERE, .required = true },
    { .key = "columns",
      .type = FORM_LIST,
      .required = true,
      .form = &figure_form,
      .offset = offsetof(struct outline_table, columns),
      .count_offset = offsetof(struct outline_table, column_count) },
    { .key = "no_total", .type = FORM_BOOL, .offset = offsetof(struct outline_table, no_total) },
    { .key = NULL },
};

struct table_check {
    struct form_reader *form;
    const struct yaml *node;
    const struct outline_table *table;
};

static void check_table_measure(void *context, const struct measure *measure)
{
    const struct table_check *check = context;
    for (size_t i = 0; i < check->table->dimension_count; i++) {
        const struct table_dimension *dimension = &check->table->dimensions[i];
        const char *slug = measure->kind->slug;
        if (dimension->rows == ROWS_ORGANISATION && measure->organisation_field < 0)
            form_mistake(check->form, check->node, MSG_MEASURE_NO_ORGANISATION, slug);
        if (dimension->rows == ROWS_UNIT && !measure->kind->unit)
            form_mistake(check->form, check->node, MSG_MEASURE_NO_PLACE, slug);
        if (dimension->rows != ROWS_FIELD)
            continue;
        const struct field *field = kind_field(measure->kind, dimension->field);
        if (!field || (field->type != FIELD_CODE && field->type != FIELD_KEY &&
                       field->type != FIELD_YEAR && field->type != FIELD_BOOL))
            form_mistake(check->form, check->node, MSG_PROGRAMME_ROWS, slug, dimension->field);
    }
}

static bool read_dimension(struct form_reader *form, const struct yaml *node,
                           struct table_dimension *dimension)
{
    node = form_value(form, node);
    const struct yaml *field = yaml_get(node, "field");
    if (node->type == YAML_MAPPING && field && node->count == 1) {
        dimension->rows = ROWS_FIELD;
        dimension->field = form_scalar(form, "field", field);
        return dimension->field != NULL;
    }
    const struct programme *programme = programme_reader(form)->programme;
    size_t levels = 0;
    while (programme->levels && programme->levels[levels])
        levels++;
    const char **words = ARENA_ARRAY(form->arena, const char *, levels + 3);
    words[0] = "organisation";
    words[1] = "year";
    for (size_t i = 0; i < levels; i++)
        words[i + 2] = programme->levels[i];
    int index = form_choice(form, "rows", node, words);
    if (index < 0)
        return false;
    dimension->rows = index == 0 ? ROWS_ORGANISATION : index == 1 ? ROWS_YEAR : ROWS_UNIT;
    dimension->level = index > 1 ? words[index] : NULL;
    return true;
}

static void table_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct outline_table *table = ret;
    const struct yaml *rows = yaml_get(node, "rows");
    size_t count = 0;
    const struct yaml *items = rows ? form_items(form_value(form, rows), &count) : NULL;
    if (rows && (count == 0 || count > TABLE_DIMENSIONS_MAX)) {
        form_mistake(form, rows, MSG_PROGRAMME_ROW_COUNT, err_int(TABLE_DIMENSIONS_MAX));
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (read_dimension(form, &items[i], &table->dimensions[table->dimension_count]))
            table->dimension_count++;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct yaml place = { .line = table->columns[i].line, .column = 1 };
        struct table_check check = { .form = form, .node = &place, .table = table };
        if (table->columns[i].value)
            expr_measures(table->columns[i].value, check_table_measure, &check);
    }
}

static const struct form table_form = { .keys = table_keys,
                                        .size = sizeof(struct outline_table),
                                        .has_line = true,
                                        .finish = table_finish };

/* --- lists -------------------------------------------------------------------------------------
 */

static const struct form_key list_keys[] = {
    { .key = "records", .type = FORM_ELSEWHERE, .required = true },
    { .key = "columns", .type = FORM_ELSEWHERE, .required = true },
    { .key = NULL },
};

static void list_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct outline_list *list = ret;
    struct measure_names names = programme_names(programme_reader(form));
    const struct yaml *records = yaml_get(node, "records");
    const struct expr *expr = records ? expr_read(form, &names, records) : NULL;
    if (!expr)
        return;
    if (expr->op != EXPR_MEASURE || expr->measure->aggregate != AGGREGATE_COUNT) {
        form_mistake(form, records, MSG_PROGRAMME_LIST);
        return;
    }
    list->records = expr->measure;
    list->columns = read_columns(form, list->records->kind, node, "columns", &list->column_count);
}

static const struct form list_form = {
    .keys = list_keys, .size = sizeof(struct outline_list), .has_line = true, .finish = list_finish
};

/* --- nodes -------------------------------------------------------------------------------------
 */

#define NODE(member) offsetof(struct outline_node, member)
static const struct form_key node_keys[] = {
    { .key = "id", .type = FORM_LINE, .required = true, .offset = NODE(id) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = NODE(sources) },
    { .key = "number", .type = FORM_LINE, .offset = NODE(number) },
    { .key = "heading", .type = FORM_TEXT, .required = true, .offset = NODE(heading) },
    { .key = "narrative", .type = FORM_BOOL, .offset = NODE(narrative) },
    { .key = "mandatory", .type = FORM_BOOL, .offset = NODE(mandatory) },
    { .key = "hint", .type = FORM_TEXT, .offset = NODE(hint) },
    { .key = "figures",
      .type = FORM_LIST,
      .form = &figure_form,
      .offset = NODE(figures),
      .count_offset = NODE(figure_count) },
    { .key = "table", .type = FORM_GROUP, .form = &table_form, .offset = NODE(table) },
    { .key = "list", .type = FORM_GROUP, .form = &list_form, .offset = NODE(list) },
    { .key = "nodes", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form node_form = { .keys = node_keys,
                                       .size = sizeof(struct outline_node),
                                       .has_line = true };

struct node_list {
    struct outline_node *items;
    size_t count, capacity;
};

/* Reads the nodes and those under them, flat, parents first. */
static void read_nodes(struct form_reader *form, const struct yaml *node, int level,
                       struct node_list *list)
{
    node = form_value(form, node);
    if (node->type != YAML_SEQUENCE || node->count == 0) {
        form_mistake(form, node, MSG_FORM_NOT_LIST, "nodes");
        return;
    }
    if (level > OUTLINE_LEVELS_MAX) {
        form_mistake(form, node, MSG_PROGRAMME_OUTLINE_DEEP, err_int(OUTLINE_LEVELS_MAX));
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        struct outline_node item = { .level = level };
        form_read(form, &node_form, &node->items[i], &item);
        const struct yaml *below = yaml_get(&node->items[i], "nodes");
        bool writes = item.narrative || item.list;
        if (item.mandatory && !writes)
            form_mistake(form, yaml_get(&node->items[i], "mandatory"), MSG_PROGRAMME_MANDATORY);
        *ARENA_PUSH(form->arena, list->items, list->count, list->capacity) = item;
        if (below)
            read_nodes(form, below, level + 1, list);
    }
}

static void outline_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    static const char *const placeholders[] = { "period", "unit", "organisation", NULL };
    struct outline *outline = ret;
    const struct programme *programme = programme_reader(form)->programme;
    const struct yaml *nodes = yaml_get(node, "nodes");
    struct node_list list = { 0 };
    if (nodes)
        read_nodes(form, nodes, 1, &list);
    outline->nodes = list.items;
    outline->node_count = list.count;
    const struct id_list ids = ID_LIST(outline->nodes, outline->node_count, id);
    check_ids(form, &ids, "nodes");
    const struct id_list documents = ID_LIST(programme->documents, programme->document_count, id);
    check_reference(form, line_of(node, "document"), "document", outline->document, &documents);
    check_placeholders(form, line_of(node, "title"), outline->title.vi, placeholders);
    check_placeholders(form, line_of(node, "title"), outline->title.en, placeholders);
}

static const struct field document_type_field = { .codes = document_type_codes,
                                                  .list = "document_type" };
#define OUTLINE(member) offsetof(struct outline, member)
static const struct form_key outline_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = OUTLINE(id) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = OUTLINE(sources) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = OUTLINE(title) },
    { .key = "type",
      .type = FORM_READ,
      .required = true,
      .read = read_code,
      .detail = &document_type_field,
      .offset = OUTLINE(document_type) },
    { .key = "document", .type = FORM_NAME, .offset = OUTLINE(document) },
    { .key = "by",
      .type = FORM_LIST,
      .required = true,
      .form = &party_form,
      .offset = OUTLINE(by),
      .count_offset = OUTLINE(by_count) },
    { .key = "nodes", .type = FORM_ELSEWHERE, .required = true },
    { .key = NULL },
};
const struct form outline_form = {
    .keys = outline_keys, .size = sizeof(struct outline), .has_line = true, .finish = outline_finish
};
