/* SPDX-License-Identifier: Apache-2.0
 * Lists seldom have a column for what sort of thing a row is; its name says so: "Đường bê tông làng Ghè" is a road. The layout
 * names the fields whose text is looked at (told_by), and its `values` the words. */
#include "service/import/import_parts.h"

#include "base/vitext.h"
#include "domain/field.h"

#include <string.h>

/* Where the word stands in the text, both toned and with a blank at either end. A word of one syllable only at the beginning:
 * "cầu treo", not "yêu cầu". */
static const char *find_word(struct arena *arena, const char *text, const char *word)
{
    const char *found = strstr(text, arena_printf(arena, " %s ", word));
    return found && (strchr(word, ' ') || found == text) ? found : NULL;
}

struct telling {
    const char *code;
    size_t length;
    const char *at;
};

/* The longest word tells, of two as long the one that stands first. */
static void try_word(struct arena *arena, const char *text, const char *word, const char *code, struct telling *best)
{
    const char *toned = text_fold_toned(arena, word);
    const char *at = find_word(arena, text, toned);
    size_t length = strlen(toned);
    if (!at || length < best->length || (length == best->length && at >= best->at))
        return;
    *best = (struct telling){ code, length, at };
}

static struct telling telling_of(struct arena *arena, const struct layout *layout, const struct field *field, const char *text)
{
    struct telling best = { 0 };
    const char *toned = arena_printf(arena, " %s ", text_fold_toned(arena, text));
    for (size_t i = 0; i < layout->value_count; i++)
        for (const char *const *word = layout->values[i].words; layout->values[i].field == field && *word; word++)
            try_word(arena, toned, *word, layout->values[i].is, &best);
    for (const struct code *code = field->codes; code && code->code; code++)
        try_word(arena, toned, code->vi, code->code, &best);
    return best;
}

/* A title may be of gifts of several sorts: then it says nothing of a row. */
static bool tells_several(struct arena *arena, const struct layout *layout, const struct field *field, const char *text)
{
    const char *toned = arena_printf(arena, " %s ", text_fold_toned(arena, text)), *code = NULL;
    for (size_t i = 0; i < layout->value_count; i++)
        for (const char *const *word = layout->values[i].words; layout->values[i].field == field && *word; word++) {
            if (!find_word(arena, toned, text_fold_toned(arena, *word)))
                continue;
            if (code && strcmp(code, layout->values[i].is) != 0)
                return true;
            code = layout->values[i].is;
        }
    return false;
}

/* "XÂY MỚI, SỬA CHỮA NHÀ …": which of the two a row is, its own column says. The title without the mending, which is of the row where
 * it is marked as built anew; NULL: it says no such thing. */
static const char *without_mending(struct arena *arena, const char *text)
{
    static const char *const building[] = { " xay ", " lam nha ", " lam moi " };
    static const char *const mending[] = { "sửa", "Sửa", "SỬA" };
    const char *folded = arena_printf(arena, " %s ", text_fold(arena, text));
    char *rest = arena_strdup(arena, text);
    bool builds = false, mends = false;
    for (size_t i = 0; i < COUNT(building); i++)
        builds = builds || strstr(folded, building[i]);
    for (size_t i = 0; i < COUNT(mending); i++)
        for (char *at; builds && (at = strstr(rest, mending[i])); mends = true)
            memset(at, '.', strlen(mending[i]));
    return mends ? rest : NULL;
}

/* One note for a column, with the first row as its example. */
static void say_told(struct import *import, struct import_entry *entry, const struct field *field, const char *code, const char *text)
{
    const struct code *named = code_find(field->codes, code);
    import_say(import, entry->row, 0, IMPORT_NOTE, arena_printf(import->arena, "%s_told", field->name), MSG_IMPORT_TOLD, field->vi,
               named ? named->vi : code, text);
}

bool import_has_told(const struct layout *layout)
{
    for (size_t i = 0; i < layout->column_count; i++)
        if (layout->columns[i].told_by)
            return true;
    return false;
}

void import_told_read(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    struct arena *arena = &import->group_arena;
    for (size_t i = 0; i < import->layout->column_count; i++) {
        const struct layout_column *is = &import->layout->columns[i];
        size_t index = is->told_by ? (size_t)(is->field - values->kind->fields) : 0;
        if (!is->told_by || !value_is_null(values->values[index]))
            continue;
        for (const char *const *name = is->told_by; *name; name++) {
            int field = kind_field_index(values->kind, *name);
            struct value text = field < 0 ? v_text(import->title_words) : values->values[field];
            const char *built = field < 0 && strcmp(is->field->name, "subtype") == 0 ? without_mending(arena, text.s) : NULL;
            int type = kind_field_index(values->kind, "type");
            if (built && !values->columns[type])
                continue;
            text = built ? v_text(built) : text;
            struct telling telling = text.type == VALUE_TEXT ? telling_of(arena, import->layout, is->field, text.s) : (struct telling){ 0 };
            if (field < 0 && tells_several(arena, import->layout, is->field, text.s))
                continue;
            if (!telling.code)
                continue;
            values->values[index] = v_text(telling.code);
            say_told(import, entry, is->field, telling.code, text.s);
            break;
        }
        if (is->untold && value_is_null(values->values[index])) {
            const struct code *code = code_find(is->field->codes, is->untold);
            values->values[index] = v_text(is->untold);
            import_say(import, entry->row, 0, IMPORT_NOTE, arena_printf(import->arena, "%s_untold", is->field->name), MSG_IMPORT_UNTOLD,
                       is->field->vi, code ? code->vi : is->untold);
        }
    }
}

