/* SPDX-License-Identifier: Apache-2.0
 * Files that people attach to records: what they are, told by their own bytes and never by a name, and pictures
 * written anew with nothing in them but the picture. Knows no records. */
#pragma once

#include "base/buf.h"
#include "base/err.h"

enum media { MEDIA_NONE, MEDIA_JPEG, MEDIA_PNG, MEDIA_WEBP, MEDIA_PDF, MEDIA_DOCX, MEDIA_XLSX, MEDIA_MAX_ };

/* Of a picture: what a phone's camera makes, and far from what would fill a browser's memory. */
enum { MEDIA_SIDE_MAX = 16000, MEDIA_PIXELS_MAX = 64000000 };

struct media_file {
    enum media media;
    uint32_t width, height; /* of a picture as it is stored (a JPEG may say that it is to be turned) */
};

/* Appends to `out` what is to be kept. Of a JPEG, PNG or WebP only what draws it: where and when it was taken, by what
 * device, previews, texts and whatever stands behind its end are left out; a JPEG keeps which way up it is.
 * Documents are kept as they are. ERR_INPUT: none of these, cut off, too many pixels, a moving picture, a document with
 * macros; `out` may then hold anything. */
NODISCARD enum err_code media_take(const unsigned char *bytes, size_t len, struct buf *out,
                                   struct media_file *ret_file, struct err *err);

const char *media_type(enum media media);   /* "image/jpeg" */
const char *media_ending(enum media media); /* "jpg" */
/* The media of such a type; MEDIA_NONE for another. */
enum media media_of_type(const char *type);
bool media_is_picture(enum media media);
