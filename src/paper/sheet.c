/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/sheet.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paper/csv_reader.h"
#include "paper/xlsx_reader.h"

enum { OLE_SEARCH_BYTES = 64 << 20 };

struct sheet_reader {
    enum sheet_format format;
    struct csv_reader *csv; /* one of the two */
    struct xlsx_reader *xlsx;
};

static const struct sheet_name csv_only_name[] = { { .name = "" } };

static struct sheet_options options_filled(const struct sheet_options *options)
{
    struct sheet_options filled = options ? *options : (struct sheet_options){ 0 };
    if (!filled.columns_max)
        filled.columns_max = SHEET_COLUMNS_MAX;
    if (!filled.cell_chars_max)
        filled.cell_chars_max = SHEET_CELL_CHARS_MAX;
    if (!filled.bytes_max)
        filled.bytes_max = SHEET_BYTES_MAX;
    if (!filled.strings_memory_bytes)
        filled.strings_memory_bytes = SHEET_STRINGS_MEMORY_BYTES;
    return filled;
}

/* What the first bytes say the file is. */
enum file_kind {
    FILE_KIND_TEXT,
    FILE_KIND_ZIP,
    FILE_KIND_OLE,
    FILE_KIND_OLD_EXCEL,
    FILE_KIND_HTML,
    FILE_KIND_OTHER,
    FILE_KIND_EMPTY,
};

static const struct {
    enum file_kind kind;
    size_t len;
    const char *bytes;
} magic_rows[] = {
    { FILE_KIND_ZIP, 4, "PK\x03\x04" },
    { FILE_KIND_ZIP, 4, "PK\x05\x06" },
    { FILE_KIND_OLE, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" },
    { FILE_KIND_OLD_EXCEL, 4, "\x09\x00\x04\x00" }, /* BIFF 2, 3, 4: one sheet, no compound file */
    { FILE_KIND_OLD_EXCEL, 4, "\x09\x02\x06\x00" },
    { FILE_KIND_OLD_EXCEL, 4, "\x09\x04\x06\x00" },
    { FILE_KIND_OTHER, 5, "%PDF-" },
    { FILE_KIND_OTHER, 4, "\x89PNG" },
    { FILE_KIND_OTHER, 3, "\xFF\xD8\xFF" },
    { FILE_KIND_OTHER, 5, "{\\rtf" },
    { FILE_KIND_OTHER, 4, "Rar!" },
    { FILE_KIND_OTHER, 6, "7z\xBC\xAF\x27\x1C" },
    { FILE_KIND_OTHER, 15, "SQLite format 3" },
};

/* How pages begin, and tables that programs save with the name of a sheet. */
static const struct {
    enum file_kind kind;
    const char *letters;
} markup_rows[] = {
    { FILE_KIND_HTML, "<html" },  { FILE_KIND_HTML, "<!doctype html" }, { FILE_KIND_HTML, "<table" },
    { FILE_KIND_HTML, "<meta" },  { FILE_KIND_HTML, "<head" },          { FILE_KIND_HTML, "<style" },
    { FILE_KIND_HTML, "<body" },  { FILE_KIND_HTML, "<div" },           { FILE_KIND_HTML, "<!--" },
    { FILE_KIND_HTML, "mime-version:" }, /* a page with its pictures, as a browser saves it */
    { FILE_KIND_OTHER, "<?xml" },
};

/* The letters of a text without what an encoding puts around them: marks, zeros, blanks at the start. */
static enum file_kind kind_of_markup(const unsigned char *bytes, size_t len)
{
    char letters[32] = "";
    size_t count = 0;
    for (size_t i = 0; i < len && count < sizeof(letters) - 1; i++)
        if (bytes[i] && bytes[i] < 0x80 && (count || !isspace(bytes[i])))
            letters[count++] = (char)tolower(bytes[i]);
    for (size_t i = 0; i < COUNT(markup_rows); i++)
        if (strncmp(letters, markup_rows[i].letters, strlen(markup_rows[i].letters)) == 0)
            return markup_rows[i].kind;
    return FILE_KIND_TEXT;
}

static enum file_kind kind_of_bytes(const unsigned char *bytes, size_t len)
{
    if (len == 0)
        return FILE_KIND_EMPTY;
    for (size_t i = 0; i < COUNT(magic_rows); i++)
        if (len >= magic_rows[i].len && memcmp(bytes, magic_rows[i].bytes, magic_rows[i].len) == 0)
            return magic_rows[i].kind;
    return kind_of_markup(bytes, len);
}

static enum err_code file_kind_read(int fd, const char *path, enum file_kind *ret_kind,
                                    struct err *err)
{
    struct stat stat;
    if (fstat(fd, &stat) < 0)
        return err_set(err, ERR_IO, MSG_IO_READ, path, strerror(errno));
    if (!S_ISREG(stat.st_mode))
        return err_set(err, ERR_INPUT, MSG_SHEET_NOT_A_FILE, path);
    unsigned char bytes[128];
    ssize_t got = pread(fd, bytes, sizeof(bytes), 0);
    if (got < 0)
        return err_set(err, ERR_IO, MSG_IO_READ, path, strerror(errno));
    *ret_kind = kind_of_bytes(bytes, (size_t)got);
    return ERR_OK;
}

/* Does a stream of that name stand in the compound file? Names are UTF-16 and begin an entry of its
 * directory, which lies on a multiple of 128 bytes. */
static bool ole_has(int fd, const char *name)
{
    unsigned char entry[64], wanted[64] = { 0 };
    size_t len = 2 * strlen(name);
    require(len < sizeof(wanted));
    for (size_t i = 0; name[i]; i++)
        wanted[2 * i] = (unsigned char)name[i];
    for (off_t at = 512; at < OLE_SEARCH_BYTES; at += 128)
        if (pread(fd, entry, sizeof(entry), at) < (ssize_t)sizeof(entry))
            return false;
        else if (memcmp(entry, wanted, len + 2) == 0)
            return true;
    return false;
}

static enum msg refusal_of(enum file_kind kind, int fd)
{
    switch (kind) {
    case FILE_KIND_EMPTY:
        return MSG_SHEET_EMPTY;
    case FILE_KIND_OLE:
        return ole_has(fd, "EncryptedPackage") ? MSG_SHEET_PASSWORD :
               ole_has(fd, "WordDocument")     ? MSG_SHEET_NOT_A_SHEET :
                                                 MSG_SHEET_OLD_EXCEL;
    case FILE_KIND_OLD_EXCEL:
        return MSG_SHEET_OLD_EXCEL;
    case FILE_KIND_HTML:
        return MSG_SHEET_HTML;
    case FILE_KIND_ZIP:
    case FILE_KIND_OTHER:
    case FILE_KIND_TEXT:
        break;
    }
    return MSG_SHEET_NOT_A_SHEET;
}

/* Takes over `fd`. */
static enum err_code open_by_kind(struct sheet_reader *reader, int fd, const char *path,
                                  const struct sheet_options *options, struct err *err)
{
    enum file_kind kind = FILE_KIND_EMPTY;
    enum err_code code = file_kind_read(fd, path, &kind, err);
    if (code == ERR_OK && kind == FILE_KIND_TEXT) {
        reader->format = SHEET_FORMAT_CSV;
        return csv_reader_open(fd, path, options, &reader->csv, err);
    }
    if (code == ERR_OK && kind == FILE_KIND_ZIP) {
        reader->format = SHEET_FORMAT_XLSX;
        return xlsx_reader_open(fd, path, options, &reader->xlsx, err);
    }
    if (code == ERR_OK)
        code = err_set(err, ERR_INPUT, refusal_of(kind, fd), path);
    close(fd);
    return code;
}

enum err_code sheet_open(const char *path, const struct sheet_options *options,
                         struct sheet_reader **ret_reader, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == ENOENT)
        return err_set(err, ERR_NOT_FOUND, MSG_IO_OPEN, path, strerror(errno));
    if (fd < 0)
        return err_set(err, ERR_IO, MSG_IO_OPEN, path, strerror(errno));
    struct sheet_reader *reader = calloc(1, sizeof(*reader));
    require(reader);
    struct sheet_options filled = options_filled(options);
    enum err_code code = open_by_kind(reader, fd, path, &filled, err);
    if (code != ERR_OK) {
        free(reader);
        return code;
    }
    *ret_reader = reader;
    return ERR_OK;
}

