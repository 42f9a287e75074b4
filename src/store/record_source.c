/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record_source.h"

#include "store/entity_parts.h"

static enum err_code visit_referring(struct record_source *source, const struct kind *kind, int reference,
                                     int64_t id, void (*visit)(void *to, const struct image *image), void *to)
{
    int canonical = kind_canonical_field(kind, reference), by[] = { reference, canonical };
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < COUNT(by) && by[i] >= 0; i++) {
        struct record_list list = { 0 };
        const char *sql = entity_sql_referring(&arena, kind, &kind->fields[by[i]]);
        TRY(entity_rows(source->store, kind, sql, id, &arena, &list, &source->err));
        for (size_t j = 0; j < list.count; j++) {
            struct image image = record_image(&list.items[j]);
            image.source = &source->source;
            if (image_counted(&image, reference).i == id)
                visit(to, &image);
        }
    }
    return ERR_OK;
}

static enum err_code visit_one(struct record_source *source, const struct kind *kind, int64_t id,
                               void (*visit)(void *to, const struct image *image), void *to)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *record = NULL;
    TRY(entity_get_any(source->store, kind, id, &arena, &record, &source->err));
    struct image image = record_image(record);
    image.source = &source->source;
    visit(to, &image);
    return ERR_OK;
}

static void each_record(void *context, const struct kind *kind, int reference, int64_t id,
                        void (*visit)(void *to, const struct image *image), void *to)
{
    struct record_source *source = context;
    if (source->err.code != ERR_OK)
        return;
    enum err_code code = reference == COND_FIELD_ID ? visit_one(source, kind, id, visit, to) :
                                                      visit_referring(source, kind, reference, id, visit, to);
    if (code == ERR_NOT_FOUND)
        source->err = (struct err){ 0 }; /* a reference to nothing: a link that is pending */
}

void record_source_init(struct record_source *source, struct store *store)
{
    *source = (struct record_source){ .store = store };
    source->source = (struct image_source){ source, each_record };
}
