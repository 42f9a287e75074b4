/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/layout.h"

#include "base/embedded.h"
#include "base/vitext.h"
#include "domain/code_lists.h"
#include "service/programme/programmes.h"

#include <string.h>

/* --- the tables of the file ------------------------------------------------------------------- */

#define COLUMN(key_, type_) .key = #key_, .type = type_, .offset = offsetof(struct layout_column, key_)

static const struct form_key column_keys[] = {
    { COLUMN(name, FORM_NAME), .required = true },
    { COLUMN(to, FORM_LINE) },
    { COLUMN(words, FORM_LINES) },
    { COLUMN(like, FORM_NAME) },
    { COLUMN(english, FORM_LINE) },
    { COLUMN(mark, FORM_NAME) },
    { COLUMN(unmarked, FORM_NAME) },
    { COLUMN(with, FORM_NAME) },
    { COLUMN(sets, FORM_LINE) },
    { COLUMN(otherwise, FORM_NAME) },
    { COLUMN(ticked, FORM_NAME) },
    { COLUMN(untold, FORM_NAME) },
    { COLUMN(stand_in, FORM_NAME) },
    { COLUMN(behind, FORM_NAME) },
    { COLUMN(also, FORM_LINE) },
    { COLUMN(instead, FORM_LINE) },
    { COLUMN(figure, FORM_NAME) },
    { COLUMN(near_poor, FORM_NAME) },
    { COLUMN(people, FORM_NAME) },
    { COLUMN(near_poor_people, FORM_NAME) },
    { COLUMN(breakdown, FORM_LINE) },
    { COLUMN(each, FORM_NAME) },
    { COLUMN(without, FORM_LINES) },
    { COLUMN(before, FORM_NAME) },
    { COLUMN(between, FORM_LINE) },
    { COLUMN(unknown_to, FORM_NAME) },
    { COLUMN(sum_of, FORM_LINES) },
    { COLUMN(told_by, FORM_LINES) },
    { COLUMN(required, FORM_BOOL) },
    { COLUMN(lenient, FORM_BOOL) },
    { COLUMN(whole, FORM_BOOL) },
    { COLUMN(headed, FORM_BOOL) },
    { 0 },
};
static const struct form column_form = { .keys = column_keys, .size = sizeof(struct layout_column),
                                         .has_line = true };

static const struct form_key value_keys[] = {
    { .key = "of", .type = FORM_LINE, .required = true, .offset = offsetof(struct layout_value, of) },
    { .key = "is", .type = FORM_NAME, .required = true, .offset = offsetof(struct layout_value, is) },
    { .key = "words", .type = FORM_LINES, .required = true,
      .offset = offsetof(struct layout_value, words) },
    { 0 },
};
static const struct form value_form = { .keys = value_keys, .size = sizeof(struct layout_value),
                                        .has_line = true };

#define ROW_WORDS(key_) .key = #key_, .type = FORM_LINES, .offset = offsetof(struct layout_rows, key_)
static const struct form_key rows_keys[] = {
    { ROW_WORDS(total) }, { ROW_WORDS(footer) }, { ROW_WORDS(area) }, { ROW_WORDS(commune) },
    { ROW_WORDS(district) }, { 0 },
};
static const struct form rows_form = { .keys = rows_keys, .size = sizeof(struct layout_rows),
                                       .has_line = true };

static const char *const shape_words[] = { "records", "households", "figures", NULL };
static const struct form_key layout_keys[] = {
    { .key = "kind", .type = FORM_NAME, .required = true, .offset = offsetof(struct layout, kind_slug) },
    { .key = "shape", .type = FORM_CHOICE, .words = shape_words, .offset = offsetof(struct layout, shape) },
    { .key = "title", .type = FORM_TEXT, .offset = offsetof(struct layout, title) },
    { .key = "template", .type = FORM_LINES, .offset = offsetof(struct layout, template_names) },
    { .key = "columns", .type = FORM_LIST, .required = true, .form = &column_form,
      .offset = offsetof(struct layout, columns), .count_offset = offsetof(struct layout, column_count) },
    { .key = "values", .type = FORM_LIST, .form = &value_form, .offset = offsetof(struct layout, values),
      .count_offset = offsetof(struct layout, value_count) },
    { .key = "rows", .type = FORM_GROUP, .form = &rows_form, .offset = offsetof(struct layout, rows) },
    { 0 },
};
static const struct form layout_form = { .keys = layout_keys, .size = sizeof(struct layout),
                                         .has_line = true };

