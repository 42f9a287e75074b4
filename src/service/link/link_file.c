/* SPDX-License-Identifier: Apache-2.0 */
#include "service/link/link_file.h"

#include "base/buf.h"
#include "base/idmap.h"
#include "engine/linkage_work.h"
#include "paper/out_file.h"
#include "service/link/link_config.h"
#include "service/link/link_rows.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { OUT_BYTES = 1 << 20, COLUMNS_MAX = LINKAGE_FIELDS_MAX * LINKAGE_COLUMNS_MAX };
/* What a run takes, measured: by itself, for each record, and for each pair that is kept where no floor is set. */
enum { RUN_BYTES = 256 << 20, RECORD_BYTES = 240, PAIR_BYTES = 56, RECORD_PAIRS = 400, PAIRS_KEPT = 24 << 20 };

/* --- members ---------------------------------------------------------------------------------------------- */

static uint64_t id_hash(const char *text)
{
    uint64_t hash = UINT64_C(1469598103934665603);
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return hash >> 2 ? hash >> 2 : 1;
}

/* The household of each member; members without one are dropped. */
static uint32_t *find_owners(const struct link_rows *households, struct link_rows *members)
{
    CLEANUP(arena_done) struct arena arena;
    size_t kept = 0, columns = members->column_count;
    arena_init(&arena, SIZE_MAX);
    struct idmap map = { .arena = &arena };
    uint32_t *owners = work_alloc(members->count, sizeof(*owners));
    for (size_t i = 0; i < households->count; i++)
        idmap_put(&map, (int64_t)id_hash(households->ids[i]), (int64_t)i + 1);
    for (size_t i = 0; i < members->count; i++) {
        int64_t at = idmap_get(&map, (int64_t)id_hash(members->ids[i]), 0);
        if (!at || strcmp(households->ids[at - 1], members->ids[i]) != 0)
            continue;
        memmove(members->cells + kept * columns, members->cells + i * columns, columns * sizeof(*members->cells));
        owners[kept++] = (uint32_t)(at - 1);
    }
    members->count = kept;
    return owners;
}

/* --- writing ----------------------------------------------------------------------------------------------- */

static void add_cell(struct buf *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        buf_add(out, text);
        return;
    }
    buf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *text);
    }
    buf_add_char(out, '"');
}

static enum err_code spill(struct out_file *file, struct buf *out, size_t most, struct err *err)
{
    if (out->len < most)
        return ERR_OK;
    enum err_code code = out_file_write(file, buf_text(out), out->len, err);
    buf_clear(out);
    return code;
}

static enum err_code open_out(struct out_file *file, const char *path, struct err *err)
{
    return strcmp(path, "-") == 0 ? out_file_standard(file, err) : out_file_open(file, path, err);
}

/* Six digits after the point without printf: there may be tens of millions. */
static void add_probability(struct buf *out, double probability)
{
    char text[9];
    long millionths = lrint(probability * 1e6);
    text[0] = (char)('0' + millionths / 1000000);
    text[1] = '.';
    for (int i = 7; i >= 2; i--, millionths /= 10)
        text[i] = (char)('0' + millionths % 10);
    text[8] = 0;
    buf_add_n(out, text, 8);
}

static enum err_code write_pairs(const char *path, const struct linkage_result *result, const struct link_rows *rows,
                                 struct err *err)
{
    struct out_file file CLEANUP(out_file_done) = { 0 };
    CLEANUP(buf_done) struct buf out = { 0 };
    TRY(open_out(&file, path, err));
    buf_add(&out, "id_a,id_b,probability\n");
    for (size_t i = 0; i < result->pair_count; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        add_cell(&out, rows->ids[pair->a]);
        buf_add_char(&out, ',');
        add_cell(&out, rows->ids[pair->b]);
        buf_add_char(&out, ',');
        add_probability(&out, linkage_probability((double)pair->log_odds));
        buf_add_char(&out, '\n');
        TRY(spill(&file, &out, OUT_BYTES, err));
    }
    TRY(spill(&file, &out, 1, err));
    return out_file_commit(&file, err);
}

static enum err_code write_clusters(const char *path, const struct linkage_result *result,
                                    const struct link_rows *rows, struct err *err)
{
    struct out_file file CLEANUP(out_file_done) = { 0 };
    CLEANUP(buf_done) struct buf out = { 0 };
    TRY(open_out(&file, path, err));
    buf_add(&out, "id,cluster\n");
    for (size_t i = 0; i < rows->count; i++) {
        add_cell(&out, rows->ids[i]);
        buf_add_char(&out, ',');
        add_cell(&out, rows->ids[result->clusters[i]]);
        buf_add_char(&out, '\n');
        TRY(spill(&file, &out, OUT_BYTES, err));
    }
    TRY(spill(&file, &out, 1, err));
    return out_file_commit(&file, err);
}

/* --- all together -------------------------------------------------------------------------------------------- */

/* Columns of all fields, one after the other, and the fields that point at them. */
static void set_fields(const struct link_config *config, const char **columns, size_t *column_count,
                       struct linkage_field *fields)
{
    for (size_t f = 0; f < config->field_count; f++) {
        const struct link_config_field *field = &config->fields[f];
        fields[f] = (struct linkage_field){ .type = (enum linkage_type)field->type };
        for (size_t i = 0; i < (field->column ? 1 : LINKAGE_COLUMNS_MAX); i++) {
            columns[*column_count] = field->column ? field->column : field->columns[i];
            fields[f].columns[fields[f].column_count++] = (*column_count)++;
        }
    }
}

