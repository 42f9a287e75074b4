/* SPDX-License-Identifier: Apache-2.0
 * user add | passwd | lock | unlock | list | token: accounts, by whoever sits at the machine. */
#include "cli/commands.h"

#include "base/vitext.h"
#include "domain/field.h"
#include "service/account/access.h"
#include "service/account/account.h"
#include "service/record/record.h"
#include "service/unit/unit.h"

#include <string.h>

enum { LINE_BYTES = 1024 };

/* The password is one line on standard input: it is in no history and no list of processes. */
static enum err_code read_password(struct cli *cli, const char **ret_password, struct err *err)
{
    char line[LINE_BYTES];
    *ret_password = NULL;
    if (!cli_flag(cli, "password-stdin"))
        return ERR_OK;
    if (!fgets(line, sizeof(line), stdin))
        return err_set(err, ERR_INPUT, MSG_PASSWORD_NONE);
    line[strcspn(line, "\r\n")] = '\0';
    *ret_password = text_nfc(&cli->arena, arena_strdup(&cli->arena, line));
    return ERR_OK;
}

static void say_password(struct cli *cli, const char *user, const char *password)
{
    if (*password)
        cli_say(cli, MSG_USER_PASSWORD, user, password);
}

static enum err_code find_account(struct cli *cli, struct record **ret_account, struct err *err)
{
    return account_by_name(&cli->store, cli->words[0], &cli->arena, ret_account, err);
}

static enum err_code read_body(struct cli *cli, struct account_new *wanted, struct err *err)
{
    const char *body = cli_option(cli, "body"), *unit = cli_option(cli, "unit");
    if (unit)
        TRY(unit_resolve(&cli->store, unit, NULL, &wanted->scope_unit, err));
    return body ? entity_resolve(&cli->store, kind_by_slug("bodies"), body, &wanted->body, err) : ERR_OK;
}

static enum err_code run_add(struct cli *cli, struct err *err)
{
    struct issues issues = { .arena = &cli->arena };
    struct record *account = NULL;
    char password[PASSWORD_FRESH_SIZE];
    TRY(cli_words(cli, 1, 1, err));
    struct account_new wanted = {
        .user_name = cli->words[0],
        .full_name = cli_option(cli, "name"),
        .role = cli_option(cli, "role"),
        .sees_personal = cli_flag(cli, "personal"),
    };
    TRY(read_body(cli, &wanted, err));
    TRY(read_password(cli, &wanted.password, err));
    TRY(account_add(&cli->store, &wanted, &cli->arena, &account, password, &issues, err));
    cli_say(cli, MSG_USER_ADDED, wanted.user_name);
    say_password(cli, wanted.user_name, password);
    return ERR_OK;
}

static enum err_code run_passwd(struct cli *cli, struct err *err)
{
    struct record *account = NULL;
    const char *given = NULL;
    char password[PASSWORD_FRESH_SIZE];
    TRY(cli_words(cli, 1, 1, err));
    TRY(find_account(cli, &account, err));
    TRY(read_password(cli, &given, err));
    TRY(account_reset(&cli->store, account->id, given, password, err));
    if (cli_flag(cli, "without-factor"))
        TRY(totp_remove(&cli->store, account->id, NULL, err));
    cli_say(cli, MSG_USER_RESET, cli->words[0]);
    say_password(cli, cli->words[0], password);
    return ERR_OK;
}

static enum err_code run_lock(struct cli *cli, struct err *err)
{
    struct record *account = NULL;
    TRY(cli_words(cli, 1, 1, err));
    TRY(find_account(cli, &account, err));
    TRY(account_lock(&cli->store, account->id, cli_option(cli, "reason"), err));
    cli_say(cli, MSG_USER_LOCKED, cli->words[0]);
    return ERR_OK;
}

static enum err_code run_unlock(struct cli *cli, struct err *err)
{
    struct record *account = NULL;
    TRY(cli_words(cli, 1, 1, err));
    TRY(find_account(cli, &account, err));
    TRY(account_unlock(&cli->store, account->id, err));
    cli_say(cli, MSG_USER_UNLOCKED, cli->words[0]);
    return ERR_OK;
}

/* For people in words, else by codes; a place always by its name. */
static struct value account_cell(struct cli *cli, const struct record *account, const char *name)
{
    bool is_place = strcmp(name, "scope") == 0;
    const struct field *field = kind_field(account->kind, is_place ? "scope_unit" : name);
    struct value value = record_value(account, field->name);
    if (is_place)
        return v_text(record_label(&cli->store, &cli->arena, field, value));
    if (cli->format != FORMAT_TABLE)
        return value_is_null(value) ? v_text("") : value;
    if (strcmp(name, "organisation") == 0)
        return v_text(record_label(&cli->store, &cli->arena, field, value));
    return v_text(field_display(&cli->arena, field, value, cli->lang));
}

