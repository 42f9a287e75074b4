/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include "base/date.h"
#include "base/nearest.h"
#include "base/vitext.h"
#include "service/account/personal_log.h"

#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- options -------------------------------------------------------------------------------------- */

static int option_index(const struct command *command, const char *name, size_t len)
{
    for (int i = 0; command->options && command->options[i].name; i++)
        if (strlen(command->options[i].name) == len && strncmp(command->options[i].name, name, len) == 0)
            return i;
    return -1;
}

const char *cli_option(const struct cli *cli, const char *name)
{
    int index = option_index(cli->command, name, strlen(name));
    require(index >= 0);
    return cli->option_values[index];
}

bool cli_flag(const struct cli *cli, const char *name)
{
    return cli_option(cli, name) != NULL;
}

enum err_code cli_int_option(const struct cli *cli, const char *name, int64_t fallback, int64_t *ret,
                             struct err *err)
{
    const char *text = cli_option(cli, name);
    *ret = fallback;
    if (text && !text_int(text, ret))
        return err_set(err, ERR_USAGE, MSG_CLI_OPTION_NUMBER, name, text);
    return ERR_OK;
}

enum err_code cli_words(const struct cli *cli, size_t least, size_t most, struct err *err)
{
    if (cli->word_count >= least && cli->word_count <= most)
        return ERR_OK;
    return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
}

/* --- output ---------------------------------------------------------------------------------------- */

struct telling cli_telling(struct cli *cli)
{
    return (struct telling){ &cli->store, &cli->arena, cli->lang };
}

enum err_code cli_flush(struct cli *cli, struct err *err)
{
    size_t written = fwrite(buf_text(&cli->out), 1, cli->out.len, stdout);
    bool done = written == cli->out.len && fflush(stdout) == 0;
    buf_clear(&cli->out);
    return done ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, "stdout", strerror(errno));
}

void cli_say_args(struct cli *cli, enum msg msg, const char *const *args)
{
    msg_format(&cli->out, cli->lang, msg, args);
    buf_add_char(&cli->out, '\n');
}

void cli_complain(const struct cli *cli, const struct err *err)
{
    CLEANUP(buf_done) struct buf text = { 0 };
    msg_err(&text, cli->lang, err);
    fprintf(stderr, "chungtay: %s\n", buf_text(&text));
}

void cli_complain_mistakes(const struct cli *cli, const struct mistakes *mistakes)
{
    CLEANUP(buf_done) struct buf text = { 0 };
    for (size_t i = 0; i < mistakes->count; i++) {
        mistake_text(&text, cli->lang, &mistakes->items[i]);
        buf_add_char(&text, '\n');
    }
    fputs(buf_text(&text), stderr);
}

/* --- reading the command line ------------------------------------------------------------------------ */

static const struct command *find_command(const struct command *commands, int argc, char **argv,
                                          int *ret_used)
{
    const struct command *single = NULL;
    for (const struct command *command = commands; command->name; command++) {
        const char *space = strchr(command->name, ' ');
        if (!space && strcmp(command->name, argv[0]) == 0)
            single = command;
        if (space && argc > 1 && strncmp(command->name, argv[0], (size_t)(space - command->name)) == 0 &&
            argv[0][space - command->name] == '\0' && strcmp(space + 1, argv[1]) == 0) {
            *ret_used = 2;
            return command;
        }
    }
    *ret_used = 1;
    return single;
}

/* --db, --now and --lang, before the command or behind it. */
struct global_options {
    const char *db, *now, *lang;
};
static const char **global_place(struct global_options *globals, const char *name, size_t len)
{
    const struct {
        const char *name;
        const char **place;
    } known[] = { { "db", &globals->db }, { "now", &globals->now }, { "lang", &globals->lang } };
    for (size_t i = 0; i < COUNT(known); i++)
        if (strlen(known[i].name) == len && strncmp(name, known[i].name, len) == 0)
            return known[i].place;
    return NULL;
}

