/* SPDX-License-Identifier: Apache-2.0
 * What a request's JSON body or query may contain, as tables: the router checks by them before a handler runs
 * and the OpenAPI document is written from them, so the two cannot differ. */
#pragma once

#include "base/issues.h"
#include "base/json_tree.h"
#include "base/msg.h"

enum shape_type {
    SHAPE_TEXT,   /* at most `max` bytes (0: 1000) */
    SHAPE_INT,    /* from 0 to `max` (0: 2^53) */
    SHAPE_BOOL,
    SHAPE_DATE,   /* as people and machines write days: checked by whoever reads it */
    SHAPE_ID,     /* id of a record, or its key; of a unit, CODE or CODE@DATE */
    SHAPE_OBJECT, /* `of` */
    SHAPE_LIST,   /* of `of` where given, else of `items`; at most `max` (0: 1000) */
    SHAPE_FIELDS, /* the fields of a record of some kind: checked against its declaration */
    SHAPE_ANY,    /* in answers only: described in words */
};

struct shape;
enum { SHAPE_YEAR_MIN = 1945, SHAPE_YEAR_MAX = 2100 }; /* what a year may be, of records and in questions */

struct shape_field {
    const char *name;
    enum shape_type type;
    bool required;
    int64_t min, max; /* of a number (0, and as many as fit, where not told); of a text and a list its length */
    const struct shape *of;
    enum shape_type items;
    const char *vi, *en;
};

struct shape {
    const char *name;                 /* CamelCase: its name in the OpenAPI document */
    const struct shape_field *fields; /* ends with { 0 } */
};

/* Adds everything about `tree` that is not of the shape; `where` is the path before it ("" at the top). */
void shape_check(const struct shape *shape, const struct tree *tree, const char *where,
                 struct issues *issues);
/* The field of that name, or NULL. */
const struct shape_field *shape_field(const struct shape_field *fields, const char *name);
