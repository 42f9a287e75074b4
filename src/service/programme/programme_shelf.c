/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/programme_shelf.h"

#include <string.h>

enum { SHELF_MAX = 32 }; /* the programmes of a province, in the versions looked at; beyond it all are put away */

struct programme_shelf {
    struct arena arena; /* holds itself, the texts and the programmes */
    struct {
        const char *code, *source;
        const struct programme *programme;
    } items[SHELF_MAX];
    size_t count;
};

/* Between two transactions nobody holds a programme. */
static void put_away(struct store *store, bool all)
{
    struct programme_shelf *shelf = store->programmes;
    if (!shelf || (!all && shelf->count < SHELF_MAX))
        return;
    struct arena arena = shelf->arena;
    arena_done(&arena);
    store->programmes = NULL;
}

static struct programme_shelf *shelf_of(struct store *store)
{
    if (!store->programmes) {
        struct arena arena;
        arena_init(&arena, 0);
        struct programme_shelf *shelf = ARENA_NEW(&arena, struct programme_shelf);
        shelf->arena = arena;
        store->programmes = shelf;
        store->programmes_put_away = put_away;
    }
    return store->programmes;
}

const struct programme *programme_read(struct store *store, struct arena *arena, const char *code, const char *source,
                                       struct mistakes *mistakes)
{
    struct programme_shelf *shelf = shelf_of(store);
    for (size_t i = 0; i < shelf->count; i++)
        if (strcmp(shelf->items[i].code, code) == 0 && strcmp(shelf->items[i].source, source) == 0)
            return shelf->items[i].programme;
    if (shelf->count == SHELF_MAX)
        return programme_parse(arena, code, source, strlen(source), mistakes);
    struct mistakes own_mistakes = { .arena = &shelf->arena };
    struct arena_mark mark = arena_mark(&shelf->arena);
    const char *own_code = arena_strdup(&shelf->arena, code), *own_source = arena_strdup(&shelf->arena, source);
    const struct programme *programme =
        programme_parse(&shelf->arena, own_code, own_source, strlen(own_source), &own_mistakes);
    if (!programme) { /* what is told of it is the caller's */
        arena_release(&shelf->arena, mark);
        return programme_parse(arena, code, source, strlen(source), mistakes);
    }
    shelf->items[shelf->count].code = own_code;
    shelf->items[shelf->count].source = own_source;
    shelf->items[shelf->count++].programme = programme;
    return programme;
}