/* --- what `to` means ---------------------------------------------------------------------------- */

static const char *const role_words[LAYOUT_ROLE_MAX_] = {
    [LAYOUT_AREA] = "area",
    [LAYOUT_ADDRESS] = "address_or_area",
    [LAYOUT_COMMUNE] = "commune",
    [LAYOUT_DISTRICT] = "district",
    [LAYOUT_NUMBER] = "number",
    [LAYOUT_MEMBER_NUMBER] = "member_number",
    [LAYOUT_HOUSEHOLD_NUMBER] = "household_number",
    [LAYOUT_HOUSEHOLD_ID] = "household_id",
    [LAYOUT_HEAD_NAME] = "head_name",
    [LAYOUT_ORGANISATIONS] = "organisations",
    [LAYOUT_RECORD_ID] = "record_id",
    [LAYOUT_PLACE] = "place",
    [LAYOUT_AGE] = "age",
    [LAYOUT_COUNTED] = "counted",
    [LAYOUT_MINORITY] = "minority",
    [LAYOUT_PART] = "part",
    [LAYOUT_STATE] = "state",
    [LAYOUT_IGNORE] = "ignore",
};

const char *layout_role_word(enum layout_role role)
{
    return role_words[role] ? role_words[role] : "field";
}

/* The registers a row of households feeds, by the first half of `to`. */
static const struct {
    const char *word, *slug;
} household_kinds[] = {
    { "household", "households" },
    { "household_member", "household_members" },
    { "classification", "classifications" },
};

static const struct kind *kind_of_word(const char *word, size_t len)
{
    for (size_t i = 0; i < COUNT(household_kinds); i++)
        if (strlen(household_kinds[i].word) == len && strncmp(household_kinds[i].word, word, len) == 0)
            return kind_by_slug(household_kinds[i].slug);
    return NULL;
}

static const struct field *fillable(const struct kind *kind, const char *name)
{
    const struct field *field = kind ? kind_field(kind, name) : NULL;
    return field && !field->carried && !field->hidden ? field : NULL;
}

/* "classification.class" or, of records, "name" → kind and field. */
static const struct field *find_field(const struct layout *layout, const char *path,
                                      const struct kind **ret_kind)
{
    const char *dot = strchr(path, '.');
    if (layout->shape != LAYOUT_HOUSEHOLDS)
        *ret_kind = dot ? NULL : layout->kind;
    else
        *ret_kind = dot ? kind_of_word(path, (size_t)(dot - path)) : NULL;
    return *ret_kind ? fillable(*ret_kind, dot ? dot + 1 : path) : NULL;
}

/* "member.full_name": the field `member` of the kind, and full_name of what it refers to. */
static bool find_reference(struct arena *arena, const struct layout *layout, struct layout_column *column)
{
    const char *dot = strchr(column->to, '.');
    if (layout->shape != LAYOUT_RECORDS || !dot)
        return false;
    const char *name = arena_strndup(arena, column->to, (size_t)(dot - column->to));
    const struct field *via = fillable(layout->kind, name);
    if (!via || via->type != FIELD_REF)
        return false;
    column->via = via;
    column->kind = kind_by_slug(via->ref);
    column->field = column->kind ? kind_field(column->kind, dot + 1) : NULL;
    if (!column->field && strcmp(via->ref, "households") == 0) { /* by one of its people */
        column->kind = kind_by_slug("household_members");
        column->field = kind_field(column->kind, dot + 1);
    }
    return column->field != NULL;
}

static bool find_role(struct arena *arena, const struct layout *layout, struct layout_column *column)
{
    for (int role = 0; role < LAYOUT_ROLE_MAX_; role++)
        if (role_words[role] && strcmp(role_words[role], column->to) == 0) {
            column->role = (enum layout_role)role;
            return true;
        }
    column->field = find_field(layout, column->to, &column->kind);
    if (column->field) {
        column->role = LAYOUT_FIELD;
        return true;
    }
    column->role = LAYOUT_REFERENCE;
    return find_reference(arena, layout, column);
}

static bool code_known(const struct field *field, const char *code)
{
    bool truth = field->type == FIELD_BOOL && (strcmp(code, "yes") == 0 || strcmp(code, "no") == 0);
    return truth || field->list || (field->codes && code_find(field->codes, code)) || field->type == FIELD_KEY;
}

static void layout_mistake(struct mistakes *mistakes, const struct layout *layout, int line, enum msg msg,
                           const char *what)
{
    mistake_add(mistakes, layout->file, line, 1, msg, what);
}

