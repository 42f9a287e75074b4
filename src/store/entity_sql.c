/* SPDX-License-Identifier: Apache-2.0 */
#include "store/entity_sql_parts.h"

#include <string.h>

/* --- columns --------------------------------------------------------------------------------- */

const char *field_side_suffix(const struct field *field)
{
    if (field_has_index_column(field))
        return "_index";
    return field->type == FIELD_PERSON_NAME ? "_sort" : NULL;
}

size_t kind_side_count(const struct kind *kind)
{
    size_t count = 0;
    for (const struct field *field = kind->fields; field->name; field++)
        count += field_side_suffix(field) != NULL;
    return count;
}

size_t kind_head_count(const struct kind *kind)
{
    return kind->states ? 6 : 5;
}

static const char *const head_columns[] = { "shard", "id", "version", "created_at", "updated_at",
                                            "state" };

size_t entity_sql_columns(struct arena *arena, const struct kind *kind, const char ***ret_names)
{
    size_t head = kind_head_count(kind), fields = kind_field_count(kind), side = kind_side_count(kind);
    const char **names = ARENA_ARRAY(arena, const char *, head + fields + side);
    size_t count = 0;
    for (size_t i = 0; i < head; i++)
        names[count++] = head_columns[i];
    for (size_t i = 0; i < fields; i++)
        names[count++] = kind->fields[i].name;
    for (size_t i = 0; i < fields; i++) {
        const char *suffix = field_side_suffix(&kind->fields[i]);
        if (suffix)
            names[count++] = arena_printf(arena, "%s%s", kind->fields[i].name, suffix);
    }
    *ret_names = names;
    return count;
}

void sql_add_columns(struct buf *out, struct arena *arena, const struct kind *kind, const char *prefix)
{
    const char **names = NULL;
    size_t count = entity_sql_columns(arena, kind, &names);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s%s", i ? ", " : "", prefix, names[i]);
}

void sql_add_columns_of(struct buf *out, struct arena *arena, const struct kind *kind, const char *prefix,
                        const char *const *only)
{
    const char **names = NULL;
    size_t count = entity_sql_columns(arena, kind, &names), head = kind_head_count(kind);
    for (size_t i = 0; i < head && i < count; i++)
        buf_printf(out, "%s%s%s", i ? ", " : "", prefix, names[i]);
    for (; *only; only++)
        buf_printf(out, ", %s%s", prefix, *only);
}

char *sql_finish(struct arena *arena, struct buf *out)
{
    return arena_strndup(arena, buf_text(out), out->len);
}

/* --- schema ---------------------------------------------------------------------------------- */

static const char *column_type(const struct kind *kind, const char *column)
{
    const struct field *field = kind_field(kind, column);
    if (field)
        return field_is_int(field) ? "BIGINT" : "TEXT";
    if (strcmp(column, "shard") == 0)
        return "SMALLINT NOT NULL";
    if (strcmp(column, "id") == 0 || strcmp(column, "version") == 0)
        return "BIGINT NOT NULL";
    if (strcmp(column, "created_at") == 0 || strcmp(column, "updated_at") == 0 ||
        strcmp(column, "state") == 0)
        return "TEXT NOT NULL";
    return "TEXT"; /* side columns */
}

char *entity_sql_create_table(struct arena *arena, const struct kind *kind)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const char **names = NULL;
    size_t count = entity_sql_columns(arena, kind, &names);
    buf_printf(&out, "CREATE TABLE %s (\n", kind->slug);
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "  %s %s,\n", names[i], column_type(kind, names[i]));
    if (kind->owner)
        buf_printf(&out, "  FOREIGN KEY (shard, %s) REFERENCES %s (shard, id),\n", kind->owner,
                   kind_field(kind, kind->owner)->ref);
    buf_add(&out, "  PRIMARY KEY (shard, id)\n);");
    return sql_finish(arena, &out);
}

