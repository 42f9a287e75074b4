/* SPDX-License-Identifier: Apache-2.0 */
#include "store_fixture.h"

#include "base/id.h"
#include "service/house.h"
#include "service/unit/unit.h"
#include "store/audit.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[256];
static int file_count;

/* --- files -------------------------------------------------------------------------------------- */

static void remove_folder(void)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
        (void)unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
    (void)rmdir(folder);
}

/* In memory where there is such a place: these files need not outlive a crash. */
static const char *test_folder(void)
{
    if (folder[0])
        return folder;
    const char *root = getenv("TMPDIR");
    if (!root)
        root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(folder, sizeof(folder), "%s/chungtay-unit-XXXXXX", root);
    require(mkdtemp(folder));
    atexit(remove_folder);
    return folder;
}

int fixture_count(const char *variable, int usual)
{
    const char *text = getenv(variable);
    return text && *text ? (int)strtol(text, NULL, 10) : usual;
}

char *fixture_file(const char *name)
{
    return arena_printf(test_arena(), "%s/%d-%s", test_folder(), ++file_count, name);
}

bool fixture_copy(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    struct stat stat = { 0 };
    bool done = in >= 0 && out >= 0 && fstat(in, &stat) == 0;
    for (off_t left = stat.st_size; done && left > 0;) {
        ssize_t sent = sendfile(out, in, NULL, (size_t)left);
        done = sent > 0;
        left -= sent;
    }
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return done;
}

/* --- stores --------------------------------------------------------------------------------------- */

enum { DAY_2020_06_15 = 18428 };

static void set_clock(struct store *store)
{
    store_set_now(store, ((int64_t)DAY_2020_06_15 * 86400 + 3600) * 1000);
    store->actor.name = "test:unit";
}

/* Where the tests are to run on a server: the folder of its socket (tools/postgres.sh). A template is a
 * database there, and a copy of it is made by the server. */
static const char *server(void)
{
    const char *socket = getenv("CHUNGTAY_TEST_POSTGRES");
    return socket && *socket ? socket : NULL;
}

bool fixture_skip_on_server(const char *what)
{
    if (server())
        printf("  skipped on a server: %s\n", what);
    return server() != NULL;
}

static const char *server_uri(const char *database)
{
    return arena_printf(test_arena(), "postgresql://chungtay@/%s?host=%s", database, server());
}

static void server_run(const char *sql)
{
    struct db *db = NULL;
    struct err err = { 0 };
    enum err_code code = db_open(server_uri("postgres"), 0, &db, &err);
    if (code == ERR_OK)
        code = db_script(db, sql, &err);
    db_close(&db);
    check_ok(code, &err, sql, __FILE__, __LINE__);
}

enum template { TEMPLATE_EMPTY, TEMPLATE_GIA_LAI, TEMPLATE_COUNTRY };

static enum err_code keep_gia_lai(struct store *store, struct err *err)
{
    TRY(db_script(store->db,
                     "DELETE FROM units WHERE founding NOT IN (0, 52, 64);"
                     "DELETE FROM lineages WHERE from_unit NOT IN (SELECT id FROM units)"
                     "  OR to_unit NOT IN (SELECT id FROM units);"
                     "DELETE FROM unit_closure WHERE descendant NOT IN (SELECT id FROM units);"
                     "DELETE FROM word WHERE kind = 'units' AND record NOT IN (SELECT id FROM units);"
                     "DELETE FROM word WHERE kind = 'lineages' AND record NOT IN (SELECT id FROM lineages);"
                     "DELETE FROM state_history WHERE kind = 'units' AND record NOT IN (SELECT id FROM units);"
                     "DELETE FROM state_history WHERE kind = 'lineages' AND record NOT IN "
                     "  (SELECT id FROM lineages);"
                     "DELETE FROM audit; DELETE FROM audit_head",
                  err));
    return db_script(store->db, server() ? "VACUUM FULL" : "VACUUM", err);
}

