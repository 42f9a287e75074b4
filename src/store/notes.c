/* SPDX-License-Identifier: Apache-2.0 */
#include "store/notes.h"

#include "base/id.h"
#include "store/entity_sql.h"

#include <stdlib.h>
#include <string.h>

enum {
    WORDS_MANY = 32768,
    CELLS_MANY = 65536,
    VALUES_MANY = 65536,
    WORD_ROWS = 64, /* written at once */
    CELL_ROWS = 32,
    CELL_WIDTH = 7, /* columns */
};

/* A word of the index as it was met. */
struct word {
    const struct kind *kind;
    const char *text;
    size_t next;       /* of the same hash, index + 1 */
    size_t note_count; /* while they are written: how many, then where they begin */
};

struct word_note {
    unsigned word; /* index */
    int sign;
    int64_t record;
};

/* A cell: what is to be added to it, and what of that is written inside a savepoint. */
struct cell_sum {
    struct tally_cell cell;
    int64_t written;
    size_t next; /* of the same hash, index + 1 */
};

/* What a rollback takes back: a note added to a cell, or its having been written. */
struct cell_turn {
    size_t cell;
    int64_t value;
    bool is_writing;
};

/* A record more, or less, that has the value in the cell of a distinct count. */
struct value_note {
    struct tally_cell cell; /* value: the sign */
    const char *text;
};

/* What a tally is called whose cells may be the first of it. */
struct tally_name {
    int64_t tally;
    const char *kind, *text;
    size_t next; /* of the same hash, index + 1 */
};

struct notes {
    bool is_undoable;
    struct arena arena; /* texts of statements, names */
    /* words: each once, and their notes in the order noted */
    struct arena word_texts;
    struct arena_mark no_word_texts;
    struct word *words;
    size_t word_count, word_capacity, word_buckets[4096];
    struct word_note *word_notes;
    size_t word_note_count, word_note_capacity, words_written;
    const char *words_insert, *cells_add; /* of WORD_ROWS, of CELL_ROWS */
    /* cells, and the turns since the outermost savepoint */
    struct cell_sum *cells;
    size_t cell_count, cell_capacity, cell_buckets[16384];
    struct cell_turn *turns;
    size_t turn_count, turn_capacity;
    /* names of tallies; they stay, as they hold whatever is taken back */
    struct tally_name *names;
    size_t name_count, name_capacity, name_buckets[256];
    /* values of distinct counts */
    struct arena value_texts;
    struct value_note *values;
    size_t value_count, value_capacity, values_written;
};

static void *grown(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : 256;
    items = realloc(items, *capacity * size);
    require(items);
    return items;
}

static uint64_t mix(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* --- words ------------------------------------------------------------------------------------------ */

static unsigned word_index(struct notes *notes, const struct kind *kind, const char *text)
{
    uint64_t hash = (uint64_t)(uintptr_t)kind;
    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    size_t *bucket = &notes->word_buckets[mix(hash, 0) % COUNT(notes->word_buckets)];
    for (size_t i = *bucket; i; i = notes->words[i - 1].next)
        if (notes->words[i - 1].kind == kind && strcmp(notes->words[i - 1].text, text) == 0)
            return (unsigned)(i - 1);
    notes->words = grown(notes->words, notes->word_count, &notes->word_capacity, sizeof(*notes->words));
    notes->words[notes->word_count++] =
        (struct word){ .kind = kind, .text = arena_strdup(&notes->word_texts, text), .next = *bucket };
    *bucket = notes->word_count;
    return (unsigned)(notes->word_count - 1);
}

static int word_order(const void *a, const void *b, void *context)
{
    const struct word *words = context, *left = &words[*(const unsigned *)a], *right = &words[*(const unsigned *)b];
    int order = left->kind == right->kind ? 0 : strcmp(left->kind->slug, right->kind->slug);
    return order ? order : strcmp(left->text, right->text);
}

/* The notes not written, in the order of the index's key by word; those of a word as they were noted. */
static struct word_note *sort_words(struct notes *notes, size_t count)
{
    unsigned *order = malloc(notes->word_count * sizeof(*order));
    struct word_note *sorted = malloc(count * sizeof(*sorted)), *rest = notes->word_notes + notes->words_written;
    size_t at = 0;
    require(order && sorted);
    for (size_t i = 0; i < notes->word_count; i++) {
        order[i] = (unsigned)i;
        notes->words[i].note_count = 0;
    }
    qsort_r(order, notes->word_count, sizeof(*order), word_order, notes->words);
    for (size_t i = 0; i < count; i++)
        notes->words[rest[i].word].note_count++;
    for (size_t i = 0; i < notes->word_count; i++) {
        size_t own = notes->words[order[i]].note_count;
        notes->words[order[i]].note_count = at;
        at += own;
    }
    for (size_t i = 0; i < count; i++)
        sorted[notes->words[rest[i].word].note_count++] = rest[i];
    free(order);
    return sorted;
}

static void bind_word(const struct notes *notes, const struct word_note *note, struct value *ret_bound)
{
    const struct word *word = &notes->words[note->word];
    ret_bound[0] = v_int(id_shard(note->record));
    ret_bound[1] = v_text(word->kind->slug);
    ret_bound[2] = v_text(word->text);
    ret_bound[3] = v_int(note->record);
}

static enum err_code write_words(struct notes *notes, struct db *db, struct err *err)
{
    size_t count = notes->word_note_count - notes->words_written;
    struct value bound[WORD_ROWS * 4];
    if (count == 0)
        return ERR_OK;
    struct word_note *sorted = sort_words(notes, count);
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < count;) {
        size_t some = 0;
        for (; some < WORD_ROWS && i + some < count && sorted[i + some].sign > 0; some++)
            bind_word(notes, &sorted[i + some], bound + 4 * some);
        if (some == WORD_ROWS) {
            code = db_compose_run(db, notes->words_insert, bound, COUNT(bound), NULL, err);
            i += some;
            continue;
        }
        bind_word(notes, &sorted[i], bound);
        code = db_run_unasked(db, sorted[i++].sign > 0 ? STMT_WORD_ADD : STMT_WORD_REMOVE, bound, 4, err);
    }
    free(sorted);
    notes->words_written = notes->word_note_count;
    return code;
}

