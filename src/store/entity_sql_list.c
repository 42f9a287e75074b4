/* SPDX-License-Identifier: Apache-2.0
 * Lists: what an actor may see of a kind, filtered, searched, sorted, page by page. */
#include "store/entity_sql_parts.h"

#include "base/date.h"

#include <string.h>

const char *sql_place_column(const struct kind *kind)
{
    return strcmp(kind->slug, "units") == 0 ? "id" : kind->unit;
}

/* A place's records are found by the units that count there; where words lead to them, each is asked. */
static void add_scope(struct buf *out, struct sql_args *args, const struct kind *kind, int64_t unit, int64_t day,
                      bool asks_each)
{
    const char *column = sql_place_column(kind);
    if (!unit || !column)
        return;
    if (asks_each)
        buf_add(out, " AND EXISTS (SELECT 1");
    else
        buf_printf(out, " AND r.%s IN (SELECT c.descendant", column);
    buf_add(out, " FROM unit_closure c WHERE c.ancestor = ");
    sql_add_value(out, args, v_int(unit));
    buf_add(out, " AND c.from_day <= ");
    sql_add_value(out, args, v_int(day));
    buf_add(out, " AND c.to_day > ");
    sql_add_value(out, args, v_int(day));
    if (asks_each)
        buf_printf(out, " AND c.descendant = r.%s", column);
    buf_add_char(out, ')');
}

static void add_ever(struct buf *out, struct sql_args *args, const struct kind *kind, const struct entity_query *query)
{
    const struct field *by = query->ever_by ? kind_field(kind, query->ever_by) : NULL;
    const char *place = sql_place_column(by ? kind_by_slug(by->ref) : kind);
    if (!query->ever_count || !place)
        return;
    if (by)
        buf_printf(out, " AND r.%s IN (SELECT e.id FROM %s e WHERE e.%s", by->name, by->ref, place);
    else
        buf_printf(out, " AND r.%s", place);
    buf_add(out, " IN (SELECT x.descendant FROM unit_closure x WHERE x.ancestor IN (");
    for (size_t i = 0; i < query->ever_count; i++) {
        buf_add(out, i ? ", " : "");
        sql_add_value(out, args, v_int(query->ever_units[i]));
    }
    buf_add(out, by ? ")))" : "))");
}

/* Dates in storage form sort as their days do, with what tells the precision behind. */
static void add_until(struct buf *out, struct sql_args *args, const struct kind *kind, int64_t day)
{
    char next[DATE_TEXT_SIZE];
    date_to_storage(date_from_days((int32_t)day + 1), next);
    const struct field *date = kind->date ? kind_field(kind, kind->date) : NULL;
    buf_add(out, " AND ");
    if (date) {
        buf_printf(out, "coalesce(r.%s < ", date->name);
        sql_add_value(out, args, field_is_int(date) ? v_int(date_from_days((int32_t)day).year + 1) :
                      v_text(arena_strdup(args->arena, next)));
        buf_add(out, ", ");
    }
    buf_add(out, "r.created_at < ");
    sql_add_value(out, args, v_text(arena_strdup(args->arena, next)));
    buf_add(out, date ? ")" : "");
}

/* A kind without an organisation of its own is in the line of the record that owns it, if any. */
static void add_line(struct buf *out, struct sql_args *args, const struct kind *kind, const char *line)
{
    const struct kind *at = kind;
    const char *alias = "r";
    size_t depth = 0;
    while (kind_line_index(at) < 0 && at->owner) {
        const struct field *owner = kind_field(at, at->owner);
        at = kind_by_slug(owner->ref);
        depth++;
    }
    if (kind_line_index(at) < 0 || at->shared)
        return;
    at = kind;
    for (size_t i = 0; i < depth; i++) {
        const struct field *owner = kind_field(at, at->owner);
        const char *next = arena_printf(args->arena, "o%zu", i);
        at = kind_by_slug(owner->ref);
        buf_printf(out, " AND EXISTS (SELECT 1 FROM %s %s WHERE %s.shard = (%s.%s >> 56) AND %s.id = %s.%s",
                   at->slug, next, next, alias, owner->name, next, alias, owner->name);
        alias = next;
    }
    buf_printf(out, " AND %s.%s = ", alias, at->fields[kind_line_index(at)].name);
    sql_add_value(out, args, v_text(line));
    for (size_t i = 0; i < depth; i++)
        buf_add_char(out, ')');
}

