/* SPDX-License-Identifier: Apache-2.0 */
#include "service/work.h"

#include "base/date.h"
#include "domain/field.h"
#include "service/plan/lead.h"
#include "service/programme/deadline_words.h"
#include "service/record/record.h"
#include "service/unit/unit.h"
#include "service/work_kept.h"

#include <string.h>

static const struct {
    const char *name;
    enum msg msg, next;
} types[WORK_TYPE_MAX_] = {
    [WORK_OVERDUE] = { "overdue", MSG_WORK_OVERDUE, MSG_WORK_NEXT_DEADLINE },
    [WORK_DUE] = { "due", MSG_WORK_DUE, MSG_WORK_NEXT_DEADLINE },
    [WORK_SIGN] = { "sign", MSG_WORK_SIGN, MSG_WORK_NEXT_SIGN },
    [WORK_RETURNED] = { "returned", MSG_WORK_RETURNED, MSG_WORK_NEXT_RETURNED },
    [WORK_UNASSIGNED] = { "unassigned", MSG_WORK_UNASSIGNED, MSG_WORK_NEXT_UNASSIGNED },
    [WORK_DOUBTFUL] = { "doubtful", MSG_WORK_DOUBTFUL, MSG_WORK_NEXT_DOUBTFUL },
    [WORK_CONFLICT] = { "conflict", MSG_WORK_CONFLICT, MSG_WORK_NEXT_CONFLICT },
    [WORK_BEHIND] = { "behind", MSG_WORK_BEHIND, MSG_WORK_NEXT_BEHIND },
    [WORK_DUPLICATE] = { "duplicate", MSG_WORK_DUPLICATE, MSG_WORK_NEXT_DUPLICATE },
};

const char *work_type_name(enum work_type type)
{
    return types[type].name;
}

enum msg work_type_msg(enum work_type type)
{
    return types[type].msg;
}

enum msg work_type_next(enum work_type type)
{
    return types[type].next;
}

static void add(const struct telling *to, struct work *work, const struct work_item *item)
{
    struct work_section *section = &work->sections[item->type];
    if (!section->items)
        section->items = ARENA_ARRAY(to->arena, struct work_item, WORK_SHOWN_MAX);
    if (section->item_count == WORK_SHOWN_MAX)
        return;
    section->items[section->item_count] = *item;
    section->items[section->item_count++].next = types[item->type].next;
}

/* --- deadlines ------------------------------------------------------------------------------------------ */

/* The place whose deadlines are the actor's own work: his; of who is bound to none that of the house, the one place above all
 * others that owe anything. 0: there are several, and all of them are others'. */
static int64_t own_unit(const struct actor *actor, const struct deadlines *deadlines)
{
    const struct unit *top = NULL;
    bool is_one = true;
    if (actor->scope_unit)
        return actor->scope_unit;
    for (size_t i = 0; i < deadlines->count; i++) {
        const struct unit *unit = deadlines->items[i].unit;
        if (!unit || (top && unit->level > top->level))
            continue;
        is_one = !top || unit->level < top->level || (is_one && unit->id == top->id);
        top = unit;
    }
    return top && is_one ? top->id : 0;
}

static enum err_code gather_deadlines(const struct telling *to, struct work *work, struct err *err)
{
    const struct actor *actor = &to->store->actor;
    struct deadlines deadlines = { 0 };
    struct deadline_request request = { .unit = actor->scope_unit, .organisation = actor->line,
                                        .from_day = INT32_MIN, .to_day = INT32_MAX };
    TRY(deadlines_run(to->store, &request, to->arena, &deadlines, err));
    int64_t own = own_unit(actor, &deadlines);
    for (size_t i = 0; i < deadlines.count; i++) {
        const struct deadline *deadline = &deadlines.items[i];
        bool is_own = deadline->unit ? deadline->unit->id == own : own != 0;
        char day[DATE_TEXT_SIZE];
        if (deadline->state != DEADLINE_OVERDUE && deadline->state != DEADLINE_DUE)
            continue;
        enum work_type type = deadline->state == DEADLINE_DUE ? WORK_DUE : is_own ? WORK_OVERDUE : WORK_BEHIND;
        if (deadline->is_past) {
            work->sections[type].past++;
            continue;
        }
        if (!is_own && type == WORK_DUE) /* it is theirs, and not late: the calendar has it */
            continue;
        date_to_external(date_from_days(deadline->time.last_day), day);
        work->sections[type].count++;
        if (work->sections[type].item_count == WORK_SHOWN_MAX)
            continue;
        struct work_item item = { .type = type, .day = arena_strdup(to->arena, day),
                                  .what = arena_printf(to->arena, "%s: %s", deadline->body,
                                                       deadline_title(to, &deadline->schedule->title)) };
        add(to, work, &item);
    }
    return ERR_OK;
}

/* --- records ---------------------------------------------------------------------------------------------- */

