/* SPDX-License-Identifier: Apache-2.0
 * Households that wait. Who is known in a commune is held in memory while rows of it are matched; when
 * that is enough people, households of other communes go to a temporary file as they were read, and are
 * written commune by commune when the sheet is read: memory does not grow with the list, in whatever
 * order it is. All of it in the import's one transaction, so nobody sees a part. The file has no name
 * and is gone with the process. */
#include "service/import/import_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SAVEPOINT_PLACE = 1 };
enum { PEOPLE_HELD_MAX = 12000, WRITE_BYTES = 1 << 18, WINDOW_BYTES = 1 << 18 };

struct extent {
    uint64_t offset, length;
};

struct waiting {
    int64_t commune;
    struct extent *extents;
    size_t count, capacity;
};

struct import_stage {
    int fd;
    uint64_t bytes; /* in the file */
    struct buf out; /* what comes after them */
    struct waiting *communes;
    size_t count, capacity;
    struct arena arena;     /* of the map */
    struct idmap by_commune; /* index + 1 */
    struct buf window;      /* read from `window_at` */
    uint64_t window_at;
    bool applying;
};

/* --- a household as bytes -------------------------------------------------------------------------- */

static void put_number(struct buf *out, int64_t number)
{
    uint64_t rest = (uint64_t)number << 1 ^ (uint64_t)(number >> 63);
    for (; rest >= 0x80; rest >>= 7)
        buf_add_char(out, (char)(rest | 0x80));
    buf_add_char(out, (char)rest);
}

static void put_text(struct buf *out, const char *text)
{
    size_t length = text ? strlen(text) + 1 : 0;
    put_number(out, (int64_t)length);
    buf_add_n(out, text ? text : "", length); /* with its NUL, so that it is read where it lies */
}

struct in {
    struct arena *arena;
    const char *at;
};

static int64_t take_number(struct in *in)
{
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint64_t byte = (unsigned char)*in->at++;
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80)
            return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
    }
}

static size_t take_size(struct in *in)
{
    return (size_t)take_number(in);
}

static const char *take_text(struct in *in)
{
    size_t length = take_size(in);
    const char *text = length ? in->at : NULL;
    in->at += length;
    return text;
}

static void put_cells(struct buf *out, const struct import_row *row)
{
    put_number(out, (int64_t)row->count);
    for (size_t i = 0; i < row->count; i++) {
        const struct import_cell *cell = &row->cells[i];
        bool same = cell->raw && cell->text && strcmp(cell->raw, cell->text) == 0;
        put_number(out, (int64_t)cell->type * 4 + 2 * cell->is_formula + same);
        put_text(out, cell->raw);
        if (!same)
            put_text(out, cell->text);
        put_text(out, cell->serial);
    }
}

static void take_cells(struct in *in, struct import_row *row)
{
    row->count = take_size(in);
    row->cells = ARENA_ARRAY(in->arena, struct import_cell, row->count + 1);
    for (size_t i = 0; i < row->count; i++) {
        int64_t flags = take_number(in);
        struct import_cell *cell = &row->cells[i];
        cell->type = (enum sheet_cell_type)(flags / 4);
        cell->is_formula = (flags & 2) != 0;
        cell->raw = take_text(in);
        cell->text = flags & 1 ? cell->raw : take_text(in);
        cell->serial = take_text(in);
    }
}

static void put_row(struct buf *out, const struct import_row *row)
{
    const int64_t numbers[] = { row->number, row->verdict, row->converted,
                                row->told,   row->reason,  (int64_t)row->reason_column };
    for (size_t i = 0; i < COUNT(numbers); i++)
        put_number(out, numbers[i]);
    put_text(out, row->reason_code);
    for (size_t i = 0; i < COUNT(row->reason_args); i++)
        put_text(out, row->reason_args[i]);
    put_cells(out, row);
}

static struct import_row *take_row(struct in *in)
{
    struct import_row *row = ARENA_NEW(in->arena, struct import_row);
    row->number = take_number(in);
    row->verdict = (enum import_verdict)take_number(in);
    row->converted = take_number(in) != 0;
    row->told = (enum import_verdict)take_number(in);
    row->reason = (enum msg)take_number(in);
    row->reason_column = take_size(in);
    row->reason_code = take_text(in);
    for (size_t i = 0; i < COUNT(row->reason_args); i++)
        row->reason_args[i] = take_text(in);
    take_cells(in, row);
    return row;
}

