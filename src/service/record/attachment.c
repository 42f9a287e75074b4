/* SPDX-License-Identifier: Apache-2.0 */
#include "service/record/attachment.h"

#include "paper/media.h"
#include "service/account/person.h"
#include "service/account/personal_log.h"
#include "store/scope.h"

#include <string.h>
#include <strings.h>

enum { PART_BYTES = 48 << 10 };

static const struct kind *attachments(void)
{
    return kind_by_slug("attachments");
}

/* --- which there are ----------------------------------------------------------------------------------------- */

static struct cond *equals(struct arena *arena, const char *field, struct value value)
{
    return cond_compare(arena, kind_field_index(attachments(), field), COND_EQ, value);
}

/* Kept ones under conditions. An attachment is there for whom its record is, which the caller has asked: as the
 * program sees them, not the actor. */
static enum err_code find_kept(struct store *store, struct cond *const *conds, size_t count, struct arena *arena,
                               struct record_list *ret_list, struct err *err)
{
    struct actor own = store->actor;
    struct entity_query query = { .where = cond_all(arena, conds, count) };
    store->actor = (struct actor){ .name = own.name, .role = ROLE_ADMIN, .read_only = true };
    enum err_code code = entity_list(store, attachments(), &query, arena, ret_list, err);
    store->actor = own;
    return code;
}

static enum err_code kept_of(struct store *store, const struct record *subject, struct arena *arena,
                             struct record_list *ret_list, struct err *err)
{
    struct cond *conds[] = { equals(arena, "subject_id", v_int(subject->id)),
                             equals(arena, "subject_kind", v_text(subject->kind->slug)) };
    return find_kept(store, conds, COUNT(conds), arena, ret_list, err);
}

static bool is_personal(const struct record *attachment)
{
    return record_int(attachment, "personal_data") != 0;
}

static bool is_photo(const struct record *attachment)
{
    const char *purpose = record_text(attachment, "purpose");
    return purpose && strcmp(purpose, "photo") == 0 && media_is_picture(media_of_type(record_text(attachment, "media_type")));
}

/* Of what is published everybody sees the photographs that show nobody. */
static bool is_there(const struct store *store, const struct record *attachment)
{
    return store->actor.role != ROLE_NONE || (is_photo(attachment) && !is_personal(attachment));
}

static enum err_code find_subject(struct store *store, const struct kind *kind, int64_t id, struct arena *arena,
                                  struct record **ret_subject, struct err *err)
{
    TRY(record_may_read(store, kind, err));
    return entity_get(store, kind, id, arena, ret_subject, err);
}

enum err_code attachments_of(struct store *store, const struct kind *kind, int64_t id, struct arena *arena,
                             struct record_list *ret_list, struct err *err)
{
    struct record *subject = NULL;
    struct record_list kept = { 0 };
    TRY(find_subject(store, kind, id, arena, &subject, err));
    TRY(kept_of(store, subject, arena, &kept, err));
    *ret_list = (struct record_list){ .items = kept.items };
    for (size_t i = 0; i < kept.count; i++) {
        if (!is_there(store, &kept.items[i]))
            continue;
        struct record *item = &ret_list->items[ret_list->count++];
        *item = kept.items[i];
        if (is_personal(item) && !store->actor.sees_personal) {
            record_set(item, "file_name", v_null());
            record_set(item, "caption", v_null());
        }
    }
    return ERR_OK;
}

enum err_code attachment_photos(struct store *store, const struct kind *kind, const int64_t *ids, size_t count,
                                struct arena *arena, struct record **photos, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        struct record_list list = { 0 };
        photos[i] = NULL;
        enum err_code code = attachments_of(store, kind, ids[i], arena, &list, err);
        if (code != ERR_OK && code != ERR_NOT_FOUND)
            return code;
        for (size_t k = 0; code == ERR_OK && k < list.count; k++)
            if (is_photo(&list.items[k]) && (!is_personal(&list.items[k]) || store->actor.sees_personal))
                photos[i] = &list.items[k];
    }
    return ERR_OK;
}

static enum err_code find_one(struct store *store, const struct kind *kind, int64_t id, int64_t attachment,
                              struct arena *arena, struct record **ret_subject, struct record **ret_attachment,
                              struct err *err)
{
    struct record_list kept = { 0 };
    TRY(find_subject(store, kind, id, arena, ret_subject, err));
    TRY(kept_of(store, *ret_subject, arena, &kept, err));
    for (size_t i = 0; i < kept.count; i++)
        if (kept.items[i].id == attachment && is_there(store, &kept.items[i])) {
            *ret_attachment = &kept.items[i];
            return ERR_OK;
        }
    char text[ID_TEXT_SIZE];
    id_to_text(attachment, text);
    return err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, attachments()->vi, text);
}