static void resolve_sets(struct arena *arena, const struct layout *layout, struct layout_column *column,
                         struct mistakes *mistakes)
{
    const char *equals = strchr(column->sets, '=');
    const char *path =
        equals ? arena_strndup(arena, column->sets, (size_t)(equals - column->sets)) : column->sets;
    column->set_field = find_field(layout, path, &column->set_kind);
    column->set_code = equals ? equals + 1 : "";
    if (!column->set_field || !equals || !code_known(column->set_field, column->set_code)) {
        layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->sets);
        column->set_field = NULL;
    }
}

/* --- words ---------------------------------------------------------------------------------------- */

/* "*đầu năm*số hộ*" → "dau nam*so ho". */
static const char *fold_pieces(struct arena *arena, const char *word)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    char *rest = arena_strdup(arena, word);
    for (char *piece; (piece = strsep(&rest, "*"));)
        if (*piece)
            buf_printf(&out, "%s%s", out.len ? "*" : "", text_fold(arena, piece));
    return arena_strdup(arena, buf_text(&out));
}

static void add_key(struct arena *arena, struct layout_column *column, const char *word, size_t *capacity)
{
    size_t len = strlen(word);
    bool gaps = len > 1 && word[0] == '*';
    bool prefix = !gaps && len > 1 && word[len - 1] == '*';
    const char *text = prefix ? arena_strndup(arena, word, len - 1) : word;
    struct layout_word key = { { gaps ? fold_pieces(arena, word) : text_fold(arena, text), gaps ? "" : text_fold_toned(arena, text),
                                 gaps || prefix || !column->is_coded ? "" : layout_gist(arena, text) },
                               prefix, gaps };
    *ARENA_PUSH(arena, column->keys, column->key_count, *capacity) = key;
}

static void add_keys(struct arena *arena, const struct layout *layout, struct layout_column *column)
{
    size_t capacity = 0;
    column->is_coded = column->role == LAYOUT_FIELD && (column->field->codes || column->field->type == FIELD_BOOL);
    for (const char *const *word = column->words; word && *word; word++)
        add_key(arena, column, *word, &capacity);
    if (column->english)
        add_key(arena, column, column->english, &capacity);
    if (layout->shape == LAYOUT_FIGURES || column->role != LAYOUT_FIELD || column->mark || column->with)
        return;
    if (layout->shape == LAYOUT_HOUSEHOLDS) {
        add_key(arena, column, column->field->en, &capacity);
        return;
    }
    add_key(arena, column, column->field->vi, &capacity);
    add_key(arena, column, column->field->en, &capacity);
    add_key(arena, column, column->field->name, &capacity);
}

/* --- columns once for each code --------------------------------------------------------------------- */

static const char *const each_word = "ethnicity"; /* the one list that forms have a column for each code of */

static size_t add_words(struct arena *arena, const struct layout_column *column, const char *name,
                        const char **words, size_t count)
{
    for (const char *const *word = column->words; word && *word; word++) {
        const char *at = strstr(*word, "{}");
        if (at)
            words[count++] = arena_printf(arena, "%.*s%s%s", (int)(at - *word), *word, name, at + 2);
    }
    return count;
}

/* By all names that the group has. */
static const char *const *words_for(struct arena *arena, const struct layout_column *column, const struct code *code)
{
    size_t of_column = 0, names = 2, count = 0;
    while (column->words && column->words[of_column])
        of_column++;
    for (const struct code_alias *alias = code_aliases; alias->codes; alias++)
        for (const char *c = alias->words; *c; c++)
            names += *c == ';' || c == alias->words;
    const char **words = ARENA_ARRAY(arena, const char *, of_column * names + 1);
    count = add_words(arena, column, code->vi, words, count);
    for (const struct code_alias *alias = code_aliases; alias->codes; alias++) {
        if (alias->codes != ethnicity_codes || strcmp(alias->code, code->code) != 0)
            continue;
        char *rest = arena_strdup(arena, alias->words);
        for (char *name; (name = strsep(&rest, ";"));)
            count = add_words(arena, column, name, words, count);
    }
    return words;
}