static void add_within(struct buf *out, struct sql_args *args, const struct kind *kind,
                       const struct record_scope *within)
{
    if (within->until_day)
        add_until(out, args, kind, within->day);
    if (within->line)
        add_line(out, args, kind, within->line);
    if (!within->published)
        return;
    if (!kind->published || !kind->states) {
        buf_add(out, " AND 1 = 0");
        return;
    }
    buf_printf(out, " AND r.%s IS NOT NULL AND ", kind->published);
    sql_add_live(out, kind, "r.");
    buf_add(out, " AND r.state <> ");
    sql_add_value(out, args, v_text(kind->states[0].code));
}

static void add_term_words(struct buf *out, struct sql_args *args, const struct kind *kind,
                           const struct word_term *term)
{
    buf_add(out, "SELECT w.shard, w.record FROM word w WHERE w.kind = ");
    sql_add_value(out, args, v_text(kind->slug));
    if (term->is_wide) {
        buf_add(out, " AND w.word >= ");
        sql_add_value(out, args, v_text(term->from));
        buf_add(out, " AND w.word < ");
        sql_add_value(out, args, v_text(term->before));
        return;
    }
    size_t places = 1; /* few different texts: 1, 2, 4, … words, the last one repeated */
    while (places < term->count)
        places *= 2;
    buf_add(out, " AND w.word IN (");
    for (size_t i = 0; i < places; i++) {
        buf_add(out, i ? ", " : "");
        sql_add_value(out, args, v_text(term->words[i < term->count ? i : term->count - 1]));
    }
    buf_add_char(out, ')');
}

/* The rarest term leads to the records, of the others each record found is asked; where all are frequent every
 * record is, as it comes: many fit. A wide one is looked up as a whole. */
static void add_words(struct buf *out, struct sql_args *args, const struct kind *kind,
                      const struct entity_query *query)
{
    size_t rarest = query->term_count;
    for (size_t i = 0; i < query->term_count; i++) {
        const struct word_term *term = &query->terms[i];
        if (!term->is_wide && term->records <= WORD_TERM_RECORDS_MAX &&
            (rarest == query->term_count || term->records < query->terms[rarest].records))
            rarest = i;
    }
    for (size_t i = 0; i < query->term_count; i++) {
        const struct word_term *term = &query->terms[i];
        if (!term->count) {
            buf_add(out, " AND 1 = 0");
        } else if (i == rarest || term->is_wide) {
            buf_add(out, " AND (r.shard, r.id) IN (");
            add_term_words(out, args, kind, term);
            buf_add_char(out, ')');
        } else {
            buf_add(out, " AND EXISTS (");
            add_term_words(out, args, kind, term);
            buf_add(out, " AND w.shard = r.shard AND w.record = r.id)");
        }
    }
}

static void add_query(struct buf *out, struct sql_args *args, const struct kind *kind,
                      const struct entity_query *query)
{
    buf_printf(out, " FROM %s r WHERE 1 = 1", kind->slug);
    if (query->by_shard) {
        buf_add(out, " AND r.shard = ");
        sql_add_value(out, args, v_int(query->shard));
    }
    if (kind->states && !query->all_states) {
        buf_add(out, " AND ");
        sql_add_live(out, kind, "r.");
    }
    if (query->where) {
        buf_add(out, " AND ");
        sql_add_cond(out, args, &(struct told){ .kind = kind }, query->where, 0);
    }
    bool asks_each = query->term_count || !kind->unit; /* a unit is its own place */
    add_scope(out, args, kind, query->scope_unit, query->scope_day, asks_each);
    add_scope(out, args, kind, query->within.unit, query->within.day, asks_each);
    add_within(out, args, kind, &query->within);
    add_ever(out, args, kind, query);
    add_words(out, args, kind, query);
}