static void put_values(struct buf *out, const struct import_values *values)
{
    for (size_t i = 0; values->kind->fields[i].name; i++) {
        struct value value = values->values[i];
        if (value_is_null(value))
            continue;
        put_number(out, (int64_t)i + 1);
        put_number(out, (int64_t)values->columns[i] * 2 + (value.type == VALUE_INT));
        if (value.type == VALUE_INT)
            put_number(out, value.i);
        else
            put_text(out, value.s);
    }
    put_number(out, 0);
}

static void take_values(struct in *in, struct import_values *values)
{
    for (size_t index; (index = take_size(in)) != 0;) {
        size_t column = take_size(in);
        values->columns[index - 1] = column / 2;
        values->values[index - 1] = column & 1 ? v_int(take_number(in)) : v_text(take_text(in));
    }
}

/* Texts of an entry that are not values, in one order for both ways. */
enum { ENTRY_TEXTS = 11 };
static void entry_texts(struct import_entry *entry, const char **ret_places[ENTRY_TEXTS])
{
    const char **places[ENTRY_TEXTS] = {
        &entry->area,          &entry->address,          &entry->commune,      &entry->district,
        &entry->head_name,     &entry->number,           &entry->member_number, &entry->household_number,
        &entry->household_id,  &entry->section_area,     &entry->section_class,
    };
    memcpy(ret_places, places, sizeof(places));
}

static void put_entry(struct buf *out, struct import_entry *entry)
{
    const char **texts[ENTRY_TEXTS];
    entry_texts(entry, texts);
    put_row(out, entry->row);
    for (size_t i = 0; i < ENTRY_TEXTS; i++)
        put_text(out, *texts[i]);
    put_number(out, (int64_t)entry->area_column);
    put_number(out, (int64_t)entry->commune_column);
    put_number(out, entry->place_found.commune);
    put_number(out, entry->place_found.area);
    put_number(out, entry->is_head * 2 + entry->is_implied);
    for (size_t i = 0; i < SLOT_MAX_; i++)
        put_values(out, &entry->slots[i]);
    put_number(out, (int64_t)entry->organisation_count);
    for (size_t i = 0; i < entry->organisation_count; i++)
        put_text(out, entry->organisations[i]);
}

static void take_entry(struct import *import, struct in *in, struct import_entry *ret_entry)
{
    const char **texts[ENTRY_TEXTS];
    struct import_row *row = take_row(in);
    *ret_entry = *import_entry_new(import, in->arena, row);
    entry_texts(ret_entry, texts);
    for (size_t i = 0; i < ENTRY_TEXTS; i++)
        *texts[i] = take_text(in);
    ret_entry->area_column = take_size(in);
    ret_entry->commune_column = take_size(in);
    ret_entry->place_found.commune = take_number(in);
    ret_entry->place_found.area = take_number(in);
    int64_t flags = take_number(in);
    ret_entry->is_head = (flags & 2) != 0;
    ret_entry->is_implied = (flags & 1) != 0;
    for (size_t i = 0; i < SLOT_MAX_; i++)
        take_values(in, &ret_entry->slots[i]);
    ret_entry->organisation_count = take_size(in);
    for (size_t i = 0; i < ret_entry->organisation_count; i++)
        ret_entry->organisations[i] = take_text(in);
}

/* --- the file ------------------------------------------------------------------------------------------ */

static enum err_code io_failure(struct err *err)
{
    return err_set(err, ERR_IO, errno == ENOSPC ? MSG_PAPER_DISK_FULL : MSG_IO_WRITE, "TMPDIR", strerror(errno));
}

static struct import_stage *stage_of(struct import *import)
{
    if (import->stage)
        return import->stage;
    import->stage = calloc(1, sizeof(*import->stage));
    require(import->stage);
    import->stage->fd = -1;
    import->stage->by_commune.arena = &import->stage->arena;
    return import->stage;
}