static enum err_code read_one_option(struct cli *cli, struct global_options *globals, char **argv, int argc, int *i,
                                     struct err *err)
{
    const char *name = argv[*i] + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const char *value = equals ? equals + 1 : NULL;
    bool global_format = len == 6 && strncmp(name, "format", 6) == 0;
    int index = option_index(cli->command, name, len);
    const char **global = index < 0 ? global_place(globals, name, len) : NULL;
    if (index < 0 && !global_format && !global)
        return err_set(err, ERR_USAGE, MSG_CLI_OPTION_UNKNOWN, argv[*i], cli->command->name,
                       cli->command->usage);
    bool flag = index >= 0 && cli->command->options[index].flag;
    if (flag && value)
        return err_set(err, ERR_USAGE, MSG_CLI_OPTION_FLAG, argv[*i]);
    if (!flag && !value) {
        if (*i + 1 >= argc)
            return err_set(err, ERR_USAGE, MSG_CLI_OPTION_VALUE, argv[*i]);
        value = argv[++*i];
    }
    if (index >= 0) {
        const char *earlier = cli->option_values[index];
        if (cli->command->options[index].repeats) {
            if (cli->set_count == CLI_WORDS_MAX)
                return err_set(err, ERR_USAGE, MSG_CLI_TOO_MANY);
            cli->set_pairs[cli->set_count++] = value;
        } else if (!flag && earlier && strcmp(earlier, value) != 0) {
            return err_set(err, ERR_USAGE, MSG_CLI_OPTION_TWICE, cli->command->options[index].name, earlier, value);
        }
        cli->option_values[index] = flag ? "" : value;
        return ERR_OK;
    }
    if (global) {
        *global = value;
        return ERR_OK;
    }
    if (strcmp(value, "table") == 0)
        cli->format = FORMAT_TABLE;
    else if (strcmp(value, "csv") == 0)
        cli->format = FORMAT_CSV;
    else if (strcmp(value, "json") == 0)
        cli->format = FORMAT_JSON;
    else
        return err_set(err, ERR_USAGE, MSG_CLI_FORMAT, value);
    return ERR_OK;
}

static enum err_code read_options(struct cli *cli, struct global_options *globals, int argc, char **argv, struct err *err)
{
    bool words_only = false;
    for (int i = 0; i < argc; i++) {
        if (!words_only && strcmp(argv[i], "--") == 0) {
            words_only = true;
        } else if (!words_only && strcmp(argv[i], "-o") == 0 && option_index(cli->command, "output", 6) >= 0) {
            if (i + 1 >= argc)
                return err_set(err, ERR_USAGE, MSG_CLI_OPTION_VALUE, argv[i]);
            cli->option_values[option_index(cli->command, "output", 6)] = argv[++i];
        } else if (!words_only && strncmp(argv[i], "--", 2) == 0) {
            TRY(read_one_option(cli, globals, argv, argc, &i, err));
        } else if (cli->word_count == CLI_WORDS_MAX) {
            return err_set(err, ERR_USAGE, MSG_CLI_TOO_MANY);
        } else {
            cli->words[cli->word_count++] = argv[i];
        }
    }
    return ERR_OK;
}

/* Those before the command. Returns how many arguments they took. */
static enum err_code read_globals(struct global_options *globals, int argc, char **argv, int *ret_used,
                                  struct err *err)
{
    int i = 0;
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        const char *name = argv[i] + 2, *equals = strchr(name, '=');
        const char **place = global_place(globals, name, equals ? (size_t)(equals - name) : strlen(name));
        if (!place)
            break;
        if (!equals && i + 1 >= argc)
            return err_set(err, ERR_USAGE, MSG_CLI_OPTION_VALUE, argv[i]);
        *place = equals ? equals + 1 : argv[++i];
    }
    *ret_used = i;
    return ERR_OK;
}

enum err_code cli_kind(const char *slug, const struct kind **ret_kind, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char **slugs = NULL, *near = NULL;
    size_t count = 0, capacity = 0;
    *ret_kind = kind_by_slug(slug);
    if (*ret_kind)
        return ERR_OK;
    for (const struct kind *const *kind = kinds; *kind; kind++) {
        *ARENA_PUSH(&arena, slugs, count, capacity) = (*kind)->slug;
        if (strcmp((*kind)->name, slug) == 0)
            near = (*kind)->slug;
    }
    *ARENA_PUSH(&arena, slugs, count, capacity) = NULL;
    near = near ? near : nearest_name(slug, slugs);
    return near ? err_set(err, ERR_USAGE, MSG_KIND_UNKNOWN_NEAR, slug, near) : err_set(err, ERR_USAGE, MSG_KIND_UNKNOWN, slug);
}

/* --- help ------------------------------------------------------------------------------------------------ */

