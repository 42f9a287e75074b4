/* SPDX-License-Identifier: Apache-2.0
 * Finds mistakes in declarations of kinds before they become a wrong schema. It runs in the tests,
 * not in the program, so it may be slow; what it does not find is found by nothing else. */
#include "domain/code_lists.h"
#include "domain/kind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NAME_LENGTH_MAX = 40, IDENTIFIER_LENGTH_MAX = 63, CARRY_DEPTH_MAX = 8, WHAT_SIZE = 300 };

struct check {
    const struct kind *const *list;
    const struct kind *kind; /* the one being looked at */
    void (*report)(void *context, const char *what);
    void *context;
    size_t count;
};

/* Words that SQLite or PostgreSQL reserve, or reserve as a column's or table's name. */
/* clang-format off */
static const char *const sql_words[] = {
    "abort", "action", "add", "all", "alter", "analyse", "analyze", "and", "any", "array", "as",
    "asc", "asymmetric", "attach", "authorization", "autoincrement", "before", "begin", "between",
    "binary", "both", "by", "cascade", "case", "cast", "check", "cmax", "cmin", "collate",
    "collation", "column", "commit", "concurrently", "conflict", "constraint", "create", "cross",
    "ctid", "current", "current_date", "current_role", "current_time", "current_user", "database",
    "default", "deferrable", "deferred", "delete", "desc", "detach", "distinct", "do", "drop",
    "each", "else", "end", "escape", "except", "exclude", "exclusive", "exists", "explain", "fail",
    "false", "fetch", "filter", "following", "for", "foreign", "freeze", "from", "full", "glob",
    "grant", "group", "having", "if", "ignore", "ilike", "immediate", "in", "index", "indexed",
    "initially", "inner", "insert", "instead", "intersect", "into", "is", "isnull", "join", "key",
    "lateral", "leading", "left", "like", "limit", "localtime", "localtimestamp", "match",
    "natural", "no", "not", "nothing", "notnull", "null", "of", "offset", "oid", "on", "only", "or",
    "order", "outer", "over", "overlaps", "partition", "placing", "plan", "pragma", "preceding",
    "primary", "query", "raise", "range", "recursive", "references", "regexp", "reindex", "release",
    "rename", "replace", "restrict", "returning", "right", "rollback", "row", "rowid", "rows",
    "savepoint", "select", "session_user", "set", "similar", "some", "symmetric", "table",
    "tableoid", "tablesample", "temp", "temporary", "then", "ties", "to", "trailing", "transaction",
    "trigger", "true", "unbounded", "union", "unique", "update", "user", "using", "vacuum",
    "values", "variadic", "verbose", "view", "virtual", "when", "where", "window", "with",
    "without", "xmax", "xmin",
};
/* clang-format on */

/* Columns the store keeps itself. */
static const char *const own_columns[] = { "id",    "shard",      "version",
                                           "state", "created_at", "updated_at" };

static void PRINTF_LIKE(3, 4) fault(struct check *check, const char *part, const char *format, ...)
{
    char text[WHAT_SIZE], what[WHAT_SIZE * 2];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    const char *slug = check->kind && check->kind->slug ? check->kind->slug : "?";
    if (part)
        snprintf(what, sizeof(what), "%s.%s: %s", slug, part, text);
    else
        snprintf(what, sizeof(what), "%s: %s", slug, text);
    check->count++;
    check->report(check->context, what);
}

static bool is_empty(const char *text)
{
    return !text || !*text;
}

static bool text_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_among(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* Lower-case letters, digits and single underscores, a letter first. */
static bool is_snake_case(const char *name)
{
    if (*name < 'a' || *name > 'z' || strstr(name, "__") || strlen(name) > NAME_LENGTH_MAX)
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name) &&
           name[strlen(name) - 1] != '_';
}

static bool is_sql_word(const char *name)
{
    return is_among(name, sql_words, COUNT(sql_words));
}

static const struct kind *find_kind(const struct check *check, const char *slug)
{
    for (const struct kind *const *kind = check->list; *kind; kind++)
        if (text_equal((*kind)->slug, slug))
            return *kind;
    return NULL;
}

static bool is_reference(const struct field *field)
{
    return field->type == FIELD_REF || field->type == FIELD_KEY;
}

static bool is_text(const struct field *field)
{
    return !field_is_int(field) && !field_is_secret(field);
}

static void check_labels(struct check *check, const char *part, const char *vi, const char *en)
{
    if (is_empty(vi))
        fault(check, part, "no Vietnamese label");
    if (is_empty(en))
        fault(check, part, "no English label");
}

