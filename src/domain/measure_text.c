/* SPDX-License-Identifier: Apache-2.0
 * Reads the canonical text of a measure back: what measure_canonical and cond_canonical write. */
#include "domain/measure.h"

#include <string.h>

struct reader {
    struct arena *arena;
    const struct kind *kind;
    const char *at;
    bool failed;
};

static bool take(struct reader *reader, char c)
{
    if (*reader->at != c)
        return false;
    reader->at++;
    return true;
}

static void expect(struct reader *reader, char c)
{
    if (!take(reader, c))
        reader->failed = true;
}

static char *read_word(struct reader *reader)
{
    size_t len = strspn(reader->at, "abcdefghijklmnopqrstuvwxyz0123456789_");
    char *word = arena_strndup(reader->arena, reader->at, len);
    reader->at += len;
    return word;
}

static struct value read_literal(struct reader *reader)
{
    if (!take(reader, '"')) {
        char *end = NULL;
        long long number = strtoll(reader->at, &end, 10);
        reader->failed = reader->failed || end == reader->at;
        reader->at = end;
        return v_int(number);
    }
    char *text = arena_alloc(reader->arena, strlen(reader->at) + 1, 1);
    size_t len = 0;
    while (*reader->at && *reader->at != '"') {
        reader->at += *reader->at == '\\' && reader->at[1];
        text[len++] = *reader->at++;
    }
    expect(reader, '"');
    return v_text(text);
}

static int field_of(struct reader *reader, const char *name)
{
    if (strcmp(name, "state") == 0 && reader->kind->states)
        return COND_FIELD_STATE;
    if (strcmp(name, "id") == 0)
        return COND_FIELD_ID;
    int field = kind_field_index(reader->kind, name);
    reader->failed = reader->failed || field < 0;
    return field;
}

static struct cond *read_cond(struct reader *reader, int depth);

static struct cond *read_node(struct reader *reader, enum cond_op op, int depth)
{
    struct cond **children = NULL;
    size_t count = 0, capacity = 0;
    while (!reader->failed && *reader->at != ')') {
        if (count)
            expect(reader, ',');
        struct cond *child = read_cond(reader, depth + 1);
        *ARENA_PUSH(reader->arena, children, count, capacity) = child;
    }
    struct cond *cond = ARENA_NEW(reader->arena, struct cond);
    *cond = (struct cond){ .op = op, .children = children, .child_count = count };
    return cond;
}

/* of(other,share), for a comparison with a field. */
static bool read_other(struct reader *reader, struct cond *cond)
{
    if (strncmp(reader->at, ",of(", 4) != 0)
        return false;
    reader->at += 4;
    cond->other = field_of(reader, read_word(reader));
    expect(reader, ',');
    cond->share = read_literal(reader).i;
    expect(reader, ')');
    reader->failed = reader->failed || cond->share <= 0;
    return true;
}

static struct cond *read_leaf(struct reader *reader, enum cond_op op)
{
    struct value *values = NULL;
    size_t count = 0, capacity = 0;
    struct cond *cond = ARENA_NEW(reader->arena, struct cond);
    int field = field_of(reader, read_word(reader));
    *cond = (struct cond){ .op = op, .field = field };
    if (!reader->failed && read_other(reader, cond))
        return cond;
    while (!reader->failed && take(reader, ',')) {
        struct value value = read_literal(reader);
        *ARENA_PUSH(reader->arena, values, count, capacity) = value;
    }
    cond->values = values;
    cond->value_count = count;
    return cond;
}

static const struct {
    const char *word;
    enum cond_op op;
    bool node;
} words[] = {
    { "and", COND_AND, true },   { "or", COND_OR, true },          { "not", COND_NOT, true },
    { "eq", COND_EQ, false },    { "ne", COND_NE, false },         { "lt", COND_LT, false },         { "le", COND_LE, false },
    { "gt", COND_GT, false },    { "ge", COND_GE, false },         { "in", COND_IN, false },
    { "null", COND_IS_NULL, false }, { "known", COND_NOT_NULL, false }, { "has", COND_HAS, false },
};

static struct cond *read_cond(struct reader *reader, int depth)
{
    char *word = read_word(reader);
    if (strcmp(word, "true") == 0 || strcmp(word, "false") == 0) {
        struct cond *constant = ARENA_NEW(reader->arena, struct cond);
        constant->op = *word == 't' ? COND_TRUE : COND_OR;
        return constant;
    }
    size_t i = 0;
    while (i < COUNT(words) && strcmp(words[i].word, word) != 0)
        i++;
    if (i == COUNT(words) || depth > COND_DEPTH_MAX) {
        reader->failed = true;
        return NULL;
    }
    expect(reader, '(');
    struct cond *cond = words[i].node ? read_node(reader, words[i].op, depth) :
                                        read_leaf(reader, words[i].op);
    expect(reader, ')');
    return cond;
}

static int index_of(const char *const *names, size_t count, const char *name, bool *failed)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return (int)i;
    *failed = true;
    return 0;
}

static int optional_field(struct reader *reader)
{
    char *name = read_word(reader);
    return *name ? field_of(reader, name) : -1;
}

enum err_code measure_from_canonical(struct arena *arena, const char *text, struct measure **ret_measure,
                                     struct err *err)
{
    static const char *const aggregates[] = { "count", "sum", "distinct" };
    static const char *const times[] = { "any", "flow", "stock", "year" };
    struct reader reader = { .arena = arena, .at = text };
    struct measure *measure = ARENA_NEW(arena, struct measure);
    measure->organisation_field = -1;
    measure->aggregate =
        (enum aggregate)index_of(aggregates, COUNT(aggregates), read_word(&reader), &reader.failed);
    expect(&reader, '(');
    measure->kind = reader.kind = kind_by_slug(read_word(&reader));
    if (!reader.kind)
        return err_set(err, ERR_CORRUPT, MSG_MEASURE_TEXT, text);
    expect(&reader, '.');
    measure->field = optional_field(&reader);
    expect(&reader, ')');
    expect(&reader, ' ');
    measure->time =
        (enum measure_time)index_of(times, COUNT(times), read_word(&reader), &reader.failed);
    expect(&reader, '(');
    measure->date_field = optional_field(&reader);
    expect(&reader, ',');
    measure->end_field = optional_field(&reader);
    expect(&reader, ')');
    expect(&reader, ' ');
    measure->where = read_cond(&reader, 0);
    if (reader.failed || *reader.at)
        return err_set(err, ERR_CORRUPT, MSG_MEASURE_TEXT, text);
    *ret_measure = measure;
    return ERR_OK;
}