static void print_help(struct cli *cli)
{
    cli_say(cli, MSG_CLI_HELP_HEAD);
    for (const struct command *command = cli->commands; command->name; command++) {
        buf_printf(&cli->out, "  chungtay %s %s\n", command->name, command->usage);
        buf_printf(&cli->out, "      %s\n", cli->lang == LANG_EN ? command->en : command->vi);
    }
    cli_say(cli, MSG_CLI_HELP_FOOT);
}

/* --- running ---------------------------------------------------------------------------------------------- */

/* The day, at eight in the morning in Viet Nam; or a full moment. */
static enum err_code set_clock(struct cli *cli, const char *now, enum cli_needs needs, struct err *err)
{
    int64_t day = 0;
    if (!now || !*now)
        return ERR_OK;
    if (!date_storage_first_day(now, &day) || strlen(now) != 10)
        return err_set(err, ERR_USAGE, MSG_CLI_NOW, now);
    store_set_now(&cli->store, (day * 86400 + 3600) * 1000);
    return needs == NEEDS_WRITING ? store_repeatable_ids(&cli->store, err) : ERR_OK;
}

/* sqlite:var/chungtay.db: the folder is made on first use. */
static void make_parent_folder(const char *uri)
{
    const char *path = strchr(uri, ':'), *slash = path ? strrchr(path, '/') : NULL;
    char folder[1024];
    if (strncmp(uri, "sqlite:", 7) != 0 || !slash || slash == path + 1)
        return;
    snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path - 1), path + 1);
    (void)!mkdir(folder, 0777);
}

static const char *user_name(struct arena *arena)
{
    const struct passwd *user = getpwuid(getuid());
    return arena_printf(arena, "cli:%s", user ? user->pw_name : "unknown");
}

static enum err_code open_store(struct cli *cli, enum cli_needs needs, struct err *err)
{
    unsigned rotating = strcmp(cli->command->name, "key rotate") == 0 ? STORE_ROTATING : 0;
    bool is_init = strcmp(cli->command->name, "init") == 0, creates = is_init || strcmp(cli->command->name, "demo") == 0;
    if (creates)
        make_parent_folder(cli->db_uri);
    unsigned backed_up = is_init && cli_flag(cli, "backed-up") ? STORE_BACKED_UP : 0;
    TRY(creates ? store_create(&cli->store, cli->db_uri, backed_up, err) :
                  store_open(&cli->store, cli->db_uri, needs == NEEDS_READING ? DB_READ_ONLY : rotating, err));
    cli->store_open = true;
    cli->store.actor = (struct actor){ .name = user_name(&cli->arena), .role = ROLE_ADMIN,
                                       .sees_personal = true };
    return set_clock(cli, cli->now, needs, err);
}

enum err_code cli_open_store(struct cli *cli, bool writing, struct err *err)
{
    return open_store(cli, writing ? NEEDS_WRITING : NEEDS_READING, err);
}

/* What was shown of people is noted before it leaves. Who only reads opens the database once more. */
static enum err_code log_personal(struct cli *cli, struct err *err)
{
    struct store writer;
    const char *why = arena_printf(&cli->arena, "%s%s%s", cli->command->name, cli->word_count ? " " : "",
                                   cli->word_count && kind_by_slug(cli->words[0]) ? cli->words[0] : "");
    if (!personal_log_has(&cli->store))
        return ERR_OK;
    if (cli->command->needs == NEEDS_WRITING)
        return personal_log_write(&cli->store, &cli->store, why, err);
    TRY(store_open(&writer, cli->db_uri, 0, err));
    store_set_now(&writer, cli->store.now_unix_ms);
    enum err_code code = personal_log_write(&writer, &cli->store, why, err);
    store_close(&writer);
    return code;
}

static enum err_code run_once(struct cli *cli, bool *ret_may_repeat, struct err *err)
{
    enum err_code code = ERR_OK;
    enum cli_needs needs = cli->command->needs;
    if (needs == NEEDS_READING_WITH_UNIT)
        needs = cli_option(cli, "unit") ? NEEDS_READING : NEEDS_NOTHING;
    if (needs != NEEDS_NOTHING)
        code = open_store(cli, needs, err);
    uint64_t commits = cli->store_open ? db_commit_count(cli->store.db) : 0;
    if (code == ERR_OK)
        code = cli->command->run(cli, err);
    *ret_may_repeat = false;
    if (cli->store_open) {
        db_rollback(cli->store.db);
        if (code == ERR_OK)
            code = log_personal(cli, err);
        if (code != ERR_OK && personal_log_has(&cli->store))
            buf_clear(&cli->out);
        *ret_may_repeat = code != ERR_OK && db_may_repeat(cli->store.db, commits, err);
        store_close(&cli->store);
        cli->store_open = false;
    }
    return code;
}