static void check_codes(struct check *check, const char *part, const struct code *codes)
{
    if (codes && !codes->code)
        fault(check, part, "an empty code list");
    for (const struct code *code = codes; code && code->code; code++) {
        if (!is_snake_case(code->code))
            fault(check, part, "code \"%s\" is not snake_case", code->code);
        if (is_empty(code->vi) || is_empty(code->en))
            fault(check, part, "code %s lacks a label", code->code);
        if (code_find(codes, code->code) != code)
            fault(check, part, "code %s stands twice", code->code);
        for (const struct code *other = codes; other != code; other++)
            if (text_equal(other->vi, code->vi))
                fault(check, part, "codes %s and %s are both called \"%s\"", other->code,
                      code->code, code->vi);
    }
}

/* --- fields ---------------------------------------------------------------------------------- */

/* Whether the store keeps a column `name` beside `field`, for look-up or for order. */
static bool is_side_column(const struct field *field, const char *name)
{
    const char *suffix = field_has_index_column(field)      ? "_index"
                         : field->type == FIELD_PERSON_NAME ? "_sort"
                                                            : NULL;
    size_t length = strlen(field->name);
    return suffix && strncmp(name, field->name, length) == 0 && strcmp(name + length, suffix) == 0;
}

static void check_field_name(struct check *check, const struct field *field)
{
    const struct kind *kind = check->kind;
    if (!is_snake_case(field->name))
        fault(check, field->name, "the name is not snake_case of at most %d", NAME_LENGTH_MAX);
    if (is_among(field->name, own_columns, COUNT(own_columns)))
        fault(check, field->name, "the name is a column every record has");
    if (is_sql_word(field->name))
        fault(check, field->name, "the name is a word of SQL");
    if (kind_field(kind, field->name) != field)
        fault(check, field->name, "the name stands twice");
    for (const struct field *other = kind->fields; other != field; other++)
        if (text_equal(other->vi, field->vi) || text_equal(other->en, field->en))
            fault(check, field->name, "has the same label as %s", other->name);
    for (const struct field *other = kind->fields; other->name; other++)
        if (is_side_column(other, field->name))
            fault(check, field->name, "is the name of a column kept beside %s", other->name);
    if (strlen(kind->slug) + strlen("_by_") + strlen(field->name) > IDENTIFIER_LENGTH_MAX)
        fault(check, field->name, "the name of its index would be longer than %d",
              IDENTIFIER_LENGTH_MAX);
}

static void check_field_type(struct check *check, const struct field *field)
{
    bool has_codes = field->codes || field->list;
    if (field->type >= FIELD_TYPE_MAX_)
        fault(check, field->name, "unknown type");
    if ((field->type == FIELD_CODE || field->type == FIELD_CODES) != has_codes)
        fault(check, field->name,
              has_codes ? "a code list on a field of another type" : "no code list");
    check_codes(check, field->name, field->codes);
    if (field->list && !is_snake_case(field->list))
        fault(check, field->name, "the open list's name is not snake_case");
    if (field->max < 0 || (field->max > 0 ? field->min > field->max : field->min != 0))
        fault(check, field->name, "limits that cannot hold");
    if ((field->min || field->max) &&
        (field->type == FIELD_BOOL || field->type == FIELD_REF || field->type == FIELD_CODE))
        fault(check, field->name, "limits on a type that has none");
    if (field->personal > PERSONAL_SENSITIVE)
        fault(check, field->name, "unknown class of personal data");
    if (field_is_secret(field) && field->personal == PERSONAL_NONE)
        fault(check, field->name, "an id number or phone is personal data");
    if (field->searchable && (!is_text(field) || field->type == FIELD_CODE ||
                              field->type == FIELD_CODES || field->hidden))
        fault(check, field->name, "has no words to search");
    if (field->required && field->hidden)
        fault(check, field->name, "is required and cannot be given");
    if (field->given && (!field->required || !field->immutable || field->type != FIELD_INT))
        fault(check, field->name, "is given by the program and is no number that every record keeps");
}

static void check_field_ref(struct check *check, const struct field *field)
{
    if (!is_reference(field)) {
        if (field->ref)
            fault(check, field->name, "names a kind and is no reference");
        return;
    }
    if (is_empty(field->ref)) {
        fault(check, field->name, "does not say what kind it refers to");
        return;
    }
    const struct kind *target = find_kind(check, field->ref);
    if (!target)
        fault(check, field->name, "refers to the unknown kind %s", field->ref);
    else if (field->type == FIELD_KEY && !target->key)
        fault(check, field->name, "names a record of %s, which has no key", field->ref);
}