static void forget_words(struct notes *notes)
{
    if (!notes->word_count)
        return;
    notes->word_note_count = notes->words_written = notes->word_count = 0;
    memset(notes->word_buckets, 0, sizeof(notes->word_buckets));
    arena_release(&notes->word_texts, notes->no_word_texts);
}

/* --- cells ------------------------------------------------------------------------------------------- */

static int number_order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* In the order of the table's key. */
static int cell_order(const void *a, const void *b)
{
    const struct tally_cell *left = a, *right = b;
    const int64_t keys[][2] = { { left->tally, right->tally }, { left->grain, right->grain },
                                { left->unit, right->unit },   { left->month, right->month },
                                { left->since, right->since }, { left->shard, right->shard } };
    int order = 0;
    for (size_t i = 0; order == 0 && i < COUNT(keys); i++)
        order = number_order(keys[i][0], keys[i][1]);
    return order;
}

static size_t cell_index(struct notes *notes, const struct tally_cell *cell)
{
    const int64_t parts[] = { cell->tally, cell->grain, cell->unit, cell->month, cell->since, cell->shard };
    uint64_t hash = 0;
    for (size_t i = 0; i < COUNT(parts); i++)
        hash = mix(hash, (uint64_t)parts[i]);
    size_t *bucket = &notes->cell_buckets[hash % COUNT(notes->cell_buckets)];
    for (size_t i = *bucket; i; i = notes->cells[i - 1].next)
        if (cell_order(&notes->cells[i - 1].cell, cell) == 0)
            return i - 1;
    notes->cells = grown(notes->cells, notes->cell_count, &notes->cell_capacity, sizeof(*notes->cells));
    struct cell_sum *added = &notes->cells[notes->cell_count++];
    *added = (struct cell_sum){ .cell = *cell, .next = *bucket };
    added->cell.value = 0;
    *bucket = notes->cell_count;
    return notes->cell_count - 1;
}

static void note_turn(struct notes *notes, size_t cell, int64_t value, bool is_writing)
{
    if (!notes->is_undoable)
        return;
    notes->turns = grown(notes->turns, notes->turn_count, &notes->turn_capacity, sizeof(*notes->turns));
    notes->turns[notes->turn_count++] = (struct cell_turn){ cell, value, is_writing };
}

static void add_to_cell(struct notes *notes, const struct tally_cell *cell)
{
    size_t index = cell_index(notes, cell);
    notes->cells[index].cell.value += cell->value;
    note_turn(notes, index, cell->value, false);
}

static void bind_cell(const struct tally_cell *cell, struct value *ret_bound)
{
    const int64_t columns[CELL_WIDTH] = { cell->shard, cell->tally, cell->grain, cell->unit,
                                          cell->month, cell->since, cell->value };
    for (size_t i = 0; i < CELL_WIDTH; i++)
        ret_bound[i] = v_int(columns[i]);
}

