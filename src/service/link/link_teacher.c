/* SPDX-License-Identifier: Apache-2.0 */
#include "service/link/link_teacher.h"

#include "base/idmap.h"
#include "service/unit/unit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { LOOKED_AT = 300000, POLITENESS = 10 /* nice(2) */ };

struct link_teacher {
    const char *uri;
    int64_t least;
    pthread_t thread;
    atomic_bool stopping;
    _Atomic(struct link_index *) index;
};

/* Households by the unit they count in. */
struct tallying {
    struct arena arena;
    struct idmap units;
    int64_t households;
};

static enum err_code tally_one(void *context, const struct record *record, struct err *err)
{
    struct tallying *tallying = context;
    int64_t unit = record_int(record, "unit");
    (void)err;
    if (unit)
        idmap_put(&tallying->units, unit, idmap_get(&tallying->units, unit, 0) + 1);
    tallying->households++;
    return ERR_OK;
}

/* *ret_commune 0: too few households to be worth it. */
static enum err_code find_largest(struct store *store, int64_t least, struct tallying *tallying, int64_t *ret_commune, struct err *err)
{
    static const char *const only[] = { "unit", NULL };
    struct entity_query query = { .only = only, .limit = LOOKED_AT };
    struct idmap communes = { .arena = &tallying->arena };
    int64_t most = 0;
    tallying->units.arena = &tallying->arena;
    TRY(entity_each(store, kind_by_slug("households"), &query, tally_one, tallying, err));
    for (size_t i = 0; tallying->households >= least && i < tallying->units.capacity; i++) {
        int64_t commune = 0;
        if (!tallying->units.keys[i])
            continue;
        TRY(unit_commune_today(store, tallying->units.keys[i], &commune, err));
        if (!commune)
            continue;
        int64_t count = idmap_get(&communes, commune, 0) + tallying->units.values[i];
        idmap_put(&communes, commune, count);
        if (count <= most)
            continue;
        most = count;
        *ret_commune = commune;
    }
    return ERR_OK;
}

static bool goes_on(void *context, unsigned permille)
{
    struct link_teacher *teacher = context;
    (void)permille;
    return !atomic_load(&teacher->stopping);
}

static enum err_code learn(struct link_teacher *teacher, struct store *store, struct err *err)
{
    struct tallying tallying = { 0 };
    struct link_index *index = NULL;
    int64_t commune = 0;
    enum err_code code = db_begin_reading(store->db, err);
    if (code == ERR_OK)
        code = find_largest(store, teacher->least, &tallying, &commune, err);
    arena_done(&tallying.arena);
    const struct link_learning learning = { .goes_on = goes_on, .context = teacher, .store = store };
    if (code == ERR_OK && commune)
        code = link_index_learn(&learning, commune, &index, err);
    db_rollback(store->db);
    if (code == ERR_OK)
        atomic_store(&teacher->index, index);
    return code;
}

/* Whatever fails: who asks learns for himself. */
static void *work(void *context)
{
    struct link_teacher *teacher = context;
    struct store store;
    struct err ignored = { 0 };
    (void)setpriority(PRIO_PROCESS, 0, POLITENESS); /* of this thread: Linux */
    if (store_open(&store, teacher->uri, DB_SERVING | DB_READ_ONLY, &ignored) != ERR_OK)
        return NULL;
    (void)!learn(teacher, &store, &ignored);
    store_close(&store);
    return NULL;
}

struct link_teacher *link_teacher_start(const char *uri, int64_t least)
{
    struct link_teacher *teacher = calloc(1, sizeof(*teacher));
    require(teacher);
    teacher->uri = uri;
    teacher->least = least;
    if (pthread_create(&teacher->thread, NULL, work, teacher) == 0)
        return teacher;
    free(teacher);
    return NULL;
}

void link_teacher_halt(struct link_teacher *teacher)
{
    if (!teacher)
        return;
    atomic_store(&teacher->stopping, true);
    (void)pthread_join(teacher->thread, NULL);
}

void link_teacher_free(struct link_teacher *teacher)
{
    if (!teacher)
        return;
    link_index_close(atomic_load(&teacher->index));
    free(teacher);
}

const struct link_index *link_teacher_index(struct link_teacher *teacher)
{
    return teacher ? atomic_load(&teacher->index) : NULL;
}
