/* SPDX-License-Identifier: Apache-2.0
 * sheet FILE: reads every row of a spreadsheet as an import does and prints rows, cells that are not empty and a sum over
 * their bytes, so that another reader's answer can be held against it. */
#include "base/msg.h"
#include "paper/sheet.h"

#include <stdio.h>

static enum err_code read_all(const char *path, uint64_t counts[3], struct err *err)
{
    CLEANUP(sheet_close_p) struct sheet_reader *reader = NULL;
    TRY(sheet_open(path, NULL, &reader, err));
    for (struct sheet_row row;;) {
        TRY(sheet_next(reader, &row, err));
        if (row.number == 0)
            return ERR_OK;
        counts[0]++;
        for (size_t i = 0; i < row.count; i++) {
            counts[1] += row.cells[i].len > 0;
            for (size_t j = 0; j < row.cells[i].len; j++)
                counts[2] += (unsigned char)row.cells[i].text[j];
        }
    }
}

int main(int argc, char **argv)
{
    uint64_t counts[3] = { 0 };
    struct err err = { 0 };
    if (argc != 2 || read_all(argv[1], counts, &err) != ERR_OK) {
        CLEANUP(buf_done) struct buf text = { 0 };
        msg_err(&text, LANG_EN, &err);
        fprintf(stderr, "%s\n", argc == 2 ? buf_text(&text) : "sheet FILE");
        return 1;
    }
    printf("%llu %llu %llu\n", (unsigned long long)counts[0], (unsigned long long)counts[1], (unsigned long long)counts[2]);
    return 0;
}
