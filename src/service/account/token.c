/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"
#include "base/vitext.h"
#include "service/account/account_parts.h"
#include "service/account/session.h"
#include "service/record/record.h"

#include <string.h>

enum { TOKEN_DAYS_MAX = 366, TOKEN_MARK_LEN = 3 };

/* So that a token found in a file or a log is known for what it is. */
static const char mark[] = "ct_";

static const struct kind *tokens(void)
{
    return kind_by_slug("api_tokens");
}

/* ",households,models,": each a kind the actor sees. */
static enum err_code read_kinds(const struct actor *actor, const char *text, struct arena *arena,
                                const char **ret_kinds, struct err *err)
{
    *ret_kinds = NULL;
    if (!text || text_is_blank(text))
        return ERR_OK;
    const char *slugs = ",";
    for (const char *c = text; *c;) {
        size_t len = strcspn(c, ", ");
        const char *slug = arena_strndup(arena, c, len);
        const struct kind *kind = kind_by_slug(slug);
        if (len && (!kind || !rights_allow_kind(actor, RIGHT_READ, kind)))
            return err_set(err, ERR_INPUT, MSG_TOKEN_KIND, slug);
        if (len)
            slugs = arena_printf(arena, "%s%s,", slugs, slug);
        c += len + (c[len] != '\0');
    }
    *ret_kinds = slugs;
    return ERR_OK;
}

static enum err_code check_day(const struct store *store, const char *text, struct err *err)
{
    int64_t day = 0;
    bool is_day = text && strlen(text) == 10 && date_storage_first_day(text, &day);
    if (!is_day || day < store->today_day || day > store->today_day + TOKEN_DAYS_MAX)
        return err_set(err, ERR_INPUT, MSG_TOKEN_DAYS, err_int(TOKEN_DAYS_MAX));
    return ERR_OK;
}

/* For oneself, or by whoever manages the account. */
static enum err_code owned(struct store *store, int64_t id, struct arena *arena, struct record **ret_account,
                           struct err *err)
{
    if (store->actor.account && store->actor.account == id && !store->actor.kinds)
        return account_get(store, id, arena, ret_account, err);
    return account_managed(store, id, arena, ret_account, err);
}

enum err_code token_add(struct store *store, int64_t account_id, const struct token_new *wanted,
                        struct arena *arena, struct record **ret_token, char ret_secret[TOKEN_SECRET_SIZE],
                        struct issues *issues, struct err *err)
{
    struct record *account = NULL, *token = record_new(arena, tokens());
    struct write_note note = { .action = "create" };
    struct actor actor = { 0 };
    const char *slugs = NULL;
    unsigned char bytes[SECRET_BYTES];
    char hash[SHA256_HEX_SIZE];
    TRY(owned(store, account_id, arena, &account, err));
    TRY(rights_actor(store, account, arena, &actor, err));
    TRY(read_kinds(&actor, wanted->kinds, arena, &slugs, err));
    TRY(check_day(store, wanted->valid_to, err));
    crypto_random(bytes, sizeof(bytes));
    snprintf(ret_secret, TOKEN_SECRET_SIZE, "%s%s", mark, crypto_base64(arena, bytes, sizeof(bytes)));
    crypto_sha256_hex(ret_secret, strlen(ret_secret), hash);
    record_set(token, "account", v_int(account_id));
    record_set(token, "label", v_text(wanted->label ? text_nfc(arena, wanted->label) : ""));
    record_set(token, "writes", v_int(wanted->writes));
    if (slugs)
        record_set(token, "register_kinds", v_text(slugs));
    record_set(token, "valid_to", v_text(wanted->valid_to));
    record_set(token, "secret_hash", v_text(arena_strdup(arena, hash)));
    record_validate(store, NULL, token, issues);
    if (issues->count) {
        *err = issues->items[0];
        return err->code;
    }
    TRY(account_write(store, NULL, token, &note, false, err));
    *ret_token = token;
    return ERR_OK;
}

static enum err_code get_unbound(struct store *store, int64_t id, struct arena *arena, struct record **ret_token,
                                 struct err *err)
{
    struct actor own = store->actor;
    store->actor = actor_unbound(&own);
    enum err_code code = entity_get(store, tokens(), id, arena, ret_token, err);
    store->actor = own;
    return code;
}

enum err_code token_revoke(struct store *store, int64_t id, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *before = NULL, *account = NULL;
    struct write_note note = { .action = "revoke" };
    TRY(get_unbound(store, id, &arena, &before, err));
    TRY(owned(store, record_int(before, "account"), &arena, &account, err));
    struct record *after = record_copy(&arena, before);
    after->state = "revoked";
    return account_write(store, before, after, &note, false, err);
}

enum err_code token_revoke_all(struct store *store, int64_t account, const struct write_note *note, struct err *err)
{
    enum { AT_ONCE = 100 };
    int64_t ids[AT_ONCE];
    size_t count = AT_ONCE;
    while (count == AT_ONCE) { /* those that are revoked are not found again */
        CLEANUP(arena_done) struct arena arena = { 0 };
        TRY(entity_find(store, tokens(), "account", v_int(account), AT_ONCE, ids, &count, err));
        for (size_t i = 0; i < count; i++) {
            struct record *before = NULL;
            TRY(get_unbound(store, ids[i], &arena, &before, err));
            struct record *after = record_copy(&arena, before);
            after->state = "revoked";
            TRY(account_write_within(store, before, after, note, false, err));
        }
    }
    return ERR_OK;
}

static enum err_code no_session(struct err *err)
{
    return err_set(err, ERR_FORBIDDEN, MSG_SESSION_NONE);
}

enum err_code token_find(struct store *store, const char *bearer, struct arena *arena,
                         struct session *ret_session, struct err *err)
{
    struct record *token = NULL, *account = NULL;
    struct session session = { .by_token = true };
    char hash[SHA256_HEX_SIZE];
    int64_t id = 0, last = 0;
    size_t count = 0;
    if (strncmp(bearer, mark, TOKEN_MARK_LEN) != 0)
        return no_session(err);
    crypto_sha256_hex(bearer, strlen(bearer), hash);
    TRY(entity_find(store, tokens(), "secret_hash", v_text(hash), 1, &id, &count, err));
    if (!count)
        return no_session(err);
    TRY(get_unbound(store, id, arena, &token, err));
    if (!date_storage_first_day(record_text(token, "valid_to"), &last) || last < store->today_day)
        return no_session(err);
    TRY(account_get(store, record_int(token, "account"), arena, &account, err));
    enum err_code code = rights_actor(store, account, arena, &session.actor, err);
    if (code == ERR_FORBIDDEN || (code == ERR_OK && record_int(account, "must_change_password")))
        return no_session(err);
    TRY(code);
    session.account = account->id;
    session.actor.kinds = record_text(token, "register_kinds");
    session.actor.read_only = session.actor.read_only || !record_int(token, "writes");
    session.language = record_text(account, "language");
    session.user_name = record_text(account, "user_name");
    *ret_session = session;
    return ERR_OK;
}
