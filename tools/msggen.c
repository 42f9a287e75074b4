/* SPDX-License-Identifier: Apache-2.0
 * Build tool: lang/messages.tsv (key, Vietnamese, English; "#" comments) → messages.h, messages.c.
 * Refuses a duplicate key, a missing language, and parameters that differ between the languages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 4000, LINE_MAX_BYTES = 8192 };

static char *rows[ROWS_MAX][3];
static int row_count;

static void fail(int line, const char *what)
{
    fprintf(stderr, "lang/messages.tsv:%d: %s\n", line, what);
    exit(1);
}

static unsigned placeholders(const char *text)
{
    unsigned mask = 0;
    for (const char *c = text; *c; c++)
        if (c[0] == '{' && c[1] >= '1' && c[1] <= '9' && c[2] == '}')
            mask |= 1U << (c[1] - '1');
    return mask;
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((char *const *)a)[0], ((char *const *)b)[0]);
}

static void read_rows(FILE *in)
{
    static char line[LINE_MAX_BYTES];
    for (int number = 1; fgets(line, sizeof(line), in); number++) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0')
            continue;
        char *vi = strchr(line, '\t'), *en = vi ? strchr(vi + 1, '\t') : NULL;
        if (!en || strchr(en + 1, '\t'))
            fail(number, "three columns separated by tabs are expected: key, vi, en");
        *vi++ = '\0';
        *en++ = '\0';
        if (!*vi || !*en)
            fail(number, "a text is empty");
        if (placeholders(vi) != placeholders(en))
            fail(number, "the two languages use different parameters");
        if (strncmp(line, "web.", 4) == 0) /* of the browser: web/vite.config.ts */
            continue;
        if (row_count == ROWS_MAX)
            fail(number, "too many rows");
        rows[row_count][0] = strdup(line);
        rows[row_count][1] = strdup(vi);
        rows[row_count++][2] = strdup(en);
    }
    qsort(rows, (size_t)row_count, sizeof(rows[0]), by_key);
    for (int i = 1; i < row_count; i++)
        if (strcmp(rows[i - 1][0], rows[i][0]) == 0) {
            fprintf(stderr, "lang/messages.tsv: key %s stands twice\n", rows[i][0]);
            exit(1);
        }
}

static void put_c_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const char *c = text; *c; c++) {
        if (*c == '"' || (*c == '\\' && c[1] != 'n'))
            fputc('\\', out);
        fputc(*c, out);
    }
    fputc('"', out);
}

static void put_enum_name(FILE *out, const char *key)
{
    fputs("MSG_", out);
    for (; *key; key++)
        fputc(*key >= 'a' && *key <= 'z' ? *key - 32 : (*key >= '0' && *key <= '9' ? *key : '_'), out);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: msggen messages.tsv messages.h messages.c\n");
        return 2;
    }
    FILE *in = fopen(argv[1], "r"), *header = fopen(argv[2], "w"), *source = fopen(argv[3], "w");
    if (!in || !header || !source) {
        perror("msggen");
        return 1;
    }
    read_rows(in);
    fputs("/* Generated from lang/messages.tsv. */\n#pragma once\nenum msg {\n", header);
    for (int i = 0; i < row_count; i++) {
        fputs("    ", header);
        put_enum_name(header, rows[i][0]);
        fputs(",\n", header);
    }
    fputs("    MSG_MAX_\n};\nstruct msg_row { const char *key, *vi, *en; };\n"
          "extern const struct msg_row msg_rows[];\n", header);
    fputs("/* Generated from lang/messages.tsv. */\n#include \"gen/messages.h\"\n"
          "const struct msg_row msg_rows[] = {\n", source);
    for (int i = 0; i < row_count; i++) {
        fputs("    { ", source);
        for (int column = 0; column < 3; column++) {
            put_c_string(source, rows[i][column]);
            fputs(column < 2 ? ", " : " },\n", source);
        }
    }
    fputs("};\n", source);
    return fclose(header) || fclose(source);
}
