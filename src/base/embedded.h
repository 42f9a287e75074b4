/* SPDX-License-Identifier: Apache-2.0
 * Files of the project that the build puts into the program. Each table ends with { 0 }; the bytes
 * are followed by a NUL that `len` leaves out. */
#pragma once

#include "base/base.h"

struct embedded_file {
    const char *path; /* as in the source tree: "programmes/duc_co_2017.yaml" */
    const unsigned char *bytes;
    size_t len;
};

extern const struct embedded_file schema_files[]; /* sql/schema, in order */
extern const struct embedded_file web_files[];    /* of the web face: "index.html", "index.html.br" */
extern const struct embedded_file asset_files[];  /* programmes, layouts, demo, the list of requirements, the style of papers */

/* The first file of `files` whose path begins with `folder` ("": any), from `files` on: begin with a table, go on with the file
 * after the last one. NULL: no more. */
const struct embedded_file *embedded_in(const struct embedded_file *files, const char *folder);
/* The file of that very path. NULL: none. */
const struct embedded_file *embedded_find(const struct embedded_file *files, const char *path);
/* The same, for what the program cannot be without: never NULL. */
const struct embedded_file *embedded_needed(const struct embedded_file *files, const char *path);