enum { TRIES_MAX = 4 };

static enum err_code run_command(struct cli *cli, struct err *err)
{
    bool may_repeat = false;
    enum err_code code = run_once(cli, &may_repeat, err);
    for (int i = 1; may_repeat && i < TRIES_MAX; i++) {
        buf_clear(&cli->out);
        *err = (struct err){ 0 };
        code = run_once(cli, &may_repeat, err);
    }
    struct err flush_err = { 0 };
    enum err_code flushed = cli_flush(cli, &flush_err);
    if (code == ERR_OK && flushed != ERR_OK) {
        *err = flush_err;
        code = flushed;
    }
    return code;
}

static enum err_code use_globals(struct cli *cli, const struct global_options *globals, struct err *err)
{
    bool english = globals->lang && strcmp(globals->lang, "en") == 0;
    if (globals->lang && !english && strcmp(globals->lang, "vi") != 0)
        return err_set(err, ERR_USAGE, MSG_CLI_LANG, globals->lang);
    cli->lang = english ? LANG_EN : LANG_VI;
    cli->db_named = globals->db && *globals->db;
    cli->db_uri = cli->db_named ? globals->db : "sqlite:var/chungtay.db";
    cli->now = globals->now;
    return ERR_OK;
}

static enum err_code print_usage(struct cli *cli, struct err *err)
{
    cli_say(cli, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    buf_printf(&cli->out, "%s\n", cli->lang == LANG_EN ? cli->command->en : cli->command->vi);
    return cli_flush(cli, err);
}

static bool asks_for_help(int argc, char **argv)
{
    return argc == 1 && (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0);
}

static enum err_code start(struct cli *cli, int argc, char **argv, struct err *err)
{
    struct global_options globals = { .db = getenv("CHUNGTAY_DB"), .now = getenv("CHUNGTAY_NOW") };
    int used = 0;
    TRY(read_globals(&globals, argc - 1, argv + 1, &used, err));
    argc -= used + 1;
    argv += used + 1;
    TRY(use_globals(cli, &globals, err));
    if (argc == 0 || strcmp(argv[0], "help") == 0 || asks_for_help(1, argv)) {
        print_help(cli);
        TRY(cli_flush(cli, err));
        return argc == 0 ? err_set(err, ERR_USAGE, MSG_CLI_NO_COMMAND) : ERR_OK;
    }
    int words = 0;
    cli->command = find_command(cli->commands, argc, argv, &words);
    if (!cli->command)
        return err_set(err, ERR_USAGE, MSG_CLI_COMMAND_UNKNOWN, argv[0]);
    if (asks_for_help(argc - words, argv + words))
        return print_usage(cli, err);
    TRY(read_options(cli, &globals, argc - words, argv + words, err));
    TRY(use_globals(cli, &globals, err));
    return run_command(cli, err);
}

/* A command that outgrows its memory is told like any other failure; the database rolls back what was not committed. */
static enum err_code start_guarded(struct cli *cli, int argc, char **argv, struct err *err)
{
    static jmp_buf guard;
    if (setjmp(guard) != 0) {
        cli->arena.guard = NULL;
        return err_set(err, ERR_NOMEM, MSG_NOMEM);
    }
    cli->arena.guard = &guard;
    return start(cli, argc, argv, err);
}

int cli_main(const struct command *commands, int argc, char **argv)
{
    static struct cli cli;
    cli = (struct cli){ .commands = commands, .lang = LANG_VI };
    signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is a failure to write, told like a full disk */
    struct err err = { 0 };
    enum err_code code = start_guarded(&cli, argc, argv, &err);
    if (code != ERR_OK)
        cli_complain(&cli, &err);
    int status = code != ERR_OK ? err_exit_status(code) : cli.findings ? 1 : 0;
    buf_done(&cli.out);
    arena_done(&cli.arena);
    return status;
}

/* --- tables -------------------------------------------------------------------------------------------------- */

void table_cell(struct table *table, struct value value)
{
    *ARENA_PUSH(table->arena, table->cells, table->cell_count, table->capacity) = value;
}

size_t text_width(const char *text)
{
    size_t width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80; /* NFC: a letter is one character */
    return width;
}

static const char *cell_text(const struct table *table, struct value value)
{
    if (value.type == VALUE_INT)
        return arena_printf(table->arena, "%lld", (long long)value.i);
    return value.type == VALUE_TEXT ? value.s : "";
}

static void print_padded(struct buf *out, const char *text, size_t width, bool right)
{
    size_t own = text_width(text), pad = own < width ? width - own : 0;
    for (size_t i = 0; right && i < pad; i++)
        buf_add_char(out, ' ');
    buf_add(out, text);
    for (size_t i = 0; !right && i < pad; i++)
        buf_add_char(out, ' ');
}

static const char *heading_of(const struct cli *cli, const struct table_column *column)
{
    return cli->lang == LANG_EN ? column->en : column->vi;
}

/* Widths of the columns; 0 for one that is empty in every row, which is left out. */
static size_t *column_widths(const struct cli *cli, const struct table *table)
{
    size_t columns = table->column_count;
    size_t *widths = ARENA_ARRAY(table->arena, size_t, columns);
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t width = text_width(cell_text(table, table->cells[i]));
        if (width > widths[i % columns])
            widths[i % columns] = width;
    }
    for (size_t i = 0; i < columns; i++) {
        size_t heading = text_width(heading_of(cli, &table->columns[i]));
        if ((widths[i] || table->cell_count == 0) && widths[i] < heading)
            widths[i] = heading;
    }
    return widths;
}

