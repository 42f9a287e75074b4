/* SPDX-License-Identifier: Apache-2.0
 * First use: the one account that nobody above could make. Open while there is no account, to whoever types the
 * code that `serve` printed where it was started. */
#include "http/api.h"

#include "http/fields.h"
#include "http/server_parts.h"
#include "service/account/setup.h"
#include "service/unit/unit.h"

#include <ctype.h>

enum { SETUP_TRIES_MAX = 20 }; /* of 60 bits: nobody guesses it, and nobody goes on trying */

static enum err_code setup_offered(struct call *call, bool *ret_open, struct err *err)
{
    *ret_open = false;
    if (!server_setup_code(call->server) || atomic_load(&call->server->setup_tries) >= SETUP_TRIES_MAX)
        return ERR_OK;
    return setup_is_open(call->store, ret_open, err);
}

static const struct shape_field state_fields[] = {
    { "open", SHAPE_BOOL, .required = true, .vi = "Chưa có tài khoản nào, có thể thiết lập", .en = "There is no account yet: set-up is open" },
    { 0 },
};
static const struct shape state_shape = { "SetupState", state_fields };

static enum err_code get_setup(struct call *call, struct err *err)
{
    bool is_open = false;
    TRY(setup_offered(call, &is_open, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_bool(&w, "open", is_open);
    json_end_object(&w);
    return ERR_OK;
}

static const struct shape_field setup_fields[] = {
    { "code", SHAPE_TEXT, .required = true, .max = 40, .vi = "Mã thiết lập hiện trên máy chủ", .en = "The code shown where the server was started" },
    { "unit", SHAPE_TEXT, .required = true, .max = 60, .vi = "Địa bàn của đơn vị mình", .en = "The place this installation is for" },
    { "user_name", SHAPE_TEXT, .required = true, .max = 60, .vi = "Tên đăng nhập", .en = "User name" },
    { "full_name", SHAPE_TEXT, .max = 200, .vi = "Họ và tên", .en = "Full name" },
    { "password", SHAPE_TEXT, .required = true, .max = 1000, .vi = "Mật khẩu", .en = "Password" },
    { 0 },
};
static const struct shape setup_shape = { "Setup", setup_fields };

/* As a person reads it off another screen: in capitals, without its hyphens or with spaces for them. */
static bool code_fits(const char *typed, const char *code)
{
    for (;; typed++, code++) {
        while (*typed && !isalnum((unsigned char)*typed))
            typed++;
        while (*code && !isalnum((unsigned char)*code))
            code++;
        if (!*typed || !*code)
            return !*typed && !*code;
        if (tolower((unsigned char)*typed) != tolower((unsigned char)*code))
            return false;
    }
}

static enum err_code post_setup(struct call *call, struct err *err)
{
    struct setup setup = { .user_name = tree_text(call->json, "user_name"), .full_name = tree_text(call->json, "full_name"),
                           .password = tree_text(call->json, "password") };
    char secret[SESSION_SECRET_SIZE];
    struct session session = { 0 };
    bool is_open = false;
    TRY(setup_offered(call, &is_open, err));
    if (!is_open)
        return err_set(err, ERR_STATE, MSG_SETUP_DONE);
    if (!code_fits(tree_text(call->json, "code"), call->server->setup_code)) {
        atomic_fetch_add(&call->server->setup_tries, 1);
        (void)err_set(err, ERR_FORBIDDEN, MSG_SETUP_CODE);
        return err_at(err, "code");
    }
    TRY(unit_resolve(call->store, tree_text(call->json, "unit"), NULL, &setup.unit, err));
    TRY(setup_run(call->store, &setup, &call->arena, &call->issues, err));
    struct sign_in sign_in = { .user = setup.user_name, .password = setup.password, .address = call->address };
    TRY(session_open(call->store, &sign_in, &call->arena, &session, secret, err));
    call->status = 201;
    answer_session(call, &session);
    answer_session_cookie(call, secret);
    return ERR_OK;
}

const struct route routes_setup[] = {
    { HTTP_GET, "/api/v1/setup", RIGHT_PUBLIC, LANE_READ, .out = &state_shape, .handle = get_setup, .name = "setup_state",
      .group = "session", .vi = "Đã thiết lập chưa", .en = "Whether set-up is open" },
    { HTTP_POST, "/api/v1/setup", RIGHT_PUBLIC, LANE_DOOR, BODY_SMALL, .in = &setup_shape, .out = &session_shape,
      .handle = post_setup, .name = "setup", .group = "session", .vi = "Thiết lập lần đầu: tài khoản quản trị",
      .en = "First use: the administrator's account" },
    { 0 },
};
