/* SPDX-License-Identifier: Apache-2.0 */
#include "store/kind_texts.h"

#include "base/docnumber.h"
#include "base/viname.h"
#include "base/vitext.h"

#include <string.h>

size_t store_kind_index(const struct store *store, const struct kind *kind)
{
    size_t low = 0;
    while (low < store->kind_count && kinds[low] != kind)
        low++;
    require(low < store->kind_count);
    return low;
}

const struct kind_texts *kind_texts(const struct store *store, const struct kind *kind)
{
    return &store->texts[store_kind_index(store, kind)];
}

/* "lead_body.organisation" → reference field lead_body, field organisation of its kind. */
static struct carry carry_of(struct store *store, const struct kind *kind, int index)
{
    const char *path = kind->fields[index].carried, *dot = strchr(path, '.');
    require(dot);
    char *reference = arena_strndup(&store->arena, path, (size_t)(dot - path));
    struct carry carry = { .field = index, .reference = kind_field_index(kind, reference) };
    require(carry.reference >= 0);
    carry.source = kind_by_slug(kind->fields[carry.reference].ref);
    require(carry.source);
    carry.source_field = kind_field_index(carry.source, dot + 1);
    require(carry.source_field >= 0);
    return carry;
}

static void init_carries(struct store *store, size_t index)
{
    const struct kind *kind = kinds[index];
    struct kind_texts *texts = &store->texts[index];
    size_t capacity = 0;
    for (int i = 0; kind->fields[i].name; i++)
        if (kind->fields[i].carried)
            *ARENA_PUSH(&store->arena, texts->carries, texts->carry_count, capacity) =
                carry_of(store, kind, i);
}

static void init_dependents(struct store *store, size_t index)
{
    struct kind_texts *texts = &store->texts[index];
    size_t capacity = 0;
    for (size_t k = 0; k < store->kind_count; k++)
        for (size_t c = 0; c < store->texts[k].carry_count; c++) {
            const struct carry *carry = &store->texts[k].carries[c];
            if (carry->source != kinds[index])
                continue;
            const struct field *reference = &kinds[k]->fields[carry->reference];
            *ARENA_PUSH(&store->arena, texts->dependents, texts->dependent_count, capacity) =
                (struct dependent){ kinds[k], carry->source_field,
                                    entity_sql_referring(&store->arena, kinds[k], reference) };
        }
}

static void init_twins(struct store *store, size_t index)
{
    const struct kind *kind = kinds[index];
    struct kind_texts *texts = &store->texts[index];
    texts->twin_rule = -1;
    const struct field *same_as = kind->same_as ? kind_field(kind, kind->same_as) : NULL;
    bool counts_one = same_as && strcmp(same_as->ref, kind->slug) == 0;
    for (int rule = 0; counts_one && kind->unique && kind->unique[rule].fields[0]; rule++)
        for (size_t i = 0; i < COUNT(kind->unique[rule].fields) && kind->unique[rule].fields[i]; i++) {
            int reference = kind_field_index(kind, kind->unique[rule].fields[i]);
            int canonical = kind_canonical_field(kind, reference);
            if (canonical < 0 || texts->twin_rule >= 0)
                continue;
            texts->twin_rule = rule;
            texts->twin_reference = reference;
            texts->twin_canonical = canonical;
            texts->twin_by_reference = entity_sql_referring(&store->arena, kind, &kind->fields[reference]);
            texts->twin_by_canonical = entity_sql_referring(&store->arena, kind, &kind->fields[canonical]);
        }
}

void kind_texts_init(struct store *store)
{
    store->kind_count = 0;
    while (kinds[store->kind_count])
        store->kind_count++;
    store->texts = ARENA_ARRAY(&store->arena, struct kind_texts, store->kind_count);
    for (size_t i = 0; i < store->kind_count; i++) {
        store->texts[i].insert = entity_sql_insert(&store->arena, kinds[i]);
        store->texts[i].update = entity_sql_update(&store->arena, kinds[i]);
        store->texts[i].get = entity_sql_get(&store->arena, kinds[i]);
        init_carries(store, i);
        init_twins(store, i);
    }
    for (size_t i = 0; i < store->kind_count; i++)
        init_dependents(store, i);
}

struct value field_side_value(struct store *store, struct arena *arena, const struct field *field,
                              struct value value)
{
    if (value.type != VALUE_TEXT)
        return v_null();
    if (field_is_secret(field)) {
        char *hex = arena_alloc(arena, KEYED_HEX_SIZE, 1);
        crypto_keyed_hex(store->keys.index, value.s, hex);
        return v_text(hex);
    }
    if (field->type == FIELD_PERSON_NAME)
        return v_text(name_sort_key(arena, value.s));
    require(field->type == FIELD_DOC_NUMBER);
    struct doc_number number;
    struct err not_a_number = { 0 }; /* then it is found by its folded text */
    if (doc_number_parse(arena, value.s, NULL, date_none(), &number, &not_a_number) != ERR_OK)
        return v_text(text_fold(arena, value.s));
    return v_text(doc_number_key(arena, &number));
}

/* --- a record's row ------------------------------------------------------------------------------ */

static struct value stored_value(struct store *store, struct arena *arena, const struct field *field,
                                 struct value value)
{
    if (field_is_secret(field) && value.type == VALUE_TEXT)
        return v_text(crypto_encrypt(arena, &store->keys, value.s));
    return value;
}

size_t kind_row_width(const struct kind *kind)
{
    return kind_head_count(kind) + kind_field_count(kind) + kind_side_count(kind);
}

size_t record_row(struct store *store, struct arena *arena, const struct record *record, struct value *ret_row)
{
    const struct kind *kind = record->kind;
    size_t count = 0;
    ret_row[count++] = v_int(id_shard(record->id));
    ret_row[count++] = v_int(record->id);
    ret_row[count++] = v_int(record->version);
    ret_row[count++] = v_text(record->created_at);
    ret_row[count++] = v_text(record->updated_at);
    if (kind->states)
        ret_row[count++] = v_text(record->state);
    for (size_t i = 0; kind->fields[i].name; i++)
        ret_row[count++] = stored_value(store, arena, &kind->fields[i], record->values[i]);
    for (size_t i = 0; kind->fields[i].name; i++)
        if (field_side_suffix(&kind->fields[i]))
            ret_row[count++] = field_side_value(store, arena, &kind->fields[i], record->values[i]);
    return count;
}
