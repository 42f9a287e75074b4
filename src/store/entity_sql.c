/* SPDX-License-Identifier: Apache-2.0 */
#include "store/entity_sql.h"

#include "base/buf.h"
#include "base/date.h"

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

static void add_columns(struct buf *out, struct arena *arena, const struct kind *kind, const char *prefix)
{
    const char **names = NULL;
    size_t count = entity_sql_columns(arena, kind, &names);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s%s", i ? ", " : "", prefix, names[i]);
}

static char *finish(struct arena *arena, struct buf *out)
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
    return finish(arena, &out);
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

/* "state IN ('active', 'completed')": state codes are constants of the declaration. */
static void add_live(struct buf *out, const struct kind *kind, const char *prefix)
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
        add_live(&out, kind, "");
        joint = " AND ";
    }
    if (unique->only_field)
        buf_printf(&out, "%s%s = '%s'", joint, unique->only_field, unique->only_value);
    buf_add(&out, ";");
    return finish(arena, &out);
}

/* Empty references are many and never looked up: they stand in no index. */
static bool wants_index(const struct field *field)
{
    return field->type == FIELD_REF;
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
        const char *column = arena_printf(arena, "%s%s", field->name, side ? "_index" : "");
        const char *filled = field->required ? "" : arena_printf(arena, " WHERE %s IS NOT NULL", column);
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
    add_columns(&out, arena, kind, "");
    buf_add(&out, ") VALUES (");
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s$%zu", i ? ", " : "", i + 1);
    buf_add(&out, ") ON CONFLICT (shard, id) DO NOTHING");
    return finish(arena, &out);
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
    return finish(arena, &out);
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
    return finish(arena, &out);
}

static char *select_where(struct arena *arena, const struct kind *kind, const char *where)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, "SELECT ");
    add_columns(&out, arena, kind, "");
    buf_printf(&out, " FROM %s WHERE %s", kind->slug, where);
    return finish(arena, &out);
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
    return finish(arena, &out);
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
    return finish(arena, &out);
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
        add_live(&out, kind, "");
    }
    buf_add(&out, " ORDER BY id LIMIT $2");
    return finish(arena, &out);
}

/* --- conditions --------------------------------------------------------------------------------- */

static void add_value(struct buf *out, struct sql_args *args, struct value value)
{
    *ARENA_PUSH(args->arena, args->values, args->count, args->capacity) = value;
    buf_printf(out, "$%zu", args->count);
}

/* What a condition is told about: rows of a kind under a name. Those of the statement are "r", those
 * of a subquery "r1", of one within it "r2" … */
struct told {
    const struct kind *kind;
    int level;
};

static void add_alias(struct buf *out, const struct told *told)
{
    buf_add_char(out, 'r');
    if (told->level)
        buf_printf(out, "%d", told->level);
}

static void add_column(struct buf *out, struct sql_args *args, const struct told *told, int field)
{
    if (field != COND_FIELD_STATE || !args->state_day) {
        require(field < 0 || (size_t)field < kind_field_count(told->kind));
        add_alias(out, told);
        buf_printf(out, ".%s", field == COND_FIELD_ID ? "id" : field == COND_FIELD_STATE ?
                                                               "state" : told->kind->fields[field].name);
        return;
    }
    buf_add(out, "(SELECT h.state FROM state_history h WHERE h.shard = ");
    add_alias(out, told);
    buf_add(out, ".shard AND h.record = ");
    add_alias(out, told);
    buf_add(out, ".id AND h.from_day <= ");
    add_value(out, args, v_int(args->state_day));
    buf_add(out, " AND h.to_day > ");
    add_value(out, args, v_int(args->state_day));
    buf_add(out, " ORDER BY h.seq DESC LIMIT 1)");
}

static void add_cond(struct buf *out, struct sql_args *args, const struct told *told,
                     const struct cond *cond, int depth);

/* The column of a field as figures count it: a reference to a record for which another stands is told
 * as that one. */
static void add_counted(struct buf *out, struct sql_args *args, const struct told *told, int field)
{
    int canonical = kind_canonical_field(told->kind, field);
    if (canonical < 0) {
        add_column(out, args, told, field);
        return;
    }
    buf_add(out, "coalesce(");
    add_column(out, args, told, canonical);
    buf_add(out, ", ");
    add_column(out, args, told, field);
    buf_add(out, ")");
}

