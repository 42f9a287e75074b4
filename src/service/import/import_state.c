/* SPDX-License-Identifier: Apache-2.0
 * "Hiện trạng: đang hoạt động": the state a list says a record is in. A new record is put where steps that its writer may
 * take lead to; a known one goes on from where it stands, never back. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <string.h>

enum { STATES_MAX = 24 };

static const char *state_of_words(struct import *import, const char *text)
{
    const struct layout *layout = import->layout;
    for (const struct state *state = layout->kind->states; state && state->code; state++)
        if (strcmp(state->code, text) == 0 || text_equal_folded(state->vi, text) || text_equal_folded(state->en, text))
            return state->code;
    for (size_t i = 0; i < layout->value_count; i++)
        for (const char *const *word = layout->values[i].words; !layout->values[i].field && *word; word++)
            if (text_equal_folded(*word, text))
                return kind_state(layout->kind, layout->values[i].is)->code;
    return NULL;
}

static bool may_step(const struct import *import, const struct transition *step, bool is_new)
{
    return (is_new || !step->reason) && import->store->actor.role >= (step->role ? step->role : ROLE_CADRE);
}

/* Whether steps lead from one to the other; each state is left once. */
static bool leads(const struct import *import, const char *from, const char *to, bool is_new)
{
    const struct kind *kind = import->layout->kind;
    const char *open[STATES_MAX] = { from };
    size_t count = 1;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(open[i], to) == 0)
            return true;
        for (const struct transition *step = kind->transitions; step && step->action; step++) {
            bool leaves = strcmp(step->from, "*") == 0 || strcmp(step->from, open[i]) == 0, seen = false;
            for (size_t j = 0; j < count; j++)
                seen = seen || strcmp(open[j], step->to) == 0;
            if (leaves && !seen && count < STATES_MAX && may_step(import, step, is_new))
                open[count++] = step->to;
        }
    }
    return false;
}

static bool says(const struct import_values *values, const char *field)
{
    return !value_is_null(values->values[kind_field_index(values->kind, field)]);
}

/* Without a column of states: of a pledge what was received says how it stands, of an opinion the answer; NULL: nothing does. */
static const char *state_of_values(const struct import_values *values)
{
    if (strcmp(values->kind->slug, "opinions") == 0)
        return says(values, "answer") ? "answered" : says(values, "forwarded_name") || says(values, "forwarded_body") ? "forwarded" : NULL;
    if (strcmp(values->kind->slug, "pledges") != 0)
        return NULL;
    struct value amount = values->values[kind_field_index(values->kind, "amount")];
    struct value received = values->values[kind_field_index(values->kind, "received")];
    if (amount.type != VALUE_INT || received.type != VALUE_INT || received.i <= 0)
        return NULL;
    return received.i < amount.i ? "part_received" : "fulfilled";
}

void import_state_put(struct import *import, struct import_entry *entry, const struct record *before, struct record *after)
{
    const char *text = entry->state_column ? entry->row->cells[entry->state_column - 1].text : NULL, *state = NULL;
    if (entry->record_id || entry->known || !after->state)
        return;
    state = text ? state_of_words(import, text) : state_of_values(import_record_values(entry));
    if (!state && text)
        import_say(import, entry->row, entry->state_column, IMPORT_NOTE, "state_unknown", MSG_IMPORT_STATE_UNKNOWN, text);
    if (!state || strcmp(state, after->state) == 0)
        return;
    const struct state *stands = kind_state(after->kind, after->state), *said = kind_state(after->kind, state);
    if (leads(import, after->state, state, !before))
        after->state = said->code;
    else
        import_say(import, entry->row, entry->state_column, IMPORT_NOTE, "state_kept", MSG_IMPORT_STATE_KEPT, said->vi, stands->vi);
}