static size_t *name_bucket(struct notes *notes, int64_t tally)
{
    return &notes->name_buckets[mix(0, (uint64_t)tally) % COUNT(notes->name_buckets)];
}

static const struct tally_name *name_of(struct notes *notes, int64_t tally)
{
    for (size_t i = *name_bucket(notes, tally); i; i = notes->names[i - 1].next)
        if (notes->names[i - 1].tally == tally)
            return &notes->names[i - 1];
    return NULL;
}

/* Of the tallies that have a name here, before their cells; cells in order. */
static enum err_code write_names(struct notes *notes, struct db *db, const struct tally_cell *cells, size_t count,
                                 struct err *err)
{
    for (size_t i = 0; i < count && notes->name_count; i++) {
        const struct tally_name *name = i && cells[i].tally == cells[i - 1].tally ? NULL : name_of(notes, cells[i].tally);
        if (name)
            TRY(db_run_unasked(db, STMT_TALLY_DEF_ADD_KEY,
                               ARGS(v_int(name->tally), v_text(name->kind), v_text(name->text)), err));
    }
    return ERR_OK;
}

/* Each cell once, so that one statement may have many. */
static enum err_code write_cells(struct notes *notes, struct db *db, struct err *err)
{
    size_t count = 0;
    struct tally_cell *sorted = malloc(notes->cell_count * sizeof(*sorted) + 1);
    require(sorted);
    for (size_t i = 0; i < notes->cell_count; i++) {
        struct cell_sum *sum = &notes->cells[i];
        int64_t rest = sum->cell.value - sum->written;
        if (rest == 0)
            continue;
        sorted[count] = sum->cell;
        sorted[count++].value = rest;
        sum->written += rest;
        note_turn(notes, i, rest, true);
    }
    qsort(sorted, count, sizeof(*sorted), cell_order);
    enum err_code code = write_names(notes, db, sorted, count, err);
    for (size_t i = 0; code == ERR_OK && i < count;) {
        struct value bound[CELL_ROWS * CELL_WIDTH];
        size_t some = count - i < CELL_ROWS ? 1 : CELL_ROWS;
        for (size_t j = 0; j < some; j++)
            bind_cell(&sorted[i + j], bound + j * CELL_WIDTH);
        code = some == 1 ? db_run_unasked(db, STMT_TALLY_CELL_ADD, bound, CELL_WIDTH, err) :
                           db_compose_run(db, notes->cells_add, bound, COUNT(bound), NULL, err);
        i += some;
    }
    free(sorted);
    return code;
}

static void forget_cells(struct notes *notes)
{
    if (notes->cell_count)
        memset(notes->cell_buckets, 0, sizeof(notes->cell_buckets));
    notes->cell_count = notes->turn_count = 0;
}

/* --- values of distinct counts ------------------------------------------------------------------------ */

static int value_order(const void *a, const void *b)
{
    const struct value_note *left = a, *right = b;
    int order = cell_order(&left->cell, &right->cell);
    return order ? order : strcmp(left->text, right->text);
}

/* The first record with the value and the last without change the cell beside it. */
static enum err_code write_value(struct notes *notes, struct db *db, const struct value_note *note,
                                 int64_t change, struct err *err)
{
    struct tally_cell cell = note->cell;
    int64_t refs = 0;
    if (change == 0)
        return ERR_OK;
    TRY(db_one_int(db, STMT_TALLY_VALUE_ADD,
                   ARGS(v_int(cell.shard), v_int(cell.tally), v_int(cell.grain), v_int(cell.unit),
                        v_int(cell.month), v_text(note->text), v_int(change)),
                   0, &refs, err));
    cell.value = (refs > 0) - (refs - change > 0);
    if (cell.value)
        add_to_cell(notes, &cell);
    return ERR_OK;
}

static enum err_code write_values(struct notes *notes, struct db *db, struct err *err)
{
    size_t count = notes->value_count - notes->values_written;
    if (count == 0)
        return ERR_OK;
    struct value_note *sorted = malloc(count * sizeof(*sorted));
    require(sorted);
    memcpy(sorted, notes->values + notes->values_written, count * sizeof(*sorted));
    qsort(sorted, count, sizeof(*sorted), value_order);
    enum err_code code = ERR_OK;
    for (size_t i = 0, next = 0; i < count && code == ERR_OK; i = next) {
        int64_t change = 0;
        for (next = i; next < count && value_order(&sorted[i], &sorted[next]) == 0; next++)
            change += sorted[next].cell.value;
        code = write_value(notes, db, &sorted[i], change, err);
    }
    free(sorted);
    notes->values_written = notes->value_count;
    return code;
}

