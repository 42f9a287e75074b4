/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/zip_in.h"

#include <string.h>
#include <unistd.h>

enum { ZIP_NAME_SIZE = 256 };

static enum err_code damaged(const struct zip_in *zip, struct err *err)
{
    return err_set(err, ERR_INPUT, MSG_XLSX_DAMAGED, zip->path);
}

/* Two parts of one name: another program may show the other one. */
static bool has_twins(zip_t *archive)
{
    zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
        if (name && zip_name_locate(archive, name, 0) != i)
            return true;
    }
    return false;
}

enum err_code zip_in_open(struct zip_in *zip, int fd, const char *path, uint64_t bytes_max,
                          struct err *err)
{
    *zip = (struct zip_in){ .path = path, .bytes_left = bytes_max };
    zip->archive = zip_fdopen(fd, 0, NULL);
    if (!zip->archive) {
        close(fd);
        return damaged(zip, err);
    }
    if (!has_twins(zip->archive))
        return ERR_OK;
    zip_in_done(zip);
    return damaged(zip, err);
}

void zip_in_done(struct zip_in *zip)
{
    if (zip->archive)
        zip_discard(zip->archive);
    zip->archive = NULL;
}

int64_t zip_in_find(const struct zip_in *zip, const char *name)
{
    char windows[ZIP_NAME_SIZE]; /* some programs divide folders as Windows does */
    zip_int64_t index = zip_name_locate(zip->archive, name, 0);
    if (index < 0)
        index = zip_name_locate(zip->archive, name, ZIP_FL_NOCASE);
    if (index >= 0 || strlen(name) >= sizeof(windows))
        return index;
    for (size_t i = 0; i <= strlen(name); i++)
        windows[i] = name[i] == '/' ? '\\' : name[i];
    return zip_name_locate(zip->archive, windows, ZIP_FL_NOCASE);
}

enum err_code zip_stream_open(struct zip_stream *stream, struct zip_in *zip, int64_t index,
                              uint64_t bytes_max, struct err *err)
{
    zip_stat_t stat;
    zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
    *stream = (struct zip_stream){ .zip = zip, .bytes_max = bytes_max };
    if (index < 0 || zip_stat_index(zip->archive, (zip_uint64_t)index, 0, &stat) < 0 ||
        (stat.valid & wanted) != wanted)
        return damaged(zip, err);
    if (stat.encryption_method != ZIP_EM_NONE)
        return err_set(err, ERR_INPUT, MSG_SHEET_PASSWORD, zip->path);
    stream->packed_bytes = stat.comp_size;
    stream->file = zip_fopen_index(zip->archive, (zip_uint64_t)index, 0);
    return stream->file ? ERR_OK : damaged(zip, err);
}

enum err_code zip_stream_read(struct zip_stream *stream, void *bytes, size_t size, size_t *ret_len,
                              struct err *err)
{
    struct zip_in *zip = stream->zip;
    zip_int64_t got = zip_fread(stream->file, bytes, size);
    if (got < 0)
        return damaged(zip, err);
    *ret_len = (size_t)got;
    stream->unpacked_bytes += *ret_len;
    bool is_bomb = stream->unpacked_bytes > ZIP_IN_RATIO_FREE_BYTES &&
                   stream->unpacked_bytes / ZIP_IN_RATIO_MAX > stream->packed_bytes;
    bool is_too_long = stream->bytes_max && stream->unpacked_bytes > stream->bytes_max;
    if (*ret_len > zip->bytes_left || is_bomb || is_too_long)
        return err_set(err, ERR_LIMIT, MSG_XLSX_TOO_LARGE, zip->path);
    zip->bytes_left -= *ret_len;
    return ERR_OK;
}

void zip_stream_done(struct zip_stream *stream)
{
    if (stream->file)
        zip_fclose(stream->file);
    stream->file = NULL;
}