void sheet_close(struct sheet_reader *reader)
{
    if (!reader)
        return;
    csv_reader_close(reader->csv);
    xlsx_reader_close(reader->xlsx);
    free(reader);
}

enum err_code sheet_next(struct sheet_reader *reader, struct sheet_row *ret_row, struct err *err)
{
    return reader->xlsx ? xlsx_reader_next(reader->xlsx, ret_row, err)
                        : csv_reader_next(reader->csv, ret_row, err);
}

enum err_code sheet_select(struct sheet_reader *reader, size_t index, struct err *err)
{
    if (reader->xlsx)
        return xlsx_reader_select(reader->xlsx, index, err);
    if (index != 1)
        return err_set(err, ERR_NOT_FOUND, MSG_SHEET_NO_SUCH_SHEET, err_int((int64_t)index), "CSV");
    return csv_reader_rewind(reader->csv, err);
}

enum sheet_format sheet_reader_format(const struct sheet_reader *reader)
{
    return reader->format;
}

struct sheet_name_list sheet_names(const struct sheet_reader *reader)
{
    if (reader->xlsx)
        return xlsx_reader_names(reader->xlsx);
    return (struct sheet_name_list){ csv_only_name, COUNT(csv_only_name) };
}

enum err_code sheet_merges(struct sheet_reader *reader, struct sheet_merge_list *ret_list,
                           struct err *err)
{
    *ret_list = (struct sheet_merge_list){ 0 };
    return reader->xlsx ? xlsx_reader_merges(reader->xlsx, ret_list, err) : ERR_OK;
}

struct sheet_csv_facts sheet_csv_facts(const struct sheet_reader *reader)
{
    return reader->csv ? csv_reader_facts(reader->csv) : (struct sheet_csv_facts){ 0 };
}

const char *sheet_column_name(size_t column, char to[SHEET_COLUMN_NAME_SIZE])
{
    char letters[SHEET_COLUMN_NAME_SIZE];
    size_t len = 0;
    for (; column && len < sizeof(letters) - 1; column = (column - 1) / 26)
        letters[len++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < len; i++)
        to[i] = letters[len - 1 - i];
    to[len] = '\0';
    return to;
}
