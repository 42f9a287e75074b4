/* SPDX-License-Identifier: Apache-2.0
 * What attached files are and what is left of pictures: built here byte by byte, with everything in them that must not
 * be kept; cut off at every length, with every byte changed. */
#include "paper/media.h"

#include "../test.h"
#include "base/embedded.h"

#include <string.h>

#define BYTES(out, literal) buf_add_n(out, literal, sizeof(literal) - 1)

static void segment(struct buf *out, unsigned marker, const void *data, size_t len)
{
    buf_add_char(out, (char)0xFF);
    buf_add_char(out, (char)marker);
    buf_add_char(out, (char)((len + 2) >> 8));
    buf_add_char(out, (char)(len + 2));
    buf_add_n(out, data, len);
}

/* A JPEG of a phone: where it was taken, its preview, a film behind its end, turned by a quarter. */
static void make_jpeg(struct buf *out, unsigned width, unsigned height)
{
    unsigned char frame[] = { 8, 0, 0, 0, 0, 1, 1, 0x11, 0 };
    frame[1] = (unsigned char)(height >> 8);
    frame[2] = (unsigned char)height;
    frame[3] = (unsigned char)(width >> 8);
    frame[4] = (unsigned char)width;
    static const char exif[] = "Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x1A\0\0\0\0GPS 13,98 N 108,00 E";
    BYTES(out, "\xFF\xD8");
    segment(out, 0xE0, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
    segment(out, 0xE1, exif, sizeof(exif) - 1);
    segment(out, 0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Puih Hít</x:xmpmeta>", 60);
    segment(out, 0xED, "Photoshop 3.0 secret", 20);
    segment(out, 0xFE, "<script>alert(1)</script>", 25);
    segment(out, 0xDB, "\0quantisation", 13);
    segment(out, 0xC0, frame, sizeof(frame));
    segment(out, 0xC4, "\0huffman", 8);
    segment(out, 0xDA, "\1\1\0\0\x3F\0", 6);
    BYTES(out, "scan\xFF\0data\xFF\xD0more");
    segment(out, 0xFE, "secret between scans", 20);
    segment(out, 0xDA, "\1\1\0\0\x3F\0", 6);
    BYTES(out, "second\xFF\xD9");
    BYTES(out, "ftypmp42 the film PK\3\4");
}

static void big(struct buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_add_char(out, (char)(value >> shift & 0xFF));
}

static void chunk(struct buf *out, const char *type, const void *data, size_t len)
{
    big(out, (uint32_t)len);
    buf_add_n(out, type, 4);
    buf_add_n(out, data, len);
    BYTES(out, "crc.");
}

static void make_png(struct buf *out, uint32_t width, uint32_t height)
{
    CLEANUP(buf_done) struct buf head = { 0 };
    big(&head, width);
    big(&head, height);
    BYTES(&head, "\x08\x02\0\0\0");
    BYTES(out, "\x89PNG\r\n\x1A\n");
    chunk(out, "IHDR", head.data, head.len);
    chunk(out, "eXIf", "MM secret GPS", 13);
    chunk(out, "tEXt", "Author\0secret", 13);
    chunk(out, "IDAT", "pixels", 6);
    chunk(out, "iTXt", "secret", 6);
    chunk(out, "IEND", "", 0);
    BYTES(out, "<html>secret");
}

static void small(struct buf *out, size_t value)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        buf_add_char(out, (char)(value >> shift & 0xFF));
}

static void riff(struct buf *out, const char *type, const void *data, size_t len)
{
    buf_add_n(out, type, 4);
    small(out, len);
    buf_add_n(out, data, len);
    if (len & 1)
        buf_add_char(out, '\0');
}

static void make_webp(struct buf *out)
{
    CLEANUP(buf_done) struct buf body = { 0 };
    BYTES(&body, "WEBP");
    riff(&body, "VP8X", "\x2C\0\0\0\x0F\0\0\x0B\0\0", 10);
    riff(&body, "ICCP", "secret", 6);
    riff(&body, "VP8 ", "\x30\x01\0\x9D\x01\x2A\x10\0\x0C\0picture", 17);
    riff(&body, "EXIF", "secret GPS", 10);
    riff(&body, "XMP ", "secret!", 7);
    BYTES(out, "RIFF");
    small(out, body.len);
    buf_add_n(out, body.data, body.len);
    BYTES(out, "secret film");
}

static bool holds(const struct buf *out, const char *text)
{
    return memmem(out->data, out->len, text, strlen(text)) != NULL;
}

static enum err_code take(const struct buf *in, struct buf *out, struct media_file *file)
{
    struct err err = { 0 };
    return media_take((const unsigned char *)in->data, in->len, out, file, &err);
}

/* Taken once more it is the same; nothing told of its maker is left. */
static void check_clean(const struct buf *in, enum media media, uint32_t width, uint32_t height, struct buf *out)
{
    CLEANUP(buf_done) struct buf again = { 0 };
    struct media_file file = { 0 };
    CHECK_INT(take(in, out, &file), ERR_OK);
    CHECK_INT(file.media, media);
    CHECK_INT(file.width, width);
    CHECK_INT(file.height, height);
    static const char *const secrets[] = { "GPS", "secret", "film", "script", "Puih", "Photoshop", "Author" };
    for (size_t i = 0; i < COUNT(secrets); i++)
        CHECK(!holds(out, secrets[i]));
    CHECK_INT(take(out, &again, &file), ERR_OK);
    CHECK(again.len == out->len && memcmp(again.data, out->data, out->len) == 0);
}

void test_media__a_photograph_tells_nothing_but_the_picture(void)
{
    CLEANUP(buf_done) struct buf jpeg = { 0 }, png = { 0 }, webp = { 0 }, out = { 0 };
    make_jpeg(&jpeg, 640, 480);
    check_clean(&jpeg, MEDIA_JPEG, 640, 480, &out);
    CHECK(holds(&out, "scan") && holds(&out, "second") && holds(&out, "quantisation") && holds(&out, "huffman"));
    CHECK(memcmp(out.data + 2, "\377\341\0\042Exif\0\0II*\0", 14) == 0 && out.data[30] == 6); /* still to be turned */
    CHECK(memcmp(out.data + out.len - 2, "\xFF\xD9", 2) == 0);
    buf_clear(&out);
    make_png(&png, 16, 12);
    check_clean(&png, MEDIA_PNG, 16, 12, &out);
    buf_clear(&out);
    make_webp(&webp);
    check_clean(&webp, MEDIA_WEBP, 16, 12, &out);
    CHECK(holds(&out, "VP8X") && holds(&out, "picture"));
    CHECK_INT((unsigned char)out.data[20], 0); /* says that it has no profile, no EXIF */
}

void test_media__no_picture_that_fills_the_memory(void)
{
    CLEANUP(buf_done) struct buf jpeg = { 0 }, png = { 0 }, none = { 0 }, out = { 0 };
    struct media_file file = { 0 };
    make_jpeg(&jpeg, 65000, 65000);
    CHECK_INT(take(&jpeg, &out, &file), ERR_INPUT);
    make_png(&png, 0x7FFFFFFF, 1);
    CHECK_INT(take(&png, &out, &file), ERR_INPUT);
    make_png(&none, 0, 5);
    CHECK_INT(take(&none, &out, &file), ERR_INPUT);
}

/* Cut off anywhere before its end it is refused; with any byte changed it is refused or still clean. */
static void check_hostile(const struct buf *whole, size_t needed)
{
    for (size_t len = 0; len < whole->len; len++) {
        CLEANUP(buf_done) struct buf out = { 0 };
        struct buf cut = { .data = memcpy(arena_alloc(test_arena(), len + 1, 1), whole->data, len), .len = len };
        struct media_file file = { 0 };
        CHECK(take(&cut, &out, &file) == (len < needed ? ERR_INPUT : ERR_OK));
    }
    char *bytes = memcpy(arena_alloc(test_arena(), whole->len, 1), whole->data, whole->len);
    for (size_t at = 0; at < whole->len; at++)
        for (unsigned value = 0; value < 256; value += 15) {
            CLEANUP(buf_done) struct buf out = { 0 }, again = { 0 };
            struct buf changed = { .data = bytes, .len = whole->len };
            struct media_file file = { 0 };
            bytes[at] = (char)value;
            if (take(&changed, &out, &file) == ERR_OK) {
                CHECK_INT(take(&out, &again, &file), ERR_OK);
                CHECK(again.len == out.len && memcmp(again.data, out.data, out.len) == 0);
            }
            bytes[at] = whole->data[at];
        }
}

void test_media__broken_pictures(void)
{
    CLEANUP(buf_done) struct buf jpeg = { 0 }, png = { 0 }, webp = { 0 };
    make_jpeg(&jpeg, 64, 48);
    make_png(&png, 16, 12);
    make_webp(&webp);
    const char *end = memmem(jpeg.data, jpeg.len, "second", 6);
    check_hostile(&jpeg, (size_t)(end - jpeg.data) + 8);
    check_hostile(&png, png.len - 12);
    check_hostile(&webp, webp.len - 11);
}

static void archive(struct buf *out, const char *const *names)
{
    CLEANUP(buf_done) struct buf directory = { 0 };
    BYTES(out, "PK\3\4");
    for (; *names; names++) {
        BYTES(&directory, "PK\1\2");
        for (int i = 0; i < 24; i++)
            buf_add_char(&directory, '\0');
        buf_add_char(&directory, (char)strlen(*names));
        for (int i = 0; i < 17; i++)
            buf_add_char(&directory, '\0');
        buf_add(&directory, *names);
    }
    size_t from = out->len;
    buf_add_n(out, directory.data, directory.len);
    BYTES(out, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0");
    small(out, from);
    BYTES(out, "\0\0");
}

void test_media__documents_by_what_is_in_them(void)
{
    static const struct {
        const char *names[4];
        enum media media;
    } cases[] = {
        { { "[Content_Types].xml", "word/document.xml" }, MEDIA_DOCX },
        { { "[Content_Types].xml", "xl/workbook.xml" }, MEDIA_XLSX },
        { { "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin" }, MEDIA_NONE },
        { { "word/document.xml" }, MEDIA_NONE },
        { { "[Content_Types].xml", "ppt/presentation.xml" }, MEDIA_NONE },
        { { "classes.dex", "AndroidManifest.xml" }, MEDIA_NONE },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CLEANUP(buf_done) struct buf in = { 0 }, out = { 0 };
        struct media_file file = { 0 };
        archive(&in, cases[i].names);
        CHECK_INT(take(&in, &out, &file), cases[i].media ? ERR_OK : ERR_INPUT);
        if (cases[i].media)
            CHECK_INT(file.media, cases[i].media);
        buf_clear(&out);
        BYTES(&in, "<script>");
        CHECK_INT(take(&in, &out, &file), ERR_INPUT); /* something stands behind its end */
    }
    static const char *const others[] = { "", "<html><script>alert(1)</script>", "GIF89a", "MZ", "\177ELF", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                                          "%PDF-1.4 without end", " %PDF-1.4\n%%EOF", "%!PS", "RIFF\1\0\0\0WAVEfmt      " };
    for (size_t i = 0; i < COUNT(others); i++) {
        CLEANUP(buf_done) struct buf in = { 0 }, out = { 0 };
        struct media_file file = { 0 };
        buf_add(&in, others[i]);
        CHECK_INT(media_take((const unsigned char *)others[i], strlen(others[i]), &out, &file, &(struct err){ 0 }), ERR_INPUT);
    }
}

/* Those of the demonstration are taken: made by other programs than ours. */
void test_media__real_files(void)
{
    size_t count = 0;
    for (const struct embedded_file *asset = asset_files; asset->path; asset++) {
        const char *ending = strrchr(asset->path, '.');
        bool is_jpeg = ending && strcmp(ending, ".jpg") == 0, is_pdf = ending && strcmp(ending, ".pdf") == 0;
        CLEANUP(buf_done) struct buf out = { 0 };
        struct media_file file = { 0 };
        struct err err = { 0 };
        if (!is_jpeg && !is_pdf)
            continue;
        CHECK_OK(media_take(asset->bytes, asset->len, &out, &file, &err), &err);
        CHECK_INT(file.media, is_jpeg ? MEDIA_JPEG : MEDIA_PDF);
        CHECK(is_pdf || (file.width == 640 && file.height == 420));
        count++;
    }
    CHECK(count >= 5);
}