static void expand_columns(struct arena *arena, struct layout *layout, struct mistakes *mistakes)
{
    struct layout_column *columns = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < layout->column_count; i++) {
        const struct layout_column *column = &layout->columns[i];
        if (column->each && strcmp(column->each, each_word) != 0)
            layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->each);
        if (!column->each) {
            *ARENA_PUSH(arena, columns, count, capacity) = *column;
            continue;
        }
        for (const struct code *code = ethnicity_codes; code->code; code++) {
            struct layout_column one = *column;
            one.name = arena_printf(arena, "%s_%s", column->name, code->code);
            one.each_name = column->name;
            one.breakdown = code->code;
            one.words = words_for(arena, column, code);
            *ARENA_PUSH(arena, columns, count, capacity) = one;
        }
    }
    layout->columns = columns;
    layout->column_count = count;
}

/* The codes of the figures a column may hold; `figure` stands for near_poor too where that is not said. */
static void resolve_figure(const struct layout *layout, struct layout_column *column, struct mistakes *mistakes)
{
    const struct field *field = kind_field(layout->kind, "figure");
    const char *codes[] = { column->figure, column->near_poor, column->people, column->near_poor_people };
    if (layout->shape != LAYOUT_FIGURES || !field)
        layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->figure);
    for (size_t i = 0; field && i < COUNT(codes); i++)
        if (codes[i] && !code_find(field->codes, codes[i]))
            layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_CODE, codes[i]);
}

/* "a + b - c" */
static void parse_sum(struct arena *arena, const char *text, struct layout_sum *sum)
{
    char *rest = arena_strdup(arena, text);
    size_t capacity = 0, minus_capacity = 0;
    bool minus = false;
    for (char *word; (word = strsep(&rest, " "));) {
        size_t count = sum->count;
        if (strcmp(word, "+") == 0 || strcmp(word, "-") == 0) {
            minus = *word == '-';
            continue;
        }
        if (!*word)
            continue;
        *ARENA_PUSH(arena, sum->minus, count, minus_capacity) = minus;
        *ARENA_PUSH(arena, sum->names, sum->count, capacity) = word;
        minus = false;
    }
}

static void resolve_sums(struct arena *arena, struct layout_column *column)
{
    size_t capacity = 0;
    for (const char *const *text = column->sum_of; text && *text; text++) {
        struct layout_sum *sum = ARENA_PUSH(arena, column->sums, column->sum_count, capacity);
        *sum = (struct layout_sum){ 0 };
        parse_sum(arena, *text, sum);
    }
}

static void check_sums(const struct layout *layout, struct layout_column *column, struct mistakes *mistakes)
{
    for (size_t i = 0; i < column->sum_count; i++)
        for (size_t j = 0; j < column->sums[i].count; j++) {
            bool there = false;
            for (size_t k = 0; k < layout->column_count; k++) {
                const struct layout_column *part = &layout->columns[k];
                if (!layout_is_part(part, column->sums[i].names[j]))
                    continue;
                there = there || part->figure;
                column->sums[i].at_most = column->sums[i].at_most || part->each_name;
            }
            if (!there || !column->figure)
                layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->sums[i].names[j]);
        }
}

static void resolve_column(struct arena *arena, const struct layout *layout, struct layout_column *column,
                           struct mistakes *mistakes)
{
    if (!column->to)
        column->to = column->name;
    if (!find_role(arena, layout, column)) {
        layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->to);
        column->role = LAYOUT_IGNORE;
    }
    const struct kind *also_kind = NULL;
    column->also_field = column->also ? find_field(layout, column->also, &also_kind) : NULL;
    column->instead_field = column->instead ? find_field(layout, column->instead, &column->instead_kind) : NULL;
    if (column->also && !column->also_field)
        layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->also);
    if (column->instead && (!column->instead_field || column->instead_field->type != FIELD_CODES))
        layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->instead);
    if (column->figure)
        resolve_figure(layout, column, mistakes);
    if (column->sets)
        resolve_sets(arena, layout, column, mistakes);
    resolve_sums(arena, column);
    const char *codes[] = { column->role == LAYOUT_FIELD ? column->mark : NULL, column->unmarked, column->otherwise,
                            column->ticked, column->untold };
    for (size_t i = 0; i < COUNT(codes); i++)
        if (codes[i] && column->field && !code_known(column->field, codes[i]))
            layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_CODE, codes[i]);
    add_keys(arena, layout, column);
}

static bool heads_other(const struct layout *layout, const struct layout_column *column, const struct layout_word *word)
{
    for (size_t i = 0; i < layout->column_count; i++)
        for (size_t j = 0; &layout->columns[i] != column && j < layout->columns[i].key_count; j++)
            if (strcmp(layout->columns[i].keys[j].text.toned, word->text.toned) == 0 &&
                strcmp(layout->columns[i].keys[j].text.folded, word->text.folded) == 0)
                return true;
    return false;
}

