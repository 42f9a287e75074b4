/* SPDX-License-Identifier: Apache-2.0
 * From texts to forms: what a value is compared and found by, and how often it stands. */
#include "engine/linkage_parts.h"

#include "base/vitext.h"

#include <math.h>
#include <string.h>

enum { READ_BATCH = 32, PACKED_DIGITS_MAX = 15 };

/* --- distinct texts ---------------------------------------------------------------------------------- */

static uint64_t text_hash(const char *text, size_t len)
{
    uint64_t hash = UINT64_C(0x9e3779b97f4a7c15) ^ len;
    for (; len >= 8; text += 8, len -= 8) {
        uint64_t word;
        memcpy(&word, text, 8);
        hash = mix64(hash ^ word);
    }
    uint64_t last = 0;
    memcpy(&last, text, len);
    return mix64(hash ^ last);
}

static uint32_t hash32(const char *text, size_t len)
{
    uint32_t hash = (uint32_t)(text_hash(text, len) >> 16);
    return hash ? hash : 1;
}

void texts_done(struct texts *texts)
{
    arena_done(&texts->arena);
    free(texts->table);
    free(texts->items);
    free(texts->lens);
    *texts = (struct texts){ 0 };
}

/* Where the text stands, or would: half of its hash is kept beside its number, so that others are passed unread. */
static size_t texts_place(const struct texts *texts, const char *text, size_t len, uint64_t hash)
{
    size_t at = hash & (texts->table_size - 1);
    for (uint64_t entry; (entry = texts->table[at]); at = (at + 1) & (texts->table_size - 1)) {
        uint32_t number = (uint32_t)entry;
        if (entry >> 32 == hash && texts->lens[number] == len && memcmp(texts->items[number], text, len) == 0)
            break;
    }
    return at;
}

static void texts_widen(struct texts *texts)
{
    size_t size = texts->table_size ? texts->table_size * 4 : 1024;
    uint64_t *table = work_alloc(size, sizeof(*table));
    for (size_t i = 0; i < texts->table_size; i++) {
        size_t at = texts->table[i] >> 32 & (size - 1);
        while (table[at])
            at = (at + 1) & (size - 1);
        table[at] = texts->table[i];
    }
    free(texts->table);
    texts->table = table;
    texts->table_size = size;
}

static uint64_t half_hash(const char *text, size_t len)
{
    return text_hash(text, len) >> 32;
}

uint32_t texts_find(const struct texts *texts, const char *text, size_t len)
{
    return texts->table_size ? (uint32_t)texts->table[texts_place(texts, text, len, half_hash(text, len))] : 0;
}

uint32_t texts_add(struct texts *texts, const char *text, size_t len)
{
    if ((texts->count + 1) * UINT64_C(2) > texts->table_size)
        texts_widen(texts);
    uint64_t hash = half_hash(text, len);
    size_t at = texts_place(texts, text, len, hash);
    if (texts->table[at])
        return (uint32_t)texts->table[at];
    size_t capacity = texts->capacity, lens_capacity = texts->capacity;
    texts->items = work_grow(texts->items, &capacity, texts->count + 2, sizeof(*texts->items));
    texts->lens = work_grow(texts->lens, &lens_capacity, texts->count + 2, sizeof(*texts->lens));
    texts->capacity = (uint32_t)capacity;
    uint32_t number = ++texts->count;
    texts->items[number] = arena_strndup(&texts->arena, text, len);
    texts->lens[number] = (uint16_t)len;
    texts->table[at] = hash << 32 | number;
    return number;
}

/* --- forms ------------------------------------------------------------------------------------------------- */

static bool is_tone(char c)
{
    return c == '`' || c == '?' || c == '~' || c == '\'' || c == '.';
}

