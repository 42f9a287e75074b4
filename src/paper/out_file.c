/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum err_code out_file_failure(const char *path, int errno_value, struct err *err)
{
    if (errno_value == ENOSPC || errno_value == EDQUOT || errno_value == EFBIG)
        return err_set(err, ERR_IO, MSG_PAPER_DISK_FULL, path);
    return err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno_value));
}

/* A new file beside `path`, with the mode any new file gets. -1 with errno. */
static int temp_file_make(const char *path, char *temp_path, size_t size)
{
    for (int attempt = 0; attempt < 100; attempt++) {
        uint32_t random;
        if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random))
            return -1;
        snprintf(temp_path, size, "%s.%08x.tmp", path, random);
        int fd = open(temp_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

enum err_code out_file_open(struct out_file *file, const char *path, struct err *err)
{
    struct stat stat_now;
    *file = (struct out_file){ .fd = -1 };
    if (stat(path, &stat_now) == 0 && !S_ISREG(stat_now.st_mode))
        return err_set(err, ERR_INPUT, MSG_PAPER_NOT_A_FILE, path);
    size_t size = strlen(path) + sizeof(".12345678.tmp");
    file->path = strdup(path);
    file->temp_path = malloc(size);
    require(file->path && file->temp_path);
    file->fd = temp_file_make(path, file->temp_path, size);
    if (file->fd < 0) {
        int reason = errno;
        free(file->temp_path);
        file->temp_path = NULL;
        return out_file_failure(path, reason, err);
    }
    return ERR_OK;
}

enum err_code out_file_standard(struct out_file *file, struct err *err)
{
    (void)fflush(stdout); /* what was printed before stands before */
    *file =
        (struct out_file){ .fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0), .is_standard = true };
    file->path = strdup("-");
    require(file->path);
    return file->fd < 0 ? out_file_failure("-", errno, err) : ERR_OK;
}

enum err_code out_file_write(struct out_file *file, const void *bytes, size_t len, struct err *err)
{
    const char *at = bytes;
    while (len) {
        ssize_t written = write(file->fd, at, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return out_file_failure(file->path, errno, err);
        at += written;
        len -= (size_t)written;
    }
    return ERR_OK;
}

/* Brings the new name to the disk too. Some file systems cannot: the rename stands all the same. */
static void sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    require(folder);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0)
        return;
    (void)fsync(fd);
    close(fd);
}

enum err_code out_file_commit(struct out_file *file, struct err *err)
{
    if (file->is_standard) {
        int is_shut = close(file->fd), reason = errno;
        file->fd = -1;
        return is_shut < 0 ? out_file_failure(file->path, reason, err) : ERR_OK;
    }
    require(file->temp_path);
    int is_synced = fsync(file->fd), sync_reason = errno;
    int is_closed = close(file->fd), close_reason = errno;
    file->fd = -1;
    if (is_synced < 0 || is_closed < 0)
        return out_file_failure(file->path, is_synced < 0 ? sync_reason : close_reason, err);
    if (rename(file->temp_path, file->path) < 0)
        return out_file_failure(file->path, errno, err);
    free(file->temp_path);
    file->temp_path = NULL;
    sync_folder(file->path);
    return ERR_OK;
}

enum err_code out_file_reopen(struct out_file *file, struct err *err)
{
    close(file->fd);
    file->fd = open(file->temp_path, O_WRONLY | O_CLOEXEC);
    return file->fd < 0 ? out_file_failure(file->path, errno, err) : ERR_OK;
}

void out_file_done(struct out_file *file)
{
    bool is_open = file->temp_path || (file->is_standard && file->path);
    if (is_open && file->fd >= 0)
        close(file->fd);
    if (file->temp_path)
        (void)unlink(file->temp_path);
    free(file->temp_path);
    free(file->path);
    *file = (struct out_file){ .fd = -1 };
}
