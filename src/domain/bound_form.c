/* SPDX-License-Identifier: Apache-2.0
 * Bounds as data files write them: numbers, numbers computed for each subject, and none at all. */
#include "base/money.h"
#include "base/vitext.h"
#include "domain/measure_form.h"

#include <string.h>

bool bound_limits(const struct bound *bound, struct number min, struct number max,
                  struct limits *ret_limits, enum number_gap *ret_gap)
{
    *ret_limits = bound->limits;
    *ret_gap = GAP_NONE;
    if (bound->min_of) {
        ret_limits->min = min.value;
        *ret_gap = min.gap;
    }
    if (bound->max_of) {
        ret_limits->max = max.value;
        *ret_gap = min.gap != GAP_NONE && bound->min_of ? min.gap : max.gap;
    }
    return (!bound->min_of || min.known) && (!bound->max_of || max.known);
}

/* "3 points", "3 điểm %": the number before such a word, as a text with "%". */
static const char *without_points(struct arena *arena, const char *text)
{
    static const char *const words[] = { "điểm phần trăm", "điểm %", "points", "point" };
    size_t len = strlen(text);
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t word = strlen(words[i]);
        if (len > word && strcmp(text + len - word, words[i]) == 0)
            return arena_printf(arena, "%.*s%%", (int)(len - word), text);
    }
    return text;
}

bool limit_read(struct form_reader *reader, enum number_unit unit, const char *word,
                const struct yaml *node, int64_t *ret)
{
    const char *text = form_scalar(reader, word, node);
    struct err err;
    if (!text)
        return false;
    if (unit == NUMBER_POINTS)
        text = without_points(reader->arena, text);
    if (unit == NUMBER_SHARE || unit == NUMBER_POINTS) {
        if (share_parse(text, ret))
            return true;
        form_mistake(reader, node, MSG_COND_BAD_SHARE, text, word);
        return false;
    }
    if (unit == NUMBER_MONEY ? money_parse(text, ret, &err) == ERR_OK
                             : text_number(text, ret, &err) == ERR_OK)
        return true;
    form_failure(reader, node, &err);
    return false;
}

enum limit_word { AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, EXACTLY, ABOUT };
static const char *const limit_words[] = {
    [AT_LEAST] = "at_least", [MORE_THAN] = "more_than", [AT_MOST] = "at_most",
    [LESS_THAN] = "less_than", [EXACTLY] = "exactly",   [ABOUT] = "about",      NULL,
};

static bool is_name_given(const struct bound_place *place, const char *name)
{
    for (size_t i = 0; place->names && i < place->names->expr_count; i++)
        if (strcmp(place->names->exprs[i].id, name) == 0)
            return true;
    return false;
}

/* A share of a whole number is rounded so that the rounded limit holds for the same numbers. */
static const struct expr *rounded(struct arena *arena, const struct expr *expr, enum limit_word word)
{
    if (expr->op != EXPR_SHARE)
        return expr;
    struct expr *own = ARENA_NEW(arena, struct expr);
    *own = *expr;
    if (word == AT_LEAST || word == LESS_THAN)
        own->rounding = ROUND_UP;
    else if (word == AT_MOST || word == MORE_THAN)
        own->rounding = ROUND_DOWN;
    return own;
}

/* What gives the limit for each subject: an expression, or what the superior assigned. */
static bool read_limit_expr(struct form_reader *reader, const struct bound_place *place,
                            enum limit_word word, const struct yaml *node,
                            const struct expr **ret_expr)
{
    if (node->type == YAML_SCALAR && strcmp(node->text, "assigned") == 0) {
        *ret_expr = place->assigned;
        return true;
    }
    const struct expr *expr = expr_read(reader, place->names, node);
    if (!expr)
        return false;
    if (expr->op != EXPR_CONST && expr_unit(expr) != place->unit) {
        form_mistake(reader, node, MSG_MEASURE_UNITS_DIFFER);
        return false;
    }
    *ret_expr = rounded(reader->arena, expr, word);
    return true;
}