static enum err_code run_list(struct cli *cli, struct err *err)
{
    static const struct table_column columns[] = {
        { "user_name", "Tên đăng nhập", "User name", false }, { "role", "Vai trò", "Role", false },
        { "organisation", "Tổ chức", "Organisation", false },    { "scope", "Địa bàn", "Place", false },
        { "sees_personal", "Dữ liệu cá nhân", "Personal data", true }, { "second_factor", "Hai bước", "Two steps", true },
        { "state", "Trạng thái", "State", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    struct record_list list = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    TRY(account_list(&cli->store, &cli->arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        const struct record *account = &list.items[i];
        for (size_t at = 0; at + 1 < COUNT(columns); at++)
            table_cell(&table, account_cell(cli, account, columns[at].key));
        const struct state *state = kind_state(account->kind, account->state);
        table_cell(&table, v_text(cli->format != FORMAT_TABLE ? state->code :
                                  cli->lang == LANG_EN        ? state->en :
                                                                state->vi));
    }
    table_print(cli, &table);
    return ERR_OK;
}

static enum err_code run_token(struct cli *cli, struct err *err)
{
    struct record *account = NULL, *token = NULL;
    struct issues issues = { .arena = &cli->arena };
    char secret[TOKEN_SECRET_SIZE];
    TRY(cli_words(cli, 1, 1, err));
    TRY(find_account(cli, &account, err));
    struct token_new wanted = {
        .label = cli_option(cli, "label"), .writes = cli_flag(cli, "write"),
        .kinds = cli_option(cli, "kinds"), .valid_to = cli_option(cli, "until"),
    };
    TRY(token_add(&cli->store, account->id, &wanted, &cli->arena, &token, secret, &issues, err));
    cli_say(cli, MSG_USER_TOKEN, secret);
    return ERR_OK;
}

/* user access NAME KIND ID | NAME KIND --unit CODE */
static enum err_code run_access(struct cli *cli, struct err *err)
{
    static const struct table_column columns[] = {
        { "what", "Việc", "What", false }, { "allowed", "Được", "Allowed", true }, { "why", "Vì sao", "Why", false },
    };
    struct telling to = { &cli->store, &cli->arena, cli->lang };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    struct access_question question = { 0 };
    struct access access = { 0 };
    struct record *account = NULL;
    const char *unit = cli_option(cli, "unit");
    TRY(cli_words(cli, unit ? 2 : 3, unit ? 2 : 3, err));
    TRY(find_account(cli, &account, err));
    question.account = account->id;
    TRY(cli_kind(cli->words[1], &question.kind, err));
    if (unit)
        TRY(unit_resolve(&cli->store, unit, NULL, &question.unit, err));
    else
        TRY(entity_resolve(&cli->store, question.kind, cli->words[2], &question.record, err));
    TRY(access_explain(&to, &question, &access, err));
    for (int what = 0; what < ACCESS_WHAT_MAX_; what++) {
        table_cell(&table, v_text(access_what_name((enum access_what)what)));
        table_cell(&table, v_int(access.answers[what].allowed));
        table_cell(&table, v_text(access.answers[what].why));
    }
    table_print(cli, &table);
    return ERR_OK;
}

static const struct cli_option access_options[] = { { "unit", false }, { 0 } };
static const struct cli_option add_options[] = {
    { "role", false }, { "body", false },           { "unit", false }, { "name", false },
    { "personal", true }, { "password-stdin", true }, { 0 },
};
static const struct cli_option passwd_options[] = { { "password-stdin", true }, { "without-factor", true }, { 0 } };
static const struct cli_option lock_options[] = { { "reason", false }, { 0 } };
static const struct cli_option token_options[] = {
    { "label", false }, { "write", true }, { "kinds", false }, { "until", false }, { 0 }
};

const struct command command_user_add = {
    .name = "user add",
    .usage = "NAME --role R [--body B] [--unit CODE] [--name FULL_NAME] [--personal] [--password-stdin]",
    .vi = "Lập tài khoản; không đưa mật khẩu thì được cấp một mật khẩu dùng một lần",
    .en = "Make an account; without a password given it gets one for the first sign-in",
    .options = add_options, .needs = NEEDS_WRITING, .run = run_add,
};
const struct command command_user_passwd = {
    .name = "user passwd", .usage = "NAME [--password-stdin] [--without-factor]",
    .vi = "Cấp lại mật khẩu (phải đổi khi đăng nhập); bỏ xác thực hai bước nếu mất điện thoại",
    .en = "Give a new password, to be changed at sign-in; take off a lost second factor",
    .options = passwd_options, .needs = NEEDS_WRITING, .run = run_passwd,
};
const struct command command_user_lock = {
    .name = "user lock", .usage = "NAME --reason TEXT", .vi = "Khóa tài khoản, chấm dứt các phiên làm việc",
    .en = "Lock an account and end its sessions", .options = lock_options, .needs = NEEDS_WRITING,
    .run = run_lock,
};
const struct command command_user_unlock = {
    .name = "user unlock", .usage = "NAME", .vi = "Mở khóa tài khoản, xóa các lần nhập sai",
    .en = "Unlock an account and forget its failed sign-ins", .needs = NEEDS_WRITING, .run = run_unlock,
};
const struct command command_user_list = {
    .name = "user list", .usage = "", .vi = "Liệt kê tài khoản", .en = "List the accounts",
    .needs = NEEDS_READING, .run = run_list,
};
const struct command command_user_access = {
    .name = "user access", .usage = "NAME KIND (ID | --unit CODE)", .vi = "Tài khoản này xem, ghi được gì, vì sao",
    .en = "What this account may see and do with a record, or with a register in a place, and why", .options = access_options,
    .needs = NEEDS_READING, .run = run_access,
};
const struct command command_user_token = {
    .name = "user token", .usage = "NAME --label TEXT --until DATE [--write] [--kinds KIND,KIND…]",
    .vi = "Cấp mã truy cập cho phần mềm (chỉ hiện một lần)", .en = "Give a program an access token (shown once)",
    .options = token_options, .needs = NEEDS_WRITING, .run = run_token,
};
