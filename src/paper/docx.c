/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/docx.h"

#include "paper/document.h"
#include "paper/docx_body.h"
#include "paper/docx_para.h"
#include "paper/out_file.h"
#include "paper/xml_out.h"
#include "paper/zip_pack.h"

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* --- the parts that name the others ---------------------------------------------------------- */

static const struct {
    const char *part, *type;
} content_types[] = {
    { "/word/document.xml", WORD_TYPE "document.main+xml" },
    { "/word/styles.xml", WORD_TYPE "styles+xml" },
    { "/word/settings.xml", WORD_TYPE "settings+xml" },
    { "/word/header1.xml", WORD_TYPE "header+xml" },
    { "/word/header2.xml", WORD_TYPE "header+xml" },
    { "/word/footer1.xml", WORD_TYPE "footer+xml" },
    { "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml" },
    { "/docProps/app.xml",
      "application/vnd.openxmlformats-officedocument.extended-properties+xml" },
};

static void put_default_type(struct xml_out *xml, const char *extension, const char *type)
{
    xml_begin(xml, "Default");
    xml_attr(xml, "Extension", extension);
    xml_attr(xml, "ContentType", type);
    xml_end(xml);
}

static void write_content_types(struct xml_out *xml, const struct document *document)
{
    (void)document;
    xml_begin(xml, "Types");
    xml_attr(xml, "xmlns", PACKAGE "content-types");
    put_default_type(xml, "rels", "application/vnd.openxmlformats-package.relationships+xml");
    put_default_type(xml, "xml", "application/xml");
    for (size_t i = 0; i < COUNT(content_types); i++) {
        xml_begin(xml, "Override");
        xml_attr(xml, "PartName", content_types[i].part);
        xml_attr(xml, "ContentType", content_types[i].type);
        xml_end(xml);
    }
    xml_end(xml);
}

struct relation {
    const char *id, *type, *target;
};

static void put_relations(struct xml_out *xml, const struct relation *relations, size_t count)
{
    xml_begin(xml, "Relationships");
    xml_attr(xml, "xmlns", PACKAGE "relationships");
    for (size_t i = 0; i < count; i++) {
        xml_begin(xml, "Relationship");
        xml_attr(xml, "Id", relations[i].id);
        xml_attr(xml, "Type", relations[i].type);
        xml_attr(xml, "Target", relations[i].target);
        xml_end(xml);
    }
    xml_end(xml);
}

static void write_package_relations(struct xml_out *xml, const struct document *document)
{
    static const struct relation relations[] = {
        { "rId1", OFFICE "relationships/officeDocument", "word/document.xml" },
        { "rId2", PACKAGE "relationships/metadata/core-properties", "docProps/core.xml" },
        { "rId3", OFFICE "relationships/extended-properties", "docProps/app.xml" },
    };
    (void)document;
    put_relations(xml, relations, COUNT(relations));
}

static void write_document_relations(struct xml_out *xml, const struct document *document)
{
    static const struct relation relations[] = {
        { "rId1", OFFICE "relationships/styles", "styles.xml" },
        { "rId2", OFFICE "relationships/settings", "settings.xml" },
        { DOCX_HEADER_ID, OFFICE "relationships/header", "header1.xml" },
        { DOCX_HEADER_FIRST_ID, OFFICE "relationships/header", "header2.xml" },
        { DOCX_FOOTER_ID, OFFICE "relationships/footer", "footer1.xml" },
    };
    (void)document;
    put_relations(xml, relations, COUNT(relations));
}

/* --- properties ------------------------------------------------------------------------------ */

static void put_time(struct xml_out *xml, const char *name, const char *time)
{
    xml_begin(xml, name);
    xml_attr(xml, "xsi:type", "dcterms:W3CDTF");
    xml_text(xml, time, __builtin_strlen(time));
    xml_end(xml);
}

