/* SPDX-License-Identifier: Apache-2.0
 * The files are looked at with the tools of poppler and qpdf: what they read is what a person gets. */
#include "paper_files.h"
#include "sample_documents.h"

#include "base/vitext.h"
#include "paper/pdf.h"
#include "paper/pdf_flow.h"

#include <stdlib.h>
#include <string.h>

static const struct pdf_options no_links;

static const char *made(const struct document *document, const struct pdf_options *options, const char *name)
{
    struct err err = { 0 };
    struct buf bytes = { 0 };
    CHECK_OK(pdf_build(document, options, &bytes, NULL, &err), &err);
    const char *folder = getenv("PAPER_SAMPLES");
    const char *path = paper_file(name, bytes.data, bytes.len);
    if (folder) {
        FILE *file = fopen(arena_printf(test_arena(), "%s/%s", folder, name), "wb");
        CHECK(file && fwrite(bytes.data, 1, bytes.len, file) == bytes.len && fclose(file) == 0);
    }
    buf_done(&bytes);
    return path;
}

/* What a tool prints about a file. */
static const char *told(const char *tool, const char *path, const char *more)
{
    struct buf out = { 0 };
    char part[4096];
    FILE *pipe = popen(arena_printf(test_arena(), "%s '%s' %s 2>&1", tool, path, more), "r");
    CHECK(pipe);
    for (size_t len; (len = fread(part, 1, sizeof(part), pipe));)
        buf_add_n(&out, part, len);
    CHECK_INT(pclose(pipe), 0);
    const char *text = arena_strdup(test_arena(), buf_text(&out));
    buf_done(&out);
    return text;
}

static const char *text_of(const char *path)
{
    return told("pdftotext", path, "-");
}

static const char *page_text(const char *path, int page)
{
    return told(arena_printf(test_arena(), "pdftotext -layout -f %d -l %d", page, page), path, "-");
}

static int pages_of(const char *path)
{
    const char *found = strstr(told("pdfinfo", path, ""), "\nPages:");
    return found ? (int)strtol(found + 7, NULL, 10) : 0;
}

static int lines_with(const char *text, const char *word)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strcspn(at, "\n"))
        count++;
    return count;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        count++;
    return count;
}

/* Whether the texts stand in it, one after the other. */
static void check_order(const char *text, const char *const *wanted)
{
    for (; *wanted; wanted++) {
        const char *found = strstr(text, *wanted);
        if (!found)
            printf("  not there, or not behind the others: %s\n", *wanted);
        CHECK(found);
        if (!found)
            return;
        text = found + strlen(*wanted);
    }
}
#define CHECK_ORDER(text, ...) check_order(text, (const char *const[]){ __VA_ARGS__, NULL })

/* No word stands outside of the margins, the number of the page and the footer apart. */
static void check_margins(const char *path)
{
    double width = 0, height = 0, left, top, right, bottom;
    int wrong = 0;
    for (const char *at = told("pdftotext -bbox", path, "-"); (at = strchr(at, '<')); at++) {
        if (sscanf(at, "<page width=\"%lf\" height=\"%lf\"", &width, &height) == 2)
            continue;
        if (sscanf(at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &left, &top, &right, &bottom) != 4)
            continue;
        wrong += left < 84 || right > width - 42 || (bottom > height - 55 && top < height - 45) || top < 25;
    }
    CHECK_INT(wrong, 0);
}

/* --- samples ---------------------------------------------------------------------------------------------------- */

void test_paper_pdf__files_are_sound(void)
{
    for (size_t i = 0; i < SAMPLE_DOCUMENTS; i++) {
        const char *path = made(sample_documents[i].make(test_arena()), &no_links, arena_printf(test_arena(), "%s.pdf", sample_documents[i].name));
        CHECK(strstr(told("qpdf --check", path, ""), "No syntax or stream encoding errors found"));
        CHECK_TEXT(told("pdftoppm -r 20 -png", path, paper_path("page")), "");
        const char *text = text_of(path);
        struct arena arena;
        arena_init(&arena, ARENA_LIMIT_DEFAULT_BYTES);
        CHECK(text_nfc(&arena, text) == text); /* is in that form already */
        arena_done(&arena);
        CHECK_INT(count_of(text, "\xEF\xBF\xBD"), 0);
        check_margins(path);
        const char *fonts = told("pdffonts", path, "");
        CHECK(count_of(fonts, "+LiberationSerif") > 0);
        CHECK_INT(count_of(fonts, " no "), 0); /* all lie within it, and say their letters */
    }
}

