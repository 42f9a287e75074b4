/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as a request, head and body, through everything that stands behind the sockets: target, headers,
 * router, JSON, filters, cursors, handlers, the entity store. The database ($CHUNGTAY_DB, a demonstration) is the
 * same before each, as far as the writer's lane goes: what is written there is rolled back. "Authorization: Bearer @1" is the first account's token,
 * @H and @M stand for the id of a household and of a model: no fuzzer guesses one. */
#include "http/router.h"
#include "http/server_parts.h"
#include "service/account/account.h"
#include "service/account/personal_log.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *count, char ***args);
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

static struct store store;
static struct server server;
static char tokens[3][TOKEN_SECRET_SIZE];
static char household[ID_TEXT_SIZE] = "0", model[ID_TEXT_SIZE] = "0";

static void must(enum err_code code, const struct err *err)
{
    if (code == ERR_OK)
        return;
    CLEANUP(buf_done) struct buf text = { 0 };
    msg_err(&text, LANG_EN, err);
    fprintf(stderr, "fuzz_request: %s\n", buf_text(&text));
    abort();
}

static void make_token(struct arena *arena, const char *role, bool personal, char ret_token[TOKEN_SECRET_SIZE])
{
    static const char first[] = "suối trong đá mòn 7", fresh[] = "một hai ba bốn năm 5";
    struct err err = { 0 };
    struct issues issues = { .arena = arena };
    struct record *account = NULL, *token = NULL;
    char password[PASSWORD_FRESH_SIZE];
    struct account_new wanted = { .user_name = arena_printf(arena, "thu.%s.%d", role, (int)getpid()), .role = role,
                                  .sees_personal = personal, .password = first };
    struct token_new program = { .label = "thu", .writes = true, .valid_to = "2018-06-01" };
    must(account_add(&store, &wanted, arena, &account, password, &issues, &err), &err);
    must(account_password_change(&store, account->id, first, fresh, &err), &err);
    must(token_add(&store, account->id, &program, arena, &token, ret_token, &issues, &err), &err);
}

static void first_id(struct arena *arena, const char *slug, char ret_id[ID_TEXT_SIZE])
{
    struct entity_query query = { .limit = 1 };
    struct record_list list = { 0 };
    struct err err = { 0 };
    must(entity_list(&store, kind_by_slug(slug), &query, arena, &list, &err), &err);
    if (list.count)
        id_to_text(list.items[0].id, ret_id);
}

int LLVMFuzzerInitialize(int *count, char ***args)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err = { 0 };
    (void)count;
    (void)args;
    must(store_open(&store, getenv("CHUNGTAY_DB"), 0, &err), &err);
    store_set_now(&store, INT64_C(1514700000000)); /* 31/12/2017 */
    store.actor = (struct actor){ .name = "cli:fuzz", .role = ROLE_ADMIN, .sees_personal = true };
    make_token(&arena, "admin", true, tokens[0]);
    make_token(&arena, "cadre", false, tokens[1]);
    make_token(&arena, "auditor", false, tokens[2]);
    first_id(&arena, "households", household);
    first_id(&arena, "models", model);
    snprintf(server.spool, sizeof(server.spool), "%s", "/dev/shm");
    server.started_unix = 1;
    server.config.db_uri = getenv("CHUNGTAY_DB");
    server_describe(&server);
    return 0;
}

static void add_with_ids(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == '@' && i + 1 < len && (text[i + 1] == 'H' || text[i + 1] == 'M'))
            buf_add(out, text[++i] == 'H' ? household : model);
        else
            buf_add_n(out, text + i, 1);
}

static void read_head_line(struct call *call, char *line)
{
    char *colon = strchr(line, ':');
    if (!colon)
        return;
    *colon = '\0';
    const char *value = colon + 1 + strspn(colon + 1, " \t");
    if (strcasecmp(line, "Authorization") == 0 && strncmp(value, "Bearer @", 8) == 0 && value[8] >= '1' && value[8] <= '3')
        value = arena_printf(&call->arena, "Bearer %s", tokens[value[8] - '1']);
    call_note_header(call, line, value);
}

/* "GET /x", header lines, an empty line, the body. False where it is no request. */
static bool read_request(struct call *call, const unsigned char *bytes, size_t len, const char **ret_target)
{
    char *text = arena_strndup(&call->arena, (const char *)bytes, len);
    size_t text_len = strlen(text);
    char *line = text, *end = strchr(text, '\n'), *space = strchr(text, ' ');
    if (!end || !space || space > end)
        return false;
    *end = *space = '\0';
    call_note_method(call, line);
    CLEANUP(buf_done) struct buf target = { 0 };
    add_with_ids(&target, space + 1, strlen(space + 1));
    *ret_target = arena_strdup(&call->arena, buf_text(&target));
    for (line = end + 1; *line && *line != '\n'; line = end + 1) {
        end = strchr(line, '\n');
        if (!end)
            return false;
        *end = '\0';
        read_head_line(call, line);
    }
    size_t at = (size_t)(line - text) + (*line == '\n');
    if (at < len && at <= text_len) {
        add_with_ids(&call->body, (const char *)bytes + at, len - at);
        if (call->head.content_length < 0)
            call->head.content_length = (int64_t)(len - at);
    }
    return true;
}

/* What no fuzzer should wait for: password hashing by intent, and what goes to files and engines. */
static bool is_slow(const struct route *route)
{
    return route->lane == LANE_DOOR || strstr(route->path, "/import") || strstr(route->path, "/uploads") ||
           strcmp(route->path, "/api/v1/assign") == 0;
}

static void check_answer(const struct call *call)
{
    const struct tree *tree = NULL;
    struct err err = { 0 };
    CLEANUP(arena_done) struct arena arena = { 0 };
    require(call->status >= 200 && call->status < 600);
    require(call->status != 500); /* 500: something we did not think of */
    for (size_t i = 0; i < call->header_count; i++)
        require(!strpbrk(call->headers[i].value, "\r\n"));
    if (call->type && strcmp(call->type, "application/problem+json") == 0)
        require(tree_read(&arena, call->out.data, call->out.len, &tree, &err) == ERR_OK);
}

static void run(struct call *call)
{
    struct err err = { 0 };
    jmp_buf guard;
    if (call->route->lane != LANE_APART) /* those are transactions of their own, and stay */
        must(db_group_begin(store.db, &err), &err);
    call->store = &store;
    if (setjmp(guard) == 0) {
        call->arena.guard = &guard;
        enum err_code code = router_run(call, &err);
        if (code != ERR_OK && call->status < 400)
            call_problem(call, &err);
        check_answer(call);
    }
    call->arena.guard = NULL;
    personal_log_drop(&store);
    db_rollback(store.db);
    db_group_rollback(store.db); /* nothing where there is no group */
    store.actor = (struct actor){ .name = "web:" };
    must(store_refresh(&store, &err), &err);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
    struct err err = { 0 };
    struct call *call = call_new(&server);
    const char *target = NULL;
    call->address = "203.0.113.7";
    if (read_request(call, bytes, len, &target)) {
        if (call_read_target(call, target, &err) != ERR_OK) {
            call_choose_lang(call);
            call_problem(call, &err);
        } else if (router_accept(call) && !is_slow(call->route)) {
            if (call->route->lane != LANE_HERE)
                run(call);
            else if (call->route->handle(call, &err) != ERR_OK)
                call_problem(call, &err);
        }
    }
    call_free(call);
    return 0;
}
