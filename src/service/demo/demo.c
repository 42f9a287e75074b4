/* SPDX-License-Identifier: Apache-2.0 */
#include "service/demo/demo.h"

#include "base/crypto.h"
#include "base/embedded.h"
#include "service/import/import.h"
#include "service/programme/programmes.h"
#include "service/record/attachment.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const char *const programmes[] = { "programmes/duc_co_2017.yaml", "programmes/kien_giang_168.yaml" };

static const struct {
    const char *kind, *file, *unit;
    int64_t year;
} lists[] = {
    { "households", "demo/ho_ngheo_ia_dok_2017.csv", "23860@2017-06-01", 2017 },
    { "models", "demo/mo_hinh_2017.csv", "23860@2017-06-01", 2017 },
};

/* The services read files, so that the demonstration goes the way of a user: an embedded file is put
 * where they can read it. */
static enum err_code put_file(const char *folder, const char *path, struct arena *arena,
                              const char **ret_path, struct err *err)
{
    const struct embedded_file *file = embedded_needed(asset_files, path);
    const char *name = strrchr(path, '/') + 1;
    *ret_path = arena_printf(arena, "%s/%s", folder, name);
    FILE *out = fopen(*ret_path, "wb");
    bool done = out && fwrite(file->bytes, 1, file->len, out) == file->len;
    done = out && fclose(out) == 0 && done;
    return done ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, *ret_path, strerror(errno));
}

static enum err_code load_programme(struct store *store, const char *folder, const char *path,
                                    struct arena *arena, struct err *err)
{
    const char *file = NULL;
    struct mistakes mistakes = { .arena = arena };
    struct programme_load_result result = { 0 };
    TRY(put_file(folder, path, arena, &file, err));
    enum err_code code = programme_load(store, &(const struct programme_load){ .path = file }, arena, &mistakes, &result, err);
    (void)unlink(file);
    return code;
}

static enum err_code import_list(struct store *store, const char *folder, size_t index, struct arena *arena,
                                 struct demo_result *result, struct err *err)
{
    const char *file = NULL;
    struct import_result imported = { 0 };
    TRY(put_file(folder, lists[index].file, arena, &file, err));
    struct import_request request = { .kind = kind_by_slug(lists[index].kind), .path = file,
                                      .unit = lists[index].unit, .year = lists[index].year,
                                      .body_organisations = import_area_organisations };
    enum err_code code = import_run(store, &request, arena, &imported, err);
    (void)unlink(file);
    if (strcmp(lists[index].kind, "households") == 0)
        result->households += imported.accepted;
    else
        result->records += imported.accepted;
    return code;
}

static enum err_code make_folder(struct arena *arena, char **ret_folder, struct err *err)
{
    const char *temporary = getenv("TMPDIR");
    char *folder = arena_printf(arena, "%s/chungtay-demo-XXXXXX", temporary ? temporary : P_tmpdir);
    if (!mkdtemp(folder))
        return err_set(err, ERR_IO, MSG_IO_WRITE, folder, strerror(errno));
    *ret_folder = folder;
    return ERR_OK;
}

/* --- files ------------------------------------------------------------------------------------------------ */

static bool is_attached(const struct embedded_file *file)
{
    const char *ending = strrchr(file->path, '.');
    return strncmp(file->path, "demo/", 5) == 0 && ending && (strcmp(ending, ".jpg") == 0 || strcmp(ending, ".pdf") == 0);
}

/* The bytes that demo/registers.tsv names by their SHA-256. */
static enum err_code keep_files(struct store *store, struct err *err)
{
    enum err_code code = ERR_OK;
    TRY(db_begin(store->db, err));
    for (const struct embedded_file *file = asset_files; code == ERR_OK && file->path; file++) {
        char hex[SHA256_HEX_SIZE];
        if (!is_attached(file))
            continue;
        crypto_sha256_hex(file->bytes, file->len, hex);
        code = attachment_keep(store, hex, file->bytes, file->len, err);
    }
    return db_finish(store->db, code, err);
}

/* Each model of the lists has its photograph, in the order of the list. */
static enum err_code attach_photos(struct store *store, struct arena *arena, struct err *err)
{
    static const char *const photos[] = { "demo/duong_hoa.jpg", "demo/vuon_rau.jpg", "demo/phan_loai_rac.jpg", "demo/thap_sang.jpg" };
    const struct kind *models = kind_by_slug("models");
    struct record_list list = { 0 };
    struct entity_query query = { .limit = COUNT(photos) };
    TRY(entity_list(store, models, &query, arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        const struct embedded_file *file = embedded_needed(asset_files, photos[i]);
        struct attachment_new photo = { .file_name = file->path, .caption = "Ảnh minh họa", .bytes = file->bytes, .len = file->len };
        struct issues issues = { .arena = arena };
        struct record *attached = NULL;
        bool is_new = false;
        TRY(attachment_add(store, models, list.items[i].id, &photo, arena, &attached, &is_new, &issues, err));
    }
    return ERR_OK;
}

enum err_code demo_fill(struct store *store, struct arena *arena, struct demo_result *ret_result,
                        struct err *err)
{
    char *folder = NULL;
    *ret_result = (struct demo_result){ 0 };
    TRY(make_folder(arena, &folder, err));
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < COUNT(programmes); i++, ret_result->programmes++)
        code = load_programme(store, folder, programmes[i], arena, err);
    for (size_t i = 0; code == ERR_OK && i < COUNT(lists); i++)
        code = import_list(store, folder, i, arena, ret_result, err);
    if (code == ERR_OK)
        code = attach_photos(store, arena, err);
    (void)rmdir(folder);
    return code;
}

/* All that come with the program, so that each has something to count. */
static enum err_code load_all(struct store *store, const char *folder, struct arena *arena,
                              struct demo_result *result, struct err *err)
{
    for (const struct embedded_file *file = asset_files; (file = embedded_in(file, "programmes/")); file++) {
        TRY(load_programme(store, folder, file->path, arena, err));
        result->programmes++;
    }
    return ERR_OK;
}

enum err_code demo_generate(struct store *store, const struct demo_request *request, struct arena *arena,
                            struct demo_result *ret_result, struct err *err)
{
    char *folder = NULL;
    *ret_result = (struct demo_result){ 0 };
    TRY(make_folder(arena, &folder, err));
    enum err_code code = load_all(store, folder, arena, ret_result, err);
    if (code == ERR_OK)
        code = keep_files(store, err);
    (void)rmdir(folder);
    return code == ERR_OK ? demo_make(store, request, arena, ret_result, err) : code;
}