char *entity_sql_add_column(struct arena *arena, const struct kind *kind, const char *column)
{
    bool is_state = kind->states && strcmp(column, "state") == 0; /* records there are in the first */
    return arena_printf(arena, "ALTER TABLE %s ADD COLUMN %s %s%s%s%s;", kind->slug, column,
                        column_type(kind, column), is_state ? " DEFAULT '" : "",
                        is_state ? kind->states[0].code : "", is_state ? "'" : "");
}

char *entity_sql_unique_name(struct arena *arena, const struct kind *kind, size_t rule)
{
    return arena_printf(arena, "%s_unique_%zu", kind->slug, rule);
}

void sql_add_live(struct buf *out, const struct kind *kind, const char *prefix)
{
    const char *comma = "";
    buf_printf(out, "%sstate IN (", prefix);
    for (const struct state *state = kind->states; state->code; state++)
        if (state->live) {
            buf_printf(out, "%s'%s'", comma, state->code);
            comma = ", ";
        }
    buf_add(out, ")");
}

static char *unique_index(struct arena *arena, const struct kind *kind, size_t rule)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct unique_rule *unique = &kind->unique[rule];
    buf_printf(&out, "CREATE UNIQUE INDEX %s ON %s (shard", entity_sql_unique_name(arena, kind, rule),
               kind->slug);
    for (size_t i = 0; i < COUNT(unique->fields) && unique->fields[i]; i++) {
        const struct field *field = kind_field(kind, unique->fields[i]);
        int canonical = unique->canonical ? kind_canonical_field(kind, (int)(field - kind->fields)) : -1;
        if (canonical >= 0)
            buf_printf(&out, ", coalesce(%s, %s)", kind->fields[canonical].name, field->name);
        else
            buf_printf(&out, ", %s%s", field->name, field_has_index_column(field) ? "_index" : "");
    }
    buf_add(&out, ")");
    const char *joint = " WHERE ";
    for (size_t i = 0; i < COUNT(unique->fields) && unique->fields[i]; i++) {
        const struct field *field = kind_field(kind, unique->fields[i]);
        if (field->required)
            continue;
        buf_printf(&out, "%s%s%s IS NOT NULL", joint, field->name,
                   field_has_index_column(field) ? "_index" : "");
        joint = " AND ";
    }
    if (kind->states) {
        buf_add(&out, joint);
        sql_add_live(&out, kind, "");
        joint = " AND ";
    }
    if (unique->only_field)
        buf_printf(&out, "%s%s = '%s'", joint, unique->only_field, unique->only_value);
    buf_add(&out, ";");
    return sql_finish(arena, &out);
}

/* Empty references are many and never looked up: they stand in no index. */
static bool wants_index(const struct field *field)
{
    return field->type == FIELD_REF || field->ordered;
}

size_t entity_sql_indexes(struct arena *arena, const struct kind *kind, struct sql_index **ret)
{
    struct sql_index *indexes = NULL;
    size_t count = 0, capacity = 0;
    for (const struct field *field = kind->fields; field->name; field++) {
        bool side = field_has_index_column(field), key = kind->key && strcmp(kind->key, field->name) == 0;
        if (!wants_index(field) && !side && !key)
            continue;
        char *name = arena_printf(arena, "%s_by_%s", kind->slug, field->name);
        const char *column = arena_printf(arena, "%s%s", field->name, side ? "_index" : field->ordered ? ", id" : "");
        const char *filled = field->required || field->ordered ? "" : arena_printf(arena, " WHERE %s IS NOT NULL", column);
        char *sql = arena_printf(arena, "CREATE INDEX %s ON %s (%s)%s;", name, kind->slug, column, filled);
        *ARENA_PUSH(arena, indexes, count, capacity) = (struct sql_index){ name, sql };
    }
    for (size_t rule = 0; kind->unique && kind->unique[rule].fields[0]; rule++)
        *ARENA_PUSH(arena, indexes, count, capacity) = (struct sql_index){
            entity_sql_unique_name(arena, kind, rule), unique_index(arena, kind, rule)
        };
    *ret = indexes;
    return count;
}

/* --- one record -------------------------------------------------------------------------------- */

