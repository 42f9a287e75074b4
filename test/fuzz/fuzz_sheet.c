/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as a spreadsheet: the reader reads them or says why not, within its limits. The same target
 * for CSV and XLSX: the first bytes tell the reader which it is. */
#include "paper/sheet.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ROWS_MAX = 2000, ROUNDS = 2 };

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

static void read_sheet(struct sheet_reader *reader, size_t index)
{
    struct err err = { 0 };
    struct sheet_merge_list merges;
    if (sheet_select(reader, index, &err) != ERR_OK || sheet_merges(reader, &merges, &err) != ERR_OK)
        return;
    int64_t before = 0;
    for (int i = 0; i < ROWS_MAX; i++) {
        struct sheet_row row;
        if (sheet_next(reader, &row, &err) != ERR_OK || row.number == 0)
            return;
        require(row.number > before); /* rows come in their order */
        before = row.number;
        for (size_t j = 0; j < row.count; j++)
            require(!row.cells[j].text || row.cells[j].len <= SHEET_CELL_CHARS_MAX * 4u);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
    int fd = memfd_create("sheet", 0);
    char path[64];
    require(fd >= 0);
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    struct sheet_options options = { .bytes_max = 4 << 20, .strings_memory_bytes = 1 << 12 };
    struct sheet_reader *reader = NULL;
    struct err err = { 0 };
    if (write(fd, bytes, len) == (ssize_t)len && sheet_open(path, &options, &reader, &err) == ERR_OK) {
        struct sheet_name_list names = sheet_names(reader);
        for (int round = 0; round < ROUNDS; round++) /* the second time must be as the first */
            for (size_t i = 0; i < names.count && i < 4; i++)
                read_sheet(reader, i + 1);
        sheet_close(reader);
    }
    close(fd);
    return 0;
}