/* What the record is called in the list: its label, else what it refers to, else its number; and its place, which tells like ones apart. */
static const char *words_of(const struct telling *to, const struct record *record)
{
    const struct field self = { .type = FIELD_REF, .ref = record->kind->slug };
    const char *label = record->kind->label ? record_label(to->store, to->arena, &self, v_int(record->id)) : "";
    for (const struct field *field = record->kind->fields; !*label && field->name; field++)
        if (field->type == FIELD_REF && field->required && !kind_by_slug(field->ref)->internal)
            label = record_label(to->store, to->arena, field, record_value(record, field->name));
    for (const struct field *field = record->kind->fields; !*label && field->name; field++)
        if (field->type == FIELD_INT && field->required) /* "Dòng 6" */
            label = arena_printf(to->arena, "%s %lld", to->lang == LANG_EN ? field->en : field->vi,
                                 (long long)record_int(record, field->name));
    const char *kind = to->lang == LANG_EN ? record->kind->en : record->kind->vi;
    bool says_kind = strncmp(label, kind, strlen(kind)) == 0; /* "Báo cáo kết quả năm 2018" */
    const char *unit = record->kind->unit ? record->kind->unit : "";
    const char *place = *unit ? unit_name_seen(to->store, to->arena, record_int(record, unit)) : "";
    return arena_printf(to->arena, "%s%s%s%s%s", says_kind ? "" : kind, says_kind ? "" : ": ", label,
                        *place ? " – " : "", place);
}

static enum err_code show_records(const struct telling *to, struct work *work, enum work_type type, const struct kind *kind,
                                  const struct cond *where, const char *action, int64_t count, struct err *err)
{
    struct entity_query query = { .where = where, .limit = WORK_SHOWN_MAX };
    struct record_list list = { 0 };
    work->sections[type].count += count;
    if (count)
        TRY(entity_list(to->store, kind, &query, to->arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        struct work_item item = { .type = type, .kind = kind, .id = list.items[i].id, .action = action,
                                  .what = words_of(to, &list.items[i]) };
        add(to, work, &item);
    }
    return ERR_OK;
}

/* The records of a kind that fit, counted and the first of them. */
static enum err_code gather_records(const struct telling *to, struct work *work, enum work_type type,
                                    const struct kind *kind, const struct cond *where, const char *action,
                                    struct err *err)
{
    struct entity_query query = { .where = where };
    struct err hidden = { 0 };
    int64_t count = 0;
    if (!kind || record_may_read(to->store, kind, &hidden) != ERR_OK)
        return ERR_OK;
    TRY(entity_count(to->store, kind, &query, &count, err));
    return show_records(to, work, type, kind, where, action, count, err);
}

static struct cond *in_state(const struct telling *to, const char *state)
{
    return cond_compare(to->arena, COND_FIELD_STATE, COND_EQ, v_text(state));
}

/* Whatever register has a state "returned". */
static enum err_code gather_returned(const struct telling *to, struct work *work, struct err *err)
{
    for (size_t i = 0; kinds[i]; i++)
        if (kinds[i]->states && kind_state(kinds[i], "returned"))
            TRY(gather_records(to, work, WORK_RETURNED, kinds[i], in_state(to, "returned"), NULL, err));
    return ERR_OK;
}

/* In the state, and of the actor's own place (or of the places in it). */
static const struct cond *in_state_at(const struct telling *to, const struct kind *kind, const char *state, bool own)
{
    struct cond *where = in_state(to, state);
    int unit = kind->unit ? kind_field_index(kind, kind->unit) : -1;
    if (!to->store->actor.scope_unit || unit < 0)
        return own ? where : NULL;
    return cond_both(to->arena, where, cond_compare(to->arena, unit, own ? COND_EQ : COND_NE, v_int(to->store->actor.scope_unit)));
}

/* Whatever register has a step that is a signature, for those who may take it: first what is his own place's to sign. */
static enum err_code gather_signing(const struct telling *to, struct work *work, struct err *err)
{
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; kinds[i]; i++)
            for (const struct transition *t = kinds[i]->transitions; t && t->action; t++) {
                const struct cond *where = t->signature ? in_state_at(to, kinds[i], t->from, own) : NULL;
                if (where && to->store->actor.role >= t->role && !to->store->actor.read_only)
                    TRY(gather_records(to, work, WORK_SIGN, kinds[i], where, t->action, err));
            }
    return ERR_OK;
}

/* Lists go by place; those of one line only are left to the Front, which makes the plan. */
static enum err_code gather_unassigned(const struct telling *to, struct work *work, struct err *err)
{
    const struct kind *households = kind_by_slug("households");
    struct err hidden = { 0 };
    int64_t year = 0, count = 0;
    TRY(lead_review_year(to->store, to->arena, 0, &year, err));
    if (!year || record_may_read(to->store, households, &hidden) != ERR_OK)
        return ERR_OK;
    const struct cond *where = lead_missing(to->arena, year);
    TRY(work_count_unassigned(to, year, where, &count, err));
    return show_records(to, work, WORK_UNASSIGNED, households, where, NULL, count, err);
}

enum err_code work_gather(const struct telling *to, struct work *ret_work, struct err *err)
{
    *ret_work = (struct work){ 0 };
    TRY(work_keep_deadlines(to, ret_work, gather_deadlines, err));
    TRY(gather_signing(to, ret_work, err));
    TRY(gather_returned(to, ret_work, err));
    TRY(gather_unassigned(to, ret_work, err));
    TRY(gather_records(to, ret_work, WORK_DOUBTFUL, kind_by_slug("import_rows"), in_state(to, "waiting"), "take", err));
    TRY(gather_records(to, ret_work, WORK_CONFLICT, kind_by_slug("sync_ops"), in_state(to, "conflicting"), NULL, err));
    return gather_records(to, ret_work, WORK_DUPLICATE, kind_by_slug("same_as_links"), in_state(to, "proposed"), "link",
                          err);
}