/* The words of a column of the list of households, but for those that head another column here; after all have
 * the keys of their own words. */
static void resolve_like(struct arena *arena, struct layout *layout, const struct layout *households, struct mistakes *mistakes)
{
    for (size_t i = 0; i < layout->column_count; i++) {
        struct layout_column *column = &layout->columns[i];
        const struct layout_column *like = column->like && households ? layout_column_named(households, column->like) : NULL;
        size_t capacity = column->key_count;
        if (column->like && !like)
            layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->like);
        if (!like)
            continue;
        for (size_t j = 0; j < like->key_count; j++)
            if (!heads_other(layout, column, &like->keys[j]))
                *ARENA_PUSH(arena, column->keys, column->key_count, capacity) = like->keys[j];
        column->words = column->words ? column->words : like->words;
        column->english = column->english ? column->english : like->english;
        column->without = column->without ? column->without : like->without;
    }
}

static void check_names(const struct layout *layout, struct mistakes *mistakes)
{
    for (size_t i = 0; i < layout->column_count; i++) {
        struct layout_column *column = &layout->columns[i];
        check_sums(layout, column, mistakes);
        for (size_t j = 0; j < i; j++)
            if (strcmp(layout->columns[j].name, column->name) == 0)
                layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TWICE, column->name);
        const char *others[] = { column->with, column->stand_in, column->before, column->behind };
        for (size_t j = 0; j < COUNT(others); j++)
            if (others[j] && !layout_column_named(layout, others[j]))
                layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, others[j]);
        if (column->unknown_to && kind_field_index(layout->kind, column->unknown_to) < 0)
            layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, column->unknown_to);
        for (const char *const *name = column->told_by; name && *name; name++)
            if (!column->field || !column->field->codes || layout->shape != LAYOUT_RECORDS ||
                (kind_field_index(layout->kind, *name) < 0 && strcmp(*name, LAYOUT_TITLE) != 0))
                layout_mistake(mistakes, layout, column->line, MSG_IMPORT_LAYOUT_TARGET, *name);
    }
    for (const char *const *name = layout->template_names; name && *name; name++)
        if (!layout_column_named(layout, *name))
            layout_mistake(mistakes, layout, layout->line, MSG_IMPORT_LAYOUT_TARGET, *name);
    for (size_t i = 0; i < layout->value_count; i++) {
        struct layout_value *value = &layout->values[i];
        const struct kind *kind = NULL;
        bool of_state = strcmp(value->of, role_words[LAYOUT_STATE]) == 0 && layout->kind->states;
        value->field = of_state ? NULL : find_field(layout, value->of, &kind);
        if (of_state && kind_state(layout->kind, value->is))
            continue;
        if (!value->field)
            layout_mistake(mistakes, layout, value->line, MSG_IMPORT_LAYOUT_TARGET, value->of);
        else if (!code_known(value->field, value->is))
            layout_mistake(mistakes, layout, value->line, MSG_IMPORT_LAYOUT_CODE, value->is);
    }
}

static void add_word_column(struct arena *arena, struct layout_column *column, const char *name,
                            enum layout_role role, const char *const *words)
{
    size_t capacity = 0;
    *column = (struct layout_column){ .name = name, .to = name, .role = role };
    for (; *words; words++)
        add_key(arena, column, *words, &capacity);
}

/* What an export has beside the fields: the id, by which a record is known again, and what only tells. */
static size_t add_of_export(struct arena *arena, const struct kind *kind, struct layout_column *columns)
{
    size_t count = 0;
    bool has_place = kind->unit && !kind_field(kind, kind->unit)->carried;
    add_word_column(arena, &columns[count++], "record_id", LAYOUT_RECORD_ID,
                    (const char *const[]){ "id", "mã bản ghi", "mã hồ sơ", "record", NULL });
    add_word_column(arena, &columns[count++], "told", LAYOUT_IGNORE,
                    (const char *const[]){ "version", "state", "trạng thái", NULL });
    add_word_column(arena, &columns[count++], "told_commune", has_place ? LAYOUT_COMMUNE : LAYOUT_IGNORE,
                    (const char *const[]){ "xã, phường", "commune", NULL });
    for (const struct field *field = kind->fields; field->name; field++) {
        const char *label = arena_printf(arena, "%s_label", field->name);
        if (field->type == FIELD_REF)
            add_word_column(arena, &columns[count++], label, LAYOUT_IGNORE, (const char *const[]){ label, NULL });
        if (field->carried)
            add_word_column(arena, &columns[count++], field->name, LAYOUT_IGNORE,
                            (const char *const[]){ field->name, field->vi, field->en, NULL });
    }
    return count;
}

