/* SPDX-License-Identifier: Apache-2.0
 * Signing in and out, one's own password, second factor and tokens; and the accounts one may manage. */
#include "http/api.h"

#include "base/date.h"
#include "domain/field.h"
#include "http/fields.h"
#include "http/server_parts.h"
#include "service/account/account.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- the session ---------------------------------------------------------------------------------------- */

void answer_session_cookie(struct call *call, const char *secret)
{
    call_header(call, "Set-Cookie",
                arena_printf(&call->arena, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s", server_cookie_name(call),
                             secret, call->is_secure ? "; Secure" : "", *secret ? "" : "; Max-Age=0"));
}

/* Names nobody; comes back to where people sign in only. */
static void answer_known_cookie(struct call *call, const char *known)
{
    call_header(call, "Set-Cookie",
                arena_printf(&call->arena, "%s=%s; Path=/api/v1/session; HttpOnly; SameSite=Strict; Max-Age=31536000%s",
                             server_known_cookie_name(call), known, call->is_secure ? "; Secure" : ""));
}

/* The day a place began, or the first on which it was no more; NULL: none is known. */
static const char *day_of_place(struct call *call, int64_t unit, bool is_last)
{
    const struct territory *territory = NULL;
    struct err hidden = { 0 };
    const struct unit *found = unit_territory(call->store, &territory, &hidden) == ERR_OK ? territory_unit(territory, unit) : NULL;
    char day[DATE_TEXT_SIZE] = "";
    if (found && !(is_last && found->to_day == TERRITORY_LAST_DAY))
        date_to_external(date_from_days(is_last ? found->to_day : found->from_day), day);
    return *day ? arena_strdup(&call->arena, day) : NULL;
}

void answer_session(struct call *call, const struct session *session)
{
    struct json_writer w = call_json(call);
    char id[ID_TEXT_SIZE], today[DATE_TEXT_SIZE];
    json_begin_object(&w);
    json_member_bool(&w, "signed_in", session != NULL);
    if (session) {
        const struct actor *actor = &session->actor;
        id_to_text(session->account, id);
        json_member_string(&w, "account", id);
        json_member_string(&w, "user_name", session->user_name);
        json_member_string(&w, "csrf", session->csrf);
        json_member_bool(&w, "must_change_password", session->must_change_password);
        json_member_bool(&w, "second_factor", session->second_factor);
        json_member_bool(&w, "sees_personal", actor->sees_personal);
        json_member_string(&w, "line", actor->line);
        if (actor->scope_unit)
            id_to_text(actor->scope_unit, id);
        json_member_string(&w, "unit", actor->scope_unit ? id : NULL);
        json_member_string(&w, "unit_label", actor->scope_unit ?
                                                 unit_name(call->store, &call->arena, actor->scope_unit) : NULL);
        json_member_string(&w, "unit_from", actor->scope_unit ? day_of_place(call, actor->scope_unit, false) : NULL);
        json_member_string(&w, "unit_to", actor->scope_unit ? day_of_place(call, actor->scope_unit, true) : NULL);
        date_to_external(date_from_days((int32_t)call->store->today_day), today);
        json_member_string(&w, "today", today);
        json_key(&w, "rights");
        json_begin_array(&w);
        for (int right = RIGHT_PUBLIC; right < RIGHT_MAX_; right++)
            if (rights_allow(actor, (enum right)right))
                json_string(&w, right_word((enum right)right));
        json_end_array(&w);
    }
    json_end_object(&w);
}

static enum err_code get_session(struct call *call, struct err *err)
{
    (void)err;
    answer_session(call, call->signed_in ? &call->session : NULL);
    return ERR_OK;
}

/* Too many attempts are 429 with Retry-After; everything else that keeps somebody out is 401. */
static enum err_code answer_refused(struct call *call, const struct err *err)
{
    bool waits = err->msg == MSG_SIGN_IN_WAIT;
    const char *seconds = arena_strdup(&call->arena, err->args[0]);
    struct err told = *err;
    call_problem_as(call, waits ? 429 : 401, &told);
    if (waits)
        call_header(call, "Retry-After", seconds);
    return ERR_FORBIDDEN;
}