/* The field that `field`, a copy, is taken from; NULL if the path does not resolve. */
static const struct field *carried_source(const struct check *check, const struct kind *kind,
                                          const struct field *field, const struct kind **ret_kind)
{
    const char *dot = strchr(field->carried, '.');
    char root_name[NAME_LENGTH_MAX + 1];
    if (!dot || dot == field->carried || (size_t)(dot - field->carried) > NAME_LENGTH_MAX)
        return NULL;
    snprintf(root_name, sizeof(root_name), "%.*s", (int)(dot - field->carried), field->carried);
    const struct field *root = kind_field(kind, root_name);
    if (!root || root->type != FIELD_REF || root->carried || !root->ref)
        return NULL;
    *ret_kind = find_kind(check, root->ref);
    return *ret_kind && (*ret_kind)->fields ? kind_field(*ret_kind, dot + 1) : NULL;
}

static void check_field_carried(struct check *check, const struct field *field)
{
    if (!field->carried)
        return;
    if (field->required)
        fault(check, field->name, "is required and a copy: it is never given by hand");
    if (field->immutable)
        fault(check, field->name, "is immutable and a copy: it follows its source");
    const struct kind *kind = check->kind;
    const struct field *source = carried_source(check, kind, field, &kind);
    if (!source) {
        fault(check, field->name, "the path %s does not lead to a field", field->carried);
        return;
    }
    if (source->type != field->type || !text_equal(source->ref, field->ref) ||
        source->codes != field->codes || !text_equal(source->list, field->list))
        fault(check, field->name, "is of another type than %s", field->carried);
    if (field->personal < source->personal || (source->hidden && !field->hidden))
        fault(check, field->name, "is less protected than %s", field->carried);
    for (int depth = 0; source && source->carried; depth++) {
        if (depth == CARRY_DEPTH_MAX) {
            fault(check, field->name, "the path %s comes back to itself", field->carried);
            return;
        }
        source = carried_source(check, kind, source, &kind);
    }
}

static void check_fields(struct check *check)
{
    const struct kind *kind = check->kind;
    if (kind_field_count(kind) == 0)
        fault(check, NULL, "no fields");
    if (kind_field_count(kind) > KIND_FIELDS_MAX)
        fault(check, NULL, "more than %d fields", KIND_FIELDS_MAX);
    for (const struct field *field = kind->fields; field->name; field++) {
        check_field_name(check, field);
        check_labels(check, field->name, field->vi, field->en);
        check_field_type(check, field);
        check_field_ref(check, field);
        check_field_carried(check, field);
    }
}

/* --- what the kind says of its fields --------------------------------------------------------- */

static bool has_unique_rule_on(const struct kind *kind, const char *name)
{
    for (const struct unique_rule *rule = kind->unique; rule && rule->fields[0]; rule++)
        if (text_equal(rule->fields[0], name) && !rule->fields[1] && !rule->only_field)
            return true;
    return false;
}

/* The field that the kind's `role` ("key", "unit" …) names; NULL, reported, if there is none. */
static const struct field *named_field(struct check *check, const char *role, const char *name)
{
    const struct field *field = name ? kind_field(check->kind, name) : NULL;
    if (name && !field)
        fault(check, NULL, "%s names the unknown field %s", role, name);
    return field;
}

static void check_key_and_label(struct check *check)
{
    const struct kind *kind = check->kind;
    const struct field *key = named_field(check, "key", kind->key);
    if (key && (key->type != FIELD_TEXT || !key->required || key->carried || key->hidden))
        fault(check, key->name, "a key is a required text given by hand");
    if (key && !has_unique_rule_on(kind, key->name))
        fault(check, key->name, "a key needs a unique rule of its own");
    if (key && (kind->unit || kind->owner)) /* unique rules hold within a shard */
        fault(check, key->name, "a record named from anywhere must live in the nation's shard");
    for (const char *const *name = kind->titled; *name; name++)
        (void)named_field(check, "titled", *name);
    const struct field *label = named_field(check, "label", kind->label);
    if (label && (label->hidden || field_is_secret(label)))
        fault(check, label->name, "the label may not be a secret");
    const struct field *date = named_field(check, "date", kind->date);
    if (date && date->type != FIELD_DATE && date->type != FIELD_YEAR)
        fault(check, date->name, "counts by period go by a date or a year");
}