void test_paper_pdf__report_holds_its_parts_in_order(void)
{
    const char *path = made(sample_report(test_arena()), &no_links, "bao_cao.pdf"), *text = text_of(path);
    CHECK_ORDER(text, "ỦY BAN MTTQ VIỆT NAM", "TỈNH KIÊN GIANG", "BAN THƯỜNG TRỰC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc");
    CHECK_ORDER(text, "Kiên Giang, ngày 09 tháng 10 năm 2020", "BÁO CÁO", "Kết quả triển khai", "Kính gửi:",
                "- Ban Thường trực Ủy ban Trung ương MTTQ", "- Thường trực Tỉnh ủy Kiên Giang.", "I. KẾT QUẢ TRIỂN KHAI",
                "1. Việc triển khai văn bản", "Bảng 1.", "Đơn vị tính: mô hình", "Tổng cộng", "2.112", "Số liệu tính đến",
                "II. ĐỀ XUẤT, KIẾN NGHỊ", "Nơi nhận:", "- Như kính gửi;", "- Lưu: VT, Ban PT.", "TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH",
                "PHÓ CHỦ TỊCH", "Ngô Phương V", "Phụ lục I", "Xã Vĩnh Hòa Hưng Nam 70", "Phụ lục II", "Không có.");
    int pages = pages_of(path);
    CHECK(pages >= 7);
    CHECK_INT(count_of(text, "Chung Tay · lập lúc"), pages);
}

void test_paper_pdf__pages_are_numbered_and_turned(void)
{
    const char *path = made(sample_report(test_arena()), &no_links, "bao_cao.pdf");
    int pages = pages_of(path), annex = 0, first = 1, turned = 0;
    const char *sizes = told(arena_printf(test_arena(), "pdfinfo -f 1 -l %d", pages), path, "");
    for (int i = 1; i <= pages; i++) {
        const char *text = page_text(path, i) + strspn(page_text(path, i), " \n");
        bool is_first = begins(text, "ỦY BAN") || begins(text, "Phụ lục");
        first = begins(text, "Phụ lục") ? i : first;
        annex = begins(text, "Phụ lục I\n") ? i : annex;
        int number = i - first + 1;
        if (!is_first)
            CHECK_INT(strtol(text, NULL, 10), number);
        const char *size = strstr(sizes, arena_printf(test_arena(), "Page %4d size:", i));
        CHECK(size);
        bool is_turned = size && strstr(size, "841.9 x 595.3") == size + 17;
        turned += is_turned;
        /* header rows are on each page of the table that goes on */
        if (is_turned)
            CHECK(strstr(text, "Chưa phân"));
    }
    CHECK(annex > 1);
    CHECK_INT(turned, pages - annex); /* the second annex stands upright */
    CHECK(turned > 2);
}

void test_paper_pdf__it_says_what_it_is(void)
{
    size_t len = 0;
    const char *path = made(sample_report(test_arena()), &no_links, "bao_cao.pdf"), *facts = told("pdfinfo -isodates", path, "");
    CHECK(strstr(facts, "Title:           Báo cáo kết quả triển khai thực hiện Kế hoạch số 168/KH-MTTQ-TCTV\n"));
    CHECK(strstr(facts, "Author:          Ủy ban MTTQ Việt Nam tỉnh Kiên Giang\n"));
    CHECK(strstr(facts, "2020-10-09T08:00:00"));
    CHECK(strstr(facts, "Tagged:          yes\n"));
    CHECK(strstr(facts, "(A4)"));
    const char *bytes = paper_read(path, &len);
    CHECK(memmem(bytes, len, "/Lang (vi-VN)", 13));
    CHECK(memmem(bytes, len, "/DisplayDocTitle true", 21));
    CHECK(memmem(bytes, len, "/Type /Outlines", 15));
    const char *structure = told("pdfinfo -struct", path, "2>/dev/null");
    CHECK_ORDER(structure, "H1", "H2", "H3", "Table", "TR", "TH", "TD");
    /* nothing is made up where the document says nothing */
    struct document *silent = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    facts = told("pdfinfo", made(silent, &no_links, "trong.pdf"), "");
    CHECK(!strstr(facts, "CreationDate") && !strstr(facts, "Title:") && !strstr(facts, "Author:"));
    CHECK_INT(pages_of(paper_path("trong.pdf")), 1);
}