static void add_aggregate(struct buf *out, struct sql_args *args, const struct told *told,
                          enum aggregate aggregate, int field)
{
    if (aggregate == AGGREGATE_COUNT) {
        buf_add(out, "count(*)");
        return;
    }
    buf_add(out, aggregate == AGGREGATE_SUM ? "coalesce(sum(" : "count(DISTINCT ");
    add_counted(out, args, told, field);
    buf_add(out, aggregate == AGGREGATE_SUM ? "), 0)" : ")");
}

/* The reference is to this record, or to one for which this one stands. */
static void add_refers(struct buf *out, struct sql_args *args, const struct told *inner,
                       const struct told *told, int reference)
{
    int canonical = kind_canonical_field(inner->kind, reference);
    buf_add(out, canonical < 0 ? "" : "(");
    add_column(out, args, inner, reference);
    buf_add(out, " = ");
    add_column(out, args, told, COND_FIELD_ID);
    if (canonical < 0)
        return;
    buf_add(out, " AND ");
    add_column(out, args, inner, canonical);
    buf_add(out, " IS NULL OR ");
    add_column(out, args, inner, canonical);
    buf_add(out, " = ");
    add_column(out, args, told, COND_FIELD_ID);
    buf_add(out, ")");
}

static void add_linked(struct buf *out, struct sql_args *args, const struct told *told,
                       const struct cond_linked *linked, int depth)
{
    const struct told inner = { linked->kind, told->level + 1 };
    buf_add(out, "(SELECT ");
    add_aggregate(out, args, &inner, linked->aggregate, linked->field);
    buf_printf(out, " FROM %s ", linked->kind->slug);
    add_alias(out, &inner);
    buf_add(out, " WHERE ");
    add_refers(out, args, &inner, told, linked->reference);
    if (linked->where) {
        buf_add(out, " AND ");
        add_cond(out, args, &inner, linked->where, depth + 1);
    }
    buf_add(out, ")");
}

static void add_referred(struct buf *out, struct sql_args *args, const struct told *told,
                         const struct cond *cond, int depth)
{
    const struct told inner = { kind_by_slug(told->kind->fields[cond->field].ref), told->level + 1 };
    buf_printf(out, "EXISTS (SELECT 1 FROM %s ", inner.kind->slug);
    add_alias(out, &inner);
    buf_add(out, " WHERE ");
    add_alias(out, &inner);
    buf_add(out, ".shard = (");
    add_column(out, args, told, cond->field);
    buf_add(out, " >> 56) AND ");
    add_column(out, args, &inner, COND_FIELD_ID);
    buf_add(out, " = ");
    add_column(out, args, told, cond->field);
    buf_add(out, " AND ");
    add_cond(out, args, &inner, cond->children[0], depth + 1);
    buf_add(out, ")");
}

static void add_children(struct buf *out, struct sql_args *args, const struct told *told,
                         const struct cond *cond, int depth, const char *joint, const char *if_none)
{
    if (cond->child_count == 0)
        buf_add(out, if_none);
    for (size_t i = 0; i < cond->child_count; i++) {
        buf_add(out, i ? joint : "(");
        add_cond(out, args, told, cond->children[i], depth + 1);
    }
    if (cond->child_count)
        buf_add(out, ")");
}

static void add_in(struct buf *out, struct sql_args *args, const struct told *told, const struct cond *cond)
{
    if (cond->value_count == 0) {
        buf_add(out, "1 = 0");
        return;
    }
    add_column(out, args, told, cond->field);
    buf_add(out, " IN (");
    for (size_t i = 0; i < cond->value_count; i++) {
        buf_add(out, i ? ", " : "");
        add_value(out, args, cond->values[i]);
    }
    buf_add(out, ")");
}

static const char *const compare_signs[] = {
    [COND_EQ] = "=", [COND_NE] = "<>", [COND_LT] = "<",
    [COND_LE] = "<=", [COND_GT] = ">", [COND_GE] = ">=",
};

/* A share p/10000 of the other field, exact without a product that could overflow: whole part and rest,
 * compared as a pair. */
