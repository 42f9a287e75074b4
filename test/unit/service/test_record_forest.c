/* SPDX-License-Identifier: Apache-2.0
 * Who copied whom, as trees. */
#include "../store_fixture.h"

#include "base/vitext.h"
#include "service/record/record_forest.h"

#include <string.h>

static struct record *model(struct store *store, const struct fixture_family *family, const char *name, const struct record *from)
{
    const char *pairs[] = { arena_printf(test_arena(), "name=%s", name), "type=green_fence", "year=2019", fixture_ref("unit", family->commune),
                            fixture_ref("lead_body", family->body), from ? fixture_ref("replicated_from", from->id) : NULL, NULL };
    return fixture_make(store, "models", pairs);
}

static struct forest read_forest(struct store *store, const char *words, int64_t from, int64_t limit)
{
    const struct kind *models = kind_by_slug("models");
    struct text_words folded = text_words(test_arena(), words);
    const struct forest_query query = { .field = kind_field_index(models, "replicated_from"), .words = folded.items,
                                        .word_count = folded.count, .from = from, .limit = limit };
    struct forest forest = { 0 };
    struct err err = { 0 };
    CHECK_OK(forest_read(store, models, &query, test_arena(), &forest, &err), &err);
    return forest;
}

void test_record_forest__who_copied_whom(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        CHECK_INT(read_forest(&store, "", 0, 10).total, 0);
        struct record *small = model(&store, &family, "Hàng rào xanh", NULL), *large = model(&store, &family, "Đường hoa", NULL);
        model(&store, &family, "Một mình", NULL);
        model(&store, &family, "Hàng rào làng Ngol", small);
        struct record *copy = model(&store, &family, "Đường hoa làng Ghè", large), *after = model(&store, &family, "Ngõ hoa", copy);
        struct forest forest = read_forest(&store, "", 0, 10);
        CHECK_INT(forest.total, 2);
        CHECK_INT(forest.trees[0].id, large->id);
        CHECK_INT(forest.trees[0].below, 2);
        CHECK_INT(forest.trees[0].children[0].id, copy->id);
        CHECK_INT(forest.trees[0].children[0].children[0].id, after->id);
        CHECK_TEXT(record_text(forest.trees[0].children[0].children[0].record, "name"), "Ngõ hoa");
        CHECK_INT(forest.trees[1].below, 1);
        forest = read_forest(&store, "", 1, 10);
        CHECK_INT((int64_t)forest.count, 1);
        CHECK_INT(forest.trees[0].id, small->id);
        CHECK_INT((int64_t)read_forest(&store, "", 7, 10).count, 0);
        forest = read_forest(&store, "ngo hoa", 0, 10); /* found far below: the tree it stands in */
        CHECK_INT(forest.total, 1);
        CHECK_INT(forest.trees[0].id, large->id);
        CHECK_INT(read_forest(&store, "mot minh", 0, 10).total, 0);
        fixture_act(&store, "models", small->id, "withdraw"); /* an original that is no more still has its copies */
        forest = read_forest(&store, "", 1, 10);
        CHECK_TEXT(forest.trees[0].record->state, "withdrawn");
        PATCH(&store, "models", large->id, fixture_ref("replicated_from", after->id)); /* a circle: each for itself, none lost */
        CHECK_INT(read_forest(&store, "", 0, 10).total, 4);
    }
    fixture_close(&store);
}

void test_record_forest__many_copies_are_counted(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct record *original = model(&store, &family, "Đường hoa", NULL), *last = original;
        for (int i = 0; i < FOREST_CHILDREN_MAX + 3; i++)
            model(&store, &family, arena_printf(test_arena(), "Đường hoa %d", i), original);
        for (int i = 0; i < FOREST_DEPTH_MAX + 2; i++)
            last = model(&store, &family, arena_printf(test_arena(), "Ngõ hoa %d", i), last);
        struct forest forest = read_forest(&store, "", 0, 1);
        const struct forest_node *node = &forest.trees[0];
        CHECK_INT(node->below, FOREST_CHILDREN_MAX + 3 + FOREST_DEPTH_MAX + 2);
        CHECK_INT((int64_t)node->child_count, FOREST_CHILDREN_MAX);
        CHECK_INT(node->untold, 4);
        int depth = 1;
        for (; node->child_count; node = &node->children[0])
            depth++; /* the branch with the most followers is the first */
        CHECK_INT(depth, FOREST_DEPTH_MAX);
        CHECK_INT(node->untold, 1);
        CHECK_INT(node->below, 3);
    }
    fixture_close(&store);
}

void test_record_forest__only_what_the_actor_sees(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct record *original = model(&store, &family, "Đường hoa", NULL);
        const char *elsewhere[] = { "name=Đường hoa nơi khác", "type=green_fence", "year=2019", "unit=23869@2017-05-01", fixture_ref("lead_body", family.body),
                                    fixture_ref("replicated_from", original->id), NULL };
        struct record *copy = fixture_make(&store, "models", elsewhere);
        store.actor.role = ROLE_CADRE;
        store.actor.scope_unit = family.commune;
        CHECK_INT(read_forest(&store, "", 0, 10).total, 0);
        store.actor.scope_unit = record_int(copy, "unit");
        struct forest forest = read_forest(&store, "", 0, 10);
        CHECK_INT(forest.total, 1);
        CHECK(forest.trees[0].record == NULL);
        CHECK_INT(forest.trees[0].children[0].id, copy->id);
        store.actor = (struct actor){ .name = "cli:test", .role = ROLE_ADMIN, .sees_personal = true };
    }
    fixture_close(&store);
}
