/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/programme_text.h"

#include "base/date.h"
#include "base/yaml_edit.h"
#include "domain/territory.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

enum err_code programme_text(struct store *store, const char *code, int64_t revision, struct arena *arena,
                             const struct programme_version **ret_version, struct err *err)
{
    struct programme_versions versions = { 0 };
    TRY(programme_versions_read(store, code, arena, &versions, err));
    const struct programme_version *found = revision ? NULL : programme_version_on(&versions, store->today_day);
    if (!revision && !found && versions.count)
        found = &versions.items[versions.count - 1];
    for (size_t i = 0; i < versions.count; i++)
        if (revision && versions.items[i].revision == revision)
            found = &versions.items[i];
    if (!found)
        return err_set(err, ERR_NOT_FOUND, MSG_PROGRAMME_NO_REVISION, code, err_int(revision));
    *ret_version = found;
    return ERR_OK;
}

/* --- the next one ---------------------------------------------------------------------------------------------- */

struct next {
    struct arena *arena;
    const char *text;
    int first, last, years; /* of the old period, and how much later */
    struct yaml_splice *splices;
    size_t count, capacity;
};

/* What no year is moved in: papers of the past, citations, readings chosen once, names. */
static const char *const kept_keys[] = { "documents", "source", "parameters", "territory", "workflows", "contacts", "id", "key", "code",
                                         "criterion_code", "document", "parent", "event", "outline", "schedule", "measure" };

static bool is_kept(const char *key)
{
    for (size_t i = 0; i < COUNT(kept_keys); i++)
        if (strcmp(kept_keys[i], key) == 0)
            return true;
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The text with its years of the old period, and those next to it, moved; within names (models_2017) only of an id. */
static const char *moved(const struct next *next, const char *from, size_t len, bool in_names)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < len;) {
        size_t digits = 0;
        int value = 0;
        for (; i + digits < len && is_digit(from[i + digits]); digits++)
            value = digits < 4 ? value * 10 + (from[i + digits] - '0') : 0;
        bool is_free = in_names || i == 0 || !is_letter(from[i - 1]);
        if (is_free && digits == 4 && value >= next->first - 1 && value <= next->last + 1)
            buf_add_int(&out, value + next->years);
        else
            buf_add_n(&out, from + i, digits ? digits : 1);
        i += digits ? digits : 1;
    }
    return arena_strdup(next->arena, buf_text(&out));
}

static void put(struct next *next, struct yaml_splice splice)
{
    *ARENA_PUSH(next->arena, next->splices, next->count, next->capacity) = splice;
}

static void walk(struct next *next, const struct yaml *node)
{
    if (node->type == YAML_SCALAR) {
        struct yaml_splice span = yaml_span(next->text, node);
        span.with = moved(next, next->text + span.from, span.to - span.from, false);
        put(next, span);
        return;
    }
    for (size_t i = 0; i < node->count; i++)
        if (node->type == YAML_SEQUENCE || !is_kept(node->keys[i].text))
            walk(next, &node->items[i]);
}

/* Does something whose years are moved name the parameter: `period: $span`? */
static bool is_named(const struct yaml *node, const char *parameter)
{
    if (node->type == YAML_SCALAR)
        return node->text[0] == '$' && strcmp(node->text + 1, parameter) == 0;
    for (size_t i = 0; i < node->count; i++)
        if ((node->type == YAML_SEQUENCE || !is_kept(node->keys[i].text)) && is_named(&node->items[i], parameter))
            return true;
    return false;
}

/* Of such a parameter the years are moved; why it is read so stays as it was written. */
static void walk_parameters(struct next *next, const struct yaml *root, const struct yaml *parameters)
{
    for (size_t i = 0; parameters->type == YAML_MAPPING && i < parameters->count; i++) {
        const struct yaml *parameter = &parameters->items[i];
        if (parameter->type != YAML_MAPPING || !is_named(root, parameters->keys[i].text))
            continue;
        for (size_t k = 0; k < parameter->count; k++)
            if (strcmp(parameter->keys[k].text, "value") == 0 || strcmp(parameter->keys[k].text, "choices") == 0)
                walk(next, &parameter->items[k]);
    }
}

