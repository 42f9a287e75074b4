/* SPDX-License-Identifier: Apache-2.0 */
#include "store/word_search.h"

#include <string.h>

static enum err_code next_word(struct store *store, const struct kind *kind, const char *from, const char *before,
                               struct arena *arena, const char **ret_word, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    TRY(db_query(store->db, STMT_WORD_NEXT, ARGS(v_text(kind->slug), v_text(from), v_text(before)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    const char *word = has ? rows_text(&rows, 0) : NULL;
    *ret_word = word ? arena_strdup(arena, word) : NULL;
    return ERR_OK;
}

/* The words of the index that begin with the term's; more than WORD_TERM_WORDS_MAX: the term is wide. */
static enum err_code find_words(struct store *store, const struct kind *kind, struct arena *arena,
                                struct word_term *term, struct err *err)
{
    const char **words = ARENA_ARRAY(arena, const char *, WORD_TERM_WORDS_MAX);
    const char *word = term->from;
    while (term->count < WORD_TERM_WORDS_MAX) {
        TRY(next_word(store, kind, word, term->before, arena, &word, err));
        if (!word)
            break;
        words[term->count++] = word;
        word = arena_printf(arena, "%s\x01", word); /* no folded letter is smaller */
    }
    term->words = words;
    term->is_wide = term->count == WORD_TERM_WORDS_MAX;
    return ERR_OK;
}

static enum err_code count_records(struct store *store, const struct kind *kind, struct word_term *term,
                                   struct err *err)
{
    for (size_t i = 0; i < term->count && term->records <= WORD_TERM_RECORDS_MAX; i++) {
        int64_t more = 0;
        TRY(db_one_int(store->db, STMT_WORD_RECORDS,
                       ARGS(v_text(kind->slug), v_text(term->words[i]),
                            v_int(WORD_TERM_RECORDS_MAX + 1 - term->records)),
                       0, &more, err));
        term->records += more;
    }
    return ERR_OK;
}

enum err_code word_terms_find(struct store *store, const struct kind *kind, struct entity_query *query,
                              struct arena *arena, struct err *err)
{
    struct word_term *terms = ARENA_ARRAY(arena, struct word_term, query->word_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < query->word_count; i++) {
        if (!*query->words[i])
            continue;
        struct word_term *term = &terms[count++];
        char *before = arena_strdup(arena, query->words[i]);
        before[strlen(before) - 1]++; /* folded letters are ASCII */
        *term = (struct word_term){ .from = query->words[i], .before = before };
        TRY(find_words(store, kind, arena, term, err));
        if (!term->is_wide)
            TRY(count_records(store, kind, term, err));
    }
    query->terms = terms;
    query->term_count = count;
    return ERR_OK;
}
