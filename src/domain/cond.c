/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/cond.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_DAY_LENGTH = 10 }; /* of a date in storage form */

/* --- matching -------------------------------------------------------------------------------- */

static struct value image_value(const struct image *image, int field)
{
    if (field == COND_FIELD_STATE)
        return v_text(image->state);
    if (field == COND_FIELD_ID)
        return v_int(image->id);
    return image->values[field];
}

struct value image_counted(const struct image *image, int field)
{
    int canonical = image->kind ? kind_canonical_field(image->kind, field) : -1;
    struct value value = canonical >= 0 ? image->values[canonical] : v_null();
    return value_is_null(value) ? image_value(image, field) : value;
}

/* True when the stored list ",a,b," holds `code`. */
static bool codes_have(const char *codes, const char *code)
{
    size_t len = strlen(code);
    if (len == 0)
        return false;
    for (const char *found = strstr(codes, code); found; found = strstr(found + 1, code))
        if (found > codes && found[-1] == ',' && found[len] == ',')
            return true;
    return false;
}

static bool order_fits(enum cond_op op, int order)
{
    switch ((int)op) {
    case COND_EQ:
        return order == 0;
    case COND_NE:
        return order != 0;
    case COND_LT:
        return order < 0;
    case COND_LE:
        return order <= 0;
    case COND_GT:
        return order > 0;
    case COND_GE:
        return order >= 0;
    default:
        require_failed("an operator of order", __FILE__, __LINE__);
    }
}

/* The field compared with, or the share of it: dates stand for their first days. */
static bool other_fits(const struct cond *cond, struct value value, const struct image *image)
{
    struct value other = image_value(image, cond->other);
    if (value_is_null(other))
        return false;
    if (cond->field >= 0 && image->kind->fields[cond->field].type == FIELD_DATE)
        return order_fits(cond->op, strncmp(value.s, other.s, FIRST_DAY_LENGTH));
    if (cond->share == COND_WHOLE)
        return order_fits(cond->op, value_compare(value, other));
    __int128 left = (__int128)value.i * COND_WHOLE, right = (__int128)other.i * cond->share;
    return order_fits(cond->op, left < right ? -1 : left > right);
}

static bool leaf_matches(const struct cond *cond, struct value value, const struct image *image)
{
    if (cond->op == COND_IS_NULL || cond->op == COND_NOT_NULL)
        return value_is_null(value) == (cond->op == COND_IS_NULL);
    if (value_is_null(value))
        return false;
    if (cond->share)
        return other_fits(cond, value, image);
    if (cond->op == COND_IN) {
        for (size_t i = 0; i < cond->value_count; i++)
            if (value_equal(value, cond->values[i]))
                return true;
        return false;
    }
    require(cond->value_count == 1);
    struct value other = cond->values[0];
    if (value_is_null(other))
        return false;
    if (cond->op == COND_HAS)
        return value.type == VALUE_TEXT && other.type == VALUE_TEXT && codes_have(value.s, other.s);
    return order_fits(cond->op, value_compare(value, other));
}

/* --- matching: other records ------------------------------------------------------------------ */

struct counting {
    const struct cond_linked *linked;
    const struct value **seen; /* distinct values so far */
    size_t count, capacity;
    struct arena *arena;
    int64_t total;
};

static void count_distinct(struct counting *counting, struct value value)
{
    for (size_t i = 0; i < counting->count; i++)
        if (value_equal(*counting->seen[i], value))
            return;
    struct value *kept = ARENA_NEW(counting->arena, struct value);
    *kept = value_copy(counting->arena, value);
    *ARENA_PUSH(counting->arena, counting->seen, counting->count, counting->capacity) = kept;
    counting->total++;
}

static void count_image(void *to, const struct image *image)
{
    struct counting *counting = to;
    const struct cond_linked *linked = counting->linked;
    if (!cond_matches(linked->where, image))
        return;
    struct value value = linked->field >= 0 ? image_counted(image, linked->field) : v_int(1);
    if (value_is_null(value))
        return;
    if (linked->aggregate == AGGREGATE_DISTINCT)
        count_distinct(counting, value);
    else
        counting->total += value.i;
}

