/* SPDX-License-Identifier: Apache-2.0 */
#include "import_fixture.h"

#include "paper/zip_pack.h"
#include "service/unit/unit.h"

#include <string.h>

const char *import_text_file(const char *name, const char *text)
{
    char *path = fixture_file(name);
    FILE *out = fopen(path, "w");
    require(out && fwrite(text, 1, strlen(text), out) == strlen(text) && fclose(out) == 0);
    return path;
}

enum err_code import_try(struct store *store, struct attempt *attempt, struct import_result *result)
{
    struct field_pair pair = { 0 };
    struct err err = { 0 };
    if (attempt->set)
        CHECK_OK(field_pair_parse(test_arena(), attempt->set, &pair, &err), &err);
    struct import_request request = {
        .kind = kind_by_slug(attempt->kind ? attempt->kind : "households"),
        .path = attempt->path ? attempt->path : import_text_file("list.csv", attempt->csv),
        .unit = attempt->unit ? attempt->unit : IA_DIN,
        .year = attempt->year,
        .map = attempt->map,
        .sheet = attempt->sheet,
        .rejects = attempt->rejects,
        .dry_run = attempt->dry_run,
        .take_new_areas = attempt->new_areas,
        .take_unit = attempt->take_unit,
        .take_guess = attempt->guess,
        .set = &pair,
        .set_count = attempt->set != NULL,
        .body_organisations = attempt->bodies ? import_area_organisations : NULL,
    };
    return import_run(store, &request, test_arena(), result, &attempt->err);
}

const char *import_issue_text(const struct import_issue *issue)
{
    CLEANUP(buf_done) struct buf text = { 0 };
    msg_format(&text, LANG_VI, issue->msg, issue->args);
    return arena_strdup(test_arena(), buf_text(&text));
}

static void print_issues(const struct import_result *result)
{
    for (size_t i = 0; i < result->issue_count; i++) {
        const struct import_issue *issue = &result->issues[i];
        printf("    %s row %d %s “%s” %s: %s\n", issue->sheet, (int)issue->row, issue->column, issue->value,
               issue->code, import_issue_text(issue));
    }
}

/* Whatever a file holds, every row has one of three ends. */
struct import_result import_do(struct store *store, struct attempt attempt)
{
    struct import_result result = { 0 };
    CHECK_OK(import_try(store, &attempt, &result), &attempt.err);
    CHECK_INT(result.accepted + result.refused + result.doubtful, result.rows);
    CHECK_INT(result.row_tally.created + result.row_tally.changed + result.row_tally.same, result.accepted);
    return result;
}

const struct import_issue *import_issue_of(const struct import_result *result, int64_t row, const char *code)
{
    for (size_t i = 0; i < result->issue_count; i++)
        if ((!row || result->issues[i].row == row) && strcmp(result->issues[i].code, code) == 0)
            return &result->issues[i];
    return NULL;
}

void import_check_issue(const struct import_result *result, int64_t row, const char *code,
                        enum import_verdict verdict, const char *file, int line)
{
    const struct import_issue *issue = import_issue_of(result, row, code);
    check_that(issue != NULL, code, file, line);
    if (issue)
        check_int((int64_t)issue->verdict, (int64_t)verdict, code, file, line);
    else
        print_issues(result);
}

void import_check_rows(const struct import_result *result, int accepted, int refused, int doubtful,
                       const char *file, int line)
{
    check_int(result->accepted, accepted, "accepted", file, line);
    check_int(result->refused, refused, "refused", file, line);
    check_int(result->doubtful, doubtful, "doubtful", file, line);
    if (result->accepted != accepted || result->refused != refused || result->doubtful != doubtful)
        print_issues(result);
}

/* The only record whose field is the text; NULL, and the test failed, where it is not one. */
struct record *import_one(struct store *store, const char *slug, const char *field, const char *text)
{
    struct record_list list = { 0 };
    struct err err = { 0 };
    const struct kind *kind = kind_by_slug(slug);
    struct cond *is = cond_compare(test_arena(), kind_field_index(kind, field), COND_EQ, v_text(text));
    struct entity_query query = { .where = is };
    CHECK_OK(entity_list(store, kind, &query, test_arena(), &list, &err), &err);
    check_int((int64_t)list.count, 1, text, __FILE__, __LINE__);
    return list.count == 1 ? &list.items[0] : NULL;
}