void import_stage_done(struct import *import)
{
    struct import_stage *stage = import->stage;
    if (!stage)
        return;
    if (stage->fd >= 0)
        close(stage->fd);
    for (size_t i = 0; i < stage->count; i++)
        free(stage->communes[i].extents);
    free(stage->communes);
    buf_done(&stage->out);
    buf_done(&stage->window);
    arena_done(&stage->arena);
    free(stage);
    import->stage = NULL;
}

static enum err_code file_open(struct import_stage *stage, struct err *err)
{
    const char *folder = getenv("TMPDIR");
    char path[512];
    snprintf(path, sizeof(path), "%s/chungtay-XXXXXX", folder && *folder ? folder : "/tmp");
    stage->fd = mkostemp(path, O_CLOEXEC);
    if (stage->fd < 0)
        return io_failure(err);
    (void)unlink(path);
    return ERR_OK;
}

static enum err_code write_out(struct import_stage *stage, struct err *err)
{
    if (stage->fd < 0)
        TRY(file_open(stage, err));
    for (size_t done = 0; done < stage->out.len;) {
        ssize_t written = write(stage->fd, stage->out.data + done, stage->out.len - done);
        if (written < 0 && errno != EINTR)
            return io_failure(err);
        done += written > 0 ? (size_t)written : 0;
    }
    stage->bytes += stage->out.len;
    buf_clear(&stage->out);
    return ERR_OK;
}

static struct waiting *waiting_of(struct import_stage *stage, int64_t commune)
{
    int64_t index = idmap_get(&stage->by_commune, commune, 0);
    if (index)
        return &stage->communes[index - 1];
    if (stage->count == stage->capacity) {
        stage->capacity = stage->capacity ? stage->capacity * 2 : 64;
        stage->communes = realloc(stage->communes, stage->capacity * sizeof(*stage->communes));
        require(stage->communes);
    }
    stage->communes[stage->count++] = (struct waiting){ .commune = commune };
    idmap_put(&stage->by_commune, commune, (int64_t)stage->count);
    return &stage->communes[stage->count - 1];
}

/* Households that follow each other in the file are one extent. */
static void add_extent(struct waiting *waiting, uint64_t offset, uint64_t length)
{
    struct extent *last = waiting->count ? &waiting->extents[waiting->count - 1] : NULL;
    if (last && last->offset + last->length == offset) {
        last->length += length;
        return;
    }
    if (waiting->count == waiting->capacity) {
        waiting->capacity = waiting->capacity ? waiting->capacity * 2 : 8;
        waiting->extents = realloc(waiting->extents, waiting->capacity * sizeof(*waiting->extents));
        require(waiting->extents);
    }
    waiting->extents[waiting->count++] = (struct extent){ offset, length };
}

/* So many bytes of the file from there; they stay until the next call. */
static enum err_code read_at(struct import_stage *stage, uint64_t offset, size_t length, const char **ret_bytes,
                             struct err *err)
{
    struct buf *window = &stage->window;
    if (offset < stage->window_at || offset + length > stage->window_at + window->len) {
        size_t wanted = length > WINDOW_BYTES ? length : WINDOW_BYTES;
        buf_clear(window);
        stage->window_at = offset;
        while (window->len < wanted) {
            char bytes[16384];
            ssize_t got = pread(stage->fd, bytes, sizeof(bytes), (off_t)(offset + window->len));
            if (got < 0 && errno != EINTR)
                return err_set(err, ERR_IO, MSG_IO_READ, "TMPDIR", strerror(errno));
            if (got == 0)
                break;
            buf_add_n(window, bytes, got > 0 ? (size_t)got : 0);
        }
    }
    require(offset + length <= stage->window_at + window->len);
    *ret_bytes = window->data + (offset - stage->window_at);
    return ERR_OK;
}

/* --- putting aside ----------------------------------------------------------------------------------------- */

static enum err_code put_group(struct import *import, int64_t commune, struct err *err)
{
    struct import_stage *stage = stage_of(import);
    struct waiting *waiting = waiting_of(stage, commune);
    uint64_t begin = stage->bytes + stage->out.len;
    uint32_t length = 0;
    size_t at = stage->out.len;
    buf_add_n(&stage->out, &length, sizeof(length));
    put_number(&stage->out, (int64_t)import->group_count);
    for (size_t i = 0; i < import->group_count; i++)
        put_entry(&stage->out, &import->group[i]);
    length = (uint32_t)(stage->out.len - at - sizeof(length));
    memcpy(stage->out.data + at, &length, sizeof(length));
    add_extent(waiting, begin, length + sizeof(length));
    return stage->out.len < WRITE_BYTES ? ERR_OK : write_out(stage, err);
}

