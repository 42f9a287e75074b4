/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/pdf_font.h"

#include "base/embedded.h"
#include "base/utf8.h"

#include <fontconfig/fontconfig.h>
#include <pthread.h>

#define VIETNAMESE                                                                                 \
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"                      \
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴĐ“”–…₫"

static bool has_all(const FcPattern *face, const char *letters)
{
    FcCharSet *set = NULL;
    if (FcPatternGetCharSet(face, FC_CHARSET, 0, &set) != FcResultMatch)
        return false;
    while (*letters)
        if (!FcCharSetHasChar(set, utf8_next(&letters)))
            return false;
    return true;
}

/* The fonts of the machine, nearest first. */
static FcFontSet *sorted_fonts(FcConfig *config)
{
    FcResult result = FcResultMatch;
    FcPattern *wanted =
        FcPatternBuild(NULL, FC_FAMILY, FcTypeString, "Chung Tay", FC_LANG, FcTypeString, "vi", (char *)NULL);
    require(wanted);
    FcConfigSubstitute(config, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcFontSet *fonts = FcFontSort(config, wanted, FcFalse, NULL, &result);
    FcPatternDestroy(wanted);
    return fonts;
}

static void choose(struct pdf_font *font)
{
    FcFontSet *fonts = sorted_fonts(font->config);
    for (int i = 0; fonts && i < fonts->nfont && !font->face; i++) {
        FcChar8 *family = NULL;
        if (!has_all(fonts->fonts[i], VIETNAMESE) ||
            FcPatternGetString(fonts->fonts[i], FC_FAMILY, 0, &family) != FcResultMatch)
            continue;
        FcPatternReference(fonts->fonts[i]);
        font->face = fonts->fonts[i];
        font->family = (const char *)family;
    }
    if (fonts)
        FcFontSetDestroy(fonts);
}

static enum err_code open_config(struct pdf_font *font, const char *config, struct err *err)
{
    *font = (struct pdf_font){ .config = FcConfigCreate() };
    require(font->config);
    if (FcConfigParseAndLoadFromMemory(font->config, (const FcChar8 *)config, FcFalse) && FcConfigBuildFonts(font->config))
        choose(font);
    return font->face ? ERR_OK : err_set(err, ERR_IO, MSG_PAPER_NO_FONT);
}

enum err_code pdf_font_open(struct pdf_font *font, const char *config, struct err *err)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct pdf_font shared;
    enum err_code code = ERR_OK;
    if (config)
        return open_config(font, config, err);
    pthread_mutex_lock(&lock);
    if (!shared.face) {
        code = open_config(&shared, (const char *)embedded_needed(asset_files, "src/paper/fonts.conf")->bytes, err);
        if (code == ERR_OK)
            FcConfigSetCurrent(shared.config); /* Pango would else load what the user's own files say */
        else
            pdf_font_done(&shared);
    }
    *font = shared;
    font->is_shared = true;
    pthread_mutex_unlock(&lock);
    return code;
}

bool pdf_font_has(const struct pdf_font *font, uint32_t character)
{
    char text[UTF8_BYTES_MAX + 1] = "";
    *utf8_put(text, character) = '\0';
    if (has_all(font->face, text))
        return true;
    const FcFontSet *fonts = FcConfigGetFonts(font->config, FcSetSystem);
    for (int i = 0; fonts && i < fonts->nfont; i++)
        if (has_all(fonts->fonts[i], text))
            return true;
    return false;
}

void pdf_font_done(struct pdf_font *font)
{
    if (font->face && !font->is_shared)
        FcPatternDestroy(font->face);
    if (font->config && !font->is_shared)
        FcConfigDestroy(font->config);
    *font = (struct pdf_font){ 0 };
}
