/* SPDX-License-Identifier: Apache-2.0 */
#include "http/cursor.h"

#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

/* What makes the list this list: path, actor, and every parameter but the place in it. */
static void list_digest(struct call *call, char hex[KEYED_HEX_SIZE])
{
    CLEANUP(buf_done) struct buf text = { 0 };
    buf_printf(&text, "%s\n%s\n", call->path, call->store->actor.name);
    for (size_t i = 0; i < call->query_count; i++)
        if (strcmp(call->query[i].name, "cursor") != 0 && strcmp(call->query[i].name, "limit") != 0 &&
            strcmp(call->query[i].name, "count") != 0)
            buf_printf(&text, "%s=%s\n", call->query[i].name, call->query[i].value ? call->query[i].value : "");
    crypto_keyed_hex(call->store->keys.sign, buf_text(&text), hex);
}

/* Base64's letters that mean something in a URL. */
static void swap(char *text, char from, char to)
{
    for (char *c = text; *c; c++)
        if (*c == from)
            *c = to;
}

const char *cursor_write(struct call *call, const struct entity_query *query, const struct record *last)
{
    char digest[KEYED_HEX_SIZE], id[ID_TEXT_SIZE];
    struct value sort = query->sort_field ? last->values[query->sort_field - 1] : v_null();
    list_digest(call, digest);
    id_to_text(last->id, id);
    const char *clear =
        sort.type == VALUE_INT ? arena_printf(&call->arena, "%s%si%lld", digest, id, (long long)sort.i) :
        sort.type == VALUE_TEXT ? arena_printf(&call->arena, "%s%st%s", digest, id, sort.s) :
                                  arena_printf(&call->arena, "%s%sn", digest, id);
    char *sealed = crypto_encrypt(&call->arena, &call->store->keys, clear);
    swap(sealed, '+', '-');
    swap(sealed, '/', '_');
    swap(sealed, '=', '~');
    return sealed;
}

enum err_code cursor_read(struct call *call, const char *cursor, struct entity_query *query, struct err *err)
{
    enum { HEAD = KEYED_HEX_SIZE - 1, TYPE = HEAD + ID_TEXT_LEN };
    char digest[KEYED_HEX_SIZE];
    struct err ignored = { 0 };
    char *sealed = arena_strdup(&call->arena, cursor), *clear = NULL;
    swap(sealed, '-', '+');
    swap(sealed, '_', '/');
    swap(sealed, '~', '=');
    list_digest(call, digest);
    bool good = crypto_decrypt(&call->arena, &call->store->keys, sealed, &clear, &ignored) == ERR_OK &&
                strlen(clear) > TYPE && strncmp(clear, digest, HEAD) == 0 &&
                id_from_text(arena_strndup(&call->arena, clear + HEAD, ID_TEXT_LEN), &query->after_id,
                             &ignored) == ERR_OK;
    if (!good) {
        (void)err_set(err, ERR_USAGE, MSG_QUERY_CURSOR);
        return err_at(err, "cursor");
    }
    const char *value = clear + TYPE + 1;
    query->after_sort = clear[TYPE] == 'i' ? v_int(strtoll(value, NULL, 10)) :
                        clear[TYPE] == 't' ? v_text(value) : v_null();
    return ERR_OK;
}
