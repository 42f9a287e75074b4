/* SPDX-License-Identifier: Apache-2.0 */
#include "base/form.h"

#include "base/nearest.h"
#include "base/vitext.h"

#include <string.h>

enum { NAME_LEN_MAX = 60, KNOWN_SHOWN_MAX = 30 };

bool form_is_name(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || len > NAME_LEN_MAX || text[0] < 'a' || text[0] > 'z')
        return false;
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == len;
}

void form_unknown(struct form_reader *reader, const struct yaml *node, const char *key,
                  const char *text, const char *const *names)
{
    const char *nearest = nearest_name(text, names);
    const char *known = names_joined(reader->arena, names, KNOWN_SHOWN_MAX);
    if (nearest)
        form_mistake(reader, node, MSG_FORM_UNKNOWN_NEAR, text, key, nearest, known);
    else
        form_mistake(reader, node, MSG_FORM_UNKNOWN, text, key, known);
}

void form_failure(struct form_reader *reader, const struct yaml *node, const struct err *err)
{
    form_mistake(reader, node, err->msg, err->args[0], err->args[1], err->args[2], err->args[3]);
}

/* --- scalars --------------------------------------------------------------------------------- */

/* The text of a value whose mistake is told: readers keep silent about it. */
static const char told_already[] = "";

