/* SPDX-License-Identifier: Apache-2.0
 * What was owed in a year, by who owes it and in which of the units below. Every deadline of the place is made for it,
 * so the counts are remembered until one of their registers changes. */
#include "service/report/overview.h"

#include "service/organisation.h"
#include "store/memory.h"

#include <string.h>

/* As it is remembered: the dues, then the tiles. */
struct kept_head {
    size_t due_count, tile_count;
};
struct kept_due {
    char organisation[64]; /* "": who is only named */
    int64_t counts[DEADLINE_STATE_MAX_];
};
struct kept_tile {
    int64_t unit, owed, on_time;
};

struct due_job {
    const struct telling *to;
    struct overview *overview;
    const struct territory *territory;
    size_t capacity;
};

static struct overview_due *due_of(struct due_job *job, const char *organisation)
{
    struct overview *overview = job->overview;
    for (size_t i = 0; i < overview->due_count; i++)
        if (value_equal(v_text(overview->dues[i].organisation), v_text(organisation)))
            return &overview->dues[i];
    struct overview_due *due = ARENA_PUSH(job->to->arena, overview->dues, overview->due_count, job->capacity);
    *due = (struct overview_due){ .organisation = organisation };
    due->label = organisation ? organisation_name_in(job->to->store, job->to->arena, organisation, job->to->lang) :
                                msg_text(MSG_REPORT_NO_ORGANISATION, job->to->lang);
    return due;
}

static bool is_over(enum deadline_state state)
{
    return state == DEADLINE_DONE || state == DEADLINE_LATE || state == DEADLINE_OVERDUE;
}

static struct overview_tile *tile_of(struct overview *overview, int64_t unit)
{
    for (size_t i = 0; i < overview->tile_count; i++)
        if (overview->tiles[i].unit && overview->tiles[i].unit->id == unit)
            return &overview->tiles[i];
    return NULL;
}

static void count_in_tile(struct due_job *job, const struct deadline *deadline)
{
    if (!deadline->unit || !is_over(deadline->state))
        return;
    struct unit_set chain = territory_chain(job->territory, job->to->arena, deadline->unit,
                                            (int32_t)job->overview->cut.territory_day);
    for (size_t i = 0; i < chain.count; i++) {
        struct overview_tile *tile = tile_of(job->overview, chain.items[i]->id);
        if (tile) {
            tile->owed++;
            tile->on_time += deadline->state == DEADLINE_DONE;
        }
    }
}

static enum err_code count_dues(struct due_job *job, struct err *err)
{
    const struct overview_request *of = &job->overview->request;
    struct deadline_request request = {
        .programme = of->programme ? of->programme->id : NULL,
        .unit = job->overview->unit->level == LEVEL_NATION ? 0 : of->unit,
        .organisation = job->to->store->actor.line,
        .from_day = date_to_days(date_of(of->year, 1, 1)),
        .to_day = date_to_days(date_of(of->year, 12, 31)),
    };
    struct deadlines deadlines = { 0 };
    TRY(deadlines_run(job->to->store, &request, job->to->arena, &deadlines, err));
    for (size_t i = 0; i < deadlines.count; i++) {
        const struct deadline *deadline = &deadlines.items[i];
        if (date_is_none(deadline->time.due))
            continue; /* of no year */
        due_of(job, deadline->organisation)->counts[deadline->state]++;
        count_in_tile(job, deadline);
    }
    return ERR_OK;
}

/* --- remembered ------------------------------------------------------------------------------------------- */

static void keep(const struct due_job *job, const struct memory_moment *moment)
{
    CLEANUP(buf_done) struct buf bytes = { 0 };
    struct memory_source sources[DEADLINE_SOURCES_MAX];
    const struct overview *overview = job->overview;
    struct kept_head head = { overview->due_count, 0 };
    for (size_t i = 0; i < overview->tile_count; i++)
        head.tile_count += overview->tiles[i].owed > 0;
    buf_add_n(&bytes, &head, sizeof(head));
    for (size_t i = 0; i < overview->due_count; i++) {
        struct kept_due due = { 0 };
        const char *organisation = overview->dues[i].organisation ? overview->dues[i].organisation : "";
        require(strlen(organisation) < sizeof(due.organisation));
        memcpy(due.organisation, organisation, strlen(organisation));
        memcpy(due.counts, overview->dues[i].counts, sizeof(due.counts));
        buf_add_n(&bytes, &due, sizeof(due));
    }
    for (size_t i = 0; i < overview->tile_count; i++) {
        const struct overview_tile *of = &overview->tiles[i];
        struct kept_tile tile = { of->unit ? of->unit->id : 0, of->owed, of->on_time };
        if (of->owed)
            buf_add_n(&bytes, &tile, sizeof(tile));
    }
    memory_keep(job->to->store, moment, sources, deadlines_sources(sources), bytes.data, bytes.len);
}

static void recall(struct due_job *job, const char *bytes)
{
    struct kept_head head;
    memcpy(&head, bytes, sizeof(head));
    bytes += sizeof(head);
    for (size_t i = 0; i < head.due_count; i++, bytes += sizeof(struct kept_due)) {
        struct kept_due kept;
        memcpy(&kept, bytes, sizeof(kept));
        struct overview_due *due = due_of(job, *kept.organisation ? arena_strdup(job->to->arena, kept.organisation) : NULL);
        memcpy(due->counts, kept.counts, sizeof(due->counts));
    }
    for (size_t i = 0; i < head.tile_count; i++, bytes += sizeof(struct kept_tile)) {
        struct kept_tile kept;
        memcpy(&kept, bytes, sizeof(kept));
        struct overview_tile *tile = tile_of(job->overview, kept.unit);
        require(tile);
        tile->owed = kept.owed;
        tile->on_time = kept.on_time;
    }
}

enum err_code overview_fill_dues(const struct telling *to, const struct territory *territory, struct overview *overview,
                                 struct err *err)
{
    struct due_job job = { .to = to, .overview = overview, .territory = territory };
    const struct programme *programme = overview->request.programme;
    const char *key = arena_printf(to->arena, "overview dues %s %lld %d %lld %lld %s", programme ? programme->id : "-",
                                   (long long)overview->request.unit, overview->request.year,
                                   (long long)overview->cut.territory_day, (long long)to->store->today_day,
                                   memory_actor(to->store, to->arena));
    const void *bytes = NULL;
    struct memory_moment moment;
    TRY(memory_find(to->store, key, to->arena, &moment, &bytes, err));
    if (bytes) {
        recall(&job, bytes);
        return ERR_OK;
    }
    TRY(count_dues(&job, err));
    keep(&job, &moment);
    return ERR_OK;
}
