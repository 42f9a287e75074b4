/* SPDX-License-Identifier: Apache-2.0 */
#include "service/job/backup.h"

#include "service/house.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char prefix[] = "chungtay-", part_prefix[] = "part-";
enum { PREFIX_LEN = sizeof(prefix) - 1, PATH_SIZE = 4096, DAY_SECONDS = 86400 };

const char *backups_beside(struct arena *arena, const char *uri)
{
    if (strncmp(uri, "sqlite:", 7) != 0 || strcmp(uri, "sqlite::memory:") == 0)
        return NULL;
    const char *path = uri + 7, *slash = strrchr(path, '/');
    return arena_printf(arena, "%.*sbackups", slash ? (int)(slash - path + 1) : 0, path);
}

/* --- names ------------------------------------------------------------------------------------------------- */

static bool is_named(const struct dirent *entry, const char *after_prefix)
{
    return strncmp(entry->d_name, prefix, PREFIX_LEN) == 0 &&
           strlen(entry->d_name) == PREFIX_LEN + strlen(after_prefix) && strstr(entry->d_name, ".db");
}

static int is_daily(const struct dirent *entry)
{
    return is_named(entry, "2026-11-21.db");
}

static int is_asked(const struct dirent *entry)
{
    return is_named(entry, "2026-11-21-0130.db");
}

static int is_any(const struct dirent *entry)
{
    return is_daily(entry) || is_asked(entry);
}

/* "2026-11-21.db" stands for the first moment of its day, so it comes before those asked for later in it. */
static int by_time(const struct dirent **a, const struct dirent **b)
{
    size_t a_len = strcspn((*a)->d_name, "."), b_len = strcspn((*b)->d_name, ".");
    int order = strncmp((*a)->d_name, (*b)->d_name, a_len < b_len ? a_len : b_len);
    return order ? order : (a_len > b_len) - (a_len < b_len);
}

/* --- listing ------------------------------------------------------------------------------------------------- */

enum err_code backups_list(const char *folder, struct arena *arena, struct backups *ret_backups, struct err *err)
{
    struct dirent **found = NULL;
    *ret_backups = (struct backups){ 0 };
    int count = folder ? scandir(folder, &found, is_any, by_time) : 0;
    if (count < 0 && errno != ENOENT)
        return err_set(err, ERR_IO, MSG_IO_OPEN, folder, strerror(errno));
    if (count > 0)
        ret_backups->items = ARENA_ARRAY(arena, struct backup, (size_t)count);
    for (int i = count - 1; i >= 0; i--) {
        struct stat file;
        char path[PATH_SIZE];
        snprintf(path, sizeof(path), "%s/%s", folder, found[i]->d_name);
        if (stat(path, &file) == 0) /* else it was removed meanwhile */
            ret_backups->items[ret_backups->count++] =
                (struct backup){ arena_strdup(arena, found[i]->d_name), (int64_t)file.st_size, (int64_t)file.st_mtime,
                                 is_daily(found[i]) != 0 };
        free(found[i]);
    }
    free(found);
    return ERR_OK;
}

/* --- making ---------------------------------------------------------------------------------------------------- */

static void remove_old(const char *folder, int (*is_one)(const struct dirent *), int kept)
{
    struct dirent **found = NULL;
    int count = scandir(folder, &found, is_one, by_time);
    for (int i = 0; i < count; i++) {
        char path[PATH_SIZE];
        snprintf(path, sizeof(path), "%s/%s", folder, found[i]->d_name);
        if (i + kept < count)
            (void)unlink(path);
        free(found[i]);
    }
    free(found);
}

static int is_part(const struct dirent *entry)
{
    return strncmp(entry->d_name, part_prefix, sizeof(part_prefix) - 1) == 0;
}

/* What processes that died left behind: nobody writes on one for a day. */
static void remove_parts(const char *folder)
{
    struct dirent **found = NULL;
    int count = scandir(folder, &found, is_part, NULL);
    for (int i = 0; i < count; i++) {
        struct stat file;
        char path[PATH_SIZE];
        snprintf(path, sizeof(path), "%s/%s", folder, found[i]->d_name);
        if (stat(path, &file) == 0 && file.st_mtime + DAY_SECONDS < time(NULL))
            (void)unlink(path);
        free(found[i]);
    }
    free(found);
}

/* Under another name until it is whole: what bears a backup's name is one. */
static enum err_code make(struct store *store, const char *folder, const char *name, struct err *err)
{
    char path[PATH_SIZE], part[PATH_SIZE];
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return err_set(err, ERR_IO, MSG_IO_WRITE, folder, strerror(errno));
    snprintf(path, sizeof(path), "%s/%s%s.db", folder, prefix, name);
    snprintf(part, sizeof(part), "%s/%s%s-%ld", folder, part_prefix, name, (long)getpid());
    if (access(path, F_OK) == 0)
        return err_set(err, ERR_CONFLICT, MSG_BACKUP_EXISTS, path);
    remove_parts(folder);
    (void)unlink(part);
    TRY(house_backup(store, part, err));
    if (rename(part, path) != 0)
        return err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    return ERR_OK;
}

enum err_code backup_daily(struct store *store, const char *folder, struct err *err)
{
    struct err made = { 0 };
    enum err_code code = make(store, folder, store->today, &made);
    if (code != ERR_OK && code != ERR_CONFLICT) {
        *err = made;
        return code;
    }
    remove_old(folder, is_daily, BACKUPS_DAILY_KEPT);
    return ERR_OK;
}

enum err_code backup_asked(struct store *store, const char *folder, struct err *err)
{
    char name[64];
    if (!folder || !db_path(store->db))
        return err_set(err, ERR_STATE, MSG_BACKUP_NOT_HERE);
    /* the day in Viet Nam, as the daily ones have it, and the hour and minute of the store's clock there */
    int64_t minute = (store->now_unix_ms / 60000 + 7 * 60) % (24 * 60);
    snprintf(name, sizeof(name), "%s-%02lld%02lld", store->today, (long long)(minute / 60), (long long)(minute % 60));
    TRY(make(store, folder, name, err));
    remove_old(folder, is_asked, BACKUPS_ASKED_KEPT);
    return ERR_OK;
}