/* Fields of the kind that no column stands for get one of their own. */
static void add_declared(struct arena *arena, struct layout *layout)
{
    size_t capacity = layout->column_count + 3 * kind_field_count(layout->kind) + 3, count = layout->column_count;
    struct layout_column *columns = ARENA_ARRAY(arena, struct layout_column, capacity);
    if (count)
        memcpy(columns, layout->columns, count * sizeof(*columns));
    for (const struct field *field = layout->kind->fields; field->name; field++) {
        bool there = !fillable(layout->kind, field->name);
        for (size_t i = 0; i < layout->column_count; i++)
            there = there || (columns[i].field == field && columns[i].role == LAYOUT_FIELD &&
                              !columns[i].mark);
        if (there)
            continue;
        columns[count] = (struct layout_column){ .name = field->name, .to = field->name,
                                                 .role = LAYOUT_FIELD, .kind = layout->kind,
                                                 .field = field };
        add_keys(arena, layout, &columns[count++]);
    }
    count += add_of_export(arena, layout->kind, &columns[count]);
    layout->columns = columns;
    layout->column_count = count;
}

/* --- loading --------------------------------------------------------------------------------------- */

static void find_built_in(struct arena *arena, struct layout *layout, const char *path, char **ret_text,
                          size_t *ret_len)
{
    const struct embedded_file *file = embedded_find(asset_files, path);
    if (!file)
        return;
    layout->file = file->path;
    *ret_text = arena_strndup(arena, (const char *)file->bytes, file->len);
    *ret_len = file->len;
}

const char *layout_variant(const struct kind *kind, size_t index)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *begin = arena_printf(&arena, "layouts/%s-", kind->slug);
    const struct embedded_file *file = embedded_in(asset_files, begin);
    while (file && index-- > 0)
        file = embedded_in(file + 1, begin);
    return file ? file->path : NULL;
}

/* A column is a field of a person or of what a household was found to be: rows of such a layout are households and people. */
static bool names_people(const struct layout *layout)
{
    for (size_t i = 0; i < layout->column_count; i++)
        if (layout->columns[i].to && strchr(layout->columns[i].to, '.'))
            return true;
    return false;
}

static void read_layout(struct arena *arena, struct layout *layout, const char *text, size_t len,
                        const struct layout *households, struct mistakes *mistakes)
{
    const struct kind *kind = layout->kind;
    const char *file = layout->file;
    const struct yaml *root = yaml_parse(arena, file, text, len, mistakes);
    struct form_reader reader = { .arena = arena, .mistakes = mistakes, .file = file };
    if (!root)
        return;
    form_read(&reader, &layout_form, root, layout);
    layout->file = file;
    layout->kind = kind;
    if (layout->kind_slug && strcmp(layout->kind_slug, kind->slug) != 0)
        layout_mistake(mistakes, layout, layout->line, MSG_IMPORT_LAYOUT_KIND, kind->slug);
    if (layout->is_map && strcmp(kind->slug, "households") == 0 && names_people(layout))
        layout->shape = LAYOUT_HOUSEHOLDS;
    if (layout->shape == LAYOUT_HOUSEHOLDS && strcmp(kind->slug, "households") != 0)
        layout_mistake(mistakes, layout, layout->line, MSG_IMPORT_LAYOUT_KIND, "households");
    expand_columns(arena, layout, mistakes);
    for (size_t i = 0; i < layout->column_count; i++)
        if (layout->columns[i].name)
            resolve_column(arena, layout, &layout->columns[i], mistakes);
    if (mistakes->count == 0)
        resolve_like(arena, layout, households, mistakes);
    if (mistakes->count == 0)
        check_names(layout, mistakes);
}

static const char *const *folded_words(struct arena *arena, const char *const *words)
{
    size_t count = 0;
    while (words && words[count])
        count++;
    const char **folded = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        folded[i] = text_fold(arena, words[i]);
    return folded;
}