/* The file that is copied: made by the first test that asks. */
static const char *template_path(enum template template)
{
    static char paths[3][300];
    static bool made[3];
    char *path = paths[template];
    if (made[template])
        return path;
    struct store store;
    struct err err = { 0 };
    const char *uri = NULL;
    if (server()) {
        (void)setenv("CHUNGTAY_KEY", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", 1);
        snprintf(path, sizeof(paths[0]), "template_%d_%d", (int)getpid(), (int)template);
        server_run(arena_printf(test_arena(), "CREATE DATABASE %s", path));
        uri = server_uri(path);
    } else {
        snprintf(path, sizeof(paths[0]), "%s/template-%d.db", test_folder(), (int)template);
        uri = arena_printf(test_arena(), "sqlite:%s", path);
    }
    enum err_code code = store_create(&store, uri, 0, &err);
    if (code == ERR_OK) {
        set_clock(&store);
        if (template != TEMPLATE_EMPTY)
            code = house_init(&store, &err);
        if (code == ERR_OK && template == TEMPLATE_GIA_LAI)
            code = keep_gia_lai(&store, &err);
        store_close(&store);
    }
    check_ok(code, &err, "the database that tests are copies of", __FILE__, __LINE__);
    made[template] = code == ERR_OK;
    return made[template] ? path : NULL;
}

/* The uri of a new copy of the template; NULL, and the test failed, where that could not be made. */
static const char *copy_template(enum template template)
{
    const char *from = template_path(template);
    if (!from)
        return NULL;
    if (server()) {
        const char *name = arena_printf(test_arena(), "house_%d_%d", (int)getpid(), ++file_count);
        server_run(arena_printf(test_arena(), "CREATE DATABASE %s TEMPLATE %s", name, from));
        return server_uri(name);
    }
    const char *to = fixture_file("house.db");
    bool copied = fixture_copy(from, to) && fixture_copy(arena_printf(test_arena(), "%s.key", from),
                                                         arena_printf(test_arena(), "%s.key", to));
    check_that(copied, "copying the database", __FILE__, __LINE__);
    return copied ? arena_printf(test_arena(), "sqlite:%s", to) : NULL;
}

/* Of the stores that are open, by which a test can open its own again. */
static struct {
    const struct store *store;
    char uri[512];
} opened[8];

static char *uri_place(const struct store *store)
{
    for (size_t i = 0; i < COUNT(opened); i++)
        if (opened[i].store == store)
            return opened[i].uri;
    for (size_t i = 0; i < COUNT(opened); i++)
        if (!opened[i].store) {
            opened[i].store = store;
            return opened[i].uri;
        }
    require(false);
}

static void uri_forget(const struct store *store)
{
    for (size_t i = 0; i < COUNT(opened); i++)
        if (opened[i].store == store)
            opened[i].store = NULL;
}

static bool open_copy(struct store *store, enum template template)
{
    const char *uri = copy_template(template);
    struct err err = { 0 };
    *store = (struct store){ 0 };
    if (!uri)
        return false;
    snprintf(uri_place(store), sizeof(opened[0].uri), "%s", uri);
    enum err_code code = store_open(store, uri, 0, &err);
    check_ok(code, &err, "store_open", __FILE__, __LINE__);
    if (code == ERR_OK)
        set_clock(store);
    return code == ERR_OK;
}

bool fixture_open(struct store *store)
{
    return open_copy(store, TEMPLATE_GIA_LAI);
}

bool fixture_open_country(struct store *store)
{
    return open_copy(store, TEMPLATE_COUNTRY);
}

bool fixture_open_empty(struct store *store)
{
    return open_copy(store, TEMPLATE_EMPTY);
}

const char *fixture_uri(const struct store *store)
{
    return uri_place(store);
}

const char *fixture_path(const struct store *store)
{
    return db_path(store->db);
}

void fixture_close(struct store *store)
{
    if (!store->db)
        return;
    const char *path = server() ? NULL : arena_strdup(test_arena(), fixture_path(store));
    const char *uri = arena_strdup(test_arena(), uri_place(store));
    db_rollback(store->db);
    store_close(store);
    uri_forget(store);
    if (server()) {
        const char *slash = strstr(uri, "@/");
        server_run(arena_printf(test_arena(), "DROP DATABASE %.*s", (int)strcspn(slash + 2, "?"), slash + 2));
        return;
    }
    static const char *const ends[] = { "", ".key", "-wal", "-shm" };
    for (size_t i = 0; i < COUNT(ends); i++)
        (void)unlink(arena_printf(test_arena(), "%s%s", path, ends[i]));
}

bool fixture_reopen(struct store *store)
{
    const char *uri = arena_strdup(test_arena(), uri_place(store));
    struct err err = { 0 };
    store_close(store);
    enum err_code code = store_open(store, uri, 0, &err);
    check_ok(code, &err, "store_open", __FILE__, __LINE__);
    if (code == ERR_OK)
        set_clock(store);
    return code == ERR_OK;
}

/* --- records ----------------------------------------------------------------------------------------- */

static size_t parse_pairs(const char *const *texts, struct field_pair *pairs, size_t max)
{
    size_t count = 0;
    struct err err = { 0 };
    for (; texts[count]; count++) {
        require(count < max);
        check_ok(field_pair_parse(test_arena(), texts[count], &pairs[count], &err), &err, texts[count],
                 __FILE__, __LINE__);
    }
    return count;
}

static enum err_code try_make(struct store *store, const char *slug, const char *const *texts,
                              struct record **ret_record, struct err *err)
{
    struct field_pair pairs[KIND_FIELDS_MAX];
    size_t count = parse_pairs(texts, pairs, COUNT(pairs));
    struct issues issues = { .arena = test_arena() };
    return record_create(store, kind_by_slug(slug), pairs, count, test_arena(), ret_record, &issues, err);
}

struct record *fixture_make(struct store *store, const char *slug, const char *const *texts)
{
    struct record *record = NULL;
    struct err err = { 0 };
    enum err_code code = try_make(store, slug, texts, &record, &err);
    check_ok(code, &err, slug, __FILE__, __LINE__);
    return code == ERR_OK ? record : NULL;
}

enum err_code fixture_refused(struct store *store, const char *slug, const char *const *texts,
                              struct err *ret_err)
{
    struct record *record = NULL;
    return try_make(store, slug, texts, &record, ret_err);
}

struct record *fixture_patch(struct store *store, const char *slug, int64_t id, const char *const *texts)
{
    struct field_pair pairs[KIND_FIELDS_MAX];
    size_t count = parse_pairs(texts, pairs, COUNT(pairs));
    struct issues issues = { .arena = test_arena() };
    struct record *record = NULL;
    struct err err = { 0 };
    enum err_code code = record_patch(store, kind_by_slug(slug), id, 0, pairs, count, test_arena(), &record,
                                      &issues, &err);
    check_ok(code, &err, slug, __FILE__, __LINE__);
    return code == ERR_OK ? record : NULL;
}

struct record *fixture_act(struct store *store, const char *slug, int64_t id, const char *action)
{
    struct act_request request = { .action = action, .reason = "for a test" };
    struct issues issues = { .arena = test_arena() };
    struct record *record = NULL;
    struct err err = { 0 };
    enum err_code code = record_act(store, kind_by_slug(slug), id, &request, test_arena(), &record, &issues,
                                    &err);
    check_ok(code, &err, action, __FILE__, __LINE__);
    return code == ERR_OK ? record : NULL;
}

struct record *fixture_get(struct store *store, const char *slug, int64_t id)
{
    struct record *record = NULL;
    struct err err = { 0 };
    enum err_code code = entity_get(store, kind_by_slug(slug), id, test_arena(), &record, &err);
    check_ok(code, &err, slug, __FILE__, __LINE__);
    return record;
}

const char *fixture_ref(const char *field, int64_t id)
{
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    return arena_printf(test_arena(), "%s=%s", field, text);
}

/* --- the tests' own look into the tables ------------------------------------------------------------ */

static struct value first_value(struct store *store, const char *sql)
{
    struct err err = { 0 };
    struct value value = v_null();
    bool has = false;
    CLEANUP(rows_done) struct rows rows = { 0 };
    check_ok(db_compose_query(store->db, sql, NO_ARGS, &rows, &err), &err, sql, __FILE__, __LINE__);
    if (!rows.stmt)
        return value;
    check_ok(rows_next(&rows, &has, &err), &err, sql, __FILE__, __LINE__);
    if (has)
        value = rows_value(&rows, 0);
    if (value.type == VALUE_TEXT)
        value.s = arena_strdup(test_arena(), value.s);
    return value;
}

const char *fixture_sql_lines(struct store *store, const char *sql)
{
    struct err err = { 0 };
    CLEANUP(rows_done) struct rows rows = { 0 };
    CLEANUP(buf_done) struct buf lines = { 0 };
    enum err_code code = db_compose_query(store->db, sql, NO_ARGS, &rows, &err);
    for (bool has = true; code == ERR_OK && has;) {
        code = rows_next(&rows, &has, &err);
        if (code == ERR_OK && has)
            buf_printf(&lines, "%s;", rows_text(&rows, 0));
    }
    check_ok(code, &err, sql, __FILE__, __LINE__);
    return arena_strdup(test_arena(), buf_text(&lines));
}

void fixture_without_foreign_keys(struct store *store)
{
    fixture_sql_run(store, server() ? "SET session_replication_role = replica" : "PRAGMA foreign_keys=OFF");
}

int64_t fixture_sql_int(struct store *store, const char *sql)
{
    return first_value(store, sql).i;
}

const char *fixture_sql_text(struct store *store, const char *sql)
{
    struct value value = first_value(store, sql);
    return value.type == VALUE_TEXT ? value.s : NULL;
}

void fixture_sql_run(struct store *store, const char *sql)
{
    struct err err = { 0 };
    check_ok(db_compose_run(store->db, sql, NO_ARGS, NULL, &err), &err, sql, __FILE__, __LINE__);
}

/* --- a family ------------------------------------------------------------------------------------------ */

int64_t fixture_area(struct store *store, const char *commune, const char *name)
{
    int64_t unit = 0, area = 0;
    bool made = false;
    struct err err = { 0 };
    check_ok(unit_resolve(store, commune, NULL, &unit, &err), &err, commune, __FILE__, __LINE__);
    check_ok(db_begin(store->db, &err), &err, "begin", __FILE__, __LINE__);
    check_ok(unit_area(store, unit, name, &made, &area, &err), &err, name, __FILE__, __LINE__);
    check_ok(db_commit(store->db, &err), &err, "commit", __FILE__, __LINE__);
    return area;
}

bool fixture_family_make(struct store *store, struct fixture_family *family)
{
    struct err err = { 0 };
    *family = (struct fixture_family){ 0 };
    if (unit_resolve(store, "23866@2017-05-01", NULL, &family->commune, &err) != ERR_OK)
        return false;
    family->area = fixture_area(store, "23866@2017-05-01", "Làng Yit Tú");
    family->other_area = fixture_area(store, "23866@2017-05-01", "Làng Krai");
    struct record *body = MAKE(store, "bodies", "organisation=womens_union", "unit=23866@2017-05-01",
                               "kind=committee", "name=Hội LHPN xã Ia Din");
    struct record *household = MAKE(store, "households", "head_name=Rơ Châm Hít", "head_sex=female",
                                    fixture_ref("unit", family->area), "phone=0912 345 678",
                                    "ethnicity=gia_rai", "member_count=4", "registered_on=2017-03-02");
    if (!body || !household)
        return false;
    family->body = body->id;
    family->household = household->id;
    const char *of = fixture_ref("household", household->id);
    struct record *head = MAKE(store, "household_members", of, "full_name=Rơ Châm Hít", "relation=head",
                               "sex=female", "id_number=064082000123", "birth_date=1982-05-06");
    struct record *member = MAKE(store, "household_members", of, "full_name=Siu Đức", "relation=child");
    if (!head || !member)
        return false;
    family->head = head->id;
    family->member = member->id;
    struct record *membership = MAKE(store, "memberships", fixture_ref("member", head->id),
                                     "organisation=womens_union", "category=member");
    struct record *found = MAKE(store, "classifications", of, "year=2017", "standard=std_2016",
                                "class=poor");
    if (!membership || !found)
        return false;
    family->membership = membership->id;
    family->classification = found->id;
    struct record *assignment = MAKE(store, "assignments", of, "year=2017", "from_date=2017-06-01",
                                     fixture_ref("lead_body", body->id),
                                     fixture_ref("classification", found->id));
    if (!assignment)
        return false;
    family->assignment = assignment->id;
    return true;
}

void fixture_check_sound(struct store *store)
{
    struct house_check check = { 0 };
    struct audit_verdict verdict = { 0 };
    struct err err = { 0 };
    struct actor actor = store->actor;
    store->actor.scope_unit = 0;
    CHECK_OK(house_check(store, &check, &err), &err);
    CHECK_INT(check.differences, 0);
    CHECK_OK(audit_verify(store, &verdict, &err), &err);
    CHECK_INT(verdict.broken, 0);
    store->actor = actor;
}