static void forget_values(struct notes *notes)
{
    notes->value_count = notes->values_written = 0;
    arena_done(&notes->value_texts);
}

/* --- all of them ------------------------------------------------------------------------------------- */

struct notes *notes_new(void)
{
    struct notes *notes = calloc(1, sizeof(*notes));
    require(notes);
    (void)arena_alloc(&notes->word_texts, 1, 1); /* so that its first block stays */
    notes->no_word_texts = arena_mark(&notes->word_texts);
    notes->words_insert = entity_sql_repeat(&notes->arena, stmt_rows[STMT_WORD_ADD].sql, 4, WORD_ROWS);
    notes->cells_add = entity_sql_repeat(&notes->arena, stmt_rows[STMT_TALLY_CELL_ADD].sql, CELL_WIDTH, CELL_ROWS);
    return notes;
}

void notes_free(struct notes *notes)
{
    if (!notes)
        return;
    arena_done(&notes->arena);
    arena_done(&notes->word_texts);
    arena_done(&notes->value_texts);
    free(notes->words);
    free(notes->word_notes);
    free(notes->cells);
    free(notes->turns);
    free(notes->names);
    free(notes->values);
    free(notes);
}

void notes_set_undoable(struct notes *notes, bool is_undoable)
{
    notes->is_undoable = is_undoable;
    if (!is_undoable)
        notes->turn_count = 0;
}

void notes_word(struct notes *notes, const struct kind *kind, const char *word, int64_t record, int sign)
{
    notes->word_notes = grown(notes->word_notes, notes->word_note_count, &notes->word_note_capacity,
                              sizeof(*notes->word_notes));
    notes->word_notes[notes->word_note_count++] = (struct word_note){ word_index(notes, kind, word), sign, record };
}

void notes_name(struct notes *notes, int64_t tally, const char *kind, const char *text)
{
    if (name_of(notes, tally))
        return;
    size_t *bucket = name_bucket(notes, tally);
    notes->names = grown(notes->names, notes->name_count, &notes->name_capacity, sizeof(*notes->names));
    notes->names[notes->name_count++] = (struct tally_name){ tally, kind, arena_strdup(&notes->arena, text), *bucket };
    *bucket = notes->name_count;
}

void notes_cell(struct notes *notes, const struct tally_cell *cell)
{
    if (cell->value)
        add_to_cell(notes, cell);
}

void notes_value(struct notes *notes, const struct tally_cell *cell, const char *text)
{
    notes->values = grown(notes->values, notes->value_count, &notes->value_capacity, sizeof(*notes->values));
    notes->values[notes->value_count++] = (struct value_note){ *cell, arena_strdup(&notes->value_texts, text) };
}

bool notes_are_many(const struct notes *notes)
{
    return notes->word_note_count >= WORDS_MANY || notes->cell_count >= CELLS_MANY ||
           notes->value_count >= VALUES_MANY;
}

bool notes_are_written(const struct notes *notes)
{
    return notes->word_note_count && notes->word_note_count == notes->words_written &&
           notes->value_count == notes->values_written;
}

enum err_code notes_write(struct notes *notes, struct db *db, struct err *err)
{
    TRY(write_words(notes, db, err));
    TRY(write_values(notes, db, err));
    return write_cells(notes, db, err);
}

void notes_forget(struct notes *notes)
{
    forget_words(notes);
    forget_cells(notes);
    forget_values(notes);
}

struct notes_mark notes_mark(const struct notes *notes)
{
    return (struct notes_mark){ notes->word_note_count, notes->words_written, notes->value_count,
                                notes->values_written,  notes->turn_count,    arena_mark(&notes->value_texts) };
}

static void revert_cells(struct notes *notes, size_t turns)
{
    while (notes->turn_count > turns) {
        const struct cell_turn *turn = &notes->turns[--notes->turn_count];
        struct cell_sum *sum = &notes->cells[turn->cell];
        if (turn->is_writing)
            sum->written -= turn->value;
        else
            sum->cell.value -= turn->value;
    }
}

void notes_revert(struct notes *notes, const struct notes_mark *mark)
{
    notes->word_note_count = mark->words;
    notes->words_written = mark->words_written;
    notes->value_count = mark->values;
    notes->values_written = mark->values_written;
    arena_release(&notes->value_texts, mark->value_texts);
    revert_cells(notes, mark->turns);
}