/* Where the old territory is no more, the one it counts in then. */
static enum err_code move_territory(struct next *next, struct store *store, const struct programme *programme,
                                    const struct yaml *mapping, struct err *err)
{
    const struct territory *territory = NULL;
    struct date first = programme->period.first, last = programme->period.last;
    char on[DATE_TEXT_SIZE];
    int64_t unit = 0;
    TRY(programme_unit(store, programme, &unit, err));
    TRY(unit_territory(store, &territory, err));
    first.year = (int16_t)(first.year + next->years);
    last.year = (int16_t)(last.year + next->years);
    int64_t day = store->today_day < date_to_days(first) ? date_to_days(first) :
                  store->today_day > date_to_days(last)  ? date_to_days(last) :
                                                           store->today_day;
    const struct unit *own = territory_unit(territory, unit);
    struct place place = territory_place(territory, own, (int32_t)day);
    if (!place.unit || place.unit == own)
        return ERR_OK;
    date_to_external(date_from_days((int32_t)day), on);
    const char *const known[][2] = { { "code", arena_printf(next->arena, "\"%s\"", place.unit->code) }, { "on", on },
                                     { "name", arena_printf(next->arena, "\"%s\"", place.unit->name) } };
    for (size_t i = 0; i < mapping->count; i++) /* in the order of the file */
        for (size_t k = 0; k < COUNT(known); k++)
            if (strcmp(mapping->keys[i].text, known[k][0]) == 0 && mapping->items[i].type == YAML_SCALAR) {
                struct yaml_splice span = yaml_span(next->text, &mapping->items[i]);
                span.with = arena_strdup(next->arena, known[k][1]);
                put(next, span);
            }
    return ERR_OK;
}

/* Signers agree anew: their `consent` goes, text by text, for each changes the places of the others. */
static enum err_code without_consents(struct arena *arena, const char **text, struct err *err)
{
    for (bool found = true; found;) {
        struct mistakes mistakes = { .arena = arena };
        CLEANUP(buf_done) struct buf out = { 0 };
        const struct yaml *root = yaml_parse(arena, "programme.yaml", *text, strlen(*text), &mistakes);
        const struct yaml *signers = root ? yaml_get(root, "signers") : NULL;
        found = false;
        for (size_t i = 0; signers && signers->type == YAML_SEQUENCE && i < signers->count && !found; i++)
            if (yaml_get(&signers->items[i], "consent")) {
                struct yaml_path path = { { "signers", arena_printf(arena, "%zu", i), "consent" }, 3 };
                found = yaml_edit(&out, *text, root, &path, NULL);
            }
        if (!root)
            return mistake_err(&mistakes.items[0], err);
        if (found)
            *text = arena_strdup(arena, buf_text(&out));
    }
    return ERR_OK;
}

/* "duc_co_2017" → "duc_co_2023"; a name without a year of the period gets that of the new one's beginning. */
static const char *next_id(const struct next *next, const char *id)
{
    const char *own = moved(next, id, strlen(id), true);
    return strcmp(own, id) != 0 ? own : arena_printf(next->arena, "%s_%d", id, next->first + next->years);
}

enum err_code programme_next(struct store *store, struct arena *arena, const char *text, int years,
                             const char **ret_text, struct err *err)
{
    struct mistakes mistakes = { .arena = arena };
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct programme *programme = programme_parse(arena, "programme.yaml", text, strlen(text), &mistakes);
    const struct yaml *root = yaml_parse(arena, "programme.yaml", text, strlen(text), &mistakes);
    if (!programme || !root)
        return err_set(err, ERR_INPUT, MSG_PROGRAMME_MISTAKES, err_int((int64_t)mistakes.count));
    struct next next = { .arena = arena, .text = text, .first = programme->period.first.year, .last = programme->period.last.year };
    next.years = years ? years : next.last - next.first + 1;
    for (size_t i = 0; i < root->count; i++) {
        struct yaml_splice span = yaml_span(text, &root->items[i]);
        if (strcmp(root->keys[i].text, "id") == 0) {
            span.with = next_id(&next, root->items[i].text);
            put(&next, span);
        } else if (strcmp(root->keys[i].text, "parameters") == 0) {
            walk_parameters(&next, root, &root->items[i]);
        } else if (strcmp(root->keys[i].text, "territory") == 0 && root->items[i].type == YAML_MAPPING) {
            TRY(move_territory(&next, store, programme, &root->items[i], err));
        } else if (!is_kept(root->keys[i].text)) {
            walk(&next, &root->items[i]);
        }
    }
    size_t at = 0;
    for (size_t i = 0; i < next.count; i++) { /* in the order of the file */
        buf_add_n(&out, text + at, next.splices[i].from - at);
        buf_add(&out, next.splices[i].with);
        at = next.splices[i].to;
    }
    buf_add(&out, text + at);
    *ret_text = arena_strdup(arena, buf_text(&out));
    return without_consents(arena, ret_text, err);
}