static void check_place(struct check *check)
{
    const struct kind *kind = check->kind;
    const struct field *unit = named_field(check, "unit", kind->unit);
    if (unit && (unit->type != FIELD_REF || !text_equal(unit->ref, "units")))
        fault(check, unit->name, "the place is not a reference to units");
    const struct field *published = named_field(check, "published", kind->published);
    if (published && (published->type != FIELD_DATE || published->required))
        fault(check, published->name, "the day of publishing is not a date that may be empty");
    if (kind->shared && kind_line_index(kind) < 0)
        fault(check, NULL, "is shared between organisations and has none");
    const struct field *owner = named_field(check, "owner", kind->owner);
    if (!owner)
        return;
    if (owner->type != FIELD_REF || owner->carried) {
        fault(check, owner->name, "the owner is not a reference given by hand");
        return;
    }
    if (!owner->required || !owner->immutable)
        fault(check, owner->name, "the owner is not required and immutable");
    const struct kind *target = find_kind(check, owner->ref ? owner->ref : "");
    if (target && target->unit && !kind->unit)
        fault(check, NULL, "its owner %s has a place and it has none", target->slug);
    for (int depth = 0; target && target->owner; depth++) {
        if (target == kind || depth == CARRY_DEPTH_MAX) {
            fault(check, owner->name, "owns itself in the end");
            return;
        }
        const struct field *next = kind_field(target, target->owner);
        target = next && next->ref ? find_kind(check, next->ref) : NULL;
    }
}

static void check_only_value(struct check *check, const struct unique_rule *rule)
{
    const struct field *only = kind_field(check->kind, rule->only_field);
    const char *value = rule->only_value;
    if (!only)
        fault(check, NULL, "a unique rule on the unknown field %s", rule->only_field);
    else if (only->type == FIELD_BOOL ? !text_equal(value, "0") && !text_equal(value, "1")
                                      : only->codes && !code_find(only->codes, value))
        fault(check, only->name, "a unique rule on a value it cannot have: %s", value);
}

static void check_unique(struct check *check)
{
    const struct kind *kind = check->kind;
    for (const struct unique_rule *rule = kind->unique; rule && rule->fields[0]; rule++) {
        check_labels(check, "unique", rule->vi, rule->en);
        for (size_t i = 0; i < COUNT(rule->fields) && rule->fields[i]; i++) {
            const struct field *field = kind_field(kind, rule->fields[i]);
            if (!field)
                fault(check, NULL, "a unique rule on the unknown field %s", rule->fields[i]);
            else if (field->type == FIELD_NOTE || field->hidden)
                fault(check, field->name, "a unique rule on a long or hidden text");
            for (size_t j = 0; j < i; j++)
                if (text_equal(rule->fields[j], rule->fields[i]))
                    fault(check, rule->fields[i], "stands twice in a unique rule");
        }
        if (!rule->only_field != !rule->only_value)
            fault(check, NULL, "a unique rule with half a condition");
        else if (rule->only_field)
            check_only_value(check, rule);
    }
}

/* --- lifecycle -------------------------------------------------------------------------------- */

static void check_states(struct check *check)
{
    const struct kind *kind = check->kind;
    bool any_live = false;
    if (!kind->states[0].code)
        fault(check, NULL, "a lifecycle without states");
    for (const struct state *state = kind->states; state->code; state++) {
        if (!is_snake_case(state->code))
            fault(check, state->code, "the state is not snake_case");
        check_labels(check, state->code, state->vi, state->en);
        if (kind_state(kind, state->code) != state)
            fault(check, state->code, "the state stands twice");
        for (const struct state *other = kind->states; other != state; other++)
            if (text_equal(other->vi, state->vi))
                fault(check, state->code, "the state has the same label as %s", other->code);
        any_live |= state->live;
    }
    if (!any_live)
        fault(check, NULL, "no state is live");
}

static void check_transition(struct check *check, const struct transition *step)
{
    const struct kind *kind = check->kind;
    check_labels(check, step->action, step->vi, step->en);
    if (!is_snake_case(step->action))
        fault(check, step->action, "the action is not snake_case");
    if (step->role > ROLE_ADMIN)
        fault(check, step->action, "unknown role");
    if (strcmp(step->from, "*") != 0 && !kind_state(kind, step->from))
        fault(check, step->action, "leaves the unknown state %s", step->from);
    if (!kind_state(kind, step->to))
        fault(check, step->action, "leads to the unknown state %s", step->to);
    if (strcmp(step->from, step->to) == 0)
        fault(check, step->action, "leads from %s to itself", step->from);
    for (const struct transition *other = kind->transitions; other != step; other++) {
        if (strcmp(other->action, step->action) != 0)
            continue;
        if (strcmp(other->from, step->from) == 0)
            fault(check, step->action, "leaves %s twice", step->from);
        if (!text_equal(other->vi, step->vi) || !text_equal(other->en, step->en))
            fault(check, step->action, "has two names");
    }
}