/* --- bytes ------------------------------------------------------------------------------------------------------ */

enum err_code attachment_keep(struct store *store, const char *sha256, const void *bytes, size_t len, struct err *err)
{
    for (size_t at = 0, part = 0; at < len; at += PART_BYTES, part++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        const char *text = crypto_base64(&arena, (const char *)bytes + at, len - at < PART_BYTES ? len - at : PART_BYTES);
        TRY(db_run(store->db, STMT_ATTACHMENT_PART_PUT, ARGS(v_text(sha256), v_int((int64_t)part), v_text(text)), NULL, err));
    }
    return ERR_OK;
}

/* ERR_CORRUPT where they are not those of the hash. */
static enum err_code get_bytes(struct store *store, const struct record *attachment, struct buf *out, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    const char *sha256 = record_text(attachment, "sha256");
    char hex[SHA256_HEX_SIZE];
    size_t start = out->len;
    TRY(db_query(store->db, STMT_ATTACHMENT_PARTS, ARGS(v_text(sha256)), &rows, err));
    for (bool has = true;;) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        size_t len = 0;
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        const char *text = rows_text(&rows, 0);
        const unsigned char *bytes = crypto_base64_bytes(&arena, text ? text : "", &len);
        if (bytes)
            buf_add_n(out, bytes, len);
    }
    crypto_sha256_hex(buf_text(out) + start, out->len - start, hex);
    return strcmp(hex, sha256) == 0 ? ERR_OK : err_set(err, ERR_CORRUPT, MSG_ATTACHMENT_BYTES, record_text(attachment, "file_name"));
}

enum err_code attachment_read(struct store *store, const struct kind *kind, int64_t id, int64_t attachment,
                              struct arena *arena, struct record **ret_attachment, struct buf *out, struct err *err)
{
    struct record *subject = NULL;
    TRY(find_one(store, kind, id, attachment, arena, &subject, ret_attachment, err));
    if (is_personal(*ret_attachment) && !store->actor.sees_personal)
        return err_set(err, ERR_FORBIDDEN, MSG_ATTACHMENT_PERSONAL);
    if (is_personal(*ret_attachment))
        personal_log_seen(store, subject);
    return get_bytes(store, *ret_attachment, out, err);
}

enum err_code attachment_forget(struct store *store, const struct record *attachment, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *sha256 = record_text(attachment, "sha256");
    struct cond *conds[] = { equals(&arena, "sha256", v_text(sha256)) };
    struct record_list others = { 0 };
    TRY(find_kept(store, conds, COUNT(conds), &arena, &others, err));
    for (size_t i = 0; i < others.count; i++)
        if (others.items[i].id != attachment->id)
            return ERR_OK;
    return db_run(store->db, STMT_ATTACHMENT_PARTS_FORGET, ARGS(v_text(sha256)), NULL, err);
}

struct checking {
    struct store *store;
    int64_t differences;
};

static enum err_code check_one(void *context, const struct record *record, struct err *err)
{
    struct checking *checking = context;
    CLEANUP(buf_done) struct buf bytes = { 0 };
    struct err found = { 0 };
    enum err_code code = get_bytes(checking->store, record, &bytes, &found);
    checking->differences += code == ERR_CORRUPT;
    if (code != ERR_OK && code != ERR_CORRUPT)
        *err = found;
    return code == ERR_CORRUPT ? ERR_OK : code;
}

enum err_code attachments_check(struct store *store, int64_t *ret_differences, struct err *err)
{
    struct checking checking = { .store = store };
    struct entity_query query = { 0 };
    enum err_code code = entity_each(store, attachments(), &query, check_one, &checking, err);
    *ret_differences = checking.differences;
    return code;
}

/* --- attaching ------------------------------------------------------------------------------------------------ */

/* The last part of a path, with the ending of what the file is. */
static const char *name_for(struct arena *arena, const char *given, const struct kind *kind, enum media media)
{
    const char *name = given && *given ? given : kind->slug, *ending = media_ending(media);
    for (const char *c = name; *c; c++)
        if ((*c == '/' || *c == '\\') && c[1])
            name = c + 1;
    const char *dot = strrchr(name, '.');
    bool is_same = dot && (strcasecmp(dot + 1, ending) == 0 || (media == MEDIA_JPEG && strcasecmp(dot + 1, "jpeg") == 0));
    return is_same ? name : arena_printf(arena, "%s.%s", name, ending);
}

