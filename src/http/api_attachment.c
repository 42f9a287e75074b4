/* SPDX-License-Identifier: Apache-2.0
 * Files of records: attach one, list them, look at one, take it off. Their right is that of the record. */
#include "http/api.h"

#include "domain/field.h"
#include "http/fields.h"
#include "paper/media.h"
#include "service/record/attachment.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PHOTOS_MAX = 100 };

/* --- told ---------------------------------------------------------------------------------------------------- */

static void write_one(struct call *call, struct json_writer *w, const struct record *attachment)
{
    char id[ID_TEXT_SIZE];
    const char *caption = record_text(attachment, "caption"), *name = record_text(attachment, "file_name");
    const struct field *taken_on = kind_field(attachment->kind, "taken_on");
    struct value taken = record_value(attachment, "taken_on");
    id_to_text(attachment->id, id);
    json_begin_object(w);
    json_member_string(w, "id", id);
    json_member_string(w, "file_name", name);
    json_member_string(w, "media_type", record_text(attachment, "media_type"));
    json_member_int(w, "size_bytes", record_int(attachment, "size_bytes"));
    json_member_string(w, "purpose", record_text(attachment, "purpose"));
    json_member_string(w, "caption", caption);
    json_member_string(w, "taken_on", value_is_null(taken) ? NULL : field_external(&call->arena, taken_on, taken));
    json_member_string(w, "attached_at", attachment->created_at);
    json_member_bool(w, "personal", record_int(attachment, "personal_data") != 0);
    json_member_bool(w, "readable", record_int(attachment, "personal_data") == 0 || call->store->actor.sees_personal);
    json_end_object(w);
}

