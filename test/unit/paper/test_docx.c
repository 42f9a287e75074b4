/* SPDX-License-Identifier: Apache-2.0 */
#include "paper_files.h"
#include "sample_documents.h"

#include "paper/docx.h"
#include "paper/out_file.h"

#include <errno.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

static const char *sample_file(size_t i)
{
    struct err err = { 0 };
    char *name = arena_printf(test_arena(), "%s.docx", sample_documents[i].name);
    const char *folder = getenv("PAPER_SAMPLES");
    const char *path =
        folder ? arena_printf(test_arena(), "%s/%s", folder, name) : paper_path(name);
    CHECK_OK(docx_write(sample_documents[i].make(test_arena()), path, &err), &err);
    return path;
}

/* A part of the package as a tree; NULL and a failed check where it is not well formed. */
static xmlDoc *part_read(zip_t *archive, const char *name)
{
    zip_stat_t stat;
    CHECK(zip_stat(archive, name, 0, &stat) == 0);
    char *bytes = arena_alloc(test_arena(), stat.size + 1, 1);
    zip_file_t *file = zip_fopen(archive, name, 0);
    CHECK(file && zip_fread(file, bytes, stat.size) == (zip_int64_t)stat.size);
    zip_fclose(file);
    xmlDoc *tree =
        xmlReadMemory(bytes, (int)stat.size, name, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
    CHECK(tree);
    return tree;
}

static zip_t *archive_open(const char *path)
{
    zip_t *archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    CHECK(archive);
    return archive;
}

/* --- the order of children ------------------------------------------------------------------- */

/* ECMA-376 part 1, CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr, CT_Style, CT_Settings: the names
 * in the order of their sequences. What is not named may not occur in our files. */
static const struct {
    const char *parent, *children;
} orders[] = {
    { "pPr", " pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
             "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
             "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
             "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
             "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange " },
    { "rPr", " rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
             "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
             "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
             "specVanish oMath " },
    { "tblPr", " tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
               "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
               "tblCaption tblDescription " },
    { "tblBorders", " top left start bottom right end insideH insideV " },
    { "tblCellMar", " top left start bottom right end " },
    { "tcPr", " cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
              "tcFitText vAlign hideMark " },
    { "sectPr", " headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
                "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg "
                "textDirection bidi rtlGutter docGrid " },
    { "tbl", " tblPr tblGrid tr " },
    { "tr", " trPr tc " },
    { "style", " name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
               "unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr " },
    { "settings", " zoom defaultTabStop characterSpacingControl compat themeFontLang "
                  "clrSchemeMapping decimalSymbol listSeparator " },
    { "docDefaults", " rPrDefault pPrDefault " },
    { "styles", " docDefaults latentStyles style " },
    { "p", " pPr r " },
    { "pBdr", " top left bottom right between bar " },
};

static void check_order(const xmlNode *parent, const char *sequence)
{
    const char *last = sequence;
    for (const xmlNode *child = parent->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        char *wanted = arena_printf(test_arena(), " %s ", (const char *)child->name);
        const char *found = strstr(sequence, wanted);
        if (!found || found < last) {
            printf("  <%s> stands wrongly in <%s>\n", (const char *)child->name,
                   (const char *)parent->name);
            CHECK(false);
            return;
        }
        last = found;
    }
}

static void check_orders(const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        for (size_t i = 0; i < COUNT(orders); i++)
            if (strcmp((const char *)node->name, orders[i].parent) == 0)
                check_order(node, orders[i].children);
        /* Word wants a paragraph at the end of every cell. */
        if (strcmp((const char *)node->name, "tc") == 0)
            CHECK(node->last && strcmp((const char *)node->last->name, "p") == 0);
        check_orders(node->children);
    }
}

void test_paper_docx__parts_are_in_schema_order(void)
{
    for (size_t i = 0; i < SAMPLE_DOCUMENTS; i++) {
        zip_t *archive = archive_open(sample_file(i));
        for (zip_int64_t part = 0; part < zip_get_num_entries(archive, 0); part++) {
            xmlDoc *tree = part_read(archive, zip_get_name(archive, (zip_uint64_t)part, 0));
            check_orders(xmlDocGetRootElement(tree));
            xmlFreeDoc(tree);
        }
        zip_close(archive);
    }
}

/* --- what stands in it ----------------------------------------------------------------------- */

static int count_nodes(xmlDoc *tree, const char *expression)
{
    xmlXPathContext *context = xmlXPathNewContext(tree);
    xmlXPathRegisterNs(
        context, (const xmlChar *)"w",
        (const xmlChar *)"http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    xmlXPathRegisterNs(
        context, (const xmlChar *)"r",
        (const xmlChar *)"http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    xmlXPathRegisterNs(
        context, (const xmlChar *)"p",
        (const xmlChar *)"http://schemas.openxmlformats.org/package/2006/relationships");
    xmlXPathRegisterNs(
        context, (const xmlChar *)"t",
        (const xmlChar *)"http://schemas.openxmlformats.org/package/2006/content-types");
    xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)expression, context);
    CHECK(found);
    int count = found && found->nodesetval ? found->nodesetval->nodeNr : 0;
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    return count;
}