char *entity_sql_insert(struct arena *arena, const struct kind *kind)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const char **names = NULL;
    size_t count = entity_sql_columns(arena, kind, &names);
    buf_printf(&out, "INSERT INTO %s (", kind->slug);
    sql_add_columns(&out, arena, kind, "");
    buf_add(&out, ") VALUES (");
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s$%zu", i ? ", " : "", i + 1);
    buf_add(&out, ") ON CONFLICT (shard, id) DO NOTHING");
    return sql_finish(arena, &out);
}

char *entity_sql_repeat(struct arena *arena, const char *insert, size_t width, size_t rows)
{
    static const char values[] = " VALUES (";
    CLEANUP(buf_done) struct buf out = { 0 };
    const char *begin = strstr(insert, values), *end = begin ? strchr(begin, ')') : NULL;
    require(end);
    buf_add_n(&out, insert, (size_t)(begin - insert) + sizeof(values) - 2);
    for (size_t row = 0; row < rows; row++) {
        buf_add(&out, row ? ", (" : "(");
        for (size_t i = 0; i < width; i++)
            buf_printf(&out, "%s$%zu", i ? ", " : "", row * width + i + 1);
        buf_add_char(&out, ')');
    }
    buf_add(&out, end + 1);
    return sql_finish(arena, &out);
}

char *entity_sql_update(struct arena *arena, const struct kind *kind)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const char **names = NULL;
    size_t count = entity_sql_columns(arena, kind, &names);
    buf_printf(&out, "UPDATE %s SET ", kind->slug);
    for (size_t i = 2; i < count; i++)
        buf_printf(&out, "%s%s = $%zu", i > 2 ? ", " : "", names[i], i + 1);
    buf_add(&out, " WHERE shard = $1 AND id = $2 AND version = $3 - 1");
    return sql_finish(arena, &out);
}

static char *select_where(struct arena *arena, const struct kind *kind, const char *where)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, "SELECT ");
    sql_add_columns(&out, arena, kind, "");
    buf_printf(&out, " FROM %s WHERE %s", kind->slug, where);
    return sql_finish(arena, &out);
}

char *entity_sql_get(struct arena *arena, const struct kind *kind)
{
    return select_where(arena, kind, "shard = $1 AND id = $2");
}

char *entity_sql_secrets(struct arena *arena, const struct kind *kind)
{
    CLEANUP(buf_done) struct buf out = { 0 }, any = { 0 };
    buf_add(&out, "SELECT shard, id");
    for (const struct field *field = kind->fields; field->name; field++)
        if (field_is_secret(field)) {
            buf_printf(&out, ", %s", field->name);
            buf_printf(&any, "%s%s IS NOT NULL", any.len ? " OR " : "", field->name);
        }
    buf_printf(&out, " FROM %s WHERE (shard, id) > ($1, $2) AND (%s) ORDER BY shard, id LIMIT $3", kind->slug,
               buf_text(&any));
    return sql_finish(arena, &out);
}

char *entity_sql_secrets_set(struct arena *arena, const struct kind *kind)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    size_t next = 3;
    buf_printf(&out, "UPDATE %s SET", kind->slug);
    for (const struct field *field = kind->fields; field->name; field++)
        if (field_is_secret(field)) {
            buf_printf(&out, "%s %s = $%zu, %s_index = $%zu", next > 3 ? "," : "", field->name, next, field->name,
                       next + 1);
            next += 2;
        }
    buf_add(&out, " WHERE shard = $1 AND id = $2");
    return sql_finish(arena, &out);
}

char *entity_sql_referring(struct arena *arena, const struct kind *kind, const struct field *field)
{
    return select_where(arena, kind, arena_printf(arena, "%s = $1", field->name));
}

char *entity_sql_find(struct arena *arena, const struct kind *kind, const char *column)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_printf(&out, "SELECT id FROM %s WHERE %s = $1", kind->slug, column);
    if (kind->states) {
        buf_add(&out, " AND ");
        sql_add_live(&out, kind, "");
    }
    buf_add(&out, " ORDER BY id LIMIT $2");
    return sql_finish(arena, &out);
}
