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
};

/* Chooses the first family that has every Vietnamese letter. ERR_IO where the machine has none,
 * with what to install. pdf_font_done is called for either. */
NODISCARD enum err_code pdf_font_open(struct pdf_font *font, const char *config, struct err *err);

/* The text of fonts.conf, as pdf_font_open takes it. */
const char *pdf_font_config(void);

/* Whether the family, or any font that would stand in for it, has the character. */
bool pdf_font_has(const struct pdf_font *font, uint32_t character);

void pdf_font_done(struct pdf_font *font);
