/* SPDX-License-Identifier: Apache-2.0
 * Writes XML into memory: xmlTextWriter in few words. Text is made fit for XML (control characters
 * and broken UTF-8 are left out), names are the caller's. */
#pragma once

#include "base/base.h"

#include <libxml/xmlwriter.h>

struct xml_out {
    xmlBufferPtr buffer;
    xmlTextWriterPtr writer;
};

/* Begins a document: <?xml version="1.0" encoding="UTF-8" standalone="yes"?>. */
void xml_out_init(struct xml_out *xml);
void xml_out_done(struct xml_out *xml);

void xml_begin(struct xml_out *xml, const char *name);
void xml_end(struct xml_out *xml);
void xml_attr(struct xml_out *xml, const char *name, const char *value);
void xml_attr_int(struct xml_out *xml, const char *name, int64_t value);
void xml_text(struct xml_out *xml, const char *text, size_t len);

void xml_raw(struct xml_out *xml, const char *markup); /* ours only, never a user's text */

/* <name/>, <name attribute="value"/>, <name>text</name> */
void xml_empty(struct xml_out *xml, const char *name);
void xml_leaf(struct xml_out *xml, const char *name, const char *attribute, const char *value);
void xml_leaf_int(struct xml_out *xml, const char *name, const char *attribute, int64_t value);
void xml_element(struct xml_out *xml, const char *name, const char *text);

/* Ends the document. The bytes live as long as `xml`. */
const char *xml_out_bytes(struct xml_out *xml, size_t *ret_len);
