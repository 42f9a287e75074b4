/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/zip_pack.h"

#include "paper/out_file.h"

#include <errno.h>
#include <zip.h>

enum { DOS_TIME = 0, DOS_DATE = 1 << 5 | 1 }; /* 1980-01-01 00:00, the first that zip can tell */
enum { LEVEL_FAST = 2, LEVEL_BEST = 6 };

static bool part_add(zip_t *archive, const struct zip_part *part)
{
    if (part->file)
        rewind(part->file); /* libzip reads from where the file stands */
    zip_source_t *source = part->file ? zip_source_filep(archive, part->file, 0, -1)
                                      : zip_source_buffer(archive, part->bytes, part->len, 0);
    if (!source && part->file)
        fclose(part->file);
    if (!source)
        return false;
    zip_int64_t index = zip_file_add(archive, part->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t at = (zip_uint64_t)index;
    return zip_set_file_compression(archive, at, ZIP_CM_DEFLATE,
                                    part->file ? LEVEL_FAST : LEVEL_BEST) == 0 &&
           zip_file_set_dostime(archive, at, DOS_TIME, DOS_DATE, 0) == 0;
}

/* Writes the archive into `source`, which the caller keeps. */
static bool archive_write(zip_source_t *source, const struct zip_part *parts, size_t count)
{
    zip_t *archive = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    if (!archive)
        return false;
    zip_source_keep(source);
    bool is_good = true;
    for (size_t i = 0; is_good && i < count; i++)
        is_good = part_add(archive, &parts[i]);
    if (is_good && zip_close(archive) == 0)
        return true;
    zip_discard(archive);
    return false;
}

static bool source_read(zip_source_t *source, struct buf *out)
{
    char piece[16384];
    if (zip_source_open(source) < 0)
        return false;
    zip_int64_t got;
    while ((got = zip_source_read(source, piece, sizeof(piece))) > 0)
        buf_add_n(out, piece, (size_t)got);
    zip_source_close(source);
    return got == 0;
}

enum err_code zip_pack(const struct zip_part *parts, size_t count, struct buf *out, struct err *err)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    bool is_good = source && archive_write(source, parts, count) && source_read(source, out);
    if (source)
        zip_source_free(source);
    return is_good ? ERR_OK : err_set(err, ERR_NOMEM, MSG_NOMEM);
}

/* Whether all parts were added; the FILEs of those after a failure are closed. */
static bool parts_add(zip_t *archive, const struct zip_part *parts, size_t count)
{
    bool is_good = true;
    for (size_t i = 0; i < count; i++) {
        if (is_good)
            is_good = part_add(archive, &parts[i]);
        else if (parts[i].file)
            fclose(parts[i].file);
    }
    return is_good;
}

enum err_code zip_pack_file(const struct zip_part *parts, size_t count, struct out_file *file,
                            struct err *err)
{
    int code = 0;
    zip_t *archive = zip_open(file->temp_path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!archive) {
        int reason = errno;
        for (size_t i = 0; i < count; i++)
            if (parts[i].file)
                fclose(parts[i].file);
        return out_file_failure(file->path, reason, err);
    }
    if (parts_add(archive, parts, count) && zip_close(archive) == 0)
        return out_file_reopen(file, err); /* libzip has put a new file in its place */
    zip_error_t *error = zip_get_error(archive);
    int reason = zip_error_system_type(error) == ZIP_ET_SYS ? zip_error_code_system(error) : EIO;
    zip_discard(archive);
    return out_file_failure(file->path, reason, err);
}