static void add_share(struct buf *out, struct sql_args *args, const struct told *told,
                      const struct cond *cond)
{
    buf_add(out, "(");
    for (int part = 0; part < 2; part++) {
        buf_add(out, part ? ", (" : "(");
        add_column(out, args, told, cond->other);
        buf_printf(out, " / %d) * ", COND_WHOLE);
        add_value(out, args, v_int(part ? 0 : cond->share));
        buf_add(out, " + ((");
        add_column(out, args, told, cond->other);
        buf_printf(out, " %% %d) * ", COND_WHOLE);
        add_value(out, args, v_int(cond->share));
        buf_printf(out, ") %s %d", part ? "%" : "/", COND_WHOLE);
    }
    buf_add(out, ")");
}

static void add_left(struct buf *out, struct sql_args *args, const struct told *told,
                     const struct cond *cond, int depth)
{
    if (cond->linked)
        add_linked(out, args, told, cond->linked, depth);
    else
        add_column(out, args, told, cond->field);
}

static bool compares_dates(const struct told *told, const struct cond *cond)
{
    return cond->share && cond->field >= 0 && told->kind->fields[cond->field].type == FIELD_DATE;
}

static void add_comparison(struct buf *out, struct sql_args *args, const struct told *told,
                           const struct cond *cond, int depth)
{
    require(cond->op < (enum cond_op)COUNT(compare_signs) && compare_signs[cond->op]);
    bool is_share = cond->share && cond->share != COND_WHOLE, is_date = compares_dates(told, cond);
    buf_add(out, is_share ? "(" : is_date ? "substr(" : "");
    add_left(out, args, told, cond, depth);
    buf_add(out, is_share ? ", 0)" : is_date ? ", 1, 10)" : "");
    buf_printf(out, " %s ", compare_signs[cond->op]);
    if (is_share) {
        add_share(out, args, told, cond);
    } else if (cond->share) {
        buf_add(out, is_date ? "substr(" : "");
        add_column(out, args, told, cond->other);
        buf_add(out, is_date ? ", 1, 10)" : "");
    } else {
        add_value(out, args, cond->values[0]);
    }
}

static void add_not(struct buf *out, struct sql_args *args, const struct told *told,
                    const struct cond *cond, int depth)
{
    require(cond->child_count == 1);
    buf_add(out, "(("); /* two-valued: unknown counts as not true */
    add_cond(out, args, told, cond->children[0], depth + 1);
    buf_add(out, ") IS NOT TRUE)");
}

/* Codes are stored ",a,b,". */
static void add_has(struct buf *out, struct sql_args *args, const struct told *told, const struct cond *cond)
{
    buf_add(out, "replace(");
    add_column(out, args, told, cond->field);
    buf_add(out, ", ',' || ");
    add_value(out, args, cond->values[0]);
    buf_add(out, " || ',', '') <> ");
    add_column(out, args, told, cond->field);
}

static void add_cond(struct buf *out, struct sql_args *args, const struct told *told,
                     const struct cond *cond, int depth)
{
    require(depth <= COND_DEPTH_MAX);
    switch ((int)cond->op) {
    case COND_TRUE:
        buf_add(out, "1 = 1");
        break;
    case COND_AND:
        add_children(out, args, told, cond, depth, " AND ", "1 = 1");
        break;
    case COND_OR:
        add_children(out, args, told, cond, depth, " OR ", "1 = 0");
        break;
    case COND_NOT:
        add_not(out, args, told, cond, depth);
        break;
    case COND_IN:
        add_in(out, args, told, cond);
        break;
    case COND_HAS:
        add_has(out, args, told, cond);
        break;
    case COND_IS_NULL:
    case COND_NOT_NULL:
        add_column(out, args, told, cond->field);
        buf_add(out, cond->op == COND_IS_NULL ? " IS NULL" : " IS NOT NULL");
        break;
    case COND_REFERRED:
        add_referred(out, args, told, cond, depth);
        break;
    default:
        add_comparison(out, args, told, cond, depth);
        break;
    }
}

/* --- lists --------------------------------------------------------------------------------------- */

/* The column that places a kind's records; NULL where they have no place. */
static const char *place_column(const struct kind *kind)
{
    return strcmp(kind->slug, "units") == 0 ? "id" : kind->unit;
}

static const char *measure_column(const struct measure *measure)
{
    return measure->place ? measure->place->name : place_column(measure->kind);
}

