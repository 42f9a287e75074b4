/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "base/embedded.h"

static const unsigned char bytes[] = "x";
static const struct embedded_file files[] = { { "a/one", bytes, 1 }, { "b/two", bytes, 1 }, { "a/three", bytes, 1 }, { 0 } };

void test_embedded__a_folder_is_walked_from_file_to_file(void)
{
    const struct embedded_file *file = embedded_in(files, "a/");
    CHECK(file == &files[0]);
    file = embedded_in(file + 1, "a/");
    CHECK(file == &files[2]);
    CHECK(!embedded_in(file + 1, "a/"));
    CHECK(embedded_in(files, "") == &files[0]);
}

void test_embedded__a_file_is_found_by_its_whole_path(void)
{
    CHECK(embedded_find(files, "b/two") == &files[1]);
    CHECK(!embedded_find(files, "b/tw"));
    CHECK(!embedded_find(files, "b/two2"));
    CHECK(embedded_needed(files, "a/three") == &files[2]);
}
