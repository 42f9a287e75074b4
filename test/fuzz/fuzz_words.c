/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as the small languages people and programs write values in: dates, periods, deadlines, document
 * numbers, texts, ids, JSON. What is read is written and read again: it must be the same. The first
 * byte chooses the language. */
#include "base/date.h"
#include "base/docnumber.h"
#include "base/id.h"
#include "base/json.h"
#include "base/json_tree.h"
#include "base/vitext.h"
#include "domain/cond_form.h"
#include "domain/due.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

static void try_date(struct arena *arena, const char *text)
{
    struct date date, again;
    enum date_operator op;
    struct err err = { 0 };
    char out[DATE_TEXT_SIZE];
    (void)arena;
    if (date_parse(text, &date, &op, &err) != ERR_OK)
        return;
    require(date_is_valid(date) || date_is_none(date));
    date_to_storage(date, out);
    require(date_from_storage(out, &again) && date_equal(date, again));
    date_to_external(date, out);
    require(date_from_external(out, &again, &err) == ERR_OK && date_equal(date, again));
    date_to_document(date, out);
    date_to_deadline(date, op, out);
    date_to_deadline_english(date, op, out);
}

static void try_period(struct arena *arena, const char *text)
{
    struct period period, again;
    struct err err = { 0 };
    char out[DATE_TEXT_SIZE];
    (void)arena;
    if (period_parse(text, &period, &err) != ERR_OK)
        return;
    require(date_compare(period.first, period.last) <= 0);
    period_to_text(period, out);
    require(period_parse(out, &again, &err) == ERR_OK && date_equal(period.first, again.first) &&
            date_equal(period.last, again.last));
    period_to_document(period, out);
}

static void try_due(struct arena *arena, const char *text)
{
    struct due due;
    struct err err = { 0 };
    int64_t count = 0;
    (void)arena;
    if (due_parse(text, &due, &err) == ERR_OK) {
        require(due.steps >= -DUE_STEPS_MAX && due.steps <= DUE_STEPS_MAX);
        require(due.every_months >= 0 && due.every_months <= DUE_MONTHS_MAX);
    }
    if (due_parse_every(text, &count, &err) == ERR_OK)
        require(count > 0 && count <= DUE_MONTHS_MAX);
    if (due_parse_weeks(text, &count))
        require(count > 0 && count <= DUE_WEEKS_MAX);
}

static void try_document(struct arena *arena, const char *text)
{
    struct doc_number number, again;
    struct err err = { 0 };
    if (doc_number_parse(arena, text, NULL, date_none(), &number, &err) != ERR_OK)
        return;
    const char *key = doc_number_key(arena, &number), *good = doc_number_to_text(arena, &number);
    require(number.issuer_count <= DOC_ISSUERS_MAX);
    require(doc_number_parse(arena, good, doc_type_name(number.type), date_none(), &again, &err) == ERR_OK);
    require(strcmp(key, doc_number_key(arena, &again)) == 0);
}

static void try_texts(struct arena *arena, const char *text)
{
    int64_t id = 0;
    unsigned repairs = 0;
    struct err err = { 0 };
    const char *clean = NULL, *again = NULL;
    if (text_clean(arena, text, &clean, &repairs, &err) == ERR_OK) {
        require(text_clean(arena, clean, &again, &repairs, &err) == ERR_OK && strcmp(clean, again) == 0);
        require(strlen(text_fold(arena, clean)) <= strlen(clean));
        (void)text_fold_toned(arena, clean);
        (void)text_words(arena, clean);
    }
    if (id_from_text(text, &id, &err) == ERR_OK) {
        char out[ID_TEXT_SIZE];
        int64_t same = 0;
        id_to_text(id, out);
        require(id_from_text(out, &same, &err) == ERR_OK && same == id);
    }
    int64_t share = 0;
    (void)share_parse(text, &share);
}

static void write_tree(struct json_writer *w, const struct tree *tree)
{
    if (tree->name)
        json_key(w, tree->name);
    switch (tree->type) {
    case TREE_NULL:
        json_null(w);
        break;
    case TREE_BOOL:
        json_bool(w, tree->truth);
        break;
    case TREE_INT:
        json_int(w, tree->number);
        break;
    case TREE_TEXT:
        json_string(w, tree->text);
        break;
    case TREE_ARRAY:
    case TREE_OBJECT:
        (tree->type == TREE_ARRAY ? json_begin_array : json_begin_object)(w);
        for (const struct tree *child = tree->first; child; child = child->next)
            write_tree(w, child);
        (tree->type == TREE_ARRAY ? json_end_array : json_end_object)(w);
        break;
    }
}

static void try_json(struct arena *arena, const char *text)
{
    const struct tree *tree = NULL, *again = NULL;
    struct err err = { 0 };
    CLEANUP(buf_done) struct buf one = { 0 }, two = { 0 };
    if (tree_read(arena, text, strlen(text), &tree, &err) != ERR_OK)
        return;
    struct json_writer w = { .out = &one }, v = { .out = &two };
    write_tree(&w, tree);
    require(tree_read(arena, one.data, one.len, &again, &err) == ERR_OK);
    write_tree(&v, again);
    require(one.len == two.len && memcmp(one.data, two.data, one.len) == 0);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
    static void (*const languages[])(struct arena *arena, const char *text) = { try_date, try_period, try_due,
                                                                              try_document, try_texts, try_json };
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (len > 1)
        languages[bytes[0] % COUNT(languages)](&arena, arena_strndup(&arena, (const char *)bytes + 1, len - 1));
    return 0;
}
