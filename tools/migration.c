/* SPDX-License-Identifier: Apache-2.0
 * `make migration NAME=x`: writes sql/schema/NNNN_x.sql with what the declarations gained over the
 * schema files there are. The file is for reading, review and committing.
 * `migration --check` writes nothing: it prints what is missing, and fails where anything is. */
#include "base/embedded.h"
#include "base/msg.h"
#include "store/migrate.h"

#include <string.h>

static int fail(const struct err *err)
{
    struct buf text = { 0 };
    msg_err(&text, LANG_EN, err);
    fprintf(stderr, "%s\n", buf_text(&text));
    buf_done(&text);
    return 1;
}

int main(int argc, char **argv)
{
    bool only_check = argc == 2 && strcmp(argv[1], "--check") == 0;
    if (argc != 3 && !only_check) {
        fprintf(stderr, "usage: migration FOLDER NAME | migration --check\n");
        return 2;
    }
    struct db *db = NULL;
    struct err err = { 0 };
    struct buf sql = { 0 };
    int next = 1;
    for (const struct embedded_file *file = schema_files; file->path; file++)
        next++;
    if (db_open("sqlite::memory:", DB_CREATE, &db, &err) != ERR_OK ||
        migrate_run(db, "", &err) != ERR_OK || migrate_compose(db, &sql, &err) != ERR_OK)
        return fail(&err);
    db_close(&db);
    if (sql.len == 0) {
        printf("the schema already holds all that is declared\n");
        return 0;
    }
    if (only_check) {
        printf("%s", buf_text(&sql));
        buf_done(&sql);
        return 1;
    }
    char path[512];
    snprintf(path, sizeof(path), "%s/%04d_%s.sql", argv[1], next, argv[2]);
    FILE *out = fopen(path, "wx");
    if (!out || fprintf(out, "-- From the declarations in src/domain/kind.\n%s", buf_text(&sql)) < 0 ||
        fclose(out) != 0) {
        perror(path);
        return 1;
    }
    buf_done(&sql);
    printf("%s\n", path);
    return 0;
}
