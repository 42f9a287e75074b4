/* SPDX-License-Identifier: Apache-2.0
 * The records behind one number of a report, found by where it stands. */
#include "base/vitext.h"
#include "service/report/evidence.h"
#include "service/report/report_job.h"
#include "service/unit/unit.h"

#include <string.h>

static enum err_code not_there(const struct report_spot *spot, struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, MSG_REPORT_NO_SPOT, spot->node ? spot->node : "");
}

/* The key of a row along one dimension; a year narrows the cut instead. */
static enum err_code read_key(struct report_job *job, const struct table_dimension *dimension, const char *text,
                              struct figure_cut *cut, struct evidence_key *keys, size_t *count, struct err *err)
{
    struct evidence_key *key = &keys[*count];
    int64_t unit = 0, year = 0;
    *key = (struct evidence_key){ .key = v_text(text) };
    switch (dimension->rows) {
    case ROWS_YEAR:
        if (!text_int(text, &year) || year < cut->period.first.year || year > cut->period.last.year)
            return err_set(err, ERR_NOT_FOUND, MSG_REPORT_NO_SPOT, text);
        cut->year = (int)year;
        if (cut->period.first.year < cut->year)
            cut->period.first = date_of(cut->year, 1, 1);
        if (cut->period.last.year > cut->year)
            cut->period.last = date_of(cut->year, 12, 31);
        return ERR_OK;
    case ROWS_UNIT:
        if (strncmp(text, "unit:", 5) != 0)
            return err_set(err, ERR_NOT_FOUND, MSG_REPORT_NO_SPOT, text);
        TRY(unit_resolve(job->store, text + 5, NULL, &unit, err));
        key->dim = (struct figure_dim){ FIGURE_BY_LEVEL, dimension->level };
        key->key = v_int(unit);
        break;
    case ROWS_ORGANISATION:
        key->dim = (struct figure_dim){ FIGURE_BY_ORGANISATION, NULL };
        break;
    case ROWS_FIELD:
        key->dim = (struct figure_dim){ FIGURE_BY_FIELD, dimension->field };
        break;
    }
    (*count)++;
    return ERR_OK;
}

static enum err_code find_in_table(struct report_job *job, const struct outline_table *table,
                                   const struct report_spot *spot, size_t max, struct evidence *ret_evidence,
                                   struct err *err)
{
    struct evidence_key keys[TABLE_DIMENSIONS_MAX];
    struct figure_cut cut = job->cut;
    size_t count = 0;
    const char *outer = spot->under ? spot->under : spot->row;
    if (outer)
        TRY(read_key(job, &table->dimensions[0], outer, &cut, keys, &count, err));
    if (spot->under && spot->row && table->dimension_count > 1)
        TRY(read_key(job, &table->dimensions[1], spot->row, &cut, keys, &count, err));
    return evidence_find(job->store, table->columns[spot->column].value, &cut, keys, count, max, job->arena,
                         ret_evidence, err);
}

enum err_code report_spot_find(struct report_job *job, const struct report_spot *spot, size_t max,
                               const char **ret_title, struct evidence *ret_evidence, struct err *err)
{
    const struct outline *outline = job->report->outline;
    for (size_t i = 0; spot->node && i < outline->node_count; i++) {
        const struct outline_node *node = &outline->nodes[i];
        if (strcmp(node->id, spot->node) != 0)
            continue;
        if (spot->figure >= 0 && (size_t)spot->figure < node->figure_count) {
            *ret_title = node->figures[spot->figure].label.vi;
            return evidence_find(job->store, node->figures[spot->figure].value, &job->cut, NULL, 0, max, job->arena,
                                 ret_evidence, err);
        }
        if (spot->figure < 0 && node->table && spot->column >= 0 && (size_t)spot->column < node->table->column_count) {
            *ret_title = node->table->columns[spot->column].label.vi;
            return find_in_table(job, node->table, spot, max, ret_evidence, err);
        }
    }
    return not_there(spot, err);
}
