/* SPDX-License-Identifier: Apache-2.0
 * Workbooks issued, edited elsewhere and sent back: no edit is lost, none is made up. Every person
 * here is invented. */
#include "../store_fixture.h"

#include "base/vitext.h"
#include "domain/field.h"
#include "paper/sheet_writer.h"
#include "service/import/import.h"
#include "service/sheet/merge.h"
#include "service/sheet/workbook.h"
#include "service/unit/unit.h"

#include <string.h>

#define IA_DIN "23866@2017-05-01"

/* --- a workbook in memory, as an office would have it open -------------------------------------- */

enum { ROWS_MAX = 64, COLUMNS_MAX = 40 };

struct book {
    const char *cells[ROWS_MAX][COLUMNS_MAX]; /* row 0: the header */
    size_t rows, columns;
};

static bool book_issue(struct store *store, const char *kind, const char *unit, struct book *book)
{
    struct err err = { 0 };
    struct template_result result = { 0 };
    struct template_request request = { .kind = kind_by_slug(kind), .unit = unit,
                                        .path = fixture_file("issued.xlsx"), .format = SHEET_FORMAT_XLSX };
    CHECK_OK(template_write(store, &request, &result, &err), &err);
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    CHECK_OK(sheet_open(request.path, NULL, &reader, &err), &err);
    *book = (struct book){ 0 };
    for (struct sheet_row row; reader && book->rows < ROWS_MAX; book->rows++) {
        CHECK_OK(sheet_next(reader, &row, &err), &err);
        if (row.number == 0)
            break;
        require(row.count <= COLUMNS_MAX);
        for (size_t i = 0; i < row.count; i++)
            book->cells[book->rows][i] = arena_strdup(test_arena(), row.cells[i].text);
        if (row.count > book->columns)
            book->columns = row.count;
    }
    CHECK_INT((int64_t)book->rows, result.rows + 1);
    return reader != NULL;
}

static size_t book_column(const struct book *book, const char *header)
{
    for (size_t i = 0; i < book->columns; i++)
        if (strcmp(book->cells[0][i], header) == 0)
            return i;
    CHECK_TEXT(header, "a header of the book");
    return 0;
}

static size_t book_row(const struct book *book, const char *header, const char *text)
{
    size_t column = book_column(book, header);
    for (size_t i = 1; i < book->rows; i++)
        if (book->cells[i][column] && strcmp(book->cells[i][column], text) == 0)
            return i;
    CHECK_TEXT(text, "a row of the book");
    return 1;
}

static void book_set(struct book *book, size_t row, const char *header, const char *text)
{
    book->cells[row][book_column(book, header)] = text;
    if (row >= book->rows)
        book->rows = row + 1;
}

static const char *book_save(const struct book *book, enum sheet_format format)
{
    struct err err = { 0 };
    struct sheet_column columns[COLUMNS_MAX] = { 0 };
    struct sheet_writer *writer = NULL;
    char *path = fixture_file(format == SHEET_FORMAT_XLSX ? "returned.xlsx" : "returned.csv");
    for (size_t i = 0; i < book->columns; i++)
        columns[i].header = book->cells[0][i];
    struct sheet_writer_options options = { .format = format, .columns = columns,
                                            .column_count = book->columns };
    CHECK_OK(sheet_writer_open(path, &options, &writer, &err), &err);
    for (size_t i = 1; i < book->rows; i++) {
        struct value values[COLUMNS_MAX];
        for (size_t j = 0; j < book->columns; j++)
            values[j] = v_text(book->cells[i][j]);
        CHECK_OK(sheet_writer_add(writer, values, &err), &err);
    }
    CHECK_OK(sheet_writer_finish(writer, &err), &err);
    return path;
}

