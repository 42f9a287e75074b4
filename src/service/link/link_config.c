/* SPDX-License-Identifier: Apache-2.0 */
#include "service/link/link_config.h"

#include "base/form.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const char *const types[] = {
    [LINKAGE_TEXT] = "text",     [LINKAGE_NAME] = "name",     [LINKAGE_GIVEN] = "given",
    [LINKAGE_MIDDLE] = "middle", [LINKAGE_SURNAME] = "surname", [LINKAGE_DATE] = "date",
    [LINKAGE_CODE] = "code",     [LINKAGE_NUMBER] = "number", [LINKAGE_ID] = "id",
    [LINKAGE_CITIZEN_ID] = "citizen_id", [LINKAGE_PHONE] = "phone", [LINKAGE_PLACE] = "place", NULL,
};
_Static_assert(COUNT(types) == LINKAGE_TYPE_MAX_ + 1, "a type has no word");

static const struct form_key field_keys[] = {
    { "column", FORM_LINE, .offset = offsetof(struct link_config_field, column) },
    { "columns", FORM_LINES, .offset = offsetof(struct link_config_field, columns) },
    { "type", FORM_CHOICE, .required = true, .offset = offsetof(struct link_config_field, type), .words = types },
    { 0 },
};

static void finish_field(struct form_reader *reader, const struct yaml *node, void *ret)
{
    struct link_config_field *field = ret;
    size_t count = 0;
    while (field->columns && field->columns[count])
        count++;
    bool is_date = field->type == LINKAGE_DATE;
    if (!field->column == !field->columns || (field->columns && (!is_date || count != LINKAGE_COLUMNS_MAX)))
        form_mistake(reader, node, MSG_LINKAGE_COLUMNS);
}

static const struct form field_form = {
    .keys = field_keys, .size = sizeof(struct link_config_field), .has_line = true, .finish = finish_field,
};
static const struct form_key config_keys[] = {
    { "id", FORM_LINE, .offset = offsetof(struct link_config, id) },
    { "household", FORM_LINE, .offset = offsetof(struct link_config, household) },
    { "fields", FORM_LIST, .required = true, .offset = offsetof(struct link_config, fields),
      .count_offset = offsetof(struct link_config, field_count), .form = &field_form },
    { 0 },
};
static const struct form config_form = { .keys = config_keys, .size = sizeof(struct link_config), .has_line = true };

static enum err_code read_text(const char *path, struct arena *arena, const char **ret_text, size_t *ret_len,
                               struct err *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return err_set(err, ERR_NOT_FOUND, MSG_LINKAGE_FILE, path, strerror(errno));
    char *text = arena_alloc(arena, YAML_BYTES_MAX + 1, 1);
    *ret_len = fread(text, 1, YAML_BYTES_MAX, file);
    *ret_text = text;
    bool failed = ferror(file);
    fclose(file);
    return failed ? err_set(err, ERR_IO, MSG_LINKAGE_FILE, path, strerror(EIO)) : ERR_OK;
}

enum err_code link_config_load(const char *path, struct arena *arena, struct mistakes *mistakes,
                               struct link_config **ret_config, struct err *err)
{
    const char *text = NULL;
    size_t len = 0;
    struct link_config *config = ARENA_NEW(arena, struct link_config);
    struct form_reader reader = { .arena = arena, .mistakes = mistakes, .file = path };
    mistakes->arena = arena;
    TRY(read_text(path, arena, &text, &len, err));
    const struct yaml *root = yaml_parse(arena, path, text, len, mistakes);
    if (root)
        form_read(&reader, &config_form, root, config);
    if (root && config->field_count > LINKAGE_FIELDS_MAX)
        form_mistake(&reader, root, MSG_LINKAGE_SIZE, err_int(LINKAGE_FIELDS_MAX));
    if (mistakes->count) {
        mistakes_sort(mistakes);
        return mistake_err(&mistakes->items[0], err);
    }
    *ret_config = config;
    return ERR_OK;
}
