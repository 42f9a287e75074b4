/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/evidence.h"

/* The measure with one more condition: its field has the value. */
static enum err_code with_value(const struct measure *measure, int field, const char *name, struct value value,
                                struct arena *arena, const struct measure **ret_measure, struct err *err)
{
    if (field < 0)
        return err_set(err, ERR_INPUT, MSG_FIGURE_DIMENSION, measure->kind->slug, name);
    enum cond_op op = value_is_null(value)                                 ? COND_IS_NULL :
                      measure->kind->fields[field].type == FIELD_CODES ? COND_HAS :
                                                                             COND_EQ;
    struct measure *narrowed = ARENA_NEW(arena, struct measure);
    *narrowed = *measure;
    narrowed->where = cond_both(arena, (struct cond *)(uintptr_t)measure->where,
                                cond_compare(arena, field, op, value));
    *ret_measure = narrowed;
    return ERR_OK;
}

/* What of the measure stands in the row of that key. */
static enum err_code narrow(const struct evidence_key *key, struct figure_part *part, struct arena *arena,
                            struct err *err)
{
    const struct measure *measure = part->measure;
    switch (key->dim.by) {
    case FIGURE_BY_LEVEL:
        part->cut.unit = key->key.i;
        return ERR_OK;
    case FIGURE_BY_ORGANISATION: /* what names no organisation is the same for each */
        return measure->organisation_field < 0 ? ERR_OK :
                                                 with_value(measure, measure->organisation_field, "organisation",
                                                            key->key, arena, &part->measure, err);
    case FIGURE_BY_FIELD:
        return with_value(measure, kind_field_index(measure->kind, key->dim.name), key->dim.name, key->key, arena,
                          &part->measure, err);
    case FIGURE_BY_RECORD:
        break;
    }
    return with_value(measure, measure_field_to(measure, key->dim.name), key->dim.name, key->key, arena,
                      &part->measure, err);
}

static enum err_code find_part(struct store *store, const struct figure_part *part, size_t max,
                               struct arena *arena, struct evidence_part *ret_part, struct err *err)
{
    struct measure count = *part->measure;
    count.aggregate = AGGREGATE_COUNT;
    count.field = -1;
    *ret_part = (struct evidence_part){ .kind = part->measure->kind };
    TRY(figure_measure(store, &count, &part->cut, &ret_part->total, err));
    return figure_records(store, part->measure, &part->cut, max, arena, &ret_part->ids, &ret_part->id_count, err);
}

enum err_code evidence_find(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                            const struct evidence_key *keys, size_t key_count, size_t max, struct arena *arena,
                            struct evidence *ret_evidence, struct err *err)
{
    struct figure_parts parts = { 0 };
    TRY(figure_parts(store, expr, cut, arena, &parts, err));
    *ret_evidence = (struct evidence){ .parts = ARENA_ARRAY(arena, struct evidence_part, parts.count + 1) };
    for (size_t i = 0; i < parts.count; i++) {
        struct figure_part part = parts.items[i];
        for (size_t j = 0; j < key_count; j++)
            TRY(narrow(&keys[j], &part, arena, err));
        TRY(find_part(store, &part, max, arena, &ret_evidence->parts[ret_evidence->count++], err));
    }
    return ERR_OK;
}