static bool read_limit(struct form_reader *reader, const struct bound_place *place,
                       enum limit_word word, const struct yaml *node, struct bound *ret)
{
    int64_t number = 0;
    const struct expr *expr = NULL;
    node = form_value(reader, node);
    bool scalar = node->type == YAML_SCALAR;
    if (scalar && strcmp(node->text, "unknown") == 0) {
        ret->unknown = true;
        return true;
    }
    bool computed = scalar ? (place->assigned && strcmp(node->text, "assigned") == 0) ||
                                 is_name_given(place, node->text)
                           : place->names != NULL;
    if (computed ? !read_limit_expr(reader, place, word, node, &expr)
                 : !limit_read(reader, place->unit, limit_words[word], node, &number))
        return false;
    bool lower = word == AT_LEAST || word == MORE_THAN || word == EXACTLY || word == ABOUT;
    bool upper = word == AT_MOST || word == LESS_THAN || word == EXACTLY;
    if (lower) {
        ret->limits.has_min = true;
        ret->limits.min = number;
        ret->limits.above_min = word == MORE_THAN;
        ret->min_of = expr;
    }
    if (upper) {
        ret->limits.has_max = true;
        ret->limits.max = number;
        ret->limits.below_max = word == LESS_THAN;
        ret->max_of = expr;
    }
    ret->about = word == ABOUT;
    return true;
}

static bool read_part(struct form_reader *reader, const struct bound_place *place,
                      const struct yaml *word, const struct yaml *value, struct bound *bound)
{
    if (*word->text >= '0' && *word->text <= '9') { /* "{at_least: 3,5 %}" falls into two */
        form_mistake(reader, word, MSG_MEASURE_COMMA, word->text);
        return false;
    }
    int index = form_choice(reader, "bound", word, limit_words);
    if (index < 0)
        return false;
    struct bound part = { 0 };
    if (!read_limit(reader, place, (enum limit_word)index, value, &part))
        return false;
    bool any = bound->limits.has_min || bound->limits.has_max || bound->unknown;
    if ((part.limits.has_min && bound->limits.has_min) ||
        (part.limits.has_max && bound->limits.has_max) ||
        ((part.about || bound->about || part.unknown || bound->unknown) && any)) {
        form_mistake(reader, word, MSG_MEASURE_BOUND_TWICE, word->text);
        return false;
    }
    if (part.limits.has_min) {
        bound->limits.has_min = true;
        bound->limits.min = part.limits.min;
        bound->limits.above_min = part.limits.above_min;
        bound->min_of = part.min_of;
    }
    if (part.limits.has_max) {
        bound->limits.has_max = true;
        bound->limits.max = part.limits.max;
        bound->limits.below_max = part.limits.below_max;
        bound->max_of = part.max_of;
    }
    bound->about = bound->about || part.about;
    bound->unknown = bound->unknown || part.unknown;
    return true;
}

static bool is_other_key(const struct bound_place *place, const char *key)
{
    for (const char *const *other = place->other_keys; other && *other; other++)
        if (strcmp(*other, key) == 0)
            return true;
    return false;
}

bool bound_read(struct form_reader *reader, const struct bound_place *place,
                const struct yaml *node, struct bound *ret_bound)
{
    node = form_value(reader, node);
    *ret_bound = (struct bound){ 0 };
    if (node->type == YAML_SCALAR && strcmp(node->text, "unknown") == 0) {
        ret_bound->unknown = true;
        return true;
    }
    size_t parts = 0;
    bool right = true;
    for (size_t i = 0; node->type == YAML_MAPPING && i < node->count; i++) {
        if (is_other_key(place, node->keys[i].text))
            continue;
        parts++;
        right = read_part(reader, place, &node->keys[i], &node->items[i], ret_bound) && right;
    }
    if (parts == 0) {
        form_mistake(reader, node, MSG_MEASURE_BOUND);
        return false;
    }
    const struct limits *limits = &ret_bound->limits;
    int64_t strict = limits->above_min || limits->below_max;
    bool numbers = !ret_bound->min_of && !ret_bound->max_of;
    if (right && numbers && limits->has_min && limits->has_max &&
        limits->min > limits->max - strict) {
        form_mistake(reader, node, MSG_MEASURE_BOUND_EMPTY);
        return false;
    }
    return right;
}
