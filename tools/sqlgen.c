/* SPDX-License-Identifier: Apache-2.0
 * Build tool: sql/query/<aggregate>.sql → statements.h, statements.c.
 *
 * A file holds statements headed by "-- name: unit_by_code(code, on_day)"; parameters are written
 * :code in the text and become $1, $2 … in the order of the head. Refuses a parameter that is not
 * declared or not used, a duplicate name, and more than one statement under a head. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENTS_MAX = 800, PARAMS_MAX = 24, TEXT_MAX_BYTES = 16384, NAME_MAX_BYTES = 80 };

struct statement {
    char name[NAME_MAX_BYTES];
    char params[PARAMS_MAX][NAME_MAX_BYTES];
    int used[PARAMS_MAX];
    int param_count;
    char text[TEXT_MAX_BYTES];
};
static struct statement statements[STATEMENTS_MAX];
static int statement_count;

static void fail(const char *file, int line, const char *what, const char *which)
{
    fprintf(stderr, "%s:%d: %s %s\n", file, line, what, which);
    exit(1);
}

static void read_head(const char *file, int line, char *head)
{
    if (statement_count == STATEMENTS_MAX)
        fail(file, line, "too many statements", "");
    struct statement *statement = &statements[statement_count++];
    char *open = strchr(head, '('), *close = open ? strchr(open, ')') : NULL;
    if (!close)
        fail(file, line, "expected: -- name: noun_verb(param, …), got", head);
    *open = *close = '\0';
    snprintf(statement->name, sizeof(statement->name), "%s", head);
    for (int i = 0; i < statement_count - 1; i++)
        if (strcmp(statements[i].name, statement->name) == 0)
            fail(file, line, "name stands twice:", head);
    for (char *save = NULL, *param = strtok_r(open + 1, ", ", &save); param;
         param = strtok_r(NULL, ", ", &save)) {
        if (statement->param_count == PARAMS_MAX)
            fail(file, line, "too many parameters in", head);
        snprintf(statement->params[statement->param_count++], NAME_MAX_BYTES, "%s", param);
    }
}

static void add_line(struct statement *statement, const char *file, int number, const char *line)
{
    size_t len = strlen(statement->text);
    for (const char *c = line; *c; c++) {
        if (c[0] == '-' && c[1] == '-')
            break;
        if (len + 8 >= TEXT_MAX_BYTES)
            fail(file, number, "statement too long:", statement->name);
        if (c[0] == ':' && isalpha((unsigned char)c[1])) {
            char param[NAME_MAX_BYTES] = { 0 };
            size_t n = 0;
            for (c++; isalnum((unsigned char)*c) || *c == '_'; c++)
                param[n++] = *c;
            c--;
            int index = 0;
            while (index < statement->param_count && strcmp(statement->params[index], param) != 0)
                index++;
            if (index == statement->param_count)
                fail(file, number, "parameter not declared in the head:", param);
            statement->used[index] = 1;
            len += (size_t)snprintf(statement->text + len, TEXT_MAX_BYTES - len, "$%d", index + 1);
            continue;
        }
        if (*c == ';') {
            for (const char *rest = c + 1; *rest; rest++)
                if (!isspace((unsigned char)*rest))
                    fail(file, number, "more than one statement under", statement->name);
            break;
        }
        statement->text[len++] = *c;
    }
    statement->text[len++] = ' ';
    statement->text[len] = '\0';
}

static void read_file(const char *path)
{
    FILE *in = fopen(path, "r");
    if (!in)
        fail(path, 0, "cannot open", "");
    static char line[8192];
    struct statement *statement = NULL;
    for (int number = 1; fgets(line, sizeof(line), in); number++) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "-- name: ", 9) == 0) {
            read_head(path, number, line + 9);
            statement = &statements[statement_count - 1];
        } else if (statement) {
            add_line(statement, path, number, line);
        }
    }
    fclose(in);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: sqlgen statements.h statements.c FILE.sql…\n");
        return 2;
    }
    for (int i = 3; i < argc; i++)
        read_file(argv[i]);
    FILE *header = fopen(argv[1], "w"), *source = fopen(argv[2], "w");
    if (!header || !source)
        return 1;
    fputs("/* Generated from sql/query. */\n#pragma once\nenum stmt_id {\n", header);
    fputs("/* Generated from sql/query. */\n#include \"gen/statements.h\"\n"
          "const struct stmt_row stmt_rows[] = {\n", source);
    for (int i = 0; i < statement_count; i++) {
        struct statement *statement = &statements[i];
        for (int p = 0; p < statement->param_count; p++)
            if (!statement->used[p])
                fail(statement->name, 0, "parameter is not used:", statement->params[p]);
        fputs("    STMT_", header);
        for (const char *c = statement->name; *c; c++)
            fputc(toupper((unsigned char)*c), header);
        fputs(", /* (", header);
        for (int p = 0; p < statement->param_count; p++)
            fprintf(header, "%s%s", p ? ", " : "", statement->params[p]);
        fputs(") */\n", header);
        fprintf(source, "    { \"%s\", %d, \"", statement->name, statement->param_count);
        for (const char *c = statement->text; *c; c++) {
            if (*c == '"' || *c == '\\')
                fputc('\\', source);
            if (!(isspace((unsigned char)*c) && isspace((unsigned char)c[1])))
                fputc(*c, source);
        }
        fputs("\" },\n", source);
    }
    fputs("    STMT_MAX_\n};\nstruct stmt_row { const char *name; int param_count; const char *sql; };\n"
          "extern const struct stmt_row stmt_rows[];\n", header);
    fputs("};\n", source);
    return fclose(header) || fclose(source);
}
