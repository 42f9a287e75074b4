/* SPDX-License-Identifier: Apache-2.0
 * Conditions of lists and measures as SQL. */
#include "store/entity_sql_parts.h"

#include "base/id.h"

void sql_add_value(struct buf *out, struct sql_args *args, struct value value)
{
    *ARENA_PUSH(args->arena, args->values, args->count, args->capacity) = value;
    buf_printf(out, "$%zu", args->count);
}

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
    sql_add_value(out, args, v_int(args->state_day));
    buf_add(out, " AND h.to_day > ");
    sql_add_value(out, args, v_int(args->state_day));
    buf_add(out, " ORDER BY h.seq DESC LIMIT 1)");
}

void sql_add_counted(struct buf *out, struct sql_args *args, const struct told *told, int field)
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

void sql_add_aggregate(struct buf *out, struct sql_args *args, const struct told *told,
                       enum aggregate aggregate, int field)
{
    if (aggregate == AGGREGATE_COUNT) {
        buf_add(out, "count(*)");
        return;
    }
    buf_add(out, aggregate == AGGREGATE_SUM ? "coalesce(sum(" : "count(DISTINCT ");
    sql_add_counted(out, args, told, field);
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

/* A record whose place is that of the one it refers to lies in its shard, and what it stands for, too (same_as.h). To say so is
 * what lets Citus join the two on each machine. SQLite finds them by the reference: an expression does not tempt it to the key. */
static void add_same_shard(struct buf *out, const struct told *inner, const struct told *told, int reference)
{
    const struct field *unit = inner->kind->unit ? kind_field(inner->kind, inner->kind->unit) : NULL;
    const char *name = inner->kind->fields[reference].name;
    size_t len = strlen(name);
    if (!unit || !unit->carried || strncmp(unit->carried, name, len) != 0 || strcmp(unit->carried + len, ".unit") != 0)
        return;
    buf_add(out, " AND CAST(");
    add_alias(out, inner);
    buf_add(out, ".shard AS SMALLINT) = ");
    add_alias(out, told);
    buf_add(out, ".shard");
}

static void add_linked(struct buf *out, struct sql_args *args, const struct told *told,
                       const struct cond_linked *linked, bool only_any, int depth)
{
    const struct told inner = { linked->kind, told->level + 1 };
    buf_add(out, "(SELECT ");
    if (only_any)
        buf_add_char(out, '1');
    else
        sql_add_aggregate(out, args, &inner, linked->aggregate, linked->field);
    buf_printf(out, " FROM %s ", linked->kind->slug);
    add_alias(out, &inner);
    buf_add(out, " WHERE ");
    add_refers(out, args, &inner, told, linked->reference);
    add_same_shard(out, &inner, told, linked->reference);
    if (linked->where) {
        buf_add(out, " AND ");
        sql_add_cond(out, args, &inner, linked->where, depth + 1);
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
    sql_add_cond(out, args, &inner, cond->children[0], depth + 1);
    buf_add(out, ")");
}

static void add_children(struct buf *out, struct sql_args *args, const struct told *told,
                         const struct cond *cond, int depth, const char *joint, const char *if_none)
{
    if (cond->child_count == 0)
        buf_add(out, if_none);
    for (size_t i = 0; i < cond->child_count; i++) {
        buf_add(out, i ? joint : "(");
        sql_add_cond(out, args, told, cond->children[i], depth + 1);
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
        sql_add_value(out, args, cond->values[i]);
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
        sql_add_value(out, args, v_int(part ? 0 : cond->share));
        buf_add(out, " + ((");
        add_column(out, args, told, cond->other);
        buf_printf(out, " %% %d) * ", COND_WHOLE);
        sql_add_value(out, args, v_int(cond->share));
        buf_printf(out, ") %s %d", part ? "%" : "/", COND_WHOLE);
    }
    buf_add(out, ")");
}

static void add_left(struct buf *out, struct sql_args *args, const struct told *told,
                     const struct cond *cond, int depth)
{
    if (cond->linked)
        add_linked(out, args, told, cond->linked, false, depth);
    else
        add_column(out, args, told, cond->field);
}

static bool compares_dates(const struct told *told, const struct cond *cond)
{
    return cond->share && cond->field >= 0 && told->kind->fields[cond->field].type == FIELD_DATE;
}

/* Records are kept by shard and id: by the id alone a table would be read from end to end. */
static void add_shard_of(struct buf *out, struct sql_args *args, const struct told *told, const struct cond *cond)
{
    if (cond->linked || cond->field != COND_FIELD_ID || cond->op != COND_EQ || cond->values[0].type != VALUE_INT)
        return;
    add_alias(out, told);
    buf_add(out, ".shard = ");
    sql_add_value(out, args, v_int(id_shard(cond->values[0].i)));
    buf_add(out, " AND ");
}

static void add_comparison(struct buf *out, struct sql_args *args, const struct told *told,
                           const struct cond *cond, int depth)
{
    add_shard_of(out, args, told, cond);
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
        sql_add_value(out, args, cond->values[0]);
    }
}

static void add_not(struct buf *out, struct sql_args *args, const struct told *told,
                    const struct cond *cond, int depth)
{
    require(cond->child_count == 1);
    buf_add(out, "(("); /* two-valued: unknown counts as not true */
    sql_add_cond(out, args, told, cond->children[0], depth + 1);
    buf_add(out, ") IS NOT TRUE)");
}

/* Codes are stored ",a,b,". */
static void add_has(struct buf *out, struct sql_args *args, const struct told *told, const struct cond *cond)
{
    buf_add(out, "replace(");
    add_column(out, args, told, cond->field);
    buf_add(out, ", ',' || ");
    sql_add_value(out, args, cond->values[0]);
    buf_add(out, " || ',', '') <> ");
    add_column(out, args, told, cond->field);
}

/* "More than none" and "none" need not count: the first one found says it. */
static bool asks_for_any(const struct cond *cond)
{
    return cond->linked && cond->linked->aggregate == AGGREGATE_COUNT && (cond->op == COND_GT || cond->op == COND_EQ) &&
           !cond->share && cond->value_count == 1 && cond->values[0].type == VALUE_INT && cond->values[0].i == 0;
}

void sql_add_cond(struct buf *out, struct sql_args *args, const struct told *told,
                  const struct cond *cond, int depth)
{
    require(depth <= COND_DEPTH_MAX);
    if (asks_for_any(cond)) {
        buf_add(out, cond->op == COND_GT ? "EXISTS " : "NOT EXISTS ");
        add_linked(out, args, told, cond->linked, true, depth);
        return;
    }
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
