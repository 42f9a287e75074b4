/* SPDX-License-Identifier: Apache-2.0 */
#include "http/uploads.h"

#include "http/server_parts.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Names are "<account>-<random>"; the dot-less rest of the folder is not theirs. */
static bool is_name(const char *name)
{
    size_t len = strlen(name);
    return len > ID_TEXT_LEN + 1 && len < 64 && name[ID_TEXT_LEN] == '-' && !strpbrk(name, "/.\\");
}

enum { SWEEP_SECONDS = 300 };

static void sweep(const char *spool, time_t before)
{
    DIR *folder = opendir(spool);
    if (!folder)
        return;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        struct stat stat;
        if (entry->d_name[0] != '.' && fstatat(dirfd(folder), entry->d_name, &stat, 0) == 0 &&
            stat.st_mtime < before)
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    }
    (void)closedir(folder);
}

void uploads_sweep(const char *spool)
{
    sweep(spool, time(NULL) - UPLOAD_KEPT_SECONDS);
}

void uploads_clear(const char *spool)
{
    sweep(spool, time(NULL) + 86400);
}

void uploads_tick(struct server *server)
{
    int64_t now = clock_ns() / 1000000000, last = atomic_load(&server->swept_s);
    if (now - last >= SWEEP_SECONDS && atomic_compare_exchange_strong(&server->swept_s, &last, now))
        uploads_sweep(server->spool);
}

void uploads_forget(const char *spool)
{
    DIR *folder = opendir(spool);
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry; entry = readdir(folder))
        if (is_name(entry->d_name))
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        (void)closedir(folder);
}

/* Makes room for one more: the account's oldest files go first. Who has one open reads it to its end. */
static void make_room(const char *spool, const char *account)
{
    for (;;) {
        size_t count = 0;
        char oldest[64] = "";
        struct timespec since = { 0 };
        DIR *folder = opendir(spool);
        if (!folder)
            return;
        for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
            struct stat stat;
            if (!is_name(entry->d_name) || strncmp(entry->d_name, account, ID_TEXT_LEN) != 0 ||
                fstatat(dirfd(folder), entry->d_name, &stat, 0) != 0)
                continue;
            count++;
            if (!*oldest || stat.st_mtim.tv_sec < since.tv_sec ||
                (stat.st_mtim.tv_sec == since.tv_sec && stat.st_mtim.tv_nsec < since.tv_nsec)) {
                (void)snprintf(oldest, sizeof(oldest), "%s", entry->d_name);
                since = stat.st_mtim;
            }
        }
        bool gone = count >= UPLOADS_PER_ACCOUNT && unlinkat(dirfd(folder), oldest, 0) == 0;
        (void)closedir(folder);
        if (!gone)
            return;
    }
}

enum err_code upload_keep(struct call *call, const char **ret_name, struct err *err)
{
    char account[ID_TEXT_SIZE];
    unsigned char random[18];
    if (!call->upload)
        return err_set(err, ERR_INPUT, MSG_UPLOAD_EMPTY);
    uploads_sweep(call->server->spool);
    id_to_text(call->session.account, account);
    make_room(call->server->spool, account);
    crypto_random(random, sizeof(random));
    const char *name = arena_printf(&call->arena, "%s-%s", account,
                                    crypto_base64(&call->arena, random, sizeof(random)));
    if (rename(call->upload, arena_printf(&call->arena, "%s/%s", call->server->spool, name)) != 0)
        return err_set(err, ERR_IO, MSG_IO_WRITE, name, strerror(errno));
    call->upload = NULL;
    *ret_name = name;
    return ERR_OK;
}

enum err_code upload_path(struct call *call, const char *name, const char **ret_path, struct err *err)
{
    char account[ID_TEXT_SIZE];
    struct stat stat;
    id_to_text(call->session.account, account);
    const char *path = arena_printf(&call->arena, "%s/%s", call->server->spool, name);
    if (!is_name(name) || strncmp(name, account, ID_TEXT_LEN) != 0 || lstat(path, &stat) != 0 ||
        stat.st_mtime < time(NULL) - UPLOAD_KEPT_SECONDS)
        return err_set(err, ERR_NOT_FOUND, MSG_UPLOAD_NONE);
    *ret_path = path;
    return ERR_OK;
}
