/* SPDX-License-Identifier: Apache-2.0
 * Files of records: who attaches, who sees, what is kept, and that they go where the database goes. */
#include "service/record/attachment.h"

#include "../store_fixture.h"
#include "base/embedded.h"
#include "service/account/person.h"
#include "service/account/rights.h"
#include "store/copy.h"

#include <stdlib.h>
#include <string.h>

static struct attachment_new photo(void)
{
    const struct embedded_file *file = asset_files;
    while (strcmp(file->path, "demo/duong_hoa.jpg") != 0)
        file++;
    return (struct attachment_new){ .file_name = "C:\\Ảnh\\đường hoa.JPG", .caption = "Đường hoa", .taken_on = "2020-06-01", .bytes = file->bytes, .len = file->len };
}

static enum err_code add(struct store *store, const char *slug, int64_t id, const struct attachment_new *given, struct record **ret, bool *ret_is_new)
{
    struct issues issues = { .arena = test_arena() };
    struct err err = { 0 };
    return attachment_add(store, kind_by_slug(slug), id, given, test_arena(), ret, ret_is_new, &issues, &err);
}

static size_t count_of(struct store *store, const char *slug, int64_t id)
{
    struct record_list list = { 0 };
    struct err err = { 0 };
    return attachments_of(store, kind_by_slug(slug), id, test_arena(), &list, &err) == ERR_OK ? list.count : 999;
}

static enum err_code read_one(struct store *store, const char *slug, int64_t id, int64_t attachment, struct buf *out)
{
    struct record *found = NULL;
    struct err err = { 0 };
    return attachment_read(store, kind_by_slug(slug), id, attachment, test_arena(), &found, out, &err);
}

static struct record *make_model(struct store *store, const struct fixture_family *family)
{
    return MAKE(store, "models", "name=Đường hoa", "type=green_fence", "year=2020", fixture_ref("unit", family->area),
                fixture_ref("lead_body", family->body));
}

void test_attachment__belongs_to_its_record(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct record *model = make_model(&store, &family), *first = NULL, *again = NULL;
        struct attachment_new given = photo();
        bool is_new = false;
        CLEANUP(buf_done) struct buf bytes = { 0 };
        struct err err = { 0 };
        CHECK_INT(add(&store, "models", model->id, &given, &first, &is_new), ERR_OK);
        CHECK(is_new);
        CHECK_TEXT(record_text(first, "file_name"), "đường hoa.JPG");
        CHECK_TEXT(record_text(first, "media_type"), "image/jpeg");
        CHECK_TEXT(record_text(first, "purpose"), "photo");
        CHECK_INT(record_int(first, "unit"), family.area);
        CHECK_INT(add(&store, "models", model->id, &given, &again, &is_new), ERR_OK);
        CHECK(!is_new && again->id == first->id);
        CHECK_INT(add(&store, "households", family.household, &given, &again, &is_new), ERR_OK); /* the same bytes, kept once */
        CHECK_INT(record_int(again, "personal_data"), 1);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(DISTINCT sha256) FROM attachment_part"), 1);
        CHECK_INT(read_one(&store, "models", model->id, first->id, &bytes), ERR_OK);
        CHECK_INT((int64_t)bytes.len, record_int(first, "size_bytes"));
        CHECK_INT(read_one(&store, "models", model->id, again->id, &bytes), ERR_NOT_FOUND); /* another record's */
        given.bytes = (const unsigned char *)"<script>";
        given.len = 8;
        CHECK_INT(add(&store, "models", model->id, &given, &again, &is_new), ERR_INPUT);
        CHECK_INT(attachment_remove(&store, kind_by_slug("models"), model->id, first->id, NULL, test_arena(), &err), ERR_INPUT);
        CHECK_OK(attachment_remove(&store, kind_by_slug("models"), model->id, first->id, "nhầm ảnh", test_arena(), &err), &err);
        CHECK_INT((int64_t)count_of(&store, "models", model->id), 0);
        CHECK_INT(read_one(&store, "models", model->id, first->id, &bytes), ERR_NOT_FOUND);
        fixture_act(&store, "attachments", first->id, "restore");
        CHECK_INT((int64_t)count_of(&store, "models", model->id), 1);
        fixture_check_sound(&store);
        fixture_sql_run(&store, "UPDATE attachment_part SET bytes = 'AAAA'");
        int64_t differences = 0;
        CHECK_OK(attachments_check(&store, &differences, &err), &err);
        CHECK_INT(differences, 2);
        CHECK_INT(read_one(&store, "models", model->id, first->id, &bytes), ERR_CORRUPT);
    }
    fixture_close(&store);
}