/* Which words for places head a column of the sort: of its level, or of any where it may be any. */
static void set_levels(struct arena *arena, struct layout *layout)
{
    const struct layout_rows *rows = layout->rows;
    if (!rows)
        return;
    const char *const *area = folded_words(arena, rows->area), *const *commune = folded_words(arena, rows->commune);
    const char *const *district = folded_words(arena, rows->district);
    for (size_t i = 0; i < layout->column_count; i++) {
        struct layout_column *column = &layout->columns[i];
        bool any = column->role == LAYOUT_PLACE ||
                   (column->role == LAYOUT_FIELD && column->field->type == FIELD_REF && strcmp(column->field->ref, "units") == 0);
        column->levels[0] = any || column->role == LAYOUT_AREA ? area : NULL;
        column->levels[1] = any || column->role == LAYOUT_COMMUNE ? commune : NULL;
        column->levels[2] = any || column->role == LAYOUT_DISTRICT ? district : NULL;
    }
}

/* What lists of households call a code, others that have it call so, too. */
static void share_values(struct arena *arena, struct layout *layout, const struct layout *households)
{
    size_t capacity = layout->value_count;
    for (size_t i = 0; i < households->value_count; i++) {
        if (layout->shape == LAYOUT_HOUSEHOLDS) {
            *ARENA_PUSH(arena, layout->values, layout->value_count, capacity) = households->values[i];
            continue;
        }
        for (const struct field *field = layout->kind->fields; field->name; field++) {
            if (!field->codes || field->carried || households->values[i].field->codes != field->codes)
                continue;
            struct layout_value value = households->values[i];
            value.field = field;
            *ARENA_PUSH(arena, layout->values, layout->value_count, capacity) = value;
        }
    }
}

/* From the text; NULL: made from the declaration alone. */
static enum err_code make_layout(struct arena *arena, struct layout *layout, const char *text, size_t len,
                                 struct mistakes *mistakes, struct layout **ret_layout, struct err *err)
{
    const struct kind *kind = layout->kind;
    struct layout *households = NULL; /* places are called the same everywhere, and columns that are `like` one of it */
    mistakes->arena = arena;
    if (strcmp(kind->slug, "households") != 0 || layout->is_map)
        TRY(layout_load(arena, kind_by_slug("households"), NULL, mistakes, &households, err));
    if (text)
        read_layout(arena, layout, text, len, households, mistakes);
    if (mistakes->count) {
        mistakes_sort(mistakes);
        return mistake_err(&mistakes->items[0], err);
    }
    if (layout->shape != LAYOUT_HOUSEHOLDS)
        add_declared(arena, layout);
    if (!layout->rows && households)
        layout->rows = households->rows;
    if (households)
        share_values(arena, layout, households);
    set_levels(arena, layout);
    *ret_layout = layout;
    return ERR_OK;
}

enum err_code layout_load(struct arena *arena, const struct kind *kind, const char *map,
                          struct mistakes *mistakes, struct layout **ret_layout, struct err *err)
{
    struct layout *layout = ARENA_NEW(arena, struct layout);
    char *text = NULL;
    size_t len = 0;
    layout->kind = kind;
    if (map) {
        layout->file = map;
        layout->is_map = true;
        TRY(read_whole_file(map, YAML_BYTES_MAX, arena, &text, &len, err));
    } else {
        find_built_in(arena, layout, arena_printf(arena, "layouts/%s.yaml", kind->slug), &text, &len);
    }
    return make_layout(arena, layout, text, len, mistakes, ret_layout, err);
}

enum err_code layout_load_variant(struct arena *arena, const struct kind *kind, const char *variant,
                                  struct mistakes *mistakes, struct layout **ret_layout, struct err *err)
{
    struct layout *layout = ARENA_NEW(arena, struct layout);
    char *text = NULL;
    size_t len = 0;
    layout->kind = kind;
    find_built_in(arena, layout, variant, &text, &len);
    return make_layout(arena, layout, text, len, mistakes, ret_layout, err);
}

/* --- asking ---------------------------------------------------------------------------------------- */

const struct layout_column *layout_column_named(const struct layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->column_count; i++)
        if (strcmp(layout->columns[i].name, name) == 0)
            return &layout->columns[i];
    for (size_t i = 0; i < layout->column_count; i++)
        if (strcmp(layout->columns[i].to, name) == 0 && !layout->columns[i].mark)
            return &layout->columns[i];
    return NULL;
}

bool layout_serves(const struct layout_column *column, const struct layout_column *required)
{
    bool same_field = column && column->role == LAYOUT_FIELD && required->role == LAYOUT_FIELD &&
                      column->field == required->field && column->kind == required->kind;
    return column == required || same_field;
}

bool layout_is_part(const struct layout_column *column, const char *name)
{
    return strcmp(column->each_name ? column->each_name : column->name, name) == 0;
}

