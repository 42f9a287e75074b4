/* SPDX-License-Identifier: Apache-2.0 */
#include "service/link/link_file.h"

#include "base/buf.h"
#include "base/idmap.h"
#include "base/vitext.h"
#include "paper/out_file.h"
#include "paper/sheet.h"
#include "service/link/link_config.h"

#include <math.h>
#include <string.h>

enum { OUT_BYTES = 1 << 20, COLUMNS_MAX = LINKAGE_FIELDS_MAX * LINKAGE_COLUMNS_MAX };

/* Rows of one or two files: `column_count` cells each, then the id. */
struct link_rows {
    struct arena *arena;
    const char *const *columns; /* wanted, in the order of the cells */
    size_t column_count;
    const char *id_column; /* NULL: the number of the row */
    const char **cells;
    const char **ids;
    size_t count, cell_capacity, id_capacity;
};

/* --- reading ------------------------------------------------------------------------------------------ */

static void trim(const char **text, size_t *len)
{
    while (*len && (**text == ' ' || **text == '\t')) {
        (*text)++;
        (*len)--;
    }
    while (*len && ((*text)[*len - 1] == ' ' || (*text)[*len - 1] == '\t'))
        (*len)--;
}

/* Where the column stands in the header; SIZE_MAX: not there. */
static size_t find_column(struct arena *arena, const struct sheet_row *header, const char *name)
{
    for (int folded = 0; folded < 2; folded++)
        for (size_t i = 0; i < header->count; i++) {
            const char *text = header->cells[i].text;
            size_t len = header->cells[i].len;
            trim(&text, &len);
            const char *title = arena_strndup(arena, text, len);
            if (folded ? text_equal_folded(title, name) : strcmp(title, name) == 0)
                return i;
        }
    return SIZE_MAX;
}

static enum err_code find_columns(struct link_rows *rows, const char *path, const struct sheet_row *header,
                                  bool all_there, size_t *at, size_t *id_at, struct err *err)
{
    *id_at = SIZE_MAX;
    for (size_t i = 0; i < rows->column_count; i++) {
        at[i] = find_column(rows->arena, header, rows->columns[i]);
        if (at[i] == SIZE_MAX && all_there)
            return err_set(err, ERR_INPUT, MSG_LINKAGE_COLUMN, path, rows->columns[i]);
    }
    if (rows->id_column) {
        *id_at = find_column(rows->arena, header, rows->id_column);
        if (*id_at == SIZE_MAX)
            return err_set(err, ERR_INPUT, MSG_LINKAGE_COLUMN, path, rows->id_column);
    }
    return ERR_OK;
}

static const char *cell_text(struct link_rows *rows, const struct sheet_row *row, size_t at)
{
    if (at >= row->count)
        return NULL;
    const char *text = row->cells[at].text;
    size_t len = row->cells[at].len;
    trim(&text, &len);
    return len ? arena_strndup(rows->arena, text, len) : NULL;
}

static enum err_code read_rows(struct link_rows *rows, const char *path, bool all_there, struct err *err)
{
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    size_t at[COLUMNS_MAX], id_at = SIZE_MAX;
    struct sheet_row row;
    TRY(sheet_open(path, NULL, &reader, err));
    TRY(sheet_next(reader, &row, err));
    if (row.number == 0)
        return err_set(err, ERR_INPUT, MSG_LINKAGE_EMPTY, path);
    TRY(find_columns(rows, path, &row, all_there, at, &id_at, err));
    for (;;) {
        TRY(sheet_next(reader, &row, err));
        if (row.number == 0)
            return ERR_OK;
        if (rows->count >= LINKAGE_RECORDS_MAX)
            return err_set(err, ERR_LIMIT, MSG_LINKAGE_SIZE, err_int((int64_t)LINKAGE_RECORDS_MAX));
        size_t cell_count = rows->count * rows->column_count, id_count = rows->count;
        for (size_t i = 0; i < rows->column_count; i++) {
            const char *text = cell_text(rows, &row, at[i]);
            *ARENA_PUSH(rows->arena, rows->cells, cell_count, rows->cell_capacity) = text;
        }
        const char *id = id_at == SIZE_MAX ? NULL : cell_text(rows, &row, id_at);
        *ARENA_PUSH(rows->arena, rows->ids, id_count, rows->id_capacity) =
            id ? id : arena_strdup(rows->arena, err_int((int64_t)rows->count + 1));
        rows->count++;
    }
}