/* Spreads over the transitions from the first state until nothing new is reached. */
static void check_reach(struct check *check)
{
    const struct kind *kind = check->kind;
    uint64_t reached = 1;
    size_t count = 0;
    while (kind->states[count].code)
        count++;
    if (count > 64) {
        fault(check, NULL, "more than 64 states");
        return;
    }
    for (uint64_t before = 0; before != reached;) {
        before = reached;
        for (size_t from = 0; from < count; from++) {
            if (!(reached >> from & 1))
                continue;
            for (const struct transition *step = kind->transitions; step && step->action; step++) {
                const struct transition *taken =
                    kind_transition(kind, kind->states[from].code, step->action);
                const struct state *to = taken ? kind_state(kind, taken->to) : NULL;
                if (to)
                    reached |= (uint64_t)1 << (to - kind->states);
            }
        }
    }
    for (size_t i = 0; i < count; i++)
        if (!(reached >> i & 1))
            fault(check, kind->states[i].code, "the state is never reached");
}

static void check_lifecycle(struct check *check)
{
    const struct kind *kind = check->kind;
    if (!kind->states) {
        if (kind->transitions)
            fault(check, NULL, "transitions without states");
        return;
    }
    check_states(check);
    for (const struct transition *step = kind->transitions; step && step->action; step++)
        check_transition(check, step);
    check_reach(check);
    if (kind->append_only && kind->transitions)
        fault(check, NULL, "is append-only and has a lifecycle");
}

/* --- the whole list --------------------------------------------------------------------------- */

static void check_kind_names(struct check *check)
{
    const struct kind *kind = check->kind;
    if (is_empty(kind->slug) || !is_snake_case(kind->slug) || is_sql_word(kind->slug))
        fault(check, NULL, "the slug is not a free word in snake_case");
    if (is_empty(kind->name) || !is_snake_case(kind->name))
        fault(check, NULL, "the name is not snake_case");
    if (text_equal(kind->slug, kind->name))
        fault(check, NULL, "slug and name are the same");
    check_labels(check, NULL, kind->vi, kind->en);
    if (is_empty(kind->en_many))
        fault(check, NULL, "no English label of a list");
    if (!kind->group || !code_find(kind_group_codes, kind->group))
        fault(check, NULL, "unknown group %s", kind->group ? kind->group : "(none)");
    for (const struct kind *const *other = check->list; *other != kind; other++) {
        if (text_equal((*other)->slug, kind->slug))
            fault(check, NULL, "the slug stands twice");
        if (text_equal((*other)->vi, kind->vi) || text_equal((*other)->en, kind->en))
            fault(check, NULL, "has the same label as %s", (*other)->slug);
        if (other[1] == kind && strcmp((*other)->name, kind->name) >= 0)
            fault(check, NULL, "the file is not named %s.c, or the name stands twice", kind->name);
    }
}

/* Two fields on one open list must begin with the same built-in codes. */
static void check_open_lists(struct check *check)
{
    for (const struct field *field = check->kind->fields; field->name; field++)
        for (const struct kind *const *other = check->list; field->list && *other; other++)
            for (const struct field *twin = (*other)->fields; twin && twin->name; twin++)
                if (text_equal(twin->list, field->list) && twin->codes != field->codes)
                    fault(check, field->name, "the open list %s begins otherwise in %s.%s",
                          field->list, (*other)->slug, twin->name);
}

size_t kind_check_list(const struct kind *const *list,
                       void (*report)(void *context, const char *what), void *context)
{
    struct check check = { .list = list, .report = report, .context = context };
    for (const struct kind *const *kind = list; *kind; kind++) {
        check.kind = *kind;
        if (is_empty((*kind)->slug) || is_empty((*kind)->name) || !(*kind)->fields) {
            fault(&check, NULL, "slug, name and fields must stand in a declaration");
            continue;
        }
        check_kind_names(&check);
        check_fields(&check);
        check_key_and_label(&check);
        check_place(&check);
        check_unique(&check);
        check_lifecycle(&check);
        check_open_lists(&check);
    }
    return check.count;
}

size_t kind_check_all(void (*report)(void *context, const char *what), void *context)
{
    return kind_check_list(kinds, report, context);
}
