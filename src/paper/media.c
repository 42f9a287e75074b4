/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/media.h"

#include <string.h>

static const struct {
    const char *type, *ending;
} names[] = {
    [MEDIA_NONE] = { "application/octet-stream", "bin" },
    [MEDIA_JPEG] = { "image/jpeg", "jpg" },
    [MEDIA_PNG] = { "image/png", "png" },
    [MEDIA_WEBP] = { "image/webp", "webp" },
    [MEDIA_PDF] = { "application/pdf", "pdf" },
    [MEDIA_DOCX] = { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx" },
    [MEDIA_XLSX] = { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx" },
};
_Static_assert(COUNT(names) == MEDIA_MAX_, "every media has its names");

const char *media_type(enum media media)
{
    return names[media].type;
}

const char *media_ending(enum media media)
{
    return names[media].ending;
}

enum media media_of_type(const char *type)
{
    for (int media = MEDIA_JPEG; media < MEDIA_MAX_; media++)
        if (type && strcmp(names[media].type, type) == 0)
            return (enum media)media;
    return MEDIA_NONE;
}

bool media_is_picture(enum media media)
{
    return media == MEDIA_JPEG || media == MEDIA_PNG || media == MEDIA_WEBP;
}

/* --- bytes ------------------------------------------------------------------------------------------------- */

struct input {
    const unsigned char *bytes;
    size_t len;
};

static bool begins(struct input in, const void *with, size_t len)
{
    return in.len >= len && memcmp(in.bytes, with, len) == 0;
}
#define BEGINS(in, literal) begins(in, literal, sizeof(literal) - 1)

/* `len` bytes from `at`; they must be there. */
static struct input part(struct input in, size_t at, size_t len)
{
    require(at <= in.len && len <= in.len - at);
    return (struct input){ in.bytes + at, len };
}

static uint32_t number(const unsigned char *bytes, size_t len, bool is_big)
{
    uint32_t value = 0;
    for (size_t i = 0; i < len; i++)
        value = value << 8 | bytes[is_big ? i : len - 1 - i];
    return value;
}
static uint32_t big(struct input in, size_t at, size_t len)
{
    return number(part(in, at, len).bytes, len, true);
}
static uint32_t small(struct input in, size_t at, size_t len)
{
    return number(part(in, at, len).bytes, len, false);
}

static enum err_code broken(enum media media, struct err *err)
{
    return err_set(err, ERR_INPUT, MSG_MEDIA_BROKEN, names[media].ending);
}

/* A side of nothing is broken; one too long would fill whoever shows it. */
static enum err_code check_size(const struct media_file *file, struct err *err)
{
    if (!file->width || !file->height)
        return broken(file->media, err);
    if (file->width > MEDIA_SIDE_MAX || file->height > MEDIA_SIDE_MAX ||
        (uint64_t)file->width * file->height > MEDIA_PIXELS_MAX)
        return err_set(err, ERR_INPUT, MSG_MEDIA_PIXELS, err_int(file->width), err_int(file->height));
    return ERR_OK;
}

/* --- JPEG (ITU-T T.81, annex B) ------------------------------------------------------------------------------ */

/* Which way up, as the camera noted it (Exif 2.3, tag 0x0112): 1 to 8; 1 where it did not. */
static unsigned orientation(struct input exif)
{
    if (exif.len < 14)
        return 1;
    bool is_big = exif.bytes[6] == 'M';
    struct input tiff = part(exif, 6, exif.len - 6);
    if (tiff.len < 10)
        return 1;
    size_t at = number(tiff.bytes + 4, 4, is_big);
    if (at > tiff.len - 2)
        return 1;
    size_t count = number(tiff.bytes + at, 2, is_big);
    for (at += 2; count && tiff.len >= 12 && at <= tiff.len - 12; at += 12, count--)
        if (number(tiff.bytes + at, 2, is_big) == 0x0112) {
            uint32_t value = number(tiff.bytes + at + 8, 2, is_big);
            return value >= 1 && value <= 8 ? value : 1;
        }
    return 1;
}

static void add_orientation(struct buf *out, unsigned value)
{
    static const unsigned char head[] = { 0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
                                          1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0 };
    buf_add_n(out, head, sizeof(head));
    buf_add_char(out, (char)value);
    buf_add_n(out, "\0\0\0\0\0\0\0", 7);
}

static bool is_frame(unsigned marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* What draws: tables, the frame, restarts, scans, the number of lines, Adobe's word on colours. */
static bool draws(unsigned marker, struct input data)
{
    return is_frame(marker) || marker == 0xC4 || marker == 0xCC || (marker >= 0xDA && marker <= 0xDD) ||
           (marker == 0xEE && data.len == 12 && BEGINS(data, "Adobe"));
}

/* Where the coded data from `at` ends: at the next marker that is not one of its own; the length where it never does. */
static size_t scan_end(struct input in, size_t at)
{
    for (; at + 1 < in.len; at++) {
        unsigned next = in.bytes[at + 1];
        if (in.bytes[at] == 0xFF && next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7))
            return at;
    }
    return in.len;
}

static enum err_code take_jpeg(struct input in, struct buf *out, struct media_file *file, struct err *err)
{
    bool is_turned = false, has_scan = false;
    buf_add_n(out, in.bytes, 2);
    for (size_t at = 2;;) {
        while (at + 1 < in.len && in.bytes[at] == 0xFF && in.bytes[at + 1] == 0xFF)
            at++; /* fill bytes */
        if (at + 2 > in.len || in.bytes[at] != 0xFF)
            return broken(MEDIA_JPEG, err);
        unsigned marker = in.bytes[at + 1];
        if (marker == 0xD9)
            break;
        size_t len = at + 4 <= in.len ? big(in, at + 2, 2) : 0;
        if (len < 2 || len > in.len - at - 2)
            return broken(MEDIA_JPEG, err);
        struct input data = part(in, at + 4, len - 2);
        if (is_frame(marker)) {
            if (file->width || data.len < 6) /* hierarchical pictures have several: nobody makes them */
                return broken(MEDIA_JPEG, err);
            file->height = big(data, 1, 2);
            file->width = big(data, 3, 2);
            TRY(check_size(file, err));
        }
        if (marker == 0xE1 && !is_turned && BEGINS(data, "Exif\0")) {
            is_turned = orientation(data) != 1;
            if (is_turned)
                add_orientation(out, orientation(data));
        }
        if (draws(marker, data))
            buf_add_n(out, in.bytes + at, len + 2);
        at += len + 2;
        if (marker == 0xDA) {
            size_t end = scan_end(in, at);
            buf_add_n(out, in.bytes + at, end - at);
            at = end;
            has_scan = true;
        }
    }
    buf_add_n(out, "\xFF\xD9", 2);
    return has_scan && file->width ? ERR_OK : broken(MEDIA_JPEG, err);
}

/* --- PNG (ISO/IEC 15948) -------------------------------------------------------------------------------------- */

static const unsigned char png_head[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };

static bool is_one_of(struct input type, const char *four_by_four)
{
    for (; *four_by_four; four_by_four += 4)
        if (memcmp(type.bytes, four_by_four, 4) == 0)
            return true;
    return false;
}

static enum err_code take_png(struct input in, struct buf *out, struct media_file *file, struct err *err)
{
    bool has_data = false;
    buf_add_n(out, png_head, sizeof(png_head));
    for (size_t at = sizeof(png_head);;) {
        if (in.len - at < 12 || big(in, at, 4) > in.len - at - 12)
            return broken(MEDIA_PNG, err);
        size_t len = big(in, at, 4);
        struct input type = part(in, at + 4, 4);
        bool is_head = is_one_of(type, "IHDR"), is_end = is_one_of(type, "IEND");
        if (is_head != (at == sizeof(png_head)) || (is_head && len != 13) || (is_end && len))
            return broken(MEDIA_PNG, err);
        if (is_head) {
            file->width = big(in, at + 8, 4);
            file->height = big(in, at + 12, 4);
            TRY(check_size(file, err));
        }
        if (is_one_of(type, "acTLfcTLfdAT"))
            return err_set(err, ERR_INPUT, MSG_MEDIA_MOVES);
        has_data = has_data || is_one_of(type, "IDAT");
        bool is_critical = (type.bytes[0] & 0x20) == 0;
        if (is_one_of(type, "IHDRPLTEIDATIENDtRNSgAMAsRGB"))
            buf_add_n(out, in.bytes + at, len + 12);
        else if (is_critical)
            return broken(MEDIA_PNG, err);
        at += len + 12;
        if (is_end)
            return has_data ? ERR_OK : broken(MEDIA_PNG, err);
    }
}

/* --- WebP (RFC 9649) ------------------------------------------------------------------------------------------- */

enum { VP8X_ALPHA = 0x10, VP8X_MOVES = 0x02 };

static void add_small(struct buf *out, size_t value)
{
    for (unsigned i = 0; i < 4; i++)
        buf_add_char(out, (char)(value >> 8 * i & 0xFF));
}

/* The size that the chunk tells; of the coded picture itself, which rules. */
static bool read_webp_size(struct input type, struct input data, struct media_file *file)
{
    if (is_one_of(type, "VP8 ") && data.len >= 10 && memcmp(data.bytes + 3, "\x9D\x01\x2A", 3) == 0) {
        file->width = small(data, 6, 2) & 0x3FFF;
        file->height = small(data, 8, 2) & 0x3FFF;
        return true;
    }
    if (is_one_of(type, "VP8L") && data.len >= 5 && data.bytes[0] == 0x2F) {
        uint32_t bits = small(data, 1, 4);
        file->width = (bits & 0x3FFF) + 1;
        file->height = (bits >> 14 & 0x3FFF) + 1;
        return true;
    }
    return false;
}

static void add_chunk(struct buf *out, struct input type, struct input data)
{
    buf_add_n(out, type.bytes, 4);
    add_small(out, data.len);
    if (is_one_of(type, "VP8X")) { /* says what else there is: nothing but transparency, now */
        buf_add_char(out, (char)(data.bytes[0] & VP8X_ALPHA));
        data = part(data, 1, data.len - 1);
        buf_add_n(out, data.bytes, data.len);
        return;
    }
    buf_add_n(out, data.bytes, data.len);
    if (data.len & 1)
        buf_add_char(out, '\0');
}

static enum err_code take_webp(struct input in, struct buf *out, struct media_file *file, struct err *err)
{
    size_t whole = small(in, 4, 4), start = out->len;
    if (whole > in.len - 8 || whole < 4)
        return broken(MEDIA_WEBP, err);
    in.len = whole + 8; /* what stands behind it is no part of it */
    buf_add_n(out, "RIFF\0\0\0\0WEBP", 12);
    for (size_t at = 12; at < in.len;) {
        if (in.len - at < 8 || small(in, at + 4, 4) > in.len - at - 8)
            return broken(MEDIA_WEBP, err);
        struct input type = part(in, at, 4), data = part(in, at + 8, small(in, at + 4, 4));
        bool is_picture = is_one_of(type, "VP8 VP8L"), is_extended = is_one_of(type, "VP8X");
        if (is_one_of(type, "ANIMANMF") || (is_extended && data.len == 10 && data.bytes[0] & VP8X_MOVES))
            return err_set(err, ERR_INPUT, MSG_MEDIA_MOVES);
        if ((is_picture && (file->width || !read_webp_size(type, data, file))) || (is_extended && data.len != 10))
            return broken(MEDIA_WEBP, err);
        if (is_picture || is_extended || is_one_of(type, "ALPH"))
            add_chunk(out, type, data);
        at += 8 + data.len + (data.len & 1 && at + 8 + data.len < in.len);
    }
    for (unsigned i = 0; i < 4; i++)
        out->data[start + 4 + i] = (char)((out->len - start - 8) >> 8 * i & 0xFF);
    return check_size(file, err);
}

/* --- documents -------------------------------------------------------------------------------------------------- */

static enum err_code check_pdf(struct input in, struct err *err)
{
    static const char end[] = "%%EOF";
    size_t from = in.len > 1024 ? in.len - 1024 : 0;
    return memmem(in.bytes + from, in.len - from, end, sizeof(end) - 1) ? ERR_OK : broken(MEDIA_PDF, err);
}

/* Where the directory of a zip archive ends; a remark behind it must be the end of the file, so that nothing else is. */
static bool find_directory(struct input in, size_t *ret_from, size_t *ret_to)
{
    for (size_t at = in.len < 22 ? 0 : in.len - 22; at && at + 65557 > in.len; at--)
        if (memcmp(in.bytes + at, "PK\5\6", 4) == 0 && at + 22 + small(in, at + 20, 2) == in.len) {
            *ret_from = small(in, at + 16, 4);
            *ret_to = at;
            return *ret_from < at;
        }
    return false;
}

static bool name_is(struct input name, const char *text)
{
    return name.len == strlen(text) && memcmp(name.bytes, text, name.len) == 0;
}

/* An office's document by the parts its archive lists. */
static enum err_code check_office(struct input in, struct media_file *file, struct err *err)
{
    size_t at = 0, to = 0;
    bool has_types = false;
    if (!find_directory(in, &at, &to))
        return err_set(err, ERR_INPUT, MSG_MEDIA_UNKNOWN);
    for (size_t len = 0; at + 46 <= to && memcmp(in.bytes + at, "PK\1\2", 4) == 0; at += len) {
        size_t name_len = small(in, at + 28, 2);
        len = 46 + name_len + small(in, at + 30, 2) + small(in, at + 32, 2);
        if (len > to - at)
            return err_set(err, ERR_INPUT, MSG_MEDIA_UNKNOWN);
        struct input name = part(in, at + 46, name_len);
        if (memmem(name.bytes, name.len, "vbaProject", 10))
            return err_set(err, ERR_INPUT, MSG_MEDIA_MACROS);
        has_types = has_types || name_is(name, "[Content_Types].xml");
        if (name_is(name, "word/document.xml"))
            file->media = MEDIA_DOCX;
        else if (name_is(name, "xl/workbook.xml"))
            file->media = MEDIA_XLSX;
    }
    return has_types && file->media ? ERR_OK : err_set(err, ERR_INPUT, MSG_MEDIA_UNKNOWN);
}

static enum media sniff(struct input in)
{
    if (BEGINS(in, "\xFF\xD8\xFF"))
        return MEDIA_JPEG;
    if (begins(in, png_head, sizeof(png_head)))
        return MEDIA_PNG;
    if (BEGINS(in, "RIFF") && in.len >= 20 && memcmp(in.bytes + 8, "WEBP", 4) == 0)
        return MEDIA_WEBP;
    return BEGINS(in, "%PDF-") ? MEDIA_PDF : MEDIA_NONE;
}

enum err_code media_take(const unsigned char *bytes, size_t len, struct buf *out, struct media_file *ret_file,
                         struct err *err)
{
    struct input in = { bytes, len };
    *ret_file = (struct media_file){ .media = sniff(in) };
    switch (ret_file->media) {
    case MEDIA_JPEG:
        return take_jpeg(in, out, ret_file, err);
    case MEDIA_PNG:
        return take_png(in, out, ret_file, err);
    case MEDIA_WEBP:
        return take_webp(in, out, ret_file, err);
    case MEDIA_PDF:
        TRY(check_pdf(in, err));
        break;
    case MEDIA_NONE:
    case MEDIA_DOCX:
    case MEDIA_XLSX:
    case MEDIA_MAX_:
    default:
        if (!BEGINS(in, "PK\3\4"))
            return err_set(err, ERR_INPUT, MSG_MEDIA_UNKNOWN);
        TRY(check_office(in, ret_file, err));
        break;
    }
    buf_add_n(out, bytes, len);
    return ERR_OK;
}
