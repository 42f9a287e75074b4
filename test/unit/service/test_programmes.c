/* SPDX-License-Identifier: Apache-2.0
 * Who may load a programme, and sign it: a leader of the Front, for his own place. */
#include "service/programme/programmes.h"

#include "village_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The district's programme with these words after its id; a file of its own. */
static char *changed_file(const char *id, const char *more)
{
    struct err err = { 0 };
    char *text = NULL, *path = arena_printf(test_arena(), "%s/programme-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    size_t len = 0;
    CHECK_OK(read_whole_file("programmes/duc_co_2017.yaml", 1 << 20, test_arena(), &text, &len, &err), &err);
    char *at = strstr(text, "id: duc_co_2017");
    CHECK(at);
    int file = mkstemp(path);
    CHECK(file >= 0);
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add_n(&out, text, (size_t)(at - text));
    buf_printf(&out, "id: %s%s\n%s", id, at + strlen("id: duc_co_2017"), more);
    CHECK_INT((int64_t)write(file, buf_text(&out), out.len), (int64_t)out.len);
    close(file);
    return path;
}

static struct actor actor_of(enum role role, int64_t unit, const char *line)
{
    return (struct actor){ .name = "test", .role = role, .scope_unit = unit, .line = line };
}

static enum err_code load_as(struct village *v, struct actor actor, const char *path, struct programme_load_result *result)
{
    struct actor before = v->store.actor;
    struct mistakes mistakes = { .arena = test_arena() };
    struct err err = { 0 };
    v->store.actor = actor;
    enum err_code code = programme_load(&v->store, &(const struct programme_load){ .path = path }, test_arena(), &mistakes, result, &err);
    v->store.actor = before;
    CHECK_INT((int64_t)mistakes.count, 0);
    return code;
}

static enum err_code agree_as(struct village *v, struct actor actor)
{
    struct actor before = v->store.actor;
    struct programme_load_result result = { 0 };
    struct err err = { 0 };
    const struct consent_request request = { .programme = "duc_co_2017", .organisation = "trade_union", .decision = "agree", .on = date_none() };
    v->store.actor = actor;
    enum err_code code = programme_agree(&v->store, &request, test_arena(), &result, &err);
    v->store.actor = before;
    return code;
}

void test_programmes__a_leader_proposes_for_his_place(void)
{
    struct village v;
    struct programme_load_result result = { 0 };
    if (village_open(&v)) {
        char *path = changed_file("duc_co_2017", "# đổi\n");
        CHECK_INT(load_as(&v, actor_of(ROLE_CADRE, v.district, NULL), path, &result), ERR_FORBIDDEN);
        CHECK_INT(load_as(&v, actor_of(ROLE_LEADER, v.ia_din, NULL), path, &result), ERR_FORBIDDEN);
        CHECK_INT(load_as(&v, actor_of(ROLE_LEADER, v.district, "farmers_union"), path, &result), ERR_FORBIDDEN);
        CHECK_INT(load_as(&v, actor_of(ROLE_LEADER, v.district, NULL), path, &result), ERR_OK);
        CHECK_INT(result.revision, 2);
        CHECK_INT(result.in_force, 0); /* its signers have still to agree */
        CHECK_INT(agree_as(&v, actor_of(ROLE_LEADER, v.ia_din, NULL)), ERR_FORBIDDEN);
        CHECK_INT(agree_as(&v, actor_of(ROLE_LEADER, v.district, NULL)), ERR_OK);
        unlink(path);
    }
    fixture_close(&v.store);
}

/* One that is new to the house, as a movement board writes it: in force when the file says that all have agreed. */
void test_programmes__a_leader_loads_a_new_one(void)
{
    struct village v;
    struct programme_load_result result = { 0 };
    if (village_open(&v)) {
        char *path = changed_file("duc_co_khac", "");
        CHECK_INT(load_as(&v, actor_of(ROLE_LEADER, v.ia_din, NULL), path, &result), ERR_FORBIDDEN);
        CHECK_INT(load_as(&v, actor_of(ROLE_LEADER, v.district, NULL), path, &result), ERR_OK);
        CHECK_INT(result.in_force, 1);
        unlink(path);
    }
    fixture_close(&v.store);
}
