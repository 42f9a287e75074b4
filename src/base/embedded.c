/* SPDX-License-Identifier: Apache-2.0 */
#include "base/embedded.h"

#include <string.h>

const struct embedded_file *embedded_in(const struct embedded_file *files, const char *folder)
{
    size_t len = strlen(folder);
    while (files->path && strncmp(files->path, folder, len) != 0)
        files++;
    return files->path ? files : NULL;
}

const struct embedded_file *embedded_find(const struct embedded_file *files, const char *path)
{
    while (files->path && strcmp(files->path, path) != 0)
        files++;
    return files->path ? files : NULL;
}

const struct embedded_file *embedded_needed(const struct embedded_file *files, const char *path)
{
    const struct embedded_file *file = embedded_find(files, path);
    require(file);
    return file;
}
