/* SPDX-License-Identifier: Apache-2.0
 * What the public sees, without signing in: what is published, and how far each programme has come, in sums alone.
 * Plain HTML that anybody between may keep for some minutes. */
#include "http/api.h"

#include "base/date.h"
#include "domain/field.h"
#include "http/cursor.h"
#include "http/fields.h"
#include "http/html.h"
#include "http/server_parts.h"
#include "service/programme/coverage.h"
#include "service/programme/programmes.h"
#include "service/record/attachment.h"
#include "service/record/record.h"
#include "service/unit/unit.h"

#include <string.h>
#include <time.h>

enum { FIRST_SHOWN = 3, FIELDS_FIRST = 4, PROGRAMMES_MAX = 10, PUBLIC_SECONDS = 300, PROGRESS_LEAST = 5 /* subjects: of fewer nothing is said */ };

static const char *words(const struct call *call, const char *vi, const char *en)
{
    return call->lang == LANG_EN && en ? en : vi;
}

static void finish(struct call *call)
{
    html_end(&call->out);
    call->status = 200;
    call->type = "text/html; charset=utf-8";
    answer_etag_public(call);
    call_header(call, "Vary", "Accept-Language");
}

/* --- records -------------------------------------------------------------------------------------------- */

/* Its place, always; else what lists show and is nobody's own. */
static bool is_told(const struct kind *kind, const struct field *field)
{
    bool is_place = kind->unit && strcmp(field->name, kind->unit) == 0;
    return is_place || (!field->unlisted && !field->hidden && field->personal == PERSONAL_NONE && !field->carried &&
                        strcmp(field->name, kind->label) != 0);
}

static const char *value_words(struct call *call, const struct field *field, struct value value)
{
    if (field->type == FIELD_REF && strcmp(field->ref, "units") == 0) /* territory is public, as no other register is */
        return value_is_null(value) ? "" : unit_name_seen(call->store, &call->arena, value.i);
    if (field->type == FIELD_REF || field->type == FIELD_KEY)
        return record_label(call->store, &call->arena, field, value);
    return field_display(&call->arena, field, value, call->lang);
}

static void write_photo(struct call *call, const struct record *record, const struct record *photo)
{
    char id[ID_TEXT_SIZE], which[ID_TEXT_SIZE];
    const char *caption = record_text(photo, "caption");
    id_to_text(record->id, id);
    id_to_text(photo->id, which);
    buf_printf(&call->out, "<img class=\"photo\" loading=\"lazy\" src=\"/api/v1/%s/%s/attachments/%s\" alt=\"", record->kind->slug, id, which);
    html_text(&call->out, caption ? caption : "");
    buf_add(&call->out, "\">");
}

static void write_card(struct call *call, const struct record *record, const struct record *photo, size_t most)
{
    struct buf *out = &call->out;
    const struct kind *kind = record->kind;
    const struct state *state = kind_state(kind, record->state);
    buf_add(out, "<li>");
    if (photo)
        write_photo(call, record, photo);
    int level = most == FIELDS_FIRST ? 3 : 2; /* below the register's heading, or the page's own */
    buf_printf(out, "<h%d class=\"name\">", level);
    html_text(out, record_text(record, kind->label) ? record_text(record, kind->label) : "");
    buf_printf(out, "</h%d><dl>", level);
    for (const struct field *field = kind->fields; field->name; field++) {
        const char *text = is_told(kind, field) ? value_words(call, field, record_value(record, field->name)) : "";
        if (!*text || most == 0)
            continue;
        most--;
        buf_add(out, "<dt>");
        html_text(out, words(call, field->vi, field->en));
        buf_add(out, "</dt><dd>");
        html_text(out, text);
        buf_add(out, "</dd>");
    }
    buf_printf(out, "<dt>%s</dt><dd>", msg_text(MSG_PUBLIC_STATE, call->lang));
    html_text(out, words(call, state->vi, state->en));
    buf_add(out, "</dd></dl></li>\n");
}

