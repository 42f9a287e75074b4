/* SPDX-License-Identifier: Apache-2.0
 * Lists of a report, and the words of values. */
#include "service/report/report_job.h"

#include "domain/field.h"
#include "service/record/record.h"
#include "service/report/figure_secret.h"

#include <stdlib.h>
#include <string.h>

const char *report_value_words(struct report_job *job, const struct field *field,
                               struct value value)
{
    if (value_is_null(value))
        return "";
    if (field->type == FIELD_REF || field->type == FIELD_KEY)
        return record_label(job->store, job->arena, field, value);
    if (field->type == FIELD_CODE && field->list && !code_find(field->codes, value.s))
        return record_added_code_words(job->store, job->arena, field->list, value.s, LANG_VI);
    return field_display(job->arena, field, value, LANG_VI);
}

/* --- order ---------------------------------------------------------------------------------------- */

struct listed {
    struct record *record;
    struct value order; /* its first date among the columns, else the kind's date */
};

static int listed_order(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    int order = value_compare(x->order, y->order);
    if (order)
        return order;
    return (x->record->id > y->record->id) - (x->record->id < y->record->id);
}

static int order_field(const struct outline_list *of)
{
    const struct kind *kind = of->records->kind;
    for (size_t i = 0; i < of->column_count; i++)
        if (kind->fields[of->columns[i]].type == FIELD_DATE)
            return of->columns[i];
    return kind->date ? kind_field_index(kind, kind->date) : -1;
}

/* --- filling -------------------------------------------------------------------------------------- */

enum err_code report_fill_list(struct report_job *job, const struct outline_list *of,
                               struct report_list **ret_list, struct err *err)
{
    struct report_list *list = ARENA_NEW(job->arena, struct report_list);
    struct number total = { 0 };
    int64_t *ids = NULL;
    size_t count = 0;
    *list = (struct report_list){ .of = of, .total = { .gap = GAP_HIDDEN } };
    *ret_list = list;
    if (figure_list_is_secret(job->store, of->records)) /* whoever is on it has the trait */
        return ERR_OK;
    TRY(figure_measure(job->store, of->records, &job->cut, &total, err));
    TRY(figure_records(job->store, of->records, &job->cut, REPORT_LIST_MAX, job->arena, &ids, &count,
                       err));
    struct listed *items = ARENA_ARRAY(job->arena, struct listed, count + 1);
    int by = order_field(of);
    for (size_t i = 0; i < count; i++) {
        TRY(entity_get(job->store, of->records->kind, ids[i], job->arena, &items[i].record, err));
        items[i].order = by >= 0 ? items[i].record->values[by] : v_null();
    }
    if (count)
        qsort(items, count, sizeof(*items), listed_order);
    *list = (struct report_list){ .of = of, .row_count = count, .total = total };
    list->ids = ARENA_ARRAY(job->arena, int64_t, count + 1);
    list->cells = ARENA_ARRAY(job->arena, const char *, count * of->column_count + 1);
    for (size_t i = 0; i < count; i++) {
        struct record *record = items[i].record;
        record_mask(job->store, job->arena, record);
        list->ids[i] = record->id;
        for (size_t j = 0; j < of->column_count; j++)
            list->cells[i * of->column_count + j] = report_value_words(
                job, &record->kind->fields[of->columns[j]], record->values[of->columns[j]]);
    }
    return ERR_OK;
}