/* A place's records are found by the units that count there; where words lead to them, each is asked. */
static void add_scope(struct buf *out, struct sql_args *args, const struct kind *kind, int64_t unit, int64_t day,
                      bool asks_each)
{
    const char *column = place_column(kind);
    if (!unit || !column)
        return;
    if (asks_each)
        buf_add(out, " AND EXISTS (SELECT 1");
    else
        buf_printf(out, " AND r.%s IN (SELECT c.descendant", column);
    buf_add(out, " FROM unit_closure c WHERE c.ancestor = ");
    add_value(out, args, v_int(unit));
    buf_add(out, " AND c.from_day <= ");
    add_value(out, args, v_int(day));
    buf_add(out, " AND c.to_day > ");
    add_value(out, args, v_int(day));
    if (asks_each)
        buf_printf(out, " AND c.descendant = r.%s", column);
    buf_add_char(out, ')');
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
        add_value(out, args, field_is_int(date) ? v_int(date_from_days((int32_t)day).year + 1) :
                                                  v_text(arena_strdup(args->arena, next)));
        buf_add(out, ", ");
    }
    buf_add(out, "r.created_at < ");
    add_value(out, args, v_text(arena_strdup(args->arena, next)));
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
    add_value(out, args, v_text(line));
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
    add_live(out, kind, "r.");
    buf_add(out, " AND r.state <> ");
    add_value(out, args, v_text(kind->states[0].code));
}

static void add_term_words(struct buf *out, struct sql_args *args, const struct kind *kind,
                           const struct word_term *term)
{
    buf_add(out, "SELECT w.shard, w.record FROM word w WHERE w.kind = ");
    add_value(out, args, v_text(kind->slug));
    if (term->is_wide) {
        buf_add(out, " AND w.word >= ");
        add_value(out, args, v_text(term->from));
        buf_add(out, " AND w.word < ");
        add_value(out, args, v_text(term->before));
        return;
    }
    size_t places = 1; /* few different texts: 1, 2, 4, … words, the last one repeated */
    while (places < term->count)
        places *= 2;
    buf_add(out, " AND w.word IN (");
    for (size_t i = 0; i < places; i++) {
        buf_add(out, i ? ", " : "");
        add_value(out, args, v_text(term->words[i < term->count ? i : term->count - 1]));
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
        add_value(out, args, v_int(query->shard));
    }
    if (kind->states && !query->all_states) {
        buf_add(out, " AND ");
        add_live(out, kind, "r.");
    }
    if (query->where) {
        buf_add(out, " AND ");
        add_cond(out, args, &(struct told){ .kind = kind }, query->where, 0);
    }
    bool asks_each = query->term_count || !kind->unit; /* a unit is its own place */
    add_scope(out, args, kind, query->scope_unit, query->scope_day, asks_each);
    add_scope(out, args, kind, query->within.unit, query->within.day, asks_each);
    add_within(out, args, kind, &query->within);
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
        add_value(out, args, v_int(query->after_id >> 56));
        buf_add(out, ", ");
        add_value(out, args, v_int(query->after_id));
        buf_add(out, ")");
        return;
    }
    const struct field *field = &kind->fields[query->sort_field - 1];
    buf_add(out, " AND ((");
    add_sort_column(out, field);
    buf_add(out, is_null ? " IS NULL" : " = ");
    if (!is_null)
        add_value(out, args, query->after_sort);
    buf_printf(out, " AND r.id %s ", sign);
    add_value(out, args, v_int(query->after_id));
    buf_add(out, ")");
    if (!is_null || !query->descending) {
        buf_add(out, " OR ");
        add_sort_column(out, field);
        buf_printf(out, is_null ? " IS NOT NULL" : " %s ", sign);
        if (!is_null)
            add_value(out, args, query->after_sort);
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
    add_columns(&out, args->arena, kind, "r.");
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
    buf_printf(&out, "r.id%s%s", query->descending ? " DESC" : "", query->limit ? " LIMIT " : "");
    if (query->limit) {
        add_value(&out, args, v_int(query->limit));
        buf_add(&out, " OFFSET ");
        add_value(&out, args, v_int(query->offset));
    }
    return finish(args->arena, &out);
}