static struct value linked_value(const struct cond_linked *linked, const struct image *image)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct counting counting = { .linked = linked, .arena = &arena };
    require(image->source);
    image->source->each(image->source->context, linked->kind, linked->reference, image->id,
                        count_image, &counting);
    return v_int(counting.total);
}

struct fitting {
    const struct cond *child;
    bool fits;
};

static void fit_image(void *to, const struct image *image)
{
    struct fitting *fitting = to;
    fitting->fits = fitting->fits || cond_matches(fitting->child, image);
}

static bool referred_matches(const struct cond *cond, const struct image *image)
{
    struct fitting fitting = { .child = cond->children[0] };
    struct value id = image_value(image, cond->field);
    require(image->source);
    if (!value_is_null(id))
        image->source->each(image->source->context,
                            kind_by_slug(image->kind->fields[cond->field].ref), COND_FIELD_ID, id.i,
                            fit_image, &fitting);
    return fitting.fits;
}

bool cond_matches(const struct cond *cond, const struct image *image)
{
    if (!cond || cond->op == COND_TRUE)
        return true;
    if (cond->op == COND_NOT)
        return !cond_matches(cond->children[0], image);
    if (cond->op == COND_AND || cond->op == COND_OR) {
        bool stop_at = cond->op == COND_OR;
        for (size_t i = 0; i < cond->child_count; i++)
            if (cond_matches(cond->children[i], image) == stop_at)
                return stop_at;
        return !stop_at;
    }
    if (cond->op == COND_REFERRED)
        return referred_matches(cond, image);
    struct value value =
        cond->linked ? linked_value(cond->linked, image) : image_value(image, cond->field);
    return leaf_matches(cond, value, image);
}

/* --- building -------------------------------------------------------------------------------- */

static struct cond *cond_join(struct arena *arena, enum cond_op op, struct cond *const *children,
                              size_t count)
{
    struct cond **kept = ARENA_ARRAY(arena, struct cond *, count ? count : 1);
    if (count)
        memcpy(kept, children, count * sizeof(struct cond *));
    struct cond *cond = ARENA_NEW(arena, struct cond);
    *cond = (struct cond){ .op = op, .children = kept, .child_count = count };
    return cond;
}

struct cond *cond_all(struct arena *arena, struct cond *const *children, size_t count)
{
    return cond_join(arena, COND_AND, children, count);
}

struct cond *cond_any(struct arena *arena, struct cond *const *children, size_t count)
{
    return cond_join(arena, COND_OR, children, count);
}

struct cond *cond_not(struct arena *arena, struct cond *child)
{
    return cond_join(arena, COND_NOT, &child, 1);
}

struct cond *cond_both(struct arena *arena, struct cond *a, struct cond *b)
{
    if (!a || !b)
        return a ? a : b;
    return cond_all(arena, (struct cond *[]){ a, b }, 2);
}

struct cond *cond_compare(struct arena *arena, int field, enum cond_op op, struct value value)
{
    bool bare = op == COND_IS_NULL || op == COND_NOT_NULL;
    struct cond *cond = cond_in(arena, field, &value, bare ? 0 : 1);
    cond->op = op;
    return cond;
}

struct cond *cond_in(struct arena *arena, int field, const struct value *values, size_t count)
{
    struct value *kept = ARENA_ARRAY(arena, struct value, count ? count : 1);
    if (count)
        memcpy(kept, values, count * sizeof(*values));
    struct cond *cond = ARENA_NEW(arena, struct cond);
    *cond = (struct cond){ .op = COND_IN, .field = field, .values = kept, .value_count = count };
    return cond;
}