/* "f0.0+f3.0a" in words of the config: "ho_ten+ngay_sinh". */
static void name_pass(const struct link_config *config, const struct linkage_pass *pass, struct linkage_pass *to)
{
    size_t len = 0;
    *to = *pass;
    to->what[0] = 0;
    for (const char *at = pass->what; *at && len + 1 < sizeof(to->what);) {
        char *end = NULL;
        size_t field = at[0] == 'f' ? (size_t)strtoul(at + 1, &end, 10) : 0;
        const struct link_config_field *named = &config->fields[field];
        size_t rest = end ? strcspn(end, "+") : strlen(at);
        int wrote = snprintf(to->what + len, sizeof(to->what) - len, "%s%s%.*s", len ? " + " : "",
                             named->column ? named->column : named->columns[0], (int)rest, end ? end : "");
        len += wrote > 0 ? (size_t)wrote : 0;
        at = (end ? end : at) + rest;
        at += *at == '+';
    }
}

static enum err_code finish(const struct link_file_request *request, const struct link_config *config,
                            const struct link_rows *rows, const struct linkage *linkage, struct link_file_report *report,
                            struct arena *arena, struct err *err)
{
    const struct linkage_result *result = linkage_result(linkage);
    double threshold = request->threshold > 0 ? request->threshold : 0.5;
    struct linkage_pass *passes = ARENA_ARRAY(arena, struct linkage_pass, result->pass_count + 1);
    report->records = rows->count;
    report->pairs = result->pair_count;
    report->clusters = result->cluster_count;
    report->compared = result->compared;
    report->expected_matches = result->expected_matches;
    report->recall = result->recall;
    report->capped_blocks = result->capped_blocks;
    report->capped_pairs = result->capped_pairs;
    for (size_t i = 0; i < result->pair_count; i++)
        report->linked += linkage_probability((double)result->pairs[i].log_odds) >= threshold;
    for (size_t i = 0; i < result->pass_count; i++)
        name_pass(config, &result->passes[i], &passes[i]);
    report->passes = passes;
    report->pass_count = result->pass_count;
    TRY(write_pairs(request->pairs_path, result, rows, err));
    return request->clusters_path ? write_clusters(request->clusters_path, result, rows, err) : ERR_OK;
}

static void free_linkage(struct linkage **linkage)
{
    linkage_free(*linkage);
}

/* What the process may have: of the machine, and under its limit where one is set. */
static uint64_t memory_bytes(void)
{
    struct rlimit limit;
    uint64_t bytes = (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE);
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < bytes)
        bytes = limit.rlim_cur;
    return bytes;
}

/* Says so before minutes of work that would end without memory. */
static enum err_code check_memory(const struct link_rows *rows, const struct link_rows *members, double floor,
                                  struct err *err)
{
    uint64_t records = (uint64_t)rows->count + members->count, pairs = records * RECORD_PAIRS, has = memory_bytes();
    pairs = floor > 0 ? 0 : pairs < PAIRS_KEPT ? pairs : PAIRS_KEPT;
    uint64_t needs = RUN_BYTES + rows->bytes + members->bytes + records * RECORD_BYTES + pairs * PAIR_BYTES;
    return needs <= has ? ERR_OK : err_set(err, ERR_NOMEM, MSG_LINKAGE_MEMORY, err_int((int64_t)records),
                                           err_int((int64_t)(needs >> 20)), err_int((int64_t)(has >> 20)));
}

static void free_owners(uint32_t **owners)
{
    free(*owners);
}

static enum err_code run(const struct link_file_request *request, const struct link_config *config,
                         struct link_rows *rows, struct link_rows *members, const struct linkage_field *fields,
                         struct link_file_report *report, struct arena *arena, struct err *err)
{
    uint32_t *owners CLEANUP(free_owners) = NULL;
    struct linkage *linkage CLEANUP(free_linkage) = NULL;
    TRY(link_rows_read(rows, request->file_a, true, err));
    size_t first = rows->count;
    if (request->file_b)
        TRY(link_rows_read(rows, request->file_b, true, err));
    if (request->members)
        TRY(link_rows_read(members, request->members, false, err));
    TRY(check_memory(rows, members, request->floor, err));
    report->members_unknown = members->count;
    owners = request->members ? find_owners(rows, members) : NULL;
    report->members = members->count;
    report->members_unknown -= members->count;
    struct linkage_input input = { .fields = fields, .field_count = config->field_count, .cells = rows->cells,
                                   .column_count = rows->column_count, .record_count = rows->count,
                                   .first_count = request->file_b ? first : 0, .member_cells = members->cells,
                                   .member_owners = owners, .member_count = members->count };
    struct linkage_options options = { .threshold = request->threshold, .floor = request->floor,
                                       .threads = request->threads, .seed = request->seed,
                                       .progress = request->progress, .context = request->context };
    TRY(linkage_run(&input, &options, &linkage, err));
    return finish(request, config, rows, linkage, report, arena, err);
}

enum err_code link_file(const struct link_file_request *request, struct arena *arena, struct mistakes *mistakes,
                        struct link_file_report *ret_report, struct err *err)
{
    struct link_config *config = NULL;
    const char *columns[COLUMNS_MAX];
    struct linkage_field fields[LINKAGE_FIELDS_MAX];
    CLEANUP(link_rows_done) struct link_rows rows = { .columns = columns }, members = { .columns = columns };
    *ret_report = (struct link_file_report){ 0 };
    TRY(link_config_load(request->config, arena, mistakes, &config, err));
    set_fields(config, columns, &rows.column_count, fields);
    rows.id_column = config->id;
    members.column_count = rows.column_count;
    members.id_column = config->household ? config->household : config->id;
    if (request->members && !members.id_column)
        return err_set(err, ERR_INPUT, MSG_LINKAGE_NO_HOUSEHOLD, request->config);
    return run(request, config, &rows, &members, fields, ret_report, arena, err);
}