static void add_sort_column(struct buf *out, const struct field *field)
{
    buf_printf(out, "r.%s%s", field->name, field->type == FIELD_PERSON_NAME ? "_sort" : "");
}

/* What stands behind (after_sort, after_id) in the order of the list: empty values first, or, descending,
 * last. */
static void add_after(struct buf *out, struct sql_args *args, const struct kind *kind,
                      const struct entity_query *query)
{
    const char *sign = query->descending ? "<" : ">";
    bool is_null = value_is_null(query->after_sort);
    if (query->sort_field == 0) {
        buf_printf(out, " AND (r.shard, r.id) %s (", sign);
        sql_add_value(out, args, v_int(query->after_id >> 56));
        buf_add(out, ", ");
        sql_add_value(out, args, v_int(query->after_id));
        buf_add(out, ")");
        return;
    }
    const struct field *field = &kind->fields[query->sort_field - 1];
    buf_add(out, " AND ((");
    add_sort_column(out, field);
    buf_add(out, is_null ? " IS NULL" : " = ");
    if (!is_null)
        sql_add_value(out, args, query->after_sort);
    buf_printf(out, " AND r.id %s ", sign);
    sql_add_value(out, args, v_int(query->after_id));
    buf_add(out, ")");
    if (!is_null || !query->descending) {
        buf_add(out, " OR ");
        add_sort_column(out, field);
        buf_printf(out, is_null ? " IS NOT NULL" : " %s ", sign);
        if (!is_null)
            sql_add_value(out, args, query->after_sort);
    }
    if (!is_null && query->descending) {
        buf_add(out, " OR ");
        add_sort_column(out, field);
        buf_add(out, " IS NULL");
    }
    buf_add(out, ")");
}

char *entity_sql_list(struct sql_args *args, const struct kind *kind, const struct entity_query *query)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, "SELECT ");
    if (query->only)
        sql_add_columns_of(&out, args->arena, kind, "r.", query->only);
    else
        sql_add_columns(&out, args->arena, kind, "r.");
    add_query(&out, args, kind, query);
    if (query->after_id)
        add_after(&out, args, kind, query);
    buf_add(&out, " ORDER BY ");
    if (query->sort_field > 0) {
        add_sort_column(&out, &kind->fields[query->sort_field - 1]);
        buf_printf(&out, "%s, ", query->descending ? " DESC NULLS LAST" : " NULLS FIRST");
    } else { /* the order of ids, whose top the shard is; and of the primary key: nothing to sort */
        buf_printf(&out, "r.shard%s, ", query->descending ? " DESC" : "");
    }
    buf_printf(&out, "r.id%s", query->descending ? " DESC" : "");
    if (query->limit) {
        buf_add(&out, " LIMIT ");
        sql_add_value(&out, args, v_int(query->limit));
        buf_add(&out, " OFFSET ");
        sql_add_value(&out, args, v_int(query->offset));
    }
    return sql_finish(args->arena, &out);
}

char *entity_sql_count(struct sql_args *args, const struct kind *kind, const struct entity_query *query)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, "SELECT count(*)");
    add_query(&out, args, kind, query);
    return sql_finish(args->arena, &out);
}

char *entity_sql_count_to(struct sql_args *args, const struct kind *kind, const struct entity_query *query, int64_t most)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, "SELECT count(*) FROM (SELECT 1");
    add_query(&out, args, kind, query);
    buf_add(&out, " LIMIT ");
    sql_add_value(&out, args, v_int(most));
    buf_add(&out, ") AS counted");
    return sql_finish(args->arena, &out);
}
