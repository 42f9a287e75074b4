/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xlsx_strings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void xlsx_strings_init(struct xlsx_strings *strings, size_t memory_bytes_max)
{
    *strings = (struct xlsx_strings){ .memory_bytes_max = memory_bytes_max, .fd = -1 };
}

void xlsx_strings_done(struct xlsx_strings *strings)
{
    if (strings->fd >= 0)
        close(strings->fd);
    strings->fd = -1;
    buf_done(&strings->memory);
    buf_done(&strings->block);
    for (size_t i = 0; i < COUNT(strings->cache); i++)
        buf_done(&strings->cache[i].bytes);
    free(strings->offsets);
    strings->offsets = NULL;
}

static enum err_code file_open(struct xlsx_strings *strings, struct err *err)
{
    const char *folder = getenv("TMPDIR");
    char path[512];
    snprintf(path, sizeof(path), "%s/chungtay-XXXXXX", folder && *folder ? folder : "/tmp");
    strings->fd = mkostemp(path, O_CLOEXEC);
    if (strings->fd < 0)
        return err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    (void)unlink(path);
    return ERR_OK;
}

static enum err_code file_append(struct xlsx_strings *strings, const struct buf *bytes,
                                 struct err *err)
{
    if (strings->fd < 0)
        TRY(file_open(strings, err));
    for (size_t done = 0; done < bytes->len;) {
        ssize_t written = write(strings->fd, bytes->data + done, bytes->len - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return err_set(err, ERR_IO, errno == ENOSPC ? MSG_PAPER_DISK_FULL : MSG_IO_WRITE,
                           "TMPDIR", strerror(errno));
        done += (size_t)written;
    }
    strings->file_bytes += bytes->len;
    return ERR_OK;
}

static void offset_add(struct xlsx_strings *strings, uint64_t offset)
{
    if (strings->offset_count == strings->offset_capacity) {
        strings->offset_capacity = strings->offset_capacity ? strings->offset_capacity * 2 : 1024;
        strings->offsets =
            realloc(strings->offsets, strings->offset_capacity * sizeof(*strings->offsets));
        require(strings->offsets);
    }
    strings->offsets[strings->offset_count++] = offset;
}

/* Puts the filled block where it stays. */
static enum err_code block_end(struct xlsx_strings *strings, struct err *err)
{
    bool fits =
        strings->fd < 0 && strings->memory.len + strings->block.len <= strings->memory_bytes_max;
    if (fits) {
        offset_add(strings, strings->memory.len);
        buf_add_n(&strings->memory, buf_text(&strings->block), strings->block.len);
        strings->memory_blocks++;
    } else {
        offset_add(strings, strings->file_bytes);
        TRY(file_append(strings, &strings->block, err));
    }
    buf_clear(&strings->block);
    return ERR_OK;
}

enum err_code xlsx_strings_add(struct xlsx_strings *strings, const char *text, size_t len,
                               struct err *err)
{
    require(len <= UINT32_MAX);
    uint32_t short_len = (uint32_t)len;
    buf_add_n(&strings->block, &short_len, sizeof(short_len));
    buf_add_n(&strings->block, text, len);
    if (++strings->count % XLSX_STRINGS_BLOCK == 0)
        return block_end(strings, err);
    return ERR_OK;
}

enum err_code xlsx_strings_end(struct xlsx_strings *strings, struct err *err)
{
    if (strings->block.len)
        TRY(block_end(strings, err));
    if (strings->fd >= 0)
        offset_add(strings, strings->file_bytes);
    buf_done(&strings->block);
    return ERR_OK;
}

/* A block of the file, from the cache or into it. */
static enum err_code block_load(struct xlsx_strings *strings, size_t block, const char **ret_bytes,
                                struct err *err)
{
    struct xlsx_strings_cached *cached = &strings->cache[block % XLSX_STRINGS_CACHE];
    if (cached->block != block + 1) {
        uint64_t offset = strings->offsets[block];
        size_t len = (size_t)(strings->offsets[block + 1] - offset), done = 0;
        cached->block = 0;
        if (cached->bytes.capacity <= len) {
            buf_done(&cached->bytes);
            cached->bytes.data = malloc(len + 1);
            require(cached->bytes.data);
            cached->bytes.capacity = len + 1;
        }
        while (done < len) {
            ssize_t got =
                pread(strings->fd, cached->bytes.data + done, len - done, (off_t)(offset + done));
            if (got <= 0 && errno != EINTR)
                return err_set(err, ERR_IO, MSG_IO_READ, "TMPDIR", strerror(errno));
            done += got > 0 ? (size_t)got : 0;
        }
        cached->bytes.len = len;
        cached->block = block + 1;
    }
    *ret_bytes = cached->bytes.data;
    return ERR_OK;
}

enum err_code xlsx_strings_get(struct xlsx_strings *strings, size_t number, const char **ret_text,
                               size_t *ret_len, struct err *err)
{
    require(number < strings->count);
    size_t block = number / XLSX_STRINGS_BLOCK;
    const char *at = NULL;
    if (block < strings->memory_blocks)
        at = strings->memory.data + strings->offsets[block];
    else
        TRY(block_load(strings, block, &at, err));
    uint32_t len = 0;
    for (size_t i = 0; i <= number % XLSX_STRINGS_BLOCK; i++) {
        at += i ? len : 0;
        memcpy(&len, at, sizeof(len));
        at += sizeof(len);
    }
    *ret_text = at;
    *ret_len = len;
    return ERR_OK;
}