static enum err_code send_unit(struct store *store, const char *kind, const struct book *book,
                               const char *unit, struct import_result *result)
{
    struct err err = { 0 };
    struct import_request request = { .kind = kind_by_slug(kind),
                                      .path = book_save(book, SHEET_FORMAT_XLSX), .unit = unit };
    enum err_code code = import_run(store, &request, test_arena(), result, &err);
    CHECK_OK(code, &err);
    CHECK(result->merged.is_workbook);
    CHECK_INT(result->accepted + result->refused + result->doubtful, result->rows);
    return code;
}

static struct import_result send(struct store *store, const char *kind, const struct book *book)
{
    struct import_result result = { 0 };
    (void)send_unit(store, kind, book, NULL, &result);
    return result;
}

static bool has_issue(const struct import_result *result, const char *code, int64_t row)
{
    for (size_t i = 0; i < result->issue_count; i++)
        if (strcmp(result->issues[i].code, code) == 0 && result->issues[i].row == row)
            return true;
    return false;
}

static const char *text_of(struct store *store, const char *kind, int64_t id, const char *field)
{
    struct record *record = fixture_get(store, kind, id);
    const char *text = field_external(test_arena(), kind_field(record->kind, field),
                                      record_value(record, field));
    return text ? text : "";
}

static int64_t ops_in(struct store *store, const char *state)
{
    struct err err = { 0 };
    int64_t count = 0;
    struct entity_query query = { .where = cond_compare(test_arena(), COND_FIELD_STATE, COND_EQ,
                                                        v_text(state)) };
    CHECK_OK(entity_count(store, kind_by_slug("sync_ops"), &query, &count, &err), &err);
    return count;
}

/* --- the declarations serve as headers ------------------------------------------------------------- */

void test_workbook__headers_of_a_kind_are_told_apart(void)
{
    for (size_t i = 0; kinds[i]; i++)
        for (const struct field *a = kinds[i]->fields; a->name; a++)
            for (const struct field *b = a + 1; b->name; b++) {
                if (!kind_sheet_has(a) || !kind_sheet_has(b))
                    continue;
                if (text_equal_folded(a->vi, b->vi) || text_equal_folded(a->en, b->en))
                    CHECK_TEXT(arena_printf(test_arena(), "%s.%s and %s", kinds[i]->slug, a->name, b->name),
                               "fields of different labels");
            }
}

void test_workbook__every_word_of_a_code_is_read_as_that_code(void)
{
    for (size_t i = 0; kinds[i]; i++)
        for (const struct field *field = kinds[i]->fields; field->name; field++)
            for (const struct code *code = field->codes; code && code->code; code++) {
                const struct code *vi = field_code(field, code->vi), *en = field_code(field, code->en);
                if (vi != code || en != code)
                    CHECK_TEXT(arena_printf(test_arena(), "%s.%s %s", kinds[i]->slug, field->name, code->code),
                               "a code whose words are its own");
            }
}

/* --- nothing touched -------------------------------------------------------------------------------- */

