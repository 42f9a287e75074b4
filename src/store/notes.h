/* SPDX-License-Identifier: Apache-2.0
 * What a transaction is to write beside its records: words of the index, changes of tally cells, values of
 * distinct counts. They gather in memory and are written sorted, each key once; a savepoint rolled back
 * takes back what was noted, or written, since it was set. Knows no store. Private to src/store/pending.c. */
#pragma once

#include "store/db.h"
#include "store/pending.h"

struct notes;
struct notes *notes_new(void);
void notes_free(struct notes *notes);

/* While savepoints are open, what is noted and written must be possible to take back. */
void notes_set_undoable(struct notes *notes, bool is_undoable);

void notes_word(struct notes *notes, const struct kind *kind, const char *word, int64_t record, int sign);
void notes_cell(struct notes *notes, const struct tally_cell *cell);
/* What the tally is called, of records of that kind (its slug, which lives on): written with cells of it, if it is not yet. */
void notes_name(struct notes *notes, int64_t tally, const char *kind, const char *text);
void notes_value(struct notes *notes, const struct tally_cell *cell, const char *text);

/* Much has gathered. */
bool notes_are_many(const struct notes *notes);
/* Words and values are all written, and there are words. */
bool notes_are_written(const struct notes *notes);

/* Writes what is not written yet. */
NODISCARD enum err_code notes_write(struct notes *notes, struct db *db, struct err *err);
void notes_forget(struct notes *notes);

struct notes_mark {
    size_t words, words_written, values, values_written, turns;
    struct arena_mark value_texts;
};
struct notes_mark notes_mark(const struct notes *notes);
void notes_revert(struct notes *notes, const struct notes_mark *mark);
