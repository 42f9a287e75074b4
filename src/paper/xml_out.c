/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xml_out.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

void xml_out_init(struct xml_out *xml)
{
    xml->buffer = xmlBufferCreate();
    require(xml->buffer);
    xml->writer = xmlNewTextWriterMemory(xml->buffer, 0);
    require(xml->writer);
    require(xmlTextWriterStartDocument(xml->writer, NULL, "UTF-8", "yes") >= 0);
}

void xml_out_done(struct xml_out *xml)
{
    if (xml->writer)
        xmlFreeTextWriter(xml->writer);
    if (xml->buffer)
        xmlBufferFree(xml->buffer);
    *xml = (struct xml_out){ 0 };
}

void xml_begin(struct xml_out *xml, const char *name)
{
    require(xmlTextWriterStartElement(xml->writer, (const xmlChar *)name) >= 0);
}

void xml_end(struct xml_out *xml)
{
    require(xmlTextWriterEndElement(xml->writer) >= 0);
}

static bool is_xml_character(uint32_t c)
{
    return c == '\t' || c == '\n' || (c >= ' ' && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c != UTF8_BAD);
}

/* A copy without what XML does not allow; the caller frees it. */
static char *text_cleaned(const char *text, size_t len)
{
    char *clean = malloc(len + 1);
    require(clean);
    size_t used = 0;
    for (const char *at = text, *end = text + len; at < end;) {
        const char *from = at;
        uint32_t c = utf8_next(&at);
        if (!is_xml_character(c))
            continue;
        memcpy(clean + used, from, (size_t)(at - from));
        used += (size_t)(at - from);
    }
    clean[used] = '\0';
    return clean;
}

void xml_attr(struct xml_out *xml, const char *name, const char *value)
{
    char *clean = text_cleaned(value, strlen(value));
    require(xmlTextWriterWriteAttribute(xml->writer, (const xmlChar *)name,
                                        (const xmlChar *)clean) >= 0);
    free(clean);
}

void xml_attr_int(struct xml_out *xml, const char *name, int64_t value)
{
    char digits[24];
    snprintf(digits, sizeof(digits), "%lld", (long long)value);
    require(xmlTextWriterWriteAttribute(xml->writer, (const xmlChar *)name,
                                        (const xmlChar *)digits) >= 0);
}

void xml_text(struct xml_out *xml, const char *text, size_t len)
{
    char *clean = text_cleaned(text, len);
    require(xmlTextWriterWriteString(xml->writer, (const xmlChar *)clean) >= 0);
    free(clean);
}

void xml_raw(struct xml_out *xml, const char *markup)
{
    require(xmlTextWriterWriteRaw(xml->writer, (const xmlChar *)markup) >= 0);
}

void xml_empty(struct xml_out *xml, const char *name)
{
    xml_begin(xml, name);
    xml_end(xml);
}

void xml_leaf(struct xml_out *xml, const char *name, const char *attribute, const char *value)
{
    xml_begin(xml, name);
    xml_attr(xml, attribute, value);
    xml_end(xml);
}

void xml_leaf_int(struct xml_out *xml, const char *name, const char *attribute, int64_t value)
{
    xml_begin(xml, name);
    xml_attr_int(xml, attribute, value);
    xml_end(xml);
}

void xml_element(struct xml_out *xml, const char *name, const char *text)
{
    xml_begin(xml, name);
    xml_text(xml, text, strlen(text));
    xml_end(xml);
}

const char *xml_out_bytes(struct xml_out *xml, size_t *ret_len)
{
    require(xmlTextWriterEndDocument(xml->writer) >= 0);
    *ret_len = (size_t)xmlBufferLength(xml->buffer);
    return (const char *)xmlBufferContent(xml->buffer);
}
