/* SPDX-License-Identifier: Apache-2.0 */
#include "paper_files.h"
#include "sample_documents.h"

#include "paper/sheet.h"
#include "paper/xlsx_document.h"

#include <string.h>

static const char *written(const struct document *document, const char *name)
{
    struct err err = { 0 };
    CLEANUP(buf_done) struct buf out = { 0 };
    CHECK_OK(xlsx_document_build(document, &out, &err), &err);
    return paper_file(name, out.data, out.len);
}

static bool has_text(const struct sheet_row *row, const char *text)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].text && strstr(row->cells[i].text, text))
            return true;
    return false;
}

/* Goes on to the row with the text; false where there is none. */
static bool find_row(struct sheet_reader *reader, const char *text, struct sheet_row *ret_row)
{
    struct err err = { 0 };
    bool found = false;
    do {
        CHECK_OK(sheet_next(reader, ret_row, &err), &err);
        found = has_text(ret_row, text);
    } while (!found && ret_row->count);
    return found;
}

static struct document *small_document(void)
{
    static const struct document_column columns[] = { { 6, DOCUMENT_ALIGN_CENTER }, { 34, DOCUMENT_ALIGN_LEFT }, { 14, DOCUMENT_ALIGN_RIGHT }, { 14, DOCUMENT_ALIGN_RIGHT } };
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    d->place = "Đức Cơ";
    d->date = document_date_text(test_arena(), 1, 2, 2018);
    d->type = "BÁO CÁO";
    struct document_block *figure = document_bullet(d, 1, "Hộ nghèo: ");
    document_run_add(d, &figure->text, "1.234", DOCUMENT_BOLD)->number = "1234";
    document_run_add(d, &figure->text, " hộ (đến ngày 31/12/2017);", 0);
    document_block_add(d, DOCUMENT_PARAGRAPH, "=1+1 là chữ");
    struct document_table *table = document_table(d, columns, COUNT(columns));
    table->caption = "Bảng 1. Mô hình";
    struct document_row *head = document_header_add(d, table), *under = NULL, *row = NULL;
    document_cell_add(d, head, "TT")->row_span = 2;
    document_cell_add(d, head, "Tổ chức")->row_span = 2;
    document_cell_add(d, head, "Năm 2017")->column_span = 2;
    under = document_header_add(d, table);
    document_cell_add(d, under, "Số");
    document_cell_add(d, under, "Tỷ lệ");
    row = document_row_add(d, table);
    document_cell_add(d, row, "1");
    document_cell_add(d, row, "Hội Nông dân");
    document_cell_add(d, row, "2.000(*)")->text.first->number = "2000";
    document_cell_add(d, row, "87,50")->text.first->number = "87.50";
    return d;
}

void test_paper_xlsx_document__numbers_are_numbers(void)
{
    struct err err = { 0 };
    struct sheet_row row;
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    CHECK_OK(sheet_open(written(small_document(), "small.xlsx"), NULL, &reader, &err), &err);
    CHECK_INT((int64_t)sheet_names(reader).count, 2);
    CHECK_TEXT(sheet_names(reader).items[0].name, "BÁO CÁO");
    CHECK(find_row(reader, "- Hộ nghèo", &row));
    CHECK_INT(row.cells[1].type, SHEET_CELL_NUMBER);
    CHECK_TEXT(row.cells[1].text, "1234");
    CHECK_TEXT(row.cells[2].text, "hộ (đến ngày 31/12/2017)");
    CHECK(find_row(reader, "=1+1 là chữ", &row));
    CHECK_INT(row.cells[0].type, SHEET_CELL_TEXT);
    CHECK(find_row(reader, "Bảng 1. Mô hình →", &row));
    CHECK_OK(sheet_select(reader, 2, &err), &err);
    CHECK(find_row(reader, "Năm 2017", &row));
    CHECK(find_row(reader, "Tỷ lệ", &row)); /* below the cell that spans two columns */
    CHECK_TEXT(row.cells[3].text, "Tỷ lệ");
    CHECK(find_row(reader, "Hội Nông dân", &row));
    CHECK_INT(row.cells[2].type, SHEET_CELL_NUMBER);
    CHECK_TEXT(row.cells[2].text, "2000");
    CHECK_TEXT(row.cells[3].text, "87.5");
}

void test_paper_xlsx_document__every_sample_can_be_read(void)
{
    struct document *(*const samples[])(struct arena *) = { sample_joint_plan, sample_report, sample_letter,
                                                            sample_youth_union_letter, sample_party_report };
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct err err = { 0 };
        struct sheet_row row;
        struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
        struct document *document = samples[i](test_arena());
        CLEANUP(buf_done) struct buf again = { 0 };
        size_t len = 0;
        const char *path = written(document, "sample.xlsx"), *bytes = paper_read(path, &len);
        CHECK_OK(xlsx_document_build(document, &again, &err), &err);
        CHECK(len == again.len && memcmp(bytes, again.data, len) == 0);
        CHECK_OK(sheet_open(path, NULL, &reader, &err), &err);
        CHECK(document->type == NULL || find_row(reader, document->type, &row));
    }
}