void test_paper_docx__relations_and_types_resolve(void)
{
    zip_t *archive = archive_open(sample_file(0));
    xmlDoc *types = part_read(archive, "[Content_Types].xml");
    xmlDoc *relations = part_read(archive, "word/_rels/document.xml.rels");
    xmlDoc *document = part_read(archive, "word/document.xml");
    CHECK_INT(count_nodes(types, "//t:Override"), zip_get_num_entries(archive, 0) - 3);
    CHECK_INT(count_nodes(relations, "//p:Relationship"), 5);
    for (xmlNode *node = xmlDocGetRootElement(relations)->children; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        xmlChar *target = xmlGetProp(node, (const xmlChar *)"Target");
        zip_stat_t stat;
        CHECK(zip_stat(archive, arena_printf(test_arena(), "word/%s", (char *)target), 0, &stat) ==
              0);
        xmlFree(target);
    }
    CHECK_INT(count_nodes(document, "//w:headerReference"), 2);
    xmlFreeDoc(document);
    xmlFreeDoc(relations);
    xmlFreeDoc(types);
    zip_close(archive);
}

void test_paper_docx__report_holds_its_parts(void)
{
    zip_t *archive = archive_open(sample_file(1));
    xmlDoc *tree = part_read(archive, "word/document.xml");
    CHECK_INT(count_nodes(tree, "//w:sectPr"), 3);
    CHECK_INT(count_nodes(tree, "//w:pgSz[@w:orient='landscape']"), 1);
    CHECK_INT(count_nodes(tree, "//w:pgSz[@w:w='11906' and @w:h='16838']"), 2);
    CHECK_INT(count_nodes(tree, "//w:sectPr/w:titlePg"), 3);
    CHECK_INT(count_nodes(tree, "//w:tbl"), 5);
    CHECK_INT(count_nodes(tree, "//w:tr[w:trPr/w:tblHeader]"), 4);
    CHECK_INT(count_nodes(tree, "//w:vMerge[@w:val='restart']"), 4);
    CHECK_INT(count_nodes(tree, "//w:vMerge[@w:val='continue']"), 4);
    CHECK_INT(count_nodes(tree, "//w:tr[not(w:trPr/w:cantSplit)]"), 0);
    CHECK_INT(count_nodes(
                  tree, "//w:p[w:r/w:t='I. KẾT QUẢ TRIỂN KHAI']/w:pPr/w:pStyle[@w:val='Heading1']"),
              1);
    CHECK_INT(count_nodes(tree, "//w:t[.='- '][../following-sibling::w:r/w:t='Lưu: VT, Ban PT.']"),
              1);
    CHECK_INT(count_nodes(tree, "//w:t[.='ngày 09 tháng 10 năm 2020']"), 1);
    /* every row fills the grid */
    CHECK_INT(
        count_nodes(tree, "(//w:tbl)[2]/w:tr[count(w:tc) + count(w:tc/w:tcPr/w:gridSpan) != 6]"),
        0);
    xmlFreeDoc(tree);
    zip_close(archive);
}

void test_paper_docx__same_document_same_bytes(void)
{
    struct err err = { 0 };
    struct buf first = { 0 }, second = { 0 };
    CHECK_OK(docx_build(sample_report(test_arena()), &first, &err), &err);
    setenv("TZ", "America/New_York", 1);
    tzset();
    CHECK_OK(docx_build(sample_report(test_arena()), &second, &err), &err);
    unsetenv("TZ");
    tzset();
    CHECK(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
    buf_done(&first);
    buf_done(&second);
}

void test_paper_docx__text_xml_cannot_hold_is_left_out(void)
{
    struct err err = { 0 };
    struct document *d = document_new(test_arena(), DOCUMENT_STYLE_STATE);
    d->type = "BÁO CÁO & <thử>";
    document_block_add(d, DOCUMENT_PARAGRAPH,
                       "a\x01"
                       "b\xFF"
                       "c\xEF\xBF\xBF"
                       "d\te\nf]]>");
    document_table(d, &(struct document_column){ 1, DOCUMENT_ALIGN_LEFT }, 1);
    const char *path = paper_path("odd.docx");
    CHECK_OK(docx_write(d, path, &err), &err);
    zip_t *archive = archive_open(path);
    xmlDoc *tree = part_read(archive, "word/document.xml");
    CHECK_INT(count_nodes(tree, "//w:r[w:t='abcd' and w:tab and w:t='e' and w:br and w:t='f]]>']"),
              1);
    CHECK_INT(count_nodes(tree, "//w:t[.='BÁO CÁO & <thử>']"), 1);
    xmlFreeDoc(tree);
    zip_close(archive);
}

void test_paper_docx__failures_leave_nothing(void)
{
    struct err err = { 0 };
    struct document *d = sample_letter(test_arena());
    int before = paper_file_count();
    CHECK_INT(docx_write(d, paper_path("no/such/folder.docx"), &err), ERR_IO);
    CHECK_INT(docx_write(d, "/dev/null", &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_PAPER_NOT_A_FILE);
    if (access("/dev/full", W_OK) == 0) {
        (void)out_file_failure("x", ENOSPC, &err);
        CHECK_INT(err.msg, MSG_PAPER_DISK_FULL);
    }
    CHECK_INT(paper_file_count(), before);
}

void test_paper_document__dates_and_widths(void)
{
    CHECK_TEXT(document_date_text(test_arena(), 5, 1, 2020), "ngày 05 tháng 01 năm 2020");
    CHECK_TEXT(document_date_text(test_arena(), 31, 8, 2017), "ngày 31 tháng 8 năm 2017");
    unsigned plain = document_text_width("CONG HOA", 24);
    CHECK_INT(document_text_width("CỘNG HÒA", 24), plain);
    CHECK_INT(document_text_width("A\nCỘNG HÒA\nB", 24), plain);
}