struct cond *cond_live(struct arena *arena, const struct kind *kind)
{
    if (!kind->states)
        return NULL;
    struct value live[KIND_FIELDS_MAX];
    size_t count = 0;
    for (const struct state *state = kind->states; state->code; state++)
        if (state->live && count < COUNT(live))
            live[count++] = v_text(state->code);
    return cond_in(arena, COND_FIELD_STATE, live, count);
}

struct cond *cond_with_field(struct arena *arena, int field, enum cond_op op, int64_t share,
                             int other)
{
    require(op >= COND_EQ && op <= COND_GE && share > 0);
    struct cond *cond = cond_compare(arena, field, op, v_null());
    cond->value_count = 0;
    cond->share = share;
    cond->other = other;
    return cond;
}

struct cond *cond_linked(struct arena *arena, const struct cond_linked *linked, enum cond_op op,
                         struct value value, int64_t share, int other)
{
    struct cond *cond = share ? cond_with_field(arena, COND_FIELD_NONE, op, share, other)
                              : cond_compare(arena, COND_FIELD_NONE, op, value);
    cond->linked = linked;
    return cond;
}

struct cond *cond_referred(struct arena *arena, int field, struct cond *child)
{
    struct cond *cond = cond_join(arena, COND_REFERRED, &child, 1);
    cond->field = field;
    return cond;
}

const struct cond *cond_counted(struct arena *arena, const struct kind *kind, struct cond *where)
{
    struct cond *counted = where;
    if (!cond_names_field(where, COND_FIELD_STATE))
        counted = cond_both(arena, cond_live(arena, kind), where);
    if (kind->same_as)
        counted = cond_both(
            arena, counted,
            cond_compare(arena, kind_field_index(kind, kind->same_as), COND_IS_NULL, v_null()));
    return counted;
}

static bool has_children(const struct cond *cond)
{
    return cond->op == COND_AND || cond->op == COND_OR || cond->op == COND_NOT;
}

bool cond_names_field(const struct cond *cond, int field)
{
    if (!cond || cond->op == COND_TRUE)
        return false;
    if (!has_children(cond))
        return cond->field == field || (cond->share && cond->other == field);
    for (size_t i = 0; i < cond->child_count; i++)
        if (cond_names_field(cond->children[i], field))
            return true;
    return false;
}

bool cond_needs_records(const struct cond *cond)
{
    if (!cond)
        return false;
    if (cond->linked || cond->op == COND_REFERRED)
        return true;
    for (size_t i = 0; has_children(cond) && i < cond->child_count; i++)
        if (cond_needs_records(cond->children[i]))
            return true;
    return false;
}

/* --- the canonical text ------------------------------------------------------------------------
 */

struct writer {
    struct arena *arena;
    const struct kind *kind;
};

