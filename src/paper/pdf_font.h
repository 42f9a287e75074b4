/* SPDX-License-Identifier: Apache-2.0
 * The fonts a PDF is set in: those of the machine, by src/paper/fonts.conf. Only pdf_text.c includes
 * this. */
#pragma once

#include "base/err.h"

struct _FcConfig;
struct _FcPattern;

struct pdf_font {
    struct _FcConfig *config;
    struct _FcPattern *face; /* the upright one of the family */
    const char *family;
    bool is_shared; /* with all others of the program */
};

/* Chooses the first family that has every Vietnamese letter. ERR_IO where the machine has none,
 * with what to install. pdf_font_done is called for either.
 *
 * `config`: another text than that of fonts.conf; NULL: that one, which is read once and kept as long as the program runs, for
 * Pango 1.50 loses some kilobytes with each configuration that it is given. */
NODISCARD enum err_code pdf_font_open(struct pdf_font *font, const char *config, struct err *err);

/* Whether the family, or any font that would stand in for it, has the character. */
bool pdf_font_has(const struct pdf_font *font, uint32_t character);

void pdf_font_done(struct pdf_font *font);
