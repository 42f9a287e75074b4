/* SPDX-License-Identifier: Apache-2.0
 * Rows of a list of residential areas ("Danh sách thôn, tổ dân phố"): each is known by its name in its
 * commune, or made there with the bodies that the programmes want. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <string.h>

static struct value said(const struct import_entry *entry, const char *field)
{
    const struct import_values *values = &entry->slots[SLOT_RECORD];
    return values->values[kind_field_index(values->kind, field)];
}

bool import_is_area_row(const struct import *import, const struct import_entry *entry)
{
    return strcmp(import->layout->kind->slug, "units") == 0 && !entry->record_id &&
           value_is_null(said(entry, "code")) && value_is_null(said(entry, "official_name"));
}

/* "Ia Kênh" beside the type "Làng" is "Làng Ia Kênh". */
static void put_type(struct import *import, struct import_entry *entry)
{
    const char *type = said(entry, "type").s, *named = NULL;
    if (!type || import_names_area(import, entry->area, &named))
        return;
    const char *whole = arena_printf(&import->group_arena, "%s %s", type, layout_skip_numbering(entry->area));
    if (import_names_area(import, whole, &named))
        entry->area = named;
}

static enum err_code find_area(struct import *import, struct import_entry *entry, int64_t *ret_area, struct err *err)
{
    struct import_place place = { 0 };
    TRY(import_place_find(import, entry, &place, err));
    if (entry->row->verdict == IMPORT_NOTE)
        TRY(import_unit_check_year(import, entry, place.commune, err));
    if (entry->row->verdict == IMPORT_NOTE && !place.area)
        import_say(import, entry->row, entry->area_column, IMPORT_REFUSED, "area_missing", MSG_IMPORT_AREA_MISSING,
                   entry->area);
    *ret_area = place.area;
    return ERR_OK;
}

/* A note goes on after what stands there. */
static void add_note(struct import *import, const struct record *before, struct import_values *values)
{
    const char *known = record_text(before, "note");
    struct value *note = &values->values[kind_field_index(values->kind, "note")];
    if (known && note->type == VALUE_TEXT)
        *note = v_text(strstr(known, note->s) ? known : arena_printf(&import->group_arena, "%s; %s", known, note->s));
}

/* What the row says of the area beside its name: whether it is urban, a remark. */
static enum err_code write_rest(struct import *import, struct import_entry *entry, int64_t area, bool is_new, struct err *err)
{
    static const char *const rest[] = { "settlement", "commune_group", "basis_number", "note" };
    const struct import_values *read = import_record_values(entry);
    struct import_values values = { .kind = read->kind,
                                    .values = ARENA_ARRAY(&import->group_arena, struct value, kind_field_count(read->kind)),
                                    .columns = read->columns };
    struct record *before = NULL;
    struct import_tally outcome = { 0 };
    bool any = false;
    for (size_t i = 0; i < COUNT(rest); i++) {
        int index = kind_field_index(read->kind, rest[i]);
        values.values[index] = read->values[index];
        any = any || !value_is_null(read->values[index]);
    }
    if (any) {
        TRY(entity_get(import->store, read->kind, area, &import->group_arena, &before, err));
        add_note(import, before, &values);
        TRY(import_write(import, entry->row, &values, before, import_merge(import, before, &values, false), &outcome, err));
    }
    entry->outcome = (struct import_tally){ .created = is_new, .changed = !is_new && outcome.changed, .same = !is_new && !outcome.changed };
    return ERR_OK;
}

/* "Thôn Bòng | Thôn Tân Lập": what the area was before it was merged, where another name; NULL. */
static const char *former_of(const struct import *import, const struct import_entry *entry)
{
    for (size_t i = 0; i < import->header.count && i < entry->row->count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->headed && strcmp(is->name, "former") == 0 && *entry->row->cells[i].text &&
            !text_equal_folded(entry->row->cells[i].text, entry->area))
            return entry->row->cells[i].text;
    }
    return NULL;
}

enum err_code import_area_row(struct import *import, struct import_entry *entry, struct err *err)
{
    int64_t made = import->areas_pending, area = 0;
    if (!entry->area) {
        import_say(import, entry->row, 0, IMPORT_REFUSED, "area_missing", MSG_IMPORT_AREA_MISSING, "");
        return ERR_OK;
    }
    put_type(import, entry);
    TRY(find_area(import, entry, &area, err));
    int64_t seen = area ? idmap_get(&import->records_seen, area, 0) : 0;
    const char *former = former_of(import, entry);
    if (former)
        import_say(import, entry->row, 0, IMPORT_NOTE, "area_former", MSG_IMPORT_AREA_FORMER, former);
    else if (seen) /* an area made of several stands in several rows */
        import_say(import, entry->row, 0, IMPORT_REFUSED, "record_twice", MSG_IMPORT_SAME_RECORD, err_int(seen));
    if (entry->row->verdict != IMPORT_NOTE)
        return ERR_OK;
    idmap_put(&import->records_seen, area, entry->row->number);
    return write_rest(import, entry, area, import->areas_pending > made, err);
}
