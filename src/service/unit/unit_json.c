/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/unit_json.h"

#include "base/date.h"
#include "base/id.h"
#include "domain/code_lists.h"

void unit_json_members(struct json_writer *w, const struct unit *unit)
{
    char text[DATE_TEXT_SIZE], id[ID_TEXT_SIZE];
    id_to_text(unit->id, id);
    json_member_string(w, "id", id);
    json_member_string(w, "code", unit->code);
    date_to_external(date_from_days(unit->from_day), text);
    json_member_string(w, "from", text);
    if (unit->to_day != TERRITORY_LAST_DAY)
        date_to_external(date_from_days(unit->to_day), text);
    json_member_string(w, "to", unit->to_day == TERRITORY_LAST_DAY ? NULL : text);
    json_member_string(w, "list", unit_list_code((enum unit_list)unit->list));
    json_member_string(w, "level", unit_level_code((enum unit_level)unit->level));
    json_member_string(w, "type", unit_types[unit->type].code);
    json_member_string(w, "name", unit->name);
}

void unit_json(struct json_writer *w, const struct unit *unit)
{
    if (!unit) {
        json_null(w);
        return;
    }
    json_begin_object(w);
    unit_json_members(w, unit);
    json_end_object(w);
}

void unit_counts_json(struct json_writer *w, const struct unit_counts *counts)
{
    json_begin_object(w);
    for (size_t i = 0; i < counts->count; i++)
        json_member_int(w, counts->items[i].kind->slug, counts->items[i].count);
    json_end_object(w);
}

void unit_verb_json(struct json_writer *w, const struct unit_verb_result *result, int32_t day)
{
    const struct territory_change *change = &result->change;
    char text[DATE_TEXT_SIZE], id[ID_TEXT_SIZE];
    date_to_external(date_from_days(day), text);
    id_to_text(result->made.batch, id);
    json_begin_object(w);
    json_member_string(w, "on", day ? text : NULL);
    json_key(w, "made");
    json_begin_array(w);
    for (size_t i = 0; i < change->unit_count; i++) {
        struct unit unit = change->units[i];
        unit.id = result->made.batch ? result->made.units[i] : 0;
        unit_json(w, &unit);
    }
    json_end_array(w);
    json_member_int(w, "ended", (int64_t)change->end_count);
    json_member_int(w, "lineages", (int64_t)change->lineage_count);
    json_key(w, "left");
    json_begin_array(w);
    for (size_t i = 0; i < change->left.count; i++)
        unit_json(w, change->left.items[i]);
    json_end_array(w);
    json_key(w, "records");
    unit_counts_json(w, &result->counts);
    json_member_int(w, "record_count", result->counts.total);
    json_member_string(w, "batch", result->made.batch ? id : NULL);
    json_end_object(w);
}