int64_t import_count_of(struct store *store, const char *slug)
{
    int64_t count = 0;
    struct err err = { 0 };
    struct entity_query every = { 0 };
    CHECK_OK(entity_count(store, kind_by_slug(slug), &every, &count, &err), &err);
    return count;
}

const char *import_area_name(struct store *store, const struct record *record)
{
    return record ? unit_name(store, test_arena(), record_int(record, "unit")) : "";
}

const char *import_file_text(const char *path)
{
    enum { BYTES_MAX = 1 << 20 };
    char *text = arena_alloc(test_arena(), BYTES_MAX, 1);
    FILE *in = fopen(path, "r");
    text[0] = '\0';
    if (in) {
        text[fread(text, 1, BYTES_MAX - 1, in)] = '\0';
        fclose(in);
    }
    return text;
}

/* --- workbooks ------------------------------------------------------------------------------------ */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_REL "http://schemas.openxmlformats.org/package/2006/relationships"

static const char *sheet_xml(const char *rows)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, "<worksheet xmlns='" MAIN "'><sheetData>");
    char *rest = arena_strdup(test_arena(), rows);
    for (char *line; (line = strsep(&rest, "\n"));) {
        buf_add(&out, "<row>");
        for (char *cell; (cell = strsep(&line, ","));) {
            bool number = *cell && strspn(cell, "0123456789") == strlen(cell);
            if (number)
                buf_printf(&out, "<c><v>%s</v></c>", cell);
            else
                buf_printf(&out, "<c t='inlineStr'><is><t>%s</t></is></c>", cell);
        }
        buf_add(&out, "</row>");
    }
    buf_add(&out, "</sheetData></worksheet>");
    return arena_strdup(test_arena(), buf_text(&out));
}

const char *import_workbook(const char *file_name, const struct import_sheet_text *sheets)
{
    enum { SHEETS_MAX = 8 };
    struct zip_part parts[SHEETS_MAX + 3] = { 0 };
    size_t count = 0;
    CLEANUP(buf_done) struct buf book = { 0 }, relations = { 0 }, bytes = { 0 };
    buf_add(&book, "<workbook xmlns='" MAIN "' xmlns:r='" REL "'><sheets>");
    buf_add(&relations, "<Relationships xmlns='" PACKAGE_REL "'>");
    for (size_t i = 0; sheets[i].name; i++) {
        const char *name = arena_printf(test_arena(), "xl/worksheets/sheet%d.xml", (int)i + 1);
        const char *xml = sheet_xml(sheets[i].rows);
        parts[count++] = (struct zip_part){ .name = name, .bytes = xml, .len = strlen(xml) };
        buf_printf(&book, "<sheet name='%s' sheetId='%d' r:id='rId%d'/>", sheets[i].name, (int)i + 1, (int)i + 1);
        buf_printf(&relations, "<Relationship Id='rId%d' Type='" REL "/worksheet' Target='worksheets/sheet%d.xml'/>",
                   (int)i + 1, (int)i + 1);
    }
    buf_add(&book, "</sheets></workbook>");
    buf_add(&relations, "</Relationships>");
    static const char package[] = "<Relationships xmlns='" PACKAGE_REL "'><Relationship Id='rId1' Type='" REL
                                  "/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    parts[count++] = (struct zip_part){ .name = "_rels/.rels", .bytes = package, .len = sizeof(package) - 1 };
    parts[count++] = (struct zip_part){ .name = "xl/workbook.xml", .bytes = buf_text(&book), .len = book.len };
    parts[count++] =
        (struct zip_part){ .name = "xl/_rels/workbook.xml.rels", .bytes = buf_text(&relations), .len = relations.len };
    struct err err = { 0 };
    CHECK_OK(zip_pack(parts, count, &bytes, &err), &err);
    char *path = fixture_file(file_name);
    FILE *file = fopen(path, "wb");
    require(file && fwrite(bytes.data, 1, bytes.len, file) == bytes.len && fclose(file) == 0);
    return path;
}