/* Without the bytes that are tones; the text itself where there are none. */
static const char *without_tones(const char *toned, size_t len, struct arena *arena)
{
    size_t kept = 0;
    for (size_t i = 0; i < len; i++)
        kept += !is_tone(toned[i]);
    if (kept == len)
        return toned;
    char *plain = arena_alloc(arena, kept + 1, 1);
    for (size_t i = 0, to = 0; i < len; i++)
        if (!is_tone(toned[i]))
            plain[to++] = toned[i];
    return plain;
}

/* Without marks; y as i, ph as f, doubled letters once: what is written either way. */
static const char *loosened(const char *plain, struct arena *arena)
{
    char *folded = text_fold(arena, plain);
    size_t to = 0;
    for (size_t i = 0; folded[i]; i++) {
        char c = folded[i] == 'y' ? 'i' : folded[i];
        if (c == 'p' && folded[i + 1] == 'h') {
            c = 'f';
            i++;
        }
        bool is_digit = c >= '0' && c <= '9';
        if (to == 0 || is_digit || folded[to - 1] != c)
            folded[to++] = c;
    }
    folded[to] = 0;
    return strcmp(folded, plain) == 0 ? plain : folded;
}

/* The first letter and the consonants: what survives most misprints. */
static uint32_t skeleton(const char *loose, size_t len)
{
    char text[8];
    size_t to = 0;
    for (size_t i = 0; i < len && to < 5; i++)
        if (i == 0 || !strchr("aeiouhw ", loose[i]))
            text[to++] = loose[i];
    return to ? hash32(text, to) : 0;
}

static void form_words(struct form *form, struct arena *arena)
{
    form->plain = without_tones(form->toned, form->toned_len, arena);
    form->plain_len = (uint16_t)strlen(form->plain);
    form->loose = loosened(form->plain, arena);
    form->loose_len = (uint16_t)strlen(form->loose);
    form->atoms[0] = hash32(form->loose, form->loose_len);
    form->atoms[1] = hash32(form->loose, form->loose_len < 3 ? 1 : 3);
    form->atoms[2] = skeleton(form->loose, form->loose_len);
}

static void form_date(struct form *form)
{
    const char *t = form->toned;
    memcpy(&form->digits, t, sizeof(form->digits));
    form->year = (int16_t)((t[0] - '0') * 1000 + (t[1] - '0') * 100 + (t[2] - '0') * 10 + (t[3] - '0'));
    form->month = (int8_t)((t[4] - '0') * 10 + (t[5] - '0'));
    form->day = (int8_t)((t[6] - '0') * 10 + (t[7] - '0'));
    form->is_year_only = form->month == 0;
    form->atoms[0] = form->is_year_only ? 0 : hash32(t, 8);
    form->atoms[1] = hash32(t, 4);
    form->atoms[2] = form->is_year_only ? 0 : hash32(t + 4, 4);
}

static void form_number(struct form *form)
{
    uint64_t digits = 1;
    for (size_t i = 0; i < form->toned_len && digits; i++)
        digits = form->toned[i] >= '0' && form->toned[i] <= '9' ? digits << 4 | (uint64_t)(form->toned[i] - '0') : 0;
    form->digits = form->toned_len <= PACKED_DIGITS_MAX ? digits : 0;
    size_t half = (form->toned_len + 1u) / 2;
    form->atoms[0] = hash32(form->toned, form->toned_len);
    form->atoms[1] = hash32(form->toned, half) ^ 1;
    form->atoms[2] = hash32(form->toned + form->toned_len - half, half) ^ 2;
}

static void form_place(struct form *form, struct arena *arena)
{
    uint32_t candidates[64];
    size_t count = 0;
    for (const char *at = form->toned; *at && count < COUNT(candidates);) {
        size_t len = strcspn(at, "|");
        if (len)
            candidates[count++] = hash32(at, len);
        at += len + (at[len] == '|');
    }
    uint32_t *kept = ARENA_ARRAY(arena, uint32_t, count ? count : 1);
    memcpy(kept, candidates, count * sizeof(*kept));
    form->candidates = kept;
    form->candidate_count = (uint8_t)count;
    form->atoms[0] = count ? kept[0] : 0;
}

