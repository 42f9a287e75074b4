/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/schedule.h"

#include <string.h>

const struct programme_document *schedule_document(const struct programme *programme,
                                                   const struct schedule *schedule)
{
    const struct programme_document *document = NULL;
    if (schedule->document)
        document = programme_document(programme, schedule->document);
    return document ? document : programme_own_document(programme);
}

/* --- what it depends on ----------------------------------------------------------------------- */

static struct anchor document_anchor(const struct programme *programme,
                                     const struct schedule *schedule,
                                     const struct schedule_facts *facts)
{
    const struct programme_document *document = schedule_document(programme, schedule);
    struct anchor anchor = { .span = schedule->has_period ? schedule->period : programme->period };
    if (!document)
        return anchor;
    bool arrival = schedule->due.base == DUE_ARRIVED;
    struct date day = arrival ? document->arrived : document->date;
    for (size_t i = 0; arrival && i < facts->arrival_count; i++)
        if (document->id && strcmp(facts->arrivals[i].document, document->id) == 0)
            day = date_from_days(facts->arrivals[i].day);
    anchor.known = !date_is_none(day);
    if (anchor.known)
        anchor.first_day = anchor.last_day = date_to_days(date_last_day(day));
    return anchor;
}

/* The times of another schedule. */
static struct anchor *schedule_anchors(const struct programme *programme, const char *id,
                                       const struct schedule_facts *facts, struct arena *arena,
                                       size_t *ret_count)
{
    const struct schedule *other = id ? programme_schedule(programme, id) : NULL;
    *ret_count = 0;
    if (!other)
        return NULL;
    struct occurrences times = schedule_occurrences(programme, other, facts, arena);
    struct anchor *anchors = ARENA_ARRAY(arena, struct anchor, times.count + 1);
    for (size_t i = 0; i < times.count; i++)
        anchors[i] = (struct anchor){ .span = times.items[i].span,
                                      .first_day = times.items[i].first_day,
                                      .last_day = times.items[i].last_day,
                                      .known = !date_is_none(times.items[i].due) };
    *ret_count = times.count;
    return anchors;
}

/* A report before its superior's is before the superior's last day, whatever window that has. */
static void narrow_to_last(struct anchor *anchors, size_t count)
{
    for (size_t i = 0; i < count; i++)
        anchors[i].first_day = anchors[i].last_day;
}

/* --- dates set later -------------------------------------------------------------------------- */

static bool is_set(const struct set_date *set, const struct schedule *schedule,
                   const struct occurrence *unknown, bool once)
{
    return schedule->id && strcmp(set->schedule, schedule->id) == 0 &&
           (once || period_has(unknown->span, date_last_day(set->due)));
}

/* Puts the dates set in the place of the unknown times they are for. */
static struct occurrences put_set_dates(const struct schedule *schedule,
                                        const struct schedule_facts *facts,
                                        struct occurrences times, struct arena *arena)
{
    struct occurrences all = { .items = ARENA_ARRAY(arena, struct occurrence,
                                                    times.count + facts->set_date_count + 1) };
    bool once = times.count == 1;
    for (size_t i = 0; i < times.count; i++) {
        const struct occurrence *time = &times.items[i];
        size_t before = all.count;
        for (size_t j = 0; date_is_none(time->due) && j < facts->set_date_count; j++) {
            const struct set_date *set = &facts->set_dates[j];
            struct date last;
            if (!is_set(set, schedule, time, once) || !date_last_ok(set->due, set->op, &last))
                continue;
            int32_t day = date_to_days(last);
            all.items[all.count++] = (struct occurrence){ .span = time->span,
                                                          .due = set->due,
                                                          .op = set->op,
                                                          .first_day = day,
                                                          .last_day = day };
        }
        if (all.count == before)
            all.items[all.count++] = *time;
    }
    return all;
}

/* --- the whole -------------------------------------------------------------------------------- */

struct occurrences schedule_occurrences(const struct programme *programme,
                                        const struct schedule *schedule,
                                        const struct schedule_facts *facts, struct arena *arena)
{
    struct period whole = schedule->has_period ? schedule->period : programme->period;
    struct anchor document;
    struct anchor *anchors = NULL;
    size_t count = 0;
    if (schedule->due.base == DUE_ISSUED || schedule->due.base == DUE_ARRIVED) {
        document = document_anchor(programme, schedule, facts);
        anchors = &document;
        count = 1;
    } else if (schedule->due.base == DUE_PARENT) {
        anchors = schedule_anchors(programme, schedule->parent, facts, arena, &count);
        narrow_to_last(anchors, count);
    } else if (schedule->due.base == DUE_EVENT) {
        anchors = schedule_anchors(programme, schedule->event, facts, arena, &count);
    }
    struct occurrences times =
        calendar_occurrences(&schedule->due, whole, anchors, count, facts->holidays, arena);
    return schedule->due.base == DUE_UNKNOWN ? put_set_dates(schedule, facts, times, arena) : times;
}

const struct occurrence *schedule_served(const struct occurrences *parents,
                                         const struct occurrence *child)
{
    const struct occurrence *next = NULL;
    if (date_is_none(child->due))
        return NULL;
    if (parents->count == 1)
        return date_is_none(parents->items[0].due) ? NULL : &parents->items[0];
    for (size_t i = 0; i < parents->count; i++) {
        const struct occurrence *parent = &parents->items[i];
        if (date_is_none(parent->due))
            continue;
        if (date_equal(parent->span.first, child->span.first) &&
            date_equal(parent->span.last, child->span.last))
            return parent;
        if (parent->last_day > child->last_day && (!next || parent->last_day < next->last_day))
            next = parent;
    }
    return next;
}
