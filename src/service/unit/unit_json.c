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