void test_workbook__untouched_changes_nothing(void)
{
    static const char *const slugs[] = { "households", "household_members", "memberships",
                                         "classifications", "assignments", "bodies" };
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    for (size_t i = 0; i < COUNT(slugs); i++) {
        struct book book;
        CHECK(book_issue(&store, slugs[i], IA_DIN, &book));
        CHECK(book.rows > 1);
        struct import_result result = send(&store, slugs[i], &book);
        CHECK_INT(result.rows, (int64_t)book.rows - 1);
        CHECK_INT(result.row_tally.same, result.rows);
        CHECK_INT(result.merged.cells + result.merged.conflicts + result.merged.known, 0);
        CHECK_INT((int64_t)result.issue_count, 0);
    }
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM sync_ops"), 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* A label or a code's word may be another by the time the file comes back. */
void test_workbook__renamed_labels_are_no_edits(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    CHECK(book_issue(&store, "assignments", IA_DIN, &book));
    CHECK(PATCH(&store, "bodies", family.body, "name=Hội LHPN xã Ia Din mới") != NULL);
    struct import_result result = send(&store, "assignments", &book);
    CHECK_INT(result.row_tally.same, 1);
    CHECK_INT(result.merged.cells + result.merged.conflicts + result.merged.known, 0);
    fixture_close(&store);
}

/* A spreadsheet program that saves as CSV writes dates and numbers its own way. */
void test_workbook__other_ways_to_write_the_same_are_no_edits(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    CHECK(book_issue(&store, "households", IA_DIN, &book));
    CHECK(PATCH(&store, "households", family.household, "registered_on=2017-04-02") != NULL);
    book_set(&book, 1, "Ngày ghi sổ", "02/03/2017");
    book_set(&book, 1, "Số điện thoại", " 0912.345.678 ");
    book_set(&book, 1, "Dân tộc", "GIA-RAI");
    struct err err = { 0 };
    struct import_result result = { 0 };
    struct import_request request = { .kind = kind_by_slug("households"),
                                      .path = book_save(&book, SHEET_FORMAT_CSV) };
    CHECK_OK(import_run(&store, &request, test_arena(), &result, &err), &err);
    CHECK(result.merged.is_workbook);
    CHECK_INT(result.merged.cells + result.merged.conflicts, 0);
    CHECK_TEXT(text_of(&store, "households", family.household, "registered_on"), "2017-04-02");
    fixture_close(&store);
}

/* --- merging ---------------------------------------------------------------------------------------- */

void test_workbook__edits_merge_field_by_field(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    CHECK(book_issue(&store, "households", IA_DIN, &book));
    CHECK(PATCH(&store, "households", family.household, "address=Số 1", "member_count=5") != NULL);
    book_set(&book, 1, "Số điện thoại", "0987654321"); /* nobody else's */
    book_set(&book, 1, "Ghi chú", "dòng 1\ndòng 2");
    book_set(&book, 1, "Số nhân khẩu", "6");  /* they said 5 */
    book_set(&book, 1, "Địa chỉ", "Số 1");    /* so did they */
    book_set(&book, 1, "Khu dân cư hoặc xã", "Làng Krai");
    book_set(&book, 1, "Dân tộc", "");        /* emptied */
    struct import_result result = send(&store, "households", &book);
    CHECK_INT(result.merged.cells, 4);
    CHECK_INT(result.merged.parallel, 4);
    CHECK_INT(result.merged.conflicts, 1);
    CHECK_INT(result.merged.known, 1);
    CHECK(has_issue(&result, "conflict", 2));
    CHECK_TEXT(text_of(&store, "households", family.household, "phone"), "0987654321");
    CHECK_TEXT(text_of(&store, "households", family.household, "note"), "dòng 1\ndòng 2");
    CHECK_TEXT(text_of(&store, "households", family.household, "member_count"), "5");
    CHECK_TEXT(text_of(&store, "households", family.household, "ethnicity"), "");
    CHECK_INT(record_int(fixture_get(&store, "households", family.household), "unit"), family.other_area);
    CHECK_INT(ops_in(&store, "parallel"), 4);
    CHECK_INT(ops_in(&store, "conflicting"), 1);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM sync_ops WHERE change LIKE '%987654%'"), 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_workbook__sending_twice_changes_nothing(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    CHECK(book_issue(&store, "households", IA_DIN, &book));
    book_set(&book, 1, "Địa chỉ", "Số 9");
    book_set(&book, 2, "Họ và tên chủ hộ", "Siu Mới Thêm");
    CHECK_INT(send(&store, "households", &book).row_tally.created, 1);
    /* Someone goes on working on it: the file, sent again, does not undo that. */
    CHECK(PATCH(&store, "households", family.household, "address=Số 10") != NULL);
    struct import_result result = send(&store, "households", &book);
    CHECK_INT(result.row_tally.same, 2);
    CHECK_INT(result.merged.cells + result.merged.conflicts, 0);
    CHECK_TEXT(text_of(&store, "households", family.household, "address"), "Số 10");
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households"), 2);
    /* Nor when the new record went on changing. */
    int64_t made = fixture_sql_int(&store, "SELECT max(id) FROM households");
    CHECK(PATCH(&store, "households", made, "head_name=Siu Đổi Tên") != NULL);
    CHECK_INT(send(&store, "households", &book).row_tally.same, 2);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households"), 2);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_workbook__conflicts_are_decided(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    struct err err = { 0 };
    struct issues issues = { .arena = test_arena() };
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    CHECK(book_issue(&store, "households", IA_DIN, &book));
    CHECK(PATCH(&store, "households", family.household, "phone=0911111111", "address=A") != NULL);
    book_set(&book, 1, "Số điện thoại", "0922222222");
    book_set(&book, 1, "Địa chỉ", "B");
    CHECK_INT(send(&store, "households", &book).merged.conflicts, 2);
    struct record_list list = { 0 };
    struct entity_query query = { .where = cond_compare(test_arena(), COND_FIELD_STATE, COND_EQ,
                                                        v_text("conflicting")) };
    CHECK_OK(entity_list(&store, kind_by_slug("sync_ops"), &query, test_arena(), &list, &err), &err);
    for (size_t i = 0; i < list.count; i++) {
        struct merge_conflict conflict = { 0 };
        CHECK_OK(merge_conflict_read(&store, &list.items[i], test_arena(), &conflict, &err), &err);
        CHECK_INT(conflict.subject, family.household);
        bool is_phone = strcmp(conflict.field->name, "phone") == 0;
        CHECK_TEXT(conflict.sent.s, is_phone ? "0922222222" : "B");
        CHECK_TEXT(conflict.kept.s, is_phone ? "0911111111" : "A");
        int64_t id = list.items[i].id;
        CHECK_OK(merge_decide(&store, id, is_phone, "gọi điện hỏi lại", test_arena(), &issues, &err), &err);
        CHECK_INT(merge_decide(&store, id, is_phone, NULL, test_arena(), &issues, &err), ERR_STATE);
    }
    CHECK_TEXT(text_of(&store, "households", family.household, "phone"), "0922222222");
    CHECK_TEXT(text_of(&store, "households", family.household, "address"), "A");
    CHECK_INT(ops_in(&store, "conflicting"), 0);
    CHECK_INT(ops_in(&store, "resolved"), 2);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* The same for a phone: the device names the operation. */
void test_workbook__a_device_merges_alike(void)
{
    struct store store;
    struct fixture_family family;
    struct err err = { 0 };
    struct issues issues = { .arena = test_arena() };
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    const struct kind *kind = kind_by_slug("households");
    struct merge_edit edits[] = { { .field = kind_field(kind, "address"), .value = v_text("Số 3") } };
    struct merge_request request = { .kind = kind, .id = family.household, .base_version = 1,
                                     .op_id = "may-1/7", .origin = "device", .edits = edits, .count = 1 };
    for (int round = 0; round < 2; round++) {
        CHECK_OK(db_begin(store.db, &err), &err);
        CHECK_OK(record_merge(&store, &request, test_arena(), &issues, &err), &err);
        CHECK_OK(db_commit(store.db, &err), &err);
        CHECK_INT(edits[0].verdict, round ? MERGE_SAME : MERGE_APPLIED);
        CHECK(PATCH(&store, "households", family.household, round ? "address=Số 5" : "address=Số 4") != NULL);
    }
    request.base_version = 99;
    CHECK_OK(db_begin(store.db, &err), &err);
    CHECK_INT(record_merge(&store, &request, test_arena(), &issues, &err), ERR_INPUT);
    db_rollback(store.db);
    fixture_close(&store);
}

/* --- what is refused --------------------------------------------------------------------------------- */

void test_workbook__an_altered_key_is_refused(void)
{
    struct store store;
    struct fixture_family family;
    struct book issued, book;
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    CHECK(MAKE(&store, "households", "head_name=Siu Hai", fixture_ref("unit", family.area)) != NULL);
    CHECK(book_issue(&store, "households", IA_DIN, &issued));
    size_t first = book_row(&issued, "Họ và tên chủ hộ", "Rơ Châm Hít");
    const char *key = issued.cells[first][0];
    for (size_t at = 0; at < strlen(key); at++) { /* every byte of it */
        char *altered = arena_strdup(test_arena(), key);
        altered[at] = altered[at] == '4' ? '5' : '4';
        struct workbook_row row;
        struct err err = { 0 };
        if (workbook_unseal(&store, test_arena(), kind_by_slug("households"), altered, &row, &err) == ERR_OK)
            CHECK_INT((int64_t)at, -1);
    }
    book = issued;
    book.cells[first][0] = arena_printf(test_arena(), "%.14s%s", issued.cells[3 - first][0], key + 14);
    book_set(&book, first, "Địa chỉ", "Kẻ gian");
    book_set(&book, 3 - first, "Địa chỉ", "Số 2");
    struct import_result result = send(&store, "households", &book);
    CHECK_INT(result.refused, 1);
    CHECK_INT(result.merged.cells, 1);
    CHECK(has_issue(&result, "key_broken", (int64_t)first + 1));
    CHECK_TEXT(text_of(&store, "households", family.household, "address"), "");
    /* A key of one register is none of another. */
    CHECK(book_issue(&store, "bodies", IA_DIN, &book));
    book_set(&book, 1, book.cells[0][0], key);
    CHECK_INT(send(&store, "bodies", &book).refused, 1);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* A house with three households, and a workbook of them. */
static bool open_with_three(struct store *store, struct fixture_family *family, struct book *book)
{
    if (!fixture_open(store) || !fixture_family_make(store, family))
        return false;
    CHECK(MAKE(store, "households", "head_name=Siu Hai", fixture_ref("unit", family->area)) != NULL);
    CHECK(MAKE(store, "households", "head_name=Siu Ba", fixture_ref("unit", family->area)) != NULL);
    CHECK(book_issue(store, "households", IA_DIN, book));
    return true;
}

void test_workbook__rows_are_refused_with_their_reason(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    if (!open_with_three(&store, &family, &book))
        return;
    for (size_t i = 0; i < book.columns; i++) /* copied to make a new one, the key with it */
        book.cells[4][i] = book.cells[1][i];
    book_set(&book, 4, "Họ và tên chủ hộ", "Siu Bốn");
    book_set(&book, 2, "Số nhân khẩu", "900");
    book_set(&book, 3, "Khu dân cư hoặc xã", "Làng Không Có");
    book_set(&book, 5, "Họ và tên chủ hộ", "Siu Hai"); /* of the same name, but another phone */
    book_set(&book, 5, "Số điện thoại", "0933333333");
    book_set(&book, 5, "Khu dân cư hoặc xã", "Làng Yit Tú");
    struct import_result result = send(&store, "households", &book);
    CHECK_INT(result.rows, 5);
    CHECK_INT(result.refused, 3);
    CHECK_INT(result.doubtful, 1);
    CHECK(has_issue(&result, "member_count_wrong", 3));
    CHECK(has_issue(&result, "unit_wrong", 4));
    CHECK(has_issue(&result, "row_twice", 5));
    CHECK(has_issue(&result, "possible_duplicate", 6));
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households"), 3);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM import_rows"), 4);
    /* Issued for one commune, sent as another's. */
    CHECK(book_issue(&store, "households", IA_DIN, &book));
    struct import_result other = { 0 };
    (void)send_unit(&store, "households", &book, "23869@2017-05-01", &other);
    CHECK_INT(other.refused, 3);
    CHECK(has_issue(&other, "unit_other", 2));
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* Sorted by name, but without the column of keys: every key stands beside another household. */
void test_workbook__keys_beside_another_record_are_doubted(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    if (!open_with_three(&store, &family, &book))
        return;
    size_t two = book_row(&book, "Họ và tên chủ hộ", "Siu Hai"), three = book_row(&book, "Họ và tên chủ hộ", "Siu Ba");
    for (size_t i = 1; i < book.columns; i++) {
        const char *text = book.cells[two][i];
        book.cells[two][i] = book.cells[three][i];
        book.cells[three][i] = text;
    }
    struct import_result result = send(&store, "households", &book);
    CHECK_INT(result.doubtful, 2);
    CHECK(has_issue(&result, "key_moved", (int64_t)two + 1));
    CHECK(has_issue(&result, "key_moved", (int64_t)three + 1));
    /* A key copied over another one: the row it belongs to is taken. */
    CHECK(book_issue(&store, "households", IA_DIN, &book));
    book.cells[two][0] = book.cells[three][0];
    book_set(&book, two, "Số nhân khẩu", "39");
    book_set(&book, three, "Số nhân khẩu", "37");
    result = send(&store, "households", &book);
    CHECK_INT(result.doubtful + result.refused, 1);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households WHERE member_count = 37"), 1);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households WHERE member_count = 39"), 0);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households WHERE head_name = 'Siu Hai'"), 1);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_workbook__rows_gone_delete_nothing(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    if (!open_with_three(&store, &family, &book))
        return;
    book.rows--; /* the last row deleted, the first emptied but for its key */
    for (size_t i = 1; i < book.columns; i++)
        book.cells[1][i] = "";
    struct import_result result = send(&store, "households", &book);
    CHECK_INT(result.merged.absent, 1);
    CHECK(has_issue(&result, "row_absent", 0));
    CHECK(has_issue(&result, "row_emptied", 2));
    CHECK_INT(result.row_tally.same, 2);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households WHERE state = 'active'"), 3);
    book_set(&book, 2, "Trạng thái (chỉ xem)", "Đã chuyển đi"); /* not the way to do it */
    result = send(&store, "households", &book);
    CHECK(has_issue(&result, "state_touched", 3));
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households WHERE state = 'active'"), 3);
    fixture_close(&store);
}