char *entity_sql_count(struct sql_args *args, const struct kind *kind, const struct entity_query *query)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, "SELECT count(*)");
    add_query(&out, args, kind, query);
    return finish(args->arena, &out);
}

/* --- measures ------------------------------------------------------------------------------------- */

/* Each unit dimension joins the closure once, to the ancestor of that level on the scope's day. CROSS JOIN
 * keeps the order for SQLite, which would else begin at the closure: the records come first, or, where
 * a place is asked for, the units that count there (add_from), then each record's few ancestors. */
static void add_dim_joins(struct buf *out, struct sql_args *args, const struct measure *measure,
                          const struct measure_cut *cut)
{
    for (size_t i = 0; i < cut->dim_count; i++)
        if (cut->dims[i].level)
            buf_printf(out, " CROSS JOIN unit_closure d%zu CROSS JOIN units u%zu", i, i);
    buf_add(out, " WHERE 1 = 1");
    for (size_t i = 0; i < cut->dim_count; i++) {
        if (!cut->dims[i].level)
            continue;
        buf_printf(out, " AND d%zu.descendant = r.%s AND d%zu.from_day <= ", i, measure_column(measure), i);
        add_value(out, args, v_int(cut->scope_day));
        buf_printf(out, " AND d%zu.to_day > ", i);
        add_value(out, args, v_int(cut->scope_day));
        buf_printf(out, " AND u%zu.shard = (d%zu.ancestor >> 56) AND u%zu.id = d%zu.ancestor "
                        "AND u%zu.level = ",
                   i, i, i, i, i);
        add_value(out, args, v_text(cut->dims[i].level));
    }
}

/* As in add_scope. A unit counts under another once on a day, so no record comes twice. */
static void add_from(struct buf *out, const struct measure *measure, const struct measure_cut *cut)
{
    const char *column = measure_column(measure);
    if (cut->scope_unit && column)
        buf_printf(out, " FROM unit_closure s CROSS JOIN %s r", measure->kind->slug);
    else
        buf_printf(out, " FROM %s r", measure->kind->slug);
}

static void add_measure_scope(struct buf *out, struct sql_args *args, const struct measure *measure,
                              const struct measure_cut *cut)
{
    const char *column = measure_column(measure);
    if (!cut->scope_unit || !column)
        return;
    buf_add(out, " AND s.ancestor = ");
    add_value(out, args, v_int(cut->scope_unit));
    buf_add(out, " AND s.from_day <= ");
    add_value(out, args, v_int(cut->scope_day));
    buf_add(out, " AND s.to_day > ");
    add_value(out, args, v_int(cut->scope_day));
    buf_printf(out, " AND r.%s = s.descendant%s", column,
               strcmp(column, "id") == 0 ? " AND r.shard = (s.descendant >> 56)" : "");
}

static void add_dims(struct buf *out, struct sql_args *args, const struct told *told, const struct measure_cut *cut)
{
    for (size_t i = 0; i < cut->dim_count; i++) {
        const struct measure_dim *dim = &cut->dims[i];
        buf_add(out, i ? ", " : "");
        if (dim->level)
            buf_printf(out, "d%zu.ancestor", i);
        else
            add_counted(out, args, told, dim->field ? (int)(dim->field - told->kind->fields) : COND_FIELD_ID);
    }
}

static void add_measure_time(struct buf *out, struct sql_args *args, const struct measure *measure,
                             const struct measure_cut *cut)
{
    const struct field *fields = measure->kind->fields;
    switch (measure->time) {
    case MEASURE_ANY_TIME:
        return;
    case MEASURE_YEAR:
        buf_printf(out, " AND r.%s >= ", fields[measure->date_field].name);
        add_value(out, args, v_int(cut->first_year));
        buf_printf(out, " AND r.%s <= ", fields[measure->date_field].name);
        add_value(out, args, v_int(cut->last_year));
        return;
    case MEASURE_FLOW:
        buf_printf(out, " AND r.%s >= ", fields[measure->date_field].name);
        add_value(out, args, v_text(cut->first_day));
        buf_printf(out, " AND r.%s < ", fields[measure->date_field].name);
        add_value(out, args, v_text(cut->next_day));
        return;
    case MEASURE_STOCK:
        buf_printf(out, " AND r.%s < ", fields[measure->date_field].name);
        add_value(out, args, v_text(cut->next_day));
        if (measure->end_field >= 0) {
            const char *end = fields[measure->end_field].name;
            buf_printf(out, " AND (r.%s IS NULL OR r.%s >= ", end, end);
            add_value(out, args, v_text(cut->next_day));
            buf_add(out, ")");
        }
        return;
    }
}