void test_attachment__is_seen_by_whom_its_record_is(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct record *model = make_model(&store, &family), *picture = NULL, *paper = NULL, *personal = NULL;
        struct attachment_new given = photo();
        struct actor own = store.actor;
        bool is_new = false;
        CLEANUP(buf_done) struct buf bytes = { 0 };
        CHECK_INT(add(&store, "models", model->id, &given, &picture, &is_new), ERR_OK);
        given.purpose = "evidence";
        given.bytes = (const unsigned char *)"%PDF-1.4\n%%EOF\n";
        given.len = 15;
        CHECK_INT(add(&store, "models", model->id, &given, &paper, &is_new), ERR_OK);
        CHECK_TEXT(record_text(paper, "file_name"), "đường hoa.JPG.pdf");
        given = photo();
        CHECK_INT(add(&store, "households", family.household, &given, &personal, &is_new), ERR_OK);
        store.actor = rights_public();
        CHECK_INT(read_one(&store, "models", model->id, picture->id, &bytes), ERR_NOT_FOUND);
        store.actor = own;
        fixture_act(&store, "models", model->id, "publish");
        store.actor = rights_public();
        CHECK_INT(read_one(&store, "models", model->id, picture->id, &bytes), ERR_OK);
        CHECK_INT(read_one(&store, "models", model->id, paper->id, &bytes), ERR_NOT_FOUND); /* photographs only */
        CHECK_INT((int64_t)count_of(&store, "models", model->id), 1);
        CHECK_INT(add(&store, "models", model->id, &given, &picture, &is_new), ERR_FORBIDDEN);
        store.actor = own;
        store.actor.sees_personal = false;
        CHECK_INT(read_one(&store, "households", family.household, personal->id, &bytes), ERR_FORBIDDEN);
        store.actor = own;
        store.actor.line = "veterans_association"; /* another organisation's model */
        CHECK_INT((int64_t)count_of(&store, "models", model->id), 999);
        CHECK(add(&store, "models", model->id, &given, &picture, &is_new) != ERR_OK);
        store.actor = own;
        store.actor.role = ROLE_VIEWER;
        CHECK_INT(add(&store, "models", model->id, &given, &picture, &is_new), ERR_FORBIDDEN);
        store.actor = own;
    }
    fixture_close(&store);
}

void test_attachment__goes_with_the_person_and_with_the_database(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct record *attached = NULL;
        struct attachment_new given = photo();
        struct person_erased erased = { 0 };
        struct copy_result copied = { 0 };
        struct err err = { 0 };
        bool is_new = false;
        CHECK_INT(add(&store, "household_members", family.member, &given, &attached, &is_new), ERR_OK);
        FILE *out = fopen(fixture_file("copy.jsonl"), "w+");
        CHECK(out != NULL);
        CHECK_OK(copy_out(&store, out, &copied, &err), &err);
        rewind(out);
        char *line = NULL;
        size_t size = 0;
        bool found = false;
        while (getline(&line, &size, out) > 0)
            found = found || strstr(line, record_text(attached, "sha256"));
        free(line);
        (void)fclose(out);
        CHECK(found);
        CHECK_OK(person_erase(&store, kind_by_slug("household_members"), family.member, "đơn ngày 12/6", test_arena(), &erased, &err), &err);
        CHECK_INT(erased.attachments, 1);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM attachment_part"), 0);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}