static void make_form(const struct slot *slot, const char *text, size_t len, struct form *form, struct arena *arena)
{
    *form = (struct form){ .toned = text, .loose = text };
    form->toned_len = form->plain_len = form->loose_len = (uint16_t)len;
    switch (slot->kind) {
    case SLOT_WORDS:
        form_words(form, arena);
        break;
    case SLOT_DATE:
        form_date(form);
        break;
    case SLOT_NUMBER:
        form_number(form);
        break;
    case SLOT_PLACE:
        form_place(form, arena);
        break;
    default:
        form->atoms[0] = hash32(text, len);
    }
}

/* Where far more than one in 365 is born on the first of January, that is how people write the year. */
static void find_january(struct slot *slot)
{
    size_t full = 0, january = 0;
    for (uint32_t i = 1; i <= slot->form_count; i++) {
        const struct form *form = &slot->forms[i];
        full += form->is_year_only ? 0 : form->count;
        january += form->month == 1 && form->day == 1 ? form->count : 0;
    }
    slot->january_is_unknown = january >= 5 && january * 365 > full * 4;
    for (uint32_t i = 1; i <= slot->form_count && slot->january_is_unknown; i++)
        if (slot->forms[i].month == 1 && slot->forms[i].day == 1) {
            slot->forms[i].is_year_only = true;
            slot->forms[i].atoms[0] = slot->forms[i].atoms[2] = 0;
        }
}

/* Rarity by a looser key: all forms that share it count together. */
static void count_loose(struct slot *slot)
{
    size_t size = 16;
    while (size < (size_t)slot->form_count * 2)
        size *= 2;
    uint32_t *keys = work_alloc(size, sizeof(*keys)), *counts = work_alloc(size, sizeof(*counts));
    size_t atom = slot->kind == SLOT_DATE ? 1 : 0;
    double same = 0, known = (double)slot->known;
    for (int turn = 0; turn < 2; turn++)
        for (uint32_t i = 1; i <= slot->form_count; i++) {
            uint32_t key = slot->forms[i].atoms[atom];
            size_t at = mix64(key) & (size - 1);
            while (keys[at] && keys[at] != key)
                at = (at + 1) & (size - 1);
            keys[at] = key;
            if (turn == 0)
                counts[at] += slot->forms[i].count;
            else
                slot->forms[i].loose_rarity = (float)counts[at];
        }
    for (size_t i = 0; i < size; i++)
        same += (double)counts[i] * counts[i] / known / known;
    for (uint32_t i = 1; i <= slot->form_count; i++)
        slot->forms[i].loose_rarity = (float)log(same * known / (double)slot->forms[i].loose_rarity);
    free(keys);
    free(counts);
}

double linkage_chance(const struct slot *slot, const struct form *form)
{
    if (!slot->first_known)
        return (double)form->count / (double)slot->known;
    double one = share_of(slot, form, true), other = share_of(slot, form, false);
    return one + other > 0 ? 2 * one * other / (one + other) : 0;
}

/* Of two lists, what one says and the other never does is nothing that two of them could share. */
static void weigh(struct slot *slot)
{
    double known = (double)slot->known;
    slot->same_share = 0;
    for (uint32_t i = 1; i <= slot->form_count; i++) {
        const struct form *form = &slot->forms[i];
        slot->same_share += slot->first_known ? share_of(slot, form, true) * share_of(slot, form, false) :
                                                (double)form->count * form->count / known / known;
    }
    slot->same_share = fmax(slot->same_share, 1 / known / known);
    for (uint32_t i = 1; i <= slot->form_count; i++)
        if (slot->forms[i].count)
            slot->forms[i].rarity = (float)log(slot->same_share / fmax(linkage_chance(slot, &slot->forms[i]), 1 / known));
}