static int64_t unit_of(const struct record *subject)
{
    if (strcmp(subject->kind->slug, "units") == 0)
        return subject->id;
    return subject->kind->unit ? record_int(subject, subject->kind->unit) : 0;
}

static void fill(struct store *store, struct record *attachment, const struct record *subject,
                 const struct attachment_new *given, enum media media, struct issues *issues)
{
    struct arena *arena = attachment->arena;
    struct field_pair pairs[] = { { "file_name", name_for(arena, given->file_name, subject->kind, media) },
                                  { "purpose", given->purpose ? given->purpose : media_is_picture(media) ? "photo" : "other" },
                                  { "caption", given->caption }, { "taken_on", given->taken_on } };
    int64_t unit = unit_of(subject);
    record_set(attachment, "subject_kind", v_text(subject->kind->slug));
    record_set(attachment, "subject_id", v_int(subject->id));
    record_set(attachment, "unit", unit ? v_int(unit) : v_null());
    record_set(attachment, "media_type", v_text(media_type(media)));
    record_set(attachment, "personal_data", v_int(given->is_personal || person_is_kind(subject->kind)));
    record_fill(store, attachment, pairs, COUNT(pairs), true, arena, issues);
}

static enum err_code add_within(struct store *store, const struct record *subject, struct record *attachment,
                                const struct buf *bytes, struct record **ret_attachment, bool *ret_is_new,
                                struct err *err)
{
    struct record_list kept = { 0 };
    const char *sha256 = record_text(attachment, "sha256");
    TRY(kept_of(store, subject, attachment->arena, &kept, err));
    for (size_t i = 0; i < kept.count; i++)
        if (strcmp(record_text(&kept.items[i], "sha256"), sha256) == 0) {
            *ret_attachment = &kept.items[i];
            *ret_is_new = false;
            return ERR_OK;
        }
    if (kept.count >= ATTACHMENTS_MAX)
        return err_set(err, ERR_LIMIT, MSG_ATTACHMENT_MANY, err_int(ATTACHMENTS_MAX));
    TRY(attachment_keep(store, sha256, bytes->data, bytes->len, err));
    TRY(entity_create(store, attachment, NULL, err));
    *ret_attachment = attachment;
    *ret_is_new = true;
    return ERR_OK;
}

enum err_code attachment_add(struct store *store, const struct kind *kind, int64_t id, const struct attachment_new *given,
                             struct arena *arena, struct record **ret_attachment, bool *ret_is_new,
                             struct issues *issues, struct err *err)
{
    CLEANUP(buf_done) struct buf bytes = { 0 };
    struct media_file file = { 0 };
    struct record *subject = NULL, *attachment = record_new(arena, attachments());
    char hex[SHA256_HEX_SIZE];
    TRY(record_may_write(store, kind, err));
    TRY(entity_get(store, kind, id, arena, &subject, err));
    TRY(scope_check(store, subject, SCOPE_WRITE, err));
    if (given->len > ATTACHMENT_BYTES_MAX)
        return err_set(err, ERR_LIMIT, MSG_BODY_LARGE, err_int(ATTACHMENT_BYTES_MAX));
    TRY(media_take(given->bytes, given->len, &bytes, &file, err));
    crypto_sha256_hex(bytes.data, bytes.len, hex);
    fill(store, attachment, subject, given, file.media, issues);
    record_set(attachment, "size_bytes", v_int((int64_t)bytes.len));
    record_set(attachment, "sha256", v_text(arena_strdup(arena, hex)));
    record_validate(store, NULL, attachment, issues);
    if (issues->count) {
        *err = issues->items[0];
        return err->code;
    }
    TRY(db_begin(store->db, err));
    return db_finish(store->db, add_within(store, subject, attachment, &bytes, ret_attachment, ret_is_new, err), err);
}

enum err_code attachment_remove(struct store *store, const struct kind *kind, int64_t id, int64_t attachment,
                                const char *reason, struct arena *arena, struct err *err)
{
    struct record *subject = NULL, *before = NULL;
    struct write_note note = { .action = attachments()->transitions[0].action, .reason = reason };
    TRY(record_may_write(store, kind, err));
    TRY(find_one(store, kind, id, attachment, arena, &subject, &before, err));
    TRY(scope_check(store, subject, SCOPE_WRITE, err));
    if (!reason || !*reason) {
        (void)err_set(err, ERR_INPUT, MSG_RECORD_REASON, attachments()->transitions[0].vi);
        return err_at(err, "reason");
    }
    struct record *after = record_copy(arena, before);
    after->state = attachments()->transitions[0].to;
    TRY(db_begin(store->db, err));
    return db_finish(store->db, entity_update(store, before, after, &note, err), err);
}