static enum err_code get_attachments(struct call *call, struct err *err)
{
    struct record_list list = { 0 };
    int64_t id = 0;
    TRY(record_may_read(call->store, call->kind, err));
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    TRY(attachments_of(call->store, call->kind, id, &call->arena, &list, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < list.count; i++)
        write_one(call, &w, &list.items[i]);
    json_end_array(&w);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

static const struct shape_field photos_query[] = {
    { "ids", SHAPE_TEXT, .required = true, .max = 1600, .vi = "Mã các hồ sơ, cách nhau bằng dấu phẩy (tối đa 100)",
      .en = "Ids of the records, with commas between them (100 at most)" },
    { 0 },
};

static enum err_code get_photos(struct call *call, struct err *err)
{
    int64_t ids[PHOTOS_MAX];
    struct record *photos[PHOTOS_MAX];
    size_t count = 0;
    TRY(call_need(call, "ids", err));
    TRY(record_may_read(call->store, call->kind, err));
    for (const char *c = call_query(call, "ids"); *c && count < PHOTOS_MAX;) {
        size_t len = strcspn(c, ",");
        if (id_from_text(arena_strndup(&call->arena, c, len), &ids[count++], err) != ERR_OK)
            return err_at(err, "ids");
        c += len + (c[len] == ',');
    }
    TRY(attachment_photos(call->store, call->kind, ids, count, &call->arena, photos, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_object(&w);
    for (size_t i = 0; i < count; i++) {
        char id[ID_TEXT_SIZE];
        if (!photos[i])
            continue;
        id_to_text(ids[i], id);
        json_key(&w, id);
        write_one(call, &w, photos[i]);
    }
    json_end_object(&w);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

/* --- the file itself --------------------------------------------------------------------------------------------- */

/* Pictures are shown where they are asked for, all else is kept as a file; the name in every letter (RFC 8187). */
static const char *disposition(struct call *call, const struct record *attachment, enum media media)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_printf(&out, "%s; filename=\"tep.%s\"; filename*=UTF-8''", media_is_picture(media) ? "inline" : "attachment", media_ending(media));
    for (const char *c = record_text(attachment, "file_name"); *c; c++) {
        bool is_plain = (*c >= '0' && *c <= '9') || ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z') || strchr("-_.", *c);
        if (is_plain)
            buf_add_char(&out, *c);
        else
            buf_printf(&out, "%%%02X", (unsigned)(unsigned char)*c);
    }
    return arena_strdup(&call->arena, buf_text(&out));
}

static enum err_code get_attachment(struct call *call, struct err *err)
{
    struct record *attachment = NULL;
    int64_t id = 0, which = 0;
    TRY(record_may_read(call->store, call->kind, err));
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    TRY(fields_resolve(call, kind_by_slug("attachments"), call->params[1], &which, err));
    TRY(attachment_read(call->store, call->kind, id, which, &call->arena, &attachment, &call->out, err));
    enum media media = media_of_type(record_text(attachment, "media_type"));
    call->status = 200;
    call->type = media_type(media);
    call_header(call, "Content-Disposition", disposition(call, attachment, media));
    answer_etag(call, 0);
    return ERR_OK;
}

/* --- attaching and taking off --------------------------------------------------------------------------------------- */

static const struct shape_field post_query[] = {
    { "file_name", SHAPE_TEXT, .max = 300, .vi = "Tên tệp", .en = "The file's name" },
    { "purpose", SHAPE_TEXT, .max = 20, .vi = "scan, evidence, photo, source hoặc other; thiếu: ảnh là photo, còn lại other",
      .en = "scan, evidence, photo, source or other; without it a picture is a photo, all else other" },
    { "caption", SHAPE_TEXT, .max = 300, .vi = "Chú thích", .en = "The caption" },
    { "taken_on", SHAPE_DATE, .vi = "Ngày chụp, ngày lập", .en = "Taken on" },
    { "personal", SHAPE_BOOL, .vi = "Có dữ liệu cá nhân (hồ sơ về người thì luôn có)", .en = "Holds personal data (of people's records always)" },
    { 0 },
};

static enum err_code read_upload(struct call *call, struct attachment_new *given, struct err *err)
{
    size_t len = (size_t)call->received_bytes, done = 0;
    if (!call->upload || !len)
        return err_set(err, ERR_INPUT, MSG_UPLOAD_EMPTY);
    unsigned char *bytes = ARENA_ARRAY(&call->arena, unsigned char, len);
    while (done < len) {
        ssize_t got = pread(call->upload_fd, bytes + done, len - done, (off_t)done);
        if (got <= 0 && errno != EINTR)
            return err_set(err, ERR_IO, MSG_IO_READ, "upload", strerror(errno));
        done += got > 0 ? (size_t)got : 0;
    }
    given->bytes = bytes;
    given->len = len;
    return ERR_OK;
}

static enum err_code post_attachment(struct call *call, struct err *err)
{
    struct attachment_new given = { .file_name = call_query(call, "file_name"), .purpose = call_query(call, "purpose"),
                                    .caption = call_query(call, "caption"), .taken_on = call_query(call, "taken_on"),
                                    .is_personal = call_query_true(call, "personal") };
    struct record *attachment = NULL;
    int64_t id = 0;
    bool is_new = false;
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    TRY(read_upload(call, &given, err));
    TRY(attachment_add(call->store, call->kind, id, &given, &call->arena, &attachment, &is_new, &call->issues, err));
    struct json_writer w = call_json(call);
    call->status = is_new ? 201 : 200;
    write_one(call, &w, attachment);
    return ERR_OK;
}

static const struct shape_field delete_query[] = {
    { "reason", SHAPE_TEXT, .required = true, .max = 2000, .vi = "Lý do gỡ", .en = "Why it is taken off" },
    { 0 },
};

static enum err_code delete_attachment(struct call *call, struct err *err)
{
    int64_t id = 0, which = 0;
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    TRY(fields_resolve(call, kind_by_slug("attachments"), call->params[1], &which, err));
    TRY(attachment_remove(call->store, call->kind, id, which, call_query(call, "reason"), &call->arena, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_end_object(&w);
    return ERR_OK;
}

const struct route routes_attachment[] = {
    { HTTP_GET, "/api/v1/{kind}/photos", RIGHT_READ, LANE_READ, .query = photos_query, .kinds = KINDS_BY_HAND, .published_too = true,
      .keeps = true, .answer = "application/json", .handle = get_photos, .name = "photos", .group = "attachments",
      .vi = "Ảnh mới nhất của nhiều hồ sơ", .en = "The newest photograph of each of many records" },
    { HTTP_GET, "/api/v1/{kind}/{id}/attachments", RIGHT_READ, LANE_READ, .kinds = KINDS_BY_HAND, .published_too = true, .keeps = true,
      .answer = "application/json", .handle = get_attachments, .name = "attachments", .group = "attachments",
      .vi = "Tệp đính kèm của một hồ sơ", .en = "The files of a record" },
    { HTTP_POST, "/api/v1/{kind}/{id}/attachments", RIGHT_WRITE, LANE_WRITE, ATTACHMENT_BYTES_MAX, .body_type = "*/*",
      .query = post_query, .kinds = KINDS_BY_HAND, .answer = "application/json", .handle = post_attachment, .name = "attach",
      .group = "attachments", .vi = "Đính kèm một tệp JPEG, PNG, WebP, PDF, DOCX, XLSX (tối đa 10 MB); gửi lại cùng tệp không sao",
      .en = "Attach a JPEG, PNG, WebP, PDF, DOCX or XLSX file (10 MB at most); sending it again does no harm" },
    { HTTP_GET, "/api/v1/{kind}/{id}/attachments/{attachment}", RIGHT_READ, LANE_READ, .kinds = KINDS_BY_HAND, .published_too = true,
      .keeps = true, .answer = "*/*", .handle = get_attachment, .name = "attachment", .group = "attachments",
      .vi = "Nội dung một tệp đính kèm", .en = "One of them as it is" },
    { HTTP_DELETE, "/api/v1/{kind}/{id}/attachments/{attachment}", RIGHT_WRITE, LANE_WRITE, .query = delete_query,
      .kinds = KINDS_BY_HAND, .answer = "application/json", .handle = delete_attachment, .name = "detach", .group = "attachments",
      .vi = "Gỡ một tệp đính kèm", .en = "Take one off" },
    { 0 },
};