/* Only records under one of the chosen units, or under none. */
static void add_units(struct buf *out, struct sql_args *args, const char *column, const struct measure_cut *cut)
{
    if (!cut->units_given)
        return;
    if (cut->unit_count == 0 || !column) {
        buf_add(out, cut->units_without ? "" : " AND 1 = 0");
        return;
    }
    buf_printf(out, " AND %s(r.%s IS NOT NULL AND r.%s IN (SELECT g.descendant FROM unit_closure g WHERE g.from_day <= ",
               cut->units_without ? "NOT " : "", column, column);
    add_value(out, args, v_int(cut->scope_day));
    buf_add(out, " AND g.to_day > ");
    add_value(out, args, v_int(cut->scope_day));
    buf_add(out, " AND g.ancestor IN (");
    for (size_t i = 0; i < cut->unit_count; i++) {
        buf_add(out, i ? ", " : "");
        add_value(out, args, v_int(cut->units[i]));
    }
    buf_add(out, ")))");
}

static void add_elsewhere(struct buf *out, struct sql_args *args, const char *column, const char *ancestor,
                          const struct measure_cut *cut)
{
    buf_add(out, " AND NOT EXISTS (SELECT 1 FROM unit_closure o WHERE o.ancestor = ");
    if (ancestor)
        buf_add(out, ancestor);
    else
        add_value(out, args, v_int(cut->scope_unit));
    buf_printf(out, " AND o.descendant = r.%s AND o.from_day <= ", column);
    add_value(out, args, v_int(cut->scope_day));
    buf_add(out, " AND o.to_day > ");
    add_value(out, args, v_int(cut->scope_day));
    buf_add(out, ")");
}

/* Only transfers whose other side counts elsewhere: not in the unit of the row, nor, without such a
 * dimension, in the scope. */
static void add_outside(struct buf *out, struct sql_args *args, const struct measure *measure,
                        const struct measure_cut *cut)
{
    bool by_unit = false;
    if (!measure->outside)
        return;
    for (size_t i = 0; i < cut->dim_count; i++) {
        if (!cut->dims[i].level)
            continue;
        by_unit = true;
        add_elsewhere(out, args, measure->outside->name, arena_printf(args->arena, "d%zu.ancestor", i), cut);
    }
    if (by_unit || cut->dim_count)
        return;
    if (cut->scope_unit)
        add_elsewhere(out, args, measure->outside->name, NULL, cut);
    else
        buf_printf(out, " AND r.%s IS NULL", measure->outside->name);
}

char *entity_sql_measure(struct sql_args *args, const struct measure *measure, const struct measure_cut *cut)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct told told = { .kind = measure->kind };
    require(cut->dim_count <= MEASURE_DIMS_MAX);
    args->state_day = cut->state_day;
    buf_add(&out, cut->records ? "SELECT r.id" : "SELECT ");
    if (cut->dim_count && cut->records)
        buf_add(&out, ", ");
    add_dims(&out, args, &told, cut);
    if (!cut->records) {
        buf_add(&out, cut->dim_count ? ", " : "");
        add_aggregate(&out, args, &told, measure->aggregate, measure->field);
    }
    add_from(&out, measure, cut);
    add_dim_joins(&out, args, measure, cut);
    add_measure_scope(&out, args, measure, cut);
    if (measure->where) {
        buf_add(&out, " AND ");
        add_cond(&out, args, &told, measure->where, 0);
    }
    add_measure_time(&out, args, measure, cut);
    add_units(&out, args, measure_column(measure), cut);
    add_outside(&out, args, measure, cut);
    if (cut->dim_count && !cut->records) {
        buf_add(&out, " GROUP BY ");
        add_dims(&out, args, &told, cut);
        buf_add(&out, " ORDER BY ");
        add_dims(&out, args, &told, cut);
    } else if (cut->records) {
        buf_add(&out, " ORDER BY r.id");
    }
    return finish(args->arena, &out);
}