static void write_core(struct xml_out *xml, const struct document *document)
{
    xml_begin(xml, "cp:coreProperties");
    xml_attr(xml, "xmlns:cp", PACKAGE "metadata/core-properties");
    xml_attr(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml_attr(xml, "xmlns:dcterms", "http://purl.org/dc/terms/");
    xml_attr(xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    if (document->title)
        xml_element(xml, "dc:title", document->title);
    if (document->author)
        xml_element(xml, "dc:creator", document->author);
    xml_element(xml, "dc:language", "vi-VN");
    if (document->created) {
        put_time(xml, "dcterms:created", document->created);
        put_time(xml, "dcterms:modified", document->created);
    }
    xml_end(xml);
}

static void write_app(struct xml_out *xml, const struct document *document)
{
    xml_begin(xml, "Properties");
    xml_attr(xml, "xmlns", OFFICE "extended-properties");
    xml_element(xml, "Application", "Chung Tay");
    if (document->author)
        xml_element(xml, "Company", document->author);
    xml_end(xml);
}

static void write_settings(struct xml_out *xml, const struct document *document)
{
    (void)document;
    xml_begin(xml, "w:settings");
    xml_attr(xml, "xmlns:w", DOCX_NAMESPACE);
    xml_leaf_int(xml, "w:zoom", "w:percent", 100);
    xml_leaf_int(xml, "w:defaultTabStop", "w:val", DOCUMENT_INDENT_FIRST);
    xml_leaf(xml, "w:characterSpacingControl", "w:val", "doNotCompress");
    xml_begin(xml, "w:compat");
    xml_begin(xml, "w:compatSetting");
    xml_attr(xml, "w:name", "compatibilityMode");
    xml_attr(xml, "w:uri", "http://schemas.microsoft.com/office/word");
    xml_attr(xml, "w:val", "15");
    xml_end(xml);
    xml_end(xml);
    xml_leaf(xml, "w:themeFontLang", "w:val", "vi-VN");
    xml_leaf(xml, "w:decimalSymbol", "w:val", ",");
    xml_leaf(xml, "w:listSeparator", "w:val", ";");
    xml_end(xml);
}

/* --- styles ---------------------------------------------------------------------------------- */

/* A paragraph style: how it looks is said by its part (document.h). */
struct style_row {
    const char *id, *name, *base;
    enum document_part part;
    int outline_level; /* 1 and more; 0: none */
};

static const struct style_row style_rows[] = {
    { DOCX_STYLE_BODY, "Lời văn", "Normal", DOCUMENT_PART_BODY },
    { DOCX_STYLE_BASIS, "Căn cứ", DOCX_STYLE_BODY, DOCUMENT_PART_BASIS },
    { DOCX_STYLE_BULLET, "Gạch đầu dòng", DOCX_STYLE_BODY, DOCUMENT_PART_BULLET },
    { "Heading1", "heading 1", DOCX_STYLE_BODY, DOCUMENT_PART_HEADING_1, .outline_level = 1 },
    { "Heading2", "heading 2", DOCX_STYLE_BODY, DOCUMENT_PART_HEADING_2, .outline_level = 2 },
    { "Heading3", "heading 3", DOCX_STYLE_BODY, DOCUMENT_PART_HEADING_3, .outline_level = 3 },
    { "Heading4", "heading 4", DOCX_STYLE_BODY, DOCUMENT_PART_HEADING_4, .outline_level = 4 },
    { DOCX_STYLE_LETTERHEAD, "Quốc hiệu", "Normal", DOCUMENT_PART_LINE },
    { DOCX_STYLE_CENTERED, "Căn giữa", "Normal", DOCUMENT_PART_CENTERED },
    { DOCX_STYLE_CELL, "Ô bảng", "Normal", DOCUMENT_PART_CELL },
    { DOCX_STYLE_CAPTION, "Tên bảng", "Normal", DOCUMENT_PART_CAPTION },
    { DOCX_STYLE_NOTE, "Ghi chú số liệu", "Normal", DOCUMENT_PART_NOTE },
    { DOCX_STYLE_RECIPIENT, "Nơi nhận", "Normal", DOCUMENT_PART_RECIPIENT },
    { DOCX_STYLE_HEADER, "header", "Normal", DOCUMENT_PART_HEADER },
    { DOCX_STYLE_FOOTER, "footer", "Normal", DOCUMENT_PART_FOOTER },
};

static void put_size(struct xml_out *xml, unsigned half_points)
{
    xml_leaf_int(xml, "w:sz", "w:val", half_points);
    xml_leaf_int(xml, "w:szCs", "w:val", half_points);
}

static void put_style_run(struct xml_out *xml, const struct document_shape *shape)
{
    if (!shape->flags && !shape->half_points)
        return;
    xml_begin(xml, "w:rPr");
    if (shape->flags & DOCUMENT_BOLD) {
        xml_empty(xml, "w:b");
        xml_empty(xml, "w:bCs");
    }
    if (shape->flags & DOCUMENT_ITALIC) {
        xml_empty(xml, "w:i");
        xml_empty(xml, "w:iCs");
    }
    if (shape->half_points)
        put_size(xml, shape->half_points);
    xml_end(xml);
}

static void put_style(struct xml_out *xml, const struct style_row *row)
{
    const struct document_shape *shape = document_shape(row->part);
    xml_begin(xml, "w:style");
    xml_attr(xml, "w:type", "paragraph");
    if (row->outline_level == 0 && row->id[0] != 'H' && row->id[0] != 'F')
        xml_attr_int(xml, "w:customStyle", 1);
    xml_attr(xml, "w:styleId", row->id);
    xml_leaf(xml, "w:name", "w:val", row->name);
    xml_leaf(xml, "w:basedOn", "w:val", row->base);
    xml_empty(xml, "w:qFormat");
    xml_begin(xml, "w:pPr"); /* in the order of CT_PPrBase */
    if (shape->keep_next)
        xml_empty(xml, "w:keepNext");
    xml_begin(xml, "w:spacing");
    xml_attr_int(xml, "w:before", shape->before);
    xml_attr_int(xml, "w:after", shape->after);
    xml_attr_int(xml, "w:line", shape->line);
    xml_attr(xml, "w:lineRule", "auto");
    xml_end(xml);
    xml_leaf_int(xml, "w:ind", "w:firstLine", shape->first_line);
    xml_leaf(xml, "w:jc", "w:val", docx_align_name(shape->align));
    if (row->outline_level)
        xml_leaf_int(xml, "w:outlineLvl", "w:val", row->outline_level - 1);
    xml_end(xml);
    put_style_run(xml, shape);
    xml_end(xml);
}

static void put_style_defaults(struct xml_out *xml, unsigned body_size)
{
    static const char *const scripts[] = { "w:ascii", "w:hAnsi", "w:eastAsia", "w:cs" };
    xml_begin(xml, "w:docDefaults");
    xml_begin(xml, "w:rPrDefault");
    xml_begin(xml, "w:rPr");
    xml_begin(xml, "w:rFonts");
    for (size_t i = 0; i < COUNT(scripts); i++)
        xml_attr(xml, scripts[i], DOCUMENT_FONT);
    xml_end(xml);
    xml_leaf(xml, "w:color", "w:val", "000000");
    put_size(xml, body_size);
    xml_begin(xml, "w:lang");
    xml_attr(xml, "w:val", "vi-VN");
    xml_attr(xml, "w:eastAsia", "vi-VN");
    xml_attr(xml, "w:bidi", "ar-SA");
    xml_end(xml);
    xml_end(xml);
    xml_end(xml);
    xml_empty(xml, "w:pPrDefault");
    xml_end(xml);
}

static void write_styles(struct xml_out *xml, const struct document *document)
{
    xml_begin(xml, "w:styles");
    xml_attr(xml, "xmlns:w", DOCX_NAMESPACE);
    put_style_defaults(xml, document_look(document->style)->body_size);
    xml_begin(xml, "w:style");
    xml_attr(xml, "w:type", "paragraph");
    xml_attr_int(xml, "w:default", 1);
    xml_attr(xml, "w:styleId", "Normal");
    xml_leaf(xml, "w:name", "w:val", "Normal");
    xml_empty(xml, "w:qFormat");
    xml_end(xml);
    for (size_t i = 0; i < COUNT(style_rows); i++)
        put_style(xml, &style_rows[i]);
    xml_end(xml);
}

/* --- headers and footer ---------------------------------------------------------------------- */

static void put_field_character(struct xml_out *xml, const char *type)
{
    xml_begin(xml, "w:r");
    xml_leaf(xml, "w:fldChar", "w:fldCharType", type);
    xml_end(xml);
}

static void write_header(struct xml_out *xml, const struct document *document)
{
    (void)document;
    xml_begin(xml, "w:hdr");
    xml_attr(xml, "xmlns:w", DOCX_NAMESPACE);
    docx_para_begin(xml, &(struct docx_para){ .style = DOCX_STYLE_HEADER });
    put_field_character(xml, "begin");
    xml_begin(xml, "w:r");
    xml_begin(xml, "w:instrText");
    xml_attr(xml, "xml:space", "preserve");
    xml_text(xml, " PAGE ", 6);
    xml_end(xml);
    xml_end(xml);
    put_field_character(xml, "separate");
    docx_run(xml, "2", (struct docx_run){ 0 });
    put_field_character(xml, "end");
    docx_para_end(xml);
    xml_end(xml);
}

static void write_first_header(struct xml_out *xml, const struct document *document)
{
    (void)document;
    xml_begin(xml, "w:hdr");
    xml_attr(xml, "xmlns:w", DOCX_NAMESPACE);
    docx_para(xml, &(struct docx_para){ .style = DOCX_STYLE_HEADER }, NULL, (struct docx_run){ 0 });
    xml_end(xml);
}

static void write_footer(struct xml_out *xml, const struct document *document)
{
    xml_begin(xml, "w:ftr");
    xml_attr(xml, "xmlns:w", DOCX_NAMESPACE);
    docx_para(xml, &(struct docx_para){ .style = DOCX_STYLE_FOOTER }, document->footer,
              (struct docx_run){ 0 });
    xml_end(xml);
}

/* --- the file -------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*write)(struct xml_out *xml, const struct document *document);
} parts[] = {
    { "[Content_Types].xml", write_content_types },
    { "_rels/.rels", write_package_relations },
    { "docProps/app.xml", write_app },
    { "docProps/core.xml", write_core },
    { "word/document.xml", docx_body_write },
    { "word/_rels/document.xml.rels", write_document_relations },
    { "word/styles.xml", write_styles },
    { "word/settings.xml", write_settings },
    { "word/header1.xml", write_header },
    { "word/header2.xml", write_first_header },
    { "word/footer1.xml", write_footer },
};

enum err_code docx_build(const struct document *document, struct buf *out, struct err *err)
{
    struct xml_out xml[COUNT(parts)];
    struct zip_part zipped[COUNT(parts)] = { 0 };
    for (size_t i = 0; i < COUNT(parts); i++) {
        xml_out_init(&xml[i]);
        parts[i].write(&xml[i], document);
        zipped[i].name = parts[i].name;
        zipped[i].bytes = xml_out_bytes(&xml[i], &zipped[i].len);
    }
    enum err_code code = zip_pack(zipped, COUNT(parts), out, err);
    for (size_t i = 0; i < COUNT(parts); i++)
        xml_out_done(&xml[i]);
    return code;
}

enum err_code docx_write(const struct document *document, const char *path, struct err *err)
{
    struct buf bytes CLEANUP(buf_done) = { 0 };
    struct out_file file CLEANUP(out_file_done) = { .fd = -1 };
    TRY(docx_build(document, &bytes, err));
    TRY(out_file_open(&file, path, err));
    TRY(out_file_write(&file, bytes.data, bytes.len, err));
    return out_file_commit(&file, err);
}