/* Up to `limit` records, `most` fields of each, behind the place in `query`; *ret_next is where to go on, or NULL. */
static enum err_code write_records(struct call *call, const struct kind *kind, struct entity_query *query, int64_t limit,
                                   size_t most, const char **ret_next, size_t *ret_count, struct err *err)
{
    struct record_list list = { 0 };
    query->limit = limit + 1;
    TRY(entity_list(call->store, kind, query, &call->arena, &list, err));
    *ret_count = list.count < (size_t)limit ? list.count : (size_t)limit;
    *ret_next = list.count > (size_t)limit ? cursor_write(call, query, &list.items[limit - 1]) : NULL;
    int64_t *ids = ARENA_ARRAY(&call->arena, int64_t, *ret_count + 1);
    struct record **photos = ARENA_ARRAY(&call->arena, struct record *, *ret_count + 1);
    for (size_t i = 0; i < *ret_count; i++)
        ids[i] = list.items[i].id;
    TRY(attachment_photos(call->store, kind, ids, *ret_count, &call->arena, photos, err));
    buf_add(&call->out, "<ul class=\"cards\">");
    for (size_t i = 0; i < *ret_count; i++)
        write_card(call, &list.items[i], photos[i], most);
    buf_add(&call->out, "</ul>");
    return ERR_OK;
}

static const struct shape_field page_query[] = {
    { "unit", SHAPE_TEXT, .max = 60, .vi = "Trong địa bàn này", .en = "Within this place" },
    { "cursor", SHAPE_TEXT, .max = 2000, .vi = "Trang tiếp theo", .en = "The next page" },
    { "q", SHAPE_TEXT, .max = 200, .vi = "Từ cần tìm", .en = "Words to find" },
    { 0 },
};

static enum err_code get_kind(struct call *call, struct err *err)
{
    const struct kind *kind = call->kind;
    struct entity_query query = { 0 };
    const char *next = NULL;
    size_t count = 0;
    call->store->actor = rights_public(); /* whoever asks: what stands here is everybody's */
    TRY(list_query_read(call, kind, &query, err));
    html_begin(&call->out, call->lang, kind_list_name(kind, call->lang), msg_text(MSG_PUBLIC_ABOUT, call->lang),
               arena_printf(&call->arena, "/public/%s", kind->slug));
    TRY(write_records(call, kind, &query, query.limit, KIND_FIELDS_MAX, &next, &count, err));
    if (!count)
        buf_printf(&call->out, "<p>%s</p>", msg_text(MSG_PUBLIC_NONE, call->lang));
    if (next) {
        buf_printf(&call->out, "<p><a class=\"next\" href=\"/public/%s?lang=%s&amp;cursor=", kind->slug, call->lang == LANG_EN ? "en" : "vi");
        html_text(&call->out, next);
        buf_printf(&call->out, "\">%s</a></p>", msg_text(MSG_PUBLIC_MORE, call->lang));
    }
    finish(call);
    return ERR_OK;
}

/* --- progress --------------------------------------------------------------------------------------------- */

struct progress {
    const struct obligation *obligation;
    int64_t met, known;
};

/* Subjects that hold the bound, of those of which it is known. Of households one row says it for all of them. */
static void add_row(struct progress *progress, const struct coverage_row *row)
{
    if (row->record)
        return;
    if (row->obligation->subjects.record_kind) {
        progress->met += row->value.known ? row->value.value : 0;
        progress->known += row->value.known ? row->expected : 0;
    } else if (row->state == COVERAGE_MET || row->state == COVERAGE_UNMET) {
        progress->met += row->state == COVERAGE_MET;
        progress->known++;
    }
}

static void write_progress(struct call *call, const struct progress *progress)
{
    const struct obligation *obligation = progress->obligation;
    buf_add(&call->out, "<tr><th scope=\"row\">");
    html_text(&call->out, words(call, obligation->title.vi, obligation->title.en));
    buf_printf(&call->out, "</th><td><progress max=\"%lld\" value=\"%lld\">", (long long)progress->known, (long long)progress->met);
    buf_printf(&call->out, "</progress></td><td class=\"number\">%lld %%</td></tr>\n", (long long)(progress->met * 100 / progress->known));
}

static void write_heading(struct call *call, const struct programme *programme, int year)
{
    buf_add(&call->out, "<h2>");
    html_text(&call->out, words(call, programme->title.vi, programme->title.en));
    buf_add(&call->out, "</h2><p class=\"soft\">");
    html_text(&call->out, programme->territory_name);
    buf_printf(&call->out, ", %d</p><table>\n", year);
}