/* The last column is not padded: the rule under its heading need not be as long as its longest text. */
enum { LAST_RULE_WIDTH_MAX = 60 };

static void print_aligned(struct cli *cli, const struct table *table)
{
    size_t columns = table->column_count, last = 0;
    size_t *widths = column_widths(cli, table);
    for (size_t i = 0; i < columns; i++)
        last = widths[i] ? i : last;
    for (size_t i = 0; i < columns; i++) {
        if (!widths[i])
            continue;
        print_padded(&cli->out, heading_of(cli, &table->columns[i]), i < last ? widths[i] : 0,
                     table->columns[i].number);
        buf_add(&cli->out, i < last ? "  " : "\n");
    }
    for (size_t i = 0; i < columns; i++) {
        for (size_t j = 0; j < widths[i] && (i < last || j < LAST_RULE_WIDTH_MAX); j++)
            buf_add(&cli->out, "─");
        buf_add(&cli->out, !widths[i] ? "" : i < last ? "  " : "\n");
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t column = i % columns;
        bool number = table->columns[column].number;
        if (!widths[column])
            continue;
        print_padded(&cli->out, cell_text(table, table->cells[i]),
                     column == last && !number ? 0 : widths[column], number);
        buf_add(&cli->out, column == last ? "\n" : "  ");
    }
}

/* RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe. */
static void print_csv_cell(struct buf *out, const char *text, bool number)
{
    bool formula = !number && strchr("=+-@\t\r", *text) && *text;
    if (!formula && !strpbrk(text, ",\"\r\n")) {
        buf_add(out, text);
        return;
    }
    buf_add(out, formula ? "\"'" : "\"");
    for (; *text; text++) {
        if (*text == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *text);
    }
    buf_add_char(out, '"');
}

static void print_csv(struct cli *cli, const struct table *table)
{
    size_t columns = table->column_count;
    for (size_t i = 0; i < columns; i++) {
        print_csv_cell(&cli->out, table->columns[i].key, false);
        buf_add(&cli->out, i + 1 < columns ? "," : "\r\n");
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        print_csv_cell(&cli->out, cell_text(table, table->cells[i]),
                       table->cells[i].type == VALUE_INT);
        buf_add(&cli->out, (i + 1) % columns ? "," : "\r\n");
    }
}

static void print_json(struct cli *cli, const struct table *table)
{
    struct json_writer w = { .out = &cli->out, .indent = 2 };
    json_begin_array(&w);
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t column = i % table->column_count;
        if (column == 0)
            json_begin_object(&w);
        json_key(&w, table->columns[column].key);
        json_value(&w, table->cells[i]);
        if (column + 1 == table->column_count)
            json_end_object(&w);
    }
    json_end_array(&w);
    buf_add_char(&cli->out, '\n');
}

void table_print(struct cli *cli, const struct table *table)
{
    require(table->cell_count % table->column_count == 0);
    if (cli->format == FORMAT_JSON)
        print_json(cli, table);
    else if (cli->format == FORMAT_CSV)
        print_csv(cli, table);
    else
        print_aligned(cli, table);
}