void linkage_weigh_values(struct linkage *l, size_t s)
{
    struct slot *slot = &l->slots[s];
    size_t records = l->input.record_count;
    uint32_t *counts = work_alloc((size_t)slot->form_count + 1, sizeof(*counts));
    slot->first_known = l->input.first_count;
    for (size_t r = 0; r < records; r++) {
        counts[l->rows[r * l->slot_count + s]]++;
        if (r + 1 != l->input.first_count)
            continue;
        slot->first_known -= counts[0];
        for (uint32_t i = 1; i <= slot->form_count; i++)
            slot->forms[i].first_count = counts[i];
    }
    for (uint32_t i = 1; i <= slot->form_count; i++)
        slot->forms[i].count = counts[i];
    slot->known = records - counts[0];
    free(counts);
    if (slot->known == 0)
        return;
    if (slot->kind == SLOT_DATE)
        find_january(slot);
    weigh(slot);
    slot->rare_max = 3 + (uint32_t)(records / 20000);
    if (slot->kind == SLOT_WORDS || slot->kind == SLOT_DATE)
        count_loose(slot);
}

void linkage_finish_slot(struct linkage *l, size_t s)
{
    struct slot *slot = &l->slots[s];
    slot->form_count = slot->texts.count;
    slot->forms = work_alloc_lines((size_t)slot->form_count + 1, sizeof(*slot->forms));
    slot->forms[0] = (struct form){ 0 };
    for (uint32_t i = 1; i <= slot->form_count; i++)
        make_form(slot, slot->texts.items[i], slot->texts.lens[i], &slot->forms[i], &slot->texts.arena);
    for (uint32_t i = 1; i <= slot->form_count && slot->kind == SLOT_PLACE; i++)
        slot->has_candidates |= slot->forms[i].candidate_count > 1;
    linkage_weigh_values(l, s);
    if (slot->type == LINKAGE_TEXT)
        linkage_count_words(l, s);
}

/* --- slots ----------------------------------------------------------------------------------------------------- */

static enum slot_kind kind_of(enum linkage_type type)
{
    switch (type) {
    case LINKAGE_DATE:
        return SLOT_DATE;
    case LINKAGE_CODE:
        return SLOT_CODE;
    case LINKAGE_NUMBER:
    case LINKAGE_ID:
    case LINKAGE_CITIZEN_ID:
    case LINKAGE_PHONE:
        return SLOT_NUMBER;
    case LINKAGE_PLACE:
        return SLOT_PLACE;
    default:
        return SLOT_WORDS;
    }
}

static size_t parts_of(enum linkage_type type)
{
    return type == LINKAGE_NAME ? 3 : type == LINKAGE_CITIZEN_ID ? 2 : 1;
}

static enum linkage_type part_type(enum linkage_type type, size_t part)
{
    if (type != LINKAGE_NAME)
        return type;
    return part == 0 ? LINKAGE_SURNAME : part == 1 ? LINKAGE_MIDDLE : LINKAGE_GIVEN;
}

enum err_code linkage_slots_init(struct linkage *l, struct err *err)
{
    int surname = -1, given = -1;
    l->place_slot = -1;
    for (size_t f = 0; f < l->input.field_count; f++)
        for (size_t part = 0; part < parts_of(l->fields[f].type); part++) {
            if (l->slot_count == LINKAGE_SLOTS_MAX)
                return err_set(err, ERR_LIMIT, MSG_LINKAGE_SIZE, err_int(LINKAGE_SLOTS_MAX));
            enum linkage_type type = part_type(l->fields[f].type, part);
            struct slot *slot = &l->slots[l->slot_count];
            *slot = (struct slot){ .kind = kind_of(type), .type = type, .field = f, .part = part, .exchange = -1, .middle = -1 };
            slot->is_identity = type == LINKAGE_ID || type == LINKAGE_CITIZEN_ID;
            slot->atom_count = slot->kind == SLOT_CODE || slot->kind == SLOT_PLACE || type == LINKAGE_MIDDLE ? 1 : 3;
            if (type == LINKAGE_SURNAME && surname < 0)
                surname = (int)l->slot_count;
            if (type == LINKAGE_GIVEN && given < 0)
                given = (int)l->slot_count;
            if (slot->kind == SLOT_PLACE && l->place_slot < 0)
                l->place_slot = (int)l->slot_count;
            l->slot_count++;
        }
    if (surname >= 0 && given >= 0) {
        l->slots[surname].exchange = given;
        l->slots[given].exchange = surname;
        if (l->slots[given].field == l->slots[surname].field)
            l->slots[given].middle = surname + 1;
    }
    return ERR_OK;
}