/* Of one programme in the year of today, of one that is over in its last. */
static enum err_code write_programme(struct call *call, const char *code, struct err *err)
{
    const struct programme *programme = NULL;
    struct coverage coverage = { 0 };
    struct date today = date_from_days((int32_t)call->store->today_day);
    struct coverage_request request = { .as_of_day = call->store->today_day };
    TRY(programme_open(call->store, code, &call->arena, &programme, err));
    request.year = programme->period.last.year < today.year ? programme->period.last.year : today.year;
    TRY(programme_unit(call->store, programme, &request.unit, err));
    request.programme = programme;
    TRY(coverage_run(call->store, &request, &call->arena, &coverage, err));
    size_t told = 0;
    for (size_t from = 0, to = 0; from < coverage.count; from = to) {
        struct progress progress = { .obligation = coverage.rows[from].obligation };
        for (to = from; to < coverage.count && coverage.rows[to].obligation == progress.obligation; to++)
            add_row(&progress, &coverage.rows[to]);
        if (progress.known < PROGRESS_LEAST)
            continue;
        if (!told++)
            write_heading(call, programme, request.year);
        write_progress(call, &progress);
    }
    buf_add(&call->out, told ? "</table>\n" : "");
    return ERR_OK;
}

/* Sums over whole programmes name nobody: they are taken as the program sees them, not the public. */
static enum err_code write_programmes(struct call *call, struct err *err)
{
    struct actor own = call->store->actor;
    struct record_list list = { 0 };
    struct entity_query query = { .limit = PROGRAMMES_MAX };
    call->store->actor = (struct actor){ .name = own.name, .role = ROLE_VIEWER, .read_only = true };
    enum err_code code = entity_list(call->store, kind_by_slug("programmes"), &query, &call->arena, &list, err);
    for (size_t i = 0; code == ERR_OK && i < list.count; i++)
        code = write_programme(call, record_text(&list.items[i], "code"), err);
    call->store->actor = own;
    return code;
}

/* --- the first page ------------------------------------------------------------------------------------------- */

static enum err_code write_first(struct call *call, struct err *err)
{
    call->store->actor = rights_public();
    html_begin(&call->out, call->lang, msg_text(MSG_PUBLIC_TITLE, call->lang), msg_text(MSG_PUBLIC_ABOUT, call->lang), "/public");
    buf_printf(&call->out, "<p class=\"soft\">%s</p>\n", msg_text(MSG_PUBLIC_ABOUT, call->lang));
    for (size_t i = 0; kinds[i]; i++) {
        const struct kind *kind = kinds[i];
        struct entity_query query = { 0 };
        const char *next = NULL;
        size_t count = 0;
        if (!kind->published)
            continue;
        buf_printf(&call->out, "<h2><a href=\"/public/%s?lang=%s\">%s</a></h2>", kind->slug, call->lang == LANG_EN ? "en" : "vi",
                   kind_list_name(kind, call->lang));
        TRY(write_records(call, kind, &query, FIRST_SHOWN, FIELDS_FIRST, &next, &count, err));
        if (!count)
            buf_printf(&call->out, "<p>%s</p>", msg_text(MSG_PUBLIC_NONE, call->lang));
    }
    return write_programmes(call, err);
}

/* The sums are dear and the public is many: they are kept for some minutes. */
static enum err_code get_first(struct call *call, struct err *err)
{
    struct public_page *page = &call->server->public_pages[call->lang == LANG_EN];
    (void)pthread_mutex_lock(&page->lock);
    bool is_fresh = page->text.len && time(NULL) < page->until;
    if (is_fresh)
        buf_add_n(&call->out, page->text.data, page->text.len);
    (void)pthread_mutex_unlock(&page->lock);
    if (!is_fresh) {
        TRY(write_first(call, err));
        (void)pthread_mutex_lock(&page->lock);
        buf_clear(&page->text);
        buf_add_n(&page->text, call->out.data, call->out.len);
        page->until = time(NULL) + PUBLIC_SECONDS;
        (void)pthread_mutex_unlock(&page->lock);
    }
    finish(call);
    return ERR_OK;
}

const struct route routes_public[] = {
    { HTTP_GET, "/public", RIGHT_PUBLIC, LANE_LONG, .answer = "text/html", .handle = get_first, .name = "public", .group = "public",
      .vi = "Công khai: mô hình, công trình, tiến độ", .en = "What is published: models, works, progress" },
    { HTTP_GET, "/public/{kind}", RIGHT_PUBLIC, LANE_READ, .query = page_query, .kinds = KINDS_PUBLISHED, .filters = true, .published_too = true,
      .answer = "text/html", .handle = get_kind, .name = "public_kind", .group = "public", .vi = "Danh sách đã công khai", .en = "A published list" },
    { 0 },
};
