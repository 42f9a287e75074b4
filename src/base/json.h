/* SPDX-License-Identifier: Apache-2.0
 * Writes JSON (RFC 8259) into a buffer, with a stack that aborts on misuse: a key outside an object,
 * a scope left open. Reading is the library's: jansson. */
#pragma once

#include "base/buf.h"
#include "base/value.h"

enum { JSON_DEPTH_MAX = 64 };

struct json_writer {
    struct buf *out;
    int indent; /* spaces per level; 0: one line */
    int depth;
    bool after_key;
    struct {
        bool object, has_items;
    } stack[JSON_DEPTH_MAX];
};

void json_begin_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w);
void json_end_array(struct json_writer *w);
void json_key(struct json_writer *w, const char *key);
void json_string(struct json_writer *w, const char *text); /* NULL gives null */
void json_int(struct json_writer *w, int64_t number);
void json_bool(struct json_writer *w, bool truth);
void json_null(struct json_writer *w);
void json_value(struct json_writer *w, struct value value);
/* A JSON text made elsewhere, put in as it is. */
void json_raw(struct json_writer *w, const char *json);

/* Shorthands for a member of an object. */
void json_member_string(struct json_writer *w, const char *key, const char *text);
void json_member_int(struct json_writer *w, const char *key, int64_t number);
void json_member_bool(struct json_writer *w, const char *key, bool truth);

/* Appends `text` quoted and escaped. */
void json_quote(struct buf *out, const char *text);