/* `text` is `start`, or goes on after it with a new word. */
static bool begins_with(const char *text, const char *start)
{
    size_t len = strlen(start);
    return len && strncmp(text, start, len) == 0 && (text[len] == '\0' || text[len] == ' ');
}

/* "a*b": a, then b behind it, each as whole words. */
static bool has_pieces(const char *text, const char *pieces)
{
    for (const char *at = text; *pieces;) {
        size_t len = strcspn(pieces, "*");
        for (;; at++) {
            bool begins = at == text || at[-1] == ' ';
            if (!*at)
                return false;
            if (begins && strncmp(at, pieces, len) == 0 && (at[len] == '\0' || at[len] == ' '))
                break;
        }
        at += len;
        pieces += len + (pieces[len] == '*');
        if (*pieces && !*at)
            return false;
    }
    return true;
}

bool layout_bars(const struct layout_column *column, const char *folded)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (const char *const *word = column->without; word && *word; word++)
        if (has_pieces(folded, text_fold(&arena, *word)))
            return true;
    return false;
}

struct layout_text layout_text_of(struct arena *arena, const char *text)
{
    return (struct layout_text){ text_fold(arena, text), text_fold_toned(arena, text), layout_gist(arena, text) };
}

/* The length of the longest of the words that the text begins with; 0: none. */
static size_t word_length(const char *const *words, const char *text)
{
    size_t longest = 0;
    for (; words && *words; words++)
        if (begins_with(text, *words) && strlen(*words) > longest)
            longest = strlen(*words);
    return longest;
}

/* "Xã, thị trấn", "Tên thôn/làng/tổ dân phố": nothing but words for places of the sort. */
static bool names_levels(const struct layout_column *column, const char *folded)
{
    static const char *const others[] = { "ten", "dia ban", "don vi hanh chinh", "don vi", "cap", NULL };
    size_t words = 0, places = 0;
    for (const char *c = folded; *c; words++) {
        size_t len = 0;
        for (size_t i = 0; i < COUNT(column->levels); i++) {
            size_t of_level = word_length(column->levels[i], c);
            len = of_level > len ? of_level : len;
        }
        places += len > 0;
        len = len ? len : word_length(others, c);
        if (!len)
            return false;
        c += len + (c[len] == ' ');
    }
    return places && words > 1; /* one alone is among the words of the layout, or is not */
}

/* "hotenchuho", "NgaySinh": names of columns as databases have them. */
static bool equals_unspaced(const char *key, const char *header)
{
    enum { LETTERS_MIN = 4 };
    bool spaced = false;
    size_t letters = 0;
    for (; *key; key++) {
        spaced = spaced || *key == ' ';
        if (*key == ' ')
            continue;
        if (*key != *header++)
            return false;
        letters++;
    }
    return spaced && !*header && letters >= LETTERS_MIN;
}

int layout_fit(const struct layout_column *column, const struct layout_text *header)
{
    int best = 0;
    bool is_unspaced = !strchr(header->folded, ' ');
    if (column->without && layout_bars(column, header->folded))
        return 0;
    for (size_t i = 0; i < column->key_count; i++) {
        const struct layout_text *key = &column->keys[i].text;
        int fit = strcmp(key->toned, header->toned) == 0 ? 4 : strcmp(key->folded, header->folded) == 0 ? 3 : 0;
        if (column->keys[i].has_gaps)
            fit = has_pieces(header->folded, key->folded) ? 3 : 0;
        if (!fit && column->keys[i].prefix && begins_with(header->folded, key->folded))
            fit = begins_with(header->toned, key->toned) ? 2 : 1;
        if (!fit && is_unspaced && equals_unspaced(key->folded, header->folded))
            fit = 3;
        if (!fit && *key->gist && strcmp(key->gist, header->gist) == 0)
            fit = 1;
        if (fit > best)
            best = fit;
    }
    if (best || !names_levels(column, header->folded))
        return best;
    return column->role == LAYOUT_FIELD ? 2 : 3; /* a column of that level alone goes before one of any */
}

const char *layout_column_word(const struct layout_column *column)
{
    if (column->words && column->words[0])
        return column->words[0];
    return column->field ? column->field->vi : column->name;
}

const char *layout_code_of(const struct layout *layout, const struct field *field, const char *text, bool alike)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < layout->value_count; i++) {
        if (layout->values[i].field != field)
            continue;
        for (const char *const *word = layout->values[i].words; *word; word++)
            if (alike ? strcmp(layout_gist(&arena, *word), text) == 0 : text_equal_folded(*word, text))
                return layout->values[i].is;
    }
    return NULL;
}