/* --- what the list says of all its rows -------------------------------------------------------------------------- */

bool import_has_column(const struct import *import, const struct field *field)
{
    for (size_t i = 0; i < import->header.count; i++)
        if (import->header.columns[i].is && import->header.columns[i].is->field == field)
            return true;
    return false;
}

/* The organisation whose name stands in the text, by the longest: "Trưởng ban CTMT"; NULL: none, or only a short word. `ret_code`
 * may be NULL. */
static const char *organisation_in(const struct import *import, const char *text, const char **ret_code)
{
    enum { NAME_BYTES_MIN = 6 };
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct organisation_names *names = &import->organisations;
    const char *folded = arena_printf(&arena, " %s ", text_fold(&arena, text)), *found = NULL;
    size_t longest = NAME_BYTES_MIN - 1;
    for (size_t i = 0; i < names->count; i++) {
        size_t len = strlen(names->items[i].folded);
        if (len <= longest || !strstr(folded, arena_printf(&arena, " %s ", names->items[i].folded)))
            continue;
        longest = len;
        found = names->items[i].folded;
        if (ret_code)
            *ret_code = names->items[i].code;
    }
    return found;
}

static void put_body_told(struct import *import, struct import_entry *entry, const struct field *body, const char *name, const char *by)
{
    entry->texts[body - import->layout->kind->fields] = name;
    import_say(import, entry->row, 0, IMPORT_NOTE, arena_printf(import->arena, "%s_told", body->name), MSG_IMPORT_TOLD, body->vi, name, by);
}

/* The title proper among the lines above the header: "DANH SÁCH ỦY VIÊN ỦY BAN MTTQ XÃ"; NULL: none begins so. */
static const char *list_title(struct arena *arena, const char *titles)
{
    static const char *const begins[] = { "danh sach", "ds", "trich ngang", "tong hop" };
    for (char *rest = arena_strdup(arena, titles), *line; (line = strsep(&rest, ";"));) {
        line += strspn(line, " ");
        for (size_t i = 0; i < COUNT(begins); i++)
            if (strncmp(text_fold(arena, line), begins[i], strlen(begins[i])) == 0)
                return line;
    }
    return NULL;
}

/* A cadre without a column of bodies is of the one the title names, else the position. In a column of areas it is that of the area. */
static void tell_body_of_cadre(struct import *import, struct import_entry *entry)
{
    const struct kind *kind = import->layout->kind;
    const struct field *body = kind_field(kind, "body");
    const struct value *position = &entry->slots[SLOT_RECORD].values[kind_field_index(kind, "position")];
    if (entry->texts[body - kind->fields] || import_has_column(import, body))
        return;
    const char *title = list_title(&import->group_arena, import->title_words);
    const char *said[] = { title ? title : "", position->type == VALUE_TEXT ? position->s : "" }, *name = NULL;
    for (size_t i = 0; i < COUNT(said) && !name; i++) {
        name = organisation_in(import, said[i], NULL);
        if (!name)
            continue;
        bool of_area = entry->area || entry->section_area || import->level >= LEVEL_AREA;
        bool of_commune = !of_area && import->level == LEVEL_COMMUNE;
        put_body_told(import, entry, body, of_commune ? arena_printf(&import->group_arena, "%s xã", name) : name, said[i]);
    }
}

/* "NGÀY HỘI ĐẠI ĐOÀN KẾT … TẠI CÁC KHU DÂN CƯ", a row for each: held by the front work committee of the area. */
static void tell_activity(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    const struct field *name = kind_field(values->kind, "name"), *type = kind_field(values->kind, "type"), *host = kind_field(values->kind, "lead_body");
    struct value *said = &values->values[name - values->kind->fields];
    if (!value_is_null(*said) || import_has_column(import, name))
        return;
    struct telling telling = telling_of(&import->group_arena, import->layout, type, import->title_words);
    const struct code *code = telling.code ? code_find(type->codes, telling.code) : NULL;
    if (!code)
        return;
    values->values[type - values->kind->fields] = v_text(code->code);
    *said = v_text(code->vi);
    say_told(import, entry, type, code->code, import->title_words);
    if (strcmp(code->code, "great_unity_festival") == 0 && !entry->texts[host - values->kind->fields] && !import_has_column(import, host))
        put_body_told(import, entry, host, "Ban Công tác Mặt trận", import->title_words);
}