/* A list of one commune needs its people anyway; members on other sheets must find every head. */
static bool may_wait(const struct import *import)
{
    return import->known.count >= PEOPLE_HELD_MAX && import->level < LEVEL_COMMUNE && !import->keys.wanted &&
           !import->members_came && !(import->stage && import->stage->applying);
}

/* The place is found, and a new area made, in the order of the list: what waits changes nothing of that. */
static enum err_code find_place(struct import *import, struct import_entry *head, struct err *err)
{
    TRY(db_savepoint(import->store->db, SAVEPOINT_PLACE, err));
    enum err_code code = import_place_find(import, head, &head->place_found, err);
    if (code == ERR_OK && head->row->verdict == IMPORT_NOTE)
        return import_let_stand(import, SAVEPOINT_PLACE, err);
    import_take_back(import, SAVEPOINT_PLACE);
    return code;
}

enum err_code import_stage_group(struct import *import, bool *ret_waits, struct err *err)
{
    struct import_entry *head = &import->group[0];
    *ret_waits = false;
    if (!may_wait(import))
        return ERR_OK;
    import_head_check(import, head);
    if (head->row->verdict == IMPORT_NOTE)
        TRY(find_place(import, head, err));
    *ret_waits = head->row->verdict == IMPORT_NOTE && head->place_found.commune &&
                 !import_known_has(import, head->place_found.commune);
    return *ret_waits ? put_group(import, head->place_found.commune, err) : ERR_OK;
}

/* --- taking back --------------------------------------------------------------------------------------------- */

static enum err_code apply_group(struct import *import, const char *bytes, struct err *err)
{
    struct in in = { &import->group_arena, bytes };
    size_t count = take_size(&in);
    import->group = ARENA_ARRAY(&import->group_arena, struct import_entry, count);
    import->group_count = import->group_capacity = count;
    for (size_t i = 0; i < count; i++)
        take_entry(import, &in, &import->group[i]);
    enum err_code code = import_apply_group(import, err);
    import->group = NULL;
    import->group_count = import->group_capacity = 0;
    arena_release(&import->group_arena, import->group_mark);
    return code;
}

static enum err_code apply_waiting(struct import *import, const struct waiting *waiting, struct err *err)
{
    struct import_stage *stage = import->stage;
    for (size_t i = 0; i < waiting->count; i++) {
        uint64_t at = waiting->extents[i].offset, end = at + waiting->extents[i].length;
        while (at < end) {
            const char *bytes = NULL;
            uint32_t length = 0;
            TRY(read_at(stage, at, sizeof(length), &bytes, err));
            memcpy(&length, bytes, sizeof(length));
            TRY(read_at(stage, at + sizeof(length), length, &bytes, err));
            TRY(apply_group(import, bytes, err));
            at += length + sizeof(length);
        }
    }
    return ERR_OK;
}

static enum err_code apply_all(struct import *import, struct err *err)
{
    struct import_stage *stage = import->stage;
    TRY(write_out(stage, err));
    for (size_t i = 0; i < stage->count; i++) {
        import_known_leave(import);
        TRY(apply_waiting(import, &stage->communes[i], err));
    }
    return ERR_OK;
}

enum err_code import_stage_apply(struct import *import, struct err *err)
{
    if (!import->stage)
        return ERR_OK;
    /* A row may be under way: what is applied lives elsewhere. */
    struct arena under_way = import->group_arena;
    struct arena_mark mark = import->group_mark;
    require(import->group_count == 0);
    import->group_arena = (struct arena){ 0 };
    (void)arena_alloc(&import->group_arena, 1, 1);
    import->group_mark = arena_mark(&import->group_arena);
    import->stage->applying = true;
    enum err_code code = apply_all(import, err);
    arena_done(&import->group_arena);
    import->group_arena = under_way;
    import->group_mark = mark;
    import_stage_done(import);
    return code;
}