void test_paper_pdf__same_document_same_bytes(void)
{
    struct err err = { 0 };
    struct buf first = { 0 }, second = { 0 };
    CHECK_OK(pdf_build(sample_report(test_arena()), &no_links, &first, NULL, &err), &err);
    setenv("TZ", "America/New_York", 1);
    setenv("HOME", "/nowhere", 1);
    tzset();
    CHECK_OK(pdf_build(sample_report(test_arena()), &no_links, &second, NULL, &err), &err);
    unsetenv("TZ");
    tzset();
    CHECK(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
    buf_done(&first);
    buf_done(&second);
}

/* --- where pages end ---------------------------------------------------------------------------------------------- */

static struct document *letter(int paragraphs)
{
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    document_line_add(d, &d->issuers, "ỦY BAN MTTQ VIỆT NAM");
    d->type = "THÔNG BÁO";
    for (int i = 0; i < paragraphs; i++)
        document_block_add(d, DOCUMENT_PARAGRAPH, arena_printf(test_arena(), "Đoạn văn thứ %d./.", i + 1));
    document_signature_add(d, "TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", "Nguyễn Thử Ký");
    document_line_add(d, &d->recipients, "Như trên");
    return d;
}

void test_paper_pdf__a_signature_has_two_lines_above_it(void)
{
    int alone = 0, with_two = 0;
    for (int i = 16; i < 30; i++) {
        const char *path = made(letter(i), &no_links, "ky.pdf");
        int pages = pages_of(path);
        const char *last = page_text(path, pages);
        CHECK_ORDER(last, "TM. BAN THƯỜNG TRỰC", "Nguyễn Thử Ký");
        alone += pages > 1 && count_of(last, "Đoạn văn") < 2;
        with_two += pages > 1 && count_of(last, "Đoạn văn") == 2;
        CHECK_INT(count_of(text_of(path), "Đoạn văn"), i);
    }
    CHECK_INT(alone, 0);
    CHECK(with_two > 0);
}

void test_paper_pdf__no_line_and_no_heading_stands_alone(void)
{
    int parted = 0;
    for (int i = 14; i < 26; i++) {
        struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
        for (int j = 0; j < i; j++)
            document_block_add(d, DOCUMENT_PARAGRAPH, "Đầu.");
        document_heading(d, 1, "I. Tiêu đề");
        struct buf words = { 0 };
        for (int j = 0; j < 70; j++)
            buf_add(&words, "dòng dài ");
        document_block_add(d, DOCUMENT_PARAGRAPH, arena_strdup(test_arena(), buf_text(&words)));
        buf_done(&words);
        const char *path = made(d, &no_links, "dong.pdf"), *first = page_text(path, 1);
        const char *heading = strstr(first, "I. Tiêu đề");
        if (pages_of(path) == 1)
            continue;
        int before = lines_with(heading ? heading : "", "dài"), after = lines_with(page_text(path, 2), "dài");
        CHECK(!heading || before >= 2); /* two lines of text below a heading at the foot */
        CHECK(after == 0 || after >= 2);
        parted += heading && after;
    }
    CHECK(parted > 0);
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

static void header(struct document *d, struct document_table *table, const char *prefix)
{
    struct document_row *row = document_header_add(d, table);
    for (size_t i = 0; i < table->column_count; i++)
        document_cell_add(d, row, arena_printf(test_arena(), "%s%zu", prefix, i));
}

static struct document_table *equal_columns(struct document *d, size_t count)
{
    struct document_column columns[DOCUMENT_COLUMNS_MAX];
    for (size_t i = 0; i < count; i++)
        columns[i] = (struct document_column){ 1, DOCUMENT_ALIGN_LEFT };
    return document_table(d, columns, count);
}

void test_paper_pdf__a_row_taller_than_a_page_loses_nothing(void)
{
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    struct document_table *table = equal_columns(d, 2);
    struct buf lines = { 0 };
    for (int i = 0; i < 200; i++)
        buf_printf(&lines, "%sdòng%d.", i ? "\n" : "", i);
    header(d, table, "cột");
    struct document_row *row = document_row_add(d, table);
    document_cell_add(d, row, buf_text(&lines));
    document_cell_add(d, row, "bên cạnh");
    const char *path = made(d, &no_links, "cao.pdf"), *text = text_of(path);
    for (int i = 0; i < 200; i++)
        CHECK_INT(count_of(text, arena_printf(test_arena(), "dòng%d.", i)), 1);
    CHECK_INT(count_of(text, "bên cạnh"), 1);
    CHECK(pages_of(path) > 3);
    CHECK_INT(count_of(text, "cột0"), pages_of(path));
    check_margins(path);
    buf_done(&lines);
}

void test_paper_pdf__rows_held_together_by_a_cell_stay_on_a_page(void)
{
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    struct document_table *table = equal_columns(d, 2);
    header(d, table, "cột");
    for (int group = 0; group < 20; group++)
        for (int i = 0; i < 5; i++) {
            struct document_row *row = document_row_add(d, table);
            if (i == 0)
                document_cell_add(d, row, arena_printf(test_arena(), "nhóm%d.", group))->row_span = 5;
            document_cell_add(d, row, arena_printf(test_arena(), "ô%d.%d.", group, i));
        }
    const char *path = made(d, &no_links, "nhom.pdf");
    int pages = pages_of(path);
    CHECK(pages > 1);
    for (int i = 1; i <= pages; i++) {
        const char *text = page_text(path, i);
        CHECK_INT(count_of(text, "ô"), count_of(text, "nhóm") * 5);
        CHECK_INT(count_of(text, "cột0"), 1);
    }
    /* one that no page holds is divided */
    d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    table = equal_columns(d, 2);
    for (int i = 0; i < 120; i++) {
        struct document_row *row = document_row_add(d, table);
        if (i == 0)
            document_cell_add(d, row, "cả nhóm")->row_span = 120;
        document_cell_add(d, row, arena_printf(test_arena(), "dòng%d.", i));
    }
    path = made(d, &no_links, "nhom.pdf");
    CHECK(pages_of(path) > 2);
    CHECK_INT(count_of(text_of(path), "dòng"), 120);
    check_margins(path);
}

void test_paper_pdf__tables_of_any_shape_keep_their_texts(void)
{
    uint32_t state = 7;
    for (int round = 0; round < 12; round++) {
        struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
        int cells = 0;
        for (int t = 0; t < 3; t++) {
            size_t columns = 1 + (state >> 16) % 9, covered[DOCUMENT_COLUMNS_MAX] = { 0 };
            struct document_table *table = equal_columns(d, columns);
            table->caption = "Bảng";
            if (round % 2)
                header(d, table, "h");
            for (int i = 0; i < 40; i++) {
                struct document_row *row = document_row_add(d, table);
                for (size_t c = 0; c < columns;) {
                    if (covered[c]) {
                        covered[c++]--;
                        continue;
                    }
                    state = state * 1664525 + 1013904223;
                    unsigned rows = (state >> 28) == 0 ? 1 + (state >> 8) % 6 : 1, span = (state >> 20) % 7 == 0 ? 2 : 1;
                    if (c + span > columns || covered[c + span - 1])
                        span = 1;
                    struct document_cell *cell = document_cell_add(d, row, arena_printf(test_arena(), "ô%d.", cells++));
                    cell->column_span = span;
                    cell->row_span = rows;
                    while (span--)
                        covered[c++] = rows - 1;
                }
            }
            document_block_add(d, DOCUMENT_NOTE, "Ghi chú.");
        }
        const char *path = made(d, &no_links, "hinh.pdf"), *text = text_of(path);
        for (int i = 0; i < cells; i++)
            CHECK_INT(count_of(text, arena_printf(test_arena(), "ô%d.", i)), 1);
        check_margins(path);
    }
}

void test_paper_pdf__too_many_columns_stay_within_the_margins(void)
{
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    struct document_table *table = equal_columns(d, DOCUMENT_COLUMNS_MAX);
    header(d, table, "c");
    for (int i = 0; i < 3; i++) {
        struct document_row *row = document_row_add(d, table);
        for (int j = 0; j < DOCUMENT_COLUMNS_MAX; j++)
            document_cell_add(d, row, "1.234");
    }
    const char *path = made(d, &no_links, "rong.pdf");
    check_margins(path);
    CHECK_INT(count_of(told("pdftotext -raw", path, "-"), "4"), 3 * DOCUMENT_COLUMNS_MAX + 16);
    /* words that are too wide for their column make the text smaller, not the words divided */
    d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    table = equal_columns(d, 14);
    struct document_row *row = document_row_add(d, table);
    for (int j = 0; j < 14; j++)
        document_cell_add(d, row, "1.234.567");
    CHECK_INT(count_of(text_of(made(d, &no_links, "rong.pdf")), "1.234.567"), 14);
}

/* --- what nobody should write ---------------------------------------------------------------------------------------- */

void test_paper_pdf__hostile_text_does_no_harm(void)
{
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    struct err err = { 0 };
    struct buf bytes = { 0 }, endless = { 0 };
    struct pdf_facts facts = { 0 };
    for (int i = 0; i < 10000; i++)
        buf_add(&endless, "ế");
    d->title = "a\xFF\x01 (b) \\ \xE2\x80\xAE";
    d->author = "Đ)(\\";
    document_line_add(d, &d->issuers, buf_text(&endless));
    document_block_add(d, DOCUMENT_PARAGRAPH, "một\x01\xFF hai\xE2\x80\xAE ba\xE2\x80\x8F bốn\xEF\xBF\xBF năm\xEF\xBB\xBF.");
    document_block_add(d, DOCUMENT_PARAGRAPH, "Tie\xCC\x82\xCC\x81ng Vie\xCC\xA3\xCC\x82t"); /* NFD */
    document_block_add(d, DOCUMENT_PARAGRAPH, "\xF3\xB0\x80\x80 và \xF0\x9F\xA7\xBF và \xE1\xA0\x80"); /* no font has the first */
    document_block_add(d, DOCUMENT_PARAGRAPH, "a\tb\nc\n\nd");
    document_block_add(d, DOCUMENT_PARAGRAPH, buf_text(&endless));
    document_block_add(d, DOCUMENT_HEADING, buf_text(&endless));
    document_cell_add(d, document_row_add(d, equal_columns(d, 3)), buf_text(&endless));
    document_block_add(d, DOCUMENT_PARAGRAPH, NULL);
    document_block_add(d, DOCUMENT_PARAGRAPH, "\xD8\xA7\xD9\x84\xD8\xB3 123");
    document_annex(d, "Phụ lục\xFF", "a\xC3\n(b\\", "nguồn\x01");
    CHECK_OK(pdf_build(d, &no_links, &bytes, &facts, &err), &err);
    CHECK(facts.unknown >= 1);
    const char *path = paper_file("la.pdf", bytes.data, bytes.len), *text = text_of(path);
    CHECK(pages_of(path) == (int)facts.pages);
    CHECK(strstr(told("qpdf --check", path, ""), "No syntax"));
    CHECK(strstr(text, "một hai ba bốn năm."));
    CHECK(strstr(text, "Tiếng Việt"));
    CHECK(strstr(text, "\xEF\xBF\xBD và"));
    CHECK_INT(count_of(text, "ế"), 40000 + 1);
    CHECK(strstr(told("pdfinfo", path, ""), "Title:           a (b) \\ \n"));
    buf_done(&bytes);
    buf_done(&endless);
}

void test_paper_pdf__numbers_lead_to_their_records(void)
{
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    struct document_block *block = document_block_add(d, DOCUMENT_BULLET, "Hộ nghèo: ");
    document_run_add(d, &block->text, "1.250", DOCUMENT_BOLD)->link = "node=II.2&figure=0";
    document_run_add(d, &block->text, " hộ.", 0);
    block = document_block_add(d, DOCUMENT_PARAGRAPH, NULL);
    document_run_add(d, &block->text, "7", 0)->link = "a=(')\\ ế";
    struct pdf_options options = { .links_to = "https://ct.example/numbers?" };
    const char *path = made(d, &options, "noi.pdf"), *links = told("pdfinfo -url", path, "");
    CHECK(strstr(links, "https://ct.example/numbers?node=II.2&figure=0\n"));
    CHECK(strstr(links, "https://ct.example/numbers?a=%28%27%29%5C%20%E1%BA%BF\n"));
    CHECK(strstr(text_of(path), "- Hộ nghèo: 1.250 hộ."));
    CHECK(strstr(told("qpdf --check", path, ""), "No syntax"));
    CHECK(!strstr(told("pdfinfo -url", made(d, &no_links, "noi.pdf"), ""), "http"));
}

void test_paper_pdf__no_font_is_said(void)
{
    struct err err = { 0 };
    struct pdf_typist *typist = NULL;
    const char *config = arena_printf(test_arena(), "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir></fontconfig>", paper_path("none"));
    CHECK_INT(pdf_typist_open(&typist, config, &err), ERR_IO);
    CHECK_INT(err.msg, MSG_PAPER_NO_FONT);
    CHECK(!typist);
}

void test_paper_pdf__a_long_report_takes_no_more_than_its_pages(void)
{
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    struct err err = { 0 };
    struct buf bytes = { 0 };
    struct pdf_facts facts = { 0 };
    struct document_table *table = equal_columns(d, 6);
    header(d, table, "cột ");
    for (int i = 0; i < 8500; i++) {
        struct document_row *row = document_row_add(d, table);
        for (int j = 0; j < 6; j++)
            document_cell_add(d, row, arena_printf(test_arena(), "%d", i * j));
    }
    CHECK_OK(pdf_build(d, &no_links, &bytes, &facts, &err), &err);
    CHECK(facts.pages > 190);
    buf_done(&bytes);
}
