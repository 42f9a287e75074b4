/* SPDX-License-Identifier: Apache-2.0
 * An empty sheet that is the list offices keep, not one register: its layout names the columns
 * (`template`), so that what is filled in is what an import of the kind reads. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

enum { NUMBER_WIDTH = 6, WORDS_WIDTH = 18 };

/* What may stand in a column that is no field. */
static const enum msg role_notes[LAYOUT_ROLE_MAX_] = {
    [LAYOUT_NUMBER] = MSG_TEMPLATE_NUMBER,
    [LAYOUT_AREA] = MSG_TEMPLATE_AREA,
    [LAYOUT_COMMUNE] = MSG_TEMPLATE_COMMUNE,
    [LAYOUT_DISTRICT] = MSG_TEMPLATE_DISTRICT,
    [LAYOUT_ORGANISATIONS] = MSG_TEMPLATE_ORGANISATIONS,
    [LAYOUT_ADDRESS] = MSG_TEMPLATE_TEXT,
};

/* "họ và tên" → "Họ và tên". */
static const char *header_of(struct arena *arena, const struct layout_column *is, enum lang lang)
{
    if (lang == LANG_EN)
        return is->english ? is->english : is->field ? is->field->en : is->name;
    const char *word = layout_column_word(is), *rest = word + 1;
    while (((unsigned char)*rest & 0xC0) == 0x80) /* the first letter may be of several bytes: "đoàn viên" */
        rest++;
    return arena_printf(arena, "%s%s", text_upper(arena, arena_strndup(arena, word, (size_t)(rest - word))), rest);
}

static const struct field *field_of(const struct layout *layout, const struct layout_column *is)
{
    if (is->role == LAYOUT_FIELD)
        return is->field;
    return is->role == LAYOUT_HEAD_NAME ? kind_field(layout->kind, layout->kind->label) : NULL;
}

static void list_columns(struct arena *arena, const struct layout *layout, struct template_request *request)
{
    struct template_column *columns = ARENA_ARRAY(arena, struct template_column, KIND_FIELDS_MAX);
    for (const char *const *name = layout->template_names; name && *name && request->list_count < KIND_FIELDS_MAX; name++) {
        const struct layout_column *is = layout_column_named(layout, *name);
        columns[request->list_count++] = (struct template_column){
            header_of(arena, is, request->lang), field_of(layout, is),
            role_notes[is->role] ? msg_text(role_notes[is->role], request->lang) : NULL,
            is->role == LAYOUT_NUMBER ? NUMBER_WIDTH : WORDS_WIDTH,
        };
    }
    request->list = layout->template_names ? columns : NULL;
}

enum err_code import_template_write(struct store *store, const struct template_request *request,
                                    struct template_result *ret_result, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct template_request of_list = *request;
    struct mistakes mistakes = { 0 };
    struct layout *layout = NULL;
    if (request->kind->append_only && !import_is_gift(request->kind)) /* an import would not take it back */
        return err_set(err, ERR_FORBIDDEN, MSG_KIND_APPEND_ONLY, request->kind->vi);
    if (!request->unit && !request->kind->internal) {
        TRY(layout_load(&arena, request->kind, NULL, &mistakes, &layout, err));
        list_columns(&arena, layout, &of_list);
    }
    return template_write(store, &of_list, ret_result, err);
}