void test_workbook__masked_values_stay_masked(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    store.actor.sees_personal = false;
    CHECK(book_issue(&store, "households", IA_DIN, &book));
    store.actor.sees_personal = true;
    CHECK_TEXT(book.cells[1][book_column(&book, "Số điện thoại")], "•••678");
    CHECK_TEXT(book.cells[1][book_column(&book, "Họ và tên chủ hộ")], "•••");
    book_set(&book, 1, "Số nhân khẩu", "7"); /* not personal: may be edited */
    struct import_result result = send(&store, "households", &book);
    CHECK_INT(result.merged.cells, 1);
    CHECK_TEXT(text_of(&store, "households", family.household, "phone"), "0912345678");
    CHECK_TEXT(text_of(&store, "households", family.household, "head_name"), "Rơ Châm Hít");
    book_set(&book, 1, "Số điện thoại", "0944444444");
    result = send(&store, "households", &book);
    CHECK_INT(result.refused, 1);
    CHECK(has_issue(&result, "masked", 2));
    book_set(&book, 1, "Số điện thoại", ""); /* emptying is an edit too */
    CHECK_INT(send(&store, "households", &book).refused, 1);
    CHECK_TEXT(text_of(&store, "households", family.household, "phone"), "0912345678");
    fixture_close(&store);
}

/* An actor of one commune does not reach another's records with a key issued elsewhere. */
void test_workbook__the_actor_keeps_to_the_scope(void)
{
    struct store store;
    struct fixture_family family;
    struct book book;
    struct err err = { 0 };
    if (!fixture_open(&store) || !fixture_family_make(&store, &family))
        return;
    CHECK(book_issue(&store, "households", IA_DIN, &book));
    book_set(&book, 1, "Địa chỉ", "Số 8");
    CHECK_OK(unit_resolve(&store, "23869@2017-05-01", NULL, &store.actor.scope_unit, &err), &err);
    struct import_result result = send(&store, "households", &book);
    CHECK_INT(result.refused, 1);
    store.actor.scope_unit = 0;
    CHECK_TEXT(text_of(&store, "households", family.household, "address"), "");
    fixture_close(&store);
}