/* "Hội Nông dân xã Thường Xuân" is a body of that organisation; else it is of the one the title names. */
static void tell_organisation_of_body(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    const struct field *field = kind_field(values->kind, "organisation");
    struct value *said = &values->values[field - values->kind->fields], name = values->values[kind_field_index(values->kind, "name")];
    if (!value_is_null(*said) || name.type != VALUE_TEXT)
        return;
    const char *organisation = import->title_organisation;
    const char *of_name = NULL;
    bool named = organisation_in(import, name.s, &of_name) || (of_name = import_organisation_of(import, name.s)) != NULL;
    const char *by = named ? name.s : import->title_organisation_said;
    organisation = named ? of_name : organisation;
    if (!organisation && strncmp(text_fold(&import->group_arena, name.s), "to tu quan", 10) == 0) { /* the Front's, wherever they are */
        organisation = "fatherland_front";
        by = name.s;
    }
    if (!organisation)
        return;
    *said = v_text(organisation);
    import_say(import, entry->row, 0, IMPORT_NOTE, "organisation_told", MSG_IMPORT_TOLD, field->vi,
               organisation_name(import->store, &import->group_arena, organisation), by);
}

void import_told_by_list(struct import *import, struct import_entry *entry)
{
    const char *slug = import->layout->kind->slug;
    if (entry->record_id)
        return;
    if (strcmp(slug, "cadres") == 0)
        tell_body_of_cadre(import, entry);
    else if (strcmp(slug, "activities") == 0)
        tell_activity(import, entry);
    else if (strcmp(slug, "bodies") == 0)
        tell_organisation_of_body(import, entry);
}

void import_told_day(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    const struct field *day = kind_field(values->kind, "on_date");
    day = day ? day : kind_field(values->kind, "pledged_on");
    day = day ? day : kind_field(values->kind, "received_on");
    if (strcmp(values->kind->slug, "assignments") == 0)
        day = kind_field(values->kind, "from_date");
    int64_t year = import_list_year(import, entry);
    struct err err = { 0 };
    if (!day || day->type != FIELD_DATE || !year || entry->record_id || import_has_column(import, day) || values->kind->append_only ||
        !value_is_null(values->values[day - values->kind->fields]))
        return;
    const char *text = import->title_day ? import->title_day : arena_printf(&import->group_arena, "%lld", (long long)year);
    if (field_parse(&import->group_arena, day, text, &values->values[day - values->kind->fields], &err) == ERR_OK)
        import_say(import, entry->row, 0, IMPORT_NOTE, arena_printf(import->arena, "%s_told", day->name), MSG_IMPORT_TOLD, day->vi, text,
                   *import->title_words ? import->title_words : text);
}

/* --- what a list of households says of their heads ------------------------------------------------------------------ */

/* "DANH SÁCH HỘ NGHÈO DO PHỤ NỮ LÀM CHỦ HỘ" */
static bool says_heads_are_women(const char *titles)
{
    static const char *const phrases[] = { "phu nu lam chu ho", "chu ho la nu", "chu ho la phu nu", "co chu ho nu", "nu chu ho" };
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = arena_printf(&arena, " %s ", text_fold(&arena, titles));
    for (size_t i = 0; i < COUNT(phrases); i++)
        if (strstr(folded, arena_printf(&arena, " %s ", phrases[i])))
            return true;
    return false;
}

/* "Họ và tên hội viên": the heads are members of the one organisation the titles name. */
static bool names_members(const struct import *import)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        bool name = is && (is->role == LAYOUT_HEAD_NAME || (is->field && is->kind == import->member_kind && strcmp(is->field->name, "full_name") == 0));
        const char *header = name ? text_fold(&arena, import->header.columns[i].header) : "";
        if (strstr(header, "hoi vien") || strstr(header, "doan vien"))
            return true;
    }
    return false;
}

void import_told_head(struct import *import, struct import_entry *entry)
{
    struct import_values *member = &entry->slots[SLOT_MEMBER];
    struct value *sex = &member->values[kind_field_index(member->kind, "sex")];
    const struct field *field = kind_field(member->kind, "sex");
    if (import->relation_column || import->sheet_role == IMPORT_SHEET_MEMBERS)
        return;
    if (value_is_null(*sex) && says_heads_are_women(import->title_words)) {
        *sex = v_text("female");
        say_told(import, entry, field, "female", import->title_words);
    }
    if (entry->organisation_count == 0 && import->title_organisation && names_members(import))
        entry->organisations[entry->organisation_count++] = import->title_organisation;
}
