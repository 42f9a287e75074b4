/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as an attached file. What is taken is no longer than it was (but for the note of which way up), and taken
 * again it is the same. */
#include "paper/media.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
    CLEANUP(buf_done) struct buf out = { 0 }, again = { 0 };
    struct media_file file = { 0 };
    struct err err = { 0 };
    if (media_take(bytes, len, &out, &file, &err) != ERR_OK)
        return 0;
    require(file.media != MEDIA_NONE && out.len <= len + 36);
    require(media_take((const unsigned char *)out.data, out.len, &again, &file, &err) == ERR_OK);
    require(again.len == out.len && memcmp(again.data, out.data, out.len) == 0);
    return 0;
}
