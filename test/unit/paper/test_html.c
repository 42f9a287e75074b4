/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/html.h"

#include "paper_files.h"
#include "sample_documents.h"

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <string.h>

static struct document *(*const samples[])(struct arena *arena) = {
    sample_joint_plan, sample_report, sample_letter, sample_youth_union_letter, sample_party_report,
};

static const char *html_of(const struct document *document, const struct html_options *options)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    html_build(document, options, &out);
    return arena_strdup(test_arena(), buf_text(&out));
}

/* How many nodes of the parsed page the path finds; a page that is not sound has no nodes. */
static int64_t count(const char *html, const char *path)
{
    htmlDocPtr page = htmlReadMemory(html, (int)strlen(html), "page", "UTF-8", HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    xmlXPathContextPtr context = xmlXPathNewContext(page);
    xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, context);
    int64_t nodes = found && found->nodesetval ? found->nodesetval->nodeNr : 0;
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(page);
    return nodes;
}

static int64_t rows_of(const struct document *document)
{
    int64_t rows = 0;
    for (const struct document_block *block = document->first; block; block = block->next)
        for (const struct document_row *row = block->table ? block->table->first : NULL; row; row = row->next)
            rows++;
    return rows;
}

static int64_t annexes_of(const struct document *document)
{
    int64_t annexes = 0;
    for (const struct document_block *block = document->first; block; block = block->next)
        annexes += block->kind == DOCUMENT_ANNEX;
    return annexes;
}

/* Every block, row, section and signature of a document is in its page. */
void test_html__samples(void)
{
    for (size_t i = 0; i < COUNT(samples); i++) {
        const struct document *document = samples[i](test_arena());
        const char *page = html_of(document, &(struct html_options){ 0 });
        CHECK_INT(count(page, "//tr"), rows_of(document));
        CHECK_INT(count(page, "//article/section"), 1 + annexes_of(document));
        CHECK_INT(count(page, "//p[contains(@class, 'name')]"), (int64_t)document->signature_count);
        CHECK_INT(count(page, "//style"), 1);
        CHECK_INT(count(page, "//@style | //script | //a"), 0);
        const char *piece = html_of(document, &(struct html_options){ .is_fragment = true });
        CHECK(strncmp(piece, "<article ", 9) == 0);
        CHECK_INT(count(piece, "//style"), 0);
    }
}

/* Columns under a cell from above get no cell: each row of the grid is as wide as the table. */
void test_html__spans(void)
{
    struct document *document = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    struct document_column columns[3] = { { 1, DOCUMENT_ALIGN_LEFT }, { 1, DOCUMENT_ALIGN_RIGHT }, { 2, DOCUMENT_ALIGN_CENTER } };
    struct document_table *table = document_table(document, columns, 3);
    struct document_row *head = document_header_add(document, table);
    document_cell_add(document, head, "a")->row_span = 2;
    document_cell_add(document, head, "b")->column_span = 2;
    struct document_row *second = document_header_add(document, table);
    document_cell_add(document, second, "c");
    document_cell_add(document, second, "d");
    document_cell_add(document, document_row_add(document, table), "chỉ một ô");
    const char *html = html_of(document, &(struct html_options){ .is_fragment = true });
    CHECK_INT(count(html, "//thead/tr[1]/th"), 2);
    CHECK_INT(count(html, "//thead/tr[2]/th"), 2);
    CHECK_INT(count(html, "//tbody/tr/td"), 3);
    CHECK_INT(count(html, "//th[@rowspan='2'] | //th[@colspan='2']"), 2);
}

/* Whatever a text looks like, it is text; links are written only where they lead somewhere. */
void test_html__hostile(void)
{
    static const char *const evil = "<script>alert(1)</script>&amp;\" onload=\"x\x01\nhai";
    struct document *document = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    document->type = document->summary = document->title = document->number = document->footer = evil;
    document->place = document->date = document->stamp = evil;
    document_line_add(document, &document->issuers, evil);
    document_line_add(document, &document->recipients, evil);
    document_line_add(document, &document->addressees, evil);
    document_signature_add(document, evil, evil, evil);
    struct document_block *block = document_block_add(document, DOCUMENT_PARAGRAPH, evil);
    document_run_add(document, &block->text, "12", DOCUMENT_BOLD)->link = "node=\"><script>&figure=0";
    document_annex(document, evil, evil, evil);
    for (int linked = 0; linked <= 1; linked++) {
        const char *page = html_of(document, &(struct html_options){ .links_to = linked ? "/numbers?" : NULL });
        CHECK_INT(count(page, "//script | //@onload"), 0);
        CHECK_INT(count(page, "//a"), linked);
        CHECK(!strchr(page, '\x01'));
        CHECK(count(page, "//p//br") > 0);
    }
}
