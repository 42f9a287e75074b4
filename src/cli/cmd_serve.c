/* SPDX-License-Identifier: Apache-2.0
 * serve, routes: the web face. */
#include "cli/commands.h"

#include "base/date.h"
#include "http/address.h"
#include "http/jobs.h"
#include "http/openapi.h"
#include "http/route.h"
#include "http/server.h"
#include "service/job/backup.h"

#include <signal.h>
#include <string.h>
#include <pthread.h>

static enum err_code read_tls(struct cli *cli, struct server_config *config, struct err *err)
{
    const char *tls = cli_option(cli, "tls"), *comma = tls ? strchr(tls, ',') : NULL;
    if (!tls)
        return ERR_OK;
    if (!comma)
        return err_set(err, ERR_USAGE, MSG_SERVE_TLS, tls);
    config->cert_path = arena_strndup(&cli->arena, tls, (size_t)(comma - tls));
    config->key_path = comma + 1;
    return ERR_OK;
}

static enum err_code read_config(struct cli *cli, struct server_config *config, struct err *err)
{
    const char *listen = cli_option(cli, "listen"), *proxy = cli_option(cli, "proxy");
    char address[ADDRESS_SIZE];
    int64_t day = 0;
    *config = (struct server_config){ .db_uri = cli->db_uri, .listen = listen ? listen : "127.0.0.1:8080",
                                      .public_url = cli_option(cli, "public-url"), .proxy = proxy,
                                      .log = cli_flag(cli, "quiet") ? NULL : stderr };
    const char *backups = cli_option(cli, "backups");
    config->backups = !backups                      ? backups_beside(&cli->arena, cli->db_uri) :
                      strcmp(backups, "none") == 0 ? NULL :
                                                     backups;
    if (proxy && !address_read(proxy, address))
        return err_set(err, ERR_USAGE, MSG_SERVE_PROXY, proxy);
    TRY(read_tls(cli, config, err));
    TRY(cli_int_option(cli, "readers", 0, &config->readers, err));
    TRY(cli_int_option(cli, "connections", 0, &config->connections, err));
    TRY(cli_int_option(cli, "per-address", 0, &config->per_address, err));
    TRY(cli_int_option(cli, "idle-seconds", 0, &config->idle_seconds, err));
    TRY(cli_int_option(cli, "request-seconds", 0, &config->request_seconds, err));
    TRY(cli_int_option(cli, "answer-seconds", 0, &config->answer_seconds, err));
    if (!cli->now || !*cli->now)
        return ERR_OK;
    if (!date_storage_first_day(cli->now, &day) || strlen(cli->now) != 10)
        return err_set(err, ERR_USAGE, MSG_CLI_NOW, cli->now);
    config->now_unix_ms = (day * 86400 + 3600) * 1000;
    return ERR_OK;
}

/* Until SIGTERM or SIGINT. They are blocked before any thread begins, so that only this wait sees them. */
static enum err_code run_serve(struct cli *cli, struct err *err)
{
    struct server_config config;
    struct server *server = NULL;
    sigset_t ends;
    int signal_number = 0;
    TRY(cli_words(cli, 0, 0, err));
    TRY(read_config(cli, &config, err));
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN);
    TRY(server_start(&config, &server, err));
    cli_say(cli, MSG_SERVE_READY, server_url(server));
    if (server_setup_code(server))
        cli_say(cli, MSG_SERVE_SETUP, server_setup_code(server));
    enum err_code code = cli_flush(cli, err);
    struct jobs *jobs = jobs_start(&config);
    if (code == ERR_OK)
        (void)sigwait(&ends, &signal_number);
    jobs_stop(jobs);
    server_stop(server);
    return code;
}

static const char *const lane_words[LANE_MAX_] = {
    [LANE_HERE] = "here", [LANE_READ] = "read", [LANE_LONG] = "long",
    [LANE_WRITE] = "write", [LANE_APART] = "apart", [LANE_DOOR] = "door",
};

static enum err_code run_routes(struct cli *cli, struct err *err)
{
    static const struct table_column columns[] = {
        { "method", "METHOD", "METHOD", false }, { "path", "PATH", "PATH", false },   { "right", "RIGHT", "RIGHT", false },
        { "lane", "LANE", "LANE", false },     { "body", "BODY", "BODY", true },    { "title", "VIỆC", "WHAT", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    TRY(cli_words(cli, 0, 0, err));
    for (const struct route *const *rows = route_tables; *rows; rows++)
        for (const struct route *route = *rows; route->path; route++) {
            table_cell(&table, v_text(method_name(route->method)));
            table_cell(&table, v_text(route->path));
            table_cell(&table, v_text(right_word(route->right)));
            table_cell(&table, v_text(lane_words[route->lane]));
            table_cell(&table, v_int(route->body_limit_bytes));
            table_cell(&table, v_text(cli->lang == LANG_EN ? route->en : route->vi));
        }
    table_print(cli, &table);
    return ERR_OK;
}

static enum err_code run_openapi(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 0, 0, err));
    openapi_write(&cli->out, cli->lang);
    buf_add_char(&cli->out, '\n');
    return ERR_OK;
}

static const struct cli_option serve_options[] = {
    { "listen", false }, { "tls", false }, { "public-url", false }, { "proxy", false }, { "readers", false }, { "connections", false },
    { "per-address", false }, { "idle-seconds", false }, { "request-seconds", false },
    { "answer-seconds", false }, { "backups", false }, { "quiet", true }, { 0 },
};

const struct command command_serve = {
    .name = "serve",
    .usage = "[--listen ADDR:PORT] [--tls CERT,KEY] [--public-url URL] [--proxy ADDR] [--readers N] [--connections N] "
             "[--per-address N] [--idle-seconds N] [--request-seconds N] [--answer-seconds N] "
             "[--backups DIR|none] [--quiet]",
    .vi = "Chạy máy chủ web", .en = "Run the web server", .options = serve_options, .needs = NEEDS_NOTHING,
    .run = run_serve,
};
const struct command command_routes = {
    .name = "routes", .usage = "", .vi = "Các đường dẫn của máy chủ, quyền cần có", .en = "The server's routes and the right each needs",
    .needs = NEEDS_NOTHING, .run = run_routes,
};
const struct command command_openapi = {
    .name = "openapi", .usage = "", .vi = "Mô tả API (OpenAPI 3.1)", .en = "The API described (OpenAPI 3.1)",
    .needs = NEEDS_NOTHING, .run = run_openapi,
};