static const struct shape_field sign_in_fields[] = {
    { "user", SHAPE_TEXT, .required = true, .max = 200, .vi = "Tên đăng nhập", .en = "User name" },
    { "password", SHAPE_TEXT, .required = true, .max = 1000, .vi = "Mật khẩu", .en = "Password" },
    { "totp", SHAPE_TEXT, .max = 40, .vi = "Mã 6 chữ số hoặc mã khôi phục", .en = "Six digits or a recovery code" },
    { 0 },
};
static const struct shape sign_in_shape = { "SignIn", sign_in_fields };
static const struct shape_field session_fields[] = {
    { "signed_in", SHAPE_BOOL, .required = true, .vi = "Đã đăng nhập", .en = "Signed in" },
    { "account", SHAPE_ID, .vi = "Tài khoản", .en = "The account" },
    { "user_name", SHAPE_TEXT, .vi = "Tên đăng nhập", .en = "User name" },
    { "csrf", SHAPE_TEXT, .vi = "Gửi lại trong X-CSRF-Token khi ghi", .en = "To be sent in X-CSRF-Token when writing" },
    { "must_change_password", SHAPE_BOOL, .vi = "Phải đổi mật khẩu", .en = "The password must be changed" },
    { "second_factor", SHAPE_BOOL, .vi = "Có xác thực hai bước", .en = "With a second factor" },
    { "sees_personal", SHAPE_BOOL, .vi = "Được xem dữ liệu cá nhân", .en = "Sees personal data" },
    { "line", SHAPE_TEXT, .vi = "Tổ chức (không có: mọi tổ chức)", .en = "Organisation (none: all)" },
    { "unit", SHAPE_ID, .vi = "Địa bàn (không có: cả nước)", .en = "Place (none: the country)" },
    { "unit_label", SHAPE_TEXT, .vi = "Tên địa bàn", .en = "Its name" },
    { "unit_from", SHAPE_DATE, .vi = "Địa bàn có từ ngày", .en = "The place is there from this day" },
    { "unit_to", SHAPE_DATE, .vi = "Địa bàn thôi hiệu lực từ ngày", .en = "From this day the place is no more" },
    { "today", SHAPE_DATE, .vi = "Hôm nay, theo đồng hồ của máy chủ", .en = "Today, by the server's clock" },
    { "rights", SHAPE_LIST, .items = SHAPE_TEXT, .vi = "Các quyền", .en = "Rights" },
    { 0 },
};
const struct shape session_shape = { "Session", session_fields };

static enum err_code post_session(struct call *call, struct err *err)
{
    char secret[SESSION_SECRET_SIZE];
    struct session session = { 0 };
    struct sign_in sign_in = { .user = tree_text(call->json, "user"), .password = tree_text(call->json, "password"),
                               .totp = tree_text(call->json, "totp"), .address = call->address,
                               .known = call_cookie(call, server_known_cookie_name(call)) };
    enum err_code code = session_open(call->store, &sign_in, &call->arena, &session, secret, err);
    if (code == ERR_FORBIDDEN)
        return answer_refused(call, err);
    TRY(code);
    answer_session(call, &session);
    answer_session_cookie(call, secret);
    answer_known_cookie(call, session.known);
    return ERR_OK;
}

static enum err_code delete_session(struct call *call, struct err *err)
{
    const char *secret = call_cookie(call, server_cookie_name(call));
    if (secret)
        TRY(session_close(call->store, secret, err));
    answer_session(call, NULL);
    answer_session_cookie(call, "");
    return ERR_OK;
}

/* --- one's own account -------------------------------------------------------------------------------------- */

static const struct shape_field password_fields[] = {
    { "old", SHAPE_TEXT, .required = true, .max = 1000, .vi = "Mật khẩu cũ", .en = "The old password" },
    { "password", SHAPE_TEXT, .required = true, .max = 1000, .vi = "Mật khẩu mới", .en = "The new password" },
    { 0 },
};
static const struct shape password_shape = { "PasswordChange", password_fields };

