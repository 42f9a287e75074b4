/* SPDX-License-Identifier: Apache-2.0 */
#include "paper_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[200];

static void folder_remove(void)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));)
        (void)unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
    (void)rmdir(folder);
}

static void folder_make(void)
{
    if (folder[0])
        return;
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof(folder), "%s/chungtay-paper-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    require(mkdtemp(folder));
    atexit(folder_remove);
}

const char *paper_path(const char *name)
{
    folder_make();
    return arena_printf(test_arena(), "%s/%s", folder, name);
}

const char *paper_file(const char *name, const void *bytes, size_t len)
{
    const char *path = paper_path(name);
    FILE *file = fopen(path, "wb");
    require(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0);
    return path;
}

char *paper_read(const char *path, size_t *ret_len)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    size_t len = (size_t)ftell(file);
    rewind(file);
    char *bytes = arena_alloc(test_arena(), len + 1, 1);
    require(fread(bytes, 1, len, file) == len);
    fclose(file);
    *ret_len = len;
    return bytes;
}

int paper_file_count(void)
{
    folder_make();
    int count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return count;
}