void linkage_slots_done(struct linkage *l)
{
    for (size_t s = 0; s < l->slot_count; s++) {
        texts_done(&l->slots[s].texts);
        free(l->slots[s].forms);
        linkage_words_done(&l->slots[s]);
    }
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct raw {
    const char *text;
    uint32_t hash;
    uint32_t numbers[PARTS_MAX];
};
struct raw_table {
    struct raw *items;
    size_t size, count;
};

static struct raw *raw_at(struct raw_table *table, const char *text, uint32_t hash)
{
    size_t at = hash & (table->size - 1);
    while (table->items[at].text && (table->items[at].hash != hash || strcmp(table->items[at].text, text) != 0))
        at = (at + 1) & (table->size - 1);
    return &table->items[at];
}

static void raw_widen(struct raw_table *table, size_t least)
{
    struct raw_table wider = { .size = table->size ? table->size : 4096, .count = table->count };
    if (least * 2 < table->size)
        return;
    while (least * 2 >= wider.size)
        wider.size *= 4;
    wider.items = work_alloc(wider.size, sizeof(*wider.items));
    for (size_t i = 0; i < table->size; i++) {
        size_t at = table->items[i].hash & (wider.size - 1);
        if (!table->items[i].text)
            continue;
        while (wider.items[at].text)
            at = (at + 1) & (wider.size - 1);
        wider.items[at] = table->items[i];
    }
    free(table->items);
    *table = wider;
}

static void add_parts(struct slot *slots, size_t count, const struct part *parts, uint32_t *numbers)
{
    for (size_t p = 0; p < count; p++)
        numbers[p] = parts[p].len ? texts_add(&slots[p].texts, parts[p].text, parts[p].len) : 0;
}

struct field_reading {
    struct linkage *l;
    const struct linkage_field *field;
    size_t first, count; /* slots */
    struct arena scratch;
    struct part *parts;
    struct raw_table table;
};

static void read_record(struct field_reading *reading, const char *const *cells, uint32_t *row)
{
    linkage_read_cells(reading->field, cells, reading->parts, &reading->scratch);
    add_parts(&reading->l->slots[reading->first], reading->count, reading->parts, row);
}

/* A text that was read before is not taken apart again. First where each would stand in the table is asked of
 * the memory, then what stands there, then it is read: the waiting is shared. */
static void read_batch(struct field_reading *reading, size_t from, size_t to)
{
    struct linkage *l = reading->l;
    struct raw_table *table = &reading->table;
    size_t columns = l->input.column_count, column = reading->field->columns[0];
    uint32_t hashes[READ_BATCH];
    raw_widen(table, table->count + READ_BATCH);
    for (size_t r = from; r < to; r++) {
        const char *cell = l->input.cells[r * columns + column];
        hashes[r - from] = cell && *cell ? hash32(cell, strlen(cell)) : 0;
        __builtin_prefetch(&table->items[hashes[r - from] & (table->size - 1)]);
    }
    for (size_t r = from; r < to; r++)
        __builtin_prefetch(table->items[hashes[r - from] & (table->size - 1)].text);
    for (size_t r = from; r < to; r++) {
        const char *const *cells = l->input.cells + r * columns;
        uint32_t *row = l->rows + r * l->slot_count + reading->first;
        if (!hashes[r - from])
            continue;
        struct raw *raw = raw_at(table, cells[column], hashes[r - from]);
        if (!raw->text) {
            table->count++;
            raw->text = cells[column];
            raw->hash = hashes[r - from];
            read_record(reading, cells, raw->numbers);
        }
        for (size_t p = 0; p < reading->count; p++)
            row[p] = raw->numbers[p];
    }
}

static void read_field(void *context, size_t worker, size_t f)
{
    (void)worker;
    struct linkage *l = context;
    struct field_reading reading = { .l = l, .field = &l->fields[f], .count = parts_of(l->fields[f].type) };
    size_t records = l->input.record_count;
    while (l->slots[reading.first].field != f)
        reading.first++;
    reading.parts = work_alloc(PARTS_MAX, sizeof(*reading.parts));
    if (reading.field->column_count > 1)
        for (size_t r = 0; r < records; r++)
            read_record(&reading, l->input.cells + r * l->input.column_count,
                        l->rows + r * l->slot_count + reading.first);
    else
        for (size_t r = 0; r < records; r += READ_BATCH)
            read_batch(&reading, r, r + READ_BATCH < records ? r + READ_BATCH : records);
    free(reading.table.items);
    free(reading.parts);
    arena_done(&reading.scratch);
    for (size_t p = 0; p < reading.count; p++)
        linkage_finish_slot(l, reading.first + p);
}

void linkage_read(struct linkage *l)
{
    l->rows = work_alloc(l->input.record_count * l->slot_count, sizeof(*l->rows));
    work_share(l->options.threads, l->input.field_count, read_field, l);
    linkage_leave_told(l);
    linkage_check_citizens(l);
    linkage_leave_nobodys(l);
}

/* The form of a text, known or new. */
static uint32_t form_of(const struct linkage *l, size_t s, const char *text, size_t len, struct arena *arena, struct form *ret_form)
{
    const struct slot *slot = &l->slots[s];
    uint32_t number = len ? texts_find(&slot->texts, text, len) : 0;
    *ret_form = (struct form){ 0 };
    if (number)
        *ret_form = slot->forms[number];
    else if (len)
        make_form(slot, arena_strndup(arena, text, len), len, ret_form, arena);
    if (!number && slot->january_is_unknown && ret_form->month == 1 && ret_form->day == 1)
        ret_form->is_year_only = true;
    if (!number && len && slot->has_many_words)
        linkage_find_by_words(l, slot, ret_form);
    return number;
}

void linkage_read_one(const struct linkage *l, const char *const *cells, struct arena *arena,
                      struct form forms[LINKAGE_SLOTS_MAX], uint32_t numbers[LINKAGE_SLOTS_MAX])
{
    struct part parts[PARTS_MAX];
    struct form whole[LINKAGE_SLOTS_MAX]; /* with what is told twice */
    const struct form *by_slot[LINKAGE_SLOTS_MAX];
    char text[VALUE_BYTES];
    for (size_t s = 0; s < l->slot_count; s++) {
        const struct slot *slot = &l->slots[s];
        if (slot->part == 0)
            linkage_read_cells(&l->fields[slot->field], cells, parts, arena);
        const struct part *part = &parts[slot->part];
        numbers[s] = form_of(l, s, part->text, part->len, arena, &whole[s]);
        by_slot[s] = &whole[s];
    }
    for (size_t s = 0; s < l->slot_count; s++) {
        forms[s] = whole[s];
        if (l->slots[s].told_by && whole[s].toned)
            numbers[s] = form_of(l, s, text, linkage_untold(l, s, by_slot, text, sizeof(text)), arena, &forms[s]);
    }
    linkage_check_citizen(l, forms);
}
