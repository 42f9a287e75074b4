/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xml_in.h"

#include <string.h>

/* These run for every element of a sheet of millions: names are short, so no library calls. */
static const char *local_name(const char *name)
{
    const char *local = name;
    for (; *name; name++)
        if (*name == ':')
            local = name + 1;
    return local;
}

static bool is_same(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

const char *xml_in_attribute(const char *const *attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (is_same(attributes[0], name) || is_same(local_name(attributes[0]), name))
            return attributes[1];
    return NULL;
}

void xml_in_pause(struct xml_in *xml)
{
    xml->is_paused = XML_StopParser(xml->parser, XML_TRUE) == XML_STATUS_OK;
}

void xml_in_fail(struct xml_in *xml, enum err_code code)
{
    require(code != ERR_OK);
    if (xml->code != ERR_OK)
        return;
    xml->code = code;
    (void)XML_StopParser(xml->parser, XML_FALSE);
}

/* After a stop expat may still report the end of an empty element. */
static bool is_stopped(const struct xml_in *xml)
{
    return xml->code != ERR_OK || xml->is_refused;
}

static void refuse(struct xml_in *xml)
{
    xml->is_refused = true;
    (void)XML_StopParser(xml->parser, XML_FALSE);
}

static void on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct xml_in *xml = data;
    if (is_stopped(xml))
        return;
    if (++xml->depth > XML_IN_DEPTH_MAX)
        refuse(xml);
    else if (xml->handlers->start)
        xml->handlers->start(xml, local_name(name), (const char *const *)attributes, xml->user);
}

static void on_end(void *data, const XML_Char *name)
{
    struct xml_in *xml = data;
    if (is_stopped(xml))
        return;
    xml->depth--;
    if (xml->handlers->end)
        xml->handlers->end(xml, local_name(name), xml->user);
}

static void on_text(void *data, const XML_Char *text, int len)
{
    struct xml_in *xml = data;
    if (!is_stopped(xml) && xml->handlers->text)
        xml->handlers->text(xml, text, (size_t)len, xml->user);
}

static void on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                       const XML_Char *public, int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    refuse(data);
}

enum err_code xml_in_open(struct xml_in *xml, struct zip_in *zip, int64_t index, uint64_t bytes_max,
                          const struct xml_in_handlers *handlers, void *user, struct err *err)
{
    *xml = (struct xml_in){ .handlers = handlers, .user = user };
    TRY(zip_stream_open(&xml->stream, zip, index, bytes_max, err));
    xml->parser = XML_ParserCreate(NULL);
    require(xml->parser);
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    if (handlers->text)
        XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    return ERR_OK;
}

void xml_in_done(struct xml_in *xml)
{
    if (xml->parser)
        XML_ParserFree(xml->parser);
    xml->parser = NULL;
    zip_stream_done(&xml->stream);
}

static enum err_code failure(struct xml_in *xml, struct err *err)
{
    if (xml->code != ERR_OK)
        return xml->code;
    return err_set(err, ERR_INPUT, xml->is_refused ? MSG_XLSX_REFUSED : MSG_XLSX_DAMAGED,
                   xml->stream.zip->path);
}

/* Gives expat the next piece of the part. */
static enum err_code parse_piece(struct xml_in *xml, enum XML_Status *ret_status, struct err *err)
{
    void *piece = XML_GetBuffer(xml->parser, XML_IN_PIECE_BYTES);
    require(piece);
    size_t len = 0;
    TRY(zip_stream_read(&xml->stream, piece, XML_IN_PIECE_BYTES, &len, err));
    xml->is_last = len == 0;
    *ret_status = XML_ParseBuffer(xml->parser, (int)len, xml->is_last);
    /* expat looks at an unfinished tag or comment anew with each piece: a long one would take hours. */
    int64_t done = XML_GetCurrentByteIndex(xml->parser);
    xml->fed_bytes += (int64_t)len;
    if (*ret_status == XML_STATUS_OK && done >= 0 && xml->fed_bytes - done > XML_IN_TOKEN_BYTES_MAX)
        return err_set(err, ERR_LIMIT, MSG_XLSX_REFUSED, xml->stream.zip->path);
    return ERR_OK;
}

enum err_code xml_in_next(struct xml_in *xml, bool *ret_end, struct err *err)
{
    *ret_end = false;
    xml->err = err;
    while (!*ret_end) {
        enum XML_Status status = XML_STATUS_ERROR;
        if (xml->is_paused) {
            xml->is_paused = false;
            status = XML_ResumeParser(xml->parser);
        } else {
            TRY(parse_piece(xml, &status, err));
        }
        if (status == XML_STATUS_ERROR)
            return failure(xml, err);
        if (status == XML_STATUS_SUSPENDED)
            return ERR_OK;
        *ret_end = xml->is_last;
    }
    return ERR_OK;
}

enum err_code xml_in_read(struct zip_in *zip, int64_t index, uint64_t bytes_max,
                          const struct xml_in_handlers *handlers, void *user, struct err *err)
{
    struct xml_in xml CLEANUP(xml_in_done) = { 0 };
    bool is_end = false;
    TRY(xml_in_open(&xml, zip, index, bytes_max, handlers, user, err));
    while (!is_end)
        TRY(xml_in_next(&xml, &is_end, err));
    return ERR_OK;
}