struct texts {
    const char **items;
    size_t count, capacity;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void texts_add(struct arena *arena, struct texts *texts, const char *text)
{
    *ARENA_PUSH(arena, texts->items, texts->count, texts->capacity) = text;
}

/* Sorted, each once. */
static void texts_settle(struct texts *texts)
{
    if (texts->count == 0)
        return;
    qsort(texts->items, texts->count, sizeof(texts->items[0]), by_text);
    size_t kept = 1;
    for (size_t i = 1; i < texts->count; i++)
        if (strcmp(texts->items[i], texts->items[kept - 1]) != 0)
            texts->items[kept++] = texts->items[i];
    texts->count = kept;
}

static const char *field_text(const struct writer *writer, int field)
{
    if (field == COND_FIELD_STATE)
        return "state";
    if (field == COND_FIELD_ID)
        return "id";
    return writer->kind->fields[field].name;
}

static char *value_literal(struct arena *arena, struct value value)
{
    if (value.type == VALUE_INT)
        return arena_printf(arena, "%lld", (long long)value.i);
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add_char(&out, '"');
    for (const char *c = value.s; *c; c++) {
        if (*c == '"' || *c == '\\')
            buf_add_char(&out, '\\');
        buf_add_char(&out, *c);
    }
    buf_add_char(&out, '"');
    return arena_strdup(arena, buf_text(&out));
}

static const char *plain_text(const struct writer *writer, const struct cond *cond);

static bool is_leaf(const struct cond *cond)
{
    return cond->op != COND_AND && cond->op != COND_OR && cond->op != COND_NOT;
}

/* The left side of a leaf: "value", or "linked(count,supports.,activity,…)". */
static const char *left_text(const struct writer *writer, const struct cond *cond)
{
    static const char *const aggregates[] = { "count", "sum", "distinct" };
    const struct cond_linked *linked = cond->linked;
    if (!linked)
        return field_text(writer, cond->field);
    return arena_printf(writer->arena, "linked(%s,%s.%s,%s,%s)", aggregates[linked->aggregate],
                        linked->kind->slug,
                        linked->field >= 0 ? linked->kind->fields[linked->field].name : "",
                        linked->kind->fields[linked->reference].name,
                        cond_canonical(writer->arena, linked->kind, linked->where));
}

static const char *referred_text(const struct writer *writer, const struct cond *cond)
{
    const struct field *field = &writer->kind->fields[cond->field];
    return arena_printf(
        writer->arena, "referred(%s,%s)", field->name,
        cond_canonical(writer->arena, kind_by_slug(field->ref), cond->children[0]));
}

/* The text of a plain tree: word(field,value…) for a leaf, word(child,child…) for a node,
 * word(field,of(other,share)) for two fields. */
static const char *plain_text(const struct writer *writer, const struct cond *cond)
{
    static const char *const words[] = {
        [COND_TRUE] = "true", [COND_AND] = "and",      [COND_OR] = "or",
        [COND_NOT] = "not",   [COND_NE] = "ne",        [COND_LT] = "lt",
        [COND_LE] = "le",     [COND_GT] = "gt",        [COND_GE] = "ge",
        [COND_IN] = "in",     [COND_IS_NULL] = "null", [COND_NOT_NULL] = "known",
        [COND_HAS] = "has",   [COND_EQ] = "eq",
    };
    if (cond->op == COND_REFERRED)
        return referred_text(writer, cond);
    if (cond->op == COND_TRUE || (cond->op == COND_OR && cond->child_count == 0))
        return cond->op == COND_TRUE ? "true" : "false";
    bool leaf = is_leaf(cond);
    struct texts parts = { 0 };
    if (cond->share)
        texts_add(writer->arena, &parts,
                  arena_printf(writer->arena, "of(%s,%lld)", field_text(writer, cond->other),
                               (long long)cond->share));
    for (size_t i = 0; i < cond->child_count; i++)
        texts_add(writer->arena, &parts, plain_text(writer, cond->children[i]));
    for (size_t i = 0; i < cond->value_count; i++)
        if (!value_is_null(cond->values[i]))
            texts_add(writer->arena, &parts, value_literal(writer->arena, cond->values[i]));
    texts_settle(&parts);
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_printf(&out, "%s(%s", words[cond->op], leaf ? left_text(writer, cond) : "");
    for (size_t i = 0; i < parts.count; i++)
        buf_printf(&out, "%s%s", i > 0 || leaf ? "," : "", parts.items[i]);
    buf_add_char(&out, ')');
    return arena_strdup(writer->arena, buf_text(&out));
}

/* The plain form of a tree: no AND or OR inside a like one, no single or repeated child, no NOT of
 * NOT, alternatives on one field as one list, EQ as a list of one, and nothing that is always true
 * or false inside another node. TRUE and an OR of nothing are the two constants. */

struct conds {
    struct cond **items;
    size_t count, capacity;
};

static bool is_true(const struct cond *cond)
{
    return cond->op == COND_TRUE;
}

static bool is_false(const struct cond *cond)
{
    return cond->op == COND_OR && cond->child_count == 0;
}

static struct cond *constant(struct arena *arena, bool value)
{
    struct cond *cond = ARENA_NEW(arena, struct cond);
    cond->op = value ? COND_TRUE : COND_OR;
    return cond;
}

static struct cond *cond_plain(const struct writer *writer, const struct cond *cond);

static bool joins_choice(const struct writer *writer, const struct conds *kept, struct cond *choice)
{
    for (size_t i = 0; i < kept->count; i++) {
        struct cond *other = kept->items[i];
        if (other->op != COND_IN || other->field != choice->field)
            continue;
        size_t count = other->value_count + choice->value_count;
        struct value *both = ARENA_ARRAY(writer->arena, struct value, count);
        memcpy(both, other->values, other->value_count * sizeof(*both));
        memcpy(both + other->value_count, choice->values, choice->value_count * sizeof(*both));
        kept->items[i] = cond_in(writer->arena, choice->field, both, count);
        return true;
    }
    return false;
}

static void keep_child(const struct writer *writer, enum cond_op op, struct conds *kept,
                       struct cond *child)
{
    if (op == COND_OR && child->op == COND_IN && joins_choice(writer, kept, child))
        return;
    const char *text = plain_text(writer, child);
    for (size_t i = 0; i < kept->count; i++)
        if (strcmp(plain_text(writer, kept->items[i]), text) == 0)
            return;
    *ARENA_PUSH(writer->arena, kept->items, kept->count, kept->capacity) = child;
}

static struct cond *plain_join(const struct writer *writer, const struct cond *cond)
{
    bool is_or = cond->op == COND_OR;
    struct conds kept = { 0 };
    for (size_t i = 0; i < cond->child_count; i++) {
        struct cond *child = cond_plain(writer, cond->children[i]);
        if (is_or ? is_true(child) : is_false(child))
            return constant(writer->arena, is_or);
        if (is_true(child) || is_false(child))
            continue;
        if (child->op != cond->op)
            keep_child(writer, cond->op, &kept, child);
        for (size_t j = 0; child->op == cond->op && j < child->child_count; j++)
            keep_child(writer, cond->op, &kept, child->children[j]);
    }
    if (kept.count == 0)
        return constant(writer->arena, !is_or);
    if (kept.count == 1)
        return kept.items[0];
    return cond_join(writer->arena, cond->op, kept.items, kept.count);
}

static struct cond *plain_not(const struct writer *writer, const struct cond *cond)
{
    struct cond *child = cond_plain(writer, cond->children[0]);
    switch ((int)child->op) {
    case COND_NOT:
        return child->children[0];
    case COND_IS_NULL:
        return cond_compare(writer->arena, child->field, COND_NOT_NULL, v_null());
    case COND_NOT_NULL:
        return cond_compare(writer->arena, child->field, COND_IS_NULL, v_null());
    default:
        if (is_true(child) || is_false(child))
            return constant(writer->arena, is_false(child));
        return cond_not(writer->arena, child);
    }
}

static struct cond *cond_plain(const struct writer *writer, const struct cond *cond)
{
    switch ((int)cond->op) {
    case COND_TRUE:
        return constant(writer->arena, true);
    case COND_AND:
    case COND_OR:
        return plain_join(writer, cond);
    case COND_NOT:
        return plain_not(writer, cond);
    default:
        break;
    }
    struct cond *copy = ARENA_NEW(writer->arena, struct cond);
    *copy = *cond;
    if (cond->linked || cond->share || cond->op == COND_REFERRED)
        return copy;
    bool bare = cond->op == COND_IS_NULL || cond->op == COND_NOT_NULL, possible = bare;
    for (size_t i = 0; i < cond->value_count; i++)
        possible = possible || !value_is_null(cond->values[i]);
    if (!possible)
        return constant(writer->arena, false);
    copy->value_count = bare ? 0 : cond->value_count;
    copy->op = cond->op == COND_EQ ? COND_IN : cond->op;
    return copy;
}

char *cond_canonical(struct arena *arena, const struct kind *kind, const struct cond *cond)
{
    const struct writer writer = { .arena = arena, .kind = kind };
    return arena_strdup(arena, cond ? plain_text(&writer, cond_plain(&writer, cond)) : "true");
}
