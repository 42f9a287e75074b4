/* SPDX-License-Identifier: Apache-2.0
 * Reads one XML part of a zip archive by events (expat), in pieces: the handlers may pause after
 * any element and the reading goes on from there. Names come without their namespace prefix. A
 * DOCTYPE is refused, and with it every entity of the file's own; so is nesting deeper than
 * XML_IN_DEPTH_MAX, and a tag or comment longer than XML_IN_TOKEN_BYTES_MAX. */
#pragma once

#include "paper/zip_in.h"

#include <expat.h>

enum { XML_IN_DEPTH_MAX = 64, XML_IN_PIECE_BYTES = 64 << 10, XML_IN_TOKEN_BYTES_MAX = 4 << 20 };

struct xml_in;

/* `user` is the one given to xml_in_open. `text` comes in pieces. Any of them may be NULL. */
struct xml_in_handlers {
    void (*start)(struct xml_in *xml, const char *name, const char *const *attributes, void *user);
    void (*end)(struct xml_in *xml, const char *name, void *user);
    void (*text)(struct xml_in *xml, const char *text, size_t len, void *user);
};

struct xml_in {
    XML_Parser parser;
    struct zip_stream stream;
    const struct xml_in_handlers *handlers;
    void *user;
    struct err *err;    /* for the handlers; set while xml_in_next runs */
    enum err_code code; /* set by xml_in_fail */
    int64_t fed_bytes;
    int depth;
    bool is_paused, is_last, is_refused;
};

NODISCARD enum err_code xml_in_open(struct xml_in *xml, struct zip_in *zip, int64_t index,
                                    uint64_t bytes_max, const struct xml_in_handlers *handlers,
                                    void *user, struct err *err);
void xml_in_done(struct xml_in *xml);

/* Reads on until a handler pauses or the part ends. */
NODISCARD enum err_code xml_in_next(struct xml_in *xml, bool *ret_end, struct err *err);

/* Reads a whole part. */
NODISCARD enum err_code xml_in_read(struct zip_in *zip, int64_t index, uint64_t bytes_max,
                                    const struct xml_in_handlers *handlers, void *user,
                                    struct err *err);

/* For the handlers: stop here, to go on later; or give up with a code whose text is in xml->err. */
void xml_in_pause(struct xml_in *xml);
void xml_in_fail(struct xml_in *xml, enum err_code code);

/* The value of an attribute, whatever its prefix; NULL where there is none. */
const char *xml_in_attribute(const char *const *attributes, const char *name);