/* --- members ---------------------------------------------------------------------------------------------- */

struct owners {
    uint32_t *items;
    const char **cells; /* of the members whose household is there */
    size_t count;
};

static uint64_t id_hash(const char *text)
{
    uint64_t hash = UINT64_C(1469598103934665603);
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return hash >> 2 ? hash >> 2 : 1;
}

/* The household of each member; ids that hash alike are told apart by a longer hash. */
static void find_owners(const struct link_rows *households, const struct link_rows *members, struct owners *owners)
{
    struct idmap map = { .arena = households->arena };
    for (size_t i = 0; i < households->count; i++)
        idmap_put(&map, (int64_t)id_hash(households->ids[i]), (int64_t)i + 1);
    owners->items = ARENA_ARRAY(households->arena, uint32_t, members->count + 1);
    owners->cells = ARENA_ARRAY(households->arena, const char *, members->count * members->column_count + 1);
    for (size_t i = 0; i < members->count; i++) {
        int64_t at = idmap_get(&map, (int64_t)id_hash(members->ids[i]), 0);
        if (!at || strcmp(households->ids[at - 1], members->ids[i]) != 0)
            continue;
        for (size_t c = 0; c < members->column_count; c++)
            owners->cells[owners->count * members->column_count + c] = members->cells[i * members->column_count + c];
        owners->items[owners->count++] = (uint32_t)(at - 1);
    }
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
                            struct err *err)
{
    const struct linkage_result *result = linkage_result(linkage);
    double threshold = request->threshold > 0 ? request->threshold : 0.5;
    struct linkage_pass *passes = ARENA_ARRAY(rows->arena, struct linkage_pass, result->pass_count + 1);
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

enum err_code link_file(const struct link_file_request *request, struct arena *arena, struct mistakes *mistakes,
                        struct link_file_report *ret_report, struct err *err)
{
    struct link_config *config = NULL;
    const char *columns[COLUMNS_MAX];
    struct linkage_field fields[LINKAGE_FIELDS_MAX];
    struct link_rows rows = { .arena = arena, .columns = columns };
    *ret_report = (struct link_file_report){ 0 };
    TRY(link_config_load(request->config, arena, mistakes, &config, err));
    set_fields(config, columns, &rows.column_count, fields);
    rows.id_column = config->id;
    TRY(read_rows(&rows, request->file_a, true, err));
    size_t first = rows.count;
    if (request->file_b)
        TRY(read_rows(&rows, request->file_b, true, err));
    struct linkage_input input = { .fields = fields, .field_count = config->field_count, .cells = rows.cells,
                                   .column_count = rows.column_count, .record_count = rows.count,
                                   .first_count = request->file_b ? first : 0 };
    struct link_rows members = { .arena = arena, .columns = columns, .column_count = rows.column_count,
                                 .id_column = config->household ? config->household : config->id };
    struct owners owners = { 0 };
    if (request->members) {
        if (!members.id_column)
            return err_set(err, ERR_INPUT, MSG_LINKAGE_NO_HOUSEHOLD, request->config);
        TRY(read_rows(&members, request->members, false, err));
        find_owners(&rows, &members, &owners);
        input.member_cells = owners.cells;
        input.member_owners = owners.items;
        input.member_count = owners.count;
        ret_report->members = owners.count;
        ret_report->members_unknown = members.count - owners.count;
    }
    struct linkage_options options = { .threshold = request->threshold, .floor = request->floor,
                                       .threads = request->threads, .seed = request->seed,
                                       .progress = request->progress, .context = request->context };
    struct linkage *linkage CLEANUP(free_linkage) = NULL;
    TRY(linkage_run(&input, &options, &linkage, err));
    return finish(request, config, &rows, linkage, ret_report, err);
}