static const struct yaml *find_parameter(struct form_reader *reader, const struct yaml *node)
{
    const struct yaml *parameter = yaml_get(reader->parameters, node->text + 1);
    const struct yaml *value = yaml_get(parameter, "value");
    if (value)
        return value;
    size_t count = reader->parameters ? reader->parameters->count : 0;
    const char **names = ARENA_ARRAY(reader->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = reader->parameters->keys[i].text;
    form_unknown(reader, node, "parameters", node->text + 1, names);
    return NULL;
}

const struct yaml *form_value(struct form_reader *reader, const struct yaml *node)
{
    if (node->type != YAML_SCALAR || node->quoted || node->text[0] != '$')
        return node;
    struct yaml *stand_in = ARENA_NEW(reader->arena, struct yaml);
    const struct yaml *value = find_parameter(reader, node);
    if (value)
        *stand_in = *value;
    else
        stand_in->text = told_already;
    stand_in->line = node->line; /* mistakes are told where the value is used */
    stand_in->column = node->column;
    return stand_in;
}

const char *form_scalar(struct form_reader *reader, const char *key, const struct yaml *node)
{
    node = form_value(reader, node);
    if (node->type != YAML_SCALAR) {
        form_mistake(reader, node, MSG_FORM_NOT_TEXT, key);
        return NULL;
    }
    if (node->text == told_already)
        return NULL;
    if (node->text[0] == '\0' || yaml_is_null(node)) {
        form_mistake(reader, node, MSG_FORM_EMPTY, key);
        return NULL;
    }
    return text_nfc(reader->arena, node->text);
}

const struct yaml *form_items(const struct yaml *node, size_t *ret_count)
{
    *ret_count = node->type == YAML_SEQUENCE ? node->count : 1;
    return node->type == YAML_SEQUENCE ? node->items : node;
}

const char *const *form_scalars(struct form_reader *reader, const char *key,
                                const struct yaml *node)
{
    node = form_value(reader, node);
    if (node->type == YAML_MAPPING) {
        form_mistake(reader, node, MSG_FORM_NOT_LIST, key);
        return NULL;
    }
    size_t count;
    const struct yaml *items = form_items(node, &count);
    const char **texts = ARENA_ARRAY(reader->arena, const char *, count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const char *text = form_scalar(reader, key, &items[i]);
        if (text)
            texts[kept++] = text;
    }
    return texts;
}

int form_choice(struct form_reader *reader, const char *key, const struct yaml *node,
                const char *const *words)
{
    const char *text = form_scalar(reader, key, node);
    if (!text)
        return -1;
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    form_unknown(reader, node, key, text, words);
    return -1;
}

/* --- fields by type --------------------------------------------------------------------------- */

static void read_name(struct form_reader *reader, const struct form_key *key,
                      const struct yaml *node, const char **ret)
{
    const char *text = form_scalar(reader, key->key, node);
    if (text && !form_is_name(text)) {
        form_mistake(reader, node, MSG_FORM_BAD_NAME, text, key->key);
        return;
    }
    *ret = text;
}

static void read_names(struct form_reader *reader, const struct form_key *key,
                       const struct yaml *node, const char *const **ret)
{
    const char *const *names = form_scalars(reader, key->key, node);
    for (size_t i = 0; names && names[i]; i++)
        if (!form_is_name(names[i]))
            form_mistake(reader, node, MSG_FORM_BAD_NAME, names[i], key->key);
    *ret = names;
}

static void read_text(struct form_reader *reader, const struct form_key *key,
                      const struct yaml *node, struct form_text *ret)
{
    static const char *const languages[] = { "vi", "en", NULL };
    node = form_value(reader, node);
    if (node->type != YAML_MAPPING) {
        ret->vi = form_scalar(reader, key->key, node);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        const char *language = node->keys[i].text;
        if (strcmp(language, "vi") == 0)
            ret->vi = form_scalar(reader, key->key, &node->items[i]);
        else if (strcmp(language, "en") == 0)
            ret->en = form_scalar(reader, key->key, &node->items[i]);
        else
            form_unknown(reader, &node->keys[i], key->key, language, languages);
    }
    if (!yaml_get(node, "vi"))
        form_mistake(reader, node, MSG_FORM_MISSING, "vi");
}

static void read_int(struct form_reader *reader, const struct form_key *key,
                     const struct yaml *node, int64_t *ret)
{
    const char *text = form_scalar(reader, key->key, node);
    struct err ignored;
    int64_t value;
    if (!text)
        return;
    if (text_number(text, &value, &ignored) != ERR_OK || value < key->min || value > key->max)
        form_mistake(reader, node, MSG_FORM_BAD_INT, text, key->key, err_int(key->min),
                     err_int(key->max));
    else
        *ret = value;
}

static void read_bool(struct form_reader *reader, const struct form_key *key,
                      const struct yaml *node, bool *ret)
{
    static const char *const words[] = { "no", "yes", "false", "true", NULL };
    int index = form_choice(reader, key->key, node, words);
    *ret = index == 1 || index == 3;
}

static void read_choice(struct form_reader *reader, const struct form_key *key,
                        const struct yaml *node, int *ret)
{
    int index = form_choice(reader, key->key, node, key->words);
    if (index >= 0)
        *ret = index;
}

static void read_list(struct form_reader *reader, const struct form_key *key,
                      const struct yaml *node, void *ret_items, size_t *ret_count)
{
    node = form_value(reader, node);
    if (node->type != YAML_SEQUENCE) {
        form_mistake(reader, node, MSG_FORM_NOT_LIST, key->key);
        return;
    }
    char *items = arena_alloc(reader->arena, node->count ? node->count : 1, key->form->size);
    for (size_t i = 0; i < node->count; i++)
        form_read(reader, key->form, &node->items[i], items + i * key->form->size);
    *(void **)ret_items = items;
    *ret_count = node->count;
}

static void read_field(struct form_reader *reader, const struct form_key *key,
                       const struct yaml *node, char *struct_start)
{
    void *field = struct_start + key->offset;
    switch (key->type) {
    case FORM_NAME:
        read_name(reader, key, node, field);
        return;
    case FORM_LINE:
        *(const char **)field = form_scalar(reader, key->key, node);
        return;
    case FORM_TEXT:
        read_text(reader, key, node, field);
        return;
    case FORM_INT:
        read_int(reader, key, node, field);
        return;
    case FORM_BOOL:
        read_bool(reader, key, node, field);
        return;
    case FORM_CHOICE:
        read_choice(reader, key, node, field);
        return;
    case FORM_NAMES:
        read_names(reader, key, node, field);
        return;
    case FORM_LINES:
        *(const char *const **)field = form_scalars(reader, key->key, node);
        return;
    case FORM_GROUP: {
        void *group = arena_alloc(reader->arena, 1, key->form->size);
        form_read(reader, key->form, node, group);
        *(void **)field = group;
        return;
    }
    case FORM_LIST:
        read_list(reader, key, node, field, (size_t *)(void *)(struct_start + key->count_offset));
        return;
    case FORM_READ:
        key->read(reader, key, form_value(reader, node), field);
        return;
    case FORM_ELSEWHERE:
        return;
    }
}

/* --- mappings --------------------------------------------------------------------------------- */

static const struct form_key *find_key(const struct form *form, const char *name)
{
    for (const struct form_key *key = form->keys; key->key; key++)
        if (strcmp(key->key, name) == 0)
            return key;
    return NULL;
}

/* Tells it; returns the key that is probably meant, or NULL. */
static const char *unknown_key(struct form_reader *reader, const struct form *form,
                               const struct yaml *key_node)
{
    size_t count = 0;
    while (form->keys[count].key)
        count++;
    const char **names = ARENA_ARRAY(reader->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = form->keys[i].key;
    const char *nearest = nearest_name(key_node->text, names);
    const char *known = names_joined(reader->arena, names, KNOWN_SHOWN_MAX);
    if (nearest)
        form_mistake(reader, key_node, MSG_FORM_UNKNOWN_KEY_NEAR, key_node->text, nearest, known);
    else
        form_mistake(reader, key_node, MSG_FORM_UNKNOWN_KEY, key_node->text, known);
    return nearest;
}

static struct yaml *scalar_as_mapping(struct form_reader *reader, const struct form *form,
                                      const struct yaml *scalar)
{
    struct yaml *pair = ARENA_ARRAY(reader->arena, struct yaml, 2);
    pair[0] = *scalar;
    pair[0].text = form->scalar_key;
    pair[1] = *scalar;
    struct yaml *mapping = ARENA_NEW(reader->arena, struct yaml);
    *mapping = (struct yaml){ .type = YAML_MAPPING,
                              .line = scalar->line,
                              .column = scalar->column,
                              .text = "",
                              .count = 1,
                              .keys = &pair[0],
                              .items = &pair[1] };
    return mapping;
}

void form_read(struct form_reader *reader, const struct form *form, const struct yaml *node,
               void *ret)
{
    node = form_value(reader, node);
    if (node->type == YAML_SCALAR && form->scalar_key && !yaml_is_null(node))
        node = scalar_as_mapping(reader, form, node);
    if (form->has_line)
        *(int *)ret = node->line;
    if (node->type != YAML_MAPPING) {
        form_mistake(reader, node, MSG_FORM_NOT_GROUP, form->keys[0].key);
        return;
    }
    const char *meant = NULL; /* a mistyped required key is not told as missing too */
    for (size_t i = 0; i < node->count; i++)
        if (!find_key(form, node->keys[i].text))
            meant = unknown_key(reader, form, &node->keys[i]);
    for (const struct form_key *key = form->keys; key->key; key++) {
        const struct yaml *value = yaml_get(node, key->key);
        if (value)
            read_field(reader, key, value, ret);
        else if (key->required && !(meant && strcmp(meant, key->key) == 0))
            form_mistake(reader, node, MSG_FORM_MISSING, key->key);
    }
    if (form->finish)
        form->finish(reader, node, ret);
}
