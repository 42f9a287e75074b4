/* SPDX-License-Identifier: Apache-2.0 */
#include "service/work_kept.h"

#include "service/programme/deadlines.h"
#include "store/memory.h"

#include <string.h>

/* --- deadlines ----------------------------------------------------------------------------------------------- */

static const enum work_type dated[] = { WORK_OVERDUE, WORK_DUE, WORK_BEHIND };

/* A section as it is remembered; behind all of them day and words of each item, each text with its end. */
struct kept {
    int64_t count, past;
    size_t item_count;
};

static void recall(const struct telling *to, const char *bytes, struct work *work)
{
    struct kept kept[COUNT(dated)];
    memcpy(kept, bytes, sizeof(kept));
    bytes += sizeof(kept);
    for (size_t i = 0; i < COUNT(dated); i++) {
        struct work_section *section = &work->sections[dated[i]];
        section->count = kept[i].count;
        section->past = kept[i].past;
        section->items = ARENA_ARRAY(to->arena, struct work_item, WORK_SHOWN_MAX);
        for (; section->item_count < kept[i].item_count; section->item_count++) {
            struct work_item *item = &section->items[section->item_count];
            *item = (struct work_item){ .type = dated[i], .day = bytes, .next = work_type_next(dated[i]) };
            bytes += strlen(bytes) + 1;
            item->what = bytes;
            bytes += strlen(bytes) + 1;
        }
    }
}

static void keep(const struct telling *to, const struct memory_moment *moment, const struct work *work)
{
    CLEANUP(buf_done) struct buf bytes = { 0 };
    struct memory_source sources[DEADLINE_SOURCES_MAX];
    struct kept kept[COUNT(dated)];
    for (size_t i = 0; i < COUNT(dated); i++) {
        const struct work_section *section = &work->sections[dated[i]];
        kept[i] = (struct kept){ section->count, section->past, section->item_count };
    }
    buf_add_n(&bytes, kept, sizeof(kept));
    for (size_t i = 0; i < COUNT(dated); i++)
        for (size_t j = 0; j < kept[i].item_count; j++) {
            const struct work_item *item = &work->sections[dated[i]].items[j];
            buf_add_n(&bytes, item->day, strlen(item->day) + 1);
            buf_add_n(&bytes, item->what, strlen(item->what) + 1);
        }
    memory_keep(to->store, moment, sources, deadlines_sources(sources), bytes.data, bytes.len);
}

enum err_code work_keep_deadlines(const struct telling *to, struct work *work,
                                  enum err_code (*gather)(const struct telling *to, struct work *work, struct err *err),
                                  struct err *err)
{
    struct memory_moment moment;
    const void *bytes = NULL;
    const char *key = arena_printf(to->arena, "work deadlines %d %lld %s", (int)to->lang, (long long)to->store->today_day,
                                   memory_actor(to->store, to->arena));
    TRY(memory_find(to->store, key, to->arena, &moment, &bytes, err));
    if (bytes) {
        recall(to, bytes, work);
        return ERR_OK;
    }
    TRY(gather(to, work, err));
    keep(to, &moment, work);
    return ERR_OK;
}

/* --- households without a lead ----------------------------------------------------------------------------------- */

enum err_code work_count_unassigned(const struct telling *to, int64_t year, const struct cond *where, int64_t *ret_count,
                                    struct err *err)
{
    static const char *const of_household[] = { "destitute", "unit", "canonical", NULL };
    static const char *const of_class[] = { "class", "year", "household", "counted_by", NULL };
    static const char *const of_lead[] = { "year", "household", NULL };
    const struct memory_source sources[] = {
        { .kind = "households", .fields = of_household },
        { .kind = "classifications", .date_field = "year", .year = (int)year, .fields = of_class },
        { .kind = "assignments", .date_field = "year", .year = (int)year, .fields = of_lead },
    };
    struct entity_query query = { .where = where };
    struct memory_moment moment;
    const void *bytes = NULL;
    const char *key = arena_printf(to->arena, "work unassigned %lld %lld %s", (long long)year, (long long)to->store->today_day,
                                   memory_actor(to->store, to->arena));
    TRY(memory_find(to->store, key, to->arena, &moment, &bytes, err));
    if (bytes) {
        memcpy(ret_count, bytes, sizeof(*ret_count));
        return ERR_OK;
    }
    TRY(entity_count(to->store, kind_by_slug("households"), &query, ret_count, err));
    memory_keep(to->store, &moment, sources, COUNT(sources), ret_count, sizeof(*ret_count));
    return ERR_OK;
}
