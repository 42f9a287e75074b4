/* SPDX-License-Identifier: Apache-2.0
 * The API described by what it is made of: the kinds and the rows of the routes. Nothing is written by hand
 * here, so nothing can be left out or out of date. */
#pragma once

#include "base/buf.h"
#include "base/msg.h"

/* OpenAPI 3.1. */
void openapi_write(struct buf *out, enum lang lang);
/* The same as a page for people. */
void reference_write(struct buf *out, enum lang lang);
/* The declarations: kinds with fields, codes, states, steps. `names`: slugs with commas between, NULL for all; `related`: with those
 * that refer to one of them. */
void schema_write(struct buf *out, const char *names, bool related);