static enum err_code post_password(struct call *call, struct err *err)
{
    enum err_code code = account_password_change(call->store, call->session.account, tree_text(call->json, "old"),
                                                 tree_text(call->json, "password"), err);
    if (code == ERR_FORBIDDEN)
        return answer_refused(call, err);
    TRY(code);
    answer_session(call, NULL); /* its sessions are ended: sign in anew */
    answer_session_cookie(call, "");
    return ERR_OK;
}

static enum err_code post_totp(struct call *call, struct err *err)
{
    struct totp_start start = { 0 };
    TRY(totp_begin(call->store, call->session.account, &call->arena, &start, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_string(&w, "secret", start.secret);
    json_member_string(&w, "uri", start.uri);
    json_member_string(&w, "svg", start.svg);
    json_end_object(&w);
    return ERR_OK;
}

static const struct shape_field code_fields[] = {
    { "code", SHAPE_TEXT, .required = true, .max = 40, .vi = "Mã 6 chữ số", .en = "Six digits" },
    { 0 },
};
static const struct shape code_shape = { "TotpCode", code_fields };

static enum err_code post_totp_confirm(struct call *call, struct err *err)
{
    char codes[TOTP_RECOVERY_CODES][TOTP_RECOVERY_SIZE];
    TRY(totp_confirm(call->store, call->session.account, tree_text(call->json, "code"), codes, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "recovery_codes");
    json_begin_array(&w);
    for (size_t i = 0; i < TOTP_RECOVERY_CODES; i++)
        json_string(&w, codes[i]);
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

static const struct shape_field own_password_fields[] = {
    { "password", SHAPE_TEXT, .required = true, .max = 1000, .vi = "Mật khẩu của mình", .en = "One's own password" },
    { 0 },
};
static const struct shape own_password_shape = { "OwnPassword", own_password_fields };

static void answer_done(struct call *call)
{
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_bool(&w, "done", true);
    json_end_object(&w);
}

static enum err_code post_totp_remove(struct call *call, struct err *err)
{
    TRY(totp_remove(call->store, call->session.account, tree_text(call->json, "password"), err));
    answer_done(call);
    return ERR_OK;
}

static const struct shape_field token_fields[] = {
    { "label", SHAPE_TEXT, .required = true, .max = 100, .vi = "Dùng cho việc gì", .en = "What it is for" },
    { "writes", SHAPE_BOOL, .vi = "Được ghi; nếu không chỉ đọc", .en = "May write; else it only reads" },
    { "kinds", SHAPE_TEXT, .max = 2000, .vi = "Chỉ các loại này, cách nhau dấu phẩy", .en = "These kinds only, with commas between" },
    { "valid_to", SHAPE_DATE, .required = true, .vi = "Ngày cuối, tối đa một năm", .en = "Its last day, at most a year ahead" },
    { 0 },
};
static const struct shape token_shape = { "TokenNew", token_fields };

static enum err_code post_token(struct call *call, struct err *err)
{
    struct record *token = NULL;
    char secret[64], id[ID_TEXT_SIZE];
    struct field day = { .name = "valid_to", .vi = "Ngày cuối", .en = "Last day", .type = FIELD_DATE };
    struct value valid_to = v_null();
    TRY(field_parse(&call->arena, &day, tree_text(call->json, "valid_to"), &valid_to, err));
    struct token_new wanted = { .label = tree_text(call->json, "label"), .writes = tree_true(call->json, "writes"),
                                .kinds = tree_text(call->json, "kinds"), .valid_to = valid_to.s };
    TRY(token_add(call->store, call->session.account, &wanted, &call->arena, &token, secret, &call->issues, err));
    id_to_text(token->id, id);
    struct json_writer w = call_json(call);
    call->status = 201;
    json_begin_object(&w);
    json_member_string(&w, "id", id);
    json_member_string(&w, "token", secret);
    json_end_object(&w);
    return ERR_OK;
}

static enum err_code post_token_revoke(struct call *call, struct err *err)
{
    int64_t id = 0;
    TRY(id_from_text(call->params[0], &id, err));
    TRY(token_revoke(call->store, id, err));
    answer_done(call);
    return ERR_OK;
}

/* --- accounts of others ----------------------------------------------------------------------------------------- */

static const struct shape_field account_fields[] = {
    { "user_name", SHAPE_TEXT, .required = true, .max = 60, .vi = "Tên đăng nhập", .en = "User name" },
    { "full_name", SHAPE_TEXT, .max = 200, .vi = "Họ và tên", .en = "Full name" },
    { "role", SHAPE_TEXT, .required = true, .max = 20, .vi = "viewer, reporter, cadre, leader, admin hoặc auditor",
      .en = "viewer, reporter, cadre, leader, admin or auditor" },
    { "body", SHAPE_ID, .vi = "Tổ chức ở địa bàn", .en = "The body" },
    { "unit", SHAPE_ID, .vi = "Địa bàn; mặc định của tổ chức", .en = "The place; that of the body by default" },
    { "sees_personal", SHAPE_BOOL, .vi = "Được xem dữ liệu cá nhân", .en = "Sees personal data" },
    { "password", SHAPE_TEXT, .max = 1000, .vi = "Mật khẩu đầu; thiếu: máy đặt", .en = "The first password; without it one is made" },
    { 0 },
};
static const struct shape account_shape = { "AccountNew", account_fields };

static enum err_code post_user(struct call *call, struct err *err)
{
    const char *body = tree_text(call->json, "body"), *unit = tree_text(call->json, "unit");
    struct record *account = NULL;
    char password[PASSWORD_FRESH_SIZE], id[ID_TEXT_SIZE];
    struct account_new wanted = {
        .user_name = tree_text(call->json, "user_name"), .full_name = tree_text(call->json, "full_name"),
        .role = tree_text(call->json, "role"), .sees_personal = tree_true(call->json, "sees_personal"),
        .password = tree_text(call->json, "password"),
    };
    if (body)
        TRY(entity_resolve(call->store, kind_by_slug("bodies"), body, &wanted.body, err));
    if (unit)
        TRY(unit_resolve(call->store, unit, NULL, &wanted.scope_unit, err));
    TRY(account_add(call->store, &wanted, &call->arena, &account, password, &call->issues, err));
    id_to_text(account->id, id);
    struct json_writer w = call_json(call);
    call->status = 201;
    json_begin_object(&w);
    json_member_string(&w, "id", id);
    json_member_string(&w, "password", *password ? password : NULL);
    json_end_object(&w);
    return ERR_OK;
}

static enum err_code get_users(struct call *call, struct err *err)
{
    struct record_list list = { 0 };
    struct record_view view = { .labels = true };
    TRY(account_list(call->store, &call->arena, &list, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < list.count; i++)
        record_view_write(call, &w, &list.items[i], &view);
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

static const struct shape_field user_verb_fields[] = {
    { "reason", SHAPE_TEXT, .max = 2000, .vi = "Lý do", .en = "The reason" },
    { 0 },
};
static const struct shape user_verb_shape = { "UserVerb", user_verb_fields };

static enum err_code post_user_verb(struct call *call, struct err *err)
{
    const char *verb = call->params[1];
    char password[PASSWORD_FRESH_SIZE] = "";
    int64_t id = 0;
    TRY(entity_resolve(call->store, kind_by_slug("accounts"), call->params[0], &id, err));
    if (strcmp(verb, "lock") == 0)
        TRY(account_lock(call->store, id, tree_text(call->json, "reason"), err));
    else if (strcmp(verb, "unlock") == 0)
        TRY(account_unlock(call->store, id, err));
    else if (strcmp(verb, "reset") == 0)
        TRY(account_reset(call->store, id, NULL, password, err));
    else if (strcmp(verb, "remove-second-factor") == 0)
        TRY(totp_remove(call->store, id, NULL, err));
    else
        return err_set(err, ERR_NOT_FOUND, MSG_ROUTE_NONE, call->path);
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_bool(&w, "done", true);
    if (*password)
        json_member_string(&w, "password", password);
    json_end_object(&w);
    return ERR_OK;
}

const struct route routes_session[] = {
    { HTTP_GET, "/api/v1/session", RIGHT_PUBLIC, LANE_READ, .out = &session_shape, .while_password_old = true,
      .handle = get_session, .name = "session", .group = "session", .vi = "Ai đang đăng nhập", .en = "Who is signed in" },
    { HTTP_POST, "/api/v1/session", RIGHT_PUBLIC, LANE_DOOR, BODY_SMALL, .in = &sign_in_shape, .out = &session_shape,
      .while_password_old = true, .handle = post_session, .name = "sign_in", .group = "session", .vi = "Đăng nhập", .en = "Sign in" },
    { HTTP_DELETE, "/api/v1/session", RIGHT_SIGNED_IN, LANE_DOOR, .out = &session_shape, .while_password_old = true,
      .handle = delete_session, .name = "sign_out", .group = "session", .vi = "Đăng xuất", .en = "Sign out" },
    { HTTP_POST, "/api/v1/session/password", RIGHT_SIGNED_IN, LANE_DOOR, BODY_SMALL, .in = &password_shape,
      .out = &session_shape, .while_password_old = true, .in_person = true, .handle = post_password, .name = "change_password",
      .group = "session", .vi = "Đổi mật khẩu của mình", .en = "Change one's own password" },
    { HTTP_POST, "/api/v1/session/second-factor", RIGHT_SIGNED_IN, LANE_DOOR, .in_person = true, .handle = post_totp, .name = "second_factor_begin",
      .group = "session", .vi = "Bắt đầu xác thực hai bước", .en = "Begin with a second factor" },
    { HTTP_POST, "/api/v1/session/second-factor/confirm", RIGHT_SIGNED_IN, LANE_DOOR, BODY_SMALL, .in = &code_shape,
      .in_person = true, .handle = post_totp_confirm, .name = "second_factor_confirm", .group = "session",
      .vi = "Xác nhận bằng mã đầu tiên; trả mã khôi phục", .en = "Confirm by the first code; gives recovery codes" },
    { HTTP_POST, "/api/v1/session/second-factor/remove", RIGHT_SIGNED_IN, LANE_DOOR, BODY_SMALL, .in = &own_password_shape,
      .in_person = true, .handle = post_totp_remove, .name = "second_factor_remove", .group = "session", .vi = "Bỏ xác thực hai bước", .en = "Give the second factor up" },
    { HTTP_POST, "/api/v1/session/tokens", RIGHT_SIGNED_IN, LANE_DOOR, BODY_SMALL, .in = &token_shape, .in_person = true, .handle = post_token,
      .name = "token_add", .group = "session", .vi = "Lập mã truy cập cho chương trình", .en = "A token for a program" },
    { HTTP_POST, "/api/v1/session/tokens/{id}/revoke", RIGHT_SIGNED_IN, LANE_DOOR, .in_person = true, .handle = post_token_revoke,
      .name = "token_revoke", .group = "session", .vi = "Thu hồi mã truy cập", .en = "Revoke a token" },
    { 0 },
};

const struct route routes_account[] = {
    { HTTP_GET, "/api/v1/users", RIGHT_WRITE, LANE_READ, .handle = get_users, .name = "users", .group = "accounts",
      .vi = "Tài khoản mình quản lý", .en = "The accounts one may manage" },
    { HTTP_POST, "/api/v1/users", RIGHT_WRITE, LANE_DOOR, BODY_SMALL, .in = &account_shape, .handle = post_user,
      .name = "user_add", .group = "accounts", .vi = "Lập tài khoản", .en = "Make an account" },
    { HTTP_POST, "/api/v1/users/{user}/{verb}", RIGHT_WRITE, LANE_DOOR, BODY_SMALL, .in = &user_verb_shape,
      .handle = post_user_verb, .name = "user_verb", .group = "accounts",
      .vi = "lock, unlock, reset hoặc remove-second-factor", .en = "lock, unlock, reset or remove-second-factor" },
    { 0 },
};
